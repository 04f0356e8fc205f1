/* One leaf, one text: the writer, the strict reader, and everything the reader refuses. */
#include "log/leaf.h"
#include "tests/test.h"

#include <string.h>

static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";
static const char line_text[] =
    "{\"actor\":\"\",\"at\":1750000000000000,\"body\":\"0000000000000000000000000000000000000000000000000000000000000000\","
    "\"command\":\"c-\\n\\u001f\\\"1\",\"kind\":\"measure.claimed\",\"leaf\":1,\"open\":{\"a\":-1,\"b\":{\"c\":true},\"d\":\"回音\"},"
    "\"part\":0,\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"role\":\"lead\",\"rules\":\"2025-1\","
    "\"seq\":12,\"subject\":\"0000000007\",\"version\":1}";

static struct leaf sample(void)
{
    return (struct leaf){.seq = 12,
                         .at_us = 1750000000000000,
                         .kind = STR("measure.claimed"),
                         .version = 1,
                         .subject = 7,
                         .role = STR("lead"),
                         .command = STR("c-\n\x1f\"1"),
                         .open = STR("{\"a\":-1,\"b\":{\"c\":true},\"d\":\"回音\"}"),
                         .rules = STR("2025-1")};
}

static bool reads(struct arena *a, struct str line)
{
    struct leaf leaf;
    size_t at = SIZE_MAX;
    bool good = leaf_read(a, line, &leaf, &at) == ERR_NONE;
    CHECK(good || at <= line.len);
    return good;
}

/* The sample with FROM, which must be there, replaced by TO. */
static struct str altered(struct arena *a, const char *from, const char *to)
{
    struct str line = STR(line_text), f = str_c(from);
    size_t at = str_find(line, f);
    CHECK(at != SIZE_MAX);
    return str_f(a, "%.*s%s%.*s", (int)at, line.ptr, to, STR_ARG(str_sub(line, at + f.len, line.len)));
}

TEST(leaf_is_written_as_documented)
{
    struct arena a = {0};
    struct leaf leaf = sample(), back;
    struct str line;
    size_t at;
    CHECK(!leaf_write(&a, &leaf, &line));
    CHECK_STR(line, STR(line_text));
    CHECK(!leaf_read(&a, line, &back, &at));
    CHECK(back.seq == 12 && back.subject == 7 && back.actor == 0 && back.at_us == leaf.at_us && back.version == 1);
    CHECK_STR(back.command, leaf.command);
    CHECK_STR(back.open, leaf.open);
    CHECK_STR(back.kind, leaf.kind);
    struct str again;
    CHECK(!leaf_write(&a, &back, &again) && str_eq(again, line));
    arena_reset(&a);
}

TEST(unknown_keys_are_ignored_in_their_place)
{
    struct arena a = {0};
    CHECK(reads(&a, altered(&a, "{\"actor\"", "{\"Z\":{\"x\":[]},\"actor\"")) == false); /* arrays are not ours */
    CHECK(reads(&a, altered(&a, "{\"actor\"", "{\"aa\":{\"x\":\"y\"},\"actor\"")));
    CHECK(reads(&a, altered(&a, "\"version\":1}", "\"version\":1,\"witness\":false}")));
    CHECK(!reads(&a, altered(&a, "{\"actor\"", "{\"b\":1,\"actor\"")));
    CHECK(!reads(&a, altered(&a, "\"version\":1}", "\"version\":1,\"aa\":false}")));
    arena_reset(&a);
}

TEST(reader_refuses_all_that_is_not_canonical)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"{\"actor\"", "{ \"actor\""},
        {"{\"actor\"", " {\"actor\""},
        {"\"version\":1}", "\"version\":1} "},
        {"\"version\":1}", "\"version\":1}\n"},
        {"\"version\":1}", "\"version\":1"},
        {"\"version\":1}", "\"version\":1,}"},
        {"\"version\":1}", "\"version\":1}}"},
        {"\"version\":1", "\"version\":01"},
        {"\"version\":1", "\"version\":1.0"},
        {"\"version\":1", "\"version\":1e0"},
        {"\"version\":1", "\"version\":+1"},
        {"\"version\":1", "\"version\":-1"},
        {"\"version\":1", "\"version\":\"1\""},
        {"\"version\":1", "\"version\":9007199254740992"},
        {"\"version\":1", "\"version\":99999999999999999999"},
        {"\"version\":1", "\"version\":1,\"version\":1"},
        {"\"part\":0", "\"part\":-0"},
        {"\"part\":0", "\"part\": 0"},
        {"\"part\":0", "\"part\":00"},
        {"\"part\":0,", ""},
        {"\"part\":0", "\"part\":null"},
        {"\"leaf\":1", "\"leaf\":2"},
        {"\\n", "\\u000a"},
        {"\\n", "\\u000A"},
        {"\\n", "\n"},
        {"\\n", "\\/"},
        {"\\n", "\\u0000"},
        {"\\n", "\\u0041"},
        {"\\n", "\\u00"},
        {"\\n", "\\x"},
        {"\\u001f", "\\u001F"},
        {"\\u001f", "\x1f"},
        {"\\\"1", "\"1"},
        {"lead", "\xff"},
        {"lead", "\xed\xa0\x80"},
        {"lead", "\xc0\x80"},
        {"\"subject\":\"0000000007\"", "\"subject\":\"000000000u\""},
        {"\"subject\":\"0000000007\"", "\"subject\":\"0000000000\""},
        {"\"subject\":\"0000000007\"", "\"subject\":\"000000007\""},
        {"\"subject\":\"0000000007\"", "\"subject\":7"},
        {"\"prev\":\"00", "\"prev\":\"0"},
        {"\"prev\":\"00", "\"prev\":\"0A"},
        {"\"prev\":\"00", "\"prev\":\"0g"},
        {"\"a\":-1", "\"a\":-0"},
        {"\"a\":-1", "\"a\":-01"},
        {"\"a\":-1", "\"a\":-9007199254740992"},
        {"\"a\":-1", "\"a\":null"},
        {"\"a\":-1", "\"a\":[1]"},
        {"\"a\":-1", "\"a\":tru"},
        {"\"a\":-1", "\"c\":-1"},
        {"\"a\":-1", "\"b\":-1"},
        {"\"a\":-1", "\"\":-1"},
        {"\"a\":-1", "\"ü\":-1"},
        {"\"a\":-1", "\"\\u0061\":-1"},
        {"\"a\":-1,", "\"a\":-1,,"},
        {"\"a\":-1", "\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}"},
    };
    struct arena a = {0};
    CHECK(reads(&a, STR(line_text)));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str line = altered(&a, rows[i].from, rows[i].to);
        if (reads(&a, line))
            fprintf(stderr, "read: %.*s\n", STR_ARG(line));
        CHECK(!reads(&a, line));
    }
    arena_reset(&a);
}

