/* due.c: see due.h. */
#include "text/due.h"

#include "base/time.h"
#include "text/dates.h"
#include "text/normal.h"

enum { DUE_CHARS_MAX = 400 };

static const struct {
    const char *word;
    enum due_type type;
} kinds[] = {
    {"长期坚持", DUE_SUSTAINED}, /* 立即整改并长期坚持 never ends */
    {"立行立改", DUE_IMMEDIATE},
    {"即知即改", DUE_IMMEDIATE},
    {"立知立改", DUE_IMMEDIATE},
    {"边查边改", DUE_IMMEDIATE},
    {"立即整改", DUE_IMMEDIATE},
    {"立整立改", DUE_IMMEDIATE},
    {"马上就办", DUE_IMMEDIATE},
    {"立改", DUE_IMMEDIATE},
    {"常态化", DUE_SUSTAINED},
    {"长期整改", DUE_SUSTAINED},
    {"常抓不懈", DUE_SUSTAINED},
    {"常态", DUE_SUSTAINED},
    {"长期", DUE_SUSTAINED},
    {"坚持", DUE_SUSTAINED},
    {"持续推进", DUE_PHASED},
    {"分阶段", DUE_PHASED},
    {"限期整改", DUE_PHASED},
    {"持续整改", DUE_PHASED},
    {"集中整改", DUE_PHASED},
    {"持续", DUE_PHASED},
};

static enum due_type kind_of(const struct chars *c)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (chars_find(c, 0, c->n, kinds[i].word) != SIZE_MAX)
            return kinds[i].type;
    return DUE_UNKNOWN;
}

/* One date phrase with what follows it. */
struct found {
    int year, month, day; /* 0 where not written */
    size_t end;
    bool relative_year; /* 今年, 明年 */
};

/* The month a part of the year ends with, and how long its name is at I; 0 for none. */
static int part_of_year(const struct chars *c, size_t i, size_t *len)
{
    static const struct {
        const char *word;
        int month;
    } parts[] = {
        {"上半年", 6},
        {"下半年", 12},
        {"第一季度", 3},
        {"第二季度", 6},
        {"第三季度", 9},
        {"第四季度", 12},
        {"一季度", 3},
        {"二季度", 6},
        {"三季度", 9},
        {"四季度", 12},
        {"第1季度", 3},
        {"第2季度", 6},
        {"第3季度", 9},
        {"第4季度", 12},
        {"1季度", 3},
        {"2季度", 6},
        {"3季度", 9},
        {"4季度", 12},
        {"Q1", 3},
        {"Q2", 6},
        {"Q3", 9},
        {"Q4", 12},
        {"年底", 12},
        {"年末", 12},
        {"年内", 12},
        {"年终", 12},
        {"全年", 12},
    };
    int month = 0;
    *len = 0;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        size_t n = chars_word(c, i, parts[k].word);
        if (n > *len) {
            *len = n;
            month = parts[k].month;
        }
    }
    return month;
}

static int year_word(const struct chars *c, size_t i, int reference, size_t *len)
{
    static const struct {
        const char *word;
        int ahead;
    } words[] = {{"今年", 0}, {"本年度", 0}, {"本年", 0}, {"当年", 0}, {"明年", 1}, {"次年", 1}, {"后年", 2}};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if ((*len = chars_word(c, i, words[k].word)))
            return reference ? reference + words[k].ahead : 0;
    return 0;
}

static int end_of_third(const struct chars *c, size_t i, int year, int month)
{
    if (chars_word(c, i, "上旬"))
        return 10;
    if (chars_word(c, i, "中旬"))
        return 20;
    return month_days(year, month);
}

/* The phrase that begins at I; fills day only when it is written or follows from the words. */
static bool phrase_at(const struct chars *c, size_t i, int reference, struct found *f)
{
    struct date_phrase d = {0};
    size_t len = 0, part_len;
    *f = (struct found){.end = i};
    f->year = year_word(c, i, reference, &len);
    f->relative_year = len > 0;
    size_t at = i + len;
    if (!part_of_year(c, at, &part_len) && date_at(c, at, c->n, &d)) {
        f->year = d.year ? d.year : f->year;
        f->month = d.month;
        f->day = d.day;
        at = d.to;
    }
    if (!f->month && !f->day) {
        at += chars_word(c, at, "度") + chars_word(c, at, "的");
        /* 2024年底: the year took its 年 along. */
        if (d.year && (chars_word(c, at, "底") || chars_word(c, at, "末") || chars_word(c, at, "内")))
            f->month = 12;
        else if (len && (chars_word(c, at, "底") || chars_word(c, at, "末") || chars_word(c, at, "内")))
            f->month = 12;
        else
            f->month = part_of_year(c, at, &part_len);
        at += f->month ? 1 : 0;
    }
    f->end = at > i ? at : i + 1;
    return f->year || f->month || f->day;
}

