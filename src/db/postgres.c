/* postgres.c: the driver for a server. Values travel as text, bytes in binary.
 *
 * One writer: at opening it takes a session-level advisory lock (a second one is told so) and moves
 * the epoch in the lease row forward; every transaction locks that row and compares. So a writer that
 * was cut off and replaced, and comes back, cannot commit: it is fenced out by the epoch.
 *
 * A reader whose server went away and came back connects anew, outside a transaction also in the middle of a
 * call: asking twice changes nothing. A writer never does: it no longer knows what it holds. */
#include "db/driver.h"
#include "base/hash.h"

#include <assert.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VERSION_LEAST = 130000,
       WRITER_WAIT_MS = 1000 };

#ifdef HUIYIN_BREAK_SYNC
#define SYNCHRONOUS "SET synchronous_commit = off;"
#else
#define SYNCHRONOUS "SET synchronous_commit = on;"
#endif

/* 'huiy'; the second key keeps stores in different schemas of one database apart. */
#define LOCK_SQL "SELECT pg_try_advisory_lock(1752525177, hashtext(coalesce(current_schema(), '')))"
#define LEASE_SQL \
    "CREATE TABLE IF NOT EXISTS writer_lease (" \
    " one BIGINT PRIMARY KEY CHECK (one = 1)," \
    " epoch BIGINT NOT NULL);" /* how often a writer has opened this store */ \
    "INSERT INTO writer_lease VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET epoch = writer_lease.epoch + 1 " \
    "RETURNING epoch"

struct handle {
    PGconn *conn;
    enum db_mode mode;
    int made;            /* statements prepared, for their names */
    int session;         /* how often it connected anew; what an older session prepared is gone */
    bool inside;         /* a reader's snapshot is open */
    char epoch[24];      /* of our lease, as the server writes it */
    const char *trouble; /* ours rather than the server's, or NULL */
};
struct prepared {
    struct handle *handle;
    char name[16];
    char *sql; /* owned; prepared in SESSION */
    int session;
    struct arena arena, cells; /* of the parameters until reset; of decoded cells until the next step */
    int params;
    const char *value[DB_PARAMS_MAX];
    int length[DB_PARAMS_MAX], format[DB_PARAMS_MAX];
    PGresult *result;
    int row; /* of the last step, from 0 */
};

static enum err to_err(const PGresult *r)
{
    static const char *const again[] = {"55P03", "57P03", "53300", "57P05"};
    ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return ERR_NONE;
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    if (!state)
        return ERR_STORE;
    if (strncmp(state, "40", 2) == 0) /* serialisation failure, deadlock */
        return ERR_BUSY;
    for (size_t i = 0; i < sizeof again / sizeof *again; i++)
        if (strcmp(state, again[i]) == 0)
            return ERR_BUSY;
    return strncmp(state, "XX00", 4) == 0 && state[4] != '0' ? ERR_CORRUPT : ERR_STORE;
}

static void close_(void *handle)
{
    PQfinish(((struct handle *)handle)->conn);
    free(handle);
}
static const char *message(const void *handle)
{
    const struct handle *h = handle;
    return h->trouble ? h->trouble : PQerrorMessage(h->conn);
}
static enum err script(void *handle, const char *sql)
{
    struct handle *h = handle;
    h->trouble = NULL;
    PGresult *r = PQexec(h->conn, sql);
    enum err e = to_err(r);
    PQclear(r);
    return e;
}

/* ---- opening ----------------------------------------------------------------------------- */

static void quiet(void *arg, const char *text) { (void)arg, (void)text; }

/* Runs SQL and copies the first cell of its last result. */
static enum err ask(struct handle *h, const char *sql, char *cell, size_t cap)
{
    PGresult *r = PQexec(h->conn, sql);
    enum err e = to_err(r);
    if (!e && PQntuples(r) < 1)
        e = ERR_STORE;
    if (!e)
        snprintf(cell, cap, "%s", PQgetvalue(r, 0, 0));
    PQclear(r);
    return e;
}

