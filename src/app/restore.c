/* restore.c: makes a data folder from a backup. See backup.h.
 *
 * The file is read twice: once to see that it is whole, once to take from it. The folder is made under another name
 * beside DIR, its log verified and replayed there, and only then it becomes DIR. */
#include "app/backup.h"

#include "app/replay.h"
#include "app/replay_verify.h"
#include "app/tar.h"
#include "base/hash.h"
#include "log/file.h"
#include "view/table.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct restore {
    struct arena *arena;
    const char *file, *dir, *temporary;
    struct str store;
    struct tar tar;
    struct app app; /* of the folder being made; no signer: nothing is signed here */
    struct backup_report *report;
    struct sentence *say;
};

static enum err damaged(struct restore *r, const char *zh, const char *en)
{
    *r->say = (struct sentence){
        str_f(r->arena, "“%s”%s（读到第 %lld 字节，%s）。没有恢复任何内容，请换一份备份。", r->file, zh, (long long)r->tar.at, r->tar.name),
        str_f(r->arena, "\"%s\" %s (at byte %lld, %s). Nothing was restored; use another backup.", r->file, en, (long long)r->tar.at, r->tar.name)};
    return ERR_CORRUPT;
}

static enum err world(struct restore *r, enum err e, const char *what)
{
    if (!r->say->zh.len)
        *r->say = sentence_f(r->arena, "没有恢复：%s：%s。", "Nothing was restored: %s: %s.", what, strerror(errno));
    return e;
}

static enum err broken_tar(struct restore *r, enum err e)
{
    if (e == ERR_CORRUPT)
        return damaged(r, "不完整或已损坏，可能复制时中断", "is cut off or damaged, perhaps while it was copied");
    return e ? world(r, e, r->file) : ERR_NONE;
}

/* ---- first reading: is it whole? ---------------------------------------------------------------------- */

static enum err hash_member(struct restore *r, struct hash *out)
{
    struct hasher *h = hasher_new();
    char bytes[BACKUP_COPY / 4];
    size_t n = 1;
    enum err e = ERR_NONE;
    while (n && !(e = tar_get(&r->tar, bytes, sizeof bytes, &n)))
        hasher_add(h, (struct str){bytes, n});
    *out = hasher_end(h);
    return e;
}

static enum err read_member(struct restore *r, struct arena *a, size_t max, struct str *out)
{
    size_t len = (size_t)r->tar.left, n;
    if (r->tar.left > (int64_t)max)
        return ERR_CORRUPT;
    char *bytes = arena_alloc(a, len + 1);
    enum err e = tar_get(&r->tar, bytes, len, &n);
    *out = (struct str){bytes, len};
    return e;
}

static enum err open_file(struct restore *r)
{
    int fd = r->tar.fd > 0 ? r->tar.fd : open(r->file, O_RDONLY | O_CLOEXEC);
    r->tar = (struct tar){.fd = fd};
    if (fd < 0) {
        *r->say = sentence_f(r->arena, "打不开备份文件“%s”：%s。", "Cannot open the backup \"%s\": %s.", r->file, strerror(errno));
        return ERR_MISSING;
    }
    if (lseek(fd, 0, SEEK_SET) < 0)
        return world(r, ERR_IO, r->file);
    struct arena a = {0};
    struct str mark;
    enum err e = tar_next(&r->tar);
    if (!e && !r->tar.end && !strcmp(r->tar.name, "huiyin-backup"))
        e = read_member(r, &a, sizeof BACKUP_MARK, &mark);
    else
        e = e ? e : ERR_CORRUPT;
    if (!e && !str_is(mark, BACKUP_MARK))
        e = ERR_CORRUPT;
    arena_reset(&a);
    if (e == ERR_CORRUPT) {
        *r->say = sentence_f(r->arena, "“%s”不是回音的备份文件；备份用 huiyin backup 目录 文件 制作。", "\"%s\" is not a backup of huiyin; make one with huiyin backup DIR FILE.", r->file);
        return ERR_INPUT;
    }
    return e ? world(r, e, r->file) : ERR_NONE;
}

