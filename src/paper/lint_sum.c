/* lint_sum.c: parts and their whole. A whole is a figure followed by its parts:
 *
 *     94人(党内警告53人,严重警告30人,…)      all parts: their sum is the whole
 *     94人：党内警告53人、严重警告30人。      the same, when nothing else stands up to the full stop
 *     50人，其中党纪处分20人、诫勉30人        some parts: their sum does not exceed the whole
 *     16人（警告、记过各2人，…）             各 counts once for each name before it
 *
 * Only parts in the whole's own unit are summed (人 is not 人次); 万 and 亿 are applied. Nothing is
 * checked where a part is inexact (近, 余), a rate, or compares with another year. */
#include "paper/lint_rules.h"

enum { BRACKET_CHARS_MAX = 2000,
       PARTS_SHOWN = 12 };

enum mode { ALL_PARTS,
            SOME_PARTS };

struct parts {
    int64_t sum;
    size_t count, names_waiting;   /* names without a number of their own before 各 */
    bool unusable, partial, loose; /* LOOSE: something else stands among them */
    bool list_mark;                /* separated by 、 so far */
    size_t stopped;                /* where an open list ended */
    struct buf shown;              /* 53+30+1 */
};

static const struct {
    const char *word;
    int64_t times;
} multipliers[] = {{"万亿", 1000000000000}, {"千万", 10000000}, {"百万", 1000000}, {"亿", 100000000}, {"万", 10000}};

static struct str multiplier_word(const struct figure *f)
{
    return str_sub(f->unit, 0, f->unit.len - figure_unit_base(f).len);
}

static bool countable(const struct figure *f)
{
    static const char *const rates[] = {"", "%", "‰", "百分点", "个百分点", "倍", "个月", "小时", "个小时", "天", "岁", "分钟"};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (str_is(f->unit, rates[i]))
            return false;
    return !f->inexact;
}

static bool compares(const struct chars *c, size_t from, size_t to)
{
    static const char *const words[] = {"上年", "去年", "同期", "同比", "环比", "增加", "减少", "上升", "下降", "平均", "人均", "每", "较", "上轮", "上一轮", "目标", "计划", NULL};
    return chars_find_any(c, from, to, words);
}

/* Behind the bracket that opens at I, or I when it does not close in time. */
static size_t bracket_end(const struct chars *c, size_t i, size_t to)
{
    size_t depth = 0;
    for (size_t k = i; k < to && k - i < BRACKET_CHARS_MAX; k++) {
        depth += c->cp[k] == '(';
        depth -= c->cp[k] == ')';
        if (depth == 0)
            return k + 1;
    }
    return i;
}

static void take_part(struct parts *p, const struct figure *f)
{
    int64_t amount, times = f->each ? (int64_t)p->names_waiting + 1 : 1;
    if (!figure_amount(f, &amount) || amount > INT64_MAX / 4 / times || p->sum > INT64_MAX / 4) {
        p->unusable = true;
        return;
    }
    p->sum += amount * times;
    p->names_waiting = 0;
    p->count++;
    for (int64_t k = 0; k < times && p->count <= PARTS_SHOWN; k++) {
        buf_c(&p->shown, p->shown.len ? "+" : "");
        buf_str(&p->shown, f->value);
        buf_str(&p->shown, multiplier_word(f));
    }
}

/* The one figure of [FROM, TO) outside nested brackets; *MANY when there are several. */
static const struct figure *figure_in(const struct lint *l, size_t from, size_t to, bool *many)
{
    const struct figures *all = &l->bulletin.figures;
    const struct chars *c = &l->bulletin.chars;
    const struct figure *found = NULL;
    size_t inner = from;
    while (inner < to && c->cp[inner] != '(')
        inner++;
    size_t past = inner < to ? bracket_end(c, inner, to) : to;
    *many = false;
    for (size_t i = lint_figure_from(l, from); i < all->count && all->items[i].at < to; i++) {
        if (all->items[i].at > inner && all->items[i].at < past)
            continue;
        *many |= found != NULL;
        found = found ? found : &all->items[i];
    }
    return found;
}

static bool has_digit(const struct chars *c, size_t from, size_t to)
{
    for (; from < to; from++)
        if (char_is_digit(c->cp[from]))
            return true;
    return false;
}

