/* attack_test.c: what somebody who wants to cheat would try at the one door. */
#include "tests/app/app_help.h"

#include "log/verify.h"

static enum verify_status verified(struct desk *d, enum verify_check_id check)
{
    static struct verify_report report;
    struct verify_options o = {.path = d->app.dir};
    CHECK(!verify_run(&o, &d->arena, &report));
    return report.checks[check].status;
}

static void one_id_one_thing(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome out;
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, CLERK, "name=某局", &out) == ERR_REFUSED && out.refusal == REFUSED_EXISTS);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, -1, "name=某局", &out) == ERR_INPUT && out.say.zh.len);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, 1LL << 50, "name=某局", &out) == ERR_INPUT && out.say.zh.len);
    desk_must(&d, OFFICE_A, COMMAND_UNIT_CREATE, (1LL << 50) - 1, "name=某局");
    CHECK(verified(&d, CHECK_CHAIN) == VERIFY_OK);
    desk_close(&d);
}
TEST(an_id_of_another_kind_of_thing_is_refused) { on_each_store(one_id_one_thing); }

TEST(a_command_id_of_somebody_else_is_never_answered_as_done)
{
    struct desk d = desk_open("");
    struct outcome out;
    struct submission s = {.type = COMMAND_INSPECTION_OPEN, .drawn_at = -1, .command = STR("page-1")};
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out));
    int64_t id = out.subject;
    CHECK(desk_send(&d, OFFICE_B, &s, "name=第一轮巡察|sort=xuncha", &out) == ERR_INPUT && !out.repeated && !out.subject);
    CHECK(desk_send(&d, CLERK, &s, "", &out) == ERR_INPUT && !out.subject);
    s.type = COMMAND_UNIT_CREATE;
    CHECK(desk_send(&d, OFFICE_A, &s, "name=某局", &out) == ERR_INPUT && !out.repeated && out.say.en.len);
    s = (struct submission){.type = COMMAND_INSPECTION_OPEN, .id = id, .drawn_at = -1, .command = STR("page-1")};
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out) && out.repeated && out.subject == id);
    s.id = 999;
    CHECK(desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out) == ERR_INPUT);
    static const struct str bad[] = {{"a\0b", 3}, {"a\nb", 3}, {"\xff", 1}, {"\x7f", 1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        s = (struct submission){.type = COMMAND_INSPECTION_OPEN, .drawn_at = -1, .command = bad[i]};
        CHECK(desk_send(&d, OFFICE_A, &s, "name=第二轮巡察|sort=xuncha", &out) == ERR_INPUT && out.say.zh.len);
    }
    desk_close(&d);
}

TEST(a_batch_cannot_hide_a_second_step_under_the_first_ones_id)
{
    struct desk d = desk_open("");
    struct pair one[] = {{STR("name"), STR("甲局")}}, two[] = {{STR("name"), STR("第一轮")}, {STR("sort"), STR("audit")}};
    struct submission list[] = {{.type = COMMAND_UNIT_CREATE, .pairs = one, .count = 1, .command = STR("b-1"), .drawn_at = -1},
                                {.type = COMMAND_INSPECTION_OPEN, .pairs = two, .count = 2, .command = STR("b-1"), .drawn_at = -1}};
    struct outcome out[2];
    size_t failed;
    int64_t size = log_size(d.app.log);
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    CHECK(app_submit_all(&ctx, list, 2, out, &failed) == ERR_INPUT && failed == 1 && log_size(d.app.log) == size);
    desk_close(&d);
}

TEST(the_verifiers_unit_is_found_below_however_deep_it_lies)
{
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_VERIFYING);
    for (int64_t i = 0; i < 60; i++)
        desk_must(&d, OFFICE_A, COMMAND_UNIT_CREATE, 2000 + i, str_z(&d.arena, str_f(&d.arena, "name=下属股室|above=#%lld", (long long)(i ? 1999 + i : BUREAU))));
    desk_must(&d, OFFICE_A, COMMAND_PERSON_CHANGE, OVERSEER_B, "name=某监督|unit=#2059");
    CHECK(desk_try(&d, OVERSEER_B, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION, &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_SAME_UNIT);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CHANGE, BUREAU, "name=财政局|above=#2059", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_UNIT_CYCLE);
    desk_close(&d);
}

TEST(too_long_a_body_is_told_and_harms_nobody_in_its_group)
{
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_WORKING);
    char *text = arena_alloc(&d.arena, 240000);
    for (size_t i = 0; i < 240000; i += 4)
        memcpy(text + i, "\xf0\xa0\x80\x80", 4);
    for (size_t i = 4; i < 80000; i += 4)
        memcpy(text + i, "\"\n\t\"", 4); /* each is twice as long in JSON */
    struct pair pairs[] = {{STR("inspection"), desk_texts(&d, STR("#100"))}, {STR("title"), STR("通报")}, {STR("text"), {text, 160000}}};
    struct submission s = {.type = COMMAND_BULLETIN_DRAFT, .pairs = pairs, .count = 3, .drawn_at = -1};
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    CHECK(!db_begin(d.app.db));
    enum err e = app_step(&ctx, &s, &out);
    CHECK(e == ERR_INPUT && out.say.zh.len && out.say.en.len);
    pairs[2].value = STR("现将整改情况公布，请监督。");
    CHECK(!app_step(&ctx, &s, &out) && !app_commit(&d.app));
    desk_close(&d);
}

TEST(time_goes_on_even_when_the_clock_goes_back)
{
    struct desk d = desk_open("");
    struct person p;
    struct session s;
    struct outcome out;
    d.now_us -= 86400LL * 1000000;
    CHECK(!desk_try(&d, CLERK, COMMAND_SESSION_OPEN, 0, "person=#21|key="
                                                        "0000000000000000000000000000000000000000000000000000000000000000",
                    &out));
    desk_must(&d, CLERK, COMMAND_PERSON_PASSWORD, CLERK, "password_hash=y");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PERSON, CLERK, &p));
    CHECK(!table_load(d.app.db, &d.arena, KIND_SESSION, out.subject, &s));
    CHECK(s.opened_us < p.since_us); /* a stolen session does not outlive the password */
    CHECK(verified(&d, CHECK_TIME) == VERIFY_OK);
    desk_close(&d);
}
