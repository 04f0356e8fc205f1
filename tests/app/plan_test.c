/* plan_test.c: the feedback, plans, groups, meetings and tasks through the one door; what the checks find, and the
 * paper. The facts here come from the database; tests/domain/world_plan.c gathers them a second time. */
#include "app/calendar.h"
#include "app/feedback.h"
#include "app/plan_check.h"
#include "app/plan_paper.h"
#include "domain/task.h"
#include "tests/app/app_help.h"

enum { LINE = 1000,
       MAIN = 1010,
       SIDE = 1011,
       GROUP_1 = 1030,
       MEETING_1 = 1040,
       TASK_1 = 1050,
       PROBLEM_2 = 121,
       PROBLEM_3 = 122,
       MEASURE_2 = 131 };

static void refused(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, enum refusal why)
{
    struct outcome out;
    int64_t size = log_size(d->app.log);
    enum err e = desk_try(d, who, type, id, text, &out);
    if (e != ERR_REFUSED || out.refusal != why)
        fprintf(stderr, "%s: %s %.*s\n", command_types[type].wire, err_name(e), STR_ARG(out.say.en));
    CHECK(e == ERR_REFUSED && out.refusal == why && log_size(d->app.log) == size);
    CHECK_STR(out.say.zh, refusals[why].zh);
}

static void replays(struct desk *d)
{
    struct replay_report r = {0};
    struct hash before = desk_digest(d->app.db), after;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &r));
    if (r.bad_seq >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.en));
    CHECK(r.bad_seq == -1 && r.bad_kind == -1);
    CHECK(!app_rebuild(&d->app, NULL, NULL));
    after = desk_digest(d->app.db);
    CHECK(hash_eq(&before, &after));
}

/* ---- pasting ------------------------------------------------------------------------------------------ */

static size_t paste(struct desk *d, const char *text, struct feedback_paste *p)
{
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = OFFICE_A, .now_us = d->now_us += 60000000};
    struct sentence why;
    size_t failed;
    CHECK(!feedback_paste(d->app.db, &d->arena, INSPECTION_1, str_c(text), STR("key"), p, &why));
    struct outcome *out = arena_alloc(&d->arena, (p->count + 1) * sizeof *out);
    if (p->count)
        CHECK(!app_submit_all(&ctx, p->list, p->count, out, &failed));
    return p->count;
}

static void paste_twice(const char *path)
{
    struct desk d = desk_open(path);
    struct feedback_paste p;
    struct sentence why = {0};
    struct feedback_problems problems;
    int percent;
    desk_measure(&d, MEASURE_NONE);
    CHECK(paste(&d, "一、财务管理方面\n往来款长期挂账。多年没有清理。多年没有清理。", &p) == 4 && p.sentences == 4);
    CHECK(paste(&d, "一、财务管理方面\n往来款长期挂账。多年没有清理。多年没有清理。", &p) == 0 && p.sentences == 4);
    CHECK(paste(&d, "往来款长期挂账。多年没有清理。多年没有清理。多年没有清理。又添一句。", &p) == 2);
    CHECK(feedback_paste(d.app.db, &d.arena, INSPECTION_1, STR(" \n "), STR(""), &p, &why) == ERR_INPUT && why.zh.len && why.en.len);
    CHECK(feedback_paste(d.app.db, &d.arena, INSPECTION_1, STR("\xff\xfe。"), STR(""), &p, &why) == ERR_INPUT);
    struct buf big = buf_new(&d.arena, FEEDBACK_BYTES_MAX + 64);
    while (big.len <= FEEDBACK_BYTES_MAX)
        buf_c(&big, "长句，");
    CHECK(feedback_paste(d.app.db, &d.arena, INSPECTION_1, buf_view(&big), STR(""), &p, &why) == ERR_LIMIT);
    CHECK(!feedback_problems(d.app.db, &d.arena, INSPECTION_1, &problems) && problems.count == 1);
    const struct feedback_problem *likely = feedback_suggest(&problems, STR("往来款长期挂账没有清理"), &percent);
    CHECK(likely && likely->id == PROBLEM_1 && percent >= FEEDBACK_LIKE_PERCENT);
    CHECK(!feedback_suggest(&problems, STR("卫生院药品断供"), &percent));
    replays(&d);
    desk_close(&d);
}
TEST(pasting_again_adds_only_what_is_new) { on_each_store(paste_twice); }

