/* scope.c: see scope.h. Over 600 lines because the same sentences stand here as conditions of SQL, as sets, and of one
 * thing at hand. The conditions are put together from constant pieces and the names of records; %U stands for the
 * parameter of the unit, %P for that of the person. */
#include "view/scope.h"

#include "base/hash.h"
#include "domain/all.h"
#include "view/changed.h"
#include "view/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SQL_MAX = 32 * 1024,
       SETS_KEPT = 64,
       SET_KEPT_IDS_MAX = 200 * 1000,
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

/* Ids have 50 bits, so this is nobody's; 0 would be whoever a field leaves out. */
static const int64_t nobody = 1LL << 50;

struct scope scope_of_unit(struct arena *a, int64_t unit)
{
    return (struct scope){.unit = unit, .person = nobody, .arena = a};
}

/* ---- conditions --------------------------------------------------------------------------------- */

struct putting {
    struct buf *sql;
    const char *alias;
    int unit_at, person_at;
    bool any;         /* an alternative stands already */
    const char *sign; /* "+" keeps the column's index out of it */
};

/* " OR alias.column IN (set)" */
static void or_in(struct putting *p, const char *column, const char *set)
{
    buf_f(p->sql, "%s%s%s.%s IN (", p->any ? " OR " : "", p->sign, p->alias, column);
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

/* " UNION ALL SELECT id FROM name WHERE column IN (set)", limited to the round INSPECTION_AT says, if any. */
static void put_alternative(struct putting *p, const char *name, const char *column, const char *set, int inspection_at)
{
    buf_f(p->sql, "%sSELECT id FROM %s WHERE %s IN (", p->any ? " UNION ALL " : "", name, column);
    put(p->sql, set, p->unit_at, p->person_at);
    buf_c(p->sql, ")");
    if (inspection_at)
        buf_f(p->sql, " AND +inspection = ?%d", inspection_at);
    p->any = true;
}

/* The ids of KIND that are theirs, perhaps twice, each alternative through an index of its own: what names theirs is
 * found from what is theirs, and millions of rows that do not are never read. False, and nothing is appended, where the
 * kind is not seen by what it names. */
static bool put_ids(struct buf *sql, const struct scope *s, enum kind kind, int64_t inspection, int unit_at,
                    int person_at, int inspection_at)
{
    static const char *const sets[] = {MINE, PROBLEMS, RELATED, "%P"};
    static const enum kind of[] = {KIND_MEASURE, KIND_PROBLEM, KIND_UNIT, KIND_PERSON};
    const struct record *r = kinds[kind].record;
    struct putting p = {.sql = sql, .unit_at = unit_at, .person_at = person_at};
    bool own = kind == KIND_MEASURE || kind == KIND_PROBLEM || kind == KIND_ASPECT, tied = false;
    if (scope_is_whole(s, inspection) || s->whole || !inspection || kind == KIND_BULLETIN || kind == KIND_INSPECTION ||
        !record_field(r, STR("inspection")))
        return false;
    if (own && !inspection_at) { /* ids of other kinds find nothing */
        put(sql, kind == KIND_MEASURE ? MINE : kind == KIND_PROBLEM ? PROBLEMS
                                                                    : ASPECTS,
            unit_at, person_at);
        return true;
    }
    if (own)
        put_alternative(&p, r->name, "id", kind == KIND_MEASURE ? MINE : kind == KIND_PROBLEM ? PROBLEMS
                                                                                              : ASPECTS,
                        inspection_at);
    for (size_t i = 0; i < r->count && !own; i++) {
        const struct field *f = &r->fields[i];
        tied = tied || f->flags & FIELD_LINK;
        for (size_t k = 0; k < sizeof of / sizeof *of; k++)
            if (f->type == FIELD_ID && f->refers == 1 + (int)of[k])
                put_alternative(&p, r->name, f->name, sets[k], inspection_at);
    }
    if (tied)
        put_alternative(&p, r->name, "id", TIES, inspection_at);
    return p.any;
}

static bool put_seen(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
                     int unit_at, int person_at, bool each)
{
    struct putting p = {sql, alias, unit_at, person_at, false, each ? "+" : ""};
    size_t before = sql->len;
    bool round = kind == KIND_INSPECTION, of_round = record_field(kinds[kind].record, STR("inspection"));
    if (scope_is_whole(s, inspection) || (!round && !of_round))
        return false;
    if (round && s->rounds)
        return false;
    buf_f(sql, " AND %s.id IN (", alias);
    if (!each && put_ids(sql, s, kind, inspection, unit_at, person_at, 0)) {
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

static bool put_any(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
                    int unit_at, int person_at, bool each)
{
    if (kind != KIND_CLUE || !s)
        return put_seen(sql, s, kind, alias, inspection, unit_at, person_at, each);
    buf_f(sql, " AND (%s.receiver = ?%d OR %s.id IN (", alias, person_at, alias);
    put(sql, "SELECT owner FROM link WHERE target = %P AND field = 'assigned')" NEVER ")", unit_at, person_at);
    return true;
}

bool scope_put(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
               int unit_at, int person_at)
{
    return put_any(sql, s, kind, alias, inspection, unit_at, person_at, false);
}

bool scope_put_each(struct buf *sql, const struct scope *s, enum kind kind, const char *alias, int64_t inspection,
                    int unit_at, int person_at)
{
    return put_any(sql, s, kind, alias, inspection, unit_at, person_at, true);
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

/* As REACHED says, of one round: a step up the tree is a question of a microsecond, the sets of SQL are made anew each
 * time. */
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

static enum err sees_asked(struct db *db, const struct scope *s, enum kind kind, int64_t id, bool *yes)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, SQL_MAX);
    buf_f(&b, "SELECT 1 FROM %s k WHERE k.id = ?1", kinds[kind].record->name);
    bool bound = scope_put(&b, s, kind, "k", 0, 2, 3);
    enum err e = bound ? ask(db, s, buf_view(&b), id, bound, yes) : ERR_NONE;
    arena_reset(&a);
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
    if (!yes && !e)
        e = sees_asked(db, s, KIND_INSPECTION, inspection, &yes);
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

/* ---- sets ------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Ascending, each once. */
static void settle(struct ids *ids)
{
    int64_t *list = (int64_t *)(uintptr_t)ids->list;
    size_t n = 0;
    if (ids->count)
        qsort(list, ids->count, sizeof *list, by_id);
    for (size_t i = 0; i < ids->count; i++)
        if (!n || list[n - 1] != list[i])
            list[n++] = list[i];
    ids->count = n;
}

static enum err ask_ids(struct db *db, const struct scope *s, struct str sql, int64_t inspection, struct ids *out)
{
    struct stmt *st;
    size_t cap = 64, n = 0;
    bool row = false;
    int64_t *list = arena_alloc(s->arena, cap * sizeof *list);
    enum err e = db_stmt_text(db, sql, &st);
    if (e)
        return e;
    stmt_int(st, 1, inspection);
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
    *out = (struct ids){list, n};
    settle(out);
    return e;
}

/* What SQL gave for the same people at the same state of its tables; the memory's. */
static struct remembered {
    struct arena arena;
    struct hash key;
    struct ids ids;
} sets[SETS_KEPT];

static struct hash key_of(const struct db *db, const struct scope *s, struct str sql, int64_t inspection)
{
    int64_t at = changed_key(db, s->position, changed_kinds(sql));
    struct buf b = buf_new(s->arena, SQL_MAX + 256);
    buf_f(&b, "%p %lld %lld %lld %lld ", (const void *)db, (long long)at, (long long)s->unit,
          (long long)s->person, (long long)inspection);
    buf_str(&b, sql);
    return hash_of(buf_view(&b));
}

static struct ids copied(struct arena *a, struct ids ids)
{
    int64_t *list = arena_alloc(a, (ids.count + 1) * sizeof *list);
    if (ids.count)
        memcpy(list, ids.list, ids.count * sizeof *list);
    return (struct ids){list, ids.count};
}

static enum err read_ids(struct db *db, const struct scope *s, struct str sql, int64_t inspection, struct ids *out)
{
    if (!s->position || s->remembers != db)
        return ask_ids(db, s, sql, inspection, out);
    struct hash key = key_of(db, s, sql, inspection);
    struct remembered *kept = &sets[key.bytes[0] % SETS_KEPT];
    if (hash_eq(&kept->key, &key)) {
        *out = copied(s->arena, kept->ids);
        return ERR_NONE;
    }
    enum err e = ask_ids(db, s, sql, inspection, out);
    if (!e && out->count <= SET_KEPT_IDS_MAX) {
        arena_reset(&kept->arena);
        kept->ids = copied(&kept->arena, *out);
        kept->key = key;
    }
    return e;
}

static void put_set(struct buf *b, const struct scope *s, enum kind kind, int64_t inspection, bool *all)
{
    bool of_round = record_field(kinds[kind].record, STR("inspection"));
    *all = false;
    if (kind == KIND_UNIT) { /* units that lead: those of the measures seen */
        buf_c(b, "SELECT DISTINCT k.lead_unit FROM measure k WHERE k.inspection = ?1");
        *all = !scope_put(b, s, KIND_MEASURE, "k", inspection, 2, 3);
        return;
    }
    buf_c(b, "SELECT id FROM (");
    if (put_ids(b, s, kind, inspection, 2, 3, 1)) {
        put(b, ") AS theirs WHERE CAST(?1 AS BIGINT) > 0" ALWAYS, 2, 3);
        return;
    }
    b->len = 0;
    buf_f(b, "SELECT k.id FROM %s k WHERE %s = ?1", kinds[kind].record->name, of_round ? "k.inspection" : "k.id");
    *all = !put_seen(b, s, kind, "k", inspection, 2, 3, false); /* clues are counted, not read */
}

static struct scope_ids *kept_set(const struct db *db, const struct scope *s, int kind, int64_t inspection)
{
    for (struct scope_ids *k = s->kept; k; k = k->next)
        if (k->db == db && k->kind == kind && k->inspection == inspection)
            return k;
    return NULL;
}

/* KIND and INSPECTION name the set for the rest of S's life. */
static enum err load(struct db *db, const struct scope *s, int kind, int64_t inspection, struct str sql, bool all,
                     const struct scope_ids **out)
{
    struct scope_ids *fresh = arena_alloc(s->arena, sizeof *fresh);
    *fresh = (struct scope_ids){.next = s->kept, .db = db, .kind = kind, .inspection = inspection, .all = all};
    enum err e = all ? ERR_NONE : read_ids(db, s, sql, inspection, &fresh->ids);
    if (e)
        return e;
    ((struct scope *)(uintptr_t)s)->kept = fresh;
    *out = fresh;
    return ERR_NONE;
}

enum err scope_load(struct db *db, const struct scope *s, enum kind kind, int64_t inspection,
                    const struct scope_ids **out)
{
    static const struct scope_ids everything = {.all = true};
    bool all = false;
    *out = &everything;
    if (scope_is_whole(s, inspection))
        return ERR_NONE;
    if ((*out = kept_set(db, s, (int)kind, inspection)))
        return ERR_NONE;
    struct buf b = buf_new(s->arena, SQL_MAX);
    put_set(&b, s, kind, inspection, &all);
    return load(db, s, (int)kind, inspection, buf_view(&b), all, out);
}

bool scope_has(const struct scope_ids *ids, int64_t id)
{
    return ids->all || (ids->ids.count && bsearch(&id, ids->ids.list, ids->ids.count, sizeof id, by_id));
}

/* ---- one thing ----------------------------------------------------------------------------------------- */

/* Sets of all rounds, by which a thing at hand is told without another question. */
enum set { SET_MEASURES = -1,
           SET_PROBLEMS = -2,
           SET_ASPECTS = -3,
           SET_UNITS = -4 };

static enum err in_set(struct db *db, const struct scope *s, enum set set, int64_t id, bool *yes)
{
    static const char *const texts[] = {"SELECT id FROM (" MINE, "SELECT problem FROM (" PROBLEMS, "SELECT aspect FROM (" ASPECTS,
                                        "SELECT id FROM (" RELATED};
    const struct scope_ids *theirs = kept_set(db, s, set, 0);
    enum err e = ERR_NONE;
    if (*yes || !id)
        return ERR_NONE;
    if (!theirs) {
        struct buf b = buf_new(s->arena, SQL_MAX);
        put(&b, texts[-1 - set], 2, 3);
        put(&b, ") AS theirs WHERE CAST(?1 AS BIGINT) > -1" ALWAYS, 2, 3);
        e = load(db, s, set, 0, buf_view(&b), false, &theirs);
    }
    *yes = !e && scope_has(theirs, id);
    return e;
}

/* Whether ID, which is of kind REFERS - 1, is theirs. */
static enum err is_theirs(struct db *db, const struct scope *s, int refers, int64_t id, bool *yes)
{
    switch (refers - 1) {
    case KIND_MEASURE: return in_set(db, s, SET_MEASURES, id, yes);
    case KIND_PROBLEM: return in_set(db, s, SET_PROBLEMS, id, yes);
    case KIND_UNIT: return in_set(db, s, SET_UNITS, id, yes);
    case KIND_PERSON: *yes = *yes || (id && id == s->person); return ERR_NONE;
    default: return ERR_NONE;
    }
}

/* As TIES: of whatever kind it is. */
static enum err is_tied(struct db *db, const struct scope *s, int64_t id, bool *yes)
{
    static const enum set sets_of[] = {SET_UNITS, SET_MEASURES, SET_PROBLEMS};
    enum err e = ERR_NONE;
    *yes = *yes || (id && id == s->person);
    for (size_t i = 0; i < sizeof sets_of / sizeof *sets_of && !e; i++)
        e = in_set(db, s, sets_of[i], id, yes);
    return e;
}

/* As put_named; *CAN: whether the kind can name any of theirs. */
static enum err names_theirs(struct db *db, const struct scope *s, enum kind kind,
                             const void *state, bool *can, bool *yes)
{
    const struct record *r = kinds[kind].record;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < r->count && !e && !*yes; i++) {
        const struct field *f = &r->fields[i];
        int to = f->refers - 1;
        bool one = f->type == FIELD_ID && (to == KIND_MEASURE || to == KIND_PROBLEM ||
                                           to == KIND_UNIT || to == KIND_PERSON);
        bool list = f->type == FIELD_IDS && f->flags & FIELD_LINK;
        *can = *can || one || f->flags & FIELD_LINK;
        if (one)
            e = is_theirs(db, s, f->refers, *field_int(f, state), yes);
        for (size_t k = 0; list && k < field_ids(f, state)->count && !e; k++)
            e = is_tied(db, s, field_ids(f, state)->list[k], yes);
    }
    return e;
}

/* As put_theirs, and a round within reach for who sees all of it. */
static enum err sees_of_round(struct db *db, const struct scope *s, enum kind kind,
                              const struct thing *t, int64_t inspection, bool *yes)
{
    bool can = false, reached = s->rounds;
    enum err e = s->rounds ? ERR_NONE : is_reached(db, s, inspection, &reached);
    *yes = !inspection || (s->whole && reached);
    if (e || *yes)
        return e;
    switch (kind) {
    case KIND_MEASURE: return in_set(db, s, SET_MEASURES, t->id, yes);
    case KIND_PROBLEM: return in_set(db, s, SET_PROBLEMS, t->id, yes);
    case KIND_ASPECT: return in_set(db, s, SET_ASPECTS, t->id, yes);
    case KIND_BULLETIN: *yes = reached && t->state == BULLETIN_OUT; return ERR_NONE;
    default: break;
    }
    e = names_theirs(db, s, kind, t, &can, yes);
    *yes = *yes || (!can && reached);
    return e;
}

enum err scope_sees_state(struct db *db, const struct scope *s, enum kind kind, const void *state, bool *yes)
{
    const struct field *f = record_field(kinds[kind].record, STR("inspection"));
    *yes = true;
    if (!s || (f && kind != KIND_CLUE && scope_is_whole(s, *field_int(f, state))))
        return ERR_NONE;
    if (!f || kind == KIND_CLUE)
        return sees_asked(db, s, kind, ((const struct thing *)state)->id, yes);
    return sees_of_round(db, s, kind, state, *field_int(f, state), yes);
}

enum err scope_sees(struct db *db, const struct scope *s, enum kind kind, int64_t id, bool *yes)
{
    struct arena a = {0};
    bool of_round = record_field(kinds[kind].record, STR("inspection"));
    *yes = true;
    if (!s || (kind != KIND_CLUE && scope_is_everything(s)))
        return ERR_NONE;
    if (!of_round || kind == KIND_CLUE)
        return sees_asked(db, s, kind, id, yes);
    void *state = arena_alloc(&a, kinds[kind].record->size);
    enum err e = table_load(db, &a, kind, id, state);
    *yes = !e && ((struct thing *)state)->head.len;
    if (*yes)
        e = scope_sees_state(db, s, kind, state, yes);
    arena_reset(&a);
    return e;
}
