/* matrix_pack.h: rows of matrix_test.c of the area "pack": {command, roles, states}. Written by hand from DOMAIN.md §6. */
{COMMAND_PACK_FREEZE, "O", "-"}, {COMMAND_PACK_REVIEW, "OLV", "frozen"}, {COMMAND_PACK_WITHDRAW, "O", "frozen reviewed"},
