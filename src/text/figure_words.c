/* figure_words.c: the tables figures.c reads with; adding a measure word is adding a row. */
#include "text/figures.h"

/* `not_before`: characters that make the measure word part of another word (家庭, 项目, 部门).
 * `chinese`: may follow a Chinese numeral; the others are too often part of names there. */
static const struct measure {
    const char *word, *not_before;
    bool chinese, ahead;
} measures[] = {
    {"个百分点", "", true, false},
    {"百分点", "", false, false},
    {"个月", "", true, false},
    {"方面", "", true, false}, /* 3方面15个问题 */
    {"个小时", "", true, false},
    {"小时", "", true, false},
    {"分钟", "", false, false},
    {"学时", "", false, false},
    {"课时", "", false, false},
    {"%", "", false, false},
    {"‰", "", false, false},
    {"人次", "", true, false},
    {"户次", "", true, false},
    {"家次", "", true, false},
    {"件次", "", true, false},
    {"场次", "", true, false},
    {"批次", "", true, false},
    {"班次", "", false, false},
    {"人", "民才员大口均士手工", true, false},
    {"名", "单称额录义优", true, true},
    {"位", "于居", true, true},
    {"户", "籍外", true, true},
    {"家", "庭长属具电园乡访", true, true},
    {"个", "体别性", true, true},
    {"件", "", true, true},
    {"起", "来步到草", true, true},
    {"宗", "旨教", false, true},
    {"例", "会如行外", false, true},
    {"条", "例件款", true, true},
    {"项", "目", true, true},
    {"份", "额", true, true},
    {"封", "闭", false, true},
    {"期", "间限满刊工项", true, false},
    {"次", "产供性级要日月年", true, false},
    {"场", "所景地", true, true},
    {"轮", "", true, false},
    {"批", "准评复示", true, true},
    {"处", "理置级分罚于", false, true},
    {"所", "有在", false, true},
    {"座", "谈", false, true},
    {"栋", "", false, true},
    {"幢", "", false, true},
    {"套", "取", true, true},
    {"台", "账帐州湾", false, true},
    {"辆", "", false, true},
    {"部", "门分署委", false, true},
    {"篇", "", true, true},
    {"本", "轮次级地", false, true},
    {"册", "", false, true},
    {"张", "家", true, true},
    {"幅", "度", false, true},
    {"块", "", false, true},
    {"支", "部持出付行", false, true},
    {"只", "有要是", false, true},
    {"头", "", false, true},
    {"棵", "", false, true},
    {"株", "", false, true},
    {"大类", "", true, true},
    {"类", "似", true, true},
    {"种", "植", true, true},
    {"组", "织", false, true},
    {"村", "民委集级社", false, false},
    {"笔", "", true, true},
    {"单", "位独", false, true},
    {"间", "", false, true},
    {"对", "于", false, true},
    {"门", "店", false, true},
    {"节", "约点", false, true},
    {"堂", "", false, true},
    {"枚", "", false, true},
    {"卷", "", false, true},
    {"页", "", false, true},
    {"天", "津", false, false},
    {"倍", "", false, false},
    {"岁", "", false, false},
    {"元", "旦素", true, false},
    {"平方米", "", false, false},
    {"平方公里", "", false, false},
    {"立方米", "", false, false},
    {"公里", "", false, false},
    {"千米", "", false, false},
    {"米", "", false, false},
    {"公斤", "", false, false},
    {"千克", "", false, false},
    {"吨", "", false, false},
    {"亩", "均产", false, false},
    {"公顷", "", false, false},
    {"千瓦时", "", false, false},
    {"千瓦", "", false, false},
};
enum { MEASURES = sizeof measures / sizeof *measures };

static bool one_of(const struct chars *c, size_t i, const char *set)
{
    struct str s = str_c(set);
    if (i < c->n)
        for (size_t at = 0; at < s.len;)
            if (utf8_next(s, &at) == c->cp[i])
                return true;
    return false;
}

static size_t measure_at(const struct chars *c, size_t i, bool chinese)
{
    size_t best = 0;
    for (size_t k = 0; k < MEASURES; k++) {
        size_t n = chars_word(c, i, measures[k].word);
        if (n > best && (measures[k].chinese || !chinese) && !one_of(c, i + n, measures[k].not_before))
            best = n;
    }
    return best;
}

/* 三大产业, 八大行动; 二十大 and 八大以来 are congresses, 三大报告 does not occur. */
static bool big_at(const struct chars *c, size_t i)
{
    return chars_word(c, i, "大") && i + 1 < c->n && char_is_han(c->cp[i + 1]) && !one_of(c, i + 1, "精报以会召代上于量小约多型学规") &&
           !(i >= 2 && chars_word(c, i - 2, "二十")) && !(i >= 2 && one_of(c, i - 1, "六七八九") && chars_word(c, i - 2, "十"));
}

bool unit_at(const struct chars *c, size_t i, size_t to, bool chinese, size_t *multiplier_end, size_t *end)
{
    static const char *const multipliers[] = {"万亿", "万", "亿", "千万", "百万", "千", NULL};
    static const char *const about[] = {"余", "多", NULL};
    size_t m = chars_any(c, i, multipliers);
    size_t at = i + m + chars_any(c, i + m, about);
    size_t n = measure_at(c, at, chinese && !m);
    if (n == 0 && m && chars_word(c, i, "千")) /* 千 begins 千米 and 千瓦 as well */
        m = 0, at = i, n = measure_at(c, at, chinese);
    if (n == 0 && !m && big_at(c, at))
        n = 1;
    if (n == 0 && (!m || chinese))
        return false;
    if (at + n > to)
        return false;
    *multiplier_end = i + m;
    *end = at + n;
    return true;
}

