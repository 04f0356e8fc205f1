/* export_test.c: what is exported, and that it comes back. */
#include "tests/app/import_help.h"

#include "paper/reader.h"

static const char town[] =
    "方面,问题编号,反馈问题,具体表现,涉及金额,整改目标,整改措施,整改类型,完成标准,起始时间,责任领导,牵头单位,协办单位,责任科室,责任人,联系电话,监督部门,整改时限,备注\n"
    "方面一号,1-1,问题甲号,\"甲一\n甲二\",1234.5,目标甲,措施甲一,立行立改,标准甲,2025年1月1日,周明,财政局,\"审计局,商务局\",预算科,某联络,0000-1,纪委监委,立行立改,备注甲\n"
    ",,,,,,措施甲二,分阶段,,,\"吴岚、周明\",商务局,,,,,,2025年9月底前,\n"
    "方面二号,2-1,问题乙号,,,目标乙,\"=措施乙一，带“引号”\",长期坚持,,,吴岚,审计局,,,,,,,\n";

static int64_t fill(struct desk *d)
{
    struct import_plan p = plan_csv(d, town, 0);
    enter(d, &p);
    return only_inspection(d);
}

static struct str exported(struct desk *d, int64_t inspection, const char *what,
                           enum export_format format, enum lang lang)
{
    struct ledger l = ledger_of(d, inspection);
    struct str out = {0};
    struct sentence why = {0};
    enum err e = export_bytes(&d->arena, &l, export_find(str_c(what)), format, lang, &out, &why);
    if (e)
        fprintf(stderr, "%s: %.*s\n", what, STR_ARG(why.zh));
    CHECK(!e);
    return out;
}

TEST(what_is_exported_comes_back_unchanged)
{
    static const char *const whats[] = {"measures", "ledger", "lists", "tasks", "duties", "problems"};
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        for (int format = EXPORT_XLSX; format <= EXPORT_CSV; format++)
            for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
                if (!(export_find(str_c(whats[i]))->formats >> format & 1))
                    continue;
                struct str bytes = exported(&d, id, whats[i], (enum export_format)format, (enum lang)lang);
                struct import_plan p = plan_of(&d, bytes, format == EXPORT_CSV ? "x.csv" : "x.xlsx", id);
                bool same = p.errors == 0 && p.added == 0 && p.updated == 0 && p.count == 0 && p.n_changes == 0;
                if (!same || p.unchanged != (i == 5 ? 2 : 3)) {
                    fprintf(stderr, "%s %d %d: %zu new %zu updated %zu unchanged\n", whats[i], format, lang, p.added, p.updated, p.unchanged);
                    show_notes(&p);
                }
                CHECK(same && p.unchanged == (i == 5 ? 2 : 3) && p.doubts == 0);
            }
    desk_close(&d);
}

/* The CSV of WHAT with OLD replaced by NEW, planned again. */
static struct import_plan edited(struct desk *d, int64_t id, const char *what, const char *old, const char *new)
{
    struct str s = exported(d, id, what, EXPORT_CSV, LANG_ZH);
    size_t at = str_find(s, str_c(old));
    CHECK(at != SIZE_MAX);
    s = str_f(&d->arena, "%.*s%s%.*s", (int)at, s.ptr, new, STR_ARG(str_sub(s, at + str_c(old).len, s.len)));
    return plan_of(d, s, "x.csv", id);
}

