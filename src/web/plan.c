/* plan.c: the plans of the round looked at: the completeness proof as a checklist whose counts open their lists, what
 * looks wrong, the side plans, and the paper. Plans, groups, meetings and tasks themselves are registers. */
#include "web/act_form.h"
#include "web/pages.h"
#include "web/register.h"

#include "app/plan_check.h"
#include "app/plan_paper.h"
#include "base/time.h"
#include "domain/task.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/plan.h"

#include <string.h>

enum { FINDINGS_SHOWN = 200,        /* the command line prints them all */
       LOOKED_THROUGH_MAX = 5000 }; /* measures; of more, every text is read only when somebody asks for it */

/* ---- the plans --------------------------------------------------------------------------------------- */

static const char sql_plans[] =
    "SELECT p.id, p.title, p.sort, p.state, p.round,"
    " (SELECT count(*) FROM problem q WHERE q.inspection = p.inspection AND (q.plan = p.id OR (p.sort = 1 AND q.plan = 0))),"
    " (SELECT count(*) FROM link l WHERE l.owner = p.id AND l.field = 'reviewers'),"
    " (SELECT count(*) FROM plan_opinion o WHERE o.plan = p.id AND o.round = p.round),"
    " (SELECT count(*) FROM link l WHERE l.owner = p.id AND l.field = 'reviewers' AND l.target = ?2),"
    " (SELECT count(*) FROM plan_opinion o WHERE o.plan = p.id AND o.round = p.round AND o.person = ?2)"
    " FROM plan p WHERE p.inspection = ?1 AND p.state <> 4{plan p} ORDER BY p.sort, p.seq";

static void put_plan(struct visit *v, struct value *list, struct stmt *s)
{
    struct value *row = value_row(list);
    struct str id = id_str(v, stmt_get_int(s, 0));
    int64_t state = stmt_get_int(s, 3), round = stmt_get_int(s, 4);
    bool asked = state == PLAN_REVIEWING && stmt_get_int(s, 8) && !stmt_get_int(s, 9);
    value_text(row, "title", str_copy(v->arena, stmt_get_str(s, 1)));
    value_text(row, "url", str_f(v->arena, "/r/plan/%.*s", STR_ARG(id)));
    value_text(row, "sort", choice_word(plan_sorts, stmt_get_int(s, 2), v->lang));
    value_text(row, "state", choice_word(plan_states, state, v->lang));
    value_c(row, "kind", state == PLAN_APPROVED ? "done" : state == PLAN_REVIEWING ? "wait"
                                                                                   : "");
    value_text(row, "problems", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 5)));
    value_text(row, "heard",
               round ? str_f(v->arena, "%lld / %lld", (long long)stmt_get_int(s, 7),
                             (long long)stmt_get_int(s, 6))
                     : STR(""));
    value_text(row, "paper", str_f(v->arena, "/plan/paper/%.*s", STR_ARG(id)));
    value_text(row, "opine_url", asked ? str_f(v->arena, "/plan/opine/%.*s/%lld", STR_ARG(id), (long long)round) : STR(""));
}

static enum err put_plans(struct visit *v)
{
    struct value *list = value_rows(v->page, "plans");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_plans), v->inspection, 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, v->ctx.person);
    while (!(e = stmt_step(s, &row)) && row)
        put_plan(v, list, s);
    stmt_done(s);
    return e;
}

/* ---- the checklist and what looks wrong ---------------------------------------------------------------- */

static struct str finding_url(struct visit *v, const struct plan_finding *f)
{
    struct str id = id_str(v, f->id);
    if (!f->id)
        return STR("/ledger?sort=due");
    if (f->kind == KIND_SENTENCE)
        return str_f(v->arena, "/plan/feedback?show=unmapped");
    return str_f(v->arena, "/%s/%.*s", kinds[f->kind].name, STR_ARG(id));
}

