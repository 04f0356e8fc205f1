/* facts_pack.c: whether a pack of the same period and scope stands already. See facts.h. */
#include "app/facts.h"

#include "domain/pack.h"

/* 3: withdrawn (domain/pack.h) */
static const char sql_taken[] = "SELECT id FROM pack WHERE inspection = ?1 AND sort = ?2 AND rhythm = ?3 AND period = ?4 AND unit = ?5 AND leader = ?6 AND state <> 3";

enum err facts_pack(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                    struct facts *out)
{
    const struct pack_freeze *p = payload;
    struct stmt *q;
    (void)s, (void)state;
    if (!p)
        return ERR_NONE;
    enum err e = db_stmt(ctx->app->db, sql_taken, &q);
    if (e)
        return e;
    const int64_t bound[] = {p->inspection, p->sort, p->rhythm, p->period, p->unit, p->leader};
    for (int i = 0; i < 6; i++)
        stmt_int(q, 1 + i, bound[i]);
    e = stmt_step(q, &out->taken);
    stmt_done(q);
    return e;
}
