/* What db.h promises, on every database. */
#include "db/db.h"
#include "tests/stores.h"

#include <string.h>
#include <sys/wait.h>

static struct db *opened(const char *path, enum db_mode mode)
{
    struct db *db = NULL;
    enum err e = db_open(path, mode, &db);
    if (e)
        fprintf(stderr, "%s: %s\n", err_name(e), db_open_message());
    CHECK(!e);
    return db;
}

static struct db *with_table(const char *path)
{
    char sql[128];
    struct db *db = opened(path, DB_WRITE);
    snprintf(sql, sizeof sql, "CREATE TABLE t (n %s PRIMARY KEY, s TEXT, b %s)", db_int_type(db), db_blob_type(db));
    CHECK(!db_script(db, sql));
    return db;
}

static const char insert[] = "INSERT INTO t (n, s, b) VALUES (?1, ?2, ?3)";
static const char select_all[] = "SELECT n, s, b, '?1' FROM t ORDER BY n";
static const char select_count[] = "SELECT count(*) FROM t";

static enum err add(struct db *db, int64_t n, struct str s, struct str b)
{
    struct stmt *st;
    enum err e = db_stmt(db, insert, &st);
    if (e)
        return e;
    stmt_int(st, 1, n);
    stmt_str(st, 2, s);
    stmt_blob(st, 3, b);
    return stmt_run(st);
}

