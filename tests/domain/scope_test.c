/* scope_test.c: whose round it is (domain/scope.h), tried on a county whose round belongs to the bureau. */
#include "domain/all.h"
#include "tests/domain/rows.h"

enum { OTHER_ROOT = 1001, /* another organisation beside the county, and a unit below it */
       OTHER_OFFICE_UNIT = 1002,
       FLAT = 1003, /* stands nowhere in the tree */
       OTHER_OFFICE = 1011,
       OTHER_CLERK = 1012,
       FLAT_OFFICE = 1013,
       BUREAU_OFFICE = 1014,
       ABOVE_OFFICE = 1015 };

#define UNITS \
    DID(OPERATOR, UNIT_CREATE, OTHER_ROOT, "name=邻县"), \
        DID(OPERATOR, UNIT_CREATE, OTHER_OFFICE_UNIT, "name=邻县整改办|above=#1001"), \
        DID(OPERATOR, UNIT_CREATE, FLAT, "name=某协会")
#define PERSON(id, unit, login, roles) \
    DID(OPERATOR, PERSON_CREATE, id, "name=" login "|unit=#" #unit), \
        DID(OPERATOR, PERSON_ACCOUNT, id, "login=" login "|password_hash=x"), \
        DID(OPERATOR, PERSON_GRANT, id, "roles=" roles)
#define OFFICES \
    UNITS, PERSON(1011, 1002, "other", "office"), PERSON(1012, 1002, "clerk", "unit"), \
        PERSON(1013, 1003, "flat", "office"), PERSON(1014, 2, "bureau", "office"), PERSON(1015, 1, "above", "office")
/* The round is the bureau's; those above it are the county. */
#define OF_BUREAU OFFICES, DID(OPERATOR, INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90|organisation=#2")
#define NEW_PROBLEM "aspect=#110|number=8|title=会议费超标"
#define NEW_ROUND(unit) "name=第二轮巡察|sort=xuncha|organisation=" unit

static const struct rule_row rows[] = {
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), BUREAU_OFFICE, PROBLEM_ADD, FRESH, NEW_PROBLEM, PROBLEM_ADDED),
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), OPERATOR, PROBLEM_ADD, FRESH, NEW_PROBLEM, PROBLEM_ADDED),
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), FLAT_OFFICE, PROBLEM_ADD, FRESH, NEW_PROBLEM, PROBLEM_ADDED),
    YES_AFTER(PROBLEM, STEPS(OFFICES), OTHER_OFFICE, PROBLEM_ADD, FRESH, NEW_PROBLEM, PROBLEM_ADDED), /* nobody's yet */
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, PROBLEM_ADD, FRESH, NEW_PROBLEM, SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), ABOVE_OFFICE, PROBLEM_ADD, FRESH, NEW_PROBLEM, SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, PROBLEM_CHANGE, PROBLEM_1, "title=往来款挂账", SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), ABOVE_OFFICE, ASPECT_CHANGE, ASPECT_1, "title=财务方面", SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, RULE_ADD, FRESH, "inspection=#100|action=issued|title=管理办法|day=@-5", SCOPE),
    /* a superior overseer verifies; a superior office does not */
    YES_AFTER(VERIFYING, STEPS(OF_BUREAU), OVERSEER_ABOVE, MEASURE_VERIFY, MEASURE_1, OPINION, MEASURE_VERIFIED),
    NO_AFTER(VERIFYING, STEPS(OF_BUREAU), OVERSEER_A, MEASURE_VERIFY, MEASURE_1, OPINION, SCOPE),
    NO_AFTER(DRAFT, STEPS(OF_BUREAU), ABOVE_OFFICE, MEASURE_SUBMIT, MEASURE_1, "", SCOPE),
    /* a unit of elsewhere does the share the measure gives it, and nothing more */
    YES_AFTER(WORKING, STEPS(OF_BUREAU), HELPER, REPORT_FILE, FRESH, "measure=#130|period=%0|text=已协助核对往来款", REPORT_FILED),
    NO_AFTER(WORKING, STEPS(OF_BUREAU), OTHER_CLERK, REPORT_FILE, FRESH, "measure=#130|period=%0|text=已协助核对往来款", SCOPE),
    NO_AFTER(ISSUED, STEPS(OF_BUREAU), OTHER_CLERK, MEASURE_SIGN, MEASURE_1, "", SCOPE),
    /* the round itself */
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, INSPECTION_CHANGE, INSPECTION_1, NEW_ROUND("#1001"), SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), ABOVE_OFFICE, INSPECTION_CHANGE, INSPECTION_1, NEW_ROUND("#1"), SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), BUREAU_OFFICE, INSPECTION_CHANGE, INSPECTION_1, NEW_ROUND("#1001"), SCOPE),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, INSPECTION_OPEN, FRESH, NEW_ROUND("#2"), SCOPE),
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), ABOVE_OFFICE, INSPECTION_OPEN, FRESH, NEW_ROUND("#2"), INSPECTION_OPENED),
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, INSPECTION_OPEN, FRESH, NEW_ROUND("#1001"), INSPECTION_OPENED),
    YES_AFTER(PROBLEM, STEPS(OF_BUREAU), OTHER_OFFICE, INSPECTION_OPEN, FRESH, NEW_ROUND(""), INSPECTION_OPENED),
    NO_AFTER(PROBLEM, STEPS(OF_BUREAU, DID(OPERATOR, INSPECTION_OPEN, 1100, NEW_ROUND("#1001"))), OTHER_OFFICE, SANCTION_ADD, FRESH, "inspection=#1100|problem=#120|sort=admonition|persons=2|day=@-5", SCOPE), /* its own round, another's problem */
};

