/* county_help.c: see county_help.h. */
#include "tests/web/county_help.h"

#include "app/sample.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"
#include "web/session.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
enum { SESSION_OF_SEAT = 7000000,
       PAIRS_MAX = 32 };

struct county county;

void county_fill(void)
{
    struct arena *a = &county.arena;
    struct buf logins = buf_new(a, 1 << 16);
    county.dir = str_z(a, str_f(a, "%s/county", test_folder()));
    CHECK(!app_create(&county.app, county.dir, STR(""), STR("")) && !sample_fill(&county.app, a, LANG_ZH, &logins));
    county.round = county_number("SELECT id FROM inspection ORDER BY seq DESC");
}

void county_open(void)
{
    struct sentence why;
    app_close(&county.app);
    CHECK(!site_open(&county.site, county.dir, false, &why) && !site_open(&county.portal, county.dir, true, &why));
}

void county_close(void)
{
    site_close(&county.site);
    site_close(&county.portal);
    arena_reset(&county.arena);
    county = (struct county){0};
}

/* ---- asking the tables -------------------------------------------------------------------------------- */

static struct stmt *first_row(const char *sql)
{
    struct stmt *s;
    bool row = false;
    struct db *db = county.site.app.db ? county.site.app.db : county.app.db;
    CHECK(!db_stmt_text(db, str_c(sql), &s) && !stmt_step(s, &row) && row);
    return s;
}

int64_t county_number(const char *sql)
{
    struct stmt *s = first_row(sql);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

struct str county_text(const char *sql)
{
    struct stmt *s = first_row(sql);
    struct str text = str_copy(&county.arena, stmt_get_str(s, 0));
    stmt_done(s);
    return text;
}

/* ---- people ---------------------------------------------------------------------------------------------- */

void county_must(int64_t who, enum command_type type, int64_t id, const struct pair *pairs, size_t count)
{
    struct submission s = {.type = type, .id = id, .pairs = pairs, .count = count, .drawn_at = -1};
    struct outcome out;
    struct ctx ctx = {.arena = &county.arena, .app = &county.app, .person = who};
    enum err e = app_submit(&ctx, &s, &out);
    if (e)
        fprintf(stderr, "%s: %.*s\n", command_types[type].wire, STR_ARG(out.say.zh));
    CHECK(!e);
}

void county_sign_in(int64_t who, int seat)
{
    struct arena *a = &county.arena;
    struct hash h = hash_of(STR(SECRET));
    struct pair pairs[] = {{STR("person"), id_text(a, who)}, {STR("key"), hash_text(a, &h)}};
    county_must(who, COMMAND_SESSION_OPEN, SESSION_OF_SEAT + seat, pairs, 2);
}

void county_sign_in_roles(const char *of_unit)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *more = role == ROLE_UNIT ? of_unit : "";
        struct str sql = str_f(&county.arena, "SELECT id FROM person WHERE roles = %lld%s ORDER BY id", 1LL << role, more);
        county_sign_in(county_number(str_z(&county.arena, sql)), role);
    }
}

/* ---- asking pages ---------------------------------------------------------------------------------------- */

static struct request *request_of(int seat, const char *method, const char *target)
{
    struct arena *a = &county.arena;
    struct request *r = arena_alloc(a, sizeof *r);
    struct str rest = str_c(target), part, key;
    *r = (struct request){.arena = a, .method = str_c(method), .target = str_c(target)};
    r->query = arena_alloc(a, PAIRS_MAX * sizeof *r->query);
    r->form = arena_alloc(a, PAIRS_MAX * sizeof *r->form);
    r->cookies = arena_alloc(a, 2 * sizeof *r->cookies);
    r->cookies[r->cookie_count++] = (struct pair){STR("inspection"), id_text(a, county.round)};
    if (seat != NOBODY)
        r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(a, "%.*s." SECRET, STR_ARG(id_text(a, SESSION_OF_SEAT + seat)))};
    str_cut(&rest, '?', &r->path);
    while (rest.len && str_cut(&rest, '&', &part)) {
        CHECK(r->query_count < PAIRS_MAX);
        str_cut(&part, '=', &key);
        r->query[r->query_count++] = (struct pair){key, part};
    }
    return r;
}

static struct response *ask(struct site *site, int seat, const char *target)
{
    struct response *answer = site_handle(site, request_of(seat, "GET", target));
    CHECK(answer);
    if (answer->status >= 500)
        fprintf(stderr, "%s: %d\n%.*s\n", target, answer->status, STR_ARG(str_sub(answer->body, 0, 400)));
    CHECK(answer->status < 500);
    return answer;
}

struct response *county_get(int seat, const char *target) { return ask(&county.site, seat, target); }
struct response *county_public(const char *target) { return ask(&county.portal, NOBODY, target); }

/* The row of POST whose path fits, and what stands at its :names. */
static const struct route *route_of(struct visit *v)
{
    for (size_t i = 0; i < routes_count; i++) {
        struct str pattern = str_c(routes[i].path), path = v->request->path, want = STR(""), got = STR("");
        size_t n = 0;
        bool fits = strcmp(routes[i].method, "POST") == 0;
        while (fits && pattern.ptr && path.ptr && str_cut(&pattern, '/', &want) && str_cut(&path, '/', &got)) {
            if (str_starts(want, STR(":")))
                v->part[n++] = got;
            else
                fits = str_eq(want, got);
        }
        if (fits && !pattern.ptr && !path.ptr)
            return &routes[i];
    }
    CHECK(!"a route");
    return NULL;
}

struct visit *county_visit(int seat, const char *target, const struct pair *form, size_t count)
{
    struct arena *a = &county.arena;
    struct visit *v = arena_alloc(a, sizeof *v);
    CHECK(count <= PAIRS_MAX);
    *v = (struct visit){.site = &county.site, .request = request_of(seat, "POST", target), .arena = a, .lang = LANG_ZH};
    v->page = value_map(a);
    v->ctx = (struct ctx){.arena = a, .app = &county.site.app};
    v->route = route_of(v);
    for (int i = 0; i < 4; i++)
        if (!id_read(v->part[i], &v->id[i]))
            v->id[i] = 0;
    for (size_t i = 0; i < count; i++)
        v->request->form[v->request->form_count++] = form[i];
    CHECK(!session_find(v) && !ctx_actor(&v->ctx));
    v->scope = scope_of(a, &v->ctx.env.actor);
    v->today = v->ctx.env.today = day_of(time_now_us());
    v->ctx.env.arena = a;
    v->inspection = county.round;
    return v;
}

struct visit *county_refused(int seat, const char *target, enum command_type type, const struct pair *form, size_t count)
{
    struct visit *v = county_visit(seat, target, form, count);
    struct complaint why;
    v->err = record_parse(command_types[type].payload, v->arena, form, count, arena_alloc(v->arena, command_types[type].payload->size), &why);
    CHECK(v->err);
    v->outcome = (struct outcome){.field = why.field, .say = why.say};
    return v;
}

/* ---- reading answers --------------------------------------------------------------------------------------- */

size_t place(const struct response *r, const char *words) { return str_find(r->body, str_c(words)); }
bool holds(const struct response *r, const char *words) { return place(r, words) != SIZE_MAX; }

const char *county_path(const char *before, int64_t id, const char *after)
{
    struct str text = id_text(&county.arena, id);
    return str_z(&county.arena, str_f(&county.arena, "%s%.*s%s", before, STR_ARG(text), after));
}
