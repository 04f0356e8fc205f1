/* replay_verify.h: the verifier's last check (log/verify.h), made with app_replay: every event was allowed when it
 * happened, and the tables are what the events make. Only reads. */
#ifndef APP_REPLAY_VERIFY_H
#define APP_REPLAY_VERIFY_H

#include "log/verify.h"

verify_replay replay_verify; /* what verify_replay_fn is set to */
verify_file replay_file;     /* what verify_file_fn is set to */

#endif
