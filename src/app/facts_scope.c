/* facts_scope.c: how far the actor's hand goes into the rounds a command names (domain/scope.h). Loaded for every
 * command, so that no row of a table can forget it; the operator and whoever reaches every round cost nothing. */
#include "app/facts.h"

#include "domain/all.h"
#include "view/table.h"

static const char sql_below[] = "SELECT id FROM unit WHERE above = ?1 LIMIT 1";
static const char sql_rounds[] = "SELECT id FROM inspection WHERE organisation = ?1 LIMIT 1";
static const char sql_organisations[] = "SELECT DISTINCT organisation FROM inspection WHERE organisation <> 0";

static enum err any(struct db *db, const char *sql, int64_t unit, bool *yes)
{
    struct stmt *s;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, unit);
    e = stmt_step(s, yes);
    stmt_done(s);
    return e;
}

enum err actor_place(struct db *db, struct actor *a)
{
    bool placed = a->units.count > 1;
    enum err e = ERR_NONE;
    if (a->unit && !placed)
        e = any(db, sql_below, a->unit, &placed);
    if (!e && a->unit && !placed)
        e = any(db, sql_rounds, a->unit, &placed);
    a->everywhere = !e && !placed;
    return e;
}

struct reaching {
    struct ctx *ctx;
    int64_t last; /* the round looked at last: most commands name one */
    enum reach worst;
};

static enum err unit_reach(struct reaching *r, int64_t organisation, enum reach *out)
{
    struct ids chain;
    enum err e = units_above(r->ctx->app->db, r->ctx->arena, organisation, &chain);
    *out = e ? REACH_NONE : reach_of(&r->ctx->env.actor, organisation, chain);
    return e;
}

static enum err round_reach(struct reaching *r, int64_t inspection)
{
    struct inspection i;
    enum reach reach = REACH_OWN;
    if (!inspection || inspection == r->last)
        return ERR_NONE;
    r->last = inspection;
    enum err e = table_load(r->ctx->app->db, r->ctx->arena, KIND_INSPECTION, inspection, &i);
    if (!e)
        e = unit_reach(r, i.organisation, &reach);
    r->worst = reach > r->worst ? reach : r->worst;
    return e;
}

/* The round of the thing ID of KIND, if it belongs to one. */
static enum err thing_reach(struct reaching *r, enum kind kind, int64_t id)
{
    const struct record *record = kinds[kind].record;
    const struct field *f = record_field(record, STR("inspection"));
    if (kind == KIND_INSPECTION)
        return round_reach(r, id);
    if (!id || !f || f->type != FIELD_ID)
        return ERR_NONE;
    void *state = arena_alloc(r->ctx->arena, record->size);
    enum err e = table_load(r->ctx->app->db, r->ctx->arena, kind, id, state);
    return e ? e : round_reach(r, *field_int(f, state));
}

/* The rounds of everything OBJ names. */
static enum err named_reach(struct reaching *r, const struct record *record, const void *obj)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; obj && i < record->count && !e; i++) {
        const struct field *f = &record->fields[i];
        if (f->refers <= 0)
            continue;
        if (f->type == FIELD_ID)
            e = thing_reach(r, (enum kind)(f->refers - 1), *field_int(f, obj));
        for (size_t k = 0; f->type == FIELD_IDS && k < field_ids(f, obj)->count && !e; k++)
            e = thing_reach(r, (enum kind)(f->refers - 1), field_ids(f, obj)->list[k]);
    }
    return e;
}

/* A round itself: opening one for an organisation below is a superior's to do; changing it is not. */
static enum err inspection_reach(struct reaching *r, const struct inspection *now, const void *payload, bool changes)
{
    enum reach there = REACH_OWN, named = REACH_OWN;
    int64_t organisation = payload && changes ? ((const struct inspection_open *)payload)->organisation : 0;
    enum err e = now->head.len ? unit_reach(r, now->organisation, &there) : ERR_NONE;
    if (!e && organisation)
        e = unit_reach(r, organisation, &named);
    r->worst = named == REACH_NONE ? named : there;
    return e;
}

/* ---- the directory and the rules of every round ---------------------------------------------------------- */

enum standing { STANDS_HOME,
                STANDS_NOWHERE,
                STANDS_ELSEWHERE };

static enum err home_of(struct db *db, const struct actor *a, int64_t *home)
{
    enum err e = ERR_NONE;
    bool found = false;
    for (size_t i = 0; i < a->units.count && !e && !found; i++) {
        *home = a->units.list[i];
        e = any(db, sql_rounds, *home, &found);
    }
    return e;
}