/* Whether [FROM, TO) went into the parts; an open list ends at the first that does not. */
static bool take_item(struct lint *l, struct parts *p, size_t from, size_t to, const struct figure *whole)
{
    const struct chars *c = &l->bulletin.chars;
    bool many;
    from = chars_skip_space(c, from, to);
    while (to > from && char_is_space(c->cp[to - 1]))
        to--;
    if (from == to)
        return true;
    const struct figure *f = figure_in(l, from, to, &many);
    bool etc = chars_any_before(c, from, to, (const char *const[]){"等", "等人", NULL}) > 0;
    if (!f) {
        if (has_digit(c, from, to))
            return false;
        p->partial |= etc;
        p->names_waiting += !etc;
        return true;
    }
    bool same = str_eq(figure_unit_base(f), figure_unit_base(whole));
    if (many || !same || f->inexact || compares(c, from, to))
        return false;
    p->partial |= etc;
    take_part(p, f);
    return true;
}

static bool separates(uint32_t cp) { return cp == ',' || cp == 0x3001 || cp == ';' || cp == 0x3002; }

/* OPEN: the list is not in brackets and ends at the first thing that is no part. */
static struct parts read_parts(struct lint *l, size_t from, size_t to, const struct figure *whole, bool open)
{
    const struct chars *c = &l->bulletin.chars;
    struct parts p = {.shown = buf_new(l->arena, 4096), .stopped = to};
    size_t item = from;
    for (size_t i = from; i <= to; i++) {
        if (i < to && c->cp[i] == '(') {
            size_t past = bracket_end(c, i, to);
            i = past > i ? past - 1 : i;
            continue;
        }
        if (i < to && !separates(c->cp[i]))
            continue;
        size_t before = p.count;
        bool taken = take_item(l, &p, item, i, whole), mark = i < to && c->cp[i] == 0x3001;
        if (!taken || (open && i > item && p.count == before && i < to && !mark)) {
            p.unusable |= !open;
            p.stopped = item;
            break;
        }
        /* 其中甲20人、乙30人，丙5人: the comma ends a list made with 、 */
        if (open && p.list_mark && i < to && c->cp[i] == ',') {
            p.stopped = i;
            break;
        }
        p.list_mark |= mark && p.count;
        item = i + 1;
    }
    p.loose = p.names_waiting > 0;
    return p;
}

static struct str in_unit_of(struct lint *l, int64_t sum, const struct figure *whole)
{
    for (size_t i = 0; i < sizeof multipliers / sizeof *multipliers; i++)
        if (str_is(multiplier_word(whole), multipliers[i].word))
            sum /= multipliers[i].times;
    return lint_amount_text(l->arena, sum);
}

static void complain(struct lint *l, enum severity severity, const struct figure *whole,
                     const struct parts *p, enum mode mode)
{
    struct str sum = in_unit_of(l, p->sum, whole), label = lint_label(whole), shown = buf_view(&p->shown);
    const char *more = p->count > PARTS_SHOWN ? "+…" : "";
    struct sentence s;
    if (mode == ALL_PARTS)
        s = sentence_f(
            l->arena,
            "“%.*s”写的是%.*s%.*s，各分项相加是%.*s%.*s（%.*s%s）：请核对总数和每个分项。",
            "“%.*s” is given as %.*s%.*s, but its parts add up to %.*s%.*s (%.*s%s): check the "
            "whole and every part.",
            STR_ARG(label), STR_ARG(whole->value), STR_ARG(whole->unit), STR_ARG(sum),
            STR_ARG(whole->unit), STR_ARG(shown), more);
    else
        s = sentence_f(
            l->arena,
            "“%.*s”写的是%.*s%.*s，其中的分项相加已有%.*s%.*s（%.*s%s），超过了总数：请核对。",
            "“%.*s” is given as %.*s%.*s, but the parts named of it already come to %.*s%.*s "
            "(%.*s%s): check them.",
            STR_ARG(label), STR_ARG(whole->value), STR_ARG(whole->unit), STR_ARG(sum),
            STR_ARG(whole->unit), STR_ARG(shown), more);
    lint_point(l, "sum", severity, whole->at, s, sum, whole->value);
}

/* Sanctions are always listed whole, so even one part in brackets has to reach the total. */
static bool listed_whole(const struct figure *f)
{
    return str_ends(f->label, STR("处分")) || str_ends(f->label, STR("组织处理")) || str_ends(f->label, STR("组织措施"));
}

/* A rounded whole (1.2亿元 of 7960万元 and 4020万元) may differ by half of its last printed place. */
static bool rounded(const struct figure *whole, const struct parts *p, int64_t amount)
{
    struct figure one = *whole;
    int64_t place;
    one.value = STR("1");
    if (multiplier_word(whole).len == 0 || !figure_amount(&one, &place))
        return false;
    size_t point = str_find(whole->value, STR("."));
    for (size_t i = point == SIZE_MAX ? whole->value.len : point + 1; i < whole->value.len; i++)
        place /= 10;
    int64_t gap = amount > p->sum ? amount - p->sum : p->sum - amount;
    return place > 0 && gap <= place / 2 && p->sum % place != 0;
}

