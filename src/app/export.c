/* export.c: which columns each paper has, and the rows below them. See export.h. */
#include "app/export.h"
#include "app/export_book.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/books.h"

#include <string.h>

const char *const export_formats[EXPORT_FORMATS] = {"xlsx", "csv", "json"};

enum { CSV_BYTES_MAX = 1 << 30,
       BLANK_ROWS = 200 };

/* ---- papers of problems and measures ------------------------------------------------------- */

struct paper_columns {
    bool problems; /* one row a problem, else one a measure */
    size_t freeze; /* columns that stay in view */
    enum column columns[COLUMN_COUNT];
    size_t count;
};
#define PAPER(id, problems, freeze, ...) \
    static const struct paper_columns id = {problems, \
                                            freeze, \
                                            {__VA_ARGS__}, \
                                            sizeof((enum column[]){__VA_ARGS__}) / \
                                                sizeof(enum column)}
#define C(name) COLUMN_##name
PAPER(paper_problems, true, 2, C(SEQUENCE), C(PROBLEM_CODE), C(SOURCE), C(ASPECT), C(CATEGORY), C(PROBLEM), C(DETAIL), C(NATURE), C(AMOUNT), C(REPEATED), C(ID));
PAPER(paper_tasks, false, 3, C(SEQUENCE), C(PROBLEM_CODE), C(MEASURE_CODE), C(GOAL), C(MEASURE), C(TYPE), C(STANDARD), C(START), C(DUE), C(ID));
PAPER(paper_duties, false, 1, C(MEASURE_CODE), C(LEADERS), C(LEAD_UNIT), C(ASSISTING_UNITS), C(DEPARTMENT), C(CONTACT), C(PHONE), C(OVERSIGHT), C(ID));
PAPER(paper_ledger, false, 4, C(SEQUENCE), C(PROBLEM_CODE), C(ASPECT), C(PROBLEM), C(GOAL), C(MEASURE), C(TYPE), C(LEADERS), C(LEAD_UNIT), C(ASSISTING_UNITS), C(CONTACT), C(DUE), C(EXTENDED), C(STATE), C(COLOUR), C(LAST_REPORT), C(REPORTS), C(DONE), C(EVIDENCE), C(RULES), C(RECOVERED), C(PERSONS), C(VERIFIED), C(CLOSED), C(NOTE), C(ID));
PAPER(paper_measures, false, 3, C(SEQUENCE), C(PROBLEM_CODE), C(MEASURE_CODE), C(ASPECT), C(PROBLEM), C(GOAL), C(MEASURE), C(TYPE), C(STANDARD), C(START), C(DUE), C(LEADERS), C(LEAD_UNIT), C(ASSISTING_UNITS), C(DEPARTMENT), C(CONTACT), C(PHONE), C(OVERSIGHT), C(STATE), C(COLOUR), C(NOTE), C(ID));
PAPER(paper_blank, false, 2, C(PROBLEM_CODE), C(ASPECT), C(PROBLEM), C(GOAL), C(MEASURE), C(TYPE), C(STANDARD), C(START), C(DUE), C(LEADERS), C(LEAD_UNIT), C(ASSISTING_UNITS), C(DEPARTMENT), C(CONTACT), C(PHONE), C(OVERSIGHT), C(NOTE));
#undef C

/* ---- books: straight from their records ---------------------------------------------------- */

struct book_column {
    const char *field; /* "" is the row's number */
    enum sheet_kind kind;
    double width;
};
struct book {
    enum kind kind;
    size_t list, count; /* offsets in struct ledger */
    const struct book_column *columns;
    size_t n_columns;
};
static const struct book_column sanction_columns[] = {
    {"", SHEET_INT, 6}, {"sort", SHEET_TEXT, 18}, {"persons", SHEET_INT, 8}, {"day", SHEET_DATE, 12}, {"document", SHEET_TEXT, 20}, {"problem", SHEET_TEXT, 10}, {"note", SHEET_TEXT, 40}, {"id", SHEET_TEXT, 12}};
static const struct book_column rule_columns[] = {
    {"", SHEET_INT, 6}, {"title", SHEET_TEXT, 40}, {"action", SHEET_TEXT, 12}, {"document", SHEET_TEXT, 20}, {"day", SHEET_DATE, 12}, {"unit", SHEET_TEXT, 24}, {"problem", SHEET_TEXT, 10}, {"id", SHEET_TEXT, 12}};
