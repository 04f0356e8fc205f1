/* import_test.c: papers as people write them, and what is read from them. */
#include "tests/app/import_help.h"

#include "app/import_private.h"

#include <iconv.h>

static const char plain[] =
    HEAD "一、推进改革不够有力,1.简政放权有差距,事项清单公开,公布权力清单；精简证明材料,立行立改,周明（副县长）,财政局,审计局、档案馆,立行立改\n"
         ",,办事时间缩短,压缩审批时限,,周明,政务服务局,,2025年9月底前\n"
         ",2.招商选资把关不严,落地率提高,建立项目评审制度,分阶段,吴岚,商务局,财政局;审计局,2025-12-31\n"
         "二、基层基础不够牢固,3.村级账目不清,账实相符,开展村账互审,长期坚持,吴岚,农业农村局,,长期坚持\n";

TEST(flat_sheet_becomes_aspects_problems_and_measures)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, plain, 0);
    CHECK(p.aspects == 2 && p.problems == 3 && p.measures == 4);
    CHECK(p.added == 4 && p.updated == 0 && p.unchanged == 0 && p.errors == 0 && p.opens);
    CHECK_STR(p.inspection_name, STR("台账"));
    CHECK(p.n_people == 2 && p.n_units == 4);
    CHECK_STR(p.units[0], STR("档案馆"));
    enter(&d, &p);
    struct ledger l = ledger_of(&d, only_inspection(&d));
    CHECK(l.n_aspects == 2 && l.n_problems == 3 && l.n_measures == 4);
    CHECK_STR(l.aspects[1].title, STR("基层基础不够牢固"));
    CHECK_STR(l.problems[0].title, STR("简政放权有差距"));
    CHECK(l.problems[2].number == 3 && l.problems[2].aspect_number == 2);
    const struct measure *m = l.measures;
    CHECK(m[0].number == 1 && m[1].number == 2 && m[1].problem == m[0].problem && m[2].number == 1);
    CHECK(m[0].type == TYPE_IMMEDIATE && m[0].due_day == 0 && m[0].lead_unit == BUREAU);
    CHECK(m[0].assisting_units.count == 2 && m[0].assisting_units.list[0] == ASSISTING);
    CHECK(m[1].type == TYPE_PHASED && m[1].due_day == day_from_civil(2025, 9, 30));
    CHECK_STR(m[1].due_text, STR("2025年9月底前"));
    CHECK(m[2].due_day == day_from_civil(2025, 12, 31) && m[2].assisting_units.count == 2);
    CHECK(m[3].type == TYPE_SUSTAINED && m[3].state == MEASURE_DRAFT);
    CHECK(m[0].leaders.count == 1 && m[0].leaders.list[0] == m[1].leaders.list[0]);
    CHECK_STR(ledger_person(&l, m[0].leaders.list[0])->post, STR("副县长"));
    desk_close(&d);
}

TEST(the_same_file_again_changes_nothing)
{
    struct desk d = desk_open("");
    struct import_plan first = plan_csv(&d, plain, 0);
    enter(&d, &first);
    int64_t size = log_size(d.app.log);
    enter(&d, &first); /* a double click: the same command ids */
    CHECK(log_size(d.app.log) == size);
    struct import_plan again = plan_csv(&d, plain, only_inspection(&d));
    if (again.updated || again.added)
        for (size_t i = 0; i < again.n_changes; i++)
            fprintf(stderr, "%.*s %.*s -> %.*s\n", STR_ARG(again.changes[i].cell),
                    STR_ARG(again.changes[i].before), STR_ARG(again.changes[i].after));
    CHECK(again.added == 0 && again.updated == 0 && again.unchanged == 4 && again.count == 0 && again.errors == 0);
    desk_close(&d);
}

