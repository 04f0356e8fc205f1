/* pack_test.c: packs through the one door: counts that are the figures, bytes that come again, and what is refused. */
#include "app/pack.h"
#include "tests/app/app_help.h"

enum { PACK_1 = 2900,
       PACK_2 = 2901,
       MEASURE_2 = 131,
       MEASURE_3 = 132 };
#define REPORT(measure, period) "measure=#" measure "|period=" period "|text=清理挂账两笔|difficulties=对方单位已注销，需要法院裁定|next_steps=月底前再清理一笔|percent=40"
#define EXTEND "until_day=@60|reason=等待上级批复|progress=已完成两笔"
#define SIMPLE(number, unit, due) "problem=#120|number=" number "|text=建立挂账销号制度|goal=账实相符|type=phased|start_day=@-60|due_day=" due "|leaders=#31|lead_unit=" unit

/* The second measure is overdue and its unit reports nothing; the first was reported on, late, for the last period. */
static struct desk desk_ready(void)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_WORKING);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_2, SIMPLE("8", "#4", "@2"));
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_SUBMIT, MEASURE_2, "");
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_2, OPINION);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_3, SIMPLE("9", "#2", "@20"));
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, REPORT("130", "%-1"));
    d.now_us += 5 * 86400000000; /* 29 June: the second measure was due on the 26th */
    return d;
}

static struct moment now_of(struct desk *d)
{
    struct moment m;
    struct sentence why = {0};
    CHECK(!moment_open(&d->app, &d->arena, INSPECTION_1, -1, day_of(d->now_us), &m, &why));
    return m;
}

static struct pack_freeze ask_of(int64_t unit, int64_t leader)
{
    return (struct pack_freeze){.inspection = INSPECTION_1, .sort = PACK_PERIOD, .rhythm = RHYTHM_HALF_MONTH, .period = period_of(TODAY) - 1, .unit = unit, .leader = leader};
}

static struct pack_content content_of(struct desk *d, const struct moment *m, const struct pack_freeze *ask)
{
    struct pack_content c;
    struct sentence why = {0};
    CHECK(!pack_compute(&d->arena, m, ask, &c, &why));
    return c;
}

static enum err freeze(struct desk *d, int64_t who, int64_t id, struct pack_freeze ask, struct outcome *out)
{
    struct pair *pairs = arena_alloc(&d->arena, PACK_PAIRS * sizeof *pairs);
    struct sentence why = {0};
    struct moment m = now_of(d);
    CHECK(!pack_freeze_at(&d->arena, &m, &ask, &why));
    moment_close(&d->app, &m);
    pack_pairs(&d->arena, &ask, pairs);
    struct submission s = {.type = COMMAND_PACK_FREEZE, .id = id, .pairs = pairs, .count = PACK_PAIRS, .drawn_at = -1};
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = who, .now_us = d->now_us += 60000000};
    return app_submit(&ctx, &s, out);
}

static struct pack pack_of(struct desk *d, int64_t id)
{
    struct pack p;
    CHECK(!table_load(d->app.db, &d->arena, KIND_PACK, id, &p));
    return p;
}

static struct str bytes_of(struct desk *d, const struct pack *p, const char *format)
{
    struct moment m;
    struct sentence why = {0};
    struct str bytes;
    bool same = false;
    struct pack_freeze ask = pack_ask(p);
    CHECK(!pack_moment(&d->app, &d->arena, p, &m, &why));
    CHECK(!pack_write(&d->arena, &m, &ask, str_c(format), LANG_ZH, &bytes, &why));
    CHECK(!pack_same(&d->arena, &m, p, &same, &why) && same);
    moment_close(&d->app, &m);
    return bytes;
}

static bool has(struct str text, const char *part) { return str_find(text, str_c(part)) != SIZE_MAX; }

