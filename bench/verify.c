/* verify.c: how fast entries are appended and verified, against SHA-256 alone.
 *
 *   bench/verify [ENTRIES] [FOLDER]     times a log of ENTRIES (200,000) in FOLDER, made when it is not there
 *
 * The limit is measured in the same run: one SHA-256 a message over messages of the same number and
 * mean size from memory, one for each leaf and one for each body. Both are told by the clock on the wall and by
 * processor time, that of the busier process when there are two: on a machine with other work only the second says
 * something of the program. Build: make B=... bench-verify. */
#include "app/replay_verify.h"
#include "base/time.h"
#include "log/checkpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { ROUNDS = 5 };

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench/verify: %s failed\n", what);
        exit(3);
    }
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }
static double processor(int who)
{
    struct rusage u;
    must(!getrusage(who, &u), "asking for the processor time");
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

static double since(int64_t from_us) { return (double)(time_now_us() - from_us) / 1e6; }

static void fill(const char *folder, int64_t entries)
{
    enum { SUBJECTS = 5000,
           GROUP = 1000 };
    static struct hash last[SUBJECTS];
    struct db *db;
    struct log *log;
    struct signer *signer;
    struct sentence why;
    struct arena a = {0};
    struct str note, keys = str_f(&a, "%s/keys", folder);
    struct str open = STR("{\"due\":\"2025-12-31\",\"number\":\"1-2-3\",\"state\":\"claimed\"}");
    must(!db_open(str_f(&a, "%s/huiyin.db", folder).ptr, DB_WRITE, &db) && !log_create(db) && !log_open(db, &log), "opening");
    must(!signer_create(&a, keys.ptr, STR("bench.example/log"), &why) && !signer_open(&a, keys.ptr, &signer, &why), "keys");
    int64_t start = time_now_us();
    for (int64_t i = 0; i < entries; i += GROUP) {
        struct arena page = {0};
        must(!db_begin(db), "begin");
        for (int64_t k = i; k < i + GROUP && k < entries; k++) {
            struct hash *prev = &last[k * 7919 % SUBJECTS];
            struct leaf leaf = {
                .at_us = start + k,
                .kind = STR("measure.claimed"),
                .version = 1,
                .subject = k * 7919 % SUBJECTS + 1,
                .actor = 77,
                .role = STR("lead_unit"),
                .command = str_f(&page, "command-%020lld", (long long)k),
                .prev = *prev,
                .open = open,
                .rules = STR("2025-1"),
            };
            struct str body = str_f(&page, "{\"text\":\"%0300lld\"}", (long long)k);
            must(!log_append(log, &page, &leaf, body, prev), "append");
        }
        must(!db_commit(db), "commit");
        log_committed(log);
        arena_reset(&page);
    }
    printf("append   %8.0f entries/s, in groups of %d\n", (double)entries / since(start), GROUP);
    must(!signer_sign(signer, db, &a, time_now_us(), &note, &why), "signing");
    signer_close(signer);
    log_close(log);
    db_close(db);
    arena_reset(&a);
}

struct took {
    double wall, processor; /* seconds */
};

static void least(struct took *best, struct took t)
{
    best->wall = best->wall > 0 && best->wall < t.wall ? best->wall : t.wall;
    best->processor = best->processor > 0 && best->processor < t.processor ? best->processor : t.processor;
}

static struct took hash_alone(int64_t bytes, int64_t messages)
{
    size_t len = (size_t)(bytes / messages);
    char *message = calloc(1, len);
    struct hash h = {{0}};
    int64_t start = time_now_us();
    double from = processor(RUSAGE_SELF);
    for (int64_t i = 0; i < messages; i++) {
        h = hash_of((struct str){message, len});
        message[0] = (char)h.bytes[0];
    }
    struct took t = {since(start), processor(RUSAGE_SELF) - from};
    free(message);
    return t;
}

static struct took verify(const char *folder, bool alone, int64_t *bytes)
{
    static struct verify_report report;
    struct arena a = {0};
    struct verify_options o = {.path = folder, .alone = alone};
    int64_t start = time_now_us();
    double self = processor(RUSAGE_SELF), other = processor(RUSAGE_CHILDREN);
    must(!verify_run(&o, &a, &report) && verify_exit_status(&report) == 0, "verifying");
    self = processor(RUSAGE_SELF) - self;
    other = processor(RUSAGE_CHILDREN) - other;
    *bytes = report.bytes;
    arena_reset(&a);
    return (struct took){since(start), self > other ? self : other};
}

/* Entries and hashing alone take turns, so that what else the machine does meets both; the best of each counts. */
static void compare(const char *folder, bool alone, int64_t entries)
{
    struct took best = {0}, limit = {0};
    int64_t bytes;
    for (int i = 0; i < ROUNDS; i++) {
        least(&best, verify(folder, alone, &bytes));
        least(&limit, hash_alone(bytes, 2 * entries));
    }
    double mb = (double)bytes / 1e6;
    printf("verify %s: %.2f of SHA-256 alone, %.2f by processor time (%.0f of %.0f MB/s, %.0f of %.0f by processor time, %lld entries, best of %d)\n",
           alone ? "in one process " : "in two processes", limit.wall / best.wall, limit.processor / best.processor,
           mb / best.wall, mb / limit.wall, mb / best.processor, mb / limit.processor, (long long)entries, ROUNDS);
}

int main(int argc, char **argv)
{
    int64_t entries = argc > 1 ? strtoll(argv[1], NULL, 10) : 200000;
    const char *folder = argc > 2 ? argv[2] : "build/bench-verify";
    verify_file_fn = replay_file; /* as the program asks it */
    if (!mkdir(folder, 0700))
        fill(folder, entries);
    compare(folder, true, entries);
    compare(folder, false, entries);
    return 0;
}
