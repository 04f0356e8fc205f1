/* xlsx_read.c: .xlsx into a workbook: which sheets there are, shared strings, number formats. The
 * cells of one sheet are xlsx_sheet.c's. */
#include "paper/package.h"
#include "paper/xlsx_read.h"

#include <string.h>

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

/* ---- text ----------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

/* The character of "_xHHHH_" at AT, -1 when there is no such thing. */
static int escape_at(struct str s, size_t at)
{
    int value = 0;
    if (s.len - at < 7 || s.ptr[at] != '_' || s.ptr[at + 1] != 'x' || s.ptr[at + 6] != '_')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        int d = hex_digit(s.ptr[i]);
        if (d < 0)
            return -1;
        value = value * 16 + d;
    }
    return value;
}

struct str xlsx_text(struct arena *a, struct str s)
{
    bool change = s.len && memchr(s.ptr, '\r', s.len);
    for (size_t i = 0; i < s.len && !change; i++)
        change = s.ptr[i] == '_' && escape_at(s, i) >= 0;
    if (!change)
        return str_copy(a, s);
    struct buf b = buf_new(a, s.len);
    for (size_t i = 0; i < s.len; i++) {
        int c = escape_at(s, i);
        if (c >= 0) {
            i += 6;
            if (c >= 0xD800 && c < 0xE000)
                utf8_put(&b, 0xFFFD);
            else if (c >= ' ' || c == '\t' || c == '\n')
                utf8_put(&b, (uint32_t)c);
        } else if (s.ptr[i] != '\r')
            buf_put(&b, s.ptr + i, 1);
    }
    return buf_view(&b);
}

/* ---- shared strings ------------------------------------------------------------------------- */

struct strings_reading {
    struct xlsx *x;
    size_t cap;
    struct buf text;
    bool in_item, in_text;
    unsigned phonetic;
};

static void strings_start(struct xml *x, const char *name, const char **atts)
{
    struct strings_reading *r = x->ctx;
    (void)atts;
    if (is(name, "si")) {
        r->in_item = true;
        r->text.len = 0;
    } else if (is(name, "rPh")) /* how a word is pronounced; not the word */
        r->phonetic++;
    else if (is(name, "t"))
        r->in_text = r->in_item && !r->phonetic;
}

static void strings_end(struct xml *x, const char *name)
{
    struct strings_reading *r = x->ctx;
    struct xlsx *to = r->x;
    if (is(name, "t"))
        r->in_text = false;
    else if (is(name, "rPh") && r->phonetic)
        r->phonetic--;
    else if (is(name, "si")) {
        r->in_item = false;
        if (to->n_strings >= PAPER_CELLS_MAX) {
            xml_fail(x, ERR_LIMIT,
                     sentence_f(x->arena, "文字太多：%.*s 超过 %d 条。",
                                "Too many texts: %.*s holds more than %d.", STR_ARG(x->part),
                                PAPER_CELLS_MAX));
            return;
        }
        to->strings =
            array_room(x->arena, to->strings, to->n_strings, &r->cap, sizeof *to->strings);
        to->strings[to->n_strings++] = xlsx_text(x->arena, buf_view(&r->text));
    }
}

static void strings_text(struct xml *x, struct str text)
{
    struct strings_reading *r = x->ctx;
    if (!r->in_text)
        return;
    buf_str(&r->text, text);
    if (r->text.failed)
        xml_fail(x, ERR_LIMIT,
                 sentence_f(x->arena, "%.*s 第 %lu 行：一个单元格的文字超过 %d 个字。",
                            "%.*s line %lu: the text of a cell is longer than %d characters.",
                            STR_ARG(x->part), xml_line(x), PAPER_TEXT_CHARS_MAX));
}

/* ---- styles --------------------------------------------------------------------------------- */

struct styles_reading {
    struct xlsx *x;
    struct custom {
        int64_t id;
        struct str code;
    } * custom;
    size_t n_custom, cap_custom, cap_styles;
    bool in_cell_formats;
};

enum {
    STYLES_MAX = 65536, /* Excel's own limit is 65,490 */
    FORMAT_CHARS_MAX = 1024
};

static struct number_format format_of(const struct styles_reading *r, struct arena *a, int64_t id)
{
    for (size_t i = 0; i < r->n_custom; i++)
        if (r->custom[i].id == id)
            return number_format_of(a, 0, r->custom[i].code);
    return number_format_of(a, id < 0 || id > 1000 ? 0 : (unsigned)id, STR(""));
}

static void styles_start(struct xml *x, const char *name, const char **atts)
{
    struct styles_reading *r = x->ctx;
    struct xlsx *to = r->x;
    if (is(name, "cellXfs"))
        r->in_cell_formats = true;
    else if (is(name, "numFmt") && r->n_custom < 4096) {
        r->custom = array_room(x->arena, r->custom, r->n_custom, &r->cap_custom, sizeof *r->custom);
        struct str code = xml_attr(atts, "formatCode");
        if (code.ptr && code.len <= FORMAT_CHARS_MAX)
            r->custom[r->n_custom++] =
                (struct custom){xml_attr_int(atts, "numFmtId", -1), str_copy(x->arena, code)};
    } else if (is(name, "xf") && r->in_cell_formats && to->n_styles < STYLES_MAX) {
        to->styles =
            array_room(x->arena, to->styles, to->n_styles, &r->cap_styles, sizeof *to->styles);
        to->styles[to->n_styles++] = format_of(r, x->arena, xml_attr_int(atts, "numFmtId", 0));
    }
}

