/* scope.h: what somebody may see. One module, asked by every list, figure, page, file and answer; whose round it is,
 * and
 * what may be done there, is domain/scope.h.
 *
 *   - Rounds: those within reach, upward and downward (REACH_OWN and REACH_ABOVE); and those with a measure of theirs.
 *   - Inside a round within reach: an office, leader, overseer, publisher or reader sees all of it.
 *   - Who holds no business role but `unit`, and everybody in a round out of reach, sees what is theirs: the measures
 *     that name, or ever named, one of their units as lead or assisting unit, or themselves as leader; the problems
 *     and aspects of these; and whatever names such a unit, measure or problem (reports, evidence, notices, tasks,
 *     entries of the books), or themselves. Theirs are their unit, those below it, and those above it, for which they
 *     may act (domain/measure.h). A kind that could name none of these belongs to the round as a whole and is seen by
 *     whoever reaches the round; of bulletins only published ones.
 *   - Figures are counted over the same rows, so that a figure is its list under every pair of eyes. Bulletins,
 * packs and
 *     the portal compute without a scope: NULL stands for everything.
 *   - Units and people are a directory; it is not narrowed. Clues have a rule of their own: domain/clue.h. */
#ifndef VIEW_SCOPE_H
#define VIEW_SCOPE_H

#include "db/db.h"
#include "domain/domain.h"
#include "domain/scope.h"

struct scope {
    int64_t person, unit;
    bool rounds;            /* every round is within reach */
    bool whole;             /* sees all of a round within reach */
    int64_t round;          /* the round looked at, already known to be visible; 0 for none */
    bool round_whole;       /* all of it */
    struct scope_ids *kept; /* of scope_load and scope_sees_state; the arena's */
    struct arena *arena;
    const struct db *remembers; /* pages: what was found in this database at POSITION of its log is remembered by */
    int64_t position;           /* the process until the tables it came from change (changed.h); 0: never */
};

/* Of who acts; the operator sees everything. A scope lives as long as A. */
struct scope scope_of(struct arena *a, const struct actor *actor);
/* Of anybody who only holds `unit` at UNIT: `huiyin figures --unit`. */
struct scope scope_of_unit(struct arena *a, int64_t unit);
static inline bool scope_is_everything(const struct scope *s) { return !s || (s->rounds && s->whole); }
/* Whether S sees all of INSPECTION without a look at the database. */
static inline bool scope_is_whole(const struct scope *s, int64_t inspection)
{
    return scope_is_everything(s) || (inspection && s->round == inspection && s->round_whole);
}

/* Whether this round is there for S. When it is, S remembers it as the one looked at, so that lists of it cost nothing
 * more for who sees all of it. */
MUST_CHECK enum err scope_look(struct db *db, struct scope *s, int64_t inspection, bool *visible);

/* The newest round S sees, 0 for none; S may remember it as scope_look does. */
MUST_CHECK enum err scope_newest(struct db *db, struct scope *s, int64_t *inspection);

/* Appends " AND (…)", what a row of KIND's table under ALIAS must fulfil to be seen, or nothing. INSPECTION: the round
 * the query is limited to, 0 for none. The text takes the parameters ?UNIT_AT and ?PERSON_AT: bind S->unit and
 * S->person exactly when true comes back. Of clues only those open to the person: clue_is_open_to. */
bool scope_put(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
               int unit_at, int person_at);

/* The same for a query that reads in the order of an index and stops after a few rows: each row is looked at by itself
 * instead of finding all of theirs first. */
bool scope_put_each(struct buf *sql, const struct scope *s, enum kind kind, const char *alias,
                    int64_t inspection, int unit_at, int person_at);

/* db_stmt_text of SQL in which "{measure m}" stands for scope_put of that kind and alias; the parameters ?AT and ?AT+1
 * are S's, and bound. */
MUST_CHECK enum err scope_stmt(struct db *db, const struct scope *s, struct str sql,
                               int64_t inspection, int at, struct stmt **out);

/* Whether S sees the thing ID of KIND. Things that are not there are not seen, kinds without rounds are. */
MUST_CHECK enum err scope_sees(struct db *db, const struct scope *s, enum kind kind, int64_t id, bool *yes);

/* The same of a STATE at hand. */
MUST_CHECK enum err scope_sees_state(struct db *db, const struct scope *s, enum kind kind,
                                     const void *state, bool *yes);

/* The ids of KIND that S sees in one round, for figures and counts: kept in S for the rest of its life. */
struct scope_ids {
    struct scope_ids *next;
    const struct db *db;
    int kind; /* an enum kind; below 0 sets of scope_sees_state */
    int64_t inspection;
    bool all;       /* nothing is left out; the list is empty */
    struct ids ids; /* ascending */
};
MUST_CHECK enum err scope_load(struct db *db, const struct scope *s, enum kind kind,
                               int64_t inspection, const struct scope_ids **out);
bool scope_has(const struct scope_ids *ids, int64_t id);

#endif
