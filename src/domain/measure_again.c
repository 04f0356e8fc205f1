/* measure_again.c: handing a measure over to other people, and taking up a closed one again. See measure.h. */
#include "domain/measure.h"

#include "base/time.h"
#include "domain/lookback.h"

#define HAND_OVER_FIELDS(s) \
    IDS(s, leaders, KIND_PERSON, 0, "责任领导", "Leaders"), \
        ID(s, lead_unit, KIND_UNIT, FIELD_REQUIRED, "牵头单位", "Lead unit"), \
        IDS(s, assisting_units, KIND_UNIT, 0, "协办单位", "Assisting units"), \
        TEXT(s, department, 0, 60, 0, "责任科室", "Department"), \
        TEXT(s, contact, 0, 60, FIELD_PERSONAL, "责任人", "Person in charge"), \
        TEXT(s, phone, 0, 60, FIELD_PERSONAL, "联系电话", "Telephone"), \
        TEXT(s, reason, 2, 500, FIELD_REQUIRED | FIELD_LONG, "移交原因", "Why"), \
        TEXT(s, document, 0, 60, 0, "依据文号", "Document number")
static const struct field hand_over_fields[] = {HAND_OVER_FIELDS(hand_over)};
static const struct field handed_over_fields[] = {
    HAND_OVER_FIELDS(measure_handed_over),
    IDS(measure_handed_over, former_units, KIND_UNIT, 0, "原责任单位", "Formerly responsible")};
#define REOPEN_FIELDS(s) \
    DAY(s, fact_day, FIELD_REQUIRED | FIELD_OPEN, "事实发生日期", "Day of the fact"), \
        TEXT(s, reason, 5, 2000, FIELD_REQUIRED | FIELD_LONG, "重新立项理由", "Why"), \
        ID(s, check, KIND_CHECK, FIELD_OPEN, "依据的回头看核查", "Look-back check"), \
        ID(s, voice, KIND_VOICE, FIELD_OPEN, "依据的群众反映", "Contrary voice"), \
        DAY(s, due_day, FIELD_REQUIRED | FIELD_OPEN, "新的整改时限", "Due day of the new round")
static const struct field reopen_fields[] = {REOPEN_FIELDS(measure_reopen)};
static const struct field reopened_fields[] = {
    REOPEN_FIELDS(measure_reopened), INT(measure_reopened, round, 1, 99, FIELD_OPEN, "轮次", "Round")};
const struct record hand_over_record = RECORD(hand_over, hand_over_fields);
const struct record measure_handed_over_record = RECORD(measure_handed_over, handed_over_fields);
const struct record measure_reopen_record = RECORD(measure_reopen, reopen_fields);
const struct record measure_reopened_record = RECORD(measure_reopened, reopened_fields);

struct ids measure_units(struct arena *a, const struct measure *m)
{
    struct ids units = m->assisting_units;
    return m->lead_unit ? ids_with(a, units, m->lead_unit) : units;
}

static bool same_ids(struct ids a, struct ids b)
{
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++)
        same = a.list[i] == b.list[i];
    return same;
}

enum refusal measure_hand_over(const void *now, const struct command *cmd, const struct facts *f,
                               const struct env *env, struct events *out)
{
    const struct measure *m = now;
    const struct hand_over *p = cmd->payload;
    (void)f;
    if (!p->leaders.count)
        return REFUSED_NO_LEADER;
    if (p->lead_unit == m->lead_unit && same_ids(p->leaders, m->leaders) &&
        same_ids(p->assisting_units, m->assisting_units) && str_eq(p->contact, m->contact) &&
        str_eq(p->phone, m->phone) && str_eq(p->department, m->department))
        return REFUSED_NOTHING_NEW;
    struct ids units = measure_units(env->arena, m);
    struct measure_handed_over *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct measure_handed_over){p->leaders, p->lead_unit, p->assisting_units, p->department, p->contact,
                                      p->phone, p->reason, p->document, m->former_units};
    for (size_t i = 0; i < units.count; i++)
        e->former_units = ids_with(env->arena, e->former_units, units.list[i]);
    events_add(out, EVENT_MEASURE_HANDED_OVER, cmd->id, e);
    return REFUSED_NOT;
}

void measure_handed_over(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    m->executors = ids_with(a, m->executors, e->actor); /* said who answers for it: part of the plan */
    m->handovers++;
}

static bool about(const struct measure *m, int64_t measure, int64_t problem)
{
    return measure ? measure == m->id : problem == m->problem;
}

static int64_t closed_day(const struct measure *m)
{
    return day_of(m->state == MEASURE_ROUTINE ? m->routine_us : m->closed_us);
}

/* What was found or heard before this closure tells nothing of what came after it: the ground of an earlier round does
 * not serve again. */
bool reopen_ground(const struct measure *m, const struct lookback_check *check, const struct voice *voice)
{
    bool checked = check->head.len > 0, said = voice->head.len > 0;
    if (checked && (check->state != CHECK_REOPEN || !about(m, check->measure, check->problem)))
        return false;
    if (said && !about(m, voice->measure, voice->problem))
        return false;
    if ((checked && check->fact_day <= closed_day(m)) || (said && voice->received_day <= closed_day(m)))
        return false;
    return checked || said;
}

enum refusal measure_may_reopen(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    (void)f;
    if (ids_has(m->executors, env->actor.id))
        return REFUSED_SAME_PERSON;
    return measure_of_actor(m, env) ? REFUSED_SAME_UNIT : REFUSED_NOT;
}

enum refusal measure_reopen(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct measure *m = now;
    const struct measure_reopen *p = cmd->payload;
    if (!f->ground)
        return REFUSED_REOPEN_GROUNDLESS;
    if (p->fact_day <= closed_day(m))
        return REFUSED_REOPEN_OLD_FACT;
    if (p->fact_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->due_day <= env->today)
        return REFUSED_REVIEW_PAST;
    struct measure_reopened *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct measure_reopened){p->fact_day, p->reason, p->check, p->voice, p->due_day, m->round + 1};
    events_add(out, EVENT_MEASURE_REOPENED, cmd->id, e);
    if (f->problem->state == PROBLEM_DONE) {
        struct problem_reopened *q = arena_alloc(env->arena, sizeof *q);
        *q = (struct problem_reopened){cmd->id, p->fact_day};
        events_add(out, EVENT_PROBLEM_REOPENED, f->problem->id, q);
    }
    return REFUSED_NOT;
}

/* A new round begins: its evidence, claim, askings and decisions are its own; who executed stays for ever. */
void measure_reopened(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    measure_ask_over(a, state, e);
    m->void_by = 0;
    m->void_document = STR("");
    m->reopened_us = e->at_us;
    m->original_due_day = m->due_day;
    m->extensions = m->evidence_count = m->percent = 0;
    m->claimed_us = m->claimed_by = m->done_day = m->approved_by = m->verified_by = 0;
    m->closed_us = m->sustained_us = m->routine_us = m->routine_unit = 0;
    m->claim_summary = STR("");
}