void scope_rules(void) { rules_hold(__FILE__, rows, sizeof rows / sizeof *rows); }

TEST(rounds_are_their_organisations_business) { scope_rules(); }

TEST(reach_is_by_the_tree)
{
    static const int64_t mine[] = {3, 2, 1}, there[] = {5, 4, 1}, below[] = {6, 3, 2, 1};
    struct actor a = {.id = 9, .unit = 3, .units = {mine, 3}, .roles = ROLE(OFFICE)};
    CHECK(reach_of(&a, 0, (struct ids){NULL, 0}) == REACH_OWN);
    CHECK(reach_of(&a, 3, (struct ids){mine, 3}) == REACH_OWN);
    CHECK(reach_of(&a, 1, (struct ids){mine + 2, 1}) == REACH_OWN);
    CHECK(reach_of(&a, 6, (struct ids){below, 4}) == REACH_ABOVE);
    CHECK(reach_of(&a, 5, (struct ids){there, 3}) == REACH_NONE);
    a.everywhere = true;
    CHECK(reach_of(&a, 5, (struct ids){there, 3}) == REACH_OWN);
    a = (struct actor){.roles = ROLE(OFFICE)}; /* the operator */
    CHECK(reach_of(&a, 5, (struct ids){there, 3}) == REACH_OWN);
}

/* From above only what overseers do, and only for who is one. */
TEST(from_above_only_overseers_act)
{
    struct actor office = {.id = 9, .roles = ROLE(OFFICE)}, overseer = {.id = 9, .roles = ROLE(OVERSEER)};
    for (int c = 0; c < COMMAND_COUNT; c++) {
        CHECK(reach_lets(REACH_OWN, (enum command_type)c, &office) && !reach_lets(REACH_NONE, (enum command_type)c, &overseer));
        CHECK(!reach_lets(REACH_ABOVE, (enum command_type)c, &office));
        CHECK(reach_lets(REACH_ABOVE, (enum command_type)c, &overseer) == !!(command_types[c].roles & ROLE(OVERSEER)));
    }
}
