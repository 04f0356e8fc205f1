/* value.h: what a page is filled with: a tree of named values in the request's arena.
 *
 *     struct value *page = value_map(arena);
 *     value_text(page, "title", measure.text);
 *     struct value *rows = value_rows(page, "rows");
 *     for (...) {
 *         struct value *row = value_row(rows);
 *         value_int(row, "number", n);
 *     }
 *
 * Names are C literals, borrowed for the life of the tree; texts are borrowed too. Setting a name a
 * second time replaces the first. Nothing is freed by hand and nothing here fails. */
#ifndef WEB_VALUE_H
#define WEB_VALUE_H

#include "base/base.h"

enum value_kind { VALUE_TEXT,
                  VALUE_SENTENCE, /* shown in the language of the page */
                  VALUE_INT,
                  VALUE_BOOL,
                  VALUE_MAP,
                  VALUE_LIST };

struct value {
    enum value_kind kind;
    uint32_t count, cap; /* of items, for a map or a list */
    struct arena *arena; /* of a map or a list */
    /* Of a row: the row before it in its list, as long as this one is filled with the same names in the same order. */
    const struct value *like;
    union {
        struct str text;
        const struct sentence *sentence;
        int64_t number;            /* VALUE_INT, and 0 or 1 for VALUE_BOOL */
        struct value_item **items; /* in the order they were added */
    };
};

struct value_item {
    const char *name; /* NULL in a list */
    uint32_t hash;    /* value_hash of the name */
    uint32_t len;     /* bytes of the name */
    struct value value;
};

struct value *value_map(struct arena *a);

/* Each sets NAME in MAP. */
void value_text(struct value *map, const char *name, struct str text);
void value_c(struct value *map, const char *name, const char *text); /* NULL is the empty text */
void value_sentence(struct value *map, const char *name, struct sentence s);
void value_int(struct value *map, const char *name, int64_t n);
void value_bool(struct value *map, const char *name, bool yes);
struct value *value_sub(struct value *map, const char *name);  /* an empty map, to be filled */
struct value *value_rows(struct value *map, const char *name); /* an empty list, to be filled */
/* A list made elsewhere; its items are shared. */
void value_list(struct value *map, const char *name, const struct value *list);

/* Each adds to LIST, which value_rows gave. */
struct value *value_row(struct value *list);          /* an empty map, to be filled */
void value_item(struct value *list, struct str text); /* {{.}} shows it */

/* The value NAME has in MAP, NULL when there is none. HASH is value_hash(NAME). */
const struct value *value_find(const struct value *map, struct str name, uint32_t hash);
uint32_t value_hash(struct str name);   /* FNV-1a */
bool value_true(const struct value *v); /* not empty, not 0, not false */

#endif
