/* regime.c: kinds of inspection and steps as data. See regime.h; warning rules are in warning.c. */
#include "domain/regime.h"

#include "base/time.h"
#include "domain/clue.h"
#include "domain/measure.h"

const struct choice rhythms[] = {{"", "", ""}, {"half_month", "半月", "Half-monthly"}, {"month", "每月", "Monthly"}, {"quarter", "每季度", "Quarterly"}, {NULL, NULL, NULL}};
const struct choice levels[] = {{"aspect", "方面", "Aspect"},
                                {"class", "类", "Class"},
                                {"problem", "问题", "Problem"},
                                {"manifestation", "表现", "Manifestation"},
                                {"measure", "措施", "Measure"},
                                {"step", "细化", "Step"},
                                {NULL, NULL, NULL}};

enum { DAYS_MAX = 3660,
       EVIDENCE_MAX = 20 };
#define REGIME_FIELDS(s) \
    ENUM(s, sort, inspection_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "检查类别", "Kind"), \
        ID(s, inspection, KIND_INSPECTION, FIELD_OPEN, "只用于这一轮", "Only of this round"), \
        INT(s, plan_count, 1, 365, FIELD_REQUIRED, "方案报送期限", "Plan due after"), \
        ENUM(s, plan_clock, clock_choices, 0, "方案期限的计法", "Counted in"), \
        BOOL(s, plan_roll, 0, "末日遇休息日顺延", "A last day off rolls forward"), \
        INT(s, intensive_months, 0, 24, 0, "集中整改期(月)", "Intensive months"), \
        INT(s, immediate_days_max, 0, DAYS_MAX, 0, "立行立改最长(天)", "Immediate: at most (days)"), \
        INT(s, phased_days_max, 0, DAYS_MAX, 0, "分阶段最长(天)", "Phased: at most (days)"), \
        INT(s, sustained_days_max, 0, DAYS_MAX, 0, "长期坚持最长(天)", "Sustained: at most (days)"), \
        INT(s, phased_days_min, 0, DAYS_MAX, 0, "分阶段最短(天)", "Phased: at least (days)"), \
        INT(s, extensions_max, 0, 9, 0, "延期次数上限", "Extensions at most"), \
        INT(s, extension_days_max, 0, DAYS_MAX, 0, "每次延期最长(天)", "Each at most (days)"), \
        INT(s, evidence_immediate, 1, EVIDENCE_MAX, FIELD_REQUIRED, "立行立改佐证至少(份)", "Immediate: pieces of evidence"), \
        INT(s, evidence_phased, 1, EVIDENCE_MAX, FIELD_REQUIRED, "分阶段佐证至少(份)", "Phased: pieces of evidence"), \
        INT(s, evidence_sustained, 1, EVIDENCE_MAX, FIELD_REQUIRED, "长期坚持佐证至少(份)", "Sustained: pieces of evidence"), \
        ENUM(s, rhythm, rhythms, FIELD_REQUIRED, "填报周期", "Reports every"), \
        INT(s, report_grace_days, 0, 31, 0, "期末后几个工作日内报", "Workdays to report after a period"), \
        FLAGS(s, levels, levels, 0, "分解层级", "Levels"), \
        INT(s, clue_assess_days, 0, DAYS_MAX, 0, "线索处置研判(天)", "Clue: to assess (days)"), \
        INT(s, clue_handle_days, 0, DAYS_MAX, 0, "线索办理(天)", "Clue: to handle (days)"), \
        INT(s, clue_decide_days, 0, DAYS_MAX, 0, "线索作出决定(天)", "Clue: to decide (days)"), \
        INT(s, clue_feed_back_days, 0, DAYS_MAX, 0, "线索反馈(天)", "Clue: to feed back (days)"), \
        TEXT(s, problem_list, 0, 30, 0, "问题清单名称", "Name of the list of problems"), \
        TEXT(s, task_list, 0, 30, 0, "任务清单名称", "Name of the list of tasks"), \
        TEXT(s, duty_list, 0, 30, 0, "责任清单名称", "Name of the list of duties"), \
        TEXT(s, basis, 0, 1000, FIELD_LONG, "依据", "Basis")
