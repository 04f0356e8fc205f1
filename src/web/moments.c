/* moments.c: see moments.h. */
#include "web/moments.h"

#include "base/hash.h"
#include "base/time.h"
#include "view/figure.h"

#include <string.h>

enum { KEPT = 4 };

/* A worker is one process without threads, so these are its own. */
static struct kept {
    const struct app *app;
    struct moment m;
    int64_t used; /* when, in visits */
} kept[KEPT];
static int64_t visits;

static const char sql_signed[] = "SELECT at_us FROM checkpoint WHERE size = ?1 ORDER BY at_us DESC LIMIT 1";

/* ---- moments ------------------------------------------------------------------------------------- */

static struct kept *kept_at(const struct app *app, int64_t position)
{
    for (size_t i = 0; i < KEPT; i++)
        if (kept[i].app == app && kept[i].m.db && kept[i].m.position == position)
            return &kept[i];
    return NULL;
}

static void keep(struct app *app, const struct moment *m)
{
    struct kept *oldest = &kept[0];
    for (size_t i = 1; i < KEPT; i++)
        if (kept[i].used < oldest->used)
            oldest = &kept[i];
    if (oldest->m.db) {
        figure_forget(oldest->m.db);
        db_close(oldest->m.db);
    }
    *oldest = (struct kept){app, *m, ++visits};
}

enum err visit_moment(struct visit *v, int64_t inspection, int64_t position, int64_t day, struct moment *out,
                      struct sentence *why)
{
    struct app *app = &v->site->app;
    struct kept *k = position < 0 ? NULL : kept_at(app, position);
    *out = (struct moment){0};
    if (k) {
        k->used = ++visits;
        *out = k->m;
    } else {
        enum err e = moment_open(app, v->arena, 0, position, v->today, out, why);
        if (e)
            return e;
        if (out->db != app->db)
            keep(app, out);
    }
    out->inspection = inspection;
    out->recalls = true;
    out->scope = v->site->portal ? NULL : &v->scope;
    out->as_of_day = day ? day : out->as_of_day;
    return ERR_NONE;
}

void visit_moment_close(struct visit *v, struct moment *m)
{
    if (m->db == v->site->app.db)
        moment_close(&v->site->app, m);
    m->db = NULL;
}

struct response *visit_moment_failed(struct visit *v, enum err e, struct sentence why)
{
    return e == ERR_INPUT || e == ERR_MISSING || e == ERR_LIMIT
               ? site_error(v, e == ERR_LIMIT ? e : ERR_MISSING, why)
               : site_database_failed(v, e);
}

/* ---- figures beside a text -------------------------------------------------------------------------- */

bool visit_figures_at_once(const struct moment *m)
{
    struct figure_value measures = {0};
    enum err e = figure_recall(m->db, figure_find(STR("measures.total")), m->scope, m->inspection,
                               m->as_of_day, m->position, &measures);
    return e || measures.value <= FIGURES_AT_ONCE_MEASURES_MAX;
}

void visit_palette_row(struct visit *v, struct value *list, struct str name, struct str title, struct str value)
{
    struct value *row = value_row(list);
    value_text(row, "name", name);
    value_text(row, "title", title);
    value_text(row, "value", value);
    value_text(row, "token", str_f(v->arena, "{{%.*s}}", STR_ARG(name)));
}

static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", s.ptr[i]))
            return false;
    return s.len > 0;
}

/* This page, with all figures: ids and words of its query stay. */
static struct str all_url(struct visit *v)
{
    struct buf b = buf_new(v->arena, 2048);
    buf_str(&b, v->request->path);
    buf_c(&b, "?figures=all");
    for (size_t i = 0; i < v->request->query_count; i++) {
        const struct pair *p = &v->request->query[i];
        if (is_word(p->value) && is_word(p->key) && !str_is(p->key, "figures"))
            buf_f(&b, "&%.*s=%.*s", STR_ARG(p->key), STR_ARG(p->value));
    }
    return buf_view(&b);
}

