/* matrix_notice.h: rows of matrix_test.c of the area "notice": {command, roles, states}. Written by hand from DOMAIN.md §6. */
