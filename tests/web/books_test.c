/* books_test.c: who sees the names of persons held to account: the office and overseers, nobody else, on no page, in no
 * file, no figure and no part of the log; and what was erased nobody sees. Asked of the sample county. */
#include "domain/books.h"
#include "tests/web/county_help.h"

#define NAME "闻人屹" /* sample/held.tsv */
#define ERASED "太叔绾"

static int64_t held, erased, entry, entered_at, erased_at;

static int64_t begun_at(int64_t subject)
{
    return county_number(str_z(&county.arena, str_f(&county.arena, "SELECT min(seq) FROM log WHERE subject = %lld", (long long)subject)));
}

static void open_county(void)
{
    county_fill();
    county_sign_in_roles("");
    held = county_number("SELECT id FROM held WHERE name = '" NAME "'");
    erased = county_number("SELECT id FROM held WHERE state = 3");
    entry = county_number("SELECT id FROM sanction WHERE held = (SELECT id FROM held WHERE name = '" NAME "')");
    county.round = county_number("SELECT inspection FROM held WHERE state = 3");
    entered_at = begun_at(held);
    erased_at = begun_at(erased);
    county_open();
}

static const char *at_seq(int64_t seq) { return str_z(&county.arena, str_f(&county.arena, "/log/%lld", (long long)seq)); }

TEST(names_of_persons_held_to_account_are_for_the_office_and_overseers)
{
    open_county();
    const char *pages[] = {"/books", "/r/held", "/r/held.csv", "/r/held.json", "/api/held", county_path("/r/held/", held, ""), county_path("/api/held/", held, ""), "/r/sanction", "/r/sanction.json", "/r/sanction.csv", county_path("/r/sanction/", entry, ""), county_path("/api/sanction/", entry, ""), "/api/sanction", at_seq(entered_at), "/log", "/figures", "/api/figures", "/figure/sanctions.persons", "/figure/sanctions.named", "/figure/sanctions.several_kinds", "/registers", "/"};
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool may = role == ROLE_OFFICE || role == ROLE_OVERSEER;
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            struct response *r = county_get(role, pages[i]);
            if (!may && holds(r, NAME))
                fprintf(stderr, "%s tells a %s\n", pages[i], role_choices[role].name);
            CHECK(may || !holds(r, NAME));
            CHECK(!holds(r, ERASED));
        }
        CHECK(county_get(role, "/r/held")->status == (may ? 200 : 404));
        CHECK(holds(county_get(role, "/r/held.json"), NAME) == may);
        CHECK(holds(county_get(role, at_seq(entered_at)), NAME) == may);
    }
    const char *outside[] = {"/", "/figure/sanctions.party", "/figure/sanctions.persons", "/r/held", "/api/held", at_seq(entered_at)};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        CHECK(!holds(county_public(outside[i]), NAME));
    county_close();
}

TEST(the_page_of_an_erased_person_says_by_which_entry)
{
    open_county();
    struct response *r = county_get(ROLE_OFFICE, county_path("/r/held/", erased, ""));
    CHECK(r->status == 200 && holds(r, "个人信息已于") && !holds(r, ERASED));
    CHECK(holds(county_get(ROLE_OFFICE, at_seq(erased_at)), "/log/"));
    CHECK(county_get(ROLE_OFFICE, county_path("/api/held/", erased, ""))->status == 200);
    county_close();
}

TEST(the_books_show_money_indicators_and_their_sheet)
{
    open_county();
    struct response *r = county_get(ROLE_READER, "/books");
    CHECK(r->status == 200 && holds(r, "6200") && holds(r, "监理到岗率") && holds(r, "<polyline points=\"") && holds(r, "预测"));
    CHECK(!holds(r, " style=") && !holds(r, "/r/held\""));
    CHECK(holds(county_get(ROLE_OFFICE, "/books"), "/r/held\""));
    r = county_get(ROLE_READER, "/books/accountability.xlsx");
    CHECK(r->status == 200 && str_starts(r->body, STR("PK")));
    CHECK(county_get(ROLE_SYSADMIN, "/books/accountability.xlsx")->status == 404);
    const char *registers_[] = {"/r/recovery", "/r/indicator", "/r/reading", "/r/recovery.xlsx", "/r/recovery/new", "/r/indicator/new", "/r/reading/new", "/r/held/new", "/r/rule/new", "/r/sanction/new"};
    for (size_t i = 0; i < sizeof registers_ / sizeof *registers_; i++) {
        r = county_get(ROLE_OFFICE, registers_[i]);
        CHECK(r->status == 200 || r->status == 303); /* one creating command: straight to its form */
    }
    county_close();
}
