/* question.c: 值得问一问: what the records make one ask, and the form that answers. Offices and overseers who see the whole
 * round; everybody else gets 404. Nothing is counted by person and nothing is ranked. */
#include "web/question.h"

#include "app/question.h"
#include "base/time.h"
#include "view/table.h"
#include "web/act_form.h"
#include "web/entries.h"
#include "web/matter.h"
#include "web/pages.h"

static bool may_ask(const struct visit *v)
{
    return v->ctx.env.actor.roles & (ROLE(OFFICE) | ROLE(OVERSEER)) && scope_is_whole(&v->scope, v->inspection);
}

enum err question_put_line(struct visit *v)
{
    struct findings f = {0};
    bool asks = v->inspection && may_ask(v), zh = v->lang == LANG_ZH;
    enum err e = asks ? question_recall(v->site->app.db, v->arena, v->inspection, v->today, v->position, &f) : ERR_NONE;
    struct str some = str_f(v->arena, zh ? "有 %zu 个值得问一问的地方" : "%zu things worth asking about", f.count);
    value_c(v->page, "questions_url", asks ? "/questions" : "");
    value_text(v->page, "questions_text", f.count ? some : tr(v->lang, "目前没有值得问一问的地方"));
    return e;
}

/* ---- the page ------------------------------------------------------------------------------------------ */

static struct str measure_number(struct visit *v, int64_t id)
{
    struct measure m;
    struct problem p;
    enum err e = table_load(v->site->app.db, v->arena, KIND_MEASURE, id, &m);
    if (!e)
        e = table_load(v->site->app.db, v->arena, KIND_PROBLEM, m.problem, &p);
    return e ? STR("") : matter_measure_number(v, &m, &p);
}

static struct str subject_of(struct visit *v, const struct finding *f, struct str *url)
{
    if (f->measure)
        return entries_title(v, KIND_MEASURE, f->measure, url);
    *url = str_f(v->arena, "/ledger?lead_unit=%.*s", STR_ARG(id_str(v, f->unit)));
    return site_unit(v, f->unit);
}

static void put_finding(struct visit *v, struct value *list, const struct finding *f)
{
    struct value *row = value_row(list);
    struct str url = STR(""), text = subject_of(v, f, &url), about = id_str(v, f->measure ? f->measure : f->unit);
    struct str round = id_str(v, v->inspection);
    value_text(row, "text", text);
    value_text(row, "url", url);
    value_text(row, "detail", sentence_in(f->detail, v->lang));
    value_text(row, "answer_url",
               str_f(v->arena, "/questions/%.*s/%s/%.*s/%lld", STR_ARG(round),
                     question_words[f->detector].name, STR_ARG(about), (long long)f->newest_us));
    struct value *things = value_rows(row, "things");
    for (size_t i = 0; i < f->things.count; i++) {
        struct value *thing = value_row(things);
        value_text(thing, "text", measure_number(v, f->things.list[i]));
        value_text(thing, "url", str_f(v->arena, "/measure/%.*s", STR_ARG(id_str(v, f->things.list[i]))));
    }
}

static struct value *put_group(struct visit *v, struct value *groups, enum question_detector detector, bool cut)
{
    const struct question_words *w = &question_words[detector];
    struct value *group = value_row(groups);
    bool zh = v->lang == LANG_ZH;
    value_c(group, "name", w->name);
    value_c(group, "title", zh ? w->zh : w->en);
    value_c(group, "ask", zh ? w->ask_zh : w->ask_en);
    value_c(group, "looks", zh ? w->looks_zh : w->looks_en);
    value_bool(group, "cut", cut);
    return value_rows(group, "rows");
}

static void put_silent(struct visit *v, const bool *asked)
{
    struct value *list = value_rows(v->page, "silent");
    for (int i = 1; i < QUESTION_DETECTORS; i++) {
        if (asked[i])
            continue;
        struct value *row = value_row(list);
        const struct question_words *w = &question_words[i];
        value_c(row, "title", v->lang == LANG_ZH ? w->zh : w->en);
        value_c(row, "looks", v->lang == LANG_ZH ? w->looks_zh : w->looks_en);
    }
}

