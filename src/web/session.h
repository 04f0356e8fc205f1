/* session.h: who is visiting. The cookie `huiyin` is SESSION.SECRET: the session's id and 64 hex digits; the database
 * keeps SHA-256 of the secret beside the session, so that a copy of the database opens no session. */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "web/site.h"

MUST_CHECK enum err session_find(struct visit *v);      /* fills ctx.person, person, session, secret */
struct response *session_gate(struct visit *v);         /* NULL: may go on; else sign-in, set-up or 404 */
struct response *session_expired(struct visit *v);      /* to the sign-in page, with words */

page_fn login_page, login_done, setup_page, setup_done, logout_done, password_page, totp_page, lang_page;
prepare_fn login_prepare, setup_prepare, logout_prepare, password_prepare, totp_prepare;

#endif
