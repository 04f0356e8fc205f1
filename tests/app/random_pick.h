/* random_pick.h: what random people fill in: plausible values made from the tables of fields, by hints where chance would
 * take too long. The same seed makes the same story anywhere. */
#ifndef TESTS_APP_RANDOM_PICK_H
#define TESTS_APP_RANDOM_PICK_H

#include "tests/app/app_help.h"

enum { KEPT_MAX = 24, /* things of a kind the story goes on with; newer ones push old ones out */
       FILES = 24 };
struct random { /* xorshift64* */
    uint64_t state;
};
uint64_t draw(struct random *r, uint64_t below);

struct town {
    struct desk d;
    struct random random;
    struct arena step;
    int64_t ids[KIND_COUNT][KEPT_MAX];
    size_t kept[KIND_COUNT];
    int64_t newest[KIND_COUNT];
    struct str files[FILES];
    int64_t made; /* numbers and names given so far */
    /* of the step under way */
    enum command_type type;
    const void *state;      /* of the thing it is about, all zero for a new one */
    struct measure measure; /* what the step is about, if anything: they belong together */
    int64_t problem, inspection, lookback, item;
};

int64_t town_today(const struct town *t);
int64_t town_some(struct town *t, int kind); /* an id of that kind, now and then of nothing */
void town_keep(struct town *t, enum kind kind, int64_t id);
/* Chooses what the step is about: t->measure, problem, inspection, lookback, item. */
void town_topic(struct town *t);
int64_t town_reviewer(struct town *t);     /* of the plan t->item */
int64_t town_done_problem(struct town *t); /* one with a measure that is closed, routine or void; 0 for none */
/* Pairs for the record of t->type; returns how many. */
size_t town_fill(struct town *t, struct pair *pairs);

#endif
