/* plan.c: sentences of the feedback, plans and the opinions on them. See plan.h. */
#include "domain/plan.h"

enum { NUMBER_MAX = 99999 };

/* ---- sentences -------------------------------------------------------------------------------- */

const struct choice feedback_sentence_states[] = {{"", "", ""},
                                                  {"unmapped", "未对应", "Not mapped"},
                                                  {"problem", "已对应问题", "Mapped to a problem"},
                                                  {"not_problem", "不是问题", "Not a problem"},
                                                  {NULL, NULL, NULL}};
#define SENTENCE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        INT(s, number, 1, NUMBER_MAX, FIELD_REQUIRED | FIELD_OPEN, "句号序", "Number"), \
        BOOL(s, heading, FIELD_OPEN, "标题句", "Heading"), \
        TEXT(s, text, 1, SENTENCE_CHARS_MAX, FIELD_REQUIRED | FIELD_LONG, "反馈原文", "Sentence")
static const struct field add_fields[] = {SENTENCE_FIELDS(sentence_add)};
static const struct field map_fields[] = {ID(sentence_map, problem, KIND_PROBLEM, FIELD_REQUIRED, "对应问题", "Problem")};
static const struct field sentence_fields[] = {
    THING_FIELDS(feedback_sentence, feedback_sentence_states), SENTENCE_FIELDS(feedback_sentence),
    ID(feedback_sentence, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"),
    IDS(feedback_sentence, mappers, KIND_PERSON, 0, "对应人", "Mapped by"),
    TEXT(feedback_sentence, reason, 0, 500, 0, "不是问题的理由", "Why it is no problem")};
const struct record sentence_add_record = RECORD(sentence_add, add_fields);
const struct record sentence_map_record = RECORD(sentence_map, map_fields);
const struct record feedback_sentence_record = RECORD(feedback_sentence, sentence_fields);

static bool round_open(const struct facts *f) { return f->inspection && f->inspection->state == INSPECTION_ACTIVE; }

enum refusal sentence_add(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    (void)now, (void)env;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (f->plan->number_taken)
        return REFUSED_NUMBER_TAKEN;
    events_add(out, EVENT_SENTENCE_ADDED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

enum refusal sentence_map(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct feedback_sentence *s = now;
    (void)env;
    if (f->problem->inspection != s->inspection)
        return REFUSED_OTHER_INSPECTION;
    if (s->problem == f->problem->id)
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_SENTENCE_MAPPED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

static struct feedback_sentence *mapper(struct arena *a, void *state, const struct event *e)
{
    struct feedback_sentence *s = state;
    s->mappers = ids_with(a, s->mappers, e->actor);
    return s;
}

void sentence_mapped(struct arena *a, void *state, const struct event *e) { mapper(a, state, e)->reason = STR(""); }

void sentence_set_aside(struct arena *a, void *state, const struct event *e) { mapper(a, state, e)->problem = 0; }

void sentence_unmapped(struct arena *a, void *state, const struct event *e)
{
    sentence_mapped(a, state, e);
    sentence_set_aside(a, state, e);
}

/* ---- plans -------------------------------------------------------------------------------------- */

const struct choice plan_states[] = {{"", "", ""},
                                     {"draft", "起草中", "Draft"},
                                     {"review", "会审中", "In review"},
                                     {"approved", "已审定", "Approved"},
                                     {"void", "已作废", "Void"},
                                     {NULL, NULL, NULL}};
const struct choice plan_sorts[] = {{"", "", ""},
                                    {"main", "总方案", "Main plan"},
                                    {"personnel", "选人用人专项", "Selection of officials"},
                                    {"ideology", "意识形态专项", "Ideological work"},
                                    {"special", "其他专项", "Other special plan"},
                                    {NULL, NULL, NULL}};
const struct choice plan_verdicts[] = {{"", "", ""}, {"agree", "同意", "Agree"}, {"object", "有不同意见", "Object"}, {NULL, NULL, NULL}};
#define PLAN_FIELDS(s) \
    TEXT(s, title, 2, 200, FIELD_REQUIRED, "方案名称", "Title"), \
        ENUM(s, sort, plan_sorts, FIELD_REQUIRED | FIELD_OPEN, "方案种类", "Sort"), \
        TEXT(s, text, 0, 20000, FIELD_LONG, "总体要求和组织保障", "General part"), \
        DAY(s, due_day, FIELD_OPEN, "报送时限", "To be sent up by"), \
        IDS(s, reviewers, KIND_PERSON, FIELD_LINK, "会审人", "Reviewers")
static const struct field draft_fields[] = {
    ID(plan_draft, inspection, KIND_INSPECTION, FIELD_REQUIRED, "巡视巡察", "Inspection"), PLAN_FIELDS(plan_draft)};
static const struct field change_fields[] = {PLAN_FIELDS(plan_change)};
static const struct field submitted_fields[] = {INT(plan_submitted, round, 1, NUMBER_MAX, FIELD_OPEN, "会审轮次", "Round of review")};
#define ANSWER_FIELDS(s) \
    TEXT(s, opinion, 2, 2000, FIELD_REQUIRED | FIELD_LONG, "审定意见", "Opinion"), \
        TEXT(s, answer, 0, 4000, FIELD_LONG, "对不同意见的答复", "Answer to the objections")
static const struct field approve_fields[] = {ANSWER_FIELDS(plan_approve)};
static const struct field plan_fields[] = {
    THING_FIELDS(plan, plan_states),
    ID(plan, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), PLAN_FIELDS(plan),
    IDS(plan, writers, KIND_PERSON, 0, "起草人", "Writers"),
    INT(plan, round, 0, NUMBER_MAX, 0, "会审轮次", "Round of review"),
    IDS(plan, heard, KIND_PERSON, 0, "已提意见", "Heard in this round"),
    IDS(plan, objectors, KIND_PERSON, 0, "有不同意见的人", "Objected in this round"),
    TIME(plan, submitted_us, 0, "提交时间", "Submitted"),
    TIME(plan, approved_us, 0, "审定时间", "Approved"),
    ID(plan, approved_by, KIND_PERSON, 0, "审定人", "Approved by"), ANSWER_FIELDS(plan),
    INT(plan, returns, 0, NUMBER_MAX, 0, "退回次数", "Times returned"),
    TEXT(plan, reason, 0, 1000, FIELD_LONG, "作废理由", "Why it is void")};
const struct record plan_draft_record = RECORD(plan_draft, draft_fields);
const struct record plan_change_record = RECORD(plan_change, change_fields);
const struct record plan_submitted_record = RECORD(plan_submitted, submitted_fields);
const struct record plan_approve_record = RECORD(plan_approve, approve_fields);
const struct record plan_record = RECORD(plan, plan_fields);

static enum refusal written(const struct facts *f, int64_t sort)
{
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    return sort == PLAN_SORT_MAIN && f->plan->main_taken ? REFUSED_PLAN_MAIN_TAKEN : REFUSED_NOT;
}

enum refusal plan_draft(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    (void)now, (void)env;
    events_add(out, EVENT_PLAN_DRAFTED, cmd->id, cmd->payload);
    return written(f, ((const struct plan_draft *)cmd->payload)->sort);
}

enum refusal plan_change(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    (void)now, (void)env;
    events_add(out, EVENT_PLAN_CHANGED, cmd->id, cmd->payload);
    return written(f, ((const struct plan_change *)cmd->payload)->sort);
}

/* The completeness proof. */
static enum refusal complete(const struct plan_facts *f)
{
    if (f->sentences_unmapped)
        return REFUSED_PLAN_SENTENCES;
    if (!f->problems)
        return REFUSED_PLAN_NO_PROBLEMS;
    if (f->problems_uncited)
        return REFUSED_PLAN_UNCITED;
    if (f->problems_without_measure)
        return REFUSED_PLAN_NO_MEASURES;
    return f->measures_incomplete ? REFUSED_PLAN_MEASURES : REFUSED_NOT;
}

enum refusal plan_may_submit(const void *now, const struct facts *f, const struct env *env)
{
    const struct plan *p = now;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (!p->reviewers.count)
        return REFUSED_PLAN_NO_REVIEWERS;
    for (size_t i = 0; i < p->reviewers.count; i++)
        if (ids_has(p->writers, p->reviewers.list[i]) || p->reviewers.list[i] == env->actor.id)
            return REFUSED_PLAN_REVIEWER_WROTE;
    return f->plan ? complete(f->plan) : REFUSED_NOT;
}

enum refusal plan_submit(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    struct plan_submitted *e = arena_alloc(env->arena, sizeof *e);
    (void)f;
    e->round = ((const struct plan *)now)->round + 1;
    events_add(out, EVENT_PLAN_SUBMITTED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal plan_may_decide(const void *now, const struct facts *f, const struct env *env)
{
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    bool own = ids_has(((const struct plan *)now)->writers, env->actor.id);
    return own || (f->plan && ids_has(f->plan->preparers, env->actor.id)) ? REFUSED_SAME_PERSON : REFUSED_NOT;
}

enum refusal plan_may_approve(const void *now, const struct facts *f, const struct env *env)
{
    const struct plan *p = now;
    enum refusal no = plan_may_decide(now, f, env);
    for (size_t i = 0; i < p->reviewers.count && !no; i++)
        if (!ids_has(p->heard, p->reviewers.list[i]))
            no = REFUSED_PLAN_OPINIONS_MISSING;
    return no;
}

enum refusal plan_approve(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct plan *p = now;
    (void)f, (void)env;
    if (p->objectors.count && !((const struct plan_approve *)cmd->payload)->answer.len)
        return REFUSED_PLAN_OBJECTION;
    events_add(out, EVENT_PLAN_APPROVED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

/* Problems that name a void plan would belong to none. */
enum refusal plan_may_void(const void *now, const struct facts *f, const struct env *env)
{
    const struct plan *p = now;
    (void)env;
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    return p->sort != PLAN_SORT_MAIN && f->plan && f->plan->problems ? REFUSED_PLAN_HAS_PROBLEMS : REFUSED_NOT;
}

void plan_written(struct arena *a, void *state, const struct event *e)
{
    struct plan *p = state;
    p->writers = ids_with(a, p->writers, e->actor);
}

void plan_was_submitted(struct arena *a, void *state, const struct event *e)
{
    struct plan *p = state;
    plan_written(a, state, e);
    p->heard = p->objectors = (struct ids){NULL, 0};
    p->submitted_us = e->at_us;
}

void plan_was_returned(struct arena *a, void *state, const struct event *e)
{
    (void)a, (void)e;
    ((struct plan *)state)->returns++;
}

void plan_was_approved(struct arena *a, void *state, const struct event *e)
{
    struct plan *p = state;
    (void)a;
    p->approved_us = e->at_us;
    p->approved_by = e->actor;
}

void plan_heard(struct arena *a, void *state, const struct event *e)
{
    struct plan *p = state;
    p->heard = ids_with(a, p->heard, e->actor);
    if (((const struct plan_hear *)e->payload)->verdict == VERDICT_OBJECT)
        p->objectors = ids_with(a, p->objectors, e->actor);
}

/* ---- opinions ------------------------------------------------------------------------------------ */

#define OPINION_FIELDS(s) \
    ID(s, plan, KIND_PLAN, FIELD_REQUIRED | FIELD_INDEX, "整改方案", "Plan"), \
        INT(s, round, 1, NUMBER_MAX, FIELD_REQUIRED | FIELD_OPEN, "会审轮次", "Round of review"), \
        ENUM(s, verdict, plan_verdicts, FIELD_REQUIRED | FIELD_OPEN, "态度", "Verdict"), \
        TEXT(s, text, 2, 4000, FIELD_REQUIRED | FIELD_LONG, "书面意见", "Opinion")
static const struct field opine_fields[] = {OPINION_FIELDS(plan_opine)};
#define OPINED_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), OPINION_FIELDS(s)
static const struct field opined_fields[] = {OPINED_FIELDS(plan_opined)};
static const struct field hear_fields[] = {
    ENUM(plan_hear, verdict, plan_verdicts, FIELD_REQUIRED | FIELD_OPEN, "态度", "Verdict")};
static const struct field opinion_fields[] = {
    THING_FIELDS(plan_opinion, no_states), OPINED_FIELDS(plan_opinion),
    ID(plan_opinion, person, KIND_PERSON, 0, "会审人", "Reviewer"),
    TIME(plan_opinion, given_us, 0, "时间", "Given")};
const struct record plan_opine_record = RECORD(plan_opine, opine_fields);
const struct record plan_opined_record = RECORD(plan_opined, opined_fields);
const struct record plan_hear_record = RECORD(plan_hear, hear_fields);
const struct record plan_opinion_record = RECORD(plan_opinion, opinion_fields);

static enum refusal may_opine(const struct plan *p, int64_t round, const struct facts *f, const struct env *env)
{
    if (!round_open(f))
        return REFUSED_INSPECTION_CLOSED;
    if (p->state != PLAN_REVIEWING)
        return REFUSED_STATE;
    if (p->round != round)
        return REFUSED_PLAN_ROUND;
    if (!ids_has(p->reviewers, env->actor.id))
        return REFUSED_PLAN_NOT_REVIEWER;
    return ids_has(p->heard, env->actor.id) ? REFUSED_PLAN_HEARD : REFUSED_NOT;
}

enum refusal plan_opine(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct plan_opine *p = cmd->payload;
    struct plan_opined *e = arena_alloc(env->arena, sizeof *e);
    struct plan_hear *heard = arena_alloc(env->arena, sizeof *heard);
    (void)now;
    *e = (struct plan_opined){f->plan->plan->inspection, p->plan, p->round, p->verdict, p->text};
    heard->verdict = p->verdict;
    events_add(out, EVENT_PLAN_OPINED, cmd->id, e);
    events_add(out, EVENT_PLAN_HEARD, p->plan, heard);
    return may_opine(f->plan->plan, p->round, f, env);
}

void plan_opined(struct arena *a, void *state, const struct event *e)
{
    struct plan_opinion *o = state;
    (void)a;
    o->person = e->actor;
    o->given_us = e->at_us;
}
