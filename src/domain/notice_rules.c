/* notice_rules.c: who may take which step on a notice, and what comes of it. See notice.h. */
#include "base/time.h"
#include "domain/notice.h"

static bool open_round(const struct facts *f) { return f->inspection && f->inspection->state == INSPECTION_ACTIVE; }

static bool of_unit(const struct notice *n, const struct env *env)
{
    return n->unit && ids_has(env->actor.units, n->unit);
}

/* Rule R2: who left the unit after the notice went out answers to it as much as who stayed. */
static bool was_of_unit(const struct notice *n, const struct env *env)
{
    return actor_stood_in(&env->actor, n->unit, n->issued_us ? n->issued_us : env->now_us);
}

/* ---- the rule of a kind ---------------------------------------------------------------------------- */

enum refusal notice_rule_set(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                             struct events *out)
{
    (void)now, (void)env;
    if (f->notice->rule.head.len && f->notice->rule.id != cmd->id)
        return REFUSED_NOTICE_RULE_TWICE;
    events_add(out, EVENT_NOTICE_RULE_ENTERED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

/* ---- drafting -------------------------------------------------------------------------------------- */

/* Problem and measure belong to the round and to each other. *PROBLEM is filled in from the measure. */
static enum refusal about(const struct facts *f, int64_t inspection, int64_t measure, int64_t *problem)
{
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    if (*problem && f->problem->inspection != inspection)
        return REFUSED_OTHER_INSPECTION;
    if (!measure)
        return REFUSED_NOT;
    if (f->measure->inspection != inspection || (*problem && f->measure->problem != *problem))
        return REFUSED_NOTICE_MEASURE;
    *problem = f->measure->problem;
    return REFUSED_NOT;
}

static enum refusal days_in_order(int64_t sign, int64_t answer)
{
    return sign && answer && answer < sign ? REFUSED_NOTICE_DUE : REFUSED_NOT;
}

enum refusal notice_draft(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                          struct events *out)
{
    struct notice_draft *p = arena_alloc(env->arena, sizeof *p);
    *p = *(const struct notice_draft *)cmd->payload;
    (void)now;
    enum refusal no = about(f, p->inspection, p->measure, &p->problem);
    if (!no)
        no = days_in_order(p->sign_due_day, p->answer_due_day);
    if (!no)
        events_add(out, EVENT_NOTICE_DRAFTED, cmd->id, p);
    return no;
}

enum refusal notice_change(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                           struct events *out)
{
    struct notice_change *p = arena_alloc(env->arena, sizeof *p);
    *p = *(const struct notice_change *)cmd->payload;
    enum refusal no = about(f, ((const struct notice *)now)->inspection, p->measure, &p->problem);
    if (!no)
        no = days_in_order(p->sign_due_day, p->answer_due_day);
    if (!no)
        events_add(out, EVENT_NOTICE_CHANGED, cmd->id, p);
    return no;
}

void notice_changed(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    n->writers = ids_with(a, n->writers, e->actor);
}

void notice_drafted(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    n->times = n->times ? n->times : 1;
    notice_changed(a, state, e);
}

/* ---- issuing ----------------------------------------------------------------------------------------- */

enum refusal notice_may_issue(const void *now, const struct facts *f, const struct env *env)
{
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    if (!env->actor.id) /* the operator has no name: nobody could tell that somebody else wrote it */
        return REFUSED_NOTICE_OWN;
    return ids_has(((const struct notice *)now)->writers, env->actor.id) ? REFUSED_NOTICE_OWN : REFUSED_NOT;
}

static int64_t counted(const struct calendar *c, int64_t today, int64_t days, int64_t clock)
{
    struct limit l = {.count = days, .clock = (enum clock)clock};
    return c ? limit_add(c, today, &l, NULL).day : today + days;
}

void notice_days(const struct notice *n, const struct notice_limits *l, const struct calendar *c, int64_t today,
                 int64_t *sign_due_day, int64_t *answer_due_day)
{
    int64_t sign = n->sign_due_day, answer = n->answer_due_day;
    if (!sign)
        sign = counted(c, today, l->sign_days, l->clock);
    if (!answer && l->answer_days)
        answer = counted(c, today, l->answer_days, l->clock);
    *sign_due_day = answer && sign > answer && !n->sign_due_day ? answer : sign;
    *answer_due_day = answer && answer < sign && !n->answer_due_day ? sign : answer;
}

/* The digest was computed by app/ before, of a text without mistakes and blanks. */
enum refusal notice_issue(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                          struct events *out)
{
    const struct notice *n = now;
    const struct notice_issue *p = cmd->payload;
    if (!n->text.len || !p->digest.len)
        return REFUSED_NOTICE_TEXT;
    if (p->position < f->notice->newest || p->position > f->log_size || !f->position_day || p->as_of_day != env->today)
        return REFUSED_NOTICE_MOMENT;
    struct notice_limits l = notice_limits_of(n->sort, &f->notice->rule);
    struct notice_issued *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct notice_issued){.position = p->position,
                                .as_of_day = p->as_of_day,
                                .digest = p->digest,
                                .year = civil_from_day(env->today).year,
                                .number = f->notice->last_number + 1,
                                .prefix = l.prefix};
    notice_days(n, &l, f->calendar, env->today, &e->sign_due_day, &e->answer_due_day);
    if (e->sign_due_day < env->today || days_in_order(e->sign_due_day, e->answer_due_day))
        return REFUSED_NOTICE_DUE;
    events_add(out, EVENT_NOTICE_ISSUED, cmd->id, e);
    return REFUSED_NOT;
}

void notice_issued(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    (void)a;
    n->issuer = e->actor;
    n->issued_us = e->at_us;
    n->issued_day = day_of(e->at_us);
}

/* ---- the unit's side ---------------------------------------------------------------------------------- */

enum refusal notice_by_unit(const void *now, const struct facts *f, const struct env *env)
{
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    return of_unit(now, env) ? REFUSED_NOT : REFUSED_NOTICE_UNIT;
}

enum refusal notice_sign(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                         struct events *out)
{
    (void)f, (void)env;
    events_add(out, EVENT_NOTICE_SIGNED, cmd->id, cmd->payload);
    if (!((const struct notice *)now)->answer_due_day)
        events_add(out, EVENT_NOTICE_FILED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

void notice_signed(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    (void)a;
    n->signer = e->actor;
    n->signed_us = e->at_us;
}

void notice_filed(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct notice *)state)->closed_us = e->at_us;
}

enum refusal notice_answer(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                           struct events *out)
{
    const struct notice_answer *p = cmd->payload;
    const struct evidence *v = &f->notice->evidence;
    (void)env;
    if (p->evidence && (v->state != EVIDENCE_VALID || v->inspection != ((const struct notice *)now)->inspection))
        return REFUSED_NOTICE_EVIDENCE;
    events_add(out, EVENT_NOTICE_ANSWERED, cmd->id, p);
    return REFUSED_NOT;
}

void notice_answered(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    n->answerer = e->actor;
    n->answered_us = e->at_us;
    n->answerers = ids_with(a, n->answerers, e->actor);
}

/* ---- the supervising side -------------------------------------------------------------------------------- */

enum refusal notice_may_talk(const void *now, const struct facts *f, const struct env *env)
{
    (void)env;
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    return notice_sort_of(((const struct notice *)now)->sort)->talk ? REFUSED_NOT : REFUSED_NOTICE_NO_TALK;
}

enum refusal notice_talk(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                         struct events *out)
{
    const struct notice_talk *p = cmd->payload;
    (void)f;
    if (p->talk_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->talk_day < ((const struct notice *)now)->issued_day)
        return REFUSED_TALK_BEFORE_ISSUE;
    events_add(out, EVENT_NOTICE_TALKED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal notice_may_decide(const void *now, const struct facts *f, const struct env *env)
{
    const struct notice *n = now;
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    if (!env->actor.id || ids_has(n->answerers, env->actor.id))
        return REFUSED_NOTICE_OWN_ANSWER;
    return was_of_unit(n, env) ? REFUSED_NOTICE_OWN_UNIT : REFUSED_NOT;
}

enum refusal notice_accept(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                           struct events *out)
{
    const struct notice *n = now;
    (void)f, (void)env;
    if (notice_sort_of(n->sort)->talk && !n->talk_day)
        return REFUSED_NOTICE_TALK;
    events_add(out, EVENT_NOTICE_ACCEPTED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

void notice_accepted(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    (void)a;
    n->decider = e->actor;
    n->closed_us = e->at_us;
}

void notice_returned(struct arena *a, void *state, const struct event *e)
{
    struct notice *n = state;
    (void)a;
    n->decider = e->actor;
    n->returns++;
}

/* The unit a notice went to cannot get rid of it. */
enum refusal notice_may_withdraw(const void *now, const struct facts *f, const struct env *env)
{
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    return was_of_unit(now, env) ? REFUSED_NOTICE_OWN_UNIT : REFUSED_NOT;
}

enum refusal notice_withdraw(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                             struct events *out)
{
    const struct notice_withdraw *p = cmd->payload;
    const struct notice *n = now;
    (void)f;
    if (n->state != NOTICE_DRAFT && !p->document.len)
        return REFUSED_NOTICE_DOCUMENT;
    events_add(out, EVENT_NOTICE_WITHDRAWN, cmd->id, p);
    if (n->previous) { /* so that another one may follow it */
        struct notice_followed *back = arena_alloc(env->arena, sizeof *back);
        *back = (struct notice_followed){cmd->id};
        events_add(out, EVENT_NOTICE_UNFOLLOWED, n->previous, back);
    }
    return REFUSED_NOT;
}

void notice_unfollowed(struct arena *a, void *state, const struct event *e)
{
    (void)a, (void)e;
    ((struct notice *)state)->followed = 0;
}

/* ---- escalation ------------------------------------------------------------------------------------------- */

bool notice_late(const struct notice *n, int64_t today)
{
    int64_t day = notice_next_day(n);
    return day && day < today;
}

int64_t notice_next_day(const struct notice *n)
{
    return n->state == NOTICE_ISSUED ? n->sign_due_day : n->state == NOTICE_SIGNED ? n->answer_due_day
                                                                                   : 0;
}

enum colour notice_colour(const struct notice *n, int64_t today)
{
    int64_t left = notice_next_day(n) - today;
    if (n->state == NOTICE_ANSWERED)
        return COLOUR_BLUE;
    if (n->state == NOTICE_CLOSED || n->state == NOTICE_WITHDRAWN)
        return COLOUR_DONE;
    if (!notice_next_day(n))
        return COLOUR_NONE;
    return left < 0 ? COLOUR_RED : left <= NOTICE_YELLOW_DAYS ? COLOUR_YELLOW
                                                              : COLOUR_GREEN;
}

enum refusal notice_may_follow(const struct notice *n, int64_t today)
{
    if (n->followed)
        return REFUSED_NOTICE_FOLLOWED;
    bool open = n->state == NOTICE_ISSUED || n->state == NOTICE_SIGNED || n->state == NOTICE_ANSWERED;
    if (!open || !(notice_late(n, today) || n->returns >= NOTICE_RETURNS_MAX))
        return REFUSED_NOTICE_NOT_LATE;
    return notice_sort_of(n->sort)->next ? REFUSED_NOT : REFUSED_NOTICE_GRADE;
}

enum refusal notice_escalate(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                             struct events *out)
{
    const struct notice_escalate *p = cmd->payload;
    const struct notice *n = &f->notice->previous;
    int64_t sort = p->sort ? p->sort : notice_sort_of(n->sort)->next;
    (void)now;
    if (!open_round(f))
        return REFUSED_INSPECTION_CLOSED;
    enum refusal no = notice_may_follow(n, env->today);
    if (!no && notice_sort_of(sort)->grade <= notice_sort_of(n->sort)->grade)
        no = REFUSED_NOTICE_GRADE;
    if (no)
        return no;
    struct notice_escalated *e = arena_alloc(env->arena, sizeof *e);
    struct notice_followed *back = arena_alloc(env->arena, sizeof *back);
    *e = (struct notice_escalated){.inspection = n->inspection,
                                   .sort = sort,
                                   .title = p->title,
                                   .text = p->text,
                                   .problem = n->problem,
                                   .measure = n->measure,
                                   .unit = n->unit,
                                   .assisting_units = n->assisting_units,
                                   .leader = n->leader,
                                   .request = p->request.len ? p->request : n->request,
                                   .basis = p->basis.len ? p->basis : n->basis,
                                   .previous = n->id,
                                   .times = n->times + 1};
    *back = (struct notice_followed){cmd->id};
    events_add(out, EVENT_NOTICE_ESCALATED, cmd->id, e);
    events_add(out, EVENT_NOTICE_FOLLOWED, n->id, back);
    return REFUSED_NOT;
}

struct str notice_number(struct arena *a, const struct notice *n)
{
    if (!n->number)
        return STR("");
    return str_f(a, "%.*s〔%lld〕%lld号", STR_ARG(n->prefix), (long long)n->year, (long long)n->number);
}
