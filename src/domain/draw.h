/* draw.h: the draw of a look-back's sample: which things are picked follows from a seed and the things alone, so that
 * anybody can do it again with sha256sum and sort (docs/look-back-draw.md).
 *
 * Each thing has a rank: SHA-256 over the seed, one line feed, and the ten letters of its id. Things are taken in
 * rising
 * order of rank. Where a least number per unit is asked for, the first so many of each unit come first; what is still
 * missing is then taken in rising order from all. */
#ifndef DOMAIN_DRAW_H
#define DOMAIN_DRAW_H

#include "base/hash.h"
#include "base/record.h"

enum { DRAW_BY_NONE,
       DRAW_BY_COUNT,
       DRAW_BY_PERCENT };

struct draw_item {
    int64_t id;
    int64_t unit; /* the stratum; 0 is one too */
};
struct draw_rule {
    struct str seed;
    int64_t by, take; /* DRAW_BY_COUNT: things; DRAW_BY_PERCENT: percent of the population, rounded up */
    int64_t per_unit; /* at least so many of each unit, or all it has; 0 for no such rule */
};

/* Things taken of COUNT, at most COUNT, before the least number per unit is looked at. */
int64_t draw_size(const struct draw_rule *rule, size_t count);
/* The ids picked, in rising order of rank. ITEMS may stand in any order; each id once. */
struct ids draw_pick(struct arena *a, const struct draw_rule *rule, const struct draw_item *items, size_t count);
/* The rank of one thing, as sha256sum prints it. */
struct str draw_rank(struct arena *a, struct str seed, int64_t id);
/* SHA-256 over the ids in rising order, each followed by a line feed: what `LC_ALL=C sort ids | sha256sum` prints. */
struct str draw_population_hash(struct arena *a, const struct draw_item *items, size_t count);

#endif
