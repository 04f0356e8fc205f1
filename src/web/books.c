/* books.c: the books of the round looked at: totals that open figures, the entries of accountability and rules with
 * the forms that enter and strike them, indicators, and the way to the registers of the others. Nothing is deleted:
 * what is struck stays, with its reason in the log. */
#include "web/act_form.h"
#include "web/books.h"
#include "web/entries.h"
#include "web/pages.h"

#include "app/export.h"
#include "app/figures.h"
#include "base/time.h"
#include "view/table.h"

/* The books of the page: their figures, and the register behind each. */
static const struct {
    const char *totals, *names; /* the list on the page; figures, separated by spaces */
} totals[] = {
    {"sanction_totals", "sanctions.person_times sanctions.persons sanctions.party sanctions.gov sanctions.org sanctions.admonition sanctions.reminder sanctions.several_kinds"},
    {"rule_totals", "rules.total rules.issued rules.revised rules.abolished"},
    {"recovery_totals", "recoveries.total recoveries.recovered recoveries.returned recoveries.saved recoveries.paid_in recoveries.compensated recoveries.activated"},
    {"indicator_totals", "indicators.total indicators.reached indicators.not_reached"}};

/* ---- totals ---------------------------------------------------------------------------------- */

static enum err put_figures(struct visit *v, const struct moment *m, struct value *list, struct str names)
{
    enum err e = ERR_NONE;
    struct str name;
    while (names.len && !e && str_cut(&names, ' ', &name)) {
        struct told t;
        struct sentence why;
        e = told_read(v->arena, m, name, STR(""), &t, &why);
        if (e)
            break;
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? t.zh : t.en);
        value_text(row, "value", told_text(v->arena, &t));
        value_c(row, "unit", t.scale > 1 ? t.unit : "");
        value_text(row, "url", told_href(v->arena, m, t.name, STR("")));
    }
    return e;
}

static enum err put_totals(struct visit *v)
{
    struct moment m;
    struct sentence why;
    enum err e = moment_open(&v->site->app, v->arena, v->inspection, -1, v->today, &m, &why);
    if (e)
        return e;
    m.scope = &v->scope;
    for (size_t i = 0; i < sizeof totals / sizeof *totals && !e; i++)
        e = put_figures(v, &m, value_rows(v->page, totals[i].totals), str_c(totals[i].names));
    moment_close(&v->site->app, &m);
    return e;
}

/* ---- entries --------------------------------------------------------------------------------- */

/* A column of a register: every field but the entry's own bookkeeping and the round, which the page is about. */
static bool shown(const struct field *f)
{
    static const char *const hidden[] = {"id", "seq", "head", "state", "inspection"};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (str_is(str_c(f->name), hidden[i]))
            return false;
    return true;
}

static struct str problem_url(struct visit *v, const struct field *f, const void *state)
{
    bool problem = f->type == FIELD_ID && f->refers - 1 == KIND_PROBLEM && *field_int(f, state);
    return problem ? str_f(v->arena, "/problem/%.*s", STR_ARG(id_str(v, *field_int(f, state)))) : STR("");
}

static void put_entry(struct visit *v, struct value *list, enum kind kind, const void *state)
{
    const struct record *r = kinds[kind].record;
    const struct thing *t = state;
    struct value *row = value_row(list), *cells = value_rows(row, "cells");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (!shown(f))
            continue;
        struct value *cell = value_row(cells);
        value_c(cell, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(cell, "text", field_empty(f, state) ? STR("") : entries_value(v, f, state));
        value_text(cell, "url", problem_url(v, f, state));
        value_c(cell, "kind", f->type == FIELD_INT ? "num" : f->type == FIELD_DAY ? "short"
                                                                                  : "");
    }
    bool may = t->state == BOOK_VALID && v->person.roles & ROLE(OFFICE);
    value_bool(row, "struck", t->state == BOOK_STRUCK);
    value_text(row, "entry_url", str_f(v->arena, "/log/%lld", (long long)t->seq));
    value_text(row, "strike_url", may ? str_f(v->arena, "/books/%s/%.*s/void", kinds[kind].name, STR_ARG(id_str(v, t->id))) : STR(""));
}

