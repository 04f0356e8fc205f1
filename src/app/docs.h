/* docs.h: the documents that follow from the tables of domain/: who may do what, how things move from state to state,
 * what is refused and how it is said, who may decide on what (domain/norms.h), what each command takes, what each
 * kind of thing holds. They are kept in
 * docs/generated; tests/app/docs_test.c fails when those are not what this writes. */
#ifndef APP_DOCS_H
#define APP_DOCS_H

#include "base/base.h"

enum { DOCS_COUNT = 6 };
extern const char *const docs_names[DOCS_COUNT]; /* roles.md, states.md, ... */

/* The text of docs_names[AT]: the same bytes every time. Lives in A. */
struct str docs_text(struct arena *a, size_t at);
/* Writes all of them into DIR, made when it is not there; ERR_IO when that fails. */
MUST_CHECK enum err docs_write(struct arena *a, const char *dir);

/* For the pages that have a file of their own. */
void docs_title(struct buf *b, const char *zh, const char *en);
void docs_rules(struct buf *b); /* docs_rules.c */

#endif
