/* backup_test.c: what is backed up comes back the same, also while somebody writes; a file that was cut off or changed
 * at any place is refused with a sentence and leaves nothing behind. */
#include "app/backup.h"
#include "app/replay.h"
#include "app/store.h"
#include "base/hash.h"
#include "log/file.h"
#include "log/verify.h"
#include "tests/app/app_help.h"
#include "tests/stores.h"
#include "tests/test.h"
#include "view/table.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;

static const char *in_folder(const char *name) { return str_z(&arena, str_f(&arena, "%s/%s", test_folder(), name)); }

static void unit(struct app *app, const char *name)
{
    struct pair pairs[] = {{STR("name"), str_c(name)}};
    struct ctx ctx = {.arena = &arena, .app = app};
    struct outcome out;
    CHECK(app_submit(&ctx, &(struct submission){.type = COMMAND_UNIT_CREATE, .pairs = pairs, .count = 1, .drawn_at = -1}, &out) == ERR_NONE);
}

/* Three units, a person with an account, an evidence file, settings. */
static void fill(struct app *app)
{
    struct str hash;
    struct ctx ctx = {.arena = &arena, .app = app};
    struct outcome out;
    struct pair name[] = {{STR("name"), STR("喻小棠")}}, account[] = {{STR("login"), STR("yuxt")}, {STR("password_hash"), STR("$argon2id$not-a-real-one")}};
    CHECK(app_create(app, in_folder("live"), STR(""), STR("backup.example/log")) == ERR_NONE);
    unit(app, "县委办公室");
    unit(app, "县住建局");
    unit(app, "县财政局");
    CHECK(app_submit(&ctx, &(struct submission){.type = COMMAND_PERSON_CREATE, .pairs = name, .count = 1, .drawn_at = -1}, &out) == ERR_NONE);
    CHECK(app_submit(&ctx, &(struct submission){.type = COMMAND_PERSON_ACCOUNT, .id = out.subject, .pairs = account, .count = 2, .drawn_at = -1}, &out) == ERR_NONE);
    CHECK(store_put(&arena, app->dir, STR("会议纪要"), &hash) == ERR_NONE);
    CHECK(file_replace(in_folder("live/settings"), STR("title=青澜\n"), 0600) == ERR_NONE);
    CHECK(app_checkpoint(app, true) == ERR_NONE);
}

static void back_up(const char *file, struct backup_report *r)
{
    struct app app;
    CHECK(app_open(&app, in_folder("live"), APP_READ) == ERR_NONE);
    enum err e = backup_write(&app, in_folder(file), r);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(app.say.zh));
    CHECK(e == ERR_NONE);
    app_close(&app);
}

static enum err restore(const char *file, const char *dir, struct sentence *say)
{
    struct backup_report r;
    enum err e = backup_restore(&arena, in_folder(file), in_folder(dir), STR(""), &r, say);
    CHECK(!e || (say->zh.len && say->en.len));
    if (e && getenv("SHOW_SENTENCES"))
        fprintf(stderr, "%.*s\n%.*s\n", STR_ARG(say->zh), STR_ARG(say->en));
    /* Whatever was refused left nothing, not even under another name. */
    CHECK(access(in_folder(str_z(&arena, str_f(&arena, "%s.restoring-%d", dir, (int)getpid()))), F_OK) != 0);
    return e;
}

