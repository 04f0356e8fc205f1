/* replay_test.c: a rebuilt store is the live one, the past can be looked at, and what was not allowed is found. */
#include "tests/app/app_help.h"

/* ---- long random stories --------------------------------------------------------------------------- */

enum { STORY_STEPS = 3000,
       GROUP_MAX = 6,
       KEPT_MAX = 12, /* things of a kind the story goes on with */
       MARKS = 5,
       EVENTS_WANTED = 32 };
struct random { /* xorshift64*: the same story for the same seed, anywhere */
    uint64_t state;
};

static uint64_t draw(struct random *r, uint64_t below)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (r->state * 2685821657736338717ULL >> 33) % below;
}

struct story {
    struct desk d;
    struct random random;
    struct arena step;
    int64_t ids[KIND_COUNT][KEPT_MAX];
    size_t kept[KIND_COUNT];
    bool happened[EVENT_COUNT];
};
static const int64_t crowd[] = {0, OFFICE_A, OFFICE_B, CLERK, HELPER, LEADER_A, OVERSEER_A, OVERSEER_B, EVERYTHING, PUBLISHER_A, SYSADMIN_A, SECADMIN_A};
enum { CROWD = sizeof crowd / sizeof *crowd };

static int64_t some(struct story *s, int kind)
{
    if (kind < 0 || kind >= KIND_COUNT || !s->kept[kind] || draw(&s->random, 40) == 0)
        return (int64_t)draw(&s->random, 5000) + 5000; /* nobody knows this one */
    return s->ids[kind][draw(&s->random, s->kept[kind])];
}

static struct str some_words(struct story *s, const struct field *f)
{
    static const char *const words[] = {"整改", "核对", "往来款", "已完成", "\"引号\"", "a<b>&c", "补充材料", "𠮷野"};
    struct buf b = buf_new(&s->step, 4096);
    size_t wanted = (size_t)f->min + draw(&s->random, 8);
    if (str_is(str_c(f->name), "login"))
        return str_f(&s->step, "u%d", (int)draw(&s->random, 30));
    if (draw(&s->random, 60) == 0)
        return STR("\x02");
    while (utf8_length(buf_view(&b)) < wanted)
        buf_c(&b, words[draw(&s->random, 8)]);
    return utf8_clip(buf_view(&b), (size_t)f->max);
}

static struct str some_choice(struct story *s, const struct choice *choices)
{
    size_t n = 0;
    while (choices[n].name)
        n++;
    return str_c(choices[draw(&s->random, n)].name);
}

static struct str some_value(struct story *s, const struct field *f)
{
    struct random *r = &s->random;
    struct buf b = buf_new(&s->step, 1000);
    if (str_is(str_c(f->name), "lead_unit") && draw(r, 6)) /* so that measures get somewhere */
        return id_text(&s->step, BUREAU);
    if (str_is(str_c(f->name), "leaders") && draw(r, 6))
        return id_text(&s->step, LEADER_A);
    switch (f->type) {
    case FIELD_TEXT: return some_words(s, f);
    case FIELD_HASH: return s->d.sha[draw(r, 4)];
    case FIELD_ENUM: return some_choice(s, f->choices);
    case FIELD_FLAGS: return some_choice(s, f->choices);
    case FIELD_BOOL: return draw(r, 2) ? STR("on") : STR("");
    case FIELD_DAY: return day_text(&s->step, TODAY + (int64_t)draw(r, 60) - (draw(r, 3) ? 58 : 5));
    case FIELD_ID: return id_text(&s->step, some(s, f->refers - 1));
    case FIELD_IDS:
        for (uint64_t n = draw(r, 4); n; n--) {
            buf_c(&b, b.len ? "," : "");
            buf_str(&b, id_text(&s->step, some(s, f->refers - 1)));
        }
        return buf_view(&b);
    case FIELD_FEN: return str_f(&s->step, "%d.%02d", (int)draw(r, 1000), (int)draw(r, 100));
    case FIELD_INT:
    case FIELD_TIME: break;
    }
    bool period = str_is(str_c(f->name), "period");
    return str_f(&s->step, "%lld", (long long)(period ? period_of(TODAY) - (int64_t)draw(r, 3) : f->max == 0 ? 0
                                                                                                             : (int64_t)draw(r, 12)));
}

