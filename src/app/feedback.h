/* feedback.h: pasted feedback made into sentences to be answered for, and the problem each may belong to. */
#ifndef APP_FEEDBACK_H
#define APP_FEEDBACK_H

#include "app/app.h"

struct db;

enum { FEEDBACK_BYTES_MAX = 512 * 1024 }; /* of one pasting */
struct feedback_paste {
    const struct submission *list; /* sentence.add for what is new, in reading order */
    size_t count;
    size_t sentences; /* of the text */
};
/* Cuts TEXT (text/sentences.h) and prepares what the round has not yet: a sentence that stands there n times already
 * is added only beyond the n-th. Numbers go on after the last one. KEY (may be empty) begins the command ids.
 * ERR_LIMIT, ERR_INPUT (no sentence in it, or not UTF-8) with *WHY. */
MUST_CHECK enum err feedback_paste(struct db *db, struct arena *a, int64_t inspection, struct str text, struct str key,
                                   struct feedback_paste *out, struct sentence *why);

/* What one round's problems say, read once, for suggestions. */
struct feedback_problem {
    int64_t id;
    struct str number, title;
    const struct str *said; /* title, sentences of the detail, manifestations */
    size_t n_said;
};
struct feedback_problems {
    struct feedback_problem *list; /* by number */
    size_t count;
};
MUST_CHECK enum err feedback_problems(struct db *db, struct arena *a, int64_t inspection,
                                      struct feedback_problems *out);
/* The problem SENTENCE is likest to, by text_similarity in percent; NULL below FEEDBACK_LIKE_PERCENT. A person
 * confirms: two problems may use the same words. */
enum { FEEDBACK_LIKE_PERCENT = 18 };
const struct feedback_problem *feedback_suggest(const struct feedback_problems *p, struct str sentence, int *percent);

#endif
