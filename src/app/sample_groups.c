/* sample_groups.c: the feedback's sentences, the plans with their opinions, the groups, meetings and tasks. See
 * sample_plan.h; the tables are sample/feedback.tsv, plans.tsv, hearings.tsv, groups.tsv, meetings.tsv, tasks.tsv and
 * the words of the feedback, sample/feedback.txt. */
#include "app/sample_plan.h"

#include "base/asset.h"
#include "base/hash.h"
#include "base/time.h"
#include "text/sentences.h"

#include <string.h>

enum { PASTED = -109, /* the day after the feedback, when the problems are there */
       MAPPED = -108,
       FORMED = -108,
       THINGS_MAX = 32 };

struct keyed { /* ids by key of a table */
    struct sample_table t;
    int64_t ids[THINGS_MAX];
};

static enum err read_keyed(struct sample *s, const char *name, struct keyed *k)
{
    enum err e = sample_table_read(s->arena, name, s->today, &k->t, &s->app->say);
    if (!e && k->t.rows > THINGS_MAX) {
        s->app->say = sentence_f(&s->app->arena, "样例表 %s.tsv 超过 %d 行。", "The sample table %s.tsv has more than %d rows.", name, (int)THINGS_MAX);
        return ERR_CORRUPT;
    }
    for (size_t i = 0; !e && i < k->t.rows; i++)
        k->ids[i] = id_random();
    return e;
}

static int64_t keyed_id(const struct keyed *k, struct str key)
{
    size_t row = sample_row(&k->t, "key", key);
    return row < k->t.rows ? k->ids[row] : 0;
}

static struct str id_or_none(const struct sample *s, int64_t id) { return id ? id_text(s->arena, id) : STR(""); }

typedef int64_t key_fn(const struct sample *s, struct str key);
static struct str list_of(const struct sample *s, struct str keys, key_fn *find)
{
    struct buf b = buf_new(s->arena, 4096);
    struct str key;
    while (keys.len && str_cut(&keys, ',', &key)) {
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, id_text(s->arena, find(s, key)));
    }
    return buf_view(&b);
}

/* ---- the feedback --------------------------------------------------------------------------------- */

static enum err plan_sentences(struct sample *s, int64_t office)
{
    struct sample_table t;
    struct sentence_part *parts;
    struct str text;
    size_t n = 0;
    enum err e = sample_table_read(s->arena, "feedback", s->today, &t, &s->app->say);
    if (!e)
        e = asset_find(STR("sample/feedback.txt"), &text) ? sentences_cut(s->arena, text, &parts, &n, &s->app->say) : ERR_CORRUPT;
    if (!e && n != t.rows) {
        s->app->say = sentence_f(&s->app->arena, "样例反馈意见有 %zu 句，feedback.tsv 有 %zu 行。", "The sample's feedback has %zu sentences and feedback.tsv %zu rows.", n, t.rows);
        e = ERR_CORRUPT;
    }
    for (size_t i = 0; !e && i < n; i++) {
        int64_t id = id_random(), problem = sample_number(&t, i, "problem");
        SAMPLE_ADD(s, PASTED, 300, office, COMMAND_SENTENCE_ADD, id, {STR("inspection"), id_text(s->arena, s->inspection_id)},
                   {STR("number"), str_f(s->arena, "%zu", i + 1)}, {STR("heading"), parts[i].heading ? STR("1") : STR("0")},
                   {STR("text"), parts[i].text});
        if (problem)
            SAMPLE_ADD(s, MAPPED, 30 + (int64_t)i, office, COMMAND_SENTENCE_MAP, id,
                       {STR("problem"), id_text(s->arena, s->problem_ids[problem])});
        else
            SAMPLE_ADD(s, MAPPED, 30 + (int64_t)i, office, COMMAND_SENTENCE_NOT_PROBLEM, id,
                       {STR("reason"), sample_cell(&t, i, "reason")});
    }
    return e;
}

/* ---- plans ------------------------------------------------------------------------------------------ */

