/* core_test.c: the writing process, asked over its socket by clients of every kind. */
#include "tests/app/app_help.h"

#include "app/core.h"
#include "app/remote.h"
#include "app/wire.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY "1111111111111111111111111111111111111111111111111111111111111111"
#define HOUR_US 3600000000LL

/* Closes the desk and lets a core hold its folder. */
static pid_t core_start(struct desk *d)
{
    const char *dir = str_z(&d->arena, str_c(d->app.dir));
    app_close(&d->app);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        struct app app;
        int fd;
        enum err e = app_open(&app, dir, APP_WRITE);
        if (!e)
            e = core_listen(&app, &fd);
        if (!e)
            e = core_run(&app, fd);
        app_close(&app);
        _exit(e ? 3 : 0);
    }
    d->app.dir = dir;
    for (int fd = -1, i = 0; i < 1000; i++) {
        fd = remote_connect(dir);
        if (fd >= 0) {
            close(fd);
            return pid;
        }
        usleep(10000);
    }
    bool answers = false;
    CHECK(answers);
    return pid;
}

static void core_stop(struct desk *d, pid_t pid)
{
    int status = -1;
    CHECK(!kill(pid, SIGTERM) && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(!app_open(&d->app, d->app.dir, APP_WRITE));
}

static void put_unit(struct desk *d, struct buf *b, struct asking q, const char *name)
{
    struct pair pair = {STR("name"), str_c(name)};
    struct submission s = {.type = COMMAND_UNIT_CREATE, .pairs = &pair, .count = 1, .drawn_at = -1};
    (void)d;
    q.count = 1;
    q.list = &s;
    wire_put_asking(b, &q);
}

static struct outcome ask(struct desk *d, struct asking q, enum err *e)
{
    struct buf b = buf_new(&d->arena, 1 << 16);
    struct submission s = {.type = COMMAND_UNIT_CREATE};
    struct answer r;
    uint32_t len;
    int fd = remote_connect(d->app.dir);
    put_unit(d, &b, q, "某局");
    CHECK(fd >= 0 && send(fd, b.ptr, b.len, 0) == (ssize_t)b.len);
    CHECK(recv(fd, &len, sizeof len, MSG_WAITALL) == sizeof len);
    char *frame = arena_alloc(&d->arena, len);
    CHECK(recv(fd, frame, len, MSG_WAITALL) == (ssize_t)len && wire_read_answer(&d->arena, (struct str){frame, len}, &s, &r));
    CHECK(r.count == 1);
    close(fd);
    *e = r.err;
    return r.list[0];
}

TEST(a_client_that_went_away_between_two_askings_does_no_harm)
{
    struct desk d = desk_open("");
    struct buf b = buf_new(&d.arena, 1 << 16);
    int64_t size = log_size(d.app.log);
    pid_t core = core_start(&d);
    put_unit(&d, &b, (struct asking){.tag = 1, .person = OFFICE_A}, "甲局");
    put_unit(&d, &b, (struct asking){.tag = 2, .person = OFFICE_A, .atomic = true}, "乙局");
    CHECK(!kill(core, SIGSTOP)); /* so that it meets both, and nobody to answer */
    int fd = remote_connect(d.app.dir);
    CHECK(fd >= 0 && send(fd, b.ptr, b.len, 0) == (ssize_t)b.len);
    close(fd);
    CHECK(!kill(core, SIGCONT));
    enum err e;
    ask(&d, (struct asking){.person = OFFICE_A}, &e);
    CHECK(!e);
    core_stop(&d, core);
    CHECK(log_size(d.app.log) >= size + 2);
    desk_close(&d);
}

static int64_t session_at(struct desk *d, int64_t person, int64_t us)
{
    struct outcome out;
    struct submission s = {.type = COMMAND_SESSION_OPEN, .drawn_at = -1};
    d->now_us = us;
    CHECK(!desk_send(d, person, &s, str_z(&d->arena, str_f(&d->arena, "person=#%lld|key=" KEY, (long long)person)), &out));
    return out.subject;
}

TEST(the_core_finds_by_itself_that_a_session_is_over)
{
    struct desk d = desk_open("");
    int64_t now = time_now_us();
    int64_t left = session_at(&d, OFFICE_B, now - 3 * HOUR_US), changed = session_at(&d, EVERYTHING, now - 3 * HOUR_US);
    desk_must(&d, SYSADMIN_A, COMMAND_PERSON_LEAVE, OFFICE_B, "reason=调离");
    desk_must(&d, EVERYTHING, COMMAND_PERSON_PASSWORD, EVERYTHING, "password_hash=y");
    int64_t good = session_at(&d, OFFICE_A, now - 2 * HOUR_US), closed = session_at(&d, OFFICE_A, now - 2 * HOUR_US);
    desk_must(&d, OFFICE_A, COMMAND_SESSION_CLOSE, closed, "");
    const struct {
        int64_t session, person;
        const char *key;
        bool good;
    } rows[] = {{good, 0, KEY, true}, {good, OVERSEER_A, KEY, true}, {good, 0, "", false}, {good, 0, "11", false}, {left, 0, KEY, false}, {changed, 0, KEY, false}, {closed, 0, KEY, false}, {OFFICE_A, OFFICE_A, "", false}, {-1, OFFICE_A, KEY, false}};
    pid_t core = core_start(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum err e;
        struct outcome o = ask(&d, (struct asking){.session = rows[i].session, .secret = str_c(rows[i].key), .person = rows[i].person}, &e);
        CHECK(rows[i].good ? !e : e == ERR_REFUSED && o.refusal == REFUSED_SESSION_OVER);
    }
    core_stop(&d, core);
    desk_close(&d);
}

TEST(a_session_ends_after_its_hours_even_when_nothing_was_written_meanwhile)
{
    struct desk d = desk_open("");
    d.now_us = time_now_us() - 20 * HOUR_US;
    int64_t old = session_at(&d, OFFICE_A, d.now_us);
    pid_t core = core_start(&d);
    enum err e;
    struct outcome o = ask(&d, (struct asking){.session = old, .secret = STR(KEY)}, &e);
    CHECK(e == ERR_REFUSED && o.refusal == REFUSED_SESSION_OVER);
    core_stop(&d, core);
    desk_close(&d);
}

TEST(frames_that_are_none_cost_nobody_else_anything)
{
    struct desk d = desk_open("");
    struct buf b = buf_new(&d.arena, 1 << 16);
    pid_t core = core_start(&d);
    put_unit(&d, &b, (struct asking){.tag = 1, .person = OFFICE_A}, "甲局");
    for (size_t i = 0; i < b.len; i++) {
        int fd = remote_connect(d.app.dir);
        char *bytes = arena_alloc(&d.arena, b.len);
        memcpy(bytes, b.ptr, b.len);
        bytes[i] = (char)~bytes[i];
        CHECK(fd >= 0 && send(fd, bytes, b.len, MSG_NOSIGNAL) == (ssize_t)b.len);
        close(fd);
    }
    enum err e;
    ask(&d, (struct asking){.person = OFFICE_A}, &e);
    CHECK(!e);
    core_stop(&d, core);
    desk_close(&d);
}
