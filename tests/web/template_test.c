/* template_test.c: the language of templates and the words. */
#include "web/template.h"
#include "tests/test.h"

#include <string.h>

static struct arena a;
static struct sentence why;

static struct template_set *compiled(const char *text)
{
    static struct template_source sources[2];
    struct template_set *set = NULL;
    sources[0] = (struct template_source){STR("page"), str_c(text)};
    sources[1] = (struct template_source){STR("part"), STR("<i>{{title}}</i>")};
    enum err err = template_compile(&a, sources, 2, NULL, &set, &why);
    return err ? NULL : set;
}

static struct str filled(const char *text, const struct value *page)
{
    struct template_set *set = compiled(text);
    struct buf out = buf_new(&a, 1 << 20);
    if (!set)
        fprintf(stderr, "%.*s\n", STR_ARG(why.en));
    CHECK(set);
    CHECK(template_render(set, STR("page"), LANG_ZH, page, &out) == ERR_NONE);
    return buf_view(&out);
}

static struct value *sample(void)
{
    struct value *page = value_map(&a);
    value_c(page, "title", "<b>\"A\" & 'B'</b>");
    value_int(page, "count", -12);
    value_bool(page, "open", true);
    value_bool(page, "shut", false);
    value_c(page, "empty", "");
    value_c(page, "url", "/measure/1?a=1&b=2");
    value_c(page, "bad_url", "javascript:alert(1)");
    value_sentence(page, "said", (struct sentence){STR("中"), STR("en")});
    value_c(value_sub(page, "unit"), "name", "财政局");
    struct value *rows = value_rows(page, "rows");
    for (int i = 1; i <= 3; i++) {
        struct value *row = value_row(rows);
        value_int(row, "n", i);
        struct value *tags = value_rows(row, "tags");
        for (int k = 0; k < i; k++)
            value_item(tags, str_f(&a, "t%d", k));
    }
    value_rows(page, "none");
    return page;
}

TEST(holes_are_filled_and_escaped)
{
    CHECK_STR(filled("<p>{{title}}</p>", sample()), STR("<p>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>"));
    CHECK_STR(filled("{{count}}|{{ open }}|{{unit.name}}|{{said}}|{{absent?}}|", sample()), STR("-12|1|财政局|中||"));
    CHECK_STR(filled("<input value=\"{{title}}\">", sample()), STR("<input value=\"&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;\">"));
    CHECK_STR(filled("a{{! a note\nof two lines }}b", sample()), STR("ab"));
    CHECK_STR(filled("{{! a note }}\nb\n", sample()), STR("b\n"));
}

TEST(every_byte_that_needs_an_escape_gets_it_wherever_it_stands)
{
    static const char special[] = "<>&\"'";
    for (size_t at = 0; at < 24; at++) {
        for (size_t k = 0; k < 5; k++) {
            char text[] = "abcdefgh\xe4\xb8\xad@@@@@ijklmnop";
            text[at] = special[k];
            struct value *page = value_map(&a);
            value_c(page, "x", text);
            struct buf want = buf_new(&a, 1000);
            buf_html(&want, str_c(text));
            CHECK_STR(filled("{{x}}", page), buf_view(&want));
        }
    }
}

TEST(loops_see_their_rows_first_and_the_page_after)
{
    CHECK_STR(filled("{{#each rows}}{{n}}{{unit.name}}{{#each tags}}({{.}}{{n}}){{/each}};{{/each}}", sample()),
              STR("1财政局(t01);2财政局(t02)(t12);3财政局(t03)(t13)(t23);"));
    CHECK_STR(filled("{{#each none}}x{{else}}nothing{{/each}}!", sample()), STR("nothing!"));
    CHECK_STR(filled("{{#each none}}x{{/each}}!", sample()), STR("!"));
    CHECK_STR(filled("{{#each rows}}{{n}}{{else}}nothing{{/each}}!", sample()), STR("123!"));
}

