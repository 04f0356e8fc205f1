/* core.c: many clients at the core's socket, each asking for the next command once the last is acknowledged: the core
 * without HTTP in front of it.
 *
 *   bench-core FOLDER CLIENTS SECONDS [acks]
 *
 * Each command registers a unit. Prints commands a second; with `acks` a line "ack COMMAND" for each that was acknowledged
 * instead, written before that client asks again. The status is 1 when the core is gone. */
#include "app/remote.h"
#include "app/wire.h"
#include "base/hash.h"
#include "base/time.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS_MAX = 60,
       KEY_MAX = 40 };

struct client {
    int fd;
    char key[KEY_MAX];
};
static const char *run; /* begins every command id */
static long asked, good, bad;
static bool acks;

static bool ask(struct client *c)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, 1 << 16);
    snprintf(c->key, sizeof c->key, "%s-%ld", run, asked++);
    struct pair pairs[] = {{STR("name"), str_f(&a, "试验单位 %s", c->key)}, {STR("short_name"), STR("试验")}};
    struct submission s = {.type = COMMAND_UNIT_CREATE, .pairs = pairs, .count = 2, .command = str_c(c->key), .drawn_at = -1};
    struct asking q = {.tag = 1, .count = 1, .list = &s};
    wire_put_asking(&b, &q);
    bool sent = !b.failed && send(c->fd, b.ptr, b.len, MSG_NOSIGNAL) == (ssize_t)b.len;
    arena_reset(&a);
    return sent;
}

static bool read_all(int fd, char *out, size_t len)
{
    for (size_t have = 0; have < len;) {
        ssize_t n = read(fd, out + have, len - have);
        if (n <= 0 && !(n < 0 && errno == EINTR))
            return false;
        have += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool hear(struct client *c)
{
    struct arena a = {0};
    struct submission s = {.type = COMMAND_UNIT_CREATE};
    struct answer answer = {.err = ERR_IO};
    uint32_t len;
    bool there = read_all(c->fd, (char *)&len, sizeof len) && len < WIRE_FRAME_MAX;
    char *frame = there ? arena_alloc(&a, len) : NULL;
    there = there && read_all(c->fd, frame, len) && wire_read_answer(&a, (struct str){frame, len}, &s, &answer);
    good += there && !answer.err;
    bad += there && answer.err;
    if (there && !answer.err && acks)
        dprintf(STDOUT_FILENO, "ack %s\n", c->key);
    if (there && answer.err && bad == 1)
        fprintf(stderr, "bench-core: %.*s\n", STR_ARG(answer.list[0].say.en));
    arena_reset(&a);
    return there && ask(c);
}

static bool press(struct client *clients, size_t count, int64_t until_us)
{
    struct pollfd fds[CLIENTS_MAX];
    for (size_t i = 0; i < count; i++)
        if (!ask(&clients[i]))
            return false;
    while (time_now_us() < until_us) {
        for (size_t i = 0; i < count; i++)
            fds[i] = (struct pollfd){.fd = clients[i].fd, .events = POLLIN};
        if (poll(fds, count, 100) < 0)
            return false;
        for (size_t i = 0; i < count; i++)
            if (fds[i].revents && !hear(&clients[i]))
                return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    static struct client clients[CLIENTS_MAX];
    struct arena a = {0};
    size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    if (argc < 4 || count < 1 || count > CLIENTS_MAX) {
        fprintf(stderr, "bench-core FOLDER CLIENTS SECONDS [acks]; at most %d clients\n", CLIENTS_MAX);
        return 2;
    }
    acks = argc > 4;
    run = id_text(&a, id_random()).ptr;
    bool there = true;
    for (size_t i = 0; i < count; i++)
        there = (clients[i].fd = remote_connect(argv[1])) >= 0 && there;
    int64_t from = time_now_us();
    there = there && press(clients, count, from + (int64_t)(atof(argv[3]) * 1e6));
    if (!acks)
        printf("%.0f %ld\n", (double)good / ((double)(time_now_us() - from) / 1e6), bad);
    arena_reset(&a);
    return there ? 0 : 1;
}
