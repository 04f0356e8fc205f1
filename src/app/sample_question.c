/* sample_question.c: what makes one ask, planted in the sample: a report like the last one, one text for three
 * measures, a
 * file under three, evidence older than the feedback, a claim hours after a reminder; and one question that was
 * answered. See sample_plan.h. Reports are new versions of those of the last period, so that no count changes. */
#include "app/sample_plan.h"
#include "app/store.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/calendar.h"
#include "domain/question.h"

enum { MORNING = 30, /* minutes after 08:30 */
       NOON = 200,
       EVENING = 480,
       COPIED = 33,
       ANSWERED = 52,
       OLDER = 56 };
static const int64_t together[] = {29, 37, 75}; /* working, of one unit */

static size_t measure_row(const struct sample *s, int64_t number)
{
    size_t i = 0;
    while (i < s->measures.rows && sample_number(&s->measures, i, "number") != number)
        i++;
    return i;
}

static int64_t clerk_of(const struct sample *s, int64_t number)
{
    struct str unit = sample_cell(&s->measures, measure_row(s, number), "lead_unit");
    for (size_t i = 0; i < s->people.rows; i++)
        if (str_is(sample_cell(&s->people, i, "roles"), "unit") && str_eq(sample_cell(&s->people, i, "unit"), unit))
            return s->person_ids[i];
    return 0;
}

static struct str report_cell(const struct sample *s, int64_t number, int64_t period, const char *column)
{
    for (size_t i = 0; i < s->reports.rows; i++)
        if (sample_number(&s->reports, i, "measure") == number && sample_number(&s->reports, i, "period") == period)
            return sample_cell(&s->reports, i, column);
    return STR("");
}

static void file_again(struct sample *s, int64_t number, struct str text)
{
    SAMPLE_ADD(s, -1, EVENING, clerk_of(s, number), COMMAND_REPORT_FILE, 0,
               {STR("measure"), id_text(s->arena, s->measure_ids[number])},
               {STR("period"), str_f(s->arena, "%lld", (long long)(period_of(s->today) - 1))},
               {STR("text"), text}, {STR("percent"), report_cell(s, number, -1, "percent")});
}

static enum err add_file(struct sample *s, int64_t number, const char *name, const char *body, int64_t proves)
{
    struct str hash;
    enum err e = store_put(s->arena, s->app->dir, str_c(body), &hash);
    SAMPLE_ADD(s, -2, NOON, clerk_of(s, number), COMMAND_EVIDENCE_ADD, id_random(),
               {STR("measure"), id_text(s->arena, s->measure_ids[number])}, {STR("name"), str_c(name)},
               {STR("sha256"), hash}, {STR("size"), str_f(s->arena, "%zu", str_c(body).len)},
               {STR("media"), STR("text/plain")}, {STR("sort"), STR("record")}, {STR("proves_day"), sample_day(s, proves)});
    return e;
}

/* About the evidence added last. */
static void add_answer(struct sample *s)
{
    int64_t newest_us = s->steps[s->count - 1].at_us;
    SAMPLE_ADD(s, -1, MORNING, sample_holder(s, "overseer", 1), COMMAND_QUESTION_SETTLE, 0,
               {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("detector"), STR("early")},
               {STR("measure"), id_text(s->arena, s->measure_ids[ANSWERED])},
               {STR("newest_us"), str_f(s->arena, "%lld", (long long)newest_us)},
               {STR("answer"), STR("问过经办人：这是摸底用的旧名册，作对照用；新名册本周补传。")});
}

/* On the morning of the newest claim that was made on a workday: nothing is sent on other days. */
static void add_reminder(struct sample *s)
{
    const struct sample_step *claim = NULL;
    struct calendar calendar;
    calendar_build(s->arena, NULL, 0, &calendar);
    for (size_t i = 0; i < s->count; i++) {
        const struct sample_step *step = &s->steps[i];
        if (step->s.type == COMMAND_MEASURE_CLAIM && day_of(step->at_us) < s->today &&
            calendar_workday(&calendar, day_of(step->at_us)) &&
            (!claim || step->at_us > claim->at_us))
            claim = step;
    }
    if (!claim)
        return;
    int64_t offset = day_of(claim->at_us) - s->today, clerk = claim->actor, measure = claim->s.id;
    SAMPLE_ADD(s, offset, MORNING, sample_holder(s, "office", 0), COMMAND_NUDGE_SEND, 0,
               {STR("person"), id_text(s->arena, clerk)}, {STR("day"), sample_day(s, offset)},
               {STR("sort"), STR("reminder")}, {STR("count"), STR("1")}, {STR("items"), id_text(s->arena, measure)},
               {STR("channel"), STR("in_app")}, {STR("title"), STR("1 项措施临近时限")},
               {STR("text"), STR("1 项措施临近整改时限，请抓紧推进，完成后及时自报。")});
}

enum err sample_plan_question(struct sample *s)
{
    enum err e = ERR_NONE;
    file_again(s, COPIED, report_cell(s, COPIED, -2, "text"));
    for (size_t i = 0; i < sizeof together / sizeof *together && !e; i++) {
        file_again(s, together[i], STR("按照方案有序推进，各项工作正在抓紧落实，总体情况良好。"));
        e = add_file(s, together[i], "农业农村重点工作推进会签到表.txt", "推进会签到表：到会二十三人，名单附后。", -4);
    }
    if (!e)
        e = add_file(s, OLDER, "企业用工登记表.txt", "企业用工登记表：登记日期在反馈之前，供比对。", -130);
    if (!e)
        e = add_file(s, ANSWERED, "幼儿园旧名册.txt", "幼儿园旧名册：三个片区在园人数，供比对。", -126);
    add_answer(s);
    add_reminder(s);
    return e;
}
