/* question_test.c: each detector finds its planted case and is silent on a near miss; an answer makes a question go until
 * something new comes; what is folded twice is the same. */
#include "app/question.h"
#include "tests/app/app_help.h"

enum { MEASURES = 6,
       STEPS_MAX = 16,
       NOTICE_1 = 1100 };
#define DAY_US (24LL * 3600 * 1000000)
#define TEXT_1 "已清理三笔往来款，剩余两笔正在核对凭证"
#define TEXT_2 "五笔往来款全部核销入账，会计股已出具对账单"
#define REPORT(measure, period, percent, text) "measure=#" measure "|period=%" period "|percent=" percent "|text=" text
#define GIVEN(measure, sha, day) "measure=#" measure "|name=清单.xlsx|sha256=$" sha "|proves_day=@" day
#define CLAIMED "summary=挂账已全部清理并完成核对|done_day=@-1"
#define NUDGED "person=#21|day=@0|sort=reminder|count=1|items=#130|channel=in_app|title=提醒|text=一项"

/* A working measure each, 130 to 135, whose plans were approved with other words. */
static struct desk desk_working(void)
{
    struct desk d = desk_open("");
    d.now_us = day_start_us(TODAY) + 9LL * 3600 * 1000000;
    desk_measure(&d, MEASURE_REVIEW);
    desk_must(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, "opinion=措施能够核验，同意下达");
    desk_must(&d, CLERK, COMMAND_MEASURE_SIGN, MEASURE_1, "");
    for (int i = 1; i < MEASURES; i++) {
        desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_1 + i, str_z(&d.arena, str_f(&d.arena, "problem=#120|number=%d|" PLAN, 3 + i)));
        desk_must(&d, OFFICE_A, COMMAND_MEASURE_SUBMIT, MEASURE_1 + i, "");
        desk_must(&d, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1 + i, str_z(&d.arena, str_f(&d.arena, "opinion=第%d条具体可行，同意下达", i)));
        desk_must(&d, CLERK, COMMAND_MEASURE_SIGN, MEASURE_1 + i, "");
    }
    return d;
}

struct act {
    int64_t who;
    enum command_type type;
    int64_t id;
    const char *text;
    int64_t minutes; /* waited before it */
};
#define FILE_OF(n) \
    { \
        CLERK, COMMAND_REPORT_FILE, 0, n, 0 \
    }
#define REPORTED(n, wait) \
    { \
        CLERK, COMMAND_REPORT_FILE, 0, n, wait \
    }
#define EVIDENCE_OF(n, wait) \
    { \
        CLERK, COMMAND_EVIDENCE_ADD, 0, n, wait \
    }
#define CLAIM(id, wait) \
    { \
        CLERK, COMMAND_MEASURE_CLAIM, id, CLAIMED, wait \
    }
#define BY_LEADER(id, words) \
    { \
        LEADER_A, COMMAND_MEASURE_APPROVE, id, "opinion=" words, 0 \
    }
#define ONE_EACH EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), EVIDENCE_OF(GIVEN("132", "1", "-2"), 0), EVIDENCE_OF(GIVEN("133", "1", "-2"), 0), EVIDENCE_OF(GIVEN("134", "2", "-2"), 0)
enum { A_DAY = 24 * 60,
       TO_DUE = 30 * A_DAY - 60 };

