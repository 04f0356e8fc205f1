/* bulletin_test.c: a bulletin says what the ledger says, says where its text is wrong, and says the same again when it is
 * computed again later. */
#include "app/bulletin.h"
#include "app/figures.h"
#include "app/replay.h"
#include "tests/app/app_help.h"

/* What cairo and fontconfig keep for the life of the process; a test that draws a PDF sees it. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libcairo.so\nleak:libfontconfig.so\n"; }

#define INSPECTION_WHOLE \
    "name=第一轮巡察|sort=xuncha|body=县委第一巡察组|organisation=#1|start_day=@-150|end_day=@-100|feedback_day=@-90|feedback_number=巡察〔2025〕3号|" \
    "phone=0000-7654321|post_box=某县7号信箱（邮编：000000）|mail=zg@mou.example"
#define TEXT_SMALL "某县整改通报\n{{measures.total}}条措施已销号{{measures.closed}}条，销号率{{measures.closed_rate}}%。\n某县委\n{{bulletin.day}}\n"
enum { BULLETIN_1 = 200,
       MEASURE_2 = 131,
       PROBLEM_2 = 121,
       SANCTION_1 = 160 };

static struct desk desk_ready(int64_t state)
{
    struct desk d = desk_open("");
    desk_measure(&d, state);
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, INSPECTION_WHOLE);
    return d;
}

static struct moment now_of(struct desk *d)
{
    struct moment m;
    struct sentence why;
    CHECK(!moment_open(&d->app, &d->arena, INSPECTION_1, -1, TODAY, &m, &why));
    return m;
}

static struct str txt_of(struct desk *d, const struct document *doc)
{
    struct str bytes;
    struct sentence why;
    CHECK(!bulletin_write(doc, &d->arena, BULLETIN_TXT, TODAY, &bytes, &why));
    return bytes;
}

static struct bulletin_page page_of(struct desk *d, const char *text)
{
    struct bulletin_page page;
    struct sentence why = {0};
    struct moment m = now_of(d);
    enum err e = bulletin_render(&d->arena, &m, str_c(text), &page, &why);
    CHECK(e == (page.problem_count ? ERR_INPUT : ERR_NONE));
    moment_close(&d->app, &m);
    return page;
}

static bool has(struct str text, const char *part) { return str_find(text, str_c(part)) != SIZE_MAX; }

/* ---- figures at a moment ---- */

TEST(figures_of_the_past_are_those_the_ledger_had_then)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    struct moment m;
    struct told t;
    struct sentence why;
    int64_t size;
    CHECK(!log_length(d.app.db, &size));
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_2, "problem=#120|number=4|" PLAN);
    CHECK(!moment_open(&d.app, &d.arena, INSPECTION_1, -1, TODAY, &m, &why));
    CHECK(!told_read(&d.arena, &m, STR("measures.total"), STR(""), &t, &why) && t.value == 2 && t.rows == 2);
    moment_close(&d.app, &m);
    CHECK(!moment_open(&d.app, &d.arena, INSPECTION_1, size, TODAY, &m, &why));
    CHECK(!told_read(&d.arena, &m, STR("measures.total"), STR(""), &t, &why) && t.value == 1);
    CHECK(m.position == size && m.as_of_day == TODAY);
    moment_close(&d.app, &m);
    CHECK(moment_open(&d.app, &d.arena, INSPECTION_1, size + 2, TODAY, &m, &why) == ERR_INPUT && why.zh.len && why.en.len);
    desk_close(&d);
}

