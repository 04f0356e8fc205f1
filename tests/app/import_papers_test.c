/* import_papers_test.c: papers as offices lay them out: headings, merged and hidden parts, rows that are no data,
 * several things in one cell. */
#include "tests/app/import_help.h"

#include "app/import_private.h"

static struct ledger entered(struct desk *d, const struct import_plan *p)
{
    enter(d, p);
    return ledger_of(d, only_inspection(d));
}

TEST(headings_seldom_seen_mean_their_columns)
{
    static const struct {
        const char *heading;
        enum column column;
    } rows[] = {
        {"反馈意见类别", COLUMN_ASPECT}, {"问题大类", COLUMN_ASPECT}, {"一级问题", COLUMN_ASPECT}, {"问题类别", COLUMN_CATEGORY}, {"问题表述", COLUMN_PROBLEM}, {"二级问题", COLUMN_PROBLEM}, {"巡察指出的具体问题", COLUMN_PROBLEM}, {"存在的困难和问题", COLUMN_COUNT}, {"需协调解决的问题", COLUMN_COUNT}, {"整改落实举措", COLUMN_MEASURE}, {"拟采取的措施", COLUMN_MEASURE}, {"措施落实情况", COLUMN_REPORTS}, {"责任领导及职务", COLUMN_LEADERS}, {"责任校领导", COLUMN_LEADERS}, {"领导小组意见", COLUMN_COUNT}, {"牵头（责任）单位", COLUMN_LEAD_UNIT}, {"牵头(责任)单位", COLUMN_LEAD_UNIT}, {"牵头处室", COLUMN_LEAD_UNIT}, {"配合部门/学院", COLUMN_ASSISTING_UNITS}, {"协同单位", COLUMN_ASSISTING_UNITS}, {"督导单位", COLUMN_OVERSIGHT}, {"填报单位", COLUMN_COUNT}, {"时间节点", COLUMN_DUE}, {"最迟整改完成期限", COLUMN_DUE}, {"延期后时限", COLUMN_EXTENDED}, {"延长时限", COLUMN_COUNT}, {"完成情况", COLUMN_REPORTS}, {"是否完成", COLUMN_STATE}, {"在主题教育期间对照检查反馈的具体问题", COLUMN_COUNT}};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (import_heading(&a, str_c(rows[i].heading)) != rows[i].column)
            fprintf(stderr, "%s\n", rows[i].heading);
        CHECK(import_heading(&a, str_c(rows[i].heading)) == rows[i].column);
    }
    arena_reset(&a);
}

/* Of the same heading the other columns decide. */
TEST(what_a_heading_means_may_hang_on_the_others)
{
    static const struct {
        const char *text;
        enum column columns[4];
    } rows[] = {
        {"类别,存在问题,整改措施\n甲类别,问题甲号,措施一\n", {COLUMN_ASPECT, COLUMN_PROBLEM, COLUMN_MEASURE, COLUMN_COUNT}},
        {"方面,类别,问题,整改措施\n甲方面,甲类,问题甲号,措施一\n", {COLUMN_ASPECT, COLUMN_CATEGORY, COLUMN_PROBLEM, COLUMN_MEASURE}},
        {"反馈意见类别,方面,问题,整改措施\n甲类,甲方面,问题甲号,措施一\n", {COLUMN_CATEGORY, COLUMN_ASPECT, COLUMN_PROBLEM, COLUMN_MEASURE}},
        {"方面,反馈意见类别,问题,整改措施\n甲方面,甲类,问题甲号,措施一\n", {COLUMN_ASPECT, COLUMN_CATEGORY, COLUMN_PROBLEM, COLUMN_MEASURE}},
        {"问题,整改措施,完成时间\n问题甲号,措施一,2025年6月\n", {COLUMN_PROBLEM, COLUMN_MEASURE, COLUMN_DUE, COLUMN_COUNT}},
        {"问题,整改措施,整改时限,完成时间\n问题甲号,措施一,2025年6月,2025年5月\n", {COLUMN_PROBLEM, COLUMN_MEASURE, COLUMN_DUE, COLUMN_DONE}},
        {"问题,整改措施,实际完成时间\n问题甲号,措施一,2025年5月\n", {COLUMN_PROBLEM, COLUMN_MEASURE, COLUMN_DONE, COLUMN_COUNT}},
        {"主要问题,具体问题,整改措施\n问题甲号,表现一,措施一\n", {COLUMN_PROBLEM, COLUMN_DETAIL, COLUMN_MEASURE, COLUMN_COUNT}},
    };
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = plan_csv(&d, rows[i].text, 0);
        CHECK(p.errors == 0 && p.problems == 1 && p.measures == 1);
        for (size_t k = 0; k < p.n_columns; k++) {
            if (p.columns[k].column != rows[i].columns[k])
                fprintf(stderr, "row %zu: %.*s\n", i, STR_ARG(p.columns[k].heading));
            CHECK(p.columns[k].column == rows[i].columns[k]);
        }
    }
    desk_close(&d);
}

