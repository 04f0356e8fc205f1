/* scope_test.c: who sees what, by view/scope.h's sentences told a second time without SQL, for things of every kind in
 * four rounds of two organisations, one above both, and none. */
#include "domain/all.h"
#include "tests/stores.h"
#include "view/list.h"
#include "view/period.h"
#include "view/table.h"

#include <string.h>

enum { DAY = 20000,
       SUPER = 1, /* A and B stand below it */
       ORG_A = 2,
       BUREAU_A = 3, /* two bureaus below A, a section below the first */
       OTHER_A = 4,
       SECTION_A = 5,
       ORG_B = 6,
       BUREAU_B = 7,
       FLAT = 8, /* nowhere in the tree */
       UNITS = 8,
       LEADER_B = 50, /* of B, and leader of a measure in A's round */
       ROUND_A = 101,
       ROUND_B = 102,
       ROUND_SUPER = 103,
       ROUND_NONE = 104,
       ROUNDS = 4,
       MEASURES_EACH = 24,
       THINGS_MAX = 6000 };

static struct arena a;
static struct db *db;
static const int64_t above[UNITS + 1] = {0, 0, SUPER, ORG_A, ORG_A, BUREAU_A, SUPER, ORG_B, 0};
static const int64_t organisation[ROUNDS] = {ORG_A, ORG_B, SUPER, 0};
static const int64_t leads[] = {BUREAU_A, OTHER_A, BUREAU_B, FLAT};

/* What was put into the tables, for the second telling. */
static struct {
    enum kind kind;
    struct thing *state;
} things[THINGS_MAX];
static size_t things_count;

static void save(enum kind kind, const void *state)
{
    const struct record *r = kinds[kind].record;
    struct thing *kept = arena_alloc(&a, r->size);
    memcpy(kept, state, r->size);
    kept->head = STR("00");
    kept->seq = (int64_t)things_count + 1;
    CHECK(things_count < THINGS_MAX && !table_save(db, &a, kind, NULL, kept));
    things[things_count].kind = kind;
    things[things_count++].state = kept;
}

static struct ids one_id(int64_t id)
{
    struct ids none = {NULL, 0};
    return id ? ids_with(&a, none, id) : none;
}

/* ---- the rounds ------------------------------------------------------------------------------------ */

static int64_t measure_id(int round, int64_t n) { return (round + 1) * 10000 + 1000 + n; }
static int64_t problem_id(int round, int64_t n) { return (round + 1) * 10000 + 100 + n; }

static void put_measures(int round)
{
    for (int64_t n = 0; n < 3; n++)
        save(KIND_ASPECT, &(struct aspect){.id = (round + 1) * 10000 + 10 + n, .inspection = ROUND_A + round, .number = n + 1, .title = STR("方面")});
    for (int64_t n = 0; n < 6; n++)
        save(KIND_PROBLEM, &(struct problem){.id = problem_id(round, n), .state = PROBLEM_OPEN + n % 2, .inspection = ROUND_A + round, .aspect = (round + 1) * 10000 + 10 + n % 3, .number = n + 1, .title = STR("问题")});
    for (int64_t n = 0; n < MEASURES_EACH; n++)
        save(KIND_MEASURE, &(struct measure){.id = measure_id(round, n), .state = MEASURE_DRAFT + n % (MEASURE_VOID - MEASURE_DRAFT + 1), .inspection = ROUND_A + round, .aspect = (round + 1) * 10000 + 10 + n % 3, .problem = problem_id(round, n % 6), .ordinal = n, .number = n + 1, .text = STR("措施"), .type = 1 + n % 3, .due_day = DAY - 5 + n, .lead_unit = leads[n % 4], .assisting_units = one_id(n % 5 == 1 ? BUREAU_B : 0), .former_units = one_id(n % 7 == 3 ? OTHER_A : 0), .leaders = one_id(n == 9 ? LEADER_B : 0)});
}