TEST(a_scope_narrows_a_figure_to_an_aspect_or_a_problem)
{
    struct desk d = desk_ready(MEASURE_CLOSED);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_2, "aspect=#110|number=7|title=公务卡使用不规范");
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_2, "problem=#121|number=1|" PLAN);
    static const struct {
        const char *name, *scope;
        int64_t value;
    } rows[] = {{"measures.total", "problem:2", 1}, {"measures.total", "problem:7", 1}, {"measures.total", "aspect:1", 2}, {"measures.total", "aspect:2", 0}, {"evidence.total", "problem:2", 1}, {"evidence.total", "problem:7", 0}, {"measures.closed_rate", "problem:2", 10000}, {"measures.closed_rate", "aspect:1", 5000}, {"problems.total", "problem:7", 1}};
    struct moment m = now_of(&d);
    struct sentence why;
    struct told t;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(!told_read(&d.arena, &m, str_c(rows[i].name), str_c(rows[i].scope), &t, &why) && t.value == rows[i].value);
    static const char *const bad[][2] = {{"measures.total", "problem:"}, {"measures.total", "problem"}, {"measures.total", "unit:2"}, {"measures.total", "problem:-1"}, {"units.lead", "problem:2"}, {"measures.total", "problem:2:3"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(told_read(&d.arena, &m, str_c(bad[i][0]), str_c(bad[i][1]), &t, &why) == ERR_INPUT && why.zh.len && why.en.len);
    CHECK(told_read(&d.arena, &m, STR("measures.nothing"), STR(""), &t, &why) == ERR_MISSING);
    moment_close(&d.app, &m);
    desk_close(&d);
}

/* ---- the text ---- */

TEST(a_text_is_filled_from_the_ledger)
{
    struct desk d = desk_ready(MEASURE_CLOSED);
    struct bulletin_page page = page_of(&d, "{{inspection.organisation}}通报\n{{inspection.body}}于{{inspection.feedback_day}}反馈。\n" TEXT_SMALL "{{#aspects}}\n{{aspect.number_chinese}}、关于“{{aspect.title}}”的整改\n{{#problems}}\n（{{problem.number_chinese}}）{{problem.title}}。{{problem.summary}}\n{{/problems}}\n{{/aspects}}\n");
    CHECK(!page.problem_count && !page.blanks);
    CHECK_STR(txt_of(&d, page.document),
              STR("某县通报\n\n　　县委第一巡察组于2025年3月26日反馈。\n　　某县整改通报\n　　1条措施已销号1条，销号率100%。\n某县委\n2025年6月24日\n"
                  "　　一、关于“财务管理方面”的整改\n　　（一）往来款长期挂账。挂账已全部清理并完成核对。\n"));
    const struct document_figure *f = page.document->figures;
    CHECK(str_is(f->name, "measures.total") && f->version == 1 && str_is(f->value, "1") && f->position > 0);
    CHECK(str_starts(f->href, STR("/figure/measures.total?inspection=")));
    desk_close(&d);
}

TEST(a_document_tells_which_figures_it_prints)
{
    struct desk d = desk_ready(MEASURE_CLOSED);
    struct bulletin_page page = page_of(&d, "标题\n{{measures.total}}与{{measures.closed@problem:2}}");
    CHECK(bulletin_prints(page.document, STR("measures.total"), STR("")));
    CHECK(bulletin_prints(page.document, STR("measures.closed"), STR("problem:2")));
    CHECK(!bulletin_prints(page.document, STR("measures.closed"), STR("")));
    CHECK(!bulletin_prints(page.document, STR("measures.total"), STR("problem:2")));
    desk_close(&d);
}

TEST(the_line_of_the_day_is_the_date_and_the_one_before_signs)
{
    struct desk d = desk_ready(MEASURE_DRAFT);
    struct bulletin_page page = page_of(&d, TEXT_SMALL);
    enum document_kind kinds_seen[3];
    size_t n = 0;
    for (const struct document_block *b = page.document->blocks; b; b = b->next)
        kinds_seen[n++ % 3] = b->kind;
    CHECK(n == 3 && kinds_seen[1] == DOCUMENT_SIGNATURE && kinds_seen[2] == DOCUMENT_DATE);
    page = page_of(&d, "标题\n这是一段话，不是署名。\n{{bulletin.day}}\n");
    CHECK(page.document->blocks->kind == DOCUMENT_PARAGRAPH && page.document->blocks->next->kind == DOCUMENT_DATE);
    desk_close(&d);
}

TEST(what_stands_in_the_ledger_cannot_become_markup)
{
    struct desk d = desk_ready(MEASURE_DRAFT);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title={{measures.total}}**与**\\表");
    struct bulletin_page page = page_of(&d, "标题\n{{#problems}}\n问题：{{problem.title}}\n{{/problems}}\n");
    CHECK(!page.problem_count && !page.document->figures);
    CHECK_STR(txt_of(&d, page.document), STR("标题\n\n　　问题：{{measures.total}}**与**\\表\n"));
    desk_close(&d);
}

TEST(mistakes_are_pointed_at_in_the_text_as_it_was_written)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *word; /* of the sentence */
    } rows[] = {
        {"标题\n共{{measure.total}}条", 2, 2, "measure.total"},
        {"标题\n{{inspection.body}}，{{inspection.chief}}", 2, 21, "inspection.chief"},
        {"标题\n{{inspection.body}}与{{nobody}}", 2, 21, "nobody"},
        {"标题\n{{problem.title}}", 2, 1, "problems"},
        {"标题\n{{aspect.title}}", 2, 1, "aspects"},
        {"标题\n{{#aspects}}\n{{aspect.colour}}\n{{/aspects}}", 3, 1, "aspect.colour"},
        {"标题\n{{#aspects}}\n{{aspect.title}}与{{nobody}}\n{{/aspects}}\n", 3, 18, "nobody"},
        {"标题\n{{#aspects}}\n正文", 2, 1, "{{/aspects}}"},
        {"标题\n正文{{/aspects}}", 2, 3, "{{/aspects}}"},
        {"标题\n{{#units}}x{{/units}}", 2, 1, "{{#units}}"},
        {"标题\n{{#problems}}{{#aspects}}x{{/aspects}}{{/problems}}", 2, 14, "{{#aspects}}"},
        {"标题\n{{#problems}}{{#problems}}x{{/problems}}{{/problems}}", 2, 14, "{{#problems}}"},
        {"标题\n没有合上{{measures.total", 2, 5, "花括号"},
        {"标题\n{{measures.total@unit:2}}", 2, 1, "unit:2"},
        {"标题\n{{measures.total|人}}", 2, 1, "measures.total"},
        {"标题\n{{#aspects}}\n|甲|乙|\n|丙|\n{{/aspects}}\n", 4, 1, "格"},
        {"", 1, 1, "标题"},
    };
    struct desk d = desk_ready(MEASURE_DRAFT);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bulletin_page page = page_of(&d, rows[i].text);
        if (!page.problem_count || page.problems->line != rows[i].line || page.problems->column != rows[i].column || !has(page.problems->what.zh, rows[i].word))
            fprintf(stderr, "row %zu: %zu problems, %zu:%zu %.*s\n", i, page.problem_count, page.problems ? page.problems->line : 0, page.problems ? page.problems->column : 0, STR_ARG(page.problems ? page.problems->what.zh : STR("")));
        CHECK(page.problem_count >= 1 && page.problems->line == rows[i].line && page.problems->column == rows[i].column);
        CHECK(has(page.problems->what.zh, rows[i].word) && page.problems->what.en.len);
    }
    desk_close(&d);
}

