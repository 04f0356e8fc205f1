/* csv_read.c: RFC 4180 tables as people's programs write them: any of , ; tab, UTF-8, GB18030 or
 * UTF-16, "sep=;" in the first line, ="001" to keep zeros. All cells are text. */
#include "paper/sheet.h"
#include "text/encoding.h"

#include <string.h>

enum { SAMPLE_BYTES = 64 * 1024 };

struct csv {
    struct arena *arena;
    struct book_builder book;
    struct str text;
    size_t at;
    char sep;
    uint32_t row, col;
    int line; /* physical, from 1 */
    struct buf field;
};

/* How well SEP cuts the first records: records that hold as many of it as the one before; a title above the table holds
 * none or few. Quoted text does not count. */
static size_t score(struct str s, char sep)
{
    size_t same = 0, n = 0, before = 0;
    bool quoted = false;
    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.ptr[i] : '\n';
        if (c == '"')
            quoted = !quoted;
        else if (c == sep && !quoted)
            n++;
        else if (c == '\n' && !quoted) {
            same += n ? 1 + (size_t)(n == before) * 2 : 0;
            before = n;
            n = 0;
        }
    }
    return same;
}

static char detect(struct str text)
{
    static const char seps[] = ",\t;";
    struct str sample = str_sub(text, 0, SAMPLE_BYTES);
    char best = ',';
    size_t most = 0;
    for (const char *s = seps; *s; s++) {
        size_t n = score(sample, *s);
        if (n > most) {
            most = n;
            best = *s;
        }
    }
    return best;
}

static enum err too_much(struct csv *c, struct sentence *why)
{
    *why = sentence_f(c->arena,
                      "第 %d 行：超过上限（%d 行、%d 列、每格 %d 个字），请检查引号或拆分文件。",
                      "Line %d is past the limits (%d rows, %d columns, %d characters a cell); "
                      "check the quotes or split the file.",
                      c->line, PAPER_ROWS_MAX, PAPER_COLS_MAX, PAPER_TEXT_CHARS_MAX);
    return ERR_LIMIT;
}

static char here(const struct csv *c) { return c->at < c->text.len ? c->text.ptr[c->at] : '\n'; }

static bool line_end(char ch) { return ch == '\n' || ch == '\r'; }

/* From behind the opening quote to behind the closing one. */
static enum err quoted(struct csv *c, struct sentence *why)
{
    int from = c->line;
    for (; c->at < c->text.len; c->at++) {
        char ch = c->text.ptr[c->at];
        if (ch == '"') {
            if (c->at + 1 >= c->text.len || c->text.ptr[c->at + 1] != '"') {
                c->at++;
                return ERR_NONE;
            }
            c->at++;
        }
        c->line += ch == '\n';
        if (ch != '\r')
            buf_put(&c->field, &ch, 1);
    }
    *why = sentence_f(c->arena, "第 %d 行、第 %d 列（%.*s）的引号没有结束；请补上右引号。",
                      "Line %d, column %d (%.*s): the quote is never closed; add the closing one.",
                      from, (int)c->col + 1, STR_ARG(cell_address(c->arena, c->row, c->col)));
    return ERR_INPUT;
}

static enum err field(struct csv *c, struct sentence *why)
{
    enum err e;
    c->field.len = 0;
    if (str_starts(str_sub(c->text, c->at, 2), STR("=\"")))
        c->at++; /* Excel's way of writing text that looks like a number */
    if (here(c) == '"') {
        c->at++;
        if ((e = quoted(c, why)))
            return e;
    }
    for (; here(c) != c->sep && !line_end(here(c)); c->at++)
        buf_put(&c->field, &c->text.ptr[c->at], 1);
    if (c->field.failed || utf8_length(buf_view(&c->field)) > PAPER_TEXT_CHARS_MAX ||
        c->col >= PAPER_COLS_MAX || c->row >= PAPER_ROWS_MAX)
        return too_much(c, why);
    if (c->field.len)
        book_cell(&c->book, (struct cell){.row = c->row,
                                          .col = c->col,
                                          .kind = CELL_TEXT,
                                          .hint = HINT_GENERAL,
                                          .text = str_copy(c->arena, buf_view(&c->field))});
    return ERR_NONE;
}

static enum err records(struct csv *c, struct sentence *why)
{
    while (c->at < c->text.len && !c->book.full) {
        enum err e = field(c, why);
        if (e)
            return e;
        if (c->at < c->text.len && here(c) == c->sep) {
            c->at++;
            c->col++;
            continue;
        }
        if (here(c) == '\r' && c->at + 1 < c->text.len && c->text.ptr[c->at + 1] == '\n')
            c->at++;
        c->at++;
        c->line++;
        c->row++;
        c->col = 0;
    }
    return ERR_NONE;
}

static void separator(struct csv *c)
{
    if (str_starts(c->text, STR("sep=")) && c->text.len > 5 && line_end(c->text.ptr[5]) &&
        c->text.ptr[4] != '"') {
        c->sep = c->text.ptr[4];
        c->at = c->text.len > 6 && c->text.ptr[5] == '\r' && c->text.ptr[6] == '\n' ? 7 : 6;
        c->line = 2;
        return;
    }
    c->sep = detect(c->text);
}

enum err csv_read(struct arena *a, struct str bytes, struct workbook *out, struct sentence *why)
{
    struct csv c = {
        .arena = a, .book = {.arena = a}, .line = 1, .field = buf_new(a, PAPER_TEXT_CHARS_MAX * 4)};
    enum err e = text_decode(a, bytes, &c.text, why);
    if (e)
        return e;
    separator(&c);
    book_sheet_open(&c.book, STR("CSV"), false);
    if ((e = records(&c, why)))
        return e;
    book_sheet_close(&c.book);
    return book_end(&c.book, out, why);
}
