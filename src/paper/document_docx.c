/* document_docx.c: a document as Office Open XML (ECMA-376), laid out by GB/T 9704-2012: 22 lines of
 * 28 characters on A4. Our own writer: a zip of a few fixed parts (document_docx_parts.h) and
 * word/document.xml, with fixed times, so that the same document gives the same bytes. */
#include "paper/document_docx_parts.h"

#include "paper/document.h"

#include <zip.h>

/* ---- the text ------------------------------------------------------------------------------ */

static void text(struct buf *out, struct str s, const char *properties)
{
    buf_c(out, "<w:r>");
    if (*properties)
        buf_f(out, "<w:rPr>%s</w:rPr>", properties);
    buf_c(out, "<w:t xml:space=\"preserve\">");
    buf_html(out, s);
    buf_c(out, "</w:t></w:r>");
}

/* PROPERTIES are put before those of the run; w:b must follow w:rFonts. */
static void runs(struct buf *out, const struct document_run *r, const char *properties)
{
    for (; r; r = r->next)
        text(out, r->text, r->kind == DOCUMENT_BOLD ? str_f(out->arena, "%s<w:b/>", properties).ptr : properties);
}

static void start(struct buf *out, const char *style, const char *rest)
{
    buf_c(out, "<w:p>");
    if (*style || *rest)
        buf_c(out, "<w:pPr>");
    if (*style)
        buf_f(out, "<w:pStyle w:val=\"%s\"/>", style);
    buf_c(out, rest);
    if (*style || *rest)
        buf_c(out, "</w:pPr>");
}

static void end(struct buf *out) { buf_c(out, "</w:p>\n"); }

/* A heading whose line goes on has no style of its own, or an outline would list the whole line. */
static void heading(struct buf *out, const struct document_block *b)
{
    static const char *const faces[] = {"", DOCX_FACE("黑体"), DOCX_FACE("楷体_GB2312"), "", ""};
    if (document_leads(b)) {
        start(out, "", "");
        runs(out, b->runs, faces[b->level]);
        return;
    }
    start(out, str_f(out->arena, "Heading%d", b->level).ptr, "");
    runs(out, b->runs, "");
    end(out);
}

