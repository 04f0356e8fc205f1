/* open_test.c: making a data folder whose database is a server's. */
#include "app/app.h"
#include "tests/stores.h"

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
