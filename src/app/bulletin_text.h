/* bulletin_text.h: loops and facts of a bulletin's text replaced by what they stand for. What comes out is bulletin
 * text again, as document_read takes it, with the figures still names; and where each of its characters came from. */
#ifndef APP_BULLETIN_TEXT_H
#define APP_BULLETIN_TEXT_H

#include "app/bulletin.h"

struct
    text_mark {          /* from here on the output copies the source from SOURCE on, or stands for it */
    size_t line, column; /* of the output, from 1 */
    size_t source;       /* bytes */
    bool fixed;          /* a value: every character came from SOURCE */
};
struct bulletin_text {
    struct str source, text;
    struct text_mark *marks; /* rising */
    size_t mark_count, mark_cap;
    struct document_problem *problems; /* in the source's lines and columns */
    size_t blanks;
    struct sentence blank;
};
enum text_mode { TEXT_FILL,    /* everything but figures */
                 TEXT_DRAFT,   /* the day of the bulletin and facts not known stay names: for a text to be edited */
                 TEXT_CHECK }; /* no ledger: every loop once, every fact a stand-in */

/* M is not read with TEXT_CHECK. ERR_LIMIT with *WHY when the result is too long. */
MUST_CHECK enum err bulletin_text_fill(struct arena *a, const struct moment *m, struct str source, enum text_mode mode,
                                       struct bulletin_text *out, struct sentence *why);
/* Line and column of the source that stand behind LINE and COLUMN of the text. */
void bulletin_text_place(const struct bulletin_text *t, size_t *line, size_t *column);

#endif
