/* site.c: one request from its route to its page. See site.h. */
#include "web/site.h"

#include "app/changes.h"
#include "app/setting.h"
#include "base/time.h"
#include "view/table.h"
#include "web/assets.h"
#include "web/known.h"
#include "web/pages.h"
#include "web/register.h"
#include "web/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum err site_open(struct site *s, const char *dir, bool portal, struct sentence *why)
{
    s->portal = portal;
    enum err e = app_open(&s->app, dir, APP_READ);
    if (e) {
        *why = s->app.say;
        return e;
    }
    struct settings settings;
    e = settings_load(&s->arena, dir, &settings, why);
    s->title = settings.values[SETTING_TITLE];
    s->contact = settings.values[SETTING_CONTACT];
    if (!e)
        e = words_load(why);
    if (!e)
        e = template_load(&s->arena, &s->templates, why);
    if (!e && !portal)
        s->core = core_link_open(s);
    return e;
}

void site_close(struct site *s)
{
    core_link_close(s->core);
    s->core = NULL;
    app_close(&s->app);
    calendar_cache_close(&s->calendar);
    arena_reset(&s->arena);
}

/* ---- routes ---------------------------------------------------------------------------------------- */

static bool match(const char *pattern, struct str path, struct str part[4])
{
    if (pattern[1] != ':' && path.len > 1 && path.ptr[1] != pattern[1]) /* most rows: at their first letter */
        return false;
    struct str p = str_c(pattern), a, b;
    size_t n = 0;
    while (p.ptr && path.ptr) {
        str_cut(&p, '/', &a);
        str_cut(&path, '/', &b);
        if (a.len && a.ptr[0] == ':') {
            if (!b.len || n == 4)
                return false;
            part[n++] = b;
        } else if (!str_eq(a, b)) {
            return false;
        }
    }
    return !p.ptr && !path.ptr;
}

/* The row of METHOD and PATH; *PATH_KNOWN when another method would do. */
static const struct route *route_find(struct str method, struct str path, bool portal,
                                      struct str part[4], bool *path_known)
{
    *path_known = false;
    for (size_t i = 0; i < routes_count; i++) {
        const struct route *r = &routes[i];
        if (portal && !(r->flags & ROUTE_PORTAL))
            continue;
        if (!match(r->path, path, part))
            continue;
        *path_known = true;
        if (str_is(method, r->method))
            return r;
    }
    return NULL;
}

enum body_kind site_body(void *arg, const struct request *r)
{
    const struct site *s = arg;
    struct str part[4];
    bool known;
    const struct route *row = route_find(r->method, r->path, s->portal, part, &known);
    if (!row && str_is(r->method, "POST"))
        return BODY_FORM; /* read, so that the answer can be 404 or 405 */
    return row && str_is(r->method, "POST") ? row->body : BODY_NONE;
}

/* ---- the visit --------------------------------------------------------------------------------------- */

static enum err choose_inspection(struct visit *v)
{
    struct str given = request_query(v->request, "inspection"), kept = request_cookie(v->request, "inspection");
    bool visible = false;
    if (v->site->portal) /* strangers do not choose: a public page says itself which round it shows */
        return ERR_NONE;
    if (id_read(given, &v->inspection) || id_read(kept, &v->inspection)) {
        const struct inspection *i = known(v, KIND_INSPECTION, v->inspection);
        if (!i)
            return ERR_STORE;
        enum err e = i->head.len ? scope_look(v->site->app.db, &v->scope, v->inspection, &visible) : ERR_NONE;
        if (e || visible)
            return e;
        v->inspection = 0;
    }
    enum err e = scope_newest(v->site->app.db, &v->scope, &v->inspection);
    return e || !v->inspection ? e : scope_look(v->site->app.db, &v->scope, v->inspection, &visible);
}

static enum err arrive(struct visit *v)
{
    v->page = value_map(v->arena);
    v->lang = v->request->lang;
    v->ctx = (struct ctx){.arena = v->arena, .app = &v->site->app};
    enum err e = log_length(v->site->app.db, &v->position);
    if (!e)
        changes_read(v->site->app.db, v->position);
    if (!e)
        e = session_find(v);
    if (!e && v->ctx.person)
        e = ctx_actor(&v->ctx);
    v->today = day_of(time_now_us());
    v->ctx.env.today = v->today;
    v->ctx.env.arena = v->arena;
    v->scope = scope_of(v->arena, &v->ctx.env.actor);
    v->scope.remembers = v->site->app.db;
    v->scope.position = v->position;
    return e ? e : choose_inspection(v);
}