/* Problems of a side plan name it; those listed with the main plan are taken on by the first-responsible person. */
static void plan_problems_of(struct sample *s, const struct keyed *plans, size_t row, int64_t office)
{
    const struct sample_table *t = &s->problems;
    struct str numbers = sample_cell(&plans->t, row, "problems"), number;
    bool main_plan = str_is(sample_cell(&plans->t, row, "sort"), "main");
    while (numbers.len && str_cut(&numbers, ',', &number)) {
        size_t i = sample_row(t, "number", number);
        SAMPLE_ADD(s, sample_number(&plans->t, row, "drafted_offset") + 1, 60 + (int64_t)i, office, COMMAND_PROBLEM_CHANGE,
                   s->problem_ids[sample_number(t, i, "number")], {STR("title"), sample_cell(t, i, "title")},
                   {STR("detail"), sample_cell(t, i, "detail")}, {STR("category"), sample_cell(t, i, "category")},
                   {STR("nature"), sample_cell(t, i, "nature")}, {STR("amount_fen"), sample_cell(t, i, "amount_yuan")},
                   {STR("first_person"), main_plan ? STR("1") : STR("0")},
                   {STR("plan"), main_plan ? STR("") : id_text(s->arena, plans->ids[row])});
    }
}

static void plan_plan(struct sample *s, const struct keyed *plans, size_t row, int64_t office)
{
    const struct sample_table *t = &plans->t;
    int64_t id = plans->ids[row];
    SAMPLE_ADD(s, sample_number(t, row, "drafted_offset"), 60 + (int64_t)row * 5, office, COMMAND_PLAN_DRAFT, id,
               {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("sort"), sample_cell(t, row, "sort")},
               {STR("title"), sample_cell(t, row, "title")}, {STR("text"), sample_cell(t, row, "text")},
               {STR("due_day"), sample_day(s, sample_number(t, row, "due_offset"))},
               {STR("reviewers"), list_of(s, sample_cell(t, row, "reviewers"), sample_person)});
    plan_problems_of(s, plans, row, office);
    if (!sample_cell(t, row, "submitted_offset").len)
        return;
    sample_add(s, sample_number(t, row, "submitted_offset"), 200 + (int64_t)row * 5, office, COMMAND_PLAN_SUBMIT, id, NULL, 0);
    if (sample_cell(t, row, "approved_offset").len)
        SAMPLE_ADD(s, sample_number(t, row, "approved_offset"), 100 + (int64_t)row * 5, sample_person(s, sample_cell(t, row, "approver")),
                   COMMAND_PLAN_APPROVE, id, {STR("opinion"), sample_cell(t, row, "opinion")}, {STR("answer"), sample_cell(t, row, "answer")});
}

static enum err plan_plans(struct sample *s, int64_t office)
{
    struct keyed plans = {0};
    struct sample_table hearings;
    enum err e = read_keyed(s, "plans", &plans);
    if (!e)
        e = sample_table_read(s->arena, "hearings", s->today, &hearings, &s->app->say);
    for (size_t i = 0; !e && i < plans.t.rows; i++)
        plan_plan(s, &plans, i, office);
    for (size_t i = 0; !e && i < hearings.rows; i++)
        SAMPLE_ADD(
            s, sample_number(&hearings, i, "day_offset"), 260 + (int64_t)i * 9,
            sample_person(s, sample_cell(&hearings, i, "person")), COMMAND_PLAN_OPINE, 0,
            {STR("plan"), id_text(s->arena, keyed_id(&plans, sample_cell(&hearings, i, "plan")))},
            {STR("round"), STR("1")}, {STR("verdict"), sample_cell(&hearings, i, "verdict")},
            {STR("text"), sample_cell(&hearings, i, "text")});
    return e;
}

/* ---- groups and meetings ---------------------------------------------------------------------------- */

static void plan_groups(struct sample *s, const struct keyed *groups, int64_t office)
{
    const struct sample_table *t = &groups->t;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, FORMED, 200 + (int64_t)i * 6, office, COMMAND_GROUP_FORM, groups->ids[i],
                   {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("name"), sample_cell(t, i, "name")},
                   {STR("sort"), sample_cell(t, i, "sort")}, {STR("leader"), id_text(s->arena, sample_person(s, sample_cell(t, i, "leader")))},
                   {STR("deputies"), list_of(s, sample_cell(t, i, "deputies"), sample_person)},
                   {STR("members"), list_of(s, sample_cell(t, i, "members"), sample_person)},
                   {STR("units"), list_of(s, sample_cell(t, i, "units"), sample_unit)}, {STR("duty"), sample_cell(t, i, "duty")});
}

