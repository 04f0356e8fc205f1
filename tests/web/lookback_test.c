/* lookback_test.c: the pages of look-backs and recurrence, asked of the sample county: what they say, and to whom. */
#include "app/sample.h"
#include "base/hash.h"
#include "domain/lookback.h"
#include "tests/test.h"
#include "view/table.h"
#include "web/pages.h"

#include <string.h>

#define SECRET "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define SAID "复种的那块地"
enum { SESSION_OF_ROLE = 7100000 };

static struct arena a;
static struct site site, portal;
static int64_t lookback, voice, check, linked, round_now;

static int64_t number(struct app *app, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(app->db, sql, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

static void sign_in(struct app *app, int role)
{
    struct hash h = hash_of(STR(SECRET));
    int64_t who = number(app, str_z(&a, str_f(&a, "SELECT id FROM person WHERE roles = %lld ORDER BY id", 1LL << role)));
    struct pair pairs[] = {{STR("person"), id_text(&a, who)}, {STR("key"), hash_text(&a, &h)}};
    struct submission s = {.type = COMMAND_SESSION_OPEN, .id = SESSION_OF_ROLE + role, .pairs = pairs, .count = 2, .drawn_at = -1};
    struct outcome out;
    struct ctx ctx = {.arena = &a, .app = app, .person = who};
    CHECK(!app_submit(&ctx, &s, &out));
}

static void open_county(void)
{
    struct app app;
    struct sentence why;
    struct buf logins = buf_new(&a, 1 << 16);
    const char *dir = str_z(&a, str_f(&a, "%s/county", test_folder()));
    CHECK(!app_create(&app, dir, STR(""), STR("")) && !sample_fill(&app, &a, LANG_ZH, &logins));
    sign_in(&app, ROLE_OFFICE);
    sign_in(&app, ROLE_OVERSEER);
    sign_in(&app, ROLE_SYSADMIN);
    lookback = number(&app, "SELECT id FROM lookback");
    voice = number(&app, "SELECT id FROM voice WHERE state = 2");
    check = number(&app, "SELECT id FROM lookback_check WHERE state = 4");
    linked = number(&app, "SELECT owner FROM link WHERE field = 'earlier'");
    round_now = number(&app, "SELECT inspection FROM lookback");
    app_close(&app);
    CHECK(!site_open(&site, dir, false, &why) && !site_open(&portal, dir, true, &why));
}

static struct response *get(struct site *at, int role, const char *target)
{
    struct request *r = arena_alloc(&a, sizeof *r);
    struct str rest = str_c(target), part, key;
    *r = (struct request){.arena = &a, .method = STR("GET"), .target = str_c(target)};
    r->query = arena_alloc(&a, 16 * sizeof *r->query);
    r->cookies = arena_alloc(&a, 2 * sizeof *r->cookies);
    r->cookies[r->cookie_count++] = (struct pair){STR("inspection"), id_text(&a, round_now)};
    if (role >= 0)
        r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(&a, "%.*s." SECRET, STR_ARG(id_text(&a, SESSION_OF_ROLE + role)))};
    str_cut(&rest, '?', &r->path);
    while (rest.len && str_cut(&rest, '&', &part)) {
        str_cut(&part, '=', &key);
        r->query[r->query_count++] = (struct pair){key, part};
    }
    struct response *answer = site_handle(at, r);
    CHECK(answer && answer->status < 500);
    return answer;
}

static bool holds(const struct response *r, const char *words) { return str_find(r->body, str_c(words)) != SIZE_MAX; }
static const char *at(const char *before, int64_t id, const char *after) { return str_z(&a, str_f(&a, "%s%.*s%s", before, STR_ARG(id_text(&a, id)), after)); }

TEST(a_look_back_shows_its_sample_and_how_to_draw_it_again)
{
    open_county();
    struct response *r = get(&site, ROLE_OVERSEER, at("/r/lookback/", lookback, ""));
    CHECK(r->status == 200 && holds(r, "反弹") && holds(r, "样本与核查结果") && holds(r, "huiyin lookback DIR") && holds(r, "07 12 19 23 28 + 05") && holds(r, "各单位平均得分"));
    r = get(&site, ROLE_OFFICE, at("/lookback/", lookback, "/record"));
    CHECK(r->status == 200 && str_starts(r->body, STR("PK")));
    CHECK(get(&site, ROLE_OFFICE, at("/lookback/", voice, "/record"))->status == 404 && get(&site, ROLE_OFFICE, "/lookback/what/record")->status == 404);
    CHECK(get(&site, ROLE_OVERSEER, at("/r/check/new?do=record&lookback=", lookback, ""))->status == 200);
    CHECK(holds(get(&site, ROLE_OVERSEER, at("/r/check/", check, "")), "去重新立项") && !holds(get(&site, ROLE_OFFICE, at("/r/check/", check, "")), "去重新立项"));
    CHECK(get(&site, ROLE_SYSADMIN, at("/lookback/", lookback, "/record"))->status == 404 && get(&portal, -1, at("/r/lookback/", lookback, ""))->status == 404);
    site_close(&site), site_close(&portal), arena_reset(&a);
}

TEST(words_of_voices_are_for_the_office_and_overseers)
{
    open_county();
    CHECK(holds(get(&site, ROLE_OFFICE, at("/r/voice/", voice, "")), SAID) && holds(get(&site, ROLE_OVERSEER, "/r/voice"), SAID));
    CHECK(!holds(get(&site, ROLE_SYSADMIN, at("/r/voice/", voice, "")), SAID) && !holds(get(&site, ROLE_SYSADMIN, "/log"), SAID));
    CHECK(!holds(get(&portal, -1, at("/r/voice/", voice, "")), SAID));
    site_close(&site), site_close(&portal), arena_reset(&a);
}

TEST(problems_of_earlier_rounds_are_shown_and_confirmed_by_the_office)
{
    open_county();
    struct response *r = get(&site, ROLE_OFFICE, "/recurrence");
    CHECK(r->status == 200 && holds(r, "水源地保护区内农家乐整治不彻底") && holds(r, "待确认") && holds(r, "已确认") && holds(r, "link_earlier"));
    CHECK(!holds(get(&site, ROLE_OVERSEER, "/recurrence"), "link_earlier"));
    r = get(&site, ROLE_OVERSEER, at("/problem/", linked, ""));
    CHECK(r->status == 200 && holds(r, "上轮相似问题") && holds(r, "检查后反弹"));
    r = get(&site, ROLE_OFFICE, at("/problem/", linked, "/link_earlier"));
    CHECK(r->status == 200 && holds(r, "name=\"earlier\""));
    CHECK(get(&site, ROLE_OVERSEER, at("/problem/", linked, "/link_earlier"))->status == 404 && get(&site, ROLE_OFFICE, at("/problem/", voice, "/link_earlier"))->status == 404);
    site_close(&site), site_close(&portal), arena_reset(&a);
}
