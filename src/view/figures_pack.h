/* figures_pack.h: figures of the area "pack", rows of the table in figure.c. */
