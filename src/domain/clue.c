/* clue.c: see clue.h. */
#include "domain/clue.h"
#include "domain/regime.h"

#define WORDS (FIELD_LONG | FIELD_PERSONAL)
#define SOURCE(s, flags) TEXT(s, source, 2, 100, FIELD_PERSONAL | (flags), "来源", "Source")
#define SUMMARY(s, flags) TEXT(s, summary, 4, 4000, WORDS | (flags), "线索内容", "What it says")
#define OPINION(s, flags) TEXT(s, opinion, 2, 2000, WORDS | (flags), "意见", "Opinion")
#define RESULT(s, flags) TEXT(s, result, 4, 4000, WORDS | (flags), "办理情况", "What was done and found")
#define DECISION(s, flags) TEXT(s, decision, 2, 2000, WORDS | (flags), "处理决定", "Decision")
#define TOLD(s, flags) TEXT(s, told, 2, 100, FIELD_PERSONAL | (flags), "反馈对象", "Told to")
#define SORT(s, flags) ENUM(s, sort, clue_sorts, flags, "线索类别", "Sort")
#define METHOD(s, flags) ENUM(s, method, clue_methods, flags, "处置方式", "Way of disposal")
#define DUE(s) DAY(s, due_day, FIELD_OPEN, "本步时限", "Step due")
#define ASSIGNED(s, flags) IDS(s, assigned, KIND_PERSON, FIELD_LINK | (flags), "承办人", "Assigned to")

const struct choice clue_states[] = {{"", "", ""},
                                     {"received", "已受理", "Received"},
                                     {"assessed", "已研判", "Assessed"},
                                     {"handled", "已办理", "Handled"},
                                     {"decided", "已决定", "Decided"},
                                     {"fed_back", "已反馈", "Fed back"},
                                     {"void", "作废", "Void"},
                                     {NULL, NULL, NULL}};
const struct choice clue_sorts[] = {{"", "", ""},
                                    {"discipline", "违反党纪", "Against Party discipline"},
                                    {"duty", "职务违法", "Unlawful acts in office"},
                                    {"conduct", "作风问题", "Conduct"},
                                    {"other", "其他", "Other"},
                                    {NULL, NULL, NULL}};
const struct choice clue_methods[] = {{"", "", ""},
                                      {"talk", "谈话函询", "Talk or letter of inquiry"},
                                      {"check", "初步核实", "Preliminary check"},
                                      {"keep", "暂存待查", "Kept for later"},
                                      {"settle", "予以了结", "Settled"},
                                      {NULL, NULL, NULL}};

static const struct field receive_fields[] = {
    ID(clue_receive, inspection, KIND_INSPECTION, FIELD_REQUIRED, "巡视巡察", "Inspection"),
    DAY(clue_receive, received_day, FIELD_REQUIRED, "收到日期", "Received on"),
    SORT(clue_receive, FIELD_REQUIRED), SOURCE(clue_receive, FIELD_REQUIRED), SUMMARY(clue_receive, FIELD_REQUIRED)};
static const struct field received_fields[] = {
    ID(clue_received, inspection, KIND_INSPECTION, FIELD_OPEN, "巡视巡察", "Inspection"),
    INT(clue_received, number, 0, INT64_MAX, FIELD_OPEN, "编号", "Number"),
    DAY(clue_received, received_day, FIELD_OPEN, "收到日期", "Received on"),
    SORT(clue_received, FIELD_OPEN), DUE(clue_received), SOURCE(clue_received, 0), SUMMARY(clue_received, 0)};
static const struct field assign_fields[] = {ASSIGNED(clue_assign, FIELD_REQUIRED)};
static const struct field assess_fields[] = {METHOD(clue_assess, FIELD_REQUIRED), OPINION(clue_assess, FIELD_REQUIRED)};
static const struct field assessed_fields[] = {METHOD(clue_assessed, FIELD_OPEN),
                                               DUE(clue_assessed), OPINION(clue_assessed, 0)};
