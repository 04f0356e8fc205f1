/* portal.c: what the public sees: published bulletins, each of their figures, how to check. Nothing of the office
 * stands here: no draft, no record behind a figure, no name of a unit or person that was not printed. Only figures
 * a published bulletin prints, at its very position and day, can be asked for: a stranger can neither look at other
 * days nor narrow a count until it is about one person. */
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"
#include "web/moments.h"
#include "web/pages.h"

static const char sql_published[] = "SELECT id FROM bulletin WHERE state = ?1 ORDER BY published_us DESC, seq DESC LIMIT 200";

/* ---- home ------------------------------------------------------------------------------------------ */

static struct str organisation(struct visit *v, const struct inspection *i)
{
    struct unit u = {0};
    if (!i->organisation || table_load(v->site->app.db, v->arena, KIND_UNIT, i->organisation, &u) || !u.head.len)
        return i->name;
    return u.name;
}

static enum err put_bulletin(struct visit *v, struct value *list, int64_t id, int64_t *newest)
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
    value_text(row, "url", str_f(v->arena, "/bulletin/%.*s", STR_ARG(id_str(v, id))));
    value_text(row, "when", day_text(v->arena, day_of(b.published_us)));
    value_text(row, "org", organisation(v, &i));
    *newest = *newest ? *newest : id;
    return ERR_NONE;
}

static enum err put_bulletins(struct visit *v, int64_t *newest)
{
    struct value *list = value_rows(v->page, "bulletins");
    struct stmt *s;
    bool row = false;
    *newest = 0;
    enum err e = db_stmt(v->site->app.db, sql_published, &s);
    if (e)
        return e;
    stmt_int(s, 1, BULLETIN_OUT);
    while (!(e = stmt_step(s, &row)) && row && !(e = put_bulletin(v, list, stmt_get_int(s, 0), newest)))
        continue;
    stmt_done(s);
    return e;
}

static void put_contact(struct visit *v, const struct inspection *i)
{
    struct value *list = value_rows(v->page, "channels");
    visit_fact(list, tr(v->lang, "联系电话"), i->phone, STR(""));
    visit_fact(list, tr(v->lang, "邮政信箱"), i->post_box, STR(""));
    visit_fact(list, tr(v->lang, "电子邮箱"), i->mail, STR(""));
}

/* The tiles of the home page: figures of the newest bulletin, as it printed them. */
static enum err put_tiles(struct visit *v, const struct bulletin *b, struct sentence *why)
{
    static const char *const names[] = {"problems.total", "problems.closed", "measures.total", "measures.closed", "measures.closed_rate"};
    struct value *list = value_rows(v->page, "figures");
    struct bulletin_page page;
    struct moment m;
    struct told t;
    enum err e = visit_bulletin(v, b, &m, &page, why);
    for (size_t i = 0; i < sizeof names / sizeof *names && !e; i++) {
        if (!bulletin_prints(page.document, str_c(names[i]), STR("")))
            continue;
        e = told_read(v->arena, &m, str_c(names[i]), STR(""), &t, why);
        if (e)
            break;
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? t.zh : t.en);
        value_text(row, "value", told_text(v->arena, &t));
        value_c(row, "unit", visit_unit(v, &t));
        value_text(row, "url", told_href(v->arena, &m, t.name, STR("")));
        value_c(row, "colour", "");
    }
    visit_moment_close(v, &m);
    return e;
}

/* What stands around the list: of the newest bulletin's inspection. */
static enum err put_around(struct visit *v, int64_t newest, struct sentence *why)
{
    struct bulletin b;
    struct inspection i = {0};
    value_rows(v->page, "channels");
    value_rows(v->page, "figures");
    if (!newest)
        return ERR_NONE;
    enum err e = table_load(v->site->app.db, v->arena, KIND_BULLETIN, newest, &b);
    if (!e)
        e = table_load(v->site->app.db, v->arena, KIND_INSPECTION, b.inspection, &i);
    if (e)
        return e;
    v->inspection = b.inspection;
    put_contact(v, &i);
    return put_tiles(v, &b, why);
}

struct response *portal_page(struct visit *v)
{
    struct sentence why = {0};
    int64_t newest = 0;
    v->inspection = 0;
    enum err e = put_bulletins(v, &newest);
    if (!e)
        e = put_around(v, newest, &why);
    if (e)
        return visit_moment_failed(v, e, why);
    site_title(v, tr(v->lang, "整改公开"), "");
    value_text(v->page, "heading", tr(v->lang, "整改公开"));
    value_text(v->page, "lead", tr(v->lang, "公布的通报，每个数字都能点开看口径；每份通报都能核对没有被改动。"));
    value_c(v->page, "voice_url", "");
    value_c(v->page, "check_url", "/verify");
    return site_render(v, "portal");
}

/* ---- one bulletin ---------------------------------------------------------------------------------- */

