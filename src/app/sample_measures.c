/* sample_measures.c: what became of each measure, from its draft to where its fate says it stands. See sample_plan.h.
 *
 * Hours of a day: signing and evidence in the morning, decisions at noon and after, reports and claims late, so that
 * two steps of one measure on one day come in their order. */
#include "app/sample_plan.h"

#include "app/store.h"
#include "base/hash.h"
#include "base/time.h"

#include <assert.h>

enum { MORNING = 30, /* minutes after 08:30 */
       UPLOAD = 100,
       NOON = 170,
       SUBMIT = 250,
       DECIDE = 320,
       REPORT = 390,
       CLAIM = 460,
       NEVER = 1000 /* no such day */ };

struct course { /* of one measure; days are offsets from today */
    size_t row;
    int64_t number, id;
    struct str fate;
    int64_t unit_person, leader, overseer, drafter;
    int64_t drafted, submitted, approved, signed_on, claimed, back;
};

static int64_t jitter(const struct course *c, int64_t k) { return (c->number * 37 + k * 11) % 50; }

static size_t opinion_row(const struct sample *s, int64_t measure, const char *step)
{
    const struct sample_table *t = &s->opinions;
    size_t i = 0;
    while (i < t->rows && (sample_number(t, i, "measure") != measure || !str_is(sample_cell(t, i, "step"), step)))
        i++;
    return i;
}

static int64_t opinion_day(const struct sample *s, int64_t measure, const char *step)
{
    size_t row = opinion_row(s, measure, step);
    return row < s->opinions.rows ? sample_number(&s->opinions, row, "day_offset") : NEVER;
}

/* ---- the plan ----------------------------------------------------------------------------------------- */

/* The days the papers do not tell: plans go out on day -82, but what is to be done at once goes out
 * before it starts. */
static void set_days(const struct sample *s, struct course *c)
{
    int64_t start = sample_number(&s->measures, c->row, "start_offset");
    c->claimed = opinion_day(s, c->number, "claim");
    c->back = opinion_day(s, c->number, "reject");
    if (c->back == NEVER)
        c->back = opinion_day(s, c->number, "return");
    c->approved = opinion_day(s, c->number, "plan_approve");
    c->signed_on = c->submitted = NEVER;
    if (str_is(c->fate, "draft")) {
        c->drafted = -2;
    } else if (str_is(c->fate, "review")) {
        c->drafted = -6;
        c->submitted = -3;
    } else {
        bool late = start > -70;
        if (c->approved == NEVER)
            c->approved = start < -85 || late ? start - 1 : -82;
        c->submitted = c->approved - 4;
        c->drafted = c->submitted - (late ? 3 : 1);
        c->signed_on = str_is(c->fate, "issued") ? NEVER : c->approved + 1;
    }
}

static struct course course_of(const struct sample *s, size_t row)
{
    const struct sample_table *t = &s->measures;
    struct course c = {.row = row, .number = sample_number(t, row, "number"), .fate = sample_cell(t, row, "fate")};
    struct str unit = sample_cell(t, row, "lead_unit");
    c.id = s->measure_ids[c.number];
    c.leader = sample_person(s, sample_cell(t, row, "leader"));
    c.overseer = sample_holder(s, "overseer", (size_t)c.number);
    c.drafter = sample_holder(s, "office", (size_t)c.number);
    for (size_t i = 0; i < s->people.rows; i++)
        if (str_is(sample_cell(&s->people, i, "roles"), "unit") && str_eq(sample_cell(&s->people, i, "unit"), unit))
            c.unit_person = s->person_ids[i];
    set_days(s, &c);
    return c;
}

static struct str unit_list(const struct sample *s, struct str keys)
{
    struct buf b = buf_new(s->arena, 4096);
    struct str key;
    while (keys.len && str_cut(&keys, ',', &key)) {
        if (b.len)
            buf_c(&b, ",");
        buf_str(&b, id_text(s->arena, sample_unit(s, key)));
    }
    return buf_view(&b);
}

