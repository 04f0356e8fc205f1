/* proof.h: receipts, C2SP tlog-proof files. A receipt says, with nothing but the public key at hand:
 * this line is entry N of that log. Its `extra` is the leaf line itself, so that what was accepted can be
 * read and hashed from the receipt alone; it is trusted only as far as its hash is in the tree. */
#ifndef LOG_PROOF_H
#define LOG_PROOF_H

#include "log/checkpoint.h"
#include "log/tree.h"

enum { RECEIPT_MAX = 128 * 1024 };

struct receipt {
    int64_t index;
    struct str line; /* the leaf, empty when the receipt does not carry it */
    struct hash proof[PROOF_MAX];
    size_t count;
    struct str note; /* the checkpoint, borrowed */
};

/* For entry SEQ under the newest filed checkpoint. ERR_MISSING: there is no such entry, or no checkpoint
 * covers it yet (one is made within seconds: ask again). */
MUST_CHECK enum err receipt_make(struct db *db, struct arena *a, int64_t seq, struct str *text);
MUST_CHECK enum err receipt_read(struct arena *a, struct str text, struct receipt *out); /* ERR_INPUT */
/* Whether the checkpoint is signed by one of KEYS and covers the line: errors as checkpoint_open, and
 * ERR_CORRUPT when the proof does not hold. LINE is used when the receipt carries none. */
MUST_CHECK enum err receipt_check(struct arena *a, const struct receipt *r, struct str line,
                                  const struct note_key *keys, size_t n, struct checkpoint *out);

#endif
