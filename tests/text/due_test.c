/* Time limits as people write them. */
#include "base/time.h"
#include "tests/test.h"
#include "text/due.h"

static struct arena a;

TEST(time_limits_are_understood_as_written)
{
    static const struct {
        const char *text, *day;
        enum due_type type;
    } rows[] = {
        {"2024年12月底前", "2024-12-31", DUE_PHASED},
        {"2024年12月31日前", "2024-12-31", DUE_PHASED},
        {"2024.12.31", "2024-12-31", DUE_PHASED},
        {"2024/12/31", "2024-12-31", DUE_PHASED},
        {"2024-12-31 00:00:00", "2024-12-31", DUE_PHASED},
        {"20241231", "2024-12-31", DUE_PHASED},
        {"２０２４年１２月３１日", "2024-12-31", DUE_PHASED},
        {"二〇二四年十二月三十一日", "2024-12-31", DUE_PHASED},
        {"12月底", "2024-12-31", DUE_PHASED},
        {"2月底前", "2024-02-29", DUE_PHASED},
        {"9月15日前", "2024-09-15", DUE_PHASED},
        {"2025年6月", "2025-06-30", DUE_PHASED},
        {"2025年6月中旬", "2025-06-20", DUE_PHASED},
        {"2025年上半年", "2025-06-30", DUE_PHASED},
        {"2025年一季度末", "2025-03-31", DUE_PHASED},
        {"一季度末", "2024-03-31", DUE_PHASED},
        {"第三季度", "2024-09-30", DUE_PHASED},
        {"2024年底", "2024-12-31", DUE_PHASED},
        {"2024年年底前", "2024-12-31", DUE_PHASED},
        {"今年底", "2024-12-31", DUE_PHASED},
        {"明年6月底", "2025-06-30", DUE_PHASED},
        {"2024年6月至12月", "2024-12-31", DUE_PHASED},
        {"2024.6-2025.3", "2025-03-31", DUE_PHASED},
        {"2025年", "2025-12-31", DUE_PHASED},
        {"2025年春节前", "", DUE_PHASED},
        {"立行立改", "", DUE_IMMEDIATE},
        {"即知即改", "", DUE_IMMEDIATE},
        {"立行立改，2024年9月30日前", "2024-09-30", DUE_IMMEDIATE},
        {"长期坚持", "", DUE_SUSTAINED},
        {"常态化", "", DUE_SUSTAINED},
        {"2024年12月底前并长期坚持", "2024-12-31", DUE_SUSTAINED},
        {"持续推进", "", DUE_PHASED},
        {"立即整改并长期坚持", "", DUE_SUSTAINED},
        {"2024-12", "2024-12-31", DUE_PHASED},
        {"2024-2", "2024-02-29", DUE_PHASED},
        {"202412", "2024-12-31", DUE_PHASED},
        {"24年12月底", "2024-12-31", DUE_PHASED},
        {"２４年６月", "2024-06-30", DUE_PHASED},
        {"2024-123", "", DUE_UNKNOWN},
        {"202413", "", DUE_UNKNOWN},
        {"24", "", DUE_UNKNOWN},
        {"尽快", "", DUE_UNKNOWN},
        {"", "", DUE_UNKNOWN},
        {"！？\xFF", "", DUE_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct due due;
        struct sentence why;
        CHECK(due_read(&a, str_c(rows[i].text), 2024, &due, &why) == ERR_NONE);
        CHECK_STR(str_f(&a, "%s %.*s %d", rows[i].text, STR_ARG(day_text(&a, due.day)), (int)due.type), str_f(&a, "%s %s %d", rows[i].text, rows[i].day, (int)rows[i].type));
        CHECK_STR(due.text, str_trim(str_c(rows[i].text)));
    }
    arena_reset(&a);
}

TEST(days_that_do_not_exist_get_a_sentence)
{
    static const char *const texts[] = {"2024年2月30日", "2023年2月29日前", "2024年13月", "2024.13.01", "2024年0月5日", "4月31日", "2024/6/31"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct due due = {.day = 7};
        struct sentence why = {STR(""), STR("")};
        CHECK(due_read(&a, str_c(texts[i]), 2024, &due, &why) == ERR_INPUT);
        CHECK(due.day == 7 && why.zh.len && why.en.len);
    }
    arena_reset(&a);
}

TEST(without_a_reference_year_no_year_is_guessed)
{
    struct due due;
    struct sentence why;
    CHECK(due_read(&a, STR("12月底"), 0, &due, &why) == ERR_NONE && due.day == 0 && due.type == DUE_PHASED);
    arena_reset(&a);
}
