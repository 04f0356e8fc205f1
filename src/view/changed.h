/* changed.h: since when the tables a query asks have stood as they are, so that what a page computed may be kept over
 * the many entries of the log that have nothing to do with it: somebody signs in, a task is added.
 *
 * One event changes the row of its subject and no other (ARCHITECTURE.md), so a table of one kind stands still while no
 * entry of that kind arrives. app/changes.h reads the entries and tells this module; it keeps one data folder, as a
 * process that shows pages does. It is not a cache: it only gives the key to keep things by. */
#ifndef VIEW_CHANGED_H
#define VIEW_CHANGED_H

#include "base/hash.h"
#include "db/db.h"
#include "domain/domain.h"

/* Bit k: KIND k. */
_Static_assert(KIND_COUNT <= 64, "a set of kinds is one number");
#define CHANGED_KIND(kind) (1ULL << (kind))

/* The kinds whose tables SQL names; for `link` all that write rows of it. More than it reads, never less. */
uint64_t changed_kinds(struct str sql);

/* A number of the tables of the kinds ASKED in DB at POSITION of its log: the same number, the same rows. Where nothing
 * was told of POSITION it is POSITION itself; 0 for POSITION 0, which means "keep nothing". */
int64_t changed_key(const struct db *db, int64_t position, uint64_t asked);

/* How many entries of DB's log were told of, and the hash of the newest of them: 0 when none were. */
int64_t changed_until(const struct db *db, struct hash *last);
/* Tells that DB is at POSITION now, its newest entry has hash LAST, and since changed_until only rows of the kinds
 * TOUCHED changed. AFRESH: nothing is known of what was before, and no earlier number is given again. */
void changed_note(const struct db *db, int64_t position, const struct hash *last, uint64_t touched, bool afresh);

#endif
