/* supervise_test.c: processes that die are started again. */
#include "web/supervise.h"
#include "tests/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int pipe_ends[2];

static int dies_twice(void *arg, int index)
{
    (void)arg, (void)index;
    CHECK(write(pipe_ends[1], "d", 1) == 1);
    return 3;
}

static int stays(void *arg, int index)
{
    (void)arg, (void)index;
    CHECK(write(pipe_ends[1], "s", 1) == 1);
    for (;;)
        pause();
    return 0;
}

static int ends(void *arg, int index)
{
    (void)arg, (void)index;
    return 0;
}

TEST(a_process_that_dies_is_started_again_and_all_stop_together)
{
    struct supervised rows[] = {{.name = "core", .run = stays}, {.name = "web", .run = dies_twice}};
    CHECK(pipe(pipe_ends) == 0);
    pid_t parent = fork();
    CHECK(parent >= 0);
    if (parent == 0)
        exit(supervise(rows, 2, NULL, NULL));
    int stayed = 0, died = 0;
    for (char c; died < 3;) {
        CHECK(read(pipe_ends[0], &c, 1) == 1);
        stayed += c == 's';
        died += c == 'd';
    }
    CHECK(stayed == 1);
    int status;
    CHECK(kill(parent, SIGTERM) == 0 && waitpid(parent, &status, 0) == parent);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(supervising_ends_when_all_ended_by_themselves)
{
    struct supervised rows[] = {{.name = "job", .run = ends}, {.name = "job", .run = ends, .index = 1}};
    CHECK(supervise(rows, 2, NULL, NULL) == 0);
}