static void keep_id(struct story *s, enum kind kind, int64_t id)
{
    for (size_t i = 0; i < s->kept[kind]; i++)
        if (s->ids[kind][i] == id)
            return;
    if (s->kept[kind] < KEPT_MAX)
        s->ids[kind][s->kept[kind]++] = id;
}

/* Mostly somebody whose role it is, so that much happens; the rest is refused. */
static int64_t some_person(struct story *s, enum command_type type)
{
    int64_t who = crowd[draw(&s->random, CROWD)];
    for (int tries = 0; tries < 12 && draw(&s->random, 10); tries++) {
        struct person p = {0};
        CHECK(!who || !table_load(s->d.app.db, &s->step, KIND_PERSON, who, &p));
        if ((who ? p.roles : ROLES_OPERATOR) & command_types[type].roles)
            return who;
        who = crowd[draw(&s->random, CROWD)];
    }
    return who;
}

/* A step of some measure that somebody may take now: all but one in four are looked for this way. */
static bool likely(struct story *s, struct submission *sub, int64_t *who)
{
    for (int tries = 0; tries < 60; tries++) {
        enum command_type type = (enum command_type)draw(&s->random, COMMAND_COUNT);
        if (tries < 40)
            type = (enum command_type)(COMMAND_MEASURE_SUBMIT + draw(&s->random, COMMAND_MEASURE_RETURN - COMMAND_MEASURE_SUBMIT + 1));
        const struct command_info *c = &command_types[type];
        int64_t id = some(s, (int)c->kind), person = crowd[draw(&s->random, CROWD)];
        void *state = arena_alloc(&s->step, kinds[c->kind].record->size);
        struct ctx ctx = {.arena = &s->step, .app = &s->d.app, .person = person, .now_us = s->d.now_us};
        struct facts facts;
        if (c->from & FROM_NEW || type == COMMAND_PERSON_LEAVE || type == COMMAND_PERSON_GRANT || type == COMMAND_INSPECTION_ARCHIVE || type == COMMAND_MEASURE_VOID)
            continue;
        CHECK(!table_load(s->d.app.db, &s->step, c->kind, id, state) && !ctx_actor(&ctx));
        CHECK(!facts_for(&ctx, type, id, state, &facts));
        if (command_may(type, state, &facts, &ctx.env))
            continue;
        sub->type = type;
        sub->id = id;
        *who = person;
        return true;
    }
    return false;
}

static void one_step(struct story *s)
{
    enum command_type type = (enum command_type)draw(&s->random, COMMAND_COUNT);
    /* The way of a measure is long: it gets more steps. What would empty the town is rare. */
    if (draw(&s->random, 3) == 0)
        type = (enum command_type)(COMMAND_MEASURE_DRAFT + draw(&s->random, COMMAND_MEASURE_VOID - COMMAND_MEASURE_DRAFT + 1));
    if ((type == COMMAND_PERSON_LEAVE || type == COMMAND_PERSON_GRANT || type == COMMAND_INSPECTION_ARCHIVE) && draw(&s->random, 60))
        type = COMMAND_EVIDENCE_ADD;
    struct pair pairs[RECORD_FIELDS_MAX];
    struct submission sub = {.type = type, .pairs = pairs, .drawn_at = draw(&s->random, 30) ? -1 : (int64_t)draw(&s->random, 200)};
    int64_t who = some_person(s, type);
    if (type == COMMAND_REPORT_FILE)
        sub.id = 0;
    else if (command_types[type].from == FROM_NEW && draw(&s->random, 30))
        sub.id = (int64_t)(draw(&s->random, 1000000) + 10000);
    else
        sub.id = some(s, (int)command_types[type].kind);
    if (draw(&s->random, 2))
        likely(s, &sub, &who);
    const struct command_info *c = &command_types[sub.type];
    for (size_t i = 0; i < c->payload->count; i++)
        if (c->payload->fields[i].flags & FIELD_REQUIRED || draw(&s->random, 4))
            pairs[sub.count++] = (struct pair){str_c(c->payload->fields[i].name), some_value(s, &c->payload->fields[i])};
    s->d.now_us += (int64_t)draw(&s->random, 60000000);
    struct ctx ctx = {.arena = &s->step, .app = &s->d.app, .person = who, .now_us = s->d.now_us};
    struct outcome out;
    int64_t size = log_size(s->d.app.log);
    enum err e = app_step(&ctx, &sub, &out);
    CHECK(e == ERR_NONE || e == ERR_INPUT || e == ERR_REFUSED || e == ERR_STALE);
    CHECK(e ? log_size(s->d.app.log) == size && out.say.zh.len && out.say.en.len : log_size(s->d.app.log) > size);
    if (!e) {
        keep_id(s, c->kind, out.subject);
        s->happened[c->event] = true;
    }
}