/* The published bulletin of the address; anything else is not there. */
static enum err published(struct visit *v, struct bulletin *b)
{
    enum err e = site_load(v, KIND_BULLETIN, v->id[0], b);
    v->inspection = !e && b->state == BULLETIN_OUT ? b->inspection : 0;
    return e ? e : b->state == BULLETIN_OUT ? ERR_NONE
                                            : ERR_MISSING;
}

static struct response *absent(struct visit *v, enum err e)
{
    v->inspection = 0;
    return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
}

struct response *portal_bulletin(struct visit *v)
{
    struct bulletin b;
    struct moment m;
    struct bulletin_page page;
    struct sentence why = {0};
    enum err e = published(v, &b);
    if (e)
        return absent(v, e);
    e = visit_bulletin(v, &b, &m, &page, &why);
    bool whole = !e && str_eq(bulletin_digest(v->arena, page.document), b.digest);
    if (!e || (e == ERR_INPUT && page.document)) {
        visit_document(v, page.document);
        e = ERR_NONE;
    }
    visit_moment_close(v, &m);
    if (e)
        return visit_moment_failed(v, e, why);
    struct value *facts = value_rows(v->page, "facts");
    visit_fact(facts, tr(v->lang, "注意"), whole ? STR("") : tr(v->lang, "重算的文本与发布时登记的校验码不一致，请验证日志。"), STR(""));
    visit_fact(facts, tr(v->lang, "发布时间"), time_text(v->arena, b.published_us), STR(""));
    visit_fact(facts, tr(v->lang, "数据截至"), day_text(v->arena, b.as_of_day), STR(""));
    visit_fact(facts, tr(v->lang, "日志位置"), str_f(v->arena, "%lld", (long long)b.position), STR(""));
    visit_fact(facts, tr(v->lang, "文本校验码"), b.digest, STR(""));
    visit_fact(facts, tr(v->lang, "怎样核对"), tr(v->lang, "核对的办法"), STR("/verify"));
    visit_exports(v, str_f(v->arena, "/bulletin/%.*s/file", STR_ARG(id_str(v, b.id))));
    value_text(v->page, "heading", b.title);
    value_c(v->page, "voice_url", "");
    site_title(v, b.title, "");
    return site_render(v, "portal_bulletin");
}

struct response *portal_file(struct visit *v)
{
    struct bulletin b;
    enum err e = published(v, &b);
    return e ? absent(v, e) : visit_file(v, &b, v->part[1]);
}

/* ---- one figure ------------------------------------------------------------------------------------ */

static void put_figure(struct visit *v, const struct moment *m, const struct told *t)
{
    struct arena *a = v->arena;
    struct str id = id_str(v, m->inspection);
    visit_told(v, t, "narrow");
    value_text(v->page, "computed_at", str_f(a, "%lld", (long long)m->position));
    value_text(v->page, "computed_day", day_text(a, m->as_of_day));
    value_text(v->page, "again", str_f(a, "huiyin figures DIR --inspection %.*s --at %lld --list %.*s", STR_ARG(id), (long long)m->position, STR_ARG(t->name)));
}

/* The published bulletin of the moment the address names: an inspection, a position and a day. */
static enum err asked_bulletin(struct visit *v, struct bulletin *b)
{
    int64_t inspection, position, day;
    enum err e = figure_query(v, &position, &day);
    if (!e && !id_read(request_query(v->request, "inspection"), &inspection))
        e = ERR_MISSING;
    if (!e)
        e = bulletin_published_at(v->site->app.db, v->arena, inspection, position, day, b);
    return e ? e : b->head.len ? ERR_NONE
                               : ERR_MISSING;
}

struct response *portal_figure(struct visit *v)
{
    struct str scope = request_query(v->request, "scope");
    struct sentence why = {0};
    struct bulletin_page page;
    struct bulletin b;
    struct moment m;
    struct told t;
    enum err e = asked_bulletin(v, &b);
    if (e)
        return absent(v, e);
    v->inspection = b.inspection;
    e = visit_bulletin(v, &b, &m, &page, &why);
    if (!e && !bulletin_prints(page.document, v->part[0], scope)) {
        visit_moment_close(v, &m);
        return absent(v, ERR_MISSING);
    }
    if (!e)
        e = told_read(v->arena, &m, v->part[0], scope, &t, &why);
    if (!e) {
        put_figure(v, &m, &t);
        e = visit_proof(v, b.position);
    }
    visit_moment_close(v, &m);
    return e ? visit_moment_failed(v, e, why) : site_render(v, "portal_figure");
}

/* ---- how to check ---------------------------------------------------------------------------------- */

struct response *portal_verify(struct visit *v)
{
    v->inspection = 0;
    enum err e = visit_proof(v, 0);
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "怎样核对"), "narrow");
    return site_render(v, "portal_verify");
}
