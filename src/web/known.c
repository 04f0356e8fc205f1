/* known.c: see known.h. Both memories are direct-mapped tables: what falls on a taken place replaces it. */
#include "web/known.h"

#include "view/table.h"

#include <assert.h>

enum { KNOWN_SLOTS = 2048,
       SEAT_SLOTS = 256,
       KNOWN_BYTES_MAX = 4 * 1024 * 1024 };

static struct {
    const struct db *db;
    int64_t position;
    struct arena arena;
    struct known {
        enum kind kind;
        int64_t id; /* 0: a free place */
        const void *state;
    } slots[KNOWN_SLOTS];
} memory;

static void forget(struct visit *v)
{
    arena_reset(&memory.arena);
    for (size_t i = 0; i < KNOWN_SLOTS; i++)
        memory.slots[i].id = 0;
    memory.db = v->site->app.db;
    memory.position = v->position;
}

const void *known(struct visit *v, enum kind kind, int64_t id)
{
    assert(kind == KIND_UNIT || kind == KIND_PERSON || kind == KIND_INSPECTION);
    if (memory.position != v->position || memory.db != v->site->app.db)
        forget(v);
    struct known *k = &memory.slots[((uint64_t)id * 0x9E3779B97F4A7C15u >> 40) % KNOWN_SLOTS];
    if (id && k->id == id && k->kind == kind)
        return k->state;
    /* Full: for the rest of this position what is new is the request's own. */
    bool room = memory.arena.used < KNOWN_BYTES_MAX;
    struct arena *a = room ? &memory.arena : v->arena;
    void *state = arena_alloc(a, kinds[kind].record->size);
    if (id && table_load(v->site->app.db, a, kind, id, state))
        return NULL;
    if (room)
        *k = (struct known){kind, id, state};
    return state;
}

static enum err seat_load(struct visit *v, int64_t id, struct seat *s)
{
    struct db *db = v->site->app.db;
    struct ctx ctx = {.arena = &s->arena, .app = &v->site->app};
    enum err e = table_load(db, &s->arena, KIND_SESSION, id, &s->session);
    if (!e)
        e = secret_get(db, &s->arena, id, STR("key"), &s->key);
    if (e || s->session.state != SESSION_ACTIVE)
        return e;
    ctx.person = s->session.person;
    e = table_load(db, &s->arena, KIND_PERSON, ctx.person, &s->person);
    if (!e)
        e = ctx_actor(&ctx);
    s->actor = ctx.env.actor;
    return e;
}

enum err seat_find(struct visit *v, int64_t id, const struct seat **out)
{
    static struct seat seats[SEAT_SLOTS];
    static const struct db *of; /* another database, another memory: tests open many */
    struct seat *s = &seats[(uint64_t)id % SEAT_SLOTS];
    if (of != v->site->app.db)
        for (size_t i = 0; i < SEAT_SLOTS; i++)
            seats[i].position = -1;
    of = v->site->app.db;
    if (s->id != id || s->position != v->position) {
        struct arena arena = s->arena;
        arena_reset(&arena);
        *s = (struct seat){.id = id, .position = -1, .arena = arena};
        enum err e = seat_load(v, id, s);
        if (e)
            return e;
        s->position = v->position;
    }
    *out = s;
    return ERR_NONE;
}
