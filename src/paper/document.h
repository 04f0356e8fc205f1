/* document.h: one model of a published paper (通报) and its renderers. A document is built either
 * by the functions below or from bulletin text (document_read); every renderer prints the same
 * characters. It is not an editor's model and keeps no fonts: how a heading looks is the renderer's
 * business, by GB/T 9704-2012.
 *
 * Everything lives in the arena given to document_new and dies with it. Text given to the builder is
 * copied and made safe: broken UTF-8, control characters and bidirectional overrides become U+FFFD,
 * line breaks and tabs become spaces. */
#ifndef PAPER_DOCUMENT_H
#define PAPER_DOCUMENT_H

#include "base/base.h"

enum { DOCUMENT_LEVELS = 4,
       DOCUMENT_COLUMNS_MAX = 16,
       DOCUMENT_PROBLEMS_MAX = 100,       /* a reader stops listing here */
       DOCUMENT_SOURCE_MAX = 1024 * 1024, /* bytes of bulletin text */
       DOCUMENT_LINE_MAX = 64 * 1024,     /* bytes of one line of it */
       DOCUMENT_OUT_MAX = 64 * 1024 * 1024 /* bytes a renderer may write */ };

/* ---- figures --------------------------------------------------------------------------------
 * A printed number and the query behind it. Whoever answers fills the upper half. */
enum document_value { DOCUMENT_COUNT, /* number */
                      DOCUMENT_RATIO, /* number of whole, printed in % */
                      DOCUMENT_MONEY /* number in fen, printed in 万元 */ };

struct document_figure {
    struct str name;  /* as the figure table names it */
    struct str scope; /* what it is narrowed to, "problem:3"; empty for all */
    int version;
    enum document_value kind;
    int64_t number;
    int64_t whole;    /* of a ratio; a ratio of nothing is printed as — */
    struct str unit;  /* of a count: 个, 项, 人 … ; may be empty */
    int64_t position; /* the log position it was computed at */
    struct str href;  /* the list behind it; shown only when it begins with / or http(s):// */
    /* filled by document_run_figure and document_read */
    struct str filters;           /* as written after the first |, "汉字|个"; empty for none */
    struct str value;             /* decimal digits: 27, 98.71, 1203.5, or — */
    struct str text;              /* what is printed: 27, 二十七, 98.71%, 1203.5万元 */
    struct document_figure *next; /* in document.figures, in reading order */
};

/* Fills VALUE and TEXT from the upper half and FILTERS. Ratios are rounded half up to hundredths of
 * a percent and are never 100% while number < whole; money in 万元 is exact, in 亿元 it is rounded to
 * hundredths, unless that would print 0 for something. ERR_INPUT, with WHY, when a filter does not fit the figure. */
MUST_CHECK enum err document_figure_print(struct arena *a, struct document_figure *f,
                                          struct sentence *why);

/* ---- the model ----------------------------------------------------------------------------- */
enum document_run_kind { DOCUMENT_TEXT,
                         DOCUMENT_BOLD,
                         DOCUMENT_FIGURE };

struct document_run {
    struct document_run *next;
    enum document_run_kind kind;
    struct str text;                      /* what is printed, never empty */
    const struct document_figure *figure; /* of DOCUMENT_FIGURE, else NULL */
};

struct document_cell {
    struct document_cell *next;
    struct document_run *runs; /* NULL for an empty cell */
};

struct document_row {
    struct document_row *next;
    struct document_cell *cells; /* an array, and a list, of the table's columns */
};

enum document_kind { DOCUMENT_HEADING,
                     DOCUMENT_PARAGRAPH,
                     DOCUMENT_TABLE,
                     DOCUMENT_SIGNATURE,
                     DOCUMENT_DATE,
                     DOCUMENT_CONTACT };

struct document_block {
    struct document_block *next;
    enum document_kind kind;
    int level;                 /* of a heading, 1 to 4: 一、 （一） 1. （1） */
    int number;                /* of a heading, as its numeral says; 0 when it has none */
    bool run_in;               /* a paragraph on the line of the heading before it */
    struct str label;          /* of a contact: 联系电话 */
    struct document_run *runs; /* of all but tables; headings keep their numeral in the text */
    struct document_row *rows; /* of a table; the first is its heading row */
    size_t columns;            /* of a table, 1 to DOCUMENT_COLUMNS_MAX */
};

/* What is wrong with a bulletin text. Lines and columns count from 1, columns in characters. */
struct document_problem {
    struct document_problem *next;
    size_t line, column;
    struct sentence what;
};

struct document {
    struct arena *arena;
    struct str title;
    struct document_block *blocks;
    struct document_figure *figures;   /* each printed figure, in reading order */
    struct document_problem *problems; /* document_read's, in reading order */
    size_t problem_count;
    /* the builder's places */
    struct document_block **end;
    struct document_block *block;
    struct document_row *row;
    struct document_cell *cell;
    struct document_run **run_end;
    struct document_figure **figure_end;
};

