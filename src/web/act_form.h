/* act_form.h: the page of one command (templates/action.html): its form by GET, and the same form again, with what was
 * typed and what was wrong, when POST failed. Pages fill the list "fields" of v->page, then call act_form_page. */
#ifndef WEB_ACT_FORM_H
#define WEB_ACT_FORM_H

#include "web/site.h"

struct act_form {
    struct str lead;                /* one line below the heading, may be empty */
    struct str heading;             /* empty: the command's own words */
    struct str about, subject, url; /* who or what it is about: label, name, address; no name: nothing */
    struct str back;                /* where 返回 leads */
    struct str confirm;             /* asked before sending, empty for nothing */
    const struct thing *drawn;      /* the thing it changes, NULL for a new one */
    const char *const *rules;       /* what must hold, words of po/en.po, ends with NULL; may be NULL */
};

/* The command of the visited row; of a GET row that of the POST row with the same path. */
enum command_type act_form_command(const struct visit *v);
/* A struct of the command's record holding the fields STATE (of KIND) has under the same names. */
const void *act_form_values(struct visit *v, enum kind kind, const void *state);
struct response *act_form_page(struct visit *v, const struct act_form *f);
/* For prepare functions: draws the visited page again, WHY beside FIELD of the command's record (NULL: above the
 * form). */
struct response *act_form_again(struct visit *v, const char *field, struct sentence why);
/* One submission of PAIRS about ID with the form's command id and position. */
void act_form_submit(struct visit *v, enum command_type type, int64_t id, const struct pair *pairs, size_t count);

/* Fields no record describes. They keep what was typed, but never a password. */
enum input { INPUT_TEXT,
             INPUT_SECRET,     /* the password somebody has */
             INPUT_NEW_SECRET, /* the one somebody shall have */
             INPUT_CODE };     /* six digits */
/* Returns the row, to add "error" and "hint" to. */
struct value *input_add(struct visit *v, struct value *fields, enum input sort, const char *name, struct str label);

#endif
