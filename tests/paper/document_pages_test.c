/* document_pages_test.c: docx and PDF. Geometry is measured with pdftotext, and LibreOffice stands for
 * whatever opens the docx. */
#include "paper/document.h"

#include "tests/paper/document_sample.h"
#include "tests/test.h"

#include <expat.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

static struct arena arena;

/* cairo 1.16 leaks 768 bytes for each embedded CFF font and fontconfig 2.14 some 500 while it reads its
 * configuration; both are reached only through them. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libcairo.so\nleak:libfontconfig.so\n"; }

static bool has(struct str text, const char *part) { return str_find(text, str_c(part)) != SIZE_MAX; }

static struct str docx_of(const struct document *d)
{
    struct str bytes;
    CHECK(document_docx(d, &arena, &bytes) == ERR_NONE);
    return bytes;
}

static struct str pdf_of(const struct document *d, struct document_fallback **fallbacks)
{
    struct str bytes;
    struct sentence why;
    struct document_pdf_options options = {0};
    enum err e = document_pdf(d, &arena, &options, &bytes, fallbacks, &why);
    if (e == ERR_IO && has(why.en, "pango is missing"))
        test_skip("pango is not installed: apt-get install libpangocairo-1.0-0");
    CHECK(e == ERR_NONE);
    return bytes;
}

static void require(const char *program, const char *why)
{
    if (system(str_f(&arena, "command -v %s >/dev/null 2>&1", program).ptr) != 0)
        test_skip(why);
}

/* COUNT characters, each the next of a few, so that lines can be told apart. */
static struct str filler(size_t count)
{
    static const char *const characters[] = {"春", "种", "一", "粒", "粟", "秋", "收", "万", "颗", "子", "四", "海", "无"};
    struct buf b = buf_new(&arena, 1 << 20);
    for (size_t i = 0; i < count; i++)
        buf_c(&b, characters[i % 13]);
    return buf_view(&b);
}

/* ---- docx ----------------------------------------------------------------------------------- */

