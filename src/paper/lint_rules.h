/* lint_rules.h: what the files of lint share. Each check adds its findings to the lint. */
#ifndef PAPER_LINT_RULES_H
#define PAPER_LINT_RULES_H

#include "paper/lint.h"

void lint_check_encoding(struct lint *l); /* lint_shape.c */
void lint_check_numbering(struct lint *l);
void lint_check_balance(struct lint *l);
void lint_check_contact(struct lint *l); /* lint_tail.c */
void lint_check_signature(struct lint *l);
void lint_check_sums(struct lint *l);      /* lint_sum.c */
void lint_check_states(struct lint *l);    /* lint_states.c; called by lint_check_sums */
void lint_check_announced(struct lint *l); /* lint_told.c */
void lint_check_repeats(struct lint *l);
void lint_check_units(struct lint *l);
void lint_check_rates(struct lint *l); /* lint_rate.c */
void lint_check_dates(struct lint *l); /* lint_dates.c */
void lint_check_lost_digits(struct lint *l);
void lint_check_personal(struct lint *l); /* lint_privacy.c */
void lint_check_grounds(struct lint *l);

/* A finding at character AT. The sentence and both texts are the arena's or the program's. */
void lint_point(struct lint *l, const char *rule, enum severity severity, size_t at, struct sentence message,
                struct str expected, struct str found);
/* The first figure at or behind character AT; figures.count when there is none. */
size_t lint_figure_from(const struct lint *l, size_t at);
/* The bounds of the sentence (up to 。!?; or the line) around AT. */
size_t lint_sentence_from(const struct lint *l, size_t at);
size_t lint_sentence_to(const struct lint *l, size_t at);
/* Millionths as a plain decimal: 1500000 is 1.5. */
struct str lint_amount_text(struct arena *a, int64_t millionths);
/* A label for a sentence, never empty and not too long. */
struct str lint_label(const struct figure *f);

#endif
