/* replay.h: making the tables again from the log, looking at the past, and checking that every event was
 * allowed. None of them changes the log. */
#ifndef APP_REPLAY_H
#define APP_REPLAY_H

#include "app/app.h"

/* Drops every derived table and makes it again, in one transaction. PROGRESS (may be NULL) is told now and then. */
typedef void progress_fn(void *arg, int64_t done, int64_t total);
MUST_CHECK enum err app_rebuild(struct app *app, progress_fn *progress, void *arg);

/* An in-memory database holding the tables as they were after the first SIZE entries. *AS_OF_US is the receipt
 * time of the last of them. The caller closes it. */
MUST_CHECK enum err app_at(struct app *app, int64_t size, struct db **out, int64_t *as_of_us);

struct replay_report {
    int64_t entries;
    int64_t bad_seq;     /* first entry that was not allowed or not what its command makes; -1 for none */
    struct sentence why; /* about bad_seq, or about the first table that differs */
    int bad_kind;        /* first kind whose rows are not what the events make; -1 for none */
};
/* Decides every command again in the state it met and compares what it makes with what stands in the log; then
 * compares every derived row. ERR_NONE with a clean REPORT means every event was allowed. */
MUST_CHECK enum err app_replay(struct db *db, struct arena *a, progress_fn *progress, void *arg,
                               struct replay_report *out);

#endif
