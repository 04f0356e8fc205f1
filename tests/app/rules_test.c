/* rules_test.c: rules about several things at once, through the one door: what is folded twice is the same, a replay is
 * clean, and a refusal leaves no trace. */
#include "tests/app/app_help.h"

static void same_twice(struct desk *d)
{
    struct replay_report r;
    struct hash live = desk_digest(d->app.db), again;
    CHECK(app_rebuild(&d->app, NULL, NULL) == ERR_NONE);
    again = desk_digest(d->app.db);
    CHECK(hash_eq(&live, &again));
    CHECK(app_replay(d->app.db, &d->arena, NULL, NULL, &r) == ERR_NONE);
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0);
}

static bool refused(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, enum refusal why)
{
    struct outcome out;
    int64_t before = log_size(d->app.log);
    enum err e = desk_try(d, who, type, id, text, &out);
    if (e != ERR_REFUSED || out.refusal != why)
        fprintf(stderr, "%s: %.*s\n", command_types[type].wire, STR_ARG(out.say.en));
    return e == ERR_REFUSED && out.refusal == why && log_size(d->app.log) == before;
}

TEST(whoever_moves_through_the_lead_unit_is_not_independent_of_it)
{
    struct desk d = desk_open("");
    struct person p;
    desk_measure(&d, MEASURE_VERIFYING);
    desk_must(&d, OFFICE_A, COMMAND_PERSON_CHANGE, OVERSEER_B, "name=某46|unit=#3"); /* below the lead unit, and back */
    desk_must(&d, OFFICE_A, COMMAND_PERSON_CHANGE, OVERSEER_B, "name=某46|unit=#5");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PERSON, OVERSEER_B, &p) && p.former_units.count == 2 && p.moved_us);
    CHECK(refused(&d, OVERSEER_B, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION, REFUSED_SAME_UNIT));
    CHECK(refused(&d, OVERSEER_B, COMMAND_MEASURE_RETURN, MEASURE_1, OPINION, REFUSED_SAME_UNIT));
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION);
    CHECK(refused(&d, OVERSEER_B, COMMAND_PROBLEM_CLOSE, PROBLEM_1, OPINION, REFUSED_SAME_UNIT));
    desk_must(&d, OVERSEER_A, COMMAND_PROBLEM_CLOSE, PROBLEM_1, OPINION);
    same_twice(&d);
    desk_close(&d);
}