/* Many servers speak PostgreSQL's protocol and few keep its promises of order and durability. */
static enum err check_engine(struct handle *h)
{
    static const char *const others[] = {"-YB-", "Greenplum", "Redshift", "CockroachDB", "Materialize"};
    char version[256], encoding[32];
    enum err e = ask(h, "SELECT version()", version, sizeof version);
    if (!e)
        e = ask(h, "SHOW server_encoding", encoding, sizeof encoding);
    if (e)
        return e;
    bool good = strncmp(version, "PostgreSQL ", 11) == 0 && PQserverVersion(h->conn) >= VERSION_LEAST;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        good = good && !strstr(version, others[i]);
    if (!good)
        h->trouble = "只支持 PostgreSQL 13 及以上 (only PostgreSQL 13 or later is known to be good)";
    else if (strcmp(encoding, "UTF8") != 0)
        h->trouble = "数据库的编码须是 UTF8 (the database must be encoded in UTF8)";
    return h->trouble ? ERR_STORE : ERR_NONE;
}

static enum err become_writer(struct handle *h)
{
    char got[8] = "";
    enum err e = script(h, SYNCHRONOUS);
    for (int waited = 0; !e && got[0] != 't'; waited += 20) {
        if (waited > WRITER_WAIT_MS) {
            h->trouble = "另一个程序正在写这个数据库，请先停下它 (another program is writing this database; stop that one first)";
            return ERR_BUSY;
        }
        if (waited)
            usleep(20 * 1000); /* the one before us may be on its way out */
        e = ask(h, LOCK_SQL, got, sizeof got);
    }
    return e ? e : ask(h, LEASE_SQL, h->epoch, sizeof h->epoch);
}

/* A server that cannot be reached must not hold a page for minutes; what PATH says itself goes first. */
static PGconn *connect_(const char *path)
{
    static const char *const names[] = {"connect_timeout", "keepalives_idle", "tcp_user_timeout", "dbname", NULL};
    const char *const values[] = {"5", "30", "30000", path, NULL};
    return PQconnectdbParams(names, values, 1);
}

/* What every new connection is asked and told. */
static enum err settle(struct handle *h)
{
    enum err e = PQstatus(h->conn) == CONNECTION_OK ? ERR_NONE : ERR_STORE;
    if (!e)
        e = check_engine(h);
    if (!e)
        e = script(h, "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET bytea_output = 'hex'");
    if (!e && h->mode == DB_READ)
        e = script(h, "SET default_transaction_read_only = on");
    return e;
}

/* Whether a reader may connect anew now. */
static bool lost(const struct handle *h)
{
    return h->mode == DB_READ && !h->inside && PQstatus(h->conn) == CONNECTION_BAD;
}
static enum err revive(struct handle *h)
{
    if (!lost(h))
        return ERR_NONE;
    PQreset(h->conn);
    h->session++;
    return settle(h);
}

static enum err open_(const char *path, enum db_mode mode, void **out, char text[DB_MESSAGE_MAX])
{
    struct handle *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    h->mode = mode;
    h->conn = connect_(path);
    PQsetNoticeProcessor(h->conn, quiet, NULL);
    enum err e = settle(h);
    if (!e && mode == DB_WRITE)
        e = become_writer(h);
    if (e) {
        snprintf(text, DB_MESSAGE_MAX, "%s", message(h));
        close_(h);
    } else {
        *out = h;
    }
    return e;
}

/* ---- transactions ------------------------------------------------------------------------ */

