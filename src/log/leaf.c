/* leaf.c: see leaf.h. A leaf, here on several lines:
 *
 *   {"actor":"0000000007","at":1749520984000005,"body":"<64 hex>","command":"c-1","kind":"measure.claimed",
 *    "leaf":1,"open":{"state":"claimed"},"part":0,"prev":"<64 hex>","role":"lead","rules":"2025-1","seq":12,
 *    "subject":"00000000b4","version":1}
 *
 * The table below is in key order, so writing walks it and reading merges it with the line. */
#include "log/leaf.h"

#include <endian.h>
#include <string.h>

enum type { T_ID,  /* ten letters of base 32, "" for 0 */
            T_INT, /* 0 .. 2^53-1 */
            T_TEXT,
            T_HASH,   /* 64 digits, lower case */
            T_OBJECT, /* kept as its canonical text */
            T_FORMAT };
enum { TOKEN_MAX = 16 };
struct field {
    char token[TOKEN_MAX]; /* "key": */
    size_t token_len;
    uint64_t mask[2]; /* of the token's bytes, the first one lowest */
    enum type type;
    size_t offset;
};
#define MASK(bytes) ((bytes) >= 8 ? UINT64_MAX : ((uint64_t)1 << (8 * (bytes)) % 64) - 1)
#define FIELD(key, type, member) \
    { \
        "\"" key "\":", sizeof(key) + 2, \
            {MASK(sizeof(key) + 2), (sizeof(key) + 2) > 8 ? MASK(sizeof(key) - 6) : 0}, type, \
            offsetof(struct leaf, member) \
    }
