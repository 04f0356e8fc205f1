/* reminders.c: reminders before and after they go: who gets what when, sending them now, what was sent, one's own. */
#include "web/reminders.h"

#include "app/courier.h"
#include "base/time.h"
#include "domain/nudge.h"
#include "view/table.h"
#include "web/act_form.h"

enum { LINES_SHOWN = 5,    /* of one digest */
       UNHEARD_SHOWN = 30, /* the number of all stands above */
       SENT_SHOWN = 60,    /* the register has the rest */
       UNREAD_SHOWN = 10 };

static const char sql_sent[] = "SELECT n.id, n.day, n.person, n.sort, n.count, n.channel, n.state, n.why, n.delivered_us, n.read_us, n.title, n.title_en, n.why_en"
                               " FROM nudge n ORDER BY n.day DESC, n.seq DESC LIMIT ?1";
static const char sql_unread[] = "SELECT n.id, n.title, n.text, n.title_en, n.text_en FROM nudge n WHERE n.person = ?1 AND n.read_us = 0 ORDER BY n.day DESC LIMIT ?2";

/* ---- the plan -------------------------------------------------------------------------------- */

struct drawing {
    struct settings settings;
    struct reminders r;
    int64_t next_us;
    bool open;
};

/* The plan of the next sending, as far as it is this person's business. */
static enum err draw_plan(struct visit *v, struct drawing *d, enum reach worst, struct sentence *why)
{
    const struct calendar *c;
    enum err e = settings_load(v->arena, v->site->app.dir, &d->settings, why);
    if (!e && (e = site_calendar(v, &c)))
        *why = (struct sentence){STR(""), STR("")};
    if (e)
        return e;
    d->open = reminders_open(c, &d->settings, time_now_us(), &d->next_us);
    e = reminders_plan(v->site->app.db, v->arena, &d->settings, day_of(d->next_us), &d->r);
    if (!e)
        reminders_narrow(v->arena, &d->r, &v->ctx.env.actor, worst);
    return e;
}

static enum err put_lines(struct visit *v, const struct drawing *d, const struct remind_digest *g,
                          struct value *row)
{
    struct value *lines = value_rows(row, "lines");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < g->count && i < LINES_SHOWN && !e; i++) {
        struct sentence words;
        e = reminders_item(v->site->app.db, v->arena, &d->r, &d->r.about.items[g->lines[i].item],
                           &words);
        if (!e)
            value_item(lines, sentence_in(words, v->lang));
    }
    long long more = g->count > LINES_SHOWN ? (long long)(g->count - LINES_SHOWN) : 0;
    value_text(row, "more", more ? str_f(v->arena, v->lang == LANG_ZH ? "另有 %lld 项" : "%lld more", more) : STR(""));
    return e;
}

/* Why this person: as what they are told, each once. */
static struct str addressed_as(struct visit *v, const struct remind_digest *g)
{
    struct buf b = buf_new(v->arena, 400);
    int64_t bits = 0;
    for (size_t i = 0; i < g->count; i++)
        bits |= g->lines[i].as;
    for (int64_t i = 0; tell_choices[i].name; i++)
        if (bits >> i & 1)
            buf_f(&b, "%s%s", b.len ? (v->lang == LANG_ZH ? "、" : ", ") : "",
                  v->lang == LANG_ZH ? tell_choices[i].zh : tell_choices[i].en);
    return buf_view(&b);
}

/* "措施 6、任务 2": of what is red, because the overview's figure counts measures only. Empty where it is measures only. */
static struct str red_by_kind(struct visit *v, const struct drawing *d, const struct remind_digest *g)
{
    int64_t counts[KIND_COUNT] = {0};
    struct buf b = buf_new(v->arena, 400);
    bool zh = v->lang == LANG_ZH;
    for (size_t i = 0; i < g->count; i++) {
        const struct remind_item *item = &d->r.about.items[g->lines[i].item];
        counts[item->kind] += item->colour == COLOUR_RED && item->kind != KIND_REPORT;
    }
    for (int k = 0; k < KIND_COUNT; k++)
        if (counts[k])
            buf_f(&b, "%s%s %lld", b.len ? (zh ? "、" : ", ") : "", zh ? kinds[k].zh : kinds[k].en, (long long)counts[k]);
    bool measures_only = counts[KIND_MEASURE] == g->overdue + g->escalated;
    return measures_only ? STR("") : buf_view(&b);
}

