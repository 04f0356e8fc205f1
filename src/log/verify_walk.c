/* verify_walk.c: one pass over all entries.
 *
 * What can be said of an entry alone (form, hashes, columns) is worked out in blocks, odd ones by a
 * second process when there is one; each block leaves a `struct fact` per entry. What needs order (time,
 * chains, tree) is folded from the facts. A block with anything wrong in it is worked out again by the
 * first process, which then tells: the second one never has to carry sentences across. */
#include "log/verify_walk.h"
#include "log/leaf.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCK = 4096, /* entries; a multiple of TREE_WIDTH */
       SLOTS = 4 };

struct fact {
    struct hash hash, prev;
    int64_t subject, at_us, erased_by; /* at_us -1: the leaf could not be read */
    bool there;
};
struct block {
    int64_t bytes, erased;
    bool wrong;
    struct fact facts[BLOCK];
};

/* ---- one entry alone --------------------------------------------------------------------- */

struct working {
    const struct verify_source *src;
    struct verify_report *report; /* NULL: only note that something is wrong */
    struct block *block;
    struct arena arena;
    int64_t from;
};

static void wrong(struct working *w, enum verify_check_id id, int64_t seq, const char *zh, const char *en)
{
    w->block->wrong = true;
    if (w->report)
        verify_fail_entry(w->report, id, seq, zh, en);
}

static void check_leaf(struct working *w, const struct log_row *row, struct fact *f, struct leaf *leaf)
{
    size_t at;
    f->at_us = -1;
    if (leaf_read(&w->arena, row->line, leaf, &at)) {
        w->block->wrong = true;
        if (w->report)
            verify_fail(w->report, CHECK_LEAF,
                        sentence_f(w->report->arena, "第 %lld 条：第 %zu 字节起不合规范格式", "entry %lld: not canonical from byte %zu on", (long long)row->seq, at));
        return;
    }
    f->at_us = leaf->at_us;
    f->prev = leaf->prev;
    f->subject = leaf->subject;
    if (leaf->seq != row->seq)
        wrong(w, CHECK_SEQUENCE, row->seq, "条目里写的序号不同", "the leaf says another number");
    if (w->src->db && (leaf->subject != row->subject || leaf->part != row->part ||
                       leaf->at_us != row->at_us || !str_eq(leaf->command, row->command)))
        wrong(w, CHECK_STORED, row->seq, "栏目与条目不符", "a column differs from the leaf");
}

static void check_body(struct working *w, const struct log_row *row, const struct leaf *leaf)
{
    if (row->erased_by >= 0) {
        w->block->erased++;
        if (row->salt.len || row->body.len)
            wrong(w, CHECK_BODY, row->seq, "标为已删除，正文却还在", "marked as erased, yet a body is there");
        return;
    }
    if (!w->src->bodies)
        return;
    if (!row->has_body || row->salt.len != SALT_BYTES) {
        wrong(w, CHECK_BODY, row->seq, "正文缺失，且没有删除指令", "the body is missing and no entry ordered its erasure");
        return;
    }
    struct hash h = body_commitment(row->salt, row->body);
    w->block->bytes += (int64_t)row->body.len + SALT_BYTES + 1;
    if (!hash_eq(&h, &leaf->body))
        wrong(w, CHECK_BODY, row->seq, "正文与承诺不符", "the body does not match its commitment");
    else if (w->src->files && verify_file_fn && !verify_file_fn(&w->arena, w->src->files, leaf, row->body))
        wrong(w, CHECK_FILE, row->seq, "它所指的佐证文件不在 files 里", "the evidence file it names is not in files");
}

static void check_row(void *arg, const struct log_row *row)
{
    struct working *w = arg;
    struct fact *f = &w->block->facts[row->seq - w->from];
    struct leaf leaf = {0};
    f->there = true;
    f->hash = leaf_hash(row->line);
    f->erased_by = row->erased_by;
    w->block->bytes += (int64_t)row->line.len + 1;
    if (w->src->db && !str_eq(row->hash, (struct str){(const char *)f->hash.bytes, HASH_BYTES}))
        wrong(w, CHECK_STORED, row->seq, "存储的校验码与条目不符", "the stored hash is not the leaf's");
    check_leaf(w, row, f, &leaf);
    if (f->at_us >= 0)
        check_body(w, row, &leaf);
    if (w->arena.used)
        arena_reset(&w->arena);
}

