/* notice.c: supervision papers: the list, overdue first; one paper with its chain, its steps and its files. */
#include "web/notice.h"

#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"
#include "web/act_form.h"
#include "web/entries.h"
#include "web/matter.h"
#include "web/pages.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_MAX = 20 };

static const char sql_list[] = "SELECT id FROM notice WHERE inspection = ?1 ORDER BY seq DESC";

struct str notice_url(struct visit *v, int64_t id, const char *word)
{
    return str_f(v->arena, "/notice/%.*s%s%s", STR_ARG(id_str(v, id)), word[0] ? "/" : "", word);
}

struct str notice_name(struct visit *v, const struct notice *n)
{
    struct str number = notice_number(v->arena, n), sort = choice_word(notice_sorts, n->sort, v->lang);
    if (number.len)
        return number;
    return str_f(v->arena, v->lang == LANG_ZH ? "%.*s（未编号）" : "%.*s (no number yet)", STR_ARG(sort));
}

/* "还有3天", "逾期2天", "今天到期"; empty when no day runs. */
static struct str left_text(struct visit *v, const struct notice *n)
{
    int64_t day = notice_next_day(n), left = day - v->today;
    bool zh = v->lang == LANG_ZH;
    if (!day)
        return STR("");
    if (!left)
        return tr(v->lang, "今天到期");
    return left > 0 ? str_f(v->arena, zh ? "还有%lld天" : "%lld days left", (long long)left)
                    : str_f(v->arena, zh ? "逾期%lld天" : "%lld days overdue", (long long)-left);
}

void notice_put_colour(struct visit *v, struct value *row, const struct notice *n)
{
    enum colour colour = notice_colour(n, v->today);
    value_c(row, "colour", matter_chip(colour));
    value_text(row, "colour_text", left_text(v, n));
}

enum err notice_put_item(struct visit *v, struct value *item, int64_t id)
{
    struct notice n;
    enum err e = table_load(v->site->app.db, v->arena, KIND_NOTICE, id, &n);
    if (e)
        return e;
    value_text(item, "due", day_text(v->arena, notice_next_day(&n)));
    notice_put_colour(v, item, &n);
    return ERR_NONE;
}

bool notice_visible(const struct visit *v, const void *state)
{
    const struct notice *n = state;
    return n->state != NOTICE_DRAFT || v->ctx.env.actor.roles & (WHO_SUPERVISOR | ROLE(PUBLISHER) | ROLE(READER));
}

static enum err load_visible(struct visit *v, struct notice *n)
{
    enum err e = site_load(v, KIND_NOTICE, v->id[0], n);
    return e ? e : notice_visible(v, n) ? ERR_NONE
                                        : ERR_MISSING;
}

/* ---- the list ----------------------------------------------------------------------------------------- */

struct shown {
    struct notice *list;
    size_t count, cap;
};

static enum err read_list(struct visit *v, struct shown *out)
{
    const struct scope_ids *seen;
    struct stmt *s;
    bool row = false;
    enum err e = scope_load(v->site->app.db, &v->scope, KIND_NOTICE, v->inspection, &seen);
    struct ids ids = {0};
    int64_t *list = NULL;
    size_t cap = 0;
    if (!e)
        e = db_stmt(v->site->app.db, sql_list, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (!scope_has(seen, stmt_get_int(s, 0)))
            continue;
        if (ids.count == cap) {
            int64_t *more = arena_alloc(v->arena, (cap = cap ? 2 * cap : 64) * sizeof *more);
            if (ids.count)
                memcpy(more, list, ids.count * sizeof *more);
            ids.list = list = more;
        }
        list[ids.count++] = stmt_get_int(s, 0);
    }
    stmt_done(s);
    out->list = arena_alloc(v->arena, (ids.count + 1) * sizeof *out->list);
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct notice *n = &out->list[out->count];
        e = table_load(v->site->app.db, v->arena, KIND_NOTICE, ids.list[i], n);
        out->count += !e && notice_visible(v, n);
    }
    return e;
}

static int64_t sorting_today;

