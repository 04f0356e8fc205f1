/* table.c: see table.h. The SQL is made once, from the table of fields, and holds no value. */
#include "view/table.h"

#include "base/hash.h"
#include "view/plan_sql.h"
#include "view/words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { SQL_MAX = 16 * 1024,
       ALIASES_MAX = 4 };
enum statement { STATEMENT_CREATE,
                 STATEMENT_DROP,
                 STATEMENT_LOAD,
                 STATEMENT_EACH,
                 STATEMENT_SAVE,
                 STATEMENT_COUNT };
static const char *made[KIND_COUNT][STATEMENT_COUNT]; /* made on first use, kept for ever */

/* Queries of lists and facts lean on these; the fields' own indexes come from FIELD_INDEX. */
static const char *const indexes[] = {
    "CREATE INDEX measure_in_order ON measure (inspection, ordinal, problem, lead_unit)", /* the last two: what a search asks */
    "CREATE INDEX measure_by_due ON measure (inspection, state, due_day, ordinal)",
    "CREATE INDEX measure_by_number ON measure (problem, number, state)",
    /* all that figures and the sums of the overview ask, so that they need not read 100,000 long rows */
    "CREATE INDEX measure_to_sum ON measure (inspection, aspect, lead_unit, state, due_day, start_day, percent, type, last_period, signed_us, closed_us, routine_us, reopened_us, extension_decided_us)",
    /* what is rare: a measure that is not so costs the index nothing, and queries say the condition in these words */
    "CREATE INDEX measure_incomplete ON measure (inspection, state) WHERE " PLAN_INCOMPLETE_OF(""),
    "CREATE INDEX measure_asking ON measure (inspection, state) WHERE ask > 0",
    "CREATE INDEX measure_extended ON measure (inspection, state) WHERE extensions > 0",
    "CREATE INDEX measure_returned ON measure (inspection, state) WHERE returns > 0",
    "CREATE INDEX measure_handed_over ON measure (inspection, state) WHERE handovers > 0",
    "CREATE INDEX measure_reopened ON measure (inspection, state) WHERE round > 1",
    "CREATE INDEX measure_voiding ON measure (inspection, state) WHERE void_document <> ''",
    "CREATE INDEX problem_in_order ON problem (inspection, number, state, plan, first_person, reopens, repeated, category)",
    "CREATE INDEX aspect_in_order ON aspect (inspection, number)",
    "CREATE INDEX manifestation_in_order ON manifestation (problem, number)",
    "CREATE INDEX report_in_order ON report (measure, period, unit, inspection)",
    "CREATE INDEX report_by_inspection ON report (inspection, period, id, late, measure)", /* in the order of the register */
    "CREATE INDEX report_in_time ON report (inspection, seq)",
    "CREATE INDEX report_by_unit ON report (unit, inspection)", /* these two: who is shown only what is theirs */
    "CREATE INDEX report_by_person ON report (person, inspection)",
    "CREATE INDEX evidence_by_inspection ON evidence (inspection, state)",
    "CREATE INDEX link_to ON link (target, field, owner)",
};
static const char link_drop[] = "DROP TABLE IF EXISTS link";
static const char shape_drop[] = "DROP TABLE IF EXISTS shape";
static const char shape_write[] = "INSERT INTO shape (id) VALUES (?1)";
static const char shape_read[] = "SELECT id FROM shape";
static const char link_clear[] = "DELETE FROM link WHERE owner = ?1 AND field = ?2";
static const char link_add[] = "INSERT INTO link (owner, field, place, target) VALUES (?1, ?2, ?3, ?4)";
static const char link_list[] = "SELECT owner, place, target FROM link WHERE field = ?1 ORDER BY owner, place";
static const char secret_write[] = "INSERT INTO secret (subject, name, value) VALUES (?1, ?2, ?3)"
                                   " ON CONFLICT (subject, name) DO UPDATE SET value = excluded.value";
static const char secret_read[] = "SELECT value FROM secret WHERE subject = ?1 AND name = ?2";

static bool is_text(const struct field *f) { return field_is_text(f) || f->type == FIELD_IDS; }

/* Statements are asked for by address for the life of the program, so they lie in an arena that is never reset. */
static const char *keep(struct buf *b)
{
    static struct arena kept;
    assert(!b->failed);
    return str_z(&kept, buf_view(b));
}