static const struct field regime_set_fields[] = {REGIME_FIELDS(regime_set)};
static const struct field regime_fields[] = {THING_FIELDS(regime, no_states), REGIME_FIELDS(regime)};
const struct record regime_set_record = RECORD(regime_set, regime_set_fields);
const struct record regime_record = RECORD(regime, regime_fields);

#define FOUR_LEVELS (LEVEL_BIT_ASPECT | LEVEL_BIT_PROBLEM | LEVEL_BIT_MANIFESTATION | LEVEL_BIT_MEASURE)
#define LISTS(prefix) \
    .problem_list = {prefix "问题清单", sizeof prefix "问题清单" - 1}, \
    .task_list = {prefix "任务清单", sizeof prefix "任务清单" - 1}, \
    .duty_list = {prefix "责任清单", sizeof prefix "责任清单" - 1}
#define BASIS(words) .basis = {words, sizeof words - 1}
#define ONE_EACH \
    .evidence_immediate = EVIDENCE_MIN_IMMEDIATE, .evidence_phased = EVIDENCE_MIN_PHASED, \
    .evidence_sustained = EVIDENCE_MIN_SUSTAINED
#define CLUES .clue_assess_days = 30, .clue_handle_days = 60, .clue_decide_days = 30, .clue_feed_back_days = 15
/* clang-format off */
static const struct regime builtin[] = {
    {.sort = INSPECTION_XUNSHI, .plan_count = 1, .plan_clock = CLOCK_MONTH, .intensive_months = 6, .immediate_days_max = 90, .phased_days_max = 365, .sustained_days_max = 1830, .extensions_max = 2, .extension_days_max = 180, ONE_EACH, CLUES, .rhythm = RHYTHM_HALF_MONTH, .report_grace_days = 3, .levels = FOUR_LEVELS, LISTS("巡视整改"), BASIS("收到反馈意见之日起1个月内报送整改方案，集中整改期6个月。")},
    {.sort = INSPECTION_XUNCHA, .plan_count = 1, .plan_clock = CLOCK_MONTH, .intensive_months = 3, .immediate_days_max = 60, .phased_days_max = 365, .sustained_days_max = 1830, .extensions_max = 2, .extension_days_max = 90, ONE_EACH, CLUES, .rhythm = RHYTHM_HALF_MONTH, .report_grace_days = 3, .levels = FOUR_LEVELS, LISTS("巡察整改"), BASIS("收到反馈意见之日起1个月内报送整改方案，集中整改期3个月。")},
    {.sort = INSPECTION_AUDIT, .plan_count = 30, .plan_clock = CLOCK_CALENDAR, .immediate_days_max = 60, .phased_days_min = 60, .phased_days_max = 365, .sustained_days_max = 1826, .extensions_max = 1, .extension_days_max = 180, ONE_EACH, CLUES, .rhythm = RHYTHM_MONTH, .report_grace_days = 5, .levels = FOUR_LEVELS | LEVEL_BIT_CLASS, LISTS("审计整改"), BASIS("立行立改60日内，分阶段整改60日至1年，持续整改1至5年。")},
    {.sort = INSPECTION_SUPERVISION, .plan_count = 10, .plan_clock = CLOCK_WORKDAY, .immediate_days_max = 30, .phased_days_max = 180, .sustained_days_max = 1096, .extensions_max = 1, .extension_days_max = 60, ONE_EACH, CLUES, .rhythm = RHYTHM_HALF_MONTH, .report_grace_days = 3, .levels = LEVEL_BIT_ASPECT | LEVEL_BIT_PROBLEM | LEVEL_BIT_MEASURE, LISTS("督查整改"), BASIS("交办之日起10个工作日内报送整改方案。")},
    {.sort = INSPECTION_ECO, .plan_count = 30, .plan_clock = CLOCK_WORKDAY, .immediate_days_max = 90, .phased_days_max = 730, .sustained_days_max = 1826, .extensions_max = 2, .extension_days_max = 365, ONE_EACH, CLUES, .rhythm = RHYTHM_MONTH, .report_grace_days = 5, .levels = FOUR_LEVELS | LEVEL_BIT_STEP, LISTS("环保督察整改"), BASIS("督察报告反馈后30个工作日内报送整改方案，按月调度。")},
};
/* clang-format on */

