/* facts_book.c: what the rules of the books ask: the things a payload names, and the entry that already says the
 * same. */
#include "app/facts.h"

#include "domain/books.h"
#include "view/table.h"

static const char sql_held_number[] = "SELECT coalesce(max(number), 0) + 1 FROM held WHERE inspection = ?1";
static const char sql_held_same[] = "SELECT id FROM held WHERE inspection = ?1 AND unit = ?2 AND id <> ?3 AND name = ?4 AND state = 1 AND name <> ''";
static const char sql_held_entries[] = "SELECT count(*) FROM sanction WHERE held = ?1 AND state = 1";
static const char sql_sanction_same[] = "SELECT id FROM sanction WHERE held = ?1 AND sort = ?2 AND day = ?3 AND document = ?4 AND state = 1";
static const char sql_rule_same[] = "SELECT id FROM rule WHERE inspection = ?1 AND action = ?2 AND title = ?3 AND document = ?4 AND state = 1";
static const char sql_reading_same[] = "SELECT id FROM reading WHERE indicator = ?1 AND day = ?2 AND forecast = ?3";
static const char sql_problem_round[] = "SELECT inspection FROM problem WHERE id = ?1";

/* The first column of the first row, 0 for none. Numbers are bound first, then texts. */
struct asking {
    int64_t numbers[3];
    int n_numbers;
    struct str texts[2];
    int n_texts;
};

static enum err ask(struct ctx *ctx, const char *sql, const struct asking *q, int64_t *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql, &s);
    if (e)
        return e;
    for (int i = 0; i < q->n_numbers; i++)
        stmt_int(s, i + 1, q->numbers[i]);
    for (int i = 0; i < q->n_texts; i++)
        stmt_str(s, q->n_numbers + i + 1, q->texts[i]);
    e = stmt_step(s, &row);
    *out = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

static enum err load(struct ctx *ctx, enum kind kind, int64_t id, const void **out)
{
    void *state = arena_alloc(ctx->arena, kinds[kind].record->size);
    *out = state;
    return id ? table_load(ctx->app->db, ctx->arena, kind, id, state) : ERR_NONE;
}

static enum err of_held(struct ctx *ctx, int64_t inspection, int64_t id, const struct held *name,
                        struct book_facts *b, struct facts *out)
{
    enum err e = ask(ctx, sql_held_number, &(struct asking){{inspection}, 1, {{0}}, 0}, &b->next_number);
    if (!e && id)
        e = ask(ctx, sql_held_entries, &(struct asking){{id}, 1, {{0}}, 0}, &b->entries);
    if (!e && name)
        e = ask(ctx, sql_held_same, &(struct asking){{inspection, name->unit, id}, 3, {name->name}, 1}, &out->earlier);
    return e;
}

static enum err of_rule(struct ctx *ctx, const struct rule_add *p, struct book_facts *b, struct facts *out)
{
    enum err e = ask(ctx, sql_rule_same,
                     &(struct asking){{p->inspection, p->action}, 2, {p->title, p->document}, 2},
                     &out->earlier);
    for (size_t i = 0; i < p->problems.count && !e; i++) {
        int64_t round;
        e = ask(ctx, sql_problem_round, &(struct asking){{p->problems.list[i]}, 1, {{0}}, 0}, &round);
        b->elsewhere |= round != p->inspection;
    }
    return e;
}

static enum err of_sanction(struct ctx *ctx, const struct sanction_add *p, struct book_facts *b, struct facts *out)
{
    enum err e = load(ctx, KIND_HELD, p->held, (const void **)&b->held);
    if (!e && p->held)
        e = ask(ctx, sql_sanction_same,
                &(struct asking){{p->held, p->sort, p->day}, 3, {p->document}, 1}, &out->earlier);
    return e;
}

/* A reading belongs to the round of its indicator. */
static enum err of_reading(struct ctx *ctx, int64_t indicator, const struct reading_enter *p,
                           struct book_facts *b, struct facts *out)
{
    enum err e = load(ctx, KIND_INDICATOR, indicator, (const void **)&b->indicator);
    if (!e)
        e = load(ctx, KIND_INSPECTION, b->indicator->inspection, (const void **)&out->inspection);
    if (!e && p)
        e = ask(ctx, sql_reading_same,
                &(struct asking){{p->indicator, p->day, p->forecast}, 3, {{0}}, 0}, &out->earlier);
    return e;
}

/* The name and unit a payload gives a person; NULL where it gives none. */
static const struct held *named(struct ctx *ctx, const struct submission *s, const void *payload)
{
    struct held *h = arena_alloc(ctx->arena, sizeof *h);
    const struct held_enter *enter = payload;
    const struct held_change *change = payload;
    if (!payload || (s->type != COMMAND_HELD_ENTER && s->type != COMMAND_HELD_CHANGE))
        return NULL;
    h->name = s->type == COMMAND_HELD_ENTER ? enter->name : change->name;
    h->unit = s->type == COMMAND_HELD_ENTER ? enter->unit : change->unit;
    return h;
}

enum err facts_book(struct ctx *ctx, const struct submission *s, const void *state,
                    const void *payload, struct facts *out)
{
    struct book_facts *b = arena_alloc(ctx->arena, sizeof *b);
    const struct reading_enter *reading = s->type == COMMAND_READING_ENTER ? payload : NULL;
    out->book = b;
    switch (command_types[s->type].kind) {
    case KIND_HELD:
        return of_held(ctx, out->inspection->id, ((const struct thing *)state)->id,
                       named(ctx, s, payload), b, out);
    case KIND_SANCTION: return payload ? of_sanction(ctx, payload, b, out) : ERR_NONE;
    case KIND_RULE: return payload ? of_rule(ctx, payload, b, out) : ERR_NONE;
    case KIND_READING:
        return of_reading(ctx,
                          reading ? reading->indicator : ((const struct reading *)state)->indicator,
                          reading, b, out);
    default: return ERR_NONE;
    }
}
