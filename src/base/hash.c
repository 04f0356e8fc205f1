/* hash.c: see hash.h. */
#include "base/hash.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

struct hash hash_parts(const struct str *parts, size_t n)
{
    struct hash out;
    SHA256_CTX h; /* the low-level calls cost half of EVP's for short texts */
    SHA256_Init(&h);
    for (size_t i = 0; i < n; i++)
        SHA256_Update(&h, parts[i].ptr, parts[i].len);
    SHA256_Final(out.bytes, &h);
    return out;
}

struct hash hash_of(struct str s) { return hash_parts(&s, 1); }

bool hash_eq(const struct hash *a, const struct hash *b)
{
    return memcmp(a->bytes, b->bytes, HASH_BYTES) == 0;
}

struct hasher {
    SHA256_CTX ctx;
};

struct hasher *hasher_new(void)
{
    struct hasher *h = malloc(sizeof *h);
    if (!h)
        abort();
    SHA256_Init(&h->ctx);
    return h;
}
void hasher_add(struct hasher *h, struct str s) { SHA256_Update(&h->ctx, s.ptr, s.len); }
struct hash hasher_end(struct hasher *h)
{
    struct hash out;
    SHA256_Final(out.bytes, &h->ctx);
    free(h);
    return out;
}

/* ---- hex, base64 ------------------------------------------------------------------------- */

struct str hex_text(struct arena *a, struct str bytes)
{
    char *out = arena_alloc(a, bytes.len * 2 + 1);
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        out[2 * i] = "0123456789abcdef"[c >> 4];
        out[2 * i + 1] = "0123456789abcdef"[c & 15];
    }
    return (struct str){out, bytes.len * 2};
}

struct str hash_text(struct arena *a, const struct hash *h)
{
    return hex_text(a, (struct str){(const char *)h->bytes, HASH_BYTES});
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool hex_read(struct str hex, void *out, size_t len)
{
    unsigned char *p = out;
    if (hex.len != len * 2)
        return false;
    for (size_t i = 0; i < hex.len; i++)
        if (hex_digit(hex.ptr[i]) < 0)
            return false;
    for (size_t i = 0; i < len; i++)
        p[i] = (unsigned char)(hex_digit(hex.ptr[2 * i]) << 4 | hex_digit(hex.ptr[2 * i + 1]));
    return true;
}

struct str base64_text(struct arena *a, struct str bytes)
{
    char *out = arena_alloc(a, (bytes.len + 2) / 3 * 4 + 1);
    int len = EVP_EncodeBlock((unsigned char *)out, (const unsigned char *)bytes.ptr, (int)bytes.len);
    return (struct str){out, (size_t)len};
}

bool base64_read(struct arena *a, struct str text, struct str *out)
{
    if (text.len % 4 || text.len > 1 << 24)
        return false;
    size_t pad = 0;
    while (pad < 2 && pad < text.len && text.ptr[text.len - 1 - pad] == '=')
        pad++;
    for (size_t i = 0; i + pad < text.len; i++) {
        char c = text.ptr[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/'))
            return false;
    }
    unsigned char *p = arena_alloc(a, text.len / 4 * 3 + 1);
    int len = text.len ? EVP_DecodeBlock(p, (const unsigned char *)text.ptr, (int)text.len) : 0;
    if (len < 0)
        return false;
    struct str got = {(char *)p, (size_t)len - pad};
    if (!str_eq(base64_text(a, got), text)) /* one text for one value: stray low bits are refused */
        return false;
    *out = got;
    return true;
}

/* ---- ids --------------------------------------------------------------------------------- */

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void id_write(int64_t id, char out[ID_CHARS])
{
    for (size_t i = ID_CHARS; i-- > 0; id >>= 5)
        out[i] = alphabet[id & 31];
}

struct str id_text(struct arena *a, int64_t id)
{
    if (!id)
        return STR("");
    char *out = arena_alloc(a, ID_CHARS + 1);
    id_write(id, out);
    return (struct str){out, ID_CHARS};
}

bool id_read(struct str s, int64_t *id)
{
    /* clang-format off */
    static const unsigned char plus_one[256] = { /* the place in the alphabet; 0 for what is not in it */
        ['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ['a'] = 11, 12, 13, 14, 15, 16, 17, 18,
        ['j'] = 19, 20, ['m'] = 21, 22, ['p'] = 23, 24, 25, 26, 27, ['v'] = 28, 29, 30, 31, 32};
    /* clang-format on */
    int64_t n = 0;
    if (s.len != ID_CHARS)
        return false;
    for (size_t i = 0; i < ID_CHARS; i++) {
        unsigned digit = plus_one[(unsigned char)s.ptr[i]];
        if (!digit)
            return false;
        n = n << 5 | (digit - 1);
    }
    if (!n)
        return false;
    *id = n;
    return true;
}

void random_bytes(void *out, size_t len)
{
    int ok = RAND_bytes(out, (int)len);
    assert(ok == 1);
    (void)ok;
}

int64_t id_random(void)
{
    uint64_t n = 0;
    while (!n) {
        random_bytes(&n, sizeof n);
        n &= (1ULL << 50) - 1;
    }
    return (int64_t)n;
}
