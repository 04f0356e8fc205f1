/* body.c: reads the body of a request as it comes in: forms into pairs, files onto the disk, hashed on
 * the way. libmicrohttpd's post processor takes the forms apart. */
#include "web/http_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WRITE_BACK_BYTES = 8 * 1024 * 1024, /* so much is handed to the disk at once: the last fsync is short */
       PROCESSOR_BYTES = 64 * 1024,
       FIELD_NAME_MAX = 200 };

struct body {
    struct request *request;
    enum body_kind kind;
    const char *folder;
    struct MHD_PostProcessor *processor;
    struct refusal refusal; /* the first; the rest of the body is read and dropped */
    struct buf raw, value;  /* BODY_RAW; the value of the pair that is coming in */
    bool in_pair, any_part;
    size_t pair_cap, text_bytes; /* of all pairs together: files go to the disk, these to memory */
    int fd;                      /* of the file that is coming in, -1 for none */
    struct hasher *hasher;
    int64_t unsynced; /* bytes */
};

static void fail(struct body *b, int status, const char *zh, const char *en)
{
    if (!b->refusal.status)
        b->refusal = (struct refusal){status, {str_c(zh), str_c(en)}};
}

static void release(void *arg)
{
    struct body *b = arg;
    if (b->processor)
        MHD_destroy_post_processor(b->processor);
    if (b->hasher)
        hasher_end(b->hasher);
    if (b->fd >= 0)
        close(b->fd);
    for (size_t i = 0; i < b->request->file_count; i++)
        unlink(b->request->files[i].path.ptr);
}

/* ---- files --------------------------------------------------------------------------------- */

static void disk_failed(struct body *b)
{
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        fail(b, 507, "服务器磁盘已满，文件没有保存。请联系管理员清理磁盘后再上传。",
             "The disk of the server is full and the file was not kept. Ask the administrator to make room, then upload again.");
    else
        fail(b, 500, "服务器写文件失败，文件没有保存。请稍后再试。", "The server could not write the file; it was not kept. Try again later.");
}

static void file_end(struct body *b)
{
    if (b->fd < 0)
        return;
    struct upload *u = &b->request->files[b->request->file_count - 1];
    u->hash = hasher_end(b->hasher);
    b->hasher = NULL;
    if (fsync(b->fd) != 0)
        disk_failed(b);
    if (close(b->fd) != 0)
        disk_failed(b);
    b->fd = -1;
}

static void file_begin(struct body *b, const char *field, const char *filename)
{
    struct request *r = b->request;
    file_end(b);
    if (b->kind != BODY_FILES) {
        fail(b, 400, "这张表单不收文件。", "This form takes no files.");
        return;
    }
    if (r->file_count == FILES_MAX) {
        fail(b, 413, "一次最多上传 100 个文件，请分几次上传。", "At most 100 files at a time; please upload them in parts.");
        return;
    }
    if (!r->files)
        r->files = arena_alloc(r->arena, FILES_MAX * sizeof *r->files);
    struct str name = str_c(filename);
    if (!utf8_valid(name) || name.len > 1024 || strlen(field) > FIELD_NAME_MAX) {
        fail(b, 400, "文件名不是 UTF-8 文字或太长。", "The name of a file is not UTF-8 or is too long.");
        return;
    }
    char *path = (char *)(uintptr_t)str_f(r->arena, "%s/upload-XXXXXX", b->folder).ptr;
    b->fd = mkostemp(path, O_CLOEXEC);
    if (b->fd < 0) {
        disk_failed(b);
        return;
    }
    b->hasher = hasher_new();
    b->unsynced = 0;
    r->files[r->file_count++] = (struct upload){
        .field = str_copy(r->arena, str_c(field)), .filename = str_copy(r->arena, name), .path = str_c(path)};
}

static void file_add(struct body *b, struct str bytes)
{
    if (b->fd < 0 || b->refusal.status)
        return;
    struct upload *u = &b->request->files[b->request->file_count - 1];
    hasher_add(b->hasher, bytes);
    for (size_t done = 0; done < bytes.len;) {
        ssize_t n = write(b->fd, bytes.ptr + done, bytes.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            disk_failed(b);
            return;
        }
        done += (size_t)n;
    }
    u->size += (int64_t)bytes.len;
    b->unsynced += (int64_t)bytes.len;
    if (b->unsynced > WRITE_BACK_BYTES) {
        sync_file_range(b->fd, u->size - b->unsynced, b->unsynced, SYNC_FILE_RANGE_WRITE);
        b->unsynced = 0;
    }
}

/* ---- pairs --------------------------------------------------------------------------------- */

/* Browsers send line ends of text areas as CR LF; we keep LF. */
static struct str lines_unified(struct str s)
{
    char *to = (char *)(uintptr_t)s.ptr;
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '\r' || i + 1 == s.len || s.ptr[i + 1] != '\n')
            to[n++] = s.ptr[i];
    return (struct str){to, n};
}

static void pair_end(struct body *b)
{
    if (!b->in_pair)
        return;
    struct request *r = b->request;
    struct pair *p = &r->form[r->form_count - 1];
    struct str value = buf_view(&b->value);
    if (!utf8_valid(value) || memchr(value.ptr, '\0', value.len))
        fail(b, 400, "表单里有不是 UTF-8 的文字。", "The form holds text that is not UTF-8.");
    else
        p->value = value.len ? lines_unified(value) : value;
    b->in_pair = false;
}