/* One thing of any other kind: its ids name the N-th thing of this round, so that some are whose they may be. */
static void put_other(enum kind kind, int round, int64_t n)
{
    const struct record *r = kinds[kind].record;
    const struct choice *states = kinds[kind].states;
    struct thing *t = arena_alloc(&a, r->size);
    int64_t count = 0;
    while (states && states[count].name)
        count++;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        int64_t id = f->refers == 1 + KIND_MEASURE ? measure_id(round, n) : f->refers == 1 + KIND_PROBLEM ? problem_id(round, n % 6)
                                                                        : f->refers == 1 + KIND_UNIT      ? leads[(n + 1) % 4]
                                                                        : f->refers == 1 + KIND_PERSON    ? 40 + n
                                                                                                          : 0;
        if (f->type == FIELD_ID)
            *field_int(f, t) = n % 3 ? id : 0;
        if (f->type == FIELD_IDS)
            *field_ids(f, t) = n % 3 == 1 ? one_id(id) : one_id(0);
        if (f->type == FIELD_INT)
            *field_int(f, t) = 1 + n;
        if (f->type == FIELD_ENUM && f->choices && strcmp(f->name, "state"))
            *field_int(f, t) = 1;
    }
    t->id = 1000000 + (int64_t)kind * 10000 + round * 1000 + n;
    t->state = count > 1 ? n % count : 0;
    *field_int(record_field(r, STR("inspection")), t) = ROUND_A + round;
    save(kind, t);
}

static bool of_round(enum kind kind)
{
    const struct field *f = record_field(kinds[kind].record, STR("inspection"));
    return f && f->type == FIELD_ID;
}

static void fill(const char *path)
{
    things_count = 0;
    CHECK(!db_open(path, DB_WRITE, &db) && !table_create_all(db) && !db_begin(db));
    for (int64_t u = 1; u <= UNITS; u++)
        save(KIND_UNIT, &(struct unit){.id = u, .name = STR("单位"), .above = above[u]});
    for (int round = 0; round < ROUNDS; round++) {
        save(KIND_INSPECTION, &(struct inspection){.id = ROUND_A + round, .state = INSPECTION_ACTIVE, .name = STR("轮次"), .organisation = organisation[round]});
        put_measures(round);
        for (int k = 0; k < KIND_COUNT; k++)
            for (int64_t n = 0; n < 16 && of_round((enum kind)k) && k != KIND_MEASURE && k != KIND_PROBLEM && k != KIND_ASPECT; n++)
                put_other((enum kind)k, round, n);
    }
    CHECK(!db_commit(db));
}

static void empty(void)
{
    db_close(db);
    arena_reset(&a);
}

/* ---- the sentences, told again ------------------------------------------------------------------------ */

static bool within(int64_t unit, int64_t top)
{
    for (; unit; unit = above[unit])
        if (unit == top)
            return true;
    return false;
}

static bool related(const struct actor *who, int64_t unit)
{
    return unit && who->unit && (within(unit, who->unit) || within(who->unit, unit));
}

static bool reaches(const struct actor *who, int64_t round)
{
    int64_t o = organisation[round - ROUND_A];
    return who->everywhere || !o || related(who, o);
}

static bool any_related(const struct actor *who, struct ids units)
{
    for (size_t i = 0; i < units.count; i++)
        if (related(who, units.list[i]))
            return true;
    return false;
}

static bool mine(const struct actor *who, const struct measure *m)
{
    return related(who, m->lead_unit) || any_related(who, m->assisting_units) || any_related(who, m->former_units) || ids_has(m->leaders, who->id);
}

static bool my_measure(const struct actor *who, int64_t id, int64_t problem, int64_t aspect)
{
    for (size_t i = 0; i < things_count; i++) {
        const struct measure *m = (const void *)things[i].state;
        if (things[i].kind == KIND_MEASURE && (m->id == id || m->problem == problem || m->aspect == aspect) && mine(who, m))
            return true;
    }
    return false;
}

static bool names_mine(const struct actor *who, const struct field *f, int64_t id)
{
    switch (f->refers - 1) {
    case KIND_MEASURE: return my_measure(who, id, -1, -1);
    case KIND_PROBLEM: return my_measure(who, -1, id, -1);
    case KIND_UNIT: return related(who, id);
    case KIND_PERSON: return id && id == who->id;
    default: return false;
    }
}

static bool theirs(const struct actor *who, enum kind kind, const struct thing *t, int64_t round)
{
    const struct record *r = kinds[kind].record;
    bool can = false;
    if (kind == KIND_MEASURE)
        return mine(who, (const void *)t);
    if (kind == KIND_PROBLEM || kind == KIND_ASPECT)
        return my_measure(who, -1, kind == KIND_PROBLEM ? t->id : -1, kind == KIND_ASPECT ? t->id : -1);
    if (kind == KIND_BULLETIN)
        return t->state == BULLETIN_OUT && reaches(who, round);
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        bool link = f->type == FIELD_IDS && f->flags & FIELD_LINK;
        bool named = f->type == FIELD_ID && (f->refers == 1 + KIND_MEASURE || f->refers == 1 + KIND_PROBLEM || f->refers == 1 + KIND_UNIT || f->refers == 1 + KIND_PERSON);
        can = can || link || named;
        if (named && names_mine(who, f, *field_int(f, t)))
            return true;
        for (size_t k = 0; link && k < field_ids(f, t)->count; k++)
            if (names_mine(who, f, field_ids(f, t)->list[k]))
                return true;
    }
    return !can && reaches(who, round);
}

