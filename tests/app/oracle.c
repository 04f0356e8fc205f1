/* oracle.c: see oracle.h. */
#include "tests/app/oracle.h"
#include "base/time.h"
#include "tests/test.h"

#include <string.h>

enum { SLOTS = 1 << 16 };

struct known { /* of any kind; what a kind has no use for stays empty */
    int64_t id;
    enum kind kind;
    bool done;           /* a measure closed, routine or void; a problem closed */
    int64_t above;       /* of a unit */
    int64_t unit, roles; /* of a person; the unit a notice or task went to */
    struct ids places;   /* of a person: every unit they were put in */
    int64_t left_us;     /* of a person: when they last left one */
    int64_t began_us;    /* a measure drafted, a notice issued */
    int64_t inspection, problem, measure, plan, sort;
    int64_t round, evidence, due_day, asked_day, closed_day;
    struct ids hands;     /* who executed, wrote, handled, answered */
    struct ids approvers; /* of claims */
    struct ids leaders;   /* now */
    struct ids units;     /* responsible now or ever */
    struct ids verifiers;
    struct ids checkers; /* of a check: recorded it or took part */
    int64_t asker;       /* of an erasing */
    bool gone;           /* evidence withdrawn */
    bool reviewing;      /* a plan */
};

/* One entry as it is told. */
struct told {
    struct oracle *o;
    const struct entry *entry;
    enum event_type type;
    const struct event_info *info;
    const void *payload;
    struct known *it, *who;
    int64_t actor;
};

/* ---- the memory ------------------------------------------------------------------------------------------------- */

void oracle_open(struct oracle *o)
{
    *o = (struct oracle){0};
    o->slots = arena_alloc(&o->arena, SLOTS * sizeof *o->slots);
}

void oracle_close(struct oracle *o)
{
    arena_reset(&o->arena);
    arena_reset(&o->scratch);
}

static struct known **slot(struct oracle *o, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15ULL >> 40) % SLOTS;
    while (o->slots[at] && o->slots[at]->id != id)
        at = (at + 1) % SLOTS;
    return &o->slots[at];
}

static struct known *know(struct oracle *o, int64_t id)
{
    struct known **s = slot(o, id);
    if (!*s) {
        CHECK(++o->count < SLOTS / 2);
        *s = arena_alloc(&o->arena, sizeof **s);
        (*s)->id = id;
    }
    return *s;
}

static void add(struct oracle *o, struct ids *to, int64_t id)
{
    if (id && !ids_has(*to, id))
        *to = ids_with(&o->arena, *to, id);
}

static void add_all(struct oracle *o, struct ids *to, struct ids from)
{
    for (size_t i = 0; i < from.count; i++)
        add(o, to, from.list[i]);
}

static const struct field *has(const struct told *t, const char *name) { return record_field(t->info->payload, str_c(name)); }
static int64_t num(const struct told *t, const char *name) { return has(t, name) ? *field_int(has(t, name), t->payload) : 0; }
static struct ids list(const struct told *t, const char *name) { return has(t, name) ? *field_ids(has(t, name), t->payload) : (struct ids){NULL, 0}; }

static void set_list(const struct told *t, struct ids *to, const char *name)
{
    *to = (struct ids){NULL, 0};
    add_all(t->o, to, list(t, name));
}

/* ---- what must hold --------------------------------------------------------------------------------------------- */

static bool under(struct oracle *o, int64_t unit, struct ids units)
{
    for (int steps = 0; unit && steps < 100; steps++, unit = know(o, unit)->above)
        if (ids_has(units, unit))
            return true;
    return false;
}

/* PERSON's unit is one of UNITS or stands below one, as the tree is now; where they moved since BEGAN_US, any unit they
 * ever were in. */
static bool below(struct oracle *o, int64_t person, struct ids units, int64_t began_us)
{
    const struct known *p = know(o, person);
    bool yes = under(o, p->unit, units);
    for (size_t i = 0; i < p->places.count && !yes && p->left_us > began_us; i++)
        yes = under(o, p->places.list[i], units);
    return yes;
}