static enum err put_digest(struct visit *v, const struct drawing *d, const struct remind_digest *g,
                           struct value *list)
{
    const struct remind_name *n = &d->r.names[g->person];
    int64_t sort = remind_sort(g);
    struct value *row = value_row(list);
    value_text(row, "name", n->name);
    value_text(row, "unit", n->unit);
    value_text(row, "as", addressed_as(v, g));
    value_text(row, "sort", choice_word(nudge_sorts, sort, v->lang));
    value_c(row, "kind", sort == NUDGE_REMINDER ? (g->overdue ? "red" : "yellow") : "red");
    struct str red = red_by_kind(v, d, g), summary = reminders_summary(v->arena, g, v->lang);
    if (red.len)
        summary = str_f(v->arena, v->lang == LANG_ZH ? "%.*s（超期的：%.*s）" : "%.*s (overdue: %.*s)", STR_ARG(summary), STR_ARG(red));
    value_text(row, "summary", summary);
    value_text(row, "channel", choice_word(nudge_channels, reminders_channel(&d->r, g), v->lang));
    return put_lines(v, d, g, row);
}

static enum err put_unheard(struct visit *v, const struct drawing *d)
{
    struct value *list = value_rows(v->page, "unheard");
    enum err e = ERR_NONE;
    value_int(v->page, "unheard_count", (int64_t)d->r.plan.unheard_count);
    for (size_t i = 0; i < d->r.plan.unheard_count && i < UNHEARD_SHOWN && !e; i++) {
        struct sentence words;
        e = reminders_item(v->site->app.db, v->arena, &d->r,
                           &d->r.about.items[d->r.plan.unheard[i]], &words);
        if (!e)
            value_item(list, sentence_in(words, v->lang));
    }
    return e;
}

static enum err put_plan(struct visit *v, const struct drawing *d)
{
    struct value *list = value_rows(v->page, "plan");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < d->r.plan.count && !e; i++)
        if (d->r.plan.digests[i].due && !d->r.plan.digests[i].sent)
            e = put_digest(v, d, &d->r.plan.digests[i], list);
    return e ? e : put_unheard(v, d);
}

static struct str lead(struct visit *v, const struct drawing *d)
{
    struct str at = time_text(v->arena, d->next_us);
    unsigned n = (unsigned)d->r.plan.to_send;
    if (d->open)
        return str_f(v->arena, v->lang == LANG_ZH ? "现在是发送时间，将发给 %u 人。" : "These are sending hours; %u people are to be told.", n);
    return str_f(v->arena, v->lang == LANG_ZH ? "下一次发送：%.*s，将发给 %u 人。" : "Next sending: %.*s, to %u people.", STR_ARG(at), n);
}

/* What a row says in columns ZH and EN, in the reader's language; entries of before hold Chinese only. */
static struct str told_in(struct visit *v, struct stmt *s, int zh, int en)
{
    struct sentence said = {stmt_get_str(s, zh), stmt_get_str(s, en)};
    return str_copy(v->arena, sentence_in(said, v->lang));
}

/* ---- what was sent --------------------------------------------------------------------------- */

static void put_sent(struct visit *v, struct value *list, struct stmt *s)
{
    struct value *row = value_row(list);
    int64_t state = stmt_get_int(s, 6), delivered_us = stmt_get_int(s, 8);
    value_text(row, "url", str_f(v->arena, "/r/nudge/%.*s", STR_ARG(id_str(v, stmt_get_int(s, 0)))));
    value_text(row, "day", day_text(v->arena, stmt_get_int(s, 1)));
    value_text(row, "name", site_person(v, stmt_get_int(s, 2)));
    value_text(row, "title", told_in(v, s, 10, 11));
    value_text(row, "channel", choice_word(nudge_channels, stmt_get_int(s, 5), v->lang));
    value_text(row, "state", choice_word(nudge_states, state, v->lang));
    value_c(row, "kind", state == NUDGE_LOST ? "red" : state == NUDGE_WAITING ? "wait"
                                                                              : "done");
    value_text(row, "why", state == NUDGE_OUT ? STR("") : told_in(v, s, 7, 12));
    value_text(row, "when", time_text(v->arena, delivered_us));
    value_text(row, "read", time_text(v->arena, stmt_get_int(s, 9)));
}

static enum err put_register(struct visit *v)
{
    struct value *list = value_rows(v->page, "sent");
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_sent, &s);
    if (e)
        return e;
    stmt_int(s, 1, SENT_SHOWN);
    while (!(e = stmt_step(s, &row)) && row)
        put_sent(v, list, s);
    stmt_done(s);
    return e;
}

