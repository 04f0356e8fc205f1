/* numerals.c: see numerals.h. */
#include "text/numerals.h"

#include <string.h>

enum { NOT_A_DIGIT = -1 };
static const int64_t whole_max = 999999999999999; /* 15 digits */

static int chinese_digit(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        int value;
    } digits[] = {
        {0x3007, 0}, {0x96F6, 0}, {0x25CB, 0}, /* 〇 零 ○ */
        {0x4E00, 1},
        {0x58F9, 1},
        {0x4E8C, 2},
        {0x8D30, 2},
        {0x4E24, 2}, /* 一壹 二贰 两 */
        {0x4E09, 3},
        {0x53C1, 3},
        {0x56DB, 4},
        {0x8086, 4},
        {0x4E94, 5},
        {0x4F0D, 5}, /* 三叁 四肆 五伍 */
        {0x516D, 6},
        {0x9646, 6},
        {0x4E03, 7},
        {0x67D2, 7},
        {0x516B, 8},
        {0x634C, 8}, /* 六陆 七柒 八捌 */
        {0x4E5D, 9},
        {0x7396, 9}, /* 九玖 */
    };
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (digits[i].cp == cp)
            return digits[i].value;
    return NOT_A_DIGIT;
}

static int64_t power_of(uint32_t cp) /* 十百千万亿, or 0 */
{
    switch (cp) {
    case 0x5341:
    case 0x62FE: return 10; /* 十 拾 */
    case 0x767E:
    case 0x4F70: return 100; /* 百 佰 */
    case 0x5343:
    case 0x4EDF: return 1000; /* 千 仟 */
    case 0x4E07:
    case 0x842C: return 10000;
    case 0x4EBF:
    case 0x5104: return 100000000;
    default: return 0;
    }
}

static int64_t twenties(uint32_t cp) { return cp == 0x5EFF ? 20 : cp == 0x5345 ? 30
                                                                               : 0; } /* 廿 卅 */

bool char_is_numeral(uint32_t cp)
{
    int64_t p = power_of(cp);
    return chinese_digit(cp) != NOT_A_DIGIT || (p >= 10 && p <= 1000) || twenties(cp);
}

struct str numeral_digits(const struct numeral *n) { return (struct str){n->digits, n->len}; }

/* False when it would grow longer than a number is. */
static bool put(struct numeral *n, int64_t value)
{
    char text[24];
    size_t at = sizeof text;
    do
        text[--at] = (char)('0' + value % 10);
    while (value /= 10);
    size_t len = sizeof text - at;
    if (n->len + len > NUMERAL_CHARS_MAX)
        return false;
    memcpy(n->digits + n->len, text + at, len);
    n->len += len;
    return true;
}

static bool put_point(struct numeral *n)
{
    n->digits[n->len] = '.'; /* one point, and two bytes of room for it */
    n->len += n->len < NUMERAL_CHARS_MAX + 1;
    return n->len <= NUMERAL_CHARS_MAX;
}

/* ---- Arabic ---------------------------------------------------------------------------------- */

/* A thousands separator is a half-width comma with exactly three digits behind it: the full-width
 * comma separates clauses. */
static bool is_separator(const struct chars *c, size_t i, size_t to, size_t group)
{
    if (i + 3 >= to)
        return false;
    if (c->cp[i] != ',' || c->text.ptr[c->from[i]] != ',' || group == 0 || group > 3)
        return false;
    for (size_t k = 1; k <= 3; k++)
        if (!char_is_digit(c->cp[i + k]))
            return false;
    return i + 4 >= to || !char_is_digit(c->cp[i + 4]);
}

static bool arabic_at(const struct chars *c, size_t i, size_t to, struct numeral *out)
{
    struct numeral n = {0};
    size_t group = 0;
    bool point = false, fits = true;
    for (; i < to && fits; i++) {
        if (char_is_digit(c->cp[i])) {
            fits = put(&n, c->cp[i] - '0');
            group++;
        } else if (!point && is_separator(c, i, to, group)) {
            group = 0;
        } else if (!point && c->cp[i] == '.' && i + 1 < to && char_is_digit(c->cp[i + 1])) {
            point = true;
            fits = put_point(&n);
        } else {
            break;
        }
    }
    n.end = i;
    *out = n;
    return fits;
}

/* ---- Chinese --------------------------------------------------------------------------------- */

/* total: finished 亿 and 万; part: below 万; digit: the one waiting for its power; unit: the power
 * the next bare digit would stand one below (一百五 is 150). */
struct reading {
    int64_t total, part, digit, unit;
    bool any_digit, any_power, waiting, overflow;
};

static void take_power(struct reading *r, int64_t power)
{
    r->any_power = true;
    if (power < 10000) {
        r->part += (r->waiting ? r->digit : 1) * power;
    } else {
        int64_t below = r->part + (r->waiting ? r->digit : 0);
        below = below ? below : r->any_digit || r->part ? 0
                                                        : 1;
        /* 一亿三千万: 万 multiplies what stands since 亿; 三万亿: 亿 multiplies everything. */
        if (power == 100000000)
            r->total = (r->total + below) * power;
        else
            r->total += below * power;
        r->part = 0;
        r->overflow |= r->total > whole_max;
    }
    r->waiting = false;
    r->unit = power;
}

