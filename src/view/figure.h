/* figure.h: every figure anyone may print, as a named, versioned query. The figure *is* its list: the value is the
 * sum of the weights of the very rows that opening it shows (promise P2).
 *
 * A query takes ?1 = inspection and ?2 = the day it is computed at, and gives (id, weight) of one kind of thing. One
 * about
 * a reporting period also takes ?3 = the last complete period of the round's rhythm before that day, ?4 and ?5 = the
 * instants it begins and ends (exclusive), ?6 and ?7 = the first and last day of the next one; it uses all of them.
 * A rate
 * is two figures: 100 × part / whole, half-up to two decimals, never 100.00 while part < whole. */
#ifndef VIEW_FIGURE_H
#define VIEW_FIGURE_H

#include "db/db.h"
#include "domain/domain.h"
#include "view/scope.h"

struct figure {
    const char *name; /* "measures.closed"; never reused for another meaning: that is a new version */
    int version;
    const char *unit; /* as printed: 个 条 人 项 % 份 期 万元 */
    enum kind kind;   /* of the things counted */
    const char *zh, *en;
    const char *definition_zh, *definition_en;
    const char *sql;          /* NULL for a rate */
    const char *part, *whole; /* names of figures, for a rate */
};
extern const struct figure figures[];
extern const size_t figures_count;

struct figure_value {
    int64_t value; /* the count or sum, of 万元 in fen; for a rate hundredths of a percent */
    int64_t rows;  /* things behind it; for a rate the part's */
    int64_t part, whole;
};
enum { FIGURES_MAX = 512,
       FIGURE_PERIOD_VALUES = 5 };

/* The query of F, which is no rate, without its order: for sums and sets, where sorting 2.4 million rows is for
 * nothing. */
struct str figure_unordered(const struct figure *f);
/* Whether F takes ?3 to ?7, and their values for a round of RHYTHM. */
bool figure_asks_period(const struct figure *f);
void figure_period_values(int64_t rhythm, int64_t today, int64_t out[FIGURE_PERIOD_VALUES]);

const struct figure *figure_find(struct str name);
MUST_CHECK enum err figure_compute(struct db *db, const struct figure *f, int64_t inspection,
                                   int64_t today, struct figure_value *out);
/* The same over the things S sees. */
MUST_CHECK enum err figure_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                                int64_t today, struct figure_value *out);
/* figure_seen for pages of one data folder: what was computed for the same inspection and day is remembered for who
 * sees all of the round, and for a few who do not, until the tables it asks change (changed.h). POSITION 0 remembers
 * nothing. */
MUST_CHECK enum err figure_recall(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                                  int64_t today, int64_t position, struct figure_value *out);
void figure_forget(const struct db *db); /* before it is closed */
/* How many parts of the value make one printed unit: 1000000 for 万元, whose values are fen; else 1. */
int64_t figure_scale(const struct figure *f);
/* The value as printed: "27", "96.30", "12.345678", without the unit. Money is exact: up to six decimals, never rounded. */
struct str figure_text(struct arena *a, const struct figure *f, const struct figure_value *v);
/* Calls FN with each thing behind F (for a rate: of its part), in the order of the ledger. */
typedef enum err figure_row_fn(void *arg, int64_t id, int64_t weight);
MUST_CHECK enum err figure_each(struct db *db, const struct figure *f, int64_t inspection,
                                int64_t today, figure_row_fn *fn, void *arg);
/* The same of the things S sees. */
MUST_CHECK enum err figure_each_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                                     int64_t today, figure_row_fn *fn, void *arg);
/* 100 × part / whole in hundredths, half-up, below 10000 while part < whole; 0 for an empty whole. */
int64_t rate_hundredths(int64_t part, int64_t whole);

#endif
