/* xlsx_write.h: tables as an .xlsx the way an office keeps them: a merged title, a note line, a
 * grey header that stays in view and repeats on every printed page, thin borders, A4 (wide ones A3), page numbers.
 *
 * A caller declares columns and rows; how the sheet looks is decided here. Text is always written
 * as text, whatever it begins with (=, +, -, @ never make a formula). The same declaration gives
 * the same bytes on every run. Rows where a merged column repeats the value above keep the value
 * under the merge, so that filtering works and a reader of the file finds it in every row. */
#ifndef PAPER_XLSX_WRITE_H
#define PAPER_XLSX_WRITE_H

#include "base/base.h"

enum sheet_kind {
    SHEET_TEXT,
    SHEET_INT,     /* value as it is */
    SHEET_MONEY,   /* value in fen, shown in yuan: 1,234.50 */
    SHEET_WAN,     /* value in fen, shown in 万元: 12.3 */
    SHEET_PERCENT, /* value in hundredths of a percent: 9871 is 98.71% */
    SHEET_DATE,    /* value is a day (base/time.h), from 1900-03-01; 0 is left empty */
    SHEET_KINDS
};
enum sheet_align {
    ALIGN_AUTO, /* text left, numbers right, dates centred */
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
    ALIGN_COUNT
};
enum sheet_fill {
    FILL_NONE, /* of the row, in a cell; none, in a row */
    FILL_RED,
    FILL_YELLOW,
    FILL_GREEN,
    FILL_GREY,
    FILL_COUNT
};

struct column_out {
    struct str heading;
    struct str group; /* neighbours of one group stand under it in a second header row above */
    double width;     /* characters of half width: a Chinese character needs 2; 0 for 10 */
    enum sheet_kind kind;
    enum sheet_align align;
    bool wrap;                 /* long text goes on in the cell, and the row grows */
    bool hidden;               /* written, but not shown until somebody unhides it */
    bool merge_equal;          /* equal neighbours below each other become one cell, within the columns of
                                * this sort to the left: aspect, then problem */
    const struct str *choices; /* what may be entered; kept on a hidden sheet */
    size_t n_choices;
};

struct cell_out {
    struct str
        text;      /* when not empty it is written whatever the column's kind: 长期坚持 as a date */
    int64_t value; /* when there is no text, unless the column is SHEET_TEXT */
    bool none;     /* no value: 0 is a number and is shown */
    enum sheet_fill fill;
};

struct row_out {
    const struct cell_out *cells; /* one for each column */
    enum sheet_fill fill;         /* of cells without their own */
};

struct sheet_out {
    struct str name;  /* of the tab; characters Excel forbids are replaced, 31 characters kept */
    struct str title; /* empty for none: then the header is row 1 */
    struct str note;  /* below the title: unit, date, who filled it in; empty for none */
    const struct column_out *columns;
    size_t n_columns;
    const struct row_out *rows;
    size_t n_rows;
    size_t blank_rows;     /* empty ruled rows after them, to fill in by hand */
    size_t freeze_columns; /* stay in view to the left */
    bool portrait;         /* else landscape */
    bool hidden;
};

struct book_out {
    const struct sheet_out *sheets;
    size_t n_sheets;
    struct str author;  /* document property; may be empty */
    int64_t created_us; /* document property; 0 writes 1980-01-01, never now */
};

/* To the file at PATH, which is replaced. ERR_LIMIT: more than 16,384 columns, 1,048,576 rows, or a
 * text above 32,767 characters (*WHY names the cell); ERR_IO: the disk. 100,000 rows of 26 columns
 * need about 440 MB beside the rows themselves and 6 s. A file half written is removed. */
enum err xlsx_write(struct arena *a, const struct book_out *book, const char *path,
                    struct sentence *why) MUST_CHECK;
/* The bytes, in A; through a temporary file under $TMPDIR. */
enum err xlsx_bytes(struct arena *a, const struct book_out *book, struct str *out,
                    struct sentence *why) MUST_CHECK;

/* Lines TEXT takes in a column WIDTH characters wide, at 11 points. */
unsigned xlsx_wrapped_lines(struct str text, double width);

#endif
