/* lookback.c: see lookback.h. */
#include "app/lookback.h"

#include "app/replay.h"

static bool same_order(struct ids a, struct ids b)
{
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++)
        same = a.list[i] == b.list[i];
    return same;
}

enum err lookback_redo_in(struct db *db, struct arena *a, const struct lookback *l, struct lookback_again *out)
{
    struct draw_rule rule = lookback_rule(l);
    *out = (struct lookback_again){0};
    enum err e = lookback_population(db, a, l->inspection, l->sort, &out->population, &out->count);
    if (e)
        return e;
    out->hash = draw_population_hash(a, out->population, out->count);
    out->drawn = draw_pick(a, &rule, out->population, out->count);
    out->agrees = (int64_t)out->count == l->population && str_eq(out->hash, l->population_hash) &&
                  same_order(out->drawn, l->drawn);
    return ERR_NONE;
}

enum err lookback_redo(struct app *app, struct arena *a, const struct lookback *l, struct lookback_again *out)
{
    struct db *then;
    int64_t as_of_us;
    enum err e = app_at(app, l->position, &then, &as_of_us);
    if (e)
        return e;
    e = lookback_redo_in(then, a, l, out);
    db_close(then);
    return e;
}
