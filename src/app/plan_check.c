/* plan_check.c: see plan_check.h. */
#include "app/plan_check.h"

#include "app/calendar.h"
#include "app/regime.h"
#include "base/time.h"
#include "db/db.h"
#include "domain/measure.h"
#include "text/normal.h"
#include "text/similar.h"
#include "view/plan_sql.h"
#include "view/table.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct choice plan_rules_words[PLAN_RULES + 1] = {
    {"unmapped", "没有对应的原文", "Sentences not mapped"},
    {"uncited", "找不到原文的问题", "Problems no sentence cites"},
    {"no_measure", "没有措施的问题", "Problems without measures"},
    {"incomplete", "要素不全的措施", "Incomplete measures"},
    {"same_day", "时限都在同一天", "All due on one day"},
    {"day_off", "时限在休息日", "Due on a day off"},
    {"too_soon", "时限过早", "Due too soon"},
    {"too_late", "时限过晚", "Due too late"},
    {"same_text", "内容相同", "The same text twice"},
    {"like_text", "内容相近", "Nearly the same text"},
    {"leader_left", "责任领导已停用", "Leader's account closed"},
    {"not_compared", "没有逐条比对", "Not compared"},
    {NULL, NULL, NULL}};
const char *const plan_proof_figures[PLAN_PROOF_RULES] = {
    "plan.sentences_unmapped", "plan.problems_uncited", "plan.problems_without_measure", "plan.measures_incomplete"};

static const char sql_counts[] =
    "SELECT (SELECT count(*) FROM feedback_sentence WHERE inspection = ?1),"
    " (SELECT count(*) FROM problem WHERE inspection = ?1),"
    " (SELECT count(*) FROM measure WHERE inspection = ?1 AND state <> 10)";
static const char sql_unmapped[] = "SELECT s.id, CAST(s.number AS TEXT), s.text FROM feedback_sentence s WHERE s.inspection = ?1 AND " PLAN_UNMAPPED " ORDER BY s.number";
#define PROBLEM_NUMBER "CASE WHEN p.code <> '' THEN p.code ELSE CAST(p.number AS TEXT) END"
static const char sql_uncited[] = "SELECT p.id, " PROBLEM_NUMBER ", p.title FROM problem p WHERE p.inspection = ?1 AND " PLAN_UNCITED " ORDER BY p.number";
static const char sql_bare[] = "SELECT p.id, " PROBLEM_NUMBER ", p.title FROM problem p WHERE p.inspection = ?1 AND " PLAN_WITHOUT_MEASURE " ORDER BY p.number";
static const char sql_measures[] =
    "SELECT m.id, CASE WHEN m.code <> '' THEN m.code ELSE CAST(p.number AS TEXT) || '-' || CAST(m.number AS TEXT) END,"
    " m.text, m.type, m.start_day, m.due_day, m.lead_unit, m.leaders, CASE WHEN m.goal = '' THEN 0 ELSE 1 END, i.feedback_day, m.state"
    " FROM measure m JOIN problem p ON p.id = m.problem JOIN inspection i ON i.id = m.inspection"
    " WHERE m.inspection = ?1 AND m.state <> 10 ORDER BY m.ordinal";
static const char sql_left[] = "SELECT state FROM person WHERE id = ?1";
/* clang-format on */

enum { SAME_DAY_MIN = 3 }; /* two of one day are no pattern */

struct row { /* a measure */
    int64_t id, type, start_day, due_day, lead_unit, feedback_day, goal, state;
    struct ids leaders;
    struct str number, text, key;
    struct similar likeness; /* of the key; made where measures are compared one by one */
};
struct checking {
    struct db *db;
    struct arena *a;
    int64_t inspection;
    struct plan_check *out;
    struct plan_finding *list;
    struct row *rows;
    size_t count, cap;
};

static void found(struct checking *c, enum plan_rule rule, enum kind kind, int64_t id, struct sentence say)
{
    c->out->counts[rule]++;
    if (c->out->count < PLAN_FINDINGS_MAX)
        c->list[c->out->count++] = (struct plan_finding){rule, kind, id, say};
}

static struct str clip(struct arena *a, struct str s, size_t chars)
{
    return utf8_length(s) > chars ? str_f(a, "%.*s…", STR_ARG(utf8_clip(s, chars - 1))) : s;
}

/* ---- what is missing ------------------------------------------------------------------------------- */

