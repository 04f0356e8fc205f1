/* regime_test.c: kinds of inspection, warning rules and steps as data; asking for more time, keeping up, handing over,
 * reopening. One row each; DOMAIN.md §4 to §6. */
#include "domain/regime.h"
#include "base/time.h"
#include "domain/calendar.h"
#include "domain/lookback.h"
#include "tests/domain/rows.h"

#define EXTEND(until) "until_day=" until "|reason=主管部门尚未批复|progress=已完成两笔清理"
#define SUSTAIN(day) "review_day=" day "|stage_goal=每季度对账一次不再新增|reason=需要长期坚持"
#define ROUTINE "receiving_unit=#4|reason=纳入日常监管|standing_rule=往来款对账制度"
#define HAND_OVER(leaders, unit) "leaders=" leaders "|lead_unit=" unit "|reason=分工调整"
#define REOPEN(fact, due, ground) "fact_day=" fact "|due_day=" due "|reason=挂账又新增两笔" ground
#define ASKED_EXTENSION DID(CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"))
#define EXTENDED ASKED_EXTENSION, DID(OVERSEER_A, MEASURE_EXTEND, MEASURE_1, OPINION)
#define EXTENDED_TWICE EXTENDED, DID(CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@90")), DID(OVERSEER_A, MEASURE_EXTEND, MEASURE_1, OPINION)
#define ASKED_SUSTAIN DID(CLERK, MEASURE_ASK_SUSTAIN, MEASURE_1, SUSTAIN("@90"))
#define SUSTAINED ASKED_SUSTAIN, DID(OVERSEER_A, MEASURE_SUSTAIN, MEASURE_1, OPINION)
#define ASKED_ROUTINE SUSTAINED, DID(CLERK, MEASURE_ASK_ROUTINE, MEASURE_1, ROUTINE)
#define IN_ROUTINE ASKED_ROUTINE, DID(OVERSEER_A, MEASURE_HAND_TO_ROUTINE, MEASURE_1, OPINION)
#define EVERYTHING_ASKED DID(EVERYTHING, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"))
#define HANDED DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#4"))

