/* numerals.h: numbers as Chinese papers print them: 1,116  30.5  二〇二四  二十三  三百二十一  廿五
 * 两  三点五  壹拾. Full-width digits count as digits. 万 and 亿 are units and stay outside the
 * number (4.8万张 is 4.8 with the unit 万张) unless more of the number follows: 三万五千 is 35000. */
#ifndef TEXT_NUMERALS_H
#define TEXT_NUMERALS_H

#include "text/chars.h"

enum { NUMERAL_CHARS_MAX = 30 }; /* longer runs of digits are no quantity */

struct numeral {
    size_t end;                         /* the character after it */
    char digits[NUMERAL_CHARS_MAX + 2]; /* decimal: no separators, no sign, "." before decimals */
    size_t len;                         /* of digits */
    bool chinese;                       /* written in Chinese numerals */
    bool vague;                         /* no digit of its own: 百(余) is 100, 数十 is 10, 几百 is 100 */
};

/* The number that begins at I and ends before TO; false when none does, or when it is one of those
 * that mean "three or four" (三四个), or is too long. */
bool numeral_at(const struct chars *c, size_t i, size_t to, struct numeral *out);
struct str numeral_digits(const struct numeral *n); /* borrowed from N */
bool char_is_numeral(uint32_t cp);                  /* a Chinese digit or 十百千 and kin; not 万 or 亿 */

/* All of S as one whole number, 万 and 亿 applied: 十五万 is 150000, １，２００ is 1200. False for anything
 * else and beyond 15 digits. */
bool numeral_whole(struct str s, int64_t *out);

#endif
