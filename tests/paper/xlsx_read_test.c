/* xlsx_read_test.c: workbooks as people's programs leave them, and files that only look like one.
 */
#include "paper/sheet.h"
#include "tests/paper/fixture.h"
#include "tests/test.h"

#include <string.h>

static struct arena a;

static const struct sheet *read_rows(const char *rows, const char *after, const char *strings,
                                     const char *styles)
{
    struct workbook *book = arena_alloc(&a, sizeof *book);
    struct sentence why = {0};
    enum err e = xlsx_read(&a, fixture_xlsx(&a, rows, after, strings, styles), book, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.zh));
    CHECK(e == ERR_NONE && book->n_sheets == 1);
    return &book->sheets[0];
}

static struct sentence refused(struct str bytes, enum err want)
{
    struct workbook book = {0};
    struct sentence why = {0};
    CHECK(xlsx_read(&a, bytes, &book, &why) == want);
    CHECK(why.zh.len && why.en.len && book.sheets == NULL);
    return why;
}

static void says(struct sentence why, const char *part)
{
    if (str_find(why.zh, str_c(part)) == SIZE_MAX)
        CHECK_STR(why.zh, str_c(part));
}

TEST(workbook_cells_are_found_by_address)
{
    const struct sheet *s =
        read_rows("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\"><v>12</v></c></row>",
                  "", "<si><t>甲</t></si><si><t>乙</t></si>", "");
    CHECK(s->rows == 2 && s->cols == 4 && s->n_cells == 2);
    CHECK_STR(s->name, STR("清单"));
    CHECK_STR(sheet_cell(s, 1, 1)->text, STR("乙"));
    CHECK_STR(sheet_cell(s, 1, 3)->text, STR("12"));
    CHECK(sheet_cell(s, 0, 0)->kind == CELL_EMPTY && sheet_cell(s, 9, 9)->kind == CELL_EMPTY);
    CHECK_STR(cell_where(&a, s, sheet_cell(s, 1, 3)), STR("「清单」D2"));
    size_t n;
    CHECK(sheet_row(s, 1, &n)->col == 1 && n == 2);
    CHECK(!sheet_row(s, 0, &n) && n == 0);
    arena_reset(&a);
}

TEST(workbook_addresses_read_and_write_back)
{
    static const char *const good[] = {"A1", "Z9", "AA10", "AZ3", "XFD1048576"};
    static const char *const bad[] = {"", "A", "1", "A0", "XFE1",
                                      "A1048577", "A1B", "AAAAAAAA1", "A99999999999", "甲1"};
    uint32_t row, col;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        CHECK(cell_address_read(str_c(good[i]), &row, &col));
        CHECK_STR(cell_address(&a, row, col), str_c(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!cell_address_read(str_c(bad[i]), &row, &col));
    CHECK(cell_address_read(STR("$B$7"), &row, &col) && row == 6 && col == 1);
    arena_reset(&a);
}

TEST(workbook_positions_may_be_left_out)
{
    const struct sheet *s = read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c "
                                      "r=\"C3\"><v>3</v></c><c><v>4</v></c></row>",
                                      "", "", "");
    CHECK_STR(sheet_cell(s, 0, 1)->text, STR("2"));
    CHECK_STR(sheet_cell(s, 2, 3)->text, STR("4"));
    arena_reset(&a);
}

TEST(workbook_prefixes_do_not_matter)
{
    struct fixture_part parts[] = {
        {"xl/workbook.xml",
         "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:workbookPr "
         "date1904=\"1\"/><x:sheets><x:sheet name=\"甲\" sheetId=\"1\" "
         "state=\"hidden\"/></x:sheets></x:workbook>"},
        {"xl/worksheets/sheet1.xml",
         "<x:worksheet xmlns:x=\"y\"><x:sheetData><x:row r=\"1\" hidden=\"true\"><x:c "
         "t=\"inlineStr\"><x:is><x:r><x:t>任</x:t></x:r><x:r><x:t xml:space=\"preserve\"> "
         "务</x:t></x:r><x:rPh><x:t>wu</x:t></x:rPh></x:is></x:c></x:row></x:sheetData></"
         "x:worksheet>"},
        {NULL, NULL},
    };
    struct workbook book;
    struct sentence why;
    CHECK(xlsx_read(&a, fixture_zip(&a, parts), &book, &why) == ERR_NONE);
    CHECK(book.n_sheets == 1 && book.sheets[0].hidden && sheet_row_hidden(&book.sheets[0], 0));
    CHECK_STR(sheet_cell(&book.sheets[0], 0, 0)->text, STR("任 务"));
    arena_reset(&a);
}