TEST(edited_cells_and_only_they_are_changes)
{
    struct desk d = desk_open("");
    struct import_plan first = plan_csv(&d, plain, 0);
    enter(&d, &first);
    const char *edited =
        HEAD "一、推进改革不够有力,1.简政放权有差距,事项清单公开,公布权力清单；精简证明材料,立行立改,周明（副县长）,财政局,审计局、档案馆,立行立改\n"
             ",,办事时间缩短,压缩审批时限,,周明,政务服务局,,2025年10月底前\n"
             ",2.招商选资把关不严不实,落地率提高,建立项目评审制度,分阶段,吴岚,商务局,财政局;审计局,2025-12-31\n"
             "二、基层基础不够牢固,3.村级账目不清,账实相符,开展村账互审,长期坚持,吴岚,农业农村局,,长期坚持\n"
             ",,,补办移交手续,,吴岚,农业农村局,,2025年8月\n";
    struct import_plan p = plan_csv(&d, edited, only_inspection(&d));
    CHECK(p.errors == 0 && p.added == 1 && p.updated == 2 && p.unchanged == 2);
    CHECK(p.n_changes == 2);
    CHECK_STR(p.changes[0].cell, STR("B4"));
    CHECK(p.changes[0].column == COLUMN_PROBLEM);
    CHECK_STR(p.changes[1].cell, STR("I3"));
    CHECK_STR(p.changes[1].before, STR("2025年9月底前"));
    CHECK(p.count == 3);
    enter(&d, &p);
    struct ledger l = ledger_of(&d, only_inspection(&d));
    CHECK(l.n_measures == 5 && l.measures[4].number == 2);
    CHECK(l.measures[1].due_day == day_from_civil(2025, 10, 31) && l.measures[1].goal.len > 0);
    CHECK_STR(l.problems[1].title, STR("招商选资把关不严不实"));
    desk_close(&d);
}

/* ---- every sentence names its cell -------------------------------------------------------------- */

