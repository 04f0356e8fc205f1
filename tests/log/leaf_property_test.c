/* The quick reader against a slow one: whatever text, both say the same. The slow one takes any JSON of our
 * values, with space, in any order, with any escapes, writes it again as RFC 8785 says and looks whether
 * that is the text it was given. */
#include "log/leaf.h"
#include "tests/test.h"

#include <string.h>

enum { DEPTH_MAX = 12,
       MEMBERS_MAX = 64,
       ROUNDS = 60000 };

struct slow {
    struct arena *a;
    struct str text;
    size_t at;
    int depth, deepest;
};

static int next(struct slow *s) { return s->at < s->text.len ? (unsigned char)s->text.ptr[s->at] : -1; }
static void space(struct slow *s)
{
    while (next(s) == ' ' || next(s) == '\n' || next(s) == '\t' || next(s) == '\r')
        s->at++;
}
static bool eat(struct slow *s, char c)
{
    space(s);
    bool there = next(s) == c;
    s->at += there;
    return there;
}

static bool slow_unicode(struct slow *s, struct buf *out)
{
    unsigned char two[2];
    if (!hex_read(str_sub(s->text, s->at, 4), two, 2))
        return false;
    s->at += 4;
    uint32_t cp = (uint32_t)two[0] << 8 | two[1];
    utf8_put(out, cp); /* halves of pairs never come out as they went in */
    return cp != 0;
}

static bool slow_string(struct slow *s, struct str *value)
{
    static const char from[] = "btnfr\"\\/", to[] = "\b\t\n\f\r\"\\/";
    struct buf out = buf_new(s->a, 1 << 16);
    if (!eat(s, '"'))
        return false;
    for (int c; (c = next(s)) != '"';) {
        s->at++;
        if (c < 0 || c == 0)
            return false;
        char plain = (char)c;
        if (c == '\\') {
            c = next(s);
            s->at++;
            const char *named = c > 0 ? strchr(from, c) : NULL;
            if (c == 'u' ? !slow_unicode(s, &out) : !named)
                return false;
            if (!named)
                continue;
            plain = to[named - from];
        }
        buf_put(&out, &plain, 1);
    }
    s->at++;
    *value = buf_view(&out);
    return true;
}

struct member {
    struct str key, value; /* the value as it must be written; without quotes for a text */
    char sort;             /* { " or 0 for the rest */
};

static bool slow_value(struct slow *s, struct buf *out, struct member *m, size_t *members);

