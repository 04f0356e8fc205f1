/* nudge_test.c: the rules of recorded sendings and of the address letters go to. */
#include "base/time.h"
#include "domain/all.h"
#include "tests/domain/world.h"

enum { NUDGE_1 = 700 };
#define SEND(day, channel) "person=#21|day=" day "|sort=reminder|count=1|items=#130|channel=" channel "|title=整改提醒|text=清理超期挂账即将到期"
#define MAIL "mail=clerk@county.example|by_mail=1"

/* The sending hours: the world's own clock stands at night. */
static void at_hour(struct world *w, int64_t day, int64_t hour)
{
    w->today = day;
    w->now_us = day_start_us(day) + hour * 3600 * 1000000;
}

static struct world morning(void)
{
    struct world w = world_at(STAGE_WORKING);
    at_hour(&w, TODAY, 10);
    return w;
}

static enum refusal try(struct world *w, int64_t who, enum command_type type, int64_t id, const char *payload, enum event_type *first)
{
    enum refusal got = world_do(w, who, type, id, payload, first);
    reached_refusal[got] = true;
    return got;
}

static void sending_rules(void)
{
    static const struct {
        int64_t day, hour;
        const char *payload;
        enum refusal refusal;
    } rows[] = {
        {TODAY, 10, SEND("@0", "in_app"), REFUSED_NOT},
        {TODAY, 8, SEND("@0", "in_app"), REFUSED_NOT},
        {TODAY, 7, SEND("@0", "in_app"), REFUSED_NUDGE_HOUR},
        {TODAY, 19, SEND("@0", "in_app"), REFUSED_NOT},
        {TODAY, 20, SEND("@0", "in_app"), REFUSED_NUDGE_HOUR},
        {TODAY + 4, 10, SEND("@0", "in_app"), REFUSED_NUDGE_HOUR}, /* a Saturday */
        {20362, 10, SEND("@0", "in_app"), REFUSED_NUDGE_HOUR},     /* 2025-10-01, a holiday on a Wednesday */
        {20359, 10, SEND("@0", "in_app"), REFUSED_NOT},            /* 2025-09-28, a Sunday worked to make up for it */
        {TODAY, 10, SEND("@-1", "in_app"), REFUSED_NUDGE_DAY},
        {TODAY, 10, SEND("@1", "in_app"), REFUSED_NUDGE_DAY},
        {TODAY, 10, SEND("@0", "mail"), REFUSED_MAIL_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_at(STAGE_WORKING);
        at_hour(&w, rows[i].day, rows[i].hour);
        enum refusal got = try(&w, OPERATOR, COMMAND_NUDGE_SEND, NUDGE_1, rows[i].payload, NULL);
        if (got != rows[i].refusal)
            fprintf(stderr, "row %zu: %.*s\n", i, STR_ARG(refusals[got].en));
        CHECK(got == rows[i].refusal);
        world_end(&w);
    }
}

static void life_of_one_in_the_application(void)
{
    struct world w = morning();
    enum event_type first;
    CHECK(try(&w, CLERK, COMMAND_NUDGE_SEND, NUDGE_1, SEND("@0", "in_app"), NULL) == REFUSED_ROLE);
    CHECK(try(&w, OFFICE_A, COMMAND_NUDGE_SEND, NUDGE_1, SEND("@0", "in_app"), &first) == REFUSED_NOT && first == EVENT_NUDGE_SENT);
    CHECK(try(&w, OFFICE_A, COMMAND_NUDGE_SEND, NUDGE_1, SEND("@0", "in_app"), NULL) == REFUSED_EXISTS);
    struct nudge *n = world_get(&w, KIND_NUDGE, NUDGE_1);
    CHECK(n->state == NUDGE_OUT && n->delivered_us && !n->read_us && n->items.count == 1);
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_DELIVER, NUDGE_1, "", NULL) == REFUSED_STATE); /* there is no letter */
    CHECK(try(&w, HELPER, COMMAND_NUDGE_MARK_READ, NUDGE_1, "", NULL) == REFUSED_NUDGE_NOT_YOURS);
    CHECK(try(&w, OFFICE_A, COMMAND_NUDGE_MARK_READ, NUDGE_1, "", NULL) == REFUSED_NUDGE_NOT_YOURS);
    CHECK(try(&w, CLERK, COMMAND_NUDGE_MARK_READ, NUDGE_1, "", &first) == REFUSED_NOT && first == EVENT_NUDGE_READ);
    CHECK(((struct nudge *)world_get(&w, KIND_NUDGE, NUDGE_1))->read_us);
    CHECK(try(&w, CLERK, COMMAND_NUDGE_MARK_READ, NUDGE_1, "", NULL) == REFUSED_NOTHING_NEW);
    world_end(&w);
}

