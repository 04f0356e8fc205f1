/* pack.c: the reporting periods of a round, who has reported and who has not; the pack of a period, live or frozen. */
#include "app/pack.h"

#include "app/regime.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/list.h"
#include "view/period.h"
#include "view/table.h"
#include "web/act_form.h"
#include "web/matter.h"
#include "web/moments.h"
#include "web/pages.h"

enum { PERIODS_SHOWN = 6,
       COMPUTED_UNASKED_MAX = 5000 }; /* measures of a round; the sums of 100,000 take seconds */

static const char sql_frozen[] = "SELECT k.id FROM pack k WHERE k.inspection = ?1{pack k} ORDER BY k.period DESC, k.seq DESC";

/* ---- what an address asks for --------------------------------------------------------------------------- */

static int64_t id_asked(struct visit *v, const char *name)
{
    int64_t id;
    return id_read(request_query(v->request, name), &id) ? id : 0;
}

/* ?period= &sort= &unit= &leader=; without a period the last one that is over. Who does not see all
 * of the round is shown their own unit. */
static enum err asked(struct visit *v, struct pack_freeze *ask)
{
    struct str period = request_query(v->request, "period");
    int64_t rhythm;
    *ask = (struct pack_freeze){
        .inspection = v->inspection,
        .sort = str_is(request_query(v->request, "sort"), "meeting") ? PACK_MEETING : PACK_PERIOD,
        .unit = id_asked(v, "unit"),
        .leader = id_asked(v, "leader")};
    if (!v->inspection || (period.len && !pack_period_read(period, &ask->rhythm, &ask->period)))
        return ERR_MISSING;
    enum err e = period_rhythm(v->site->app.db, v->inspection, &rhythm);
    if (!period.len) {
        ask->rhythm = ask->sort == PACK_MEETING ? RHYTHM_MONTH : rhythm;
        ask->period = period_before_day(ask->rhythm, v->today).period;
    }
    if (!scope_is_whole(&v->scope, v->inspection)) {
        ask->unit = v->person.unit;
        ask->leader = 0;
        if (!ask->unit)
            return ERR_MISSING;
    }
    if (ask->unit)
        ask->leader = 0;
    return e;
}

/* PATH?period=…&sort=…&unit=…&leader=… */
static struct str address(struct visit *v, const char *path, const struct pack_freeze *ask)
{
    struct buf b = buf_new(v->arena, 512);
    struct str period = pack_period_write(v->arena, ask->rhythm, ask->period);
    buf_f(&b, "%s?period=%.*s&sort=%s", path, STR_ARG(period), pack_sorts[ask->sort].name);
    if (ask->unit)
        buf_f(&b, "&unit=%.*s", STR_ARG(id_str(v, ask->unit)));
    if (ask->leader)
        buf_f(&b, "&leader=%.*s", STR_ARG(id_str(v, ask->leader)));
    return buf_view(&b);
}

static enum err moment_now(struct visit *v, struct moment *m, struct sentence *why)
{
    return visit_moment(v, v->inspection, -1, v->today, m, why);
}

/* ---- the periods ------------------------------------------------------------------------------------------ */

static void put_period_chips(struct visit *v, const struct pack_freeze *ask)
{
    struct value *list = value_rows(v->page, "chips");
    int64_t p = regime_period(ask->rhythm, v->today);
    for (int i = 0; i < PERIODS_SHOWN; i++, p = regime_period_before(ask->rhythm, p)) {
        struct value *row = value_row(list);
        struct pack_freeze other = *ask;
        other.period = p;
        value_text(row, "label", sentence_in(regime_period_text(v->arena, ask->rhythm, p), v->lang));
        value_text(row, "url", address(v, "/packs", &other));
        value_bool(row, "here", p == ask->period);
    }
}

struct leaders {
    struct visit *v;
    struct value *list;
    struct pack_freeze ask;
};

static enum err leader(void *arg, int64_t id, struct str name)
{
    struct leaders *l = arg;
    struct value *row = value_row(l->list);
    l->ask.leader = id;
    value_text(row, "label", str_copy(l->v->arena, name));
    value_text(row, "url", address(l->v, "/packs/preview", &l->ask));
    return ERR_NONE;
}

