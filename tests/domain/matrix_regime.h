/* matrix_regime.h: rows of matrix_test.c of the area "regime": {command, roles, states}. Written by hand from DOMAIN.md §6. */
