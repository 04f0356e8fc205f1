/* sample_notice.c: supervision papers of the sample, of every kind and in every state. See sample_plan.h.
 *
 * Days are offsets from today. Days to sign and to answer are written, not counted, so that what is overdue is overdue
 * whatever holidays lie between. */
#include "app/notice_paper.h"
#include "app/sample_plan.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

enum { NEVER = 1000,
       MORNING = 20, /* minutes after 08:30 */
       NOON = 180,
       AFTERNOON = 330,
       EVENING = 480 };

static const struct paper {
    int64_t sort, measure;
    const char *title, *request;
    int64_t follows;              /* row of the notice it follows, -1 for none */
    int64_t drafted, issued;      /* issued NEVER: still a draft */
    int64_t sign_due, answer_due; /* answer_due NEVER: no answer is asked for */
    int64_t signed_on, answered, returned, again, closed, withdrawn, talked;
} papers[] = {
    {NOTICE_SORT_REMIND, 9, "关于清理矿山修复保证金台账的提醒函", "按月核对台账，欠缴资金列出追缴日程", -1, -62, -61, -59, -51, -60, -54, NEVER, NEVER, -53, NEVER, NEVER},
    {NOTICE_SORT_FEEDBACK, 17, "关于惠企政策专区运行情况的反馈函", "补齐免申即享事项清单，公开兑现时限", -1, -57, -56, -53, -41, -55, -44, NEVER, NEVER, -43, NEVER, NEVER},
    {NOTICE_SORT_SUPERVISE, 13, "关于除尘设施安装运行的督办单", "逐户建立安装进度表，停产未装的列明处置意见", -1, -47, -46, -45, -38, -45, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_ORDER, 13, "关于限期完成除尘设施安装的责令整改通知书", "十日内完成剩余企业安装，逾期停止运行", 2, -31, -30, -29, -20, -29, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_WARN, 13, "关于除尘设施整改不力的告诫书", "主要负责同志牵头，五日内全部整改到位", 3, -13, -12, -11, 4, -11, -6, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_OPINION, 51, "关于嵌入式养老驿站建设的整改意见书", "补齐助浴、康复设备清单，公开收费标准", -1, -6, -5, -3, 10, -4, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_TALK, 29, "关于精深加工主体培育的约谈通知书", "说明进度滞后的原因，提出补救措施", -1, -24, -23, -22, -14, -22, -18, NEVER, NEVER, -16, NEVER, -20},
    {NOTICE_SORT_CIRCULAR, 33, "关于村企共建项目推进缓慢的通报", "对照任务清单说明情况，限期补上进度", -1, -28, -27, -24, NEVER, -26, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_SUPERVISE, 45, "关于乡镇卫生人员招引的督办单", "明确剩余名额的招引办法和到岗日期", -1, -18, -17, -16, -6, -16, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_REMIND, 81, "关于工程变更审批的提醒函", "公布岗位分离方案，报送首批提级审批事项", -1, -9, -8, -6, 2, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_REMIND, 85, "关于村组干部轮训的提醒函", "报送下一期轮训计划", -1, -23, -22, -20, -12, NEVER, NEVER, NEVER, NEVER, NEVER, -21, NEVER},
    {NOTICE_SORT_SUPERVISE, 67, "关于小型企业消防通道改造的督办单", "逐户复查夜间值守和电气线路，附复查记录", -1, -16, -15, -14, 3, -14, -10, -9, -5, NEVER, NEVER, NEVER},
    {NOTICE_SORT_SUPERVISE, 92, "关于案例课开发的督办单", "确定课程清单和授课人，报送开课日期", -1, -2, -1, 1, 9, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_ORDER, 75, "关于专项排查进度的责令整改通知书", "补齐暗访记录，十日内完成第一轮排查", -1, -1, NEVER, 2, 12, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
    {NOTICE_SORT_SUPERVISE, 48, "关于老旧小区连片改造的督办单", "公布六个小区的工期，逐周报送进度", -1, -40, -39, -38, -30, -38, -33, NEVER, NEVER, -32, NEVER, NEVER},
};
enum { PAPERS = sizeof papers / sizeof *papers };

static struct str day_or_none(const struct sample *s, int64_t offset)
{
    return offset == NEVER ? STR("") : sample_day(s, offset);
}

static void add_draft(struct sample *s, const struct paper *p, const int64_t *ids, int64_t id, int64_t office)
{
    size_t row = sample_measure_row(s, p->measure);
    struct pair pairs[] = {
        {STR("title"), str_c(p->title)},
        {STR("text"), notice_template(p->sort)},
        {STR("measure"), id_text(s->arena, s->measure_ids[p->measure])},
        {STR("unit"), id_text(s->arena, sample_unit(s, sample_cell(&s->measures, row, "lead_unit")))},
        {STR("leader"), id_text(s->arena, sample_person(s, sample_cell(&s->measures, row, "leader")))},
        {STR("request"), str_c(p->request)},
        {STR("basis"), STR("整改工作督办办法（试行）第六条")},
        {STR("sign_due_day"), day_or_none(s, p->sign_due)},
        {STR("answer_due_day"), day_or_none(s, p->answer_due)},
        {STR("inspection"), id_text(s->arena, s->inspection_id)},
        {STR("sort"), str_c(notice_sorts[p->sort].name)}};
    size_t count = sizeof pairs / sizeof *pairs;
    if (p->follows < 0) {
        sample_add(s, p->drafted, MORNING, office, COMMAND_NOTICE_DRAFT, id, pairs, count);
        return;
    }
    SAMPLE_ADD(s, p->drafted, MORNING, office, COMMAND_NOTICE_ESCALATE, id,
               {STR("previous"), id_text(s->arena, ids[p->follows])}, {STR("sort"), str_c(notice_sorts[p->sort].name)},
               {STR("title"), str_c(p->title)}, {STR("text"), notice_template(p->sort)}, {STR("request"), str_c(p->request)});
    sample_add(s, p->drafted, MORNING + 20, office, COMMAND_NOTICE_CHANGE, id, pairs, count - 2);
}

/* What the unit did, and what came of it. */
static void add_course(struct sample *s, const struct paper *p, int64_t id, int64_t office, int64_t unit)
{
    if (p->signed_on != NEVER)
        sample_add(s, p->signed_on, MORNING, unit, COMMAND_NOTICE_SIGN, id, NULL, 0);
    if (p->talked != NEVER)
        SAMPLE_ADD(s, p->talked, NOON, office, COMMAND_NOTICE_TALK, id, {STR("talk_day"), sample_day(s, p->talked)},
                   {STR("talk_people"), STR("整改办和承办单位的负责同志")}, {STR("talk_record"), STR("通报了进度情况，指出底数不清、责任不实，承办单位当场作了说明并提出时间安排。")});
    if (p->answered != NEVER)
        SAMPLE_ADD(s, p->answered, AFTERNOON, unit, COMMAND_NOTICE_ANSWER, id, {STR("answer"), STR("已按要求逐项梳理并明确责任人和时间，主要事项正在收尾，有关清单随报。")});
    if (p->returned != NEVER)
        SAMPLE_ADD(s, p->returned, NOON, office, COMMAND_NOTICE_RETURN, id, {STR("opinion"), STR("复查记录没有逐户附上，请补充后重新答复。")});
    if (p->again != NEVER)
        SAMPLE_ADD(s, p->again, AFTERNOON, unit, COMMAND_NOTICE_ANSWER, id, {STR("answer"), STR("已逐户复查并补上记录，未整改的三户已停用相关线路。")});
    if (p->closed != NEVER)
        SAMPLE_ADD(s, p->closed, NOON, office, COMMAND_NOTICE_ACCEPT, id, {STR("opinion"), STR("情况清楚，措施可行，同意办结。")});
    if (p->withdrawn != NEVER)
        SAMPLE_ADD(s, p->withdrawn, NOON, office, COMMAND_NOTICE_WITHDRAW, id, {STR("reason"), STR("与另一份提醒事项重复")}, {STR("document"), STR("青整改办发文稿纸第21号")});
}

void sample_plan_notice(struct sample *s)
{
    int64_t ids[PAPERS];
    for (size_t i = 0; i < PAPERS; i++) {
        const struct paper *p = &papers[i];
        int64_t office = sample_holder(s, "office", i), overseer = sample_holder(s, "overseer", i);
        struct str unit = sample_cell(&s->measures, sample_measure_row(s, p->measure), "lead_unit");
        ids[i] = id_random();
        add_draft(s, p, ids, ids[i], office);
        if (p->issued != NEVER)
            sample_add(s, p->issued, EVENING, overseer, COMMAND_NOTICE_ISSUE, ids[i], NULL, 0);
        add_course(s, p, ids[i], office, sample_reporter(s, unit));
    }
    SAMPLE_ADD(s, -64, NOON, sample_holder(s, "office", 0), COMMAND_NOTICE_RULE_SET, 0,
               {STR("sort"), STR("remind")}, {STR("prefix"), STR("青整改提")},
               {STR("sign_days"), STR("2")}, {STR("answer_days"), STR("10")},
               {STR("clock"), STR("calendar")},
               {STR("basis"), STR("整改工作督办办法（试行）第四条")});
}

/* The figures of a notice are those of the moment it goes out: only then what notice.issue takes can be computed. */
enum err sample_notice_issue(struct sample *s, struct arena *a, int64_t at_us,
                             struct submission *go, struct sentence *why)
{
    struct notice n;
    struct notice_issue values;
    struct moment m = {.db = s->app->db,
                       .inspection = s->inspection_id,
                       .position = log_size(s->app->log),
                       .as_of_day = day_of(at_us)};
    struct pair *pairs = arena_alloc(a, NOTICE_ISSUE_PAIRS * sizeof *pairs);
    enum err e = table_load(s->app->db, a, KIND_NOTICE, go->id, &n);
    if (!e)
        e = notice_issue_at(a, &m, &n, &values, why);
    if (e)
        return e;
    notice_issue_pairs(a, &values, pairs);
    go->pairs = pairs;
    go->count = NOTICE_ISSUE_PAIRS;
    return ERR_NONE;
}
