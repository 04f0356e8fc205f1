/* pages_test.c: every template filled with an invented county, in both languages: nothing asked for may be
 * absent. PAGES_OUT=DIR keeps the pages as files, to be looked at in a browser. Over 600 lines because it is one list of
 * made-up values, a function a template. */
#include "web/template.h"
#include "web/assets.h"
#include "base/asset.h"
#include "tests/test.h"

#include <string.h>
#include <time.h>

static struct arena a;
static struct template_set *set;
static struct value *page;

/* ---- small writers: a row is "name=value" texts up to NULL ---- */

static void fill(struct value *map, const char *const *texts)
{
    for (size_t i = 0; texts[i]; i++) {
        struct str rest = str_c(texts[i]), name;
        str_cut(&rest, '=', &name);
        value_text(map, str_z(&a, name), rest);
    }
}
#define SET(map, ...) fill((map), (const char *const[]){__VA_ARGS__, NULL})
#define ROW(list, ...) SET(value_row(list), __VA_ARGS__)

static void begin(const char *title, const char *width)
{
    page = value_map(&a);
    SET(page, "org=青石县委整改办", "page_lang=zh-CN", "csrf=c5f1", "lang_url=/?lang=en", "position=1284", "as_of=2025-06-18", "title=");
    value_c(page, "title", title);
    value_c(page, "width", width);
    struct value *nav = value_rows(page, "nav"), *row;
    static const char *const labels[][2] = {{"我的工作", "/"}, {"总览", "/overview"}, {"问题", "/problems"}, {"整改台账", "/measures"}, {"通报", "/bulletins"}, {"单位和人员", "/units"}, {"日志", "/log"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        row = value_row(nav);
        value_c(row, "label", labels[i][0]);
        value_c(row, "url", labels[i][1]);
        value_bool(row, "here", strcmp(labels[i][0], title) == 0);
    }
    SET(value_sub(page, "user"), "name=林晓岚", "role=承办人", "unit=青石县水务局");
    struct value *crumbs = value_rows(page, "crumbs");
    ROW(crumbs, "label=2025 年巡察整改", "url=/overview");
    value_c(value_row(crumbs), "label", title);
}

static void outsider(void)
{
    value_rows(page, "nav");
    value_sub(page, "user");
    value_rows(page, "crumbs");
}

static struct value *field(struct value *list, const char *kind, const char *name, const char *label, const char *value)
{
    struct value *f = value_row(list);
    value_c(f, "name", name);
    value_c(f, "label", label);
    value_c(f, "value", value);
    value_bool(f, kind, true);
    value_bool(f, "required", strcmp(name, "note") != 0);
    return f;
}

static void choice(struct value *field_map, const char *const *labels)
{
    struct value *options = value_rows(field_map, "options");
    for (size_t i = 0; labels[i]; i++) {
        struct value *o = value_row(options);
        value_c(o, "value", labels[i]);
        value_c(o, "label", labels[i]);
        value_bool(o, "selected", i == 0);
    }
}
#define CHOICE(map, ...) choice((map), (const char *const[]){__VA_ARGS__, NULL})

static void some_acts(void)
{
    struct value *acts = value_rows(page, "acts"), *row = value_row(acts);
    SET(row, "label=填报进展", "url=/measure/k3/report", "reason=");
    value_bool(row, "main", true);
    SET(row = value_row(acts), "label=自报完成", "url=/measure/k3/claim", "reason=还缺 1 份佐证材料：分阶段措施至少要有 2 份。");
    value_bool(row, "main", false);
    SET(row = value_row(acts), "label=申请延期", "url=/measure/k3/extend", "reason=");
    value_bool(row, "main", false);
}

static void some_history(void)
{
    struct value *list = value_rows(page, "history"), *row;
    SET(row = value_row(list), "when=2025-06-15 10:24", "who=林晓岚", "unit=县水务局", "what=填报进展", "entry=#1283", "entry_url=/log/1283", "note=清淤 3.2 公里，新装雨量监测点 6 处，剩余两处等待供电。");
    value_bool(row, "late", false);
    SET(row = value_row(list), "when=2025-06-02 16:03", "who=林晓岚", "unit=县水务局", "what=上传佐证材料", "entry=#1190", "entry_url=/log/1190", "note=");
    value_bool(row, "late", true);
    SET(row = value_row(list), "when=2025-05-08 09:12", "who=林晓岚", "unit=县水务局", "what=签收", "entry=#873", "entry_url=/log/873", "note=");
    value_bool(row, "late", false);
    SET(row = value_row(list), "when=2025-05-07 17:40", "who=赵启明", "unit=县委整改办", "what=下达措施", "entry=#860", "entry_url=/log/860", "note=请于两日内签收。");
    value_bool(row, "late", false);
}

static void some_facts(void)
{
    struct value *facts = value_rows(page, "facts");
    ROW(facts, "label=方面", "text=三、民生工程管理", "url=");
    ROW(facts, "label=整改目标", "text=城区 14 处易涝点全部消除，雨后两小时内退水", "url=");
    ROW(facts, "label=整改类型", "text=分阶段", "url=");
    ROW(facts, "label=整改时限", "text=2025-06-30（剩 12 天）", "url=");
    ROW(facts, "label=延期", "text=1 次，原时限 2025-05-31", "url=/measure/k3/extensions");
}

static void some_notes(const char *name)
{
    struct value *list = value_rows(page, name);
    ROW(list, "colour=red", "severity=错误", "place=任务清单!G14", "said=整改时限“二〇二五年六月卅一日”不是一个日期：六月只有 30 天。请改为 2025-06-30 这样的写法。");
    ROW(list, "colour=yellow", "severity=疑问", "place=任务清单!E9", "said=牵头单位写了两个（水务局、住建局）：第一个作牵头，第二个作协办。");
}

static void some_exports(void)
{
    struct value *list = value_rows(page, "exports");
    ROW(list, "label=Excel", "url=/x.xlsx");
    ROW(list, "label=CSV", "url=/x.csv");
    ROW(list, "label=Word", "url=/x.docx");
}

static void some_blocks(void)
{
    static const char *const blocks[][4] = {
        {"is_title", "中共青石县委关于巡察整改进展情况的通报", "", ""},
        {"is_p", "本轮巡察反馈 5 个方面、18 个问题，制定措施 ", "64", " 条。县委成立领导小组，按月调度，逐条销号。"},
        {"is_h1", "一、关于“民生工程管理不严”问题的整改情况", "", ""},
        {"is_h2", "（一）易涝点整治进度迟缓。", "", ""},
        {"is_p", "已完成易涝点整治 ", "12", " 处，完成率 85.71%；其余 2 处因供电施工，申请延期 1 次。"},
        {"is_p", "建立完善制度 ", "9", " 项，追缴工程款 36.80 万元。"},
        {"is_sign", "中共青石县委", "", ""},
        {"is_sign", "2025年6月18日", "", ""},
    };
    struct value *list = value_rows(page, "blocks");
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        struct value *b = value_row(list), *runs = value_rows(b, "runs");
        static const char *const kinds[] = {"is_title", "is_h1", "is_h2", "is_p", "is_sign"};
        for (size_t k = 0; k < 5; k++)
            value_bool(b, kinds[k], strcmp(kinds[k], blocks[i][0]) == 0);
        for (size_t k = 1; k < 4 && blocks[i][k][0]; k++) {
            struct value *run = value_row(runs);
            value_c(run, "text", blocks[i][k]);
            value_c(run, "url", k == 2 ? "/figure/measures_total" : "");
        }
    }
}

