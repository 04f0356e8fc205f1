/* import_sheets.c: the sheets of a file, row by row.
 *
 * Sheets are read in the order problems, measures, duties, so that what a later one names by number is there. */
#include "app/import_book.h"

#include "text/normal.h"

enum sheet_class { CLASS_PROBLEMS, /* 问题清单 */
                   CLASS_MEASURES, /* 任务清单, 台账 */
                   CLASS_DUTIES,   /* 责任清单 */
                   CLASS_COUNT };

static void read_given(struct sheet_reading *r, const struct cell *cells, size_t n)
{
    struct importing *im = r->im;
    for (int c = 0; c < COLUMN_COUNT; c++)
        r->given[c] = (struct given){0};
    size_t at = 0;
    for (uint32_t col = 0; col < r->h.cols; col++) {
        enum column c = r->h.of[col];
        while (at < n && cells[at].col < col)
            at++;
        if (c == COLUMN_COUNT)
            continue;
        const struct cell *cell = at < n && cells[at].col == col && cells[at].kind != CELL_EMPTY ? &cells[at] : NULL;
        bool lines = c == COLUMN_MEASURE || c == COLUMN_DETAIL || c == COLUMN_GOAL ||
                     c == COLUMN_STANDARD || c == COLUMN_NOTE || columns[c].level == LEVEL_COMPUTED;
        bool names = c == COLUMN_LEADERS || c == COLUMN_LEAD_UNIT || c == COLUMN_ASSISTING_UNITS;
        struct str text = cell ? import_clean(im->a, cell->text, lines || names) : STR("");
        struct str plain = c == COLUMN_AMOUNT ? str_trim(text_normal(im->a, text)) : STR("");
        if (plain.len && plain.ptr[plain.len - 1] >= '0' && plain.ptr[plain.len - 1] <= '9')
            text = str_f(im->a, "%.*s%.*s", STR_ARG(text), STR_ARG(r->h.money));
        bool copy = cell && cell->merged, failed = cell && cell->kind == CELL_ERROR;
        text = failed ? STR("") : text;
        r->given[c] = (struct given){r->s, cell, copy ? cell->from_row : r->row, copy ? cell->from_col : col, text};
        if (failed && !copy && columns[c].level != LEVEL_COMPUTED)
            import_note(im, true, &r->given[c], sentence_f(im->a, "这一格是公式错误“%.*s”，不是内容；请改成文字或数值。", "This cell is the formula error \"%.*s\", not a value; replace it.", STR_ARG(cell->text)));
    }
}

bool import_pure_number(struct str s)
{
    int64_t n;
    return s.len < 6 && str_int(s, &n);
}

static bool any(const struct sheet_reading *r)
{
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (columns[c].level != LEVEL_COMPUTED && columns[c].level != LEVEL_ROW && has(&r->given[c]))
            return true;
    return false;
}

/* The one text of a row that has only one (merged over columns or not), else empty. */
static struct str only_text(const struct cell *cells, size_t n, const struct cell **cell)
{
    *cell = NULL;
    for (size_t i = 0; i < n; i++) {
        if (cells[i].kind == CELL_EMPTY || !str_trim(cells[i].text).len)
            continue;
        if (*cell && (cells[i].from_row != (*cell)->from_row || cells[i].from_col != (*cell)->from_col))
            return STR("");
        if (!*cell)
            *cell = &cells[i];
    }
    return *cell && (*cell)->from_row == (*cell)->row ? str_trim((*cell)->text) : STR("");
}

static void remark(struct sheet_reading *r, struct str text)
{
    text = utf8_clip(text, 20);
    import_note_row(r->im, false, r->s, r->row, sentence_f(r->im->a, "“%.*s…”像是说明，没有读入。", "\"%.*s…\" looks like a remark; it was not read.", STR_ARG(text)));
}

/* Text that stands alone below 注： goes on with the remarks, unless it opens a section. */
static bool remarks_go_on(struct sheet_reading *r, struct str only)
{
    int64_t number;
    enum section_style style = import_section_style(only, &number);
    return r->remarks && style != SECTION_HAN && style != SECTION_HAN_ROUND;
}

/* Where no column names the problem, the lowest sections do: 一、 alone, or （一） below 一、. */
static bool section_is_problem(const struct sheet_reading *r, enum section_style style)
{
    if (r->h.has[COLUMN_PROBLEM] || r->h.has[COLUMN_PROBLEM_CODE] || r->h.has[COLUMN_ID])
        return false;
    return style == SECTION_HAN ? !r->nested : true;
}

static void section(struct sheet_reading *r, const struct cell *cell, struct str only)
{
    struct importing *im = r->im;
    int64_t number;
    enum section_style style = import_section_style(only, &number);
    struct given g = {r->s, cell, cell->from_row, cell->from_col, import_clean(im->a, only, false)};
    r->remarks = false;
    if (section_is_problem(r, style)) {
        import_section_problem(r, &g);
        return;
    }
    bool below = style == SECTION_HAN_ROUND && r->section == SECTION_HAN;
    if (below) {
        struct str text = utf8_clip(only, 20);
        import_note_row(im, false, r->s, r->row, sentence_f(im->a, "“%.*s…”是上一节之内的小标题，没有读入。", "\"%.*s…\" is a heading within the section above; it was not read.", STR_ARG(text)));
        return;
    }
    r->section = style;
    r->aspect = import_aspect_of(im, &g, g.text);
    r->problem = NULL;
}