static bool counts(const struct actor *who, enum kind kind, const struct thing *t)
{
    int64_t round = *field_int(record_field(kinds[kind].record, STR("inspection")), t);
    bool whole = (who->roles & ROLES_BUSINESS) != ROLE(UNIT);
    return (whole && reaches(who, round)) || theirs(who, kind, t, round);
}

static bool sees(const struct actor *who, enum kind kind, const struct thing *t)
{
    return kind == KIND_CLUE ? clue_is_open_to((const void *)t, who->id) : counts(who, kind, t);
}

static bool sees_round(const struct actor *who, int64_t round)
{
    bool yes = reaches(who, round);
    for (size_t i = 0; i < things_count && !yes; i++)
        yes = things[i].kind == KIND_MEASURE && ((const struct measure *)things[i].state)->inspection == round && mine(who, (const void *)things[i].state);
    return yes;
}

/* ---- the people --------------------------------------------------------------------------------------- */

static struct actor actor(int64_t id, int64_t unit, int64_t roles)
{
    struct actor who = {.id = id, .roles = roles, .unit = unit, .everywhere = !unit || unit == FLAT};
    for (; unit; unit = above[unit])
        who.units = ids_with(&a, who.units, unit);
    return who;
}

static size_t people(struct actor *out)
{
    static const struct {
        int64_t id, unit, roles;
    } rows[] = {{41, SUPER, ROLE(READER)}, {42, SUPER, ROLE(UNIT)}, {43, ORG_A, ROLE(OFFICE)}, {44, BUREAU_A, ROLE(UNIT)}, {45, OTHER_A, ROLE(UNIT)}, {46, SECTION_A, ROLE(UNIT)}, {47, BUREAU_A, ROLE(UNIT) | ROLE(LEADER)}, {48, ORG_B, ROLE(OFFICE)}, {49, BUREAU_B, ROLE(UNIT)}, {LEADER_B, ORG_B, ROLE(LEADER)}, {51, BUREAU_B, ROLE(OVERSEER)}, {52, FLAT, ROLE(OFFICE)}, {53, FLAT, ROLE(UNIT)}, {54, 0, ROLE(PUBLISHER)}, {55, 0, ROLE(UNIT)}};
    size_t n = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < n; i++)
        out[i] = actor(rows[i].id, rows[i].unit, rows[i].roles);
    return n;
}
enum { PEOPLE_MAX = 20 };

/* ---- one by one, all together --------------------------------------------------------------------------- */

static void check_things(const struct actor *who, const struct scope *s)
{
    for (size_t i = 0; i < things_count; i++) {
        enum kind kind = things[i].kind;
        bool yes, want = kind == KIND_UNIT || (kind == KIND_INSPECTION ? sees_round(who, things[i].state->id) : sees(who, kind, things[i].state));
        CHECK(!scope_sees(db, s, kind, things[i].state->id, &yes));
        if (yes != want)
            fprintf(stderr, "person %lld, %s %lld: %d\n", (long long)who->id, kinds[kind].name, (long long)things[i].state->id, yes);
        CHECK(yes == want);
        CHECK(!scope_sees_state(db, s, kind, things[i].state, &yes) && yes == want);
    }
}

/* A list of KIND over all rounds, and over each. */
static void check_lists(const struct actor *who, const struct scope *s, enum kind kind, int64_t round)
{
    struct str sql = str_f(&a, "SELECT k.id FROM %s k WHERE ?1 >= 0%s{%s k}", kinds[kind].record->name, round ? " AND k.inspection = ?1" : "", kinds[kind].name);
    struct stmt *st;
    bool row;
    int64_t got = 0, want = 0, id_sum = 0;
    CHECK(!scope_stmt(db, s, sql, round, 2, &st));
    stmt_int(st, 1, round);
    while (!stmt_step(st, &row) && row) {
        got++;
        id_sum += stmt_get_int(st, 0);
    }
    stmt_done(st);
    for (size_t i = 0; i < things_count; i++) {
        int64_t of = things[i].kind == kind ? *field_int(record_field(kinds[kind].record, STR("inspection")), things[i].state) : 0;
        if (things[i].kind != kind || (round && of != round) || !sees(who, kind, things[i].state))
            continue;
        want++;
        id_sum -= things[i].state->id;
    }
    CHECK(got == want && id_sum == 0);
}