/* ---- showing ---- */

static int missing;
static void note_missing(struct str file, int line, struct str name)
{
    fprintf(stderr, "%.*s.html:%d: no value for %.*s\n", STR_ARG(file), line, STR_ARG(name));
    missing++;
}

static void keep(const char *name, const char *lang, struct str text)
{
    const char *folder = getenv("PAGES_OUT");
    char path[512];
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/%s.%s.html", folder, name, lang);
    FILE *f = fopen(path, "w");
    CHECK(f && fwrite(text.ptr, 1, text.len, f) == text.len && fclose(f) == 0);
}

static void show(const char *name)
{
    for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
        struct buf out = buf_new(&a, PAGE_BYTES_MAX);
        missing = 0;
        value_c(page, "page_lang", lang == LANG_EN ? "en" : "zh-CN");
        CHECK(template_render(set, str_c(name), lang, page, &out) == ERR_NONE);
        CHECK(missing == 0);
        CHECK(str_starts(buf_view(&out), STR("<!doctype html>")) && str_ends(str_trim(buf_view(&out)), STR("</html>")));
        keep(name, lang == LANG_EN ? "en" : "zh", buf_view(&out));
    }
}

static void load(void)
{
    struct sentence why;
    enum err err = template_load(&a, &set, &why);
    if (err)
        fprintf(stderr, "%.*s\n", STR_ARG(why.en));
    CHECK(err == ERR_NONE);
    template_on_missing(note_missing);
}

TEST(the_pages_of_signing_in_are_whole)
{
    load();
    begin("登录", "tiny");
    outsider();
    SET(page, "name=linxl", "error=用户名或口令不对。还可以再试 4 次。", "back=/");
    value_bool(page, "want_code", false);
    value_c(page, "ticket", "");
    show("login");
    value_bool(page, "want_code", true);
    value_c(page, "ticket", "k3.17.5a1f");
    show("login");
    begin("首次设置", "narrow");
    outsider();
    struct value *groups = value_rows(page, "groups"), *g = value_row(groups), *fields = value_rows(g, "fields");
    SET(g, "title=系统管理员", "hint=登记单位和人员");
    field(fields, "is_text", "org", "单位名称", "中共青石县委");
    struct value *f = field(fields, "is_text", "admin", "登录名", "");
    value_c(f, "error", "请填写登录名。");
    field(fields, "is_new_secret", "password", "口令", "");
    value_item(value_rows(page, "errors"), STR("还有 1 处没有填写。"));
    show("setup");
    begin("找不到", "narrow");
    SET(page, "status=404", "heading=没有这一页", "said=网址可能写错了，或者这条记录不归您查看。", "back_url=/");
    show("error");
}

