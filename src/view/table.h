/* table.h: the tables of how things are now. A record is a table; its first field is the key. All of it can be
 * dropped and made again from the log (app/replay.h), bit for bit.
 *
 * Besides one table a kind there is `link`: a row for each id in a field marked FIELD_LINK, so that "what
 * concerns this unit" is one indexed query; `measure_words` (words.h); and `secret` (not derived, never dropped):
 * credentials. */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include "db/db.h"
#include "domain/domain.h"

MUST_CHECK enum err table_create_all(struct db *db); /* empty tables and their indexes */
MUST_CHECK enum err table_drop_all(struct db *db);
/* Whether the tables are those this program makes: another version's differ in a kind, a field, a choice or an
 * index, and
 * must be made again from the log before anybody reads them. */
bool table_shape_fits(struct db *db);

/* Fills STATE, all zero when there is no such row. Text is copied to A. */
MUST_CHECK enum err table_load(struct db *db, struct arena *a, enum kind kind, int64_t id, void *state);
/* Writes the row and, where they differ from BEFORE (NULL: nothing was there), its links. */
MUST_CHECK enum err table_save(struct db *db, struct arena *a, enum kind kind, const void *before, const void *state);

/* Calls FN with each row of KIND in order of id; the state is borrowed for the call. */
typedef enum err state_fn(void *arg, const void *state);
MUST_CHECK enum err table_each(struct db *db, enum kind kind, state_fn *fn, void *arg);
/* The rows a query gives, whose first columns are the fields of KIND's record in order: see table_columns. */
MUST_CHECK enum err table_read_row(struct arena *a, enum kind kind, struct stmt *s, int first, void *state);
/* "m.id, m.seq, ..." for "SELECT " queries over KIND's table under the alias; kept for ever. */
const char *table_columns(enum kind kind, const char *alias);

/* Credentials. *VALUE is empty when there is none. */
MUST_CHECK enum err secret_create(struct db *db);
MUST_CHECK enum err secret_put(struct db *db, int64_t subject, struct str name, struct str value);
MUST_CHECK enum err secret_get(struct db *db, struct arena *a, int64_t subject, struct str name, struct str *value);

/* SHA-256 over every row of KIND's table, in order of id, and every link its fields make: two databases that show the
 * same thing give the same digest. */
struct hash;
MUST_CHECK enum err table_digest(struct db *db, enum kind kind, struct hash *out, int64_t *rows);

#endif
