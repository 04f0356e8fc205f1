/* import.h: a ledger, as people keep it, on its way in: read, then plan, then apply.
 *
 * import_read takes strangers' bytes through the confined reader. import_plan says what was understood, what
 * is new, what differs and what is wrong, cell by cell, and changes nothing; with any error there is nothing
 * to apply. The plan's submissions go through the one door all together or not at all, each under a command id
 * that follows from the file, the inspection and the log position: the same plan sent twice enters once.
 *
 * Rows are matched with the ledger by the hidden column 编号 of our own export, else by 措施编号, else by equal
 * text within the problem, else by number. A measure already submitted or issued keeps its plan: a differing
 * plan cell is an error; only department, contact, telephone, overseeing department and note may differ.
 *
 * A file of books (accountability, rules, recoveries, indicators, readings) is read by import_book.h into a round that
 * is there. */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/app.h"
#include "app/ledger.h"
#include "paper/sheet.h"

enum {
    IMPORT_NOTES_MAX = 2000, /* notes listed; the counts go on */
    IMPORT_NAME_CHARS_MAX = 80
};

struct import_file {
    struct paper paper;
    struct str name;   /* without folders; may be empty */
    struct str digest; /* SHA-256 of the bytes, hex */
};
struct import_column {
    struct str sheet, cell, heading;
    enum column column;        /* COLUMN_COUNT: none of a ledger's */
    const struct field *field; /* of a book; NULL: none. Neither: not recognised, not read */
};
struct import_note {
    bool error; /* else a doubt: does not stop the import */
    struct str sheet, cell;
    struct sentence say;
};
struct import_change { /* one cell that differs from the ledger */
    struct str sheet, cell;
    enum column column;        /* COLUMN_COUNT: a book's */
    const struct field *field; /* of a book */
    int64_t subject;
    struct str before, after;
};
struct import_sample { /* what the first measures were read as */
    struct str problem, measure, lead_unit, due;
};
enum { IMPORT_SAMPLES = 8 };

struct import_plan {
    struct import_file file;
    int64_t inspection; /* the one imported into; a new id when `opens` */
    bool opens;         /* a new inspection is opened, named `inspection_name` */
    struct str inspection_name;
    int64_t position;                   /* log entries when the plan was made */
    size_t aspects, problems, measures; /* in the file */
    size_t entries;                     /* rows of books; then there are none of the others */
    size_t added, updated, unchanged;   /* rows: measures, and problems without any; they sum to the rows */
    const struct import_column *columns;
    const struct import_note *notes;
    const struct import_change *changes;
    const struct str *units, *people; /* to be registered */
    size_t n_columns, n_notes, n_changes, n_units, n_people;
    size_t errors, doubts; /* all, also those past IMPORT_NOTES_MAX */
    struct import_sample samples[IMPORT_SAMPLES];
    size_t n_samples;
    const struct submission *submissions; /* in order; none when there are errors or nothing is new */
    const struct str *places;             /* 「台账」F7 of each submission, empty for none */
    size_t count;
};

/* The bytes of a file called NAME. ERR_INPUT, ERR_LIMIT: the file's fault, *WHY says what and where. */
MUST_CHECK enum err import_read(struct arena *a, struct str bytes, struct str name, struct import_file *out,
                                struct sentence *why);
/* Compares FILE with INSPECTION (0: one is opened). ERR_INPUT with *WHY when no ledger can be made out in it at
 * all; what is wrong in single cells is in the plan's notes. Reads DB only; wants a snapshot (db_begin) when others
 * write meanwhile. The plan borrows FILE and lies in A. */
MUST_CHECK enum err import_plan(struct arena *a, struct db *db, const struct import_file *file,
                                int64_t inspection, int64_t today, struct import_plan *out,
                                struct sentence *why);
/* Sends the plan's submissions through remote_submit_all. *SEQ is the log position of the first entry. On a
 * refusal *WHY names the cell. A plan with errors is ERR_INPUT; one with nothing to do is ERR_NONE. */
MUST_CHECK enum err import_apply(struct arena *a, const char *dir, int64_t person, const struct import_plan *plan,
                                 int64_t *seq, struct sentence *why);
/* The same sentence, for callers that send the submissions themselves: OUT of the one at FAILED. */
struct sentence import_refused(struct arena *a, const struct import_plan *plan, size_t failed,
                               const struct outcome *out);

/* What a column is called, wire name and word; "" when it was not recognised. */
const char *import_column_name(enum column column, const struct field *field);
struct str import_column_word(enum column column, const struct field *field, enum lang lang);

/* The contract of DESIGN.md §7; of books, `entries` among the counts. */
struct str import_json(struct arena *a, const struct import_plan *plan);

#endif
