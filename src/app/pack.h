/* pack.h: 半月报汇总 and 月度会议材料 (DOMAIN.md §7): what a period came to, computed at a moment (figures.h) for
 * the whole group, one lead unit or one responsible leader (the first of a measure's leaders). Nothing
 * is typed: counts, lists, reasons and next steps are those of the ledger and of the reports filed.
 *
 * Labels and overdue counts are of the moment's day; what is new, due next, filed or missing is of the
 * period asked for. So for the last complete period before that day the counts are the figures of the
 * same name (view/figures_pack.h), which a test compares. The same question at the same moment gives
 * the same bytes; a frozen pack (domain/pack.h) keeps only its question, position, day and digest.
 *
 * A pack of a longer rhythm than the round's reports counts every reporting period within it: a month
 * of half-months asks for two reports. */
#ifndef APP_PACK_H
#define APP_PACK_H

#include "app/bulletin.h"
#include "domain/pack.h"

/* constant, heading zh, en, the figure that says the same of the last complete period (NULL: none) */
#define PACK_COUNT_TABLE(X) \
    X(TOTAL, "总数", "Total", "measures.total") \
    X(DONE, "已完成", "Done", "measures.label_done") \
    X(NEARLY, "基本完成", "Nearly done", "measures.label_nearly") \
    X(SUSTAINED, "长期坚持", "Sustained", "measures.label_sustained") \
    X(WORKING, "正在推进", "In progress", "measures.label_working") \
    X(LAGGING, "滞后", "Lagging", "measures.label_lagging") \
    X(OVERDUE, "超期", "Overdue", "measures.label_overdue") \
    X(NOT_STARTED, "未启动", "Not started", "measures.label_not_started") \
    X(NEW_CLOSED, "本期新完成", "Newly done", "measures.new_closed") \
    X(NEXT_DUE, "下期到期", "Due next", "measures.next_due") \
    X(REPORTS_DUE, "应填报", "Reports due", "reports.due") \
    X(REPORTS_FILED, "已填报", "Filed", "reports.filed") \
    X(REPORTS_LATE, "逾期填报", "Filed late", "reports.late") \
    X(REPORTS_MISSING, "未填报", "Missing", "reports.missing") \
    X(EXTENDED, "已延期", "Extended", "measures.extended") \
    X(ASKED, "申请延期", "Extensions asked for", NULL) \
    X(DECIDED, "本期决定延期", "Extensions decided", "measures.extension_decided") \
    X(RETURNED, "曾退回", "Sent back", "measures.returned") \
    X(NOTICES, "本期发文", "Notices issued", NULL) \
    X(NOTICES_LATE, "逾期公文", "Notices overdue", NULL)
enum pack_count {
#define X(name, ...) PACK_##name,
    PACK_COUNT_TABLE(X)
#undef X
        PACK_COUNTS
};
struct pack_count_info {
    const char *zh, *en, *figure;
};
extern const struct pack_count_info pack_counts[PACK_COUNTS];

/* The lists of a pack, each in the order of the ledger. */
enum pack_list { PACK_LIST_CLOSED,   /* 本期新完成; day: of closure */
                 PACK_LIST_NEXT,     /* 下期到期; day: due */
                 PACK_LIST_OVERDUE,  /* 超期及原因; day: due, text: the newest difficulties told */
                 PACK_LIST_LATE,     /* reports filed late; day: of filing, text: the period */
                 PACK_LIST_MISSING,  /* reports not filed; text: the period */
                 PACK_LIST_TROUBLE,  /* 困难和建议 of the period's reports */
                 PACK_LIST_STEPS,    /* 下步安排 of the period's reports */
                 PACK_LIST_EXTENDED, /* day: due now, text: due as issued */
                 PACK_LIST_ASKED,    /* extensions that wait for a decision; day: asked until, text: the reason */
                 PACK_LIST_RETURNED, /* sent back and still open; text: the newest opinion */
                 PACK_LIST_NOTICES,  /* overdue notices; number: of the notice, day: the day that passed */
                 PACK_LISTS };
extern const struct sentence pack_list_names[PACK_LISTS];
struct pack_item {
    int64_t measure, unit; /* measure 0: a notice about none */
    struct str number, what, unit_name, leader_name, text;
    int64_t day;
};
struct pack_row { /* of one lead unit */
    int64_t unit;
    struct str name, reporters; /* who filed the period's reports, each once, with 、 between */
    int64_t counts[PACK_COUNTS];
};
struct pack_content {
    int64_t position, as_of_day;
    int64_t first_day, last_day; /* of the period */
    struct str period, scope;    /* in words: 2026年11月上半月; 全组, else the unit's or leader's name */
    struct pack_row *rows;       /* units in the order of the ledger, then those with nothing but notices */
    size_t row_count;
    struct pack_row total; /* the rows add up to it */
    struct {
        struct pack_item *items;
        size_t count, cap;
    } lists[PACK_LISTS];
};

/* ASK: sort, rhythm, period, unit, leader; M->inspection is the round. The moment's scope does not narrow it. */
MUST_CHECK enum err pack_compute(struct arena *a, const struct moment *m, const struct pack_freeze *ask,
                                 struct pack_content *out, struct sentence *why);
/* "…整改半月报汇总（2026年11月上半月）" */
MUST_CHECK enum err pack_title(struct arena *a, const struct moment *m, const struct pack_freeze *ask, struct str *out,
                               struct sentence *why);
/* The scope in told_read's words: "unit:…", "leader:…" or empty. */
struct str pack_scope(struct arena *a, const struct pack_freeze *ask);

/* ---- the paper (pack_paper.c) ------------------------------------------------------------------------- */
struct document *pack_document(struct arena *a, const struct moment *m, const struct pack_freeze *ask,
                               const struct pack_content *c);
/* A sheet 半月报 with a row a unit and one in all, and one with every item. LANG is of the headings. */
MUST_CHECK enum err pack_sheet(struct arena *a, const struct pack_freeze *ask, const struct pack_content *c,
                               enum lang lang, struct str *bytes, struct sentence *why);
/* pack_compute and pack_document or pack_sheet. FORMAT: xlsx or one of bulletin_formats; ERR_INPUT for others. */
MUST_CHECK enum err pack_write(struct arena *a, const struct moment *m,
                               const struct pack_freeze *ask, struct str format, enum lang lang,
                               struct str *bytes, struct sentence *why);
const char *pack_media(struct str format); /* NULL for one there is not */

/* What pack.freeze takes: ASK's period and scope at M, its title if it has none. */
MUST_CHECK enum err pack_freeze_at(struct arena *a, const struct moment *m, struct pack_freeze *ask,
                                   struct sentence *why);
enum { PACK_PAIRS = 11 };
void pack_pairs(struct arena *a, const struct pack_freeze *p, struct pair out[PACK_PAIRS]);
struct pack_freeze pack_ask(const struct pack *p); /* the question a frozen pack answers */
/* Whether the pack computed at M has the digest it was frozen with. */
MUST_CHECK enum err pack_same(struct arena *a, const struct moment *m, const struct pack *p, bool *same,
                              struct sentence *why);
/* The moment of a frozen pack; close with moment_close. */
MUST_CHECK enum err pack_moment(struct app *app, struct arena *a, const struct pack *p, struct moment *out,
                                struct sentence *why);

/* Half-months as people write them: 2026-11-1; a month 2026-11, a quarter 2026-Q4. False for anything else. */
bool pack_period_read(struct str text, int64_t *rhythm, int64_t *period);
struct str pack_period_write(struct arena *a, int64_t rhythm, int64_t period);

#endif
