/* matrix_question.h: rows of matrix_test.c of the area "question": {command, roles, states}. */
{COMMAND_QUESTION_SETTLE, "OV", "-"},
