/* http_private.h: what http.c, guard.c and body.c share. */
#ifndef WEB_HTTP_PRIVATE_H
#define WEB_HTTP_PRIVATE_H

#include "web/http.h"

#include <microhttpd.h>

struct refusal { /* of a request, before any handler */
    int status;  /* 0 for none */
    struct sentence why;
};

struct target_place { /* where libmicrohttpd has the request line, to see bytes it does not show */
    const char *ptr;  /* the request target in its buffer */
    size_t len;       /* as a C string */
};

/* guard.c: fills R from the request line and headers and says what is wrong with them. */
struct refusal guard_request(struct MHD_Connection *c, struct request *r, struct target_place place,
                             const char *method, const char *version, bool any_origin);

/* body.c: reads a body as it comes in. */
struct body;
struct refusal body_open(struct MHD_Connection *c, struct request *r, enum body_kind kind, const char *folder,
                         struct body **out);
void body_add(struct body *b, struct str bytes);
struct refusal body_end(struct body *b); /* fills form, files and body of the request */

/* Decodes %XX, and + as a space when PLUS; false when malformed, not UTF-8 or holding NUL. */
bool percent_decode(struct arena *a, struct str s, bool plus, struct str *out);

#endif
