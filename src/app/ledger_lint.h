/* ledger_lint.h: the check lint cannot make alone: do the figures of a bulletin agree with the ledger? Only figures
 * whose label says beyond doubt what they count are compared (a table in ledger_lint.c), and only where the bulletin
 * tells totals: before its first part, or anywhere when it has no parts. */
#ifndef APP_LEDGER_LINT_H
#define APP_LEDGER_LINT_H

#include "app/figures.h"
#include "paper/lint.h"

/* Adds a finding of rule "ledger", an error, for each figure that differs from its query at M; COMMAND lists the
 * records and is named in the finding. */
MUST_CHECK enum err ledger_lint(struct lint *l, const struct moment *m, struct str command, struct sentence *why);

#endif
