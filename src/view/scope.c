/* scope.c: see scope.h. The conditions are put together from constant pieces and the names of records; %U stands for
 * the parameter of the unit, %P for that of the person. */
#include "view/scope.h"

#include "domain/all.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SQL_MAX = 32 * 1024,
       ASKED_SINGLY = 8,
       UNITS_DEEP = 1000 }; /* no tree of units is; ends a walk in one that goes round */

#define NEWEST_FIRST " ORDER BY CASE WHEN k.state = ?1 THEN 0 ELSE 1 END, k.feedback_day DESC, k.seq DESC LIMIT 1" /* ?1: INSPECTION_ACTIVE */
static const char sql_newest[] = "SELECT k.id FROM inspection k" NEWEST_FIRST;
static const char sql_organisation[] = "SELECT organisation FROM inspection WHERE id = ?1";
static const char sql_above[] = "SELECT above FROM unit WHERE id = ?1";

/* Their unit, all below it and all above it. */
#define RELATED \
    "WITH RECURSIVE beneath(id) AS (SELECT CAST(%U AS BIGINT) UNION SELECT u.id FROM unit u JOIN beneath b ON u.above = b.id AND b.id <> 0)," \
    " upward(id) AS (SELECT CAST(%U AS BIGINT) UNION SELECT u.above FROM unit u JOIN upward o ON u.id = o.id WHERE u.above <> 0)" \
    " SELECT id FROM beneath WHERE id <> 0 UNION SELECT id FROM upward WHERE id <> 0"
/* What the link table ties to them: measures they assist, once led or lead as a person, and things of other kinds. */
#define TIED "SELECT owner FROM link WHERE target IN (" RELATED ") OR target = %P"
#define MINE "SELECT id FROM measure WHERE lead_unit IN (" RELATED ") UNION " TIED
#define PROBLEMS "SELECT problem FROM measure WHERE id IN (" MINE ")"
#define ASPECTS "SELECT aspect FROM measure WHERE id IN (" MINE ")"
/* What the link table ties to any of it. */
#define TIES "SELECT owner FROM link WHERE target IN (" RELATED ") OR target = %P OR target IN (" MINE ") OR target IN (" PROBLEMS ")"
#define REACHED "SELECT id FROM inspection WHERE organisation = 0 OR organisation IN (" RELATED ")"
/* Every parameter is used in every text, because PostgreSQL asks for that. */
#define NEVER " OR (CAST(%U AS BIGINT) < 0 AND CAST(%P AS BIGINT) < 0)"
#define ALWAYS " AND CAST(%U AS BIGINT) > -1 AND CAST(%P AS BIGINT) > -1"
#define ROUNDS REACHED " UNION SELECT inspection FROM measure WHERE id IN (" MINE ")"

static void put(struct buf *b, const char *text, int unit_at, int person_at)
{
    for (const char *sign; (sign = strchr(text, '%')); text = sign + 2) {
        buf_put(b, text, (size_t)(sign - text));
        buf_f(b, "?%d", sign[1] == 'U' ? unit_at : person_at);
    }
    buf_c(b, text);
}

struct scope scope_of(struct arena *a, const struct actor *actor)
{
    int64_t business = actor->roles & ROLES_BUSINESS;
    bool whole = !actor->id || business != ROLE(UNIT); /* administrators have their own gate: entries_may_read */
    return (struct scope){.person = actor->id,
                          .unit = actor->unit,
                          .rounds = !actor->id || actor->everywhere || !business,
                          .whole = whole,
                          .arena = a};
}

struct scope scope_of_unit(struct arena *a, int64_t unit) { return (struct scope){.unit = unit, .arena = a}; }

/* ---- conditions --------------------------------------------------------------------------------- */

struct putting {
    struct buf *sql;
    const char *alias;
    int unit_at, person_at;
    bool any; /* an alternative stands already */
};

/* " OR alias.column IN (set)" */
static void or_in(struct putting *p, const char *column, const char *set)
{
    buf_f(p->sql, "%s%s.%s IN (", p->any ? " OR " : "", p->alias, column);
    put(p->sql, set, p->unit_at, p->person_at);
    buf_c(p->sql, ")");
    p->any = true;
}

/* What names theirs, by the fields of the record; nothing where the kind can name none of it. */
static void put_named(struct putting *p, const struct record *r)
{
    bool tied = false;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        tied = tied || f->flags & FIELD_LINK;
        if (f->type != FIELD_ID)
            continue;
        if (f->refers == 1 + KIND_MEASURE)
            or_in(p, f->name, MINE);
        if (f->refers == 1 + KIND_PROBLEM)
            or_in(p, f->name, PROBLEMS);
        if (f->refers == 1 + KIND_UNIT)
            or_in(p, f->name, RELATED);
        if (f->refers == 1 + KIND_PERSON)
            or_in(p, f->name, "%P");
    }
    if (tied)
        or_in(p, "id", TIES);
}

