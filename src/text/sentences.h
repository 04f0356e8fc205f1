/* sentences.h: a pasted paper cut into its sentences, so that each can be answered for. */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "base/base.h"

enum { SENTENCES_MAX = 2000,
       SENTENCE_CUT_CHARS = 1000 }; /* a longer one is cut: at the last comma before, else there */

struct sentence_part {
    struct str text; /* without blanks at its ends; borrowed from the text given */
    bool heading;    /* 一、 （一） 1. （1） and so on, alone on its line and without a full stop inside */
};

/* Cuts TEXT after 。！？；?! (and what closes right behind them) and at line breaks; not within 《》“”（）「」『』 or
 * brackets, unless those are never closed on their line. Nothing is lost and nothing is added: the parts put
 * together are TEXT without its blanks (spaces, U+3000, tabs, line breaks) at the ends of parts. Parts are in reading
 * order, each at most SENTENCE_CUT_CHARS characters. ERR_LIMIT when there are more than SENTENCES_MAX: *WHY says so. */
MUST_CHECK enum err sentences_cut(struct arena *a, struct str text, struct sentence_part **out, size_t *count,
                                  struct sentence *why);
/* Whether LINE begins as a heading does: 一、 （一） (一) 第一， 1. 1、 （1） ① ; "1.5" is a number. */
bool sentence_is_heading(struct str line);

#endif
