/* tables_notice.h: rows of the area "notice" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_NOTICE_H
#define DOMAIN_TABLES_NOTICE_H

/* clang-format off */
#define KINDS_NOTICE(X)

#define REFUSALS_NOTICE(X)

#define COMMANDS_NOTICE(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_NOTICE(X)
/* clang-format on */

#endif