static const struct {
    const char *text, *cell, *words;
    bool error;
} said[] = {
    {HEAD "方面一,,,没有问题的措施,,,,,\n", "D2", "上面没有问题", true},
    {HEAD "方面一,问题一号,,措施一号,,,,,2025年2月30日\n", "I2", "日期不存在", true},
    {HEAD "方面一,问题一号,,措施一号,,,,,尽快\n", "I2", "没有读懂时限", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,9月底前\n", "I2", "没有写年份", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,2400年1月1日\n", "I2", "日期不存在", true},
    {HEAD "方面一,问题一号,,措施一号,,,,,45657\n", "I2", "按日期 2024-12-31 理解", false},
    {HEAD "方面一,问题一号,,,,,财政局,,2025年9月\n", "D2", "没有整改措施", true},
    {HEAD "方面一,问题一号,,措施一号,即兴整改,,,,\n", "E2", "没有读懂整改类型", false},
    {HEAD "方面一,问题一号,,措施一号,,,财政局、商务局,,\n", "G2", "牵头单位只能有一个", false},
    {HEAD "方面一,问题一号,,措施一号,,,各乡镇,,\n", "G2", "不像一个具体单位", false},
    {HEAD "方面一,问题一号,,措施一号,,各单位主要负责人,,,\n", "F2", "不像一个人的姓名", false},
    {HEAD "方面一,问题一号,,措施一号,,,县教育局,,\n,,,措施二号,,,县教育局机关,,\n", "G3", "很像", false},
    {HEAD "方面一,问题一号,,措施一号,,,某县财政局,,\n", "G2", "很像", false},
    {HEAD "方面一,问,,措施一号,,,,,\n", "B2", "500 个字", true},
    {HEAD "方面一,问题一号,,措,,,,,\n", "D2", "4000 个字", true},
    {HEAD "方面一,问题一号,,措施一号,,,,,\n合计,1,,1,,,,,\n", "A3", "合计行", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,\n注：以上为一季度,,,,,,,,\n", "A3", "像是说明", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,\n" HEAD ",,,措施二号,,,,,\n", "A3", "表头又出现一次", false},
    {HEAD "方面一,问题一号,,\"1.甲事；2.乙事\n4.丁事\",,,,,\n", "D2", "序号不连贯", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,\n,,,措施一号,,,,,\n", "D3", "措施文字相同", false},
    {HEAD "方面一,问题一号,,措施一号,,,,,\n,问题二号,,,,,,,\n", "B3", "还没有措施", false},
    {"问题编号,反馈问题,整改措施\n1,问题甲号,措施一\n1,问题乙号,措施二\n", "A3", "已经出现过", true},
    {"问题编号,反馈问题,整改措施\n1,问题甲号,措施一\n7,,措施二\n", "A3", "没有对应的问题", true},
    {"反馈问题,措施编号,整改措施\n问题甲号,1-1,措施一\n,1-1,措施二\n", "B3", "已经出现过", true},
    {"反馈问题,整改措施\n问题甲号,措施一\n", "A2", "没有“方面”一列", false},
    {"反馈问题,整改措施,起始时间,整改时限\n问题甲号,措施一,2025年9月1日,2025年3月1日\n", "D2", "早于起始时间", true},
    {"反馈问题,整改措施,起始时间\n问题甲号,措施一,开春\n", "C2", "没有读懂这个日期", false},
    {"反馈问题,整改措施,涉及金额\n问题甲号,措施一,若干\n", "C2", "不是金额", true},
    {"反馈问题,整改措施,涉及金额\n问题甲号,措施一,99999999999999\n", "C2", "不是金额", true},
    {"反馈问题,整改措施,是否上轮未改到位\n问题甲号,措施一,也许\n", "C2", "“是”或“否”", false},
    {"反馈问题,整改措施,联系电话\n问题甲号,措施一,0000-1234567890123456789012345678901234567890123456789012345678901234567890\n", "C2", "60 个字", true},
    {"反馈问题,整改措施,牵头单位,牵头部门\n问题甲号,措施一,甲局机关,乙局机关\n", "D1", "只读了前一列", false},
    {"反馈问题,整改措施,整改进展\n问题甲号,措施一,已完成\n", "C2", "不从表格导入", false},
    {"反馈问题,整改措施,编号\n问题甲号,措施一,0000000abc\n", "C2", "不在这一轮", false},
    {"反馈问题,问题性质,整改措施\n问题甲号,个性,措施一\n问题甲号,共性,措施二\n", "B3", "说的不一样", true},
    {"反馈问题,整改措施\n", "", "没有可导入的内容", true},
};

TEST(each_sentence_names_its_cell)
{
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct import_plan p = plan_csv(&d, said[i].text, 0);
        const struct import_note *n = note_at(&p, said[i].cell, said[i].words);
        if (!n || n->error != said[i].error) {
            fprintf(stderr, "row %zu: %s at %s is not said\n", i, said[i].words, said[i].cell);
            show_notes(&p);
        }
        CHECK(n && n->error == said[i].error);
        CHECK((p.errors > 0) == said[i].error);
        CHECK(!p.errors || p.count == 0);
    }
    desk_close(&d);
}

TEST(a_file_without_a_header_is_refused_with_the_headings_expected)
{
    static const char *const files[] = {"", "\n\n", "甲,乙\n1,2\n", "序号,单位\n1,甲局\n", "备注\n没有\n"};
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct import_file file;
        struct import_plan plan;
        struct sentence why = {0};
        CHECK(!import_read(&d.arena, str_c(files[i]), STR("x.csv"), &file, &why));
        CHECK(import_plan(&d.arena, d.app.db, &file, 0, TODAY, &plan, &why) == ERR_INPUT);
        if (str_find(why.zh, STR("反馈问题、问题")) == SIZE_MAX)
            fprintf(stderr, "file %zu: %.*s\n", i, STR_ARG(why.zh));
        CHECK(str_find(why.zh, STR("反馈问题、问题")) != SIZE_MAX && why.en.len);
    }
    struct import_file file;
    struct sentence why = {0};
    CHECK(import_read(&d.arena, STR("PK\003\004 broken"), STR("x.xlsx"), &file, &why) == ERR_INPUT && why.zh.len);
    desk_close(&d);
}

