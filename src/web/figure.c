/* figure.c: every figure with its value now, and one figure with its definition and the list behind it, now or at the
 * position a bulletin printed it. */
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"
#include "web/moments.h"
#include "web/pages.h"
#include "web/register.h"

enum { FIGURE_ROWS_MAX = 2000 };

static const char sql_used[] = "SELECT id, title, text, published_us FROM bulletin WHERE inspection = ?1 AND state = ?2 ORDER BY published_us DESC";

/* ---- the table ------------------------------------------------------------------------------------- */

static void put_figure(struct visit *v, struct value *list, const struct moment *m, const struct told *t)
{
    struct value *row = value_row(list);
    value_text(row, "name", t->name);
    value_c(row, "title", v->lang == LANG_ZH ? t->zh : t->en);
    value_c(row, "definition", v->lang == LANG_ZH ? t->definition_zh : t->definition_en);
    value_text(row, "value", told_text(v->arena, t));
    value_c(row, "unit", visit_unit(v, t));
    value_text(row, "url", told_href(v->arena, m, t->name, STR("")));
}

/* The kind of things asked for by ?of=: KIND_COUNT for all. In a large round, unasked, only measures. */
static enum kind chosen_kind(struct visit *v, const struct moment *m)
{
    struct str of = request_query(v->request, "of");
    enum kind kind;
    if (kind_find(of, &kind))
        return kind;
    return str_is(of, "all") || visit_figures_at_once(m) ? KIND_COUNT : KIND_MEASURE;
}

static void put_group(struct visit *v, struct value *list, const char *name, struct str label, bool here)
{
    struct value *row = value_row(list);
    value_text(row, "label", label);
    value_text(row, "url", str_f(v->arena, "/figures?of=%s", name));
    value_bool(row, "here", here);
}

/* All, then each kind figures count, in the order of the table. */
static void put_groups(struct visit *v, enum kind chosen)
{
    struct value *list = value_rows(v->page, "groups");
    bool put[KIND_COUNT] = {false};
    put_group(v, list, "all", tr(v->lang, "全部"), chosen == KIND_COUNT);
    for (size_t i = 0; i < told_count(); i++) {
        struct told t;
        told_find(told_name(i), &t);
        if (!put[t.kind])
            put_group(v, list, kinds[t.kind].name,
                      str_c(v->lang == LANG_ZH ? kinds[t.kind].zh : kinds[t.kind].en),
                      chosen == t.kind);
        put[t.kind] = true;
    }
}

struct response *figures_page(struct visit *v)
{
    struct value *list = value_rows(v->page, "figures");
    struct sentence why = {0};
    struct moment m;
    struct told t;
    enum err e = visit_moment(v, v->inspection, -1, v->today, &m, &why);
    enum kind chosen = e ? KIND_COUNT : chosen_kind(v, &m);
    for (size_t i = 0; i < told_count() && !e; i++) {
        told_find(told_name(i), &t);
        if (chosen != KIND_COUNT && t.kind != chosen)
            continue;
        e = told_read(v->arena, &m, told_name(i), STR(""), &t, &why);
        if (!e)
            put_figure(v, list, &m, &t);
    }
    visit_moment_close(v, &m);
    if (e)
        return visit_moment_failed(v, e, why);
    put_groups(v, chosen);
    site_title(v, tr(v->lang, "数字"), "");
    return site_render(v, "figures");
}

/* ---- the list behind one --------------------------------------------------------------------------- */

struct listing {
    struct visit *v;
    const struct moment *m;
    const struct told *t;
    struct value *rows;
    size_t count;
};

/* Where the thing is shown today; sums and units have no page of their own. */
static struct str url_of(struct listing *l, const struct thing *t)
{
    struct visit *v = l->v;
    const struct record *r = kinds[l->t->kind].record;
    const struct field *measure = record_field(r, STR("measure"));
    switch (l->t->kind) {
    case KIND_PROBLEM: return str_f(v->arena, "/problem/%.*s", STR_ARG(id_str(v, t->id)));
    case KIND_MEASURE: return str_f(v->arena, "/measure/%.*s", STR_ARG(id_str(v, t->id)));
    case KIND_REPORT:
    case KIND_EVIDENCE: return str_f(v->arena, "/measure/%.*s", STR_ARG(id_str(v, *field_int(measure, t))));
    default: return register_url(v, l->t->kind, t);
    }
}

static void put_cell(struct value *cells, struct str label, struct str text, struct str url)
{
    struct value *cell = value_row(cells);
    value_text(cell, "label", label);
    value_text(cell, "text", text);
    value_text(cell, "url", url);
}

/* What may be told of a thing to who may not see it: its number and the days left. */
static struct str blind_text(struct visit *v, const struct record *r, const struct thing *t)
{
    const struct field *number = record_field(r, STR("number")), *due = record_field(r, STR("due_day"));
    bool zh = v->lang == LANG_ZH;
    if (!number || number->type != FIELD_INT)
        return id_str(v, t->id);
    struct str name = str_f(v->arena, zh ? "第 %lld 号" : "No. %lld", (long long)*field_int(number, t));
    int64_t left = due && *field_int(due, t) ? *field_int(due, t) - v->today : 0;
    if (!due || !*field_int(due, t))
        return name;
    return left < 0 ? str_f(v->arena, zh ? "%.*s（已超期 %lld 天）" : "%.*s (%lld days past)", STR_ARG(name), (long long)-left)
                    : str_f(v->arena, zh ? "%.*s（还有 %lld 天）" : "%.*s (%lld days left)", STR_ARG(name), (long long)left);
}

