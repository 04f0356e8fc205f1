/* lookback.h: looking back (回头看): a plan of a sample, its draw, the checks of what was closed, and the voices that
 * contradict a closure. See also draw.h (the draw) and score.h (the score).
 *
 * A plan names where its seed will come from and the day it comes, a later one than its own: a seed of the same day
 * could be chosen knowing what it draws. The things drawn follow from the seed and from what was closed when it was
 * drawn. One plan is drawn once. A check says what was found in one closed measure or problem; a third person, who
 * neither closed nor checked it, then decides whether it is consolidated (巩固) or to be reopened (重新立项), the
 * latter only on a fact dated after the closure. measure.reopen and problem.reopen name the check. */
#ifndef DOMAIN_LOOKBACK_H
#define DOMAIN_LOOKBACK_H

#include "domain/draw.h"
#include "domain/erase.h"
#include "domain/measure.h"
#include "domain/score.h"

extern const struct choice lookback_methods[]; /* bits of `methods`: documents, on the spot, talks, … */

/* ---- lookback: one plan and its sample ---------------------------------------------------------------- */
enum { LOOKBACK_NONE,
       LOOKBACK_PLANNED,
       LOOKBACK_DRAWN,
       LOOKBACK_FINISHED,
       LOOKBACK_VOID };
enum { POPULATION_NONE,
       POPULATION_MEASURES,   /* closed measures of the round; the unit is the lead unit */
       POPULATION_PROBLEMS }; /* closed problems; the unit is the lead unit of the first measure that is not void */
#define LOOKBACK_PLAIN \
    int64_t inspection; \
    struct str name; \
    int64_t sort;             /* POPULATION_… */ \
    int64_t draw_by, take;    /* DRAW_BY_…, see draw.h */ \
    int64_t per_unit;         /* 0: no least number per unit */ \
    int64_t methods;          /* bits of lookback_methods */ \
    int64_t from_day, to_day; /* of the checks on the spot */ \
    struct ids team;          /* persons who check */ \
    struct str seed_source;   /* what will be the seed, so that nobody chooses it: 某月某日某号码 */ \
    int64_t seed_day          /* the day it comes: after the day of the plan; the draw is not before it */
struct lookback_plan {
    LOOKBACK_PLAIN;
};
struct lookback_planned {
    LOOKBACK_PLAIN;
    int64_t nth; /* plan of this sort in the round, void ones too: a second one over the same things is seen */
};
struct lookback_draw {
    struct str seed; /* one line, at most 100 characters */
};
struct lookback_drawn {
    int64_t position, population; /* log entries before the draw; things there were to draw from */
    struct str population_hash;   /* draw_population_hash */
    struct str seed;
    struct ids drawn; /* in rising order of rank */
    int64_t sampled;
};
struct lookback_direct { /* chosen by hand; exactly one of the two, of the plan's sort */
    int64_t measure, problem;
    struct str reason;
};
struct lookback_directed {
    int64_t measure, problem;
    struct str reason;
    int64_t item; /* the one that was given */
};
struct lookback_finish {
    struct str summary;
};
struct lookback {
    THING;
    LOOKBACK_PLAIN;
    int64_t nth, position, population;
    struct str population_hash, seed;
    struct ids drawn, directed; /* things of the sort; never both */
    int64_t sampled, by_hand;   /* how many they are */
    struct str summary;
    int64_t planned_us, drawn_us;
};
extern const struct record lookback_plan_record, lookback_planned_record, lookback_draw_record, lookback_drawn_record,
    lookback_direct_record, lookback_directed_record, lookback_finish_record, lookback_record;
extern const struct choice lookback_states[], lookback_sorts[], lookback_draws[];
may_fn lookback_may_finish;
decide_fn lookback_plan, lookback_draw, lookback_direct;
apply_fn lookback_planned, lookback_drawn, lookback_directed;
struct draw_rule lookback_rule(const struct lookback *l); /* its rule, for doing the draw again */
bool lookback_holds(const struct lookback *l, int64_t item);

/* ---- check: what was found in one closed thing -------------------------------------------------------- */
enum { CHECK_NONE,
       CHECK_OPEN, /* a voice asked for it; nothing is recorded yet */
       CHECK_RECORDED,
       CHECK_CONSOLIDATED,
       CHECK_REOPEN }; /* to be reopened: measure.reopen, problem.reopen name it */
enum { FOUND_NONE,
       FOUND_TRUE,   /* 属实: what was reported stands */
       FOUND_PARTLY, /* 部分属实 */
       FOUND_FALSE,  /* 不属实 */
       FOUND_REBOUND /* 反弹: it came back; needs the day it was seen */ };