/* Every count with a figure of the last complete period says what the figure says, within the same scope. */
static void compare(struct desk *d, const struct moment *m, const struct pack_freeze *ask)
{
    struct pack_content c = content_of(d, m, ask);
    struct sentence why = {0};
    for (size_t i = 0; i < PACK_COUNTS; i++) {
        struct told t;
        int64_t sum = 0;
        for (size_t k = 0; k < c.row_count; k++)
            sum += c.rows[k].counts[i];
        CHECK(sum == c.total.counts[i]);
        if (!pack_counts[i].figure)
            continue;
        CHECK(!told_read(&d->arena, m, str_c(pack_counts[i].figure), pack_scope(&d->arena, ask), &t, &why));
        if (t.value != c.total.counts[i])
            fprintf(stderr, "%s: %lld, in the pack %lld\n", pack_counts[i].figure, (long long)t.value, (long long)c.total.counts[i]);
        CHECK(t.value == c.total.counts[i]);
    }
}

TEST(the_counts_of_a_pack_are_the_figures_and_its_rows_add_up)
{
    struct desk d = desk_ready();
    struct moment m = now_of(&d);
    compare(&d, &m, &(struct pack_freeze){.rhythm = RHYTHM_HALF_MONTH, .period = period_of(TODAY) - 1, .sort = PACK_PERIOD});
    for (int64_t unit = COUNTY; unit <= WATCH; unit++)
        compare(&d, &m, &(struct pack_freeze){.rhythm = RHYTHM_HALF_MONTH, .period = period_of(TODAY) - 1, .sort = PACK_PERIOD, .unit = unit});
    compare(&d, &m, &(struct pack_freeze){.rhythm = RHYTHM_HALF_MONTH, .period = period_of(TODAY) - 1, .sort = PACK_PERIOD, .leader = LEADER_A});
    struct pack_freeze ask = ask_of(0, 0);
    struct pack_content c = content_of(&d, &m, &ask);
    CHECK(c.row_count == 2 && c.total.counts[PACK_TOTAL] == 3 && c.total.counts[PACK_OVERDUE] == 1 && c.total.counts[PACK_WORKING] == 1 && c.total.counts[PACK_NOT_STARTED] == 1);
    CHECK(c.total.counts[PACK_REPORTS_DUE] == 1 && c.total.counts[PACK_REPORTS_FILED] == 1 && c.total.counts[PACK_REPORTS_LATE] == 1 && !c.total.counts[PACK_REPORTS_MISSING]);
    CHECK(c.lists[PACK_LIST_TROUBLE].count == 1 && c.lists[PACK_LIST_STEPS].count == 1 && c.lists[PACK_LIST_LATE].count == 1 && c.lists[PACK_LIST_OVERDUE].count == 1);
    CHECK(c.lists[PACK_LIST_OVERDUE].items[0].measure == MEASURE_2 && c.lists[PACK_LIST_NEXT].count == 1);
    moment_close(&d.app, &m);
    desk_close(&d);
}

/* At the position of the moment: what is decided later than the period does not count in it. */
TEST(extensions_decided_are_those_granted_and_declined_within_the_period)
{
    struct desk d = desk_ready();
    struct pack_freeze of_june = {.inspection = INSPECTION_1, .rhythm = RHYTHM_HALF_MONTH, .period = period_of(TODAY), .sort = PACK_PERIOD};
    struct pack_content c;
    desk_must(&d, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND);
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_DECLINE_ASK, MEASURE_1, OPINION);
    desk_must(&d, HELPER, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_2, EXTEND);
    desk_must(&d, OVERSEER_B, COMMAND_MEASURE_EXTEND, MEASURE_2, OPINION);
    struct moment m = now_of(&d);
    struct pack_freeze before = ask_of(0, 0);
    c = content_of(&d, &m, &before);
    CHECK(c.total.counts[PACK_DECIDED] == 0); /* the period before */
    moment_close(&d.app, &m);
    d.now_us += 6 * 86400000000; /* July: the second half of June is complete */
    desk_must(&d, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND);
    m = now_of(&d);
    c = content_of(&d, &m, &of_june);
    CHECK(c.total.counts[PACK_DECIDED] == 2 && c.total.counts[PACK_EXTENDED] == 1 && c.total.counts[PACK_ASKED] == 1);
    CHECK(c.lists[PACK_LIST_ASKED].count == 1 && c.lists[PACK_LIST_ASKED].items[0].day == TODAY + 60);
    compare(&d, &m, &of_june);
    moment_close(&d.app, &m);
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_EXTEND, MEASURE_1, OPINION);
    m = now_of(&d);
    c = content_of(&d, &m, &of_june);
    CHECK(c.total.counts[PACK_DECIDED] == 1); /* its newest decision is of July */
    compare(&d, &m, &of_june);
    moment_close(&d.app, &m);
    desk_close(&d);
}