static void every_thing(const char *path)
{
    struct actor who[PEOPLE_MAX];
    fill(path);
    size_t n = people(who), step = db_is_server(str_c(path)) ? 4 : 1; /* there each question travels */
    for (size_t p = 0; p < n; p += step) {
        struct scope s = scope_of(&a, &who[p]);
        check_things(&who[p], &s);
        for (int k = 0; k < KIND_COUNT; k++)
            if (of_round((enum kind)k))
                check_lists(&who[p], &s, (enum kind)k, 0);
        for (int64_t round = ROUND_A; round < ROUND_A + ROUNDS; round++) {
            bool visible;
            CHECK(!scope_look(db, &s, round, &visible) && visible == sees_round(&who[p], round));
            if (!visible)
                continue;
            check_things(&who[p], &s); /* having looked changes nothing */
            for (int k = 0; k < KIND_COUNT; k++)
                if (of_round((enum kind)k))
                    check_lists(&who[p], &s, (enum kind)k, round);
        }
    }
    empty();
}

TEST(everybody_sees_what_is_theirs_and_nothing_else) { on_each_store(every_thing); }

/* The newest is the first they see of the rounds in their order, whichever that is. */
static void newest_of_theirs(const char *path)
{
    struct actor who[PEOPLE_MAX];
    fill(path);
    size_t n = people(who);
    for (int64_t turn = 0; turn < ROUNDS; turn++) {
        for (int64_t i = 0; i < ROUNDS; i++)
            save(KIND_INSPECTION, &(struct inspection){.id = ROUND_A + i, .state = i == turn ? INSPECTION_ARCHIVED : INSPECTION_ACTIVE, .name = STR("轮次"), .organisation = organisation[i], .feedback_day = DAY + (i + turn) % ROUNDS});
        for (size_t p = 0; p < n; p++) {
            struct scope s = scope_of(&a, &who[p]), fresh = s;
            int64_t got, best = 0, rank = -1;
            for (int64_t i = 0; i < ROUNDS; i++) {
                int64_t its = (i == turn ? 0 : ROUNDS) + (i + turn) % ROUNDS;
                if (its > rank && (s.rounds || sees_round(&who[p], ROUND_A + i))) {
                    best = ROUND_A + i;
                    rank = its;
                }
            }
            CHECK(!scope_newest(db, &s, &got) && got == best);
            bool again, first;
            CHECK(!scope_look(db, &s, got, &again) && !scope_look(db, &fresh, got, &first));
            CHECK(!got || (again && first && scope_is_whole(&s, got) == scope_is_whole(&fresh, got)));
        }
    }
    empty();
}

TEST(newest_round_is_the_newest_they_see) { on_each_store(newest_of_theirs); }

/* ---- figures --------------------------------------------------------------------------------------------- */

struct seen {
    const struct actor *who;
    const struct figure *f;
    int64_t sum, rows;
};

static enum err add(void *arg, int64_t id, int64_t weight)
{
    struct seen *s = arg;
    for (size_t i = 0; i < things_count; i++)
        if (things[i].kind == s->f->kind && things[i].state->id == id && (!of_round(s->f->kind) || counts(s->who, s->f->kind, things[i].state))) {
            s->sum += weight;
            s->rows++;
        }
    return ERR_NONE;
}

static enum err sum_rows(void *arg, int64_t id, int64_t weight)
{
    struct seen *s = arg;
    (void)id;
    s->sum += weight;
    s->rows++;
    return ERR_NONE;
}

/* The value, its list, the list of the ledger and the second telling agree. */
static void check_figure(const struct actor *who, const struct scope *s, const struct figure *f, int64_t round)
{
    struct figure_value v;
    struct seen told = {who, f, 0, 0}, listed = {who, f, 0, 0};
    const struct figure *base = f->sql ? f : figure_find(str_c(f->part));
    struct list_query q = {.inspection = round, .today = DAY, .lang = LANG_ZH, .scope = s};
    int64_t count;
    CHECK(!figure_seen(db, f, s, round, DAY, &v));
    CHECK(!figure_each_seen(db, base, s, round, DAY, sum_rows, &listed));
    CHECK(v.rows == listed.rows && (f->sql ? v.value : v.part) == listed.sum);
    told.f = base;
    CHECK(!figure_each(db, base, round, DAY, add, &told));
    if (base->kind != KIND_UNIT && (told.sum != listed.sum || told.rows != listed.rows))
        fprintf(stderr, "person %lld, round %lld, %s: %lld of %lld\n", (long long)who->id, (long long)round, f->name, (long long)listed.rows, (long long)told.rows);
    CHECK(base->kind == KIND_UNIT || (told.sum == listed.sum && told.rows == listed.rows));
    if (base->kind != KIND_MEASURE)
        return;
    CHECK(!period_rhythm(db, round, &q.rhythm));
    CHECK(list_take(&q, STR("figure"), str_c(f->name)) && q.figure == base);
    CHECK(!list_count(db, &a, &q, &count) && count == listed.rows);
}

