/* Numerals, spelling, likeness and names. */
#include "tests/test.h"
#include "text/names.h"
#include "text/normal.h"
#include "text/numerals.h"
#include "text/similar.h"

static struct arena a;

static struct str read_numeral(const char *text, size_t *chars)
{
    struct chars c;
    struct sentence why;
    struct numeral *n = arena_alloc(&a, sizeof *n);
    CHECK(chars_read(&a, str_c(text), &c, &why) == ERR_NONE);
    if (!numeral_at(&c, 0, c.n, n))
        return STR("-");
    *chars = n->end;
    return numeral_digits(n);
}

TEST(numerals_are_read_as_printed)
{
    static const struct {
        const char *text, *value;
        size_t chars;
    } rows[] = {
        {"99条", "99", 2},
        {"１，２", "1", 1},
        {"1,116件", "1116", 5},
        {"1,11件", "1", 1},
        {"12,345,678", "12345678", 10},
        {"30.5件", "30.5", 4},
        {"30.", "30", 2},
        {"２７个", "27", 2},
        {"二〇二四年", "2024", 4},
        {"二十三", "23", 3},
        {"十", "10", 1},
        {"十五", "15", 2},
        {"两个", "2", 1},
        {"廿五", "25", 2},
        {"三百二十一", "321", 5},
        {"一百零五", "105", 4},
        {"一百五", "150", 3},
        {"一千零五十", "1050", 5},
        {"三万五千人", "35000", 4},
        {"三万元", "3", 1},
        {"一千万元", "1000", 2},
        {"三点五万", "3.5", 3},
        {"百余人", "100", 1},
        {"数十人", "10", 2},
        {"几百", "100", 2},
        {"三四个", "-", 0},
        {"数个", "-", 0},
        {"壹拾贰", "12", 3},
        {"人", "-", 0},
        {"1234567890123456789012345678901234567890", "-", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t chars = 0;
        CHECK_STR(read_numeral(rows[i].text, &chars), str_c(rows[i].value));
        CHECK(chars == rows[i].chars);
    }
    arena_reset(&a);
}

TEST(whole_numbers_apply_wan_and_yi)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {{"十五万", 150000}, {"一亿三千万", 130000000}, {"三万亿", 3000000000000}, {"１，２００", -1}, {"1,200", 1200}, {"2万", 20000}, {"二十七", 27}, {" 8 ", 8}, {"", -1}, {"8个", -1}, {"万", -1}, {"1.5", -1}, {"九亿亿亿亿", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = -1;
        CHECK(numeral_whole(str_c(rows[i].text), &value) == (rows[i].value >= 0));
        CHECK(value == rows[i].value);
    }
}

TEST(characters_keep_their_columns_whatever_the_bytes)
{
    struct chars c;
    struct sentence why;
    CHECK(chars_read(&a, STR("\xEF\xBB\xBF（一）\r\n甲\xFF乙\r丙\n"), &c, &why) == ERR_NONE);
    CHECK(c.lines == 4 && c.bad == 1 && c.cp[0] == '(');
    CHECK(chars_line(&c, c.bad_at) == 2 && chars_column(&c, c.bad_at) == 2);
    CHECK_STR(chars_slice(&c, 0, 3), STR("（一）"));
    CHECK(chars_find(&c, 0, c.n, "丙") == c.start[2]);
    CHECK(chars_read(&a, STR(""), &c, &why) == ERR_NONE && c.n == 0 && c.lines == 1);
    struct str big = {arena_alloc(&a, CHARS_BYTES_MAX + 1), CHARS_BYTES_MAX + 1};
    CHECK(chars_read(&a, big, &c, &why) == ERR_LIMIT && why.zh.len && why.en.len);
    arena_reset(&a);
}

TEST(spelling_is_made_one)
{
    CHECK_STR(text_normal(&a, STR("整改台帐　２０２４年ＡＢ")), STR("整改台账 2024年AB"));
    CHECK_STR(text_normal(&a, STR("帐篷，（一）①㎡")), STR("帐篷，（一）①㎡"));
    CHECK_STR(text_normal(&a, STR("\xE2\x80\x8B甲\xEF\xBB\xBF乙")), STR("甲乙"));
    CHECK_STR(text_normal(&a, STR("⼀⽅")), STR("一方"));   /* Kangxi radicals */
    CHECK_STR(text_normal(&a, STR("e\xCC\x81")), STR("é")); /* NFC */
    CHECK_STR(text_normal(&a, STR("")), STR(""));
    CHECK_STR(text_key(&a, STR(" 整改 台帐（Ａ）")), STR("整改台账a"));
    CHECK(utf8_valid(text_normal(&a, STR("\xFF\xFE甲"))));
    arena_reset(&a);
}

TEST(likeness_of_texts_made_ready_is_the_same)
{
    const struct str texts[] = {STR(""), STR("甲"), STR("乙"), STR("甲乙"), STR("修订完善管理办法并公开"), STR("修订完善管理办法，并公开"), STR("修订完善管理制度并公开"), STR("组织开展业务培训"), STR("甲甲甲甲甲"), STR("甲甲甲")};
    enum { N = sizeof texts / sizeof *texts };
    struct arena arena = {0};
    struct similar ready[N];
    for (size_t i = 0; i < N; i++)
        ready[i] = similar_of(&arena, texts[i]);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++)
            for (int64_t percent = 0; percent <= 100; percent += 5) {
                double like = text_similarity(texts[i], texts[k]) * 100;
                CHECK(similar_reaches(&ready[i], &ready[k], percent) == (like >= (double)percent - 1e-9));
            }
    arena_reset(&arena);
}

