/* session.h: who is visiting. The cookie `huiyin` is SESSION.SECRET: the session's id and 64 hex digits; the database
 * keeps SHA-256 of the secret beside the session, so that a copy of the database opens no session. */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "web/site.h"

MUST_CHECK enum err session_find(struct visit *v);              /* fills ctx.person, person, session, secret */
struct response *session_gate(struct visit *v);                 /* NULL: may go on; else sign-in, set-up or 404 */
MUST_CHECK enum err session_set_up(struct visit *v, bool *yes); /* whether anybody can sign in yet */
struct response *session_expired(struct visit *v);              /* to the sign-in page, with words */

/* Adds the opening of a session of PERSON to v->asking; its secret waits in v->own for session_give. */
void session_open_too(struct visit *v, int64_t person);
/* Gives the browser the session opened by the AT-th submission, as a cookie of ANSWER. */
struct response *session_give(struct visit *v, size_t at, struct response *answer);

page_fn login_page, login_done, logout_done, lang_page;
prepare_fn login_prepare, logout_prepare;

#endif
