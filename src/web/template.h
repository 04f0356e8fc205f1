/* template.h: pages are HTML files in templates/ with holes.
 *
 *     {{name}}  {{a.b}}  {{.}}        a value, escaped; b in the map a; the item of a list of texts
 *     {{#each rows}}…{{else}}…{{/each}}   once a row, whose names come before the outer ones; {{else}} when empty
 *     {{#if x}}…{{else}}…{{/if}}      x is neither empty, nor 0, nor false
 *     {{> head}}                      the file templates/head.html, put here
 *     {{@app.css}}                    the address of static/app.css
 *     {{! what this page wants }}     nothing
 *     [[共 {{count}} 项]]             words looked up in po/en.po when the page is in English; holes may stand in them
 *
 * A value that is not there is a defect of the page's code: it renders as nothing and is reported to the
 * hook; {{name?}} says it may be absent, and is looked for in the innermost row only, so that a row without
 * a name never borrows the page's. There is no unescaped form. Further, so that no page can be
 * talked into running a stranger's script: a hole inside a tag must stand in double quotes, and a hole
 * that begins an href, src or action shows "#" unless its value begins with / ? # http:// https://
 * mailto: or tel:. Comments of HTML are refused.
 *
 * Everything is compiled once, for both languages; partials are copied in. */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include "web/value.h"
#include "web/words.h"

enum { TEMPLATE_DEPTH_MAX = 16, /* blocks within blocks, partials within partials */
       PATH_NAMES_MAX = 4,      /* {{a.b.c.d}} */
       PAGE_BYTES_MAX = 64 * 1024 * 1024 };

struct template_source {
    struct str name; /* "measure" */
    struct str text;
};
struct template_set;

/* Compiles SOURCES with WORDS (NULL for none). The first mistake is said with file and line in *WHY.
 * All texts must live as long as A; the set lives in A. */
MUST_CHECK enum err template_compile(struct arena *a, const struct template_source *sources, size_t n,
                                     const struct words *words, struct template_set **out, struct sentence *why);
/* The same with every embedded templates/NAME.html and the program's own words: call at start. */
MUST_CHECK enum err template_load(struct arena *a, struct template_set **out, struct sentence *why);

/* Appends page NAME filled from PAGE, a map. ERR_MISSING when there is no such template, ERR_LIMIT when
 * OUT is full. */
MUST_CHECK enum err template_render(const struct template_set *set, struct str name, enum lang lang,
                                    const struct value *page, struct buf *out);

/* FN hears of every name that was rendered and absent. Tests set it; NULL by default. */
typedef void template_missing_fn(struct str file, int line, struct str name);
void template_on_missing(template_missing_fn *fn);

#endif
