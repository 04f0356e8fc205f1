/* figure.c: see figure.h. The table is the dictionary of figures; docs and pages print it. */
#include "view/figure.h"

#include "base/time.h"
#include "view/changed.h"
#include "view/period.h"

#include <string.h>

/* Numbers in the SQL are states and choices of domain/: measure 1 draft … 4 working, 5 claimed, 6 verifying, 7
 * sustained,
 * 8 closed, 9 routine, 10 void; problem 1 open, 2 closed; book and evidence 1 valid. A test compares them with the
 * enums. ?2 is part of every
 * text so that every query takes both parameters. */
#define MEASURES(where) "SELECT id, 1 AS weight FROM measure WHERE inspection = ?1 AND ?2 > 0 AND " where " ORDER BY ordinal"
#define SANCTIONS(where) "SELECT id, persons AS weight FROM sanction WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY day, seq"
#define RULES(where) "SELECT id, 1 AS weight FROM rule WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY day, seq"
#define SANCTION(name, sort, zh, en) \
    { \
        "sanctions." name, 1, "人", KIND_SANCTION, zh, en, "登记为“" zh "”且未撤销的问责记录的人数之和", "Sum of persons over entries of this kind that are not struck", SANCTIONS("sort = " sort), NULL, NULL \
    }