TEST(the_pages_of_daily_work_are_whole)
{
    load();
    begin("我的工作", "");
    SET(value_sub(page, "flash"), "kind=good", "text=进展已填报，凭证号 #1283。");
    struct value *counts = value_rows(page, "counts");
    ROW(counts, "label=待签收", "value=2", "url=/measures?state=issued", "colour=");
    ROW(counts, "label=超期", "value=1", "url=/measures?colour=red", "colour=red");
    ROW(counts, "label=临期", "value=3", "url=/measures?colour=yellow", "colour=yellow");
    ROW(counts, "label=本期应报", "value=6", "url=/measures?report=1", "colour=");
    struct value *groups = value_rows(page, "groups"), *g = value_row(groups);
    SET(g, "title=整改中的措施", "hint=半月报截止 6 月 30 日");
    struct value *items = value_rows(g, "items");
    ROW(items, "text=3-1-2 完成城区 14 处易涝点整治，建立雨前巡查制度", "url=/measure/k3", "about=分阶段 · 责任领导 陈立群", "due=2025-06-17", "colour=red", "colour_text=超期 1 天");
    ROW(items, "text=3-2-1 公开水费减免名单并接受查询", "url=/measure/k4", "about=立行立改 · 责任领导 陈立群", "due=2025-06-25", "colour=yellow", "colour_text=剩 7 天");
    ROW(items, "text=5-1-1 修订工程变更审批办法", "url=/measure/k5", "about=分阶段 · 责任领导 周文", "due=2025-09-30", "colour=green", "colour_text=剩 104 天");
    g = value_row(groups);
    SET(g, "title=待签收", "hint=");
    value_rows(g, "items");
    struct value *nudge = value_row(value_rows(page, "nudges"));
    SET(nudge, "title=整改提醒：已超期 1 项（6月18日）", "action=/nudge/n1/read");
    value_item(value_rows(nudge, "lines"), STR("1. 措施 3-1-2 完成城区易涝点整治（已超期 1 天）"));
    show("work");

    begin("总览", "");
    SET(page, "heading=2025 年县委第二轮巡察整改", "lead=反馈日期 2025-04-20 · 集中整改至 2025-10-20");
    struct value *figures = value_rows(page, "figures");
    ROW(figures, "label=反馈问题", "value=18", "unit=个", "url=/problems", "colour=");
    ROW(figures, "label=整改措施", "value=64", "unit=条", "url=/measures", "colour=");
    ROW(figures, "label=已完成", "value=41", "unit=条", "url=/measures?done=1", "colour=green");
    ROW(figures, "label=超期", "value=3", "unit=条", "url=/measures?colour=red", "colour=red");
    ROW(figures, "label=完成率", "value=64.06", "unit=%", "url=/figure/rate", "colour=");
    struct value *states = value_rows(page, "states");
    ROW(states, "label=已销号", "value=41", "url=/a", "x=0", "w=64.06", "kind=done");
    ROW(states, "label=正在推进", "value=15", "url=/a", "x=64.06", "w=23.44", "kind=green");
    ROW(states, "label=临期", "value=5", "url=/a", "x=87.5", "w=7.81", "kind=yellow");
    ROW(states, "label=超期", "value=3", "url=/a", "x=95.31", "w=4.69", "kind=red");
    struct value *aspects = value_rows(page, "aspects");
    ROW(aspects, "number=一、", "name=政策落实", "url=/a", "total=12", "done=9", "percent=75", "red=0");
    ROW(aspects, "number=二、", "name=营商环境", "url=/a", "total=17", "done=12", "percent=71", "red=1");
    ROW(aspects, "number=三、", "name=民生工程管理", "url=/a", "total=21", "done=11", "percent=52", "red=2");
    ROW(aspects, "number=四、", "name=作风纪律", "url=/a", "total=14", "done=9", "percent=64", "red=0");
    struct value *due = value_rows(page, "due");
    ROW(due, "text=3-1-2 完成城区 14 处易涝点整治", "url=/a", "unit=县水务局", "due=2025-06-17", "colour=red", "colour_text=超期 1 天");
    ROW(due, "text=2-3-1 企业诉求七日内答复", "url=/a", "unit=县营商办", "due=2025-06-22", "colour=yellow", "colour_text=剩 4 天");
    struct value *units = value_rows(page, "units");
    ROW(units, "name=县水务局", "url=/a", "total=9", "done=5", "yellow=1", "red=1");
    ROW(units, "name=县住房和城乡建设局", "url=/a", "total=11", "done=6", "yellow=2", "red=1");
    ROW(units, "name=县营商办", "url=/a", "total=8", "done=7", "yellow=1", "red=0");
    show("overview");
}

static void ledger_rows(struct value *rows, int n)
{
    static const char *const cells[][4] = {
        {"编号", "3-1-2", "/measure/k3", "short"},
        {"反馈问题", "易涝点整治进度迟缓，群众反映多年", "", "long"},
        {"整改措施", "完成城区 14 处易涝点整治，建立雨前巡查制度，汛前向社会公布责任人", "", "long"},
        {"类型", "分阶段", "", "short"},
        {"责任领导", "陈立群", "", "short"},
        {"牵头单位", "县水务局", "", ""},
        {"协办单位", "县住房和城乡建设局、县应急管理局", "", ""},
        {"整改时限", "2025-06-30", "", "short"},
        {"状态", "整改中", "", "short"},
        {"预警", "剩 12 天", "", "short"},
        {"佐证", "3", "", "num"},
        {"延期", "1", "", "num"},
    };
    static const char *const colours[] = {"yellow", "red", "green"};
    static const char *const colour_texts[] = {"剩 7 天", "超期 1 天", "剩 40 天"};
    for (int i = 0; i < n; i++) {
        struct value *list = value_rows(value_row(rows), "cells");
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            struct value *c = value_row(list);
            value_c(c, "label", cells[k][0]);
            value_c(c, "text", k == 9 ? colour_texts[i % 3] : cells[k][1]);
            value_c(c, "url", cells[k][2]);
            value_c(c, "kind", cells[k][3]);
            value_c(c, "colour", k == 9 ? colours[i % 3] : "");
        }
    }
}