TEST(a_mistake_inside_a_loop_is_said_once)
{
    struct desk d = desk_ready(MEASURE_DRAFT);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_2, "aspect=#110|number=7|title=公务卡使用不规范");
    struct bulletin_page page = page_of(&d, "标题\n{{#problems}}\n{{problem.title}}{{nobody}}{{problem.colour}}\n{{/problems}}\n");
    CHECK(page.problem_count == 2);
    CHECK(page.problems->line == 3 && page.problems->column == 18 && page.problems->next->column == 28);
    desk_close(&d);
}

TEST(a_text_is_checked_without_a_ledger)
{
    struct arena a = {0};
    struct bulletin_page page;
    struct sentence why;
    CHECK(!bulletin_check(&a, STR(TEXT_SMALL "{{#problems}}{{problem.title}}{{problem.summary}}{{/problems}}{{inspection.mail}}"), &page, &why));
    CHECK(bulletin_check(&a, STR("标题\n{{measures.totl}}"), &page, &why) == ERR_INPUT && page.problem_count == 1);
    arena_reset(&a);
}

TEST(what_is_not_known_is_shown_and_keeps_the_bulletin_in)
{
    struct desk d = desk_open("");
    struct bulletin b = {.inspection = INSPECTION_1, .text = STR("标题\n电话{{inspection.phone}}，信箱{{inspection.post_box}}。")};
    struct bulletin_publish values;
    struct sentence why = {0};
    desk_measure(&d, MEASURE_DRAFT);
    struct bulletin_page page = page_of(&d, str_z(&d.arena, b.text));
    CHECK(page.blanks == 2 && has(txt_of(&d, page.document), "〔待填："));
    CHECK(bulletin_publish_values(&d.app, &d.arena, &b, TODAY, &values, &why) == ERR_INPUT && why.zh.len && why.en.len);
    b.text = STR("标题\n联系电话：〔待填：监督电话〕");
    CHECK(bulletin_publish_values(&d.app, &d.arena, &b, TODAY, &values, &why) == ERR_INPUT && has(why.zh, "待填"));
    b.text = STR("标题\n{{nobody}}");
    CHECK(bulletin_publish_values(&d.app, &d.arena, &b, TODAY, &values, &why) == ERR_INPUT && has(why.zh, "第2行第1字"));
    desk_close(&d);
}

