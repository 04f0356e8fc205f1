/* sheet.c: the table model: looking cells up, and putting a sheet together from cells and merges.
 */
#include "paper/sheet.h"

#include <stdlib.h>
#include <string.h>

/* A merged range is copied whole up to this many cells; a larger one only as far as the sheet has
 * values, so that a merge of whole columns costs nothing. */
enum { MERGE_WHOLE_CELLS = 4096 };

static int place_cmp(uint32_t row, uint32_t col, const struct cell *c)
{
    if (row != c->row)
        return row < c->row ? -1 : 1;
    return (col > c->col) - (col < c->col);
}

/* Index of the first of the N cells that does not stand before (ROW, COL). */
static size_t lower(const struct cell *cells, size_t n, uint32_t row, uint32_t col)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (place_cmp(row, col, &cells[mid]) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct cell *sheet_cell(const struct sheet *s, uint32_t row, uint32_t col)
{
    static const struct cell nothing;
    size_t at = lower(s->cells, s->n_cells, row, col);
    return at < s->n_cells && place_cmp(row, col, &s->cells[at]) == 0 ? &s->cells[at] : &nothing;
}

const struct cell *sheet_row(const struct sheet *s, uint32_t row, size_t *n)
{
    size_t from = lower(s->cells, s->n_cells, row, 0);
    *n = lower(s->cells, s->n_cells, row + 1, 0) - from;
    return *n ? s->cells + from : NULL;
}

bool sheet_row_hidden(const struct sheet *s, uint32_t row)
{
    size_t lo = 0, hi = s->n_hidden_rows;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->hidden_rows[mid] < row)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n_hidden_rows && s->hidden_rows[lo] == row;
}

struct str cell_address(struct arena *a, uint32_t row, uint32_t col)
{
    char letters[8];
    size_t at = sizeof letters;
    for (uint32_t n = col + 1; n && at; n = (n - 1) / 26)
        letters[--at] = (char)('A' + (n - 1) % 26);
    return str_f(a, "%.*s%u", (int)(sizeof letters - at), letters + at, row + 1);
}

struct str cell_where(struct arena *a, const struct sheet *s, const struct cell *c)
{
    return str_f(a, "「%.*s」%.*s", STR_ARG(s->name), STR_ARG(cell_address(a, c->row, c->col)));
}

bool cell_address_read(struct str s, uint32_t *row, uint32_t *col)
{
    size_t at = 0;
    uint32_t r = 0, c = 0;
    at += at < s.len && s.ptr[at] == '$';
    for (; at < s.len && c <= PAPER_COLS_MAX; at++) {
        char letter = (char)(s.ptr[at] & ~0x20);
        if (letter < 'A' || letter > 'Z')
            break;
        c = c * 26 + (uint32_t)(letter - 'A') + 1;
    }
    at += at < s.len && s.ptr[at] == '$';
    size_t digits = at;
    for (; at < s.len && r <= PAPER_ROWS_MAX && s.ptr[at] >= '0' && s.ptr[at] <= '9'; at++)
        r = r * 10 + (uint32_t)(s.ptr[at] - '0');
    if (at != s.len || at == digits || !r || !c || r > PAPER_ROWS_MAX || c > PAPER_COLS_MAX)
        return false;
    *row = r - 1;
    *col = c - 1;
    return true;
}

/* ---- building ------------------------------------------------------------------------------- */

void *array_room(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return items;
    size_t more = *cap ? *cap * 2 : 16;
    void *p = arena_alloc(a, more * size);
    if (n)
        memcpy(p, items, n * size);
    *cap = more;
    return p;
}

void book_sheet_open(struct book_builder *b, struct str name, bool hidden)
{
    if (b->n_sheets >= PAPER_SHEETS_MAX)
        b->full = true;
    if (b->full)
        return;
    b->sheets = array_room(b->arena, b->sheets, b->n_sheets, &b->cap_sheets, sizeof *b->sheets);
    b->sheets[b->n_sheets++] = (struct sheet){.name = name, .hidden = hidden};
    b->n_open = b->n_merges = b->n_hidden = 0;
}

void book_cell(struct book_builder *b, struct cell c)
{
    if (b->n_cells + b->n_open >= PAPER_CELLS_MAX)
        b->full = true;
    if (b->full || c.kind == CELL_EMPTY)
        return;
    b->cells = array_room(b->arena, b->cells, b->n_open, &b->cap_cells, sizeof *b->cells);
    b->cells[b->n_open++] = c;
}

void book_merge(struct book_builder *b, struct range r)
{
    if (b->full || (r.row == r.last_row && r.col == r.last_col))
        return;
    if (b->n_merges >= PAPER_CELLS_MAX / 2) {
        b->full = true;
        return;
    }
    b->merges = array_room(b->arena, b->merges, b->n_merges, &b->cap_merges, sizeof *b->merges);
    b->merges[b->n_merges++] = r;
}

