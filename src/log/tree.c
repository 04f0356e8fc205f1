/* tree.c: see tree.h. */
#include "log/tree.h"

#include <assert.h>

struct hash tree_node(const struct hash *left, const struct hash *right)
{
    struct str parts[] = {STR("\x01"), {(const char *)left->bytes, HASH_BYTES}, {(const char *)right->bytes, HASH_BYTES}};
    return hash_parts(parts, 3);
}

enum err tree_push(struct tree_edge *edge, const struct hash *leaf, tree_full_fn *full, void *arg)
{
    struct hash carry = *leaf;
    int h = 0;
    for (; edge->size >> h & 1; h++) {
        carry = tree_node(&edge->peak[h], &carry);
        if ((h + 1) % 8 == 0 && full) {
            enum err e = full(arg, (h + 1) / 8, edge->size >> (h + 1), &carry);
            if (e)
                return e;
        }
    }
    assert(h < TREE_HEIGHT_MAX);
    edge->peak[h] = carry; /* below h nothing was touched: an error above leaves the edge whole */
    edge->size++;
    return ERR_NONE;
}

struct hash tree_edge_root(const struct tree_edge *edge)
{
    struct hash root = hash_of(STR(""));
    bool first = true;
    for (int h = 0; h < TREE_HEIGHT_MAX; h++) {
        if (!(edge->size >> h & 1))
            continue;
        root = first ? edge->peak[h] : tree_node(&edge->peak[h], &root);
        first = false;
    }
    return root;
}

enum err tree_edge_read(const struct tree_source *src, int64_t size, struct tree_edge *edge)
{
    struct hash stored[TREE_WIDTH];
    struct tree_edge out = {.size = size};
    for (int level = 0; level < TREE_LEVELS && size >> 8 * level; level++) {
        int64_t full = size >> 8 * level, count = full % TREE_WIDTH;
        struct tree_edge small = {0};
        enum err e = count ? src->read(src->arg, level, full - count, count, stored) : ERR_NONE;
        for (int64_t i = 0; i < count && !e; i++)
            e = tree_push(&small, &stored[i], NULL, NULL);
        if (e)
            return e;
        for (int h = 0; h < 8; h++)
            out.peak[8 * level + h] = small.peak[h];
    }
    *edge = out;
    return ERR_NONE;
}

/* ---- proofs ------------------------------------------------------------------------------ */

/* The root of the full subtree of 2^height entries that is the INDEX-th of its height. */
static enum err full_root(const struct tree_source *src, int height, int64_t index, struct hash *out)
{
    struct hash stored[TREE_WIDTH];
    int64_t count = 1 << height % 8;
    enum err e = src->read(src->arg, height / 8, index * count, count, stored);
    if (e)
        return e;
    for (; count > 1; count /= 2)
        for (int64_t i = 0; i < count / 2; i++)
            stored[i] = tree_node(&stored[2 * i], &stored[2 * i + 1]);
    *out = stored[0];
    return ERR_NONE;
}

/* MTH(D[lo:hi]) where lo is a multiple of the smallest power of two that is not below hi - lo, as it is in
 * every proof: the full subtrees from the right, joined. */
static enum err range_root(const struct tree_source *src, int64_t lo, int64_t hi, struct hash *out)
{
    int64_t n = hi - lo, end = hi;
    struct hash root = {{0}}, part;
    bool first = true;
    for (int h = 0; h < TREE_HEIGHT_MAX; h++) {
        if (!(n >> h & 1))
            continue;
        end -= (int64_t)1 << h;
        enum err e = full_root(src, h, end >> h, &part);
        if (e)
            return e;
        root = first ? part : tree_node(&part, &root);
        first = false;
    }
    *out = root;
    return ERR_NONE;
}

static int64_t split(int64_t n) /* the largest power of two below N; N > 1 */
{
    return (int64_t)1 << (63 - __builtin_clzll((unsigned long long)(n - 1)));
}

static void reverse(struct hash *proof, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct hash h = proof[i];
        proof[i] = proof[n - 1 - i];
        proof[n - 1 - i] = h;
    }
}

enum err tree_inclusion(const struct tree_source *src, int64_t index, int64_t size,
                        struct hash proof[PROOF_MAX], size_t *n)
{
    int64_t lo = 0, hi = size;
    size_t count = 0;
    assert(index >= 0 && index < size);
    while (hi - lo > 1) {
        int64_t mid = lo + split(hi - lo);
        bool left = index < mid;
        enum err e = left ? range_root(src, mid, hi, &proof[count]) : range_root(src, lo, mid, &proof[count]);
        if (e)
            return e;
        count++;
        *(left ? &hi : &lo) = mid;
    }
    reverse(proof, count);
    *n = count;
    return ERR_NONE;
}

enum err tree_consistency(const struct tree_source *src, int64_t from, int64_t to,
                          struct hash proof[PROOF_MAX], size_t *n)
{
    int64_t lo = 0, hi = to;
    size_t count = 0;
    enum err e = ERR_NONE;
    assert(from >= 0 && from <= to);
    while (from && from < hi && !e) {
        int64_t mid = lo + split(hi - lo);
        if (from <= mid) {
            e = range_root(src, mid, hi, &proof[count++]);
            hi = mid;
        } else {
            e = range_root(src, lo, mid, &proof[count++]);
            lo = mid;
        }
    }
    if (from && lo && !e) /* when lo is 0 the old root itself is the subtree, and is known */
        e = range_root(src, lo, hi, &proof[count++]);
    if (e)
        return e;
    reverse(proof, count);
    *n = count;
    return ERR_NONE;
}

bool tree_inclusion_holds(const struct hash *leaf, int64_t index, int64_t size, const struct hash *proof,
                          size_t n, const struct hash *root)
{
    if (index < 0 || index >= size)
        return false;
    int64_t fn = index, sn = size - 1;
    struct hash r = *leaf;
    for (size_t i = 0; i < n; i++) {
        if (sn == 0)
            return false;
        if (fn & 1 || fn == sn) {
            r = tree_node(&proof[i], &r);
            while (!(fn & 1) && fn) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            r = tree_node(&r, &proof[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_eq(&r, root);
}

bool tree_consistency_holds(int64_t from, const struct hash *from_root, int64_t to, const struct hash *to_root,
                            const struct hash *proof, size_t n)
{
    struct hash empty = hash_of(STR(""));
    if (from < 0 || from > to)
        return false;
    if (from == 0)
        return n == 0 && hash_eq(from_root, &empty) && (to || hash_eq(to_root, &empty));
    if (from == to)
        return n == 0 && hash_eq(from_root, to_root);
    int64_t fn = from - 1, sn = to - 1;
    size_t i = 0;
    if ((from & (from - 1)) != 0 && n == 0)
        return false;
    struct hash fr = (from & (from - 1)) ? proof[i++] : *from_root, sr = fr;
    for (; fn & 1; fn >>= 1)
        sn >>= 1;
    for (; i < n; i++) {
        if (sn == 0)
            return false;
        if (fn & 1 || fn == sn) {
            fr = tree_node(&proof[i], &fr);
            sr = tree_node(&proof[i], &sr);
            while (!(fn & 1) && fn) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = tree_node(&sr, &proof[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_eq(&fr, from_root) && hash_eq(&sr, to_root);
}
