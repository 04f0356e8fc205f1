/* docx_read.h: what the parts of the .docx reader share. Inside paper/ only. */
#ifndef PAPER_DOCX_READ_H
#define PAPER_DOCX_READ_H

#include "paper/sheet.h"

struct package;
struct xml;

/* A paragraph style, as far as lines need it; -1 and empty mean "as the style it is based on". */
struct doc_style {
    struct str id, name, based_on;
    int64_t num_id, num_level;
    int outline; /* 0..8 a heading, 9 body text */
    int centred; /* 0, 1 */
};
struct doc_styles {
    struct doc_style *at;
    size_t n, cap;
    struct doc_style *open;
};

enum err doc_styles_read(struct package *p, struct str part, struct doc_styles *out,
                         struct sentence *why) MUST_CHECK;
const struct doc_style *doc_style_find(const struct doc_styles *s,
                                       struct str id); /* NULL when absent */
/* The style with what it inherits filled in. */
struct doc_style doc_style_whole(const struct doc_styles *s, struct str id);
uint32_t doc_style_level(const struct doc_style *whole); /* 1..9, 0 for body text */

/* ---- tables: docx_table.c -------------------------------------------------------------------- */
enum { TABLE_COLS_MAX = 256 }; /* Word's own limit is 63 */

/* The outermost table being read; tables inside its cells are only their text. */
struct doc_table {
    struct book_builder *book;
    unsigned depth; /* 0: not in a table */
    uint32_t row, col, span;
    enum { VMERGE_NONE,
           VMERGE_RESTART,
           VMERGE_CONTINUE } vmerge;
    bool row_deleted;
    struct open_merge {
        bool open;
        uint32_t row, span, last_row;
    } merges[TABLE_COLS_MAX];
    struct buf text; /* of the cell so far */
    uint32_t paragraphs;
};

void doc_table_start(struct doc_table *t);
void doc_table_end(struct doc_table *t);
void doc_row_start(struct doc_table *t);
void doc_row_end(struct doc_table *t);
void doc_cell_start(struct doc_table *t);
/* ERR_LIMIT for a cell past the limits. */
enum err doc_cell_end(struct doc_table *t, struct arena *a, struct sentence *why) MUST_CHECK;
void doc_table_property(struct doc_table *t, const char *name, const char **atts);
void doc_table_paragraph(struct doc_table *t, struct str text);

#endif