void book_row_hidden(struct book_builder *b, uint32_t row)
{
    if (b->full || (b->n_hidden && b->hidden_rows[b->n_hidden - 1] >= row))
        return; /* rows come rising; what does not is a malformed file's problem */
    b->hidden_rows =
        array_room(b->arena, b->hidden_rows, b->n_hidden, &b->cap_hidden, sizeof *b->hidden_rows);
    b->hidden_rows[b->n_hidden++] = row;
}

/* Where a cell came in its sheet: merged copies after all others, since they cover what is there.
 */
struct place {
    uint32_t row, col, at;
};

static int place_order(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->col != b->col)
        return a->col < b->col ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static bool rising(const struct cell *cells, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (place_cmp(cells[i].row, cells[i].col, &cells[i - 1]) <= 0)
            return false;
    return true;
}

/* The cells by place, the last one at a place kept. */
static void settle(struct book_builder *b, struct sheet *s)
{
    struct cell *to = arena_alloc(b->arena, (b->n_open + 1) * sizeof *to);
    s->cells = to;
    s->n_cells = b->n_open;
    if (rising(b->cells, b->n_open)) {
        if (b->n_open)
            memcpy(to, b->cells, b->n_open * sizeof *to);
        return;
    }
    struct place *places = arena_alloc(b->arena, b->n_open * sizeof *places);
    for (size_t i = 0; i < b->n_open; i++)
        places[i] = (struct place){b->cells[i].row, b->cells[i].col, (uint32_t)i};
    qsort(places, b->n_open, sizeof *places, place_order);
    s->n_cells = 0;
    for (size_t i = 0; i < b->n_open; i++) {
        bool last = i + 1 == b->n_open || places[i].row != places[i + 1].row ||
                    places[i].col != places[i + 1].col;
        if (last)
            to[s->n_cells++] = b->cells[places[i].at];
    }
}

static void measure(struct sheet *s)
{
    s->rows = s->cols = 0;
    for (size_t i = 0; i < s->n_cells; i++) {
        s->rows = s->cells[i].row + 1 > s->rows ? s->cells[i].row + 1 : s->rows;
        s->cols = s->cells[i].col + 1 > s->cols ? s->cells[i].col + 1 : s->cols;
    }
}

/* Adds a copy of the value at the range's first cell for every other cell of it. */
static void spread(struct book_builder *b, const struct sheet *s, struct range r)
{
    const struct cell *first = sheet_cell(s, r.row, r.col);
    uint64_t area = (uint64_t)(r.last_row - r.row + 1) * (r.last_col - r.col + 1);
    if (first->kind == CELL_EMPTY)
        return;
    if (area > MERGE_WHOLE_CELLS) {
        r.last_row = r.last_row < s->rows ? r.last_row : s->rows - 1;
        r.last_col = r.last_col < s->cols ? r.last_col : s->cols - 1;
    }
    for (uint32_t row = r.row; row <= r.last_row && !b->full; row++)
        for (uint32_t col = r.col; col <= r.last_col && !b->full; col++) {
            struct cell copy = *first;
            if (row == r.row && col == r.col)
                continue;
            copy.row = row;
            copy.col = col;
            copy.merged = true;
            book_cell(b, copy);
        }
}

void book_sheet_close(struct book_builder *b)
{
    if (b->full)
        return;
    struct sheet *s = &b->sheets[b->n_sheets - 1];
    for (size_t i = 0; i < b->n_open; i++) {
        b->cells[i].from_row = b->cells[i].row;
        b->cells[i].from_col = b->cells[i].col;
    }
    settle(b, s);
    measure(s);
    size_t before = b->n_open;
    for (size_t i = 0; i < b->n_merges; i++)
        spread(b, s, b->merges[i]);
    if (b->n_open != before) {
        settle(b, s);
        measure(s);
    }
    struct range *merges = arena_alloc(b->arena, (b->n_merges + 1) * sizeof *merges);
    uint32_t *hidden = arena_alloc(b->arena, (b->n_hidden + 1) * sizeof *hidden);
    if (b->n_merges)
        memcpy(merges, b->merges, b->n_merges * sizeof *merges);
    if (b->n_hidden)
        memcpy(hidden, b->hidden_rows, b->n_hidden * sizeof *hidden);
    s->merges = merges;
    s->n_merges = b->n_merges;
    s->hidden_rows = hidden;
    s->n_hidden_rows = b->n_hidden;
    b->n_cells += s->n_cells;
    b->n_open = 0;
}

enum err book_end(struct book_builder *b, struct workbook *out, struct sentence *why)
{
    if (b->full) {
        *why = sentence_f(b->arena,
                          "文件太大：最多 %d 个工作表、%d 个有内容的单元格，请拆成几个文件再导入。",
                          "The file is too large: at most %d sheets and %d cells with content; "
                          "split it and try again.",
                          PAPER_SHEETS_MAX, PAPER_CELLS_MAX);
        return ERR_LIMIT;
    }
    *out = (struct workbook){b->sheets, b->n_sheets};
    return ERR_NONE;
}
