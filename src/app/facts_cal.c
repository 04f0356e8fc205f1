/* facts_cal.c: the calendar in force, for rules and pages. See calendar.h. */
#include "app/calendar.h"
#include "app/facts.h"

#include "view/table.h"

static const char sql_newest[] = "SELECT head FROM calendar_year ORDER BY seq DESC LIMIT 1";

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

/* The newest entry among the years somebody entered, "" for none: as long as it is the same, so is the calendar. */
static enum err newest_entered(struct ctx *ctx, struct str *head)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(ctx->app->db, sql_newest, &s);
    if (e)
        return e;
    e = stmt_step(s, &row);
    *head = !e && row ? str_copy(ctx->arena, stmt_get_str(s, 0)) : STR("");
    stmt_done(s);
    return e;
}

/* Kept between commands: making it again costs more than the rest of a small one. */
enum err facts_calendar(struct ctx *ctx, const struct submission *s, const void *state,
                        const void *payload, struct facts *out)
{
    static struct {
        const struct db *db;
        struct arena arena;
        struct str newest;
        struct calendar calendar;
    } kept;
    struct str newest;
    (void)s, (void)state, (void)payload;
    enum err e = newest_entered(ctx, &newest);
    if (!e && (kept.db != ctx->app->db || !str_eq(kept.newest, newest))) {
        arena_reset(&kept.arena);
        e = calendar_load(ctx->app->db, &kept.arena, &kept.calendar);
        kept.newest = str_copy(&kept.arena, newest);
        kept.db = e ? NULL : ctx->app->db;
    }
    out->calendar = &kept.calendar;
    return e;
}
