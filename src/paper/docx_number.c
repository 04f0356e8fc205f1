/* docx_number.c: see docx_number.h. */
#include "paper/docx_number.h"
#include "paper/package.h"
#include "paper/sheet.h"

#include <string.h>

enum { LISTS_MAX = 20000,
       LEVEL_TEXT_BYTES = 256,
       COUNT_MAX = 1000000 };

struct level {
    bool known;
    unsigned start;
    int restart; /* lvlRestart: 0 never, N after level N-1; -1 not given: after any level above */
    bool legal;  /* isLgl: all numbers of this level in digits */
    struct str format, text, style;
};

/* An abstract list: the levels, and where the counting stands; lists that share it count together.
 */
struct list {
    int64_t id;
    struct level levels[NUMBER_LEVELS];
    unsigned count[NUMBER_LEVELS];
    bool started[NUMBER_LEVELS];
};

struct num {
    int64_t id;
    struct list *list;
    bool overridden[NUMBER_LEVELS]; /* startOverride, not used yet */
    unsigned start[NUMBER_LEVELS];
};

struct numbering {
    struct list **lists;
    struct num *nums;
    size_t n_lists, cap_lists, n_nums, cap_nums;
    /* while reading */
    struct list *list; /* inside abstractNum, or inside an override that redefines levels */
    struct num *num;
    struct level *level;
    int64_t override_level;
};

/* ---- formats -------------------------------------------------------------------------------- */

static struct str pick(const char *characters, unsigned value) /* characters of three bytes each */
{
    return (struct str){characters + (size_t)(value - 1) * 3, 3};
}

/* 一百零五, or 壹佰零伍 with the other digits. Up to 9999, which no list passes. */
static struct str chinese(struct arena *a, unsigned value, const char *digits,
                          const char *const units[4], bool ten)
{
    struct buf b = buf_new(a, 128);
    unsigned scale = 1000;
    bool gap = false;
    if (value == 0 || value > 9999)
        return str_f(a, "%u", value);
    for (int i = 3; i >= 0; i--, scale /= 10) {
        unsigned d = value / scale % 10u;
        if (d == 0) {
            gap = b.len > 0;
            continue;
        }
        if (gap)
            buf_c(&b, "零");
        gap = false;
        if (!(ten && i == 1 && d == 1 && b.len == 0)) /* 十二, not 一十二 */
            buf_str(&b, pick(digits, d));
        buf_c(&b, units[i]);
    }
    return buf_view(&b);
}

static struct str roman(struct arena *a, unsigned value, bool lower)
{
    static const struct {
        unsigned value;
        const char *upper, *lower;
    } signs[] = {
        {1000, "M", "m"},
        {900, "CM", "cm"},
        {500, "D", "d"},
        {400, "CD", "cd"},
        {100, "C", "c"},
        {90, "XC", "xc"},
        {50, "L", "l"},
        {40, "XL", "xl"},
        {10, "X", "x"},
        {9, "IX", "ix"},
        {5, "V", "v"},
        {4, "IV", "iv"},
        {1, "I", "i"},
    };
    struct buf b = buf_new(a, 64);
    if (value > 3999)
        return str_f(a, "%u", value);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (; value >= signs[i].value; value -= signs[i].value)
            buf_c(&b, lower ? signs[i].lower : signs[i].upper);
    return buf_view(&b);
}

static struct str letters(struct arena *a, unsigned value, char first) /* a..z, aa, bb... as Word */
{
    struct buf b = buf_new(a, 64);
    char c = (char)(first + (int)((value - 1) % 26));
    for (unsigned i = 0; i <= (value - 1) / 26 && i < 40; i++)
        buf_put(&b, &c, 1);
    return buf_view(&b);
}

/* Each digit by itself: 一〇五, １０５. */
static struct str digit_wise(struct arena *a, unsigned value, const char *zero_to_nine)
{
    struct buf b = buf_new(a, 64);
    struct str s = str_f(a, "%u", value);
    for (size_t i = 0; i < s.len; i++)
        buf_put(&b, zero_to_nine + (size_t)(s.ptr[i] - '0') * 3, 3);
    return buf_view(&b);
}

static struct str enclosed(struct arena *a, unsigned value, uint32_t one, unsigned most)
{
    struct buf b = buf_new(a, 16);
    if (value == 0 || value > most)
        return str_f(a, "%u", value);
    utf8_put(&b, one + value - 1);
    return buf_view(&b);
}

static bool one_of(struct str s, const char *words) /* WORDS: each followed by a space */
{
    struct str rest = str_c(words), word;
    while (str_cut(&rest, ' ', &word))
        if (word.len && str_eq(word, s))
            return true;
    return false;
}

