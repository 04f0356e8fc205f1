/* reader.c: see reader.h. The order in the child matters: descriptors first, then what libraries
 * load late (ICU's GB18030 table), then limits, then seccomp; only then is the first byte of the
 * file looked at. */
#include "paper/reader.h"
#include "text/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ && !defined WITH_ASAN
#define WITH_ASAN 1
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

enum { ANSWER_FD = READER_ANSWER_FD,
       OUT_BYTES = 64 * 1024,
       READ_BYTES = 256 * 1024 };

/* ---- the child ------------------------------------------------------------------------------ */

enum { EXIT_SETUP = 70 }; /* the confinement could not be put up; nothing was read */

static void only_pipe(int fd)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(fd, ANSWER_FD) < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ||
        (!WITH_ASAN && dup2(null, 2) < 0))
        _exit(EXIT_SETUP);
    if (close_range(ANSWER_FD + 1, ~0U, 0) != 0)
        _exit(EXIT_SETUP);
}

static void set_limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
    if (setrlimit(what, &(struct rlimit){soft, hard}) != 0)
        _exit(EXIT_SETUP);
}

static void limit_resources(void)
{
    signal(SIGXCPU, SIG_DFL);
    set_limit(RLIMIT_CPU, READER_CPU_SECONDS, READER_CPU_SECONDS + 1);
    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_NPROC, 0, 0);
    set_limit(RLIMIT_FSIZE, 0, 0);
    if (!WITH_ASAN) /* its shadow memory alone is terabytes of address space */
        set_limit(RLIMIT_AS, READER_MEMORY_BYTES, READER_MEMORY_BYTES);
}

static void give_up_system_calls(void)
{
    static const int computing[] = {
        SCMP_SYS(brk), SCMP_SYS(mremap), SCMP_SYS(munmap),
        SCMP_SYS(madvise), SCMP_SYS(exit), SCMP_SYS(exit_group),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
        SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday), SCMP_SYS(sched_yield), SCMP_SYS(getpid),
        SCMP_SYS(gettid)};
    /* Anything else fails with EPERM rather than killing: libc asks harmless things on the way. */
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int bad = c == NULL;
    for (size_t i = 0; i < sizeof computing / sizeof *computing && !bad; i++)
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, computing[i], 0);
    if (!bad) {
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                SCMP_A0(SCMP_CMP_EQ, ANSWER_FD, 0));
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO, 0));
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                                SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS),
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        bad |= seccomp_load(c);
    }
    if (bad)
        _exit(EXIT_SETUP);
    seccomp_release(c);
}

struct pipe_out {
    char bytes[OUT_BYTES];
    size_t used, sent;
};

static void flush(struct pipe_out *o)
{
    for (size_t at = 0; at < o->used;) {
        ssize_t n = write(ANSWER_FD, o->bytes + at, o->used - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1);
        at += (size_t)n;
    }
    o->used = 0;
}

static void pipe_put(void *ctx, const void *bytes, size_t len)
{
    struct pipe_out *o = ctx;
    o->sent += len;
    if (o->sent > READER_ANSWER_BYTES_MAX)
        _exit(1); /* the parent, having read as much, says that it is too much */
    for (const char *p = bytes; len;) {
        size_t n = len < OUT_BYTES - o->used ? len : OUT_BYTES - o->used;
        memcpy(o->bytes + o->used, p, n);
        o->used += n;
        p += n;
        len -= n;
        if (o->used == OUT_BYTES)
            flush(o);
    }
}

static void warm_up(struct arena *a)
{
    struct str out;
    struct sentence why;
    if (text_decode(a, STR("\xB2\xE2"), &out, &why) != ERR_NONE)
        _exit(EXIT_SETUP);
}

void reader_confine(int fd)
{
    struct arena a = {0};
    prctl(PR_SET_DUMPABLE, 0);
    only_pipe(fd);
    warm_up(&a);
    arena_reset(&a);
    limit_resources();
    give_up_system_calls();
}

static _Noreturn void child(int fd, pid_t parent, struct str bytes, enum paper_kind kind)
{
    static struct pipe_out out; /* in the child only: the parent never fills it */
    struct arena a = {.limit = READER_MEMORY_BYTES / 4 * 3};
    struct paper paper = {.kind = PAPER_UNKNOWN};
    struct sentence why = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_SETUP);
    reader_confine(fd);
    enum err e = paper_read(&a, bytes, kind, &paper, &why);
    paper_pack(&(struct wire){pipe_put, &out}, e, why, &paper);
    flush(&out);
    _exit(0);
}

/* ---- the parent ----------------------------------------------------------------------------- */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum ending { ENDED,
              STALLED,
              TOO_MUCH };

