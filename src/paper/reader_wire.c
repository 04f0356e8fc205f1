/* reader_wire.c: what the confined child answers, in this order:
 *
 *   "HYR1", u8 err, text zh, text en, and with err 0:
 *   u8 kind
 *   u32 sheets, each: text name, u8 hidden, u64 cells, u64 merges, u64 hidden rows; then the
 *     cells (u32 row, col, from_row, from_col; u8 kind, hint, merged; f64 number; u64 day; text),
 *     merges (four u32), hidden rows (u32)
 *   u64 lines, each: text, u32 bytes of it that are the number, text style, u32 level, table, u8
 * centred "END."
 *
 * The rows and cols of a sheet are not sent but worked out again. */
#include "paper/reader.h"

#include <math.h>
#include <string.h>

/* ---- packing -------------------------------------------------------------------------------- */

static void put_uint(const struct wire *w, uint64_t n, size_t bytes)
{
    unsigned char b[8];
    for (size_t i = 0; i < bytes; i++)
        b[i] = (unsigned char)(n >> (8 * i));
    w->put(w->ctx, b, bytes);
}

static void put_text(const struct wire *w, struct str s)
{
    put_uint(w, s.len, 4);
    if (s.len)
        w->put(w->ctx, s.ptr, s.len);
}

static void put_cell(const struct wire *w, const struct cell *c)
{
    uint64_t number;
    memcpy(&number, &c->number, sizeof number);
    put_uint(w, c->row, 4);
    put_uint(w, c->col, 4);
    put_uint(w, c->from_row, 4);
    put_uint(w, c->from_col, 4);
    put_uint(w, c->kind, 1);
    put_uint(w, c->hint, 1);
    put_uint(w, c->merged, 1);
    put_uint(w, number, 8);
    put_uint(w, (uint64_t)c->day, 8);
    put_text(w, c->text);
}

static void put_range(const struct wire *w, const struct range *r)
{
    put_uint(w, r->row, 4);
    put_uint(w, r->col, 4);
    put_uint(w, r->last_row, 4);
    put_uint(w, r->last_col, 4);
}

static void put_sheet(const struct wire *w, const struct sheet *s)
{
    put_text(w, s->name);
    put_uint(w, s->hidden, 1);
    put_uint(w, s->n_cells, 8);
    put_uint(w, s->n_merges, 8);
    put_uint(w, s->n_hidden_rows, 8);
    for (size_t i = 0; i < s->n_cells; i++)
        put_cell(w, &s->cells[i]);
    for (size_t i = 0; i < s->n_merges; i++)
        put_range(w, &s->merges[i]);
    for (size_t i = 0; i < s->n_hidden_rows; i++)
        put_uint(w, s->hidden_rows[i], 4);
}

static void put_line(const struct wire *w, const struct doc_line *l)
{
    put_text(w, l->text);
    put_uint(w, l->number.len, 4);
    put_text(w, l->style);
    put_uint(w, l->level, 4);
    put_uint(w, l->table, 4);
    put_uint(w, l->centred, 1);
}

void paper_pack(const struct wire *w, enum err e, struct sentence why, const struct paper *p)
{
    w->put(w->ctx, "HYR1", 4);
    put_uint(w, e, 1);
    put_text(w, e ? why.zh : STR(""));
    put_text(w, e ? why.en : STR(""));
    if (!e) {
        put_uint(w, p->kind, 1);
        put_uint(w, p->book.n_sheets, 4);
        for (size_t i = 0; i < p->book.n_sheets; i++)
            put_sheet(w, &p->book.sheets[i]);
        put_uint(w, p->text.n_lines, 8);
        for (size_t i = 0; i < p->text.n_lines; i++)
            put_line(w, &p->text.lines[i]);
    }
    w->put(w->ctx, "END.", 4);
}

/* ---- unpacking: nothing is believed --------------------------------------------------------- */

enum {
    CELL_BYTES_MIN = 16 + 3 + 8 + 8 + 4, /* how little each can be, so that a count cannot lie */
    RANGE_BYTES = 16,
    ROW_BYTES = 4,
    LINE_BYTES_MIN = 4 + 4 + 4 + 4 + 4 + 1,
    SENTENCE_BYTES_MAX = 16 * 1024,
    LINE_TEXT_BYTES_MAX = 16 << 20
};

