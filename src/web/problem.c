/* problem.c: one problem: what was found, the measures against it, what happened. */
#include "base/time.h"
#include "view/list.h"
#include "view/table.h"
#include "web/lookback.h"
#include "web/matter.h"
#include "web/pages.h"
#include "web/register.h"

static const char sql_manifestations[] = "SELECT number, text FROM manifestation WHERE problem = ?1 ORDER BY number";
static const char sql_aspect[] = "SELECT number, title FROM aspect WHERE id = ?1";

static enum err put_manifestations(struct visit *v, const struct problem *p)
{
    struct value *list = value_rows(v->page, "manifestations");
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_manifestations, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->id);
    while (!(e = stmt_step(s, &row)) && row) {
        struct str text = stmt_get_str(s, 1);
        value_item(list, str_f(v->arena, "%lld. %.*s", (long long)stmt_get_int(s, 0), STR_ARG(text)));
    }
    stmt_done(s);
    return e;
}

static enum err put_facts(struct visit *v, const struct problem *p)
{
    struct value *facts = value_rows(v->page, "facts");
    const struct field *amount = record_field(&problem_record, STR("amount_fen"));
    struct str none = STR(""), aspect_id = id_str(v, p->aspect);
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_aspect, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->aspect);
    e = stmt_step(s, &row);
    if (!e && row) {
        struct str title = stmt_get_str(s, 1);
        matter_fact(v, facts, "方面",
                    str_f(v->arena, "%lld %.*s", (long long)stmt_get_int(s, 0), STR_ARG(title)),
                    str_f(v->arena, "/ledger?aspect=%.*s", STR_ARG(aspect_id)));
    }
    stmt_done(s);
    matter_fact(v, facts, "反馈问题", p->title, none);
    matter_fact(v, facts, "具体表现", p->detail, none);
    matter_fact(v, facts, "问题类别", p->category, none);
    matter_fact(v, facts, "问题性质", p->nature, none);
    matter_fact(v, facts, "来源", p->source, none);
    matter_fact(v, facts, "涉及金额（元）", p->amount_fen ? field_show(v->arena, amount, p, v->lang) : none, none);
    matter_fact(v, facts, "上轮未改到位", p->repeated ? tr(v->lang, "是") : none, none);
    matter_fact(v, facts, "确认人", site_person(v, p->closed_by), none);
    matter_fact(v, facts, "销号时间", time_text(v->arena, p->closed_us), none);
    matter_fact(v, facts, "销号意见", p->opinion, none);
    return e;
}

struct drawing {
    struct visit *v;
    struct value *rows;
    int64_t done, total;
};

/* The columns asked for below, in the order of the table. */
enum { CODE,
       TEXT_,
       DUE,
       LEADERS,
       UNIT,
       STATE };

static enum err put_measure(void *arg, const struct list_row *from)
{
    struct drawing *d = arg;
    struct arena *a = d->v->arena;
    struct str id = id_str(d->v, from->id);
    struct value *row = value_row(d->rows);
    value_text(row, "number", str_copy(a, from->cells[CODE].text));
    value_text(row, "url", str_f(a, "/measure/%.*s", STR_ARG(id)));
    value_text(row, "text", str_copy(a, from->cells[TEXT_].text));
    value_text(row, "unit", str_copy(a, from->cells[UNIT].text));
    value_text(row, "leader", str_copy(a, from->cells[LEADERS].text));
    value_text(row, "due", str_copy(a, from->cells[DUE].text));
    value_text(row, "state", str_copy(a, from->cells[STATE].text));
    matter_colour(d->v, row, from->colour);
    if (from->colour == COLOUR_DONE || from->colour == COLOUR_NONE) /* the state says it already */
        value_c(row, "colour_text", "");
    d->done += from->state == MEASURE_CLOSED;
    d->total += from->state != MEASURE_VOID;
    return ERR_NONE;
}

static enum err put_measures(struct visit *v, const struct problem *p)
{
    struct drawing d = {v, value_rows(v->page, "measures"), 0, 0};
    struct list_query q = matter_question(v, p->inspection);
    list_take(&q, STR("problem"), id_str(v, p->id));
    list_take(&q, STR("columns"), STR("measure_code,measure,due,leaders,lead_unit,state"));
    enum err e = list_run(v->site->app.db, v->arena, &q, put_measure, &d);
    value_int(v->page, "done", d.done);
    value_int(v->page, "total", d.total);
    value_int(v->page, "percent", d.total ? d.done * 100 / d.total : 0);
    return e;
}

struct response *problem_page(struct visit *v)
{
    struct problem p;
    enum err e = site_load(v, KIND_PROBLEM, v->id[0], &p);
    if (e == ERR_MISSING)
        return site_missing(v);
    if (!e)
        e = put_facts(v, &p);
    if (!e)
        e = put_manifestations(v, &p);
    if (!e)
        e = put_measures(v, &p);
    if (!e)
        e = action_buttons(v, KIND_PROBLEM, &p);
    if (!e)
        e = register_children(v, KIND_PROBLEM, &p);
    if (!e)
        e = recurrence_put(v, &p);
    if (!e)
        e = matter_history(v, p.id);
    if (e)
        return site_database_failed(v, e);
    struct str number = matter_problem_number(v, &p);
    site_title(v, str_f(v->arena, "%s %.*s", v->lang == LANG_ZH ? "问题" : "Problem", STR_ARG(number)), "");
    value_text(v->page, "number", number);
    value_text(v->page, "text", p.title);
    value_text(v->page, "state", choice_word(problem_states, p.state, v->lang));
    value_bool(v->page, "closed", p.state == PROBLEM_DONE);
    value_c(v->page, "colour", "");
    value_c(v->page, "colour_text", "");
    return site_render(v, "problem");
}
