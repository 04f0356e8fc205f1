/* form_test.c: what forms say beforehand, what they offer, and what they say when something was left out. Asked of the
 * sample county. */
#include "tests/web/county_help.h"

#include <string.h>

static void open_county(void)
{
    county_fill();
    county_sign_in_roles("");
    county.round = county_number("SELECT inspection FROM lookback"); /* the round with everything in it */
    county_open();
}

static int count(const struct response *r, const char *words)
{
    int n = 0;
    size_t at;
    for (struct str rest = r->body; (at = str_find(rest, str_c(words))) != SIZE_MAX; n++)
        rest = str_sub(rest, at + strlen(words), rest.len);
    return n;
}

TEST(a_form_that_came_back_marks_all_that_was_left_out_and_keeps_what_was_typed)
{
    open_county();
    struct pair form[] = {{STR("inspection"), id_text(&county.arena, county.round)}, {STR("sort"), STR("")}, {STR("title"), STR(" ")}, {STR("day"), STR("")}, {STR("attendees"), STR("12")}, {STR("document"), STR("青整组〔2026〕3号")}};
    struct visit *v = county_refused(ROLE_OFFICE, "/r/meeting/new?do=enter", COMMAND_MEETING_ENTER, form, 6);
    struct response *r = v->route->show(v);
    CHECK(holds(r, "请填写：种类、会议或学习名称、日期。"));
    CHECK(count(r, "请填写这一项。") == 3 && count(r, " has-wrong") == 3);
    CHECK(holds(r, "value=\"12\"") && holds(r, "value=\"青整组〔2026〕3号\""));
    form[1].value = STR("study"); /* one left out, one wrong: what is missing first, by its own sentence */
    form[2].value = STR("专题学习");
    form[4].value = STR("十二");
    v = county_refused(ROLE_OFFICE, "/r/meeting/new?do=enter", COMMAND_MEETING_ENTER, form, 6);
    r = v->route->show(v);
    CHECK(holds(r, "“日期”没有填") && count(r, " has-wrong") == 1 && holds(r, "value=\"十二\"") && holds(r, "value=\"专题学习\""));
    form[3].value = STR("2026-02-30");
    v = county_refused(ROLE_OFFICE, "/r/meeting/new?do=enter", COMMAND_MEETING_ENTER, form, 6);
    r = v->route->show(v);
    CHECK(count(r, "“日期”（day）应填") == 2 && count(r, " has-wrong") == 1); /* above the form and beside the field */
    county_close();
}

TEST(forms_say_beforehand_how_long_a_text_may_be)
{
    open_county();
    struct response *r = county_get(ROLE_OFFICE, "/r/meeting/new?do=enter");
    CHECK(holds(r, "会议或学习名称<span class=\"need\">必填</span><span class=\"limit\">（2 至 200 字）"));
    CHECK(holds(r, "<span class=\"limit\">（不超过 4000 字）") && !holds(r, "maxlength"));
    CHECK(count(r, "class=\"limit\"") == 4); /* texts only: no number, day or choice */
    county_close();
}

TEST(what_was_said_of_sentences_is_told_by_kind)
{
    open_county();
    struct submission steps[] = {{.type = COMMAND_SENTENCE_NOT_PROBLEM}, {.type = COMMAND_SENTENCE_MAP}, {.type = COMMAND_SENTENCE_MAP}};
    struct visit *v = county_visit(ROLE_OFFICE, "/plan/feedback/map?show=unmapped&from=100", NULL, 0);
    v->asking = (struct asking){.count = 3, .list = steps};
    struct response *r = v->route->done(v);
    const char *to = NULL;
    for (size_t i = 0; i < r->header_count; i++)
        to = str_is(r->headers[i].key, "Location") ? str_z(&county.arena, r->headers[i].value) : to;
    CHECK(r->status == 303 && to && !strcmp(to, "/plan/feedback?show=unmapped&from=100&mapped=2&aside=1"));
    CHECK(holds(county_get(ROLE_OFFICE, to), "已保存：对应到问题 2 句，标为不是问题 1 句。"));
    CHECK(holds(county_get(ROLE_OFFICE, "/plan/feedback?added=3&mapped=x&undone=-1"), "已保存：录入 3 句。"));
    CHECK(!holds(county_get(ROLE_OFFICE, "/plan/feedback?mapped=0"), "已保存"));
    county_close();
}

TEST(the_next_number_is_proposed_as_the_papers_count)
{
    open_county();
    int64_t problem = county_number(str_z(&county.arena, str_f(&county.arena, "SELECT id FROM problem WHERE number = 3 AND inspection = %lld", (long long)county.round)));
    int64_t aspect = county_number(str_z(&county.arena, str_f(&county.arena, "SELECT id FROM aspect WHERE number = 2 AND inspection = %lld", (long long)county.round)));
    int64_t measure = county_number("SELECT measure FROM substep ORDER BY seq");
    int64_t steps = county_number(str_z(&county.arena, str_f(&county.arena, "SELECT max(number) FROM substep WHERE measure = %lld", (long long)measure)));
    /* the sample numbers measures 1 to 99 through the round */
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/problem/", problem, "/add/measure")), "name=\"number\" value=\"100\""));
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/problem/", problem, "/add/manifestation")), "name=\"number\" value=\""));
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/aspect/", aspect, "/add/problem")), "name=\"number\" value=\"28\""));
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/inspection/", county.round, "/add/aspect")), "name=\"number\" value=\"9\""));
    CHECK(holds(county_get(ROLE_OFFICE, county_path("/measure/", measure, "/add/substep")), str_z(&county.arena, str_f(&county.arena, "name=\"number\" value=\"%lld\"", (long long)steps + 1))));
    county_close();
}

TEST(a_round_has_the_way_to_new_aspects_and_problems)
{
    open_county();
    const char *page = county_path("/inspection/", county.round, "");
    struct response *office = county_get(ROLE_OFFICE, page), *reader = county_get(ROLE_READER, page);
    CHECK(holds(office, county_path("/inspection/", county.round, "/add/aspect")) && count(office, "/add/problem") == 8);
    CHECK(reader->status == 200 && !holds(reader, "/add/") && holds(reader, "个问题"));
    county_close();
}
