/* bulletin.c: see bulletin.h. */
#include "app/bulletin.h"

#include "app/bulletin_text.h"
#include "base/asset.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

#include <stdlib.h>

enum { TOLD_KEPT = 64 };

/* ---- figures of a text ------------------------------------------------------------------------------- */

struct telling {
    const struct moment *m; /* NULL: names only */
    struct told kept[TOLD_KEPT];
    size_t count;
};

static const struct told *kept_of(const struct telling *t, struct str name, struct str scope)
{
    for (size_t i = 0; i < t->count; i++)
        if (str_eq(t->kept[i].name, name) && str_eq(t->kept[i].scope, scope))
            return &t->kept[i];
    return NULL;
}

static enum err tell(void *ctx, struct arena *a, struct document_figure *out, struct sentence *why)
{
    static const struct moment nowhere = {0};
    struct telling *t = ctx;
    const struct told *kept = kept_of(t, out->name, out->scope);
    struct told now;
    enum err e = ERR_NONE;
    if (!kept && t->m)
        e = told_read(a, t->m, out->name, out->scope, &now, why);
    else if (!kept)
        e = told_find(out->name, &now) ? ERR_NONE : ERR_MISSING;
    if (e)
        return e;
    if (!kept && t->count < TOLD_KEPT)
        t->kept[t->count++] = now;
    now = kept ? *kept : now;
    out->version = now.version;
    out->kind = now.rate ? DOCUMENT_RATIO : now.scale > 1 ? DOCUMENT_MONEY
                                                          : DOCUMENT_COUNT;
    out->number = now.rate ? now.part : now.value;
    out->whole = now.whole;
    out->unit = str_c(now.unit);
    out->position = t->m ? t->m->position : 0;
    out->href = told_href(a, t->m ? t->m : &nowhere, now.name, out->scope);
    return ERR_NONE;
}

/* ---- problems ---------------------------------------------------------------------------------------- */

static int by_place(const void *x, const void *y)
{
    const struct document_problem *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Those of filling and those of reading, in the source's places, each place once: a loop repeats its own. */
static void gather(struct arena *a, const struct bulletin_text *t, const struct document *d, struct bulletin_page *out)
{
    size_t n = 0, kept = 0;
    for (const struct document_problem *p = t->problems; p; p = p->next)
        n++;
    for (const struct document_problem *p = d->problems; p; p = p->next)
        n++;
    if (!n)
        return;
    struct document_problem *list = arena_alloc(a, n * sizeof *list);
    n = 0;
    for (const struct document_problem *p = t->problems; p; p = p->next)
        list[n++] = *p;
    for (const struct document_problem *p = d->problems; p; p = p->next) {
        list[n] = *p;
        bulletin_text_place(t, &list[n].line, &list[n].column);
        n++;
    }
    qsort(list, n, sizeof *list, by_place);
    for (size_t i = 0; i < n; i++)
        if (!kept || by_place(&list[kept - 1], &list[i]))
            list[kept++] = list[i];
    for (size_t i = 0; i < kept; i++)
        list[i].next = i + 1 < kept ? &list[i + 1] : NULL;
    out->problems = list;
    out->problem_count = kept;
}

static enum err make(struct arena *a, const struct moment *m, struct str text, enum text_mode mode,
                     struct bulletin_page *out, struct sentence *why)
{
    struct bulletin_text t;
    struct telling telling = {.m = m};
    struct document_figures figures = {tell, &telling};
    struct bulletin_page page = {0};
    if (text.len > DOCUMENT_SOURCE_MAX) {
        *why = sentence_f(a, "通报正文太长（最多 %d 字节）。", "The bulletin is too long (at most %d bytes).", (int)DOCUMENT_SOURCE_MAX);
        return ERR_LIMIT;
    }
    enum err e = bulletin_text_fill(a, m, text, mode, &t, why);
    if (e)
        return e;
    e = document_read(a, t.text, &figures, &page.document, why);
    if (e && e != ERR_INPUT)
        return e;
    gather(a, &t, page.document, &page);
    page.blanks = t.blanks;
    page.blank = t.blank;
    *out = page;
    return page.problem_count ? ERR_INPUT : ERR_NONE;
}

enum err bulletin_render(struct arena *a, const struct moment *m, struct str text,
                         struct bulletin_page *out, struct sentence *why)
{
    return make(a, m, text, TEXT_FILL, out, why);
}

enum err bulletin_check(struct arena *a, struct str text, struct bulletin_page *out, struct sentence *why)
{
    return make(a, NULL, text, TEXT_CHECK, out, why);
}

enum err bulletin_default_text(struct arena *a, const struct moment *m, struct str *out, struct sentence *why)
{
    struct bulletin_text t;
    struct str source;
    if (!asset_find(STR("sample/bulletin-default.txt"), &source)) {
        *why = sentence_f(a, "程序里没有缺省的通报正文，请重新安装。", "The program lacks its default bulletin; install it again.");
        return ERR_CORRUPT;
    }
    enum err e = bulletin_text_fill(a, m, source, TEXT_DRAFT, &t, why);
    if (!e || e == ERR_LIMIT)
        *out = e ? source : t.text;
    return e;
}

/* ---- publishing -------------------------------------------------------------------------------------- */

struct str bulletin_digest(struct arena *a, const struct document *d)
{
    struct buf b = buf_new(a, DOCUMENT_OUT_MAX);
    document_txt(d, &b);
    struct hash h = hash_of(buf_view(&b));
    return hash_text(a, &h);
}

/* ERR_INPUT with WHY when the page may not go out. */
static enum err ready(struct arena *a, enum err rendered, const struct bulletin_page *page, struct sentence *why)
{
    if (rendered == ERR_INPUT) {
        const struct document_problem *p = page->problems;
        *why = (struct sentence){str_f(a, "通报正文第%zu行第%zu字：%.*s", p->line, p->column, STR_ARG(p->what.zh)),
                                 str_f(a, "Line %zu, column %zu of the bulletin: %.*s", p->line, p->column, STR_ARG(p->what.en))};
        return ERR_INPUT;
    }
    if (!rendered && page->blanks) {
        *why = page->blank;
        return ERR_INPUT;
    }
    return rendered;
}

enum err bulletin_publish_values(struct app *app, struct arena *a, const struct bulletin *b, int64_t today,
                                 struct bulletin_publish *out, struct sentence *why)
{
    struct moment m;
    struct bulletin_page page = {0};
    enum err e = moment_open(app, a, b->inspection, -1, today, &m, why);
    if (e)
        return e;
    e = ready(a, bulletin_render(a, &m, b->text, &page, why), &page, why);
    moment_close(app, &m);
    if (!e)
        *out = (struct bulletin_publish){m.position, m.as_of_day, bulletin_digest(a, page.document)};
    return e;
}

void bulletin_publish_pairs(struct arena *a, const struct bulletin_publish *p, struct pair out[BULLETIN_PUBLISH_PAIRS])
{
    out[0] = (struct pair){STR("position"), str_f(a, "%lld", (long long)p->position)};
    out[1] = (struct pair){STR("as_of_day"), day_text(a, p->as_of_day)};
    out[2] = (struct pair){STR("digest"), p->digest};
}

/* ---- which bulletin ---------------------------------------------------------------------------------- */

static const char sql_published[] = "SELECT id FROM bulletin WHERE inspection = ?1 AND state = ?2 AND (position <= ?3 OR ?3 < 0) ORDER BY published_us DESC, seq DESC LIMIT 1";
static const char sql_any[] = "SELECT id FROM bulletin WHERE inspection = ?1 AND ?2 >= 0 AND ?3 >= -1 ORDER BY seq DESC LIMIT 1";
static const char sql_published_at[] = "SELECT id FROM bulletin WHERE inspection = ?1 AND state = ?2 AND position = ?3 AND as_of_day = ?4 LIMIT 1";

static enum err find_one(struct db *db, const char *sql, int64_t inspection, int64_t at, int64_t *id)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, BULLETIN_OUT);
    stmt_int(s, 3, at < 0 ? -1 : at);
    e = stmt_step(s, &row);
    *id = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

