/* random_test.c: random people of several units and two organisations give random commands of every kind; everything
 * accepted is judged by a second opinion (oracle.h), everything refused leaves no trace, and in the end the log replays to
 * the same rows. SEED=… tells a story again, RANDOM_STEPS=2000 a short one, in which
 * not every command has to be accepted once. */
#include "domain/all.h"
#include "tests/app/oracle.h"
#include "tests/app/random_pick.h"

enum { STEPS = 100000,     /* so many, and every command was accepted once */
       STEPS_MORE = 20000, /* as often as MORE_MAX times for one that was not */
       MORE_MAX = 10,
       GROUP_MAX = 60,
       DIGEST_EVERY = 4000,
       SUBJECT_TRIES = 40,
       CHECKER_TRIES = 20,
       PAUSE_US_MAX = 360000000,
       W_UNIT = 1709, /* people and things besides those of app_help.h */
       W_ALL = 1701,
       ASSISTING_ALL = 1702,
       COUNTY_LEADER = 1703,
       SECTION_ALL = 1704,
       OTHER_ROOT = 1705,
       OTHER_UNIT = 1706,
       OTHER_ALL = 1707,
       OTHER_OVERSEER = 1708,
       AUDITOR_A = 1710,
       ROUND_BEFORE = 1711,
       PROBLEM_BEFORE = 1712,
       ASPECT_BEFORE = 1713,
       ROUND_OTHER = 1714,
       ASPECT_OTHER = 1715,
       PROBLEM_OTHER = 1716 };

struct story {
    struct town t;
    struct oracle oracle;
    int64_t told;    /* entries the oracle knows */
    int64_t measure; /* the newest of them was about, 0 for none */
    int64_t roles[KEPT_MAX];
    bool roles_known;
    int64_t accepted[COMMAND_COUNT], refused, malformed, stale;
    char why[COMMAND_COUNT][200]; /* it was refused the last time */
};

/* ---- the town --------------------------------------------------------------------------------------------------- */

static void settle(struct desk *d, int64_t id, int64_t unit, const char *roles)
{
    desk_must(d, 0, COMMAND_PERSON_CREATE, id, str_z(&d->arena, str_f(&d->arena, "name=某%lld|unit=#%lld", (long long)id, (long long)unit)));
    desk_must(d, 0, COMMAND_PERSON_ACCOUNT, id, str_z(&d->arena, str_f(&d->arena, "login=p%lld|password_hash=x", (long long)id)));
    desk_must(d, 0, COMMAND_PERSON_GRANT, id, str_z(&d->arena, str_f(&d->arena, "roles=%s", roles)));
}

