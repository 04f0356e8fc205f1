/* pack.c: reads the measures, reports and notices of a round once and sorts them into the counts and lists of a pack.
 * See pack.h; pack_paper.c writes it. */
#include "app/pack.h"

#include "app/bulletin_facts.h"
#include "app/index.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/notice.h"
#include "view/period.h"
#include "view/table.h"

#include <string.h>

enum { REPORT_PERIODS_MAX = 8, /* reporting periods within one pack: a quarter has six half-months */
       WHAT_CHARS = 60 };

const struct pack_count_info pack_counts[PACK_COUNTS] = {
#define X(name, zh, en, figure) {zh, en, figure},
    PACK_COUNT_TABLE(X)
#undef X
};
#define WORDS(zh, en) \
    { \
        {zh, sizeof(zh) - 1}, { en, sizeof(en) - 1 } \
    }
const struct sentence pack_list_names[PACK_LISTS] = {
    WORDS("本期新完成", "Newly done"), WORDS("下期到期", "Due in the next period"), WORDS("超期及原因", "Overdue, and why"), WORDS("逾期填报", "Reports filed late"), WORDS("未填报", "Reports missing"), WORDS("困难和建议", "Difficulties and suggestions"), WORDS("下步安排", "Next steps"), WORDS("已延期", "Extended"), WORDS("申请延期待定", "Extensions asked for"), WORDS("退回补充", "Sent back"), WORDS("逾期公文", "Overdue notices")};

/* 10 is void (domain/measure.h). */
static const char sql_measures[] = "SELECT m.id, m.state, m.type, m.due_day, m.signed_us, m.last_period, m.closed_us, m.routine_us, m.lead_unit, m.leaders, m.extensions, m.original_due_day, m.ask, m.ask_day, m.ask_reason, m.returns, m.opinion, m.text, m.code, m.number, p.code, p.number, m.extension_decided_us FROM measure m LEFT JOIN problem p ON p.id = m.problem WHERE m.inspection = ?1 AND m.state <> 10 ORDER BY m.ordinal, m.seq";
static const char sql_reports[] = "SELECT r.measure, r.period, r.late, r.person, r.filed_us, r.difficulties, r.next_steps FROM report r JOIN measure m ON m.id = r.measure WHERE r.inspection = ?1 AND r.period >= ?2 AND r.period <= ?3 ORDER BY m.ordinal, r.period, r.seq";
static const char sql_reason[] = "SELECT difficulties FROM report WHERE measure = ?1 AND difficulties <> '' AND period <= ?2 ORDER BY period DESC, seq DESC LIMIT 1";
static const char sql_name_unit[] = "SELECT CASE WHEN short_name <> '' THEN short_name ELSE name END FROM unit WHERE id = ?1";
static const char sql_name_person[] = "SELECT name FROM person WHERE id = ?1";

struct line { /* a measure the pack is about */
    struct measure m;
    struct str number;
    int64_t leader;
    size_t row;        /* of its unit */
    unsigned reported; /* bits of the reporting periods */
};
struct making {
    struct arena *arena;
    const struct moment *m;
    const struct pack_freeze *ask;
    struct pack_content *out;
    struct period_bounds bounds;
    int64_t rhythm;                      /* of the round's reports */
    int64_t periods[REPORT_PERIODS_MAX]; /* its reporting periods within the pack's, oldest first */
    int64_t begins_us[REPORT_PERIODS_MAX];
    size_t n_periods;
    struct line *lines;
    size_t n_lines, cap_lines, cap_rows;
    struct index by_measure, by_unit, by_name;
    struct str *names;
    size_t n_names, cap_names;
    struct buf *reporters; /* by row */
    enum err failed;       /* a name that could not be read */
};

/* Room for one more of SIZE in *LIST. */
static void *room(struct arena *a, void *list, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return list;
    size_t more = *cap ? 2 * *cap : 64;
    void *bigger = arena_alloc(a, more * size);
    if (count)
        memcpy(bigger, list, count * size);
    *cap = more;
    return bigger;
}

/* ---- names ------------------------------------------------------------------------------------------------ */