static const struct book_column recovery_columns[] = {
    {"", SHEET_INT, 6}, {"sort", SHEET_TEXT, 14}, {"amount_fen", SHEET_MONEY, 16}, {"day", SHEET_DATE, 12}, {"unit", SHEET_TEXT, 24}, {"document", SHEET_TEXT, 20}, {"problem", SHEET_TEXT, 10}, {"measure", SHEET_TEXT, 10}, {"note", SHEET_TEXT, 40}, {"id", SHEET_TEXT, 12}};
static const struct book_column indicator_columns[] = {
    {"", SHEET_INT, 6}, {"name", SHEET_TEXT, 28}, {"problem", SHEET_TEXT, 10}, {"measured_in", SHEET_TEXT, 8}, {"source", SHEET_TEXT, 24}, {"baseline", SHEET_TEXT, 10}, {"baseline_day", SHEET_DATE, 12}, {"target", SHEET_TEXT, 10}, {"target_day", SHEET_DATE, 12}, {"direction", SHEET_TEXT, 14}, {"actual", SHEET_TEXT, 10}, {"actual_day", SHEET_DATE, 12}, {"previous", SHEET_TEXT, 10}, {"prior_day", SHEET_DATE, 12}, {"note", SHEET_TEXT, 30}, {"id", SHEET_TEXT, 12}};
#define BOOK(kind, list, cols) \
    { \
        KIND_##kind, offsetof(struct ledger, list), offsetof(struct ledger, n_##list), cols, \
            sizeof cols / sizeof *cols \
    }
static const struct book book_sanctions = BOOK(SANCTION, sanctions, sanction_columns),
                         book_rules = BOOK(RULE, rules, rule_columns),
                         book_recoveries = BOOK(RECOVERY, recoveries, recovery_columns),
                         book_indicators = BOOK(INDICATOR, indicators, indicator_columns);

enum { ALL_FORMATS = 1 << EXPORT_XLSX | 1 << EXPORT_CSV | 1 << EXPORT_JSON };
const struct export_what export_whats[] = {
    {"measures", "整改措施清单", "Measures", 1, NULL, ALL_FORMATS, &paper_measures},
    {"ledger", "整改台账", "Rectification ledger", 1, NULL, ALL_FORMATS, &paper_ledger},
    {"problems", "问题清单", "List of problems", 1, NULL, ALL_FORMATS, &paper_problems},
    {"tasks", "任务清单", "List of tasks", 1, NULL, ALL_FORMATS, &paper_tasks},
    {"duties", "责任清单", "List of duties", 1, NULL, ALL_FORMATS, &paper_duties},
    {"sanctions", "问责登记", "Accountability entries", 2, NULL, ALL_FORMATS, &book_sanctions},
    {"accountability", "问责统计", "Accountability", 3, NULL, ALL_FORMATS, NULL},
    {"recoveries", "追缴挽回", "Recoveries", 2, NULL, ALL_FORMATS, &book_recoveries},
    {"indicators", "整改指标", "Indicators", 2, NULL, ALL_FORMATS, &book_indicators},
    {"rules", "制度成果", "Rules", 2, NULL, ALL_FORMATS, &book_rules},
    {"lists", "三张清单和整改台账", "Lists and ledger", 0, "problems tasks duties ledger", 1 << EXPORT_XLSX, NULL},
    {NULL, NULL, NULL, 0, NULL, 0, NULL},
};

const struct export_what *export_find(struct str name)
{
    for (const struct export_what *w = export_whats; w->name; w++)
        if (str_is(name, w->name))
            return w;
    return NULL;
}

bool export_format_find(struct str name, enum export_format *out)
{
    for (int i = 0; i < EXPORT_FORMATS; i++) {
        if (!str_is(name, export_formats[i]))
            continue;
        *out = (enum export_format)i;
        return true;
    }
    return false;
}

/* ---- a sheet ------------------------------------------------------------------------------- */

struct making {
    struct arena *a;
    const struct ledger *l;
    enum lang lang;
};

static struct str word(const struct making *m, const char *zh, const char *en)
{
    return str_c(m->lang == LANG_ZH ? zh : en);
}

