/* fixture.c: see fixture.h. */
#include "tests/paper/fixture.h"
#include "tests/test.h"

#include <string.h>
#include <zip.h>

struct str fixture_zip(struct arena *a, const struct fixture_part *parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    CHECK(zip);
    zip_source_keep(to);
    for (; parts->name; parts++) {
        zip_source_t *s = zip_source_buffer(zip, parts->text, strlen(parts->text), 0);
        CHECK(s && zip_file_add(zip, parts->name, s, ZIP_FL_ENC_UTF_8) >= 0);
    }
    CHECK(zip_close(zip) == 0);
    zip_stat_t st;
    CHECK(zip_source_open(to) == 0 && zip_source_stat(to, &st) == 0);
    char *p = arena_alloc(a, st.size + 1);
    CHECK(zip_source_read(to, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(to);
    zip_source_free(to);
    return (struct str){p, st.size};
}

static const char RELS[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"%s\"/></Relationships>";

struct str fixture_xlsx(struct arena *a, const char *rows, const char *after, const char *strings,
                        const char *styles)
{
    struct fixture_part parts[] = {
        {"_rels/.rels", str_f(a, RELS, "xl/workbook.xml").ptr},
        {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"清单\" sheetId=\"1\" "
                            "r:id=\"rId7\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"rId7\" Type=\"a/worksheet\" "
         "Target=\"/xl/worksheets/one.xml\"/></Relationships>"},
        {"xl/worksheets/one.xml",
         str_f(a, "<worksheet><sheetData>%s</sheetData>%s</worksheet>", rows, after).ptr},
        {"xl/sharedStrings.xml", str_f(a, "<sst>%s</sst>", strings).ptr},
        {"xl/styles.xml", str_f(a, "<styleSheet>%s</styleSheet>", styles).ptr},
        {NULL, NULL},
    };
    return fixture_zip(a, parts);
}

struct str fixture_docx(struct arena *a, const char *body, const char *numbering,
                        const char *styles)
{
    struct fixture_part parts[] = {
        {"_rels/.rels", str_f(a, RELS, "word/document.xml").ptr},
        {"word/document.xml", str_f(a, "<w:document><w:body>%s</w:body></w:document>", body).ptr},
        {"word/numbering.xml", str_f(a, "<w:numbering>%s</w:numbering>", numbering).ptr},
        {"word/styles.xml", str_f(a, "<w:styles>%s</w:styles>", styles).ptr},
        {NULL, NULL},
    };
    return fixture_zip(a, parts);
}
