/* powercut.c: the shim. LD_PRELOAD it with POWERCUT_DIR, an existing folder, and POWERCUT_JOURNAL, a file
 * outside of it. See powercut.h for what it writes.
 *
 * Calls are carried out as asked, but for flushes, which only go into the journal. A record is appended
 * with one writev() after its call came back, so a record lost to a kill speaks of a call nobody was told
 * about. Bytes that reach a file by other ways (stdio, mapped memory, copy_file_range) show at the next
 * flush as a size that was not expected, and then the whole content is written down. A write to standard
 * output is an acknowledgement. */
#include "tests/harness/powercut.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))
#define EXPORT __attribute__((visibility("default")))

enum { KNOWN_MAX = 65536,
       FD_MAX = 4096 };

/* What this process knows of the files it met, by inode. */
static struct known {
    uint64_t inode;
    int64_t size; /* by the calls seen; -1 when never seen */
} known[KNOWN_MAX];
static char folder[PATH_MAX];
static size_t folder_len;
static int journal = -1;
static unsigned char fd_state[FD_MAX]; /* 0 unknown, 1 inside the folder, 2 outside */

static void *real(const char *name)
{
    void *p = dlsym(RTLD_NEXT, name);
    if (!p)
        abort();
    return p;
}

__attribute__((constructor)) static void start(void)
{
    const char *dir = getenv("POWERCUT_DIR"), *path = getenv("POWERCUT_JOURNAL");
    if (!dir || !path || !realpath(dir, folder))
        return;
    folder_len = strlen(folder);
    journal = REAL(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    /* Out of the way of programs that count on low numbers. */
    int high = journal >= 0 ? fcntl(journal, F_DUPFD_CLOEXEC, 900) : -1;
    if (high >= 0) {
        REAL(close)
        (journal);
        journal = high;
    }
}

static void record(enum powercut_kind kind, uint64_t inode, uint64_t offset, const char *path,
                   const void *data, size_t data_len)
{
    size_t path_len = path ? strlen(path) : 0;
    struct powercut_record r = {POWERCUT_MAGIC, (uint32_t)kind, inode, offset, (uint32_t)path_len,
                                (uint32_t)data_len};
    struct iovec parts[3] = {{&r, sizeof r}, {(void *)(uintptr_t)path, path_len}, {(void *)(uintptr_t)data, data_len}};
    int saved = errno;
    if (journal >= 0 && REAL(writev)(journal, parts, 3) != (ssize_t)(sizeof r + path_len + data_len))
        abort();
    errno = saved;
}

/* PATH as it stands in the folder, into OUT; false when it is not in there. The last name need not exist. */
static bool inside(int dirfd, const char *path, char out[PATH_MAX])
{
    char full[PATH_MAX * 2], parent[PATH_MAX], real_parent[PATH_MAX];
    if (!folder_len || !path)
        return false;
    if (path[0] == '/' || dirfd == AT_FDCWD) {
        snprintf(full, sizeof full, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
        ssize_t n = readlink(link, base, sizeof base - 1);
        if (n < 0)
            return false;
        snprintf(full, sizeof full, "%.*s/%s", (int)n, base, path);
    }
    size_t len = strlen(full);
    while (len > 1 && full[len - 1] == '/')
        full[--len] = 0;
    char *slash = strrchr(full, '/');
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - full) : 1, slash ? full : ".");
    if (!realpath(parent[0] ? parent : "/", real_parent))
        return false;
    snprintf(full, sizeof full, "%s/%s", real_parent, slash ? slash + 1 : path);
    if (strncmp(full, folder, folder_len) || (full[folder_len] != '/' && full[folder_len]))
        return false;
    const char *rest = full + folder_len + (full[folder_len] == '/');
    snprintf(out, PATH_MAX, "%s", rest);
    return true;
}