TEST(an_edited_cell_is_one_event)
{
    static const struct {
        const char *what, *old, *new, *cell;
        enum column column;
        enum command_type command;
    } rows[] = {
        {"measures", "措施甲一", "措施甲一改", "G2", COLUMN_MEASURE, COMMAND_MEASURE_CHANGE},
        {"measures", "某联络", "另一联络", "P2", COLUMN_CONTACT, COMMAND_MEASURE_NOTE},
        {"measures", "0000-1", "", "Q2", COLUMN_PHONE, COMMAND_MEASURE_NOTE},
        {"measures", "2025年9月底前", "2025年12月5日", "K3", COLUMN_DUE, COMMAND_MEASURE_CHANGE},
        {"measures", "2025-01-01", "2025-01-02", "J2", COLUMN_START, COMMAND_MEASURE_CHANGE},
        {"measures", "吴岚、周明", "吴岚", "L3", COLUMN_LEADERS, COMMAND_MEASURE_CHANGE},
        {"measures", "分阶段", "长期坚持", "H3", COLUMN_TYPE, COMMAND_MEASURE_CHANGE},
        {"tasks", "目标甲", "", "D2", COLUMN_GOAL, COMMAND_MEASURE_CHANGE},
        {"duties", "预算科", "国库科", "E2", COLUMN_DEPARTMENT, COMMAND_MEASURE_NOTE},
        {"problems", "1234.50", "1234.51", "I2", COLUMN_AMOUNT, COMMAND_PROBLEM_CHANGE},
        {"problems", "\"否\"", "\"是\"", "J2", COLUMN_REPEATED, COMMAND_PROBLEM_CHANGE},
        {"problems", "问题乙号", "问题乙号改", "F3", COLUMN_PROBLEM, COMMAND_PROBLEM_CHANGE},
    };
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct import_plan p = edited(&d, id, rows[i].what, rows[i].old, rows[i].new);
        bool right = p.errors == 0 && p.updated == 1 && p.added == 0 && p.n_changes == 1 && p.count == 1 &&
                     str_is(p.changes[0].cell, rows[i].cell) && p.changes[0].column == rows[i].column &&
                     p.submissions[0].type == rows[i].command;
        if (!right) {
            fprintf(stderr, "row %zu: %zu errors, %zu updated, %zu changes, %zu events\n", i, p.errors, p.updated, p.n_changes, p.count);
            for (size_t k = 0; k < p.n_changes; k++)
                fprintf(stderr, "%.*s %d %.*s -> %.*s\n", STR_ARG(p.changes[k].cell),
                        p.changes[k].column, STR_ARG(p.changes[k].before),
                        STR_ARG(p.changes[k].after));
            show_notes(&p);
        }
        CHECK(right);
    }
    struct import_plan p = edited(&d, id, "duties", "商务局", "发改局");
    enter(&d, &p);
    struct ledger l = ledger_of(&d, id);
    CHECK(l.measures[0].assisting_units.count == 2);
    CHECK_STR(ledger_unit(&l, l.measures[0].assisting_units.list[1])->name, STR("发改局"));
    CHECK_STR(l.measures[0].text, STR("措施甲一")); /* a change carries the whole plan */
    CHECK_STR(l.measures[0].goal, STR("目标甲"));
    desk_close(&d);
}

TEST(an_issued_plan_stays_and_its_contact_may_change)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct ledger l = ledger_of(&d, id);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_SUBMIT, l.measures[2].id, "");
    struct import_plan p = edited(&d, id, "measures", "目标乙", "目标乙改");
    const struct import_note *n = note_at(&p, "F4", "已提交或已下达");
    CHECK(n && n->error && p.errors == 1 && p.count == 0);
    p = edited(&d, id, "measures", "措施甲一", "措施甲一改");
    CHECK(p.errors == 0 && p.updated == 1);
    struct str csv = STR("措施编号,备注\n2-1-1,补了备注\n");
    p = plan_of(&d, csv, "x.csv", id);
    CHECK(p.errors == 0 && p.updated == 1 && p.submissions[0].type == COMMAND_MEASURE_NOTE && p.submissions[0].id == l.measures[2].id);
    enter(&d, &p);
    l = ledger_of(&d, id);
    CHECK_STR(l.measures[2].note, STR("补了备注"));
    CHECK(l.measures[2].state == MEASURE_REVIEW);
    desk_close(&d);
}

TEST(a_computed_cell_that_was_edited_is_told_and_not_read)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct import_plan p = edited(&d, id, "ledger", "拟定", "已销号");
    const struct import_note *n = note_at(&p, "N2", "不从表格导入");
    CHECK(n && !n->error && p.errors == 0 && p.updated == 0 && p.unchanged == 3 && p.doubts == 1);
    desk_close(&d);
}

TEST(a_stale_plan_is_refused_whole)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct import_plan p = edited(&d, id, "measures", "措施甲一", "措施甲一改");
    struct ledger l = ledger_of(&d, id);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_NOTE, l.measures[0].id, "note=别人刚改过");
    size_t failed = 99;
    struct outcome out[1];
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .now_us = d.now_us};
    CHECK(app_submit_all(&ctx, p.submissions, p.count, out, &failed) == ERR_STALE && failed == 0);
    struct sentence why = import_refused(&d.arena, &p, failed, &out[0]);
    CHECK(str_find(why.zh, STR("「CSV」G2")) != SIZE_MAX && str_find(why.en, STR("Nothing was imported")) != SIZE_MAX);
    desk_close(&d);
}

