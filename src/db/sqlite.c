/* sqlite.c: the driver for a file.
 *
 * Write-ahead log, synchronous=FULL: a commit returns after fsync. One connection writes, held by a
 * flock on PATH-writer, because SQLite before 3.51.3 can lose a commit when two processes checkpoint
 * (the WAL-reset bug) and because "order is given by one writer" must not rest on good manners. The
 * lock is a file of its own: closing any other descriptor of the database would drop SQLite's own
 * POSIX locks. Readers never checkpoint, not even when closing. */
#include "db/driver.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { BUSY_MS = 5000,
       SCRUB_MS = 50,
       WRITER_WAIT_MS = 1000 };

/* For the power-cut harness, which must notice a build that does not sync. */
#ifdef HUIYIN_BREAK_SYNC
#define SYNCHRONOUS "PRAGMA synchronous=OFF;"
#else
#define SYNCHRONOUS "PRAGMA synchronous=FULL;"
#endif

enum command { BEGIN,
               SNAPSHOT,
               LOOK, /* the first read, which fixes the snapshot */
               COMMIT,
               ROLLBACK,
               COMMANDS };
struct handle {
    sqlite3 *db;
    enum db_mode mode;
    int lock; /* the descriptor that makes us the writer, -1 for none */
    sqlite3_stmt *command[COMMANDS];
};

static enum err to_err(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_NONE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_CORRUPT;
    default: return ERR_STORE;
    }
}

static void close_(void *handle)
{
    struct handle *h = handle;
    for (size_t i = 0; i < COMMANDS; i++)
        sqlite3_finalize(h->command[i]);
    sqlite3_close(h->db);
    if (h->lock >= 0)
        close(h->lock); /* after the last checkpoint: the next writer may start now */
    free(h);
}
static const char *message(const void *handle)
{
    return sqlite3_errmsg(((const struct handle *)handle)->db);
}
static enum err script(void *handle, const char *sql)
{
    return to_err(sqlite3_exec(((struct handle *)handle)->db, sql, NULL, NULL, NULL));
}

/* 32 pages of 8 KB are read into again and again and stay in the processor's own cache: reading a log
 * through costs half of what it does with a cache that grows. */
static void read_through(void *handle) { (void)!script(handle, "PRAGMA cache_size=-256"); }

/* ---- opening ----------------------------------------------------------------------------- */

static enum err take_writer_lock(struct handle *h, const char *path, char message[DB_MESSAGE_MAX])
{
    struct arena a = {0};
    h->lock = open(str_f(&a, "%s-writer", path).ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    arena_reset(&a);
    if (h->lock < 0) {
        snprintf(message, DB_MESSAGE_MAX, "写不了 %s：%s (cannot write there)", path, strerror(errno));
        return ERR_IO;
    }
    for (int waited = 0; flock(h->lock, LOCK_EX | LOCK_NB) != 0; waited += 20) {
        if (waited >= WRITER_WAIT_MS) {
            snprintf(message, DB_MESSAGE_MAX, "另一个程序正在写 %s，请先停下它 (another program is writing it; stop that one first)", path);
            return ERR_BUSY;
        }
        usleep(20 * 1000); /* the one before us may be on its way out */
    }
    return ERR_NONE;
}

/* Runs a PRAGMA and gives its first column as an integer, or whether it reads WANT. */
static enum err ask(struct handle *h, const char *sql, const char *want, int64_t *out)
{
    sqlite3_stmt *s;
    int rc = sqlite3_prepare_v2(h->db, sql, -1, &s, NULL);
    if (rc != SQLITE_OK)
        return to_err(rc);
    rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(s, 0);
        *out = want ? text && strcmp(text, want) == 0 : sqlite3_column_int64(s, 0);
    }
    sqlite3_finalize(s);
    return to_err(rc);
}

/* Not for long: the one who writes does not wait for those who read. */
static bool scrub(void *handle)
{
    struct handle *h = handle;
    int64_t busy = 1;
    sqlite3_busy_timeout(h->db, SCRUB_MS);
    enum err e = ask(h, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, &busy);
    sqlite3_busy_timeout(h->db, BUSY_MS);
    return !e && !busy;
}

static enum err set_up_writer(struct handle *h)
{
    int64_t wal = 0, busy = 1;
    enum err e = script(h, "PRAGMA page_size=8192;");
    if (!e)
        e = ask(h, "PRAGMA journal_mode=WAL", "wal", &wal);
    if (!e && !wal)
        e = ERR_STORE;
    if (!e)
        e = script(h, SYNCHRONOUS "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=2000; PRAGMA secure_delete=ON;"); /* erased words leave no bytes behind */
    /* What a crash left in the WAL goes into the database and is synced before anything new is
     * acknowledged on top of it. */
    if (!e)
        e = ask(h, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, &busy);
    return e ? e : busy ? ERR_BUSY
                        : ERR_NONE;
}