#define C(at, text) "<c r=\"" at "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define ROW(n, cells) "<row r=\"" n "\">" cells "</row>"

TEST(lead_and_assisting_units_stand_below_one_heading)
{
    struct desk d = desk_open("");
    struct str book = book_by_hand(
        &d.arena,
        ROW("1", C("A1", "某县整改任务台账"))
            ROW("2", C("A2", "反馈意见类别") C("B2", "反馈问题") C("C2", "整改安排"))
                ROW("3", C("C3", "整改措施") C("D3", "责任单位") C("F3", "完成时限"))
                    ROW("4", C("D4", "牵头") C("E4", "配合"))
                        ROW("5", C("A5", "甲方面") C("B5", "问题甲号") C("C5", "措施一") C("D5", "甲局") C("E5", "乙局") C("F5", "2025年6月底")),
        "<mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"C2:F2\"/>"
        "<mergeCell ref=\"C3:C4\"/><mergeCell ref=\"D3:E3\"/><mergeCell ref=\"F3:F4\"/></mergeCells>");
    struct import_plan p = plan_of(&d, book, "a.xlsx", 0);
    CHECK(p.errors == 0 && p.aspects == 1 && p.problems == 1 && p.measures == 1);
    struct ledger l = entered(&d, &p);
    CHECK_STR(ledger_unit(&l, l.measures[0].lead_unit)->name, STR("甲局"));
    CHECK(l.measures[0].assisting_units.count == 1 && l.measures[0].due_day == day_from_civil(2025, 6, 30));
    desk_close(&d);
}

/* ---- rows that are no data ---------------------------------------------------------------------- */

TEST(what_stands_below_the_table_is_not_read_as_rows)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d,
                                    "某县整改台账,,,,\n" HEAD "甲方面,问题甲号,,措施一,,,甲局,,2025年6月\n"
                                    "某县整改台账,,,,\n"
                                    "合计1个问题,,,1,,,,,\n"
                                    "备注：本表一式两份。,,,,,,,,\n"
                                    "1.各单位按期报送；,,,,,,,,\n"
                                    "说明,时限自反馈之日起算,,,,,,,\n"
                                    "填表人：某某,,,审核人：某某,,,,,2025年6月1日\n"
                                    "单位（盖章）：,,,主要负责人签字：,,,,,\n",
                                    0);
    CHECK(p.errors == 0 && p.aspects == 1 && p.problems == 1 && p.measures == 1);
    static const char *const cells[] = {"A4", "A5", "A6", "A7", "A8", "A9", "A10"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        CHECK(note_at(&p, cells[i], "没有读入"));
    desk_close(&d);
}

TEST(numbers_of_columns_below_the_header_are_no_row)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "方面,问题,整改措施\n1,2,3\n甲,乙,丙\n甲方面,问题甲号,措施一\n", 0);
    CHECK(p.errors == 0 && p.problems == 1 && p.measures == 1);
    desk_close(&d);
}

TEST(sections_below_sections)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "序号,问题,整改措施\n一、甲方面的问题,,\n（一）小标题,,\n1,问题甲号,措施一\n二、乙方面的问题,,\n2,问题乙号,措施二\n", 0);
    CHECK(p.errors == 0 && p.aspects == 2 && p.problems == 2 && p.measures == 2);
    CHECK(note_at(&p, "A3", "小标题"));
    /* Without a column of problems the lowest sections are the problems. */
    p = plan_csv(&d, "序号,整改措施\n一、甲方面,\n（一）问题甲号,\n1,措施一\n2,措施二\n（二）问题乙号,\n3,措施三\n", 0);
    CHECK(p.errors == 0 && p.aspects == 1 && p.problems == 2 && p.measures == 3);
    p = plan_csv(&d, "序号,整改措施\n一、问题甲号,\n1,措施一\n二、问题乙号,\n2,措施二\n", 0);
    CHECK(p.errors == 0 && p.problems == 2 && p.measures == 2);
    desk_close(&d);
}