static enum err work_block(const struct verify_source *src, int64_t n, struct verify_report *report, struct block *b)
{
    int64_t from = n * BLOCK, to = from + BLOCK < src->size ? from + BLOCK : src->size;
    struct working w = {.src = src, .report = report, .block = b, .from = from};
    memset(b, 0, offsetof(struct block, facts));
    for (int64_t i = 0; i < to - from; i++)
        b->facts[i].there = false;
    return verify_rows(src, from, to, check_row, &w);
}

/* ---- the second process ------------------------------------------------------------------ */

struct helper {
    pid_t pid; /* 0 for none */
    int line;  /* a byte from it: one more block is done; a byte to it: a slot is free again */
    struct block *slots;
};

static void help(struct verify_source src, int line, struct block *slots)
{
    char byte = 1;
    if (src.store && db_open(src.store, DB_READ, &src.db))
        _exit(1);
    if (src.db)
        db_read_through(src.db);
    for (int64_t n = 1; n * BLOCK < src.size; n += 2) {
        if (n / 2 >= SLOTS && read(line, &byte, 1) != 1)
            _exit(1);
        struct block *b = &slots[n / 2 % SLOTS];
        if (work_block(&src, n, NULL, b))
            b->wrong = true; /* the first process will meet the error itself */
        if (send(line, &byte, 1, MSG_NOSIGNAL) != 1)
            _exit(1);
    }
    _exit(0);
}

/* Without a helper the walk is only slower, so not getting one is no error. No SQLite connection may be
 * open across a fork, so ours is closed and opened again. */
static enum err start_helper(struct verify_source *src, struct helper *h)
{
    int line[2];
    size_t len = SLOTS * sizeof(struct block);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line))
        return ERR_NONE;
    struct block *slots = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    db_close(src->db);
    src->db = NULL;
    pid_t pid = slots == MAP_FAILED ? -1 : fork();
    if (pid == 0) {
        close(line[0]);
        help(*src, line[1], slots);
    }
    close(line[1]);
    *h = (struct helper){pid > 0 ? pid : 0, line[0], slots == MAP_FAILED ? NULL : slots};
    enum err e = src->store ? db_open(src->store, DB_READ, &src->db) : ERR_NONE;
    if (e || !src->store)
        return e;
    db_read_through(src->db);
    return db_begin(src->db);
}

static void end_helper(struct helper *h)
{
    if (h->line >= 0)
        close(h->line);
    if (h->pid)
        waitpid(h->pid, NULL, 0);
    if (h->slots)
        munmap(h->slots, SLOTS * sizeof(struct block));
}

/* ---- the fold ---------------------------------------------------------------------------- */

struct chain {       /* last entry of a subject; open addressing */
    int64_t subject; /* plus 1, 0 for a free place */
    struct hash last;
};
struct erasure {
    struct erasure *next;
    int64_t seq, by;
};
struct walk {
    const struct verify_source *src;
    const struct verify_claims *claims;
    struct verify_report *report;
    struct tree_source stored;
    struct tree_edge edge;
    size_t root_at, leaf_at;
    int64_t last_us;
    bool broken; /* an entry is missing: no roots from here on */
    struct arena chain_arena;
    struct chain *chains;
    size_t chains_cap, chains_count;
    struct erasure *erasures;
};

static struct chain *chain_place(struct walk *w, int64_t subject)
{
    size_t at = (uint64_t)subject * 0x9E3779B97F4A7C15u >> 20;
    for (;; at++) {
        struct chain *c = &w->chains[at & (w->chains_cap - 1)];
        if (!c->subject || c->subject == subject + 1)
            return c;
    }
}