static void ledger_page(int n)
{
    begin("整改台账", "");
    SET(page, "heading=整改台账", "lead=64 条措施，按整改时限排列", "action=/measures", "query=", "total=64", "from=1", "to=50", "prev_url=", "next_url=/measures?page=2", "list_name=measures");
    struct value *filters = value_rows(page, "filters"), *f = value_row(filters);
    SET(f, "name=state", "label=状态");
    CHOICE(f, "全部", "整改中", "待核验", "已销号");
    SET(f = value_row(filters), "name=colour", "label=预警");
    CHOICE(f, "全部", "红", "黄", "绿");
    SET(f = value_row(filters), "name=unit", "label=牵头单位");
    CHOICE(f, "全部", "县水务局");
    ROW(value_rows(page, "keeps"), "name=sort", "value=due");
    struct value *columns = value_rows(page, "columns"), *heads = value_rows(page, "heads");
    static const char *const labels[] = {"编号", "反馈问题", "整改措施", "类型", "责任领导", "牵头单位", "协办单位", "整改时限", "状态", "预警", "佐证", "延期"};
    for (size_t i = 0; i < 12; i++) {
        struct value *c = value_row(columns), *h = value_row(heads);
        value_c(c, "name", labels[i]);
        value_c(c, "label", labels[i]);
        value_bool(c, "shown", i % 4 != 3);
        value_c(h, "label", labels[i]);
        value_c(h, "url", "/measures?sort=due");
        value_c(h, "sorted", i == 7 ? "ascending" : "");
        value_bool(h, "numeric", i > 9);
    }
    ledger_rows(value_rows(page, "rows"), n);
    some_exports();
}

TEST(the_pages_of_lists_and_things_are_whole)
{
    load();
    ledger_page(12);
    show("ledger");
    ledger_page(0);
    struct buf out = buf_new(&a, PAGE_BYTES_MAX);
    CHECK(template_render(set, STR("ledger"), LANG_EN, page, &out) == ERR_NONE && str_find(buf_view(&out), STR("No records match.")) != SIZE_MAX);

    begin("措施", "");
    SET(page, "number=3-1-2", "text=完成城区 14 处易涝点整治，建立雨前巡查制度，汛前向社会公布每处的责任人和电话；雨后两小时内退水，逐处拍照留存。", "state=整改中", "colour=yellow", "colour_text=剩 12 天",
        "due_why=反馈次日起 2 个月为 2025-06-21；经批准延期 1 次，至 2025-06-30。", "proof_url=/proof/1283");
    SET(value_sub(page, "problem"), "number=3-1", "text=易涝点整治进度迟缓，群众反映多年", "url=/problem/p1");
    some_facts();
    struct value *people = value_rows(page, "people");
    ROW(people, "label=责任领导", "text=陈立群（副县长）");
    ROW(people, "label=牵头单位", "text=县水务局");
    ROW(people, "label=协办单位", "text=县住房和城乡建设局、县应急管理局");
    ROW(people, "label=核验", "text=县纪委监委第三室");
    ROW(value_rows(page, "progress"), "period=2025年6月上半月", "unit=县水务局", "text=清淤 3.2 公里，新装雨量监测点 6 处。\n剩余两处等待供电，预计 6 月 26 日通电。", "when=2025-06-15 10:24");
    struct value *evidence = value_rows(page, "evidence");
    ROW(evidence, "name=北门桥清淤前后对比.pdf", "url=/evidence/1", "about=现场照片", "proves=证明 2025-06-10 已完成清淤", "received=2025-06-15 收到", "size=2.4 MB", "hash=9f2c41d07be6…");
    ROW(evidence, "name=雨前巡查制度（印发稿）.docx", "url=/evidence/2", "about=制度文件", "proves=证明 2025-06-01 已印发", "received=2025-06-02 收到", "size=86 KB", "hash=07aa913cc5f0…");
    some_acts();
    some_history();
    show("measure");

    begin("问题", "");
    SET(page, "number=3-1", "text=易涝点整治进度迟缓，群众反映多年", "state=整改中", "colour=yellow", "colour_text=有 1 条临期", "done=2", "total=4", "percent=50");
    some_facts();
    struct value *list = value_rows(page, "manifestations");
    value_item(list, STR("14 处易涝点中有 9 处连续三年列入计划而未开工"));
    value_item(list, STR("雨后退水时间没有记录，责任人不公开"));
    struct value *measures = value_rows(page, "measures");
    ROW(measures, "number=3-1-1", "text=公布易涝点清单和责任人", "url=/a", "unit=县水务局", "leader=陈立群", "due=2025-05-15", "state=已销号", "colour=", "colour_text=");
    ROW(measures, "number=3-1-2", "text=完成城区 14 处易涝点整治，建立雨前巡查制度", "url=/a", "unit=县水务局", "leader=陈立群", "due=2025-06-30", "state=整改中", "colour=yellow", "colour_text=剩 12 天");
    struct value *earlier = value_rows(page, "earlier");
    ROW(earlier, "round=上一轮巡察", "text=3 易涝点整治进度慢", "url=/a", "closed=2023-05-15", "became=措施 2/2 办结；未回头看", "likeness=62%", "state=待确认", "linked=");
    SET(page, "earlier_url=/a");
    some_acts();
    some_history();
    show("problem");
}

