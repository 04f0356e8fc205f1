/* pack_test.c: the rules of packs, one row each. */
#include "base/time.h"
#include "tests/domain/rows.h"

enum { PACK_1 = 1900,
       PACK_2 = 1901 };

/* TODAY is 2025-06-24, in the second half of the month: %-1 is the last period that is over. */
#define OF(period, rest) "inspection=#100|sort=period|rhythm=half_month|period=" period "|title=整改半月报汇总|position=9|digest=" SHA_A rest
#define MONTH(period) "inspection=#100|sort=meeting|rhythm=month|period=" period "|title=月度会议材料|position=9|as_of_day=@0|digest=" SHA_A
#define LAST OF("%-1", "|as_of_day=@0")
#define FROZEN STEPS(DID(OFFICE_A, PACK_FREEZE, PACK_1, LAST))
#define REVIEWED STEPS(DID(OFFICE_A, PACK_FREEZE, PACK_1, LAST), DID(OFFICE_B, PACK_REVIEW, PACK_1, OPINION))
#define WITHDRAWN STEPS(DID(OFFICE_A, PACK_FREEZE, PACK_1, LAST), DID(OFFICE_A, PACK_WITHDRAW, PACK_1, "reason=漏了一条"))
#define ARCHIVED_PACK STEPS(DID(OFFICE_A, PACK_FREEZE, PACK_1, LAST), DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=并入下一轮"))

static const struct rule_row rows[] = {
    YES(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, LAST, PACK_FROZEN),
    YES(INSPECTION, OPERATOR, PACK_FREEZE, PACK_1, LAST, PACK_FROZEN),
    YES(WORKING, OFFICE_A, PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@0|unit=#2"), PACK_FROZEN),
    YES(WORKING, OFFICE_A, PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@0|leader=#31|note=会前送阅"), PACK_FROZEN),
    YES(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, MONTH("%-2"), PACK_FROZEN),
    NO(INSPECTION, OVERSEER_A, PACK_FREEZE, PACK_1, LAST, ROLE),
    NO(ARCHIVED, OFFICE_A, PACK_FREEZE, PACK_1, LAST, INSPECTION_CLOSED),
    NO(WORKING, OFFICE_A, PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@0|unit=#2|leader=#31"), PACK_SCOPE),
    /* a period that is not over, or none of the rhythm */
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, OF("%0", "|as_of_day=@0"), PACK_PERIOD),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, OF("%1", "|as_of_day=@0"), PACK_PERIOD),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, MONTH("%0"), PACK_PERIOD),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, MONTH("%-1"), PACK_PERIOD), /* the first half of June is no month */
    /* the moment */
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, "inspection=#100|sort=period|rhythm=half_month|period=%-1|title=整改半月报汇总|position=9|as_of_day=@0", PACK_MOMENT),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, "inspection=#100|sort=period|rhythm=half_month|period=%-1|title=整改半月报汇总|position=0|as_of_day=@0|digest=" SHA_A, PACK_MOMENT),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, "inspection=#100|sort=period|rhythm=half_month|period=%-1|title=整改半月报汇总|position=41|as_of_day=@0|digest=" SHA_A, PACK_MOMENT),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@1"), PACK_MOMENT),
    NO(INSPECTION, OFFICE_A, PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@-2"), PACK_MOMENT),
    /* one of each stands at a time */
    NO_AFTER(INSPECTION, FROZEN, OFFICE_B, PACK_FREEZE, PACK_2, LAST, PACK_TWICE),
    NO_AFTER(INSPECTION, REVIEWED, OFFICE_B, PACK_FREEZE, PACK_2, LAST, PACK_TWICE),
    NO_AFTER(INSPECTION, FROZEN, OFFICE_B, PACK_FREEZE, PACK_1, LAST, EXISTS),
    YES_AFTER(INSPECTION, FROZEN, OFFICE_B, PACK_FREEZE, PACK_2, OF("%-2", "|as_of_day=@0"), PACK_FROZEN),
    YES_AFTER(WORKING, FROZEN, OFFICE_B, PACK_FREEZE, PACK_2, OF("%-1", "|as_of_day=@0|unit=#2"), PACK_FROZEN),
    YES_AFTER(INSPECTION, WITHDRAWN, OFFICE_B, PACK_FREEZE, PACK_2, LAST, PACK_FROZEN),
    /* the review */
    YES_AFTER(INSPECTION, FROZEN, OFFICE_B, PACK_REVIEW, PACK_1, OPINION, PACK_REVIEWED),
    YES_AFTER(INSPECTION, FROZEN, LEADER_A, PACK_REVIEW, PACK_1, OPINION, PACK_REVIEWED),
    NO_AFTER(INSPECTION, FROZEN, OFFICE_A, PACK_REVIEW, PACK_1, OPINION, PACK_OWN),
    NO_AFTER(INSPECTION, FROZEN, OPERATOR, PACK_REVIEW, PACK_1, OPINION, PACK_OWN),
    NO_AFTER(INSPECTION, FROZEN, CLERK, PACK_REVIEW, PACK_1, OPINION, ROLE),
    NO_AFTER(INSPECTION, REVIEWED, OFFICE_B, PACK_REVIEW, PACK_1, OPINION, STATE),
    NO_AFTER(INSPECTION, WITHDRAWN, OFFICE_B, PACK_REVIEW, PACK_1, OPINION, STATE),
    NO_AFTER(INSPECTION, ARCHIVED_PACK, OFFICE_B, PACK_REVIEW, PACK_1, OPINION, INSPECTION_CLOSED),
    /* withdrawing */
    YES_AFTER(INSPECTION, REVIEWED, OFFICE_A, PACK_WITHDRAW, PACK_1, "reason=漏了一条", PACK_WITHDRAWN),
    NO_AFTER(INSPECTION, FROZEN, LEADER_A, PACK_WITHDRAW, PACK_1, "reason=漏了一条", ROLE),
    NO_AFTER(INSPECTION, WITHDRAWN, OFFICE_A, PACK_WITHDRAW, PACK_1, "reason=漏了一条", STATE),
    NO_AFTER(INSPECTION, ARCHIVED_PACK, OFFICE_A, PACK_WITHDRAW, PACK_1, "reason=漏了一条", INSPECTION_CLOSED),
};

