/* figures_notice.h: figures of the area "notice", rows of the table in figure.c. */
