/* index.h: from a text (or a subject id) to a number, in memory. For lists that are built while a file is read; what is
 * kept belongs in the database. Nothing is ever taken out. */
#ifndef APP_INDEX_H
#define APP_INDEX_H

#include "base/base.h"

struct index {
    struct arena *arena;
    struct index_slot *slots;
    size_t cap, count;
    uint64_t seed; /* drawn at random: a file cannot be made to collide on purpose */
};
enum { INDEX_ABSENT = -1 };

struct index index_new(struct arena *a);
void index_put(struct index *x, struct str key, int64_t value); /* the last one put counts; KEY is copied */
int64_t index_find(const struct index *x, struct str key);      /* INDEX_ABSENT when it is not there */
void index_put_id(struct index *x, int64_t id, int64_t value);
int64_t index_find_id(const struct index *x, int64_t id);

#endif