static const struct rule_row asking_rows[] = {
    YES(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), MEASURE_EXTENSION_ASKED),
    YES(ISSUED, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), MEASURE_EXTENSION_ASKED),
    YES(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@31"), MEASURE_EXTENSION_ASKED),
    NO(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@30"), EXTENSION_EARLIER), /* the deadline itself */
    NO(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@-1"), EXTENSION_EARLIER),
    YES(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@120"), MEASURE_EXTENSION_ASKED), /* 90 days: as many as 巡察 allows */
    NO(WORKING, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@121"), EXTENSION_LONG),
    NO(WORKING, HELPER, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), NOT_LEAD_UNIT),
    NO(WORKING, OFFICE_A, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), ROLE),
    NO(CLAIMED, CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), STATE),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@70"), ASK_PENDING),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), CLERK, MEASURE_ASK_SUSTAIN, MEASURE_1, SUSTAIN("@90"), ASK_PENDING),
    YES_AFTER(WORKING, STEPS(ASKED_EXTENSION), OVERSEER_A, MEASURE_EXTEND, MEASURE_1, OPINION, MEASURE_EXTENDED),
    YES_AFTER(WORKING, STEPS(ASKED_EXTENSION), OVERSEER_A, MEASURE_DECLINE_ASK, MEASURE_1, OPINION, MEASURE_ASK_DECLINED),
    YES_AFTER(WORKING, STEPS(ASKED_EXTENSION), CLERK, MEASURE_WITHDRAW_ASK, MEASURE_1, "reason=不再需要", MEASURE_ASK_WITHDRAWN),
    NO(WORKING, CLERK, MEASURE_WITHDRAW_ASK, MEASURE_1, "reason=不再需要", ASK_NONE),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), HELPER, MEASURE_WITHDRAW_ASK, MEASURE_1, "reason=不再需要", NOT_LEAD_UNIT),
    NO(WORKING, OVERSEER_A, MEASURE_EXTEND, MEASURE_1, OPINION, ASK_NONE),
    NO(WORKING, OVERSEER_A, MEASURE_DECLINE_ASK, MEASURE_1, OPINION, ASK_NONE),
    NO_AFTER(WORKING, STEPS(ASKED_SUSTAIN), OVERSEER_A, MEASURE_EXTEND, MEASURE_1, OPINION, ASK_NONE),
    NO_AFTER(WORKING, STEPS(EVERYTHING_ASKED), EVERYTHING, MEASURE_EXTEND, MEASURE_1, OPINION, SAME_PERSON),
    NO_AFTER(WORKING, STEPS(EVERYTHING_ASKED), EVERYTHING, MEASURE_DECLINE_ASK, MEASURE_1, OPINION, SAME_PERSON),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), OVERSEER_LEAD, MEASURE_EXTEND, MEASURE_1, OPINION, SAME_UNIT),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), OVERSEER_BELOW, MEASURE_EXTEND, MEASURE_1, OPINION, SAME_UNIT),
    NO_AFTER(WORKING, STEPS(EXTENDED_TWICE), CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@120"), EXTENSIONS_USED),
    YES_AFTER(EVIDENCED, STEPS(ASKED_EXTENSION), CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"), MEASURE_CLAIMED),
};

static const struct rule_row keeping_rows[] = {
    YES(WORKING, CLERK, MEASURE_ASK_SUSTAIN, MEASURE_1, SUSTAIN("@90"), MEASURE_SUSTAIN_ASKED),
    NO(WORKING, CLERK, MEASURE_ASK_SUSTAIN, MEASURE_1, SUSTAIN("@0"), REVIEW_PAST),
    NO(ISSUED, CLERK, MEASURE_ASK_SUSTAIN, MEASURE_1, SUSTAIN("@90"), STATE),
    YES_AFTER(WORKING, STEPS(ASKED_SUSTAIN), OVERSEER_A, MEASURE_SUSTAIN, MEASURE_1, OPINION, MEASURE_SUSTAINED),
    NO_AFTER(WORKING, STEPS(ASKED_SUSTAIN), OVERSEER_LEAD, MEASURE_SUSTAIN, MEASURE_1, OPINION, SAME_UNIT),
    NO_AFTER(WORKING, STEPS(ASKED_EXTENSION), OVERSEER_A, MEASURE_SUSTAIN, MEASURE_1, OPINION, ASK_NONE),
    YES_AFTER(WORKING, STEPS(SUSTAINED), OVERSEER_A, MEASURE_REVIEW_SUSTAINED, MEASURE_1, OPINION "|review_day=@180", MEASURE_SUSTAINED_REVIEWED),
    NO_AFTER(WORKING, STEPS(SUSTAINED), OVERSEER_A, MEASURE_REVIEW_SUSTAINED, MEASURE_1, OPINION "|review_day=@0", REVIEW_PAST),
    NO_AFTER(WORKING, STEPS(SUSTAINED), OVERSEER_HELP, MEASURE_REVIEW_SUSTAINED, MEASURE_1, OPINION "|review_day=@180", SAME_UNIT),
    YES_AFTER(WORKING, STEPS(SUSTAINED), CLERK, REPORT_FILE, REPORT_1, "measure=#130|period=%0|text=本期没有新增挂账", REPORT_FILED),
    YES_AFTER(EVIDENCED, STEPS(SUSTAINED), CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"), MEASURE_CLAIMED),
    YES_AFTER(EVIDENCED, STEPS(SUSTAINED), CLERK, MEASURE_ASK_ROUTINE, MEASURE_1, ROUTINE, MEASURE_ROUTINE_ASKED),
    NO_AFTER(WORKING, STEPS(SUSTAINED), CLERK, MEASURE_ASK_ROUTINE, MEASURE_1, ROUTINE, NO_EVIDENCE),
    NO(EVIDENCED, CLERK, MEASURE_ASK_ROUTINE, MEASURE_1, ROUTINE, STATE),
    YES_AFTER(EVIDENCED, STEPS(ASKED_ROUTINE), OVERSEER_A, MEASURE_HAND_TO_ROUTINE, MEASURE_1, OPINION, MEASURE_TO_ROUTINE),
    NO_AFTER(EVIDENCED, STEPS(SUSTAINED), OVERSEER_A, MEASURE_HAND_TO_ROUTINE, MEASURE_1, OPINION, ASK_NONE),
    NO_AFTER(EVIDENCED, STEPS(ASKED_ROUTINE, DID(CLERK, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错文件")), OVERSEER_A, MEASURE_HAND_TO_ROUTINE, MEASURE_1, OPINION, NO_EVIDENCE),
    YES_AFTER(EVIDENCED, STEPS(IN_ROUTINE), OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, PROBLEM_CLOSED),
    NO_AFTER(EVIDENCED, STEPS(SUSTAINED), OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, MEASURES_OPEN),
};

static const struct rule_row again_rows[] = {
    YES(WORKING, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#4"), MEASURE_HANDED_OVER),
    YES(VERIFYING, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#2"), MEASURE_HANDED_OVER),
    NO(WORKING, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("", "#4"), NO_LEADER),
    NO(WORKING, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#31,#32", "#2") "|assisting_units=#4", NOTHING_NEW),
    NO(DRAFT, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#4"), STATE),
    NO(CLOSED, OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#4"), STATE),
    NO(WORKING, CLERK, MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#4"), ROLE),
    NO_AFTER(WORKING, STEPS(HANDED), CLERK, MEASURE_WITHDRAW_ASK, MEASURE_1, "reason=不再需要", ASK_NONE),
    NO_AFTER(WORKING, STEPS(HANDED), CLERK, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"), NOT_LEAD_UNIT), /* theirs no more */
    NO_AFTER(VERIFYING, STEPS(HANDED), OVERSEER_LEAD, MEASURE_VERIFY, MEASURE_1, OPINION, SAME_UNIT),        /* but it was */
    NO_AFTER(VERIFYING, STEPS(HANDED, DID(OVERSEER_A, MEASURE_VERIFY, MEASURE_1, OPINION)), OVERSEER_LEAD, PROBLEM_CLOSE, PROBLEM_1, OPINION, SAME_UNIT),
    NO(CLOSED, OVERSEER_A, MEASURE_REOPEN, MEASURE_1, REOPEN("@0", "@60", ""), REOPEN_GROUNDLESS),
    NO(VERIFYING, OVERSEER_A, MEASURE_REOPEN, MEASURE_1, REOPEN("@0", "@60", ""), STATE),
    NO(CLOSED, OVERSEER_LEAD, MEASURE_REOPEN, MEASURE_1, REOPEN("@0", "@60", ""), SAME_UNIT),
    NO(CLOSED, OFFICE_A, MEASURE_REOPEN, MEASURE_1, REOPEN("@0", "@60", ""), ROLE),
};

#define REGIME(more) "sort=xuncha|plan_count=1|plan_clock=month|intensive_months=3|evidence_immediate=1|evidence_phased=2|evidence_sustained=1|rhythm=month|levels=aspect,problem,measure" more
#define WARN_TIME(green, yellow) "sort=time|clock=workday|green_days=" green "|yellow_days=" yellow "|tell_red=handler,leader"
#define STEP(number, due) "measure=#130|number=" number "|text=逐笔函证|due_day=" due
#define WITH_STEPS DID(OFFICE_A, REGIME_SET, 1590, REGIME(",step|inspection=#100"))
#define STEP_ONE WITH_STEPS, DID(CLERK, SUBSTEP_ADD, 1600, STEP("1", "@10"))
static const struct rule_row data_rows[] = {
    YES(PEOPLE, OFFICE_A, REGIME_SET, FRESH, REGIME(""), REGIME_SET),
    YES(INSPECTION, OFFICE_A, REGIME_SET, FRESH, REGIME("|inspection=#100"), REGIME_SET),
    NO_AFTER(PEOPLE, STEPS(DID(OFFICE_A, REGIME_SET, FRESH, REGIME(""))), OFFICE_B, REGIME_SET, FRESH, REGIME(""), NOTHING_NEW),
    YES_AFTER(PEOPLE, STEPS(DID(OFFICE_A, REGIME_SET, FRESH, REGIME(""))), OFFICE_B, REGIME_SET, FRESH, REGIME("|extensions_max=1"), REGIME_SET),
    NO(INSPECTION, OFFICE_A, REGIME_SET, FRESH, "sort=audit|inspection=#100|plan_count=1|evidence_immediate=1|evidence_phased=1|evidence_sustained=1|rhythm=month|levels=aspect,problem,measure", REGIME_SORT),
    NO(PEOPLE, OFFICE_A, REGIME_SET, FRESH, "sort=audit|plan_count=1|evidence_immediate=1|evidence_phased=1|evidence_sustained=1|rhythm=month|levels=aspect,measure,step", REGIME_LEVELS),
    NO(PEOPLE, OFFICE_A, REGIME_SET, FRESH, REGIME("|phased_days_min=60|phased_days_max=30"), REGIME_LIMITS),
    NO(ARCHIVED, OFFICE_A, REGIME_SET, FRESH, REGIME("|inspection=#100"), INSPECTION_CLOSED),
    NO(PEOPLE, CLERK, REGIME_SET, FRESH, REGIME(""), ROLE),
    NO_AFTER(EVIDENCED, STEPS(DID(OFFICE_A, REGIME_SET, FRESH, REGIME(""))), CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"), NO_EVIDENCE),                                                /* two are asked for now */
    NO_AFTER(EVIDENCED, STEPS(DID(OFFICE_A, REGIME_SET, FRESH, REGIME("|inspection=#100"))), CLERK, REPORT_FILE, 1702, "measure=#130|period=%-1|text=已清理三笔往来款", PERIOD_CLOSED), /* the first half of a month is no period there */
    YES_AFTER(EVIDENCED, STEPS(DID(OFFICE_A, REGIME_SET, FRESH, REGIME("|inspection=#100"))), CLERK, REPORT_FILE, 1702, "measure=#130|period=%-2|text=已清理三笔往来款", REPORT_FILED), /* May */
    YES(PEOPLE, OFFICE_A, WARNING_SET, FRESH, WARN_TIME("30", "15"), WARNING_SET),
    NO(PEOPLE, OFFICE_A, WARNING_SET, FRESH, WARN_TIME("15", "15"), WARNING_ORDER),
    NO(PEOPLE, OFFICE_A, WARNING_SET, FRESH, "sort=progress|yellow_days=20|red_days=20", WARNING_ORDER),
    YES(PEOPLE, OFFICE_A, WARNING_SET, FRESH, "sort=escalation|red_days=3|tell_red=overseer", WARNING_SET),
    NO(PEOPLE, OFFICE_A, WARNING_SET, FRESH, "sort=escalation|clock=month|red_days=3", WARNING_CLOCK),
    NO_AFTER(PEOPLE, STEPS(DID(OFFICE_A, WARNING_SET, FRESH, WARN_TIME("30", "15"))), OFFICE_A, WARNING_SET, FRESH, WARN_TIME("30", "15"), NOTHING_NEW),
    NO(ARCHIVED, OFFICE_A, WARNING_SET, FRESH, WARN_TIME("30", "15") "|inspection=#100", INSPECTION_CLOSED),
    NO(WORKING, CLERK, SUBSTEP_ADD, 1600, STEP("1", "@30"), LEVEL),
    YES_AFTER(WORKING, STEPS(WITH_STEPS), CLERK, SUBSTEP_ADD, 1600, STEP("1", "@30"), SUBSTEP_ADDED),
    YES_AFTER(DRAFT, STEPS(WITH_STEPS), OFFICE_A, SUBSTEP_ADD, 1600, STEP("1", ""), SUBSTEP_ADDED),
    NO_AFTER(WORKING, STEPS(WITH_STEPS), CLERK, SUBSTEP_ADD, 1600, STEP("1", "@31"), STEP_AFTER_MEASURE),
    NO_AFTER(WORKING, STEPS(STEP_ONE), CLERK, SUBSTEP_ADD, 1601, STEP("1", "@10"), NUMBER_TAKEN),
    NO(CLOSED, CLERK, SUBSTEP_ADD, 1600, STEP("1", "@10"), STATE),
    YES_AFTER(WORKING, STEPS(STEP_ONE), CLERK, SUBSTEP_FINISH, 1600, "result=函证已全部发出|done_day=@0", SUBSTEP_FINISHED),
    NO_AFTER(WORKING, STEPS(STEP_ONE), CLERK, SUBSTEP_FINISH, 1600, "result=函证已全部发出|done_day=@1", DATE_FUTURE),
    YES_AFTER(WORKING, STEPS(STEP_ONE), OFFICE_A, SUBSTEP_CANCEL, 1600, "reason=并入下一步", SUBSTEP_CANCELLED),
    NO_AFTER(WORKING, STEPS(STEP_ONE, DID(CLERK, SUBSTEP_CANCEL, 1600, "reason=并入下一步")), CLERK, SUBSTEP_FINISH, 1600, "result=函证已全部发出|done_day=@0", STATE),
};

static struct measure *measure_of(struct world *w) { return world_get(w, KIND_MEASURE, MEASURE_1); }

TEST(the_due_day_moves_by_approved_extensions_and_the_first_stays)
{
    struct world w = world_at(STAGE_WORKING);
    struct measure *m = measure_of(&w);
    int64_t first = m->due_day;
    CHECK(m->original_due_day == first);
    world_must(&w, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"));
    CHECK(m->due_day == first && m->ask == ASK_EXTENSION && m->ask_day == TODAY + 60);
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_DECLINE_ASK, MEASURE_1, OPINION);
    CHECK(m->due_day == first && m->ask == ASK_NONE && m->extensions == 0);
    world_must(&w, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@60"));
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_EXTEND, MEASURE_1, OPINION);
    CHECK(m->due_day == TODAY + 60 && m->original_due_day == first && m->extensions == 1 && m->ask == ASK_NONE);
    world_end(&w);
}

/* A round later: other evidence, another claim, the same people who may not decide. */
static void reopening(void)
{
    struct world w = world_at(STAGE_SOLVED);
    struct measure *m = measure_of(&w);
    struct problem *p = world_get(&w, KIND_PROBLEM, PROBLEM_1);
    struct lookback_check check = {.id = 9, .head = STR("ab"), .state = CHECK_RECORDED, .measure = MEASURE_1, .problem = PROBLEM_1, .fact_day = TODAY};
    const char *ground = REOPEN("@3", "@60", "|check=#9");
    world_put(&w, KIND_CHECK, 9, (struct thing *)&check);
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground, NULL) == REFUSED_REOPEN_GROUNDLESS); /* not decided */
    check.state = CHECK_REOPEN;
    check.measure = MEASURE_1 + 1;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground, NULL) == REFUSED_REOPEN_GROUNDLESS); /* another's */
    check.measure = 0;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground, NULL) == REFUSED_REOPEN_GROUNDLESS); /* it found nothing newer */
    check.fact_day = TODAY + 3;
    enum event_type first;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, REOPEN("@0", "@60", "|check=#9"), &first) == REFUSED_REOPEN_OLD_FACT);
    reached_refusal[REFUSED_REOPEN_OLD_FACT] = true;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground, &first) == REFUSED_DATE_FUTURE);
    w.today += 5, w.now_us += 5 * 86400LL * 1000000;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, REOPEN("@-1", "@0", "|check=#9"), &first) == REFUSED_REVIEW_PAST);
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, REOPEN("@-1", "@60", "|check=#9"));
    reached_event[EVENT_MEASURE_REOPENED] = reached_event[EVENT_PROBLEM_REOPENED] = true;
    CHECK(m->state == MEASURE_WORKING && m->round == 2 && m->due_day == w.today + 60 && m->original_due_day == m->due_day);
    CHECK(m->evidence_count == 0 && !m->closed_us && ids_has(m->executors, CLERK));
    CHECK(p->state == PROBLEM_OPEN && p->reopens == 1 && !p->closed_us);
    CHECK(world_may(&w, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1) == REFUSED_NO_EVIDENCE);
    world_must(&w, CLERK, COMMAND_EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=旧材料");
    CHECK(m->evidence_count == 0); /* it was of the first round */
    world_must(&w, CLERK, COMMAND_EVIDENCE_ADD, 1700, EVIDENCE(SHA_B, "@0"));
    CHECK(m->evidence_count == 1 && world_may(&w, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1) == REFUSED_NOT);
    world_end(&w);
}

TEST(a_reopened_measure_begins_a_new_round) { reopening(); }

/* What was asked, proposed or found in the first round moves nothing in the second. */
TEST(nothing_of_an_earlier_round_serves_a_later_one)
{
    struct world w = world_at(STAGE_EVIDENCED);
    struct measure *m = measure_of(&w);
    struct voice voice = {.id = 9, .head = STR("ab"), .measure = MEASURE_1, .problem = PROBLEM_1, .received_day = TODAY};
    const char *ground = REOPEN("@-1", "@60", "|voice=#9");
    world_put(&w, KIND_VOICE, 9, (struct thing *)&voice);
    world_must(&w, CLERK, COMMAND_MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND("@90"));
    world_must(&w, OFFICE_A, COMMAND_MEASURE_PROPOSE_VOID, MEASURE_1, "reason=与另一条重复|document=县纪〔2025〕3号");
    world_must(&w, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, CLAIM("@0"));
    world_must(&w, LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, OPINION);
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION);
    w.today += 5, w.now_us += 5 * 86400LL * 1000000;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground, NULL) == REFUSED_REOPEN_GROUNDLESS); /* heard before it was closed */
    voice.received_day = w.today;
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, ground);
    CHECK(m->ask == ASK_NONE && !m->ask_day && !m->void_by && !m->void_document.len);
    CHECK(world_may(&w, OVERSEER_A, COMMAND_MEASURE_EXTEND, MEASURE_1) == REFUSED_ASK_NONE);
    CHECK(world_may(&w, OVERSEER_A, COMMAND_MEASURE_VOID, MEASURE_1) == REFUSED_VOID_NONE);
    world_end(&w);
}

