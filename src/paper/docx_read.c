/* docx_read.c: .docx into lines and tables: the text a person sees. Deleted text (tracked changes),
 * field codes, footnotes, headers and hidden runs are left out; text boxes become lines of their
 * own before the paragraph they hang on. */
#include "paper/docx_number.h"
#include "paper/docx_read.h"
#include "paper/package.h"

#include <string.h>

enum {
    PARAGRAPH_BYTES_MAX = 4 << 20,
    OPEN_MAX = PAPER_DEPTH_MAX
}; /* paragraphs inside paragraphs, through text boxes */

struct paragraph {
    struct buf text;
    struct str style;
    int64_t num_id, num_level; /* -1: as the style says */
    int outline, centred;
    bool mark_deleted; /* runs on into the next paragraph */
};

struct doc_reading {
    struct arena *arena;
    struct package *package;
    struct book_builder book;
    struct doc_styles styles;
    struct numbering *numbering;
    struct doc_line *lines;
    size_t n_lines, cap_lines;
    struct paragraph open[OPEN_MAX];
    unsigned n_open;
    struct buf carried; /* text of a paragraph whose mark is deleted */
    struct doc_table table;
    unsigned skip;
    unsigned in_run; /* runs inside each other, through text boxes */
    bool is_document, in_text, run_hidden;
    unsigned paragraph_props, run_props, row_props; /* depth of the element; 0 when outside */
};

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

static bool any(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (is(name, *words))
            return true;
    return false;
}

static struct paragraph *top(struct doc_reading *r)
{
    return r->n_open ? &r->open[r->n_open - 1] : NULL;
}

static void limit(struct xml *x, const char *zh, const char *en)
{
    struct sentence why =
        sentence_f(x->arena, "%.*s 第 %lu 行：", "%.*s line %lu: ", STR_ARG(x->part), xml_line(x));
    xml_fail(x, ERR_LIMIT,
             (struct sentence){str_f(x->arena, "%.*s%s", STR_ARG(why.zh), zh),
                               str_f(x->arena, "%.*s%s", STR_ARG(why.en), en)});
}

/* ---- paragraphs ----------------------------------------------------------------------------- */

static void paragraph_start(struct xml *x, struct doc_reading *r)
{
    if (r->n_open >= OPEN_MAX) {
        limit(x, "文本框嵌套太深。", "text boxes are nested too deep.");
        return;
    }
    struct paragraph *p = &r->open[r->n_open++];
    struct buf text = p->text.arena ? p->text : buf_new(r->arena, PARAGRAPH_BYTES_MAX);
    text.len = 0;
    *p = (struct paragraph){
        .text = text, .num_id = -1, .num_level = -1, .outline = -1, .centred = -1};
    buf_str(&p->text, buf_view(&r->carried));
    r->carried.len = 0;
}

/* The number in front: the paragraph's own list, else its style's. */
static struct str number_of(struct doc_reading *r, const struct paragraph *p,
                            const struct doc_style *style)
{
    int64_t id = p->num_id >= 0 ? p->num_id : style->num_id, level = p->num_level;
    if (id <= 0)
        return STR("");
    if (level < 0)
        level = style->num_level >= 0 && p->num_id < 0
                    ? style->num_level
                    : (int64_t)numbering_level_of_style(r->numbering, id, p->style);
    return level < NUMBER_LEVELS ? numbering_next(r->numbering, r->arena, id, (unsigned)level)
                                 : STR("");
}

/* A number that ends in a letter or digit stands apart from the text, as its tab stop makes it. */
static struct str with_number(struct arena *a, struct str number, struct str text)
{
    unsigned char last = number.len ? (unsigned char)number.ptr[number.len - 1] : '.';
    bool word = (last >= '0' && last <= '9') || (last >= 'A' && last <= 'Z') ||
                (last >= 'a' && last <= 'z');
    return str_f(a, "%.*s%s%.*s", STR_ARG(number), word && text.len ? " " : "", STR_ARG(text));
}

static void add_line(struct xml *x, struct doc_reading *r, struct doc_line line)
{
    if (r->n_lines >= PAPER_LINES_MAX) {
        limit(x, "段落太多，请拆成几个文件。", "too many paragraphs; split the file.");
        return;
    }
    r->lines = array_room(r->arena, r->lines, r->n_lines, &r->cap_lines, sizeof *r->lines);
    r->lines[r->n_lines++] = line;
}

