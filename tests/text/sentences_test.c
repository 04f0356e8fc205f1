/* sentences_test.c: a pasted paper is cut where a reader would stop, and nothing of it is lost. */
#include "tests/test.h"
#include "text/sentences.h"

static struct arena a;

static struct str blankless(struct str s)
{
    struct buf b = buf_new(&a, s.len + 16);
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(s, &at);
        if (cp != ' ' && cp != '\t' && cp != '\r' && cp != '\n' && cp != 0x3000 && cp != 0xA0 && cp != 0xFEFF)
            buf_str(&b, str_sub(s, from, at - from));
    }
    return buf_view(&b);
}

static struct str joined(struct str text, const char *between)
{
    struct sentence_part *list;
    struct sentence why;
    size_t n;
    struct buf b = buf_new(&a, 1 << 22);
    CHECK(sentences_cut(&a, text, &list, &n, &why) == ERR_NONE);
    for (size_t i = 0; i < n; i++) {
        CHECK(list[i].text.len && utf8_length(list[i].text) <= SENTENCE_CUT_CHARS);
        buf_c(&b, i ? between : "");
        buf_c(&b, list[i].heading && *between ? "#" : "");
        buf_str(&b, list[i].text);
    }
    return buf_view(&b);
}

TEST(a_paper_is_cut_where_a_reader_stops)
{
    static const struct {
        const char *text, *parts;
    } rows[] = {
        {"", ""},
        {" \n　\n\t", ""},
        {"窗口收件不规范。企业多次跑路！", "窗口收件不规范。|企业多次跑路！"},
        {"甲；乙？丙!丁;戊", "甲；|乙？|丙!|丁;|戊"},
        {"他说：“先收件。再退件。”后来没有再办。又一句。", "他说：“先收件。再退件。”后来没有再办。|又一句。"},
        {"印发《办法（试行）。修订》以后没有执行。", "印发《办法（试行）。修订》以后没有执行。"},
        {"没有闭合的“引号。照样断句。", "没有闭合的“引号。|照样断句。"},
        {"问题属实！！！”又来。", "问题属实！！！”|又来。"},
        {"一、落实绿色发展要求不到位\n（一）水源地整治不彻底\n3家农家乐没有接管。", "#一、落实绿色发展要求不到位|#（一）水源地整治不彻底|3家农家乐没有接管。"},
        {"一、水源地整治不彻底。3家农家乐没有接管。", "一、水源地整治不彻底。|3家农家乐没有接管。"},
        {"1.5万元没有入账\r\n第一，账实不符\n2．台账缺失\n(3) 复核缺位", "1.5万元没有入账|#第一，账实不符|#2．台账缺失|#(3) 复核缺位"},
        {"　　首行缩进的一句。　　另一句。  ", "首行缩进的一句。|另一句。"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(joined(str_c(rows[i].text), "|"), str_c(rows[i].parts));
    arena_reset(&a);
}

TEST(headings_are_told_from_numbers)
{
    static const char *const yes[] = {"一、甲", "十二、甲", "（一）甲", "(二)甲", "1.甲", "12．甲", "3、甲", "（4）甲", "第三，甲", "第一、甲", "①甲"};
    static const char *const no[] = {"", "甲", "1.5万元", "2025年", "一些单位", "（甲）", "（一", "第一批", "3", "一", "27个问题"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        CHECK(sentence_is_heading(str_c(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        CHECK(!sentence_is_heading(str_c(no[i])));
}

static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Property: the parts put together are the text, blanks aside, whatever the text. */
TEST(cutting_loses_and_adds_nothing)
{
    static const char *const pieces[] = {"。", "！", "；", "?", "《", "》", "“", "”", "（", "）", "(", ")", "一、", "（一）", "1.", "\n", "\r\n", " ", "　", "，",
                                         "县", "问题", "3", "\xff", "\xe4\xb8", "①", "「", "]"};
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        struct buf b = buf_new(&a, 1 << 20);
        for (uint32_t n = draw(&seed) % 300; n > 0; n--)
            buf_c(&b, pieces[draw(&seed) % (sizeof pieces / sizeof *pieces)]);
        CHECK_STR(blankless(joined(buf_view(&b), "")), blankless(buf_view(&b)));
        arena_reset(&a);
    }
}

TEST(a_sentence_without_end_is_cut_at_a_comma)
{
    struct buf b = buf_new(&a, 1 << 20);
    for (int i = 0; i < 400; i++)
        buf_c(&b, "长句，没有");
    struct str parts = joined(buf_view(&b), "|");
    CHECK(str_find(parts, STR("长句，|没有")) != SIZE_MAX);
    struct buf bare = buf_new(&a, 1 << 20);
    for (int i = 0; i < 2500; i++)
        buf_c(&bare, "长");
    CHECK_STR(blankless(joined(buf_view(&bare), "")), buf_view(&bare));
    arena_reset(&a);
}

TEST(too_many_sentences_are_refused_with_a_sentence)
{
    struct sentence_part *list;
    struct sentence why = {0};
    size_t n;
    struct buf b = buf_new(&a, 1 << 20);
    for (int i = 0; i <= SENTENCES_MAX; i++)
        buf_c(&b, "句。");
    CHECK(sentences_cut(&a, buf_view(&b), &list, &n, &why) == ERR_LIMIT && why.zh.len && why.en.len);
    arena_reset(&a);
}
