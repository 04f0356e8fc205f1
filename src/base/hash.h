/* hash.h: SHA-256 (OpenSSL's), hex and base64 (RFC 4648 §4, padded). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/base.h"

enum { HASH_BYTES = 32,
       HASH_HEX = 64 };
struct hash {
    unsigned char bytes[HASH_BYTES];
};

/* The hash of the parts, one after the other; no lengths are mixed in. */
struct hash hash_parts(const struct str *parts, size_t n);
struct hash hash_of(struct str s);
bool hash_eq(const struct hash *a, const struct hash *b);

struct hasher; /* for what does not fit in memory */
struct hasher *hasher_new(void);
void hasher_add(struct hasher *h, struct str s);
struct hash hasher_end(struct hasher *h); /* frees H */

struct str hex_text(struct arena *a, struct str bytes); /* lower case */
struct str hash_text(struct arena *a, const struct hash *h);
bool hex_read(struct str hex, void *out, size_t len); /* exactly LEN bytes, lower or upper case */
struct str base64_text(struct arena *a, struct str bytes);
bool base64_read(struct arena *a, struct str text, struct str *out); /* padded, nothing else */

/* Subject ids: random, 1 .. 2^50-1, written as ten letters of Crockford's base 32, lower case. */
enum { ID_CHARS = 10,
       SUBJECT_BITS = 50 };
struct str id_text(struct arena *a, int64_t id); /* empty for 0 */
void id_write(int64_t id, char out[ID_CHARS]);
bool id_read(struct str s, int64_t *id);
int64_t id_random(void);
void random_bytes(void *out, size_t len);

#endif
