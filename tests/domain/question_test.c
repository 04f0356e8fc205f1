/* question_test.c: the rules of answering a question, one row each. */
#include "tests/domain/rows.h"

#include <stdio.h>
#include <string.h>

enum { QUESTION_A = 1950,
       QUESTION_B = 1951,
       ROUND_B = 1952,
       ASPECT_B = 1953 };

#define BEFORE "1700000000000000" /* before the world's now */
#define AFTER "1900000000000000"
#define ABOUT(rest) "inspection=#100|detector=copied|newest_us=" BEFORE "|answer=已电话了解，有新的工作" rest
#define ELSEWHERE STEPS(DID(OFFICE_A, INSPECTION_OPEN, ROUND_B, "name=第二轮巡察|sort=xuncha|feedback_day=@-9"))
#define OTHER "inspection=#1952|detector=copied|newest_us=" BEFORE "|answer=已电话了解|measure=#130"
#define SETTLED STEPS(DID(OFFICE_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130")))

static const struct rule_row rows[] = {
    YES(WORKING, OFFICE_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), QUESTION_SETTLED),
    YES(WORKING, OVERSEER_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|unit=#2"), QUESTION_SETTLED),
    YES(WORKING, OPERATOR, QUESTION_SETTLE, QUESTION_A, ABOUT("|unit=#2"), QUESTION_SETTLED),
    NO(WORKING, CLERK, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), ROLE),
    NO(WORKING, LEADER_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), ROLE),
    NO(WORKING, READER_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), ROLE),
    NO(ARCHIVED, OFFICE_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), INSPECTION_CLOSED),
    NO(WORKING, OFFICE_A, QUESTION_SETTLE, QUESTION_A, ABOUT(""), QUESTION_ABOUT),
    NO(WORKING, OFFICE_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130|unit=#2"), QUESTION_ABOUT),
    NO_AFTER(WORKING, ELSEWHERE, OFFICE_A, QUESTION_SETTLE, QUESTION_A, OTHER, QUESTION_ABOUT),
    NO(WORKING, OFFICE_A, QUESTION_SETTLE, QUESTION_A, "inspection=#100|detector=early|measure=#130|newest_us=" AFTER "|answer=已电话了解", QUESTION_LATER),
    NO_AFTER(WORKING, SETTLED, OVERSEER_A, QUESTION_SETTLE, QUESTION_A, ABOUT("|measure=#130"), EXISTS),
};

void question_rules(void) { rules_hold("question", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_questions_holds) { question_rules(); }

/* The thresholds the words of a detector tell, as they stand in the table. */
TEST(what_a_detector_looks_at_tells_its_threshold_in_both_languages)
{
    static const struct {
        enum question_detector of;
        int threshold;
    } told[] = {{QUESTION_COPIED, QUESTION_ALIKE_PERCENT}, {QUESTION_SAME_TEXT, QUESTION_TEXT_MEASURES}, {QUESTION_STILL, QUESTION_STILL_REPORTS}, {QUESTION_SAME_FILE, QUESTION_FILE_MEASURES}, {QUESTION_HURRY, QUESTION_HURRY_MINUTES}, {QUESTION_HURRY, QUESTION_HURRY_FILES}, {QUESTION_REMINDED, QUESTION_REMINDER_HOURS}, {QUESTION_LAST_DAY, QUESTION_DAY_MEASURES}, {QUESTION_SAME_DAY, QUESTION_DAY_MEASURES}, {QUESTION_SHORT_OPINION, QUESTION_OPINION_CHARS}, {QUESTION_SAME_OPINION, QUESTION_OPINION_TIMES}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", told[i].threshold);
        CHECK(strstr(question_words[told[i].of].looks_zh, number) && strstr(question_words[told[i].of].looks_en, number));
    }
}

TEST(every_detector_asks_and_never_judges)
{
    static const char *const verdicts[] = {"违规", "造假", "弄虚作假", "违纪", "虚假", "形式主义", "violation", "fraud", "fake"};
    for (int i = 1; i < QUESTION_DETECTORS; i++) {
        const struct question_words *w = &question_words[i];
        const char *const texts[] = {w->zh, w->en, w->ask_zh, w->ask_en, w->looks_zh, w->looks_en};
        CHECK(w->name && str_ends(str_c(w->ask_zh), STR("？")) && str_ends(str_c(w->ask_en), STR("?")));
        CHECK(!strcmp(question_detectors[i].name, w->name));
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            for (size_t k = 0; k < sizeof verdicts / sizeof *verdicts; k++)
                CHECK(*texts[t] && !strstr(texts[t], verdicts[k]));
    }
}