/* Those who lead measures of the round, each leading to their own pack; only for who sees all of it. */
static enum err put_leaders(struct visit *v, const struct pack_freeze *ask)
{
    struct leaders l = {v, value_rows(v->page, "leaders"), *ask};
    l.ask.unit = 0;
    enum err e = ERR_NONE;
    bool whole = scope_is_whole(&v->scope, v->inspection);
    for (size_t i = 0; whole && !e && i < list_filters_count; i++)
        if (list_filters[i].kind == KIND_PERSON && !list_filters[i].choices)
            e = list_options(v->site->app.db, &list_filters[i], v->inspection, v->position, 0, leader, &l);
    value_bool(v->page, "has_leaders", l.list->count > 0);
    return e;
}

/* Open until the day its reports are due, then closed: what comes later is late. */
static enum err put_deadline(struct visit *v, const struct pack_freeze *ask)
{
    struct regime r;
    const struct calendar *c;
    enum err e = regime_load(v->site->app.db, v->arena, v->inspection, 0, &r);
    if (!e)
        e = site_calendar(v, &c);
    if (e)
        return e;
    int64_t due = report_due_day(&r, c, ask->period);
    bool begun = regime_period_first_day(ask->rhythm, ask->period) <= v->today, open = begun && v->today <= due;
    struct str day = day_text(v->arena, due);
    value_c(v->page, "state_colour", open ? "green" : "");
    value_text(v->page, "state", open ? tr(v->lang, "填报中") : begun ? tr(v->lang, "已截止")
                                                                      : tr(v->lang, "还没有开始"));
    value_text(v->page, "deadline", str_f(v->arena, v->lang == LANG_ZH ? "%.*s（含当天）前填报的算按时，之后的算逾期填报。" : "Reports up to %.*s are in time; later ones are late.", STR_ARG(day)));
    return ERR_NONE;
}

static const enum pack_count shown[] = {
    PACK_TOTAL, PACK_DONE, PACK_NEARLY, PACK_SUSTAINED,
    PACK_WORKING, PACK_LAGGING, PACK_OVERDUE, PACK_NOT_STARTED,
    PACK_REPORTS_DUE, PACK_REPORTS_FILED, PACK_REPORTS_LATE, PACK_REPORTS_MISSING};
enum { SHOWN = sizeof shown / sizeof *shown };

/* A count leads to its list where a figure says the same: labels always, the period's own for the
 * last one that is over. */
static void put_counts(struct visit *v, struct value *list, const struct moment *m, const struct pack_freeze *ask,
                       const struct pack_row *r, bool last)
{
    struct value *row = value_row(list), *cells = value_rows(row, "cells");
    bool total = !r->unit && str_is(r->name, "合计");
    struct pack_freeze of = *ask;
    of.unit = r->unit ? r->unit : ask->unit;
    of.leader = of.unit ? 0 : ask->leader;
    value_text(row, "name", total ? tr(v->lang, "合计") : r->name);
    value_text(row, "url", r->unit ? address(v, "/packs/preview", &of) : STR(""));
    value_bool(row, "total", !r->unit); /* measures without a unit have no page of their own either */
    for (size_t i = 0; i < SHOWN; i++) {
        const struct pack_count_info *info = &pack_counts[shown[i]];
        struct value *cell = value_row(cells);
        bool opens = r->counts[shown[i]] && info->figure && (total || (r->unit && !ask->leader)) &&
                     (shown[i] < PACK_NEW_CLOSED || last);
        value_c(cell, "label", v->lang == LANG_ZH ? info->zh : info->en);
        value_text(cell, "text", str_f(v->arena, "%lld", (long long)r->counts[shown[i]]));
        value_text(cell, "url", opens ? told_href(v->arena, m, str_c(info->figure), pack_scope(v->arena, &of)) : STR(""));
    }
}

static void put_unit_table(struct visit *v, const struct moment *m, const struct pack_freeze *ask,
                           const struct pack_content *c)
{
    int64_t rhythm;
    bool last = !period_rhythm(v->site->app.db, v->inspection, &rhythm) && rhythm == ask->rhythm &&
                period_before_day(rhythm, v->today).period == ask->period;
    struct value *heads = value_rows(v->page, "heads"), *list = value_rows(v->page, "units");
    for (size_t i = 0; i < SHOWN; i++)
        value_item(heads, str_c(v->lang == LANG_ZH ? pack_counts[shown[i]].zh : pack_counts[shown[i]].en));
    for (size_t i = 0; i < c->row_count; i++)
        put_counts(v, list, m, ask, &c->rows[i], last);
    put_counts(v, list, m, ask, &c->total, last);
}