void pack_rules(void) { rules_hold("pack", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_packs_holds) { pack_rules(); }

TEST(a_pack_is_what_its_events_say)
{
    struct world w = world_at(STAGE_WORKING);
    world_must(&w, OFFICE_A, COMMAND_PACK_FREEZE, PACK_1, OF("%-1", "|as_of_day=@0|unit=#2|note=会前送阅"));
    const struct pack *p = world_get(&w, KIND_PACK, PACK_1);
    CHECK(p->state == PACK_IS_FROZEN && p->freezer == OFFICE_A && p->frozen_us && p->unit == BUREAU && !p->leader);
    CHECK(p->sort == PACK_PERIOD && p->rhythm == RHYTHM_HALF_MONTH && p->period == period_of(TODAY) - 1 && p->position == 9 && p->as_of_day == TODAY);
    world_must(&w, LEADER_A, COMMAND_PACK_REVIEW, PACK_1, OPINION);
    p = world_get(&w, KIND_PACK, PACK_1);
    CHECK(p->state == PACK_IS_REVIEWED && p->reviewer == LEADER_A && p->reviewed_us && p->opinion.len && p->freezer == OFFICE_A);
    world_must(&w, OFFICE_B, COMMAND_PACK_WITHDRAW, PACK_1, "reason=漏了一条");
    p = world_get(&w, KIND_PACK, PACK_1);
    CHECK(p->state == PACK_IS_WITHDRAWN && p->reviewer == LEADER_A);
    CHECK_STR(p->reason, STR("漏了一条"));
    world_end(&w);
}

TEST(a_period_is_over_from_the_day_after_its_last)
{
    int64_t half = period_of(TODAY), may = regime_period(RHYTHM_MONTH, day_from_civil(2025, 5, 9)), spring = regime_period(RHYTHM_QUARTER, day_from_civil(2025, 2, 1));
    CHECK(!pack_period_is_over(RHYTHM_HALF_MONTH, half, day_from_civil(2025, 6, 30)) && pack_period_is_over(RHYTHM_HALF_MONTH, half, day_from_civil(2025, 7, 1)));
    CHECK(pack_period_is_over(RHYTHM_MONTH, may, TODAY) && !pack_period_is_over(RHYTHM_MONTH, may - 1, TODAY));
    CHECK(pack_period_is_over(RHYTHM_QUARTER, spring, TODAY) && !pack_period_is_over(RHYTHM_QUARTER, may, TODAY));
}
