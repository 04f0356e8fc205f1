/* value.c: see value.h. */
#include "web/value.h"

#include <assert.h>
#include <string.h>

uint32_t value_hash(struct str name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.ptr[i]) * 16777619u;
    return h;
}

struct value *value_map(struct arena *a)
{
    struct value *v = arena_alloc(a, sizeof *v);
    *v = (struct value){.kind = VALUE_MAP, .arena = a};
    return v;
}

/* A place for one more; the fields are stored one by one: a whole struct built elsewhere and copied here costs more
 * than all the rest. */
static struct value_item *add_item(struct value *to, enum value_kind kind)
{
    if (to->count == to->cap) {
        uint32_t cap = to->cap ? to->cap * 2 : to->like ? to->like->count
                                                        : 16;
        struct value_item **items = arena_alloc(to->arena, cap * sizeof *items);
        if (to->count)
            memcpy(items, to->items, to->count * sizeof *items);
        to->items = items;
        to->cap = cap;
    }
    struct value_item *item = arena_alloc(to->arena, sizeof *item);
    item->value.kind = kind;
    item->value.arena = to->arena;
    return to->items[to->count++] = item;
}

static struct value *set(struct value *map, const char *name, enum value_kind kind)
{
    assert(map->kind == VALUE_MAP && name);
    if (map->like && map->count < map->like->count && map->like->items[map->count]->name == name) {
        const struct value_item *above = map->like->items[map->count]; /* no measuring, hashing or looking for it */
        struct value_item *item = add_item(map, kind);
        item->name = name;
        item->hash = above->hash;
        item->len = above->len;
        return &item->value;
    }
    map->like = NULL;
    struct str named = str_c(name);
    uint32_t hash = value_hash(named);
    struct value *old = (struct value *)(uintptr_t)value_find(map, named, hash);
    if (old) {
        *old = (struct value){.kind = kind, .arena = map->arena};
        return old;
    }
    struct value_item *item = add_item(map, kind);
    item->name = name;
    item->hash = hash;
    item->len = (uint32_t)named.len;
    return &item->value;
}

void value_text(struct value *map, const char *name, struct str text)
{
    set(map, name, VALUE_TEXT)->text = text;
}

void value_c(struct value *map, const char *name, const char *text) { value_text(map, name, str_c(text)); }

void value_sentence(struct value *map, const char *name, struct sentence s)
{
    struct sentence *copy = arena_alloc(map->arena, sizeof *copy);
    *copy = s;
    set(map, name, VALUE_SENTENCE)->sentence = copy;
}

void value_int(struct value *map, const char *name, int64_t n) { set(map, name, VALUE_INT)->number = n; }
void value_bool(struct value *map, const char *name, bool yes) { set(map, name, VALUE_BOOL)->number = yes; }
struct value *value_sub(struct value *map, const char *name) { return set(map, name, VALUE_MAP); }
struct value *value_rows(struct value *map, const char *name) { return set(map, name, VALUE_LIST); }

void value_list(struct value *map, const char *name, const struct value *list)
{
    assert(list->kind == VALUE_LIST);
    *set(map, name, VALUE_LIST) = *list;
}

struct value *value_row(struct value *list)
{
    assert(list->kind == VALUE_LIST);
    const struct value *last = list->count ? &list->items[list->count - 1]->value : NULL;
    struct value *row = &add_item(list, VALUE_MAP)->value;
    row->like = last && last->kind == VALUE_MAP && last->count ? last : NULL;
    return row;
}

void value_item(struct value *list, struct str text)
{
    assert(list->kind == VALUE_LIST);
    add_item(list, VALUE_TEXT)->value.text = text;
}

const struct value *value_find(const struct value *map, struct str name, uint32_t hash)
{
    if (map->kind != VALUE_MAP)
        return NULL;
    for (uint32_t i = map->count; i-- > 0;) {
        const struct value_item *item = map->items[i];
        if (item->hash == hash && item->len == name.len && memcmp(item->name, name.ptr, name.len) == 0)
            return &item->value;
    }
    return NULL;
}

bool value_true(const struct value *v)
{
    switch (v->kind) {
    case VALUE_TEXT: return v->text.len > 0;
    case VALUE_SENTENCE: return v->sentence->zh.len > 0 || v->sentence->en.len > 0;
    case VALUE_INT:
    case VALUE_BOOL: return v->number != 0;
    case VALUE_MAP:
    case VALUE_LIST: return v->count > 0;
    }
    return false;
}
