/* template_code.h: what the compiler of templates hands to the renderer; private to the two. */
#ifndef WEB_TEMPLATE_CODE_H
#define WEB_TEMPLATE_CODE_H

#include "web/template.h"

struct path {
    struct str names[PATH_NAMES_MAX];
    uint32_t hashes[PATH_NAMES_MAX];
    uint32_t count; /* 0 is {{.}} */
    bool optional;
    struct str whole; /* as written, for the hook */
};

enum op_kind { OP_TEXT, /* the literal */
               OP_HOLE, /* the value of path */
               OP_LINK, /* the same, where an address begins */
               OP_IF,   /* goes to `to` when path is not true */
               OP_JUMP, /* goes to `to` */
               OP_EACH, /* body is the ops after it up to `last`; then goes to `to`; no rows: to last + 1 */
};

struct op {
    enum op_kind kind;
    int line;
    struct str file, literal;
    struct path path;
    size_t to, last;
    const char *seen; /* the name as the last row had it, and where: rows of a list are alike */
    uint32_t seen_at;
};

struct program {
    struct str name;
    struct op *ops;
    size_t count, cap;
    size_t bytes_last; /* of its last page: a first guess for the next */
};

struct template_set {
    struct program *pages[LANG_EN + 1]; /* sorted as the sources are */
    size_t count;
};

/* Compiles one source in one language. */
struct template_job {
    struct arena *arena;
    const struct template_source *sources;
    size_t count;
    const struct words *words;
    struct sentence *why;
};
MUST_CHECK enum err template_program(const struct template_job *job, size_t at, enum lang lang, struct program *out);

#endif
