/* tables_lookback.h: rows of the area "lookback" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_LOOKBACK_H
#define DOMAIN_TABLES_LOOKBACK_H

/* clang-format off */
#define KINDS_LOOKBACK(X)

#define REFUSALS_LOOKBACK(X)

#define COMMANDS_LOOKBACK(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_LOOKBACK(X)
/* clang-format on */

#endif
