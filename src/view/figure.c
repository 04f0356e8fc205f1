/* figure.c: see figure.h. The table is the dictionary of figures; docs and pages print it. */
#include "view/figure.h"

#include "base/time.h"
#include "view/changed.h"
#include "view/period.h"

#include <string.h>

enum { SQL_BYTES_MAX = 32 * 1024,
       BATCH_BYTES_MAX = 256 * 1024 };

/* Numbers in the SQL are states and choices of domain/: measure 1 draft … 4 working, 5 claimed, 6 verifying,
 * 7 sustained, 8 closed, 9 routine, 10 void; problem 1 open, 2 closed; book and evidence 1 valid. A test compares them
 * with the enums. ?2 is part of every text so that every query takes both parameters. */
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
static enum err bind(struct db *db, struct stmt *s, bool periods, int64_t inspection, int64_t today)
{
    int64_t rhythm = 0, values[FIGURE_PERIOD_VALUES];
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, today);
    if (!periods)
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

static enum err each(struct db *db, const struct figure *f, struct str sql, int64_t inspection, int64_t today,
                     figure_row_fn *fn, void *arg)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt_text(db, sql, &s);
    if (e)
        return e;
    e = bind(db, s, figure_asks_period(f), inspection, today);
    while (!e && !(e = stmt_step(s, &row)) && row)
        if ((e = fn(arg, stmt_get_int(s, 0), stmt_get_int(s, 1))))
            break;
    stmt_done(s);
    return e;
}

