/* matrix_clue.h: rows of matrix_test.c of the area "clue": {command, roles, states}. Written by hand from DOMAIN.md §6. */