#define ALL_ROLES "office,unit,leader,overseer,publisher"
static void found_town(struct town *t, const char *path)
{
    struct desk *d = &t->d;
    *d = desk_open(path);
    desk_must(d, 0, COMMAND_UNIT_CREATE, OTHER_ROOT, "name=邻县");
    desk_must(d, 0, COMMAND_UNIT_CREATE, OTHER_UNIT, "name=邻县水务局|above=#1705");
    settle(d, W_ALL, WATCH, ALL_ROLES), settle(d, ASSISTING_ALL, ASSISTING, ALL_ROLES), settle(d, COUNTY_LEADER, COUNTY, "leader,overseer"), settle(d, SECTION_ALL, SECTION, ALL_ROLES), settle(d, OTHER_ALL, OTHER_UNIT, ALL_ROLES), settle(d, OTHER_OVERSEER, OTHER_ROOT, "overseer"), settle(d, W_UNIT, WATCH, "unit"), settle(d, AUDITOR_A, COUNTY, "auditor");
    desk_measure(d, MEASURE_VERIFYING);
    desk_must(d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-90");
    desk_must(d, OFFICE_A, COMMAND_INSPECTION_OPEN, ROUND_BEFORE, "name=上一轮督察|sort=eco|organisation=#1|feedback_day=@-700");
    desk_must(d, OFFICE_A, COMMAND_ASPECT_ADD, ASPECT_BEFORE, "inspection=#1711|number=1|title=财务管理");
    desk_must(d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_BEFORE, "aspect=#1713|number=1|title=往来款挂账未清");
    desk_must(d, 0, COMMAND_INSPECTION_OPEN, ROUND_OTHER, "name=邻县巡察|sort=xuncha|organisation=#1705|feedback_day=@-40");
    desk_must(d, OTHER_ALL, COMMAND_ASPECT_ADD, ASPECT_OTHER, "inspection=#1714|number=1|title=水务管理");
    for (size_t i = 0; i < FILES; i++)
        CHECK(!store_put(&d->arena, d->app.dir, str_f(&d->arena, "材料 %zu", i), &t->files[i]));
}

static void know_town(struct town *t)
{
    static const int64_t people[] = {OFFICE_A, OFFICE_B, CLERK, HELPER, LEADER_A, OVERSEER_A, OVERSEER_B, EVERYTHING, PUBLISHER_A, SYSADMIN_A, SECADMIN_A, W_ALL, ASSISTING_ALL, COUNTY_LEADER, SECTION_ALL, OTHER_ALL, OTHER_OVERSEER, W_UNIT, AUDITOR_A};
    static const struct {
        enum kind kind;
        int64_t id;
    } things[] = {{KIND_UNIT, COUNTY}, {KIND_UNIT, BUREAU}, {KIND_UNIT, SECTION}, {KIND_UNIT, ASSISTING}, {KIND_UNIT, WATCH}, {KIND_UNIT, OTHER_UNIT}, {KIND_INSPECTION, INSPECTION_1}, {KIND_INSPECTION, ROUND_BEFORE}, {KIND_INSPECTION, ROUND_OTHER}, {KIND_ASPECT, ASPECT_1}, {KIND_ASPECT, ASPECT_BEFORE}, {KIND_ASPECT, ASPECT_OTHER}, {KIND_PROBLEM, PROBLEM_1}, {KIND_PROBLEM, PROBLEM_BEFORE}, {KIND_MEASURE, MEASURE_1}, {KIND_EVIDENCE, EVIDENCE_1}};
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        town_keep(t, KIND_PERSON, people[i]);
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        town_keep(t, things[i].kind, things[i].id);
}

/* ---- who does what ---------------------------------------------------------------------------------------------- */

static int64_t roles_of(struct story *s, size_t at)
{
    struct town *t = &s->t;
    for (size_t i = 0; !s->roles_known && i < t->kept[KIND_PERSON]; i++) {
        struct person p = {0};
        CHECK(!table_load(t->d.app.db, &t->step, KIND_PERSON, t->ids[KIND_PERSON][i], &p));
        s->roles[i] = p.state == PERSON_ACTIVE ? p.roles : 0;
    }
    s->roles_known = true;
    return s->roles[at];
}

/* Mostly somebody whose role it is; 0 is the operator. */
static int64_t some_person(struct story *s, enum command_type type)
{
    struct town *t = &s->t;
    int64_t roles = command_types[type].roles;
    if (!draw(&t->random, 20) || (roles & ROLES_OPERATOR && !draw(&t->random, 8)))
        return 0;
    size_t at = draw(&t->random, t->kept[KIND_PERSON]);
    for (int tries = 0; tries < 40 && !(roles_of(s, at) & roles) && draw(&t->random, 60); tries++)
        at = draw(&t->random, t->kept[KIND_PERSON]);
    return t->ids[KIND_PERSON][at];
}

static bool rare(enum command_type type)
{
    static const enum command_type list[] = {COMMAND_PERSON_LEAVE, COMMAND_PERSON_GRANT, COMMAND_PERSON_CREATE, COMMAND_INSPECTION_ARCHIVE, COMMAND_INSPECTION_OPEN, COMMAND_INSPECTION_CHANGE, COMMAND_UNIT_CHANGE, COMMAND_UNIT_CREATE, COMMAND_REGIME_SET, COMMAND_ASPECT_ADD, COMMAND_CALENDAR_ENTER, COMMAND_MEASURE_PROPOSE_VOID, COMMAND_SENTENCE_ADD, COMMAND_NOTICE_WITHDRAW, COMMAND_LOOKBACK_VOID, COMMAND_LOOKBACK_DIRECT, COMMAND_PLAN_RETURN};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i] == type)
            return true;
    return false;
}

