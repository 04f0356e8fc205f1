/* measure.h: a measure, the progress reports about it and the evidence for it.
 *
 * DOMAIN.md §6. Who did something for the measure is kept in `executors` over its whole history: rule R1
 * is decided from the state alone. Colour is never stored: measure_colour computes it at a date. */
#ifndef DOMAIN_MEASURE_H
#define DOMAIN_MEASURE_H

#include "domain/things.h"

enum { MEASURE_NONE,
       MEASURE_DRAFT,
       MEASURE_REVIEW,
       MEASURE_ISSUED,
       MEASURE_WORKING,
       MEASURE_CLAIMED,
       MEASURE_VERIFYING,
       MEASURE_SUSTAINED, /* still open: kept up until it is claimed or handed to routine */
       MEASURE_CLOSED,
       MEASURE_ROUTINE,
       MEASURE_VOID };
#define MEASURE_OPEN_STATES \
    (FROM(MEASURE_DRAFT) | FROM(MEASURE_REVIEW) | FROM(MEASURE_ISSUED) | FROM(MEASURE_WORKING) | \
     FROM(MEASURE_CLAIMED) | FROM(MEASURE_VERIFYING) | FROM(MEASURE_SUSTAINED))
enum { TYPE_NONE,
       TYPE_IMMEDIATE,
       TYPE_PHASED,
       TYPE_SUSTAINED };

#define MEASURE_PLAN \
    struct str text, goal; \
    int64_t type; \
    struct str standard; /* what counts as done */ \
    int64_t start_day, due_day; \
    struct str due_text; /* as the paper said it: 立行立改, 2024年12月底前 */ \
    struct ids leaders;  /* persons; the first is the responsible one */ \
    int64_t lead_unit; \
    struct ids assisting_units; \
    struct str department, contact, phone; /* 责任科室, 责任人, 联系电话 (office numbers) */ \
    struct str oversight;                  /* 监督部门, as written */ \
    struct str note
struct measure_draft {
    int64_t problem, number;
    struct str code; /* as the people's papers number it */
    MEASURE_PLAN;
};
struct measure_drafted {
    int64_t inspection, aspect, problem, ordinal, number;
    struct str code;
    MEASURE_PLAN;
};
struct measure_change {
    MEASURE_PLAN;
};
struct measure_note {
    struct str department, contact, phone, oversight, note;
};
struct measure_claim {
    struct str summary; /* 措施落实情况 and 整改成效 */
    int64_t done_day;
};
struct void_propose {
    struct str reason, document;
};
struct measure_reported {
    int64_t report, period;
    struct str progress;  /* named so that it does not copy over the plan's text */
    int64_t done_percent; /* likewise */
    int64_t late;         /* 1: filed after the period's reports were due */
};
struct measure_evidenced {
    int64_t evidence;
    int64_t of_round; /* the round it was given in; 0 in logs before rounds were counted */
};

/* ---- asking for more time, for keeping it up, for handing it to routine (measure_ask.c). A unit asks, the overseer
 * decides; one asking at a time. due_day is the deadline that runs now; original_due_day is the one issued. */
enum { ASK_NONE,
       ASK_EXTENSION,
       ASK_SUSTAIN,
       ASK_ROUTINE };
