/* docx_table.c: Word's tables as sheets. Columns are grid columns: a cell over three of them is a
 * merged range, as is a column of cells joined by vMerge. */
#include "paper/docx_read.h"
#include "paper/package.h"

#include <string.h>

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

void doc_table_start(struct doc_table *t)
{
    if (t->depth++)
        return;
    struct arena *a = t->book->arena;
    book_sheet_open(t->book, str_f(a, "表%zu", t->book->n_sheets + 1), false);
    memset(t->merges, 0, sizeof t->merges);
    t->row = t->col = 0;
}

static void close_merge(struct doc_table *t, uint32_t col)
{
    struct open_merge *m = &t->merges[col];
    if (m->open)
        book_merge(t->book, (struct range){m->row, col, m->last_row, col + m->span - 1});
    m->open = false;
}

void doc_table_end(struct doc_table *t)
{
    if (t->depth == 0 || --t->depth)
        return;
    for (uint32_t col = 0; col < TABLE_COLS_MAX; col++)
        close_merge(t, col);
    book_sheet_close(t->book);
}

void doc_row_start(struct doc_table *t)
{
    if (t->depth != 1)
        return;
    t->col = 0;
    t->row_deleted = false;
}

void doc_row_end(struct doc_table *t)
{
    if (t->depth == 1 && !t->row_deleted && t->row < PAPER_ROWS_MAX)
        t->row++;
}

void doc_cell_start(struct doc_table *t)
{
    if (t->depth != 1)
        return;
    t->span = 1;
    t->vmerge = VMERGE_NONE;
    t->text.len = 0;
    t->text.failed = false;
    t->paragraphs = 0;
}

void doc_table_property(struct doc_table *t, const char *name, const char **atts)
{
    int64_t n = xml_attr_int(atts, "val", 0);
    if (t->depth != 1)
        return;
    if (is(name, "gridSpan") && n >= 1 && n <= TABLE_COLS_MAX)
        t->span = (uint32_t)n;
    else if (is(name, "gridBefore") && n >= 0 && n <= TABLE_COLS_MAX)
        t->col = (uint32_t)n;
    else if (is(name, "vMerge"))
        t->vmerge = str_is(xml_attr(atts, "val"), "restart") ? VMERGE_RESTART : VMERGE_CONTINUE;
    else if (is(name, "del"))
        t->row_deleted = true;
}

void doc_table_paragraph(struct doc_table *t, struct str text)
{
    if (t->paragraphs++)
        buf_c(&t->text, "\n");
    buf_str(&t->text, text);
}

static void track_merge(struct doc_table *t)
{
    struct open_merge *m = &t->merges[t->col];
    if (t->vmerge == VMERGE_CONTINUE && m->open && m->span == t->span &&
        m->last_row + 1 == t->row) {
        m->last_row = t->row;
        return;
    }
    close_merge(t, t->col);
    if (t->vmerge == VMERGE_RESTART)
        *m = (struct open_merge){true, t->row, t->span, t->row};
    else if (t->span > 1)
        book_merge(t->book, (struct range){t->row, t->col, t->row, t->col + t->span - 1});
}

enum err doc_cell_end(struct doc_table *t, struct arena *a, struct sentence *why)
{
    if (t->depth != 1 || t->row_deleted)
        return ERR_NONE;
    struct str text = str_trim(buf_view(&t->text));
    bool wide = t->col + t->span > TABLE_COLS_MAX || t->row >= PAPER_ROWS_MAX;
    if (wide || t->text.failed || utf8_length(text) > PAPER_TEXT_CHARS_MAX) {
        *why =
            sentence_f(a, "表%zu 的 %.*s 超过上限（%d 列、每格 %d 个字）。",
                       "Table %zu, cell %.*s is past the limits (%d columns, %d characters a cell).",
                       t->book->n_sheets, STR_ARG(cell_address(a, t->row, t->col)), TABLE_COLS_MAX,
                       PAPER_TEXT_CHARS_MAX);
        return ERR_LIMIT;
    }
    track_merge(t);
    if (text.len)
        book_cell(t->book,
                  (struct cell){
                      .row = t->row, .col = t->col, .kind = CELL_TEXT, .text = str_copy(a, text)});
    t->col += t->span;
    return ERR_NONE;
}
