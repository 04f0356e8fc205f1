/* check.c: what a look-back found in one closed thing, and what came of it. See lookback.h. */
#include "domain/lookback.h"

const struct choice lookback_check_states[] = {{"", "", ""},
                                               {"open", "待核查", "To be checked"},
                                               {"recorded", "待认定", "To be decided"},
                                               {"consolidated", "巩固", "Consolidated"},
                                               {"reopen", "重新立项", "To be reopened"},
                                               {NULL, NULL, NULL}};
const struct choice check_verdicts[] = {{"", "", ""},
                                        {"true", "属实", "True"},
                                        {"partly", "部分属实", "Partly true"},
                                        {"false", "不属实", "Not true"},
                                        {"rebound", "反弹", "It came back"},
                                        {NULL, NULL, NULL}};

enum { VOTES_MAX = 1000000 };
#define CHECK_FIELDS(s) \
    ID(s, lookback, KIND_LOOKBACK, FIELD_INDEX | FIELD_OPEN, "回头看", "Look-back"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX | FIELD_OPEN, "措施", "Measure"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX | FIELD_OPEN, "问题", "Problem"), \
        IDS(s, persons, KIND_PERSON, FIELD_LINK, "核查人员", "Who checked"), \
        FLAGS(s, methods, lookback_methods, 0, "核查方法", "Methods"), \
        DAY(s, day, FIELD_REQUIRED | FIELD_OPEN, "核查日期", "Checked on"), \
        ENUM(s, verdict, check_verdicts, FIELD_REQUIRED | FIELD_OPEN, "结论", "Verdict"), \
        TEXT(s, findings, 4, 4000, FIELD_REQUIRED | FIELD_LONG, "核查发现", "Findings"), \
        DAY(s, fact_day, FIELD_OPEN, "销号后事实的日期", "Day of a fact after the closure"), \
        TEXT(s, mismatches, 0, 4000, FIELD_LONG, "上报与实查不一致(一行一条)", "Reported but not found (a line each)"), \
        INT(s, votes_valid, 0, VOTES_MAX, FIELD_OPEN, "有效票", "Valid votes"), \
        INT(s, votes_satisfied, 0, VOTES_MAX, FIELD_OPEN, "满意", "Satisfied"), \
        INT(s, votes_basically, 0, VOTES_MAX, FIELD_OPEN, "基本满意", "Basically satisfied"), \
        INT(s, votes_unsatisfied, 0, VOTES_MAX, FIELD_OPEN, "不满意", "Unsatisfied"), \
        TEXT(s, deductions, 0, 500, 0, "扣分(代码×次数)", "Deductions (code×times)")
#define SCORE_FIELDS(s) \
    DAY(s, closed_day, FIELD_OPEN, "销号日期", "Closed on"), \
        INT(s, score, 0, SCORE_FULL, FIELD_OPEN, "得分", "Score")
#define ROUND_FIELD(s) ID(s, inspection, KIND_INSPECTION, FIELD_INDEX | FIELD_OPEN, "巡视巡察", "Inspection")
#define VOICE_FIELD(s) ID(s, voice, KIND_VOICE, FIELD_INDEX | FIELD_OPEN, "群众反映", "Voice")

static const struct field file_fields[] = {CHECK_FIELDS(check_file)};
static const struct field recorded_fields[] = {
    CHECK_FIELDS(check_recorded), ROUND_FIELD(check_recorded), SCORE_FIELDS(check_recorded)};
static const struct field opened_fields[] = {
    ROUND_FIELD(check_opened), VOICE_FIELD(check_opened),
    ID(check_opened, measure, KIND_MEASURE, FIELD_OPEN, "措施", "Measure"),
    ID(check_opened, problem, KIND_PROBLEM, FIELD_OPEN, "问题", "Problem")};
static const struct field check_fields[] = {
    THING_FIELDS(lookback_check, lookback_check_states),
    ROUND_FIELD(lookback_check),
    VOICE_FIELD(lookback_check),
    CHECK_FIELDS(lookback_check),
    SCORE_FIELDS(lookback_check),
    ID(lookback_check, recorded_by, KIND_PERSON, 0, "登记人", "Recorded by"),
    TIME(lookback_check, recorded_us, 0, "登记时间", "Recorded"),
    ID(lookback_check, decided_by, KIND_PERSON, 0, "认定人", "Decided by"),
    TIME(lookback_check, decided_us, 0, "认定时间", "Decided"),
    TEXT(lookback_check, opinion, 0, 2000, FIELD_LONG, "认定意见", "Opinion")};
const struct record check_file_record = RECORD(check_file, file_fields);
const struct record check_recorded_record = RECORD(check_recorded, recorded_fields);
const struct record check_opened_record = RECORD(check_opened, opened_fields);
const struct record lookback_check_record = RECORD(lookback_check, check_fields);

/* ---- who may ------------------------------------------------------------------------------------------ */

static bool any_of(struct ids some, struct ids of)
{
    for (size_t i = 0; i < some.count; i++)
        if (ids_has(of, some.list[i]))
            return true;
    return false;
}

/* Rules R1 and R2 over everybody who checks or decides: PERSONS besides the actor. */
static enum refusal independent(const struct lookback_facts *k, struct ids persons, const struct env *env)
{
    if (ids_has(k->executors, env->actor.id) || any_of(persons, k->executors))
        return REFUSED_SAME_PERSON;
    bool theirs = persons.count && any_of(k->units, k->persons_units);
    for (size_t i = 0; i < k->units.count && !theirs; i++)
        theirs = actor_stood_in(&env->actor, k->units.list[i], k->drafted_us);
    return theirs ? REFUSED_SAME_UNIT : REFUSED_NOT;
}

