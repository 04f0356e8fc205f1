/* submit_own.h: what the door does for one command alone, as rows: ids that follow from the payload, and payloads whose
 * shape a record cannot say. See submit_own.c. */
#ifndef APP_SUBMIT_OWN_H
#define APP_SUBMIT_OWN_H

#include "app/app.h"

/* Gives S the id of its subject. Of a thing of which there is one for each year, or for each measure, unit and period,
 * the id follows from the payload, so that a second entry is a new version and never a second row, even when a caller
 * makes up an id: then ERR_INPUT, and OUT says so. Else the id given, or a random one. */
MUST_CHECK enum err submit_id(struct ctx *ctx, struct submission *s, const void *payload, struct outcome *out);
/* ERR_INPUT with the sentence in OUT where the payload's words cannot be read. */
MUST_CHECK enum err submit_check(struct ctx *ctx, const struct submission *s, const void *payload,
                                 struct outcome *out);

#endif