#define CHECK_PLAIN \
    int64_t lookback;         /* 0: on a voice */ \
    int64_t measure, problem; /* what was checked; of a measure its problem stands here too */ \
    struct ids persons;       /* who checked besides the one who records */ \
    int64_t methods, day;     /* bits of lookback_methods */ \
    int64_t verdict;          /* FOUND_… */ \
    struct str findings; \
    int64_t fact_day;      /* of the newest fact that speaks against the closure, 0 for none */ \
    struct str mismatches; /* 上报与实查不一致: a line each, "reported: …; found: …" */ \
    int64_t votes_valid, votes_satisfied, votes_basically, \
        votes_unsatisfied; /* valid is the sum of the others */ \
    struct str deductions  /* score_of */
struct check_file {
    CHECK_PLAIN;
};
struct check_recorded {
    CHECK_PLAIN;
    int64_t inspection;
    int64_t closed_day; /* of what was checked, as it stood then */
    int64_t score;      /* 0 to 100 */
};
struct check_opened {
    int64_t inspection, voice, measure, problem;
};
struct lookback_check {
    THING;
    CHECK_PLAIN;
    int64_t inspection, voice;
    int64_t closed_day, score;
    int64_t recorded_by, recorded_us, decided_by, decided_us;
    struct str opinion; /* of the one who decided */
};
extern const struct record check_file_record, check_recorded_record, check_opened_record, lookback_check_record;
extern const struct choice lookback_check_states[], check_verdicts[];
may_fn check_may_record, check_may_decide, check_may_consolidate;
decide_fn check_file, check_reopen;
apply_fn check_recorded, check_decided;

/* ---- voice: somebody says that what was closed is not so ------------------------------------------------ */
enum { VOICE_NONE,
       VOICE_RECEIVED,
       VOICE_CHECKING, /* what it is about is closed: a check was opened */
       VOICE_ANSWERED };
struct voice_enter {
    int64_t inspection;
    int64_t measure, problem; /* what it is about; one of them at least */
    int64_t received_day, source;
    int64_t fact_day; /* of what it tells, 0 when it tells none */
    struct str text;  /* no names; erasable by two persons (erase.h) */
};
struct voice_check {
    int64_t lookback_check;
};
struct voice_answer {
    struct str answer;
};
struct voice {
    THING;
    ERASABLE;
    int64_t inspection, measure, problem, received_day, source, fact_day;
    struct str text;
    int64_t lookback_check;
    struct str answer;
    int64_t entered_us, answered_us;
};
extern const struct record voice_enter_record, voice_check_record, voice_answer_record, voice_record;
extern const struct choice voice_states[], voice_sources[];
may_fn voice_may_answer;
decide_fn voice_enter;
apply_fn voice_entered, voice_answered;

/* ---- recurrence: the same again in a later round --------------------------------------------------------- */
struct problem_link {
    struct ids earlier; /* problems of earlier rounds of the same organisation; none: unlinks */
};
extern const struct record problem_link_record;
/* Whether A is a round before B of the same organisation: B names it, or its feedback (else its end) came first. */
bool inspection_earlier(const struct inspection *a, const struct inspection *b);
decide_fn problem_link;

/* ---- facts -------------------------------------------------------------------------------------------- */
struct lookback_facts {
    /* of a plan, a draw, or things chosen by hand */
    int64_t nth;                        /* plans of this sort there are in the round, void ones too */
    const struct draw_item *population; /* what is closed now, in rising order of id */
    size_t population_count;
    int64_t unchecked; /* of the sample: without a recorded check */
    /* of the measure or problem a check or voice is about */
    bool item, closed;               /* one is named and there; it is closed */
    bool open;                       /* its round is not archived */
    int64_t inspection, problem;     /* it belongs to */
    int64_t closed_day;              /* 0 where it was never closed */
    struct ids executors, units;     /* of the measure, or of all measures of the problem: rules R1, R2 */
    struct ids verifiers;            /* who closed them */
    int64_t drafted_us;              /* of the first of these measures */
    struct ids persons_units;        /* units of the persons named that count for R2, and all above them */
    const struct lookback *lookback; /* the one named; NULL for none */
    bool checked;                    /* another check of it stands in the same look-back */
    const struct score_rule *rules;  /* in force for the round */
    size_t rule_count;
    const struct lookback_check *check; /* of a voice; NULL for none */
    bool code_taken;                    /* of a score rule: another valid one has the code */
    bool earlier_fit;                   /* every problem to link belongs to an earlier round of the same organisation */
};

#endif
