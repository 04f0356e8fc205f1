/* totp.h: one-time codes, RFC 6238: SHA-1, 30 s, 6 digits, one step of drift either way. */
#ifndef WEB_TOTP_H
#define WEB_TOTP_H

#include "base/base.h"

struct str totp_secret_new(struct arena *a);                               /* base32, 160 bits */
bool totp_check(struct str secret, struct str code, int64_t now_s);        /* secret in base32 */
struct str totp_url(struct arena *a, struct str login, struct str secret); /* otpauth://… for the QR code */
/* The QR code of TEXT as the path of an SVG drawing of black squares SIDE wide; empty when it does not fit. */
struct str qr_path(struct arena *a, struct str text, int *side);

#endif