static void styles_end(struct xml *x, const char *name)
{
    struct styles_reading *r = x->ctx;
    if (is(name, "cellXfs"))
        r->in_cell_formats = false;
}

/* ---- the workbook --------------------------------------------------------------------------- */

struct tab {
    struct str name, id;
    bool hidden;
};

struct book_reading {
    struct xlsx *x;
    struct tab *tabs;
    size_t n, cap;
    bool is_workbook;
};

static void book_start(struct xml *x, const char *name, const char **atts)
{
    struct book_reading *r = x->ctx;
    if (x->depth == 1)
        r->is_workbook = is(name, "workbook");
    else if (is(name, "workbookPr"))
        r->x->from_1904 = xml_attr_on(atts, "date1904", false);
    else if (is(name, "sheet") && r->n <= PAPER_SHEETS_MAX) {
        struct str state = xml_attr(atts, "state");
        r->tabs = array_room(x->arena, r->tabs, r->n, &r->cap, sizeof *r->tabs);
        r->tabs[r->n++] = (struct tab){
            utf8_clip(str_copy(x->arena, xml_attr(atts, "name")), 255),
            str_copy(x->arena, xml_attr(atts, "id")),
            state.len && !str_is(state, "visible"),
        };
    }
}

static enum err no_workbook(struct xlsx *x, struct sentence *why)
{
    struct arena *a = x->arena;
    if (package_has(x->package, STR("word/document.xml")))
        *why =
            sentence_f(a, "这是 Word 文档，不是 Excel 表格；扩展名应为 .docx。",
                       "This is a Word document, not an Excel workbook; it should be named .docx.");
    else if (package_has(x->package, STR("xl/workbook.bin")))
        *why =
            sentence_f(a, "这是 Excel 二进制工作簿（.xlsb）；请先在 Excel 里另存为 .xlsx。",
                       "This is a binary Excel workbook (.xlsb); save it as .xlsx in Excel first.");
    else if (package_has(x->package, STR("content.xml")))
        *why = sentence_f(a, "这是 OpenDocument 文件（.ods/.odt）；请先另存为 .xlsx。",
                          "This is an OpenDocument file (.ods/.odt); save it as .xlsx first.");
    else
        *why = sentence_f(
            a, "这不是 Excel 工作簿：压缩包里没有 xl/workbook.xml；请用 Excel 打开后另存为 .xlsx。",
            "This is no Excel workbook: the zip holds no xl/workbook.xml; open it in Excel and "
            "save it as .xlsx.");
    return ERR_INPUT;
}

static struct str first_of(struct str found, const char *otherwise)
{
    return found.len ? found : str_c(otherwise);
}

static enum err read_tables(struct xlsx *x, struct relations rels, struct sentence *why)
{
    static const struct xml_reader strings = {strings_start, strings_end, strings_text};
    static const struct xml_reader styles = {styles_start, styles_end, NULL};
    struct strings_reading sr = {.x = x, .text = buf_new(x->arena, PAPER_TEXT_CHARS_MAX * 4)};
    struct styles_reading fr = {.x = x};
    struct str part = first_of(relation_by_type(rels, "sharedStrings"), "xl/sharedStrings.xml");
    enum err e = package_parse(x->package, part, &strings, &sr, why);
    if (e && e != ERR_MISSING)
        return e;
    part = first_of(relation_by_type(rels, "styles"), "xl/styles.xml");
    e = package_parse(x->package, part, &styles, &fr, why);
    return e == ERR_MISSING ? ERR_NONE : e;
}

static enum err read_tab(struct xlsx *x, struct relations rels, const struct tab *tab, size_t at,
                         struct sentence *why)
{
    struct str part = relation_by_id(rels, tab->id);
    if (!part.len)
        part = str_f(x->arena, "xl/worksheets/sheet%zu.xml", at + 1);
    if (str_find(part, STR("chartsheets/")) != SIZE_MAX ||
        str_find(part, STR("dialogsheets/")) != SIZE_MAX)
        return ERR_NONE; /* a picture on a tab of its own: no cells */
    enum err e = xlsx_read_sheet(x, part, tab->name, tab->hidden, why);
    if (e == ERR_MISSING) {
        *why = sentence_f(x->arena, "工作表「%.*s」的内容（%.*s）不在文件里，文件已损坏。",
                          "The content of sheet “%.*s” (%.*s) is missing; the file is damaged.",
                          STR_ARG(tab->name), STR_ARG(part));
        e = ERR_INPUT;
    }
    return e;
}

static enum err read_book(struct xlsx *x, struct sentence *why)
{
    static const struct xml_reader reader = {.start = book_start};
    struct book_reading r = {.x = x};
    struct relations rels;
    enum err e = package_relations(x->package, STR(""), &rels, why);
    if (e)
        return e;
    struct str part = first_of(relation_by_type(rels, "officeDocument"), "xl/workbook.xml");
    e = package_parse(x->package, part, &reader, &r, why);
    if (e == ERR_MISSING || (!e && !r.is_workbook))
        return no_workbook(x, why);
    if (!e)
        e = package_relations(x->package, part, &rels, why);
    if (!e)
        e = read_tables(x, rels, why);
    for (size_t i = 0; i < r.n && !e && !x->book.full; i++)
        e = read_tab(x, rels, &r.tabs[i], i, why);
    return e;
}

enum err xlsx_read(struct arena *a, struct str bytes, struct workbook *out, struct sentence *why)
{
    struct xlsx x = {.arena = a, .book = {.arena = a}};
    enum err e = package_open(a, bytes, "xlsx", &x.package, why);
    if (!e)
        e = read_book(&x, why);
    return e ? e : book_end(&x.book, out, why);
}