/* Each gives (id, number, text); the sentence is BEFORE number “text” AFTER. */
static const struct {
    enum plan_rule rule;
    enum kind kind;
    const char *sql, *before_zh, *after_zh, *before_en, *after_en;
} orphans[] = {
    {PLAN_RULE_UNMAPPED, KIND_SENTENCE, sql_unmapped, "反馈原文第 ", "还没有对应到问题；请对应，或标为不是问题并写明理由。", "Sentence ", " of the feedback is not mapped yet; map it, or mark it as no problem and say why."},
    {PLAN_RULE_UNCITED, KIND_PROBLEM, sql_uncited, "问题 ", "在反馈原文里没有对应的句子；请核对这个问题的来源。", "Problem ", " is cited by no sentence of the feedback; check where it comes from."},
    {PLAN_RULE_NO_MEASURE, KIND_PROBLEM, sql_bare, "问题 ", "还没有整改措施；请拟定。", "Problem ", " has no measures yet; draft them."},
};

static enum err find_orphans(struct checking *c, size_t at)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(c->db, orphans[at].sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, c->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        struct str name = stmt_get_str(s, 1), text = clip(c->a, str_copy(c->a, stmt_get_str(s, 2)), 30);
        const char *mark = orphans[at].rule == PLAN_RULE_UNMAPPED ? " 句" : "";
        found(c, orphans[at].rule, orphans[at].kind, stmt_get_int(s, 0),
              (struct sentence){str_f(c->a, "%s%.*s%s“%.*s”%s", orphans[at].before_zh,
                                      STR_ARG(name), mark, STR_ARG(text), orphans[at].after_zh),
                                str_f(c->a, "%s%.*s (%.*s)%s", orphans[at].before_en, STR_ARG(name),
                                      STR_ARG(text), orphans[at].after_en)});
    }
    stmt_done(s);
    return e;
}

/* "责任领导、整改时限": what the proof asks of a measure and it has not. */
static void find_incomplete(struct checking *c, const struct row *m)
{
    static const char *const zh[] = {"责任领导", "牵头单位", "整改目标", "整改类型", "整改时限"};
    static const char *const en[] = {"a responsible leader", "a lead unit", "a goal", "a type", "a due date"};
    const bool lacks[] = {!m->leaders.count, !m->lead_unit, !m->goal, !m->type,
                          !m->due_day && m->type != TYPE_SUSTAINED};
    struct buf zhs = buf_new(c->a, 400), ens = buf_new(c->a, 400);
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
        if (!lacks[i])
            continue;
        buf_f(&zhs, "%s%s", zhs.len ? "、" : "", zh[i]);
        buf_f(&ens, "%s%s", ens.len ? ", " : "", en[i]);
    }
    if (zhs.len)
        found(c, PLAN_RULE_INCOMPLETE, KIND_MEASURE, m->id,
              (struct sentence){str_f(c->a, "措施 %.*s 还缺%.*s；请补齐。", STR_ARG(m->number), STR_ARG(buf_view(&zhs))),
                                str_f(c->a, "Measure %.*s lacks %.*s; add what is missing.", STR_ARG(m->number), STR_ARG(buf_view(&ens)))});
}

/* ---- what looks wrong -------------------------------------------------------------------------------- */

static void find_same_day(struct checking *c)
{
    int64_t day = 0, dated = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (!c->rows[i].due_day)
            continue;
        if (day && c->rows[i].due_day != day)
            return;
        day = c->rows[i].due_day;
        dated++;
    }
    if (dated < SAME_DAY_MIN)
        return;
    struct str on = day_text(c->a, day);
    found(c, PLAN_RULE_SAME_DAY, KIND_MEASURE, 0,
          sentence_f(c->a, "有时限的 %lld 条措施都定在 %.*s 这一天；请按难易分别确定时限。", "All %lld dated measures are due on %.*s; set each by its own difficulty.", (long long)dated, STR_ARG(on)));
}

