/* import_split.c: what kind of row or text this is: several measures in one cell, a section row, a total, a remark. */
#include "app/import_private.h"

#include "text/normal.h"
#include "text/numerals.h"

enum { SPLIT_MAX = 200 };

/* ---- a number in front --------------------------------------------------------------------- */

enum style { STYLE_NONE,
             STYLE_ARABIC,       /* 1. 1、 1． 1) */
             STYLE_ARABIC_ROUND, /* （1） (1) */
             STYLE_CIRCLE,       /* ① */
             STYLE_HAN,          /* 一、 */
             STYLE_HAN_ROUND,    /* （一） */
             STYLE_MEASURE,      /* 措施1： 问题1： */
             STYLE_SPACE,        /* 1 at the start of a line, then a space */
             STYLE_SHI,          /* 一是 */
             STYLE_DI };         /* 第一， */

static bool is_digit(uint32_t cp) { return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19); }

static int64_t read_arabic(struct str s, size_t *at)
{
    int64_t n = 0;
    for (int digits = 0; digits < 4; digits++) {
        size_t next = *at;
        uint32_t cp = next < s.len ? utf8_next(s, &next) : 0;
        if (!is_digit(cp))
            break;
        n = n * 10 + (int64_t)(cp >= 0xFF10 ? cp - 0xFF10 : cp - '0');
        *at = next;
    }
    return n;
}

static int64_t read_han(struct str s, size_t *at)
{
    size_t to = *at;
    for (size_t next = to; next < s.len; to = next)
        if (!char_is_numeral(utf8_next(s, &next)))
            break;
    int64_t n = 0;
    struct str digits = str_sub(s, *at, to - *at);
    if (!digits.len || digits.len > 18 || !numeral_whole(digits, &n))
        return 0;
    *at = to;
    return n;
}

static uint32_t peek(struct str s, size_t at) { return at < s.len ? utf8_next(s, &at) : 0; }
static void step(struct str s, size_t *at)
{
    if (*at < s.len)
        utf8_next(s, at);
}

static bool in_brackets(struct str s, size_t *at, int64_t *n, enum style *style)
{
    size_t i = *at;
    if (peek(s, i) != '(' && peek(s, i) != 0xFF08)
        return false;
    step(s, &i);
    *n = read_arabic(s, &i);
    *style = STYLE_ARABIC_ROUND;
    if (!*n) {
        *n = read_han(s, &i);
        *style = STYLE_HAN_ROUND;
    }
    if (!*n || (peek(s, i) != ')' && peek(s, i) != 0xFF09))
        return false;
    step(s, &i);
    *at = i;
    return true;
}

/* ① ⑴ ⒈ */
static enum style one_sign(struct str s, size_t *at, int64_t *n)
{
    static const struct {
        uint32_t first, count;
    } signs[] = {{0x2460, 20}, {0x2474, 20}, {0x2488, 20}, {0x2776, 10}};
    uint32_t cp = peek(s, *at);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cp >= signs[i].first && cp < signs[i].first + signs[i].count) {
            *n = (int64_t)(cp - signs[i].first) + 1;
            step(s, at);
            return STYLE_CIRCLE;
        }
    return STYLE_NONE;
}

static bool skip(struct str s, size_t *at, const char *word)
{
    bool there = str_starts(str_sub(s, *at, s.len), str_c(word));
    *at += there ? str_c(word).len : 0;
    return there;
}

/* 一是, 第一， */
static enum style spoken(struct str s, size_t *at, int64_t *n)
{
    size_t i = *at;
    bool order = skip(s, &i, "第");
    *n = read_han(s, &i);
    if (!*n || *n > 20)
        return STYLE_NONE;
    bool mark = order ? skip(s, &i, "，") || skip(s, &i, ",") || skip(s, &i, "、") || skip(s, &i, "：")
                      : skip(s, &i, "是");
    if (!mark)
        return STYLE_NONE;
    skip(s, &i, "：");
    *at = i;
    return order ? STYLE_DI : STYLE_SHI;
}