/* ---- headings ---------------------------------------------------------------------------------------- */

TEST(headings_of_many_offices_mean_the_same_columns)
{
    static const struct {
        const char *heading;
        enum column column;
    } rows[] = {
        {"整改　期限", COLUMN_DUE}, {"完成时间\n要求", COLUMN_DUE}, {"整改时限（年月日）", COLUMN_DUE}, {"责任市领导", COLUMN_LEADERS}, {"协办(配合)单位", COLUMN_ASSISTING_UNITS}, {"主责单位", COLUMN_LEAD_UNIT}, {"存在问题", COLUMN_PROBLEM}, {"措 施", COLUMN_MEASURE}, {"问题序号", COLUMN_PROBLEM_CODE}, {"类别", COLUMN_CATEGORY}, {"联 系 电 话", COLUMN_PHONE}, {"销号时间", COLUMN_CLOSED}, {"具体整改举措", COLUMN_MEASURE}, {"整改的目标", COLUMN_GOAL}, {"天气", COLUMN_COUNT}, {"", COLUMN_COUNT}, {"（一）", COLUMN_COUNT}};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (import_heading(&a, str_c(rows[i].heading)) != rows[i].column)
            fprintf(stderr, "%s\n", rows[i].heading);
        CHECK(import_heading(&a, str_c(rows[i].heading)) == rows[i].column);
    }
    for (int c = 0; c < COLUMN_COUNT; c++) { /* what we write we read, in both languages */
        CHECK(import_heading(&a, str_c(columns[c].zh)) == (enum column)c);
        CHECK(c == COLUMN_SEQUENCE || import_heading(&a, str_c(columns[c].en)) == (enum column)c);
    }
    arena_reset(&a);
}

TEST(responsible_units_beside_a_lead_unit_assist)
{
    static const char *const papers[] = {"问题,措施,牵头单位,责任单位\n问题甲号,措施一,财政局,\"商务局、审计局\"\n",
                                         "问题,措施,责任单位,牵头单位\n问题甲号,措施一,\"商务局、审计局\",财政局\n",
                                         "问题,措施,牵头单位,责任单位\n问题甲号,措施一,财政局,\"财政局、商务局、审计局\"\n"};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        struct desk d = desk_open("");
        struct import_plan p = plan_csv(&d, papers[i], 0);
        CHECK(p.errors == 0 && p.measures == 1 && p.n_units == 1 && !note_at(&p, NULL, "责任单位"));
        enter(&d, &p);
        struct ledger l = ledger_of(&d, only_inspection(&d));
        CHECK(l.n_measures == 1 && l.measures[0].assisting_units.count == 2);
        desk_close(&d);
    }
    struct desk d = desk_open(""); /* three of them: nobody can tell what the middle one is for */
    struct import_plan p = plan_csv(&d, "问题,措施,牵头单位,责任单位,配合单位\n问题甲号,措施一,财政局,商务局,审计局\n", 0);
    CHECK(p.errors == 0 && note_at(&p, NULL, "责任单位"));
    desk_close(&d);
}

TEST(two_rows_of_headings_and_a_title_above)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "某县巡察整改台账,,,,\n填报单位：某办,,,,\n序号,反馈问题,整改,责任,\n,,措施,单位,领导\n1,问题甲号,措施一,财政局,\n", 0);
    CHECK(p.errors == 0 && p.problems == 1 && p.measures == 1);
    CHECK_STR(p.inspection_name, STR("某县巡察整改台账"));
    CHECK(str_is(p.submissions[0].pairs[1].value, "xuncha"));
    desk_close(&d);
}

