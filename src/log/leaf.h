/* leaf.h: one entry's line of canonical JSON, written and read strictly.
 *
 * The subset of RFC 8785: objects with ASCII keys in byte order, strings, integers within ±(2^53-1),
 * true and false; no white space, no arrays, no null, no \u0000. So one value has one text, and a
 * reader that takes any other text would let two parties read one hash differently. */
#ifndef LOG_LEAF_H
#define LOG_LEAF_H

#include "log/log.h"

enum { LEAF_FORMAT = 1, /* the leaf's own version, key "leaf" */
       JSON_DEPTH_MAX = 8 };
#define JSON_INT_MAX 9007199254740991 /* 2^53-1, RFC 7493 */

/* ERR_LIMIT when longer than LEAF_MAX, ERR_INPUT when a field has no canonical text. */
MUST_CHECK enum err leaf_write(struct arena *a, const struct leaf *leaf, struct str *line);
/* Texts of *OUT borrow LINE or live in A. Unknown keys are ignored, yet must be canonical. On
 * ERR_INPUT *AT is the byte offset of the first thing that is not as it must be. There is no limit on
 * the length: limits bind what is written. */
MUST_CHECK enum err leaf_read(struct arena *a, struct str line, struct leaf *out, size_t *at);

bool json_canonical(struct str text); /* an object of the subset */

struct hash leaf_hash(struct str line);                        /* SHA-256(0x00 || line) */
struct hash body_commitment(struct str salt, struct str body); /* SHA-256(0x02 || salt || body) */

/* Whether the public fields OPEN order the erasure of SEQ's body: "erases" is its number, or a string
 * of such numbers with commas between them. */
bool leaf_erases(struct str open, int64_t seq);

#endif
