/* overview.c: one inspection at a glance. Every number opens its list. */
#include "app/regime.h"
#include "base/time.h"
#include "view/figure.h"
#include "view/list.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/pages.h"
#include "web/question.h"

#include <stdlib.h>
#include <string.h>

enum { DUE_SOON_MAX = 12,
       ROWS_MAX = 100 }; /* of the lists of aspects, units and problems; the ledger has the rest */

/* The figures of the first row. */
static const struct {
    const char *figure, *colour;
} tiles_of[] = {{"problems.total", ""}, {"problems.closed", "green"}, {"measures.total", ""}, {"measures.closed", "green"}, {"measures.closed_rate", "green"}, {"measures.due_soon", "yellow"}, {"measures.overdue", "red"}, {"sanctions.party", ""}, {"rules.total", ""}};

static enum err put_figures(struct visit *v)
{
    struct value *list = value_rows(v->page, "figures");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof tiles_of / sizeof *tiles_of && !e; i++) {
        const struct figure *f = figure_find(str_c(tiles_of[i].figure));
        struct figure_value value;
        e = figure_recall(v->site->app.db, f, &v->scope, v->inspection, v->today, v->position, &value);
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "value", figure_text(v->arena, f, &value));
        value_c(row, "unit", v->lang == LANG_ZH || strcmp(f->unit, "%") == 0 ? f->unit : "");
        value_text(row, "url", str_f(v->arena, "/figure/%s", f->name));
        value_c(row, "colour", value.value ? tiles_of[i].colour : "");
    }
    return e;
}

/* Braces: view/scope.h, scope_stmt. */
static const char sql_states[] = "SELECT state, count(*) FROM measure m WHERE inspection = ?1{measure m} GROUP BY state ORDER BY state DESC";
#define RUNNING "state BETWEEN 3 AND 7 AND due_day > 0"
#define RED "(due_day < ?2 OR " LIST_BEHIND("?2") " >= ?4)"
static const char sql_sums[] =
    "SELECT %s, count(*), sum(CASE WHEN state = 8 THEN 1 ELSE 0 END),"
    " sum(CASE WHEN " RUNNING " AND " RED " THEN 1 ELSE 0 END),"
    " sum(CASE WHEN " RUNNING " AND NOT " RED " AND (due_day <= ?3 OR " LIST_BEHIND("?2") " >= ?5) THEN 1 ELSE 0 END)"
                                                                                          " FROM measure m WHERE inspection = ?1 AND state <> 10{measure m} GROUP BY %s";

static enum err put_states(struct visit *v)
{
    static const char *const kinds_of[] = {"none", "none", "none", "yellow", "yellow", "green", "green", "green", "done", "done", "none"};
    struct value *list = value_rows(v->page, "states");
    struct stmt *s;
    struct {
        int64_t state, count;
    } got[MEASURE_VOID + 1];
    size_t n = 0;
    int64_t total = 0, before = 0;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_states), v->inspection, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row && n <= MEASURE_VOID) {
        got[n].state = stmt_get_int(s, 0);
        got[n].count = stmt_get_int(s, 1);
        total += got[n].state == MEASURE_VOID ? 0 : got[n].count;
        n++;
    }
    stmt_done(s);
    for (size_t i = 0; i < n; i++) {
        int64_t count = got[i].count, w = got[i].state == MEASURE_VOID || !total ? 0 : count * 10000 / total;
        struct value *item = value_row(list);
        value_text(item, "label", choice_word(measure_states, got[i].state, v->lang));
        value_text(item, "value", str_f(v->arena, "%lld", (long long)count));
        value_text(item, "url", str_f(v->arena, "/ledger?state=%s", measure_states[got[i].state].name));
        value_text(item, "x", str_f(v->arena, "%lld.%02lld", (long long)before / 100, (long long)before % 100));
        value_text(item, "w", str_f(v->arena, "%lld.%02lld", (long long)w / 100, (long long)w % 100));
        value_c(item, "kind", kinds_of[got[i].state]);
        before += w;
    }
    return e;
}

struct sums {
    int64_t id, total, done, red, yellow;
};

