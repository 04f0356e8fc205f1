/* book_test.c: the rules of the books: persons held to account and the erasing of what is said about them, recoveries,
 * rules entered twice, indicators and their readings. */
#include "domain/books.h"
#include "tests/domain/rows.h"

#include <string.h>

enum { HELD_1 = 1500,
       HELD_2 = 1501,
       RECOVERY_1 = 1510,
       INDICATOR_1 = 1520,
       READING_1 = 1530,
       READING_2 = 1531,
       READING_3 = 1532,
       ROUND_2 = 1540 };

#define SOMEBODY "inspection=#100|name=林某某|post=股长|unit=#3|rank=subsection|party=1"
#define SAME_AGAIN "name=林某某|post=股长|unit=#3|rank=subsection|party=1"
#define ONE_MORE "inspection=#100|name=周某|unit=#3|rank=other"
#define ASKED_FOR "reason=本人申请且期限届满|document=青纪发〔2025〕8号"
#define ABOUT(held) "inspection=#100|sort=admonition|persons=1|day=@-3|document=青纪诫〔2025〕1号|held=#" held
#define INDICATOR "inspection=#100|problem=#120|name=往来款清理率|measured_in=%|source=财政局月报|baseline=40|baseline_day=@-90|target=95.5|direction=up"
#define LESS "inspection=#100|name=挂账笔数|measured_in=笔|source=财政局月报|baseline=12|baseline_day=@-90|target=-1.25|direction=down"
#define RECOVERY "inspection=#100|sort=recovered|day=@-1|amount_fen=1234.56"

#define LISTED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY))
#define LISTED_TWO STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_ENTER, HELD_2, ONE_MORE))
#define SANCTIONED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500")))
#define ACQUITTED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500")), DID(OFFICE_A, SANCTION_VOID, SANCTION_1, "reason=登记重复"))
#define STRUCK STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_STRIKE, HELD_1, "reason=登记错误"))
#define STRUCK_ASKED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_STRIKE, HELD_1, "reason=登记错误"), DID(OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR))
#define ASKED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR))
#define ASKED_BY_ALL STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(EVERYTHING, HELD_ASK_ERASE, HELD_1, ASKED_FOR))
#define ASKED_LOCALLY STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OPERATOR, HELD_ASK_ERASE, HELD_1, ASKED_FOR))
#define DECLINED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR), DID(OVERSEER_A, HELD_DECLINE_ERASE, HELD_1, OPINION))
#define ERASED STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR), DID(OVERSEER_A, HELD_ERASE, HELD_1, OPINION))
#define LISTED_AND_AWAY STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成"))
#define ASKED_AND_AWAY STEPS(DID(OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY), DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成"), DID(OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR))
#define LISTED_ELSEWHERE STEPS(DID(OFFICE_A, INSPECTION_OPEN, ROUND_2, "name=第二轮巡察|sort=xuncha|feedback_day=@0"), DID(OFFICE_A, HELD_ENTER, HELD_1, "inspection=#1540|name=林某某|rank=other"))
#define ANOTHER_ROUND STEPS(DID(OFFICE_A, INSPECTION_OPEN, ROUND_2, "name=第二轮巡察|sort=xuncha|feedback_day=@0"))
#define RECOVERED STEPS(DID(OFFICE_A, RECOVERY_ADD, RECOVERY_1, RECOVERY))
#define GIVEN_BACK STEPS(DID(OFFICE_A, RECOVERY_ADD, RECOVERY_1, RECOVERY), DID(OFFICE_A, RECOVERY_STRIKE, RECOVERY_1, "reason=登记重复"))
#define SET STEPS(DID(OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR))
#define SET_STRUCK STEPS(DID(OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR), DID(OFFICE_A, READING_ENTER, READING_1, READ("@-9", "50")), DID(OFFICE_A, INDICATOR_STRIKE, INDICATOR_1, "reason=口径有误"))
#define READ(day, value) "indicator=#1520|day=" day "|value=" value
#define READ_ONCE STEPS(DID(OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR), DID(OFFICE_A, READING_ENTER, READING_1, READ("@-9", "50")))
#define SET_AND_AWAY STEPS(DID(OFFICE_A, INSPECTION_OPEN, ROUND_2, "name=第二轮巡察|sort=xuncha|feedback_day=@0"), DID(OFFICE_A, INDICATOR_SET, INDICATOR_1, "inspection=#1540|name=清理率|measured_in=%|source=月报|baseline=1|baseline_day=@-1|target=2|direction=up"), DID(OFFICE_A, READING_ENTER, READING_1, READ("@-1", "1")), DID(OFFICE_A, INSPECTION_ARCHIVE, ROUND_2, "reason=整改完成"))
#define RULED STEPS(DID(OFFICE_A, RULE_ADD, RULE_1, "inspection=#100|action=issued|title=接待管理办法|document=青办〔2025〕3号|day=@-5"))
#define RULED_STRUCK STEPS(DID(OFFICE_A, RULE_ADD, RULE_1, "inspection=#100|action=issued|title=接待管理办法|document=青办〔2025〕3号|day=@-5"), DID(OFFICE_A, RULE_VOID, RULE_1, "reason=登记重复"))

