/* encoding.c: see encoding.h. */
#include "text/encoding.h"

#include <string.h>
#include <unicode/ucnv.h>

/* UTF-16 as numbers, in the machine's order. */
struct units {
    const UChar *at;
    size_t n;
};

static bool from_utf16(struct arena *a, struct units u, struct str *out)
{
    struct buf b = buf_new(a, u.n * 3 + 1);
    for (size_t i = 0; i < u.n; i++) {
        uint32_t c = u.at[i];
        if (c >= 0xD800 && c < 0xE000) {
            if (c >= 0xDC00 || i + 1 == u.n || u.at[i + 1] < 0xDC00 || u.at[i + 1] >= 0xE000)
                return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (u.at[++i] - 0xDC00u);
        }
        utf8_put(&b, c);
    }
    *out = buf_view(&b);
    return true;
}

static bool decode_marked(struct arena *a, struct str bytes, bool big, struct str *out)
{
    size_t n = (bytes.len - 2) / 2;
    UChar *units = arena_alloc(a, (n + 1) * sizeof *units);
    for (size_t i = 0; i < n; i++) {
        unsigned lo = (unsigned char)bytes.ptr[2 + i * 2 + big],
                 hi = (unsigned char)bytes.ptr[3 + i * 2 - big];
        units[i] = (UChar)(hi << 8 | lo);
    }
    return bytes.len % 2 == 0 && from_utf16(a, (struct units){units, n}, out);
}

static bool decode_gb18030(struct arena *a, struct str bytes, struct str *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *c = ucnv_open("gb18030", &status);
    if (U_FAILURE(status))
        return false;
    UChar *units = arena_alloc(a, (bytes.len + 1) * sizeof *units);
    ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    int32_t n =
        ucnv_toUChars(c, units, (int32_t)bytes.len + 1, bytes.ptr, (int32_t)bytes.len, &status);
    ucnv_close(c);
    return U_SUCCESS(status) && from_utf16(a, (struct units){units, (size_t)n}, out);
}

/* The line of the first byte that is no UTF-8. */
static int bad_line(struct str s)
{
    int line = 1;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        line += s.ptr[at] == '\n';
        if (utf8_next(s, &at) == 0xFFFD && !str_starts(str_sub(s, from, 3), STR("\xEF\xBF\xBD")))
            break;
    }
    return line;
}

enum err text_decode(struct arena *a, struct str bytes, struct str *out, struct sentence *why)
{
    struct str text = bytes;
    bool ok, marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
    if (bytes.len > DECODE_BYTES_MAX) {
        *why = sentence_f(a, "文件超过 %d MB，请拆成几个文件。",
                          "The file is larger than %d MB; split it.", DECODE_BYTES_MAX >> 20);
        return ERR_LIMIT;
    }
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF")))
        ok = decode_marked(a, bytes, bytes.ptr[0] == '\xFE', &text);
    else {
        text = marked ? str_sub(bytes, 3, bytes.len) : bytes;
        ok = utf8_valid(text) || (!marked && decode_gb18030(a, bytes, &text));
    }
    if (!ok) {
        *why = sentence_f(
            a,
            "第 %d 行的文字编码认不出：既不是 UTF-8，也不是 GB18030；请用记事本或 Excel 另存为 "
            "UTF-8。",
            "The encoding of line %d is neither UTF-8 nor GB18030; save the file as UTF-8.",
            bad_line(bytes));
        return ERR_INPUT;
    }
    if (text.len && memchr(text.ptr, 0, text.len)) {
        *why = sentence_f(
            a, "这不是文本文件（含有零字节）；请检查是否选错了文件。",
            "This is not a text file (it holds zero bytes); check that it is the right one.");
        return ERR_INPUT;
    }
    *out = text;
    return ERR_NONE;
}
