/* changes.c: see changes.h. */
#include "app/changes.h"

#include "log/log.h"
#include "view/changed.h"

enum { ENTRIES_MAX = 2000 }; /* after an import everything is taken as changed */

struct news {
    int64_t from; /* the first that is new */
    struct hash known, last;
    uint64_t kinds;
    bool afresh;
};

static enum err take(void *arg, const struct entry *e)
{
    struct news *r = arg;
    enum event_type type;
    r->last = e->hash;
    if (e->leaf.seq < r->from)
        r->afresh |= !hash_eq(&e->hash, &r->known); /* another log than the one we knew */
    else if (event_find(e->leaf.kind, e->leaf.version, &type))
        r->kinds |= CHANGED_KIND(event_types[type].kind);
    else
        r->afresh = true; /* of a newer program */
    return ERR_NONE;
}

void changes_read(struct db *db, int64_t position)
{
    struct news r = {0};
    r.from = changed_until(db, &r.known);
    if (r.from == position || !position)
        return;
    bool far = !r.from || position < r.from || position - r.from > ENTRIES_MAX;
    if (!log_each(db, far ? position - 1 : r.from - 1, position, take, &r))
        changed_note(db, position, &r.last, r.kinds, far || r.afresh);
}
