/* wire.h: what passes between the core and those who ask it to write. A frame is a 32-bit length and that many
 * bytes; numbers are 64 bits, all in the machine's own order: both ends are this program on this machine. */
#ifndef APP_WIRE_H
#define APP_WIRE_H

#include "app/app.h"

enum { WIRE_FRAME_MAX = 64 << 20,
       WIRE_SUBMISSIONS_MAX = 500000,
       WIRE_PAIRS_MAX = 1000 };

struct asking {        /* one frame to the core */
    int64_t tag;       /* the asker's own; comes back with the answer */
    int64_t session;   /* who acts: a session and its secret… */
    struct str secret; /* SHA-256 of the cookie's secret, hex */
    int64_t person;    /* …or, without a session, a person; 0 is the operator */
    bool atomic;       /* all or nothing, as an import */
    size_t count;
    struct submission *list;
};
struct answer { /* one frame back */
    int64_t tag;
    enum err err; /* of the first that failed when atomic; of the only one else */
    size_t failed, count;
    struct outcome *list;
};

void wire_put_asking(struct buf *b, const struct asking *q); /* with the length in front */
bool wire_read_asking(struct arena *a, struct str frame, struct asking *out);
void wire_put_answer(struct buf *b, const struct answer *r);
/* TYPES of the submissions asked, to find the field at fault by name. */
bool wire_read_answer(struct arena *a, struct str frame, const struct submission *asked, struct answer *out);

#endif
