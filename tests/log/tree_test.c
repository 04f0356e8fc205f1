/* The tree against published values (certificate-transparency's eight leaves) and against a slow
 * reading of RFC 6962's own definitions. */
#include "log/leaf.h"
#include "log/tree.h"
#include "tests/test.h"

#include <string.h>

enum { SIZES = 300 };

static struct hash hex(const char *text)
{
    struct hash h;
    CHECK(hex_read(str_c(text), h.bytes, HASH_BYTES));
    return h;
}

static const struct str ct_leaves[] = {
    {"", 0},
    {"\x00", 1},
    {"\x10", 1},
    {"\x20\x21", 2},
    {"\x30\x31", 2},
    {"\x40\x41\x42\x43", 4},
    {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
    {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
};
static const char *const ct_roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

struct memory { /* a tree in memory, with the stored hashes of every level */
    struct hash level[3][SIZES * 300];
    int64_t count[3];
};
static struct memory memory;

static enum err read_memory(void *arg, int level, int64_t from, int64_t count, struct hash *out)
{
    struct memory *m = arg;
    CHECK(count >= 1 && count <= TREE_WIDTH && from >= 0 && level < 3 && from + count <= m->count[level]);
    memcpy(out, &m->level[level][from], (size_t)count * sizeof *out);
    return ERR_NONE;
}
static enum err keep_full(void *arg, int level, int64_t idx, const struct hash *root)
{
    struct memory *m = arg;
    CHECK(idx == m->count[level]);
    m->level[level][m->count[level]++] = *root;
    return ERR_NONE;
}
static const struct tree_source source = {read_memory, &memory};

static void push(struct tree_edge *edge, struct hash leaf)
{
    CHECK(!tree_push(edge, &leaf, keep_full, &memory));
    memory.level[0][memory.count[0]++] = leaf;
}

static struct hash numbered(int64_t i) { return leaf_hash((struct str){(const char *)&i, sizeof i}); }

/* MTH as RFC 6962 §2.1 writes it. */
static struct hash slow_root(int64_t lo, int64_t hi)
{
    if (hi == lo)
        return hash_of(STR(""));
    if (hi - lo == 1)
        return memory.level[0][lo];
    int64_t k = 1;
    while (k * 2 < hi - lo)
        k *= 2;
    struct hash l = slow_root(lo, lo + k), r = slow_root(lo + k, hi);
    return tree_node(&l, &r);
}

TEST(roots_are_the_published_ones)
{
    struct tree_edge edge = {0};
    for (size_t i = 0; i <= 8; i++) {
        struct hash root = tree_edge_root(&edge), want = hex(ct_roots[i]);
        CHECK(hash_eq(&root, &want));
        if (i < 8)
            push(&edge, leaf_hash(ct_leaves[i]));
    }
}

static void expect(const struct hash *proof, size_t n, const char *const *want, size_t want_n)
{
    CHECK(n == want_n);
    for (size_t i = 0; i < n; i++) {
        struct hash h = hex(want[i]);
        CHECK(hash_eq(&proof[i], &h));
    }
}

TEST(proofs_are_the_published_ones)
{
    static const char *const in_0_8[] = {
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    };
    static const char *const in_5_8[] = {
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    };
    static const char *const from_6_8[] = {
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    };
    static const char *const from_2_5[] = {
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    };
    struct tree_edge edge = {0};
    struct hash proof[PROOF_MAX];
    size_t n;
    for (size_t i = 0; i < 8; i++)
        push(&edge, leaf_hash(ct_leaves[i]));
    CHECK(!tree_inclusion(&source, 0, 8, proof, &n));
    expect(proof, n, in_0_8, 3);
    CHECK(!tree_inclusion(&source, 5, 8, proof, &n));
    expect(proof, n, in_5_8, 3);
    CHECK(!tree_consistency(&source, 1, 8, proof, &n));
    expect(proof, n, in_0_8, 3);
    CHECK(!tree_consistency(&source, 6, 8, proof, &n));
    expect(proof, n, from_6_8, 3);
    CHECK(!tree_consistency(&source, 2, 5, proof, &n));
    expect(proof, n, from_2_5, 2);
}

TEST(edge_is_the_same_read_back_at_every_size)
{
    struct tree_edge edge = {0}, again;
    for (int64_t size = 0; size <= 70000; size++) {
        bool look = size <= SIZES || size % 997 == 0 || size % 256 == 0 || size > 65500;
        if (look && (size <= SIZES || size % 3 == 0)) {
            struct hash live = tree_edge_root(&edge), read;
            CHECK(!tree_edge_read(&source, size, &again) && again.size == size);
            read = tree_edge_root(&again);
            CHECK(hash_eq(&live, &read));
        }
        if (size <= SIZES) {
            struct hash live = tree_edge_root(&edge), slow = slow_root(0, size);
            CHECK(hash_eq(&live, &slow));
        }
        push(&edge, numbered(size));
    }
}

static void check_inclusion(int64_t index, int64_t size, const struct hash *root)
{
    struct hash proof[PROOF_MAX + 1], leaf = memory.level[0][index], other = numbered(-1);
    size_t n;
    CHECK(!tree_inclusion(&source, index, size, proof, &n));
    CHECK(tree_inclusion_holds(&leaf, index, size, proof, n, root));
    CHECK(!tree_inclusion_holds(&other, index, size, proof, n, root));
    CHECK(size == 1 || !tree_inclusion_holds(&leaf, (index + 1) % size, size, proof, n, root));
    CHECK(!tree_inclusion_holds(&leaf, size, size, proof, n, root) && !tree_inclusion_holds(&leaf, -1, size, proof, n, root));
    proof[n] = other;
    CHECK(!tree_inclusion_holds(&leaf, index, size, proof, n + 1, root));
    CHECK(n == 0 || !tree_inclusion_holds(&leaf, index, size, proof, n - 1, root));
    for (size_t i = 0; i < n; i++) {
        proof[i].bytes[i % HASH_BYTES] ^= 1;
        CHECK(!tree_inclusion_holds(&leaf, index, size, proof, n, root));
        proof[i].bytes[i % HASH_BYTES] ^= 1;
    }
}

TEST(every_inclusion_proof_holds_and_no_altered_one)
{
    struct tree_edge edge = {0};
    for (int64_t size = 1; size <= SIZES; size++) {
        push(&edge, numbered(size - 1));
        struct hash root = tree_edge_root(&edge);
        for (int64_t index = 0; index<size; index += size> 70 && index + 7 < size ? 7 : 1)
            check_inclusion(index, size, &root);
    }
}

static void check_consistency(int64_t from, const struct hash *old, int64_t to, const struct hash *root)
{
    struct hash proof[PROOF_MAX + 1], other = numbered(-1);
    size_t n;
    CHECK(!tree_consistency(&source, from, to, proof, &n));
    CHECK(tree_consistency_holds(from, old, to, root, proof, n));
    CHECK(!tree_consistency_holds(from, &other, to, root, proof, n));
    CHECK(from == 0 || !tree_consistency_holds(from, old, to, &other, proof, n));
    CHECK(from == to || !tree_consistency_holds(to, root, from, old, proof, n));
    proof[n] = other;
    CHECK(!tree_consistency_holds(from, old, to, root, proof, n + 1));
    CHECK(n == 0 || !tree_consistency_holds(from, old, to, root, proof, n - 1));
    for (size_t i = 0; i < n; i++) {
        proof[i].bytes[i % HASH_BYTES] ^= 0x80;
        CHECK(!tree_consistency_holds(from, old, to, root, proof, n));
        proof[i].bytes[i % HASH_BYTES] ^= 0x80;
    }
}

TEST(every_consistency_proof_holds_and_no_altered_one)
{
    static struct hash roots[SIZES + 1];
    struct tree_edge edge = {0};
    roots[0] = tree_edge_root(&edge);
    for (int64_t size = 1; size <= SIZES; size++) {
        push(&edge, numbered(size - 1));
        roots[size] = tree_edge_root(&edge);
        for (int64_t from = 0; from <= size; from += size > 70 && from + 5 < size ? 5 : 1)
            check_consistency(from, &roots[from], size, &roots[size]);
    }
}

static enum err refuse(void *arg, int level, int64_t idx, const struct hash *root)
{
    (void)arg, (void)level, (void)idx, (void)root;
    return ERR_STORE;
}

TEST(failed_push_leaves_the_edge_as_it_was)
{
    struct tree_edge edge = {0};
    for (int64_t i = 0; i < 255; i++)
        push(&edge, numbered(i));
    struct hash before = tree_edge_root(&edge), last = numbered(255);
    CHECK(tree_push(&edge, &last, refuse, NULL) == ERR_STORE && edge.size == 255);
    struct hash after = tree_edge_root(&edge);
    CHECK(hash_eq(&before, &after));
}