/* R1 and R2 of one person over one measure. SIGNED: who approved or leads it counts too. */
static const char *hand_in(struct oracle *o, const struct known *m, int64_t person, bool signed_too)
{
    if (!person)
        return "nobody in person decided";
    if (ids_has(m->hands, person))
        return "R1: they executed it";
    if (signed_too && (ids_has(m->approvers, person) || ids_has(m->leaders, person)))
        return "R1: they approved a claim of it or lead it";
    return below(o, person, m->units, m->began_us) ? "R2: of a unit that is or was responsible, or below one" : NULL;
}

static const char *independent(const struct told *t) { return hand_in(t->o, t->it, t->actor, true); }

static const char *verified(const struct told *t)
{
    return t->it->evidence < 1 && t->type != EVENT_MEASURE_RETURNED ? "R5: closed without evidence of this round" : independent(t);
}

static const char *reviewed_measure(const struct told *t) { return ids_has(t->it->hands, t->actor) ? "R1: they drafted it" : NULL; }

static bool owns(const struct known *plan, const struct known *problem)
{
    bool main = plan->sort == 1 && !problem->plan;
    return plan->kind == KIND_PLAN && plan->inspection == problem->inspection && (problem->plan == plan->id || main);
}

static const char *settled(const struct told *t)
{
    const struct known *problem = know(t->o, t->it->problem);
    for (size_t i = 0; i < SLOTS && t->it->sort != 1; i++) /* 1: immediate, which waits for no plan */
        if (t->o->slots[i] && t->o->slots[i]->reviewing && owns(t->o->slots[i], problem))
            return "issued while its plan was in review";
    return reviewed_measure(t);
}

static const char *voided_plan(const struct told *t)
{
    for (size_t i = 0; i < SLOTS && t->it->sort != 1; i++)
        if (t->o->slots[i] && t->o->slots[i]->kind == KIND_PROBLEM && t->o->slots[i]->plan == t->it->id)
            return "a problem still names the void plan";
    return t->it->reviewing ? "voided in review" : NULL;
}

static const char *claimed(const struct told *t) { return t->it->evidence < 1 ? "R5: claimed without evidence of this round" : NULL; }

static const char *signed_by_leader(const struct told *t)
{
    if (ids_has(t->it->hands, t->actor))
        return "R1: they executed it";
    return t->it->leaders.count && t->it->leaders.list[0] == t->actor ? NULL : "not by its responsible leader";
}

static const char *to_routine(const struct told *t)
{
    return t->it->evidence < 1 ? "R5: handed to routine without evidence of this round" : independent(t);
}

static const char *extended(const struct told *t)
{
    if (num(t, "due_day") <= t->it->due_day || num(t, "due_day") != t->it->asked_day)
        return "R3: a deadline that is not the one asked for, or not later";
    return independent(t);
}

static const char *reopened(const struct told *t)
{
    if (!t->it->done || num(t, "fact_day") <= t->it->closed_day || num(t, "round") != t->it->round + 1)
        return "reopened without a new fact";
    return hand_in(t->o, t->it, t->actor, false);
}

static const char *changed_draft(const struct told *t) { return t->it->round ? "R3: changed after it was issued" : NULL; }

static const char *solved(const struct told *t)
{
    size_t measures = 0;
    for (size_t i = 0; i < SLOTS; i++) {
        const struct known *m = t->o->slots[i];
        if (!m || m->kind != KIND_MEASURE || m->problem != t->it->id)
            continue;
        measures++;
        const char *no = hand_in(t->o, m, t->actor, true);
        if (no || !m->done)
            return no ? no : "a measure is still open";
    }
    return measures ? NULL : "it has no measures";
}