static void find_dates(struct checking *c, const struct row *m, const struct calendar *calendar,
                       const struct plan_limits *limits)
{
    struct str due = day_text(c->a, m->due_day);
    int64_t from = m->start_day ? m->start_day : m->feedback_day, days = m->due_day - from;
    if (!m->due_day || m->state >= MEASURE_CLOSED) /* what is closed is past checking */
        return;
    if (calendar && m->type != TYPE_SUSTAINED && !calendar_workday(calendar, m->due_day))
        found(c, PLAN_RULE_DAY_OFF, KIND_MEASURE, m->id,
              sentence_f(c->a, "措施 %.*s 的时限 %.*s 是休息日；请核对是否改到工作日。", "Measure %.*s is due on %.*s, a day off; see whether a workday was meant.", STR_ARG(m->number), STR_ARG(due)));
    if (from && days < 0)
        found(c, PLAN_RULE_TOO_SOON, KIND_MEASURE, m->id,
              sentence_f(c->a, "措施 %.*s 的时限 %.*s 早于它的开始日期或反馈日期；请改正时限。", "Measure %.*s is due on %.*s, before its start or the feedback; correct the date.", STR_ARG(m->number), STR_ARG(due)));
    if (!from || days < 0 || m->type < 0 || m->type > TYPE_SUSTAINED)
        return;
    struct str zh = choice_word(measure_types, m->type, LANG_ZH), en = choice_word(measure_types, m->type, LANG_EN);
    int64_t min = limits->min[m->type], max = limits->max[m->type];
    if (min && days < min)
        found(c, PLAN_RULE_TOO_SOON, KIND_MEASURE, m->id,
              (struct sentence){str_f(c->a, "措施 %.*s 是“%.*s”类，只有 %lld 天，短于 %lld 天；请核对类型或时限。", STR_ARG(m->number), STR_ARG(zh), (long long)days, (long long)min),
                                str_f(c->a, "Measure %.*s (%.*s) has only %lld days, fewer than %lld; check type or date.", STR_ARG(m->number), STR_ARG(en), (long long)days, (long long)min)});
    if (max && days > max)
        found(c, PLAN_RULE_TOO_LATE, KIND_MEASURE, m->id,
              (struct sentence){str_f(c->a, "措施 %.*s 是“%.*s”类，有 %lld 天，长于 %lld 天；请核对类型或时限。", STR_ARG(m->number), STR_ARG(zh), (long long)days, (long long)max),
                                str_f(c->a, "Measure %.*s (%.*s) has %lld days, more than %lld; check type or date.", STR_ARG(m->number), STR_ARG(en), (long long)days, (long long)max)});
}

static int by_key(const void *a, const void *b)
{
    const struct row *const *x = a, *const *y = b;
    int order = str_cmp((*x)->key, (*y)->key);
    return order ? order : (*x > *y) - (*x < *y); /* rows stand in the order of the papers */
}

static void alike(struct checking *c, enum plan_rule rule, const struct row *x, const struct row *y)
{
    const char *zh = rule == PLAN_RULE_SAME_TEXT ? "相同" : "相近", *en = rule == PLAN_RULE_SAME_TEXT ? "the same" : "nearly the same";
    found(c, rule, KIND_MEASURE, y->id,
          (struct sentence){
              str_f(c->a, "措施 %.*s 与 %.*s 内容%s：“%.*s”；请核对是否重复。", STR_ARG(y->number),
                    STR_ARG(x->number), zh, STR_ARG(clip(c->a, y->text, 30))),
              str_f(c->a, "Measures %.*s and %.*s say %s (%.*s); see whether one is a repetition.",
                    STR_ARG(y->number), STR_ARG(x->number), en, STR_ARG(clip(c->a, y->text, 30)))});
}

/* Equal after normalisation: one sort, however many there are. */
static void find_same_texts(struct checking *c)
{
    const struct row **sorted = arena_alloc(c->a, (c->count + 1) * sizeof *sorted);
    for (size_t i = 0; i < c->count; i++)
        sorted[i] = &c->rows[i];
    qsort(sorted, c->count, sizeof *sorted, by_key);
    for (size_t i = 1; i < c->count; i++)
        if (sorted[i]->key.len && str_eq(sorted[i]->key, sorted[i - 1]->key))
            alike(c, PLAN_RULE_SAME_TEXT, sorted[i - 1], sorted[i]);
}

static void find_like_texts(struct checking *c)
{
    if (c->count > PLAN_COMPARED_MAX) {
        found(c, PLAN_RULE_NOT_COMPARED, KIND_MEASURE, 0,
              sentence_f(c->a, "措施超过 %d 条，只查了完全相同的内容，没有逐条比对相近的内容。", "There are more than %d measures: only equal texts were looked for, not nearly equal ones.", (int)PLAN_COMPARED_MAX));
        return;
    }
    for (size_t i = 0; i < c->count; i++)
        c->rows[i].likeness = similar_of(c->a, c->rows[i].key);
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = i + 1; k < c->count; k++) {
            const struct row *x = &c->rows[i], *y = &c->rows[k];
            if (similar_reaches(&x->likeness, &y->likeness, PLAN_LIKE_PERCENT) && !str_eq(x->key, y->key))
                alike(c, PLAN_RULE_LIKE_TEXT, x, y);
        }
}

