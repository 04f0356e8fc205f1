/* note.h: C2SP signed notes (c2sp.org/signed-note), Ed25519, signature type 0x01, and the keys' texts
 * as golang.org/x/mod/sumdb/note writes them:
 *
 *   public   NAME+ID+base64(0x01 || 32 bytes)              8 hex digits of id
 *   private  PRIVATE+KEY+NAME+ID+base64(0x01 || 32-byte seed)
 *   id       the first four bytes of SHA-256(NAME || 0x0A || 0x01 || public key), big-endian */
#ifndef LOG_NOTE_H
#define LOG_NOTE_H

#include "base/hash.h"

enum { NOTE_MAX = 64 * 1024,
       NOTE_SIGNATURES_MAX = 64,
       NOTE_NAME_MAX = 200,
       PUBLIC_BYTES = 32,
       SEED_BYTES = 32,
       SECRET_BYTES = 64 };

struct note_key {
    struct str name; /* not empty, no Unicode space, no plus sign */
    uint32_t id;
    unsigned char bytes[PUBLIC_BYTES];
};
struct note_secret {
    struct note_key key;
    unsigned char bytes[SECRET_BYTES]; /* wipe with note_secret_wipe */
};

bool note_name_valid(struct str name);
MUST_CHECK enum err note_secret_new(struct arena *a, struct str name, struct note_secret *out); /* ERR_INPUT: name */
struct str note_secret_text(struct arena *a, const struct note_secret *secret);
MUST_CHECK enum err note_secret_read(struct arena *a, struct str text, struct note_secret *out); /* ERR_INPUT */
void note_secret_wipe(struct note_secret *secret);
struct str note_key_text(struct arena *a, const struct note_key *key);
/* A final newline is allowed. Names borrow TEXT. ERR_INPUT also when the id is not the key's. */
MUST_CHECK enum err note_key_read(struct arena *a, struct str text, struct note_key *out);

/* TEXT ends with a newline, is UTF-8 and has no other control characters; else ERR_INPUT. */
MUST_CHECK enum err note_sign(struct arena *a, struct str text, const struct note_secret *secret, struct str *note);
/* The signed text, borrowing NOTE. ERR_INPUT: not a note. ERR_DENIED: no signature by one of KEYS.
 * ERR_CORRUPT: a signature by one of KEYS does not hold. Signatures by others are ignored. */
MUST_CHECK enum err note_open(struct arena *a, struct str note, const struct note_key *keys,
                              size_t n, struct str *text);

#endif
