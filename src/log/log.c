/* log.c: see log.h. The tables are sql/0001-log.sql, the bytes docs/log-format.md. */
#include "log/leaf.h"
#include "log/tree.h"
#include "base/asset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_ENTRIES = 512,
       PAGE_BYTES = 4 * 1024 * 1024,
       SCRIPT_MAX = 64 * 1024 };

static const char sql_newest[] = "SELECT seq, at_us FROM log ORDER BY seq DESC LIMIT 1";                      /* READ */
static const char sql_hashes[] = "SELECT seq, hash FROM log WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";       /* READ */
static const char sql_nodes[] = "SELECT idx, hash FROM log_tree WHERE level = ?3 AND idx >= ?1 AND idx < ?2 " /* READ */
                                "ORDER BY idx";
static const char sql_add[] = "INSERT INTO log (seq, leaf, hash, subject, command, part, at_us, salt, body) " /* WRITE */
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
static const char sql_add_node[] = "INSERT INTO log_tree (level, idx, hash) VALUES (?1, ?2, ?3)";  /* WRITE */
static const char sql_command[] = "SELECT seq, subject FROM log WHERE command = ?1 ORDER BY part"; /* READ */
#define COLUMNS "SELECT seq, leaf, hash, subject, command, part, at_us, salt, body, erased_by FROM log "
static const char sql_range[] = COLUMNS "WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";                        /* READ */
static const char sql_subject[] = COLUMNS "WHERE seq >= ?1 AND subject = ?2 ORDER BY seq LIMIT 512";        /* READ */
static const char sql_last_of[] = "SELECT seq, hash FROM log WHERE subject = ?1 ORDER BY seq DESC LIMIT 1"; /* READ */
static const char sql_erase[] = "UPDATE log SET salt = NULL, body = NULL, erased_by = ?2 WHERE seq = ?1";   /* WRITE */

struct log {
    struct db *db;
    struct tree_edge edge, committed_edge;
    int64_t last_us, committed_last_us;
    bool lost; /* a rollback could not read the edge again; nothing is appended until one can */
};

/* ---- the tables -------------------------------------------------------------------------- */

static const char *in_words_of(struct arena *a, struct db *db, struct str sql)
{
    struct buf b = buf_new(a, SCRIPT_MAX);
    struct str part;
    while (str_cut(&sql, '{', &part)) {
        if (str_starts(part, STR("int}"))) {
            buf_c(&b, db_int_type(db));
            part = str_sub(part, 4, part.len);
        } else if (str_starts(part, STR("blob}"))) {
            buf_c(&b, db_blob_type(db));
            part = str_sub(part, 5, part.len);
        }
        buf_str(&b, part);
    }
    assert(!b.failed);
    return str_z(a, buf_view(&b));
}

enum err log_create(struct db *db)
{
    struct arena a = {0};
    struct str tables, triggers;
    bool there = asset_find(STR("sql/0001-log.sql"), &tables) &&
                 asset_find(str_f(&a, "sql/0001-log.%s.sql", db_name(db)), &triggers);
    assert(there);
    (void)there;
    enum err e = db_script(db, in_words_of(&a, db, tables));
    if (!e)
        e = db_script(db, str_z(&a, triggers));
    arena_reset(&a);
    return e;
}

/* ---- stored hashes ----------------------------------------------------------------------- */

static enum err read_hashes(void *arg, int level, int64_t from, int64_t count, struct hash *out)
{
    struct stmt *s;
    int64_t got = 0;
    bool row = false;
    enum err e = db_stmt(arg, level ? sql_nodes : sql_hashes, &s);
    if (e)
        return e;
    stmt_int(s, 1, from);
    stmt_int(s, 2, from + count);
    if (level)
        stmt_int(s, 3, level);
    while (!(e = stmt_step(s, &row)) && row) {
        struct str hash = stmt_get_blob(s, 1);
        if (got == count || stmt_get_int(s, 0) != from + got || hash.len != HASH_BYTES) {
            e = ERR_CORRUPT;
            break;
        }
        memcpy(out[got++].bytes, hash.ptr, HASH_BYTES);
    }
    stmt_done(s);
    return e ? e : got == count ? ERR_NONE
                                : ERR_CORRUPT;
}

