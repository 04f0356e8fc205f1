/* package.h: a stranger's zip of XML parts (.xlsx, .docx), read through libzip and expat and
 * nothing else. Inside paper/ only. Every limit of sheet.h that concerns zip or XML is kept here.
 * Names of elements and attributes are given without their namespace prefix: <x:row> and <row> are
 * both "row", so the prefix a program chose, and strict or transitional namespaces, make no
 * difference. */
#ifndef PAPER_PACKAGE_H
#define PAPER_PACKAGE_H

#include "base/base.h"

struct package;

/* BYTES must live as long as A. WANTED names the kind in sentences ("xlsx", "docx"). Says what is
 * wrong with a file that is none: an old .xls or .doc, one with a password, a torn or tricky zip.
 */
enum err package_open(struct arena *a, struct str bytes, const char *wanted, struct package **out,
                      struct sentence *why) MUST_CHECK;
bool package_has(const struct package *p, struct str part); /* names compare without case */

/* One part, unpacked piece by piece under the limits. ERR_MISSING, without a sentence, when there
 * is none. *GOT is 0 at the end. The part is closed with the arena at the latest. */
struct part;
enum err part_open(struct package *p, struct str name, struct part **out,
                   struct sentence *why) MUST_CHECK;
enum err part_read(struct part *part, void *to, size_t size, size_t *got,
                   struct sentence *why) MUST_CHECK;
void part_close(struct part *part);
struct arena *package_arena(struct package *p);

/* What the parts of a package point at: the .rels file beside PART ("" for the package itself). */
struct relation {
    struct str id,
        type;          /* type: the last word of its address: worksheet, styles, sharedStrings... */
    struct str target; /* the part's name in the zip, no leading slash */
};
struct relations {
    const struct relation *at;
    size_t n;
};
enum err package_relations(struct package *p, struct str part, struct relations *out,
                           struct sentence *why) MUST_CHECK;
struct str relation_by_type(struct relations r, const char *type); /* target; empty when absent */
struct str relation_by_id(struct relations r, struct str id);

/* ---- XML ---------------------------------------------------------------------------------------
 * One struct of three functions reads one part. `name` and the attributes live until the call
 * returns. xml_fail ends the reading: the first call counts. */
struct xml {
    void *ctx;
    struct arena *arena;
    struct str part;
    unsigned depth; /* of the element being started or ended; the root is 1 */
    struct xml_state *state;
};
struct xml_reader {
    void (*start)(struct xml *x, const char *name, const char **atts);
    void (*end)(struct xml *x, const char *name);
    void (*text)(struct xml *x, struct str text);
};

/* ERR_MISSING, without a sentence, when there is no such part. */
enum err package_parse(struct package *p, struct str part, const struct xml_reader *r, void *ctx,
                       struct sentence *why) MUST_CHECK;
struct str xml_attr(const char **atts, const char *name); /* ptr is NULL when absent */
bool xml_attr_on(const char **atts, const char *name,
                 bool absent); /* 1/true/on; ABSENT when not there */
int64_t xml_attr_int(const char **atts, const char *name,
                     int64_t absent); /* ABSENT too when no number */
unsigned long xml_line(const struct xml *x);
void xml_fail(struct xml *x, enum err e, struct sentence why);

#endif
