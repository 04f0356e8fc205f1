/* notice_test.c: notices through the one door: numbers without gaps, papers that are made again byte for byte. */
#include "app/notice_paper.h"
#include "tests/app/app_help.h"

enum { NOTICE_1 = 2000,
       NOTICE_RULE_1 = 2500 };
#define DRAFT(sort) "inspection=#100|sort=" sort "|title=关于挂账清理的督办单|unit=#2|measure=#130|request=七日内清理完毕"

static struct desk desk_ready(void)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_WORKING);
    return d;
}

static struct notice notice_of(struct desk *d, int64_t id)
{
    struct notice n;
    CHECK(!table_load(d->app.db, &d->arena, KIND_NOTICE, id, &n));
    return n;
}

static void draft(struct desk *d, int64_t id, const char *sort)
{
    struct str text = STR("");
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++)
        if (!strcmp(notice_sorts[s].name, sort))
            text = notice_template(s);
    CHECK(text.len);
    struct str pairs = str_f(&d->arena, "inspection=#100|sort=%s|title=关于挂账清理的公文|unit=#2|measure=#130|request=七日内清理完毕", sort);
    desk_must(d, OFFICE_A, COMMAND_NOTICE_DRAFT, id, str_z(&d->arena, pairs));
    /* the text has the sign that separates pairs here, so it goes in by itself */
    struct pair list[] = {{STR("title"), STR("关于挂账清理的公文")}, {STR("unit"), id_text(&d->arena, BUREAU)}, {STR("measure"), id_text(&d->arena, MEASURE_1)}, {STR("request"), STR("七日内清理完毕")}, {STR("basis"), STR("督办办法")}, {STR("text"), text}};
    struct submission s = {.type = COMMAND_NOTICE_CHANGE, .id = id, .pairs = list, .count = sizeof list / sizeof *list, .drawn_at = -1};
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = OFFICE_A, .now_us = d->now_us};
    struct outcome out;
    CHECK(!app_submit(&ctx, &s, &out));
}

static enum err issue(struct desk *d, int64_t who, int64_t id, struct outcome *out)
{
    struct notice n = notice_of(d, id);
    struct notice_issue v;
    struct pair pairs[NOTICE_ISSUE_PAIRS];
    struct sentence why = {0};
    enum err e = notice_issue_values(&d->app, &d->arena, &n, day_of(d->now_us), &v, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.en));
    CHECK(!e);
    notice_issue_pairs(&d->arena, &v, pairs);
    struct submission s = {.type = COMMAND_NOTICE_ISSUE, .id = id, .pairs = pairs, .count = NOTICE_ISSUE_PAIRS, .drawn_at = -1};
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = who, .now_us = d->now_us += 60000000};
    return app_submit(&ctx, &s, out);
}

static void must_issue(struct desk *d, int64_t id)
{
    struct outcome out = {0};
    enum err e = issue(d, OVERSEER_A, id, &out);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(out.say.en));
    CHECK(!e);
}

static struct str paper(struct desk *d, const struct notice *n, enum bulletin_format format)
{
    struct moment m;
    struct bulletin_page page = {0};
    struct sentence why = {0};
    struct str bytes;
    CHECK(!notice_moment(&d->app, &d->arena, n, day_of(d->now_us), &m, &why));
    CHECK(!notice_render(&d->arena, &m, n, NULL, true, &page, &why) && !page.blanks);
    CHECK(!bulletin_write(page.document, &d->arena, format, m.as_of_day, &bytes, &why));
    moment_close(&d->app, &m);
    return bytes;
}

static bool has(struct str text, const char *part) { return str_find(text, str_c(part)) != SIZE_MAX; }

/* Tables rebuilt from the log are those that stand, and every event is what its command makes. */
static void holds(struct desk *d)
{
    struct replay_report r;
    struct hash before = desk_digest(d->app.db), after;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &r));
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "entry %lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0);
    CHECK(!app_rebuild(&d->app, NULL, NULL));
    after = desk_digest(d->app.db);
    CHECK(hash_eq(&before, &after));
}

