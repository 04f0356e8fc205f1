/* roles_test.c: rules R1 to R6 (DOMAIN.md §6) over whole histories, for people who are the same person, of the same
 * unit, of a unit above or below, or were at work on it once. */
#include "tests/domain/rows.h"

static struct measure *measure_of(struct world *w) { return world_get(w, KIND_MEASURE, MEASURE_1); }

/* Takes the measure the usual way, by the usual people, until it is in STATE. */
static void drive(struct world *w, int64_t state)
{
    while (measure_of(w)->state != state) {
        struct measure *m = measure_of(w);
        switch (m->state) {
        case MEASURE_DRAFT: world_must(w, OFFICE_B, COMMAND_MEASURE_SUBMIT, MEASURE_1, ""); break;
        case MEASURE_REVIEW: world_must(w, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, OPINION); break;
        case MEASURE_ISSUED: world_must(w, CLERK, COMMAND_MEASURE_SIGN, MEASURE_1, ""); break;
        case MEASURE_WORKING:
            if (!m->evidence_count)
                world_must(w, CLERK, COMMAND_EVIDENCE_ADD, 701, EVIDENCE(SHA_B, "@0"));
            world_must(w, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, CLAIM("@0"));
            break;
        case MEASURE_CLAIMED: world_must(w, LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, OPINION); break;
        case MEASURE_VERIFYING: world_must(w, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION); break;
        default: CHECK(m->state == state); /* not a state on the way */
        }
    }
}

