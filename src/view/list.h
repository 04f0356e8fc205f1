/* list.h: the ledger as a list: any choice of columns, filters and order over the measures of one inspection.
 *
 * Columns, filters and queues are rows of tables. A query is filled from pairs (an address's query, options of a
 * command), so a page, its exports and whoever follows a link see the same rows. A queue is a list too: what waits
 * for one person. SQL is put together from the constant pieces of the tables; values are bound, never written in.
 *
 * Order and offset use the index (inspection, ordinal): the default page at row 90,000 reads index entries only. */
#ifndef VIEW_LIST_H
#define VIEW_LIST_H

#include "db/db.h"
#include "domain/measure.h"
#include "view/figure.h"
#include "view/scope.h"

enum { LIST_COLUMNS_MAX = 32,
       LIST_FILTERS_MAX = 12,
       LIST_PAGE = 50,         /* rows */
       LIST_OPTIONS_MAX = 120, /* a filter with more to choose from is not offered; the search finds them */
       LIST_TEXT_CHARS_MAX = 100 };

enum list_kind {
    LIST_TEXT,
    LIST_LONG, /* a text of several lines */
    LIST_INT,
    LIST_DAY,
    LIST_TIME,
    LIST_CHOICE, /* a word of `choices` */
    LIST_COLOUR, /* computed at the day of the query */
    LIST_UNITS,  /* names of the units in a list of ids */
    LIST_PEOPLE
};
struct list_column {
    const char *name, *zh, *en;
    const char *sql;  /* over measure m */
    const char *sort; /* NULL: nothing to sort by */
    enum list_kind kind;
    const struct choice *choices;
    int width;  /* of a sheet's column, characters of half width */
    bool shown; /* when nothing is chosen */
};
extern const struct list_column list_columns[];
extern const size_t list_columns_count;

struct list_filter {
    const char *name, *zh, *en;
    const struct choice *choices; /* the values are their names… */
    int kind;                     /* …or ids of this kind, when choices is NULL */
    const char *sql;              /* a condition; {value} is what was chosen. NULL: the colours' own */
};
extern const struct list_filter list_filters[];
extern const size_t list_filters_count;

/* What waits for a person of one of these roles. {person}, {units} (theirs and all above), {today}, {period}. */
struct list_queue {
    const char *name;
    int64_t roles;
    bool urgent; /* overdue work: shown in red when there is any */
    const char *zh, *en, *hint_zh, *hint_en;
    const char *sql;
};
extern const struct list_queue list_queues[];
extern const size_t list_queues_count;

struct list_query {
    int64_t inspection, today;
    int64_t position; /* of the log: counts are kept until what they count changes */
    enum lang lang;
    const struct actor *actor;         /* for queues; NULL: a queue lists nothing */
    const struct colour_rule *colours; /* of the round at TODAY; NULL: the default rule */
    int64_t rhythm;                    /* of its reports (enum rhythm); 0: half-months */
    const struct scope *scope;         /* only the rows it sees; NULL: all */
    const struct list_column *columns[LIST_COLUMNS_MAX];
    size_t column_count;              /* 0: those shown by default */
    int64_t chosen[LIST_FILTERS_MAX]; /* of each filter: 0 any, else the id or 1 + the place of the choice */
    struct str text;                  /* looked for in measure, goal, code, problem, lead unit; empty: any */
    const struct figure *figure;      /* only the rows behind it; of kind measure; NULL: any */
    const struct list_queue *queue;   /* NULL: any */
    const struct list_column *sort;   /* NULL: the order of the ledger */
    bool down;                        /* newest, largest, last first */
    bool by_urgency;                  /* red, yellow and the nearest due day first; no `sort` */
    int64_t offset, limit;            /* rows; limit 0: all */
};

/* Percent measure m is behind the share of its time that has gone at TODAY, as measure_colour_by counts it. */
#define LIST_BEHIND(today) \
    "(CASE WHEN m.start_day = 0 OR m.due_day <= m.start_day OR " today " <= m.start_day THEN 0" \
    " WHEN " today " >= m.due_day THEN 100 ELSE (" today " - m.start_day) * 100 / (m.due_day - m.start_day) END - m.percent)"
enum { LAG_NEVER = 1000 }; /* percent nobody can be behind: stands for "not judged" */

/* Takes one pair of an address: a filter's name, "q", "figure", "queue", "sort", "down", "from" (rows, from 0), "column"
 * (again and again) or "columns" (with commas). Values nobody knows choose nothing; false when NAME is none of these. */
bool list_take(struct list_query *q, struct str name, struct str value);
/* The columns to show, in the order of the table; returns how many. */
size_t list_chosen(const struct list_query *q, const struct list_column *out[LIST_COLUMNS_MAX]);
const struct list_queue *list_queue_find(struct str name);

struct list_cell {
    struct str text; /* as printed, in the language of the query */
    int64_t value;   /* of LIST_INT, LIST_DAY, LIST_TIME, LIST_CHOICE; the enum colour of LIST_COLOUR */
};
struct list_row {
    int64_t id, state, due_day;
    enum colour colour;
    const struct list_cell *cells; /* one for each column of list_chosen */
};
/* ROW and its texts are borrowed for the call. */
typedef enum err list_fn(void *arg, const struct list_row *row);
MUST_CHECK enum err list_run(struct db *db, struct arena *a, const struct list_query *q, list_fn *fn, void *arg);
/* Rows of all pages together. Kept in this process until the tables, the day or the question are others. */
MUST_CHECK enum err list_count(struct db *db, struct arena *a, const struct list_query *q, int64_t *count);
/* The statement list_run runs: for tests that look at the database's plan. */
struct str list_sql(struct arena *a, const struct list_query *q);

/* Options of a filter by id, in the order people expect: aspects and problems by number, units and people (who lead) as
 * registered; where there are more than LIST_OPTIONS_MAX, only CHOSEN (0 for none). Kept in this process for
 * one inspection until, at another log POSITION, the tables they are read from are others (0: read again). All of
 * them, whoever looks: callers leave out what scope_has does. */
typedef enum err list_option_fn(void *arg, int64_t id, struct str name);
MUST_CHECK enum err list_options(struct db *db, const struct list_filter *f, int64_t inspection, int64_t position,
                                 int64_t chosen, list_option_fn *fn, void *arg);

#endif