struct tree_source log_tree_source(struct db *db)
{
    return (struct tree_source){read_hashes, db};
}

/* ---- opening ----------------------------------------------------------------------------- */

static enum err newest(struct db *db, int64_t *size, int64_t *at_us)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_newest, &s);
    if (e)
        return e;
    e = stmt_step(s, &row);
    if (!e) {
        *size = row ? stmt_get_int(s, 0) + 1 : 0;
        *at_us = row ? stmt_get_int(s, 1) : 0;
    }
    stmt_done(s);
    return e;
}

enum err log_length(struct db *db, int64_t *size)
{
    int64_t at_us;
    return newest(db, size, &at_us);
}

static enum err read_edge(struct log *l)
{
    struct tree_source src = log_tree_source(l->db);
    int64_t size = 0, at_us = 0;
    struct tree_edge edge;
    enum err e = newest(l->db, &size, &at_us);
    if (!e)
        e = tree_edge_read(&src, size, &edge);
    if (e)
        return e;
    l->edge = edge;
    l->last_us = at_us;
    log_committed(l);
    return ERR_NONE;
}

enum err log_open(struct db *db, struct log **out)
{
    struct log *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->db = db;
    enum err e = read_edge(l);
    if (e)
        free(l);
    else
        *out = l;
    return e;
}

void log_close(struct log *l) { free(l); }
int64_t log_size(const struct log *l) { return l->edge.size; }
int64_t log_last_us(const struct log *l) { return l->last_us; }
struct hash log_root(const struct log *l) { return tree_edge_root(&l->edge); }

void log_committed(struct log *l)
{
    l->committed_edge = l->edge;
    l->committed_last_us = l->last_us;
    l->lost = false;
}

enum err log_rolled_back(struct log *l)
{
    int64_t size = 0, at_us = 0;
    enum err e = newest(l->db, &size, &at_us);
    l->edge = l->committed_edge;
    l->last_us = l->committed_last_us;
    /* A COMMIT whose answer was lost may have happened: then the database knows better than we. */
    if (!e && (size != l->edge.size || at_us != l->last_us))
        e = read_edge(l);
    l->lost = e != ERR_NONE;
    return e;
}

/* ---- appending --------------------------------------------------------------------------- */

static struct str bytes_of(const struct hash *h)
{
    return (struct str){(const char *)h->bytes, HASH_BYTES};
}

static enum err add_node(void *arg, int level, int64_t idx, const struct hash *root)
{
    struct stmt *s;
    enum err e = db_stmt(arg, sql_add_node, &s);
    if (e)
        return e;
    stmt_int(s, 1, level);
    stmt_int(s, 2, idx);
    stmt_blob(s, 3, bytes_of(root));
    return stmt_run(s);
}

static enum err add_row(struct log *l, const struct leaf *leaf, struct str line, const struct hash *hash,
                        struct str salt, struct str body)
{
    struct stmt *s;
    enum err e = db_stmt(l->db, sql_add, &s);
    if (e)
        return e;
    stmt_int(s, 1, leaf->seq);
    stmt_str(s, 2, line);
    stmt_blob(s, 3, bytes_of(hash));
    stmt_int(s, 4, leaf->subject);
    stmt_str(s, 5, leaf->command);
    stmt_int(s, 6, leaf->part);
    stmt_int(s, 7, leaf->at_us);
    stmt_blob(s, 8, salt);
    stmt_blob(s, 9, body);
    return stmt_run(s);
}

static enum err check_input(const struct log *l, const struct leaf *leaf, struct str body)
{
    if (l->lost)
        return ERR_STORE;
    if (body.len > BODY_MAX || leaf->command.len > COMMAND_ID_MAX)
        return ERR_LIMIT;
    if (leaf->at_us < l->last_us || !leaf->kind.len || !leaf->command.len)
        return ERR_INPUT;
    return ERR_NONE;
}