TEST(a_restored_folder_is_the_one_that_was_backed_up)
{
    struct app app, again;
    struct backup_report r;
    struct sentence say;
    struct str bytes;
    fill(&app);
    struct hash root = log_root(app.log);
    back_up("b.tar", &r); /* while APP holds the folder for writing */
    CHECK(r.entries == 5 && r.files == 1 && r.damaged == 0 && r.last_us == log_last_us(app.log));
    struct stat st;
    CHECK(stat(in_folder("b.tar"), &st) == 0 && (st.st_mode & 0777) == 0600 && st.st_size == r.bytes);
    unit(&app, "备份以后的单位");
    CHECK(restore("b.tar", "again", &say) == ERR_NONE);
    CHECK(app_open(&again, in_folder("again"), APP_WRITE) == ERR_NONE);
    struct hash other = log_root(again.log);
    CHECK(log_size(again.log) == 5 && hash_eq(&root, &other));
    struct stmt *s;
    bool row;
    CHECK(db_stmt(again.db, "SELECT count(*), (SELECT value FROM secret) FROM unit", &s) == ERR_NONE && stmt_step(s, &row) == ERR_NONE);
    CHECK(stmt_get_int(s, 0) == 3);
    CHECK_STR(stmt_get_str(s, 1), STR("$argon2id$not-a-real-one"));
    stmt_done(s);
    CHECK(file_read(&arena, in_folder("again/settings"), 100, &bytes) == ERR_NONE);
    CHECK_STR(bytes, STR("title=青澜\n"));
    struct hash file = hash_of(STR("会议纪要"));
    CHECK(store_has(again.dir, hash_text(&arena, &file)));
    unit(&again, "恢复以后的单位"); /* it is a folder to work in */
    CHECK(app_checkpoint(&again, true) == ERR_NONE);
    app_close(&again);
    app_close(&app);
    static struct verify_report report;
    CHECK(verify_run(&(struct verify_options){.path = in_folder("again")}, &arena, &report) == ERR_NONE);
    CHECK(verify_exit_status(&report) == 0);
    arena_reset(&arena);
}

/* From whatever store into whatever store: PATH is the one restored into, then the one restored from. */
static void moves_into_and_out_of(const char *path)
{
    struct app app;
    struct backup_report r;
    struct sentence say;
    bool postgres = str_starts(str_c(path), STR("postgres"));
    const char *one = postgres ? "in-postgres" : "in-sqlite", *two = postgres ? "from-postgres" : "from-sqlite";
    const char *file = postgres ? "p.tar" : "s.tar";
    if (access(in_folder("live"), F_OK)) {
        fill(&app);
        app_close(&app);
        back_up("b.tar", &r);
    }
    struct str store = postgres ? str_c(path) : STR("");
    CHECK(backup_restore(&arena, in_folder("b.tar"), in_folder(one), store, &r, &say) == ERR_NONE);
    CHECK(app_open(&app, in_folder(one), APP_READ) == ERR_NONE);
    CHECK(backup_write(&app, in_folder(file), &r) == ERR_NONE && r.entries == 5 && r.files == 1);
    app_close(&app);
    CHECK(restore(file, two, &say) == ERR_NONE);
    static struct verify_report report;
    CHECK(verify_run(&(struct verify_options){.path = in_folder(two)}, &arena, &report) == ERR_NONE);
    CHECK(verify_exit_status(&report) == 0 && report.size == 5);
    arena_reset(&arena);
}
TEST(a_backup_moves_a_folder_between_databases) { on_each_store(moves_into_and_out_of); }

TEST(an_empty_folder_and_one_without_a_checkpoint_can_be_restored)
{
    struct app app;
    struct backup_report r;
    struct sentence say;
    CHECK(app_create(&app, in_folder("live"), STR(""), STR("")) == ERR_NONE);
    back_up("empty.tar", &r);
    unit(&app, "县委办公室");
    back_up("unsigned.tar", &r);
    CHECK(restore("empty.tar", "one", &say) == ERR_NONE && restore("unsigned.tar", "two", &say) == ERR_NONE);
    app_close(&app);
    arena_reset(&arena);
}