static void every_figure(const char *path)
{
    struct actor who[PEOPLE_MAX];
    fill(path);
    size_t n = people(who), step = db_is_server(str_c(path)) ? 4 : 1;
    for (size_t p = 0; p < n; p += step)
        for (int64_t round = ROUND_A; round < ROUND_A + ROUNDS; round++) {
            struct scope s = scope_of(&a, &who[p]), blind = s;
            bool visible;
            CHECK(!scope_look(db, &s, round, &visible));
            for (size_t i = 0; i < figures_count; i++) {
                check_figure(&who[p], &s, &figures[i], round);
                check_figure(&who[p], &blind, &figures[i], round); /* not asked whether the round is there */
            }
        }
    empty();
}

TEST(a_figure_is_its_list_under_every_pair_of_eyes) { on_each_store(every_figure); }

/* A unit's share is what a clerk of it sees whom nothing names; what names no person is not theirs for that. */
static void share_of_unit(const char *path)
{
    enum { UNNAMED = 777 };
    fill(path);
    struct actor clerk = actor(UNNAMED, BUREAU_B, ROLE(UNIT));
    struct scope of_unit = scope_of_unit(&a, BUREAU_B), of_clerk = scope_of(&a, &clerk);
    for (int64_t round = ROUND_A; round < ROUND_A + ROUNDS; round++)
        for (size_t i = 0; i < figures_count; i++) {
            struct figure_value share, seen;
            CHECK(!figure_seen(db, &figures[i], &of_unit, round, DAY, &share));
            CHECK(!figure_seen(db, &figures[i], &of_clerk, round, DAY, &seen));
            if (share.value != seen.value || share.rows != seen.rows)
                fprintf(stderr, "%s: %lld, not %lld\n", figures[i].name, (long long)share.value, (long long)seen.value);
            CHECK(share.value == seen.value && share.rows == seen.rows);
        }
    empty();
}

TEST(the_share_of_a_unit_is_what_its_clerk_sees) { on_each_store(share_of_unit); }

/* What is kept between requests is kept for who sees everything of the round, and for nobody else. */
static void kept_values(const char *path)
{
    struct figure_value all, mine_only, again;
    const struct figure *f = figure_find(STR("measures.total"));
    fill(path);
    struct actor office = actor(43, ORG_A, ROLE(OFFICE)), clerk = actor(45, OTHER_A, ROLE(UNIT));
    struct scope one = scope_of(&a, &office), two = scope_of(&a, &clerk);
    bool visible;
    CHECK(!scope_look(db, &one, ROUND_A, &visible) && visible && scope_is_whole(&one, ROUND_A));
    CHECK(!scope_look(db, &two, ROUND_A, &visible) && visible && !scope_is_whole(&two, ROUND_A));
    CHECK(!figure_recall(db, f, &one, ROUND_A, DAY, 7, &all) && !figure_recall(db, f, &two, ROUND_A, DAY, 7, &mine_only));
    CHECK(!figure_recall(db, f, &one, ROUND_A, DAY, 7, &again) && again.value == all.value);
    CHECK(mine_only.value > 0 && mine_only.value < all.value);
    empty();
}

TEST(kept_figures_are_not_shown_to_who_sees_less) { on_each_store(kept_values); }

/* Who sees all of a round pays nothing: the text of the list is the one without a scope. */
TEST(who_sees_all_of_the_round_asks_the_same_question_as_before)
{
    struct actor office = {.id = 43, .unit = ORG_A, .roles = ROLE(OFFICE)};
    struct scope s = scope_of(&a, &office);
    struct list_query q = {.inspection = ROUND_A, .today = DAY, .lang = LANG_ZH}, narrow = q;
    s.round = ROUND_A;
    s.round_whole = true;
    narrow.scope = &s;
    CHECK(str_eq(list_sql(&a, &q), list_sql(&a, &narrow)));
    s.round = ROUND_B;
    CHECK(!str_eq(list_sql(&a, &q), list_sql(&a, &narrow)));
}
