/* feedback.c: the feedback, sentence by sentence: paste it, say of each which problem it is or that it is none,
 * save all in one go. A likely problem is suggested; it counts only when a person saves it. */
#include "web/act_form.h"
#include "web/pages.h"

#include "app/feedback.h"
#include "base/hash.h"
#include "domain/plan.h"
#include "view/table.h"

enum { PAGE = 100, /* sentences */
       KEY_CHARS = 40 };
#define NONE "none" /* chosen for "not a problem" */

/* ---- drawing ------------------------------------------------------------------------------------------ */

struct drawing {
    struct visit *v;
    struct value *rows;
    struct feedback_problems problems;
};

/* What was typed before the form came back, else OTHERWISE. */
static struct str typed(struct visit *v, const char *prefix, struct str id, struct str otherwise)
{
    struct str key = str_f(v->arena, "%s%.*s", prefix, STR_ARG(id));
    for (size_t i = 0; v->err && i < v->request->form_count; i++)
        if (str_eq(v->request->form[i].key, key))
            return v->request->form[i].value;
    return otherwise;
}

static void put_options(struct drawing *d, struct value *row, struct str chosen)
{
    struct visit *v = d->v;
    struct value *list = value_rows(row, "options");
    for (size_t i = 0; i < d->problems.count + 2; i++) {
        const struct feedback_problem *p = i >= 2 ? &d->problems.list[i - 2] : NULL;
        struct value *o = value_row(list);
        struct str id = p ? id_str(v, p->id) : i ? STR(NONE)
                                                 : STR("");
        struct str label =
            p ? str_f(v->arena, "%.*s　%.*s", STR_ARG(p->number), STR_ARG(utf8_clip(p->title, 28)))
              : tr(v->lang, i ? "不是问题" : "（未对应）");
        value_text(o, "value", id);
        value_text(o, "label", label);
        value_bool(o, "selected", str_eq(id, chosen));
    }
}

static struct str now_chosen(struct visit *v, const struct feedback_sentence *s)
{
    return s->state == SENTENCE_PROBLEM ? id_str(v, s->problem) : s->state == SENTENCE_NOT_PROBLEM ? STR(NONE)
                                                                                                   : STR("");
}

/* The suggestion is chosen beforehand where nothing was, and marked as one. */
static void put_sentence(struct drawing *d, const struct feedback_sentence *s)
{
    struct visit *v = d->v;
    struct value *row = value_row(d->rows);
    struct str id = id_str(v, s->id), chosen = now_chosen(v, s), reason = s->reason, hint = STR("");
    int percent = 0;
    if (s->state == SENTENCE_UNMAPPED && s->heading) {
        chosen = STR(NONE);
        reason = tr(LANG_ZH, "标题");
        hint = tr(v->lang, "建议：标题句");
    } else if (s->state == SENTENCE_UNMAPPED) {
        const struct feedback_problem *p = feedback_suggest(&d->problems, s->text, &percent);
        chosen = p ? id_str(v, p->id) : chosen;
        hint = p ? str_f(v->arena, v->lang == LANG_ZH ? "建议（相近 %d%%）" : "suggested (%d%% alike)", percent) : STR("");
    }
    value_text(row, "id", id);
    value_text(row, "number", str_f(v->arena, "%lld", (long long)s->number));
    value_text(row, "text", str_copy(v->arena, s->text));
    value_text(row, "state", choice_word(feedback_sentence_states, s->state, v->lang));
    value_c(row, "kind", s->state == SENTENCE_UNMAPPED ? "red" : "done");
    value_text(row, "reason", str_copy(v->arena, typed(v, "why-", id, reason)));
    value_text(row, "hint", hint);
    value_bool(row, "heading", s->heading);
    put_options(d, row, typed(v, "to-", id, chosen));
}

struct view {
    const char *show; /* all, unmapped */
    bool unmapped;
    int64_t from; /* sentences left out before */
};

static struct str page_url(struct visit *v, const struct view *at, int64_t from)
{
    return str_f(v->arena, "/plan/feedback?show=%s&from=%lld", at->show, (long long)from);
}

static const char sql_all[] = " FROM feedback_sentence s WHERE s.inspection = ?1 AND (?2 = 0 OR s.state = 1) ORDER BY s.number LIMIT ?3 OFFSET ?4";
static const char sql_count[] = "SELECT count(*), sum(CASE WHEN state = 1 THEN 1 ELSE 0 END) FROM feedback_sentence WHERE inspection = ?1";

