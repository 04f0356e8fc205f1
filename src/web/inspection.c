/* inspection.c: the rounds: which there are, one round's data with what the public needs to reach it, and which one a
 * person looks at (the cookie `inspection`). */
#include "app/regime.h"
#include "web/act_form.h"
#include "web/entries.h"
#include "web/pages.h"
#include "web/register.h"

#include "base/time.h"
#include "view/table.h"

enum { LOOK_DAYS = 365 };

/* By organisation; those of none come last. */
static const char sql_rounds[] = "SELECT k.id FROM inspection k LEFT JOIN unit u ON u.id = k.organisation WHERE 1 = 1{inspection k}"
                                 " ORDER BY CASE WHEN k.organisation = 0 THEN 1 ELSE 0 END, u.seq, k.seq DESC";

struct put_rounds {
    struct visit *v;
    struct value *list;
    int64_t organisation; /* of the row before; -1 at first */
};

static enum err put_round(struct put_rounds *p, int64_t id)
{
    struct visit *v = p->v;
    struct inspection i;
    enum err e = table_load(v->site->app.db, v->arena, KIND_INSPECTION, id, &i);
    if (e)
        return e;
    struct value *row = value_row(p->list);
    if (i.organisation != p->organisation)
        value_text(row, "group", i.organisation ? site_unit(v, i.organisation) : tr(v->lang, "未登记组织的轮次"));
    p->organisation = i.organisation;
    value_text(row, "name", i.name);
    value_text(row, "url", str_f(v->arena, "/inspection/%.*s", STR_ARG(id_str(v, i.id))));
    value_text(row, "look_url", str_f(v->arena, "/inspection/%.*s/look", STR_ARG(id_str(v, i.id))));
    value_text(row, "sort", choice_word(inspection_sorts, i.sort, v->lang));
    value_text(row, "body", i.body);
    value_text(row, "feedback", day_text(v->arena, i.feedback_day));
    value_text(row, "state", choice_word(inspection_states, i.state, v->lang));
    value_bool(row, "archived", i.state == INSPECTION_ARCHIVED);
    value_bool(row, "here", i.id == v->inspection);
    return ERR_NONE;
}

struct response *inspections_page(struct visit *v)
{
    struct put_rounds p = {v, value_rows(v->page, "inspections"), -1};
    struct stmt *s;
    bool row = false;
    site_title(v, tr(v->lang, "巡视巡察"), "");
    value_bool(v->page, "may_create", (v->person.roles & ROLE(OFFICE)) != 0);
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_rounds), 0, 1, &s);
    if (e)
        return site_database_failed(v, e);
    while (!e && !(e = stmt_step(s, &row)) && row)
        e = put_round(&p, stmt_get_int(s, 0));
    stmt_done(s);
    return e ? site_database_failed(v, e) : site_render(v, "inspections");
}

static enum err put_acts(struct visit *v, const struct inspection *i)
{
    struct value *acts = value_rows(v->page, "acts");
    struct str id = id_str(v, i->id);
    enum err e = site_act(v, acts, COMMAND_INSPECTION_CHANGE, i->id, i, str_f(v->arena, "/inspection/%.*s/change", STR_ARG(id)), true);
    struct aspect a = {.inspection = i->id};
    if (!e)
        e = site_act(v, acts, COMMAND_ASPECT_ADD, 0, &a, str_f(v->arena, "/inspection/%.*s/add/aspect", STR_ARG(id)), false);
    if (!e)
        e = site_act(v, acts, COMMAND_INSPECTION_ARCHIVE, i->id, i, str_f(v->arena, "/inspection/%.*s/archive", STR_ARG(id)), false);
    return e;
}

static const char sql_aspects[] = "SELECT k.id, k.number, k.title, (SELECT count(*) FROM problem p WHERE p.aspect = k.id) FROM aspect k WHERE k.inspection = ?1{aspect k} ORDER BY k.number";

