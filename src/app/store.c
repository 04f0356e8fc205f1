/* store.c: see store.h. */
#include "app/store.h"

#include "base/hash.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *store_path(struct arena *a, const char *dir, struct str sha256)
{
    return str_z(a, str_f(a, "%s/files/%.*s/%.*s", dir, 2, sha256.len >= 2 ? sha256.ptr : "00", STR_ARG(sha256)));
}

bool store_has(const char *dir, struct str sha256)
{
    struct arena a = {0};
    bool there = sha256.len == HASH_HEX && access(store_path(&a, dir, sha256), R_OK) == 0;
    arena_reset(&a);
    return there;
}

static enum err sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return ERR_IO;
#ifdef HUIYIN_BREAK_SYNC
    int bad = 0;
#else
    int bad = fsync(fd);
#endif
    close(fd);
    return bad ? ERR_IO : ERR_NONE;
}

enum err store_take(struct arena *a, const char *dir, const char *path, struct str sha256)
{
    const char *to = store_path(a, dir, sha256);
    const char *files = str_z(a, str_f(a, "%s/files", dir)), *folder = str_z(a, str_f(a, "%s/%.2s", files, sha256.ptr));
    if (store_has(dir, sha256)) {
        unlink(path);
        return ERR_NONE;
    }
    mkdir(files, 0700);
    mkdir(folder, 0700);
    if (rename(path, to))
        return ERR_IO;
    enum err e = sync_folder(folder);
    return e ? e : sync_folder(files);
}

static enum err write_file(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return ERR_IO;
    size_t at = 0;
    while (at < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n <= 0)
            break;
        at += (size_t)n;
    }
#ifdef HUIYIN_BREAK_SYNC
    bool bad = at < bytes.len;
#else
    bool bad = at < bytes.len || fsync(fd);
#endif
    bad = close(fd) || bad;
    if (bad)
        unlink(path);
    return bad ? ERR_IO : ERR_NONE;
}

enum err store_put(struct arena *a, const char *dir, struct str bytes, struct str *sha256)
{
    struct hash h = hash_of(bytes);
    *sha256 = hash_text(a, &h);
    if (store_has(dir, *sha256))
        return ERR_NONE;
    const char *tmp = str_z(a, str_f(a, "%s/files/.new-%d-%.16s", dir, (int)getpid(), sha256->ptr));
    mkdir(str_z(a, str_f(a, "%s/files", dir)), 0700);
    unlink(tmp);
    enum err e = write_file(tmp, bytes);
    return e ? e : store_take(a, dir, tmp, *sha256);
}
