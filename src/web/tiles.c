/* tiles.c: the log for strangers, at the addresses of C2SP tlog-tiles (log/tiles.h): /checkpoint, /tile/L/N,
 * /tile/entries/N with .p/W for the last, and the public key. Leaves hold no words about anybody, only what the log
 * makes public. Nothing beyond the newest checkpoint is given out: what is not signed yet proves nothing. */
#include "log/checkpoint.h"
#include "log/file.h"
#include "log/tiles.h"
#include "log/tree.h"
#include "web/pages.h"

enum { KEY_BYTES_MAX = 4096,
       INDEX_MAX = 1 << 30 };

static const char immutable[] = "public, max-age=31536000, immutable";

/* The newest checkpoint and how many entries it covers. */
static enum err newest(struct visit *v, struct str *note, int64_t *size)
{
    struct checkpoint c;
    bool found = false;
    enum err e = checkpoint_latest(v->site->app.db, v->arena, 0, note, &found);
    if (e)
        return e;
    size_t end = found ? str_find(*note, STR("\n\n")) : SIZE_MAX;
    if (end == SIZE_MAX || checkpoint_read(v->arena, str_sub(*note, 0, end + 1), &c))
        return ERR_MISSING;
    *size = c.size;
    return ERR_NONE;
}

static struct response *failed(struct visit *v, enum err e)
{
    return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
}

struct response *portal_checkpoint(struct visit *v)
{
    struct str note;
    int64_t size;
    enum err e = newest(v, &note, &size);
    return e ? failed(v, e) : response_new(v->request, 200, "text/plain; charset=utf-8", note);
}

struct response *portal_key(struct visit *v)
{
    struct str key;
    enum err e = file_read(v->arena, app_path(&v->site->app, v->arena, "keys/log.pub"), KEY_BYTES_MAX, &key);
    return e ? failed(v, ERR_MISSING) : response_new(v->request, 200, "text/plain; charset=utf-8", key);
}

/* ---- tiles ------------------------------------------------------------------------------------------- */

struct tile {
    int level; /* -1: entries */
    int64_t n, width;
};

/* Three digits, as every part of N is written. */
static bool three(struct str s, int64_t *n) { return s.len == 3 && s.ptr[0] != '-' && str_int(s, n); }

/* PARTS: L, then x001…, then 067 or 067.p and W. Whether it is exactly what tile_path writes is checked afterwards. */
static bool read_tile(struct visit *v, const struct str *parts, size_t count, struct tile *t)
{
    int64_t level = -1, part;
    size_t at = 1;
    *t = (struct tile){.width = TREE_WIDTH};
    if (!str_is(parts[0], "entries") && (!str_int(parts[0], &level) || level < 0 || level >= TREE_LEVELS))
        return false;
    t->level = (int)level;
    for (; at < count && parts[at].len == 4 && parts[at].ptr[0] == 'x' && t->n < INDEX_MAX; at++) {
        if (!three(str_sub(parts[at], 1, 3), &part))
            return false;
        t->n = t->n * 1000 + part;
    }
    struct str last = at < count ? parts[at] : STR("");
    bool partial = str_ends(last, STR(".p"));
    last.len -= partial ? 2 : 0;
    if (!three(last, &part) || at + 1 + partial != count)
        return false;
    t->n = t->n * 1000 + part;
    if (partial && (!str_int(parts[at + 1], &t->width) || t->width < 1 || t->width >= TREE_WIDTH))
        return false;
    const char *prefix = level < 0 ? "/tile/entries" : str_z(v->arena, str_f(v->arena, "/tile/%lld", (long long)level));
    return str_eq(tile_path(v->arena, prefix, t->n, t->width), v->request->path);
}

static enum err put_entry(void *arg, const struct log_row *row)
{
    struct buf *b = arg;
    char length[2] = {(char)(row->line.len >> 8), (char)row->line.len};
    buf_put(b, length, 2);
    buf_str(b, row->line);
    return b->failed ? ERR_LIMIT : ERR_NONE;
}

static enum err tile_bytes(struct visit *v, const struct tile *t, struct buf *out)
{
    struct db *db = v->site->app.db;
    int64_t from = t->n * TREE_WIDTH;
    if (t->level < 0)
        return log_rows(db, from, from + t->width, put_entry, out);
    struct hash *hashes = arena_alloc(v->arena, TREE_WIDTH * sizeof *hashes);
    struct tree_source source = log_tree_source(db);
    enum err e = source.read(source.arg, t->level, from, t->width, hashes);
    if (!e)
        buf_put(out, hashes, (size_t)t->width * HASH_BYTES);
    return e;
}

struct response *portal_tile(struct visit *v)
{
    struct str rest = str_sub(v->request->path, 6, v->request->path.len), parts[6], note; /* behind "/tile/" */
    struct buf out = buf_new(v->arena, TREE_WIDTH * (LEAF_MAX + 2));
    struct tile t;
    int64_t size = 0;
    size_t count = 0;
    while (rest.ptr && count < 6 && str_cut(&rest, '/', &parts[count]))
        count++;
    if (rest.ptr && rest.len)
        return site_missing(v);
    if (count < 2 || !read_tile(v, parts, count, &t))
        return site_missing(v);
    enum err e = newest(v, &note, &size);
    if (!e && t.n * TREE_WIDTH + t.width > (t.level < 0 ? size : size >> 8 * t.level))
        e = ERR_MISSING;
    if (!e)
        e = tile_bytes(v, &t, &out);
    if (e)
        return failed(v, e);
    struct response *r = response_new(v->request, 200, "application/octet-stream", buf_view(&out));
    response_header(v->request, r, "Cache-Control", str_c(immutable));
    return r;
}
