/* remind.h: who is reminded of what on a day, planned before anything is sent.
 *
 * Two clocks. The deadline clock makes a thing yellow or red; the sending clock runs in working hours on workdays
 * only (DOMAIN.md §4), so what turns red on a Saturday is told on the next workday. A thing is told again every few
 * workdays, not each day; what is on time is told once; when something has been red for long it is told to the next
 * level up too. Whom a colour is told to stands in the round's warning rules. Everyone gets at most one digest a day.
 * Pure: the same things, people and day give the same plan; app/remind.h fetches them and sends. */
#ifndef DOMAIN_REMIND_H
#define DOMAIN_REMIND_H

#include "domain/calendar.h"
#include "domain/measure.h"
#include "domain/regime.h"

/* ---- what goes in --------------------------------------------------------------------------- */

/* All three are ours. */
enum { REMIND_EVERY_WORKDAYS = 5, /* from one telling of a thing to the next */
       REMIND_NEW_DAYS = 7,       /* what is on time is told only while it is as new as this */
       REMIND_REPORT_WORKDAYS = 3 /* a report is asked for in the last workdays of its period */ };

struct remind_round { /* an inspection, and whom its rules tell of what (regime.h) */
    int64_t id, organisation;
    int64_t rhythm;              /* of its reports: enum rhythm */
    struct ids chain;            /* the organisation and all above it */
    const struct warning *rules; /* WARNING_SORTS of them, by sort */
};
struct remind_item {
    enum kind kind;
    int64_t id; /* the measure, notice, task; of reports (KIND_REPORT) the unit that owes them */
    size_t round;
    enum colour colour;
    int64_t since_day; /* the first day of that colour: remind_since */
    int64_t due_day;
    int64_t unit, leader; /* leader: a person, 0 for none */
    int64_t number;       /* things this stands for: 1, or the reports owed */
};
struct remind_person {
    struct actor actor;
    int64_t last_day; /* of the newest nudge to them, 0 for none */
};
struct remind_unit {
    int64_t id, above;
};
struct remind_about {
    const struct remind_round *rounds;
    size_t round_count;
    const struct remind_item *items; /* of each kind the most urgent first: digests keep this order */
    size_t item_count;
    const struct remind_person *people; /* whom anything can reach, by unit */
    size_t person_count;
    const struct remind_unit *units; /* by id */
    size_t unit_count;
};
/* The first day on which a thing due on DUE_DAY had COLOUR, as far as the calendar tells; where it is yellow or red by
 * its progress and not by its date, the first day of the half-month. */
int64_t remind_since(const struct calendar *c, const struct remind_round *r, enum colour colour, int64_t due_day,
                     int64_t day);

/* ---- what comes out ------------------------------------------------------------------------- */

struct remind_line {
    size_t item;
    int64_t as;     /* TELL_…: why this person */
    bool escalated; /* told because it has been red for long */
};
struct remind_digest { /* one person's, of one day */
    size_t person;
    const struct remind_line *lines;
    size_t count;
    int64_t issued, soon, overdue, escalated, reports; /* lines of each sort; they add up to COUNT */
    bool due;                                          /* something in it is to be told on this day */
    bool sent;                                         /* they had one on this day already: no other goes out */
};
struct remind_plan {
    const struct remind_digest *digests; /* by person, as they came in; only people with something to be told */
    size_t count, to_send;               /* of them DUE and not SENT */
    const size_t *unheard;               /* items nobody at all gets: no account in the unit, no leader */
    size_t unheard_count;
};

/* The plan of DAY, a workday. What is in it lies in A. */
void remind_plan(struct arena *a, const struct calendar *c, const struct remind_about *about, int64_t day,
                 struct remind_plan *out);
/* NUDGE_REMINDER, NUDGE_ESCALATION or NUDGE_DIGEST, by what is in it. */
int64_t remind_sort(const struct remind_digest *d);
/* From NOW on, when reminders may go out: NOW itself inside the hours of a workday, else the next opening. Minutes are
 * since midnight in China, FROM < TO. */
int64_t remind_next_us(const struct calendar *c, int64_t from_minute, int64_t to_minute, int64_t now_us);
/* The first day on which a report for the period ending on LAST_DAY is asked for; a workday. */
int64_t remind_report_day(const struct calendar *c, int64_t last_day);

#endif
