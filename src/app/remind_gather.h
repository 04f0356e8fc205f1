/* remind_gather.h: what reminders are planned from, fetched from the tables; between remind.c and remind_gather.c. */
#ifndef APP_REMIND_GATHER_H
#define APP_REMIND_GATHER_H

#include "app/remind.h"

/* Fills about and names of OUT, whose day and calendar are there already. */
MUST_CHECK enum err remind_gather(struct db *db, struct arena *a, struct reminders *out);
/* "措施 2-1-3 清理…" of a thing; empty for kinds without words, as reports. */
MUST_CHECK enum err remind_words(struct db *db, struct arena *a, enum kind kind, int64_t id, struct sentence *out);

#endif