static bool slow_key(struct slow *s, struct str *key)
{
    if (!slow_string(s, key) || !key->len)
        return false;
    for (size_t i = 0; i < key->len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-", key->ptr[i]))
            return false;
    return true;
}

static bool slow_member(struct slow *s, struct member *m)
{
    struct buf value = buf_new(s->a, 1 << 16);
    if (!slow_key(s, &m->key) || !eat(s, ':'))
        return false;
    space(s);
    m->sort = next(s) == '{' || next(s) == '"' ? (char)next(s) : 0;
    bool good = slow_value(s, &value, NULL, NULL);
    m->value = buf_view(&value);
    return good;
}

static bool slow_object(struct slow *s, struct buf *out, struct member *own, size_t *count)
{
    struct member here[MEMBERS_MAX], *m = own ? own : here;
    size_t n = 0;
    s->depth++;
    s->deepest = s->depth > s->deepest ? s->depth : s->deepest;
    if (s->depth > DEPTH_MAX || !eat(s, '{'))
        return false;
    while (!eat(s, '}')) {
        struct member one;
        if (n == MEMBERS_MAX || (n && !eat(s, ',')) || !slow_member(s, &one))
            return false;
        size_t at = n++;
        for (; at && str_cmp(m[at - 1].key, one.key) > 0; at--)
            m[at] = m[at - 1];
        m[at] = one;
        if (at && str_eq(m[at - 1].key, one.key))
            return false;
    }
    s->depth--;
    for (size_t i = 0; i < n; i++) {
        buf_c(out, i ? "," : "{");
        buf_json(out, m[i].key);
        buf_c(out, ":");
        buf_str(out, m[i].value);
    }
    buf_c(out, n ? "}" : "{}");
    if (count)
        *count = n;
    return true;
}

static bool slow_number(struct slow *s, struct buf *out)
{
    size_t from = s->at;
    int64_t n;
    s->at += next(s) == '-';
    while (next(s) >= '0' && next(s) <= '9')
        s->at++;
    struct str text = str_sub(s->text, from, s->at - from);
    if (!str_int(text, &n) || n > JSON_INT_MAX || n < -JSON_INT_MAX)
        return false;
    buf_int(out, n);
    return true;
}

static bool slow_value(struct slow *s, struct buf *out, struct member *m, size_t *members)
{
    struct str text;
    space(s);
    if (next(s) == '{')
        return slow_object(s, out, m, members);
    if (next(s) == '"') {
        if (!slow_string(s, &text) || !utf8_valid(text))
            return false;
        buf_json(out, text);
        return true;
    }
    for (size_t i = 0; i < 2; i++) {
        struct str word = i ? STR("false") : STR("true");
        if (str_eq(str_sub(s->text, s->at, word.len), word)) {
            s->at += word.len;
            buf_str(out, word);
            return true;
        }
    }
    return slow_number(s, out);
}

/* Whether TEXT is the one way to write what it says. */
static bool slow_canonical(struct arena *a, struct str text, struct member *m, size_t *members)
{
    struct slow s = {.a = a, .text = text};
    struct buf out = buf_new(a, 1 << 20);
    bool good = slow_object(&s, &out, m, members) && s.at == text.len && s.deepest <= JSON_DEPTH_MAX;
    return good && str_eq(buf_view(&out), text);
}

static bool slow_field(const char *key, const struct member *m)
{
    static const char *const ints[] = {"at", "leaf", "part", "seq", "version"};
    struct str inside = str_sub(m->value, 1, m->value.len - 2);
    unsigned char bytes[HASH_BYTES];
    int64_t n;
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++)
        if (strcmp(key, ints[i]) == 0)
            return !m->sort && str_int(m->value, &n) && n >= 0 && (strcmp(key, "leaf") != 0 || n == LEAF_FORMAT);
    if (strcmp(key, "open") == 0)
        return m->sort == '{';
    if (m->sort != '"')
        return false;
    if (strcmp(key, "actor") == 0 || strcmp(key, "subject") == 0)
        return !inside.len || id_read(inside, &n);
    if (strcmp(key, "body") != 0 && strcmp(key, "prev") != 0)
        return true;
    for (size_t i = 0; i < inside.len; i++)
        if (inside.ptr[i] >= 'A' && inside.ptr[i] <= 'F')
            return false;
    return hex_read(inside, bytes, HASH_BYTES);
}

static bool slow_leaf(struct arena *a, struct str text)
{
    static const char *const keys[] = {"actor", "at", "body", "command", "kind", "leaf", "open", "part", "prev", "role", "rules", "seq", "subject", "version"};
    struct member m[MEMBERS_MAX];
    size_t members = 0, found = 0;
    if (!slow_canonical(a, text, m, &members))
        return false;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < members; i++)
            if (str_is(m[i].key, keys[k]) && slow_field(keys[k], &m[i]))
                found++;
    return found == sizeof keys / sizeof *keys;
}

/* ---- texts ------------------------------------------------------------------------------------- */

static uint64_t seed = 20261122;
static size_t any(size_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % below;
}