/* The first member that does not stand in the manifest as it is. */
static enum err compare_manifest(struct restore *r, struct str made, struct str told)
{
    struct str line, other;
    while (str_cut(&made, '\n', &line) && str_cut(&told, '\n', &other))
        if (!str_eq(line, other))
            break;
    struct str name = str_sub(line, HASH_HEX + 1, line.len);
    size_t space = str_find(name, STR(" "));
    name = space == SIZE_MAX ? STR("MANIFEST") : str_sub(name, space + 1, name.len);
    *r->say = sentence_f(r->arena, "“%s”里的 %.*s 与清单不符：备份做好以后被改动或损坏。没有恢复任何内容，请换一份备份。", "In \"%s\", %.*s is not what the manifest says: the backup was changed or damaged after it was made. Nothing was restored; use another backup.", r->file, STR_ARG(name));
    return ERR_CORRUPT;
}

static enum err check_whole(struct restore *r)
{
    struct arena a = {0};
    struct buf made = buf_new(&a, BACKUP_MANIFEST_MAX);
    struct hash h = hash_of(STR(BACKUP_MARK));
    struct str told = {0};
    buf_f(&made, "%.*s %zu huiyin-backup\n", STR_ARG(hash_text(&a, &h)), sizeof BACKUP_MARK - 1);
    enum err e = tar_next(&r->tar);
    while (!e && !r->tar.end && strcmp(r->tar.name, "MANIFEST") != 0) {
        e = hash_member(r, &h);
        if (!e)
            buf_f(&made, "%.*s %lld %s\n", STR_ARG(hash_text(&a, &h)), (long long)r->tar.size, r->tar.name);
        if (!e)
            e = tar_next(&r->tar);
    }
    if (!e && r->tar.end)
        e = ERR_CORRUPT;
    if (!e)
        e = read_member(r, &a, BACKUP_MANIFEST_MAX, &told);
    if (!e)
        e = tar_next(&r->tar);
    if (!e && !r->tar.end)
        e = ERR_CORRUPT;
    e = broken_tar(r, e);
    if (!e && !str_eq(buf_view(&made), told))
        e = compare_manifest(r, buf_view(&made), told);
    arena_reset(&a);
    return e;
}

/* ---- second reading: rows -------------------------------------------------------------------------------- */

static bool cut_number(struct str *rest, size_t bytes, uint64_t *n)
{
    if (rest->len < bytes)
        return false;
    *n = 0;
    for (size_t i = 0; i < bytes; i++)
        *n = *n << 8 | (unsigned char)rest->ptr[i];
    *rest = str_sub(*rest, bytes, rest->len);
    return true;
}

static bool bind_column(struct str *rest, struct stmt *s, int at, char type)
{
    uint64_t n;
    if (!rest->len)
        return false;
    char tag = rest->ptr[0];
    *rest = str_sub(*rest, 1, rest->len);
    if (tag == 'n') {
        stmt_null(s, at);
        return true;
    }
    if (tag != type || !cut_number(rest, type == 'i' ? 8 : 4, &n) || (type != 'i' && n > rest->len))
        return false;
    if (type == 'i') {
        stmt_int(s, at, (int64_t)n);
        return true;
    }
    struct str bytes = str_sub(*rest, 0, (size_t)n);
    *rest = str_sub(*rest, (size_t)n, rest->len);
    if (type == 'b')
        stmt_blob(s, at, bytes);
    else if (utf8_valid(bytes) && str_find(bytes, (struct str){"", 1}) == SIZE_MAX)
        stmt_str(s, at, bytes);
    else
        return false;
    return true;
}

static enum err insert_rows(struct restore *r, const struct backup_table *t)
{
    struct arena a = {0};
    struct str rest;
    enum err e = read_member(r, &a, BACKUP_CHUNK_MAX, &rest);
    while (!e && rest.len) {
        struct stmt *s;
        e = db_stmt(r->app.db, t->insert, &s);
        if (e)
            break;
        bool good = true;
        for (int at = 0; t->types[at] && good; at++)
            good = bind_column(&rest, s, at + 1, t->types[at]);
        if (good) {
            e = stmt_run(s);
        } else {
            stmt_done(s);
            e = damaged(r, "里的表读不懂", "holds a table that cannot be read");
        }
        r->report->entries += !e && t == backup_tables;
    }
    arena_reset(&a);
    return e;
}

/* ---- second reading: files --------------------------------------------------------------------------------- */

static const char *inside(struct restore *r, struct arena *a, const char *name)
{
    return str_z(a, str_f(a, "%s/%s", r->temporary, name));
}

