/* file.c: see file.h. */
#include "log/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err read_all(struct arena *a, int fd, size_t max, struct str *out)
{
    struct stat st;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode))
        return ERR_IO;
    if ((uint64_t)st.st_size > max)
        return ERR_LIMIT;
    char *bytes = arena_alloc(a, (size_t)st.st_size + 1);
    size_t len = 0;
    while (len < (size_t)st.st_size) {
        ssize_t n = read(fd, bytes + len, (size_t)st.st_size - len);
        if (n < 0)
            return ERR_IO;
        if (n == 0)
            break;
        len += (size_t)n;
    }
    *out = (struct str){bytes, len};
    return ERR_NONE;
}

enum err file_read(struct arena *a, const char *path, size_t max, struct str *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
    enum err e = read_all(a, fd, max, out);
    close(fd);
    return e;
}

static enum err write_all(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0)
            return ERR_IO;
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    return ERR_NONE;
}

static enum err sync_folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? str_z(a, (struct str){path, (size_t)(slash - path)}) : ".";
    int fd = open(*folder ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return ERR_IO;
    enum err e = fsync(fd) ? ERR_IO : ERR_NONE;
    close(fd);
    return e;
}

enum err file_replace(const char *path, struct str bytes, unsigned mode)
{
    struct arena a = {0};
    const char *temporary = str_f(&a, "%s.new", path).ptr;
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    enum err e = fd < 0 ? ERR_IO : write_all(fd, bytes);
    if (!e && (fchmod(fd, mode) || fsync(fd)))
        e = ERR_IO;
    if (fd >= 0 && close(fd) && !e)
        e = ERR_IO;
    if (!e && rename(temporary, path))
        e = ERR_IO;
    if (!e)
        e = sync_folder_of(&a, path);
    arena_reset(&a);
    return e;
}

static void make_folders(char *path)
{
    for (char *c = path + 1; *c; c++) {
        if (*c != '/')
            continue;
        *c = '\0';
        (void)!mkdir(path, 0777); /* whether it helped, the open below finds out */
        *c = '/';
    }
}

enum err file_add(const char *path, struct str bytes, unsigned mode)
{
    struct arena a = {0};
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(path, flags, mode);
    if (fd < 0 && errno == ENOENT) {
        make_folders((char *)str_copy(&a, str_c(path)).ptr);
        fd = open(path, flags, mode);
    }
    enum err e = fd >= 0 ? write_all(fd, bytes) : errno == EEXIST ? ERR_REFUSED
                                                                  : ERR_IO;
    if (fd >= 0 && close(fd) && !e)
        e = ERR_IO;
    arena_reset(&a);
    return e;
}