static struct str part_of(struct str docx, const char *name)
{
    zip_error_t error;
    zip_stat_t stat;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(docx.ptr, docx.len, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    CHECK(zip && zip_stat(zip, name, 0, &stat) == 0);
    char *p = arena_alloc(&arena, (size_t)stat.size + 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    CHECK(file && zip_fread(file, p, stat.size) == (zip_int64_t)stat.size);
    zip_fclose(file);
    zip_close(zip);
    return (struct str){p, (size_t)stat.size};
}

static void check_well_formed(struct str xml)
{
    XML_Parser parser = XML_ParserCreateNS("UTF-8", ' ');
    enum XML_Status s = XML_Parse(parser, xml.ptr, (int)xml.len, 1);
    if (s != XML_STATUS_OK)
        fprintf(stderr, "line %lu: %s\n", XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
    CHECK(s == XML_STATUS_OK);
    XML_ParserFree(parser);
}

static const char *const parts[] = {
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
    "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml", "docProps/core.xml"};

TEST(every_part_of_a_docx_is_well_formed)
{
    struct str docx = docx_of(sample_document(&arena));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_well_formed(part_of(docx, parts[i]));
}

TEST(a_docx_follows_the_official_layout)
{
    struct str docx = docx_of(sample_document(&arena)), body = part_of(docx, "word/document.xml");
    struct str styles = part_of(docx, "word/styles.xml");
    CHECK(has(body, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    CHECK(has(body, "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\""));
    CHECK(has(body, "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>"));
    CHECK(has(styles, "w:eastAsia=\"仿宋_GB2312\"") && has(styles, "<w:spacing w:val=\"-5\"/>"));
    CHECK(has(body, "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">一、关于"));
    CHECK(has(body, "w:eastAsia=\"楷体_GB2312\""));
    CHECK(has(body, "<w:tblHeader/>") && has(body, "上禾村"));
    CHECK(has(body, "98.71%") && has(body, "<w:b/>"));
    CHECK(has(part_of(docx, "word/settings.xml"), "<w:evenAndOddHeaders/>"));
    CHECK(has(part_of(docx, "word/footer1.xml"), "<w:jc w:val=\"right\"/>"));
    CHECK(has(part_of(docx, "word/footer2.xml"), "<w:jc w:val=\"left\"/>"));
}

TEST(the_same_document_gives_the_same_bytes)
{
    struct document_fallback *f;
    struct str docx = docx_of(sample_document(&arena)), pdf = pdf_of(sample_document(&arena), &f);
    sleep(2); /* file times of a zip count in twos */
    CHECK(str_eq(docx_of(sample_document(&arena)), docx));
    CHECK(str_eq(pdf_of(sample_document(&arena), &f), pdf));
}

static struct document *hostile(void)
{
    struct document *d = document_new(&arena, STR("<w:p>]]>&\x01\xFF题"));
    struct buf token = buf_new(&arena, 1 << 20);
    for (int i = 0; i < 5000; i++)
        buf_c(&token, "W-");
    document_heading(d, 1, STR("一、\xE2\x80\xAEنص عربي"));
    document_paragraph(d, buf_view(&token));
    document_paragraph(d, STR("中文 שלום مرحبا 中文 \xF0\x9F\x98\x80 \xE2\x80\x8B \xCC\x81\xCC\x81\xCC\x81 喆堃玥 \xF3\xB0\x80\x80"));
    document_contact(d, STR("<>&\""), STR("\x0B\x0C"));
    document_table(d, DOCUMENT_COLUMNS_MAX);
    for (int row = 0; row < 60; row++) {
        document_row(d);
        for (int i = 0; i < DOCUMENT_COLUMNS_MAX; i++)
            document_cell(d, i == row % 16 ? filler(200) : STR("WWWWWWWWWWWW&<"));
    }
    document_row(d);
    document_cell(d, filler(3000)); /* taller than several pages */
    document_signature(d, filler(400));
    document_date(d, STR("2031年6月9日"));
    return d;
}

TEST(hostile_text_makes_sound_files)
{
    struct document_fallback *f;
    struct document *d = hostile();
    struct str docx = docx_of(d), pdf = pdf_of(d, &f);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_well_formed(part_of(docx, parts[i]));
    require("pdftotext", "pdftotext is not installed: apt-get install poppler-utils");
    const char *path = sample_file(&arena, "hostile.pdf", pdf);
    struct str text = sample_output(&arena, str_f(&arena, "pdftotext -raw %s -", path).ptr);
    CHECK(has(text, "2031年6月9日"));
}

/* ---- pages ---------------------------------------------------------------------------------- */

struct word {
    int page;
    double left, top, right, bottom; /* pt from the paper's upper left */
    struct str text;
};

/* What pdftotext -bbox says, one word at a time. */
static bool next_word(struct str *rest, struct word *w)
{
    struct str line;
    while (str_cut(rest, '\n', &line)) {
        line = str_trim(line);
        w->page += str_starts(line, STR("<page "));
        const char *z = str_z(&arena, line);
        if (sscanf(z, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">", &w->left, &w->top, &w->right, &w->bottom) != 4)
            continue;
        size_t from = str_find(line, STR(">")) + 1;
        w->text = str_sub(line, from, str_find(line, STR("</word>")) - from);
        return true;
    }
    return false;
}

static struct document *full_pages(size_t lines)
{
    struct document *d = document_new(&arena, STR("标题"));
    document_paragraph(d, filler(26 + 28 * (lines - 1)));
    return d;
}

/* Title and blank line take 2 of the first page's 22 lines; PATH is a PDF of full_pages(20 + 22 + 7). */
static void check_pages(const char *path, double tolerance)
{
    struct str rest = sample_output(&arena, str_f(&arena, "pdftotext -bbox %s -", path).ptr);
    struct word w = {0};
    int lines[4] = {0};
    double mm = 72 / 25.4;
    while (next_word(&rest, &w)) {
        CHECK(w.page >= 1 && w.page <= 3);
        size_t count = utf8_length(w.text);
        if (count < 20)
            continue; /* title, page number */
        bool first = w.page == 1 && lines[1] == 0;
        if (count != (first ? 26u : 28u))
            fprintf(stderr, "page %d line %d: %zu characters\n", w.page, lines[w.page] + 1, count);
        CHECK(count == (first ? 26u : 28u));
        CHECK(fabs(w.left - (28 * mm + (first ? 31.6 : 0))) < tolerance);
        CHECK(fabs(w.right - 184 * mm) < tolerance + 1);
        CHECK(w.top > 37 * mm - 6 && w.bottom < 262 * mm + 6);
        lines[w.page]++;
    }
    if (lines[1] != 20 || lines[2] != 22 || lines[3] != 7)
        fprintf(stderr, "lines on the pages: %d %d %d\n", lines[1], lines[2], lines[3]);
    CHECK(lines[1] == 20 && lines[2] == 22 && lines[3] == 7);
}

TEST(a_pdf_page_holds_22_lines_of_28_characters)
{
    struct document_fallback *f;
    require("pdftotext", "pdftotext is not installed: apt-get install poppler-utils");
    check_pages(sample_file(&arena, "full.pdf", pdf_of(full_pages(49), &f)), 0.5);
}

/* Converts PATH and returns the PDF's path. */
static const char *office(const char *path, const char *name)
{
    require("soffice", "soffice is not installed: apt-get install libreoffice-writer-nogui");
    require("pdftotext", "pdftotext is not installed: apt-get install poppler-utils");
    const char *folder = test_folder();
    struct str command = str_f(&arena, "cd %s && HOME=%s timeout 120 soffice --headless --convert-to pdf %s >office.log 2>&1",
                               folder, folder, path);
    if (system(command.ptr) != 0)
        test_skip("soffice is there but does not convert");
    return str_f(&arena, "%s/%s", folder, name).ptr;
}

TEST(libreoffice_makes_22_lines_of_28_characters_of_a_docx)
{
    check_pages(office(sample_file(&arena, "full.docx", docx_of(full_pages(49))), "full.pdf"), 2);
}

TEST(no_line_begins_with_closing_punctuation)
{
    static const char *const marks[] = {"，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "〉", "】", "%"};
    struct document_fallback *f;
    require("pdftotext", "pdftotext is not installed: apt-get install poppler-utils");
    struct document *d = document_new(&arena, STR("标题"));
    for (size_t before = 20; before < 34; before++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            document_paragraph(d, str_f(&arena, "%.*s%s后文继续写下去，“引文”也要（写）好。", STR_ARG(filler(before)), marks[i]));
    const char *path = sample_file(&arena, "marks.pdf", pdf_of(d, &f));
    struct str rest = sample_output(&arena, str_f(&arena, "pdftotext -raw %s -", path).ptr), line;
    size_t lines = 0;
    while (str_cut(&rest, '\n', &line)) {
        lines++;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            CHECK(!str_starts(line, str_c(marks[i])));
        CHECK(!str_ends(line, STR("“")) && !str_ends(line, STR("（")));
    }
    CHECK(lines > 14 * 13);
}

TEST(page_numbers_stand_at_the_outer_edge)
{
    struct document_fallback *f;
    require("pdftotext", "pdftotext is not installed: apt-get install poppler-utils");
    const char *path = sample_file(&arena, "numbers.pdf", pdf_of(full_pages(49), &f));
    struct str rest = sample_output(&arena, str_f(&arena, "pdftotext -bbox %s -", path).ptr);
    struct word w = {0};
    double mm = 72 / 25.4, first[4] = {0}, last[4] = {0};
    while (next_word(&rest, &w)) {
        if (w.top < 262 * mm)
            continue;
        CHECK(w.page <= 3 && (w.top + w.bottom) / 2 > 262 * mm + 14 && (w.top + w.bottom) / 2 < 262 * mm + 26);
        first[w.page] = first[w.page] > 0 ? first[w.page] : w.left;
        last[w.page] = w.right;
    }
    CHECK(fabs(last[1] - (184 * mm - 14)) < 1 && fabs(last[3] - (184 * mm - 14)) < 1);
    CHECK(fabs(first[2] - (28 * mm + 14)) < 1);
}

TEST(characters_a_face_lacks_are_reported)
{
    struct document_fallback *f;
    struct document *d = document_new(&arena, STR("标题"));
    document_paragraph(d, STR("正文\xEE\x80\x80 ไทย")); /* a private character no font has, and Thai */
    pdf_of(d, &f);
    bool reported = false;
    for (; f; f = f->next) {
        struct sentence s = document_fallback_text(&arena, f);
        CHECK(s.zh.len && s.en.len && f->role.len);
        reported = reported || has(f->chars, "\xEE\x80\x80");
    }
    CHECK(reported);
}

TEST(a_fonts_folder_that_is_not_there_is_no_error)
{
    struct document_fallback *f;
    struct str bytes;
    struct sentence why;
    struct document_pdf_options options = {.fonts_folder = "/nowhere/at/all"};
    CHECK(document_pdf(sample_document(&arena), &arena, &options, &bytes, &f, &why) == ERR_NONE);
}

TEST(the_customers_fonts_are_used)
{
    const char *kai = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf";
    struct document_fallback *f;
    struct str bytes;
    struct sentence why;
    struct document_pdf_options options = {.fonts_folder = str_f(&arena, "%s/fonts", test_folder()).ptr};
    if (access(kai, R_OK) != 0)
        test_skip("no font to try: apt-get install fonts-lxgw-wenkai");
    CHECK(mkdir(options.fonts_folder, 0700) == 0);
    CHECK(symlink(kai, str_f(&arena, "%s/kai.ttf", options.fonts_folder).ptr) == 0);
    /* A machine without a font of its own. */
    CHECK(setenv("FONTCONFIG_FILE", sample_file(&arena, "fonts.conf", STR("<fontconfig></fontconfig>")), 1) == 0);
    CHECK(document_pdf(sample_document(&arena), &arena, &options, &bytes, &f, &why) == ERR_NONE);
    bool body_stands_in = false;
    for (; f; f = f->next) {
        CHECK(!(str_is(f->role, "楷体") && f->chars.len == 0)); /* found in the folder */
        body_stands_in = body_stands_in || (str_is(f->role, "仿宋") && f->chars.len == 0);
    }
    CHECK(body_stands_in);
    CHECK(has(bytes, "LXGWWenKai"));
}
