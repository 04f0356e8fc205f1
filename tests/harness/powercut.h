/* powercut.h: the journal that the shim (powercut.c) writes and the replayer (replay.c) reads.
 *
 * The shim stands between one program and the C library and writes down, in order, every call that
 * changes a file under $POWERCUT_DIR. Nothing is really flushed; whether bytes would have survived is
 * decided later, by replaying the journal up to any record: what was flushed by then is on the disk,
 * of the rest anything may be. So one run of the program gives as many power cuts as it made calls.
 *
 * The journal is a row of records: struct powercut_record, then `path_len` bytes of path relative to
 * the folder (no NUL), then `data_len` bytes. Native byte order: it never leaves the machine. */
#ifndef TESTS_HARNESS_POWERCUT_H
#define TESTS_HARNESS_POWERCUT_H

#include <stdint.h>

#define POWERCUT_TABLE(X) \
    X(POWERCUT_BIND, "path now stands for this inode; offset 1: it is a new name") \
    X(POWERCUT_WRITE, "data at offset") \
    X(POWERCUT_TRUNCATE, "the file has offset bytes") \
    X(POWERCUT_CONTENT, "the whole content, where calls past the shim wrote it; comes before a SYNC") \
    X(POWERCUT_SYNC, "the file's bytes are on the disk; its name is not, unless its folder was flushed") \
    X(POWERCUT_SYNC_FOLDER, "the names in the folder are on the disk") \
    X(POWERCUT_RENAME, "path moves to the name in data") \
    X(POWERCUT_UNLINK, "path is gone") \
    X(POWERCUT_MKDIR, "path is a new folder") \
    X(POWERCUT_RMDIR, "path, an empty folder, is gone") \
    X(POWERCUT_LINK, "the name in data stands for the file of path too") \
    X(POWERCUT_ACK, "data was acknowledged to someone outside")

enum powercut_kind {
#define X(name, meaning) name,
    POWERCUT_TABLE(X)
#undef X
        POWERCUT_KIND_COUNT
};

enum { POWERCUT_MAGIC = 0x50435554,
       POWERCUT_PATH_MAX = 1024 };

struct powercut_record {
    uint32_t magic;
    uint32_t kind; /* enum powercut_kind */
    uint64_t inode;
    uint64_t offset;
    uint32_t path_len; /* bytes */
    uint32_t data_len; /* bytes */
};

#endif
