/* docx_read_test.c: documents with automatic numbers, tracked changes, text boxes and tables. */
#include "paper/docx_number.h"
#include "paper/sheet.h"
#include "tests/paper/fixture.h"
#include "tests/test.h"

static struct arena a;

static struct paper read_docx(const char *body, const char *numbering, const char *styles)
{
    struct paper p;
    struct sentence why = {0};
    enum err e = docx_read(&a, fixture_docx(&a, body, numbering, styles), &p, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.zh));
    CHECK(e == ERR_NONE && p.kind == PAPER_DOCX);
    return p;
}

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define N(id, level, text) \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" #level "\"/><w:numId w:val=\"" #id \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LEVEL(n, format, text) \
    "<w:lvl w:ilvl=\"" #n "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format \
    "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"

static const char LISTS[] = "<w:abstractNum w:abstractNumId=\"4\">" LEVEL(
    0, "chineseCounting", "%1、") LEVEL(1, "chineseCounting", "（%2）") LEVEL(2, "decimal", "%3.")
    LEVEL(3, "decimal",
          "%1.%4") "</w:abstractNum>"
                   "<w:abstractNum w:abstractNumId=\"5\">" LEVEL(
                       0, "bullet",
                       "o") "</w:abstractNum>"
                            "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num>"
                            "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num>"
                            "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride "
                            "w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";

TEST(docx_automatic_numbers_are_counted)
{
    struct paper p = read_docx(N(1, 0, "甲") N(1, 1, "乙") N(1, 1, "丙") N(1, 2, "丁") N(1, 0, "戊")
                                   N(1, 1, "己") N(2, 0, "庚") N(3, 0, "辛") N(1, 0, "壬")
                                       N(0, 0, "癸") N(99, 0, "子") N(1, 3, "丑"),
                               LISTS, "");
    static const char *const want[] = {"一、甲", "（一）乙", "（二）丙", "1.丁",
                                       "二、戊", "（一）己", "庚", "五、辛",
                                       "六、壬", "癸", "子", "六.1 丑"};
    CHECK(p.text.n_lines == sizeof want / sizeof *want);
    for (size_t i = 0; i < p.text.n_lines; i++)
        CHECK_STR(p.text.lines[i].text, str_c(want[i]));
    CHECK_STR(p.text.lines[1].number, STR("（一）"));
    CHECK(p.text.lines[6].number.len == 0);
    arena_reset(&a);
}

