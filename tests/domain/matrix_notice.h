/* matrix_notice.h: rows of matrix_test.c of the area "notice": {command, roles, states}. Written by hand from
 * DOMAIN.md §6. */
{COMMAND_NOTICE_RULE_SET, "O", "- *"}, {COMMAND_NOTICE_DRAFT, "O", "-"}, {COMMAND_NOTICE_CHANGE, "O", "draft"}, {COMMAND_NOTICE_ISSUE, "LV", "draft"}, {COMMAND_NOTICE_SIGN, "U", "issued"}, {COMMAND_NOTICE_TALK, "OLV", "signed answered"}, {COMMAND_NOTICE_ANSWER, "U", "signed"}, {COMMAND_NOTICE_ACCEPT, "OLV", "answered"}, {COMMAND_NOTICE_RETURN, "OLV", "answered"}, {COMMAND_NOTICE_WITHDRAW, "OLV", "draft issued signed answered"}, {COMMAND_NOTICE_ESCALATE, "O", "-"},
