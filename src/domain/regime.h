/* regime.h: what is true of a kind of inspection: limits, levels, names of lists, rhythm of reports. Data, not code:
 * the built-in rows can be overridden by the office for a kind of inspection or for one round, each change an event.
 *
 * Sources of the built-in rows: the plan within a month of the feedback and six months of intensive rectification
 * (巡视, practice since 2024), two or three months for 巡察; audit: 审计整改, 60 days for what is put right at once, up to a
 * year in stages, one to five years for what is kept up (DOMAIN.md §4). They are starting points; `basis` says in words
 * what a place goes by. */
#ifndef DOMAIN_REGIME_H
#define DOMAIN_REGIME_H

#include "domain/calendar.h"
#include "domain/measure.h"

enum rhythm { RHYTHM_NONE,
              RHYTHM_HALF_MONTH,
              RHYTHM_MONTH,
              RHYTHM_QUARTER };
extern const struct choice rhythms[];
/* Levels the feedback is broken into, by bit; 3 to 6 of them, aspect, problem and measure always. */
enum { LEVEL_BIT_ASPECT = 1,
       LEVEL_BIT_CLASS = 2,
       LEVEL_BIT_PROBLEM = 4,
       LEVEL_BIT_MANIFESTATION = 8,
       LEVEL_BIT_MEASURE = 16,
       LEVEL_BIT_STEP = 32 };
extern const struct choice levels[];

#define REGIME_PLAIN \
    int64_t plan_count, plan_clock, plan_roll; /* the plan is due so long after the feedback */ \
    int64_t intensive_months;                  /* of intensive rectification, 0: none */ \
    int64_t immediate_days_max, phased_days_max, \
        sustained_days_max; /* from issue to due day, by class; 0: no limit */ \
    int64_t phased_days_min; \
    int64_t extensions_max, extension_days_max; /* times; days each, 0: no limit */ \
    int64_t evidence_immediate, evidence_phased, \
        evidence_sustained; /* least pieces for a claim (rule R5) */ \
    int64_t rhythm, \
        report_grace_days; /* workdays after a period's end until its reports are late */ \
    int64_t levels; \
    int64_t clue_assess_days, clue_handle_days, clue_decide_days, \
        clue_feed_back_days;                       /* of each step of a clue, from the step before; 0: as built in */ \
    struct str problem_list, task_list, duty_list; /* what the lists are called */ \
    struct str basis                               /* legal basis in words */
struct regime_set {
    int64_t sort, inspection; /* inspection 0: of every round of the sort */
    REGIME_PLAIN;
};
struct regime {
    THING;
    int64_t sort, inspection;
    REGIME_PLAIN;
};
extern const struct record regime_set_record, regime_record;
#define regime_states no_states
decide_fn regime_set;

/* The built-in row of a sort of inspection (things.h inspection_sorts); what nobody knows has that of xunshi. */
const struct regime *regime_builtin(int64_t sort);
/* Calendar days for the step that follows when a clue is in STATE (clue.h). */
int64_t regime_clue_days(const struct regime *r, int64_t state);
int64_t regime_evidence_min(const struct regime *r, int64_t type);
/* The period a day falls in, told by its last half-month (base/time.h): of a month the second half, of a quarter that
 * of its last month. So periods of any rhythm are half-months and sort in time. */
int64_t regime_period(int64_t rhythm, int64_t day);
int64_t regime_period_first_day(int64_t rhythm, int64_t period);
int64_t regime_period_before(int64_t rhythm, int64_t period);
struct sentence regime_period_text(struct arena *a, int64_t rhythm,
                                   int64_t period); /* 2025年6月上半月, 2025年6月, 2025年第2季度 */

/* ---- warning rules (DOMAIN.md §5) ------------------------------------------------------------
 * One row each of three sorts may hold for a round: by time left, by progress against plan, by escalation. Colour is a
 * pure function of measure, day, calendar and these rows, never stored. */
enum warning_sort { WARNING_NONE,
                    WARNING_TIME,       /* by days left */
                    WARNING_PROGRESS,   /* reported percent behind the share of time gone: at least yellow, red */
                    WARNING_ESCALATION, /* overdue for so long: told to more */
                    WARNING_SORTS };
/* Who is told, by bit. */
enum { TELL_HANDLER = 1, /* the lead unit's people */
       TELL_LEADER = 2,  /* the responsible leader */
       TELL_HEAD = 4,    /* the head of the lead unit: its people with the role leader */
       TELL_OFFICE = 8,
       TELL_OVERSEER = 16 };
extern const struct choice warning_sorts[], tell_choices[];
#define WARNING_PLAIN \
    int64_t clock; /* days left are counted by it: enum clock, not months */ \
    int64_t green_days, \
        yellow_days;  /* time: at least, at most so many left. progress: percent behind for yellow, red in red_days */ \
    int64_t red_days; /* escalation: overdue for so many days */ \
    int64_t tell_green, tell_yellow, tell_red; \
    struct str basis
struct warning_set {
    int64_t sort, inspection; /* inspection 0: of every round */
    int64_t off;              /* 1: this row does not hold */
    WARNING_PLAIN;
};
struct warning {
    THING;
    int64_t sort, inspection, off;
    WARNING_PLAIN;
};
extern const struct record warning_set_record, warning_record;
#define warning_states no_states
decide_fn warning_set;
/* The built-in row of a sort: by time green ≥ 20 and yellow ≤ 10 days left; the others are off until somebody sets
 * them. */
const struct warning *warning_builtin(int64_t sort);
/* ROWS by sort, as they hold for a round. Days from today on become days of the calendar, once for a whole list. */
struct colour_rule colour_rule_of(const struct warning rows[WARNING_SORTS], const struct calendar *c, int64_t today);
/* Whom COLOUR (enum colour) is told to, for a deadline DUE_DAY: TELL_… bits; the escalation row adds its own. */
int64_t warning_addressees(const struct warning rows[WARNING_SORTS], const struct calendar *c, int64_t colour,
                           int64_t due_day, int64_t today);

/* ---- step 细化: a measure broken down once more, for kinds with that level ---------------------- */
enum { SUBSTEP_NONE,
       SUBSTEP_OPEN,
       SUBSTEP_DONE,
       SUBSTEP_VOID };
struct substep_add {
    int64_t measure, number;
    struct str text;
    int64_t unit, due_day;
};
struct substep_added {
    int64_t inspection, measure, number;
    struct str text;
    int64_t unit, due_day;
};
struct substep_finish {
    struct str result;
    int64_t done_day;
};
struct measure_stepped { /* of the measure: its step was added or finished */
    int64_t substep;
};
struct substep {
    THING;
    int64_t inspection, measure, number;
    struct str text;
    int64_t unit, due_day;
    struct str result, reason;
    int64_t done_day;
};
extern const struct record measure_stepped_record, substep_add_record, substep_added_record,
    substep_finish_record, substep_record;
extern const struct choice substep_states[];
may_fn substep_may_change, substep_may_add;
decide_fn substep_add, substep_finish;

#endif
