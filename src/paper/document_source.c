/* document_source.c: bulletin text, the form in which clerks write a bulletin. docs/bulletin-format.md
 * is the manual for them; in short, a line is a paragraph and looks as it will be printed:
 *
 *   关于……的通报                   the first line is the title
 *   一、……  （一）……  1.……  （1）……  headings by their numerals; what follows the heading's first 。
 *                                   stays on its line
 *   |单位|件数|                     a table's row; the first is its heading row
 *   署名：…… 日期：…… 联系电话：……  closing lines by their keys
 *   {{name}} {{name@scope|单位}}    a figure; **bold**; \ makes the next mark an ordinary character,
 *                                   and at the start of a line the line an ordinary paragraph
 */
#include "paper/document.h"

#include "base/time.h"

#include <string.h>

enum { TOKEN_MAX = 200 }; /* bytes between {{ and }} */

struct reader {
    struct arena *arena;
    struct document *d;
    const struct document_figures *figures;
    struct document_problem **problem_end;
    struct str line; /* the whole line, for columns */
    size_t line_number;
    bool in_table;
    enum err failed; /* a figure's answer failed for a reason that is not the text's */
    struct sentence why;
};

static const char *const contact_keys[] = {
    "联系电话", "监督电话", "举报电话", "联系人", "联系方式", "联系地址", "通信地址",
    "通讯地址", "邮政信箱", "邮政编码", "邮编", "电子邮箱", "电子信箱", "传真", "受理时间"};

/* ---- problems ------------------------------------------------------------------------------ */

static void problem(struct reader *r, size_t at, struct sentence what)
{
    if (r->d->problem_count++ >= DOCUMENT_PROBLEMS_MAX)
        return;
    struct document_problem *p = arena_alloc(r->arena, sizeof *p);
    p->line = r->line_number;
    p->column = utf8_length(str_sub(r->line, 0, at)) + 1;
    p->what = what;
    *r->problem_end = p;
    r->problem_end = &p->next;
}

#define PROBLEM(r, at, ...) problem(r, at, sentence_f((r)->arena, __VA_ARGS__))

/* Where PART, a piece of the line, begins in it. */
static size_t at_of(const struct reader *r, struct str part)
{
    return part.len ? (size_t)(part.ptr - r->line.ptr) : r->line.len;
}

/* Looks at each character of the line once; false when the line cannot be read at all. */
static bool line_is_clean(struct reader *r)
{
    for (size_t at = 0; at < r->line.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(r->line, &at);
        if (cp == 0xFFFD && !str_eq(str_sub(r->line, from, at - from), STR("\uFFFD"))) {
            PROBLEM(r, from, "这一行从这里起不是 UTF-8 文字，请重新粘贴或另存为 UTF-8。",
                    "From here on this line is not UTF-8; paste it again or save it as UTF-8.");
            return false;
        }
        if ((cp < 0x20 && cp != '\t') || (cp >= 0x7F && cp < 0xA0) || (cp & 0xFFFE) == 0xFFFE ||
            (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
            (cp >= 0xFDD0 && cp <= 0xFDEF)) {
            PROBLEM(r, from, "这里有一个看不见的控制字符（U+%04X），请删去。",
                    "There is an invisible control character (U+%04X) here; delete it.", (unsigned)cp);
            return true;
        }
    }
    return true;
}

/* ---- figures, bold, escapes ---------------------------------------------------------------- */

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
           !(c >= 'a' && c <= 'z');
}

/* TOKEN is what stands between the braces: name, @scope, |filters. */
static bool split_token(struct reader *r, struct str token, struct document_figure *f)
{
    size_t bar = str_find(token, STR("|")), from = at_of(r, token);
    if (bar != SIZE_MAX) {
        f->filters = str_trim(str_sub(token, bar + 1, token.len));
        token = str_sub(token, 0, bar);
        if (!f->filters.len) {
            PROBLEM(r, from + bar, "“|”后面没有写法，请写单位（如 |万元）或删去“|”。",
                    "Nothing follows \"|\": write a unit (|万元) or remove it.");
            return false;
        }
    }
    size_t at_sign = str_find(token, STR("@"));
    f->name = str_trim(str_sub(token, 0, at_sign));
    if (at_sign != SIZE_MAX) {
        f->scope = str_trim(str_sub(token, at_sign + 1, token.len));
        if (!f->scope.len) {
            PROBLEM(r, from + at_sign, "“@”后面没有范围，请写范围（如 @problem:3）或删去“@”。",
                    "Nothing follows \"@\": write a scope (@problem:3) or remove it.");
            return false;
        }
    }
    if (f->name.len)
        return true;
    PROBLEM(r, from, "花括号里没有数字名，请写作 {{数字名}}。", "The braces are empty: write {{figure}}.");
    return false;
}