TEST(nothing_is_overwritten_by_a_backup_or_a_restore)
{
    struct app app;
    struct backup_report r;
    struct sentence say;
    fill(&app);
    back_up("b.tar", &r);
    CHECK(backup_write(&app, in_folder("b.tar"), &r) == ERR_INPUT && app.say.zh.len);
    app.say = (struct sentence){0};
    CHECK(backup_write(&app, in_folder("no/such/b.tar"), &r) == ERR_IO && app.say.zh.len);
    CHECK(restore("b.tar", "live", &say) == ERR_INPUT);
    CHECK(restore("b.tar", "b.tar", &say) == ERR_INPUT);
    CHECK(mkdir(in_folder("empty"), 0700) == 0 && restore("b.tar", "empty", &say) == ERR_NONE);
    CHECK(restore("b.tar", "empty/", &say) == ERR_INPUT);
    CHECK(restore("none.tar", "other", &say) == ERR_MISSING);
    app_close(&app);
    arena_reset(&arena);
}

static void write_as(const char *name, struct str bytes)
{
    unlink(in_folder(name));
    CHECK(file_add(in_folder(name), bytes, 0600) == ERR_NONE);
}

TEST(a_backup_cut_off_anywhere_is_refused)
{
    struct app app;
    struct backup_report r;
    struct str whole;
    fill(&app);
    app_close(&app);
    back_up("b.tar", &r);
    CHECK(file_read(&arena, in_folder("b.tar"), 1 << 22, &whole) == ERR_NONE);
    for (size_t len = 0; len < whole.len; len += len < 2048 ? 97 : 509) {
        struct sentence say;
        write_as("cut.tar", str_sub(whole, 0, len));
        enum err e = restore("cut.tar", "other", &say);
        CHECK(e == ERR_CORRUPT || e == ERR_INPUT);
        CHECK(access(in_folder("other"), F_OK) != 0);
    }
    arena_reset(&arena);
}

TEST(a_backup_with_one_byte_changed_is_refused)
{
    struct app app;
    struct backup_report r;
    struct str whole;
    size_t accepted = 0;
    fill(&app);
    app_close(&app);
    back_up("b.tar", &r);
    CHECK(file_read(&arena, in_folder("b.tar"), 1 << 22, &whole) == ERR_NONE);
    char *bytes = (char *)str_copy(&arena, whole).ptr;
    for (size_t at = 0; at < whole.len; at += 61) {
        struct sentence say;
        bytes[at] ^= 1;
        write_as("bad.tar", (struct str){bytes, whole.len});
        bytes[at] ^= 1;
        enum err e = restore("bad.tar", "other", &say);
        CHECK(e == ERR_NONE || e == ERR_CORRUPT || e == ERR_INPUT);
        /* Padding belongs to no member: a change there changes nothing, and then what came out verified. */
        accepted += !e;
        if (!e)
            CHECK(rename(in_folder("other"), in_folder(str_z(&arena, str_f(&arena, "ok-%zu", at)))) == 0);
    }
    CHECK(accepted < whole.len / 61 / 2);
    write_as("bad.tar", str_f(&arena, "%.*s", 0, ""));
    arena_reset(&arena);
}

/* ---- forged: the manifest is made to fit ------------------------------------------------------------- */

/* Replaces FROM by TO (of the same length) in the file and mends MANIFEST and nothing else; false
 * when FROM is not there. */
static bool forge(struct str whole, struct str from, struct str to, const char *name)
{
    char *b = (char *)str_copy(&arena, whole).ptr;
    size_t hit = str_find(whole, from), manifest = 0;
    CHECK(from.len == to.len);
    if (hit == SIZE_MAX)
        return false;
    memcpy(b + hit, to.ptr, to.len);
    for (size_t at = 0; at + 512 < whole.len && b[at];) {
        size_t size = (size_t)strtoull(b + at + 124, NULL, 8);
        struct hash old = hash_of((struct str){whole.ptr + at + 512, size}),
                    now = hash_of((struct str){b + at + 512, size});
        struct str o = hash_text(&arena, &old), n = hash_text(&arena, &now);
        for (size_t k = 0; k + HASH_HEX < whole.len && !hash_eq(&old, &now); k++)
            if (!memcmp(b + k, o.ptr, HASH_HEX))
                memcpy(b + k, n.ptr, HASH_HEX);
        if (!strcmp(b + at, "MANIFEST"))
            manifest = at;
        at += 512 + (size + 511) / 512 * 512;
    }
    CHECK(manifest);
    write_as(name, (struct str){b, whole.len});
    return true;
}

