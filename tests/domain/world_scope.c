/* world_scope.c: the reach of a person into the rounds a command names, straight from domain/scope.h's sentences. */
#include "domain/all.h"
#include "tests/domain/world.h"

/* Whether UNIT is TOP or stands below it. */
static bool within(struct world *w, int64_t unit, int64_t top)
{
    for (int steps = 0; unit && steps < WORLD_THINGS_MAX; steps++) {
        if (unit == top)
            return true;
        unit = ((struct unit *)world_get(w, KIND_UNIT, unit))->above;
    }
    return false;
}

bool world_everywhere(struct world *w, const struct actor *a)
{
    const struct unit *own = world_get(w, KIND_UNIT, a->unit);
    if (!a->id || !a->unit)
        return a->id != 0;
    if (own->above)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        const void *t = w->things[i].state;
        if (w->things[i].kind == KIND_UNIT && ((const struct unit *)t)->above == a->unit)
            return false;
        if (w->things[i].kind == KIND_INSPECTION && ((const struct inspection *)t)->organisation == a->unit)
            return false;
    }
    return true;
}

static enum reach to_unit(struct world *w, const struct actor *a, int64_t organisation)
{
    if (!a->id || a->everywhere || !organisation || within(w, a->unit, organisation))
        return REACH_OWN;
    return within(w, organisation, a->unit) ? REACH_ABOVE : REACH_NONE;
}

static enum reach farther(enum reach a, enum reach b) { return a > b ? a : b; }

static enum reach to_thing(struct world *w, const struct actor *a, enum kind kind, int64_t id)
{
    const struct field *f = record_field(kinds[kind].record, STR("inspection"));
    int64_t round = kind == KIND_INSPECTION ? id : f && id ? *field_int(f, world_get(w, kind, id))
                                                           : 0;
    const struct inspection *i = world_get(w, KIND_INSPECTION, round);
    return round ? to_unit(w, a, i->organisation) : REACH_OWN;
}

static enum reach to_named(struct world *w, const struct actor *a, const struct record *r, const void *obj)
{
    enum reach worst = REACH_OWN;
    for (size_t i = 0; obj && i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->refers <= 0)
            continue;
        if (f->type == FIELD_ID)
            worst = farther(worst, to_thing(w, a, (enum kind)(f->refers - 1), *field_int(f, obj)));
        for (size_t k = 0; f->type == FIELD_IDS && k < field_ids(f, obj)->count; k++)
            worst = farther(worst, to_thing(w, a, (enum kind)(f->refers - 1), field_ids(f, obj)->list[k]));
    }
    return worst;
}

enum reach world_reach(struct world *w, int64_t who, enum command_type type, const void *state, const void *payload, const struct measure *m)
{
    struct env env = world_env(w, who);
    const struct actor *a = &env.actor;
    const struct command_info *c = &command_types[type];
    const struct record *r = kinds[c->kind].record;
    const struct field *f = record_field(r, STR("inspection"));
    enum reach there;
    if (!who)
        return REACH_OWN;
    if (c->kind == KIND_INSPECTION) {
        const struct inspection *i = state;
        bool names = payload && c->payload == &inspection_open_record;
        there = i->head.len ? to_unit(w, a, i->organisation) : REACH_OWN;
        return names && to_unit(w, a, ((const struct inspection_open *)payload)->organisation) == REACH_NONE ? REACH_NONE : there;
    }
    bool people = c->kind == KIND_PERSON || c->kind == KIND_UNIT || c->kind == KIND_SESSION;
    there = f && *field_int(f, state) ? to_thing(w, a, KIND_INSPECTION, *field_int(f, state)) : people ? REACH_OWN
                                                                                                       : to_named(w, a, r, state);
    there = farther(there, to_named(w, a, c->payload, payload));
    bool part = reach_takes_part(a, r, state) || reach_takes_part(a, &measure_record, m);
    return part ? REACH_OWN : there;
}