/* The aspects, each with the way to add a problem under it where this visitor may. */
static enum err put_aspects(struct visit *v, const struct inspection *i)
{
    struct value *list = value_rows(v->page, "aspects");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_aspects), i->id, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, i->id);
    while (!(e = stmt_step(s, &row)) && row) {
        struct value *item = value_row(list), *acts = value_rows(item, "acts");
        struct str id = id_str(v, stmt_get_int(s, 0)), title = str_copy(v->arena, stmt_get_str(s, 2));
        struct problem p = {.inspection = i->id, .aspect = stmt_get_int(s, 0)};
        value_text(item, "text", str_f(v->arena, "%lld %.*s", (long long)stmt_get_int(s, 1), STR_ARG(title)));
        value_text(item, "side", str_f(v->arena, v->lang == LANG_ZH ? "%lld 个问题" : "%lld problems", (long long)stmt_get_int(s, 3)));
        e = site_act(v, acts, COMMAND_PROBLEM_ADD, 0, &p, str_f(v->arena, "/aspect/%.*s/add/problem", STR_ARG(id)), false);
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

static void put_limit(struct visit *v, struct value *facts, const char *label, struct sentence why)
{
    struct value *row = value_row(facts);
    value_text(row, "label", tr(v->lang, label));
    value_text(row, "text", sentence_in(why, v->lang));
}

/* When the plan is due and how long the intensive period runs, by the rules of the kind, each in a sentence. */
static enum err put_limits(struct visit *v, struct value *facts, const struct inspection *i)
{
    const struct calendar *c;
    struct sentence received = {STR("反馈"), STR("feedback")};
    struct regime r;
    if (!i->feedback_day)
        return ERR_NONE;
    enum err e = regime_load(v->site->app.db, v->arena, i->id, i->sort, &r);
    if (!e)
        e = site_calendar(v, &c);
    if (e)
        return e;
    struct limit plan = {r.plan_count, (enum clock)r.plan_clock, r.plan_roll != 0},
                 intensive = {r.intensive_months, CLOCK_MONTH, false};
    put_limit(v, facts, "方案期限（按规则）", limit_explain(v->arena, c, i->feedback_day, &received, &plan, NULL));
    if (r.intensive_months)
        put_limit(v, facts, "集中整改期（按规则）", limit_explain(v->arena, c, i->feedback_day, &received, &intensive, NULL));
    return ERR_NONE;
}

struct response *inspection_page(struct visit *v)
{
    struct inspection i;
    struct value *facts = value_rows(v->page, "facts");
    enum err e = site_load(v, KIND_INSPECTION, v->id[0], &i);
    if (e == ERR_MISSING)
        return site_missing(v);
    if (!e)
        e = put_acts(v, &i);
    if (!e)
        e = put_aspects(v, &i);
    if (!e)
        e = register_children(v, KIND_INSPECTION, &i);
    if (!e)
        e = entries_history(v, i.id);
    if (e)
        return site_database_failed(v, e);
    for (size_t k = 3; k < inspection_record.count; k++) { /* after id, position and head */
        const struct field *f = &inspection_record.fields[k];
        if (field_empty(f, &i) || str_is(str_c(f->name), "name"))
            continue;
        struct value *row = value_row(facts);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "text", entries_value(v, f, &i));
    }
    e = put_limits(v, facts, &i);
    if (e)
        return site_database_failed(v, e);
    site_title(v, i.name, "");
    value_text(v->page, "heading", i.name);
    value_bool(v->page, "here", i.id == v->inspection);
    value_text(v->page, "look_url", str_f(v->arena, "/inspection/%.*s/look", STR_ARG(id_str(v, i.id))));
    return site_render(v, "inspection");
}

/* inspection.open, .change and .archive. */
struct response *inspection_form(struct visit *v)
{
    enum command_type type = act_form_command(v);
    struct inspection i = {0};
    enum err e = type == COMMAND_INSPECTION_OPEN ? ERR_NONE : site_load(v, KIND_INSPECTION, v->id[0], &i);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    bool old = i.head.len > 0, archive = type == COMMAND_INSPECTION_ARCHIVE;
    struct str url = old ? str_f(v->arena, "/inspection/%.*s", STR_ARG(id_str(v, i.id))) : STR("/inspections");
    site_fields(v, value_rows(v->page, "fields"), command_types[type].payload,
                old ? act_form_values(v, KIND_INSPECTION, &i) : NULL, "");
    struct str lead = archive ? tr(v->lang, "归档之后这一轮只能查看，不能再改。") : tr(v->lang, "监督电话、邮政信箱、电子邮箱会印在通报里，供群众反映情况。");
    return act_form_page(
        v, &(struct act_form){.lead = lead,
                              .about = tr(v->lang, "巡视巡察"),
                              .subject = i.name,
                              .url = url,
                              .back = url,
                              .confirm = archive ? tr(v->lang, "确定归档吗？") : STR(""),
                              .drawn = old ? (struct thing *)&i : NULL});
}

/* From now on this person looks at that round. Nothing is written: it is a cookie. */
struct response *inspection_look(struct visit *v)
{
    struct inspection i;
    enum err e = site_load(v, KIND_INSPECTION, v->id[0], &i);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    struct response *r = site_redirect(v, "/overview");
    response_cookie(v->request, r, "inspection", id_str(v, i.id), LOOK_DAYS * 86400, v->site->secure);
    return r;
}