static void put_names(struct buf *b, const struct record *r, const char *prefix)
{
    for (size_t i = 0; i < r->count; i++)
        buf_f(b, "%s%s%s", i ? ", " : "", prefix, r->fields[i].name);
}

static void put_create(struct buf *b, const struct record *r, struct db *db)
{
    buf_f(b, "CREATE TABLE %s (", r->name);
    for (size_t i = 0; i < r->count; i++)
        buf_f(b, "%s%s %s%s", i ? ", " : "", r->fields[i].name, is_text(&r->fields[i]) ? "TEXT" : db_int_type(db),
              i ? " NOT NULL" : " PRIMARY KEY");
    buf_c(b, ")");
}

static void put_save(struct buf *b, const struct record *r)
{
    buf_f(b, "INSERT INTO %s (", r->name);
    put_names(b, r, "");
    buf_c(b, ") VALUES (");
    for (size_t i = 0; i < r->count; i++)
        buf_f(b, "%s?%zu", i ? ", " : "", i + 1);
    buf_f(b, ") ON CONFLICT (%s) DO UPDATE SET ", r->fields[0].name);
    for (size_t i = 1; i < r->count; i++)
        buf_f(b, "%s%s = excluded.%s", i > 1 ? ", " : "", r->fields[i].name, r->fields[i].name);
}

static const char *text(struct db *db, enum kind kind, enum statement which)
{
    const struct record *r = kinds[kind].record;
    if (which != STATEMENT_CREATE && made[kind][which])
        return made[kind][which];
    struct arena a = {0};
    struct buf b = buf_new(&a, SQL_MAX);
    switch (which) {
    case STATEMENT_CREATE: put_create(&b, r, db); break;
    case STATEMENT_DROP: buf_f(&b, "DROP TABLE IF EXISTS %s", r->name); break;
    case STATEMENT_SAVE: put_save(&b, r); break;
    case STATEMENT_LOAD:
    case STATEMENT_EACH:
        buf_c(&b, "SELECT ");
        put_names(&b, r, "");
        buf_f(&b, " FROM %s %s", r->name, which == STATEMENT_LOAD ? "WHERE id = ?1" : "ORDER BY id");
        break;
    case STATEMENT_COUNT: break;
    }
    made[kind][which] = keep(&b); /* CREATE is made each time: its column types differ between databases */
    arena_reset(&a);
    return made[kind][which];
}

const char *table_columns(enum kind kind, const char *alias)
{
    static struct {
        const char *alias, *text;
    } kept[KIND_COUNT][ALIASES_MAX];
    for (size_t i = 0; i < ALIASES_MAX; i++) {
        if (kept[kind][i].text && strcmp(kept[kind][i].alias, alias))
            continue;
        if (!kept[kind][i].text) {
            struct arena a = {0};
            struct buf b = buf_new(&a, SQL_MAX);
            put_names(&b, kinds[kind].record, str_z(&a, str_f(&a, "%s.", alias)));
            kept[kind][i].alias = alias;
            kept[kind][i].text = keep(&b);
            arena_reset(&a);
        }
        return kept[kind][i].text;
    }
    assert(false); /* more aliases than ALIASES_MAX */
    return "";
}

static enum err index_kind(struct db *db, enum kind kind)
{
    const struct record *r = kinds[kind].record;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < r->count && !e; i++) {
        bool stateless = r->fields[i].choices == no_states; /* one value in millions of rows finds nothing */
        if (!(r->fields[i].flags & FIELD_INDEX) || stateless)
            continue;
        struct arena a = {0};
        e = db_script(db, str_z(&a, str_f(&a, "CREATE INDEX %s_%s ON %s (%s)", r->name, r->fields[i].name, r->name, r->fields[i].name)));
        arena_reset(&a);
    }
    return e;
}

/* What every table looks like, in one hash. Choices are part of it: rows hold their places. */
static struct str shape(struct arena *a)
{
    struct hasher *h = hasher_new();
    hasher_add(h, STR("no index of no states\n"));
    for (int k = 0; k < KIND_COUNT; k++) {
        const struct record *r = kinds[k].record;
        hasher_add(h, str_f(a, "table %s %zu\n", r->name, r->count));
        for (size_t i = 0; i < r->count; i++) {
            const struct field *f = &r->fields[i];
            hasher_add(h, str_f(a, "%s %d %u\n", f->name, (int)f->type, f->flags & (FIELD_LINK | FIELD_INDEX)));
            for (const struct choice *c = f->choices; c && c->name; c++)
                hasher_add(h, str_f(a, "choice %s\n", c->name));
        }
    }
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        hasher_add(h, str_c(indexes[i]));
    hasher_add(h, str_c(words_shape));
    struct hash hash = hasher_end(h);
    return hash_text(a, &hash);
}

