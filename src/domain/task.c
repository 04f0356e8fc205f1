/* task.c: groups, meetings and tasks. See task.h. */
#include "domain/task.h"

#include "domain/notice.h"
#include "domain/plan.h"

static bool round_open(const struct facts *f) { return f->inspection && f->inspection->state == INSPECTION_ACTIVE; }

/* ---- groups ------------------------------------------------------------------------------------- */

const struct choice working_group_states[] = {{"", "", ""}, {"active", "运行中", "Active"}, {"dissolved", "已撤销", "Dissolved"}, {NULL, NULL, NULL}};
const struct choice group_sorts[] = {{"", "", ""},
                                     {"leading", "领导小组", "Leading group"},
                                     {"office", "整改办", "Office"},
                                     {"working", "工作组", "Working group"},
                                     {"supervision", "督促推进组", "Supervision group"},
                                     {NULL, NULL, NULL}};
#define GROUP_FIELDS(s) \
    TEXT(s, name, 2, 100, FIELD_REQUIRED, "名称", "Name"), \
        ENUM(s, sort, group_sorts, FIELD_REQUIRED | FIELD_OPEN, "种类", "Sort"), \
        ID(s, leader, KIND_PERSON, FIELD_REQUIRED, "组长", "Head"), \
        IDS(s, deputies, KIND_PERSON, 0, "副组长", "Deputies"), \
        IDS(s, members, KIND_PERSON, 0, "成员", "Members"), \
        IDS(s, units, KIND_UNIT, 0, "成员单位", "Member units"), \
        TEXT(s, duty, 0, 2000, FIELD_LONG, "职责", "Duty")
static const struct field form_fields[] = {
    ID(group_form, inspection, KIND_INSPECTION, FIELD_REQUIRED, "巡视巡察", "Inspection"), GROUP_FIELDS(group_form)};
static const struct field change_fields[] = {GROUP_FIELDS(group_change)};
static const struct field group_fields[] = {
    THING_FIELDS(working_group, working_group_states),
    ID(working_group, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), GROUP_FIELDS(working_group)};
const struct record group_form_record = RECORD(group_form, form_fields);
const struct record group_change_record = RECORD(group_change, change_fields);
const struct record working_group_record = RECORD(working_group, group_fields);

/* Nobody holds two places in one group: 组长 is neither 副组长 nor 成员. */
static enum refusal placed(const struct facts *f, int64_t leader, struct ids deputies, struct ids members)
{
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    bool twice = ids_has(deputies, leader) || ids_has(members, leader);
    for (size_t i = 0; i < deputies.count; i++)
        twice = twice || ids_has(members, deputies.list[i]);
    return twice ? REFUSED_GROUP_TWICE : REFUSED_NOT;
}

enum refusal group_form(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct group_form *p = cmd->payload;
    (void)now, (void)env;
    events_add(out, EVENT_GROUP_FORMED, cmd->id, p);
    return placed(f, p->leader, p->deputies, p->members);
}

enum refusal group_change(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct group_change *p = cmd->payload;
    (void)now, (void)env;
    events_add(out, EVENT_GROUP_CHANGED, cmd->id, p);
    return placed(f, p->leader, p->deputies, p->members);
}

/* ---- meetings ----------------------------------------------------------------------------------- */

const struct choice meeting_sorts[] = {
    {"", "", ""},
    {"leading_group", "领导小组会", "Leading group"},
    {"standing", "常委会、党委（党组）会", "Standing committee"},
    {"working", "专题推进会", "Working meeting"},
    {"democratic_life", "专题民主生活会", "Democratic life meeting"},
    {"study", "学习", "Study"},
    {"training", "培训", "Training"},
    {"other", "其他", "Other"},
    {NULL, NULL, NULL}};
#define MEETING_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ENUM(s, sort, meeting_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "种类", "Sort"), \
        TEXT(s, title, 2, 200, FIELD_REQUIRED, "会议或学习名称", "Title"), \
        DAY(s, day, FIELD_REQUIRED | FIELD_OPEN, "日期", "Day"), \
        ID(s, chair, KIND_PERSON, 0, "主持人", "Chair"), \
        INT(s, attendees, 1, 100000, FIELD_REQUIRED | FIELD_OPEN, "参加人数", "Attendees"), \
        ID(s, working_group, KIND_GROUP, FIELD_INDEX, "召开的组", "Group"), \
        TEXT(s, summary, 0, 4000, FIELD_LONG, "主要内容", "Summary"), \
        TEXT(s, decisions, 0, 4000, FIELD_LONG, "议定事项", "Decisions"), \
        TEXT(s, document, 0, 60, 0, "纪要文号", "Document number")
static const struct field enter_fields[] = {MEETING_FIELDS(meeting_enter)};
static const struct field meeting_fields[] = {THING_FIELDS(meeting, book_states), MEETING_FIELDS(meeting)};
const struct record meeting_enter_record = RECORD(meeting_enter, enter_fields);
const struct record meeting_record = RECORD(meeting, meeting_fields);

