/* open_test.c: making a data folder whose database is a server's. */
#include "app/replay.h"
#include "app/replay_verify.h"
#include "domain/all.h"
#include "tests/stores.h"
#include "view/table.h"

#include <string.h>

static const char *folder(void)
{
    static char path[1024];
    static int made;
    snprintf(path, sizeof path, "%s/folder-%d", test_folder(), ++made);
    return path;
}

/* Refused with ERR, a sentence that holds WORDS, and no folder. */
static void refused(const char *store, enum err err, const char *words)
{
    struct app app;
    const char *dir = folder();
    CHECK(app_create(&app, dir, str_c(store), STR("")) == err);
    CHECK(str_find(app.say.zh, str_c(words)) != SIZE_MAX && app.say.en.len);
    app_close(&app);
    CHECK(access(dir, F_OK) != 0);
}

TEST(a_store_that_cannot_be_one_leaves_no_folder)
{
    refused("mysql://somewhere/db", ERR_INPUT, "postgres://");
    refused("county.db", ERR_INPUT, "postgres://");
    refused("postgres:///db?host=/nowhere-at-all", ERR_STORE, "不能打开");
    refused("postgresql:///db?host=/nowhere-at-all", ERR_STORE, "不能打开");
}

static void one_store_one_folder(const char *path)
{
    struct app app;
    if (!db_is_server(str_c(path)))
        return;
    CHECK(!app_create(&app, folder(), str_c(path), STR("")));
    refused(path, ERR_BUSY, "另一个程序");
    app_close(&app);
    refused(path, ERR_INPUT, "空数据库");
}
TEST(a_database_that_holds_a_log_is_not_filled_again) { on_each_store(one_store_one_folder); }

struct told {
    int64_t calls, done, total;
};
static void tell(void *arg, int64_t done, int64_t total)
{
    struct told *t = arg;
    *t = (struct told){t->calls + 1, done, total};
}

static struct told walked;
static void walk(void *arg, int64_t done, int64_t total)
{
    (void)arg;
    tell(&walked, done, total);
}

/* Replaying onto another version's tables would end, after all of the work, in a column that is not there. */
static void said_before_the_replay(const char *dir)
{
    static struct verify_report report;
    struct arena a = {0};
    struct verify_options o = {.path = dir, .replay = true, .progress = walk};
    const struct verify_check *c = &report.checks[CHECK_REPLAY];
    verify_replay_fn = replay_verify;
    walked = (struct told){0};
    CHECK(!verify_run(&o, &a, &report));
    CHECK(c->status == VERIFY_NOT_CHECKED && c->details_count == 1 && verify_exit_status(&report) == 2);
    CHECK(str_find(c->details[0].zh, STR("huiyin rebuild")) != SIZE_MAX && str_find(c->details[0].en, STR("huiyin rebuild")) != SIZE_MAX);
    CHECK(walked.calls == 1 && walked.done == 1 && walked.total == 1); /* the walk, and no replay */
    arena_reset(&a);
}

/* A folder of another version: a reader says what to do, a writer makes the tables again from the log. */
static void other_version(const char *store)
{
    struct app app;
    struct arena a = {0};
    struct outcome out;
    const char *dir = folder();
    struct pair name = {STR("name"), STR("财政局")};
    CHECK(!app_create(&app, dir, db_is_server(str_c(store)) ? str_c(store) : STR(""), STR("")));
    struct ctx ctx = {.arena = &a, .app = &app};
    CHECK(!app_submit(&ctx, &(struct submission){.type = COMMAND_UNIT_CREATE, .id = 7, .pairs = &name, .count = 1, .drawn_at = -1}, &out));
    CHECK(!db_begin(app.db) && !db_script(app.db, "UPDATE shape SET id = 'older'") && !db_script(app.db, "DROP TABLE unit") && !db_commit(app.db));
    app_close(&app);
    CHECK(app_open(&app, dir, APP_READ) == ERR_INPUT);
    CHECK(str_find(app.say.zh, STR("huiyin rebuild")) != SIZE_MAX && app.say.en.len);
    app_close(&app);
    said_before_the_replay(dir);
    CHECK(!app_open(&app, dir, APP_REBUILD) && !table_shape_fits(app.db)); /* let be */
    struct told told = {0};
    CHECK(!app_rebuild(&app, tell, &told) && table_shape_fits(app.db));
    CHECK(told.calls >= 1 && told.done == 1 && told.total == 1); /* all of it, in the end */
    CHECK(!db_begin(app.db) && !db_script(app.db, "UPDATE shape SET id = 'older'") && !db_script(app.db, "DROP TABLE unit") && !db_commit(app.db));
    app_close(&app);
    struct unit u;
    CHECK(!app_open(&app, dir, APP_WRITE));
    CHECK(!table_load(app.db, &a, KIND_UNIT, 7, &u) && str_is(u.name, "财政局"));
    app_close(&app);
    CHECK(!app_open(&app, dir, APP_READ));
    app_close(&app);
    arena_reset(&a);
}
TEST(tables_of_another_version_are_made_again_from_the_log) { on_each_store(other_version); }