TEST(the_pages_of_forms_are_whole)
{
    load();
    begin("自报完成", "narrow");
    SET(page, "heading=自报完成", "lead=报给责任领导审签，再由监督部门核验。", "action=/measure/k3/claim", "submit=自报完成", "back_url=/measure/k3", "confirm=自报完成以后不能再改进展，确定吗？", "version=17", "command=d2c9");
    value_bool(page, "files", false);
    SET(value_sub(page, "subject"), "label=措施", "text=3-1-2 完成城区 14 处易涝点整治", "url=/measure/k3");
    struct value *rules = value_rows(page, "rules");
    value_item(rules, STR("至少 2 份佐证材料（现有 2 份）"));
    value_item(rules, STR("审签的人不能是自报的人"));
    struct value *errors = value_rows(page, "errors");
    value_item(errors, STR("完成日期 2025-07-01 在今天以后。"));
    struct value *fields = value_rows(page, "fields"), *f;
    f = field(fields, "is_date", "done_day", "完成日期", "2025-07-01");
    value_c(f, "error", "应是今天或以前的日期。");
    field(fields, "is_area", "text", "落实情况", "14 处全部完成。");
    f = field(fields, "is_select", "kind", "完成类别", "");
    CHOICE(f, "已完成", "基本完成");
    f = field(fields, "is_pick", "public", "能否公开", "");
    CHOICE(f, "可以公开", "部分公开", "不公开");
    field(fields, "is_check", "sure", "以上情况属实，本人负责", "1");
    f = field(fields, "is_text", "note", "备注", "");
    value_c(f, "hint", "不写个人信息");
    show("action");

    begin("上传佐证材料", "narrow");
    SET(page, "action=/measure/k3/evidence", "back_url=/measure/k3", "version=17", "command=d2c9", "limit=200 MB");
    SET(value_sub(page, "subject"), "label=措施", "text=3-1-2 完成城区 14 处易涝点整治", "url=/measure/k3");
    fields = value_rows(page, "fields");
    field(fields, "is_text", "proves", "证明什么", "");
    field(fields, "is_date", "day", "证明哪一天的事", "");
    show("upload");

    begin("设置", "narrow");
    fields = value_rows(page, "fields");
    field(fields, "is_text", "green", "绿色：剩余天数不少于", "20");
    field(fields, "is_text", "yellow", "黄色：剩余天数不多于", "10");
    show("settings");
}

static void preview_page(void)
{
    begin("导入", "");
    value_bool(page, "may_confirm", false);
    value_bool(page, "nothing_new", false);
    value_bool(page, "has_errors", true);
    value_bool(page, "has_doubts", true);
    SET(page, "file=整改任务清单.xlsx", "round=2025 年县委第二轮巡察整改", "token=t", "into=", "error_count=1", "doubt_count=1");
    struct value *list = value_rows(page, "counts"), *row;
    ROW(list, "label=方面", "value=5");
    ROW(list, "label=问题", "value=18");
    ROW(list, "label=措施", "value=64");
    ROW(value_rows(page, "changes"), "label=新增行", "value=87");
    some_notes("notes");
    ROW(value_rows(page, "differences"), "place=任务清单 D5", "field=备注", "before=", "after=已约谈");
    list = value_rows(page, "columns");
    SET(row = value_row(list), "place=任务清单 C2", "heading=责任单位", "field=牵头单位");
    value_bool(row, "known", true);
    SET(row = value_row(list), "place=任务清单 H2", "heading=领导批示", "field=");
    value_bool(row, "known", false);
    SET(row = value_row(value_rows(page, "creates")), "label=单位");
    list = value_rows(row, "items");
    value_item(list, STR("县水务局"));
    value_item(list, STR("县营商办"));
    ROW(value_rows(page, "sample"), "problem=惠企资金兑付慢", "measure=每季度公开惠企资金兑付名单", "lead_unit=县营商办", "due=2025-06-30");
}

TEST(the_pages_of_import_are_whole)
{
    load();
    preview_page();
    show("import_preview");
    begin("导入", "narrow");
    struct value *row = value_row(value_rows(page, "inspections"));
    SET(row, "value=i1", "label=2025 年县委第二轮巡察整改");
    value_bool(row, "selected", true);
    show("import");
}

static void person_row(struct value *list, const char *name, bool active)
{
    struct value *row = value_row(list);
    SET(row, "login=linxl", "post=科长", "unit=县水务局", "roles=责任单位", "url=/a", "seen=2025-06-18 08:31");
    value_c(row, "name", name);
    value_bool(row, "active", active);
    value_bool(row, "gone", !active);
}

TEST(the_pages_of_people_and_units_are_whole)
{
    load();
    begin("人员", "");
    value_bool(page, "may_create", true);
    value_bool(page, "shows_logins", true);
    SET(page, "query=", "total=2");
    struct value *list = value_rows(page, "accounts");
    person_row(list, "林晓岚", true);
    person_row(list, "何承志", false);
    show("accounts");

    begin("林晓岚", "");
    SET(page, "heading=林晓岚", "lead=科长");
    value_bool(page, "own", false);
    value_bool(page, "gone", false);
    value_bool(page, "totp", true);
    value_bool(page, "shows_sign_ins", true);
    some_facts();
    some_acts();
    some_history();
    ROW(value_rows(page, "sign_ins"), "when=2025-06-18 08:31", "state=");
    show("account");

    begin("单位", "");
    value_bool(page, "may_create", true);
    SET(page, "total=2");
    list = value_rows(page, "units");
    ROW(list, "name=县水务局", "short_name=水务局", "parent=县政府", "kind=政府部门", "url=/a", "people=4");
    ROW(list, "name=县纪委监委第三室", "short_name=", "parent=县纪委监委", "kind=其他", "url=/a", "people=3");
    show("units");

    begin("设置动态口令", "narrow");
    SET(page, "path=M0 0h1v1h-1z", "box=-4 -4 9 9", "secret=GEZDGNBV", "seal=9f2c", "command=d2c9");
    field(value_rows(page, "fields"), "is_code", "code", "动态口令", "");
    show("totp");
}

static void book_rows(const char *heads_name, const char *rows_name)
{
    struct value *rows = value_rows(page, rows_name), *row, *cells;
    value_item(value_rows(page, heads_name), STR("种类"));
    for (int struck = 0; struck < 2; struck++) {
        row = value_row(rows);
        cells = value_rows(row, "cells");
        ROW(cells, "label=种类", "text=诫勉", "url=", "kind=");
        value_bool(row, "struck", struck);
        SET(row, "entry_url=/log/9", "strike_url=");
    }
}

