/* notice_test.c: the rules of notices, one row each; days, numbers and colours. */
#include "base/time.h"
#include "domain/notice.h"
#include "tests/domain/rows.h"

#include <string.h>

enum { NOTICE_1 = 1800,
       NOTICE_2 = 1801,
       NOTICE_3 = 1802,
       NOTICE_RULE_1 = 1810,
       ROUND_2 = 1820,
       ASPECT_2 = 1821,
       PROBLEM_2 = 1822 };

#define PAPER(sort) "inspection=#100|sort=" sort "|title=关于挂账清理的督办|text=请抓紧清理。|unit=#2|request=七日内清理"
#define PLAIN "title=关于挂账清理的督办|text=请抓紧清理。|unit=#2"
#define ISSUE "position=9|as_of_day=@0|digest=" SHA_A
#define ESCALATE "previous=#1800|title=关于挂账清理的再次督办"
#define D_(sort) DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER(sort))
#define I_ DID(OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE)
#define S_ DID(CLERK, NOTICE_SIGN, NOTICE_1, "")
#define A_ DID(CLERK, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔")
#define R_ DID(OFFICE_B, NOTICE_RETURN, NOTICE_1, "opinion=还差两笔")
#define T_ DID(OFFICE_B, NOTICE_TALK, NOTICE_1, "talk_day=@0|talk_people=某局长|talk_record=已提出要求")
#define DRAFTED STEPS(D_("supervise"))
#define ISSUED STEPS(D_("supervise"), I_)
#define SIGNED STEPS(D_("supervise"), I_, S_)
#define ANSWERED STEPS(D_("supervise"), I_, S_, A_)
#define RETURNED_TWICE STEPS(D_("supervise"), I_, S_, A_, R_, A_, R_)
#define FOLLOWED STEPS(D_("supervise"), I_, S_, A_, R_, A_, R_, DID(OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE))
#define UNFOLLOWED STEPS(D_("supervise"), I_, S_, A_, R_, A_, R_, DID(OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE), DID(OFFICE_B, NOTICE_WITHDRAW, NOTICE_2, "reason=不再需要"))
#define WARNED_TWICE STEPS(D_("circular"), DID(OFFICE_A, NOTICE_CHANGE, NOTICE_1, PLAIN "|answer_due_day=@5"), I_, S_, A_, R_, A_, R_)
#define TALK_SIGNED STEPS(D_("talk"), I_, S_)
#define TALK_ANSWERED STEPS(D_("talk"), I_, S_, A_)
#define TALKED STEPS(D_("talk"), I_, S_, A_, T_)
#define RULED STEPS(DID(OFFICE_A, NOTICE_RULE_SET, NOTICE_RULE_1, RULE("supervise")))
#define RULE(sort) "sort=" sort "|prefix=某督|sign_days=3|answer_days=4|clock=calendar"
#define ANOTHER_PROBLEM STEPS(DID(OFFICE_A, INSPECTION_OPEN, ROUND_2, "name=第二轮|sort=xuncha|feedback_day=@-9"), DID(OFFICE_A, ASPECT_ADD, ASPECT_2, "inspection=#1820|number=7|title=作风方面"), DID(OFFICE_A, PROBLEM_ADD, PROBLEM_2, "aspect=#1821|number=7|title=会议过多"))
#define SECOND_PROBLEM STEPS(DID(OFFICE_A, PROBLEM_ADD, PROBLEM_2, "aspect=#110|number=9|title=会议过多"))
#define GONE_EVIDENCE STEPS(DID(CLERK, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错了文件"), D_("supervise"), I_, S_)
#define ARCHIVED_AFTER(...) STEPS(__VA_ARGS__, DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=并入下一轮"))
#define WITHDRAWN STEPS(D_("supervise"), I_, DID(OFFICE_B, NOTICE_WITHDRAW, NOTICE_1, "reason=重复发文|document=某整改办〔2025〕4号"))
#define EMPTY STEPS(DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, "inspection=#100|sort=remind|title=关于挂账的提醒|unit=#2"))
#define PAST_DAYS STEPS(DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind") "|sign_due_day=@-1"))

