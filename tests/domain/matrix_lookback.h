/* matrix_lookback.h: rows of matrix_test.c of the area "lookback": {command, roles, states}. Written by hand from DOMAIN.md §6. */
