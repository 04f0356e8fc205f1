/* lookback.h: what look-backs and recurrence add to pages drawn elsewhere. */
#ifndef WEB_LOOKBACK_H
#define WEB_LOOKBACK_H

#include "web/register.h"

/* The sample with its verdicts, the scores of units, how to redo the draw. */
register_extra_fn lookback_register_extra;
register_extra_fn lookback_check_register_extra; /* where the reopening is done */
register_visible_fn lookback_voice_is_seen;      /* the words of a voice: office and overseers */

/* "earlier" of the page (templates/recurrence_list.html): the earlier problems P resembles or is linked with;
 * "earlier_url": where the office confirms it, "" for others. */
MUST_CHECK enum err recurrence_put(struct visit *v, const struct problem *p);

#endif
