/* supervise.c: see supervise.h. */
#include "web/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { YOUNG_MS = 10 * 1000,
       PAUSE_MAX_MS = 30 * 1000 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void start(struct supervised *row)
{
    pid_t parent = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            exit(3); /* the parent died before we asked to be told */
        exit(row->run(row->arg, row->index));
    }
    row->started_ms = now_ms();
    row->pid = pid > 0 ? pid : 0;
    row->again_ms = pid > 0 ? 0 : now_ms() + 1000;
}

static void plan_restart(struct supervised *row)
{
    int64_t now = now_ms();
    row->failures = now - row->started_ms < YOUNG_MS ? row->failures + 1 : 1;
    int shift = row->failures > 6 ? 6 : row->failures;
    int64_t pause = row->failures == 1 ? 1 : 500 * ((int64_t)1 << (shift - 1));
    row->again_ms = now + (pause > PAUSE_MAX_MS ? PAUSE_MAX_MS : pause);
}

static void reap(struct supervised *rows, size_t n, bool stopping)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < n; i++) {
            if (rows[i].pid != pid)
                continue;
            rows[i].pid = 0;
            if (stopping || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
                continue;
            plan_restart(&rows[i]);
            fprintf(stderr, "huiyin: %s %d ended (%s %d); starting it again\n", rows[i].name, rows[i].index,
                    WIFSIGNALED(status) ? "signal" : "status", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        }
    }
}

static int stop_all(struct supervised *rows, size_t n, const sigset_t *waited)
{
    int result = 0;
    for (size_t i = n; i-- > 0;) {
        int64_t end = now_ms() + STOP_SECONDS * 1000;
        if (rows[i].pid)
            kill(rows[i].pid, SIGTERM);
        /* the next of the same name are told at once; a lower layer only after this one is gone */
        if (i > 0 && strcmp(rows[i - 1].name, rows[i].name) == 0)
            continue;
        for (size_t k = i; k < n; k++) {
            while (rows[k].pid && now_ms() < end) {
                sigtimedwait(waited, NULL, &(struct timespec){.tv_nsec = 50 * 1000 * 1000});
                reap(rows, n, true);
            }
            if (!rows[k].pid)
                continue;
            fprintf(stderr, "huiyin: %s %d did not stop in %d seconds and was killed\n", rows[k].name, rows[k].index, STOP_SECONDS);
            kill(rows[k].pid, SIGKILL);
            waitpid(rows[k].pid, NULL, 0);
            rows[k].pid = 0;
            result = 3;
        }
    }
    return result;
}

static bool any_left(const struct supervised *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].pid || rows[i].again_ms)
            return true;
    return false;
}

int supervise(struct supervised *rows, size_t n, void (*ready)(void *), void *ready_arg)
{
    sigset_t waited, before;
    sigemptyset(&waited);
    sigaddset(&waited, SIGTERM);
    sigaddset(&waited, SIGINT);
    sigaddset(&waited, SIGCHLD);
    sigprocmask(SIG_BLOCK, &waited, &before);
    for (size_t i = 0; i < n; i++)
        start(&rows[i]);
    if (ready)
        ready(ready_arg);
    while (any_left(rows, n)) {
        struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
        int got = sigtimedwait(&waited, NULL, &pause);
        if (got == SIGTERM || got == SIGINT)
            break;
        reap(rows, n, false);
        for (size_t i = 0; i < n; i++)
            if (!rows[i].pid && rows[i].again_ms && now_ms() >= rows[i].again_ms)
                start(&rows[i]);
    }
    int result = stop_all(rows, n, &waited);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return result;
}
