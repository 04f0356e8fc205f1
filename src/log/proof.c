/* proof.c: see proof.h.
 *
 *   c2sp.org/tlog-proof@v1
 *   extra BASE64(leaf line)
 *   index N
 *   BASE64(hash) ... from the leaf's sibling up to the root's child
 *
 *   the checkpoint, a signed note */
#include "log/proof.h"
#include "log/leaf.h"

#include <string.h>

#define HEAD "c2sp.org/tlog-proof@v1\n"

struct found {
    struct arena *arena;
    struct str line;
};

static enum err keep_line(void *arg, const struct log_row *row)
{
    struct found *f = arg;
    f->line = str_copy(f->arena, row->line);
    return ERR_NONE;
}

static struct str receipt_text(struct arena *a, const struct receipt *r)
{
    struct buf b = buf_new(a, RECEIPT_MAX);
    buf_c(&b, HEAD "extra ");
    buf_str(&b, base64_text(a, r->line));
    buf_f(&b, "\nindex %lld\n", (long long)r->index);
    for (size_t i = 0; i < r->count; i++) {
        buf_str(&b, base64_text(a, (struct str){(const char *)r->proof[i].bytes, HASH_BYTES}));
        buf_c(&b, "\n");
    }
    buf_c(&b, "\n");
    buf_str(&b, r->note);
    return buf_view(&b);
}

enum err receipt_make(struct db *db, struct arena *a, int64_t seq, struct str *text)
{
    struct receipt r = {.index = seq};
    struct found f = {.arena = a};
    struct checkpoint c;
    bool covered = false;
    struct tree_source src = log_tree_source(db);
    enum err e = seq < 0 || seq == INT64_MAX ? ERR_MISSING : checkpoint_latest(db, a, seq + 1, &r.note, &covered);
    if (!e)
        e = covered ? log_rows(db, seq, seq + 1, keep_line, &f) : ERR_MISSING;
    if (e)
        return e;
    size_t end = str_find(r.note, STR("\n\n"));
    if (!f.line.ptr || end == SIZE_MAX || checkpoint_read(a, str_sub(r.note, 0, end + 1), &c) || seq >= c.size)
        return ERR_CORRUPT;
    r.line = f.line;
    e = tree_inclusion(&src, seq, c.size, r.proof, &r.count);
    if (!e)
        *text = receipt_text(a, &r);
    return e;
}

static bool read_decimal(struct str text, int64_t *out)
{
    return text.len && (text.ptr[0] != '0' || text.len == 1) && str_int(text, out) && *out >= 0;
}

enum err receipt_read(struct arena *a, struct str text, struct receipt *out)
{
    struct receipt r = {.index = -1};
    struct str line, bytes;
    if (!str_starts(text, STR(HEAD)) || text.len > RECEIPT_MAX)
        return ERR_INPUT;
    text = str_sub(text, sizeof HEAD - 1, text.len);
    if (!str_cut(&text, '\n', &line))
        return ERR_INPUT;
    if (str_starts(line, STR("extra "))) {
        if (!base64_read(a, str_sub(line, 6, line.len), &r.line) || !str_cut(&text, '\n', &line))
            return ERR_INPUT;
    }
    if (!str_starts(line, STR("index ")) || !read_decimal(str_sub(line, 6, line.len), &r.index))
        return ERR_INPUT;
    for (;;) {
        if (!str_cut(&text, '\n', &line))
            return ERR_INPUT;
        if (!line.len)
            break;
        if (r.count == PROOF_MAX || !base64_read(a, line, &bytes) || bytes.len != HASH_BYTES)
            return ERR_INPUT;
        memcpy(r.proof[r.count++].bytes, bytes.ptr, HASH_BYTES);
    }
    if (!text.ptr)
        return ERR_INPUT;
    r.note = text;
    *out = r;
    return ERR_NONE;
}

enum err receipt_check(struct arena *a, const struct receipt *r, struct str line, const struct note_key *keys,
                       size_t n, struct checkpoint *out)
{
    struct checkpoint c;
    enum err e = checkpoint_open(a, r->note, keys, n, &c);
    if (e)
        return e;
    struct hash leaf = leaf_hash(r->line.len ? r->line : line);
    if (!tree_inclusion_holds(&leaf, r->index, c.size, r->proof, r->count, &c.root))
        return ERR_CORRUPT;
    *out = c;
    return ERR_NONE;
}
