/* register_list.c: the rows of a register: one question, asked for a page, a count, a file, a section of another page.
 * SQL is put together from names of the record; what a person typed is bound. Where a row of the table says who may see
 * which thing, rows are counted and skipped here instead of in the database. */
#include "base/hash.h"
#include "view/table.h"
#include "web/entries.h"
#include "web/register.h"

#include <string.h>

enum { COLUMNS_DEFAULT = 8,
       SQL_BYTES_MAX = 32 * 1024,
       WALKED_MAX = 1000,
       THEIRS_MANY = 5000 };

static bool named(const struct field *f, const char *name) { return strcmp(f->name, name) == 0; }

static bool bookkeeping(const struct field *f)
{
    return named(f, "id") || named(f, "seq") || named(f, "head") || named(f, "state") || named(f, "inspection");
}

size_t register_columns(const struct register_info *info, const struct field *out[REGISTER_COLUMNS_MAX])
{
    const struct record *r = kinds[info->kind].record;
    struct str rest = str_c(info->columns), part;
    size_t n = 0;
    while (info->columns && rest.ptr && str_cut(&rest, ' ', &part)) {
        const struct field *f = record_field(r, part);
        if (f && n < REGISTER_COLUMNS_MAX)
            out[n++] = f;
    }
    for (size_t i = 0; !info->columns && i < r->count && n < COLUMNS_DEFAULT; i++) {
        const struct field *f = &r->fields[i];
        if (!bookkeeping(f) && !(f->flags & (FIELD_LONG | FIELD_SECRET)) && f->type != FIELD_HASH)
            out[n++] = f;
    }
    return n;
}

/* ---- the question ----------------------------------------------------------------------------------- */

static void read_order(const struct record *r, struct str order, struct register_query *q)
{
    bool down = order.len && order.ptr[0] == '-';
    const struct field *f = record_field(r, down ? str_sub(order, 1, order.len) : order);
    if (!f || f->flags & FIELD_SECRET)
        return;
    q->order = f;
    q->down = down;
}

static void read_state(enum kind kind, struct str name, struct register_query *q)
{
    const struct choice *states = kinds[kind].states;
    for (int64_t i = 0; states && name.len && states[i].name; i++)
        if (str_is(name, states[i].name))
            q->state = i;
}

struct register_query register_query_plain(const struct register_info *info, int64_t inspection)
{
    struct register_query q = {.info = info, .inspection = inspection, .state = -1, .down = true};
    read_order(kinds[info->kind].record, str_c(info->order), &q);
    return q;
}

void register_query_read(const struct visit *v, const struct register_info *info, struct register_query *q)
{
    const struct record *r = kinds[info->kind].record;
    *q = register_query_plain(info, v->inspection);
    read_order(r, request_query(v->request, "order"), q);
    read_state(info->kind, request_query(v->request, "state"), q);
    q->text = utf8_clip(str_trim(request_query(v->request, "q")), REGISTER_TEXT_CHARS_MAX);
    if (!str_int(request_query(v->request, "from"), &q->offset) || q->offset < 0)
        q->offset = 0;
    for (size_t i = 0; i < v->request->query_count; i++) {
        const struct field *f = record_field(r, v->request->query[i].key);
        int64_t id;
        if (!f || f->type != FIELD_ID || bookkeeping(f) || !id_read(v->request->query[i].value, &id))
            continue;
        q->under = f;
        q->parent = id;
    }
}

/* ---- from the question to SQL ----------------------------------------------------------------------- */

struct asked { /* a statement and what is bound to it */
    struct buf sql;
    int64_t number[6];
    struct str text; /* as ?1, always */
    int count;       /* numbers, from ?2 on */
};

static void put_number(struct asked *a, const char *column, int64_t n)
{
    a->number[a->count++] = n;
    buf_f(&a->sql, " AND k.%s = ?%d", column, a->count + 1);
}

/* "%text%" with the wildcards of LIKE taken literally. */
static struct str like(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, 4096);
    buf_c(&b, "%");
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("%_\\", text.ptr[i], 3))
            buf_c(&b, "\\");
        buf_put(&b, text.ptr + i, 1);
    }
    buf_c(&b, "%");
    return buf_view(&b);
}