/* clang-format off */
const struct figure figures[] = {
    {"aspects.total", 1, "个", KIND_ASPECT, "方面", "Aspects", "反馈意见分解出的方面数", "Aspects the feedback was broken into", "SELECT id, 1 AS weight FROM aspect WHERE inspection = ?1 AND ?2 > 0 ORDER BY number", NULL, NULL},
    {"problems.total", 1, "个", KIND_PROBLEM, "问题", "Problems", "登记在台账里的问题数", "Problems in the ledger", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 ORDER BY number", NULL, NULL},
    {"problems.closed", 1, "个", KIND_PROBLEM, "已销号问题", "Problems closed", "全部措施办结并经监督部门确认销号的问题数", "Problems closed by the overseer after all their measures", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 AND state = 2 ORDER BY number", NULL, NULL},
    {"problems.open", 1, "个", KIND_PROBLEM, "未销号问题", "Problems open", "尚未销号的问题数", "Problems not closed yet", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 AND state = 1 ORDER BY number", NULL, NULL},
    {"problems.closed_rate", 1, "%", KIND_PROBLEM, "问题销号率", "Rate of problems closed", "已销号问题 ÷ 问题总数", "Problems closed ÷ problems", NULL, "problems.closed", "problems.total"},
    {"measures.total", 1, "条", KIND_MEASURE, "整改措施", "Measures", "未作废的措施数", "Measures that are not void", MEASURES("state <> 10"), NULL, NULL},
    {"measures.closed", 1, "条", KIND_MEASURE, "已销号措施", "Measures closed", "经核验销号的措施数", "Measures verified and closed", MEASURES("state = 8"), NULL, NULL},
    {"measures.open", 1, "条", KIND_MEASURE, "未办结措施", "Measures open", "既未销号也未作废的措施数", "Measures neither closed nor void", MEASURES("state < 8"), NULL, NULL},
    {"measures.working", 1, "条", KIND_MEASURE, "整改中措施", "Measures being worked on", "已签收、正在整改的措施数", "Measures signed for and being worked on", MEASURES("state = 4"), NULL, NULL},
    {"measures.claimed", 1, "条", KIND_MEASURE, "自报完成措施", "Measures claimed", "已自报完成、等责任领导审签的措施数", "Measures claimed, waiting for the leader", MEASURES("state = 5"), NULL, NULL},
    {"measures.verifying", 1, "条", KIND_MEASURE, "待核验措施", "Measures to verify", "已审签、等监督部门核验的措施数", "Measures approved, waiting for the overseer", MEASURES("state = 6"), NULL, NULL},
    {"measures.not_started", 1, "条", KIND_MEASURE, "未启动措施", "Measures not started", "尚在拟定、待审或未签收的措施数", "Measures drafted, in review or not signed for", MEASURES("state < 4"), NULL, NULL},
    {"measures.overdue", 1, "条", KIND_MEASURE, "超期措施", "Measures overdue", "已下达、未办结、整改时限早于统计日的措施数；时限当天不算超期", "Issued measures not closed whose due day is before the day of the figure; due on the day is not overdue", MEASURES("state >= 3 AND state < 8 AND due_day > 0 AND due_day < ?2"), NULL, NULL},
    {"measures.due_soon", 1, "条", KIND_MEASURE, "10天内到期措施", "Measures due within 10 days", "已下达、未办结、整改时限在统计日起 10 天内（含当天）的措施数", "Issued measures not closed, due within 10 days, the day itself included", MEASURES("state >= 3 AND state < 8 AND due_day >= ?2 AND due_day <= ?2 + 10"), NULL, NULL},
    {"measures.returned", 1, "条", KIND_MEASURE, "曾被退回措施", "Measures sent back", "自报后曾被审签或核验退回的措施数", "Measures sent back after a claim", MEASURES("state <> 10 AND returns > 0"), NULL, NULL},
    {"measures.void", 1, "条", KIND_MEASURE, "作废措施", "Measures void", "经监督部门确认作废的措施数", "Measures voided by the overseer", MEASURES("state = 10"), NULL, NULL},
    {"measures.immediate", 1, "条", KIND_MEASURE, "立行立改措施", "Immediate measures", "类型为立行立改且未作废的措施数", "Measures of the immediate type that are not void", MEASURES("state <> 10 AND type = 1"), NULL, NULL},
    {"measures.phased", 1, "条", KIND_MEASURE, "分阶段措施", "Phased measures", "类型为分阶段且未作废的措施数", "Measures of the phased type that are not void", MEASURES("state <> 10 AND type = 2"), NULL, NULL},
    {"measures.sustained", 1, "条", KIND_MEASURE, "长期坚持措施", "Sustained measures", "类型为长期坚持且未作废的措施数", "Measures of the sustained type that are not void", MEASURES("state <> 10 AND type = 3"), NULL, NULL},
    {"measures.closed_rate", 1, "%", KIND_MEASURE, "措施完成率", "Rate of measures closed", "已销号措施 ÷ 未作废措施；自报完成、长期坚持未销号的不计入分子", "Measures closed ÷ measures not void; claimed or sustained ones that are not closed do not count", NULL, "measures.closed", "measures.total"},
    {"units.lead", 1, "个", KIND_UNIT, "牵头单位", "Lead units", "至少牵头一条未作废措施的单位数", "Units that lead at least one measure that is not void", "SELECT id, 1 AS weight FROM unit WHERE ?2 > 0 AND EXISTS (SELECT 1 FROM measure m WHERE m.lead_unit = unit.id AND +m.inspection = ?1 AND +m.state <> 10) ORDER BY seq", NULL, NULL},
    {"reports.total", 1, "份", KIND_REPORT, "进展报告", "Progress reports", "各单位按半月填报的进展报告数（同一期修改不重复计）", "Half-month reports filed; new versions of one report count once", "SELECT id, 1 AS weight FROM report WHERE inspection = ?1 AND ?2 > 0 ORDER BY seq", NULL, NULL},
    {"evidence.total", 1, "份", KIND_EVIDENCE, "佐证材料", "Pieces of evidence", "有效的佐证材料份数", "Valid pieces of evidence", "SELECT id, 1 AS weight FROM evidence WHERE inspection = ?1 AND ?2 > 0 AND state = 1 ORDER BY seq", NULL, NULL},
    {"sanctions.party", 1, "人", KIND_SANCTION, "党纪处分", "Party sanctions", "五种党纪处分的人数之和（人次，同一人受两种处分计两次）", "Persons over the five Party sanctions, counted per decision", SANCTIONS("sort BETWEEN 1 AND 5"), NULL, NULL},
    SANCTION("party_warning", "1", "党内警告", "Party warnings"),
    SANCTION("party_serious_warning", "2", "党内严重警告", "Serious Party warnings"),
    SANCTION("party_removal", "3", "撤销党内职务", "Removals from Party posts"),
    SANCTION("party_probation", "4", "留党察看", "Probations within the Party"),
    SANCTION("party_expulsion", "5", "开除党籍", "Expulsions from the Party"),
    {"sanctions.gov", 1, "人", KIND_SANCTION, "政务处分", "Governmental sanctions", "六种政务处分的人数之和（人次）", "Persons over the six governmental sanctions, counted per decision", SANCTIONS("sort BETWEEN 6 AND 11"), NULL, NULL},
    SANCTION("gov_warning", "6", "政务警告", "Governmental warnings"),
    SANCTION("gov_demerit", "7", "政务记过", "Demerits"),
    SANCTION("gov_major_demerit", "8", "政务记大过", "Major demerits"),
    SANCTION("gov_demotion", "9", "政务降级", "Demotions"),
    SANCTION("gov_removal", "10", "政务撤职", "Removals from office"),
    SANCTION("gov_dismissal", "11", "政务开除", "Dismissals"),
    {"sanctions.org", 1, "人", KIND_SANCTION, "组织处理", "Organisational measures", "组织处理的人数之和（人次）", "Persons over organisational measures, counted per decision", SANCTIONS("(sort BETWEEN 12 AND 14 OR sort BETWEEN 18 AND 21)"), NULL, NULL},
    SANCTION("org_transfer", "12", "调离岗位", "Transfers"),
    SANCTION("org_removal", "13", "免职", "Relieved of post"),
    SANCTION("org_other", "14", "其他组织处理", "Other organisational measures"),
    SANCTION("admonition", "15", "诫勉", "Admonitions"),
    SANCTION("reminder", "16", "教育提醒", "Reminders"),
    SANCTION("criticism", "17", "批评教育", "Criticism"),
    {"rules.total", 1, "项", KIND_RULE, "建立完善制度", "Rules issued or revised", "登记的新建和修订制度数，每项计一次；废止的不计入", "Rules issued or revised, each counted once; abolished ones do not count", RULES("action IN (1, 2)"), NULL, NULL},
    {"rules.issued", 1, "项", KIND_RULE, "新建制度", "Rules issued", "登记为新建的制度数", "Rules entered as issued", RULES("action = 1"), NULL, NULL},
    {"rules.revised", 1, "项", KIND_RULE, "修订制度", "Rules revised", "登记为修订的制度数", "Rules entered as revised", RULES("action = 2"), NULL, NULL},
#include "view/figures_plan.h"
#include "view/figures_notice.h"
#include "view/figures_lookback.h"
#include "view/figures_book.h"
#include "view/figures_clue.h"
#include "view/figures_pack.h"
#include "view/figures_regime.h"
#include "view/figures_question.h"
};
/* clang-format on */
const size_t figures_count = sizeof figures / sizeof *figures;

const struct figure *figure_find(struct str name)
{
    for (size_t i = 0; i < figures_count; i++)
        if (str_is(name, figures[i].name))
            return &figures[i];
    return NULL;
}

int64_t rate_hundredths(int64_t part, int64_t whole)
{
    if (whole <= 0)
        return 0;
    int64_t rate = (part * 20000 + whole) / (2 * whole);
    return part < whole && rate >= 10000 ? 9999 : rate;
}

/* ?1 and ?2 of every text, ?3 to ?7 of those that ask for a period. */
static enum err bind(struct db *db, struct stmt *s, const struct figure *f, int64_t inspection, int64_t today)
{
    int64_t rhythm = 0, values[FIGURE_PERIOD_VALUES];
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, today);
    if (!figure_asks_period(f))
        return ERR_NONE;
    enum err e = period_rhythm(db, inspection, &rhythm);
    figure_period_values(rhythm, today, values);
    for (int i = 0; i < FIGURE_PERIOD_VALUES; i++)
        stmt_int(s, 3 + i, values[i]);
    return e;
}

bool figure_asks_period(const struct figure *f) { return f->sql && strstr(f->sql, "?7"); }

void figure_period_values(int64_t rhythm, int64_t today, int64_t out[FIGURE_PERIOD_VALUES])
{
    struct period_bounds b = period_before_day(rhythm, today);
    const int64_t values[FIGURE_PERIOD_VALUES] = {b.period, day_start_us(b.first_day),
                                                  day_start_us(b.next_first_day), b.next_first_day,
                                                  b.next_last_day};
    memcpy(out, values, sizeof values);
}

enum err figure_each(struct db *db, const struct figure *f, int64_t inspection, int64_t today,
                     figure_row_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    if (!f->sql)
        return figure_each(db, figure_find(str_c(f->part)), inspection, today, fn, arg);
    enum err e = db_stmt(db, f->sql, &s);
    if (e)
        return e;
    e = bind(db, s, f, inspection, today);
    while (!e && !(e = stmt_step(s, &row)) && row)
        if ((e = fn(arg, stmt_get_int(s, 0), stmt_get_int(s, 1))))
            break;
    stmt_done(s);
    return e;
}

struct sieve {
    const struct scope_ids *seen;
    figure_row_fn *fn;
    void *arg;
};

static enum err pass(void *arg, int64_t id, int64_t weight)
{
    struct sieve *s = arg;
    return scope_has(s->seen, id) ? s->fn(s->arg, id, weight) : ERR_NONE;
}

/* Filtered here and not in the query, whose order would be lost within another. */
enum err figure_each_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                          int64_t today, figure_row_fn *fn, void *arg)
{
    struct sieve sieve = {.fn = fn, .arg = arg};
    enum err e = scope_load(db, s, f->kind, inspection, &sieve.seen);
    if (e)
        return e;
    return sieve.seen->all ? figure_each(db, f, inspection, today, fn, arg)
                           : figure_each(db, f, inspection, today, pass, &sieve);
}

/* The order is the last thing such a text says, and not within brackets. */
struct str figure_unordered(const struct figure *f)
{
    const char *order = NULL;
    for (const char *c = strstr(f->sql, " ORDER BY "); c; c = strstr(c + 1, " ORDER BY "))
        order = c;
    size_t len = order && !strchr(order, ')') ? (size_t)(order - f->sql) : strlen(f->sql);
    return (struct str){f->sql, len};
}

/* The same query, summed by the database: 100,000 rows need not travel to be counted, nor stand in order. */
static enum err sum(struct db *db, const struct figure *f, int64_t inspection, int64_t today, struct figure_value *out)
{
    static struct arena kept; /* statements are asked for by address for the life of the program */
    static const char *made[FIGURES_MAX];
    size_t at = (size_t)(f - figures);
    struct stmt *s;
    bool row = false;
    if (!made[at])
        made[at] = str_z(&kept, str_f(&kept, "SELECT %s, count(*) FROM (%.*s) AS list", strstr(f->sql, " 1 AS weight FROM ") ? "count(*)" : "coalesce(sum(weight), 0)", STR_ARG(figure_unordered(f))));
    enum err e = db_stmt(db, made[at], &s);
    if (e)
        return e;
    e = bind(db, s, f, inspection, today);
    if (!e)
        e = stmt_step(s, &row);
    if (!e && row)
        *out = (struct figure_value){.value = stmt_get_int(s, 0), .rows = stmt_get_int(s, 1)};
    stmt_done(s);
    return e;
}

enum { SQL_BYTES_MAX = 32 * 1024 };

enum err figure_compute(struct db *db, const struct figure *f, int64_t inspection, int64_t today,
                        struct figure_value *out)
{
    struct figure_value part = {0}, whole = {0};
    enum err e;
    *out = (struct figure_value){0};
    if (f->sql)
        return sum(db, f, inspection, today, out);
    e = figure_compute(db, figure_find(str_c(f->part)), inspection, today, &part);
    if (!e)
        e = figure_compute(db, figure_find(str_c(f->whole)), inspection, today, &whole);
    *out = (struct figure_value){rate_hundredths(part.value, whole.value), part.rows, part.value, whole.value};
    return e;
}

static enum err add_seen(void *arg, int64_t id, int64_t weight)
{
    struct figure_value *v = arg;
    (void)id;
    v->value += weight;
    v->rows++;
    return ERR_NONE;
}

/* The sum over what is theirs alone: found first, then looked at. False in *DONE where S does not see the kind so. */
static enum err sum_theirs(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                           int64_t today, struct figure_value *out, bool *done)
{
    struct buf b = buf_new(s->arena, SQL_BYTES_MAX);
    struct stmt *st;
    bool row = false;
    int at = figure_asks_period(f) ? 3 + FIGURE_PERIOD_VALUES : 3;
    buf_f(&b, "SELECT coalesce(sum(weight), 0), count(*) FROM (");
    *done = scope_put_ids(&b, s, f->kind, inspection, at, at + 1);
    if (!*done)
        return ERR_NONE;
    buf_f(&b, ") AS theirs CROSS JOIN (%.*s) AS list WHERE list.id = theirs.id AND CAST(?%d AS BIGINT) > -1 AND CAST(?%d AS BIGINT) > -1",
          STR_ARG(figure_unordered(f)), at, at + 1);
    enum err e = b.failed ? ERR_LIMIT : db_stmt_text(db, buf_view(&b), &st);
    if (e)
        return e;
    e = bind(db, st, f, inspection, today);
    stmt_int(st, at, s->unit);
    stmt_int(st, at + 1, s->person);
    if (!e)
        e = stmt_step(st, &row);
    if (!e && row)
        *out = (struct figure_value){.value = stmt_get_int(st, 0), .rows = stmt_get_int(st, 1)};
    stmt_done(st);
    return e;
}

static enum err sum_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                         int64_t today, struct figure_value *out)
{
    bool done = false;
    enum err e = sum_theirs(db, f, s, inspection, today, out, &done);
    return e || done ? e : figure_each_seen(db, f, s, inspection, today, add_seen, out);
}

