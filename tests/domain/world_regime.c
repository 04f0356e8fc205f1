/* world_regime.c: what the rules of inspection kinds need, gathered a second time. */
#include "domain/lookback.h"
#include "domain/regime.h"
#include "tests/domain/world.h"

static const struct regime *rule_of(struct world *w, int64_t inspection)
{
    const struct inspection *i = world_get(w, KIND_INSPECTION, inspection);
    const struct regime *found = regime_builtin(i->sort);
    for (size_t k = 0; k < w->count; k++) {
        const struct regime *r = (const void *)w->things[k].state;
        if (w->things[k].kind != KIND_REGIME)
            continue;
        if (inspection && r->inspection == inspection)
            return r;
        if (!r->inspection && r->sort == i->sort)
            found = r;
    }
    return found;
}

void world_regime(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    const struct record *r = kinds[command_types[type].kind].record;
    const struct field *f = record_field(r, STR("inspection"));
    int64_t inspection = out->measure->id ? out->measure->inspection : f ? *field_int(f, state)
                                                                         : 0;
    const struct field *g = payload ? record_field(command_types[type].payload, STR("inspection")) : NULL;
    (void)id;
    if (!inspection && g)
        inspection = *field_int(g, payload);
    out->regime = rule_of(w, inspection);
    if (type == COMMAND_MEASURE_REOPEN && payload) {
        const struct measure_reopen *p = payload;
        out->ground = reopen_ground(state, world_get(w, KIND_CHECK, p->check), world_get(w, KIND_VOICE, p->voice));
    }
}
