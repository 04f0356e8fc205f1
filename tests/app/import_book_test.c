/* import_book_test.c: the books as people keep them, and what is read from them. */
#include "tests/app/import_help.h"

#include "app/sample.h"
#include "base/time.h"
#include "domain/books.h"

#define RECOVERY_HEAD "序号,对应问题,种类,金额（万元）,到账日期,缴款单位,凭证号,备注\n"
#define SANCTION_HEAD "处理种类,人数,处理日期,文号,问题编号,被问责人,立案件数\n"
#define RULE_HEAD "制度名称,类别,发文字号,印发时间,印发单位,问题编号,其他对应问题\n"
#define INDICATOR_HEAD "指标名称,计量单位,数据来源,基期值,基期日期,目标值,目标日期,达标方向,问题\n"
#define READING_HEAD "指标,数据日期,数值,预测,数据来源\n"

static struct desk round_at_work(void)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_WORKING); /* of inspection 100, problem 2, measure 2-3 */
    desk_must(&d, OFFICE_A, COMMAND_HELD_ENTER, 1500, "inspection=#100|name=林某某|rank=subsection");
    return d;
}

static int64_t number_of(struct desk *d, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(d->app.db, sql, &s) && !stmt_step(s, &row) && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

/* Entered, then read again: nothing is new. */
static void twice(struct desk *d, const char *text, size_t rows)
{
    struct import_plan p = plan_csv(d, text, 100);
    if (p.errors || p.added != rows)
        show_notes(&p);
    CHECK(p.entries == rows && p.added == rows && !p.errors && p.count >= rows && !p.opens);
    enter(d, &p);
    p = plan_csv(d, text, 100);
    if (p.errors || p.unchanged != rows)
        show_notes(&p);
    CHECK(p.added == 0 && p.updated == 0 && p.unchanged == rows && !p.errors && p.count == 0);
}

TEST(money_is_exact_to_the_fen_however_it_is_written)
{
    struct desk d = round_at_work();
    twice(&d, "某县追缴挽回登记表\n" RECOVERY_HEAD "1,2,追缴,12.345678,2025-06-01,财政局,001,首批\n2,2,退还,1234.5元,2025年6月2日,,,\n3,,挽回损失,\"1,000\",2025.6.3,县国资中心,,\n3,,挽回损失,\"1,000\",2025.6.3,县国资中心,,\n合计,,,,,,,\n", 4);
    CHECK(number_of(&d, "SELECT amount_fen FROM recovery WHERE sort = 1") == 12345678);
    CHECK(number_of(&d, "SELECT amount_fen FROM recovery WHERE sort = 2") == 123450);
    CHECK(number_of(&d, "SELECT sum(amount_fen) FROM recovery WHERE sort = 3") == 2000000000);
    CHECK(number_of(&d, "SELECT count(*) FROM recovery WHERE problem = 120 AND sort < 3") == 2);
    CHECK(number_of(&d, "SELECT count(*) FROM unit WHERE name = '县国资中心'") == 1);
    desk_close(&d);
}

TEST(money_of_a_book_heeds_the_unit_above_the_table)
{
    struct desk d = round_at_work();
    twice(&d, "追缴登记表\n填报单位：某局,,单位：万元\n种类,金额,到账日期\n追缴,12.5,2025-06-01\n退还,300元,2025-06-01\n挽回损失,2千元,2025-06-01\n", 3);
    CHECK(number_of(&d, "SELECT amount_fen FROM recovery WHERE sort = 1") == 12500000);
    CHECK(number_of(&d, "SELECT amount_fen FROM recovery WHERE sort = 2") == 30000);
    CHECK(number_of(&d, "SELECT amount_fen FROM recovery WHERE sort = 3") == 200000);
    desk_close(&d);
}

TEST(every_book_is_read_and_read_again_changes_nothing)
{
    struct desk d = round_at_work();
    twice(&d, SANCTION_HEAD "诫勉谈话,1,2025-06-01,青纪诫1号,2,林某某,\n党内警告,1,2025-06-01,,2,,\n立案,2人,2025-06-02,,,,2件\n谈话提醒,12,2025-06-03,,,,\n谈话提醒,12,2025-06-03,,,,\n", 5);
    CHECK(number_of(&d, "SELECT count(*) FROM sanction WHERE held = 1500 AND sort = 15") == 1);
    twice(&d, RULE_HEAD "《往来款管理办法》,新制定,青办〔2025〕3号,2025-06-01,财政局,2,2\n《公务卡办法》,修改,,2025年6月,,,\n", 2);
    CHECK(number_of(&d, "SELECT count(*) FROM link WHERE field = 'problems' AND target = 120") == 1);
    twice(&d, INDICATOR_HEAD "清理率,%,财政局月报,-0.5,2025-03-31,95%,2025-12-31,不低于,2\n积压件,件,信访局,\"1,200\",2025-03-31,0,,下降,\n", 2);
    CHECK(number_of(&d, "SELECT baseline FROM indicator WHERE name = '清理率'") == -50);
    CHECK(number_of(&d, "SELECT target FROM indicator WHERE name = '积压件'") == 0);
    twice(&d, READING_HEAD "清理率,2025-05-31,0,,\n清理率,2025-06-15,96.25,否,月报\n积压件,2026-06-30,30,是,\n", 3);
    CHECK(number_of(&d, "SELECT actual FROM indicator WHERE name = '清理率'") == 9625);
    struct replay_report report;
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &report) && report.bad_seq < 0 && report.bad_kind < 0);
    desk_close(&d);
}

