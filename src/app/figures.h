/* figures.h: figures (view/figure.h) told at a moment: the tables as they are now, or as they were after so many
 * entries of the log, and a day. Whatever prints a figure - bulletins, pages, the command line, lint - asks here, so
 * that all of them tell the same. It changes nothing.
 *
 * A figure may be narrowed to a scope: "aspect:3" or "problem:7", by the numbers of the ledger; one of measures, reports or
 * evidence also to "unit:ID", the measures' lead unit, or "leader:ID", their responsible leader (the first). */
#ifndef APP_FIGURES_H
#define APP_FIGURES_H

#include "app/app.h"

struct moment {
    struct db *db;      /* tables of the moment; the app's own handle for the present */
    int64_t inspection; /* 0: none, every figure is 0 */
    int64_t position;   /* log entries the tables hold */
    int64_t as_of_day;  /* the day overdue counts are computed at */
    bool recalls;       /* figure_recall's memory is used: for pages, whose process serves one data folder */
    const struct scope *
        scope; /* figures are counted over what it sees; NULL: everything (bulletins, packs, the portal) */
};

/* AT < 0: the present, as of TODAY. Else the tables after the first AT entries, as of the day of the last of them.
 * The present is one snapshot until moment_close. ERR_INPUT with *WHY when the log has no such position. */
MUST_CHECK enum err moment_open(struct app *app, struct arena *a, int64_t inspection, int64_t at, int64_t today,
                                struct moment *out, struct sentence *why);
void moment_close(struct app *app, struct moment *m);

struct told { /* one figure at a moment; texts are constant or the arena's */
    struct str name, scope;
    int version;
    const char *unit; /* as printed: 个 条 人 % */
    const char *zh, *en, *definition_zh, *definition_en;
    enum kind kind;      /* of the things behind it */
    int64_t scale;       /* of 万元 1000000: the value is fen; else 1 */
    bool rate;           /* 100 × part / whole */
    int64_t value;       /* the sum; of a rate hundredths of a percent */
    int64_t part, whole; /* of a rate */
    int64_t rows;        /* things behind it; of a rate behind its part */
};

size_t told_count(void); /* figures there are */
struct str told_name(size_t at);
/* ERR_MISSING: no figure NAME; ERR_INPUT: SCOPE is none, or this figure takes none; *WHY says so. */
MUST_CHECK enum err told_read(struct arena *a, const struct moment *m, struct str name, struct str scope,
                              struct told *out, struct sentence *why);
/* What the table alone says of NAME: everything but the numbers. False when there is none. */
bool told_find(struct str name, struct told *out);
struct str told_text(struct arena *a, const struct told *t); /* "27", "38.38", without the unit */
/* Calls FN with each thing behind the figure, in the order of the ledger, and its weight. */
typedef enum err told_row_fn(void *arg, int64_t id, int64_t weight);
MUST_CHECK enum err told_rows(const struct moment *m, const struct told *t, told_row_fn *fn, void *arg);
/* A few words that tell one of those things from its STATE: its title, name, text or document, at most CHARS of it. */
struct str told_headline(const struct told *t, const void *state, size_t chars);
/* "/figure/NAME?inspection=…&position=…&day=…": the page of this figure at this moment. */
struct str told_href(struct arena *a, const struct moment *m, struct str name, struct str scope);

#endif
