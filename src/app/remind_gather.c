/* remind_gather.c: fetches what reminders are planned from: rounds, things with a deadline, people. See remind.h. */
#include "app/remind_gather.h"

#include "app/calendar.h"
#include "app/facts.h"
#include "app/regime.h"
#include "base/time.h"
#include "domain/all.h"
#include "view/table.h"

#include <string.h>

enum { OPEN_STATES_MAX = 5 };
#define IN_OPEN "state IN (?1, ?2, ?3, ?4, ?5)"
#define OF_OPEN_ROUND "inspection IN (SELECT id FROM inspection WHERE state = ?6)"

/* What can be reminded of. A row to add: (id, inspection, due day, unit, leaders, state, start day, percent, first
 * day), ordered by due day; ?1…?5 are `open`, the states in which it waits to be done (repeated where there are fewer),
 * ?6 an open round. `words` gives number and words of one, ?1 = id. */
static const struct source {
    enum kind kind;
    int64_t open[OPEN_STATES_MAX];
    const char *zh, *en;
    const char *items, *words;
} sources[] = {
    {KIND_MEASURE,
     {MEASURE_ISSUED, MEASURE_WORKING, MEASURE_CLAIMED, MEASURE_VERIFYING, MEASURE_SUSTAINED},
     "措施",
     "Measure",
     "SELECT id, inspection, due_day, lead_unit, leaders, state, start_day, percent, issued_us FROM measure WHERE due_day > 0 AND " IN_OPEN
     " AND " OF_OPEN_ROUND " ORDER BY due_day, ordinal",
     "SELECT CASE WHEN m.code <> '' THEN m.code ELSE CAST(p.number AS TEXT) || '-' || CAST(m.number AS TEXT) END, m.text"
     " FROM measure m LEFT JOIN problem p ON p.id = m.problem WHERE m.id = ?1"},
    {KIND_TASK,
     {TASK_ASSIGNED, TASK_WORKING, TASK_WORKING, TASK_WORKING, TASK_WORKING},
     "任务",
     "Task",
     "SELECT id, inspection, due_day, unit, person, state, 0, 0, assigned_us FROM task WHERE due_day > 0 AND " IN_OPEN
     " AND " OF_OPEN_ROUND " ORDER BY due_day, id",
     "SELECT '', text FROM task WHERE id = ?1"},
    {KIND_NOTICE,
     {NOTICE_ISSUED, NOTICE_SIGNED, NOTICE_SIGNED, NOTICE_SIGNED, NOTICE_SIGNED},
     "督办公文",
     "Supervision paper",
     "SELECT id, inspection, answer_due_day, unit, leader, state, 0, 0, issued_us FROM notice WHERE answer_due_day > 0 AND " IN_OPEN
     " AND " OF_OPEN_ROUND " ORDER BY answer_due_day, id",
     "SELECT '', title FROM notice WHERE id = ?1"},
};
static const size_t sources_count = sizeof sources / sizeof *sources;

static const char sql_rounds[] = "SELECT id, organisation FROM inspection WHERE state = ?1 ORDER BY id";
static const char sql_units[] = "SELECT id, above FROM unit ORDER BY id";
static const char sql_people[] =
    "SELECT p.id, p.unit, p.roles, p.name, p.mail, p.by_mail, COALESCE((SELECT max(n.day) FROM nudge n WHERE n.person = p.id AND n.day <= ?2), 0),"
    " COALESCE((SELECT CASE WHEN u.short_name <> '' THEN u.short_name ELSE u.name END FROM unit u WHERE u.id = p.unit), ''), p.former_units, p.moved_us"
    " FROM person p WHERE p.state = ?1 AND (p.login <> '' OR (p.mail <> '' AND p.by_mail = 1)) ORDER BY p.unit, p.id";
/* Who reports for a unit is asked for what it has not told in this period. */
static const char sql_reports[] =
    "SELECT m.lead_unit, count(*) FROM measure m WHERE m.inspection = ?1 AND m.state = ?2 AND m.lead_unit > 0"
    " AND NOT EXISTS (SELECT 1 FROM report r WHERE r.measure = m.id AND r.period = ?3 AND r.unit = m.lead_unit)"
    " GROUP BY m.lead_unit ORDER BY m.lead_unit";

/* ---- growing lists --------------------------------------------------------------------------- */

struct list { /* of one type; in an arena */
    void *rows;
    size_t count, cap;
};

static void *grow(struct arena *a, struct list *l, size_t size)
{
    if (l->count == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        char *more = arena_alloc(a, cap * size);
        if (l->count)
            memcpy(more, l->rows, l->count * size);
        l->rows = more;
        l->cap = cap;
    }
    return (char *)l->rows + size * l->count++;
}

