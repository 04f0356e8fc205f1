/* list_options.c: what the filters of a list offer. See list.h. */
#include "view/changed.h"
#include "view/list.h"

static const char *const option_sql[KIND_COUNT] = {
    [KIND_ASPECT] = "SELECT id, title FROM aspect WHERE inspection = ?1 ORDER BY number",
    [KIND_PROBLEM] = "SELECT id, CASE WHEN code <> '' THEN code ELSE CAST(number AS TEXT) END || ' ' || title FROM problem WHERE inspection = ?1 ORDER BY number",
    [KIND_UNIT] = "SELECT id, CASE WHEN short_name <> '' THEN short_name ELSE name END FROM unit WHERE ?1 > 0 ORDER BY seq",
    [KIND_PERSON] = "SELECT id, name FROM person p WHERE ?1 > 0 AND EXISTS (SELECT 1 FROM link WHERE target = p.id AND field = 'leaders') ORDER BY seq",
};

struct options { /* of one kind, remembered for one inspection until what they are read from changes */
    const struct db *db;
    int64_t inspection, key;
    struct arena arena;
    struct option {
        int64_t id;
        struct str name;
    } list[LIST_OPTIONS_MAX];
    size_t count; /* 0 where there are more than LIST_OPTIONS_MAX */
};

static enum err read_options(struct db *db, enum kind kind, int64_t inspection, struct options *o)
{
    struct stmt *s;
    bool row = false;
    size_t n = 0;
    arena_reset(&o->arena);
    o->key = 0;
    o->count = 0;
    enum err e = db_stmt(db, option_sql[kind], &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (n <= LIST_OPTIONS_MAX && !(e = stmt_step(s, &row)) && row) {
        if (n < LIST_OPTIONS_MAX)
            o->list[n] = (struct option){stmt_get_int(s, 0), str_copy(&o->arena, stmt_get_str(s, 1))};
        n++;
    }
    stmt_done(s);
    o->count = n > LIST_OPTIONS_MAX ? 0 : n;
    return e;
}

/* The chosen one alone, where there are too many to offer. */
static enum err chosen_option(struct db *db, enum kind kind, int64_t inspection, int64_t chosen,
                              list_option_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, option_sql[kind], &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (stmt_get_int(s, 0) != chosen)
            continue;
        e = fn(arg, chosen, stmt_get_str(s, 1));
        break;
    }
    stmt_done(s);
    return e;
}

enum err list_options(struct db *db, const struct list_filter *f, int64_t inspection, int64_t position,
                      int64_t chosen, list_option_fn *fn, void *arg)
{
    static struct options kept[KIND_COUNT];
    struct options *o = &kept[f->kind];
    enum err e = ERR_NONE;
    if (f->choices || !option_sql[f->kind])
        return ERR_NONE;
    int64_t key = changed_key(db, position, changed_kinds(str_c(option_sql[f->kind])));
    if (!key || o->db != db || o->key != key || o->inspection != inspection) {
        e = read_options(db, (enum kind)f->kind, inspection, o);
        o->db = db;
        o->key = e ? 0 : key;
        o->inspection = inspection;
    }
    for (size_t i = 0; i < o->count && !e; i++)
        e = fn(arg, o->list[i].id, o->list[i].name);
    return !e && !o->count && chosen ? chosen_option(db, (enum kind)f->kind, inspection, chosen, fn, arg) : e;
}
