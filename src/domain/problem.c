/* problem.c: aspects, problems and manifestations. See things.h. */
#include "domain/plan.h"

enum { NUMBER_MAX = 99999 };

static const struct field aspect_add_fields[] = {
    ID(aspect_add, inspection, KIND_INSPECTION, FIELD_REQUIRED, "巡视巡察", "Inspection"),
    INT(aspect_add, number, 1, NUMBER_MAX, FIELD_REQUIRED | FIELD_OPEN, "方面序号", "Number"),
    TEXT(aspect_add, title, 2, 200, FIELD_REQUIRED, "方面", "Aspect")};
static const struct field aspect_change_fields[] = {TEXT(aspect_change, title, 2, 200, FIELD_REQUIRED, "方面", "Aspect")};
static const struct field aspect_fields[] = {
    THING_FIELDS(aspect, no_states),
    ID(aspect, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"),
    INT(aspect, number, 1, NUMBER_MAX, 0, "方面序号", "Number"),
    TEXT(aspect, title, 2, 200, 0, "方面", "Aspect")};
const struct record aspect_add_record = RECORD(aspect_add, aspect_add_fields);
const struct record aspect_change_record = RECORD(aspect_change, aspect_change_fields);
const struct record aspect_record = RECORD(aspect, aspect_fields);

const struct choice problem_states[] = {{"", "", ""}, {"open", "整改中", "Open"}, {"closed", "已销号", "Closed"}, {NULL, NULL, NULL}};
#define PROBLEM_FIELDS(s) \
    TEXT(s, title, 2, 500, FIELD_REQUIRED, "反馈问题", "Problem"), \
        TEXT(s, detail, 0, 4000, FIELD_LONG, "具体表现", "Manifestations"), \
        TEXT(s, category, 0, 60, 0, "问题类别", "Category"), \
        TEXT(s, nature, 0, 60, 0, "问题性质", "Nature"), \
        TEXT(s, source, 0, 120, 0, "来源", "Source"), \
        FEN(s, amount_fen, 0, "涉及金额(元)", "Amount (yuan)"), \
        BOOL(s, repeated, 0, "上轮未改到位", "Not rectified in the last round"), \
        BOOL(s, first_person, 0, "第一责任人领办", "Taken on by the first-responsible person"), \
        ID(s, plan, KIND_PLAN, FIELD_INDEX, "所属专项方案", "Side plan")
static const struct field problem_add_fields[] = {
    ID(problem_add, aspect, KIND_ASPECT, FIELD_REQUIRED, "方面", "Aspect"),
    INT(problem_add, number, 1, NUMBER_MAX, FIELD_REQUIRED | FIELD_OPEN, "问题序号", "Number"),
    TEXT(problem_add, code, 0, 30, 0, "问题编号", "Problem code"), PROBLEM_FIELDS(problem_add)};
#define PROBLEM_PLACE(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, aspect, KIND_ASPECT, FIELD_INDEX, "方面", "Aspect"), \
        INT(s, aspect_number, 1, NUMBER_MAX, FIELD_OPEN, "方面序号", "Aspect number"), \
        INT(s, number, 1, NUMBER_MAX, FIELD_OPEN, "问题序号", "Number"), \
        TEXT(s, code, 0, 30, 0, "问题编号", "Problem code"), PROBLEM_FIELDS(s)
static const struct field problem_added_fields[] = {PROBLEM_PLACE(problem_added)};
static const struct field problem_change_fields[] = {PROBLEM_FIELDS(problem_change)};
static const struct field problem_fields[] = {
    THING_FIELDS(problem, problem_states), PROBLEM_PLACE(problem),
    TIME(problem, closed_us, 0, "销号时间", "Closed"),
    ID(problem, closed_by, KIND_PERSON, 0, "确认人", "Closed by"),
    TEXT(problem, opinion, 0, 2000, FIELD_LONG, "销号意见", "Opinion"),
    IDS(problem, earlier, KIND_PROBLEM, FIELD_LINK, "上轮相似问题", "Like earlier problems"),
    INT(problem, reopens, 0, 99, 0, "重新立项次数", "Times reopened"),
    TIME(problem, reopened_us, 0, "重新立项时间", "Reopened")};
static const struct field problem_reopened_fields[] = {
    ID(problem_reopened, measure, KIND_MEASURE, FIELD_OPEN, "整改措施", "Measure"),
    DAY(problem_reopened, fact_day, FIELD_OPEN, "事实发生日期", "Day of the fact")};
const struct record problem_reopened_record = RECORD(problem_reopened, problem_reopened_fields);
const struct record problem_add_record = RECORD(problem_add, problem_add_fields);
const struct record problem_added_record = RECORD(problem_added, problem_added_fields);
const struct record problem_change_record = RECORD(problem_change, problem_change_fields);
const struct record problem_record = RECORD(problem, problem_fields);

static const struct field manifestation_add_fields[] = {
    ID(manifestation_add, problem, KIND_PROBLEM, FIELD_REQUIRED, "问题", "Problem"),
    INT(manifestation_add, number, 1, NUMBER_MAX, FIELD_REQUIRED | FIELD_OPEN, "序号", "Number"),
    TEXT(manifestation_add, text, 2, 2000, FIELD_REQUIRED | FIELD_LONG, "具体表现", "Manifestation")};
#define MANIFESTATION_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "问题", "Problem"), \
        INT(s, number, 1, NUMBER_MAX, FIELD_OPEN, "序号", "Number"), \
        TEXT(s, text, 2, 2000, FIELD_LONG, "具体表现", "Manifestation")
static const struct field manifestation_added_fields[] = {MANIFESTATION_FIELDS(manifestation_added)};
static const struct field manifestation_fields[] = {THING_FIELDS(manifestation, no_states),
                                                    MANIFESTATION_FIELDS(manifestation)};
const struct record manifestation_add_record = RECORD(manifestation_add, manifestation_add_fields);
const struct record manifestation_added_record = RECORD(manifestation_added, manifestation_added_fields);
const struct record manifestation_record = RECORD(manifestation, manifestation_fields);

static enum refusal open_and_free(const struct facts *f)
{
    if (!f->inspection || f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    return f->taken ? REFUSED_NUMBER_TAKEN : REFUSED_NOT;
}

enum refusal aspect_add(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    enum refusal no = open_and_free(f);
    (void)now, (void)env;
    if (!no)
        events_add(out, EVENT_ASPECT_ADDED, cmd->id, cmd->payload);
    return no;
}

/* PLAN: the side plan a problem of INSPECTION names, 0 for the main one. */
static enum refusal side_plan(const struct facts *f, int64_t plan, int64_t inspection)
{
    if (!plan)
        return REFUSED_NOT;
    if (f->plan->plan->inspection != inspection)
        return REFUSED_PLAN_OTHER_ROUND;
    return f->plan->plan->state == PLAN_VOID ? REFUSED_PLAN_IS_VOID : REFUSED_NOT;
}

enum refusal problem_add(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct problem_add *p = cmd->payload;
    enum refusal no = open_and_free(f);
    (void)now;
    if (!no)
        no = side_plan(f, p->plan, f->inspection->id);
    if (no)
        return no;
    struct problem_added *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct problem_added){
        .inspection = f->inspection->id, .aspect = p->aspect, .aspect_number = f->aspect->number, .number = p->number, .code = p->code, .title = p->title, .detail = p->detail, .category = p->category, .nature = p->nature, .source = p->source, .amount_fen = p->amount_fen, .repeated = p->repeated, .first_person = p->first_person, .plan = p->plan};
    events_add(out, EVENT_PROBLEM_ADDED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal problem_change(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct problem *before = now;
    const struct problem_change *p = cmd->payload;
    (void)env;
    enum refusal no = p->plan == before->plan ? REFUSED_NOT : side_plan(f, p->plan, before->inspection);
    if (!no)
        events_add(out, EVENT_PROBLEM_CHANGED, cmd->id, p);
    return no;
}

enum refusal manifestation_add(const void *now, const struct command *cmd, const struct facts *f,
                               const struct env *env, struct events *out)
{
    const struct manifestation_add *p = cmd->payload;
    (void)now;
    if (f->problem->state != PROBLEM_OPEN)
        return REFUSED_PROBLEM_CLOSED;
    if (f->taken)
        return REFUSED_NUMBER_TAKEN;
    struct manifestation_added *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct manifestation_added){.inspection = f->problem->inspection,
                                      .problem = p->problem,
                                      .number = p->number,
                                      .text = p->text};
    events_add(out, EVENT_MANIFESTATION_ADDED, cmd->id, e);
    return REFUSED_NOT;
}

/* A problem closes when every measure is closed or void; R1 and R2 hold over all its measures. */
enum refusal problem_may_close(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    if (f->measures_total == 0)
        return REFUSED_NO_MEASURES;
    if (f->measures_open > 0)
        return REFUSED_MEASURES_OPEN;
    if (ids_has(f->executors, env->actor.id))
        return REFUSED_SAME_PERSON;
    for (size_t i = 0; i < f->units.count; i++)
        if (actor_stood_in(&env->actor, f->units.list[i], f->drafted_us))
            return REFUSED_SAME_UNIT;
    return REFUSED_NOT;
}

void problem_closed(struct arena *a, void *state, const struct event *e)
{
    struct problem *p = state;
    (void)a;
    p->closed_us = e->at_us;
    p->closed_by = e->actor;
}

void problem_reopened(struct arena *a, void *state, const struct event *e)
{
    struct problem *p = state;
    (void)a;
    p->closed_us = p->closed_by = 0;
    p->reopens++;
    p->reopened_us = e->at_us;
}
