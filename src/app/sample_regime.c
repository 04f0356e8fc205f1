/* sample_regime.c: what some measures of the sample ask for and become: more time, kept up, in routine, handed over;
 * and
 * the office's own rules. See sample_plan.h. */
#include "app/sample_plan.h"

#include "base/hash.h"
#include "domain/regime.h"

enum { EARLY = 10, /* minutes after 08:30 */
       MIDDAY = 200,
       LATE = 470 };

/* Whoever reports for the measure's lead unit. */
static int64_t reporter(const struct sample *s, int64_t measure)
{
    return sample_reporter(s, sample_cell(&s->measures, sample_measure_row(s, measure), "lead_unit"));
}

static int64_t overseer(const struct sample *s, int64_t measure) { return sample_holder(s, "overseer", (size_t)measure); }

static void decide(struct sample *s, int64_t measure, int64_t day, enum command_type type, const char *opinion)
{
    SAMPLE_ADD(s, day, MIDDAY, overseer(s, measure), type, s->measure_ids[measure], {STR("opinion"), str_c(opinion)});
}

static void ask_extension(struct sample *s, int64_t measure, int64_t day, int64_t until,
                          const char *reason, const char *progress)
{
    SAMPLE_ADD(s, day, EARLY, reporter(s, measure), COMMAND_MEASURE_ASK_EXTENSION, s->measure_ids[measure],
               {STR("until_day"), sample_day(s, until)}, {STR("reason"), str_c(reason)},
               {STR("progress"), str_c(progress)}, {STR("stage_goal"), STR("按周报送进度，到期前一周自查")});
}

static void ask_sustain(struct sample *s, int64_t measure, int64_t day, int64_t review, const char *goal)
{
    SAMPLE_ADD(s, day, EARLY, reporter(s, measure), COMMAND_MEASURE_ASK_SUSTAIN, s->measure_ids[measure],
               {STR("review_day"), sample_day(s, review)}, {STR("stage_goal"), str_c(goal)},
               {STR("reason"), STR("阶段任务已经落实，需要长期抓下去")});
}

static void extensions(struct sample *s)
{
    ask_extension(s, 14, -30, 100, "配套管网要等上级批复后才能开工", "选址和设计已完成，施工图已报审");
    decide(s, 14, -28, COMMAND_MEASURE_EXTEND, "延期理由属实，同意延期；批复之后按周报进度。");
    ask_extension(s, 30, -7, 20, "设备还在调试，人员培训没有做完", "设备到货，完成安装");
    decide(s, 30, -6, COMMAND_MEASURE_DECLINE_ASK, "调试与培训可以同步进行，不同意延期。");
    ask_extension(s, 4, -3, 30, "两处工地因汛期停工，复工手续正在办", "七处已完成，余两处");
    ask_extension(s, 34, -12, 110, "第三方评估报告要到下月才能出具", "样本已采集，正在评估");
    SAMPLE_ADD(s, -11, LATE, reporter(s, 34), COMMAND_MEASURE_WITHDRAW_ASK, s->measure_ids[34], {STR("reason"), STR("评估机构答应提前交报告，不再需要延期")});
}

