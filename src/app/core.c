/* core.c: see core.h. */
#include "app/core.h"

#include "app/remote.h"
#include "app/wire.h"
#include "base/time.h"
#include "domain/things.h"
#include "view/table.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { CLIENTS_MAX = 64,
       GROUP_MAX = 256, /* askings committed together */
       READ_BYTES = 64 * 1024,
       IDLE_MS = 1000,
       GATHER_MS = 2,           /* waited at most for as many askings as came last time */
       BUFFER_KEEP = 1 << 20 }; /* a client's larger buffers are given back */

struct client {
    int fd; /* -1: free */
    char *in, *out;
    size_t in_len, in_cap, out_len, out_cap, out_at;
};
struct core {
    struct app *app;
    struct client clients[CLIENTS_MAX];
    struct arena arena; /* of the group under way */
    struct group {
        struct client *client;
        struct asking asking;
        struct answer answer;
    } group[GROUP_MAX];
    size_t count, last_count; /* of the group under way and of the one before it */
};

static volatile sig_atomic_t stopping;
static void stop(int sig) { stopping = sig; }

enum err core_listen(struct app *app, int *fd)
{
    struct sockaddr_un at;
    const char *path = app_path(app, &app->arena, "core.sock");
    int folder = remote_address(app->dir, &at);
    unlink(path); /* left by a server that was killed: we hold the database, so no other is there */
    *fd = folder < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    mode_t before = umask(0177);
    int bad = *fd < 0 || bind(*fd, (struct sockaddr *)&at, sizeof at) || listen(*fd, 64);
    umask(before);
    if (bad)
        app->say = sentence_f(&app->arena, "不能打开 %s：%s。", "Cannot open %s: %s.", path, strerror(errno));
    if (folder >= 0)
        close(folder);
    return bad ? ERR_IO : ERR_NONE;
}

/* ---- buffers --------------------------------------------------------------------------------------- */

static void grow(char **p, size_t *cap, size_t need)
{
    if (*cap >= need)
        return;
    size_t to = *cap ? *cap : READ_BYTES;
    while (to < need)
        to *= 2;
    *p = realloc(*p, to);
    if (!*p)
        abort();
    *cap = to;
}

static void leave(struct client *c)
{
    close(c->fd);
    free(c->in);
    free(c->out);
    *c = (struct client){.fd = -1};
}

static void welcome(struct core *core, int listen_fd)
{
    int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    for (size_t i = 0; fd >= 0 && i < CLIENTS_MAX; i++) {
        if (core->clients[i].fd >= 0)
            continue;
        core->clients[i].fd = fd;
        return;
    }
    if (fd >= 0)
        close(fd);
}

static void receive(struct client *c)
{
    for (;;) {
        grow(&c->in, &c->in_cap, c->in_len + READ_BYTES);
        ssize_t n = read(c->fd, c->in + c->in_len, READ_BYTES);
        if (n > 0) {
            c->in_len += (size_t)n;
            if (n == READ_BYTES && c->in_len < WIRE_FRAME_MAX)
                continue;
            return;
        }
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        leave(c);
        return;
    }
}