struct str id_str(struct visit *v, int64_t id) { return id_text(v->arena, id); }

enum err site_load(struct visit *v, enum kind kind, int64_t id, void *state)
{
    bool seen = true;
    enum err e = id ? table_load(v->site->app.db, v->arena, kind, id, state) : ERR_MISSING;
    if (!e && ((struct thing *)state)->head.len && !v->site->portal)
        e = scope_sees_state(v->site->app.db, &v->scope, kind, state, &seen);
    return e ? e : ((struct thing *)state)->head.len && seen ? ERR_NONE
                                                             : ERR_MISSING;
}

struct str site_unit(struct visit *v, int64_t id)
{
    const struct unit *u = id ? known(v, KIND_UNIT, id) : NULL;
    return u ? str_copy(v->arena, u->short_name.len ? u->short_name : u->name) : STR("");
}

struct str site_person(struct visit *v, int64_t id)
{
    const struct person *p = id ? known(v, KIND_PERSON, id) : NULL;
    return p ? str_copy(v->arena, p->name) : STR("");
}

/* ---- answers ------------------------------------------------------------------------------------------- */

/* The columns of the bar, each for the roles that have business there; what is not of every day stands under 更多. */
static const struct {
    const char *url, *label;
    int64_t roles;
    bool more;
} bar[] = {
    {"/", "我的工作", ROLES_BUSINESS, false},
    {"/overview", "总览", ROLES_BUSINESS, false},
    {"/plan", "整改方案", ROLES_BUSINESS, false},
    {"/ledger", "台账", ROLES_BUSINESS, false},
    {"/notices", "督办", ROLE(OFFICE) | ROLE(OVERSEER) | ROLE(LEADER) | ROLE(UNIT), false},
    {"/r/lookback", "回头看", ROLES_BUSINESS, false},
    {"/registers", "登记簿", ROLES_ANY, false},
    {"/figures", "数字", ROLES_BUSINESS, false},
    {"/bulletins", "通报", ROLES_BUSINESS, false},
    {"/packs", "报告汇编", ROLES_BUSINESS, true},
    {"/inspections", "巡视巡察", ROLES_BUSINESS, true},
    {"/tree", "组织和轮次", ROLES_BUSINESS, true},
    {"/reminders", "催办提醒", ROLE(OFFICE) | ROLE(OVERSEER), true},
    {"/import", "导入", ROLE(OFFICE), true},
    {"/accounts", "人员", ROLE(OFFICE) | ROLES_ADMIN, true},
    {"/erasing", "删除申请", ROLE(SECADMIN), true},
    {"/calendar", "日历", ROLES_BUSINESS | ROLE(SYSADMIN), true},
    {"/regimes", "规则", ROLES_BUSINESS, true},
    {"/settings", "设置", ROLE(SYSADMIN), true},
    {"/log", "日志", ROLES_ANY, true},
};

static void bar_values(struct visit *v)
{
    struct value *list = value_rows(v->page, "nav"), *more = value_rows(v->page, "nav_more");
    struct str path = v->request->path;
    bool here_more = false, admin = !(v->person.roles & ROLES_BUSINESS);
    for (size_t i = 0; i < sizeof bar / sizeof *bar; i++) {
        if (!v->ctx.person || !(v->person.roles & bar[i].roles) || (str_is(str_c(bar[i].url), "/registers") && !register_any(v)))
            continue;
        bool under = bar[i].more && !admin; /* an administrator's few stand in the open */
        struct value *row = value_row(under ? more : list);
        struct str url = str_c(bar[i].url);
        bool here = str_eq(path, url) ||
                    (str_is(url, "/registers") && str_starts(path, STR("/r/")) &&
                     !str_starts(path, STR("/r/lookback"))) ||
                    (url.len > 1 && str_starts(path, url));
        value_text(row, "url", url);
        value_text(row, "label", tr(v->lang, bar[i].label));
        value_bool(row, "here", here);
        here_more |= under && here;
    }
    value_bool(v->page, "here_more", here_more);
}

static void person_values(struct visit *v)
{
    const struct field *roles = record_field(&person_record, STR("roles"));
    if (!v->ctx.person)
        return;
    struct value *user = value_sub(v->page, "user");
    value_text(user, "name", v->person.name);
    value_text(user, "unit", v->person.unit ? site_unit(v, v->person.unit) : v->person.post);
    value_text(user, "role", field_show(v->arena, roles, &v->person, v->lang));
}

