/* words.h: the words of measures a search looks through, apart from their long rows: one row a measure, code, goal and
 * text in one, small letters. Reading 100,000 of them is a third of reading the measures. Derived like every other
 * table: table.c writes it with the measure's row, and only when the words are others. */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "db/db.h"
#include "domain/measure.h"

struct hasher;
extern const char words_drop[], words_shape[];
MUST_CHECK enum err words_create(struct db *db);
/* BEFORE: NULL or all zero when the measure is new. */
MUST_CHECK enum err words_save(struct db *db, struct arena *a, const struct measure *before, const struct measure *now);
/* Every row in order of id, for table_digest. */
MUST_CHECK enum err words_digest(struct db *db, struct hasher *hasher);
/* TEXT as words are kept: A to Z small, which is all that LIKE of SQLite takes as equal. */
struct str words_of(struct arena *a, struct str text);

#endif