TEST(a_wrong_cell_of_a_book_is_named_with_what_was_expected)
{
    static const struct {
        const char *text, *cell, *words;
    } rows[] = {
        {RECOVERY_HEAD "1,2,罚款,1,2025-06-01,,,\n", "C2", "追缴、清退、挽回损失"},
        {RECOVERY_HEAD "1,2,追缴,一些,2025-06-01,,,\n", "D2", "应是不小于 0 的金额"},
        {RECOVERY_HEAD "1,2,追缴,12.3456789,2025-06-01,,,\n", "D2", "最多到分"},
        {RECOVERY_HEAD "1,2,追缴,0.001元,2025-06-01,,,\n", "D2", "最多到分"},
        {RECOVERY_HEAD "1,2,追缴,-5,2025-06-01,,,\n", "D2", "应是不小于 0 的金额"},
        {RECOVERY_HEAD "1,2,追缴,\"12,5\",2025-06-01,,,\n", "D2", "应是不小于 0 的金额"},
        {RECOVERY_HEAD "1,2,追缴,99999999999999999999,2025-06-01,,,\n", "D2", "应是不小于 0 的金额"},
        {RECOVERY_HEAD "1,2,追缴,,2025-06-01,,,\n", "D2", "“金额（元）”不能空着"},
        {RECOVERY_HEAD "1,2,追缴,0,2025-06-01,,,\n", "B2", "大于 0 元"},
        {RECOVERY_HEAD "1,2,追缴,1,,,,\n", "E2", "“到账日期”不能空着"},
        {RECOVERY_HEAD "1,2,追缴,1,哪天,,,\n", "E2", "应是日期"},
        {RECOVERY_HEAD "1,2,追缴,1,2025-07-01,,,\n", "B2", "不能晚于今天"},
        {RECOVERY_HEAD "1,99,追缴,1,2025-06-01,,,\n", "B2", "这一轮没有"},
        {RECOVERY_HEAD "1,2,追缴,1,2025-06-01,财政局、审计局,,\n", "F2", "只能写一个单位"},
        {RECOVERY_HEAD "1,2,追缴,#REF!,2025-06-01,,,\n", "D2", ""},
        {RECOVERY_HEAD, NULL, "没有任何一条登记"},
        {"金额,到账日期,说明\n1,2025-06-01,甲\n", "A1", "缺少这些列：“种类”"},
        {SANCTION_HEAD "诫勉,0,2025-06-01,,,,\n", "B2", "应是 1 到 10000 的整数"},
        {SANCTION_HEAD "诫勉,许多,2025-06-01,,,,\n", "B2", "应是 1 到 10000 的整数"},
        {SANCTION_HEAD "罚站,1,2025-06-01,,,,\n", "A2", "党内警告、党内严重警告"},
        {SANCTION_HEAD "诫勉,1,2025-06-01,,,周某某,\n", "F2", "请先登记"},
        {SANCTION_HEAD "诫勉,3,2025-06-01,,,林某某,\n", "A2", "只能是 1 人"},
        {SANCTION_HEAD "立案,3,2025-06-01,,,,\n", "A2", "立案要写明件数"},
        {RULE_HEAD "办,新建,,2025-06-01,,,\n", "A2", "应为 2 至 200 个字"},
        {RULE_HEAD "某办法,新建,,2025-06-01,,,\n某办法,新建,,2025-06-02,,,\n", "A3", "与 A2 那一行是同一条"},
        {INDICATOR_HEAD "清理率,%,月报,50,2025-03-31,30,,不低于,\n", "A2", "目标值与达标方向矛盾"},
        {INDICATOR_HEAD "清理率,%,月报,很低,2025-03-31,30,,不低于,\n", "D2", "最多两位小数"},
        {INDICATOR_HEAD "清理率,%,月报,1.234,2025-03-31,30,,不低于,\n", "D2", "最多两位小数"},
        {READING_HEAD "没有的指标,2025-06-01,1,,\n", "A2", "请先登记"},
        {READING_HEAD "没有的指标,2025-06-01,1,也许,\n", "D2", "应填“是”或“否”"},
    };
    struct desk d = round_at_work();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = plan_csv(&d, rows[i].text, 100);
        if (!p.errors || p.count || !note_at(&p, rows[i].cell, rows[i].words)) {
            fprintf(stderr, "row %zu: %s\n", i, rows[i].text);
            show_notes(&p);
        }
        CHECK(p.errors && p.count == 0 && note_at(&p, rows[i].cell, rows[i].words));
    }
    desk_close(&d);
}

