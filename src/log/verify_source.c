/* verify_source.c: entries for verify_walk.c, from a database (without a copy) or from an export. */
#include "log/verify_walk.h"
#include "log/file.h"
#include "log/leaf.h"
#include "log/tiles.h"

#include <string.h>

enum { BUNDLE_READ_MAX = TREE_WIDTH * (BODY_MAX + 64) };

static const char sql_rows[] = "SELECT seq, leaf, hash, subject, command, part, at_us, salt, body, erased_by FROM log " /* READ */
                               "WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";

static enum err rows_of_db(struct db *db, int64_t from, int64_t to, verify_row_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_rows, &s);
    if (e)
        return e;
    stmt_int(s, 1, from);
    stmt_int(s, 2, to);
    while (!(e = stmt_step(s, &row)) && row) {
        struct log_row r = {
            .seq = stmt_get_int(s, 0),
            .line = stmt_get_str(s, 1),
            .hash = stmt_get_blob(s, 2),
            .subject = stmt_get_int(s, 3),
            .command = stmt_get_str(s, 4),
            .part = stmt_get_int(s, 5),
            .at_us = stmt_get_int(s, 6),
            .salt = stmt_get_blob(s, 7),
            .body = stmt_get_blob(s, 8),
            .erased_by = stmt_get_int(s, 9),
        };
        r.has_body = (r.salt.len || !stmt_is_null(s, 7)) && (r.body.len || !stmt_is_null(s, 8));
        fn(arg, &r);
    }
    stmt_done(s);
    return e;
}

/* ---- exports ----------------------------------------------------------------------------- */

/* The bundle N, of the full width or of the partial one a tree of SIZE has. */
static enum err bundle(const struct verify_source *src, struct arena *a, const char *prefix, int64_t n, int64_t total,
                       struct str *out)
{
    int64_t width = total - n * TREE_WIDTH < TREE_WIDTH ? total - n * TREE_WIDTH : TREE_WIDTH;
    struct str path = tile_path(a, prefix, n, width);
    enum err e = file_read(a, str_f(a, "%s/%.*s", src->folder, STR_ARG(path)).ptr, BUNDLE_READ_MAX, out);
    if (e == ERR_MISSING && width < TREE_WIDTH) { /* the full one serves as well, C2SP tlog-tiles */
        path = tile_path(a, prefix, n, TREE_WIDTH);
        e = file_read(a, str_f(a, "%s/%.*s", src->folder, STR_ARG(path)).ptr, BUNDLE_READ_MAX, out);
    }
    return e;
}

static bool cut_bytes(struct str *rest, size_t len, struct str *out)
{
    if (len > rest->len)
        return false;
    *out = str_sub(*rest, 0, len);
    *rest = str_sub(*rest, len, rest->len);
    return true;
}

static bool cut_number(struct str *rest, size_t bytes, uint64_t *out)
{
    struct str raw;
    uint64_t n = 0;
    if (!cut_bytes(rest, bytes, &raw))
        return false;
    for (size_t i = 0; i < bytes; i++)
        n = n << 8 | (unsigned char)raw.ptr[i];
    *out = n;
    return true;
}

static bool cut_body(struct str *rest, struct log_row *row)
{
    struct str kind;
    uint64_t n;
    row->erased_by = -1;
    if (!cut_bytes(rest, 1, &kind))
        return false;
    switch (kind.ptr[0]) {
    case 'b':
        row->has_body = true;
        return cut_bytes(rest, SALT_BYTES, &row->salt) && cut_number(rest, 4, &n) &&
               cut_bytes(rest, (size_t)n, &row->body);
    case 'e':
        if (!cut_number(rest, 8, &n) || n > INT64_MAX)
            return false;
        row->erased_by = (int64_t)n;
        return true;
    case '-': return true;
    default: return false;
    }
}

static enum err rows_of_bundle(const struct verify_source *src, struct arena *a, int64_t n,
                               int64_t to, verify_row_fn *fn, void *arg)
{
    struct str entries, bodies = {0};
    uint64_t len;
    enum err e = bundle(src, a, "tile/entries", n, src->size, &entries);
    if (!e && src->bodies)
        e = bundle(src, a, "bodies", n, src->size, &bodies);
    if (e)
        return e == ERR_MISSING ? ERR_NONE : e; /* the walk reports the entries that did not come */
    for (int64_t seq = n * TREE_WIDTH; seq < (n + 1) * TREE_WIDTH && seq < to; seq++) {
        struct log_row row = {.seq = seq, .erased_by = -1};
        if (!cut_number(&entries, 2, &len) || !cut_bytes(&entries, (size_t)len, &row.line))
            break;
        if (src->bodies && !cut_body(&bodies, &row)) {
            row.has_body = false;
            row.erased_by = -1;
            bodies.len = 0;
        }
        fn(arg, &row);
    }
    return ERR_NONE;
}

enum err verify_rows(const struct verify_source *src, int64_t from, int64_t to, verify_row_fn *fn, void *arg)
{
    if (src->db)
        return rows_of_db(src->db, from, to, fn, arg);
    enum err e = ERR_NONE;
    for (int64_t n = from / TREE_WIDTH; n * TREE_WIDTH < to && !e; n++) {
        struct arena a = {0};
        e = rows_of_bundle(src, &a, n, to, fn, arg);
        arena_reset(&a);
    }
    return e;
}

/* COUNT hashes that lie in one tile: all callers ask so. */
static enum err read_tile(void *arg, int level, int64_t from, int64_t count, struct hash *out)
{
    const struct verify_source *src = arg;
    struct arena a = {0};
    struct str bytes;
    size_t at = (size_t)(from % TREE_WIDTH) * HASH_BYTES, len = (size_t)count * HASH_BYTES;
    enum err e = bundle(src, &a, str_f(&a, "tile/%d", level).ptr, from / TREE_WIDTH, src->size >> 8 * level, &bytes);
    if (!e && bytes.len < at + len)
        e = ERR_CORRUPT;
    if (!e)
        memcpy(out, bytes.ptr + at, len);
    arena_reset(&a);
    return e;
}

struct tree_source verify_hashes(const struct verify_source *src)
{
    if (src->db)
        return log_tree_source(src->db);
    return (struct tree_source){read_tile, (void *)src};
}
