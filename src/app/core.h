/* core.h: the only writer. One process, one thread: it collects what waits on its socket, runs it through app_step
 * in one transaction, commits once, and only then answers. The private key is in no other process. */
#ifndef APP_CORE_H
#define APP_CORE_H

#include "app/app.h"

/* Opens the listening socket DIR/core.sock (mode 0600). ERR_IO with app->say. */
MUST_CHECK enum err core_listen(struct app *app, int *fd);
/* Serves until SIGTERM or SIGINT (then answers what is under way and signs a last checkpoint) or until a commit
 * fails: an error means that nothing more may be acknowledged and the process must end. */
MUST_CHECK enum err core_run(struct app *app, int listen_fd);

enum { SESSION_HOURS = 12 };

#endif
