/* setting_test.c: settings are checked, kept and read back; a bad file is told by its line. */
#include "app/setting.h"
#include "log/file.h"
#include "tests/test.h"

static void put(const char *text)
{
    struct arena a = {0};
    CHECK(file_replace(str_z(&a, str_f(&a, "%s/settings", test_folder())), str_c(text), 0600) == ERR_NONE);
    arena_reset(&a);
}

TEST(settings_have_their_defaults_and_the_defaults_are_good)
{
    struct arena a = {0};
    struct settings s;
    struct sentence why;
    CHECK(settings_load(&a, test_folder(), &s, &why) == ERR_NONE);
    for (int i = 0; i < SETTING_COUNT; i++) {
        CHECK_STR(s.values[i], str_c(setting_rows[i].standard));
        CHECK(setting_check(&a, (enum setting)i, s.values[i], &why) == ERR_NONE);
    }
    CHECK(setting_number(&s, SETTING_WORKERS) == 2 && !setting_yes(&s, SETTING_SECURE));
    arena_reset(&a);
}

TEST(settings_are_kept_beside_comments_and_given_back)
{
    struct arena a = {0};
    struct settings s;
    struct sentence why;
    struct str text;
    put("# 机房三号机\nworkers = 4\n\ntitle=旧名\n");
    CHECK(setting_save(&a, test_folder(), SETTING_TITLE, STR("青澜县 = 整改"), &why) == ERR_NONE);
    CHECK(settings_load(&a, test_folder(), &s, &why) == ERR_NONE);
    CHECK_STR(s.values[SETTING_TITLE], STR("青澜县 = 整改"));
    CHECK(setting_number(&s, SETTING_WORKERS) == 4);
    CHECK(setting_save(&a, test_folder(), SETTING_TITLE, STR(""), &why) == ERR_NONE);
    CHECK(file_read(&a, str_z(&a, str_f(&a, "%s/settings", test_folder())), 1000, &text) == ERR_NONE);
    CHECK_STR(text, STR("# 机房三号机\nworkers = 4\n"));
    arena_reset(&a);
}

TEST(a_value_that_is_none_is_refused_with_what_was_expected)
{
    static const struct {
        enum setting s;
        const char *value;
        bool good;
    } rows[] = {
        {SETTING_WORKERS, "0", false},
        {SETTING_WORKERS, "17", false},
        {SETTING_WORKERS, "16", true},
        {SETTING_WORKERS, "two", false},
        {SETTING_WORKERS, "-1", false},
        {SETTING_LISTEN, "localhost", false},
        {SETTING_LISTEN, "localhost:", false},
        {SETTING_LISTEN, ":80", false},
        {SETTING_LISTEN, "localhost:0", false},
        {SETTING_LISTEN, "localhost:65536", false},
        {SETTING_LISTEN, "localhost:-1", false},
        {SETTING_LISTEN, "a b:80", false},
        {SETTING_LISTEN, "[::1]:80", true},
        {SETTING_LISTEN, "::1:80", false},
        {SETTING_LISTEN, "0.0.0.0:65535", true},
        {SETTING_PORTAL, "", true},
        {SETTING_SECURE, "YES", false},
        {SETTING_SECURE, "yes", true},
        {SETTING_TITLE, "甲\n乙", false},
        {SETTING_TITLE, "\xff", false},
        {SETTING_CONTACT, "", true},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sentence why = {0};
        enum err e = setting_check(&a, rows[i].s, str_c(rows[i].value), &why);
        CHECK(e == (rows[i].good ? ERR_NONE : ERR_INPUT));
        CHECK(rows[i].good || (str_find(why.zh, str_c(setting_rows[rows[i].s].name)) != SIZE_MAX && why.en.len));
        CHECK(utf8_valid(why.zh));
    }
    arena_reset(&a);
}

TEST(a_bad_settings_file_is_told_by_its_line)
{
    static const struct {
        const char *text, *said;
    } rows[] = {{"workers=2\nworker=3\n", "第 2 行"}, {"\n\nworkers=many", "第 3 行"}, {"=x\n", "第 1 行"}, {"listen\n", "第 1 行"}, {"title=\xff\xfe\n", "第 1 行"}, {"\xff=1\n", "第 1 行"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct settings s;
        struct sentence why = {0};
        put(rows[i].text);
        CHECK(settings_load(&a, test_folder(), &s, &why) == ERR_INPUT);
        CHECK(str_find(why.zh, str_c(rows[i].said)) != SIZE_MAX);
        CHECK_STR(s.values[SETTING_WORKERS], STR("2"));
        arena_reset(&a);
    }
}