/* What the list is called: the kind of inspection has words of its own for three of them. */
static struct str called(const struct making *m, const struct export_what *what)
{
    const struct regime *r = &m->l->regime;
    struct str own = !strcmp(what->name, "problems") ? r->problem_list : !strcmp(what->name, "tasks") ? r->task_list
                                                                     : !strcmp(what->name, "duties")  ? r->duty_list
                                                                                                      : STR("");
    return own.len && m->lang == LANG_ZH ? own : word(m, what->zh, what->en);
}

static void head_of_sheet(const struct making *m, const struct export_what *what, struct sheet_out *s)
{
    struct str name = m->l->inspection.name, day = day_text(m->a, m->l->today);
    s->name = word(m, what->zh, what->en);
    struct str list = called(m, what);
    s->title = name.len ? str_f(m->a, "%.*s%s%.*s", STR_ARG(name), m->lang == LANG_ZH ? "" : ": ", STR_ARG(list)) : list;
    s->note = m->lang == LANG_ZH
                  ? str_f(m->a, "共 %zu 行；截至 %.*s，日志第 %lld 条", s->n_rows, STR_ARG(day), (long long)m->l->position)
                  : str_f(m->a, "%zu rows; as of %.*s, log position %lld", s->n_rows, STR_ARG(day), (long long)m->l->position);
}

static struct str *type_choices(const struct making *m, size_t *n)
{
    struct str *out = arena_alloc(m->a, 4 * sizeof *out);
    for (*n = 0; measure_types[*n + 1].name; ++*n)
        out[*n] = word(m, measure_types[*n + 1].zh, measure_types[*n + 1].en);
    return out;
}

/* In the list of problems the problem itself is called 具体问题 (DOMAIN.md §7). */
static const char *heading_zh(const struct paper_columns *p, enum column c)
{
    return p->problems && c == COLUMN_PROBLEM ? "具体问题" : columns[c].zh;
}

static void paper_head(const struct making *m, const struct paper_columns *p, struct sheet_out *s)
{
    struct column_out *out = arena_alloc(m->a, p->count * sizeof *out);
    for (size_t i = 0; i < p->count; i++) {
        enum column c = p->columns[i];
        const struct column_info *info = &columns[c];
        bool text = info->kind == SHEET_TEXT;
        out[i] = (struct column_out){.heading = word(m, heading_zh(p, c), info->en),
                                     .width = info->width,
                                     .kind = info->kind,
                                     .wrap = text,
                                     .hidden = c == COLUMN_ID,
                                     .merge_equal = !p->problems &&
                                                    (c == COLUMN_ASPECT || c == COLUMN_PROBLEM)};
        if (c == COLUMN_TYPE)
            out[i].choices = type_choices(m, &out[i].n_choices);
    }
    s->columns = out;
    s->n_columns = p->count;
    s->freeze_columns = p->freeze;
}

static void paper_rows(const struct making *m, const struct paper_columns *p, struct sheet_out *s)
{
    const struct ledger *l = m->l;
    size_t n = p->problems ? l->n_problems : l->n_measures;
    struct row_out *rows = arena_alloc(m->a, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        const struct measure *me = p->problems ? NULL : &l->measures[i];
        const struct problem *pr = me ? ledger_problem(l, me->problem) : &l->problems[i];
        struct ledger_row row = {pr ? ledger_aspect(l, pr->aspect) : NULL, pr, me, (int64_t)i + 1};
        struct cell_out *cells = arena_alloc(m->a, p->count * sizeof *cells);
        for (size_t k = 0; k < p->count; k++)
            cells[k] = ledger_cell(l, p->columns[k], &row);
        rows[i].cells = cells;
    }
    s->rows = rows;
    s->n_rows = n;
}

/* An indicator nobody has read yet has no actual value, though 0 is one. */
static bool not_read(enum kind kind, const struct field *f, const void *row)
{
    const struct indicator *i = row;
    return kind == KIND_INDICATOR && ((!strcmp(f->name, "actual") && !i->latest) || (!strcmp(f->name, "previous") && !i->prior));
}

