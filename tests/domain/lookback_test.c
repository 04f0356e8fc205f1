/* lookback_test.c: the rules of look-backs, checks, voices, scoring rules and recurrence, one row each; the draw and the
 * score as pure functions. Twenty days have passed since the closing, so that there is a "since the closure". */
#include "domain/lookback.h"
#include "tests/domain/rows.h"

#include "base/time.h"

#include <string.h>

enum { DAYS_SINCE = 20,
       LOOKBACK_1 = 1000,
       LOOKBACK_2 = 1001,
       CHECK_1 = 1010,
       CHECK_2 = 1011,
       VOICE_1 = 1020,
       RULE_S = 1030,
       ROUND_0 = 1040,
       ASPECT_0 = 1041,
       PROBLEM_0 = 1042,
       ASPECT_2 = 1043,
       MEASURE_2 = 1044,
       PROBLEM_2 = 1045 };

#define PLAN_OF(sort, by, take, seed_day) "inspection=#100|name=秋季回头看|sort=" sort "|draw_by=" by "|take=" take "|per_unit=1|methods=documents,on_the_spot|team=#46|seed_source=当日开出的号码|seed_day=" seed_day
#define PLANNED_ DID(OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "percent", "100", "@1"))
#define PLANNED_P DID(OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("problems", "count", "3", "@1"))
#define DRAWN_ DID(OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=07 12 19")
#define PLANNED STEPS(PLANNED_)
#define DRAWN STEPS(PLANNED_, DRAWN_)
#define DRAWN_P STEPS(PLANNED_P, DRAWN_)
#define FOUND(verdict, more) "day=@0|verdict=" verdict "|findings=现场看过，账实相符|" more
#define OF_SAMPLE "lookback=#1000|measure=#130|"
#define RECORDED_ DID(OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "votes_valid=3|votes_satisfied=2|votes_basically=1"))
#define RECORDED STEPS(PLANNED_, DRAWN_, RECORDED_)
#define RECORDED_P STEPS(PLANNED_P, DRAWN_, DID(OVERSEER_B, CHECK_RECORD, CHECK_1, "lookback=#1000|problem=#120|" FOUND("true", "")))
#define REBOUND STEPS(PLANNED_, DRAWN_, DID(OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("rebound", "fact_day=@-1")))
#define FALSE_ STEPS(PLANNED_, DRAWN_, DID(OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("false", "fact_day=@-40")))
#define RULE_(code, points, max, more) "code=" code "|name=佐证与实际不符|points=" points "|max=" max more
#define RULE_SET_ DID(OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "5", "20", ""))
#define RULED STEPS(PLANNED_, DRAWN_, RULE_SET_)
#define SAID(about, received, fact) "inspection=#100|" about "received_day=" received "|source=call|fact_day=" fact "|text=门口的坑又塌了"
#define SAID_ DID(OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@0", "@-2"))
#define VOICED STEPS(SAID_)
#define ERASE_ASKED_ DID(OFFICE_A, VOICE_ASK_ERASE, VOICE_1, "reason=内容里写了姓名|document=某办〔2025〕1号")
#define OTHER_ROUND DID(OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-90"), DID(OFFICE_A, INSPECTION_OPEN, ROUND_0, "name=上一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-700"), DID(OFFICE_A, ASPECT_ADD, ASPECT_0, "inspection=#1040|number=8|title=财务管理"), DID(OFFICE_A, PROBLEM_ADD, PROBLEM_0, "aspect=#1041|number=8|title=往来款挂账未清")
#define ROUNDS STEPS(OTHER_ROUND)
#define LINKED STEPS(OTHER_ROUND, DID(OFFICE_A, PROBLEM_LINK, PROBLEM_1, "earlier=#1042"))
#define ARCHIVED_ DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改全部完成")
#define OPEN_MEASURE STEPS(DID(OFFICE_A, ASPECT_ADD, ASPECT_2, "inspection=#100|number=2|title=其他"), DID(OFFICE_A, PROBLEM_ADD, PROBLEM_2, "aspect=#1043|number=7|title=另一个问题"))