static enum err begin_snapshot(struct handle *h)
{
    char one[8];
    enum err e = ERR_NONE;
    for (int tries = 0; tries == 0 || (tries == 1 && lost(h)); tries++) {
        e = revive(h);
        if (!e) /* the SELECT fixes the snapshot */
            e = ask(h, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1", one, sizeof one);
    }
    h->inside = !e;
    return e;
}

static enum err begin(void *handle)
{
    struct handle *h = handle;
    char epoch[24];
    h->trouble = NULL;
    if (h->mode == DB_READ)
        return begin_snapshot(h);
    enum err e = ask(h, "BEGIN; SELECT epoch FROM writer_lease WHERE one = 1 FOR UPDATE", epoch, sizeof epoch);
    if (!e && strcmp(epoch, h->epoch) != 0) {
        h->trouble = "另一个程序已接手写这个数据库 (another program has taken over writing this database)";
        e = ERR_STORE;
    }
    if (e && PQtransactionStatus(h->conn) != PQTRANS_IDLE) {
        PGresult *r = PQexec(h->conn, "ROLLBACK");
        PQclear(r);
    }
    return e;
}

static enum err commit(void *handle)
{
    struct handle *h = handle;
    h->trouble = NULL;
    PGresult *r = PQexec(h->conn, "COMMIT");
    enum err e = to_err(r);
    /* COMMIT of a transaction that has failed "succeeds" with the tag ROLLBACK. */
    if (!e && strcmp(PQcmdStatus(r), "COMMIT") != 0) {
        h->trouble = "the transaction had failed before its commit";
        e = ERR_STORE;
    }
    PQclear(r);
    return e;
}
static void rollback(void *handle)
{
    struct handle *h = handle;
    h->inside = false;
    if (PQtransactionStatus(h->conn) != PQTRANS_IDLE)
        (void)!script(h, "ROLLBACK");
}

/* ---- statements -------------------------------------------------------------------------- */

/* ?1 is $1 here; question marks inside quotes are text. */
static void to_dollars(char *sql)
{
    bool quoted = false;
    for (char *c = sql; *c; c++) {
        if (*c == '\'')
            quoted = !quoted;
        else if (*c == '?' && !quoted)
            *c = '$';
    }
}

/* The server takes the parameter of "?1 > 0" for a 32-bit integer; here every integer has 64. *NARROW tells whether
 * TYPES differ from what the server made of P. */
static enum err widen(struct prepared *p, Oid types[DB_PARAMS_MAX], int *count, bool *narrow)
{
    enum { INT8 = 20,
           INT2 = 21,
           INT4 = 23 }; /* of pg_type, fixed for ever */
    PGresult *r = PQdescribePrepared(p->handle->conn, p->name);
    enum err e = to_err(r);
    *count = e ? 0 : PQnparams(r);
    *narrow = false;
    for (int i = 0; i < *count && i < DB_PARAMS_MAX; i++) {
        types[i] = PQparamtype(r, i);
        if (types[i] == INT2 || types[i] == INT4) {
            types[i] = INT8;
            *narrow = true;
        }
    }
    PQclear(r);
    return e;
}

static enum err prepare_as(struct prepared *p, int count, const Oid *types)
{
    snprintf(p->name, sizeof p->name, "s%d", p->handle->made++);
    PGresult *r = PQprepare(p->handle->conn, p->name, p->sql, count, types);
    enum err e = to_err(r);
    PQclear(r);
    return e;
}

/* Prepares P's text in the session there is now. */
static enum err prepare_here(struct prepared *p)
{
    Oid types[DB_PARAMS_MAX];
    int count;
    bool narrow;
    enum err e = revive(p->handle);
    if (!e)
        e = prepare_as(p, 0, NULL);
    if (!e)
        e = widen(p, types, &count, &narrow);
    if (!e && narrow) /* the first one stays unused till the session ends */
        e = prepare_as(p, count, types);
    p->session = p->handle->session;
    return e;
}

static enum err prepare(void *handle, struct str sql, void **out)
{
    struct handle *h = handle;
    struct prepared *p = calloc(1, sizeof *p);
    if (p)
        p->sql = strndup(sql.ptr, sql.len);
    if (!p || !p->sql)
        abort();
    to_dollars(p->sql);
    h->trouble = NULL;
    p->handle = h;
    enum err e = prepare_here(p);
    if (e && lost(h))
        e = prepare_here(p);
    if (e) {
        free(p->sql);
        free(p);
    } else {
        *out = p;
    }
    return e;
}

static void reset(void *prepared)
{
    struct prepared *p = prepared;
    PQclear(p->result);
    arena_reset(&p->arena);
    arena_reset(&p->cells);
    memset(p->value, 0, sizeof p->value);
    p->result = NULL;
    p->params = 0;
}
static void finish(void *prepared)
{
    struct prepared *p = prepared;
    char sql[32];
    snprintf(sql, sizeof sql, "DEALLOCATE %s", p->name);
    /* In a failed transaction this fails too, and the statement stays till the session ends. */
    if (p->session == p->handle->session && PQstatus(p->handle->conn) == CONNECTION_OK)
        PQclear(PQexec(p->handle->conn, sql));
    reset(p);
    free(p->sql);
    free(p);
}

static void bind(struct prepared *p, int at, const char *value, size_t len, int format)
{
    assert(at >= 1 && at <= DB_PARAMS_MAX);
    p->value[at - 1] = value;
    p->length[at - 1] = (int)len;
    p->format[at - 1] = format;
    if (p->params < at)
        p->params = at;
}
static void bind_str(void *prepared, int at, struct str t)
{
    struct prepared *p = prepared;
    bind(p, at, str_z(&p->arena, t), t.len, 0); /* libpq wants the NUL */
}
static void bind_blob(void *prepared, int at, struct str b)
{
    bind(prepared, at, b.ptr ? b.ptr : "", b.len, 1);
}
static void bind_null(void *prepared, int at) { bind(prepared, at, NULL, 0, 0); }
static void bind_int(void *prepared, int at, int64_t n)
{
    struct prepared *p = prepared;
    struct str text = str_f(&p->arena, "%lld", (long long)n);
    bind(p, at, text.ptr, text.len, 0);
}

static enum err execute(struct prepared *p)
{
    struct handle *h = p->handle;
    enum err e = revive(h);
    if (!e && p->session != h->session)
        e = prepare_here(p);
    if (e)
        return e;
    PQclear(p->result);
    p->result = PQexecPrepared(h->conn, p->name, p->params, p->value, p->length, p->format, 0);
    p->row = -1;
    return to_err(p->result);
}

static enum err step(void *prepared, bool *row)
{
    struct prepared *p = prepared;
    *row = false;
    arena_reset(&p->cells);
    if (!p->result) {
        p->handle->trouble = NULL;
        enum err e = execute(p);
        if (e && lost(p->handle))
            e = execute(p);
        if (e)
            return e;
    }
    *row = ++p->row < PQntuples(p->result);
    return ERR_NONE;
}
static struct str get_str(void *prepared, int col)
{
    struct prepared *p = prepared;
    return (struct str){PQgetvalue(p->result, p->row, col), (size_t)PQgetlength(p->result, p->row, col)};
}
static int64_t get_int(void *prepared, int col)
{
    struct str s = get_str(prepared, col);
    return s.len && s.ptr[0] == 't' ? 1 : strtoll(s.ptr, NULL, 10); /* a comparison is 't' or 'f' */
}
static struct str get_blob(void *prepared, int col)
{
    struct prepared *p = prepared;
    struct str text = get_str(p, col);
    if (!str_starts(text, STR("\\x")))
        return text;
    size_t len = (text.len - 2) / 2;
    char *bytes = arena_alloc(&p->cells, len + 1);
    bool ok = hex_read(str_sub(text, 2, len * 2), bytes, len);
    return ok ? (struct str){bytes, len} : STR("");
}
static bool is_null(void *prepared, int col)
{
    struct prepared *p = prepared;
    return PQgetisnull(p->result, p->row, col);
}

const struct driver postgres_driver = {
    .name = "postgres",
    .prefix = "postgres://",
    .int_type = "BIGINT",
    .blob_type = "BYTEA",
    .open = open_,
    .close = close_,
    .message = message,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .script = script,
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
