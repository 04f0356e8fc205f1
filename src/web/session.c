/* session.c: see session.h. */
#include "web/session.h"

#include "app/core.h"
#include "app/password.h"
#include "base/time.h"
#include "view/table.h"
#include "web/known.h"
#include "web/totp.h"

#include <string.h>

enum { COOKIE_SECRET_BYTES = 32,
       COOKIE_LEN = ID_CHARS + 1 + 2 * COOKIE_SECRET_BYTES,
       TRIES_KEPT = 256,
       TRIES_FREE = 5 }; /* wrong passwords for one name in ten minutes before it has to wait */
static const int64_t tries_us = 600LL * 1000000;
static const int64_t ticket_us = 300LL * 1000000; /* so long the second step may take */

static const char sql_login[] = "SELECT id FROM person WHERE login = ?1 AND state = 1";
static const char sql_any_login[] = "SELECT id FROM person WHERE login <> ?1 LIMIT 1";

/* ---- finding the session ----------------------------------------------------------------------------- */

static bool is_good(const struct seat *s, struct str hash)
{
    return s->session.state == SESSION_ACTIVE && s->key.len && str_eq(s->key, hash) &&
           s->person.state == PERSON_ACTIVE && s->session.opened_us >= s->person.since_us &&
           time_now_us() - s->session.opened_us < SESSION_HOURS * 3600LL * 1000000;
}

static struct ids ids_kept(struct arena *a, struct ids ids)
{
    int64_t *list = arena_alloc(a, (ids.count + 1) * sizeof *list);
    if (ids.count)
        memcpy(list, ids.list, ids.count * sizeof *list);
    return (struct ids){list, ids.count};
}

/* Copied into the visit, which may outlive the worker's memory while the core works. */
static void sit(struct visit *v, const struct seat *s)
{
    for (size_t i = 0; i < person_record.count; i++)
        field_copy(v->arena, &person_record.fields[i], &s->person, &v->person);
    v->ctx.person = s->session.person;
    v->ctx.env.actor = s->actor;
    v->ctx.env.actor.units = ids_kept(v->arena, s->actor.units);
    v->ctx.env.actor.former_units = ids_kept(v->arena, s->actor.former_units);
    v->ctx.ready = true;
    v->session = s->id;
}

enum err session_find(struct visit *v)
{
    struct str cookie = request_cookie(v->request, "huiyin");
    const struct seat *seat;
    int64_t id;
    if (v->site->portal || cookie.len != COOKIE_LEN || cookie.ptr[ID_CHARS] != '.' ||
        !id_read(str_sub(cookie, 0, ID_CHARS), &id))
        return ERR_NONE;
    struct hash h = hash_of(str_sub(cookie, ID_CHARS + 1, COOKIE_LEN));
    struct str hash = hash_text(v->arena, &h);
    enum err e = seat_find(v, id, &seat);
    if (e || !is_good(seat, hash))
        return e;
    sit(v, seat);
    v->secret = hash;
    return ERR_NONE;
}

enum err session_set_up(struct visit *v, bool *yes)
{
    struct stmt *s;
    enum err e = db_stmt(v->site->app.db, sql_any_login, &s);
    if (e)
        return e;
    stmt_str(s, 1, STR(""));
    e = stmt_step(s, yes);
    stmt_done(s);
    return e;
}

struct response *session_gate(struct visit *v)
{
    bool done = true;
    if (v->site->portal)
        return v->route->flags & ROUTE_PORTAL ? NULL : site_missing(v);
    if (v->ctx.person) /* a page a role may not see does not exist */
        return v->route->flags & ROUTE_SETUP ||
                       (v->route->roles && !(v->person.roles & v->route->roles))
                   ? site_missing(v)
                   : NULL;
    enum err e = v->route->roles || v->route->flags & ROUTE_SETUP || v->route->show == login_page
                     ? session_set_up(v, &done)
                     : ERR_NONE;
    if (e)
        return site_database_failed(v, e);
    if (v->route->flags & ROUTE_SETUP)
        return done ? site_redirect(v, "/login") : NULL;
    if (!done)
        return site_redirect(v, "/setup");
    if (!v->route->roles)
        return NULL;
    if (str_starts(v->request->path, STR("/api/")))
        return response_new(v->request, 401, "application/json; charset=utf-8", STR("{\"error\":\"请先登录 / sign in first\"}\n"));
    return str_is(v->request->method, "GET") && !str_is(v->request->path, "/")
               ? site_redirect(v, "/login?next=%.*s", STR_ARG(v->request->path))
               : site_redirect(v, "/login");
}

struct response *session_expired(struct visit *v)
{
    v->err = ERR_REFUSED;
    v->outcome.say = refusals[REFUSED_SESSION_OVER];
    return login_page(v);
}

