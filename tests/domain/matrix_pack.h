/* matrix_pack.h: rows of matrix_test.c of the area "pack": {command, roles, states}. Written by hand from DOMAIN.md §6. */
