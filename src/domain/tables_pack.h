/* tables_pack.h: rows of the area "pack" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_PACK_H
#define DOMAIN_TABLES_PACK_H

/* clang-format off */
#define KINDS_PACK(X)

#define REFUSALS_PACK(X)

#define COMMANDS_PACK(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_PACK(X)
/* clang-format on */

#endif