static void paragraph_end(struct xml *x, struct doc_reading *r)
{
    struct paragraph *p = top(r);
    if (!p)
        return;
    r->n_open--;
    if (p->text.failed) {
        limit(x, "一个段落的文字太长。", "the text of a paragraph is too long.");
        return;
    }
    if (p->mark_deleted) {
        buf_str(&r->carried, buf_view(&p->text));
        return;
    }
    struct doc_style style = doc_style_whole(&r->styles, p->style);
    if (p->outline >= 0)
        style.outline = p->outline;
    struct str number = number_of(r, p, &style);
    struct str text = with_number(r->arena, number, buf_view(&p->text));
    if (r->table.depth)
        doc_table_paragraph(&r->table, text);
    else
        add_line(x, r,
                 (struct doc_line){.text = text,
                                   .number = number,
                                   .style = style.name,
                                   .level = doc_style_level(&style),
                                   .centred = (p->centred >= 0 ? p->centred : style.centred) == 1});
}

static void paragraph_property(struct doc_reading *r, const char *name, const char **atts)
{
    struct paragraph *p = top(r);
    int64_t n = xml_attr_int(atts, "val", -1);
    if (!p)
        return;
    if (is(name, "pStyle"))
        p->style = str_copy(r->arena, xml_attr(atts, "val"));
    else if (is(name, "numId"))
        p->num_id = n;
    else if (is(name, "ilvl"))
        p->num_level = n;
    else if (is(name, "outlineLvl"))
        p->outline = n >= 0 && n <= 9 ? (int)n : -1;
    else if (is(name, "jc"))
        p->centred = str_is(xml_attr(atts, "val"), "center");
    else if (is(name, "del") && r->run_props)
        p->mark_deleted = true;
}

/* ---- runs ----------------------------------------------------------------------------------- */

static void put(struct doc_reading *r, struct str s)
{
    struct paragraph *p = top(r);
    if (p && !r->run_hidden)
        buf_str(&p->text, s);
}

static void symbol(struct doc_reading *r, const char **atts)
{
    char z[8] = {0};
    struct str code = xml_attr(atts, "char");
    struct paragraph *p = top(r);
    if (!code.len || code.len > 6 || !p || r->run_hidden)
        return;
    memcpy(z, code.ptr, code.len);
    unsigned long c = 0;
    for (size_t i = 0; i < code.len; i++) {
        const char *at = strchr("0123456789ABCDEF0123456789abcdef", z[i]);
        if (!at)
            return;
        c = c * 16 + (unsigned long)(at - "0123456789ABCDEF0123456789abcdef") % 16;
    }
    if (c >= ' ' && c <= 0x10FFFF && (c < 0xD800 || c > 0xF8FF)) /* private use: a font's picture */
        utf8_put(&p->text, (uint32_t)c);
}

static void run_start(struct doc_reading *r, const char *name, const char **atts)
{
    if (is(name, "t"))
        r->in_text = true;
    else if (is(name, "tab") || is(name, "ptab"))
        put(r, STR("\t"));
    else if (is(name, "cr") || (is(name, "br") && !str_is(xml_attr(atts, "type"), "page") &&
                                !str_is(xml_attr(atts, "type"), "column")))
        put(r, STR("\n"));
    else if (is(name, "noBreakHyphen"))
        put(r, STR("-"));
    else if (is(name, "sym"))
        symbol(r, atts);
    else if (is(name, "vanish") && r->run_props)
        r->run_hidden = xml_attr_on(atts, "val", true);
}

/* ---- the document --------------------------------------------------------------------------- */

static void table_start(struct xml *x, struct doc_reading *r)
{
    doc_table_start(&r->table);
    if (r->table.depth == 1)
        add_line(x, r, (struct doc_line){.table = (uint32_t)r->book.n_sheets});
}

static bool skipped(const struct doc_reading *r, const char *name)
{
    static const char *const always[] = {"Fallback", "instrText", "delInstrText", "delText",
                                         "rt", "pPrChange", "rPrChange", "tblPrChange",
                                         "trPrChange", "tcPrChange", "tblGridChange", "sectPr",
                                         NULL};
    static const char *const moved[] = {"del", "moveFrom", NULL};
    bool properties = r->paragraph_props || r->run_props || r->row_props;
    return any(name, always) || (!properties && any(name, moved));
}

