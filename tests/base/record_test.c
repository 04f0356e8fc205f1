/* record_test.c: one table of fields, read by every walker. */
#include "base/record.h"
#include "tests/test.h"

struct sample {
    struct str title, note, sum;
    int64_t kind, roles, day, money, parent, count, flag;
    struct ids units;
};
static const struct choice kinds[] = {{"", "", ""}, {"one", "一", "One"}, {"two", "二", "Two"}, {NULL, NULL, NULL}};
static const struct field fields[] = {
    TEXT(sample, title, 2, 10, FIELD_REQUIRED | FIELD_OPEN, "标题", "Title"),
    TEXT(sample, note, 0, 100, FIELD_LONG, "备注", "Note"),
    HASH(sample, sum, 0, "校验码", "Checksum"),
    ENUM(sample, kind, kinds, FIELD_OPEN, "类型", "Kind"),
    FLAGS(sample, roles, kinds, 0, "角色", "Roles"),
    DAY(sample, day, 0, "日期", "Day"),
    FEN(sample, money, 0, "金额", "Amount"),
    ID(sample, parent, -1, 0, "上级", "Parent"),
    INT(sample, count, 0, 5, 0, "数", "Count"),
    BOOL(sample, flag, 0, "是否", "Flag"),
    IDS(sample, units, -1, 0, "单位", "Units"),
};
static const struct record record = RECORD(sample, fields);

TEST(record_round_trips_through_canonical_json)
{
    struct arena a = {0};
    struct pair form[] = {
        {STR("title"), STR("　标题\"x ")}, {STR("note"), STR("甲\n乙")}, {STR("kind"), STR("two")}, {STR("roles"), STR("one")}, {STR("roles"), STR("two")}, {STR("day"), STR("2025-06-10")}, {STR("money"), STR("1,234.5")}, {STR("parent"), STR("000000000a")}, {STR("count"), STR("3")}, {STR("flag"), STR("on")}, {STR("units"), STR("0000000001,0000000002")}, {STR("_csrf"), STR("x")}};
    struct sample in, back;
    struct complaint why;
    CHECK(!record_parse(&record, &a, form, sizeof form / sizeof *form, &in, &why));
    struct buf one = buf_new(&a, 1000), two = buf_new(&a, 1000), open = buf_new(&a, 1000);
    record_to_json(&record, &in, 0, &one);
    CHECK_STR(buf_view(&one), STR("{\"count\":3,\"day\":\"2025-06-10\",\"flag\":true,\"kind\":\"two\",\"money\":123450,\"note\":\"甲\\n乙\",\"parent\":\"000000000a\",\"roles\":[\"one\",\"two\"],\"title\":\"标题\\\"x\",\"units\":[\"0000000001\",\"0000000002\"]}"));
    CHECK(!record_from_json(&record, &a, buf_view(&one), &back));
    record_to_json(&record, &back, 0, &two);
    CHECK_STR(buf_view(&two), buf_view(&one));
    record_to_json(&record, &in, FIELD_OPEN, &open);
    CHECK_STR(buf_view(&open), STR("{\"kind\":\"two\",\"title\":\"标题\\\"x\"}"));
    CHECK(!record_from_json(&record, &a, STR("{}"), &back) && back.count == 0);
    CHECK(!record_from_json(&record, &a, STR("{\"gone\":1,\"count\":99}"), &back) && back.count == 99);
    CHECK(record_from_json(&record, &a, STR("{\"title\":\"abc"), &back) == ERR_CORRUPT);
    CHECK(record_from_json(&record, &a, STR("{\"title\":\"\\u12\"}"), &back) == ERR_CORRUPT);
    arena_reset(&a);
}