static enum err write_member(struct restore *r, const char *path, struct hash *out)
{
    struct hasher *h = hasher_new();
    char bytes[BACKUP_COPY / 4];
    size_t n = 1;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum err e = fd < 0 ? world(r, ERR_IO, path) : ERR_NONE;
    while (n && !e && !(e = tar_get(&r->tar, bytes, sizeof bytes, &n))) {
        hasher_add(h, (struct str){bytes, n});
        if (write(fd, bytes, n) != (ssize_t)n)
            e = world(r, ERR_IO, path);
    }
    if (fd >= 0 && close(fd) && !e)
        e = world(r, ERR_IO, path);
    *out = hasher_end(h);
    return e;
}

static bool is_evidence(struct str name, struct str *hex)
{
    *hex = str_sub(name, 9, name.len);
    bool shape = str_starts(name, STR("files/")) && name.len == 9 + HASH_HEX &&
                 name.ptr[8] == '/' && !memcmp(name.ptr + 6, hex->ptr, 2);
    for (size_t i = 0; shape && i < HASH_HEX; i++)
        shape = strchr("0123456789abcdef", hex->ptr[i]) && hex->ptr[i];
    return shape;
}

static enum err take_evidence(struct restore *r, struct str hex)
{
    struct arena a = {0};
    struct hash want, got;
    mkdir(inside(r, &a, str_z(&a, str_f(&a, "files/%.2s", hex.ptr))), 0700);
    enum err e = write_member(r, inside(r, &a, r->tar.name), &got);
    r->report->files++;
    r->report->damaged += !e && (!hex_read(hex, want.bytes, HASH_BYTES) || !hash_eq(&want, &got));
    arena_reset(&a);
    return e;
}

/* Only names this program writes are taken: nothing can be put outside the folder. */
static enum err take_member(struct restore *r)
{
    struct str name = str_c(r->tar.name), hex;
    struct hash h;
    for (const struct backup_table *t = backup_tables; t->name; t++)
        if (str_starts(name, str_c(t->name)) && name.len > strlen(t->name) && name.ptr[strlen(t->name)] == '/')
            return insert_rows(r, t);
    for (const char *const *small = backup_small_files; *small; small++) {
        if (!str_is(name, *small))
            continue;
        struct arena a = {0};
        enum err e = write_member(r, inside(r, &a, *small), &h);
        arena_reset(&a);
        return e;
    }
    return is_evidence(name, &hex) ? take_evidence(r, hex) : damaged(r, "里有不认识的内容", "holds something unknown");
}

static enum err take_members(struct restore *r)
{
    enum err e = open_file(r);
    if (!e)
        e = broken_tar(r, tar_next(&r->tar));
    while (!e && !r->tar.end && strcmp(r->tar.name, "MANIFEST") != 0) {
        e = take_member(r);
        if (!e)
            e = broken_tar(r, tar_next(&r->tar));
    }
    return e;
}

/* ---- the folder ---------------------------------------------------------------------------------------------- */

static enum err make_folder(struct restore *r)
{
    static const char *const folders[] = {"", "keys", "files", "tmp"};
    struct arena a = {0};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !e; i++)
        if (mkdir(inside(r, &a, folders[i]), 0700))
            e = world(r, ERR_IO, r->temporary);
    if (!e && r->store.len)
        e = file_replace(inside(r, &a, "store"), str_f(&a, "%.*s\n", STR_ARG(r->store)), 0600);
    arena_reset(&a);
    return e;
}

static enum err fill_database(struct restore *r)
{
    enum err e = log_create(r->app.db);
    if (!e)
        e = db_begin(r->app.db);
    if (e)
        return e;
    e = table_create_all(r->app.db);
    if (!e)
        e = secret_create(r->app.db);
    if (!e)
        e = take_members(r);
    if (!e)
        e = db_commit(r->app.db);
    if (e) {
        db_rollback(r->app.db);
        return e;
    }
    e = log_open(r->app.db, &r->app.log);
    return e ? e : app_rebuild(&r->app, NULL, NULL);
}

static enum err fill_folder(struct restore *r)
{
    const char *path = r->store.len ? str_z(r->arena, r->store) : inside(r, r->arena, "huiyin.db");
    enum err e = r->store.len ? app_store_check(r->arena, r->store, r->say) : ERR_NONE;
    if (!e)
        e = make_folder(r);
    if (e)
        return e;
    e = db_open(path, DB_WRITE, &r->app.db);
    if (e) {
        *r->say = sentence_f(r->arena, "没有恢复：打不开数据库：%s", "Nothing was restored: the database cannot be opened: %s", db_open_message());
        return e;
    }
    e = fill_database(r);
    if (e && !r->say->zh.len)
        *r->say = sentence_f(r->arena, "没有恢复：数据库出错（%s）。", "Nothing was restored: the database failed (%s).", db_message(r->app.db));
    r->report->last_us = r->app.log ? log_last_us(r->app.log) : 0;
    log_close(r->app.log);
    db_close(r->app.db);
    return e;
}

