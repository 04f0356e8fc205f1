/* colour_test.c: warning colours and report labels at their edges (DOMAIN.md §5, §6). */
#include "domain/regime.h"
#include "tests/domain/world.h"

#include "base/time.h"

TEST(colour_turns_on_the_right_day)
{
    static const struct {
        int64_t state, left; /* days left; 999: no deadline */
        enum colour colour;
    } rows[] = {
        {MEASURE_WORKING, 365, COLOUR_GREEN}, {MEASURE_WORKING, 21, COLOUR_GREEN}, {MEASURE_WORKING, 20, COLOUR_GREEN}, {MEASURE_WORKING, 19, COLOUR_BLUE}, {MEASURE_WORKING, 11, COLOUR_BLUE}, {MEASURE_WORKING, 10, COLOUR_YELLOW}, {MEASURE_WORKING, 1, COLOUR_YELLOW}, {MEASURE_WORKING, 0, COLOUR_YELLOW}, {MEASURE_WORKING, -1, COLOUR_RED}, {MEASURE_WORKING, -400, COLOUR_RED}, {MEASURE_WORKING, 999, COLOUR_NONE}, {MEASURE_NONE, -1, COLOUR_NONE}, {MEASURE_DRAFT, -1, COLOUR_NONE}, {MEASURE_REVIEW, -1, COLOUR_NONE}, {MEASURE_ISSUED, -1, COLOUR_RED}, {MEASURE_ISSUED, 0, COLOUR_YELLOW}, {MEASURE_CLAIMED, -1, COLOUR_RED}, {MEASURE_VERIFYING, -1, COLOUR_RED}, {MEASURE_VERIFYING, 20, COLOUR_GREEN}, {MEASURE_CLOSED, -1, COLOUR_DONE}, {MEASURE_CLOSED, 999, COLOUR_DONE}, {MEASURE_VOID, -1, COLOUR_DONE}, {MEASURE_VOID, 30, COLOUR_DONE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum colour got = measure_colour(rows[i].state, rows[i].left == 999 ? 0 : TODAY + rows[i].left, TODAY);
        if (got != rows[i].colour)
            fprintf(stderr, "row %zu: %s\n", i, colours[got].name);
        CHECK(got == rows[i].colour);
    }
}

TEST(label_says_where_a_measure_stands)
{
    int64_t now = period_of(TODAY); /* 2025-06-24: the second half of June */
    static const int64_t none = 0;
    const struct {
        int64_t state, type, left, last_period, signed_day;
        enum label label;
    } rows[] = {
        {MEASURE_DRAFT, TYPE_PHASED, -1, none, none, LABEL_NOT_STARTED}, {MEASURE_REVIEW, TYPE_PHASED, -1, none, none, LABEL_NOT_STARTED}, {MEASURE_ISSUED, TYPE_PHASED, 0, none, none, LABEL_NOT_STARTED}, {MEASURE_ISSUED, TYPE_PHASED, -1, none, none, LABEL_OVERDUE}, {MEASURE_ISSUED, TYPE_SUSTAINED, 999, none, none, LABEL_NOT_STARTED}, {MEASURE_WORKING, TYPE_PHASED, 0, now, TODAY - 90, LABEL_WORKING}, {MEASURE_WORKING, TYPE_PHASED, -1, now, TODAY - 90, LABEL_OVERDUE}, {MEASURE_WORKING, TYPE_PHASED, 30, now - 1, TODAY - 90, LABEL_WORKING}, {MEASURE_WORKING, TYPE_PHASED, 30, now - 2, TODAY - 90, LABEL_LAGGING}, {MEASURE_WORKING, TYPE_PHASED, 30, none, TODAY - 90, LABEL_LAGGING}, {MEASURE_WORKING, TYPE_PHASED, 30, none, TODAY, LABEL_WORKING}, {MEASURE_WORKING, TYPE_PHASED, 30, none, TODAY - 23, LABEL_WORKING} /* signed 1 June */, {MEASURE_WORKING, TYPE_PHASED, 30, none, TODAY - 24, LABEL_LAGGING} /* 31 May */, {MEASURE_WORKING, TYPE_SUSTAINED, 999, now, TODAY - 90, LABEL_SUSTAINED}, {MEASURE_WORKING, TYPE_SUSTAINED, 999, none, TODAY - 90, LABEL_LAGGING}, {MEASURE_CLAIMED, TYPE_PHASED, 30, now, TODAY - 90, LABEL_NEARLY}, {MEASURE_CLAIMED, TYPE_PHASED, 0, none, TODAY - 90, LABEL_NEARLY}, {MEASURE_CLAIMED, TYPE_SUSTAINED, 999, now, TODAY - 90, LABEL_NEARLY}, {MEASURE_CLAIMED, TYPE_PHASED, -1, now, TODAY - 90, LABEL_OVERDUE}, {MEASURE_VERIFYING, TYPE_PHASED, 30, none, TODAY - 90, LABEL_NEARLY}, {MEASURE_SUSTAINED, TYPE_PHASED, 30, now, TODAY - 90, LABEL_SUSTAINED}, {MEASURE_SUSTAINED, TYPE_PHASED, 30, none, TODAY - 90, LABEL_LAGGING}, {MEASURE_ROUTINE, TYPE_SUSTAINED, -1, none, TODAY - 90, LABEL_DONE}, {MEASURE_VERIFYING, TYPE_PHASED, -1, now, TODAY - 90, LABEL_OVERDUE}, {MEASURE_CLOSED, TYPE_SUSTAINED, -1, none, TODAY - 90, LABEL_DONE}, {MEASURE_VOID, TYPE_PHASED, -1, none, TODAY - 90, LABEL_NONE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct measure m = {.state = rows[i].state, .type = rows[i].type, .due_day = rows[i].left == 999 ? 0 : TODAY + rows[i].left, .last_period = rows[i].last_period, .signed_us = rows[i].signed_day ? day_start_us(rows[i].signed_day) : 0};
        enum label got = measure_label(&m, RHYTHM_HALF_MONTH, TODAY);
        if (got != rows[i].label)
            fprintf(stderr, "row %zu: %s\n", i, labels[got].name);
        CHECK(got == rows[i].label);
    }
}

/* Who starts again owes no report for the periods in which it was closed. */
TEST(a_reopened_measure_lags_only_after_a_whole_period)
{
    struct measure m = {.state = MEASURE_WORKING, .type = TYPE_PHASED, .due_day = TODAY + 30};
    m.last_period = period_of(TODAY) - 3;
    m.signed_us = day_start_us(TODAY - 90);
    CHECK(measure_label(&m, RHYTHM_HALF_MONTH, TODAY) == LABEL_LAGGING);
    m.reopened_us = day_start_us(TODAY - 23); /* 1 June: the first half began with it */
    CHECK(measure_label(&m, RHYTHM_HALF_MONTH, TODAY) == LABEL_WORKING);
    m.reopened_us = day_start_us(TODAY - 24);
    CHECK(measure_label(&m, RHYTHM_HALF_MONTH, TODAY) == LABEL_LAGGING);
}

TEST(ledger_order_is_aspect_problem_measure)
{
    CHECK(measure_ordinal(1, 2, 99999) < measure_ordinal(1, 3, 1));
    CHECK(measure_ordinal(1, 99999, 99999) < measure_ordinal(2, 1, 1));
    CHECK(measure_ordinal(99999, 99999, 99999) == 999999999999999);
}
