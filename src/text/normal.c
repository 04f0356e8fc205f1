/* normal.c: see normal.h. */
#include "text/normal.h"

#include "text/chars.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { PLAIN_FORM_UNITS_MAX = 32 };

static bool is_invisible(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF || cp == 0xAD || cp == 0xFE0E || cp == 0xFE0F;
}

static bool has_plain_form(uint32_t cp)
{
    return (cp >= 0x2E80 && cp <= 0x2FDF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x2F800 && cp <= 0x2FA1F) ||
           (cp >= 0xFB00 && cp <= 0xFB06);
}

/* Full-width letters, digits and the signs numbers are written with; ，：；！？（） are Chinese punctuation. */
static bool is_wide_sign(uint32_t cp)
{
    uint32_t f = char_fold(cp);
    return f != cp && (f == ' ' || char_is_digit(f) || char_is_latin(f) || (f < 0x7F && strchr("%.+-/#&*=@<>_", (int)f)));
}

static void put_units(struct buf *b, const UChar *units, int32_t n) /* UTF-16 as ICU gives it */
{
    for (int32_t i = 0; i < n; i++) {
        uint32_t u = units[i];
        if (U16_IS_LEAD(u) && i + 1 < n)
            u = 0x10000 + ((u - 0xD800) << 10) + (units[++i] - 0xDC00u);
        utf8_put(b, u);
    }
}

static void put_plain(struct buf *b, uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    UChar units[PLAIN_FORM_UNITS_MAX];
    int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(nfkc, (UChar32)cp, units,
                                                            PLAIN_FORM_UNITS_MAX, &status)
                                  : -1;
    if (n <= 0 || U_FAILURE(status)) {
        utf8_put(b, cp);
        return;
    }
    put_units(b, units, n);
}

/* NFC matters only where marks are combined; most texts hold none and skip the detour over UTF-16. */
static struct str composed(struct arena *a, struct str s)
{
    bool marks = false;
    for (size_t at = 0; at < s.len && !marks;) {
        uint32_t cp = utf8_next(s, &at);
        marks = cp >= 0x300 && !char_is_han(cp) && u_getCombiningClass((UChar32)cp) != 0;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (!marks || U_FAILURE(status) || s.len > INT32_MAX / 4)
        return s;
    int32_t n = 0, made, room = (int32_t)s.len * 3 + 16;
    UChar *from = arena_alloc(a, (s.len + 1) * sizeof *from), *to = arena_alloc(a, (size_t)room * sizeof *to);
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = utf8_next(s, &at);
        U16_APPEND_UNSAFE(from, n, cp);
    }
    made = unorm2_normalize(nfc, from, n, to, room, &status);
    if (U_FAILURE(status))
        return s;
    struct buf b = buf_new(a, SIZE_MAX / 4);
    put_units(&b, to, made);
    return buf_view(&b);
}

static struct str respelled(struct arena *a, struct str s)
{
    static const char *const words[][2] = {{"台帐", "台账"}, {"帐目", "账目"}, {"帐户", "账户"}, {"帐本", "账本"}, {"帐号", "账号"}, {"入帐", "入账"}, {"挂帐", "挂账"}};
    if (str_find(s, STR("帐")) == SIZE_MAX)
        return s;
    struct buf b = buf_new(a, SIZE_MAX / 4);
    for (size_t i = 0; i < s.len;) {
        size_t k = 0, n = sizeof words / sizeof *words;
        while (k < n && !str_starts(str_sub(s, i, s.len), str_c(words[k][0])))
            k++;
        if (k < n)
            buf_c(&b, words[k][1]);
        else
            buf_put(&b, s.ptr + i, 1);
        i += k < n ? strlen(words[k][0]) : 1;
    }
    return buf_view(&b);
}

struct str text_normal(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, SIZE_MAX / 4);
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = utf8_next(s, &at);
        if (is_invisible(cp))
            continue;
        if (has_plain_form(cp))
            put_plain(&b, cp);
        else
            utf8_put(&b, is_wide_sign(cp) ? char_fold(cp) : cp == 0xA0 ? ' '
                                                                       : cp);
    }
    return respelled(a, composed(a, buf_view(&b)));
}

struct str text_key(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, SIZE_MAX / 4);
    s = text_normal(a, s);
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = char_fold(utf8_next(s, &at));
        if (u_ispunct((UChar32)cp) || u_isspace((UChar32)cp) || u_iscntrl((UChar32)cp))
            continue;
        utf8_put(&b, (uint32_t)u_tolower((UChar32)cp));
    }
    return buf_view(&b);
}
