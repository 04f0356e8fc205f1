/* world_plan.c: the facts of the area "plan", gathered a second time: walking the world instead of asking a database. */
#include "domain/plan.h"
#include "domain/task.h"
#include "tests/domain/world.h"

/* The side plan a problem names. */
static int64_t side_of(const struct problem *p)
{
    const struct field *f = record_field(&problem_record, STR("plan"));
    return f ? *field_int(f, p) : 0;
}

static void proof_of_problem(struct world *w, const struct problem *p, struct plan_facts *f, bool told)
{
    bool cited = false, measured = false;
    for (size_t i = 0; i < w->count; i++) {
        const struct feedback_sentence *s = (const void *)w->things[i].state;
        const struct measure *m = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_SENTENCE)
            cited = cited || s->problem == p->id;
        if (w->things[i].kind != KIND_MEASURE || m->problem != p->id || m->state == MEASURE_VOID)
            continue;
        bool whole = m->leaders.count && m->lead_unit && m->goal.len && m->type &&
                     (m->due_day || m->type == TYPE_SUSTAINED);
        measured = true;
        f->measures_incomplete += !whole;
    }
    f->problems++;
    f->problems_uncited += told && !cited;
    f->problems_without_measure += !measured;
}

static void proof(struct world *w, const struct plan *plan, struct plan_facts *f)
{
    bool told = false;
    for (size_t i = 0; i < w->count; i++) {
        const struct feedback_sentence *s = (const void *)w->things[i].state;
        if (w->things[i].kind != KIND_SENTENCE || s->inspection != plan->inspection)
            continue;
        told = true;
        f->sentences_unmapped += plan->sort == PLAN_SORT_MAIN && s->state == SENTENCE_UNMAPPED;
    }
    for (size_t i = 0; i < w->count; i++) {
        const struct problem *p = (const void *)w->things[i].state;
        if (w->things[i].kind != KIND_PROBLEM || p->inspection != plan->inspection)
            continue;
        if (side_of(p) == plan->id || (plan->sort == PLAN_SORT_MAIN && !side_of(p)))
            proof_of_problem(w, p, f, told);
    }
}

static void taken(struct world *w, enum command_type type, int64_t id, const void *payload, struct plan_facts *f)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct feedback_sentence *s = (const void *)w->things[i].state;
        const struct plan *p = (const void *)w->things[i].state;
        if (type == COMMAND_SENTENCE_ADD && w->things[i].kind == KIND_SENTENCE)
            f->number_taken = f->number_taken || s->number == ((const struct sentence_add *)payload)->number;
        if (w->things[i].kind == KIND_PLAN)
            f->main_taken = f->main_taken || (p->sort == PLAN_SORT_MAIN && p->id != id && p->state != PLAN_VOID);
    }
}

/* Who had a hand in what the plan says. */
static void preparers(struct world *w, const struct plan *plan, struct plan_facts *f)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct feedback_sentence *s = (const void *)w->things[i].state;
        const struct measure *m = (const void *)w->things[i].state;
        const struct problem *p = w->things[i].kind == KIND_MEASURE ? world_get(w, KIND_PROBLEM, m->problem) : NULL;
        struct ids some = {NULL, 0};
        if (w->things[i].kind == KIND_SENTENCE && s->inspection == plan->inspection && plan->sort == PLAN_SORT_MAIN)
            some = s->mappers;
        if (p && p->inspection == plan->inspection &&
            (side_of(p) == plan->id || (plan->sort == PLAN_SORT_MAIN && !side_of(p))))
            some = m->executors;
        for (size_t k = 0; k < some.count; k++)
            f->preparers = ids_with(&w->arena, f->preparers, some.list[k]);
    }
}

/* The plan the measures of P belong to. */
static const struct plan *plan_above(struct world *w, const struct problem *p)
{
    const struct plan *found = p->plan ? world_get(w, KIND_PLAN, p->plan) : NULL;
    for (size_t i = 0; i < w->count && !p->plan; i++) {
        const struct plan *plan = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_PLAN && plan->inspection == p->inspection && plan->sort == PLAN_SORT_MAIN && plan->state != PLAN_VOID)
            found = plan;
    }
    return found;
}

world_facts_fn world_plan;
void world_plan(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload,
                struct facts *out)
{
    struct plan_facts *f = arena_alloc(&w->arena, sizeof *f);
    if (!(command_types[type].needs & NEED_PLAN))
        return;
    out->plan = f;
    if (type == COMMAND_MEASURE_APPROVE_PLAN)
        f->plan = plan_above(w, world_get(w, KIND_PROBLEM, ((const struct measure *)state)->problem));
    if (type == COMMAND_PLAN_SUBMIT || type == COMMAND_PLAN_VOID)
        proof(w, state, f);
    if (type == COMMAND_PLAN_RETURN || type == COMMAND_PLAN_APPROVE)
        preparers(w, state, f);
    if (!payload)
        return;
    taken(w, type, id, payload, f);
    if (type == COMMAND_PLAN_OPINE) {
        f->plan = world_get(w, KIND_PLAN, ((const struct plan_opine *)payload)->plan);
        out->inspection = world_get(w, KIND_INSPECTION, f->plan->inspection);
    }
    if (type == COMMAND_MEETING_ENTER)
        f->group = world_get(w, KIND_GROUP, ((const struct meeting_enter *)payload)->working_group);
    if (type == COMMAND_TASK_ASSIGN)
        f->meeting = world_get(w, KIND_MEETING, ((const struct task_assign *)payload)->meeting), f->notice = world_get(w, KIND_NOTICE, ((const struct task_assign *)payload)->notice);
    if (type == COMMAND_PROBLEM_ADD)
        f->plan = world_get(w, KIND_PLAN, ((const struct problem_add *)payload)->plan);
    if (type == COMMAND_PROBLEM_CHANGE)
        f->plan = world_get(w, KIND_PLAN, ((const struct problem_change *)payload)->plan);
}
