/* export.h: the ledger as the papers people keep (DOMAIN.md §7), as CSV and as JSON.
 *
 * Nothing is ever cut short: a sheet that does not fit Excel is refused with a sentence. Each sheet says below its
 * title how many rows it has. What is exported can be edited and imported again (import.h): the hidden last column 编号
 * holds the id of each row. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/ledger.h"

enum export_format { EXPORT_XLSX,
                     EXPORT_CSV, /* UTF-8 with byte order mark, CRLF */
                     EXPORT_JSON,
                     EXPORT_FORMATS };
extern const char *const export_formats[EXPORT_FORMATS]; /* "xlsx", "csv", "json" */

/* measures, ledger, problems, tasks, duties, lists, sanctions, rules */
struct export_what {
    const char *name;
    const char *zh, *en;    /* also the title and the tab */
    size_t n_sheets;        /* 0: the sheets of `sheets` */
    const char *sheets;     /* of several: names separated by spaces */
    unsigned formats;       /* by bit of enum export_format */
    const void *definition; /* export.c's own */
};
extern const struct export_what export_whats[]; /* ended by one without a name */

/* NULL when there is none of that name. */
const struct export_what *export_find(struct str name);
bool export_format_find(struct str name, enum export_format *out);

/* The whole file, in A. Headings in LANG; `measures` as JSON is the contract of DESIGN.md §7 in either.
 * ERR_INPUT: not in this format; ERR_LIMIT: more than Excel holds; *WHY on any error. */
MUST_CHECK enum err export_bytes(struct arena *a, const struct ledger *l, const struct export_what *what,
                                 enum export_format format, enum lang lang, struct str *out, struct sentence *why);
/* One sheet, whoever made it, as a file. ERR_LIMIT with *WHY as above. */
MUST_CHECK enum err export_sheet(struct arena *a, const struct sheet_out *s, enum export_format format,
                                 struct str *out, struct sentence *why);
/* An empty 整改台账 to fill in, with the choices of each column: what the import page offers. */
MUST_CHECK enum err export_blank(struct arena *a, enum lang lang, struct str *out, struct sentence *why);

/* The contract's array (export_json.c). */
struct str export_measures_json(struct arena *a, const struct ledger *l);

#endif