/* What is theirs of KIND. */
static void put_theirs(struct putting *p, const struct scope *s, enum kind kind)
{
    const struct record *r = kinds[kind].record;
    switch (kind) {
    case KIND_MEASURE: or_in(p, "id", MINE); return;
    case KIND_PROBLEM: or_in(p, "id", PROBLEMS); return;
    case KIND_ASPECT: or_in(p, "id", ASPECTS); return;
    case KIND_BULLETIN: break;
    default: put_named(p, r); break;
    }
    if (p->any)
        return;
    if (s->rounds)
        buf_c(p->sql, "1 = 1");
    else
        or_in(p, "inspection", REACHED);
    p->any = true;
    if (kind == KIND_BULLETIN)
        buf_f(p->sql, " AND %s.state = %d", p->alias, BULLETIN_OUT);
}

/* The ids of KIND that are theirs, each alternative through an index of its own: what names theirs is found from what is
 * theirs, and millions of rows that do not are never read. False where the kind is not seen by what it names. */
bool scope_put_ids(struct buf *sql, const struct scope *s, enum kind kind, int64_t inspection, int unit_at, int person_at)
{
    static const char *const sets[] = {MINE, PROBLEMS, RELATED, "%P"};
    static const enum kind of[] = {KIND_MEASURE, KIND_PROBLEM, KIND_UNIT, KIND_PERSON};
    const struct record *r = kinds[kind].record;
    bool own = kind == KIND_MEASURE || kind == KIND_PROBLEM || kind == KIND_ASPECT, any = false, tied = false;
    if (scope_is_whole(s, inspection) || s->whole || !inspection || kind == KIND_BULLETIN || kind == KIND_INSPECTION ||
        !record_field(r, STR("inspection")))
        return false;
    if (own) {
        buf_f(sql, "SELECT id FROM %s WHERE id IN (", r->name);
        put(sql, kind == KIND_MEASURE ? MINE ")" : kind == KIND_PROBLEM ? PROBLEMS ")"
                                                                        : ASPECTS ")",
            unit_at, person_at);
    }
    for (size_t i = 0; i < r->count && !own; i++) {
        const struct field *f = &r->fields[i];
        tied = tied || f->flags & FIELD_LINK;
        for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
            if (f->type != FIELD_ID || f->refers != 1 + (int)of[k])
                continue;
            buf_f(sql, "%sSELECT id FROM %s WHERE %s IN (", any ? " UNION " : "", r->name, f->name);
            put(sql, sets[k], unit_at, person_at);
            buf_c(sql, ")");
            any = true;
        }
    }
    if (tied) {
        buf_f(sql, "%sSELECT id FROM %s WHERE id IN (", any ? " UNION " : "", r->name);
        put(sql, TIES ")", unit_at, person_at);
    }
    return own || any || tied;
}

static bool put_seen(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
                     int unit_at, int person_at)
{
    struct putting p = {sql, alias, unit_at, person_at, false};
    size_t before = sql->len;
    bool round = kind == KIND_INSPECTION, of_round = record_field(kinds[kind].record, STR("inspection"));
    if (scope_is_whole(s, inspection) || (!round && !of_round))
        return false;
    if (round && s->rounds)
        return false;
    buf_f(sql, " AND %s.id IN (", alias);
    if (scope_put_ids(sql, s, kind, inspection, unit_at, person_at)) {
        put(sql, ")" ALWAYS, unit_at, person_at);
        return true;
    }
    sql->len = before;
    buf_c(sql, " AND (");
    if (round)
        or_in(&p, "id", ROUNDS);
    if (of_round)
        put_theirs(&p, s, kind);
    if (of_round && s->whole)
        or_in(&p, "inspection", REACHED);
    if (of_round)
        buf_f(sql, " OR %s.inspection = 0", alias);
    put(sql, NEVER ")", unit_at, person_at);
    return true;
}

bool scope_put(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
               int unit_at, int person_at)
{
    if (kind != KIND_CLUE || !s)
        return put_seen(sql, s, kind, alias, inspection, unit_at, person_at);
    buf_f(sql, " AND (%s.receiver = ?%d OR %s.id IN (", alias, person_at, alias);
    put(sql, "SELECT owner FROM link WHERE target = %P AND field = 'assigned')" NEVER ")", unit_at, person_at);
    return true;
}

