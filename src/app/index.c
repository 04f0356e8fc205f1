/* index.c: open addressing, at most half full. See index.h. */
#include "app/index.h"

#include "base/hash.h"

#include <string.h>

struct index_slot {
    struct str key; /* ptr NULL: free */
    uint64_t hash;
    int64_t value;
};
enum { FIRST_SLOTS = 64 };

struct index index_new(struct arena *a)
{
    struct index x = {.arena = a, .cap = FIRST_SLOTS};
    random_bytes(&x.seed, sizeof x.seed);
    x.slots = arena_alloc(a, x.cap * sizeof *x.slots);
    return x;
}

/* FNV-1a from a secret start; the last mixing spreads it over the low bits. */
static uint64_t hash(uint64_t h, struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211ULL;
    return h ^ h >> 32;
}

static struct index_slot *slot(const struct index *x, struct str key, uint64_t h)
{
    size_t at = h & (x->cap - 1);
    while (x->slots[at].key.ptr && (x->slots[at].hash != h || !str_eq(x->slots[at].key, key)))
        at = (at + 1) & (x->cap - 1);
    return &x->slots[at];
}

static void grow(struct index *x)
{
    struct index_slot *old = x->slots;
    size_t n = x->cap;
    x->cap *= 2;
    x->slots = arena_alloc(x->arena, x->cap * sizeof *x->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].key.ptr)
            *slot(x, old[i].key, old[i].hash) = old[i];
}

void index_put(struct index *x, struct str key, int64_t value)
{
    uint64_t h = hash(x->seed, key);
    struct index_slot *s = slot(x, key, h);
    if (!s->key.ptr) {
        if (++x->count * 2 > x->cap) {
            grow(x);
            s = slot(x, key, h);
        }
        *s = (struct index_slot){str_copy(x->arena, key), h, value};
    }
    s->value = value;
}

int64_t index_find(const struct index *x, struct str key)
{
    const struct index_slot *s = slot(x, key, hash(x->seed, key));
    return s->key.ptr ? s->value : INDEX_ABSENT;
}

static struct str id_key(const int64_t *id) { return (struct str){(const char *)id, sizeof *id}; }
void index_put_id(struct index *x, int64_t id, int64_t value) { index_put(x, id_key(&id), value); }
int64_t index_find_id(const struct index *x, int64_t id) { return index_find(x, id_key(&id)); }
