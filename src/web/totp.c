/* totp.c: see totp.h. liboath does the codes, libqrencode the picture. */
#include "web/totp.h"

#include "base/hash.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <stdlib.h>

enum { SECRET_BYTES = 20,
       STEP_SECONDS = 30,
       DIGITS = 6,
       DRIFT_STEPS = 1 };

struct str totp_secret_new(struct arena *a)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned char bytes[SECRET_BYTES];
    char *out = arena_alloc(a, SECRET_BYTES * 8 / 5 + 1);
    random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < SECRET_BYTES * 8 / 5; i++) {
        size_t bit = i * 5, at = bit / 8;
        unsigned two = (unsigned)bytes[at] << 8 | (at + 1 < SECRET_BYTES ? bytes[at + 1] : 0u);
        out[i] = alphabet[two >> (11 - bit % 8) & 31];
    }
    return (struct str){out, SECRET_BYTES * 8 / 5};
}

bool totp_check(struct str secret, struct str code, int64_t now_s)
{
    struct arena a = {0};
    char *key = NULL;
    size_t len = 0;
    bool ok = code.len == DIGITS && secret.len &&
              oath_init() == OATH_OK &&
              oath_base32_decode(secret.ptr, secret.len, &key, &len) == OATH_OK &&
              oath_totp_validate(key, len, now_s, STEP_SECONDS, 0, DRIFT_STEPS, str_z(&a, code)) >= 0;
    free(key);
    arena_reset(&a);
    return ok;
}

struct str totp_url(struct arena *a, struct str login, struct str secret)
{
    return str_f(a, "otpauth://totp/Huiyin:%.*s?secret=%.*s&issuer=Huiyin", STR_ARG(login), STR_ARG(secret));
}

struct str qr_path(struct arena *a, struct str text, int *side)
{
    QRcode *q = QRcode_encodeString(str_z(a, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!q)
        return STR("");
    struct buf b = buf_new(a, 1 << 18);
    *side = q->width;
    for (int y = 0; y < q->width; y++)
        for (int x = 0; x < q->width; x++)
            if (q->data[y * q->width + x] & 1)
                buf_f(&b, "M%d %dh1v1h-1z", x, y);
    QRcode_free(q);
    return b.failed ? STR("") : buf_view(&b);
}
