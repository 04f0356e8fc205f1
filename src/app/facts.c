/* facts.c: fetches what the rules may need to know besides the state of the thing itself. One loader a bit of
 * enum need; see domain.h. */
#include "app/facts.h"

#include "app/store.h"
#include "base/time.h"
#include "domain/regime.h"
#include "view/table.h"

static const char sql_tally[] = "SELECT state, executors, lead_unit, assisting_units, former_units, approvers, leaders, drafted_us FROM measure WHERE problem = ?1";
static const char sql_aspect_taken[] = "SELECT id FROM aspect WHERE inspection = ?1 AND number = ?2";
static const char sql_problem_taken[] = "SELECT id FROM problem WHERE inspection = ?1 AND number = ?2";
static const char sql_manifestation_taken[] = "SELECT id FROM manifestation WHERE problem = ?1 AND number = ?2";
static const char sql_measure_taken[] = "SELECT id FROM measure WHERE problem = ?1 AND number = ?2";
static const char sql_step_taken[] = "SELECT id FROM substep WHERE measure = ?1 AND number = ?2";
static const char sql_login[] = "SELECT id FROM person WHERE login = ?1 AND id <> ?2";
static const char sql_problems_open[] = "SELECT count(*) FROM problem WHERE inspection = ?1 AND state = ?2";
static const char sql_evidence_taken[] = "SELECT id FROM evidence WHERE measure = ?1 AND sha256 = ?2 AND state = 1";

enum err units_above(struct db *db, struct arena *a, int64_t unit, struct ids *out)
{
    *out = (struct ids){NULL, 0};
    while (unit && !ids_has(*out, unit)) { /* as high as it goes: R2 asks for all of them */
        struct unit u;
        *out = ids_with(a, *out, unit);
        enum err e = table_load(db, a, KIND_UNIT, unit, &u);
        if (e)
            return e;
        unit = u.above;
    }
    return ERR_NONE;
}

/* The list grows while it is walked: what stands above a unit that once stood above one counts too. */
enum err actor_units(struct db *db, struct arena *arena, struct ids former, struct actor *a)
{
    struct ids *all = &a->former_units;
    enum err e = units_above(db, arena, a->unit, &a->units);
    *all = a->unit ? ids_with(arena, (struct ids){NULL, 0}, a->unit) : (struct ids){NULL, 0};
    for (size_t i = 0; i < former.count && a->moved_us; i++)
        *all = ids_with(arena, *all, former.list[i]);
    for (size_t i = 0; i < all->count && !e; i++) {
        struct unit u;
        e = table_load(db, arena, KIND_UNIT, all->list[i], &u);
        for (size_t k = 0; !e && k < u.former_above.count; k++)
            *all = ids_with(arena, *all, u.former_above.list[k]);
        if (!e && u.moved_us > a->moved_us)
            a->moved_us = u.moved_us;
    }
    return e;
}

/* One thing, loaded into the arena. */
static enum err one(struct ctx *ctx, enum kind kind, int64_t id, const void **out)
{
    void *state = arena_alloc(ctx->arena, kinds[kind].record->size);
    *out = state;
    return table_load(ctx->app->db, ctx->arena, kind, id, state);
}

/* The value of an id field of the payload, else of the state, else 0. */
static int64_t named(const char *name, const struct record *payload, const void *p,
                     const struct record *state, const void *s)
{
    const struct field *f = p ? record_field(payload, str_c(name)) : NULL;
    if (f)
        return *field_int(f, p);
    f = record_field(state, str_c(name));
    return f ? *field_int(f, s) : 0;
}

static enum err found(struct db *db, const char *sql, int64_t one_, int64_t two, bool *taken)
{
    struct stmt *s;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, one_);
    stmt_int(s, 2, two);
    e = stmt_step(s, taken);
    stmt_done(s);
    return e;
}

static enum err number_taken(struct ctx *ctx, enum kind kind, const void *payload, const struct facts *f, bool *taken)
{
    struct db *db = ctx->app->db;
    switch (kind) {
    case KIND_ASPECT: {
        const struct aspect_add *p = payload;
        return found(db, sql_aspect_taken, p->inspection, p->number, taken);
    }
    case KIND_PROBLEM:
        return found(db, sql_problem_taken, f->inspection ? f->inspection->id : 0,
                     ((const struct problem_add *)payload)->number, taken);
    case KIND_MANIFESTATION: {
        const struct manifestation_add *p = payload;
        return found(db, sql_manifestation_taken, p->problem, p->number, taken);
    }
    case KIND_MEASURE: {
        const struct measure_draft *p = payload;
        return found(db, sql_measure_taken, p->problem, p->number, taken);
    }
    case KIND_SUBSTEP: {
        const struct substep_add *p = payload;
        return found(db, sql_step_taken, p->measure, p->number, taken);
    }
    default: return ERR_NONE;
    }
}

static bool add_ids(struct arena *a, struct str text, struct ids *to)
{
    struct ids ids;
    if (!ids_read(a, text, &ids))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        *to = ids_with(a, *to, ids.list[i]);
    return true;
}

static enum err tally(struct ctx *ctx, int64_t problem, struct facts *f)
{
    struct stmt *s;
    struct arena *a = ctx->arena;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql_tally, &s);
    if (e)
        return e;
    stmt_int(s, 1, problem);
    while (!(e = stmt_step(s, &row)) && row) {
        f->measures_total++;
        f->measures_open += stmt_get_int(s, 0) < MEASURE_CLOSED;
        f->units = ids_with(a, f->units, stmt_get_int(s, 2));
        if (f->measures_total == 1 || stmt_get_int(s, 7) < f->drafted_us)
            f->drafted_us = stmt_get_int(s, 7);
        if (!add_ids(a, stmt_get_str(s, 1), &f->executors) || !add_ids(a, stmt_get_str(s, 3), &f->units) ||
            !add_ids(a, stmt_get_str(s, 4), &f->units) || !add_ids(a, stmt_get_str(s, 5), &f->executors) ||
            !add_ids(a, stmt_get_str(s, 6), &f->executors)) {
            e = ERR_CORRUPT;
            break;
        }
    }
    stmt_done(s);
    return e;
}