TEST(likeness_suspects_names_of_one_unit)
{
    CHECK(text_similarity(STR("市教育局"), STR("市教育局")) == 1);
    CHECK(text_similarity(STR("甲"), STR("甲")) == 1 && text_similarity(STR("甲"), STR("乙")) == 0);
    CHECK(text_similarity(STR(""), STR("")) == 1 && text_similarity(STR(""), STR("甲乙")) == 0);
    CHECK(text_distance(STR("市教育局"), STR("市教体局")) == 1 && text_distance(STR(""), STR("甲乙")) == 2);
    CHECK(text_distance(STR("市 教育局"), STR("市教育局")) == 0);
    CHECK(text_suspect_same(STR("市教育局"), STR("市教体局")));
    CHECK(text_suspect_same(STR("云溪市财政局"), STR("市财政局")));
    CHECK(!text_suspect_same(STR("市教育局"), STR("市教育局")) && !text_suspect_same(STR("市财政局"), STR("市水利局办公室")));
}

TEST(names_in_one_cell_are_split)
{
    static const struct {
        const char *text;
        size_t count;
        const char *names[4];
    } rows[] = {
        {"市教育局、市财政局；市审计局", 3, {"市教育局", "市财政局", "市审计局"}},
        {"市教育局,市财政局\n市水利局/市审计局", 4, {"市教育局", "市财政局", "市水利局", "市审计局"}},
        {"市人力资源和社会保障局", 1, {"市人力资源和社会保障局"}},
        {"市委办公室和市政府办公室", 2, {"市委办公室", "市政府办公室"}},
        {"市教育局（基教科、德育科）、市财政局", 2, {"市教育局（基教科、德育科）", "市财政局"}},
        {"牵头单位：市教育局、市教育局等", 1, {"市教育局"}},
        {"（市教育局\n市财政局", 2, {"（市教育局", "市财政局"}},
        {" 、；", 0, {NULL}},
        {"", 0, {NULL}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str *names;
        CHECK(text_split_names(&a, str_c(rows[i].text), &names) == rows[i].count);
        for (size_t k = 0; k < rows[i].count; k++)
            CHECK_STR(names[k], str_c(rows[i].names[k]));
    }
    arena_reset(&a);
}