static void put_search(struct asked *a, const struct record *r, struct str text)
{
    int64_t id;
    buf_c(&a->sql, " AND (1 = 0");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        bool place = f->type == FIELD_ID && f->refers == 1 + KIND_UNIT, person = f->type == FIELD_ID &&
                                                                                 f->refers == 1 + KIND_PERSON;
        if (f->type == FIELD_TEXT && !(f->flags & FIELD_SECRET))
            buf_f(&a->sql, " OR lower(k.%s) LIKE lower(?1) ESCAPE '\\'", f->name);
        if (place)
            buf_f(&a->sql, " OR k.%s IN (SELECT id FROM unit WHERE lower(name) LIKE lower(?1) ESCAPE '\\' OR lower(short_name) LIKE lower(?1) ESCAPE '\\')", f->name);
        if (person)
            buf_f(&a->sql, " OR k.%s IN (SELECT id FROM person WHERE lower(name) LIKE lower(?1) ESCAPE '\\')", f->name);
    }
    if (id_read(text, &id)) {
        a->number[a->count++] = id;
        buf_f(&a->sql, " OR k.id = ?%d", a->count + 1);
    }
    buf_c(&a->sql, ")");
}

/* FROM and WHERE; the states only for ROWS, not for counts. ?1 is always there: PostgreSQL wants every parameter
 * used. */
static void put_where(const struct register_query *q, const struct scope *s, bool rows, bool walks, struct asked *a)
{
    const struct record *r = kinds[q->info->kind].record;
    buf_f(&a->sql, " FROM %s k WHERE ?1 <> ''", r->name);
    if (q->inspection && record_field(r, STR("inspection")))
        put_number(a, "inspection", q->inspection);
    if (rows && q->state >= 0)
        put_number(a, "state", q->state);
    if (q->under)
        put_number(a, q->under->name, q->parent);
    if (q->text.len)
        put_search(a, r, q->text);
    if ((rows && walks ? scope_put_each : scope_put)(&a->sql, s, q->info->kind, "k", q->inspection,
                                                     a->count + 2, a->count + 3)) {
        a->number[a->count++] = s->unit;
        a->number[a->count++] = s->person;
    }
    a->text = q->text.len ? like(a->sql.arena, q->text) : STR("-");
}

static enum err ask(struct db *db, struct asked *a, struct stmt **s)
{
    enum err e = db_stmt_text(db, buf_view(&a->sql), s);
    if (e)
        return e;
    stmt_str(*s, 1, a->text);
    for (int i = 0; i < a->count; i++)
        stmt_int(*s, i + 2, a->number[i]);
    return ERR_NONE;
}

/* ---- rows --------------------------------------------------------------------------------------------- */

struct reading {
    struct db *db;
    struct arena *arena;
    const struct visit *v;               /* NULL: everything is seen */
    const struct scope *scope;           /* the visitor's, or the operator's */
    const struct register_info *visible; /* NULL: all rows are; no need to read those that are only counted */
};

static struct reading reading_of(struct visit *v, const struct register_query *q)
{
    return (struct reading){v->site->app.db, v->arena, v, &v->scope, q->info->visible ? q->info : NULL};
}

/* Reads the row S stands on; NULL in *OUT when this person may not see it. */
static enum err read_row(const struct reading *x, enum kind kind, struct stmt *s, const void **out)
{
    void *state = arena_alloc(x->arena, kinds[kind].record->size);
    enum err e = table_read_row(x->arena, kind, s, 0, state);
    *out = !e && (!x->visible || x->visible->visible(x->v, state)) ? state : NULL;
    return e;
}

/* Whether the first rows come quicker by going through the register in its order, which an index gives for reports
 * alone, until enough of theirs are met: when theirs are many. */
static enum err walks_through(const struct reading *x, const struct register_query *q, bool *walks)
{
    const struct scope_ids *theirs;
    const char *order = q->order ? q->order->name : "seq";
    *walks = false;
    if (q->info->kind != KIND_REPORT || !q->inspection || q->offset + q->limit > WALKED_MAX ||
        q->text.len || q->under || q->state >= 0 ||
        (strcmp(order, "period") && strcmp(order, "seq")))
        return ERR_NONE;
    enum err e = scope_load(x->db, x->scope, KIND_REPORT, q->inspection, &theirs);
    *walks = !e && theirs->ids.count > THEIRS_MANY;
    return e;
}

