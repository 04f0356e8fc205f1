/* recurrence.c: see recurrence.h. */
#include "app/recurrence.h"

#include "base/time.h"
#include "text/similar.h"
#include "view/table.h"

#include <stdlib.h>

static const char sql_rounds[] = "SELECT id FROM inspection WHERE organisation = ?1 AND id <> ?2 ORDER BY feedback_day DESC, seq DESC";
static const char sql_problems[] = "SELECT id FROM problem WHERE inspection = ?1 ORDER BY number";
static const char sql_measures[] = "SELECT count(*), coalesce(sum(CASE WHEN state IN (?2, ?3) THEN 1 ELSE 0 END), 0) FROM measure WHERE problem = ?1 AND state <> ?4";
static const char sql_checks[] = "SELECT state, verdict FROM lookback_check WHERE problem = ?1 AND state <> ?2 ORDER BY recorded_us, seq";

struct earlier { /* what there is to compare with */
    const struct problem **problems;
    const struct inspection **rounds; /* of each */
    size_t count;
};

static enum err ids_of(struct db *db, struct arena *a, const char *sql, int64_t one, int64_t two, struct ids *out)
{
    struct buf b = buf_new(a, 1 << 24);
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, one);
    if (sql == sql_rounds)
        stmt_int(s, 2, two);
    while (!(e = stmt_step(s, &row)) && row) {
        int64_t id = stmt_get_int(s, 0);
        buf_put(&b, &id, sizeof id);
    }
    stmt_done(s);
    int64_t *list = arena_alloc(a, b.len + sizeof *list);
    for (size_t i = 0; i < b.len; i++)
        ((char *)list)[i] = b.ptr[i];
    *out = (struct ids){list, b.len / sizeof *list};
    return b.failed ? ERR_LIMIT : e;
}

static enum err add_round(struct db *db, struct arena *a, const struct inspection *round, struct earlier *out)
{
    struct ids ids;
    enum err e = ids_of(db, a, sql_problems, round->id, 0, &ids);
    const struct problem **problems = arena_alloc(a, (out->count + ids.count + 1) * sizeof(struct problem *));
    const struct inspection **rounds = arena_alloc(a, (out->count + ids.count + 1) * sizeof(struct inspection *));
    for (size_t i = 0; i < out->count; i++) {
        problems[i] = out->problems[i];
        rounds[i] = out->rounds[i];
    }
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct problem *p = arena_alloc(a, sizeof *p);
        e = table_load(db, a, KIND_PROBLEM, ids.list[i], p);
        problems[out->count] = p;
        rounds[out->count++] = round;
    }
    out->problems = problems;
    out->rounds = rounds;
    return e;
}

/* Every problem of the earlier rounds of the organisation INSPECTION is about. */
static enum err earlier_of(struct db *db, struct arena *a, int64_t inspection, struct earlier *out)
{
    struct inspection own;
    struct ids ids = {NULL, 0};
    *out = (struct earlier){0};
    enum err e = table_load(db, a, KIND_INSPECTION, inspection, &own);
    if (!e && own.organisation)
        e = ids_of(db, a, sql_rounds, own.organisation, own.id, &ids);
    for (size_t i = 0; i < ids.count && i < RECURRENCE_ROUNDS_MAX && !e; i++) {
        struct inspection *round = arena_alloc(a, sizeof *round);
        e = table_load(db, a, KIND_INSPECTION, ids.list[i], round);
        if (!e && inspection_earlier(round, &own))
            e = add_round(db, a, round, out);
    }
    return e;
}

int64_t recurrence_likeness(struct arena *a, const struct problem *p, const struct problem *q)
{
    struct str one = str_f(a, "%.*s%.*s", STR_ARG(p->title), STR_ARG(p->detail));
    struct str two = str_f(a, "%.*s%.*s", STR_ARG(q->title), STR_ARG(q->detail));
    double title = text_similarity(p->title, q->title), whole = text_similarity(one, two);
    return (int64_t)(100 * (title > whole ? title : whole) + 0.5);
}

static enum err became(struct db *db, struct recurrence *r)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_measures, &s);
    if (e)
        return e;
    stmt_int(s, 1, r->problem->id);
    stmt_int(s, 2, MEASURE_CLOSED);
    stmt_int(s, 3, MEASURE_ROUTINE);
    stmt_int(s, 4, MEASURE_VOID);
    if (!(e = stmt_step(s, &row)) && row) {
        r->measures = stmt_get_int(s, 0);
        r->measures_closed = stmt_get_int(s, 1);
    }
    stmt_done(s);
    if (!e)
        e = db_stmt(db, sql_checks, &s);
    if (e)
        return e;
    stmt_int(s, 1, r->problem->id);
    stmt_int(s, 2, CHECK_OPEN);
    while (!(e = stmt_step(s, &row)) && row) {
        r->consolidated += stmt_get_int(s, 0) == CHECK_CONSOLIDATED;
        r->reopen += stmt_get_int(s, 0) == CHECK_REOPEN;
        r->verdict = stmt_get_int(s, 1);
    }
    stmt_done(s);
    return e;
}

static int most_alike(const void *a, const void *b)
{
    const struct recurrence *x = a, *y = b;
    if (x->linked != y->linked)
        return x->linked ? -1 : 1;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    return (x->problem->id > y->problem->id) - (x->problem->id < y->problem->id);
}

static enum err compare(struct db *db, struct arena *a, const struct problem *p,
                        const struct earlier *all, struct recurrence_of *out)
{
    struct recurrence *list = arena_alloc(a, (all->count + 1) * sizeof *list);
    size_t n = 0, shown = 0;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < all->count; i++) {
        const struct problem *q = all->problems[i];
        bool linked = ids_has(p->earlier, q->id);
        int64_t likeness = recurrence_likeness(a, p, q);
        if (linked || likeness >= RECURRENCE_LEAST)
            list[n++] = (struct recurrence){
                .problem = q,
                .inspection = all->rounds[i],
                .likeness = likeness,
                .linked = linked,
                .closed_day = q->state == PROBLEM_DONE && q->closed_us ? day_of(q->closed_us) : 0};
    }
    qsort(list, n, sizeof *list, most_alike);
    while (shown < n && (list[shown].linked || shown < RECURRENCE_MOST))
        shown++;
    for (size_t i = 0; i < shown && !e; i++)
        e = became(db, &list[i]);
    *out = (struct recurrence_of){p, list, shown};
    return e;
}

enum err recurrence_find(struct db *db, struct arena *a, const struct problem *p, struct recurrence_of *out)
{
    struct earlier all;
    *out = (struct recurrence_of){.problem = p};
    enum err e = earlier_of(db, a, p->inspection, &all);
    return e ? e : compare(db, a, p, &all, out);
}

enum err recurrence_round(struct db *db, struct arena *a, int64_t inspection,
                          const struct recurrence_of **out, size_t *count)
{
    struct earlier all;
    struct ids ids = {NULL, 0};
    *out = NULL;
    *count = 0;
    enum err e = earlier_of(db, a, inspection, &all);
    if (!e && all.count)
        e = ids_of(db, a, sql_problems, inspection, 0, &ids);
    struct recurrence_of *list = arena_alloc(a, (ids.count + 1) * sizeof *list);
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct problem *p = arena_alloc(a, sizeof *p);
        e = table_load(db, a, KIND_PROBLEM, ids.list[i], p);
        if (!e)
            e = compare(db, a, p, &all, &list[*count]);
        *count += !e && list[*count].count;
    }
    *out = list;
    return e;
}
