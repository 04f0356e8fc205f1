/* measure_ask.c: more time, keeping it up, handing it to routine: a unit asks, the overseer decides. See measure.h.
 *
 * A deadline moves by these decisions alone (DOMAIN.md §6, R3): the one issued stays in original_due_day, and every
 * extension is counted. */
#include "domain/measure.h"

#include "domain/regime.h"

const struct choice measure_asks[] = {
    {"", "", ""}, {"extension", "申请延期", "Asked to extend"}, {"sustain", "申请长期坚持", "Asked to sustain"}, {"routine", "申请转常态", "Asked to hand to routine"}, {NULL, NULL, NULL}};

#define REASON(s) TEXT(s, reason, 5, 1000, FIELD_REQUIRED | FIELD_LONG, "申请理由", "Reason")
#define OPINION(s) TEXT(s, opinion, 2, 2000, FIELD_REQUIRED | FIELD_LONG, "意见", "Opinion")
static const struct field extension_fields[] = {
    DAY(extension_ask, until_day, FIELD_REQUIRED | FIELD_OPEN, "申请延至", "Until"), REASON(extension_ask),
    TEXT(extension_ask, progress, 5, 2000, FIELD_REQUIRED | FIELD_LONG, "当前进展", "Progress so far"),
    TEXT(extension_ask, stage_goal, 0, 1000, FIELD_LONG, "阶段目标", "Stage goal")};
static const struct field sustain_fields[] = {
    DAY(sustain_ask, review_day, FIELD_REQUIRED | FIELD_OPEN, "下次复核日期", "Next review"),
    TEXT(sustain_ask, stage_goal, 5, 1000, FIELD_REQUIRED | FIELD_LONG, "阶段目标", "Stage goal"), REASON(sustain_ask)};
static const struct field routine_fields[] = {
    ID(routine_ask, receiving_unit, KIND_UNIT, FIELD_REQUIRED, "接收单位", "Receiving unit"), REASON(routine_ask),
    TEXT(routine_ask, standing_rule, 2, 500, FIELD_REQUIRED | FIELD_LONG, "长效机制", "What keeps it up")};
static const struct field extended_fields[] = {
    OPINION(measure_extended), DAY(measure_extended, due_day, FIELD_OPEN, "延期后时限", "Due after extension"),
    INT(measure_extended, extensions, 0, 99, FIELD_OPEN, "延期次数", "Extensions")};
static const struct field sustained_fields[] = {
    OPINION(measure_sustained), DAY(measure_sustained, due_day, FIELD_OPEN, "下次复核日期", "Next review")};
static const struct field review_fields[] = {
    OPINION(sustained_review), DAY(sustained_review, review_day, FIELD_REQUIRED | FIELD_OPEN, "下次复核日期", "Next review")};
static const struct field reviewed_fields[] = {
    OPINION(sustained_reviewed), DAY(sustained_reviewed, review_day, FIELD_OPEN, "下次复核日期", "Next review"),
    DAY(sustained_reviewed, due_day, FIELD_OPEN, "整改时限", "Due")};
static const struct field to_routine_fields[] = {
    OPINION(measure_to_routine), ID(measure_to_routine, routine_unit, KIND_UNIT, 0, "常态承接单位", "Routine unit")};
const struct record extension_ask_record = RECORD(extension_ask, extension_fields);
const struct record sustain_ask_record = RECORD(sustain_ask, sustain_fields);
const struct record routine_ask_record = RECORD(routine_ask, routine_fields);
const struct record measure_extended_record = RECORD(measure_extended, extended_fields);
const struct record measure_sustained_record = RECORD(measure_sustained, sustained_fields);
const struct record sustained_review_record = RECORD(sustained_review, review_fields);
const struct record sustained_reviewed_record = RECORD(sustained_reviewed, reviewed_fields);
const struct record measure_to_routine_record = RECORD(measure_to_routine, to_routine_fields);

