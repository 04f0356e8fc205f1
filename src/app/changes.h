/* changes.h: reads what is new in the log and tells view/changed.h which kinds it was about. For processes that show
 * pages: called once a request, it reads only what came since the last. */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "db/db.h"

/* DB stands at POSITION of its log, within the caller's snapshot. When an entry cannot be read nothing is told, and
 * pages keep what they computed for this position only. */
void changes_read(struct db *db, int64_t position);

#endif