TEST(an_indicator_changes_and_what_is_entered_does_not)
{
    struct desk d = round_at_work();
    twice(&d, INDICATOR_HEAD "清理率,%,财政局月报,10,2025-03-31,95,2025-12-31,不低于,2\n", 1);
    twice(&d, READING_HEAD "清理率,2025-05-31,20,,\n", 1);
    twice(&d, RULE_HEAD "某办法,新建,,2025-06-01,,,\n", 1);
    struct import_plan p = plan_csv(&d, "指标名称,目标值\n清理率,98\n", 100);
    CHECK(p.updated == 1 && p.added == 0 && p.n_changes == 1 && !p.errors && p.count == 1);
    CHECK_STR(p.changes[0].cell, STR("B2"));
    CHECK_STR(import_column_word(p.changes[0].column, p.changes[0].field, LANG_EN), STR("Target"));
    enter(&d, &p);
    CHECK(number_of(&d, "SELECT target FROM indicator") == 9800 && number_of(&d, "SELECT baseline FROM indicator") == 1000);
    p = plan_csv(&d, READING_HEAD "清理率,2025-05-31,21,,\n", 100);
    CHECK(p.errors == 1 && note_at(&p, "A2", "办理更正"));
    p = plan_csv(&d, RULE_HEAD "某办法,新建,,2025-06-02,,,\n", 100);
    CHECK(p.errors == 1 && note_at(&p, "A2", "先在登记簿里撤销"));
    desk_must(&d, OFFICE_A, COMMAND_RULE_VOID, number_of(&d, "SELECT id FROM rule"), "reason=登记有误");
    p = plan_csv(&d, RULE_HEAD "某办法,新建,,2025-06-02,,,\n", 100);
    CHECK(!p.errors && p.added == 1);
    desk_close(&d);
}