/* 1.2025年6月 is number 1 before a year; 1.5 is none. */
static bool year_at(struct str s, size_t at)
{
    size_t to = at;
    int64_t year = read_arabic(s, &to);
    uint32_t mark = peek(s, to);
    return year >= 1990 && year < 2100 && (mark == 0x5E74 || mark == '.' || mark == '-' || mark == '/');
}

/* 一、二级公路 and 1、2号楼 name two things. */
static bool lists(struct str s, size_t at, int64_t n, enum style style)
{
    return (style == STYLE_HAN ? read_han(s, &at) : read_arabic(s, &at)) == n + 1 && peek(s, at) != 0x5E74;
}

static bool marks(struct str s, size_t *at, int64_t n, enum style style)
{
    uint32_t mark = peek(s, *at);
    step(s, at);
    if (mark == ':' || mark == 0xFF1A)
        return style == STYLE_MEASURE;
    if (style == STYLE_HAN && mark != 0x3001)
        return false;
    if (mark == '.' || mark == 0xFF0E)
        return !is_digit(peek(s, *at)) || year_at(s, *at);
    if (mark == 0x3001)
        return !lists(s, *at, n, style);
    return mark == ')' || mark == 0xFF09;
}

/* The number at *AT with its mark; *AT moves behind it. 3.5 and 2024年 are no such numbers. */
static enum style marker(struct str s, size_t *at, int64_t *n)
{
    size_t i = *at;
    enum style style;
    if (in_brackets(s, at, n, &style))
        return style;
    if ((style = one_sign(s, at, n)) || (style = spoken(s, at, n)))
        return style;
    bool word = skip(s, &i, "措施") || skip(s, &i, "问题") || skip(s, &i, "任务");
    *n = read_arabic(s, &i);
    style = STYLE_ARABIC;
    if (!*n) {
        *n = read_han(s, &i);
        style = STYLE_HAN;
    }
    style = word ? STYLE_MEASURE : style;
    if (!*n)
        return STYLE_NONE;
    uint32_t mark = peek(s, i);
    bool line = *at == 0 || s.ptr[*at - 1] == '\n';
    if (style == STYLE_ARABIC && line && (mark == ' ' || mark == 0x3000) && *n < 100) {
        step(s, &i);
        *at = i;
        return STYLE_SPACE;
    }
    if (!marks(s, &i, *n, style))
        return STYLE_NONE;
    *at = i;
    return style;
}

enum section_style import_section_style(struct str s, int64_t *number)
{
    size_t at = 0;
    s = str_trim(s);
    enum style style = marker(s, &at, number);
    return style == STYLE_NONE ? SECTION_PLAIN : style == STYLE_HAN     ? SECTION_HAN
                                             : style == STYLE_HAN_ROUND ? SECTION_HAN_ROUND
                                                                        : SECTION_OTHER;
}

struct str import_unnumbered(struct str s, int64_t *number)
{
    size_t at = 0;
    int64_t n = 0;
    s = str_trim(s);
    enum style style = marker(s, &at, &n);
    struct str rest = str_trim(str_sub(s, at, s.len));
    *number = 0;
    if (style == STYLE_NONE || style == STYLE_SPACE || style == STYLE_SHI || style == STYLE_DI || utf8_length(rest) < 2)
        return s;
    *number = n;
    return rest;
}

/* ---- several measures in one cell ---------------------------------------------------------- */

/* Whether a new item of this style may begin at AT: on a new line, behind a stop, comma or space; ① and （1）
 * anywhere. 一是…，二是… in one sentence is one measure. */
static bool begins(struct str s, size_t at, enum style style)
{
    static const char *const ends[] = {"\n", ";", "；", "。", NULL};
    static const char *const loose[] = {" ", "\t", "　", "，", ",", NULL};
    struct str before = str_sub(s, 0, at);
    if (style == STYLE_CIRCLE || style == STYLE_ARABIC_ROUND)
        return true;
    bool may = style == STYLE_ARABIC || style == STYLE_MEASURE;
    for (size_t i = 0; may && loose[i]; i++)
        if (str_ends(before, str_c(loose[i])))
            return true;
    before = str_trim(before);
    before.len += before.ptr + before.len < s.ptr + at && before.ptr[before.len] == '\n';
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(before, str_c(ends[i])))
            return true;
    return before.len == 0;
}

