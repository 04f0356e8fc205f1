/* replay.c: what a disk holds after the power went.
 *
 *   replay count JOURNAL                     how many records there are
 *   replay ack JOURNAL TEXT                  adds an acknowledgement that someone outside received
 *   replay cut JOURNAL BASE OUT AT SEED      builds the folder OUT as it stands after the first AT records,
 *                                            BASE being the folder before them; prints what was acknowledged
 *
 * With SEED 0 only flushed bytes and names are there. With another, of the rest each sector of 512 bytes
 * is there or not by chance, and of the names a chance number, in the order they were made (as a journaling
 * file system keeps them). Exit 0 done, 2 when the journal or folder cannot be read. */
#include "tests/harness/powercut.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512,
       FILES_MAX = 4096,
       NAMES_MAX = 8192,
       PENDING_MAX = 1 << 20 };

struct op { /* a record not yet flushed */
    const struct powercut_record *record;
    const char *path, *data;
    int file; /* index, -1 for none */
    bool done;
};
struct file {
    uint64_t inode; /* 0 until a record binds it */
    char *bytes;
    size_t len, cap;
    mode_t mode;
};
struct name {
    char path[POWERCUT_PATH_MAX];
    int file; /* -1 is a folder */
};
struct names {
    struct name list[NAMES_MAX];
    int count;
};

static struct file files[FILES_MAX];
static int file_count;
static struct names live, disk; /* as the program sees them, as they are flushed */
static struct op writes[PENDING_MAX], moves[PENDING_MAX];
static int write_count, move_count;
static const char *base_folder;
static uint64_t chance_state;

static _Noreturn void die(const char *what, const char *which)
{
    fprintf(stderr, "replay: %s: %s: %s\n", which, what, errno ? strerror(errno) : "not a journal");
    exit(2);
}

static uint64_t chance(void) /* xorshift64* */
{
    chance_state ^= chance_state >> 12;
    chance_state ^= chance_state << 25;
    chance_state ^= chance_state >> 27;
    return chance_state * 0x2545F4914F6CDD1Du >> 33;
}

static void *need(void *p)
{
    if (!p)
        die("memory", "replay");
    return p;
}

static char *read_all(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    struct stat s;
    if (!f || fstat(fileno(f), &s))
        die("cannot read", path);
    char *bytes = need(malloc((size_t)s.st_size + 1));
    *len = fread(bytes, 1, (size_t)s.st_size, f);
    fclose(f);
    return bytes;
}

/* ---- names ---------------------------------------------------------------------------------- */
static struct name *name_find(struct names *n, const char *path)
{
    for (int i = 0; i < n->count; i++)
        if (!strcmp(n->list[i].path, path))
            return &n->list[i];
    return NULL;
}
static void name_put(struct names *n, const char *path, int file)
{
    struct name *at = name_find(n, path);
    if (!at) {
        if (n->count == NAMES_MAX)
            die("too many names", path);
        at = &n->list[n->count++];
        snprintf(at->path, sizeof at->path, "%s", path);
    }
    at->file = file;
}
static void name_drop(struct names *n, const char *path)
{
    struct name *at = name_find(n, path);
    if (at)
        *at = n->list[--n->count];
}
static void name_move(struct names *n, const char *from, const char *to)
{
    size_t len = strlen(from);
    struct name *at = name_find(n, from);
    if (!at)
        return;
    int file = at->file;
    name_drop(n, from);
    name_put(n, to, file);
    for (int i = 0; file < 0 && i < n->count; i++) { /* a folder takes along what is in it */
        char rest[POWERCUT_PATH_MAX];
        if (strncmp(n->list[i].path, from, len) || n->list[i].path[len] != '/')
            continue;
        snprintf(rest, sizeof rest, "%s", n->list[i].path + len);
        snprintf(n->list[i].path, sizeof n->list[i].path, "%.500s%.500s", to, rest);
    }
}
static void name_apply(struct names *n, const struct op *op)
{
    switch (op->record->kind) {
    case POWERCUT_BIND: name_put(n, op->path, op->file); break;
    case POWERCUT_MKDIR: name_put(n, op->path, -1); break;
    case POWERCUT_UNLINK:
    case POWERCUT_RMDIR: name_drop(n, op->path); break;
    case POWERCUT_RENAME: name_move(n, op->path, op->data); break;
    case POWERCUT_LINK: {
        struct name *at = name_find(n, op->path);
        if (at)
            name_put(n, op->data, at->file);
        break;
    }
    default: break;
    }
}
static bool stands_in(const char *path, const char *folder)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    return strlen(folder) == len && !strncmp(path, folder, len);
}

