/* log_help.h: what the tests of the log share: a store with the tables, and entries to put in. */
#ifndef TESTS_LOG_HELP_H
#define TESTS_LOG_HELP_H

#include "log/leaf.h"
#include "log/tree.h"
#include "tests/stores.h"

#include <string.h>

struct fixture {
    struct db *db;
    struct log *log;
    struct arena arena;
};

static inline struct db *open_store(const char *path, enum db_mode mode)
{
    struct db *db = NULL;
    if (db_open(path, mode, &db))
        fprintf(stderr, "%s\n", db_open_message());
    CHECK(db);
    return db;
}

static inline struct fixture fresh_log(const char *path)
{
    struct fixture f = {.db = open_store(path, DB_WRITE)};
    enum err e = log_create(f.db);
    if (e)
        fprintf(stderr, "%s\n", db_message(f.db));
    CHECK(!e && !log_open(f.db, &f.log));
    return f;
}

static inline void end_log(struct fixture *f)
{
    log_close(f->log);
    db_close(f->db);
    arena_reset(&f->arena);
}

/* The I-th entry of the tests: subjects 1..7 take turns, the body tells its number. */
static inline enum err add_entry(struct fixture *f, int64_t i, struct str open)
{
    struct hash hash, prev;
    int64_t seq;
    bool found;
    int64_t subject = i % 7 + 1;
    enum err e = log_subject_last(f->db, subject, &prev, &seq, &found);
    struct leaf leaf = {.at_us = 1750000000000000 + i / 3,
                        .kind = STR("measure.claimed"),
                        .version = 1,
                        .subject = subject,
                        .actor = i % 2 ? 9 : 0,
                        .role = STR("lead_unit"),
                        .command = str_f(&f->arena, "c-%lld", (long long)(i / 2)),
                        .part = i % 2,
                        .prev = prev,
                        .open = open,
                        .rules = STR("2025-1")};
    return e ? e : log_append(f->log, &f->arena, &leaf, str_f(&f->arena, "{\"number\":%lld,\"words\":\"第 %lld 条\"}", (long long)i, (long long)i), &hash);
}

static inline void add_entries(struct fixture *f, int64_t count)
{
    int64_t from = log_size(f->log);
    CHECK(!db_begin(f->db));
    for (int64_t i = from; i < from + count; i++)
        CHECK(!add_entry(f, i, STR("{}")));
    CHECK(!db_commit(f->db));
    log_committed(f->log);
}

#endif
