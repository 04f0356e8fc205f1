/* rules_test.c: rules about several things at once, through the one door: what is folded twice is the same, a replay is
 * clean, and a refusal leaves no trace. */
#include "domain/plan.h"
#include "tests/app/app_help.h"

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
    desk_same_twice(&d);
    desk_close(&d);
}

/* The office whose measures are judged moves the judge's unit from below the lead unit. */
TEST(a_unit_moved_from_below_the_lead_unit_stays_dependent_on_it)
{
    struct desk d = desk_open("");
    struct unit u;
    desk_measure(&d, MEASURE_VERIFYING);
    desk_must(&d, OFFICE_A, COMMAND_UNIT_CHANGE, WATCH, "name=纪检组|above=#3");
    CHECK(refused(&d, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION, REFUSED_SAME_UNIT));
    desk_must(&d, OFFICE_A, COMMAND_UNIT_CHANGE, WATCH, "name=纪检组|above=#1");
    CHECK(!table_load(d.app.db, &d.arena, KIND_UNIT, WATCH, &u) && u.former_above.count == 2 && u.moved_us);
    CHECK(refused(&d, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION, REFUSED_SAME_UNIT));
    CHECK(refused(&d, OVERSEER_A, COMMAND_MEASURE_RETURN, MEASURE_1, OPINION, REFUSED_SAME_UNIT));
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(a_task_names_a_notice_that_is_there_and_of_its_round)
{
    enum { NOTICE_2 = 1001,
           TASK_1 = 1002,
           ROUND_2 = 1003 };
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_WORKING);
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_OPEN, ROUND_2, "name=第二轮巡察|sort=xuncha|feedback_day=@0");
    desk_must(&d, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_2, "inspection=#1003|sort=talk|title=关于清理的约谈|text=请抓紧清理。|unit=#2");
    int64_t before = log_size(d.app.log);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_TASK_ASSIGN, TASK_1, "inspection=#100|text=梳理清单|unit=#2|due_day=@5|notice=#999", &out) == ERR_INPUT);
    CHECK(out.field && !strcmp(out.field->name, "notice") && out.say.zh.len && out.say.en.len);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_TASK_ASSIGN, TASK_1, "inspection=#100|text=梳理清单|unit=#2|due_day=@5|notice=#130", &out) == ERR_INPUT); /* a measure is none */
    CHECK(log_size(d.app.log) == before);
    CHECK(refused(&d, OFFICE_A, COMMAND_TASK_ASSIGN, TASK_1, "inspection=#100|text=梳理清单|unit=#2|due_day=@5|notice=#1001", REFUSED_PLAN_OTHER_ROUND));
    desk_must(&d, OFFICE_A, COMMAND_TASK_ASSIGN, TASK_1, "inspection=#1003|text=梳理清单|unit=#2|due_day=@5|notice=#1001");
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(a_measure_waits_for_its_plan_and_a_void_plan_is_out_of_the_way)
{
    enum { MAIN = 1001,
           SIDE = 1002,
           AGAIN = 1003,
           OTHER = 1004 };
    struct desk d = desk_open("");
    struct plan p;
    desk_measure(&d, MEASURE_REVIEW);
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, MAIN, "inspection=#100|title=整改方案|sort=main|reviewers=#31");
    desk_must(&d, OFFICE_B, COMMAND_PLAN_VOID, MAIN, "reason=起草有误");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PLAN, MAIN, &p) && p.state == PLAN_VOID);
    CHECK_STR(p.reason, STR("起草有误"));
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, AGAIN, "inspection=#100|title=整改方案|sort=main|reviewers=#31");
    CHECK(refused(&d, OFFICE_A, COMMAND_PLAN_DRAFT, OTHER, "inspection=#100|title=整改方案|sort=main|reviewers=#31", REFUSED_PLAN_MAIN_TAKEN));
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, SIDE, "inspection=#100|title=专项方案|sort=special|reviewers=#31");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=往来款长期挂账|plan=#1002");
    CHECK(refused(&d, OFFICE_A, COMMAND_PLAN_VOID, SIDE, "reason=并入总方案", REFUSED_PLAN_HAS_PROBLEMS));
    desk_must(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, SIDE, "");
    CHECK(refused(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, OPINION, REFUSED_PLAN_IN_REVIEW));
    desk_must(&d, OVERSEER_B, COMMAND_PLAN_RETURN, SIDE, OPINION);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=往来款长期挂账");
    desk_must(&d, OFFICE_A, COMMAND_PLAN_VOID, SIDE, "reason=并入总方案");
    CHECK(refused(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=往来款长期挂账|plan=#1002", REFUSED_PLAN_IS_VOID));
    desk_must(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, AGAIN, "");
    CHECK(refused(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, OPINION, REFUSED_PLAN_IN_REVIEW)); /* the main one again */
    desk_must(&d, LEADER_A, COMMAND_PLAN_OPINE, 0, "plan=#1003|round=1|verdict=agree|text=同意");
    desk_must(&d, OVERSEER_B, COMMAND_PLAN_APPROVE, AGAIN, OPINION);
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, OPINION);
    desk_same_twice(&d);
    desk_close(&d);
}
