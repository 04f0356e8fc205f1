/* matter.h: what the pages of the work share: words for colours and numbers, the history of a thing, the table of steps
 * that have a form, addresses with a query. */
#ifndef WEB_MATTER_H
#define WEB_MATTER_H

#include "domain/regime.h"
#include "view/list.h"
#include "web/site.h"

/* What holds for a round: the rules of its kind, and its colours today. */
MUST_CHECK enum err matter_rules(struct visit *v, int64_t inspection, struct regime *regime, struct colour_rule *rule);
/* The list of a round for the visitor, with the colours and rhythm that hold there. */
struct list_query matter_question(struct visit *v, int64_t inspection);
/* The first LIMIT measures of Q, most urgent first, as items of LIST: text, url, about, unit, due, colour. */
MUST_CHECK enum err matter_items(struct visit *v, struct list_query *q, int64_t limit, struct value *list);
/* Sets "colour" and "colour_text" in ROW, see templates/chip.html. */
void matter_colour(struct visit *v, struct value *row, enum colour colour);
const char *matter_chip(enum colour colour); /* the chip's class */
/* As the papers number it: the code, else "3" for a problem and "3-2" for a measure. */
struct str matter_problem_number(struct visit *v, const struct problem *p);
struct str matter_measure_number(struct visit *v, const struct measure *m, const struct problem *p);
/* "2025-06-30（还有 12 天）", with what is left or past while the measure is open. */
struct str matter_due(struct visit *v, const struct measure *m);
struct str matter_size(struct visit *v, int64_t bytes); /* "3.1 MB" */
struct str matter_people(struct visit *v, struct ids ids, bool units);
/* A fact for templates: {label, text, url}; nothing when TEXT is empty. LABEL is a literal in po/en.po. */
void matter_fact(struct visit *v, struct value *list, const char *label, struct str text, struct str url);

/* "history" of the page (templates/history.html): every entry about SUBJECT, newest first. */
MUST_CHECK enum err matter_history(struct visit *v, int64_t subject);

/* PATH?QUERY of the request's query with NAME set to VALUE (empty: left out); rows start again at 0. */
struct str matter_url(struct visit *v, const char *path, const char *name, struct str value);

/* ---- steps (action.c) ------------------------------------------------------------------------------
 * A step stands at /KIND/ID/do/WORD, a new thing under another at /KIND/ID/add/WORD. */
struct action {
    enum kind kind; /* of the thing in the address */
    const char *word;
    enum command_type type;
    const char *parent; /* for a new thing: the field that names the thing in the address; NULL: a step */
    bool main, prefill; /* drawn as the main button; the form begins with what stands there now */
    const char *lead_zh, *lead_en;
    const char *rules_zh, *rules_en;     /* what must hold, lines */
    const char *confirm_zh, *confirm_en; /* asked before sending; NULL for nothing */
};
extern const struct action actions[];
extern const size_t actions_count;
/* The buttons of all steps on STATE, of kind KIND, into "acts" of the page. */
MUST_CHECK enum err action_buttons(struct visit *v, enum kind kind, const void *state);
/* NULL when the visitor may go on with TYPE on STATE, else the page that says why not. BACK is where it leads. */
struct response *action_refused(struct visit *v, enum command_type type, int64_t id,
                                const void *state, struct str back);

#endif
