/* courier.h: carries reminders out: sends what is planned when it is time, hands letters to the mail server, and has
 * the core record what became of each. It only reads the data folder and asks for everything else at the one door
 * (remote.h), as the program.
 *
 * A letter waits in the log until the server has taken it. While the server cannot be reached letters go on waiting and
 * nothing is counted against them; a letter it refuses is tried NUDGE_TRIES_MAX times, or given up at once when the
 * address was refused for good. When the courier dies after the server took a letter and before that was recorded, the
 * letter is sent again under the same Message-ID. One courier at a time: DIR/courier.lock. */
#ifndef APP_COURIER_H
#define APP_COURIER_H

#include "app/remind.h"

enum { COURIER_WAIT_DAYS_MAX = 7, /* a letter older than this is given up: what it says is long out of date */
       COURIER_BATCH = 200 };     /* nudges in one submission */
struct courier_round {            /* what one round did */
    bool open;                    /* it is within the sending hours */
    int64_t next_us;              /* when not: the next opening */
    int64_t told, letters, failed, waiting;
    struct sentence trouble; /* why letters wait: no server, not reachable; empty: none */
};

/* One round over DIR. PLAN: send today's reminders first, as `huiyin remind` and the setting remind.auto ask; letters
 * waiting go in any case. Outside the sending hours nothing is done. ERR_BUSY: another courier is at work. */
MUST_CHECK enum err courier_run(struct arena *a, const char *dir, bool plan, struct courier_round *out,
                                struct sentence *why);

/* The newest trouble with the mail server, as the last round left it in DIR/courier.txt; empty when all is well. */
struct sentence courier_trouble(struct arena *a, const char *dir);

#endif
