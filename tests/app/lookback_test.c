/* lookback_test.c: look-backs, checks and voices through the one door: the draw can be done again from the log whatever
 * happened since, what is folded twice is the same, and bad input gets its sentence. */
#include "app/lookback.h"
#include "tests/app/app_help.h"

enum { OVERSEER_ABOVE = 44,
       LOOKBACK_1 = 1000,
       CHECK_1 = 1010,
       CHECK_2 = 1011,
       VOICE_1 = 1020,
       VOICE_2 = 1021,
       RULE_S = 1030,
       ROUND_0 = 1040,
       ASPECT_0 = 1041,
       PROBLEM_0 = 1042 };
#define DAY_US (24LL * 3600 * 1000000)
#define PLAN_1 "inspection=#100|name=秋季回头看|sort=measures|draw_by=percent|take=10|per_unit=1|methods=documents,talks|team=#46|seed_source=当日开出的号码|seed_day=@20"
#define FOUND_1 "lookback=#1000|measure=#130|day=@20|verdict=rebound|fact_day=@18|findings=现场又见挂账|mismatches=上报：清零；实查：两笔|votes_valid=3|votes_satisfied=1|votes_basically=1|votes_unsatisfied=1|deductions=A1×2"

static struct desk desk_since(void)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_CLOSED);
    desk_must(&d, 0, COMMAND_PERSON_CREATE, OVERSEER_ABOVE, "name=某三|unit=#1"); /* closing, checking, deciding: three people */
    desk_must(&d, 0, COMMAND_PERSON_ACCOUNT, OVERSEER_ABOVE, "login=p44|password_hash=x");
    desk_must(&d, 0, COMMAND_PERSON_GRANT, OVERSEER_ABOVE, "roles=overseer");
    d.now_us += 20 * DAY_US;
    return d;
}

static void say(struct outcome *out) { fprintf(stderr, "%.*s\n", STR_ARG(out->say.en)); }

