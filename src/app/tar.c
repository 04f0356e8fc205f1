/* tar.c: see tar.h.
 *
 * A header is one block: name 0..99, mode 100, uid 108, gid 116, size 124 (11 octal digits), mtime 136, checksum 148
 * (6 octal digits, NUL, space; the sum of the block's bytes with this field as spaces), type 156 '0', "ustar\0" 257,
 * "00" 263. The content follows, padded to whole blocks. Two blocks of zeros end the archive. */
#include "app/tar.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SIZE_AT = 124,
       SUM_AT = 148,
       TYPE_AT = 156,
       MAGIC_AT = 257 };
static const char zeros[TAR_BLOCK];

static unsigned checksum(const char *block)
{
    unsigned sum = 0;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : (unsigned char)block[i];
    return sum;
}

static enum err write_all(struct tar *t, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(t->fd, bytes, len);
        if (n <= 0)
            return ERR_IO;
        bytes += n;
        len -= (size_t)n;
        t->at += n;
    }
    return ERR_NONE;
}

enum err tar_add(struct tar *t, const char *name, int64_t size, int64_t at_us)
{
    char block[TAR_BLOCK + 1] = {0};
    assert(strlen(name) <= TAR_NAME_MAX && size >= 0 && size < 1LL << 33);
    snprintf(block, TAR_NAME_MAX + 1, "%s", name);
    snprintf(block + 100, 8, "%07o", 0600U);
    snprintf(block + 108, 8, "%07o", 0U);
    snprintf(block + 116, 8, "%07o", 0U);
    snprintf(block + SIZE_AT, 12, "%011llo", (unsigned long long)size);
    snprintf(block + 136, 12, "%011llo", (unsigned long long)(at_us / 1000000) & 077777777777);
    block[TYPE_AT] = '0';
    memcpy(block + MAGIC_AT, "ustar\0"
                             "00",
           8);
    snprintf(block + SUM_AT, 7, "%06o", checksum(block));
    block[SUM_AT + 7] = ' ';
    snprintf(t->name, sizeof t->name, "%s", name);
    t->size = t->left = size;
    return write_all(t, block, TAR_BLOCK);
}

enum err tar_put(struct tar *t, struct str bytes)
{
    assert((int64_t)bytes.len <= t->left);
    t->left -= (int64_t)bytes.len;
    return write_all(t, bytes.ptr, bytes.len);
}

enum err tar_close_member(struct tar *t)
{
    assert(t->left == 0);
    return write_all(t, zeros, (size_t)(-t->size & (TAR_BLOCK - 1)));
}

enum err tar_finish(struct tar *t)
{
    enum err e = write_all(t, zeros, TAR_BLOCK);
    return e ? e : write_all(t, zeros, TAR_BLOCK);
}

/* ---- reading --------------------------------------------------------------------------------------- */

static enum err read_all(struct tar *t, char *bytes, size_t len)
{
    while (len) {
        ssize_t n = read(t->fd, bytes, len);
        if (n < 0)
            return ERR_IO;
        if (n == 0)
            return ERR_CORRUPT;
        bytes += n;
        len -= (size_t)n;
        t->at += n;
    }
    return ERR_NONE;
}

static bool octal(const char *field, size_t digits, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < digits; i++) {
        if (field[i] < '0' || field[i] > '7')
            return false;
        *out = *out * 8 + (field[i] - '0');
    }
    return field[digits] == 0 || field[digits] == ' ';
}

static enum err read_header(struct tar *t, const char *block)
{
    int64_t sum;
    if (!octal(block + SUM_AT, 6, &sum) || sum != (int64_t)checksum(block) || memcmp(block + MAGIC_AT, "ustar", 5) ||
        block[TYPE_AT] != '0' || !octal(block + SIZE_AT, 11, &t->size) || block[TAR_NAME_MAX])
        return ERR_CORRUPT;
    memcpy(t->name, block, TAR_NAME_MAX);
    t->name[TAR_NAME_MAX] = 0;
    t->left = t->size;
    return ERR_NONE;
}

/* What is left of the member and its padding. */
static enum err skip(struct tar *t)
{
    char block[TAR_BLOCK];
    enum err e = ERR_NONE;
    int64_t rest = t->left + (-t->size & (TAR_BLOCK - 1));
    t->left = t->size = 0;
    while (rest && !e) {
        size_t n = rest < TAR_BLOCK ? (size_t)rest : TAR_BLOCK;
        e = read_all(t, block, n);
        rest -= (int64_t)n;
    }
    return e;
}

enum err tar_next(struct tar *t)
{
    char block[TAR_BLOCK];
    enum err e = skip(t);
    if (!e)
        e = read_all(t, block, TAR_BLOCK);
    if (e || memcmp(block, zeros, TAR_BLOCK) != 0)
        return e ? e : read_header(t, block);
    e = read_all(t, block, TAR_BLOCK);
    if (!e && memcmp(block, zeros, TAR_BLOCK) != 0)
        e = ERR_CORRUPT;
    if (!e && read(t->fd, block, 1) > 0) /* nothing may follow */
        e = ERR_CORRUPT;
    t->end = !e;
    return e;
}

enum err tar_get(struct tar *t, char *bytes, size_t cap, size_t *len)
{
    *len = (int64_t)cap < t->left ? cap : (size_t)t->left;
    t->left -= (int64_t)*len;
    return read_all(t, bytes, *len);
}