/* ---- signing in ---------------------------------------------------------------------------------------- */

struct response *login_page(struct visit *v)
{
    struct str next = request_form(v->request, "back").len ? request_form(v->request, "back") : request_query(v->request, "next");
    site_title(v, tr(v->lang, "登录"), "tiny");
    value_text(v->page, "name", request_form(v->request, "name"));
    value_text(v->page, "back", next.len && next.ptr[0] == '/' ? next : STR("/"));
    value_text(v->page, "error", v->err ? sentence_in(v->outcome.say, v->lang) : STR(""));
    bool second = v->own && !v->answer; /* after an answer `own` is another thing */
    value_bool(v->page, "want_code", second);
    value_text(v->page, "ticket", second ? *(const struct str *)v->own : STR(""));
    if (request_query(v->request, "set_up").len) {
        struct value *flash = value_sub(v->page, "flash");
        value_c(flash, "kind", "good");
        value_text(flash, "text", tr(v->lang, "首次设置完成，请用刚建立的账号登录。"));
    }
    return site_render(v, "login");
}

/* Wrong passwords a worker has seen lately: a name that gathers many must wait. */
static struct tried {
    uint64_t name; /* first bytes of the hash of the login */
    int64_t since_us, count;
} tries[TRIES_KEPT];

static struct tried *tried_of(struct str login)
{
    struct hash h = hash_of(login);
    uint64_t name;
    memcpy(&name, h.bytes, sizeof name);
    struct tried *t = &tries[name % TRIES_KEPT];
    int64_t now = time_now_us();
    if (t->name != name || now - t->since_us > tries_us)
        *t = (struct tried){name, now, 0};
    return t;
}

static enum err find_login(struct visit *v, struct str login, int64_t *id)
{
    struct stmt *s;
    bool row = false;
    *id = 0;
    enum err e = db_stmt(v->site->app.db, sql_login, &s);
    if (e)
        return e;
    stmt_str(s, 1, login);
    e = stmt_step(s, &row);
    if (!e && row)
        *id = stmt_get_int(s, 0);
    stmt_done(s);
    return e;
}

static struct response *login_again(struct visit *v, struct sentence say)
{
    v->err = ERR_INPUT;
    v->outcome.say = say;
    return login_page(v);
}

/* ---- the two steps: the password, then, for who has set them up, a one-time code --------------------- */

/* A ticket says that the password was right: "ID.TIME.MAC". The password's hash, which only the database knows, is the
 * key, so that any worker can check what another gave. */
static struct str ticket_mac(struct visit *v, struct str hash, struct str head)
{
    struct str parts[] = {STR("sign-in "), hash, head};
    struct hash h = hash_parts(parts, 3);
    return hash_text(v->arena, &h);
}

static struct str *ticket_new(struct visit *v, int64_t id, struct str hash)
{
    struct str *ticket = arena_alloc(v->arena, sizeof *ticket);
    struct str head = str_f(v->arena, "%.*s.%lld", STR_ARG(id_str(v, id)), (long long)time_now_us());
    *ticket = str_f(v->arena, "%.*s.%.*s", STR_ARG(head), STR_ARG(ticket_mac(v, hash, head)));
    return ticket;
}

/* *ID is who it was given to, 0 when it is none of ours or too old. */
static enum err ticket_read(struct visit *v, struct str ticket, int64_t *id)
{
    struct str rest = ticket, who, when, hash;
    int64_t given = 0, person = 0;
    *id = 0;
    if (!str_cut(&rest, '.', &who) || !str_cut(&rest, '.', &when) || !id_read(who, &person) || !str_int(when, &given))
        return ERR_NONE;
    enum err e = secret_get(v->site->app.db, v->arena, person, STR("password_hash"), &hash);
    struct str head = str_sub(ticket, 0, who.len + 1 + when.len);
    int64_t age = time_now_us() - given;
    if (!e && hash.len && age >= 0 && age < ticket_us && str_eq(rest, ticket_mac(v, hash, head)))
        *id = person;
    return e;
}

struct attempt {
    int64_t id; /* 0: nobody */
    struct person person;
    struct str hash, totp_secret;
    bool right;
};

static enum err load_attempt(struct visit *v, struct attempt *t)
{
    struct db *db = v->site->app.db;
    enum err e = secret_get(db, v->arena, t->id, STR("password_hash"), &t->hash);
    if (!e)
        e = secret_get(db, v->arena, t->id, STR("totp_secret"), &t->totp_secret);
    return !e && t->id ? table_load(db, v->arena, KIND_PERSON, t->id, &t->person) : e;
}

