/* matrix_book.h: rows of matrix_test.c of the area "book": {command, roles, states}. Written by hand from DOMAIN.md §6. */
