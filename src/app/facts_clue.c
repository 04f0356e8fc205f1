/* facts_clue.c: what the rules of clues ask (domain/clue.h): the number given last, and whether those assigned are
 * overseers. */
#include "app/facts.h"

#include "domain/clue.h"
#include "view/table.h"

static const char sql_last[] = "SELECT coalesce(max(number), 0) FROM clue WHERE inspection = ?1";

static enum err last_number(struct db *db, int64_t inspection, int64_t *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_last, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    e = stmt_step(s, &row);
    *out = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

enum err facts_clue(struct ctx *ctx, const struct submission *s, const void *state,
                    const void *payload, struct facts *out)
{
    struct clue_facts *f = arena_alloc(ctx->arena, sizeof *f);
    const struct clue_assign *p = payload;
    enum err e = ERR_NONE;
    (void)state;
    out->clue = f;
    if (s->type == COMMAND_CLUE_RECEIVE && payload)
        return last_number(ctx->app->db, ((const struct clue_receive *)payload)->inspection, &f->last_number);
    f->overseers = true;
    for (size_t i = 0; s->type == COMMAND_CLUE_ASSIGN && payload && i < p->assigned.count && !e; i++) {
        struct person who;
        e = table_load(ctx->app->db, ctx->arena, KIND_PERSON, p->assigned.list[i], &who);
        f->overseers = f->overseers && !e && who.state == PERSON_ACTIVE && who.roles & ROLE(OVERSEER);
    }
    return e;
}
