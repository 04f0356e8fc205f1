/* sample_table.c: see sample_table.h. */
#include "app/sample_table.h"

#include "base/asset.h"
#include "base/time.h"

#include <assert.h>

enum { CELL_MAX = 64 * 1024 };

/* The mark at the start of REST, "{day:-85}" or "{year:-85}"; its length, 0 when there is none. */
static size_t put_mark(struct arena *a, struct str rest, int64_t today, struct buf *out)
{
    size_t end = str_find(rest, STR("}"));
    bool day = str_starts(rest, STR("{day:")), year = str_starts(rest, STR("{year:"));
    int64_t offset;
    if (end == SIZE_MAX || (!day && !year))
        return 0;
    size_t from = day ? 5 : 6;
    if (!str_int(str_sub(rest, from, end - from), &offset))
        return 0;
    if (day)
        buf_str(out, day_chinese(a, today + offset));
    else
        buf_int(out, civil_from_day(today + offset).year);
    return end + 1;
}

struct str sample_marks(struct arena *a, struct str text, int64_t today)
{
    struct buf b = buf_new(a, CELL_MAX);
    for (size_t i = 0; i < text.len;) {
        struct str rest = str_sub(text, i, text.len);
        size_t mark = rest.ptr[0] == '{' ? put_mark(a, rest, today, &b) : 0;
        bool line = str_starts(rest, STR("\\n"));
        if (line)
            buf_c(&b, "\n");
        else if (!mark)
            buf_put(&b, rest.ptr, 1);
        i += mark ? mark : line ? 2
                                : 1;
    }
    assert(!b.failed);
    return buf_view(&b);
}

static size_t split(struct str line, struct str *cells)
{
    size_t n = 0;
    struct str cell;
    while (n < SAMPLE_COLUMNS_MAX && str_cut(&line, '\t', &cell))
        cells[n++] = cell;
    return n;
}

static size_t count_lines(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    return n;
}

enum err sample_table_read(struct arena *a, const char *name, int64_t today,
                           struct sample_table *out, struct sentence *why)
{
    struct str rest, line, cells[SAMPLE_COLUMNS_MAX];
    bool there = asset_find(str_f(a, "sample/%s.tsv", name), &rest);
    assert(there);
    *out = (struct sample_table){.name = name};
    out->cells = arena_alloc(a, (count_lines(rest) + 1) * SAMPLE_COLUMNS_MAX * sizeof *out->cells);
    while (there && str_cut(&rest, '\n', &line)) {
        if (!line.len)
            continue;
        size_t n = split(line, cells);
        if (!out->columns) {
            for (size_t i = 0; i < n; i++)
                out->heads[i] = cells[i];
            out->columns = n;
            continue;
        }
        if (n != out->columns) {
            *why = sentence_f(a, "样例表 %s 第 %zu 行有 %zu 格，应有 %zu 格。", "Sample table %s, row %zu: %zu cells, expected %zu.", name, out->rows + 2, n, out->columns);
            return ERR_CORRUPT;
        }
        for (size_t i = 0; i < n; i++)
            out->cells[out->rows * out->columns + i] = sample_marks(a, cells[i], today);
        out->rows++;
    }
    return ERR_NONE;
}

struct str sample_cell(const struct sample_table *t, size_t row, const char *column)
{
    size_t at = 0;
    while (at < t->columns && !str_is(t->heads[at], column))
        at++;
    assert(at < t->columns && row < t->rows);
    return t->cells[row * t->columns + at];
}

int64_t sample_number(const struct sample_table *t, size_t row, const char *column)
{
    int64_t n = 0;
    struct str cell = sample_cell(t, row, column);
    bool good = !cell.len || str_int(cell, &n);
    assert(good);
    (void)good;
    return n;
}

size_t sample_row(const struct sample_table *t, const char *column, struct str value)
{
    for (size_t i = 0; i < t->rows; i++)
        if (str_eq(sample_cell(t, i, column), value))
            return i;
    return t->rows;
}