TEST(merged_cells_say_the_same_in_each_row)
{
    struct desk d = desk_open("");
#define CELL(at, text) "<c r=\"" at "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
    struct str book = book_by_hand(
        &d.arena,
        "<row r=\"1\">" CELL(
            "A1",
            "某县整改台账") "</row>"
                            "<row r=\"2\">" CELL("A2", "方面") CELL("B2", "问题") CELL("C2", "措施")
                                CELL("D2",
                                     "责任") "</row>"
                                             "<row r=\"3\">" CELL("D3", "牵头单位") CELL(
                                                 "E3",
                                                 "协办单位") "</row>"
                                                             "<row r=\"4\">" CELL(
                                                                 "A4", "方面一") CELL("B4",
                                                                                      "问题甲号")
                                                                 CELL("C4", "措施一") CELL("D4", "财政局") CELL(
                                                                     "E4",
                                                                     "商务局") "</row>"
                                                                               "<row r=\"5\">" CELL(
                                                                                   "E5",
                                                                                   "民政局") "</row>"
                                                                                             "<row r=\"6\" hidden=\"1\">" CELL(
                                                                                                 "C6",
                                                                                                 "措施二")
                                                                                                 CELL(
                                                                                                     "D6",
                                                                                                     "审计局") "</row>",
        "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:C3\"/><mergeCell ref=\"D2:E2\"/>"
        "<mergeCell ref=\"A4:A6\"/><mergeCell ref=\"B4:B6\"/><mergeCell ref=\"C4:C5\"/><mergeCell ref=\"D4:D5\"/></mergeCells>");
    struct import_plan p = plan_of(&d, book, "a.xlsx", 0);
    CHECK(p.errors == 0 && p.aspects == 1 && p.problems == 1 && p.measures == 2);
    CHECK(note_at(&p, NULL, "隐藏行"));
    enter(&d, &p);
    struct ledger l = ledger_of(&d, only_inspection(&d));
    CHECK(l.measures[0].assisting_units.count == 2 && l.measures[0].lead_unit == BUREAU && l.measures[1].lead_unit == ASSISTING);
    struct import_plan again = plan_of(&d, book, "a.xlsx", only_inspection(&d));
    CHECK(again.unchanged == 2 && again.updated == 0 && again.added == 0);
    desk_close(&d);
}

TEST(numbered_measures_in_one_cell_become_several)
{
    static const struct {
        const char *cell;
        size_t n;
    } rows[] = {
        {"1.甲事情\n2.乙事情", 2}, {"（1）甲事情；（2）乙事情；（3）丙事情。", 3}, {"①甲事情②乙事情", 2}, {"①甲事情；②乙事情", 2}, {"1、甲事情。2、乙事情", 2}, {"措施1：甲事情\n措施2：乙事情", 2}, {"1.甲事情1.5倍", 1}, {"增长2.5倍；3.5万元", 1}, {"一、甲事情\n二、乙事情", 2}, {"只有一件事情", 1}, {"1.甲事情", 1}};
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "反馈问题,整改措施\n问题甲号,\"%s\"\n", rows[i].cell).ptr, 0);
        if (p.measures != rows[i].n)
            fprintf(stderr, "%s: %zu\n", rows[i].cell, p.measures);
        CHECK(p.measures == rows[i].n && !p.errors);
    }
    desk_close(&d);
}

TEST(section_rows_are_aspects)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "序号,反馈问题,整改措施\n一、关于改革推进方面的问题,,\n1,问题甲号,措施一\n2,问题乙号,措施二\n二、关于基层基础方面的问题,,\n3,问题丙号,措施三\n", 0);
    CHECK(p.errors == 0 && p.aspects == 2 && p.problems == 3 && p.measures == 3);
    enter(&d, &p);
    struct ledger l = ledger_of(&d, only_inspection(&d));
    CHECK_STR(l.aspects[1].title, STR("关于基层基础方面的问题"));
    CHECK(l.problems[2].aspect == l.aspects[1].id && l.problems[2].number == 3);
    desk_close(&d);
}