/* ---- bytes ---------------------------------------------------------------------------------- */
static int file_new(uint64_t inode, mode_t mode)
{
    if (file_count == FILES_MAX)
        die("too many files", "replay");
    files[file_count] = (struct file){.inode = inode, .mode = mode};
    return file_count++;
}
static int file_of(uint64_t inode)
{
    for (int i = file_count; i-- > 0;)
        if (files[i].inode == inode)
            return i;
    return -1;
}
static void file_resize(struct file *f, size_t len)
{
    if (len > f->cap) {
        f->cap = len * 2;
        f->bytes = need(realloc(f->bytes, f->cap));
    }
    if (len > f->len)
        memset(f->bytes + f->len, 0, len - f->len);
    f->len = len;
}
static void file_put(struct file *f, size_t at, const char *bytes, size_t len)
{
    if (at + len > f->len)
        file_resize(f, at + len);
    memcpy(f->bytes + at, bytes, len);
}

/* Whole, or by chance sector by sector. */
static void write_apply(const struct op *op, bool torn)
{
    struct file *f = &files[op->file];
    size_t at = op->record->offset, len = op->record->data_len;
    if (op->record->kind == POWERCUT_TRUNCATE) {
        if (!torn || chance() % 2)
            file_resize(f, at);
        return;
    }
    if (op->record->kind == POWERCUT_CONTENT) {
        if (!torn || chance() % 2) {
            file_resize(f, 0);
            file_put(f, 0, op->data, len);
        }
        return;
    }
    if (!torn) {
        file_put(f, at, op->data, len);
        return;
    }
    for (size_t done = 0, part; done < len; done += part) {
        part = SECTOR - (at + done) % SECTOR;
        part = part < len - done ? part : len - done;
        if (chance() % 2)
            file_put(f, at + done, op->data + done, part);
    }
}

/* ---- the journal ---------------------------------------------------------------------------- */
static void flush_file(int file)
{
    int kept = 0;
    for (int i = 0; i < write_count; i++) {
        if (writes[i].file == file)
            write_apply(&writes[i], false);
        else
            writes[kept++] = writes[i];
    }
    write_count = kept;
}
static void flush_folder(const char *folder)
{
    int kept = 0;
    for (int i = 0; i < move_count; i++) {
        bool two = moves[i].record->kind == POWERCUT_RENAME || moves[i].record->kind == POWERCUT_LINK;
        if (stands_in(moves[i].path, folder) || (two && stands_in(moves[i].data, folder)))
            name_apply(&disk, &moves[i]);
        else
            moves[kept++] = moves[i];
    }
    move_count = kept;
}

static void bind(struct op *op)
{
    struct name *at = name_find(&live, op->path);
    uint64_t inode = op->record->inode;
    if (at && at->file >= 0 && !op->record->offset && (!files[at->file].inode || files[at->file].inode == inode)) {
        files[at->file].inode = inode; /* the same file, met again or for the first time */
        return;
    }
    op->file = file_new(inode, 0600);
    name_apply(&live, op);
    moves[move_count++] = *op;
}

static void take(struct op *op)
{
    if (write_count == PENDING_MAX || move_count == PENDING_MAX)
        die("too many records wait for a flush", "replay");
    switch ((enum powercut_kind)op->record->kind) {
    case POWERCUT_BIND: bind(op); break;
    case POWERCUT_WRITE:
    case POWERCUT_TRUNCATE:
    case POWERCUT_CONTENT:
        op->file = file_of(op->record->inode);
        if (op->file >= 0)
            writes[write_count++] = *op;
        break;
    case POWERCUT_SYNC: flush_file(file_of(op->record->inode)); break;
    case POWERCUT_SYNC_FOLDER: flush_folder(op->path); break;
    case POWERCUT_RENAME:
    case POWERCUT_UNLINK:
    case POWERCUT_MKDIR:
    case POWERCUT_RMDIR:
    case POWERCUT_LINK:
        name_apply(&live, op);
        moves[move_count++] = *op;
        break;
    case POWERCUT_ACK: fwrite(op->data, 1, op->record->data_len, stdout); break;
    case POWERCUT_KIND_COUNT: break;
    }
}

