/* ledger.c: the ledger as a page and as files that hold exactly the rows and columns the page shows. */
#include "view/list.h"
#include "base/time.h"
#include "paper/xlsx_write.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

enum { CELL_CHARS_MAX = 90, /* of a long text in the page; files hold all of it */
       CSV_BYTES_MAX = 512 * 1024 * 1024 };

static void read_query(struct visit *v, struct list_query *q)
{
    *q = matter_question(v, v->inspection);
    for (size_t i = 0; i < v->request->query_count; i++)
        list_take(q, v->request->query[i].key, v->request->query[i].value);
}

/* ---- rows -------------------------------------------------------------------------------------- */

struct drawing {
    struct visit *v;
    struct value *rows;
    const struct list_column *shown[LIST_COLUMNS_MAX];
    size_t n;
};

static struct str cell_text(struct visit *v, const struct list_column *c, struct str text)
{
    if (c->kind != LIST_LONG || text.len <= CELL_CHARS_MAX)
        return str_copy(v->arena, text);
    struct str clipped = utf8_clip(text, CELL_CHARS_MAX);
    return clipped.len < text.len ? str_f(v->arena, "%.*s…", STR_ARG(clipped)) : str_copy(v->arena, text);
}

static void draw_cell(struct drawing *d, struct value *row, const struct list_column *c, const struct list_cell *cell,
                      struct str url)
{
    struct visit *v = d->v;
    bool link = strcmp(c->name, "measure_code") == 0 || strcmp(c->name, "measure") == 0;
    value_c(row, "label", v->lang == LANG_ZH ? c->zh : c->en);
    value_text(row, "text", cell_text(v, c, cell->text));
    value_text(row, "url", link ? url : STR(""));
    value_c(row, "colour", c->kind == LIST_COLOUR ? matter_chip((enum colour)cell->value) : "");
    value_c(row, "kind", c->kind == LIST_LONG ? "long" : c->kind == LIST_INT ? "num"
                                                                             : "short");
}

static enum err draw_row(void *arg, const struct list_row *from)
{
    struct drawing *d = arg;
    struct value *cells = value_rows(value_row(d->rows), "cells");
    struct str id = id_str(d->v, from->id), url = str_f(d->v->arena, "/measure/%.*s", STR_ARG(id));
    for (size_t i = 0; i < d->n; i++)
        draw_cell(d, value_row(cells), d->shown[i], &from->cells[i], url);
    return ERR_NONE;
}

/* ---- around the rows ----------------------------------------------------------------------------- */

static void put_heads(struct drawing *d, const struct list_query *q)
{
    struct visit *v = d->v;
    struct value *heads = value_rows(v->page, "heads");
    for (size_t i = 0; i < d->n; i++) {
        const struct list_column *c = d->shown[i];
        struct value *head = value_row(heads);
        bool here = q->sort == c || (!q->sort && i == 0 && strcmp(c->name, "measure_code") == 0);
        struct str url = STR("");
        if (c->sort) {
            url = matter_url(v, "/ledger", "sort", str_c(c->name));
            if (here && !q->down) /* the same heading again: the other way */
                url = str_f(v->arena, "%.*s&down=1", STR_ARG(url));
            else if (q->down)
                url = str_f(v->arena, "%.*s&down=0", STR_ARG(url));
        }
        value_c(head, "label", v->lang == LANG_ZH ? c->zh : c->en);
        value_text(head, "url", url);
        value_c(head, "sorted", !here ? "" : q->down ? "descending"
                                                     : "ascending");
        value_bool(head, "numeric", c->kind == LIST_INT);
    }
}

static void put_columns(struct drawing *d)
{
    struct value *list = value_rows(d->v->page, "columns");
    for (size_t i = 0; i < list_columns_count; i++) {
        struct value *row = value_row(list);
        bool shown = false;
        for (size_t k = 0; k < d->n; k++)
            shown = shown || d->shown[k] == &list_columns[i];
        value_c(row, "name", list_columns[i].name);
        value_c(row, "label", d->v->lang == LANG_ZH ? list_columns[i].zh : list_columns[i].en);
        value_bool(row, "shown", shown);
    }
}

