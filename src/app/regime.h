/* regime.h: the rules of a kind of inspection and the warning rules as they hold for a round in a data folder. */
#ifndef APP_REGIME_H
#define APP_REGIME_H

#include "app/app.h"
#include "domain/regime.h"

/* What holds for INSPECTION: its own row, else that of its kind, else the built-in one. INSPECTION 0: that of SORT. */
MUST_CHECK enum err regime_load(struct db *db, struct arena *a, int64_t inspection, int64_t sort, struct regime *out);
/* Rows by sort; 0 of them stays empty. */
MUST_CHECK enum err warning_load(struct db *db, struct arena *a, int64_t inspection,
                                 struct warning rows[WARNING_SORTS]);
/* The colours of a round at a day: warning_load and the calendar, as days. */
MUST_CHECK enum err colour_rule_load(struct db *db, struct arena *a, int64_t inspection, int64_t today,
                                     struct colour_rule *out);
/* The same for pages: kept until the log, the round or the day is another. */
MUST_CHECK enum err colour_rule_recall(struct db *db, int64_t inspection, int64_t today, int64_t position,
                                       struct colour_rule *out);

#endif