static const struct rule_row rows[] = {
    /* the rule of a kind */
    YES(INSPECTION, OFFICE_A, NOTICE_RULE_SET, NOTICE_RULE_1, RULE("supervise"), NOTICE_RULE_ENTERED),
    YES_AFTER(INSPECTION, RULED, OFFICE_B, NOTICE_RULE_SET, NOTICE_RULE_1, RULE("supervise"), NOTICE_RULE_ENTERED),
    YES_AFTER(INSPECTION, RULED, OFFICE_B, NOTICE_RULE_SET, FRESH, RULE("remind"), NOTICE_RULE_ENTERED),
    NO_AFTER(INSPECTION, RULED, OFFICE_B, NOTICE_RULE_SET, FRESH, RULE("supervise"), NOTICE_RULE_TWICE),
    NO(INSPECTION, OVERSEER_A, NOTICE_RULE_SET, NOTICE_RULE_1, RULE("supervise"), ROLE),
    /* drafting and changing */
    YES(PROBLEM, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind"), NOTICE_DRAFTED),
    YES(WORKING, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("supervise") "|measure=#130|problem=#120|assisting_units=#4|leader=#31", NOTICE_DRAFTED),
    NO(PROBLEM, OVERSEER_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind"), ROLE),
    NO(ARCHIVED, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind"), INSPECTION_CLOSED),
    NO(PROBLEM, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind") "|sign_due_day=@5|answer_due_day=@4", NOTICE_DUE),
    NO_AFTER(PROBLEM, ANOTHER_PROBLEM, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind") "|problem=#1822", OTHER_INSPECTION),
    NO_AFTER(WORKING, SECOND_PROBLEM, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind") "|measure=#130|problem=#1822", NOTICE_MEASURE),
    NO_AFTER(PROBLEM, DRAFTED, OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("remind"), EXISTS),
    YES_AFTER(PROBLEM, DRAFTED, OFFICE_B, NOTICE_CHANGE, NOTICE_1, PLAIN, NOTICE_CHANGED),
    NO_AFTER(PROBLEM, DRAFTED, OFFICE_B, NOTICE_CHANGE, NOTICE_1, PLAIN "|sign_due_day=@5|answer_due_day=@4", NOTICE_DUE),
    NO_AFTER(PROBLEM, ISSUED, OFFICE_B, NOTICE_CHANGE, NOTICE_1, PLAIN, STATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("remind")), OFFICE_B, NOTICE_CHANGE, NOTICE_1, PLAIN, INSPECTION_CLOSED),
    /* issuing */
    YES_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_ISSUED),
    YES_AFTER(PROBLEM, DRAFTED, LEADER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_ISSUED),
    NO_AFTER(PROBLEM, DRAFTED, OFFICE_B, NOTICE_ISSUE, NOTICE_1, ISSUE, ROLE),
    NO_AFTER(PROBLEM, STEPS(DID(EVERYTHING, NOTICE_DRAFT, NOTICE_1, PAPER("remind"))), EVERYTHING, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_OWN),
    NO_AFTER(PROBLEM, STEPS(D_("remind"), DID(EVERYTHING, NOTICE_CHANGE, NOTICE_1, PLAIN)), EVERYTHING, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_OWN),
    NO_AFTER(PROBLEM, EMPTY, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_TEXT),
    NO_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, "position=9|as_of_day=@0", NOTICE_TEXT),
    NO_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, "position=0|as_of_day=@0|digest=" SHA_A, NOTICE_MOMENT),
    NO_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, "position=41|as_of_day=@0|digest=" SHA_A, NOTICE_MOMENT),
    NO_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, "position=9|as_of_day=@-1|digest=" SHA_A, NOTICE_MOMENT),
    NO_AFTER(PROBLEM, DRAFTED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, "position=9|as_of_day=@1|digest=" SHA_A, NOTICE_MOMENT),
    NO_AFTER(PROBLEM, PAST_DAYS, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, NOTICE_DUE),
    NO_AFTER(PROBLEM, ISSUED, OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, STATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("remind")), OVERSEER_A, NOTICE_ISSUE, NOTICE_1, ISSUE, INSPECTION_CLOSED),
    /* signing for it and answering */
    YES_AFTER(PROBLEM, ISSUED, CLERK, NOTICE_SIGN, NOTICE_1, "", NOTICE_SIGNED),
    YES_AFTER(PROBLEM, ISSUED, SECTION_CLERK, NOTICE_SIGN, NOTICE_1, "", NOTICE_SIGNED),
    YES_AFTER(PROBLEM, STEPS(D_("circular"), I_), CLERK, NOTICE_SIGN, NOTICE_1, "", NOTICE_SIGNED),
    NO_AFTER(PROBLEM, ISSUED, HELPER, NOTICE_SIGN, NOTICE_1, "", NOTICE_UNIT),
    NO_AFTER(PROBLEM, ISSUED, OFFICE_A, NOTICE_SIGN, NOTICE_1, "", ROLE),
    NO_AFTER(PROBLEM, DRAFTED, CLERK, NOTICE_SIGN, NOTICE_1, "", STATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("remind"), I_), CLERK, NOTICE_SIGN, NOTICE_1, "", INSPECTION_CLOSED),
    YES_AFTER(EVIDENCED, SIGNED, CLERK, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔|evidence=#150", NOTICE_ANSWERED),
    NO_AFTER(EVIDENCED, GONE_EVIDENCE, CLERK, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔|evidence=#150", NOTICE_EVIDENCE),
    NO_AFTER(PROBLEM, SIGNED, HELPER, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔", NOTICE_UNIT),
    NO_AFTER(PROBLEM, ISSUED, CLERK, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔", STATE),
    NO_AFTER(PROBLEM, STEPS(D_("circular"), I_, S_), CLERK, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔", STATE),
    /* the talk */
    YES_AFTER(PROBLEM, TALK_SIGNED, OFFICE_A, NOTICE_TALK, NOTICE_1, "talk_day=@0|talk_record=已提出要求", NOTICE_TALKED),
    NO_AFTER(PROBLEM, TALK_SIGNED, OFFICE_A, NOTICE_TALK, NOTICE_1, "talk_day=@1|talk_record=已提出要求", DATE_FUTURE),
    NO_AFTER(PROBLEM, TALK_SIGNED, OFFICE_A, NOTICE_TALK, NOTICE_1, "talk_day=@-1|talk_record=已提出要求", TALK_BEFORE_ISSUE),
    NO_AFTER(PROBLEM, SIGNED, OFFICE_A, NOTICE_TALK, NOTICE_1, "talk_day=@0|talk_record=已提出要求", NOTICE_NO_TALK),
    NO_AFTER(PROBLEM, TALK_SIGNED, CLERK, NOTICE_TALK, NOTICE_1, "talk_day=@0|talk_record=已提出要求", ROLE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("talk"), I_, S_), OFFICE_A, NOTICE_TALK, NOTICE_1, "talk_day=@0|talk_record=已提出要求", INSPECTION_CLOSED),
    /* deciding about the answer */
    YES_AFTER(PROBLEM, ANSWERED, OFFICE_A, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_ACCEPTED),
    YES_AFTER(PROBLEM, ANSWERED, OVERSEER_B, NOTICE_RETURN, NOTICE_1, OPINION, NOTICE_RETURNED),
    YES_AFTER(PROBLEM, TALKED, OFFICE_A, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_ACCEPTED),
    NO_AFTER(PROBLEM, TALK_ANSWERED, OFFICE_A, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_TALK),
    NO_AFTER(PROBLEM, STEPS(D_("supervise"), I_, S_, DID(EVERYTHING, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔")), EVERYTHING, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_OWN_ANSWER),
    NO_AFTER(PROBLEM, STEPS(D_("supervise"), I_, S_, DID(EVERYTHING, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔"), R_, A_), EVERYTHING, NOTICE_RETURN, NOTICE_1, OPINION, NOTICE_OWN_ANSWER),
    NO_AFTER(PROBLEM, ANSWERED, OPERATOR, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_OWN_ANSWER),
    NO_AFTER(PROBLEM, ANSWERED, OVERSEER_BELOW, NOTICE_ACCEPT, NOTICE_1, OPINION, NOTICE_OWN_UNIT),
    NO_AFTER(PROBLEM, ANSWERED, CLERK, NOTICE_ACCEPT, NOTICE_1, OPINION, ROLE),
    NO_AFTER(PROBLEM, SIGNED, OFFICE_A, NOTICE_ACCEPT, NOTICE_1, OPINION, STATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("remind"), I_, S_, A_), OFFICE_A, NOTICE_ACCEPT, NOTICE_1, OPINION, INSPECTION_CLOSED),
    /* withdrawing */
    YES_AFTER(PROBLEM, DRAFTED, OFFICE_A, NOTICE_WITHDRAW, NOTICE_1, "reason=不再需要", NOTICE_WITHDRAWN),
    YES_AFTER(PROBLEM, ISSUED, OFFICE_A, NOTICE_WITHDRAW, NOTICE_1, "reason=重复发文|document=某整改办〔2025〕4号", NOTICE_WITHDRAWN),
    NO_AFTER(PROBLEM, ISSUED, OFFICE_A, NOTICE_WITHDRAW, NOTICE_1, "reason=重复发文", NOTICE_DOCUMENT),
    NO_AFTER(PROBLEM, WITHDRAWN, CLERK, NOTICE_SIGN, NOTICE_1, "", STATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("remind")), OFFICE_A, NOTICE_WITHDRAW, NOTICE_1, "reason=不再需要", INSPECTION_CLOSED),
    /* the higher one */
    YES_AFTER(PROBLEM, RETURNED_TWICE, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, NOTICE_ESCALATED),
    YES_AFTER(PROBLEM, RETURNED_TWICE, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE "|sort=warn|request=三日内清理", NOTICE_ESCALATED),
    NO_AFTER(PROBLEM, RETURNED_TWICE, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE "|sort=opinion", NOTICE_GRADE),
    NO_AFTER(PROBLEM, RETURNED_TWICE, OVERSEER_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, ROLE),
    NO_AFTER(PROBLEM, WARNED_TWICE, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, NOTICE_GRADE),
    NO_AFTER(PROBLEM, FOLLOWED, OFFICE_A, NOTICE_ESCALATE, NOTICE_3, ESCALATE, NOTICE_FOLLOWED),
    YES_AFTER(PROBLEM, UNFOLLOWED, OFFICE_A, NOTICE_ESCALATE, NOTICE_3, ESCALATE, NOTICE_ESCALATED),
    NO_AFTER(PROBLEM, SIGNED, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, NOTICE_NOT_LATE),
    NO_AFTER(PROBLEM, DRAFTED, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, NOTICE_NOT_LATE),
    NO_AFTER(PROBLEM, WITHDRAWN, OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, NOTICE_NOT_LATE),
    NO_AFTER(INSPECTION, ARCHIVED_AFTER(D_("supervise"), I_, S_, A_, R_, A_, R_), OFFICE_A, NOTICE_ESCALATE, NOTICE_2, ESCALATE, INSPECTION_CLOSED),
};

void notice_rules(void) { rules_hold("notice", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_notices_holds) { notice_rules(); }

static struct world after(enum stage stage, const struct step *steps)
{
    struct world w = world_at(stage);
    for (; steps->payload; steps++)
        world_must(&w, steps->who, steps->type, steps->id, steps->payload);
    return w;
}

static const struct notice *notice_at(struct world *w, int64_t id) { return world_get(w, KIND_NOTICE, id); }

TEST(a_notice_is_what_its_events_say)
{
    struct world w = after(STAGE_WORKING, STEPS(DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("supervise") "|measure=#130"), DID(OFFICE_B, NOTICE_CHANGE, NOTICE_1, PLAIN "|measure=#130|leader=#31"), I_, S_, A_));
    const struct notice *n = notice_at(&w, NOTICE_1);
    CHECK(n->inspection == INSPECTION_1 && n->sort == NOTICE_SORT_SUPERVISE && n->measure == MEASURE_1 && n->problem == PROBLEM_1);
    CHECK(n->writers.count == 2 && ids_has(n->writers, OFFICE_A) && ids_has(n->writers, OFFICE_B));
    CHECK(n->times == 1 && n->issuer == OVERSEER_A && n->issued_day == TODAY && n->position == 9 && n->as_of_day == TODAY);
    CHECK(n->signer == CLERK && n->answerer == CLERK && n->leader == LEADER_A && !n->request.len && n->state == NOTICE_ANSWERED);
    CHECK_STR(notice_number(&w.arena, n), STR("督办〔2025〕1号"));
    CHECK(n->sign_due_day == TODAY + 1 && n->answer_due_day == TODAY + 9); /* a Tuesday: seven workdays end on a Thursday */
    world_must(&w, OFFICE_A, COMMAND_NOTICE_RETURN, NOTICE_1, "opinion=还差两笔");
    CHECK(notice_at(&w, NOTICE_1)->returns == 1 && notice_at(&w, NOTICE_1)->state == NOTICE_SIGNED);
    world_must(&w, SECTION_CLERK, COMMAND_NOTICE_ANSWER, NOTICE_1, "answer=全部清理");
    world_must(&w, OVERSEER_A, COMMAND_NOTICE_ACCEPT, NOTICE_1, "opinion=同意办结");
    n = notice_at(&w, NOTICE_1);
    CHECK(n->state == NOTICE_CLOSED && n->decider == OVERSEER_A && n->closed_us && n->answerers.count == 2);
    CHECK_STR(n->answer, STR("全部清理"));
    world_end(&w);
}

TEST(a_notice_that_asks_for_no_answer_is_closed_by_signing)
{
    struct world w = after(STAGE_PROBLEM, STEPS(D_("circular"), I_));
    CHECK(notice_at(&w, NOTICE_1)->answer_due_day == 0);
    world_must(&w, CLERK, COMMAND_NOTICE_SIGN, NOTICE_1, "");
    CHECK(notice_at(&w, NOTICE_1)->state == NOTICE_CLOSED && notice_at(&w, NOTICE_1)->closed_us && notice_at(&w, NOTICE_1)->signer == CLERK);
    world_end(&w);
}

TEST(numbers_run_per_kind_and_year_and_a_withdrawn_one_keeps_its_own)
{
    struct world w = after(STAGE_PROBLEM, WITHDRAWN);
    CHECK(notice_at(&w, NOTICE_1)->number == 1 && notice_at(&w, NOTICE_1)->state == NOTICE_WITHDRAWN);
    world_must(&w, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_2, PAPER("supervise"));
    world_must(&w, OVERSEER_A, COMMAND_NOTICE_ISSUE, NOTICE_2, ISSUE);
    world_must(&w, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_3, PAPER("remind"));
    world_must(&w, OVERSEER_A, COMMAND_NOTICE_ISSUE, NOTICE_3, ISSUE);
    CHECK(notice_at(&w, NOTICE_2)->number == 2 && notice_at(&w, NOTICE_3)->number == 1);
    w.today = day_from_civil(2026, 1, 1);
    w.now_us = day_start_us(w.today);
    world_must(&w, OFFICE_A, COMMAND_NOTICE_DRAFT, FRESH, PAPER("supervise"));
    world_must(&w, OVERSEER_A, COMMAND_NOTICE_ISSUE, FRESH, ISSUE);
    CHECK(notice_at(&w, FRESH)->number == 1 && notice_at(&w, FRESH)->year == 2026);
    world_end(&w);
}

TEST(the_rule_of_the_office_replaces_prefix_and_limits_for_later_notices_only)
{
    struct world w = after(STAGE_PROBLEM, ISSUED);
    world_must(&w, OFFICE_A, COMMAND_NOTICE_RULE_SET, NOTICE_RULE_1, RULE("supervise"));
    world_must(&w, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_2, PAPER("supervise"));
    world_must(&w, OVERSEER_A, COMMAND_NOTICE_ISSUE, NOTICE_2, ISSUE);
    CHECK_STR(notice_number(&w.arena, notice_at(&w, NOTICE_1)), STR("督办〔2025〕1号"));
    CHECK_STR(notice_number(&w.arena, notice_at(&w, NOTICE_2)), STR("某督〔2025〕2号"));
    CHECK(notice_at(&w, NOTICE_2)->sign_due_day == TODAY + 3 && notice_at(&w, NOTICE_2)->answer_due_day == TODAY + 4);
    world_end(&w);
}

TEST(an_overdue_notice_may_be_followed_by_a_higher_one_about_the_same_matter)
{
    struct world w = after(STAGE_WORKING, STEPS(DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, PAPER("supervise") "|measure=#130|assisting_units=#4|leader=#31"), I_));
    CHECK(world_do(&w, OFFICE_A, COMMAND_NOTICE_ESCALATE, NOTICE_2, ESCALATE, NULL) == REFUSED_NOTICE_NOT_LATE);
    w.today += 1; /* the day itself is not late */
    CHECK(world_do(&w, OFFICE_A, COMMAND_NOTICE_ESCALATE, NOTICE_2, ESCALATE, NULL) == REFUSED_NOTICE_NOT_LATE);
    w.today += 1;
    world_must(&w, OFFICE_A, COMMAND_NOTICE_ESCALATE, NOTICE_2, ESCALATE);
    const struct notice *n = notice_at(&w, NOTICE_2);
    CHECK(n->previous == NOTICE_1 && n->times == 2 && n->sort == NOTICE_SORT_ORDER && n->state == NOTICE_DRAFT && !n->number);
    CHECK(n->measure == MEASURE_1 && n->problem == PROBLEM_1 && n->unit == BUREAU && n->leader == LEADER_A && n->assisting_units.count == 1);
    CHECK_STR(n->request, STR("七日内清理"));
    CHECK(notice_at(&w, NOTICE_1)->followed == NOTICE_2 && notice_at(&w, NOTICE_1)->state == NOTICE_ISSUED);
    CHECK(world_do(&w, EVERYTHING, COMMAND_NOTICE_ISSUE, NOTICE_2, ISSUE, NULL) == REFUSED_NOTICE_TEXT); /* no text yet */
    world_end(&w);
}

TEST(colours_of_a_notice_follow_the_day_that_counts_now)
{
    static const struct {
        int64_t state, sign, answer;
        enum colour want;
        bool late;
    } cases[] = {{NOTICE_DRAFT, 0, 0, COLOUR_NONE, false}, {NOTICE_DRAFT, TODAY - 3, 0, COLOUR_NONE, false}, {NOTICE_ISSUED, TODAY - 1, TODAY + 9, COLOUR_RED, true}, {NOTICE_ISSUED, TODAY, TODAY + 9, COLOUR_YELLOW, false}, {NOTICE_ISSUED, TODAY + 2, 0, COLOUR_YELLOW, false}, {NOTICE_ISSUED, TODAY + 3, 0, COLOUR_GREEN, false}, {NOTICE_SIGNED, TODAY - 9, TODAY, COLOUR_YELLOW, false}, {NOTICE_SIGNED, TODAY - 9, TODAY - 1, COLOUR_RED, true}, {NOTICE_ANSWERED, TODAY - 9, TODAY - 1, COLOUR_BLUE, false}, {NOTICE_CLOSED, TODAY - 9, TODAY - 1, COLOUR_DONE, false}, {NOTICE_WITHDRAWN, TODAY - 9, TODAY - 1, COLOUR_DONE, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct notice n = {.state = cases[i].state, .sign_due_day = cases[i].sign, .answer_due_day = cases[i].answer};
        CHECK(notice_colour(&n, TODAY) == cases[i].want && notice_late(&n, TODAY) == cases[i].late);
    }
}

TEST(the_days_of_a_notice_are_those_written_or_counted_from_the_day_of_issue)
{
    struct notice_limits l = {STR("督"), 2, 10, CLOCK_CALENDAR}, none = {STR("督"), 3, 0, CLOCK_CALENDAR};
    struct notice n = {0};
    int64_t sign, answer;
    notice_days(&n, &l, NULL, TODAY, &sign, &answer);
    CHECK(sign == TODAY + 2 && answer == TODAY + 10);
    notice_days(&n, &none, NULL, TODAY, &sign, &answer);
    CHECK(sign == TODAY + 3 && answer == 0);
    n.answer_due_day = TODAY + 1; /* written shorter than the time to sign */
    notice_days(&n, &l, NULL, TODAY, &sign, &answer);
    CHECK(sign == TODAY + 1 && answer == TODAY + 1);
    n = (struct notice){.sign_due_day = TODAY + 20};
    notice_days(&n, &l, NULL, TODAY, &sign, &answer);
    CHECK(sign == TODAY + 20 && answer == TODAY + 20);
}

TEST(the_table_of_kinds_of_notices_is_sound)
{
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++) {
        const struct notice_sort_info *i = notice_sort_of(s);
        CHECK(i->limits.prefix.len && i->limits.sign_days > 0 && i->grade >= 1 && i->grade <= 5);
        CHECK(!i->next || notice_sort_of(i->next)->grade > i->grade);
        CHECK(!i->limits.answer_days || i->limits.answer_days >= i->limits.sign_days);
        CHECK(i->next || s == NOTICE_SORT_CIRCULAR);
    }
    CHECK(!notice_sort_of(0)->grade && !notice_sort_of(-1)->grade && !notice_sort_of(NOTICE_SORT_COUNT)->grade);
}
