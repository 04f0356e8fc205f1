/* list.c: see list.h. */
#include "view/list.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/regime.h"
#include "view/changed.h"
#include "view/table.h"
#include "view/words.h"

#include <assert.h>
#include <string.h>

enum { SQL_MAX = 16 * 1024,
       VALUES_MAX = 120,
       COUNTS_KEPT = 256,
       NAMES_KEPT = 256,
       NAMES_BYTES_MAX = 1 << 20,
       FIRST_CELL = 5 }; /* columns before the chosen ones */

/* ---- the question ------------------------------------------------------------------------------ */

static const struct list_column *column_find(struct str name)
{
    for (size_t i = 0; i < list_columns_count; i++)
        if (str_is(name, list_columns[i].name))
            return &list_columns[i];
    return NULL;
}

const struct list_queue *list_queue_find(struct str name)
{
    for (size_t i = 0; i < list_queues_count; i++)
        if (str_is(name, list_queues[i].name))
            return &list_queues[i];
    return NULL;
}

static void add_column(struct list_query *q, struct str name)
{
    const struct list_column *c = column_find(name);
    for (size_t i = 0; i < q->column_count; i++)
        if (q->columns[i] == c)
            return;
    if (c && q->column_count < LIST_COLUMNS_MAX)
        q->columns[q->column_count++] = c;
}

/* What VALUE chooses of F; 0 for nothing known. */
static int64_t choose(const struct list_filter *f, struct str value)
{
    int64_t id;
    if (!f->choices)
        return id_read(value, &id) ? id : 0;
    for (int64_t i = 0; f->choices[i].name; i++)
        if (f->choices[i].name[0] && str_is(value, f->choices[i].name))
            return 1 + i;
    return 0;
}

static bool take_filter(struct list_query *q, struct str name, struct str value)
{
    for (size_t i = 0; i < list_filters_count; i++) {
        if (str_is(name, list_filters[i].name)) {
            q->chosen[i] = choose(&list_filters[i], value);
            return true;
        }
    }
    return false;
}

static const struct figure *figure_of_measures(struct str name)
{
    const struct figure *f = figure_find(name);
    if (f && !f->sql)
        f = figure_find(str_c(f->part));
    return f && f->kind == KIND_MEASURE ? f : NULL;
}

bool list_take(struct list_query *q, struct str name, struct str value)
{
    struct str part;
    if (str_is(name, "q"))
        q->text = utf8_clip(str_trim(value), LIST_TEXT_CHARS_MAX);
    else if (str_is(name, "figure"))
        q->figure = figure_of_measures(value);
    else if (str_is(name, "queue"))
        q->queue = list_queue_find(value);
    else if (str_is(name, "sort"))
        q->sort = column_find(value) && column_find(value)->sort ? column_find(value) : NULL;
    else if (str_is(name, "down"))
        q->down = str_is(value, "1");
    else if (str_is(name, "from"))
        q->offset = str_int(value, &q->offset) && q->offset > 0 ? q->offset : 0;
    else if (str_is(name, "column"))
        add_column(q, value);
    else if (str_is(name, "columns"))
        while (value.ptr && str_cut(&value, ',', &part))
            add_column(q, part);
    else
        return take_filter(q, name, value);
    return true;
}

size_t list_chosen(const struct list_query *q, const struct list_column *out[LIST_COLUMNS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < list_columns_count; i++) {
        bool wanted = !q->column_count && list_columns[i].shown;
        for (size_t k = 0; k < q->column_count && !wanted; k++)
            wanted = q->columns[k] == &list_columns[i];
        if (wanted)
            out[n++] = &list_columns[i];
    }
    return n;
}

/* ---- from the question to SQL -------------------------------------------------------------------- */

struct maker {
    struct arena *arena;
    struct buf sql;
    const struct list_query *q;
    struct bound {
        bool is_text;
        int64_t number;
        struct str text;
    } values[VALUES_MAX];
    int count;
};

static int bind_int(struct maker *m, int64_t n)
{
    assert(m->count < VALUES_MAX);
    m->values[m->count++] = (struct bound){false, n, STR("")};
    return m->count;
}

