/* Figure phrases: what is one, and what only looks like one. */
#include "tests/test.h"
#include "text/figures.h"

static struct arena a;

/* "value unit label qualifier@column" of every figure, joined by " | ". */
static struct str figures_in(const char *text)
{
    struct chars c;
    struct sentence why;
    struct buf b = buf_new(&a, 100000);
    CHECK(chars_read(&a, str_c(text), &c, &why) == ERR_NONE);
    struct figures f = figures_of(&a, &c);
    for (size_t i = 0; i < f.count; i++) {
        const struct figure *g = &f.items[i];
        buf_f(&b, "%s%.*s/%.*s/%.*s/%.*s@%zu", i ? " | " : "", STR_ARG(g->value), STR_ARG(g->unit), STR_ARG(g->label), STR_ARG(g->qualifier), g->column);
        CHECK(g->line == chars_line(&c, g->at));
    }
    return buf_view(&b);
}

TEST(figures_are_read_with_unit_label_and_qualifier)
{
    static const struct {
        const char *text, *figures;
    } rows[] = {
        {"给予党纪处分12人(党内警告7人,严重警告5人)", "12/人/党纪处分/@7 | 7/人/党内警告/@15 | 5/人/严重警告/@22"},
        {"组织处理2人，诫勉３人", "2/人/组织处理/@5 | 3/人/诫勉/@10"},
        {"对6个方面18个具体问题，制定41条整改措施", "6/个/方面/@2 | 18/个/具体问题/@6 | 41/条/整改措施/@16"},
        {"反馈18个（具体）问题", "18/个/问题/@3"},
        {"共计300余人参加", "300/人//共计、余@3"},
        {"村干部近200人", "200/人/村干部/近@5"},
        {"发放补贴1.2亿余元", "1.2/亿元/补贴/余@5"},
        {"办卡4.8万张", "4.8/万张/办卡/@3"},
        {"产值10亿元以上企业3家", "10/亿元/产值/以上@3 | 3/家/企业/@11"},
        {"占比预测为2.76%", "2.76/%/占比/预测@6"},
        {"收入比缩小至1.74。", "1.74//收入比缩小/@7"},
        {"成立五个工作组", "5/个/工作组/@3"},
        {"培育三大产业", "3/大/产业/@3"},
        {"用时两个月", "2/个月/用时/@3"},
        {"百余人到场", "100/人//余@1"},
        {"走访上百户", "100/户/走访/上@4"},
        {"数十家企业", "10/家/企业/数@1"},
        {"十三个方面", "13/个/方面/@1"},
        {"追缴资金1,205.5万元", "1205.5/万元/资金/@5"},
        {"满意率百分之九十五", "95/%/满意率/@4"},
        {"警告、记过各2人", "2/人/记过/各@7"},
        {"三万五千人", "35000/人//@1"},
        {"党内警告\t7\n诫勉|14|人", "7//党内警告/@6 | 14//诫勉/@4"},
        {"违规行为3起，国有2家", "3/起/违规行为/@5 | 2/家/国有/@10"},
        {"节约5万元", "5/万元/节约/@3"},
        {"专家(含外聘专家)13名", "13/名/专家/@10"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(str_f(&a, "%s: %.*s", rows[i].text, STR_ARG(figures_in(rows[i].text))), str_f(&a, "%s: %s", rows[i].text, rows[i].figures));
    arena_reset(&a);
}

TEST(what_only_looks_like_a_figure_is_none)
{
    static const char *const texts[] = {
        "2024年3月18日至5月17日", "二〇二四年", "2024.12.31", "云委〔2024〕5号", "[2024]12号文", "电话:0575-83010000",
        "邮编:312400", "第五巡视组", "第3批", "第一书记", "第一时间", "“4173”工程", "“315”科技", "\"4173\"", "《行动方案（2025—2027年）》",
        "“三重一大”", "“五张清单”", "一、关于", "（二）深入", "1.加强", "（3）推进", "一是提高", "整改一个问题", "二期工程", "八项规定精神",
        "前3名", "每两个月", "上一次", "三四个", "完成26/27", "G20峰会", "A4纸", "5G基站", "党的二十大精神", "每万人", "百人计划", "12345热线", "损失2 340余万元",
        "3月", "9:30", "一季度", "两个确立", "mail123@example.cn", "1.", "", "。", "％", "万元"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STR(str_f(&a, "%s: %.*s", texts[i], STR_ARG(figures_in(texts[i]))), str_f(&a, "%s: ", texts[i]));
    arena_reset(&a);
}

TEST(amounts_apply_wan_and_yi_and_refuse_what_overflows)
{
    int64_t n;
    struct figure f = {.value = STR("4.8"), .unit = STR("万张")};
    CHECK(figure_amount(&f, &n) && n == 48000000000);
    CHECK_STR(figure_unit_base(&f), STR("张"));
    f.value = STR("9999999999999999999999");
    CHECK(!figure_amount(&f, &n));
    f.value = STR("1.2345678");
    CHECK(!figure_amount(&f, &n));
    f = (struct figure){.value = STR("9999999"), .unit = STR("万亿元")};
    CHECK(!figure_amount(&f, &n));
}
