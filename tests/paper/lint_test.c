/* Every rule of lint on invented bulletins: what it must find, and what it must leave alone. */
#include "base/time.h"
#include "paper/lint.h"
#include "tests/test.h"

#include <string.h>

static struct arena a;

static struct lint lint_of(const char *text)
{
    struct lint l;
    struct sentence why;
    CHECK(lint_run(&a, str_c(text), &l, &why) == ERR_NONE);
    return l;
}

/* "rule severity line:column expected/found" of every finding but those about contact and signature. */
static struct str findings_of(const struct lint *l)
{
    struct buf b = buf_new(&a, 1 << 20);
    for (size_t i = 0; i < l->count; i++) {
        const struct finding *f = &l->findings[i];
        CHECK(f->message.zh.len && f->message.en.len && utf8_valid(f->message.zh) && utf8_valid(f->message.en));
        CHECK(f->line >= 1 && f->line <= l->bulletin.chars.lines && f->column >= 1);
        if (strcmp(f->rule, "contact") == 0 || strcmp(f->rule, "signature") == 0)
            continue;
        buf_f(&b, "%s%s %s %zu:%zu %.*s/%.*s", b.len ? " | " : "", f->rule, severity_name(f->severity), f->line, f->column, STR_ARG(f->expected), STR_ARG(f->found));
    }
    return buf_view(&b);
}

struct row {
    const char *text, *findings;
};

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct lint l = lint_of(rows[i].text);
        CHECK_STR(str_f(&a, "%s: %.*s", rows[i].text, STR_ARG(findings_of(&l))), str_f(&a, "%s: %s", rows[i].text, rows[i].findings));
    }
    arena_reset(&a);
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static const char whole[] =
    "中共云溪县委关于县委第二巡察组反馈意见整改情况的通报\n"
    "根据统一部署，2024年9月2日至10月25日，县委第二巡察组对云溪县水务局开展了巡察。11月20日，巡察组反馈了意见。现将整改情况予以公布。\n"
    "县水务局成立三个工作组，对2个方面5个具体问题，制定12条整改措施。一是提高认识。二是压实责任。反馈的5个问题已完成4个，完成率80%。\n"
    "整改中，给予党纪处分6人（党内警告3人、严重警告2人、开除党籍1人），政务处分3人（警告、记过各1人，撤职1人），诫勉4人，收缴资金120.5万元（违规补贴100.3万元、其他20.2万元）。\n"
    "一、关于“履职不到位”问题的整改情况\n"
    "（一）加强学习。组织培训2次，参加300余人次。\n"
    "1.健全制度。制定《供水管理办法（2025—2027年）》。\n"
    "2.严格执行。检查15家企业。\n"
    "（二）加强管理。检查30处。\n"
    "二、关于“监督不到位”问题的整改情况\n"
    "（一）完善机制。受理诉求697件，办结688件，办结率98.71%。\n"
    "下一步，继续抓好整改。\n"
    "联系电话：0570-8300000；邮政信箱：云溪县水务局（邮编：324000）；电子邮箱：yunxi-shuiwu@example.cn。\n"
    "中共云溪县水务局党组\n"
    "2025年3月6日\n";

TEST(a_sound_bulletin_has_no_findings)
{
    struct lint l = lint_of(whole);
    CHECK_STR(findings_of(&l), STR(""));
    CHECK(l.count == 0 && !lint_contradicts(&l));
    const struct bulletin *b = &l.bulletin;
    CHECK_STR(b->title, STR("中共云溪县委关于县委第二巡察组反馈意见整改情况的通报"));
    CHECK(b->level_count[1] == 2 && b->level_count[2] == 3 && b->level_count[3] == 2 && b->lead_line == 2);
    CHECK(b->announced.aspects == 2 && b->announced.problems == 5 && b->announced.measures == 12);
    CHECK_STR(b->sections[0].heading, STR("关于“履职不到位”问题的整改情况"));
    CHECK_STR(b->sections[1].heading, STR("加强学习"));
    CHECK(b->sections[1].line == 6 && b->sections[1].number == 1);
    CHECK_STR(b->contact.phone, STR("0570-8300000"));
    CHECK_STR(b->contact.postcode, STR("324000"));
    CHECK_STR(b->contact.address, STR("云溪县水务局"));
    CHECK_STR(b->contact.mail, STR("yunxi-shuiwu@example.cn"));
    CHECK_STR(b->signature, STR("中共云溪县水务局党组"));
    CHECK_STR(day_text(&a, b->date_day), STR("2025-03-06"));
    arena_reset(&a);
}

