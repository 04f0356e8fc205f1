/* question_test.c: the page of what is worth asking about, asked of the sample county: what it says, and to whom. */
#include "app/question.h"
#include "base/hash.h"
#include "base/time.h"
#include "tests/web/county_help.h"

enum { STRANGER = ROLE_COUNT,
       ELSEWHERE = 7300000 };

static int64_t question;

/* The office of another organisation, which has no round. */
static void add_stranger(void)
{
    struct pair unit[] = {{STR("name"), STR("邻县整改办")}}, roles[] = {{STR("roles"), STR("office")}};
    struct pair person[] = {{STR("name"), STR("邻县某人")}, {STR("unit"), id_text(&county.arena, ELSEWHERE)}};
    struct pair account[] = {{STR("login"), STR("stranger")}, {STR("password_hash"), STR("x")}};
    county_must(0, COMMAND_UNIT_CREATE, ELSEWHERE, unit, 1);
    struct pair below[] = {{STR("name"), STR("邻县财政局")}, {STR("above"), id_text(&county.arena, ELSEWHERE)}}; /* so that it stands in a tree */
    county_must(0, COMMAND_UNIT_CREATE, ELSEWHERE + 2, below, 2);
    county_must(0, COMMAND_PERSON_CREATE, ELSEWHERE + 1, person, 2);
    county_must(0, COMMAND_PERSON_ACCOUNT, ELSEWHERE + 1, account, 2);
    county_must(0, COMMAND_PERSON_GRANT, ELSEWHERE + 1, roles, 1);
    county_sign_in(ELSEWHERE + 1, STRANGER);
}

static void open_county(void)
{
    county_fill();
    county_sign_in_roles("");
    add_stranger();
    question = county_number("SELECT id FROM question");
    county.round = county_number("SELECT inspection FROM question");
    county_open();
}

static const char *form(struct str round, const char *detector, struct str about, int64_t newest_us)
{
    return str_z(&county.arena, str_f(&county.arena, "/questions/%.*s/%s/%.*s/%lld", STR_ARG(round), detector, STR_ARG(about), (long long)newest_us));
}

TEST(questions_are_for_the_office_and_overseers_of_the_whole_round)
{
    open_county();
    const char *thing = str_z(&county.arena, str_f(&county.arena, "/r/question/%.*s", STR_ARG(id_text(&county.arena, question))));
    for (int role = 0; role <= STRANGER; role++) {
        bool may = role == ROLE_OFFICE || role == ROLE_OVERSEER;
        struct response *page = county_get(role, "/questions"), *overview = county_get(role, "/overview");
        if (page->status != (may ? 200 : 404))
            fprintf(stderr, "role %d: %d\n", role, page->status);
        CHECK(page->status == (may ? 200 : 404) && holds(overview, "值得问一问") == may);
        CHECK(county_get(role, thing)->status == (may ? 200 : 404));
        CHECK(holds(county_get(role, thing), "作对照用") == may);
        CHECK(holds(county_get(role, "/r/question"), "作对照用") == may);
    }
    CHECK(county_public("/questions")->status == 404 && county_get(NOBODY, "/questions")->status != 200);
    county_close();
}

TEST(the_page_asks_what_the_sample_makes_one_ask_and_judges_nothing)
{
    open_county();
    struct response *r = county_get(ROLE_OVERSEER, "/questions"), *en = county_get(ROLE_OFFICE, "/questions?lang=en");
    CHECK(holds(r, "只是提问，不是结论") && holds(r, "农业农村重点工作推进会签到表") && holds(r, "相近") && holds(r, "早于反馈") && holds(r, "提醒送达"));
    CHECK(holds(r, "其中已答复 1 个") && !holds(r, "幼儿园旧名册"));
    struct findings f;
    CHECK(!question_find(county.site.app.db, &county.arena, county.round, day_of(time_now_us()), &f) && f.count >= 5);
    CHECK(holds(county_get(ROLE_OVERSEER, "/overview"), str_z(&county.arena, str_f(&county.arena, "有 %zu 个值得问一问的地方", f.count))));
    CHECK(en->status == 200 || en->status == 303);
    county_close();
}

TEST(a_question_is_answered_from_its_own_form_and_from_no_made_up_address)
{
    open_county();
    struct findings f;
    CHECK(!question_find(county.site.app.db, &county.arena, county.round, day_of(time_now_us()), &f) && f.count >= 5);
    struct str round = id_text(&county.arena, county.round), nobody = id_text(&county.arena, 12345);
    for (size_t i = 0; i < f.count; i++) {
        const struct finding *q = &f.list[i];
        const char *name = question_words[q->detector].name;
        struct str about = id_text(&county.arena, q->measure ? q->measure : q->unit);
        struct response *r = county_get(ROLE_OFFICE, form(round, name, about, q->newest_us));
        CHECK(r->status == 200 && holds(r, "了解到的情况") && holds(r, question_words[q->detector].ask_zh));
        CHECK(county_get(ROLE_UNIT, form(round, name, about, q->newest_us))->status == 404);
        CHECK(county_get(STRANGER, form(round, name, about, q->newest_us))->status == 404);
        CHECK(county_get(ROLE_OFFICE, form(round, name, about, q->newest_us + 1))->status == 303); /* gone: back to the page */
        CHECK(county_get(ROLE_OFFICE, form(round, "rumour", about, q->newest_us))->status == 404);
        CHECK(county_get(ROLE_OFFICE, form(nobody, name, about, q->newest_us))->status == 404);
        CHECK(county_get(ROLE_OFFICE, form(round, name, STR("what"), q->newest_us))->status == 404);
    }
    county_close();
}