static void put_bounds(struct visit *v, const struct findings *f)
{
    bool zh = v->lang == LANG_ZH;
    struct str from = day_text(v->arena, period_first_day(period_of(v->today) - QUESTION_BEFORE)),
               at = time_text(v->arena, f->found_us);
    value_text(
        v->page, "bounds",
        str_f(
            v->arena,
            zh ? "看的是 %.*s 以来的进展、自报和意见（进展、自报各取最近 %d 份，意见取日志最近 %d 条之内），以及全部有效佐证；每类最多列 %d 个。%.*s 查看。"
               : "Looked at: reports, claims and opinions since %.*s (the newest %d reports and claims, opinions within the newest %d entries of the log) and all valid evidence; at most %d of each sort. As of %.*s.",
            STR_ARG(from), QUESTION_LOOKED_MAX, QUESTION_LOG_MAX, QUESTION_LISTED_MAX,
            STR_ARG(at)));
    value_text(v->page, "settled", f->settled ? str_f(v->arena, zh ? "其中已答复 %lld 个，有新情况以前不再问" : "%lld answered, not asked again until something new comes", (long long)f->settled) : tr(v->lang, "已答复的提问"));
}

struct response *questions_page(struct visit *v)
{
    struct findings f;
    bool asked[QUESTION_DETECTORS] = {false};
    if (!may_ask(v))
        return site_missing(v);
    enum err e = question_recall(v->site->app.db, v->arena, v->inspection, v->today, v->position, &f);
    if (e)
        return site_database_failed(v, e);
    struct value *groups = value_rows(v->page, "groups"), *rows = NULL;
    for (size_t i = 0; i < f.count; i++) {
        enum question_detector d = f.list[i].detector;
        if (!asked[d])
            rows = put_group(v, groups, d, f.cut[d]);
        asked[d] = true;
        put_finding(v, rows, &f.list[i]);
    }
    put_silent(v, asked);
    put_bounds(v, &f);
    site_title(v, tr(v->lang, "值得问一问"), "");
    return site_render(v, "questions");
}

/* ---- answering: /questions/ROUND/DETECTOR/SUBJECT/NEWEST ------------------------------------------------ */

/* What the address names; false when it is nonsense, or about a round this person does not see whole. */
static bool asked_of(struct visit *v, struct finding *f)
{
    struct scope s = v->scope;
    struct measure m;
    bool visible = false;
    size_t d = 1;
    while (d < QUESTION_DETECTORS && !str_is(v->part[1], question_words[d].name))
        d++;
    *f = (struct finding){.detector = (enum question_detector)d};
    if (d == QUESTION_DETECTORS || !v->id[2] || !str_int(v->part[3], &f->newest_us))
        return false;
    if (scope_look(v->site->app.db, &s, v->id[0], &visible) || !visible || !scope_is_whole(&s, v->id[0]))
        return false;
    bool measure = !table_load(v->site->app.db, v->arena, KIND_MEASURE, v->id[2], &m) && m.head.len;
    f->measure = measure ? v->id[2] : 0;
    f->unit = measure ? 0 : v->id[2];
    return true;
}

/* The question as it stands now; false when it was answered or holds no more. */
static bool still_open(struct visit *v, struct finding *f)
{
    struct findings all;
    if (question_recall(v->site->app.db, v->arena, v->id[0], v->today, v->position, &all))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (all.list[i].detector == f->detector && all.list[i].measure == f->measure &&
            all.list[i].unit == f->unit && all.list[i].newest_us == f->newest_us) {
            *f = all.list[i];
            return true;
        }
    return false;
}

struct response *question_form(struct visit *v)
{
    struct finding f;
    struct str url = STR("");
    if (!asked_of(v, &f))
        return site_missing(v);
    if (!still_open(v, &f) && !v->err)
        return site_redirect(v, "/questions");
    const struct question_words *w = &question_words[f.detector];
    struct str detail = sentence_in(f.detail, v->lang), ask = str_c(v->lang == LANG_ZH ? w->ask_zh : w->ask_en);
    struct str subject = subject_of(v, &f, &url);
    site_fields(v, value_rows(v->page, "fields"), &question_settle_record, NULL, "inspection detector measure unit newest_us");
    value_c(v->page, "next", "/questions");
    return act_form_page(
        v,
        &(struct act_form){
            .lead = detail.len ? str_f(v->arena, "%.*s %.*s", STR_ARG(ask), STR_ARG(detail)) : ask,
            .about = tr(v->lang, f.measure ? "整改措施" : "单位"),
            .subject = subject,
            .url = url,
            .back = STR("/questions")});
}

struct response *question_prepare(struct visit *v)
{
    struct finding f;
    if (!asked_of(v, &f))
        return site_missing(v);
    struct pair pairs[] = {
        {STR("inspection"), id_str(v, v->id[0])},
        {STR("detector"), v->part[1]},
        {STR("newest_us"), v->part[3]},
        {f.measure ? STR("measure") : STR("unit"), id_str(v, v->id[2])},
        {STR("answer"), request_form(v->request, "answer")}};
    act_form_submit(v, COMMAND_QUESTION_SETTLE, 0, pairs, sizeof pairs / sizeof *pairs);
    return NULL;
}
