/* lookback.h: doing the draw of a look-back again: from the log as it was when it was drawn, by the rule and the seed
 * that stand in it (domain/draw.h). docs/look-back-draw.md says how to do it without this program. */
#ifndef APP_LOOKBACK_H
#define APP_LOOKBACK_H

#include "app/app.h"
#include "domain/lookback.h"

/* What may be drawn: closed measures or problems of the round in DB, in rising order of id, with their units. */
MUST_CHECK enum err lookback_population(struct db *db, struct arena *a, int64_t inspection, int64_t sort,
                                        const struct draw_item **out, size_t *count);

struct lookback_again {
    const struct draw_item *population; /* at the position of the draw */
    size_t count;
    struct str hash; /* of that population */
    struct ids drawn;
    bool agrees; /* population, hash and ids are those the log holds, in the same order */
};
/* L was drawn. Reads the whole log up to the draw. */
MUST_CHECK enum err lookback_redo(struct app *app, struct arena *a, const struct lookback *l,
                                  struct lookback_again *out);
/* The same of a database that holds the tables of that position. */
MUST_CHECK enum err lookback_redo_in(struct db *db, struct arena *a, const struct lookback *l,
                                     struct lookback_again *out);
/* One thing of the sample with what was found in it. */
struct lookback_line {
    bool by_hand;
    struct measure measure;      /* of a sample of measures */
    struct problem problem;      /* its own, or the measure's */
    struct lookback_check check; /* no head: not recorded yet */
};
/* What was drawn, in rising order of rank, then what was added by hand. */
MUST_CHECK enum err lookback_lines(struct db *db, struct arena *a, const struct lookback *l,
                                   const struct lookback_line **out, size_t *count);
/* 回头看记录 (DOMAIN.md §7) as an .xlsx: the lines, and above them how the sample was drawn. */
MUST_CHECK enum err lookback_record_sheet(struct db *db, struct arena *a, const struct lookback *l, enum lang lang,
                                          struct str *out, struct sentence *why);

#endif
