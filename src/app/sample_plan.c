/* sample_plan.c: units and people, the feedback with its problems, the books of accountability and rules, and the
 * bulletin. See sample_plan.h. */
#include "app/sample_plan.h"

#include "base/asset.h"
#include "base/hash.h"
#include "base/time.h"

#include <assert.h>
#include <string.h>

enum { SETUP_OFFSET = -112, /* before the feedback */
       FEEDBACK_OFFSET = -110,
       BOOKS_OFFSET = -104 /* nothing is entered in the books before the problems are there */ };
static const int64_t minute_us = 60LL * 1000000;

void sample_add(struct sample *s, int64_t offset, int64_t minute, int64_t actor, enum command_type type, int64_t id,
                const struct pair *pairs, size_t count)
{
    assert(s->count < SAMPLE_STEPS_MAX);
    struct sample_step *step = &s->steps[s->count];
    struct pair *kept = arena_alloc(s->arena, (count + 1) * sizeof *kept);
    if (count)
        memcpy(kept, pairs, count * sizeof *kept);
    /* The odd seconds keep the schedule from looking like a drill. */
    int64_t at = day_start_us(s->today + offset) + (510 + minute) * minute_us +
                 (int64_t)(s->count * 7919 % 60000) * 1000;
    *step = (struct sample_step){
        .at_us = at < s->now_us ? at : s->now_us,
        .actor = actor,
        .order = s->count++,
        .s = {.type = type, .id = id, .pairs = kept, .count = count, .drawn_at = -1}}; /* id 0: the door gives one */
}

int64_t sample_person(const struct sample *s, struct str key)
{
    size_t row = sample_row(&s->people, "key", key);
    return row < s->people.rows ? s->person_ids[row] : 0;
}

int64_t sample_unit(const struct sample *s, struct str key)
{
    size_t row = sample_row(&s->units, "key", key);
    return row < s->units.rows ? s->unit_ids[row] : 0;
}

int64_t sample_holder(const struct sample *s, const char *role, size_t at)
{
    int64_t found[SAMPLE_NUMBERS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < s->people.rows; i++)
        if (str_is(sample_cell(&s->people, i, "roles"), role))
            found[n++] = s->person_ids[i];
    assert(n);
    return found[at % n];
}

struct str sample_day(const struct sample *s, int64_t offset) { return day_text(s->arena, s->today + offset); }

static struct str day_cell(const struct sample *s, const struct sample_table *t, size_t row, const char *column)
{
    return sample_day(s, sample_number(t, row, column));
}

/* ---- who there is --------------------------------------------------------------------------------- */

static void plan_units(struct sample *s)
{
    const struct sample_table *t = &s->units;
    for (size_t i = 0; i < t->rows; i++)
        s->unit_ids[i] = id_random();
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, SETUP_OFFSET, (int64_t)i, 0, COMMAND_UNIT_CREATE, s->unit_ids[i],
                   {STR("name"), sample_cell(t, i, "name")}, {STR("short_name"), sample_cell(t, i, "short_name")},
                   {STR("above"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "parent")))},
                   {STR("sort"), sample_cell(t, i, "kind")});
}

static bool is_admin(struct str roles) { return str_is(roles, "sysadmin") || str_is(roles, "secadmin"); }

