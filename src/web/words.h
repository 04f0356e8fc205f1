/* words.h: the words of the pages in English. The source language is Chinese: a page says [[整改台账]]
 * and C code says tr(lang, "整改台账"); po/en.po, a gettext file, holds the English. What it lacks is
 * shown in Chinese; a test refuses to let that happen for the words of templates/ and src/.
 *
 * Read from PO: msgid, msgstr, strings continued on further lines, \n \t \" \\, comments, entries
 * marked fuzzy (skipped). Refused: msgctxt, msgid_plural, anything else. */
#ifndef WEB_WORDS_H
#define WEB_WORDS_H

#include "base/base.h"

struct words; /* zh -> en */

/* Reads PO's text. What is wrong is said with its line in *WHY. The result lives in A. */
MUST_CHECK enum err words_read(struct arena *a, struct str po, struct words **out, struct sentence *why);
bool words_find(const struct words *w, struct str zh, struct str *en); /* false when absent or empty */
size_t words_count(const struct words *w);

/* The program's own words, from the embedded po/en*.po, once, before the first page; then read-only. */
MUST_CHECK enum err words_load(struct sentence *why);
const struct words *words_own(void); /* NULL before words_load */
struct str tr(enum lang lang, const char *zh);
/* Both languages of ZH, which must be a literal so that the test finds it. */
struct sentence tr_both(const char *zh);

#endif
