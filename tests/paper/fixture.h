/* fixture.h: small .xlsx and .docx files made by hand, part by part. */
#ifndef TESTS_PAPER_FIXTURE_H
#define TESTS_PAPER_FIXTURE_H

#include "base/base.h"

struct fixture_part {
    const char *name, *text;
};

/* A zip of the parts, ended by one without a name. */
struct str fixture_zip(struct arena *a, const struct fixture_part *parts);
/* A workbook of one sheet 清单 with these rows (inside <sheetData>), shared strings and cell
 * formats. */
struct str fixture_xlsx(struct arena *a, const char *rows, const char *after, const char *strings,
                        const char *styles);
/* A document with this body and numbering.xml content; either may be empty. */
struct str fixture_docx(struct arena *a, const char *body, const char *numbering,
                        const char *styles);

#endif