TEST(a_problem_has_all_the_manifestations_its_rows_tell)
{
    struct desk d = desk_open("");
    const char *text = "反馈问题,具体表现,整改措施\n问题甲号,表现一,措施一\n,表现二,措施二\n,表现一,措施三\n";
    struct import_plan p = plan_csv(&d, text, 0);
    CHECK(p.errors == 0 && p.problems == 1 && p.measures == 3);
    struct ledger l = entered(&d, &p);
    CHECK_STR(l.problems[0].detail, STR("表现一\n表现二"));
    p = plan_csv(&d, text, only_inspection(&d));
    CHECK(p.errors == 0 && p.unchanged == 3 && p.n_changes == 0);
    desk_close(&d);
}

/* ---- several things in one cell ------------------------------------------------------------------ */

TEST(measures_in_one_cell_are_told_apart_by_their_numbers)
{
    static const struct {
        const char *cell;
        size_t n;
        const char *first;
    } rows[] = {
        {"一是抓学习；二是抓制度；三是抓考核。", 3, "抓学习"},
        {"一是抓学习，二是抓制度", 1, "一是抓学习，二是抓制度"},
        {"第一，抓学习。第二，抓制度。", 2, "抓学习。"},
        {"1.甲事情 2.乙事情", 2, "甲事情"},
        {"1．甲事情，2．乙事情", 2, "甲事情"},
        {"1 甲事情\n2 乙事情", 2, "甲事情"},
        {"⑴甲事情；⑵乙事情", 2, "甲事情"},
        {"1.2025年6月前做甲；2.2025年9月前做乙", 2, "2025年6月前做甲"},
        {"1.会议：（1）党组会；（2）支部会。\n2.印发方案", 2, "会议：（1）党组会；（2）支部会。"},
        {"1、2号楼改造", 1, "1、2号楼改造"},
        {"一、二级公路养护", 1, "一、二级公路养护"},
        {"按照第（1）项、第（2）项办理", 1, "按照第（1）项、第（2）项办理"},
        {"抓学习\n抓制度", 1, "抓学习\n抓制度"},
        {"措施3：甲事情", 1, "甲事情"},
        {"3.5万元以下的项目公开", 1, "3.5万元以下的项目公开"},
    };
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "反馈问题,整改措施\n问题甲号,\"%s\"\n", rows[i].cell).ptr, 0);
        if (p.measures != rows[i].n || !str_is(p.samples[0].measure, rows[i].first))
            fprintf(stderr, "%s: %zu %.*s\n", rows[i].cell, p.measures, STR_ARG(p.samples[0].measure));
        CHECK(p.measures == rows[i].n && !p.errors);
        CHECK_STR(p.samples[0].measure, str_c(rows[i].first));
    }
    desk_close(&d);
}

TEST(numbered_cells_beside_numbered_measures_go_with_them)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "问题,整改措施,牵头单位,整改时限\n问题甲号,\"1.做甲\n2.做乙\",\"1.甲县某局\n2.乙县某局\",\"2025年6月底前\n长期坚持\"\n问题乙号,\"1.做丙\n2.做丁\",丙县某局,2025年9月\n", 0);
    struct ledger l = entered(&d, &p);
    CHECK(l.n_measures == 4);
    CHECK(l.measures[0].due_day == day_from_civil(2025, 6, 30) && l.measures[1].due_day == 0);
    CHECK(l.measures[1].type == TYPE_SUSTAINED && l.measures[0].lead_unit != l.measures[1].lead_unit);
    CHECK(l.measures[2].lead_unit == l.measures[3].lead_unit && l.measures[2].due_day == l.measures[3].due_day);
    desk_close(&d);
}

TEST(posts_are_not_people)
{
    static const struct {
        const char *cell, *name, *post;
    } rows[] = {
        {"党组书记、局长张三", "张三", "党组书记、局长"}, {"局长：张三", "张三", "局长"}, {"张三副局长", "张三", "副局长"}, {"局长 欧阳春", "欧阳春", "局长"}, {"张 三", "张三", ""}, {"张三（县委常委、副县长）", "张三", "县委常委、副县长"}, {"张三同志", "张三", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct desk d = desk_open("");
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "问题,整改措施,责任领导\n问题甲号,措施一,%s\n", rows[i].cell).ptr, 0);
        CHECK(p.errors == 0 && p.n_people == 1);
        struct ledger l = entered(&d, &p);
        CHECK_STR(ledger_person(&l, l.measures[0].leaders.list[0])->name, str_c(rows[i].name));
        CHECK_STR(ledger_person(&l, l.measures[0].leaders.list[0])->post, str_c(rows[i].post));
        desk_close(&d);
    }
}