/* Who tries to sign in, and whether the password was right: now, or as a ticket says. The same work is done for a name
 * nobody has. */
static enum err try(struct visit *v, struct attempt *t)
{
    struct str ticket = request_form(v->request, "ticket");
    enum err e = ticket.len ? ticket_read(v, ticket, &t->id)
                            : find_login(v, str_trim(request_form(v->request, "name")), &t->id);
    if (!e)
        e = load_attempt(v, t);
    t->right = !e && (ticket.len ? t->id != 0 : password_check(t->hash, request_form(v->request, "password")));
    return e;
}

static struct pair *pair_list(struct visit *v, size_t n) { return arena_alloc(v->arena, n * sizeof(struct pair)); }

void session_open_too(struct visit *v, int64_t person)
{
    char secret[COOKIE_SECRET_BYTES];
    random_bytes(secret, sizeof secret);
    struct str text = hex_text(v->arena, (struct str){secret, sizeof secret});
    struct hash h = hash_of(text);
    struct pair *pairs = pair_list(v, 2);
    pairs[0] = (struct pair){STR("person"), id_str(v, person)};
    pairs[1] = (struct pair){STR("key"), hash_text(v->arena, &h)};
    struct submission *list = arena_alloc(v->arena, (v->asking.count + 1) * sizeof *list);
    if (v->asking.count)
        memcpy(list, v->asking.list, v->asking.count * sizeof *list);
    list[v->asking.count++] = (struct submission){
        .type = COMMAND_SESSION_OPEN, .pairs = pairs, .count = 2, .drawn_at = -1};
    v->asking.list = list;
    v->own = arena_alloc(v->arena, sizeof(struct str));
    *(struct str *)v->own = text;
}

struct response *session_give(struct visit *v, size_t at, struct response *r)
{
    struct str id = id_str(v, v->answer->list[at].subject);
    response_cookie(v->request, r, "huiyin",
                    str_f(v->arena, "%.*s.%.*s", STR_ARG(id), STR_ARG(*(struct str *)v->own)),
                    SESSION_HOURS * 3600, v->site->secure);
    return r;
}

/* The second step's page; with an error when a code was given that is not right. */
static struct response *ask_code(struct visit *v, const struct attempt *t, bool wrong)
{
    v->own = ticket_new(v, t->id, t->hash);
    return wrong ? login_again(v, tr_both("动态口令不对。请核对手机时间是否准确，用最新的 6 位数字再试。")) : login_page(v);
}

struct response *login_prepare(struct visit *v)
{
    struct attempt t = {0};
    struct str code = str_trim(request_form(v->request, "code")), name = str_trim(request_form(v->request, "name"));
    enum err e = ERR_NONE;
    bool waits = !request_form(v->request, "ticket").len && tried_of(name)->count >= TRIES_FREE;
    if (!waits)
        e = try(v, &t);
    if (e)
        return site_database_failed(v, e);
    struct tried *tries_of = tried_of(t.id ? t.person.login : name);
    if (waits || tries_of->count >= TRIES_FREE)
        return login_again(v, tr_both("口令错误次数太多，请十分钟后再试，或请系统管理员重设口令。"));
    if (!t.right || !t.id) {
        tries_of->count++;
        return login_again(v, tr_both("登录名或口令不对，或者页面已经过期，请核对后再试。"));
    }
    if (t.person.totp && !totp_check(t.totp_secret, code, time_now_us() / 1000000)) {
        tries_of->count += code.len > 0;
        return ask_code(v, &t, code.len > 0);
    }
    tries_of->count = 0;
    v->asking = (struct asking){.person = t.id};
    session_open_too(v, t.id);
    v->session = 0;
    return NULL;
}

struct response *login_done(struct visit *v)
{
    struct str next = request_form(v->request, "back");
    return session_give(v, 0, response_redirect(v->request, next));
}

struct response *logout_prepare(struct visit *v)
{
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    if (!v->session)
        return site_redirect(v, "/login");
    *s = (struct submission){.type = COMMAND_SESSION_CLOSE, .id = v->session, .drawn_at = -1};
    v->asking = (struct asking){.count = 1, .list = s};
    return NULL;
}

struct response *logout_done(struct visit *v)
{
    struct response *r = site_redirect(v, "/login");
    response_cookie(v->request, r, "huiyin", STR(""), -1, v->site->secure);
    return r;
}

/* The language is a cookie; the link brings people back to where they were. */
struct response *lang_page(struct visit *v)
{
    struct str back = request_query(v->request, "back");
    struct response *r = response_redirect(v->request, back);
    response_cookie(v->request, r, "lang", str_is(v->part[0], "en") ? STR("en") : STR("zh"), 365 * 86400, v->site->secure);
    return r;
}