TEST(a_draft_takes_up_what_is_entered_after_it_was_written)
{
    struct desk d = desk_open("");
    struct str text = STR("");
    struct sentence why = {0};
    desk_measure(&d, MEASURE_DRAFT);
    struct moment m = now_of(&d);
    CHECK(!bulletin_default_text(&d.arena, &m, &text, &why));
    moment_close(&d.app, &m);
    CHECK(has(text, "{{inspection.phone}}") && !has(text, "待填"));
    CHECK(page_of(&d, str_z(&d.arena, text)).blanks >= 2);
    desk_close(&d);
}

TEST(the_default_text_is_written_for_the_inspection_and_can_be_published)
{
    struct desk d = desk_ready(MEASURE_CLOSED);
    struct moment m = now_of(&d);
    struct str text;
    struct sentence why = {0};
    CHECK(!bulletin_default_text(&d.arena, &m, &text, &why));
    moment_close(&d.app, &m);
    CHECK(has(text, "{{measures.total}}") && has(text, "日期：{{bulletin.day}}") && has(text, "署名：某县"));
    CHECK(!has(text, "{{inspection.") && !has(text, "{{#") && has(text, "一、关于“财务管理方面”"));
    struct bulletin_page page = page_of(&d, str_z(&d.arena, text));
    CHECK(!page.problem_count && !page.blanks && page.document->figures);
    struct bulletin b = {.inspection = INSPECTION_1, .text = text};
    struct bulletin_publish values;
    CHECK(!bulletin_publish_values(&d.app, &d.arena, &b, TODAY, &values, &why));
    desk_close(&d);
}

TEST(nothing_to_say_of_a_problem_is_said_so)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_2, "aspect=#110|number=7|title=公务卡使用不规范");
    const char *text = "标题\n{{#problems}}\n{{problem.summary}}\n{{/problems}}\n";
    CHECK_STR(txt_of(&d, page_of(&d, text).document), STR("标题\n\n　　整改措施已经明确，尚无进展报告。\n　　尚未制定整改措施。\n"));
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=已清理三十笔，\n其余正在核对；");
    CHECK(has(txt_of(&d, page_of(&d, text).document), "　　已清理三十笔， 其余正在核对。\n"));
    desk_close(&d);
}

/* ---- publishing ---- */

static void publish(struct desk *d, const char *text)
{
    struct bulletin b;
    struct bulletin_publish values;
    struct pair pairs[BULLETIN_PUBLISH_PAIRS];
    struct sentence why = {0};
    desk_must(d, OFFICE_A, COMMAND_BULLETIN_DRAFT, BULLETIN_1, str_z(&d->arena, str_f(&d->arena, "inspection=#100|title=某县整改通报|text=%s", text)));
    desk_must(d, OFFICE_A, COMMAND_BULLETIN_SUBMIT, BULLETIN_1, "");
    desk_must(d, OFFICE_B, COMMAND_BULLETIN_REVIEW, BULLETIN_1, OPINION);
    CHECK(!table_load(d->app.db, &d->arena, KIND_BULLETIN, BULLETIN_1, &b));
    CHECK(!bulletin_publish_values(&d->app, &d->arena, &b, TODAY, &values, &why));
    bulletin_publish_pairs(&d->arena, &values, pairs);
    struct submission s = {.type = COMMAND_BULLETIN_PUBLISH, .id = BULLETIN_1, .drawn_at = -1, .pairs = pairs, .count = BULLETIN_PUBLISH_PAIRS};
    struct outcome out;
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = PUBLISHER_A, .now_us = d->now_us += 60000000};
    CHECK(!app_submit(&ctx, &s, &out));
}