/* What is late first, then by the day that runs, then newest first. */
static int by_urgency(const void *x, const void *y)
{
    const struct notice *a = x, *b = y;
    int64_t one = notice_next_day(a), two = notice_next_day(b);
    bool late_a = notice_late(a, sorting_today), late_b = notice_late(b, sorting_today);
    if (late_a != late_b)
        return late_a ? -1 : 1;
    if (!one != !two)
        return one ? -1 : 1;
    if (one != two)
        return one < two ? -1 : 1;
    return a->seq > b->seq ? -1 : a->seq < b->seq;
}

static void put_row(struct visit *v, struct value *list, const struct notice *n)
{
    struct value *row = value_row(list);
    value_text(row, "number", notice_name(v, n));
    value_text(row, "url", notice_url(v, n->id, ""));
    value_text(row, "title", n->title);
    value_text(row, "sort", choice_word(notice_sorts, n->sort, v->lang));
    value_text(row, "unit", site_unit(v, n->unit));
    value_text(row, "state", choice_word(notice_states, n->state, v->lang));
    value_text(row, "issued", day_text(v->arena, n->issued_day));
    value_text(row, "signed", n->signed_us ? day_text(v->arena, day_of(n->signed_us)) : STR(""));
    value_text(row, "answered", n->answered_us ? day_text(v->arena, day_of(n->answered_us)) : STR(""));
    value_text(row, "due", day_text(v->arena, notice_next_day(n)));
    value_text(row, "times", n->times > 1 ? str_f(v->arena, v->lang == LANG_ZH ? "第%lld次" : "time %lld", (long long)n->times) : STR(""));
    notice_put_colour(v, row, n);
}

static void put_chip(struct visit *v, struct value *list, struct str label, const char *name,
                     const char *value, size_t count, bool here)
{
    struct value *row = value_row(list);
    value_text(row, "label", str_f(v->arena, "%.*s %zu", STR_ARG(label), count));
    value_text(row, "url", value[0] ? str_f(v->arena, "/notices?%s=%s", name, value) : STR("/notices"));
    value_bool(row, "here", here);
}

/* One chip a kind that has notices, and those that are late. */
static void put_chips(struct visit *v, const struct shown *all, int64_t sort, bool late_only)
{
    struct value *list = value_rows(v->page, "chips");
    size_t late = 0;
    put_chip(v, list, tr(v->lang, "全部"), "", "", all->count, !sort && !late_only);
    for (size_t i = 0; i < all->count; i++)
        late += notice_late(&all->list[i], v->today);
    put_chip(v, list, tr(v->lang, "已逾期"), "late", "1", late, late_only);
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++) {
        size_t n = 0;
        for (size_t i = 0; i < all->count; i++)
            n += all->list[i].sort == s;
        if (n)
            put_chip(v, list, choice_word(notice_sorts, s, v->lang), "sort", notice_sorts[s].name, n, sort == s);
    }
}

static int64_t sort_asked(struct visit *v)
{
    struct str name = request_query(v->request, "sort");
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++)
        if (str_is(name, notice_sorts[s].name))
            return s;
    return 0;
}

struct response *notices_page(struct visit *v)
{
    struct shown all = {0};
    int64_t sort = sort_asked(v);
    bool late = str_is(request_query(v->request, "late"), "1");
    enum err e = v->inspection ? read_list(v, &all) : ERR_NONE;
    if (e)
        return site_database_failed(v, e);
    sorting_today = v->today;
    if (all.count)
        qsort(all.list, all.count, sizeof *all.list, by_urgency);
    put_chips(v, &all, sort, late);
    struct value *list = value_rows(v->page, "notices");
    for (size_t i = 0; i < all.count; i++)
        if ((!sort || all.list[i].sort == sort) && (!late || notice_late(&all.list[i], v->today)))
            put_row(v, list, &all.list[i]);
    site_title(v, tr(v->lang, "督办公文"), "");
    value_bool(v->page, "may_create", v->inspection && v->person.roles & ROLE(OFFICE));
    value_bool(v->page, "may_export", v->inspection && scope_is_whole(&v->scope, v->inspection));
    return site_render(v, "notices");
}

