/* figures.c: see figures.h. One pass over the characters; what cannot hold a figure (titles in 《》,
 * short quotations, dates, ordinals) is stepped over before a number is tried. */
#include "text/figures.h"

#include "text/dates.h"

enum { TITLE_CHARS_MAX = 200,
       QUOTED_CHARS_MAX = 30,
       BRACKET_CHARS_MAX = 60,
       AFTER_CHARS_MAX = 16 };

struct scan {
    struct arena *arena;
    const struct chars *c;
    struct figures *out;
    size_t line_from, line_to; /* characters of the line being read */
    size_t floor;              /* labels do not reach back before it */
};

static bool in_set(uint32_t cp, const char *set)
{
    struct str s = str_c(set);
    for (size_t at = 0; at < s.len;)
        if (utf8_next(s, &at) == cp)
            return true;
    return false;
}

/* ---- what is stepped over ----------------------------------------------------------------------- */

/* Behind the mark that closes the one at I, when it stands within MOST characters; else I. */
static size_t closed_after(const struct scan *s, size_t i, uint32_t close, size_t most)
{
    for (size_t k = i + 1; k < s->line_to && k <= i + most; k++)
        if (s->c->cp[k] == close)
            return k + 1;
    return i;
}

static size_t past_quotation(const struct scan *s, size_t i)
{
    switch (s->c->cp[i]) {
    case 0x300A: return closed_after(s, i, 0x300B, TITLE_CHARS_MAX);  /* 《》 */
    case 0x3008: return closed_after(s, i, 0x3009, TITLE_CHARS_MAX);  /* 〈〉 */
    case 0x201C: return closed_after(s, i, 0x201D, QUOTED_CHARS_MAX); /* “” */
    case 0x2018: return closed_after(s, i, 0x2019, QUOTED_CHARS_MAX); /* ‘’ */
    case '"': return closed_after(s, i, '"', QUOTED_CHARS_MAX);
    default: return i;
    }
}

/* Numbers that belong to a word before them: 第五, 前3名, G20, the tail of a telephone number. */
static bool bound_to_word(const struct scan *s, size_t i)
{
    const uint32_t *cp = s->c->cp;
    if (i == s->line_from)
        return false;
    uint32_t before = cp[i - 1];
    if (in_set(before, "第每前后首下同某两几") || char_is_latin(before) || in_set(before, "@_#＋〔["))
        return true;
    if (before == 0x4E0A && !char_is_digit(cp[i]) && !in_set(cp[i], "百千")) /* 上一次, but 上百人 */
        return true;
    bool dash = in_set(before, "-—–~/.～:+ "); /* 2 340: grouped by a space, or two numbers? */
    return dash && i >= s->line_from + 2 && (char_is_digit(cp[i - 2]) || char_is_latin(cp[i - 2]));
}

static bool lone_idiom(const struct scan *s, size_t i, const struct numeral *n)
{
    uint32_t cp = s->c->cp[i];
    bool lone = n->end == i + 1 && (cp == 0x4E00 || cp == 0x4E8C); /* 一 二 */
    return n->chinese && (lone || set_phrase_at(s->c, i));
}

/* ---- a number and its unit ---------------------------------------------------------------------- */

struct match {
    struct numeral number;
    size_t multiplier_end, end; /* END: behind the unit */
    bool about, unitless, percent;
};

static bool percent_phrase(const struct scan *s, size_t i, struct match *m)
{
    if (!chars_word(s->c, i, "百分之") || !numeral_at(s->c, i + 3, s->line_to, &m->number))
        return false;
    m->end = m->multiplier_end = m->number.end;
    m->percent = true;
    return true;
}