TEST(conditions_choose)
{
    CHECK_STR(filled("{{#if open}}yes{{else}}no{{/if}}{{#if shut}}yes{{else}}no{{/if}}", sample()), STR("yesno"));
    CHECK_STR(filled("{{#if empty}}a{{/if}}{{#if count}}b{{/if}}{{#if rows}}c{{/if}}{{#if none}}d{{/if}}{{#if absent?}}e{{/if}}.", sample()), STR("bc."));
    CHECK_STR(filled("{{#if open}}{{#each rows}}{{#if tags}}{{n}}{{/if}}{{/each}}{{else}}z{{/if}}", sample()), STR("123"));
    CHECK_STR(filled("<a{{#if open}} class=\"x\"{{/if}} href=\"{{url}}\">", sample()), STR("<a class=\"x\" href=\"/measure/1?a=1&amp;b=2\">"));
}

TEST(an_address_that_would_run_a_script_is_not_shown)
{
    CHECK_STR(filled("<a href=\"{{bad_url}}\">", sample()), STR("<a href=\"#\">"));
    CHECK_STR(filled("<a href=\"/x/{{count}}\">", sample()), STR("<a href=\"/x/-12\">"));
    CHECK_STR(filled("<form action=\"{{bad_url}}\">", sample()), STR("<form action=\"#\">"));
}

TEST(partials_are_put_in_place)
{
    CHECK_STR(filled("<b>{{> part}}</b>{{#each rows}}{{> part}}{{/each}}", sample()),
              STR("<b><i>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</i></b>"
                  "<i>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</i><i>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</i><i>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</i>"));
}

TEST(mistakes_in_templates_name_file_and_line)
{
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"a\n{{#if x}}", "line 2: a block is not closed"},
        {"\n\n{{/if}}", "line 3: a block is closed that was not opened"},
        {"{{#each x}}{{/if}}", "line 1: a block is closed that was not opened"},
        {"{{else}}", "line 1: an {{else}} without"},
        {"{{#if x}}{{else}}{{else}}{{/if}}", "line 1: an {{else}} without"},
        {"{{> nowhere}}", "there is no such template: nowhere"},
        {"{{> page}}", "templates include each other"},
        {"{{x", "a mark is not closed"},
        {"[[词", "a mark is not closed"},
        {"{{}}", "this is no name"},
        {"{{A}}", "this is no name"},
        {"{{a b}}", "this is no name"},
        {"{{a..b}}", "this is no name"},
        {"{{a.b.c.d.e}}", "this is no name"},
        {"{{{a}}}", "this is no name"},
        {"{{#unless a}}{{/unless}}", "this is no name"},
        {"<p class={{a}}>", "quote values inside a tag"},
        {"<p {{a}}>", "quote values inside a tag"},
        {"<p class='a'>", "quote values inside a tag"},
        {"<p [[词]]>", "quote words inside a tag"},
        {"<!-- a -->", "write comments as"},
        {"[[词{{> part}}]]", "words may hold only"},
        {"{{@no.css}}", "no such file in static/"},
        {"{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}", "too many blocks"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        why = (struct sentence){.zh = STR("")};
        bool refused = !compiled(rows[i].text);
        if (!refused || !strstr(str_z(&a, why.en), rows[i].said) || str_find(why.en, STR("page.html")) == SIZE_MAX)
            fprintf(stderr, "%s: %.*s\n", rows[i].text, STR_ARG(why.en));
        CHECK(refused);
        CHECK(strstr(str_z(&a, why.en), rows[i].said) && str_find(why.zh, STR("page.html")) != SIZE_MAX);
    }
}

static int missing_count, missing_line;
static void count_missing(struct str file, int line, struct str name)
{
    (void)file;
    missing_line = line;
    missing_count += str_is(name, "absent") || str_is(name, "unit.nothing");
}

TEST(a_value_that_is_not_there_is_reported)
{
    template_on_missing(count_missing);
    CHECK_STR(filled("\n{{absent}}{{unit.nothing}}{{absent?}}{{#if absent}}x{{/if}}.", sample()), STR("\n."));
    CHECK(missing_count == 3 && missing_line == 2);
}

