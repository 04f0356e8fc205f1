/* log.h: the append-only log. It knows bytes and order, not what events mean.
 *
 * A leaf is one line of canonical JSON (RFC 8785 subset: objects, strings, integers, booleans), at most
 * LEAF_MAX bytes. Its body lies beside it, committed as SHA-256(0x02 || salt32 || body). The leaves form
 * a Merkle tree exactly as RFC 6962. docs/log-format.md has every byte. */
#ifndef LOG_LOG_H
#define LOG_LOG_H

#include "base/hash.h"
#include "db/db.h"

enum { LEAF_MAX = 4096,
       BODY_MAX = 256 * 1024,
       SALT_BYTES = 32,
       COMMAND_ID_MAX = 64 };

struct leaf {
    int64_t seq;        /* 0, 1, 2, ...: the index in the tree; set by log_append */
    int64_t at_us;      /* receipt, UTC microseconds; log_append refuses to go back in time */
    struct str kind;    /* wire name of the event, "measure.claimed" */
    int64_t version;    /* of the kind's payload */
    int64_t subject;    /* id of the thing it happened to */
    int64_t actor;      /* person id, 0 for the program itself */
    struct str role;    /* the role the actor acted in */
    struct str command; /* idempotency key of the command that caused it, at most COMMAND_ID_MAX bytes */
    int64_t part;       /* 0, 1, ...: which of that command's events */
    struct hash prev;   /* hash of the subject's previous leaf, all zero for its first */
    struct hash body;   /* commitment to the body; set by log_append */
    struct str open;    /* canonical JSON object of the public fields, "{}" for none */
    struct str rules;   /* id of the rule set it was decided under */
};

struct entry { /* a leaf with what lies beside it, as read back */
    struct leaf leaf;
    struct str line;  /* the canonical bytes that were hashed */
    struct hash hash; /* leaf hash */
    struct str salt, body;
    int64_t erased_by; /* seq of the event that erased the body, -1 while it is there */
};

struct log; /* one open log: the database, the size, the right edge of the tree */

MUST_CHECK enum err log_create(struct db *db);                 /* makes the empty tables */
MUST_CHECK enum err log_open(struct db *db, struct log **out); /* reads the edge only, never the whole log */
void log_close(struct log *l);
int64_t log_size(const struct log *l);    /* entries appended so far, committed or not */
int64_t log_last_us(const struct log *l); /* receipt time of the newest entry, 0 for none */
struct hash log_root(const struct log *l);

/* Adds one entry inside the caller's transaction and sets leaf->seq, leaf->body; *HASH is the leaf hash. */
MUST_CHECK enum err log_append(struct log *l, struct arena *a, struct leaf *leaf, struct str body, struct hash *hash);
void log_committed(struct log *l);                  /* the caller's transaction is on disk */
MUST_CHECK enum err log_rolled_back(struct log *l); /* it is not: the edge goes back to the last committed */

/* The events of COMMAND, first one's seq and subject; *FOUND false when it was never accepted. */
MUST_CHECK enum err log_command(struct db *db, struct str command, int64_t *seq, int64_t *subject,
                                int64_t *count, bool *found);

typedef enum err entry_fn(void *arg, const struct entry *e);
/* Calls FN for entries FROM <= seq < TO in order; read a page at a time, so FN may use DB. */
MUST_CHECK enum err log_each(struct db *db, int64_t from, int64_t to, entry_fn *fn, void *arg);
/* The entries about SUBJECT, oldest first. */
MUST_CHECK enum err log_of_subject(struct db *db, int64_t subject, entry_fn *fn, void *arg);
MUST_CHECK enum err log_length(struct db *db, int64_t *size); /* committed entries */

/* Deletes salt and body of SEQ; BY is the seq of the event that orders it. Inside a transaction.
 * BY must be later than SEQ, be in the log already and name SEQ in its public fields: "erases" is the
 * number, or a string of numbers with commas ("12,15"). Else ERR_INPUT: a verifier could not tell such
 * an erasure from a theft. ERR_MISSING when either entry is not there, ERR_REFUSED when already erased. */
MUST_CHECK enum err log_erase(struct db *db, int64_t seq, int64_t by);

/* The newest leaf of SUBJECT: what `prev` of its next one must be. *FOUND false and *HASH zero for none. */
MUST_CHECK enum err log_subject_last(struct db *db, int64_t subject, struct hash *hash, int64_t *seq, bool *found);

/* ---- for the other files of log/ and for verifiers ------------------------------------------- */

struct log_row { /* one row as it lies there: nothing is checked */
    int64_t seq, subject, part, at_us, erased_by;
    struct str line, hash, command, salt, body;
    bool has_body; /* salt and body are both there */
};
/* As log_each, for rows; leaves are not read. Texts are good until FN returns. */
typedef enum err log_row_fn(void *arg, const struct log_row *row);
MUST_CHECK enum err log_rows(struct db *db, int64_t from, int64_t to, log_row_fn *fn, void *arg);

/* The hashes stored in DB, as tree.h wants them. ERR_CORRUPT when one that must be there is not. */
struct tree_source;
struct tree_source log_tree_source(struct db *db);

#endif
