/* xlsx_read.h: what the two halves of the .xlsx reader share. Inside paper/ only. */
#ifndef PAPER_XLSX_READ_H
#define PAPER_XLSX_READ_H

#include "paper/sheet.h"

struct package;

struct xlsx {
    struct arena *arena;
    struct package *package;
    struct book_builder book;
    struct str *strings; /* shared strings, by their index */
    size_t n_strings;
    struct number_format *styles; /* by the cell's style index */
    size_t n_styles;
    bool from_1904;
};

/* ERR_MISSING, without a sentence, when there is no such part. */
enum err xlsx_read_sheet(struct xlsx *x, struct str part, struct str name, bool hidden,
                         struct sentence *why) MUST_CHECK;
/* A copy of S with _xHHHH_ undone and carriage returns dropped. */
struct str xlsx_text(struct arena *a, struct str s);

#endif
