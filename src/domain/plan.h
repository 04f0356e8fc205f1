/* plan.h: from the feedback to an approved plan: its sentences, the plans and the opinions on them.
 *
 * A sentence of the feedback is mapped to one problem, or marked as none with a reason (it only praises, tells what
 * happened, or heads a section). A round has one main plan and any number of side plans; a problem belongs to the side
 * plan it names, else to the main one. A plan is submitted only when the completeness proof holds for its problems
 * (struct plan_facts), is heard by the reviewers it names, each in writing, and is approved by an overseer who wrote
 * no part of it. Whoever objects is answered in the approval. After a return everybody is asked anew: `round` counts
 * the submissions, and the opinions of earlier rounds stay.
 *
 * While a plan is in review its measures are not settled: none of them is issued (下达) until it is approved or
 * returned, but immediate ones (立行立改), which wait for no plan. Before a plan is submitted, and where there is none, a
 * measure is issued on its own opinion.
 *
 * A plan made in error is voided by the office while it is a draft, also a returned one, with a reason. It stays to be
 * read and counts nowhere; another main plan may then be drafted. A side plan is voided when no problem names it. */
#ifndef DOMAIN_PLAN_H
#define DOMAIN_PLAN_H

#include "domain/things.h"

/* ---- the feedback, sentence by sentence ------------------------------------------------------- */
enum { SENTENCE_NONE,
       SENTENCE_UNMAPPED,
       SENTENCE_PROBLEM,
       SENTENCE_NOT_PROBLEM };
enum { SENTENCE_CHARS_MAX = 2000 }; /* text/sentences.h cuts no longer ones */
struct sentence_add {
    int64_t inspection, number; /* number: its place in the feedback, unique within the round */
    int64_t heading;            /* 1: 一、 or （一） and the like, not a sentence of its own */
    struct str text;
};
struct sentence_map {
    int64_t problem; /* of the same round */
};
struct feedback_sentence {
    THING;
    int64_t inspection, number, heading;
    struct str text;
    int64_t problem;    /* 0 unless mapped */
    struct ids mappers; /* everyone who ever said what it is about: they prepare the plan */
    struct str reason;  /* why it is none */
};
extern const struct record sentence_add_record, sentence_map_record, feedback_sentence_record;
extern const struct choice feedback_sentence_states[];
decide_fn sentence_add, sentence_map;
apply_fn sentence_mapped, sentence_set_aside, sentence_unmapped;

/* ---- plans -------------------------------------------------------------------------------------- */
enum { PLAN_NONE,
       PLAN_DRAFTING,
       PLAN_REVIEWING,
       PLAN_APPROVED,
       PLAN_VOID };
enum { PLAN_SORT_NONE,
       PLAN_SORT_MAIN,
       PLAN_SORT_PERSONNEL,
       PLAN_SORT_IDEOLOGY,
       PLAN_SORT_SPECIAL };
#define PLAN_PLAIN \
    struct str title, text; \
    int64_t sort; \
    int64_t due_day;     /* when it is to be sent up; 0 for none */ \
    struct ids reviewers /* persons of the joint review */
struct plan_draft {
    int64_t inspection;
    PLAN_PLAIN;
};
struct plan_change {
    PLAN_PLAIN;
};
struct plan_submitted {
    int64_t round;
};
struct plan_approve {
    struct str opinion, answer; /* answer: to the objections of this round */
};
struct plan {
    THING;
    int64_t inspection;
    PLAN_PLAIN;
    struct ids writers;          /* drafted, changed or submitted it */
    int64_t round;               /* times submitted */
    struct ids heard, objectors; /* of this round */
    int64_t submitted_us, approved_us, approved_by;
    struct str opinion, answer; /* of the newest decision */
    int64_t returns;
    struct str reason; /* why it is void */
};
extern const struct record plan_draft_record, plan_change_record, plan_submitted_record,
    plan_approve_record, plan_record;
extern const struct choice plan_states[], plan_sorts[];
may_fn plan_may_submit, plan_may_decide, plan_may_approve, plan_may_void;
decide_fn plan_draft, plan_change, plan_submit, plan_approve;
apply_fn plan_written, plan_was_submitted, plan_was_returned, plan_was_approved, plan_heard;

/* ---- opinions of the joint review ------------------------------------------------------------- */
enum { VERDICT_NONE,
       VERDICT_AGREE,
       VERDICT_OBJECT };
struct plan_opine {
    int64_t plan, round; /* round: the submission that was read */
    int64_t verdict;
    struct str text;
};
struct plan_opined {
    int64_t inspection, plan, round, verdict;
    struct str text;
};
struct plan_hear {
    int64_t verdict;
};
struct plan_opinion {
    THING;
    int64_t inspection, plan, round, verdict;
    struct str text;
    int64_t person, given_us;
};
extern const struct record plan_opine_record, plan_opined_record, plan_hear_record, plan_opinion_record;
extern const struct choice plan_verdicts[];
decide_fn plan_opine;
apply_fn plan_opined;

/* ---- facts (NEED_PLAN) -------------------------------------------------------------------------- */
struct meeting;
struct notice;
struct working_group;
struct plan_facts {
    /* the payload names, for an opinion or a problem (NULL: none); of a measure to be issued: the one it belongs to */
    const struct plan *plan;
    const struct notice *notice;       /* the payload names */
    const struct working_group *group; /* the payload names */
    const struct meeting *meeting;     /* the payload names */
    bool number_taken;                 /* another sentence of the round has the payload's number */
    bool main_taken;                   /* the round has another main plan that is not void */
    /* of a decision: who drafted a measure of the plan (void ones too) or, for the main plan, mapped a sentence */
    struct ids preparers;
    /* of the plan's own problems: the completeness proof */
    int64_t problems;
    int64_t sentences_unmapped;       /* of the round; 0 for a side plan */
    int64_t problems_uncited;         /* no sentence maps to; 0 where the feedback was not entered */
    int64_t problems_without_measure; /* without one that is not void */
    int64_t
        measures_incomplete; /* not void, without leader, lead unit, goal, type or (unless sustained) due day */
};

#endif