struct extension_ask {
    int64_t until_day; /* later than the deadline */
    struct str reason, progress, stage_goal;
};
struct sustain_ask {
    int64_t review_day; /* next review, later than today */
    struct str stage_goal, reason;
};
struct routine_ask {
    int64_t receiving_unit;
    struct str reason, standing_rule; /* what keeps it up from now on */
};
struct measure_extended {
    struct str opinion;
    int64_t due_day, extensions; /* the new deadline; how many there are now */
};
struct measure_sustained {
    struct str opinion;
    int64_t due_day; /* next review */
};
struct sustained_review {
    struct str opinion;
    int64_t review_day;
};
struct sustained_reviewed {
    struct str opinion;
    int64_t review_day, due_day; /* the same: one as it was asked, one as the deadline that runs */
};
struct measure_to_routine {
    struct str opinion;
    int64_t routine_unit;
};
/* ---- handing over, reopening (measure_again.c) ------------------------------------------------------------ */
struct hand_over {
    struct ids leaders;
    int64_t lead_unit;
    struct ids assisting_units;
    struct str department, contact, phone;
    struct str reason, document;
};
struct measure_handed_over {
    struct ids leaders;
    int64_t lead_unit;
    struct ids assisting_units;
    struct str department, contact, phone;
    struct str reason, document;
    struct ids former_units; /* everyone ever responsible before, also those who still are */
};
struct measure_reopen {
    int64_t fact_day; /* after the day of closure: what was true before was known when it was closed */
    struct str reason;
    int64_t check, voice; /* the look-back check or contrary voice it rests on, one at least */
    int64_t due_day;      /* of the new round */
};
struct measure_reopened {
    int64_t fact_day;
    struct str reason;
    int64_t check, voice, due_day, round;
};
struct measure {
    THING;
    int64_t inspection, aspect, problem;
    int64_t ordinal; /* aspect, problem and measure number in one: the order of the ledger */
    int64_t number;
    struct str code;
    MEASURE_PLAN;
    int64_t round; /* 1, more after reopening */
    /* Persons who drafted, reported, gave evidence, claimed, asked, handed over or proposed to void: rule R1. */
    struct ids executors;
    int64_t drafted_us, issued_us, signed_us;
    int64_t reports;     /* progress reports and new versions of them */
    int64_t last_period; /* newest half-month reported, 0 for none */
    struct str last_report;
    int64_t evidence_count; /* valid pieces */
    struct str claim_summary;
    int64_t claimed_us, claimed_by, done_day;
    int64_t approved_by, verified_by;
    struct ids approvers; /* everyone who ever approved a claim of it, returned ones and earlier rounds too: rule R1 */
    struct str opinion;   /* the newest decision's words */
    int64_t returns;      /* times sent back after a claim */
    int64_t closed_us;
    int64_t void_by; /* who proposed to void it, 0 for nobody */
    struct str void_document;
    int64_t percent;          /* newest reported */
    int64_t late_reports;     /* filed after they were due */
    int64_t original_due_day; /* as issued in this round; 0 until then */
    int64_t extensions;       /* granted in this round */
    int64_t ask;              /* ASK_…: what waits for the overseer */
    int64_t ask_by, ask_day, ask_unit;
    struct str ask_reason, stage_goal;
    int64_t extension_decided_us; /* of the newest decision on an asked extension, granted or declined */
    int64_t sustained_us;
    int64_t routine_unit, routine_us;
    struct ids former_units; /* responsible once, handed over since: rule R2 remembers them */
    int64_t handovers;
    int64_t reopened_us; /* of the newest reopening */
};
extern const struct record measure_draft_record, measure_drafted_record, measure_change_record,
    measure_note_record, measure_claim_record, void_propose_record, measure_reported_record,
    measure_evidenced_record, measure_record, extension_ask_record, sustain_ask_record,
    routine_ask_record, measure_extended_record, measure_sustained_record, sustained_review_record,
    sustained_reviewed_record, measure_to_routine_record, hand_over_record,
    measure_handed_over_record, measure_reopen_record, measure_reopened_record;
extern const struct choice measure_states[], measure_types[], measure_asks[];
may_fn measure_may_submit, measure_may_review_plan, measure_may_issue, measure_by_lead_unit, measure_may_claim,
    measure_may_approve, measure_may_verify, measure_may_propose_void, measure_may_void, measure_may_ask_extension,
    measure_may_ask, measure_may_ask_routine, measure_may_extend, measure_may_sustain, measure_may_hand_to_routine,
    measure_may_decline, measure_may_withdraw_ask, measure_may_reopen;
decide_fn measure_draft, measure_change, measure_note, measure_claim, measure_ask_extension, measure_ask_sustain,
    measure_ask_routine, measure_extend, measure_sustain, measure_review_sustained, measure_hand_to_routine,
    measure_hand_over, measure_reopen;
apply_fn measure_drafted, measure_changed, measure_plan_approved, measure_signed, measure_reported,
    measure_evidenced, measure_unevidenced, measure_claimed, measure_approved, measure_sent_back,
    measure_verified, measure_void_proposed, measure_void_declined, measure_extension_asked,
    measure_sustain_asked, measure_routine_asked, measure_ask_over, measure_ask_declined, measure_extended,
    measure_sustained, measure_to_routine, measure_handed_over, measure_reopened, measure_stepped;
/* Whether M may be reopened on CHECK or VOICE (all zero: not named): each that is named is about it or its problem,
 * and the check decided to reopen. */
struct lookback_check;
struct voice;
bool reopen_ground(const struct measure *m, const struct lookback_check *check, const struct voice *voice);
/* Whether PERSON has a hand in M that keeps them from verifying it (rule R1): executed it, ever approved a claim of it,
 * or is one of its leaders. */
bool measure_in_hands_of(const struct measure *m, int64_t person);
/* Whether the actor stands in a unit that is or was responsible for M, or below one, or has left one since M was
 * drafted (rule R2). */
bool measure_of_actor(const struct measure *m, const struct env *env);
/* The units that are responsible for M now. */
struct ids measure_units(struct arena *a, const struct measure *m);

