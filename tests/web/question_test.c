/* question_test.c: the page of what is worth asking about, asked of the sample county: what it says, and to whom. */
#include "app/question.h"
#include "app/sample.h"
#include "base/hash.h"
#include "base/time.h"
#include "tests/test.h"
#include "view/table.h"
#include "web/pages.h"

#include <string.h>

#define SECRET "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
enum { SESSION_OF_ROLE = 7200000,
       STRANGER = ROLE_COUNT,
       ELSEWHERE = 7300000 };

static struct arena a;
static struct site site, portal;
static int64_t round_now, question;

static int64_t number(struct app *app, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(app->db, sql, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

static void must(struct app *app, int64_t who, enum command_type type, int64_t id, const struct pair *pairs, size_t count)
{
    struct submission s = {.type = type, .id = id, .pairs = pairs, .count = count, .drawn_at = -1};
    struct outcome out;
    struct ctx ctx = {.arena = &a, .app = app, .person = who};
    CHECK(!app_submit(&ctx, &s, &out));
}

static void sign_in(struct app *app, int64_t who, int role)
{
    struct hash h = hash_of(STR(SECRET));
    struct pair pairs[] = {{STR("person"), id_text(&a, who)}, {STR("key"), hash_text(&a, &h)}};
    must(app, who, COMMAND_SESSION_OPEN, SESSION_OF_ROLE + role, pairs, 2);
}

/* The office of another organisation, which has no round. */
static void add_stranger(struct app *app)
{
    struct pair unit[] = {{STR("name"), STR("邻县整改办")}}, roles[] = {{STR("roles"), STR("office")}};
    struct pair person[] = {{STR("name"), STR("邻县某人")}, {STR("unit"), id_text(&a, ELSEWHERE)}};
    struct pair account[] = {{STR("login"), STR("stranger")}, {STR("password_hash"), STR("x")}};
    must(app, 0, COMMAND_UNIT_CREATE, ELSEWHERE, unit, 1);
    struct pair below[] = {{STR("name"), STR("邻县财政局")}, {STR("above"), id_text(&a, ELSEWHERE)}}; /* so that it stands in a tree */
    must(app, 0, COMMAND_UNIT_CREATE, ELSEWHERE + 2, below, 2);
    must(app, 0, COMMAND_PERSON_CREATE, ELSEWHERE + 1, person, 2);
    must(app, 0, COMMAND_PERSON_ACCOUNT, ELSEWHERE + 1, account, 2);
    must(app, 0, COMMAND_PERSON_GRANT, ELSEWHERE + 1, roles, 1);
    sign_in(app, ELSEWHERE + 1, STRANGER);
}

static void open_county(void)
{
    struct app app;
    struct sentence why;
    struct buf logins = buf_new(&a, 1 << 16);
    const char *dir = str_z(&a, str_f(&a, "%s/county", test_folder()));
    CHECK(!app_create(&app, dir, STR(""), STR("")) && !sample_fill(&app, &a, LANG_ZH, &logins));
    for (int role = 0; role < ROLE_COUNT; role++)
        sign_in(&app, number(&app, str_z(&a, str_f(&a, "SELECT id FROM person WHERE roles = %lld ORDER BY id", 1LL << role))), role);
    add_stranger(&app);
    question = number(&app, "SELECT id FROM question");
    round_now = number(&app, "SELECT inspection FROM question");
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
static const char *form(struct str round, const char *detector, struct str about, int64_t newest_us)
{
    return str_z(&a, str_f(&a, "/questions/%.*s/%s/%.*s/%lld", STR_ARG(round), detector, STR_ARG(about), (long long)newest_us));
}

TEST(questions_are_for_the_office_and_overseers_of_the_whole_round)
{
    open_county();
    const char *thing = str_z(&a, str_f(&a, "/r/question/%.*s", STR_ARG(id_text(&a, question))));
    for (int role = 0; role <= STRANGER; role++) {
        bool may = role == ROLE_OFFICE || role == ROLE_OVERSEER;
        struct response *page = get(&site, role, "/questions"), *overview = get(&site, role, "/overview");
        if (page->status != (may ? 200 : 404))
            fprintf(stderr, "role %d: %d\n", role, page->status);
        CHECK(page->status == (may ? 200 : 404) && holds(overview, "值得问一问") == may);
        CHECK(get(&site, role, thing)->status == (may ? 200 : 404));
        CHECK(holds(get(&site, role, thing), "作对照用") == may);
        CHECK(holds(get(&site, role, "/r/question"), "作对照用") == may);
    }
    CHECK(get(&portal, -1, "/questions")->status == 404 && get(&site, -1, "/questions")->status != 200);
    site_close(&site), site_close(&portal), arena_reset(&a);
}

TEST(the_page_asks_what_the_sample_makes_one_ask_and_judges_nothing)
{
    open_county();
    struct response *r = get(&site, ROLE_OVERSEER, "/questions"), *en = get(&site, ROLE_OFFICE, "/questions?lang=en");
    CHECK(holds(r, "只是提问，不是结论") && holds(r, "农业农村重点工作推进会签到表") && holds(r, "相近") && holds(r, "早于反馈") && holds(r, "提醒送达"));
    CHECK(holds(r, "其中已答复 1 个") && !holds(r, "幼儿园旧名册"));
    CHECK(holds(get(&site, ROLE_OVERSEER, "/overview"), "有 5 个值得问一问的地方"));
    CHECK(en->status == 200 || en->status == 303);
    site_close(&site), site_close(&portal), arena_reset(&a);
}

TEST(a_question_is_answered_from_its_own_form_and_from_no_made_up_address)
{
    open_county();
    struct findings f;
    CHECK(!question_find(site.app.db, &a, round_now, day_of(time_now_us()), &f) && f.count == 5);
    struct str round = id_text(&a, round_now), nobody = id_text(&a, 12345);
    for (size_t i = 0; i < f.count; i++) {
        const struct finding *q = &f.list[i];
        const char *name = question_words[q->detector].name;
        struct str about = id_text(&a, q->measure ? q->measure : q->unit);
        struct response *r = get(&site, ROLE_OFFICE, form(round, name, about, q->newest_us));
        CHECK(r->status == 200 && holds(r, "了解到的情况") && holds(r, question_words[q->detector].ask_zh));
        CHECK(get(&site, ROLE_UNIT, form(round, name, about, q->newest_us))->status == 404);
        CHECK(get(&site, STRANGER, form(round, name, about, q->newest_us))->status == 404);
        CHECK(get(&site, ROLE_OFFICE, form(round, name, about, q->newest_us + 1))->status == 303); /* gone: back to the page */
        CHECK(get(&site, ROLE_OFFICE, form(round, "rumour", about, q->newest_us))->status == 404);
        CHECK(get(&site, ROLE_OFFICE, form(nobody, name, about, q->newest_us))->status == 404);
        CHECK(get(&site, ROLE_OFFICE, form(round, name, STR("what"), q->newest_us))->status == 404);
    }
    site_close(&site), site_close(&portal), arena_reset(&a);
}