static void add_figure(struct reader *r, struct str token, size_t at)
{
    struct document_figure f = {0};
    struct sentence why = {0};
    if (!split_token(r, token, &f))
        return;
    enum err e = r->figures ? r->figures->find(r->figures->ctx, r->arena, &f, &why) : ERR_MISSING;
    if (e && e != ERR_MISSING && e != ERR_INPUT) {
        r->failed = e;
        r->why = why;
        return;
    }
    if (e && !why.zh.len)
        why = sentence_f(r->arena, "没有名为“%.*s”的数字，请从数字表里选取名称。",
                         "There is no figure named \"%.*s\"; take the name from the table of figures.",
                         STR_ARG(f.name));
    if (!e)
        e = document_figure_print(r->arena, &f, &why);
    if (e) {
        problem(r, at, why);
        document_run(r->d, str_f(r->arena, "{{%.*s}}", STR_ARG(token)));
        return;
    }
    document_run_figure(r->d, &f);
}

/* Reads {{…}} at the start of S; returns the bytes used, 0 when the rest of the line is lost. */
static size_t read_token(struct reader *r, struct str s)
{
    size_t at = at_of(r, s), end = str_find(str_sub(s, 2, s.len), STR("}}"));
    struct str token = str_sub(s, 2, end);
    size_t again = str_find(token, STR("{"));
    if (end == SIZE_MAX || again != SIZE_MAX) {
        PROBLEM(r, at, "花括号没有合上：“{{”后面要有“}}”，中间是数字名。",
                "Unclosed braces: \"{{\" needs its \"}}\", with a figure's name between.");
        return end == SIZE_MAX ? 0 : 2;
    }
    if (token.len > TOKEN_MAX) {
        PROBLEM(r, at, "花括号里的字太多（最多%d字节），应当是一个数字名。",
                "Too much between the braces (at most %d bytes): one figure's name belongs there.", TOKEN_MAX);
        return end + 4;
    }
    /* An empty token still has a place. */
    if (!token.len)
        PROBLEM(r, at, "花括号里没有数字名，请写作 {{数字名}}。", "The braces are empty: write {{figure}}.");
    else
        add_figure(r, token, at);
    return end + 4;
}

struct inline_text {
    struct buf text; /* not yet added */
    bool bold;
    size_t bold_at;
};

static void flush(struct reader *r, struct inline_text *t)
{
    if (t->bold)
        document_run_bold(r->d, buf_view(&t->text));
    else
        document_run(r->d, buf_view(&t->text));
    t->text.len = 0;
}

/* The mark at the start of S, or one character of text; returns the bytes used. */
static size_t read_mark(struct reader *r, struct str s, struct inline_text *t)
{
    size_t used = 0, at = at_of(r, s);
    if (s.ptr[0] == '\\' && s.len > 1 && is_punctuation(s.ptr[1])) {
        buf_put(&t->text, s.ptr + 1, 1);
        return 2;
    }
    if (str_starts(s, STR("{{"))) {
        flush(r, t);
        used = read_token(r, s);
        return used ? used : s.len;
    }
    if (str_starts(s, STR("**"))) {
        flush(r, t);
        t->bold = !t->bold;
        t->bold_at = at;
        return 2;
    }
    if (str_starts(s, STR("}}")))
        PROBLEM(r, at, "多了“}}”：前面没有“{{”。", "A \"}}\" without its \"{{\".");
    if (str_starts(s, STR("｛｛")))
        PROBLEM(r, at, "数字名要用半角花括号：请把“｛｛”改成“{{”。",
                "Figures take half-width braces: write \"{{\" for \"｛｛\".");
    utf8_next(s, &used);
    buf_put(&t->text, s.ptr, used);
    return used;
}