static struct str overseeing_unit(const struct sample *s, int64_t overseer)
{
    size_t i = 0;
    while (i < s->people.rows && s->person_ids[i] != overseer)
        i++;
    return sample_cell(&s->units, sample_row(&s->units, "key", sample_cell(&s->people, i, "unit")), "short_name");
}

/* A draft (with PROBLEM and number) or a change of it. */
static void add_plan(struct sample *s, const struct course *c, int64_t offset, int64_t minute, bool draft,
                     struct str text, struct str standard)
{
    const struct sample_table *t = &s->measures;
    struct pair pairs[] = {
        {STR("text"), text},
        {STR("standard"), standard},
        {STR("goal"), sample_cell(t, c->row, "goal")},
        {STR("type"), sample_cell(t, c->row, "type")},
        {STR("start_day"), sample_day(s, sample_number(t, c->row, "start_offset"))},
        {STR("due_day"), sample_day(s, sample_number(t, c->row, "due_offset"))},
        {STR("due_text"), sample_cell(t, c->row, "due_text")},
        {STR("leaders"), id_text(s->arena, c->leader)},
        {STR("lead_unit"), id_text(s->arena, sample_unit(s, sample_cell(t, c->row, "lead_unit")))},
        {STR("assisting_units"), unit_list(s, sample_cell(t, c->row, "assisting_units"))},
        {STR("department"), sample_cell(t, c->row, "department")},
        {STR("contact"), sample_cell(t, c->row, "contact_name")},
        {STR("phone"), sample_cell(t, c->row, "phone")},
        {STR("oversight"), overseeing_unit(s, c->overseer)},
        {STR("problem"), id_text(s->arena, s->problem_ids[sample_number(t, c->row, "problem")])},
        {STR("number"), sample_cell(t, c->row, "number")},
    };
    size_t n = sizeof pairs / sizeof *pairs;
    sample_add(s, offset, minute, c->drafter, draft ? COMMAND_MEASURE_DRAFT : COMMAND_MEASURE_CHANGE, c->id, pairs,
               draft ? n : n - 2);
}

static void add_opinion(struct sample *s, const struct course *c, const char *step, int64_t offset, int64_t minute,
                        int64_t actor, enum command_type type)
{
    static const char *const agreed[] = {"措施具体、责任到人、时限合理，同意下达。", "完成标准能够核验，同意下达，请按期报进展。", "同意下达。重点看实效，不看材料厚薄。"};
    size_t row = opinion_row(s, c->number, step);
    struct str text = row < s->opinions.rows ? sample_cell(&s->opinions, row, "text") : str_c(agreed[c->number % 3]);
    SAMPLE_ADD(s, offset, minute + jitter(c, 3), actor, type, c->id, {STR("opinion"), text});
}

static void add_course_of_plan(struct sample *s, const struct course *c)
{
    const struct sample_table *t = &s->measures;
    struct str text = sample_cell(t, c->row, "text"), standard = sample_cell(t, c->row, "standard");
    size_t first = sample_row(&s->drafts, "measure", sample_cell(t, c->row, "number"));
    int64_t returned = opinion_day(s, c->number, "plan_return");
    if (first < s->drafts.rows)
        add_plan(s, c, c->drafted, MORNING + jitter(c, 0), true,
                 sample_cell(&s->drafts, first, "text"),
                 sample_cell(&s->drafts, first, "standard"));
    else
        add_plan(s, c, c->drafted, MORNING + jitter(c, 0), true, text, standard);
    if (c->submitted == NEVER)
        return;
    sample_add(s, c->submitted, SUBMIT + jitter(c, 1), c->drafter, COMMAND_MEASURE_SUBMIT, c->id, NULL, 0);
    if (returned != NEVER) {
        add_opinion(s, c, "plan_return", returned, NOON, c->overseer, COMMAND_MEASURE_RETURN_PLAN);
        add_plan(s, c, returned + 1, NOON + jitter(c, 0), false, text, standard);
        sample_add(s, returned + 1, SUBMIT + jitter(c, 1), c->drafter, COMMAND_MEASURE_SUBMIT, c->id, NULL, 0);
    }
    if (c->approved != NEVER)
        add_opinion(s, c, "plan_approve", c->approved, DECIDE, c->overseer, COMMAND_MEASURE_APPROVE_PLAN);
    if (c->signed_on != NEVER)
        sample_add(s, c->signed_on, MORNING + jitter(c, 2), c->unit_person, COMMAND_MEASURE_SIGN, c->id, NULL, 0);
}

