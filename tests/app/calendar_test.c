/* calendar_test.c: a year's notice through the door and out of files, and the calendar pages keep. */
#include "tests/app/app_help.h"

#include "app/calendar.h"

#define NOTICE "notice=关于二〇二七年放假的通知|"
#define YEAR_2027 "year=2027|" NOTICE "off=2027-01-01..2027-01-03 元旦|work=2027-01-09"

static int64_t day(const char *s)
{
    int64_t d;
    CHECK(day_parse(str_c(s), &d));
    return d;
}

static void year_is_one_thing(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome first, again;
    struct calendar_year y;
    struct calendar c;
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, YEAR_2027, &first));
    CHECK(!desk_try(&d, SYSADMIN_A, COMMAND_CALENDAR_ENTER, 0, "year=2027|" NOTICE "off=2027-01-01", &again));
    CHECK(first.subject == again.subject && again.seq > first.seq);
    CHECK(!table_load(d.app.db, &d.arena, KIND_CALENDAR, first.subject, &y) && y.year == 2027 && !y.work.len);
    CHECK_STR(y.off, STR("2027-01-01"));
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, "year=2028|" NOTICE "off=2028-01-01", &again));
    CHECK(again.subject != first.subject);
    CHECK(!calendar_load(d.app.db, &d.arena, &c) && c.year_count == calendar_shipped_count + 2);
    CHECK(!calendar_workday(&c, day("2027-01-01")) && calendar_workday(&c, day("2027-01-04")));
    struct hash live = desk_digest(d.app.db), rebuilt;
    CHECK(!app_rebuild(&d.app, NULL, NULL));
    rebuilt = desk_digest(d.app.db);
    CHECK(hash_eq(&live, &rebuilt));
    struct replay_report report;
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &report) && report.bad_seq == -1 && report.bad_kind == -1);
    desk_close(&d);
}
TEST(a_year_entered_again_is_the_same_thing_and_rebuilds) { on_each_store(year_is_one_thing); }

TEST(a_notice_written_wrongly_names_its_field_and_changes_nothing)
{
    struct desk d = desk_open("");
    struct outcome out;
    int64_t size = log_size(d.app.log);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, "year=2027|" NOTICE "off=2027-02-30", &out) == ERR_INPUT);
    CHECK(str_is(str_c(out.field->name), "off") && str_find(out.say.zh, STR("2027-02-30")) != SIZE_MAX);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, "year=2027|" NOTICE "off=2027-01-01|work=2027-01-04", &out) == ERR_INPUT);
    CHECK(str_is(str_c(out.field->name), "work") && str_find(out.say.en, STR("2027-01-04")) != SIZE_MAX);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 777, YEAR_2027, &out) == ERR_INPUT); /* an id made up */
    CHECK(str_find(out.say.zh, STR("年份")) != SIZE_MAX);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, "year=1999|" NOTICE "off=1999-01-01", &out) == ERR_INPUT);
    CHECK(desk_try(&d, CLERK, COMMAND_CALENDAR_ENTER, 0, "year=2027|" NOTICE "off=2027-02-30", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_ROLE && log_size(d.app.log) == size);
    desk_must(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, YEAR_2027);
    CHECK(desk_try(&d, OFFICE_B, COMMAND_CALENDAR_ENTER, 0, YEAR_2027, &out) == ERR_REFUSED && out.refusal == REFUSED_NOTHING_NEW);
    desk_close(&d);
}

TEST(another_year_cannot_take_a_years_id)
{
    struct desk d = desk_open("");
    struct outcome out, no;
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, YEAR_2027, &out));
    CHECK(desk_try(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, out.subject, "year=2028|" NOTICE "off=2028-01-01", &no) == ERR_REFUSED);
    CHECK(no.refusal == REFUSED_CALENDAR_YEAR);
    desk_close(&d);
}

TEST(the_kept_calendar_is_made_again_when_the_log_grows)
{
    struct desk d = desk_open("");
    struct calendar_cache cache = {0};
    const struct calendar *c;
    CHECK(!calendar_cached(&cache, d.app.db, log_size(d.app.log), &c) && !calendar_year(c, 2027));
    const struct calendar_day *kept = c->days;
    CHECK(!calendar_cached(&cache, d.app.db, log_size(d.app.log), &c) && c->days == kept);
    desk_must(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, YEAR_2027);
    CHECK(!calendar_cached(&cache, d.app.db, log_size(d.app.log), &c) && calendar_year(c, 2027));
    calendar_cache_close(&cache);
    desk_close(&d);
}