static bool number_with_unit(const struct scan *s, size_t i, struct match *m)
{
    *m = (struct match){0};
    if (percent_phrase(s, i, m))
        return true;
    if (!numeral_at(s->c, i, s->line_to, &m->number) || lone_idiom(s, i, &m->number))
        return false;
    size_t at = m->number.end;
    m->about = at < s->line_to && in_set(s->c->cp[at], "余多");
    size_t gap = !m->about && !m->number.chinese && at + 1 < s->line_to && s->c->cp[at] == ' ';
    if (!unit_at(s->c, at + m->about + gap, s->line_to, m->number.chinese, &m->multiplier_end, &m->end))
        return false;
    for (size_t k = m->multiplier_end; k < m->end && !m->about; k++)
        m->about = k < m->end - 1 && in_set(s->c->cp[k], "余多");
    /* 百人 alone is an idiom (百人计划); 百余人, 上百人 and 数百人 are figures. */
    uint32_t before = i > s->line_from ? s->c->cp[i - 1] : 0;
    bool led = in_set(s->c->cp[i], "数几") || (before && in_set(before, "近上超逾约达过"));
    return !m->number.vague || m->about || led;
}

static bool is_cell_end(uint32_t cp) { return cp == '\t' || cp == '|'; }

/* A number without a unit: 缩小至1.74, or the whole cell of a row. */
static bool number_alone(const struct scan *s, size_t i, struct match *m)
{
    const uint32_t *cp = s->c->cp;
    size_t len;
    *m = (struct match){.unitless = true};
    if (!char_is_digit(cp[i]) || !numeral_at(s->c, i, s->line_to, &m->number) || m->number.len > 12)
        return false;
    size_t end = m->end = m->multiplier_end = m->number.end;
    size_t left = i, right = end;
    while (left > s->line_from && cp[left - 1] == ' ')
        left--;
    right = chars_skip_space(s->c, right, s->line_to);
    bool opened = left > s->line_from && is_cell_end(cp[left - 1]);
    if (opened && (right >= s->line_to || is_cell_end(cp[right]) || is_cell_end(cp[right - 1])))
        return true;
    bool ends = end >= s->line_to || in_set(cp[end], ",;。、)!");
    return ends && word_before(s->c, s->floor, i, &len) == BEFORE_COPULA;
}

/* ---- its qualifier and label ----------------------------------------------------------------------- */

static void join(struct buf *b, struct str word)
{
    if (b->len)
        buf_c(b, "、");
    buf_str(b, word);
}

/* Takes the words that belong to the number off its front; returns where the label may end. */
static size_t read_before(const struct scan *s, size_t at, struct figure *f, struct buf *qualifier)
{
    size_t len;
    enum before_kind kind;
    while (at > s->floor && char_is_space(s->c->cp[at - 1]) && s->c->cp[at - 1] != '\t')
        at--;
    while ((kind = word_before(s->c, s->floor, at, &len)) != BEFORE_NONE) {
        /* 上 is "as many as" only before 百 and 千. */
        if (len == 1 && s->c->cp[at - 1] == 0x4E0A && !in_set(s->c->cp[f->at], "百千"))
            break;
        if (kind != BEFORE_COPULA)
            join(qualifier, chars_slice(s->c, at - len, at));
        f->inexact |= kind == BEFORE_INEXACT;
        f->each |= kind == BEFORE_EACH;
        at -= len;
    }
    return at;
}

static size_t before_bracket(const struct scan *s, size_t at)
{
    for (size_t k = at - 1; k > s->line_from && at - k < BRACKET_CHARS_MAX; k--)
        if (s->c->cp[k - 1] == '(')
            return k - 1;
    return at;
}

/* The phrase that ends at TO: back to punctuation, the figure before or the start of the line. */
static void label_before(const struct scan *s, size_t to, struct figure *f)
{
    size_t floor = s->floor;
    if (to > s->line_from && s->c->cp[to - 1] == ')') {
        size_t open = before_bracket(s, to);
        floor = floor > open && open < to ? s->line_from : floor;
        to = open;
    }
    size_t from = to;
    while (from > floor && to - from < FIGURE_LABEL_CHARS_MAX && !in_set(s->c->cp[from - 1], ",;:。、!?()|\t\r\n…"))
        from--;
    from = chars_skip_space(s->c, from, to);
    from += from < to ? bound_at(s->c, from) : 0;
    for (size_t n; from < to && (n = label_verb_at(s->c, from)) && from + n + 2 <= to &&
                   !chars_word(s->c, from + n, "整改");)
        from += n;
    if (to - from > 2 && s->c->cp[from] == 0x201C && s->c->cp[to - 1] == 0x201D)
        from++, to--;
    while (to > from && char_is_space(s->c->cp[to - 1]))
        to--;
    f->label = chars_slice(s->c, from, to);
    f->label_at = from < to ? from : f->at;
}

