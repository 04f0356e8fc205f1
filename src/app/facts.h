/* facts.h: the loaders of facts.c, one an area of the domain. */
#ifndef APP_FACTS_H
#define APP_FACTS_H

#include "app/app.h"

/* Fills the area's part of OUT for the command S about STATE (all zero for a new thing). PAYLOAD is NULL when a page
 * only asks command_may. What OUT points to lies in ctx->arena. */
typedef enum err facts_fn(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                          struct facts *out);
facts_fn facts_regime, facts_book, facts_calendar, facts_notice;
facts_fn facts_lookback;

facts_fn facts_clue;
/* facts_scope.c: out->reach, for every command; OUT holds what load_things gave. */
facts_fn facts_reach;
/* Fills a->units and a->former_units from a->unit and FORMER, the units they ever stood in, and brings a->moved_us
 * forward to the newest move of one of these units. */
MUST_CHECK enum err actor_units(struct db *db, struct arena *arena, struct ids former, struct actor *a);
/* Fills a->everywhere from a->unit and a->units. */
MUST_CHECK enum err actor_place(struct db *db, struct actor *a);
facts_fn facts_plan, facts_pack;

#endif