static const struct planted {
    const char *what;
    enum question_detector detector;
    size_t found; /* 0: a near miss */
    struct act acts[STEPS_MAX];
} cases[] = {
    {"the same words again", QUESTION_COPIED, 1, {FILE_OF(REPORT("130", "-1", "20", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_1 "。"))}},
    {"other words", QUESTION_COPIED, 0, {FILE_OF(REPORT("130", "-1", "20", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_2))}},
    {"the same words of another measure", QUESTION_COPIED, 0, {FILE_OF(REPORT("130", "-1", "20", TEXT_1)), FILE_OF(REPORT("131", "0", "40", TEXT_1))}},
    {"another version of one report", QUESTION_COPIED, 0, {FILE_OF(REPORT("130", "0", "20", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_1))}},
    {"three measures, one text", QUESTION_SAME_TEXT, 1, {FILE_OF(REPORT("130", "0", "20", TEXT_1)), FILE_OF(REPORT("131", "0", "30", TEXT_1)), FILE_OF(REPORT("132", "0", "40", TEXT_1))}},
    {"two measures, one text", QUESTION_SAME_TEXT, 0, {FILE_OF(REPORT("130", "0", "20", TEXT_1)), FILE_OF(REPORT("131", "0", "30", TEXT_1))}},
    {"one text in two periods", QUESTION_SAME_TEXT, 0, {FILE_OF(REPORT("130", "0", "20", TEXT_1)), FILE_OF(REPORT("131", "0", "30", TEXT_1)), FILE_OF(REPORT("132", "-1", "40", TEXT_1))}},
    {"three times forty", QUESTION_STILL, 1, {FILE_OF(REPORT("130", "-1", "40", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_2)), REPORTED(REPORT("130", "1", "40", "换了一批凭证重新核对"), 15 * A_DAY)}},
    {"two times forty, then fifty", QUESTION_STILL, 0, {FILE_OF(REPORT("130", "-1", "40", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_2)), REPORTED(REPORT("130", "1", "50", "换了一批凭证重新核对"), 15 * A_DAY)}},
    {"three times a hundred", QUESTION_STILL, 0, {FILE_OF(REPORT("130", "-1", "100", TEXT_1)), FILE_OF(REPORT("130", "0", "100", TEXT_2)), REPORTED(REPORT("130", "1", "100", "材料已经交齐，等待核验"), 15 * A_DAY)}},
    {"only two reports", QUESTION_STILL, 0, {FILE_OF(REPORT("130", "-1", "40", TEXT_1)), FILE_OF(REPORT("130", "0", "40", TEXT_2))}},
    {"one file, three measures", QUESTION_SAME_FILE, 1, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), EVIDENCE_OF(GIVEN("132", "0", "-2"), 0)}},
    {"one file, two measures", QUESTION_SAME_FILE, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), EVIDENCE_OF(GIVEN("132", "1", "-2"), 0)}},
    {"one of three withdrawn", QUESTION_SAME_FILE, 0, {{CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, GIVEN("130", "0", "-2"), 0}, EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), EVIDENCE_OF(GIVEN("132", "0", "-2"), 0), {CLERK, COMMAND_EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错了", 0}}},
    {"a day before the feedback", QUESTION_EARLY, 1, {EVIDENCE_OF(GIVEN("130", "0", "-91"), 0), EVIDENCE_OF(GIVEN("130", "1", "-95"), 0)}},
    {"on the day of the feedback", QUESTION_EARLY, 0, {EVIDENCE_OF(GIVEN("130", "0", "-90"), 0)}},
    {"all within ten minutes", QUESTION_HURRY, 1, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("130", "1", "-2"), 0), EVIDENCE_OF(GIVEN("130", "2", "-2"), 0), CLAIM(130, 7)}},
    {"the first eleven minutes before", QUESTION_HURRY, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("130", "1", "-2"), 0), EVIDENCE_OF(GIVEN("130", "2", "-2"), 0), CLAIM(130, 8)}},
    {"only two files", QUESTION_HURRY, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("130", "1", "-2"), 0), CLAIM(130, 0)}},
    {"a reminder the day before", QUESTION_REMINDED, 1, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), {OFFICE_A, COMMAND_NUDGE_SEND, 0, NUDGED, 0}, CLAIM(130, A_DAY - 1)}},
    {"a minute more than a day", QUESTION_REMINDED, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), {OFFICE_A, COMMAND_NUDGE_SEND, 0, NUDGED, 0}, CLAIM(130, A_DAY)}},
    {"a reminder of another measure", QUESTION_REMINDED, 0, {EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), {OFFICE_A, COMMAND_NUDGE_SEND, 0, NUDGED, 0}, CLAIM(131, 5)}},
    {"claimed before the reminder", QUESTION_REMINDED, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), CLAIM(130, 0), {OFFICE_A, COMMAND_NUDGE_SEND, 0, NUDGED, 0}}},
    {"five on one day", QUESTION_SAME_DAY, 1, {ONE_EACH, CLAIM(130, 0), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, 0)}},
    {"four on one day, one the next", QUESTION_SAME_DAY, 0, {ONE_EACH, CLAIM(130, 0), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, A_DAY)}},
    {"five on the day they are due", QUESTION_LAST_DAY, 1, {ONE_EACH, CLAIM(130, TO_DUE), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, 0)}},
    {"five the day before", QUESTION_LAST_DAY, 0, {ONE_EACH, CLAIM(130, TO_DUE - A_DAY), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, 0)}},
    {"four on the day they are due", QUESTION_LAST_DAY, 0, {ONE_EACH, CLAIM(130, TO_DUE), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, A_DAY)}},
    {"an opinion of a word", QUESTION_SHORT_OPINION, 1, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), CLAIM(130, 0), BY_LEADER(130, "同意上报！")}},
    {"an opinion of five characters", QUESTION_SHORT_OPINION, 0, {EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), CLAIM(130, 0), BY_LEADER(130, "账实已相符")}},
    {"one opinion five times", QUESTION_SAME_OPINION, 1, {ONE_EACH, CLAIM(130, 0), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, 0), BY_LEADER(130, "情况属实，同意"), BY_LEADER(131, "情况属实，同意"), BY_LEADER(132, "情况属实，同意。"), BY_LEADER(133, "情况属实，同意"), BY_LEADER(134, "情况属实，同意")}},
    {"one opinion four times", QUESTION_SAME_OPINION, 0, {ONE_EACH, CLAIM(130, 0), CLAIM(131, 0), CLAIM(132, 0), CLAIM(133, 0), CLAIM(134, 0), BY_LEADER(130, "情况属实，同意"), BY_LEADER(131, "情况属实，同意"), BY_LEADER(132, "情况属实，同意"), BY_LEADER(133, "情况属实，同意"), BY_LEADER(134, "现场看过，账实相符")}},
};

