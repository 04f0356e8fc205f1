/* facts_lookback.c: what the rules of look-backs, checks, voices and recurrence need to know. See domain/lookback.h. */
#include "app/facts.h"
#include "app/lookback.h"
#include "base/time.h"
#include "domain/lookback.h"
#include "view/table.h"

static const char sql_nth[] = "SELECT count(*) FROM lookback WHERE inspection = ?1 AND sort = ?2";
static const char sql_measures[] = "SELECT id, lead_unit FROM measure WHERE inspection = ?1 AND state = ?2 ORDER BY id";
static const char sql_problems[] = "SELECT p.id, coalesce((SELECT m.lead_unit FROM measure m WHERE m.problem = p.id AND m.state <> ?3 ORDER BY m.ordinal LIMIT 1), 0) FROM problem p WHERE p.inspection = ?1 AND p.state = ?2 ORDER BY p.id";
static const char sql_count[] = "SELECT count(*) FROM measure WHERE inspection = ?1 AND state = ?2";
static const char sql_count_problems[] = "SELECT count(*) FROM problem WHERE inspection = ?1 AND state = ?2";
static const char sql_of_problem[] = "SELECT id FROM measure WHERE problem = ?1 ORDER BY id";
static const char sql_checked[] = "SELECT id FROM lookback_check WHERE lookback = ?1 AND (measure = ?2 OR (measure = 0 AND problem = ?2)) AND state <> ?3";
static const char sql_rules[] = "SELECT id FROM score_rule WHERE (inspection = 0 OR inspection = ?1) AND state = ?2 ORDER BY inspection DESC, seq";
static const char sql_code[] = "SELECT id FROM score_rule WHERE inspection = ?1 AND code = ?2 AND state = ?3 AND id <> ?4";

static enum err number(struct db *db, const char *sql, int64_t one, int64_t two, int64_t *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, one);
    stmt_int(s, 2, two);
    e = stmt_step(s, &row);
    *out = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

enum err lookback_population(struct db *db, struct arena *a, int64_t inspection, int64_t sort,
                             const struct draw_item **out, size_t *count)
{
    bool measures = sort == POPULATION_MEASURES, row = false;
    int64_t state = measures ? MEASURE_CLOSED : PROBLEM_DONE, n = 0;
    struct stmt *s;
    *out = NULL;
    *count = 0;
    enum err e = number(db, measures ? sql_count : sql_count_problems, inspection, state, &n);
    if (!e)
        e = db_stmt(db, measures ? sql_measures : sql_problems, &s);
    if (e)
        return e;
    struct draw_item *items = arena_alloc(a, ((size_t)n + 1) * sizeof *items);
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, state);
    if (!measures)
        stmt_int(s, 3, MEASURE_VOID);
    while (!(e = stmt_step(s, &row)) && row && *count < (size_t)n)
        items[(*count)++] = (struct draw_item){stmt_get_int(s, 0), stmt_get_int(s, 1)};
    stmt_done(s);
    *out = items;
    return e;
}

/* ---- what a check or voice is about ----------------------------------------------------------------------- */

static void add_all(struct arena *a, struct ids *to, struct ids from)
{
    for (size_t i = 0; i < from.count; i++)
        *to = ids_with(a, *to, from.list[i]);
}

static void add_measure(struct arena *a, struct lookback_facts *k, const struct measure *m)
{
    k->drafted_us = k->drafted_us && k->drafted_us < m->drafted_us ? k->drafted_us : m->drafted_us;
    add_all(a, &k->executors, m->executors);
    add_all(a, &k->units, measure_units(a, m));
    add_all(a, &k->units, m->former_units);
    add_all(a, &k->executors, m->approvers);
    add_all(a, &k->executors, m->leaders);
    if (m->verified_by)
        k->verifiers = ids_with(a, k->verifiers, m->verified_by);
}

static enum err measures_of(struct ctx *ctx, int64_t problem, struct lookback_facts *k)
{
    struct ids ids = {NULL, 0};
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql_of_problem, &s);
    if (e)
        return e;
    stmt_int(s, 1, problem);
    while (!(e = stmt_step(s, &row)) && row)
        ids = ids_with(ctx->arena, ids, stmt_get_int(s, 0));
    stmt_done(s);
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct measure m;
        e = table_load(ctx->app->db, ctx->arena, KIND_MEASURE, ids.list[i], &m);
        if (!e)
            add_measure(ctx->arena, k, &m);
    }
    return e;
}

