/* ledger.c: see ledger.h. */
#include "app/ledger.h"

#include "app/regime.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/books.h"
#include "log/log.h"
#include "view/table.h"

#include <string.h>

/* What is read, in which order; the key of every list is the id. */
static const struct {
    enum kind kind;
    const char *tail;
    size_t list, count; /* offsets in struct ledger */
    bool indexed;
} lists[] = {
#define LIST(kind, name, tail, indexed) \
    { \
        KIND_##kind, tail, offsetof(struct ledger, name), offsetof(struct ledger, n_##name), indexed \
    }
    LIST(UNIT, units, "FROM unit t ORDER BY t.seq", true),
    LIST(PERSON, people, "FROM person t ORDER BY t.seq", true),
    LIST(ASPECT, aspects, "FROM aspect t WHERE t.inspection = ?1 ORDER BY t.number", true),
    LIST(PROBLEM, problems, "FROM problem t WHERE t.inspection = ?1 ORDER BY t.number", true),
    LIST(MANIFESTATION, manifestations, "FROM manifestation t WHERE t.inspection = ?1 ORDER BY t.problem, t.number", false),
    LIST(MEASURE, measures, "FROM measure t WHERE t.inspection = ?1 ORDER BY t.ordinal", true),
    LIST(REPORT, reports, "FROM report t WHERE t.inspection = ?1 ORDER BY t.measure, t.period, t.unit", false),
    LIST(EVIDENCE, evidence, "FROM evidence t WHERE t.inspection = ?1 AND t.state = 1 ORDER BY t.measure, t.seq", false),
    LIST(RULE, rules, "FROM rule t WHERE t.inspection = ?1 AND t.state = 1 ORDER BY t.day, t.seq", false),
    LIST(SANCTION, sanctions, "FROM sanction t WHERE t.inspection = ?1 AND t.state = 1 ORDER BY t.day, t.seq", false),
    LIST(RECOVERY, recoveries, "FROM recovery t WHERE t.inspection = ?1 AND t.state = 1 ORDER BY t.day, t.seq", false),
    LIST(INDICATOR, indicators, "FROM indicator t WHERE t.inspection = ?1 AND t.state = 1 ORDER BY t.seq", false),
#undef LIST
};

static enum err read_rows(struct arena *a, enum kind kind, struct stmt *s, char **rows, size_t *n)
{
    size_t size = kinds[kind].record->size, cap = 16;
    bool row = false;
    enum err e;
    *rows = arena_alloc(a, cap * size);
    for (*n = 0; !(e = stmt_step(s, &row)) && row; ++*n) {
        if (*n == cap) {
            char *more = arena_alloc(a, 2 * cap * size);
            memcpy(more, *rows, cap * size);
            *rows = more;
            cap *= 2;
        }
        e = table_read_row(a, kind, s, 0, *rows + *n * size);
        if (e)
            break;
    }
    return e;
}

static enum err load_list(struct db *db, struct ledger *l, size_t at)
{
    enum kind kind = lists[at].kind;
    struct stmt *s;
    char *rows = NULL;
    size_t n = 0, size = kinds[kind].record->size;
    struct str sql = str_f(l->arena, "SELECT %s %s", table_columns(kind, "t"), lists[at].tail);
    enum err e = db_stmt_text(db, sql, &s);
    if (e)
        return e;
    if (str_find(sql, STR("?1")) != SIZE_MAX)
        stmt_int(s, 1, l->inspection.id);
    e = read_rows(l->arena, kind, s, &rows, &n);
    stmt_done(s);
    memcpy((char *)l + lists[at].list, &rows, sizeof rows);
    memcpy((char *)l + lists[at].count, &n, sizeof n);
    for (size_t i = 0; lists[at].indexed && i < n; i++)
        index_put_id(&l->by_id, ((struct thing *)(void *)(rows + i * size))->id, (int64_t)i);
    return e;
}

/* Measures and what is filed for them: nearly all of a ledger, and nothing the books need. */
static bool of_measures(enum kind kind) { return kind == KIND_MEASURE || kind == KIND_REPORT || kind == KIND_EVIDENCE; }

static enum err load(struct db *db, struct arena *a, int64_t inspection, int64_t today, bool books, struct ledger *out)
{
    struct ledger l = {.arena = a, .today = today, .by_id = index_new(a)};
    enum err e = log_length(db, &l.position);
    if (!e && inspection)
        e = table_load(db, a, KIND_INSPECTION, inspection, &l.inspection);
    if (!e && inspection && !l.inspection.head.len)
        e = ERR_MISSING;
    if (!e)
        e = regime_load(db, a, inspection, INSPECTION_XUNSHI, &l.regime);
    if (!e)
        e = colour_rule_load(db, a, inspection, today, &l.colours);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && !e; i++)
        e = books && of_measures(lists[i].kind) ? ERR_NONE : load_list(db, &l, i);
    if (!e)
        *out = l;
    return e;
}

enum err ledger_load(struct db *db, struct arena *a, int64_t inspection, int64_t today, struct ledger *out)
{
    return load(db, a, inspection, today, false, out);
}

enum err ledger_load_books(struct db *db, struct arena *a, int64_t inspection, int64_t today, struct ledger *out)
{
    return load(db, a, inspection, today, true, out);
}

/* ---- one of them --------------------------------------------------------------------------- */

#define ONE(s, list) \
    const struct s *ledger_##s(const struct ledger *l, int64_t id) \
    { \
        int64_t at = id ? index_find_id(&l->by_id, id) : INDEX_ABSENT; \
        bool there = at != INDEX_ABSENT && (size_t)at < l->n_##list && l->list[at].id == id; \
        return there ? &l->list[at] : NULL; \
    }
ONE(unit, units)
ONE(person, people)
ONE(aspect, aspects)
ONE(problem, problems)
ONE(measure, measures)
#undef ONE

struct str ledger_problem_code(const struct ledger *l, const struct problem *p)
{
    return p->code.len ? p->code : str_f(l->arena, "%lld", (long long)p->number);
}

struct str ledger_measure_code(const struct ledger *l, const struct measure *m)
{
    const struct problem *p = ledger_problem(l, m->problem);
    if (m->code.len || !p)
        return m->code;
    struct str code = ledger_problem_code(l, p);
    return str_f(l->arena, "%.*s-%lld", STR_ARG(code), (long long)m->number);
}
