/* matrix_plan.h: rows of matrix_test.c of the area "plan": {command, roles, states}. Written by hand from DOMAIN.md §6. */