static void doc_start(struct xml *x, const char *name, const char **atts)
{
    struct doc_reading *r = x->ctx;
    if (x->depth == 1)
        r->is_document = is(name, "document");
    if (r->skip || skipped(r, name))
        r->skip++;
    else if (is(name, "p"))
        paragraph_start(x, r);
    else if (is(name, "pPr") && !r->paragraph_props)
        r->paragraph_props = x->depth;
    else if (is(name, "rPr") && !r->run_props)
        r->run_props = x->depth;
    else if (is(name, "trPr") && !r->row_props)
        r->row_props = x->depth;
    else if (r->paragraph_props)
        paragraph_property(r, name, atts);
    else if (is(name, "r"))
        r->in_run++, r->run_hidden = false;
    else if (is(name, "tbl"))
        table_start(x, r);
    else if (is(name, "tr"))
        doc_row_start(&r->table);
    else if (is(name, "tc"))
        doc_cell_start(&r->table);
    else if (r->in_run)
        run_start(r, name, atts);
    else
        doc_table_property(&r->table, name, atts);
}

static void structure_end(struct xml *x, struct doc_reading *r, const char *name)
{
    struct sentence why;
    if (is(name, "t"))
        r->in_text = false;
    else if (is(name, "r")) {
        r->in_run -= r->in_run > 0;
        r->run_hidden = false;
    } else if (is(name, "p"))
        paragraph_end(x, r);
    else if (is(name, "tbl"))
        doc_table_end(&r->table);
    else if (is(name, "tr"))
        doc_row_end(&r->table);
    else if (is(name, "tc") && doc_cell_end(&r->table, r->arena, &why) != ERR_NONE)
        xml_fail(x, ERR_LIMIT, why);
}

static void doc_end(struct xml *x, const char *name)
{
    struct doc_reading *r = x->ctx;
    if (r->skip)
        r->skip--;
    else if (x->depth == r->paragraph_props)
        r->paragraph_props = 0;
    else if (x->depth == r->run_props)
        r->run_props = 0;
    else if (x->depth == r->row_props)
        r->row_props = 0;
    else
        structure_end(x, r, name);
    if (r->book.full)
        xml_fail(x, ERR_LIMIT, (struct sentence){0}); /* book_end says it */
}

static void doc_characters(struct xml *x, struct str text)
{
    struct doc_reading *r = x->ctx;
    if (r->in_text && !r->skip)
        put(r, text);
}

static enum err no_document(struct doc_reading *r, struct sentence *why)
{
    if (package_has(r->package, STR("xl/workbook.xml")))
        *why =
            sentence_f(r->arena, "这是 Excel 表格，不是 Word 文档；扩展名应为 .xlsx。",
                       "This is an Excel workbook, not a Word document; it should be named .xlsx.");
    else
        *why = sentence_f(
            r->arena,
            "这不是 Word 文档：压缩包里没有 word/document.xml；请用 Word 打开后另存为 .docx。",
            "This is no Word document: the zip holds no word/document.xml; open it in Word and "
            "save it as .docx.");
    return ERR_INPUT;
}

static enum err read_document(struct doc_reading *r, struct sentence *why)
{
    static const struct xml_reader reader = {doc_start, doc_end, doc_characters};
    struct relations rels;
    enum err e = package_relations(r->package, STR(""), &rels, why);
    if (e)
        return e;
    struct str part = relation_by_type(rels, "officeDocument");
    part = part.len ? part : STR("word/document.xml");
    if (!package_has(r->package, part))
        return no_document(r, why);
    if ((e = package_relations(r->package, part, &rels, why)))
        return e;
    struct str styles = relation_by_type(rels, "styles"),
               numbering = relation_by_type(rels, "numbering");
    e = doc_styles_read(r->package, styles.len ? styles : STR("word/styles.xml"), &r->styles, why);
    if (!e)
        e = numbering_read(r->package, numbering.len ? numbering : STR("word/numbering.xml"),
                           &r->numbering, why);
    if (!e)
        e = package_parse(r->package, part, &reader, r, why);
    if (r->book.full)
        return ERR_NONE; /* book_end says it */
    return !e && !r->is_document ? no_document(r, why) : e;
}

enum err docx_read(struct arena *a, struct str bytes, struct paper *out, struct sentence *why)
{
    struct doc_reading *r = arena_alloc(a, sizeof *r);
    struct workbook book;
    *r = (struct doc_reading){
        .arena = a, .book = {.arena = a}, .carried = buf_new(a, PARAGRAPH_BYTES_MAX)};
    r->table = (struct doc_table){.book = &r->book, .text = buf_new(a, PAPER_TEXT_CHARS_MAX * 4)};
    enum err e = package_open(a, bytes, "docx", &r->package, why);
    if (!e)
        e = read_document(r, why);
    if (!e)
        e = book_end(&r->book, &book, why);
    if (!e)
        *out = (struct paper){PAPER_DOCX, book, {r->lines, r->n_lines}};
    return e;
}