/* Whether the row's only text opens a section; *WIDE: merged, the reader repeats the text in each cell. */
static bool is_section(const struct sheet_reading *r, const struct cell *cell, struct str only, bool wide)
{
    enum column c = cell->col < r->h.cols ? r->h.of[cell->col] : COLUMN_COUNT;
    int64_t number;
    import_unnumbered(only, &number);
    if (import_pure_number(only) || (c == COLUMN_PROBLEM && !wide))
        return false;
    return wide || c == COLUMN_SEQUENCE ||
           (number && (c == COLUMN_ASPECT || c == COLUMN_COUNT || !cell->col));
}

/* 一、关于…问题 over the whole row; or a title repeated, a total, a remark. True: the row is dealt with. */
static bool special_row(struct sheet_reading *r, const struct cell *cells, size_t n)
{
    struct importing *im = r->im;
    const struct cell *cell;
    struct str first = str_trim(cells[0].text), only = only_text(cells, n, &cell);
    struct str second = n > 1 && cells[1].from_col != cells[0].from_col ? str_trim(cells[1].text) : STR("");
    if (import_is_total(im->a, first) || import_is_total(im->a, second)) {
        import_note_row(im, false, r->s, r->row, sentence_f(im->a, "这是合计行，没有读入。", "This is a row of totals; it was not read."));
        return true;
    }
    if (import_is_remark(first) || (only.len && remarks_go_on(r, only))) {
        r->remarks = true;
        remark(r, only.len ? only : first);
        return true;
    }
    if (!only.len) {
        r->remarks = r->remarks && n < 3;
        return false;
    }
    if (str_eq(only, r->h.title)) {
        remark(r, only);
        return true;
    }
    if (!is_section(r, cell, only, n > 2))
        return false;
    section(r, cell, only);
    return true;
}

/* 1 2 3 4 or 甲 乙 丙 丁 below the header: the numbers of the columns. */
static bool counts_columns(const struct sheet_reading *r, const struct cell *cells, size_t n)
{
    static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    if (n < 3 || r->row > r->h.last_row + 2)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct str text = str_trim(cells[i].text), number = str_f(r->im->a, "%zu", i + 1);
        if (!str_eq(text, number) && !(i < sizeof stems / sizeof *stems && str_is(text, stems[i])))
            return false;
    }
    return true;
}

/* Whether （一） stands somewhere in the sheet's rows of one text. */
static bool has_nested_sections(const struct sheet *s, const struct header *h)
{
    for (size_t i = 0; i < s->n_cells;) {
        size_t from = i;
        const struct cell *cell;
        int64_t number;
        while (i < s->n_cells && s->cells[i].row == s->cells[from].row)
            i++;
        if (s->cells[from].row <= h->last_row)
            continue;
        struct str only = only_text(s->cells + from, i - from, &cell);
        if (only.len && import_section_style(only, &number) == SECTION_HAN_ROUND)
            return true;
    }
    return false;
}

/* Where a paper was pasted together from pages. */
static bool is_header_again(const struct sheet_reading *r)
{
    size_t n = 0;
    for (uint32_t col = 0; col < r->h.cols; col++) {
        const struct given *g = r->h.of[col] == COLUMN_COUNT ? NULL : &r->given[r->h.of[col]];
        n += g && has(g) && str_eq(g->text, r->h.said[col]);
    }
    return n >= 3;
}

static void read_row(struct sheet_reading *r, const struct cell *cells, size_t n)
{
    while (n && (cells[0].kind == CELL_EMPTY || !str_trim(cells[0].text).len)) {
        cells++;
        n--;
    }
    if (!n)
        return;
    r->hidden += sheet_row_hidden(r->s, r->row);
    if (counts_columns(r, cells, n) || special_row(r, cells, n))
        return;
    read_given(r, cells, n);
    if (is_header_again(r)) {
        import_note_row(r->im, false, r->s, r->row, sentence_f(r->im->a, "表头又出现一次，没有读入这一行。", "The header stands here once more; the row was not read."));
        return;
    }
    if (any(r))
        import_take_row(r);
}

/* A table: a sheet, or one of several below each other in it. */
struct table_part {
    const struct sheet *s;
    struct header h;
    uint32_t until; /* the row behind its last */
};