/* ---- workbooks of several sheets -------------------------------------------------------------------------- */

static struct column_out heads(const char *zh) { return (struct column_out){.heading = str_c(zh), .width = 12}; }

/* A sheet from "a|b\nc|d", its first line the headings. */
static struct sheet_out sheet(struct arena *a, const char *name, const char *text)
{
    struct sheet_out s = {.name = str_c(name)};
    struct str rest = str_c(text), line, part;
    struct column_out *columns_ = arena_alloc(a, 20 * sizeof *columns_);
    struct row_out *rows = arena_alloc(a, 20 * sizeof *rows);
    str_cut(&rest, '\n', &line);
    while (line.len && str_cut(&line, '|', &part))
        columns_[s.n_columns++] = heads(str_z(a, part));
    while (rest.len && str_cut(&rest, '\n', &line)) {
        struct cell_out *cells = arena_alloc(a, 20 * sizeof *cells);
        for (size_t i = 0; i < s.n_columns && str_cut(&line, '|', &part); i++)
            cells[i] = (struct cell_out){.text = part, .none = !part.len};
        rows[s.n_rows++].cells = cells;
    }
    s.columns = columns_;
    s.rows = rows;
    return s;
}

static struct import_plan plan_sheets(struct desk *d, struct sheet_out *sheets, size_t n, int64_t inspection)
{
    struct book_out book = {.sheets = sheets, .n_sheets = n};
    struct str out;
    struct sentence why;
    CHECK(!xlsx_bytes(&d->arena, &book, &out, &why));
    return plan_of(d, out, "三张清单.xlsx", inspection);
}

TEST(three_lists_of_one_workbook_are_joined)
{
    struct desk d = desk_open("");
    struct arena *a = &d.arena;
    struct sheet_out sheets[] = {
        sheet(a, "责任清单", "措施编号|责任领导|牵头单位|协办单位\n1-1|周明|财政局|审计局\n1-2|吴岚|商务局|\n2-1|吴岚|审计局|"),
        sheet(a, "任务清单", "问题编号|措施编号|整改措施|整改时限\n1|1-1|措施甲一|2025年9月底\n1|1-2|措施甲二|2025年9月底\n2|2-1|措施乙一|长期坚持"),
        sheet(a, "问题清单", "问题编号|方面|具体问题|具体表现\n1|方面一号|问题甲号|甲一\n2|方面二号|问题乙号|乙一"),
        sheet(a, "说明", "填写说明\n请如实填写")};
    struct import_plan p = plan_sheets(&d, sheets, 4, 0);
    CHECK(p.errors == 0 && p.aspects == 2 && p.problems == 2 && p.measures == 3);
    if (!note_at(&p, NULL, "没有认出这张表的表头"))
        show_notes(&p);
    CHECK(note_at(&p, NULL, "没有认出这张表的表头"));
    enter(&d, &p);
    int64_t id = only_inspection(&d);
    struct ledger l = ledger_of(&d, id);
    CHECK(l.n_measures == 3 && l.measures[1].number == 2 && l.measures[0].lead_unit == BUREAU && l.measures[2].lead_unit == ASSISTING);
    CHECK(l.measures[2].type == TYPE_SUSTAINED && l.measures[0].assisting_units.count == 1);
    CHECK_STR(l.problems[1].detail, STR("乙一"));
    sheets[0] = sheet(a, "责任清单", "措施编号|牵头单位\n1-1|财政局\n9-9|商务局");
    p = plan_sheets(&d, sheets, 3, id);
    const struct import_note *n = note_at(&p, "A3", "没有对应的措施");
    CHECK(n && n->error && str_is(n->sheet, "责任清单"));
    desk_close(&d);
}

