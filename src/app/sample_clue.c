/* sample_clue.c: clues of the sample, one in each state on the way, one of them overdue. See sample_plan.h. Days are
 * offsets
 * from today; what follows from them by domain/clue.h: the second was to be handled ten days ago. */
#include "app/sample_plan.h"
#include "base/hash.h"
#include "domain/clue.h"

enum { NEVER = 1000,
       MORNING = 30, /* minutes after 08:30 */
       NOON = 210,
       AFTERNOON = 400 };

static const struct matter {
    const char *sort, *method;
    const char *source, *summary, *opinion, *result, *decision;
    int64_t received, assessed, handled, decided, told;
    size_t receiver, first, second; /* of the overseers; the first handles, the second decides */
} matters[] = {
    {"conduct", "talk", "巡视组移交清单第1号", "反映一名站所负责人两次在工作日中午接受企业宴请。", "情节轻微，采取谈话函询方式处置。", "已发函，本人作出书面说明并退缴餐费；向企业经办人核实，与说明一致。", "予以诫勉，责成所在单位召开民主生活会。", -104, -82, -41, -22, -12, 0, 0, 1},
    {"duty", "check", "巡视组移交清单第2号", "反映一处村道硬化工程的验收单与现场长度不符。", "指向具体，建议初步核实。", "", "", -99, -70, NEVER, NEVER, NEVER, 0, 1, 0},
    {"discipline", "check", "巡视组移交清单第3号", "反映一名中层干部的配偶经商办企业未按规定报告。", "需查询登记资料，建议初步核实。", "已查询登记资料，企业已于两年前注销，漏报属实。", "", -64, -45, -12, NEVER, NEVER, 2, 2, 3},
    {"conduct", "settle", "巡视组移交清单第4号", "反映某窗口单位节后无人值守。", "已由主管部门查实处理，建议予以了结。", "调阅值班表和监控，当日为系统升级停办，已提前公告。", "予以了结，责成完善停办公告的张贴位置。", -83, -66, -34, -6, NEVER, 0, 1, 0},
    {"other", "", "巡视组移交清单第5号", "反映某项目征地补偿款发放次序不公。", "", "", "", -21, NEVER, NEVER, NEVER, NEVER, 2, 3, 2},
};

void sample_plan_clue(struct sample *s)
{
    for (size_t i = 0; i < sizeof matters / sizeof *matters; i++) {
        const struct matter *m = &matters[i];
        int64_t id = id_random(), receiver = sample_holder(s, "overseer", m->receiver);
        int64_t first = sample_holder(s, "overseer", m->first), second = sample_holder(s, "overseer", m->second);
        int64_t both[] = {first, second};
        SAMPLE_ADD(s, m->received, NOON + (int64_t)i, receiver, COMMAND_CLUE_RECEIVE, id,
                   {STR("inspection"), id_text(s->arena, s->inspection_id)}, {STR("received_day"), sample_day(s, m->received)},
                   {STR("sort"), str_c(m->sort)}, {STR("source"), str_c(m->source)}, {STR("summary"), str_c(m->summary)});
        SAMPLE_ADD(s, m->received + 1, MORNING + (int64_t)i, receiver, COMMAND_CLUE_ASSIGN, id,
                   {STR("assigned"), ids_text(s->arena, (struct ids){both, 2})});
        if (m->assessed != NEVER)
            SAMPLE_ADD(s, m->assessed, MORNING, first, COMMAND_CLUE_ASSESS, id, {STR("method"), str_c(m->method)},
                       {STR("opinion"), str_c(m->opinion)});
        if (m->handled != NEVER)
            SAMPLE_ADD(s, m->handled, AFTERNOON, first, COMMAND_CLUE_HANDLE, id, {STR("result"), str_c(m->result)});
        if (m->decided != NEVER)
            SAMPLE_ADD(s, m->decided, NOON, second, COMMAND_CLUE_DECIDE, id, {STR("decision"), str_c(m->decision)});
        if (m->told != NEVER)
            SAMPLE_ADD(s, m->told, MORNING, first, COMMAND_CLUE_FEED_BACK, id, {STR("told"), STR("县委巡察办")},
                       {STR("told_day"), sample_day(s, m->told)});
    }
}
