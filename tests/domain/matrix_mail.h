/* matrix_mail.h: rows of matrix_test.c of the area "mail": {command, roles, states}. Written by hand from DOMAIN.md §6. */
