/* register.c: the menu of registers, and one register: its list as a page and as a file. See register.h. */
#include "web/register.h"

#include "app/export_rows.h"
#include "app/figures.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/scope.h"
#include "view/table.h"
#include "web/entries.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

enum { CELL_CHARS_MAX = 60 }; /* of a text in a page; files hold all of it */

static const char *const group_words[GROUP_COUNT] = {
    [GROUP_WORK] = "督促推进",
    [GROUP_RESULTS] = "整改成果",
    [GROUP_VOICES] = "线索与民情",
    [GROUP_PLANS] = "方案与机构",
    [GROUP_PAPERS] = "底稿与材料",
    [GROUP_RULES] = "规则与日历",
};

/* ---- asked everywhere ------------------------------------------------------------------------------------ */

const struct register_info *register_of(enum kind kind)
{
    for (size_t i = 0; i < registers_count; i++)
        if (registers[i].kind == kind)
            return &registers[i];
    return NULL;
}

bool register_any(const struct visit *v)
{
    for (size_t i = 0; i < registers_count; i++)
        if (v->person.roles & registers[i].roles)
            return true;
    return false;
}

bool register_may_see(const struct visit *v, enum kind kind, const void *state)
{
    const struct register_info *r = register_of(kind);
    bool seen = false;
    if (!entries_may_read(v, kind) || (r && r->visible && !r->visible(v, state)))
        return false;
    return !scope_sees_state(v->site->app.db, &v->scope, kind, state, &seen) && seen;
}

bool register_may_see_id(struct visit *v, enum kind kind, int64_t id)
{
    struct thing *t = arena_alloc(v->arena, kinds[kind].record->size);
    if (!entries_may_read(v, kind) || table_load(v->site->app.db, v->arena, kind, id, t))
        return false;
    return !t->head.len || register_may_see(v, kind, t);
}

struct str register_url(struct visit *v, enum kind kind, const void *state)
{
    struct str id = id_str(v, ((const struct thing *)state)->id);
    return register_of(kind) ? str_f(v->arena, "/r/%s/%.*s", kinds[kind].name, STR_ARG(id)) : STR("");
}

struct str register_title(const struct register_info *r, enum lang lang)
{
    const struct kind_info *k = &kinds[r->kind];
    return str_c(lang == LANG_ZH ? r->zh ? r->zh : k->zh : r->en ? r->en
                                                                 : k->en);
}

int64_t register_round(enum kind kind, const void *state)
{
    const struct field *f = record_field(kinds[kind].record, STR("inspection"));
    if (kind == KIND_INSPECTION)
        return ((const struct thing *)state)->id;
    return f && f->type == FIELD_ID ? *field_int(f, state) : 0;
}

/* ---- the menu ---------------------------------------------------------------------------------------------- */

static enum err put_menu_row(struct visit *v, struct value *rows, const struct register_info *r)
{
    int64_t total;
    struct register_query q = register_query_plain(r, v->inspection);
    enum err e = register_count(v, &q, &total, NULL);
    struct value *row = value_row(rows);
    value_text(row, "title", register_title(r, v->lang));
    value_c(row, "about", v->lang == LANG_ZH ? r->about_zh : r->about_en);
    value_text(row, "url", str_f(v->arena, "/r/%s", kinds[r->kind].name));
    value_text(row, "count", str_f(v->arena, "%lld", (long long)total));
    return e;
}

struct response *registers_page(struct visit *v)
{
    struct value *groups = value_rows(v->page, "groups");
    enum err e = ERR_NONE;
    for (int g = 0; g < GROUP_COUNT && !e; g++) {
        struct value *rows = NULL;
        for (size_t i = 0; i < registers_count && !e; i++) {
            if (registers[i].group != (enum register_group)g || !entries_may_read(v, registers[i].kind))
                continue;
            if (!rows) {
                struct value *group = value_row(groups);
                value_text(group, "title", tr(v->lang, group_words[g]));
                rows = value_rows(group, "registers");
            }
            e = put_menu_row(v, rows, &registers[i]);
        }
    }
    site_title(v, tr(v->lang, "登记簿"), "");
    return e ? site_database_failed(v, e) : site_render(v, "registers");
}

/* ---- rows ---------------------------------------------------------------------------------------------------- */

