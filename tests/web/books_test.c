/* books_test.c: who sees the names of persons held to account: the office and overseers, nobody else, on no page, in no
 * file, no figure and no part of the log; and what was erased nobody sees. Asked of the sample county. */
#include "app/sample.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/books.h"
#include "tests/test.h"
#include "view/table.h"
#include "web/pages.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NAME "闻人屹" /* sample/held.tsv */
#define ERASED "太叔绾"
enum { SESSION_OF_ROLE = 7000000 };

static struct arena a;
static struct site site, portal;
static int64_t held, erased, entry, entered_at, erased_at, round_1;

static int64_t number(struct app *app, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(app->db, sql, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

/* One of each role signs in. */
static void sign_in(struct app *app)
{
    struct str key = hash_text(&a, &(struct hash){{0}});
    struct hash h = hash_of(STR(SECRET));
    key = hash_text(&a, &h);
    for (int role = 0; role < ROLE_COUNT; role++) {
        int64_t who = number(app, str_z(&a, str_f(&a, "SELECT id FROM person WHERE roles = %lld ORDER BY id", 1LL << role)));
        struct pair pairs[] = {{STR("person"), id_text(&a, who)}, {STR("key"), key}};
        struct submission s = {.type = COMMAND_SESSION_OPEN, .id = SESSION_OF_ROLE + role, .pairs = pairs, .count = 2, .drawn_at = -1};
        struct outcome out;
        struct ctx ctx = {.arena = &a, .app = app, .person = who};
        CHECK(!app_submit(&ctx, &s, &out));
    }
}

static void open_county(void)
{
    struct app app;
    struct sentence why;
    struct buf logins = buf_new(&a, 1 << 16);
    const char *dir = str_z(&a, str_f(&a, "%s/county", test_folder()));
    CHECK(!app_create(&app, dir, STR(""), STR("")) && !sample_fill(&app, &a, LANG_ZH, &logins));
    sign_in(&app);
    held = number(&app, "SELECT id FROM held WHERE name = '" NAME "'");
    erased = number(&app, "SELECT id FROM held WHERE state = 3");
    entry = number(&app, "SELECT id FROM sanction WHERE held = (SELECT id FROM held WHERE name = '" NAME "')");
    round_1 = number(&app, "SELECT inspection FROM held WHERE state = 3");
    entered_at = number(&app, str_z(&a, str_f(&a, "SELECT min(seq) FROM log WHERE subject = %lld", (long long)held)));
    erased_at = number(&app, str_z(&a, str_f(&a, "SELECT min(seq) FROM log WHERE subject = %lld", (long long)erased)));
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
    r->cookies[r->cookie_count++] = (struct pair){STR("inspection"), id_text(&a, round_1)};
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

static const char *at(const char *before, int64_t id) { return str_z(&a, str_f(&a, "%s%.*s", before, STR_ARG(id_text(&a, id)))); }
static const char *at_seq(int64_t seq) { return str_z(&a, str_f(&a, "/log/%lld", (long long)seq)); }

TEST(names_of_persons_held_to_account_are_for_the_office_and_overseers)
{
    open_county();
    const char *pages[] = {"/books", "/r/held", "/r/held.csv", "/r/held.json", "/api/held", at("/r/held/", held), at("/api/held/", held), "/r/sanction", "/r/sanction.json", "/r/sanction.csv", at("/r/sanction/", entry), at("/api/sanction/", entry), "/api/sanction", at_seq(entered_at), "/log", "/figures", "/api/figures", "/figure/sanctions.persons", "/figure/sanctions.named", "/figure/sanctions.several_kinds", "/registers", "/"};
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool may = role == ROLE_OFFICE || role == ROLE_OVERSEER;
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            struct response *r = get(&site, role, pages[i]);
            if (!may && holds(r, NAME))
                fprintf(stderr, "%s tells a %s\n", pages[i], role_choices[role].name);
            CHECK(may || !holds(r, NAME));
            CHECK(!holds(r, ERASED));
        }
        CHECK(get(&site, role, "/r/held")->status == (may ? 200 : 404));
        CHECK(holds(get(&site, role, "/r/held.json"), NAME) == may);
        CHECK(holds(get(&site, role, at_seq(entered_at)), NAME) == may);
    }
    const char *outside[] = {"/", "/figure/sanctions.party", "/figure/sanctions.persons", "/r/held", "/api/held", at_seq(entered_at)};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        CHECK(!holds(get(&portal, -1, outside[i]), NAME));
}

TEST(the_page_of_an_erased_person_says_by_which_entry)
{
    open_county();
    struct response *r = get(&site, ROLE_OFFICE, at("/r/held/", erased));
    CHECK(r->status == 200 && holds(r, "个人信息已于") && !holds(r, ERASED));
    CHECK(holds(get(&site, ROLE_OFFICE, at_seq(erased_at)), "/log/"));
    CHECK(get(&site, ROLE_OFFICE, at("/api/held/", erased))->status == 200);
}

TEST(the_books_show_money_indicators_and_their_sheet)
{
    open_county();
    struct response *r = get(&site, ROLE_READER, "/books");
    CHECK(r->status == 200 && holds(r, "6200") && holds(r, "监理到岗率") && holds(r, "<polyline points=\"") && holds(r, "预测"));
    CHECK(!holds(r, " style=") && !holds(r, "/r/held\""));
    CHECK(holds(get(&site, ROLE_OFFICE, "/books"), "/r/held\""));
    r = get(&site, ROLE_READER, "/books/accountability.xlsx");
    CHECK(r->status == 200 && str_starts(r->body, STR("PK")));
    CHECK(get(&site, ROLE_SYSADMIN, "/books/accountability.xlsx")->status == 404);
    const char *registers_[] = {"/r/recovery", "/r/indicator", "/r/reading", "/r/recovery.xlsx", "/r/recovery/new", "/r/indicator/new", "/r/reading/new", "/r/held/new", "/r/rule/new", "/r/sanction/new"};
    for (size_t i = 0; i < sizeof registers_ / sizeof *registers_; i++) {
        r = get(&site, ROLE_OFFICE, registers_[i]);
        CHECK(r->status == 200 || r->status == 303); /* one creating command: straight to its form */
    }
}
