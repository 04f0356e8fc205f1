/* document_test.c: bulletin text, figures, and the renderers that write text. */
#include "paper/document.h"

#include "tests/paper/document_sample.h"
#include "tests/test.h"

#include <string.h>

static struct arena arena;
#define MAX (1 << 22)

static struct str source_of(const struct document *d)
{
    struct buf b = buf_new(&arena, MAX);
    document_source(d, &b);
    return buf_view(&b);
}

static struct str txt_of(const struct document *d)
{
    struct buf b = buf_new(&arena, MAX);
    document_txt(d, &b);
    return buf_view(&b);
}

static struct str html_of(const struct document *d)
{
    struct buf b = buf_new(&arena, MAX);
    document_html(d, &b);
    return buf_view(&b);
}

static struct str json_of(const struct document *d)
{
    struct buf b = buf_new(&arena, MAX);
    document_json(d, &b);
    return buf_view(&b);
}

static struct document *read_text(const char *text)
{
    struct document *d;
    struct sentence why;
    CHECK(document_read(&arena, str_c(text), &sample_figures, &d, &why) == ERR_NONE);
    return d;
}

static bool has(struct str text, const char *part) { return str_find(text, str_c(part)) != SIZE_MAX; }

TEST(bulletin_text_comes_back_as_it_was_written)
{
    static const char *const texts[] = {
        "标题\n一段。\n",
        "标题\n一、标题句\n（一）小标题。接着写正文，**加粗**又不加。\n(二)半角括号\n1.三级\n（1）四级。后文\n十二、再来\n",
        "标题\n已完成{{problem.closed}}个，占{{measure.rate}}，{{aspect.total|汉字|个}}，{{problem.total@aspect:2|个}}。\n",
        "标题\n|甲|乙|\n|{{problem.total|个}}|\\||\n|||\n\n|另一张|\n|表|\n\n后文\n",
        "标题\n\\一、这不是标题\n\\联系电话：也不是联系方式\n写\\{\\{ 和 \\}\\} 和 \\\\ 和 \\*\\*\n",
        "标题\n联系电话：000-1\n电子邮箱：a@example.org\n署名：某单位\n日期：2031年6月9日\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STR(source_of(read_text(texts[i])), str_c(texts[i]));
}

TEST(reading_is_indifferent_to_blank_lines_indents_and_line_ends)
{
    CHECK_STR(source_of(read_text("\xEF\xBB\xBF  标题 \r\n\r\n　　第一段\r\n\t第二段")), STR("标题\n第一段\n第二段\n"));
}

TEST(printed_text_reads_as_a_bulletin_again)
{
    struct document *d = sample_document(&arena), *again;
    struct sentence why;
    CHECK(document_read(&arena, txt_of(d), NULL, &again, &why) == ERR_NONE);
    CHECK_STR(again->title, d->title);
    CHECK(again->blocks->next->next->kind == DOCUMENT_HEADING);
}

TEST(headings_are_known_by_their_numerals)
{
    static const struct {
        const char *line;
        int level, number;
    } rows[] = {
        {"一、情况", 1, 1},
        {"十、", 1, 10},
        {"二十三、x", 1, 23},
        {"（九）y", 2, 9},
        {"(十一)y", 2, 11},
        {"3.z", 3, 3},
        {"12．z", 3, 12},
        {"（4）w", 4, 4},
        {"(40)w", 4, 40},
        {"1.5万元", 0, 0},
        {"一是提高", 0, 0},
        {"2031年", 0, 0},
        {"（一", 0, 0},
        {"、", 0, 0},
        {"", 0, 0},
        {"0.x", 0, 0},
        {"（）", 0, 0},
        {"（中）", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int number;
        CHECK(document_heading_level(str_c(rows[i].line), &number) == rows[i].level);
        CHECK(number == rows[i].number);
    }
}

TEST(a_headings_line_goes_on_after_its_first_full_stop)
{
    struct document *d = read_text("题\n（一）理清界线。逐段踏勘。\n（二）只有一句。\n");
    const struct document_block *b = d->blocks;
    CHECK(b->kind == DOCUMENT_HEADING && document_leads(b));
    CHECK_STR(b->runs->text, STR("（一）理清界线。"));
    CHECK(b->next->run_in);
    CHECK_STR(b->next->runs->text, STR("逐段踏勘。"));
    CHECK(b->next->next->kind == DOCUMENT_HEADING && !document_leads(b->next->next));
}

/* ---- figures ------------------------------------------------------------------------------- */

TEST(figures_are_printed_as_people_write_them)
{
    static const struct {
        enum document_value kind;
        int64_t number, whole;
        const char *unit, *filters, *text;
    } rows[] = {
        {DOCUMENT_COUNT, 27, 0, "个", "", "27"},
        {DOCUMENT_COUNT, 0, 0, "人", "人", "0人"},
        {DOCUMENT_COUNT, 8, 0, "个", "汉字", "八"},
        {DOCUMENT_COUNT, 12, 0, "个", "汉字|个", "十二个"},
        {DOCUMENT_COUNT, 110, 0, "个", "个|汉字", "一百一十个"},
        {DOCUMENT_COUNT, 103, 0, "", "汉字", "一百零三"},
        {DOCUMENT_COUNT, 0, 0, "", "汉字", "零"},
        {DOCUMENT_COUNT, 100010, 0, "", "汉字", "十万零一十"},
        {DOCUMENT_COUNT, 20003000, 0, "", "汉字", "二千万三千"},
        {DOCUMENT_COUNT, INT64_MAX, 0, "", "", "9223372036854775807"},
        {DOCUMENT_RATIO, 688, 697, "", "", "98.71%"},
        {DOCUMENT_RATIO, 1, 2, "", "%", "50%"},
        {DOCUMENT_RATIO, 1, 8, "", "", "12.5%"},
        {DOCUMENT_RATIO, 99999, 100000, "", "", "99.99%"},
        {DOCUMENT_RATIO, 5, 5, "", "", "100%"},
        {DOCUMENT_RATIO, 0, 0, "", "", "—"},
        {DOCUMENT_RATIO, 0, 9, "", "", "0%"},
        {DOCUMENT_RATIO, 1, 80000, "", "", "0%"},
        {DOCUMENT_RATIO, 3, 2, "", "", "150%"},
        {DOCUMENT_RATIO, INT64_MAX, INT64_MAX, "", "", "100%"},
        {DOCUMENT_MONEY, 1203500000, 0, "", "", "1203.5"},
        {DOCUMENT_MONEY, 1203500000, 0, "", "万元", "1203.5万元"},
        {DOCUMENT_MONEY, 1234567, 0, "", "元", "12345.67元"},
        {DOCUMENT_MONEY, 1234567, 0, "", "", "1.234567"},
        {DOCUMENT_MONEY, 1234500, 0, "", "万元", "1.2345万元"},
        {DOCUMENT_MONEY, 350, 0, "", "元", "3.50元"},
        {DOCUMENT_MONEY, 12345000000, 0, "", "亿元", "1.23亿元"},
        {DOCUMENT_MONEY, 4900, 0, "", "万元", "0.0049万元"},
        {DOCUMENT_MONEY, 0, 0, "", "", "0"},
        {DOCUMENT_MONEY, -2000000, 0, "", "万元", "-2万元"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sentence why;
        struct document_figure f = {.name = STR("x"), .kind = rows[i].kind, .number = rows[i].number, .whole = rows[i].whole, .unit = str_c(rows[i].unit), .filters = str_c(rows[i].filters)};
        CHECK(document_figure_print(&arena, &f, &why) == ERR_NONE);
        CHECK_STR(f.text, str_c(rows[i].text));
    }
}

/* ---- problems ------------------------------------------------------------------------------ */

TEST(each_problem_names_its_line_and_column_in_both_languages)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *says;
    } rows[] = {
        {"", 1, 1, "通报是空的"},
        {" \n\n", 1, 1, "通报是空的"},
        {"题\n已完成{{no.such}}个", 2, 4, "没有名为“no.such”的数字"},
        {"题\n\n　　甲{{problem.total", 3, 4, "没有合上"},
        {"题\n甲{{problem{{.total}}", 2, 2, "没有合上"},
        {"题\n甲}}乙", 2, 2, "多了“}}”"},
        {"题\n甲{{}}乙", 2, 2, "没有数字名"},
        {"题\n甲{{ |个}}乙", 2, 4, "没有数字名"},
        {"题\n甲{{problem.total|}}", 2, 17, "“|”后面没有写法"},
        {"题\n甲{{problem.total@ |个}}", 2, 17, "“@”后面没有范围"},
        {"题\n甲{{problem.total|人}}", 2, 2, "单位是“个”"},
        {"题\n甲{{measure.rate|汉字}}", 2, 2, "是比率"},
        {"题\n甲{{recovery.amount|万}}", 2, 2, "是金额"},
        {"题\n甲｛｛problem.total｝｝", 2, 2, "半角花括号"},
        {"题\n一段**没有合上", 2, 3, "“**”要成对"},
        {"题{{problem.total}}\n文", 1, 1, "标题里不能写数字名"},
        {"|甲|\n文", 1, 1, "第一行应当是标题"},
        {"题\n|甲|乙|\n|丙|", 3, 1, "这一行有1格，表格的第一行有2格"},
        {"题\n|", 2, 1, "1到16格"},
        {"题\n|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|", 2, 41, "1到16格"},
        {"题\n日期：2031年2月30日", 2, 4, "读不懂"},
        {"题\n日期：", 2, 4, "读不懂"},
        {"题\n署名：", 2, 4, "冒号后面是空的"},
        {"题\n联系电话：　", 2, 7, "冒号后面是空的"},
        {"题\n甲\x01乙", 2, 2, "U+0001"},
        {"题\n甲\xE2\x80\xAE乙", 2, 2, "U+202E"},
        {"题\n甲\xC0\xAF乙", 2, 2, "UTF-8"},
        {"题\n甲\xED\xA0\x80乙", 2, 2, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct document *d;
        struct sentence why;
        CHECK(document_read(&arena, str_c(rows[i].text), &sample_figures, &d, &why) == ERR_INPUT);
        struct document_problem *p = d->problems;
        if (p->line != rows[i].line || p->column != rows[i].column || !has(p->what.zh, rows[i].says))
            fprintf(stderr, "row %zu: %zu:%zu %.*s\n", i, p->line, p->column, STR_ARG(p->what.zh));
        CHECK(p->line == rows[i].line && p->column == rows[i].column && has(p->what.zh, rows[i].says));
        CHECK(p->what.en.len && d->problem_count >= 1);
    }
}

TEST(all_problems_are_told_but_not_without_end)
{
    struct buf b = buf_new(&arena, MAX);
    struct document *d;
    struct sentence why;
    buf_c(&b, "题\n");
    for (int i = 0; i < 500; i++)
        buf_c(&b, "{{nothing}} {{nothing}}\n");
    CHECK(document_read(&arena, buf_view(&b), &sample_figures, &d, &why) == ERR_INPUT);
    size_t listed = 0;
    for (struct document_problem *p = d->problems; p; p = p->next)
        listed++;
    CHECK(listed == DOCUMENT_PROBLEMS_MAX && d->problem_count == 1000);
    CHECK(has(txt_of(d), "{{nothing}}")); /* the preview shows what was written */
}

TEST(a_bulletin_too_long_is_refused_with_a_sentence)
{
    struct document *d;
    struct sentence why;
    char *p = arena_alloc(&arena, DOCUMENT_SOURCE_MAX + 1);
    memset(p, 'x', DOCUMENT_SOURCE_MAX + 1);
    CHECK(document_read(&arena, (struct str){p, DOCUMENT_SOURCE_MAX + 1}, NULL, &d, &why) == ERR_LIMIT);
    CHECK(why.zh.len && why.en.len);
    CHECK(document_read(&arena, (struct str){p, DOCUMENT_LINE_MAX + 1}, NULL, &d, &why) == ERR_INPUT);
    CHECK(has(d->problems->what.zh, "太长"));
}

TEST(a_failing_world_is_not_the_texts_problem)
{
    struct document *d = NULL;
    struct sentence why;
    CHECK(document_read(&arena, STR("题\n{{world.fails}}"), &sample_figures, &d, &why) == ERR_STORE);
    CHECK(d == NULL);
}

/* ---- renderers ------------------------------------------------------------------------------ */

TEST(html_links_each_figure_to_its_list)
{
    struct str h = html_of(sample_document(&arena));
    CHECK(has(h, "<a class=\"figure\" href=\"/f/problem.total?at=4096\" data-name=\"problem.total\" data-version=\"1\" "
                 "data-position=\"4096\">27个</a>"));
    CHECK(has(h, "<span class=\"figure\" data-name=\"aspect.total\"")); /* no address, no link */
    CHECK(has(h, "<div class=\"run-in\">\n<h3>（一）理清管护界线。</h3>\n<p>组织水利"));
    CHECK(has(h, "<thead><tr><th scope=\"col\">村名</th>"));
    CHECK(has(h, "<strong>每周巡查不少于两次</strong>"));
}

TEST(malicious_text_stays_text)
{
    struct document *d = document_new(&arena, STR("<script>alert(1)</script>&\x01"));
    struct document_figure f = {.name = STR("\"><img src=x>"), .scope = STR("'\""), .href = STR("javascript:alert(1)"), .number = 1};
    document_paragraph(d, STR("a\nb\xE2\x80\xAE"
                              "c\xFF<&>\"'"));
    document_run_figure(d, &f);
    f.href = STR("//elsewhere.example");
    document_run_figure(d, &f);
    f.href = STR("/a?b=\"><script>");
    f.filters = STR("没有这种写法");
    document_run_figure(d, &f);
    struct str h = html_of(d);
    CHECK(!has(h, "<script") && !has(h, "<img") && !has(h, "javascript") && !has(h, "elsewhere") && !has(h, "\x01"));
    CHECK(has(h, "href=\"/a?b=&quot;&gt;&lt;script&gt;\"") && has(h, "a b\uFFFDc\uFFFD&lt;&amp;&gt;&quot;&#39;"));
    CHECK(!has(json_of(d), "\x01") && utf8_valid(json_of(d)) && utf8_valid(txt_of(d)));
}

TEST(text_shows_what_a_reader_sees)
{
    struct str t = txt_of(sample_document(&arena));
    CHECK(str_starts(t, STR("中共云溪县委关于")));
    CHECK(has(t, "\n　　片区党工委把督查整改作为一件要紧事来办，对八个方面27个具体问题逐项研究措施，已完成26个，措施完成率98.71%，"
                 "挽回资金1203.5万元。\n"));
    CHECK(has(t, "\n　　（一）理清管护界线。组织水利"));
    CHECK(has(t, "\n下禾村\t86\t86\t\n"));
    CHECK(str_ends(t, STR("\n　　电子邮箱：zhenggai@example.org\n中共云溪县委办公室\n2031年6月9日\n")));
}

TEST(json_carries_structure_and_each_figure)
{
    struct str j = json_of(sample_document(&arena));
    CHECK(has(j, "{\"name\":\"problem.closed\",\"scope\":\"\",\"version\":2,\"value\":\"26\",\"unit\":\"个\",\"text\":\"26\","
                 "\"position\":4096,\"href\":\"/f/problem.closed?at=4096\"}"));
    CHECK(has(j, "\"value\":\"98.71\",\"unit\":\"%\",\"text\":\"98.71%\""));
    CHECK(has(j, "\"value\":\"1203.5\",\"unit\":\"万元\""));
    CHECK(has(j, "{\"kind\":\"heading\",\"level\":1,\"number\":2,\"text\":\"二、关于"));
    CHECK(has(j, "{\"text\":\"26\",\"figure\":2}"));
}

TEST(unfinished_blocks_are_not_printed)
{
    struct document *d = document_new(&arena, STR("题"));
    document_heading(d, 1, STR(""));
    document_run_in(d, STR("甲"));
    document_heading(d, 2, STR("（一）乙"));
    document_run_in(d, STR(""));
    document_table(d, 2);
    document_signature(d, STR(""));
    CHECK_STR(txt_of(d), STR("题\n\n　　甲\n　　（一）乙\n"));
    CHECK(!has(html_of(d), "div") && !has(html_of(d), "table"));
}

static size_t indent_of(const char *signature, const char *date, bool of_date)
{
    struct document *d = document_new(&arena, STR("题"));
    document_signature(d, str_c(signature));
    document_date(d, str_c(date));
    return document_closing_indent(&arena, d->blocks, of_date ? d->blocks->next : d->blocks);
}

TEST(the_date_begins_two_characters_right_of_the_signature)
{
    CHECK(indent_of("中共云溪县委办公室督查组", "2031年6月9日", false) == 4); /* 24 and 12 half characters */
    CHECK(indent_of("中共云溪县委办公室督查组", "2031年6月9日", true) == 12);
    CHECK(indent_of("县委", "2031年6月9日", true) == 4); /* the date is the longer one */
    CHECK(indent_of("县委", "2031年6月9日", false) == 16);
}