struct register_table register_table_of(const struct register_info *info, const struct field *skip)
{
    const struct choice *states = kinds[info->kind].states;
    const struct field *all[REGISTER_COLUMNS_MAX];
    struct register_table t = {.info = info, .states = states && states[0].name && states != no_states};
    size_t n = register_columns(info, all);
    for (size_t i = 0; i < n; i++)
        if (all[i] != skip)
            t.columns[t.count++] = all[i];
    return t;
}

static const char *cell_kind(const struct field *f)
{
    switch (f->type) {
    case FIELD_INT: return strcmp(f->name, "period") ? "num" : "short";
    case FIELD_FEN: return "num";
    case FIELD_DAY:
    case FIELD_TIME:
    case FIELD_ENUM: return "short";
    case FIELD_TEXT: return f->max > 60 || f->flags & FIELD_LONG ? "long" : "";
    default: return "";
    }
}

static struct str clipped(struct visit *v, struct str text)
{
    struct str some = utf8_clip(text, CELL_CHARS_MAX);
    return some.len < text.len ? str_f(v->arena, "%.*s…", STR_ARG(some)) : text;
}

static void put_cell(struct visit *v, struct value *cells, enum kind kind, const struct field *f, const void *state,
                     struct str own_url)
{
    struct str url = own_url, text = field_empty(f, state) && f->type != FIELD_BOOL
                                         ? STR("")
                                         : entries_value(v, f, state);
    struct value *cell = value_row(cells);
    if (!own_url.len && f->type == FIELD_ID && f->refers > 0 && *field_int(f, state))
        entries_title(v, (enum kind)(f->refers - 1), *field_int(f, state), &url);
    if (own_url.len && !text.len)
        text = entries_title(v, kind, ((const struct thing *)state)->id, &(struct str){NULL, 0});
    value_c(cell, "label", v->lang == LANG_ZH ? f->zh : f->en);
    value_text(cell, "text", clipped(v, text));
    value_text(cell, "url", url);
    value_c(cell, "kind", cell_kind(f));
    value_bool(cell, "chip", false);
}

void register_row_put(struct visit *v, const struct register_table *t, struct value *rows, const void *state)
{
    enum kind kind = t->info->kind;
    struct value *cells = value_rows(value_row(rows), "cells");
    for (size_t i = 0; i < t->count; i++)
        put_cell(v, cells, kind, t->columns[i], state, i == 0 ? register_url(v, kind, state) : STR(""));
    if (!t->states)
        return;
    struct value *cell = value_row(cells);
    value_text(cell, "label", tr(v->lang, "状态"));
    value_text(cell, "text", choice_word(kinds[kind].states, ((const struct thing *)state)->state, v->lang));
    value_c(cell, "url", "");
    value_c(cell, "kind", "short");
    value_bool(cell, "chip", true);
}

struct drawing {
    struct visit *v;
    struct register_table t;
    struct value *rows;
};

static enum err draw_row(void *arg, const void *state)
{
    struct drawing *d = arg;
    register_row_put(d->v, &d->t, d->rows, state);
    return ERR_NONE;
}

/* ---- around the rows -------------------------------------------------------------------------------------------- */