struct str number_in_format(struct arena *a, struct str format, unsigned value)
{
    static const char small[] = "一二三四五六七八九", legal[] = "壹贰叁肆伍陆柒捌玖";
    static const char *const small_units[] = {"", "十", "百", "千"}, *const legal_units[] = {
                                                                         "", "拾", "佰", "仟"};
    if (one_of(format, "chineseCounting chineseCountingThousand taiwaneseCounting "
                       "taiwaneseCountingThousand japaneseCounting koreanCounting"))
        return chinese(a, value, small, small_units, true);
    if (one_of(format, "chineseLegalSimplified ideographLegalTraditional japaneseLegal"))
        return chinese(a, value, legal, legal_units, false);
    if (one_of(format,
               "ideographDigital japaneseDigitalTenThousand taiwaneseDigital koreanDigital2"))
        return digit_wise(a, value, "〇一二三四五六七八九");
    if (one_of(format, "decimalFullWidth decimalFullWidth2"))
        return digit_wise(a, value, "０１２３４５６７８９");
    if (one_of(format, "ideographTraditional") && value && value <= 10)
        return pick("甲乙丙丁戊己庚辛壬癸", value);
    if (one_of(format, "ideographZodiac") && value && value <= 12)
        return pick("子丑寅卯辰巳午未申酉戌亥", value);
    if (one_of(format, "decimalEnclosedCircle decimalEnclosedCircleChinese"))
        return enclosed(a, value, 0x2460, 20);
    if (one_of(format, "decimalEnclosedParen"))
        return enclosed(a, value, 0x2474, 20);
    if (one_of(format, "decimalEnclosedFullstop"))
        return enclosed(a, value, 0x2488, 20);
    if (one_of(format, "ideographEnclosedCircle"))
        return enclosed(a, value, 0x3220, 10);
    if (one_of(format, "decimalZero"))
        return str_f(a, "%02u", value);
    if (one_of(format, "upperRoman lowerRoman"))
        return roman(a, value, format.ptr[0] == 'l');
    if (one_of(format, "upperLetter lowerLetter") && value)
        return letters(a, value, format.ptr[0] == 'l' ? 'a' : 'A');
    return str_f(a, "%u", value);
}

/* ---- counting ------------------------------------------------------------------------------- */

static struct num *find_num(const struct numbering *n, int64_t id)
{
    for (size_t i = 0; i < n->n_nums; i++)
        if (n->nums[i].id == id)
            return &n->nums[i];
    return NULL;
}

static struct list *find_list(const struct numbering *n, int64_t id)
{
    for (size_t i = 0; i < n->n_lists; i++)
        if (n->lists[i]->id == id)
            return n->lists[i];
    return NULL;
}

static void count(struct num *num, unsigned level)
{
    struct list *list = num->list;
    for (unsigned i = 0; i <= level; i++)
        if (num->overridden[i]) { /* this list starts anew, the first time it is met */
            num->overridden[i] = false;
            list->started[i] = false;
            list->levels[i].start = num->start[i];
        }
    if (list->started[level] && list->count[level] < COUNT_MAX)
        list->count[level]++;
    else if (!list->started[level])
        list->count[level] = list->levels[level].start;
    list->started[level] = true;
    for (unsigned i = level + 1; i < NUMBER_LEVELS; i++)
        if (list->levels[i].restart < 0 || (unsigned)list->levels[i].restart > level)
            list->started[i] = false;
}

/* The level's text with %1..%9 replaced; a level above that has no paragraph yet counts as begun.
 */
static struct str compose(struct list *list, struct arena *a, unsigned level)
{
    const struct level *l = &list->levels[level];
    struct buf b = buf_new(a, LEVEL_TEXT_BYTES * 8);
    for (size_t i = 0; i < l->text.len; i++) {
        char digit = i + 1 < l->text.len ? l->text.ptr[i + 1] : 0;
        if (l->text.ptr[i] != '%' || digit < '1' || digit > '9') {
            buf_put(&b, l->text.ptr + i, 1);
            continue;
        }
        unsigned of = (unsigned)(digit - '1');
        i++;
        if (of > level)
            continue;
        if (!list->started[of]) {
            list->started[of] = true;
            list->count[of] = list->levels[of].start;
        }
        if (!str_is(list->levels[of].format, "none"))
            buf_str(&b, number_in_format(a, l->legal ? STR("decimal") : list->levels[of].format,
                                         list->count[of]));
    }
    return buf_view(&b);
}

struct str numbering_next(struct numbering *n, struct arena *a, int64_t num_id, unsigned level)
{
    struct num *num = num_id ? find_num(n, num_id) : NULL;
    if (!num || !num->list || level >= NUMBER_LEVELS || !num->list->levels[level].known)
        return STR("");
    count(num, level);
    return str_is(num->list->levels[level].format, "bullet") ? STR("")
                                                             : compose(num->list, a, level);
}