static struct known *known_of(uint64_t inode)
{
    size_t at = (size_t)(inode * 0x9E3779B97F4A7C15u >> 48);
    for (size_t i = 0; i < KNOWN_MAX; i++, at = (at + 1) % KNOWN_MAX)
        if (known[at].inode == inode || !known[at].inode) {
            if (!known[at].inode)
                known[at] = (struct known){inode, -1};
            return &known[at];
        }
    abort();
}

/* The file of FD, or NULL when it is not in the folder. One that was opened past the shim is bound here. */
static struct known *tracked(int fd)
{
    struct stat s;
    if (!folder_len || fd < 0 || (fd < FD_MAX && fd_state[fd] == 2) || fd == journal)
        return NULL;
    if (fd < FD_MAX && !fd_state[fd]) {
        char link[64], path[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t n = readlink(link, path, sizeof path - 1);
        bool in = n > (ssize_t)folder_len && !strncmp(path, folder, folder_len) && path[folder_len] == '/';
        fd_state[fd] = in ? 1 : 2;
        if (!in)
            return NULL;
        path[n] = 0;
        if (!fstat(fd, &s) && S_ISREG(s.st_mode)) {
            record(POWERCUT_BIND, s.st_ino, 0, path + folder_len + 1, NULL, 0);
            known_of(s.st_ino)->size = -1;
        }
    }
    return !fstat(fd, &s) && S_ISREG(s.st_mode) ? known_of(s.st_ino) : NULL;
}

static int opened(int fd, int flags, const char *path, bool existed)
{
    struct stat s;
    if (fd < 0 || fstat(fd, &s))
        return fd;
    if (fd < FD_MAX)
        fd_state[fd] = 1;
    if (!S_ISREG(s.st_mode))
        return fd;
    struct known *k = known_of(s.st_ino);
    if (k->size < 0 || !existed) {
        record(POWERCUT_BIND, s.st_ino, !existed, path, NULL, 0);
        k->size = existed ? s.st_size : 0;
    }
    if (existed && (flags & O_TRUNC)) {
        record(POWERCUT_TRUNCATE, s.st_ino, 0, NULL, NULL, 0);
        k->size = 0;
    }
    return fd;
}

static int open_at(int dirfd, const char *path, int flags, mode_t mode)
{
    char rel[PATH_MAX];
    struct stat s;
    bool in = inside(dirfd, path, rel), existed = in && !fstatat(dirfd, path, &s, 0);
    int fd = REAL(openat)(dirfd, path, flags, mode);
    if (in)
        return opened(fd, flags, rel, existed);
    if (fd >= 0 && fd < FD_MAX)
        fd_state[fd] = 2;
    return fd;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list args; \
        va_start(args, flags); \
        mode = va_arg(args, mode_t); \
        va_end(args); \
    }

EXPORT int open(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}
EXPORT int open64(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}
EXPORT int openat(int dirfd, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(dirfd, path, flags, mode);
}
EXPORT int openat64(int dirfd, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(dirfd, path, flags, mode);
}
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
EXPORT int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
EXPORT int creat(const char *path, mode_t mode)
{
    return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

EXPORT int close(int fd)
{
    if (fd == journal && fd >= 0)
        return 0;
    if (fd >= 0 && fd < FD_MAX)
        fd_state[fd] = 0;
    return REAL(close)(fd);
}
EXPORT int fclose(FILE *f)
{
    int fd = fileno(f);
    if (fd >= 0 && fd < FD_MAX)
        fd_state[fd] = 0;
    return REAL(fclose)(f);
}
EXPORT int dup2(int from, int to)
{
    if (to >= 0 && to < FD_MAX)
        fd_state[to] = 0;
    return REAL(dup2)(from, to);
}

/* ---- bytes ---------------------------------------------------------------------------------- */
static void wrote(int fd, const void *bytes, ssize_t n, int64_t offset)
{
    if (n <= 0)
        return;
    if (fd == STDOUT_FILENO) {
        record(POWERCUT_ACK, 0, 0, NULL, bytes, (size_t)n);
        return;
    }
    struct known *k = tracked(fd);
    if (!k)
        return;
    if (offset < 0)
        offset = REAL(lseek)(fd, 0, SEEK_CUR) - n;
    record(POWERCUT_WRITE, k->inode, (uint64_t)offset, NULL, bytes, (size_t)n);
    k->size = offset + n > k->size ? offset + n : k->size;
}

EXPORT ssize_t write(int fd, const void *bytes, size_t len)
{
    /* The acknowledgement counts from before it is heard, whatever happens next. */
    if (fd == STDOUT_FILENO)
        wrote(fd, bytes, (ssize_t)len, 0);
    ssize_t n = REAL(write)(fd, bytes, len);
    if (fd != STDOUT_FILENO)
        wrote(fd, bytes, n, -1);
    return n;
}
EXPORT ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    ssize_t n = REAL(pwrite)(fd, bytes, len, at);
    wrote(fd, bytes, n, at);
    return n;
}
EXPORT ssize_t pwrite64(int fd, const void *bytes, size_t len, off_t at) { return pwrite(fd, bytes, len, at); }

static void wrote_parts(int fd, const struct iovec *parts, int count, ssize_t n, int64_t offset)
{
    if (n <= 0 || fd == STDOUT_FILENO || !tracked(fd))
        return;
    if (offset < 0)
        offset = REAL(lseek)(fd, 0, SEEK_CUR) - n;
    for (int i = 0; i < count && n > 0; i++) {
        ssize_t len = (ssize_t)parts[i].iov_len < n ? (ssize_t)parts[i].iov_len : n;
        wrote(fd, parts[i].iov_base, len, offset);
        offset += len;
        n -= len;
    }
}
EXPORT ssize_t writev(int fd, const struct iovec *parts, int count)
{
    ssize_t n = REAL(writev)(fd, parts, count);
    wrote_parts(fd, parts, count, n, -1);
    return n;
}
EXPORT ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    ssize_t n = REAL(pwritev)(fd, parts, count, at);
    wrote_parts(fd, parts, count, n, at);
    return n;
}
EXPORT ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at)
{
    return pwritev(fd, parts, count, at);
}

