/* sample.h: the invented county of `init --sample`, made by running commands with dates counted back from today. */
#ifndef APP_SAMPLE_H
#define APP_SAMPLE_H

#include "app/app.h"

/* Fills the new, empty APP and publishes a bulletin. LOGINS receives the sample accounts for people to read, in LANG,
 * also kept as DIR/sample-logins.txt. */
MUST_CHECK enum err sample_fill(struct app *app, struct arena *a, enum lang lang, struct buf *logins);

#endif