TEST(a_month_asks_for_both_of_its_half_months)
{
    struct desk d = desk_ready();
    d.now_us += 10 * 86400000000LL; /* July: June is over, and the second half was not reported on */
    struct moment m = now_of(&d);
    struct pack_freeze ask = {.sort = PACK_MEETING, .rhythm = RHYTHM_MONTH, .period = regime_period(RHYTHM_MONTH, TODAY)};
    struct pack_content c = content_of(&d, &m, &ask);
    CHECK(c.first_day == day_from_civil(2025, 6, 1) && c.last_day == day_from_civil(2025, 6, 30));
    /* signed on 24 June: the second half had begun, so only the first, reported on, counts */
    CHECK(c.total.counts[PACK_REPORTS_DUE] == 1 && c.total.counts[PACK_REPORTS_FILED] == 1);
    ask.period = regime_period(RHYTHM_MONTH, TODAY + 10);
    c = content_of(&d, &m, &ask);
    CHECK(c.total.counts[PACK_REPORTS_DUE] == 2 && c.total.counts[PACK_REPORTS_MISSING] == 2 && c.lists[PACK_LIST_MISSING].count == 2);
    moment_close(&d.app, &m);
    desk_close(&d);
}

TEST(a_frozen_pack_is_made_again_byte_for_byte_after_later_events)
{
    static const char *const formats[] = {"txt", "html", "docx", "xlsx", "json"};
    struct desk d = desk_ready();
    struct outcome out = {0};
    struct str before[5];
    CHECK(!freeze(&d, OFFICE_A, PACK_1, ask_of(0, 0), &out));
    struct pack p = pack_of(&d, PACK_1);
    CHECK(p.state == PACK_IS_FROZEN && p.freezer == OFFICE_A && p.position > 0 && p.digest.len == 64);
    for (size_t i = 0; i < 5; i++)
        before[i] = bytes_of(&d, &p, formats[i]);
    CHECK(has(before[0], "清理超期挂账") || has(before[0], "建立挂账销号制度"));
    CHECK(has(before[0], "对方单位已注销") && has(before[0], "超期1条") && has(before[0], "合计"));
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=又清理挂账一笔|percent=60");
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_PROPOSE_VOID, MEASURE_2, "reason=与另一条重复|document=某发3号");
    desk_must(&d, OVERSEER_B, COMMAND_MEASURE_VOID, MEASURE_2, OPINION);
    desk_must(&d, OFFICE_B, COMMAND_PACK_REVIEW, PACK_1, OPINION);
    p = pack_of(&d, PACK_1);
    CHECK(p.state == PACK_IS_REVIEWED);
    for (size_t i = 0; i < 5; i++)
        CHECK_STR(bytes_of(&d, &p, formats[i]), before[i]);
    desk_close(&d);
}

TEST(packs_are_refused_with_their_sentences_and_leave_no_trace)
{
    struct desk d = desk_ready();
    struct outcome out = {0};
    struct pack_freeze open = ask_of(0, 0), both = ask_of(BUREAU, LEADER_A), nobody = ask_of(77, 0);
    open.period++;
    CHECK(!freeze(&d, OFFICE_A, PACK_1, ask_of(0, 0), &out));
    int64_t size = log_size(d.app.log);
    CHECK(freeze(&d, OFFICE_A, PACK_2, ask_of(0, 0), &out) == ERR_REFUSED && out.refusal == REFUSED_PACK_TWICE && out.say.zh.len);
    CHECK(freeze(&d, OFFICE_A, PACK_2, open, &out) == ERR_REFUSED && out.refusal == REFUSED_PACK_PERIOD);
    CHECK(freeze(&d, OFFICE_A, PACK_2, both, &out) == ERR_REFUSED && out.refusal == REFUSED_PACK_SCOPE);
    CHECK(freeze(&d, OVERSEER_A, PACK_2, ask_of(BUREAU, 0), &out) == ERR_REFUSED && out.refusal == REFUSED_ROLE);
    CHECK(freeze(&d, OFFICE_A, PACK_2, nobody, &out) == ERR_INPUT && out.field && !strcmp(out.field->name, "unit") && out.say.zh.len);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PACK_FREEZE, PACK_2, "inspection=#100|sort=weekly|rhythm=half_month|period=%-1|title=汇总", &out) == ERR_INPUT && !strcmp(out.field->name, "sort"));
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PACK_FREEZE, PACK_2, "inspection=#100|sort=period|rhythm=half_month|title=汇总", &out) == ERR_INPUT && !strcmp(out.field->name, "period"));
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PACK_FREEZE, PACK_2, "inspection=#100|sort=period|rhythm=half_month|period=%-1|title=汇总|as_of_day=@0|position=1", &out) == ERR_REFUSED && out.refusal == REFUSED_PACK_MOMENT);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PACK_REVIEW, PACK_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_PACK_OWN);
    CHECK(log_size(d.app.log) == size);
    desk_must(&d, OFFICE_B, COMMAND_PACK_WITHDRAW, PACK_1, "reason=漏报一条");
    CHECK(!freeze(&d, OFFICE_B, PACK_2, ask_of(0, 0), &out));
    desk_close(&d);
}