/* What the one person with every role does; each makes an executor of them for ever. */
static const struct history {
    const char *what;
    enum stage stage;
    struct step steps[4];
} histories[] = {
    {"changed the draft", STAGE_DRAFT, {DID(EVERYTHING, MEASURE_CHANGE, MEASURE_1, FULL_PLAN "|standard=逐笔核对")}},
    {"changed it before it was returned", STAGE_DRAFT, {DID(EVERYTHING, MEASURE_CHANGE, MEASURE_1, FULL_PLAN "|standard=逐笔核对"), DID(OFFICE_A, MEASURE_SUBMIT, MEASURE_1, ""), DID(OVERSEER_A, MEASURE_RETURN_PLAN, MEASURE_1, OPINION)}},
    {"reported", STAGE_WORKING, {DID(EVERYTHING, REPORT_FILE, FRESH, "measure=#130|period=%0|text=已清理三笔往来款")}},
    {"reported the last period", STAGE_WORKING, {DID(EVERYTHING, REPORT_FILE, FRESH, "measure=#130|period=%-1|text=已清理三笔往来款")}},
    {"gave evidence", STAGE_WORKING, {DID(EVERYTHING, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_A, "@0"))}},
    {"gave evidence and took it back", STAGE_WORKING, {DID(EVERYTHING, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_A, "@0")), DID(CLERK, EVIDENCE_WITHDRAW, FRESH, "reason=传错文件")}},
    {"claimed", STAGE_EVIDENCED, {DID(EVERYTHING, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"))}},
    {"claimed, was rejected, another claimed", STAGE_EVIDENCED, {DID(EVERYTHING, MEASURE_CLAIM, MEASURE_1, CLAIM("@0")), DID(LEADER_A, MEASURE_REJECT, MEASURE_1, OPINION), DID(CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"))}},
};
enum { HISTORIES = sizeof histories / sizeof *histories };

static struct world after(const struct history *h)
{
    struct world w = world_at(h->stage);
    for (size_t i = 0; i < 4 && h->steps[i].payload; i++)
        world_must(&w, h->steps[i].who, h->steps[i].type, h->steps[i].id, h->steps[i].payload);
    return w;
}

/* Moving to the overseers' unit leaves only R1 to object. */
static void move(struct world *w, int64_t who, const char *unit)
{
    const struct person *p = world_get(w, KIND_PERSON, who);
    world_must(w, OFFICE_A, COMMAND_PERSON_CHANGE, who, str_z(&w->arena, str_f(&w->arena, "name=%.*s|unit=%s", STR_ARG(p->name), unit)));
}

static void check(struct world *w, const char *what, int64_t who, enum command_type type, int64_t id, enum refusal want)
{
    enum refusal got = world_may(w, who, type, id);
    if (got != want)
        fprintf(stderr, "%s, then %s by %lld: %.*s\n", what, command_types[type].wire, (long long)who, STR_ARG(refusals[got].en));
    CHECK(got == want);
}

TEST(r1_whoever_executed_decides_nothing_later)
{
    for (size_t i = 0; i < HISTORIES; i++) {
        const char *what = histories[i].what;
        struct world w = after(&histories[i]);
        move(&w, EVERYTHING, "#5");
        if (measure_of(&w)->state <= MEASURE_REVIEW) {
            drive(&w, MEASURE_REVIEW);
            check(&w, what, EVERYTHING, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, REFUSED_SAME_PERSON);
            check(&w, what, EVERYTHING, COMMAND_MEASURE_RETURN_PLAN, MEASURE_1, REFUSED_SAME_PERSON);
        }
        world_must(&w, OFFICE_B, COMMAND_MEASURE_PROPOSE_VOID, MEASURE_1, "reason=政策调整|document=某发〔2025〕3号");
        check(&w, what, EVERYTHING, COMMAND_MEASURE_VOID, MEASURE_1, REFUSED_SAME_PERSON);
        drive(&w, MEASURE_VERIFYING);
        check(&w, what, EVERYTHING, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_PERSON);
        check(&w, what, EVERYTHING, COMMAND_MEASURE_RETURN, MEASURE_1, REFUSED_SAME_PERSON);
        check(&w, what, OVERSEER_B, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_NOT);
        drive(&w, MEASURE_CLOSED);
        check(&w, what, EVERYTHING, COMMAND_PROBLEM_CLOSE, PROBLEM_1, REFUSED_SAME_PERSON);
        check(&w, what, OVERSEER_B, COMMAND_PROBLEM_CLOSE, PROBLEM_1, REFUSED_NOT);
        world_end(&w);
    }
}

TEST(r1_a_leader_who_executed_cannot_approve)
{
    for (size_t i = 0; i < HISTORIES; i++) {
        struct world w = after(&histories[i]);
        drive(&w, MEASURE_CLAIMED);
        measure_of(&w)->leaders = ids_with(&w.arena, (struct ids){NULL, 0}, EVERYTHING);
        check(&w, histories[i].what, EVERYTHING, COMMAND_MEASURE_APPROVE, MEASURE_1, REFUSED_SAME_PERSON);
        check(&w, histories[i].what, EVERYTHING, COMMAND_MEASURE_REJECT, MEASURE_1, REFUSED_SAME_PERSON);
        check(&w, histories[i].what, LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, REFUSED_NOT_ITS_LEADER);
        world_end(&w);
    }
    struct world w = world_at(STAGE_CLAIMED); /* the same person, without such a past */
    measure_of(&w)->leaders = ids_with(&w.arena, (struct ids){NULL, 0}, EVERYTHING);
    check(&w, "nothing", EVERYTHING, COMMAND_MEASURE_APPROVE, MEASURE_1, REFUSED_NOT);
    world_end(&w);
}

TEST(r1_whoever_approved_does_not_verify)
{
    struct world w = world_at(STAGE_VERIFYING);
    world_must(&w, SECADMIN_A, COMMAND_PERSON_GRANT, LEADER_A, "roles=leader,overseer");
    move(&w, LEADER_A, "#5");
    check(&w, "approved", LEADER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_PERSON);
    check(&w, "approved", LEADER_A, COMMAND_MEASURE_RETURN, MEASURE_1, REFUSED_SAME_PERSON);
    world_end(&w);
}

TEST(r2_nobody_of_a_responsible_unit_or_below_verifies)
{
    static const struct {
        int64_t who;
        enum refusal want;
    } rows[] = {{OVERSEER_A, REFUSED_NOT}, {OVERSEER_B, REFUSED_NOT}, {OVERSEER_ABOVE, REFUSED_NOT}, {OVERSEER_LEAD, REFUSED_SAME_UNIT}, {OVERSEER_BELOW, REFUSED_SAME_UNIT}, {OVERSEER_HELP, REFUSED_SAME_UNIT}, {EVERYTHING, REFUSED_SAME_UNIT}};
    struct world w = world_at(STAGE_VERIFYING), closed = world_at(STAGE_CLOSED);
    world_must(&w, OFFICE_B, COMMAND_MEASURE_PROPOSE_VOID, MEASURE_1, "reason=政策调整|document=某发〔2025〕3号");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(&w, "in that unit", rows[i].who, COMMAND_MEASURE_VERIFY, MEASURE_1, rows[i].want);
        check(&w, "in that unit", rows[i].who, COMMAND_MEASURE_RETURN, MEASURE_1, rows[i].want);
        check(&w, "in that unit", rows[i].who, COMMAND_MEASURE_VOID, MEASURE_1, rows[i].want);
        check(&closed, "in that unit", rows[i].who, COMMAND_PROBLEM_CLOSE, PROBLEM_1, rows[i].want);
    }
    world_must(&w, OFFICE_A, COMMAND_UNIT_CHANGE, WATCH, "name=纪检组|above=#3"); /* now two steps below the lead unit */
    check(&w, "their unit was moved below", OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_UNIT);
    world_must(&w, OFFICE_A, COMMAND_UNIT_CHANGE, WATCH, "name=纪检组|above=#1");
    check(&w, "their unit was moved below and back", OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_UNIT);
    ((struct unit *)world_get(&w, KIND_UNIT, WATCH))->moved_us = measure_of(&w)->drafted_us; /* not later than the measure */
    check(&w, "their unit was moved before", OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_NOT);
    world_end(&w), world_end(&closed);
}

TEST(r2_a_move_out_or_in_and_back_makes_nobody_independent)
{
    struct world w = world_at(STAGE_VERIFYING), closed = world_at(STAGE_CLOSED);
    move(&w, OVERSEER_BELOW, "#5"), move(&closed, OVERSEER_BELOW, "#5");
    check(&w, "moved away", OVERSEER_BELOW, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_UNIT);
    check(&w, "moved away", OVERSEER_BELOW, COMMAND_MEASURE_RETURN, MEASURE_1, REFUSED_SAME_UNIT);
    check(&closed, "moved away", OVERSEER_BELOW, COMMAND_PROBLEM_CLOSE, PROBLEM_1, REFUSED_SAME_UNIT);
    move(&w, OVERSEER_B, "#2"), move(&w, OVERSEER_B, "#5");
    check(&w, "moved in and back", OVERSEER_B, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_SAME_UNIT);
    struct person *p = world_get(&w, KIND_PERSON, OVERSEER_BELOW);
    p->moved_us = measure_of(&w)->drafted_us; /* not later than the measure */
    check(&w, "moved away before", OVERSEER_BELOW, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_NOT);
    move(&w, OVERSEER_A, "#1"); /* from a unit that has no part in it */
    check(&w, "moved elsewhere", OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, REFUSED_NOT);
    world_must(&w, OFFICE_A, COMMAND_PERSON_CHANGE, OVERSEER_A, "name=某改名|unit=#1"); /* no move */
    CHECK(((struct person *)world_get(&w, KIND_PERSON, OVERSEER_A))->former_units.count == 2);
    world_end(&w), world_end(&closed);
}

TEST(r3_no_command_moves_a_due_date_once_the_plan_is_submitted)
{
    for (enum stage s = STAGE_REVIEW; s <= STAGE_CLOSED; s++) {
        struct world w = world_at(s);
        int64_t due = measure_of(&w)->due_day;
        CHECK(world_do(&w, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, "text=推迟半年|due_day=@200", NULL) == REFUSED_STATE);
        CHECK(!world_do(&w, OFFICE_A, COMMAND_MEASURE_NOTE, MEASURE_1, "note=拟推迟", NULL));
        CHECK(measure_of(&w)->due_day == due);
        world_end(&w);
    }
}

TEST(r4_a_returned_claim_stays_on_record)
{
    struct world w = world_at(STAGE_VERIFYING);
    world_must(&w, OVERSEER_A, COMMAND_MEASURE_RETURN, MEASURE_1, "opinion=缺会计凭证");
    struct measure *m = measure_of(&w);
    CHECK(m->returns == 1 && m->claimed_by == CLERK && m->claim_summary.len && m->evidence_count == 1);
    CHECK_STR(m->opinion, STR("缺会计凭证"));
    drive(&w, MEASURE_CLAIMED);
    world_must(&w, LEADER_A, COMMAND_MEASURE_REJECT, MEASURE_1, OPINION);
    CHECK(measure_of(&w)->returns == 2);
    world_end(&w);
}

TEST(r5_nothing_is_claimed_without_valid_evidence)
{
    struct world w = world_at(STAGE_WORKING);
    check(&w, "no evidence", CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, REFUSED_NO_EVIDENCE);
    world_must(&w, CLERK, COMMAND_EVIDENCE_ADD, 701, EVIDENCE(SHA_A, "@0"));
    world_must(&w, HELPER, COMMAND_EVIDENCE_ADD, 702, EVIDENCE(SHA_B, "@0"));
    world_must(&w, CLERK, COMMAND_EVIDENCE_WITHDRAW, 701, "reason=传错文件");
    check(&w, "one of two left", CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, REFUSED_NOT);
    world_must(&w, HELPER, COMMAND_EVIDENCE_WITHDRAW, 702, "reason=传错文件");
    check(&w, "none left", CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, REFUSED_NO_EVIDENCE);
    world_end(&w);
}

/* R6, and its like: whoever holds the machine decides nothing about the business. */
TEST(r6_administrators_and_the_operator_decide_nothing)
{
    static const struct {
        enum stage stage;
        enum command_type type;
        int64_t id;
    } rows[] = {{STAGE_REVIEW, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1}, {STAGE_ISSUED, COMMAND_MEASURE_SIGN, MEASURE_1}, {STAGE_EVIDENCED, COMMAND_MEASURE_CLAIM, MEASURE_1}, {STAGE_CLAIMED, COMMAND_MEASURE_APPROVE, MEASURE_1}, {STAGE_VERIFYING, COMMAND_MEASURE_VERIFY, MEASURE_1}, {STAGE_VERIFYING, COMMAND_MEASURE_RETURN, MEASURE_1}, {STAGE_CLOSED, COMMAND_PROBLEM_CLOSE, PROBLEM_1}, {STAGE_BULLETIN_PASSED, COMMAND_BULLETIN_PUBLISH, BULLETIN_1}};
    static const int64_t people[] = {OPERATOR, SYSADMIN_A, SECADMIN_A, AUDITOR_A};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_at(rows[i].stage);
        for (size_t k = 0; k < sizeof people / sizeof *people; k++)
            check(&w, "an administrator", people[k], rows[i].type, rows[i].id, REFUSED_ROLE);
        world_end(&w);
    }
}
