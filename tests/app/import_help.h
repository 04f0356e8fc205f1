/* import_help.h: what the tests of import and export share: papers made in code, and what a plan says of them. */
#ifndef TESTS_IMPORT_HELP_H
#define TESTS_IMPORT_HELP_H

#include "app/export.h"
#include "app/import.h"
#include "tests/app/app_help.h"

#define HEAD "方面,反馈问题,整改目标,整改措施,整改类型,责任领导,牵头单位,协办单位,整改时限\n"

/* The plan for a file with these bytes; the checks fail when it is no ledger at all. */
struct import_plan plan_of(struct desk *d, struct str bytes, const char *name, int64_t inspection);
struct import_plan plan_csv(struct desk *d, const char *text, int64_t inspection);
/* Enters the plan; all of it must be accepted. */
void enter(struct desk *d, const struct import_plan *p);
/* The inspection the only one is; and all of it as it stands. */
int64_t only_inspection(struct desk *d);
struct ledger ledger_of(struct desk *d, int64_t inspection);
/* The first note at CELL (any when NULL) whose Chinese holds WORDS; NULL when there is none. */
const struct import_note *note_at(const struct import_plan *p, const char *cell, const char *words);
void show_notes(const struct import_plan *p); /* on stderr, for a test that is about to fail */
/* A workbook of one sheet 清单 with these <row>s and, after them, AFTER; written by hand as other programs do. */
struct str book_by_hand(struct arena *a, const char *rows, const char *after);
/* The same of two sheets, 清单 and 旧版, the second hidden or not. */
struct str books_by_hand(struct arena *a, const char *rows, const char *other, bool hidden);

#endif
