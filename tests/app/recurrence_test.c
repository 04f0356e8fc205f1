/* recurrence_test.c: which earlier problems are put before a person: the threshold on pairs of titles, and the rounds. */
#include "app/recurrence.h"
#include "tests/app/app_help.h"

/* The measurement RECURRENCE_LEAST comes from: the same matter told by two hands, and two matters of one field. */
TEST(likeness_tells_the_same_matter_from_another_of_its_field)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"往来款长期挂账", "往来款挂账多年未清理", true},
        {"饮用水水源地保护区整治不彻底", "水源地保护区内农家乐整治不彻底", true},
        {"村级集体经济“造血”能力不强", "村集体经济造血能力弱，长期靠补助", true},
        {"农村人居环境整治存在“一阵风”现象", "农村人居环境整治“一阵风”，检查后反弹", true},
        {"公务接待超标准", "公务接待超标准、超范围列支", true},
        {"乡镇卫生院看病难取药难", "基层卫生院常用药断供、群众取药难", true},
        {"耕地保护责任落实不严", "耕地非粮化整治责任落实不到位", true},
        {"落实全面从严治党主体责任不扎实", "落实管党治党主体责任不扎实", true},
        {"耕地保护责任落实不严", "落实全面从严治党主体责任不扎实", false},
        {"饮用水水源地保护区整治不彻底", "上轮巡视移交事项整改不彻底", false},
        {"小水电生态流量监管存在漏洞", "矿山生态修复欠账较多", false},
        {"养老服务供需错配，托育供给不足", "就业服务和拖欠工资治理不够精准", false},
        {"惠企政策兑现不及时", "工程建设审批“体外循环”", false},
        {"政府债务和专项债项目管理有缺口", "县属国企投资决策不规范，资产运营粗放", false},
        {"人才引育与教育培训不够精准", "就业服务和拖欠工资治理不够精准", false},
        {"村级党组织带头人储备不足，作用发挥不平衡", "村级集体经济“造血”能力不强", false},
        {"作风建设存在“宽松软”，基层形式主义回潮", "小水电生态流量监管存在漏洞", false},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct problem p = {.title = str_c(pairs[i].a)}, q = {.title = str_c(pairs[i].b)};
        int64_t n = recurrence_likeness(&a, &p, &q);
        if ((n >= RECURRENCE_LEAST) != pairs[i].same)
            fprintf(stderr, "%lld: %s / %s\n", (long long)n, pairs[i].a, pairs[i].b);
        CHECK((n >= RECURRENCE_LEAST) == pairs[i].same && n == recurrence_likeness(&a, &q, &p));
    }
    arena_reset(&a);
}

enum { ROUND_0 = 1040,
       ASPECT_0 = 1041,
       PROBLEM_SAME = 1042,
       PROBLEM_OTHER = 1043,
       ROUND_ELSEWHERE = 1050 };

TEST(earlier_problems_come_from_earlier_rounds_of_the_same_organisation)
{
    struct desk d = desk_open("");
    const struct recurrence_of *all;
    struct recurrence_of of;
    struct problem p;
    size_t count;
    desk_measure(&d, MEASURE_DRAFT);
    CHECK(!recurrence_round(d.app.db, &d.arena, INSPECTION_1, &all, &count) && count == 0);
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-90");
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_OPEN, ROUND_0, "name=上一轮巡察|sort=xuncha|organisation=#1|feedback_day=@-700");
    desk_must(&d, OFFICE_A, COMMAND_ASPECT_ADD, ASPECT_0, "inspection=#1040|number=1|title=财务管理");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_SAME, "aspect=#1041|number=1|title=往来款挂账多年未清理");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_OTHER, "aspect=#1041|number=2|title=公务接待超标准");
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_OPEN, ROUND_ELSEWHERE, "name=别处的巡察|sort=xuncha|organisation=#2|feedback_day=@-700");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PROBLEM, PROBLEM_1, &p));
    CHECK(!recurrence_find(d.app.db, &d.arena, &p, &of) && of.count == 1);
    CHECK(of.list[0].problem->id == PROBLEM_SAME && of.list[0].likeness >= RECURRENCE_LEAST && !of.list[0].linked && !of.list[0].closed_day);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_LINK, PROBLEM_1, "earlier=#1043"); /* a person sees what letters do not */
    CHECK(!table_load(d.app.db, &d.arena, KIND_PROBLEM, PROBLEM_1, &p));
    CHECK(!recurrence_find(d.app.db, &d.arena, &p, &of) && of.count == 2);
    CHECK(of.list[0].problem->id == PROBLEM_OTHER && of.list[0].linked && of.list[1].problem->id == PROBLEM_SAME);
    CHECK(!recurrence_round(d.app.db, &d.arena, INSPECTION_1, &all, &count) && count == 1 && all[0].problem->id == PROBLEM_1);
    CHECK(!recurrence_round(d.app.db, &d.arena, ROUND_0, &all, &count) && count == 0); /* nothing came before it */
    desk_close(&d);
}