static enum err find_left(struct checking *c, const struct row *m)
{
    struct stmt *s;
    bool row = false;
    if (!m->leaders.count || m->state >= MEASURE_CLOSED)
        return ERR_NONE;
    enum err e = db_stmt(c->db, sql_left, &s);
    if (e)
        return e;
    stmt_int(s, 1, m->leaders.list[0]);
    e = stmt_step(s, &row);
    if (!e && row && stmt_get_int(s, 0) == PERSON_GONE)
        found(c, PLAN_RULE_LEADER_LEFT, KIND_MEASURE, m->id,
              sentence_f(c->a, "措施 %.*s 的责任领导已停用；请把责任移交给接任的人。", "The account of the leader of measure %.*s is closed; hand the responsibility over.", STR_ARG(m->number)));
    stmt_done(s);
    return e;
}

/* ---- all of it ----------------------------------------------------------------------------------------- */

static enum err read_row(struct checking *c, struct stmt *s)
{
    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 256;
        struct row *more = arena_alloc(c->a, cap * sizeof *more);
        if (c->count)
            memcpy(more, c->rows, c->count * sizeof *more);
        c->rows = more;
        c->cap = cap;
    }
    struct row *m = &c->rows[c->count++];
    *m = (struct row){.id = stmt_get_int(s, 0),
                      .number = str_copy(c->a, stmt_get_str(s, 1)),
                      .text = str_copy(c->a, stmt_get_str(s, 2)),
                      .type = stmt_get_int(s, 3),
                      .start_day = stmt_get_int(s, 4),
                      .due_day = stmt_get_int(s, 5),
                      .lead_unit = stmt_get_int(s, 6),
                      .goal = stmt_get_int(s, 8),
                      .feedback_day = stmt_get_int(s, 9),
                      .state = stmt_get_int(s, 10)};
    if (!ids_read(c->a, stmt_get_str(s, 7), &m->leaders))
        return ERR_CORRUPT;
    m->key = text_key(c->a, m->text);
    return ERR_NONE;
}

static enum err read_rows(struct checking *c)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(c->db, sql_measures, &s);
    if (e)
        return e;
    stmt_int(s, 1, c->inspection);
    while (!(e = stmt_step(s, &row)) && row)
        if ((e = read_row(c, s)))
            break;
    stmt_done(s);
    return e;
}

static enum err count_all(struct checking *c)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(c->db, sql_counts, &s);
    if (e)
        return e;
    stmt_int(s, 1, c->inspection);
    e = stmt_step(s, &row);
    if (!e && row) {
        c->out->sentences = stmt_get_int(s, 0);
        c->out->problems = stmt_get_int(s, 1);
        c->out->measures = stmt_get_int(s, 2);
    }
    stmt_done(s);
    return e;
}

enum err plan_check(struct db *db, struct arena *a, int64_t inspection, const struct calendar *calendar,
                    const struct plan_limits *limits, struct plan_check *out)
{
    struct checking c = {.db = db, .a = a, .inspection = inspection, .out = out};
    *out = (struct plan_check){0};
    c.list = arena_alloc(a, PLAN_FINDINGS_MAX * sizeof *c.list);
    out->findings = c.list;
    enum err e = count_all(&c);
    for (size_t i = 0; i < sizeof orphans / sizeof *orphans && !e; i++)
        e = find_orphans(&c, i);
    if (!e)
        e = read_rows(&c);
    if (e)
        return e;
    for (size_t i = 0; i < c.count; i++)
        find_incomplete(&c, &c.rows[i]);
    find_same_day(&c);
    for (size_t i = 0; i < c.count; i++)
        find_dates(&c, &c.rows[i], calendar, limits);
    find_same_texts(&c);
    find_like_texts(&c);
    for (size_t i = 0; i < c.count && !e; i++)
        e = find_left(&c, &c.rows[i]);
    return e;
}

bool plan_complete(const struct plan_check *c)
{
    for (int i = 0; i < PLAN_PROOF_RULES; i++)
        if (c->counts[i])
            return false;
    return c->problems > 0;
}

/* What a round's rules allow each type; days. */
static struct plan_limits limits_of(const struct regime *r)
{
    struct plan_limits l = {{0}, {0}};
    l.max[TYPE_IMMEDIATE] = r->immediate_days_max;
    l.min[TYPE_PHASED] = r->phased_days_min;
    l.max[TYPE_PHASED] = r->phased_days_max;
    l.max[TYPE_SUSTAINED] = r->sustained_days_max;
    return l;
}

enum err plan_check_round(struct db *db, struct arena *a, int64_t inspection, struct plan_check *out)
{
    struct calendar calendar;
    struct inspection i;
    struct regime r;
    enum err e = calendar_load(db, a, &calendar);
    if (!e)
        e = table_load(db, a, KIND_INSPECTION, inspection, &i);
    if (!e)
        e = regime_load(db, a, inspection, i.sort, &r);
    if (e)
        return e;
    struct plan_limits limits = limits_of(&r);
    return plan_check(db, a, inspection, &calendar, &limits, out);
}