/* The operator makes the first two administrators; they make the others. */
static void plan_people(struct sample *s, struct str hash)
{
    const struct sample_table *t = &s->people;
    for (size_t i = 0; i < t->rows; i++)
        s->person_ids[i] = id_random();
    int64_t sysadmin = sample_holder(s, "sysadmin", 0), secadmin = sample_holder(s, "secadmin", 0);
    for (size_t i = 0; i < t->rows; i++) {
        struct str roles = sample_cell(t, i, "roles");
        bool first = is_admin(roles);
        int64_t id = s->person_ids[i], minute = (first ? 50 : 120) + (int64_t)i, gap = first ? 10 : 120;
        SAMPLE_ADD(s, SETUP_OFFSET, minute, first ? 0 : sysadmin, COMMAND_PERSON_CREATE, id,
                   {STR("name"), sample_cell(t, i, "name")}, {STR("post"), sample_cell(t, i, "post")},
                   {STR("phone"), sample_cell(t, i, "phone")},
                   {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "unit")))});
        SAMPLE_ADD(s, SETUP_OFFSET, minute + gap, first ? 0 : sysadmin, COMMAND_PERSON_ACCOUNT, id,
                   {STR("login"), sample_cell(t, i, "login")}, {STR("password_hash"), hash});
        SAMPLE_ADD(s, SETUP_OFFSET, minute + 2 * gap, first ? 0 : secadmin, COMMAND_PERSON_GRANT, id, {STR("roles"), roles});
    }
}

/* ---- the feedback ------------------------------------------------------------------------------------ */

static void plan_inspection(struct sample *s, int64_t office)
{
    const struct sample_table *t = &s->inspection;
    int64_t one = id_random(), two = id_random(); /* lists by id begin with the round at work */
    s->inspection_id = one < two ? one : two;
    s->earlier_id = one < two ? two : one;
    SAMPLE_ADD(s, FEEDBACK_OFFSET, 60, office, COMMAND_INSPECTION_OPEN, s->inspection_id,
               {STR("name"), sample_cell(t, 0, "name")}, {STR("sort"), sample_cell(t, 0, "kind")},
               {STR("body"), sample_cell(t, 0, "body")},
               {STR("organisation"), id_text(s->arena, sample_unit(s, sample_cell(t, 0, "organisation")))},
               {STR("start_day"), day_cell(s, t, 0, "start_offset")}, {STR("end_day"), day_cell(s, t, 0, "end_offset")},
               {STR("feedback_day"), day_cell(s, t, 0, "feedback_offset")},
               {STR("plan_day"), day_cell(s, t, 0, "plan_offset")},
               {STR("feedback_number"), sample_cell(t, 0, "document_number")}, {STR("phone"), sample_cell(t, 0, "phone")},
               {STR("post_box"), sample_cell(t, 0, "post_box")}, {STR("mail"), sample_cell(t, 0, "mail")}, {STR("previous"), id_text(s->arena, s->earlier_id)});
}

static void plan_problems(struct sample *s, int64_t office)
{
    struct str inspection = id_text(s->arena, s->inspection_id);
    for (size_t i = 0; i < s->aspects.rows; i++) {
        int64_t *id = &s->aspect_ids[sample_number(&s->aspects, i, "number")];
        *id = id_random();
        SAMPLE_ADD(s, FEEDBACK_OFFSET + 1, (int64_t)i * 2, office, COMMAND_ASPECT_ADD, *id, {STR("inspection"), inspection},
                   {STR("number"), sample_cell(&s->aspects, i, "number")}, {STR("title"), sample_cell(&s->aspects, i, "title")});
    }
    const struct sample_table *t = &s->problems;
    for (size_t i = 0; i < t->rows; i++) {
        int64_t *id = &s->problem_ids[sample_number(t, i, "number")];
        *id = id_random();
        SAMPLE_ADD(s, FEEDBACK_OFFSET + 1, 60 + (int64_t)i * 4, office, COMMAND_PROBLEM_ADD, *id,
                   {STR("aspect"), id_text(s->arena, s->aspect_ids[sample_number(t, i, "aspect")])},
                   {STR("number"), sample_cell(t, i, "number")}, {STR("title"), sample_cell(t, i, "title")},
                   {STR("detail"), sample_cell(t, i, "detail")}, {STR("category"), sample_cell(t, i, "category")},
                   {STR("nature"), sample_cell(t, i, "nature")}, {STR("amount_fen"), sample_cell(t, i, "amount_yuan")});
    }
    t = &s->manifestations;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, FEEDBACK_OFFSET + 2, (int64_t)i * 3, office, COMMAND_MANIFESTATION_ADD, 0,
                   {STR("problem"), id_text(s->arena, s->problem_ids[sample_number(t, i, "problem")])},
                   {STR("number"), sample_cell(t, i, "number")}, {STR("text"), sample_cell(t, i, "text")});
}

