/* notice_edit.c: the form of a notice - a new one, one that follows another, a draft changed - with the names its text
 * may use beside it; and the forms of the steps. */
#include "base/hash.h"
#include "base/time.h"
#include "web/act_form.h"
#include "web/notice.h"
#include "web/pages.h"

#include <string.h>

/* ---- what a new notice begins with ----------------------------------------------------------------------- */

static int64_t asked_id(struct visit *v, const char *name)
{
    int64_t id;
    return id_read(request_query(v->request, name), &id) ? id : 0;
}

static int64_t asked_sort(struct visit *v, int64_t otherwise)
{
    struct str name = request_query(v->request, "sort");
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++)
        if (str_is(name, notice_sorts[s].name))
            return s;
    return otherwise;
}

/* Unit, leader and problem of the measure or problem it is about. */
static enum err about(struct visit *v, struct notice *n)
{
    struct measure m;
    struct problem p;
    n->measure = asked_id(v, "measure");
    n->problem = asked_id(v, "problem");
    enum err e = n->measure ? site_load(v, KIND_MEASURE, n->measure, &m) : ERR_NONE;
    if (!e && n->measure) {
        n->problem = m.problem;
        n->unit = m.lead_unit;
        n->assisting_units = m.assisting_units;
        n->leader = m.leaders.count ? m.leaders.list[0] : 0;
    }
    if (!e && n->problem)
        e = site_load(v, KIND_PROBLEM, n->problem, &p);
    if (!e && n->problem && n->inspection != p.inspection)
        n->inspection = p.inspection;
    return e;
}

/* The notice a form is filled from. ERR_MISSING: what the address names is not there. */
static enum err begin(struct visit *v, struct notice *n, struct notice *before)
{
    enum command_type type = act_form_command(v);
    enum err e = ERR_NONE;
    *before = (struct notice){0};
    *n = (struct notice){.inspection = v->inspection, .state = NOTICE_DRAFT};
    if (type == COMMAND_NOTICE_CHANGE)
        return site_load(v, KIND_NOTICE, v->id[0], n);
    if (type == COMMAND_NOTICE_ESCALATE) {
        e = site_load(v, KIND_NOTICE, asked_id(v, "previous"), before);
        if (e)
            return e;
        *n = (struct notice){.inspection = before->inspection,
                             .state = NOTICE_DRAFT,
                             .problem = before->problem,
                             .measure = before->measure,
                             .unit = before->unit,
                             .assisting_units = before->assisting_units,
                             .leader = before->leader,
                             .request = before->request,
                             .basis = before->basis,
                             .previous = before->id,
                             .times = before->times + 1};
        n->sort = asked_sort(v, notice_sort_of(before->sort)->next);
    } else {
        n->sort = asked_sort(v, NOTICE_SORT_SUPERVISE);
        e = v->inspection ? about(v, n) : ERR_MISSING;
    }
    n->title = n->sort ? str_f(v->arena, "关于整改事项的%s", notice_sorts[n->sort].zh) : STR("");
    n->text = notice_template(n->sort);
    return e;
}

/* ---- the page ----------------------------------------------------------------------------------------------- */

static struct str with_sort(struct visit *v, const struct notice *n, int64_t sort)
{
    struct str sep = STR("");
    if (n->previous)
        sep = str_f(v->arena, "&previous=%.*s", STR_ARG(id_str(v, n->previous)));
    else if (n->measure)
        sep = str_f(v->arena, "&measure=%.*s", STR_ARG(id_str(v, n->measure)));
    else if (n->problem)
        sep = str_f(v->arena, "&problem=%.*s", STR_ARG(id_str(v, n->problem)));
    return str_f(v->arena, "%.*s?sort=%s%.*s", STR_ARG(v->request->path), notice_sorts[sort].name, STR_ARG(sep));
}

/* The kinds to choose from: all for a new one, the higher ones for one that follows, none for a draft that stands. */
static void put_sorts(struct visit *v, const struct notice *n, const struct notice *before)
{
    struct value *list = value_rows(v->page, "sorts");
    for (int64_t s = 1; s < NOTICE_SORT_COUNT && !n->head.len; s++) {
        if (before->head.len && notice_sort_of(s)->grade <= notice_sort_of(before->sort)->grade)
            continue;
        struct value *row = value_row(list);
        value_text(row, "label", choice_word(notice_sorts, s, v->lang));
        value_text(row, "url", with_sort(v, n, s));
        value_bool(row, "here", s == n->sort);
    }
}