/* Ids of units and people differ, so one list holds both. A name that cannot be read fails the whole. */
static struct str name_of(struct making *k, const char *sql, int64_t id)
{
    struct stmt *s;
    bool row = false;
    int64_t at = id ? index_find_id(&k->by_name, id) : INDEX_ABSENT;
    struct str name = STR("");
    if (!id || at != INDEX_ABSENT)
        return id ? k->names[at] : name;
    enum err e = db_stmt(k->m->db, sql, &s);
    if (!e) {
        stmt_int(s, 1, id);
        if (!(e = stmt_step(s, &row)) && row)
            name = str_copy(k->arena, stmt_get_str(s, 0));
        stmt_done(s);
    }
    k->failed = k->failed ? k->failed : e;
    k->names = room(k->arena, k->names, k->n_names, &k->cap_names, sizeof *k->names);
    k->names[k->n_names] = name;
    index_put_id(&k->by_name, id, (int64_t)k->n_names++);
    return name;
}

static size_t row_of(struct making *k, int64_t unit)
{
    int64_t at = index_find_id(&k->by_unit, unit);
    if (at != INDEX_ABSENT)
        return (size_t)at;
    struct pack_content *c = k->out;
    size_t cap = k->cap_rows;
    c->rows = room(k->arena, c->rows, c->row_count, &cap, sizeof *c->rows);
    k->reporters = room(k->arena, k->reporters, c->row_count, &k->cap_rows, sizeof *k->reporters);
    c->rows[c->row_count] = (struct pack_row){.unit = unit, .name = unit ? name_of(k, sql_name_unit, unit) : STR("未定单位")};
    k->reporters[c->row_count] = buf_new(k->arena, 1 << 16);
    index_put_id(&k->by_unit, unit, (int64_t)c->row_count);
    return c->row_count++;
}

/* ---- counts and lists ----------------------------------------------------------------------------------- */

static void add(struct making *k, size_t row, enum pack_count what)
{
    k->out->rows[row].counts[what]++;
    k->out->total.counts[what]++;
}

static void list(struct making *k, enum pack_list at, const struct line *l, int64_t day, struct str text)
{
    struct arena *a = k->arena;
    struct pack_content *c = k->out;
    c->lists[at].items = room(a, c->lists[at].items, c->lists[at].count, &c->lists[at].cap, sizeof *c->lists[at].items);
    c->lists[at].items[c->lists[at].count++] =
        (struct pack_item){.measure = l->m.id, .unit = l->m.lead_unit, .number = l->number, .what = utf8_clip(l->m.text, WHAT_CHARS), .unit_name = c->rows[l->row].name, .leader_name = name_of(k, sql_name_person, l->leader), .text = text, .day = day};
}

static bool within(const struct making *k, int64_t day)
{
    return day >= k->bounds.first_day && day < k->bounds.next_first_day;
}

static enum err reason_of(struct making *k, int64_t measure, struct str *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(k->m->db, sql_reason, &s);
    *out = STR("");
    if (e)
        return e;
    stmt_int(s, 1, measure);
    stmt_int(s, 2, k->ask->period);
    e = stmt_step(s, &row);
    if (!e && row)
        *out = str_copy(k->arena, stmt_get_str(s, 0));
    stmt_done(s);
    return e;
}

/* What a measure counts as, apart from its reports. */
static enum err count_line(struct making *k, const struct line *l)
{
    static const enum pack_count of_label[LABEL_COUNT] = {[LABEL_DONE] = PACK_DONE,
                                                          [LABEL_NEARLY] = PACK_NEARLY,
                                                          [LABEL_SUSTAINED] = PACK_SUSTAINED,
                                                          [LABEL_WORKING] = PACK_WORKING,
                                                          [LABEL_LAGGING] = PACK_LAGGING,
                                                          [LABEL_OVERDUE] = PACK_OVERDUE,
                                                          [LABEL_NOT_STARTED] = PACK_NOT_STARTED};
    const struct measure *m = &l->m;
    enum label label = measure_label(m, k->rhythm, k->m->as_of_day);
    int64_t done = m->state == MEASURE_CLOSED ? m->closed_us : m->state == MEASURE_ROUTINE ? m->routine_us
                                                                                           : 0;
    struct str reason = STR("");
    enum err e = ERR_NONE;
    add(k, l->row, PACK_TOTAL);
    add(k, l->row, of_label[label]);
    if (done && within(k, day_of(done))) {
        add(k, l->row, PACK_NEW_CLOSED);
        list(k, PACK_LIST_CLOSED, l, day_of(done), STR(""));
    }
    if (m->state >= MEASURE_ISSUED && m->state < MEASURE_CLOSED &&
        m->due_day >= k->bounds.next_first_day && m->due_day <= k->bounds.next_last_day) {
        add(k, l->row, PACK_NEXT_DUE);
        list(k, PACK_LIST_NEXT, l, m->due_day, STR(""));
    }
    if (label == LABEL_OVERDUE) {
        e = reason_of(k, m->id, &reason);
        list(k, PACK_LIST_OVERDUE, l, m->due_day, reason);
    }
    if (m->extensions) {
        add(k, l->row, PACK_EXTENDED);
        list(k, PACK_LIST_EXTENDED, l, m->due_day, day_text(k->arena, m->original_due_day));
    }
    if (m->ask == ASK_EXTENSION) {
        add(k, l->row, PACK_ASKED);
        list(k, PACK_LIST_ASKED, l, m->ask_day, m->ask_reason);
    }
    if (m->extension_decided_us && within(k, day_of(m->extension_decided_us)))
        add(k, l->row, PACK_DECIDED);
    if (m->returns) {
        add(k, l->row, PACK_RETURNED);
        if (m->state < MEASURE_CLOSED)
            list(k, PACK_LIST_RETURNED, l, 0, m->opinion);
    }
    return e;
}

