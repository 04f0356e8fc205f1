/* regime_test.c: the later life of a measure and the rules of kinds through the one door: facts fetched from the
 * database, ids that follow from the payload, rebuild and replay. */
#include "app/regime.h"
#include "domain/clue.h"
#include "log/log.h"
#include "domain/lookback.h"
#include "tests/app/app_help.h"

enum { CLUE_1 = 1200 };
#define EXTEND(until) "until_day=" until "|reason=主管部门尚未批复|progress=已完成两笔清理"
#define RULES "sort=xuncha|plan_count=1|evidence_immediate=1|evidence_phased=2|evidence_sustained=1|rhythm=month|levels=aspect,problem,measure|extensions_max=1|extension_days_max=200"

static struct measure measure_of(struct desk *d)
{
    struct measure m;
    CHECK(!table_load(d->app.db, &d->arena, KIND_MEASURE, MEASURE_1, &m));
    return m;
}

static void refused(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, enum refusal why)
{
    struct outcome out;
    CHECK(desk_try(d, who, type, id, text, &out) == ERR_REFUSED);
    if (out.refusal != why)
        fprintf(stderr, "%s: %.*s\n", command_types[type].wire, STR_ARG(out.say.en));
    CHECK(out.refusal == why);
}

static void all_agree(struct desk *d)
{
    struct replay_report r;
    struct hash live = desk_digest(d->app.db), made;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &r));
    if (r.bad_seq >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0);
    CHECK(!app_rebuild(&d->app, NULL, NULL));
    made = desk_digest(d->app.db);
    CHECK(hash_eq(&live, &made));
}

static void whole_life(const char *store)
{
    struct desk d = desk_open(store);
    desk_measure(&d, MEASURE_WORKING);
    int64_t first = measure_of(&d).due_day;
    desk_must(&d, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"));
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_EXTEND, MEASURE_1, OPINION);
    CHECK(measure_of(&d).due_day == TODAY + 60 && measure_of(&d).original_due_day == first);
    desk_must(&d, CLERK, COMMAND_MEASURE_ASK_SUSTAIN, MEASURE_1, "review_day=@90|stage_goal=每季度对账一次|reason=需要长期坚持");
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_SUSTAIN, MEASURE_1, OPINION);
    desk_must(&d, OVERSEER_B, COMMAND_MEASURE_REVIEW_SUSTAINED, MEASURE_1, OPINION "|review_day=@180");
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_HAND_OVER, MEASURE_1, "leaders=#31|lead_unit=#4|reason=分工调整");
    refused(&d, CLERK, COMMAND_MEASURE_ASK_ROUTINE, MEASURE_1, "receiving_unit=#2|reason=纳入日常监管|standing_rule=对账制度", REFUSED_NOT_LEAD_UNIT);
    refused(&d, HELPER, COMMAND_MEASURE_ASK_ROUTINE, MEASURE_1, "receiving_unit=#2|reason=纳入日常监管|standing_rule=对账制度", REFUSED_NO_EVIDENCE);
    desk_must(&d, HELPER, COMMAND_EVIDENCE_ADD, EVIDENCE_1, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-1");
    desk_must(&d, HELPER, COMMAND_MEASURE_ASK_ROUTINE, MEASURE_1, "receiving_unit=#2|reason=纳入日常监管|standing_rule=对账制度");
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_HAND_TO_ROUTINE, MEASURE_1, OPINION);
    desk_must(&d, OVERSEER_A, COMMAND_PROBLEM_CLOSE, PROBLEM_1, OPINION);
    refused(&d, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, "fact_day=@0|due_day=@60|reason=挂账又新增两笔", REFUSED_REOPEN_GROUNDLESS);
    all_agree(&d);
    desk_close(&d);
}
TEST(a_measure_lives_on_the_same_after_rebuilding) { on_each_store(whole_life); }