static enum err set_up(struct handle *h)
{
    int on;
    sqlite3_busy_timeout(h->db, BUSY_MS);
    sqlite3_extended_result_codes(h->db, 1);
    sqlite3_db_config(h->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    enum err e = script(h, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;");
    if (!e && h->mode == DB_WRITE)
        e = set_up_writer(h);
    if (!e && h->mode == DB_READ) {
        sqlite3_db_config(h->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &on);
        /* A cache of our own, not mmap: mapped pages are set up anew, with every cell's size checked, each time
         * they are touched, which was two thirds of a list page's time. */
        e = script(h, "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-65536;"
                      "SELECT 1 FROM sqlite_schema LIMIT 1;");
    }
    return e;
}

static enum err open_(const char *path, enum db_mode mode, void **out, char text[DB_MESSAGE_MAX])
{
    static const int flags[] = {
        [DB_READ] = SQLITE_OPEN_READONLY,
        [DB_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
        [DB_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    struct handle *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    h->lock = -1;
    h->mode = mode;
    enum err e = mode == DB_WRITE ? take_writer_lock(h, path, text) : ERR_NONE;
    if (!e) {
        e = to_err(sqlite3_open_v2(mode == DB_MEMORY ? ":memory:" : path, &h->db,
                                   flags[mode] | SQLITE_OPEN_NOMUTEX, NULL));
        if (!e)
            e = set_up(h);
        if (e)
            snprintf(text, DB_MESSAGE_MAX, "打不开数据库 %s：%s (cannot open the database)", path, sqlite3_errmsg(h->db));
    }
    if (e)
        close_(h);
    else
        *out = h;
    return e;
}

/* ---- transactions ------------------------------------------------------------------------ */

static enum err command(struct handle *h, enum command c)
{
    static const char *const sql[] = {
        [BEGIN] = "BEGIN IMMEDIATE",
        [SNAPSHOT] = "BEGIN",
        [LOOK] = "SELECT 1 FROM sqlite_schema LIMIT 1",
        [COMMIT] = "COMMIT",
        [ROLLBACK] = "ROLLBACK",
    };
    int rc = SQLITE_OK;
    if (!h->command[c])
        rc = sqlite3_prepare_v3(h->db, sql[c], -1, SQLITE_PREPARE_PERSISTENT, &h->command[c], NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(h->command[c]);
        sqlite3_reset(h->command[c]);
    }
    return to_err(rc);
}

static enum err begin(void *handle)
{
    struct handle *h = handle;
    if (h->mode != DB_READ)
        return command(h, BEGIN);
    enum err e = command(h, SNAPSHOT);
    return e ? e : command(h, LOOK);
}
static enum err commit(void *handle) { return command(handle, COMMIT); }
static void rollback(void *handle)
{
    struct handle *h = handle;
    if (!sqlite3_get_autocommit(h->db)) /* some failures have rolled back already */
        (void)!command(h, ROLLBACK);
}

/* ---- statements -------------------------------------------------------------------------- */

static enum err prepare(void *handle, struct str sql, void **prepared)
{
    struct handle *h = handle;
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v3(h->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &s, NULL);
    if (rc == SQLITE_OK && !s)
        return ERR_STORE; /* no statement in the text */
    if (rc == SQLITE_OK)
        *prepared = s;
    return to_err(rc);
}
static void finish(void *prepared) { sqlite3_finalize(prepared); }

static void bound(int rc)
{
    assert(rc == SQLITE_OK); /* a parameter the statement does not have */
    (void)rc;
}
static void bind_int(void *prepared, int at, int64_t n) { bound(sqlite3_bind_int64(prepared, at, n)); }
static void bind_str(void *prepared, int at, struct str t)
{
    bound(sqlite3_bind_text64(prepared, at, t.ptr ? t.ptr : "", t.len, SQLITE_STATIC, SQLITE_UTF8));
}
static void bind_blob(void *prepared, int at, struct str b)
{
    bound(sqlite3_bind_blob64(prepared, at, b.ptr ? b.ptr : "", b.len, SQLITE_STATIC));
}
static void bind_null(void *prepared, int at) { bound(sqlite3_bind_null(prepared, at)); }

static enum err step(void *prepared, bool *row)
{
    int rc = sqlite3_step(prepared);
    *row = rc == SQLITE_ROW;
    return to_err(rc);
}
static int64_t get_int(void *prepared, int col) { return sqlite3_column_int64(prepared, col); }
static struct str get_str(void *prepared, int col)
{
    const char *p = (const char *)sqlite3_column_text(prepared, col);
    return (struct str){p ? p : "", p ? (size_t)sqlite3_column_bytes(prepared, col) : 0};
}
static struct str get_blob(void *prepared, int col)
{
    const char *p = sqlite3_column_blob(prepared, col);
    return (struct str){p ? p : "", p ? (size_t)sqlite3_column_bytes(prepared, col) : 0};
}
static bool is_null(void *prepared, int col)
{
    return sqlite3_column_type(prepared, col) == SQLITE_NULL;
}
static void reset(void *prepared)
{
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
}

const struct driver sqlite_driver = {
    .name = "sqlite",
    .prefix = "",
    .int_type = "INTEGER",
    .blob_type = "BLOB",
    .open = open_,
    .close = close_,
    .message = message,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .script = script,
    .read_through = read_through,
    .scrub = scrub,
    .prepare = prepare,
    .finish = finish,
    .bind_int = bind_int,
    .bind_str = bind_str,
    .bind_blob = bind_blob,
    .bind_null = bind_null,
    .step = step,
    .get_int = get_int,
    .get_str = get_str,
    .get_blob = get_blob,
    .is_null = is_null,
    .reset = reset,
};
