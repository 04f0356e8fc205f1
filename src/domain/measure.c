/* measure.c: the rules of a measure. See measure.h. */
#include "domain/measure.h"

#include "domain/plan.h"
#include "domain/regime.h"

const struct choice measure_states[] = {
    {"", "", ""}, {"draft", "拟定", "Draft"}, {"review", "待审", "In review"}, {"issued", "已下达", "Issued"}, {"working", "整改中", "Working"}, {"claimed", "自报完成", "Claimed"}, {"verifying", "待核验", "Verifying"}, {"sustained", "长期坚持", "Sustained"}, {"closed", "已销号", "Closed"}, {"routine", "转常态", "Routine"}, {"void", "作废", "Void"}, {NULL, NULL, NULL}};
const struct choice measure_types[] = {
    {"", "", ""}, {"immediate", "立行立改", "Immediate"}, {"phased", "分阶段", "Phased"}, {"sustained", "长期坚持", "Sustained"}, {NULL, NULL, NULL}};

#define NOTE_FIELDS(s) \
    TEXT(s, department, 0, 60, 0, "责任科室", "Department"), \
        TEXT(s, contact, 0, 60, FIELD_PERSONAL, "责任人", "Person in charge"), \
        TEXT(s, phone, 0, 60, FIELD_PERSONAL, "联系电话", "Telephone"), \
        TEXT(s, oversight, 0, 120, 0, "监督部门", "Overseeing department"), \
        TEXT(s, note, 0, 1000, FIELD_LONG, "备注", "Note")
#define PLAN_FIELDS(s) \
    TEXT(s, text, 2, 4000, FIELD_REQUIRED | FIELD_LONG, "整改措施", "Measure"), \
        TEXT(s, goal, 0, 2000, FIELD_LONG, "整改目标", "Goal"), \
        ENUM(s, type, measure_types, FIELD_OPEN, "整改类型", "Type"), \
        TEXT(s, standard, 0, 2000, FIELD_LONG, "完成标准", "Standard"), \
        DAY(s, start_day, 0, "起始时间", "Start"), \
        DAY(s, due_day, FIELD_OPEN | FIELD_INDEX, "整改时限", "Due"), \
        TEXT(s, due_text, 0, 60, 0, "时限原文", "Due as written"), \
        IDS(s, leaders, KIND_PERSON, FIELD_LINK, "责任领导", "Leaders"), \
        ID(s, lead_unit, KIND_UNIT, FIELD_INDEX, "牵头单位", "Lead unit"), \
        IDS(s, assisting_units, KIND_UNIT, FIELD_LINK, "协办单位", "Assisting units"), NOTE_FIELDS(s)
#define PLACE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, 0, "巡视巡察", "Inspection"), \
        ID(s, aspect, KIND_ASPECT, FIELD_INDEX, "方面", "Aspect"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "问题", "Problem"), \
        INT(s, ordinal, 0, INT64_MAX, FIELD_OPEN, "次序", "Order"), \
        INT(s, number, 1, 99999, FIELD_OPEN, "措施序号", "Number"), \
        TEXT(s, code, 0, 30, 0, "措施编号", "Measure code")

static const struct field draft_fields[] = {
    ID(measure_draft, problem, KIND_PROBLEM, FIELD_REQUIRED, "问题", "Problem"),
    INT(measure_draft, number, 1, 99999, FIELD_REQUIRED | FIELD_OPEN, "措施序号", "Number"),
    TEXT(measure_draft, code, 0, 30, 0, "措施编号", "Measure code"), PLAN_FIELDS(measure_draft)};
static const struct field drafted_fields[] = {PLACE_FIELDS(measure_drafted), PLAN_FIELDS(measure_drafted)};
static const struct field change_fields[] = {PLAN_FIELDS(measure_change)};
static const struct field note_fields[] = {NOTE_FIELDS(measure_note)};
static const struct field claim_fields[] = {
    TEXT(measure_claim, summary, 10, 4000, FIELD_REQUIRED | FIELD_LONG, "落实情况和成效", "What was done and achieved"),
    DAY(measure_claim, done_day, FIELD_REQUIRED, "完成日期", "Done on")};
static const struct field void_fields[] = {
    TEXT(void_propose, reason, 2, 1000, FIELD_REQUIRED | FIELD_LONG, "作废理由", "Reason"),
    TEXT(void_propose, document, 2, 60, FIELD_REQUIRED, "依据文号", "Document number")};
