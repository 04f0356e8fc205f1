/* base.c: see base.h. */
#include "base/base.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int http, exit;
} errors[] = {
#define X(name, http, exit) {#name, http, exit},
    ERR_TABLE(X)
#undef X
};

const char *err_name(enum err e) { return errors[e].name; }
int err_http_status(enum err e) { return errors[e].http; }
int err_exit_status(enum err e) { return errors[e].exit; }

/* ---- arena ------------------------------------------------------------------------------- */

enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, cap;
    max_align_t bytes[];
};

struct arena_defer {
    struct arena_defer *next;
    void (*fn)(void *);
    void *arg;
};

static void *must_alloc(size_t size)
{
    void *p = malloc(size);
    if (!p)
        abort(); /* out of memory is not survivable work here */
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    a->used += size;
    if (a->limit && a->used > a->limit)
        abort();
    struct arena_block *b = a->blocks;
    if (!b || b->cap - b->used < size) {
        size_t cap = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        b = must_alloc(sizeof *b + cap);
        *b = (struct arena_block){.next = a->blocks, .cap = cap};
        a->blocks = b;
    }
    void *p = (char *)b->bytes + b->used;
    b->used += size;
    return memset(p, 0, size);
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
    struct arena_defer *d = arena_alloc(a, sizeof *d);
    *d = (struct arena_defer){a->defers, fn, arg};
    a->defers = d;
}

void arena_reset(struct arena *a)
{
    for (struct arena_defer *d = a->defers; d; d = d->next)
        d->fn(d->arg);
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    *a = (struct arena){.limit = a->limit};
}

/* ---- text -------------------------------------------------------------------------------- */

struct str str_c(const char *c) { return (struct str){c ? c : "", c ? strlen(c) : 0}; }

struct str str_copy(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    return (struct str){p, s.len};
}

const char *str_z(struct arena *a, struct str s) { return str_copy(a, s).ptr; }

static PRINTF_LIKE(2, 0) struct str format(struct arena *a, const char *fmt, va_list args)
{
    char small[256]; /* nearly every text fits, and is then formatted once */
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, fmt, args);
    assert(len >= 0);
    char *p = arena_alloc(a, (size_t)len + 1);
    if ((size_t)len < sizeof small)
        memcpy(p, small, (size_t)len);
    else
        vsnprintf(p, (size_t)len + 1, fmt, again);
    va_end(again);
    return (struct str){p, (size_t)len};
}

struct str str_f(struct arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    struct str s = format(a, fmt, args);
    va_end(args);
    return s;
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_is(struct str a, const char *b) { return str_eq(a, str_c(b)); }

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        const char *p = memchr(s.ptr + i, needle.ptr[0], s.len - needle.len - i + 1);
        if (!p)
            return SIZE_MAX;
        i = (size_t)(p - s.ptr);
        if (memcmp(p, needle.ptr, needle.len) == 0)
            return i;
    }
    return SIZE_MAX;
}

struct str str_sub(struct str s, size_t from, size_t len)
{
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (struct str){s.ptr ? s.ptr + from : NULL, len};
}

static size_t space_at(struct str s, size_t at) /* bytes of the space there, 0 for none */
{
    unsigned char c = (unsigned char)s.ptr[at];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    return str_starts(str_sub(s, at, 3), STR("\u3000")) ? 3 : 0;
}

struct str str_trim(struct str s)
{
    size_t n;
    while (s.len && (n = space_at(s, 0)))
        s = str_sub(s, n, s.len);
    while (s.len) {
        if (s.len >= 3 && str_ends(s, STR("\u3000")))
            s.len -= 3;
        else if (space_at(s, s.len - 1) == 1)
            s.len -= 1;
        else
            break;
    }
    return s;
}

bool str_cut(struct str *rest, char sep, struct str *part)
{
    if (!rest->ptr)
        return false;
    const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    if (!p) {
        *part = *rest;
        *rest = (struct str){NULL, 0};
        return true;
    }
    *part = (struct str){rest->ptr, (size_t)(p - rest->ptr)};
    *rest = (struct str){p + 1, rest->len - part->len - 1};
    return true;
}

bool str_int(struct str s, int64_t *out)
{
    bool negative = s.len && s.ptr[0] == '-';
    int64_t n = 0;
    if (s.len == (size_t)negative || s.len > 18u + negative)
        return false;
    for (size_t i = negative; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        n = n * 10 + (s.ptr[i] - '0');
    }
    *out = negative ? -n : n;
    return true;
}

/* ---- buf --------------------------------------------------------------------------------- */

struct buf buf_new(struct arena *a, size_t max) { return (struct buf){.arena = a, .max = max}; }

void buf_put(struct buf *b, const void *bytes, size_t len)
{
    if (b->failed || len > b->max - b->len) {
        b->failed = true;
        return;
    }
    if (b->cap - b->len < len) {
        size_t cap = b->cap ? b->cap * 2 : 256;
        while (cap < b->len + len)
            cap *= 2;
        char *p = arena_alloc(b->arena, cap);
        if (b->len)
            memcpy(p, b->ptr, b->len);
        b->ptr = p;
        b->cap = cap;
    }
    if (len)
        memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
}