enum err figure_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection, int64_t today,
                     struct figure_value *out)
{
    struct figure_value part = {0}, whole = {0};
    *out = (struct figure_value){0};
    if (scope_is_whole(s, inspection))
        return figure_compute(db, f, inspection, today, out);
    enum err e = sum_seen(db, f->sql ? f : figure_find(str_c(f->part)), s, inspection, today, &part);
    if (!e && !f->sql)
        e = sum_seen(db, figure_find(str_c(f->whole)), s, inspection, today, &whole);
    *out = f->sql ? part
                  : (struct figure_value){rate_hundredths(part.value, whole.value), part.rows,
                                          part.value, whole.value};
    return e;
}

/* The kinds whose tables F's queries read, and those its period is found by. */
static uint64_t kinds_asked(const struct figure *f)
{
    static uint64_t made[FIGURES_MAX];
    uint64_t *at = &made[f - figures];
    if (!*at && f->sql)
        *at = changed_kinds(str_c(f->sql)) | CHANGED_KIND(KIND_INSPECTION) | CHANGED_KIND(KIND_REGIME);
    else if (!*at)
        *at = kinds_asked(figure_find(str_c(f->part))) | kinds_asked(figure_find(str_c(f->whole)));
    return *at;
}

enum err figure_recall(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection, int64_t today,
                       int64_t position, struct figure_value *out)
{
    static struct {
        const struct db *db;
        int64_t inspection, today, key;
        struct figure_value value;
    } kept[FIGURES_MAX];
    size_t at = (size_t)(f - figures);
    if (!scope_is_whole(s, inspection))
        return figure_seen(db, f, s, inspection, today, out);
    int64_t key = changed_key(db, position, kinds_asked(f));
    if (key && kept[at].db == db && kept[at].key == key && kept[at].inspection == inspection && kept[at].today == today) {
        *out = kept[at].value;
        return ERR_NONE;
    }
    enum err e = figure_compute(db, f, inspection, today, out);
    kept[at].db = db;
    kept[at].key = e ? 0 : key;
    kept[at].inspection = inspection;
    kept[at].today = today;
    kept[at].value = *out;
    return e;
}

enum { FEN_OF_WAN = 1000000 };

int64_t figure_scale(const struct figure *f) { return strcmp(f->unit, "万元") ? 1 : FEN_OF_WAN; }

static struct str wan_text(struct arena *a, int64_t fen)
{
    struct str s = str_f(a, "%lld.%06lld", (long long)(fen / FEN_OF_WAN), (long long)(fen % FEN_OF_WAN));
    while (s.ptr[s.len - 1] == '0')
        s.len--;
    s.len -= s.ptr[s.len - 1] == '.';
    return s;
}

struct str figure_text(struct arena *a, const struct figure *f, const struct figure_value *v)
{
    if (f->sql && figure_scale(f) > 1)
        return wan_text(a, v->value);
    if (f->sql)
        return str_f(a, "%lld", (long long)v->value);
    return v->value % 100
               ? str_f(a, "%lld.%02lld", (long long)(v->value / 100), (long long)(v->value % 100))
               : str_f(a, "%lld", (long long)(v->value / 100));
}
