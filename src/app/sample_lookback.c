/* sample_lookback.c: the sample's look-back, its voices, and an earlier round two of whose problems have come back. See
 * sample_plan.h. The draw is done here beforehand: it follows from the seed and from what will be closed that day. */
#include "app/sample_plan.h"

#include "app/store.h"
#include "base/hash.h"
#include "domain/lookback.h"

#include <assert.h>

enum { PLAN_OFFSET = -14,
       DRAW_OFFSET = -12,
       CHECK_OFFSET = -10,
       TAKE = 5,
       EARLIER_OFFSET = -112, /* entered late, on the day the people are */
       EARLIER_MINUTE = 425,
       EARLIER_FEEDBACK = -830,
       STEP_MINUTES = 7 };
#define SEED "07 12 19 23 28 + 05"

/* ---- the earlier round ----------------------------------------------------------------------------------- */

struct past {
    const char *title, *detail, *unit, *leader, *measure, *done;
};
static const struct past past[] = {
    {"水源地保护区内农家乐整治不彻底", "澜湖水库周边农家乐排污口整治后又恢复使用，界标和围网维护没有经费。", "hbj", "luzhe", "对水库周边农家乐排污口逐一封堵，界标围网纳入日常巡护。", "排污口已封堵，界标围网补齐，巡护记录按月归档。"},
    {"农村人居环境整治“一阵风”，检查后反弹", "垃圾清运靠突击，公厕无人管护，群众投工投劳少。", "nyj", "qipeilan", "建立村庄清洁日和公厕管护公示制度，按季度通报。", "四个乡镇按季度通报，公厕管护人和电话全部上墙。"},
    {"公务用车管理台账不全", "部分单位公务用车派车单缺填目的地和里程。", "zfb", "taoyanqing", "统一派车单格式，里程与油卡按月核对。", "派车单已统一，上年度记录补核完毕。"},
    {"工会经费列支不规范", "个别单位用工会经费购买与职工活动无关的物品。", "czj", "jiyuanzhou", "开展工会经费自查，退回不合规支出。", "不合规支出已全部退回并入账。"},
    {"村务公开更新不及时", "部分村公开栏三个月以上没有更新收支明细。", "mzj", "qipeilan", "规定每月十日前公开上月收支并留存照片。", "各村按月公开，乡镇按季抽查。"},
    {"档案室防火防潮设施缺失", "两个部门的档案室没有除湿设备和灭火器材。", "xwb", "shenruowang", "补齐除湿、灭火设备，落实专人检查。", "设备已配齐，检查记录按周登记。"}};
enum { PAST_COUNT = sizeof past / sizeof *past };

struct clerk { /* the next step is a few minutes later */
    struct sample *s;
    int64_t minute;
};

static int64_t tick(struct clerk *c) { return c->minute += STEP_MINUTES; }

static int64_t person_of(const struct sample *s, const char *unit)
{
    size_t i = 0;
    while (i < s->people.rows && (!str_is(sample_cell(&s->people, i, "roles"), "unit") ||
                                  !str_is(sample_cell(&s->people, i, "unit"), unit)))
        i++;
    assert(i < s->people.rows);
    return s->person_ids[i];
}

