/* load.c: many clients that each send a form or JSON, wait for the answer and send the next. Only libc: the harnesses of tests/
 * compile this one file.
 *
 *   load PORT CLIENTS SECONDS COOKIE PATH BODY [acks]
 *
 * The server is at 127.0.0.1. {n} in BODY becomes a text no other request of any run has. Prints answers a second and how
 * many were no success; with `acks` a line "ack N" for each success instead, written before the next request of that
 * client is sent. The status is 1 when the server is gone. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 256,
       BYTES_MAX = 256 * 1024,
       KEY_MAX = 64 };

struct client {
    int fd;
    char key[KEY_MAX]; /* of the request under way */
    char in[BYTES_MAX];
    size_t len;
};
struct load {
    struct sockaddr_in at;
    const char *cookie, *path, *body;
    char run[24]; /* begins every key of this run */
    long count, good, bad;
    bool acks;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool reach(struct load *l, struct client *c)
{
    c->len = 0;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return c->fd >= 0 && connect(c->fd, (struct sockaddr *)&l->at, sizeof l->at) == 0;
}

/* BODY with {n} replaced, again and again. */
static size_t fill_in(const struct load *l, const char *key, char *out, size_t max)
{
    size_t len = 0;
    for (const char *p = l->body; *p && len + KEY_MAX < max;) {
        if (strncmp(p, "{n}", 3) == 0) {
            len += (size_t)snprintf(out + len, max - len, "%s", key);
            p += 3;
        } else {
            out[len++] = *p++;
        }
    }
    return len;
}

static bool ask(struct load *l, struct client *c)
{
    static char body[BYTES_MAX], text[BYTES_MAX + 4096];
    snprintf(c->key, sizeof c->key, "%s-%ld", l->run, l->count++);
    size_t len = fill_in(l, c->key, body, sizeof body);
    int n = snprintf(text, sizeof text,
                     "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: huiyin=%s\r\n"
                     "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%.*s",
                     l->path, ntohs(l->at.sin_port), l->cookie,
                     body[0] == '{' ? "application/json" : "application/x-www-form-urlencoded", len, (int)len, body);
    return n > 0 && (size_t)n < sizeof text && send(c->fd, text, (size_t)n, MSG_NOSIGNAL) == n;
}

/* The length of the whole answer, once its head is here; 0 before. */
static size_t answer_length(struct client *c)
{
    size_t body = 0;
    c->in[c->len] = 0;
    char *end = strstr(c->in, "\r\n\r\n");
    for (char *p = c->in; end && p < end; p = strstr(p, "\r\n") + 2)
        if (strncasecmp(p, "Content-Length:", 15) == 0)
            body = strtoul(p + 15, NULL, 10);
    return end ? (size_t)(end - c->in) + 4 + body : 0;
}

/* Takes what has come; at the end of an answer notes it and sends the next request. */
static bool hear(struct load *l, struct client *c)
{
    ssize_t n = recv(c->fd, c->in + c->len, sizeof c->in - 1 - c->len, 0);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    c->len += (size_t)n;
    size_t whole = answer_length(c);
    if (!whole || c->len < whole)
        return c->len < sizeof c->in - 1;
    int status = atoi(c->in + strlen("HTTP/1.1 "));
    bool good = status == 200 || status == 303;
    l->good += good;
    l->bad += !good;
    if (!good && l->bad == 1)
        fprintf(stderr, "load: the first answer that is no success:\n%.600s\n", c->in);
    if (good && l->acks)
        dprintf(STDOUT_FILENO, "ack %s\n", c->key);
    c->len = 0;
    return ask(l, c);
}

static bool run(struct load *l, struct client *clients, size_t count, double seconds)
{
    struct pollfd fds[CLIENTS_MAX];
    double until = now() + seconds;
    for (size_t i = 0; i < count; i++)
        if (!reach(l, &clients[i]) || !ask(l, &clients[i]))
            return false;
    while (now() < until) {
        for (size_t i = 0; i < count; i++)
            fds[i] = (struct pollfd){.fd = clients[i].fd, .events = POLLIN};
        if (poll(fds, count, 100) < 0)
            return false;
        for (size_t i = 0; i < count; i++)
            if (fds[i].revents && !hear(l, &clients[i]))
                return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    static struct client clients[CLIENTS_MAX];
    struct load l = {0};
    if (argc < 7) {
        fprintf(stderr, "load PORT CLIENTS SECONDS COOKIE PATH BODY [acks]\n");
        return 2;
    }
    size_t count = strtoul(argv[2], NULL, 10);
    l.at = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    l.at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    l.cookie = argv[4];
    l.path = argv[5];
    l.body = argv[6];
    l.acks = argc > 7;
    snprintf(l.run, sizeof l.run, "%llx-%d", (unsigned long long)time(NULL), (int)getpid());
    double from = now();
    bool there = count && count <= CLIENTS_MAX && run(&l, clients, count, atof(argv[3]));
    if (!l.acks)
        printf("%.0f %ld\n", (double)l.good / (now() - from), l.bad);
    return there ? 0 : 1;
}