static const struct field fields[] = {
    FIELD("actor", T_ID, actor),
    FIELD("at", T_INT, at_us),
    FIELD("body", T_HASH, body),
    FIELD("command", T_TEXT, command),
    FIELD("kind", T_TEXT, kind),
    FIELD("leaf", T_FORMAT, seq),
    FIELD("open", T_OBJECT, open),
    FIELD("part", T_INT, part),
    FIELD("prev", T_HASH, prev),
    FIELD("role", T_TEXT, role),
    FIELD("rules", T_TEXT, rules),
    FIELD("seq", T_INT, seq),
    FIELD("subject", T_ID, subject),
    FIELD("version", T_INT, version),
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* ---- writing ----------------------------------------------------------------------------- */

static void put_hex(struct buf *b, const struct hash *h)
{
    char text[HASH_HEX + 2] = "\"";
    for (size_t i = 0; i < HASH_BYTES; i++) {
        text[1 + 2 * i] = "0123456789abcdef"[h->bytes[i] >> 4];
        text[2 + 2 * i] = "0123456789abcdef"[h->bytes[i] & 15];
    }
    text[HASH_HEX + 1] = '"';
    buf_put(b, text, sizeof text);
}

static void put_id(struct buf *b, int64_t id)
{
    char text[ID_CHARS];
    id_write(id, text);
    buf_put(b, "\"", 1);
    buf_put(b, text, id ? sizeof text : 0);
    buf_put(b, "\"", 1);
}

/* The empty text may come without a pointer. */
static void put_text(struct buf *b, struct str s) { buf_json(b, s.len ? s : STR("")); }

static void put_field(struct buf *b, const struct field *f, const void *at)
{
    switch (f->type) {
    case T_ID: put_id(b, *(const int64_t *)at); break;
    case T_INT: buf_int(b, *(const int64_t *)at); break;
    case T_TEXT: put_text(b, *(const struct str *)at); break;
    case T_HASH: put_hex(b, at); break;
    case T_OBJECT: buf_str(b, *(const struct str *)at); break;
    case T_FORMAT: buf_int(b, LEAF_FORMAT); break;
    }
}

enum err leaf_write(struct arena *a, const struct leaf *leaf, struct str *line)
{
    struct buf b = buf_new(a, LEAF_MAX);
    struct leaf again;
    size_t at;
    if (leaf->actor < 0 || leaf->actor >> 50 || leaf->subject < 0 || leaf->subject >> 50)
        return ERR_INPUT;
    for (size_t i = 0; i < FIELDS; i++) {
        buf_put(&b, i ? "," : "{", 1);
        buf_put(&b, fields[i].token, fields[i].token_len);
        put_field(&b, &fields[i], (const char *)leaf + fields[i].offset);
    }
    buf_put(&b, "}", 1);
    if (b.failed)
        return ERR_LIMIT;
    /* What we cannot read back must not be hashed: a field with a NUL, bad UTF-8, OPEN not canonical. */
    if (leaf_read(a, buf_view(&b), &again, &at) || !str_eq(again.open, leaf->open))
        return ERR_INPUT;
    *line = buf_view(&b);
    return ERR_NONE;
}

/* ---- reading ----------------------------------------------------------------------------- */

/* Eight bytes at a time: each byte of a word is a lane, and a lane's highest bit is its answer. */
#define LANES(byte) (0x0101010101010101u * (uint64_t)(byte))

struct scan {
    const char *at, *end;
    uint64_t seen; /* all bytes of strings by "or": whether any is above ASCII, which only strings can hold */
};

static bool take(struct scan *s, char c)
{
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* After a backslash: exactly the escapes RFC 8785 §3.2.2.2 writes, but for \u0000. */
static bool scan_escape(struct scan *s)
{
    if (s->at == s->end)
        return false;
    switch (*s->at++) {
    case '"':
    case '\\':
    case 'b':
    case 't':
    case 'n':
    case 'f':
    case 'r': return true;
    case 'u': break;
    default: return false;
    }
    if (s->end - s->at < 4 || s->at[0] != '0' || s->at[1] != '0' || (s->at[2] != '0' && s->at[2] != '1'))
        return false;
    const char *digit = s->at[3] ? strchr("0123456789abcdef", s->at[3]) : NULL;
    if (!digit)
        return false;
    int code = (s->at[2] - '0') * 16 + (int)(digit - "0123456789abcdef");
    s->at += 4;
    return code != 0 && code != '\b' && code != '\t' && code != '\n' && code != '\f' && code != '\r';
}

static uint64_t load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return le64toh(word);
}

/* Whether a lane is zero. A borrow can only make a lane above the first true one lie. */
static uint64_t zero_lanes(uint64_t word) { return (word - LANES(1)) & ~word; }

/* Up to the first quote, backslash or control character. */
static void scan_plain(struct scan *s)
{
    while (s->end - s->at >= 8) {
        uint64_t word = load(s->at);
        uint64_t control = (word - LANES(0x20)) & ~word;
        uint64_t stop = control | zero_lanes(word ^ LANES('"')) | zero_lanes(word ^ LANES('\\'));
        stop &= LANES(0x80);
        s->seen |= word;
        if (stop) {
            s->at += __builtin_ctzll(stop) / 8;
            return;
        }
        s->at += 8;
    }
    while (s->at < s->end && (unsigned char)*s->at >= 0x20 && *s->at != '"' && *s->at != '\\')
        s->seen |= (unsigned char)*s->at++;
}

static bool scan_string(struct scan *s, struct str *raw, bool *escaped)
{
    *escaped = false;
    if (!take(s, '"'))
        return false;
    const char *from = s->at;
    for (;;) {
        scan_plain(s);
        if (s->at == s->end || (unsigned char)*s->at < 0x20)
            return false;
        if (*s->at++ == '"')
            break;
        *escaped = true;
        if (!scan_escape(s))
            return false;
    }
    *raw = (struct str){from, (size_t)(s->at - 1 - from)};
    return true;
}

static bool scan_int(struct scan *s, int64_t *out)
{
    const char *from = s->at;
    bool negative = take(s, '-');
    const char *digits = s->at;
    int64_t n = 0;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9' && s->at - digits < 17)
        n = n * 10 + (*s->at++ - '0');
    bool good = s->at > digits && n <= JSON_INT_MAX && (digits[0] != '0' || (s->at - digits == 1 && !negative));
    if (!good)
        s->at = from;
    *out = negative ? -n : n;
    return good;
}

static bool scan_word(struct scan *s, struct str word)
{
    if (!str_starts((struct str){s->at, (size_t)(s->end - s->at)}, word))
        return false;
    s->at += word.len;
    return true;
}

static bool key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

/* The next "key": of an object; FIRST before the first. False at anything else, also at '}'. */
static bool scan_key(struct scan *s, bool first, struct str *last, struct str *key)
{
    const char *from = s->at;
    if (!first && !take(s, ','))
        return false;
    if (!take(s, '"'))
        return false;
    const char *name = s->at;
    while (s->at < s->end && key_char(*s->at))
        s->at++;
    *key = (struct str){name, (size_t)(s->at - name)};
    if (key->len && take(s, '"') && take(s, ':') && (first || str_cmp(*last, *key) < 0)) {
        *last = *key;
        return true;
    }
    s->at = from;
    return false;
}

static bool scan_value(struct scan *s, int depth);

static bool scan_object(struct scan *s, int depth)
{
    struct str key, last = {0};
    if (depth > JSON_DEPTH_MAX || !take(s, '{'))
        return false;
    for (bool first = true; !take(s, '}'); first = false)
        if (!scan_key(s, first, &last, &key) || !scan_value(s, depth + 1))
            return false;
    return true;
}

static bool scan_value(struct scan *s, int depth)
{
    struct str raw;
    int64_t n;
    bool escaped;
    if (s->at == s->end)
        return false;
    switch (*s->at) {
    case '{': return scan_object(s, depth);
    case '"': return scan_string(s, &raw, &escaped);
    case 't': return scan_word(s, STR("true"));
    case 'f': return scan_word(s, STR("false"));
    default: return scan_int(s, &n);
    }
}

static struct str unescape(struct arena *a, struct str raw)
{
    static const char from[] = "btnfr", to[] = "\b\t\n\f\r";
    char *out = arena_alloc(a, raw.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == '\\') {
            c = raw.ptr[++i];
            const char *named = strchr(from, c);
            if (c == 'u') {
                unsigned char byte = 0;
                (void)!hex_read(str_sub(raw, i + 3, 2), &byte, 1);
                c = (char)byte;
                i += 4;
            } else if (named) {
                c = to[named - from];
            }
        }
        out[len++] = c;
    }
    return (struct str){out, len};
}

