/* names.h: several units or people in one cell. */
#ifndef TEXT_NAMES_H
#define TEXT_NAMES_H

#include "base/base.h"

enum { NAMES_MAX = 200 }; /* in one cell; the rest is left out and the count is NAMES_MAX */

/* Splits on 、 , ; / and line breaks, outside brackets, and on 和 及 与 only where a whole unit's name
 * stands on both sides (市委办公室和市政府办公室, but 市人力资源和社会保障局 is one). Takes off a heading
 * (牵头单位：), spaces, a final 等 and doubles; brackets stay with their name. The names borrow from S,
 * the array is the arena's. Returns how many. */
size_t text_split_names(struct arena *a, struct str s, struct str **out);

#endif