struct response *notices_export(struct visit *v)
{
    struct str bytes = STR("");
    struct sentence why = {0};
    if (!v->inspection || !scope_is_whole(&v->scope, v->inspection))
        return site_missing(v);
    enum err e = notice_sheet(v->site->app.db, v->arena, NULL, v->inspection, v->lang, &bytes, &why);
    if (e)
        return site_error(v, e, why);
    struct response *r = response_new(v->request, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes);
    response_header(v->request, r, "Content-Disposition", STR("attachment; filename=\"notices.xlsx\""));
    return r;
}

/* ---- what is wrong with a text ---------------------------------------------------------------------------- */

struct value *notice_put_findings(struct visit *v, const struct bulletin_page *page)
{
    struct value *list = value_rows(v->page, "findings");
    for (const struct document_problem *p = page->problems; p; p = p->next) {
        struct value *row = value_row(list);
        value_c(row, "colour", "red");
        value_text(row, "said", sentence_in(p->what, v->lang));
        value_text(row, "place", str_f(v->arena, v->lang == LANG_ZH ? "正文第%zu行第%zu字" : "line %zu, column %zu", p->line, p->column));
    }
    if (!page->blanks)
        return list;
    struct value *row = value_row(list);
    value_c(row, "colour", "red");
    value_text(row, "said", tr(v->lang, "还有待填的内容（〔待填：…〕），补充后才能签发。"));
    value_c(row, "place", "");
    return list;
}

/* ---- one notice ---------------------------------------------------------------------------------------------- */

enum err notice_visit_moment(struct visit *v, const struct notice *n, struct moment *m, struct sentence *why)
{
    enum err e = n->number ? visit_moment(v, n->inspection, n->position, n->as_of_day, m, why)
                           : visit_moment(v, n->inspection, -1, v->today, m, why);
    m->scope = NULL; /* one paper for all: what the unit reads has the digest that was issued */
    return e;
}

static struct str who_when(struct visit *v, int64_t who, int64_t us)
{
    struct str name = site_person(v, who), at = time_text(v->arena, us);
    return us ? str_f(v->arena, "%.*s %.*s", STR_ARG(name), STR_ARG(at)) : STR("");
}

static void put_facts(struct visit *v, const struct notice *n)
{
    struct value *list = value_rows(v->page, "facts");
    struct str none = STR(""), url = STR("");
    struct str problem = n->problem ? entries_title(v, KIND_PROBLEM, n->problem, &url) : none;
    matter_fact(v, list, "公文种类", choice_word(notice_sorts, n->sort, v->lang), none);
    matter_fact(v, list, "承办单位", site_unit(v, n->unit), none);
    matter_fact(v, list, "协办单位", matter_people(v, n->assisting_units, true), none);
    matter_fact(v, list, "责任领导", site_person(v, n->leader), none);
    matter_fact(v, list, "所属问题", problem, url);
    struct str measure = n->measure ? entries_title(v, KIND_MEASURE, n->measure, &url) : none;
    matter_fact(v, list, "整改措施", measure, url);
    matter_fact(v, list, "起草人", matter_people(v, n->writers, false), none);
    matter_fact(v, list, "签发", who_when(v, n->issuer, n->issued_us), none);
    matter_fact(v, list, "签收时限", day_text(v->arena, n->sign_due_day), none);
    matter_fact(v, list, "签收", who_when(v, n->signer, n->signed_us), none);
    matter_fact(v, list, "答复时限", day_text(v->arena, n->answer_due_day), none);
    matter_fact(v, list, "答复", who_when(v, n->answerer, n->answered_us), none);
    matter_fact(v, list, "办理情况", n->answer, none);
    struct str evidence = n->evidence ? entries_title(v, KIND_EVIDENCE, n->evidence, &url) : none;
    matter_fact(v, list, "佐证材料", evidence, url);
    matter_fact(v, list, "约谈日期", day_text(v->arena, n->talk_day), none);
    matter_fact(v, list, "参加人员", n->talk_people, none);
    matter_fact(v, list, "约谈记录", n->talk_record, none);
    matter_fact(v, list, "审核意见", n->opinion, none);
    matter_fact(v, list, "审核人", site_person(v, n->decider), none);
    matter_fact(v, list, "退回次数", n->returns ? str_f(v->arena, "%lld", (long long)n->returns) : none, none);
    matter_fact(v, list, "办结时间", time_text(v->arena, n->closed_us), none);
    matter_fact(v, list, "撤回原因", n->reason, none);
    matter_fact(v, list, "撤回依据的文号", n->document, none);
    matter_fact(v, list, "日志位置", n->number ? str_f(v->arena, "%lld", (long long)n->position) : none, none);
    matter_fact(v, list, "文本校验码", n->digest, none);
}

