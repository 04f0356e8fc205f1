/* sample_plan.h: the schedule of the sample. Shared by sample.c, which runs it, and sample_plan.c and
 * sample_measures.c, which make it. */
#ifndef APP_SAMPLE_PLAN_H
#define APP_SAMPLE_PLAN_H

#include "app/app.h"
#include "app/sample_table.h"

/* Names of the tables, in the order they are read. */
#define SAMPLE_TABLES(X) \
    X(units) \
    X(people) \
    X(inspection) \
    X(aspects) \
    X(problems) \
    X(manifestations) \
    X(measures) \
    X(drafts) \
    X(reports) \
    X(evidence) \
    X(opinions) \
    X(closings) \
    X(sanctions) \
    X(held) \
    X(recoveries) \
    X(indicators) \
    X(readings) \
    X(rules)

enum { SAMPLE_STEPS_MAX = 8192,
       SAMPLE_NUMBERS_MAX = 128 }; /* of problems, measures and rows with ids, exclusive */

struct sample_step {
    int64_t at_us, actor;
    size_t order; /* of steps at the same instant */
    struct submission s;
};
struct sample {
    struct app *app;
    struct arena *arena;
    int64_t today, now_us;
#define X(name) struct sample_table name;
    SAMPLE_TABLES(X)
#undef X
    int64_t unit_ids[SAMPLE_NUMBERS_MAX], person_ids[SAMPLE_NUMBERS_MAX]; /* by row */
    int64_t held_ids[SAMPLE_NUMBERS_MAX];
    int64_t aspect_ids[SAMPLE_NUMBERS_MAX], problem_ids[SAMPLE_NUMBERS_MAX],
        measure_ids[SAMPLE_NUMBERS_MAX]; /* by number */
    int64_t inspection_id, bulletin_id;
    int64_t earlier_id; /* the round before, of the same organisation */
    struct sample_step *steps;
    size_t count;
};

/* Adds a step on the day OFFSET days from today, MINUTE minutes after 08:30, never later than now. */
void sample_add(struct sample *s, int64_t offset, int64_t minute, int64_t actor, enum command_type type, int64_t id,
                const struct pair *pairs, size_t count);
#define SAMPLE_ADD(s, offset, minute, actor, type, id, ...) \
    sample_add(s, offset, minute, actor, type, id, (const struct pair[]){__VA_ARGS__}, \
               sizeof((const struct pair[]){__VA_ARGS__}) / sizeof(struct pair))

int64_t sample_person(const struct sample *s, struct str key);              /* by key; 0 for "" */
int64_t sample_unit(const struct sample *s, struct str key);                /* by key; 0 for "" */
size_t sample_measure_row(const struct sample *s, int64_t measure);         /* the row of a measure's number */
int64_t sample_reporter(const struct sample *s, struct str unit);           /* who reports for the unit of this key */
int64_t sample_holder(const struct sample *s, const char *role, size_t at); /* the AT-th holder, round and round */
struct str sample_day(const struct sample *s, int64_t offset);              /* YYYY-MM-DD */

/* The setting up, the papers, the books, the bulletin. */
void sample_plan(struct sample *s, struct str password_hash);
/* What became of each measure; stores the evidence files. */
MUST_CHECK enum err sample_plan_measures(struct sample *s);
/* Extensions, what is kept up, hand-overs, rules of the office. */
void sample_plan_regime(struct sample *s);
/* Supervision papers of every kind and state (sample_notice.c). */
void sample_plan_notice(struct sample *s);
/* Gives GO, a step that issues a notice at AT_US, its pairs: the figures are those of that moment. */
MUST_CHECK enum err sample_notice_issue(struct sample *s, struct arena *a, int64_t at_us,
                                        struct submission *go, struct sentence *why);
/* Persons held to account, rules abolished, recoveries, indicators (sample_book.c). */
void sample_plan_book(struct sample *s);
/* Packs (sample_pack.c), and the pairs of a step that freezes one at AT_US. */
void sample_plan_pack(struct sample *s);
MUST_CHECK enum err sample_pack_freeze(struct sample *s, struct arena *a, int64_t at_us,
                                       struct submission *go, struct sentence *why);
/* The person a row of the table of sanctions is about, 0 for none. */
int64_t sample_held(struct sample *s, size_t sanction);
/* An earlier round, a look-back and voices (sample_lookback.c); after sample_plan_measures. */
MUST_CHECK enum err sample_plan_lookback(struct sample *s);
/* The sentences of the feedback, plans, groups, meetings and tasks (sample_groups.c); after the measures, whose ids
 * it names. */
MUST_CHECK enum err sample_plan_groups(struct sample *s);

/* What is worth asking about (sample_question.c); after sample_plan_measures. */
MUST_CHECK enum err sample_plan_question(struct sample *s);
/* Clues handed over by the inspection (sample_clue.c). */
void sample_plan_clue(struct sample *s);
/* Reminders (sample_mail.c). Whom a sending reaches is known only when its moment comes: sample_mail_step says whether
 * a step is one of these, and then sample_mail_run takes the place of the door and asks it as often as needed. */
void sample_plan_mail(struct sample *s);
bool sample_mail_step(const struct sample_step *step);
MUST_CHECK enum err sample_mail_run(struct sample *s, struct ctx *ctx, enum command_type type, struct outcome *out);

#endif
