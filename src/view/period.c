/* period.c: see period.h. */
#include "view/period.h"

#include "base/time.h"
#include "domain/regime.h"

static const char sql_rhythm[] = "SELECT i.sort, (SELECT max(r.rhythm) FROM regime r WHERE r.inspection = i.id), (SELECT max(r.rhythm) FROM regime r WHERE r.sort = i.sort AND r.inspection = 0) FROM inspection i WHERE i.id = ?1";

enum err period_rhythm(struct db *db, int64_t inspection, int64_t *rhythm)
{
    struct stmt *s;
    bool row = false;
    *rhythm = RHYTHM_HALF_MONTH;
    enum err e = db_stmt(db, sql_rhythm, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    e = stmt_step(s, &row);
    if (!e && row) {
        int64_t own = stmt_get_int(s, 1), of_kind = stmt_get_int(s, 2);
        *rhythm = own ? own : of_kind ? of_kind
                                      : regime_builtin(stmt_get_int(s, 0))->rhythm;
    }
    stmt_done(s);
    return e;
}

struct period_bounds period_bounds_of(int64_t rhythm, int64_t period)
{
    int64_t next = period_last_day(period) + 1;
    return (struct period_bounds){.period = period,
                                  .first_day = regime_period_first_day(rhythm, period),
                                  .next_first_day = next,
                                  .next_last_day = period_last_day(regime_period(rhythm, next))};
}

struct period_bounds period_before_day(int64_t rhythm, int64_t day)
{
    return period_bounds_of(rhythm, regime_period_before(rhythm, regime_period(rhythm, day)));
}
