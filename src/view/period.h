/* period.h: the reporting period a day stands in, of the round it is asked for: by the rhythm of its rules, which are
 * those of the round, else of its kind, else the built-in ones (app/regime.h loads all of them; this is one query). */
#ifndef VIEW_PERIOD_H
#define VIEW_PERIOD_H

#include "db/db.h"

struct period_bounds { /* of the last complete period before a day, and of the one after it */
    int64_t period;    /* regime.h */
    int64_t first_day, next_first_day, next_last_day;
};
MUST_CHECK enum err period_rhythm(struct db *db, int64_t inspection, int64_t *rhythm);
/* The last period of RHYTHM that is over on DAY. */
struct period_bounds period_before_day(int64_t rhythm, int64_t day);
/* PERIOD of RHYTHM itself. */
struct period_bounds period_bounds_of(int64_t rhythm, int64_t period);

#endif