struct mark {
    int64_t size;
    struct hash digest, lasting;
};

/* Of the kinds nothing is erased of: the past of the others lacks what was erased since, and nothing else. */
static struct hash lasting_digest(struct db *db)
{
    struct hash each[KIND_COUNT];
    struct str parts[KIND_COUNT];
    size_t n = 0;
    int64_t rows;
    for (int k = 0; k < KIND_COUNT; k++) {
        if (record_field(kinds[k].record, STR("words_at")))
            continue;
        CHECK(!table_digest(db, (enum kind)k, &each[n], &rows));
        parts[n] = (struct str){(const char *)each[n].bytes, HASH_BYTES};
        n++;
    }
    return hash_parts(parts, n);
}

static void check_past(struct story *s, const struct mark *m)
{
    struct db *past;
    int64_t as_of_us = 0;
    CHECK(!app_at(&s->d.app, m->size, &past, &as_of_us));
    struct hash lasting = lasting_digest(past);
    CHECK(hash_eq(&lasting, &m->lasting) && as_of_us > 0 && as_of_us <= s->d.now_us);
    db_close(past);
}

static void begin_story(struct story *s, const char *path)
{
    s->d = desk_open(path);
    desk_measure(&s->d, MEASURE_VERIFYING);
    for (size_t i = 1; i < CROWD; i++)
        keep_id(s, KIND_PERSON, crowd[i]);
    for (int64_t u = COUNTY; u <= WATCH; u++)
        keep_id(s, KIND_UNIT, u);
    keep_id(s, KIND_INSPECTION, INSPECTION_1);
    keep_id(s, KIND_ASPECT, ASPECT_1);
    keep_id(s, KIND_PROBLEM, PROBLEM_1);
    keep_id(s, KIND_MEASURE, MEASURE_1);
    keep_id(s, KIND_EVIDENCE, EVIDENCE_1);
}

static void tell(struct story *s, struct mark *marks)
{
    int told = 0;
    for (int mark = 0; mark < MARKS; mark++) {
        while (told < STORY_STEPS / MARKS * (mark + 1)) {
            CHECK(!db_begin(s->d.app.db));
            for (uint64_t n = draw(&s->random, GROUP_MAX) + 1; n; n--, told++)
                one_step(s);
            CHECK(!app_commit(&s->d.app));
            arena_reset(&s->step);
        }
        marks[mark] = (struct mark){log_size(s->d.app.log), desk_digest(s->d.app.db), lasting_digest(s->d.app.db)};
    }
}

static void long_random_story(const char *path)
{
    const char *given = getenv("SEED");
    struct story s = {.random = {given ? strtoull(given, NULL, 10) : (uint64_t)time_now_us()}};
    struct mark marks[MARKS];
    struct replay_report report;
    uint64_t seed = s.random.state;
    size_t kinds_of = 0;
    fprintf(stderr, "SEED=%llu\n", (unsigned long long)seed);
    begin_story(&s, path);
    tell(&s, marks);
    for (int i = 0; i < MARKS; i++)
        check_past(&s, &marks[i]);
    CHECK(!app_rebuild(&s.d.app, NULL, NULL));
    struct hash after = desk_digest(s.d.app.db);
    CHECK(hash_eq(&after, &marks[MARKS - 1].digest));
    enum err e = app_replay(s.d.app.db, &s.d.arena, NULL, NULL, &report);
    if (report.bad_seq >= 0 || report.bad_kind >= 0)
        fprintf(stderr, "entry %lld, kind %d: %.*s\n", (long long)report.bad_seq, report.bad_kind, STR_ARG(report.why.en));
    CHECK(!e && report.bad_seq < 0 && report.bad_kind < 0 && report.entries == log_size(s.d.app.log));
    for (int i = 0; i < EVENT_COUNT; i++)
        kinds_of += s.happened[i];
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (!s.happened[command_types[i].event])
            fprintf(stderr, "never happened: %s\n", command_types[i].wire);
    fprintf(stderr, "%lld entries, %zu kinds of events\n", (long long)report.entries, kinds_of);
    CHECK(kinds_of >= EVENTS_WANTED); /* else the story proves too little */
    desk_close(&s.d);
}
TEST(rebuild_equals_live_after_a_long_random_story) { on_each_store(long_random_story); }

