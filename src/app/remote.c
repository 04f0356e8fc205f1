/* remote.c: see remote.h. */
#include "app/remote.h"

#include "app/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int remote_address(const char *dir, struct sockaddr_un *at)
{
    int folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
    *at = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(at->sun_path, sizeof at->sun_path, "/proc/self/fd/%d/core.sock", folder);
    return folder;
}

int remote_connect(const char *dir)
{
    struct sockaddr_un at;
    int folder = remote_address(dir, &at);
    int fd = folder < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at)) {
        close(fd);
        fd = -1;
    }
    if (folder >= 0)
        close(folder);
    return fd;
}

static bool send_all(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    return true;
}

static bool read_all(int fd, void *out, size_t len)
{
    char *p = out;
    while (len) {
        ssize_t n = read(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        len -= (size_t)n;
    }
    return true;
}

static enum err lost(struct arena *a, struct outcome *out)
{
    out->say = sentence_f(a, "与服务进程的连接断了，不能确定是否已保存；请用 huiyin show 核对后再试。", "The connection to the server broke; check with huiyin show whether it was saved, then try again.");
    return ERR_IO;
}

static enum err over_socket(struct arena *a, int fd, int64_t person, const struct submission *s,
                            size_t count, struct outcome *out, size_t *failed)
{
    struct asking q = {.tag = 1,
                       .person = person,
                       .atomic = count > 1,
                       .count = count,
                       .list = arena_alloc(a, count * sizeof *q.list)};
    struct buf b = buf_new(a, WIRE_FRAME_MAX);
    struct answer r;
    uint32_t len;
    memcpy(q.list, s, count * sizeof *s);
    wire_put_asking(&b, &q);
    if (b.failed) {
        out->say = sentence_f(a, "一次提交的内容超过 %d MB，请分成几份。", "One submission holds more than %d MB; split it.", WIRE_FRAME_MAX >> 20);
        return ERR_LIMIT;
    }
    if (!send_all(fd, buf_view(&b)) || !read_all(fd, &len, sizeof len) || len > WIRE_FRAME_MAX)
        return lost(a, out);
    char *frame = arena_alloc(a, len + 1);
    if (!read_all(fd, frame, len) || !wire_read_answer(a, (struct str){frame, len}, s, &r) || r.count != count)
        return lost(a, out);
    memcpy(out, r.list, count * sizeof *out);
    *failed = r.failed;
    return r.err;
}

static enum err in_process(struct arena *a, const char *dir, int64_t person,
                           const struct submission *s, size_t count, struct outcome *out,
                           size_t *failed)
{
    struct app app;
    enum err e = app_open(&app, dir, APP_WRITE);
    if (e)
        out->say = (struct sentence){str_copy(a, app.say.zh), str_copy(a, app.say.en)};
    struct ctx ctx = {.arena = a, .app = &app, .person = person};
    if (!e)
        e = app_submit_all(&ctx, s, count, out, failed);
    app_close(&app);
    return e;
}

enum err remote_submit_all(struct arena *a, const char *dir, int64_t person,
                           const struct submission *s, size_t count, struct outcome *out,
                           size_t *failed)
{
    *failed = 0;
    int fd = remote_connect(dir);
    if (fd < 0)
        return in_process(a, dir, person, s, count, out, failed);
    enum err e = over_socket(a, fd, person, s, count, out, failed);
    close(fd);
    return e;
}

enum err remote_submit(struct arena *a, const char *dir, int64_t person, const struct submission *s,
                       struct outcome *out)
{
    size_t failed;
    return remote_submit_all(a, dir, person, s, 1, out, &failed);
}