static void say_complete(struct lint *l, const struct figure *whole)
{
    struct sentence s = sentence_f(l->arena, "“%.*s”的“其中”各项之和正好等于总数%.*s：如已列全，可去掉“其中”。",
                                   "The 其中 parts of “%.*s” come to exactly the whole, %.*s: if the list is complete, 其中 can go.",
                                   STR_ARG(lint_label(whole)), STR_ARG(whole->value));
    lint_point(l, "sum", SEVERITY_INFO, whole->at, s, whole->value, whole->value);
}

static bool equals(const struct figure *whole, const struct parts *p)
{
    int64_t amount;
    return figure_amount(whole, &amount) && p->sum == amount;
}

static void judge(struct lint *l, const struct figure *whole, const struct parts *p, enum mode mode)
{
    int64_t amount;
    if (p->unusable || p->count == 0 || !figure_amount(whole, &amount))
        return;
    if (p->sum == amount || rounded(whole, p, amount)) {
        if (mode == SOME_PARTS && p->count >= 2)
            say_complete(l, whole);
        return;
    }
    bool over = p->sum > amount;
    if (!over && (mode == SOME_PARTS || p->partial || (p->count == 1 && !listed_whole(whole))))
        return;
    /* One person can get a Party and a governmental sanction: then the parts exceed the persons. */
    bool both = over && (str_find(whole->label, STR("党纪政务")) != SIZE_MAX || str_find(whole->label, STR("党政纪")) != SIZE_MAX);
    complain(l, both || p->loose ? SEVERITY_WARNING : SEVERITY_ERROR, whole, p, mode);
}

/* 党纪政务处分 are Party and governmental sanctions and nothing else: both told, even 其中 must reach the whole. */
static bool both_told(const struct lint *l, const struct figure *whole, size_t from, size_t to)
{
    const struct chars *c = &l->bulletin.chars;
    return (str_find(whole->label, STR("党纪政务")) != SIZE_MAX || str_find(whole->label, STR("党政纪")) != SIZE_MAX) &&
           chars_find(c, from, to, "党纪处分") != SIZE_MAX && chars_find(c, from, to, "政务处分") != SIZE_MAX;
}

static size_t subset_word(const struct chars *c, size_t i)
{
    static const char *const words[] = {"其中", "含", "包括", "包含", "其中:", "其中,", "其中包括", "其中有", NULL};
    return chars_any(c, i, words);
}

/* The bracket at AT; returns where reading goes on behind it. */
static size_t check_bracket(struct lint *l, const struct figure *whole, size_t at, size_t line_to)
{
    const struct chars *c = &l->bulletin.chars;
    size_t past = bracket_end(c, at, line_to);
    if (past == at)
        return line_to;
    size_t n = subset_word(c, at + 1);
    struct parts p = read_parts(l, at + 1 + n, past - 1, whole, false);
    judge(l, whole, &p, n ? SOME_PARTS : ALL_PARTS);
    return chars_skip_space(c, past, line_to);
}

static void check_whole(struct lint *l, const struct figure *whole)
{
    const struct chars *c = &l->bulletin.chars;
    size_t line_to = chars_line_end(c, whole->at), at = whole->end;
    if (whole->label_after)
        at = whole->label_at + utf8_length(whole->label);
    at = chars_skip_space(c, at, line_to);
    if (at < line_to && c->cp[at] == '(')
        at = check_bracket(l, whole, at, line_to);
    if (at >= line_to)
        return;
    bool comma = c->cp[at] == ',' || c->cp[at] == ';';
    size_t stop = lint_sentence_to(l, at + comma);
    stop = stop < line_to ? stop : line_to;
    if (chars_word(c, at + comma, "其中")) {
        struct parts p = read_parts(l, at + comma + subset_word(c, at + comma), stop, whole, true);
        bool all = p.count == 2 && p.sum < INT64_MAX / 4 && both_told(l, whole, at, p.stopped);
        judge(l, whole, &p, all && !equals(whole, &p) ? ALL_PARTS : SOME_PARTS);
    } else if (c->cp[at] == ':') {
        struct parts p = read_parts(l, at + 1, stop, whole, true);
        if (p.count >= 2 && p.stopped == stop)
            judge(l, whole, &p, ALL_PARTS);
    }
}

void lint_check_sums(struct lint *l)
{
    for (size_t i = 0; i < l->bulletin.figures.count; i++)
        if (countable(&l->bulletin.figures.items[i]))
            check_whole(l, &l->bulletin.figures.items[i]);
    lint_check_states(l);
}
