/* document.c: building a document; see document.h. */
#include "paper/document.h"

#include <assert.h>
#include <string.h>

/* ---- making text safe ---------------------------------------------------------------------- */

/* XML 1.0 has no place for most controls, and a bidirectional override makes a page say something
 * else than its characters do. */
static uint32_t safe(uint32_t cp)
{
    if (cp == '\n' || cp == '\r' || cp == '\t' || cp == 0x2028 || cp == 0x2029)
        return ' ';
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp & 0xFFFE) == 0xFFFE ||
        (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
        (cp >= 0xFDD0 && cp <= 0xFDEF) || cp == 0xFEFF)
        return 0xFFFD;
    return cp;
}

static struct str clean(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, DOCUMENT_OUT_MAX);
    for (size_t at = 0; at < s.len;)
        utf8_put(&b, safe(utf8_next(s, &at)));
    return buf_view(&b);
}

/* ---- building ------------------------------------------------------------------------------ */

struct document *document_new(struct arena *a, struct str title)
{
    struct document *d = arena_alloc(a, sizeof *d);
    d->arena = a;
    d->title = clean(a, title);
    d->end = &d->blocks;
    d->figure_end = &d->figures;
    return d;
}

static void add_run(struct document *d, struct document_run run)
{
    assert(d->run_end); /* a block, row or cell was begun */
    if (run.text.len == 0)
        return;
    struct document_run *r = arena_alloc(d->arena, sizeof *r);
    *r = run;
    *d->run_end = r;
    d->run_end = &r->next;
}

static struct document_block *add_block(struct document *d, enum document_kind kind, struct str text)
{
    struct document_block *b = arena_alloc(d->arena, sizeof *b);
    b->kind = kind;
    *d->end = b;
    d->end = &b->next;
    d->block = b;
    d->row = NULL;
    d->cell = NULL;
    d->run_end = &b->runs;
    document_run(d, text);
    return b;
}

void document_heading(struct document *d, int level, struct str text)
{
    assert(level >= 1 && level <= DOCUMENT_LEVELS);
    struct document_block *b = add_block(d, DOCUMENT_HEADING, text);
    b->level = level;
    document_heading_level(text, &b->number);
}

void document_paragraph(struct document *d, struct str text)
{
    add_block(d, DOCUMENT_PARAGRAPH, text);
}

void document_run_in(struct document *d, struct str text)
{
    bool heading = d->block && d->block->kind == DOCUMENT_HEADING;
    add_block(d, DOCUMENT_PARAGRAPH, text)->run_in = heading;
}

void document_signature(struct document *d, struct str text)
{
    add_block(d, DOCUMENT_SIGNATURE, text);
}

void document_date(struct document *d, struct str text)
{
    add_block(d, DOCUMENT_DATE, text);
}

void document_contact(struct document *d, struct str label, struct str text)
{
    add_block(d, DOCUMENT_CONTACT, text)->label = clean(d->arena, label);
}

void document_table(struct document *d, size_t columns)
{
    assert(columns >= 1 && columns <= DOCUMENT_COLUMNS_MAX);
    add_block(d, DOCUMENT_TABLE, (struct str){0})->columns = columns;
}

/* A row has all its cells from the start, so that no renderer meets a short one. */
void document_row(struct document *d)
{
    assert(d->block && d->block->kind == DOCUMENT_TABLE);
    struct document_row *r = arena_alloc(d->arena, sizeof *r);
    struct document_cell *cells = arena_alloc(d->arena, d->block->columns * sizeof *cells);
    for (size_t i = 0; i + 1 < d->block->columns; i++)
        cells[i].next = &cells[i + 1];
    r->cells = cells;
    if (d->row)
        d->row->next = r;
    else
        d->block->rows = r;
    d->row = r;
    d->cell = NULL;
    d->run_end = &cells[0].runs;
}

void document_cell(struct document *d, struct str text)
{
    assert(d->row);
    d->cell = d->cell ? d->cell->next : d->row->cells;
    assert(d->cell); /* not past the last column */
    d->run_end = &d->cell->runs;
    document_run(d, text);
}

void document_run(struct document *d, struct str text)
{
    add_run(d, (struct document_run){.kind = DOCUMENT_TEXT, .text = clean(d->arena, text)});
}

void document_run_bold(struct document *d, struct str text)
{
    add_run(d, (struct document_run){.kind = DOCUMENT_BOLD, .text = clean(d->arena, text)});
}

void document_run_figure(struct document *d, const struct document_figure *f)
{
    struct sentence why;
    struct document_figure *copy = arena_alloc(d->arena, sizeof *copy);
    *copy = *f;
    copy->next = NULL;
    copy->name = clean(d->arena, f->name);
    copy->scope = clean(d->arena, f->scope);
    copy->unit = clean(d->arena, f->unit);
    copy->href = clean(d->arena, f->href);
    copy->filters = clean(d->arena, f->filters);
    if (document_figure_print(d->arena, copy, &why)) {
        copy->filters = (struct str){0};
        enum err e = document_figure_print(d->arena, copy, &why);
        assert(!e); /* a figure without filters always prints */
    }
    *d->figure_end = copy;
    d->figure_end = &copy->next;
    add_run(d, (struct document_run){.kind = DOCUMENT_FIGURE, .text = copy->text, .figure = copy});
}

/* ---- looking at text ----------------------------------------------------------------------- */

