/* core_link.c: asks the core to write, without waiting: a worker serves others meanwhile. See site.h. */
#include "web/site.h"

#include "app/remote.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { UNDER_WAY_MAX = 1024,
       READ_BYTES = 64 * 1024 };

struct core_link {
    struct site *site;
    int fd; /* -1: not connected */
    int64_t last_tag;
    struct buf out; /* not sent yet; in its own arena */
    struct arena out_arena, in_arena;
    size_t sent;
    char *in;
    size_t in_len, in_cap;
    struct under_way {
        int64_t tag; /* 0: free */
        struct arena *arena;
        const struct asking *asking;
        core_done *done;
        void *arg;
    } list[UNDER_WAY_MAX];
};

static void on_socket(void *arg, uint32_t events);

static void fail(struct under_way *u, struct sentence say)
{
    struct under_way was = *u;
    struct answer *r = arena_alloc(was.arena, sizeof *r);
    *u = (struct under_way){0};
    *r = (struct answer){.err = ERR_IO,
                         .count = was.asking->count,
                         .list = arena_alloc(was.arena, was.asking->count * sizeof *r->list)};
    r->list[0].say = say;
    was.done(was.arg, r, was.asking->list);
}

static void lost(struct core_link *l)
{
    if (l->fd >= 0) {
        http_unwatch(l->site->http, l->fd);
        close(l->fd);
    }
    l->fd = -1;
    l->in_len = l->sent = 0;
    arena_reset(&l->out_arena);
    l->out = buf_new(&l->out_arena, (size_t)1 << 30);
    for (size_t i = 0; i < UNDER_WAY_MAX; i++)
        if (l->list[i].tag)
            fail(&l->list[i], tr_both("写入服务刚刚中断，不能确定这一次是否已保存；请刷新页面核对后再提交。"));
}

static bool connected(struct core_link *l)
{
    if (l->fd >= 0)
        return true;
    l->fd = remote_connect(l->site->app.dir);
    if (l->fd < 0)
        return false;
    fcntl(l->fd, F_SETFL, O_NONBLOCK);
    http_watch(l->site->http, l->fd, EPOLLIN, on_socket, l);
    return true;
}

static void transmit(struct core_link *l)
{
    while (l->fd >= 0 && l->sent < l->out.len) {
        ssize_t n = send(l->fd, l->out.ptr + l->sent, l->out.len - l->sent, MSG_NOSIGNAL);
        if (n > 0) {
            l->sent += (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            http_watch(l->site->http, l->fd, EPOLLIN | EPOLLOUT, on_socket, l);
            return;
        } else if (n >= 0 || errno != EINTR) {
            lost(l);
            return;
        }
    }
    if (l->fd < 0)
        return;
    http_watch(l->site->http, l->fd, EPOLLIN, on_socket, l);
    l->sent = 0;
    arena_reset(&l->out_arena);
    l->out = buf_new(&l->out_arena, (size_t)1 << 30);
}

static void answered(struct core_link *l, struct str frame)
{
    int64_t tag;
    if (frame.len < sizeof tag)
        return;
    memcpy(&tag, frame.ptr, sizeof tag);
    for (size_t i = 0; i < UNDER_WAY_MAX; i++) {
        struct under_way u = l->list[i];
        if (u.tag != tag || !tag)
            continue;
        struct answer *r = arena_alloc(u.arena, sizeof *r);
        if (!wire_read_answer(u.arena, frame, u.asking->list, r) || r->count != u.asking->count) {
            lost(l);
            return;
        }
        l->list[i] = (struct under_way){0};
        u.done(u.arg, r, u.asking->list);
        return;
    }
}

static void receive(struct core_link *l)
{
    size_t at = 0;
    uint32_t len;
    if (l->in_cap < l->in_len + READ_BYTES) {
        l->in_cap = (l->in_len + READ_BYTES) * 2;
        l->in = realloc(l->in, l->in_cap);
        if (!l->in)
            abort();
    }
    ssize_t n = read(l->fd, l->in + l->in_len, READ_BYTES);
    if (n <= 0) {
        if (n == 0 || (errno != EAGAIN && errno != EINTR))
            lost(l);
        return;
    }
    l->in_len += (size_t)n;
    while (l->fd >= 0 && l->in_len - at >= sizeof len) {
        memcpy(&len, l->in + at, sizeof len);
        if (len > WIRE_FRAME_MAX || l->in_len - at - sizeof len < len)
            break;
        answered(l, (struct str){l->in + at + sizeof len, len});
        at += sizeof len + len;
    }
    if (l->fd >= 0) {
        memmove(l->in, l->in + at, l->in_len - at);
        l->in_len -= at;
    }
}

static void on_socket(void *arg, uint32_t events)
{
    struct core_link *l = arg;
    if (events & EPOLLOUT)
        transmit(l);
    if (l->fd >= 0 && events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        receive(l);
}

struct core_link *core_link_open(struct site *s)
{
    struct core_link *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->site = s;
    l->fd = -1;
    l->out = buf_new(&l->out_arena, (size_t)1 << 30);
    return l;
}

void core_link_close(struct core_link *l)
{
    if (!l)
        return;
    if (l->fd >= 0)
        close(l->fd);
    arena_reset(&l->out_arena);
    arena_reset(&l->in_arena);
    free(l->in);
    free(l);
}

void core_link_ask(struct core_link *l, struct arena *a, struct asking *q, core_done *done, void *arg)
{
    for (size_t i = 0; i < UNDER_WAY_MAX; i++) {
        struct under_way *u = &l->list[i];
        if (u->tag)
            continue;
        q->tag = ++l->last_tag;
        *u = (struct under_way){q->tag, a, q, done, arg};
        if (!connected(l)) {
            fail(u, tr_both("写入服务没有运行，没有保存；请稍后再试。"));
            return;
        }
        wire_put_asking(&l->out, q);
        transmit(l);
        return;
    }
    struct under_way none = {1, a, q, done, arg};
    fail(&none, tr_both("同时提交的人太多，没有保存；请稍后再试。"));
}