/* One line a measure and reporting period: filed, or owed and not filed. */
static void count_reports(struct making *k, const struct line *l)
{
    const struct measure *m = &l->m;
    bool works = m->state == MEASURE_WORKING || m->state == MEASURE_SUSTAINED;
    for (size_t i = 0; i < k->n_periods; i++) {
        bool filed = l->reported >> i & 1;
        if (!filed && !(works && m->signed_us && m->signed_us < k->begins_us[i] && m->reopened_us < k->begins_us[i]))
            continue;
        add(k, l->row, PACK_REPORTS_DUE);
        add(k, l->row, filed ? PACK_REPORTS_FILED : PACK_REPORTS_MISSING);
        if (!filed)
            list(k, PACK_LIST_MISSING, l, 0, regime_period_text(k->arena, k->rhythm, k->periods[i]).zh);
    }
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

static struct str number_of(struct arena *a, struct str code, int64_t number, struct str problem_code, int64_t problem)
{
    if (code.len)
        return str_copy(a, code);
    return problem_code.len ? str_f(a, "%.*s-%lld", STR_ARG(problem_code), (long long)number)
                            : str_f(a, "%lld-%lld", (long long)problem, (long long)number);
}

static bool read_line(struct making *k, struct stmt *s, struct line *l)
{
    struct ids leaders;
    *l = (struct line){.m = {.id = stmt_get_int(s, 0),
                             .state = stmt_get_int(s, 1),
                             .type = stmt_get_int(s, 2),
                             .due_day = stmt_get_int(s, 3),
                             .signed_us = stmt_get_int(s, 4),
                             .last_period = stmt_get_int(s, 5),
                             .closed_us = stmt_get_int(s, 6),
                             .routine_us = stmt_get_int(s, 7),
                             .lead_unit = stmt_get_int(s, 8),
                             .extensions = stmt_get_int(s, 10),
                             .original_due_day = stmt_get_int(s, 11),
                             .ask = stmt_get_int(s, 12),
                             .ask_day = stmt_get_int(s, 13),
                             .returns = stmt_get_int(s, 15),
                             .extension_decided_us = stmt_get_int(s, 22)}};
    if (!ids_read(k->arena, stmt_get_str(s, 9), &leaders))
        return false;
    l->leader = leaders.count ? leaders.list[0] : 0;
    if ((k->ask->unit && l->m.lead_unit != k->ask->unit) || (k->ask->leader && l->leader != k->ask->leader))
        return true; /* not in the pack: its number stays empty */
    l->m.ask_reason = str_copy(k->arena, stmt_get_str(s, 14));
    l->m.opinion = str_copy(k->arena, stmt_get_str(s, 16));
    l->m.text = str_copy(k->arena, stmt_get_str(s, 17));
    l->number = number_of(k->arena, stmt_get_str(s, 18), stmt_get_int(s, 19), stmt_get_str(s, 20), stmt_get_int(s, 21));
    return true;
}

static enum err read_measures(struct making *k)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(k->m->db, sql_measures, &s);
    if (e)
        return e;
    stmt_int(s, 1, k->m->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        k->lines = room(k->arena, k->lines, k->n_lines, &k->cap_lines, sizeof *k->lines);
        if (!read_line(k, s, &k->lines[k->n_lines])) {
            e = ERR_CORRUPT;
            break;
        }
        if (k->lines[k->n_lines].number.len)
            index_put_id(&k->by_measure, k->lines[k->n_lines].m.id, (int64_t)k->n_lines), k->n_lines++;
    }
    stmt_done(s);
    for (size_t i = 0; i < k->n_lines && !e; i++) /* names are other queries */
        k->lines[i].row = row_of(k, k->lines[i].m.lead_unit);
    return e;
}

