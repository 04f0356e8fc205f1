/* mail.h: letters: written as RFC 5322 and 2045 say, handed to one SMTP server (RFC 5321) by libcurl.
 *
 * A letter goes to one person, as text and as HTML. Addresses have passed mail_address_good (domain/nudge.h) and all
 * else that people wrote stands in base64, so nothing can add a header. libcurl is loaded when the first letter is
 * sent (mail_load.c): the other sub-commands start without it. */
#ifndef APP_MAIL_H
#define APP_MAIL_H

#include "app/setting.h"

struct mail_server {
    struct str url;       /* smtp://HOST[:PORT] or smtps://…; empty: no letters are sent */
    struct str from;      /* an address */
    struct str from_name; /* shown beside it; may be empty */
    struct str user, password;
    bool starttls; /* smtp:// only: refuse to go on without encryption */
};
/* What the settings mail.* say; borrowed from S. */
struct mail_server mail_server_of(const struct settings *s);

struct letter {
    struct str to, subject;
    struct str text, html; /* UTF-8 */
    struct str id;         /* letters and digits; the same letter sent again has the same Message-ID */
    int64_t at_us;         /* its Date, in China's time */
};
/* The bytes of the letter, lines ending CR LF, all ASCII. ERR_INPUT with WHY when an address is none. */
MUST_CHECK enum err mail_compose(struct arena *a, const struct mail_server *s, const struct letter *l,
                                 struct str *out, struct sentence *why);

/* One connection for many letters. */
struct mailer;
/* ERR_INPUT: no server is set; ERR_MISSING: libcurl is not installed. WHY tells what to do. Connects only when the
 * first letter goes. */
MUST_CHECK enum err mailer_open(struct arena *a, const struct mail_server *s, struct mailer **out,
                                struct sentence *why);
/* ERR_NONE: the server has taken the letter. Else WHY; ERR_BUSY: no letter can go now, because the server is not there
 * or does not let us in; any other: it refused this one, with *FINAL for good. */
MUST_CHECK enum err mailer_send(struct mailer *m, struct arena *a, const struct letter *l, bool *final,
                                struct sentence *why);
void mailer_close(struct mailer *m); /* NULL is fine */

#endif
