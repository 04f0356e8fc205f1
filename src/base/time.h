/* time.h: days and instants. A day is a number of days since 1970-01-01 in China Standard Time
 * (UTC+8, no daylight saving); an instant is UTC microseconds since 1970. 0 means "none" for both. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/base.h"

enum { DAY_US_SHIFT_HOURS = 8 };

struct civil {
    int year, month, day; /* 1..12, 1..31 */
};

int64_t day_from_civil(int year, int month, int day); /* proleptic Gregorian; fields in range */
struct civil civil_from_day(int64_t day);
bool civil_valid(int year, int month, int day); /* 1900..2199, a real date */
int month_days(int year, int month);
int64_t day_of(int64_t us);        /* the day in China of an instant */
int64_t day_start_us(int64_t day); /* the instant it begins */
int day_weekday(int64_t day);      /* 0 Sunday .. 6 Saturday */

bool day_parse(struct str s, int64_t *day);           /* YYYY-MM-DD exactly */
struct str day_text(struct arena *a, int64_t day);    /* YYYY-MM-DD, empty for 0 */
struct str day_chinese(struct arena *a, int64_t day); /* 2025年6月10日, empty for 0 */
struct str time_text(struct arena *a, int64_t us);    /* YYYY-MM-DD HH:MM in China, empty for 0 */
struct str time_rfc3339(struct arena *a, int64_t us); /* UTC, 2025-06-10T02:03:04.000005Z */
int64_t time_now_us(void);

/* Half-month periods (DOMAIN.md §4): 1–15 and 16–end. index = (year * 12 + month - 1) * 2 + half. */
int64_t period_of(int64_t day);
int64_t period_first_day(int64_t period);
int64_t period_last_day(int64_t period);
struct sentence period_text(struct arena *a, int64_t period); /* 2025年6月上半月 / first half of 2025-06 */

#endif