TEST(parts_sum_to_their_whole)
{
    static const struct row rows[] = {
        {"给予党纪处分12人(党内警告7人,严重警告5人)。", ""},
        {"给予党纪处分13人(党内警告7人,严重警告5人)。", "sum error 1:7 12/13"},
        {"给予党纪处分12人（党内警告7人、严重警告6人）；政务处分2人（警告2人）", "sum error 1:7 13/12"},
        {"政务处分3人（警告2人）", "sum error 1:5 2/3"},
        {"立案9件（大案2件）", ""},
        {"立案9件（大案12件）", "sum error 1:3 12/9"},
        {"处理10人（县管4人（其中正职5人）、乡管6人）", "sum error 1:9 5/4"},
        {"处理10人（县管4人（正职1人、副职3人）、乡管7人）", "sum error 1:3 11/10"},
        {"问责处理50人，其中党纪处分20人、诫勉30人。", "sum info 1:5 50/50"},
        {"问责处理50人，其中党纪处分20人、诫勉12人，组织处理40人。", ""},
        {"问责处理50人，其中党纪处分20人、诫勉31人。", "sum error 1:5 51/50"},
        {"问责处理50人（其中：党纪处分60人）。", "sum error 1:5 60/50"},
        {"查处问题45个：党员23个、干部22个。", ""},
        {"查处问题45个：党员23个、干部21个。", "sum error 1:5 44/45"},
        {"政务处分5人（警告、记过各1人，撤职3人）", ""},
        {"政务处分6人（警告、记过各1人，撤职3人）", "sum error 1:5 5/6"},
        {"追缴120.5万元（补贴100.3万元，其他20.2万元）", ""},
        {"追缴120.5万元（补贴100.3万元，其他20.3万元）", "sum error 1:3 120.6/120.5"},
        {"追缴1.2亿元（补贴8000万元，其他4020万元）", ""},
        {"追缴1.3亿元（补贴8000万元，其他4020万元）", "sum error 1:3 1.202/1.3"},
        {"培训300余人（县级100人，乡级150人）", ""},
        {"受理30人次（党员20人，干部5人）", ""},
        {"立案20人（上年同期15人，增加5人）", ""},
        {"满意率98%（城区99%，乡村97%）", ""},
        {"处理30人（科级10人、股级12人等）", ""},
        {"处理30人（科级20人、股级12人等）", "sum error 1:3 32/30"},
        {"党纪政务处分9人（党纪处分8人，政务处分3人）", "sum warning 1:7 11/9"},
        {"处理10人（", "balance error 1:6 /（"},
        {"给予党纪处分０人（党内警告０人，严重警告０人）", ""},
        {"县级给予党纪处分5人（警告5人）。\n乡级给予党纪处分7人（警告6人）。", "sum error 2:9 6/7"},
    };
    CHECK_ROWS(rows);
}