static void put_heads(struct visit *v, const struct register_table *t, const char *path, const struct register_query *q)
{
    struct value *heads = value_rows(v->page, "heads");
    for (size_t i = 0; i < t->count; i++) {
        const struct field *f = t->columns[i];
        bool here = q->order == f, down = here && !q->down;
        struct value *head = value_row(heads);
        struct str order = str_f(v->arena, "%s%s", down ? "-" : "", f->name);
        value_c(head, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(head, "url", f->type == FIELD_IDS ? STR("") : matter_url(v, path, "order", order));
        value_c(head, "sorted", !here ? "" : q->down ? "descending"
                                                     : "ascending");
        value_bool(head, "numeric", !strcmp(cell_kind(f), "num"));
    }
    if (!t->states)
        return;
    struct value *head = value_row(heads);
    value_text(head, "label", tr(v->lang, "状态"));
    value_c(head, "url", "");
    value_c(head, "sorted", "");
    value_bool(head, "numeric", false);
}

static void put_state(struct visit *v, struct value *list, struct str label, struct str url, int64_t count, bool here)
{
    struct value *row = value_row(list);
    value_text(row, "label", label);
    value_text(row, "url", url);
    value_text(row, "count", str_f(v->arena, "%lld", (long long)count));
    value_bool(row, "here", here);
}

/* A chip for every state anything is in, and for the one asked for. */
static void put_states(struct visit *v, const struct register_table *t, const char *path,
                       const struct register_query *q, const int64_t *counts)
{
    struct value *list = value_rows(v->page, "states");
    const struct choice *states = kinds[t->info->kind].states;
    int64_t all = 0;
    for (size_t i = 0; i < STATES_MAX; i++)
        all += counts[i];
    if (!t->states)
        return;
    put_state(v, list, tr(v->lang, "全部"), matter_url(v, path, "state", STR("")), all, q->state < 0);
    for (int64_t i = 0; states[i].name && i < STATES_MAX; i++)
        if (counts[i] || q->state == i)
            put_state(v, list, choice_word(states, i, v->lang),
                      matter_url(v, path, "state", str_c(states[i].name)), counts[i], q->state == i);
}

static void put_pager(struct visit *v, const char *path, const struct register_query *q, int64_t total, int64_t shown)
{
    struct arena *a = v->arena;
    int64_t last = q->offset + shown, before = q->offset > REGISTER_PAGE ? q->offset - REGISTER_PAGE : 0;
    value_text(v->page, "total", str_f(a, "%lld", (long long)total));
    value_text(v->page, "from", str_f(a, "%lld", (long long)(shown ? q->offset + 1 : 0)));
    value_text(v->page, "to", str_f(a, "%lld", (long long)(shown ? last : 0)));
    value_text(v->page, "prev_url", q->offset > 0 ? matter_url(v, path, "from", str_f(a, "%lld", (long long)before)) : STR(""));
    value_text(v->page, "next_url", last < total && shown ? matter_url(v, path, "from", str_f(a, "%lld", (long long)last)) : STR(""));
}

/* What the search keeps of the address. */
static void put_keeps(struct visit *v)
{
    struct value *list = value_rows(v->page, "keeps");
    for (size_t i = 0; i < v->request->query_count; i++) {
        const struct pair *p = &v->request->query[i];
        if (!p->value.len || str_is(p->key, "q") || str_is(p->key, "from") || str_is(p->key, "done") || str_is(p->key, "repeated"))
            continue;
        struct value *row = value_row(list);
        value_text(row, "name", p->key);
        value_text(row, "value", p->value);
    }
}

static void put_exports(struct visit *v, const char *path)
{
    static const char *const rows[][2] = {{"Excel（.xlsx）", "xlsx"}, {"CSV（.csv）", "csv"}, {"JSON（.json）", "json"}};
    struct value *list = value_rows(v->page, "exports");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct value *row = value_row(list);
        struct str file = str_f(v->arena, "%s.%s", path, rows[i][1]);
        value_c(row, "label", rows[i][0]);
        value_text(row, "url", matter_url(v, str_z(v->arena, file), "from", STR("")));
    }
}

static enum err put_tiles(struct visit *v, const char *names)
{
    struct value *list = value_rows(v->page, "tiles");
    struct str rest = str_c(names), part;
    struct moment m = {0};
    struct sentence why;
    if (!names)
        return ERR_NONE;
    enum err e = moment_open(&v->site->app, v->arena, v->inspection, -1, v->today, &m, &why);
    m.scope = &v->scope;
    while (!e && rest.ptr && str_cut(&rest, ' ', &part)) {
        struct told t;
        e = told_read(v->arena, &m, part, STR(""), &t, &why);
        if (e)
            break;
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? t.zh : t.en);
        struct str told = told_text(v->arena, &t);
        value_text(row, "value", t.rate ? str_f(v->arena, "%.*s%%", STR_ARG(told)) : told);
        value_text(row, "url", told_href(v->arena, &m, t.name, STR("")));
    }
    moment_close(&v->site->app, &m);
    return e;
}

/* "of 措施 1-2": what the rows have in common when the address names a thing. */
static void put_under(struct visit *v, const struct register_query *q, const char *path)
{
    struct str url = STR(""), title = STR("");
    if (q->under && q->under->refers > 0)
        title = entries_title(v, (enum kind)(q->under->refers - 1), q->parent, &url);
    if (!q->under)
        return;
    struct value *under = value_sub(v->page, "under");
    value_c(under, "label", v->lang == LANG_ZH ? q->under->zh : q->under->en);
    value_text(under, "text", title.len ? title : id_str(v, q->parent));
    value_text(under, "url", url);
    value_text(under, "clear_url", matter_url(v, path, q->under->name, STR("")));
}