static const struct field handle_fields[] = {RESULT(clue_handle, FIELD_REQUIRED)};
static const struct field handled_fields[] = {DUE(clue_handled), RESULT(clue_handled, 0)};
static const struct field decide_fields[] = {DECISION(clue_decide, FIELD_REQUIRED)};
static const struct field decided_fields[] = {DUE(clue_decided), DECISION(clue_decided, 0)};
static const struct field return_fields[] = {OPINION(clue_return, FIELD_REQUIRED)};
static const struct field returned_fields[] = {DUE(clue_returned), OPINION(clue_returned, 0)};
static const struct field feed_back_fields[] = {
    TOLD(clue_feed_back, FIELD_REQUIRED),
    DAY(clue_feed_back, told_day, FIELD_REQUIRED | FIELD_OPEN, "反馈日期", "Told on")};
static const struct field void_fields[] = {TEXT(clue_void, reason, 4, 500, FIELD_REQUIRED | WORDS, "作废理由", "Reason")};
static const struct field clue_fields[] = {
    THING_FIELDS(clue, clue_states), ERASABLE_FIELDS(clue),
    ID(clue, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"),
    INT(clue, number, 0, INT64_MAX, 0, "线索编号", "Number"),
    DAY(clue, received_day, 0, "收到日期", "Received on"), SORT(clue, 0), DUE(clue), SOURCE(clue, 0), SUMMARY(clue, 0),
    ID(clue, receiver, KIND_PERSON, 0, "受理人", "Received by"), ASSIGNED(clue, 0), METHOD(clue, 0), OPINION(clue, 0),
    ID(clue, handler, KIND_PERSON, 0, "办理人", "Handled by"), IDS(clue, handlers, KIND_PERSON, 0, "历次办理人", "Handled it once"), RESULT(clue, 0),
    ID(clue, decider, KIND_PERSON, 0, "决定人", "Decided by"), DECISION(clue, 0), TOLD(clue, 0),
    DAY(clue, told_day, 0, "反馈日期", "Told on"), INT(clue, returns, 0, INT64_MAX, 0, "退回次数", "Times returned"),
    TEXT(clue, reason, 0, 500, WORDS, "作废理由", "Reason it is void")};
const struct record clue_receive_record = RECORD(clue_receive, receive_fields);
const struct record clue_received_record = RECORD(clue_received, received_fields);
const struct record clue_assign_record = RECORD(clue_assign, assign_fields);
const struct record clue_assess_record = RECORD(clue_assess, assess_fields);
const struct record clue_assessed_record = RECORD(clue_assessed, assessed_fields);
const struct record clue_handle_record = RECORD(clue_handle, handle_fields);
const struct record clue_handled_record = RECORD(clue_handled, handled_fields);
const struct record clue_decide_record = RECORD(clue_decide, decide_fields);
const struct record clue_decided_record = RECORD(clue_decided, decided_fields);
const struct record clue_return_record = RECORD(clue_return, return_fields);
const struct record clue_returned_record = RECORD(clue_returned, returned_fields);
const struct record clue_feed_back_record = RECORD(clue_feed_back, feed_back_fields);
const struct record clue_void_record = RECORD(clue_void, void_fields);
const struct record clue_record = RECORD(clue, clue_fields);

bool clue_is_open_to(const struct clue *c, int64_t person)
{
    return person && (person == c->receiver || ids_has(c->assigned, person));
}

enum colour clue_colour(const struct clue *c, int64_t today)
{
    bool open = c->state >= CLUE_RECEIVED && c->state <= CLUE_DECIDED;
    return measure_colour(open ? MEASURE_WORKING : MEASURE_CLOSED, c->due_day, today);
}

/* ---- who may ---------------------------------------------------------------------------------- */

/* Asked before anything else: the answer to others tells nothing of the clue. */
enum refusal clue_may_assign(const void *now, const struct facts *f, const struct env *env)
{
    return clue_is_open_to(now, env->actor.id) ? inspection_is_open(now, f, env) : REFUSED_NOT_ASSIGNED;
}

enum refusal clue_may_work(const void *now, const struct facts *f, const struct env *env)
{
    const struct clue *c = now;
    return ids_has(c->assigned, env->actor.id) ? inspection_is_open(now, f, env) : REFUSED_NOT_ASSIGNED;
}

enum refusal clue_may_decide(const void *now, const struct facts *f, const struct env *env)
{
    const struct clue *c = now;
    enum refusal no = clue_may_work(now, f, env);
    return !no && ids_has(c->handlers, env->actor.id) ? REFUSED_CLUE_HANDLER : no;
}

enum refusal clue_may_ask_erase(const void *now, const struct facts *f, const struct env *env)
{
    return clue_is_open_to(now, env->actor.id) ? erase_may_ask(now, f, env) : REFUSED_NOT_ASSIGNED;
}

enum refusal clue_may_decide_erase(const void *now, const struct facts *f, const struct env *env)
{
    return clue_is_open_to(now, env->actor.id) ? erase_may_decide(now, f, env) : REFUSED_NOT_ASSIGNED;
}

/* ---- what is decided -------------------------------------------------------------------------- */

enum refusal clue_receive(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct clue_receive *p = cmd->payload;
    (void)now;
    if (f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (p->received_day > env->today)
        return REFUSED_DATE_FUTURE;
    struct clue_received *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct clue_received){p->inspection,
                                f->clue->last_number + 1,
                                p->received_day,
                                p->sort,
                                p->received_day + regime_clue_days(f->regime, CLUE_RECEIVED),
                                p->source,
                                p->summary};
    events_add(out, EVENT_CLUE_RECEIVED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal clue_assign(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct clue *c = now;
    const struct clue_assign *p = cmd->payload;
    bool same = c->assigned.count == p->assigned.count;
    (void)env;
    for (size_t i = 0; i < p->assigned.count && same; i++)
        same = ids_has(c->assigned, p->assigned.list[i]);
    if (same)
        return REFUSED_NOTHING_NEW;
    if (!f->clue->overseers)
        return REFUSED_CLUE_NOT_OVERSEER;
    events_add(out, EVENT_CLUE_ASSIGNED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal clue_assess(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct clue_assess *p = cmd->payload;
    struct clue_assessed *e = arena_alloc(env->arena, sizeof *e);
    (void)now;
    *e = (struct clue_assessed){p->method, env->today + regime_clue_days(f->regime, CLUE_ASSESSED), p->opinion};
    events_add(out, EVENT_CLUE_ASSESSED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal clue_handle(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    struct clue_handled *e = arena_alloc(env->arena, sizeof *e);
    (void)now;
    *e = (struct clue_handled){env->today + regime_clue_days(f->regime, CLUE_HANDLED),
                               ((const struct clue_handle *)cmd->payload)->result};
    events_add(out, EVENT_CLUE_HANDLED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal clue_decide(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    struct clue_decided *e = arena_alloc(env->arena, sizeof *e);
    (void)now;
    *e = (struct clue_decided){env->today + regime_clue_days(f->regime, CLUE_DECIDED),
                               ((const struct clue_decide *)cmd->payload)->decision};
    events_add(out, EVENT_CLUE_DECIDED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal clue_return(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    struct clue_returned *e = arena_alloc(env->arena, sizeof *e);
    (void)now;
    *e = (struct clue_returned){env->today + regime_clue_days(f->regime, CLUE_HANDLED),
                                ((const struct clue_return *)cmd->payload)->opinion};
    events_add(out, EVENT_CLUE_RETURNED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal clue_feed_back(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct clue *c = now;
    const struct clue_feed_back *p = cmd->payload;
    (void)f;
    if (p->told_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->told_day < c->received_day)
        return REFUSED_CLUE_TOLD_EARLY;
    events_add(out, EVENT_CLUE_FED_BACK, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- what happened ---------------------------------------------------------------------------- */

void clue_received(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct clue *)state)->receiver = e->actor;
}

void clue_handled(struct arena *a, void *state, const struct event *e)
{
    struct clue *c = state;
    c->handler = e->actor;
    c->handlers = ids_with(a, c->handlers, e->actor);
}

void clue_decided(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct clue *)state)->decider = e->actor;
}

void clue_returned(struct arena *a, void *state, const struct event *e)
{
    (void)a, (void)e;
    ((struct clue *)state)->returns++;
}

void clue_fed_back(struct arena *a, void *state, const struct event *e)
{
    (void)a, (void)e;
    ((struct clue *)state)->due_day = 0;
}

void clue_voided(struct arena *a, void *state, const struct event *e)
{
    clue_fed_back(a, state, e);
}