static int bind_text(struct maker *m, struct str s)
{
    assert(m->count < VALUES_MAX);
    m->values[m->count++] = (struct bound){true, 0, s};
    return m->count;
}

/* The actor's units, nearest first; with none, a unit that does not exist. */
static void put_units(struct maker *m)
{
    static const int64_t nothing = 0;
    struct ids units = m->q->actor ? m->q->actor->units : (struct ids){NULL, 0};
    if (!units.count)
        units = (struct ids){&nothing, 1};
    for (size_t i = 0; i < units.count && i < 8; i++)
        buf_f(&m->sql, "%s?%d", i ? ", " : "", bind_int(m, units.list[i]));
}

static struct colour_rule rule_of(const struct list_query *q)
{
    return q->colours ? *q->colours : colour_rule_default(q->today);
}

static void put_name(struct maker *m, struct str name, int64_t value)
{
    if (str_is(name, "units"))
        put_units(m);
    else if (str_is(name, "today"))
        buf_c(&m->sql, "?2");
    else if (str_is(name, "value"))
        buf_f(&m->sql, "?%d", bind_int(m, value));
    else if (str_is(name, "person"))
        buf_f(&m->sql, "?%d", bind_int(m, m->q->actor ? m->q->actor->id : 0));
    else if (str_is(name, "period"))
        buf_f(&m->sql, "?%d", bind_int(m, regime_period(m->q->rhythm, m->q->today)));
    else if (str_is(name, "yellow_until"))
        buf_f(&m->sql, "?%d", bind_int(m, rule_of(m->q).yellow_until));
    else if (str_is(name, "green_from"))
        buf_f(&m->sql, "?%d", bind_int(m, rule_of(m->q).green_from));
    else if (str_is(name, "lag_yellow"))
        buf_f(&m->sql, "?%d", bind_int(m, rule_of(m->q).lag_yellow ? rule_of(m->q).lag_yellow : LAG_NEVER));
    else if (str_is(name, "lag_red"))
        buf_f(&m->sql, "?%d", bind_int(m, rule_of(m->q).lag_red ? rule_of(m->q).lag_red : LAG_NEVER));
    else
        assert(false); /* a row of a table names what is not there */
}

/* " AND " and the condition, its {names} bound. */
static void put_condition(struct maker *m, const char *condition, int64_t value)
{
    struct str rest = str_c(condition), part, name;
    buf_c(&m->sql, " AND ");
    while (rest.ptr && str_cut(&rest, '{', &part)) {
        buf_str(&m->sql, part);
        if (rest.ptr && str_cut(&rest, '}', &name))
            put_name(m, name, value);
        if (!rest.len)
            break;
    }
}

/* The same as measure_colour_by, which a test compares it with. The share of time gone is looked at only where the
 * round is warned by progress: the first set leaves the index on due days usable. */
#define RUNNING "m.state BETWEEN 3 AND 7 AND m.due_day > 0 AND "
#define BEHIND LIST_BEHIND("{today}")
#define RED "(m.due_day < {today} OR " BEHIND " >= {lag_red})"
#define YELLOW "(m.due_day <= {yellow_until} OR " BEHIND " >= {lag_yellow})"
static const char *const colour_sql[][2] = {
    [COLOUR_NONE] = {"m.state < 8 AND (m.state < 3 OR m.due_day = 0)", "m.state < 8 AND (m.state < 3 OR m.due_day = 0)"},
    [COLOUR_GREEN] = {"m.state BETWEEN 3 AND 7 AND m.due_day > {yellow_until} AND m.due_day >= {green_from}", RUNNING "NOT " RED " AND NOT " YELLOW " AND m.due_day >= {green_from}"},
    [COLOUR_BLUE] = {"m.state BETWEEN 3 AND 7 AND m.due_day > {yellow_until} AND m.due_day < {green_from}", RUNNING "NOT " RED " AND NOT " YELLOW " AND m.due_day < {green_from}"},
    [COLOUR_YELLOW] = {"m.state BETWEEN 3 AND 7 AND m.due_day >= {today} AND m.due_day <= {yellow_until}", RUNNING "NOT " RED " AND " YELLOW},
    [COLOUR_RED] = {"m.state BETWEEN 3 AND 7 AND m.due_day > 0 AND m.due_day < {today}", RUNNING RED},
    [COLOUR_DONE] = {"m.state >= 8", "m.state >= 8"},
};

