/* notice_paper.h: the paper of a notice. Its text is bulletin text (docs/bulletin-format.md) in which also facts of the
 * notice stand as {{notice.NAME}}:
 *
 *   sort title unit times request sign_due            what every notice has; unknown: 〔待填：…〕
 *   problem problem_number measure measure_number measure_due leader assisting basis answer_due
 *   previous previous_day previous_due                a line that names one this notice does not have is left out
 *
 * A fact may stand inside a figure's scope: {{measures.total@problem:{{notice.problem_number}}}}. Texts of each kind
 * lie in papers/notice-KIND.txt. The number is not known before issue: it is printed below the title and is not part
 * of the digest, so that numbers need not be promised to papers that wait. The same notice at the position of its issue
 * gives the same bytes. */
#ifndef APP_NOTICE_PAPER_H
#define APP_NOTICE_PAPER_H

#include "app/bulletin.h"
#include "domain/notice.h"
#include "paper/xlsx_write.h"

struct str notice_template(int64_t sort); /* empty for an unknown kind */
/* The rule the office set for SORT; OUT->head is empty when there is none. */
MUST_CHECK enum err notice_rule_load(struct db *db, struct arena *a, int64_t sort, struct notice_rule *out);

struct notice_fact { /* one {{notice.NAME}}; VALUE is empty where N does not have it */
    const char *name, *zh;
    struct str value;
};
enum { NOTICE_FACTS_MAX = 24 };
/* The facts of N at M, *COUNT of them; the days of a draft are those it would have. */
MUST_CHECK enum err notice_facts_of(struct arena *a, const struct moment *m, const struct notice *n,
                                    struct notice_fact out[NOTICE_FACTS_MAX], size_t *count);

/* N's paper at M: of a draft with the days it would have, issued on M's day. TEXT: instead of N's own, NULL for that.
 * ERR_INPUT when the text has problems: OUT is there all the same. */
MUST_CHECK enum err notice_render(struct arena *a, const struct moment *m, const struct notice *n,
                                  const struct str *text, bool with_number,
                                  struct bulletin_page *out, struct sentence *why);
/* The moment of N's paper: its own position and day once issued, else now. Close with moment_close. */
MUST_CHECK enum err notice_moment(struct app *app, struct arena *a, const struct notice *n, int64_t today,
                                  struct moment *out, struct sentence *why);
/* Whether N's paper at M has the digest it was issued with. */
MUST_CHECK enum err notice_same(struct arena *a, const struct moment *m, const struct notice *n, bool *same,
                                struct sentence *why);
/* What notice.issue takes. ERR_INPUT with *WHY when the text has problems or blanks. */
MUST_CHECK enum err notice_issue_values(struct app *app, struct arena *a, const struct notice *n, int64_t today,
                                        struct notice_issue *out, struct sentence *why);
/* The same at a moment that is open already. */
MUST_CHECK enum err notice_issue_at(struct arena *a, const struct moment *m, const struct notice *n,
                                    struct notice_issue *out, struct sentence *why);
enum { NOTICE_ISSUE_PAIRS = 3 };
void notice_issue_pairs(struct arena *a, const struct notice_issue *p, struct pair out[NOTICE_ISSUE_PAIRS]);

/* ---- the form 督办单 (DOMAIN.md §7) ---------------------------------------------------------------- */
enum { NOTICE_CELLS = 14 };
extern const struct sentence notice_headings[NOTICE_CELLS];
MUST_CHECK enum err notice_cells(struct db *db, struct arena *a, const struct notice *n, enum lang lang,
                                 struct str out[NOTICE_CELLS]);
/* As a form of two columns, to be printed and signed. */
MUST_CHECK enum err notice_form(struct db *db, struct arena *a, const struct notice *n, struct document **out,
                                struct sentence *why);
/* As a sheet: one row for N, or for every issued notice of INSPECTION when N is NULL, by kind, year and number. */
MUST_CHECK enum err notice_sheet(struct db *db, struct arena *a, const struct notice *n, int64_t inspection,
                                 enum lang lang, struct str *bytes, struct sentence *why);

#endif