unsigned numbering_level_of_style(const struct numbering *n, int64_t num_id, struct str style_id)
{
    const struct num *num = find_num(n, num_id);
    for (unsigned i = 0; num && num->list && style_id.len && i < NUMBER_LEVELS; i++)
        if (str_eq(num->list->levels[i].style, style_id))
            return i;
    return 0;
}

/* ---- reading -------------------------------------------------------------------------------- */

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

static void level_start(struct xml *x, struct numbering *n, const char *name, const char **atts)
{
    struct str val = xml_attr(atts, "val");
    int64_t number = xml_attr_int(atts, "val", -1);
    struct level *l = n->level;
    if (is(name, "start") && number >= 0 && number < COUNT_MAX)
        l->start = (unsigned)number;
    else if (is(name, "numFmt"))
        l->format = str_copy(x->arena, val);
    else if (is(name, "lvlText") && val.len <= LEVEL_TEXT_BYTES)
        l->text = str_copy(x->arena, val);
    else if (is(name, "lvlRestart"))
        l->restart = number >= 0 && number <= NUMBER_LEVELS ? (int)number : -1;
    else if (is(name, "isLgl"))
        l->legal = xml_attr_on(atts, "val", true);
    else if (is(name, "pStyle"))
        l->style = str_copy(x->arena, val);
}

static void add_list(struct xml *x, struct numbering *n, const char **atts)
{
    n->lists = array_room(x->arena, n->lists, n->n_lists, &n->cap_lists, sizeof *n->lists);
    n->list = n->lists[n->n_lists++] = arena_alloc(x->arena, sizeof *n->list);
    n->list->id = xml_attr_int(atts, "abstractNumId", -1);
}

static void add_num(struct xml *x, struct numbering *n, const char **atts)
{
    n->nums = array_room(x->arena, n->nums, n->n_nums, &n->cap_nums, sizeof *n->nums);
    n->num = &n->nums[n->n_nums++];
    *n->num = (struct num){.id = xml_attr_int(atts, "numId", 0)};
    n->override_level = -1;
}

/* A level redefined for one list only: that list then counts for itself, with a copy. */
static void own_list(struct xml *x, struct numbering *n)
{
    struct list *copy = arena_alloc(x->arena, sizeof *copy);
    if (n->num->list && n->num->list->id >= 0)
        *copy = *n->num->list;
    if (!n->num->list || n->num->list->id >= 0) {
        copy->id = -1;
        n->num->list = copy;
    }
    n->list = n->num->list;
}

static void numbering_start(struct xml *x, const char *name, const char **atts)
{
    struct numbering *n = x->ctx;
    int64_t level = xml_attr_int(atts, "ilvl", -1);
    if (n->n_lists + n->n_nums > LISTS_MAX)
        xml_fail(x, ERR_LIMIT,
                 sentence_f(x->arena, "%.*s：自动编号的列表超过 %d 个，拒绝读取。",
                            "%.*s: more than %d numbered lists; refused.", STR_ARG(x->part),
                            LISTS_MAX));
    else if (is(name, "abstractNum"))
        add_list(x, n, atts);
    else if (is(name, "num"))
        add_num(x, n, atts);
    else if (is(name, "abstractNumId") && n->num)
        n->num->list = find_list(n, xml_attr_int(atts, "val", -2));
    else if (is(name, "lvlOverride") && n->num)
        n->override_level = level;
    else if (is(name, "startOverride") && n->num && n->override_level >= 0 &&
             n->override_level < NUMBER_LEVELS) {
        int64_t start = xml_attr_int(atts, "val", 1);
        n->num->overridden[n->override_level] = true;
        n->num->start[n->override_level] = start < 0 || start > COUNT_MAX ? 1 : (unsigned)start;
    } else if (is(name, "lvl") && level >= 0 && level < NUMBER_LEVELS) {
        if (n->num)
            own_list(x, n);
        n->level = n->list ? &n->list->levels[level] : NULL;
        if (n->level)
            *n->level = (struct level){.known = true, .restart = -1, .format = STR("decimal")};
    } else if (n->level)
        level_start(x, n, name, atts);
}

static void numbering_end(struct xml *x, const char *name)
{
    struct numbering *n = x->ctx;
    if (is(name, "lvl"))
        n->level = NULL;
    else if (is(name, "abstractNum"))
        n->list = NULL;
    else if (is(name, "num")) {
        n->num = NULL;
        n->list = NULL;
    }
}

enum err numbering_read(struct package *p, struct str part, struct numbering **out,
                        struct sentence *why)
{
    static const struct xml_reader reader = {numbering_start, numbering_end, NULL};
    struct numbering *n = arena_alloc(package_arena(p), sizeof *n);
    enum err e = part.len ? package_parse(p, part, &reader, n, why) : ERR_NONE;
    if (e && e != ERR_MISSING)
        return e;
    *out = n;
    return ERR_NONE;
}