static enum err put_register(struct visit *v, enum kind kind, const char *heads_name, const char *rows_name)
{
    const struct record *r = kinds[kind].record;
    struct value *heads = value_rows(v->page, heads_name), *rows = value_rows(v->page, rows_name);
    struct stmt *s;
    bool row = false;
    for (size_t i = 0; i < r->count; i++)
        if (shown(&r->fields[i]))
            value_item(heads, str_c(v->lang == LANG_ZH ? r->fields[i].zh : r->fields[i].en));
    struct str sql = str_f(v->arena, "SELECT %s FROM %s b WHERE b.inspection = ?1 ORDER BY b.day, b.seq", table_columns(kind, "b"), kinds[kind].name);
    enum err e = db_stmt_text(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        void *state = arena_alloc(v->arena, r->size);
        e = table_read_row(v->arena, kind, s, 0, state);
        if (e)
            break;
        if (register_may_see(v, kind, state))
            put_entry(v, rows, kind, state);
    }
    stmt_done(s);
    return e;
}

struct response *books_page(struct visit *v)
{
    site_title(v, tr(v->lang, "问责与制度"), "");
    value_bool(v->page, "may_see_held", entries_may_read(v, KIND_HELD));
    value_bool(v->page, "may_sheet", v->inspection && scope_is_whole(&v->scope, v->inspection));
    value_bool(v->page, "may_add", v->person.roles & ROLE(OFFICE) && v->inspection);
    enum err e = put_totals(v);
    if (!e)
        e = put_register(v, KIND_SANCTION, "sanction_heads", "sanctions");
    if (!e)
        e = put_register(v, KIND_RULE, "rule_heads", "rules");
    if (!e)
        e = books_put_indicators(v);
    return e ? site_database_failed(v, e) : site_render(v, "books");
}

/* 问责统计, for those who see all of the round. */
struct response *books_sheet(struct visit *v)
{
    struct ledger l;
    struct str bytes;
    struct sentence why = {STR(""), STR("")};
    if (!v->inspection || !scope_is_whole(&v->scope, v->inspection))
        return site_missing(v);
    enum err e = db_begin(v->site->app.db);
    if (!e)
        e = ledger_load_books(v->site->app.db, v->arena, v->inspection, v->today, &l);
    if (!e)
        e = export_bytes(v->arena, &l, export_find(STR("accountability")), EXPORT_XLSX, v->lang, &bytes, &why);
    db_rollback(v->site->app.db);
    if (e)
        return why.zh.len ? site_error(v, e, why) : site_database_failed(v, e);
    struct str day = day_text(v->arena, v->today);
    struct response *r = response_new(v->request, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"accountability-%.*s.xlsx\"", STR_ARG(day)));
    return r;
}

/* ---- forms ----------------------------------------------------------------------------------- */

struct response *book_form(struct visit *v)
{
    const struct record *r = command_types[act_form_command(v)].payload;
    void *fresh = arena_alloc(v->arena, r->size);
    *field_int(record_field(r, STR("inspection")), fresh) = v->inspection;
    site_fields(v, value_rows(v->page, "fields"), r, fresh, "");
    value_c(v->page, "next", "/books");
    return act_form_page(
        v, &(struct act_form){.lead = r == &sanction_add_record
                                          ? tr(v->lang, "只写种类、人数、日期和文号，不写姓名；一个人的处理请选“被问责人”，人数填 1。")
                                          : STR(""),
                              .back = STR("/books")});
}

struct response *book_void_form(struct visit *v)
{
    static const char *const rules[] = {"撤销之后这一条不再计入任何数字，但仍留在登记簿里。", NULL};
    enum command_type type = act_form_command(v);
    enum kind kind = command_types[type].kind;
    struct thing *t = arena_alloc(v->arena, kinds[kind].record->size);
    enum err e = site_load(v, kind, v->id[0], t);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    const struct field *what = record_field(kinds[kind].record, kind == KIND_RULE ? STR("title") : STR("sort"));
    site_fields(v, value_rows(v->page, "fields"), command_types[type].payload, NULL, "");
    value_c(v->page, "next", "/books");
    return act_form_page(
        v, &(struct act_form){.about = str_c(v->lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en),
                              .subject = entries_value(v, what, t),
                              .url = STR("/books"),
                              .back = STR("/books"),
                              .rules = rules,
                              .drawn = t});
}
