/* remind.h: reminders as planned acts: what domain/remind.h plans, fetched, put into words, shown and sent.
 *
 * What can be reminded of is a table of sources in remind_gather.c: measures, tasks, notices, reports. Sending is one
 * command nudge.send a person, through the one door; its letter goes out later (courier.h). */
#ifndef APP_REMIND_H
#define APP_REMIND_H

#include "app/app.h"
#include "app/setting.h"
#include "domain/nudge.h"
#include "domain/remind.h"

struct remind_name { /* of a person of the plan, in the order of about.people */
    struct str name, unit, mail;
    bool by_mail;
};
struct reminders { /* the plan of one day, with what a page or a letter says of it */
    int64_t day;
    struct calendar calendar;
    struct remind_about about;
    struct remind_plan plan;
    const struct remind_name *names;
    bool mail; /* there is a server to send letters by */
};

/* The plan of DAY as things stand in DB. Not a workday: an empty plan. Lies in A. */
MUST_CHECK enum err reminders_plan(struct db *db, struct arena *a, const struct settings *s, int64_t day,
                                   struct reminders *out);
/* Leaves in the plan whoever is told of a round ACTOR reaches at least as WORST says (domain/scope.h): an office sends
 * for its own rounds and sees those below it. */
void reminders_narrow(struct arena *a, struct reminders *r, const struct actor *actor, enum reach worst);
int64_t reminders_channel(const struct reminders *r, const struct remind_digest *d); /* NUDGE_IN_APP, NUDGE_MAIL */
/* "整改提醒：已超期 2 项，即将到期 3 项（11月24日）", "Rectification reminder: 2 overdue, 3 due soon (24 November)". The
 * record keeps both: readers are told in their language, and letters go in the one their addressee chose. */
struct sentence reminders_title(struct arena *a, const struct reminders *r, const struct remind_digest *d);
struct str reminders_summary(struct arena *a, const struct remind_digest *d, enum lang lang);
/* Everything in it by sort, the most urgent first, at most REMINDERS_LINES of each; how many more is said. */
enum { REMINDERS_LINES = 20 };
MUST_CHECK enum err reminders_text(struct db *db, struct arena *a, const struct reminders *r,
                                   const struct remind_digest *d, struct sentence *out);
/* What an item is called: its number and words, clipped. */
MUST_CHECK enum err reminders_item(struct db *db, struct arena *a, const struct reminders *r,
                                   const struct remind_item *item, struct sentence *out);

/* The submissions that send what is due and was not sent; *COUNT of them. */
MUST_CHECK enum err reminders_submissions(struct db *db, struct arena *a, const struct reminders *r,
                                          struct submission **out, size_t *count);
/* Whether it may go out at NOW, and if not, when next. */
bool reminders_open(const struct calendar *c, const struct settings *s, int64_t now_us, int64_t *next_us);

#endif
