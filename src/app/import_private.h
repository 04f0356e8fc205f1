/* import_private.h: what the files of the importer share.
 *
 *   import_heading.c   which column a heading means, where the header stands
 *   import_sheets.c    the sheets of a file, row by row
 *   import_rows.c      what a row is about: aspect, problem, measures; sheets joined
 *   import_split.c     several measures in one cell, section rows, totals
 *   import_value.c     what a cell says: due, type, money, text within the record's limits
 *   import_names.c     units and people: known, new, suspiciously alike
 *   import_match.c     which row is which thing of the ledger
 *   import_changes.c   the differences and the submissions
 *   import.c           reading, planning, applying, JSON */
#ifndef APP_IMPORT_PRIVATE_H
#define APP_IMPORT_PRIVATE_H

#include "app/import.h"

struct given { /* a cell of a recognised column; sheet NULL: there is no such column */
    const struct sheet *sheet;
    const struct cell *cell; /* NULL: empty */
    uint32_t row, col;       /* where it stands, of a merged range its first cell */
    struct str text;         /* trimmed, without control characters */
};
struct clash { /* another sheet says something else */
    enum column column;
    struct given given;
    struct clash *next;
};
struct import_aspect {
    struct given given;
    struct str title, raw; /* without and with the number in front */
    int64_t number, id;
    const struct aspect *old;
};
struct import_problem {
    struct import_aspect *aspect; /* NULL when the ledger knows it */
    struct given given[COLUMN_COUNT];
    struct clash *clashes;
    struct str code, title, raw;
    int64_t number, id;
    size_t measures; /* in the file */
    const struct problem *old;
    bool changed;
};
struct import_measure {
    struct import_problem *problem;
    struct given given[COLUMN_COUNT];
    struct clash *clashes;
    struct more *more; /* names in rows that go on below a merged measure cell */
    struct str code, text;
    int64_t number, id;
    const struct measure *old;
};
struct more {
    enum column column;
    struct given given;
    struct more *next;
};

struct place { /* a name's first cell */
    struct str name, key, post;
    int64_t id; /* to be registered under */
    struct str sheet, cell;
    bool created;
    uint64_t letters; /* a set of its characters, hashed: unlike names are told apart quickly */
};
struct names { /* units or people */
    struct place *list;
    size_t count, cap;
    struct index by_key;
};

struct importing {
    struct arena *a;
    struct ledger *l;
    const struct import_file *file;
    struct import_plan *plan;
    int reference_year;
    struct import_aspect **aspects;
    struct import_problem **problems;
    struct import_measure **measures;
    size_t n_aspects, n_problems, n_measures, cap_aspects, cap_problems, cap_measures;
    struct index old_problem_by_code, old_measure_by_code; /* of the ledger: import_match.c */
    struct index aspect_by_title, problem_by_code, problem_by_title, measure_by_code, measure_by_id, measure_by_text;
    struct names units, people;
    struct import_note *notes;
    struct import_column *columns;
    struct import_change *changes;
    size_t n_notes, n_columns, n_changes, cap_notes, cap_columns, cap_changes;
    struct submission *submissions;
    struct str *places;
    size_t count, cap_submissions, cap_places;
    struct str base;         /* of command ids */
    bool told[COLUMN_COUNT]; /* computed columns that were said not to be read */
};

/* ---- notes (import.c) ---------------------------------------------------------------------- */
void import_note(struct importing *im, bool error, const struct given *at, struct sentence say);
void import_note_row(struct importing *im, bool error, const struct sheet *s, uint32_t row, struct sentence say);
void import_note_at(struct importing *im, bool error, struct str sheet, struct str cell, struct sentence say);
struct str given_cell(struct arena *a, const struct given *g);  /* "B7" */
struct str given_where(struct arena *a, const struct given *g); /* 「清单」B7 */

/* ---- headings ------------------------------------------------------------------------------ */
struct header {
    uint32_t row, last_row; /* of the sheet; one or two rows */
    enum column *of;        /* for each column of the sheet, COLUMN_COUNT where it is not read */
    uint32_t cols;
    bool has[COLUMN_COUNT];
    struct str money; /* import_money_unit of the amount's column */
    struct str *said; /* the heading of each column, as read */
    struct str title; /* what stands above, empty for nothing */
};
/* False when no row of S looks like a header. */
bool import_has_header(struct arena *a, const struct sheet *s);
/* The unit of money of a column with this HEADING in the header at ROW: what the heading says (万元), else what a cell
 * above the header says (单位：万元), else "". */
