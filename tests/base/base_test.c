/* base_test.c: text, days, hashes and ids. */
#include "base/asset.h"
#include "base/hash.h"
#include "base/time.h"
#include "tests/test.h"

#include <string.h>

TEST(json_escapes_as_rfc_8785)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, 200);
    buf_json(&b, STR("\x01\b\t\n\f\r\"\\/\x1f中€"));
    CHECK_STR(buf_view(&b), STR("\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/\\u001f中€\""));
    arena_reset(&a);
}

TEST(full_buf_stays_failed)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, 4);
    buf_c(&b, "abc");
    buf_c(&b, "de");
    buf_c(&b, "f");
    CHECK(b.failed && b.len == 3);
    arena_reset(&a);
}

TEST(utf8_refuses_overlongs_and_surrogates)
{
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {{"回音", true}, {"\xf0\x9f\x91\x8d", true}, {"\xc0\xaf", false}, {"\xed\xa0\x80", false}, {"\xf4\x90\x80\x80", false}, {"\xe5\x9b", false}, {"a\x80", false}, {"\xe0\x80\xaf", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(utf8_valid(str_c(rows[i].text)) == rows[i].valid);
    CHECK(utf8_length(STR("回音ab")) == 4);
    CHECK_STR(utf8_clip(STR("回音ab"), 3), STR("回音a"));
    CHECK_STR(str_trim(STR(" \u3000回音\u3000\n")), STR("回音"));
}

TEST(days_survive_the_round_trip)
{
    struct arena a = {0};
    for (int64_t d = -30000; d < 90000; d++) {
        struct civil c = civil_from_day(d);
        CHECK(day_from_civil(c.year, c.month, c.day) == d);
        CHECK(d < -25566 || d > 80000 || civil_valid(c.year, c.month, c.day));
    }
    int64_t day;
    CHECK(day_parse(STR("2024-02-29"), &day));
    CHECK_STR(day_chinese(&a, day), STR("2024年2月29日"));
    CHECK(!day_parse(STR("2023-02-29"), &day));
    CHECK(!day_parse(STR("2024-2-29"), &day));
    CHECK(day_of(day_start_us(day)) == day && day_of(day_start_us(day) - 1) == day - 1);
    CHECK(day_weekday(day) == 4);
    int64_t p = period_of(day);
    CHECK(period_first_day(p) == day_from_civil(2024, 2, 16) && period_last_day(p) == day);
    CHECK_STR(period_text(&a, p).zh, STR("2024年2月下半月"));
    CHECK_STR(time_rfc3339(&a, 1), STR("1970-01-01T00:00:00.000001Z"));
    arena_reset(&a);
}

TEST(hash_is_sha256_and_texts_round_trip)
{
    struct arena a = {0};
    struct hash h = hash_of(STR("abc"));
    CHECK_STR(hash_text(&a, &h), STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    struct str back;
    CHECK(base64_read(&a, STR("AAEC/w=="), &back) && back.len == 4 && !memcmp(back.ptr, "\0\1\2\xff", 4));
    CHECK_STR(base64_text(&a, back), STR("AAEC/w=="));
    CHECK(!base64_read(&a, STR("AAEC/w=a"), &back) && !base64_read(&a, STR("AAEC/x=="), &back));
    for (int i = 0; i < 1000; i++) {
        int64_t id = id_random(), read = 0;
        CHECK(id > 0 && id < 1LL << 50 && id_read(id_text(&a, id), &read) && read == id);
    }
    int64_t id;
    CHECK(!id_read(STR("0000000000"), &id) && !id_read(STR("00000000u1"), &id) && !id_read(STR("1"), &id));
    arena_reset(&a);
}

TEST(ids_are_written_in_thirty_two_letters_and_read_in_no_others)
{
    int64_t id;
    for (int c = 0; c < 256; c++) {
        char text[ID_CHARS + 1] = "0000000000", back[ID_CHARS];
        text[ID_CHARS - 1] = (char)c;
        bool letter = c && strchr("123456789abcdefghjkmnpqrstvwxyz", c); /* with 0 it is no id at all */
        CHECK(id_read((struct str){text, ID_CHARS}, &id) == letter);
        if (letter)
            id_write(id, back);
        CHECK(!letter || !memcmp(back, text, ID_CHARS));
    }
}

TEST(assets_are_found_by_name)
{
    struct str name, bytes, again;
    for (size_t i = 0; asset_at(i, &name, &bytes); i++)
        CHECK(asset_find(name, &again) && again.ptr == bytes.ptr);
    CHECK(!asset_find(STR("templates/none"), &bytes));
}

/* The fast way by eights counts as the slow way by ones. */
TEST(clipping_keeps_whole_characters_at_every_length)
{
    struct str s = STR("措施a推进中bc,落实𠀀整改责任de到位，fghijklmnop销号");
    for (size_t from = 0; from < s.len; from++) {
        struct str text = str_sub(s, from, s.len);
        if (!utf8_valid(text)) /* begins inside a character */
            continue;
        for (size_t n = 0; n <= utf8_length(text) + 2; n++) {
            struct str clip = utf8_clip(text, n);
            size_t whole = utf8_length(text);
            CHECK(utf8_valid(clip) && utf8_length(clip) == (n < whole ? n : whole));
        }
    }
}

TEST(days_and_minutes_are_written_with_all_their_zeros)
{
    struct arena a = {0};
    int64_t day = day_from_civil(987, 6, 5);
    CHECK_STR(day_text(&a, day), STR("0987-06-05"));
    CHECK_STR(time_text(&a, day_start_us(day) + 62LL * 60 * 1000000), STR("0987-06-05 01:02"));
    CHECK_STR(str_f(&a, "%0600d", 7), str_f(&a, "%0300d%0300d", 0, 7)); /* longer than what is formatted once */
    arena_reset(&a);
}