/* ---- who may ---------------------------------------------------------------------------------- */

enum refusal measure_may_ask(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    enum refusal no = measure_by_lead_unit(now, f, env);
    if (no)
        return no;
    return m->ask == ASK_NONE ? REFUSED_NOT : REFUSED_ASK_PENDING;
}

enum refusal measure_may_ask_extension(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    enum refusal no = measure_may_ask(now, f, env);
    if (no)
        return no;
    if (!m->due_day)
        return REFUSED_NO_DUE;
    return m->extensions < f->regime->extensions_max ? REFUSED_NOT : REFUSED_EXTENSIONS_USED;
}

enum refusal measure_may_ask_routine(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    enum refusal no = measure_may_ask(now, f, env);
    if (no)
        return no;
    return m->evidence_count >= regime_evidence_min(f->regime, m->type) ? REFUSED_NOT : REFUSED_NO_EVIDENCE;
}

enum refusal measure_may_withdraw_ask(const void *now, const struct facts *f, const struct env *env)
{
    const struct measure *m = now;
    return m->ask == ASK_NONE ? REFUSED_ASK_NONE : measure_by_lead_unit(now, f, env);
}

static enum refusal may_decide(const struct measure *m, int64_t ask, const struct facts *f, const struct env *env)
{
    if (m->ask == ASK_NONE || (ask && m->ask != ask))
        return REFUSED_ASK_NONE;
    return measure_may_verify(m, f, env);
}

enum refusal measure_may_decline(const void *now, const struct facts *f, const struct env *env)
{
    return may_decide(now, ASK_NONE, f, env);
}
enum refusal measure_may_extend(const void *now, const struct facts *f, const struct env *env)
{
    return may_decide(now, ASK_EXTENSION, f, env);
}
enum refusal measure_may_sustain(const void *now, const struct facts *f, const struct env *env)
{
    return may_decide(now, ASK_SUSTAIN, f, env);
}
enum refusal measure_may_hand_to_routine(const void *now, const struct facts *f, const struct env *env)
{
    return may_decide(now, ASK_ROUTINE, f, env);
}

/* ---- decisions -------------------------------------------------------------------------------- */

