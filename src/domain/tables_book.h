/* tables_book.h: rows of the area "book" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_BOOK_H
#define DOMAIN_TABLES_BOOK_H

/* clang-format off */
#define KINDS_BOOK(X)

#define REFUSALS_BOOK(X)

#define COMMANDS_BOOK(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_BOOK(X)
/* clang-format on */

#endif