enum err visit_palette(struct visit *v, const struct moment *m, struct str text, struct value *list,
                       struct sentence *why)
{
    bool all = visit_figures_at_once(m) || str_is(request_query(v->request, "figures"), "all");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < told_count() && !e; i++) {
        struct told t;
        struct str name = told_name(i), value = STR("…");
        bool wanted = all || str_find(text, str_f(v->arena, "{{%.*s", STR_ARG(name))) != SIZE_MAX;
        if (wanted)
            e = told_read(v->arena, m, name, STR(""), &t, why);
        else
            told_find(name, &t);
        if (!e && wanted)
            value = str_f(v->arena, "%.*s%s", STR_ARG(told_text(v->arena, &t)), t.unit);
        if (!e)
            visit_palette_row(v, list, name, str_c(v->lang == LANG_ZH ? t.zh : t.en), value);
    }
    value_text(v->page, "all_url", all ? STR("") : all_url(v));
    return e;
}

/* ---- documents ----------------------------------------------------------------------------------- */

static void put_runs(struct value *block, const struct document_run *r, struct str label)
{
    struct value *list = value_rows(block, "runs");
    if (label.len)
        value_text(value_row(list), "text", label);
    for (; r; r = r->next) {
        struct value *run = value_row(list);
        value_text(run, "text", r->text);
        value_bool(run, "bold", r->kind == DOCUMENT_BOLD);
        value_text(run, "url", r->figure ? r->figure->href : STR(""));
    }
}

static const char *shape(const struct document_block *b)
{
    static const char *const headings[] = {"is_p", "is_h1", "is_h2", "is_h3", "is_h3"};
    switch (b->kind) {
    case DOCUMENT_HEADING: return headings[b->level];
    case DOCUMENT_TABLE: return "is_table";
    case DOCUMENT_SIGNATURE:
    case DOCUMENT_DATE: return "is_sign";
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_CONTACT: break;
    }
    return "is_p";
}

static void put_shape(struct value *block, const char *name)
{
    static const char *const shapes[] = {"is_title", "is_h1", "is_h2", "is_h3", "is_p", "is_sign", "is_table"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        value_bool(block, shapes[i], strcmp(shapes[i], name) == 0);
}

static void put_table(struct value *block, const struct document_block *b)
{
    struct value *rows = value_rows(block, "rows");
    for (const struct document_row *r = b->rows; r; r = r->next) {
        struct value *row = value_row(rows), *cells = value_rows(row, "cells");
        value_bool(row, "is_head", r == b->rows);
        for (const struct document_cell *c = r->cells; c; c = c->next)
            put_runs(value_row(cells), c->runs, STR(""));
    }
}

void visit_document(struct visit *v, const struct document *d)
{
    struct value *blocks = value_rows(v->page, "blocks"), *block = value_row(blocks);
    put_shape(block, "is_title");
    value_text(value_row(value_rows(block, "runs")), "text", d->title);
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        if (document_block_empty(b))
            continue;
        block = value_row(blocks);
        put_shape(block, shape(b));
        if (document_leads(b) && b->next) { /* the heading and what goes on in its line are one paragraph */
            put_shape(block, "is_p");
            value_text(block, "lead", document_runs_text(v->arena, b->runs));
            b = b->next;
        }
        put_runs(block, b->runs, b->kind == DOCUMENT_CONTACT ? str_f(v->arena, "%.*s：", STR_ARG(b->label)) : STR(""));
        if (b->kind == DOCUMENT_TABLE)
            put_table(block, b);
    }
}

const char *visit_unit(const struct visit *v, const struct told *t)
{
    return v->lang == LANG_ZH || t->rate ? t->unit : "";
}

void visit_fact(struct value *list, struct str label, struct str text, struct str url)
{
    if (!text.len)
        return;
    struct value *row = value_row(list);
    value_text(row, "label", label);
    value_text(row, "text", text);
    value_text(row, "url", url);
}

/* ---- one figure ---------------------------------------------------------------------------------- */