TEST(reader_refuses_every_beginning_of_a_leaf)
{
    struct arena a = {0};
    for (size_t len = 0; len < sizeof line_text - 1; len++)
        CHECK(!reads(&a, str_copy(&a, str_sub(STR(line_text), 0, len))));
    arena_reset(&a);
}

/* Whatever byte is put wherever: the line is refused, or it is what the writer writes for its values. */
TEST(any_changed_byte_is_refused_or_means_another_leaf)
{
    struct str original = STR(line_text);
    for (size_t i = 0; i < original.len; i++) {
        struct arena a = {0};
        char *text = (char *)str_copy(&a, original).ptr;
        for (int c = 0; c < 256; c++) {
            struct leaf leaf;
            struct str again;
            size_t at;
            text[i] = (char)c;
            struct str line = {text, original.len};
            if (str_eq(line, original) || leaf_read(&a, line, &leaf, &at))
                continue;
            CHECK(!leaf_write(&a, &leaf, &again) && str_eq(again, line));
        }
        arena_reset(&a);
    }
}

TEST(writer_refuses_what_cannot_be_read_back)
{
    struct arena a = {0};
    struct str line, long_text = {memset(arena_alloc(&a, LEAF_MAX), 'x', LEAF_MAX), LEAF_MAX};
    struct leaf leaf = sample();
    leaf.role = long_text;
    CHECK(leaf_write(&a, &leaf, &line) == ERR_LIMIT);
    leaf.role = STR("a\0b");
    CHECK(leaf_write(&a, &leaf, &line) == ERR_INPUT);
    leaf.role = STR("\xff");
    CHECK(leaf_write(&a, &leaf, &line) == ERR_INPUT);
    static const char *const opens[] = {"", "{", "[]", "{\"a\": 1}", "{\"b\":1,\"a\":1}", "{}{}", "{},\"part\":0", "null"};
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        leaf = sample();
        leaf.open = str_c(opens[i]);
        CHECK(leaf_write(&a, &leaf, &line) == ERR_INPUT);
        CHECK(!json_canonical(leaf.open));
    }
    leaf = sample();
    leaf.subject = (int64_t)1 << 50;
    CHECK(leaf_write(&a, &leaf, &line) == ERR_INPUT);
    leaf = sample();
    leaf.at_us = -1;
    CHECK(leaf_write(&a, &leaf, &line) == ERR_INPUT);
    arena_reset(&a);
}

TEST(commitments_are_as_documented)
{
    struct arena a = {0};
    struct str salt = {zero, SALT_BYTES}; /* thirty-two digits 0 */
    struct hash leaf = leaf_hash(STR("")), body = body_commitment(salt, STR("x"));
    struct hash want = hash_of(STR("\x02"
                                   "00000000000000000000000000000000x"));
    CHECK(hash_eq(&body, &want));
    CHECK_STR(hash_text(&a, &leaf), STR("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
    arena_reset(&a);
}

TEST(erasing_event_names_what_it_erases)
{
    CHECK(leaf_erases(STR("{\"a\":{\"erases\":1},\"erases\":12}"), 12) && !leaf_erases(STR("{\"erases\":12}"), 1));
    CHECK(leaf_erases(STR("{\"erases\":\"3,12\",\"why\":\"x\"}"), 12) && !leaf_erases(STR("{\"erases\":\"3,12\"}"), 2));
    CHECK(!leaf_erases(STR("{}"), 0) && !leaf_erases(STR("{\"a\":{\"erases\":1}}"), 1) && !leaf_erases(STR("{\"erases\":true}"), 1));
}
