/* csv_read_test.c: tables and lines of plain text, in the encodings people save them in. */
#include "paper/sheet.h"
#include "tests/test.h"

static struct arena a;

static const struct sheet *read_csv(struct str bytes)
{
    struct workbook *book = arena_alloc(&a, sizeof *book);
    struct sentence why = {0};
    CHECK(csv_read(&a, bytes, book, &why) == ERR_NONE && book->n_sheets == 1);
    return &book->sheets[0];
}

static void refused(struct str bytes, const char *part)
{
    struct workbook book;
    struct sentence why = {0};
    CHECK(csv_read(&a, bytes, &book, &why) != ERR_NONE);
    if (str_find(why.zh, str_c(part)) == SIZE_MAX)
        CHECK_STR(why.zh, str_c(part));
    CHECK(why.en.len);
}

TEST(csv_quotes_and_line_breaks)
{
    const struct sheet *s =
        read_csv(STR("序号,问题\r\n1,\"甲,乙\n丙 \"\"丁\"\"\"\r\n\r\n3,\"a\"b\r4,\"\""));
    CHECK(s->rows == 5 && s->cols == 2);
    CHECK_STR(sheet_cell(s, 1, 1)->text, STR("甲,乙\n丙 \"丁\""));
    CHECK_STR(sheet_cell(s, 3, 1)->text, STR("ab"));
    CHECK_STR(sheet_cell(s, 4, 0)->text, STR("4"));
    CHECK(sheet_cell(s, 4, 1)->kind == CELL_EMPTY && sheet_cell(s, 2, 0)->kind == CELL_EMPTY);
    arena_reset(&a);
}

TEST(csv_separators_are_found)
{
    CHECK_STR(sheet_cell(read_csv(STR("a;b;c\n1,5;2;3\n")), 1, 0)->text, STR("1,5"));
    CHECK_STR(sheet_cell(read_csv(STR("a\tb\n甲,乙\t2\n")), 1, 0)->text, STR("甲,乙"));
    CHECK_STR(sheet_cell(read_csv(STR("\"x;y;z\",b\n1,2\n")), 0, 1)->text, STR("b"));
    CHECK_STR(sheet_cell(read_csv(STR("sep=|\r\na|b\n")), 0, 1)->text, STR("b"));
    CHECK_STR(sheet_cell(read_csv(STR("only\n")), 0, 0)->text, STR("only"));
    CHECK_STR(sheet_cell(read_csv(STR("=\"001\",2\n")), 0, 0)->text, STR("001"));
    CHECK(read_csv(STR(""))->rows == 0);
    arena_reset(&a);
}

TEST(csv_encodings_are_found)
{
    static const char *const same = "问题";
    CHECK_STR(sheet_cell(read_csv(STR("\xEF\xBB\xBF问题,1")), 0, 0)->text, str_c(same));
    CHECK_STR(sheet_cell(read_csv(STR("\xCE\xCA\xCC\xE2,1")), 0, 0)->text, str_c(same));
    CHECK_STR(sheet_cell(read_csv(STR("\xFF\xFE\xEE\x95\x98\x98,\0001\0")), 0, 0)->text,
              str_c(same));
    CHECK_STR(sheet_cell(read_csv(STR("\xFE\xFF\x95\xEE\x98\x98\0,\0001")), 0, 0)->text,
              str_c(same));
    CHECK_STR(sheet_cell(read_csv(STR("\x82\x35\x8F\x33,\xCE\xCA")), 0, 1)->text,
              STR("问")); /* four bytes */
    arena_reset(&a);
}

TEST(csv_refusals_name_the_line)
{
    refused(STR("a,b\n1,\"open\n2,3\n"), "第 2 行、第 2 列（B2）");
    refused(STR("a,b\n1,\xFF\xFF\n"), "第 2 行的文字编码");
    refused(STR("\xEF\xBB\xBF\xCE\xCA"), "编码");
    refused(STR("\xFF\xFE\x41"), "编码");
    refused(STR("\xFF\xFE\x00\xD8"), "编码");
    refused(STR("a\0b"), "不是文本");
    arena_reset(&a);
}

TEST(txt_lines_are_the_physical_ones)
{
    struct doc_text t;
    struct sentence why;
    CHECK(txt_read(&a, STR("一\r\n\n二\r三"), &t, &why) == ERR_NONE && t.n_lines == 4);
    CHECK_STR(t.lines[0].text, STR("一"));
    CHECK_STR(t.lines[1].text, STR(""));
    CHECK_STR(t.lines[2].text, STR("二"));
    CHECK_STR(t.lines[3].text, STR("三"));
    CHECK(txt_read(&a, STR("一\n"), &t, &why) == ERR_NONE && t.n_lines == 1);
    CHECK(txt_read(&a, STR(""), &t, &why) == ERR_NONE && t.n_lines == 0);
    CHECK(txt_read(&a, STR("a\0"), &t, &why) == ERR_INPUT);
    arena_reset(&a);
}