/* "%text%" with the wildcards of LIKE taken literally. */
static struct str like(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, 4096);
    buf_c(&b, "%");
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("%_\\", text.ptr[i]) && text.ptr[i])
            buf_c(&b, "\\");
        buf_put(&b, text.ptr + i, 1);
    }
    buf_c(&b, "%");
    return buf_view(&b);
}

static void put_search(struct maker *m)
{
    int n = bind_text(m, like(m->arena, words_of(m->arena, m->q->text)));
    buf_f(&m->sql, " AND (m.id IN (SELECT w.id FROM measure_words w WHERE w.inspection = ?1 AND w.words LIKE ?%d ESCAPE '\\') OR ", n);
    buf_f(&m->sql, "m.problem IN (SELECT id FROM problem WHERE inspection = ?1 AND (lower(title) LIKE ?%d ESCAPE '\\'"
                   " OR lower(code) LIKE ?%d ESCAPE '\\')) OR ",
          n, n);
    buf_f(&m->sql, "m.lead_unit IN (SELECT id FROM unit WHERE lower(name) LIKE ?%d ESCAPE '\\'"
                   " OR lower(short_name) LIKE ?%d ESCAPE '\\')",
          n, n);
    struct str rest = str_trim(m->q->text), part; /* "26-93", as a measure is shown: its problem's number and its own */
    int64_t problem, own;
    if (str_cut(&rest, '-', &part) && str_int(part, &problem) && str_int(rest, &own))
        buf_f(&m->sql, " OR (m.number = ?%d AND m.problem IN (SELECT id FROM problem WHERE inspection = ?1 AND number = ?%d))",
              bind_int(m, own), bind_int(m, problem));
    buf_c(&m->sql, ")");
}

/* FROM and WHERE. A figure's query takes ?1 and ?2, one about a period also ?3 to ?7, as they are here. */
static void put_where(struct maker *m)
{
    const struct list_query *q = m->q;
    bind_int(m, q->inspection);
    bind_int(m, q->today);
    if (q->figure && figure_asks_period(q->figure)) {
        int64_t values[FIGURE_PERIOD_VALUES];
        figure_period_values(q->rhythm, q->today, values);
        for (int i = 0; i < FIGURE_PERIOD_VALUES; i++)
            bind_int(m, values[i]);
    }
    buf_c(&m->sql, " FROM measure m WHERE m.inspection = ?1 AND ?2 > 0");
    if (scope_put(&m->sql, q->scope, KIND_MEASURE, "m", q->inspection, m->count + 1, m->count + 2)) {
        bind_int(m, q->scope->unit);
        bind_int(m, q->scope->person);
    }
    for (size_t i = 0; i < list_filters_count; i++) {
        const struct list_filter *f = &list_filters[i];
        if (!q->chosen[i])
            continue;
        if (!f->sql)
            put_condition(m, colour_sql[q->chosen[i] - 1][rule_of(q).lag_red || rule_of(q).lag_yellow], 0);
        else
            put_condition(m, f->sql, f->choices ? q->chosen[i] - 1 : q->chosen[i]);
    }
    if (q->text.len)
        put_search(m);
    if (q->figure)
        buf_f(&m->sql, " AND m.id IN (SELECT f.id FROM (%.*s) f)", STR_ARG(figure_unordered(q->figure)));
    if (q->queue && q->actor)
        put_condition(m, q->queue->sql, 0);
    else if (q->queue)
        buf_c(&m->sql, " AND 1 = 0");
}

