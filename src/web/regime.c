/* regime.c: the rules of each kind of inspection and the warning rules, as they hold: built in, the office's own for a
 * kind, or for the round looked at. The office changes them by a form that begins with what holds now. */
#include "web/act_form.h"
#include "web/entries.h"
#include "web/pages.h"

#include "app/regime.h"
#include "domain/clue.h"
#include "view/table.h"

/* ---- the page ------------------------------------------------------------------------------- */

/* What days are counted by, said alone: the words of the choices follow a number. */
static struct str clock_word(struct visit *v, int64_t clock)
{
    return tr(v->lang, clock == CLOCK_WORKDAY ? "工作日" : clock == CLOCK_MONTH ? "月"
                                                                                : "日历天");
}

static void put_fact(struct value *facts, struct str label, struct str text)
{
    struct value *fact = value_row(facts);
    value_text(fact, "label", label);
    value_text(fact, "text", text);
}

/* Facts of one warning rule; SAID (words of po/) stand in for the fields' own, which speak of all sorts at once. */
static void put_facts(struct visit *v, struct value *row, const struct warning *w, const char *const *names,
                      const char *const *said)
{
    struct value *facts = value_rows(row, "facts");
    for (size_t i = 0; names[i]; i++) {
        const struct field *f = record_field(&warning_record, str_c(names[i]));
        bool clock = str_is(str_c(names[i]), "clock");
        put_fact(facts, tr(v->lang, said[i]), clock ? clock_word(v, w->clock) : field_show(v->arena, f, w, v->lang));
    }
    if (w->basis.len)
        put_fact(facts, tr(v->lang, "依据"), w->basis);
}

/* Where a row comes from: nothing of the office's, its own for the kind, or for one round. */
static struct str origin(struct visit *v, const struct thing *t, int64_t inspection)
{
    if (!t->head.len)
        return tr(v->lang, "内置");
    return inspection ? tr(v->lang, "只用于这一轮") : tr(v->lang, "本地规定");
}

static const char *const compared[] = {"plan_count", "intensive_months", "immediate_days_max", "phased_days_min", "phased_days_max", "sustained_days_max", "extensions_max", "extension_days_max", "evidence_immediate", "evidence_phased", "evidence_sustained", "rhythm", "report_grace_days", "levels", "clue_assess_days", "clue_handle_days", "clue_decide_days", "clue_feed_back_days", "basis"};
enum { COMPARED = sizeof compared / sizeof *compared,
       COLUMNS_MAX = INSPECTION_ECO + 1 };

/* A column for the round looked at, when there is one, and one for each kind; a row for each rule. */
struct comparison {
    int64_t sort[COLUMNS_MAX], inspection[COLUMNS_MAX];
    struct regime regime[COLUMNS_MAX];
    size_t count;
};

static enum err gather(struct visit *v, struct comparison *c)
{
    struct inspection i = {0};
    enum err e = v->inspection ? table_load(v->site->app.db, v->arena, KIND_INSPECTION, v->inspection, &i) : ERR_NONE;
    if (i.sort) {
        c->sort[c->count] = i.sort;
        c->inspection[c->count++] = v->inspection;
    }
    for (int64_t s = INSPECTION_XUNSHI; s <= INSPECTION_ECO; s++)
        c->sort[c->count++] = s;
    for (size_t k = 0; k < c->count && !e; k++)
        e = regime_load(v->site->app.db, v->arena, c->inspection[k], c->sort[k], &c->regime[k]);
    for (size_t k = 0; k < c->count; k++) { /* empty means as built in */
        struct regime *r = &c->regime[k];
        r->clue_assess_days = regime_clue_days(r, CLUE_RECEIVED);
        r->clue_handle_days = regime_clue_days(r, CLUE_ASSESSED);
        r->clue_decide_days = regime_clue_days(r, CLUE_HANDLED);
        r->clue_feed_back_days = regime_clue_days(r, CLUE_DECIDED);
    }
    return e;
}

/* "25天": of the plan with what it is counted by. */
static struct str cell(struct visit *v, const struct field *f, const struct regime *r)
{
    struct limit plan = {.count = r->plan_count, .clock = (enum clock)r->plan_clock};
    if (field_empty(f, r) && f->type == FIELD_INT)
        return STR("—");
    if (str_is(str_c(f->name), "plan_count"))
        return sentence_in(limit_text(v->arena, &plan), v->lang);
    return field_show(v->arena, f, r, v->lang);
}

static void put_regimes(struct visit *v, const struct comparison *c)
{
    struct value *heads = value_rows(v->page, "heads"), *rows = value_rows(v->page, "rows");
    for (size_t k = 0; k < c->count; k++) {
        struct value *head = value_row(heads);
        struct str round = c->inspection[k] ? str_f(v->arena, "?inspection=%.*s", STR_ARG(id_str(v, c->inspection[k]))) : STR("");
        value_text(head, "name", c->inspection[k] ? tr(v->lang, "正在看的这一轮") : choice_word(inspection_sorts, c->sort[k], v->lang));
        value_text(head, "origin", origin(v, (const struct thing *)&c->regime[k], c->regime[k].inspection));
        value_text(head, "url",
                   v->person.roles & ROLE(OFFICE)
                       ? str_f(v->arena, "/regimes/%s/change%.*s",
                               inspection_sorts[c->sort[k]].name, STR_ARG(round))
                       : STR(""));
    }
    for (size_t i = 0; i < COMPARED; i++) {
        const struct field *f = record_field(&regime_record, str_c(compared[i]));
        struct value *row = value_row(rows), *cells = value_rows(row, "cells");
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        for (size_t k = 0; k < c->count; k++)
            value_item(cells, cell(v, f, &c->regime[k]));
    }
}

