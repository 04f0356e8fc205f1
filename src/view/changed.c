/* changed.c: see changed.h. */
#include "view/changed.h"

#include <string.h>

enum { EPOCH_SHIFT = 42 }; /* below it the position, above it how often we began afresh */

static struct {
    const struct db *db;
    int64_t epoch, position;
    struct hash last;
    int64_t at[KIND_COUNT]; /* the position at which a row of the kind was last seen to change */
} memory;

int64_t changed_until(const struct db *db, struct hash *last)
{
    *last = memory.last;
    return memory.db == db ? memory.position : 0;
}

void changed_note(const struct db *db, int64_t position, const struct hash *last, uint64_t touched, bool afresh)
{
    if (afresh || memory.db != db) {
        memory.db = db;
        memory.epoch++;
        touched = ~0ULL;
    }
    for (int k = 0; k < KIND_COUNT; k++)
        if (touched & CHANGED_KIND(k))
            memory.at[k] = position;
    memory.position = position;
    memory.last = *last;
}

int64_t changed_key(const struct db *db, int64_t position, uint64_t asked)
{
    int64_t newest = 0;
    if (!position || memory.db != db || memory.position != position)
        return position;
    for (int k = 0; k < KIND_COUNT; k++)
        if (asked & CHANGED_KIND(k) && memory.at[k] > newest)
            newest = memory.at[k];
    return memory.epoch << EPOCH_SHIFT | newest;
}

/* ---- the tables a text names -------------------------------------------------------------------------- */

static uint64_t kinds_with_links(void)
{
    static uint64_t made;
    if (made)
        return made;
    for (int k = 0; k < KIND_COUNT; k++)
        for (size_t i = 0; i < kinds[k].record->count; i++)
            if (kinds[k].record->fields[i].flags & FIELD_LINK)
                made |= CHANGED_KIND(k);
    return made;
}

static uint64_t kinds_of_word(struct str word)
{
    static size_t lengths[KIND_COUNT];
    uint64_t found = str_is(word, "link") ? kinds_with_links() : 0;
    for (int k = 0; k < KIND_COUNT; k++) {
        const char *name = kinds[k].record->name;
        if (!lengths[k])
            lengths[k] = strlen(name);
        if (lengths[k] == word.len && memcmp(name, word.ptr, word.len) == 0)
            found |= CHANGED_KIND(k);
    }
    return found;
}

static bool of_word(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

uint64_t changed_kinds(struct str sql)
{
    uint64_t found = 0;
    for (size_t i = 0; i < sql.len;) {
        size_t end = i;
        while (end < sql.len && of_word(sql.ptr[end]))
            end++;
        if (end > i)
            found |= kinds_of_word((struct str){sql.ptr + i, end - i});
        i = end > i ? end : i + 1;
    }
    return found;
}
