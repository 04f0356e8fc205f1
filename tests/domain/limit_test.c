/* limit_test.c: time limits. The reference here walks day by day and knows nothing of limit.c; the two are compared over
 * the twenty years the program has notices of. */
#include "domain/calendar.h"
#include "base/time.h"
#include "tests/test.h"

static struct arena a;
static struct calendar cal;

static void load(void)
{
    arena_reset(&a);
    calendar_build(&a, NULL, 0, &cal);
}

static int64_t day(const char *s)
{
    int64_t d;
    CHECK(day_parse(str_c(s), &d));
    return d;
}

static uint64_t seed;
static int64_t below(int64_t n)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* ---- the reference ------------------------------------------------------------------------------- */

static bool counts(int64_t d, enum clock clock, const struct pauses *p)
{
    const struct calendar_day *s = calendar_special(&cal, d);
    int w = day_weekday(d);
    for (size_t i = 0; p && i < p->count; i++)
        if (d >= p->list[i].from && (d <= p->list[i].to || !p->list[i].to))
            return false;
    return clock != CLOCK_WORKDAY || (s ? !s->off : w >= 1 && w <= 5);
}

static int64_t walked(int64_t from, int64_t n, enum clock clock, const struct pauses *p)
{
    int64_t d = from;
    while (n > 0)
        n -= counts(++d, clock, p);
    return d;
}

static int64_t walked_between(int64_t from, int64_t to, enum clock clock, const struct pauses *p)
{
    int64_t n = 0;
    for (int64_t d = from + 1; d <= to; d++)
        n += counts(d, clock, p);
    return n;
}

/* ---- properties ------------------------------------------------------------------------------------ */

static void same_as_walking(int64_t from, int64_t n, const struct pauses *p)
{
    for (int k = CLOCK_CALENDAR; k <= CLOCK_WORKDAY; k++) {
        struct limit l = {n, (enum clock)k, false};
        struct limit_due due = limit_add(&cal, from, &l, p);
        CHECK(due.day == walked(from, n, l.clock, p) && due.day == due.last_day);
        CHECK(limit_measure(&cal, from, due.day, l.clock, p) == n);
        CHECK(due.day == from || limit_measure(&cal, from, due.day - 1, l.clock, p) == n - 1); /* the first such day */
        CHECK(limit_left(&cal, from, due.day, l.clock, p) == n && limit_left(&cal, due.day, from, l.clock, p) == -n);
        CHECK(due.paused_days == due.day - from - walked_between(from, due.day, CLOCK_CALENDAR, p));
        int64_t other = from + below(200);
        CHECK(limit_measure(&cal, from, other, l.clock, p) == walked_between(from, other, l.clock, p));
    }
}

TEST(adding_and_measuring_agree_with_walking_over_twenty_years)
{
    load();
    seed = 1;
    for (int64_t from = day("2006-12-15"); from < day("2026-12-31"); from++)
        same_as_walking(from, below(90), NULL);
    arena_reset(&a);
}

TEST(adding_and_measuring_agree_with_pauses)
{
    load();
    seed = 2;
    for (int64_t from = day("2006-12-15"); from < day("2026-12-31"); from += 2) {
        struct pause list[4];
        struct pauses p = {list, (size_t)below(5)};
        for (size_t i = 0; i < p.count; i++) { /* some begin before, some overlap, some touch */
            list[i].from = from - 10 + below(80);
            list[i].to = list[i].from + below(30);
        }
        same_as_walking(from, below(60), &p);
    }
    arena_reset(&a);
}