/* Reads the journal up to AT records; returns how many there were. A torn last record is no record. */
static long replay(const char *path, long at, bool act)
{
    size_t len, pos = 0;
    long count = 0;
    char *bytes = read_all(path, &len);
    while (count < at && len - pos >= sizeof(struct powercut_record)) {
        struct powercut_record *r = need(malloc(sizeof *r)); /* records stand unaligned */
        memcpy(r, bytes + pos, sizeof *r);
        if (r->magic != POWERCUT_MAGIC || r->kind >= POWERCUT_KIND_COUNT || r->path_len >= POWERCUT_PATH_MAX)
            errno = 0, die("broken record", path);
        if (len - pos - sizeof *r < (size_t)r->path_len + r->data_len)
            break;
        const char *p = bytes + pos + sizeof *r;
        struct op op = {.record = r, .file = -1};
        op.path = need(strndup(p, r->path_len));
        op.data = p + r->path_len;
        if (r->kind == POWERCUT_RENAME || r->kind == POWERCUT_LINK)
            op.data = need(strndup(op.data, r->data_len));
        if (act)
            take(&op);
        pos += sizeof *r + r->path_len + r->data_len;
        count++;
    }
    return count;
}

/* ---- folders -------------------------------------------------------------------------------- */
static int read_one(const char *path, const struct stat *s, int flag, struct FTW *walk)
{
    const char *rel = path + strlen(base_folder);
    rel += *rel == '/';
    if (walk->level == 0)
        return 0;
    if (flag == FTW_D) {
        name_put(&disk, rel, -1);
    } else if (flag == FTW_F && S_ISREG(s->st_mode)) {
        int at = file_new(0, s->st_mode & 0777);
        files[at].bytes = read_all(path, &files[at].len);
        files[at].cap = files[at].len;
        name_put(&disk, rel, at);
    }
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->path, ((const struct name *)b)->path);
}

static void write_folder(const char *out)
{
    char path[4096];
    qsort(disk.list, (size_t)disk.count, sizeof disk.list[0], by_path); /* a folder before what is in it */
    if (mkdir(out, 0700) && errno != EEXIST)
        die("cannot make", out);
    for (int i = 0; i < disk.count; i++) {
        const struct name *n = &disk.list[i];
        snprintf(path, sizeof path, "%s/%s", out, n->path);
        if (n->file < 0) {
            if (mkdir(path, 0700) && errno != EEXIST && errno != ENOENT)
                die("cannot make", path);
            continue;
        }
        const struct file *f = &files[n->file];
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, f->mode);
        if (fd < 0 && errno == ENOENT)
            continue; /* its folder's own name was never flushed */
        for (size_t done = 0; fd >= 0 && done < f->len;) {
            ssize_t n_written = write(fd, f->bytes + done, f->len - done);
            if (n_written <= 0)
                die("cannot write", path);
            done += (size_t)n_written;
        }
        if (fd < 0 || close(fd))
            die("cannot write", path);
    }
}

static int cut(const char *journal, const char *base, const char *out, long at, uint64_t seed)
{
    base_folder = base;
    if (nftw(base, read_one, 16, FTW_PHYS))
        die("cannot read", base);
    live = disk;
    replay(journal, at, true);
    chance_state = seed * 0x9E3779B97F4A7C15u + 1;
    if (seed) {
        int names = (int)(chance() % (uint64_t)(move_count + 1));
        for (int i = 0; i < names; i++)
            name_apply(&disk, &moves[i]);
        for (int i = 0; i < write_count; i++)
            write_apply(&writes[i], true);
    }
    write_folder(out);
    return 0;
}

static int acknowledge(const char *journal, const char *text)
{
    size_t len = strlen(text);
    struct powercut_record r = {POWERCUT_MAGIC, POWERCUT_ACK, 0, 0, 0, (uint32_t)len + 1};
    FILE *f = fopen(journal, "ab");
    if (!f || fwrite(&r, sizeof r, 1, f) != 1 || fprintf(f, "%s\n", text) < 0 || fclose(f))
        die("cannot write", journal);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "count")) {
        printf("%ld\n", replay(argv[2], INT64_MAX, false));
        return 0;
    }
    if (argc == 4 && !strcmp(argv[1], "ack"))
        return acknowledge(argv[2], argv[3]);
    if (argc == 7 && !strcmp(argv[1], "cut"))
        return cut(argv[2], argv[3], argv[4], strtol(argv[5], NULL, 10), strtoull(argv[6], NULL, 10));
    fprintf(stderr, "usage: replay count JOURNAL | ack JOURNAL TEXT | cut JOURNAL BASE OUT AT SEED\n");
    return 2;
}