/* "64 digits": two of these are a third of a leaf, so they are read sixteen at once, without a branch for each digit. */
typedef unsigned char lanes16 __attribute__((vector_size(16)));
typedef uint16_t pairs8 __attribute__((vector_size(16)));
typedef unsigned char lanes8 __attribute__((vector_size(8)));

static bool scan_hash(struct scan *s, struct hash *out)
{
    const char *p = s->at + 1;
    lanes16 digits, good = {0};
    if (s->end - s->at < HASH_HEX + 2 || p[-1] != '"' || p[HASH_HEX] != '"')
        return false;
    good = ~good;
    for (size_t i = 0; i < HASH_HEX / sizeof digits; i++) {
        memcpy(&digits, p + i * sizeof digits, sizeof digits);
        lanes16 figure = digits - '0', letter = digits - 'a';
        lanes16 is_figure = (lanes16)(figure < 10), is_letter = (lanes16)(letter < 6);
        pairs8 pairs = (pairs8)((figure & is_figure) | ((letter + 10) & is_letter));
        good &= is_figure | is_letter;
        /* The first digit of a pair is the high half of the byte; where it lies in the pair is the machine's affair. */
        pairs = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? pairs << 4 | pairs >> 8 : pairs >> 4 | pairs;
        lanes8 bytes = __builtin_convertvector(pairs & 0xff, lanes8);
        memcpy(out->bytes + i * sizeof bytes, &bytes, sizeof bytes);
    }
    uint64_t all[2];
    memcpy(all, &good, sizeof all);
    if ((all[0] & all[1]) != UINT64_MAX)
        return false;
    s->at += HASH_HEX + 2;
    return true;
}

static bool read_field(struct arena *a, struct scan *s, enum type type, void *out)
{
    const char *from = s->at;
    struct str raw;
    bool escaped;
    int64_t n;
    switch (type) {
    case T_INT:
    case T_FORMAT:
        if (!scan_int(s, &n) || n < 0 || (type == T_FORMAT && n != LEAF_FORMAT))
            return false;
        if (type == T_INT)
            *(int64_t *)out = n;
        return true;
    case T_OBJECT:
        if (!scan_object(s, 1))
            return false;
        *(struct str *)out = (struct str){from, (size_t)(s->at - from)};
        return true;
    case T_ID:
        *(int64_t *)out = 0;
        return scan_string(s, &raw, &escaped) && (!raw.len || id_read(raw, out));
    case T_HASH:
        return scan_hash(s, out);
    case T_TEXT:
        if (!scan_string(s, &raw, &escaped))
            return false;
        *(struct str *)out = escaped ? unescape(a, raw) : raw;
        return true;
    }
    return false;
}