EXPORT int ftruncate(int fd, off_t size)
{
    int rc = REAL(ftruncate)(fd, size);
    struct known *k = rc ? NULL : tracked(fd);
    if (k) {
        record(POWERCUT_TRUNCATE, k->inode, (uint64_t)size, NULL, NULL, 0);
        k->size = size;
    }
    return rc;
}
EXPORT int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }
EXPORT int posix_fallocate(int fd, off_t at, off_t len)
{
    int rc = REAL(posix_fallocate)(fd, at, len);
    struct known *k = rc ? NULL : tracked(fd);
    if (k && at + len > k->size) {
        record(POWERCUT_TRUNCATE, k->inode, (uint64_t)(at + len), NULL, NULL, 0);
        k->size = at + len;
    }
    return rc;
}
EXPORT int posix_fallocate64(int fd, off_t at, off_t len) { return posix_fallocate(fd, at, len); }

static void content(int fd, uint64_t inode, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd); /* FD itself may be write-only */
    int again = REAL(open)(link, O_RDONLY | O_CLOEXEC);
    char *bytes = malloc(size + 1);
    ssize_t n = again >= 0 && bytes ? pread(again, bytes, size, 0) : -1;
    if (n < 0)
        abort();
    record(POWERCUT_CONTENT, inode, 0, NULL, bytes, (size_t)n);
    free(bytes);
    REAL(close)
    (again);
}

