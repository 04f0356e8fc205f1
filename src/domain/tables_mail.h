/* tables_mail.h: rows of the area "mail" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_MAIL_H
#define DOMAIN_TABLES_MAIL_H

/* clang-format off */
#define KINDS_MAIL(X)

#define REFUSALS_MAIL(X)

#define COMMANDS_MAIL(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_MAIL(X)
/* clang-format on */

#endif
