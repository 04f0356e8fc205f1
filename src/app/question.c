/* question.c: one look through a round, what was answered left out, and the look kept for a while. See question.h. */
#include "app/question_private.h"

#include "base/time.h"
#include "view/table.h"

#include <stdlib.h>
#include <string.h>

static const char sql_settled[] = "SELECT detector, measure, unit, newest_us FROM question WHERE inspection = ?1"; /* READ */

enum { SLOW_US = 250000 };

void question_add(struct question_look *l, const struct finding *f)
{
    if (l->of[f->detector] == QUESTION_LISTED_MAX) {
        l->cut[f->detector] = true;
        return;
    }
    l->of[f->detector]++;
    l->list[l->count++] = *f;
}

enum err question_ids(struct question_look *l, const char *sql, const int64_t *n, int count, struct ids *out)
{
    int64_t *list = arena_alloc(l->arena, QUESTION_THINGS_MAX * sizeof *list);
    struct stmt *s;
    size_t found = 0;
    bool row = false;
    enum err e = db_stmt(l->db, sql, &s);
    if (e)
        return e;
    for (int i = 0; i < count; i++)
        stmt_int(s, 1 + i, n[i]);
    while (found < QUESTION_THINGS_MAX && !(e = stmt_step(s, &row)) && row)
        list[found++] = stmt_get_int(s, 0);
    stmt_done(s);
    *out = (struct ids){list, found};
    return e;
}

static int in_order(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->detector != y->detector)
        return x->detector < y->detector ? -1 : 1;
    if (x->newest_us != y->newest_us)
        return x->newest_us > y->newest_us ? -1 : 1;
    return (x->measure + x->unit > y->measure + y->unit) - (x->measure + x->unit < y->measure + y->unit);
}

static enum err look(struct db *db, struct arena *a, int64_t inspection, int64_t today, struct findings *out)
{
    static question_fn *const all[] = {question_reports, question_evidence, question_claims,
                                       question_days, question_opinions};
    struct inspection round;
    enum err e = table_load(db, a, KIND_INSPECTION, inspection, &round);
    int64_t period = period_of(today) - QUESTION_BEFORE;
    struct question_look l = {.db = db,
                              .arena = a,
                              .inspection = inspection,
                              .feedback_day = round.feedback_day,
                              .today = today,
                              .since_period = period,
                              .since_us = day_start_us(period_first_day(period))};
    l.list = arena_alloc(a, QUESTION_DETECTORS * QUESTION_LISTED_MAX * sizeof *l.list);
    for (size_t i = 0; i < sizeof all / sizeof *all && !e; i++)
        e = all[i](&l);
    qsort(l.list, l.count, sizeof *l.list, in_order);
    *out = (struct findings){.list = l.list, .count = l.count, .found_us = time_now_us()};
    memcpy(out->cut, l.cut, sizeof out->cut);
    return e;
}

/* ---- what was answered ------------------------------------------------------------------------------ */

static int by_subject(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->measure + x->unit != y->measure + y->unit)
        return x->measure + x->unit < y->measure + y->unit ? -1 : 1;
    if (x->detector != y->detector)
        return x->detector < y->detector ? -1 : 1;
    return (x->newest_us > y->newest_us) - (x->newest_us < y->newest_us);
}

static enum err settled(struct db *db, struct arena *a, int64_t inspection, struct finding **out, size_t *count)
{
    size_t cap = 64, n = 0;
    struct finding *list = arena_alloc(a, cap * sizeof *list);
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_settled, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (n == cap) {
            struct finding *more = arena_alloc(a, 2 * cap * sizeof *more);
            memcpy(more, list, cap * sizeof *more);
            list = more;
            cap *= 2;
        }
        int64_t detector = stmt_get_int(s, 0);
        list[n++] = (struct finding){.detector = (enum question_detector)detector,
                                     .measure = stmt_get_int(s, 1),
                                     .unit = stmt_get_int(s, 2),
                                     .newest_us = stmt_get_int(s, 3)};
    }
    stmt_done(s);
    qsort(list, n, sizeof *list, by_subject);
    *out = list;
    *count = n;
    return e;
}

static enum err leave_settled(struct db *db, struct arena *a, int64_t inspection,
                              const struct findings *from, struct findings *out)
{
    struct finding *gone = NULL, *list = arena_alloc(a, (from->count + 1) * sizeof *list);
    size_t count = 0;
    enum err e = settled(db, a, inspection, &gone, &count);
    if (e)
        return e;
    *out = *from;
    out->list = list;
    out->count = 0;
    for (size_t i = 0; i < from->count; i++)
        if (!count || !bsearch(&from->list[i], gone, count, sizeof *gone, by_subject))
            list[out->count++] = from->list[i];
    out->settled = (int64_t)(from->count - out->count);
    return ERR_NONE;
}

enum err question_find(struct db *db, struct arena *a, int64_t inspection, int64_t today, struct findings *out)
{
    struct findings found = {0};
    *out = found;
    enum err e = inspection ? look(db, a, inspection, today, &found) : ERR_NONE;
    return e ? e : leave_settled(db, a, inspection, &found, out);
}

/* ---- kept ------------------------------------------------------------------------------------------- */

static struct {
    const struct db *db;
    int64_t inspection, today, position, took_us;
    struct findings found;
    struct arena arena;
} kept;

static bool still_good(const struct db *db, int64_t inspection, int64_t today, int64_t position)
{
    if (kept.db != db || kept.inspection != inspection || kept.today != today)
        return false;
    return kept.position == position ||
           (kept.took_us > SLOW_US &&
            time_now_us() - kept.found.found_us < QUESTION_KEPT_SECONDS * 1000000LL);
}

enum err question_recall(struct db *db, struct arena *a, int64_t inspection, int64_t today,
                         int64_t position, struct findings *out)
{
    *out = (struct findings){0};
    if (!inspection)
        return ERR_NONE;
    if (!still_good(db, inspection, today, position)) {
        int64_t from = time_now_us();
        kept.db = NULL;
        arena_reset(&kept.arena);
        enum err e = look(db, &kept.arena, inspection, today, &kept.found);
        if (e)
            return e;
        kept.took_us = time_now_us() - from;
        kept.db = db;
        kept.inspection = inspection;
        kept.today = today;
        kept.position = position;
    }
    return leave_settled(db, a, inspection, &kept.found, out);
}