void visit_told(struct visit *v, const struct told *t, const char *width)
{
    struct arena *a = v->arena;
    bool zh = v->lang == LANG_ZH;
    struct str heading = str_c(zh ? t->zh : t->en);
    value_text(v->page, "heading",
               t->scope.len ? str_f(a, "%.*s（%.*s）", STR_ARG(heading), STR_ARG(t->scope)) : heading);
    value_text(v->page, "name", t->name);
    value_text(v->page, "value", told_text(a, t));
    value_c(v->page, "unit", visit_unit(v, t));
    value_c(v->page, "definition", zh ? t->definition_zh : t->definition_en);
    value_text(v->page, "version", str_f(a, "%d", t->version));
    value_text(v->page, "total", str_f(a, "%lld", (long long)t->rows));
    site_title(v, heading, width);
}

/* ---- proof --------------------------------------------------------------------------------------- */

enum err visit_signed_at(struct visit *v, int64_t size, int64_t *us)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_signed, &s);
    if (e)
        return e;
    stmt_int(s, 1, size);
    e = stmt_step(s, &row);
    *us = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

enum err visit_proof(struct visit *v, int64_t position)
{
    struct value *proof = value_sub(v->page, "proof");
    struct checkpoint c = {0};
    struct str note = STR("");
    int64_t us = 0;
    bool found = false;
    enum err e = checkpoint_latest(v->site->app.db, v->arena, position, &note, &found);
    size_t end = found ? str_find(note, STR("\n\n")) : SIZE_MAX;
    found = !e && end != SIZE_MAX && !checkpoint_read(v->arena, str_sub(note, 0, end + 1), &c);
    if (found)
        e = visit_signed_at(v, c.size, &us);
    value_text(proof, "size", found ? str_f(v->arena, "%lld", (long long)c.size) : tr(v->lang, "还没有签名"));
    value_text(proof, "signed", time_text(v->arena, us));
    value_text(proof, "root", found ? hash_text(v->arena, &c.root) : STR(""));
    value_c(proof, "url", "/checkpoint");
    return e;
}

/* ---- bulletins ----------------------------------------------------------------------------------- */

enum err visit_bulletin(struct visit *v, const struct bulletin *b, struct moment *m, struct bulletin_page *page,
                        struct sentence *why)
{
    bool out = b->state == BULLETIN_OUT;
    *page = (struct bulletin_page){0};
    enum err e = visit_moment(v, b->inspection, out ? b->position : -1, out ? b->as_of_day : v->today, m, why);
    m->scope = NULL; /* a bulletin tells of the whole round, whoever reads it */
    return e ? e : bulletin_render(v->arena, m, b->text, page, why);
}

void visit_exports(struct visit *v, struct str base)
{
    static const char *const words[BULLETIN_FORMATS] = {"文本", NULL, "Word", "PDF", "JSON"};
    struct value *list = value_rows(v->page, "exports");
    for (size_t i = 0; i < BULLETIN_FORMATS; i++) {
        if (!words[i]) /* the page is the HTML */
            continue;
        struct value *row = value_row(list);
        value_text(row, "label", i == BULLETIN_TXT ? tr(v->lang, "文本") : str_c(words[i]));
        value_text(row, "url", str_f(v->arena, "%.*s/%s", STR_ARG(base), bulletin_formats[i]));
    }
}

struct response *visit_file(struct visit *v, const struct bulletin *b, struct str format)
{
    enum bulletin_format f;
    struct moment m;
    struct bulletin_page page;
    struct sentence why = {0};
    struct str bytes = STR("");
    if (!bulletin_format_find(format, &f))
        return site_missing(v);
    enum err e = visit_bulletin(v, b, &m, &page, &why);
    if (e == ERR_INPUT && page.problem_count)
        e = ERR_NONE; /* a preview, its mistakes left as they were written */
    if (!e)
        e = bulletin_write(page.document, v->arena, f, m.as_of_day, &bytes, &why);
    visit_moment_close(v, &m);
    if (e)
        return why.zh.len ? site_error(v, e, why) : site_database_failed(v, e);
    struct response *r = response_new(v->request, 200, bulletin_media[f], bytes);
    struct str id = id_str(v, b->id);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"bulletin-%.*s.%s\"", STR_ARG(id), bulletin_formats[f]));
    return r;
}