static const struct field reported_fields[] = {
    ID(measure_reported, report, KIND_REPORT, 0, "进展报告", "Report"),
    INT(measure_reported, period, 0, INT64_MAX, FIELD_OPEN, "期次", "Period"),
    TEXT(measure_reported, progress, 0, 4000, FIELD_LONG, "进展", "Progress"),
    INT(measure_reported, done_percent, 0, 100, 0, "完成进度(%)", "Percent done"),
    BOOL(measure_reported, late, FIELD_OPEN, "逾期填报", "Late")};
static const struct field evidenced_fields[] = {
    ID(measure_evidenced, evidence, KIND_EVIDENCE, 0, "佐证材料", "Evidence"),
    INT(measure_evidenced, of_round, 0, 99, 0, "轮次", "Round")};
static const struct field measure_fields[] = {
    THING_FIELDS(measure, measure_states), PLACE_FIELDS(measure), PLAN_FIELDS(measure),
    INT(measure, round, 0, 99, 0, "轮次", "Round"),
    IDS(measure, executors, KIND_PERSON, 0, "经办人", "Executors"),
    TIME(measure, drafted_us, 0, "拟定时间", "Drafted"),
    TIME(measure, issued_us, 0, "下达时间", "Issued"),
    TIME(measure, signed_us, 0, "签收时间", "Signed for"),
    INT(measure, reports, 0, INT64_MAX, 0, "填报次数", "Reports"),
    INT(measure, last_period, 0, INT64_MAX, 0, "最近期次", "Newest period"),
    TEXT(measure, last_report, 0, 4000, FIELD_LONG, "本期进展", "Newest progress"),
    INT(measure, evidence_count, 0, INT64_MAX, 0, "佐证份数", "Pieces of evidence"),
    TEXT(measure, claim_summary, 0, 4000, FIELD_LONG, "落实情况和成效", "What was done"),
    TIME(measure, claimed_us, 0, "自报时间", "Claimed"),
    ID(measure, claimed_by, KIND_PERSON, 0, "自报人", "Claimed by"),
    DAY(measure, done_day, 0, "完成时间", "Done on"),
    ID(measure, approved_by, KIND_PERSON, 0, "审签人", "Approved by"),
    ID(measure, verified_by, KIND_PERSON, 0, "核验人", "Verified by"),
    IDS(measure, approvers, KIND_PERSON, 0, "历次审签人", "Approved a claim"),
    TEXT(measure, opinion, 0, 2000, FIELD_LONG, "最近意见", "Newest opinion"),
    INT(measure, returns, 0, INT64_MAX, 0, "退回次数", "Times returned"),
    TIME(measure, closed_us, 0, "销号时间", "Closed"),
    ID(measure, void_by, KIND_PERSON, 0, "作废申请人", "Voiding proposed by"),
    TEXT(measure, void_document, 0, 60, 0, "作废依据", "Voiding document"),
    INT(measure, percent, 0, 100, 0, "完成进度(%)", "Percent done"),
    INT(measure, late_reports, 0, INT64_MAX, 0, "逾期填报次数", "Late reports"),
    DAY(measure, original_due_day, 0, "原时限", "Original due day"),
    INT(measure, extensions, 0, 99, 0, "延期次数", "Extensions"),
    ENUM(measure, ask, measure_asks, 0, "待定申请", "Asked for"),
    ID(measure, ask_by, KIND_PERSON, 0, "申请人", "Asked by"),
    DAY(measure, ask_day, 0, "申请日期至", "Asked until"),
    ID(measure, ask_unit, KIND_UNIT, 0, "拟接收单位", "Receiving unit asked"),
    TEXT(measure, ask_reason, 0, 1000, FIELD_LONG, "申请理由", "Reason asked"),
    TEXT(measure, stage_goal, 0, 1000, FIELD_LONG, "阶段目标", "Stage goal"),
    TIME(measure, extension_decided_us, 0, "延期决定时间", "Extension decided"),
    TIME(measure, sustained_us, 0, "转长期坚持时间", "Sustained since"),
    ID(measure, routine_unit, KIND_UNIT, 0, "常态承接单位", "Routine unit"),
    TIME(measure, routine_us, 0, "转常态时间", "Routine since"),
    IDS(measure, former_units, KIND_UNIT, FIELD_LINK, "原责任单位", "Formerly responsible"),
    INT(measure, handovers, 0, INT64_MAX, 0, "责任移交次数", "Hand-overs"),
    TIME(measure, reopened_us, 0, "重新立项时间", "Reopened")};