static void cell(struct buf *out, const struct document_cell *c, double width, bool head, bool centred)
{
    buf_f(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>", (int)width);
    start(out, "TableText", str_f(out->arena, "%s%s", head ? "<w:keepNext/>" : "", centred ? "<w:jc w:val=\"center\"/>" : "").ptr);
    runs(out, c->runs, head ? DOCX_FACE("黑体") : "");
    buf_c(out, "</w:p></w:tc>");
}

static void table(struct buf *out, const struct document_block *b)
{
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    double widths[DOCUMENT_COLUMNS_MAX];
    document_column_widths(b, DOCX_TABLE_WIDTH, widths);
    buf_f(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>", DOCX_TABLE_WIDTH);
    for (size_t i = 0; i < 6; i++)
        buf_f(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", sides[i]);
    buf_c(out, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/>"
               "<w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < b->columns; i++)
        buf_f(out, "<w:gridCol w:w=\"%d\"/>", (int)widths[i]);
    buf_c(out, "</w:tblGrid>\n");
    for (const struct document_row *r = b->rows; r; r = r->next) {
        size_t i = 0;
        bool head = r == b->rows;
        buf_c(out, head ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:tr>");
        for (const struct document_cell *c = r->cells; c; c = c->next, i++)
            cell(out, c, widths[i], head, head || document_column_is_short(b, i));
        buf_c(out, "</w:tr>\n");
    }
    /* Without a paragraph between them Word joins two tables. */
    buf_c(out, "</w:tbl>\n<w:p><w:pPr><w:snapToGrid w:val=\"0\"/>"
               "<w:spacing w:line=\"200\" w:lineRule=\"exact\"/></w:pPr></w:p>\n");
}

/* INDENT in half characters from the right; the first of the closing lines stands one line below. */
static void closing(struct buf *out, const struct document_block *b, size_t indent, bool first, bool keep)
{
    struct str rest = str_f(out->arena, "%s%s<w:ind w:right=\"%zu\" w:firstLine=\"0\"/>", keep ? "<w:keepNext/>" : "",
                            first ? "<w:spacing w:before=\"579\"/>" : "", indent * DOCX_CHARACTER / 2);
    start(out, "Closing", rest.ptr);
    runs(out, b->runs, "");
    end(out);
}

/* Returns the last block of the group. */
static const struct document_block *closings(struct buf *out, const struct document_block *first)
{
    const struct document_block *last = document_closing_last(first);
    for (const struct document_block *b = first;; b = b->next) {
        if (!document_block_empty(b))
            closing(out, b, document_closing_indent(out->arena, first, b), b == first, b != last);
        if (b == last)
            return last;
    }
}

static void body(struct buf *out, const struct document *d)
{
    buf_c(out, DOCX_XML "<w:document xmlns:w=\"" DOCX_WORD "\" xmlns:r=\"" DOCX_OFFICE "relationships\"><w:body>\n");
    start(out, "Title", "");
    text(out, d->title, "");
    end(out);
    bool led = false;
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        if (document_block_empty(b))
            continue;
        if (b->kind == DOCUMENT_SIGNATURE || b->kind == DOCUMENT_DATE) {
            b = closings(out, b);
        } else if (b->kind == DOCUMENT_TABLE) {
            table(out, b);
        } else if (b->kind == DOCUMENT_HEADING) {
            heading(out, b);
        } else {
            if (!led)
                start(out, "", "");
            if (b->kind == DOCUMENT_CONTACT)
                text(out, str_f(out->arena, "%.*s：", STR_ARG(b->label)), "");
            runs(out, b->runs, "");
            end(out);
        }
        led = document_leads(b);
    }
    buf_c(out, docx_section);
    buf_c(out, "</w:body></w:document>");
}

/* ---- the zip ------------------------------------------------------------------------------- */

static bool add_parts(zip_t *zip, const struct docx_part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source = zip_source_buffer(zip, parts[i].bytes.ptr, parts[i].bytes.len, 0);
        zip_int64_t at = source ? zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8) : -1;
        if (at < 0) {
            zip_source_free(source);
            return false;
        }
        if (zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 1 << 5 | 1, 0)) /* 1980-01-01 */
            return false;
    }
    return true;
}

static bool read_all(struct arena *a, zip_source_t *s, struct str *bytes)
{
    zip_stat_t stat;
    if (zip_source_stat(s, &stat) || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(s))
        return false;
    char *p = arena_alloc(a, (size_t)stat.size + 1);
    zip_int64_t n = zip_source_read(s, p, stat.size);
    zip_source_close(s);
    if (n < 0 || (zip_uint64_t)n != stat.size)
        return false;
    *bytes = (struct str){p, (size_t)n};
    return true;
}

static enum err pack(struct arena *a, const struct docx_part *parts, size_t n, struct str *bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = memory ? zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
    enum err e = ERR_IO;
    if (zip) {
        zip_source_keep(memory);
        if (!add_parts(zip, parts, n))
            zip_discard(zip);
        else if (zip_close(zip))
            zip_discard(zip);
        else if (read_all(a, memory, bytes))
            e = ERR_NONE;
    }
    zip_source_free(memory);
    zip_error_fini(&error);
    return e;
}

enum err document_docx(const struct document *d, struct arena *a, struct str *bytes)
{
    struct buf text_part = buf_new(a, DOCUMENT_OUT_MAX), core = buf_new(a, DOCUMENT_OUT_MAX);
    struct docx_part parts[DOCX_PARTS];
    body(&text_part, d);
    buf_c(&core, DOCX_XML "<cp:coreProperties xmlns:cp=\"" DOCX_PACKAGE "metadata/core-properties\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    buf_html(&core, d->title);
    buf_c(&core, "</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>");
    if (text_part.failed || core.failed)
        return ERR_LIMIT;
    for (size_t i = 0; i < DOCX_PARTS; i++)
        parts[i] = docx_parts[i];
    parts[DOCX_BODY].bytes = buf_view(&text_part);
    parts[DOCX_CORE].bytes = buf_view(&core);
    return pack(a, parts, DOCX_PARTS, bytes);
}
