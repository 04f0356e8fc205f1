/* world.h: a small county in memory, for trying the rules without a database.
 *
 * Commands are given as text, "key=value|key=value", where #130 is the id 130, @-3 the day three days before
 * today and %-1 the half-month before this one. Facts are gathered here independently of app/facts.c. */
#ifndef TESTS_DOMAIN_WORLD_H
#define TESTS_DOMAIN_WORLD_H

#include "domain/all.h"
#include "tests/test.h"

enum { COUNTY = 1, /* units; BUREAU leads, SECTION is below it, ASSISTING helps, WATCH oversees */
       BUREAU = 2,
       SECTION = 3,
       ASSISTING = 4,
       WATCH = 5 };
enum { OPERATOR = 0,
       OFFICE_A = 11,
       OFFICE_B = 12,
       CLERK = 21,          /* of BUREAU */
       SECTION_CLERK = 22,  /* of SECTION */
       HELPER = 23,         /* of ASSISTING */
       LEADER_A = 31,       /* the responsible leader */
       LEADER_B = 32,       /* named second */
       OVERSEER_A = 41,     /* of WATCH */
       OVERSEER_LEAD = 42,  /* of BUREAU */
       OVERSEER_BELOW = 43, /* of SECTION */
       OVERSEER_ABOVE = 44, /* of COUNTY */
       OVERSEER_HELP = 45,  /* of ASSISTING */
       OVERSEER_B = 46,     /* of WATCH */
       EVERYTHING = 47,     /* office, unit, leader and overseer in one person, of BUREAU */
       PUBLISHER_A = 51,
       PUBLISHER_OFFICE = 52, /* office and publisher */
       READER_A = 61,
       SYSADMIN_A = 71,
       SECADMIN_A = 72,
       AUDITOR_A = 73,
       SECADMIN_B = 74,
       NOBODY = 80, /* registered, no role, no unit, no login */
       INSPECTION_1 = 100,
       ASPECT_1 = 110,
       PROBLEM_1 = 120,
       MANIFESTATION_1 = 125,
       MEASURE_1 = 130,
       REPORT_1 = 140,
       EVIDENCE_1 = 150,
       SANCTION_1 = 160,
       RULE_1 = 170,
       BULLETIN_1 = 180,
       SESSION_1 = 190,
       CALENDAR_1 = 195,
       FRESH = 999 };
#define TODAY 20263 /* 2025-06-24, a Tuesday in the second half of the month */

enum stage { STAGE_PEOPLE,
             STAGE_INSPECTION,
             STAGE_PROBLEM,
             STAGE_DRAFT,
             STAGE_REVIEW,
             STAGE_ISSUED,
             STAGE_WORKING,
             STAGE_REPORTED,
             STAGE_EVIDENCED,
             STAGE_CLAIMED,
             STAGE_VERIFYING,
             STAGE_CLOSED,
             STAGE_SOLVED,
             STAGE_ARCHIVED,
             STAGE_BOOKS, /* from STAGE_PROBLEM, with a sanction and a rule */
             STAGE_BULLETIN,
             STAGE_BULLETIN_REVIEW,
             STAGE_BULLETIN_PASSED,
             STAGE_BULLETIN_OUT };

enum { WORLD_THINGS_MAX = 128,
       WORLD_LOG_SIZE = 40 }; /* told to bulletins; the newest entry is of yesterday */
struct world {
    struct arena arena;
    int64_t today, now_us;
    bool no_file; /* the evidence content is not in the store */
    size_t count;
    struct {
        enum kind kind;
        struct thing *state;
    } things[WORLD_THINGS_MAX];
};

/* What tables of rows reached: the union must be everything (coverage_test.c). */
extern bool reached_refusal[REFUSAL_COUNT], reached_event[EVENT_COUNT];

/* Fills an area's part of OUT; PAYLOAD is NULL for world_may. */
typedef void world_facts_fn(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out);
world_facts_fn world_book, world_facts_lookback, world_regime, world_notice;

/* world_scope.c: domain/scope.h gathered a second time. */
enum reach world_reach(struct world *w, int64_t who, enum command_type type, const void *state, const void *payload, const struct measure *m);
bool world_everywhere(struct world *w, const struct actor *a);

void world_end(struct world *w);
struct world world_at(enum stage stage);
/* The state of a thing, all zero when there is none; changing it changes the world. */
void *world_get(struct world *w, enum kind kind, int64_t id);
/* Stands in for the commands that would have made it. */
void world_put(struct world *w, enum kind kind, int64_t id, struct thing *state);
struct env world_env(struct world *w, int64_t who);
/* Decides and, unless refused, applies. *FIRST (may be NULL) is the first event. */
enum refusal world_do(struct world *w, int64_t who, enum command_type type, int64_t id, const char *payload, enum event_type *first);
/* command_may alone. */
enum refusal world_may(struct world *w, int64_t who, enum command_type type, int64_t id);
void world_must(struct world *w, int64_t who, enum command_type type, int64_t id, const char *payload);
struct str world_json(struct world *w, enum kind kind, int64_t id);

struct step {
    int64_t who;
    enum command_type type;
    int64_t id;
    const char *payload;
};
/* One rule: at STAGE, after the steps BEFORE (ends with NULL payload), this command gives this refusal, or this
 * event first. */
struct rule_row {
    enum stage stage;
    const struct step *before;
    struct step step;
    enum refusal refusal;
    enum event_type event; /* where REFUSAL is REFUSED_NOT */
};
void rules_hold(const char *file, const struct rule_row *rows, size_t count);

/* The tables, one function a file, for the union. */
void book_rules(void);
void nudge_rules(void), question_rules(void);
void notice_rules(void), calendar_rules(void), regime_rules(void), measure_rules(void), people_rules(void), problem_rules(void), bulletin_rules(void), progress_rules(void);

void scope_rules(void), clue_rules(void);
world_facts_fn clue_world;
void lookback_rules(void);

world_facts_fn world_plan, world_pack;
void pack_rules(void);
void plan_rules(void);

#endif
