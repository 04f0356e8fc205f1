/* recurrence.h: problems of earlier rounds of the same organisation that a problem resembles, with what became of them.
 * A suspicion to put before a person, never a finding: the office confirms it with problem.link_earlier. */
#ifndef APP_RECURRENCE_H
#define APP_RECURRENCE_H

#include "app/app.h"
#include "domain/lookback.h"

/* Likeness is text_similarity (text/similar.h) in hundredths, of the titles or of title and detail, whichever is more.
 * RECURRENCE_LEAST was measured on the pairs of titles of tests/app/recurrence_test.c: the same matter told by two
 * hands
 * has 32 to 69, another matter of the same field 0 to 23. The same matter in wholly other words stays unseen. */
enum { RECURRENCE_LEAST = 30,
       RECURRENCE_MOST = 5, /* a problem, the most alike first; linked ones besides */
       RECURRENCE_ROUNDS_MAX = 64 };

struct recurrence {
    const struct problem *problem; /* of the earlier round */
    const struct inspection *inspection;
    int64_t likeness; /* hundredths */
    bool linked;      /* the office confirmed it */
    int64_t closed_day;
    int64_t measures, measures_closed; /* not void; closed or routine */
    int64_t consolidated, reopen;      /* checks of look-backs so decided */
    int64_t verdict;                   /* of the newest check, FOUND_NONE for none */
};
struct recurrence_of {
    const struct problem *problem; /* of the round asked about */
    const struct recurrence *list;
    size_t count;
};

/* The earlier problems P resembles or is linked with, linked ones first. */
MUST_CHECK enum err recurrence_find(struct db *db, struct arena *a, const struct problem *p, struct recurrence_of *out);
/* The same of every problem of a round that has any, in the order of the ledger. */
MUST_CHECK enum err recurrence_round(struct db *db, struct arena *a, int64_t inspection,
                                     const struct recurrence_of **out, size_t *count);
int64_t recurrence_likeness(struct arena *a, const struct problem *p, const struct problem *q);

#endif
