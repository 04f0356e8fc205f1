/* figures_lookback.h: figures of the area "lookback", rows of the table in figure.c. */