/* The notices about the same matter, the first one first. */
static enum err put_chain(struct visit *v, const struct notice *n)
{
    struct value *list = value_rows(v->page, "chain");
    struct notice at = *n;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < CHAIN_MAX && at.previous && !e; i++) {
        int64_t id = at.previous;
        e = table_load(v->site->app.db, v->arena, KIND_NOTICE, id, &at);
    }
    for (size_t i = 0; i < 2 * CHAIN_MAX && at.head.len && !e && (n->previous || n->followed); i++) {
        struct value *row = value_row(list);
        value_text(row, "number", notice_name(v, &at));
        value_text(row, "title", at.title);
        value_text(row, "url", at.id == n->id ? STR("") : notice_url(v, at.id, ""));
        value_text(row, "state", choice_word(notice_states, at.state, v->lang));
        notice_put_colour(v, row, &at);
        int64_t id = at.followed;
        if (!id)
            break;
        e = table_load(v->site->app.db, v->arena, KIND_NOTICE, id, &at);
    }
    return e;
}

static enum err put_acts(struct visit *v, const struct notice *n)
{
    static const struct {
        enum command_type type;
        const char *word;
        bool main;
    } rows[] = {
        {COMMAND_NOTICE_CHANGE, "edit", false}, {COMMAND_NOTICE_ISSUE, "issue", true}, {COMMAND_NOTICE_SIGN, "sign", true}, {COMMAND_NOTICE_ANSWER, "answer", true}, {COMMAND_NOTICE_TALK, "talk", false}, {COMMAND_NOTICE_ACCEPT, "accept", true}, {COMMAND_NOTICE_RETURN, "return", false}, {COMMAND_NOTICE_WITHDRAW, "withdraw", false}};
    struct value *acts = value_rows(v->page, "acts");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !e; i++)
        if (rows[i].type != COMMAND_NOTICE_TALK || notice_sort_of(n->sort)->talk)
            e = site_act(v, acts, rows[i].type, n->id, n, notice_url(v, n->id, rows[i].word), rows[i].main);
    if (!e && v->person.roles & ROLE(OFFICE) && notice_may_follow(n, v->today) == REFUSED_NOT) {
        struct value *act = value_row(acts);
        value_text(act, "label",
                   str_c(v->lang == LANG_ZH ? command_types[COMMAND_NOTICE_ESCALATE].zh
                                            : command_types[COMMAND_NOTICE_ESCALATE].en));
        value_text(act, "url", str_f(v->arena, "/notice/escalate?previous=%.*s", STR_ARG(id_str(v, n->id))));
        value_c(act, "reason", "");
        value_bool(act, "main", false);
    }
    return e;
}

static const struct {
    const char *format, *label;
    bool form; /* of the form to sign, else of the paper */
} files[] = {
    {"docx", "公文 Word", false}, {"pdf", "公文 PDF", false}, {"txt", "公文文本", false}, {"html", "公文网页", false}, {"docx", "办理单 Word", true}, {"pdf", "办理单 PDF", true}, {"xlsx", "办理单 Excel", true}};

static void put_files(struct visit *v, const struct notice *n)
{
    struct value *list = value_rows(v->page, "exports");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct value *row = value_row(list);
        struct str base = notice_url(v, n->id, files[i].form ? "form" : "file");
        value_text(row, "label", tr(v->lang, files[i].label));
        value_text(row, "url", str_f(v->arena, "%.*s/%s", STR_ARG(base), files[i].format));
    }
}

