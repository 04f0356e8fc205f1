/* calendar_test.c: what the notices say, entering one, and the rules of it. limit_test.c counts. */
#include "tests/domain/rows.h"

#include "base/time.h"

#include <string.h>

static struct arena a;
static struct calendar cal;

static void load(const struct calendar_enter *entered, size_t n)
{
    arena_reset(&a);
    calendar_build(&a, entered, n, &cal);
}

static int64_t day(const char *s)
{
    int64_t d;
    CHECK(day_parse(str_c(s), &d));
    return d;
}

/* Counted by hand from the notices: days off, weekends worked, workdays of the calendar year. */
TEST(every_shipped_year_has_the_days_its_notice_gives)
{
    static const int years[][4] = {
        {2007, 26, 7, 249}, {2008, 27, 5, 251}, {2009, 27, 6, 250}, {2010, 29, 8, 250}, {2011, 29, 6, 250}, {2012, 27, 6, 249}, {2013, 29, 12, 250}, {2014, 22, 5, 250}, {2015, 26, 5, 249}, {2016, 24, 6, 250}, {2017, 24, 5, 249}, {2018, 25, 7, 250}, {2019, 22, 6, 250}, {2020, 30, 6, 249}, {2021, 31, 7, 250}, {2022, 32, 7, 249}, {2023, 26, 7, 249}, {2024, 28, 8, 251}, {2025, 28, 5, 248}, {2026, 33, 6, 248}};
    load(NULL, 0);
    CHECK(cal.year_count == 20 && calendar_shipped_count == 20);
    for (size_t i = 0; i < 20; i++) {
        int off = 0, work = 0, worked = 0;
        for (int64_t d = day_from_civil(years[i][0], 1, 1); d < day_from_civil(years[i][0] + 1, 1, 1); d++) {
            const struct calendar_day *s = calendar_special(&cal, d);
            off += s && s->off;
            work += s && !s->off;
            worked += calendar_workday(&cal, d);
        }
        if (off != years[i][1] || work != years[i][2] || worked != years[i][3])
            fprintf(stderr, "%d: %d off, %d made up, %d workdays\n", years[i][0], off, work, worked);
        CHECK(off == years[i][1] && work == years[i][2] && worked == years[i][3]);
        CHECK(calendar_workdays_to(&cal, day_from_civil(years[i][0], 12, 31)) - calendar_workdays_to(&cal, day_from_civil(years[i][0] - 1, 12, 31)) == worked);
    }
    arena_reset(&a);
}

TEST(every_shipped_year_passes_the_check_of_entered_ones)
{
    for (size_t i = 0; i < calendar_shipped_count; i++) {
        const struct calendar_shipped *s = &calendar_shipped[i];
        struct calendar_enter p = {s->year, str_c(s->notice), str_c(s->off), str_c(s->work)};
        struct complaint why = {0};
        if (calendar_check(&a, &p, &why))
            fprintf(stderr, "%d: %.*s\n", s->year, STR_ARG(why.say.en));
        CHECK(!calendar_check(&a, &p, &why));
        CHECK(i == 0 || calendar_shipped[i - 1].year + 1 == s->year);
        CHECK(str_find(p.notice, str_f(&a, "%d年", s->year)) != SIZE_MAX && str_starts(str_c(s->source), STR("https://www.gov.cn/")));
    }
    arena_reset(&a);
}

TEST(days_of_the_december_before_belong_to_the_notice_that_names_them)
{
    static const struct {
        const char *day;
        bool work;
        int year;
    } rows[] = {{"2006-12-30", true, 2007}, {"2006-12-31", true, 2007}, {"2007-12-29", true, 2008}, {"2007-12-31", false, 2008}, {"2011-12-31", true, 2012}, {"2018-12-29", true, 2019}, {"2018-12-31", false, 2019}, {"2022-12-31", false, 2023}};
    load(NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct calendar_day *s = calendar_special(&cal, day(rows[i].day));
        CHECK(s && s->off == !rows[i].work && s->year == rows[i].year);
        CHECK(calendar_workday(&cal, day(rows[i].day)) == rows[i].work);
    }
    CHECK(calendar_workday(&cal, day("2024-12-31")) && !calendar_special(&cal, day("2024-12-31")));
    CHECK(calendar_workday(&cal, day("2020-02-03")) && !calendar_workday(&cal, day("2020-01-31"))); /* the lengthened one */
    CHECK(!calendar_workday(&cal, day("2015-09-03")) && calendar_workday(&cal, day("2015-09-06")));
    CHECK(calendar_next_workday(&cal, day("2025-10-01")) == day("2025-10-09"));
    CHECK(calendar_next_workday(&cal, day("2025-10-11")) == day("2025-10-11"));
    arena_reset(&a);
}