const struct regime *regime_builtin(int64_t sort)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (builtin[i].sort == sort)
            return &builtin[i];
    return &builtin[0];
}

int64_t regime_clue_days(const struct regime *r, int64_t state)
{
    const struct regime *b = regime_builtin(r->sort);
    switch (state) {
    case CLUE_RECEIVED: return r->clue_assess_days ? r->clue_assess_days : b->clue_assess_days;
    case CLUE_ASSESSED: return r->clue_handle_days ? r->clue_handle_days : b->clue_handle_days;
    case CLUE_HANDLED: return r->clue_decide_days ? r->clue_decide_days : b->clue_decide_days;
    default: return r->clue_feed_back_days ? r->clue_feed_back_days : b->clue_feed_back_days;
    }
}

int64_t regime_evidence_min(const struct regime *r, int64_t type)
{
    if (type == TYPE_IMMEDIATE)
        return r->evidence_immediate;
    return type == TYPE_SUSTAINED ? r->evidence_sustained : r->evidence_phased;
}

/* ---- periods ------------------------------------------------------------------------------------ */

static int64_t last_month(int64_t rhythm, struct civil c)
{
    return rhythm == RHYTHM_QUARTER ? (c.month - 1) / 3 * 3 + 3 : c.month;
}

int64_t regime_period(int64_t rhythm, int64_t day)
{
    struct civil c = civil_from_day(day);
    if (rhythm != RHYTHM_MONTH && rhythm != RHYTHM_QUARTER)
        return period_of(day);
    int month = (int)last_month(rhythm, c);
    return period_of(day_from_civil(c.year, month, month_days(c.year, month)));
}

int64_t regime_period_first_day(int64_t rhythm, int64_t period)
{
    struct civil c = civil_from_day(period_first_day(period));
    if (rhythm == RHYTHM_MONTH)
        return day_from_civil(c.year, c.month, 1);
    if (rhythm == RHYTHM_QUARTER)
        return day_from_civil(c.year, (c.month - 1) / 3 * 3 + 1, 1);
    return period_first_day(period);
}

int64_t regime_period_before(int64_t rhythm, int64_t period)
{
    return regime_period(rhythm, regime_period_first_day(rhythm, period) - 1);
}

struct sentence regime_period_text(struct arena *a, int64_t rhythm, int64_t period)
{
    struct civil c = civil_from_day(period_first_day(period));
    int quarter = (c.month - 1) / 3 + 1;
    if (rhythm == RHYTHM_MONTH)
        return sentence_f(a, "%d年%d月", "%d-%02d", c.year, c.month);
    if (rhythm == RHYTHM_QUARTER)
        return sentence_f(a, "%d年第%d季度", "%d, quarter %d", c.year, quarter);
    return period_text(a, period);
}

/* ---- the office's own rules ----------------------------------------------------------------------- */