static void read_runs(struct reader *r, struct str s)
{
    struct inline_text t = {.text = buf_new(r->arena, DOCUMENT_LINE_MAX)};
    while (s.len && !r->failed)
        s = str_sub(s, read_mark(r, s, &t), s.len);
    flush(r, &t);
    if (t.bold)
        PROBLEM(r, t.bold_at, "加粗没有合上：“**”要成对。", "Unclosed bold: \"**\" comes in pairs.");
}

/* ---- lines --------------------------------------------------------------------------------- */

/* The byte after the mark that ends S's first piece: STOP outside braces and escapes. */
static size_t piece_end(struct str s, struct str stop)
{
    for (size_t at = 0; at < s.len; at++) {
        struct str rest = str_sub(s, at, s.len);
        if (s.ptr[at] == '\\')
            at += s.len - at > 1 && is_punctuation(s.ptr[at + 1]);
        else if (str_starts(rest, STR("{{"))) {
            size_t end = str_find(rest, STR("}}"));
            at = end == SIZE_MAX ? s.len : at + end + 1;
        } else if (str_starts(rest, stop))
            return at + stop.len;
    }
    return SIZE_MAX;
}

static void read_row(struct reader *r, struct str line)
{
    struct str cells[DOCUMENT_COLUMNS_MAX];
    size_t n = 0, end;
    struct str rest = str_sub(line, 1, line.len);
    while (rest.len && n < DOCUMENT_COLUMNS_MAX) {
        end = piece_end(rest, STR("|"));
        cells[n++] = str_sub(rest, 0, end == SIZE_MAX ? end : end - 1);
        rest = str_sub(rest, end, rest.len);
    }
    if (n == 0 || rest.len) {
        PROBLEM(r, at_of(r, n ? rest : line), "表格的一行要有1到%d格，用“|”隔开。",
                "A table's row has 1 to %d cells, separated by \"|\".", DOCUMENT_COLUMNS_MAX);
        return;
    }
    if (!r->in_table)
        document_table(r->d, n);
    r->in_table = true;
    size_t columns = r->d->block->columns;
    if (n != columns) {
        PROBLEM(r, at_of(r, line), "这一行有%zu格，表格的第一行有%zu格，格数要一样。",
                "This row has %zu cells but the table's first row has %zu; they must agree.", n, columns);
        return;
    }
    document_row(r->d);
    for (size_t i = 0; i < n; i++) {
        document_cell(r->d, STR(""));
        read_runs(r, str_trim(cells[i]));
    }
}

/* After KEY and a colon; false when the line begins otherwise. */
static bool take_key(struct str line, const char *key, struct str *value)
{
    if (!str_starts(line, str_c(key)))
        return false;
    struct str rest = str_sub(line, strlen(key), line.len);
    size_t colon = str_starts(rest, STR("：")) ? strlen("：") : str_starts(rest, STR(":")) ? 1
                                                                                           : 0;
    *value = str_trim(str_sub(rest, colon, rest.len));
    return colon > 0;
}

/* Takes digits and then MARK off *S. */
static bool take_number(struct str *s, const char *mark, int64_t *n)
{
    size_t digits = 0;
    while (digits < s->len && digits < 5 && s->ptr[digits] >= '0' && s->ptr[digits] <= '9')
        digits++;
    struct str rest = str_sub(*s, digits, s->len);
    if (!str_int(str_sub(*s, 0, digits), n) || !str_starts(rest, str_c(mark)))
        return false;
    *s = str_sub(rest, strlen(mark), rest.len);
    return true;
}

static void read_date(struct reader *r, struct str value)
{
    int64_t year = 0, month = 0, day = 0;
    struct str a = value, b = value;
    bool read = (take_number(&a, "年", &year) && take_number(&a, "月", &month) &&
                 take_number(&a, "日", &day) && !a.len) ||
                (take_number(&b, "-", &year) && take_number(&b, "-", &month) &&
                 take_number(&b, "", &day) && !b.len);
    if (!read || !civil_valid((int)year, (int)month, (int)day)) {
        PROBLEM(r, at_of(r, value), "日期“%.*s”读不懂，请写作2025年6月10日或2025-06-10。",
                "The date \"%.*s\" is not one: write 2025年6月10日 or 2025-06-10.",
                STR_ARG(utf8_clip(value, 30)));
        document_date(r->d, value);
        return;
    }
    document_date(r->d, day_chinese(r->arena, day_from_civil((int)year, (int)month, (int)day)));
}

