/* figures_clue.h: figures of the area "clue", rows of the table in figure.c. */