TEST(offices_that_are_one_are_suspected_and_no_others)
{
    static const struct {
        const char *one, *other;
        bool same;
    } rows[] = {
        {"市委办", "市委办公室", true}, {"县府办", "县人民政府办公室", true}, {"市发改局", "市发展和改革局", true}, {"甲县教育局", "教育局", true}, {"市场监管局", "市场监督管理局", true}, {"市住房和城乡建设局", "市住建局", true}, {"民政局", "教育局", false}, {"民政局", "司法局", false}, {"市委办", "市府办", false}, {"市委办", "县委办", false}, {"城东街道", "城西街道", false}, {"第一小学", "第二小学", false}, {"甲县教育局", "乙县教育局", false}};
    struct desk d = desk_open("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = plan_csv(&d, str_f(&d.arena, "问题,整改措施,牵头单位\n问题甲号,措施一,%s\n,措施二,%s\n", rows[i].one, rows[i].other).ptr, 0);
        bool said = note_at(&p, NULL, str_f(&d.arena, "与“%s”", rows[i].one).ptr) != NULL;
        if (said != rows[i].same)
            fprintf(stderr, "%s %s\n", rows[i].one, rows[i].other);
        CHECK(said == rows[i].same);
    }
    desk_close(&d);
}

TEST(formula_errors_and_numbers_among_names_are_told_once)
{
    struct desk d = desk_open("");
    struct str book = book_by_hand(
        &d.arena,
        ROW("1", C("A1", "问题") C("B1", "整改措施") C("C1", "牵头单位") C("D1", "整改时限") C("E1", "涉及金额（万元）"))
            ROW("2", C("A2", "问题甲号") C("B2", "措施一") "<c r=\"C2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\" t=\"e\"><v>#REF!</v></c><c r=\"E2\" t=\"e\"><v>#DIV/0!</v></c>")
                ROW("3", C("A3", "问题乙号") C("B3", "措施二") "<c r=\"C3\"><v>0.98</v></c>" C("D3", "—")),
        "");
    struct import_plan p = plan_of(&d, book, "a.xlsx", 0);
    CHECK(p.errors == 4 && p.n_units == 0);
    CHECK(note_at(&p, "C2", "公式错误") && note_at(&p, "D2", "公式错误") && note_at(&p, "E2", "公式错误") && note_at(&p, "C3", "不是名称"));
    CHECK(!note_at(&p, "D3", ""));
    desk_close(&d);
}

TEST(two_tables_in_one_sheet_are_joined)
{
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "表一 问题清单,,,,\n序号,方面,问题,,\n1,甲方面,问题甲号,,\n2,乙方面,问题乙号,,\n,,,,\n表二 措施清单,,,,\n序号,问题,整改措施,牵头单位,完成时限\n1,问题甲号,措施一,某县某局,2025年6月\n2,问题乙号,措施二,某县某局,2025年6月\n", 0);
    if (p.errors || p.aspects != 2)
        show_notes(&p);
    CHECK(p.errors == 0 && p.aspects == 2 && p.problems == 2 && p.measures == 2 && p.n_columns == 8);
    desk_close(&d);
}

TEST(a_shown_sheet_goes_before_a_hidden_one)
{
    static const char sheet[] = ROW("1", C("A1", "问题") C("B1", "整改措施")) ROW("2", C("A2", "问题甲号") C("B2", "措施一"));
    struct desk d = desk_open("");
    struct import_plan p = plan_of(&d, books_by_hand(&d.arena, sheet, sheet, true), "a.xlsx", 0);
    CHECK(p.errors == 0 && p.measures == 1 && note_at(&p, "A1", "隐藏的工作表，没有读入"));
    desk_close(&d);
}

/* A day typed anew as text says nothing new, even of a plan that is issued. */
TEST(a_day_written_otherwise_is_no_change)
{
    static const char *const same[] = {"2025.9.30", "2025/9/30", "２０２５年９月３０日", "2025-09-30 00:00:00"};
    struct desk d = desk_open("");
    struct import_plan p = plan_csv(&d, "问题,整改措施,整改时限\n问题甲号,措施一,2025年9月底前\n", 0);
    enter(&d, &p);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        p = plan_csv(&d, str_f(&d.arena, "问题,整改措施,整改时限\n问题甲号,措施一,%s\n", same[i]).ptr, only_inspection(&d));
        CHECK(p.errors == 0 && p.unchanged == 1 && p.n_changes == 0 && p.count == 0);
    }
    p = plan_csv(&d, "问题,整改措施,整改时限\n问题甲号,措施一,2025年10月1日\n", only_inspection(&d));
    CHECK(p.errors == 0 && p.updated == 1 && p.n_changes == 1);
    desk_close(&d);
}
