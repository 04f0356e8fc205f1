/* export_book.h: 问责统计 (DOMAIN.md §7): every kind of accountability with what it rests on, person-times and
 * persons. */
#ifndef APP_EXPORT_BOOK_H
#define APP_EXPORT_BOOK_H

#include "app/ledger.h"

/* Columns and rows of the sheet, in A; zero is printed. A person listed by name counts once in a row, in its group's
 * sum and in the total, so sums may be less than their parts: the last row says how many stand in several kinds. No
 * names. */
void accountability_sheet(struct arena *a, const struct ledger *l, enum lang lang, struct sheet_out *out);

#endif
