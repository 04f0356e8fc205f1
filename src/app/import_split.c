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
             STYLE_MEASURE };    /* 措施1： */

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

/* The number at *AT with its mark; *AT moves behind it. 3.5 and 2024年 are no such numbers. */
static enum style marker(struct str s, size_t *at, int64_t *n)
{
    size_t i = *at;
    enum style style;
    uint32_t cp = peek(s, i);
    if (in_brackets(s, at, n, &style))
        return style;
    if (cp >= 0x2460 && cp <= 0x2473) {
        *n = (int64_t)cp - 0x2460 + 1;
        step(s, at);
        return STYLE_CIRCLE;
    }
    bool word = str_starts(str_sub(s, i, s.len), STR("措施"));
    i += word ? STR("措施").len : 0;
    *n = read_arabic(s, &i);
    style = word ? STYLE_MEASURE : STYLE_ARABIC;
    if (!*n) {
        *n = read_han(s, &i);
        style = word ? STYLE_MEASURE : STYLE_HAN;
    }
    uint32_t mark = *n ? peek(s, i) : 0;
    bool plain = mark == 0x3001 || mark == 0xFF0E || mark == '.' || mark == ')' || mark == 0xFF09;
    bool colon = word && (mark == ':' || mark == 0xFF1A);
    if (!(plain && (style != STYLE_HAN || mark == 0x3001)) && !colon)
        return STYLE_NONE;
    step(s, &i);
    if (mark == '.' && is_digit(peek(s, i)))
        return STYLE_NONE;
    *at = i;
    return style;
}

struct str import_unnumbered(struct str s, int64_t *number)
{
    size_t at = 0;
    int64_t n = 0;
    s = str_trim(s);
    enum style style = marker(s, &at, &n);
    struct str rest = str_trim(str_sub(s, at, s.len));
    *number = 0;
    if (style == STYLE_NONE || utf8_length(rest) < 2)
        return s;
    *number = n;
    return rest;
}

/* ---- several measures in one cell ---------------------------------------------------------- */

/* Whether a new item may begin at AT: a new line, or behind a full stop or semicolon. */
static bool begins(struct str s, size_t at)
{
    while (at > 0 && (s.ptr[at - 1] == ' ' || s.ptr[at - 1] == '\t'))
        at--;
    if (at >= 3 && str_is(str_sub(s, at - 3, 3), "\xE3\x80\x80"))
        return begins(s, at - 3);
    struct str before = str_sub(s, 0, at);
    return at == 0 || s.ptr[at - 1] == '\n' || s.ptr[at - 1] == ';' ||
           str_ends(before, STR("；")) || str_ends(before, STR("。"));
}

static struct str item(struct str s)
{
    s = str_trim(s);
    while (s.len && (s.ptr[s.len - 1] == ';' || s.ptr[s.len - 1] == '\n'))
        s = str_trim(str_sub(s, 0, s.len - 1));
    if (str_ends(s, STR("；")))
        s.len -= STR("；").len;
    return str_trim(s);
}

size_t import_split_measures(struct arena *a, struct str s, struct str **out, bool *unclear)
{
    struct str *list = arena_alloc(a, SPLIT_MAX * sizeof *list);
    size_t count = 0, at = 0, from;
    int64_t n, wanted = 1, out_of_order = 0;
    s = str_trim(s);
    enum style style = marker(s, &at, &n);
    *out = list;
    *unclear = false;
    list[0] = s;
    if (style == STYLE_NONE || n != 1)
        return s.len ? 1 : 0;
    from = at;
    while (at < s.len && count + 1 < SPLIT_MAX) {
        size_t here = at, next = at;
        if (begins(s, here) && marker(s, &next, &n) == style) {
            if (n == wanted + 1) {
                list[count++] = item(str_sub(s, from, here - from));
                wanted++;
                from = at = next;
                continue;
            }
            out_of_order++;
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
    list[0] = s;
    return 1;
}

/* ---- rows that are no data ----------------------------------------------------------------- */

bool import_is_total(struct arena *a, struct str s)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计", "累计", "total", "subtotal"};
    if (utf8_length(s) > 12)
        return false;
    struct str key = text_key(a, s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(key, words[i]))
            return true;
    return false;
}

bool import_is_remark(struct str s)
{
    static const char *const words[] = {"注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明", "填报人", "填表人", "审核人", "制表", "联系人：", "联系电话：", "填报单位", "填报时间", "共 ", "第 "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(s, str_c(words[i])))
            return true;
    return false;
}
