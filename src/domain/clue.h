/* clue.h: 问题线索, a matter the inspection hands over to those who supervise discipline. It is nobody's business but
 * theirs: its words are seen by who received it and those assigned, and by nobody else, whatever their role; figures
 * count
 * clues without a word of them.
 *
 * received 已受理 → assessed 已处置研判 → handled 已办理 → decided 已作决定 → fed back 已反馈; a decision may also be a return to
 * the handlers, and a clue that was none is void, with the reason.
 *
 * Each step has a limit of its own, counted in calendar days from the day of the step before. An assessment is due
 * within a month of receipt (规则: 《中国共产党纪律检查机关监督执纪工作规则》, article 21: a proposal within one month);
 * the other limits are ours, and data of the kind of inspection: regime_clue_days. Only overseers take steps: who
 * received a clue assigns it (to themselves, too) and may void it, every other step is for those assigned, and who
 * handled it does not decide about it. */
#ifndef DOMAIN_CLUE_H
#define DOMAIN_CLUE_H

#include "domain/erase.h"
#include "domain/measure.h"

enum { CLUE_NONE,
       CLUE_RECEIVED,
       CLUE_ASSESSED,
       CLUE_HANDLED,
       CLUE_DECIDED,
       CLUE_FED_BACK,
       CLUE_VOID };
#define CLUE_OPEN_STATES (FROM(CLUE_RECEIVED) | FROM(CLUE_ASSESSED) | FROM(CLUE_HANDLED) | FROM(CLUE_DECIDED))
#define CLUE_STATES (CLUE_OPEN_STATES | FROM(CLUE_FED_BACK) | FROM(CLUE_VOID))

struct clue_receive {
    int64_t inspection, received_day;
    int64_t sort;       /* enum of clue_sorts */
    struct str source;  /* who handed it over, with the document's number */
    struct str summary; /* what it says */
};
struct clue_received {
    int64_t inspection, number, received_day, sort, due_day;
    struct str source, summary;
};
struct clue_assign {
    struct ids assigned; /* overseers */
};
struct clue_assess {
    int64_t method; /* enum of clue_methods */
    struct str opinion;
};
struct clue_assessed {
    int64_t method, due_day;
    struct str opinion;
};
struct clue_handle {
    struct str result;
};
struct clue_handled {
    int64_t due_day;
    struct str result;
};
struct clue_decide {
    struct str decision;
};
struct clue_decided {
    int64_t due_day;
    struct str decision;
};
struct clue_return {
    struct str opinion;
};
struct clue_returned {
    int64_t due_day;
    struct str opinion;
};
struct clue_feed_back {
    struct str told; /* to whom */
    int64_t told_day;
};
struct clue_void {
    struct str reason;
};
struct clue {
    THING;
    ERASABLE;
    int64_t inspection, number;          /* running in the round, never changed */
    int64_t received_day, sort, due_day; /* due_day: of the step to be taken next; 0 once nothing is to be done */
    struct str source, summary;
    int64_t receiver;
    struct ids assigned;
    int64_t method;
    struct str opinion;  /* the newest */
    int64_t handler;     /* the newest */
    struct ids handlers; /* everyone who ever handled it */
    struct str result;
    int64_t decider;
    struct str decision, told;
    int64_t told_day, returns;
    struct str reason;
};
struct clue_facts {
    int64_t last_number; /* the largest of the round, 0 for none */
    bool overseers;      /* everyone the payload assigns is an overseer */
};
extern const struct record clue_receive_record, clue_received_record, clue_assign_record, clue_assess_record,
    clue_assessed_record, clue_handle_record, clue_handled_record, clue_decide_record, clue_decided_record,
    clue_return_record, clue_returned_record, clue_feed_back_record, clue_void_record, clue_record;
extern const struct choice clue_states[], clue_sorts[], clue_methods[];

/* Who may know what it says. Nobody by role, and not the operator. */
bool clue_is_open_to(const struct clue *c, int64_t person);
enum colour clue_colour(const struct clue *c, int64_t today); /* by the thresholds of measure.h */

may_fn clue_may_assign, clue_may_work, clue_may_decide, clue_may_ask_erase, clue_may_decide_erase;
decide_fn clue_receive, clue_assign, clue_assess, clue_handle, clue_decide, clue_return, clue_feed_back;
apply_fn clue_received, clue_handled, clue_decided, clue_returned, clue_fed_back, clue_voided;

#endif