static bool real(const struct found *f)
{
    struct date_phrase d = {.year = f->year, .month = f->month, .day = f->day};
    return date_is_real(&d) && !(f->day && !f->month);
}

static int64_t last_day(const struct chars *c, const struct found *f, int year)
{
    int month = f->month ? f->month : 12;
    int day = f->day ? f->day : end_of_third(c, f->end, year, month);
    return day_from_civil(year, month, day);
}

/* 2025年 and 2025年前 are the year's end; 2025年春节前 is a day we do not know. */
static bool vague_year(const struct chars *c, const struct found *f)
{
    static const char *const ends[] = {"前", "之前", "以前", "完成", "度", "内", "-", "至", "~", "—", NULL};
    return f->year && !f->month && !f->day && f->end < c->n && char_is_han(c->cp[f->end]) &&
           !chars_any(c, f->end, ends);
}

static enum err no_such_day(struct arena *a, struct str text, struct sentence *why)
{
    *why = sentence_f(a, "时限“%.*s”里的日期不存在：请核对年月日（例如 2024年2月没有30日），写成“2024年12月31日”或“2024年12月底前”。",
                      "The time limit “%.*s” names a day that does not exist: check year, month and day, and write 2024年12月31日 or 2024年12月底前.",
                      STR_ARG(utf8_clip(text, 60)));
    return ERR_INPUT;
}

static bool digits(const struct chars *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!char_is_digit(c->cp[i]))
            return false;
    return to <= c->n;
}

/* What only a time limit may be written as: 2024-12 and 202412 name a month, 24年 the year 2024. */
static struct str written_out(struct arena *a, struct str s, const struct chars *c)
{
    bool year = c->n >= 6 && digits(c, 0, 4) && c->cp[0] == '2';
    int64_t n = 0;
    if (year && c->n == 6 && digits(c, 4, 6) && str_int(s, &n) && n % 100 >= 1 && n % 100 <= 12)
        return str_f(a, "%lld年%lld月", (long long)n / 100, (long long)n % 100);
    if (year && c->n <= 7 && c->cp[4] == '-' && digits(c, 5, c->n))
        return str_f(a, "%.4s年%.*s月", s.ptr, (int)(s.len - 5), s.ptr + 5);
    if (c->n > 3 && digits(c, 0, 2) && c->cp[2] == 0x5E74 && s.ptr[0] >= '1' && s.ptr[0] <= '9')
        return str_f(a, "20%.*s", STR_ARG(s));
    return s;
}

enum err due_read(struct arena *a, struct str text, int reference_year, struct due *out, struct sentence *why)
{
    struct chars c;
    struct due due = {.text = str_trim(text)};
    enum err e = chars_read(a, utf8_clip(due.text, DUE_CHARS_MAX), &c, why);
    struct str plain = e ? due.text : written_out(a, text_normal(a, due.text), &c);
    if (!e && !str_eq(plain, due.text))
        e = chars_read(a, utf8_clip(plain, DUE_CHARS_MAX), &c, why);
    if (e)
        return e;
    due.type = kind_of(&c);
    struct found f;
    int year = 0;
    for (size_t i = 0; i < c.n; i = f.end) {
        if (!phrase_at(&c, i, reference_year, &f))
            continue;
        int written = f.year ? f.year : year ? year
                                             : reference_year;
        struct found dated = f;
        dated.year = written;
        if (!real(f.month || f.year ? &dated : &f) && !(f.day && !f.month && f.day > 0))
            return no_such_day(a, due.text, why);
        year = f.year ? f.year : year;
        due.type = due.type == DUE_UNKNOWN ? DUE_PHASED : due.type;
        if (!written || (f.day && !f.month) || vague_year(&c, &f)) /* a bare 15日 says nothing */
            continue;
        int64_t day = last_day(&c, &f, written);
        due.day = day > due.day ? day : due.day;
    }
    *out = due;
    return ERR_NONE;
}
