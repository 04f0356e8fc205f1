/* draw.c: see draw.h. */
#include "domain/draw.h"

#include <stdlib.h>
#include <string.h>

struct ranked {
    struct hash rank;
    struct draw_item item;
    bool taken;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int order = memcmp(x->rank.bytes, y->rank.bytes, HASH_BYTES);
    return order ? order : (x->item.id > y->item.id) - (x->item.id < y->item.id);
}

static int by_unit(const void *a, const void *b)
{
    const struct ranked *x = *(struct ranked *const *)a, *y = *(struct ranked *const *)b;
    if (x->item.unit != y->item.unit)
        return x->item.unit < y->item.unit ? -1 : 1;
    return by_rank(x, y);
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct hash rank_of(struct str seed, int64_t id)
{
    char letters[ID_CHARS];
    id_write(id, letters);
    const struct str parts[] = {seed, STR("\n"), {letters, ID_CHARS}};
    return hash_parts(parts, sizeof parts / sizeof *parts);
}

struct str draw_rank(struct arena *a, struct str seed, int64_t id)
{
    struct hash h = rank_of(seed, id);
    return hash_text(a, &h);
}

int64_t draw_size(const struct draw_rule *rule, size_t count)
{
    int64_t all = (int64_t)count, want = rule->take;
    if (rule->by == DRAW_BY_PERCENT)
        want = (all * rule->take + 99) / 100;
    return want < all ? want : all;
}

/* Marks the first PER_UNIT of each unit and returns how many they are. */
static size_t take_of_units(struct arena *a, struct ranked *all, size_t count, int64_t per_unit)
{
    struct ranked **units = arena_alloc(a, (count + 1) * sizeof(struct ranked *));
    size_t taken = 0;
    int64_t place = 0;
    for (size_t i = 0; i < count; i++)
        units[i] = &all[i];
    qsort(units, count, sizeof(struct ranked *), by_unit);
    for (size_t i = 0; i < count; i++) {
        place = i && units[i]->item.unit == units[i - 1]->item.unit ? place + 1 : 0;
        units[i]->taken = place < per_unit;
        taken += units[i]->taken;
    }
    return taken;
}

struct ids draw_pick(struct arena *a, const struct draw_rule *rule, const struct draw_item *items, size_t count)
{
    struct ranked *all = arena_alloc(a, (count + 1) * sizeof *all);
    int64_t *list = arena_alloc(a, (count + 1) * sizeof *list);
    size_t want = (size_t)draw_size(rule, count), taken, n = 0;
    for (size_t i = 0; i < count; i++)
        all[i] = (struct ranked){rank_of(rule->seed, items[i].id), items[i], false};
    qsort(all, count, sizeof *all, by_rank);
    taken = take_of_units(a, all, count, rule->per_unit);
    for (size_t i = 0; i < count && taken < want; i++) {
        taken += !all[i].taken;
        all[i].taken = true;
    }
    for (size_t i = 0; i < count; i++)
        if (all[i].taken)
            list[n++] = all[i].item.id;
    return (struct ids){list, n};
}

struct str draw_population_hash(struct arena *a, const struct draw_item *items, size_t count)
{
    int64_t *ids = arena_alloc(a, (count + 1) * sizeof *ids);
    struct hasher *h = hasher_new();
    for (size_t i = 0; i < count; i++)
        ids[i] = items[i].id;
    qsort(ids, count, sizeof *ids, by_id);
    for (size_t i = 0; i < count; i++) {
        char line[ID_CHARS + 1];
        id_write(ids[i], line);
        line[ID_CHARS] = '\n';
        hasher_add(h, (struct str){line, sizeof line});
    }
    struct hash all = hasher_end(h);
    return hash_text(a, &all);
}