static struct cell_out book_cell(const struct making *m, enum kind kind, const struct field *f, const void *row)
{
    const struct ledger *l = m->l;
    if (not_read(kind, f, row))
        return (struct cell_out){.none = true};
    bool money = f->type == FIELD_FEN && f->min >= 0; /* else a value of an indicator, which is text here */
    if (f->type == FIELD_DAY || f->type == FIELD_INT || money)
        return (struct cell_out){.value = *field_int(f, row), .none = !*field_int(f, row)};
    const struct problem *p = f->refers == 1 + KIND_PROBLEM ? ledger_problem(l, *field_int(f, row)) : NULL;
    const struct unit *u = f->refers == 1 + KIND_UNIT ? ledger_unit(l, *field_int(f, row)) : NULL;
    const struct measure *x = f->refers == 1 + KIND_MEASURE ? ledger_measure(l, *field_int(f, row)) : NULL;
    struct str text = p   ? ledger_problem_code(l, p)
                      : u ? u->name
                      : x ? ledger_measure_code(l, x)
                          : field_show(m->a, f, row, m->lang);
    return (struct cell_out){.text = text, .none = !text.len};
}

static void book_sheet(const struct making *m, const struct book *b, struct sheet_out *s)
{
    const struct record *r = kinds[b->kind].record;
    struct column_out *head = arena_alloc(m->a, b->n_columns * sizeof *head);
    const char *list;
    memcpy(&list, (const char *)m->l + b->list, sizeof list);
    memcpy(&s->n_rows, (const char *)m->l + b->count, sizeof s->n_rows);
    struct row_out *rows = arena_alloc(m->a, (s->n_rows + 1) * sizeof *rows);
    for (size_t k = 0; k < b->n_columns; k++) {
        const struct field *f = record_field(r, str_c(b->columns[k].field));
        head[k] = (struct column_out){.heading = f ? word(m, f->zh, f->en) : word(m, "序号", "No."),
                                      .kind = b->columns[k].kind,
                                      .width = b->columns[k].width,
                                      .wrap = b->columns[k].kind == SHEET_TEXT,
                                      .hidden = !strcmp(b->columns[k].field, "id")};
    }
    for (size_t i = 0; i < s->n_rows; i++) {
        struct cell_out *cells = arena_alloc(m->a, b->n_columns * sizeof *cells);
        for (size_t k = 0; k < b->n_columns; k++) {
            const struct field *f = record_field(r, str_c(b->columns[k].field));
            cells[k] = f ? book_cell(m, b->kind, f, list + i * r->size) : (struct cell_out){.value = (int64_t)i + 1};
        }
        rows[i].cells = cells;
    }
    s->columns = head;
    s->n_columns = b->n_columns;
    s->rows = rows;
}

static struct sheet_out sheet_of(const struct making *m, const struct export_what *what)
{
    struct sheet_out s = {0};
    if (what->n_sheets == 3) {
        accountability_sheet(m->a, m->l, m->lang, &s);
    } else if (what->n_sheets == 2) {
        book_sheet(m, what->definition, &s);
    } else {
        paper_head(m, what->definition, &s);
        paper_rows(m, what->definition, &s);
    }
    head_of_sheet(m, what, &s);
    return s;
}

/* ---- formats ------------------------------------------------------------------------------- */

/* A cell that Excel would take for a formula gets a space in front of it, as spreadsheets expect of strangers. */
static void csv_cell(struct buf *b, struct str s)
{
    bool formula = s.len && memchr("=+-@", s.ptr[0], 4) && !(s.ptr[0] == '-' && s.len == 1);
    buf_c(b, formula ? "\" " : "\"");
    for (size_t i = 0; i < s.len; i++) {
        buf_put(b, s.ptr + i, 1);
        if (s.ptr[i] == '"')
            buf_c(b, "\"");
    }
    buf_c(b, "\"");
}

static struct str as_csv(struct arena *a, const struct sheet_out *s)
{
    struct buf b = buf_new(a, CSV_BYTES_MAX);
    buf_c(&b, "\xEF\xBB\xBF");
    for (size_t k = 0; k < s->n_columns; k++) {
        buf_c(&b, k ? "," : "");
        csv_cell(&b, s->columns[k].heading);
    }
    buf_c(&b, "\r\n");
    for (size_t i = 0; i < s->n_rows; i++) {
        for (size_t k = 0; k < s->n_columns; k++) {
            buf_c(&b, k ? "," : "");
            csv_cell(&b, cell_text(a, &s->rows[i].cells[k], s->columns[k].kind));
        }
        buf_c(&b, "\r\n");
    }
    return b.failed ? (struct str){NULL, 0} : buf_view(&b);
}

