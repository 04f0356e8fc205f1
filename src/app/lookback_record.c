/* lookback_record.c: the lines of a look-back and its record as a sheet. See lookback.h. */
#include "app/lookback.h"
#include "base/hash.h"
#include "base/time.h"
#include "paper/xlsx_write.h"
#include "view/table.h"

static const char sql_check[] = "SELECT id FROM lookback_check WHERE lookback = ?1 AND (measure = ?2 OR (measure = 0 AND problem = ?2)) ORDER BY seq LIMIT 1";

static enum err load_line(struct db *db, struct arena *a, const struct lookback *l, int64_t item,
                          struct lookback_line *out)
{
    struct stmt *s;
    bool row = false;
    int64_t check = 0;
    enum err e = db_stmt(db, sql_check, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->id);
    stmt_int(s, 2, item);
    e = stmt_step(s, &row);
    if (!e && row)
        check = stmt_get_int(s, 0);
    stmt_done(s);
    if (!e)
        e = table_load(db, a, KIND_CHECK, check, &out->check);
    if (!e && l->sort == POPULATION_MEASURES)
        e = table_load(db, a, KIND_MEASURE, item, &out->measure);
    return e ? e
             : table_load(db, a, KIND_PROBLEM,
                          l->sort == POPULATION_MEASURES ? out->measure.problem : item,
                          &out->problem);
}

enum err lookback_lines(struct db *db, struct arena *a, const struct lookback *l,
                        const struct lookback_line **out, size_t *count)
{
    struct lookback_line *list = arena_alloc(a, (l->drawn.count + l->directed.count + 1) * sizeof *list);
    size_t n = 0;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < l->drawn.count && !e; i++)
        e = load_line(db, a, l, l->drawn.list[i], &list[n++]);
    for (size_t i = 0; i < l->directed.count && !e; i++) {
        list[n].by_hand = true;
        e = load_line(db, a, l, l->directed.list[i], &list[n++]);
    }
    *out = list;
    *count = n;
    return e;
}

/* ---- the sheet ------------------------------------------------------------------------------------------- */

