/* facts.h: the loaders of facts.c, one an area of the domain. */
#ifndef APP_FACTS_H
#define APP_FACTS_H

#include "app/app.h"

/* Fills the area's part of OUT for the command S about STATE (all zero for a new thing). PAYLOAD is NULL when a page
 * only asks command_may. What OUT points to lies in ctx->arena. */
typedef enum err facts_fn(struct ctx *ctx, const struct submission *s, const void *state, const void *payload,
                          struct facts *out);
facts_fn facts_calendar;
facts_fn facts_plan;

#endif