enum refusal regime_set(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct regime_set *p = cmd->payload;
    const int64_t must = LEVEL_BIT_ASPECT | LEVEL_BIT_PROBLEM | LEVEL_BIT_MEASURE;
    if (p->inspection && f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (p->inspection && f->inspection->sort != p->sort)
        return REFUSED_REGIME_SORT;
    if ((p->levels & must) != must)
        return REFUSED_REGIME_LEVELS;
    if (p->phased_days_max && p->phased_days_min > p->phased_days_max)
        return REFUSED_REGIME_LIMITS;
    if (((const struct thing *)now)->head.len && fields_same(&regime_set_record, p, &regime_record, now, env->arena))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_REGIME_SET, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- steps -------------------------------------------------------------------------------------------- */

const struct choice substep_states[] = {{"", "", ""}, {"open", "进行中", "Open"}, {"done", "已完成", "Done"}, {"void", "已取消", "Void"}, {NULL, NULL, NULL}};
#define STEP_FIELDS(s) \
    INT(s, number, 1, 99999, FIELD_REQUIRED | FIELD_OPEN, "序号", "Number"), \
        TEXT(s, text, 2, 1000, FIELD_REQUIRED | FIELD_LONG, "细化步骤", "Step"), \
        ID(s, unit, KIND_UNIT, FIELD_INDEX, "承办单位", "Unit"), \
        DAY(s, due_day, FIELD_OPEN, "完成时限", "Due")
static const struct field substep_add_fields[] = {
    ID(substep_add, measure, KIND_MEASURE, FIELD_REQUIRED, "整改措施", "Measure"), STEP_FIELDS(substep_add)};
#define STEP_PLACE(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX, "整改措施", "Measure"), STEP_FIELDS(s)
static const struct field substep_added_fields[] = {STEP_PLACE(substep_added)};
static const struct field substep_finish_fields[] = {
    TEXT(substep_finish, result, 2, 1000, FIELD_REQUIRED | FIELD_LONG, "完成情况", "What was done"),
    DAY(substep_finish, done_day, FIELD_REQUIRED, "完成日期", "Done on")};
static const struct field step_fields[] = {
    THING_FIELDS(substep, substep_states), STEP_PLACE(substep),
    TEXT(substep, result, 0, 1000, FIELD_LONG, "完成情况", "What was done"),
    TEXT(substep, reason, 0, 1000, FIELD_LONG, "取消原因", "Why it was cancelled"),
    DAY(substep, done_day, 0, "完成日期", "Done on")};
const struct record substep_add_record = RECORD(substep_add, substep_add_fields);
const struct record substep_added_record = RECORD(substep_added, substep_added_fields);
const struct record substep_finish_record = RECORD(substep_finish, substep_finish_fields);
static const struct field stepped_fields[] = {ID(measure_stepped, substep, KIND_SUBSTEP, FIELD_OPEN, "细化步骤", "Step")};
const struct record measure_stepped_record = RECORD(measure_stepped, stepped_fields);
const struct record substep_record = RECORD(substep, step_fields);

enum refusal substep_may_change(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    if (!f->measure || !(FROM(f->measure->state) & MEASURE_OPEN_STATES))
        return REFUSED_STATE;
    bool office = env->actor.roles & ROLE(OFFICE);
    return office || report_unit(f->measure, env) ? REFUSED_NOT : REFUSED_NOT_RESPONSIBLE_UNIT;
}

enum refusal substep_may_add(const void *now, const struct facts *f, const struct env *env)
{
    enum refusal no = substep_may_change(now, f, env);
    return no || f->regime->levels & LEVEL_BIT_STEP ? no : REFUSED_LEVEL;
}

/* Whoever adds or finishes a step works for the measure: rule R1 remembers them. */
static void worked(const struct command *cmd, const struct facts *f, const struct env *env, struct events *out)
{
    struct measure_stepped *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct measure_stepped){cmd->id};
    events_add(out, EVENT_MEASURE_STEPPED, f->measure->id, e);
}

enum refusal substep_add(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct substep_add *p = cmd->payload;
    (void)now;
    if (f->taken)
        return REFUSED_NUMBER_TAKEN;
    if (p->due_day && f->measure->due_day && p->due_day > f->measure->due_day)
        return REFUSED_STEP_AFTER_MEASURE;
    struct substep_added *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct substep_added){f->measure->inspection, p->measure, p->number, p->text, p->unit, p->due_day};
    events_add(out, EVENT_SUBSTEP_ADDED, cmd->id, e);
    worked(cmd, f, env, out);
    return REFUSED_NOT;
}

enum refusal substep_finish(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    (void)now, (void)f;
    if (((const struct substep_finish *)cmd->payload)->done_day > env->today)
        return REFUSED_DATE_FUTURE;
    events_add(out, EVENT_SUBSTEP_FINISHED, cmd->id, cmd->payload);
    worked(cmd, f, env, out);
    return REFUSED_NOT;
}