static enum err work_off(struct clerk *c, const struct past *p, int64_t number, int64_t problem)
{
    struct sample *s = c->s;
    int64_t measure = id_random(), office = sample_holder(s, "office", 0), overseer = sample_holder(s, "overseer", (size_t)number);
    int64_t clerk = person_of(s, p->unit);
    struct str hash, body = str_f(s->arena, "补录说明：%s原件存县档案馆。\n", p->done);
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), office, COMMAND_MEASURE_DRAFT, measure,
               {STR("problem"), id_text(s->arena, problem)},
               {STR("number"), str_f(s->arena, "%lld", (long long)number)},
               {STR("text"), str_c(p->measure)}, {STR("goal"), STR("问题解决，不再反复")},
               {STR("type"), STR("immediate")}, {STR("start_day"), sample_day(s, EARLIER_OFFSET)},
               {STR("due_day"), sample_day(s, EARLIER_OFFSET + 30)},
               {STR("leaders"), id_text(s->arena, sample_person(s, str_c(p->leader)))},
               {STR("lead_unit"), id_text(s->arena, sample_unit(s, str_c(p->unit)))},
               {STR("note"), STR("按存档材料补录。")});
    sample_add(s, EARLIER_OFFSET, tick(c), office, COMMAND_MEASURE_SUBMIT, measure, NULL, 0);
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), overseer, COMMAND_MEASURE_APPROVE_PLAN, measure, {STR("opinion"), STR("与存档方案一致，同意补录。")});
    sample_add(s, EARLIER_OFFSET, tick(c), clerk, COMMAND_MEASURE_SIGN, measure, NULL, 0);
    enum err e = store_put(s->arena, s->app->dir, body, &hash);
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), clerk, COMMAND_EVIDENCE_ADD, 0,
               {STR("measure"), id_text(s->arena, measure)}, {STR("name"), STR("补录说明.txt")},
               {STR("sha256"), hash}, {STR("size"), str_f(s->arena, "%zu", body.len)},
               {STR("media"), STR("text/plain")},
               {STR("proves_day"), sample_day(s, EARLIER_FEEDBACK + 150)});
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), clerk, COMMAND_MEASURE_CLAIM, measure,
               {STR("summary"), str_c(p->done)}, {STR("done_day"), sample_day(s, EARLIER_OFFSET)});
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), sample_person(s, str_c(p->leader)),
               COMMAND_MEASURE_APPROVE, measure, {STR("opinion"), STR("与存档一致。")});
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), overseer, COMMAND_MEASURE_VERIFY, measure, {STR("opinion"), STR("核对过存档材料，同意销号。")});
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(c), overseer, COMMAND_PROBLEM_CLOSE, problem, {STR("opinion"), STR("措施已落实，同意销号。")});
    return e;
}

static enum err plan_earlier(struct sample *s)
{
    struct clerk c = {s, EARLIER_MINUTE};
    int64_t office = sample_holder(s, "office", 0), aspect = id_random(), again = 0;
    enum err e = ERR_NONE;
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(&c), office, COMMAND_INSPECTION_OPEN, s->earlier_id,
               {STR("name"), STR("市委第二轮巡察（青澜县）")}, {STR("sort"), STR("xuncha")},
               {STR("body"), STR("市委第一巡察组")},
               {STR("organisation"), id_text(s->arena, sample_unit(s, STR("xw")))},
               {STR("start_day"), sample_day(s, EARLIER_FEEDBACK - 70)},
               {STR("end_day"), sample_day(s, EARLIER_FEEDBACK - 25)},
               {STR("feedback_day"), sample_day(s, EARLIER_FEEDBACK)},
               {STR("note"), STR("上一轮，按存档材料补录，用于与本轮问题比对。")});
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(&c), office, COMMAND_ASPECT_ADD, aspect,
               {STR("inspection"), id_text(s->arena, s->earlier_id)}, {STR("number"), STR("1")},
               {STR("title"), STR("上一轮反馈的问题")});
    for (int64_t i = 0; i < PAST_COUNT && !e; i++) {
        int64_t id = id_random();
        SAMPLE_ADD(s, EARLIER_OFFSET, tick(&c), office, COMMAND_PROBLEM_ADD, id,
                   {STR("aspect"), id_text(s->arena, aspect)},
                   {STR("number"), str_f(s->arena, "%lld", (long long)i + 1)},
                   {STR("title"), str_c(past[i].title)}, {STR("detail"), str_c(past[i].detail)});
        e = work_off(&c, &past[i], i + 1, id);
        again = i == 1 ? id : again;
    }
    SAMPLE_ADD(s, EARLIER_OFFSET, tick(&c), office, COMMAND_INSPECTION_ARCHIVE, s->earlier_id, {STR("reason"), STR("上一轮整改已全部销号，补录完毕。")});
    /* Of the two that resemble, one is confirmed and one is left to be looked at. */
    SAMPLE_ADD(s, -105, 60, office, COMMAND_PROBLEM_LINK, s->problem_ids[10], {STR("earlier"), id_text(s->arena, again)});
    return e;
}