static enum err put_shape(struct db *db, struct arena *a)
{
    struct stmt *s;
    enum err e = db_script(db, "CREATE TABLE shape (id TEXT NOT NULL)");
    if (!e)
        e = db_stmt(db, shape_write, &s);
    if (e)
        return e;
    stmt_str(s, 1, shape(a));
    return stmt_run(s);
}

bool table_shape_fits(struct db *db)
{
    struct arena a = {0};
    struct stmt *s;
    bool row = false, fits = false;
    if (!db_stmt(db, shape_read, &s)) { /* a database without the table is of an older program */
        if (!stmt_step(s, &row) && row)
            fits = str_eq(stmt_get_str(s, 0), shape(&a));
        stmt_done(s);
    }
    arena_reset(&a);
    return fits;
}

enum err table_create_all(struct db *db)
{
    struct arena a = {0};
    enum err e = ERR_NONE;
    for (int k = 0; k < KIND_COUNT && !e; k++) {
        e = db_script(db, text(db, (enum kind)k, STATEMENT_CREATE));
        if (!e)
            e = index_kind(db, (enum kind)k);
    }
    if (!e)
        e = db_script(db, str_z(&a, str_f(&a, "CREATE TABLE link (owner %s NOT NULL, field TEXT NOT NULL, place %s NOT NULL, target %s NOT NULL, PRIMARY KEY (owner, field, place))", db_int_type(db), db_int_type(db), db_int_type(db))));
    if (!e)
        e = words_create(db);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes && !e; i++)
        e = db_script(db, indexes[i]);
    if (!e)
        e = put_shape(db, &a);
    arena_reset(&a);
    return e;
}

enum err table_drop_all(struct db *db)
{
    enum err e = db_script(db, link_drop);
    if (!e)
        e = db_script(db, words_drop);
    if (!e)
        e = db_script(db, shape_drop);
    for (int k = 0; k < KIND_COUNT && !e; k++)
        e = db_script(db, text(db, (enum kind)k, STATEMENT_DROP));
    return e;
}

/* ---- rows ------------------------------------------------------------------------------------- */

enum err table_read_row(struct arena *a, enum kind kind, struct stmt *s, int first, void *state)
{
    const struct record *r = kinds[kind].record;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->type == FIELD_IDS) {
            if (!ids_read(a, stmt_get_str(s, first + (int)i), field_ids(f, state)))
                return ERR_CORRUPT;
        } else if (field_is_text(f)) {
            *field_str(f, state) = str_copy(a, stmt_get_str(s, first + (int)i));
        } else {
            *field_int(f, state) = stmt_get_int(s, first + (int)i);
        }
    }
    return ERR_NONE;
}

enum err table_load(struct db *db, struct arena *a, enum kind kind, int64_t id, void *state)
{
    struct stmt *s;
    bool row = false;
    memset(state, 0, kinds[kind].record->size);
    enum err e = db_stmt(db, text(db, kind, STATEMENT_LOAD), &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    e = stmt_step(s, &row);
    if (!e && row)
        e = table_read_row(a, kind, s, 0, state);
    stmt_done(s);
    return e;
}

static enum err clear_links(struct db *db, int64_t owner, const struct field *f)
{
    struct stmt *s;
    enum err e = db_stmt(db, link_clear, &s);
    if (e)
        return e;
    stmt_int(s, 1, owner);
    stmt_str(s, 2, str_c(f->name));
    return stmt_run(s);
}

static enum err add_links(struct db *db, int64_t owner, const struct field *f, struct ids ids)
{
    struct stmt *s;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < ids.count && !e; i++) {
        e = db_stmt(db, link_add, &s);
        if (e)
            return e;
        stmt_int(s, 1, owner);
        stmt_str(s, 2, str_c(f->name));
        stmt_int(s, 3, (int64_t)i);
        stmt_int(s, 4, ids.list[i]);
        e = stmt_run(s);
    }
    return e;
}

static bool same_ids(struct ids a, struct ids b)
{
    return a.count == b.count && (a.count == 0 || memcmp(a.list, b.list, a.count * sizeof *a.list) == 0);
}