static enum err put_row(void *arg, int64_t id, int64_t weight)
{
    struct listing *l = arg;
    struct visit *v = l->v;
    const struct record *r = kinds[l->t->kind].record;
    struct thing *t = arena_alloc(v->arena, r->size);
    if (l->count++ >= FIGURE_ROWS_MAX) /* no more are shown: the rest need not be read */
        return ERR_LIMIT;
    enum err e = table_load(l->m->db, v->arena, l->t->kind, id, t);
    if (e)
        return e;
    const struct field *sort = record_field(r, STR("sort"));
    bool seen = register_may_see(v, l->t->kind, t); /* counted all the same: the figure is for everybody */
    struct value *cells = value_rows(value_row(l->rows), "cells");
    struct str text = seen ? told_headline(l->t, t, 80) : blind_text(v, r, t),
               state = sort && seen ? field_show(v->arena, sort, t, v->lang)
                                    : choice_word(kinds[l->t->kind].states, t->state, v->lang);
    put_cell(cells, tr(v->lang, "序号"), str_f(v->arena, "%zu", l->count), STR(""));
    put_cell(cells, tr(v->lang, "内容"), text.len ? text : id_str(v, id), seen ? url_of(l, t) : STR(""));
    put_cell(cells, tr(v->lang, "状态"), state, STR(""));
    put_cell(cells, tr(v->lang, "计入"), str_f(v->arena, "%lld", (long long)weight), STR(""));
    return ERR_NONE;
}

static void put_heads(struct visit *v)
{
    struct value *heads = value_rows(v->page, "heads");
    value_item(heads, tr(v->lang, "序号"));
    value_item(heads, tr(v->lang, "内容"));
    value_item(heads, tr(v->lang, "状态"));
    value_item(heads, tr(v->lang, "计入"));
}

/* The published bulletins whose text names the figure. */
static enum err put_used(struct visit *v, const struct moment *m, const struct told *t)
{
    struct value *list = value_rows(v->page, "used");
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_used, &s);
    if (e)
        return e;
    stmt_int(s, 1, m->inspection);
    stmt_int(s, 2, BULLETIN_OUT);
    while (!(e = stmt_step(s, &row)) && row) {
        if (str_find(stmt_get_str(s, 2), str_f(v->arena, "{{%.*s", STR_ARG(t->name))) == SIZE_MAX)
            continue;
        struct value *used = value_row(list);
        value_text(used, "title", str_copy(v->arena, stmt_get_str(s, 1)));
        value_text(used, "url", str_f(v->arena, "/bulletin/%.*s", STR_ARG(id_str(v, stmt_get_int(s, 0)))));
        value_text(used, "value", day_text(v->arena, day_of(stmt_get_int(s, 3))));
    }
    stmt_done(s);
    return e;
}

static void put_facts(struct visit *v, const struct moment *m, const struct told *t)
{
    visit_told(v, t, "");
    value_text(v->page, "position", str_f(v->arena, "%lld", (long long)m->position));
    value_text(v->page, "as_of", day_text(v->arena, m->as_of_day));
}

static void put_exports(struct visit *v, const struct moment *m, const struct told *t)
{
    struct value *list = value_rows(v->page, "exports");
    if (t->kind != KIND_MEASURE || t->scope.len || m->position != v->position || m->inspection != v->inspection)
        return;
    struct value *row = value_row(list);
    value_text(row, "label", tr(v->lang, "在台账里打开"));
    value_text(row, "url", str_f(v->arena, "/ledger?figure=%.*s", STR_ARG(t->name)));
}

enum err figure_query(struct visit *v, int64_t *position, int64_t *day)
{
    struct str at = request_query(v->request, "position"), when = request_query(v->request, "day");
    *position = -1;
    *day = 0;
    if ((at.len && (!str_int(at, position) || *position < 0)) || (when.len && !day_parse(when, day)))
        return ERR_MISSING;
    return ERR_NONE;
}

static enum err draw(struct visit *v, const struct moment *m, struct sentence *why)
{
    struct told t;
    enum err e = told_read(v->arena, m, v->part[0], request_query(v->request, "scope"), &t, why);
    if (e)
        return e;
    struct listing l = {.v = v, .m = m, .t = &t, .rows = value_rows(v->page, "rows")};
    put_facts(v, m, &t);
    put_heads(v);
    put_exports(v, m, &t);
    e = told_rows(m, &t, put_row, &l);
    e = e == ERR_LIMIT && l.count > FIGURE_ROWS_MAX ? ERR_NONE : e;
    if (!e)
        e = put_used(v, m, &t);
    return e ? e : visit_proof(v, m->position);
}

struct response *figure_page(struct visit *v)
{
    struct sentence why = {0};
    struct moment m = {0};
    int64_t position, day;
    if (figure_query(v, &position, &day))
        return site_missing(v);
    enum err e = visit_moment(v, v->inspection, position, day, &m, &why);
    if (!e)
        e = draw(v, &m, &why);
    visit_moment_close(v, &m);
    return e ? visit_moment_failed(v, e, why) : site_render(v, "figure");
}
