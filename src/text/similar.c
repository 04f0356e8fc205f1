/* similar.c: see similar.h. */
#include "text/similar.h"

#include "text/chars.h"

#include <stdlib.h>
#include <string.h>

static size_t letters(struct str s, uint32_t *out, size_t most)
{
    size_t n = 0;
    for (size_t at = 0; at < s.len && n < most;) {
        uint32_t cp = char_fold(utf8_next(s, &at));
        if (!char_is_space(cp) && cp != '\n' && cp != '\r')
            out[n++] = cp;
    }
    return n;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static size_t pairs(struct str s, uint64_t *out, size_t *chars)
{
    uint32_t cp[SIMILAR_CHARS_MAX];
    *chars = letters(s, cp, SIMILAR_CHARS_MAX);
    size_t n = *chars ? *chars - 1 : 0;
    for (size_t i = 0; i < n; i++)
        out[i] = (uint64_t)cp[i] << 32 | cp[i + 1];
    if (*chars == 1) /* so that equal single characters meet */
        out[n++] = cp[0];
    qsort(out, n, sizeof *out, by_value);
    return n;
}

double text_similarity(struct str a, struct str b)
{
    uint64_t x[SIMILAR_CHARS_MAX], y[SIMILAR_CHARS_MAX];
    size_t i = 0, k = 0, common = 0, chars_a, chars_b;
    size_t n = pairs(a, x, &chars_a), m = pairs(b, y, &chars_b);
    if (chars_a == 0 || chars_b == 0)
        return chars_a == chars_b ? 1 : 0;
    while (i < n && k < m) {
        common += x[i] == y[k];
        bool both = x[i] == y[k], first = x[i] < y[k];
        i += both || first;
        k += both || !first;
    }
    return 2.0 * (double)common / (double)(n + m);
}

struct similar similar_of(struct arena *a, struct str s)
{
    uint64_t x[SIMILAR_CHARS_MAX];
    struct similar out = {0};
    out.count = pairs(s, x, &out.chars);
    uint64_t *list = arena_alloc(a, (out.count + 1) * sizeof *list);
    memcpy(list, x, out.count * sizeof *list);
    out.pairs = list;
    return out;
}

bool similar_reaches(const struct similar *a, const struct similar *b, int64_t percent)
{
    size_t i = 0, k = 0, alone = 0, all = a->count + b->count;
    if (!a->chars || !b->chars)
        return percent <= (a->chars == b->chars ? 100 : 0);
    size_t most = percent < 100 ? all * (size_t)(100 - percent) / 100 : 0; /* pairs that may be in one text only */
    while (i < a->count && k < b->count && alone <= most) {
        bool both = a->pairs[i] == b->pairs[k], first = a->pairs[i] < b->pairs[k];
        i += both || first;
        k += both || !first;
        alone += !both;
    }
    return alone + (a->count - i) + (b->count - k) <= most;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

size_t text_distance(struct str a, struct str b)
{
    uint32_t x[DISTANCE_CHARS_MAX], y[DISTANCE_CHARS_MAX];
    size_t row[DISTANCE_CHARS_MAX + 1];
    size_t n = letters(a, x, DISTANCE_CHARS_MAX), m = letters(b, y, DISTANCE_CHARS_MAX);
    for (size_t k = 0; k <= m; k++)
        row[k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t above = row[k];
            row[k] = least(row[k] + 1, row[k - 1] + 1, corner + (x[i - 1] != y[k - 1]));
            corner = above;
        }
    }
    return row[m];
}

bool text_suspect_same(struct str a, struct str b)
{
    a = str_trim(a);
    b = str_trim(b);
    if (str_eq(a, b) || utf8_length(a) < 3 || utf8_length(b) < 3)
        return false;
    return str_ends(a, b) || str_ends(b, a) || text_distance(a, b) <= 1 || text_similarity(a, b) >= 0.75;
}