TEST(packs_are_rebuilt_as_they_are_and_replayed_clean)
{
    struct desk d = desk_ready();
    struct outcome out = {0};
    struct replay_report report;
    CHECK(!freeze(&d, OFFICE_A, PACK_1, ask_of(0, 0), &out) && !freeze(&d, OFFICE_B, PACK_2, ask_of(BUREAU, 0), &out));
    desk_must(&d, LEADER_A, COMMAND_PACK_REVIEW, PACK_1, OPINION);
    desk_must(&d, OFFICE_A, COMMAND_PACK_WITHDRAW, PACK_2, "reason=范围选错");
    struct hash live = desk_digest(d.app.db);
    CHECK(!app_rebuild(&d.app, NULL, NULL));
    struct hash again = desk_digest(d.app.db);
    CHECK(!memcmp(&live, &again, sizeof live));
    enum err e = app_replay(d.app.db, &d.arena, NULL, NULL, &report);
    if (e || report.bad_seq >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)report.bad_seq, STR_ARG(report.why.en));
    CHECK(!e && report.bad_seq < 0 && report.bad_kind < 0);
    desk_close(&d);
}

TEST(periods_are_written_and_read_back)
{
    struct arena a = {0};
    static const struct {
        const char *text;
        int64_t rhythm;
        int year, month, day;
    } good[] = {{"2026-11-1", RHYTHM_HALF_MONTH, 2026, 11, 15}, {"2026-11-2", RHYTHM_HALF_MONTH, 2026, 11, 30}, {"2026-02-2", RHYTHM_HALF_MONTH, 2026, 2, 28}, {"2026-11", RHYTHM_MONTH, 2026, 11, 30}, {"2026-Q1", RHYTHM_QUARTER, 2026, 3, 31}, {"2026-Q4", RHYTHM_QUARTER, 2026, 12, 31}};
    static const char *const bad[] = {"", "2026", "2026-", "2026-13", "2026-0", "2026-11-0", "2026-11-3", "2026-11-", "2026-11-1-1", "2026-Q0", "2026-Q5", "2026-Q", "26-11-1", "2026/11", "x", "2026-1a", "2026-11-16", "1899-01", "2026-Q1-1", "-1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t rhythm, period;
        CHECK(pack_period_read(str_c(good[i].text), &rhythm, &period) && rhythm == good[i].rhythm);
        CHECK(period_last_day(period) == day_from_civil(good[i].year, good[i].month, good[i].day));
        CHECK_STR(pack_period_write(&a, rhythm, period), str_c(good[i].text));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t rhythm, period;
        CHECK(!pack_period_read(str_c(bad[i]), &rhythm, &period));
    }
    arena_reset(&a);
}

TEST(an_unknown_format_is_told_so)
{
    struct desk d = desk_ready();
    struct moment m = now_of(&d);
    struct pack_freeze ask = ask_of(0, 0);
    struct str bytes;
    struct sentence why = {0};
    CHECK(pack_write(&d.arena, &m, &ask, STR("ods"), LANG_ZH, &bytes, &why) == ERR_INPUT && has(why.zh, "ods") && !pack_media(STR("ods")) && pack_media(STR("pdf")));
    moment_close(&d.app, &m);
    desk_close(&d);
}
