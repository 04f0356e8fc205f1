/* assets.c: see assets.h. */
#include "web/assets.h"

#include "base/asset.h"
#include "web/http.h"

enum { ASSETS_MAX = 64,
       VERSION_CHARS = 12 };

static const struct {
    const char *suffix, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
};

struct file {
    struct str name, plain, zipped, version, url;
    const char *type;
};

/* Filled at the first call and kept: what is embedded does not change. */
static struct arena files_arena;
static struct file files[ASSETS_MAX];
static size_t files_count;

static const char *type_of(struct str name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, str_c(types[i].suffix)))
            return types[i].type;
    return NULL;
}

static void files_read(void)
{
    struct arena *a = &files_arena;
    struct str name, bytes, prefix = STR("static/");
    for (size_t i = 0; asset_at(i, &name, &bytes) && files_count < ASSETS_MAX; i++) {
        if (!str_starts(name, prefix) || !type_of(name))
            continue;
        struct file f = {.name = str_sub(name, prefix.len, name.len), .plain = bytes, .type = type_of(name)};
        struct hash h = hash_of(bytes);
        f.version = str_sub(hash_text(a, &h), 0, VERSION_CHARS);
        f.url = str_f(a, "/static/%.*s?v=%.*s", STR_ARG(f.name), STR_ARG(f.version));
        if (!asset_find(str_f(a, "%.*s.gz", STR_ARG(name)), &f.zipped))
            f.zipped = STR("");
        files[files_count++] = f;
    }
}

static const struct file *file_find(struct str name)
{
    if (!files_count)
        files_read();
    for (size_t i = 0; i < files_count; i++)
        if (str_eq(files[i].name, name))
            return &files[i];
    return NULL;
}

struct str asset_url(struct str name)
{
    const struct file *f = file_find(name);
    return f ? f->url : STR("");
}

struct response *asset_answer(struct request *r)
{
    struct str name = str_sub(r->path, sizeof "/static/" - 1, r->path.len);
    const struct file *f = file_find(name);
    if (!f || !str_starts(r->path, STR("/static/")))
        return response_new(r, 404, "text/plain; charset=utf-8", STR("404\n"));
    bool zipped = f->zipped.len && str_find(request_header(r, "accept-encoding"), STR("gzip")) != SIZE_MAX;
    struct response *to = response_new(r, 200, f->type, zipped ? f->zipped : f->plain);
    to->etag = zipped ? str_f(r->arena, "%.*s-gz", STR_ARG(f->version)) : f->version;
    bool current = str_eq(request_query(r, "v"), f->version);
    response_header(r, to, "Cache-Control", current ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    response_header(r, to, "Vary", STR("Accept-Encoding"));
    if (zipped)
        response_header(r, to, "Content-Encoding", STR("gzip"));
    return to;
}
