/* remote.h: submitting from outside the core. When a server holds the data folder the submission goes to it over
 * DIR/core.sock; else the folder is opened here. Either way it is the same app_step. */
#ifndef APP_REMOTE_H
#define APP_REMOTE_H

#include "app/app.h"

struct sockaddr_un;
/* The address of DIR/core.sock by way of a descriptor of DIR, which is returned (-1: no such folder) and closed by the
 * caller after bind or connect: an address holds 107 bytes, a folder's path may be longer. */
int remote_address(const char *dir, struct sockaddr_un *at);
/* A connection to the core of DIR, or -1 when no server holds the folder. */
int remote_connect(const char *dir);
/* One submission as PERSON (0: the operator). */
MUST_CHECK enum err remote_submit(struct arena *a, const char *dir, int64_t person,
                                  const struct submission *s, struct outcome *out);
/* All or nothing; OUT has COUNT places, *FAILED tells which was refused. */
MUST_CHECK enum err remote_submit_all(struct arena *a, const char *dir, int64_t person,
                                      const struct submission *s, size_t count, struct outcome *out,
                                      size_t *failed);

#endif