static const char *const numerals[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* Reads 一 to 九十九 at *AT. */
static int chinese_number(struct str s, size_t *at)
{
    int n = 0, digit = 0;
    for (size_t used = 0; used < 3; used++) {
        struct str c = str_sub(s, *at, 3);
        int found = 0;
        for (int i = 1; i < 10; i++)
            if (str_is(c, numerals[i]))
                found = i;
        if (found)
            digit = found;
        else if (str_is(c, "十") && n == 0)
            n = (digit ? digit : 1) * 10, digit = 0;
        else
            break;
        *at += 3;
    }
    return n + digit;
}

static int digit_number(struct str s, size_t *at)
{
    int n = 0;
    for (size_t used = 0; used < 3 && *at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9'; used++)
        n = n * 10 + (s.ptr[(*at)++] - '0');
    return n;
}

static bool take(struct str s, size_t *at, struct str wide, struct str narrow)
{
    struct str rest = str_sub(s, *at, s.len);
    struct str found = str_starts(rest, wide) ? wide : str_starts(rest, narrow) ? narrow
                                                                                : STR("");
    *at += found.len;
    return found.len > 0;
}

int document_heading_level(struct str line, int *number)
{
    size_t at = 0;
    bool round = take(line, &at, STR("（"), STR("("));
    int level = round ? 2 : 1;
    *number = 0;
    int n = chinese_number(line, &at);
    if (!n) {
        n = digit_number(line, &at);
        level += 2;
    }
    if (!n)
        return 0;
    bool closed = round        ? take(line, &at, STR("）"), STR(")"))
                  : level == 1 ? take(line, &at, STR("、"), STR("、"))
                               : take(line, &at, STR("．"), STR("."));
    bool decimal = level == 3 && at < line.len && line.ptr[at] >= '0' && line.ptr[at] <= '9';
    if (!closed || decimal)
        return 0;
    *number = n;
    return level;
}

size_t document_width(struct str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text, &at);
        bool quote = cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D;
        bool wide = quote || cp == 0x2014 || cp == 0x2026 || (cp >= 0x1100 && cp < 0x1160) ||
                    (cp >= 0x2E80 && cp < 0xD7B0) || (cp >= 0xF900 && cp < 0xFB00) ||
                    (cp >= 0xFE30 && cp < 0xFE70) || (cp >= 0xFF00 && cp < 0xFF61) ||
                    (cp >= 0xFFE0 && cp < 0xFFE7) || cp >= 0x1F300;
        n += wide ? 2 : 1;
    }
    return n;
}

struct str document_runs_text(struct arena *a, const struct document_run *runs)
{
    struct buf b = buf_new(a, DOCUMENT_OUT_MAX);
    for (const struct document_run *r = runs; r; r = r->next)
        buf_str(&b, r->text);
    return buf_view(&b);
}

bool document_block_empty(const struct document_block *b)
{
    return b->kind == DOCUMENT_TABLE ? !b->rows : !b->runs;
}

bool document_leads(const struct document_block *b)
{
    return b->kind == DOCUMENT_HEADING && b->runs && b->next && b->next->run_in && b->next->runs;
}

static size_t runs_width(const struct document_run *runs)
{
    size_t n = 0;
    for (const struct document_run *r = runs; r; r = r->next)
        n += document_width(r->text);
    return n;
}

bool document_column_is_short(const struct document_block *table, size_t at)
{
    enum { SHORT = 12 }; /* half characters */
    for (const struct document_row *r = table->rows; r; r = r->next)
        if (r != table->rows && runs_width(r->cells[at].runs) > SHORT)
            return false;
    return true;
}

/* A column wants as much as its longest cell, but at least 3 and at most 16 characters, so that one
 * long text does not squeeze the rest. */
void document_column_widths(const struct document_block *table, double total, double *out)
{
    double sum = 0;
    for (size_t i = 0; i < table->columns; i++)
        out[i] = 6;
    for (const struct document_row *r = table->rows; r; r = r->next) {
        size_t i = 0;
        for (const struct document_cell *c = r->cells; c; c = c->next, i++) {
            double wants = (double)runs_width(c->runs) + 1;
            out[i] = wants > 32 ? 32 : wants > out[i] ? wants
                                                      : out[i];
        }
    }
    for (size_t i = 0; i < table->columns; i++)
        sum += out[i];
    for (size_t i = 0; i < table->columns; i++)
        out[i] = out[i] / sum * total;
}

const struct document_block *document_closing_last(const struct document_block *first)
{
    const struct document_block *b = first;
    while (b->kind == DOCUMENT_SIGNATURE && b->next &&
           (b->next->kind == DOCUMENT_SIGNATURE || b->next->kind == DOCUMENT_DATE))
        b = b->next;
    return b;
}

size_t document_closing_indent(struct arena *a, const struct document_block *first,
                               const struct document_block *b)
{
    enum { TWO = 4,
           LONG = 2 * 24 };
    const struct document_block *last = document_closing_last(first);
    const struct document_block *signature = b->kind == DOCUMENT_SIGNATURE ? b : first;
    if (last->kind != DOCUMENT_DATE || last == first)
        return TWO;
    size_t s = document_width(document_runs_text(a, signature->runs));
    size_t d = document_width(document_runs_text(a, last->runs));
    size_t date_in = s > d + TWO ? s - d : TWO;
    if (s >= LONG) /* takes its line; nothing can be counted from it */
        return b == last ? TWO : 0;
    return b == last ? date_in : date_in + d + TWO - s;
}
