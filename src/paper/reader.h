/* reader.h: strangers' files, read in a process that can do nothing but compute.
 *
 * paper_read_confined forks a child that closes every descriptor but one pipe, limits its CPU time
 * and memory, and gives up every system call but those of computing and writing to that pipe
 * (seccomp; no opening of files, no sockets, no reading, no programs). There the readers of sheet.h
 * run. What comes back is bytes, which are as untrusted as the file: paper_unpack checks each of
 * them.
 *
 * A child that dies, stalls or answers nonsense is an error with a sentence like any other. */
#ifndef PAPER_READER_H
#define PAPER_READER_H

#include "paper/sheet.h"

enum {
    READER_CPU_SECONDS = 20,
    READER_WALL_SECONDS = 60,
    READER_MEMORY_BYTES = 1536 << 20,
    READER_ANSWER_BYTES_MAX = 384 << 20
};

/* BYTES is the whole file, NAME what it was called (may be empty): with PAPER_UNKNOWN it says the
 * kind. ERR_INPUT, ERR_LIMIT: the file's fault. ERR_IO: no child could be made. *WHY is then set.
 */
enum err paper_read_confined(struct arena *a, struct str bytes, struct str name,
                             enum paper_kind kind, struct paper *out,
                             struct sentence *why) MUST_CHECK;
/* The same for the file at PATH; ERR_MISSING when there is none, ERR_INPUT when it is no plain
 * file. */
enum err paper_read_file(struct arena *a, const char *path, enum paper_kind kind, struct paper *out,
                         struct sentence *why) MUST_CHECK;

/* Puts the confinement around the calling process, for good: FD becomes READER_ANSWER_FD, everything
 * else is closed. Only for a child just forked; ends it when the confinement cannot be put up. */
enum { READER_ANSWER_FD = 3 };
void reader_confine(int fd);

/* ---- the answer's bytes: reader_wire.c ---------------------------------------------------------
 * Little-endian; u8, u32, u64; a text is its length u32 and its bytes. See the top of that file. */
struct wire {
    void (*put)(void *ctx, const void *bytes, size_t len);
    void *ctx;
};
void paper_pack(const struct wire *w, enum err e, struct sentence why, const struct paper *p);
/* ERR_CORRUPT for anything paper_pack cannot have written. Else the error, sentence and, without an
 * error, the paper that were packed, copied into A. */
enum err paper_unpack(struct arena *a, struct str bytes, enum err *e, struct sentence *why,
                      struct paper *p) MUST_CHECK;

#endif
