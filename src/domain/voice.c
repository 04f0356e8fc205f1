/* voice.c: voices that contradict a closure, and problems that are those of an earlier round again. See lookback.h. */
#include "domain/lookback.h"

const struct choice voice_states[] = {{"", "", ""}, {"received", "已收到", "Received"}, {"checking", "核查中", "Being checked"}, {"answered", "已答复", "Answered"}, {NULL, NULL, NULL}};
const struct choice voice_sources[] = {{"", "", ""},
                                       {"letter", "来信", "Letter"},
                                       {"call", "来电", "Call"},
                                       {"net", "网络", "Internet"},
                                       {"visit", "走访", "Visit"},
                                       {"media", "媒体", "Media"},
                                       {NULL, NULL, NULL}};

/* All but the words stay readable when the words are erased. */
#define VOICE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX | FIELD_OPEN, "巡视巡察", "Inspection"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX | FIELD_OPEN, "措施", "Measure"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX | FIELD_OPEN, "问题", "Problem"), \
        DAY(s, received_day, FIELD_REQUIRED | FIELD_OPEN, "收到日期", "Received on"), \
        ENUM(s, source, voice_sources, FIELD_REQUIRED | FIELD_OPEN, "来源", "Source"), \
        DAY(s, fact_day, FIELD_OPEN, "所反映事实的日期", "Day of what it tells"), \
        TEXT(s, text, 4, 2000, FIELD_REQUIRED | FIELD_LONG | FIELD_PERSONAL, "反映内容(不写姓名)", "What it says (no names)")
#define CHECK_FIELD(s) ID(s, lookback_check, KIND_CHECK, FIELD_OPEN, "核查", "Check")
#define ANSWER_FIELD(s, min, flags) TEXT(s, answer, min, 2000, FIELD_LONG | FIELD_PERSONAL | (flags), "答复", "Answer")

static const struct field enter_fields[] = {VOICE_FIELDS(voice_enter)};
static const struct field check_fields[] = {CHECK_FIELD(voice_check)};
static const struct field answer_fields[] = {ANSWER_FIELD(voice_answer, 4, FIELD_REQUIRED)};
static const struct field voice_fields[] = {THING_FIELDS(voice, voice_states),
                                            ERASABLE_FIELDS(voice),
                                            VOICE_FIELDS(voice),
                                            CHECK_FIELD(voice),
                                            ANSWER_FIELD(voice, 0, 0),
                                            TIME(voice, entered_us, 0, "登记时间", "Entered"),
                                            TIME(voice, answered_us, 0, "答复时间", "Answered")};
const struct record voice_enter_record = RECORD(voice_enter, enter_fields);
const struct record voice_check_record = RECORD(voice_check, check_fields);
const struct record voice_answer_record = RECORD(voice_answer, answer_fields);
const struct record voice_record = RECORD(voice, voice_fields);

static const struct field link_fields[] = {IDS(problem_link, earlier, KIND_PROBLEM, FIELD_LINK, "上轮相似问题", "Like earlier problems")};
const struct record problem_link_record = RECORD(problem_link, link_fields);

/* The check a voice opens: its id follows from the voice's, so that deciding again gives the same. */
static int64_t check_id(struct arena *a, int64_t voice)
{
    int64_t id = 0;
    struct hash h = hash_of(str_f(a, "check voice %lld", (long long)voice));
    for (size_t i = 0; i < 7; i++)
        id = id << 8 | h.bytes[i];
    id &= (1LL << SUBJECT_BITS) - 1;
    return id + !id;
}

enum refusal voice_enter(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct voice_enter *p = cmd->payload;
    const struct lookback_facts *k = f->lookback;
    (void)now;
    if (f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (!k->item || (p->measure && p->problem && p->problem != k->problem))
        return REFUSED_CHECK_ABOUT;
    if (k->inspection != p->inspection)
        return REFUSED_OTHER_INSPECTION;
    if (p->received_day > env->today || p->fact_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->fact_day > p->received_day)
        return REFUSED_FACT_AFTER_VOICE;
    events_add(out, EVENT_VOICE_ENTERED, cmd->id, p);
    if (!k->closed)
        return REFUSED_NOT;
    struct check_opened *opened = arena_alloc(env->arena, sizeof *opened);
    struct voice_check *taken = arena_alloc(env->arena, sizeof *taken);
    *opened = (struct check_opened){p->inspection, cmd->id, p->measure, k->problem};
    taken->lookback_check = check_id(env->arena, cmd->id);
    events_add(out, EVENT_CHECK_OPENED, taken->lookback_check, opened);
    events_add(out, EVENT_VOICE_TAKEN_UP, cmd->id, taken);
    return REFUSED_NOT;
}

enum refusal voice_may_answer(const void *now, const struct facts *f, const struct env *env)
{
    const struct lookback_check *c = f->lookback ? f->lookback->check : NULL;
    enum refusal no = inspection_is_open(now, f, env);
    if (no)
        return no;
    return c && c->state != CHECK_CONSOLIDATED && c->state != CHECK_REOPEN ? REFUSED_VOICE_UNCHECKED : REFUSED_NOT;
}

void voice_entered(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct voice *)state)->entered_us = e->at_us;
}

void voice_answered(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct voice *)state)->answered_us = e->at_us;
}

/* ---- recurrence ------------------------------------------------------------------------------------------ */

static int64_t day_of_round(const struct inspection *i) { return i->feedback_day ? i->feedback_day : i->end_day; }

bool inspection_earlier(const struct inspection *a, const struct inspection *b)
{
    if (a->id == b->id || !a->organisation || a->organisation != b->organisation)
        return false;
    return b->previous == a->id || (day_of_round(a) && day_of_round(a) < day_of_round(b));
}

enum refusal problem_link(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct problem *p = now;
    const struct problem_link *l = cmd->payload;
    bool same = p->earlier.count == l->earlier.count;
    (void)env;
    for (size_t i = 0; i < l->earlier.count && same; i++)
        same = ids_has(p->earlier, l->earlier.list[i]);
    if (same)
        return REFUSED_NOTHING_NEW;
    if (!f->lookback->earlier_fit)
        return REFUSED_NOT_EARLIER;
    events_add(out, EVENT_PROBLEM_LINKED, cmd->id, l);
    return REFUSED_NOT;
}
