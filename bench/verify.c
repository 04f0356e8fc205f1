/* verify.c: how fast entries are appended and verified, against SHA-256 alone.
 *
 *   bench/verify [ENTRIES] [FOLDER]     makes a log of ENTRIES (200,000) in FOLDER, times it
 *
 * The limit is measured in the same run: one SHA-256 a message over messages of the same number and
 * mean size from memory, one for each leaf and one for each body. Build: make B=... bench-verify. */
#include "log/checkpoint.h"
#include "log/verify.h"
#include "base/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ROUNDS = 5 };

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench/verify: %s failed\n", what);
        exit(3);
    }
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

static double hash_alone(int64_t bytes, int64_t messages)
{
    size_t len = (size_t)(bytes / messages);
    char *message = calloc(1, len);
    struct hash h = {{0}};
    int64_t start = time_now_us();
    for (int64_t i = 0; i < messages; i++) {
        h = hash_of((struct str){message, len});
        message[0] = (char)h.bytes[0];
    }
    double rate = (double)bytes / since(start) / 1e6;
    free(message);
    return rate;
}

/* Entries and hashing alone take turns, so that what else the machine does meets both; the best of each counts. */
static void compare(const char *folder, bool alone, int64_t entries)
{
    static struct verify_report report;
    double rate = 0, limit = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena a = {0};
        struct verify_options o = {.path = folder, .alone = alone};
        int64_t start = time_now_us();
        must(!verify_run(&o, &a, &report) && verify_exit_status(&report) == 0, "verifying");
        double this = (double)report.bytes / since(start) / 1e6, hash = hash_alone(report.bytes, 2 * entries);
        rate = this > rate ? this : rate;
        limit = hash > limit ? hash : limit;
        arena_reset(&a);
    }
    printf("verify %s: %.2f of SHA-256 alone (%.0f of %.0f MB/s, %lld entries, best of %d)\n",
           alone ? "in one process " : "in two processes", rate / limit, rate, limit, (long long)entries, ROUNDS);
}

int main(int argc, char **argv)
{
    int64_t entries = argc > 1 ? strtoll(argv[1], NULL, 10) : 200000;
    const char *folder = argc > 2 ? argv[2] : "build/bench-verify";
    must(!mkdir(folder, 0700), "making a new folder (remove the old one)");
    fill(folder, entries);
    compare(folder, true, entries);
    compare(folder, false, entries);
    return 0;
}