struct filed { /* a report of the period, kept until its query is over */
    struct line *line;
    int64_t period, late, person, day;
    struct str difficulties, next_steps;
};

static void take_report(struct making *k, const struct filed *f)
{
    struct buf *who = &k->reporters[f->line->row];
    struct str name = name_of(k, sql_name_person, f->person);
    for (size_t i = 0; i < k->n_periods; i++)
        if (k->periods[i] == f->period)
            f->line->reported |= 1u << i;
    if (name.len && str_find(buf_view(who), name) == SIZE_MAX) {
        buf_c(who, who->len ? "、" : "");
        buf_str(who, name);
    }
    if (f->late) {
        add(k, f->line->row, PACK_REPORTS_LATE);
        list(k, PACK_LIST_LATE, f->line, f->day, regime_period_text(k->arena, k->rhythm, f->period).zh);
    }
    if (f->difficulties.len)
        list(k, PACK_LIST_TROUBLE, f->line, 0, f->difficulties);
    if (f->next_steps.len)
        list(k, PACK_LIST_STEPS, f->line, 0, f->next_steps);
}

static enum err read_reports(struct making *k)
{
    struct stmt *s;
    bool row = false;
    struct filed *list = NULL;
    size_t count = 0, cap = 0;
    enum err e = db_stmt(k->m->db, sql_reports, &s);
    if (e)
        return e;
    stmt_int(s, 1, k->m->inspection);
    stmt_int(s, 2, k->n_periods ? k->periods[0] : 0);
    stmt_int(s, 3, k->n_periods ? k->ask->period : -1);
    while (!(e = stmt_step(s, &row)) && row) {
        int64_t at = index_find_id(&k->by_measure, stmt_get_int(s, 0));
        if (at == INDEX_ABSENT)
            continue;
        list = room(k->arena, list, count, &cap, sizeof *list);
        list[count++] = (struct filed){.line = &k->lines[at],
                                       .period = stmt_get_int(s, 1),
                                       .late = stmt_get_int(s, 2),
                                       .person = stmt_get_int(s, 3),
                                       .day = day_of(stmt_get_int(s, 4)),
                                       .difficulties = str_copy(k->arena, stmt_get_str(s, 5)),
                                       .next_steps = str_copy(k->arena, stmt_get_str(s, 6))};
    }
    stmt_done(s);
    for (size_t i = 0; i < count && !e; i++)
        take_report(k, &list[i]);
    return e;
}

static void take_notice(struct making *k, const struct notice *n)
{
    bool issued = within(k, n->issued_day), late = notice_late(n, k->m->as_of_day);
    if (!issued && !late)
        return;
    struct line l = {.m = {.id = n->measure, .lead_unit = n->unit, .text = n->title},
                     .number = notice_number(k->arena, n),
                     .leader = n->leader,
                     .row = row_of(k, n->unit)};
    if (issued)
        add(k, l.row, PACK_NOTICES);
    if (late) {
        add(k, l.row, PACK_NOTICES_LATE);
        list(k, PACK_LIST_NOTICES, &l, notice_next_day(n), choice_word(notice_states, n->state, LANG_ZH));
    }
}