static void put_order(struct maker *m, bool limited)
{
    const struct list_query *q = m->q;
    const char *way = q->down ? " DESC" : "";
    if (q->sort && strcmp(q->sort->sort, "m.ordinal"))
        buf_f(&m->sql, " ORDER BY %s%s, m.ordinal", q->sort->sort, way);
    else if (q->by_urgency)
        buf_c(&m->sql, " ORDER BY CASE WHEN m.due_day = 0 THEN 9999999 ELSE m.due_day END, m.ordinal");
    else
        buf_f(&m->sql, " ORDER BY m.ordinal%s", way);
    if (limited && (q->limit || q->offset)) {
        int limit = bind_int(m, q->limit ? q->limit : INT64_MAX);
        buf_f(&m->sql, " LIMIT ?%d OFFSET ?%d", limit, bind_int(m, q->offset));
    }
}

/* " AND m.id IN (…)" */
static void put_ids(struct maker *m, struct ids ids)
{
    buf_c(&m->sql, " AND m.id IN (");
    for (size_t i = 0; i < ids.count; i++)
        buf_f(&m->sql, "%s?%d", i ? ", " : "", bind_int(m, ids.list[i]));
    buf_c(&m->sql, ids.count ? ")" : "0)");
}

/* The rows of Q, or those of a PAGE of it that was found before. */
static void make(struct maker *m, struct arena *a, const struct list_query *q, const struct ids *page)
{
    const struct list_column *shown[LIST_COLUMNS_MAX];
    size_t n = list_chosen(q, shown);
    bool sorted = q->limit && (q->sort || q->by_urgency);
    *m = (struct maker){.arena = a, .sql = buf_new(a, SQL_MAX), .q = q};
    buf_c(&m->sql, "SELECT m.id, m.state, m.due_day, m.start_day, m.percent");
    for (size_t i = 0; i < n; i++)
        buf_f(&m->sql, ", %s", shown[i]->sql);
    if (page) {
        buf_c(&m->sql, " FROM measure m WHERE 1 = 1");
        put_ids(m, *page);
    } else if (sorted) { /* what is sorted is narrow: the columns are made for the page alone */
        buf_c(&m->sql, " FROM measure m WHERE m.id IN (SELECT m.id");
        put_where(m);
        put_order(m, true);
        buf_c(&m->sql, ")");
    } else {
        put_where(m);
    }
    put_order(m, !page && !sorted);
    assert(!m->sql.failed);
}

static enum err start(struct db *db, const struct maker *m, struct stmt **s)
{
    enum err e = db_stmt_text(db, buf_view(&m->sql), s);
    for (int i = 0; !e && i < m->count; i++) {
        if (m->values[i].is_text)
            stmt_str(*s, i + 1, m->values[i].text);
        else
            stmt_int(*s, i + 1, m->values[i].number);
    }
    return e;
}

struct str list_sql(struct arena *a, const struct list_query *q)
{
    struct maker m;
    make(&m, a, q, NULL);
    return buf_view(&m.sql);
}

/* ---- what a search found ---------------------------------------------------------------------------- */

/* Everything that decides what the statement gives. */
static struct hash key_of(const struct maker *m, const struct db *db)
{
    struct buf b = buf_new(m->arena, SQL_MAX + 8192);
    buf_f(&b, "%p %lld ", (const void *)db, (long long)changed_key(db, m->q->position, changed_kinds(buf_view(&m->sql))));
    buf_str(&b, buf_view(&m->sql));
    for (int i = 0; i < m->count; i++) {
        buf_f(&b, "|%lld ", (long long)m->values[i].number);
        buf_str(&b, m->values[i].text);
    }
    return hash_of(buf_view(&b));
}

/* A page of what a search finds is one look at every text, for the count and the rows together; the next page is none:
 * the ids of the last search are kept. Files, which want all of it, ask in one statement. */
static bool searched(const struct list_query *q) { return q->text.len && q->limit && q->limit <= LIST_PAGE; }