static enum err put_list(struct visit *v, const struct register_info *info, const char *path)
{
    struct register_query q;
    struct drawing d = {v, register_table_of(info, NULL), value_rows(v->page, "rows")};
    int64_t total, counts[STATES_MAX];
    register_query_read(v, info, &q);
    q.limit = REGISTER_PAGE;
    enum err e = register_count(v, &q, &total, counts);
    if (!e && q.offset >= total) /* past the end: the last page */
        q.offset = total ? (total - 1) / REGISTER_PAGE * REGISTER_PAGE : 0;
    if (!e)
        e = register_each(v, &q, draw_row, &d);
    if (e)
        return e;
    put_heads(v, &d.t, path, &q);
    put_states(v, &d.t, path, &q, counts);
    put_pager(v, path, &q, total, d.rows->count);
    put_under(v, &q, path);
    value_text(v->page, "query", q.text);
    return register_new_acts(v, info, q.under, q.parent, v->inspection, value_rows(v->page, "acts"));
}

static struct response *list_page(struct visit *v, const struct register_info *info)
{
    const char *path = str_z(v->arena, str_f(v->arena, "/r/%s", kinds[info->kind].name));
    struct str title = register_title(info, v->lang);
    enum err e = put_list(v, info, path);
    if (!e)
        e = put_tiles(v, info->figures);
    if (e)
        return site_database_failed(v, e);
    site_title(v, title, "");
    value_text(v->page, "heading", title);
    value_c(v->page, "lead", v->lang == LANG_ZH ? info->about_zh : info->about_en);
    value_c(v->page, "action", path);
    put_keeps(v);
    put_exports(v, path);
    register_crumb(v, tr(v->lang, "登记簿"), STR("/registers"));
    register_crumb(v, title, STR(""));
    return site_render(v, "register");
}

/* ---- files
 * --------------------------------------------------------------------------------------------------------- */

static struct str name_for(void *arg, enum kind kind, int64_t id)
{
    struct visit *v = arg;
    struct str url;
    return kind == KIND_PERSON ? site_person(v, id) : entries_title(v, kind, id, &url);
}

static struct response *file_page(struct visit *v, const struct register_info *info, enum export_format format)
{
    static const char *const types[EXPORT_FORMATS] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv; charset=utf-8", "application/json; charset=utf-8"};
    struct register_query q;
    struct register_table t = register_table_of(info, NULL);
    struct register_rows g = {.arena = v->arena};
    struct str bytes, day = day_text(v->arena, v->today);
    struct sentence why = {STR(""), STR("")};
    register_query_read(v, info, &q);
    q.offset = 0;
    enum err e = register_each(v, &q, register_gather, &g);
    if (e)
        return site_database_failed(v, e);
    struct str note = str_f(v->arena, v->lang == LANG_ZH ? "截至 %.*s，日志第 %lld 条" : "as of %.*s, log position %lld",
                            STR_ARG(day), (long long)v->position);
    struct export_rows x = {.lang = v->lang,
                            .kind = info->kind,
                            .title = register_title(info, v->lang),
                            .note = note,
                            .fields = t.columns,
                            .n_fields = t.count,
                            .states = t.states,
                            .rows = g.list,
                            .n_rows = g.count,
                            .name = name_for,
                            .arg = v};
    e = export_rows(v->arena, &x, format, &bytes, &why);
    if (e)
        return site_error(v, e, why);
    struct response *r = response_new(v->request, 200, types[format], bytes);
    response_header(v->request, r, "Content-Disposition",
                    str_f(v->arena, "attachment; filename=\"%s-%.*s.%s\"", kinds[info->kind].name, STR_ARG(day), export_formats[format]));
    return r;
}

struct response *register_page(struct visit *v)
{
    enum kind kind;
    enum export_format format = EXPORT_FORMATS;
    struct str name, rest = v->part[0];
    str_cut(&rest, '.', &name);
    bool file = rest.ptr != NULL;
    const struct register_info *info = kind_find(name, &kind) ? register_of(kind) : NULL;
    if (!info || !entries_may_read(v, kind) || (file && !export_format_find(rest, &format)))
        return site_missing(v);
    return file ? file_page(v, info, format) : list_page(v, info);
}
