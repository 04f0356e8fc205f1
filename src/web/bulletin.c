/* bulletin.c: bulletins in the office: the list, the text with its palette of figures, the preview with what is wrong
 * beside it, and the steps: send, review, return, publish. */
#include "app/proofread.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"
#include "web/act_form.h"
#include "web/moments.h"
#include "web/pages.h"

#include <string.h>

enum { TITLE_CHARS_MAX = 120 };

static const char sql_list[] = "SELECT id FROM bulletin b WHERE (inspection = ?1 OR ?1 = 0){bulletin b} ORDER BY seq DESC";

static struct str own_url(struct visit *v, int64_t id, const char *word)
{
    return str_f(v->arena, "/bulletin/%.*s%s%s", STR_ARG(id_str(v, id)), word[0] ? "/" : "", word);
}

static const char *chip(int64_t state)
{
    return state == BULLETIN_OUT ? "done" : state == BULLETIN_PASSED  ? "green"
                                        : state == BULLETIN_REVIEWING ? "yellow"
                                                                      : "wait";
}

/* ---- the list ------------------------------------------------------------------------------------ */

static enum err put_bulletin(struct visit *v, struct value *list, int64_t id)
{
    struct bulletin b;
    struct inspection i = {0};
    enum err e = table_load(v->site->app.db, v->arena, KIND_BULLETIN, id, &b);
    if (!e)
        e = table_load(v->site->app.db, v->arena, KIND_INSPECTION, b.inspection, &i);
    if (e)
        return e;
    struct value *row = value_row(list);
    value_text(row, "title", b.title);
    value_text(row, "url", own_url(v, id, ""));
    value_text(row, "inspection", i.name);
    value_text(row, "position", str_f(v->arena, "%lld", (long long)(b.state == BULLETIN_OUT ? b.position : v->position)));
    value_text(row, "when", b.published_us ? day_text(v->arena, day_of(b.published_us)) : STR(""));
    value_text(row, "state", choice_word(bulletin_states, b.state, v->lang));
    value_c(row, "colour", chip(b.state));
    return ERR_NONE;
}

struct response *bulletins_page(struct visit *v)
{
    struct value *list = value_rows(v->page, "bulletins");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_list), v->inspection, 2, &s);
    if (!e) {
        stmt_int(s, 1, v->inspection);
        while (!(e = stmt_step(s, &row)) && row && !(e = put_bulletin(v, list, stmt_get_int(s, 0))))
            continue;
        stmt_done(s);
    }
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "整改情况通报"), "");
    value_bool(v->page, "may_create", v->inspection && v->person.roles & ROLE(OFFICE));
    value_text(v->page, "create_url", str_f(v->arena, "/bulletin/new?inspection=%.*s", STR_ARG(id_str(v, v->inspection))));
    return site_render(v, "bulletins");
}

/* ---- what is wrong --------------------------------------------------------------------------------- */

static void put_finding(struct visit *v, struct value *list, const char *colour,
                        const char *severity, const char *place, size_t line, size_t column,
                        struct sentence said)
{
    struct value *row = value_row(list);
    struct str where = tr(v->lang, place);
    value_c(row, "colour", colour);
    value_text(row, "severity", tr(v->lang, severity));
    value_text(row, "said", sentence_in(said, v->lang));
    value_text(row, "place", !line ? STR("") : v->lang == LANG_ZH ? str_f(v->arena, "%.*s第%zu行第%zu字", STR_ARG(where), line, column)
                                                                  : str_f(v->arena, "%.*s line %zu, column %zu", STR_ARG(where), line, column));
}

/* Mistakes of the text first, then what is not known, then what a clerk would find in the print. */
static void put_findings(struct visit *v, const struct bulletin_page *page)
{
    struct value *list = value_rows(v->page, "findings");
    struct buf txt = buf_new(v->arena, DOCUMENT_OUT_MAX);
    struct remarks remarks = {0};
    struct sentence why = {0};
    for (const struct document_problem *p = page->problems; p; p = p->next)
        put_finding(v, list, "red", "错误", "正文", p->line, p->column, p->what);
    if (page->blanks)
        put_finding(v, list, "red", "待填", "正文", 0, 0, page->blank);
    if (page->problem_count || !page->document)
        return;
    document_txt(page->document, &txt);
    if (txt.failed || proofread(v->arena, buf_view(&txt), &remarks, &why))
        return;
    for (size_t i = 0; i < remarks.count; i++) {
        const struct remark *r = &remarks.list[i];
        bool error = strcmp(r->severity, "error") == 0;
        put_finding(v, list, error ? "red" : "yellow", error ? "错误" : "提醒", "印出的", r->line, r->column, r->message);
    }
}

/* ---- one bulletin ---------------------------------------------------------------------------------- */

