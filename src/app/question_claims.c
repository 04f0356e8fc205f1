/* question_claims.c: when completion was claimed: minutes after the evidence, a day after a reminder, many at once. See
 * question.h. */
#include "app/question_private.h"

#include "base/time.h"

#include <stdlib.h>

#define HOUR_US 3600000000LL
/* Only in the states 5, 6, 8 and 9 a claim or closure stands; + leaves the choice to the index on state, because a
 * round
 * is most of the table. Evidence 1: valid (domain/measure.h). The day in China of an instant: base/time.h. */
#define DAY_OF(us) "((" us " + 28800000000) / 86400000000)"
static const char sql_claims[] = "SELECT id, claimed_us FROM measure WHERE state IN (5, 6, 8, 9) AND +inspection = ?1 AND claimed_us >= ?2 ORDER BY claimed_us DESC LIMIT ?3"; /* READ */
static const char sql_uploads[] = "SELECT count(*), min(received_us) FROM evidence WHERE measure = ?1 AND state = 1 AND received_us <= ?2";                                    /* READ */
static const char sql_nudges[] = "SELECT delivered_us, items FROM nudge WHERE day >= ?1 AND delivered_us > 0 ORDER BY day DESC, seq DESC LIMIT ?2";                            /* READ */
static const char sql_notices[] = "SELECT measure, issued_us FROM notice WHERE inspection = ?1 AND issued_us >= ?2 AND measure <> 0 ORDER BY issued_us DESC LIMIT ?3";         /* READ */

struct claim {
    int64_t measure, claimed_us;
    int64_t reminded_us, noticed_us; /* the nearest before it within the hours, 0 for none */
};
struct claims {
    struct claim *list;
    size_t count;
};

static int by_measure(const void *a, const void *b)
{
    int64_t x = ((const struct claim *)a)->measure, y = ((const struct claim *)b)->measure;
    return (x > y) - (x < y);
}

static enum err gather(struct question_look *l, struct claims *out)
{
    struct stmt *s;
    bool row = false;
    struct claim *list = arena_alloc(l->arena, QUESTION_LOOKED_MAX * sizeof *list);
    size_t n = 0;
    enum err e = db_stmt(l->db, sql_claims, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->since_us);
    stmt_int(s, 3, QUESTION_LOOKED_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row && n < QUESTION_LOOKED_MAX)
        list[n++] = (struct claim){stmt_get_int(s, 0), stmt_get_int(s, 1), 0, 0};
    stmt_done(s);
    if (row)
        l->cut[QUESTION_HURRY] = l->cut[QUESTION_REMINDED] = true;
    qsort(list, n, sizeof *list, by_measure);
    *out = (struct claims){list, n};
    return e;
}

static enum err hurry(struct question_look *l, const struct claim *c)
{
    struct stmt *s;
    bool row = false;
    int64_t files = 0, first = 0;
    enum err e = db_stmt(l->db, sql_uploads, &s);
    if (e)
        return e;
    stmt_int(s, 1, c->measure);
    stmt_int(s, 2, c->claimed_us);
    if (!(e = stmt_step(s, &row)) && row) {
        files = stmt_get_int(s, 0);
        first = stmt_get_int(s, 1);
    }
    stmt_done(s);
    int64_t minutes = (c->claimed_us - first + 59999999) / 60000000;
    struct finding f = {.detector = QUESTION_HURRY, .measure = c->measure, .newest_us = c->claimed_us};
    f.detail = sentence_f(l->arena, "%lld 份佐证都在自报前 %lld 分钟内上传", "All %lld pieces were uploaded within %lld minutes before the claim", (long long)files, (long long)(minutes ? minutes : 1));
    if (!e && files >= QUESTION_HURRY_FILES && minutes <= QUESTION_HURRY_MINUTES)
        question_add(l, &f);
    return e;
}

/* ---- after a reminder ---------------------------------------------------------------------------------- */