static void put_reports(struct visit *v, const char *name, const struct pack_content *c, enum pack_list at)
{
    struct value *list = value_rows(v->page, name);
    for (size_t i = 0; i < c->lists[at].count; i++) {
        const struct pack_item *x = &c->lists[at].items[i];
        struct value *row = value_row(list);
        value_text(row, "number", x->number);
        value_text(row, "what", x->what);
        value_text(row, "url", str_f(v->arena, "/measure/%.*s", STR_ARG(id_str(v, x->measure))));
        value_text(row, "unit", x->unit_name);
        value_text(row, "day", day_text(v->arena, x->day));
    }
}

static enum err put_frozen(struct visit *v)
{
    struct value *list = value_rows(v->page, "packs");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_frozen), v->inspection, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        struct pack p;
        if ((e = table_load(v->site->app.db, v->arena, KIND_PACK, stmt_get_int(s, 0), &p)))
            break;
        struct value *item = value_row(list);
        value_text(item, "title", p.title);
        value_text(item, "url", str_f(v->arena, "/pack/%.*s", STR_ARG(id_str(v, p.id))));
        value_text(item, "sort", choice_word(pack_sorts, p.sort, v->lang));
        value_text(item, "state", choice_word(pack_states, p.state, v->lang));
        value_text(item, "as_of", day_text(v->arena, p.as_of_day));
    }
    stmt_done(s);
    return e;
}

/* Who has reported and how the units stand: at once, or in a large round when ?compute=1 asks for it. */
static enum err put_standing(struct visit *v, const struct pack_freeze *ask, struct sentence *why)
{
    struct pack_content c = {0};
    struct moment m = {0};
    struct figure_value measures = {0};
    enum err e = moment_now(v, &m, why);
    if (!e)
        e = figure_recall(m.db, figure_find(STR("measures.total")), m.scope, m.inspection, m.as_of_day, m.position, &measures);
    bool computed = measures.value <= COMPUTED_UNASKED_MAX || str_is(request_query(v->request, "compute"), "1");
    if (!e && computed)
        e = pack_compute(v->arena, &m, ask, &c, why);
    if (!e && computed)
        put_unit_table(v, &m, ask, &c);
    visit_moment_close(v, &m);
    value_bool(v->page, "computed", computed);
    value_text(v->page, "compute_url", str_f(v->arena, "%.*s&compute=1", STR_ARG(address(v, "/packs", ask))));
    put_reports(v, "late", &c, PACK_LIST_LATE);
    put_reports(v, "missing", &c, PACK_LIST_MISSING);
    return e;
}

struct response *packs_page(struct visit *v)
{
    struct pack_freeze ask;
    struct sentence why = {0};
    enum err e = asked(v, &ask);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = put_standing(v, &ask, &why);
    if (e)
        return visit_moment_failed(v, e, why);
    put_period_chips(v, &ask);
    e = put_deadline(v, &ask);
    if (!e)
        e = put_leaders(v, &ask);
    if (!e)
        e = put_frozen(v);
    if (e)
        return site_database_failed(v, e);
    struct pack_freeze meeting = ask;
    meeting.sort = PACK_MEETING;
    meeting.rhythm = RHYTHM_MONTH;
    meeting.period = period_before_day(RHYTHM_MONTH, v->today).period;
    site_title(v, tr(v->lang, "报告汇编"), "");
    value_text(v->page, "period", sentence_in(regime_period_text(v->arena, ask.rhythm, ask.period), v->lang));
    value_text(v->page, "preview_url", address(v, "/packs/preview", &ask));
    value_text(v->page, "meeting_url", address(v, "/packs/preview", &meeting));
    value_text(v->page, "sheet_url", address(v, "/packs/file/xlsx", &ask));
    return site_render(v, "packs");
}

/* ---- a pack, live ----------------------------------------------------------------------------------------------- */