static void put_facts(struct visit *v, const struct bulletin *b, const struct moment *m)
{
    struct value *facts = value_rows(v->page, "facts");
    struct buf writers = buf_new(v->arena, 4096);
    for (size_t i = 0; i < b->writers.count; i++) {
        buf_c(&writers, i ? "、" : "");
        buf_str(&writers, site_person(v, b->writers.list[i]));
    }
    visit_fact(facts, tr(v->lang, "起草人"), buf_view(&writers), STR(""));
    visit_fact(facts, tr(v->lang, "审核人"), site_person(v, b->reviewer), STR(""));
    visit_fact(facts, tr(v->lang, "审核意见"), b->opinion, STR(""));
    visit_fact(facts, tr(v->lang, "发布人"), site_person(v, b->publisher), STR(""));
    visit_fact(facts, tr(v->lang, "发布时间"), time_text(v->arena, b->published_us), STR(""));
    visit_fact(facts, tr(v->lang, "数据截至"), day_text(v->arena, m->as_of_day), STR(""));
    visit_fact(facts, tr(v->lang, "日志位置"), str_f(v->arena, "%lld", (long long)m->position), STR(""));
    visit_fact(facts, tr(v->lang, "文本校验码"), b->digest, STR(""));
}

static enum err put_acts(struct visit *v, const struct bulletin *b)
{
    static const struct {
        enum command_type type;
        const char *word;
        bool main;
    } rows[] = {{COMMAND_BULLETIN_EDIT, "edit", false},
                {COMMAND_BULLETIN_SUBMIT, "submit", true},
                {COMMAND_BULLETIN_REVIEW, "review", true},
                {COMMAND_BULLETIN_PUBLISH, "publish", true},
                {COMMAND_BULLETIN_RETURN, "return", false}};
    struct value *acts = value_rows(v->page, "acts");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !e; i++)
        e = site_act(v, acts, rows[i].type, b->id, b, own_url(v, b->id, rows[i].word), rows[i].main);
    return e;
}

/* A published bulletin must still compute to what was published. */
static void put_digest(struct visit *v, const struct bulletin *b, const struct bulletin_page *page)
{
    struct value *list = value_rows(v->page, "findings");
    if (!str_eq(bulletin_digest(v->arena, page->document), b->digest))
        put_finding(v, list, "red", "错误", "正文", 0, 0, tr_both("重算的文本与发布时登记的校验码不一致，请验证日志。"));
}

struct response *bulletin_page(struct visit *v)
{
    struct bulletin b;
    struct moment m = {0};
    struct bulletin_page page;
    struct sentence why = {0};
    enum err e = site_load(v, KIND_BULLETIN, v->id[0], &b);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = visit_bulletin(v, &b, &m, &page, &why);
    if (!e || page.document) {
        put_facts(v, &b, &m);
        visit_document(v, page.document);
        if (b.state == BULLETIN_OUT)
            put_digest(v, &b, &page);
        else
            put_findings(v, &page);
        e = ERR_NONE;
    }
    visit_moment_close(v, &m);
    if (!e)
        e = put_acts(v, &b);
    if (e)
        return visit_moment_failed(v, e, why);
    visit_exports(v, own_url(v, b.id, "file"));
    value_text(v->page, "heading", b.title);
    value_text(v->page, "state", choice_word(bulletin_states, b.state, v->lang));
    value_c(v->page, "colour", chip(b.state));
    site_title(v, b.title, "");
    return site_render(v, "bulletin");
}

struct response *bulletin_file(struct visit *v)
{
    struct bulletin b;
    enum err e = site_load(v, KIND_BULLETIN, v->id[0], &b);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    return visit_file(v, &b, v->part[1]);
}

/* ---- the text -------------------------------------------------------------------------------------- */

/* The palette: the day, then every figure. */
static enum err put_names(struct visit *v, const struct moment *m, struct str text, struct sentence *why)
{
    struct value *list = value_rows(v->page, "names");
    visit_palette_row(v, list, STR("bulletin.day"), tr(v->lang, "通报日期"), day_text(v->arena, m->as_of_day));
    return visit_palette(v, m, text, list, why);
}

/* What was typed, what stands there, or the default text for a new one. */
static enum err choose_text(struct visit *v, const struct bulletin *b, const struct moment *m,
                            struct str *text, struct sentence *why)
{
    if (v->err || request_has_form(v->request, "text"))
        *text = request_form(v->request, "text");
    else if (b->head.len)
        *text = b->text;
    else
        return bulletin_default_text(v->arena, m, text, why);
    return ERR_NONE;
}

/* What is wrong with TEXT as it would be printed now; TOO_LONG, when it says something, is all there is to know. */
static void put_wrong(struct visit *v, const struct moment *m, struct str text, struct sentence too_long)
{
    struct bulletin_page page = {0};
    enum err e = too_long.zh.len ? ERR_LIMIT : bulletin_render(v->arena, m, text, &page, &too_long);
    if (e == ERR_INPUT)
        put_findings(v, &page);
    else if (e == ERR_LIMIT)
        put_finding(v, value_rows(v->page, "findings"), "red", "错误", "正文", 0, 0, too_long);
    else
        value_rows(v->page, "findings");
}