struct gather {
    struct db *db;
    struct arena *arena;
    struct reminders *out;
    struct list rounds, items, people, names, units;
    struct colour_rule *colours; /* of each round */
};

/* ---- rounds and their rules ------------------------------------------------------------------ */

static enum err round_rules(struct gather *g, struct remind_round *round)
{
    struct warning *rows = arena_alloc(g->arena, WARNING_SORTS * sizeof *rows);
    struct regime regime;
    enum err e = warning_load(g->db, g->arena, round->id, rows);
    if (!e)
        e = regime_load(g->db, g->arena, round->id, 0, &regime);
    round->rules = rows;
    round->rhythm = e ? 0 : regime.rhythm;
    return e;
}

static enum err rounds(struct gather *g)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(g->db, sql_rounds, &s);
    if (e)
        return e;
    stmt_int(s, 1, INSPECTION_ACTIVE);
    while (!(e = stmt_step(s, &row)) && row) {
        struct remind_round *r = grow(g->arena, &g->rounds, sizeof *r);
        *r = (struct remind_round){.id = stmt_get_int(s, 0),
                                   .organisation = stmt_get_int(s, 1)};
    }
    stmt_done(s);
    struct remind_round *list = g->rounds.rows;
    g->colours = arena_alloc(g->arena, (g->rounds.count + 1) * sizeof *g->colours);
    for (size_t i = 0; i < g->rounds.count && !e; i++) {
        e = round_rules(g, &list[i]);
        if (!e)
            e = units_above(g->db, g->arena, list[i].organisation, &list[i].chain);
        g->colours[i] = colour_rule_of(list[i].rules, &g->out->calendar, g->out->day);
    }
    return e;
}

static size_t round_at(const struct gather *g, int64_t id)
{
    const struct remind_round *list = g->rounds.rows;
    size_t i = 0;
    while (i < g->rounds.count && list[i].id != id)
        i++;
    return i;
}

/* ---- things ---------------------------------------------------------------------------------- */

/* Tasks and notices wait in any of their states: they are judged as a measure that is worked on. */
static enum colour colour_of(const struct gather *g, const struct source *src, struct stmt *s,
                             size_t round, int64_t due_day)
{
    int64_t state = src->kind == KIND_MEASURE ? stmt_get_int(s, 5) : MEASURE_WORKING;
    return measure_colour_by(&g->colours[round], state, stmt_get_int(s, 6), due_day,
                             stmt_get_int(s, 7));
}

static enum err put_item(struct gather *g, const struct source *src, struct stmt *s)
{
    size_t round = round_at(g, stmt_get_int(s, 1));
    int64_t due_day = stmt_get_int(s, 2), first_day = day_of(stmt_get_int(s, 8));
    struct ids leaders = {NULL, 0};
    if (round == g->rounds.count)
        return ERR_NONE;
    enum colour colour = colour_of(g, src, s, round, due_day);
    if (colour == COLOUR_NONE || colour == COLOUR_DONE)
        return ERR_NONE;
    bool on_time = colour == COLOUR_GREEN || colour == COLOUR_BLUE;
    if (on_time && first_day < g->out->day - REMIND_NEW_DAYS)
        return ERR_NONE;
    if (src->kind == KIND_MEASURE && !ids_read(g->arena, stmt_get_str(s, 4), &leaders))
        return ERR_CORRUPT;
    struct remind_item *i = grow(g->arena, &g->items, sizeof *i);
    *i = (struct remind_item){.kind = src->kind,
                              .id = stmt_get_int(s, 0),
                              .round = round,
                              .colour = colour,
                              .due_day = due_day,
                              .unit = stmt_get_int(s, 3),
                              .number = 1};
    i->leader = src->kind == KIND_MEASURE ? (leaders.count ? leaders.list[0] : 0) : stmt_get_int(s, 4);
    i->since_day =
        on_time ? first_day
                : remind_since(&g->out->calendar, (struct remind_round *)g->rounds.rows + round,
                               colour, due_day, g->out->day);
    return ERR_NONE;
}

static enum err things(struct gather *g, const struct source *src)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(g->db, src->items, &s);
    if (e)
        return e;
    for (int i = 0; i < OPEN_STATES_MAX; i++)
        stmt_int(s, i + 1, src->open[i]);
    stmt_int(s, 6, INSPECTION_ACTIVE);
    while (!(e = stmt_step(s, &row)) && row && !(e = put_item(g, src, s)))
        ;
    stmt_done(s);
    return e;
}