/* The next after a random one that was never accepted in this story; the random one when there is none. */
static enum command_type still_new(struct story *s)
{
    enum command_type type = (enum command_type)draw(&s->t.random, COMMAND_COUNT);
    for (int tries = 0; tries < COMMAND_COUNT && s->accepted[type]; tries++)
        type = (enum command_type)((type + 1) % COMMAND_COUNT);
    return type;
}

static enum command_type some_command(struct story *s)
{
    struct town *t = &s->t;
    /* What follows a drafted measure is a long way: it gets every second step. */
    static const enum command_type way[] = {COMMAND_MEASURE_SUBMIT, COMMAND_MEASURE_APPROVE_PLAN, COMMAND_MEASURE_SIGN, COMMAND_EVIDENCE_ADD, COMMAND_MEASURE_CLAIM, COMMAND_MEASURE_CLAIM, COMMAND_MEASURE_APPROVE, COMMAND_MEASURE_APPROVE, COMMAND_MEASURE_VERIFY, COMMAND_MEASURE_VERIFY, COMMAND_MEASURE_REOPEN, COMMAND_MEASURE_HAND_OVER, COMMAND_PROBLEM_CLOSE, COMMAND_MEASURE_ASK_EXTENSION, COMMAND_MEASURE_EXTEND, COMMAND_MEASURE_ASK_SUSTAIN, COMMAND_MEASURE_SUSTAIN, COMMAND_MEASURE_ASK_ROUTINE, COMMAND_MEASURE_HAND_TO_ROUTINE, COMMAND_PERSON_CHANGE, COMMAND_CHECK_RECORD, COMMAND_CHECK_RECORD, COMMAND_PLAN_SUBMIT, COMMAND_PLAN_OPINE};
    enum command_type type = (enum command_type)draw(&t->random, COMMAND_COUNT);
    if (!draw(&t->random, 8))
        return still_new(s);
    if (draw(&t->random, 2))
        return way[draw(&t->random, sizeof way / sizeof *way)];
    return rare(type) && draw(&t->random, 12) ? COMMAND_REPORT_FILE : type;
}

/* The first people mostly keep their roles and units and the first rounds stay open, or soon nobody could decide anything:
 * rule R2 remembers the units somebody has left. */
static bool better_not(struct town *t, enum command_type type, int64_t id)
{
    bool ends = type == COMMAND_PERSON_GRANT || type == COMMAND_PERSON_LEAVE || type == COMMAND_PERSON_CHANGE || type == COMMAND_INSPECTION_ARCHIVE;
    return ends && id <= ROUND_OTHER && draw(&t->random, 40);
}

/* Its id follows from what is filled in. */
static bool named_by_itself(enum command_type type)
{
    enum kind k = command_types[type].kind;
    return k == KIND_REPORT || k == KIND_CALENDAR || k == KIND_REGIME || k == KIND_WARNING || type == COMMAND_NUDGE_SEND || type == COMMAND_QUESTION_SETTLE;
}

/* The thing it is about: mostly one in a state the step starts from, and of those one that is this person's to take. */
static void some_subject(struct story *s, struct submission *sub, int64_t *who)
{
    struct town *t = &s->t;
    const struct command_info *c = &command_types[sub->type];
    bool anew = c->from & FROM_NEW && (c->from == FROM_NEW || draw(&t->random, 2));
    void *state = arena_alloc(&t->step, kinds[c->kind].record->size);
    t->state = state;
    *who = some_person(s, sub->type);
    sub->id = named_by_itself(sub->type) ? 0 : (int64_t)(draw(&t->random, 1000000000) + 10000);
    if (named_by_itself(sub->type) || (anew && draw(&t->random, 60)))
        return;
    for (int tries = 0; tries < SUBJECT_TRIES; tries++) {
        sub->id = sub->type == COMMAND_PROBLEM_CLOSE ? town_done_problem(t) : town_some(t, (int)c->kind);
        CHECK(!table_load(t->d.app.db, &t->step, c->kind, sub->id, state));
        if (c->from & FROM(((struct thing *)state)->state) && ((struct thing *)state)->head.len && !better_not(t, sub->type, sub->id))
            break;
    }
    if (better_not(t, sub->type, sub->id))
        sub->id = 0;
    for (int tries = 0; tries < 5 && draw(&t->random, 4); tries++) {
        struct ctx ctx = {.arena = &t->step, .app = &t->d.app, .person = *who, .now_us = t->d.now_us};
        struct facts f;
        CHECK(!ctx_actor(&ctx) && !facts_for(&ctx, sub->type, sub->id, state, &f));
        if (!command_may(sub->type, state, &f, &ctx.env))
            return;
        *who = some_person(s, sub->type);
    }
}

