/* setting_test.c: settings are checked, kept and read back; a bad file is told by its line. */
#include "app/setting.h"
#include "log/file.h"
#include "tests/test.h"

#include <string.h>

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
        {SETTING_MAIL_URL, "", true},
        {SETTING_MAIL_URL, "smtp://mail.county.example:25", true},
        {SETTING_MAIL_URL, "smtps://[::1]:465", true},
        {SETTING_MAIL_URL, "smtp://mail.county.example", true},
        {SETTING_MAIL_URL, "mail.county.example:25", false},
        {SETTING_MAIL_URL, "http://mail.county.example", false},
        {SETTING_MAIL_URL, "smtp://", false},
        {SETTING_MAIL_URL, "smtp://a:0", false},
        {SETTING_MAIL_URL, "smtp://user@a:25", false},
        {SETTING_MAIL_URL, "smtp://a:25/x", false},
        {SETTING_MAIL_FROM, "", true},
        {SETTING_MAIL_FROM, "office@county.example", true},
        {SETTING_MAIL_FROM, "office", false},
        {SETTING_MAIL_FROM, "整改办 <office@county.example>", false},
        {SETTING_MAIL_HOURS, "9:00-17:00", true},
        {SETTING_MAIL_HOURS, "08:00-20:00", true},
        {SETTING_MAIL_HOURS, "7:59-17:00", false},
        {SETTING_MAIL_HOURS, "9:00-20:01", false},
        {SETTING_MAIL_HOURS, "17:00-9:00", false},
        {SETTING_MAIL_HOURS, "9:00-9:00", false},
        {SETTING_MAIL_HOURS, "9-17", false},
        {SETTING_MAIL_HOURS, "9:60-17:00", false},
        {SETTING_MAIL_HOURS, "9:00", false},
        {SETTING_MAIL_HOURS, "", false},
        {SETTING_MAIL_LINK, "https://zg.county.example", true},
        {SETTING_MAIL_LINK, "https://zg.county.example/", false},
        {SETTING_MAIL_LINK, "javascript:alert(1)", false},
        {SETTING_MAIL_LINK, "https://a\"b", false},
        {SETTING_MAIL_LINK, "https://", false},
        {SETTING_MAIL_STARTTLS, "maybe", false},
        {SETTING_REMIND_AUTO, "yes", true},
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

/* What is wrong with a password is said without the password. */
TEST(a_secret_is_never_in_a_sentence)
{
    struct arena a = {0};
    struct sentence why = {0};
    char *longer = arena_alloc(&a, 301);
    memset(longer, 's', 300);
    CHECK(setting_check(&a, SETTING_MAIL_PASSWORD, str_c(longer), &why) == ERR_INPUT);
    CHECK(str_find(why.zh, STR("sss")) == SIZE_MAX && str_find(why.en, STR("sss")) == SIZE_MAX);
    CHECK(setting_check(&a, SETTING_MAIL_PASSWORD, STR("two words = 2"), &why) == ERR_NONE);
    arena_reset(&a);
}