static void transmit(struct client *c)
{
    while (c->fd >= 0 && c->out_at < c->out_len) {
        ssize_t n = send(c->fd, c->out + c->out_at, c->out_len - c->out_at, MSG_NOSIGNAL);
        if (n > 0) {
            c->out_at += (size_t)n;
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        leave(c);
        return;
    }
    c->out_at = c->out_len = 0;
    if (c->out_cap > BUFFER_KEEP) {
        free(c->out);
        c->out = NULL;
        c->out_cap = 0;
    }
}

/* ---- one asking ---------------------------------------------------------------------------------------- */

/* Who asks: the person of the session, if it is one and still holds. */
static enum err who(struct core *core, const struct asking *q, int64_t *person, bool *over)
{
    struct session s;
    struct person p;
    struct str secret;
    struct db *db = core->app->db;
    *person = q->person;
    *over = false;
    if (!q->session)
        return ERR_NONE;
    enum err e = table_load(db, &core->arena, KIND_SESSION, q->session, &s);
    if (!e)
        e = secret_get(db, &core->arena, q->session, STR("key"), &secret);
    if (!e)
        e = table_load(db, &core->arena, KIND_PERSON, s.person, &p);
    int64_t now = time_now_us(), last = log_last_us(core->app->log);
    int64_t age = (now > last ? now : last) - s.opened_us; /* the newest entry alone may be as old as the session */
    *over = e || s.state != SESSION_ACTIVE || p.state != PERSON_ACTIVE || s.opened_us < p.since_us ||
            age >= SESSION_HOURS * 3600LL * 1000000 || !secret.len || !str_eq(secret, q->secret);
    *person = s.person;
    return e;
}

static enum err refuse_session(struct outcome *o)
{
    o->refusal = REFUSED_SESSION_OVER;
    o->say = refusals[REFUSED_SESSION_OVER];
    return ERR_REFUSED;
}

/* Errors of app_step after which the transaction may go on. */
static bool harmless(enum err e)
{
    return e == ERR_NONE || e == ERR_INPUT || e == ERR_REFUSED || e == ERR_STALE || e == ERR_MISSING;
}

static enum err step_all(struct core *core, struct group *g)
{
    struct ctx ctx = {.arena = &core->arena, .app = core->app};
    bool over;
    enum err e = who(core, &g->asking, &ctx.person, &over);
    if (e)
        return e;
    if (over)
        return refuse_session(&g->answer.list[0]);
    for (size_t i = 0; i < g->asking.count && !e; i++) {
        g->answer.failed = i;
        e = app_step(&ctx, &g->asking.list[i], &g->answer.list[i]);
    }
    return e;
}

static void reply(struct core *core, struct group *g)
{
    struct client *c = g->client;
    struct buf b = buf_new(&core->arena, WIRE_FRAME_MAX);
    if (c->fd < 0)
        return;
    wire_put_answer(&b, &g->answer);
    grow(&c->out, &c->out_cap, c->out_len + b.len);
    memcpy(c->out + c->out_len, b.ptr, b.len);
    c->out_len += b.len;
    transmit(c);
}

static void all_failed(struct core *core, enum err e, struct sentence say)
{
    for (size_t i = 0; i < core->count; i++) {
        struct group *g = &core->group[i];
        if (!harmless(g->answer.err))
            continue;
        g->answer.err = e;
        g->answer.list[0].say = say;
    }
}

/* Runs the group in one transaction. An atomic asking is a group of its own, so that refusing it undoes only it. */
static enum err run_group(struct core *core)
{
    struct app *app = core->app;
    enum err e = db_begin(app->db), last = ERR_NONE;
    for (size_t i = 0; i < core->count && !e; i++) {
        struct group *g = &core->group[i];
        last = g->answer.err = step_all(core, g);
        if (!harmless(last))
            e = last;
    }
    if (!e && core->count == 1 && core->group[0].asking.atomic && last) {
        app_rollback(app);
    } else if (e) {
        all_failed(core, e, app_not_saved(&core->arena, app, e));
        app_rollback(app);
    } else if ((e = app_commit(app))) {
        all_failed(core, e, app_commit_failed(&core->arena, app, e));
    }
    for (size_t i = 0; i < core->count; i++)
        reply(core, &core->group[i]);
    core->last_count = core->count;
    core->count = 0;
    arena_reset(&core->arena);
    return e == ERR_LIMIT || e == ERR_BUSY ? ERR_NONE : e;
}

static enum err add(struct core *core, struct client *c, struct str frame)
{
    struct asking q;
    enum err e = ERR_NONE;
    if (!wire_read_asking(&core->arena, str_copy(&core->arena, frame), &q)) {
        leave(c);
        return ERR_NONE;
    }
    if (q.atomic && core->count) { /* what came before it is committed first; answering may find the client gone */
        e = run_group(core);
        if (e || c->fd < 0 || !wire_read_asking(&core->arena, str_copy(&core->arena, frame), &q))
            return e;
    }
    struct outcome *list = arena_alloc(&core->arena, q.count * sizeof *list);
    core->group[core->count++] = (struct group){c, q, {.tag = q.tag, .count = q.count, .list = list}};
    return q.atomic || core->count == GROUP_MAX ? run_group(core) : ERR_NONE;
}

/* Takes whole frames from the client's buffer. */
static enum err take(struct core *core, struct client *c)
{
    size_t at = 0;
    uint32_t len;
    enum err e = ERR_NONE;
    while (!e && c->fd >= 0 && c->in_len - at >= sizeof len) {
        memcpy(&len, c->in + at, sizeof len);
        if (len > WIRE_FRAME_MAX) {
            leave(c);
            return ERR_NONE;
        }
        if (c->in_len - at - sizeof len < len)
            break;
        e = add(core, c, (struct str){c->in + at + sizeof len, len});
        at += sizeof len + len;
    }
    if (c->fd >= 0 && at) {
        memmove(c->in, c->in + at, c->in_len - at);
        c->in_len -= at;
        if (!c->in_len && c->in_cap > BUFFER_KEEP) {
            free(c->in);
            c->in = NULL;
            c->in_cap = 0;
        }
    }
    return e;
}

/* ---- the loop --------------------------------------------------------------------------------------------- */

static size_t wait_list(struct core *core, int listen_fd, struct pollfd *fds, struct client **of)
{
    size_t n = 0;
    fds[n++] = (struct pollfd){.fd = listen_fd, .events = POLLIN};
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        struct client *c = &core->clients[i];
        if (c->fd < 0)
            continue;
        of[n] = c;
        fds[n++] = (struct pollfd){.fd = c->fd, .events = (short)(POLLIN | (c->out_at < c->out_len ? POLLOUT : 0))};
    }
    return n;
}

