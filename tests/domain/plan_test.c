/* plan_test.c: the rules of the feedback's sentences, plans, opinions, groups, meetings and tasks, one row each. */
#include "domain/plan.h"
#include "domain/task.h"
#include "tests/domain/rows.h"

enum { LINE = 1000,
       LINE_2 = 1001,
       PLAN_1 = 1010,
       PLAN_2 = 1011,
       SAID_1 = 1020,
       SAID_2 = 1021,
       SAID_3 = 1022,
       GROUP_1 = 1030,
       GROUP_2 = 1031,
       MEETING_1 = 1040,
       TASK_1 = 1050,
       BARE = 1060 };

#define LINE_AT(n) "inspection=#100|number=" n "|text=往来款长期挂账。"
#define TOLD DID(OFFICE_A, SENTENCE_ADD, LINE, LINE_AT("1"))
#define MAPPED TOLD, DID(OFFICE_A, SENTENCE_MAP, LINE, "problem=#120")
#define PLAN_OF(sort, reviewers) "inspection=#100|title=整改方案|sort=" sort "|reviewers=" reviewers
#define CHANGED_TO(sort, reviewers) "title=整改方案（修订）|sort=" sort "|reviewers=" reviewers
#define PLANNED DID(OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#31,#61"))
#define SENT PLANNED, DID(OFFICE_A, PLAN_SUBMIT, PLAN_1, "")
#define SAYS(round, verdict) "plan=#1010|round=" round "|verdict=" verdict "|text=已逐条看过"
#define AGREED SENT, DID(LEADER_A, PLAN_OPINE, SAID_1, SAYS("1", "agree"))
#define HEARD AGREED, DID(READER_A, PLAN_OPINE, SAID_2, SAYS("1", "agree"))
#define OBJECTED AGREED, DID(READER_A, PLAN_OPINE, SAID_2, SAYS("1", "object"))
#define RETURNED OBJECTED, DID(OVERSEER_A, PLAN_RETURN, PLAN_1, "opinion=时限过于集中，请调整")
#define AGAIN RETURNED, DID(OFFICE_A, PLAN_CHANGE, PLAN_1, CHANGED_TO("main", "#31,#61")), DID(OFFICE_A, PLAN_SUBMIT, PLAN_1, "")
#define GROUP_OF(deputies, members) "name=整改工作领导小组|sort=leading|leader=#31|deputies=" deputies "|members=" members "|units=#2,#4"
#define FORMED DID(OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#32", "#21,#41"))
#define HELD_ON(day) "inspection=#100|sort=leading_group|title=第一次会议|day=" day "|attendees=12|chair=#31"
#define MET DID(OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@-3"))
#define TASK_BY(day) "inspection=#100|text=梳理挂账清单|unit=#2|person=#21|due_day=" day
#define ASSIGNED DID(OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@5"))
#define TAKEN_ON ASSIGNED, DID(CLERK, TASK_SIGN, TASK_1, "")
#define REPORTED TAKEN_ON, DID(CLERK, TASK_DONE, TASK_1, "result=清单已报整改办")
#define ELSEWHERE DID(OFFICE_A, INSPECTION_OPEN, FRESH, "name=第二轮巡察|sort=xuncha|feedback_day=@0")
#define OTHER_TASK "inspection=#999|text=梳理挂账清单|unit=#2|due_day=@5"
#define ARCHIVE DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=并入下一轮")
#define GONE(...) STEPS(__VA_ARGS__, ARCHIVE)

