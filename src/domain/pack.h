/* pack.h: 半月报汇总 and 月度会议材料, frozen: what a period came to at a log position, for the whole group, one unit or one
 * responsible leader. Nothing of the contents is kept: app/pack.h computes them again from the position, and the digest
 * says whether they are the same.
 *
 * frozen 已定稿 → reviewed 已审核, by another person; or withdrawn 已撤回, with the reason. One of each period and scope
 * stands at a time. A period can be frozen once it is over (DOMAIN.md §4: 1–15, 16–end). */
#ifndef DOMAIN_PACK_H
#define DOMAIN_PACK_H

#include "domain/regime.h"

enum { PACK_NONE,
       PACK_IS_FROZEN,
       PACK_IS_REVIEWED,
       PACK_IS_WITHDRAWN };
enum pack_sort { PACK_SORT_NONE,
                 PACK_PERIOD,  /* 半月报汇总: of one period of the reports */
                 PACK_MEETING, /* 月度会议材料 */
                 PACK_SORTS };
extern const struct choice pack_states[], pack_sorts[];

#define PACK_PLAIN \
    int64_t inspection, sort; \
    int64_t rhythm, period; /* regime.h: the last half-month of the period */ \
    int64_t unit, leader;   /* at most one of them; neither: the whole group */ \
    struct str title, note; /* the note is printed at the end */ \
    int64_t position;       /* log size it is computed at */ \
    int64_t as_of_day;      /* labels and overdue counts are of this day */ \
    struct str digest       /* SHA-256 of the text rendering */
struct pack_freeze {
    PACK_PLAIN;
};
struct pack {
    THING;
    PACK_PLAIN;
    int64_t freezer, frozen_us;
    int64_t reviewer, reviewed_us;
    struct str opinion, reason; /* of the review; of withdrawing it */
};
extern const struct record pack_freeze_record, pack_record;
may_fn pack_may_review;
decide_fn pack_freeze;
apply_fn pack_frozen, pack_reviewed;

/* Whether PERIOD is one of RHYTHM and over on DAY. */
bool pack_period_is_over(int64_t rhythm, int64_t period, int64_t day);

#endif
