/* xlsx_sheet.c: the cells, merges and hidden rows of one worksheet part. Positions may be left out
 * (`r` missing on rows and cells): the next one is meant then. */
#include "base/time.h"
#include "paper/package.h"
#include "paper/xlsx_read.h"

#include <stdlib.h>
#include <string.h>

struct sheet_reading {
    struct xlsx *x;
    uint32_t row, col; /* of the cell being read */
    uint32_t next_row, next_col;
    char type[12];
    int64_t style;
    struct buf value; /* of <v>, or the runs of <is> */
    bool in_row, in_cell, in_value, has_value, has_formula;
    unsigned skip; /* inside so many elements that are none of ours: rPh, extLst */
};

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

static void bad_address(struct xml *x, struct str address)
{
    xml_fail(x, ERR_INPUT,
             sentence_f(x->arena,
                        "%.*s 第 %lu 行：“%.*s”不是单元格或行的位置（应如 B7，至 XFD1048576）。",
                        "%.*s line %lu: “%.*s” is no position of a cell or row (expected like B7, "
                        "up to XFD1048576).",
                        STR_ARG(x->part), xml_line(x), STR_ARG(utf8_clip(address, 40))));
}

static void row_start(struct xml *x, struct sheet_reading *r, const char **atts)
{
    struct str at = xml_attr(atts, "r");
    int64_t row = at.ptr ? xml_attr_int(atts, "r", 0) : (int64_t)r->next_row + 1;
    if (row < 1 || row > PAPER_ROWS_MAX) {
        bad_address(x, at);
        return;
    }
    r->row = (uint32_t)row - 1;
    r->next_row = r->row + 1;
    r->next_col = 0;
    r->in_row = true;
    if (xml_attr_on(atts, "hidden", false))
        book_row_hidden(&r->x->book, r->row);
}

static void cell_start(struct xml *x, struct sheet_reading *r, const char **atts)
{
    struct str at = xml_attr(atts, "r"), type = xml_attr(atts, "t");
    uint32_t row = r->row, col = r->next_col;
    if ((at.ptr && !cell_address_read(at, &row, &col)) || col >= PAPER_COLS_MAX) {
        bad_address(x, at);
        return;
    }
    r->row = row;
    r->col = col;
    r->next_col = col + 1;
    r->style = xml_attr_int(atts, "s", 0);
    memset(r->type, 0, sizeof r->type);
    if (type.len && type.len < sizeof r->type)
        memcpy(r->type, type.ptr, type.len);
    r->value.len = 0;
    r->value.failed = r->has_value = r->has_formula = false;
    r->in_cell = true;
}

static void merge_start(struct xml *x, struct sheet_reading *r, const char **atts)
{
    struct str ref = xml_attr(atts, "ref"), first, last = ref;
    struct range m;
    if (!ref.ptr || !str_cut(&last, ':', &first))
        return;
    if (!last.ptr)
        last = first;
    if (!cell_address_read(first, &m.row, &m.col) ||
        !cell_address_read(last, &m.last_row, &m.last_col) || m.row > m.last_row ||
        m.col > m.last_col) {
        bad_address(x, ref);
        return;
    }
    book_merge(&r->x->book, m);
}

static void sheet_start(struct xml *x, const char *name, const char **atts)
{
    struct sheet_reading *r = x->ctx;
    if (r->skip || is(name, "rPh") || is(name, "extLst"))
        r->skip++;
    else if (is(name, "row"))
        row_start(x, r, atts);
    else if (is(name, "c") && r->in_row)
        cell_start(x, r, atts);
    else if (is(name, "v") && r->in_cell)
        r->in_value = r->has_value = true;
    else if (is(name, "t") && r->in_cell)
        r->in_value = r->has_value = true;
    else if (is(name, "f") && r->in_cell)
        r->has_formula = true;
    else if (is(name, "mergeCell"))
        merge_start(x, r, atts);
}

static void sheet_text(struct xml *x, struct str text)
{
    struct sheet_reading *r = x->ctx;
    if (!r->in_value || r->skip)
        return;
    buf_str(&r->value, text);
    if (r->value.failed)
        xml_fail(x, ERR_LIMIT,
                 sentence_f(x->arena, "%.*s 的 %.*s：文字超过 %d 个字。",
                            "%.*s, %.*s: the text is longer than %d characters.", STR_ARG(x->part),
                            STR_ARG(cell_address(x->arena, r->row, r->col)), PAPER_TEXT_CHARS_MAX));
}

/* ---- the value of a cell -------------------------------------------------------------------- */

/* Only what a number is written with: no inf, nan or hexadecimal, which strtod would take. */
static bool read_number(struct str s, double *out)
{
    char z[64], *end;
    s = str_trim(s);
    if (s.len == 0 || s.len >= sizeof z)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("0123456789+-.eE", s.ptr[i]))
            return false;
    memcpy(z, s.ptr, s.len);
    z[s.len] = 0;
    *out = strtod(z, &end);
    return *end == 0;
}