void buf_str(struct buf *b, struct str s) { buf_put(b, s.ptr, s.len); }
void buf_c(struct buf *b, const char *c) { buf_str(b, str_c(c)); }

void buf_f(struct buf *b, const char *fmt, ...)
{
    char small[256];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, fmt, args);
    assert(len >= 0);
    if ((size_t)len < sizeof small)
        buf_put(b, small, (size_t)len);
    else
        buf_str(b, format(b->arena, fmt, again));
    va_end(again);
    va_end(args);
}

void buf_int(struct buf *b, int64_t n)
{
    char text[24];
    size_t at = sizeof text;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        text[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0)
        text[--at] = '-';
    buf_put(b, text + at, sizeof text - at);
}

void buf_html(struct buf *b, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char *to;
        switch (s.ptr[i]) {
        case '&': to = "&amp;"; break;
        case '<': to = "&lt;"; break;
        case '>': to = "&gt;"; break;
        case '"': to = "&quot;"; break;
        case '\'': to = "&#39;"; break;
        default: continue;
        }
        buf_put(b, s.ptr + from, i - from);
        buf_c(b, to);
        from = i + 1;
    }
    if (s.len)
        buf_put(b, s.ptr + from, s.len - from);
}

void buf_json(struct buf *b, struct str s)
{
    static const char *const named[] = {['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    size_t from = 0;
    buf_put(b, "\"", 1);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, s.ptr + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\')
            buf_put(b, c == '"' ? "\\\"" : "\\\\", 2);
        else if (c < sizeof named / sizeof *named && named[c])
            buf_put(b, named[c], 2);
        else
            buf_f(b, "\\u%04x", c);
    }
    if (s.len) /* no arithmetic on the NULL of an empty text */
        buf_put(b, s.ptr + from, s.len - from);
    buf_put(b, "\"", 1);
}

struct str buf_view(const struct buf *b) { return (struct str){b->ptr ? b->ptr : "", b->len}; }

/* ---- UTF-8 ------------------------------------------------------------------------------- */

static uint32_t decode(struct str s, size_t *at, bool *ok)
{
    unsigned char c = (unsigned char)s.ptr[(*at)++];
    size_t more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1
                             : (c & 0xF0) == 0xE0      ? 2
                             : c >= 0xF0 && c < 0xF5   ? 3
                                                       : 4;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (more == 4 || more > s.len - *at) {
        *ok = false;
        return 0xFFFD;
    }
    uint32_t cp = more ? c & (0x3Fu >> more) : c;
    for (size_t i = 0; i < more; i++) {
        unsigned char d = (unsigned char)s.ptr[*at + i];
        if ((d & 0xC0) != 0x80) {
            *ok = false;
            return 0xFFFD;
        }
        cp = cp << 6 | (d & 0x3Fu);
    }
    if (cp < least[more] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
        *ok = false;
        return 0xFFFD;
    }
    *at += more;
    return cp;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    bool ok = true;
    return decode(s, at, &ok);
}

bool utf8_valid(struct str s)
{
    bool ok = true;
    for (size_t at = 0; at < s.len && ok;)
        decode(s, &at, &ok);
    return ok;
}

void utf8_put(struct buf *b, uint32_t cp)
{
    char c[4];
    size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2
                           : cp < 0x10000 ? 3
                                          : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; cp >>= 6)
        c[i] = (char)(0x80 | (cp & 0x3F));
    c[0] = (char)(lead[n] | cp);
    buf_put(b, c, n);
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

struct str utf8_clip(struct str s, size_t chars)
{
    size_t i = 0;
    if (s.len <= chars)
        return s;
    for (uint64_t eight; chars >= sizeof eight && s.len - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, s.ptr + i, sizeof eight);
        uint64_t more = eight >> 7 & ~eight >> 6 & 0x0101010101010101u; /* 1 where a character goes on */
        chars -= sizeof eight - (size_t)(more * 0x0101010101010101u >> 56);
    }
    for (; i < s.len; i++)
        if (((unsigned char)s.ptr[i] & 0xC0) != 0x80 && chars-- == 0)
            break;
    return str_sub(s, 0, i);
}

/* ---- sentences --------------------------------------------------------------------------- */

struct sentence sentence_f(struct arena *a, const char *zh, const char *en, ...)
{
    va_list args, again;
    struct sentence s;
    va_start(args, en);
    va_copy(again, args);
    s.zh = format(a, zh, args);
    s.en = format(a, en, again);
    va_end(again);
    va_end(args);
    return s;
}

struct str sentence_in(struct sentence s, enum lang lang)
{
    struct str first = lang == LANG_ZH ? s.zh : s.en, other = lang == LANG_ZH ? s.en : s.zh;
    return first.len ? first : other;
}