TEST(a_rounds_own_rules_go_before_those_of_its_kind)
{
    struct desk d = desk_open("");
    struct outcome out;
    struct regime r;
    desk_measure(&d, MEASURE_WORKING);
    CHECK(!regime_load(d.app.db, &d.arena, INSPECTION_1, 0, &r) && r.rhythm == RHYTHM_HALF_MONTH && !r.head.len);
    desk_must(&d, OFFICE_A, COMMAND_REGIME_SET, 0, RULES);
    CHECK(!regime_load(d.app.db, &d.arena, INSPECTION_1, 0, &r) && r.rhythm == RHYTHM_MONTH && r.evidence_phased == 2);
    desk_must(&d, OFFICE_A, COMMAND_REGIME_SET, 0, RULES "|inspection=#100|report_grace_days=9");
    CHECK(!regime_load(d.app.db, &d.arena, INSPECTION_1, 0, &r) && r.report_grace_days == 9 && r.inspection == INSPECTION_1);
    refused(&d, OFFICE_B, COMMAND_REGIME_SET, 0, RULES, REFUSED_NOTHING_NEW); /* the same thing, without its id */
    CHECK(desk_try(&d, OFFICE_A, COMMAND_REGIME_SET, 77, RULES, &out) == ERR_INPUT && out.say.zh.len && out.say.en.len);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_REGIME_SET, 0, "sort=xuncha|plan_count=400|levels=aspect", &out) == ERR_INPUT && out.field);
    desk_must(&d, CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-1");
    refused(&d, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, "summary=挂账已全部清理并完成核对|done_day=@-1", REFUSED_NO_EVIDENCE);
    refused(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%-1|text=已清理三笔往来款", REFUSED_PERIOD_CLOSED);
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%-2|text=已清理三笔往来款");
    desk_must(&d, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"));
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_EXTEND, MEASURE_1, OPINION);
    refused(&d, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@90"), REFUSED_EXTENSIONS_USED);
    all_agree(&d);
    desk_close(&d);
}

static struct clue clue_of(struct desk *d)
{
    struct clue c;
    CHECK(!table_load(d->app.db, &d->arena, KIND_CLUE, CLUE_1, &c));
    return c;
}

TEST(steps_of_a_clue_are_due_as_the_office_set_it)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_WORKING);
    desk_must(&d, OFFICE_A, COMMAND_REGIME_SET, 0, RULES "|clue_assess_days=12|clue_handle_days=40");
    desk_must(&d, OVERSEER_A, COMMAND_CLUE_RECEIVE, CLUE_1, "inspection=#100|received_day=@-3|sort=conduct|source=移交单第3号|summary=反映某项目验收走过场");
    CHECK(clue_of(&d).due_day == TODAY + 9);
    desk_must(&d, OVERSEER_A, COMMAND_CLUE_ASSIGN, CLUE_1, "assigned=#46,#41");
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_ASSESS, CLUE_1, "method=check|opinion=建议初步核实");
    CHECK(clue_of(&d).due_day == TODAY + 40);
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_HANDLE, CLUE_1, "result=已调取验收资料并谈话");
    CHECK(clue_of(&d).due_day == TODAY + 30); /* left empty: as built in */
    desk_must(&d, OFFICE_A, COMMAND_REGIME_SET, 0, RULES "|inspection=#100|clue_feed_back_days=7");
    desk_must(&d, OVERSEER_A, COMMAND_CLUE_DECIDE, CLUE_1, "decision=予以了结并提醒谈话");
    CHECK(clue_of(&d).due_day == TODAY + 7);
    all_agree(&d);
    desk_close(&d);
}

TEST(colours_are_those_the_office_set_and_change_with_them_at_once)
{
    struct desk d = desk_open("");
    struct colour_rule plain, now;
    desk_measure(&d, MEASURE_WORKING);
    CHECK(!colour_rule_load(d.app.db, &d.arena, INSPECTION_1, TODAY, &plain));
    CHECK(plain.yellow_until == TODAY + COLOUR_YELLOW_DAYS && plain.green_from == TODAY + COLOUR_GREEN_DAYS);
    desk_must(&d, OFFICE_A, COMMAND_WARNING_SET, 0, "sort=time|clock=calendar|green_days=40|yellow_days=30");
    CHECK(!colour_rule_recall(d.app.db, INSPECTION_1, TODAY, log_size(d.app.log), &now) && now.yellow_until == TODAY + 30);
    desk_must(&d, OFFICE_A, COMMAND_WARNING_SET, 0, "sort=time|inspection=#100|clock=workday|green_days=40|yellow_days=30");
    CHECK(!colour_rule_recall(d.app.db, INSPECTION_1, TODAY, log_size(d.app.log), &now) && now.yellow_until > TODAY + 40);
    all_agree(&d);
    desk_close(&d);
}