enum refusal measure_ask_extension(const void *now, const struct command *cmd, const struct facts *f,
                                   const struct env *env, struct events *out)
{
    const struct measure *m = now;
    const struct extension_ask *p = cmd->payload;
    if (p->until_day <= m->due_day || p->until_day <= env->today)
        return REFUSED_EXTENSION_EARLIER;
    if (f->regime->extension_days_max && p->until_day - m->due_day > f->regime->extension_days_max)
        return REFUSED_EXTENSION_LONG;
    events_add(out, EVENT_MEASURE_EXTENSION_ASKED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal measure_ask_sustain(const void *now, const struct command *cmd, const struct facts *f,
                                 const struct env *env, struct events *out)
{
    const struct sustain_ask *p = cmd->payload;
    (void)now, (void)f;
    if (p->review_day <= env->today)
        return REFUSED_REVIEW_PAST;
    events_add(out, EVENT_MEASURE_SUSTAIN_ASKED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal measure_ask_routine(const void *now, const struct command *cmd, const struct facts *f,
                                 const struct env *env, struct events *out)
{
    (void)now, (void)f, (void)env;
    events_add(out, EVENT_MEASURE_ROUTINE_ASKED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

static struct str words_of(const struct command *cmd) { return ((const struct opinion *)cmd->payload)->opinion; }

enum refusal measure_extend(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct measure *m = now;
    struct measure_extended *e = arena_alloc(env->arena, sizeof *e);
    (void)f;
    if (m->ask_day <= m->due_day)
        return REFUSED_EXTENSION_EARLIER;
    *e = (struct measure_extended){words_of(cmd), m->ask_day, m->extensions + 1};
    events_add(out, EVENT_MEASURE_EXTENDED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal measure_sustain(const void *now, const struct command *cmd, const struct facts *f,
                             const struct env *env, struct events *out)
{
    const struct measure *m = now;
    struct measure_sustained *e = arena_alloc(env->arena, sizeof *e);
    (void)f;
    if (m->ask_day <= env->today) /* the asking lay too long */
        return REFUSED_REVIEW_PAST;
    *e = (struct measure_sustained){words_of(cmd), m->ask_day};
    events_add(out, EVENT_MEASURE_SUSTAINED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal measure_review_sustained(const void *now, const struct command *cmd, const struct facts *f,
                                      const struct env *env, struct events *out)
{
    const struct sustained_review *p = cmd->payload;
    struct sustained_reviewed *e = arena_alloc(env->arena, sizeof *e);
    (void)now, (void)f;
    if (p->review_day <= env->today)
        return REFUSED_REVIEW_PAST;
    *e = (struct sustained_reviewed){p->opinion, p->review_day, p->review_day};
    events_add(out, EVENT_MEASURE_SUSTAINED_REVIEWED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal measure_hand_to_routine(const void *now, const struct command *cmd, const struct facts *f,
                                     const struct env *env, struct events *out)
{
    const struct measure *m = now;
    struct measure_to_routine *e = arena_alloc(env->arena, sizeof *e);
    if (m->evidence_count < regime_evidence_min(f->regime, m->type))
        return REFUSED_NO_EVIDENCE;
    *e = (struct measure_to_routine){words_of(cmd), m->ask_unit};
    events_add(out, EVENT_MEASURE_TO_ROUTINE, cmd->id, e);
    return REFUSED_NOT;
}

/* ---- what happened ------------------------------------------------------------------------------ */

static struct measure *asked(struct arena *a, void *state, const struct event *e, int64_t ask)
{
    struct measure *m = state;
    m->executors = ids_with(a, m->executors, e->actor);
    m->ask = ask;
    m->ask_by = e->actor;
    m->ask_unit = m->ask_day = 0;
    return m;
}

void measure_extension_asked(struct arena *a, void *state, const struct event *e)
{
    const struct extension_ask *p = e->payload;
    struct measure *m = asked(a, state, e, ASK_EXTENSION);
    m->ask_day = p->until_day;
    m->ask_reason = p->reason;
}

void measure_sustain_asked(struct arena *a, void *state, const struct event *e)
{
    const struct sustain_ask *p = e->payload;
    struct measure *m = asked(a, state, e, ASK_SUSTAIN);
    m->ask_day = p->review_day;
    m->ask_reason = p->reason;
}

void measure_routine_asked(struct arena *a, void *state, const struct event *e)
{
    const struct routine_ask *p = e->payload;
    struct measure *m = asked(a, state, e, ASK_ROUTINE);
    m->ask_unit = p->receiving_unit;
    m->ask_reason = p->reason;
}

/* Decided or taken back; what was asked stays in the log. */
void measure_ask_over(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    (void)a, (void)e;
    m->ask = ASK_NONE;
    m->ask_by = m->ask_day = m->ask_unit = 0;
    m->ask_reason = STR("");
}

void measure_ask_declined(struct arena *a, void *state, const struct event *e)
{
    struct measure *m = state;
    if (m->ask == ASK_EXTENSION)
        m->extension_decided_us = e->at_us;
    measure_ask_over(a, state, e);
}

void measure_extended(struct arena *a, void *state, const struct event *e) { measure_ask_declined(a, state, e); }

void measure_sustained(struct arena *a, void *state, const struct event *e)
{
    ((struct measure *)state)->sustained_us = e->at_us;
    measure_ask_over(a, state, e);
}

void measure_to_routine(struct arena *a, void *state, const struct event *e)
{
    ((struct measure *)state)->routine_us = e->at_us;
    measure_ask_over(a, state, e);
}