static enum err each(const struct reading *x, const struct register_query *q, register_row_fn *fn, void *arg)
{
    enum kind kind = q->info->kind;
    struct asked a = {.sql = buf_new(x->arena, SQL_BYTES_MAX)};
    struct stmt *s;
    const void *state;
    bool row = false, walks = false;
    enum err e = ERR_NONE;
    int64_t at = 0;
    buf_f(&a.sql, "SELECT %s", table_columns(kind, "k"));
    if (q->limit && x->v && (e = walks_through(x, q, &walks)))
        return e;
    put_where(q, x->scope, true, walks, &a);
    /* both the same way: an index on the column then gives the order, and only the rows shown are read */
    buf_f(&a.sql, " ORDER BY k.%s%s, k.id%s", q->order ? q->order->name : "seq", q->down ? " DESC" : "", q->down ? " DESC" : "");
    e = ask(x->db, &a, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row && (!q->limit || at < q->offset + q->limit)) {
        if (!x->visible && at < q->offset) {
            at++;
            continue;
        }
        e = read_row(x, kind, s, &state);
        if (!e && state && at++ >= q->offset)
            e = fn(arg, state);
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

enum err register_each(struct visit *v, const struct register_query *q, register_row_fn *fn, void *arg)
{
    struct reading x = reading_of(v, q);
    return entries_may_read(v, q->info->kind) ? each(&x, q, fn, arg) : ERR_NONE;
}

enum err register_each_local(struct db *db, struct arena *a, const struct register_query *q,
                             register_row_fn *fn, void *arg)
{
    static const struct scope operator_sees = {.rounds = true, .whole = true}; /* all but clues,
        which are open to nobody by role */
    return each(&(struct reading){db, a, NULL, &operator_sees, NULL}, q, fn, arg);
}

static void count_one(const struct register_query *q, int64_t state, int64_t n, int64_t *total, int64_t *counts)
{
    if (counts && state >= 0 && state < STATES_MAX)
        counts[state] += n;
    if (q->state < 0 || q->state == state)
        *total += n;
}

static enum err count_rows(const struct reading *x, const struct register_query *q, struct stmt *s, int64_t *total,
                           int64_t *counts)
{
    const void *state;
    bool row = false;
    enum err e;
    while (!(e = stmt_step(s, &row)) && row) {
        if (!x->visible) {
            count_one(q, stmt_get_int(s, 0), stmt_get_int(s, 1), total, counts);
            continue;
        }
        e = read_row(x, q->info->kind, s, &state);
        if (e)
            break;
        if (state)
            count_one(q, ((const struct thing *)state)->state, 1, total, counts);
    }
    return e;
}

/* Of a kind without states, not looked through: how many there are is known from what is theirs. False: it is not
 * so. */
static bool count_theirs(struct visit *v, const struct register_query *q, int64_t *total, enum err *e)
{
    const struct scope_ids *theirs;
    enum kind kind = q->info->kind;
    bool plain = !q->info->visible && !q->text.len && !q->under && q->inspection &&
                 kind != KIND_CLUE && kind != KIND_UNIT;
    if (!plain || scope_is_whole(&v->scope, q->inspection) || !record_field(kinds[kind].record, STR("inspection")))
        return false;
    *e = scope_load(v->site->app.db, &v->scope, kind, q->inspection, &theirs);
    *total = *e ? 0 : (int64_t)theirs->ids.count;
    return *e || !theirs->all;
}

enum err register_count(struct visit *v, const struct register_query *q, int64_t *total, int64_t *counts)
{
    enum kind kind = q->info->kind;
    struct reading x = reading_of(v, q);
    struct asked a = {.sql = buf_new(v->arena, SQL_BYTES_MAX)};
    struct stmt *s;
    *total = 0;
    for (size_t i = 0; counts && i < STATES_MAX; i++)
        counts[i] = 0;
    if (!entries_may_read(v, kind))
        return ERR_NONE;
    bool stands = kinds[kind].states && kinds[kind].states != no_states; /* else no row need be read to be counted */
    enum err e = ERR_NONE;
    if (!stands && count_theirs(v, q, total, &e)) {
        if (counts && !e)
            counts[0] = *total;
        return e;
    }
    const char *group = !stands ? "0, count(*)" : "k.state, count(*)";
    buf_f(&a.sql, "SELECT %s", x.visible ? table_columns(kind, "k") : group);
    put_where(q, x.scope, false, false, &a);
    buf_c(&a.sql, x.visible || !stands ? "" : " GROUP BY k.state");
    e = ask(x.db, &a, &s);
    if (e)
        return e;
    e = count_rows(&x, q, s, total, counts);
    stmt_done(s);
    return e;
}

enum err register_gather(void *arg, const void *state)
{
    struct register_rows *g = arg;
    if (g->count == g->cap) {
        size_t cap = g->cap ? 2 * g->cap : 256;
        const void **more = arena_alloc(g->arena, cap * sizeof *more);
        if (g->count)
            memcpy(more, g->list, g->count * sizeof *more);
        g->list = more;
        g->cap = cap;
    }
    g->list[g->count++] = state;
    return ERR_NONE;
}
