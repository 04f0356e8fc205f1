/* ledger_cell.c: what stands in each column of the papers: one function a column where a field is not enough. */
#include "app/ledger.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/books.h"
#include "text/due.h"

const struct column_info columns[COLUMN_COUNT] = {
#define X(id, name, field, level, kind, width, zh, en) \
    [COLUMN_##id] = {name, field, LEVEL_##level, SHEET_##kind, width, zh, en},
    COLUMN_TABLE(X)
#undef X
};

enum { CELL_BYTES_MAX = 1 << 20 }; /* xlsx_write refuses what a cell cannot hold, with a sentence */

static struct cell_out words(struct str s) { return (struct cell_out){.text = s, .none = !s.len}; }
static struct cell_out number(int64_t n) { return (struct cell_out){.value = n, .none = !n}; }

static struct str names_of(const struct ledger *l, struct ids ids, bool people)
{
    struct buf b = buf_new(l->arena, CELL_BYTES_MAX);
    for (size_t i = 0; i < ids.count; i++) {
        const struct person *p = people ? ledger_person(l, ids.list[i]) : NULL;
        const struct unit *u = people ? NULL : ledger_unit(l, ids.list[i]);
        buf_c(&b, i ? "、" : "");
        buf_str(&b, p ? p->name : u ? u->name
                                    : STR("—"));
    }
    return buf_view(&b);
}

static struct str unit_name(const struct ledger *l, int64_t id)
{
    const struct unit *u = ledger_unit(l, id);
    return u ? u->name : STR("");
}

/* The words of the paper where they say the same day; else the day alone. */
static struct cell_out due(const struct ledger *l, const struct measure *m)
{
    struct due d;
    struct sentence why;
    int64_t issued = m->original_due_day ? m->original_due_day
                                         : m->due_day; /* what moved it since has its own column */
    if (!m->due_text.len)
        return number(issued);
    int64_t from = l->inspection.feedback_day;
    int year = from ? civil_from_day(from).year : 0;
    bool says_it = !issued || (!due_read(l->arena, m->due_text, year, &d, &why) && d.day == issued);
    return says_it ? words(m->due_text) : number(issued);
}

static struct str manifestations(const struct ledger *l, const struct problem *p)
{
    struct buf b = buf_new(l->arena, CELL_BYTES_MAX);
    if (p->detail.len)
        return p->detail;
    for (size_t i = 0; i < l->n_manifestations; i++)
        if (l->manifestations[i].problem == p->id)
            buf_f(&b, "%s%lld.%.*s", b.len ? "\n" : "", (long long)l->manifestations[i].number, STR_ARG(l->manifestations[i].text));
    return buf_view(&b);
}

/* The first place in a list sorted by measure; a struct's first members are THING, then inspection, measure. */
static size_t first_report(const struct ledger *l, int64_t measure)
{
    size_t from = 0, to = l->n_reports;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (l->reports[mid].measure < measure)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

static struct str reports(const struct ledger *l, const struct measure *m)
{
    struct buf b = buf_new(l->arena, CELL_BYTES_MAX);
    for (size_t i = first_report(l, m->id); i < l->n_reports && l->reports[i].measure == m->id; i++) {
        struct sentence period = period_text(l->arena, l->reports[i].period);
        buf_f(&b, "%s%.*s：%.*s", b.len ? "\n" : "", STR_ARG(period.zh), STR_ARG(l->reports[i].text));
    }
    return buf_view(&b);
}

static struct str evidence(const struct ledger *l, const struct measure *m)
{
    struct buf b = buf_new(l->arena, CELL_BYTES_MAX);
    size_t from = 0, to = m->evidence_count ? l->n_evidence : 0;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (l->evidence[mid].measure < m->id)
            from = mid + 1;
        else
            to = mid;
    }
    for (; from < l->n_evidence && l->evidence[from].measure == m->id; from++)
        buf_f(&b, "%s%.*s", b.len ? "\n" : "", STR_ARG(l->evidence[from].name));
    return buf_view(&b);
}

static struct str rules(const struct ledger *l, int64_t problem)
{
    struct buf b = buf_new(l->arena, CELL_BYTES_MAX);
    for (size_t i = 0; i < l->n_rules; i++)
        if (l->rules[i].problem == problem || ids_has(l->rules[i].problems, problem))
            buf_f(&b, "%s%.*s%s%.*s%s", b.len ? "\n" : "", STR_ARG(l->rules[i].title),
                  l->rules[i].document.len ? " " : "", STR_ARG(l->rules[i].document),
                  l->rules[i].action == RULE_ABOLISHED ? "（废止）" : "");
    return buf_view(&b);
}

/* 处理人数: entries about persons, without cases filed and bodies; somebody named counts once. */
static int64_t persons(const struct ledger *l, int64_t problem)
{
    struct ids named = {NULL, 0};
    int64_t n = 0;
    for (size_t i = 0; i < l->n_sanctions; i++) {
        const struct sanction *s = &l->sanctions[i];
        enum sanction_group g = sanction_group_of(s->sort);
        if (s->problem != problem || g == SANCTION_GROUP_CASE || g == SANCTION_GROUP_BODY)
            continue;
        n += s->held && ids_has(named, s->held) ? 0 : s->persons;
        if (s->held)
            named = ids_with(l->arena, named, s->held);
    }
    return n;
}

/* Fen of the recoveries that name the measure; those that name only the problem stand in the row of its first measure,
 * so that the column sums up. */
static struct cell_out recovered(const struct ledger *l, const struct measure *m)
{
    int64_t fen = 0;
    const struct measure *here = ledger_measure(l, m->id); /* among its neighbours, which are in order */
    bool first = here && (here == l->measures || here[-1].problem != here->problem);
    for (size_t i = 0; i < l->n_recoveries; i++) {
        const struct recovery *r = &l->recoveries[i];
        fen += r->measure == m->id || (first && !r->measure && r->problem == m->problem) ? r->amount_fen : 0;
    }
    return number(fen);
}

static struct str verified(const struct ledger *l, const struct measure *m)
{
    const struct person *p = m->closed_us ? ledger_person(l, m->verified_by) : NULL;
    return p ? str_f(l->arena, "%.*s：%.*s", STR_ARG(p->name), STR_ARG(m->opinion)) : STR("");
}

static struct cell_out coloured(const struct ledger *l, const struct measure *m)
{
    static const enum sheet_fill fills[] = {FILL_NONE, FILL_GREEN, FILL_NONE, FILL_YELLOW, FILL_RED, FILL_GREY};
    enum colour c = measure_colour_by(&l->colours, m->state, m->start_day, m->due_day, m->percent);
    struct cell_out out = words(str_c(colours[c].zh));
    out.fill = fills[c];
    return out;
}

static struct cell_out problem_cell(const struct ledger *l, enum column c, const struct problem *p)
{
    switch (c) {
    case COLUMN_PROBLEM_CODE: return words(ledger_problem_code(l, p));
    case COLUMN_PROBLEM: return words(p->title);
    case COLUMN_DETAIL: return words(manifestations(l, p));
    case COLUMN_CATEGORY: return words(p->category);
    case COLUMN_NATURE: return words(p->nature);
    case COLUMN_SOURCE: return words(p->source);
    case COLUMN_AMOUNT: return number(p->amount_fen);
    case COLUMN_REPEATED: return words(p->repeated ? STR("是") : STR("否"));
    case COLUMN_RULES: return words(rules(l, p->id));
    case COLUMN_PERSONS: return number(persons(l, p->id));
    default: return (struct cell_out){.none = true};
    }
}

static struct cell_out measure_cell(const struct ledger *l, enum column c, const struct measure *m)
{
    switch (c) {
    case COLUMN_MEASURE_CODE: return words(ledger_measure_code(l, m));
    case COLUMN_GOAL: return words(m->goal);
    case COLUMN_MEASURE: return words(m->text);
    case COLUMN_TYPE: return words(choice_word(measure_types, m->type, LANG_ZH));
    case COLUMN_STANDARD: return words(m->standard);
    case COLUMN_START: return number(m->start_day);
    case COLUMN_DUE: return due(l, m);
    case COLUMN_LEADERS: return words(names_of(l, m->leaders, true));
    case COLUMN_LEAD_UNIT: return words(unit_name(l, m->lead_unit));
    case COLUMN_ASSISTING_UNITS: return words(names_of(l, m->assisting_units, false));
    case COLUMN_DEPARTMENT: return words(m->department);
    case COLUMN_CONTACT: return words(m->contact);
    case COLUMN_PHONE: return words(m->phone);
    case COLUMN_OVERSIGHT: return words(m->oversight);
    case COLUMN_NOTE: return words(m->note);
    case COLUMN_STATE: return words(choice_word(measure_states, m->state, LANG_ZH));
    case COLUMN_EXTENDED:
        return number(m->original_due_day != m->due_day && m->state >= MEASURE_ISSUED ? m->due_day
                                                                                      : 0);
    case COLUMN_COLOUR: return coloured(l, m);
    case COLUMN_LAST_REPORT: return words(m->last_report);
    case COLUMN_REPORTS: return words(reports(l, m));
    case COLUMN_RECOVERED: return recovered(l, m);
    case COLUMN_DONE: return number(m->done_day);
    case COLUMN_EVIDENCE: return words(evidence(l, m));
    case COLUMN_VERIFIED: return words(verified(l, m));
    case COLUMN_CLOSED: return number(m->closed_us ? day_of(m->closed_us) : 0);
    default: return (struct cell_out){.none = true};
    }
}

struct cell_out ledger_cell(const struct ledger *l, enum column c, const struct ledger_row *row)
{
    bool problem = columns[c].level == LEVEL_PROBLEM || c == COLUMN_RULES || c == COLUMN_PERSONS;
    if (c == COLUMN_SEQUENCE)
        return number(row->sequence);
    if (c == COLUMN_ID)
        return words(id_text(l->arena, row->measure ? row->measure->id : row->problem ? row->problem->id
                                                                                      : 0));
    if (c == COLUMN_ASPECT)
        return words(row->aspect ? row->aspect->title : STR(""));
    if (problem)
        return row->problem ? problem_cell(l, c, row->problem) : (struct cell_out){.none = true};
    return row->measure ? measure_cell(l, c, row->measure) : (struct cell_out){.none = true};
}

struct str cell_text(struct arena *a, const struct cell_out *c, enum sheet_kind kind)
{
    int64_t v = c->value;
    if (c->text.len || c->none || kind == SHEET_TEXT)
        return c->text;
    if (kind == SHEET_DATE)
        return day_text(a, v);
    if (kind == SHEET_MONEY)
        return str_f(a, "%lld.%02lld", (long long)(v / 100), (long long)(v % 100));
    if (kind == SHEET_WAN)
        return str_f(a, "%lld.%06lld", (long long)(v / 1000000), (long long)(v % 1000000));
    if (kind == SHEET_PERCENT)
        return str_f(a, "%lld.%02lld%%", (long long)(v / 100), (long long)(v % 100));
    return str_f(a, "%lld", (long long)v);
}

struct str ledger_text(const struct ledger *l, enum column c, const struct ledger_row *row)
{
    struct cell_out out = ledger_cell(l, c, row);
    return cell_text(l->arena, &out, columns[c].kind);
}