static void play(struct desk *d, const struct act *acts)
{
    for (size_t i = 0; i < STEPS_MAX && acts[i].who; i++) {
        d->now_us += acts[i].minutes * 60000000;
        desk_must(d, acts[i].who, acts[i].type, acts[i].id, acts[i].text);
    }
}

static struct findings look(struct desk *d)
{
    struct findings f;
    CHECK(!question_find(d->app.db, &d->arena, INSPECTION_1, day_of(d->now_us), &f));
    return f;
}

static size_t of(const struct findings *f, enum question_detector detector, const struct finding **first)
{
    size_t n = 0;
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].detector == detector && !n++)
            *first = &f->list[i];
    return n;
}

TEST(each_detector_finds_its_case_and_is_silent_on_a_near_miss)
{
    bool planted[QUESTION_DETECTORS] = {false}, missed[QUESTION_DETECTORS] = {false};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk d = desk_working();
        const struct finding *f = NULL;
        play(&d, cases[i].acts);
        struct findings all = look(&d);
        size_t n = of(&all, cases[i].detector, &f);
        if (n != cases[i].found)
            fprintf(stderr, "%s: %zu found\n", cases[i].what, n);
        CHECK(n == cases[i].found);
        CHECK(!f || (!f->measure != !f->unit && f->newest_us && f->newest_us <= d.now_us && f->detail.zh.len && f->detail.en.len));
        CHECK(!f || !all.cut[f->detector]);
        planted[cases[i].detector] |= n > 0;
        missed[cases[i].detector] |= !n;
        desk_close(&d);
    }
    for (int i = 1; i < QUESTION_DETECTORS; i++)
        CHECK(planted[i] && missed[i]);
}

TEST(a_fresh_round_and_a_round_that_is_not_there_ask_nothing)
{
    struct desk d = desk_working();
    struct findings f = look(&d);
    CHECK(f.count == 0 && f.settled == 0);
    CHECK(!question_find(d.app.db, &d.arena, 0, TODAY, &f) && f.count == 0);
    CHECK(!question_recall(d.app.db, &d.arena, 0, TODAY, 1, &f) && f.count == 0);
    desk_close(&d);
}

/* ---- answering ---------------------------------------------------------------------------------------- */

static enum err answer(struct desk *d, int64_t who, const struct finding *f, const char *words, struct outcome *out)
{
    struct str newest = str_f(&d->arena, "inspection=#100|detector=%s|newest_us=%lld|answer=%s", question_words[f->detector].name, (long long)f->newest_us, words);
    struct str about = f->measure ? str_f(&d->arena, "|measure=#%lld", (long long)f->measure) : str_f(&d->arena, "|unit=#%lld", (long long)f->unit);
    return desk_try(d, who, COMMAND_QUESTION_SETTLE, 0, str_z(&d->arena, str_f(&d->arena, "%.*s%.*s", STR_ARG(newest), STR_ARG(about))), out);
}

TEST(an_answered_question_goes_and_comes_back_with_something_new)
{
    struct desk d = desk_working();
    struct outcome out;
    const struct finding *f = NULL;
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, REPORT("130", "-1", "20", TEXT_1));
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, REPORT("130", "0", "20", TEXT_1));
    struct findings all = look(&d);
    CHECK(all.count == 1 && of(&all, QUESTION_COPIED, &f) == 1);
    CHECK(!answer(&d, OFFICE_A, f, "电话问过，第二笔凭证确在核对", &out));
    CHECK(answer(&d, OVERSEER_A, f, "再问一次也是这样", &out) == ERR_REFUSED && out.refusal == REFUSED_EXISTS);
    all = look(&d);
    CHECK(all.count == 0 && all.settled == 1);
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, REPORT("130", "0", "30", TEXT_1 "。"));
    all = look(&d);
    CHECK(all.count == 1 && of(&all, QUESTION_COPIED, &f) == 1 && all.settled == 0);
    CHECK(!answer(&d, OVERSEER_A, f, "已请牵头单位补写新的工作", &out));
    all = look(&d);
    CHECK(all.count == 0);
    desk_same_twice(&d);
    desk_close(&d);
}