/* Sums by one column of measure, into A. */
static enum err compute_sums(struct visit *v, struct arena *a, const char *column, struct sums **out, size_t *n)
{
    struct stmt *s;
    bool row = false;
    size_t cap = 0;
    *n = 0;
    *out = NULL;
    struct str sql = str_c(sql_sums), part;
    struct buf b = buf_new(a, 4096);
    for (int i = 0; sql.ptr && i < 3 && str_cut(&sql, '%', &part); i++) {
        buf_str(&b, i ? str_sub(part, 1, part.len) : part);
        buf_c(&b, i < 2 ? column : "");
    }
    struct colour_rule rule;
    enum err e = colour_rule_recall(v->site->app.db, v->inspection, v->today, v->position, &rule);
    if (!e)
        e = scope_stmt(v->site->app.db, &v->scope, buf_view(&b), v->inspection, 6, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, v->today);
    stmt_int(s, 3, rule.yellow_until);
    stmt_int(s, 4, rule.lag_red ? rule.lag_red : LAG_NEVER);
    stmt_int(s, 5, rule.lag_yellow ? rule.lag_yellow : LAG_NEVER);
    while (!(e = stmt_step(s, &row)) && row) {
        if (*n == cap) {
            cap = cap ? cap * 2 : 64;
            struct sums *more = arena_alloc(a, cap * sizeof *more);
            if (*n)
                memcpy(more, *out, *n * sizeof *more);
            *out = more;
        }
        (*out)[(*n)++] = (struct sums){stmt_get_int(s, 0), stmt_get_int(s, 1), stmt_get_int(s, 2), stmt_get_int(s, 3), stmt_get_int(s, 4)};
    }
    stmt_done(s);
    return e;
}

/* The same, remembered by this worker for one column, inspection, day and log position. */
static enum err read_sums(struct visit *v, const char *column, struct sums **out, size_t *n)
{
    static struct kept {
        const char *column;
        int64_t inspection, today, position;
        struct arena arena;
        struct sums *list;
        size_t count;
    } kept[2];
    struct kept *k = kept[0].column && strcmp(kept[0].column, column) ? &kept[1] : &kept[0];
    bool same = k->column && strcmp(k->column, column) == 0 && k->inspection == v->inspection &&
                k->today == v->today && k->position == v->position;
    enum err e = ERR_NONE;
    if (!scope_is_whole(&v->scope, v->inspection))
        return compute_sums(v, v->arena, column, out, n);
    if (!same) {
        arena_reset(&k->arena);
        k->column = NULL;
        e = compute_sums(v, &k->arena, column, &k->list, &k->count);
    }
    if (!same && !e) {
        k->column = column;
        k->inspection = v->inspection;
        k->today = v->today;
        k->position = v->position;
    }
    *out = k->list;
    *n = e ? 0 : k->count;
    return e;
}

static void put_sums(struct visit *v, struct value *row, const struct sums *s)
{
    value_text(row, "total", str_f(v->arena, "%lld", (long long)s->total));
    value_text(row, "done", str_f(v->arena, "%lld", (long long)s->done));
    value_text(row, "percent", str_f(v->arena, "%lld", (long long)(s->total ? s->done * 100 / s->total : 0)));
    value_text(row, "red", str_f(v->arena, "%lld", (long long)s->red));
    value_text(row, "yellow", str_f(v->arena, "%lld", (long long)s->yellow));
}

/* A list ends at ROWS_MAX; the page says so under NAME. */
static bool more_than_listed(struct visit *v, const struct value *list, const char *name)
{
    if (list->count < ROWS_MAX)
        return false;
    value_bool(v->page, name, true);
    return true;
}

static const char sql_aspects[] = "SELECT id, number, title FROM aspect a WHERE inspection = ?1{aspect a} ORDER BY number";

static enum err put_aspects(struct visit *v)
{
    struct value *list = value_rows(v->page, "aspects");
    struct sums *sums;
    struct stmt *s;
    size_t n;
    bool row = false;
    enum err e = read_sums(v, "aspect", &sums, &n);
    if (!e)
        e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_aspects), v->inspection, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        struct sums none = {0}, *mine = &none;
        if (more_than_listed(v, list, "more_aspects"))
            break;
        struct str id = id_str(v, stmt_get_int(s, 0));
        for (size_t i = 0; i < n; i++)
            if (sums[i].id == stmt_get_int(s, 0))
                mine = &sums[i];
        struct value *item = value_row(list);
        value_text(item, "number", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 1)));
        value_text(item, "name", str_copy(v->arena, stmt_get_str(s, 2)));
        value_text(item, "url", str_f(v->arena, "/ledger?aspect=%.*s", STR_ARG(id)));
        value_text(item, "red_url", str_f(v->arena, "/ledger?aspect=%.*s&colour=red", STR_ARG(id)));
        value_text(item, "done_url", str_f(v->arena, "/ledger?aspect=%.*s&state=closed", STR_ARG(id)));
        value_text(item, "add_url", str_f(v->arena, "/aspect/%.*s/add/problem", STR_ARG(id)));
        value_text(item, "change_url", str_f(v->arena, "/aspect/%.*s/do/change", STR_ARG(id)));
        put_sums(v, item, mine);
    }
    stmt_done(s);
    return e;
}