static bool figure_begins(const struct scan *s, size_t i)
{
    struct match m;
    uint32_t cp = s->c->cp[i];
    return char_is_digit(cp) || (char_is_numeral(cp) && number_with_unit(s, i, &m));
}

/* The noun that follows the unit: 8个方面, 27个(具体)问题. Returns where it ends, or FROM. */
static size_t label_behind(const struct scan *s, size_t from, struct figure *f)
{
    const uint32_t *cp = s->c->cp;
    size_t start = from;
    if (from < s->line_to && cp[from] == '(') {
        size_t close = closed_after(s, from, ')', 6);
        for (size_t k = from; k < close; k++)
            if (figure_begins(s, k))
                close = from;
        start = close;
    }
    size_t to = start;
    while (to < s->line_to && to - start < AFTER_CHARS_MAX && (char_is_han(cp[to]) || in_set(cp[to], "“”‘’《》")) &&
           !label_stop_at(s->c, to) && !figure_begins(s, to))
        to++;
    if (to == start)
        return from;
    f->label = chars_slice(s->c, start, to);
    f->label_at = start;
    f->label_after = true;
    return to;
}

static void label_of_row(const struct scan *s, struct figure *f)
{
    size_t from = s->line_from, to;
    while (from < f->at && (char_is_space(s->c->cp[from]) || is_cell_end(s->c->cp[from])))
        from++;
    for (to = from; to < f->at && !is_cell_end(s->c->cp[to]);)
        to++;
    f->label = str_trim(chars_slice(s->c, from, to));
    f->label_at = f->label.len ? from : f->at;
}

static struct str unit_text(const struct scan *s, const struct match *m)
{
    if (m->percent)
        return STR("%");
    size_t from = m->number.end;
    from += !m->unitless && from < m->multiplier_end && in_set(s->c->cp[from], "余多");
    struct buf b = buf_new(s->arena, 64);
    for (size_t i = from; i < m->end; i++)
        if (!in_set(s->c->cp[i], "余多 "))
            utf8_put(&b, s->c->cp[i]);
    return buf_view(&b);
}

static void add_figure(struct scan *s, size_t i, const struct match *m)
{
    struct figure f = {.value = str_copy(s->arena, numeral_digits(&m->number)),
                       .at = i,
                       .end = m->end,
                       .label_at = i,
                       .chinese = m->number.chinese};
    struct buf qualifier = buf_new(s->arena, 256);
    f.text = chars_slice(s->c, i, m->end);
    f.unit = unit_text(s, m);
    size_t label_to = read_before(s, i, &f, &qualifier);
    if (in_set(s->c->cp[i], "数几"))
        join(&qualifier, chars_slice(s->c, i, i + 1));
    if (m->about)
        join(&qualifier, STR("余"));
    size_t bound = bound_at(s->c, m->end);
    if (bound)
        join(&qualifier, chars_slice(s->c, m->end, m->end + bound));
    f.end += bound;
    f.inexact |= m->about || bound || m->number.vague;
    f.qualifier = buf_view(&qualifier);
    f.line = chars_line(s->c, i);
    f.column = i - s->line_from + 1;
    size_t after = f.end;
    if (unit_looks_ahead(f.unit) && !m->unitless && !bound)
        after = label_behind(s, f.end, &f);
    if (!f.label.len)
        label_before(s, label_to, &f);
    if (!f.label.len && m->unitless)
        label_of_row(s, &f);
    if (!f.label.len && !m->unitless && !unit_looks_ahead(f.unit))
        after = label_behind(s, f.end, &f);
    s->floor = after;
    s->out->items[s->out->count++] = f;
}