/* ---- the work -------------------------------------------------------------------------------------------- */

static int64_t clamp(int64_t n, int64_t low, int64_t high)
{
    if (n > high)
        n = high;
    return n < low ? low : n;
}

/* The day a report for PERIOD, half months from the current one, is filed: near the period's end, while the measure is
 * being worked on. *PERIOD goes back when it had not begun before the claim: how half months fall depends on today. */
static int64_t report_day(const struct sample *s, const struct course *c, int64_t *period)
{
    int64_t now = period_of(s->today), last = c->claimed != NEVER && c->back == NEVER ? c->claimed : -1;
    while (period_first_day(now + *period) - s->today > last)
        --*period;
    while (period_last_day(now + *period + 1) - s->today < c->signed_on)
        ++*period;
    int64_t from = period_first_day(now + *period) - s->today, to = period_last_day(now + *period) - s->today;
    int64_t day = clamp(to - c->number % 3, from > c->signed_on ? from : c->signed_on, last);
    return c->back != NEVER && day > c->claimed && day <= c->back ? c->back + 1 : day;
}

enum { LATE_DAYS = 6 }; /* after the period's end, and before the next report of the measure */

/* A few units are late now and then, with measures nobody claims. */
static int64_t late_day(const struct sample *s, const struct course *c, int64_t period, int64_t day)
{
    int64_t late = period_last_day(period_of(s->today) + period) + LATE_DAYS - s->today;
    return c->claimed == NEVER && (c->number * 3 + period_of(s->today) + period) % 7 == 0 &&
                   late < 0 && late > c->signed_on
               ? late
               : day;
}

static void add_reports(struct sample *s, const struct course *c)
{
    const struct sample_table *t = &s->reports;
    for (size_t i = 0; i < t->rows; i++) {
        if (sample_number(t, i, "measure") != c->number)
            continue;
        int64_t period = sample_number(t, i, "period"), day = report_day(s, c, &period);
        day = late_day(s, c, period, day);
        SAMPLE_ADD(s, day, REPORT + jitter(c, (int64_t)i % 4), c->unit_person, COMMAND_REPORT_FILE, 0,
                   {STR("measure"), id_text(s->arena, c->id)},
                   {STR("period"), str_f(s->arena, "%lld", (long long)(period_of(s->today) + period))},
                   {STR("text"), sample_cell(t, i, "text")}, {STR("difficulties"), sample_cell(t, i, "difficulties")},
                   {STR("next_steps"), sample_cell(t, i, "next_steps")}, {STR("percent"), sample_cell(t, i, "percent")});
    }
}

static const char *media_of(struct str name)
{
    return str_ends(name, STR(".csv")) ? "text/csv" : str_ends(name, STR(".md")) ? "text/markdown"
                                                                                 : "text/plain";
}

/* Uploaded the day after it proves something, while the measure is being worked on. */
static int64_t evidence_day(const struct course *c, int64_t proves)
{
    int64_t day = clamp(proves + 1, c->signed_on, -1);
    if (c->claimed == NEVER || day <= c->claimed || (c->back != NEVER && day > c->back))
        return day;
    return proves <= c->claimed || c->back == NEVER ? c->claimed : c->back + 1;
}