TEST(record_names_the_field_that_does_not_fit)
{
    static const struct {
        const char *key, *value, *field;
    } rows[] = {
        {"title", "", "title"}, {"title", "一", "title"}, {"title", "一二三四五六七八九十一", "title"}, {"title", "a\x01z", "title"}, {"title", "a\nz", "title"}, {"title", "\xff\xfe", "title"}, {"kind", "three", "kind"}, {"roles", "one,four", "roles"}, {"day", "2025-02-30", "day"}, {"day", "20250210", "day"}, {"money", "1.234", "money"}, {"money", "-1", "money"}, {"parent", "zz", "parent"}, {"count", "6", "count"}, {"count", "1.5", "count"}, {"count", "99999999999999999999", "count"}, {"flag", "maybe", "flag"}, {"units", "1", "units"}, {"sum", "ABC", "sum"}, {"nothing", "1", NULL}};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pair form[] = {{STR("title"), STR("标题")}, {str_c(rows[i].key), str_c(rows[i].value)}};
        struct sample out;
        struct complaint why;
        CHECK(record_parse(&record, &a, form, 2, &out, &why) == ERR_INPUT);
        CHECK(rows[i].field ? why.field && str_is(str_c(why.field->name), rows[i].field) : !why.field);
        CHECK(why.say.zh.len && why.say.en.len);
    }
    arena_reset(&a);
}

/* A list longer than any may be is refused before it is read, by its field's name, in one key or in many. */
TEST(too_long_a_list_is_refused_before_it_is_read)
{
    enum { MANY = 200000 };
    struct arena a = {0};
    struct sample out;
    struct complaint why;
    struct buf list = buf_new(&a, 12 * MANY);
    struct pair *form = arena_alloc(&a, (MANY + 1) * sizeof *form);
    form[0] = (struct pair){STR("title"), STR("标题")};
    for (int i = 0; i < MANY; i++) {
        form[i + 1] = (struct pair){STR("units"), str_f(&a, "%010d", i + 1)};
        buf_f(&list, "%s%010d", i ? "," : "", i + 1);
    }
    struct pair one[] = {{STR("title"), STR("标题")}, {STR("units"), buf_view(&list)}};
    CHECK(record_parse(&record, &a, form, MANY + 1, &out, &why) == ERR_INPUT && str_is(str_c(why.field->name), "units"));
    CHECK(str_find(why.say.zh, STR("最多 256 个")) != SIZE_MAX && str_find(why.say.en, STR("200000")) != SIZE_MAX);
    CHECK(record_parse(&record, &a, one, 2, &out, &why) == ERR_INPUT && str_is(str_c(why.field->name), "units"));
    CHECK(record_parse(&record, &a, form, IDS_MAX + 2, &out, &why) == ERR_INPUT);
    CHECK(!record_parse(&record, &a, form, IDS_MAX + 1, &out, &why) && out.units.count == IDS_MAX);
    for (int i = 0; i < MANY; i++)
        form[i + 1] = (struct pair){STR("roles"), STR("one")};
    CHECK(record_parse(&record, &a, form, MANY + 1, &out, &why) == ERR_INPUT && str_is(str_c(why.field->name), "roles"));
    arena_reset(&a);
}

TEST(an_empty_key_takes_nothing_from_a_list)
{
    struct arena a = {0};
    struct sample out;
    struct complaint why;
    struct pair form[] = {{STR("units"), STR("")}, {STR("title"), STR("标题")}, {STR("units"), STR("0000000001")}, {STR("units"), STR("")}};
    CHECK(!record_parse(&record, &a, form, 4, &out, &why) && out.units.count == 1 && out.units.list[0] == 1);
    arena_reset(&a);
}

static const struct field one[] = {INT(sample, count, 1, 5, FIELD_REQUIRED, "人数", "Persons")};
static const struct record counted = RECORD(sample, one);
TEST(record_tells_nought_from_nothing)
{
    struct arena a = {0};
    struct sample out;
    struct complaint why;
    struct pair nought = {STR("count"), STR("0")}, nothing = {STR("count"), STR("")};
    CHECK(record_parse(&counted, &a, &nought, 1, &out, &why) == ERR_INPUT);
    CHECK_STR(why.say.zh, STR("“人数”应在 1 与 5 之间，现在是 0，请修改。"));
    CHECK(record_parse(&counted, &a, &nothing, 1, &out, &why) == ERR_INPUT);
    CHECK(str_find(why.say.zh, STR("没有填")) != SIZE_MAX);
    arena_reset(&a);
}