static void kept_up(struct sample *s)
{
    struct str receiving = id_text(s->arena, sample_unit(s, sample_cell(&s->measures, sample_measure_row(s, 37), "lead_unit")));
    ask_sustain(s, 3, -25, 40, "每季度比对一次巡查轨迹，吻合率不低于九成");
    decide(s, 3, -22, COMMAND_MEASURE_SUSTAIN, "同意列入长期坚持，每季度复核。");
    ask_sustain(s, 23, -42, -3, "每月通报四个节点，滞后项目逐月减少");
    decide(s, 23, -40, COMMAND_MEASURE_SUSTAIN, "同意列入长期坚持。");
    SAMPLE_ADD(s, -4, MIDDAY, overseer(s, 23), COMMAND_MEASURE_REVIEW_SUSTAINED, s->measure_ids[23],
               {STR("opinion"), STR("滞后项目减少，继续坚持，月底再看。")}, {STR("review_day"), sample_day(s, 8)});
    ask_sustain(s, 37, -46, 60, "试点村积分兑换不断档，参与农户过半");
    decide(s, 37, -44, COMMAND_MEASURE_SUSTAIN, "同意列入长期坚持。");
    SAMPLE_ADD(s, -1, EARLY, reporter(s, 37), COMMAND_MEASURE_ASK_ROUTINE, s->measure_ids[37], {STR("receiving_unit"), receiving},
               {STR("reason"), STR("积分制已在全县铺开，转入日常工作")}, {STR("standing_rule"), STR("乡村治理积分管理办法")});
    SAMPLE_ADD(s, 0, EARLY, overseer(s, 37), COMMAND_MEASURE_HAND_TO_ROUTINE, s->measure_ids[37], {STR("opinion"), STR("制度已建立、运行正常，同意转常态。")});
    ask_sustain(s, 66, -2, 90, "扫码流转率保持在九成五以上");
}

static void rules(struct sample *s)
{
    static const struct {
        int64_t number;
        const char *text;
        int64_t due;
    } steps[] = {{1, "梳理各专项的资金流向，列出问题清单", -20}, {2, "逐项下达整改通知，主管部门签收", 10}, {3, "复查并通报，纳入年度考核", 40}};
    int64_t office = sample_holder(s, "office", 0);
    SAMPLE_ADD(s, -104, LATE, office, COMMAND_WARNING_SET, 0, {STR("sort"), STR("escalation")}, {STR("clock"), STR("workday")},
               {STR("red_days"), STR("3")}, {STR("tell_red"), STR("office,overseer")}, {STR("basis"), STR("青澜县整改督办办法：超期三个工作日的，报整改办和监督部门")});
    SAMPLE_ADD(
        s, -103, LATE, office, COMMAND_REGIME_SET, 0, {STR("sort"), STR("xunshi")},
        {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("plan_count"), STR("25")},
        {STR("intensive_months"), STR("6")}, {STR("immediate_days_max"), STR("90")},
        {STR("phased_days_max"), STR("365")}, {STR("extensions_max"), STR("2")},
        {STR("extension_days_max"), STR("180")}, {STR("evidence_immediate"), STR("1")},
        {STR("evidence_phased"), STR("1")}, {STR("evidence_sustained"), STR("1")},
        {STR("rhythm"), STR("half_month")}, {STR("report_grace_days"), STR("3")},
        {STR("levels"), STR("aspect,problem,manifestation,measure,step")},
        {STR("problem_list"), STR("巡视整改问题清单")}, {STR("task_list"), STR("巡视整改任务清单")},
        {STR("duty_list"), STR("巡视整改责任清单")},
        {STR("basis"),
         STR("青澜县巡视整改工作方案：反馈后25日内报送整改方案，重点措施细化到步骤。")});
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        SAMPLE_ADD(s, -60, LATE, reporter(s, 7), COMMAND_SUBSTEP_ADD, (int64_t)id_random(),
                   {STR("measure"), id_text(s->arena, s->measure_ids[7])},
                   {STR("number"), str_f(s->arena, "%lld", (long long)steps[i].number)},
                   {STR("text"), str_c(steps[i].text)},
                   {STR("due_day"), sample_day(s, steps[i].due)});
    SAMPLE_ADD(s, -10, LATE, office, COMMAND_MEASURE_HAND_OVER, s->measure_ids[56],
               {STR("leaders"), id_text(s->arena, sample_person(s, STR("shenruowang")))},
               {STR("lead_unit"), id_text(s->arena, sample_unit(s, sample_cell(&s->measures, sample_measure_row(s, 56), "lead_unit")))},
               {STR("department"), STR("综合股")}, {STR("reason"), STR("县委分工调整，原责任领导不再分管")}, {STR("document"), STR("青委办〔2026〕分工")});
}

void sample_plan_regime(struct sample *s)
{
    extensions(s);
    kept_up(s);
    rules(s);
}
