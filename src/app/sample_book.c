/* sample_book.c: the books of the sample: persons behind part of the accountability entries, one of them erased again;
 * rules abolished; money recovered; indicators with their readings. See sample_plan.h. */
#include "app/sample_plan.h"

#include "base/hash.h"

enum { BOOKS_OFFSET = -104, /* nothing is entered in the books before the problems are there */
       LIST_MINUTE = 250,   /* before the entries of the same day */
       RULE_MINUTE = 420,
       RECOVERY_MINUTE = 440,
       INDICATOR_MINUTE = 460,
       READING_MINUTE = 480,
       ASKED_OFFSET = -20,
       ERASED_OFFSET = -18 };

/* Entered the day after, once the problems are there. */
static int64_t entered(int64_t offset)
{
    int64_t next = offset < 0 ? offset + 1 : 0;
    return next > BOOKS_OFFSET ? next : BOOKS_OFFSET;
}

static struct str day_of_row(const struct sample *s, const struct sample_table *t, size_t row, const char *column)
{
    return sample_day(s, sample_number(t, row, column));
}

static struct str problem_of(const struct sample *s, const struct sample_table *t, size_t row)
{
    return id_text(s->arena, s->problem_ids[sample_number(t, row, "problem")]);
}

static int64_t held_id(struct sample *s, size_t row)
{
    if (!s->held_ids[row])
        s->held_ids[row] = id_random();
    return s->held_ids[row];
}

int64_t sample_held(struct sample *s, size_t sanction)
{
    struct str problem = sample_cell(&s->sanctions, sanction, "problem"), kind = sample_cell(&s->sanctions, sanction, "kind");
    struct str name = str_f(s->arena, "%.*s:%.*s", STR_ARG(problem), STR_ARG(kind));
    if (!str_is(sample_cell(&s->sanctions, sanction, "persons"), "1"))
        return 0;
    for (size_t i = 0; i < s->held.rows; i++) {
        struct str rest = sample_cell(&s->held, i, "entries"), part;
        while (rest.len && str_cut(&rest, ' ', &part))
            if (str_eq(part, name))
                return held_id(s, i);
    }
    return 0;
}

static void plan_held(struct sample *s, struct str round, int64_t office)
{
    const struct sample_table *t = &s->held;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(
            s, entered(sample_number(t, i, "day_offset")), LIST_MINUTE + (int64_t)i, office,
            COMMAND_HELD_ENTER, held_id(s, i), {STR("inspection"), round},
            {STR("name"), sample_cell(t, i, "name")}, {STR("post"), sample_cell(t, i, "post")},
            {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "unit")))},
            {STR("rank"), sample_cell(t, i, "rank")}, {STR("party"), sample_cell(t, i, "party")});
    /* Of the last one more was written than belongs in a register: it goes, decided by another person. */
    SAMPLE_ADD(s, ASKED_OFFSET, 60, office, COMMAND_HELD_ASK_ERASE, held_id(s, t->rows - 1),
               {STR("reason"), STR("复核认定本人责任轻微，登记的个人信息超出必要范围")}, {STR("document"), STR("青纪复2号")});
    SAMPLE_ADD(s, ERASED_OFFSET, 120, sample_holder(s, "overseer", 0), COMMAND_HELD_ERASE, held_id(s, t->rows - 1),
               {STR("opinion"), STR("理由成立，问责种类和人次保留，个人信息删除。")});
}

static void plan_abolished(struct sample *s, struct str round, int64_t office)
{
    static const struct {
        int64_t problem, offset;
        const char *title, *document, *unit;
    } rows[] = {{7, -52, "《企业投资项目窗口预审暂行办法》", "青政务废〔{year:-52}〕1号", "zwj"},
                {20, -47, "《县直机关公务接待补充规定》", "青委办废〔{year:-47}〕2号", "xwb"},
                {16, -22, "《县属国企资产出租备案办法（试行）》", "青国资废〔{year:-22}〕1号", "gzb"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        SAMPLE_ADD(s, entered(rows[i].offset), RULE_MINUTE + (int64_t)i, office, COMMAND_RULE_ADD, 0,
                   {STR("inspection"), round}, {STR("problem"), id_text(s->arena, s->problem_ids[rows[i].problem])},
                   {STR("action"), STR("abolished")}, {STR("title"), str_c(rows[i].title)}, {STR("document"), sample_marks(s->arena, str_c(rows[i].document), s->today)},
                   {STR("day"), sample_day(s, rows[i].offset)}, {STR("unit"), id_text(s->arena, sample_unit(s, str_c(rows[i].unit)))});
}

static void plan_recoveries(struct sample *s, struct str round, int64_t office)
{
    const struct sample_table *t = &s->recoveries;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, entered(sample_number(t, i, "day_offset")), RECOVERY_MINUTE + (int64_t)i, office, COMMAND_RECOVERY_ADD, 0,
                   {STR("inspection"), round}, {STR("problem"), problem_of(s, t, i)}, {STR("sort"), sample_cell(t, i, "kind")},
                   {STR("amount_fen"), sample_cell(t, i, "amount_yuan")}, {STR("day"), day_of_row(s, t, i, "day_offset")},
                   {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "unit")))},
                   {STR("document"), sample_cell(t, i, "document_number")}, {STR("note"), sample_cell(t, i, "note")});
}

static void plan_indicators(struct sample *s, struct str round, int64_t office)
{
    const struct sample_table *t = &s->indicators, *r = &s->readings;
    int64_t ids[SAMPLE_NUMBERS_MAX] = {0};
    for (size_t i = 0; i < t->rows; i++) {
        ids[i] = id_random();
        SAMPLE_ADD(s, BOOKS_OFFSET, INDICATOR_MINUTE + (int64_t)i, office, COMMAND_INDICATOR_SET, ids[i],
                   {STR("inspection"), round}, {STR("problem"), problem_of(s, t, i)}, {STR("name"), sample_cell(t, i, "name")},
                   {STR("measured_in"), sample_cell(t, i, "measured_in")}, {STR("source"), sample_cell(t, i, "source")},
                   {STR("baseline"), sample_cell(t, i, "baseline")}, {STR("baseline_day"), day_of_row(s, t, i, "baseline_offset")},
                   {STR("target"), sample_cell(t, i, "target")}, {STR("target_day"), day_of_row(s, t, i, "target_offset")},
                   {STR("direction"), sample_cell(t, i, "direction")});
    }
    for (size_t i = 0; i < r->rows; i++) {
        int64_t offset = sample_number(r, i, "day_offset");
        SAMPLE_ADD(s, offset < 0 ? entered(offset) : ASKED_OFFSET, READING_MINUTE + (int64_t)i,
                   office, COMMAND_READING_ENTER, 0,
                   {STR("indicator"),
                    id_text(s->arena, ids[sample_row(t, "key", sample_cell(r, i, "indicator"))])},
                   {STR("day"), sample_day(s, offset)}, {STR("value"), sample_cell(r, i, "value")},
                   {STR("forecast"), sample_cell(r, i, "forecast")},
                   {STR("source"), sample_cell(r, i, "source")},
                   {STR("note"), sample_cell(r, i, "note")});
    }
}

void sample_plan_book(struct sample *s)
{
    struct str round = id_text(s->arena, s->inspection_id);
    int64_t office = sample_holder(s, "office", 1);
    plan_held(s, round, office);
    plan_abolished(s, round, office);
    plan_recoveries(s, round, office);
    plan_indicators(s, round, office);
}