/* Who checks or decides judges the closure too, so it cannot be their own. */
static enum refusal may_check(const struct lookback_facts *k, struct ids persons, const struct env *env)
{
    if (ids_has(k->verifiers, env->actor.id) || any_of(persons, k->verifiers))
        return REFUSED_LOOKBACK_VERIFIER;
    return independent(k, persons, env);
}

enum refusal check_may_record(const void *now, const struct facts *f, const struct env *env)
{
    const struct lookback_facts *k = f->lookback;
    (void)now;
    if (!k || !k->item) /* a new one of which nobody knows yet what it is about */
        return REFUSED_NOT;
    return k->open ? may_check(k, (struct ids){NULL, 0}, env) : REFUSED_INSPECTION_CLOSED;
}

/* Three people: who closed it, who looked back on it, and who decides whether the closure stands. */
enum refusal check_may_decide(const void *now, const struct facts *f, const struct env *env)
{
    const struct lookback_check *c = now;
    enum refusal no = inspection_is_open(now, f, env);
    if (no)
        return no;
    if (c->recorded_by == env->actor.id || ids_has(c->persons, env->actor.id))
        return REFUSED_CHECK_DECIDER;
    return f->lookback ? may_check(f->lookback, (struct ids){NULL, 0}, env) : REFUSED_NOT;
}

enum refusal check_may_consolidate(const void *now, const struct facts *f, const struct env *env)
{
    const struct lookback_check *c = now;
    if (c->verdict == FOUND_FALSE || c->verdict == FOUND_REBOUND)
        return REFUSED_VERDICT_UNSOUND;
    return check_may_decide(now, f, env);
}

/* ---- decisions ---------------------------------------------------------------------------------------- */

/* What it is about: named now, or since the voice asked for it. */
static enum refusal about(const struct lookback_check *c, const struct check_file *p, const struct lookback_facts *k)
{
    bool known = c->head.len > 0;
    if (known && (p->lookback || (p->measure && p->measure != c->measure) || (p->problem && p->problem != c->problem)))
        return REFUSED_CHECK_ABOUT;
    if (known)
        return REFUSED_NOT;
    if (!k->item || (p->measure && p->problem && p->problem != k->problem))
        return REFUSED_CHECK_ABOUT;
    int64_t item = !k->lookback                               ? 0
                   : k->lookback->sort == POPULATION_MEASURES ? p->measure
                   : p->measure                               ? 0
                                                              : p->problem;
    if (!item || k->lookback->state != LOOKBACK_DRAWN || !lookback_holds(k->lookback, item))
        return REFUSED_NOT_SAMPLED;
    return k->checked ? REFUSED_CHECKED_ALREADY : REFUSED_NOT;
}

static enum refusal counts(const struct check_file *p, const struct lookback_facts *k,
                           const struct env *env, int64_t *score)
{
    if (p->day > env->today || p->fact_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (k->closed_day && p->day < k->closed_day)
        return REFUSED_CHECK_BEFORE_CLOSURE;
    if (p->verdict == FOUND_REBOUND && p->fact_day <= k->closed_day)
        return REFUSED_FACT_NEEDED;
    if (p->votes_satisfied + p->votes_basically + p->votes_unsatisfied != p->votes_valid)
        return REFUSED_VOTES_SUM;
    return score_of(p->deductions, k->rules, k->rule_count, score) ? REFUSED_NOT : REFUSED_SCORE_CODE;
}

enum refusal check_file(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct lookback_check *c = now;
    const struct check_file *p = cmd->payload;
    const struct lookback_facts *k = f->lookback;
    int64_t score = 0;
    enum refusal no = about(c, p, k);
    if (!no)
        no = k->open ? may_check(k, p->persons, env) : REFUSED_INSPECTION_CLOSED;
    if (!no)
        no = counts(p, k, env, &score);
    if (no)
        return no;
    struct check_recorded *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct check_recorded){.lookback = p->lookback,
                                 .measure = p->measure ? p->measure : c->measure,
                                 .problem = k->problem,
                                 .persons = p->persons,
                                 .methods = p->methods,
                                 .day = p->day,
                                 .verdict = p->verdict,
                                 .findings = p->findings,
                                 .fact_day = p->fact_day,
                                 .mismatches = p->mismatches,
                                 .votes_valid = p->votes_valid,
                                 .votes_satisfied = p->votes_satisfied,
                                 .votes_basically = p->votes_basically,
                                 .votes_unsatisfied = p->votes_unsatisfied,
                                 .deductions = p->deductions,
                                 .inspection = k->inspection,
                                 .closed_day = k->closed_day,
                                 .score = score};
    events_add(out, EVENT_CHECK_RECORDED, cmd->id, e);
    return REFUSED_NOT;
}

/* On a fact dated after the closure, and on nothing else. */
enum refusal check_reopen(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct lookback_check *c = now;
    (void)f, (void)env;
    if (!c->fact_day || c->fact_day <= c->closed_day)
        return REFUSED_FACT_NEEDED;
    events_add(out, EVENT_CHECK_REOPEN_DECIDED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

/* ---- what happened ------------------------------------------------------------------------------------ */

void check_recorded(struct arena *a, void *state, const struct event *e)
{
    struct lookback_check *c = state;
    (void)a;
    c->recorded_by = e->actor;
    c->recorded_us = e->at_us;
}

void check_decided(struct arena *a, void *state, const struct event *e)
{
    struct lookback_check *c = state;
    (void)a;
    c->decided_by = e->actor;
    c->decided_us = e->at_us;
}
