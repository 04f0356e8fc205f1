/* verify.c: see verify.h. Collects what is claimed (checkpoints, receipts, files), lets verify_walk.c
 * pass over the entries, and says what stays unknown. */
#include "log/file.h"
#include "log/leaf.h"
#include "log/proof.h"
#include "log/verify_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_CHUNK = 256 * 1024,
       STORE_PATH_MAX = 4096 };

verify_replay *verify_replay_fn;
verify_file *verify_file_fn;

void verify_fail(struct verify_report *r, enum verify_check_id id, struct sentence why)
{
    struct verify_check *c = &r->checks[id];
    c->status = VERIFY_FAILED;
    c->failures++;
    if (c->details_count < VERIFY_DETAILS_MAX)
        c->details[c->details_count++] = why;
}

void verify_fail_entry(struct verify_report *r, enum verify_check_id id, int64_t seq, const char *zh, const char *en)
{
    if (r->checks[id].details_count < VERIFY_DETAILS_MAX)
        verify_fail(r, id,
                    (struct sentence){str_f(r->arena, "第 %lld 条：%s", (long long)seq, zh),
                                      str_f(r->arena, "entry %lld: %s", (long long)seq, en)});
    else
        verify_fail(r, id, (struct sentence){0});
}

void verify_not_checked(struct verify_report *r, enum verify_check_id id, struct sentence why)
{
    struct verify_check *c = &r->checks[id];
    if (c->status != VERIFY_OK) /* what has failed stays failed */
        return;
    c->status = VERIFY_NOT_CHECKED;
    c->details[c->details_count++] = why;
}

/* ---- what is claimed --------------------------------------------------------------------- */

struct pending {
    struct pending *next;
    struct verify_root root;
    struct verify_leaf leaf;
};
struct run {
    const struct verify_options *options;
    struct arena *arena;
    struct verify_report *report;
    struct verify_source source;
    struct note_key key;
    bool have_key, no_state;
    struct pending *roots, *leaves;
    struct verify_claims claims;
};

static void claim_root(struct run *r, const struct checkpoint *c, enum verify_check_id check, struct sentence whose)
{
    struct pending *p = arena_alloc(r->arena, sizeof *p);
    p->root = (struct verify_root){c->size, c->root, whose, check};
    p->next = r->roots;
    r->roots = p;
    r->claims.roots_count++;
    if (check != CHECK_SINCE && c->size > r->report->signed_size)
        r->report->signed_size = c->size;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = ((const struct verify_root *)a)->size, y = ((const struct verify_root *)b)->size;
    return (x > y) - (x < y);
}
static int by_index(const void *a, const void *b)
{
    int64_t x = ((const struct verify_leaf *)a)->index, y = ((const struct verify_leaf *)b)->index;
    return (x > y) - (x < y);
}

static void sort_claims(struct run *r)
{
    struct verify_claims *c = &r->claims;
    size_t i = 0;
    c->roots = arena_alloc(r->arena, (c->roots_count + 1) * sizeof *c->roots);
    c->leaves = arena_alloc(r->arena, (c->leaves_count + 1) * sizeof *c->leaves);
    for (struct pending *p = r->roots; p; p = p->next)
        c->roots[i++] = p->root;
    i = 0;
    for (struct pending *p = r->leaves; p; p = p->next)
        c->leaves[i++] = p->leaf;
    qsort(c->roots, c->roots_count, sizeof *c->roots, by_size);
    qsort(c->leaves, c->leaves_count, sizeof *c->leaves, by_index);
}

/* Why a note was not taken, in words. */
static struct sentence note_trouble(struct arena *a, enum err e, struct sentence whose)
{
    static const struct {
        enum err e;
        const char *zh, *en;
    } rows[] = {
        {ERR_INPUT, "不是检查点", "is no checkpoint"},
        {ERR_DENIED, "没有本日志密钥的签名", "is not signed by this log's key"},
        {ERR_CORRUPT, "签名不成立", "has a signature that does not hold"},
        {ERR_MISSING, "不存在", "is not there"},
        {ERR_NONE, "读不出来", "cannot be read"},
    };
    size_t i = 0;
    while (rows[i].e != e && rows[i].e != ERR_NONE)
        i++;
    return (struct sentence){str_f(a, "%s %s", whose.zh.ptr, rows[i].zh), str_f(a, "%s %s", whose.en.ptr, rows[i].en)};
}

