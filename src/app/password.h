/* password.h: Argon2id through libsodium (interactive limits), and one-time codes live in web/. */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include "base/base.h"

enum { PASSWORD_BYTES_MAX = 512 };

/* The text to keep as the secret `password_hash`. ERR_INPUT with WHY when the password is too weak for LOGIN. */
MUST_CHECK enum err password_hash(struct arena *a, struct str login, struct str password,
                                  struct str *out, struct sentence *why);
/* Takes the same time whether HASH is empty or not. */
bool password_check(struct str hash, struct str password);

#endif