TEST(every_kind_of_notice_is_drafted_from_its_text_issued_and_made_again)
{
    struct desk d = desk_ready();
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++) {
        draft(&d, NOTICE_1 + s, notice_sorts[s].name);
        must_issue(&d, NOTICE_1 + s);
    }
    for (int64_t s = 1; s < NOTICE_SORT_COUNT; s++) {
        struct notice n = notice_of(&d, NOTICE_1 + s);
        struct str first = paper(&d, &n, BULLETIN_TXT), number = notice_number(&d.arena, &n);
        CHECK(n.number == 1 && n.year == 2025 && n.state == NOTICE_ISSUED && n.sign_due_day > TODAY);
        CHECK(has(first, str_z(&d.arena, number)) && has(first, "财政局") && has(first, "七日内清理完毕") && !has(first, "待填") && !has(first, "{{"));
        CHECK(!has(first, "已发出")); /* nothing came before: the line is left out */
        desk_must(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, 140 + s, str_z(&d.arena, str_f(&d.arena, "problem=#120|number=%lld|" PLAN, (long long)(20 + s))));
        CHECK_STR(paper(&d, &n, BULLETIN_TXT), first);
    }
    holds(&d);
    desk_close(&d);
}

TEST(a_paper_has_the_digest_it_was_issued_with_and_every_format)
{
    struct desk d = desk_ready();
    draft(&d, NOTICE_1, "supervise");
    must_issue(&d, NOTICE_1);
    struct notice n = notice_of(&d, NOTICE_1), other;
    struct moment m;
    struct sentence why = {0};
    bool same = false;
    CHECK(!notice_moment(&d.app, &d.arena, &n, TODAY, &m, &why) && m.position == n.position && m.as_of_day == n.as_of_day);
    CHECK(!notice_same(&d.arena, &m, &n, &same, &why) && same);
    other = n;
    other.request = STR("三日内清理完毕");
    CHECK(!notice_same(&d.arena, &m, &other, &same, &why) && !same);
    other = n;
    other.text = STR("没有{{notice.nothing}}");
    CHECK(!notice_same(&d.arena, &m, &other, &same, &why) && !same);
    moment_close(&d.app, &m);
    CHECK(str_starts(paper(&d, &n, BULLETIN_DOCX), STR("PK")) && has(paper(&d, &n, BULLETIN_HTML), "<h1"));
    CHECK_STR(paper(&d, &n, BULLETIN_DOCX), paper(&d, &n, BULLETIN_DOCX));
    CHECK(has(paper(&d, &n, BULLETIN_JSON), "measures.closed_rate")); /* figures stay figures, to be opened */
    desk_close(&d);
}

TEST(a_text_with_mistakes_or_blanks_is_not_issued)
{
    static const char *const bad[] = {"标题\n没有{{notice.nothing}}这一项", "标题\n没有合上{{notice.unit", "标题\n{{measures.nothing}}条", ""};
    struct desk d = desk_ready();
    struct notice n;
    struct notice_issue v;
    struct sentence why;
    desk_must(&d, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_1, DRAFT("remind"));
    n = notice_of(&d, NOTICE_1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        n.text = str_c(bad[i]);
        why = (struct sentence){0};
        CHECK(notice_issue_values(&d.app, &d.arena, &n, TODAY, &v, &why) == ERR_INPUT && why.zh.len && why.en.len);
        CHECK(!bad[i][0] || has(why.zh, "第2行"));
    }
    n.text = notice_template(NOTICE_SORT_REMIND);
    n.request = STR("");
    CHECK(notice_issue_values(&d.app, &d.arena, &n, TODAY, &v, &why) == ERR_INPUT && has(why.zh, "待填"));
    n.request = STR("含有{{problems.total}}、*号*、|线|和\\的要求\n第二行");
    CHECK(!notice_issue_values(&d.app, &d.arena, &n, TODAY, &v, &why)); /* words are words, never marks of the format */
    desk_close(&d);
}

