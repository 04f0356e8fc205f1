/* measure.c: one measure: the plan, progress by period, evidence, everything that was decided, and what may be done. */
#include "base/time.h"
#include "view/period.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/notice.h"
#include "web/pages.h"
#include "web/register.h"

static const char sql_reports[] = "SELECT id FROM report WHERE measure = ?1 ORDER BY period DESC, seq DESC";
static const char sql_evidence[] = "SELECT id FROM evidence WHERE measure = ?1 ORDER BY seq DESC";

/* Calls FN with each id SQL gives for measure M. */
static enum err each(struct visit *v, const char *sql, int64_t m,
                     enum err (*fn)(struct visit *v, int64_t id, struct value *list),
                     struct value *list)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, m);
    while (!(e = stmt_step(s, &row)) && row && !(e = fn(v, stmt_get_int(s, 0), list)))
        ;
    stmt_done(s);
    return e;
}

static enum err put_report(struct visit *v, int64_t id, struct value *list)
{
    struct report r;
    enum err e = site_load(v, KIND_REPORT, id, &r);
    if (e)
        return e;
    struct value *row = value_row(list);
    int64_t rhythm;
    if ((e = period_rhythm(v->site->app.db, r.inspection, &rhythm)))
        return e;
    struct sentence period = regime_period_text(v->arena, rhythm, r.period);
    value_bool(row, "late", r.late);
    value_text(row, "period", sentence_in(period, v->lang));
    value_text(row, "text", r.text);
    value_text(row, "difficulties", r.difficulties);
    value_text(row, "next_steps", r.next_steps);
    value_text(row, "percent", r.percent ? str_f(v->arena, "%lld%%", (long long)r.percent) : STR(""));
    value_text(row, "unit", site_unit(v, r.unit));
    value_text(row, "person", site_person(v, r.person));
    value_text(row, "when", time_text(v->arena, r.filed_us));
    value_text(row, "version", r.version > 1 ? str_f(v->arena, v->lang == LANG_ZH ? "第 %lld 版" : "version %lld", (long long)r.version) : STR(""));
    return ERR_NONE;
}

static enum err put_evidence(struct visit *v, int64_t id, struct value *list)
{
    struct evidence x;
    enum err e = site_load(v, KIND_EVIDENCE, id, &x);
    struct str text = id_str(v, id), day = day_text(v->arena, x.proves_day),
               sort = choice_word(evidence_sorts, x.sort, v->lang), who = site_person(v, x.person);
    if (e)
        return e;
    struct value *row = value_row(list), *acts = value_rows(row, "acts");
    value_text(row, "name", x.name);
    value_text(row, "url", str_f(v->arena, "/evidence/%.*s", STR_ARG(text)));
    value_text(row, "about", str_f(v->arena, "%.*s%s%.*s", STR_ARG(sort), sort.len ? " · " : "", STR_ARG(who)));
    value_text(row, "proves",
               str_f(v->arena, v->lang == LANG_ZH ? "证明日期 %.*s%s%.*s" : "proves %.*s%s%.*s",
                     STR_ARG(day), x.note.len ? "：" : "", STR_ARG(x.note)));
    value_text(row, "received", str_f(v->arena, v->lang == LANG_ZH ? "收到 %.*s" : "received %.*s", STR_ARG(time_text(v->arena, x.received_us))));
    value_text(row, "size", matter_size(v, x.size));
    value_text(row, "hash", str_sub(x.sha256, 0, 16));
    value_text(row, "hash_full", x.sha256);
    value_bool(row, "gone", x.state == EVIDENCE_GONE);
    return site_act(v, acts, COMMAND_EVIDENCE_WITHDRAW, id, &x, str_f(v->arena, "/evidence/%.*s/do/withdraw", STR_ARG(text)), false);
}

static struct str counted(struct visit *v, int64_t n) { return n ? str_f(v->arena, "%lld", (long long)n) : STR(""); }

/* 申请延期至2025-08-24：等主管部门批复 */
static struct str asked(struct visit *v, const struct measure *m)
{
    struct str what = choice_word(measure_asks, m->ask, v->lang), day = day_text(v->arena, m->ask_day);
    struct str to = m->ask_unit ? site_unit(v, m->ask_unit) : day;
    return str_f(v->arena, v->lang == LANG_ZH ? "%.*s（%.*s）：%.*s" : "%.*s (%.*s): %.*s", STR_ARG(what), STR_ARG(to), STR_ARG(m->ask_reason));
}

static void put_facts(struct visit *v, const struct measure *m, const struct regime *regime)
{
    struct value *facts = value_rows(v->page, "facts");
    struct str none = STR("");
    matter_fact(v, facts, "整改目标", m->goal, none);
    matter_fact(v, facts, "整改类型", choice_word(measure_types, m->type, v->lang), none);
    matter_fact(v, facts, "完成标准", m->standard, none);
    matter_fact(v, facts, "起始时间", day_text(v->arena, m->start_day), none);
    matter_fact(v, facts, "整改时限", matter_due(v, m), none);
    if (m->original_due_day != m->due_day)
        matter_fact(v, facts, "原时限", day_text(v->arena, m->original_due_day), none);
    matter_fact(v, facts, "延期次数", counted(v, m->extensions), none);
    matter_fact(v, facts, "待定申请", m->ask ? asked(v, m) : none, none);
    matter_fact(v, facts, "阶段目标", m->stage_goal, none);
    matter_fact(v, facts, "时限原文", m->due_text, none);
    matter_fact(v, facts, "报表状态", choice_word(labels, (int64_t)measure_label(m, regime->rhythm, v->today), v->lang), none);
    matter_fact(v, facts, "落实情况和成效", m->claim_summary, none);
    matter_fact(v, facts, "完成时间", day_text(v->arena, m->done_day), none);
    matter_fact(v, facts, "最近意见", m->opinion, none);
    matter_fact(v, facts, "退回次数", counted(v, m->returns), none);
    matter_fact(v, facts, "作废依据", m->void_document, none);
    matter_fact(v, facts, "销号时间", time_text(v->arena, m->closed_us), none);
    matter_fact(v, facts, "轮次", m->round > 1 ? counted(v, m->round) : none, none);
    matter_fact(v, facts, "重新立项时间", time_text(v->arena, m->reopened_us), none);
    matter_fact(v, facts, "转常态时间", time_text(v->arena, m->routine_us), none);
    matter_fact(v, facts, "逾期填报次数", counted(v, m->late_reports), none);
    matter_fact(v, facts, "责任移交次数", counted(v, m->handovers), none);
    matter_fact(v, facts, "备注", m->note, none);
}