static const char *looked_back(const struct told *t, const struct ids *others)
{
    int64_t measure = num(t, "measure") ? num(t, "measure") : t->it->measure;
    int64_t problem = measure ? 0 : num(t, "problem") ? num(t, "problem")
                                                      : t->it->problem;
    for (size_t i = 0; i < SLOTS; i++) {
        const struct known *m = t->o->slots[i];
        bool about = m && ((m->kind == KIND_MEASURE && (m->id == measure || (problem && m->problem == problem))) || (problem && m->id == problem));
        if (!about)
            continue;
        const char *no = m->kind == KIND_MEASURE ? hand_in(t->o, m, t->actor, true) : NULL;
        if (no || ids_has(m->verifiers, t->actor))
            return no ? no : "who closed it looks back on it";
        for (size_t k = 0; k < others->count; k++)
            if ((m->kind == KIND_MEASURE && hand_in(t->o, m, others->list[k], true)) || ids_has(m->verifiers, others->list[k]))
                return "one of the checkers had a hand in it";
    }
    return NULL;
}

static const char *recorded(const struct told *t)
{
    struct ids persons = list(t, "persons");
    return looked_back(t, &persons);
}

static const char *check_decided(const struct told *t)
{
    static const struct ids nobody = {NULL, 0};
    return ids_has(t->it->checkers, t->actor) ? "decided by a checker" : looked_back(t, &nobody);
}

static const char *plan_decided(const struct told *t)
{
    if (ids_has(t->it->hands, t->actor))
        return "R1: they wrote the plan";
    for (size_t i = 0; i < SLOTS; i++) {
        const struct known *k = t->o->slots[i];
        bool main = t->it->sort == 1;
        if (!k || k->inspection != t->it->inspection || !ids_has(k->hands, t->actor))
            continue;
        int64_t plan = k->kind == KIND_MEASURE ? know(t->o, k->problem)->plan : 0;
        if ((k->kind == KIND_SENTENCE && main) || (k->kind == KIND_MEASURE && (plan == t->it->id || (main && !plan))))
            return "R1: they prepared the plan";
    }
    return NULL;
}

static const char *not_own(const struct told *t) { return !t->actor || ids_has(t->it->hands, t->actor) ? "decided about their own work" : NULL; }

static const char *answer_decided(const struct told *t)
{
    struct ids unit = {&t->it->unit, 1};
    if (!t->actor || ids_has(t->it->approvers, t->actor))
        return "decided about their own answer";
    return below(t->o, t->actor, unit, t->it->began_us) ? "of the unit it went to" : NULL;
}

static const char *withdrawn(const struct told *t)
{
    struct ids unit = {&t->it->unit, 1};
    return t->actor && below(t->o, t->actor, unit, t->it->began_us ? t->it->began_us : INT64_MAX) ? "taken back by the unit it went to" : NULL;
}

static const char *erased(const struct told *t) { return t->actor == t->it->asker ? "erased by who asked for it" : NULL; }

enum { BUSINESS = 0x3F,
       ADMINS = 0x1C0 }; /* bits in the order of the roles: six of the business, then the three administrators */
static const char *granted(const struct told *t)
{
    int64_t roles = num(t, "roles"), admin = roles & ADMINS;
    if (t->actor == t->it->id)
        return "R6: granted by themselves";
    return admin && (admin & (admin - 1) || roles & BUSINESS) ? "R6: an administrator with another role" : NULL;
}

/* ---- what is remembered ------------------------------------------------------------------------------------------ */

static void worked(const struct told *t) { add(t->o, &t->it->hands, t->actor); }

static void responsible(const struct told *t)
{
    worked(t);
    set_list(t, &t->it->leaders, "leaders");
    if (t->type != EVENT_MEASURE_HANDED_OVER)
        t->it->units = (struct ids){NULL, 0}; /* a draft is nobody's duty yet */
    add(t->o, &t->it->units, num(t, "lead_unit"));
    add_all(t->o, &t->it->units, list(t, "assisting_units"));
}

