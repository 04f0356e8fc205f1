/* http.c: see http.h. One exchange is one request with its arena: made when libmicrohttpd has read the
 * request line, gone when the answer is sent or the connection is lost. */
#include "web/http_private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WATCHES_MAX = 32,
       CONNECTION_MEMORY = 64 * 1024 };

enum step { STEP_HEAD,    /* the request line is read */
            STEP_BODY,    /* the body is coming in */
            STEP_WAITING, /* the handler said NULL */
            STEP_ANSWERED };

struct exchange {
    struct request request; /* first: http_resume casts back */
    struct arena arena;
    struct http *http;
    struct MHD_Connection *connection;
    struct target_place place;
    struct body *body;
    struct response *answer;
    enum step step;
    bool suspended;
    struct exchange *next, *prev; /* among the waiting */
};

struct watch {
    int fd;
    void (*fn)(void *arg, uint32_t events);
    void *arg;
};

struct http {
    struct arena arena; /* owns this struct */
    struct http_config config;
    struct MHD_Daemon *daemon;
    int epoll, signals;
    bool stopping;
    unsigned live; /* exchanges not yet done */
    struct exchange *waiting;
    struct watch watches[WATCHES_MAX];
};

/* ---- answering ----------------------------------------------------------------------------- */

static const char policy[] = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                             "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

static bool has_header(const struct response *r, const char *name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (str_is(r->headers[i].key, name))
            return true;
    return false;
}

static void add_default(struct MHD_Response *m, const struct response *r, const char *name, const char *value)
{
    if (!has_header(r, name))
        MHD_add_response_header(m, name, value);
}