TEST(two_rows_that_are_one_entry_are_told_also_when_it_is_entered)
{
    struct desk d = round_at_work();
    twice(&d, RULE_HEAD "某办法,新建,,2025-06-01,,,\n", 1);
    twice(&d, INDICATOR_HEAD "清理率,%,月报,10,2025-03-31,95,2025-12-31,不低于,2\n", 1);
    struct import_plan p = plan_csv(&d, RULE_HEAD "某办法,新建,,2025-06-01,,,\n某办法,新建,,2025-06-01,,,\n", 100);
    CHECK(p.errors == 1 && p.added == 0 && note_at(&p, "A3", "同一条登记"));
    p = plan_csv(&d, "指标名称,目标值\n清理率,98\n清理率,97\n", 100);
    CHECK(p.errors == 1 && p.added == 0 && note_at(&p, "A3", "同一条登记"));
    struct str id = id_text(&d.arena, number_of(&d, "SELECT id FROM indicator"));
    p = plan_csv(&d, str_f(&d.arena, "指标名称,目标值,编号\n清理率,98,%.*s\n清理率二,97,%.*s\n", STR_ARG(id), STR_ARG(id)).ptr, 100);
    CHECK(p.errors == 1 && p.added == 0 && note_at(&p, "A3", "同一条登记"));
    p = plan_csv(&d, "制度名称,类别,印发时间,编号\n某办法,新建,2025-06-01,0000000zzz\n新办法,新建,2025-06-01,0000000zzy\n", 100);
    CHECK(!p.errors && p.added == 1 && p.unchanged == 1); /* ids of another round: said once, and looked up by the words */
    CHECK(note_at(&p, "D2", "请确认导入到了对的一轮") && !note_at(&p, "D3", "请确认"));
    desk_close(&d);
}

TEST(books_want_a_round_and_stand_in_files_of_their_own)
{
    struct desk d = round_at_work();
    struct import_file file;
    struct import_plan p;
    struct sentence why;
    CHECK(!import_read(&d.arena, STR(RECOVERY_HEAD "1,2,追缴,1,2025-06-01,,,\n"), STR("追缴.csv"), &file, &why));
    CHECK(import_plan(&d.arena, d.app.db, &file, 0, TODAY, &p, &why) == ERR_INPUT && str_find(why.zh, STR("请先选定是哪一轮")) != SIZE_MAX);
    p = plan_csv(&d, HEAD "一、甲方面,问题甲号,目标,措施甲,分阶段,周明,财政局,,2025-12-31\n", 100);
    CHECK(p.entries == 0 && p.measures == 1);
    desk_must(&d, OFFICE_A, COMMAND_RECOVERY_ADD, 0, "inspection=#100|sort=recovered|amount_fen=1|day=@-2");
    p = plan_csv(&d, INDICATOR_HEAD "清理率,%,月报,50,2025-03-31,60,,不低于,\n" READING_HEAD "清理率,2025-06-01,1,,\n", 100);
    CHECK(p.errors); /* one table a sheet */
    desk_close(&d);
}

/* What we write we read, and nothing of it is new: the sheets of the sample county. */
TEST(our_own_sheets_of_the_books_come_back_unchanged)
{
    static const char *const names[] = {"sanctions", "rules", "recoveries", "indicators"};
    static struct app app;
    struct arena a = {0};
    struct buf logins = buf_new(&a, 1 << 16);
    struct stmt *s;
    bool row = false;
    struct ledger l;
    int64_t now = time_now_us();
    CHECK(!app_create(&app, str_z(&a, str_f(&a, "%s/county-of-books", test_folder())), STR(""), STR("")));
    CHECK(!sample_fill_at(&app, &a, now, LANG_ZH, &logins));
    CHECK(!db_stmt(app.db, "SELECT id FROM inspection WHERE state = 1", &s) && !stmt_step(s, &row) && row);
    int64_t round = stmt_get_int(s, 0);
    stmt_done(s);
    CHECK(!ledger_load(app.db, &a, round, day_of(now), &l));
    for (size_t i = 0; i < 4 * sizeof names / sizeof *names; i++) {
        struct str bytes;
        struct sentence why = {0};
        struct import_file file;
        struct import_plan p;
        enum export_format format = i & 1 ? EXPORT_CSV : EXPORT_XLSX;
        CHECK(!export_bytes(&a, &l, export_find(str_c(names[i / 4])), format, i & 2 ? LANG_EN : LANG_ZH, &bytes, &why));
        CHECK(!import_read(&a, bytes, i & 1 ? STR("册.csv") : STR("册.xlsx"), &file, &why));
        enum err e = import_plan(&a, app.db, &file, round, day_of(now), &p, &why);
        if (e)
            fprintf(stderr, "%s: %.*s\n", names[i / 4], STR_ARG(why.zh));
        CHECK(!e);
        if (p.errors || p.added || p.updated)
            show_notes(&p);
        CHECK(!p.errors && !p.added && !p.updated && p.entries && p.unchanged == p.entries);
    }
    app_close(&app);
    arena_reset(&a);
}