/* [{"heading":"text"}...]; the contract's own shape is export_measures_json. */
static struct str as_json(struct arena *a, const struct sheet_out *s)
{
    struct buf b = buf_new(a, CSV_BYTES_MAX);
    buf_c(&b, "[");
    for (size_t i = 0; i < s->n_rows; i++) {
        buf_c(&b, i ? ",\n{" : "\n{");
        for (size_t k = 0; k < s->n_columns; k++) {
            buf_c(&b, k ? "," : "");
            buf_json(&b, s->columns[k].heading);
            buf_c(&b, ":");
            buf_json(&b, cell_text(a, &s->rows[i].cells[k], s->columns[k].kind));
        }
        buf_c(&b, "}");
    }
    buf_c(&b, "\n]\n");
    return b.failed ? (struct str){NULL, 0} : buf_view(&b);
}

static enum err as_xlsx(const struct making *m, const struct export_what *what, struct str *out, struct sentence *why)
{
    struct sheet_out sheets[8];
    size_t n = 0;
    struct str rest = str_c(what->sheets), name;
    if (what->n_sheets)
        sheets[n++] = sheet_of(m, what);
    while (!what->n_sheets && str_cut(&rest, ' ', &name))
        sheets[n++] = sheet_of(m, export_find(name));
    struct book_out book = {.sheets = sheets, .n_sheets = n, .created_us = day_start_us(m->l->today)};
    return xlsx_bytes(m->a, &book, out, why);
}

/* TEXT is without bytes when it grew too large. */
static enum err written(struct arena *a, struct str text, struct str *out, struct sentence *why)
{
    if (!text.ptr) {
        *why = sentence_f(a, "内容超过 %d MB，没有导出；请分轮次导出。", "The content exceeds %d MB; nothing was exported; export one round at a time.", CSV_BYTES_MAX >> 20);
        return ERR_LIMIT;
    }
    *out = text;
    return ERR_NONE;
}

enum err export_sheet(struct arena *a, const struct sheet_out *s, enum export_format format, struct str *out,
                      struct sentence *why)
{
    struct book_out book = {.sheets = s, .n_sheets = 1};
    if (format == EXPORT_XLSX)
        return xlsx_bytes(a, &book, out, why);
    return written(a, format == EXPORT_CSV ? as_csv(a, s) : as_json(a, s), out, why);
}

enum err export_bytes(struct arena *a, const struct ledger *l, const struct export_what *what,
                      enum export_format format, enum lang lang, struct str *out, struct sentence *why)
{
    struct making m = {a, l, lang};
    struct str text;
    if (!(what->formats >> format & 1)) {
        *why = sentence_f(a, "“%s”不能导出为 %s；请改用 xlsx。", "\"%s\" cannot be exported as %s; use xlsx.", what->name, export_formats[format]);
        return ERR_INPUT;
    }
    if (format == EXPORT_XLSX)
        return as_xlsx(&m, what, out, why);
    if (format == EXPORT_JSON && what->definition == &paper_measures) {
        text = export_measures_json(a, l);
    } else {
        struct sheet_out s = sheet_of(&m, what);
        text = format == EXPORT_CSV ? as_csv(a, &s) : as_json(a, &s);
    }
    return written(a, text, out, why);
}

enum err export_blank(struct arena *a, enum lang lang, struct str *out, struct sentence *why)
{
    struct ledger none = {.arena = a};
    struct making m = {a, &none, lang};
    struct sheet_out s = {.name = word(&m, "整改台账", "Ledger"), .blank_rows = BLANK_ROWS};
    paper_head(&m, &paper_blank, &s);
    s.title = word(&m, "（单位名称）整改台账", "Rectification ledger");
    s.note = word(&m, "每条措施一行；方面、问题相同的可以合并或留空", "One row a measure; equal aspects and problems may be merged or left blank");
    struct book_out book = {.sheets = &s, .n_sheets = 1};
    return xlsx_bytes(a, &book, out, why);
}