/* A checkpoint of the folder's own: its signature counts, and its root is to be met. */
static void take_note(struct run *r, struct str note, struct sentence whose)
{
    struct checkpoint c;
    if (!r->have_key)
        return;
    r->report->checks[CHECK_SIGNATURE].count++;
    enum err e = checkpoint_open(r->arena, note, &r->key, 1, &c);
    if (e)
        verify_fail(r->report, CHECK_SIGNATURE, note_trouble(r->arena, e, whose));
    else
        claim_root(r, &c, CHECK_ROOT, whose);
}

static struct sentence named(struct arena *a, const char *zh, const char *en, const char *name)
{
    return (struct sentence){str_f(a, "%s%s", zh, name), str_f(a, "%s%s", en, name)};
}

static enum err take_filed(void *arg, int64_t size, struct str note)
{
    struct run *r = arg;
    struct checkpoint c;
    struct str copy = str_copy(r->arena, note);
    struct sentence whose = sentence_f(r->arena, "%lld 条处的检查点", "the checkpoint at %lld", (long long)size);
    take_note(r, copy, whose);
    if (r->have_key && !checkpoint_open(r->arena, copy, &r->key, 1, &c) && c.size != size)
        verify_fail(r->report, CHECK_STORED, sentence_f(r->arena, "检查点表的第 %lld 条处放着 %lld 条的检查点", "the checkpoint filed under %lld is of %lld", (long long)size, (long long)c.size));
    return ERR_NONE;
}

static void take_key(struct run *r)
{
    struct arena *a = r->arena;
    const char *path = r->options->key ? r->options->key : str_f(a, r->source.store ? "%s/keys/log.pub" : "%s/log.pub", r->options->path).ptr;
    struct str text;
    enum err e = file_read(a, path, STORE_PATH_MAX, &text);
    if (!e)
        e = note_key_read(a, text, &r->key);
    r->have_key = !e;
    if (e) {
        struct sentence why = named(a, "没有可用的公钥：", "no usable public key: ", path);
        verify_not_checked(r->report, CHECK_SIGNATURE, why);
        verify_not_checked(r->report, CHECK_ROOT, why);
    }
}

static enum err take_checkpoints(struct run *r)
{
    struct arena *a = r->arena;
    struct str note;
    bool store = r->source.store != NULL;
    enum err e = store ? checkpoint_each(r->source.db, take_filed, r) : ERR_NONE;
    const char *path = str_f(a, store ? "%s/keys/log.state" : "%s/checkpoint", r->options->path).ptr;
    enum err had = e ? e : file_read(a, path, NOTE_MAX, &note);
    r->no_state = store && had == ERR_MISSING;
    if (!had) /* the signer's own memory, where it can be read */
        take_note(r, note, named(a, "", "", store ? "keys/log.state" : "checkpoint"));
    if (!e && r->have_key && !r->report->checks[CHECK_SIGNATURE].count) {
        verify_not_checked(r->report, CHECK_SIGNATURE, sentence_f(a, "还没有检查点", "there is no checkpoint yet"));
        verify_not_checked(r->report, CHECK_ROOT, sentence_f(a, "还没有检查点", "there is no checkpoint yet"));
    }
    return e;
}

static void take_since(struct run *r)
{
    struct arena *a = r->arena;
    struct checkpoint c;
    struct str note;
    const char *path = r->options->since;
    if (!path) {
        verify_not_checked(r->report, CHECK_SINCE, sentence_f(a, "没有给出外部保存的检查点（--since）", "no checkpoint from outside was given (--since)"));
        return;
    }
    r->report->checks[CHECK_SINCE].required = true;
    enum err e = file_read(a, path, NOTE_MAX, &note);
    if (e || !r->have_key) {
        verify_not_checked(r->report, CHECK_SINCE,
                           e ? note_trouble(a, e, named(a, "", "", path))
                             : sentence_f(a, "没有公钥", "no public key"));
        return;
    }
    e = checkpoint_open(a, note, &r->key, 1, &c);
    if (e)
        verify_fail(r->report, CHECK_SINCE, note_trouble(a, e, named(a, "", "", path)));
    else
        claim_root(r, &c, CHECK_SINCE, named(a, "外部检查点 ", "the outside checkpoint ", path));
}

