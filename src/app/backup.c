/* backup.c: writes a backup. See backup.h. */
#include "app/backup.h"

#include "app/tar.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* READ to back up, WRITE to restore. */
const struct backup_table backup_tables[] = {
    {"log", "itbitiibbi",
     "SELECT seq, leaf, hash, subject, command, part, at_us, salt, body, erased_by FROM log WHERE seq >= ?1 AND seq < ?2 ORDER BY seq",
     "INSERT INTO log (seq, leaf, hash, subject, command, part, at_us, salt, body, erased_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"},
    {"log_tree", "iib", "SELECT level, idx, hash FROM log_tree WHERE idx >= ?1 AND idx < ?2 ORDER BY level, idx", "INSERT INTO log_tree (level, idx, hash) VALUES (?1, ?2, ?3)"},
    {"checkpoint", "iit", "SELECT size, at_us, note FROM checkpoint WHERE size >= ?1 AND size < ?2 ORDER BY size, at_us", "INSERT INTO checkpoint (size, at_us, note) VALUES (?1, ?2, ?3)"},
    {"secret", "itt", "SELECT subject, name, value FROM secret WHERE subject >= ?1 AND subject < ?2 ORDER BY subject, name", "INSERT INTO secret (subject, name, value) VALUES (?1, ?2, ?3)"},
    {NULL, NULL, NULL, NULL},
};
const char *const backup_small_files[] = {"keys/log.key", "keys/log.pub", "keys/log.state", "settings", NULL};

enum { PAGE = 1000, /* log entries read at once */
       SMALL_FILE_MAX = 1 << 20 };

struct backup {
    struct app *app;
    struct arena arena, page;
    struct tar tar;
    struct buf manifest, rows; /* rows waits in arena `page` */
    int64_t chunk, now_us;
    struct backup_report *report;
    struct hasher *hasher; /* of the member under way */
    const char *temporary; /* name of the unfinished file, NULL when it has none */
};

static enum err failed(struct backup *b, const char *what)
{
    if (!b->app->say.zh.len)
        b->app->say = sentence_f(&b->app->arena, "备份没有完成：%s：%s。没有留下文件。", "The backup was not made: %s: %s. No file is left behind.", what, strerror(errno));
    return ERR_IO;
}

/* ---- members ------------------------------------------------------------------------------------------- */

static enum err begin_member(struct backup *b, const char *name, int64_t size)
{
    b->hasher = hasher_new();
    return tar_add(&b->tar, name, size, b->now_us);
}

static enum err put(struct backup *b, struct str bytes)
{
    hasher_add(b->hasher, bytes);
    return tar_put(&b->tar, bytes);
}

static enum err end_member(struct backup *b, enum err e, struct hash *out)
{
    struct arena a = {0};
    *out = hasher_end(b->hasher);
    buf_f(&b->manifest, "%.*s %lld %s\n", STR_ARG(hash_text(&a, out)), (long long)b->tar.size, b->tar.name);
    arena_reset(&a);
    return e ? e : tar_close_member(&b->tar);
}