TEST(a_file_under_one_more_measure_is_asked_about_again)
{
    struct desk d = desk_working();
    struct outcome out;
    const struct finding *f = NULL;
    play(&d, (const struct act[]){EVIDENCE_OF(GIVEN("130", "0", "-2"), 0), EVIDENCE_OF(GIVEN("131", "0", "-2"), 0), EVIDENCE_OF(GIVEN("132", "0", "-2"), 0), {0, 0, 0, NULL, 0}});
    struct findings all = look(&d);
    CHECK(of(&all, QUESTION_SAME_FILE, &f) == 1 && f->things.count == 3 && f->measure == 132);
    CHECK(!answer(&d, OFFICE_A, f, "一份总清单，三条都在里面", &out));
    all = look(&d);
    CHECK(of(&all, QUESTION_SAME_FILE, &f) == 0);
    desk_must(&d, CLERK, COMMAND_EVIDENCE_ADD, 0, GIVEN("133", "0", "-2"));
    all = look(&d);
    CHECK(of(&all, QUESTION_SAME_FILE, &f) == 1 && f->things.count == 4);
    desk_close(&d);
}

TEST(bad_answers_get_their_sentence_and_change_nothing)
{
    static const struct {
        int64_t who;
        const char *text, *field; /* NULL: refused */
    } bad[] = {
        {OFFICE_A, "detector=copied|measure=#130|newest_us=1|answer=已电话了解", "inspection"},
        {OFFICE_A, "inspection=#999|detector=copied|measure=#130|newest_us=1|answer=已电话了解", "inspection"},
        {OFFICE_A, "inspection=#100|measure=#130|newest_us=1|answer=已电话了解", "detector"},
        {OFFICE_A, "inspection=#100|detector=rumour|measure=#130|newest_us=1|answer=已电话了解", "detector"},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#131999|newest_us=1|answer=已电话了解", "measure"},
        {OFFICE_A, "inspection=#100|detector=copied|unit=#130|newest_us=1|answer=已电话了解", "unit"},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#130|answer=已电话了解", "newest_us"},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#130|newest_us=soon|answer=已电话了解", "newest_us"},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#130|newest_us=1", "answer"},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#130|newest_us=1|answer=好", "answer"},
        {OFFICE_A, "inspection=#100|detector=copied|newest_us=1|answer=已电话了解", NULL},
        {OFFICE_A, "inspection=#100|detector=copied|measure=#130|newest_us=9000000000000000|answer=已电话了解", NULL},
        {CLERK, "inspection=#100|detector=copied|measure=#130|newest_us=1|answer=已电话了解", NULL},
        {LEADER_A, "inspection=#100|detector=copied|measure=#130|newest_us=1|answer=已电话了解", NULL},
    };
    struct desk d = desk_working();
    struct outcome out;
    int64_t before = log_size(d.app.log);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        enum err e = desk_try(&d, bad[i].who, COMMAND_QUESTION_SETTLE, 0, bad[i].text, &out);
        bool right = bad[i].field ? e == ERR_INPUT && out.field && !strcmp(out.field->name, bad[i].field) : e == ERR_REFUSED;
        if (!right)
            fprintf(stderr, "case %zu: %s %.*s\n", i, err_name(e), STR_ARG(out.say.en));
        CHECK(right && out.say.zh.len && out.say.en.len);
    }
    CHECK(desk_try(&d, OFFICE_A, COMMAND_QUESTION_SETTLE, 4711, "inspection=#100|detector=copied|measure=#130|newest_us=1|answer=已电话了解", &out) == ERR_INPUT); /* its id follows */
    CHECK(log_size(d.app.log) == before);
    desk_close(&d);
}

TEST(what_is_recalled_is_what_would_be_found)
{
    struct desk d = desk_working();
    struct outcome out;
    struct findings kept;
    desk_must(&d, CLERK, COMMAND_EVIDENCE_ADD, 0, GIVEN("130", "0", "-91"));
    CHECK(!question_recall(d.app.db, &d.arena, INSPECTION_1, TODAY, log_size(d.app.log), &kept) && kept.count == 1);
    CHECK(!answer(&d, OFFICE_A, &kept.list[0], "原件是反馈前的底稿，已补新的", &out));
    CHECK(!question_recall(d.app.db, &d.arena, INSPECTION_1, TODAY, log_size(d.app.log), &kept) && kept.count == 0 && kept.settled == 1);
    desk_must(&d, CLERK, COMMAND_EVIDENCE_ADD, 0, GIVEN("131", "0", "-92"));
    CHECK(!question_recall(d.app.db, &d.arena, INSPECTION_1, TODAY, log_size(d.app.log), &kept) && kept.count == 1 && kept.list[0].measure == 131);
    desk_close(&d);
}