static enum err about_problem(struct ctx *ctx, int64_t problem, struct lookback_facts *k)
{
    struct problem p;
    enum err e = table_load(ctx->app->db, ctx->arena, KIND_PROBLEM, problem, &p);
    if (e || !p.head.len)
        return e;
    k->item = true;
    k->closed = p.state == PROBLEM_DONE;
    k->inspection = p.inspection;
    k->problem = p.id;
    k->closed_day = p.closed_us ? day_of(p.closed_us) : 0;
    if (p.closed_by)
        k->verifiers = ids_with(ctx->arena, k->verifiers, p.closed_by);
    return measures_of(ctx, problem, k);
}

static enum err about(struct ctx *ctx, int64_t measure, int64_t problem, struct lookback_facts *k)
{
    struct measure m;
    struct inspection i;
    enum err e = ERR_NONE;
    if (measure) {
        e = table_load(ctx->app->db, ctx->arena, KIND_MEASURE, measure, &m);
        if (e || !m.head.len)
            return e;
        k->item = true;
        k->closed = m.state == MEASURE_CLOSED;
        k->inspection = m.inspection;
        k->problem = m.problem;
        k->closed_day = m.closed_us ? day_of(m.closed_us) : 0;
        add_measure(ctx->arena, k, &m);
    } else if (problem) {
        e = about_problem(ctx, problem, k);
    }
    if (e || !k->item)
        return e;
    e = table_load(ctx->app->db, ctx->arena, KIND_INSPECTION, k->inspection, &i);
    k->open = !e && i.state == INSPECTION_ACTIVE;
    return e;
}

static enum err units_of_persons(struct ctx *ctx, struct ids persons, struct lookback_facts *k)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; i < persons.count && !e; i++) {
        struct person p;
        e = table_load(ctx->app->db, ctx->arena, KIND_PERSON, persons.list[i], &p);
        struct actor there = {.unit = p.unit, .moved_us = p.moved_us};
        if (!e)
            e = actor_units(ctx->app->db, ctx->arena, p.former_units, &there);
        if (!e)
            add_all(ctx->arena, &k->persons_units, there.units);
        if (!e && there.moved_us > k->drafted_us)
            add_all(ctx->arena, &k->persons_units, there.former_units);
    }
    return e;
}

static enum err rules_of(struct ctx *ctx, struct lookback_facts *k)
{
    struct ids ids = {NULL, 0};
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql_rules, &s);
    if (e)
        return e;
    stmt_int(s, 1, k->inspection);
    stmt_int(s, 2, SCORE_RULE_VALID);
    while (!(e = stmt_step(s, &row)) && row)
        ids = ids_with(ctx->arena, ids, stmt_get_int(s, 0));
    stmt_done(s);
    struct score_rule *rules = arena_alloc(ctx->arena, (ids.count + 1) * sizeof *rules);
    for (size_t i = 0; i < ids.count && !e; i++)
        e = table_load(ctx->app->db, ctx->arena, KIND_SCORE_RULE, ids.list[i], &rules[i]);
    k->rules = rules;
    k->rule_count = ids.count;
    return e;
}

static enum err checked(struct ctx *ctx, int64_t lookback, int64_t item, bool *out)
{
    struct stmt *s;
    enum err e = db_stmt(ctx->app->db, sql_checked, &s);
    if (e)
        return e;
    stmt_int(s, 1, lookback);
    stmt_int(s, 2, item);
    stmt_int(s, 3, CHECK_OPEN);
    e = stmt_step(s, out);
    stmt_done(s);
    return e;
}

