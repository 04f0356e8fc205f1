/* world_lookback.c: the facts of look-backs, gathered a second time from the things of the world. */
#include "domain/lookback.h"
#include "tests/domain/world.h"

#include "base/time.h"

static void add(struct world *w, struct ids *to, struct ids from)
{
    for (size_t i = 0; i < from.count; i++)
        *to = ids_with(&w->arena, *to, from.list[i]);
}

static void add_measure(struct world *w, struct lookback_facts *k, const struct measure *m)
{
    if (!k->drafted_us || m->drafted_us < k->drafted_us)
        k->drafted_us = m->drafted_us;
    add(w, &k->executors, m->executors);
    add(w, &k->units, m->assisting_units);
    add(w, &k->units, m->former_units);
    k->units = ids_with(&w->arena, k->units, m->lead_unit);
    add(w, &k->executors, m->approvers);
    add(w, &k->executors, m->leaders);
    if (m->verified_by)
        k->verifiers = ids_with(&w->arena, k->verifiers, m->verified_by);
}

static void about(struct world *w, int64_t measure, int64_t problem, struct lookback_facts *k)
{
    const struct measure *m = world_get(w, KIND_MEASURE, measure);
    const struct problem *p = world_get(w, KIND_PROBLEM, measure ? m->problem : problem);
    if (!p->head.len)
        return;
    k->item = true;
    k->problem = p->id;
    k->inspection = p->inspection;
    k->open = ((const struct inspection *)world_get(w, KIND_INSPECTION, p->inspection))->state == INSPECTION_ACTIVE;
    k->closed = measure ? m->state == MEASURE_CLOSED : p->state == PROBLEM_DONE;
    int64_t us = measure ? m->closed_us : p->closed_us;
    k->closed_day = us ? day_of(us) : 0;
    if (!measure && p->closed_by)
        k->verifiers = ids_with(&w->arena, k->verifiers, p->closed_by);
    for (size_t i = 0; i < w->count; i++)
        if (w->things[i].kind == KIND_MEASURE && (measure ? w->things[i].state->id == measure : ((const struct measure *)(const void *)w->things[i].state)->problem == problem))
            add_measure(w, k, (const void *)w->things[i].state);
}

static void population(struct world *w, const struct lookback *l, struct lookback_facts *k)
{
    struct draw_item *items = arena_alloc(&w->arena, (w->count + 1) * sizeof *items);
    for (size_t i = 0; i < w->count; i++) {
        const struct measure *m = (const void *)w->things[i].state;
        const struct problem *p = (const void *)w->things[i].state;
        if (l->sort == POPULATION_MEASURES && w->things[i].kind == KIND_MEASURE && m->state == MEASURE_CLOSED)
            items[k->population_count++] = (struct draw_item){m->id, m->lead_unit};
        if (l->sort == POPULATION_PROBLEMS && w->things[i].kind == KIND_PROBLEM && p->state == PROBLEM_DONE)
            items[k->population_count++] = (struct draw_item){p->id, 0};
    }
    k->population = items;
}

static bool is_checked(struct world *w, int64_t lookback, int64_t item)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct lookback_check *c = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_CHECK && c->lookback == lookback && c->state != CHECK_OPEN && (c->measure ? c->measure : c->problem) == item)
            return true;
    }
    return false;
}

static void rules(struct world *w, struct lookback_facts *k)
{
    struct score_rule *list = arena_alloc(&w->arena, (w->count + 1) * sizeof *list);
    for (size_t i = 0; i < w->count; i++) {
        const struct score_rule *r = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_SCORE_RULE && r->state == SCORE_RULE_VALID && (!r->inspection || r->inspection == k->inspection))
            list[k->rule_count++] = *r;
    }
    k->rules = list;
}

static void for_check(struct world *w, const struct lookback_check *c, const struct check_file *p, struct lookback_facts *k)
{
    int64_t measure = p && p->measure ? p->measure : c->measure, problem = p && p->problem ? p->problem : c->problem;
    about(w, measure, problem, k);
    if (!p)
        return;
    if (p->lookback) {
        k->lookback = world_get(w, KIND_LOOKBACK, p->lookback);
        k->checked = is_checked(w, p->lookback, measure ? measure : problem);
    }
    for (size_t i = 0; i < p->persons.count; i++) {
        struct actor who = world_env(w, p->persons.list[i]).actor;
        add(w, &k->persons_units, who.units);
        if (who.moved_us > k->drafted_us)
            add(w, &k->persons_units, who.former_units);
    }
    rules(w, k);
}

static void of_plan(struct world *w, const struct lookback *l, struct lookback_facts *k)
{
    struct ids all = l->drawn;
    population(w, l, k);
    add(w, &all, l->directed);
    for (size_t i = 0; i < all.count; i++)
        k->unchecked += !is_checked(w, l->id, all.list[i]);
}

static bool fits(struct world *w, const struct problem *p, struct ids earlier)
{
    const struct inspection *own = world_get(w, KIND_INSPECTION, p->inspection);
    for (size_t i = 0; i < earlier.count; i++) {
        const struct problem *q = world_get(w, KIND_PROBLEM, earlier.list[i]);
        const struct inspection *other = world_get(w, KIND_INSPECTION, q->inspection);
        bool before = own->previous == other->id || (other->feedback_day && other->feedback_day < own->feedback_day);
        if (other->id == own->id || !own->organisation || other->organisation != own->organisation || !before)
            return false;
    }
    return true;
}

static bool code_taken(struct world *w, int64_t id, const struct score_rule_set *p)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct score_rule *r = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_SCORE_RULE && r->id != id && r->state == SCORE_RULE_VALID && r->inspection == p->inspection && str_eq(r->code, p->code))
            return true;
    }
    return false;
}

void world_facts_lookback(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    struct lookback_facts *k = arena_alloc(&w->arena, sizeof *k);
    const struct lookback_plan *plan = payload;
    const struct voice_enter *voice = payload;
    out->lookback = k;
    switch (command_types[type].kind) {
    case KIND_LOOKBACK: of_plan(w, state, k); break;
    case KIND_CHECK:
        for_check(w, state, type == COMMAND_CHECK_RECORD ? payload : NULL, k);
        break;
    case KIND_VOICE:
        if (type == COMMAND_VOICE_ENTER && voice)
            about(w, voice->measure, voice->problem, k);
        if (((const struct voice *)state)->lookback_check)
            k->check = world_get(w, KIND_CHECK, ((const struct voice *)state)->lookback_check);
        break;
    case KIND_SCORE_RULE: k->code_taken = payload && type == COMMAND_SCORE_RULE_SET && code_taken(w, id, payload); break;
    case KIND_PROBLEM: k->earlier_fit = type == COMMAND_PROBLEM_LINK && payload && fits(w, state, ((const struct problem_link *)payload)->earlier); break;
    default: break;
    }
    for (size_t i = 0; type == COMMAND_LOOKBACK_PLAN && plan && i < w->count; i++) {
        const struct lookback *l = (const void *)w->things[i].state;
        k->nth += w->things[i].kind == KIND_LOOKBACK && l->inspection == plan->inspection && l->sort == plan->sort;
    }
}
