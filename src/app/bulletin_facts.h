/* bulletin_facts.h: what a bulletin's text may say of an inspection besides figures. */
#ifndef APP_BULLETIN_FACTS_H
#define APP_BULLETIN_FACTS_H

#include "app/bulletin.h"

enum { SUMMARY_CHARS_MAX = 6000 };

struct fact_item { /* an aspect or a problem */
    int64_t id, number;
    struct str title;
};
struct fact_items {
    struct fact_item *list;
    size_t count;
};

/* NAME without "inspection."; false when there is no such fact. *VALUE is empty when it is not known; LABEL is what
 * people call it. M NULL: a stand-in. */
MUST_CHECK enum err fact_inspection(struct arena *a, const struct moment *m, struct str name, struct str *value,
                                    struct sentence *label, bool *known);
MUST_CHECK enum err fact_aspects(struct arena *a, const struct moment *m, struct fact_items *out);
/* The problems of ASPECT, 0 for all of the inspection, by number. */
MUST_CHECK enum err fact_problems(struct arena *a, const struct moment *m, int64_t aspect, struct fact_items *out);
/* Sentences of what was done about a problem; see bulletin.h. */
MUST_CHECK enum err fact_summary(struct arena *a, const struct moment *m, int64_t problem, struct str *out);
struct str fact_chinese_number(struct arena *a, size_t n); /* 一 二 … 九十九; digits beyond */

#endif
