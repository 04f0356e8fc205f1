/* facts_plan.c: what the rules of plans, meetings and tasks need to know. See domain/plan.h. */
#include "app/facts.h"
#include "domain/plan.h"
#include "domain/task.h"
#include "view/plan_sql.h"
#include "view/table.h"

static const char sql_number_taken[] = "SELECT id FROM feedback_sentence WHERE inspection = ?1 AND number = ?2";
static const char sql_main_taken[] = "SELECT id FROM plan WHERE inspection = ?1 AND sort = 1 AND id <> ?2 AND state <> 4";
_Static_assert(PLAN_VOID == 4, "the number in the text of statements here, in plan_paper.c, web/plan.c and figures_plan.h");
static const char sql_main[] = "SELECT id FROM plan WHERE inspection = ?1 AND sort = 1 AND state <> 4 ORDER BY seq DESC";
#define OWN "p.inspection = ?1 AND " PLAN_OWNS("?2", "?3")
static const char sql_proof[] =
    "SELECT (SELECT count(*) FROM problem p WHERE " OWN "),"
    " (SELECT count(*) FROM feedback_sentence s WHERE s.inspection = ?1 AND " PLAN_UNMAPPED "),"
    " (SELECT count(*) FROM problem p WHERE " OWN " AND " PLAN_UNCITED "),"
    " (SELECT count(*) FROM problem p WHERE " OWN " AND " PLAN_WITHOUT_MEASURE "),"
    " (SELECT count(*) FROM measure m JOIN problem p ON p.id = m.problem WHERE " OWN " AND " PLAN_INCOMPLETE ")";

static const char sql_drafters[] = "SELECT m.executors FROM measure m JOIN problem p ON p.id = m.problem WHERE " OWN;
static const char sql_mappers[] = "SELECT mappers FROM feedback_sentence WHERE inspection = ?1 AND id <> ?2 AND ?3 = 1"; /* ?2: no sentence has the plan's id */

static enum err there(struct db *db, const char *sql, int64_t inspection, int64_t other, bool *out)
{
    struct stmt *s;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, other);
    e = stmt_step(s, out);
    stmt_done(s);
    return e;
}

static enum err proof(struct db *db, const struct plan *p, struct plan_facts *f)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_proof, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->inspection);
    stmt_int(s, 2, p->id);
    stmt_int(s, 3, p->sort == PLAN_SORT_MAIN);
    e = stmt_step(s, &row);
    if (!e && row) {
        f->problems = stmt_get_int(s, 0);
        f->sentences_unmapped = p->sort == PLAN_SORT_MAIN ? stmt_get_int(s, 1) : 0;
        f->problems_uncited = stmt_get_int(s, 2);
        f->problems_without_measure = stmt_get_int(s, 3);
        f->measures_incomplete = stmt_get_int(s, 4);
    }
    stmt_done(s);
    return e;
}

static enum err add_people(struct ctx *ctx, const char *sql, const struct plan *p, struct ids *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->inspection);
    stmt_int(s, 2, p->id);
    stmt_int(s, 3, p->sort == PLAN_SORT_MAIN);
    while (!(e = stmt_step(s, &row)) && row) {
        struct ids ids;
        if (!ids_read(ctx->arena, stmt_get_str(s, 0), &ids)) {
            e = ERR_CORRUPT;
            break;
        }
        for (size_t i = 0; i < ids.count; i++)
            *out = ids_with(ctx->arena, *out, ids.list[i]);
    }
    stmt_done(s);
    return e;
}

static enum err preparers(struct ctx *ctx, const struct plan *p, struct plan_facts *f)
{
    enum err e = add_people(ctx, sql_drafters, p, &f->preparers);
    return e ? e : add_people(ctx, sql_mappers, p, &f->preparers);
}

static enum err one(struct ctx *ctx, enum kind kind, int64_t id, const void **out)
{
    void *state = arena_alloc(ctx->arena, kinds[kind].record->size);
    *out = state;
    return id ? table_load(ctx->app->db, ctx->arena, kind, id, state) : ERR_NONE;
}

/* The plan an opinion is about, and its round: the payload names no round of its own. */
static enum err opined(struct ctx *ctx, const struct plan_opine *p, struct plan_facts *f, struct facts *out)
{
    enum err e = one(ctx, KIND_PLAN, p->plan, (const void **)&f->plan);
    return e ? e : one(ctx, KIND_INSPECTION, f->plan->inspection, (const void **)&out->inspection);
}

/* The plan a measure of PROBLEM belongs to: the side plan it names, else the main one; NULL for none. */
static enum err plan_of(struct ctx *ctx, const struct problem *problem, struct plan_facts *f)
{
    struct stmt *s;
    bool row = false;
    int64_t id = problem->plan;
    enum err e = id ? ERR_NONE : db_stmt(ctx->app->db, sql_main, &s);
    if (!id && !e) {
        stmt_int(s, 1, problem->inspection);
        e = stmt_step(s, &row);
        id = !e && row ? stmt_get_int(s, 0) : 0;
        stmt_done(s);
    }
    return e || !id ? e : one(ctx, KIND_PLAN, id, (const void **)&f->plan);
}

enum err facts_plan(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                    struct facts *out)
{
    struct plan_facts *f = arena_alloc(ctx->arena, sizeof *f);
    struct db *db = ctx->app->db;
    const struct plan *plan = state;
    out->plan = f;
    if (s->type == COMMAND_MEASURE_APPROVE_PLAN)
        return plan_of(ctx, out->problem, f);
    if (s->type == COMMAND_PLAN_SUBMIT || s->type == COMMAND_PLAN_VOID)
        return proof(db, plan, f);
    if (s->type == COMMAND_PLAN_RETURN || s->type == COMMAND_PLAN_APPROVE)
        return preparers(ctx, plan, f);
    if (!payload)
        return ERR_NONE;
    switch (s->type) {
    case COMMAND_SENTENCE_ADD: {
        const struct sentence_add *p = payload;
        return there(db, sql_number_taken, p->inspection, p->number, &f->number_taken);
    }
    case COMMAND_PLAN_DRAFT:
        return there(db, sql_main_taken, ((const struct plan_draft *)payload)->inspection, 0,
                     &f->main_taken);
    case COMMAND_PLAN_CHANGE: return there(db, sql_main_taken, plan->inspection, plan->id, &f->main_taken);
    case COMMAND_PLAN_OPINE: return opined(ctx, payload, f, out);
    case COMMAND_MEETING_ENTER:
        return one(ctx, KIND_GROUP, ((const struct meeting_enter *)payload)->working_group,
                   (const void **)&f->group);
    case COMMAND_PROBLEM_ADD:
        return one(ctx, KIND_PLAN, ((const struct problem_add *)payload)->plan, (const void **)&f->plan);
    case COMMAND_PROBLEM_CHANGE:
        return one(ctx, KIND_PLAN, ((const struct problem_change *)payload)->plan, (const void **)&f->plan);
    case COMMAND_TASK_ASSIGN: {
        const struct task_assign *p = payload;
        enum err e = one(ctx, KIND_MEETING, p->meeting, (const void **)&f->meeting);
        return e ? e : one(ctx, KIND_NOTICE, p->notice, (const void **)&f->notice);
    }
    default: return ERR_NONE;
    }
}
