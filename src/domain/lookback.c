/* lookback.c: the plan of a look-back and the draw of its sample. See lookback.h. */
#include "domain/lookback.h"

#include "base/time.h"

enum { SAMPLE_MAX = IDS_MAX };

const struct choice lookback_methods[] = {{"documents", "查阅资料", "Reading the papers"},
                                          {"on_the_spot", "现场核查", "On the spot"},
                                          {"talks", "个别访谈", "Talks"},
                                          {"questionnaire", "问卷", "Questionnaire"},
                                          {"unannounced", "暗访", "Unannounced visit"},
                                          {"data", "数据比对", "Comparing data"},
                                          {NULL, NULL, NULL}};
const struct choice lookback_states[] = {{"", "", ""},
                                         {"planned", "待抽样", "To be drawn"},
                                         {"drawn", "核查中", "Being checked"},
                                         {"finished", "已办结", "Finished"},
                                         {"void", "已作废", "Void"},
                                         {NULL, NULL, NULL}};
const struct choice lookback_sorts[] = {{"", "", ""}, {"measures", "已销号措施", "Closed measures"}, {"problems", "已销号问题", "Closed problems"}, {NULL, NULL, NULL}};
const struct choice lookback_draws[] = {{"", "", ""}, {"count", "按数量", "A number"}, {"percent", "按比例(%)", "A percentage"}, {NULL, NULL, NULL}};

#define PLAN_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX | FIELD_OPEN, "巡视巡察", "Inspection"), \
        TEXT(s, name, 2, 80, FIELD_REQUIRED, "回头看名称", "Look-back"), \
        ENUM(s, sort, lookback_sorts, FIELD_REQUIRED | FIELD_OPEN, "抽样总体", "Drawn from"), \
        ENUM(s, draw_by, lookback_draws, FIELD_REQUIRED | FIELD_OPEN, "抽取方式", "Draw by"), \
        INT(s, take, 1, 9999, FIELD_REQUIRED | FIELD_OPEN, "抽取数量或比例", "Number or percentage"), \
        INT(s, per_unit, 0, 100, FIELD_OPEN, "每个单位至少", "At least of each unit"), \
        FLAGS(s, methods, lookback_methods, 0, "核查方法", "Methods"), \
        DAY(s, from_day, 0, "核查开始", "Checks from"), \
        DAY(s, to_day, 0, "核查结束", "Checks to"), \
        IDS(s, team, KIND_PERSON, FIELD_LINK, "核查组", "Team"), \
        TEXT(s, seed_source, 4, 200, FIELD_REQUIRED, "种子来源(事先公布)", "Where the seed comes from"), \
        DAY(s, seed_day, FIELD_REQUIRED | FIELD_OPEN, "种子公布日期", "Day the seed comes")
#define NTH_FIELD(s) INT(s, nth, 0, 9999, FIELD_OPEN, "本轮同类第几次", "Plan of its sort in the round")
#define SEED_FIELD(s, flags) TEXT(s, seed, 1, 100, flags, "种子", "Seed")
#define DRAWN_FIELDS(s) \
    INT(s, position, 0, INT64_MAX, FIELD_OPEN, "抽样时日志位置", "Log position of the draw"), \
        INT(s, population, 0, INT64_MAX, FIELD_OPEN, "总体数", "Population"), \
        HASH(s, population_hash, FIELD_OPEN, "总体校验码", "Hash of the population"), \
        SEED_FIELD(s, 0), \
        IDS(s, drawn, -1, FIELD_LINK, "抽中", "Drawn"), \
        INT(s, sampled, 0, SAMPLE_MAX, FIELD_OPEN, "抽中数", "Number drawn")
#define DIRECT_FIELDS(s) \
    ID(s, measure, KIND_MEASURE, FIELD_OPEN, "措施", "Measure"), \
        ID(s, problem, KIND_PROBLEM, FIELD_OPEN, "问题", "Problem"), \
        TEXT(s, reason, 4, 500, FIELD_REQUIRED | FIELD_LONG, "加查理由", "Why it is added")

static const struct field plan_fields[] = {PLAN_FIELDS(lookback_plan)};
static const struct field planned_fields[] = {PLAN_FIELDS(lookback_planned), NTH_FIELD(lookback_planned)};
static const struct field draw_fields[] = {SEED_FIELD(lookback_draw, FIELD_REQUIRED)};
static const struct field drawn_fields[] = {DRAWN_FIELDS(lookback_drawn)};
static const struct field direct_fields[] = {DIRECT_FIELDS(lookback_direct)};
static const struct field directed_fields[] = {
    DIRECT_FIELDS(lookback_directed), ID(lookback_directed, item, -1, FIELD_OPEN, "事项", "Item")};
static const struct field finish_fields[] = {
    TEXT(lookback_finish, summary, 4, 4000, FIELD_REQUIRED | FIELD_LONG, "总体评价", "Summary")};
static const struct field lookback_fields[] = {
    THING_FIELDS(lookback, lookback_states), PLAN_FIELDS(lookback), NTH_FIELD(lookback), DRAWN_FIELDS(lookback),
    IDS(lookback, directed, -1, FIELD_LINK, "指定加查", "Added by hand"),
    INT(lookback, by_hand, 0, SAMPLE_MAX, 0, "指定加查数", "Number added by hand"),
    TEXT(lookback, summary, 0, 4000, FIELD_LONG, "总体评价", "Summary"),
    TIME(lookback, planned_us, 0, "拟定时间", "Planned"),
    TIME(lookback, drawn_us, 0, "抽样时间", "Drawn")};
