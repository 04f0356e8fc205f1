/* sample.h: the invented county of `init --sample`, made by running commands with dates counted back from today.
 *
 * The tables of sample/ (its README.md) become a schedule of commands, each with its hour and the person whose step
 * it is; then they go through app_step in order of time. Every rule is in force: what the rules refuse fails. */
#ifndef APP_SAMPLE_H
#define APP_SAMPLE_H

#include "app/app.h"

/* What every account of the sample signs in with; printed, documented, and for trying only. */
#define SAMPLE_PASSWORD "huiyin-sample-2026"

/* Fills the new, empty APP and publishes a bulletin. LOGINS receives the sample accounts for people to read, in LANG,
 * also kept as DIR/sample-logins.txt. On failure APP->say tells why; groups of commands before it stay. */
MUST_CHECK enum err sample_fill(struct app *app, struct arena *a, enum lang lang, struct buf *logins);
/* The same as if made at the instant NOW_US: how half months fall depends on the day. For tests. */
MUST_CHECK enum err sample_fill_at(struct app *app, struct arena *a, int64_t now_us, enum lang lang,
                                   struct buf *logins);

#endif