static enum err login_taken(struct ctx *ctx, struct str login, int64_t person, bool *taken)
{
    struct stmt *s;
    enum err e = db_stmt(ctx->app->db, sql_login, &s);
    if (e)
        return e;
    stmt_str(s, 1, login);
    stmt_int(s, 2, person);
    e = stmt_step(s, taken);
    stmt_done(s);
    return e;
}

static enum err problems_open(struct db *db, int64_t inspection, int64_t *count)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_problems_open, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, PROBLEM_OPEN);
    e = stmt_step(s, &row);
    if (!e && row)
        *count = stmt_get_int(s, 0);
    stmt_done(s);
    return e;
}

static enum err evidence_file(struct ctx *ctx, const struct evidence_add *p, struct facts *f)
{
    struct stmt *s;
    f->file = store_has(ctx->app->dir, p->sha256);
    enum err e = db_stmt(ctx->app->db, sql_evidence_taken, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->measure);
    stmt_str(s, 2, p->sha256);
    e = stmt_step(s, &f->taken);
    stmt_done(s);
    return e;
}

static enum err note_day(void *arg, const struct entry *e)
{
    *(int64_t *)arg = day_of(e->leaf.at_us);
    return ERR_NONE;
}

enum err facts_log(struct db *db, int64_t size, const struct record *r, const void *payload, struct facts *out)
{
    const struct field *f = record_field(r, STR("position"));
    int64_t position = f ? *field_int(f, payload) : 0;
    out->log_size = size;
    if (position < 1 || position > size)
        return ERR_NONE;
    return log_each(db, position - 1, position, note_day, &out->position_day);
}

static enum err load_things(struct ctx *ctx, unsigned needs, const struct record *pr,
                            const void *payload, const struct record *sr, const void *state,
                            struct facts *out)
{
    enum err e = ERR_NONE;
    if (needs & NEED_PROBLEM)
        e = one(ctx, KIND_PROBLEM, named("problem", pr, payload, sr, state), (const void **)&out->problem);
    if (!e && needs & NEED_MEASURE)
        e = one(ctx, KIND_MEASURE, named("measure", pr, payload, sr, state), (const void **)&out->measure);
    if (!e && needs & NEED_PERSON)
        e = one(ctx, KIND_PERSON, named("person", pr, payload, sr, state), (const void **)&out->person);
    if (!e && needs & NEED_INSPECTION) {
        int64_t aspect = named("aspect", pr, payload, sr, state), inspection = named("inspection", pr, payload, sr, state);
        if (aspect)
            e = one(ctx, KIND_ASPECT, aspect, (const void **)&out->aspect);
        if (!e)
            e = one(ctx, KIND_INSPECTION,
                    inspection    ? inspection
                    : out->aspect ? out->aspect->inspection
                                  : 0,
                    (const void **)&out->inspection);
    }
    return e;
}

/* What the areas of the domain need, each in its facts_AREA.c. */
static const struct {
    unsigned need;
    facts_fn *load;
} areas[] = {
    {NEED_CALENDAR, facts_calendar},
    {NEED_REGIME, facts_regime},
    {NEED_NOTICE, facts_notice},
    {NEED_LOOKBACK, facts_lookback},
    {NEED_BOOK, facts_book},
    {NEED_PLAN, facts_plan},
    {NEED_CLUE, facts_clue},
    {NEED_PACK, facts_pack},
    {0, NULL},
};

enum err facts_load(struct ctx *ctx, const struct submission *s, const void *state,
                    const void *payload, struct facts *out)
{
    const struct command_info *c = &command_types[s->type];
    *out = (struct facts){0};
    enum err e = load_things(ctx, c->needs, c->payload, payload, kinds[c->kind].record, state, out);
    if (!e && c->needs & NEED_TALLY)
        e = c->kind == KIND_INSPECTION ? problems_open(ctx->app->db, s->id, &out->problems_open)
                                       : tally(ctx, s->id, out);
    if (!e && c->needs & NEED_NUMBER && payload)
        e = number_taken(ctx, c->kind, payload, out, &out->taken);
    if (!e && c->needs & NEED_LOGIN && payload)
        e = login_taken(ctx, ((const struct person_account *)payload)->login, s->id, &out->taken);
    if (!e && c->needs & NEED_FILE && payload)
        e = evidence_file(ctx, payload, out);
    if (!e && c->needs & NEED_ABOVE && payload)
        e = units_above(ctx->app->db, ctx->arena, ((const struct unit_create *)payload)->above, &out->above);
    if (!e && c->needs & NEED_LOG && payload && ctx->app->log)
        e = facts_log(ctx->app->db, log_size(ctx->app->log), c->payload, payload, out);
    for (size_t i = 0; i < sizeof areas / sizeof *areas && !e; i++)
        if (areas[i].load && c->needs & areas[i].need)
            e = areas[i].load(ctx, s, state, payload, out);
    if (!e)
        e = facts_reach(ctx, s, state, payload, out);
    return e;
}

enum err facts_for(struct ctx *ctx, enum command_type type, int64_t id, const void *state, struct facts *out)
{
    return facts_load(ctx, &(struct submission){.type = type, .id = id, .drawn_at = -1}, state, NULL, out);
}
