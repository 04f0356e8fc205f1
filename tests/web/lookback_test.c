/* lookback_test.c: the pages of look-backs and recurrence, asked of the sample county: what they say, and to whom. */
#include "domain/lookback.h"
#include "tests/web/county_help.h"

#define SAID "复种的那块地"

static int64_t lookback, voice, check, linked;

static void open_county(void)
{
    county_fill();
    county_sign_in_roles("");
    lookback = county_number("SELECT id FROM lookback");
    voice = county_number("SELECT id FROM voice WHERE state = 2");
    check = county_number("SELECT id FROM lookback_check WHERE state = 4");
    linked = county_number("SELECT owner FROM link WHERE field = 'earlier'");
    county.round = county_number("SELECT inspection FROM lookback");
    county_open();
}

TEST(a_look_back_shows_its_sample_and_how_to_draw_it_again)
{
    open_county();
    struct response *r = county_get(ROLE_OVERSEER, county_path("/r/lookback/", lookback, ""));
    CHECK(r->status == 200 && holds(r, "反弹") && holds(r, "样本与核查结果") && holds(r, "huiyin lookback DIR") && holds(r, "07 12 19 23 28 + 05") && holds(r, "各单位平均得分"));
    r = county_get(ROLE_OFFICE, county_path("/lookback/", lookback, "/record"));
    CHECK(r->status == 200 && str_starts(r->body, STR("PK")));
    CHECK(county_get(ROLE_OFFICE, county_path("/lookback/", voice, "/record"))->status == 404 && county_get(ROLE_OFFICE, "/lookback/what/record")->status == 404);
    CHECK(county_get(ROLE_OVERSEER, county_path("/r/check/new?do=record&lookback=", lookback, ""))->status == 200);
    CHECK(holds(county_get(ROLE_OVERSEER, county_path("/r/check/", check, "")), "去重新立项") && !holds(county_get(ROLE_OFFICE, county_path("/r/check/", check, "")), "去重新立项"));
    CHECK(county_get(ROLE_SYSADMIN, county_path("/lookback/", lookback, "/record"))->status == 404 && county_public(county_path("/r/lookback/", lookback, ""))->status == 404);
    county_close();
}

TEST(what_was_drawn_is_told_by_number_and_name)
{
    open_county();
    struct str owner = str_f(&county.arena, "%lld", (long long)lookback);
    int64_t drawn = county_number(str_z(&county.arena, str_f(&county.arena, "SELECT min(target) FROM link WHERE field = 'drawn' AND owner = %.*s", STR_ARG(owner))));
    struct str number = county_text(str_z(&county.arena, str_f(&county.arena, "SELECT CAST(p.number AS TEXT) || '-' || CAST(m.number AS TEXT) || ' ' FROM measure m JOIN problem p ON p.id = m.problem WHERE m.id = %lld", (long long)drawn)));
    struct response *r = county_get(ROLE_OVERSEER, county_path("/r/lookback/", lookback, ""));
    const char *link = county_path("<a href=\"/measure/", drawn, str_z(&county.arena, str_f(&county.arena, "\">%.*s", STR_ARG(number))));
    CHECK(r->status == 200 && holds(r, link));
    CHECK(!holds(r, county_path(">", drawn, "")) && !holds(r, county_path("、", drawn, "")) && !holds(r, county_path("：", drawn, "")));
    county_close();
}

TEST(words_of_voices_are_for_the_office_and_overseers)
{
    open_county();
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/r/voice/", voice, "")), SAID) && holds(county_get(ROLE_OVERSEER, "/r/voice"), SAID));
    CHECK(!holds(county_get(ROLE_SYSADMIN, county_path("/r/voice/", voice, "")), SAID) && !holds(county_get(ROLE_SYSADMIN, "/log"), SAID));
    CHECK(!holds(county_public(county_path("/r/voice/", voice, "")), SAID));
    county_close();
}

TEST(problems_of_earlier_rounds_are_shown_and_confirmed_by_the_office)
{
    open_county();
    struct response *r = county_get(ROLE_OFFICE, "/recurrence");
    CHECK(r->status == 200 && holds(r, "水源地保护区内农家乐整治不彻底") && holds(r, "待确认") && holds(r, "已确认") && holds(r, "link_earlier"));
    CHECK(!holds(county_get(ROLE_OVERSEER, "/recurrence"), "link_earlier"));
    r = county_get(ROLE_OVERSEER, county_path("/problem/", linked, ""));
    CHECK(r->status == 200 && holds(r, "上轮相似问题") && holds(r, "检查后反弹"));
    r = county_get(ROLE_OFFICE, county_path("/problem/", linked, "/link_earlier"));
    CHECK(r->status == 200 && holds(r, "name=\"earlier\""));
    CHECK(county_get(ROLE_OVERSEER, county_path("/problem/", linked, "/link_earlier"))->status == 404 && county_get(ROLE_OFFICE, county_path("/problem/", voice, "/link_earlier"))->status == 404);
    county_close();
}