/* ---- receipts ---------------------------------------------------------------------------- */

static void take_receipt(struct run *r, const char *name)
{
    struct arena *a = r->arena;
    struct receipt receipt;
    struct checkpoint c;
    struct str text;
    struct sentence whose = named(a, "回执 ", "the receipt ", name);
    enum err e = file_read(a, str_f(a, "%s/%s", r->options->receipts, name).ptr, RECEIPT_MAX, &text);
    r->report->checks[CHECK_RECEIPT].count++;
    if (!e)
        e = receipt_read(a, text, &receipt);
    if (e) {
        verify_fail(r->report, CHECK_RECEIPT,
                    (struct sentence){str_f(a, "%s 不是回执", whose.zh.ptr),
                                      str_f(a, "%s is no receipt", whose.en.ptr)});
        return;
    }
    if (receipt.line.len)
        e = receipt_check(a, &receipt, STR(""), &r->key, 1, &c);
    else /* without the line only its checkpoint can be met; the walk meets the root */
        e = checkpoint_open(a, receipt.note, &r->key, 1, &c);
    if (e) {
        verify_fail(r->report, CHECK_RECEIPT,
                    e == ERR_CORRUPT
                        ? (struct sentence){str_f(a, "%s 的证明或签名不成立", whose.zh.ptr),
                                            str_f(a, "%s: its proof or signature does not hold",
                                                  whose.en.ptr)}
                        : note_trouble(a, e, whose));
        return;
    }
    claim_root(r, &c, CHECK_RECEIPT, whose);
    r->report->checks[CHECK_RECEIPT].count--; /* the walk counts it when it meets the root */
    if (!receipt.line.len)
        return;
    struct pending *p = arena_alloc(a, sizeof *p);
    p->leaf = (struct verify_leaf){
        receipt.index,
        leaf_hash(receipt.line),
        {str_f(a, "与%s 不同", whose.zh.ptr), str_f(a, "differs from %s", whose.en.ptr)}};
    p->next = r->leaves;
    r->leaves = p;
    r->claims.leaves_count++;
}

static void take_receipts(struct run *r)
{
    struct arena *a = r->arena;
    if (!r->options->receipts) {
        verify_not_checked(r->report, CHECK_RECEIPT, sentence_f(a, "没有给出回执目录（--receipts）", "no folder of receipts was given (--receipts)"));
        return;
    }
    r->report->checks[CHECK_RECEIPT].required = true;
    DIR *dir = opendir(r->options->receipts);
    if (!dir || !r->have_key) {
        verify_not_checked(
            r->report, CHECK_RECEIPT,
            dir ? sentence_f(a, "没有公钥", "no public key")
                : named(a, "打不开目录 ", "cannot open the folder ", r->options->receipts));
        if (dir)
            closedir(dir);
        return;
    }
    size_t seen = 0;
    for (struct dirent *d; (d = readdir(dir));)
        if (str_ends(str_c(d->d_name), STR(".tlog-proof"))) {
            take_receipt(r, str_z(a, str_c(d->d_name)));
            seen++;
        }
    closedir(dir);
    if (!seen)
        verify_not_checked(r->report, CHECK_RECEIPT, named(a, "目录里没有 .tlog-proof 文件：", "no .tlog-proof file in ", r->options->receipts));
}

/* ---- evidence files ---------------------------------------------------------------------- */

static bool hash_file(struct run *r, const char *path, char *chunk, struct hash *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct hasher *h = hasher_new();
    ssize_t n;
    while ((n = read(fd, chunk, FILE_CHUNK)) > 0) {
        hasher_add(h, (struct str){chunk, (size_t)n});
        r->report->bytes += n;
    }
    *out = hasher_end(h);
    close(fd);
    return n == 0;
}

