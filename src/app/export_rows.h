/* export_rows.h: things of one kind as a sheet: their labels are the headings, values stand as people read them, ids
 * as names. Used by the registers' pages (web/register.h) and `huiyin export DIR KIND`. */
#ifndef APP_EXPORT_ROWS_H
#define APP_EXPORT_ROWS_H

#include "app/export.h"
#include "domain/domain.h"

/* What the thing ID of KIND is called; "" where there is none or the reader may not know. */
typedef struct str name_fn(void *arg, enum kind kind, int64_t id);
struct export_rows {
    enum lang lang;
    enum kind kind;
    struct str title;            /* of the sheet and its tab */
    struct str note;             /* below the title, after "N rows"; may be empty */
    const struct field **fields; /* of the kind's record; the state is a column of its own after them */
    size_t n_fields;
    bool states;
    const void **rows; /* states of the kind */
    size_t n_rows;
    name_fn *name;
    void *arg;
};
/* The whole file, in A; a hidden last column 编号 holds the ids. ERR_LIMIT: more than Excel holds, said in *WHY. */
MUST_CHECK enum err export_rows(struct arena *a, const struct export_rows *x, enum export_format format,
                                struct str *out, struct sentence *why);

/* What a thing is called, from its own fields: name, title, subject, the beginning of a text, a number, else the
 * word of
 * its first choice; at most CHARS characters, "" when nothing tells it. Borrows from STATE or lies in A. */
struct str thing_name(struct arena *a, enum kind kind, const void *state, enum lang lang, size_t chars);
/* A name_fn for those who may see everything: ARG is a struct thing_names. */
struct thing_names {
    struct db *db;
    struct arena *arena;
    enum lang lang;
};
struct str thing_name_of(void *arg, enum kind kind, int64_t id);

#endif
