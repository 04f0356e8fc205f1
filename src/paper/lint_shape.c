/* lint_shape.c: the text's bytes, numbering and paired marks. */
#include "paper/lint_rules.h"

enum { OPEN_MAX = 64 }; /* marks open at one time; deeper ones are not followed */

void lint_check_encoding(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    if (!c->bad)
        return;
    struct sentence s = sentence_f(l->arena, "有 %zu 个字节不是 UTF-8，从这里开始：请另存为 UTF-8，并对照原文补上。",
                                   "%zu bytes are not UTF-8, from here on: save the text as UTF-8 and restore what was lost.", c->bad);
    lint_point(l, "encoding", SEVERITY_WARNING, c->bad_at, s, STR(""), STR(""));
}

/* ---- numbering ------------------------------------------------------------------------------------------ */

static struct str chinese_number(struct arena *a, int n)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (n <= 0 || n >= 100)
        return str_f(a, "%d", n);
    const char *tens = n < 10 ? "" : n < 20 ? "十"
                                            : digits[n / 10],
               *ten = n < 20 ? "" : "十";
    return str_f(a, "%s%s%s", tens, ten, digits[n % 10]);
}

static struct str number_text(struct arena *a, int level, int n)
{
    struct str chinese = chinese_number(a, n);
    switch (level) {
    case 1: return str_f(a, "%.*s、", STR_ARG(chinese));
    case 2: return str_f(a, "（%.*s）", STR_ARG(chinese));
    case 3: return str_f(a, "%d.", n);
    default: return str_f(a, "（%d）", n);
    }
}

static void misnumbered(struct lint *l, enum severity severity, size_t at, struct str expected, struct str found)
{
    struct sentence s = sentence_f(l->arena, "序号不连续：这里应是“%.*s”，写的是“%.*s”。", "The numbering breaks: “%.*s” was expected here, “%.*s” found.", STR_ARG(expected), STR_ARG(found));
    lint_point(l, "numbering", severity, at, s, expected, found);
}

static void check_sections(struct lint *l)
{
    const struct bulletin *b = &l->bulletin;
    int last[5] = {0};
    for (size_t i = 0; i < b->section_count; i++) {
        const struct section *s = &b->sections[i];
        int expected = last[s->level] + 1;
        /* Lists of 1. and (1) begin anew without a heading; so does （一） where no level 1 is numbered;
         * a second 一、 may begin an annex. */
        bool anew = s->number == 1 && (s->level >= 3 || s->level == 1 || !b->level_count[1]);
        if (s->number != expected && (!anew || s->level == 1))
            misnumbered(l, anew ? SEVERITY_WARNING : SEVERITY_ERROR, s->at,
                        number_text(l->arena, s->level, expected),
                        number_text(l->arena, s->level, s->number));
        last[s->level] = s->number;
        for (int deeper = s->level + 1; deeper <= 4; deeper++)
            last[deeper] = 0;
    }
}

/* 一是…二是…四是 within one paragraph. */
static void check_enumerations(struct lint *l, size_t from, size_t to)
{
    const struct chars *c = &l->bulletin.chars;
    static const char *const before[] = {",", "。", ";", ":", "、", "”", ")", " ", NULL};
    int last = 0;
    for (size_t i = from; i < to; i++) {
        struct numeral n;
        int64_t value;
        if (!char_is_numeral(c->cp[i]) || (i > from && !chars_any(c, i - 1, before)))
            continue;
        if (!numeral_at(c, i, to, &n) || n.vague || !n.chinese || !chars_word(c, n.end, "是") ||
            !str_int(numeral_digits(&n), &value) || value < 1 || value > 30)
            continue;
        if (value != 1 && value != last + 1)
            misnumbered(l, SEVERITY_ERROR, i,
                        str_f(l->arena, "%.*s是", STR_ARG(chinese_number(l->arena, last + 1))),
                        chars_slice(c, i, n.end + 1));
        last = (int)value;
        i = n.end;
    }
}