static void drafted(const struct told *t)
{
    responsible(t);
    t->it->sort = num(t, "type");
    t->it->problem = num(t, "problem");
    t->it->inspection = num(t, "inspection");
    t->it->due_day = num(t, "due_day");
    t->it->began_us = t->entry->leaf.at_us;
}
static void redrafted(const struct told *t)
{
    responsible(t);
    t->it->sort = num(t, "type");
    t->it->due_day = num(t, "due_day");
}
static void issued(const struct told *t) { t->it->round = 1; }
static void sent_up(const struct told *t)
{
    worked(t);
    t->it->reviewing = true;
}
static void heard_out(const struct told *t) { t->it->reviewing = false; }
static void evidence_came(const struct told *t)
{
    struct known *v = know(t->o, num(t, "evidence"));
    worked(t);
    v->round = t->it->round;
    t->it->evidence++;
}
static void evidence_went(const struct told *t)
{
    t->it->evidence -= know(t->o, num(t, "evidence"))->round == t->it->round;
}
static void was_signed(const struct told *t) { add(t->o, &t->it->approvers, t->actor); }
static void asked(const struct told *t)
{
    worked(t);
    t->it->asked_day = num(t, "until_day");
}
static void moved(const struct told *t) { t->it->due_day = num(t, "due_day"); }
static void closed(const struct told *t)
{
    t->it->done = true;
    t->it->closed_day = day_of(t->entry->leaf.at_us);
    if (t->type == EVENT_MEASURE_VERIFIED || t->type == EVENT_PROBLEM_CLOSED)
        add(t->o, &t->it->verifiers, t->actor);
}
static void again(const struct told *t)
{
    t->it->done = false;
    t->it->round++;
    t->it->evidence = 0;
    t->it->verifiers = (struct ids){NULL, 0};
    t->it->due_day = num(t, "due_day");
}
static void open_again(const struct told *t)
{
    t->it->done = false;
    t->it->verifiers = (struct ids){NULL, 0};
}
static void placed(const struct told *t)
{
    t->it->inspection = num(t, "inspection");
    t->it->plan = num(t, "plan");
}
static void unit_is(const struct told *t) { t->it->above = num(t, "above"); }
static void person_is(const struct told *t)
{
    if (t->it->unit && t->it->unit != num(t, "unit"))
        t->it->left_us = t->entry->leaf.at_us;
    t->it->unit = num(t, "unit");
    add(t->o, &t->it->places, t->it->unit);
}
static void began(const struct told *t) { t->it->began_us = t->entry->leaf.at_us; }
static void roles_are(const struct told *t) { t->it->roles = num(t, "roles"); }
static void left(const struct told *t) { t->it->roles = 0; }
static void about_things(const struct told *t)
{
    t->it->measure = num(t, "measure") ? num(t, "measure") : t->it->measure;
    t->it->problem = num(t, "problem") ? num(t, "problem") : t->it->problem;
}
static void was_recorded(const struct told *t)
{
    about_things(t);
    add(t->o, &t->it->checkers, t->actor);
    add_all(t->o, &t->it->checkers, list(t, "persons"));
}
static void written(const struct told *t)
{
    worked(t);
    t->it->inspection = num(t, "inspection") ? num(t, "inspection") : t->it->inspection;
    t->it->sort = num(t, "sort");
    if (has(t, "unit"))
        t->it->unit = num(t, "unit");
}
static void mapped(const struct told *t) { worked(t); }
static void answered(const struct told *t) { add(t->o, &t->it->approvers, t->actor); }
static void erase_asked(const struct told *t) { t->it->asker = t->actor; }

