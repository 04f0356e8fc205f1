/* verify_walk.h: the pass over all entries that verify.c makes; see verify.h. */
#ifndef LOG_VERIFY_WALK_H
#define LOG_VERIFY_WALK_H

#include "log/tree.h"
#include "log/verify.h"

struct verify_source {  /* where entries come from: a database or an export folder */
    struct db *db;      /* NULL for an export */
    const char *store;  /* what db was opened from */
    const char *folder; /* of the export */
    int64_t size;
    bool bodies;       /* an export may have been made without */
    const char *files; /* the folder files/ lies in, NULL for an export made without */
};
/* FN for each row there is of FROM <= seq < TO, in order; borrowed until it returns. */
typedef void verify_row_fn(void *arg, const struct log_row *row);
MUST_CHECK enum err verify_rows(const struct verify_source *src, int64_t from, int64_t to,
                                verify_row_fn *fn, void *arg);
struct tree_source verify_hashes(const struct verify_source *src); /* stored hashes, not believed */

struct verify_root { /* a root somebody states for a size */
    int64_t size;
    struct hash root;
    struct sentence whose;
    enum verify_check_id check; /* where a difference counts */
};
struct verify_leaf { /* a receipt's statement: entry INDEX has this leaf hash */
    int64_t index;
    struct hash hash;
    struct sentence whose;
};
struct verify_claims { /* both sorted by size and index */
    struct verify_root *roots;
    size_t roots_count;
    struct verify_leaf *leaves;
    size_t leaves_count;
};
/* Fills the checks of entries, roots and receipts. The rest it may have closed and opened again: SRC->db. */
MUST_CHECK enum err verify_walk(struct verify_source *src, const struct verify_claims *claims,
                                const struct verify_options *o, struct verify_report *report);

#endif
