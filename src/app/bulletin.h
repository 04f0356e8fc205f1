/* bulletin.h: a bulletin's text (docs/bulletin-format.md) made into a document at a moment (figures.h). Figures stand
 * in the text as names and are computed; so are the facts of the inspection and, in loops, its aspects and
 * problems:
 *
 *   {{inspection.NAME}}   name organisation body start_day end_day feedback_day feedback_number phone
 *                         post_box mail
 *   {{bulletin.day}}      the day of the moment; alone on a line it is the date, and the short line before it
 *                         the signature
 *   {{#aspects}} … {{/aspects}}     {{aspect.title}} {{aspect.number}} {{aspect.number_chinese}}
 *   {{#problems}} … {{/problems}}   {{problem.title}} {{problem.number}} {{problem.number_chinese}} {{problem.summary}}
 *
 * number is the ledger's; number_chinese counts in the loop, so that headings have no gaps. Within aspects, problems
 * are those of the aspect. A summary is the claims of the problem's closed measures, else the newest progress
 * report. `{{measures.closed_rate}}%`: the sign is printed once. What is not known yet is printed 〔待填：…〕; a
 * text that says 〔待填 itself counts as a blank too.
 *
 * The same text at the same moment gives the same bytes in every format (promise P2). */
#ifndef APP_BULLETIN_H
#define APP_BULLETIN_H

#include "app/figures.h"
#include "domain/things.h"
#include "paper/document.h"

struct bulletin_page {
    struct document *document;
    const struct document_problem *problems; /* by line and column of the text as given */
    size_t problem_count;
    size_t blanks;         /* facts that are not known */
    struct sentence blank; /* the first of them and where to enter it */
};

/* ERR_INPUT when the text has problems: *OUT is there all the same, for a preview. Any other error: *WHY. */
MUST_CHECK enum err bulletin_render(struct arena *a, const struct moment *m, struct str text,
                                    struct bulletin_page *out, struct sentence *why);
/* The problems of TEXT whatever the ledger holds: unknown names, unclosed braces and loops. ERR_INPUT when there are
 * any. Nothing is read from a database. */
MUST_CHECK enum err bulletin_check(struct arena *a, struct str text, struct bulletin_page *out, struct sentence *why);
/* The default text written for this inspection: loops and facts filled in; figures, the day and
 * facts that are not known yet left as names. ERR_LIMIT and *WHY where that would be too long to correct by hand; *OUT
 * is then the text with its loops, not filled in. */
MUST_CHECK enum err bulletin_default_text(struct arena *a, const struct moment *m, struct str *out,
                                          struct sentence *why);

/* What bulletin.publish takes: the present position and TODAY, and SHA-256 of the txt rendering. ERR_INPUT with *WHY,
 * naming line and column, when the text has problems or blanks. */
MUST_CHECK enum err bulletin_publish_values(struct app *app, struct arena *a, const struct bulletin *b, int64_t today,
                                            struct bulletin_publish *out, struct sentence *why);
enum { BULLETIN_PUBLISH_PAIRS = 3 };
void bulletin_publish_pairs(struct arena *a, const struct bulletin_publish *p, struct pair out[BULLETIN_PUBLISH_PAIRS]);
struct str bulletin_digest(struct arena *a, const struct document *d); /* hex; the one bulletin.publish takes */

/* The bulletin to show: the newest published one computed at AT or earlier (AT < 0: at any position), else the newest
 * of any state, else OUT->head is empty. INSPECTION's only. */
MUST_CHECK enum err bulletin_newest(struct db *db, struct arena *a, int64_t inspection, int64_t at,
                                    struct bulletin *out);
/* The published bulletin of INSPECTION that was computed at POSITION on DAY; OUT->head is empty when there is none. */
MUST_CHECK enum err bulletin_published_at(struct db *db, struct arena *a, int64_t inspection,
                                          int64_t position, int64_t day, struct bulletin *out);
/* Whether D prints the figure NAME narrowed to SCOPE: what strangers may ask about. */
bool bulletin_prints(const struct document *d, struct str name, struct str scope);

enum bulletin_format { BULLETIN_TXT,
                       BULLETIN_HTML,
                       BULLETIN_DOCX,
                       BULLETIN_PDF,
                       BULLETIN_JSON,
                       BULLETIN_FORMATS };
extern const char *const bulletin_formats[BULLETIN_FORMATS]; /* "txt" … */
extern const char *const bulletin_media[BULLETIN_FORMATS];   /* media types */
bool bulletin_format_find(struct str name, enum bulletin_format *out);
/* DAY is the date in the PDF. HTML is a whole page without style or script. */
MUST_CHECK enum err bulletin_write(const struct document *d, struct arena *a, enum bulletin_format format, int64_t day,
                                   struct str *bytes, struct sentence *why);

#endif
