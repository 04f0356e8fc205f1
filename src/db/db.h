/* db.h: the whole of what the program may ask of a database.
 *
 * The path names the driver: "postgres://..." or "postgresql://..." is PostgreSQL, anything else a SQLite file. SQL is
 * written once, in what both understand; parameters are ?1, ?2, ...; values never enter the text.
 * Columns are 64-bit integers, UTF-8 text without NUL, or bytes. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/base.h"

struct db;
struct stmt;

enum db_mode { DB_READ,     /* sees committed data, can change nothing, never checkpoints */
               DB_WRITE,    /* the one writer of this database; opening it checkpoints (TRUNCATE) */
               DB_MEMORY }; /* SQLite in memory, PATH ignored: for looking at the past */

bool db_is_server(struct str path); /* whether PATH names a PostgreSQL server's database */
MUST_CHECK enum err db_open(const char *path, enum db_mode mode, struct db **out);
void db_close(struct db *db);
const char *db_message(const struct db *db);  /* of the last failure, kept through a rollback */
const char *db_open_message(void);            /* of the last db_open that failed */
const char *db_name(const struct db *db);     /* "sqlite" or "postgres" */
const char *db_int_type(const struct db *db); /* the column type of an int64_t */
const char *db_blob_type(const struct db *db);

/* Opens a transaction holding the one write lock, so no two of them are ever open at once. On a
 * DB_READ handle: a snapshot, the same data until db_rollback; one opened within another is the same, and the last
 * db_rollback ends it. */
MUST_CHECK enum err db_begin(struct db *db);
MUST_CHECK enum err db_commit(struct db *db); /* ERR_NONE only once the data is on disk */
void db_rollback(struct db *db);
MUST_CHECK enum err db_script(struct db *db, const char *sql); /* migrations and tests only */
/* From now on DB is read from end to end and hardly anything twice: what was read is not kept, so that
 * memory stays small and warm. Reading here and there is slower afterwards, and still right. */
void db_read_through(struct db *db);

/* Moves what is committed out of SQLite's write-ahead log and empties that file, so that what was deleted leaves no
 * bytes behind while the program runs. Outside a transaction. False: somebody is reading an older state; ask again
 * later. */
MUST_CHECK bool db_scrub(struct db *db);

/* SQL must be a string that outlives DB and is the same pointer every time: statements are prepared
 * once per text and kept. */
MUST_CHECK enum err db_stmt(struct db *db, const char *sql, struct stmt **out);
/* The same for SQL composed at run time from constant pieces (list filters): kept by content. */
MUST_CHECK enum err db_stmt_text(struct db *db, struct str sql, struct stmt **out);
void stmt_int(struct stmt *s, int at, int64_t n);         /* parameters count from 1 */
void stmt_str(struct stmt *s, int at, struct str text);   /* borrowed until stmt_done */
void stmt_blob(struct stmt *s, int at, struct str bytes); /* borrowed until stmt_done */
void stmt_null(struct stmt *s, int at);
MUST_CHECK enum err stmt_step(struct stmt *s, bool *row);
MUST_CHECK enum err stmt_run(struct stmt *s);     /* steps once, expects no row, then done */
int64_t stmt_get_int(struct stmt *s, int col);    /* columns count from 0; NULL is 0 */
struct str stmt_get_str(struct stmt *s, int col); /* borrowed until the next step */
struct str stmt_get_blob(struct stmt *s, int col);
bool stmt_is_null(struct stmt *s, int col);
void stmt_done(struct stmt *s); /* always, also after an error */

/* For tests: from now on the AT-th call that can fail (open, begin, commit, stmt, step, script), counted
 * from 1, fails with ERR; 0 switches it off. db_fault_calls() counts since the last db_fault. */
void db_fault(int64_t at, enum err err);
int64_t db_fault_calls(void);

#endif