/* Why the folder is not to be trusted; empty when it is. A damaged or missing evidence file is
 * told: it was so when it was backed up, and the rest is worth having. A log may lie there before its
 * first checkpoint. */
static struct sentence distrust(struct restore *r, const struct verify_report *report)
{
    if (report->unusable.zh.len)
        return report->unusable;
    for (size_t i = 0; i < VERIFY_CHECKS; i++) {
        const struct verify_check *c = &report->checks[i];
        if (i != CHECK_FILE && c->details_count &&
            (c->status == VERIFY_FAILED || (c->status == VERIFY_NOT_CHECKED && i == CHECK_REPLAY)))
            return c->details[0];
    }
    if (access(inside(r, r->arena, "keys/log.key"), R_OK) || access(inside(r, r->arena, "keys/log.pub"), R_OK))
        return sentence_f(r->arena, "没有签名密钥", "the signing key is missing");
    return (struct sentence){0};
}

static enum err verify_folder(struct restore *r)
{
    struct verify_report *report = arena_alloc(r->arena, sizeof *report);
    struct verify_options o = {.path = r->temporary, .replay = true};
    verify_replay_fn = replay_verify;
    verify_file_fn = replay_file;
    enum err e = verify_run(&o, r->arena, report);
    struct sentence why = distrust(r, report);
    int64_t files = report->checks[CHECK_FILE].failures; /* of files there: damaged; the others are not there */
    r->report->missing = files > r->report->damaged ? files - r->report->damaged : 0;
    if (!e && !why.zh.len)
        return ERR_NONE;
    *r->say = (struct sentence){
        str_f(r->arena, "“%s”里的日志没有通过验证：%.*s。没有恢复任何内容，请换一份备份。", r->file, STR_ARG(why.zh)),
        str_f(r->arena, "The log in \"%s\" does not verify: %.*s. Nothing was restored; use another backup.", r->file, STR_ARG(why.en))};
    return e ? e : ERR_CORRUPT;
}

static int remove_one(const char *path, const struct stat *s, int flag, struct FTW *f)
{
    (void)s, (void)flag, (void)f;
    return remove(path);
}

/* An empty folder of that name gives way; anything else is refused by rename. */
static enum err become(struct restore *r)
{
    int fd = open(r->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool bad = fd < 0 || syncfs(fd) || rename(r->temporary, r->dir) || syncfs(fd);
    if (bad)
        (void)world(r, ERR_IO, r->dir);
    if (fd >= 0)
        close(fd);
    return bad ? ERR_IO : ERR_NONE;
}

static enum err is_free(struct restore *r)
{
    DIR *d = opendir(r->dir);
    size_t names = 0;
    while (d && readdir(d))
        names++;
    if (d)
        closedir(d);
    if (names <= 2 && (d || errno == ENOENT)) /* "." and ".." */
        return ERR_NONE;
    *r->say = sentence_f(r->arena, "“%s”不是空目录，没有改动；请恢复到一个新目录。", "\"%s\" is not an empty folder and was not touched; restore into a new one.", r->dir);
    return ERR_INPUT;
}

enum err backup_restore(struct arena *a, const char *file, const char *dir, struct str store,
                        struct backup_report *out, struct sentence *say)
{
    struct str bare = str_c(dir);
    while (bare.len > 1 && bare.ptr[bare.len - 1] == '/')
        bare.len--;
    struct restore r = {.arena = a, .file = file, .dir = str_z(a, bare), .store = store, .report = out, .say = say};
    *out = (struct backup_report){0};
    *say = (struct sentence){0};
    r.temporary = str_z(a, str_f(a, "%s.restoring-%d", r.dir, (int)getpid()));
    r.app.dir = r.temporary;
    enum err e = is_free(&r);
    if (!e)
        e = open_file(&r);
    if (!e)
        e = check_whole(&r);
    if (!e) {
        e = fill_folder(&r);
        if (!e)
            e = verify_folder(&r);
        if (!e)
            e = become(&r);
        if (e)
            nftw(r.temporary, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    }
    out->bytes = r.tar.at;
    if (r.tar.fd > 0)
        close(r.tar.fd);
    return e;
}
