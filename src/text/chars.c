/* chars.c: see chars.h. */
#include "text/chars.h"

#include <string.h>

uint32_t char_fold(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return cp - 0xFEE0;
    return cp == 0x3000 ? ' ' : cp;
}

bool char_is_digit(uint32_t cp) { return cp >= '0' && cp <= '9'; }
bool char_is_latin(uint32_t cp) { return (cp | 32) >= 'a' && (cp | 32) <= 'z'; }
bool char_is_space(uint32_t cp) { return cp == ' ' || cp == '\t' || cp == 0xA0; }

bool char_is_han(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9FFF) || cp == 0x3007 || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool ends_line(const uint32_t *cp, size_t i, size_t n)
{
    return cp[i] == '\n' || (cp[i] == '\r' && (i + 1 == n || cp[i + 1] != '\n'));
}

static void find_lines(struct arena *a, struct chars *c)
{
    size_t lines = 1;
    for (size_t i = 0; i < c->n; i++)
        lines += ends_line(c->cp, i, c->n);
    uint32_t *start = arena_alloc(a, (lines + 1) * sizeof *start);
    lines = 1;
    for (size_t i = 0; i < c->n; i++)
        if (ends_line(c->cp, i, c->n))
            start[lines++] = (uint32_t)(i + 1);
    start[lines] = (uint32_t)c->n;
    c->start = start;
    c->lines = lines;
}

/* utf8_next answers U+FFFD for a bad byte and for a printed U+FFFD; only the latter is 3 bytes. */
static void decode(struct arena *a, struct chars *c)
{
    size_t most = c->text.len;
    uint32_t *cp = arena_alloc(a, (most + 1) * sizeof *cp);
    uint32_t *at = arena_alloc(a, (most + 1) * sizeof *at), *from = arena_alloc(a, (most + 1) * sizeof *from);
    struct buf folded = buf_new(a, 3 * (most + 1));
    for (size_t i = 0; i < most; c->n++) {
        from[c->n] = (uint32_t)i;
        at[c->n] = (uint32_t)folded.len;
        size_t before = i;
        uint32_t u = utf8_next(c->text, &i);
        if (u == 0xFFFD && i - before != 3 && c->bad++ == 0)
            c->bad_at = c->n;
        cp[c->n] = char_fold(u);
        utf8_put(&folded, cp[c->n]);
    }
    from[c->n] = (uint32_t)most;
    at[c->n] = (uint32_t)folded.len;
    c->cp = cp;
    c->at = at;
    c->from = from;
    c->folded = buf_view(&folded);
}

enum err chars_read(struct arena *a, struct str text, struct chars *out, struct sentence *why)
{
    if (text.len > CHARS_BYTES_MAX) {
        *why = sentence_f(a, "文本有 %zu 字节，最多读 %d 字节：请分成几个文件。",
                          "The text has %zu bytes; at most %d are read: split it into several files.",
                          text.len, (int)CHARS_BYTES_MAX);
        return ERR_LIMIT;
    }
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.len);
    struct chars c = {.text = text};
    decode(a, &c);
    find_lines(a, &c);
    *out = c;
    return ERR_NONE;
}

static size_t line_at(const struct chars *c, size_t i)
{
    size_t low = 0, high = c->lines - 1;
    while (low < high) {
        size_t mid = (low + high + 1) / 2;
        if (c->start[mid] <= i)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

size_t chars_line(const struct chars *c, size_t i) { return line_at(c, i) + 1; }
size_t chars_column(const struct chars *c, size_t i) { return i - c->start[line_at(c, i)] + 1; }

size_t chars_line_end(const struct chars *c, size_t i)
{
    size_t line = line_at(c, i), end = c->start[line + 1];
    while (end > c->start[line] && (char_is_space(c->cp[end - 1]) || c->cp[end - 1] == '\n' || c->cp[end - 1] == '\r'))
        end--;
    return end;
}

struct str chars_slice(const struct chars *c, size_t from, size_t to)
{
    return from < to ? str_sub(c->text, c->from[from], c->from[to] - c->from[from]) : STR("");
}

struct str chars_folded(const struct chars *c, size_t from, size_t to)
{
    return from < to ? str_sub(c->folded, c->at[from], c->at[to] - c->at[from]) : STR("");
}

size_t chars_word(const struct chars *c, size_t i, const char *word)
{
    if (i >= c->n)
        return 0;
    size_t at = c->at[i], len = strlen(word);
    if (len > c->folded.len - at || memcmp(c->folded.ptr + at, word, len) != 0)
        return 0;
    return utf8_length((struct str){word, len});
}

size_t chars_any(const struct chars *c, size_t i, const char *const *words)
{
    size_t best = 0;
    for (; *words; words++) {
        size_t n = chars_word(c, i, *words);
        best = n > best ? n : best;
    }
    return best;
}

size_t chars_any_before(const struct chars *c, size_t from, size_t to, const char *const *words)
{
    size_t best = 0;
    struct str s = chars_folded(c, from, to);
    for (; *words; words++) {
        struct str w = str_c(*words);
        size_t n = str_ends(s, w) ? utf8_length(w) : 0;
        best = n > best ? n : best;
    }
    return best;
}

size_t chars_find(const struct chars *c, size_t from, size_t to, const char *word)
{
    size_t byte = str_find(chars_folded(c, from, to), str_c(word));
    if (byte == SIZE_MAX || from >= to)
        return SIZE_MAX;
    return from + utf8_length(str_sub(c->folded, c->at[from], byte));
}

bool chars_find_any(const struct chars *c, size_t from, size_t to, const char *const *words)
{
    for (; *words; words++)
        if (chars_find(c, from, to, *words) != SIZE_MAX)
            return true;
    return false;
}

size_t chars_skip_space(const struct chars *c, size_t i, size_t to)
{
    while (i < to && char_is_space(c->cp[i]))
        i++;
    return i;
}