/* ---- what replay finds -------------------------------------------------------------------------------- */

/* Appends an event nobody decided, properly chained and hashed, and folds it into the tables too, as somebody who
 * owns the machine would. */
struct forgery {
    enum event_type type;
    int64_t id, actor;
    const char *role, *command, *body, *open; /* no command: one more event of the last one there */
    int64_t part;
};

static enum err copy_command(void *arg, const struct entry *e)
{
    struct desk *d = ((void **)arg)[0];
    *(struct str *)((void **)arg)[1] = str_copy(&d->arena, e->leaf.command);
    return ERR_NONE;
}

static struct str last_command(struct desk *d)
{
    struct str command = STR("");
    int64_t size = log_size(d->app.log);
    CHECK(!log_each(d->app.db, size - 1, size, copy_command, (void *[]){d, &command}));
    return command;
}

static void forge(struct desk *d, const struct forgery *f)
{
    const struct event_info *info = &event_types[f->type];
    void *state = arena_alloc(&d->arena, kinds[info->kind].record->size);
    void *before = arena_alloc(&d->arena, kinds[info->kind].record->size), *payload = arena_alloc(&d->arena, info->payload->size);
    struct leaf leaf = {.at_us = d->now_us += 1000, .kind = str_c(info->wire), .version = info->version, .subject = f->id, .actor = f->actor, .role = str_c(f->role), .command = f->command ? str_c(f->command) : last_command(d), .part = f->part, .open = str_c(f->open), .rules = STR(RULES_ID)};
    struct hash hash;
    int64_t seq;
    bool found;
    CHECK(!record_from_json(info->payload, &d->arena, str_c(f->body), payload));
    CHECK(!log_subject_last(d->app.db, f->id, &leaf.prev, &seq, &found));
    CHECK(!db_begin(d->app.db) && !table_load(d->app.db, &d->arena, info->kind, f->id, state));
    memcpy(before, state, kinds[info->kind].record->size);
    CHECK(!log_append(d->app.log, &d->arena, &leaf, str_c(f->body), &hash));
    struct event e = {f->type, f->id, payload, leaf.at_us, f->actor, leaf.seq};
    event_apply(&d->arena, state, &e);
    ((struct thing *)state)->seq = leaf.seq;
    ((struct thing *)state)->head = hash_text(&d->arena, &hash);
    CHECK(!table_save(d->app.db, &d->arena, info->kind, before, state) && !app_commit(&d->app));
}

static struct replay_report replayed(struct desk *d)
{
    struct replay_report r;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &r));
    return r;
}

