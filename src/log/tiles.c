/* tiles.c: see tiles.h. A record of bodies/N is one of
 *
 *   'b' salt (32 bytes) length (4 bytes, big-endian) body
 *   'e' seq of the erasing entry (8 bytes, big-endian)
 *   '-'  salt and body are missing, which verifiers report */
#include "log/tiles.h"
#include "log/file.h"
#include "log/tree.h"

#include <string.h>

enum { BUNDLE_MAX = TREE_WIDTH * (BODY_MAX + 64) };

struct str tile_path(struct arena *a, const char *prefix, int64_t n, int64_t width)
{
    struct buf b = buf_new(a, 256);
    int64_t high = n / 1000, unit = 1;
    buf_c(&b, prefix);
    while (high / unit >= 1000)
        unit *= 1000;
    for (; high && unit; unit /= 1000)
        buf_f(&b, "/x%03d", (int)(high / unit % 1000));
    buf_f(&b, "/%03d", (int)(n % 1000));
    if (width < TREE_WIDTH)
        buf_f(&b, ".p/%d", (int)width);
    return buf_view(&b);
}

struct export
{
    struct db *db;
    const char *folder;
    bool bodies;
    int64_t size;
    struct arena arena; /* of one bundle */
    struct buf entries, with;
};

static enum err put(struct export *x, struct arena *a, const char *prefix, int64_t n, int64_t width, struct str bytes)
{
    return file_add(str_f(a, "%s/%.*s", x->folder, STR_ARG(tile_path(a, prefix, n, width))).ptr, bytes, 0644);
}

static enum err export_hashes(struct export *x)
{
    struct hash hashes[TREE_WIDTH];
    struct tree_source src = log_tree_source(x->db);
    enum err e = ERR_NONE;
    for (int level = 0; level < TREE_LEVELS && x->size >> 8 * level && !e; level++) {
        int64_t total = x->size >> 8 * level;
        for (int64_t from = 0; from < total && !e; from += TREE_WIDTH) {
            struct arena a = {0};
            int64_t width = total - from < TREE_WIDTH ? total - from : TREE_WIDTH;
            e = src.read(src.arg, level, from, width, hashes);
            if (!e)
                e = put(x, &a, str_f(&a, "tile/%d", level).ptr, from / TREE_WIDTH, width,
                        (struct str){(const char *)hashes, (size_t)width * HASH_BYTES});
            arena_reset(&a);
        }
    }
    return e;
}

static void put_big_endian(struct buf *b, uint64_t n, int bytes)
{
    while (bytes-- > 0) {
        char c = (char)(n >> 8 * bytes);
        buf_put(b, &c, 1);
    }
}

static void put_body(struct buf *b, const struct log_row *row)
{
    if (row->erased_by >= 0) {
        buf_c(b, "e");
        put_big_endian(b, (uint64_t)row->erased_by, 8);
    } else if (row->has_body && row->salt.len == SALT_BYTES) {
        buf_c(b, "b");
        buf_str(b, row->salt);
        put_big_endian(b, row->body.len, 4);
        buf_str(b, row->body);
    } else {
        buf_c(b, "-");
    }
}

static enum err export_row(void *arg, const struct log_row *row)
{
    struct export *x = arg;
    enum err e = ERR_NONE;
    if (row->seq % TREE_WIDTH == 0) {
        x->entries = buf_new(&x->arena, BUNDLE_MAX);
        x->with = buf_new(&x->arena, BUNDLE_MAX);
    }
    put_big_endian(&x->entries, row->line.len, 2);
    buf_str(&x->entries, row->line);
    if (x->bodies)
        put_body(&x->with, row);
    if (x->entries.failed || x->with.failed || row->line.len > 0xffff)
        return ERR_CORRUPT;
    if ((row->seq + 1) % TREE_WIDTH && row->seq + 1 < x->size)
        return ERR_NONE;
    int64_t n = row->seq / TREE_WIDTH, width = row->seq % TREE_WIDTH + 1;
    e = put(x, &x->arena, "tile/entries", n, width, buf_view(&x->entries));
    if (!e && x->bodies)
        e = put(x, &x->arena, "bodies", n, width, buf_view(&x->with));
    arena_reset(&x->arena);
    return e;
}

static enum err export_all(struct export *x, struct arena *a, struct str note, struct str vkey)
{
    enum err e = file_add(str_f(a, "%s/checkpoint", x->folder).ptr, note, 0644);
    if (!e)
        e = file_add(str_f(a, "%s/log.pub", x->folder).ptr, vkey, 0644);
    if (!e)
        e = export_hashes(x);
    if (!e)
        e = log_rows(x->db, 0, x->size, export_row, x);
    arena_reset(&x->arena);
    return e;
}

enum err tiles_export(struct db *db, struct arena *a, const char *folder, struct str vkey, bool bodies,
                      struct sentence *why)
{
    struct str note;
    struct note_key key;
    struct checkpoint c;
    bool found = false;
    enum err e = checkpoint_latest(db, a, 0, &note, &found);
    if (!e && !found) {
        *why = sentence_f(a, "还没有签过名的检查点，没有可导出的内容。", "Nothing has been signed yet: there is nothing to export.");
        return ERR_MISSING;
    }
    if (!e)
        e = note_key_read(a, vkey, &key);
    if (!e)
        e = checkpoint_open(a, note, &key, 1, &c);
    if (!e) {
        struct export x = {.db = db, .folder = folder, .bodies = bodies, .size = c.size};
        e = export_all(&x, a, note, vkey);
    }
    if (e == ERR_REFUSED)
        *why = sentence_f(a, "%s 里已有导出的日志，请换一个空目录。", "%s already holds an exported log: choose an empty folder.", folder);
    else if (e == ERR_IO)
        *why = sentence_f(a, "%s 写不进去，请检查目录、权限和剩余空间。", "Cannot write to %s: check folder, permissions and free space.", folder);
    else if (e)
        *why = sentence_f(a, "日志读不出来（%s），请运行 huiyin-verify。%s", "The log cannot be read (%s): run huiyin-verify. %s", err_name(e), db_message(db));
    return e;
}
