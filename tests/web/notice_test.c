/* notice_test.c: the pages of notices, asked of the sample county: who sees which, what is late stands first, a paper says
 * what was issued, its files come in every format. */
#include "base/hash.h"
#include "domain/notice.h"
#include "tests/web/county_help.h"

#define DRAFT_TITLE "关于专项排查进度的责令整改通知书"
#define LATE_TITLE "关于除尘设施安装运行的督办单"

enum { SIGNER = ROLE_COUNT }; /* the seat of somebody who may sign for what was issued */

static int64_t draft, late, warned, issued;

/* Of units, one of the unit the draft is addressed to signs in. */
static void open_county(void)
{
    county_fill();
    county_sign_in_roles(" AND unit = (SELECT unit FROM notice WHERE state = 1)");
    draft = county_number("SELECT id FROM notice WHERE state = 1");
    late = county_number("SELECT id FROM notice WHERE title = '" LATE_TITLE "'");
    warned = county_number("SELECT id FROM notice WHERE sort = 6");
    issued = county_number("SELECT n.id FROM notice n JOIN person p ON p.unit = n.unit WHERE n.state = 2 AND p.roles = 2 ORDER BY n.sort DESC");
    struct str who = str_f(&county.arena, "SELECT p.id FROM person p JOIN notice n ON p.unit = n.unit WHERE n.id = %lld AND p.roles = 2", (long long)issued);
    county_sign_in(county_number(str_z(&county.arena, who)), SIGNER);
    county.round = county_number("SELECT inspection FROM notice WHERE state = 1");
    county_open();
}

static const char *at(int64_t id, const char *rest) { return county_path("/notice/", id, rest); }

static void a_draft_is_not_shown_to_its_unit(void)
{
    const char *lists[] = {"/notices", "/r/notice", "/r/notice.csv", "/r/notice.json", "/api/notice", "/"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (holds(county_get(ROLE_UNIT, lists[i]), DRAFT_TITLE))
            fprintf(stderr, "%s tells the unit of a draft\n", lists[i]);
        CHECK(!holds(county_get(ROLE_UNIT, lists[i]), DRAFT_TITLE));
    }
    CHECK(county_get(ROLE_UNIT, at(draft, ""))->status == 404 && county_get(ROLE_UNIT, at(draft, "/file/txt"))->status == 404);
    CHECK(holds(county_get(ROLE_OFFICE, "/notices"), DRAFT_TITLE) && county_get(ROLE_OFFICE, at(draft, ""))->status == 200);
    CHECK(holds(county_get(ROLE_OVERSEER, "/"), DRAFT_TITLE)); /* it waits to be issued */
}

static void forms_are_for_those_who_may(void)
{
    CHECK(county_get(ROLE_OFFICE, at(draft, "/edit"))->status == 200 && county_get(ROLE_OVERSEER, at(draft, "/edit"))->status == 404);
    CHECK(county_get(ROLE_OVERSEER, at(draft, "/issue"))->status == 200 && county_get(ROLE_OFFICE, at(draft, "/issue"))->status == 404);
    CHECK(county_get(ROLE_OFFICE, "/notice/new?sort=warn")->status == 200 && county_get(ROLE_UNIT, "/notice/new")->status == 404);
    CHECK(holds(county_get(ROLE_OFFICE, "/notice/new?sort=warn"), "现予告诫") && holds(county_get(ROLE_OFFICE, "/notice/new"), "notice.previous_due"));
    CHECK(county_get(ROLE_OFFICE, "/notice/new?measure=0000000002")->status == 404 && county_get(ROLE_OFFICE, "/notice/escalate")->status == 404);
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/notice/escalate?previous=", warned, "")), "予以通报"));
}

/* A step that asks for nothing has a form without a field; what the program adds itself is not asked for. */
static void a_form_asks_only_for_what_people_know(void)
{
    struct response *sign = county_get(SIGNER, at(issued, "/sign")), *issue = county_get(ROLE_OVERSEER, at(draft, "/issue"));
    CHECK(sign->status == 200 && holds(sign, "由承办单位的人员办理。") && !holds(sign, "name=\"none\""));
    CHECK(issue->status == 200 && !holds(issue, "name=\"position\"") && !holds(issue, "name=\"digest\""));
}

static void a_paper_says_what_was_issued(void)
{
    struct response *r = county_get(ROLE_OFFICE, at(warned, ""));
    CHECK(r->status == 200 && holds(r, "编号：告诫〔") && holds(r, "同一事项的公文") && holds(r, LATE_TITLE) && holds(r, "/figure/measures.closed_rate?"));
    CHECK(!holds(r, "校验码不一致") && !holds(r, "待填"));
    static const char *const files[] = {"/file/docx", "/file/txt", "/file/html", "/file/json", "/form/docx", "/form/xlsx"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        CHECK(county_get(ROLE_OVERSEER, at(warned, files[i]))->status == 200 && county_get(ROLE_OVERSEER, at(warned, files[i]))->body.len > 100);
    CHECK(county_get(ROLE_OFFICE, at(warned, "/file/exe"))->status == 404 && county_get(ROLE_OFFICE, at(warned, "/form/exe"))->status == 404);
    CHECK(county_get(ROLE_OFFICE, "/notice/0000000002")->status == 404 && county_get(ROLE_OFFICE, "/notice/x/file/txt")->status == 404);
}

/* The digits of a notice are of the whole round: the unit it is addressed to reads the same bytes as the office. */
static void the_unit_reads_the_paper_that_was_issued(void)
{
    struct response *unit = county_get(SIGNER, at(issued, "/file/txt")), *office = county_get(ROLE_OFFICE, at(issued, "/file/txt"));
    CHECK(unit->status == 200 && holds(unit, "99条整改措施") && str_eq(unit->body, office->body));
    CHECK(holds(county_get(SIGNER, at(issued, "")), "99条") && !holds(county_get(SIGNER, at(issued, "")), "校验码不一致"));
}

TEST(notices_are_seen_by_those_they_are_for_and_late_ones_first)
{
    open_county();
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool business = ROLES_BUSINESS >> role & 1;
        CHECK(county_get(role, "/notices")->status == (business ? 200 : 404));
        CHECK(county_get(role, at(late, "/file/txt"))->status == (business && role != ROLE_UNIT ? 200 : 404));
        CHECK(county_get(role, "/notices.xlsx")->status == (business && role != ROLE_UNIT ? 200 : 404));
    }
    struct response *all = county_get(ROLE_OFFICE, "/notices");
    CHECK(place(all, LATE_TITLE) < place(all, DRAFT_TITLE) && holds(all, "逾期"));
    CHECK(holds(county_get(ROLE_OFFICE, "/notices?late=1"), LATE_TITLE) && !holds(county_get(ROLE_OFFICE, "/notices?late=1"), DRAFT_TITLE));
    CHECK(holds(county_get(ROLE_OFFICE, "/notices?sort=order"), DRAFT_TITLE) && !holds(county_get(ROLE_OFFICE, "/notices?sort=order"), LATE_TITLE));
    a_draft_is_not_shown_to_its_unit();
    forms_are_for_those_who_may();
    a_form_asks_only_for_what_people_know();
    a_paper_says_what_was_issued();
    the_unit_reads_the_paper_that_was_issued();
    county_close();
}
