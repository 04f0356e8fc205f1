/* notice_test.c: the pages of notices, asked of the sample county: who sees which, what is late stands first, a paper says
 * what was issued, its files come in every format. */
#include "app/sample.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/notice.h"
#include "tests/test.h"
#include "view/table.h"
#include "web/pages.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define DRAFT_TITLE "关于专项排查进度的责令整改通知书"
#define LATE_TITLE "关于除尘设施安装运行的督办单"
enum { SESSION_OF_ROLE = 7100000 };

static struct arena a;
static struct site site;
static int64_t draft, late, warned, round_1;

static int64_t number(struct app *app, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(app->db, sql, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

/* One of each role signs in; of units, one of the unit the draft is addressed to. */
static void sign_in(struct app *app)
{
    struct hash h = hash_of(STR(SECRET));
    struct str key = hash_text(&a, &h);
    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *more = role == ROLE_UNIT ? " AND unit = (SELECT unit FROM notice WHERE state = 1)" : "";
        int64_t who = number(app, str_z(&a, str_f(&a, "SELECT id FROM person WHERE roles = %lld%s ORDER BY id", 1LL << role, more)));
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
    draft = number(&app, "SELECT id FROM notice WHERE state = 1");
    late = number(&app, "SELECT id FROM notice WHERE title = '" LATE_TITLE "'");
    warned = number(&app, "SELECT id FROM notice WHERE sort = 6");
    round_1 = number(&app, "SELECT inspection FROM notice WHERE state = 1");
    app_close(&app);
    CHECK(!site_open(&site, dir, false, &why));
}

static struct response *get(int role, const char *target)
{
    struct request *r = arena_alloc(&a, sizeof *r);
    struct str rest = str_c(target), part, key;
    *r = (struct request){.arena = &a, .method = STR("GET"), .target = str_c(target)};
    r->query = arena_alloc(&a, 16 * sizeof *r->query);
    r->cookies = arena_alloc(&a, 2 * sizeof *r->cookies);
    r->cookies[r->cookie_count++] = (struct pair){STR("inspection"), id_text(&a, round_1)};
    r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(&a, "%.*s." SECRET, STR_ARG(id_text(&a, SESSION_OF_ROLE + role)))};
    str_cut(&rest, '?', &r->path);
    while (rest.len && str_cut(&rest, '&', &part)) {
        str_cut(&part, '=', &key);
        r->query[r->query_count++] = (struct pair){key, part};
    }
    struct response *answer = site_handle(&site, r);
    CHECK(answer && answer->status < 500);
    return answer;
}

static size_t place(const struct response *r, const char *words) { return str_find(r->body, str_c(words)); }
static bool holds(const struct response *r, const char *words) { return place(r, words) != SIZE_MAX; }
static const char *at(int64_t id, const char *rest) { return str_z(&a, str_f(&a, "/notice/%.*s%s", STR_ARG(id_text(&a, id)), rest)); }

static void a_draft_is_not_shown_to_its_unit(void)
{
    const char *lists[] = {"/notices", "/r/notice", "/r/notice.csv", "/r/notice.json", "/api/notice", "/"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (holds(get(ROLE_UNIT, lists[i]), DRAFT_TITLE))
            fprintf(stderr, "%s tells the unit of a draft\n", lists[i]);
        CHECK(!holds(get(ROLE_UNIT, lists[i]), DRAFT_TITLE));
    }
    CHECK(get(ROLE_UNIT, at(draft, ""))->status == 404 && get(ROLE_UNIT, at(draft, "/file/txt"))->status == 404);
    CHECK(holds(get(ROLE_OFFICE, "/notices"), DRAFT_TITLE) && get(ROLE_OFFICE, at(draft, ""))->status == 200);
    CHECK(holds(get(ROLE_OVERSEER, "/"), DRAFT_TITLE)); /* it waits to be issued */
}

static void forms_are_for_those_who_may(void)
{
    CHECK(get(ROLE_OFFICE, at(draft, "/edit"))->status == 200 && get(ROLE_OVERSEER, at(draft, "/edit"))->status == 404);
    CHECK(get(ROLE_OVERSEER, at(draft, "/issue"))->status == 200 && get(ROLE_OFFICE, at(draft, "/issue"))->status == 404);
    CHECK(get(ROLE_OFFICE, "/notice/new?sort=warn")->status == 200 && get(ROLE_UNIT, "/notice/new")->status == 404);
    CHECK(holds(get(ROLE_OFFICE, "/notice/new?sort=warn"), "现予告诫") && holds(get(ROLE_OFFICE, "/notice/new"), "notice.previous_due"));
    CHECK(get(ROLE_OFFICE, "/notice/new?measure=0000000002")->status == 404 && get(ROLE_OFFICE, "/notice/escalate")->status == 404);
    CHECK(holds(get(ROLE_OFFICE, str_z(&a, str_f(&a, "/notice/escalate?previous=%.*s", STR_ARG(id_text(&a, warned))))), "予以通报"));
}

static void a_paper_says_what_was_issued(void)
{
    struct response *r = get(ROLE_OFFICE, at(warned, ""));
    CHECK(r->status == 200 && holds(r, "编号：告诫〔") && holds(r, "同一事项的公文") && holds(r, LATE_TITLE) && holds(r, "/figure/measures.closed_rate?"));
    CHECK(!holds(r, "校验码不一致") && !holds(r, "待填"));
    static const char *const files[] = {"/file/docx", "/file/txt", "/file/html", "/file/json", "/form/docx", "/form/xlsx"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        CHECK(get(ROLE_OVERSEER, at(warned, files[i]))->status == 200 && get(ROLE_OVERSEER, at(warned, files[i]))->body.len > 100);
    CHECK(get(ROLE_OFFICE, at(warned, "/file/exe"))->status == 404 && get(ROLE_OFFICE, at(warned, "/form/exe"))->status == 404);
    CHECK(get(ROLE_OFFICE, "/notice/0000000002")->status == 404 && get(ROLE_OFFICE, "/notice/x/file/txt")->status == 404);
}

TEST(notices_are_seen_by_those_they_are_for_and_late_ones_first)
{
    open_county();
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool business = ROLES_BUSINESS >> role & 1;
        CHECK(get(role, "/notices")->status == (business ? 200 : 404));
        CHECK(get(role, at(late, "/file/txt"))->status == (business && role != ROLE_UNIT ? 200 : 404));
        CHECK(get(role, "/notices.xlsx")->status == (business && role != ROLE_UNIT ? 200 : 404));
    }
    struct response *all = get(ROLE_OFFICE, "/notices");
    CHECK(place(all, LATE_TITLE) < place(all, DRAFT_TITLE) && holds(all, "逾期"));
    CHECK(holds(get(ROLE_OFFICE, "/notices?late=1"), LATE_TITLE) && !holds(get(ROLE_OFFICE, "/notices?late=1"), DRAFT_TITLE));
    CHECK(holds(get(ROLE_OFFICE, "/notices?sort=order"), DRAFT_TITLE) && !holds(get(ROLE_OFFICE, "/notices?sort=order"), LATE_TITLE));
    a_draft_is_not_shown_to_its_unit();
    forms_are_for_those_who_may();
    a_paper_says_what_was_issued();
    site_close(&site);
    arena_reset(&a);
}