/* 按照第（2）项: not an item of its own. */
static bool refers(struct str s, size_t from, size_t to)
{
    static const char *const words[] = {"条", "项", "款", "类"};
    if (str_ends(str_sub(s, 0, from), STR("第")))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(str_sub(s, to, s.len), str_c(words[i])))
            return true;
    return false;
}

static struct str item(struct str s)
{
    s = str_trim(s);
    while (s.len && (s.ptr[s.len - 1] == ';' || s.ptr[s.len - 1] == '\n'))
        s = str_trim(str_sub(s, 0, s.len - 1));
    if (str_ends(s, STR("；")) || str_ends(s, STR("，")))
        s.len -= STR("；").len;
    return str_trim(s);
}

size_t import_split_measures(struct arena *a, struct str s, struct str **out, bool *unclear)
{
    struct str *list = arena_alloc(a, SPLIT_MAX * sizeof *list);
    size_t count = 0, at = 0, from;
    int64_t n, number, wanted = 1, out_of_order = 0;
    s = str_trim(s);
    enum style style = marker(s, &at, &n);
    *out = list;
    *unclear = false;
    list[0] = import_unnumbered(s, &number);
    if (style == STYLE_NONE || n != 1)
        return s.len ? 1 : 0;
    from = at;
    while (at < s.len && count + 1 < SPLIT_MAX) {
        size_t here = at, next = at;
        if (begins(s, here, style) && marker(s, &next, &n) == style && !refers(s, here, next)) {
            if (n == wanted + 1) {
                list[count++] = item(str_sub(s, from, here - from));
                wanted++;
                from = at = next;
                continue;
            }
            out_of_order += style != STYLE_CIRCLE && style != STYLE_ARABIC_ROUND && style != STYLE_SPACE;
        }
        step(s, &at);
    }
    list[count++] = item(str_sub(s, from, s.len - from));
    bool empty = false;
    for (size_t i = 0; i < count; i++)
        empty = empty || utf8_length(list[i]) < 2;
    *unclear = empty || out_of_order || count + 1 >= SPLIT_MAX;
    if (count > 1 && !*unclear)
        return count;
    *unclear = *unclear && (count > 1 || out_of_order);
    list[0] = *unclear ? s : import_unnumbered(s, &number);
    return 1;
}

/* ---- rows that are no data ----------------------------------------------------------------- */

bool import_is_total(struct arena *a, struct str s)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计", "累计", "total", "subtotal"};
    if (utf8_length(s) > 16)
        return false;
    struct str key = text_key(a, s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = str_c(words[i]).len;
        if (str_is(key, words[i]) || (str_starts(key, str_c(words[i])) && is_digit(peek(key, at))))
            return true; /* 合计3个问题 too */
    }
    return false;
}

/* What a row that holds no data begins with; the first lot followed by a colon, or alone. */
bool import_is_remark(struct str s)
{
    static const char *const titles[] = {"注", "备注", "说明", "填表说明", "填表人", "填报人", "制表人", "审核人", "联系人",
                                         "联系电话", "填报单位", "填报时间", "填表时间", "报送单位", "单位（盖章）", "单位(盖章)", "单位负责人",
                                         "主要负责人签字", "负责人签字", "签字", "盖章"};
    static const char *const starts[] = {"填表说明", "填报人", "填表人", "审核人", "制表", "注1", "注：", "共 ", "第 ", "（盖章", "单位（盖章）", "单位(盖章)"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t at = 0;
        if (skip(s, &at, titles[i]) && (at == s.len || peek(s, at) == ':' || peek(s, at) == 0xFF1A))
            return true;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(s, str_c(starts[i])))
            return true;
    return false;
}