static const struct rule_row rows[] = {
    /* sentences */
    YES(PROBLEM, OFFICE_A, SENTENCE_ADD, LINE, LINE_AT("1"), SENTENCE_ADDED),
    NO(PROBLEM, CLERK, SENTENCE_ADD, LINE, LINE_AT("1"), ROLE),
    NO(ARCHIVED, OFFICE_A, SENTENCE_ADD, LINE, LINE_AT("1"), INSPECTION_CLOSED),
    NO_AFTER(PROBLEM, STEPS(TOLD), OFFICE_A, SENTENCE_ADD, LINE_2, LINE_AT("1"), NUMBER_TAKEN),
    NO_AFTER(PROBLEM, STEPS(TOLD), OFFICE_A, SENTENCE_ADD, LINE, LINE_AT("2"), EXISTS),
    YES_AFTER(PROBLEM, STEPS(TOLD), OFFICE_B, SENTENCE_MAP, LINE, "problem=#120", SENTENCE_MAPPED),
    NO_AFTER(PROBLEM, STEPS(MAPPED), OFFICE_A, SENTENCE_MAP, LINE, "problem=#120", NOTHING_NEW),
    NO(PROBLEM, OFFICE_A, SENTENCE_MAP, LINE, "problem=#120", UNKNOWN),
    NO_AFTER(PROBLEM, STEPS(ELSEWHERE, DID(OFFICE_A, SENTENCE_ADD, LINE, "inspection=#999|number=1|text=又一句。")),
             OFFICE_A, SENTENCE_MAP, LINE, "problem=#120", OTHER_INSPECTION),
    YES_AFTER(PROBLEM, STEPS(MAPPED), OFFICE_A, SENTENCE_NOT_PROBLEM, LINE, "reason=肯定成绩的话", SENTENCE_SET_ASIDE),
    YES_AFTER(PROBLEM, STEPS(MAPPED), OFFICE_A, SENTENCE_UNMAP, LINE, "", SENTENCE_UNMAPPED),
    NO_AFTER(PROBLEM, STEPS(TOLD), OFFICE_A, SENTENCE_UNMAP, LINE, "", STATE),
    NO_AFTER(INSPECTION, GONE(TOLD), OFFICE_A, SENTENCE_NOT_PROBLEM, LINE, "reason=标题", INSPECTION_CLOSED),
    /* plans */
    YES(PROBLEM, OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#31"), PLAN_DRAFTED),
    NO(ARCHIVED, OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#31"), INSPECTION_CLOSED),
    NO_AFTER(PROBLEM, STEPS(PLANNED), OFFICE_A, PLAN_DRAFT, PLAN_2, PLAN_OF("main", "#31"), PLAN_MAIN_TAKEN),
    YES_AFTER(PROBLEM, STEPS(PLANNED), OFFICE_A, PLAN_DRAFT, PLAN_2, PLAN_OF("ideology", "#31"), PLAN_DRAFTED),
    YES_AFTER(PROBLEM, STEPS(PLANNED), OFFICE_B, PLAN_CHANGE, PLAN_1, CHANGED_TO("main", "#31"), PLAN_CHANGED),
    NO_AFTER(PROBLEM, STEPS(PLANNED, DID(OFFICE_A, PLAN_DRAFT, PLAN_2, PLAN_OF("special", "#31"))),
             OFFICE_B, PLAN_CHANGE, PLAN_2, CHANGED_TO("main", "#31"), PLAN_MAIN_TAKEN),
    NO_AFTER(DRAFT, STEPS(SENT), OFFICE_A, PLAN_CHANGE, PLAN_1, CHANGED_TO("main", "#31"), STATE),
    YES_AFTER(DRAFT, STEPS(PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_SUBMITTED),
    YES_AFTER(DRAFT, STEPS(MAPPED, PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_SUBMITTED),
    NO_AFTER(DRAFT, STEPS(DID(OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", ""))),
             OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_NO_REVIEWERS),
    NO_AFTER(DRAFT, STEPS(DID(OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#31,#11"))),
             OFFICE_B, PLAN_SUBMIT, PLAN_1, "", PLAN_REVIEWER_WROTE),
    NO_AFTER(DRAFT, STEPS(DID(OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#12"))),
             OFFICE_B, PLAN_SUBMIT, PLAN_1, "", PLAN_REVIEWER_WROTE),
    NO_AFTER(DRAFT, STEPS(TOLD, PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_SENTENCES),
    NO_AFTER(INSPECTION, STEPS(PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_NO_PROBLEMS),
    NO_AFTER(DRAFT, STEPS(DID(OFFICE_A, PLAN_DRAFT, PLAN_1, PLAN_OF("special", "#31"))),
             OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_NO_PROBLEMS),
    NO_AFTER(DRAFT, STEPS(TOLD, DID(OFFICE_A, SENTENCE_NOT_PROBLEM, LINE, "reason=标题"), PLANNED),
             OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_UNCITED),
    NO_AFTER(PROBLEM, STEPS(PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_NO_MEASURES),
    NO_AFTER(PROBLEM, STEPS(DID(OFFICE_A, MEASURE_DRAFT, BARE, "problem=#120|number=9|text=清理挂账"), PLANNED),
             OFFICE_A, PLAN_SUBMIT, PLAN_1, "", PLAN_MEASURES),
    NO_AFTER(INSPECTION, GONE(PLANNED), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", INSPECTION_CLOSED),
    NO_AFTER(DRAFT, STEPS(SENT), OFFICE_A, PLAN_SUBMIT, PLAN_1, "", STATE),
    /* opinions */
    YES_AFTER(DRAFT, STEPS(SENT), LEADER_A, PLAN_OPINE, SAID_1, SAYS("1", "agree"), PLAN_OPINED),
    NO_AFTER(DRAFT, STEPS(PLANNED), LEADER_A, PLAN_OPINE, SAID_1, SAYS("1", "agree"), STATE),
    NO_AFTER(DRAFT, STEPS(SENT), LEADER_B, PLAN_OPINE, SAID_1, SAYS("1", "agree"), PLAN_NOT_REVIEWER),
    NO_AFTER(DRAFT, STEPS(AGREED), LEADER_A, PLAN_OPINE, SAID_2, SAYS("1", "object"), PLAN_HEARD),
    NO_AFTER(DRAFT, STEPS(AGAIN), LEADER_A, PLAN_OPINE, SAID_3, SAYS("1", "agree"), PLAN_ROUND),
    YES_AFTER(DRAFT, STEPS(AGAIN), LEADER_A, PLAN_OPINE, SAID_3, SAYS("2", "agree"), PLAN_OPINED),
    NO_AFTER(DRAFT, STEPS(SENT), SYSADMIN_A, PLAN_OPINE, SAID_1, SAYS("1", "agree"), ROLE),
    NO_AFTER(INSPECTION, GONE(PLANNED), LEADER_A, PLAN_OPINE, SAID_1, SAYS("1", "agree"), INSPECTION_CLOSED),
    /* returning and approving */
    YES_AFTER(DRAFT, STEPS(SENT), OVERSEER_A, PLAN_RETURN, PLAN_1, OPINION, PLAN_RETURNED),
    NO_AFTER(DRAFT, STEPS(SENT), OFFICE_B, PLAN_RETURN, PLAN_1, OPINION, ROLE),
    YES_AFTER(DRAFT, STEPS(HEARD), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION, PLAN_APPROVED),
    NO_AFTER(DRAFT, STEPS(AGREED), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION, PLAN_OPINIONS_MISSING),
    NO_AFTER(DRAFT, STEPS(AGAIN), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION, PLAN_OPINIONS_MISSING),
    NO_AFTER(DRAFT, STEPS(OBJECTED), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION, PLAN_OBJECTION),
    YES_AFTER(DRAFT, STEPS(OBJECTED), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION "|answer=时限已按意见分三批", PLAN_APPROVED),
    NO_AFTER(DRAFT, STEPS(DID(EVERYTHING, PLAN_DRAFT, PLAN_1, PLAN_OF("main", "#31,#61")), DID(OFFICE_A, PLAN_SUBMIT, PLAN_1, "")),
             EVERYTHING, PLAN_RETURN, PLAN_1, OPINION, SAME_PERSON),
    NO_AFTER(DRAFT, STEPS(PLANNED, DID(EVERYTHING, PLAN_SUBMIT, PLAN_1, "")),
             EVERYTHING, PLAN_APPROVE, PLAN_1, OPINION, SAME_PERSON),
    NO_AFTER(DRAFT, STEPS(PLANNED), OVERSEER_A, PLAN_APPROVE, PLAN_1, OPINION, STATE),
    /* groups */
    YES(INSPECTION, OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#32", "#21"), GROUP_FORMED),
    NO(INSPECTION, OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#31", "#21"), GROUP_TWICE),
    NO(INSPECTION, OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#32", "#31"), GROUP_TWICE),
    NO(INSPECTION, OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#32", "#21,#32"), GROUP_TWICE),
    NO(ARCHIVED, OFFICE_A, GROUP_FORM, GROUP_1, "inspection=#100|" GROUP_OF("#32", "#21"), INSPECTION_CLOSED),
    YES_AFTER(INSPECTION, STEPS(FORMED), OFFICE_B, GROUP_CHANGE, GROUP_1, GROUP_OF("", "#21"), GROUP_CHANGED),
    NO_AFTER(INSPECTION, STEPS(FORMED), OFFICE_B, GROUP_CHANGE, GROUP_1, GROUP_OF("#21", "#21"), GROUP_TWICE),
    YES_AFTER(INSPECTION, STEPS(FORMED), OFFICE_B, GROUP_DISSOLVE, GROUP_1, "reason=任务完成", GROUP_DISSOLVED),
    NO_AFTER(INSPECTION, STEPS(FORMED, DID(OFFICE_A, GROUP_DISSOLVE, GROUP_1, "reason=任务完成")),
             OFFICE_B, GROUP_CHANGE, GROUP_1, GROUP_OF("", "#21"), STATE),
    NO_AFTER(INSPECTION, GONE(FORMED), OFFICE_B, GROUP_DISSOLVE, GROUP_1, "reason=任务完成", INSPECTION_CLOSED),
    /* meetings */
    YES(INSPECTION, OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@0"), MEETING_ENTERED),
    NO(INSPECTION, OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@1"), DATE_FUTURE),
    NO(ARCHIVED, OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@0"), INSPECTION_CLOSED),
    YES_AFTER(INSPECTION, STEPS(FORMED), OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@0") "|working_group=#1030", MEETING_ENTERED),
    NO_AFTER(INSPECTION, STEPS(ELSEWHERE, DID(OFFICE_A, GROUP_FORM, GROUP_2, "inspection=#999|" GROUP_OF("", ""))),
             OFFICE_A, MEETING_ENTER, MEETING_1, HELD_ON("@0") "|working_group=#1031", PLAN_OTHER_ROUND),
    YES_AFTER(INSPECTION, STEPS(MET), OFFICE_B, MEETING_VOID, MEETING_1, "reason=登记重复", MEETING_VOIDED),
    NO_AFTER(INSPECTION, GONE(MET), OFFICE_B, MEETING_VOID, MEETING_1, "reason=登记重复", INSPECTION_CLOSED),
    /* tasks */
    YES(INSPECTION, OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@0"), TASK_ASSIGNED),
    YES_AFTER(DRAFT, STEPS(MET), OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@9") "|meeting=#1040|measure=#130", TASK_ASSIGNED),
    NO(INSPECTION, OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@-1"), TASK_DUE),
    NO(ARCHIVED, OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@9"), INSPECTION_CLOSED),
    NO_AFTER(DRAFT, STEPS(ELSEWHERE, MET), OFFICE_A, TASK_ASSIGN, TASK_1, OTHER_TASK "|meeting=#1040", PLAN_OTHER_ROUND),
    NO_AFTER(DRAFT, STEPS(ELSEWHERE), OFFICE_A, TASK_ASSIGN, TASK_1, OTHER_TASK "|measure=#130", PLAN_OTHER_ROUND),
    NO_AFTER(INSPECTION, STEPS(MET, DID(OFFICE_A, MEETING_VOID, MEETING_1, "reason=登记重复")),
             OFFICE_A, TASK_ASSIGN, TASK_1, TASK_BY("@9") "|meeting=#1040", MEETING_STRUCK),
    NO(INSPECTION, CLERK, TASK_ASSIGN, TASK_1, TASK_BY("@9"), ROLE),
    YES_AFTER(INSPECTION, STEPS(ASSIGNED), CLERK, TASK_SIGN, TASK_1, "", TASK_SIGNED),
    YES_AFTER(INSPECTION, STEPS(ASSIGNED), SECTION_CLERK, TASK_SIGN, TASK_1, "", TASK_SIGNED),
    NO_AFTER(INSPECTION, STEPS(ASSIGNED), HELPER, TASK_SIGN, TASK_1, "", TASK_UNIT),
    NO_AFTER(INSPECTION, STEPS(TAKEN_ON), CLERK, TASK_SIGN, TASK_1, "", STATE),
    YES_AFTER(INSPECTION, STEPS(TAKEN_ON), CLERK, TASK_DONE, TASK_1, "result=清单已报整改办", TASK_DONE),
    NO_AFTER(INSPECTION, STEPS(ASSIGNED), CLERK, TASK_DONE, TASK_1, "result=清单已报整改办", STATE),
    NO_AFTER(INSPECTION, STEPS(TAKEN_ON), HELPER, TASK_DONE, TASK_1, "result=清单已报整改办", TASK_UNIT),
    YES_AFTER(INSPECTION, STEPS(REPORTED), OFFICE_A, TASK_CONFIRM, TASK_1, OPINION, TASK_CONFIRMED),
    NO_AFTER(INSPECTION, STEPS(TAKEN_ON), OFFICE_A, TASK_CONFIRM, TASK_1, OPINION, STATE),
    NO_AFTER(INSPECTION, STEPS(ASSIGNED, DID(EVERYTHING, TASK_SIGN, TASK_1, ""), DID(CLERK, TASK_DONE, TASK_1, "result=清单已报")),
             EVERYTHING, TASK_CONFIRM, TASK_1, OPINION, SAME_PERSON),
    YES_AFTER(INSPECTION, STEPS(REPORTED), OFFICE_A, TASK_RETURN, TASK_1, OPINION, TASK_RETURNED),
    NO_AFTER(INSPECTION, GONE(REPORTED), OFFICE_A, TASK_RETURN, TASK_1, OPINION, INSPECTION_CLOSED),
    NO_AFTER(INSPECTION, GONE(ASSIGNED), CLERK, TASK_SIGN, TASK_1, "", INSPECTION_CLOSED),
    YES_AFTER(INSPECTION, STEPS(REPORTED), OFFICE_B, TASK_VOID, TASK_1, "reason=并入另一任务", TASK_VOIDED),
    NO_AFTER(INSPECTION, STEPS(REPORTED, DID(OFFICE_A, TASK_CONFIRM, TASK_1, OPINION)),
             OFFICE_B, TASK_VOID, TASK_1, "reason=并入另一任务", STATE),
};

void plan_rules(void) { rules_hold("plan", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_plans_meetings_and_tasks_holds) { plan_rules(); }

static struct world told(const struct step *steps)
{
    struct world w = world_at(STAGE_DRAFT);
    for (; steps->payload; steps++)
        world_must(&w, steps->who, steps->type, steps->id, steps->payload);
    return w;
}

/* The story of one plan: objected to, returned, sent again, approved with an answer; the old opinions stay. */
TEST(a_plan_comes_back_and_is_heard_anew)
{
    struct world w = told(STEPS(AGAIN));
    const struct plan *p = world_get(&w, KIND_PLAN, PLAN_1);
    const struct plan_opinion *o = world_get(&w, KIND_PLAN_OPINION, SAID_2);
    CHECK(p->state == PLAN_REVIEWING && p->round == 2 && p->returns == 1);
    CHECK(p->heard.count == 0 && p->objectors.count == 0);
    CHECK(o->plan == PLAN_1 && o->round == 1 && o->verdict == VERDICT_OBJECT && o->person == READER_A && o->given_us > 0);
    CHECK(o->inspection == INSPECTION_1);
    world_must(&w, LEADER_A, COMMAND_PLAN_OPINE, SAID_3, SAYS("2", "agree"));
    world_must(&w, READER_A, COMMAND_PLAN_OPINE, 1023, SAYS("2", "agree"));
    world_must(&w, OVERSEER_A, COMMAND_PLAN_APPROVE, PLAN_1, "opinion=同意印发");
    p = world_get(&w, KIND_PLAN, PLAN_1);
    CHECK(p->state == PLAN_APPROVED && p->approved_by == OVERSEER_A && p->approved_us && p->heard.count == 2);
    CHECK(p->writers.count == 1 && p->writers.list[0] == OFFICE_A);
    CHECK_STR(p->opinion, STR("同意印发"));
    world_end(&w);
}

TEST(a_sentence_is_mapped_set_aside_and_mapped_again)
{
    struct world w = told(STEPS(MAPPED));
    const struct feedback_sentence *s = world_get(&w, KIND_SENTENCE, LINE);
    CHECK(s->state == SENTENCE_PROBLEM && s->problem == PROBLEM_1 && !s->reason.len);
    world_must(&w, OFFICE_A, COMMAND_SENTENCE_NOT_PROBLEM, LINE, "reason=标题");
    s = world_get(&w, KIND_SENTENCE, LINE);
    CHECK(s->state == SENTENCE_NOT_PROBLEM && !s->problem);
    CHECK_STR(s->reason, STR("标题"));
    world_must(&w, OFFICE_A, COMMAND_SENTENCE_MAP, LINE, "problem=#120");
    s = world_get(&w, KIND_SENTENCE, LINE);
    CHECK(s->problem == PROBLEM_1 && !s->reason.len);
    world_must(&w, OFFICE_A, COMMAND_SENTENCE_UNMAP, LINE, "");
    s = world_get(&w, KIND_SENTENCE, LINE);
    CHECK(s->state == SENTENCE_UNMAPPED && !s->problem && !s->reason.len);
    world_end(&w);
}

TEST(a_task_goes_back_and_forth_until_confirmed)
{
    struct world w = told(STEPS(REPORTED, DID(OFFICE_A, TASK_RETURN, TASK_1, "opinion=请附明细")));
    const struct task *t = world_get(&w, KIND_TASK, TASK_1);
    CHECK(t->state == TASK_WORKING && t->returns == 1 && !t->done_us && t->assigned_us);
    world_must(&w, SECTION_CLERK, COMMAND_TASK_DONE, TASK_1, "result=明细已附");
    world_must(&w, OFFICE_B, COMMAND_TASK_CONFIRM, TASK_1, OPINION);
    t = world_get(&w, KIND_TASK, TASK_1);
    CHECK(t->state == TASK_CONFIRMED && t->confirmed_by == OFFICE_B && t->executors.count == 2 && t->done_us);
    CHECK_STR(t->result, STR("明细已附"));
    world_end(&w);
}

TEST(a_task_is_red_only_after_its_day)
{
    CHECK(task_colour(TASK_ASSIGNED, TODAY - 1, TODAY) == COLOUR_RED);
    CHECK(task_colour(TASK_DONE, TODAY, TODAY) == COLOUR_YELLOW);
    CHECK(task_colour(TASK_WORKING, TODAY + COLOUR_GREEN_DAYS, TODAY) == COLOUR_GREEN);
    CHECK(task_colour(TASK_CONFIRMED, TODAY - 9, TODAY) == COLOUR_DONE);
    CHECK(task_colour(TASK_VOID, TODAY - 9, TODAY) == COLOUR_DONE);
}
