/* xlsx_bytes.c: a workbook as bytes. libxlsxwriter can only write files, so through one. */
#include "paper/xlsx_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 1 << 30 };

static enum err slurp(struct arena *a, int fd, struct str *out)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || size > FILE_BYTES_MAX)
        return ERR_IO;
    char *p = arena_alloc(a, (size_t)size + 1);
    for (off_t at = 0; at < size;) {
        ssize_t n = pread(fd, p + at, (size_t)(size - at), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ERR_IO;
        at += n;
    }
    *out = (struct str){p, (size_t)size};
    return ERR_NONE;
}

enum err xlsx_bytes(struct arena *a, const struct book_out *book, struct str *out,
                    struct sentence *why)
{
    const char *tmp = getenv("TMPDIR");
    struct str path = str_f(a, "%s/huiyin-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    char *z = (char *)(uintptr_t)path.ptr; /* our own copy */
    int fd = mkstemp(z);
    if (fd < 0) {
        *why = sentence_f(a, "建不了临时文件 %s：%s。", "Cannot make the temporary file %s: %s.", z,
                          strerror(errno));
        return ERR_IO;
    }
    close(fd);
    enum err e = xlsx_write(a, book, z, why);
    fd = e ? -1 : open(z, O_RDONLY | O_CLOEXEC);
    if (!e && (fd < 0 || slurp(a, fd, out) != ERR_NONE)) {
        *why = sentence_f(a, "读不回临时文件 %s：%s。", "Cannot read the temporary file %s back: %s.",
                          z, strerror(errno));
        e = ERR_IO;
    }
    if (fd >= 0)
        close(fd);
    unlink(z);
    return e;
}