static void draw(struct desk *d)
{
    struct outcome out;
    CHECK(desk_try(d, OVERSEER_A, COMMAND_LOOKBACK_PLAN, LOOKBACK_1, PLAN_1, &out) == ERR_REFUSED && out.refusal == REFUSED_SEED_PAST);
    d->now_us -= DAY_US; /* the plan comes the day before its seed */
    desk_must(d, OVERSEER_A, COMMAND_LOOKBACK_PLAN, LOOKBACK_1, PLAN_1);
    CHECK(desk_try(d, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=07 12 19", &out) == ERR_REFUSED && out.refusal == REFUSED_SEED_EARLY);
    d->now_us += DAY_US;
    desk_must(d, OVERSEER_A, COMMAND_SCORE_RULE_SET, RULE_S, "code=A1|name=佐证与实际不符|points=5|max=20");
    desk_must(d, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=07 12 19");
}

TEST(a_draw_can_be_done_again_from_the_log_whatever_happened_since)
{
    struct desk d = desk_since();
    struct lookback l;
    struct lookback_again again;
    draw(&d);
    CHECK(!table_load(d.app.db, &d.arena, KIND_LOOKBACK, LOOKBACK_1, &l));
    CHECK(l.state == LOOKBACK_DRAWN && l.sampled == 1 && l.population == 1 && ids_has(l.drawn, MEASURE_1));
    CHECK(l.position == l.seq); /* entries before its newest */
    CHECK(!lookback_redo(&d.app, &d.arena, &l, &again) && again.agrees);
    desk_must(&d, OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, FOUND_1);
    desk_must(&d, OVERSEER_ABOVE, COMMAND_CHECK_REOPEN, CHECK_1, OPINION);
    desk_must(&d, OVERSEER_B, COMMAND_MEASURE_REOPEN, MEASURE_1, "fact_day=@18|reason=现场又见两笔挂账|check=#1010|due_day=@60");
    CHECK(!lookback_redo(&d.app, &d.arena, &l, &again) && again.agrees && again.count == 1);
    CHECK(!lookback_redo_in(d.app.db, &d.arena, &l, &again) && !again.agrees); /* of today it is another population */
    l.seed = STR("another");
    l.population_hash = STR("");
    CHECK(!lookback_redo(&d.app, &d.arena, &l, &again) && !again.agrees);
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(a_check_keeps_votes_score_and_mismatches_and_is_decided_by_another)
{
    struct desk d = desk_since();
    struct lookback_check c;
    struct outcome out;
    draw(&d);
    desk_must(&d, OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, FOUND_1);
    CHECK(!table_load(d.app.db, &d.arena, KIND_CHECK, CHECK_1, &c));
    CHECK(c.state == CHECK_RECORDED && c.score == 90 && c.votes_valid == 3 && c.problem == PROBLEM_1 && c.closed_day == TODAY && c.recorded_by == OVERSEER_B);
    CHECK(desk_try(&d, OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_2, FOUND_1, &out) == ERR_REFUSED && out.refusal == REFUSED_CHECKED_ALREADY);
    CHECK(desk_try(&d, OVERSEER_B, COMMAND_CHECK_REOPEN, CHECK_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_CHECK_DECIDER);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_CHECK_REOPEN, CHECK_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_LOOKBACK_VERIFIER);
    CHECK(desk_try(&d, OVERSEER_ABOVE, COMMAND_CHECK_CONSOLIDATE, CHECK_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_VERDICT_UNSOUND);
    desk_must(&d, OVERSEER_A, COMMAND_SCORE_RULE_VOID, RULE_S, "reason=改用新办法"); /* what was scored stays */
    desk_must(&d, OVERSEER_ABOVE, COMMAND_CHECK_REOPEN, CHECK_1, OPINION);
    CHECK(desk_try(&d, OVERSEER_ABOVE, COMMAND_CHECK_REOPEN, CHECK_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_STATE);
    desk_must(&d, OVERSEER_A, COMMAND_LOOKBACK_FINISH, LOOKBACK_1, "summary=抽查一项，反弹一项");
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(a_voice_after_the_closure_opens_a_check_and_waits_for_it)
{
    struct desk d = desk_since();
    struct lookback_check c;
    struct voice v;
    struct outcome out;
    desk_must(&d, OFFICE_A, COMMAND_VOICE_ENTER, VOICE_1, "inspection=#100|measure=#130|received_day=@20|source=net|fact_day=@19|text=账又挂上了");
    desk_must(&d, OFFICE_A, COMMAND_VOICE_ENTER, VOICE_2, "inspection=#100|problem=#120|received_day=@20|source=call|text=问一下进度");
    CHECK(!table_load(d.app.db, &d.arena, KIND_VOICE, VOICE_2, &v) && v.state == VOICE_RECEIVED && !v.lookback_check);
    CHECK(!table_load(d.app.db, &d.arena, KIND_VOICE, VOICE_1, &v) && v.state == VOICE_CHECKING);
    CHECK(!table_load(d.app.db, &d.arena, KIND_CHECK, v.lookback_check, &c) && c.state == CHECK_OPEN && c.voice == VOICE_1);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_VOICE_ANSWER, VOICE_1, "answer=已派人去看", &out) == ERR_REFUSED && out.refusal == REFUSED_VOICE_UNCHECKED);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_CHECK_RECORD, v.lookback_check, "day=@20|verdict=true|findings=现场看过，没有挂账", &out) == ERR_REFUSED && out.refusal == REFUSED_LOOKBACK_VERIFIER);
    desk_must(&d, OVERSEER_B, COMMAND_CHECK_RECORD, v.lookback_check, "day=@20|verdict=true|findings=现场看过，没有挂账");
    desk_must(&d, OVERSEER_ABOVE, COMMAND_CHECK_CONSOLIDATE, v.lookback_check, OPINION);
    desk_must(&d, OFFICE_A, COMMAND_VOICE_ANSWER, VOICE_1, "answer=核查过，没有反弹");
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(words_of_a_voice_go_and_its_numbers_stay)
{
    struct desk d = desk_since();
    struct voice v;
    desk_must(&d, OFFICE_A, COMMAND_VOICE_ENTER, VOICE_1, "inspection=#100|measure=#130|received_day=@20|source=net|fact_day=@19|text=某人的账又挂上了");
    desk_must(&d, OFFICE_A, COMMAND_VOICE_ASK_ERASE, VOICE_1, "reason=内容里写了姓名|document=某办〔2025〕1号");
    desk_must(&d, OVERSEER_A, COMMAND_VOICE_ERASE, VOICE_1, OPINION);
    CHECK(!table_load(d.app.db, &d.arena, KIND_VOICE, VOICE_1, &v));
    CHECK(!v.text.len && v.erased_us && v.state == VOICE_CHECKING && v.measure == MEASURE_1 && v.received_day == TODAY + 20 && v.lookback_check);
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(bad_input_about_look_backs_gets_its_sentence_and_changes_nothing)
{
    static const struct {
        int64_t who;
        enum command_type type;
        int64_t id;
        const char *text, *field;
    } cases[] = {
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=看|sort=measures|draw_by=count|take=1|seed_source=当日号码|seed_day=@20", "name"},
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=秋季|sort=all|draw_by=count|take=1|seed_source=当日号码|seed_day=@20", "sort"},
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=秋季|sort=measures|draw_by=count|take=0|seed_source=当日号码|seed_day=@20", "take"},
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=秋季|sort=measures|draw_by=count|take=1|seed_day=@20", "seed_source"},
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=秋季|sort=measures|draw_by=count|take=1|seed_source=当日号码", "seed_day"},
        {OVERSEER_A, COMMAND_LOOKBACK_PLAN, 0, "inspection=#100|name=秋季|sort=measures|draw_by=count|take=1|seed_source=当日号码|seed_day=@20|team=#999", "team"},
        {OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "", "seed"},
        {OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, "lookback=#1000|measure=#130|day=@20|verdict=maybe|findings=现场看过", "verdict"},
        {OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, "lookback=#1000|measure=#130|day=2025-02-30|verdict=true|findings=现场看过", "day"},
        {OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, "lookback=#1000|measure=#130|day=@20|verdict=true", "findings"},
        {OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, "lookback=#1000|measure=#130|day=@20|verdict=true|findings=现场看过|votes_valid=-1", "votes_valid"},
        {OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, "lookback=#130|measure=#130|day=@20|verdict=true|findings=现场看过", "lookback"},
        {OFFICE_A, COMMAND_VOICE_ENTER, VOICE_1, "inspection=#100|measure=#130|received_day=@20|source=rumour|text=账又挂上了", "source"},
        {OVERSEER_A, COMMAND_SCORE_RULE_SET, 0, "code=A2|name=佐证不符|points=101", "points"},
        {OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_1, "earlier=#130", "earlier"},
    };
    struct desk d = desk_since();
    draw(&d);
    int64_t before = log_size(d.app.log);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome out;
        enum err e = desk_try(&d, cases[i].who, cases[i].type, cases[i].id, cases[i].text, &out);
        if (e != ERR_INPUT || !out.field || strcmp(out.field->name, cases[i].field) != 0)
            fprintf(stderr, "case %zu: ", i), say(&out);
        CHECK(e == ERR_INPUT && out.field && !strcmp(out.field->name, cases[i].field) && out.say.zh.len && out.say.en.len);
    }
    CHECK(log_size(d.app.log) == before);
    desk_close(&d);
}

TEST(problems_are_linked_to_earlier_rounds_of_the_same_organisation_only)
{
    struct desk d = desk_since();
    struct outcome out;
    struct problem p;
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-90");
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_OPEN, ROUND_0, "name=上一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-700");
    desk_must(&d, OFFICE_A, COMMAND_ASPECT_ADD, ASPECT_0, "inspection=#1040|number=1|title=财务管理");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_0, "aspect=#1041|number=1|title=往来款挂账未清");
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_0, "earlier=#120", &out) == ERR_REFUSED && out.refusal == REFUSED_NOT_EARLIER);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_1, "earlier=#1042");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PROBLEM, PROBLEM_1, &p) && ids_has(p.earlier, PROBLEM_0));
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, ROUND_0, "name=上一轮巡察|sort=xuncha|feedback_day=@-700");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_1, "");
    CHECK(desk_try(&d, OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_1, "earlier=#1042", &out) == ERR_REFUSED && out.refusal == REFUSED_NOT_EARLIER);
    desk_same_twice(&d);
    desk_close(&d);
}