static enum err read_notices(struct making *k)
{
    struct stmt *s;
    bool row = false;
    struct notice *list = NULL;
    size_t count = 0, cap = 0;
    enum err e = db_stmt_text(k->m->db, str_f(k->arena, "SELECT %s FROM notice n WHERE n.inspection = ?1 AND n.number > 0 ORDER BY n.sort, n.year, n.number", table_columns(KIND_NOTICE, "n")), &s);
    if (e)
        return e;
    stmt_int(s, 1, k->m->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        list = room(k->arena, list, count, &cap, sizeof *list);
        if ((e = table_read_row(k->arena, KIND_NOTICE, s, 0, &list[count])))
            break;
        count += (!k->ask->unit || list[count].unit == k->ask->unit) &&
                 (!k->ask->leader || list[count].leader == k->ask->leader);
    }
    stmt_done(s);
    for (size_t i = 0; i < count && !e; i++)
        take_notice(k, &list[i]);
    return e;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

/* The reporting periods of the round within the pack's, oldest first. */
static void set_periods(struct making *k)
{
    int64_t found[REPORT_PERIODS_MAX];
    size_t n = 0;
    for (int64_t p = regime_period(k->rhythm, k->bounds.next_first_day - 1);
         p >= period_of(k->bounds.first_day) && n < REPORT_PERIODS_MAX; p = regime_period_before(k->rhythm, p))
        if (p <= k->ask->period)
            found[n++] = p;
    for (size_t i = 0; i < n; i++) {
        k->periods[i] = found[n - 1 - i];
        k->begins_us[i] = day_start_us(regime_period_first_day(k->rhythm, k->periods[i]));
    }
    k->n_periods = n;
}

static void set_words(struct making *k)
{
    struct pack_content *c = k->out;
    c->position = k->m->position;
    c->as_of_day = k->m->as_of_day;
    c->first_day = k->bounds.first_day;
    c->last_day = k->bounds.next_first_day - 1;
    c->period = regime_period_text(k->arena, k->ask->rhythm, k->ask->period).zh;
    c->scope = k->ask->unit     ? name_of(k, sql_name_unit, k->ask->unit)
               : k->ask->leader ? name_of(k, sql_name_person, k->ask->leader)
                                : STR("全组");
    c->total.name = STR("合计");
}

enum err pack_compute(struct arena *a, const struct moment *m, const struct pack_freeze *ask,
                      struct pack_content *out, struct sentence *why)
{
    struct making k = {.arena = a,
                       .m = m,
                       .ask = ask,
                       .out = out,
                       .by_measure = index_new(a),
                       .by_unit = index_new(a),
                       .by_name = index_new(a)};
    *out = (struct pack_content){0};
    k.bounds = period_bounds_of(ask->rhythm, ask->period);
    enum err e = period_rhythm(m->db, m->inspection, &k.rhythm);
    if (!e) {
        set_periods(&k);
        set_words(&k);
        e = read_measures(&k);
    }
    if (!e)
        e = read_reports(&k);
    for (size_t i = 0; i < k.n_lines && !e; i++) {
        e = count_line(&k, &k.lines[i]);
        count_reports(&k, &k.lines[i]);
    }
    if (!e)
        e = read_notices(&k);
    e = e ? e : k.failed;
    for (size_t i = 0; i < out->row_count; i++)
        out->rows[i].reporters = buf_view(&k.reporters[i]);
    if (e)
        *why = sentence_f(a, "读取台账时出错：%s", "Reading the ledger failed: %s", db_message(m->db));
    return e;
}

enum err pack_title(struct arena *a, const struct moment *m, const struct pack_freeze *ask, struct str *out,
                    struct sentence *why)
{
    struct making k = {.arena = a, .m = m, .by_name = index_new(a)};
    struct inspection i = {0};
    struct str period = regime_period_text(a, ask->rhythm, ask->period).zh;
    struct str of = ask->unit ? name_of(&k, sql_name_unit, ask->unit) : name_of(&k, sql_name_person, ask->leader);
    enum err e = k.failed ? k.failed : table_load(m->db, a, KIND_INSPECTION, m->inspection, &i);
    if (e) {
        *why = sentence_f(a, "读取台账时出错：%s", "Reading the ledger failed: %s", db_message(m->db));
        return e;
    }
    const char *what = ask->sort == PACK_MEETING ? "整改工作会议材料" : ask->rhythm == RHYTHM_HALF_MONTH ? "整改半月报汇总"
                                                                                                         : "整改进展汇总";
    struct str name = utf8_clip(i.name, 60);
    *out = str_f(a, "%.*s%s（%.*s%s%.*s）", STR_ARG(name), what, STR_ARG(period), of.len ? "，" : "", STR_ARG(of));
    return ERR_NONE;
}

struct str pack_scope(struct arena *a, const struct pack_freeze *ask)
{
    struct str id = id_text(a, ask->unit ? ask->unit : ask->leader);
    return ask->unit ? str_f(a, "unit:%.*s", STR_ARG(id)) : ask->leader ? str_f(a, "leader:%.*s", STR_ARG(id))
                                                                        : STR("");
}