static enum err add_member(struct backup *b, const char *name, struct str bytes)
{
    struct hash h;
    enum err e = begin_member(b, name, (int64_t)bytes.len);
    if (!e)
        e = put(b, bytes);
    return end_member(b, e, &h);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void put_number(struct buf *b, uint64_t n, size_t bytes)
{
    while (bytes-- > 0) {
        char c = (char)(n >> 8 * bytes & 0xff);
        buf_put(b, &c, 1);
    }
}

static void put_column(struct buf *b, struct stmt *s, int col, char type)
{
    struct str bytes;
    if (stmt_is_null(s, col)) {
        buf_c(b, "n");
        return;
    }
    buf_put(b, &type, 1);
    if (type == 'i') {
        put_number(b, (uint64_t)stmt_get_int(s, col), 8);
        return;
    }
    bytes = type == 't' ? stmt_get_str(s, col) : stmt_get_blob(s, col);
    put_number(b, bytes.len, 4);
    buf_str(b, bytes);
}

static enum err flush_rows(struct backup *b, const struct backup_table *t)
{
    struct arena a = {0};
    enum err e = ERR_NONE;
    if (b->rows.failed)
        e = ERR_LIMIT;
    else if (b->rows.len)
        e = add_member(b, str_z(&a, str_f(&a, "%s/%06lld", t->name, (long long)b->chunk++)), buf_view(&b->rows));
    arena_reset(&b->page);
    b->rows = buf_new(&b->page, BACKUP_CHUNK_MAX);
    arena_reset(&a);
    return e;
}

static enum err page_of_rows(struct backup *b, const struct backup_table *t, int64_t from, int64_t to)
{
    struct stmt *s;
    bool row;
    enum err e = db_stmt(b->app->db, t->select, &s);
    if (e)
        return e;
    stmt_int(s, 1, from);
    stmt_int(s, 2, to);
    while (!(e = stmt_step(s, &row)) && row) {
        for (int col = 0; t->types[col]; col++)
            put_column(&b->rows, s, col, t->types[col]);
        if (b->rows.len >= BACKUP_CHUNK && (e = flush_rows(b, t)))
            break;
    }
    stmt_done(s);
    return e;
}

static enum err add_rows(struct backup *b, const struct backup_table *t)
{
    int64_t size = INT64_MAX, page = INT64_MAX;
    enum err e = ERR_NONE;
    b->chunk = 0;
    b->rows = buf_new(&b->page, BACKUP_CHUNK_MAX);
    if (!strcmp(t->name, "log")) { /* long: a page at a time, so that no driver holds all of it */
        e = log_length(b->app->db, &size);
        page = PAGE;
        b->report->entries = size;
    }
    for (int64_t from = 0; from < size && !e; from += page) {
        e = page_of_rows(b, t, from, size - from > page ? from + page : size);
        if (page == INT64_MAX)
            break;
    }
    return e ? e : flush_rows(b, t);
}

static enum err add_database(struct backup *b)
{
    enum err e = db_begin(b->app->db); /* a snapshot: the server may go on */
    for (const struct backup_table *t = backup_tables; t->name && !e; t++)
        e = add_rows(b, t);
    if (e && e != ERR_IO)
        b->app->say = sentence_f(&b->app->arena, "备份没有完成：读数据库出错（%s）。没有留下文件。", "The backup was not made: reading the database failed (%s). No file is left behind.", db_message(b->app->db));
    db_rollback(b->app->db);
    return e;
}

/* ---- files ------------------------------------------------------------------------------------------------ */

static enum err add_small_files(struct backup *b)
{
    struct arena a = {0};
    enum err e = ERR_NONE;
    for (const char *const *name = backup_small_files; *name && !e; name++) {
        struct str bytes;
        e = file_read(&a, app_path(b->app, &a, *name), SMALL_FILE_MAX, &bytes);
        if (e == ERR_MISSING)
            e = ERR_NONE;
        else if (e)
            e = failed(b, *name);
        else
            e = add_member(b, *name, bytes);
    }
    arena_reset(&a);
    return e;
}

/* The rest of the file at FD, as one member. A file that is shorter than it was is a failing world. */
static enum err copy_file(struct backup *b, int fd, int64_t size)
{
    char bytes[BACKUP_COPY / 4];
    enum err e = ERR_NONE;
    while (size && !e) {
        ssize_t n = read(fd, bytes, size < (int64_t)sizeof bytes ? (size_t)size : sizeof bytes);
        e = n <= 0 ? ERR_IO : put(b, (struct str){bytes, (size_t)n});
        size -= n > 0 ? n : 0;
    }
    return e;
}

static enum err add_evidence(struct backup *b, const char *shelf, const char *name)
{
    struct arena a = {0};
    struct hash want, got;
    struct stat st;
    const char *member = str_z(&a, str_f(&a, "files/%s/%s", shelf, name));
    int fd = open(app_path(b->app, &a, member), O_RDONLY | O_CLOEXEC);
    enum err e = fd < 0 || fstat(fd, &st) ? failed(b, member) : ERR_NONE;
    if (!e) {
        e = begin_member(b, member, st.st_size);
        if (!e)
            e = copy_file(b, fd, st.st_size);
        e = end_member(b, e, &got);
        b->report->files++;
        b->report->damaged += !hex_read(str_c(name), want.bytes, HASH_BYTES) || !hash_eq(&want, &got);
    }
    if (fd >= 0)
        close(fd);
    arena_reset(&a);
    return e;
}

static bool is_evidence(const char *shelf, const char *name)
{
    return strlen(name) == HASH_HEX && strspn(name, "0123456789abcdef") == HASH_HEX && !strncmp(name, shelf, 2);
}

static enum err add_shelf(struct backup *b, const char *shelf)
{
    struct arena a = {0};
    enum err e = ERR_NONE;
    DIR *dir = opendir(app_path(b->app, &a, str_z(&a, str_f(&a, "files/%s", shelf))));
    for (struct dirent *d; dir && !e && (d = readdir(dir));)
        if (is_evidence(shelf, d->d_name))
            e = add_evidence(b, shelf, d->d_name);
    if (dir)
        closedir(dir);
    arena_reset(&a);
    return e;
}

/* After the snapshot: whatever it names was stored before. */
static enum err add_files(struct backup *b)
{
    enum err e = ERR_NONE;
    DIR *dir = opendir(app_path(b->app, &b->arena, "files"));
    for (struct dirent *d; dir && !e && (d = readdir(dir));)
        if (strlen(d->d_name) == 2 && d->d_name[0] != '.')
            e = add_shelf(b, d->d_name);
    if (dir)
        closedir(dir);
    return e;
}

/* ---- all --------------------------------------------------------------------------------------------------- */

static enum err write_members(struct backup *b)
{
    enum err e = add_member(b, "huiyin-backup", STR(BACKUP_MARK));
    if (!e)
        e = add_small_files(b);
    if (!e)
        e = add_database(b);
    if (!e)
        e = add_files(b);
    if (!e && b->manifest.failed)
        return ERR_LIMIT;
    if (!e)
        e = tar_add(&b->tar, "MANIFEST", (int64_t)b->manifest.len, b->now_us);
    if (!e)
        e = tar_put(&b->tar, buf_view(&b->manifest));
    if (!e)
        e = tar_close_member(&b->tar);
    return e ? e : tar_finish(&b->tar);
}

static enum err newest_entry(void *arg, const struct entry *e)
{
    *(int64_t *)arg = e->leaf.at_us;
    return ERR_NONE;
}

static const char *folder_of(struct backup *b, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? str_z(&b->arena, (struct str){file, (size_t)(slash - file) + 1}) : ".";
}

/* Without a name, so that nothing is left of an unfinished file whatever happens; where the file system cannot do that,
 * under a temporary one. */
static int open_unfinished(struct backup *b, const char *file)
{
    int fd = open(folder_of(b, file), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    b->temporary = str_z(&b->arena, str_f(&b->arena, "%s.part-%d", file, (int)getpid()));
    return open(b->temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
}

/* A link refuses to replace what another put there meanwhile. */
static enum err give_name(struct backup *b, const char *file)
{
    const char *from = b->temporary ? b->temporary : str_z(&b->arena, str_f(&b->arena, "/proc/self/fd/%d", b->tar.fd));
    if (fsync(b->tar.fd) || linkat(AT_FDCWD, from, AT_FDCWD, file, AT_SYMLINK_FOLLOW))
        return failed(b, file);
    int folder = open(folder_of(b, file), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e = folder < 0 || fsync(folder) ? failed(b, file) : ERR_NONE;
    if (folder >= 0)
        close(folder);
    return e;
}

enum err backup_write(struct app *app, const char *file, struct backup_report *out)
{
    struct backup b = {.app = app, .report = out, .now_us = time_now_us()};
    *out = (struct backup_report){0};
    if (access(file, F_OK) == 0) {
        app->say = sentence_f(&app->arena, "文件“%s”已经在那里，没有覆盖；请换一个文件名。", "The file \"%s\" is there already and was not touched; choose another name.", file);
        return ERR_INPUT;
    }
    b.manifest = buf_new(&b.arena, BACKUP_MANIFEST_MAX);
    b.tar.fd = open_unfinished(&b, file);
    enum err e = b.tar.fd < 0 ? failed(&b, file) : write_members(&b);
    if (!e && out->entries)
        e = log_each(app->db, out->entries - 1, out->entries, newest_entry, &out->last_us);
    if (!e)
        e = give_name(&b, file);
    else if (b.tar.fd >= 0)
        (void)failed(&b, file); /* only for the sentence, when there is none yet */
    out->bytes = b.tar.at;
    if (b.tar.fd >= 0)
        close(b.tar.fd);
    if (b.temporary)
        unlink(b.temporary);
    arena_reset(&b.page);
    arena_reset(&b.arena);
    return e;
}