static enum err put_warnings(struct visit *v)
{
    static const char *const names[][8] = {[WARNING_TIME] = {"clock", "green_days", "yellow_days", "tell_green", "tell_yellow", "tell_red", NULL},
                                           [WARNING_PROGRESS] = {"yellow_days", "red_days", NULL},
                                           [WARNING_ESCALATION] = {"clock", "red_days", "tell_red", NULL}};
    static const char *const said[][8] = {[WARNING_TIME] = {"天数的计法", "绿：剩余至少(天)", "黄：剩余至多(天)", "绿色告知", "黄色告知", "红色告知（超期）", NULL},
                                          [WARNING_PROGRESS] = {"黄：落后至少(百分点)", "红：落后至少(百分点)", NULL},
                                          [WARNING_ESCALATION] = {"天数的计法", "超期至少(天)", "另外告知", NULL}};
    struct value *list = value_rows(v->page, "warnings");
    struct warning rows[WARNING_SORTS];
    enum err e = warning_load(v->site->app.db, v->arena, v->inspection, rows);
    for (int64_t s = 1; s < WARNING_SORTS && !e; s++) {
        struct value *row = value_row(list);
        value_text(row, "name", choice_word(warning_sorts, s, v->lang));
        value_text(row, "origin", origin(v, (struct thing *)&rows[s], rows[s].inspection));
        value_bool(row, "off", rows[s].off);
        value_text(row, "url", v->person.roles & ROLE(OFFICE) ? str_f(v->arena, "/warnings/%s/change", warning_sorts[s].name) : STR(""));
        put_facts(v, row, &rows[s], names[s], said[s]);
    }
    return e;
}

struct response *regimes_page(struct visit *v)
{
    struct comparison *c = arena_alloc(v->arena, sizeof *c);
    enum err e = gather(v, c);
    if (!e)
        e = put_warnings(v);
    if (e)
        return site_database_failed(v, e);
    put_regimes(v, c);
    site_title(v, tr(v->lang, "检查类别和预警规则"), "");
    return site_render(v, "regimes");
}

/* ---- the forms ------------------------------------------------------------------------------ */

static int64_t sort_of(const struct choice *sorts, struct str name)
{
    for (int64_t i = 1; sorts[i].name; i++)
        if (str_is(name, sorts[i].name))
            return i;
    return 0;
}

struct response *regime_form(struct visit *v)
{
    static const char *const rules[] = {"分解层级 3 至 6 级，方面、问题、措施三级不能缺。", "改动立即生效，每次改动都有记录；已经下达的时限不变。", NULL};
    int64_t sort = sort_of(inspection_sorts, v->part[0]), inspection = 0;
    struct regime r;
    if (!sort)
        return site_missing(v);
    if (!id_read(request_query(v->request, "inspection"), &inspection))
        inspection = 0;
    enum err e = regime_load(v->site->app.db, v->arena, inspection, sort, &r);
    if (e)
        return site_database_failed(v, e);
    r.sort = sort;
    r.inspection = inspection;
    site_fields(v, value_rows(v->page, "fields"), &regime_set_record, act_form_values(v, KIND_REGIME, &r), "");
    return act_form_page(v, &(struct act_form){.about = tr(v->lang, "检查类别"),
                                               .subject = choice_word(inspection_sorts, sort, v->lang),
                                               .url = STR("/regimes"),
                                               .back = STR("/regimes"),
                                               .rules = rules});
}

struct response *warning_form(struct visit *v)
{
    static const char *const rules[] = {"按时间：绿色的剩余天数要大于黄色的。按进度：填落后的百分点，红色的要大于黄色的。", "颜色每次打开时按当天和这些规则算出，不存储。", NULL};
    int64_t sort = sort_of(warning_sorts, v->part[0]);
    struct warning rows[WARNING_SORTS];
    if (!sort)
        return site_missing(v);
    enum err e = warning_load(v->site->app.db, v->arena, v->inspection, rows);
    if (e)
        return site_database_failed(v, e);
    rows[sort].sort = sort;
    site_fields(v, value_rows(v->page, "fields"), &warning_set_record, act_form_values(v, KIND_WARNING, &rows[sort]), "");
    return act_form_page(v, &(struct act_form){.about = tr(v->lang, "预警规则"),
                                               .subject = choice_word(warning_sorts, sort, v->lang),
                                               .url = STR("/regimes"),
                                               .back = STR("/regimes"),
                                               .rules = rules});
}

/* The id follows from kind and round, so none is taken from the address. */
struct response *regime_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct pair *pairs = arena_alloc(v->arena, (r->form_count + 1) * sizeof *pairs);
    size_t n = 0;
    for (size_t i = 0; i < r->form_count; i++)
        if (r->form[i].key.len && r->form[i].key.ptr[0] != '_')
            pairs[n++] = r->form[i];
    act_form_submit(v, (enum command_type)v->route->command, 0, pairs, n);
    v->asking.list[0].drawn_at = -1;
    return NULL;
}