static void flash_values(struct visit *v)
{
    enum command_type type;
    if (!command_find(request_query(v->request, "done"), &type))
        return;
    struct value *flash = value_sub(v->page, "flash");
    bool again = str_is(request_query(v->request, "repeated"), "1");
    struct str done = str_c(v->lang == LANG_ZH ? command_types[type].zh : command_types[type].en);
    value_c(flash, "kind", again ? "warn" : "good");
    value_text(flash, "text",
               !again               ? str_f(v->arena, v->lang == LANG_ZH ? "已办理：%.*s。" : "Done: %.*s.", STR_ARG(done))
               : v->lang == LANG_ZH ? str_f(v->arena, "这是重复提交，已按第一次的内容登记：%.*s；这一次没有另行登记。", STR_ARG(done))
                                    : str_f(v->arena, "This was sent before: what was entered is what came first (%.*s); nothing was entered now.", STR_ARG(done)));
}

/* What templates/head.html and foot.html want; a page may have set any of it before. */
static void common_values(struct visit *v)
{
    const struct inspection *i = v->inspection ? known(v, KIND_INSPECTION, v->inspection) : NULL;
    const struct unit *u = i && i->organisation ? known(v, KIND_UNIT, i->organisation) : NULL;
    struct arena *a = v->arena;
    value_c(v->page, "page_lang", v->lang == LANG_ZH ? "zh-CN" : "en");
    value_text(v->page, "lang_url", str_f(a, "/lang/%s?back=%.*s", v->lang == LANG_ZH ? "en" : "zh", STR_ARG(v->request->path)));
    if (i)
        value_text(v->page, "org", u && u->head.len ? u->name : i->name);
    if (v->site->title.len)
        value_text(v->page, "org", v->site->title);
    value_text(v->page, "contact", v->site->contact);
    value_text(v->page, "position", str_f(a, "%lld", (long long)v->position));
    value_text(v->page, "as_of", day_text(a, v->today));
    bar_values(v);
    person_values(v);
    flash_values(v);
    struct value *errors = value_rows(v->page, "errors");
    if (v->err)
        value_item(errors, sentence_in(v->outcome.say, v->lang));
}

void site_title(struct visit *v, struct str title, const char *width)
{
    value_text(v->page, "title", title);
    value_c(v->page, "width", width);
}

struct response *site_render_status(struct visit *v, const char *name, int status)
{
    struct buf out = buf_new(v->arena, PAGE_BYTES_MAX);
    common_values(v);
    enum err e = template_render(v->site->templates, str_c(name), v->lang, v->page, &out);
    if (e)
        return response_new(v->request, 500, "text/plain; charset=utf-8", str_f(v->arena, "%s\n", err_name(e)));
    return response_html(v->request, status, buf_view(&out));
}

struct response *site_render(struct visit *v, const char *name)
{
    return site_render_status(v, name, v->err ? err_http_status(v->err) : 200);
}

static bool wants_json(const struct visit *v) { return str_starts(v->request->path, STR("/api/")); }

struct response *site_json_error(struct visit *v, int status, struct sentence say, const char *field)
{
    struct buf b = buf_new(v->arena, 1 << 16);
    buf_c(&b, "{\"error\":");
    buf_json(&b, sentence_in(say, v->lang));
    buf_c(&b, ",\"field\":");
    buf_json(&b, str_c(field));
    buf_c(&b, "}\n");
    return response_new(v->request, status, "application/json; charset=utf-8", buf_view(&b));
}

struct response *site_error(struct visit *v, enum err e, struct sentence say)
{
    int status = err_http_status(e);
    if (wants_json(v))
        return site_json_error(v, status, say, "");
    site_title(v, tr(v->lang, "没有办成"), "narrow");
    value_text(v->page, "status", str_f(v->arena, "%d", status));
    value_text(v->page, "heading", tr(v->lang, status == 404 ? "没有找到" : status == 500 ? "出错了"
                                                                                          : "没有办成"));
    value_text(v->page, "said", sentence_in(say, v->lang));
    value_c(v->page, "back_url", "/");
    v->err = ERR_NONE;
    return site_render_status(v, "error", status);
}

struct response *site_missing(struct visit *v)
{
    return site_error(v, ERR_MISSING, tr_both("没有这个页面，或者您无权查看。请检查地址，或返回首页。"));
}

struct response *site_database_failed(struct visit *v, enum err e)
{
    fprintf(stderr, "huiyin: %s: %s\n", err_name(e), db_message(v->site->app.db));
    return site_error(v, e, tr_both("读取数据时出错，请稍后再试；如一直如此，请告诉系统管理员。"));
}