static void some_indicator(struct value *row)
{
    SET(row, "name=监理到岗率", "url=/r/indicator/a", "baseline=63.4 %", "target=≥ 90 %", "actual=86.7 %", "day=2025-06-20", "source=住建局现场核查", "trend=向好", "colour=green", "points=4,28 60,9 116,5", "target_y=4");
    value_bool(row, "reached", true);
    ROW(value_rows(row, "forecasts"), "x=118", "y=4", "text=预测 2025-09-01：91");
}

TEST(the_pages_of_rounds_and_registers_are_whole)
{
    load();
    begin("问责与制度", "");
    value_bool(page, "may_add", true);
    value_bool(page, "may_see_held", true);
    value_bool(page, "may_sheet", true);
    ROW(value_rows(page, "sanction_totals"), "label=诫勉", "value=3", "unit=", "url=/a");
    ROW(value_rows(page, "rule_totals"), "label=新建制度", "value=9", "unit=", "url=/a");
    ROW(value_rows(page, "recovery_totals"), "label=追缴", "value=386.5", "unit=万元", "url=/a");
    ROW(value_rows(page, "indicator_totals"), "label=已达标指标", "value=3", "unit=", "url=/a");
    some_indicator(value_row(value_rows(page, "indicators")));
    book_rows("sanction_heads", "sanctions");
    book_rows("rule_heads", "rules");
    show("books");

    begin("巡视巡察", "");
    value_bool(page, "may_create", true);
    struct value *row = value_row(value_rows(page, "inspections"));
    SET(row, "name=2025 年县委第二轮巡察", "url=/a", "look_url=/b", "sort=巡察", "body=县委第二巡察组", "feedback=2025-04-20", "state=整改中");
    value_bool(row, "archived", false);
    value_bool(row, "here", false);
    show("inspections");

    begin("2025 年县委第二轮巡察", "");
    SET(page, "heading=2025 年县委第二轮巡察", "look_url=/b");
    value_bool(page, "here", false);
    some_facts();
    some_acts();
    some_history();
    show("inspection");
}

TEST(the_page_of_the_calendar_is_whole)
{
    load();
    begin("放假安排", "");
    SET(page, "year=2026", "notice=国务院办公厅关于2026年部分节假日安排的通知", "source_url=https://www.gov.cn/", "enter_url=/calendar/enter?year=2026", "command=w-0000000001");
    value_bool(page, "may_enter", true);
    value_item(value_rows(page, "warnings"), STR("2027年的放假安排尚未登记，按周末推算。"));
    ROW(value_rows(page, "tiles"), "label=全年工作日", "value=248");
    ROW(value_rows(page, "years"), "label=2025", "url=/calendar?year=2025", "kind=yellow");
    value_item(value_rows(page, "weekdays"), STR("一"));
    struct value *month = value_row(value_rows(page, "months"));
    SET(month, "label=10月", "workdays=18");
    struct value *days = value_rows(value_row(value_rows(month, "weeks")), "days");
    for (int i = 0; i < 2; i++) {
        struct value *day = value_row(days);
        SET(day, "number=1", "kind=off", "mark=休", "name=国庆节");
        value_bool(day, "today", i);
    }
    show("calendar");
}

TEST(the_page_of_reminders_is_whole)
{
    load();
    begin("提醒", "");
    SET(page, "lead=下一次发送：2026-11-24 09:00，将发给 1 人。", "trouble=连不上邮件服务器。", "doubt=2027年的放假安排尚未登记。", "command=w-0000000001");
    value_bool(page, "automatic", false);
    value_bool(page, "may_send", true);
    value_bool(page, "letters", false);
    value_int(page, "unheard_count", 1);
    value_item(value_rows(page, "unheard"), STR("措施 3-1-2（已超期 1 天）"));
    struct value *row = value_row(value_rows(page, "plan"));
    SET(row, "name=林某", "unit=财政局", "as=经办人", "sort=提醒", "kind=red", "summary=已超期 1 项", "channel=系统内", "more=另有 3 项");
    value_item(value_rows(row, "lines"), STR("措施 3-1-2（已超期 1 天）"));
    struct value *sent = value_rows(page, "sent");
    ROW(sent, "day=2026-11-23", "name=林某", "title=整改提醒", "url=/r/nudge/n1", "channel=系统内和邮件", "state=未能投递", "kind=red", "why=没有这个邮箱", "when=", "read=");
    show("reminders");
    value_bool(page, "automatic", true);
    value_rows(page, "plan");
    value_rows(page, "sent");
    show("reminders");
}