static void put_people(struct visit *v, const struct measure *m)
{
    struct value *list = value_rows(v->page, "people");
    struct str none = STR("");
    matter_fact(v, list, "责任领导", matter_people(v, m->leaders, false), none);
    matter_fact(v, list, "牵头单位", site_unit(v, m->lead_unit), none);
    matter_fact(v, list, "协办单位", matter_people(v, m->assisting_units, true), none);
    matter_fact(v, list, "原责任单位", matter_people(v, m->former_units, true), none);
    matter_fact(v, list, "常态承接单位", m->routine_unit ? site_unit(v, m->routine_unit) : none, none);
    matter_fact(v, list, "责任科室", m->department, none);
    matter_fact(v, list, "责任人", m->contact, none);
    matter_fact(v, list, "联系电话", m->phone, none);
    matter_fact(v, list, "监督部门", m->oversight, none);
    matter_fact(v, list, "自报人", site_person(v, m->claimed_by), none);
    matter_fact(v, list, "审签人", site_person(v, m->approved_by), none);
    matter_fact(v, list, "核验人", site_person(v, m->verified_by), none);
}

/* Steps of the measure first, then what is added to it. */
static enum err put_acts(struct visit *v, const struct measure *m)
{
    struct str id = id_str(v, m->id);
    enum err e = action_buttons(v, KIND_MEASURE, m);
    struct value *acts = (struct value *)(uintptr_t)value_find(v->page, STR("acts"), value_hash(STR("acts")));
    if (!e)
        e = site_act(v, acts, COMMAND_REPORT_FILE, 0, &(struct report){.measure = m->id},
                     str_f(v->arena, "/measure/%.*s/report", STR_ARG(id)), false);
    if (!e)
        e = site_act(v, acts, COMMAND_EVIDENCE_ADD, 0, &(struct evidence){.measure = m->id},
                     str_f(v->arena, "/measure/%.*s/evidence", STR_ARG(id)), false);
    if (!e && m->state >= MEASURE_ISSUED && m->state < MEASURE_CLOSED)
        notice_put_draft_act(v, acts, "measure", m->id);
    return e;
}

static void put_head(struct visit *v, const struct measure *m, const struct problem *p, const struct colour_rule *rule)
{
    struct str number = matter_measure_number(v, m, p), id = id_str(v, p->id);
    struct value *problem = value_sub(v->page, "problem");
    site_title(v, str_f(v->arena, "%s %.*s", v->lang == LANG_ZH ? "措施" : "Measure", STR_ARG(number)), "");
    value_text(v->page, "number", number);
    value_text(v->page, "text", m->text);
    value_text(v->page, "state", choice_word(measure_states, m->state, v->lang));
    matter_colour(v, v->page, measure_colour_by(rule, m->state, m->start_day, m->due_day, m->percent));
    if (m->state >= MEASURE_CLOSED)
        value_c(v->page, "colour_text", "");
    value_bool(v->page, "closed", m->state == MEASURE_CLOSED || m->state == MEASURE_ROUTINE);
    value_bool(v->page, "void_pending", m->void_document.len && m->state < MEASURE_CLOSED);
    value_text(problem, "number", matter_problem_number(v, p));
    value_text(problem, "text", p->title);
    value_text(problem, "url", str_f(v->arena, "/problem/%.*s", STR_ARG(id)));
    value_text(v->page, "proof_url", str_f(v->arena, "/log/%lld", (long long)m->seq));
}

struct response *measure_page(struct visit *v)
{
    struct measure m;
    struct problem p;
    struct regime regime;
    struct colour_rule colours_now;
    enum err e = site_load(v, KIND_MEASURE, v->id[0], &m);
    if (e == ERR_MISSING)
        return site_missing(v);
    if (!e)
        e = site_load(v, KIND_PROBLEM, m.problem, &p);
    if (!e)
        e = matter_rules(v, m.inspection, &regime, &colours_now);
    if (!e)
        e = put_acts(v, &m);
    if (!e)
        e = each(v, sql_reports, m.id, put_report, value_rows(v->page, "progress"));
    if (!e)
        e = each(v, sql_evidence, m.id, put_evidence, value_rows(v->page, "evidence"));
    if (!e)
        e = register_children(v, KIND_MEASURE, &m);
    if (!e)
        e = matter_history(v, m.id);
    if (e)
        return site_database_failed(v, e);
    put_head(v, &m, &p, &colours_now);
    put_facts(v, &m, &regime);
    if (m.due_day && m.state >= MEASURE_ISSUED)
        value_text(v->page, "due_why",
                   sentence_in(due_explain(v->arena, m.original_due_day, m.due_day, m.extensions),
                               v->lang));
    put_people(v, &m);
    return site_render(v, "measure");
}