struct response *site_json(struct visit *v, struct str body)
{
    return response_new(v->request, 200, "application/json; charset=utf-8", body);
}

struct response *site_redirect(struct visit *v, const char *fmt, ...)
{
    char path[2000];
    va_list args;
    va_start(args, fmt);
    vsnprintf(path, sizeof path, fmt, args);
    va_end(args);
    /* Whatever page says "done" next says also that it was done before. */
    bool again = v->answer && !v->answer->err && v->answer->list[0].repeated && strstr(path, "done=");
    return response_redirect(v->request, str_f(v->arena, "%s%s", path, again ? "&repeated=1" : ""));
}

/* ---- writing ------------------------------------------------------------------------------------------- */

static const char *const pages_of[KIND_COUNT] = {
    [KIND_UNIT] = "units",
    [KIND_PERSON] = "accounts",
    [KIND_INSPECTION] = "inspection",
    [KIND_ASPECT] = "overview",
    [KIND_PROBLEM] = "problem",
    [KIND_MANIFESTATION] = "problem",
    [KIND_MEASURE] = "measure",
    [KIND_REPORT] = "measure",
    [KIND_EVIDENCE] = "measure",
    [KIND_BULLETIN] = "bulletin",
    [KIND_NOTICE] = "notice",
    [KIND_SESSION] = "",
    [KIND_CALENDAR] = "calendar",
};

/* Where a person is sent when nothing else is said: the page of the thing. */
static struct response *go_on(struct visit *v)
{
    const struct command_info *c = &command_types[v->asking.list[0].type];
    struct str next = request_form(v->request, "_next");
    if (path_is_ours(next) && str_find(next, STR("\n")) == SIZE_MAX && str_find(next, STR("\r")) == SIZE_MAX)
        return site_redirect(v, "%.*s%sdone=%s", STR_ARG(next), memchr(next.ptr, '?', next.len) ? "&" : "?", c->wire);
    if (!pages_of[c->kind]) /* in its register */
        return register_done(v);
    bool single = c->kind == KIND_MEASURE || c->kind == KIND_PROBLEM || c->kind == KIND_BULLETIN ||
                  c->kind == KIND_INSPECTION || c->kind == KIND_NOTICE;
    if (!single)
        return site_redirect(v, "/%s?done=%s", pages_of[c->kind], c->wire);
    struct str id = id_str(v, v->answer->list[0].subject);
    return site_redirect(v, "/%s/%.*s?done=%s", pages_of[c->kind], STR_ARG(id), c->wire);
}

static struct response *answer_submission(struct visit *v)
{
    const struct route *r = v->route;
    bool json = wants_json(v);
    if (v->answer->err) {
        v->err = v->answer->err;
        v->outcome = v->answer->list[v->answer->failed < v->answer->count ? v->answer->failed : 0];
        if (v->outcome.refusal == REFUSED_SESSION_OVER)
            return json ? site_json_error(v, 401, v->outcome.say, "") : session_expired(v);
        if (json)
            return site_json_error(v, err_http_status(v->err), v->outcome.say,
                                   v->outcome.field ? v->outcome.field->name : "");
        return r->show ? r->show(v) : site_error(v, v->err, v->outcome.say);
    }
    if (json && !r->done) {
        struct str id = id_str(v, v->answer->list[0].subject);
        return site_json(v, str_f(v->arena, "{\"id\":\"%.*s\",\"position\":%lld,\"repeated\":%s}\n",
                                  STR_ARG(id), (long long)v->answer->list[0].seq,
                                  v->answer->list[0].repeated ? "true" : "false"));
    }
    return r->done ? r->done(v) : go_on(v);
}

static void submitted(void *arg, struct answer *answer, const struct submission *asked)
{
    struct visit *v = arg;
    (void)asked;
    v->answer = answer;
    enum err e = db_begin(v->site->app.db);
    if (!e)
        e = log_length(v->site->app.db, &v->position); /* what is drawn now is drawn from here */
    if (!e)
        changes_read(v->site->app.db, v->position);
    struct response *said = e ? site_database_failed(v, e) : answer_submission(v);
    db_rollback(v->site->app.db);
    http_resume(v->request, said);
}

