/* matrix_mail.h: rows of matrix_test.c of the area "mail": {command, roles, states}. Written by hand from DOMAIN.md §6.
 * The one who acts there is not the person a nudge went to: reading one's own, and choosing for oneself how to be
 * reminded, are rows of nudge_test.c. What the courier did, no person may record. */
{COMMAND_PERSON_NOTIFY, "S", "active"}, {COMMAND_NUDGE_SEND, "O", "-"}, {COMMAND_NUDGE_DELIVER, "", "waiting"}, {COMMAND_NUDGE_FAIL, "", "waiting"}, {COMMAND_NUDGE_MARK_READ, "", "waiting out lost"},