void lint_check_numbering(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    check_sections(l);
    for (size_t line = 0; line < c->lines; line++)
        check_enumerations(l, c->start[line], c->start[line + 1]);
}

/* ---- paired marks ------------------------------------------------------------------------------------------ */

struct open_mark {
    size_t at;
    uint32_t close;
};

struct marks {
    struct open_mark open[OPEN_MAX];
    size_t count;
};

static uint32_t close_of(uint32_t cp)
{
    switch (cp) {
    case '(': return ')';
    case '[': return ']';
    case 0x300A: return 0x300B; /* 《》 */
    case 0x3008: return 0x3009; /* 〈〉 */
    case 0x201C: return 0x201D; /* “” */
    case 0x3014: return 0x3015; /* 〔〕 */
    case 0x3010: return 0x3011; /* 【】 */
    case 0x300C: return 0x300D; /* 「」 */
    default: return 0;
    }
}

static bool closes(uint32_t cp)
{
    static const uint32_t all[] = {')', ']', 0x300B, 0x3009, 0x201D, 0x3015, 0x3011, 0x300D};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] == cp)
            return true;
    return false;
}

static void unpaired(struct lint *l, size_t at, bool opened)
{
    struct str mark = chars_slice(&l->bulletin.chars, at, at + 1);
    struct sentence s;
    if (opened)
        s = sentence_f(l->arena, "“%.*s”没有配对的后一半：请补上或删去。", "“%.*s” is never closed: close it or take it out.", STR_ARG(mark));
    else
        s = sentence_f(l->arena, "“%.*s”没有配对的前一半：请补上或删去。", "“%.*s” was never opened: open it or take it out.", STR_ARG(mark));
    lint_point(l, "balance", SEVERITY_ERROR, at, s, STR(""), mark);
}

static void flush(struct lint *l, struct marks *m)
{
    for (size_t i = 0; i < m->count; i++)
        unpaired(l, m->open[i].at, true);
    m->count = 0;
}

/* A closing mark: meets its own, and whatever was opened inside and not closed is reported. */
static void meet(struct lint *l, struct marks *m, size_t i)
{
    uint32_t cp = l->bulletin.chars.cp[i];
    size_t k = m->count;
    while (k > 0 && m->open[k - 1].close != cp)
        k--;
    if (k == 0) {
        unpaired(l, i, false);
        return;
    }
    for (size_t inner = k; inner < m->count; inner++)
        unpaired(l, m->open[inner].at, true);
    m->count = k - 1;
}

/* 1) and 一) at the start of a line number it; nothing was to be opened. */
static bool numbers_line(const struct chars *c, size_t from, size_t i)
{
    struct numeral n;
    from = chars_skip_space(c, from, i);
    return c->cp[i] == ')' && i - from <= 3 && from < i && numeral_at(c, from, i, &n) && n.end == i;
}

static bool goes_on(const struct chars *c, size_t line) /* a paragraph broken in mid-sentence */
{
    size_t end = c->start[line - 1] < c->n ? chars_line_end(c, c->start[line - 1]) : 0, number_end;
    int number;
    size_t to = c->start[line + 1];
    if (end <= c->start[line - 1] || c->cp[end - 1] == 0x3002)
        return false;
    return chars_skip_space(c, c->start[line], to) < to &&
           !section_number_at(c, c->start[line], to, &number, &number_end);
}

void lint_check_balance(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    struct marks m = {.count = 0};
    for (size_t line = 0; line < c->lines; line++) {
        if (m.count && !(line && goes_on(c, line)))
            flush(l, &m);
        for (size_t i = c->start[line]; i < c->start[line + 1]; i++) {
            uint32_t close = close_of(c->cp[i]);
            if (close && m.count < OPEN_MAX)
                m.open[m.count++] = (struct open_mark){i, close};
            else if (closes(c->cp[i]) && !numbers_line(c, c->start[line], i))
                meet(l, &m, i);
        }
    }
    flush(l, &m);
}
