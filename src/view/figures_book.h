/* figures_book.h: figures of the area "book", rows of the table in figure.c. */
