/* plan_check.h: what is still missing in a round's plan, and what in it looks wrong.
 *
 * What is missing is the completeness proof (domain/plan.h): each item is a figure, so its count opens to its list.
 * What looks wrong is put before a person, never refused: all dates the same, a date on a day off, sooner or later than
 * its class allows, the same text twice, a leader whose account is closed. */
#ifndef APP_PLAN_CHECK_H
#define APP_PLAN_CHECK_H

#include "domain/calendar.h"
#include "domain/plan.h"

struct db;

enum plan_rule { PLAN_RULE_UNMAPPED, /* the proof: plan_proof_figures[rule] is its figure */
                 PLAN_RULE_UNCITED,
                 PLAN_RULE_NO_MEASURE,
                 PLAN_RULE_INCOMPLETE,
                 PLAN_RULE_SAME_DAY,
                 PLAN_RULE_DAY_OFF,
                 PLAN_RULE_TOO_SOON,
                 PLAN_RULE_TOO_LATE,
                 PLAN_RULE_SAME_TEXT,
                 PLAN_RULE_LIKE_TEXT,
                 PLAN_RULE_LEADER_LEFT,
                 PLAN_RULE_NOT_COMPARED, /* too many measures to look for likeness */
                 PLAN_RULES };
#define PLAN_PROOF_RULES (PLAN_RULE_INCOMPLETE + 1)
extern const struct choice plan_rules_words[PLAN_RULES + 1];
extern const char *const plan_proof_figures[PLAN_PROOF_RULES];

struct plan_finding {
    enum plan_rule rule;
    enum kind kind;      /* of the thing it is about */
    int64_t id;          /* 0: of the plan as a whole */
    struct sentence say; /* names the thing, says what is wrong and what to do */
};
struct plan_limits { /* days from the start (else the feedback) to the due day, by type; 0: none */
    int64_t min[4], max[4];
};

enum { PLAN_FINDINGS_MAX = 5000, /* more are counted, not listed */
       PLAN_COMPARED_MAX = 1200, /* measures; beyond only equal texts are found */
       PLAN_LIKE_PERCENT = 90 }; /* text_similarity */
struct plan_check {
    int64_t sentences, problems, measures; /* not void */
    int64_t counts[PLAN_RULES];            /* of findings, by rule, listed or not */
    const struct plan_finding *findings;   /* what is missing first, each rule in the order of the papers */
    size_t count;
};
/* Of one round. CALENDAR may be NULL: days off are not looked at. */
MUST_CHECK enum err plan_check(struct db *db, struct arena *a, int64_t inspection, const struct calendar *calendar,
                               const struct plan_limits *limits, struct plan_check *out);
/* The same with the calendar and the rules that hold for the round (domain/regime.h). */
MUST_CHECK enum err plan_check_round(struct db *db, struct arena *a, int64_t inspection, struct plan_check *out);
/* Whether the proof holds. */
bool plan_complete(const struct plan_check *c);

#endif