static const struct {
    const char *format, *label;
} files[] = {{"docx", "Word"}, {"pdf", "PDF"}, {"xlsx", "Excel"}, {"txt", "文本"}, {"html", "网页"}};

/* BASE/FORMAT, and what follows it. */
static void put_files(struct visit *v, struct str base, struct str query)
{
    struct value *list = value_rows(v->page, "exports");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct value *row = value_row(list);
        value_text(row, "label", i < 3 ? str_c(files[i].label) : tr(v->lang, files[i].label));
        value_text(row, "url", str_f(v->arena, "%.*s/%s%.*s", STR_ARG(base), files[i].format, STR_ARG(query)));
    }
}

static struct response *give(struct visit *v, enum err e, struct sentence why, struct str bytes)
{
    struct str format = v->part[v->id[0] ? 1 : 0];
    if (e == ERR_INPUT)
        return site_missing(v);
    if (e)
        return visit_moment_failed(v, e, why);
    struct response *r = response_new(v->request, 200, pack_media(format), bytes);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"pack.%.*s\"", STR_ARG(format)));
    return r;
}

struct response *pack_preview_file(struct visit *v)
{
    struct pack_freeze ask;
    struct moment m = {0};
    struct sentence why = {0};
    struct str bytes = STR("");
    enum err e = pack_media(v->part[0]) ? asked(v, &ask) : ERR_MISSING;
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = moment_now(v, &m, &why);
    if (!e)
        e = pack_write(v->arena, &m, &ask, v->part[0], v->lang, &bytes, &why);
    visit_moment_close(v, &m);
    return give(v, e, why, bytes);
}

static void put_freeze_form(struct visit *v, const struct pack_freeze *ask)
{
    bool over = pack_period_is_over(ask->rhythm, ask->period, v->today);
    bool office = v->person.roles & ROLE(OFFICE) && scope_is_whole(&v->scope, v->inspection);
    struct value *fields = value_rows(v->page, "fields");
    value_bool(v->page, "may_freeze", office && over);
    value_bool(v->page, "too_early", office && !over);
    value_text(v->page, "action", address(v, "/packs/preview", ask));
    if (office && over)
        site_fields(v, fields, &pack_freeze_record, ask, "inspection sort rhythm period unit leader position as_of_day digest");
    site_form(v, NULL);
}

struct response *pack_preview_page(struct visit *v)
{
    struct pack_freeze ask;
    struct pack_content c;
    struct moment m = {0};
    struct sentence why = {0};
    enum err e = asked(v, &ask);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = moment_now(v, &m, &why);
    if (!e)
        e = pack_title(v->arena, &m, &ask, &ask.title, &why);
    if (!e)
        e = pack_compute(v->arena, &m, &ask, &c, &why);
    if (!e)
        visit_document(v, pack_document(v->arena, &m, &ask, &c));
    visit_moment_close(v, &m);
    if (e)
        return visit_moment_failed(v, e, why);
    struct str query = address(v, "", &ask);
    put_files(v, STR("/packs/file"), query);
    put_freeze_form(v, &ask);
    site_title(v, tr(v->lang, "报告汇编预览"), "");
    value_text(v->page, "heading", choice_word(pack_sorts, ask.sort, v->lang));
    return site_render(v, "pack_preview");
}

/* The pack is computed once more, for the position it is frozen at. */
struct response *pack_freeze_prepare(struct visit *v)
{
    struct pack_freeze ask;
    struct moment m = {0};
    struct sentence why = {0};
    struct pair *pairs = arena_alloc(v->arena, PACK_PAIRS * sizeof *pairs);
    enum err e = asked(v, &ask);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    ask.title = str_trim(request_form(v->request, "title"));
    ask.note = str_trim(request_form(v->request, "note"));
    e = moment_now(v, &m, &why);
    if (!e)
        e = pack_freeze_at(v->arena, &m, &ask, &why);
    visit_moment_close(v, &m);
    if (e)
        return visit_moment_failed(v, e, why);
    pack_pairs(v->arena, &ask, pairs);
    act_form_submit(v, COMMAND_PACK_FREEZE, 0, pairs, PACK_PAIRS);
    return NULL;
}

struct response *pack_done(struct visit *v)
{
    struct str id = id_str(v, v->answer->list[0].subject);
    return site_redirect(v, "/pack/%.*s?done=%s", STR_ARG(id), command_types[v->asking.list[0].type].wire);
}