TEST(a_month_added_is_a_month_measured)
{
    load();
    seed = 3;
    for (int64_t from = day("2006-12-15"); from < day("2026-12-31"); from++) {
        struct pause list[2] = {{from + below(40), 0}, {from + below(200), 0}};
        struct pauses p = {list, (size_t)below(3)};
        for (size_t i = 0; i < 2; i++)
            list[i].to = list[i].from + below(20);
        struct limit l = {below(30), CLOCK_MONTH, false};
        struct limit_due due = limit_add(&cal, from, &l, &p), plain = limit_add(&cal, from, &l, NULL);
        struct civil c = civil_from_day(from), d = civil_from_day(plain.day);
        CHECK(limit_measure(&cal, from, due.day, CLOCK_MONTH, &p) == l.count);
        CHECK(!l.count || limit_measure(&cal, from, due.day - 1, CLOCK_MONTH, &p) == l.count - 1);
        CHECK((d.year - c.year) * 12 + d.month - c.month == l.count);
        CHECK(plain.clipped ? d.day == month_days(d.year, d.month) && d.day < c.day : d.day == c.day);
        CHECK(due.day - from - due.paused_days == plain.day - from);
    }
    arena_reset(&a);
}

TEST(a_later_receipt_or_a_longer_limit_never_ends_earlier)
{
    load();
    for (int k = CLOCK_CALENDAR; k <= CLOCK_MONTH; k++)
        for (int roll = 0; roll < 2; roll++)
            for (int64_t n = 0; n < 40; n += 3) {
                int64_t before = 0;
                struct limit l = {n, (enum clock)k, roll}, longer = {n + 1, (enum clock)k, roll};
                for (int64_t from = day("2019-12-01"); from < day("2021-01-15"); from++) {
                    int64_t due = limit_add(&cal, from, &l, NULL).day;
                    CHECK(due >= before && due >= from && limit_add(&cal, from, &longer, NULL).day >= due);
                    CHECK(!roll || calendar_workday(&cal, due));
                    before = due;
                }
            }
    arena_reset(&a);
}

TEST(rolling_moves_a_day_off_to_the_next_workday_that_is_not_paused)
{
    struct limit l = {30, CLOCK_CALENDAR, true};
    struct pause pause = {0, 0};
    struct pauses p = {&pause, 1};
    load();
    struct limit_due due = limit_add(&cal, day("2025-09-01"), &l, NULL); /* 1 October: National Day until the 8th */
    CHECK(due.last_day == day("2025-10-01") && due.day == day("2025-10-09"));
    pause = (struct pause){day("2025-10-09"), day("2025-10-10")};
    due = limit_add(&cal, day("2025-09-01"), &l, &p);
    CHECK(due.last_day == day("2025-10-01") && due.day == day("2025-10-11")); /* a Saturday worked */
    l.roll = false;
    CHECK(limit_add(&cal, day("2025-09-01"), &l, &p).day == day("2025-10-01"));
    arena_reset(&a);
}

TEST(a_clock_that_stands_still_has_no_last_day)
{
    struct pause open = {day("2025-06-12"), 0};
    struct pauses p = {&open, 1};
    struct limit l = {5, CLOCK_WORKDAY, false}, one = {1, CLOCK_WORKDAY, false};
    load();
    CHECK(limit_add(&cal, day("2025-06-10"), &l, &p).day == 0);
    CHECK(limit_add(&cal, day("2025-06-10"), &one, &p).day == day("2025-06-11")); /* it had run out before */
    CHECK(limit_measure(&cal, day("2025-06-10"), day("2025-07-10"), CLOCK_WORKDAY, &p) == 1);
    CHECK(limit_left(&cal, day("2025-06-20"), day("2025-06-30"), CLOCK_WORKDAY, &p) == 0);
    arena_reset(&a);
}

TEST(nonsense_is_clipped_and_never_aborts)
{
    struct pause wrong = {day("2025-06-20"), day("2025-06-10")};
    struct pauses p = {&wrong, 1};
    load();
    CHECK(limit_add(&cal, day("2025-06-10"), &(struct limit){-3, CLOCK_WORKDAY, false}, NULL).day == day("2025-06-10"));
    CHECK(limit_add(&cal, day("2025-06-10"), &(struct limit){20, CLOCK_CALENDAR, false}, &p).day == day("2025-06-30"));
    CHECK(limit_add(&cal, day("2190-06-10"), &(struct limit){INT64_MAX, CLOCK_WORKDAY, true}, NULL).day == 0);
    CHECK(limit_add(&cal, day("2190-06-10"), &(struct limit){INT64_MAX, CLOCK_MONTH, true}, NULL).day == 0);
    CHECK(limit_add(&cal, day("1900-01-01"), &(struct limit){10000, CLOCK_WORKDAY, false}, NULL).doubts == LIMIT_DOUBTS_MAX);
    arena_reset(&a);
}