static void forged_events(const char *path)
{
#define OPINION_JSON "{\"opinion\":\"同意\"}"
    static const struct {
        int64_t state;
        struct forgery forgery;
        bool clean;
    } rows[] = {
        {MEASURE_VERIFYING, {EVENT_MEASURE_VERIFIED, MEASURE_1, OVERSEER_A, "overseer", "f-1", OPINION_JSON, "{}", 0}, true}, /* what a real one looks like */
        {MEASURE_VERIFYING, {EVENT_MEASURE_VERIFIED, MEASURE_1, OFFICE_A, "overseer", "f-1", OPINION_JSON, "{}", 0}, false},
        {MEASURE_VERIFYING, {EVENT_MEASURE_VERIFIED, MEASURE_1, EVERYTHING, "overseer", "f-1", OPINION_JSON, "{}", 0}, false}, /* same unit */
        {MEASURE_VERIFYING, {EVENT_MEASURE_VERIFIED, MEASURE_1, OVERSEER_A, "office", "f-1", OPINION_JSON, "{}", 0}, false},
        {MEASURE_WORKING, {EVENT_MEASURE_VERIFIED, MEASURE_1, OVERSEER_A, "overseer", "f-1", OPINION_JSON, "{}", 0}, false},
        {MEASURE_WORKING, {EVENT_MEASURE_EVIDENCED, MEASURE_1, CLERK, "unit", "f-1", "{\"evidence\":\"0000000007\"}", "{}", 0}, false},
        {MEASURE_WORKING, {EVENT_MEASURE_EVIDENCED, MEASURE_1, CLERK, "unit", "f-1", "{\"evidence\":\"0000000007\"}", "{}", 1}, false},
        {MEASURE_WORKING, {EVENT_MEASURE_EVIDENCED, MEASURE_1, CLERK, "unit", NULL, "{\"evidence\":\"0000000007\"}", "{}", 1}, false},
        {MEASURE_WORKING, {EVENT_EVIDENCE_ADDED, 907, CLERK, "unit", "f-1", "{\"inspection\":\"0000000034\",\"measure\":\"0000000042\",\"name\":\"x\",\"proves_day\":\"2025-06-20\"}", "{}", 0}, false}, /* its second event is missing */
        {MEASURE_WORKING, {EVENT_MEASURE_CHANGED, MEASURE_1, OFFICE_A, "office", "f-1", "{\"due_day\":\"2026-06-20\",\"text\":\"改期\"}", "{\"due_day\":\"2026-06-20\"}", 0}, false},
        {MEASURE_DRAFT, {EVENT_MEASURE_CHANGED, MEASURE_1, OFFICE_A, "office", "f-1", "{\"due_day\":\"2026-06-20\",\"text\":\"改期\"}", "{\"due_day\":\"2026-06-20\"}", 0}, true},
        {MEASURE_DRAFT, {EVENT_MEASURE_CHANGED, MEASURE_1, OFFICE_A, "office", "f-1", "{\"due_day\":\"2026-06-20\",\"text\":\"改期\"}", "{\"due_day\":\"2026-01-20\"}", 0}, false}, /* open fields that are not the body's */
        {MEASURE_DRAFT, {EVENT_PERSON_GRANTED, OFFICE_A, SECADMIN_A, "secadmin", "f-1", "{\"roles\":[\"office\",\"sysadmin\"]}", "{}", 0}, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i && str_starts(str_c(path), STR("postgres://")))
            return; /* one log a store */
        struct desk d = desk_open(path);
        desk_measure(&d, rows[i].state);
        int64_t size = log_size(d.app.log);
        CHECK(replayed(&d).bad_seq < 0);
        forge(&d, &rows[i].forgery);
        struct replay_report r = replayed(&d);
        if (rows[i].clean ? r.bad_seq >= 0 : r.bad_seq != size)
            fprintf(stderr, "forgery %zu: entry %lld: %.*s\n", i, (long long)r.bad_seq, STR_ARG(r.why.en));
        CHECK(rows[i].clean ? r.bad_seq < 0 && r.bad_kind < 0 : r.bad_seq == size && r.why.zh.len && r.why.en.len);
        desk_close(&d);
    }
}
TEST(replay_finds_an_event_that_was_not_allowed) { on_each_store(forged_events); }

static void changed_rows(const char *path)
{
    static const struct {
        const char *sql;
        int kind;
    } rows[] = {{"UPDATE measure SET due_day = due_day + 1", KIND_MEASURE}, {"UPDATE measure SET executors = ''", KIND_MEASURE}, {"DELETE FROM evidence", KIND_EVIDENCE}, {"UPDATE person SET roles = 1 WHERE id = 21", KIND_PERSON}, {"INSERT INTO aspect (id, seq, head, state, inspection, number, title) VALUES (7, 1, 'x', 0, 100, 9, 'x')", KIND_ASPECT}, {"DELETE FROM link WHERE field = 'leaders'", KIND_MEASURE}, {"UPDATE link SET target = 5 WHERE field = 'assisting_units'", KIND_MEASURE}, {"UPDATE unit SET name = name || ' '", KIND_UNIT}};
    struct desk d = desk_open(path);
    desk_measure(&d, MEASURE_VERIFYING);
    struct hash good = desk_digest(d.app.db);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(!db_script(d.app.db, rows[i].sql));
        struct replay_report r = replayed(&d);
        if (r.bad_kind != rows[i].kind)
            fprintf(stderr, "%s: %d\n", rows[i].sql, r.bad_kind);
        CHECK(r.bad_seq < 0 && r.bad_kind == rows[i].kind && r.why.zh.len && r.why.en.len);
        CHECK(!app_rebuild(&d.app, NULL, NULL));
        struct hash again = desk_digest(d.app.db);
        CHECK(hash_eq(&again, &good));
        CHECK(replayed(&d).bad_kind < 0);
    }
    desk_close(&d);
}
TEST(replay_finds_a_row_that_was_changed_and_rebuild_mends_it) { on_each_store(changed_rows); }
