/* question_opinions.c: opinions of a word, and the same one many times. A measure holds only its newest opinion, so the
 * newest entries of the log are read. See question.h. */
#include "app/question_private.h"

#include "base/time.h"
#include "domain/measure.h"
#include "log/leaf.h"
#include "text/normal.h"

#include <stdlib.h>

static const char sql_round[] = "SELECT inspection FROM measure WHERE id = ?1"; /* READ */

struct given {
    int64_t measure, actor, at_us;
    struct str text, key; /* key: without spaces and punctuation */
};
struct reading {
    struct question_look *look;
    struct given *list;
    size_t count;
    int64_t from; /* the first entry read */
    bool cut;     /* it is of the window: there may be more before it */
};

static bool is_opinion(struct str line)
{
    static const char *const kinds_of[] = {"\"kind\":\"measure.verified\"", "\"kind\":\"measure.approved\"", "\"kind\":\"measure.plan_approved\""};
    for (size_t i = 0; i < sizeof kinds_of / sizeof *kinds_of; i++)
        if (str_find(line, str_c(kinds_of[i])) != SIZE_MAX)
            return true;
    return false;
}

static enum err of_round(struct question_look *l, int64_t measure, bool *yes)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(l->db, sql_round, &s);
    if (e)
        return e;
    stmt_int(s, 1, measure);
    e = stmt_step(s, &row);
    *yes = !e && row && stmt_get_int(s, 0) == l->inspection;
    stmt_done(s);
    return e;
}

static enum err read_row(void *arg, const struct log_row *row)
{
    struct reading *r = arg;
    struct arena *a = r->look->arena;
    struct opinion said = {0};
    struct leaf leaf;
    size_t at;
    bool here = false;
    r->cut |= r->from && row->seq == r->from && row->at_us >= r->look->since_us;
    if (row->at_us < r->look->since_us || !row->has_body || !is_opinion(row->line))
        return ERR_NONE;
    enum err e = of_round(r->look, row->subject, &here);
    if (e || !here)
        return e;
    e = leaf_read(a, str_copy(a, row->line), &leaf, &at);
    if (!e)
        e = record_from_json(&opinion_record, a, str_copy(a, row->body), &said);
    if (!e && r->count < QUESTION_LOG_MAX)
        r->list[r->count++] = (struct given){leaf.subject, leaf.actor, leaf.at_us, said.opinion,
                                             text_key(a, said.opinion)};
    return e;
}

static int by_text(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    if (x->actor != y->actor)
        return x->actor < y->actor ? -1 : 1;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->at_us < y->at_us) - (x->at_us > y->at_us);
}

static void add_same(struct question_look *l, const struct given *g, size_t count)
{
    struct ids things = {NULL, 0};
    for (size_t i = 0; i < count && things.count < QUESTION_THINGS_MAX; i++)
        things = ids_with(l->arena, things, g[i].measure);
    struct finding f = {.detector = QUESTION_SAME_OPINION,
                        .measure = g->measure,
                        .newest_us = g->at_us,
                        .things = things};
    f.detail = (struct sentence){str_f(l->arena, "“%.*s”用了 %zu 次", STR_ARG(utf8_clip(g->text, 60)), count),
                                 str_f(l->arena, "\"%.*s\" was given %zu times", STR_ARG(utf8_clip(g->text, 60)), count)};
    question_add(l, &f);
}

static void add_short(struct question_look *l, const struct given *g)
{
    struct str day = day_text(l->arena, day_of(g->at_us));
    struct finding f = {.detector = QUESTION_SHORT_OPINION, .measure = g->measure, .newest_us = g->at_us};
    f.detail = sentence_f(l->arena, "%.*s 的意见：“%.*s”", "Opinion of %.*s: \"%.*s\"", STR_ARG(day), STR_ARG(g->text));
    question_add(l, &f);
}

/* What is short and given many times is asked about once. */
static void ask(struct question_look *l, struct reading *r)
{
    size_t from = 0;
    qsort(r->list, r->count, sizeof *r->list, by_text);
    for (size_t i = 1; i <= r->count; i++) {
        const struct given *first = &r->list[from];
        if (i < r->count && r->list[i].actor == first->actor && str_eq(r->list[i].key, first->key))
            continue;
        bool many = i - from >= QUESTION_OPINION_TIMES;
        if (many)
            add_same(l, first, i - from);
        for (size_t k = from; k < i && !many && utf8_length(first->key) < QUESTION_OPINION_CHARS; k++)
            add_short(l, &r->list[k]);
        from = i;
    }
}

enum err question_opinions(struct question_look *l)
{
    struct reading r = {.look = l};
    int64_t size = 0;
    enum err e = log_length(l->db, &size);
    r.from = size > QUESTION_LOG_MAX ? size - QUESTION_LOG_MAX : 0;
    r.list = arena_alloc(l->arena, QUESTION_LOG_MAX * sizeof *r.list);
    if (!e)
        e = log_rows(l->db, r.from, size, read_row, &r);
    if (e)
        return e;
    if (r.cut)
        l->cut[QUESTION_SHORT_OPINION] = l->cut[QUESTION_SAME_OPINION] = true;
    ask(l, &r);
    return ERR_NONE;
}
