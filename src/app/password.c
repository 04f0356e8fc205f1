/* password.c: see password.h. */
#include "app/password.h"

#include "domain/things.h"

#include <sodium.h>
#include <string.h>

enum err password_hash(struct arena *a, struct str login, struct str password, struct str *out, struct sentence *why)
{
    char text[crypto_pwhash_STRBYTES];
    if (password_weak(login, password) || password.len > PASSWORD_BYTES_MAX) {
        *why = refusals[REFUSED_PASSWORD_WEAK];
        return ERR_INPUT;
    }
    if (sodium_init() < 0 ||
        crypto_pwhash_str(text, password.ptr, password.len, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE)) {
        *why = sentence_f(a, "内存不足，不能处理口令。", "Not enough memory to hash the password.");
        return ERR_IO;
    }
    *out = str_copy(a, str_c(text));
    return ERR_NONE;
}

bool password_check(struct str hash, struct str password)
{
    /* Of a password nobody has: an unknown login costs what a known one does. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$8Zb1mLkXHjXK1mJkY6nDN2xkU7CqLq2m9mJqUhQbI2M";
    char text[crypto_pwhash_STRBYTES] = {0};
    struct str use = hash.len && hash.len < sizeof text ? hash : str_c(nobody);
    memcpy(text, use.ptr, use.len);
    bool ok = sodium_init() >= 0 && password.len <= PASSWORD_BYTES_MAX &&
              crypto_pwhash_str_verify(text, password.ptr, password.len) == 0;
    return ok && hash.len;
}
