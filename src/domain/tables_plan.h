/* tables_plan.h: rows of the area "plan" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_PLAN_H
#define DOMAIN_TABLES_PLAN_H

/* clang-format off */
#define KINDS_PLAN(X)

#define REFUSALS_PLAN(X)

#define COMMANDS_PLAN(X)

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_PLAN(X)
/* clang-format on */

#endif
