/* progress.c: half-month progress reports and evidence. See measure.h. */
#include "domain/measure.h"

#include "base/time.h"
#include "domain/regime.h"

int64_t report_unit(const struct measure *m, const struct env *env)
{
    if (m->lead_unit && ids_has(env->actor.units, m->lead_unit))
        return m->lead_unit;
    for (size_t i = 0; i < m->assisting_units.count; i++)
        if (ids_has(env->actor.units, m->assisting_units.list[i]))
            return m->assisting_units.list[i];
    return 0;
}

/* What reports and evidence need alike: a measure being worked on, and one's own unit responsible for it. */
static enum refusal may_add(const struct facts *f, const struct env *env)
{
    if (!f->measure)
        return REFUSED_UNKNOWN;
    if (f->measure->state != MEASURE_WORKING && f->measure->state != MEASURE_SUSTAINED)
        return REFUSED_STATE;
    return report_unit(f->measure, env) ? REFUSED_NOT : REFUSED_NOT_RESPONSIBLE_UNIT;
}

/* ---- reports ------------------------------------------------------------------------------------- */

#define REPORT_FIELDS(s) \
    INT(s, period, 1, 1000000, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "期次", "Period"), \
        TEXT(s, text, 5, 4000, FIELD_REQUIRED | FIELD_LONG, "本期进展", "Progress"), \
        TEXT(s, difficulties, 0, 2000, FIELD_LONG, "困难和建议", "Difficulties"), \
        TEXT(s, next_steps, 0, 2000, FIELD_LONG, "下步安排", "Next steps"), \
        INT(s, percent, 0, 100, 0, "完成进度(%)", "Percent done")
static const struct field file_fields[] = {
    ID(report_file, measure, KIND_MEASURE, FIELD_REQUIRED, "整改措施", "Measure"), REPORT_FIELDS(report_file)};
#define FILED_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, 0, "巡视巡察", "Inspection"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX, "整改措施", "Measure"), \
        ID(s, unit, KIND_UNIT, 0, "填报单位", "Unit"), REPORT_FIELDS(s), \
        BOOL(s, late, FIELD_OPEN, "逾期填报", "Late")
static const struct field filed_fields[] = {FILED_FIELDS(report_filed)};
static const struct field report_fields[] = {
    THING_FIELDS(report, no_states), FILED_FIELDS(report),
    INT(report, version, 1, INT64_MAX, 0, "版本", "Version"),
    ID(report, person, KIND_PERSON, 0, "填报人", "By"),
    TIME(report, filed_us, 0, "填报时间", "Filed")};
const struct record report_file_record = RECORD(report_file, file_fields);
const struct record report_filed_record = RECORD(report_filed, filed_fields);
const struct record report_record = RECORD(report, report_fields);

enum refusal report_may_file(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    return may_add(f, env);
}

int64_t report_due_day(const struct regime *r, const struct calendar *c, int64_t period)
{
    struct limit grace = {r->report_grace_days, CLOCK_WORKDAY, false};
    return limit_add(c, period_last_day(period), &grace, NULL).day;
}

enum refusal report_file(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    const struct report *before = now;
    const struct report_file *p = cmd->payload;
    int64_t unit = report_unit(f->measure, env), rhythm = f->regime->rhythm;
    int64_t current = regime_period(rhythm, env->today), last = regime_period_before(rhythm, current);
    if (p->period != current && p->period != last)
        return REFUSED_PERIOD_CLOSED;
    if (before->head.len && (before->measure != p->measure || before->period != p->period || before->unit != unit))
        return REFUSED_EXISTS;
    struct report_filed *e = arena_alloc(env->arena, sizeof *e);
    struct measure_reported *r = arena_alloc(env->arena, sizeof *r);
    /* A later version is neither late nor timely: what counts is when the first one came. */
    bool late = before->head.len ? before->late : env->today > report_due_day(f->regime, f->calendar, p->period);
    bool newly_late = late && !before->head.len;
    *e = (struct report_filed){f->measure->inspection, p->measure, unit, p->period, p->text,
                               p->difficulties, p->next_steps, p->percent, late};
    *r = (struct measure_reported){cmd->id, p->period, p->text,
                                   unit == f->measure->lead_unit ? p->percent : f->measure->percent, newly_late};
    events_add(out, EVENT_REPORT_FILED, cmd->id, e);
    events_add(out, EVENT_MEASURE_REPORTED, p->measure, r);
    return REFUSED_NOT;
}

