/* score.h: scoring rules of a look-back as data. A check starts at 100 points; what was found wrong is deducted by the
 * rules in force, a veto rule (一票否决) makes it 0. */
#ifndef DOMAIN_SCORE_H
#define DOMAIN_SCORE_H

#include "domain/domain.h"

enum { SCORE_FULL = 100,
       SCORE_RULE_NONE = 0,
       SCORE_RULE_VALID,
       SCORE_RULE_VOID };

#define SCORE_RULE_PLAIN \
    int64_t inspection;    /* 0: every round */ \
    struct str code, name; /* code: no spaces and none of , ; 、 × * */ \
    int64_t points;        /* deducted each time, 0 only of a veto */ \
    int64_t max;           /* at most so many points of one check, 0 for no limit */ \
    int64_t veto           /* 1: once found, the score is 0 */
struct score_rule_set {
    SCORE_RULE_PLAIN;
};
struct score_rule {
    THING;
    SCORE_RULE_PLAIN;
};
extern const struct record score_rule_set_record, score_rule_record;
extern const struct choice score_rule_states[];
may_fn score_rule_may_void;
decide_fn score_rule_set;

/* Reads "A1×2、B3" (codes of RULES, × or * and a number of times, 1 when left out; the same code again adds up) and gives
 * the score, 0 to 100. False when a code is none of RULES or a number is none; *SCORE is then not written. */
bool score_of(struct str deductions, const struct score_rule *rules, size_t count, int64_t *score);

#endif
