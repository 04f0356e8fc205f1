/* due.h: a time limit as people write it: 2024年12月底前, 2024.12.31, 12月底, 2025年上半年, 一季度末, 立行立改,
 * 长期坚持. */
#ifndef TEXT_DUE_H
#define TEXT_DUE_H

#include "base/base.h"

/* The measure's type (DOMAIN.md §3) as far as the words tell it. */
enum due_type { DUE_UNKNOWN,     /* nothing was understood: ask */
                DUE_IMMEDIATE,   /* 立行立改, 即知即改, 立即 */
                DUE_PHASED,      /* a date, 分阶段, 持续推进 */
                DUE_SUSTAINED }; /* 长期坚持, 常态化 */

struct due {
    int64_t day; /* day number of the last day in time, 0 for none */
    enum due_type type;
    struct str text; /* as given, trimmed; borrowed */
};

/* Understands TEXT. 底, 末, a bare month, quarter, half-year or year mean its last day; 前 and 之前 do not
 * move the day (12月31日前 is due on the 31st); 上旬 中旬 下旬 end on 10, 20 and the month's last day; of a
 * span the later end counts. REFERENCE_YEAR stands in where no year is written, 今年 and 明年 count
 * from it; 0 for none leaves such a day 0. Words not understood are no error: DUE_UNKNOWN, day 0.
 * ERR_INPUT with a sentence for a day that does not exist (2024年2月30日). */
MUST_CHECK enum err due_read(struct arena *a, struct str text, int reference_year, struct due *out,
                             struct sentence *why);

#endif