enum err figure_each(struct db *db, const struct figure *f, int64_t inspection, int64_t today,
                     figure_row_fn *fn, void *arg)
{
    const struct figure *of = f->sql ? f : figure_find(str_c(f->part));
    return each(db, of, str_c(of->sql), inspection, today, fn, arg);
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

/* Where "FROM kind WHERE" stands in F, when F reads the table of its kind there and nowhere else: then it may as well read
 * only what is theirs of it. SIZE_MAX: it may not. */
static size_t reads_at(const struct figure *f)
{
    struct str text = f->sql ? figure_unordered(f) : STR(""), name = str_c(kinds[f->kind].record->name);
    size_t found = SIZE_MAX, places = 0;
    for (size_t i = 0; i + name.len + 12 < text.len; i++) {
        if (memcmp(text.ptr + i, name.ptr, name.len) || text.ptr[i + name.len] != ' ' || !i || text.ptr[i - 1] != ' ')
            continue;
        bool from = i > 5 && !memcmp(text.ptr + i - 5, "FROM ", 5);
        bool joined = i > 5 && !memcmp(text.ptr + i - 5, "JOIN ", 5);
        places += from || joined;
        if (from && !memcmp(text.ptr + i + name.len, " WHERE ", 7))
            found = i;
    }
    return places == 1 ? found : SIZE_MAX;
}

/* Reports are too many to be copied out, clues are counted for everybody. */
static bool is_of_batch(const struct figure *f, enum kind kind)
{
    bool of_round = record_field(kinds[kind].record, STR("inspection"));
    return f->kind == kind && of_round && kind != KIND_REPORT && kind != KIND_CLUE && f->sql && reads_at(f) != SIZE_MAX;
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

/* The columns of KIND that figures name: wide rows are slow to be kept beside. */
static void put_columns(struct buf *b, enum kind kind)
{
    const struct record *r = kinds[kind].record;
    buf_c(b, "k.id");
    for (size_t i = 0; i < r->count; i++) {
        bool named = false;
        for (size_t f = 0; f < figures_count && !named; f++)
            named = is_of_batch(&figures[f], kind) && strstr(figures[f].sql, r->fields[i].name);
        if (named && strcmp(r->fields[i].name, "id"))
            buf_f(b, ", k.%s", r->fields[i].name);
    }
}

/* "WITH theirs AS (…) ", found by what is theirs and not by the round: what S sees of KIND in the round ?1. False where it
 * sees all of it. */
static bool put_theirs(struct buf *b, const struct scope *s, enum kind kind, int64_t inspection, int at)
{
    buf_c(b, "WITH theirs AS (SELECT ");
    put_columns(b, kind);
    buf_f(b, " FROM %s k WHERE +k.inspection = ?1", kinds[kind].record->name);
    bool narrowed = scope_put(b, s, kind, "k", inspection, at, at + 1);
    buf_c(b, ") ");
    return narrowed;
}

/* F, reading only what is theirs. */
static void put_narrowed(struct buf *b, const struct figure *f, struct str text)
{
    size_t cut = reads_at(f);
    buf_str(b, str_sub(text, 0, cut));
    buf_c(b, "theirs AS ");
    buf_str(b, str_sub(text, cut, text.len - cut));
}

static enum err each_of_theirs(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                               int64_t today, figure_row_fn *fn, void *arg, bool *done)
{
    struct buf b = buf_new(s->arena, SQL_BYTES_MAX);
    struct stmt *st;
    bool row = false, periods = figure_asks_period(f);
    int at = periods ? 3 + FIGURE_PERIOD_VALUES : 3;
    *done = put_theirs(&b, s, f->kind, inspection, at);
    put_narrowed(&b, f, str_c(f->sql));
    if (!*done)
        return ERR_NONE;
    enum err e = b.failed ? ERR_LIMIT : db_stmt_text(db, buf_view(&b), &st);
    if (e)
        return e;
    e = bind(db, st, periods, inspection, today);
    stmt_int(st, at, s->unit);
    stmt_int(st, at + 1, s->person);
    while (!e && !(e = stmt_step(st, &row)) && row)
        e = fn(arg, stmt_get_int(st, 0), stmt_get_int(st, 1));
    stmt_done(st);
    return e;
}

/* Else filtered here and not in the query, whose order would be lost within another. */
enum err figure_each_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                          int64_t today, figure_row_fn *fn, void *arg)
{
    struct sieve sieve = {.fn = fn, .arg = arg};
    const struct figure *of = f->sql ? f : figure_find(str_c(f->part));
    bool done = false;
    enum err e = ERR_NONE;
    if (!scope_is_whole(s, inspection) && is_of_batch(of, of->kind))
        e = each_of_theirs(db, of, s, inspection, today, fn, arg, &done);
    if (!e && !done)
        e = scope_load(db, s, of->kind, inspection, &sieve.seen);
    if (e || done)
        return e;
    return sieve.seen->all ? figure_each(db, f, inspection, today, fn, arg)
                           : figure_each(db, f, inspection, today, pass, &sieve);
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
    e = bind(db, s, figure_asks_period(f), inspection, today);
    if (!e)
        e = stmt_step(s, &row);
    if (!e && row)
        *out = (struct figure_value){.value = stmt_get_int(s, 0), .rows = stmt_get_int(s, 1)};
    stmt_done(s);
    return e;
}

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

/* Whether F is every KIND of the round: then its value is how many of them are seen. */
static bool is_all(const struct figure *f)
{
    static const char begins[] = "SELECT id, 1 AS weight FROM ", ends[] = " WHERE inspection = ?1 AND ?2 > 0";
    struct str rest = figure_unordered(f), name = str_c(kinds[f->kind].record->name);
    return rest.len == strlen(begins) + name.len + strlen(ends) && !memcmp(rest.ptr, begins, strlen(begins)) &&
           !memcmp(rest.ptr + strlen(begins), name.ptr, name.len) &&
           !memcmp(rest.ptr + strlen(begins) + name.len, ends, strlen(ends));
}

static enum err sum_seen(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection,
                         int64_t today, struct figure_value *out)
{
    struct sieve sieve = {.fn = add_seen, .arg = out};
    enum err e = scope_load(db, s, f->kind, inspection, &sieve.seen);
    if (e)
        return e;
    if (sieve.seen->all)
        return sum(db, f, inspection, today, out);
    if (is_all(f)) {
        out->value = out->rows = (int64_t)sieve.seen->ids.count;
        return ERR_NONE;
    }
    return each(db, f, figure_unordered(f), inspection, today, pass, &sieve);
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

#define ALWAYS_ASKED (CHANGED_KIND(KIND_INSPECTION) | CHANGED_KIND(KIND_REGIME)) /* for the period */

/* The kinds whose tables F's queries read, and those its period is found by. */
static uint64_t kinds_asked(const struct figure *f)
{
    static uint64_t made[FIGURES_MAX];
    uint64_t *at = &made[f - figures];
    if (!*at && f->sql)
        *at = changed_kinds(str_c(f->sql)) | ALWAYS_ASKED;
    else if (!*at)
        *at = kinds_asked(figure_find(str_c(f->part))) | kinds_asked(figure_find(str_c(f->whole)));
    return *at;
}

/* ---- figures of who sees what is theirs: all of one kind in one question --------------------------------- */

/* "SELECT place, sum, rows" of each. False where S does not see the kind by what it names. */
static bool put_batch(struct buf *b, const struct scope *s, enum kind kind, int64_t inspection, int at)
{
    bool any = false;
    if (!put_theirs(b, s, kind, inspection, at))
        return false;
    for (size_t i = 0; i < figures_count; i++) {
        if (!is_of_batch(&figures[i], kind))
            continue;
        buf_f(b, "%sSELECT %zu, coalesce(sum(weight), 0), count(*) FROM (", any ? " UNION ALL " : "", i);
        put_narrowed(b, &figures[i], figure_unordered(&figures[i]));
        buf_c(b, ") AS list");
        any = true;
    }
    return any && !b->failed;
}

enum { SEATS = 8 };

/* What figures were, for who sees all of a round and for a few people who do not. */
static struct seat {
    const struct db *db;
    int64_t inspection, today, unit, person, bits; /* the last three 0 for who sees all */
    int64_t used;                                  /* when, in visits */
    struct {
        uint64_t asked; /* kinds */
        int64_t key;    /* changed_key of them; 0: nothing is kept */
        struct figure_value value;
    } of[FIGURES_MAX];
} seats[SEATS];

static struct seat *seat_of(const struct db *db, const struct scope *s, int64_t inspection, int64_t today)
{
    static int64_t visits;
    bool whole = scope_is_whole(s, inspection);
    const struct seat wanted = {.db = db,
                                .inspection = inspection,
                                .today = today,
                                .unit = whole ? 0 : s->unit,
                                .person = whole ? 0 : s->person,
                                .bits = whole ? 0 : 1 + s->rounds + 2 * s->whole};
    struct seat *oldest = &seats[0], *found = NULL;
    for (struct seat *k = seats; k < seats + SEATS && !found; k++) {
        if (k->db == db && k->inspection == inspection && k->today == today && k->unit == wanted.unit &&
            k->person == wanted.person && k->bits == wanted.bits)
            found = k;
        oldest = k->used < oldest->used ? k : oldest;
    }
    if (!found) {
        found = oldest;
        *found = wanted;
    }
    found->used = ++visits;
    return found;
}

static void keep(struct seat *seat, size_t i, uint64_t asked, int64_t key, struct figure_value v)
{
    seat->of[i].asked = asked;
    seat->of[i].key = key;
    seat->of[i].value = v;
}

static bool is_kept(const struct seat *seat, size_t i, int64_t position)
{
    return position && seat->of[i].key && seat->of[i].key == changed_key(seat->db, position, seat->of[i].asked);
}

/* Keeps the values of all figures that one question about KIND answers. */
static enum err batch(struct db *db, const struct scope *s, enum kind kind, struct seat *seat, int64_t position)
{
    struct buf b = buf_new(s->arena, BATCH_BYTES_MAX);
    struct stmt *st;
    bool row = false, periods = false;
    for (size_t i = 0; i < figures_count; i++)
        periods = periods || (is_of_batch(&figures[i], kind) && figure_asks_period(&figures[i]));
    int at = periods ? 3 + FIGURE_PERIOD_VALUES : 3;
    if (!put_batch(&b, s, kind, seat->inspection, at))
        return ERR_NONE;
    uint64_t asked = changed_kinds(buf_view(&b)) | ALWAYS_ASKED;
    int64_t key = changed_key(db, position, asked);
    enum err e = db_stmt_text(db, buf_view(&b), &st);
    if (e)
        return e;
    e = bind(db, st, periods, seat->inspection, seat->today);
    stmt_int(st, at, s->unit);
    stmt_int(st, at + 1, s->person);
    while (!e && !(e = stmt_step(st, &row)) && row)
        keep(seat, (size_t)stmt_get_int(st, 0), asked, key,
             (struct figure_value){.value = stmt_get_int(st, 1), .rows = stmt_get_int(st, 2)});
    stmt_done(st);
    return e;
}

/* The kinds whose tables say what is theirs. */
static uint64_t kinds_seen_by(const struct figure *f, const struct scope *s, int64_t inspection)
{
    static uint64_t made;
    if (!made)
        made = changed_kinds(STR("unit link measure problem"));
    return scope_is_whole(s, inspection) ? 0 : made | CHANGED_KIND(f->kind);
}

static enum err recall_one(struct db *db, const struct figure *f, const struct scope *s,
                           int64_t inspection, int64_t today, int64_t position,
                           struct figure_value *out)
{
    struct seat *seat = seat_of(db, s, inspection, today);
    size_t at = (size_t)(f - figures);
    enum err e = ERR_NONE;
    if (position && !is_kept(seat, at, position) && !scope_is_whole(s, inspection) && is_of_batch(f, f->kind))
        e = batch(db, s, f->kind, seat, position);
    if (!e && !is_kept(seat, at, position)) {
        uint64_t asked = kinds_asked(f) | kinds_seen_by(f, s, inspection);
        e = figure_seen(db, f, s, inspection, today, out);
        keep(seat, at, asked, e ? 0 : changed_key(db, position, asked), *out);
    }
    *out = seat->of[at].value;
    return e;
}

enum err figure_recall(struct db *db, const struct figure *f, const struct scope *s, int64_t inspection, int64_t today,
                       int64_t position, struct figure_value *out)
{
    struct figure_value part = {0}, whole = {0};
    *out = (struct figure_value){0};
    if (f->sql)
        return recall_one(db, f, s, inspection, today, position, out);
    enum err e = recall_one(db, figure_find(str_c(f->part)), s, inspection, today, position, &part);
    if (!e)
        e = recall_one(db, figure_find(str_c(f->whole)), s, inspection, today, position, &whole);
    *out = (struct figure_value){rate_hundredths(part.value, whole.value), part.rows, part.value, whole.value};
    return e;
}

void figure_forget(const struct db *db)
{
    for (size_t i = 0; i < SEATS; i++)
        if (seats[i].db == db)
            memset(&seats[i], 0, sizeof seats[i]);
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