/* Of a sample few may check anything: who closed it, who worked on it and whose unit did may not. */
static int64_t some_checker(struct story *s, const struct submission *sub, int64_t who)
{
    struct town *t = &s->t;
    struct measure m = {0};
    CHECK(!table_load(t->d.app.db, &t->step, KIND_MEASURE, t->item, &m));
    struct check_file about = {.lookback = t->lookback, .measure = m.head.len ? t->item : 0, .problem = m.head.len ? 0 : t->item};
    for (int tries = 0; tries < CHECKER_TRIES; tries++) {
        struct ctx ctx = {.arena = &t->step, .app = &t->d.app, .person = who, .now_us = t->d.now_us};
        struct facts f;
        CHECK(!ctx_actor(&ctx) && !facts_load(&ctx, sub, t->state, &about, &f));
        if (!command_may(sub->type, t->state, &f, &ctx.env))
            break;
        who = some_person(s, sub->type);
    }
    return who;
}

/* ---- one step --------------------------------------------------------------------------------------------------- */

static enum err tell_oracle(void *arg, const struct entry *e)
{
    struct story *s = arg;
    CHECK(oracle_tell(&s->oracle, e)); /* what was accepted was allowed */
    const struct event_info *info;
    enum event_type type;
    CHECK(event_find(e->leaf.kind, e->leaf.version, &type));
    info = &event_types[type];
    town_keep(&s->t, info->kind, e->leaf.subject);
    if (info->kind == KIND_PERSON)
        s->roles_known = false;
    if (info->kind == KIND_MEASURE)
        s->measure = e->leaf.subject;
    return ERR_NONE;
}

static void hear(struct story *s)
{
    struct app *app = &s->t.d.app;
    struct measure m = {0};
    s->measure = 0;
    CHECK(!log_each(app->db, s->told, log_size(app->log), tell_oracle, s));
    s->told = log_size(app->log);
    if (!s->measure)
        return;
    /* The deadline was moved by nothing else, and the evidence is that of its round. */
    CHECK(!table_load(app->db, &s->t.step, KIND_MEASURE, s->measure, &m));
    CHECK(m.due_day == oracle_due(&s->oracle, m.id) && m.evidence_count == oracle_evidence(&s->oracle, m.id));
}

static void count(struct story *s, const struct submission *sub, enum err e, const struct outcome *out)
{
    s->accepted[sub->type] += !e;
    s->refused += e == ERR_REFUSED;
    s->malformed += e == ERR_INPUT || e == ERR_MISSING;
    s->stale += e == ERR_STALE;
    if (!e)
        return;
    CHECK(out->say.zh.len && out->say.en.len);
    snprintf(s->why[sub->type], sizeof s->why[sub->type], "%.*s", STR_ARG(out->say.en));
}

