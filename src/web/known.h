/* known.h: what a worker remembers between requests: people, units and rounds as they stood at one position of the
 * log, and who is behind a session. Nothing of it can change while the log does not grow, so a page asks the database
 * for each of them once a position, not once for every row that names one. */
#ifndef WEB_KNOWN_H
#define WEB_KNOWN_H

#include "web/site.h"

/* Of a KIND_UNIT, KIND_PERSON or KIND_INSPECTION; all zero when there is none, NULL when the database failed. Borrowed
 * until the request goes back to the server: what must live through a submission is copied. */
const void *known(struct visit *v, enum kind kind, int64_t id);

struct seat { /* who is behind a session; borrowed as above */
    int64_t id, position;
    struct session session;
    struct person person;
    struct str key; /* SHA-256 of the cookie's secret, hex; empty when there is none */
    struct actor actor;
    struct arena arena;
};
/* The session ID as it stands at v->position: ERR_NONE also where there is none (a state of 0). */
MUST_CHECK enum err seat_find(struct visit *v, int64_t id, const struct seat **out);

#endif