static enum err take_waiting(struct core *core, int listen_fd, int timeout_ms)
{
    struct pollfd fds[CLIENTS_MAX + 1];
    struct client *of[CLIENTS_MAX + 1];
    size_t n = wait_list(core, listen_fd, fds, of);
    enum err e = ERR_NONE;
    if (poll(fds, n, timeout_ms) < 0 && errno != EINTR)
        return ERR_IO;
    if (fds[0].revents)
        welcome(core, listen_fd);
    for (size_t i = 1; i < n && !e; i++) {
        if (fds[i].revents & POLLOUT)
            transmit(of[i]);
        if (of[i]->fd >= 0 && fds[i].revents & (POLLIN | POLLHUP | POLLERR))
            receive(of[i]);
        if (of[i]->fd >= 0)
            e = take(core, of[i]);
    }
    return e;
}

/* A flush costs the same for one asking as for many. Those who were answered together ask again one shortly after the
 * other, so the first of them waits a moment for the rest; whoever asks alone does not wait. */
static enum err serve_once(struct core *core, int listen_fd)
{
    enum err e = take_waiting(core, listen_fd, IDLE_MS);
    int64_t until_us = time_now_us() + GATHER_MS * 1000;
    while (!e && core->count && core->count < core->last_count && time_now_us() < until_us)
        e = take_waiting(core, listen_fd, 1);
    if (!e && core->count)
        e = run_group(core);
    return e ? e : app_checkpoint(core->app, false);
}

enum err core_run(struct app *app, int listen_fd)
{
    struct core *core = calloc(1, sizeof *core);
    struct sigaction on_stop = {.sa_handler = stop};
    enum err e = ERR_NONE;
    if (!core)
        abort();
    core->app = app;
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        core->clients[i].fd = -1;
    sigaction(SIGTERM, &on_stop, NULL);
    sigaction(SIGINT, &on_stop, NULL);
    while (!stopping && !e)
        e = serve_once(core, listen_fd);
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        if (core->clients[i].fd >= 0)
            leave(&core->clients[i]);
    arena_reset(&core->arena);
    free(core);
    close(listen_fd);
    unlink(app_path(app, &app->arena, "core.sock"));
    return e;
}
