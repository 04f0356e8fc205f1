/* tar.h: the plain tar archive (POSIX ustar) of a backup, written and read a piece at a time. Only regular files;
 * names of at most 99 bytes. Whoever has no huiyin at hand can still unpack it with tar. */
#ifndef APP_TAR_H
#define APP_TAR_H

#include "base/base.h"

enum { TAR_BLOCK = 512,
       TAR_NAME_MAX = 99 };

struct tar {
    int fd;
    int64_t left; /* bytes of the present member not yet written or read */
    int64_t size; /* of the present member */
    int64_t at;   /* bytes written or read in all */
    char name[TAR_NAME_MAX + 1];
    bool end; /* reading: the two empty blocks were met */
};

/* Writing: a member of SIZE bytes, then its bytes in any pieces, then tar_close_member. ERR_IO, errno tells why. */
MUST_CHECK enum err tar_add(struct tar *t, const char *name, int64_t size, int64_t at_us);
MUST_CHECK enum err tar_put(struct tar *t, struct str bytes);
MUST_CHECK enum err tar_close_member(struct tar *t); /* pads; asserts that all was put */
MUST_CHECK enum err tar_finish(struct tar *t);

/* Reading. ERR_CORRUPT when the file ends early or a header is not one; t->end after the last member. */
MUST_CHECK enum err tar_next(struct tar *t); /* skips what is left of the member before */
/* At most CAP bytes of the member; *LEN 0 at its end. */
MUST_CHECK enum err tar_get(struct tar *t, char *bytes, size_t cap, size_t *len);

#endif
