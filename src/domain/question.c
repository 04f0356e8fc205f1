/* question.c: see question.h. */
#include "domain/question.h"

#include "domain/measure.h"

const struct question_words question_words[QUESTION_DETECTORS] = {
    [QUESTION_NONE] = {"", "", "", "", "", "", ""},
#define X(constant, name, zh, en, ask_zh, ask_en, looks_zh, looks_en) \
    [QUESTION_##constant] = {name, zh, en, ask_zh, ask_en, looks_zh, looks_en},
    QUESTION_TABLE(X)
#undef X
};
const struct choice question_detectors[] = {
    {"", "", ""},
#define X(constant, name, zh, en, ...) {name, zh, en},
    QUESTION_TABLE(X)
#undef X
        {NULL, NULL, NULL}};

#define QUESTION_FIELDS(s, index) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | (index), "巡视巡察", "Inspection"), \
        ENUM(s, detector, question_detectors, FIELD_REQUIRED | FIELD_OPEN, "问的是", "Asked about"), \
        ID(s, measure, KIND_MEASURE, index, "有关措施", "Measure"), \
        ID(s, unit, KIND_UNIT, index, "有关单位", "Unit"), \
        TIME(s, newest_us, FIELD_REQUIRED | FIELD_OPEN, "依据截至", "Rests on records up to"), \
        TEXT(s, answer, 4, 1000, FIELD_REQUIRED | FIELD_LONG, "了解到的情况", "What was found")
static const struct field settle_fields[] = {QUESTION_FIELDS(question_settle, 0)};
static const struct field question_fields[] = {
    THING_FIELDS(question, question_states), QUESTION_FIELDS(question, FIELD_INDEX),
    ID(question, settled_by, KIND_PERSON, 0, "答复人", "Answered by"),
    TIME(question, settled_us, 0, "答复时间", "Answered")};
const struct record question_settle_record = RECORD(question_settle, settle_fields);
const struct record question_record = RECORD(question, question_fields);

enum refusal question_settle(const void *now, const struct command *cmd, const struct facts *f,
                             const struct env *env, struct events *out)
{
    const struct question_settle *p = cmd->payload;
    (void)now;
    if (f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (!p->measure == !p->unit || (p->measure && f->measure->inspection != p->inspection))
        return REFUSED_QUESTION_ABOUT;
    if (p->newest_us > env->now_us)
        return REFUSED_QUESTION_LATER;
    events_add(out, EVENT_QUESTION_SETTLED, cmd->id, p);
    return REFUSED_NOT;
}

void question_settled(struct arena *a, void *state, const struct event *e)
{
    struct question *q = state;
    (void)a;
    q->settled_by = e->actor;
    q->settled_us = e->at_us;
}