TEST(words_are_translated_with_their_holes)
{
    struct words *w = NULL;
    struct template_set *set = NULL;
    struct value *page = sample();
    CHECK(words_read(&a, STR("msgid \"\"\nmsgstr \"Language: en\\n\"\n\n# note\nmsgid \"共 {{count}} 项 <b>\"\nmsgstr \"{{count}} items \"\n\"in all <b>\"\n\n#, fuzzy\nmsgid \"草\"\nmsgstr \"Grass\"\nmsgid \"空\"\nmsgstr \"\"\nmsgid \"引\"\nmsgstr \"a \\\"q\\\"\""), &w, &why) == ERR_NONE);
    CHECK(words_count(w) == 2);
    struct template_source source = {STR("page"), STR("<a title=\"[[引]]\">[[共 {{count}} 项 <b>]]|[[草]]|[[空]]</a>")};
    CHECK(template_compile(&a, &source, 1, w, &set, &why) == ERR_NONE);
    struct buf en = buf_new(&a, 1000), zh = buf_new(&a, 1000);
    CHECK(template_render(set, STR("page"), LANG_EN, page, &en) == ERR_NONE);
    CHECK(template_render(set, STR("page"), LANG_ZH, page, &zh) == ERR_NONE);
    CHECK_STR(buf_view(&en), STR("<a title=\"a &quot;q&quot;\">-12 items in all &lt;b&gt;|草|空</a>"));
    CHECK_STR(buf_view(&zh), STR("<a title=\"引\">共 -12 项 &lt;b&gt;|草|空</a>"));
    CHECK(template_render(set, STR("nope"), LANG_ZH, page, &zh) == ERR_MISSING);
}

TEST(words_that_cannot_be_read_name_their_line)
{
    static const char *const bad[] = {"msgid \"a", "msgid \"a\"\nmsgstr b", "msgstr \"a\"", "msgid \"a\"\nmsgid \"b\"", "x", "\"a\"",
                                      "msgid \"a\\x\"", "msgid \"a\"b\"", "msgid \"\\\"", "msgctxt \"a\"", "msgid \"\xff\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct words *w;
        why = (struct sentence){.zh = STR("")};
        CHECK(words_read(&a, str_c(bad[i]), &w, &why) == ERR_INPUT);
        CHECK(str_find(why.en, STR("Line ")) == 0 && why.zh.len);
    }
}

TEST(a_page_past_its_limit_says_so)
{
    struct template_set *set = compiled("{{title}}");
    struct buf out = buf_new(&a, 10);
    CHECK(template_render(set, STR("page"), LANG_ZH, sample(), &out) == ERR_LIMIT);
}

/* Rows remember how the row before them was filled; a row filled otherwise must not be taken in by it. */
TEST(rows_filled_in_another_order_keep_their_values)
{
    static const char one[] = "one", two[] = "two";
    struct value *list = value_rows(value_map(&a), "list"), *row = value_row(list);
    value_c(row, one, "1");
    value_c(row, two, "2");
    row = value_row(list);
    value_c(row, one, "3");
    value_c(row, one, "4"); /* replaces */
    value_c(row, two, "5");
    CHECK(row->count == 2);
    CHECK_STR(value_find(row, STR("one"), value_hash(STR("one")))->text, STR("4"));
    CHECK_STR(value_find(row, STR("two"), value_hash(STR("two")))->text, STR("5"));
    row = value_row(list);
    value_c(row, two, "6");
    value_c(row, one, "7");
    value_c(row, two, "8");
    value_c(row, "three", "9");
    CHECK(row->count == 3);
    CHECK_STR(value_find(row, STR("two"), value_hash(STR("two")))->text, STR("8"));
    CHECK_STR(value_find(row, STR("one"), value_hash(STR("one")))->text, STR("7"));
    value_row(list); /* an empty one, then one more field than the last had */
    row = value_row(list);
    value_c(row, one, "10");
    CHECK(row->count == 1 && value_find(row, STR("one"), value_hash(STR("one"))));
    arena_reset(&a);
}