enum err log_append(struct log *l, struct arena *a, struct leaf *leaf, struct str body, struct hash *hash)
{
    struct leaf made = *leaf;
    struct str line, salt = {arena_alloc(a, SALT_BYTES), SALT_BYTES};
    enum err e = check_input(l, leaf, body);
    if (e)
        return e;
    random_bytes((char *)salt.ptr, SALT_BYTES);
    made.seq = l->edge.size;
    made.body = body_commitment(salt, body);
    e = leaf_write(a, &made, &line);
    if (e)
        return e;
    struct hash h = leaf_hash(line);
    e = add_row(l, &made, line, &h, salt, body);
    if (!e)
        e = tree_push(&l->edge, &h, add_node, l->db);
    if (e)
        return e;
    l->last_us = made.at_us;
    leaf->seq = made.seq;
    leaf->body = made.body;
    *hash = h;
    return ERR_NONE;
}

/* ---- reading ----------------------------------------------------------------------------- */

enum err log_command(struct db *db, struct str command, int64_t *seq, int64_t *subject, int64_t *count, bool *found)
{
    struct stmt *s;
    int64_t first[2] = {0}, n = 0;
    bool row = false;
    enum err e = db_stmt(db, sql_command, &s);
    if (e)
        return e;
    stmt_str(s, 1, command);
    while (!(e = stmt_step(s, &row)) && row)
        if (n++ == 0) {
            first[0] = stmt_get_int(s, 0);
            first[1] = stmt_get_int(s, 1);
        }
    stmt_done(s);
    if (e)
        return e;
    *found = n > 0;
    *count = n;
    *seq = first[0];
    *subject = first[1];
    return ERR_NONE;
}

struct page {
    struct arena arena;
    struct log_row *rows; /* PAGE_ENTRIES of them */
    size_t count, bytes;
};

static void take_row(struct page *p, struct stmt *s)
{
    struct arena *a = &p->arena;
    struct log_row *r = &p->rows[p->count++];
    *r = (struct log_row){
        .seq = stmt_get_int(s, 0),
        .line = str_copy(a, stmt_get_str(s, 1)),
        .hash = str_copy(a, stmt_get_blob(s, 2)),
        .subject = stmt_get_int(s, 3),
        .command = str_copy(a, stmt_get_str(s, 4)),
        .part = stmt_get_int(s, 5),
        .at_us = stmt_get_int(s, 6),
        .erased_by = stmt_get_int(s, 9),
    };
    r->has_body = !stmt_is_null(s, 7) && !stmt_is_null(s, 8);
    if (!stmt_is_null(s, 7))
        r->salt = str_copy(a, stmt_get_blob(s, 7));
    if (!stmt_is_null(s, 8))
        r->body = str_copy(a, stmt_get_blob(s, 8));
    p->bytes += r->line.len + r->body.len;
}

/* Reads one page of SQL, whose parameters are the first seq and BOUND. */
static enum err read_page(struct db *db, const char *sql, int64_t from, int64_t bound, struct page *p)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, from);
    stmt_int(s, 2, bound);
    while (p->count < PAGE_ENTRIES && p->bytes < PAGE_BYTES && !(e = stmt_step(s, &row)) && row)
        take_row(p, s);
    stmt_done(s);
    return e;
}

static enum err one_page(struct db *db, const char *sql, int64_t *from, int64_t bound, log_row_fn *fn, void *arg,
                         size_t *count)
{
    struct page p = {.count = 0};
    p.rows = arena_alloc(&p.arena, PAGE_ENTRIES * sizeof *p.rows);
    enum err e = read_page(db, sql, *from, bound, &p);
    for (size_t i = 0; i < p.count && !e; i++)
        e = fn(arg, &p.rows[i]);
    if (!e && p.count)
        *from = p.rows[p.count - 1].seq + 1;
    *count = p.count;
    arena_reset(&p.arena);
    return e;
}

