/* lint_dates.c: dates that cannot be, dates out of order, and dates that lost characters by copying. A
 * date without a year takes the last year written before it. */
#include "paper/lint_rules.h"

#include "base/time.h"
#include "text/dates.h"

enum { DATES_MAX = 20000,
       FEEDBACK_MONTHS_MAX = 9 }; /* between an inspection's end and its feedback */

struct dated {
    struct date_phrase p;
    int year, month; /* as written or taken over */
    int64_t day;     /* day number; 0 when the phrase names no single day */
    bool taken_over; /* the year */
    bool joined;     /* the later end of a span */
};

struct dates {
    struct dated *items;
    size_t count;
};

static bool joint_at(const struct chars *c, size_t i)
{
    static const char *const words[] = {"至", "到", "-", "—", "——", "–", "~", "～", "起至", "日至", NULL};
    return chars_any(c, i, words) > 0;
}

static bool in_number(const struct chars *c, size_t i)
{
    if (i == 0)
        return false;
    uint32_t before = c->cp[i - 1];
    bool numerals = char_is_numeral(before) && char_is_numeral(c->cp[i]);
    return numerals || char_is_digit(before) || char_is_latin(before) || before == '.' || before == 0x7B2C;
}

static void impossible(struct lint *l, const struct date_phrase *p)
{
    struct str text = chars_slice(&l->bulletin.chars, p->from, p->to);
    struct sentence s = sentence_f(l->arena, "日期“%.*s”不存在：请核对年、月、日。", "The date “%.*s” does not exist: check year, month and day.", STR_ARG(text));
    lint_point(l, "date", SEVERITY_ERROR, p->from, s, STR(""), text);
}

static void place(struct lint *l, struct dates *d, const struct date_phrase *p)
{
    struct dated now = {.p = *p, .year = p->year, .month = p->month};
    const struct dated *last = d->count ? &d->items[d->count - 1] : NULL;
    if (last && p->from >= last->p.to && p->from - last->p.to <= 2)
        now.joined = joint_at(&l->bulletin.chars, last->p.to);
    if (!now.year && now.month && last) {
        now.year = last->year;
        now.taken_over = true;
    }
    if (!now.month && now.joined && p->day) { /* 3月18日至20日 */
        now.month = last->month;
        now.year = last->year;
        now.taken_over = true;
    }
    struct date_phrase whole = {.year = now.year, .month = now.month, .day = p->day};
    if (now.year && now.month && p->day && date_is_real(&whole))
        now.day = day_from_civil(now.year, now.month, p->day);
    if (!now.year && last)
        now.year = last->year; /* keeps the year for the next one */
    d->items[d->count++] = now;
}

static struct dates collect(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    struct dates d = {.items = arena_alloc(l->arena, DATES_MAX * sizeof *d.items)};
    struct date_phrase p;
    for (size_t i = 0; i < c->n && d.count < DATES_MAX; i++) {
        if ((!char_is_digit(c->cp[i]) && !char_is_numeral(c->cp[i])) || in_number(c, i) || !date_at(c, i, c->n, &p))
            continue;
        bool lone_day = !p.year && !p.month; /* 45日 is a span of time */
        if (!date_is_real(&p) && !lone_day)
            impossible(l, &p);
        else
            place(l, &d, &p);
        i = p.to - 1;
    }
    return d;
}

static void out_of_order(struct lint *l, enum severity severity, size_t at, const char *zh,
                         const char *en, int64_t first, int64_t second)
{
    struct str before = day_chinese(l->arena, first), after = day_chinese(l->arena, second);
    struct sentence s = sentence_f(l->arena, "%s：%.*s早于%.*s，请核对（跨年的要写明年份）。", "%s: %.*s is before %.*s; check them, and write the year where it changes.", zh, STR_ARG(after), STR_ARG(before));
    s.en = str_f(l->arena, "%s: %.*s is before %.*s; check them, and write the year where it changes.", en, STR_ARG(day_text(l->arena, second)), STR_ARG(day_text(l->arena, first)));
    lint_point(l, "date", severity, at, s, before, after);
}

static void check_spans(struct lint *l, const struct dates *d)
{
    for (size_t i = 1; i < d->count; i++) {
        const struct dated *a = &d->items[i - 1], *b = &d->items[i];
        if (b->joined && a->day && b->day && b->day < a->day)
            out_of_order(l, SEVERITY_ERROR, b->p.from, "起止日期颠倒", "The span ends before it begins", a->day, b->day);
    }
}

