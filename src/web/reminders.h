/* reminders.h: pages about reminders (app/remind.h): the plan and the register of what was sent, for the office and
 * the overseers; one's own, for everybody. */
#ifndef WEB_REMINDERS_H
#define WEB_REMINDERS_H

#include "web/pages.h"

page_fn reminders_page, reminders_done, nudge_again, notify_page;
prepare_fn reminders_prepare, notify_prepare;
/* Fills the list "nudges" with what this person was reminded of and has not marked as read. */
MUST_CHECK enum err reminders_unread(struct visit *v);

#endif