static enum err read_found(struct db *db, const struct maker *m, struct arena *a, struct ids *out)
{
    struct stmt *s;
    size_t cap = 0, n = 0;
    int64_t *list = NULL;
    bool row = false;
    enum err e = start(db, m, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if (n == cap) {
            cap = cap ? 2 * cap : LIST_PAGE;
            int64_t *more = arena_alloc(a, cap * sizeof *more);
            if (n)
                memcpy(more, list, n * sizeof *more);
            list = more;
        }
        list[n++] = stmt_get_int(s, 0);
    }
    stmt_done(s);
    *out = (struct ids){list, n};
    return e;
}

/* The ids of all rows of Q in its order, borrowed until the next search. */
static enum err find(struct db *db, struct arena *a, const struct list_query *q, struct ids *out)
{
    static struct {
        struct arena arena;
        struct hash key;
        struct ids ids;
    } kept;
    struct maker m = {.arena = a, .sql = buf_new(a, SQL_MAX), .q = q};
    buf_c(&m.sql, "SELECT m.id");
    put_where(&m);
    put_order(&m, false);
    struct hash key = key_of(&m, db);
    enum err e = ERR_NONE;
    if (!q->position || !hash_eq(&kept.key, &key)) {
        arena_reset(&kept.arena);
        kept.key = (struct hash){{0}};
        kept.ids = (struct ids){NULL, 0};
        e = read_found(db, &m, &kept.arena, &kept.ids);
    }
    if (!e)
        kept.key = key;
    *out = kept.ids;
    return e;
}