static void all_formats(struct desk *d, int64_t position, struct str out[BULLETIN_FORMATS], struct str *digest)
{
    struct bulletin b;
    struct moment m;
    struct bulletin_page page;
    struct sentence why = {0};
    CHECK(!bulletin_newest(d->app.db, &d->arena, INSPECTION_1, -1, &b) && b.id == BULLETIN_1);
    CHECK(!moment_open(&d->app, &d->arena, INSPECTION_1, position, TODAY, &m, &why));
    m.as_of_day = b.as_of_day;
    CHECK(!bulletin_render(&d->arena, &m, b.text, &page, &why));
    for (int i = 0; i < BULLETIN_FORMATS; i++)
        CHECK(!bulletin_write(page.document, &d->arena, (enum bulletin_format)i, m.as_of_day, &out[i], &why) && out[i].len > 100);
    *digest = bulletin_digest(&d->arena, page.document);
    moment_close(&d->app, &m);
}

TEST(a_published_bulletin_computes_to_the_same_bytes_for_ever)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    struct str first[BULLETIN_FORMATS], again[BULLETIN_FORMATS], other[BULLETIN_FORMATS], digest;
    struct bulletin b;
    int64_t size;
    publish(&d, "某县整改通报\n{{measures.total}}条措施已销号{{measures.closed}}条，诫勉{{sanctions.admonition}}人。\n{{#problems}}\n（一）{{problem.title}}。{{problem.summary}}\n{{/problems}}\n某县委\n{{bulletin.day}}\n");
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, -1, &b) && b.state == BULLETIN_OUT);
    all_formats(&d, b.position, first, &digest);
    CHECK_STR(digest, b.digest);
    d.now_us += 3LL * 86400 * 1000000;
    desk_must(&d, OFFICE_A, COMMAND_SANCTION_ADD, SANCTION_1, "inspection=#100|problem=#120|sort=admonition|persons=4|day=@-1");
    desk_must(&d, OFFICE_A, COMMAND_PROBLEM_CHANGE, PROBLEM_1, "title=换了一个说法");
    desk_must(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=已清理三十笔");
    desk_must(&d, OFFICE_A, COMMAND_UNIT_CHANGE, COUNTY, "name=新县");
    all_formats(&d, b.position, again, &digest);
    CHECK_STR(digest, b.digest);
    for (int i = 0; i < BULLETIN_FORMATS; i++)
        CHECK(str_eq(first[i], again[i]));
    CHECK(!log_length(d.app.db, &size));
    all_formats(&d, size, other, &digest);
    CHECK(!str_eq(digest, b.digest) && has(other[BULLETIN_TXT], "诫勉4人"));
    desk_close(&d);
}