struct str import_money_unit(struct arena *a, const struct sheet *s, uint32_t row, struct str heading);
bool import_header(struct importing *im, const struct sheet *s, struct header *out);
/* Another table below, under headings that are not those of BEFORE. */
bool import_next_header(struct importing *im, const struct sheet *s, const struct header *before, struct header *out);
enum column import_heading(struct arena *a, struct str heading); /* COLUMN_COUNT: not known */
/* "反馈问题、问题、具体问题": some of the headings that would do for a column, enough to tell a person. */
enum { HEADINGS_TOLD = 3 };
struct str import_headings(struct arena *a, enum column c);

/* ---- rows ---------------------------------------------------------------------------------- */
enum section_style { SECTION_PLAIN,     /* no number */
                     SECTION_HAN,       /* 一、 */
                     SECTION_HAN_ROUND, /* （一） */
                     SECTION_OTHER };
struct sheet_reading { /* one sheet */
    struct importing *im;
    const struct sheet *s;
    struct header h;
    struct import_aspect *aspect;
    struct import_problem *problem;
    struct import_measure *measure;
    struct given given[COLUMN_COUNT]; /* of the row under way */
    uint32_t row;
    size_t hidden;
    bool remarks;               /* 注： stood above */
    bool nested;                /* （一） is a section of the sheet, below 一、 */
    enum section_style section; /* of the section under way */
};
static inline bool has(const struct given *g) { return g->text.len > 0; }
/* Reads every sheet. ERR_INPUT with a sentence when none has a header. */
enum err import_rows(struct importing *im, struct sentence *why);
void import_take_row(struct sheet_reading *r); /* from r->given */
struct import_aspect *import_aspect_of(struct importing *im, const struct given *g, struct str text);
void import_section_problem(struct sheet_reading *r, const struct given *g); /* a section row that names a problem */
bool import_pure_number(struct str s);
enum section_style import_section_style(struct str s, int64_t *number);
/* Leading 一、 （一） 1. taken off; *NUMBER is it, 0 for none. */
struct str import_unnumbered(struct str s, int64_t *number);
/* The measures in a cell. *UNCLEAR: it looks numbered, but the numbers do not run on. */
size_t import_split_measures(struct arena *a, struct str s, struct str **out, bool *unclear);
bool import_is_total(struct arena *a, struct str s);
bool import_is_remark(struct str s);

/* ---- values; each notes what it cannot read and says false on an error --------------------- */
struct str import_clean(struct arena *a, struct str s, bool lines);
bool import_fits(struct importing *im, const struct record *r, const char *field,
                 const struct given *g, struct str text);
bool import_due(struct importing *im, const struct given *g, int64_t *day, struct str *text, int64_t *type);
/* 2024.12.31, 2024年12月31日: a day and nothing else, however it is written. */
bool import_plain_date(struct str s);
bool import_day(struct importing *im, const struct given *g, int64_t *day);
bool import_type(struct importing *im, const struct given *g, int64_t *type);
bool import_money(struct importing *im, const struct given *g, int64_t *fen);
/* S without the commas between its groups of three digits; false when one stands elsewhere, as in 12,5, which could be
 * two numbers. */
bool import_ungrouped(struct arena *a, struct str s, struct str *out);
bool import_yes(struct importing *im, const struct given *g, int64_t *yes);

/* ---- names --------------------------------------------------------------------------------- */
void import_names_begin(struct importing *im);
/* The ids of the units or people in a cell, added to *IDS; unknown ones will be registered. */
bool import_units(struct importing *im, const struct given *g, struct ids *ids);
bool import_people(struct importing *im, const struct given *g, struct ids *ids);
void import_suspects(struct importing *im);

/* ---- matching, changes --------------------------------------------------------------------- */
void import_match_begin(struct importing *im);
/* The measure of the ledger that CODE names: "3-2", or "2" within problem P (may be NULL). */
const struct measure *import_old_measure(struct importing *im, const struct problem *p, struct str code);
void import_match(struct importing *im);
void import_changes(struct importing *im);
/* A new subject's id, and a command id: the same for the same file, inspection and log position. */
int64_t import_id(struct importing *im, const char *kind, size_t n);
void import_submit(struct importing *im, enum command_type type, int64_t id, int64_t drawn_at,
                   const struct pair *pairs, size_t count, const struct given *at);

#endif
