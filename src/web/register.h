/* register.h: pages, forms and exports for any kind of thing, drawn from tables.
 *
 * To give a kind its register (登记簿), add ONE row to registers[] in register_table.c. With it the kind has
 *
 *     /registers                 its line in the menu, with its count
 *     /r/KIND                    the list: states, search, order by any column, pages of 50
 *     /r/KIND.xlsx .csv .json    the same rows, all of them; also `huiyin export DIR KIND`
 *     /r/KIND/new[?do=WORD]      the form of its creating command (those with FROM_NEW; several: a choice)
 *     /r/KIND/new?PARENT=ID      the same about another thing: any FIELD_ID field of the payload may be given
 *     /r/KIND/ID                 one thing: facts, what may be done, what stands under it, its history
 *     /r/KIND/ID/do/WORD         the form of any of its commands (WORD is the wire name after the dot)
 *
 * and everything said about it elsewhere (log, history, figures, choices in forms) links there. Who may take a step is
 * in the command's row, as always; nothing is written here but through the one door.
 *
 * Forms show the payload's record: choices, units, people, and things of any kind to choose from. `inspection` is
 * filled with the round looked at and not asked for. A FIELD_HASH field named `sha256` is a file to upload: it is kept
 * in the store, and fields named `name` (when nothing was typed), `size` and `media` follow it. A command named
 * change, edit, note or correct, or with `prefill` in register_words[], begins with what stands there. */
#ifndef WEB_REGISTER_H
#define WEB_REGISTER_H

#include "web/site.h"

/* Whether THIS person may see THIS thing, when the roles of the row are not enough. */
typedef bool register_visible_fn(const struct visit *v, const void *state);
/* Adds to the page of one thing: register_section, register_link, register_fact. */
typedef enum err register_extra_fn(struct visit *v, const void *state);

/* Where a register stands in the menu; the words are in register.c. */
enum register_group { GROUP_WORK,    /* 督促推进: notices, tasks, meetings, look-backs */
                      GROUP_RESULTS, /* 整改成果: accountability, rules, recoveries, indicators */
                      GROUP_VOICES,  /* 线索与民情: clues, petitions, answers of the public */
                      GROUP_PLANS,   /* 方案与机构: plans, groups */
                      GROUP_PAPERS,  /* 底稿与材料: problems, measures, reports, evidence */
                      GROUP_RULES,   /* 规则与日历: regimes, calendars, templates */
                      GROUP_COUNT };

/* All but kind and roles may be left out. Lists of names are separated by spaces. */
struct register_info {
    enum kind kind;
    int64_t roles;                   /* who may see it, any of; everybody else gets 404, and never its words */
    enum register_group group;       /* in the menu */
    const char *zh, *en;             /* its title; NULL: the kind's words */
    const char *about_zh, *about_en; /* one line below the title */
    const char *columns;             /* fields shown in the list and written to files, in this order; NULL: the first
                                      * eight that are neither bookkeeping nor long. The state is always shown */
    const char *order;               /* a field; "-day": latest first. NULL: newest first */
    const char *figures;             /* names of figures (view/figure.c), printed as tiles over the list */
    const char *parents;             /* FIELD_ID fields: on the page of the thing named there (registered kinds,
                                      * measures, problems) these things are a section with its own add button */
    const char *elsewhere;           /* words of commands that have pages of their own: no button and no form here */
    register_visible_fn *visible;    /* NULL: the roles are enough */
    register_extra_fn *extra;        /* NULL: nothing more on its page */
};
extern const struct register_info registers[];
extern const size_t registers_count;

/* What a form says before anything is written; commands without a row say nothing. */
struct register_word {
    enum command_type command;
    bool prefill;                        /* begins with the fields of the same name as they stand */
    const char *lead_zh, *lead_en;       /* one line below the heading */
    const char *rules_zh, *rules_en;     /* what must hold, lines separated by \n */
    const char *confirm_zh, *confirm_en; /* asked before sending */
};
extern const struct register_word register_words[];
extern const size_t register_words_count;

/* ---- asked everywhere ----------------------------------------------------------------------------- */

const struct register_info *register_of(enum kind kind); /* NULL: the kind has none */
/* The one answer to "may this person see this thing": its kind (entries_may_read), the row's `visible`, and the
 * visitor's scope (view/scope.h). */
