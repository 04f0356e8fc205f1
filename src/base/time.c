/* time.c: see time.h. Day arithmetic after the era method for the proleptic Gregorian calendar:
 * years start in March, so that the leap day is the last of its year. */
#include "base/time.h"

#include <time.h>

static const int64_t day_us = 86400LL * 1000000;
static const int64_t shift_us = DAY_US_SHIFT_HOURS * 3600LL * 1000000;

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

int64_t day_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400), yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct civil civil_from_day(int64_t day)
{
    int64_t z = day + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    return (struct civil){(int)(yoe + era * 400) + (month <= 2), month, (int)(doy - (153 * mp + 2) / 5 + 1)};
}

int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool civil_valid(int year, int month, int day)
{
    return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

int64_t day_of(int64_t us) { return floor_div(us + shift_us, day_us); }
int64_t day_start_us(int64_t day) { return day * day_us - shift_us; }
int day_weekday(int64_t day) { return (int)(((day + 4) % 7 + 7) % 7); }

bool day_parse(struct str s, int64_t *day)
{
    int64_t y, m, d;
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' || s.ptr[0] == '-' || s.ptr[5] == '-' || s.ptr[8] == '-')
        return false;
    if (!str_int(str_sub(s, 0, 4), &y) || !str_int(str_sub(s, 5, 2), &m) || !str_int(str_sub(s, 8, 2), &d))
        return false;
    if (!civil_valid((int)y, (int)m, (int)d))
        return false;
    *day = day_from_civil((int)y, (int)m, (int)d);
    return true;
}

static void put_digits(char *out, int n, int digits)
{
    for (int i = digits; i-- > 0; n /= 10)
        out[i] = (char)('0' + n % 10);
}

enum { DAY_CHARS = 10,
       MINUTE_CHARS = 16 };

static void put_day(char out[DAY_CHARS], struct civil c)
{
    put_digits(out, c.year, 4);
    out[4] = out[7] = '-';
    put_digits(out + 5, c.month, 2);
    put_digits(out + 8, c.day, 2);
}

/* By hand, not with printf: a page of a list shows a hundred days. */
struct str day_text(struct arena *a, int64_t day)
{
    if (!day)
        return STR("");
    struct civil c = civil_from_day(day);
    if (c.year < 0 || c.year > 9999)
        return str_f(a, "%04d-%02d-%02d", c.year, c.month, c.day);
    char *out = arena_alloc(a, DAY_CHARS + 1);
    put_day(out, c);
    return (struct str){out, DAY_CHARS};
}

struct str day_chinese(struct arena *a, int64_t day)
{
    if (!day)
        return STR("");
    struct civil c = civil_from_day(day);
    return str_f(a, "%d年%d月%d日", c.year, c.month, c.day);
}

struct str time_text(struct arena *a, int64_t us)
{
    if (!us)
        return STR("");
    int64_t minute = (us - day_start_us(day_of(us))) / 60000000;
    struct civil c = civil_from_day(day_of(us));
    if (c.year < 0 || c.year > 9999)
        return str_f(a, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, (int)(minute / 60), (int)(minute % 60));
    char *out = arena_alloc(a, MINUTE_CHARS + 1);
    put_day(out, c);
    out[10] = ' ';
    put_digits(out + 11, (int)(minute / 60), 2);
    out[13] = ':';
    put_digits(out + 14, (int)(minute % 60), 2);
    return (struct str){out, MINUTE_CHARS};
}

struct str time_rfc3339(struct arena *a, int64_t us)
{
    int64_t day = floor_div(us, day_us), rest = us - day * day_us, second = rest / 1000000;
    struct civil c = civil_from_day(day);
    return str_f(a, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", c.year, c.month, c.day, (int)(second / 3600),
                 (int)(second / 60 % 60), (int)(second % 60), (int)(rest % 1000000));
}

int64_t time_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t period_of(int64_t day)
{
    struct civil c = civil_from_day(day);
    return ((int64_t)c.year * 12 + c.month - 1) * 2 + (c.day > 15);
}

int64_t period_first_day(int64_t period)
{
    int64_t month = period / 2;
    return day_from_civil((int)(month / 12), (int)(month % 12) + 1, period % 2 ? 16 : 1);
}

int64_t period_last_day(int64_t period) { return period_first_day(period + 1) - 1; }

struct sentence period_text(struct arena *a, int64_t period)
{
    int year = (int)(period / 24), month = (int)(period / 2 % 12) + 1;
    return (struct sentence){str_f(a, "%d年%d月%s半月", year, month, period % 2 ? "下" : "上"),
                             str_f(a, "%s half of %d-%02d", period % 2 ? "second" : "first", year, month)};
}