TEST(csv_in_gb18030_reads_as_in_utf8)
{
    struct desk d = desk_open("");
    char in[sizeof plain], out[sizeof plain * 2], *from = in, *to = out;
    size_t n = sizeof plain - 1, room = sizeof out;
    memcpy(in, plain, sizeof plain);
    iconv_t cd = iconv_open("GB18030", "UTF-8");
    CHECK(iconv(cd, &from, &n, &to, &room) == 0);
    iconv_close(cd);
    struct import_plan p = plan_of(&d, (struct str){out, sizeof out - room}, "台账.csv", 0);
    CHECK(p.aspects == 2 && p.problems == 3 && p.measures == 4 && p.errors == 0);
    desk_close(&d);
}

TEST(money_comes_in_yuan_and_in_wan)
{
    static const struct {
        const char *heading, *cell;
        int64_t fen;
    } rows[] = {{"涉及金额", "1234.5", 123450},
                {"涉及金额（万元）", "12.3", 12300000},
                {"涉及金额", "5万元", 5000000},
                {"金额（万元）", "1200元", 120000},
                {"涉及金额", "\"1,200\"", 120000},
                {"涉及金额", "１２", 1200},
                {"涉及金额", "无", 0},
                {"涉及金额（万元）", "无", 0},
                {"涉及金额（千元）", "3", 300000},
                {"涉及金额（元）", "3", 300},
                {"涉及金额", "1.2亿元", 12000000000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct desk d = desk_open("");
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "反馈问题,整改措施,%s\n问题甲号,措施一,%s\n", rows[i].heading, rows[i].cell).ptr, 0);
        enter(&d, &p);
        struct ledger l = ledger_of(&d, only_inspection(&d));
        if (l.problems[0].amount_fen != rows[i].fen)
            fprintf(stderr, "%s %s: %lld\n", rows[i].heading, rows[i].cell, (long long)l.problems[0].amount_fen);
        CHECK(l.problems[0].amount_fen == rows[i].fen);
        desk_close(&d);
    }
}

/* Above the table, where papers say it; and a comma that parts no thousands is no number. */
TEST(money_heeds_the_unit_above_the_table)
{
    static const struct {
        const char *above, *heading, *cell;
        int64_t fen; /* -1: an error in C3 */
    } rows[] = {{"填报单位：某局    金额单位：万元", "涉及金额", "12.3", 12300000},
                {"（单位：元）", "涉及金额", "12.3", 1230},
                {"单位：万元", "涉及金额（元）", "12.3", 1230},
                {"单位：万元", "涉及金额", "12.3元", 1230},
                {"填报单位：万山镇", "涉及金额", "12.3", 1230},
                {"单位：万元", "涉及金额", "\"1,234,567.5\"", 1234567500000},
                {"单位：万元", "涉及金额", "\"12,5\"", -1},
                {"单位：万元", "涉及金额", "\"1，2345\"", -1},
                {"单位：万元", "涉及金额", "\",500\"", -1},
                {"单位：万元", "涉及金额", "\"1234,500\"", -1},
                {"单位：万元", "涉及金额", "\"1,500,\"", -1},
                {"单位：万元", "涉及金额", "\"1.5,000\"", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct desk d = desk_open("");
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "%s\n反馈问题,整改措施,%s\n问题甲号,措施一,%s\n", rows[i].above, rows[i].heading, rows[i].cell).ptr, 0);
        if (rows[i].fen < 0) {
            CHECK(p.errors == 1 && note_at(&p, "C3", "不是金额"));
        } else {
            enter(&d, &p);
            CHECK(ledger_of(&d, only_inspection(&d)).problems[0].amount_fen == rows[i].fen);
        }
        desk_close(&d);
    }
}
