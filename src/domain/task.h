/* task.h: who leads the rectification and what was decided: groups, meetings, and tasks that follow from them.
 *
 * A task is work that is no measure: handed to one unit with a day, signed for, done, and confirmed by the office,
 * never by whoever did it. Its colour is that of measures (measure.h), computed at a date. */
#ifndef DOMAIN_TASK_H
#define DOMAIN_TASK_H

#include "domain/measure.h"

/* ---- groups 领导小组、办公室、工作组 ------------------------------------------------------------- */
enum { GROUP_NONE,
       GROUP_ACTIVE,
       GROUP_DISSOLVED };
#define GROUP_PLAIN \
    struct str name; \
    int64_t sort;                 /* enum of group_sorts */ \
    int64_t leader;               /* person: 组长 */ \
    struct ids deputies, members; /* persons, each in one place only */ \
    struct ids units; \
    struct str duty
struct group_form {
    int64_t inspection;
    GROUP_PLAIN;
};
struct group_change {
    GROUP_PLAIN;
};
struct working_group { /* "group" is a word of SQL */
    THING;
    int64_t inspection;
    GROUP_PLAIN;
};
extern const struct record group_form_record, group_change_record, working_group_record;
extern const struct choice working_group_states[], group_sorts[];
decide_fn group_form, group_change;

/* ---- meetings 会议与学习 -------------------------------------------------------------------------- */
enum { MEETING_SORT_NONE,
       MEETING_SORT_LEADING_GROUP,
       MEETING_SORT_STANDING,
       MEETING_SORT_WORKING,
       MEETING_SORT_DEMOCRATIC_LIFE,
       MEETING_SORT_STUDY,
       MEETING_SORT_TRAINING,
       MEETING_SORT_OTHER };
struct meeting_enter {
    int64_t inspection, sort;
    struct str title;
    int64_t day;           /* not later than today: what is only planned is not entered */
    int64_t chair;         /* person */
    int64_t attendees;     /* a count */
    int64_t working_group; /* whose meeting, 0 for none */
    struct str summary, decisions, document;
};
struct meeting { /* states: book_states */
    THING;
    int64_t inspection, sort;
    struct str title;
    int64_t day, chair, attendees, working_group;
    struct str summary, decisions, document;
};
extern const struct record meeting_enter_record, meeting_record;
extern const struct choice meeting_sorts[];
decide_fn meeting_enter;

/* ---- tasks 任务（交办事项）------------------------------------------------------------------------ */
enum { TASK_NONE,
       TASK_ASSIGNED,
       TASK_WORKING,
       TASK_DONE,
       TASK_CONFIRMED,
       TASK_VOID };
#define TASK_OPEN_STATES (FROM(TASK_ASSIGNED) | FROM(TASK_WORKING) | FROM(TASK_DONE))
struct task_assign {
    int64_t inspection;
    int64_t meeting, notice, measure; /* what it follows from, each 0 for none */
    struct str text;
    int64_t unit, person; /* person: who answers for it there, 0 for none */
    int64_t due_day;
};
struct task_done {
    struct str result;
};
struct task {
    THING;
    int64_t inspection, meeting, notice, measure;
    struct str text;
    int64_t unit, person, due_day;
    struct ids executors; /* signed for it or did it: rule R1 */
    struct str result, opinion, reason;
    int64_t assigned_us, done_us, confirmed_by, returns;
};
extern const struct record task_assign_record, task_done_record, task_record;
extern const struct choice task_states[];
may_fn task_by_unit, task_may_confirm;
decide_fn task_assign;
apply_fn task_assigned, task_signed, task_was_done, task_was_confirmed, task_was_returned;
/* As measure_colour: COLOUR_DONE once confirmed or void. */
enum colour task_colour(int64_t state, int64_t due_day, int64_t today);

#endif