static enum err add_evidence(struct sample *s, const struct course *c)
{
    const struct sample_table *t = &s->evidence;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < t->rows && !e; i++) {
        if (sample_number(t, i, "measure") != c->number)
            continue;
        struct str body = sample_cell(t, i, "body"), name = sample_cell(t, i, "name"), hash;
        int64_t proves = sample_number(t, i, "proves_offset"), id = id_random();
        e = store_put(s->arena, s->app->dir, body, &hash);
        SAMPLE_ADD(s, evidence_day(c, proves), UPLOAD + jitter(c, (int64_t)i % 4), c->unit_person,
                   COMMAND_EVIDENCE_ADD, id, {STR("measure"), id_text(s->arena, c->id)},
                   {STR("name"), name}, {STR("sha256"), hash},
                   {STR("size"), str_f(s->arena, "%zu", body.len)},
                   {STR("media"), str_c(media_of(name))}, {STR("sort"), sample_cell(t, i, "kind")},
                   {STR("proves_day"), sample_day(s, proves)});
        if (sample_cell(t, i, "withdrawn_offset").len)
            SAMPLE_ADD(s, sample_number(t, i, "withdrawn_offset"), NOON + jitter(c, 1), c->unit_person,
                       COMMAND_EVIDENCE_WITHDRAW, id, {STR("reason"), sample_cell(t, i, "withdrawn_reason")});
    }
    return e;
}

static void add_decisions(struct sample *s, const struct course *c)
{
    static const struct {
        const char *step;
        enum command_type type;
        bool leader;
    } rows[] = {{"approve", COMMAND_MEASURE_APPROVE, true},
                {"reject", COMMAND_MEASURE_REJECT, true},
                {"verify", COMMAND_MEASURE_VERIFY, false},
                {"return", COMMAND_MEASURE_RETURN, false}};
    if (c->claimed == NEVER)
        return;
    SAMPLE_ADD(s, c->claimed, CLAIM + jitter(c, 0), c->unit_person, COMMAND_MEASURE_CLAIM, c->id,
               {STR("summary"), sample_cell(&s->opinions, opinion_row(s, c->number, "claim"), "text")},
               {STR("done_day"), sample_day(s, c->claimed)});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t day = opinion_day(s, c->number, rows[i].step);
        if (day != NEVER)
            add_opinion(s, c, rows[i].step, day, rows[i].leader ? NOON : DECIDE,
                        rows[i].leader ? c->leader : c->overseer, rows[i].type);
    }
}

/* On the day after the last measure of the problem was closed. */
static void add_closings(struct sample *s)
{
    const struct sample_table *t = &s->closings;
    for (size_t i = 0; i < t->rows; i++) {
        int64_t last = -NEVER, problem = sample_number(t, i, "problem");
        for (size_t k = 0; k < s->measures.rows; k++) {
            if (sample_number(&s->measures, k, "problem") != problem)
                continue;
            int64_t day = opinion_day(s, sample_number(&s->measures, k, "number"), "verify");
            last = day > last ? day : last;
        }
        SAMPLE_ADD(s, last + 1, NOON, sample_holder(s, "overseer", (size_t)problem), COMMAND_PROBLEM_CLOSE,
                   s->problem_ids[problem], {STR("opinion"), sample_cell(t, i, "opinion")});
    }
}

enum err sample_plan_measures(struct sample *s)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; i < s->measures.rows && !e; i++) {
        s->measure_ids[sample_number(&s->measures, i, "number")] = id_random();
        struct course c = course_of(s, i);
        add_course_of_plan(s, &c);
        if (c.signed_on == NEVER)
            continue;
        add_reports(s, &c);
        e = add_evidence(s, &c);
        add_decisions(s, &c);
    }
    add_closings(s);
    return e;
}
