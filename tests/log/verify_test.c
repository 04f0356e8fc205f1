/* What verify finds, and that it finds it. */
#include "log/checkpoint.h"
#include "log/file.h"
#include "log/proof.h"
#include "log/tiles.h"
#include "log/verify.h"
#include "base/time.h"
#include "tests/log/log_help.h"

#include <sys/stat.h>
#include <unistd.h>

static struct verify_report report;

struct folder { /* a data folder: store, keys, log */
    struct fixture log;
    struct signer *signer;
    const char *path;
};

static struct folder new_folder(const char *store)
{
    static int made;
    struct arena a = {0};
    struct folder d;
    struct sentence why;
    const char *path = str_f(&a, "%s/data-%d", test_folder(), ++made).ptr;
    CHECK(!mkdir(path, 0700));
    bool sqlite = !str_starts(str_c(store), STR("postgres://"));
    d.log = fresh_log(sqlite ? str_f(&a, "%s/huiyin.db", path).ptr : store);
    d.path = str_z(&d.log.arena, str_c(path));
    CHECK(sqlite || !file_add(str_f(&a, "%s/store", path).ptr, str_f(&a, "%s\n", store), 0600));
    const char *keys = str_f(&a, "%s/keys", path).ptr;
    CHECK(!signer_create(&a, keys, STR("example.org/ledger"), &why) && !signer_open(&a, keys, &d.signer, &why));
    arena_reset(&a);
    return d;
}

static struct str sign(struct folder *d)
{
    struct str note;
    struct sentence why;
    CHECK(!signer_sign(d->signer, d->log.db, &d->log.arena, time_now_us(), &note, &why));
    return note;
}

static void close_folder(struct folder *d)
{
    signer_close(d->signer);
    end_log(&d->log);
}

static int verify(struct folder *d, struct verify_options o)
{
    if (!o.path)
        o.path = d->path;
    (void)!verify_run(&o, &d->log.arena, &report);
    return verify_exit_status(&report);
}

static void healthy_log_verifies(const char *store)
{
    struct folder d = new_folder(store);
    CHECK(verify(&d, (struct verify_options){0}) == 0); /* the signer began by signing the empty log */
    add_entries(&d.log, 700);
    sign(&d);
    add_entries(&d.log, 9);
    int status = verify(&d, (struct verify_options){0});
    if (status)
        verify_print(&report, LANG_EN, stderr);
    CHECK(status == 0 && report.size == 709 && report.signed_size == 700 && report.unknown_count == 4);
    struct hash root = log_root(d.log.log);
    CHECK(hash_eq(&root, &report.root));
    CHECK(report.checks[CHECK_SINCE].status == VERIFY_NOT_CHECKED && report.checks[CHECK_FILE].status == VERIFY_NOT_CHECKED);
    CHECK(report.checks[CHECK_ROOT].count == 2); /* filed, and the signer's own */
    CHECK(verify(&d, (struct verify_options){.replay = true}) == 2);
    close_folder(&d);
}
TEST(healthy_log_verifies) { on_each_store(healthy_log_verifies); }

static void second_process_finds_the_same(const char *store)
{
    struct folder d = new_folder(store);
    for (int i = 0; i < 14; i++)
        add_entries(&d.log, 1000);
    sign(&d);
    struct arena a = {0};
    struct verify_options two = {.path = str_z(&a, str_c(d.path))}, one = {.path = two.path, .alone = true};
    close_folder(&d); /* no connection may be open across the fork */
    static struct verify_report alone;
    CHECK(!verify_run(&two, &a, &report) && !verify_run(&one, &a, &alone));
    CHECK(verify_exit_status(&report) == 0 && verify_exit_status(&alone) == 0);
    CHECK(hash_eq(&report.root, &alone.root) && report.bytes == alone.bytes && report.size == 14000);
    if (!str_starts(str_c(store), STR("postgres://"))) { /* a block of the second process, then one of the first */
        struct db *db = open_store(str_f(&a, "%s/huiyin.db", two.path).ptr, DB_WRITE);
        CHECK(!db_script(db, "DROP TRIGGER log_no_update; UPDATE log SET salt = NULL WHERE seq IN (5000, 9000)"));
        db_close(db);
        CHECK(!verify_run(&two, &a, &report) && report.checks[CHECK_BODY].failures == 2 && verify_exit_status(&report) == 1);
    }
    arena_reset(&a);
}
TEST(second_process_finds_the_same) { on_each_store(second_process_finds_the_same); }