enum err bulletin_newest(struct db *db, struct arena *a, int64_t inspection, int64_t at, struct bulletin *out)
{
    int64_t id = 0;
    *out = (struct bulletin){0};
    enum err e = find_one(db, sql_published, inspection, at, &id);
    if (!e && !id)
        e = find_one(db, sql_any, inspection, at, &id);
    return e || !id ? e : table_load(db, a, KIND_BULLETIN, id, out);
}

enum err bulletin_published_at(struct db *db, struct arena *a, int64_t inspection, int64_t position,
                               int64_t day, struct bulletin *out)
{
    struct stmt *s;
    bool row = false;
    *out = (struct bulletin){0};
    enum err e = db_stmt(db, sql_published_at, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    stmt_int(s, 2, BULLETIN_OUT);
    stmt_int(s, 3, position);
    stmt_int(s, 4, day);
    e = stmt_step(s, &row);
    int64_t id = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e || !id ? e : table_load(db, a, KIND_BULLETIN, id, out);
}

bool bulletin_prints(const struct document *d, struct str name, struct str scope)
{
    const struct document_figure *f = d->figures;
    while (f && !(str_eq(f->name, name) && str_eq(f->scope, scope)))
        f = f->next;
    return f != NULL;
}

/* ---- formats ----------------------------------------------------------------------------------------- */

const char *const bulletin_formats[BULLETIN_FORMATS] = {"txt", "html", "docx", "pdf", "json"};
const char *const bulletin_media[BULLETIN_FORMATS] = {"text/plain; charset=utf-8", "text/html; charset=utf-8", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf", "application/json; charset=utf-8"};

bool bulletin_format_find(struct str name, enum bulletin_format *out)
{
    for (int i = 0; i < BULLETIN_FORMATS; i++)
        if (str_is(name, bulletin_formats[i])) {
            *out = (enum bulletin_format)i;
            return true;
        }
    return false;
}

static void write_html(const struct document *d, struct buf *b)
{
    buf_c(b, "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>");
    buf_html(b, d->title);
    buf_c(b, "</title></head>\n<body>\n");
    document_html(d, b);
    buf_c(b, "</body>\n</html>\n");
}

enum err bulletin_write(const struct document *d, struct arena *a, enum bulletin_format format, int64_t day,
                        struct str *bytes, struct sentence *why)
{
    struct buf b = buf_new(a, DOCUMENT_OUT_MAX);
    struct document_pdf_options options = {NULL, day ? day_start_us(day) : 0};
    struct document_fallback *fallbacks = NULL;
    if (format == BULLETIN_PDF)
        return document_pdf(d, a, &options, bytes, &fallbacks, why);
    if (format == BULLETIN_DOCX) {
        enum err e = document_docx(d, a, bytes);
        if (e)
            *why = sentence_f(a, "不能生成 Word 文件，请检查磁盘和内存。", "The Word file could not be made; check disk and memory.");
        return e;
    }
    if (format == BULLETIN_HTML)
        write_html(d, &b);
    else if (format == BULLETIN_JSON)
        document_json(d, &b);
    else
        document_txt(d, &b);
    if (b.failed)
        *why = sentence_f(a, "通报太长，写不出来。", "The bulletin is too long to be written.");
    *bytes = buf_view(&b);
    return b.failed ? ERR_LIMIT : ERR_NONE;
}