TEST(of_two_sheets_the_edited_one_counts_and_contradictions_do_not)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct arena *a = &d.arena;
    struct sheet_out sheets[] = {
        sheet(a, "任务清单", "问题编号|措施编号|整改措施|整改目标\n1-1|1-1-1|措施甲一|目标甲"),
        sheet(a, "台账", "问题编号|措施编号|整改措施|整改目标\n1-1|1-1-1|措施甲一|目标甲改")};
    struct import_plan p = plan_sheets(&d, sheets, 2, id);
    CHECK(p.errors == 0 && p.updated == 1 && p.n_changes == 1);
    CHECK_STR(p.changes[0].after, STR("目标甲改"));
    sheets[0] = sheet(a, "任务清单", "问题编号|措施编号|整改措施|整改目标\n1-1|1-1-1|措施甲一|目标甲另改");
    p = plan_sheets(&d, sheets, 2, id);
    const struct import_note *n = note_at(&p, "D2", "说的不一样");
    CHECK(n && n->error && str_is(n->sheet, "台账") && p.count == 0);
    desk_close(&d);
}

TEST(a_date_far_off_is_refused_by_its_cell)
{
    struct desk d = desk_open("");
    struct column_out columns_[] = {heads("反馈问题"), heads("整改措施"), {.heading = STR("整改时限"), .width = 12, .kind = SHEET_DATE}};
    struct cell_out cells[] = {{.text = STR("问题甲号")}, {.text = STR("措施一")}, {.value = day_from_civil(2400, 1, 1)}};
    struct row_out row = {.cells = cells};
    struct sheet_out s = {.name = STR("台账"), .columns = columns_, .n_columns = 3, .rows = &row, .n_rows = 1};
    struct import_plan p = plan_sheets(&d, &s, 1, 0);
    const struct import_note *n = note_at(&p, "C2", "1900 年到 2199 年");
    CHECK(n && n->error);
    desk_close(&d);
}

/* ---- the papers themselves -------------------------------------------------------------------------------------- */

static void check_heads(struct desk *d, int64_t id, const char *what, const char *want)
{
    struct paper paper;
    struct sentence why;
    struct buf b = buf_new(&d->arena, 4000);
    CHECK(!paper_read_confined(&d->arena, exported(d, id, what, EXPORT_XLSX, LANG_ZH), STR("x.xlsx"), PAPER_XLSX, &paper, &why));
    const struct sheet *s = &paper.book.sheets[0];
    for (uint32_t col = 0; col < s->cols; col++) {
        struct str t = sheet_cell(s, 2, col)->text;
        buf_f(&b, "%s%.*s", col ? " " : "", STR_ARG(t));
    }
    CHECK_STR(buf_view(&b), str_c(want));
    struct str note = sheet_cell(s, 1, 0)->text;
    CHECK(str_starts(note, STR("共 ")) && str_find(note, STR(" 行")) != SIZE_MAX);
}

TEST(papers_have_the_columns_people_expect)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    check_heads(&d, id, "problems", "序号 问题编号 来源 方面 问题类别 具体问题 具体表现 问题性质 涉及金额 是否上轮未改到位 编号");
    check_heads(&d, id, "tasks", "序号 问题编号 措施编号 整改目标 整改措施 整改类型 完成标准 起始时间 整改时限 编号");
    check_heads(&d, id, "duties", "措施编号 责任领导 牵头单位 协办单位 责任科室 责任人 联系电话 监督部门 编号");
    check_heads(&d, id, "ledger", "序号 问题编号 方面 反馈问题 整改目标 整改措施 整改类型 责任领导 牵头单位 协办单位 责任人 整改时限 延期后时限 当前状态 预警颜色 本期进展 累计进展 完成时间 佐证材料 制度成果 追缴/挽回金额(万元) 处理人数 核验人及意见 销号时间 备注 编号");
    desk_close(&d);
}