struct response *reminders_page(struct visit *v)
{
    struct drawing d;
    struct sentence why = {STR(""), STR("")};
    bool office = v->ctx.env.actor.roles & ROLE(OFFICE);
    enum err e = draw_plan(v, &d, REACH_ABOVE, &why);
    if (e && why.zh.len)
        return site_error(v, e, why);
    if (!e)
        e = put_plan(v, &d);
    if (!e)
        e = put_register(v);
    if (e)
        return site_database_failed(v, e);
    value_text(v->page, "lead", lead(v, &d));
    value_bool(v->page, "automatic", setting_yes(&d.settings, SETTING_REMIND_AUTO));
    value_bool(v->page, "may_send", office && d.open && d.r.plan.to_send);
    value_bool(v->page, "letters", d.r.mail);
    value_text(v->page, "trouble", sentence_in(courier_trouble(v->arena, v->site->app.dir), v->lang));
    struct sentence doubt = calendar_doubt(v->arena, &d.r.calendar, civil_from_day(d.r.day).year);
    value_text(v->page, "doubt", sentence_in(doubt, v->lang));
    site_form(v, NULL);
    site_title(v, tr(v->lang, "催办提醒"), "");
    return site_render(v, "reminders");
}

/* One submission a person, all or none. */
struct response *reminders_prepare(struct visit *v)
{
    struct drawing d;
    struct sentence why = {STR(""), STR("")};
    struct submission *list;
    size_t n = 0;
    enum err e = draw_plan(v, &d, REACH_OWN, &why);
    if (!e && d.open)
        e = reminders_submissions(v->site->app.db, v->arena, &d.r, &list, &n);
    if (e)
        return why.zh.len ? site_error(v, e, why) : site_database_failed(v, e);
    v->asking = (struct asking){.count = n, .list = n ? list : NULL, .atomic = true};
    if (n)
        return NULL;
    struct str next = time_text(v->arena, d.next_us);
    v->err = ERR_INPUT;
    v->outcome.say = d.open ? tr_both("现在没有要发出的提醒。") : sentence_f(v->arena, "现在不是发送时间，没有发出；下一次：%.*s。", "These are no sending hours, so nothing went out; the next: %.*s.", STR_ARG(next));
    return reminders_page(v);
}

struct response *reminders_done(struct visit *v)
{
    return site_redirect(v, "/reminders?done=%s", command_types[v->asking.list[0].type].wire);
}

/* ---- one's own ------------------------------------------------------------------------------- */

enum err reminders_unread(struct visit *v)
{
    struct value *list = value_rows(v->page, "nudges");
    struct stmt *s;
    bool row = false;
    enum err e = v->ctx.person ? db_stmt(v->site->app.db, sql_unread, &s) : ERR_NONE;
    if (e || !v->ctx.person)
        return e;
    stmt_int(s, 1, v->ctx.person);
    stmt_int(s, 2, UNREAD_SHOWN);
    while (!(e = stmt_step(s, &row)) && row) {
        struct value *one = value_row(list), *lines = value_rows(one, "lines");
        struct str rest = told_in(v, s, 2, 4), line;
        value_text(one, "title", told_in(v, s, 1, 3));
        value_text(one, "action", str_f(v->arena, "/nudge/%.*s/read", STR_ARG(id_str(v, stmt_get_int(s, 0)))));
        while (rest.len && str_cut(&rest, '\n', &line))
            if (str_trim(line).len)
                value_item(lines, line);
    }
    stmt_done(s);
    return e;
}

struct response *nudge_again(struct visit *v) { return site_error(v, v->err, v->outcome.say); }

struct response *notify_page(struct visit *v)
{
    struct person p;
    enum err e = site_load(v, KIND_PERSON, v->ctx.person, &p);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    site_fields(v, value_rows(v->page, "fields"), &person_notify_record,
                act_form_values(v, KIND_PERSON, &p), "");
    return act_form_page(v, &(struct act_form){.lead = tr(v->lang, "提醒总会出现在“我的工作”里；填写邮箱并勾选后，同样的内容每天最多一封发到邮箱。在系统里按您看页面的语言显示；邮件的语言在这里选，不选为中文。"), .back = STR("/me")});
}

struct response *notify_prepare(struct visit *v)
{
    struct pair pairs[] = {{STR("mail"), request_form(v->request, "mail")},
                           {STR("by_mail"), request_form(v->request, "by_mail")},
                           {STR("mail_lang"), request_form(v->request, "mail_lang")}};
    act_form_submit(v, COMMAND_PERSON_NOTIFY, v->ctx.person, pairs, sizeof pairs / sizeof *pairs);
    return NULL;
}
