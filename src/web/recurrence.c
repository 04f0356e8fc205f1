/* recurrence.c: problems that were there in an earlier round: on the problem's page, as a list of the round, and the
 * form
 * in which the office confirms it. */
#include "app/recurrence.h"

#include "base/time.h"
#include "web/act_form.h"
#include "web/lookback.h"
#include "web/matter.h"
#include "web/pages.h"

static struct str became(struct visit *v, const struct recurrence *r)
{
    bool zh = v->lang == LANG_ZH;
    struct str verdict = r->verdict ? choice_word(check_verdicts, r->verdict, v->lang) : tr(v->lang, "未回头看");
    struct str state = r->reopen ? tr(v->lang, "已认定重新立项") : r->consolidated ? tr(v->lang, "已认定巩固")
                                                                                   : verdict;
    return str_f(v->arena, zh ? "措施 %lld/%lld 办结；%.*s" : "%lld of %lld measures done; %.*s", (long long)r->measures_closed, (long long)r->measures, STR_ARG(state));
}

static void put_row(struct visit *v, struct value *list, const struct recurrence *r)
{
    struct value *row = value_row(list);
    struct str number = matter_problem_number(v, r->problem);
    value_text(row, "round", r->inspection->name);
    value_text(row, "text", str_f(v->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(r->problem->title)));
    value_text(row, "url", str_f(v->arena, "/problem/%.*s", STR_ARG(id_str(v, r->problem->id))));
    value_text(row, "closed", r->closed_day ? day_text(v->arena, r->closed_day) : tr(v->lang, "未销号"));
    value_text(row, "became", became(v, r));
    value_text(row, "likeness", str_f(v->arena, "%lld%%", (long long)r->likeness));
    value_bool(row, "linked", r->linked);
    value_text(row, "state", tr(v->lang, r->linked ? "已确认" : "待确认"));
}

static struct str link_url(struct visit *v, const struct problem *p)
{
    bool office = v->ctx.env.actor.roles & ROLE(OFFICE);
    return office ? str_f(v->arena, "/problem/%.*s/link_earlier", STR_ARG(id_str(v, p->id))) : STR("");
}

enum err recurrence_put(struct visit *v, const struct problem *p)
{
    struct recurrence_of of;
    struct value *list = value_rows(v->page, "earlier");
    enum err e = recurrence_find(v->site->app.db, v->arena, p, &of);
    for (size_t i = 0; i < of.count && !e; i++)
        if (register_may_see(v, KIND_PROBLEM, of.list[i].problem))
            put_row(v, list, &of.list[i]);
    value_text(v->page, "earlier_url", of.count ? link_url(v, p) : STR(""));
    return e;
}

struct response *recurrence_page(struct visit *v)
{
    const struct recurrence_of *all;
    struct value *list = value_rows(v->page, "problems");
    size_t count;
    enum err e = recurrence_round(v->site->app.db, v->arena, v->inspection, &all, &count);
    if (e)
        return site_database_failed(v, e);
    for (size_t i = 0; i < count; i++) {
        if (!register_may_see(v, KIND_PROBLEM, all[i].problem))
            continue;
        struct value *row = value_row(list);
        struct str number = matter_problem_number(v, all[i].problem);
        value_text(row, "heading", str_f(v->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(all[i].problem->title)));
        value_text(row, "url", str_f(v->arena, "/problem/%.*s", STR_ARG(id_str(v, all[i].problem->id))));
        value_text(row, "earlier_url", link_url(v, all[i].problem));
        struct value *earlier = value_rows(row, "earlier");
        for (size_t k = 0; k < all[i].count; k++)
            if (register_may_see(v, KIND_PROBLEM, all[i].list[k].problem))
                put_row(v, earlier, &all[i].list[k]);
    }
    site_title(v, tr(v->lang, "与上轮问题比对"), "");
    return site_render(v, "recurrence");
}

/* ---- confirming it ---------------------------------------------------------------------------------------- */

static void put_choices(struct visit *v, const struct recurrence_of *of)
{
    struct value *row = value_row(value_rows(v->page, "fields"));
    bool wrong = v->err && v->outcome.field;
    value_c(row, "name", "earlier");
    value_text(row, "label", tr(v->lang, "上轮相似问题"));
    value_c(row, "value", "");
    value_text(row, "error", wrong ? sentence_in(v->outcome.say, v->lang) : STR(""));
    value_text(row, "hint", tr(v->lang, "勾选确认是同一类问题再次出现的；都不勾就取消关联。"));
    value_bool(row, "required", false);
    value_bool(row, "is_checks", true);
    struct value *options = value_rows(row, "options");
    for (size_t i = 0; i < of->count; i++) {
        const struct recurrence *r = &of->list[i];
        struct value *option = value_row(options);
        value_text(option, "value", id_str(v, r->problem->id));
        value_text(option, "label",
                   str_f(v->arena, "%.*s（%.*s，%lld%%）", STR_ARG(r->problem->title),
                         STR_ARG(r->inspection->name), (long long)r->likeness));
        value_bool(option, "selected", r->linked);
    }
}

struct response *recurrence_form(struct visit *v)
{
    struct problem p;
    struct recurrence_of of;
    enum err e = site_load(v, KIND_PROBLEM, v->id[0], &p);
    if (e == ERR_MISSING)
        return site_missing(v);
    if (!e)
        e = recurrence_find(v->site->app.db, v->arena, &p, &of);
    if (e)
        return site_database_failed(v, e);
    struct str url = str_f(v->arena, "/problem/%.*s", STR_ARG(id_str(v, p.id)));
    put_choices(v, &of);
    value_text(v->page, "next", url);
    return act_form_page(
        v,
        &(struct act_form){
            .lead = tr(
                v->lang,
                "相似程度只是提示，是不是同一类问题由人来定；确认后写进日志，计入“上轮未改到位”。"),
            .about = tr(v->lang, "问题"),
            .subject = p.title,
            .url = url,
            .back = url,
            .drawn = (const struct thing *)&p});
}
