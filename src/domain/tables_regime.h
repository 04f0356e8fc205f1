/* tables_regime.h: rows of the area "regime" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_REGIME_H
#define DOMAIN_TABLES_REGIME_H

/* clang-format off */
#define KINDS_REGIME(X)

#define REFUSALS_REGIME(X)

#define COMMANDS_REGIME(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_REGIME(X)
/* clang-format on */

#endif