static const char *const scraps[] = {"\"", "\\", "\\n", "\\u001f", "\\u000a", "\\u0000", "\\u001F", "\\/", "{}", "{", "}", ",", ":", " ", "0", "-", "-1", "00",
                                     "9007199254740991", "9007199254740992", "true", "false", "null", "[]", "回音", "\xff", "\xe5\x9b", "\x7f", "\x1f", "a", "\"a\":1,", ",\"zz\":{}",
                                     "\\ud800", "\xed\xa0\x80", "abcdefgh", "1.0", "1e0", "\"\"", "0000000007", "\t"};

static struct str any_text(struct arena *a)
{
    struct buf b = buf_new(a, 4096);
    for (size_t n = any(5); n; n--)
        buf_c(&b, scraps[any(sizeof scraps / sizeof *scraps)]);
    struct str s = buf_view(&b);
    return s.len && utf8_valid(s) ? s : STR("纸面");
}

static struct str any_leaf(struct arena *a)
{
    struct leaf leaf = {.at_us = (int64_t)any(1u << 30), .kind = any_text(a), .version = (int64_t)any(3), .subject = (int64_t)any(2) * 7, .actor = (int64_t)any(9), .role = any_text(a), .command = any_text(a), .part = (int64_t)any(4), .rules = any_text(a), .seq = (int64_t)any(99)};
    struct buf open = buf_new(a, 4096);
    buf_c(&open, any(2) ? "{\"a\":" : "{\"number\":");
    buf_json(&open, any_text(a));
    buf_c(&open, any(2) ? "}" : ",\"state\":{\"b\":-3,\"c\":true}}");
    leaf.open = buf_view(&open);
    for (size_t i = 0; i < HASH_BYTES; i++)
        leaf.body.bytes[i] = (unsigned char)any(256);
    struct str line;
    CHECK(!leaf_write(a, &leaf, &line));
    return line;
}

/* One byte another, a piece gone, a piece twice, or a scrap put in. */
static struct str altered(struct arena *a, struct str s)
{
    size_t at = any(s.len + 1), len = any(12);
    struct str before = str_sub(s, 0, at), piece = str_sub(s, at, len), after = str_sub(s, at + piece.len, s.len);
    switch (any(4)) {
    case 0: return str_f(a, "%.*s%c%.*s", STR_ARG(before), (char)(1 + any(255)), STR_ARG(str_sub(s, at + 1, s.len)));
    case 1: return str_f(a, "%.*s%.*s", STR_ARG(before), STR_ARG(after));
    case 2: return str_f(a, "%.*s%.*s%.*s%.*s", STR_ARG(before), STR_ARG(piece), STR_ARG(piece), STR_ARG(after));
    default: return str_f(a, "%.*s%s%.*s%.*s", STR_ARG(before), scraps[any(sizeof scraps / sizeof *scraps)], STR_ARG(piece), STR_ARG(after));
    }
}

/* In a block of just its size, so that reading beyond the end is noticed. */
static struct str alone(struct str s)
{
    char *p = malloc(s.len + 1);
    CHECK(p);
    memcpy(p + 1, s.ptr, s.len); /* not on a word's boundary */
    return (struct str){p + 1, s.len};
}

TEST(quick_reader_says_what_parsing_and_writing_again_says)
{
    size_t taken = 0, refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena a = {0};
        struct leaf leaf;
        struct str line = any_leaf(&a);
        size_t at;
        for (size_t n = any(3); n; n--)
            line = altered(&a, line);
        struct str text = alone(line);
        bool quick = !leaf_read(&a, text, &leaf, &at), canonical = json_canonical(text);
        if (quick != slow_leaf(&a, text) || canonical != slow_canonical(&a, text, NULL, NULL))
            fprintf(stderr, "round %d: %.*s\n", i, STR_ARG(text));
        CHECK(quick == slow_leaf(&a, text));
        CHECK(canonical == slow_canonical(&a, text, NULL, NULL));
        CHECK(!quick || canonical);
        taken += quick;
        refused += !quick;
        free((char *)text.ptr - 1);
        arena_reset(&a);
    }
    CHECK(taken > ROUNDS / 10 && refused > ROUNDS / 10);
}
