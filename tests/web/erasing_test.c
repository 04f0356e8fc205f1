/* erasing_test.c: the second person of an erasing: what the security administrator sees of it, and what not. Asked of the
 * sample county. */
#include "tests/web/county_help.h"

#include "domain/books.h"

#include <string.h>

#define NAME "闻人屹" /* sample/held.tsv */
#define REASON "本人提出异议经复核撤销"

static int64_t held, voice, done;

/* The office asks to erase one person and one voice. */
static void open_county(void)
{
    struct pair ask[] = {{STR("reason"), STR(NAME REASON)}, {STR("document"), STR("青整办〔2026〕77号")}};
    county_fill();
    county_sign_in_roles("");
    int64_t office = county_number("SELECT id FROM person WHERE roles = 1 ORDER BY id");
    held = county_number("SELECT id FROM held WHERE name = '" NAME "'");
    done = county_number("SELECT id FROM held WHERE state = 3");
    voice = county_number("SELECT id FROM voice WHERE state = 2");
    county.round = county_number("SELECT inspection FROM held WHERE state = 3");
    county_must(office, COMMAND_HELD_ASK_ERASE, held, ask, 2);
    county_must(office, COMMAND_VOICE_ASK_ERASE, voice, ask, 2);
    county_open();
}

static const char *form_of(const char *kind, int64_t id, const char *word)
{
    return str_z(&county.arena, str_f(&county.arena, "/erasing/%s/%.*s/%s", kind, STR_ARG(id_text(&county.arena, id)), word));
}

TEST(the_second_person_finds_what_was_asked_and_reads_nothing_of_it)
{
    open_county();
    struct response *home = county_get(ROLE_SECADMIN, "/"), *r = county_get(ROLE_SECADMIN, "/erasing");
    CHECK(holds(home, "待确认的删除申请：2 件") && holds(home, "href=\"/erasing\""));
    CHECK(r->status == 200 && holds(r, "被问责人第 ") && holds(r, "群众反映（"));
    CHECK(holds(r, form_of("held", held, "erase")) && holds(r, form_of("held", held, "decline_erase")) && holds(r, form_of("voice", voice, "erase")));
    CHECK(!holds(r, NAME) && !holds(r, REASON) && !holds(r, "77号") && !holds(r, "/r/held/"));
    r = county_get(ROLE_SECADMIN, form_of("held", held, "erase"));
    CHECK(r->status == 200 && holds(r, "name=\"opinion\"") && holds(r, "被问责人第 ") && !holds(r, NAME) && !holds(r, REASON));
    r = county_get(ROLE_OVERSEER, "/erasing"); /* who may read it has the way to it */
    CHECK(r->status == 200 && holds(r, county_path("/r/held/", held, "")) && !holds(r, "您的角色看不到"));
    county_close();
}

TEST(only_those_who_may_decide_and_only_what_was_asked)
{
    open_county();
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool may = role == ROLE_OVERSEER || role == ROLE_SECADMIN;
        CHECK(county_get(role, "/erasing")->status == (may ? 200 : 404));
        CHECK(county_get(role, form_of("held", held, "erase"))->status == (may ? 200 : 404));
    }
    static const char *const nonsense[] = {"/erasing/held/0000000002/erase", "/erasing/held/x/erase", "/erasing/what/0000000002/erase", "/erasing/person/0000000002/erase"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++)
        CHECK(county_get(ROLE_SECADMIN, nonsense[i])->status == 404);
    CHECK(county_get(ROLE_SECADMIN, form_of("held", held, "ask_erase"))->status == 404 && county_get(ROLE_SECADMIN, form_of("held", held, "strike"))->status == 404);
    CHECK(county_get(ROLE_SECADMIN, form_of("held", done, "erase"))->status == 404); /* nobody asks any more */
    CHECK(county_get(ROLE_SECADMIN, form_of("voice", held, "erase"))->status == 404);
    CHECK(county_public("/erasing")->status == 404);
    county_close();
}

TEST(a_decision_is_about_what_the_address_names)
{
    open_county();
    struct pair form[] = {{STR("_command"), STR("w-1")}, {STR("_drawn"), STR("12")}, {STR("opinion"), STR("依据属实，同意删除。")}};
    struct visit *v = county_visit(ROLE_SECADMIN, form_of("held", held, "decline_erase"), form, 3);
    CHECK(!v->route->prepare(v) && v->asking.count == 1 && v->asking.list->type == COMMAND_HELD_DECLINE_ERASE);
    CHECK(v->asking.list->id == held && v->asking.list->drawn_at == 12 && str_is(v->asking.list->command, "w-1"));
    v = county_visit(ROLE_SECADMIN, form_of("held", done, "erase"), form, 3);
    struct response *no = v->route->prepare(v);
    CHECK(no && no->status == 404 && !v->asking.count);
    v = county_refused(ROLE_SECADMIN, form_of("held", held, "erase"), COMMAND_HELD_ERASE, form, 2); /* no opinion */
    CHECK(holds(v->route->show(v), "“意见”没有填") && !holds(v->route->show(v), NAME));
    county_close();
}