static void match(struct claims *all, int64_t measure, int64_t at_us, bool notice)
{
    struct claim key = {.measure = measure};
    struct claim *c = all->count ? bsearch(&key, all->list, all->count, sizeof key, by_measure) : NULL;
    if (!c || at_us > c->claimed_us || c->claimed_us - at_us > QUESTION_REMINDER_HOURS * HOUR_US)
        return;
    int64_t *to = notice ? &c->noticed_us : &c->reminded_us;
    *to = at_us > *to ? at_us : *to;
}

static enum err match_nudges(struct question_look *l, struct claims *all)
{
    struct stmt *s;
    bool row = false;
    int64_t looked = 0;
    enum err e = db_stmt(l->db, sql_nudges, &s);
    if (e)
        return e;
    stmt_int(s, 1, day_of(l->since_us));
    stmt_int(s, 2, QUESTION_LOOKED_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row && looked++ < QUESTION_LOOKED_MAX) {
        struct ids items = {NULL, 0};
        if (!ids_read(l->arena, stmt_get_str(s, 1), &items)) {
            e = ERR_CORRUPT;
            break;
        }
        for (size_t i = 0; i < items.count; i++)
            match(all, items.list[i], stmt_get_int(s, 0), false);
    }
    stmt_done(s);
    l->cut[QUESTION_REMINDED] |= row && looked > QUESTION_LOOKED_MAX;
    return e;
}

static enum err match_notices(struct question_look *l, struct claims *all)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(l->db, sql_notices, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->since_us);
    stmt_int(s, 3, QUESTION_LOOKED_MAX);
    while (!(e = stmt_step(s, &row)) && row)
        match(all, stmt_get_int(s, 0), stmt_get_int(s, 1), true);
    stmt_done(s);
    return e;
}

static void reminded(struct question_look *l, const struct claim *c)
{
    bool notice = c->noticed_us > c->reminded_us;
    int64_t at_us = notice ? c->noticed_us : c->reminded_us;
    struct str at = time_text(l->arena, at_us), claimed = time_text(l->arena, c->claimed_us);
    struct finding f = {.detector = QUESTION_REMINDED, .measure = c->measure, .newest_us = c->claimed_us};
    f.detail = (struct sentence){str_f(l->arena, "%s %.*s，自报 %.*s", notice ? "公文签发" : "提醒送达", STR_ARG(at), STR_ARG(claimed)),
                                 str_f(l->arena, "%s %.*s, claimed %.*s", notice ? "Notice issued" : "Reminder delivered", STR_ARG(at), STR_ARG(claimed))};
    if (at_us)
        question_add(l, &f);
}

enum err question_claims(struct question_look *l)
{
    struct claims all = {0};
    enum err e = gather(l, &all);
    if (!e)
        e = match_nudges(l, &all);
    if (!e)
        e = match_notices(l, &all);
    for (size_t i = 0; i < all.count && !e; i++) {
        reminded(l, &all.list[i]);
        e = hurry(l, &all.list[i]);
    }
    return e;
}

/* ---- many at once -------------------------------------------------------------------------------------- */