static void from_form(struct visit *v)
{
    struct request *r = v->request;
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct pair *pairs = arena_alloc(v->arena, (r->form_count + 1) * sizeof *pairs);
    size_t n = 0;
    for (size_t i = 0; i < r->form_count; i++)
        if (r->form[i].key.len && r->form[i].key.ptr[0] != '_')
            pairs[n++] = r->form[i];
    *s = (struct submission){.type = (enum command_type)v->route->command,
                             .id = v->id[0],
                             .pairs = pairs,
                             .count = n,
                             .command = request_form(r, "_command"),
                             .drawn_at = -1};
    if (!str_int(request_form(r, "_drawn"), &s->drawn_at))
        s->drawn_at = -1;
    v->asking.list = s;
    v->asking.count = 1;
}

static struct response *submit(struct visit *v)
{
    if (v->route->prepare) {
        struct response *instead = v->route->prepare(v);
        if (instead)
            return instead;
    } else {
        from_form(v);
    }
    v->asking.atomic = v->asking.count > 1;
    if (v->session) {
        v->asking.session = v->session;
        v->asking.secret = v->secret;
    }
    core_link_ask(v->site->core, v->arena, &v->asking, submitted, v);
    return NULL;
}

/* ---- one request ----------------------------------------------------------------------------------------- */

/* Everything a page may depend on: who looks, at what, at which position of the log, on which day, with which program
 * and settings. */
static struct str page_tag(struct visit *v)
{
    struct str roles =
        str_f(v->arena, "%lld %lld %lld %lld %d %lld", (long long)v->position, (long long)v->ctx.person,
              (long long)v->inspection, (long long)v->today, (int)v->lang, (long long)v->site->started_us);
    struct str parts[] = {roles, v->request->target, asset_url(STR("app.css"))};
    struct hash h = hash_parts(parts, 3);
    return hex_text(v->arena, (struct str){(const char *)h.bytes, 12});
}

static struct response *read_page(struct visit *v)
{
    const struct route *r = v->route;
    bool cached = !(r->flags & ROUTE_FRESH);
    struct str tag = cached ? page_tag(v) : STR(""), quoted = str_f(v->arena, "\"%.*s\"", STR_ARG(tag));
    if (cached && str_eq(request_header(v->request, "If-None-Match"), quoted)) {
        struct response *same = response_new(v->request, 304, "text/html; charset=utf-8", STR(""));
        same->etag = tag;
        return same;
    }
    struct response *page = r->show(v);
    if (cached && page && page->status == 200) {
        page->etag = tag;
        response_header(v->request, page, "Cache-Control", STR("private, no-cache"));
    }
    return page;
}

static struct response *visit_answer(struct visit *v)
{
    struct request *request = v->request;
    bool known;
    v->route = route_find(request->method, request->path, v->site->portal, v->part, &known);
    for (size_t i = 0; i < 4; i++)
        if (!id_read(v->part[i], &v->id[i]))
            v->id[i] = 0;
    enum err e = arrive(v);
    if (e)
        return site_database_failed(v, e);
    if (!v->route)
        return known ? response_method(request, str_is(request->method, "GET") ? "POST" : "GET") : site_missing(v);
    struct response *gate = session_gate(v);
    if (gate)
        return gate;
    if (v->route->command != NO_COMMAND || v->route->prepare)
        return submit(v);
    return str_is(request->method, "GET") ? read_page(v) : v->route->show(v);
}

/* One snapshot a request: everything on a page is as of the position it shows, and the dozens of small queries of a
 * page take the database's locks once, not each. */
struct response *site_handle(void *arg, struct request *request)
{
    struct site *s = arg;
    struct visit *v = arena_alloc(request->arena, sizeof *v);
    v->site = s;
    v->request = request;
    v->arena = request->arena;
    if (str_starts(request->path, STR("/static/")))
        return asset_answer(request);
    enum err e = db_begin(s->app.db);
    if (e) {
        v->page = value_map(v->arena);
        v->lang = request->lang;
        return site_database_failed(v, e);
    }
    struct response *answer = visit_answer(v);
    db_rollback(s->app.db);
    return answer;
}

struct response *site_fail(void *arg, struct request *request, int status, struct sentence why)
{
    struct visit *v = arena_alloc(request->arena, sizeof *v);
    struct value *page = value_map(request->arena);
    v->site = arg;
    v->request = request;
    v->arena = request->arena;
    v->page = page;
    v->lang = request->lang;
    site_title(v, tr(v->lang, "没有办成"), "narrow");
    value_text(page, "status", str_f(v->arena, "%d", status));
    value_text(page, "heading", tr(v->lang, "没有办成"));
    value_text(page, "said", sentence_in(why, v->lang));
    value_c(page, "back_url", "/");
    return site_render_status(v, "error", status);
}
