/* checkpoint.c: see checkpoint.h. */
#include "log/checkpoint.h"
#include "log/file.h"
#include "log/leaf.h"
#include "log/tree.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { KEY_FILE_MAX = 4096 };

static const char sql_file[] = "INSERT INTO checkpoint (size, at_us, note) VALUES (?1, ?2, ?3) " /* WRITE */
                               "ON CONFLICT DO NOTHING";
static const char sql_latest[] = "SELECT note FROM checkpoint WHERE size >= ?1 ORDER BY size DESC, at_us DESC LIMIT 1"; /* READ */
static const char sql_all[] = "SELECT size, note FROM checkpoint ORDER BY size, at_us";                                 /* READ */

/* ---- texts ------------------------------------------------------------------------------- */

struct str checkpoint_text(struct arena *a, const struct checkpoint *c)
{
    struct str root = base64_text(a, (struct str){(const char *)c->root.bytes, HASH_BYTES});
    return str_f(a, "%.*s\n%lld\n%.*s\n", STR_ARG(c->origin), (long long)c->size, STR_ARG(root));
}

enum err checkpoint_read(struct arena *a, struct str text, struct checkpoint *out)
{
    struct checkpoint c;
    struct str size, root, line, bytes;
    if (!str_ends(text, STR("\n")))
        return ERR_INPUT;
    text.len--;
    if (!str_cut(&text, '\n', &c.origin) || !str_cut(&text, '\n', &size) || !str_cut(&text, '\n', &root))
        return ERR_INPUT;
    while (str_cut(&text, '\n', &line))
        if (!line.len)
            return ERR_INPUT;
    bool plain = size.len && (size.ptr[0] != '0' || size.len == 1) && str_int(size, &c.size) && c.size >= 0;
    if (!c.origin.len || !plain || c.size > JSON_INT_MAX || !base64_read(a, root, &bytes) || bytes.len != HASH_BYTES)
        return ERR_INPUT;
    memcpy(c.root.bytes, bytes.ptr, HASH_BYTES);
    *out = c;
    return ERR_NONE;
}

enum err checkpoint_open(struct arena *a, struct str note, const struct note_key *keys, size_t n,
                         struct checkpoint *out)
{
    struct checkpoint c;
    struct str text;
    enum err e = note_open(a, note, keys, n, &text);
    if (!e)
        e = checkpoint_read(a, text, &c);
    if (e)
        return e;
    for (size_t i = 0; i < n; i++)
        if (str_eq(keys[i].name, c.origin)) {
            *out = c;
            return ERR_NONE;
        }
    return ERR_DENIED;
}

/* ---- keys -------------------------------------------------------------------------------- */

struct signer {
    struct arena arena; /* of the names */
    struct note_secret secret;
    const char *state_path;
    struct checkpoint state;
};

static enum err could_not_write(struct arena *a, enum err e, const char *folder, struct sentence *why)
{
    if (e == ERR_REFUSED)
        *why = sentence_f(a, "%s 里已有签名密钥，不会覆盖。", "%s already holds a signing key; it is not overwritten.", folder);
    else
        *why = sentence_f(a, "%s 写不进去，请检查目录和权限。", "Cannot write to %s: check the folder and its permissions.", folder);
    return e;
}

enum err signer_create(struct arena *a, const char *folder, struct str origin, struct sentence *why)
{
    struct note_secret secret;
    struct checkpoint none = {origin, 0, hash_of(STR(""))};
    struct str state;
    if (note_secret_new(a, origin, &secret)) {
        *why = sentence_f(a, "日志名称“%.*s”不能用：不可为空，不可含空格和加号，例如 example.org/ledger。",
                          "The log cannot be named \"%.*s\": not empty, no spaces, no plus sign, such as example.org/ledger.", STR_ARG(origin));
        return ERR_INPUT;
    }
    (void)!mkdir(folder, 0700); /* whether it is there, the next line finds out */
    enum err e = file_add(str_f(a, "%s/log.key", folder).ptr, str_f(a, "%.*s\n", STR_ARG(note_secret_text(a, &secret))), 0600);
    if (!e)
        e = file_replace(str_f(a, "%s/log.pub", folder).ptr, str_f(a, "%.*s\n", STR_ARG(note_key_text(a, &secret.key))), 0644);
    if (!e)
        e = note_sign(a, checkpoint_text(a, &none), &secret, &state);
    if (!e) /* its folder is synced with it, and so the two above */
        e = file_replace(str_f(a, "%s/log.state", folder).ptr, state, 0600);
    note_secret_wipe(&secret);
    return e ? could_not_write(a, e, folder, why) : ERR_NONE;
}

static enum err read_signer(struct arena *a, const char *folder, struct signer *s, struct sentence *why)
{
    struct str text, state;
    struct stat st;
    const char *path = str_f(a, "%s/log.key", folder).ptr;
    if (stat(path, &st) == 0 && st.st_mode & 077) {
        *why = sentence_f(a, "%s 能被别的用户读取，请执行 chmod 600。", "%s can be read by other users: chmod 600.", path);
        return ERR_REFUSED;
    }
    enum err e = file_read(&s->arena, path, KEY_FILE_MAX, &text);
    if (!e)
        e = note_secret_read(&s->arena, text, &s->secret);
    if (e) {
        *why = sentence_f(a, "%s 不存在或不是签名密钥。", "%s is missing or is no signing key.", path);
        return e;
    }
    s->state_path = str_f(&s->arena, "%s/log.state", folder).ptr;
    e = file_read(&s->arena, s->state_path, NOTE_MAX, &state);
    if (!e)
        e = checkpoint_open(&s->arena, state, &s->secret.key, 1, &s->state);
    if (e) {
        *why = sentence_f(a, "%s 不存在或已损坏：它记着上次签名的位置，没有它不能再签名。请从备份恢复。",
                          "%s is missing or damaged. It holds the last signed position; nothing is signed without it. Restore it from a backup.", s->state_path);
        return e;
    }
    return ERR_NONE;
}