static void life_of_a_letter(void)
{
    struct world w = morning();
    enum event_type first;
    world_must(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, MAIL);
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_SEND, NUDGE_1, SEND("@0", "mail"), &first) == REFUSED_NOT && first == EVENT_NUDGE_SENT);
    CHECK(try(&w, OFFICE_A, COMMAND_NUDGE_DELIVER, NUDGE_1, "", NULL) == REFUSED_PROGRAM_ONLY);
    CHECK(try(&w, OFFICE_A, COMMAND_NUDGE_FAIL, NUDGE_1, "why=没有送成", NULL) == REFUSED_PROGRAM_ONLY);
    for (int i = 1; i < NUDGE_TRIES_MAX; i++) {
        CHECK(try(&w, OPERATOR, COMMAND_NUDGE_FAIL, NUDGE_1, "why=服务器说稍后再试", &first) == REFUSED_NOT && first == EVENT_NUDGE_FAILED);
        CHECK(((struct nudge *)world_get(&w, KIND_NUDGE, NUDGE_1))->state == NUDGE_WAITING);
    }
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_FAIL, NUDGE_1, "why=服务器还是不收", &first) == REFUSED_NOT && first == EVENT_NUDGE_FAILED);
    struct nudge *n = world_get(&w, KIND_NUDGE, NUDGE_1);
    CHECK(n->state == NUDGE_LOST && n->tries == NUDGE_TRIES_MAX && n->tried_us);
    CHECK_STR(n->why, STR("服务器还是不收"));
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_DELIVER, NUDGE_1, "", NULL) == REFUSED_STATE);
    world_must(&w, CLERK, COMMAND_NUDGE_MARK_READ, NUDGE_1, ""); /* it stands in the application all the same */
    world_end(&w);
}

static void other_ends_of_a_letter(void)
{
    struct world w = morning();
    enum event_type first;
    world_must(&w, SYSADMIN_A, COMMAND_PERSON_NOTIFY, CLERK, MAIL); /* an administrator may enter it */
    world_must(&w, OPERATOR, COMMAND_NUDGE_SEND, NUDGE_1, SEND("@0", "mail"));
    world_must(&w, CLERK, COMMAND_NUDGE_MARK_READ, NUDGE_1, "");
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_DELIVER, NUDGE_1, "", &first) == REFUSED_NOT && first == EVENT_NUDGE_DELIVERED);
    world_must(&w, OPERATOR, COMMAND_NUDGE_SEND, NUDGE_1 + 1, SEND("@0", "mail"));
    CHECK(try(&w, OPERATOR, COMMAND_NUDGE_FAIL, NUDGE_1 + 1, "why=没有这个邮箱|final=1", &first) == REFUSED_NOT && first == EVENT_NUDGE_FAILED);
    CHECK(((struct nudge *)world_get(&w, KIND_NUDGE, NUDGE_1 + 1))->state == NUDGE_LOST); /* tried once, for good */
    world_end(&w);
}

static void choosing_how(void)
{
    struct world w = morning();
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, "", NULL) == REFUSED_NOTHING_NEW);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, "by_mail=1", NULL) == REFUSED_MAIL_NONE);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, "mail=clerk|by_mail=1", NULL) == REFUSED_MAIL_SHAPE);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, MAIL, NULL) == REFUSED_NOT);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, MAIL, NULL) == REFUSED_NOTHING_NEW);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, MAIL "|mail_lang=both", NULL) == REFUSED_NOT);
    CHECK(((struct person *)world_get(&w, KIND_PERSON, CLERK))->mail_lang == LETTERS_BOTH);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, MAIL "|mail_lang=both", NULL) == REFUSED_NOTHING_NEW);
    CHECK(try(&w, CLERK, COMMAND_PERSON_NOTIFY, CLERK, "mail=clerk@county.example", NULL) == REFUSED_NOT); /* in the application only */
    CHECK(try(&w, HELPER, COMMAND_PERSON_NOTIFY, CLERK, MAIL, NULL) == REFUSED_ROLE);
    CHECK(try(&w, OFFICE_A, COMMAND_PERSON_NOTIFY, CLERK, MAIL, NULL) == REFUSED_ROLE);
    world_end(&w);
}

void nudge_rules(void)
{
    sending_rules();
    life_of_one_in_the_application();
    life_of_a_letter();
    other_ends_of_a_letter();
    choosing_how();
}
TEST(every_rule_of_reminders_holds) { nudge_rules(); }

TEST(mail_addresses_are_narrow)
{
    static const char *const good[] = {"a@b", "lin.x@county.example", "a+b@x-y.example", "A_1@1.example"};
    static const char *const bad[] = {"", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b.", "a@.b", ".a@b", "a.@b", "a..b@c", "a@-b", "a@b-", "a@b_c", "a@b\r\nBcc: c@d", "a\n@b", "<a@b>", "a@b>", "\"a\"@b", "a@[1.2.3.4]", "林@b", "a@县.cn", "a,b@c", "a@b,c@d", "a@b\\"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(mail_address_good(str_c(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (mail_address_good(str_c(bad[i])))
            fprintf(stderr, "taken: %s\n", bad[i]);
        CHECK(!mail_address_good(str_c(bad[i])));
    }
    CHECK(!mail_address_good((struct str){"a\0b@c", 5}));
    struct arena a = {0};
    struct str part = str_f(&a, "%062d", 0), host = str_f(&a, "%.*s.%.*s.%.*s", STR_ARG(part), STR_ARG(part), STR_ARG(part));
    CHECK(mail_address_good(str_f(&a, "%064d@%.*s", 0, STR_ARG(host))) && !mail_address_good(str_f(&a, "%065d@%.*s", 0, STR_ARG(host))));
    CHECK(!mail_address_good(str_f(&a, "a@%064d.b", 0)) && !mail_address_good(str_f(&a, "%064d@%.*s.aaa", 0, STR_ARG(host))));
    arena_reset(&a);
}