static void plan_meetings(struct sample *s, const struct keyed *meetings, const struct keyed *groups, int64_t office)
{
    const struct sample_table *t = &meetings->t;
    for (size_t i = 0; i < t->rows; i++)
        SAMPLE_ADD(s, sample_number(t, i, "day_offset"), 400, office, COMMAND_MEETING_ENTER, meetings->ids[i],
                   {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("sort"), sample_cell(t, i, "sort")},
                   {STR("title"), sample_cell(t, i, "title")}, {STR("day"), sample_day(s, sample_number(t, i, "day_offset"))},
                   {STR("chair"), id_text(s->arena, sample_person(s, sample_cell(t, i, "chair")))},
                   {STR("attendees"), sample_cell(t, i, "attendees")},
                   {STR("working_group"), id_or_none(s, keyed_id(groups, sample_cell(t, i, "group")))},
                   {STR("summary"), sample_cell(t, i, "summary")}, {STR("decisions"), sample_cell(t, i, "decisions")},
                   {STR("document"), sample_cell(t, i, "document")});
}

/* ---- tasks -------------------------------------------------------------------------------------------- */

/* Confirmed, returned or voided by the office, as its row says. */
static void end_task(struct sample *s, const struct sample_table *t, size_t i, int64_t id)
{
    static const struct {
        const char *end, *field;
        enum command_type type;
    } ends[] = {{"confirm", "opinion", COMMAND_TASK_CONFIRM}, {"return", "opinion", COMMAND_TASK_RETURN}, {"void", "reason", COMMAND_TASK_VOID}};
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (str_is(sample_cell(t, i, "end"), ends[k].end))
            SAMPLE_ADD(s, sample_number(t, i, "end_offset"), 330, sample_holder(s, "office", i),
                       ends[k].type, id, {str_c(ends[k].field), sample_cell(t, i, "opinion")});
}

static void plan_tasks(struct sample *s, const struct sample_table *t, const struct keyed *meetings, int64_t office)
{
    for (size_t i = 0; i < t->rows; i++) {
        int64_t id = id_random(), measure = sample_number(t, i, "measure"), person = sample_person(s, sample_cell(t, i, "person"));
        SAMPLE_ADD(s, sample_number(t, i, "assigned_offset"), 430 + (int64_t)i, office, COMMAND_TASK_ASSIGN, id,
                   {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("text"), sample_cell(t, i, "text")},
                   {STR("meeting"), id_or_none(s, keyed_id(meetings, sample_cell(t, i, "meeting")))},
                   {STR("measure"), id_or_none(s, measure ? s->measure_ids[measure] : 0)},
                   {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(t, i, "unit")))}, {STR("person"), id_text(s->arena, person)},
                   {STR("due_day"), sample_day(s, sample_number(t, i, "due_offset"))});
        if (sample_cell(t, i, "signed_offset").len)
            sample_add(s, sample_number(t, i, "signed_offset"), 450 + (int64_t)i, person, COMMAND_TASK_SIGN, id, NULL, 0);
        if (sample_cell(t, i, "done_offset").len)
            SAMPLE_ADD(s, sample_number(t, i, "done_offset"), 240, person, COMMAND_TASK_DONE, id,
                       {STR("result"), sample_cell(t, i, "result")});
        end_task(s, t, i, id);
    }
}

enum err sample_plan_groups(struct sample *s)
{
    struct keyed groups = {0}, meetings = {0};
    struct sample_table tasks;
    int64_t office = sample_holder(s, "office", 0);
    enum err e = plan_sentences(s, office);
    if (!e)
        e = plan_plans(s, office);
    if (!e)
        e = read_keyed(s, "groups", &groups);
    if (!e)
        e = read_keyed(s, "meetings", &meetings);
    if (!e)
        e = sample_table_read(s->arena, "tasks", s->today, &tasks, &s->app->say);
    if (e)
        return e;
    plan_groups(s, &groups, office);
    plan_meetings(s, &meetings, &groups, office);
    plan_tasks(s, &tasks, &meetings, office);
    return ERR_NONE;
}