static const struct rule_row rows[] = {
    /* the plan */
    YES(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "percent", "100", "@1"), LOOKBACK_PLANNED),
    NO(SOLVED, OFFICE_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "percent", "100", "@1"), ROLE),
    NO(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "percent", "101", "@1"), DRAW_PERCENT),
    YES(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "101", "@1"), LOOKBACK_PLANNED),
    NO(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "3", "@-1"), SEED_PAST),
    NO(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "3", "@0"), SEED_PAST),
    NO(SOLVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "3", "@1") "|from_day=@3|to_day=@2", CHECKS_ORDER),
    NO(ARCHIVED, OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "3", "@1"), INSPECTION_CLOSED),
    /* the draw */
    YES_AFTER(SOLVED, PLANNED, OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=07 12 19", LOOKBACK_DRAWN),
    NO_AFTER(SOLVED, STEPS(DID(OVERSEER_A, LOOKBACK_PLAN, LOOKBACK_1, PLAN_OF("measures", "count", "3", "@2"))), OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=7", SEED_EARLY),
    NO_AFTER(VERIFYING, PLANNED, OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=7", POPULATION_EMPTY),
    NO_AFTER(CLOSED, STEPS(PLANNED_P), OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=7", POPULATION_EMPTY),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=another", STATE),
    NO_AFTER(SOLVED, STEPS(PLANNED_, ARCHIVED_), OVERSEER_A, LOOKBACK_DRAW, LOOKBACK_1, "seed=7", INSPECTION_CLOSED),
    /* by hand */
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_DIRECT, LOOKBACK_1, "measure=#130|reason=群众反映多", ALREADY_SAMPLED),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_DIRECT, LOOKBACK_1, "problem=#120|reason=群众反映多", NOT_IN_POPULATION),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_DIRECT, LOOKBACK_1, "problem=#120|measure=#130|reason=群众反映多", CHECK_ABOUT),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_DIRECT, LOOKBACK_1, "reason=群众反映多", CHECK_ABOUT),
    NO_AFTER(SOLVED, PLANNED, OVERSEER_A, LOOKBACK_DIRECT, LOOKBACK_1, "measure=#130|reason=群众反映多", STATE),
    /* its end */
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_FINISH, LOOKBACK_1, "summary=总体较好", LOOKBACK_UNCHECKED),
    YES_AFTER(SOLVED, RECORDED, OVERSEER_A, LOOKBACK_FINISH, LOOKBACK_1, "summary=总体较好", LOOKBACK_FINISHED),
    NO_AFTER(SOLVED, STEPS(PLANNED_, DRAWN_, RECORDED_, ARCHIVED_), OVERSEER_A, LOOKBACK_FINISH, LOOKBACK_1, "summary=总体较好", INSPECTION_CLOSED),
    YES_AFTER(SOLVED, DRAWN, OVERSEER_A, LOOKBACK_VOID, LOOKBACK_1, "reason=方案有误", LOOKBACK_VOIDED),
    YES_AFTER(SOLVED, PLANNED, OVERSEER_A, LOOKBACK_VOID, LOOKBACK_1, "reason=方案有误", LOOKBACK_VOIDED),
    /* what was found */
    YES_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), CHECK_RECORDED),
    YES_AFTER(SOLVED, DRAWN_P, OVERSEER_B, CHECK_RECORD, CHECK_1, "lookback=#1000|problem=#120|" FOUND("partly", ""), CHECK_RECORDED),
    NO_AFTER(SOLVED, DRAWN_P, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), NOT_SAMPLED),
    NO_AFTER(SOLVED, PLANNED, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), NOT_SAMPLED),
    NO(SOLVED, OVERSEER_B, CHECK_RECORD, CHECK_1, "measure=#130|" FOUND("true", ""), NOT_SAMPLED),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, "lookback=#1000|" FOUND("true", ""), CHECK_ABOUT),
    NO_AFTER(SOLVED, STEPS(PLANNED_, DRAWN_, OTHER_ROUND), OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE "problem=#1042|" FOUND("true", ""), CHECK_ABOUT),
    NO_AFTER(SOLVED, RECORDED, OVERSEER_B, CHECK_RECORD, CHECK_2, OF_SAMPLE FOUND("true", ""), CHECKED_ALREADY),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_A, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), LOOKBACK_VERIFIER),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "persons=#41"), LOOKBACK_VERIFIER),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "persons=#21"), SAME_PERSON),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "persons=#31"), SAME_PERSON),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "persons=#42"), SAME_UNIT),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_BELOW, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), SAME_UNIT),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_HELP, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), SAME_UNIT),
    NO_AFTER(SOLVED, DRAWN, OFFICE_A, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), ROLE),
    NO_AFTER(SOLVED, STEPS(PLANNED_, DRAWN_, ARCHIVED_), OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", ""), INSPECTION_CLOSED),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE "day=@1|verdict=true|findings=现场看过", DATE_FUTURE),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("false", "fact_day=@1"), DATE_FUTURE),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE "day=@-21|verdict=true|findings=现场看过", CHECK_BEFORE_CLOSURE),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("rebound", ""), FACT_NEEDED),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("rebound", "fact_day=@-20"), FACT_NEEDED),
    YES_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("rebound", "fact_day=@-19"), CHECK_RECORDED),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "votes_valid=3|votes_satisfied=2"), VOTES_SUM),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "votes_unsatisfied=1"), VOTES_SUM),
    NO_AFTER(SOLVED, DRAWN, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("true", "deductions=A1×2"), SCORE_CODE),
    YES_AFTER(SOLVED, RULED, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("partly", "deductions=A1×2"), CHECK_RECORDED),
    NO_AFTER(SOLVED, RULED, OVERSEER_B, CHECK_RECORD, CHECK_1, OF_SAMPLE FOUND("partly", "deductions=A1×两"), SCORE_CODE),
    /* what comes of it */
    YES_AFTER(SOLVED, RECORDED, OVERSEER_ABOVE, CHECK_CONSOLIDATE, CHECK_1, OPINION, CHECK_CONSOLIDATED),
    NO_AFTER(SOLVED, RECORDED, OVERSEER_B, CHECK_CONSOLIDATE, CHECK_1, OPINION, CHECK_DECIDER),
    NO_AFTER(SOLVED, RECORDED, OVERSEER_A, CHECK_CONSOLIDATE, CHECK_1, OPINION, LOOKBACK_VERIFIER),
    NO_AFTER(SOLVED, REBOUND, OVERSEER_A, CHECK_REOPEN, CHECK_1, OPINION, LOOKBACK_VERIFIER),
    NO_AFTER(SOLVED, RECORDED_P, OVERSEER_A, CHECK_CONSOLIDATE, CHECK_1, OPINION, LOOKBACK_VERIFIER),
    NO_AFTER(SOLVED, RECORDED, OVERSEER_LEAD, CHECK_CONSOLIDATE, CHECK_1, OPINION, SAME_UNIT),
    NO_AFTER(SOLVED, REBOUND, OVERSEER_ABOVE, CHECK_CONSOLIDATE, CHECK_1, OPINION, VERDICT_UNSOUND),
    NO_AFTER(SOLVED, FALSE_, OVERSEER_ABOVE, CHECK_CONSOLIDATE, CHECK_1, OPINION, VERDICT_UNSOUND),
    YES_AFTER(SOLVED, REBOUND, OVERSEER_ABOVE, CHECK_REOPEN, CHECK_1, OPINION, CHECK_REOPEN_DECIDED),
    NO_AFTER(SOLVED, FALSE_, OVERSEER_ABOVE, CHECK_REOPEN, CHECK_1, OPINION, FACT_NEEDED),
    NO_AFTER(SOLVED, RECORDED, OVERSEER_ABOVE, CHECK_REOPEN, CHECK_1, OPINION, FACT_NEEDED),
    NO_AFTER(SOLVED, REBOUND, OVERSEER_B, CHECK_REOPEN, CHECK_1, OPINION, CHECK_DECIDER),
    /* scoring rules */
    YES(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "5", "20", ""), SCORE_RULE_SET),
    YES(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "0", "0", "|veto=1|inspection=#100"), SCORE_RULE_SET),
    NO(ARCHIVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "5", "0", "|inspection=#100"), INSPECTION_CLOSED),
    NO(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "0", "0", ""), SCORE_POINTS),
    NO(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "5", "4", ""), SCORE_POINTS),
    NO(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A、1", "5", "20", ""), SCORE_SHAPE),
    NO(SOLVED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A×1", "5", "20", ""), SCORE_SHAPE),
    NO_AFTER(SOLVED, RULED, OVERSEER_A, SCORE_RULE_SET, FRESH, RULE_("A1", "5", "20", ""), NUMBER_TAKEN),
    YES_AFTER(SOLVED, RULED, OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "6", "20", ""), SCORE_RULE_SET),
    YES_AFTER(SOLVED, RULED, OVERSEER_A, SCORE_RULE_VOID, RULE_S, "reason=改用新办法", SCORE_RULE_VOIDED),
    NO_AFTER(SOLVED, STEPS(DID(OVERSEER_A, SCORE_RULE_SET, RULE_S, RULE_("A1", "5", "20", "|inspection=#100")), ARCHIVED_), OVERSEER_A, SCORE_RULE_VOID, RULE_S, "reason=改用新办法", INSPECTION_CLOSED),
    /* voices */
    YES(SOLVED, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@0", "@-2"), VOICE_ENTERED),
    YES(SOLVED, OVERSEER_A, VOICE_ENTER, VOICE_1, SAID("problem=#120|", "@0", ""), VOICE_ENTERED),
    YES(WORKING, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|problem=#120|", "@0", ""), VOICE_ENTERED),
    NO(SOLVED, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("", "@0", ""), CHECK_ABOUT),
    NO_AFTER(SOLVED, OPEN_MEASURE, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|problem=#1045|", "@0", ""), CHECK_ABOUT),
    NO(SOLVED, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@1", ""), DATE_FUTURE),
    NO(SOLVED, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@-3", "@-2"), FACT_AFTER_VOICE),
    NO(ARCHIVED, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@0", ""), INSPECTION_CLOSED),
    NO_AFTER(SOLVED, ROUNDS, OFFICE_A, VOICE_ENTER, VOICE_1, SAID("problem=#1042|", "@0", ""), OTHER_INSPECTION),
    NO_AFTER(SOLVED, VOICED, OFFICE_A, VOICE_ANSWER, VOICE_1, "answer=已派人核查", VOICE_UNCHECKED),
    YES_AFTER(WORKING, VOICED, OFFICE_A, VOICE_ANSWER, VOICE_1, "answer=正在整改，月底前完成", VOICE_ANSWERED),
    NO_AFTER(SOLVED, STEPS(SAID_, ARCHIVED_), OFFICE_A, VOICE_ANSWER, VOICE_1, "answer=已派人核查", INSPECTION_CLOSED),
    NO_AFTER(WORKING, STEPS(SAID_, DID(OFFICE_A, VOICE_ANSWER, VOICE_1, "answer=正在整改")), OFFICE_A, VOICE_ANSWER, VOICE_1, "answer=正在整改", STATE),
    YES_AFTER(WORKING, VOICED, OFFICE_A, VOICE_ASK_ERASE, VOICE_1, "reason=内容里写了姓名|document=某办〔2025〕1号", VOICE_ERASE_ASKED),
    NO_AFTER(WORKING, VOICED, OVERSEER_A, VOICE_ERASE, VOICE_1, OPINION, ERASE_NONE),
    YES_AFTER(WORKING, STEPS(SAID_, ERASE_ASKED_), OVERSEER_A, VOICE_ERASE, VOICE_1, OPINION, VOICE_ERASED),
    NO_AFTER(WORKING, STEPS(SAID_, DID(EVERYTHING, VOICE_ASK_ERASE, VOICE_1, "reason=内容里写了姓名|document=某办〔2025〕1号")), EVERYTHING, VOICE_ERASE, VOICE_1, OPINION, ERASE_ASKER),
    YES_AFTER(WORKING, STEPS(SAID_, ERASE_ASKED_), OVERSEER_A, VOICE_DECLINE_ERASE, VOICE_1, OPINION, VOICE_ERASE_DECLINED),
    /* recurrence */
    YES_AFTER(SOLVED, ROUNDS, OFFICE_A, PROBLEM_LINK, PROBLEM_1, "earlier=#1042", PROBLEM_LINKED),
    YES_AFTER(SOLVED, LINKED, OFFICE_A, PROBLEM_LINK, PROBLEM_1, "", PROBLEM_LINKED),
    NO_AFTER(SOLVED, LINKED, OFFICE_A, PROBLEM_LINK, PROBLEM_1, "earlier=#1042", NOTHING_NEW),
    NO_AFTER(SOLVED, ROUNDS, OFFICE_A, PROBLEM_LINK, PROBLEM_1, "earlier=#120", NOT_EARLIER),
    NO_AFTER(SOLVED, ROUNDS, OFFICE_A, PROBLEM_LINK, PROBLEM_0, "earlier=#120", NOT_EARLIER),
    NO(ARCHIVED, OFFICE_A, PROBLEM_LINK, PROBLEM_1, "", INSPECTION_CLOSED),
};

static void day_passes(struct world *w, int64_t days)
{
    w->today += days;
    w->now_us += days * 24 * 3600 * 1000000;
}

static struct world world_since(enum stage stage)
{
    struct world w = world_at(stage);
    day_passes(&w, DAYS_SINCE);
    return w;
}

/* Planned the day before: the seed comes after the plan. */
static void plan_yesterday(struct world *w, int64_t id, const char *plan)
{
    day_passes(w, -1);
    world_must(w, OVERSEER_A, COMMAND_LOOKBACK_PLAN, id, plan);
    day_passes(w, 1);
}

static bool holds(struct world *w, const struct rule_row *r, size_t at)
{
    enum event_type first = EVENT_COUNT;
    for (const struct step *s = r->before; s && s->payload; s++)
        if (s->type == COMMAND_LOOKBACK_PLAN)
            plan_yesterday(w, s->id, s->payload);
        else
            world_must(w, s->who, s->type, s->id, s->payload);
    enum refusal got = world_do(w, r->step.who, r->step.type, r->step.id, r->step.payload, &first);
    reached_refusal[got] = true;
    if (got == r->refusal && (got || first == r->event))
        return true;
    fprintf(stderr, "lookback row %zu, %s: got \"%.*s\", want \"%.*s\"\n", at, command_types[r->step.type].wire, STR_ARG(refusals[got].en), STR_ARG(refusals[r->refusal].en));
    return false;
}

/* A draw of more than a list of ids holds. */
static void too_many(void)
{
    struct world w = world_at(STAGE_SOLVED);
    struct draw_item items[IDS_MAX + 1];
    for (size_t i = 0; i <= IDS_MAX; i++)
        items[i] = (struct draw_item){5000 + (int64_t)i, 1};
    struct lookback_facts k = {.population = items, .population_count = IDS_MAX + 1};
    struct inspection open = {.state = INSPECTION_ACTIVE};
    struct facts f = {.lookback = &k, .inspection = &open};
    struct lookback l = {.head = STR("ab"), .state = LOOKBACK_PLANNED, .draw_by = DRAW_BY_COUNT, .take = IDS_MAX + 1};
    struct lookback_draw p = {STR("1")};
    struct command cmd = {COMMAND_LOOKBACK_DRAW, LOOKBACK_1, &p};
    struct env env = world_env(&w, OVERSEER_A);
    struct events out = {0};
    enum refusal no = command_decide(&cmd, &l, &f, &env, &out);
    CHECK(no == REFUSED_DRAW_TOO_MANY);
    reached_refusal[no] = true;
    l.take = IDS_MAX;
    CHECK(command_decide(&cmd, &l, &f, &env, &out) == REFUSED_NOT && ((const struct lookback_drawn *)out.list[0].payload)->drawn.count == IDS_MAX);
    world_end(&w);
}

/* Older logs hold plans whose seed comes on their own day: those wait for the next day too. */
static void same_day(void)
{
    struct world w = world_since(STAGE_SOLVED);
    plan_yesterday(&w, LOOKBACK_1, PLAN_OF("measures", "count", "1", "@1"));
    struct lookback *l = world_get(&w, KIND_LOOKBACK, LOOKBACK_1);
    day_passes(&w, -1);
    l->seed_day = w.today;
    CHECK(world_do(&w, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=1", NULL) == REFUSED_SEED_EARLY);
    day_passes(&w, 1);
    CHECK(world_do(&w, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=1", NULL) == REFUSED_NOT);
    world_end(&w);
}

/* One more closed measure than is drawn, so that there is one to add by hand. */
static void by_hand(void)
{
    struct world w = world_since(STAGE_SOLVED);
    struct measure *m = arena_alloc(&w.arena, sizeof *m);
    *m = *(struct measure *)world_get(&w, KIND_MEASURE, MEASURE_1);
    m->id = MEASURE_2;
    w.things[w.count].kind = KIND_MEASURE;
    w.things[w.count++].state = (struct thing *)m;
    plan_yesterday(&w, LOOKBACK_1, PLAN_OF("measures", "count", "1", "@1"));
    world_must(&w, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=1");
    const struct lookback *l = world_get(&w, KIND_LOOKBACK, LOOKBACK_1);
    CHECK(l->sampled == 1 && l->population == 2 && l->position == WORLD_LOG_SIZE);
    const char *other = l->drawn.list[0] == MEASURE_1 ? "measure=#1044|reason=群众反映多" : "measure=#130|reason=群众反映多";
    world_must(&w, OVERSEER_A, COMMAND_LOOKBACK_DIRECT, LOOKBACK_1, other);
    CHECK(l->by_hand == 1 && l->sampled == 1 && lookback_holds(l, MEASURE_1) && lookback_holds(l, MEASURE_2));
    world_end(&w);
}

/* A voice after the closure: the check it opens is recorded, decided, and then the voice is answered. */
static void voice_to_answer(void)
{
    struct world w = world_since(STAGE_SOLVED);
    world_must(&w, OFFICE_A, COMMAND_VOICE_ENTER, VOICE_1, SAID("measure=#130|", "@0", "@-2"));
    const struct voice *v = world_get(&w, KIND_VOICE, VOICE_1);
    CHECK(v->state == VOICE_CHECKING && v->lookback_check);
    int64_t id = v->lookback_check;
    const struct lookback_check *c = world_get(&w, KIND_CHECK, id);
    CHECK(c->state == CHECK_OPEN && c->voice == VOICE_1 && c->measure == MEASURE_1 && c->problem == PROBLEM_1 && c->inspection == INSPECTION_1);
    CHECK(world_may(&w, OVERSEER_A, COMMAND_CHECK_RECORD, id) == REFUSED_LOOKBACK_VERIFIER);
    CHECK(world_may(&w, OVERSEER_B, COMMAND_CHECK_RECORD, id) == REFUSED_NOT);
    CHECK(world_do(&w, OVERSEER_B, COMMAND_CHECK_RECORD, id, "lookback=#1000|" FOUND("true", ""), NULL) == REFUSED_CHECK_ABOUT);
    CHECK(world_do(&w, OVERSEER_B, COMMAND_CHECK_RECORD, id, "problem=#999|" FOUND("true", ""), NULL) == REFUSED_CHECK_ABOUT);
    world_must(&w, OVERSEER_B, COMMAND_CHECK_RECORD, id, FOUND("rebound", "fact_day=@-2"));
    CHECK(c->state == CHECK_RECORDED && c->voice == VOICE_1 && c->measure == MEASURE_1 && c->score == SCORE_FULL && c->recorded_by == OVERSEER_B);
    CHECK(world_do(&w, OFFICE_A, COMMAND_VOICE_ANSWER, VOICE_1, "answer=正在核查", NULL) == REFUSED_VOICE_UNCHECKED);
    CHECK(world_may(&w, OVERSEER_A, COMMAND_CHECK_REOPEN, id) == REFUSED_LOOKBACK_VERIFIER);
    world_must(&w, OVERSEER_ABOVE, COMMAND_CHECK_REOPEN, id, OPINION);
    CHECK(c->state == CHECK_REOPEN && c->decided_by == OVERSEER_ABOVE);
    world_must(&w, OFFICE_A, COMMAND_VOICE_ANSWER, VOICE_1, "answer=已重新整改");
    CHECK(v->state == VOICE_ANSWERED && v->answered_us);
    world_end(&w);
}

/* A second plan over the same things is possible and is seen. */
static void second_plan(void)
{
    struct world w = world_since(STAGE_SOLVED);
    plan_yesterday(&w, LOOKBACK_1, PLAN_OF("measures", "count", "1", "@1"));
    world_must(&w, OVERSEER_A, COMMAND_LOOKBACK_VOID, LOOKBACK_1, "reason=方案有误");
    world_must(&w, OVERSEER_A, COMMAND_LOOKBACK_PLAN, LOOKBACK_2, PLAN_OF("measures", "count", "1", "@1"));
    CHECK(((const struct lookback *)world_get(&w, KIND_LOOKBACK, LOOKBACK_1))->nth == 1);
    CHECK(((const struct lookback *)world_get(&w, KIND_LOOKBACK, LOOKBACK_2))->nth == 2);
    world_end(&w);
}

void lookback_rules(void)
{
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_since(rows[i].stage);
        wrong += !holds(&w, &rows[i], i);
        world_end(&w);
    }
    CHECK(wrong == 0);
    too_many();
    same_day();
    by_hand();
    voice_to_answer();
    second_plan();
}

TEST(every_rule_of_looking_back_holds) { lookback_rules(); }

TEST(a_score_is_what_its_rules_leave_of_a_hundred)
{
    static const struct score_rule rules[] = {
        {.code = {"A1", 2}, .points = 5, .max = 12}, {.code = {"B", 1}, .points = 30}, {.code = {"否决", 6}, .veto = 1}};
    static const struct {
        const char *text;
        int64_t score; /* -1: cannot be read */
    } cases[] = {{"", 100}, {"  \n", 100}, {"A1", 95}, {"A1×2", 90}, {"A1*2", 90}, {"A1×3", 88}, {"A1×100", 88}, {"A1、B", 65}, {"A1，B；A1", 60}, {"A1 A1 A1", 88}, {"B×4", 0}, {"B×3", 10}, {"否决", 0}, {"A1，否决×1", 0}, {"A2", -1}, {"A1×", -1}, {"A1×0", -1}, {"A1×-1", -1}, {"A1×101", -1}, {"A1×2×2", -1}, {"×2", -1}, {"A1:2", -1}, {"A1×2,", 90}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t score = -1;
        bool good = score_of(str_c(cases[i].text), rules, sizeof rules / sizeof *rules, &score);
        if (good != (cases[i].score >= 0) || score != cases[i].score)
            fprintf(stderr, "\"%s\": %lld\n", cases[i].text, (long long)score);
        CHECK(good == (cases[i].score >= 0) && score == cases[i].score);
    }
}

/* The numbers were made with sha256sum and sort, as docs/look-back-draw.md does it. */
TEST(a_draw_is_what_sha256sum_and_sort_give)
{
    struct arena a = {0};
    struct draw_item items[10];
    for (int64_t i = 0; i < 10; i++)
        items[i] = (struct draw_item){1000 + i, i % 3};
    CHECK(str_is(draw_rank(&a, STR("07 12 19"), 1000), "e5b07839a79bfb33146df40e44ca6691318e2b8dcc44695615bd4b100837c016"));
    CHECK(str_is(draw_population_hash(&a, items, 10), "db1d3c4ae1ec51af52e32ab9b2efb15c6a3ec120d58f796e37452163516f6715"));
    struct draw_rule rule = {.seed = STR("07 12 19"), .by = DRAW_BY_COUNT, .take = 3};
    struct ids ids = draw_pick(&a, &rule, items, 10);
    CHECK(str_is(ids_text(&a, ids), "00000000z9,00000000zh,00000000zg"));
    arena_reset(&a);
}

TEST(a_draw_follows_from_seed_and_things_alone)
{
    struct arena a = {0};
    struct draw_item items[60], turned[60];
    for (size_t i = 0; i < 60; i++)
        items[i] = (struct draw_item){7000 + (int64_t)i * 13, i < 3 ? 1 : i < 20 ? 2
                                                                                 : 3};
    for (size_t i = 0; i < 60; i++)
        turned[i] = items[59 - i];
    for (int64_t per = 0; per < 5; per++)
        for (int64_t take = 1; take < 70; take += 4) {
            struct draw_rule rule = {STR("种子"), DRAW_BY_COUNT, take, per};
            struct ids one = draw_pick(&a, &rule, items, 60), two = draw_pick(&a, &rule, turned, 60);
            int64_t of[4] = {0}, least = (per < 3 ? per : 3) + 2 * per;
            CHECK(str_eq(ids_text(&a, one), ids_text(&a, two)));
            CHECK((int64_t)one.count == (take > 60 ? 60 : take < least ? least
                                                                       : take));
            for (size_t i = 0; i < one.count; i++) {
                of[(one.list[i] - 7000) / 13 < 3 ? 1 : (one.list[i] - 7000) / 13 < 20 ? 2
                                                                                      : 3]++;
                CHECK(i == 0 || str_cmp(draw_rank(&a, rule.seed, one.list[i - 1]), draw_rank(&a, rule.seed, one.list[i])) < 0);
            }
            CHECK(of[1] >= (per < 3 ? per : 3) && of[2] >= per && of[3] >= per);
            arena_reset(&a);
        }
    CHECK(str_eq(draw_population_hash(&a, items, 60), draw_population_hash(&a, turned, 60)));
    arena_reset(&a);
}

TEST(percentages_are_rounded_up_and_never_exceed_what_there_is)
{
    static const struct {
        int64_t by, take;
        size_t of;
        int64_t size;
    } cases[] = {{DRAW_BY_PERCENT, 1, 1, 1}, {DRAW_BY_PERCENT, 10, 38, 4}, {DRAW_BY_PERCENT, 100, 38, 38}, {DRAW_BY_PERCENT, 50, 0, 0}, {DRAW_BY_COUNT, 5, 38, 5}, {DRAW_BY_COUNT, 50, 38, 38}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK(draw_size(&(struct draw_rule){.by = cases[i].by, .take = cases[i].take}, cases[i].of) == cases[i].size);
}