static const struct lesson {
    enum event_type type;
    const char *(*wrong)(const struct told *); /* NULL: nothing more to ask */
    void (*learn)(const struct told *);
} lessons[] = {
    {EVENT_UNIT_CREATED, NULL, unit_is}, {EVENT_UNIT_CHANGED, NULL, unit_is}, {EVENT_PERSON_CREATED, NULL, person_is}, {EVENT_PERSON_CHANGED, NULL, person_is}, {EVENT_PERSON_GRANTED, granted, roles_are}, {EVENT_PERSON_LEFT, NULL, left}, {EVENT_PROBLEM_ADDED, NULL, placed}, {EVENT_PROBLEM_CHANGED, NULL, NULL}, {EVENT_PROBLEM_CLOSED, solved, closed}, {EVENT_PROBLEM_REOPENED, NULL, open_again}, {EVENT_MEASURE_DRAFTED, NULL, drafted}, {EVENT_MEASURE_CHANGED, changed_draft, redrafted}, {EVENT_MEASURE_PLAN_APPROVED, settled, issued}, {EVENT_MEASURE_PLAN_RETURNED, reviewed_measure, NULL}, {EVENT_MEASURE_REPORTED, NULL, worked}, {EVENT_MEASURE_EVIDENCED, NULL, evidence_came}, {EVENT_MEASURE_UNEVIDENCED, NULL, evidence_went}, {EVENT_MEASURE_CLAIMED, claimed, worked}, {EVENT_MEASURE_APPROVED, signed_by_leader, was_signed}, {EVENT_MEASURE_REJECTED, signed_by_leader, NULL}, {EVENT_MEASURE_VERIFIED, verified, closed}, {EVENT_MEASURE_RETURNED, verified, NULL}, {EVENT_MEASURE_VOID_PROPOSED, NULL, worked}, {EVENT_MEASURE_VOIDED, independent, closed}, {EVENT_MEASURE_VOID_DECLINED, independent, NULL}, {EVENT_MEASURE_EXTENSION_ASKED, NULL, asked}, {EVENT_MEASURE_SUSTAIN_ASKED, NULL, asked}, {EVENT_MEASURE_ROUTINE_ASKED, NULL, asked}, {EVENT_MEASURE_EXTENDED, extended, moved}, {EVENT_MEASURE_SUSTAINED, independent, moved}, {EVENT_MEASURE_SUSTAINED_REVIEWED, independent, moved}, {EVENT_MEASURE_TO_ROUTINE, to_routine, closed}, {EVENT_MEASURE_ASK_DECLINED, independent, NULL}, {EVENT_MEASURE_HANDED_OVER, NULL, responsible}, {EVENT_MEASURE_REOPENED, reopened, again}, {EVENT_CHECK_OPENED, NULL, about_things}, {EVENT_CHECK_RECORDED, recorded, was_recorded}, {EVENT_CHECK_CONSOLIDATED, check_decided, NULL}, {EVENT_CHECK_REOPEN_DECIDED, check_decided, NULL}, {EVENT_SENTENCE_ADDED, NULL, placed}, {EVENT_SENTENCE_MAPPED, NULL, mapped}, {EVENT_SENTENCE_SET_ASIDE, NULL, mapped}, {EVENT_SENTENCE_UNMAPPED, NULL, mapped}, {EVENT_PLAN_DRAFTED, NULL, written}, {EVENT_PLAN_CHANGED, NULL, written}, {EVENT_PLAN_SUBMITTED, NULL, sent_up}, {EVENT_PLAN_RETURNED, plan_decided, heard_out}, {EVENT_PLAN_APPROVED, plan_decided, heard_out}, {EVENT_PLAN_VOIDED, voided_plan, NULL}, {EVENT_BULLETIN_DRAFTED, NULL, written}, {EVENT_BULLETIN_EDITED, NULL, written}, {EVENT_BULLETIN_REVIEWED, not_own, NULL}, {EVENT_BULLETIN_RETURNED, not_own, NULL}, {EVENT_BULLETIN_PUBLISHED, not_own, NULL}, {EVENT_PACK_FROZEN, NULL, written}, {EVENT_PACK_REVIEWED, not_own, NULL}, {EVENT_NOTICE_DRAFTED, NULL, written}, {EVENT_NOTICE_ESCALATED, NULL, written}, {EVENT_NOTICE_CHANGED, NULL, written}, {EVENT_NOTICE_ISSUED, not_own, began}, {EVENT_NOTICE_ANSWERED, NULL, answered}, {EVENT_NOTICE_ACCEPTED, answer_decided, NULL}, {EVENT_NOTICE_RETURNED, answer_decided, NULL}, {EVENT_NOTICE_WITHDRAWN, withdrawn, NULL}, {EVENT_TASK_SIGNED, NULL, worked}, {EVENT_TASK_DONE, NULL, worked}, {EVENT_TASK_CONFIRMED, not_own, NULL}, {EVENT_TASK_RETURNED, not_own, NULL}, {EVENT_CLUE_HANDLED, NULL, worked}, {EVENT_CLUE_DECIDED, not_own, NULL}, {EVENT_CLUE_RETURNED, not_own, NULL}, {EVENT_HELD_ERASE_ASKED, NULL, erase_asked}, {EVENT_HELD_ERASED, erased, NULL}, {EVENT_HELD_ERASE_DECLINED, erased, NULL}, {EVENT_VOICE_ERASE_ASKED, NULL, erase_asked}, {EVENT_VOICE_ERASED, erased, NULL}, {EVENT_VOICE_ERASE_DECLINED, erased, NULL}, {EVENT_CLUE_ERASE_ASKED, NULL, erase_asked}, {EVENT_CLUE_ERASED, erased, NULL}, {EVENT_CLUE_ERASE_DECLINED, erased, NULL}};