struct options {
    struct visit *v;
    struct value *list;
    int64_t chosen;
    const struct scope_ids *seen;
};

static void put_option(struct options *o, struct str value, struct str label, bool selected)
{
    struct value *row = value_row(o->list);
    value_text(row, "value", value);
    value_text(row, "label", label);
    value_bool(row, "selected", selected);
}

static enum err option(void *arg, int64_t id, struct str name)
{
    struct options *o = arg;
    if (scope_has(o->seen, id))
        put_option(o, id_str(o->v, id), str_copy(o->v->arena, utf8_clip(name, 30)), id == o->chosen);
    return ERR_NONE;
}

static enum err put_filters(struct visit *v, const struct list_query *q)
{
    struct value *list = value_rows(v->page, "filters");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < list_filters_count && !e; i++) {
        const struct list_filter *f = &list_filters[i];
        struct value *spare = value_map(v->arena);
        struct options o = {v, value_rows(spare, "options"), q->chosen[i], NULL};
        bool narrowed =
            !f->choices && (f->kind == KIND_PROBLEM ||
                            f->kind == KIND_ASPECT); /* units and people are a directory */
        e = scope_load(v->site->app.db, narrowed ? &v->scope : NULL, (enum kind)f->kind, v->inspection, &o.seen);
        if (e)
            return e;
        put_option(&o, STR(""), tr(v->lang, "全部"), !q->chosen[i]);
        for (int64_t k = 0; f->choices && f->choices[k].name; k++)
            if (f->choices[k].name[0])
                put_option(&o, str_c(f->choices[k].name), choice_word(f->choices, k, v->lang), q->chosen[i] == k + 1);
        e = list_options(v->site->app.db, f, v->inspection, v->position, q->chosen[i], option, &o);
        if (o.list->count < 2) /* nothing to choose from, or too much */
            continue;
        struct value *row = value_row(list);
        value_c(row, "name", f->name);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_list(row, "options", o.list);
    }
    return e;
}

/* Hidden fields, so that one form keeps what the other asks for. */
static void put_keeps(struct visit *v, const char *list_name, bool columns)
{
    struct value *list = value_rows(v->page, list_name);
    for (size_t i = 0; i < v->request->query_count; i++) {
        const struct pair *p = &v->request->query[i];
        bool column = str_is(p->key, "column") || str_is(p->key, "columns"), order = str_is(p->key, "sort") || str_is(p->key, "down");
        bool fixed = str_is(p->key, "figure") || str_is(p->key, "queue") || str_is(p->key, "inspection");
        bool drop = !p->value.len || str_is(p->key, "from") || str_is(p->key, "done");
        if (drop || (columns ? column : !column && !order && !fixed))
            continue;
        struct value *row = value_row(list);
        value_text(row, "name", p->key);
        value_text(row, "value", p->value);
    }
}

static void put_pager(struct visit *v, const struct list_query *q, int64_t total, int64_t shown)
{
    struct arena *a = v->arena;
    int64_t last = q->offset + shown, before = q->offset > LIST_PAGE ? q->offset - LIST_PAGE : 0;
    value_text(v->page, "total", str_f(a, "%lld", (long long)total));
    value_text(v->page, "from", str_f(a, "%lld", (long long)(shown ? q->offset + 1 : 0)));
    value_text(v->page, "to", str_f(a, "%lld", (long long)(shown ? last : 0)));
    value_text(v->page, "prev_url", q->offset > 0 ? matter_url(v, "/ledger", "from", str_f(a, "%lld", (long long)before)) : STR(""));
    value_text(v->page, "next_url", last < total && shown ? matter_url(v, "/ledger", "from", str_f(a, "%lld", (long long)last)) : STR(""));
}

static void put_exports(struct visit *v)
{
    static const char *const rows[][2] = {{"Excel（.xlsx）", "/ledger.xlsx"}, {"CSV（.csv）", "/ledger.csv"}};
    struct value *list = value_rows(v->page, "exports");
    for (size_t i = 0; i < 2; i++) {
        struct value *row = value_row(list);
        value_c(row, "label", rows[i][0]);
        value_text(row, "url", matter_url(v, rows[i][1], "from", STR("")));
    }
}

