/* chars.h: a text laid out as characters, so that rules can walk it and point at line and column.
 *
 * Every character of the text has exactly one place here: full-width ASCII (U+FF01–FF5E) is folded
 * to its half-width form and U+3000 to a space, one for one, so columns are those of the text as
 * given. A byte that is not UTF-8 becomes one U+FFFD. A byte order mark at the start is no
 * character. Lines end at LF, CR LF or CR. Positions are character indices from 0; lines and
 * columns count from 1. Nothing is searched backwards, so everything is linear in the text. */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include "base/base.h"

enum { CHARS_BYTES_MAX = 8 * 1024 * 1024 };

struct chars {
    struct str text;       /* as given, without a byte order mark; borrowed */
    struct str folded;     /* the folded characters in UTF-8; owned by the arena */
    const uint32_t *cp;    /* n folded code points */
    const uint32_t *at;    /* n + 1 byte offsets into folded */
    const uint32_t *from;  /* n + 1 byte offsets into text */
    const uint32_t *start; /* lines + 1 character indices: where each line begins, then n */
    size_t n, lines;
    size_t bad, bad_at; /* how many bytes were not UTF-8, and the index of the first */
};

/* ERR_LIMIT with a sentence when TEXT is longer than CHARS_BYTES_MAX. */
MUST_CHECK enum err chars_read(struct arena *a, struct str text, struct chars *out, struct sentence *why);

size_t chars_line(const struct chars *c, size_t i);   /* from 1 */
size_t chars_column(const struct chars *c, size_t i); /* from 1, in characters */
/* The end of the line that I lies on, without its line break and trailing space. */
size_t chars_line_end(const struct chars *c, size_t i);
struct str chars_slice(const struct chars *c, size_t from, size_t to);  /* of the text as given */
struct str chars_folded(const struct chars *c, size_t from, size_t to); /* of the folded text */

/* How many characters WORD (folded UTF-8) takes at I, 0 when it does not stand there. */
size_t chars_word(const struct chars *c, size_t i, const char *word);
/* The longest of WORDS (NULL ends the list) that stands at I, in characters, or 0. */
size_t chars_any(const struct chars *c, size_t i, const char *const *words);
/* The longest of WORDS that ends just before TO and begins at FROM or later, in characters, or 0. */
size_t chars_any_before(const struct chars *c, size_t from, size_t to, const char *const *words);
/* Where WORD first stands in [FROM, TO), or SIZE_MAX. */
size_t chars_find(const struct chars *c, size_t from, size_t to, const char *word);
bool chars_find_any(const struct chars *c, size_t from, size_t to, const char *const *words);
/* Past spaces and tabs from I on, never past TO. */
size_t chars_skip_space(const struct chars *c, size_t i, size_t to);

uint32_t char_fold(uint32_t cp);
bool char_is_digit(uint32_t cp); /* 0-9 after folding */
bool char_is_latin(uint32_t cp); /* a-z A-Z after folding */
bool char_is_han(uint32_t cp);
bool char_is_space(uint32_t cp); /* space, tab, no-break space */

#endif
