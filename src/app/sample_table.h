/* sample_table.h: one of the embedded tables of sample/ (its README.md has the columns), as texts in cells. */
#ifndef APP_SAMPLE_TABLE_H
#define APP_SAMPLE_TABLE_H

#include "base/base.h"

enum { SAMPLE_COLUMNS_MAX = 24 };

struct sample_table {
    const char *name; /* "measures" */
    struct str heads[SAMPLE_COLUMNS_MAX];
    size_t columns, rows;
    struct str *cells; /* rows * columns */
};

/* Reads sample/NAME.tsv: \n in a cell becomes a line break, {day:N} and {year:N} the day N days from TODAY and its
 * year. ERR_CORRUPT with WHY when a row has not as many cells as there are heads. */
MUST_CHECK enum err sample_table_read(struct arena *a, const char *name, int64_t today,
                                      struct sample_table *out, struct sentence *why);
/* The cell under the head COLUMN, which must be there. */
struct str sample_cell(const struct sample_table *t, size_t row, const char *column);
/* The same as a number, 0 when empty. */
int64_t sample_number(const struct sample_table *t, size_t row, const char *column);
/* The row whose cell under COLUMN is VALUE, t->rows when there is none. */
size_t sample_row(const struct sample_table *t, const char *column, struct str value);
/* TEXT with its marks replaced. */
struct str sample_marks(struct arena *a, struct str text, int64_t today);

#endif