enum err log_rows(struct db *db, int64_t from, int64_t to, log_row_fn *fn, void *arg)
{
    size_t count = 1;
    enum err e = ERR_NONE;
    while (!e && from < to && count) {
        int64_t page_end = to - from > PAGE_ENTRIES ? from + PAGE_ENTRIES : to;
        e = one_page(db, sql_range, &from, page_end, fn, arg, &count);
        if (!e && !count && page_end < to) { /* a hole, which only verifiers meet: go on behind it */
            from = page_end;
            count = 1;
        }
    }
    return e;
}

struct reading {
    entry_fn *fn;
    void *arg;
};

static enum err read_entry(void *arg, const struct log_row *row)
{
    struct reading *r = arg;
    struct arena a = {0};
    struct entry entry = {.line = row->line, .salt = row->salt, .body = row->body, .erased_by = row->erased_by};
    size_t at;
    bool good = !leaf_read(&a, row->line, &entry.leaf, &at) && row->hash.len == HASH_BYTES &&
                entry.leaf.seq == row->seq;
    enum err e = ERR_CORRUPT;
    if (good) {
        memcpy(entry.hash.bytes, row->hash.ptr, HASH_BYTES);
        e = r->fn(r->arg, &entry);
    }
    arena_reset(&a);
    return e;
}

enum err log_each(struct db *db, int64_t from, int64_t to, entry_fn *fn, void *arg)
{
    struct reading r = {fn, arg};
    return log_rows(db, from, to, read_entry, &r);
}

enum err log_of_subject(struct db *db, int64_t subject, entry_fn *fn, void *arg)
{
    struct reading r = {fn, arg};
    int64_t from = 0;
    size_t count = 1;
    enum err e = ERR_NONE;
    while (!e && count)
        e = one_page(db, sql_subject, &from, subject, read_entry, &r, &count);
    return e;
}

enum err log_subject_last(struct db *db, int64_t subject, struct hash *hash, int64_t *seq, bool *found)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_last_of, &s);
    if (e)
        return e;
    stmt_int(s, 1, subject);
    e = stmt_step(s, &row);
    struct str bytes = !e && row ? stmt_get_blob(s, 1) : STR("");
    if (!e && row && bytes.len != HASH_BYTES)
        e = ERR_CORRUPT;
    if (!e) {
        *found = row;
        *hash = (struct hash){{0}};
        memcpy(hash->bytes, bytes.ptr, bytes.len);
        *seq = row ? stmt_get_int(s, 0) : -1;
    }
    stmt_done(s);
    return e;
}

/* ---- erasing ----------------------------------------------------------------------------- */

struct erasing {
    int64_t seq;
    bool there, erased, ordered;
};

static enum err see_target(void *arg, const struct entry *entry)
{
    struct erasing *x = arg;
    x->there = true;
    x->erased = entry->erased_by >= 0;
    return ERR_NONE;
}
static enum err see_order(void *arg, const struct entry *entry)
{
    struct erasing *x = arg;
    x->there = true;
    x->ordered = leaf_erases(entry->leaf.open, x->seq);
    return ERR_NONE;
}

enum err log_erase(struct db *db, int64_t seq, int64_t by)
{
    struct erasing target = {.seq = seq}, order = {.seq = seq};
    struct stmt *s;
    if (by <= seq)
        return ERR_INPUT;
    enum err e = log_each(db, seq, seq + 1, see_target, &target);
    if (!e)
        e = log_each(db, by, by + 1, see_order, &order);
    if (e)
        return e;
    if (!target.there || !order.there)
        return ERR_MISSING;
    if (target.erased)
        return ERR_REFUSED;
    if (!order.ordered)
        return ERR_INPUT;
    e = db_stmt(db, sql_erase, &s);
    if (e)
        return e;
    stmt_int(s, 1, seq);
    stmt_int(s, 2, by);
    return stmt_run(s);
}