static void add_headers(struct exchange *e, struct MHD_Response *m, const struct response *r)
{
    for (size_t i = 0; i < r->header_count; i++)
        MHD_add_response_header(m, r->headers[i].key.ptr, r->headers[i].value.ptr);
    add_default(m, r, "Content-Security-Policy", policy);
    add_default(m, r, "Cache-Control", r->etag.len ? "private, no-cache" : "no-store");
    MHD_add_response_header(m, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(m, "Referrer-Policy", "same-origin");
    MHD_add_response_header(m, "Cross-Origin-Opener-Policy", "same-origin");
    if (e->http->config.hsts)
        MHD_add_response_header(m, "Strict-Transport-Security", "max-age=31536000");
    if (r->etag.len)
        MHD_add_response_header(m, "ETag", str_f(&e->arena, "\"%.*s\"", STR_ARG(r->etag)).ptr);
}

static bool etag_matches(struct exchange *e, const struct response *r)
{
    struct str sent = request_header(&e->request, "if-none-match");
    if (!r->etag.len || r->status != 200 || !sent.len)
        return false;
    return str_is(sent, "*") || str_find(sent, str_f(&e->arena, "\"%.*s\"", STR_ARG(r->etag))) != SIZE_MAX;
}

static struct MHD_Response *from_file(struct exchange *e, struct response *r)
{
    struct stat st;
    int fd = open(r->file.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        struct MHD_Response *m = MHD_create_response_from_fd64((uint64_t)st.st_size, fd);
        if (m)
            return m;
    }
    if (fd >= 0)
        close(fd);
    const struct http_config *c = &e->http->config;
    struct sentence why = {STR("这个文件在服务器上找不到了。"), STR("This file can no longer be found on the server.")};
    *r = *c->fail(c->arg, &e->request, 500, why);
    return NULL;
}

static enum MHD_Result answer(struct exchange *e, struct response *r)
{
    struct MHD_Response *m = NULL;
    bool same = etag_matches(e, r);
    int status = same ? 304 : r->status;
    if (r->file.len && !same)
        m = from_file(e, r);
    if (!m) {
        status = same ? 304 : r->status;
        m = MHD_create_response_from_buffer(same ? 0 : r->body.len, (void *)(uintptr_t)(r->body.len ? r->body.ptr : ""),
                                            MHD_RESPMEM_PERSISTENT);
    }
    if (!m)
        return MHD_NO;
    add_headers(e, m, r);
    enum MHD_Result queued = MHD_queue_response(e->connection, (unsigned)status, m);
    MHD_destroy_response(m);
    e->step = STEP_ANSWERED;
    return queued;
}

static enum MHD_Result answer_refusal(struct exchange *e, struct refusal no)
{
    const struct http_config *c = &e->http->config;
    struct response *r = c->fail(c->arg, &e->request, no.status, no.why);
    if (no.status == 405)
        response_header(&e->request, r, "Allow", STR("GET, HEAD, POST"));
    return answer(e, r);
}

/* ---- waiting ------------------------------------------------------------------------------- */

static void wait_begin(struct exchange *e)
{
    struct http *h = e->http;
    e->step = STEP_WAITING;
    e->suspended = true;
    e->prev = NULL;
    e->next = h->waiting;
    if (h->waiting)
        h->waiting->prev = e;
    h->waiting = e;
    MHD_suspend_connection(e->connection);
}

static void wait_end(struct exchange *e)
{
    if (e->prev)
        e->prev->next = e->next;
    else
        e->http->waiting = e->next;
    if (e->next)
        e->next->prev = e->prev;
    e->suspended = false;
    MHD_resume_connection(e->connection);
}

void http_resume(struct request *r, struct response *response)
{
    struct exchange *e = (struct exchange *)r;
    assert(!e->answer && response);
    e->answer = response;
    if (e->suspended)
        wait_end(e);
}

/* ---- libmicrohttpd's callbacks ------------------------------------------------------------- */

static void *on_target(void *arg, const char *target, struct MHD_Connection *c)
{
    struct http *h = arg;
    struct arena arena = {0};
    struct exchange *e = arena_alloc(&arena, sizeof *e);
    *e = (struct exchange){.arena = arena, .http = h, .connection = c, .place = {target, str_c(target).len}};
    e->request.arena = &e->arena;
    e->request.target = str_copy(&e->arena, str_c(target));
    h->live++;
    return e;
}

static void on_done(void *arg, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode code)
{
    (void)c, (void)code;
    struct http *h = arg;
    struct exchange *e = *state;
    if (!e)
        return;
    struct arena arena = e->arena; /* E itself lives in it */
    *state = NULL;
    h->live--;
    arena_reset(&arena);
}

static enum MHD_Result on_head(struct exchange *e, const char *method, const char *version)
{
    const struct http_config *c = &e->http->config;
    struct request *r = &e->request;
    struct refusal no = guard_request(e->connection, r, e->place, method, version, c->any_origin);
    if (!no.status)
        no = body_open(e->connection, r, c->body(c->arg, r), c->upload_folder, &e->body);
    if (no.status)
        return answer_refusal(e, no);
    e->step = STEP_BODY;
    return MHD_YES;
}

static enum MHD_Result on_whole(struct exchange *e)
{
    const struct http_config *c = &e->http->config;
    struct refusal no = e->body ? body_end(e->body) : (struct refusal){0};
    if (no.status)
        return answer_refusal(e, no);
    struct response *r = c->handle(c->arg, &e->request);
    if (!r)
        r = e->answer; /* resumed before the handler returned */
    if (r)
        return answer(e, r);
    wait_begin(e);
    return MHD_YES;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **state)
{
    (void)arg, (void)c, (void)url;
    struct exchange *e = *state;
    switch (e->step) {
    case STEP_HEAD:
        return on_head(e, method, version);
    case STEP_BODY:
        if (!*size)
            return on_whole(e);
        if (e->body)
            body_add(e->body, (struct str){data, *size});
        *size = 0;
        return MHD_YES;
    case STEP_WAITING:
        return e->answer ? answer(e, e->answer) : MHD_YES;
    case STEP_ANSWERED:
        *size = 0;
        return MHD_YES;
    }
    return MHD_NO;
}

/* ---- the loop ------------------------------------------------------------------------------ */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void watch_fd(int epoll, int fd, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) != 0 && errno == EEXIST)
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &e);
}