const struct record measure_draft_record = RECORD(measure_draft, draft_fields);
const struct record measure_drafted_record = RECORD(measure_drafted, drafted_fields);
const struct record measure_change_record = RECORD(measure_change, change_fields);
const struct record measure_note_record = RECORD(measure_note, note_fields);
const struct record measure_claim_record = RECORD(measure_claim, claim_fields);
const struct record void_propose_record = RECORD(void_propose, void_fields);
const struct record measure_reported_record = RECORD(measure_reported, reported_fields);
const struct record measure_evidenced_record = RECORD(measure_evidenced, evidenced_fields);
const struct record measure_record = RECORD(measure, measure_fields);

int64_t measure_ordinal(int64_t aspect_number, int64_t problem_number, int64_t number)
{
    return (aspect_number * 100000 + problem_number) * 100000 + number;
}

/* ---- who may ---------------------------------------------------------------------------------- */

static bool lead(const struct measure *m, const struct env *env)
{
    return m->lead_unit && ids_has(env->actor.units, m->lead_unit);
}

enum refusal measure_by_lead_unit(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return lead(now, env) ? REFUSED_NOT : REFUSED_NOT_LEAD_UNIT;
}

enum refusal measure_may_submit(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    (void)f, (void)env;
    if (m->leaders.count == 0)
        return REFUSED_NO_LEADER;
    if (!m->lead_unit)
        return REFUSED_NO_LEAD_UNIT;
    if (m->type == TYPE_NONE)
        return REFUSED_NO_TYPE;
    if (!m->due_day && m->type != TYPE_SUSTAINED)
        return REFUSED_NO_DUE;
    return m->goal.len ? REFUSED_NOT : REFUSED_NO_GOAL;
}

enum refusal measure_may_review_plan(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return ids_has(((const struct measure *)now)->executors, env->actor.id) ? REFUSED_SAME_PERSON : REFUSED_NOT;
}

/* What is in joint review is not settled; what is put right at once waits for no plan. See plan.h. */
enum refusal measure_may_issue(const void *now, const struct facts *f, const struct env *env)
{
    enum refusal no = measure_may_review_plan(now, f, env);
    bool heard = f->plan && f->plan->plan && f->plan->plan->state == PLAN_REVIEWING;
    if (no || !heard || ((const struct measure *)now)->type == TYPE_IMMEDIATE)
        return no;
    return REFUSED_PLAN_IN_REVIEW;
}

enum refusal measure_may_claim(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    if (!lead(m, env))
        return REFUSED_NOT_LEAD_UNIT;
    return m->evidence_count >= regime_evidence_min(f->regime, m->type) ? REFUSED_NOT : REFUSED_NO_EVIDENCE;
}

enum refusal measure_may_approve(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    (void)f;
    if (ids_has(m->executors, env->actor.id))
        return REFUSED_SAME_PERSON;
    return m->leaders.count && m->leaders.list[0] == env->actor.id ? REFUSED_NOT : REFUSED_NOT_ITS_LEADER;
}

enum refusal measure_may_verify(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    (void)f;
    if (measure_in_hands_of(m, env->actor.id))
        return REFUSED_SAME_PERSON;
    return measure_of_actor(m, env) ? REFUSED_SAME_UNIT : REFUSED_NOT;
}

bool measure_in_hands_of(const struct measure *m, int64_t person)
{
    return ids_has(m->executors, person) || ids_has(m->approvers, person) || ids_has(m->leaders, person);
}

bool measure_of_actor(const struct measure *m, const struct env *env)
{
    const struct actor *a = &env->actor;
    bool theirs = actor_stood_in(a, m->lead_unit, m->drafted_us);
    for (size_t i = 0; i < m->assisting_units.count && !theirs; i++)
        theirs = actor_stood_in(a, m->assisting_units.list[i], m->drafted_us);
    for (size_t i = 0; i < m->former_units.count && !theirs; i++)
        theirs = actor_stood_in(a, m->former_units.list[i], m->drafted_us);
    return theirs;
}

enum refusal measure_may_propose_void(const void *now, const struct facts *f, const struct env *env)
{
    (void)f, (void)env;
    return ((const struct measure *)now)->void_document.len ? REFUSED_VOID_PENDING : REFUSED_NOT;
}

enum refusal measure_may_void(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    if (!m->void_document.len)
        return REFUSED_VOID_NONE;
    return measure_may_verify(now, f, env);
}

