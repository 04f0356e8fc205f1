/* question_private.h: what the files of app/question*.c share: one look through a round. See question.h. */
#ifndef APP_QUESTION_PRIVATE_H
#define APP_QUESTION_PRIVATE_H

#include "app/question.h"

struct question_look {
    struct db *db;
    struct arena *arena;
    int64_t inspection, feedback_day;
    int64_t today, since_period, since_us; /* the beginning of the window */
    struct finding *list;                  /* room for all detectors */
    size_t count, of[QUESTION_DETECTORS];
    bool cut[QUESTION_DETECTORS];
};

/* Adds F unless its detector has QUESTION_LISTED_MAX already. */
void question_add(struct question_look *l, const struct finding *f);
/* At most QUESTION_THINGS_MAX ids, the first column of SQL with the parameters N. */
MUST_CHECK enum err question_ids(struct question_look *l, const char *sql, const int64_t *n,
                                 int count, struct ids *out);

typedef enum err question_fn(struct question_look *l);
question_fn question_reports;  /* copied, same_text, still */
question_fn question_evidence; /* same_file, early */
question_fn question_claims;   /* hurry, reminded */
question_fn question_days;     /* last_day, same_day */
question_fn question_opinions; /* short_opinion, same_opinion */

#endif