TEST(a_forged_log_is_refused_because_it_does_not_verify)
{
    struct app app;
    struct backup_report r;
    struct sentence say;
    struct str whole;
    fill(&app);
    app_close(&app);
    back_up("b.tar", &r);
    CHECK(file_read(&arena, in_folder("b.tar"), 1 << 22, &whole) == ERR_NONE);
    CHECK(forge(whole, STR("县住建局"), STR("县财贸局"), "forged.tar")); /* in a body */
    CHECK(restore("forged.tar", "other", &say) == ERR_CORRUPT);
    CHECK(str_find(say.zh, STR("没有通过验证")) != SIZE_MAX);
    CHECK(access(in_folder("other"), F_OK) != 0);
    CHECK(forge(whole, STR("\"unit.created\""), STR("\"unit.shifted\""), "forged.tar")); /* in a leaf */
    CHECK(restore("forged.tar", "other", &say) == ERR_CORRUPT);
    CHECK(forge(whole, STR("— backup.example/log "), STR("— bakcup.example/log "), "forged.tar")); /* a signature */
    CHECK(restore("forged.tar", "other", &say) == ERR_CORRUPT);
    arena_reset(&arena);
}

TEST(a_damaged_evidence_file_is_kept_and_told)
{
    struct app app;
    struct backup_report r;
    struct sentence say;
    fill(&app);
    app_close(&app);
    struct hash h = hash_of(STR("会议纪要"));
    CHECK(file_replace(store_path(&arena, in_folder("live"), hash_text(&arena, &h)), STR("坏了"), 0600) == ERR_NONE);
    back_up("b.tar", &r);
    CHECK(r.damaged == 1);
    CHECK(backup_restore(&arena, in_folder("b.tar"), in_folder("again"), STR(""), &r, &say) == ERR_NONE);
    CHECK(r.damaged == 1 && r.files == 1);
    arena_reset(&arena);
}

/* The evidence of one entry was deleted before the backup: all else is restored, and that is said. */
static void misses_a_file(const char *path)
{
    struct desk d = desk_open("");
    struct backup_report r;
    struct sentence say;
    bool postgres = str_starts(str_c(path), STR("postgres"));
    const char *whole = postgres ? "whole-p" : "whole-s", *less = postgres ? "less-p" : "less-s";
    desk_measure(&d, MEASURE_CLAIMED);
    CHECK(!app_checkpoint(&d.app, true));
    CHECK(!backup_write(&d.app, in_folder(str_z(&arena, str_f(&arena, "%s.tar", whole))), &r));
    CHECK(!unlink(store_path(&arena, d.app.dir, d.sha[0])));
    CHECK(!backup_write(&d.app, in_folder(str_z(&arena, str_f(&arena, "%s.tar", less))), &r));
    desk_close(&d);
    struct str store = postgres ? str_c(path) : STR("");
    CHECK(!backup_restore(&arena, in_folder(str_z(&arena, str_f(&arena, "%s.tar", less))), in_folder(less), store, &r, &say));
    CHECK(r.missing == 1 && r.damaged == 0 && r.files == 3);
    CHECK(!backup_restore(&arena, in_folder(str_z(&arena, str_f(&arena, "%s.tar", whole))), in_folder(whole), STR(""), &r, &say));
    CHECK(r.missing == 0 && r.damaged == 0 && r.files == 4);
    arena_reset(&arena);
}
TEST(an_entry_whose_evidence_is_not_in_the_backup_is_told) { on_each_store(misses_a_file); }