enum refusal meeting_enter(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct meeting_enter *p = cmd->payload;
    (void)now;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (p->day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->working_group && f->plan->group->inspection != p->inspection)
        return REFUSED_PLAN_OTHER_ROUND;
    events_add(out, EVENT_MEETING_ENTERED, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- tasks -------------------------------------------------------------------------------------- */

const struct choice task_states[] = {{"", "", ""},
                                     {"assigned", "待签收", "Assigned"},
                                     {"working", "办理中", "In progress"},
                                     {"done", "待确认", "Done, to be confirmed"},
                                     {"confirmed", "已办结", "Confirmed"},
                                     {"void", "已撤销", "Void"},
                                     {NULL, NULL, NULL}};
#define TASK_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, meeting, KIND_MEETING, FIELD_INDEX, "来自会议", "From the meeting"), \
        ID(s, notice, KIND_NOTICE, FIELD_INDEX, "来自督办", "From the notice"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX, "有关措施", "Measure"), \
        TEXT(s, text, 2, 1000, FIELD_REQUIRED | FIELD_LONG, "交办事项", "Task"), \
        ID(s, unit, KIND_UNIT, FIELD_REQUIRED | FIELD_INDEX, "承办单位", "Unit"), \
        ID(s, person, KIND_PERSON, 0, "责任人", "Person"), \
        DAY(s, due_day, FIELD_REQUIRED | FIELD_OPEN, "办结时限", "Due")
static const struct field assign_fields[] = {TASK_FIELDS(task_assign)};
static const struct field done_fields[] = {TEXT(task_done, result, 2, 4000, FIELD_REQUIRED | FIELD_LONG, "办理结果", "Result")};
static const struct field task_fields[] = {
    THING_FIELDS(task, task_states), TASK_FIELDS(task),
    IDS(task, executors, KIND_PERSON, 0, "经办人", "Executors"),
    TEXT(task, result, 0, 4000, FIELD_LONG, "办理结果", "Result"),
    TEXT(task, opinion, 0, 2000, FIELD_LONG, "最近意见", "Newest opinion"),
    TEXT(task, reason, 0, 2000, FIELD_LONG, "撤销理由", "Why it is void"),
    TIME(task, assigned_us, 0, "交办时间", "Assigned"),
    TIME(task, done_us, 0, "办结时间", "Done"),
    ID(task, confirmed_by, KIND_PERSON, 0, "确认人", "Confirmed by"),
    INT(task, returns, 0, INT64_MAX, 0, "退回次数", "Times returned")};
const struct record task_assign_record = RECORD(task_assign, assign_fields);
const struct record task_done_record = RECORD(task_done, done_fields);
const struct record task_record = RECORD(task, task_fields);

enum refusal task_assign(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct task_assign *p = cmd->payload;
    (void)now;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (p->due_day < env->today)
        return REFUSED_TASK_DUE;
    if ((p->meeting && f->plan->meeting->inspection != p->inspection) ||
        (p->notice && f->plan->notice->inspection != p->inspection) ||
        (p->measure && f->measure->inspection != p->inspection))
        return REFUSED_PLAN_OTHER_ROUND;
    if (p->meeting && f->plan->meeting->state != BOOK_VALID)
        return REFUSED_MEETING_STRUCK;
    events_add(out, EVENT_TASK_ASSIGNED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal task_by_unit(const void *now, const struct facts *f, const struct env *env)
{
    const struct task *t = now;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    return t->unit && ids_has(env->actor.units, t->unit) ? REFUSED_NOT : REFUSED_TASK_UNIT;
}

enum refusal task_may_confirm(const void *now, const struct facts *f, const struct env *env)
{
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (!env->actor.id) /* the operator has no name: nobody could tell that somebody else did it */
        return REFUSED_ROLE;
    return ids_has(((const struct task *)now)->executors, env->actor.id) ? REFUSED_SAME_PERSON : REFUSED_NOT;
}

void task_assigned(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct task *)state)->assigned_us = e->at_us;
}

void task_signed(struct arena *a, void *state, const struct event *e)
{
    struct task *t = state;
    t->executors = ids_with(a, t->executors, e->actor);
}

void task_was_done(struct arena *a, void *state, const struct event *e)
{
    task_signed(a, state, e);
    ((struct task *)state)->done_us = e->at_us;
}

void task_was_confirmed(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct task *)state)->confirmed_by = e->actor;
}

void task_was_returned(struct arena *a, void *state, const struct event *e)
{
    struct task *t = state;
    (void)a, (void)e;
    t->returns++;
    t->done_us = 0;
}

enum colour task_colour(int64_t state, int64_t due_day, int64_t today)
{
    return measure_colour(state >= TASK_CONFIRMED ? MEASURE_CLOSED : MEASURE_WORKING, due_day, today);
}