static void altered_rows_are_found(const char *store)
{
    static const struct {
        const char *sql;
        enum verify_check_id check;
    } rows[] = {
        {"UPDATE log SET leaf = replace(leaf, '2025-1', '2025-2') WHERE seq = 77", CHECK_ROOT},
        {"UPDATE log SET leaf = replace(leaf, '2025-1', '2025-2') WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET leaf = replace(leaf, '2025-1', '2025-2') WHERE seq = 77", CHECK_CHAIN},
        {"UPDATE log SET leaf = replace(leaf, ',', ', ') WHERE seq = 77", CHECK_LEAF},
        {"UPDATE log SET leaf = replace(leaf, '\"seq\":77', '\"seq\":78') WHERE seq = 77", CHECK_SEQUENCE},
        {"UPDATE log SET leaf = replace(leaf, '\"at\":1', '\"at\":2') WHERE seq = 77", CHECK_TIME},
        {"UPDATE log SET hash = (SELECT hash FROM log WHERE seq = 1) WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET subject = 5000 WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET command = 'other' WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET part = 9 WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET at_us = 9 WHERE seq = 77", CHECK_STORED},
        {"UPDATE log SET body = x'7b7d' WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET salt = x'00' WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET salt = NULL WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET salt = NULL, body = NULL WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET salt = NULL, body = NULL, erased_by = 78 WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET salt = NULL, body = NULL, erased_by = 100000 WHERE seq = 77", CHECK_BODY},
        {"UPDATE log SET erased_by = 78 WHERE seq = 77", CHECK_BODY},
        {"UPDATE log_tree SET hash = (SELECT hash FROM log WHERE seq = 1)", CHECK_STORED},
        {"DELETE FROM log_tree", CHECK_STORED},
        {"DELETE FROM log WHERE seq = 77", CHECK_SEQUENCE},
        {"DELETE FROM log WHERE seq = 77", CHECK_ROOT},
        {"DELETE FROM log WHERE seq >= 250", CHECK_ROOT},
        {"DELETE FROM log", CHECK_ROOT},
        {"UPDATE checkpoint SET note = replace(note, 'A', 'B')", CHECK_SIGNATURE},
        {"UPDATE checkpoint SET size = 7", CHECK_STORED},
    };
    if (str_starts(str_c(store), STR("postgres://")))
        return; /* blobs and triggers are written otherwise there; the walk is the same */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct folder d = new_folder(store);
        add_entries(&d.log, 300);
        sign(&d);
        CHECK(!db_script(d.log.db, "DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; DROP TRIGGER log_tree_no_update;"
                                   "DROP TRIGGER log_tree_no_delete; DROP TRIGGER checkpoint_no_update"));
        CHECK(!db_script(d.log.db, rows[i].sql));
        int status = verify(&d, (struct verify_options){0});
        if (status != 1 || report.checks[rows[i].check].status != VERIFY_FAILED) {
            fprintf(stderr, "not found: %s\n", rows[i].sql);
            verify_print(&report, LANG_EN, stderr);
            exit(1);
        }
        close_folder(&d);
    }
}
TEST(altered_rows_are_found) { on_each_store(altered_rows_are_found); }

static void erased_is_not_missing(const char *store)
{
    struct folder d = new_folder(store);
    add_entries(&d.log, 10);
    CHECK(!db_begin(d.log.db) && !add_entry(&d.log, 10, STR("{\"erases\":3}")) && !log_erase(d.log.db, 3, 10) && !db_commit(d.log.db));
    log_committed(d.log.log);
    sign(&d);
    CHECK(verify(&d, (struct verify_options){0}) == 0 && report.erased == 1);
    close_folder(&d);
}
TEST(erased_is_not_missing) { on_each_store(erased_is_not_missing); }

static void outside_checkpoints_and_receipts_are_compared(const char *store)
{
    struct folder d = new_folder(store);
    struct arena *a = &d.log.arena;
    struct str text;
    const char *since = str_f(a, "%s/since", d.path).ptr, *receipts = str_f(a, "%s/receipts", d.path).ptr;
    add_entries(&d.log, 300);
    CHECK(!file_add(since, sign(&d), 0600));
    add_entries(&d.log, 50);
    sign(&d);
    CHECK(!receipt_make(d.log.db, a, 310, &text) && !file_add(str_f(a, "%s/a.tlog-proof", receipts).ptr, text, 0600));
    struct verify_options o = {.since = since, .receipts = receipts};
    CHECK(verify(&d, o) == 0 && report.checks[CHECK_SINCE].count == 1 && report.checks[CHECK_RECEIPT].count == 1);
    CHECK(!file_add(str_f(a, "%s/b.tlog-proof", receipts).ptr, str_sub(text, 0, text.len - 9), 0600));
    CHECK(verify(&d, o) == 1 && report.checks[CHECK_RECEIPT].failures == 1);
    o.receipts = "/nonexistent";
    CHECK(verify(&d, o) == 2);
    o = (struct verify_options){.since = "/nonexistent"};
    CHECK(verify(&d, o) == 2);
    /* The same key, another history of the same length, made as a thief of the key would. */
    struct folder other = new_folder(str_f(a, "%s.other", d.path).ptr);
    o = (struct verify_options){.since = since, .key = str_f(a, "%s/keys/log.pub", d.path).ptr};
    add_entries(&other.log, 350);
    CHECK(verify(&other, o) == 1 && report.checks[CHECK_SINCE].status == VERIFY_FAILED);
    close_folder(&other);
    close_folder(&d);
}
TEST(outside_checkpoints_and_receipts_are_compared)
{
    on_each_store(outside_checkpoints_and_receipts_are_compared);
}

