/* tables_clue.h: rows of the area "clue" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_CLUE_H
#define DOMAIN_TABLES_CLUE_H

/* clang-format off */
#define KINDS_CLUE(X)

#define REFUSALS_CLUE(X)

#define COMMANDS_CLUE(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_CLUE(X)
/* clang-format on */

#endif