/* ---- the books --------------------------------------------------------------------------------------- */

/* Entered the day after, once the problems are there. */
static int64_t entered(int64_t offset)
{
    int64_t next = offset < 0 ? offset + 1 : 0;
    return next > BOOKS_OFFSET ? next : BOOKS_OFFSET;
}

static void plan_books(struct sample *s, int64_t office)
{
    struct str inspection = id_text(s->arena, s->inspection_id);
    const struct sample_table *t = &s->sanctions;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, entered(sample_number(t, i, "day_offset")), 300 + (int64_t)i, office, COMMAND_SANCTION_ADD, 0,
                   {STR("inspection"), inspection},
                   {STR("problem"), id_text(s->arena, s->problem_ids[sample_number(t, i, "problem")])},
                   {STR("sort"), sample_cell(t, i, "kind")}, {STR("persons"), sample_cell(t, i, "persons")},
                   {STR("day"), day_cell(s, t, i, "day_offset")}, {STR("document"), sample_cell(t, i, "document_number")},
                   {STR("note"), sample_cell(t, i, "note")},
                   {STR("held"), id_text(s->arena, sample_held(s, i))});
    t = &s->rules;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, entered(sample_number(t, i, "day_offset")), 400 + (int64_t)i, office, COMMAND_RULE_ADD, 0,
                   {STR("inspection"), inspection},
                   {STR("problem"), id_text(s->arena, s->problem_ids[sample_number(t, i, "problem")])},
                   {STR("action"), sample_cell(t, i, "action")}, {STR("title"), sample_cell(t, i, "title")},
                   {STR("document"), sample_cell(t, i, "document_number")}, {STR("day"), day_cell(s, t, i, "day_offset")},
                   {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "unit")))});
}

/* Drafted and sent by one of the office, passed by the other. Publishing is sample.c's: its figures are computed at the
 * position it has then. */
static void plan_bulletin(struct sample *s)
{
    struct str text, rest, title;
    bool there = asset_find(STR("sample/bulletin.txt"), &text);
    assert(there);
    (void)there;
    rest = text;
    str_cut(&rest, '\n', &title);
    int64_t writer = sample_holder(s, "office", 0), reviewer = sample_holder(s, "office", 1);
    s->bulletin_id = id_random();
    SAMPLE_ADD(s, -2, 60, writer, COMMAND_BULLETIN_DRAFT, s->bulletin_id,
               {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("title"), title}, {STR("text"), text});
    sample_add(s, -2, 420, writer, COMMAND_BULLETIN_SUBMIT, s->bulletin_id, NULL, 0);
    SAMPLE_ADD(s, -1, 480, reviewer, COMMAND_BULLETIN_REVIEW, s->bulletin_id,
               {STR("opinion"), STR("数字逐项点开看过清单，与台账一致；涉及个人的内容没有。同意送发布。")});
}

void sample_plan(struct sample *s, struct str password_hash)
{
    plan_units(s);
    plan_people(s, password_hash);
    int64_t office = sample_holder(s, "office", 0);
    plan_inspection(s, office);
    plan_problems(s, office);
    plan_books(s, sample_holder(s, "office", 1));
    plan_bulletin(s);
}

size_t sample_measure_row(const struct sample *s, int64_t measure)
{
    size_t i = 0;
    while (i < s->measures.rows && sample_number(&s->measures, i, "number") != measure)
        i++;
    assert(i < s->measures.rows);
    return i;
}

int64_t sample_reporter(const struct sample *s, struct str unit)
{
    size_t i = 0;
    while (i < s->people.rows && !(str_is(sample_cell(&s->people, i, "roles"), "unit") &&
                                   str_eq(sample_cell(&s->people, i, "unit"), unit)))
        i++;
    assert(i < s->people.rows);
    return s->person_ids[i];
}