TEST(a_draft_changed_after_its_figures_were_computed_is_not_issued_with_them)
{
    struct desk d = desk_ready();
    struct notice_issue v;
    struct sentence why = {0};
    struct outcome out;
    draft(&d, NOTICE_1, "remind");
    struct notice n = notice_of(&d, NOTICE_1);
    CHECK(!notice_issue_values(&d.app, &d.arena, &n, TODAY, &v, &why));
    desk_must(&d, OFFICE_B, COMMAND_NOTICE_CHANGE, NOTICE_1, "title=换了标题|text=换了正文|unit=#2");
    struct str pairs = str_f(&d.arena, "position=%lld|as_of_day=@0|digest=%.*s", (long long)v.position, STR_ARG(v.digest));
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_NOTICE_ISSUE, NOTICE_1, str_z(&d.arena, pairs), &out) == ERR_REFUSED && out.refusal == REFUSED_NOTICE_MOMENT);
    desk_close(&d);
}

enum { MANY = 12 };

/* Drafts 0 … MANY-1 issued in one group, every third of them by somebody who may not: the others go on. */
static void issue_in_one_group(struct desk *d, int64_t *numbers)
{
    struct pair pairs[MANY][NOTICE_ISSUE_PAIRS];
    for (size_t i = 0; i < MANY; i++) {
        struct notice n = notice_of(d, NOTICE_1 + (int64_t)i);
        struct notice_issue v;
        struct sentence why = {0};
        CHECK(!notice_issue_values(&d->app, &d->arena, &n, day_of(d->now_us), &v, &why));
        notice_issue_pairs(&d->arena, &v, pairs[i]);
    }
    CHECK(!db_begin(d->app.db));
    for (size_t i = 0; i < MANY; i++) {
        struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = i % 3 == 2 ? CLERK : OVERSEER_A, .now_us = d->now_us += 1000};
        struct submission s = {.type = COMMAND_NOTICE_ISSUE, .id = NOTICE_1 + (int64_t)i, .pairs = pairs[i], .count = NOTICE_ISSUE_PAIRS, .drawn_at = -1};
        struct outcome out;
        CHECK(app_step(&ctx, &s, &out) == (i % 3 == 2 ? ERR_REFUSED : ERR_NONE));
    }
    CHECK(!app_commit(&d->app));
    for (size_t i = 0; i < MANY; i++)
        numbers[i] = notice_of(d, NOTICE_1 + (int64_t)i).number;
}

static void many_at_once(const char *path)
{
    struct desk d = desk_open(path);
    desk_measure(&d, MEASURE_WORKING);
    int64_t numbers[MANY], next = 1;
    for (size_t i = 0; i < MANY; i++)
        draft(&d, NOTICE_1 + (int64_t)i, "supervise");
    issue_in_one_group(&d, numbers);
    for (size_t i = 0; i < MANY; i++)
        CHECK(numbers[i] == (i % 3 == 2 ? 0 : next++));
    desk_must(&d, OFFICE_A, COMMAND_NOTICE_WITHDRAW, NOTICE_1 + 4, "reason=重复发文|document=某整改办〔2025〕4号");
    must_issue(&d, NOTICE_1 + 2); /* one of those refused before */
    CHECK(notice_of(&d, NOTICE_1 + 2).number == next && notice_of(&d, NOTICE_1 + 4).number == 4);
    holds(&d);
    d.now_us = day_start_us(day_from_civil(2026, 1, 1)) - 120000000; /* two minutes before midnight in China */
    must_issue(&d, NOTICE_1 + 5);
    CHECK(notice_of(&d, NOTICE_1 + 5).year == 2025 && notice_of(&d, NOTICE_1 + 5).number == next + 1);
    d.now_us = day_start_us(day_from_civil(2026, 1, 1));
    must_issue(&d, NOTICE_1 + 8);
    CHECK(notice_of(&d, NOTICE_1 + 8).year == 2026 && notice_of(&d, NOTICE_1 + 8).number == 1);
    holds(&d);
    desk_close(&d);
}