TEST(json_is_the_contract)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct str json = exported(&d, id, "measures", EXPORT_JSON, LANG_ZH);
    CHECK_STR(json, STR("[\n{\"aspect_number\":1,\"aspect\":\"方面一号\",\"problem_number\":1,\"problem\":\"问题甲号\",\"number\":1,\"measure\":\"措施甲一\",\"type\":\"immediate\",\"due\":null,\"due_text\":\"立行立改\",\"leaders\":[\"周明\"],\"lead_unit\":\"财政局\",\"assisting_units\":[\"审计局\",\"商务局\"],\"state\":\"draft\",\"colour\":\"none\",\"round\":1},\n"
                        "{\"aspect_number\":1,\"aspect\":\"方面一号\",\"problem_number\":1,\"problem\":\"问题甲号\",\"number\":2,\"measure\":\"措施甲二\",\"type\":\"phased\",\"due\":\"2025-09-30\",\"due_text\":\"2025年9月底前\",\"leaders\":[\"吴岚\",\"周明\"],\"lead_unit\":\"商务局\",\"assisting_units\":[],\"state\":\"draft\",\"colour\":\"none\",\"round\":1},\n"
                        "{\"aspect_number\":2,\"aspect\":\"方面二号\",\"problem_number\":2,\"problem\":\"问题乙号\",\"number\":1,\"measure\":\"=措施乙一，带“引号”\",\"type\":\"sustained\",\"due\":null,\"due_text\":\"\",\"leaders\":[\"吴岚\"],\"lead_unit\":\"审计局\",\"assisting_units\":[],\"state\":\"draft\",\"colour\":\"none\",\"round\":1}\n]\n"));
    struct import_plan p = plan_csv(&d, "反馈问题,天气,整改措施\n问题甲号,晴,措施一\n", 0);
    CHECK_STR(import_json(&d.arena, &p), STR("{\"counts\":{\"aspects\":1,\"problems\":1,\"measures\":1},\"columns\":[{\"sheet\":\"CSV\",\"cell\":\"A1\",\"heading\":\"反馈问题\",\"field\":\"problem\"},{\"sheet\":\"CSV\",\"cell\":\"B1\",\"heading\":\"天气\",\"field\":null},{\"sheet\":\"CSV\",\"cell\":\"C1\",\"heading\":\"整改措施\",\"field\":\"measure\"}],\"creates\":{\"units\":[],\"people\":[]},\"changes\":{\"new\":1,\"updated\":0,\"unchanged\":0},\"notes\":["
                                             "{\"severity\":\"doubt\",\"sheet\":\"CSV\",\"cell\":\"A2\",\"message\":\"没有“方面”一列，也没有“一、关于…”这样的分节行，问题都归入“反馈问题”。\",\"message_en\":\"There is neither a column of aspects nor section rows; the problems were put under one aspect, 反馈问题.\"},"
                                             "{\"severity\":\"doubt\",\"sheet\":\"\",\"cell\":\"\",\"message\":\"台账里还没有巡视巡察，将新建一轮“台账”，类别为巡视；名称、反馈日期等可随后修改。\",\"message_en\":\"The ledger has no inspection yet; one will be opened, \\\"台账\\\" (Disciplinary inspection); its name, feedback day and the rest can be changed later.\"}]}\n"));
    desk_close(&d);
}

TEST(a_formula_in_csv_is_words_again)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct str csv = exported(&d, id, "measures", EXPORT_CSV, LANG_ZH);
    CHECK(str_starts(csv, STR("\xEF\xBB\xBF\"序号\",")));
    CHECK(str_find(csv, STR("\" =措施乙一")) != SIZE_MAX && str_find(csv, STR("\"=措施乙一")) == SIZE_MAX);
    desk_close(&d);
}

TEST(what_does_not_fit_is_refused_not_cut)
{
    struct desk d = desk_open("");
    int64_t id = fill(&d);
    struct ledger l = ledger_of(&d, id);
    struct buf b = buf_new(&d.arena, 1 << 20);
    struct str out = {0};
    struct sentence why = {0};
    for (int i = 0; i < 40000; i++)
        buf_c(&b, "长");
    l.measures[0].last_report = buf_view(&b);
    CHECK(export_bytes(&d.arena, &l, export_find(STR("ledger")), EXPORT_XLSX, LANG_ZH, &out, &why) == ERR_LIMIT);
    CHECK(str_find(why.zh, STR("P")) != SIZE_MAX && !out.len);
    CHECK(export_bytes(&d.arena, &l, export_find(STR("lists")), EXPORT_CSV, LANG_ZH, &out, &why) == ERR_INPUT);
    CHECK(!export_find(STR("nonsense")));
    desk_close(&d);
}

TEST(the_blank_sheet_is_read_when_filled_in)
{
    struct arena a = {0};
    for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
        struct str out;
        struct sentence why;
        struct import_file file;
        CHECK(!export_blank(&a, (enum lang)lang, &out, &why));
        CHECK(!import_read(&a, out, STR("空白.xlsx"), &file, &why) && file.paper.book.n_sheets > 0);
    }
    arena_reset(&a);
}