enum err table_save(struct db *db, struct arena *a, enum kind kind, const void *before, const void *state)
{
    const struct record *r = kinds[kind].record;
    const struct thing *t = state, *b = before;
    struct stmt *s;
    enum err e = db_stmt(db, text(db, kind, STATEMENT_SAVE), &s);
    if (e)
        return e;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->type == FIELD_IDS)
            stmt_str(s, (int)i + 1, ids_text(a, *field_ids(f, state)));
        else if (field_is_text(f))
            stmt_str(s, (int)i + 1, *field_str(f, state));
        else
            stmt_int(s, (int)i + 1, *field_int(f, state));
    }
    e = stmt_run(s);
    if (!e && kind == KIND_MEASURE)
        e = words_save(db, a, before, state);
    for (size_t i = 0; i < r->count && !e; i++) {
        const struct field *f = &r->fields[i];
        if (!(f->flags & FIELD_LINK))
            continue;
        struct ids old = b && b->head.len ? *field_ids(f, before) : (struct ids){NULL, 0};
        if (same_ids(old, *field_ids(f, state)))
            continue;
        e = old.count ? clear_links(db, t->id, f) : ERR_NONE;
        if (!e)
            e = add_links(db, t->id, f, *field_ids(f, state));
    }
    return e;
}

enum err table_each(struct db *db, enum kind kind, state_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, text(db, kind, STATEMENT_EACH), &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        struct arena a = {0};
        void *state = arena_alloc(&a, kinds[kind].record->size);
        e = table_read_row(&a, kind, s, 0, state);
        if (!e)
            e = fn(arg, state);
        arena_reset(&a);
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

/* ---- secrets, digest --------------------------------------------------------------------------- */

enum err secret_create(struct db *db)
{
    struct arena a = {0};
    enum err e = db_script(db, str_z(&a, str_f(&a, "CREATE TABLE secret (subject %s NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (subject, name))", db_int_type(db))));
    arena_reset(&a);
    return e;
}

enum err secret_put(struct db *db, int64_t subject, struct str name, struct str value)
{
    struct stmt *s;
    enum err e = db_stmt(db, secret_write, &s);
    if (e)
        return e;
    stmt_int(s, 1, subject);
    stmt_str(s, 2, name);
    stmt_str(s, 3, value);
    return stmt_run(s);
}

enum err secret_get(struct db *db, struct arena *a, int64_t subject, struct str name, struct str *value)
{
    struct stmt *s;
    bool row = false;
    *value = STR("");
    enum err e = db_stmt(db, secret_read, &s);
    if (e)
        return e;
    stmt_int(s, 1, subject);
    stmt_str(s, 2, name);
    e = stmt_step(s, &row);
    if (!e && row)
        *value = str_copy(a, stmt_get_str(s, 0));
    stmt_done(s);
    return e;
}

struct digest {
    struct hasher *hasher;
    const struct record *record;
    int64_t rows;
};

static enum err digest_row(void *arg, const void *state)
{
    struct digest *d = arg;
    struct arena a = {0};
    struct buf b = buf_new(&a, 1 << 20);
    record_to_json(d->record, state, 0, &b);
    buf_c(&b, "\n");
    hasher_add(d->hasher, buf_view(&b));
    d->rows++;
    arena_reset(&a);
    return b.failed ? ERR_LIMIT : ERR_NONE;
}

static enum err digest_links(struct db *db, const struct field *f, struct hasher *hasher)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, link_list, &s);
    if (e)
        return e;
    stmt_str(s, 1, str_c(f->name));
    while (!(e = stmt_step(s, &row)) && row) {
        char line[80];
        int n = snprintf(line, sizeof line, "%lld %lld %lld\n", (long long)stmt_get_int(s, 0),
                         (long long)stmt_get_int(s, 1), (long long)stmt_get_int(s, 2));
        hasher_add(hasher, (struct str){line, (size_t)n});
    }
    stmt_done(s);
    return e;
}

enum err table_digest(struct db *db, enum kind kind, struct hash *out, int64_t *rows)
{
    struct digest d = {hasher_new(), kinds[kind].record, 0};
    enum err e = table_each(db, kind, digest_row, &d);
    for (size_t i = 0; i < d.record->count && !e; i++)
        if (d.record->fields[i].flags & FIELD_LINK)
            e = digest_links(db, &d.record->fields[i], d.hasher);
    if (!e && kind == KIND_MEASURE)
        e = words_digest(db, d.hasher);
    *out = hasher_end(d.hasher);
    *rows = d.rows;
    return e;
}
