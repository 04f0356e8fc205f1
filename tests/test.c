/* test.c: runs each test of TEST_LIST in a child of its own, so that one that dies does not take the
 * others along. argv[1] filters by part of the name. Ends with "N passed, N failed, N skipped". */
#include "tests/test.h"

#include <ftw.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_SKIPPED = 77 };

#define X(name) void test_##name(void);
#include TEST_LIST
#undef X
static const struct {
    const char *name;
    void (*run)(void);
} tests[] = {
#define X(name) {#name, test_##name},
#include TEST_LIST
#undef X
    {NULL, NULL},
};

static char folder[128];

static int remove_one(const char *path, const struct stat *s, int flag, struct FTW *f)
{
    (void)s, (void)flag, (void)f;
    return remove(path);
}

const char *test_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    if (!folder[0]) {
        snprintf(folder, sizeof folder, "%s/huiyin-test-XXXXXX", tmp ? tmp : "/tmp");
        CHECK(mkdtemp(folder));
    }
    return folder;
}

void test_skip(const char *why)
{
    fprintf(stderr, "SKIPPED: %s\n", why);
    exit(EXIT_SKIPPED);
}

void test_check_str(const char *file, int line, const char *func, struct str got, struct str want)
{
    if (str_eq(got, want))
        return;
    fprintf(stderr, "%s:%d: %s: got\n  %.*s\nwant\n  %.*s\n", file, line, func, STR_ARG(got), STR_ARG(want));
    exit(1);
}

static int run(size_t i)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        tests[i].run();
        if (folder[0])
            nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
        exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0, skipped = 0;
    for (size_t i = 0; tests[i].name; i++) {
        if (argc > 1 && !strstr(tests[i].name, argv[1]))
            continue;
        int status = run(i);
        passed += status == 0;
        skipped += status == EXIT_SKIPPED;
        failed += status != 0 && status != EXIT_SKIPPED;
        printf("%s %s\n", status == 0 ? "ok" : status == EXIT_SKIPPED ? "skip"
                                                                      : "FAILED",
               tests[i].name);
    }
    printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
    return failed || passed + skipped == 0;
}