enum err scope_stmt(struct db *db, const struct scope *s, struct str sql, int64_t inspection, int at, struct stmt **out)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, 2 * SQL_MAX);
    struct str rest = sql, part, word;
    bool bound = false;
    while (rest.ptr && str_cut(&rest, '{', &part)) {
        enum kind kind;
        buf_str(&b, part);
        if (!rest.ptr || !str_cut(&rest, '}', &part))
            break;
        str_cut(&part, ' ', &word);
        bool known = kind_find(word, &kind);
        assert(known && part.len);
        (void)known;
        bound |= scope_put(&b, s, kind, str_z(&a, part), inspection, at, at + 1);
    }
    enum err e = b.failed ? ERR_LIMIT : db_stmt_text(db, buf_view(&b), out);
    arena_reset(&a);
    if (!e && bound) {
        stmt_int(*out, at, s->unit);
        stmt_int(*out, at + 1, s->person);
    }
    return e;
}

/* ---- one round, one thing -------------------------------------------------------------------------- */

static enum err ask(struct db *db, const struct scope *s, struct str sql, int64_t id, bool bound, bool *yes)
{
    struct stmt *st;
    enum err e = db_stmt_text(db, sql, &st);
    if (e)
        return e;
    stmt_int(st, 1, id);
    if (bound) {
        stmt_int(st, 2, s->unit);
        stmt_int(st, 3, s->person);
    }
    e = stmt_step(st, yes);
    stmt_done(st);
    return e;
}

static enum err number(struct db *db, const char *sql, int64_t id, int64_t *out, bool *there)
{
    struct stmt *st;
    enum err e = db_stmt(db, sql, &st);
    if (e)
        return e;
    stmt_int(st, 1, id);
    e = stmt_step(st, there);
    *out = !e && *there ? stmt_get_int(st, 0) : 0;
    stmt_done(st);
    return e;
}

/* Whether TOP is UNIT or stands above it. */
static enum err stands_above(struct db *db, int64_t unit, int64_t top, bool *yes)
{
    enum err e = ERR_NONE;
    bool there = true;
    for (int steps = 0; unit && unit != top && steps < UNITS_DEEP && !e; steps++)
        e = number(db, sql_above, unit, &unit, &there);
    *yes = !e && unit && unit == top;
    return e;
}

/* As REACHED says, of one round: a step up the tree is a question of a microsecond, the sets of SQL are made anew each time. */
static enum err is_reached(struct db *db, const struct scope *s, int64_t inspection, bool *yes)
{
    int64_t organisation;
    bool there = false;
    enum err e = number(db, sql_organisation, inspection, &organisation, &there);
    *yes = !e && there && !organisation;
    if (!e && !*yes && organisation && s->unit)
        e = stands_above(db, s->unit, organisation, yes);
    if (!e && !*yes && organisation && s->unit)
        e = stands_above(db, organisation, s->unit, yes);
    return e;
}

/* Most often the round is within reach, which is a small question; only then it is asked for measures of theirs. */
enum err scope_look(struct db *db, struct scope *s, int64_t inspection, bool *visible)
{
    bool yes = s->rounds, reached = yes;
    enum err e = ERR_NONE;
    *visible = true;
    if (inspection && s->round == inspection)
        return ERR_NONE;
    if (!yes) {
        e = is_reached(db, s, inspection, &reached);
        yes = reached;
    }
    if (!yes && !e) {
        struct buf b = buf_new(s->arena, SQL_MAX);
        buf_c(&b, "SELECT 1 FROM inspection k WHERE k.id = ?1 AND (k.id IN (");
        put(&b, ROUNDS, 2, 3);
        put(&b, ")" NEVER ")", 2, 3);
        e = ask(db, s, buf_view(&b), inspection, true, &yes);
    }
    *visible = !e && yes;
    if (*visible) {
        s->round = inspection;
        s->round_whole = s->whole && reached;
    }
    return e;
}

/* The newest of all is nearly always one they see; when it is not, all are asked. */
enum err scope_newest(struct db *db, struct scope *s, int64_t *inspection)
{
    struct stmt *st;
    bool row = false, visible = false;
    int64_t newest;
    enum err e = number(db, sql_newest, INSPECTION_ACTIVE, &newest, &row);
    if (!e && row)
        e = scope_look(db, s, newest, &visible);
    *inspection = !e && visible ? newest : 0;
    if (e || visible || !row)
        return e;
    e = scope_stmt(db, s, STR("SELECT k.id FROM inspection k WHERE 1 = 1{inspection k}" NEWEST_FIRST), 0, 2, &st);
    if (e)
        return e;
    stmt_int(st, 1, INSPECTION_ACTIVE);
    e = stmt_step(st, &row);
    *inspection = !e && row ? stmt_get_int(st, 0) : 0;
    stmt_done(st);
    return e;
}