const struct record lookback_plan_record = RECORD(lookback_plan, plan_fields);
const struct record lookback_planned_record = RECORD(lookback_planned, planned_fields);
const struct record lookback_draw_record = RECORD(lookback_draw, draw_fields);
const struct record lookback_drawn_record = RECORD(lookback_drawn, drawn_fields);
const struct record lookback_direct_record = RECORD(lookback_direct, direct_fields);
const struct record lookback_directed_record = RECORD(lookback_directed, directed_fields);
const struct record lookback_finish_record = RECORD(lookback_finish, finish_fields);
const struct record lookback_record = RECORD(lookback, lookback_fields);

bool lookback_holds(const struct lookback *l, int64_t item)
{
    return ids_has(l->drawn, item) || ids_has(l->directed, item);
}

struct draw_rule lookback_rule(const struct lookback *l)
{
    return (struct draw_rule){.seed = l->seed, .by = l->draw_by, .take = l->take, .per_unit = l->per_unit};
}

/* ---- decisions ---------------------------------------------------------------------------------------- */

enum refusal lookback_plan(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct lookback_plan *p = cmd->payload;
    (void)now;
    if (f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (p->draw_by == DRAW_BY_PERCENT && p->take > 100)
        return REFUSED_DRAW_PERCENT;
    if (p->from_day && p->to_day && p->to_day < p->from_day)
        return REFUSED_CHECKS_ORDER;
    if (p->seed_day <= env->today) /* of today it may be known already how it came out */
        return REFUSED_SEED_PAST;
    struct lookback_planned *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct lookback_planned){.inspection = p->inspection,
                                   .name = p->name,
                                   .sort = p->sort,
                                   .draw_by = p->draw_by,
                                   .take = p->take,
                                   .per_unit = p->per_unit,
                                   .methods = p->methods,
                                   .from_day = p->from_day,
                                   .to_day = p->to_day,
                                   .team = p->team,
                                   .seed_source = p->seed_source,
                                   .seed_day = p->seed_day,
                                   .nth = f->lookback->nth + 1};
    events_add(out, EVENT_LOOKBACK_PLANNED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal lookback_draw(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct lookback *l = now;
    const struct lookback_facts *k = f->lookback;
    struct draw_rule rule = lookback_rule(l);
    if (env->today < l->seed_day || env->today <= day_of(l->planned_us)) /* older plans could name their own day */
        return REFUSED_SEED_EARLY;
    if (!k->population_count)
        return REFUSED_POPULATION_EMPTY;
    rule.seed = ((const struct lookback_draw *)cmd->payload)->seed;
    struct ids drawn = draw_pick(env->arena, &rule, k->population, k->population_count);
    if (drawn.count > SAMPLE_MAX)
        return REFUSED_DRAW_TOO_MANY;
    struct lookback_drawn *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct lookback_drawn){
        .position = f->log_size,
        .population = (int64_t)k->population_count,
        .population_hash = draw_population_hash(env->arena, k->population, k->population_count),
        .seed = rule.seed,
        .drawn = drawn,
        .sampled = (int64_t)drawn.count};
    events_add(out, EVENT_LOOKBACK_DRAWN, cmd->id, e);
    return REFUSED_NOT;
}

static bool in_population(const struct lookback_facts *k, int64_t id)
{
    for (size_t i = 0; i < k->population_count; i++)
        if (k->population[i].id == id)
            return true;
    return false;
}

enum refusal lookback_direct(const void *now, const struct command *cmd, const struct facts *f,
                             const struct env *env, struct events *out)
{
    const struct lookback *l = now;
    const struct lookback_direct *p = cmd->payload;
    int64_t item = l->sort == POPULATION_MEASURES ? p->measure : p->problem;
    if (!p->measure == !p->problem)
        return REFUSED_CHECK_ABOUT;
    if (!item || !in_population(f->lookback, item))
        return REFUSED_NOT_IN_POPULATION;
    if (lookback_holds(l, item))
        return REFUSED_ALREADY_SAMPLED;
    if (l->directed.count >= SAMPLE_MAX)
        return REFUSED_DRAW_TOO_MANY;
    struct lookback_directed *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct lookback_directed){.measure = p->measure, .problem = p->problem, .reason = p->reason, .item = item};
    events_add(out, EVENT_LOOKBACK_DIRECTED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal lookback_may_finish(const void *now, const struct facts *f, const struct env *env)
{
    enum refusal no = inspection_is_open(now, f, env);
    if (no)
        return no;
    return f->lookback && f->lookback->unchecked ? REFUSED_LOOKBACK_UNCHECKED : REFUSED_NOT;
}

/* ---- what happened -------------------------------------------------------------------------------------- */

void lookback_planned(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct lookback *)state)->planned_us = e->at_us;
}

void lookback_drawn(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct lookback *)state)->drawn_us = e->at_us;
}

void lookback_directed(struct arena *a, void *state, const struct event *e)
{
    struct lookback *l = state;
    l->directed = ids_with(a, l->directed, ((const struct lookback_directed *)e->payload)->item);
    l->by_hand = (int64_t)l->directed.count;
}