bool unit_looks_ahead(struct str unit)
{
    for (size_t k = 0; k < MEASURES; k++)
        if (str_is(unit, measures[k].word))
            return measures[k].ahead;
    return true; /* 大, and a bare 万 */
}

size_t label_stop_at(const struct chars *c, size_t i)
{
    static const char *const words[] = {
        "参加", "参与", "作出", "开展", "进行", "获", "存在", "均", "全部", "已", "被", "等", "并", "和", "及", "与",
        "的", "在", "为", "达", "比", "较", "以", "占", "同比", "其中", "按", "经", "由", "向", "至", "到", "加强", "实施",
        "完成", "得到", "需", "未", "正", "是", "累计", "共", "分别", "现", "尚", "还", "制定", "研究", "进入", "通过", NULL};
    return chars_any(c, i, words);
}

size_t label_verb_at(const struct chars *c, size_t i)
{
    static const char *const words[] = {
        "给予", "给", "予以", "作出", "共给予", "累计给予", "已给予", "分别给予", "建立完善", "建立健全", "建立", "完善", "健全", "制定出台", "制定完善", "制定",
        "修订完善", "修订", "出台", "印发", "新增", "新建", "新认定", "认定", "召开", "举办", "开展", "组织开展", "发出", "发放",
        "下发", "制发", "查处", "收缴", "追缴", "清退", "挽回", "反馈", "对", "向", "将", "其中", "含", "包括", "并", "共", "已", "全市", "全县",
        "全区", "规范提升", "清理退出", "累计", "列出", "梳理", "形成", NULL};
    return chars_any(c, i, words);
}

bool set_phrase_at(const struct chars *c, size_t i)
{
    static const char *const words[] = {
        "五个一", "四个意识", "四个自信", "四个全面", "四个服从", "四个最严", "两个确立", "两个维护", "两个责任", "两个结合", "两个大局",
        "两个一百年", "两个毫不动摇", "两个巩固", "三个区分", "三个代表", "三个务必", "三个规定", "五个必须", "五个必由", "六个坚持", "六个必须",
        "七个有之", "十个明确", "十个坚持", "八项规定", "六项纪律", "六大纪律", "四种形态", "三次产业", "五大发展理念", "三人行", "五台山",
        "三家村", "两个先行", "四大班子", "四套班子", "五套班子", NULL};
    return chars_any(c, i, words) > 0;
}

/* `not_after`: characters that make the word the end of another one (行为, 国有, 节约). */
enum before_kind word_before(const struct chars *c, size_t from, size_t to, size_t *len)
{
    static const struct {
        const char *word, *not_after;
        enum before_kind kind;
    } words[] = {
        {"共计", "", BEFORE_QUALIFIER},
        {"合计", "", BEFORE_QUALIFIER},
        {"总计", "", BEFORE_QUALIFIER},
        {"累计", "", BEFORE_QUALIFIER},
        {"共", "公中", BEFORE_QUALIFIER},
        {"预测", "", BEFORE_QUALIFIER},
        {"预计", "", BEFORE_QUALIFIER},
        {"同比", "", BEFORE_QUALIFIER},
        {"环比", "", BEFORE_QUALIFIER},
        {"平均", "", BEFORE_QUALIFIER},
        {"近", "附接邻", BEFORE_INEXACT},
        {"约", "节预违合签公契", BEFORE_INEXACT},
        {"大约", "", BEFORE_INEXACT},
        {"超过", "", BEFORE_INEXACT},
        {"超", "", BEFORE_INEXACT},
        {"逾", "", BEFORE_INEXACT},
        {"突破", "", BEFORE_INEXACT},
        {"不低于", "", BEFORE_INEXACT},
        {"不少于", "", BEFORE_INEXACT},
        {"不超过", "", BEFORE_INEXACT},
        {"低于", "不", BEFORE_INEXACT},
        {"高于", "不", BEFORE_INEXACT},
        {"至少", "", BEFORE_INEXACT},
        {"最多", "", BEFORE_INEXACT},
        {"上", "", BEFORE_INEXACT},
        {"各", "", BEFORE_EACH},
        {"分别", "", BEFORE_COPULA},
        {"达到", "", BEFORE_COPULA},
        {"达", "发到", BEFORE_COPULA},
        {"为", "行作认成因", BEFORE_COPULA},
        {"至", "", BEFORE_COPULA},
        {"到", "受遭收", BEFORE_COPULA},
        {"是", "", BEFORE_COPULA},
        {"有", "国拥所公私占", BEFORE_COPULA},
        {"仅", "", BEFORE_COPULA},
        {"了", "", BEFORE_COPULA},
        {"计", "审统会设共合总累预", BEFORE_COPULA},
    };
    enum before_kind kind = BEFORE_NONE;
    *len = 0;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t n = chars_any_before(c, from, to, (const char *const[]){words[k].word, NULL});
        if (n > *len && !(to - n > from && one_of(c, to - n - 1, words[k].not_after))) {
            *len = n;
            kind = words[k].kind;
        }
    }
    return kind;
}

size_t bound_at(const struct chars *c, size_t i)
{
    static const char *const words[] = {"以上", "以下", "以内", "左右", "上下", "及以上", "(含)以上", NULL};
    return chars_any(c, i, words);
}
