/* dates.h: dates as papers print them, wherever they stand in a text. */
#ifndef TEXT_DATES_H
#define TEXT_DATES_H

#include "text/numerals.h"

struct date_phrase {
    size_t from, to;      /* characters [from, to) */
    int year, month, day; /* 0 where not written */
    bool leading_zero;    /* 06月: the layout standard writes 6月 */
};

/* A date that begins at I: 2024年3月18日, 2024年3月, 2024年, 3月18日, 3月, 18日, 2024.3.18, 2024-03-18,
 * 2024/3/18, 20240318 (only with a real date), 二〇二四年三月十八日. One space between the parts is
 * allowed. The numbers are as written: date_is_real tells whether the day exists. */
bool date_at(const struct chars *c, size_t i, size_t to, struct date_phrase *out);
/* Months 1–12, the day within its month (29 February needs a leap year, or no year at all). */
bool date_is_real(const struct date_phrase *d);

#endif