void regime_rules(void)
{
    rules_hold("asking", asking_rows, sizeof asking_rows / sizeof *asking_rows);
    rules_hold("keeping", keeping_rows, sizeof keeping_rows / sizeof *keeping_rows);
    rules_hold("again", again_rows, sizeof again_rows / sizeof *again_rows);
    rules_hold("data", data_rows, sizeof data_rows / sizeof *data_rows);
    reopening();
}
TEST(every_rule_of_kinds_warnings_and_later_life_holds) { regime_rules(); }

TEST(whoever_was_responsible_before_a_hand_over_verifies_nothing)
{
    struct world w = world_at(STAGE_VERIFYING);
    world_must(&w, OFFICE_A, COMMAND_MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#3"));
    world_must(&w, OFFICE_A, COMMAND_MEASURE_HAND_OVER, MEASURE_1, HAND_OVER("#32", "#1"));
    struct measure *m = measure_of(&w);
    CHECK(m->handovers == 2 && ids_has(m->former_units, BUREAU) && ids_has(m->former_units, SECTION) && ids_has(m->former_units, ASSISTING));
    CHECK(world_may(&w, OVERSEER_HELP, COMMAND_MEASURE_VERIFY, MEASURE_1) == REFUSED_SAME_UNIT);
    world_end(&w);
}

/* ---- periods, late reports, colours ------------------------------------------------------------- */

TEST(periods_of_every_rhythm_follow_one_another_without_gap)
{
    for (int64_t rhythm = RHYTHM_HALF_MONTH; rhythm <= RHYTHM_QUARTER; rhythm++)
        for (int64_t day = TODAY - 800; day < TODAY + 800; day++) {
            int64_t p = regime_period(rhythm, day), first = regime_period_first_day(rhythm, p);
            CHECK(first <= day && day <= period_last_day(p));
            CHECK(regime_period(rhythm, first) == p && regime_period(rhythm, period_last_day(p)) == p);
            CHECK(period_last_day(regime_period_before(rhythm, p)) == first - 1);
        }
}

TEST(a_report_after_the_grace_is_late_and_stays_so)
{
    struct world w = world_at(STAGE_WORKING);
    struct report *r;
    world_must(&w, CLERK, COMMAND_REPORT_FILE, REPORT_1, "measure=#130|period=%-1|text=补报上期进展|percent=30");
    r = world_get(&w, KIND_REPORT, REPORT_1); /* 24 June: the first half of June was due on the 18th */
    CHECK(r->late == 1 && measure_of(&w)->late_reports == 1 && measure_of(&w)->percent == 30);
    world_must(&w, CLERK, COMMAND_REPORT_FILE, REPORT_1, "measure=#130|period=%-1|text=补报上期进展，有更正");
    CHECK(r->late == 1 && measure_of(&w)->late_reports == 1);
    world_must(&w, HELPER, COMMAND_REPORT_FILE, 1701, "measure=#130|period=%0|text=配合核对完毕|percent=90");
    CHECK(((struct report *)world_get(&w, KIND_REPORT, 1701))->late == 0);
    CHECK(measure_of(&w)->percent == 0); /* an assisting unit does not speak for the whole */
    world_end(&w);
}

TEST(colours_follow_the_rows_of_the_office)
{
    struct arena a = {0};
    struct calendar c;
    struct warning rows[WARNING_SORTS];
    calendar_build(&a, NULL, 0, &c);
    for (int64_t s = 1; s < WARNING_SORTS; s++)
        rows[s] = *warning_builtin(s);
    struct colour_rule by = colour_rule_of(rows, &c, TODAY), plain = colour_rule_default(TODAY);
    CHECK(by.yellow_until == plain.yellow_until && by.green_from == plain.green_from && !by.lag_red);
    rows[WARNING_TIME].clock = CLOCK_WORKDAY;
    by = colour_rule_of(rows, &c, TODAY); /* Tuesday 24 June 2025: ten workdays on is Tuesday 8 July */
    CHECK(by.yellow_until == TODAY + 14 && by.green_from == TODAY + 28);
    CHECK(measure_colour_by(&by, MEASURE_WORKING, 0, TODAY + 14, 0) == COLOUR_YELLOW);
    CHECK(measure_colour_by(&by, MEASURE_WORKING, 0, TODAY + 15, 0) == COLOUR_BLUE);
    CHECK(measure_colour_by(&by, MEASURE_SUSTAINED, 0, TODAY - 1, 0) == COLOUR_RED);
    CHECK(measure_colour_by(&by, MEASURE_ROUTINE, 0, TODAY - 1, 0) == COLOUR_DONE);
    rows[WARNING_PROGRESS].off = 0;
    by = colour_rule_of(rows, &c, TODAY);
    CHECK(measure_colour_by(&by, MEASURE_WORKING, TODAY - 50, TODAY + 50, 31) == COLOUR_GREEN); /* half gone, 19 behind */
    CHECK(measure_colour_by(&by, MEASURE_WORKING, TODAY - 50, TODAY + 50, 30) == COLOUR_YELLOW);
    CHECK(measure_colour_by(&by, MEASURE_WORKING, TODAY - 50, TODAY + 50, 10) == COLOUR_RED);
    CHECK(warning_addressees(rows, &c, COLOUR_RED, TODAY - 30, TODAY) == (TELL_HANDLER | TELL_LEADER | TELL_HEAD));
    rows[WARNING_ESCALATION].off = 0;
    CHECK(warning_addressees(rows, &c, COLOUR_RED, TODAY - 30, TODAY) & TELL_OVERSEER);
    CHECK(!(warning_addressees(rows, &c, COLOUR_RED, TODAY - 1, TODAY) & TELL_OVERSEER));
    rows[WARNING_TIME].off = 1;
    by = colour_rule_of(rows, &c, TODAY);
    CHECK(measure_colour_by(&by, MEASURE_WORKING, 0, TODAY, 0) == COLOUR_GREEN && measure_colour_by(&by, MEASURE_WORKING, 0, TODAY - 1, 0) == COLOUR_RED);
    arena_reset(&a);
}

TEST(every_kind_of_inspection_has_rules_that_hold_together)
{
    for (int64_t sort = INSPECTION_XUNSHI; sort <= INSPECTION_ECO; sort++) {
        const struct regime *r = regime_builtin(sort);
        int64_t must = LEVEL_BIT_ASPECT | LEVEL_BIT_PROBLEM | LEVEL_BIT_MEASURE;
        CHECK(r->sort == sort && (r->levels & must) == must && r->rhythm && r->basis.len && r->task_list.len);
        CHECK(r->phased_days_min <= r->phased_days_max && r->extensions_max > 0 && r->evidence_phased >= 1);
    }
}
