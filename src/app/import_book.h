/* import_book.h: sheets of the books on their way in: accountability entries, rules, recoveries, indicators and their
 * readings. Between import.c, import_sheets.c and the two files of the books.
 *
 * A sheet is a book's when one of its rows names the columns the book is known by (books[] in import_book.c) and it is
 * no ledger. Rows are matched with the round's entries by the hidden column 编号 of our own export; else an indicator
 * by its name, a reading by indicator, day and forecast, a rule by title, action and document; else by all cells
 * being equal, each entry once. An indicator that differs is changed. What else is entered already is not changed by a
 * sheet: it is struck or corrected on its page, with a reason. */
#ifndef APP_IMPORT_BOOK_H
#define APP_IMPORT_BOOK_H

#include "app/import_private.h"
#include "domain/books.h"

struct book_heading {
    const char *field, *also; /* further headings, as text_key spells them, separated by spaces */
};
enum { BOOK_HEADINGS_MAX = 12 };
struct book_kind {
    enum kind kind;
    enum command_type add, change; /* change: COMMAND_COUNT where a sheet changes nothing */
    const char *known_by;          /* fields of the payload whose columns make a sheet this book */
    const char *unique;            /* fields that tell two entries apart; "" for all that have a column */
    struct book_heading headings[BOOK_HEADINGS_MAX];
};

struct book_column {
    const struct field *field; /* of the payload where `given`, else of the kind, which is not read; NULL: not known */
    bool given;
    uint32_t col;
    struct str money; /* of amounts: import_money_unit */
    struct str heading;
};
struct book_sheet {
    const struct book_kind *book;
    const struct sheet *sheet;
    uint32_t header;
    struct book_column *columns;
    size_t count, known; /* columns; those of the payload */
    uint32_t id_col;     /* UINT32_MAX: none */
    bool told;           /* that it lacks columns */
    bool strange;        /* told that it names entries of another round */
};
/* False when S is no sheet of a book. */
bool import_book_sheet(struct arena *a, const struct sheet *s, struct book_sheet *out);
/* Whether B holds books and no ledger. */
bool import_is_books(struct arena *a, const struct workbook *b);
/* Plans the whole file. ERR_INPUT with *WHY without a round to enter into. */
MUST_CHECK enum err import_books(struct importing *im, struct db *db, struct sentence *why);

/* ---- values (import_book_value.c) ---------------------------------------------------------------------- */

struct book_name { /* what a cell may call by its name */
    struct str key;
    int64_t id;
    const void *state;
};
struct book_names {
    struct book_name *list;
    size_t count, cap;
};
struct book_refs {
    struct book_names held, indicators; /* of the round; indicators also those the file adds */
};
/* Reads the cell G of the column C into OBJ; false with a note when it cannot. */
bool import_book_value(struct importing *im, const struct book_refs *refs, const struct book_column *c,
                       const struct given *g, void *obj);

#endif