/* Rule R5: pieces of valid evidence a claim needs, by type, in the built-in rows of regime.h. */
#define EVIDENCE_MIN_IMMEDIATE 1
#define EVIDENCE_MIN_PHASED 1
#define EVIDENCE_MIN_SUSTAINED 1

/* Order of the ledger; each number below 100,000. */
int64_t measure_ordinal(int64_t aspect_number, int64_t problem_number, int64_t number);

/* Warning colour (DOMAIN.md §5), by the default rule: at least COLOUR_GREEN_DAYS left is green, at most
 * COLOUR_YELLOW_DAYS yellow, between them blue (on course), past the due day red; due on the day is not overdue.
 * A measure not yet issued, closed, void, or without a due day has its own. */
enum colour { COLOUR_NONE, /* no deadline, or not issued yet */
              COLOUR_GREEN,
              COLOUR_BLUE,
              COLOUR_YELLOW,
              COLOUR_RED,
              COLOUR_DONE };
enum { COLOUR_GREEN_DAYS = 20,
       COLOUR_YELLOW_DAYS = 10 };
extern const struct choice colours[];
enum colour measure_colour(int64_t state, int64_t due_day, int64_t today);
/* The rules of a round at a day (regime.h makes it from the rows of the office), as days of the calendar. */
struct colour_rule {
    int64_t today;
    int64_t yellow_until;        /* due up to and with this day: yellow */
    int64_t green_from;          /* due on this day or later: green */
    int64_t lag_yellow, lag_red; /* percent reported behind the share of time gone; 0: does not count */
};
struct colour_rule colour_rule_default(int64_t today);
/* PERCENT of the work reported; START_DAY 0: progress is not judged. */
enum colour measure_colour_by(const struct colour_rule *r, int64_t state, int64_t start_day, int64_t due_day,
                              int64_t percent);
/* Computed label for reports (DOMAIN.md §6). Every measure that is not void has exactly one; view/figures_pack.h
 * says the
 * same in SQL. */
enum label { LABEL_NONE,
             LABEL_DONE,
             LABEL_SUSTAINED,
             LABEL_WORKING,
             LABEL_LAGGING, /* being worked on, signed for before the last complete period, no report in it or since */
             LABEL_OVERDUE,
             LABEL_NOT_STARTED,
             LABEL_NEARLY, /* claimed or being verified, not overdue */
             LABEL_COUNT };
extern const struct choice labels[];
enum label measure_label(const struct measure *m, int64_t rhythm, int64_t today); /* RHYTHM: enum rhythm (regime.h) */

/* ---- progress report: one a measure, unit and half-month; later ones are new versions ------- */
struct report_file {
    int64_t measure, period; /* base/time.h */
    struct str text, difficulties, next_steps;
    int64_t percent;
};
struct report_filed {
    int64_t inspection, measure, unit, period;
    struct str text, difficulties, next_steps;
    int64_t percent, late; /* late: its first version came after report_due_day */
};
struct report {
    THING;
    int64_t inspection, measure, unit, period;
    struct str text, difficulties, next_steps;
    int64_t percent, late, version, person, filed_us;
};
/* The last day the reports of PERIOD are in time. */
struct regime;
struct calendar;
int64_t report_due_day(const struct regime *r, const struct calendar *c, int64_t period);
/* The responsible unit the actor reports for: the lead unit, else their assisting unit, else 0. */
int64_t report_unit(const struct measure *m, const struct env *env);
extern const struct record report_file_record, report_filed_record, report_record;
may_fn report_may_file;
decide_fn report_file;
apply_fn report_filed;

/* ---- evidence -------------------------------------------------------------------------------- */
enum { EVIDENCE_NONE,
       EVIDENCE_VALID,
       EVIDENCE_GONE };
struct evidence_add {
    int64_t measure;
    struct str name;   /* file name, without folders */
    struct str sha256; /* of the content; the file lies in the store under it */
    int64_t size;      /* bytes */
    struct str media;  /* media type */
    int64_t sort;      /* enum of evidence_sorts */
    int64_t proves_day;
    struct str note;
};
struct evidence_added {
    int64_t inspection, measure;
    struct str name, sha256;
    int64_t size;
    struct str media;
    int64_t sort, proves_day;
    struct str note;
    int64_t of_round; /* the measure's round it was given in */
};
struct evidence {
    THING;
    int64_t inspection, measure;
    struct str name, sha256;
    int64_t size;
    struct str media;
    int64_t sort, proves_day;
    struct str note;
    int64_t of_round, person, received_us;
};
extern const struct record evidence_add_record, evidence_added_record, evidence_record;
extern const struct choice evidence_states[], evidence_sorts[];
may_fn evidence_may_add, evidence_may_withdraw;
decide_fn evidence_add, evidence_withdraw;
apply_fn evidence_added;

#endif
