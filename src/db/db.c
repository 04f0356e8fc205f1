/* db.c: db.h over whichever driver the path names; the kept statements, the kept message and the
 * injected failures. */
#include "db/driver.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STMT_SLOTS = 2048, /* a power of two, more than twice the statements the program has */
       TEXTS_MAX = 256 };

struct stmt {
    struct db *db;
    const char *sql; /* the key by pointer; NULL for one kept by content */
    struct str text; /* the key by content, owned */
    void *prepared;
    uint64_t used; /* the tick of the last use, for throwing out the oldest */
    bool open;     /* a row has been handed out and more may come */
    bool bad;      /* a parameter was no text both databases can keep */
};
struct db {
    const struct driver *driver;
    void *handle;
    enum db_mode mode;
    bool broken; /* a commit failed in a way that leaves open what is on disk */
    int depth;   /* of snapshots within snapshots, DB_READ only */
    char message[DB_MESSAGE_MAX];
    size_t count, texts_count;
    uint64_t tick;
    struct stmt *stmts[STMT_SLOTS]; /* open addressing by address */
    struct stmt *texts[TEXTS_MAX];
};

static char open_message[DB_MESSAGE_MAX];
static int64_t fault_at, fault_calls;
static enum err fault_err;

void db_fault(int64_t at, enum err err)
{
    fault_at = at;
    fault_err = err;
    fault_calls = 0;
}
int64_t db_fault_calls(void) { return fault_calls; }

static enum err fault(char message[DB_MESSAGE_MAX])
{
    if (++fault_calls != fault_at)
        return ERR_NONE;
    snprintf(message, DB_MESSAGE_MAX, "injected failure of call %lld", (long long)fault_at);
    return fault_err;
}

static enum err keep(struct db *db, enum err e)
{
    if (e)
        snprintf(db->message, sizeof db->message, "%s", db->driver->message(db->handle));
    return e;
}

/* ---- opening, transactions --------------------------------------------------------------- */

/* libpq knows both spellings. */
bool db_is_server(struct str path)
{
    return str_starts(path, str_c(postgres_driver.prefix)) || str_starts(path, STR("postgresql://"));
}

enum err db_open(const char *path, enum db_mode mode, struct db **out)
{
    open_message[0] = '\0';
    enum err e = fault(open_message);
    if (e)
        return e;
    bool postgres = mode != DB_MEMORY && db_is_server(str_c(path));
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        abort();
    db->mode = mode;
    db->driver = postgres ? &postgres_driver : &sqlite_driver;
    e = db->driver->open(path, mode, &db->handle, open_message);
    if (e) {
        free(db);
        return e;
    }
    *out = db;
    return ERR_NONE;
}

static void stmt_free(struct stmt *s)
{
    if (!s)
        return;
    s->db->driver->finish(s->prepared);
    free((char *)s->text.ptr);
    free(s);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < STMT_SLOTS; i++)
        stmt_free(db->stmts[i]);
    for (size_t i = 0; i < db->texts_count; i++)
        stmt_free(db->texts[i]);
    db->driver->close(db->handle);
    free(db);
}

const char *db_message(const struct db *db) { return db->message; }
const char *db_open_message(void) { return open_message; }
const char *db_name(const struct db *db) { return db->driver->name; }
const char *db_int_type(const struct db *db) { return db->driver->int_type; }
const char *db_blob_type(const struct db *db) { return db->driver->blob_type; }

enum err db_begin(struct db *db)
{
    if (db->broken) {
        snprintf(db->message, sizeof db->message, "a commit failed earlier; what is on disk is uncertain "
                                                  "until the program is started again");
        return ERR_STORE;
    }
    if (db->depth) {
        db->depth++;
        return ERR_NONE;
    }
    enum err e = fault(db->message);
    if (!e)
        e = keep(db, db->driver->begin(db->handle));
    db->depth = !e && db->mode == DB_READ;
    return e;
}

enum err db_commit(struct db *db)
{
    enum err e = fault(db->message);
    if (e)
        return e;
    e = keep(db, db->driver->commit(db->handle));
    /* "fsync failed, try again" has lost acknowledged data in many programs: not here. */
    if (e && e != ERR_BUSY)
        db->broken = true;
    return e;
}

void db_rollback(struct db *db)
{
    if (db->depth)
        db->depth--;
    if (!db->depth)
        db->driver->rollback(db->handle);
}

enum err db_script(struct db *db, const char *sql)
{
    enum err e = fault(db->message);
    return e ? e : keep(db, db->driver->script(db->handle, sql));
}

void db_read_through(struct db *db)
{
    if (db->driver->read_through)
        db->driver->read_through(db->handle);
}