static void put_proof(struct visit *v, const struct plan_check *c)
{
    struct value *list = value_rows(v->page, "proof"), *findings = value_rows(v->page, "findings");
    size_t shown = 0, wrong = 0;
    for (int i = 0; i < PLAN_PROOF_RULES; i++) {
        struct value *row = value_row(list);
        value_text(row, "label", choice_word(plan_rules_words, i, v->lang));
        value_text(row, "count", str_f(v->arena, "%lld", (long long)c->counts[i]));
        value_text(row, "url",
                   i == PLAN_RULE_UNMAPPED && c->counts[i]
                       ? STR("/plan/feedback?show=unmapped")
                       : str_f(v->arena, "/figure/%s", plan_proof_figures[i]));
        value_bool(row, "good", !c->counts[i]);
    }
    for (int i = PLAN_PROOF_RULES; i < PLAN_RULES; i++)
        wrong += (size_t)c->counts[i];
    for (size_t i = 0; i < c->count; i++) {
        if (c->findings[i].rule < PLAN_PROOF_RULES || shown == FINDINGS_SHOWN)
            continue;
        struct value *row = value_row(findings);
        value_text(row, "rule", choice_word(plan_rules_words, (int64_t)c->findings[i].rule, v->lang));
        value_text(row, "text", sentence_in(c->findings[i].say, v->lang));
        value_text(row, "url", finding_url(v, &c->findings[i]));
        shown++;
    }
    value_bool(v->page, "complete", plan_complete(c));
    value_bool(v->page, "told", c->sentences > 0);
    value_text(v->page, "sums",
               str_f(v->arena,
                     v->lang == LANG_ZH ? "原文 %lld 句，问题 %lld 个，措施 %lld 条"
                                        : "%lld sentences, %lld problems, %lld measures",
                     (long long)c->sentences, (long long)c->problems, (long long)c->measures));
    value_text(v->page, "wrong", str_f(v->arena, "%zu", wrong));
    value_bool(v->page, "more", wrong > shown);
    value_text(v->page, "shown", str_f(v->arena, "%zu", shown));
}

/* ---- tiles ----------------------------------------------------------------------------------------------- */

static enum err put_tiles(struct visit *v)
{
    static const struct {
        const char *figure, *colour;
    } tiles[] = {{"problems.personnel", ""}, {"problems.ideology", ""}, {"problems.special", ""}, {"problems.first_person", ""}, {"groups.total", ""}, {"meetings.total", ""}, {"tasks.open", ""}, {"tasks.overdue", "red"}, {"tasks.confirmed", "green"}};
    struct value *list = value_rows(v->page, "tiles");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles && !e; i++) {
        const struct figure *f = figure_find(str_c(tiles[i].figure));
        struct figure_value value;
        e = figure_recall(v->site->app.db, f, &v->scope, v->inspection, v->today, v->position, &value);
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "value", figure_text(v->arena, f, &value));
        value_text(row, "url", str_f(v->arena, "/figure/%s", f->name));
        value_c(row, "colour", value.value ? tiles[i].colour : "");
    }
    return e;
}

/* One figure as the proof counts it. */
static enum err count_of(struct visit *v, const char *name, int64_t *out)
{
    const struct figure *f = figure_find(str_c(name));
    struct figure_value value;
    enum err e = figure_recall(v->site->app.db, f, &v->scope, v->inspection, v->today, v->position, &value);
    *out = value.value;
    return e;
}

/* The proof; and what looks wrong, where that is quick or was asked for. */
static enum err check(struct visit *v, struct plan_check *out, bool *looked)
{
    *out = (struct plan_check){0};
    enum err e = count_of(v, "measures.total", &out->measures);
    *looked = out->measures <= LOOKED_THROUGH_MAX || str_is(request_query(v->request, "look"), "1");
    if (e || *looked)
        return e ? e : plan_check_round(v->site->app.db, v->arena, v->inspection, out);
    e = count_of(v, "plan.sentences", &out->sentences);
    if (!e)
        e = count_of(v, "problems.total", &out->problems);
    for (int i = 0; i < PLAN_PROOF_RULES && !e; i++)
        e = count_of(v, plan_proof_figures[i], &out->counts[i]);
    return e;
}

struct response *plan_page(struct visit *v)
{
    struct plan_check found;
    struct inspection i = {0};
    bool looked = true, whole = v->inspection && scope_is_whole(&v->scope, v->inspection);
    enum err e = v->inspection ? table_load(v->site->app.db, v->arena, KIND_INSPECTION, v->inspection, &i) : ERR_NONE;
    if (!e)
        e = put_plans(v);
    if (!e)
        e = put_tiles(v);
    if (!e && whole)
        e = check(v, &found, &looked);
    if (e)
        return site_database_failed(v, e);
    if (whole)
        put_proof(v, &found);
    value_bool(v->page, "looked", looked);
    bool office = v->person.roles & ROLE(OFFICE) && i.state == INSPECTION_ACTIVE;
    site_title(v, tr(v->lang, "整改方案"), "");
    value_text(v->page, "lead", i.name);
    value_bool(v->page, "whole", whole);
    value_bool(v->page, "office", office);
    return site_render(v, "plan");
}