enum err scope_sees(struct db *db, const struct scope *s, enum kind kind, int64_t id, bool *yes)
{
    struct buf b = buf_new(s ? s->arena : NULL, SQL_MAX);
    *yes = true;
    if (!s || (kind != KIND_CLUE && scope_is_everything(s)))
        return ERR_NONE;
    buf_f(&b, "SELECT 1 FROM %s k WHERE k.id = ?1", kinds[kind].record->name);
    bool bound = scope_put(&b, s, kind, "k", 0, 2, 3);
    return bound ? ask(db, s, buf_view(&b), id, bound, yes) : ERR_NONE;
}

enum err scope_sees_state(struct db *db, const struct scope *s, enum kind kind, const void *state, bool *yes)
{
    const struct field *f = record_field(kinds[kind].record, STR("inspection"));
    const struct scope_ids *theirs;
    *yes = true;
    if (f && kind != KIND_CLUE && scope_is_whole(s, *field_int(f, state)))
        return ERR_NONE;
    /* After a few questions about one kind, as lists ask them, all of it is read at once. */
    if (!f || !*field_int(f, state) || kind == KIND_CLUE || kind == KIND_UNIT || ++((struct scope *)(uintptr_t)s)->asked[kind] <= ASKED_SINGLY)
        return scope_sees(db, s, kind, ((const struct thing *)state)->id, yes);
    enum err e = scope_load(db, s, kind, *field_int(f, state), &theirs);
    *yes = !e && scope_has(theirs, ((const struct thing *)state)->id);
    return e;
}

/* ---- sets for figures ------------------------------------------------------------------------------- */

static enum err read_ids(struct db *db, const struct scope *s, struct str sql, struct scope_ids *out)
{
    struct stmt *st;
    size_t cap = 64;
    bool row = false;
    int64_t *list = arena_alloc(s->arena, cap * sizeof *list);
    size_t n = 0;
    enum err e = db_stmt_text(db, sql, &st);
    if (e)
        return e;
    stmt_int(st, 1, out->inspection);
    stmt_int(st, 2, s->unit);
    stmt_int(st, 3, s->person);
    while (!(e = stmt_step(st, &row)) && row) {
        if (n == cap) {
            int64_t *more = arena_alloc(s->arena, 2 * cap * sizeof *more);
            memcpy(more, list, n * sizeof *more);
            list = more;
            cap *= 2;
        }
        list[n++] = stmt_get_int(st, 0);
    }
    stmt_done(st);
    out->ids = (struct ids){list, n};
    return e;
}

enum err scope_load(struct db *db, const struct scope *s, enum kind kind, int64_t inspection,
                    const struct scope_ids **out)
{
    static const struct scope_ids everything = {.all = true};
    struct scope_ids **at = s ? &((struct scope *)(uintptr_t)s)->kept : NULL;
    *out = &everything;
    if (scope_is_whole(s, inspection))
        return ERR_NONE;
    for (struct scope_ids *k = *at; k; k = k->next)
        if (k->db == db && k->kind == kind && k->inspection == inspection) {
            *out = k;
            return ERR_NONE;
        }
    struct scope_ids *fresh = arena_alloc(s->arena, sizeof *fresh);
    struct buf b = buf_new(s->arena, SQL_MAX);
    buf_c(&b, "SELECT id FROM (");
    *fresh = (struct scope_ids){.next = *at, .db = db, .kind = kind, .inspection = inspection};
    if (kind == KIND_UNIT) { /* units that lead: those of the measures seen */
        b.len = 0;
        buf_c(&b, "SELECT DISTINCT k.lead_unit FROM measure k WHERE k.inspection = ?1");
        fresh->all = !scope_put(&b, s, KIND_MEASURE, "k", inspection, 2, 3);
        buf_c(&b, " ORDER BY 1");
    } else if (scope_put_ids(&b, s, kind, inspection, 2, 3)) {
        put(&b, ") AS theirs WHERE CAST(?1 AS BIGINT) > 0" ALWAYS " ORDER BY id", 2, 3);
    } else {
        bool of_round = record_field(kinds[kind].record, STR("inspection"));
        b.len = 0;
        buf_f(&b, "SELECT k.id FROM %s k WHERE %s = ?1", kinds[kind].record->name, of_round ? "k.inspection" : "k.id");
        fresh->all = !put_seen(&b, s, kind, "k", inspection, 2, 3); /* clues are counted, not read */
        buf_c(&b, " ORDER BY k.id");
    }
    enum err e = fresh->all ? ERR_NONE : read_ids(db, s, buf_view(&b), fresh);
    if (e)
        return e;
    *at = fresh;
    *out = fresh;
    return ERR_NONE;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

bool scope_has(const struct scope_ids *ids, int64_t id)
{
    return ids->all || (ids->ids.count && bsearch(&id, ids->ids.list, ids->ids.count, sizeof id, by_id));
}