TEST(a_pasting_that_fails_leaves_no_trace)
{
    struct desk d = desk_open("");
    struct feedback_paste p;
    struct sentence why;
    struct outcome out[4];
    size_t failed;
    desk_measure(&d, MEASURE_NONE);
    CHECK(!feedback_paste(d.app.db, &d.arena, INSPECTION_1, STR("甲句。乙句。"), STR(""), &p, &why));
    desk_must(&d, OFFICE_A, COMMAND_SENTENCE_ADD, LINE, "inspection=#100|number=2|text=别人先录的一句。"); /* takes the second's number */
    int64_t size = log_size(d.app.log);
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us += 60000000};
    CHECK(app_submit_all(&ctx, p.list, p.count, out, &failed) == ERR_REFUSED && failed == 1);
    CHECK(out[1].refusal == REFUSED_NUMBER_TAKEN && log_size(d.app.log) == size);
    desk_close(&d);
}

/* ---- the plan ------------------------------------------------------------------------------------------- */

static void plan_story(const char *path)
{
    struct desk d = desk_open(path);
    struct plan p;
    desk_measure(&d, MEASURE_NONE);
    desk_must(&d, OFFICE_A, COMMAND_SENTENCE_ADD, LINE, "inspection=#100|number=1|text=往来款长期挂账。");
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, MAIN, "inspection=#100|title=整改方案|sort=main|reviewers=#31,#51");
    refused(&d, OFFICE_A, COMMAND_PLAN_DRAFT, 0, "inspection=#100|title=又一份|sort=main", REFUSED_PLAN_MAIN_TAKEN);
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "", REFUSED_PLAN_SENTENCES);
    desk_must(&d, OFFICE_A, COMMAND_SENTENCE_NOT_PROBLEM, LINE, "reason=标题");
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "", REFUSED_PLAN_UNCITED);
    desk_must(&d, OFFICE_A, COMMAND_SENTENCE_MAP, LINE, "problem=#120");
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "", REFUSED_PLAN_NO_MEASURES);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_1, "problem=#120|number=3|text=清理超期挂账");
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "", REFUSED_PLAN_MEASURES);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, PLAN);
    /* a side plan: its problem is no longer the main one's */
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, SIDE, "inspection=#100|title=专项方案|sort=personnel|reviewers=#31");
    refused(&d, OFFICE_A, COMMAND_PLAN_CHANGE, SIDE, "title=专项方案|sort=main", REFUSED_PLAN_MAIN_TAKEN);
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, SIDE, "", REFUSED_PLAN_NO_PROBLEMS);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=往来款长期挂账|plan=#1011");
    refused(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "", REFUSED_PLAN_NO_PROBLEMS);
    desk_must(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, SIDE, "");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=往来款长期挂账");
    desk_must(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "");
    /* heard, objected to, returned, heard anew, approved with an answer */
    desk_must(&d, LEADER_A, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=1|verdict=object|text=时限太紧");
    refused(&d, LEADER_A, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=1|verdict=agree|text=又同意了", REFUSED_PLAN_HEARD);
    refused(&d, CLERK, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=1|verdict=agree|text=我也看看", REFUSED_PLAN_NOT_REVIEWER);
    refused(&d, OVERSEER_A, COMMAND_PLAN_APPROVE, MAIN, OPINION, REFUSED_PLAN_OPINIONS_MISSING);
    desk_must(&d, OVERSEER_A, COMMAND_PLAN_RETURN, MAIN, "opinion=请调整时限");
    desk_must(&d, OFFICE_A, COMMAND_PLAN_SUBMIT, MAIN, "");
    refused(&d, PUBLISHER_A, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=1|verdict=agree|text=看过旧稿", REFUSED_PLAN_ROUND);
    desk_must(&d, PUBLISHER_A, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=2|verdict=agree|text=同意");
    desk_must(&d, LEADER_A, COMMAND_PLAN_OPINE, 0, "plan=#1010|round=2|verdict=object|text=时限仍紧");
    refused(&d, OVERSEER_A, COMMAND_PLAN_APPROVE, MAIN, OPINION, REFUSED_PLAN_OBJECTION);
    desk_must(&d, OVERSEER_A, COMMAND_PLAN_APPROVE, MAIN, OPINION "|answer=时限分三批");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PLAN, MAIN, &p));
    CHECK(p.state == PLAN_APPROVED && p.round == 2 && p.returns == 1 && p.heard.count == 2 && p.objectors.count == 1);
    replays(&d);
    desk_close(&d);
}
TEST(a_plan_is_refused_for_each_thing_missing_and_then_approved) { on_each_store(plan_story); }

TEST(bad_fields_of_plans_and_tasks_name_the_field)
{
    static const struct {
        enum command_type type;
        const char *text, *field;
    } rows[] = {
        {COMMAND_SENTENCE_ADD, "inspection=#777|number=1|text=一句。", "inspection"},
        {COMMAND_SENTENCE_ADD, "inspection=#100|number=0|text=一句。", "number"},
        {COMMAND_SENTENCE_ADD, "inspection=#100|number=1|text=", "text"},
        {COMMAND_PLAN_DRAFT, "inspection=#100|title=方案|sort=whole", "sort"},
        {COMMAND_PLAN_DRAFT, "inspection=#100|title=方案|sort=main|reviewers=#777", "reviewers"},
        {COMMAND_PLAN_OPINE, "plan=#777|round=1|verdict=agree|text=同意", "plan"},
        {COMMAND_GROUP_FORM, "inspection=#100|name=领导小组|sort=leading|leader=#2", "leader"},
        {COMMAND_GROUP_FORM, "inspection=#100|name=领导小组|sort=leading", "leader"},
        {COMMAND_MEETING_ENTER, "inspection=#100|sort=study|title=学习|day=@0|attendees=0", "attendees"},
        {COMMAND_MEETING_ENTER, "inspection=#100|sort=study|title=学习|day=昨天|attendees=3", "day"},
        {COMMAND_MEETING_ENTER, "inspection=#100|sort=study|title=学习|day=@0|attendees=3|working_group=#110", "working_group"},
        {COMMAND_TASK_ASSIGN, "inspection=#100|text=任务|unit=#31|due_day=@3", "unit"},
        {COMMAND_TASK_ASSIGN, "inspection=#100|text=任务|unit=#2|due_day=@3|meeting=#120", "meeting"},
        {COMMAND_TASK_ASSIGN, "inspection=#100|text=任务|unit=#2", "due_day"},
    };
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome out;
        int64_t size = log_size(d.app.log);
        CHECK(desk_try(&d, OFFICE_A, rows[i].type, 0, rows[i].text, &out) == ERR_INPUT);
        CHECK(out.field && str_is(str_c(out.field->name), rows[i].field) && log_size(d.app.log) == size);
        CHECK(str_find(out.say.zh, str_c(out.field->zh)) != SIZE_MAX);
    }
    desk_close(&d);
}

/* ---- groups, meetings, tasks ------------------------------------------------------------------------------ */

static void task_story(const char *path)
{
    struct desk d = desk_open(path);
    struct task t;
    struct outcome out;
    desk_measure(&d, MEASURE_NONE);
    desk_must(&d, OFFICE_A, COMMAND_GROUP_FORM, GROUP_1, "inspection=#100|name=领导小组|sort=leading|leader=#31|members=#21|units=#2");
    desk_must(&d, OFFICE_A, COMMAND_GROUP_CHANGE, GROUP_1, "name=领导小组|sort=leading|leader=#31|members=#21,#23");
    desk_must(&d, OFFICE_A, COMMAND_MEETING_ENTER, MEETING_1, "inspection=#100|sort=leading_group|title=第一次会议|day=@0|attendees=9|working_group=#1030");
    desk_must(&d, OFFICE_A, COMMAND_TASK_ASSIGN, TASK_1, "inspection=#100|meeting=#1040|text=梳理清单|unit=#2|person=#21|due_day=@5");
    refused(&d, HELPER, COMMAND_TASK_SIGN, TASK_1, "", REFUSED_TASK_UNIT);
    desk_must(&d, CLERK, COMMAND_TASK_SIGN, TASK_1, "");
    struct submission late = {.type = COMMAND_TASK_DONE, .id = TASK_1, .drawn_at = 1};
    CHECK(desk_send(&d, CLERK, &late, "result=已报", &out) == ERR_STALE);
    desk_must(&d, CLERK, COMMAND_TASK_DONE, TASK_1, "result=清单已报");
    desk_must(&d, OFFICE_A, COMMAND_TASK_RETURN, TASK_1, "opinion=请附明细");
    desk_must(&d, EVERYTHING, COMMAND_TASK_DONE, TASK_1, "result=明细已附");
    refused(&d, EVERYTHING, COMMAND_TASK_CONFIRM, TASK_1, OPINION, REFUSED_SAME_PERSON);
    desk_must(&d, OFFICE_B, COMMAND_TASK_CONFIRM, TASK_1, OPINION);
    desk_must(&d, OFFICE_A, COMMAND_MEETING_VOID, MEETING_1, "reason=登记重复");
    refused(&d, OFFICE_A, COMMAND_TASK_ASSIGN, 0, "inspection=#100|meeting=#1040|text=又一件|unit=#2|due_day=@5", REFUSED_MEETING_STRUCK);
    desk_must(&d, OFFICE_A, COMMAND_GROUP_DISSOLVE, GROUP_1, "reason=整改结束");
    CHECK(!table_load(d.app.db, &d.arena, KIND_TASK, TASK_1, &t));
    CHECK(t.state == TASK_CONFIRMED && t.returns == 1 && t.confirmed_by == OFFICE_B && t.executors.count == 2);
    replays(&d);
    desk_close(&d);
}
TEST(a_decision_becomes_a_task_and_is_confirmed_by_another) { on_each_store(task_story); }

/* ---- what the checks find ----------------------------------------------------------------------------------- */

static int64_t found(const struct plan_check *c, enum plan_rule rule, int64_t id)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->count; i++) {
        CHECK(c->findings[i].say.zh.len && c->findings[i].say.en.len && str_ends(c->findings[i].say.zh, STR("。")) && str_ends(c->findings[i].say.en, STR(".")));
        n += c->findings[i].rule == rule && (!id || c->findings[i].id == id);
    }
    return n;
}

