/* lint.h: the checks a careful clerk makes on a bulletin before it goes out (DOMAIN.md §8). It reads any
 * bulletin's text, ours or a stranger's, and points at line and column. It never changes a text and
 * never guesses in silence: where a check needs what the text does not say, it does not check.
 *
 * An error is a contradiction inside the text (sums, rates, dates, numbering, brackets) or a person's
 * number in it; a warning is something a clerk should look at; an info a remark. Rules are rows of a
 * table in lint.c: id, worst severity, function, words. */
#ifndef PAPER_LINT_H
#define PAPER_LINT_H

#include "paper/bulletin_read.h"

enum { FINDINGS_MAX = 1000,             /* then one info says that the rest is not shown */
       LINT_JSON_BYTES_MAX = 1 << 28 }; /* a buf of this size holds any answer */

enum severity { SEVERITY_ERROR,
                SEVERITY_WARNING,
                SEVERITY_INFO };

struct finding {
    const char *rule; /* an id of lint_rules */
    enum severity severity;
    size_t line, column; /* from 1; where a person should look */
    struct sentence message;
    struct str expected, found; /* as printed; either may be empty; personal numbers are masked */
};

struct lint {
    struct arena *arena;
    struct bulletin bulletin;
    struct finding *findings; /* by line and column once lint_run returns */
    size_t count, cap, by_severity[3];
    bool capped;
};

struct lint_rule {
    const char *id;
    enum severity severity; /* the worst it reports */
    void (*check)(struct lint *l);
    const char *zh, *en; /* what it checks */
};
extern const struct lint_rule lint_rules[]; /* ended by a row without id */

/* Reads TEXT (UTF-8, must outlive OUT) and runs every rule. ERR_INPUT and ERR_LIMIT as bulletin_read. */
MUST_CHECK enum err lint_run(struct arena *a, struct str text, struct lint *out, struct sentence *why);
/* Adds a finding of another's making (the ledger's comparison) or of a rule; past FINDINGS_MAX it only
 * notes that there are more. Keep order with lint_sort. */
void lint_add(struct lint *l, struct finding f);
void lint_sort(struct lint *l);
/* Whether the text contradicts itself: there is at least one error. */
bool lint_contradicts(const struct lint *l);
const char *severity_name(enum severity s); /* error warning info */

/* The contract of `lint --json` (DESIGN.md §7): structure, figures, findings. */
void lint_json(const struct lint *l, struct buf *out);
/* One line a finding and a closing line, for people. */
void lint_text(const struct lint *l, enum lang lang, struct buf *out);

#endif