void report_filed(struct arena *a, void *state, const struct event *e)
{
    struct report *r = state;
    (void)a;
    r->version++;
    r->person = e->actor;
    r->filed_us = e->at_us;
}

/* ---- evidence ------------------------------------------------------------------------------------ */

const struct choice evidence_states[] = {{"", "", ""}, {"valid", "有效", "Valid"}, {"gone", "已撤回", "Withdrawn"}, {NULL, NULL, NULL}};
const struct choice evidence_sorts[] = {{"", "", ""},
                                        {"document", "文件", "Document"},
                                        {"minutes", "会议纪要", "Minutes"},
                                        {"photo", "照片", "Photo"},
                                        {"ledger", "台账", "Ledger"},
                                        {"rule", "制度", "Rule"},
                                        {"record", "记录", "Record"},
                                        {"other", "其他", "Other"},
                                        {NULL, NULL, NULL}};
enum { FILE_BYTES_MAX = 1 << 30 };
#define EVIDENCE_FIELDS(s) \
    TEXT(s, name, 1, 200, FIELD_REQUIRED, "材料名称", "File name"), \
        HASH(s, sha256, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "校验码", "SHA-256"), \
        INT(s, size, 0, FILE_BYTES_MAX, 0, "字节数", "Bytes"), \
        TEXT(s, media, 0, 100, 0, "文件类型", "Media type"), \
        ENUM(s, sort, evidence_sorts, 0, "材料种类", "Sort"), \
        DAY(s, proves_day, FIELD_REQUIRED, "所证明日期", "Proves the day"), \
        TEXT(s, note, 0, 500, FIELD_LONG, "说明", "Note")
static const struct field add_fields[] = {
    ID(evidence_add, measure, KIND_MEASURE, FIELD_REQUIRED, "整改措施", "Measure"), EVIDENCE_FIELDS(evidence_add)};
#define ADDED_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, 0, "巡视巡察", "Inspection"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX, "整改措施", "Measure"), EVIDENCE_FIELDS(s), \
        INT(s, of_round, 0, 99, FIELD_OPEN, "轮次", "Round")
static const struct field added_fields[] = {ADDED_FIELDS(evidence_added)};
static const struct field evidence_fields[] = {
    THING_FIELDS(evidence, evidence_states), ADDED_FIELDS(evidence),
    ID(evidence, person, KIND_PERSON, 0, "提交人", "By"),
    TIME(evidence, received_us, 0, "收到时间", "Received")};
const struct record evidence_add_record = RECORD(evidence_add, add_fields);
const struct record evidence_added_record = RECORD(evidence_added, added_fields);
const struct record evidence_record = RECORD(evidence, evidence_fields);

enum refusal evidence_may_add(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    return may_add(f, env);
}

enum refusal evidence_may_withdraw(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    return may_add(f, env);
}

enum refusal evidence_add(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct evidence_add *p = cmd->payload;
    (void)now;
    if (!f->file)
        return REFUSED_EVIDENCE_FILE;
    if (f->taken)
        return REFUSED_EVIDENCE_TWICE;
    if (p->proves_day > env->today)
        return REFUSED_EVIDENCE_FUTURE;
    struct evidence_added *e = arena_alloc(env->arena, sizeof *e);
    struct measure_evidenced *m = arena_alloc(env->arena, sizeof *m);
    *e = (struct evidence_added){
        f->measure->inspection, p->measure, p->name, p->sha256, p->size, p->media, p->sort,
        p->proves_day, p->note, f->measure->round};
    *m = (struct measure_evidenced){cmd->id, f->measure->round};
    events_add(out, EVENT_EVIDENCE_ADDED, cmd->id, e);
    events_add(out, EVENT_MEASURE_EVIDENCED, p->measure, m);
    return REFUSED_NOT;
}

enum refusal evidence_withdraw(const void *now, const struct command *cmd, const struct facts *f,
                               const struct env *env, struct events *out)
{
    const struct evidence *v = now;
    struct measure_evidenced *m = arena_alloc(env->arena, sizeof *m);
    *m = (struct measure_evidenced){cmd->id, v->of_round};
    events_add(out, EVENT_EVIDENCE_WITHDRAWN, cmd->id, cmd->payload);
    events_add(out, EVENT_MEASURE_UNEVIDENCED, f->measure->id, m);
    return REFUSED_NOT;
}

void evidence_added(struct arena *a, void *state, const struct event *e)
{
    struct evidence *v = state;
    (void)a;
    v->person = e->actor;
    v->received_us = e->at_us;
}
