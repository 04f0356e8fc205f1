/* warning.c: warning rules as data, and what follows from them at a day. See regime.h. */
#include "domain/regime.h"

#include "domain/measure.h"

const struct choice warning_sorts[] = {{"", "", ""}, {"time", "按剩余时间", "By time left"}, {"progress", "按进度", "By progress"}, {"escalation", "超期升级", "Escalation"}, {NULL, NULL, NULL}};
const struct choice tell_choices[] = {
    {"handler", "经办单位", "Lead unit"}, {"leader", "责任领导", "Responsible leader"}, {"head", "单位主要负责人", "Head of the unit"}, {"office", "整改办", "Office"}, {"overseer", "监督部门", "Overseer"}, {NULL, NULL, NULL}};

enum { THRESHOLD_MAX = 3660 };
#define WARNING_FIELDS(s) \
    ENUM(s, sort, warning_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "预警依据", "Warned by"), \
        ID(s, inspection, KIND_INSPECTION, FIELD_OPEN, "只用于这一轮", "Only of this round"), \
        BOOL(s, off, FIELD_OPEN, "停用", "Off"), \
        ENUM(s, clock, clock_choices, 0, "天数的计法", "Days counted in"), \
        INT(s, green_days, 0, THRESHOLD_MAX, 0, "绿：剩余至少(天)", "Green: at least (days left)"), \
        INT(s, yellow_days, 0, THRESHOLD_MAX, 0, "黄：剩余至多(天)，按进度时为落后(百分点)", "Yellow: at most (days left); by progress: percent behind"), \
        INT(s, red_days, 0, THRESHOLD_MAX, 0, "红：升级时为超期(天)，按进度时为落后(百分点)", "Red: escalated after (days overdue); by progress: percent behind"), \
        FLAGS(s, tell_green, tell_choices, 0, "绿色告知", "Green is told to"), \
        FLAGS(s, tell_yellow, tell_choices, 0, "黄色告知", "Yellow is told to"), \
        FLAGS(s, tell_red, tell_choices, 0, "红色告知", "Red is told to"), \
        TEXT(s, basis, 0, 500, FIELD_LONG, "依据", "Basis")
static const struct field set_fields[] = {WARNING_FIELDS(warning_set)};
static const struct field warning_fields[] = {THING_FIELDS(warning, no_states), WARNING_FIELDS(warning)};
const struct record warning_set_record = RECORD(warning_set, set_fields);
const struct record warning_record = RECORD(warning, warning_fields);

static const struct warning builtin[WARNING_SORTS] = {
    [WARNING_TIME] = {.sort = WARNING_TIME,
                      .clock = CLOCK_CALENDAR,
                      .green_days = COLOUR_GREEN_DAYS,
                      .yellow_days = COLOUR_YELLOW_DAYS,
                      .tell_green = TELL_HANDLER,
                      .tell_yellow = TELL_HANDLER | TELL_LEADER,
                      .tell_red = TELL_HANDLER | TELL_LEADER | TELL_HEAD},
    [WARNING_PROGRESS] = {.sort = WARNING_PROGRESS, .off = 1, .yellow_days = 20, .red_days = 40},
    [WARNING_ESCALATION] = {.sort = WARNING_ESCALATION,
                            .off = 1,
                            .clock = CLOCK_WORKDAY,
                            .red_days = 5,
                            .tell_red = TELL_OFFICE | TELL_OVERSEER},
};

const struct warning *warning_builtin(int64_t sort) { return &builtin[sort]; }

struct colour_rule colour_rule_of(const struct warning rows[WARNING_SORTS], const struct calendar *c, int64_t today)
{
    const struct warning *time = &rows[WARNING_TIME], *progress = &rows[WARNING_PROGRESS];
    struct limit yellow = {time->yellow_days, (enum clock)time->clock, false},
                 green = {time->green_days, (enum clock)time->clock, false};
    struct colour_rule r = {.today = today, .yellow_until = today - 1, .green_from = today};
    if (!time->off) {
        r.yellow_until = limit_add(c, today, &yellow, NULL).day;
        r.green_from = limit_add(c, today, &green, NULL).day;
    }
    if (!progress->off) {
        r.lag_yellow = progress->yellow_days;
        r.lag_red = progress->red_days;
    }
    return r;
}

int64_t warning_addressees(const struct warning rows[WARNING_SORTS], const struct calendar *c, int64_t colour,
                           int64_t due_day, int64_t today)
{
    const struct warning *time = &rows[WARNING_TIME], *more = &rows[WARNING_ESCALATION];
    int64_t told = colour == COLOUR_RED ? time->tell_red : colour == COLOUR_YELLOW ? time->tell_yellow
                                                       : colour == COLOUR_GREEN    ? time->tell_green
                                                                                   : 0;
    if (colour == COLOUR_RED && !more->off && due_day &&
        limit_measure(c, due_day, today, (enum clock)more->clock, NULL) >= more->red_days)
        told |= more->tell_red;
    return told;
}

enum refusal warning_set(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct warning_set *p = cmd->payload;
    const struct warning *w = now;
    if (p->inspection && f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (p->clock == CLOCK_MONTH)
        return REFUSED_WARNING_CLOCK;
    if (p->sort == WARNING_TIME && p->green_days <= p->yellow_days)
        return REFUSED_WARNING_ORDER;
    if (p->sort == WARNING_PROGRESS && p->red_days <= p->yellow_days)
        return REFUSED_WARNING_ORDER;
    if (w->head.len && fields_same(&warning_set_record, p, &warning_record, w, env->arena))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_WARNING_SET, cmd->id, p);
    return REFUSED_NOT;
}
