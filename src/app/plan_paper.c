/* plan_paper.c: see plan_paper.h. */
#include "app/plan_paper.h"

#include "app/bulletin.h"
#include "app/bulletin_facts.h"
#include "base/time.h"
#include "view/table.h"

static const char sql_main[] = "SELECT id FROM plan WHERE inspection = ?1 AND sort = 1 AND state <> 4 ORDER BY state DESC, seq DESC";
#define XLSX_MEDIA "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* The side plan a problem belongs to, 0: the main one. */
static int64_t side_of(const struct problem *p)
{
    const struct field *f = record_field(&problem_record, STR("plan"));
    return f ? *field_int(f, p) : 0;
}

static bool owns(const struct plan *plan, const struct problem *p)
{
    int64_t side = side_of(p);
    if (!plan || plan->sort == PLAN_SORT_MAIN)
        return !side || (plan && side == plan->id);
    return side == plan->id;
}

static struct str title_of(const struct ledger *l, const struct plan *plan)
{
    return plan && plan->title.len ? plan->title : str_f(l->arena, "%.*s整改方案", STR_ARG(l->inspection.name));
}

/* ---- the paper -------------------------------------------------------------------------------------- */

/* Lines as the clerk typed them: a heading when it begins as one and is short. Returns how many 一、二、 there are:
 * the aspects go on counting. */
static size_t put_text(struct document *d, struct str text)
{
    struct str line;
    size_t first_level = 0;
    int number;
    while (text.len && str_cut(&text, '\n', &line)) {
        int level = document_heading_level(str_trim(line), &number);
        if (level && utf8_length(line) <= 40)
            document_heading(d, level, str_trim(line));
        else
            document_paragraph(d, str_trim(line));
        first_level += level == 1;
    }
    return first_level;
}

static void part(struct document *d, const char *label, struct str text)
{
    if (!text.len)
        return;
    document_run(d, str_c(label));
    document_run(d, text);
    document_run(d, STR("；"));
}

static void put_measure(const struct ledger *l, struct document *d, const struct measure *m, size_t n)
{
    struct ledger_row row = {.measure = m,
                             .problem = ledger_problem(l, m->problem),
                             .aspect = ledger_aspect(l, m->aspect)};
    struct str due = m->due_text.len && m->type == TYPE_SUSTAINED ? m->due_text : day_chinese(l->arena, m->due_day);
    document_paragraph(d, STR(""));
    document_run_bold(d, str_f(l->arena, "%zu.", n));
    document_run(d, m->text);
    document_run(d, STR("（"));
    part(d, "目标：", m->goal);
    part(d, "类型：", choice_word(measure_types, m->type, LANG_ZH));
    part(d, "责任领导：", ledger_text(l, COLUMN_LEADERS, &row));
    part(d, "牵头单位：", ledger_text(l, COLUMN_LEAD_UNIT, &row));
    part(d, "配合单位：", ledger_text(l, COLUMN_ASSISTING_UNITS, &row));
    document_run(d, STR("时限："));
    document_run(d, due.len ? due : STR("未定"));
    document_run(d, STR("）"));
}

static size_t put_problem(const struct ledger *l, struct document *d, const struct problem *p, size_t nth)
{
    size_t n = 0;
    struct str number = fact_chinese_number(l->arena, nth);
    document_heading(d, 2, str_f(l->arena, "（%.*s）%.*s", STR_ARG(number), STR_ARG(p->title)));
    if (p->detail.len)
        document_paragraph(d, p->detail);
    for (size_t i = 0; i < l->n_measures; i++)
        if (l->measures[i].problem == p->id && l->measures[i].state != MEASURE_VOID)
            put_measure(l, d, &l->measures[i], ++n);
    if (!n)
        document_paragraph(d, STR("（还没有整改措施）"));
    return n;
}

static void put_aspect(const struct ledger *l, struct document *d, const struct aspect *aspect, size_t nth)
{
    struct str number = fact_chinese_number(l->arena, nth);
    document_heading(d, 1, str_f(l->arena, "%.*s、%.*s", STR_ARG(number), STR_ARG(aspect->title)));
}

struct document *plan_document(const struct ledger *l, const struct plan *plan)
{
    struct document *d = document_new(l->arena, title_of(l, plan));
    size_t before = put_text(d, plan ? plan->text : STR("")), aspects = before;
    for (size_t i = 0; i < l->n_aspects; i++) {
        size_t problems = 0;
        for (size_t k = 0; k < l->n_problems; k++) {
            const struct problem *p = &l->problems[k];
            if (p->aspect != l->aspects[i].id || !owns(plan, p))
                continue;
            if (!problems++)
                put_aspect(l, d, &l->aspects[i], ++aspects);
            put_problem(l, d, p, problems);
        }
    }
    if (aspects == before)
        document_paragraph(d, STR("这份方案名下还没有问题。"));
    if (plan && plan->approved_us)
        document_date(d, day_chinese(l->arena, day_of(plan->approved_us)));
    return d;
}

