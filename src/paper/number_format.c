/* number_format.c: what a cell's number format makes of its number. The builtin ids are those of
 * ECMA-376 part 1, 18.8.30; 27-36 and 50-58 as zh-CN Excel and WPS have them. */
#include "base/time.h"
#include "paper/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY_OF_1900 = -25569, /* serial 0 of the 1900 system, from serial 61 (1900-03-01) on */
    DAYS_1904 = 1462,     /* between the two systems */
    SERIAL_LEAP = 60,     /* 1900-02-29, which never was */
    SERIAL_MAX = 2958465, /* 9999-12-31 */
    MINUTES_DAY = 24 * 60
};

static const struct {
    unsigned id;
    const char *code;
} builtins[] = {
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {5, "¥#,##0"},
    {6, "¥#,##0"},
    {7, "¥#,##0.00"},
    {8, "¥#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    {27, "yyyy年m月"},
    {28, "m月d日"},
    {29, "m月d日"},
    {30, "m-d-yy"},
    {31, "yyyy年m月d日"},
    {32, "h时mm分"},
    {33, "h时mm分ss秒"},
    {34, "上午/下午h时mm分"},
    {35, "上午/下午h时mm分ss秒"},
    {36, "yyyy年m月"},
    {37, "#,##0"},
    {38, "#,##0"},
    {39, "#,##0.00"},
    {40, "#,##0.00"},
    {41, "#,##0"},
    {42, "¥#,##0"},
    {43, "#,##0.00"},
    {44, "¥#,##0.00"},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {49, "@"},
    {50, "yyyy年m月"},
    {51, "m月d日"},
    {52, "yyyy年m月"},
    {53, "m月d日"},
    {54, "m月d日"},
    {55, "上午/下午h时mm分"},
    {56, "上午/下午h时mm分ss秒"},
    {57, "yyyy年m月"},
    {58, "m月d日"},
};

/* 0.98705 is stored a little below itself; a person expects 98.71% of it. */
#define HALF_UP (1 + 4e-16)

/* The letters a format shows, literals aside. */
struct marks {
    bool year, month, day, hour, second, elapsed, percent, money, point, text, placeholder,
        exponent;
    bool zeros_only; /* no placeholder but 0 */
    unsigned zeros, decimals;
    struct buf before, after; /* literal text around the placeholders */
};

static void literal(struct marks *m, struct str s)
{
    buf_str(m->placeholder ? &m->after : &m->before, s);
}

/* [Red], [$-804], [$¥-804], [h], [>=100]: only money and elapsed time matter. */
static size_t bracket(struct marks *m, struct str code, size_t at)
{
    struct str rest = str_sub(code, at + 1, code.len);
    size_t end = str_find(rest, STR("]"));
    if (end == SIZE_MAX)
        return code.len;
    struct str in = str_sub(rest, 0, end);
    if (in.len && in.ptr[0] == '$' && !str_starts(in, STR("$-")))
        m->money = true;
    if (in.len && strchr("hHmMsS", in.ptr[0]))
        m->elapsed = m->hour = true;
    return at + 2 + end;
}

static void placeholder(struct marks *m, char c)
{
    m->placeholder = true;
    m->zeros_only = m->zeros_only && c == '0';
    if (c == '0' || c == '#' || c == '?') {
        m->zeros += c == '0';
        m->decimals += m->point;
    }
}

static void letter(struct marks *m, char c)
{
    switch (c | 0x20) {
    case 'y':
    case 'b': m->year = true; break;
    case 'e': /* the year of an era, or the exponent of 0.00E+00 */
        m->year = m->year || !m->placeholder;
        m->exponent = m->placeholder;
        break;
    case 'm': m->month = true; break;
    case 'd': m->day = true; break;
    case 'h': m->hour = true; break;
    case 's': m->second = true; break;
    default: break;
    }
}

static size_t mark(struct marks *m, struct str code, size_t at)
{
    static const struct {
        struct str text;
        size_t which;
    } words[] = {
        {{"年", 3}, offsetof(struct marks, year)},
        {{"月", 3}, offsetof(struct marks, month)},
        {{"日", 3}, offsetof(struct marks, day)},
        {{"时", 3}, offsetof(struct marks, hour)},
        {{"¥", 2}, offsetof(struct marks, money)},
        {{"￥", 3}, offsetof(struct marks, money)},
        {{"$", 1}, offsetof(struct marks, money)},
        {{"%", 1}, offsetof(struct marks, percent)},
        {{"@", 1}, offsetof(struct marks, text)},
    };
    struct str rest = str_sub(code, at, code.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(rest, words[i].text)) {
            *(bool *)((char *)m + words[i].which) = true;
            literal(m, words[i].text);
            return at + words[i].text.len;
        }
    char c = rest.ptr[0];
    if (strchr("0#?,.", c)) {
        m->point = m->point || c == '.';
        placeholder(m, c);
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        letter(m, c);
    else if (c != ' ')
        literal(m, str_sub(rest, 0, 1));
    return at + 1;
}

/* Reads the first section of CODE: the one for positive numbers. */
static struct marks marks_of(struct arena *a, struct str code)
{
    struct marks m = {.zeros_only = true, .before = buf_new(a, 256), .after = buf_new(a, 256)};
    for (size_t at = 0; at < code.len && code.ptr[at] != ';';) {
        struct str rest = str_sub(code, at + 1, code.len);
        size_t end;
        switch (code.ptr[at]) {
        case '"':
            end = str_find(rest, STR("\""));
            end = end == SIZE_MAX ? rest.len : end;
            literal(&m, str_sub(rest, 0, end));
            at += end + 2;
            break;
        case '\\': /* the next character as it is; a letter of more bytes goes on by itself */
            literal(&m, str_sub(rest, 0, 1));
            at += 2;
            break;
        case '_':
        case '*': at += 2; break; /* a space as wide as, or filled up with, the next character */
        case '[': at = bracket(&m, code, at); break;
        default: at = mark(&m, code, at);
        }
    }
    return m;
}

static bool is_general(struct str code)
{
    return code.len == 0 || str_starts(code, STR("General")) || str_starts(code, STR("GENERAL")) ||
           str_starts(code, STR("G/")); /* G/通用格式: what zh-CN WPS writes */
}

static struct number_format date_format(const struct marks *m)
{
    struct number_format f = {.hint = HINT_TIME};
    if (m->day || m->year || (m->month && !m->hour && !m->second)) {
        f.hint = m->year && m->month && !m->day ? HINT_MONTH : HINT_DATE;
        f.has_time = m->hour;
    }
    return f;
}

struct number_format number_format_of(struct arena *a, unsigned id, struct str code)
{
    struct number_format f = {.hint = HINT_GENERAL};
    for (size_t i = 0; code.len == 0 && i < sizeof builtins / sizeof *builtins; i++)
        if (builtins[i].id == id)
            code = str_c(builtins[i].code);
    if (is_general(code))
        return f;
    struct marks m = marks_of(a, code);
    if (m.elapsed)
        f.hint = HINT_TIME;
    else if ((m.year || m.month || m.day || m.hour || m.second) && !m.exponent)
        f = date_format(&m);
    else if (m.percent)
        f = (struct number_format){.hint = HINT_PERCENT,
                                   .decimals = m.decimals < 15 ? m.decimals : 15};
    else if (m.money)
        f.hint = HINT_MONEY;
    else if (m.text)
        f.hint = HINT_TEXT;
    else if (m.placeholder)
        f.hint = m.point ? HINT_DECIMAL : HINT_INTEGER;
    bool numbered =
        f.hint == HINT_INTEGER && m.zeros_only && m.zeros && m.zeros <= 15 && !m.exponent;
    if (numbered && (m.zeros > 1 || m.before.len)) {
        f.zeros = m.zeros;
        f.prefix = buf_view(&m.before);
        f.suffix = buf_view(&m.after);
    }
    return f;
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* Fifteen digits of N without exponent: 1e15 is 1000000000000000, 1e-05 is 0.00001. */
static struct str plain_digits(struct arena *a, double n)
{
    char e[40]; /* -d.dddddddddddddde+XX */
    struct buf b = buf_new(a, 64);
    snprintf(e, sizeof e, "%.14e", fabs(n));
    int power = (int)strtol(strchr(e, 'e') + 1, NULL, 10);
    char digits[15] = {e[0]};
    memcpy(digits + 1, e + 2, 14);
    int len = 15;
    while (len > 1 && digits[len - 1] == '0')
        len--;
    buf_c(&b, n < 0 ? "-" : "");
    buf_c(&b, power < 0 ? "0." : "");
    for (int i = power < 0 ? power + 1 : 0; i < len || i <= power; i++) {
        buf_put(&b, i < 0 || i >= len ? "0" : &digits[i], 1);
        if (i == power && i + 1 < len)
            buf_c(&b, ".");
    }
    return buf_view(&b);
}

struct str number_text(struct arena *a, double n)
{
    char text[64];
    if (!isfinite(n))
        return STR("#NUM!");
    if (n == 0)
        return STR("0"); /* and no -0 */
    snprintf(text, sizeof text, "%.15g", n);
    const char *e = strchr(text, 'e');
    if (!e || fabs(n) >= 1e21 || fabs(n) < 1e-15)
        return str_copy(a, str_c(text));
    return plain_digits(a, n);
}

static void set_date(struct arena *a, struct cell *c, const struct number_format *f, bool from_1904)
{
    double serial = c->number + (from_1904 ? DAYS_1904 : 0);
    int64_t whole = (int64_t)floor(serial);
    int64_t minutes = (int64_t)floor((serial - (double)whole) * MINUTES_DAY + 0.5);
    if (minutes == MINUTES_DAY) {
        minutes = 0;
        whole++;
    }
    if (f->hint == HINT_TIME) {
        int64_t all = (int64_t)floor(c->number) * MINUTES_DAY + minutes;
        c->text = str_f(a, "%02d:%02d", (int)(all / 60), (int)(all % 60));
        return;
    }
    if (whole < 1 || whole == SERIAL_LEAP)
        return; /* no day: stays the number it is */
    c->kind = CELL_DATE;
    c->day = whole + DAY_OF_1900 + (whole < SERIAL_LEAP);
    struct civil d = civil_from_day(c->day);
    c->text = str_f(a, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (f->has_time)
        c->text =
            str_f(a, "%.*s %02d:%02d", STR_ARG(c->text), (int)(minutes / 60), (int)(minutes % 60));
}

void cell_set_number(struct arena *a, struct cell *c, double n, const struct number_format *f,
                     bool from_1904)
{
    c->kind = CELL_NUMBER;
    c->hint = (unsigned char)f->hint;
    c->number = n;
    c->text = number_text(a, n);
    if (!isfinite(n))
        c->kind = CELL_ERROR;
    else if (f->hint == HINT_PERCENT && fabs(n) < 1e12)
        c->text = str_f(a, "%.*f%%", (int)f->decimals, n * 100 * HALF_UP);
    else if (f->zeros && n >= 0 && n == floor(n) && n < 1e15)
        c->text =
            str_f(a, "%.*s%0*.0f%.*s", STR_ARG(f->prefix), (int)f->zeros, n, STR_ARG(f->suffix));
    else if (f->hint >= HINT_DATE && f->hint <= HINT_TIME && n >= 0 && n <= SERIAL_MAX)
        set_date(a, c, f, from_1904);
}