#define MORE(problem, number, type, due, text) "problem=" problem "|number=" number "|text=" text "|goal=账实相符|type=" type "|start_day=@-60|due_day=" due "|leaders=#31|lead_unit=#2"

TEST(checks_find_what_is_missing_and_what_looks_wrong)
{
    struct desk d = desk_open("");
    struct plan_check c;
    struct calendar calendar;
    struct plan_limits limits = {.min = {0, 0, 60, 0}, .max = {0, 60, 366, 0}};
    desk_measure(&d, MEASURE_DRAFT); /* due in 30 days from @-60: 90 days */
    CHECK(!plan_check(d.app.db, &d.arena, INSPECTION_1, NULL, &limits, &c));
    CHECK(c.count == 0 && plan_complete(&c) && c.problems == 1 && c.measures == 1 && c.sentences == 0);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_2, "aspect=#110|number=3|title=公务接待超标准");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_3, "aspect=#110|number=4|title=资产账实不符");
    desk_must(&d, OFFICE_A, COMMAND_SENTENCE_ADD, LINE, "inspection=#100|number=1|text=往来款长期挂账。");
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_2, "problem=#121|number=4|text=清理 超期挂账！");
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, 132, MORE("#121", "5", "immediate", "@30", "修订接待管理办法，严格执行接待标准和审批程序"));
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, 133, MORE("#121", "6", "phased", "@30", "修订接待管理办法，严格执行接待标准与审批程序"));
    CHECK(!calendar_load(d.app.db, &d.arena, &calendar));
    CHECK(!plan_check(d.app.db, &d.arena, INSPECTION_1, &calendar, &limits, &c));
    CHECK(!plan_complete(&c) && found(&c, PLAN_RULE_UNMAPPED, LINE) == 1 && found(&c, PLAN_RULE_UNCITED, 0) == 3);
    CHECK(found(&c, PLAN_RULE_NO_MEASURE, PROBLEM_3) == 1 && c.counts[PLAN_RULE_NO_MEASURE] == 1);
    CHECK(found(&c, PLAN_RULE_INCOMPLETE, MEASURE_2) == 1 && c.counts[PLAN_RULE_INCOMPLETE] == 1);
    CHECK(found(&c, PLAN_RULE_SAME_DAY, 0) == 1 && found(&c, PLAN_RULE_TOO_LATE, 132) == 1 && !found(&c, PLAN_RULE_TOO_SOON, 0));
    CHECK(found(&c, PLAN_RULE_SAME_TEXT, MEASURE_2) == 1 && found(&c, PLAN_RULE_LIKE_TEXT, 133) == 1);
    CHECK(found(&c, PLAN_RULE_DAY_OFF, 0) == 0); /* 2025-07-24 is a Thursday */
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, 133, "text=组织接待专题检查|goal=账实相符|type=phased|start_day=@-20|due_day=@25|leaders=#31|lead_unit=#2");
    desk_must(&d, SYSADMIN_A, COMMAND_PERSON_LEAVE, LEADER_A, "reason=退休");
    CHECK(!plan_check(d.app.db, &d.arena, INSPECTION_1, &calendar, &limits, &c));
    CHECK(!found(&c, PLAN_RULE_SAME_DAY, 0) && found(&c, PLAN_RULE_DAY_OFF, 133) == 1 && found(&c, PLAN_RULE_TOO_SOON, 133) == 1);
    CHECK(found(&c, PLAN_RULE_LEADER_LEFT, 0) == 3 && !found(&c, PLAN_RULE_LIKE_TEXT, 0));
    CHECK(!plan_check_round(d.app.db, &d.arena, INSPECTION_1, &c) && !plan_complete(&c));
    CHECK(!plan_check_round(d.app.db, &d.arena, 777, &c) && c.count == 0 && !plan_complete(&c));
    desk_close(&d);
}