static void one_step(struct story *s, bool digest)
{
    struct town *t = &s->t;
    struct pair pairs[RECORD_FIELDS_MAX];
    struct submission sub = {.type = some_command(s), .pairs = pairs, .drawn_at = draw(&t->random, 60) ? -1 : (int64_t)draw(&t->random, 200)};
    struct outcome out = {0};
    struct hash before = {0};
    int64_t who;
    t->type = sub.type;
    t->d.now_us += (int64_t)draw(&t->random, PAUSE_US_MAX);
    some_subject(s, &sub, &who);
    town_topic(t);
    if (sub.type == COMMAND_SESSION_OPEN)
        t->item = who;
    if (sub.type == COMMAND_PLAN_OPINE && draw(&t->random, 5))
        who = town_reviewer(t);
    if (sub.type == COMMAND_CHECK_RECORD && t->item && draw(&t->random, 5))
        who = some_checker(s, &sub, who);
    sub.count = town_fill(t, pairs);
    int64_t size = log_size(t->d.app.log);
    if (digest)
        before = desk_digest(t->d.app.db);
    struct ctx ctx = {.arena = &t->step, .app = &t->d.app, .person = who, .now_us = t->d.now_us};
    enum err e = app_step(&ctx, &sub, &out);
    CHECK(e == ERR_NONE || e == ERR_INPUT || e == ERR_REFUSED || e == ERR_STALE || e == ERR_MISSING);
    CHECK(e ? log_size(t->d.app.log) == size : log_size(t->d.app.log) > size);
    if (digest && e) { /* a refusal leaves no trace */
        struct hash after = desk_digest(t->d.app.db);
        CHECK(hash_eq(&before, &after));
    }
    count(s, &sub, e, &out);
    if (!e)
        hear(s);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void live(struct story *s, int64_t steps)
{
    for (int64_t done = 0; done < steps;) {
        CHECK(!db_begin(s->t.d.app.db));
        for (uint64_t n = draw(&s->t.random, GROUP_MAX) + 1; n && done < steps; n--, done++)
            one_step(s, done % DIGEST_EVERY == 0);
        CHECK(!app_commit(&s->t.d.app));
        arena_reset(&s->t.step);
    }
}

static bool all_accepted(const struct story *s)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (!s->accepted[i])
            return false;
    return true;
}

static int report(const struct story *s)
{
    int64_t of_kind[KIND_COUNT] = {0}, all = 0;
    int never = 0;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        of_kind[command_types[i].kind] += s->accepted[i];
        all += s->accepted[i];
        if (!s->accepted[i] && ++never)
            fprintf(stderr, "never accepted: %s (%s)\n", command_types[i].wire, s->why[i]);
    }
    fprintf(stderr, "%lld accepted, %lld refused, %lld malformed, %lld stale; %lld decisions judged; of each kind:", (long long)all, (long long)s->refused, (long long)s->malformed, (long long)s->stale, (long long)s->oracle.decided);
    for (int k = 0; k < KIND_COUNT; k++)
        fprintf(stderr, " %s %lld", kinds[k].name, (long long)of_kind[k]);
    fprintf(stderr, "\n");
    return never;
}

static enum err show(void *arg, const struct entry *e)
{
    (void)arg;
    fprintf(stderr, "entry %lld: %.*s\n%.*s\n", (long long)e->leaf.seq, STR_ARG(e->line), STR_ARG(e->body));
    return ERR_NONE;
}

static void replays(struct story *s)
{
    struct replay_report r;
    struct hash live_rows = desk_digest(s->t.d.app.db);
    CHECK(!app_rebuild(&s->t.d.app, NULL, NULL));
    struct hash again = desk_digest(s->t.d.app.db);
    CHECK(hash_eq(&live_rows, &again));
    CHECK(!app_replay(s->t.d.app.db, &s->t.d.arena, NULL, NULL, &r));
    if (r.bad_seq >= 0)
        CHECK(!log_each(s->t.d.app.db, r.bad_seq, r.bad_seq + 1, show, NULL));
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "entry %lld, kind %d: %.*s\n", (long long)r.bad_seq, r.bad_kind, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0 && r.entries == log_size(s->t.d.app.log));
}

TEST(random_people_find_no_forbidden_closure)
{
    const char *seed = getenv("SEED"), *wanted = getenv("RANDOM_STEPS");
    static struct story s;
    char path[1024];
    int64_t steps = wanted ? strtoll(wanted, NULL, 10) : STEPS;
    s = (struct story){0};
    s.t.random.state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time_now_us();
    s.t.made = 1000;
    fprintf(stderr, "SEED=%llu, %lld steps\n", (unsigned long long)s.t.random.state, (long long)steps);
    snprintf(path, sizeof path, "%s/random.db", test_folder());
    oracle_open(&s.oracle);
    found_town(&s.t, path);
    know_town(&s.t);
    hear(&s);
    live(&s, steps);
    for (int more = 0; steps >= STEPS && more < MORE_MAX && !all_accepted(&s); more++)
        live(&s, STEPS_MORE);
    int never = report(&s);
    replays(&s);
    CHECK(steps < STEPS || never == 0);
    oracle_close(&s.oracle);
    arena_reset(&s.t.step);
    desk_close(&s.t.d);
}
