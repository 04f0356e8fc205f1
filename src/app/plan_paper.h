/* plan_paper.h: the plan as the paper it is printed as, and as a sheet: aspect, problem, measures with goal, type,
 * leader, units and due day. What is printed is the ledger at the moment of printing; nothing is typed twice. */
#ifndef APP_PLAN_PAPER_H
#define APP_PLAN_PAPER_H

#include "app/ledger.h"
#include "domain/plan.h"
#include "paper/document.h"

/* PLAN NULL, or a main plan: the problems of no side plan; a side plan: its own. Void measures are left out. */
struct document *plan_document(const struct ledger *l, const struct plan *plan);
/* FORMAT: docx, pdf, txt, html, json or xlsx. ERR_INPUT for others; *WHY on any error. */
MUST_CHECK enum err plan_paper(const struct ledger *l, const struct plan *plan, struct str format, struct str *bytes,
                               struct sentence *why);
/* The media type of a format, NULL for one there is not. */
const char *plan_paper_media(struct str format);
/* The round's main plan: approved before others; head empty when there is none. */
MUST_CHECK enum err plan_main(struct db *db, struct arena *a, int64_t inspection, struct plan *out);

#endif