/* ---- a frozen pack
 * ------------------------------------------------------------------------------------------------ */

static enum err frozen_moment(struct visit *v, const struct pack *p, struct moment *m, struct sentence *why)
{
    return visit_moment(v, p->inspection, p->position, p->as_of_day, m, why);
}

static enum err put_frozen_paper(struct visit *v, const struct pack *p, struct sentence *why)
{
    struct pack_freeze ask = pack_ask(p);
    struct pack_content c;
    struct moment m = {0};
    bool same = false;
    enum err e = frozen_moment(v, p, &m, why);
    if (!e)
        e = pack_compute(v->arena, &m, &ask, &c, why);
    if (!e) {
        visit_document(v, pack_document(v->arena, &m, &ask, &c));
        e = pack_same(v->arena, &m, p, &same, why);
    }
    visit_moment_close(v, &m);
    value_bool(v->page, "differs", !same);
    return e;
}

static void put_facts(struct visit *v, const struct pack *p)
{
    struct value *list = value_rows(v->page, "facts");
    struct str none = STR("");
    matter_fact(v, list, "汇编种类", choice_word(pack_sorts, p->sort, v->lang), none);
    matter_fact(v, list, "期次", sentence_in(regime_period_text(v->arena, p->rhythm, p->period), v->lang), none);
    matter_fact(v, list, "只看单位", site_unit(v, p->unit), none);
    matter_fact(v, list, "只看责任领导", site_person(v, p->leader), none);
    matter_fact(v, list, "数据截至", day_text(v->arena, p->as_of_day), none);
    matter_fact(v, list, "日志位置", str_f(v->arena, "%lld", (long long)p->position), none);
    matter_fact(v, list, "文本校验码", p->digest, none);
    matter_fact(v, list, "定稿人", site_person(v, p->freezer), none);
    matter_fact(v, list, "定稿时间", time_text(v->arena, p->frozen_us), none);
    matter_fact(v, list, "审核人", site_person(v, p->reviewer), none);
    matter_fact(v, list, "审核时间", time_text(v->arena, p->reviewed_us), none);
    matter_fact(v, list, "审核意见", p->opinion, none);
    matter_fact(v, list, "撤回原因", p->reason, none);
}

static struct str url_of(struct visit *v, int64_t id, const char *word)
{
    return str_f(v->arena, "/pack/%.*s%s", STR_ARG(id_str(v, id)), word);
}

struct response *pack_page(struct visit *v)
{
    struct pack p;
    struct sentence why = {0};
    enum err e = site_load(v, KIND_PACK, v->id[0], &p);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    e = put_frozen_paper(v, &p, &why);
    if (e)
        return visit_moment_failed(v, e, why);
    struct value *acts = value_rows(v->page, "acts");
    put_facts(v, &p);
    put_files(v, url_of(v, p.id, "/file"), STR(""));
    e = site_act(v, acts, COMMAND_PACK_REVIEW, p.id, &p, url_of(v, p.id, "/review"), true);
    if (!e)
        e = site_act(v, acts, COMMAND_PACK_WITHDRAW, p.id, &p, url_of(v, p.id, "/withdraw"), false);
    if (!e)
        e = matter_history(v, p.id);
    if (e)
        return site_database_failed(v, e);
    site_title(v, p.title, "");
    value_text(v->page, "heading", p.title);
    value_text(v->page, "state", choice_word(pack_states, p.state, v->lang));
    value_text(v->page, "proof_url", str_f(v->arena, "/log/%lld", (long long)p.seq));
    return site_render(v, "pack");
}

struct response *pack_file(struct visit *v)
{
    struct pack p;
    struct moment m = {0};
    struct sentence why = {0};
    struct str bytes = STR("");
    enum err e = pack_media(v->part[1]) ? site_load(v, KIND_PACK, v->id[0], &p) : ERR_MISSING;
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    struct pack_freeze ask = pack_ask(&p);
    e = frozen_moment(v, &p, &m, &why);
    if (!e)
        e = pack_write(v->arena, &m, &ask, v->part[1], v->lang, &bytes, &why);
    visit_moment_close(v, &m);
    return give(v, e, why, bytes);
}