TEST(an_entered_year_replaces_the_shipped_one_and_a_later_notice_wins)
{
    struct calendar_enter years[] = {{2027, STR("二〇二七年的通知"), STR("2026-12-31..2027-01-02 元旦"), STR("2026-12-27")}, {2026, STR("二〇二六年的通知"), STR("2026-01-01"), STR("2026-12-26, 2027-01-03")}};
    load(NULL, 0);
    CHECK(!calendar_year(&cal, 2027) && calendar_workday(&cal, day("2026-12-31")) && !calendar_workday(&cal, day("2026-10-01")));
    CHECK_STR(calendar_doubt(&a, &cal, 2027).zh, STR("2027年的放假安排尚未登记，按周末推算"));
    CHECK(!calendar_doubt(&a, &cal, 2026).zh.len);
    load(years, 2);
    CHECK(cal.year_count == 21 && str_is(calendar_year(&cal, 2026)->notice, "二〇二六年的通知"));
    CHECK(!calendar_workday(&cal, day("2026-12-31")) && calendar_workday(&cal, day("2026-12-27")));
    CHECK(calendar_workday(&cal, day("2026-10-01"))); /* the entered year has no National Day */
    CHECK(calendar_workday(&cal, day("2027-01-03")) && calendar_workday(&cal, day("2026-12-26")));
    CHECK(!calendar_doubt(&a, &cal, 2027).zh.len);
    years[1].work = STR("2026-12-26, 2027-01-02"); /* of two notices the younger one counts */
    load(years, 2);
    CHECK(!calendar_workday(&cal, day("2027-01-02")));
    arena_reset(&a);
}

/* ---- entering ---------------------------------------------------------------------------------------- */