/* The paper, and whether it still computes to what was issued. */
static enum err put_paper(struct visit *v, const struct notice *n, struct sentence *why)
{
    struct bulletin_page page = {0};
    struct moment m = {0};
    bool same = true;
    enum err e = notice_visit_moment(v, n, &m, why);
    if (!e)
        e = notice_render(v->arena, &m, n, NULL, true, &page, why);
    if (e && !(e == ERR_INPUT && page.document)) {
        visit_moment_close(v, &m);
        return e;
    }
    visit_document(v, page.document);
    if (n->number)
        e = notice_same(v->arena, &m, n, &same, why);
    else
        e = ERR_NONE;
    visit_moment_close(v, &m);
    struct value *findings = notice_put_findings(v, n->number ? &(struct bulletin_page){0} : &page);
    if (same)
        return e;
    struct value *row = value_row(findings);
    value_c(row, "colour", "red");
    value_text(row, "said", tr(v->lang, "重算的文本与签发时登记的校验码不一致，请验证日志。"));
    value_c(row, "place", "");
    return e;
}

struct response *notice_page(struct visit *v)
{
    struct notice n;
    struct sentence why = {0};
    enum err e = load_visible(v, &n);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = put_paper(v, &n, &why);
    if (e)
        return visit_moment_failed(v, e, why);
    put_facts(v, &n);
    put_files(v, &n);
    e = put_chain(v, &n);
    if (!e)
        e = put_acts(v, &n);
    if (!e)
        e = matter_history(v, n.id);
    if (e)
        return site_database_failed(v, e);
    value_text(v->page, "heading", n.title);
    value_text(v->page, "number", notice_name(v, &n));
    value_text(v->page, "state", choice_word(notice_states, n.state, v->lang));
    notice_put_colour(v, v->page, &n);
    value_text(v->page, "proof_url", str_f(v->arena, "/log/%lld", (long long)n.seq));
    site_title(v, notice_name(v, &n), "");
    return site_render(v, "notice");
}

void notice_put_draft_act(struct visit *v, struct value *acts, const char *parent, int64_t id)
{
    if (!(v->person.roles & ROLE(OFFICE)))
        return;
    struct value *act = value_row(acts);
    value_text(act, "label", tr(v->lang, "发督办单"));
    value_text(act, "url", str_f(v->arena, "/notice/new?%s=%.*s", parent, STR_ARG(id_str(v, id))));
    value_c(act, "reason", "");
    value_bool(act, "main", false);
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

static struct response *give(struct visit *v, const struct notice *n, const char *media,
                             struct str format, struct str bytes)
{
    struct response *r = response_new(v->request, 200, media, bytes);
    struct str id = id_str(v, n->id);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"notice-%.*s.%.*s\"", STR_ARG(id), STR_ARG(format)));
    return r;
}

struct response *notice_file(struct visit *v)
{
    struct notice n;
    struct bulletin_page page = {0};
    struct moment m = {0};
    struct sentence why = {0};
    struct str bytes = STR("");
    enum bulletin_format f;
    enum err e = load_visible(v, &n);
    if (e || !bulletin_format_find(v->part[1], &f))
        return !e || e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = notice_visit_moment(v, &n, &m, &why);
    if (!e)
        e = notice_render(v->arena, &m, &n, NULL, true, &page, &why);
    if (e == ERR_INPUT && page.problem_count)
        e = ERR_NONE; /* a preview, its mistakes left as they were written */
    if (!e)
        e = bulletin_write(page.document, v->arena, f, m.as_of_day, &bytes, &why);
    visit_moment_close(v, &m);
    return e ? visit_moment_failed(v, e, why) : give(v, &n, bulletin_media[f], v->part[1], bytes);
}

struct response *notice_form_file(struct visit *v)
{
    struct notice n;
    struct document *d = NULL;
    struct sentence why = {0};
    struct str bytes = STR("");
    enum bulletin_format f = BULLETIN_FORMATS;
    bool sheet = str_is(v->part[1], "xlsx");
    enum err e = load_visible(v, &n);
    if (e || (!sheet && !bulletin_format_find(v->part[1], &f)))
        return !e || e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    if (sheet)
        e = notice_sheet(v->site->app.db, v->arena, &n, n.inspection, v->lang, &bytes, &why);
    else
        e = notice_form(v->site->app.db, v->arena, &n, &d, &why);
    if (!e && !sheet)
        e = bulletin_write(d, v->arena, f, v->today, &bytes, &why);
    if (e)
        return site_error(v, e, why);
    return give(v, &n, sheet ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : bulletin_media[f], v->part[1], bytes);
}
