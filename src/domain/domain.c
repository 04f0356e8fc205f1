/* domain.c: the tables of domain.h and tables.h, laid out, and the small engine that reads them. */
#include "domain/all.h"

#include <assert.h>
#include <string.h>

const struct choice role_choices[] = {
#define X(name, wire, zh, en) {wire, zh, en},
    ROLE_TABLE(X)
#undef X
        {NULL, NULL, NULL}};
const struct choice no_states[] = {{"", "", ""}, {NULL, NULL, NULL}};

#define unit_states no_states
#define aspect_states no_states
#define manifestation_states no_states
#define report_states no_states
#define sanction_states book_states
#define rule_states book_states
const struct kind_info kinds[] = {
#define X(name, wire, s, zh, en) {wire, &s##_record, s##_states, zh, en},
    KIND_TABLE(X)
#undef X
};
const struct command_info command_types[] = {
#define X(name, wire, kind, roles, from, needs, payload, may, decide, event, zh, en) \
    {wire, KIND_##kind, roles, from, needs, &payload##_record, may, decide, EVENT_##event, zh, en},
    COMMAND_TABLE(X)
#undef X
};
const struct event_info event_types[] = {
#define X(name, wire, version, kind, to, payload, apply, zh, en) \
    {wire, version, KIND_##kind, to, &payload##_record, apply, zh, en},
    EVENT_TABLE(X)
#undef X
};
const struct sentence refusals[] = {
#define X(name, zh, en) {{zh, sizeof zh - 1}, {en, sizeof en - 1}},
    REFUSAL_TABLE(X)
#undef X
};

void events_add(struct events *out, enum event_type type, int64_t id, const void *payload)
{
    assert(out->count < EVENTS_MAX);
    out->list[out->count++] = (struct event){.type = type, .id = id, .payload = payload};
}

enum refusal command_may(enum command_type type, const void *now, const struct facts *f, const struct env *env)
{
    const struct command_info *c = &command_types[type];
    const struct thing *t = now;
    bool exists = t->head.len > 0;
    if (!(env->actor.roles & c->roles))
        return REFUSED_ROLE;
    if (!reach_lets(f->reach, type, &env->actor))
        return f->reach == REACH_DIRECTORY ? REFUSED_DIRECTORY
               : f->reach == REACH_GENERAL ? REFUSED_GENERAL_RULE
                                           : REFUSED_SCOPE;
    if (exists && c->from == FROM_NEW)
        return REFUSED_EXISTS;
    if (!exists && !(c->from & FROM_NEW))
        return REFUSED_UNKNOWN;
    if (exists && !(c->from & FROM(t->state)))
        return REFUSED_STATE;
    return c->may ? c->may(now, f, env) : REFUSED_NOT;
}

enum refusal command_decide(const struct command *cmd, const void *now, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct command_info *c = &command_types[cmd->type];
    enum refusal no = command_may(cmd->type, now, f, env);
    if (no)
        return no;
    if (c->decide)
        return c->decide(now, cmd, f, env, out);
    events_add(out, c->event, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

bool fields_same(const struct record *record, const void *a, const struct record *of, const void *b,
                 struct arena *arena)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct field *f = &record->fields[i], *g = record_field(of, str_c(f->name));
        if (g && !str_eq(field_wire(arena, f, a), field_wire(arena, g, b)))
            return false;
    }
    return true;
}

/* Fields of the payload that the state has under the same name. */
static void copy_same(struct arena *a, const struct record *from, const void *payload,
                      const struct record *to, void *state)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct field *src = &from->fields[i], *dst = record_field(to, str_c(src->name));
        if (!dst || dst->type != src->type || src->flags & FIELD_SECRET)
            continue;
        if (src->type == FIELD_IDS)
            *field_ids(dst, state) = *field_ids(src, payload);
        else if (field_is_text(src))
            *field_str(dst, state) = *field_str(src, payload);
        else
            *field_int(dst, state) = *field_int(src, payload);
    }
    (void)a;
}

void event_apply(struct arena *a, void *state, const struct event *e)
{
    const struct event_info *info = &event_types[e->type];
    struct thing *t = state;
    t->id = e->id;
    copy_same(a, info->payload, e->payload, kinds[info->kind].record, state);
    if (info->apply)
        info->apply(a, state, e);
    if (info->to != TO_SAME)
        t->state = info->to;
    erase_note(a, state, e);
}

bool actor_stood_in(const struct actor *a, int64_t unit, int64_t since_us)
{
    if (!unit)
        return false;
    return ids_has(a->units, unit) || (a->moved_us > since_us && ids_has(a->former_units, unit));
}

const char *role_used(enum command_type type, const struct actor *actor)
{
    int64_t both = command_types[type].roles & actor->roles;
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (both >> i & 1)
            return role_choices[i].name;
    return "";
}

bool command_find(struct str wire, enum command_type *type)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (!str_is(wire, command_types[i].wire))
            continue;
        *type = (enum command_type)i;
        return true;
    }
    return false;
}

/* Asked once for each entry of a log that is read through, so its rows are found by a hash of their names. */
enum { EVENT_PLACES = 1024 };
_Static_assert(EVENT_COUNT * 2 <= EVENT_PLACES, "at least half of the places stay free");

static size_t event_place(struct str wire)
{
    uint32_t h = 2166136261; /* FNV-1a, 32 bits */
    for (size_t i = 0; i < wire.len; i++)
        h = (h ^ (unsigned char)wire.ptr[i]) * 16777619;
    return (h ^ h >> 16) % EVENT_PLACES;
}

bool event_find(struct str wire, int64_t version, enum event_type *type)
{
    static uint16_t places[EVENT_PLACES]; /* 1 + the row, 0 for a free one; filled when first asked */
    static bool filled;
    for (int i = 0; i < EVENT_COUNT && !filled; i++) {
        size_t at = event_place(str_c(event_types[i].wire));
        while (places[at])
            at = (at + 1) % EVENT_PLACES;
        places[at] = (uint16_t)(i + 1);
    }
    filled = true;
    for (size_t at = event_place(wire); places[at]; at = (at + 1) % EVENT_PLACES) {
        const struct event_info *info = &event_types[places[at] - 1];
        if (info->version != version || !str_is(wire, info->wire))
            continue;
        *type = (enum event_type)(places[at] - 1);
        return true;
    }
    return false;
}

bool kind_find(struct str wire, enum kind *kind)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        if (!str_is(wire, kinds[i].name))
            continue;
        *kind = (enum kind)i;
        return true;
    }
    return false;
}