TEST(the_years_without_a_notice_are_named)
{
    struct limit ten = {10, CLOCK_WORKDAY, false}, days = {30, CLOCK_CALENDAR, false},
                 rolled = {30, CLOCK_CALENDAR, true};
    load();
    CHECK(limit_add(&cal, day("2026-06-10"), &ten, NULL).doubts == 0);
    struct limit_due due = limit_add(&cal, day("2026-12-25"), &ten, NULL);
    CHECK(due.doubts == 1 && due.doubtful[0] == 2027);
    CHECK(limit_add(&cal, day("2026-12-21"), &(struct limit){5, CLOCK_WORKDAY, false}, NULL).doubts == 0); /* to the 28th */
    due = limit_add(&cal, day("2026-12-21"), &(struct limit){6, CLOCK_WORKDAY, false},
                    NULL); /* a notice may reach back */
    CHECK(due.day == day("2026-12-29") && due.doubts == 1 && due.doubtful[0] == 2027);
    CHECK(limit_add(&cal, day("2026-12-15"), &days, NULL).doubts == 0); /* every day counts: no notice is asked */
    CHECK(limit_add(&cal, day("2026-12-15"), &rolled, NULL).doubts == 1);
    due = limit_add(&cal, day("2028-12-15"), &(struct limit){300, CLOCK_WORKDAY, false}, NULL);
    CHECK(due.doubts == 3 && due.doubtful[0] == 2028 && due.doubtful[2] == 2030);
    arena_reset(&a);
}

/* ---- in words ---------------------------------------------------------------------------------------- */

static void says(const char *from, struct limit l, const struct pauses *p, const char *zh, const char *en)
{
    struct sentence s = limit_explain(&a, &cal, day(from), NULL, &l, p);
    CHECK_STR(s.zh, str_c(zh));
    CHECK_STR(s.en, str_c(en));
}