/* What the list is of: the whole ledger, the rows behind a figure, what waits for this person. */
static struct str heading_of(struct visit *v, const struct list_query *q, struct str *lead)
{
    bool zh = v->lang == LANG_ZH;
    *lead = STR("");
    if (q->queue) {
        *lead = str_c(zh ? q->queue->hint_zh : q->queue->hint_en);
        return str_c(zh ? q->queue->zh : q->queue->en);
    }
    if (q->figure) {
        *lead = str_c(zh ? q->figure->definition_zh : q->figure->definition_en);
        return str_c(zh ? q->figure->zh : q->figure->en);
    }
    return tr(v->lang, "整改台账");
}

struct response *ledger_page(struct visit *v)
{
    struct list_query q;
    struct drawing d = {.v = v};
    struct str lead, heading;
    int64_t total = 0;
    read_query(v, &q);
    q.limit = LIST_PAGE;
    heading = heading_of(v, &q, &lead);
    d.n = list_chosen(&q, d.shown);
    d.rows = value_rows(v->page, "rows");
    enum err e = list_count(v->site->app.db, v->arena, &q, &total);
    if (!e && q.offset >= total) /* past the end: the last page */
        q.offset = total ? (total - 1) / LIST_PAGE * LIST_PAGE : 0;
    if (!e)
        e = list_run(v->site->app.db, v->arena, &q, draw_row, &d);
    if (!e)
        e = put_filters(v, &q);
    if (e)
        return site_database_failed(v, e);
    site_title(v, heading, "");
    value_text(v->page, "heading", heading);
    value_text(v->page, "lead", lead);
    value_c(v->page, "action", "/ledger");
    value_text(v->page, "query", q.text);
    value_c(v->page, "list_name", "ledger");
    value_bool(v->page, "narrowed", v->request->query_count > 0);
    put_keeps(v, "keeps", true);
    put_keeps(v, "filter_keeps", false);
    put_columns(&d);
    put_heads(&d, &q);
    put_pager(v, &q, total, d.rows->count);
    put_exports(v);
    return site_render(v, "ledger");
}

/* ---- files ------------------------------------------------------------------------------------------ */

struct csv {
    struct buf b;
    size_t n;
};

/* Quoted; a text that a spreadsheet would take for a formula begins with an apostrophe. */
static void csv_cell(struct buf *b, struct str s, bool first, bool guard)
{
    buf_c(b, first ? "\"" : ",\"");
    if (guard && s.len && strchr("=+-@\t", s.ptr[0]))
        buf_c(b, "'");
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            buf_c(b, "\"");
        buf_put(b, s.ptr + i, 1);
    }
    buf_c(b, "\"");
}

static enum err csv_row(void *arg, const struct list_row *row)
{
    struct csv *c = arg;
    for (size_t i = 0; i < c->n; i++)
        csv_cell(&c->b, row->cells[i].text, i == 0, true);
    buf_c(&c->b, "\r\n");
    return c->b.failed ? ERR_LIMIT : ERR_NONE;
}

static enum err csv_bytes(struct visit *v, const struct list_query *q, struct str *out)
{
    const struct list_column *shown[LIST_COLUMNS_MAX];
    struct csv c = {buf_new(v->arena, CSV_BYTES_MAX), list_chosen(q, shown)};
    buf_c(&c.b, "\xEF\xBB\xBF"); /* else Excel reads Chinese as something else */
    for (size_t i = 0; i < c.n; i++)
        csv_cell(&c.b, str_c(v->lang == LANG_ZH ? shown[i]->zh : shown[i]->en), i == 0, true);
    buf_c(&c.b, "\r\n");
    enum err e = list_run(v->site->app.db, v->arena, q, csv_row, &c);
    *out = buf_view(&c.b);
    return e;
}

struct sheet {
    struct arena *arena;
    const struct list_column *shown[LIST_COLUMNS_MAX];
    size_t n, count, cap;
    struct row_out *rows;
};

