/* moments.h: figures and documents in pages: the moment a page looks at, and a document as its template wants it. */
#ifndef WEB_MOMENTS_H
#define WEB_MOMENTS_H

#include "app/bulletin.h"
#include "web/site.h"

/* The moment as the visitor may see it, at POSITION, as of DAY (0: the day of its last entry); POSITION < 0: now.
 * The tables of past positions
 * are kept, the last few of each worker, because making them again reads the whole log. ERR_INPUT: no such
 * position. Close with visit_moment_close, whatever came. */
MUST_CHECK enum err visit_moment(struct visit *v, int64_t inspection, int64_t position, int64_t day, struct moment *out,
                                 struct sentence *why);
void visit_moment_close(struct visit *v, struct moment *m);
/* The page for a moment that could not be had. */
struct response *visit_moment_failed(struct visit *v, enum err e, struct sentence why);

/* Fills "blocks" of the page for templates/document.html. */
void visit_document(struct visit *v, const struct document *d);
/* Fills the map "proof" of the page: the newest checkpoint that covers POSITION entries; empty texts when none does. */
MUST_CHECK enum err visit_proof(struct visit *v, int64_t position);
/* When the newest checkpoint of SIZE entries was signed, UTC microseconds; 0 when none was. */
MUST_CHECK enum err visit_signed_at(struct visit *v, int64_t size, int64_t *us);
/* What a page says of one figure: its heading (with the scope), name, value, unit, definition, version and "total", the
 * number of things behind it; WIDTH as for site_title. */
void visit_told(struct visit *v, const struct told *t, const char *width);
/* Of a round of more measures than this a page computes the figures it is asked for: 190 of them take a second. */
enum { FIGURES_AT_ONCE_MEASURES_MAX = 2000 };
/* Whether M's round is small enough for all of them; true where nothing can be said. */
bool visit_figures_at_once(const struct moment *m);
/* The rows {name, title, value, token} of all figures beside an editor of TEXT. In large rounds those TEXT
 * names have their value, the others when asked for by ?figures=all, which "all_url" of the page then says; it
 * is empty when all have one. */
MUST_CHECK enum err visit_palette(struct visit *v, const struct moment *m, struct str text, struct value *list,
                                  struct sentence *why);
void visit_palette_row(struct visit *v, struct value *list, struct str name, struct str title, struct str value);
/* Adds {label, text, url} to LIST, unless TEXT is empty. */
void visit_fact(struct value *list, struct str label, struct str text, struct str url);
/* The unit beside a figure: 个 and 条 stand only in Chinese pages. */
const char *visit_unit(const struct visit *v, const struct told *t);
/* BULLETIN's document at its moment: a published one at its own, else now. ERR_INPUT: it has problems; *PAGE and *M are
 * there all the same. Close M. */
MUST_CHECK enum err visit_bulletin(struct visit *v, const struct bulletin *b, struct moment *m,
                                   struct bulletin_page *page, struct sentence *why);
/* The files a bulletin is given out as: list "exports" of the page; BASE is the address before the format. */
void visit_exports(struct visit *v, struct str base);
/* Answers the file in FORMAT (a name); 404 for a format there is none of. */
struct response *visit_file(struct visit *v, const struct bulletin *b, struct str format);

#endif
