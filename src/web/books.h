/* books.h: what the books add to pages drawn elsewhere. */
#ifndef WEB_BOOKS_H
#define WEB_BOOKS_H

#include "web/register.h"

register_extra_fn held_register_extra;      /* whether and by which entry the personal words were erased */
register_extra_fn indicator_register_extra; /* trend and whether it is reached */

/* Fills the list "indicators" of the page: one row an indicator of the round looked at, with a line of its readings. */
MUST_CHECK enum err books_put_indicators(struct visit *v);

#endif
