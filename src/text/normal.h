/* normal.h: the spelling texts are compared and stored in. */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include "base/base.h"

/* Full-width letters, digits and spaces become half-width; compatibility ideographs, Kangxi radicals and
 * ligatures their plain forms (NFKC, only there: ①, ㎡ and ² keep their meaning); zero-width
 * characters are dropped; everything is NFC; 台帐 帐目 帐户 帐本 are written with 账. Chinese punctuation
 * stays. Bytes that are not UTF-8 become U+FFFD. The result is the arena's. */
struct str text_normal(struct arena *a, struct str s);
/* For comparing headings and names: text_normal, lower case, without spaces and punctuation. */
struct str text_key(struct arena *a, struct str s);

#endif