/* ---- the sheet -------------------------------------------------------------------------------------- */

static const enum column sheet_columns[] = {
    COLUMN_SEQUENCE, COLUMN_ASPECT, COLUMN_PROBLEM_CODE, COLUMN_PROBLEM, COLUMN_MEASURE_CODE,
    COLUMN_MEASURE, COLUMN_GOAL, COLUMN_TYPE, COLUMN_LEADERS, COLUMN_LEAD_UNIT,
    COLUMN_ASSISTING_UNITS, COLUMN_DUE};
enum { SHEET_COLUMNS = sizeof sheet_columns / sizeof *sheet_columns };

static void put_row(const struct ledger *l, const struct problem *p, const struct measure *m,
                    struct row_out *rows, size_t *n)
{
    struct ledger_row row = {ledger_aspect(l, p->aspect), p, m, (int64_t)*n + 1};
    struct cell_out *cells = arena_alloc(l->arena, SHEET_COLUMNS * sizeof *cells);
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        cells[i] = ledger_cell(l, sheet_columns[i], &row);
    rows[(*n)++] = (struct row_out){.cells = cells};
}

static size_t put_rows(const struct ledger *l, const struct plan *plan, struct row_out *rows)
{
    size_t n = 0;
    for (size_t k = 0; k < l->n_problems; k++) {
        size_t before = n;
        if (!owns(plan, &l->problems[k]))
            continue;
        for (size_t i = 0; i < l->n_measures; i++)
            if (l->measures[i].problem == l->problems[k].id && l->measures[i].state != MEASURE_VOID)
                put_row(l, &l->problems[k], &l->measures[i], rows, &n);
        if (n == before)
            put_row(l, &l->problems[k], NULL, rows, &n);
    }
    return n;
}

static enum err sheet(const struct ledger *l, const struct plan *plan, struct str *bytes, struct sentence *why)
{
    struct column_out heads[SHEET_COLUMNS];
    struct row_out *rows = arena_alloc(l->arena, (l->n_measures + l->n_problems + 1) * sizeof *rows);
    for (size_t i = 0; i < SHEET_COLUMNS; i++) {
        const struct column_info *c = &columns[sheet_columns[i]];
        heads[i] = (struct column_out){.heading = str_c(c->zh),
                                       .width = c->width,
                                       .kind = c->kind,
                                       .wrap = c->kind == SHEET_TEXT,
                                       .merge_equal = sheet_columns[i] == COLUMN_ASPECT};
    }
    size_t n = put_rows(l, plan, rows);
    struct sheet_out s = {.name = STR("整改方案"),
                          .title = title_of(l, plan),
                          .note = str_f(l->arena, "共 %zu 行", n),
                          .columns = heads,
                          .n_columns = SHEET_COLUMNS,
                          .rows = rows,
                          .n_rows = n,
                          .freeze_columns = 1};
    return xlsx_bytes(l->arena, &(struct book_out){.sheets = &s, .n_sheets = 1}, bytes, why);
}

/* ---- both ------------------------------------------------------------------------------------------- */

const char *plan_paper_media(struct str format)
{
    enum bulletin_format f;
    if (str_is(format, "xlsx"))
        return XLSX_MEDIA;
    return bulletin_format_find(format, &f) ? bulletin_media[f] : NULL;
}

enum err plan_paper(const struct ledger *l, const struct plan *plan, struct str format, struct str *bytes,
                    struct sentence *why)
{
    enum bulletin_format f;
    if (str_is(format, "xlsx"))
        return sheet(l, plan, bytes, why);
    if (!bulletin_format_find(format, &f)) {
        *why = sentence_f(l->arena, "没有格式“%.*s”；整改方案可以是 docx、pdf、xlsx、txt、html、json。", "There is no format \"%.*s\"; a plan is written as docx, pdf, xlsx, txt, html or json.", STR_ARG(format));
        return ERR_INPUT;
    }
    return bulletin_write(plan_document(l, plan), l->arena, f, l->today, bytes, why);
}

enum err plan_main(struct db *db, struct arena *a, int64_t inspection, struct plan *out)
{
    struct stmt *s;
    bool row = false;
    int64_t id = 0;
    enum err e = db_stmt(db, sql_main, &s);
    *out = (struct plan){0};
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    e = stmt_step(s, &row);
    id = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e || !id ? e : table_load(db, a, KIND_PLAN, id, out);
}