/* The rows of Q's page, of all that were found. */
static void slice(const struct list_query *q, struct ids *found)
{
    size_t from = (size_t)q->offset < found->count ? (size_t)q->offset : found->count;
    size_t n = found->count - from;
    found->list = n ? found->list + from : NULL;
    found->count = n < (size_t)q->limit ? n : (size_t)q->limit;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static const char sql_unit_name[] = "SELECT CASE WHEN short_name <> '' THEN short_name ELSE name END FROM unit WHERE id = ?1";
static const char sql_person_name[] = "SELECT name FROM person WHERE id = ?1";

struct reader {
    struct db *db;
    struct arena *arena; /* of one row */
    const struct list_query *q;
};

/* Of units and people at one log position, by the id's last bits: the same few come again and again. */
static struct {
    const struct db *db;
    int64_t position;
    struct arena arena;
    struct name {
        int64_t id;
        struct str text;
    } list[NAMES_KEPT];
} names;

static void names_begin(const struct db *db, int64_t position)
{
    if (position && names.position == position && names.db == db)
        return;
    arena_reset(&names.arena);
    memset(names.list, 0, sizeof names.list);
    names.db = db;
    names.position = position;
}

/* *OUT is borrowed until the next list_run. */
static enum err name_of(struct reader *r, int64_t id, const char *sql, struct str *out)
{
    struct name *kept = &names.list[(uint64_t)id % NAMES_KEPT];
    struct stmt *s;
    bool row = false, room = names.arena.used < NAMES_BYTES_MAX;
    *out = kept->text;
    if (kept->id == id)
        return ERR_NONE;
    enum err e = db_stmt(r->db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    e = stmt_step(s, &row);
    if (!e)
        *out = row ? str_copy(room ? &names.arena : r->arena, stmt_get_str(s, 0)) : STR("");
    if (!e && room)
        *kept = (struct name){id, *out};
    stmt_done(s);
    return e;
}

static enum err names_of(struct reader *r, struct str ids, const char *sql, struct str *out)
{
    struct buf b = buf_new(r->arena, 1 << 16);
    struct ids list;
    int64_t one;
    if (id_read(ids, &one))
        return name_of(r, one, sql, out);
    enum err e = ids_read(r->arena, ids, &list) ? ERR_NONE : ERR_CORRUPT;
    for (size_t i = 0; !e && i < list.count; i++) {
        struct str name;
        e = name_of(r, list.list[i], sql, &name);
        buf_c(&b, i ? "、" : "");
        buf_str(&b, name);
    }
    *out = buf_view(&b);
    return e;
}

static enum err read_cell(struct reader *r, const struct list_column *c, struct stmt *s, int at,
                          const struct list_row *row, struct list_cell *out)
{
    bool is_text = c->kind == LIST_TEXT || c->kind == LIST_LONG || c->kind == LIST_UNITS || c->kind == LIST_PEOPLE;
    out->value = c->kind == LIST_COLOUR ? (int64_t)row->colour : is_text ? 0
                                                                         : stmt_get_int(s, at);
    switch (c->kind) {
    case LIST_TEXT:
    case LIST_LONG: out->text = stmt_get_str(s, at); return ERR_NONE;
    case LIST_INT: out->text = str_f(r->arena, "%lld", (long long)out->value); return ERR_NONE;
    case LIST_DAY: out->text = day_text(r->arena, out->value); return ERR_NONE;
    case LIST_TIME: out->text = time_text(r->arena, out->value); return ERR_NONE;
    case LIST_COLOUR:
    case LIST_CHOICE: out->text = choice_word(c->choices, out->value, r->q->lang); return ERR_NONE;
    case LIST_UNITS: return names_of(r, stmt_get_str(s, at), sql_unit_name, &out->text);
    case LIST_PEOPLE: return names_of(r, stmt_get_str(s, at), sql_person_name, &out->text);
    }
    return ERR_NONE;
}

static enum err read_row(struct reader *r, struct stmt *s, const struct list_column *const *shown, size_t n,
                         list_fn *fn, void *arg)
{
    struct list_cell *cells = arena_alloc(r->arena, (n + 1) * sizeof *cells);
    struct list_row row = {stmt_get_int(s, 0), stmt_get_int(s, 1), stmt_get_int(s, 2), COLOUR_NONE, cells};
    enum err e = ERR_NONE;
    struct colour_rule rule = rule_of(r->q);
    row.colour = measure_colour_by(&rule, row.state, stmt_get_int(s, 3), row.due_day, stmt_get_int(s, 4));
    for (size_t i = 0; !e && i < n; i++)
        e = read_cell(r, shown[i], s, FIRST_CELL + (int)i, &row, &cells[i]);
    return e ? e : fn(arg, &row);
}

enum err list_run(struct db *db, struct arena *a, const struct list_query *q, list_fn *fn, void *arg)
{
    const struct list_column *shown[LIST_COLUMNS_MAX];
    size_t n = list_chosen(q, shown);
    struct arena each = {0};
    struct reader r = {.db = db, .arena = &each, .q = q};
    struct maker m;
    struct stmt *s;
    bool row = false;
    struct ids page = {NULL, 0};
    enum err e = searched(q) ? find(db, a, q, &page) : ERR_NONE;
    if (e)
        return e;
    names_begin(db, q->position);
    slice(q, &page);
    make(&m, a, q, searched(q) ? &page : NULL);
    e = start(db, &m, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row && !(e = read_row(&r, s, shown, n, fn, arg)))
        arena_reset(&each);
    arena_reset(&each);
    stmt_done(s);
    return e;
}

/* ---- counts -------------------------------------------------------------------------------------- */

/* A count over 100,000 rows costs milliseconds, and every page of a list shows it. */
static struct count {
    struct hash key;
    int64_t count;
} counts[COUNTS_KEPT];

enum err list_count(struct db *db, struct arena *a, const struct list_query *q, int64_t *count)
{
    struct maker m = {.arena = a, .sql = buf_new(a, SQL_MAX), .q = q};
    struct stmt *s;
    struct ids found;
    bool row = false;
    if (searched(q)) {
        enum err e = find(db, a, q, &found);
        *count = e ? 0 : (int64_t)found.count;
        return e;
    }
    buf_c(&m.sql, "SELECT count(*)");
    put_where(&m);
    struct hash key = key_of(&m, db);
    struct count *kept = &counts[key.bytes[0] % COUNTS_KEPT];
    *count = kept->count;
    if (q->position && hash_eq(&kept->key, &key))
        return ERR_NONE;
    enum err e = start(db, &m, &s);
    if (e)
        return e;
    e = stmt_step(s, &row);
    *count = !e && row ? stmt_get_int(s, 0) : 0;
    if (!e)
        *kept = (struct count){key, *count};
    stmt_done(s);
    return e;
}