/* R6, and time goes forward (R3). */
static const char *wrong_at_all(const struct told *t)
{
    bool registers = t->info->kind == KIND_UNIT || t->info->kind == KIND_PERSON || t->info->kind == KIND_SESSION || t->info->kind == KIND_CALENDAR || t->info->kind == KIND_NUDGE;
    bool erases = t->type == EVENT_HELD_ERASED || t->type == EVENT_HELD_ERASE_DECLINED || t->type == EVENT_VOICE_ERASED || t->type == EVENT_VOICE_ERASE_DECLINED;
    if (t->entry->leaf.at_us < t->o->last_us)
        return "R3: earlier than what came before";
    if (t->actor && !registers && !erases && !(t->who->roles & BUSINESS))
        return "R6: business by somebody without a business role";
    return NULL;
}

bool oracle_tell(struct oracle *o, const struct entry *e)
{
    struct told t = {.o = o, .entry = e, .actor = e->leaf.actor, .it = know(o, e->leaf.subject)};
    CHECK(event_find(e->leaf.kind, e->leaf.version, &t.type));
    t.info = &event_types[t.type];
    t.who = know(o, t.actor ? t.actor : -1);
    t.it->kind = t.info->kind;
    void *payload = arena_alloc(&o->scratch, t.info->payload->size);
    CHECK(!record_from_json(t.info->payload, &o->scratch, e->body, payload));
    t.payload = payload;
    const char *wrong = wrong_at_all(&t);
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
        if (lessons[i].type != t.type)
            continue;
        if (!wrong && lessons[i].wrong) {
            wrong = lessons[i].wrong(&t);
            o->decided++;
        }
        if (lessons[i].learn)
            lessons[i].learn(&t);
    }
    if (t.type == EVENT_PROBLEM_CHANGED)
        t.it->plan = num(&t, "plan");
    o->last_us = e->leaf.at_us;
    if (wrong)
        fprintf(stderr, "entry %lld, %s about %lld by %lld: %s\n", (long long)e->leaf.seq, t.info->wire, (long long)e->leaf.subject, (long long)t.actor, wrong);
    arena_reset(&o->scratch);
    return !wrong;
}

int64_t oracle_due(struct oracle *o, int64_t measure)
{
    const struct known *m = *slot(o, measure);
    return m && m->kind == KIND_MEASURE ? m->due_day : -1;
}

int64_t oracle_evidence(struct oracle *o, int64_t measure) { return know(o, measure)->evidence; }
