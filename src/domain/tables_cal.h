/* tables_cal.h: rows of the area "cal" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_CAL_H
#define DOMAIN_TABLES_CAL_H

/* clang-format off */
#define KINDS_CAL(X)

#define REFUSALS_CAL(X)

#define COMMANDS_CAL(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_CAL(X)
/* clang-format on */

#endif
