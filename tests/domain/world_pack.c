/* world_pack.c: the facts of packs, gathered a second time. See world.h. */
#include "tests/domain/world.h"

void world_pack(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    const struct pack_freeze *p = payload;
    (void)id, (void)state;
    if (type != COMMAND_PACK_FREEZE || !p)
        return;
    for (size_t i = 0; i < w->count; i++) {
        const struct pack *other = (const void *)w->things[i].state;
        out->taken |= w->things[i].kind == KIND_PACK && other->state != PACK_IS_WITHDRAWN && other->inspection == p->inspection && other->sort == p->sort && other->rhythm == p->rhythm && other->period == p->period && other->unit == p->unit && other->leader == p->leader;
    }
}
