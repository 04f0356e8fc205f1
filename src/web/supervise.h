/* supervise.h: keeps the processes of one `serve` alive.
 *
 * The parent forks one child for each row and starts one again when it dies: at once the first time,
 * then after 1, 2, 4 … 30 seconds while it keeps dying young. SIGTERM or SIGINT to the parent stops the
 * children in the reverse order of the rows, each with its time to finish. */
#ifndef WEB_SUPERVISE_H
#define WEB_SUPERVISE_H

#include "base/base.h"

#include <sys/types.h>

enum { STOP_SECONDS = 20 /* then SIGKILL */ };

struct supervised {
    const char *name;                 /* for the lines on stderr */
    int (*run)(void *arg, int index); /* in the child; returns its exit status; 0 is not started again */
    void *arg;
    int index;
    /* kept by supervise(): */
    pid_t pid;
    int64_t started_ms, again_ms;
    int failures;
};

/* Forks ROWS, writes one line to stderr for each death, returns when told to stop, or when every child
 * has ended by itself. The exit status is 0, or 3 when a child had to be killed. READY is called in the
 * parent once all are started; may be NULL. */
int supervise(struct supervised *rows, size_t n, void (*ready)(void *arg), void *ready_arg);

#endif