TEST(the_pages_of_packs_are_whole)
{
    load();
    begin("报告汇编", "");
    SET(page, "period=2025年6月上半月", "state=填报中", "state_colour=green", "deadline=2025-06-18前填报的算按时，之后的算逾期填报。", "preview_url=/packs/preview", "meeting_url=/packs/preview?sort=meeting", "sheet_url=/packs/file/xlsx", "compute_url=");
    value_bool(page, "computed", true);
    struct value *list = value_rows(page, "chips"), *row;
    SET(row = value_row(list), "label=2025年6月上半月", "url=/packs?period=2025-06-1");
    value_bool(row, "here", true);
    value_item(value_rows(page, "heads"), STR("总数"));
    list = value_rows(page, "units");
    SET(row = value_row(list), "name=县水务局", "url=/packs/preview?unit=a");
    value_bool(row, "total", false);
    ROW(value_rows(row, "cells"), "label=总数", "text=8", "url=/figure/measures.total");
    SET(row = value_row(list), "name=合计", "url=");
    value_bool(row, "total", true);
    ROW(value_rows(row, "cells"), "label=总数", "text=0", "url=");
    ROW(value_rows(page, "late"), "number=1-1", "what=疏通排水管网", "url=/measure/a", "unit=县水务局", "day=2025-06-20");
    ROW(value_rows(page, "missing"), "number=1-2", "what=修复护坡", "url=/measure/b", "unit=县水务局", "day=");
    value_bool(page, "has_leaders", true);
    ROW(value_rows(page, "leaders"), "label=陆喆", "url=/packs/preview?leader=a");
    ROW(value_rows(page, "packs"), "title=整改半月报汇总", "url=/pack/a", "sort=半月报汇总", "state=已定稿", "as_of=2025-06-17");
    show("packs");

    begin("报告汇编预览", "");
    SET(page, "heading=半月报汇总", "action=/packs/preview", "version=-1", "command=w-1");
    some_blocks();
    some_exports();
    value_bool(page, "may_freeze", true);
    value_bool(page, "too_early", false);
    field(value_rows(page, "fields"), "is_text", "title", "标题", "整改半月报汇总");
    show("pack_preview");

    begin("整改半月报汇总", "");
    SET(page, "heading=整改半月报汇总", "state=已定稿", "proof_url=/log/9");
    value_bool(page, "differs", true);
    some_blocks();
    some_facts();
    some_acts();
    some_exports();
    some_history();
    show("pack");
}

TEST(the_pages_of_notices_are_whole)
{
    load();
    begin("督办公文", "");
    value_bool(page, "may_create", true);
    value_bool(page, "may_export", true);
    struct value *list = value_rows(page, "chips"), *row;
    SET(row = value_row(list), "label=全部 2", "url=/notices");
    value_bool(row, "here", true);
    list = value_rows(page, "notices");
    ROW(list, "number=督办〔2025〕3号", "url=/notice/a", "title=关于易涝点治理的督办单", "sort=督办单", "unit=县水务局", "state=待答复", "issued=2025-06-02", "signed=2025-06-03", "answered=", "due=2025-06-12", "times=第2次", "colour=red", "colour_text=逾期6天");
    ROW(list, "number=提醒函（未编号）", "url=/notice/b", "title=关于台账报送的提醒函", "sort=提醒函", "unit=县住建局", "state=起草", "issued=", "signed=", "answered=", "due=", "times=", "colour=", "colour_text=");
    show("notices");

    begin("督办公文", "");
    SET(page, "heading=关于易涝点治理的督办单", "number=督办〔2025〕3号", "state=待答复", "colour=red", "colour_text=逾期6天", "proof_url=/log/9");
    some_facts();
    some_acts();
    some_exports();
    some_blocks();
    some_history();
    ROW(value_rows(page, "findings"), "said=还有待填的内容", "place=", "colour=red");
    list = value_rows(page, "chain");
    ROW(list, "number=督办〔2025〕1号", "title=关于易涝点治理的督办单", "url=/notice/c", "state=待答复", "colour=red", "colour_text=逾期20天");
    ROW(list, "number=督办〔2025〕3号", "title=关于易涝点治理的督办单", "url=", "state=待答复", "colour=", "colour_text=");
    show("notice");

    begin("起草公文", "");
    SET(page, "heading=起草公文：督办单", "action=/notice/new?sort=supervise", "text={{notice.title}}", "version=-1", "command=w-1", "back_url=/notices");
    SET(row = value_row(value_rows(page, "sorts")), "label=督办单", "url=/notice/new?sort=supervise");
    value_bool(row, "here", true);
    ROW(value_rows(page, "keeps"), "name=sort", "value=supervise");
    ROW(value_rows(page, "names"), "name=notice.unit", "title=承办单位", "value=县水务局", "token={{notice.unit}}");
    field(value_rows(page, "fields"), "is_text", "title", "标题", "关于易涝点治理的督办单");
    ROW(value_rows(page, "findings"), "said=没有名为“notice.x”的内容", "place=正文第2行第3字", "colour=red");
    show("notice_edit");
}

TEST(the_pages_of_bulletins_and_figures_are_whole)
{
    load();
    begin("通报", "");
    value_bool(page, "may_create", true);
    SET(page, "create_url=/bulletins/new");
    struct value *list = value_rows(page, "bulletins");
    ROW(list, "title=中共青石县委关于巡察整改进展情况的通报", "url=/a", "inspection=2025 年县委第二轮巡察", "position=1284", "when=2025-06-18", "state=草稿", "colour=");
    ROW(list, "title=青石县审计整改结果公告", "url=/a", "inspection=2024 年度审计", "position=611", "when=2025-03-02", "state=已公布", "colour=done");
    show("bulletins");

    begin("起草通报", "");
    SET(page, "heading=起草通报", "action=/a", "text=中共青石县委关于巡察整改进展情况的通报\n\n本轮巡察反馈{aspects}个方面、{problems}个问题，制定措施{measures}条。", "version=3", "command=d", "back_url=/bulletins");
    some_notes("findings");
    list = value_rows(page, "names");
    ROW(list, "name=measures", "title=措施总数", "value=64");
    ROW(list, "name=measures_done", "title=已完成措施", "value=41");
    show("bulletin_edit");

    begin("通报", "");
    SET(page, "heading=通报预览", "state=草稿", "colour=wait");
    some_facts();
    some_notes("findings");
    some_acts();
    some_exports();
    some_blocks();
    show("bulletin");

    begin("数字", "");
    SET(page, "name=measures_done_rate", "heading=完成率", "value=64.06", "unit=%", "definition=已销号的措施条数除以措施总条数，不含作废；四舍五入到两位小数。长期坚持的不算完成。", "version=2", "position=1284", "as_of=2025-06-18", "total=41");
    value_item(value_rows(page, "heads"), STR("编号"));
    list = value_rows(value_row(value_rows(page, "rows")), "cells");
    ROW(list, "label=编号", "text=1-1-1", "url=/a");
    some_exports();
    SET(value_sub(page, "proof"), "size=1284", "root=4be1f0a97c2d6e5583b1c0ffee4be1f0a97c2d6e5583b1c0ffee4be1f0a97c2d", "signed=2025-06-18 09:00", "url=/a");
    ROW(value_rows(page, "used"), "title=中共青石县委关于巡察整改进展情况的通报", "url=/a", "value=64.06%");
    show("figure");

    begin("数字", "");
    ROW(value_rows(page, "figures"), "name=measures.closed_rate", "title=措施完成率", "definition=已销号措施 ÷ 未作废措施", "value=64.06", "unit=%", "url=/a");
    show("figures");
}