/* ---- the paper ------------------------------------------------------------------------------------------------ */

TEST(the_plan_is_a_paper_in_every_format)
{
    static const char *const formats[] = {"docx", "xlsx", "txt", "html", "json"};
    struct desk d = desk_open("");
    struct plan p;
    struct ledger l;
    struct str bytes;
    struct sentence why = {0};
    desk_measure(&d, MEASURE_DRAFT);
    CHECK(!plan_main(d.app.db, &d.arena, INSPECTION_1, &p) && !p.head.len);
    CHECK(!ledger_load(d.app.db, &d.arena, INSPECTION_1, TODAY, &l));
    CHECK(!plan_paper(&l, NULL, STR("txt"), &bytes, &why));
    CHECK(str_find(bytes, STR("第一轮巡察整改方案")) == 0 && str_find(bytes, STR("一、财务管理方面")) != SIZE_MAX);
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, MAIN, "inspection=#100|title=县里的方案|sort=main|text=一、总体要求");
    CHECK(!plan_main(d.app.db, &d.arena, INSPECTION_1, &p) && p.id == MAIN);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        CHECK(plan_paper_media(str_c(formats[i])) && !plan_paper(&l, &p, str_c(formats[i]), &bytes, &why) && bytes.len > 100);
    CHECK(!plan_paper(&l, &p, STR("txt"), &bytes, &why));
    CHECK(str_find(bytes, STR("县里的方案")) == 0 && str_find(bytes, STR("二、财务管理方面")) != SIZE_MAX);
    CHECK(str_find(bytes, STR("（一）往来款长期挂账")) != SIZE_MAX && str_find(bytes, STR("牵头单位：财政局")) != SIZE_MAX && str_find(bytes, STR("时限：2025年7月24日")) != SIZE_MAX);
    desk_must(&d, OFFICE_A, COMMAND_PLAN_DRAFT, SIDE, "inspection=#100|title=专项方案|sort=special");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PLAN, SIDE, &p) && !plan_paper(&l, &p, STR("txt"), &bytes, &why));
    CHECK(str_find(bytes, STR("还没有问题")) != SIZE_MAX && str_find(bytes, STR("往来款")) == SIZE_MAX);
    CHECK(plan_paper(&l, &p, STR("csv"), &bytes, &why) == ERR_INPUT && why.zh.len && why.en.len && !plan_paper_media(STR("csv")));
    desk_close(&d);
}