static int64_t count(struct db *db)
{
    struct stmt *s;
    bool row;
    CHECK(!db_stmt(db, select_count, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

static void values_come_back_as_they_went(const char *path)
{
    struct db *db = with_table(path);
    char bytes[256];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    struct str blob = {bytes, sizeof bytes}, text = STR("回音 'quoted' ?1 \\ \"");
    CHECK(!db_begin(db) && !add(db, INT64_MIN, text, blob) && !add(db, INT64_MAX, STR(""), STR("")) && !db_commit(db));
    struct stmt *s;
    bool row;
    CHECK(!db_stmt(db, select_all, &s));
    CHECK(!stmt_step(s, &row) && row && stmt_get_int(s, 0) == INT64_MIN);
    CHECK_STR(stmt_get_str(s, 1), text);
    CHECK(str_eq(stmt_get_blob(s, 2), blob));
    CHECK_STR(stmt_get_str(s, 3), STR("?1"));
    CHECK(!stmt_step(s, &row) && row && stmt_get_int(s, 0) == INT64_MAX);
    CHECK(stmt_get_str(s, 1).len == 0 && stmt_get_blob(s, 2).len == 0 && !stmt_is_null(s, 2));
    CHECK(!stmt_step(s, &row) && !row);
    stmt_done(s);
    db_close(db);
}
TEST(values_come_back_as_they_went) { on_each_store(values_come_back_as_they_went); }

static const char select_compared[] = "SELECT 1 WHERE ?1 > 0 AND ?2 + 1 = ?1";

static void integers_have_64_bits_wherever_they_stand(const char *path)
{
    struct db *db = opened(path, DB_WRITE);
    struct stmt *s;
    bool row;
    CHECK(!db_stmt(db, select_compared, &s));
    stmt_int(s, 1, INT64_MAX);
    stmt_int(s, 2, INT64_MAX - 1);
    CHECK(!stmt_step(s, &row) && row);
    stmt_done(s);
    db_close(db);
}
TEST(integers_have_64_bits_wherever_they_stand) { on_each_store(integers_have_64_bits_wherever_they_stand); }

static void null_is_null_and_zero(const char *path)
{
    struct db *db = with_table(path);
    struct stmt *s;
    bool row;
    CHECK(!db_stmt(db, insert, &s));
    stmt_int(s, 1, 1);
    stmt_null(s, 2);
    stmt_null(s, 3);
    CHECK(!stmt_run(s) && !db_stmt(db, "SELECT s, b FROM t", &s) && !stmt_step(s, &row) && row);
    CHECK(stmt_is_null(s, 0) && stmt_is_null(s, 1) && stmt_get_int(s, 0) == 0 && stmt_get_blob(s, 1).len == 0);
    stmt_done(s);
    db_close(db);
}
TEST(null_is_null_and_zero) { on_each_store(null_is_null_and_zero); }

static void text_neither_can_keep_is_refused(const char *path)
{
    struct db *db = with_table(path);
    CHECK(add(db, 1, STR("a\0b"), STR("")) == ERR_INPUT);
    CHECK(add(db, 2, STR("\xff"), STR("")) == ERR_INPUT);
    CHECK(strstr(db_message(db), "NUL"));
    CHECK(count(db) == 0 && !add(db, 3, STR("well"), STR("")) && count(db) == 1);
    db_close(db);
}
TEST(text_neither_can_keep_is_refused) { on_each_store(text_neither_can_keep_is_refused); }

static void rollback_leaves_nothing_and_keeps_the_message(const char *path)
{
    struct db *db = with_table(path);
    CHECK(!db_begin(db) && !add(db, 1, STR("x"), STR("")));
    CHECK(add(db, 1, STR("again"), STR("")) == ERR_STORE);
    db_rollback(db);
    CHECK(db_message(db)[0] && count(db) == 0);
    db_rollback(db); /* without a transaction it does nothing */
    CHECK(!db_begin(db) && !add(db, 1, STR("x"), STR("")) && !db_commit(db) && count(db) == 1);
    db_close(db);
}
TEST(rollback_leaves_nothing_and_keeps_the_message) { on_each_store(rollback_leaves_nothing_and_keeps_the_message); }

static void reader_sees_committed_data_and_writes_nothing(const char *path)
{
    struct db *w = with_table(path), *r = opened(path, DB_READ);
    CHECK(!db_begin(w) && !add(w, 1, STR("x"), STR("")) && count(r) == 0 && !db_commit(w) && count(r) == 1);
    CHECK(add(r, 2, STR("x"), STR("")) == ERR_STORE && db_script(r, "DELETE FROM t") == ERR_STORE);
    CHECK(!db_begin(r) && !db_begin(w) && !add(w, 2, STR("x"), STR("")) && !db_commit(w));
    CHECK(count(r) == 1); /* the snapshot is from before */
    CHECK(!db_begin(r) && count(r) == 1);
    db_rollback(r);
    CHECK(count(r) == 1); /* the outer one stands */
    db_rollback(r);
    CHECK(count(r) == 2);
    db_rollback(r);
    CHECK(!db_begin(r) && count(r) == 2); /* one too many does no harm */
    db_rollback(r);
    db_close(r);
    db_close(w);
}
TEST(reader_sees_committed_data_and_writes_nothing) { on_each_store(reader_sees_committed_data_and_writes_nothing); }

static void second_writer_is_told_why_not(const char *path)
{
    struct db *first = opened(path, DB_WRITE), *second = NULL;
    CHECK(db_open(path, DB_WRITE, &second) == ERR_BUSY && !second);
    CHECK(strstr(db_open_message(), "另一个程序") && strstr(db_open_message(), "another program"));
    CHECK(!db_begin(first) && !db_commit(first)); /* the refused one did the first no harm */
    db_close(first);
    second = opened(path, DB_WRITE);
    db_close(second);
}
TEST(second_writer_is_told_why_not) { on_each_store(second_writer_is_told_why_not); }

static const char select_backend[] = "SELECT pg_backend_pid()";

/* As a server does that is stopped and started: nothing of the reader's session is left. */
static void end_session(struct db *writer, struct db *reader)
{
    char sql[128];
    struct stmt *s;
    bool row;
    CHECK(!db_stmt(reader, select_backend, &s) && !stmt_step(s, &row) && row);
    snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%lld, 5000)", (long long)stmt_get_int(s, 0));
    stmt_done(s);
    CHECK(!db_script(writer, sql));
}

static void reader_connects_anew_when_its_session_ended(const char *path)
{
    struct db *w = with_table(path), *r = opened(path, DB_READ);
    CHECK(!db_begin(w) && !add(w, 1, STR("x"), STR("")) && !db_commit(w) && count(r) == 1);
    if (str_is(str_c(db_name(w)), "postgres")) {
        end_session(w, r);
        CHECK(count(r) == 1); /* a statement prepared before */
        end_session(w, r);
        CHECK(!db_begin(r) && count(r) == 1);
        end_session(w, r);
        struct stmt *s;
        bool row;
        CHECK(!db_stmt(r, select_count, &s) && stmt_step(s, &row)); /* the snapshot is gone: no half of another */
        stmt_done(s);
        db_rollback(r);
        CHECK(count(r) == 1);
        CHECK(add(r, 2, STR("x"), STR("")) == ERR_STORE); /* anew, and still a reader */
    }
    db_close(r);
    db_close(w);
}
TEST(reader_connects_anew_when_its_session_ended) { on_each_store(reader_connects_anew_when_its_session_ended); }

static void writer_whose_session_ended_writes_no_more(const char *path)
{
    struct db *w = with_table(path), *r = opened(path, DB_READ);
    if (str_is(str_c(db_name(w)), "postgres")) {
        char sql[128];
        struct stmt *s;
        bool row;
        CHECK(!db_stmt(w, select_backend, &s) && !stmt_step(s, &row) && row);
        snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%lld, 5000)", (long long)stmt_get_int(s, 0));
        stmt_done(s);
        CHECK(!db_script(r, sql));
        CHECK(db_begin(w) == ERR_STORE && db_message(w)[0]);
        CHECK(db_begin(w) == ERR_STORE && add(w, 1, STR("x"), STR("")) == ERR_STORE);
        struct db *next = opened(path, DB_WRITE);
        CHECK(!db_begin(next) && !add(next, 1, STR("x"), STR("")) && !db_commit(next));
        db_close(next);
    }
    db_close(r);
    db_close(w);
}
TEST(writer_whose_session_ended_writes_no_more) { on_each_store(writer_whose_session_ended_writes_no_more); }

static void killed_writer_leaves_what_it_committed(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct db *db = with_table(path);
        CHECK(!db_begin(db) && !add(db, 1, STR("kept"), STR("")) && !db_commit(db));
        CHECK(!db_begin(db) && !add(db, 2, STR("lost"), STR("")));
        _exit(0); /* without closing */
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    struct db *db = opened(path, DB_WRITE);
    CHECK(count(db) == 1);
    db_close(db);
}
TEST(killed_writer_leaves_what_it_committed) { on_each_store(killed_writer_leaves_what_it_committed); }

static void statements_by_content_are_kept_and_thrown_out(const char *path)
{
    struct db *db = with_table(path);
    struct arena a = {0};
    struct stmt *s, *first, *again;
    bool row;
    for (int64_t i = 0; i < 1000; i++) {
        CHECK(!db_stmt_text(db, str_f(&a, "SELECT %lld + ?1", (long long)i), &s));
        stmt_int(s, 1, 1);
        CHECK(!stmt_step(s, &row) && row && stmt_get_int(s, 0) == i + 1);
        stmt_done(s);
    }
    CHECK(!db_stmt_text(db, STR("SELECT 7"), &first) && !db_stmt_text(db, str_copy(&a, STR("SELECT 7")), &again));
    CHECK(first == again);
    CHECK(db_stmt_text(db, STR("SELECT nonsense FROM nowhere"), &s) == ERR_STORE && db_message(db)[0]);
    arena_reset(&a);
    db_close(db);
}
TEST(statements_by_content_are_kept_and_thrown_out) { on_each_store(statements_by_content_are_kept_and_thrown_out); }

static enum err work(const char *path)
{
    struct db *db;
    struct stmt *s;
    bool row;
    enum err e = db_open(path, DB_WRITE, &db);
    if (e)
        return e;
    e = db_begin(db);
    if (!e)
        e = add(db, 1, STR("x"), STR("y"));
    if (!e)
        e = db_stmt_text(db, STR("SELECT 1 FROM t"), &s);
    if (!e) {
        e = stmt_step(s, &row);
        stmt_done(s);
    }
    if (!e)
        e = db_script(db, "UPDATE t SET s = 'z'");
    if (!e)
        e = db_commit(db);
    if (e)
        db_rollback(db);
    db_close(db);
    return e;
}

static void every_injected_failure_leaves_no_trace(const char *path)
{
    db_close(with_table(path));
    int64_t calls = 0;
    for (int64_t at = 1; at == 1 || at <= calls; at++) {
        db_fault(at, ERR_BUSY);
        enum err e = work(path);
        db_fault(0, ERR_NONE);
        CHECK(e == ERR_BUSY);
        struct db *db = opened(path, DB_READ);
        CHECK(count(db) == 0);
        db_close(db);
        calls = 8; /* open, begin, stmt, step, stmt_text, step, script, commit */
    }
    db_fault(0, ERR_NONE);
    CHECK(!work(path) && db_fault_calls() == 8);
}
TEST(every_injected_failure_leaves_no_trace) { on_each_store(every_injected_failure_leaves_no_trace); }

static void deposed_writer_cannot_commit(const char *path)
{
    if (!str_starts(str_c(path), STR("postgres://")))
        return;
    struct db *db = with_table(path);
    CHECK(!db_script(db, "UPDATE writer_lease SET epoch = epoch + 1")); /* as its successor would */
    CHECK(db_begin(db) == ERR_STORE && strstr(db_message(db), "taken over"));
    db_close(db);
}
TEST(deposed_writer_cannot_commit) { on_each_store(deposed_writer_cannot_commit); }

TEST(memory_database_needs_no_path)
{
    struct db *db = opened("postgres://nowhere", DB_MEMORY);
    CHECK(strcmp(db_name(db), "sqlite") == 0 && !db_script(db, "CREATE TABLE t (n INTEGER)") && count(db) == 0);
    db_close(db);
}

TEST(what_cannot_be_opened_says_so)
{
    struct db *db;
    CHECK(db_open("/nonexistent/folder/x.db", DB_WRITE, &db) == ERR_IO && db_open_message()[0]);
    CHECK(db_open("/nonexistent/folder/x.db", DB_READ, &db) == ERR_STORE && db_open_message()[0]);
    CHECK(db_open("postgres:///x?host=/nonexistent", DB_READ, &db) == ERR_STORE && db_open_message()[0]);
    char path[256];
    snprintf(path, sizeof path, "%s/not-a-database", test_folder());
    FILE *f = fopen(path, "w");
    CHECK(f && fputs("This is a page of plain words and no database at all.", f) > 0 && !fclose(f));
    CHECK(db_open(path, DB_READ, &db) == ERR_CORRUPT && db_open(path, DB_WRITE, &db) == ERR_CORRUPT);
}

TEST(sqlite_writer_syncs_and_reader_does_not_checkpoint)
{
    char path[256];
    struct stmt *s;
    bool row;
    snprintf(path, sizeof path, "%s/x.db", test_folder());
    struct db *w = with_table(path), *r = opened(path, DB_READ);
    CHECK(!db_stmt(w, "PRAGMA synchronous", &s) && !stmt_step(s, &row) && row && stmt_get_int(s, 0) == 2);
    stmt_done(s);
    CHECK(!db_stmt(w, "PRAGMA journal_mode", &s) && !stmt_step(s, &row) && row);
    CHECK_STR(stmt_get_str(s, 0), STR("wal"));
    stmt_done(s);
    CHECK(!db_stmt(r, "PRAGMA wal_autocheckpoint", &s) && !stmt_step(s, &row) && row && stmt_get_int(s, 0) == 0);
    stmt_done(s);
    db_close(r);
    db_close(w);
}