static const struct field several[] = {
    TEXT(sample, title, 2, 10, FIELD_REQUIRED, "标题", "Title"),
    DAY(sample, day, 0, "日期", "Day"),
    ENUM(sample, kind, kinds, FIELD_REQUIRED, "类型", "Kind"),
    INT(sample, count, 1, 5, FIELD_REQUIRED, "人数", "Persons"),
    IDS(sample, units, -1, FIELD_REQUIRED, "单位", "Units"),
};
static const struct record asked = RECORD(sample, several);
TEST(everything_left_out_is_told_in_one_sentence)
{
    struct arena a = {0};
    struct sample out;
    struct complaint why;
    struct pair blank[] = {{STR("title"), STR(" 　")}, {STR("units"), STR("")}, {STR("kind"), STR("one")}, {STR("count"), STR("2")}};
    struct pair wrong[] = {{STR("title"), STR("标题")}, {STR("day"), STR("昨天")}, {STR("kind"), STR("")}, {STR("count"), STR("9")}};
    CHECK(record_parse(&asked, &a, NULL, 0, &out, &why) == ERR_INPUT && why.missing);
    CHECK_STR(why.say.zh, STR("请填写：标题、类型、人数、单位。"));
    CHECK_STR(why.say.en, STR("Fill in: Title, Kind, Persons, Units."));
    CHECK(why.field == &several[0]);
    CHECK(record_parse(&asked, &a, blank, 4, &out, &why) == ERR_INPUT);
    CHECK_STR(why.say.zh, STR("请填写：标题、单位。"));
    CHECK(record_parse(&asked, &a, wrong, 4, &out, &why) == ERR_INPUT); /* before what is wrong with the others */
    CHECK_STR(why.say.zh, STR("请填写：类型、单位。"));
    CHECK(why.field == &several[2]);
    wrong[2].value = STR("one");
    CHECK(record_parse(&asked, &a, wrong, 4, &out, &why) == ERR_INPUT && why.missing && why.field == &several[4]);
    CHECK_STR(why.say.zh, STR("“单位”没有填，请填写后重新提交。"));
    wrong[0] = (struct pair){STR("units"), STR("0000000001")};
    CHECK(record_parse(&asked, &a, wrong, 4, &out, &why) == ERR_INPUT && why.missing && why.field == &several[0]);
    struct pair full[] = {{STR("title"), STR("标题")}, {STR("day"), STR("昨天")}, {STR("kind"), STR("one")}, {STR("count"), STR("9")}, {STR("units"), STR("0000000001")}};
    CHECK(record_parse(&asked, &a, full, 5, &out, &why) == ERR_INPUT && !why.missing && why.field == &several[1]); /* the first */
    arena_reset(&a);
}

TEST(text_that_shows_otherwise_than_it_was_written_is_refused)
{
    static const char *const bad[] = {"退\u202e款", "退\u2066款", "退\u2028款", "退\ufeff款", "退\xc2\x85款", "退\n款", "退\x7f款"};
    static const char *const good[] = {"😀👨\u200d👩", "é\u00a0è", "李\u30fb四"};
    struct arena a = {0};
    struct sample s;
    struct complaint why;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct pair p = {STR("title"), str_c(bad[i])};
        CHECK(record_parse(&record, &a, &p, 1, &s, &why) == ERR_INPUT && why.field == &fields[0] && why.say.zh.len && why.say.en.len);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct pair p = {STR("title"), str_c(good[i])};
        CHECK(!record_parse(&record, &a, &p, 1, &s, &why));
    }
    arena_reset(&a);
}