static void check_file(struct run *r, const char *folder, const char *shelf, const char *name, char *chunk)
{
    struct arena *a = r->arena;
    struct hash want, got;
    r->report->checks[CHECK_FILE].count++;
    bool good = hex_read(str_c(name), want.bytes, HASH_BYTES) && strncmp(name, shelf, 2) == 0;
    if (!good)
        verify_fail(r->report, CHECK_FILE, (struct sentence){str_f(a, "files/%s/%s：不该有这个名称的文件", shelf, name), str_f(a, "files/%s/%s: no file may have this name", shelf, name)});
    else if (!hash_file(r, str_f(a, "%s/%s/%s", folder, shelf, name).ptr, chunk, &got))
        verify_fail(r->report, CHECK_FILE, (struct sentence){str_f(a, "files/%s/%s：读不出来", shelf, name), str_f(a, "files/%s/%s: cannot be read", shelf, name)});
    else if (!hash_eq(&want, &got))
        verify_fail(r->report, CHECK_FILE, (struct sentence){str_f(a, "files/%s/%s：内容与名称（SHA-256）不符", shelf, name), str_f(a, "files/%s/%s: the content does not hash to its name", shelf, name)});
}

static void check_shelf(struct run *r, const char *folder, const char *shelf, char *chunk)
{
    DIR *dir = opendir(str_f(r->arena, "%s/%s", folder, shelf).ptr);
    if (!dir)
        return;
    for (struct dirent *d; (d = readdir(dir));)
        if (d->d_name[0] != '.') /* a dot begins names of uploads that were cut off */
            check_file(r, folder, shelf, d->d_name, chunk);
    closedir(dir);
}

static void check_files(struct run *r)
{
    const char *folder = str_f(r->arena, "%s/files", r->options->path).ptr;
    DIR *dir = opendir(folder);
    if (!dir) {
        verify_not_checked(r->report, CHECK_FILE, named(r->arena, "没有 files 目录：", "there is no folder ", folder));
        return;
    }
    char *chunk = arena_alloc(r->arena, FILE_CHUNK);
    for (struct dirent *d; (d = readdir(dir));)
        if (strlen(d->d_name) == 2 && d->d_name[0] != '.')
            check_shelf(r, folder, d->d_name, chunk);
    closedir(dir);
}

/* ---- opening ----------------------------------------------------------------------------- */

static enum err open_store(struct run *r, const char *store)
{
    r->source.store = store;
    r->source.files = r->options->path;
    r->source.bodies = true;
    enum err e = db_open(store, DB_READ, &r->source.db);
    if (e) {
        r->report->unusable = named(r->arena, "", "", str_z(r->arena, str_c(db_open_message())));
        return e;
    }
    db_read_through(r->source.db);
    e = db_begin(r->source.db);
    if (!e)
        e = log_length(r->source.db, &r->source.size);
    if (e)
        r->report->unusable = named(r->arena, "数据库里没有可读的日志：", "the database holds no readable log: ", str_z(r->arena, str_c(db_message(r->source.db))));
    return e;
}

static enum err open_export(struct run *r)
{
    struct arena *a = r->arena;
    struct checkpoint c;
    struct str note;
    enum err e = file_read(a, str_f(a, "%s/checkpoint", r->options->path).ptr, NOTE_MAX, &note);
    size_t end = e ? SIZE_MAX : str_find(note, STR("\n\n"));
    if (!e && (end == SIZE_MAX || checkpoint_read(a, str_sub(note, 0, end + 1), &c)))
        e = ERR_INPUT;
    if (e) {
        r->report->unusable = sentence_f(a, "%s 里没有 huiyin.db、store，也没有导出的 checkpoint。", "%s holds neither huiyin.db nor store nor an exported checkpoint.", r->options->path);
        return ERR_INPUT;
    }
    r->source.folder = r->options->path;
    r->source.size = c.size;
    r->source.files = access(str_f(a, "%s/files", r->options->path).ptr, F_OK) == 0 ? r->options->path : NULL;
    r->source.bodies = access(str_f(a, "%s/bodies", r->options->path).ptr, R_OK) == 0;
    return ERR_NONE;
}

static enum err open_source(struct run *r)
{
    struct arena *a = r->arena;
    struct str store;
    const char *file = str_f(a, "%s/huiyin.db", r->options->path).ptr;
    if (!file_read(a, str_f(a, "%s/store", r->options->path).ptr, STORE_PATH_MAX, &store))
        return open_store(r, str_z(a, str_trim(store)));
    return access(file, F_OK) == 0 ? open_store(r, file) : open_export(r);
}

/* ---- all --------------------------------------------------------------------------------- */

static void say_unknown(struct run *r, struct sentence s)
{
    r->report->unknown[r->report->unknown_count++] = s;
}