/* The contact's key when LINE is a closing line for contacts. */
static const char *contact_key(struct str line, struct str *value)
{
    for (size_t i = 0; i < sizeof contact_keys / sizeof *contact_keys; i++)
        if (take_key(line, contact_keys[i], value))
            return contact_keys[i];
    return NULL;
}

static bool is_date(struct str line, struct str *value)
{
    return take_key(line, "日期", value) || take_key(line, "成文日期", value);
}

static bool is_signature(struct str line, struct str *value)
{
    return take_key(line, "署名", value) || take_key(line, "落款", value);
}

static bool read_closing(struct reader *r, struct str line)
{
    struct str value;
    const char *key = contact_key(line, &value);
    if (is_date(line, &value)) {
        read_date(r, value);
        return true;
    }
    if (key)
        document_contact(r->d, str_c(key), STR(""));
    else if (is_signature(line, &value))
        document_signature(r->d, STR(""));
    else
        return false;
    if (!value.len)
        PROBLEM(r, r->line.len, "冒号后面是空的，请填写内容，或删去这一行。",
                "Nothing follows the colon: fill it in or delete the line.");
    read_runs(r, value);
    return true;
}

static void read_heading(struct reader *r, struct str line, int level)
{
    int number;
    size_t end = piece_end(line, STR("。"));
    struct str rest = str_trim(str_sub(line, end, line.len));
    struct str heading = str_sub(line, 0, rest.len ? end : line.len);
    document_heading(r->d, level, STR(""));
    document_heading_level(line, &number);
    r->d->block->number = number;
    read_runs(r, heading);
    if (rest.len) {
        document_run_in(r->d, STR(""));
        read_runs(r, rest);
    }
}

static void read_title(struct reader *r, struct str line)
{
    struct document *d = r->d;
    if (line.len > 1 && line.ptr[0] == '\\' && !is_punctuation(line.ptr[1]))
        line = str_sub(line, 1, line.len);
    if (line.ptr[0] == '|')
        PROBLEM(r, at_of(r, line), "第一行应当是标题，这里是表格。", "The first line is the title, not a table.");
    document_paragraph(d, STR(""));
    read_runs(r, line);
    if (d->figures)
        PROBLEM(r, at_of(r, line), "标题里不能写数字名，请把它写在正文里。",
                "A title cannot hold a figure; put it into the text.");
    *d = (struct document){.arena = d->arena,
                           .title = str_trim(document_runs_text(r->arena, d->blocks->runs)),
                           .problems = d->problems,
                           .problem_count = d->problem_count};
    d->end = &d->blocks;
    d->figure_end = &d->figures;
}

static void read_line(struct reader *r)
{
    int number, level;
    struct str line = str_trim(r->line);
    bool row = line.len && line.ptr[0] == '|';
    r->in_table = r->in_table && row;
    if (!line.len || (r->d->title.len && row)) {
        if (row)
            read_row(r, line);
        return;
    }
    if (!r->d->title.len) {
        read_title(r, line);
    } else if (line.ptr[0] == '\\') {
        document_paragraph(r->d, STR(""));
        read_runs(r, line.len > 1 && is_punctuation(line.ptr[1]) ? line : str_sub(line, 1, line.len));
    } else if (!read_closing(r, line)) {
        level = document_heading_level(line, &number);
        if (level) {
            read_heading(r, line, level);
        } else {
            document_paragraph(r->d, STR(""));
            read_runs(r, line);
        }
    }
}

static bool too_long(struct reader *r)
{
    if (r->line.len <= DOCUMENT_LINE_MAX)
        return false;
    r->line = str_sub(r->line, 0, DOCUMENT_LINE_MAX);
    PROBLEM(r, 0, "这一行太长（最多%d字节），请分成几段。", "This line is too long (at most %d bytes); split it.",
            DOCUMENT_LINE_MAX);
    return true;
}