/* ---- scoring rules, the look-back and its checks ------------------------------------------------------------ */

static void plan_rules(struct sample *s, int64_t overseer)
{
    static const char *const rules[][5] = {{"A1", "佐证材料与实际不符", "10", "30", ""},
                                           {"A2", "整改成效群众不知晓", "3", "9", ""},
                                           {"B1", "措施落实打折扣", "8", "24", ""},
                                           {"B2", "同类问题再次出现", "20", "40", ""},
                                           {"C1", "弄虚作假", "0", "0", "1"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        SAMPLE_ADD(s, PLAN_OFFSET - 6, 60 + (int64_t)i * 3, overseer, COMMAND_SCORE_RULE_SET, 0,
                   {STR("inspection"), id_text(s->arena, s->inspection_id)},
                   {STR("code"), str_c(rules[i][0])}, {STR("name"), str_c(rules[i][1])},
                   {STR("points"), str_c(rules[i][2])}, {STR("max"), str_c(rules[i][3])},
                   {STR("veto"), str_c(rules[i][4])});
}

/* Measures closed before the day of the draw. */
static size_t closed_then(const struct sample *s, struct draw_item *items)
{
    size_t n = 0;
    for (size_t i = 0; i < s->opinions.rows; i++) {
        int64_t number = sample_number(&s->opinions, i, "measure");
        if (str_is(sample_cell(&s->opinions, i, "step"), "verify") && sample_number(&s->opinions, i, "day_offset") < DRAW_OFFSET)
            items[n++] = (struct draw_item){s->measure_ids[number], 0};
    }
    return n;
}

static int64_t number_of(const struct sample *s, int64_t id)
{
    int64_t n = 1;
    while (n < SAMPLE_NUMBERS_MAX - 1 && s->measure_ids[n] != id)
        n++;
    return n;
}

struct found {
    const char *verdict, *findings, *mismatches, *deductions, *votes[4], *decided, *opinion;
};
static const struct found founds[TAKE] = {
    {"true", "到现场看了两处，与销号材料一致；随机电话回访十户，都说问题已经解决。", "", "", {"10", "8", "2", "0"}, "consolidate", "现场、资料、回访三方一致，认定巩固。"},
    {"true", "台账、照片与现场逐项对上，抽查的凭证齐全。", "", "", {"12", "9", "2", "1"}, "consolidate", "成效稳定，认定巩固。"},
    {"partly", "制度已建立，但两个点位没有按制度登记，群众知晓不够。", "上报：各点位按月登记；实查：两个点位有三个月没有登记", "A2×2、B1", {"15", "7", "5", "3"}, "", ""},
    {"true", "随机查看五份记录，均与系统一致。", "", "A2", {"8", "6", "1", "1"}, "consolidate", "认定巩固，知晓率不足的由牵头单位补做宣传。"},
    {"rebound", "暗访发现同类情形再次出现，当场拍照取证，牵头单位值守人员在场。", "上报：已全部清零；实查：一处重新出现", "B2", {"9", "2", "3", "4"}, "reopen", "事实发生在销号之后，认定重新立项，请牵头单位十日内报方案。"}};

static void plan_check(struct sample *s, int64_t lookback, int64_t measure, size_t at)
{
    const struct found *f = &founds[at];
    int64_t check = id_random(), offset = CHECK_OFFSET + (int64_t)at;
    size_t verifier = (size_t)number_of(s, measure);
    bool rebound = str_is(str_c(f->verdict), "rebound");
    SAMPLE_ADD(s, offset, 200, sample_holder(s, "overseer", verifier + 1), COMMAND_CHECK_RECORD,
               check, {STR("lookback"), id_text(s->arena, lookback)},
               {STR("measure"), id_text(s->arena, measure)},
               {STR("methods"),
                rebound ? STR("unannounced,on_the_spot") : STR("documents,on_the_spot,talks")},
               {STR("day"), sample_day(s, offset)}, {STR("verdict"), str_c(f->verdict)},
               {STR("findings"), str_c(f->findings)},
               {STR("fact_day"), rebound ? sample_day(s, offset) : STR("")},
               {STR("mismatches"), str_c(f->mismatches)}, {STR("deductions"), str_c(f->deductions)},
               {STR("votes_valid"), str_c(f->votes[0])},
               {STR("votes_satisfied"), str_c(f->votes[1])},
               {STR("votes_basically"), str_c(f->votes[2])},
               {STR("votes_unsatisfied"), str_c(f->votes[3])});
    if (*f->decided)
        SAMPLE_ADD(s, offset + 2, 240, sample_holder(s, "overseer", verifier + 2),
                   rebound ? COMMAND_CHECK_REOPEN : COMMAND_CHECK_CONSOLIDATE, check,
                   {STR("opinion"), str_c(f->opinion)});
}

static void plan_lookback(struct sample *s)
{
    int64_t overseer = sample_holder(s, "overseer", 0), other = sample_holder(s, "overseer", 2), id = id_random();
    struct draw_item items[SAMPLE_NUMBERS_MAX];
    struct draw_rule rule = {.seed = STR(SEED), .by = DRAW_BY_COUNT, .take = TAKE};
    size_t count = closed_then(s, items);
    struct ids drawn = draw_pick(s->arena, &rule, items, count);
    SAMPLE_ADD(s, PLAN_OFFSET, 90, overseer, COMMAND_LOOKBACK_PLAN, id,
               {STR("inspection"), id_text(s->arena, s->inspection_id)},
               {STR("name"), STR("第一次整改回头看")}, {STR("sort"), STR("measures")},
               {STR("draw_by"), STR("count")}, {STR("take"), str_f(s->arena, "%d", TAKE)},
               {STR("methods"), STR("documents,on_the_spot,talks,unannounced")},
               {STR("from_day"), sample_day(s, CHECK_OFFSET)},
               {STR("to_day"), sample_day(s, CHECK_OFFSET + 6)},
               {STR("team"), str_f(s->arena, "%.*s,%.*s", STR_ARG(id_text(s->arena, overseer)),
                                   STR_ARG(id_text(s->arena, other)))},
               {STR("seed_source"),
                STR("抽样当日上午公开摇出的六个号码，按开出顺序书写，由公证人员记录。")},
               {STR("seed_day"), sample_day(s, DRAW_OFFSET)});
    SAMPLE_ADD(s, DRAW_OFFSET, 30, overseer, COMMAND_LOOKBACK_DRAW, id, {STR("seed"), STR(SEED)});
    for (size_t i = 0; i < drawn.count && i < TAKE; i++)
        plan_check(s, id, drawn.list[i], i);
}

/* ---- voices ------------------------------------------------------------------------------------------------- */

static void plan_voices(struct sample *s)
{
    int64_t office = sample_holder(s, "office", 1), answered = id_random();
    struct str inspection = id_text(s->arena, s->inspection_id);
    SAMPLE_ADD(s, -6, 120, office, COMMAND_VOICE_ENTER, 0, {STR("inspection"), inspection},
               {STR("measure"), id_text(s->arena, s->measure_ids[39])},
               {STR("received_day"), sample_day(s, -6)}, {STR("source"), STR("call")},
               {STR("fact_day"), sample_day(s, -8)},
               {STR("text"), STR("复种的那块地边上又栽了一排苗木，请去看看。")});
    SAMPLE_ADD(s, -8, 150, office, COMMAND_VOICE_ENTER, answered, {STR("inspection"), inspection},
               {STR("problem"), id_text(s->arena, s->problem_ids[26])},
               {STR("received_day"), sample_day(s, -8)}, {STR("source"), STR("net")},
               {STR("text"), STR("菜市场门口晚上还有人占道摆摊，什么时候能管好？")});
    SAMPLE_ADD(s, -4, 300, office, COMMAND_VOICE_ANSWER, answered, {STR("answer"), STR("夜间巡查已加到每晚两次，疏导点月底前启用，欢迎继续监督。")});
}

enum err sample_plan_lookback(struct sample *s)
{
    plan_rules(s, sample_holder(s, "overseer", 0));
    plan_lookback(s);
    plan_voices(s);
    return plan_earlier(s);
}