struct response *bulletin_edit_page(struct visit *v)
{
    struct bulletin b = {0};
    struct sentence why = {0}, too_long = {0};
    struct moment m = {0};
    struct str text = STR("");
    bool is_new = str_is(v->request->path, "/bulletin/new");
    enum err e = is_new ? v->inspection ? ERR_NONE : ERR_MISSING : site_load(v, KIND_BULLETIN, v->id[0], &b);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = visit_moment(v, is_new ? v->inspection : b.inspection, -1, v->today, &m, &why);
    if (!e)
        e = choose_text(v, &b, &m, &text, &why);
    too_long = e == ERR_LIMIT ? why : too_long;
    if (!e || e == ERR_LIMIT)
        e = put_names(v, &m, text, &why);
    if (!e)
        put_wrong(v, &m, text, too_long);
    visit_moment_close(v, &m);
    if (e)
        return visit_moment_failed(v, e, why);
    site_title(v, tr(v->lang, is_new ? "起草通报" : "修改通报"), "");
    value_text(v->page, "heading", tr(v->lang, is_new ? "起草通报" : "修改通报"));
    value_text(v->page, "action", is_new ? str_f(v->arena, "/bulletin/new?inspection=%.*s", STR_ARG(id_str(v, v->inspection))) : v->request->path);
    value_text(v->page, "back_url", is_new ? STR("/bulletins") : own_url(v, b.id, ""));
    value_text(v->page, "text", text);
    site_form(v, is_new ? NULL : (const struct thing *)&b);
    return site_render(v, "bulletin_edit");
}

static struct str without_returns(struct visit *v, struct str s)
{
    struct buf b = buf_new(v->arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '\r')
            buf_put(&b, s.ptr + i, 1);
    return buf_view(&b);
}

/* The first line as it will be printed; the record keeps it as the title. */
static struct str title_of(struct visit *v, int64_t inspection, struct str text)
{
    struct bulletin_page page = {0};
    struct sentence why = {0};
    struct moment m = {0};
    if (visit_moment(v, inspection, -1, v->today, &m, &why))
        return STR("");
    enum err e = bulletin_render(v->arena, &m, text, &page, &why);
    visit_moment_close(v, &m);
    return (!e || e == ERR_INPUT) && page.document ? utf8_clip(page.document->title, TITLE_CHARS_MAX) : STR("");
}

struct response *bulletin_draft_prepare(struct visit *v)
{
    bool is_new = v->route->command == COMMAND_BULLETIN_DRAFT;
    struct str text = without_returns(v, request_form(v->request, "text"));
    struct bulletin b = {0};
    enum err e = is_new ? v->inspection ? ERR_NONE : ERR_MISSING : site_load(v, KIND_BULLETIN, v->id[0], &b);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    struct str title = title_of(v, is_new ? v->inspection : b.inspection, text);
    if (!title.len)
        return act_form_again(v, "text", tr_both("正文第一行是标题，现在是空的，请先写标题。"));
    struct pair pairs[3] = {{STR("title"), title}, {STR("text"), text}, {STR("inspection"), id_str(v, v->inspection)}};
    act_form_submit(v, (enum command_type)v->route->command, b.id, pairs, is_new ? 3 : 2);
    return NULL;
}

/* ---- steps ------------------------------------------------------------------------------------------- */

/* Publishing and sending take the same text: without mistakes and without blanks. */
static enum err values_of(struct visit *v, struct bulletin_publish *values, struct sentence *why)
{
    struct bulletin b;
    enum err e = site_load(v, KIND_BULLETIN, v->id[0], &b);
    return e ? e : bulletin_publish_values(&v->site->app, v->arena, &b, v->today, values, why);
}

static struct response *not_ready(struct visit *v, enum err e, struct sentence why)
{
    return e == ERR_INPUT ? act_form_again(v, NULL, why) : e == ERR_MISSING ? site_missing(v)
                                                                            : site_database_failed(v, e);
}

struct response *bulletin_submit_prepare(struct visit *v)
{
    struct bulletin_publish values;
    struct sentence why = {0};
    enum err e = values_of(v, &values, &why);
    if (e)
        return not_ready(v, e, why);
    act_form_submit(v, COMMAND_BULLETIN_SUBMIT, v->id[0], NULL, 0);
    return NULL;
}

struct response *bulletin_publish_prepare(struct visit *v)
{
    struct bulletin_publish values;
    struct pair pairs[BULLETIN_PUBLISH_PAIRS];
    struct sentence why = {0};
    enum err e = values_of(v, &values, &why);
    if (e)
        return not_ready(v, e, why);
    bulletin_publish_pairs(v->arena, &values, pairs);
    act_form_submit(v, COMMAND_BULLETIN_PUBLISH, v->id[0], pairs, BULLETIN_PUBLISH_PAIRS);
    return NULL;
}