void http_watch(struct http *h, int fd, uint32_t events, void (*fn)(void *, uint32_t), void *arg)
{
    struct watch *empty = NULL;
    for (size_t i = 0; i < WATCHES_MAX; i++) {
        struct watch *w = &h->watches[i];
        if (w->fn && w->fd == fd) {
            empty = w;
            break;
        }
        if (!w->fn && !empty)
            empty = w;
    }
    assert(empty);
    *empty = (struct watch){fd, fn, arg};
    watch_fd(h->epoll, fd, events);
}

void http_unwatch(struct http *h, int fd)
{
    for (size_t i = 0; i < WATCHES_MAX; i++)
        if (h->watches[i].fn && h->watches[i].fd == fd)
            h->watches[i] = (struct watch){.fd = -1};
    epoll_ctl(h->epoll, EPOLL_CTL_DEL, fd, NULL);
}

void http_stop(struct http *h) { h->stopping = true; }

static enum err daemon_open(struct http *h)
{
    const struct http_config *c = &h->config;
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO;
    h->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, h,
        MHD_OPTION_LISTEN_SOCKET, c->listen_fd,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_done, h,
        MHD_OPTION_CONNECTION_LIMIT, c->connections_max ? c->connections_max : 500u,
        MHD_OPTION_CONNECTION_TIMEOUT, c->idle_seconds ? c->idle_seconds : 30u,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, c->per_address_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!h->daemon)
        return ERR_IO;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    watch_fd(h->epoll, info->epoll_fd, EPOLLIN);
    return ERR_NONE;
}

enum err http_open(const struct http_config *config, struct http **out)
{
    struct arena arena = {0};
    struct http *h = arena_alloc(&arena, sizeof *h);
    sigset_t stop;
    *h = (struct http){.arena = arena, .config = *config};
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    h->epoll = epoll_create1(EPOLL_CLOEXEC);
    h->signals = signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
    if (h->epoll >= 0 && h->signals >= 0 && !daemon_open(h)) {
        watch_fd(h->epoll, h->signals, EPOLLIN);
        *out = h;
        return ERR_NONE;
    }
    http_close(h);
    return ERR_IO;
}

static void dispatch(struct http *h, const struct epoll_event *e)
{
    struct signalfd_siginfo info;
    if (e->data.fd == h->signals) {
        h->stopping = read(h->signals, &info, sizeof info) > 0 || h->stopping;
        return;
    }
    for (size_t i = 0; i < WATCHES_MAX; i++) {
        const struct watch w = h->watches[i];
        if (w.fn && w.fd == e->data.fd)
            w.fn(w.arg, e->events);
    }
}

static int wait_ms(const struct http *h, int at_most)
{
    MHD_UNSIGNED_LONG_LONG ms;
    if (MHD_get_timeout(h->daemon, &ms) == MHD_YES && ms < (unsigned)at_most)
        return (int)ms;
    return at_most;
}

static void turn(struct http *h, int at_most)
{
    struct epoll_event events[WATCHES_MAX];
    int n = epoll_wait(h->epoll, events, WATCHES_MAX, wait_ms(h, at_most));
    for (int i = 0; i < n; i++)
        dispatch(h, &events[i]);
    MHD_run(h->daemon);
}

/* libmicrohttpd aborts when it is stopped while a connection is suspended, so none may be left. */
static void drain(struct http *h)
{
    const struct http_config *c = &h->config;
    int64_t end = now_ms() + DRAIN_SECONDS * 1000;
    MHD_quiesce_daemon(h->daemon);
    while (h->live && now_ms() < end)
        turn(h, 50);
    struct sentence why = {STR("服务正在停止，请稍后再试。操作可能已经生效，请先查看记录。"),
                           STR("The service is stopping; please try again later. What you did may have taken effect: look at the record first.")};
    while (h->waiting)
        http_resume(&h->waiting->request, c->fail(c->arg, &h->waiting->request, 503, why));
    for (int i = 0; h->live && i < 20; i++)
        turn(h, 50);
}

enum err http_run(struct http *h)
{
    while (!h->stopping)
        turn(h, 1000);
    drain(h);
    return ERR_NONE;
}

void http_close(struct http *h)
{
    struct arena arena = h->arena;
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    if (h->epoll >= 0)
        close(h->epoll);
    if (h->signals >= 0)
        close(h->signals);
    arena_reset(&arena);
}