static int synced(int fd)
{
    struct stat s;
    char link[64], path[PATH_MAX], rel[PATH_MAX];
    if (!folder_len || fstat(fd, &s))
        return 0;
    if (S_ISDIR(s.st_mode)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t n = readlink(link, path, sizeof path - 1);
        path[n > 0 ? n : 0] = 0;
        if (n > 0 && inside(AT_FDCWD, path, rel))
            record(POWERCUT_SYNC_FOLDER, s.st_ino, 0, rel, NULL, 0);
        return 0;
    }
    struct known *k = tracked(fd);
    if (!k)
        return 0;
    if (k->size != s.st_size) {
        content(fd, k->inode, (size_t)s.st_size);
        k->size = s.st_size;
    }
    record(POWERCUT_SYNC, k->inode, 0, NULL, NULL, 0);
    return 0;
}
EXPORT int fsync(int fd) { return fcntl(fd, F_GETFD) < 0 ? -1 : synced(fd); }
EXPORT int fdatasync(int fd) { return fsync(fd); }

/* ---- names ---------------------------------------------------------------------------------- */
static int renamed(int rc, int from_fd, const char *from, int to_fd, const char *to)
{
    char a[PATH_MAX], b[PATH_MAX];
    bool from_in = inside(from_fd, from, a), to_in = inside(to_fd, to, b);
    struct stat s;
    if (rc)
        return rc;
    if (from_in && to_in) {
        record(POWERCUT_RENAME, 0, 0, a, b, strlen(b));
    } else if (to_in && !fstatat(to_fd, to, &s, 0)) {
        record(POWERCUT_BIND, s.st_ino, 1, b, NULL, 0); /* its content is written down at a flush, or lost */
    } else if (from_in) {
        record(POWERCUT_UNLINK, 0, 0, a, NULL, 0);
    }
    return rc;
}
EXPORT int rename(const char *from, const char *to)
{
    return renamed(REAL(rename)(from, to), AT_FDCWD, from, AT_FDCWD, to);
}
EXPORT int renameat(int from_fd, const char *from, int to_fd, const char *to)
{
    return renamed(REAL(renameat)(from_fd, from, to_fd, to), from_fd, from, to_fd, to);
}
EXPORT int renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
    return renamed(REAL(renameat2)(from_fd, from, to_fd, to, flags), from_fd, from, to_fd, to);
}

static int named(int rc, enum powercut_kind kind, int dirfd, const char *path)
{
    char rel[PATH_MAX];
    if (!rc && inside(dirfd, path, rel))
        record(kind, 0, 0, rel, NULL, 0);
    return rc;
}
EXPORT int unlink(const char *path) { return named(REAL(unlink)(path), POWERCUT_UNLINK, AT_FDCWD, path); }
EXPORT int unlinkat(int dirfd, const char *path, int flags)
{
    return named(REAL(unlinkat)(dirfd, path, flags), flags & AT_REMOVEDIR ? POWERCUT_RMDIR : POWERCUT_UNLINK,
                 dirfd, path);
}
EXPORT int remove(const char *path)
{
    struct stat s;
    bool is_folder = !lstat(path, &s) && S_ISDIR(s.st_mode);
    return is_folder ? rmdir(path) : unlink(path);
}
EXPORT int rmdir(const char *path) { return named(REAL(rmdir)(path), POWERCUT_RMDIR, AT_FDCWD, path); }
EXPORT int mkdir(const char *path, mode_t mode)
{
    return named(REAL(mkdir)(path, mode), POWERCUT_MKDIR, AT_FDCWD, path);
}
EXPORT int mkdirat(int dirfd, const char *path, mode_t mode)
{
    return named(REAL(mkdirat)(dirfd, path, mode), POWERCUT_MKDIR, dirfd, path);
}
EXPORT int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags)
{
    char a[PATH_MAX], b[PATH_MAX];
    int rc = REAL(linkat)(from_fd, from, to_fd, to, flags);
    if (!rc && inside(from_fd, from, a) && inside(to_fd, to, b))
        record(POWERCUT_LINK, 0, 0, a, b, strlen(b));
    return rc;
}
EXPORT int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
