/* world_book.c: what the rules of the books ask, gathered from the little county a second time. */
#include "domain/books.h"
#include "tests/domain/world.h"

static void same_person(struct world *w, int64_t inspection, int64_t id, const struct held_change *p, struct facts *out)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct held *h = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_HELD && h->id != id && h->inspection == inspection && h->state == HELD_LISTED && str_eq(h->name, p->name) && h->unit == p->unit)
            out->earlier = h->id;
    }
}

static void of_held(struct world *w, enum command_type type, int64_t id, const void *payload, struct book_facts *b, struct facts *out)
{
    const struct held_enter *p = payload;
    struct held_change plain;
    b->next_number = 1;
    for (size_t i = 0; i < w->count; i++) {
        const struct held *h = (const void *)w->things[i].state;
        const struct sanction *s = (const void *)w->things[i].state;
        b->next_number += w->things[i].kind == KIND_HELD && h->inspection == out->inspection->id;
        b->entries += w->things[i].kind == KIND_SANCTION && s->held == id && s->state == BOOK_VALID;
    }
    if (payload && type == COMMAND_HELD_ENTER) {
        plain = (struct held_change){p->name, p->post, p->unit, p->rank, p->party};
        same_person(w, out->inspection->id, id, &plain, out);
    }
    if (payload && type == COMMAND_HELD_CHANGE)
        same_person(w, out->inspection->id, id, payload, out);
}

static void of_sanction(struct world *w, const struct sanction_add *p, struct book_facts *b, struct facts *out)
{
    b->held = world_get(w, KIND_HELD, p->held);
    for (size_t i = 0; i < w->count && p->held; i++) {
        const struct sanction *s = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_SANCTION && s->held == p->held && s->sort == p->sort && s->day == p->day && str_eq(s->document, p->document) && s->state == BOOK_VALID)
            out->earlier = s->id;
    }
}

static void of_rule(struct world *w, const struct rule_add *p, struct book_facts *b, struct facts *out)
{
    for (size_t i = 0; i < p->problems.count; i++)
        b->elsewhere |= ((const struct problem *)world_get(w, KIND_PROBLEM, p->problems.list[i]))->inspection != p->inspection;
    for (size_t i = 0; i < w->count; i++) {
        const struct rule *r = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_RULE && r->inspection == p->inspection && r->action == p->action && str_eq(r->title, p->title) && str_eq(r->document, p->document) && r->state == BOOK_VALID)
            out->earlier = r->id;
    }
}

static void of_reading(struct world *w, const struct reading *now, const struct reading_enter *p, struct book_facts *b, struct facts *out)
{
    b->indicator = world_get(w, KIND_INDICATOR, p ? p->indicator : now->indicator);
    out->inspection = world_get(w, KIND_INSPECTION, b->indicator->inspection);
    for (size_t i = 0; i < w->count && p; i++) {
        const struct reading *r = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_READING && r->indicator == p->indicator && r->day == p->day && r->forecast == p->forecast)
            out->earlier = r->id;
    }
}

void world_book(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    struct book_facts *b = arena_alloc(&w->arena, sizeof *b);
    out->book = b;
    switch (command_types[type].kind) {
    case KIND_HELD: of_held(w, type, id, payload, b, out); break;
    case KIND_SANCTION:
        if (payload && type == COMMAND_SANCTION_ADD)
            of_sanction(w, payload, b, out);
        break;
    case KIND_RULE:
        if (payload && type == COMMAND_RULE_ADD)
            of_rule(w, payload, b, out);
        break;
    case KIND_READING: of_reading(w, state, type == COMMAND_READING_ENTER ? payload : NULL, b, out); break;
    default: break;
    }
}