static enum err standing_of(struct ctx *ctx, int64_t home, int64_t unit, enum standing *out)
{
    struct actor there = {.unit = unit};
    enum err e = units_above(ctx->app->db, ctx->arena, unit, &there.units);
    if (!e)
        e = actor_place(ctx->app->db, &there);
    *out = ids_has(there.units, home) ? STANDS_HOME : there.everywhere ? STANDS_NOWHERE
                                                                       : STANDS_ELSEWHERE;
    return e;
}

/* FROM and TO: the unit somebody or something stands in before and after; equal where nothing moves. */
static enum err directory_reach(struct reaching *r, int64_t from, int64_t to)
{
    int64_t home = 0;
    enum standing before = STANDS_NOWHERE, after = STANDS_NOWHERE;
    enum err e = home_of(r->ctx->app->db, &r->ctx->env.actor, &home);
    if (!e)
        e = standing_of(r->ctx, home, from, &before);
    if (!e)
        e = standing_of(r->ctx, home, to, &after);
    bool stays = before == STANDS_HOME && (from == to || after == STANDS_HOME);
    bool arrives = before == STANDS_NOWHERE && after != STANDS_ELSEWHERE;
    if (!stays && !arrives)
        r->worst = REACH_DIRECTORY;
    return e;
}

static enum err people_reach(struct reaching *r, const struct command_info *c,
                             const struct thing *state, const void *payload)
{
    /* Only these payloads say where: a password says nothing of a unit. */
    const struct person_create *person = c->payload == &person_create_record ? payload : NULL;
    const struct unit_create *unit = c->payload == &unit_create_record ? payload : NULL;
    int64_t from;
    if (!(c->roles & ROLE(OFFICE)) || r->ctx->env.actor.roles & ROLE(SYSADMIN))
        return ERR_NONE;
    if (c->kind == KIND_PERSON) {
        from = ((const struct person *)state)->unit;
        return directory_reach(r, from, person ? person->unit : from);
    }
    /* A unit stands where it is itself; renamed in place, it moves nowhere. */
    from = state->head.len ? state->id : 0;
    bool moves = unit && (!from || unit->above != ((const struct unit *)state)->above);
    return directory_reach(r, from, moves ? unit->above : from);
}

static enum err general_reach(struct reaching *r)
{
    struct stmt *s;
    bool row = false;
    struct ids organisations = {NULL, 0};
    enum err e = db_stmt(r->ctx->app->db, sql_organisations, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row)
        organisations = ids_with(r->ctx->arena, organisations, stmt_get_int(s, 0));
    stmt_done(s);
    for (size_t i = 0; i < organisations.count && !e; i++) {
        enum reach reach = REACH_OWN;
        e = unit_reach(r, organisations.list[i], &reach);
        r->worst = reach == REACH_NONE ? REACH_GENERAL : r->worst;
    }
    return e;
}

/* A rule without a round; as long as nobody wrote what is asked for, it may still get one. */
static bool is_general(enum kind kind, const struct field *round, const struct thing *state, const void *payload)
{
    if (kind == KIND_NOTICE_RULE)
        return true;
    if (kind != KIND_REGIME && kind != KIND_WARNING)
        return false;
    if (!payload)
        return state->head.len && !*field_int(round, state);
    const struct regime_set *regime = payload;
    const struct warning_set *warning = payload;
    return !(kind == KIND_REGIME ? regime->inspection : warning->inspection);
}

enum err facts_reach(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                     struct facts *out)
{
    const struct command_info *c = &command_types[s->type];
    const struct actor *a = &ctx->env.actor;
    const struct record *record = kinds[c->kind].record;
    const struct field *round = record_field(record, STR("inspection"));
    struct reaching r = {.ctx = ctx, .worst = REACH_OWN};
    enum err e = ERR_NONE;
    if (!a->id || a->everywhere)
        return ERR_NONE;
    if (c->kind == KIND_INSPECTION)
        e = inspection_reach(&r, state, payload, c->payload == &inspection_open_record);
    else if (round && *field_int(round, state))
        e = round_reach(&r, *field_int(round, state));
    else if (c->kind == KIND_PERSON || c->kind == KIND_UNIT)
        e = people_reach(&r, c, state, payload);
    else if (is_general(c->kind, round, state, payload))
        e = general_reach(&r);
    else if (c->kind != KIND_SESSION)
        e = named_reach(&r, record, state);
    if (!e)
        e = named_reach(&r, c->payload, payload);
    bool part = (r.worst == REACH_ABOVE || r.worst == REACH_NONE) &&
                (reach_takes_part(a, record, state) || reach_takes_part(a, &measure_record, out->measure));
    out->reach = part ? REACH_OWN : r.worst;
    return e;
}