static struct chain *chain_of(struct walk *w, int64_t subject)
{
    if (w->chains_count * 2 >= w->chains_cap) {
        struct walk bigger = {.chains_cap = w->chains_cap ? w->chains_cap * 2 : 4096};
        bigger.chains = arena_alloc(&bigger.chain_arena, bigger.chains_cap * sizeof *bigger.chains);
        for (size_t i = 0; i < w->chains_cap; i++)
            if (w->chains[i].subject)
                *chain_place(&bigger, w->chains[i].subject - 1) = w->chains[i];
        arena_reset(&w->chain_arena);
        w->chain_arena = bigger.chain_arena;
        w->chains = bigger.chains;
        w->chains_cap = bigger.chains_cap;
    }
    struct chain *c = chain_place(w, subject);
    if (!c->subject) {
        c->subject = subject + 1;
        w->chains_count++;
    }
    return c;
}

/* A stored node that is wrong misleads proofs, not this walk. */
static enum err compare_node(void *arg, int level, int64_t idx, const struct hash *root)
{
    struct walk *w = arg;
    struct hash stored;
    enum err e = w->stored.read(w->stored.arg, level, idx, 1, &stored);
    if (e && e != ERR_CORRUPT && e != ERR_MISSING)
        return e;
    if (e || !hash_eq(&stored, root)) {
        struct arena *a = w->report->arena;
        verify_fail(w->report, CHECK_STORED,
                    sentence_f(a, "树的第 %d 层第 %lld 个校验码缺失或不符", "tree level %d, hash %lld: missing or wrong", level, (long long)idx));
    }
    return ERR_NONE;
}

static void compare_roots(struct walk *w)
{
    while (w->root_at < w->claims->roots_count && w->claims->roots[w->root_at].size <= w->edge.size) {
        const struct verify_root *c = &w->claims->roots[w->root_at++];
        struct hash root = tree_edge_root(&w->edge);
        w->report->checks[c->check].count++;
        if (!hash_eq(&root, &c->root)) {
            struct arena *a = w->report->arena;
            verify_fail(
                w->report, c->check,
                (struct sentence){
                    str_f(a, "%s：前 %lld 条的树根不同", c->whose.zh.ptr, (long long)c->size),
                    str_f(a, "%s: the root of the first %lld entries is another", c->whose.en.ptr,
                          (long long)c->size)});
        }
    }
}

static void fold_leaf(struct walk *w, int64_t seq, const struct fact *f)
{
    if (f->at_us < 0)
        return;
    struct chain *c = chain_of(w, f->subject);
    if (!hash_eq(&c->last, &f->prev))
        verify_fail_entry(w->report, CHECK_CHAIN, seq, "没有接在同一事项的上一条之后", "does not follow its subject's previous entry");
    c->last = f->hash;
    if (f->at_us < w->last_us)
        verify_fail_entry(w->report, CHECK_TIME, seq, "早于前一条", "earlier than the entry before it");
    w->last_us = f->at_us;
}

static enum err fold(struct walk *w, int64_t seq, const struct fact *f)
{
    if (!f->there) {
        verify_fail_entry(w->report, CHECK_SEQUENCE, seq, "缺失", "missing");
        w->broken = true;
        return ERR_NONE;
    }
    fold_leaf(w, seq, f);
    for (; w->leaf_at < w->claims->leaves_count && w->claims->leaves[w->leaf_at].index == seq; w->leaf_at++)
        if (!hash_eq(&w->claims->leaves[w->leaf_at].hash, &f->hash))
            verify_fail_entry(w->report, CHECK_RECEIPT, seq,
                              w->claims->leaves[w->leaf_at].whose.zh.ptr,
                              w->claims->leaves[w->leaf_at].whose.en.ptr);
    if (f->erased_by >= 0) {
        struct erasure *x = arena_alloc(w->report->arena, sizeof *x);
        *x = (struct erasure){w->erasures, seq, f->erased_by};
        w->erasures = x;
    }
    if (w->broken)
        return ERR_NONE;
    enum err e = tree_push(&w->edge, &f->hash, compare_node, w);
    if (!e)
        compare_roots(w);
    return e;
}

/* ---- erasures ---------------------------------------------------------------------------- */

struct order {
    int64_t seq, by;
    bool ordered;
};

static void see_order(void *arg, const struct log_row *row)
{
    struct order *o = arg;
    struct arena a = {0};
    struct leaf leaf;
    size_t at;
    if (row->seq == o->by && !leaf_read(&a, row->line, &leaf, &at))
        o->ordered = leaf_erases(leaf.open, o->seq);
    arena_reset(&a);
}