static enum err put_sentences(struct visit *v, const struct view *at)
{
    struct drawing d = {.v = v, .rows = value_rows(v->page, "rows")};
    struct stmt *s;
    bool row = false;
    enum err e = feedback_problems(v->site->app.db, v->arena, v->inspection, &d.problems);
    if (!e)
        e = db_stmt_text(v->site->app.db, str_f(v->arena, "SELECT %s%s", table_columns(KIND_SENTENCE, "s"), sql_all), &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, at->unmapped);
    stmt_int(s, 3, PAGE);
    stmt_int(s, 4, at->from);
    while (!(e = stmt_step(s, &row)) && row) {
        struct feedback_sentence one;
        e = table_read_row(v->arena, KIND_SENTENCE, s, 0, &one);
        if (e)
            break;
        put_sentence(&d, &one);
    }
    stmt_done(s);
    return e;
}

static enum err put_counts(struct visit *v, const struct view *at)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_count, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    e = stmt_step(s, &row);
    int64_t all = !e && row ? stmt_get_int(s, 0) : 0, open = !e && row ? stmt_get_int(s, 1) : 0,
            of = at->unmapped ? open : all;
    stmt_done(s);
    value_text(v->page, "all", str_f(v->arena, "%lld", (long long)all));
    value_text(v->page, "open", str_f(v->arena, "%lld", (long long)open));
    value_bool(v->page, "any", all > 0);
    value_bool(v->page, "done", all > 0 && !open);
    value_bool(v->page, "unmapped", at->unmapped);
    value_text(v->page, "back_url", at->from > 0 ? page_url(v, at, at->from > PAGE ? at->from - PAGE : 0) : STR(""));
    value_text(v->page, "more_url", at->from + PAGE < of ? page_url(v, at, at->from + PAGE) : STR(""));
    value_text(v->page, "action", str_f(v->arena, "/plan/feedback/map?show=%s&from=%lld", at->show, (long long)at->from));
    return e;
}

/* Which sentences the address asks for; a form's address carries it too, so that it comes back to them. */
static struct view view_of(const struct visit *v)
{
    struct view at = {.unmapped = str_is(request_query(v->request, "show"), "unmapped")};
    if (!str_int(request_query(v->request, "from"), &at.from) || at.from < 0)
        at.from = 0;
    at.show = at.unmapped ? "unmapped" : "all";
    return at;
}

/* What one form did is of several kinds, and each is told with its number. */
static const struct {
    enum command_type type;
    const char *name; /* in the address */
    const char *zh, *en;
} steps[] = {{COMMAND_SENTENCE_ADD, "added", "录入", "entered"},
             {COMMAND_SENTENCE_MAP, "mapped", "对应到问题", "mapped to a problem"},
             {COMMAND_SENTENCE_NOT_PROBLEM, "aside", "标为不是问题", "marked as no problem"},
             {COMMAND_SENTENCE_UNMAP, "undone", "取消对应", "undone"}};
enum { STEPS = sizeof steps / sizeof *steps };

static void put_done(struct visit *v)
{
    struct buf all = buf_new(v->arena, 1000);
    bool zh = v->lang == LANG_ZH;
    for (size_t k = 0; k < STEPS; k++) {
        int64_t n;
        if (!str_int(request_query(v->request, steps[k].name), &n) || n <= 0)
            continue;
        buf_c(&all, !all.len ? "" : zh ? "，"
                                       : ", ");
        buf_f(&all, zh ? "%s %lld 句" : "%s: %lld", zh ? steps[k].zh : steps[k].en, (long long)n);
    }
    if (!all.len)
        return;
    struct value *flash = value_sub(v->page, "flash");
    value_c(flash, "kind", "good");
    value_text(flash, "text", str_f(v->arena, zh ? "已保存：%.*s。" : "Saved: %.*s.", STR_ARG(buf_view(&all))));
}