static int64_t finish(const struct reading *r)
{
    int64_t last = r->waiting ? r->digit : 0;
    if (r->waiting && r->unit > 10)
        last *= r->unit / 10;
    return r->total + r->part + last;
}

/* Digits one after the other, a year or a code: 二〇二四. Two alone mean "three or four". */
static bool digits_at(const struct chars *c, size_t i, size_t to, struct numeral *out)
{
    struct numeral n = {.chinese = true};
    bool zero = false, fits = true;
    for (; i < to && fits && chinese_digit(c->cp[i]) != NOT_A_DIGIT; i++) {
        fits = put(&n, chinese_digit(c->cp[i]));
        zero |= chinese_digit(c->cp[i]) == 0;
    }
    if (!fits || (n.len == 2 && !zero) || (i < to && power_of(c->cp[i])))
        return false;
    n.end = i;
    *out = n;
    return true;
}

static size_t run_of_digits(const struct chars *c, size_t i, size_t to)
{
    size_t n = 0;
    while (i + n < to && n <= NUMERAL_CHARS_MAX && chinese_digit(c->cp[i + n]) != NOT_A_DIGIT)
        n++;
    return n;
}

/* Whether 万 or 亿 at I belongs to the number: more of it follows, or ALL says so. */
static bool power_belongs(const struct chars *c, size_t i, size_t to, bool all)
{
    if (power_of(c->cp[i]) < 10000 || all)
        return true;
    return i + 1 < to && chinese_digit(c->cp[i + 1]) != NOT_A_DIGIT;
}

static size_t read_powers(const struct chars *c, size_t i, size_t to, bool all, struct reading *r)
{
    for (; i < to && !r->overflow; i++) {
        int digit = chinese_digit(c->cp[i]);
        if (digit != NOT_A_DIGIT && !r->waiting) {
            r->waiting = digit != 0;
            r->digit = digit;
            r->any_digit = true;
            r->unit = digit == 0 ? 0 : r->unit;
        } else if (twenties(c->cp[i]) && !r->waiting) {
            r->part += twenties(c->cp[i]);
            r->any_digit = r->any_power = true;
            r->unit = 10;
        } else if (power_of(c->cp[i]) && power_belongs(c, i, to, all)) {
            take_power(r, power_of(c->cp[i]));
        } else {
            break;
        }
    }
    return i;
}

static size_t read_decimals(struct numeral *out, const struct chars *c, size_t i, size_t to)
{
    size_t n = i < to && c->cp[i] == 0x70B9 ? run_of_digits(c, i + 1, to) : 0; /* 点 */
    if (n == 0 || n > 6 || (i + 1 + n < to && power_of(c->cp[i + 1 + n]) == 10))
        return i;
    bool fits = put_point(out);
    for (size_t k = 0; k < n; k++)
        fits = fits && put(out, chinese_digit(c->cp[i + 1 + k]));
    return i + 1 + n;
}

static bool chinese_at(const struct chars *c, size_t i, size_t to, struct numeral *out)
{
    struct reading r = {0};
    if (run_of_digits(c, i, to) >= 2)
        return digits_at(c, i, to, out);
    bool some = c->cp[i] == 0x6570 || c->cp[i] == 0x51E0; /* 数 几 */
    if (some && (i + 1 >= to || !power_of(c->cp[i + 1])))
        return false;
    bool ten = power_of(c->cp[i]) == 10;
    size_t end = read_powers(c, i + some, to, false, &r);
    if (r.overflow || end == i + some)
        return false;
    struct numeral n = {.chinese = true, .vague = !r.any_digit && (some || !ten)};
    if (!put(&n, finish(&r)))
        return false;
    n.end = r.any_power ? end : read_decimals(&n, c, end, to);
    *out = n;
    return true;
}

bool numeral_at(const struct chars *c, size_t i, size_t to, struct numeral *out)
{
    to = to < c->n ? to : c->n;
    if (i >= to)
        return false;
    if (char_is_digit(c->cp[i]))
        return arabic_at(c, i, to, out);
    if (char_is_numeral(c->cp[i]) || c->cp[i] == 0x6570 || c->cp[i] == 0x51E0)
        return chinese_at(c, i, to, out);
    return false;
}

/* ---- a whole text as one number ---------------------------------------------------------------- */

static bool whole_of(struct arena *a, struct str s, int64_t *out)
{
    struct chars c;
    struct sentence why;
    struct numeral n;
    struct reading r = {0};
    if (s.len > 200 || chars_read(a, str_trim(s), &c, &why) != ERR_NONE || c.n == 0)
        return false;
    bool plain = char_is_digit(c.cp[0]) || run_of_digits(&c, 0, c.n) >= 2;
    if (!plain) {
        if (!char_is_numeral(c.cp[0]) || read_powers(&c, 0, c.n, true, &r) != c.n || r.overflow)
            return false;
        *out = finish(&r);
        return *out <= whole_max;
    }
    int64_t value;
    if (!numeral_at(&c, 0, c.n, &n) || n.len > 15 || !str_int(numeral_digits(&n), &value))
        return false;
    for (; n.end < c.n; n.end++) {
        int64_t power = power_of(c.cp[n.end]);
        if (power < 10000 || value > whole_max / power)
            return false;
        value *= power;
    }
    *out = value;
    return true;
}

bool numeral_whole(struct str s, int64_t *out)
{
    struct arena a = {0};
    bool ok = whole_of(&a, s, out);
    arena_reset(&a);
    return ok;
}