struct unpacking {
    struct arena *arena;
    struct str rest;
    size_t cells; /* of all sheets so far */
    bool bad;
};

static uint64_t get_uint(struct unpacking *u, size_t bytes, uint64_t max)
{
    uint64_t n = 0;
    if (u->bad || u->rest.len < bytes) {
        u->bad = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        n |= (uint64_t)(unsigned char)u->rest.ptr[i] << (8 * i);
    u->rest = str_sub(u->rest, bytes, u->rest.len);
    if (n > max)
        u->bad = true;
    return u->bad ? 0 : n;
}

static size_t get_count(struct unpacking *u, size_t bytes, uint64_t max, size_t each)
{
    size_t n = get_uint(u, bytes, max);
    if (n > u->rest.len / each)
        u->bad = true;
    return u->bad ? 0 : n;
}

static struct str get_text(struct unpacking *u, size_t max)
{
    size_t len = get_uint(u, 4, max);
    struct str s = str_sub(u->rest, 0, len);
    if (u->bad || s.len != len || !utf8_valid(s) || (len && memchr(s.ptr, 0, len))) {
        u->bad = true;
        return STR("");
    }
    u->rest = str_sub(u->rest, len, u->rest.len);
    return str_copy(u->arena, s);
}

static bool get_magic(struct unpacking *u, const char *magic)
{
    bool ok = str_starts(u->rest, str_c(magic));
    u->rest = ok ? str_sub(u->rest, 4, u->rest.len) : u->rest;
    u->bad = u->bad || !ok;
    return ok;
}

static struct cell get_cell(struct unpacking *u)
{
    struct cell c = {0};
    c.row = (uint32_t)get_uint(u, 4, PAPER_ROWS_MAX - 1);
    c.col = (uint32_t)get_uint(u, 4, PAPER_COLS_MAX - 1);
    c.from_row = (uint32_t)get_uint(u, 4, PAPER_ROWS_MAX - 1);
    c.from_col = (uint32_t)get_uint(u, 4, PAPER_COLS_MAX - 1);
    c.kind = (unsigned char)get_uint(u, 1, CELL_KINDS - 1);
    c.hint = (unsigned char)get_uint(u, 1, HINT_COUNT - 1);
    c.merged = get_uint(u, 1, 1);
    uint64_t number = get_uint(u, 8, UINT64_MAX);
    memcpy(&c.number, &number, sizeof number);
    c.day = (int64_t)get_uint(u, 8, UINT64_MAX);
    c.text = get_text(u, (size_t)PAPER_TEXT_CHARS_MAX * 4);
    bool moved = c.row != c.from_row || c.col != c.from_col;
    if (c.kind == CELL_EMPTY || moved != c.merged || isnan(c.number) || c.day < -1000000 ||
        c.day > 10000000)
        u->bad = true;
    return c;
}

static struct range get_range(struct unpacking *u)
{
    struct range r;
    r.row = (uint32_t)get_uint(u, 4, PAPER_ROWS_MAX - 1);
    r.col = (uint32_t)get_uint(u, 4, PAPER_COLS_MAX - 1);
    r.last_row = (uint32_t)get_uint(u, 4, PAPER_ROWS_MAX - 1);
    r.last_col = (uint32_t)get_uint(u, 4, PAPER_COLS_MAX - 1);
    if (r.last_row < r.row || r.last_col < r.col)
        u->bad = true;
    return r;
}

static void get_cells(struct unpacking *u, struct sheet *s)
{
    struct cell *cells = arena_alloc(u->arena, (s->n_cells + 1) * sizeof *cells);
    for (size_t i = 0; i < s->n_cells && !u->bad; i++) {
        struct cell *c = &cells[i], *before = i ? &cells[i - 1] : NULL;
        *c = get_cell(u);
        if (before && (c->row < before->row || (c->row == before->row && c->col <= before->col)))
            u->bad = true;
        s->rows = c->row + 1 > s->rows ? c->row + 1 : s->rows;
        s->cols = c->col + 1 > s->cols ? c->col + 1 : s->cols;
    }
    s->cells = cells;
}

static struct sheet get_sheet(struct unpacking *u)
{
    struct sheet s = {.name = get_text(u, 255 * 4)};
    s.hidden = get_uint(u, 1, 1);
    s.n_cells = get_count(u, 8, PAPER_CELLS_MAX - u->cells, CELL_BYTES_MIN);
    s.n_merges = get_count(u, 8, PAPER_CELLS_MAX, RANGE_BYTES);
    s.n_hidden_rows = get_count(u, 8, PAPER_ROWS_MAX, ROW_BYTES);
    u->cells += s.n_cells;
    get_cells(u, &s);
    if (s.n_merges > u->rest.len / RANGE_BYTES || s.n_hidden_rows > u->rest.len / ROW_BYTES)
        u->bad = true;
    if (u->bad)
        return s;
    struct range *merges = arena_alloc(u->arena, (s.n_merges + 1) * sizeof *merges);
    uint32_t *hidden = arena_alloc(u->arena, (s.n_hidden_rows + 1) * sizeof *hidden);
    for (size_t i = 0; i < s.n_merges && !u->bad; i++)
        merges[i] = get_range(u);
    for (size_t i = 0; i < s.n_hidden_rows && !u->bad; i++) {
        hidden[i] = (uint32_t)get_uint(u, 4, PAPER_ROWS_MAX - 1);
        u->bad = u->bad || (i && hidden[i] <= hidden[i - 1]);
    }
    s.merges = merges;
    s.hidden_rows = hidden;
    return s;
}

static struct doc_line get_line(struct unpacking *u, size_t n_sheets)
{
    struct doc_line l = {.text = get_text(u, LINE_TEXT_BYTES_MAX)};
    l.number = str_sub(l.text, 0, get_uint(u, 4, l.text.len));
    l.style = get_text(u, SENTENCE_BYTES_MAX);
    l.level = (uint32_t)get_uint(u, 4, 9);
    l.table = (uint32_t)get_uint(u, 4, n_sheets);
    l.centred = get_uint(u, 1, 1);
    if (!utf8_valid(l.number))
        u->bad = true;
    return l;
}

static void get_paper(struct unpacking *u, struct paper *p)
{
    p->kind = (enum paper_kind)get_uint(u, 1, PAPER_KINDS - 1);
    p->book.n_sheets = get_count(u, 4, PAPER_SHEETS_MAX, 1);
    struct sheet *sheets = arena_alloc(u->arena, (p->book.n_sheets + 1) * sizeof *sheets);
    for (size_t i = 0; i < p->book.n_sheets && !u->bad; i++)
        sheets[i] = get_sheet(u);
    p->book.sheets = sheets;
    p->text.n_lines = get_count(u, 8, PAPER_LINES_MAX, LINE_BYTES_MIN);
    struct doc_line *lines = arena_alloc(u->arena, (p->text.n_lines + 1) * sizeof *lines);
    for (size_t i = 0; i < p->text.n_lines && !u->bad; i++)
        lines[i] = get_line(u, p->book.n_sheets);
    p->text.lines = lines;
}

enum err paper_unpack(struct arena *a, struct str bytes, enum err *e, struct sentence *why,
                      struct paper *p)
{
    struct unpacking u = {.arena = a, .rest = bytes};
    struct paper paper = {.kind = PAPER_UNKNOWN};
    get_magic(&u, "HYR1");
    enum err said = (enum err)get_uint(&u, 1, ERR_COUNT - 1);
    struct sentence sentence = {get_text(&u, SENTENCE_BYTES_MAX), {NULL, 0}};
    sentence.en = get_text(&u, SENTENCE_BYTES_MAX);
    if (said != ERR_NONE && said != ERR_INPUT && said != ERR_LIMIT)
        u.bad = true;
    if (!said && !u.bad)
        get_paper(&u, &paper);
    get_magic(&u, "END.");
    if (u.bad || u.rest.len || (!said && paper.kind == PAPER_UNKNOWN))
        return ERR_CORRUPT;
    *e = said;
    if (said)
        *why = sentence;
    else
        *p = paper;
    return ERR_NONE;
}