static const struct rule_row rows[] = {
    /* persons held to account */
    YES(PROBLEM, OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY, HELD_ENTERED),
    NO(PROBLEM, OVERSEER_A, HELD_ENTER, HELD_1, SOMEBODY, ROLE),
    NO(ARCHIVED, OFFICE_A, HELD_ENTER, HELD_1, SOMEBODY, INSPECTION_CLOSED),
    NO_AFTER(PROBLEM, LISTED, OFFICE_B, HELD_ENTER, HELD_2, SOMEBODY, HELD_TWICE),
    NO_AFTER(PROBLEM, LISTED, OFFICE_B, HELD_ENTER, HELD_1, SOMEBODY, EXISTS),
    YES_AFTER(PROBLEM, STRUCK, OFFICE_B, HELD_ENTER, HELD_2, SOMEBODY, HELD_ENTERED),
    YES_AFTER(PROBLEM, LISTED, OFFICE_B, HELD_CHANGE, HELD_1, "name=林某某|post=副股长|unit=#3|rank=subsection", HELD_CHANGED),
    NO_AFTER(PROBLEM, LISTED, OFFICE_B, HELD_CHANGE, HELD_1, SAME_AGAIN, NOTHING_NEW),
    NO_AFTER(PROBLEM, LISTED_TWO, OFFICE_B, HELD_CHANGE, HELD_2, SAME_AGAIN, HELD_TWICE),
    NO_AFTER(INSPECTION, LISTED_AND_AWAY, OFFICE_B, HELD_CHANGE, HELD_1, "name=林某某|rank=other", INSPECTION_CLOSED),
    NO_AFTER(PROBLEM, STRUCK, OFFICE_B, HELD_CHANGE, HELD_1, "name=林某某|rank=other", STATE),
    YES_AFTER(PROBLEM, ACQUITTED, OFFICE_B, HELD_STRIKE, HELD_1, "reason=登记错误", HELD_STRUCK),
    NO_AFTER(PROBLEM, SANCTIONED, OFFICE_B, HELD_STRIKE, HELD_1, "reason=登记错误", HELD_HAS_ENTRIES),
    NO_AFTER(INSPECTION, LISTED_AND_AWAY, OFFICE_B, HELD_STRIKE, HELD_1, "reason=登记错误", INSPECTION_CLOSED),
    /* entries about them */
    YES_AFTER(PROBLEM, LISTED, OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500"), SANCTION_ADDED),
    NO_AFTER(PROBLEM, SANCTIONED, OFFICE_B, SANCTION_ADD, FRESH, ABOUT("1500"), SANCTION_TWICE),
    YES_AFTER(PROBLEM, ACQUITTED, OFFICE_B, SANCTION_ADD, FRESH, ABOUT("1500"), SANCTION_ADDED),
    YES_AFTER(PROBLEM, SANCTIONED, OFFICE_B, SANCTION_ADD, FRESH, "inspection=#100|sort=party_warning|persons=1|day=@-3|document=青纪诫〔2025〕1号|held=#1500", SANCTION_ADDED),
    NO_AFTER(PROBLEM, LISTED, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=admonition|persons=2|day=@-3|held=#1500", HELD_ONE),
    NO_AFTER(PROBLEM, LISTED, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=body_circular|persons=1|day=@-3|held=#1500", HELD_ONE),
    NO_AFTER(PROBLEM, STRUCK, OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500"), HELD_UNFIT),
    NO_AFTER(PROBLEM, ERASED, OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500"), HELD_UNFIT),
    NO_AFTER(PROBLEM, LISTED_ELSEWHERE, OFFICE_A, SANCTION_ADD, SANCTION_1, ABOUT("1500"), HELD_UNFIT),
    YES(PROBLEM, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=case_filed|persons=3|cases=2|day=@-3", SANCTION_ADDED),
    NO(PROBLEM, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=case_filed|persons=3|day=@-3", SANCTION_CASES),
    NO(PROBLEM, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=talk|persons=3|cases=1|day=@-3", SANCTION_CASES),
    YES(PROBLEM, OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=body_circular|persons=2|day=@-3", SANCTION_ADDED),
    /* erasing: two people, also of what is struck and of a round that is over */
    YES_AFTER(PROBLEM, LISTED, OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR, HELD_ERASE_ASKED),
    YES_AFTER(PROBLEM, STRUCK, OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR, HELD_ERASE_ASKED),
    YES_AFTER(INSPECTION, LISTED_AND_AWAY, OFFICE_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR, HELD_ERASE_ASKED),
    NO_AFTER(PROBLEM, ASKED, OFFICE_B, HELD_ASK_ERASE, HELD_1, ASKED_FOR, ERASE_ASKED),
    YES_AFTER(PROBLEM, DECLINED, OFFICE_B, HELD_ASK_ERASE, HELD_1, ASKED_FOR, HELD_ERASE_ASKED),
    NO_AFTER(PROBLEM, ERASED, OFFICE_B, HELD_ASK_ERASE, HELD_1, ASKED_FOR, STATE),
    NO_AFTER(PROBLEM, LISTED, OVERSEER_A, HELD_ASK_ERASE, HELD_1, ASKED_FOR, ROLE),
    YES_AFTER(PROBLEM, ASKED, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, HELD_ERASED),
    YES_AFTER(PROBLEM, ASKED, SECADMIN_A, HELD_ERASE, HELD_1, OPINION, HELD_ERASED),
    YES_AFTER(PROBLEM, STRUCK_ASKED, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, HELD_ERASED),
    YES_AFTER(INSPECTION, ASKED_AND_AWAY, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, HELD_ERASED),
    NO_AFTER(PROBLEM, ASKED_BY_ALL, EVERYTHING, HELD_ERASE, HELD_1, OPINION, ERASE_ASKER),
    NO_AFTER(PROBLEM, ASKED_LOCALLY, OPERATOR, HELD_ERASE, HELD_1, OPINION, ERASE_ASKER),
    NO_AFTER(PROBLEM, ASKED, OFFICE_B, HELD_ERASE, HELD_1, OPINION, ROLE),
    NO_AFTER(PROBLEM, LISTED, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, ERASE_NONE),
    NO_AFTER(PROBLEM, DECLINED, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, ERASE_NONE),
    NO_AFTER(PROBLEM, ERASED, OVERSEER_A, HELD_ERASE, HELD_1, OPINION, STATE),
    YES_AFTER(PROBLEM, ASKED, OVERSEER_A, HELD_DECLINE_ERASE, HELD_1, OPINION, HELD_ERASE_DECLINED),
    NO_AFTER(PROBLEM, ASKED_BY_ALL, EVERYTHING, HELD_DECLINE_ERASE, HELD_1, OPINION, ERASE_ASKER),
    /* rules: each counted once */
    NO_AFTER(PROBLEM, RULED, OFFICE_B, RULE_ADD, FRESH, "inspection=#100|action=issued|title=接待管理办法|document=青办〔2025〕3号|day=@-4", RULE_TWICE),
    YES_AFTER(PROBLEM, RULED_STRUCK, OFFICE_B, RULE_ADD, FRESH, "inspection=#100|action=issued|title=接待管理办法|document=青办〔2025〕3号|day=@-4", RULE_ADDED),
    YES_AFTER(PROBLEM, RULED, OFFICE_B, RULE_ADD, FRESH, "inspection=#100|action=abolished|title=接待管理办法|document=青办〔2025〕3号|day=@-4", RULE_ADDED),
    YES_AFTER(PROBLEM, RULED, OFFICE_B, RULE_ADD, FRESH, "inspection=#100|action=issued|title=接待管理办法|document=青办〔2025〕4号|day=@-4", RULE_ADDED),
    YES(PROBLEM, OFFICE_A, RULE_ADD, RULE_1, "inspection=#100|problems=#120|action=revised|title=接待管理办法|day=@0", RULE_ADDED),
    NO_AFTER(PROBLEM, ANOTHER_ROUND, OFFICE_A, RULE_ADD, RULE_1, "inspection=#1540|problems=#120|action=revised|title=接待管理办法|day=@0", OTHER_INSPECTION),
    /* recoveries */
    YES(PROBLEM, OFFICE_A, RECOVERY_ADD, RECOVERY_1, RECOVERY, RECOVERY_ADDED),
    YES(WORKING, OFFICE_A, RECOVERY_ADD, RECOVERY_1, RECOVERY "|measure=#130|problem=#120|unit=#2|document=青缴1号", RECOVERY_ADDED),
    NO(PROBLEM, CLERK, RECOVERY_ADD, RECOVERY_1, RECOVERY, ROLE),
    NO(PROBLEM, OFFICE_A, RECOVERY_ADD, RECOVERY_1, "inspection=#100|sort=saved|day=@-1|amount_fen=0", RECOVERY_NOTHING),
    NO(PROBLEM, OFFICE_A, RECOVERY_ADD, RECOVERY_1, "inspection=#100|sort=saved|day=@1|amount_fen=5", DATE_FUTURE),
    NO(ARCHIVED, OFFICE_A, RECOVERY_ADD, RECOVERY_1, RECOVERY, INSPECTION_CLOSED),
    NO_AFTER(WORKING, ANOTHER_ROUND, OFFICE_A, RECOVERY_ADD, RECOVERY_1, "inspection=#1540|sort=saved|day=@-1|amount_fen=5|measure=#130", RECOVERY_MEASURE),
    NO_AFTER(PROBLEM, ANOTHER_ROUND, OFFICE_A, RECOVERY_ADD, RECOVERY_1, "inspection=#1540|sort=saved|day=@-1|amount_fen=5|problem=#120", OTHER_INSPECTION),
    YES_AFTER(PROBLEM, RECOVERED, OFFICE_B, RECOVERY_STRIKE, RECOVERY_1, "reason=登记重复", RECOVERY_STRUCK),
    NO_AFTER(PROBLEM, GIVEN_BACK, OFFICE_B, RECOVERY_STRIKE, RECOVERY_1, "reason=登记重复", STATE),
    /* indicators */
    YES(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR, INDICATOR_SET),
    YES(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, LESS, INDICATOR_SET),
    NO(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, "inspection=#100|name=清理率|measured_in=%|source=月报|baseline=40|baseline_day=@-90|target=39.99|direction=up", INDICATOR_DIRECTION),
    NO(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, "inspection=#100|name=挂账笔数|measured_in=笔|source=月报|baseline=-2|baseline_day=@-90|target=-1|direction=down", INDICATOR_DIRECTION),
    NO(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, "inspection=#100|name=挂账笔数|measured_in=笔|source=月报|baseline=2|baseline_day=@1|target=1|direction=down", DATE_FUTURE),
    NO(PROBLEM, OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR "|target_day=@-91", TARGET_BEFORE_BASELINE),
    NO(ARCHIVED, OFFICE_A, INDICATOR_SET, INDICATOR_1, INDICATOR, INSPECTION_CLOSED),
    YES_AFTER(PROBLEM, SET, OFFICE_B, INDICATOR_CHANGE, INDICATOR_1, "name=往来款清理率|measured_in=%|source=财政局月报|baseline=40|baseline_day=@-90|target=98|direction=up", INDICATOR_CHANGED),
    NO_AFTER(PROBLEM, SET, OFFICE_B, INDICATOR_CHANGE, INDICATOR_1, "name=往来款清理率|measured_in=%|source=财政局月报|baseline=40|baseline_day=@-90|target=95.50|direction=up", NOTHING_NEW),
    NO_AFTER(PROBLEM, SET, OFFICE_B, INDICATOR_CHANGE, INDICATOR_1, "name=往来款清理率|measured_in=%|source=财政局月报|baseline=40|baseline_day=@-90|target=9|direction=up", INDICATOR_DIRECTION),
    YES_AFTER(PROBLEM, SET, OFFICE_B, INDICATOR_STRIKE, INDICATOR_1, "reason=口径有误", INDICATOR_STRUCK),
    YES_AFTER(PROBLEM, SET, OFFICE_A, READING_ENTER, READING_1, READ("@-9", "0"), READING_ENTERED),
    YES_AFTER(PROBLEM, SET, OFFICE_A, READING_ENTER, READING_1, READ("@60", "96") "|forecast=1", READING_ENTERED),
    NO_AFTER(PROBLEM, SET, OFFICE_A, READING_ENTER, READING_1, READ("@1", "50"), DATE_FUTURE),
    NO_AFTER(PROBLEM, READ_ONCE, OFFICE_B, READING_ENTER, READING_2, READ("@-9", "51"), READING_TWICE),
    YES_AFTER(PROBLEM, READ_ONCE, OFFICE_B, READING_ENTER, READING_2, READ("@-9", "51") "|forecast=1", READING_ENTERED),
    NO_AFTER(PROBLEM, SET_STRUCK, OFFICE_B, READING_ENTER, READING_2, READ("@-2", "51"), INDICATOR_STRUCK),
    NO_AFTER(PROBLEM, SET_STRUCK, OFFICE_B, READING_CORRECT, READING_1, "value=52|reason=原表抄错", INDICATOR_STRUCK),
    YES_AFTER(PROBLEM, READ_ONCE, OFFICE_B, READING_CORRECT, READING_1, "value=52|reason=原表抄错", READING_CORRECTED),
    NO_AFTER(PROBLEM, READ_ONCE, OFFICE_B, READING_CORRECT, READING_1, "value=50.00|reason=原表抄错", NOTHING_NEW),
    NO_AFTER(INSPECTION, SET_AND_AWAY, OFFICE_B, READING_CORRECT, READING_1, "value=50|reason=原表抄错", INSPECTION_CLOSED),
    NO_AFTER(INSPECTION, SET_AND_AWAY, OFFICE_B, READING_ENTER, READING_2, READ("@-2", "1"), INSPECTION_CLOSED),
    NO_AFTER(INSPECTION, SET_AND_AWAY, OFFICE_B, INDICATOR_STRIKE, INDICATOR_1, "reason=口径有误", INSPECTION_CLOSED),
};

void book_rules(void) { rules_hold("book", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_the_books_holds) { book_rules(); }

static const struct indicator *after(struct world *w, int64_t id, const char *payload)
{
    world_must(w, OFFICE_A, COMMAND_READING_ENTER, id, payload);
    return world_get(w, KIND_INDICATOR, INDICATOR_1);
}

TEST(trend_is_of_the_last_two_actual_readings_by_day_and_a_forecast_is_neither)
{
    struct world w = world_at(STAGE_PROBLEM);
    world_must(&w, OFFICE_A, COMMAND_INDICATOR_SET, INDICATOR_1, INDICATOR);
    const struct indicator *i = after(&w, READING_1, READ("@-9", "50"));
    CHECK(indicator_trend(i) == TREND_NONE && i->actual == 5000 && !indicator_reached(i));
    i = after(&w, READING_2, READ("@60", "99") "|forecast=1");
    CHECK(indicator_trend(i) == TREND_NONE && i->actual == 5000);
    i = after(&w, READING_3, READ("@-5", "50"));
    CHECK(indicator_trend(i) == TREND_FLAT && i->latest == READING_3 && i->prior == READING_1);
    i = after(&w, 1541, READ("@-20", "10")); /* late, about an earlier day */
    CHECK(i->latest == READING_3 && i->prior == READING_1);
    i = after(&w, 1542, READ("@-7", "60.5")); /* late, about a day between */
    CHECK(indicator_trend(i) == TREND_WORSENING && i->previous == 6050);
    world_must(&w, OFFICE_A, COMMAND_READING_CORRECT, READING_3, "value=95.5|reason=原表抄错");
    i = world_get(&w, KIND_INDICATOR, INDICATOR_1);
    CHECK(indicator_trend(i) == TREND_IMPROVING && indicator_reached(i));
    CHECK(((const struct reading *)world_get(&w, KIND_READING, READING_3))->version == 2);
    world_must(&w, OFFICE_A, COMMAND_READING_CORRECT, READING_2, "value=98|reason=重新测算");
    CHECK(((const struct indicator *)world_get(&w, KIND_INDICATOR, INDICATOR_1))->actual == 9550);
    world_end(&w);
}

TEST(an_indicator_that_shall_fall_is_reached_from_above)
{
    struct indicator i = {.latest = 1, .prior = 2, .direction = DIRECTION_DOWN, .target = -125, .actual = -124, .previous = 0};
    struct arena a = {0};
    CHECK(!indicator_reached(&i) && indicator_trend(&i) == TREND_IMPROVING);
    i.actual = -125;
    CHECK(indicator_reached(&i));
    CHECK_STR(indicator_text(&a, -125), STR("-1.25"));
    CHECK_STR(indicator_text(&a, 9550), STR("95.5"));
    CHECK_STR(indicator_text(&a, -5), STR("-0.05"));
    CHECK_STR(indicator_text(&a, 300), STR("3"));
    arena_reset(&a);
}

TEST(erasing_empties_every_personal_field_and_keeps_the_rest)
{
    struct world w = world_at(STAGE_PROBLEM);
    world_must(&w, OFFICE_A, COMMAND_HELD_ENTER, HELD_1, SOMEBODY);
    world_must(&w, OFFICE_A, COMMAND_HELD_ENTER, HELD_2, ONE_MORE);
    world_must(&w, OFFICE_A, COMMAND_HELD_CHANGE, HELD_1, "name=林某某|post=副股长|unit=#3|rank=subsection");
    const struct held *h = world_get(&w, KIND_HELD, HELD_1);
    CHECK(h->number == 1 && ((const struct held *)world_get(&w, KIND_HELD, HELD_2))->number == 2);
    CHECK(str_find(h->words_at, STR(",")) != SIZE_MAX);
    world_must(&w, OFFICE_A, COMMAND_HELD_ASK_ERASE, HELD_1, ASKED_FOR);
    world_must(&w, SECADMIN_A, COMMAND_HELD_ERASE, HELD_1, OPINION);
    h = world_get(&w, KIND_HELD, HELD_1);
    CHECK(h->state == HELD_ERASED && h->erased_us && !h->name.len && !h->post.len && !h->unit && !h->rank && !h->party);
    CHECK(h->number == 1 && h->inspection == INSPECTION_1 && !h->words_at.len && !h->erase_us);
    world_end(&w);
}

/* Of an erased entry only the open fields are left: whatever is not about the person must be among them. */
TEST(what_is_not_about_the_person_survives_an_erased_entry)
{
    size_t kinds_seen = 0;
    for (int i = 0; i < EVENT_COUNT; i++) {
        const struct record *r = event_types[i].payload;
        if (!erase_holds_words(&event_types[i]))
            continue;
        kinds_seen++;
        for (size_t k = 0; k < r->count; k++) {
            bool good = (r->fields[k].flags & (FIELD_OPEN | FIELD_PERSONAL)) != 0;
            if (!good)
                fprintf(stderr, "%s: %s would be lost\n", event_types[i].wire, r->fields[k].name);
            CHECK(good);
            CHECK((r->fields[k].flags & (FIELD_OPEN | FIELD_PERSONAL)) != (FIELD_OPEN | FIELD_PERSONAL));
        }
    }
    CHECK(kinds_seen >= 2);
}

TEST(every_kind_that_notes_words_begins_as_erasable_things_do)
{
    for (int k = 0; k < KIND_COUNT; k++) {
        const struct field *f = record_field(kinds[k].record, STR("words_at"));
        CHECK(!f || f->offset == offsetof(struct erasable, words_at));
        f = record_field(kinds[k].record, STR("erased_us"));
        CHECK(!f || f->offset == offsetof(struct erasable, erased_us));
    }
}

TEST(kinds_of_accountability_keep_their_numbers_and_know_their_group)
{
    CHECK(SANCTION_CRITICISM == 17 && SANCTION_BODY_REORGANISED == 30 && SANCTION_SORTS == 31);
    for (int64_t i = 1; i < SANCTION_SORTS; i++) {
        const char *name = sanction_sorts[i].name;
        CHECK(!strncmp(name, "party_", 6) == (sanction_group_of(i) == SANCTION_GROUP_PARTY));
        CHECK(!strncmp(name, "gov_", 4) == (sanction_group_of(i) == SANCTION_GROUP_GOV));
        CHECK(!strncmp(name, "org_", 4) == (sanction_group_of(i) == SANCTION_GROUP_ORG));
        CHECK(!strncmp(name, "body_", 5) == (sanction_group_of(i) == SANCTION_GROUP_BODY));
    }
    CHECK(!sanction_sorts[SANCTION_SORTS].name);
}