static void put_keep(struct visit *v, struct value *list, const char *name, struct str value)
{
    struct value *row = value_row(list);
    value_c(row, "name", name);
    value_text(row, "value", value);
    (void)v;
}

static enum err put_names(struct visit *v, const struct moment *m, const struct notice *n, struct str text,
                          struct sentence *why)
{
    struct value *list = value_rows(v->page, "names");
    struct notice_fact facts[NOTICE_FACTS_MAX];
    size_t count = 0;
    enum err e = notice_facts_of(v->arena, m, n, facts, &count);
    for (size_t i = 0; i < count && !e; i++)
        visit_palette_row(v, list, str_f(v->arena, "notice.%s", facts[i].name),
                          str_c(v->lang == LANG_ZH ? facts[i].zh : facts[i].name), utf8_clip(facts[i].value, 40));
    visit_palette_row(v, list, STR("bulletin.day"), tr(v->lang, "成文日期"), day_text(v->arena, m->as_of_day));
    return e ? e : visit_palette(v, m, text, list, why);
}

static enum err put_moment(struct visit *v, const struct notice *n, struct str text, struct sentence *why)
{
    struct bulletin_page page = {0};
    struct moment m = {0};
    enum err e = visit_moment(v, n->inspection, -1, v->today, &m, why);
    if (!e)
        e = put_names(v, &m, n, text, why);
    if (!e) {
        e = notice_render(v->arena, &m, n, &text, false, &page, why);
        notice_put_findings(v, &page);
    }
    visit_moment_close(v, &m);
    return e == ERR_INPUT ? ERR_NONE : e;
}

static void put_fields(struct visit *v, const struct notice *n)
{
    enum command_type type = act_form_command(v);
    struct value *list = value_rows(v->page, "fields"), *keeps = value_rows(v->page, "keeps");
    site_fields(v, list, command_types[type].payload, act_form_values(v, KIND_NOTICE, n), "inspection sort text previous");
    if (type != COMMAND_NOTICE_CHANGE)
        put_keep(v, keeps, "sort", str_c(notice_sorts[n->sort].name));
    if (type == COMMAND_NOTICE_DRAFT)
        put_keep(v, keeps, "inspection", id_str(v, n->inspection));
    if (type == COMMAND_NOTICE_ESCALATE)
        put_keep(v, keeps, "previous", id_str(v, n->previous));
}

struct response *notice_edit_page(struct visit *v)
{
    struct notice n, before;
    struct sentence why = {0};
    enum command_type type = act_form_command(v);
    enum err e = begin(v, &n, &before);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    struct str text = v->err || request_has_form(v->request, "text") ? request_form(v->request, "text") : n.text;
    struct str word = str_c(v->lang == LANG_ZH ? command_types[type].zh : command_types[type].en);
    e = put_moment(v, &n, text, &why);
    if (e)
        return visit_moment_failed(v, e, why);
    put_sorts(v, &n, &before);
    put_fields(v, &n);
    site_title(v, word, "");
    value_text(v->page, "heading",
               str_f(v->arena, v->lang == LANG_ZH ? "%.*s：%.*s" : "%.*s: %.*s", STR_ARG(word),
                     STR_ARG(choice_word(notice_sorts, n.sort, v->lang))));
    value_text(v->page, "action", n.head.len ? v->request->path : with_sort(v, &n, n.sort));
    value_text(v->page, "back_url", n.head.len ? notice_url(v, n.id, "") : before.head.len ? notice_url(v, before.id, "")
                                                                                           : STR("/notices"));
    value_text(v->page, "text", text);
    site_form(v, n.head.len ? (const struct thing *)&n : NULL);
    return site_render(v, "notice_edit");
}

/* ---- steps ---------------------------------------------------------------------------------------------------- */

struct response *notice_issue_prepare(struct visit *v)
{
    struct notice n;
    struct notice_issue values;
    struct pair pairs[NOTICE_ISSUE_PAIRS];
    struct sentence why = {0};
    enum err e = site_load(v, KIND_NOTICE, v->id[0], &n);
    if (!e)
        e = notice_issue_values(&v->site->app, v->arena, &n, v->today, &values, &why);
    if (e == ERR_INPUT)
        return act_form_again(v, NULL, why);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    notice_issue_pairs(v->arena, &values, pairs);
    act_form_submit(v, COMMAND_NOTICE_ISSUE, n.id, pairs, NOTICE_ISSUE_PAIRS);
    return NULL;
}