/* Of each round in the last workdays of its period. */
static enum err reports(struct gather *g, size_t round)
{
    const struct remind_round *r = (struct remind_round *)g->rounds.rows + round;
    int64_t period = regime_period(r->rhythm, g->out->day);
    int64_t last_day = period_last_day(period), since = remind_report_day(&g->out->calendar, last_day);
    struct stmt *s;
    bool row = false;
    if (g->out->day < since)
        return ERR_NONE;
    enum err e = db_stmt(g->db, sql_reports, &s);
    if (e)
        return e;
    stmt_int(s, 1, r->id);
    stmt_int(s, 2, MEASURE_WORKING);
    stmt_int(s, 3, period);
    while (!(e = stmt_step(s, &row)) && row) {
        struct remind_item *i = grow(g->arena, &g->items, sizeof *i);
        *i = (struct remind_item){.kind = KIND_REPORT,
                                  .id = stmt_get_int(s, 0),
                                  .round = round,
                                  .colour = COLOUR_YELLOW,
                                  .since_day = since,
                                  .due_day = last_day,
                                  .unit = stmt_get_int(s, 0),
                                  .number = stmt_get_int(s, 1)};
    }
    stmt_done(s);
    return e;
}

/* ---- people and units ------------------------------------------------------------------------ */

static enum err put_person(struct gather *g, struct stmt *s)
{
    struct remind_person *p = grow(g->arena, &g->people, sizeof *p), *before = p - 1;
    struct remind_name *n = grow(g->arena, &g->names, sizeof *n);
    struct ids former;
    *p = (struct remind_person){.actor = {.id = stmt_get_int(s, 0),
                                          .unit = stmt_get_int(s, 1),
                                          .roles = stmt_get_int(s, 2),
                                          .moved_us = stmt_get_int(s, 9)},
                                .last_day = stmt_get_int(s, 6)};
    *n = (struct remind_name){.name = str_copy(g->arena, stmt_get_str(s, 3)),
                              .mail = str_copy(g->arena, stmt_get_str(s, 4)),
                              .by_mail = stmt_get_int(s, 5),
                              .unit = str_copy(g->arena, stmt_get_str(s, 7))};
    if (!ids_read(g->arena, stmt_get_str(s, 8), &former))
        return ERR_CORRUPT;
    if (g->people.count > 1 && before->actor.unit == p->actor.unit && !p->actor.moved_us && !before->actor.moved_us) {
        p->actor.units = before->actor.units;
        p->actor.everywhere = before->actor.everywhere;
        return ERR_NONE;
    }
    enum err e = actor_units(g->db, g->arena, former, &p->actor);
    return e ? e : actor_place(g->db, &p->actor);
}

static enum err people(struct gather *g)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(g->db, sql_people, &s);
    if (e)
        return e;
    stmt_int(s, 1, PERSON_ACTIVE);
    stmt_int(s, 2, g->out->day);
    while (!(e = stmt_step(s, &row)) && row && !(e = put_person(g, s)))
        ;
    stmt_done(s);
    return e;
}

static enum err units(struct gather *g)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(g->db, sql_units, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        struct remind_unit *u = grow(g->arena, &g->units, sizeof *u);
        *u = (struct remind_unit){stmt_get_int(s, 0), stmt_get_int(s, 1)};
    }
    stmt_done(s);
    return e;
}

/* ---- all ------------------------------------------------------------------------------------- */

enum err remind_gather(struct db *db, struct arena *a, struct reminders *out)
{
    struct gather g = {.db = db, .arena = a, .out = out};
    enum err e = rounds(&g);
    for (size_t i = 0; i < sources_count && !e; i++)
        e = things(&g, &sources[i]);
    for (size_t i = 0; i < g.rounds.count && !e; i++)
        e = reports(&g, i);
    if (!e)
        e = people(&g);
    if (!e)
        e = units(&g);
    out->about = (struct remind_about){
        .rounds = g.rounds.rows, .round_count = g.rounds.count, .items = g.items.rows, .item_count = g.items.count, .people = g.people.rows, .person_count = g.people.count, .units = g.units.rows, .unit_count = g.units.count};
    out->names = g.names.rows;
    return e;
}

enum err remind_words(struct db *db, struct arena *a, enum kind kind, int64_t id, struct sentence *out)
{
    struct stmt *s;
    bool row = false;
    size_t i = 0;
    *out = (struct sentence){STR(""), STR("")};
    while (i < sources_count && sources[i].kind != kind)
        i++;
    if (i == sources_count)
        return ERR_NONE;
    enum err e = db_stmt(db, sources[i].words, &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    e = stmt_step(s, &row);
    if (!e && row) {
        struct str number = stmt_get_str(s, 0), text = utf8_clip(stmt_get_str(s, 1), 50);
        text = str_f(a, "%s%.*s %.*s", number.len ? " " : "", STR_ARG(number), STR_ARG(text));
        *out = (struct sentence){str_f(a, "%s%.*s", sources[i].zh, STR_ARG(text)),
                                 str_f(a, "%s%.*s", sources[i].en, STR_ARG(text))};
    }
    stmt_done(s);
    return e;
}