TEST(numbers_have_no_gaps_when_many_are_issued_at_once_and_some_are_refused) { on_each_store(many_at_once); }

TEST(a_rolled_back_group_gives_its_numbers_back)
{
    struct desk d = desk_ready();
    struct notice_issue v;
    struct pair pairs[NOTICE_ISSUE_PAIRS];
    struct sentence why = {0};
    struct outcome out;
    draft(&d, NOTICE_1, "remind");
    struct notice n = notice_of(&d, NOTICE_1);
    CHECK(!notice_issue_values(&d.app, &d.arena, &n, TODAY, &v, &why));
    notice_issue_pairs(&d.arena, &v, pairs);
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OVERSEER_A, .now_us = d.now_us + 1000};
    struct submission s = {.type = COMMAND_NOTICE_ISSUE, .id = NOTICE_1, .pairs = pairs, .count = NOTICE_ISSUE_PAIRS, .drawn_at = -1};
    CHECK(!db_begin(d.app.db) && !app_step(&ctx, &s, &out));
    CHECK(notice_of(&d, NOTICE_1).number == 1);
    app_rollback(&d.app);
    CHECK(notice_of(&d, NOTICE_1).number == 0);
    must_issue(&d, NOTICE_1);
    CHECK(notice_of(&d, NOTICE_1).number == 1);
    desk_close(&d);
}

TEST(a_notice_goes_its_whole_way_and_a_higher_one_names_it)
{
    struct desk d = desk_ready();
    struct outcome out;
    draft(&d, NOTICE_1, "supervise");
    must_issue(&d, NOTICE_1);
    desk_must(&d, CLERK, COMMAND_NOTICE_SIGN, NOTICE_1, "");
    CHECK(desk_try(&d, OFFICE_A, COMMAND_NOTICE_ESCALATE, NOTICE_1 + 1, "previous=#2000|title=关于挂账清理的再督办", &out) == ERR_REFUSED && out.refusal == REFUSED_NOTICE_NOT_LATE);
    d.now_us = day_start_us(TODAY + 30);
    desk_must(&d, OFFICE_A, COMMAND_NOTICE_ESCALATE, NOTICE_1 + 1, "previous=#2000|title=关于挂账清理的再督办");
    struct pair list[] = {{STR("title"), STR("关于挂账清理的再督办")}, {STR("unit"), id_text(&d.arena, BUREAU)}, {STR("measure"), id_text(&d.arena, MEASURE_1)}, {STR("request"), STR("三日内清理完毕")}, {STR("text"), notice_template(NOTICE_SORT_ORDER)}};
    struct submission s = {.type = COMMAND_NOTICE_CHANGE, .id = NOTICE_1 + 1, .pairs = list, .count = sizeof list / sizeof *list, .drawn_at = -1};
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    CHECK(!app_submit(&ctx, &s, &out));
    must_issue(&d, NOTICE_1 + 1);
    struct notice n = notice_of(&d, NOTICE_1 + 1);
    CHECK(n.times == 2 && n.previous == NOTICE_1 && n.sort == NOTICE_SORT_ORDER && notice_of(&d, NOTICE_1).followed == n.id);
    CHECK(has(paper(&d, &n, BULLETIN_TXT), "督办单（督办〔2025〕1号）"));
    desk_must(&d, CLERK, COMMAND_NOTICE_SIGN, n.id, "");
    desk_must(&d, CLERK, COMMAND_NOTICE_ANSWER, n.id, "answer=已全部清理");
    desk_must(&d, OVERSEER_A, COMMAND_NOTICE_ACCEPT, n.id, OPINION);
    CHECK(notice_of(&d, n.id).state == NOTICE_CLOSED);
    holds(&d);
    desk_close(&d);
}

