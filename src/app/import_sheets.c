/* import_sheets.c: the sheets of a file, row by row.
 *
 * Sheets are read in the order problems, measures, duties, so that what a later one names by number is there. */
#include "app/import_private.h"

enum sheet_class { CLASS_PROBLEMS, /* 问题清单 */
                   CLASS_MEASURES, /* 任务清单, 台账 */
                   CLASS_DUTIES,   /* 责任清单 */
                   CLASS_COUNT };

static void read_given(struct reading *r, const struct cell *cells, size_t n)
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
        if (c == COLUMN_AMOUNT && r->h.wan && text.len && str_find(text, STR("元")) == SIZE_MAX)
            text = str_f(im->a, "%.*s万元", STR_ARG(text));
        bool copy = cell && cell->merged;
        r->given[c] = (struct given){r->s, cell, copy ? cell->from_row : r->row, copy ? cell->from_col : col, text};
        if (cell && !copy && cell->kind == CELL_ERROR && columns[c].level != LEVEL_COMPUTED)
            import_note(im, true, &r->given[c], sentence_f(im->a, "这一格是公式错误“%.*s”，不是内容；请改成文字或数值。", "This cell is the formula error \"%.*s\", not a value; replace it.", STR_ARG(text)));
    }
}

bool import_pure_number(struct str s)
{
    int64_t n;
    return s.len < 6 && str_int(s, &n);
}

static bool any(const struct reading *r)
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

/* 一、关于…问题 over the whole row; or a title repeated, a total, a remark. True: the row is dealt with. */
static bool special_row(struct reading *r, const struct cell *cells, size_t n)
{
    struct importing *im = r->im;
    const struct cell *cell;
    struct str first = str_trim(cells[0].text), only = only_text(cells, n, &cell);
    struct str second = n > 1 && cells[1].from_col != cells[0].from_col ? str_trim(cells[1].text) : STR("");
    if (import_is_total(im->a, first) || import_is_total(im->a, second)) {
        import_note_row(im, false, r->s, r->row, sentence_f(im->a, "这是合计行，没有读入。", "This is a row of totals; it was not read."));
        return true;
    }
    if (!only.len)
        return false;
    enum column c = cell->col < r->h.cols ? r->h.of[cell->col] : COLUMN_COUNT;
    bool wide = n > 2; /* merged: the reader repeats the text in each cell */
    int64_t number;
    if (import_is_remark(only)) {
        struct str text = utf8_clip(only, 20);
        import_note_row(im, false, r->s, r->row, sentence_f(im->a, "“%.*s…”像是说明，没有读入。", "\"%.*s…\" looks like a remark; it was not read.", STR_ARG(text)));
        return true;
    }
    import_unnumbered(only, &number);
    bool section = wide ||
                   (number && (c == COLUMN_SEQUENCE || c == COLUMN_ASPECT || c == COLUMN_COUNT ||
                               !cell->col)) ||
                   c == COLUMN_SEQUENCE;
    if (c == COLUMN_PROBLEM && !wide)
        section = false;
    if (!section || import_pure_number(only))
        return false;
    struct given g = {r->s, cell, cell->from_row, cell->from_col, import_clean(im->a, only, false)};
    r->aspect = import_aspect_of(im, &g, g.text);
    r->problem = NULL;
    return true;
}

/* Where a paper was pasted together from pages. */
static bool is_header_again(const struct reading *r)
{
    size_t n = 0;
    for (uint32_t col = 0; col < r->h.cols; col++) {
        const struct given *g = r->h.of[col] == COLUMN_COUNT ? NULL : &r->given[r->h.of[col]];
        n += g && has(g) && str_eq(g->text, r->h.said[col]);
    }
    return n >= 3;
}

static void read_row(struct reading *r, const struct cell *cells, size_t n)
{
    while (n && (cells[0].kind == CELL_EMPTY || !str_trim(cells[0].text).len)) {
        cells++;
        n--;
    }
    if (!n)
        return;
    r->hidden += sheet_row_hidden(r->s, r->row);
    if (special_row(r, cells, n))
        return;
    read_given(r, cells, n);
    if (is_header_again(r)) {
        import_note_row(r->im, false, r->s, r->row, sentence_f(r->im->a, "表头又出现一次，没有读入这一行。", "The header stands here once more; the row was not read."));
        return;
    }
    if (any(r))
        import_take_row(r);
}

static void read_sheet(struct importing *im, const struct sheet *s, const struct header *h)
{
    struct reading r = {.im = im, .s = s, .h = *h};
    for (size_t i = 0; i < s->n_cells;) {
        size_t from = i;
        r.row = s->cells[i].row;
        while (i < s->n_cells && s->cells[i].row == r.row)
            i++;
        if (r.row > h->last_row)
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

enum err import_rows(struct importing *im, struct sentence *why)
{
    const struct workbook *b = &im->file->paper.book;
    struct header *h = arena_alloc(im->a, (b->n_sheets + 1) * sizeof *h);
    bool *ok = arena_alloc(im->a, b->n_sheets + 1);
    size_t found = 0;
    for (size_t i = 0; i < b->n_sheets; i++) {
        const struct sheet *s = &b->sheets[i];
        ok[i] = s->n_cells && import_header(im, s, &h[i]);
        found += ok[i];
        if (!ok[i] && s->n_cells && !s->hidden)
            import_note_row(im, false, s, 0, sentence_f(im->a, "没有认出这张表的表头，整张表没有读入。", "No header was recognised in this sheet; it was not read."));
        if (ok[i] && !im->plan->inspection_name.len)
            im->plan->inspection_name = h[i].title;
    }
    if (!found)
        return no_ledger(im, why);
    for (int c = 0; c < CLASS_COUNT; c++)
        for (size_t i = 0; i < b->n_sheets; i++)
            if (ok[i] && class_of(&h[i]) == (enum sheet_class)c)
                read_sheet(im, &b->sheets[i], &h[i]);
    return ERR_NONE;
}