enum err document_read(struct arena *a, struct str source, const struct document_figures *figures,
                       struct document **out, struct sentence *why)
{
    if (source.len > DOCUMENT_SOURCE_MAX) {
        *why = sentence_f(a, "通报正文太长（最多%d字节）。", "The bulletin is too long (at most %d bytes).",
                          DOCUMENT_SOURCE_MAX);
        return ERR_LIMIT;
    }
    struct reader r = {.arena = a, .d = document_new(a, STR("")), .figures = figures};
    r.problem_end = &r.d->problems;
    if (str_starts(source, STR("\uFEFF")))
        source = str_sub(source, 3, source.len);
    struct str rest = {source.ptr ? source.ptr : "", source.len};
    while (!r.failed && str_cut(&rest, '\n', &r.line)) {
        r.line_number++;
        if (str_ends(r.line, STR("\r")))
            r.line.len--;
        if (!too_long(&r) && line_is_clean(&r))
            read_line(&r);
    }
    if (r.failed) {
        *why = r.why;
        return r.failed;
    }
    if (!r.d->title.len && !r.d->problem_count) {
        r.line = STR(""), r.line_number = 1;
        PROBLEM(&r, 0, "通报是空的：第一行写标题，以下一行一段。",
                "The bulletin is empty: the first line is its title, each further line a paragraph.");
    }
    *out = r.d;
    return r.d->problem_count ? ERR_INPUT : ERR_NONE;
}

/* ---- writing ------------------------------------------------------------------------------- */

static void write_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("\\{}*|", text.ptr[i], 5))
            buf_c(out, "\\");
        buf_put(out, text.ptr + i, 1);
    }
}

static void write_runs(struct buf *out, const struct document_run *r)
{
    for (; r; r = r->next) {
        if (r->kind != DOCUMENT_FIGURE) {
            buf_c(out, r->kind == DOCUMENT_BOLD ? "**" : "");
            write_text(out, r->text);
            buf_c(out, r->kind == DOCUMENT_BOLD ? "**" : "");
            continue;
        }
        buf_c(out, "{{");
        buf_str(out, r->figure->name);
        buf_c(out, r->figure->scope.len ? "@" : "");
        buf_str(out, r->figure->scope);
        buf_c(out, r->figure->filters.len ? "|" : "");
        buf_str(out, r->figure->filters);
        buf_c(out, "}}");
    }
}

/* A paragraph that would be read as something else begins with a backslash. */
static void write_paragraph(struct buf *out, struct arena *a, const struct document_block *b)
{
    int number;
    struct str value;
    struct buf line = buf_new(a, DOCUMENT_OUT_MAX);
    write_runs(&line, b->runs);
    struct str s = buf_view(&line);
    bool special = document_heading_level(s, &number) || contact_key(s, &value) ||
                   is_date(s, &value) || is_signature(s, &value) || str_trim(s).ptr != s.ptr;
    buf_c(out, special ? "\\" : "");
    buf_str(out, s);
}

static void write_table(struct buf *out, const struct document_block *b)
{
    for (const struct document_row *r = b->rows; r; r = r->next) {
        buf_c(out, "|");
        for (const struct document_cell *c = r->cells; c; c = c->next) {
            write_runs(out, c->runs);
            buf_c(out, "|");
        }
        buf_c(out, "\n");
    }
    buf_c(out, "\n"); /* so that the next table is another one */
}

static void write_block(struct buf *out, struct arena *a, const struct document_block *b)
{
    switch (b->kind) {
    case DOCUMENT_TABLE: write_table(out, b); return;
    case DOCUMENT_SIGNATURE: buf_c(out, "署名："); break;
    case DOCUMENT_DATE: buf_c(out, "日期："); break;
    case DOCUMENT_CONTACT:
        buf_str(out, b->label);
        buf_c(out, "：");
        break;
    case DOCUMENT_HEADING: break;
    case DOCUMENT_PARAGRAPH:
        if (!b->run_in) {
            write_paragraph(out, a, b);
            buf_c(out, "\n");
            return;
        }
    }
    write_runs(out, b->runs);
    buf_c(out, document_leads(b) ? "" : "\n");
}

void document_source(const struct document *d, struct buf *out)
{
    write_text(out, d->title);
    buf_c(out, "\n");
    for (const struct document_block *b = d->blocks; b; b = b->next)
        if (!document_block_empty(b))
            write_block(out, d->arena, b);
}
