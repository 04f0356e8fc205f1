/* zip.c: see package.h. The zip half: opening, names, unpacking under limits. */
#include "paper/package.h"
#include "paper/sheet.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct package {
    struct arena *arena;
    zip_t *zip;
    size_t unpacked; /* bytes so far, of all parts */
};

struct part {
    struct package *package;
    struct str name;
    zip_file_t *file;
    uint64_t packed, unpacked; /* of this part: as the zip says, as counted here */
};

static void close_zip(void *zip) { zip_discard(zip); }

/* An OLE2 container: the marks of what is inside are stream names in UTF-16LE. */
static struct sentence ole_sentence(struct arena *a, struct str bytes)
{
    static const struct {
        const char *mark;
        size_t mark_bytes;
        const char *zh, *en;
    } kinds[] = {
        {"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
         sizeof "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" - 1,
         "文件设有打开密码，无法读取；请先在 Excel 或 WPS 里去掉密码，再另存为 .xlsx（文档另存为 "
         ".docx）。",
         "The file is protected by a password; remove the password in Excel or WPS and save it as "
         ".xlsx (a document as .docx)."},
        {"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", sizeof "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" - 1,
         "这是旧版 Word 文件（.doc）；请先在 Word 或 WPS 里另存为 .docx，再导入。",
         "This is an old Word file (.doc); open it in Word or WPS, save it as .docx and try again."},
        {"W\0o\0r\0k\0b\0o\0o\0k\0", sizeof "W\0o\0r\0k\0b\0o\0o\0k\0" - 1,
         "这是旧版 Excel 文件（.xls）；请先在 Excel 里另存为 .xlsx，再导入。",
         "This is an old Excel file (.xls); open it in Excel, save it as .xlsx and try again."},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_find(bytes, (struct str){kinds[i].mark, kinds[i].mark_bytes}) != SIZE_MAX)
            return (struct sentence){str_c(kinds[i].zh), str_c(kinds[i].en)};
    return sentence_f(
        a,
        "这是旧版 Office 文件；请先在 Excel 里另存为 .xlsx（文档在 Word 里另存为 .docx），再导入。",
        "This is an old Office file; save it as .xlsx in Excel (a document as .docx in Word) and "
        "try again.");
}

static struct sentence not_a_zip(struct arena *a, struct str bytes, const char *wanted)
{
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if (bytes.len == 0)
        return sentence_f(a, "文件是空的。", "The file is empty.");
    if (str_starts(bytes, (struct str){ole, sizeof ole - 1}))
        return ole_sentence(a, bytes);
    if (str_starts(bytes, STR("PK\3\4")))
        return sentence_f(a,
                          "文件不完整：压缩包的结尾缺失或损坏，可能没有传完；请重新保存或重新上传。",
                          "The file is incomplete: the end of the zip is missing or damaged; save "
                          "or upload it again.");
    return sentence_f(a,
                      "这不是 .%s 文件：内容不是 Office 压缩包（只改扩展名不算）；请用 Excel 或 "
                      "Word 打开后另存为 .%s。",
                      "This is not a .%s file: it is no Office zip (renaming is not enough); open "
                      "it and save it as .%s.",
                      wanted, wanted);
}

/* A name that leaves the package, or means two things to two programs. */
static bool tricky(struct str name)
{
    struct str rest = name, piece;
    if (name.len == 0 || name.ptr[0] == '/' || memchr(name.ptr, '\\', name.len) ||
        memchr(name.ptr, ':', name.len))
        return true;
    while (str_cut(&rest, '/', &piece))
        if (str_is(piece, "..") || str_is(piece, "."))
            return true;
    return false;
}

static int name_cmp(const void *x, const void *y)
{
    return strcasecmp(*(const char *const *)x, *(const char *const *)y);
}

static enum err check_entry(struct package *p, zip_uint64_t at, const char **name,
                            struct sentence *why)
{
    zip_stat_t st;
    if (zip_stat_index(p->zip, at, 0, &st) != 0 || !(st.valid & ZIP_STAT_NAME)) {
        *why = sentence_f(p->arena, "压缩包目录损坏（第 %d 项）；请重新保存文件。",
                          "The zip's directory is damaged (entry %d); save the file again.",
                          (int)at + 1);
        return ERR_INPUT;
    }
    *name = st.name;
    if (tricky(str_c(st.name))) {
        *why = sentence_f(p->arena, "压缩包里有越界的路径“%s”，拒绝读取。",
                          "The zip holds a path that leaves it, “%s”; refused.", st.name);
        return ERR_INPUT;
    }
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE) {
        *why =
            sentence_f(p->arena, "压缩包加了密码（%s），无法读取；请去掉密码后再导入。",
                       "The zip is protected by a password (%s); remove it and try again.", st.name);
        return ERR_INPUT;
    }
    return ERR_NONE;
}