TEST(every_due_day_explains_itself_in_one_sentence)
{
    struct pause one = {day("2025-06-12"), day("2025-06-13")}, open = {day("2025-06-12"), 0};
    struct pauses p = {&one, 1}, standing = {&open, 1};
    load();
    says("2025-06-10", (struct limit){15, CLOCK_WORKDAY, false}, NULL, "自2025年6月10日收到次日起算15个工作日，于2025年7月1日届满。",
         "Counted from the day after receipt on 2025-06-10, 15 workdays: the last day is 2025-07-01.");
    says("2025-05-20", (struct limit){15, CLOCK_WORKDAY, false}, NULL, "自2025年5月20日收到次日起算15个工作日（扣除端午节放假1个工作日），于2025年6月11日届满。",
         "Counted from the day after receipt on 2025-05-20, 15 workdays (1 off for Dragon Boat Festival not counted): the last day is 2025-06-11.");
    says("2025-09-24", (struct limit){10, CLOCK_WORKDAY, false}, NULL, "自2025年9月24日收到次日起算10个工作日（扣除国庆节、中秋节放假6个工作日，计入调休上班2天），于2025年10月14日届满。",
         "Counted from the day after receipt on 2025-09-24, 10 workdays (6 off for National Day and Mid-Autumn not counted; make-up workdays counted: 2): the last day is 2025-10-14.");
    says("2025-06-10", (struct limit){1, CLOCK_CALENDAR, false}, NULL, "自2025年6月10日收到次日起算1天，于2025年6月11日届满。",
         "Counted from the day after receipt on 2025-06-10, 1 calendar day: the last day is 2025-06-11.");
    says("2025-01-31", (struct limit){1, CLOCK_MONTH, false}, NULL, "自2025年1月31日收到次日起算1个月（到期月没有31日，以月末为准），于2025年2月28日届满。",
         "Counted from the day after receipt on 2025-01-31, 1 month (the last month has no day 31, so it ends with the month): the last day is 2025-02-28.");
    says("2025-09-01", (struct limit){30, CLOCK_CALENDAR, true}, NULL, "自2025年9月1日收到次日起算30天，本应于2025年10月1日届满，当日国庆节、中秋节放假，顺延至2025年10月9日。",
         "Counted from the day after receipt on 2025-09-01, 30 calendar days: the last day would be 2025-10-01, off for National Day and Mid-Autumn, so it is 2025-10-09.");
    says("2025-06-10", (struct limit){4, CLOCK_CALENDAR, true}, NULL, "自2025年6月10日收到次日起算4天，本应于2025年6月14日届满，当日周六，顺延至2025年6月16日。",
         "Counted from the day after receipt on 2025-06-10, 4 calendar days: the last day would be 2025-06-14, a Saturday, so it is 2025-06-16.");
    says("2025-06-10", (struct limit){10, CLOCK_CALENDAR, false}, &p, "自2025年6月10日收到次日起算10天（扣除暂停计时2天），于2025年6月22日届满。",
         "Counted from the day after receipt on 2025-06-10, 10 calendar days (paused days not counted: 2): the last day is 2025-06-22.");
    says("2025-06-10", (struct limit){10, CLOCK_WORKDAY, false}, &standing, "自2025年6月10日收到次日起算10个工作日，自2025年6月12日起暂停计时，恢复后才能确定届满日。",
         "Counted from the day after receipt on 2025-06-10, 10 workdays; the clock stands still since 2025-06-12, so the last day is not known yet.");
    says("2026-12-25", (struct limit){10, CLOCK_WORKDAY, false}, NULL, "自2026年12月25日收到次日起算10个工作日，于2027年1月8日届满；2027年的放假安排尚未登记，按周末推算。",
         "Counted from the day after receipt on 2026-12-25, 10 workdays: the last day is 2027-01-08; the holiday notice for 2027 is not entered yet, so only weekends are taken off there.");
    says("2190-01-01", (struct limit){9000, CLOCK_CALENDAR, false}, NULL, "自2190年1月1日收到次日起算9000天，届满日超出可以推算的范围。",
         "Counted from the day after receipt on 2190-01-01, 9000 calendar days; the last day is too far away to be told.");
    arena_reset(&a);
}

TEST(a_limit_names_what_it_counts_from)
{
    struct sentence feedback = {STR("反馈"), STR("feedback")};
    load();
    struct sentence s = limit_explain(&a, &cal, day("2025-06-10"), &feedback, &(struct limit){1, CLOCK_MONTH, false}, NULL);
    CHECK_STR(s.zh, STR("自2025年6月10日反馈次日起算1个月，于2025年7月10日届满。"));
    CHECK(str_find(s.en, STR("after feedback on")) != SIZE_MAX);
    arena_reset(&a);
}

TEST(a_day_no_rule_made_says_where_it_is_from)
{
    CHECK_STR(due_explain(&a, 0, 0, 0).zh, STR("没有规定具体时限。"));
    CHECK_STR(due_explain(&a, day("2025-06-10"), day("2025-06-10"), 0).zh, STR("整改方案确定的时限为2025年6月10日。"));
    CHECK_STR(due_explain(&a, day("2025-06-10"), day("2025-08-10"), 2).zh, STR("整改方案原定时限为2025年6月10日，经批准延期2次，现为2025年8月10日。"));
    CHECK_STR(due_explain(&a, day("2025-06-10"), day("2025-08-10"), 1).en, STR("The plan set the due date 2025-06-10; it was extended 1 time with approval and is now 2025-08-10."));
    arena_reset(&a);
}