struct response *feedback_page(struct visit *v)
{
    struct inspection i = {0};
    struct view at = view_of(v);
    if (!v->inspection || !scope_is_whole(&v->scope, v->inspection))
        return site_missing(v);
    enum err e = site_load(v, KIND_INSPECTION, v->inspection, &i);
    if (!e)
        e = put_counts(v, &at);
    if (!e)
        e = put_sentences(v, &at);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    site_title(v, tr(v->lang, "反馈原文"), "");
    value_text(v->page, "lead", i.name);
    value_bool(v->page, "office", v->person.roles & ROLE(OFFICE) && i.state == INSPECTION_ACTIVE);
    value_text(v->page, "pasted", v->err ? request_form(v->request, "text") : STR(""));
    value_text(v->page, "position", str_f(v->arena, "%lld", (long long)v->position));
    put_done(v);
    site_form(v, NULL);
    return site_render(v, "feedback");
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static struct response *again(struct visit *v, enum err e, struct sentence why)
{
    v->err = e;
    v->outcome = (struct outcome){.say = why};
    return feedback_page(v);
}

struct response *feedback_paste_prepare(struct visit *v)
{
    struct feedback_paste paste;
    struct sentence why = {0};
    if (!v->inspection || !scope_is_whole(&v->scope, v->inspection))
        return site_missing(v);
    enum err e =
        feedback_paste(v->site->app.db, v->arena, v->inspection, request_form(v->request, "text"),
                       request_form(v->request, "_command"), &paste, &why);
    if (e == ERR_INPUT || e == ERR_LIMIT)
        return again(v, e, why);
    if (e)
        return site_database_failed(v, e);
    if (!paste.count)
        return again(v, ERR_INPUT, tr_both("这段原文里的句子都已经录入，没有新增。"));
    struct submission *list = arena_alloc(v->arena, paste.count * sizeof *list);
    for (size_t i = 0; i < paste.count; i++)
        list[i] = paste.list[i];
    v->asking = (struct asking){.count = paste.count, .list = list};
    return NULL;
}

struct choosing {
    struct visit *v;
    struct submission *list;
    size_t count;
    int64_t drawn;
};

static void add_step(struct choosing *c, enum command_type type, int64_t id, const char *key, struct str value)
{
    struct visit *v = c->v;
    struct pair *pair = arena_alloc(v->arena, sizeof *pair);
    struct str command = request_form(v->request, "_command");
    *pair = (struct pair){str_c(key), value};
    c->list[c->count] = (struct submission){
        .type = type, .id = id, .pairs = pair, .count = *key != 0, .drawn_at = c->drawn};
    if (command.len)
        c->list[c->count].command = str_f(v->arena, "%.*s-%zu", STR_ARG(utf8_clip(command, KEY_CHARS)), c->count);
    c->count++;
}

/* What was chosen for one sentence becomes a step, or nothing when it says what stands there. */
static struct response *choose(struct choosing *c, const struct feedback_sentence *s, struct str to)
{
    struct visit *v = c->v;
    struct str id = id_str(v, s->id),
               why = str_trim(request_form(
                   v->request, str_z(v->arena, str_f(v->arena, "why-%.*s", STR_ARG(id)))));
    bool same = str_eq(to, now_chosen(v, s));
    if (str_is(to, NONE)) {
        if (same && str_eq(why, s->reason))
            return NULL;
        if (utf8_length(why) < 2)
            return again(v, ERR_INPUT, sentence_f(v->arena, "第 %lld 句标为不是问题，要在旁边写明理由（至少两个字）。", "Sentence %lld is marked as no problem: write the reason beside it (two characters or more).", (long long)s->number));
        add_step(c, COMMAND_SENTENCE_NOT_PROBLEM, s->id, "reason", why);
    } else if (!same && !to.len) {
        add_step(c, COMMAND_SENTENCE_UNMAP, s->id, "", STR(""));
    } else if (!same) {
        add_step(c, COMMAND_SENTENCE_MAP, s->id, "problem", to);
    }
    return NULL;
}

struct response *feedback_map_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct choosing c = {.v = v, .list = arena_alloc(v->arena, (r->form_count + 1) * sizeof *c.list)};
    if (!str_int(request_form(r, "_drawn"), &c.drawn))
        c.drawn = -1;
    for (size_t i = 0; i < r->form_count; i++) {
        struct feedback_sentence s;
        int64_t id;
        if (!str_starts(r->form[i].key, STR("to-")) || !id_read(str_sub(r->form[i].key, 3, r->form[i].key.len), &id))
            continue;
        enum err e = site_load(v, KIND_SENTENCE, id, &s);
        if (e)
            return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
        struct response *no = choose(&c, &s, r->form[i].value);
        if (no)
            return no;
    }
    v->asking = (struct asking){.count = c.count, .list = c.list};
    return c.count ? NULL : again(v, ERR_INPUT, tr_both("没有任何改动，因此没有登记。"));
}

/* Refused: which sentence it was, since all were sent together. */
struct response *feedback_again(struct visit *v)
{
    struct feedback_sentence s;
    size_t at = v->answer ? v->answer->failed : 0;
    if (v->answer && at < v->asking.count && v->asking.list[at].id &&
        !site_load(v, KIND_SENTENCE, v->asking.list[at].id, &s)) {
        struct str zh = v->outcome.say.zh, en = v->outcome.say.en;
        v->outcome.say = (struct sentence){str_f(v->arena, "第 %lld 句：%.*s这一批都没有保存。", (long long)s.number, STR_ARG(zh)),
                                           str_f(v->arena, "Sentence %lld: %.*s Nothing of this batch was saved.", (long long)s.number, STR_ARG(en))};
    }
    return feedback_page(v);
}

struct response *feedback_done(struct visit *v)
{
    struct view at = view_of(v);
    struct str told = STR("");
    for (size_t k = 0; k < STEPS; k++) {
        long long n = 0;
        for (size_t i = 0; i < v->asking.count; i++)
            n += v->asking.list[i].type == steps[k].type;
        told = n ? str_f(v->arena, "%.*s&%s=%lld", STR_ARG(told), steps[k].name, n) : told;
    }
    return site_redirect(v, "/plan/feedback?show=%s&from=%lld%.*s", at.show, (long long)at.from, STR_ARG(told));
}