TEST(a_past_moment_has_the_calendar_of_its_time)
{
    struct desk d = desk_open("");
    struct db *past;
    struct calendar c;
    int64_t before = log_size(d.app.log), as_of;
    desk_must(&d, OFFICE_A, COMMAND_CALENDAR_ENTER, 0, YEAR_2027);
    CHECK(!app_at(&d.app, before, &past, &as_of) && !calendar_load(past, &d.arena, &c) && !calendar_year(&c, 2027));
    db_close(past);
    CHECK(!calendar_load(d.app.db, &d.arena, &c) && calendar_year(&c, 2027));
    desk_close(&d);
}

/* ---- files ------------------------------------------------------------------------------------------- */

TEST(what_is_printed_reads_back_for_every_shipped_year)
{
    struct arena a = {0};
    for (size_t i = 0; i < calendar_shipped_count; i++) {
        const struct calendar_shipped *s = &calendar_shipped[i];
        struct calendar_enter y = {s->year, str_c(s->notice), str_c(s->off), str_c(s->work)}, back;
        struct sentence why;
        CHECK(!calendar_file(&a, calendar_print(&a, &y), &back, &why));
        CHECK(back.year == y.year && str_eq(back.notice, y.notice) && str_eq(back.off, y.off) && str_eq(back.work, y.work));
    }
    arena_reset(&a);
}

TEST(the_json_many_tools_share_is_understood)
{
    struct arena a = {0};
    struct calendar_enter y;
    struct sentence why;
    struct str json = STR("\xEF\xBB\xBF\n{\"year\":2027,\"papers\":[],\"days\":["
                          "{\"name\":\"春节\",\"date\":\"2027-02-06\",\"isOffDay\":true},"
                          "{\"name\":\"春节\",\"date\":\"2027-02-05\",\"isOffDay\":true},"
                          "{\"name\":\"春节\",\"date\":\"2027-02-08\",\"isOffDay\":false},"
                          "{\"name\":\"春节\",\"date\":\"2027-02-14\",\"isOffDay\":false},"
                          "{\"date\":\"2027-02-07\",\"isOffDay\":true},"
                          "{\"name\":\"a,b\",\"date\":\"2026-12-31\",\"isOffDay\":true}]}");
    CHECK(!calendar_file(&a, json, &y, &why) && y.year == 2027);
    CHECK_STR(y.off, STR("2026-12-31, 2027-02-05..2027-02-06 春节, 2027-02-07"));
    CHECK_STR(y.work, STR("2027-02-14")); /* the Monday is a workday anyway */
    CHECK_STR(y.notice, STR("国务院办公厅关于2027年部分节假日安排的通知"));
    arena_reset(&a);
}

TEST(a_file_that_is_no_notice_gets_a_sentence)
{
    static const struct {
        const char *bytes, *part;
    } rows[] = {{"", "UTF-8"},
                {"  \r\n ", "UTF-8"},
                {"\xff\xfe\x00", "UTF-8"},
                {"hello", "第1行"},
                {"year: 2027\nholiday: 2027-01-01", "第2行"},
                {"year: soon", "第1行"},
                {"# nothing\n", "年份"},
                {"off: 2027-01-01", "年份"},
                {"{\"year\":2027", "JSON"},
                {"{}", "year"},
                {"{\"year\":2027,\"days\":{}}", "days"},
                {"{\"year\":\"2027\",\"days\":[]}", "year"},
                {"{\"year\":2027,\"days\":[]}", "2027年"},
                {"{\"year\":2027,\"days\":[1]}", "第1项"},
                {"{\"year\":2027,\"days\":[{\"date\":\"2027-01-01\"}]}", "第1项"},
                {"{\"year\":2027,\"days\":[{\"date\":\"2027-02-30\",\"isOffDay\":true}]}", "第1项"},
                {"{\"year\":2027,\"year\":2028,\"days\":[]}", "JSON"}};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct calendar_enter y = {.year = 1};
        struct sentence why = {0};
        CHECK(calendar_file(&a, str_c(rows[i].bytes), &y, &why) == ERR_INPUT && y.year == 1);
        if (str_find(why.zh, str_c(rows[i].part)) == SIZE_MAX)
            fprintf(stderr, "row %zu: %.*s\n", i, STR_ARG(why.zh));
        CHECK(str_find(why.zh, str_c(rows[i].part)) != SIZE_MAX && str_ends(why.zh, STR("。")) && str_ends(why.en, STR(".")));
    }
    struct buf b = buf_new(&a, 1 << 20);
    for (int i = 0; i <= CALENDAR_FILE_MAX / 16; i++)
        buf_c(&b, "# padding text.\n");
    struct calendar_enter y;
    struct sentence why;
    CHECK(calendar_file(&a, buf_view(&b), &y, &why) == ERR_INPUT);
    arena_reset(&a);
}