static enum err check_erasures(struct walk *w)
{
    for (struct erasure *x = w->erasures; x; x = x->next) {
        struct order o = {x->seq, x->by, false};
        enum err e = x->by > x->seq && x->by < w->src->size
                         ? verify_rows(w->src, x->by, x->by + 1, see_order, &o)
                         : ERR_NONE;
        if (e)
            return e;
        if (!o.ordered)
            verify_fail_entry(w->report, CHECK_BODY, x->seq, "正文已删除，但所指的条目并没有下令删除它", "the body is gone, and the entry named for it did not order that");
    }
    return ERR_NONE;
}

/* ---- all --------------------------------------------------------------------------------- */

static enum err walk_block(struct walk *w, struct helper *h, int64_t n, struct block *own)
{
    struct block *b = own;
    char byte = 1;
    bool theirs = n % 2 && h->pid, helped = theirs && read(h->line, &byte, 1) == 1;
    enum err e = ERR_NONE;
    if (helped)
        b = &h->slots[n / 2 % SLOTS];
    if (!helped || b->wrong)
        e = work_block(w->src, n, w->report, b = own);
    int64_t count = w->src->size - n * BLOCK < BLOCK ? w->src->size - n * BLOCK : BLOCK;
    for (int64_t i = 0; i < count && !e; i++)
        e = fold(w, n * BLOCK + i, &b->facts[i]);
    w->report->bytes += b->bytes;
    w->report->erased += b->erased;
    if (theirs)
        (void)send(h->line, &byte, 1, MSG_NOSIGNAL); /* a helper that died is noticed at the next read */
    return e;
}

static void finish(struct walk *w)
{
    struct verify_report *r = w->report;
    static const enum verify_check_id each[] = {CHECK_LEAF, CHECK_SEQUENCE, CHECK_TIME, CHECK_CHAIN, CHECK_STORED};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        r->checks[each[i]].count = w->src->size;
    r->checks[CHECK_BODY].count = w->src->bodies ? w->src->size - r->erased : 0;
    r->root = tree_edge_root(&w->edge);
    for (; w->root_at < w->claims->roots_count; w->root_at++) {
        const struct verify_root *c = &w->claims->roots[w->root_at];
        verify_fail(r, c->check,
                    (struct sentence){
                        str_f(r->arena, "%s 说有 %lld 条，这里只有 %lld 条%s", c->whose.zh.ptr,
                              (long long)c->size, (long long)w->edge.size, w->broken ? "连续" : ""),
                        str_f(r->arena, "%s states %lld entries, here are %lld%s", c->whose.en.ptr,
                              (long long)c->size, (long long)w->edge.size,
                              w->broken ? " without a gap" : "")});
    }
    for (; w->leaf_at < w->claims->leaves_count; w->leaf_at++)
        verify_fail_entry(w->report, CHECK_RECEIPT, w->claims->leaves[w->leaf_at].index, "回执里有，这里没有", "a receipt has it and the log does not");
}

enum err verify_walk(struct verify_source *src, const struct verify_claims *claims,
                     const struct verify_options *o, struct verify_report *report)
{
    struct walk w = {.src = src, .claims = claims, .report = report};
    struct helper h = {.line = -1};
    struct arena own = {0};
    struct block *b = arena_alloc(&own, sizeof *b);
    enum err e = !o->alone && src->size > 2 * BLOCK ? start_helper(src, &h) : ERR_NONE;
    w.stored = verify_hashes(src);
    if (!e)
        compare_roots(&w); /* those of the empty log */
    for (int64_t n = 0; n * BLOCK < src->size && !e; n++) {
        e = walk_block(&w, &h, n, b);
        if (o->progress)
            o->progress(NULL, (n + 1) * BLOCK < src->size ? (n + 1) * BLOCK : src->size, src->size);
    }
    end_helper(&h);
    if (!e)
        e = check_erasures(&w);
    if (!e)
        finish(&w);
    arena_reset(&w.chain_arena);
    arena_reset(&own);
    return e;
}
