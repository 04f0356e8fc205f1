/* matrix_cal.h: rows of matrix_test.c of the area "cal": {command, roles, states}. Written by hand from DOMAIN.md §6. */
{COMMAND_CALENDAR_ENTER, "OS", "- *"},
