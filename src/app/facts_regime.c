/* facts_regime.c: see regime.h. */
#include "app/regime.h"

#include "app/calendar.h"
#include "app/facts.h"
#include "domain/lookback.h"
#include "view/table.h"

/* One statement a table: the round's own row comes first, then that of its kind. */
static const char sql_regime[] = "SELECT id FROM regime WHERE (sort = ?1 AND inspection = 0) OR (inspection = ?2 AND inspection > 0) ORDER BY inspection DESC LIMIT 1";
static const char sql_warning[] = "SELECT id FROM warning WHERE sort = ?1 AND (inspection = 0 OR inspection = ?2) ORDER BY inspection DESC LIMIT 1";

static enum err find(struct db *db, const char *sql, int64_t one, int64_t two, int64_t *id)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    *id = 0;
    if (e)
        return e;
    stmt_int(s, 1, one);
    stmt_int(s, 2, two);
    e = stmt_step(s, &row);
    if (!e && row)
        *id = stmt_get_int(s, 0);
    stmt_done(s);
    return e;
}

enum err regime_load(struct db *db, struct arena *a, int64_t inspection, int64_t sort, struct regime *out)
{
    struct inspection i = {0};
    int64_t id = 0;
    enum err e = inspection ? table_load(db, a, KIND_INSPECTION, inspection, &i) : ERR_NONE;
    if (i.sort)
        sort = i.sort;
    if (!e)
        e = find(db, sql_regime, sort, inspection, &id);
    *out = *regime_builtin(sort);
    return e || !id ? e : table_load(db, a, KIND_REGIME, id, out);
}

enum err warning_load(struct db *db, struct arena *a, int64_t inspection, struct warning rows[WARNING_SORTS])
{
    enum err e = ERR_NONE;
    rows[0] = (struct warning){0};
    for (int64_t sort = 1; sort < WARNING_SORTS && !e; sort++) {
        int64_t id = 0;
        rows[sort] = *warning_builtin(sort);
        e = find(db, sql_warning, sort, inspection, &id);
        if (!e && id)
            e = table_load(db, a, KIND_WARNING, id, &rows[sort]);
    }
    return e;
}

enum err colour_rule_load(struct db *db, struct arena *a, int64_t inspection, int64_t today, struct colour_rule *out)
{
    struct warning rows[WARNING_SORTS];
    struct calendar c;
    enum err e = warning_load(db, a, inspection, rows);
    if (!e)
        e = calendar_load(db, a, &c);
    if (!e)
        *out = colour_rule_of(rows, &c, today);
    return e;
}

enum err colour_rule_recall(struct db *db, int64_t inspection, int64_t today, int64_t position, struct colour_rule *out)
{
    static struct {
        const struct db *db;
        int64_t inspection, today, position;
        struct colour_rule rule;
    } kept;
    if (!position || kept.db != db || kept.inspection != inspection || kept.today != today ||
        kept.position != position) {
        struct arena a = {0};
        enum err e = colour_rule_load(db, &a, inspection, today, &kept.rule);
        arena_reset(&a);
        kept.position = e ? 0 : position;
        if (e)
            return e;
        kept.db = db;
        kept.inspection = inspection;
        kept.today = today;
    }
    *out = kept.rule;
    return ERR_NONE;
}

/* What a reopening rests on is about this very measure, or its problem; a check must have decided so. */
static enum err ground(struct ctx *ctx, const struct measure *m, const struct measure_reopen *p, struct facts *out)
{
    struct lookback_check *c = arena_alloc(ctx->arena, sizeof *c);
    struct voice *v = arena_alloc(ctx->arena, sizeof *v);
    enum err e = p->check ? table_load(ctx->app->db, ctx->arena, KIND_CHECK, p->check, c) : ERR_NONE;
    if (!e && p->voice)
        e = table_load(ctx->app->db, ctx->arena, KIND_VOICE, p->voice, v);
    out->ground = !e && reopen_ground(m, c, v);
    return e;
}

/* The round a command is about, however it names it. */
enum err facts_regime(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                      struct facts *out)
{
    const struct command_info *c = &command_types[s->type];
    const struct field *f = payload ? record_field(c->payload, STR("inspection")) : NULL;
    const struct field *g = record_field(kinds[c->kind].record, STR("inspection"));
    struct regime *r = arena_alloc(ctx->arena, sizeof *r);
    int64_t inspection = out->measure ? out->measure->inspection : 0;
    if (!inspection && f)
        inspection = *field_int(f, payload);
    if (!inspection && g)
        inspection = *field_int(g, state);
    if (!inspection && out->inspection)
        inspection = out->inspection->id;
    out->regime = r;
    enum err e = regime_load(ctx->app->db, ctx->arena, inspection, INSPECTION_XUNSHI, r);
    if (!e && s->type == COMMAND_MEASURE_REOPEN && payload)
        e = ground(ctx, state, payload, out);
    return e;
}