static enum sheet_fill fill_of(enum colour c)
{
    return c == COLOUR_RED ? FILL_RED : c == COLOUR_YELLOW ? FILL_YELLOW
                                    : c == COLOUR_GREEN    ? FILL_GREEN
                                                           : FILL_NONE;
}

static enum err sheet_row(void *arg, const struct list_row *from)
{
    struct sheet *s = arg;
    struct cell_out *cells = arena_alloc(s->arena, (s->n + 1) * sizeof *cells);
    if (s->count >= s->cap)
        return ERR_LIMIT;
    for (size_t i = 0; i < s->n; i++) {
        enum list_kind kind = s->shown[i]->kind;
        bool plain = kind == LIST_DAY || kind == LIST_INT;
        cells[i].value = from->cells[i].value;
        cells[i].none = kind == LIST_DAY && !cells[i].value;
        if (!plain)
            cells[i].text = str_copy(s->arena, from->cells[i].text);
        if (kind == LIST_COLOUR)
            cells[i].fill = fill_of(from->colour);
    }
    s->rows[s->count++].cells = cells;
    return ERR_NONE;
}

static enum err xlsx_of(struct visit *v, const struct list_query *q, struct str *out, struct sentence *why)
{
    struct sheet s = {.arena = v->arena};
    struct column_out columns[LIST_COLUMNS_MAX] = {0};
    struct str lead, heading = heading_of(v, q, &lead), day = day_text(v->arena, v->today);
    int64_t total = 0;
    enum err e = list_count(v->site->app.db, v->arena, q, &total);
    s.n = list_chosen(q, s.shown);
    s.cap = (size_t)total;
    s.rows = arena_alloc(v->arena, (s.cap + 1) * sizeof *s.rows);
    for (size_t i = 0; i < s.n; i++)
        columns[i] = (struct column_out){
            .heading = str_c(v->lang == LANG_ZH ? s.shown[i]->zh : s.shown[i]->en),
            .width = s.shown[i]->width,
            .kind = s.shown[i]->kind == LIST_DAY   ? SHEET_DATE
                    : s.shown[i]->kind == LIST_INT ? SHEET_INT
                                                   : SHEET_TEXT,
            .wrap = s.shown[i]->kind == LIST_LONG};
    if (!e)
        e = list_run(v->site->app.db, v->arena, q, sheet_row, &s);
    if (e)
        return e;
    struct str note = str_f(v->arena,
                            v->lang == LANG_ZH ? "共 %lld 行 · 数据截至 %.*s · 日志位置 %lld"
                                               : "%lld rows · as of %.*s · log position %lld",
                            (long long)total, STR_ARG(day), (long long)v->position);
    struct sheet_out sheet = {.name = heading,
                              .title = heading,
                              .note = note,
                              .columns = columns,
                              .n_columns = s.n,
                              .rows = s.rows,
                              .n_rows = s.count,
                              .freeze_columns = 1};
    struct book_out book = {.sheets = &sheet, .n_sheets = 1, .created_us = day_start_us(v->today)};
    return xlsx_bytes(v->arena, &book, out, why);
}

struct response *ledger_export(struct visit *v)
{
    struct list_query q;
    struct str bytes = STR(""), day = day_text(v->arena, v->today);
    struct sentence why = {STR(""), STR("")};
    bool xlsx = str_ends(v->request->path, STR(".xlsx"));
    read_query(v, &q);
    q.offset = q.limit = 0;
    enum err e = db_begin(v->site->app.db); /* one snapshot: the count and the rows agree */
    if (!e)
        e = xlsx ? xlsx_of(v, &q, &bytes, &why) : csv_bytes(v, &q, &bytes);
    db_rollback(v->site->app.db);
    if (e)
        return why.zh.len ? site_error(v, e, why) : site_database_failed(v, e);
    const char *type = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
    struct response *r = response_new(v->request, 200, type, bytes);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"ledger-%.*s.%s\"; filename*=UTF-8''%%E6%%95%%B4%%E6%%94%%B9%%E5%%8F%%B0%%E8%%B4%%A6-%.*s.%s", STR_ARG(day), xlsx ? "xlsx" : "csv", STR_ARG(day), xlsx ? "xlsx" : "csv"));
    return r;
}
