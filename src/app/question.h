/* question.h: what is worth asking about in a round (domain/question.h), found from the records as they stand.
 *
 * Every detector is bounded, so that a large ledger does not wait: the present half-month and the two before it, of
 * these
 * the newest QUESTION_LOOKED_MAX reports, claims and reminders, the newest QUESTION_LOG_MAX entries of the log for
 * opinions, and QUESTION_LISTED_MAX questions a detector. What a bound left out is said, never passed over. Evidence is
 * looked at whole. Nothing is counted by person, and no unit is ranked. */
#ifndef APP_QUESTION_H
#define APP_QUESTION_H

#include "app/app.h"
#include "domain/question.h"

enum { QUESTION_LOOKED_MAX = 5000,
       QUESTION_LOG_MAX = 20000,
       QUESTION_LISTED_MAX = 100,
       QUESTION_THINGS_MAX = 12, /* measures named with a question */
       QUESTION_BEFORE = 2 /* half-months looked at before the present one */ };

struct finding {
    enum question_detector detector;
    int64_t measure, unit; /* exactly one: what it is about */
    int64_t newest_us;     /* of the newest record it rests on */
    struct sentence detail;
    struct ids things; /* other measures it is about as well, at most QUESTION_THINGS_MAX */
};
struct findings {
    const struct finding *list; /* by detector, each with the newest first */
    size_t count;
    bool cut[QUESTION_DETECTORS]; /* a bound left something out */
    int64_t settled;              /* left out because somebody answered */
    int64_t found_us;             /* when it was looked */
};

/* What is open: found and not answered. TODAY is the day it is asked on. */
MUST_CHECK enum err question_find(struct db *db, struct arena *a, int64_t inspection, int64_t today,
                                  struct findings *out);
/* The same for pages drawn at POSITION, for one that may be some minutes old: what took long to find is found again
 * only
 * after QUESTION_KEPT_SECONDS; answers count at once. */
enum { QUESTION_KEPT_SECONDS = 300 };
MUST_CHECK enum err question_recall(struct db *db, struct arena *a, int64_t inspection,
                                    int64_t today, int64_t position, struct findings *out);

#endif