/* Everything written wrongly gets a sentence that names the field and the part. */
TEST(a_day_written_wrongly_is_named)
{
    static const struct {
        const char *off, *work, *field, *part;
    } rows[] = {
        {"2027-02-30", "", "off", "2027-02-30"},
        {"2027-1-1", "", "off", "2027-1-1"},
        {"2027年1月1日", "", "off", "2027年1月1日"},
        {"2027-01-011", "", "off", "2027-01-011"},
        {"2027-01-01元旦", "", "off", "2027-01-01元旦"},
        {"2027-01-01..", "", "off", "2027-01-01.."},
        {"2027-01-01..2027-01-3", "", "off", "2027-01-01..2027-01-3"},
        {"2027-01-01..2027-01-03x", "", "off", "2027-01-01..2027-01-03x"},
        {"2027-01-03..2027-01-01", "", "off", "2027-01-03..2027-01-01"},
        {"2027-01-01..2027-03-01", "", "off", "2027-01-01..2027-03-01"},
        {"2027-01-01-2027-01-03", "", "off", "2027-01-01-2027-01-03"},
        {"2027-01-01, 2027-01-01", "", "off", "2027-01-01"},
        {"2027-01-01..2027-01-03, 2027-01-03 元旦", "", "off", "2027-01-03"},
        {"2026-11-30", "", "off", "2026-11-30"},
        {"2028-02-01", "", "off", "2028-02-01"},
        {"2025-12-31", "", "off", "2025-12-31"},
        {"2027-01-01 一二三四五六七八九十一二三四五六七八九十一", "", "off", "2027-01-01"},
        {"，, ；\n", "", "off", "2027"},
        {"2027-01-01", "2027-01-04", "work", "2027-01-04"},
        {"2027-01-01", "2027-01-02..2027-01-04", "work", "2027-01-04"},
        {"2027-01-01..2027-01-03", "2027-01-02", "work", "2027-01-02"},
        {"2027-01-01", "明天", "work", "明天"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct calendar_enter p = {2027, STR("二〇二七年的通知"), str_c(rows[i].off), str_c(rows[i].work)};
        struct complaint why = {0};
        CHECK(calendar_check(&a, &p, &why) == ERR_INPUT);
        if (!str_is(str_c(why.field->name), rows[i].field) || str_find(why.say.zh, str_c(rows[i].part)) == SIZE_MAX)
            fprintf(stderr, "row %zu: %.*s\n", i, STR_ARG(why.say.zh));
        CHECK(str_is(str_c(why.field->name), rows[i].field));
        CHECK(str_find(why.say.zh, str_c(rows[i].part)) != SIZE_MAX && str_find(why.say.en, str_c(rows[i].part)) != SIZE_MAX);
        CHECK(str_starts(why.say.zh, str_c(why.field->zh)) && str_ends(why.say.zh, STR("。")) && str_ends(why.say.en, STR(".")));
    }
    arena_reset(&a);
}

TEST(too_many_days_are_a_sentence)
{
    struct buf b = buf_new(&a, 1 << 16);
    struct complaint why = {0};
    for (int m = 1; m <= 6; m++)
        buf_f(&b, "2027-%02d-01..2027-%02d-28,", m, m);
    struct calendar_enter p = {2027, STR("二〇二七年的通知"), buf_view(&b), STR("")};
    CHECK(calendar_check(&a, &p, &why) == ERR_INPUT && str_find(why.say.zh, STR("160")) != SIZE_MAX);
    arena_reset(&a);
}

TEST(days_may_be_written_in_several_ways)
{
    struct calendar_enter p = {2027, STR("二〇二七年的通知"), STR(" 2026-12-31..2027-01-02  元旦；2027-02-05..2027-02-11 春节，\n2027-10-01..2027-10-07 国庆节、中秋节,"), STR("2027-01-03\n2027-02-14;2028-01-01")};
    struct complaint why = {0};
    CHECK(!calendar_check(&a, &p, &why));
    load(&p, 1);
    CHECK_STR(calendar_special(&cal, day("2026-12-31"))->name, STR("元旦"));
    CHECK_STR(calendar_special(&cal, day("2027-10-07"))->name, STR("国庆节、中秋节"));
    CHECK(calendar_workday(&cal, day("2028-01-01")) && calendar_workday(&cal, day("2027-02-14")));
    arena_reset(&a);
}

#define NOTICE "notice=关于二〇二七年放假的通知|"
#define YEAR_2027 "year=2027|" NOTICE "off=2027-01-01..2027-01-03 元旦|work=2027-01-09"
#define ENTERED STEPS(DID(OFFICE_A, CALENDAR_ENTER, CALENDAR_1, YEAR_2027))
#define SHIPPED_2024 "year=2024|notice=国务院办公厅关于2024年部分节假日安排的通知|off=2024-01-01 元旦, 2024-02-10..2024-02-17 春节, 2024-04-04..2024-04-06 清明节, 2024-05-01..2024-05-05 劳动节, 2024-06-10 端午节, 2024-09-15..2024-09-17 中秋节, 2024-10-01..2024-10-07 国庆节|work=2024-02-04, 2024-02-18, 2024-04-07, 2024-04-28, 2024-05-11, 2024-09-14, 2024-09-29, 2024-10-12"

static const struct rule_row rows[] = {
    YES(PEOPLE, OFFICE_A, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, CALENDAR_ENTERED),
    YES(PEOPLE, SYSADMIN_A, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, CALENDAR_ENTERED),
    YES(PEOPLE, OPERATOR, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, CALENDAR_ENTERED),
    NO(PEOPLE, CLERK, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, ROLE),
    NO(PEOPLE, OVERSEER_A, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, ROLE),
    NO(PEOPLE, SECADMIN_A, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, ROLE),
    YES_AFTER(PEOPLE, ENTERED, OFFICE_B, CALENDAR_ENTER, CALENDAR_1, "year=2027|" NOTICE "off=2027-01-01..2027-01-03 元旦", CALENDAR_ENTERED),
    YES_AFTER(PEOPLE, ENTERED, OFFICE_B, CALENDAR_ENTER, CALENDAR_1, "year=2027|notice=另一份通知|off=2027-01-01..2027-01-03 元旦|work=2027-01-09", CALENDAR_ENTERED),
    NO_AFTER(PEOPLE, ENTERED, OFFICE_B, CALENDAR_ENTER, CALENDAR_1, YEAR_2027, NOTHING_NEW),
    NO_AFTER(PEOPLE, ENTERED, OFFICE_B, CALENDAR_ENTER, CALENDAR_1, "year=2027|" NOTICE "off=2027-01-01 元旦,2027-01-02..2027-01-03 元旦|work=2027-01-09", NOTHING_NEW),
    NO_AFTER(PEOPLE, ENTERED, OFFICE_B, CALENDAR_ENTER, CALENDAR_1, "year=2028|" NOTICE "off=2028-01-01", CALENDAR_YEAR),
    NO(PEOPLE, OFFICE_A, CALENDAR_ENTER, CALENDAR_1, "year=2027|" NOTICE "off=2027-02-30", CALENDAR_DAYS),
    NO(PEOPLE, OFFICE_A, CALENDAR_ENTER, CALENDAR_1, "year=2027|" NOTICE "off=2027-01-01|work=2027-01-04", CALENDAR_DAYS),
    NO(PEOPLE, OFFICE_A, CALENDAR_ENTER, CALENDAR_1, SHIPPED_2024, NOTHING_NEW),
    YES(PEOPLE, OFFICE_A, CALENDAR_ENTER, CALENDAR_1, SHIPPED_2024 ", 2024-12-28", CALENDAR_ENTERED),
};

void calendar_rules(void) { rules_hold("calendar", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_the_calendar_holds) { calendar_rules(); }