/* ---- building ------------------------------------------------------------------------------
 * A block function begins a block with TEXT, which may be empty; document_run* add to what was begun
 * last. Blocks left without a character are not printed. */
struct document *document_new(struct arena *a, struct str title);
void document_heading(struct document *d, int level, struct str text);
void document_paragraph(struct document *d, struct str text);
void document_run_in(struct document *d, struct str text); /* right after a heading */
void document_signature(struct document *d, struct str text);
void document_date(struct document *d, struct str text);
void document_contact(struct document *d, struct str label, struct str text);
void document_table(struct document *d, size_t columns);
void document_row(struct document *d);                   /* after document_table */
void document_cell(struct document *d, struct str text); /* after document_row, at most columns times */
void document_run(struct document *d, struct str text);
void document_run_bold(struct document *d, struct str text);
/* Copies F, prints it by its FILTERS (one that does not fit is left out) and adds it. */
void document_run_figure(struct document *d, const struct document_figure *f);

/* The level of a heading as clerks type it (一、 （一） (一) 1. 1． （1）) and its number; 0 when LINE
 * is none. "1.5" is a number, not a heading. */
int document_heading_level(struct str line, int *number);
/* Width in half characters: East Asian wide and full-width 2, else 1. */
size_t document_width(struct str text);
struct str document_runs_text(struct arena *a, const struct document_run *runs);
bool document_block_empty(const struct document_block *b);
bool document_leads(const struct document_block *b); /* a heading whose line the next block goes on */
/* Whether all of column AT are numbers or names, which are centred. */
bool document_column_is_short(const struct document_block *table, size_t at);
/* Shares TOTAL among a table's columns by what they hold; OUT takes block->columns widths. */
void document_column_widths(const struct document_block *table, double total, double *out);
/* Signatures and the date under them are one group, kept together. The last of FIRST's group: */
const struct document_block *document_closing_last(const struct document_block *first);
/* Where GB/T 9704 7.3.5 puts the closing line B of FIRST's group in a paper without a seal: the date
 * begins two characters right of the signature and the outer of them stands two characters in. Half
 * characters from the right edge. */
size_t document_closing_indent(struct arena *a, const struct document_block *first,
                               const struct document_block *b);

/* ---- bulletin text (docs/bulletin-format.md) -------------------------------------------------
 * FIND answers {{name@scope}}: it fills the upper half of OUT (name and scope are set already).
 * ERR_MISSING means there is no such figure; WHY may be left empty. Any other error ends the
 * reading and is passed on. */
struct document_figures {
    enum err (*find)(void *ctx, struct arena *a, struct document_figure *out, struct sentence *why);
    void *ctx;
};

/* ERR_INPUT when there are problems: *OUT is there all the same, with the text as far as it could
 * be read (for a preview) and the problems. ERR_LIMIT when SOURCE is too long; *WHY says so. */
MUST_CHECK enum err document_read(struct arena *a, struct str source,
                                  const struct document_figures *figures, struct document **out,
                                  struct sentence *why);
/* The bulletin text of D: reading it gives D again. */
void document_source(const struct document *d, struct buf *out);

/* ---- renderers -------------------------------------------------------------------------------
 * The first three append to OUT, which the caller checks. */
void document_html(const struct document *d, struct buf *out); /* one <article>, all escaped */
void document_txt(const struct document *d, struct buf *out);  /* UTF-8, LF, indented with U+3000 */
void document_json(const struct document *d, struct buf *out); /* structure and figures */

/* Office Open XML; the same document gives the same bytes. */
MUST_CHECK enum err document_docx(const struct document *d, struct arena *a, struct str *bytes);

/* ---- pdf ------------------------------------------------------------------------------------
 * Loads pango when first called. The same document, fonts and MADE_US give the same bytes. */
struct document_pdf_options {
    const char *fonts_folder; /* the customer's, before the machine's; NULL for none */
    int64_t made_us;          /* the date in the file; 0 for 2000-01-01 */
};

/* A face that had to stand in. CHARS empty: FACE is used for all of ROLE because none of the faces
 * wanted is there. Else: ROLE's face lacks these characters and they come from FACE; FACE empty:
 * no font has them and boxes are printed. */
struct document_fallback {
    struct document_fallback *next;
    struct str role; /* 仿宋, 小标宋, 黑体, 楷体, 宋体 */
    struct str face;
    struct str chars; /* each once */
};
struct sentence document_fallback_text(struct arena *a, const struct document_fallback *f);

/* ERR_IO with WHY when pango is not installed or drawing failed. */
MUST_CHECK enum err document_pdf(const struct document *d, struct arena *a,
                                 const struct document_pdf_options *options, struct str *bytes,
                                 struct document_fallback **fallbacks, struct sentence *why);

#endif
