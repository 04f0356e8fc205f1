/* facts_cal.c: the calendar in force, for rules and pages. See calendar.h. */
#include "app/calendar.h"
#include "app/facts.h"

#include "view/table.h"

struct gathering {
    struct arena *arena;
    struct calendar_enter years[CALENDAR_YEAR_MAX - CALENDAR_YEAR_MIN + 1];
    size_t count;
};

static enum err gather(void *arg, const void *state)
{
    struct gathering *g = arg;
    const struct calendar_year *y = state;
    if (g->count == sizeof g->years / sizeof *g->years)
        return ERR_LIMIT;
    g->years[g->count++] =
        (struct calendar_enter){y->year, str_copy(g->arena, y->notice), str_copy(g->arena, y->off),
                                str_copy(g->arena, y->work)};
    return ERR_NONE;
}

enum err calendar_load(struct db *db, struct arena *a, struct calendar *out)
{
    struct gathering *g = arena_alloc(a, sizeof *g);
    g->arena = a;
    enum err e = table_each(db, KIND_CALENDAR, gather, g);
    if (!e)
        calendar_build(a, g->years, g->count, out);
    return e;
}

enum err calendar_cached(struct calendar_cache *cache, struct db *db, int64_t position, const struct calendar **out)
{
    *out = &cache->calendar;
    if (cache->position && cache->position == position)
        return ERR_NONE;
    arena_reset(&cache->arena);
    cache->position = 0;
    enum err e = calendar_load(db, &cache->arena, &cache->calendar);
    cache->position = e ? 0 : position;
    return e;
}

void calendar_cache_close(struct calendar_cache *cache)
{
    arena_reset(&cache->arena);
    cache->position = 0;
}

enum err facts_calendar(struct ctx *ctx, const struct submission *s, const void *state,
                        const void *payload, struct facts *out)
{
    struct calendar *c = arena_alloc(ctx->arena, sizeof *c);
    (void)s, (void)state, (void)payload;
    out->calendar = c;
    return calendar_load(ctx->app->db, ctx->arena, c);
}
