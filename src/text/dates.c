/* dates.c: see dates.h. */
#include "text/dates.h"

#include "base/time.h"

enum { YEAR = 0x5E74,
       MONTH = 0x6708,
       DAY = 0x65E5 };

/* A written zero is stored as -1, so that 0 keeps meaning "not written"; it is no real date. */
static int small(const struct numeral *n)
{
    int64_t value;
    return str_int(numeral_digits(n), &value) && value > 0 ? (int)value : -1;
}

/* "N" then the character MARK, one space allowed between; N at most MAX_DIGITS long. */
static bool part_at(const struct chars *c, size_t *i, size_t to, uint32_t mark, struct numeral *out)
{
    struct numeral n;
    size_t at = *i;
    if (at < to && char_is_space(c->cp[at]))
        at++;
    if (at >= to || (!char_is_digit(c->cp[at]) && !char_is_numeral(c->cp[at])) || !numeral_at(c, at, to, &n) || n.vague)
        return false;
    size_t end = n.end < to && char_is_space(c->cp[n.end]) ? n.end + 1 : n.end;
    if (end >= to || c->cp[end] != mark || n.len > (mark == YEAR ? 4 : 2))
        return false;
    *out = n;
    *i = end + 1;
    return true;
}

static bool is_year(const struct numeral *n)
{
    return n->len == 4 && (n->digits[0] == '1' || n->digits[0] == '2');
}

static bool chinese_form(const struct chars *c, size_t i, size_t to, struct date_phrase *d)
{
    struct numeral n;
    size_t at = i;
    if (part_at(c, &at, to, YEAR, &n)) {
        if (!is_year(&n))
            return false;
        d->year = small(&n);
        i = at;
    }
    if (part_at(c, &at, to, MONTH, &n)) {
        d->month = small(&n);
        d->leading_zero |= (n.len == 2 && n.digits[0] == '0');
        i = at;
    }
    if ((d->month || !d->year) && part_at(c, &at, to, DAY, &n)) {
        d->day = small(&n);
        d->leading_zero |= (n.len == 2 && n.digits[0] == '0');
        i = at;
    }
    d->to = i;
    return d->to > d->from;
}

static size_t digits_from(const struct chars *c, size_t i, size_t to, int *value)
{
    size_t n = 0;
    *value = 0;
    for (; i + n < to && n < 9 && char_is_digit(c->cp[i + n]); n++)
        *value = *value * 10 + (int)(c->cp[i + n] - '0');
    return n;
}

static bool dotted_form(const struct chars *c, size_t i, size_t to, struct date_phrase *d)
{
    size_t n = digits_from(c, i, to, &d->year);
    if (n == 8 && !(i + 8 < to && (char_is_latin(c->cp[i + 8]) || c->cp[i + 8] == '-'))) {
        d->month = d->year / 100 % 100;
        d->day = d->year % 100;
        d->year /= 10000;
        d->to = i + 8;
        return d->year >= 1900 && d->year < 2200 && date_is_real(d);
    }
    if (n != 4 || i + 4 >= to || d->year < 1900 || d->year >= 2200)
        return false;
    uint32_t mark = c->cp[i + 4];
    if (mark != '.' && mark != '/' && mark != '-')
        return false;
    size_t months = digits_from(c, i + 5, to, &d->month);
    size_t at = i + 5 + months;
    if (months == 0 || months > 2)
        return false;
    size_t days = at < to && c->cp[at] == mark ? digits_from(c, at + 1, to, &d->day) : 0;
    if (days > 2)
        return false;
    d->to = days ? at + 1 + days : at;
    /* 2024-05 may be part of a number; 2024.5 and 2024/12 name a month. */
    return days || (d->month >= 1 && d->month <= 12 && mark != '-');
}

bool date_at(const struct chars *c, size_t i, size_t to, struct date_phrase *out)
{
    struct date_phrase d = {.from = i};
    to = to < c->n ? to : c->n;
    if (i >= to || (!char_is_digit(c->cp[i]) && !char_is_numeral(c->cp[i])))
        return false;
    if (!chinese_form(c, i, to, &d)) {
        d = (struct date_phrase){.from = i};
        if (!char_is_digit(c->cp[i]) || !dotted_form(c, i, to, &d))
            return false;
    }
    *out = d;
    return true;
}

bool date_is_real(const struct date_phrase *d)
{
    int month = d->month ? d->month : 1, day = d->day ? d->day : 1;
    return civil_valid(d->year ? d->year : 2000, month, day);
}