TEST(docx_numbers_in_every_format)
{
    static const struct {
        const char *format;
        unsigned n;
        const char *text;
    } rows[] = {{"decimal", 12, "12"},
                {"chineseCounting", 10, "十"},
                {"chineseCounting", 12, "十二"},
                {"chineseCountingThousand", 105, "一百零五"},
                {"chineseCountingThousand", 110, "一百一十"},
                {"chineseCounting", 1001, "一千零一"},
                {"chineseLegalSimplified", 12, "壹拾贰"},
                {"ideographTraditional", 10, "癸"},
                {"ideographTraditional", 11, "11"},
                {"ideographZodiac", 12, "亥"},
                {"decimalEnclosedCircle", 20, "⑳"},
                {"decimalEnclosedCircleChinese", 21, "21"},
                {"decimalFullWidth", 12, "１２"},
                {"ideographDigital", 20, "二〇"},
                {"decimalZero", 3, "03"},
                {"upperRoman", 1994, "MCMXCIV"},
                {"lowerLetter", 27, "aa"},
                {"upperLetter", 0, "0"},
                {"unheardOf", 3, "3"},
                {"chineseCounting", 0, "0"},
                {"chineseCounting", 10000, "10000"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(number_in_format(&a, str_c(rows[i].format), rows[i].n), str_c(rows[i].text));
    arena_reset(&a);
}

TEST(docx_styles_give_levels_and_numbers)
{
    struct paper p =
        read_docx("<w:p><w:pPr><w:pStyle "
                  "w:val=\"2\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:pPr><w:pStyle "
                  "w:val=\"T\"/></w:pPr><w:r><w:t>题</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl "
                  "w:val=\"2\"/></w:pPr></w:p>",
                  LISTS,
                  "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId "
                  "w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"2\"><w:name "
                  "w:val=\"own\"/><w:basedOn w:val=\"1\"/></w:style><w:style "
                  "w:styleId=\"T\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"T\"/><w:pPr><w:jc "
                  "w:val=\"center\"/></w:pPr></w:style>");
    CHECK_STR(p.text.lines[0].text, STR("一、甲"));
    CHECK_STR(p.text.lines[0].style, STR("own"));
    CHECK(p.text.lines[0].level == 1 && p.text.lines[1].level == 0 && p.text.lines[1].centred &&
          p.text.lines[2].level == 3);
    arena_reset(&a);
}

TEST(docx_deleted_hidden_and_field_text_is_left_out)
{
    struct paper p =
        read_docx("<w:p><w:pPr><w:tabs><w:tab "
                  "w:pos=\"1\"/></w:tabs></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></"
                  "w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移</w:t></"
                  "w:r></w:moveFrom><w:r><w:tab/><w:t>文</w:t><w:br/><w:t>本</w:t><w:br "
                  "w:type=\"page\"/></w:r><w:r><w:fldChar/><w:instrText>PAGE</"
                  "w:instrText><w:footnoteReference "
                  "w:id=\"1\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:sym "
                  "w:char=\"2460\"/><w:sym w:char=\"F06C\"/><w:sym "
                  "w:char=\"zz\"/></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></"
                  "w:pPr><w:r><w:t>前</w:t></w:r></w:p>" P("后"),
                  "", "");
    CHECK(p.text.n_lines == 2);
    CHECK_STR(p.text.lines[0].text, STR("新\t文\n本①"));
    CHECK_STR(p.text.lines[1].text, STR("前后"));
    arena_reset(&a);
}

TEST(docx_text_boxes_are_lines_once)
{
    struct paper p = read_docx("<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:"
                               "txbxContent>" P("框") "</w:txbxContent></wps:txbx></"
                                                      "mc:Choice><mc:Fallback><w:txbxContent>" P(
                                                          "框") "</w:txbxContent></mc:Fallback></"
                                                                "mc:AlternateContent><w:t>外</"
                                                                "w:t></w:r></w:p>",
                               "", "");
    CHECK(p.text.n_lines == 2);
    CHECK_STR(p.text.lines[0].text, STR("框"));
    CHECK_STR(p.text.lines[1].text, STR("外"));
    arena_reset(&a);
}

#define C(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" P(text) "</w:tc>"
TEST(docx_tables_are_sheets)
{
    struct paper p = read_docx(
        P("前") "<w:tbl><w:tr>" C("<w:gridSpan w:val=\"2\"/>", "宽") C("", "三") "</w:tr><w:tr>" C(
            "<w:vMerge w:val=\"restart\"/>", "高") "<w:tc>" N(1, 0, "甲")
            N(1, 0, "乙") "</w:tc>" C("", "丙") "</w:tr><w:tr>" C("<w:vMerge/>", "") C("", "丁")
                C("", "<w:tab/>") "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" C(
                    "", "删") "</w:tr><w:tr>" C("", "末") "</w:tr></w:tbl>" P("后"),
        LISTS, "");
    CHECK(p.text.n_lines == 3 && p.text.lines[1].table == 1 && p.book.n_sheets == 1);
    const struct sheet *s = &p.book.sheets[0];
    CHECK_STR(s->name, STR("表1"));
    CHECK(sheet_cell(s, 0, 1)->merged && s->rows == 4 && s->cols == 3);
    CHECK_STR(sheet_cell(s, 0, 1)->text, STR("宽"));
    CHECK_STR(sheet_cell(s, 1, 1)->text, STR("一、甲\n二、乙"));
    CHECK_STR(sheet_cell(s, 2, 0)->text, STR("高"));
    CHECK_STR(sheet_cell(s, 2, 1)->text, STR("丁"));
    CHECK_STR(sheet_cell(s, 3, 0)->text, STR("末"));
    arena_reset(&a);
}

TEST(docx_malformed_documents_are_refused)
{
    static const char *const bodies[] = {
        "<w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"256\"/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>",
        "&x;",
    };
    struct paper p;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct sentence why = {0};
        CHECK(docx_read(&a, fixture_docx(&a, bodies[i], "", ""), &p, &why) != ERR_NONE);
        CHECK(why.zh.len && why.en.len);
    }
    struct sentence why = {0};
    CHECK(docx_read(&a, fixture_xlsx(&a, "", "", "", ""), &p, &why) == ERR_INPUT);
    CHECK(str_find(why.zh, STR("Excel")) != SIZE_MAX);
    read_docx("</w:body><w:tc/><w:tr/><w:p><w:p/></w:p><w:body>",
              "<w:lvl w:ilvl=\"0\"/><w:num><w:lvlOverride "
              "w:ilvl=\"77\"><w:startOverride/></w:lvlOverride><w:lvl w:ilvl=\"0\"/></w:num>",
              "");
    arena_reset(&a);
}