bool register_may_see(const struct visit *v, enum kind kind, const void *state);
/* The same by id; true when there is no such thing and the kind may be read. */
bool register_may_see_id(struct visit *v, enum kind kind, int64_t id);
bool register_any(const struct visit *v); /* whether there is any register for this person */
/* "/r/KIND/ID", "" for a kind without a register of its own. */
struct str register_url(struct visit *v, enum kind kind, const void *state);
struct str register_title(const struct register_info *r, enum lang lang);

/* ---- for `extra` functions -------------------------------------------------------------------------- */

/* A section with a list of lines; returns the list for register_line. */
struct value *register_section(struct visit *v, struct str title);
void register_line(struct value *section, struct str text, struct str url, struct str side);
void register_link(struct visit *v, struct str label, struct str url); /* a button beside the steps */
void register_fact(struct visit *v, struct str label, struct str text, struct str url);

void register_crumb(struct visit *v, struct str label, struct str url); /* above the title, outermost first */

/* ---- for the pages of kinds that have their own (measure.c, problem.c) ------------------------------- */

/* Fills "children" of the page for templates/register_children.html: every register whose `parents` can name a KIND. */
MUST_CHECK enum err register_children(struct visit *v, enum kind kind, const void *state);

/* ---- register_list.c: the rows ------------------------------------------------------------------------ */

enum { REGISTER_COLUMNS_MAX = 40,
       REGISTER_PAGE = 50,
       REGISTER_TEXT_CHARS_MAX = 100 };
struct register_query {
    const struct register_info *info;
    int64_t inspection;        /* kinds with a field of that name; 0: all */
    int64_t state;             /* -1: any */
    struct str text;           /* looked for in its texts, in names of units and people, and as an id; empty: any */
    const struct field *under; /* a FIELD_ID field that must name `parent`; NULL: any */
    int64_t parent;
    const struct field *order; /* NULL: by seq */
    bool down;
    int64_t offset, limit; /* rows; limit 0: all */
};
/* From the address: state, q, order, from, and any FIELD_ID field of the record. */
void register_query_read(const struct visit *v, const struct register_info *info, struct register_query *q);
/* Calls FN with each row this person may see; the state lies in the request's arena. */
typedef enum err register_row_fn(void *arg, const void *state);
MUST_CHECK enum err register_each(struct visit *v, const struct register_query *q, register_row_fn *fn, void *arg);
/* The same for the operator at the command line, who has the data folder and sees everything. */
MUST_CHECK enum err register_each_local(struct db *db, struct arena *a, const struct register_query *q,
                                        register_row_fn *fn, void *arg);
/* A register_row_fn that keeps every row; ARG is a struct register_rows. */
struct register_rows {
    struct arena *arena;
    const void **list;
    size_t count, cap;
};
enum err register_gather(void *arg, const void *state);
/* The order of the row of the table, every state. */
struct register_query register_query_plain(const struct register_info *info, int64_t inspection);
/* Rows of all pages; COUNTS (of STATES_MAX, may be NULL) has them by state whatever q->state. */
enum { STATES_MAX = 64 };
MUST_CHECK enum err register_count(struct visit *v, const struct register_query *q, int64_t *total, int64_t *counts);
/* The columns of a list. Returns how many. */
size_t register_columns(const struct register_info *info, const struct field *out[REGISTER_COLUMNS_MAX]);
/* One row of a table of things as templates/register_rows.html wants it; SKIP (NULL for none) is a column left out. */
struct register_table {
    const struct register_info *info;
    const struct field *columns[REGISTER_COLUMNS_MAX];
    size_t count;
    bool states; /* a last column with the state */
};
struct register_table register_table_of(const struct register_info *info, const struct field *skip);
void register_row_put(struct visit *v, const struct register_table *t, struct value *rows, const void *state);

/* ---- register_form.c: commands ----------------------------------------------------------------------------- */

/* The command of KIND with this word that this visitor has the role for; false where there is none, or it has a page of
 * its own or takes a credential. NEW: those that make a new thing, else those about one that is there. */
bool register_command(const struct visit *v, enum kind kind, struct str word, bool new_one, enum command_type *type);
/* Buttons into ACTS for every creating command; under PARENT (NULL: none), named by FIELD of the new thing. */
MUST_CHECK enum err register_new_acts(struct visit *v, const struct register_info *info, const struct field *field,
                                      int64_t parent, int64_t inspection, struct value *acts);
/* Buttons into ACTS for every command about STATE. */
MUST_CHECK enum err register_do_acts(struct visit *v, const struct register_info *info,
                                     const void *state, struct value *acts);
/* The round a thing belongs to; 0 for none. */
int64_t register_round(enum kind kind, const void *state);

#endif
