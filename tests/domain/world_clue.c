/* world_clue.c: facts of clues, gathered a second time. */
#include "domain/all.h"
#include "tests/domain/world.h"

void clue_world(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    struct clue_facts *f = arena_alloc(&w->arena, sizeof *f);
    const struct clue_assign *p = payload;
    (void)id, (void)state;
    f->overseers = true;
    for (size_t i = 0; type == COMMAND_CLUE_ASSIGN && p && i < p->assigned.count; i++) {
        const struct person *who = world_get(w, KIND_PERSON, p->assigned.list[i]);
        f->overseers = f->overseers && who->state == PERSON_ACTIVE && who->roles & ROLE(OVERSEER);
    }
    for (size_t i = 0; type == COMMAND_CLUE_RECEIVE && p && i < w->count; i++) {
        const struct clue *c = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_CLUE && c->inspection == ((const struct clue_receive *)payload)->inspection && c->number > f->last_number)
            f->last_number = c->number;
    }
    out->clue = f;
}