static enum err check_entries(struct package *p, struct sentence *why)
{
    zip_int64_t n = zip_get_num_entries(p->zip, 0);
    if (n > PAPER_ENTRIES_MAX) {
        *why = sentence_f(p->arena, "压缩包里有 %d 个文件，超过上限 %d。",
                          "The zip holds %d files, more than the limit of %d.",
                          (int)(n > INT32_MAX ? INT32_MAX : n), PAPER_ENTRIES_MAX);
        return ERR_LIMIT;
    }
    const char **names = arena_alloc(p->arena, ((size_t)n + 1) * sizeof *names);
    for (zip_int64_t i = 0; i < n; i++) {
        enum err e = check_entry(p, (zip_uint64_t)i, &names[i], why);
        if (e)
            return e;
    }
    qsort(names, (size_t)n, sizeof *names, name_cmp);
    for (zip_int64_t i = 1; i < n; i++)
        if (strcasecmp(names[i - 1], names[i]) == 0) {
            *why = sentence_f(p->arena, "压缩包里有两个同名文件“%s”，拒绝读取。",
                              "The zip holds two files of one name, “%s”; refused.", names[i]);
            return ERR_INPUT;
        }
    return ERR_NONE;
}

enum err package_open(struct arena *a, struct str bytes, const char *wanted, struct package **out,
                      struct sentence *why)
{
    struct package *p = arena_alloc(a, sizeof *p);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source =
        bytes.len == 0 ? NULL : zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    *p = (struct package){.arena = a};
    if (source && !(p->zip = zip_open_from_source(source, ZIP_RDONLY, &error)))
        zip_source_free(source);
    zip_error_fini(&error);
    if (!p->zip) {
        *why = not_a_zip(a, bytes, wanted);
        return ERR_INPUT;
    }
    arena_defer(a, close_zip, p->zip);
    enum err e = check_entries(p, why);
    if (!e)
        *out = p;
    return e;
}

struct arena *package_arena(struct package *p) { return p->arena; }

static zip_int64_t locate(const struct package *p, struct str name)
{
    char z[512];
    if (name.len == 0 || name.len >= sizeof z)
        return -1;
    memcpy(z, name.ptr, name.len);
    z[name.len] = 0;
    return zip_name_locate(p->zip, z, ZIP_FL_NOCASE);
}

bool package_has(const struct package *p, struct str part) { return locate(p, part) >= 0; }

/* ---- one part ------------------------------------------------------------------------------- */

static void close_part(void *arg) { part_close(arg); }

void part_close(struct part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}

static enum err broken(const struct part *part, struct sentence *why)
{
    *why = sentence_f(part->package->arena, "压缩包里的 %.*s 损坏，无法解压；请重新保存文件。",
                      "%.*s inside the zip is damaged and cannot be unpacked; save the file again.",
                      STR_ARG(part->name));
    return ERR_INPUT;
}

enum err part_open(struct package *p, struct str name, struct part **out, struct sentence *why)
{
    zip_stat_t st;
    zip_int64_t at = locate(p, name);
    if (at < 0)
        return ERR_MISSING;
    struct part *part = arena_alloc(p->arena, sizeof *part);
    *part = (struct part){.package = p, .name = str_copy(p->arena, name)};
    if (zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st) != 0 || !(st.valid & ZIP_STAT_COMP_SIZE))
        return broken(part, why);
    part->packed = st.comp_size;
    part->file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
    if (!part->file)
        return broken(part, why);
    arena_defer(p->arena, close_part, part);
    *out = part;
    return ERR_NONE;
}

enum err part_read(struct part *part, void *to, size_t size, size_t *got, struct sentence *why)
{
    struct package *p = part->package;
    zip_int64_t n = part->file ? zip_fread(part->file, to, size) : -1;
    if (n < 0)
        return broken(part, why);
    part->unpacked += (uint64_t)n; /* counted, since the sizes a zip states may lie */
    p->unpacked += (size_t)n;
    bool bomb =
        part->unpacked >= PAPER_RATIO_FROM && part->unpacked / PAPER_RATIO_MAX > part->packed;
    if (bomb || p->unpacked > PAPER_UNPACKED_MAX) {
        *why = sentence_f(p->arena,
                          "%.*s 解压后过大（上限 %d MB，且不超过压缩大小的 %d "
                          "倍），拒绝读取；请删去空白格式或拆分文件。",
                          "%.*s is too large unpacked (at most %d MB, and %d times its packed "
                          "size); remove empty formatting or split the file.",
                          STR_ARG(part->name), PAPER_UNPACKED_MAX >> 20, PAPER_RATIO_MAX);
        return ERR_LIMIT;
    }
    *got = (size_t)n;
    return ERR_NONE;
}