TEST(the_pages_of_the_public_and_the_log_are_whole)
{
    load();
    begin("日志", "");
    value_bool(page, "signed", true);
    value_bool(page, "broken", false);
    value_bool(page, "auditor", true);
    SET(page, "size=1284", "root=S+Hwqa1tXlWDscD/7kvh8KnAbWX0g7HA/+5L4fCpfC0=", "signed_size=1280", "signed_at=2025-06-18 09:00", "key=huiyin.qingshi.test+5a1f02d3+AY3n", "prev_url=", "next_url=/log?before=1234");
    struct value *list = value_rows(page, "entries");
    ROW(list, "seq=1283", "entry_url=/log/1283", "when=2025-06-15 10:24", "what=填报进展", "subject=3-1-2", "url=/a", "actor=林晓岚", "hash=9f2c41d07be6");
    ROW(list, "seq=1282", "entry_url=/log/1282", "when=2025-06-15 10:02", "what=上传佐证材料", "subject=3-1-2", "url=", "actor=林晓岚", "hash=07aa913cc5f0");
    show("log");

    begin("#1283", "narrow");
    SET(page, "seq=1283", "erased_by=-1", "line={\"seq\":1283}", "hash=9f2c41d07be6", "receipt_url=/log/1283/receipt");
    value_bool(page, "may_read", true);
    value_bool(page, "erased", false);
    some_facts();
    ROW(value_rows(page, "words"), "label=意见", "text=同意");
    show("log_entry");

    begin("整改公开", "");
    outsider();
    SET(page, "heading=整改公开", "lead=青石县对巡察反馈问题的整改，逐条可查，逐数可核。", "voice_url=/voice", "check_url=/check");
    list = value_rows(page, "figures");
    ROW(list, "label=反馈问题", "value=18", "unit=个", "url=/a", "colour=");
    ROW(list, "label=已完成措施", "value=41", "unit=条", "url=/a", "colour=green");
    ROW(list, "label=群众反映", "value=26", "unit=件", "url=/a", "colour=");
    ROW(value_rows(page, "bulletins"), "title=中共青石县委关于巡察整改进展情况的通报", "url=/a", "when=2025-06-18", "org=中共青石县委");
    list = value_rows(page, "channels");
    ROW(list, "label=电话", "text=0000-0000000（工作日 8:30—17:30）");
    ROW(list, "label=信箱", "text=青石县 001 号信箱");
    show("portal");

    begin("通报", "");
    outsider();
    SET(page, "voice_url=/voice");
    some_facts();
    some_exports();
    some_blocks();
    show("portal_bulletin");

    begin("措施完成率", "narrow");
    outsider();
    SET(page, "name=measures.closed_rate", "heading=措施完成率", "value=64.06", "unit=%", "definition=已销号措施 ÷ 未作废措施", "version=1", "computed_at=1284", "computed_day=2025-06-18", "total=41", "again=huiyin figures DIR --at 1284");
    SET(value_sub(page, "proof"), "size=1284", "root=4be1f0a97c2d", "signed=2025-06-18 09:00", "url=/checkpoint");
    show("portal_figure");

    begin("怎样核对", "narrow");
    outsider();
    SET(value_sub(page, "proof"), "size=1284", "root=4be1f0a97c2d", "signed=2025-06-18 09:00", "url=/checkpoint");
    show("portal_verify");
}

TEST(no_page_holds_script_or_style_of_its_own)
{
    static const char *const banned[] = {"<script>", " style=\"", " onclick", " onload", " onchange", " onsubmit", "javascript:", "<style", "http://", "https://"};
    struct str name, bytes;
    for (size_t i = 0; asset_at(i, &name, &bytes); i++)
        for (size_t k = 0; str_starts(name, STR("templates/")) && k < sizeof banned / sizeof *banned; k++)
            CHECK(str_find(bytes, str_c(banned[k])) == SIZE_MAX);
}

TEST(a_page_of_fifty_rows_and_twelve_columns_is_filled)
{
    struct timespec t0, t1;
    load();
    ledger_page(50);
    size_t bytes = 0;
    enum { TIMES = 200 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
    for (int i = 0; i < TIMES; i++) {
        struct arena one = {0};
        struct buf out = buf_new(&one, PAGE_BYTES_MAX);
        CHECK(template_render(set, STR("ledger"), LANG_ZH, page, &out) == ERR_NONE);
        bytes = out.len;
        arena_reset(&one);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
    double us = ((double)(t1.tv_sec - t0.tv_sec) * 1e9 + (double)(t1.tv_nsec - t0.tv_nsec)) / 1e3 / TIMES;
    printf("   %zu bytes in %.1f us\n", bytes, us); /* shown, never judged: machines differ */
    CHECK(bytes > 50 * 12 * 20);
}