static const struct {
    const char *zh, *en;
    double width;
    enum sheet_kind kind;
    bool wrap;
} columns[] = {{"序号", "No.", 6, SHEET_INT, false},
               {"抽样方式", "Drawn", 10, SHEET_TEXT, false},
               {"问题编号", "Problem", 10, SHEET_TEXT, false},
               {"核查事项", "What was checked", 36, SHEET_TEXT, true},
               {"核查方法", "Methods", 16, SHEET_TEXT, true},
               {"核查日期", "Checked on", 12, SHEET_DATE, false},
               {"结论", "Verdict", 10, SHEET_TEXT, false},
               {"发现", "Findings", 36, SHEET_TEXT, true},
               {"上报与实查不一致", "Reported but not found", 28, SHEET_TEXT, true},
               {"处理", "What came of it", 24, SHEET_TEXT, true},
               {"有效票", "Valid votes", 8, SHEET_INT, false},
               {"满意", "Satisfied", 8, SHEET_INT, false},
               {"基本满意", "Basically satisfied", 10, SHEET_INT, false},
               {"不满意", "Unsatisfied", 8, SHEET_INT, false},
               {"扣分", "Deductions", 14, SHEET_TEXT, true},
               {"得分", "Score", 8, SHEET_INT, false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static struct str shown(struct arena *a, const char *field, const struct lookback_check *c, enum lang lang)
{
    return field_show(a, record_field(&lookback_check_record, str_c(field)), c, lang);
}

static struct str outcome_of(struct arena *a, const struct lookback_check *c, enum lang lang)
{
    struct str word = choice_word(lookback_check_states, c->state, lang);
    return c->opinion.len ? str_f(a, lang == LANG_ZH ? "%.*s：%.*s" : "%.*s: %.*s", STR_ARG(word), STR_ARG(c->opinion)) : word;
}

static void put_row(struct arena *a, const struct lookback_line *line, int64_t number,
                    enum lang lang, struct row_out *row)
{
    struct cell_out *cell = arena_alloc(a, COLUMNS * sizeof *cell);
    const struct lookback_check *c = &line->check;
    const struct problem *p = &line->problem;
    bool none = !c->head.len || c->state == CHECK_OPEN;
    const struct cell_out made[COLUMNS] = {
        {.value = number},
        {.text = line->by_hand ? (lang == LANG_ZH ? STR("指定加查") : STR("by hand")) : (lang == LANG_ZH ? STR("随机") : STR("at random"))},
        {.text = p->code.len ? p->code : str_f(a, "%lld", (long long)p->number)},
        {.text = line->measure.head.len ? line->measure.text : p->title},
        {.text = none ? STR("") : shown(a, "methods", c, lang)},
        {.value = c->day, .none = none},
        {.text = none ? (lang == LANG_ZH ? STR("未核查") : STR("not checked")) : choice_word(check_verdicts, c->verdict, lang)},
        {.text = c->findings},
        {.text = c->mismatches},
        {.text = none ? STR("") : outcome_of(a, c, lang)},
        {.value = c->votes_valid, .none = none},
        {.value = c->votes_satisfied, .none = none},
        {.value = c->votes_basically, .none = none},
        {.value = c->votes_unsatisfied, .none = none},
        {.text = c->deductions},
        {.value = c->score, .none = none}};
    for (size_t i = 0; i < COLUMNS; i++)
        cell[i] = made[i];
    row->cells = cell;
    row->fill = !none && (c->verdict == FOUND_REBOUND || c->verdict == FOUND_FALSE) ? FILL_RED : FILL_NONE;
}

static struct str note_of(struct arena *a, const struct lookback *l, enum lang lang)
{
    struct str day = day_text(a, l->drawn_us ? day_of(l->drawn_us) : 0);
    return lang == LANG_ZH
               ? str_f(
                     a,
                     "抽样日期 %.*s；种子来源：%.*s 种子：%.*s；日志位置 %lld；总体 %lld 项，校验码 %.*s；随机抽中 %lld 项，指定加查 %lld 项。",
                     STR_ARG(day), STR_ARG(l->seed_source), STR_ARG(l->seed),
                     (long long)l->position, (long long)l->population, STR_ARG(l->population_hash),
                     (long long)l->sampled, (long long)l->by_hand)
               : str_f(
                     a,
                     "Drawn on %.*s; the seed comes from: %.*s; seed: %.*s; log position %lld; population %lld, hash %.*s; %lld drawn at random, %lld added by hand.",
                     STR_ARG(day), STR_ARG(l->seed_source), STR_ARG(l->seed),
                     (long long)l->position, (long long)l->population, STR_ARG(l->population_hash),
                     (long long)l->sampled, (long long)l->by_hand);
}

enum err lookback_record_sheet(struct db *db, struct arena *a, const struct lookback *l,
                               enum lang lang, struct str *out, struct sentence *why)
{
    struct column_out *heads = arena_alloc(a, COLUMNS * sizeof *heads);
    const struct lookback_line *lines;
    size_t count;
    enum err e = lookback_lines(db, a, l, &lines, &count);
    if (e)
        return e;
    struct row_out *rows = arena_alloc(a, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < COLUMNS; i++)
        heads[i] =
            (struct column_out){.heading = str_c(lang == LANG_ZH ? columns[i].zh : columns[i].en),
                                .width = columns[i].width,
                                .kind = columns[i].kind,
                                .wrap = columns[i].wrap};
    for (size_t i = 0; i < count; i++)
        put_row(a, &lines[i], (int64_t)i + 1, lang, &rows[i]);
    struct str name = lang == LANG_ZH ? STR("回头看记录") : STR("Look-back");
    struct sheet_out sheet = {
        .name = name,
        .title = str_f(a, lang == LANG_ZH ? "%.*s记录" : "%.*s: record", STR_ARG(l->name)),
        .note = note_of(a, l, lang),
        .columns = heads,
        .n_columns = COLUMNS,
        .rows = rows,
        .n_rows = count};
    return xlsx_bytes(a, &(struct book_out){.sheets = &sheet, .n_sheets = 1}, out, why);
}
