/* tree.h: the Merkle tree of RFC 6962 §2.1 and its proofs, over hashes stored 256 wide.
 *
 * A tree needs storage only for the hashes of level 0 (one an entry) and the roots of the full subtrees
 * of 256^level entries; everything between is hashed again. It knows no database: hashes come from a
 * `struct tree_source`. */
#ifndef LOG_TREE_H
#define LOG_TREE_H

#include "base/hash.h"

enum { TREE_WIDTH = 256,     /* entries under a node of level 1, nodes of level 1 under one of level 2, ... */
       TREE_HEIGHT_MAX = 56, /* 2^56 entries are more than 2^53-1 */
       TREE_LEVELS = TREE_HEIGHT_MAX / 8,
       PROOF_MAX = 2 * TREE_HEIGHT_MAX };

/* The right edge: peak[h] is the root of a full subtree of 2^h entries when bit h of size is set. */
struct tree_edge {
    int64_t size;
    struct hash peak[TREE_HEIGHT_MAX];
};

/* Gives COUNT (1..256) stored hashes of LEVEL from index FROM on; all of them must exist. */
typedef enum err tree_read_fn(void *arg, int level, int64_t from, int64_t count, struct hash *out);
struct tree_source {
    tree_read_fn *read;
    void *arg;
};
/* A subtree of 256^level entries, the IDX-th of its level, is full; called while pushing. */
typedef enum err tree_full_fn(void *arg, int level, int64_t idx, const struct hash *root);

struct hash tree_node(const struct hash *left, const struct hash *right); /* SHA-256(0x01 || l || r) */
/* Appends one leaf hash. FULL may be NULL; when it fails *EDGE is as before. */
MUST_CHECK enum err tree_push(struct tree_edge *edge, const struct hash *leaf, tree_full_fn *full, void *arg);
struct hash tree_edge_root(const struct tree_edge *edge); /* SHA-256("") when empty */
/* The edge as it was at SIZE: at most 255 hashes of each level are read. */
MUST_CHECK enum err tree_edge_read(const struct tree_source *src, int64_t size, struct tree_edge *edge);

/* PATH(index, D[size]), RFC 6962 §2.1.1, the leaf's sibling first. index < size. */
MUST_CHECK enum err tree_inclusion(const struct tree_source *src, int64_t index, int64_t size,
                                   struct hash proof[PROOF_MAX], size_t *n);
/* PROOF(from, D[to]), §2.1.2. 0 <= from <= to; empty when from is 0 or to. */
MUST_CHECK enum err tree_consistency(const struct tree_source *src, int64_t from, int64_t to,
                                     struct hash proof[PROOF_MAX], size_t *n);
/* The verifications of RFC 9162 §2.1.3.2 and §2.1.4.2; they share no code with the making. */
bool tree_inclusion_holds(const struct hash *leaf, int64_t index, int64_t size, const struct hash *proof,
                          size_t n, const struct hash *root);
bool tree_consistency_holds(int64_t from, const struct hash *from_root, int64_t to, const struct hash *to_root,
                            const struct hash *proof, size_t n);

#endif
