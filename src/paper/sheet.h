/* sheet.h: what a stranger's file says, as plain tables and lines, and the readers that find it
 * out.
 *
 * Four kinds of file are read: .xlsx (and .xlsm), .csv, .docx, .txt. Nothing here knows what a
 * column means: the importer (app/) and lint (text/) do. Nothing is normalised either: full-width
 * digits, spaces and line breaks stay as they are in the file.
 *
 * Everything a reader gives lives in the arena it was given. Readers trust nothing: every limit
 * below is checked while the file is read, and whatever is wrong is said in a sentence that names
 * the part and line, or the cell. Programs call paper_read_confined (reader.h), which runs these
 * readers in a process that can touch nothing; paper_read itself is for that process, for tests and
 * for fuzzing. */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include "base/base.h"

/* ---- limits ---------------------------------------------------------------------------------- */
enum {
    PAPER_FILE_BYTES_MAX = 64 << 20, /* the file as it lies on disk */
    PAPER_ENTRIES_MAX = 2000,        /* files in a zip */
    PAPER_UNPACKED_MAX = 256 << 20,  /* bytes unpacked of one zip, one entry included */
    PAPER_RATIO_MAX = 300,           /* unpacked to packed, of an entry... */
    PAPER_RATIO_FROM = 32 << 20,     /* ...that is at least this big unpacked */
    PAPER_DEPTH_MAX = 64,            /* XML elements inside each other */
    PAPER_CELLS_MAX = 3000000,       /* cells with something in them, of a whole file */
    PAPER_SHEETS_MAX = 200,
    PAPER_TEXT_CHARS_MAX = 32767, /* characters in a cell: Excel's own limit */
    PAPER_LINES_MAX = 500000,     /* of a .docx or .txt */
    PAPER_ROWS_MAX = 1048576,     /* Excel's own limits */
    PAPER_COLS_MAX = 16384
};

/* ---- tables ---------------------------------------------------------------------------------- */
enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER, /* text is what a person sees: no ".0", at most 15 digits, "98.71%" */
    CELL_DATE,   /* text is YYYY-MM-DD, with " HH:MM" when the format shows a time */
    CELL_BOOL,   /* TRUE or FALSE */
    CELL_ERROR,  /* #N/A, #REF!...; a formula never computed is CELL_UNCOMPUTED */
    CELL_KINDS
};
#define CELL_UNCOMPUTED "#未计算"

/* What the number format of the cell says about the number. */
enum cell_hint {
    HINT_GENERAL,
    HINT_INTEGER,
    HINT_DECIMAL,
    HINT_PERCENT,
    HINT_MONEY, /* a currency sign */
    HINT_DATE,
    HINT_MONTH, /* year and month only: 2024年12月; `day` is the first of it */
    HINT_TIME,
    HINT_TEXT, /* "@" */
    HINT_COUNT
};

struct cell {
    uint32_t row, col;           /* from 0: B7 is row 6, col 1 */
    uint32_t from_row, from_col; /* where the value stands; differs from row, col when `merged` */
    struct str text;             /* UTF-8, may hold \n */
    double number;               /* the stored number: 0.9871 for 98.71%, the serial of a date, 1 for TRUE */
    int64_t day;                 /* CELL_DATE: days since 1970-01-01 (base/time.h) */
    unsigned char kind, hint;    /* enum cell_kind, enum cell_hint */
    bool merged;                 /* a copy: this cell is covered by a merged range that starts elsewhere */
};

struct range {
    uint32_t row, col, last_row, last_col; /* from 0, both ends included */
};

struct sheet {
    struct str name; /* as on the tab; 表1, 表2... for the tables of a .docx */
    bool hidden;
    uint32_t rows, cols;      /* one past the last row and column with something in them */
    const struct cell *cells; /* the cells that are not empty, by row, then column */
    size_t n_cells;
    const struct range *merges; /* as the file has them, clipped to nothing */
    size_t n_merges;
    const uint32_t *hidden_rows; /* rising */
    size_t n_hidden_rows;
};

struct workbook {
    const struct sheet *sheets; /* in the order of the tabs */
    size_t n_sheets;
};

/* The cell there; one of kind CELL_EMPTY, never NULL, when there is nothing. O(log cells). */
const struct cell *sheet_cell(const struct sheet *s, uint32_t row, uint32_t col);
/* The cells of a row that are not empty, by column. A stranger may leave one cell in row 1,048,576:
 * walk `cells` or call this rather than trying every row × column. */
const struct cell *sheet_row(const struct sheet *s, uint32_t row, size_t *n);
bool sheet_row_hidden(const struct sheet *s, uint32_t row);

