/* pack.c: frozen by the office, reviewed by another person. See pack.h. */
#include "domain/pack.h"

#include "base/time.h"

const struct choice pack_states[] = {{"", "", ""}, {"frozen", "已定稿", "Frozen"}, {"reviewed", "已审核", "Reviewed"}, {"withdrawn", "已撤回", "Withdrawn"}, {NULL, NULL, NULL}};
const struct choice pack_sorts[] = {{"", "", ""}, {"period", "半月报汇总", "Summary of reports"}, {"meeting", "月度会议材料", "Meeting pack"}, {NULL, NULL, NULL}};

enum { PERIOD_MAX = 1000000 };
#define PACK_FIELDS(s, index) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | (index), "巡视巡察", "Inspection"), \
        ENUM(s, sort, pack_sorts, FIELD_REQUIRED | FIELD_OPEN, "汇编种类", "Sort"), \
        ENUM(s, rhythm, rhythms, FIELD_REQUIRED | FIELD_OPEN, "周期", "Rhythm"), \
        INT(s, period, 1, PERIOD_MAX, FIELD_REQUIRED | FIELD_OPEN | (index), "期次", "Period"), \
        ID(s, unit, KIND_UNIT, 0, "只看单位", "Of one unit"), \
        ID(s, leader, KIND_PERSON, 0, "只看责任领导", "Of one leader"), \
        TEXT(s, title, 2, 120, FIELD_REQUIRED, "标题", "Title"), \
        TEXT(s, note, 0, 2000, FIELD_LONG, "说明", "Note"), \
        INT(s, position, 0, INT64_MAX, FIELD_OPEN, "日志位置", "Position"), \
        DAY(s, as_of_day, FIELD_OPEN, "数据截至", "As of"), \
        HASH(s, digest, FIELD_OPEN, "文本校验码", "Digest of the text")
static const struct field freeze_fields[] = {PACK_FIELDS(pack_freeze, 0)};
static const struct field pack_fields[] = {
    THING_FIELDS(pack, pack_states), PACK_FIELDS(pack, FIELD_INDEX),
    ID(pack, freezer, KIND_PERSON, 0, "定稿人", "Frozen by"), TIME(pack, frozen_us, 0, "定稿时间", "Frozen"),
    ID(pack, reviewer, KIND_PERSON, 0, "审核人", "Reviewed by"), TIME(pack, reviewed_us, 0, "审核时间", "Reviewed"),
    TEXT(pack, opinion, 0, 2000, FIELD_LONG, "审核意见", "Opinion"),
    TEXT(pack, reason, 0, 1000, FIELD_LONG, "撤回原因", "Reason")};
const struct record pack_freeze_record = RECORD(pack_freeze, freeze_fields);
const struct record pack_record = RECORD(pack, pack_fields);

bool pack_period_is_over(int64_t rhythm, int64_t period, int64_t day)
{
    return period_last_day(period) < day && regime_period(rhythm, period_last_day(period)) == period;
}

/* The digest was computed by app/ before: only who has the past ledger can repeat that. */
enum refusal pack_freeze(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct pack_freeze *p = cmd->payload;
    (void)now;
    if (f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (p->unit && p->leader)
        return REFUSED_PACK_SCOPE;
    if (!p->digest.len || p->position < 1 || p->position > f->log_size || p->as_of_day < f->position_day ||
        p->as_of_day > env->today)
        return REFUSED_PACK_MOMENT;
    if (!pack_period_is_over(p->rhythm, p->period, p->as_of_day))
        return REFUSED_PACK_PERIOD;
    if (f->taken)
        return REFUSED_PACK_TWICE;
    events_add(out, EVENT_PACK_FROZEN, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal pack_may_review(const void *now, const struct facts *f, const struct env *env)
{
    const struct pack *p = now;
    if (!env->actor.id || env->actor.id == p->freezer) /* the operator has no name */
        return REFUSED_PACK_OWN;
    return inspection_is_open(now, f, env);
}

void pack_frozen(struct arena *a, void *state, const struct event *e)
{
    struct pack *p = state;
    (void)a;
    p->freezer = e->actor;
    p->frozen_us = e->at_us;
}

void pack_reviewed(struct arena *a, void *state, const struct event *e)
{
    struct pack *p = state;
    (void)a;
    p->reviewer = e->actor;
    p->reviewed_us = e->at_us;
}
