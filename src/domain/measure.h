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
       MEASURE_CLOSED,
       MEASURE_VOID };
#define MEASURE_OPEN_STATES \
    (FROM(MEASURE_DRAFT) | FROM(MEASURE_REVIEW) | FROM(MEASURE_ISSUED) | FROM(MEASURE_WORKING) | \
     FROM(MEASURE_CLAIMED) | FROM(MEASURE_VERIFYING))
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
    struct str progress; /* named so that it does not copy over the plan's text */
};
struct measure_evidenced {
    int64_t evidence;
};
struct measure {
    THING;
    int64_t inspection, aspect, problem;
    int64_t ordinal; /* aspect, problem and measure number in one: the order of the ledger */
    int64_t number;
    struct str code;
    MEASURE_PLAN;
    int64_t round;        /* 1, more after reopening */
    struct ids executors; /* persons who drafted, reported, gave evidence or claimed: rule R1 */
    int64_t issued_us, signed_us;
    int64_t reports;     /* progress reports and new versions of them */
    int64_t last_period; /* newest half-month reported, 0 for none */
    struct str last_report;
    int64_t evidence_count; /* valid pieces */
    struct str claim_summary;
    int64_t claimed_us, claimed_by, done_day;
    int64_t approved_by, verified_by;
    struct str opinion; /* the newest decision's words */
    int64_t returns;    /* times sent back after a claim */
    int64_t closed_us;
    int64_t void_by; /* who proposed to void it, 0 for nobody */
    struct str void_document;
};
extern const struct record measure_draft_record, measure_drafted_record, measure_change_record, measure_note_record,
    measure_claim_record, void_propose_record, measure_reported_record, measure_evidenced_record, measure_record;
extern const struct choice measure_states[], measure_types[];
may_fn measure_may_submit, measure_may_review_plan, measure_by_lead_unit, measure_may_claim, measure_may_approve,
    measure_may_verify, measure_may_propose_void, measure_may_void;
decide_fn measure_draft, measure_change, measure_note, measure_claim;
apply_fn measure_drafted, measure_changed, measure_plan_approved, measure_signed, measure_reported,
    measure_evidenced, measure_unevidenced, measure_claimed, measure_approved, measure_sent_back,
    measure_verified, measure_void_proposed, measure_void_declined;

/* Rule R5: pieces of valid evidence a claim needs, by type. The pages print these numbers. */
#define EVIDENCE_MIN_IMMEDIATE 1
#define EVIDENCE_MIN_PHASED 1
#define EVIDENCE_MIN_SUSTAINED 1
int64_t measure_evidence_min(int64_t type); /* TYPE_NONE: the least of them */

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
/* Computed label for reports (DOMAIN.md §6): 已完成, 正在推进, 滞后, 超期, 未启动, 长期坚持. */
enum label { LABEL_NONE,
             LABEL_DONE,
             LABEL_SUSTAINED,
             LABEL_WORKING,
             LABEL_LAGGING, /* issued and signed for, but no report in the last full period */
             LABEL_OVERDUE,
             LABEL_NOT_STARTED };
extern const struct choice labels[];
enum label measure_label(const struct measure *m, int64_t today);

/* ---- progress report: one a measure, unit and half-month; later ones are new versions ------- */
struct report_file {
    int64_t measure, period; /* base/time.h */
    struct str text, difficulties, next_steps;
    int64_t percent;
};
struct report_filed {
    int64_t inspection, measure, unit, period;
    struct str text, difficulties, next_steps;
    int64_t percent;
};
struct report {
    THING;
    int64_t inspection, measure, unit, period;
    struct str text, difficulties, next_steps;
    int64_t percent, version, person, filed_us;
};
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
};
struct evidence {
    THING;
    int64_t inspection, measure;
    struct str name, sha256;
    int64_t size;
    struct str media;
    int64_t sort, proves_day;
    struct str note;
    int64_t person, received_us;
};
extern const struct record evidence_add_record, evidence_added_record, evidence_record;
extern const struct choice evidence_states[], evidence_sorts[];
may_fn evidence_may_add, evidence_may_withdraw;
decide_fn evidence_add, evidence_withdraw;
apply_fn evidence_added;

#endif
