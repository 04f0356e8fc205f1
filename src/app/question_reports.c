/* question_reports.c: what the newest reports have in common with those before and beside them. See question.h. */
#include "app/question_private.h"

#include "base/time.h"
#include "domain/measure.h"
#include "text/similar.h"

#include <stdlib.h>
#include <string.h>

static const char sql_reports[] = "SELECT measure, unit, period, filed_us, percent, text FROM report WHERE inspection = ?1 AND period >= ?2 ORDER BY period DESC LIMIT ?3"; /* READ */
static const char sql_before[] = "SELECT percent, text FROM report WHERE measure = ?1 AND unit = ?2 AND period < ?3 ORDER BY period DESC LIMIT 2";                          /* READ */
/* READ */
static const char sql_state[] = "SELECT state FROM measure WHERE id = ?1";

struct recent {
    int64_t measure, unit, period, filed_us, percent;
    struct str text;
};
struct recents {
    struct recent *list;
    size_t count;
};

static enum err gather(struct question_look *l, struct recents *out)
{
    struct stmt *s;
    bool row = false;
    struct recent *list = arena_alloc(l->arena, QUESTION_LOOKED_MAX * sizeof *list);
    size_t n = 0;
    enum err e = db_stmt(l->db, sql_reports, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->since_period);
    stmt_int(s, 3, QUESTION_LOOKED_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row && n < QUESTION_LOOKED_MAX) {
        list[n++] = (struct recent){stmt_get_int(s, 0), stmt_get_int(s, 1),
                                    stmt_get_int(s, 2), stmt_get_int(s, 3),
                                    stmt_get_int(s, 4), str_copy(l->arena, stmt_get_str(s, 5))};
    }
    stmt_done(s);
    if (row)
        l->cut[QUESTION_COPIED] = l->cut[QUESTION_SAME_TEXT] = l->cut[QUESTION_STILL] = true;
    *out = (struct recents){list, n};
    return e;
}

/* ---- one measure after the other ---------------------------------------------------------------------- */

static int by_measure(const void *a, const void *b)
{
    const struct recent *x = a, *y = b;
    if (x->measure != y->measure)
        return x->measure < y->measure ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->period < y->period) - (x->period > y->period);
}

static enum err is_working(struct question_look *l, int64_t measure, bool *yes)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(l->db, sql_state, &s);
    if (e)
        return e;
    stmt_int(s, 1, measure);
    e = stmt_step(s, &row);
    *yes = !e && row && stmt_get_int(s, 0) == MEASURE_WORKING;
    stmt_done(s);
    return e;
}

static void add_copied(struct question_look *l, const struct recent *r, double alike)
{
    struct sentence period = period_text(l->arena, r->period);
    int percent = (int)(100 * alike + 0.5);
    struct finding f = {.detector = QUESTION_COPIED, .measure = r->measure, .newest_us = r->filed_us};
    f.detail = (struct sentence){str_f(l->arena, "%.*s的进展与上一次相近 %d%%：“%.*s”", STR_ARG(period.zh), percent, STR_ARG(utf8_clip(r->text, 60))),
                                 str_f(l->arena, "The report of the %.*s is %d%% like the one before: \"%.*s\"", STR_ARG(period.en), percent, STR_ARG(utf8_clip(r->text, 60)))};
    question_add(l, &f);
}

static enum err add_still(struct question_look *l, const struct recent *r)
{
    bool working = false;
    enum err e = is_working(l, r->measure, &working);
    struct finding f = {.detector = QUESTION_STILL, .measure = r->measure, .newest_us = r->filed_us};
    f.detail = sentence_f(l->arena, "最近 %d 次进展都是 %lld%%", "The last %d reports all say %lld%%", QUESTION_STILL_REPORTS, (long long)r->percent);
    if (!e && working)
        question_add(l, &f);
    return e;
}

static enum err compare(struct question_look *l, const struct recent *r)
{
    struct stmt *s;
    bool row = false;
    double alike = 0;
    int same = 1;
    enum err e = db_stmt(l->db, sql_before, &s);
    if (e)
        return e;
    stmt_int(s, 1, r->measure);
    stmt_int(s, 2, r->unit);
    stmt_int(s, 3, r->period);
    for (int at = 0; !(e = stmt_step(s, &row)) && row; at++) {
        if (!at)
            alike = text_similarity(r->text, stmt_get_str(s, 1));
        same += stmt_get_int(s, 0) == r->percent;
    }
    stmt_done(s);
    if (!e && 100 * alike >= QUESTION_ALIKE_PERCENT)
        add_copied(l, r, alike);
    return e || same < QUESTION_STILL_REPORTS || r->percent >= 100 ? e : add_still(l, r);
}

/* ---- several measures beside each other ---------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    const struct recent *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    int order = str_cmp(x->text, y->text);
    return order ? order : (x->filed_us < y->filed_us) - (x->filed_us > y->filed_us);
}

static void add_same_text(struct question_look *l, const struct recent *r, size_t count)
{
    size_t shown = count < QUESTION_THINGS_MAX ? count : QUESTION_THINGS_MAX;
    int64_t *ids = arena_alloc(l->arena, shown * sizeof *ids);
    struct sentence period = period_text(l->arena, r->period);
    for (size_t i = 0; i < shown; i++)
        ids[i] = r[i].measure;
    struct finding f = {.detector = QUESTION_SAME_TEXT,
                        .unit = r->unit,
                        .newest_us = r->filed_us,
                        .things = {ids, shown}};
    f.detail = (struct sentence){str_f(l->arena, "%.*s有 %zu 条措施的进展相同：“%.*s”", STR_ARG(period.zh), count, STR_ARG(utf8_clip(r->text, 60))),
                                 str_f(l->arena, "The same report for %zu measures in the %.*s: \"%.*s\"", count, STR_ARG(period.en), STR_ARG(utf8_clip(r->text, 60)))};
    question_add(l, &f);
}

static void beside(struct question_look *l, struct recents *all)
{
    size_t from = 0;
    qsort(all->list, all->count, sizeof *all->list, by_text);
    for (size_t i = 1; i <= all->count; i++) {
        const struct recent *first = &all->list[from], *r = &all->list[i];
        if (i < all->count && r->unit == first->unit && r->period == first->period && str_eq(r->text, first->text))
            continue;
        if (i - from >= QUESTION_TEXT_MEASURES)
            add_same_text(l, first, i - from);
        from = i;
    }
}

enum err question_reports(struct question_look *l)
{
    struct recents all = {0};
    enum err e = gather(l, &all);
    if (e)
        return e;
    qsort(all.list, all.count, sizeof *all.list, by_measure);
    for (size_t i = 0; i < all.count && !e; i++) {
        const struct recent *r = &all.list[i];
        if (!i || r[-1].measure != r->measure || r[-1].unit != r->unit) /* the newest of them */
            e = compare(l, r);
    }
    beside(l, &all);
    return e;
}