static enum err for_check(struct ctx *ctx, const struct lookback_check *c,
                          const struct check_file *p, struct lookback_facts *k)
{
    struct lookback *l = arena_alloc(ctx->arena, sizeof *l);
    int64_t measure = p && p->measure ? p->measure : c->measure, problem = p && p->problem ? p->problem : c->problem;
    enum err e = about(ctx, measure, problem, k);
    if (e || !p)
        return e;
    if (p->lookback)
        e = table_load(ctx->app->db, ctx->arena, KIND_LOOKBACK, p->lookback, l);
    k->lookback = p->lookback ? l : NULL;
    if (!e && p->lookback)
        e = checked(ctx, p->lookback, measure ? measure : problem, &k->checked);
    if (!e)
        e = units_of_persons(ctx, p->persons, k);
    return e ? e : rules_of(ctx, k);
}

/* ---- the others -------------------------------------------------------------------------------------------- */

static enum err unchecked(struct ctx *ctx, const struct lookback *l, int64_t *out)
{
    struct ids all = l->drawn;
    enum err e = ERR_NONE;
    bool yes;
    add_all(ctx->arena, &all, l->directed);
    for (size_t i = 0; i < all.count && !e; i++) {
        yes = false;
        e = checked(ctx, l->id, all.list[i], &yes);
        *out += !yes;
    }
    return e;
}

static enum err code_taken(struct ctx *ctx, const struct score_rule_set *p, int64_t id, bool *out)
{
    struct stmt *s;
    enum err e = db_stmt(ctx->app->db, sql_code, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->inspection);
    stmt_str(s, 2, p->code);
    stmt_int(s, 3, SCORE_RULE_VALID);
    stmt_int(s, 4, id);
    e = stmt_step(s, out);
    stmt_done(s);
    return e;
}

static enum err earlier_fit(struct ctx *ctx, int64_t inspection, struct ids earlier, bool *out)
{
    struct inspection own, other;
    struct problem p;
    enum err e = table_load(ctx->app->db, ctx->arena, KIND_INSPECTION, inspection, &own);
    *out = true;
    for (size_t i = 0; i < earlier.count && !e && *out; i++) {
        e = table_load(ctx->app->db, ctx->arena, KIND_PROBLEM, earlier.list[i], &p);
        if (!e)
            e = table_load(ctx->app->db, ctx->arena, KIND_INSPECTION, p.inspection, &other);
        *out = !e && inspection_earlier(&other, &own);
    }
    return e;
}

enum err facts_lookback(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                        struct facts *out)
{
    struct lookback_facts *k = arena_alloc(ctx->arena, sizeof *k);
    const struct lookback *l = state;
    const struct voice *v = state;
    struct lookback_check *c;
    out->lookback = k;
    switch (s->type) {
    case COMMAND_LOOKBACK_PLAN: {
        const struct lookback_plan *p = payload;
        return p ? number(ctx->app->db, sql_nth, p->inspection, p->sort, &k->nth) : ERR_NONE;
    }
    case COMMAND_LOOKBACK_DRAW:
    case COMMAND_LOOKBACK_DIRECT:
        return payload ? lookback_population(ctx->app->db, ctx->arena, l->inspection, l->sort,
                                             &k->population, &k->population_count)
                       : ERR_NONE;
    case COMMAND_LOOKBACK_FINISH: return unchecked(ctx, l, &k->unchecked);
    case COMMAND_CHECK_RECORD: return for_check(ctx, state, payload, k);
    case COMMAND_CHECK_CONSOLIDATE:
    case COMMAND_CHECK_REOPEN: return for_check(ctx, state, NULL, k);
    case COMMAND_VOICE_ENTER: {
        const struct voice_enter *p = payload;
        return p ? about(ctx, p->measure, p->problem, k) : ERR_NONE;
    }
    case COMMAND_VOICE_ANSWER:
        if (!v->lookback_check)
            return ERR_NONE;
        k->check = c = arena_alloc(ctx->arena, sizeof *c);
        return table_load(ctx->app->db, ctx->arena, KIND_CHECK, v->lookback_check, c);
    case COMMAND_SCORE_RULE_SET: return payload ? code_taken(ctx, payload, s->id, &k->code_taken) : ERR_NONE;
    case COMMAND_PROBLEM_LINK:
        return payload
                   ? earlier_fit(ctx, ((const struct problem *)state)->inspection,
                                 ((const struct problem_link *)payload)->earlier, &k->earlier_fit)
                   : ERR_NONE;
    default: return ERR_NONE;
    }
}