static void exports_verify_and_every_changed_byte_is_found(const char *store)
{
    struct folder d = new_folder(store);
    struct arena *a = &d.log.arena;
    struct sentence why;
    struct str vkey, bytes;
    const char *out = str_f(a, "%s/export", d.path).ptr;
    CHECK(!file_read(a, str_f(a, "%s/keys/log.pub", d.path).ptr, 4096, &vkey));
    CHECK(tiles_export(d.log.db, a, out, vkey, true, &why) == ERR_MISSING && why.zh.len);
    add_entries(&d.log, 600);
    sign(&d);
    CHECK(!tiles_export(d.log.db, a, out, vkey, true, &why) && tiles_export(d.log.db, a, out, vkey, true, &why) == ERR_REFUSED);
    int status = verify(&d, (struct verify_options){.path = out});
    if (status)
        verify_print(&report, LANG_EN, stderr);
    CHECK(status == 0 && report.size == 600 && report.checks[CHECK_BODY].count == 600);
    static const char *const files[] = {"tile/entries/000", "tile/entries/002.p/88", "bodies/000", "bodies/002.p/88", "tile/1/000.p/2", "checkpoint", "log.pub"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = str_f(a, "%s/%s", out, files[i]).ptr;
        CHECK(!file_read(a, path, 1 << 24, &bytes));
        for (size_t at = 0; at < bytes.len; at += 1 + bytes.len / 40) {
            ((char *)bytes.ptr)[at] ^= 1;
            CHECK(!file_replace(path, bytes, 0600) && verify(&d, (struct verify_options){.path = out}) != 0);
            ((char *)bytes.ptr)[at] ^= 1;
        }
        CHECK(!unlink(path) && verify(&d, (struct verify_options){.path = out}) != 0);
        CHECK(!file_replace(path, bytes, 0600) && verify(&d, (struct verify_options){.path = out}) == 0);
    }
    const char *bare = str_f(a, "%s/bare", d.path).ptr;
    CHECK(!tiles_export(d.log.db, a, bare, vkey, false, &why));
    CHECK(verify(&d, (struct verify_options){.path = bare}) == 0 && report.checks[CHECK_BODY].status == VERIFY_NOT_CHECKED);
    close_folder(&d);
}
TEST(exports_verify_and_every_changed_byte_is_found) { on_each_store(exports_verify_and_every_changed_byte_is_found); }

TEST(what_cannot_be_concluded_without_the_signers_memory_is_said)
{
    struct folder d = new_folder("");
    add_entries(&d.log, 10);
    sign(&d);
    CHECK(verify(&d, (struct verify_options){0}) == 0);
    size_t before = report.unknown_count;
    CHECK(!unlink(str_f(&d.log.arena, "%s/keys/log.state", d.path).ptr));
    CHECK(verify(&d, (struct verify_options){0}) == 0 && report.unknown_count == before + 1);
    close_folder(&d);
}

TEST(evidence_files_are_hashed)
{
    struct arena a = {0};
    struct folder d = new_folder(str_f(&a, "%s/x.db", test_folder()).ptr);
    struct hash h = hash_of(STR("evidence"));
    struct str name = hash_text(&a, &h);
    const char *path = str_f(&a, "%s/files/%.2s/%.*s", d.path, name.ptr, STR_ARG(name)).ptr;
    add_entries(&d.log, 3);
    sign(&d);
    CHECK(!file_add(path, STR("evidence"), 0600) && verify(&d, (struct verify_options){0}) == 0 && report.checks[CHECK_FILE].count == 1);
    CHECK(!file_replace(path, STR("evidencE"), 0600) && verify(&d, (struct verify_options){0}) == 1);
    CHECK(!file_replace(path, STR("evidence"), 0600) && !file_add(str_f(&a, "%s/files/%.2s/notes", d.path, name.ptr).ptr, STR("x"), 0600));
    CHECK(verify(&d, (struct verify_options){0}) == 1);
    close_folder(&d);
    arena_reset(&a);
}

TEST(what_is_no_log_cannot_be_checked)
{
    struct arena a = {0};
    struct verify_options o = {.path = test_folder()};
    CHECK(verify_run(&o, &a, &report) && verify_exit_status(&report) == 2 && report.unusable.zh.len && report.unusable.en.len);
    CHECK(!file_add(str_f(&a, "%s/huiyin.db", o.path).ptr, STR("no database"), 0600));
    CHECK(verify_run(&o, &a, &report) && verify_exit_status(&report) == 2);
    CHECK(!file_add(str_f(&a, "%s/store", o.path).ptr, STR("postgres:///x?host=/nonexistent"), 0600));
    CHECK(verify_run(&o, &a, &report) && verify_exit_status(&report) == 2);
    o.path = "/nonexistent";
    CHECK(verify_run(&o, &a, &report) && verify_exit_status(&report) == 2);
    arena_reset(&a);
}