/* ---- decisions that look at the payload -------------------------------------------------------- */

static enum refusal plan_dates(int64_t start_day, int64_t due_day)
{
    return start_day && due_day && due_day < start_day ? REFUSED_DUE_BEFORE_START : REFUSED_NOT;
}

enum refusal measure_draft(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct measure_draft *p = cmd->payload;
    (void)now;
    if (f->problem->state != PROBLEM_OPEN)
        return REFUSED_PROBLEM_CLOSED;
    if (f->taken)
        return REFUSED_NUMBER_TAKEN;
    struct measure_drafted *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct measure_drafted){
        .inspection = f->problem->inspection, .aspect = f->problem->aspect, .problem = p->problem, .ordinal = measure_ordinal(f->problem->aspect_number, f->problem->number, p->number), .number = p->number, .code = p->code, .text = p->text, .goal = p->goal, .type = p->type, .standard = p->standard, .start_day = p->start_day, .due_day = p->due_day, .due_text = p->due_text, .leaders = p->leaders, .lead_unit = p->lead_unit, .assisting_units = p->assisting_units, .department = p->department, .contact = p->contact, .phone = p->phone, .oversight = p->oversight, .note = p->note};
    events_add(out, EVENT_MEASURE_DRAFTED, cmd->id, e);
    return plan_dates(p->start_day, p->due_day);
}

enum refusal measure_change(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct measure_change *p = cmd->payload;
    (void)f;
    if (fields_same(&measure_change_record, p, &measure_record, now, env->arena))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_MEASURE_CHANGED, cmd->id, p);
    return plan_dates(p->start_day, p->due_day);
}

enum refusal measure_note(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    (void)f;
    if (fields_same(&measure_note_record, cmd->payload, &measure_record, now, env->arena))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_MEASURE_NOTED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

enum refusal measure_claim(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct measure *m = now;
    const struct measure_claim *p = cmd->payload;
    (void)f;
    if (p->done_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (m->start_day && p->done_day < m->start_day)
        return REFUSED_DONE_BEFORE_START;
    events_add(out, EVENT_MEASURE_CLAIMED, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- what happened ------------------------------------------------------------------------------ */

static void did(struct arena *a, struct measure *m, const struct event *e)
{
    m->executors = ids_with(a, m->executors, e->actor);
}

void measure_drafted(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    m->round = 1;
    m->drafted_us = e->at_us;
    did(a, m, e);
}
void measure_changed(struct arena *a, void *state, const struct event *e) { did(a, state, e); }
void measure_stepped(struct arena *a, void *state, const struct event *e) { did(a, state, e); }

void measure_plan_approved(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    (void)a;
    m->issued_us = e->at_us;
    m->original_due_day = m->due_day;
}

void measure_signed(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct measure *)state)->signed_us = e->at_us;
}

void measure_reported(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    const struct measure_reported *p = e->payload;
    did(a, m, e);
    m->reports++;
    m->late_reports += p->late;
    if (p->period < m->last_period)
        return;
    m->last_period = p->period;
    m->last_report = p->progress;
    m->percent = p->done_percent;
}

void measure_evidenced(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    did(a, m, e);
    m->evidence_count++;
}
/* Evidence of a round that is over does not count any more, so withdrawing it takes nothing away. */
void measure_unevidenced(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    const struct measure_evidenced *p = e->payload;
    (void)a;
    m->evidence_count -= p->of_round == 0 || p->of_round == m->round;
}

void measure_claimed(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    did(a, m, e);
    m->claim_summary = ((const struct measure_claim *)e->payload)->summary;
    m->claimed_us = e->at_us;
    m->claimed_by = e->actor;
    m->approved_by = 0;
}

void measure_approved(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    m->approved_by = e->actor;
    m->approvers = ids_with(a, m->approvers, e->actor);
}

void measure_sent_back(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    (void)a, (void)e;
    m->returns++;
    m->claimed_us = m->done_day = 0;
}

void measure_verified(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    (void)a;
    m->verified_by = e->actor;
    m->closed_us = e->at_us;
}

void measure_void_proposed(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    did(a, m, e);
    m->void_by = e->actor;
    m->void_document = ((const struct void_propose *)e->payload)->document;
}

/* The opinion says why; the office may propose again on another ground. */
void measure_void_declined(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    (void)a, (void)e;
    m->void_by = 0;
    m->void_document = STR("");
}