static void conclude(struct run *r)
{
    struct verify_report *report = r->report;
    struct arena *a = r->arena;
    if (!r->source.bodies) { /* as a public export is: what it holds can still be checked whole */
        report->checks[CHECK_BODY].required = false;
        verify_not_checked(report, CHECK_BODY, sentence_f(a, "导出时没有带正文（公开的导出都不带）", "the export was made without bodies, as public ones are"));
    }
    if (!r->options->since && !r->options->receipts)
        say_unknown(r, sentence_f(a, "没有与外部保存的检查点或回执比对：持有签名密钥的人若把整个历史连同检查点一起重写，这里看不出来。请在别处保存检查点，用 --since 比对。",
                                  "Nothing kept outside was compared: a whole history rewritten together with its checkpoints by a holder of the signing key would look like this one. Keep checkpoints elsewhere and compare with --since."));
    if (!r->options->key && r->have_key)
        say_unknown(r, sentence_f(a, "公钥取自被检查的目录：请与别处公布的公钥核对，或用 --key 给出。",
                                  "The public key came from the checked folder itself: compare it with the one published elsewhere, or give that with --key."));
    if (r->no_state)
        say_unknown(r, sentence_f(a, "没有 keys/log.state：签名程序最后签到哪里无从比对，日志若被截短到较早的检查点，这里看不出来。",
                                  "keys/log.state is not here: where the signer stopped cannot be compared, so a log cut back to an earlier checkpoint would look like this one."));
    if (r->source.db)
        say_unknown(r, sentence_f(a, "口令和动态口令的密钥不在日志里：有没有人直接换过它们，这里看不出来。",
                                  "Passwords and secrets of one-time codes are not in the log: whether somebody exchanged them directly cannot be seen here."));
    if (report->signed_size < report->size)
        say_unknown(
            r, sentence_f(a, "第 %lld 条起的 %lld 条还没有检查点覆盖。",
                          "From entry %lld on, %lld entries are not covered by a checkpoint yet.",
                          (long long)report->signed_size,
                          (long long)(report->size - report->signed_size)));
}

static void replay(struct run *r)
{
    struct verify_check *c = &r->report->checks[CHECK_REPLAY];
    c->required = r->options->replay;
    if (!r->options->replay)
        verify_not_checked(r->report, CHECK_REPLAY, sentence_f(r->arena, "没有要求（--replay）", "not asked for (--replay)"));
    else if (!verify_replay_fn || !r->source.db)
        verify_not_checked(r->report, CHECK_REPLAY, sentence_f(r->arena, "这里没有重放的程序或表", "there is nothing to replay with here"));
    else
        verify_replay_fn(r->source.db, r->arena, r->options->progress, r->report, c);
}

static enum err check_all(struct run *r)
{
    r->report->size = r->source.size;
    take_key(r);
    enum err e = take_checkpoints(r);
    if (e)
        return e;
    take_since(r);
    take_receipts(r);
    sort_claims(r);
    e = verify_walk(&r->source, &r->claims, r->options, r->report);
    if (e)
        return e;
    check_files(r);
    replay(r);
    conclude(r);
    return ERR_NONE;
}

enum err verify_run(const struct verify_options *o, struct arena *a, struct verify_report *report)
{
    struct run r = {.options = o, .arena = a, .report = report};
    *report = (struct verify_report){.arena = a};
    for (size_t i = 0; i < VERIFY_CHECKS; i++)
        report->checks[i] = (struct verify_check){.status = VERIFY_OK, .required = i <= CHECK_SIGNATURE};
    enum err e = open_source(&r);
    if (!e) {
        e = check_all(&r);
        if (e)
            report->unusable = named(a, "读到一半出错：", "reading failed half way: ",
                                     r.source.db && db_message(r.source.db)[0]
                                         ? str_z(a, str_c(db_message(r.source.db)))
                                         : err_name(e));
    }
    db_close(r.source.db);
    return e;
}

int verify_exit_status(const struct verify_report *report)
{
    int status = report->unusable.zh.len ? 2 : 0;
    for (size_t i = 0; i < VERIFY_CHECKS; i++) {
        const struct verify_check *c = &report->checks[i];
        if (c->status == VERIFY_FAILED)
            return 1;
        if (c->status == VERIFY_NOT_CHECKED && c->required)
            status = 2;
    }
    return status;
}