TEST(states_of_items_sum_to_their_whole)
{
    static const struct row rows[] = {
        {"共梳理问题26个，已整改到位24个，正在推进3个。", "sum error 1:6 27/26"},
        {"共梳理问题26个，已整改到位24个，正在推进1个。", "sum warning 1:6 25/26"},
        {"共梳理问题26个，已整改到位24个，占92.3%；正在推进2个，占7.7%。", ""},
        {"共梳理问题26个，已完成20个，基本完成4个。", ""},
        {"整改措施99条，已完成95条，长期坚持40条。", "sum warning 1:5 135/99"},
        {"整改措施99条，已完成95条，其中立行立改40条，正在推进4条。", ""},
        {"梳理问题26个，已整改24个，召开会议30个。", ""},
        {"给予党纪政务处分18人，其中党纪处分10人，政务处分7人。", "sum error 1:9 17/18"},
        {"给予党纪政务处分18人，其中党纪处分10人，政务处分8人。", "sum info 1:9 18/18"},
        {"给予党纪政务处分18人，其中党纪处分10人。", ""},
        {"发放通知：市直部门12份、乡镇15份，合计28份。", "sum error 1:22 27/28"},
        {"发放通知：市直部门12份、乡镇15份，共计27份。", ""},
        {"原有制度20项，新建3项、修订5项，合计8项。", ""},
        {"走访50户，发放传单12份、手册15份，共计27份。", ""},
        {"走访50户，发放手册15份，共计28份。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(totals_of_the_whole_told_twice_agree)
{
    static const struct row rows[] = {
        {"全县共追缴资金125.6万元。\n各乡镇推进。截至目前，累计追缴资金152.6万元。", "repeat warning 2:18 125.6/152.6"},
        {"全县共追缴资金125.6万元。\n截至目前，累计追缴资金125.6万元。", ""},
        {"全县共追缴资金125.6万元。\n截至目前，累计投入资金152.6万元。", ""},
        {"全县共召开会议3次。\n某镇累计召开会议5次。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(rates_recompute_half_up)
{
    static const struct row rows[] = {
        {"整改完成率96.3%（26/27）。", ""},
        {"整改完成率96.2%（26/27）。", "rate error 1:6 96.3/96.2"},
        {"反馈27个问题，已完成26个，完成率96.30%。", ""},
        {"反馈27个问题，已完成26个，完成率96%。", ""},
        {"反馈27个问题，已完成26个，完成率97%。", "rate error 1:19 96/97"},
        {"受理697件，办结688件，办结率98.71%。", ""},
        {"受理697件，办结688件，办结率98.70%。", "rate error 1:18 98.71/98.70"},
        {"共10000件，办结9999件，办结率100%。", "rate error 1:20 99/100"},
        {"共27件，办结27件，办结率100%。", ""},
        {"对3个方面27个问题立行立改。\n已销号24个，占88.9%。", ""},
        {"对3个方面27个问题立行立改。\n已销号24个，占89.9%。", "rate error 2:9 88.9/89.9"},
        {"新增食堂50个，服务点158个，覆盖率达86.43%。", ""},
        {"投资同比增长3.2%，占地区生产总值2.76%。", ""},
        {"完成率50%（1/0）", ""},
    };
    CHECK_ROWS(rows);
}

TEST(dates_exist_and_follow_each_other)
{
    static const struct row rows[] = {
        {"2024年2月29日召开会议。", ""},
        {"2024年2月30日召开会议。", "date error 1:1 /2024年2月30日"},
        {"13月5日召开会议。", "date error 1:1 /13月5日"},
        {"2024年3月18日至5月17日开展巡视。8月9日反馈意见。", ""},
        {"2024年6月18日至5月17日开展巡视。", "date error 1:12 2024年6月18日/2024年5月17日"},
        {"2024年3月18日至5月17日开展巡视。4月9日反馈意见。", "date error 1:22 2024年5月17日/2024年4月9日"},
        {"2024年3月18日至5月17日开展巡视。2023年8月9日反馈意见。", "date error 1:22 2024年5月17日/2023年8月9日"},
        {"2024年11月4日至12月30日开展巡视。1月20日反馈意见。", "date warning 1:23 2024年12月30日/2024年1月20日"},
        {"2024年3月18日至5月17日开展巡视。8月9日反馈意见。\n某县委\n2024年6月1日", "date error 3:1 2024年8月9日/2024年6月1日"},
        {"3月18日至20日培训，60日内办结。", ""},
        {"2024717日至830日开展巡视。", "lost-digits error 1:1 YYYY年M月D日/2024717日至830日"},
        {"2024年717日开展。", "lost-digits error 1:6 YYYY年M月D日/717日"},
        {"2025年 月 日", "lost-digits error 1:5 YYYY年M月D日/年 月 日"},
        {"百日攻坚120日，365日在岗。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(numbering_has_no_gaps)
{
    static const struct row rows[] = {
        {"一、甲\n（一）乙\n(二)丙\n二、丁\n（一）戊", ""},
        {"一、甲\n三、乙", "numbering error 2:1 二、/三、"},
        {"一、甲\n（一）乙\n（三）丙", "numbering error 3:1 （二）/（三）"},
        {"一、甲\n（二）乙", "numbering error 2:1 （一）/（二）"},
        {"一、甲\n1.乙\n2.丙\n4.丁", "numbering error 4:1 3./4."},
        {"一、甲\n1.乙\n（1）丙\n（2）丁\n（4）戊", "numbering error 5:1 （3）/（4）"},
        {"一、甲\n1.乙\n2.丙\n二、丁\n1.戊", ""},
        {"一、甲\n（一）乙\n（一）丙", "numbering error 3:1 （二）/（一）"},
        {"十一、甲", "numbering error 1:1 一、/十一、"},
        {"重点抓好：一是学习。二是整改。四是督查。", "numbering error 1:16 三是/四是"},
        {"一是学习。二是整改。一是再学。唯一是真。", ""},
        {"2.5个百分点\n2024.12.31", ""},
    };
    CHECK_ROWS(rows);
}

TEST(marks_are_paired)
{
    static const struct row rows[] = {
        {"《办法》（试行）“一把手”〔2024〕5号", ""},
        {"制定《办法并印发。", "balance error 1:3 /《"},
        {"制定办法》。", "balance error 1:5 /》"},
        {"推进“链长”制“工作。", "balance error 1:8 /“"},
        {"(半角开，全角关）", ""},
        {"一）学习\n1）整改", ""},
        {"在硬换行的（段落\n里）继续。", ""},
        {"《甲（乙》丙", "balance error 1:3 /（"},
    };
    CHECK_ROWS(rows);
}

TEST(announcements_and_totals_agree)
{
    static const struct row rows[] = {
        {"对2个方面9个问题整改。\n一、关于甲问题\n二、关于乙问题", ""},
        {"对3个方面9个问题整改。\n一、关于甲问题\n二、关于乙问题", "announced warning 1:2 3/2"},
        {"对3个方面9个问题整改。\n一、组织领导\n二、整改情况\n三、下一步工作", ""},
        {"反馈三大类15个问题。\n一、关于甲问题\n二、关于乙问题\n三、关于丙问题", ""},
        {"对2个方面3个问题整改。\n一、关于甲问题\n二、关于乙问题\n三、关于丙问题", ""},
        {"对8个方面27个问题整改。\n反馈的8个方面27个问题均已整改。", ""},
        {"对8个方面27个问题整改。\n反馈的8个方面26个问题均已整改。", "repeat error 2:8 27/26"},
        {"对4个方面、11类、36个问题整改。", ""},
        {"对3方面15个问题整改。\n一、关于甲问题\n二、关于乙问题", "announced warning 1:2 3/2"},
        {"对8个方面27个问题整改。\n上一轮5个方面20个问题均已整改。", ""},
        {"给予党纪处分9人。\n累计给予党纪处分8人。", "repeat error 2:9 9/8"},
        {"给予党纪处分9人。\n一、关于甲问题\n给予党纪处分8人。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(units_are_plausible)
{
    static const struct row rows[] = {
        {"给予党纪处分9项。", "unit warning 1:7 人/项"},
        {"办结率达120%。", "unit error 1:5 100/120"},
        {"收入增长120%。", ""},
        {"处理2.5人。", "unit warning 1:3 /2.5"},
        {"每万人有2.5人持证。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(personal_numbers_and_secrets_are_pointed_at_and_masked)
{
    static const struct row rows[] = {
        {"身份证为11010519491231002X。", "personal error 1:5 /110*************2X"},
        {"身份证为110105194912310021。", "personal warning 1:5 /110*************21"},
        {"卡号4111 1111 1111 1111。", "personal error 1:3 /411**************11"},
        {"卡号4111111111111112。", "personal warning 1:3 /411***********12"},
        {"编码4111111111111112。", ""},
        {"张某手机13800138000。", "personal warning 1:5 /138******00"},
        {"联系电话：13800138000。", ""},
        {"机密★1年\n内部资料 注意保存", "ground warning 1:1 /机密★ | ground warning 2:1 /内部资料 | ground warning 2:6 /注意保存"},
        {"涉及商业秘密。", "ground info 1:3 /商业秘密"},
        {"编号123456789012345678901234567890。", ""},
    };
    CHECK_ROWS(rows);
}

TEST(what_is_missing_at_the_end_is_named)
{
    struct lint l = lint_of("一、甲\n联系电话：0570-83000；邮编：1234；邮箱：a@b");
    CHECK(l.by_severity[SEVERITY_ERROR] == 0 && l.count == 5);
    size_t contact = 0;
    for (size_t i = 0; i < l.count; i++)
        contact += strcmp(l.findings[i].rule, "contact") == 0;
    CHECK(contact == 3); /* the post box, the code's length, the mail's end */
    l = lint_of("某县委\n2025年06月10日");
    CHECK(l.by_severity[SEVERITY_INFO] == 1);
    l = lint_of("甲乙丙");
    CHECK(l.by_severity[SEVERITY_WARNING] == 3);
    arena_reset(&a);
}

TEST(what_is_no_text_gets_a_sentence)
{
    struct lint l;
    struct sentence why;
    CHECK(lint_run(&a, STR(""), &l, &why) == ERR_INPUT && why.zh.len && why.en.len);
    CHECK(lint_run(&a, STR(" \n　"), &l, &why) == ERR_INPUT);
    CHECK(lint_run(&a, STR("PK\x03\x04\0\0"), &l, &why) == ERR_INPUT);
    CHECK(lint_run(&a, STR("\xCE\xC4\xD7\xD6\xB1\xE0\xC2\xEB"), &l, &why) == ERR_INPUT); /* GB 18030 */
    CHECK(lint_run(&a, STR("整改情况整改情况整改情况\xFF整改"), &l, &why) == ERR_NONE);
    CHECK_STR(str_c(l.findings[l.count - 1].rule), STR("encoding"));
    CHECK(l.findings[l.count - 1].column == 13);
    arena_reset(&a);
}

TEST(findings_are_capped_and_say_so)
{
    struct buf b = buf_new(&a, 1 << 20);
    for (int i = 0; i < 3000; i++)
        buf_c(&b, "》");
    struct lint l = lint_of(str_z(&a, buf_view(&b)));
    CHECK(l.count == FINDINGS_MAX + 1 && l.capped);
    arena_reset(&a);
}

TEST(json_is_the_contract)
{
    struct lint l = lint_of("整改情况通报\n给予党纪处分3人（警告2人）。\n一、甲。");
    struct buf b = buf_new(&a, LINT_JSON_BYTES_MAX);
    lint_json(&l, &b);
    CHECK(!b.failed && utf8_valid(buf_view(&b)));
    CHECK(str_starts(buf_view(&b), STR("{\"structure\":{\"title\":\"整改情况通报\",\"sections\":[{\"level\":1,\"number\":1,\"heading\":\"甲\",\"line\":3}],\"sections_level1\":1,\"sections_level2\":0,\"announced\":{\"aspects\":null,\"problems\":null,\"measures\":null}},\"figures\":[{\"value\":\"3\",\"text\":\"3人\",\"unit\":\"人\",\"label\":\"党纪处分\",\"qualifier\":\"\",\"line\":2,\"column\":7},")));
    CHECK(str_find(buf_view(&b), STR("\"findings\":[{\"rule\":\"sum\",\"severity\":\"error\",\"line\":2,\"column\":7,\"message\":\"")) != SIZE_MAX);
    b = buf_new(&a, 1 << 20);
    lint_text(&l, LANG_ZH, &b);
    CHECK(str_find(buf_view(&b), STR("第2行第7字 错误 [sum] ")) == 0);
    arena_reset(&a);
}
