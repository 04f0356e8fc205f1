/* similar.h: how alike two short Chinese texts are. For suspicions to put before a person (市教育局 and
 * 市教体局 may be one unit under two names), never for deciding that they are the same. */
#ifndef TEXT_SIMILAR_H
#define TEXT_SIMILAR_H

#include "base/base.h"

enum { SIMILAR_CHARS_MAX = 4096,   /* text_similarity reads no further */
       DISTANCE_CHARS_MAX = 256 }; /* nor text_distance */

/* Dice's coefficient over pairs of neighbouring characters, each text folded and without spaces: 1 for
 * equal texts, 0 for no pair in common. Texts of one character are alike only when equal. */
double text_similarity(struct str a, struct str b);
/* A text made ready to be compared with many others; lies in the arena. */
struct similar {
    size_t chars, count;
    const uint64_t *pairs; /* sorted */
};
struct similar similar_of(struct arena *a, struct str s);
/* Whether text_similarity is at least PERCENT hundredths. Gives up as soon as it cannot be, which is at once for
 * most. */
bool similar_reaches(const struct similar *a, const struct similar *b, int64_t percent);
/* How many characters must be put in, taken out or changed (Levenshtein). */
size_t text_distance(struct str a, struct str b);
/* Whether a person should be asked: not equal, three characters or more, and either one character apart
 * or alike by 0.75, or the one is the other with a longer beginning (市教育局, 嵊江市教育局). */
bool text_suspect_same(struct str a, struct str b);

#endif