static void pair_begin(struct body *b, const char *name)
{
    struct request *r = b->request;
    pair_end(b);
    if (r->form_count == FORM_PAIRS_MAX || strlen(name) > FIELD_NAME_MAX || !utf8_valid(str_c(name))) {
        fail(b, 400, "表单的项数太多或项名不对。", "The form has too many items, or one with a bad name.");
        return;
    }
    if (r->form_count == b->pair_cap) {
        b->pair_cap = b->pair_cap ? b->pair_cap * 2 : 16;
        struct pair *more = arena_alloc(r->arena, b->pair_cap * sizeof *more);
        if (r->form_count)
            memcpy(more, r->form, r->form_count * sizeof *more);
        r->form = more;
    }
    r->form[r->form_count++] = (struct pair){str_copy(r->arena, str_c(name)), STR("")};
    b->value = buf_new(r->arena, FORM_BYTES_MAX);
    b->in_pair = true;
}

static enum MHD_Result piece(void *arg, enum MHD_ValueKind kind, const char *key, const char *filename,
                             const char *type, const char *encoding, const char *data, uint64_t off, size_t size)
{
    (void)kind, (void)type, (void)encoding;
    struct body *b = arg;
    b->any_part = true;
    if (b->refusal.status)
        return MHD_YES;
    if (off == 0) {
        file_end(b);
        pair_end(b);
        if (filename && filename[0])
            file_begin(b, key ? key : "", filename);
        else if (!filename)
            pair_begin(b, key ? key : ""); /* an empty filename is a file field left empty */
    }
    if (filename)
        file_add(b, (struct str){data, size});
    else if (b->in_pair)
        buf_put(&b->value, data, size);
    if (!filename)
        b->text_bytes += size;
    if (b->value.failed || b->text_bytes > FORM_BYTES_MAX)
        fail(b, 413, "表单超过 1 MB。", "The form is larger than 1 MB.");
    return MHD_YES;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static struct refusal length_check(const struct request *r, enum body_kind kind)
{
    static const int64_t max[] = {[BODY_NONE] = 0,
                                  [BODY_FORM] = FORM_BYTES_MAX,
                                  [BODY_FILES] = UPLOAD_BYTES_MAX,
                                  [BODY_RAW] = FORM_BYTES_MAX};
    int64_t length = 0;
    struct str text = request_header(r, "content-length");
    if (text.len && !str_int(text, &length))
        length = INT64_MAX;
    if (length <= max[kind])
        return (struct refusal){0};
    if (kind == BODY_FILES)
        return (struct refusal){413, {STR("一次上传的文件合计不能超过 200 MB，请分几次上传。"), STR("The files of one upload may not exceed 200 MB together; please upload them in parts.")}};
    return (struct refusal){413, {STR("提交的内容太大（表单最多 1 MB）。"), STR("What was sent is too large (forms hold 1 MB at most).")}};
}

static bool form_type(struct str type)
{
    return str_starts(type, STR("application/x-www-form-urlencoded")) || str_starts(type, STR("multipart/form-data"));
}

struct refusal body_open(struct MHD_Connection *c, struct request *r, enum body_kind kind, const char *folder,
                         struct body **out)
{
    int64_t length = 0;
    struct refusal no = length_check(r, kind);
    *out = NULL;
    if (no.status || !str_int(request_header(r, "content-length"), &length) || !length)
        return no;
    struct body *b = arena_alloc(r->arena, sizeof *b);
    *b = (struct body){.request = r,
                       .kind = kind,
                       .folder = folder,
                       .fd = -1,
                       .raw = buf_new(r->arena, FORM_BYTES_MAX)};
    if (kind != BODY_RAW) {
        if (!form_type(request_header(r, "content-type")))
            return (struct refusal){415, {STR("只接受表单（urlencoded 或 multipart）。"), STR("Only forms (urlencoded or multipart) are taken here.")}};
        b->processor = MHD_create_post_processor(c, PROCESSOR_BYTES, piece, b);
        if (!b->processor)
            return (struct refusal){400, {STR("表单写法不对：缺少分界符。"), STR("The form is malformed: it names no boundary.")}};
    }
    arena_defer(r->arena, release, b);
    *out = b;
    return no;
}

void body_add(struct body *b, struct str bytes)
{
    if (b->kind == BODY_RAW)
        buf_str(&b->raw, bytes);
    else if (!b->refusal.status && MHD_post_process(b->processor, bytes.ptr, bytes.len) != MHD_YES)
        fail(b, 400, "表单写法不对。", "The form is malformed.");
}

struct refusal body_end(struct body *b)
{
    if (b->processor) {
        enum MHD_Result ended = MHD_destroy_post_processor(b->processor);
        b->processor = NULL;
        if (ended != MHD_YES || !b->any_part)
            fail(b, 400, "表单没有写完。", "The form is cut short.");
    }
    file_end(b);
    pair_end(b);
    b->request->body = buf_view(&b->raw);
    return b->refusal;
}