/* A caller may make up a position or a day, but not one that has not been. */
TEST(a_bulletin_of_a_moment_that_has_not_been_is_refused)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    struct outcome out;
    struct replay_report r;
    desk_must(&d, OFFICE_A, COMMAND_BULLETIN_DRAFT, BULLETIN_1, "inspection=#100|title=某县整改通报|text=现将整改情况公布，欢迎监督。");
    desk_must(&d, OFFICE_A, COMMAND_BULLETIN_SUBMIT, BULLETIN_1, "");
    desk_must(&d, OFFICE_B, COMMAND_BULLETIN_REVIEW, BULLETIN_1, OPINION);
    long long size = (long long)log_size(d.app.log);
    const struct {
        long long position;
        const char *day;
    } bad[] = {{size + 1, "@0"}, {0, "@0"}, {-1, "@0"}, {size, "@1"}, {size, "@-1"}, {1, "@-1"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str text = str_f(&d.arena, "position=%lld|as_of_day=%s|digest=$0", bad[i].position, bad[i].day);
        enum err e = desk_try(&d, PUBLISHER_A, COMMAND_BULLETIN_PUBLISH, BULLETIN_1, str_z(&d.arena, text), &out);
        CHECK(bad[i].position < 0 ? e == ERR_INPUT : e == ERR_REFUSED && out.refusal == REFUSED_BULLETIN_MOMENT);
    }
    desk_must(&d, PUBLISHER_A, COMMAND_BULLETIN_PUBLISH, BULLETIN_1, str_z(&d.arena, str_f(&d.arena, "position=%lld|as_of_day=@0|digest=$0", size)));
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &r) && r.bad_seq < 0 && r.bad_kind < 0);
    desk_close(&d);
}

TEST(only_what_was_published_counts_as_published)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    struct bulletin b;
    struct bulletin found;
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, -1, &b) && !b.head.len);
    publish(&d, TEXT_SMALL);
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, -1, &b) && b.head.len);
    CHECK(!bulletin_published_at(d.app.db, &d.arena, INSPECTION_1, b.position, b.as_of_day, &found) && found.id == BULLETIN_1);
    CHECK(!bulletin_published_at(d.app.db, &d.arena, INSPECTION_1, b.position + 1, b.as_of_day, &found) && !found.head.len);
    CHECK(!bulletin_published_at(d.app.db, &d.arena, INSPECTION_1, b.position, b.as_of_day + 1, &found) && !found.head.len);
    CHECK(!bulletin_published_at(d.app.db, &d.arena, INSPECTION_1 + 1, b.position, b.as_of_day, &found) && !found.head.len);
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1 + 1, -1, &b) && !b.head.len);
    desk_close(&d);
}

TEST(a_draft_does_not_stand_before_a_published_bulletin)
{
    struct desk d = desk_ready(MEASURE_WORKING);
    struct bulletin b;
    publish(&d, TEXT_SMALL);
    desk_must(&d, OFFICE_A, COMMAND_BULLETIN_DRAFT, BULLETIN_1 + 1, "inspection=#100|title=第二份通报|text=第二份通报\n正文正文");
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, -1, &b) && b.id == BULLETIN_1);
    int64_t position = b.position;
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, position - 1, &b) && b.id == BULLETIN_1 + 1);
    CHECK(!bulletin_newest(d.app.db, &d.arena, INSPECTION_1, position, &b) && b.id == BULLETIN_1);
    desk_close(&d);
}

TEST(random_texts_are_read_without_harm)
{
    static const char *const bits[] = {"{{", "}}", "{{#aspects}}", "{{/aspects}}", "{{#problems}}", "{{/problems}}", "{{aspect.title}}", "{{problem.summary}}", "{{measures.total}}", "{{measures.closed_rate}}%", "\n", "\\", "|", "**", "一、", "{{bulletin.day}}", "{{inspection.body}}", "某", " ", "@", "\xE4", "{{}}", "{{ # }}", "{{/}}"};
    struct desk d = desk_ready(MEASURE_CLOSED);
    uint64_t seed = 20250624;
    for (int round = 0; round < 3000; round++) {
        struct arena a = {0};
        struct buf b = buf_new(&a, 10000);
        struct bulletin_page page = {0};
        struct sentence why = {0};
        struct moment m = now_of(&d);
        for (int i = 0; i < 24; i++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            buf_c(&b, bits[(seed >> 33) % (sizeof bits / sizeof *bits)]);
        }
        enum err e = bulletin_render(&a, &m, buf_view(&b), &page, &why);
        CHECK((e == ERR_NONE && page.document) || (e == ERR_INPUT && page.problem_count && page.problems->line >= 1 && page.problems->column >= 1));
        for (const struct document_problem *p = page.problems; p; p = p->next)
            CHECK(p->line <= 30 && p->what.zh.len && p->what.en.len);
        moment_close(&d.app, &m);
        arena_reset(&a);
    }
    desk_close(&d);
}