/* ---- the paper -------------------------------------------------------------------------------------------- */

struct response *plan_file(struct visit *v)
{
    struct plan p;
    struct ledger l;
    struct str bytes;
    struct sentence why;
    const char *media = plan_paper_media(v->part[1]);
    enum err e = site_load(v, KIND_PLAN, v->id[0], &p);
    if (e == ERR_MISSING || !media || !scope_is_whole(&v->scope, v->inspection) || p.inspection != v->inspection)
        return site_missing(v);
    if (!e)
        e = ledger_load(v->site->app.db, v->arena, p.inspection, v->today, &l);
    if (e)
        return site_database_failed(v, e);
    e = plan_paper(&l, &p, v->part[1], &bytes, &why);
    if (e)
        return site_error(v, e, why);
    struct response *r = response_new(v->request, 200, media, bytes);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"plan.%.*s\"", STR_ARG(v->part[1])));
    return r;
}

/* ---- opinions ----------------------------------------------------------------------------------------------- */

/* The path carries the plan and the round that was read. */
struct response *plan_opine_form(struct visit *v)
{
    static const char *const rules[] = {"每位会审人每一轮提一次意见；方案退回重报以后会再征求。", "有不同意见的，监督部门审定时要书面答复。", NULL};
    struct plan p;
    enum err e = site_load(v, KIND_PLAN, v->id[0], &p);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    site_fields(v, value_rows(v->page, "fields"), &plan_opine_record, NULL, "plan round");
    struct str url = str_f(v->arena, "/r/plan/%.*s", STR_ARG(v->part[0]));
    return act_form_page(v, &(struct act_form){.about = tr(v->lang, "整改方案"),
                                               .subject = p.title,
                                               .url = url,
                                               .back = STR("/plan"),
                                               .rules = rules});
}

struct response *plan_opine_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct pair pairs[] = {{STR("plan"), v->part[0]},
                           {STR("round"), v->part[1]},
                           {STR("verdict"), request_form(r, "verdict")},
                           {STR("text"), request_form(r, "text")}};
    act_form_submit(v, COMMAND_PLAN_OPINE, 0, pairs, sizeof pairs / sizeof *pairs);
    return NULL;
}

struct response *plan_opine_done(struct visit *v)
{
    return site_redirect(v, "/plan?done=%s", command_types[COMMAND_PLAN_OPINE].wire);
}

enum err plan_register_extra(struct visit *v, const void *state)
{
    const struct plan *p = state;
    static const char *const formats[] = {"docx", "pdf", "xlsx"};
    struct str id = id_str(v, p->id);
    if (p->state == PLAN_REVIEWING && ids_has(p->reviewers, v->ctx.person) && !ids_has(p->heard, v->ctx.person))
        register_link(v, tr(v->lang, "提会审意见"), str_f(v->arena, "/plan/opine/%.*s/%lld", STR_ARG(id), (long long)p->round));
    for (size_t i = 0; i < sizeof formats / sizeof *formats && scope_is_whole(&v->scope, p->inspection); i++)
        register_link(v, str_f(v->arena, "%.*s %s", STR_ARG(tr(v->lang, "导出")), formats[i]),
                      str_f(v->arena, "/plan/paper/%.*s/%s", STR_ARG(id), formats[i]));
    return ERR_NONE;
}

enum err task_put_item(struct visit *v, struct value *item, int64_t id)
{
    struct task t;
    enum err e = table_load(v->site->app.db, v->arena, KIND_TASK, id, &t);
    enum colour colour = task_colour(t.state, t.due_day, v->today);
    value_text(item, "about", site_unit(v, t.unit));
    value_text(item, "due", day_text(v->arena, t.due_day));
    matter_colour(v, item, colour);
    if (colour == COLOUR_NONE || colour == COLOUR_BLUE)
        value_c(item, "colour_text", "");
    return e;
}