/* All the child writes until it closes the pipe. */
static enum ending listen_to(int fd, struct buf *answer)
{
    int64_t until = now_ms() + READER_WALL_SECONDS * 1000;
    char *chunk = arena_alloc(answer->arena, READ_BYTES);
    for (;;) {
        int64_t left = until - now_ms();
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return STALLED;
        ssize_t n = read(fd, chunk, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ENDED;
        buf_put(answer, chunk, (size_t)n);
        if (answer->failed)
            return TOO_MUCH;
    }
}

static enum err child_died(struct arena *a, int status, struct sentence *why)
{
    int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SETUP) {
        *why = sentence_f(a, "本机不支持隔离读取（seccomp），不能读取外来文件；请联系系统管理员。",
                          "This machine cannot confine the reader (seccomp), so strangers' files "
                          "are not read; ask the administrator.");
        return ERR_IO;
    }
    if (sig == SIGXCPU || sig == SIGKILL)
        *why = sentence_f(a, "读取文件用时过长（超过 %d 秒），已停止；请拆成几个文件再试。",
                          "Reading the file took too long (over %d seconds) and was stopped; split "
                          "the file and try again.",
                          READER_CPU_SECONDS);
    else
        *why = sentence_f(
            a,
            "读取文件时出错，文件可能已损坏或过大，内容没有导入；请用 Excel 或 Word 打开后另存再试。",
            "Reading the file failed; it may be damaged or too large, and nothing was imported; "
            "open it in Excel or Word, save it again and retry.");
    return sig == SIGXCPU || sig == SIGKILL ? ERR_LIMIT : ERR_INPUT;
}

static enum err conclude(struct arena *a, enum ending how, int status, struct str answer,
                         struct paper *out, struct sentence *why)
{
    enum err e = ERR_NONE;
    if (how == STALLED) {
        *why = sentence_f(a, "读取文件用时过长（超过 %d 秒），已停止；请拆成几个文件再试。",
                          "Reading the file took too long (over %d seconds) and was stopped; split "
                          "the file and try again.",
                          READER_WALL_SECONDS);
        return ERR_LIMIT;
    }
    if (how == TOO_MUCH) {
        *why = sentence_f(a, "文件内容超过 %d MB，请拆成几个文件。",
                          "The file holds more than %d MB of text; split it.",
                          READER_ANSWER_BYTES_MAX >> 20);
        return ERR_LIMIT;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 ||
        paper_unpack(a, answer, &e, why, out) != ERR_NONE)
        e = child_died(a, status, why);
    return e;
}

static enum err no_child(struct arena *a, struct sentence *why)
{
    *why = sentence_f(a, "无法启动读取文件的进程（%s），请稍后再试。",
                      "The process that reads files could not be started (%s); try again later.",
                      strerror(errno));
    return ERR_IO;
}

enum err paper_read_confined(struct arena *a, struct str bytes, struct str name,
                             enum paper_kind kind, struct paper *out, struct sentence *why)
{
    int ends[2], status = 0;
    struct arena scratch = {0};
    struct buf answer = buf_new(&scratch, READER_ANSWER_BYTES_MAX);
    pid_t parent = getpid();
    if (pipe2(ends, O_CLOEXEC) != 0)
        return no_child(a, why);
    pid_t pid = fork();
    if (pid < 0) {
        enum err e = no_child(a, why);
        close(ends[0]);
        close(ends[1]);
        return e;
    }
    if (pid == 0)
        child(ends[1], parent, bytes, kind ? kind : paper_kind_of(name, bytes));
    close(ends[1]);
    enum ending how = listen_to(ends[0], &answer);
    close(ends[0]);
    if (how != ENDED)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    enum err e = conclude(a, how, status, buf_view(&answer), out, why);
    arena_reset(&scratch);
    return e;
}

/* ---- a file --------------------------------------------------------------------------------- */

static enum err no_file(struct arena *a, const char *path, struct sentence *why)
{
    enum err e = errno == ENOENT ? ERR_MISSING : ERR_IO;
    *why = sentence_f(a, "打不开文件 %s：%s。", "Cannot open the file %s: %s.", path, strerror(errno));
    return e;
}

/* Read rather than mapped: a file that another program shortens meanwhile must not kill us. */
static enum err read_all(struct arena *a, int fd, struct str *out)
{
    struct buf b = buf_new(a, PAPER_FILE_BYTES_MAX);
    char *chunk = arena_alloc(a, READ_BYTES);
    for (;;) {
        ssize_t n = read(fd, chunk, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ERR_IO;
        if (n == 0)
            break;
        buf_put(&b, chunk, (size_t)n);
    }
    *out = buf_view(&b);
    return b.failed ? ERR_LIMIT : ERR_NONE;
}

enum err paper_read_file(struct arena *a, const char *path, enum paper_kind kind, struct paper *out,
                         struct sentence *why)
{
    struct stat st;
    struct arena scratch = {0};
    struct str bytes;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return no_file(a, path, why);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        *why = sentence_f(a, "%s 不是普通文件。", "%s is no plain file.", path);
        return ERR_INPUT;
    }
    enum err e = read_all(&scratch, fd, &bytes);
    if (e == ERR_IO)
        e = no_file(a, path, why);
    else if (e == ERR_LIMIT)
        *why = sentence_f(a, "文件超过 %d MB，请拆成几个文件。",
                          "The file is larger than %d MB; split it.", PAPER_FILE_BYTES_MAX >> 20);
    else
        e = paper_read_confined(a, bytes, str_c(path), kind, out, why);
    close(fd);
    arena_reset(&scratch);
    return e;
}