static void grow(struct scan *s, size_t *cap)
{
    if (s->out->count < *cap)
        return;
    *cap = *cap ? *cap * 2 : 64;
    struct figure *items = arena_alloc(s->arena, *cap * sizeof *items);
    for (size_t i = 0; i < s->out->count; i++)
        items[i] = s->out->items[i];
    s->out->items = items;
}

/* Behind the whole run of digits and numerals at I, so that no part of it is tried again. */
static size_t past_number(const struct scan *s, size_t i)
{
    struct numeral n;
    bool chinese = !char_is_digit(s->c->cp[i]);
    size_t end = numeral_at(s->c, i, s->line_to, &n) ? n.end : i + 1;
    while (end < s->line_to && chinese && char_is_numeral(s->c->cp[end])) /* 三四个 is not 四个 */
        end++;
    while (end < s->line_to && !chinese && char_is_digit(s->c->cp[end]))
        end++;
    return end;
}

static size_t step(struct scan *s, size_t i, size_t *cap)
{
    const uint32_t *cp = s->c->cp;
    size_t past = past_quotation(s, i);
    if (past > i)
        return past;
    bool percent = cp[i] == 0x767E && chars_word(s->c, i, "百分之");
    bool some = in_set(cp[i], "数几");
    if (!char_is_digit(cp[i]) && !char_is_numeral(cp[i]) && !some)
        return i + 1;
    struct date_phrase date;
    struct match m;
    if (!some && !percent && date_at(s->c, i, s->line_to, &date))
        return date.to;
    if (!percent && bound_to_word(s, i))
        return some ? i + 1 : past_number(s, i);
    if (!number_with_unit(s, i, &m) && !number_alone(s, i, &m))
        return some ? i + 1 : past_number(s, i);
    grow(s, cap);
    add_figure(s, i, &m);
    return m.end;
}

struct figures figures_of(struct arena *a, const struct chars *c)
{
    struct figures out = {0};
    struct scan s = {.arena = a, .c = c, .out = &out};
    size_t cap = 0;
    for (size_t line = 0; line < c->lines; line++) {
        s.line_from = s.floor = c->start[line];
        s.line_to = c->n ? chars_line_end(c, s.line_from < c->n ? s.line_from : c->n - 1) : 0;
        for (size_t i = s.line_from; i < s.line_to;) {
            if (out.count == FIGURES_MAX) {
                out.capped = true;
                return out;
            }
            i = step(&s, i, &cap);
        }
    }
    return out;
}

/* ---- amounts --------------------------------------------------------------------------------------- */

static int64_t multiplier_of(struct str unit, size_t *bytes)
{
    static const struct {
        const char *word;
        int64_t times;
    } words[] = {{"万亿", 1000000000000}, {"千万", 10000000}, {"百万", 1000000}, {"亿", 100000000}, {"万", 10000}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(unit, str_c(words[i].word))) {
            *bytes = str_c(words[i].word).len;
            return words[i].times;
        }
    *bytes = 0;
    return 1;
}

struct str figure_unit_base(const struct figure *f)
{
    size_t bytes;
    multiplier_of(f->unit, &bytes);
    return str_sub(f->unit, bytes, f->unit.len);
}

bool figure_amount(const struct figure *f, int64_t *millionths)
{
    size_t bytes, decimals = 0;
    int64_t value = 0, times = multiplier_of(f->unit, &bytes);
    bool point = false;
    for (size_t i = 0; i < f->value.len; i++) {
        if (f->value.ptr[i] == '.') {
            point = true;
            continue;
        }
        decimals += point;
        if (decimals > 6 || value > (INT64_MAX - 9) / 10)
            return false;
        value = value * 10 + (f->value.ptr[i] - '0');
    }
    for (; decimals < 6; decimals++) {
        if (value > INT64_MAX / 10)
            return false;
        value *= 10;
    }
    if (value > INT64_MAX / times)
        return false;
    *millionths = value * times;
    return true;
}