enum err signer_open(struct arena *a, const char *folder, struct signer **out, struct sentence *why)
{
    struct signer *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    enum err e = read_signer(a, folder, s, why);
    if (e)
        signer_close(s);
    else
        *out = s;
    return e;
}

void signer_close(struct signer *s)
{
    if (!s)
        return;
    note_secret_wipe(&s->secret);
    arena_reset(&s->arena);
    free(s);
}

const struct note_key *signer_key(const struct signer *s) { return &s->secret.key; }
int64_t signer_size(const struct signer *s) { return s->state.size; }

/* ---- signing ----------------------------------------------------------------------------- */

struct growth { /* from the signed state to what is there now */
    struct tree_source source;
    struct tree_edge edge;
};

static enum err same_node(void *arg, int level, int64_t idx, const struct hash *root)
{
    struct growth *g = arg;
    struct hash stored;
    enum err e = g->source.read(g->source.arg, level, idx, 1, &stored);
    return e ? e : hash_eq(&stored, root) ? ERR_NONE
                                          : ERR_CORRUPT;
}

static enum err hash_again(void *arg, const struct log_row *row)
{
    struct growth *g = arg;
    struct hash h = leaf_hash(row->line);
    if (row->seq != g->edge.size || !str_eq(row->hash, (struct str){(const char *)h.bytes, HASH_BYTES}))
        return ERR_CORRUPT;
    return tree_push(&g->edge, &h, same_node, g);
}

static enum err grow(struct signer *s, struct db *db, struct growth *g)
{
    int64_t size;
    enum err e = log_length(db, &size);
    if (!e && size < s->state.size)
        e = ERR_CORRUPT;
    if (!e)
        e = tree_edge_read(&g->source, s->state.size, &g->edge);
    if (e)
        return e;
    struct hash root = tree_edge_root(&g->edge);
    if (!hash_eq(&root, &s->state.root))
        return ERR_CORRUPT;
    e = log_rows(db, s->state.size, size, hash_again, g);
    return e ? e : g->edge.size == size ? ERR_NONE
                                        : ERR_CORRUPT;
}

static enum err file_checkpoint(struct db *db, int64_t size, int64_t at_us, struct str note)
{
    struct stmt *st;
    enum err e = db_begin(db);
    if (e)
        return e;
    e = db_stmt(db, sql_file, &st);
    if (!e) {
        stmt_int(st, 1, size);
        stmt_int(st, 2, at_us);
        stmt_str(st, 3, note);
        e = stmt_run(st);
    }
    if (!e)
        e = db_commit(db);
    if (e)
        db_rollback(db);
    return e;
}

static void say_why(struct arena *a, const struct signer *s, struct db *db, enum err e,
                    const struct growth *g, struct sentence *why)
{
    if (e == ERR_CORRUPT)
        *why = sentence_f(a, "没有签名：日志不是已签名的 %lld 条的延续（查到第 %lld 条）。请用 huiyin-verify 检查，或恢复较新的备份。",
                          "Not signed: the log does not continue the %lld entries signed before (seen up to entry %lld). Run huiyin-verify, or restore a newer backup.",
                          (long long)s->state.size, (long long)g->edge.size);
    else if (e == ERR_IO)
        *why = sentence_f(a, "没有签名：%s 写不进去。", "Not signed: cannot write %s.", s->state_path);
    else
        *why = sentence_f(a, "没有签名：数据库出错：%s", "Not signed: the database failed: %s", db_message(db));
}

enum err signer_sign(struct signer *s, struct db *db, struct arena *a, int64_t at_us, struct str *note,
                     struct sentence *why)
{
    struct growth g = {.source = log_tree_source(db)};
    struct str signed_note = {0};
    enum err e = grow(s, db, &g);
    struct checkpoint next = {s->secret.key.name, g.edge.size, tree_edge_root(&g.edge)};
    if (!e)
        e = note_sign(a, checkpoint_text(a, &next), &s->secret, &signed_note);
    if (!e) /* on disk before anyone can have it */
        e = file_replace(s->state_path, signed_note, 0600);
    if (!e) {
        s->state = next;
        e = file_checkpoint(db, next.size, at_us, signed_note);
    }
    if (e)
        say_why(a, s, db, e, &g, why);
    else
        *note = signed_note;
    return e;
}

/* ---- the table --------------------------------------------------------------------------- */

enum err checkpoint_latest(struct db *db, struct arena *a, int64_t size, struct str *note, bool *found)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_latest, &s);
    if (e)
        return e;
    stmt_int(s, 1, size);
    e = stmt_step(s, &row);
    if (!e) {
        *found = row;
        *note = row ? str_copy(a, stmt_get_str(s, 0)) : STR("");
    }
    stmt_done(s);
    return e;
}

enum err checkpoint_each(struct db *db, checkpoint_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_all, &s);
    if (e)
        return e;
    while (!e && !(e = stmt_step(s, &row)) && row)
        e = fn(arg, stmt_get_int(s, 0), stmt_get_str(s, 1));
    stmt_done(s);
    return e;
}