/* Whether exactly this key comes next, as it nearly always does. */
static bool scan_expected(struct scan *s, bool first, const struct field *f)
{
    const char *p = s->at + !first;
    if (s->end - p < TOKEN_MAX) { /* the last one */
        if (s->end - p < (ptrdiff_t)f->token_len || memcmp(p, f->token, f->token_len) != 0)
            return false;
    } else if (((load(p) ^ load(f->token)) & f->mask[0]) | ((load(p + 8) ^ load(f->token + 8)) & f->mask[1])) {
        return false;
    }
    if (!first && p[-1] != ',')
        return false;
    s->at = p + f->token_len;
    return true;
}

static struct str key_of(const struct field *f) { return (struct str){f->token + 1, f->token_len - 3}; }

/* Another key than FIELDS[next]: one we do not know, or the sign that something is missing. */
static bool skip_member(struct scan *s, bool first, const struct field *f, struct str *last)
{
    const char *from = s->at;
    struct str key;
    if (!scan_key(s, first, last, &key))
        return false;
    if (f && str_cmp(key, key_of(f)) >= 0) {
        s->at = from;
        return false;
    }
    return scan_value(s, 1);
}

static bool read_members(struct arena *a, struct scan *s, struct leaf *leaf)
{
    struct str last = {0};
    size_t next = 0;
    if (!take(s, '{'))
        return false;
    for (bool first = true; !take(s, '}'); first = false) {
        const struct field *f = next < FIELDS ? &fields[next] : NULL;
        if (f && scan_expected(s, first, f)) {
            if (!read_field(a, s, f->type, (char *)leaf + f->offset))
                return false;
            last = key_of(f);
            next++;
        } else if (!skip_member(s, first, f, &last)) {
            return false;
        }
    }
    return next == FIELDS && s->at == s->end;
}

enum err leaf_read(struct arena *a, struct str line, struct leaf *out, size_t *at)
{
    struct scan s = {line.ptr, line.ptr + line.len, 0};
    struct leaf leaf = {0};
    bool good = read_members(a, &s, &leaf);
    if (good && s.seen & LANES(0x80) && !utf8_valid(line)) {
        good = false;
        s.at = line.ptr;
    }
    if (!good) {
        *at = (size_t)(s.at - line.ptr);
        return ERR_INPUT;
    }
    *out = leaf;
    return ERR_NONE;
}

bool json_canonical(struct str text)
{
    struct scan s = {text.ptr, text.ptr + text.len, 0};
    return scan_object(&s, 1) && s.at == s.end && (!(s.seen & LANES(0x80)) || utf8_valid(text));
}

/* ---- hashes ------------------------------------------------------------------------------ */

struct hash leaf_hash(struct str line)
{
    struct str parts[] = {STR("\x00"), line};
    return hash_parts(parts, 2);
}

struct hash body_commitment(struct str salt, struct str body)
{
    struct str parts[] = {STR("\x02"), salt, body};
    return hash_parts(parts, 3);
}

bool leaf_erases(struct str open, int64_t seq)
{
    struct scan s = {open.ptr, open.ptr + open.len, 0};
    struct str key, raw, part, last = {0};
    bool escaped;
    int64_t n;
    if (!take(&s, '{'))
        return false;
    for (bool first = true; scan_key(&s, first, &last, &key); first = false) {
        if (!str_is(key, "erases")) {
            if (!scan_value(&s, 1))
                return false;
            continue;
        }
        if (s.at < s.end && *s.at != '"')
            return scan_int(&s, &n) && n == seq;
        if (!scan_string(&s, &raw, &escaped))
            return false;
        while (str_cut(&raw, ',', &part))
            if (str_int(part, &n) && n == seq)
                return true;
        return false;
    }
    return false;
}
