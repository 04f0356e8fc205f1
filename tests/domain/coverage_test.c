/* coverage_test.c: every refusal and every event is reached by some row, or this fails. */
#include "tests/domain/world.h"

#include <string.h>

/* Refusals only app/ can give, and the test that reaches each. */
static const struct {
    enum refusal refusal;
    const char *file, *test;
} elsewhere[] = {
    {REFUSED_PERSON_LEFT, "tests/app/submit_test.c", "TEST(naming_somebody_who_left_is_refused)"},
    {REFUSED_DIRECTORY, "tests/app/scope_test.c", "TEST(nobody_is_moved_into_sight_of_others)"},
    {REFUSED_GENERAL_RULE, "tests/app/scope_test.c", "TEST(a_rule_for_every_round_is_not_one_organisations)"},
};

static const char *const names[] = {
#define X(name, zh, en) #name,
    REFUSAL_TABLE(X)
#undef X
};

static bool file_holds(const char *path, const char *words)
{
    static char text[1 << 17];
    FILE *f = fopen(path, "r");
    CHECK(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = 0;
    return strstr(text, words);
}

TEST(every_refusal_and_every_event_is_reached_by_some_row)
{
    int missing = 0;
    measure_rules();
    regime_rules();
    progress_rules();
    problem_rules();
    book_rules();
    people_rules();
    bulletin_rules();
    plan_rules();
    notice_rules();
    scope_rules();
    clue_rules();
    calendar_rules();
    lookback_rules();
    nudge_rules();
    question_rules();
    pack_rules();
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        CHECK(!reached_refusal[elsewhere[i].refusal]); /* reached here: take it off the list */
        reached_refusal[elsewhere[i].refusal] = file_holds(elsewhere[i].file, elsewhere[i].test);
    }
    for (int i = 1; i < REFUSAL_COUNT; i++)
        if (!reached_refusal[i])
            missing++, fprintf(stderr, "no row reaches %s\n", names[i]);
    for (int i = 0; i < EVENT_COUNT; i++)
        if (!reached_event[i])
            missing++, fprintf(stderr, "no row reaches %s\n", event_types[i].wire);
    CHECK(missing == 0);
}

TEST(every_refusal_tells_what_to_know_in_both_languages)
{
    for (int i = 1; i < REFUSAL_COUNT; i++) {
        CHECK(utf8_valid(refusals[i].zh) && utf8_length(refusals[i].zh) >= 8 && str_ends(refusals[i].zh, STR("。")));
        CHECK(refusals[i].en.len >= 12 && refusals[i].en.ptr[0] >= 'A' && refusals[i].en.ptr[0] <= 'Z');
        CHECK(refusals[i].en.ptr[refusals[i].en.len - 1] == '.');
        for (int k = 1; k < i; k++)
            CHECK(!str_eq(refusals[i].zh, refusals[k].zh));
    }
}

/* A leaf is objects, strings, integers and booleans (docs/log-format.md); an open list could never be entered. */
TEST(no_event_has_an_open_field_a_leaf_cannot_hold)
{
    for (int i = 0; i < EVENT_COUNT; i++) {
        const struct record *r = event_types[i].payload;
        for (size_t k = 0; k < r->count; k++)
            CHECK(!(r->fields[k].flags & FIELD_OPEN) || (r->fields[k].type != FIELD_FLAGS && r->fields[k].type != FIELD_IDS));
    }
}
