/* chooser.h: what a field of ids is chosen from: units, people, rounds, and of any other kind the things of the round
 * looked at, told as the ledger numbers them and in its order. Beyond a few hundred the id is typed instead. */
#ifndef WEB_CHOOSER_H
#define WEB_CHOOSER_H

#include "web/site.h"

/* Adds to LIST, the options of ROW (templates/field.html), what F may name; nothing when F names no kind of thing.
 * CHOSEN holds the ids now chosen. A field named `leader` is offered those who lead first, of UNITS before others. */
void chooser_put(struct visit *v, struct value *row, struct value *list, const struct field *f, struct str chosen,
                 struct ids units);

#endif