/* The inspection's last day and the feedback's day, from the lead. */
static const struct dated *feedback_of(const struct lint *l, const struct dates *d,
                                       const struct dated **from, const struct dated **to)
{
    const struct bulletin *b = &l->bulletin;
    size_t lead = b->section_count ? b->sections[0].at : b->chars.n;
    size_t told = chars_find(&b->chars, 0, lead, "反馈");
    const struct dated *found = NULL;
    if (told == SIZE_MAX)
        return NULL;
    size_t sentence = lint_sentence_from(l, told);
    for (size_t i = 0; i < d->count && d->items[i].p.from < told; i++) {
        if (d->items[i].joined && d->items[i].day) {
            *from = &d->items[i - 1];
            *to = &d->items[i];
        } else if (d->items[i].day && d->items[i].p.from >= sentence && !(i + 1 < d->count && d->items[i + 1].joined)) {
            found = &d->items[i];
        }
    }
    return found;
}

static void check_course(struct lint *l, const struct dates *d)
{
    const struct dated *from = NULL, *to = NULL, *feedback = feedback_of(l, d, &from, &to);
    int64_t signed_on = l->bulletin.date_day;
    if (feedback && to && feedback->day < to->day) {
        /* 12月31日 … 1月20日: the year was left out rather than wrong. */
        struct civil end = civil_from_day(to->day);
        int gap = 12 - end.month + feedback->month;
        bool next_year = feedback->taken_over && from->day && feedback->day < from->day && gap <= FEEDBACK_MONTHS_MAX;
        out_of_order(l, next_year ? SEVERITY_WARNING : SEVERITY_ERROR, feedback->p.from,
                     "反馈日期早于巡视结束", "The feedback comes before the inspection's end",
                     to->day, feedback->day);
        feedback = next_year ? NULL : feedback;
    }
    const struct dated *last = feedback && (!to || feedback->day >= to->day) ? feedback : to;
    if (last && signed_on && signed_on < last->day)
        out_of_order(l, SEVERITY_ERROR, l->bulletin.date_at, "成文日期早于反馈日期", "The bulletin is dated before the feedback", last->day, signed_on);
}

void lint_check_dates(struct lint *l)
{
    struct dates d = collect(l);
    check_spans(l, &d);
    check_course(l, &d);
}

/* ---- lost characters --------------------------------------------------------------------------------- */

static size_t digit_run(const struct chars *c, size_t i)
{
    size_t n = 0;
    while (i + n < c->n && n < 12 && char_is_digit(c->cp[i + n]))
        n++;
    return n;
}

/* 717 and 1231 read as month and day. */
static bool month_and_day(const struct chars *c, size_t i, size_t n)
{
    int value = 0;
    for (size_t k = 0; k < n; k++)
        value = value * 10 + (int)(c->cp[i + k] - '0');
    return (n == 3 || n == 4) && c->cp[i] != '0' && civil_valid(2024, value / 100, value % 100);
}

static bool lost_at(const struct chars *c, size_t i, size_t n)
{
    uint32_t mark = i + n < c->n ? c->cp[i + n] : 0;
    if (mark != 0x65E5) /* 日 */
        return false;
    bool century = (c->cp[i] == '1' && c->cp[i + 1] == '9') || (c->cp[i] == '2' && c->cp[i + 1] == '0');
    if (n >= 6 && n <= 8 && century)
        return true;
    static const char *const leads[] = {"年", "至", "到", "-", "—", "~", NULL};
    return month_and_day(c, i, n) && i > 0 && chars_any(c, i - 1, leads);
}

/* Blanks nobody filled in: 年月日, 2025年 月 日. */
static size_t blank_date_at(const struct chars *c, size_t i)
{
    if (c->cp[i] != 0x5E74)
        return 0;
    size_t at = i + 1;
    while (at < c->n && at - i < 6 && char_is_space(c->cp[at]))
        at++;
    size_t n = chars_word(c, at, "月");
    if (!n)
        return 0;
    at += n;
    while (at < c->n && at - i < 12 && char_is_space(c->cp[at]))
        at++;
    return chars_word(c, at, "日") ? at + 1 - i : 0;
}

static void lost(struct lint *l, size_t from, size_t to)
{
    struct str text = chars_slice(&l->bulletin.chars, from, to);
    struct sentence s = sentence_f(l->arena, "日期“%.*s”像是复制时丢了“年”“月”或数字：请对照原文补全。",
                                   "The date “%.*s” seems to have lost 年, 月 or digits by copying: complete it from the original.", STR_ARG(text));
    lint_point(l, "lost-digits", SEVERITY_ERROR, from, s, STR("YYYY年M月D日"), text);
}

void lint_check_lost_digits(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    for (size_t i = 0; i < c->n; i++) {
        size_t blank = blank_date_at(c, i), n = char_is_digit(c->cp[i]) ? digit_run(c, i) : 0;
        if (blank) {
            lost(l, i, i + blank);
            i += blank - 1;
        } else if (n && lost_at(c, i, n)) {
            size_t to = i + n + 1, next = to + chars_word(c, to, "至");
            size_t more = next > to ? digit_run(c, next) : 0;
            if (more && lost_at(c, next, more)) /* 2024717日至830日 is one slip */
                to = next + more + 1;
            lost(l, i, to);
            i = to - 1;
        } else if (n) {
            i += n - 1;
        }
    }
}