#define OF_UNIT(us) "FROM measure WHERE state IN (5, 6, 8, 9) AND +inspection = ?1 AND " us " >= ?2"
#define ONE_DAY(us) "SELECT lead_unit, " DAY_OF(us) ", count(*), max(" us ") " OF_UNIT(us) " GROUP BY lead_unit, " DAY_OF(us) " HAVING count(*) >= ?3 ORDER BY max(" us ") DESC LIMIT ?4"
#define DUE_DAY(us) "SELECT lead_unit, 0, count(*), max(" us ") " OF_UNIT(us) " AND due_day = " DAY_OF(us) " GROUP BY lead_unit HAVING count(*) >= ?3 ORDER BY max(" us ") DESC LIMIT ?4"
#define ONE_DAY_IDS(us) "SELECT id " OF_UNIT(us) " AND lead_unit = ?3 AND " DAY_OF(us) " = ?4 ORDER BY ordinal LIMIT 12"
#define DUE_DAY_IDS(us) "SELECT id " OF_UNIT(us) " AND lead_unit = ?3 AND ?4 = 0 AND due_day = " DAY_OF(us) " ORDER BY ordinal LIMIT 12"
#define ALL_OF(us) "SELECT count(*) " OF_UNIT(us) " AND lead_unit = ?3"
static const struct days {
    enum question_detector detector;
    const char *zh, *en, *groups, *ids, *all;
} days[] = {
    {QUESTION_SAME_DAY, "自报", "claimed", ONE_DAY("claimed_us"), ONE_DAY_IDS("claimed_us"), ALL_OF("claimed_us")}, /* READ */
    {QUESTION_SAME_DAY, "销号", "closed", ONE_DAY("closed_us"), ONE_DAY_IDS("closed_us"), ALL_OF("closed_us")},     /* READ */
    {QUESTION_LAST_DAY, "自报", "claimed", DUE_DAY("claimed_us"), DUE_DAY_IDS("claimed_us"), ALL_OF("claimed_us")}, /* READ */
    {QUESTION_LAST_DAY, "销号", "closed", DUE_DAY("closed_us"), DUE_DAY_IDS("closed_us"), ALL_OF("closed_us")},     /* READ */
};
struct crowd {
    int64_t unit, day, count, newest_us;
};

static enum err add_crowd(struct question_look *l, const struct days *d, const struct crowd *c)
{
    struct stmt *s;
    bool row = false;
    int64_t all = 0;
    struct finding f = {.detector = d->detector, .unit = c->unit, .newest_us = c->newest_us};
    enum err e = question_ids(l, d->ids, (const int64_t[]){l->inspection, l->since_us, c->unit, c->day}, 4, &f.things);
    if (!e)
        e = db_stmt(l->db, d->all, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->since_us);
    stmt_int(s, 3, c->unit);
    e = stmt_step(s, &row);
    all = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    struct str day = day_text(l->arena, c->day);
    struct str zh = c->day ? str_f(l->arena, "%.*s 一天", STR_ARG(day)) : STR("时限当天"),
               en = c->day ? str_f(l->arena, "on %.*s", STR_ARG(day)) : STR("on the day due");
    long long share = all ? (100 * c->count + all / 2) / all : 0;
    f.detail = (struct sentence){str_f(l->arena, "%.*s%s %lld 条，占该单位最近三期%s的 %lld%%", STR_ARG(zh), d->zh, (long long)c->count, d->zh, share),
                                 str_f(l->arena, "%lld %s %.*s, %lld%% of what the unit's measures had %s in three periods", (long long)c->count, d->en, STR_ARG(en), share, d->en)};
    question_add(l, &f);
    return e;
}

static enum err crowds(struct question_look *l, const struct days *d)
{
    struct crowd *list = arena_alloc(l->arena, (QUESTION_LISTED_MAX + 1) * sizeof *list);
    struct stmt *s;
    size_t n = 0;
    bool row = false;
    enum err e = db_stmt(l->db, d->groups, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->since_us);
    stmt_int(s, 3, QUESTION_DAY_MEASURES);
    stmt_int(s, 4, QUESTION_LISTED_MAX + 1);
    while (n <= QUESTION_LISTED_MAX && !(e = stmt_step(s, &row)) && row)
        list[n++] = (struct crowd){stmt_get_int(s, 0), stmt_get_int(s, 1), stmt_get_int(s, 2), stmt_get_int(s, 3)};
    stmt_done(s);
    for (size_t i = 0; i < n && !e; i++)
        e = list[i].unit ? add_crowd(l, d, &list[i]) : ERR_NONE;
    return e;
}

enum err question_days(struct question_look *l)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof days / sizeof *days && !e; i++)
        e = crowds(l, &days[i]);
    return e;
}