bool db_scrub(struct db *db) { return !db->driver->scrub || db->driver->scrub(db->handle); }

/* ---- statements -------------------------------------------------------------------------- */

static enum err prepare(struct db *db, struct str sql, struct stmt **out)
{
    struct stmt *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    enum err e = keep(db, db->driver->prepare(db->handle, sql, &s->prepared));
    if (e) {
        free(s);
        return e;
    }
    s->db = db;
    *out = s;
    return ERR_NONE;
}

static struct stmt *ready(struct stmt *s)
{
    assert(!s->open); /* else someone still walks its rows: two users of one statement */
    s->used = ++s->db->tick;
    return s;
}

enum err db_stmt(struct db *db, const char *sql, struct stmt **out)
{
    enum err e = fault(db->message);
    size_t at = ((uintptr_t)sql * 0x9E3779B97F4A7C15u >> 40) % STMT_SLOTS;
    while (db->stmts[at] && db->stmts[at]->sql != sql)
        at = (at + 1) % STMT_SLOTS;
    if (!e && !db->stmts[at]) {
        assert(db->count < STMT_SLOTS / 2);
        struct stmt *s;
        e = prepare(db, str_c(sql), &s);
        if (!e) {
            s->sql = sql;
            db->stmts[at] = s;
            db->count++;
        }
    }
    if (!e)
        *out = ready(db->stmts[at]);
    return e;
}

/* A place for one more statement kept by content: a new one, or that of the longest unused. */
static struct stmt **text_place(struct db *db)
{
    if (db->texts_count < TEXTS_MAX)
        return &db->texts[db->texts_count++];
    struct stmt **oldest = NULL;
    for (size_t i = 0; i < TEXTS_MAX; i++)
        if (!db->texts[i]->open && (!oldest || db->texts[i]->used < (*oldest)->used))
            oldest = &db->texts[i];
    assert(oldest); /* 256 open cursors at once would be our own mistake */
    stmt_free(*oldest);
    return oldest;
}

enum err db_stmt_text(struct db *db, struct str sql, struct stmt **out)
{
    enum err e = fault(db->message);
    if (e)
        return e;
    for (size_t i = 0; i < db->texts_count; i++) {
        if (str_eq(db->texts[i]->text, sql)) {
            *out = ready(db->texts[i]);
            return ERR_NONE;
        }
    }
    struct stmt *s;
    e = prepare(db, sql, &s);
    if (e)
        return e;
    char *copy = malloc(sql.len + 1);
    if (!copy)
        abort();
    memcpy(copy, sql.ptr, sql.len);
    s->text = (struct str){copy, sql.len};
    *text_place(db) = s;
    *out = ready(s);
    return ERR_NONE;
}

void stmt_int(struct stmt *s, int at, int64_t n) { s->db->driver->bind_int(s->prepared, at, n); }

void stmt_str(struct stmt *s, int at, struct str text)
{
    /* PostgreSQL refuses such text and SQLite does not; here neither takes it. */
    if (text.len && (memchr(text.ptr, 0, text.len) || !utf8_valid(text))) {
        s->bad = true;
        text = STR("");
    }
    s->db->driver->bind_str(s->prepared, at, text);
}
void stmt_blob(struct stmt *s, int at, struct str bytes)
{
    s->db->driver->bind_blob(s->prepared, at, bytes);
}
void stmt_null(struct stmt *s, int at) { s->db->driver->bind_null(s->prepared, at); }

enum err stmt_step(struct stmt *s, bool *row)
{
    bool got = false;
    enum err e = fault(s->db->message);
    if (!e && s->bad) {
        snprintf(s->db->message, sizeof s->db->message, "text with a NUL byte or not UTF-8");
        e = ERR_INPUT;
    }
    if (!e)
        e = keep(s->db, s->db->driver->step(s->prepared, &got));
    s->open = !e && got;
    if (!e)
        *row = got;
    return e;
}

int64_t stmt_get_int(struct stmt *s, int col) { return s->db->driver->get_int(s->prepared, col); }
struct str stmt_get_str(struct stmt *s, int col)
{
    return s->db->driver->get_str(s->prepared, col);
}
struct str stmt_get_blob(struct stmt *s, int col)
{
    return s->db->driver->get_blob(s->prepared, col);
}
bool stmt_is_null(struct stmt *s, int col) { return s->db->driver->is_null(s->prepared, col); }

void stmt_done(struct stmt *s)
{
    s->db->driver->reset(s->prepared);
    s->open = s->bad = false;
}

enum err stmt_run(struct stmt *s)
{
    bool row = false;
    enum err e = stmt_step(s, &row);
    stmt_done(s);
    assert(e || !row);
    return e;
}
