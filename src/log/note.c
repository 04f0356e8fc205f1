/* note.c: see note.h. */
#include "log/note.h"

#include <sodium.h>
#include <string.h>

enum { TYPE_ED25519 = 1,
       ID_BYTES = 4 };
#define DASH "\u2014 "
#define PRIVATE "PRIVATE+KEY+"

static bool unicode_space(uint32_t c) /* property White_Space */
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool note_name_valid(struct str name)
{
    if (!name.len || name.len > NOTE_NAME_MAX || !utf8_valid(name))
        return false;
    for (size_t at = 0; at < name.len;) {
        uint32_t c = utf8_next(name, &at);
        if (c == '+' || c < ' ' || unicode_space(c))
            return false;
    }
    return true;
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t key_id(struct str name, const unsigned char *public)
{
    struct str parts[] = {name, STR("\n\x01"), {(const char *)public, PUBLIC_BYTES}};
    struct hash h = hash_parts(parts, 3);
    return big_endian(h.bytes);
}

/* ---- keys -------------------------------------------------------------------------------- */

static void from_seed(struct str name, const unsigned char *seed, struct note_secret *out)
{
    *out = (struct note_secret){.key.name = name};
    crypto_sign_seed_keypair(out->key.bytes, out->bytes, seed);
    out->key.id = key_id(name, out->key.bytes);
}

enum err note_secret_new(struct arena *a, struct str name, struct note_secret *out)
{
    unsigned char seed[SEED_BYTES];
    if (!note_name_valid(name))
        return ERR_INPUT;
    random_bytes(seed, sizeof seed);
    from_seed(str_copy(a, name), seed, out);
    sodium_memzero(seed, sizeof seed);
    return ERR_NONE;
}

void note_secret_wipe(struct note_secret *secret) { sodium_memzero(secret->bytes, sizeof secret->bytes); }

static struct str with_type(struct arena *a, const unsigned char *bytes)
{
    char *typed = arena_alloc(a, 1 + PUBLIC_BYTES);
    typed[0] = TYPE_ED25519;
    memcpy(typed + 1, bytes, PUBLIC_BYTES);
    return base64_text(a, (struct str){typed, 1 + PUBLIC_BYTES});
}

struct str note_secret_text(struct arena *a, const struct note_secret *secret)
{
    return str_f(a, PRIVATE "%.*s+%08x+%.*s", STR_ARG(secret->key.name), secret->key.id,
                 STR_ARG(with_type(a, secret->bytes))); /* libsodium's secret begins with the seed */
}

struct str note_key_text(struct arena *a, const struct note_key *key)
{
    return str_f(a, "%.*s+%08x+%.*s", STR_ARG(key->name), key->id, STR_ARG(with_type(a, key->bytes)));
}

/* NAME+ID+base64(type || 32 bytes) */
static bool read_parts(struct arena *a, struct str text, struct str *name, uint32_t *id, struct str *bytes)
{
    unsigned char raw_id[ID_BYTES];
    struct str id_text, typed;
    if (str_ends(text, STR("\n")))
        text.len--;
    /* str_cut leaves NULL behind when there is no separator; the base64 itself may hold '+'. */
    if (!text.len || !str_cut(&text, '+', name) || !text.ptr || !str_cut(&text, '+', &id_text) || !text.ptr)
        return false;
    if (!note_name_valid(*name) || !hex_read(id_text, raw_id, ID_BYTES) || !base64_read(a, text, &typed))
        return false;
    if (typed.len != 1 + PUBLIC_BYTES || typed.ptr[0] != TYPE_ED25519)
        return false;
    *id = big_endian(raw_id);
    *bytes = str_sub(typed, 1, PUBLIC_BYTES);
    return true;
}

enum err note_key_read(struct arena *a, struct str text, struct note_key *out)
{
    struct note_key key;
    struct str bytes;
    if (!read_parts(a, text, &key.name, &key.id, &bytes))
        return ERR_INPUT;
    memcpy(key.bytes, bytes.ptr, PUBLIC_BYTES);
    if (key.id != key_id(key.name, key.bytes))
        return ERR_INPUT;
    *out = key;
    return ERR_NONE;
}

enum err note_secret_read(struct arena *a, struct str text, struct note_secret *out)
{
    struct str name, seed;
    uint32_t id;
    if (!str_starts(text, STR(PRIVATE)) ||
        !read_parts(a, str_sub(text, sizeof PRIVATE - 1, text.len), &name, &id, &seed))
        return ERR_INPUT;
    from_seed(str_copy(a, name), (const unsigned char *)seed.ptr, out);
    return out->key.id == id ? ERR_NONE : ERR_INPUT;
}

/* ---- notes ------------------------------------------------------------------------------- */

static bool text_valid(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\n')
            return false;
    return str_ends(text, STR("\n")) && utf8_valid(text);
}

enum err note_sign(struct arena *a, struct str text, const struct note_secret *secret, struct str *note)
{
    unsigned char signature[ID_BYTES + crypto_sign_BYTES];
    if (!text_valid(text))
        return ERR_INPUT;
    for (int i = 0; i < ID_BYTES; i++)
        signature[i] = (unsigned char)(secret->key.id >> (24 - 8 * i));
    crypto_sign_detached(signature + ID_BYTES, NULL, (const unsigned char *)text.ptr, text.len, secret->bytes);
    struct str encoded = base64_text(a, (struct str){(const char *)signature, sizeof signature});
    *note = str_f(a, "%.*s\n" DASH "%.*s %.*s\n", STR_ARG(text), STR_ARG(secret->key.name), STR_ARG(encoded));
    return ERR_NONE;
}

/* One line "— NAME BASE64": ERR_INPUT when it is not, ERR_CORRUPT when a known key's does not hold. */
static enum err check_signature(struct arena *a, struct str line, struct str text, const struct note_key *keys,
                                size_t n, size_t *held)
{
    struct str name, bytes;
    if (!str_starts(line, STR(DASH)))
        return ERR_INPUT;
    line = str_sub(line, sizeof DASH - 1, line.len);
    if (!str_cut(&line, ' ', &name) || !line.ptr || !note_name_valid(name) || !base64_read(a, line, &bytes) ||
        bytes.len <= ID_BYTES)
        return ERR_INPUT;
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(keys[i].name, name) || keys[i].id != big_endian((const unsigned char *)bytes.ptr))
            continue;
        if (bytes.len != ID_BYTES + crypto_sign_BYTES ||
            crypto_sign_verify_detached((const unsigned char *)bytes.ptr + ID_BYTES,
                                        (const unsigned char *)text.ptr, text.len, keys[i].bytes))
            return ERR_CORRUPT;
        ++*held;
    }
    return ERR_NONE;
}

enum err note_open(struct arena *a, struct str note, const struct note_key *keys, size_t n, struct str *text)
{
    size_t split = SIZE_MAX, held = 0, lines = 0;
    if (note.len > NOTE_MAX || !text_valid(note))
        return ERR_INPUT;
    for (size_t i = note.len - 1; i-- > 0 && split == SIZE_MAX;)
        if (note.ptr[i] == '\n' && note.ptr[i + 1] == '\n')
            split = i;
    if (split == SIZE_MAX)
        return ERR_INPUT;
    struct str signed_text = str_sub(note, 0, split + 1), rest = str_sub(note, split + 2, note.len), line;
    if (!rest.len)
        return ERR_INPUT;
    rest.len--; /* the last newline */
    while (str_cut(&rest, '\n', &line)) {
        if (++lines > NOTE_SIGNATURES_MAX)
            return ERR_INPUT;
        enum err e = check_signature(a, line, signed_text, keys, n, &held);
        if (e)
            return e;
    }
    if (!held)
        return ERR_DENIED;
    *text = signed_text;
    return ERR_NONE;
}