static void read_table(struct importing *im, const struct table_part *t)
{
    const struct sheet *s = t->s;
    const struct header *h = &t->h;
    struct sheet_reading r = {.im = im, .s = s, .h = *h, .nested = has_nested_sections(s, h)};
    for (size_t i = 0; i < s->n_cells;) {
        size_t from = i;
        r.row = s->cells[i].row;
        while (i < s->n_cells && s->cells[i].row == r.row)
            i++;
        if (r.row > h->last_row && r.row < t->until)
            read_row(&r, s->cells + from, i - from);
    }
    if (r.hidden)
        import_note_row(im, false, s, h->row, sentence_f(im->a, "有 %zu 个隐藏行，也已读入；如不要，请删除后重新试读。", "%zu hidden rows were read too; delete them and try again if they should not be.", r.hidden));
    if (s->hidden)
        import_note_row(im, false, s, h->row, sentence_f(im->a, "这是隐藏的工作表，也已读入；如不要，请删除后重新试读。", "This sheet is hidden and was read too; delete it and try again if it should not be."));
}

/* ---- all sheets ---------------------------------------------------------------------------- */

static enum sheet_class class_of(const struct header *h)
{
    if (h->has[COLUMN_MEASURE])
        return CLASS_MEASURES;
    return h->has[COLUMN_PROBLEM] ? CLASS_PROBLEMS : CLASS_DUTIES;
}

static enum err no_ledger(struct importing *im, struct sentence *why)
{
    struct str problem = import_headings(im->a, COLUMN_PROBLEM), measure = import_headings(im->a, COLUMN_MEASURE);
    *why = (struct sentence){
        str_f(im->a, "没有找到表头：应有一列问题（如%.*s）或一列措施（如%.*s），.txt 里各格用制表符或“|”隔开；请核对文件，或照导出的台账填写。", STR_ARG(problem), STR_ARG(measure)),
        str_f(im->a, "No header was found: there must be a column of problems (such as %.*s) or of measures (such as %.*s); in .txt, tabs or | divide the cells. Check the file, or fill in an exported ledger.", STR_ARG(problem), STR_ARG(measure))};
    return ERR_INPUT;
}

struct tables {
    struct table_part *list;
    size_t count, cap;
};

/* The row where the title above a table at ROW begins: rows of one text and empty ones belong to it. */
static uint32_t title_row(const struct sheet *s, uint32_t after, uint32_t row)
{
    const struct cell *cell;
    size_t n;
    for (; row > after + 1; row--) {
        const struct cell *c = sheet_row(s, row - 1, &n);
        if (n && !only_text(c, n, &cell).len)
            break;
    }
    return row;
}

static void add_tables(struct importing *im, const struct sheet *s, const struct header *first, struct tables *t)
{
    struct header h = *first;
    for (;;) {
        t->list = array_room(im->a, t->list, t->count, &t->cap, sizeof *t->list);
        struct table_part *part = &t->list[t->count++];
        *part = (struct table_part){s, h, UINT32_MAX};
        if (!import_next_header(im, s, &part->h, &h))
            return;
        part->until = title_row(s, part->h.last_row, h.row);
    }
}

/* The tables of the sheets that are shown, or when none of those has one, of the hidden ones: an old version or a
 * list of choices is what people hide. */
static void find_tables(struct importing *im, const struct workbook *b, bool hidden, struct tables *t)
{
    struct header h;
    for (size_t i = 0; i < b->n_sheets; i++) {
        const struct sheet *s = &b->sheets[i];
        if (s->hidden != hidden || !s->n_cells)
            continue;
        struct book_sheet book;
        if (import_book_sheet(im->a, s, &book)) {
            import_note_row(im, false, s, book.header, sentence_f(im->a, "这张表是登记簿，没有随台账读入；请把它单独存成一个文件再导入。", "This sheet is a book and was not read with the ledger; save it as a file of its own and import that."));
            continue;
        }
        bool found = import_header(im, s, &h);
        if (!found && !hidden)
            import_note_row(im, false, s, 0, sentence_f(im->a, "没有认出这张表的表头，整张表没有读入。", "No header was recognised in this sheet; it was not read."));
        if (found && !im->plan->inspection_name.len)
            im->plan->inspection_name = h.title;
        if (found)
            add_tables(im, s, &h, t);
    }
}

static void note_hidden(struct importing *im, const struct workbook *b)
{
    for (size_t i = 0; i < b->n_sheets; i++)
        if (b->sheets[i].hidden && b->sheets[i].n_cells && import_has_header(im->a, &b->sheets[i]))
            import_note_row(im, false, &b->sheets[i], 0, sentence_f(im->a, "这是隐藏的工作表，没有读入；如需读入，请取消隐藏后重新试读。", "This sheet is hidden and was not read; show it and try again to have it read."));
}

enum err import_rows(struct importing *im, struct sentence *why)
{
    const struct workbook *b = &im->file->paper.book;
    struct tables t = {0};
    find_tables(im, b, false, &t);
    if (t.count)
        note_hidden(im, b);
    else
        find_tables(im, b, true, &t);
    if (!t.count)
        return no_ledger(im, why);
    for (int c = 0; c < CLASS_COUNT; c++)
        for (size_t i = 0; i < t.count; i++)
            if (class_of(&t.list[i].h) == (enum sheet_class)c)
                read_table(im, &t.list[i]);
    return ERR_NONE;
}