static int by_total(const void *a, const void *b)
{
    const struct sums *x = a, *y = b;
    return x->red != y->red ? (x->red < y->red ? 1 : -1) : x->total != y->total ? (x->total < y->total ? 1 : -1)
                                                                                : 0;
}

static enum err put_units(struct visit *v)
{
    struct value *list = value_rows(v->page, "units");
    struct sums *sums;
    size_t n;
    enum err e = read_sums(v, "lead_unit", &sums, &n);
    if (!e && n)
        qsort(sums, n, sizeof *sums, by_total);
    for (size_t i = 0; i < n && !e; i++) {
        struct str id = id_str(v, sums[i].id);
        if (!sums[i].id) /* drafts that name no unit yet */
            continue;
        if (more_than_listed(v, list, "more_units"))
            break;
        struct value *row = value_row(list);
        value_text(row, "name", site_unit(v, sums[i].id));
        value_text(row, "url", str_f(v->arena, "/ledger?lead_unit=%.*s", STR_ARG(id)));
        value_text(row, "red_url", str_f(v->arena, "/ledger?lead_unit=%.*s&colour=red", STR_ARG(id)));
        value_text(row, "yellow_url", str_f(v->arena, "/ledger?lead_unit=%.*s&colour=yellow", STR_ARG(id)));
        value_text(row, "done_url", str_f(v->arena, "/ledger?lead_unit=%.*s&state=closed", STR_ARG(id)));
        put_sums(v, row, &sums[i]);
    }
    return e;
}

static enum err put_due(struct visit *v)
{
    struct value *items = value_rows(v->page, "due");
    static const char *const names[] = {"red", "yellow"};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < 2 && !e; i++) {
        struct list_query q = matter_question(v, v->inspection);
        list_take(&q, STR("colour"), str_c(names[i]));
        e = matter_items(v, &q, DUE_SOON_MAX / 2, items);
    }
    return e;
}

static const char sql_problems[] = "SELECT id, CASE WHEN code <> '' THEN code ELSE CAST(number AS TEXT) END, title, state,"
                                   " (SELECT count(*) FROM measure m WHERE problem = p.id AND state <> 10{measure m}),"
                                   " (SELECT count(*) FROM measure m WHERE problem = p.id AND state = 8{measure m})"
                                   " FROM problem p WHERE inspection = ?1{problem p} ORDER BY number LIMIT ?2";

static enum err put_problems(struct visit *v)
{
    struct value *list = value_rows(v->page, "problems");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_problems), v->inspection, 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, ROWS_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row && !more_than_listed(v, list, "more_problems")) {
        struct str id = id_str(v, stmt_get_int(s, 0));
        struct value *item = value_row(list);
        value_text(item, "number", str_copy(v->arena, stmt_get_str(s, 1)));
        value_text(item, "name", str_copy(v->arena, stmt_get_str(s, 2)));
        value_text(item, "url", str_f(v->arena, "/problem/%.*s", STR_ARG(id)));
        value_text(item, "state", choice_word(problem_states, stmt_get_int(s, 3), v->lang));
        value_c(item, "kind", stmt_get_int(s, 3) == PROBLEM_DONE ? "done" : "");
        value_text(item, "total", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 4)));
        value_text(item, "done", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 5)));
    }
    stmt_done(s);
    return e;
}

static enum err put_inspection(struct visit *v)
{
    struct inspection i = {0};
    enum err e = v->inspection ? table_load(v->site->app.db, v->arena, KIND_INSPECTION, v->inspection, &i) : ERR_NONE;
    struct str day = day_text(v->arena, i.feedback_day), id = id_str(v, v->inspection);
    bool zh = v->lang == LANG_ZH, office = v->ctx.env.actor.roles & ROLE(OFFICE);
    value_text(v->page, "heading", i.head.len ? i.name : tr(v->lang, "还没有登记巡视巡察"));
    value_text(v->page, "lead", i.feedback_day ? str_f(v->arena, zh ? "%.*s，反馈日期 %.*s" : "%.*s, feedback of %.*s", STR_ARG(i.body), STR_ARG(day)) : i.body);
    value_bool(v->page, "may_add", office && i.state == INSPECTION_ACTIVE);
    if (office && !i.head.len)
        value_c(v->page, "first_url", "/inspections/new");
    value_text(v->page, "add_aspect_url", str_f(v->arena, "/inspection/%.*s/add/aspect", STR_ARG(id)));
    return e;
}

struct response *overview_page(struct visit *v)
{
    enum err (*const parts[])(struct visit *) = {
        put_inspection, question_put_line, put_figures, put_states, put_aspects, put_units, put_due, put_problems};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !e; i++)
        e = parts[i](v);
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "总览"), "");
    return site_render(v, "overview");
}