static void set_text(struct cell *c, enum cell_kind kind, struct str text)
{
    c->kind = (unsigned char)(text.len ? kind : CELL_EMPTY);
    c->text = text;
}

static void set_shared(struct xml *x, struct sheet_reading *r, struct cell *c, struct str value)
{
    int64_t at;
    if (!str_int(str_trim(value), &at) || at < 0 || (size_t)at >= r->x->n_strings) {
        xml_fail(
            x, ERR_INPUT,
            sentence_f(
                x->arena, "%.*s 的 %.*s：引用了不存在的共享文字（%.*s），文件已损坏。",
                "%.*s, %.*s: refers to a shared text that is not there (%.*s); the file is damaged.",
                STR_ARG(x->part), STR_ARG(cell_address(x->arena, r->row, r->col)),
                STR_ARG(utf8_clip(value, 40))));
        return;
    }
    set_text(c, CELL_TEXT, r->x->strings[at]);
}

/* t="d": an ISO 8601 date, which strict workbooks may hold. */
static void set_iso_date(struct arena *a, struct cell *c, struct str value)
{
    int64_t day;
    set_text(c, CELL_TEXT, str_copy(a, value));
    if (!day_parse(str_sub(value, 0, 10), &day))
        return;
    *c = (struct cell){.row = c->row,
                       .col = c->col,
                       .kind = CELL_DATE,
                       .hint = HINT_DATE,
                       .day = day,
                       .text = str_sub(c->text, 0, 10)};
    if (value.len >= 16 && value.ptr[10] == 'T' && !str_starts(str_sub(value, 11, 5), STR("00:00")))
        c->text = str_f(a, "%.*s %.*s", STR_ARG(c->text), STR_ARG(str_sub(value, 11, 5)));
}

static void set_value(struct xml *x, struct sheet_reading *r, struct cell *c)
{
    static const struct number_format general = {.hint = HINT_GENERAL};
    struct str value = buf_view(&r->value);
    struct arena *a = x->arena;
    bool styled = r->style >= 0 && (size_t)r->style < r->x->n_styles;
    const struct number_format *f = styled ? &r->x->styles[r->style] : &general;
    double n;
    c->hint = (unsigned char)f->hint;
    if (!r->has_value) {
        if (r->has_formula && !is(r->type, "str"))
            set_text(c, CELL_ERROR, STR(CELL_UNCOMPUTED));
    } else if (is(r->type, "s"))
        set_shared(x, r, c, value);
    else if (is(r->type, "str") || is(r->type, "inlineStr"))
        set_text(c, CELL_TEXT, xlsx_text(a, value));
    else if (is(r->type, "e"))
        set_text(c, CELL_ERROR, str_copy(a, value));
    else if (is(r->type, "d"))
        set_iso_date(a, c, value);
    else if (is(r->type, "b")) {
        bool on = str_is(str_trim(value), "1") || str_is(str_trim(value), "true");
        set_text(c, CELL_BOOL, on ? STR("TRUE") : STR("FALSE"));
        c->number = on;
    } else if (read_number(value, &n))
        cell_set_number(a, c, n, f, r->x->from_1904);
    else
        set_text(c, CELL_TEXT, xlsx_text(a, value));
}

static void cell_end(struct xml *x, struct sheet_reading *r)
{
    struct cell c = {.row = r->row, .col = r->col};
    r->in_cell = false;
    set_value(x, r, &c);
    if (c.kind == CELL_TEXT && c.text.len > PAPER_TEXT_CHARS_MAX &&
        utf8_length(c.text) > PAPER_TEXT_CHARS_MAX)
        xml_fail(x, ERR_LIMIT,
                 sentence_f(x->arena, "%.*s 的 %.*s：文字超过 %d 个字。",
                            "%.*s, %.*s: the text is longer than %d characters.", STR_ARG(x->part),
                            STR_ARG(cell_address(x->arena, r->row, r->col)), PAPER_TEXT_CHARS_MAX));
    book_cell(&r->x->book, c);
}

static void sheet_end(struct xml *x, const char *name)
{
    struct sheet_reading *r = x->ctx;
    if (r->skip)
        r->skip--;
    else if (is(name, "v") || is(name, "t"))
        r->in_value = false;
    else if (is(name, "c") && r->in_cell)
        cell_end(x, r);
    else if (is(name, "row"))
        r->in_row = false;
    if (r->x->book.full)
        xml_fail(x, ERR_LIMIT, (struct sentence){0}); /* book_end says it */
}

enum err xlsx_read_sheet(struct xlsx *x, struct str part, struct str name, bool hidden,
                         struct sentence *why)
{
    static const struct xml_reader reader = {sheet_start, sheet_end, sheet_text};
    struct sheet_reading r = {.x = x, .value = buf_new(x->arena, PAPER_TEXT_CHARS_MAX * 4)};
    book_sheet_open(&x->book, name, hidden);
    enum err e = package_parse(x->package, part, &reader, &r, why);
    if (x->book.full)
        return ERR_NONE; /* book_end says it */
    if (!e)
        book_sheet_close(&x->book);
    return e;
}
