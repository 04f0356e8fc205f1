/* matrix_plan.h: rows of matrix_test.c of the area "plan": {command, roles, states}. Written by hand from DOMAIN.md §6. */
/* clang-format off */
{COMMAND_SENTENCE_ADD, "O", "-"}, {COMMAND_SENTENCE_MAP, "O", "unmapped problem not_problem"}, {COMMAND_SENTENCE_NOT_PROBLEM, "O", "unmapped problem not_problem"}, {COMMAND_SENTENCE_UNMAP, "O", "problem not_problem"},
{COMMAND_PLAN_DRAFT, "O", "-"}, {COMMAND_PLAN_CHANGE, "O", "draft"}, {COMMAND_PLAN_SUBMIT, "O", "draft"}, {COMMAND_PLAN_OPINE, "OULVPR", "-"}, {COMMAND_PLAN_RETURN, "V", "review"}, {COMMAND_PLAN_APPROVE, "V", "review"},
{COMMAND_GROUP_FORM, "O", "-"}, {COMMAND_GROUP_CHANGE, "O", "active"}, {COMMAND_GROUP_DISSOLVE, "O", "active"},
{COMMAND_MEETING_ENTER, "O", "-"}, {COMMAND_MEETING_VOID, "O", "valid"},
{COMMAND_TASK_ASSIGN, "O", "-"}, {COMMAND_TASK_SIGN, "U", "assigned"}, {COMMAND_TASK_DONE, "U", "working"}, {COMMAND_TASK_CONFIRM, "O", "done"}, {COMMAND_TASK_RETURN, "O", "done"}, {COMMAND_TASK_VOID, "O", "assigned working done"},
    /* clang-format on */