TEST(the_form_and_the_register_of_notices_say_what_was_done)
{
    struct desk d = desk_ready();
    struct str cells[NOTICE_CELLS], bytes;
    struct document *form;
    struct sentence why = {0};
    struct buf txt = buf_new(&d.arena, 1 << 20);
    draft(&d, NOTICE_1, "supervise");
    must_issue(&d, NOTICE_1);
    desk_must(&d, CLERK, COMMAND_NOTICE_SIGN, NOTICE_1, "");
    desk_must(&d, CLERK, COMMAND_NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔");
    struct notice n = notice_of(&d, NOTICE_1);
    CHECK(!notice_cells(d.app.db, &d.arena, &n, LANG_ZH, cells));
    CHECK_STR(cells[0], STR("督办〔2025〕1号"));
    CHECK_STR(cells[1], STR("督办单（2级）"));
    CHECK(has(cells[5], "财政局") && has(cells[10], "某21") && str_is(cells[11], "已清理三笔") && str_is(cells[9], "2025-06-24"));
    CHECK(!notice_form(d.app.db, &d.arena, &n, &form, &why));
    document_txt(form, &txt);
    CHECK(has(buf_view(&txt), "督办〔2025〕1号") && has(buf_view(&txt), "承办单位负责人签字"));
    CHECK(!notice_sheet(d.app.db, &d.arena, NULL, INSPECTION_1, LANG_ZH, &bytes, &why) && str_starts(bytes, STR("PK")));
    CHECK(!notice_sheet(d.app.db, &d.arena, &n, INSPECTION_1, LANG_EN, &bytes, &why) && str_starts(bytes, STR("PK")));
    desk_close(&d);
}

TEST(what_is_wrong_with_a_notice_is_said_beside_its_field)
{
    static const struct {
        const char *text, *field;
    } rows[] = {{"inspection=#100|sort=letter|title=关于挂账|unit=#2", "sort"}, {"inspection=#100|title=关于挂账|unit=#2", "sort"}, {"inspection=#100|sort=remind|unit=#2", "title"}, {"inspection=#100|sort=remind|title=关于挂账", "unit"}, {"inspection=#100|sort=remind|title=关于挂账|unit=#999", "unit"}, {"inspection=#100|sort=remind|title=关于挂账|unit=#2|answer_due_day=明天", "answer_due_day"}, {"sort=remind|title=关于挂账|unit=#2", "inspection"}, {"inspection=#100|sort=remind|title=关于挂账|unit=#2|measure=#120", "measure"}};
    struct desk d = desk_ready();
    struct outcome out;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(desk_try(&d, OFFICE_A, COMMAND_NOTICE_DRAFT, NOTICE_1, rows[i].text, &out) == ERR_INPUT);
        CHECK(out.field && !strcmp(out.field->name, rows[i].field) && out.say.zh.len && out.say.en.len);
    }
    CHECK(desk_try(&d, OFFICE_A, COMMAND_NOTICE_RULE_SET, NOTICE_RULE_1, "sort=remind|sign_days=0|answer_days=3|clock=calendar", &out) == ERR_INPUT && !strcmp(out.field->name, "sign_days"));
    CHECK(desk_try(&d, OFFICE_A, COMMAND_NOTICE_RULE_SET, NOTICE_RULE_1, "sort=remind|sign_days=2|answer_days=-3|clock=calendar", &out) == ERR_INPUT && !strcmp(out.field->name, "answer_days"));
    desk_must(&d, OFFICE_A, COMMAND_NOTICE_RULE_SET, NOTICE_RULE_1, "sort=remind|prefix=某提|sign_days=2|answer_days=3|clock=workday");
    CHECK(desk_try(&d, OFFICE_B, COMMAND_NOTICE_RULE_SET, NOTICE_RULE_1 + 1, "sort=remind|sign_days=2|clock=calendar", &out) == ERR_REFUSED && out.refusal == REFUSED_NOTICE_RULE_TWICE);
    draft(&d, NOTICE_1, "remind");
    must_issue(&d, NOTICE_1);
    struct notice n = notice_of(&d, NOTICE_1);
    CHECK_STR(notice_number(&d.arena, &n), STR("某提〔2025〕1号"));
    CHECK(n.sign_due_day == TODAY + 2 && n.answer_due_day == TODAY + 3);
    holds(&d);
    desk_close(&d);
}
