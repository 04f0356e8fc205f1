/* encoding.h: text of unknown encoding, as people's programs save it, into UTF-8. */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "base/base.h"

enum { DECODE_BYTES_MAX = 64 << 20 };

/* BYTES as UTF-8 without byte order mark: UTF-16 by its mark, else UTF-8 when valid, else GB18030. *OUT
 * borrows BYTES or lives in A. ERR_INPUT when it is none of them or holds zero bytes, ERR_LIMIT past
 * DECODE_BYTES_MAX; *WHY then names the line. */
enum err text_decode(struct arena *a, struct str bytes, struct str *out, struct sentence *why) MUST_CHECK;

#endif
