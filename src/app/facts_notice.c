/* facts_notice.c: what the rules of notices need to know: the rule of the kind, the last number, the notice before. */
#include "app/facts.h"

#include "app/notice_paper.h"

#include "base/time.h"
#include "domain/notice.h"
#include "view/table.h"

static const char sql_rule[] = "SELECT id FROM notice_rule WHERE sort = ?1 ORDER BY seq LIMIT 1";
static const char sql_number[] = "SELECT coalesce(max(number), 0) FROM notice WHERE sort = ?1 AND year = ?2";

static enum err ask(struct db *db, const char *sql, int64_t one, int64_t two, bool has_two, int64_t *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, one);
    if (has_two)
        stmt_int(s, 2, two);
    e = stmt_step(s, &row);
    *out = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

enum err notice_rule_load(struct db *db, struct arena *a, int64_t sort, struct notice_rule *out)
{
    int64_t id = 0;
    *out = (struct notice_rule){0};
    enum err e = ask(db, sql_rule, sort, 0, false, &id);
    return e || !id ? e : table_load(db, a, KIND_NOTICE_RULE, id, out);
}

/* The notice a new one follows; its round stands for the new one's. */
static enum err previous(struct ctx *ctx, const struct notice_escalate *p, struct notice_facts *f, struct facts *out)
{
    struct inspection *i = arena_alloc(ctx->arena, sizeof *i);
    enum err e = p ? table_load(ctx->app->db, ctx->arena, KIND_NOTICE, p->previous, &f->previous) : ERR_NONE;
    if (!e && p)
        e = table_load(ctx->app->db, ctx->arena, KIND_INSPECTION, f->previous.inspection, i);
    out->inspection = i;
    return e;
}

enum err facts_notice(struct ctx *ctx, const struct submission *s, const void *state,
                      const void *payload, struct facts *out)
{
    struct notice_facts *f = arena_alloc(ctx->arena, sizeof *f);
    const struct notice *n = state;
    struct db *db = ctx->app->db;
    out->notice = f;
    if (s->type == COMMAND_NOTICE_RULE_SET)
        return payload ? notice_rule_load(db, ctx->arena,
                                          ((const struct notice_rule_set *)payload)->sort, &f->rule)
                       : ERR_NONE;
    if (s->type == COMMAND_NOTICE_ESCALATE)
        return previous(ctx, payload, f, out);
    if (s->type == COMMAND_NOTICE_ANSWER)
        return payload ? table_load(db, ctx->arena, KIND_EVIDENCE,
                                    ((const struct notice_answer *)payload)->evidence, &f->evidence)
                       : ERR_NONE;
    f->newest = n->seq + 1;
    enum err e = notice_rule_load(db, ctx->arena, n->sort, &f->rule);
    return e ? e : ask(db, sql_number, n->sort, civil_from_day(ctx->env.today).year, true, &f->last_number);
}