TEST(workbook_merged_ranges_give_their_value_to_every_cell)
{
    const struct sheet *s = read_rows(
        "<row r=\"1\"><c r=\"A1\"><v>7</v></c><c r=\"B1\"><v>8</v></c></row><row r=\"3\"><c "
        "r=\"C3\"><v>1</v></c></row>",
        "<mergeCells><mergeCell ref=\"A1:B3\"/><mergeCell ref=\"C3:C1048576\"/></mergeCells>", "",
        "");
    CHECK(s->n_merges == 2 && s->rows == 3);
    CHECK(!sheet_cell(s, 0, 0)->merged);
    for (uint32_t row = 0; row < 3; row++)
        for (uint32_t col = 0; col < 2; col++) {
            const struct cell *c = sheet_cell(s, row, col);
            CHECK_STR(c->text, STR("7"));
            CHECK(c->merged == (row || col) && c->from_row == 0 && c->from_col == 0 &&
                  c->row == row);
        }
    arena_reset(&a);
}

TEST(workbook_numbers_read_as_a_person_sees_them)
{
    static const struct {
        double n;
        const char *text;
    } rows[] = {{12, "12"},
                {0.1 + 0.2, "0.3"},
                {-5.5, "-5.5"},
                {1e15, "1000000000000000"},
                {123456789012345678.0, "123456789012346000"},
                {0.00001, "0.00001"},
                {-0.0, "0"},
                {1.25e-7, "0.000000125"},
                {1e20, "100000000000000000000"},
                {99.99, "99.99"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(number_text(&a, rows[i].n), str_c(rows[i].text));
    arena_reset(&a);
}

TEST(workbook_number_formats_decide_what_a_number_is)
{
    static const struct {
        unsigned id;
        const char *code;
        double n;
        enum cell_kind kind;
        enum cell_hint hint;
        const char *text;
    } rows[] = {
        {14, "", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {27, "", 45658, CELL_DATE, HINT_MONTH, "2025-01-01"},
        {31, "", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {36, "", 45658, CELL_DATE, HINT_MONTH, "2025-01-01"},
        {50, "", 45658, CELL_DATE, HINT_MONTH, "2025-01-01"},
        {58, "", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {22, "", 45658.5, CELL_DATE, HINT_DATE, "2025-01-01 12:00"},
        {22, "", 45658.99999, CELL_DATE, HINT_DATE, "2025-01-02 00:00"},
        {20, "", 0.25, CELL_NUMBER, HINT_TIME, "06:00"},
        {46, "", 1.25, CELL_NUMBER, HINT_TIME, "30:00"},
        {0, "yyyy\"年\"m\"月\"d\"日\";@", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {0, "[$-804]yyyy年mm月", 45658, CELL_DATE, HINT_MONTH, "2025-01-01"},
        {0, "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {0, "m/d", 45658, CELL_DATE, HINT_DATE, "2025-01-01"},
        {14, "", 1, CELL_DATE, HINT_DATE, "1900-01-01"},
        {14, "", 59, CELL_DATE, HINT_DATE, "1900-02-28"},
        {14, "", 60, CELL_NUMBER, HINT_DATE, "60"},
        {14, "", 61, CELL_DATE, HINT_DATE, "1900-03-01"},
        {14, "", 3e6, CELL_NUMBER, HINT_DATE, "3000000"},
        {14, "", -1, CELL_NUMBER, HINT_DATE, "-1"},
        {9, "", 0.5, CELL_NUMBER, HINT_PERCENT, "50%"},
        {10, "", 0.98705, CELL_NUMBER, HINT_PERCENT, "98.71%"},
        {0, "0.00E+00", 12, CELL_NUMBER, HINT_DECIMAL, "12"},
        {0, "¥#,##0.00", 12.5, CELL_NUMBER, HINT_MONEY, "12.5"},
        {0, "[$¥-804]#,##0", 12, CELL_NUMBER, HINT_MONEY, "12"},
        {0, "000", 7, CELL_NUMBER, HINT_INTEGER, "007"},
        {0, "\"第\"00\"号\"", 7, CELL_NUMBER, HINT_INTEGER, "第07号"},
        {0, "G/通用格式", 7, CELL_NUMBER, HINT_GENERAL, "7"},
        {0, "General", 7, CELL_NUMBER, HINT_GENERAL, "7"},
        {49, "", 7, CELL_NUMBER, HINT_TEXT, "7"},
        {0, "[Red]0;[Blue]yyyy", 7, CELL_NUMBER, HINT_INTEGER, "7"},
        {0, "\"unterminated", 7, CELL_NUMBER, HINT_GENERAL, "7"},
        {0, "[", 7, CELL_NUMBER, HINT_GENERAL, "7"},
        {0, "\\", 7, CELL_NUMBER, HINT_GENERAL, "7"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct number_format f = number_format_of(&a, rows[i].id, str_c(rows[i].code));
        struct cell c = {0};
        cell_set_number(&a, &c, rows[i].n, &f, false);
        CHECK_STR(c.text, str_c(rows[i].text));
        if (c.kind != rows[i].kind || c.hint != rows[i].hint)
            CHECK_STR(str_f(&a, "%zu: kind %d hint %d", i, c.kind, c.hint),
                      str_f(&a, "kind %d hint %d", (int)rows[i].kind, (int)rows[i].hint));
    }
    struct cell c = {0};
    struct number_format f = number_format_of(&a, 14, STR(""));
    cell_set_number(&a, &c, 0, &f, true);
    CHECK_STR(c.text, STR("1904-01-01"));
    arena_reset(&a);
}

TEST(workbook_values_of_every_kind)
{
    const struct sheet *s =
        read_rows("<row r=\"1\"><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c "
                  "t=\"str\"><f>A1</f><v>甲_x000D_\n_x4E59_</v></c><c><f>1+1</f></c><c "
                  "s=\"1\"><f>1</f><v>45658</v></c><c "
                  "t=\"d\"><v>2025-06-10T09:30:00</v></c><c><v>nan</v></c><c "
                  "t=\"s\"><v>0</v></c><c s=\"1\"/><c s=\"99\"><v>3</v></c></row>",
                  "<extLst><ext><row r=\"9\"><c><v>1</v></c></row></ext></extLst>",
                  "<si><t>文</t><rPh sb=\"0\" eb=\"1\"><t>ふ</t></rPh><phoneticPr/></si>",
                  "<numFmts><numFmt numFmtId=\"176\" "
                  "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs><xf "
                  "numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs>");
    static const struct {
        enum cell_kind kind;
        const char *text;
    } want[] = {
        {CELL_BOOL, "TRUE"},
        {CELL_ERROR, "#N/A"},
        {CELL_TEXT, "甲\n乙"},
        {CELL_ERROR, CELL_UNCOMPUTED},
        {CELL_DATE, "2025-01-01"},
        {CELL_DATE, "2025-06-10 09:30"},
        {CELL_TEXT, "nan"},
        {CELL_TEXT, "文"},
        {CELL_EMPTY, ""},
        {CELL_NUMBER, "3"},
    };
    for (uint32_t i = 0; i < sizeof want / sizeof *want; i++) {
        CHECK_STR(sheet_cell(s, 0, i)->text, str_c(want[i].text));
        CHECK(sheet_cell(s, 0, i)->kind == want[i].kind);
    }
    CHECK(s->rows == 1);
    arena_reset(&a);
}

TEST(workbook_refusals_name_part_and_line)
{
    says(refused(fixture_xlsx(&a, "\n<row r=\"1\"><c r=\"A0\"/></row>", "", "", ""), ERR_INPUT),
         "xl/worksheets/one.xml 第 2 行：“A0”");
    says(refused(fixture_xlsx(&a, "<row r=\"1048577\"/>", "", "", ""), ERR_INPUT), "1048577");
    says(refused(fixture_xlsx(&a, "<row r=\"1\"><c t=\"s\"><v>5</v></c></row>", "", "", ""),
                 ERR_INPUT),
         "A1：引用了不存在的共享文字");
    says(refused(fixture_xlsx(&a, "<row>", "", "", ""), ERR_INPUT), "XML 有误");
    says(refused(fixture_xlsx(&a, "", "<mergeCell ref=\"C3:A1\"/>", "", ""), ERR_INPUT), "C3:A1");
    says(refused(fixture_xlsx(&a, "", "", "<si><t>&undefined;</t></si>", ""), ERR_INPUT),
         "sharedStrings.xml");
    arena_reset(&a);
}

TEST(workbook_doctype_and_depth_are_refused)
{
    struct fixture_part doctype[] = {
        {"xl/workbook.xml", "<!DOCTYPE workbook [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>"},
        {NULL, NULL}};
    says(refused(fixture_zip(&a, doctype), ERR_INPUT), "DOCTYPE");
    struct buf deep = buf_new(&a, 100000);
    for (int i = 0; i < 70; i++)
        buf_c(&deep, "<a>");
    says(refused(fixture_xlsx(&a, str_z(&a, buf_view(&deep)), "", "", ""), ERR_LIMIT), "嵌套");
    arena_reset(&a);
}

TEST(workbook_text_has_a_limit)
{
    struct buf b = buf_new(&a, 1 << 20);
    buf_c(&b, "<row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><t>");
    for (int i = 0; i < PAPER_TEXT_CHARS_MAX; i++)
        buf_c(&b, "字");
    struct str full = str_f(&a, "%.*s</t></is></c></row>", STR_ARG(buf_view(&b)));
    struct str over = str_f(&a, "%.*s字</t></is></c></row>", STR_ARG(buf_view(&b)));
    CHECK(utf8_length(sheet_cell(read_rows(full.ptr, "", "", ""), 0, 1)->text) ==
          PAPER_TEXT_CHARS_MAX);
    says(refused(fixture_xlsx(&a, over.ptr, "", "", ""), ERR_LIMIT), "B1");
    arena_reset(&a);
}

TEST(workbook_files_that_are_none_say_what_they_are)
{
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    struct str password = str_f(&a, "%s", ole), xls = password;
    struct buf b = buf_new(&a, 1000), c = buf_new(&a, 1000);
    buf_str(&b, password);
    buf_put(&b, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
    buf_str(&c, xls);
    buf_put(&c, "..W\0o\0r\0k\0b\0o\0o\0k\0", 18);
    says(refused(buf_view(&b), ERR_INPUT), "打开密码");
    says(refused(buf_view(&c), ERR_INPUT), "另存为 .xlsx");
    says(refused(password, ERR_INPUT), "旧版 Office");
    says(refused(STR(""), ERR_INPUT), "空的");
    says(refused(STR("<html><table>"), ERR_INPUT), "不是 .xlsx 文件");
    struct str whole = fixture_xlsx(&a, "<row/>", "", "", "");
    for (size_t cut = 5; cut + 1 < whole.len; cut += 37)
        says(refused(str_sub(whole, 0, cut), ERR_INPUT), "不完整");
    says(refused(fixture_docx(&a, "", "", ""), ERR_INPUT), "Word");
    struct fixture_part other[] = {{"a.txt", "x"}, {NULL, NULL}};
    says(refused(fixture_zip(&a, other), ERR_INPUT), "没有 xl/workbook.xml");
    arena_reset(&a);
}

TEST(workbook_tricky_zip_names_are_refused)
{
    static const char *const names[] = {"../evil", "/etc/x", "xl/../../x", "a\\b", "c:x"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture_part parts[] = {
            {"xl/workbook.xml", "<workbook/>"}, {names[i], "x"}, {NULL, NULL}};
        says(refused(fixture_zip(&a, parts), ERR_INPUT), "越界");
    }
    struct fixture_part twice[] = {
        {"xl/workbook.xml", "<workbook/>"}, {"XL/Workbook.xml", "<workbook/>"}, {NULL, NULL}};
    says(refused(fixture_zip(&a, twice), ERR_INPUT), "同名");
    arena_reset(&a);
}

TEST(workbook_bomb_is_refused)
{
    struct buf b = buf_new(&a, 64 << 20);
    static char spaces[1 << 20];
    memset(spaces, ' ', sizeof spaces);
    for (int i = 0; i < 40; i++)
        buf_put(&b, spaces, sizeof spaces);
    buf_put(&b, "", 1);
    says(refused(fixture_xlsx(&a, "", b.ptr, "", ""), ERR_LIMIT), "解压后过大");
    arena_reset(&a);
}

TEST(workbook_damaged_bytes_never_crash_the_reader)
{
    struct str whole = fixture_xlsx(&a, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
                                    "<mergeCell ref=\"A1:C3\"/>", "<si><t>甲</t></si>",
                                    "<cellXfs><xf numFmtId=\"14\"/></cellXfs>");
    for (size_t i = 0; i < whole.len; i++) {
        struct arena b = {0};
        struct str copy = str_copy(&b, whole);
        struct workbook book;
        struct sentence why = {0};
        ((char *)(uintptr_t)copy.ptr)[i] ^= (char)(1 << (i % 8));
        enum err e = xlsx_read(&b, copy, &book, &why);
        CHECK(!e == !why.zh.len);
        arena_reset(&b);
    }
    arena_reset(&a);
}