struct str cell_address(struct arena *a, uint32_t row, uint32_t col); /* "B7" */
struct str cell_where(struct arena *a, const struct sheet *s,
                      const struct cell *c);                        /* 「清单」B7 */
bool cell_address_read(struct str s, uint32_t *row, uint32_t *col); /* "B7", "$B$7" */

/* ---- lines ----------------------------------------------------------------------------------- */
struct doc_line {
    struct str text; /* the paragraph with its automatic number in front; no \n in it at the ends */
    struct str
        number;       /* that number alone: 一、 or （一）; empty when the text has none or is typed */
    struct str style; /* the style's name ("heading 1", "Title"), empty for none and in .txt */
    uint32_t level;   /* 1..9 by outline level or heading style, 0 for body text */
    uint32_t table;   /* not 0: no paragraph, here stands table number N, sheet N-1 of the workbook */
    bool centred;
};

struct doc_text {
    const struct doc_line
        *lines; /* .txt: the physical lines; .docx: the paragraphs, empty ones too */
    size_t n_lines;
};

/* ---- reading --------------------------------------------------------------------------------- */
enum paper_kind {
    PAPER_UNKNOWN, /* as an argument: look at the name and the bytes */
    PAPER_XLSX,
    PAPER_CSV,
    PAPER_DOCX,
    PAPER_TXT,
    PAPER_KINDS
};

struct paper {
    enum paper_kind kind;
    struct workbook book; /* xlsx, csv (one sheet), docx (its tables) */
    struct doc_text text; /* docx, txt */
};

/* What a file is by its name (may be empty) and first bytes; PAPER_UNKNOWN when neither says. */
enum paper_kind paper_kind_of(struct str file_name, struct str bytes);

/* Each reads all of BYTES into A. ERR_INPUT: not such a file or malformed; ERR_LIMIT: past a limit;
 * *WHY then says what, where and what to do. *OUT is written on success only. */
enum err xlsx_read(struct arena *a, struct str bytes, struct workbook *out,
                   struct sentence *why) MUST_CHECK;
enum err csv_read(struct arena *a, struct str bytes, struct workbook *out,
                  struct sentence *why) MUST_CHECK;
enum err docx_read(struct arena *a, struct str bytes, struct paper *out,
                   struct sentence *why) MUST_CHECK;
enum err txt_read(struct arena *a, struct str bytes, struct doc_text *out,
                  struct sentence *why) MUST_CHECK;
enum err paper_read(struct arena *a, struct str bytes, enum paper_kind kind, struct paper *out,
                    struct sentence *why) MUST_CHECK;

/* ---- building, for the readers --------------------------------------------------------------- */
struct book_builder {
    struct arena *arena;
    struct sheet *sheets;
    size_t n_sheets, cap_sheets;
    size_t n_cells;     /* of the sheets closed so far */
    struct cell *cells; /* of the open sheet */
    size_t n_open, cap_cells;
    struct range *merges;
    size_t n_merges, cap_merges;
    uint32_t *hidden_rows;
    size_t n_hidden, cap_hidden;
    bool full; /* past PAPER_CELLS_MAX or PAPER_SHEETS_MAX: what comes after is not kept */
};

void book_sheet_open(struct book_builder *b, struct str name, bool hidden);
void book_cell(struct book_builder *b, struct cell c); /* in any order; the last at a place wins */
void book_merge(struct book_builder *b, struct range r);
void book_row_hidden(struct book_builder *b, uint32_t row);
void book_sheet_close(struct book_builder *b); /* sorts, and gives covered cells their value */
/* ERR_LIMIT when full. */
enum err book_end(struct book_builder *b, struct workbook *out, struct sentence *why) MUST_CHECK;

/* Grows an array in the arena: room for one more at `*items`. */
void *array_room(struct arena *a, void *items, size_t n, size_t *cap, size_t size);

/* What a number format (by its code, and builtin id when the code is empty) makes of a number. */
struct number_format {
    enum cell_hint hint;
    bool has_time;             /* with HINT_DATE: hours are shown too */
    unsigned decimals;         /* HINT_PERCENT: digits after the point */
    unsigned zeros;            /* "000", "第00号": pad an integer to so many digits; 0 for no padding */
    struct str prefix, suffix; /* literal text around such zeros */
};
struct number_format number_format_of(struct arena *a, unsigned id, struct str code);
/* Fills kind, hint, text, number and day of *C. */
void cell_set_number(struct arena *a, struct cell *c, double n, const struct number_format *f,
                     bool from_1904);
struct str number_text(struct arena *a,
                       double n); /* as General shows it, without exponent below 1e21 */

#endif
