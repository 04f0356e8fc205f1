/* import.c: a ledger on its way in through the pages: upload, look at what was understood, confirm. Between the two
 * the bytes lie in DIR/tmp/import-SHA256; confirming plans again from the same bytes, so nothing is trusted that the
 * browser carried, and enters all rows or none. */
#include "web/pages.h"
#include "web/register.h"

#include "app/export.h"
#include "app/import.h"
#include "view/table.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { KEPT_SECONDS = 24 * 3600,
       LISTED_MAX = 200 }; /* notes and differences shown; the counts say how many there are */

static struct str kept_path(struct visit *v, struct str token)
{
    return str_f(v->arena, "%s/import-%.*s", app_path(&v->site->app, v->arena, "tmp"), STR_ARG(token));
}

static bool token_valid(struct str token)
{
    unsigned char bytes[HASH_BYTES];
    return token.len == HASH_HEX && hex_read(token, bytes, sizeof bytes);
}

/* Uploads nobody confirmed. */
static void forget_old(struct visit *v)
{
    const char *folder = app_path(&v->site->app, v->arena, "tmp");
    DIR *d = opendir(folder);
    for (struct dirent *one; d && (one = readdir(d));) {
        struct stat st;
        const char *path = str_z(v->arena, str_f(v->arena, "%s/%s", folder, one->d_name));
        if (str_starts(str_c(one->d_name), STR("import-")) && !stat(path, &st) && time(NULL) - st.st_mtime > KEPT_SECONDS)
            unlink(path);
    }
    if (d)
        closedir(d);
}

static bool read_kept(struct visit *v, struct str token, struct str *bytes)
{
    FILE *f = token_valid(token) ? fopen(str_z(v->arena, kept_path(v, token)), "rb") : NULL;
    struct stat st;
    if (!f)
        return false;
    bool ok = !fstat(fileno(f), &st) && st.st_size < UPLOAD_BYTES_MAX;
    char *to = ok ? arena_alloc(v->arena, (size_t)st.st_size + 1) : NULL;
    ok = ok && fread(to, 1, (size_t)st.st_size, f) == (size_t)st.st_size;
    fclose(f);
    *bytes = (struct str){to, ok ? (size_t)st.st_size : 0};
    return ok;
}

/* ---- step one: the file ---------------------------------------------------------------------- */

struct put_rounds {
    struct visit *v;
    struct value *list;
};

static enum err put_round(void *arg, const void *state)
{
    struct put_rounds *p = arg;
    const struct inspection *i = state;
    if (i->state != INSPECTION_ACTIVE || !register_may_see(p->v, KIND_INSPECTION, i))
        return ERR_NONE;
    struct value *row = value_row(p->list);
    value_text(row, "value", id_str(p->v, i->id));
    value_text(row, "label", str_copy(p->v->arena, i->name));
    value_bool(row, "selected", i->id == p->v->inspection);
    return ERR_NONE;
}

/* What came of a confirmed import, said once above the empty form. */
static void put_result(struct visit *v)
{
    int64_t added, updated, unchanged;
    struct request *r = v->request;
    if (!str_int(request_query(r, "added"), &added) ||
        !str_int(request_query(r, "updated"), &updated) ||
        !str_int(request_query(r, "unchanged"), &unchanged))
        return;
    struct value *flash = value_sub(v->page, "flash");
    struct sentence said = sentence_f(v->arena, "已导入：新增 %lld 行，更新 %lld 行，没有变化 %lld 行。", "Imported: %lld rows added, %lld updated, %lld unchanged.", (long long)added, (long long)updated, (long long)unchanged);
    value_c(flash, "kind", "good");
    value_text(flash, "text", sentence_in(said, v->lang));
    value_bool(v->page, "imported", true);
}

static struct response *draw_file(struct visit *v)
{
    struct put_rounds p = {v, value_rows(v->page, "inspections")};
    enum err e = table_each(v->site->app.db, KIND_INSPECTION, put_round, &p);
    struct value *fresh = value_row(p.list);
    value_c(fresh, "value", "");
    value_text(fresh, "label", tr(v->lang, "新的一轮（由文件建立）"));
    value_bool(fresh, "selected", !v->inspection);
    site_title(v, tr(v->lang, "导入"), "narrow");
    return e ? site_database_failed(v, e) : site_render(v, "import");
}

struct response *import_page(struct visit *v)
{
    put_result(v);
    return draw_file(v);
}

struct response *import_blank(struct visit *v)
{
    struct str bytes;
    struct sentence why;
    enum err e = export_blank(v->arena, v->lang, &bytes, &why);
    if (e)
        return site_error(v, e, why);
    struct response *r = response_new(v->request, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes);
    response_header(v->request, r, "Content-Disposition", STR("attachment; filename=\"ledger-blank.xlsx\"; filename*=UTF-8''%E7%A9%BA%E7%99%BD%E5%8F%B0%E8%B4%A6.xlsx"));
    return r;
}

static struct response *file_again(struct visit *v, enum err e, struct sentence why)
{
    v->err = e;
    v->outcome = (struct outcome){.say = why};
    return draw_file(v);
}

static struct str encoded(struct visit *v, struct str s)
{
    struct buf b = buf_new(v->arena, 3 * s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '.' || c == '-' || c == '_';
        buf_f(&b, plain ? "%c" : "%%%02X", c);
    }
    return buf_view(&b);
}

struct response *import_upload(struct visit *v)
{
    struct request *r = v->request;
    forget_old(v);
    if (!r->file_count || !r->files[0].size)
        return file_again(v, ERR_INPUT, tr_both("没有收到文件，或者文件是空的，请重新选择。"));
    struct str token = hash_text(v->arena, &r->files[0].hash);
    if (rename(str_z(v->arena, r->files[0].path), str_z(v->arena, kept_path(v, token))))
        return file_again(v, ERR_IO, tr_both("服务器写文件失败，文件没有保存。请稍后再试。"));
    return site_redirect(
        v, "/import/preview?token=%.*s&into=%.*s&name=%.*s", STR_ARG(token),
        STR_ARG(encoded(v, request_form(r, "inspection"))),
        STR_ARG(encoded(v, utf8_clip(r->files[0].filename, IMPORT_NAME_CHARS_MAX))));
}

/* ---- step two: what was understood ----------------------------------------------------------- */

struct draft { /* a kept file and its plan */
    struct str token, name;
    int64_t into;
    struct import_file file;
    struct import_plan plan;
};

/* From the request's token, into and name. ERR_MISSING: the file is gone; *WHY on any error. */
static enum err plan(struct visit *v, bool form, struct draft *d, struct sentence *why)
{
    struct request *r = v->request;
    struct str into = form ? request_form(r, "into") : request_query(r, "into"), bytes;
    d->token = form ? request_form(r, "token") : request_query(r, "token");
    d->name = form ? request_form(r, "name") : request_query(r, "name");
    *why = tr_both("这个文件已经导入过，或者放得太久，请重新选择文件。");
    if (into.len && !id_read(into, &d->into))
        return ERR_INPUT;
    if (!read_kept(v, d->token, &bytes))
        return ERR_MISSING;
    enum err e = import_read(v->arena, bytes, d->name, &d->file, why);
    if (e)
        return e;
    e = db_begin(v->site->app.db); /* one snapshot: others write meanwhile */
    if (!e)
        e = import_plan(v->arena, v->site->app.db, &d->file, d->into, v->today, &d->plan, why);
    db_rollback(v->site->app.db);
    return e;
}

static void tile(struct visit *v, struct value *list, struct str label, size_t count)
{
    struct value *row = value_row(list);
    value_text(row, "label", label);
    value_text(row, "value", str_f(v->arena, "%zu", count));
}

static void put_counts(struct visit *v, const struct import_plan *p)
{
    struct value *counts = value_rows(v->page, "counts"), *changes = value_rows(v->page, "changes");
    if (p->entries) {
        tile(v, counts, tr(v->lang, "登记簿的行"), p->entries);
    } else {
        tile(v, counts, tr(v->lang, "方面"), p->aspects);
        tile(v, counts, tr(v->lang, "问题"), p->problems);
        tile(v, counts, tr(v->lang, "措施"), p->measures);
    }
    tile(v, changes, tr(v->lang, "新增行"), p->added);
    tile(v, changes, tr(v->lang, "更新行"), p->updated);
    tile(v, changes, tr(v->lang, "没有变化的行"), p->unchanged);
    value_bool(v->page, "has_errors", p->errors > 0);
    value_bool(v->page, "has_doubts", p->doubts > 0);
    value_text(v->page, "error_count", str_f(v->arena, "%zu", p->errors));
    value_text(v->page, "doubt_count", str_f(v->arena, "%zu", p->doubts));
}

static struct str place(struct visit *v, struct str sheet, struct str cell)
{
    return str_f(v->arena, "%.*s%s%.*s", STR_ARG(sheet), sheet.len && cell.len ? " " : "", STR_ARG(cell));
}

/* Errors first: they are what has to be mended. */
static void put_notes(struct visit *v, const struct import_plan *p)
{
    struct value *list = value_rows(v->page, "notes");
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->n_notes && list->count < LISTED_MAX; i++) {
            const struct import_note *n = &p->notes[i];
            if (n->error != (pass == 0))
                continue;
            struct value *row = value_row(list);
            value_text(row, "place", place(v, n->sheet, n->cell));
            value_c(row, "colour", n->error ? "red" : "yellow");
            value_text(row, "severity", tr(v->lang, n->error ? "错误" : "疑问"));
            value_text(row, "said", sentence_in(n->say, v->lang));
        }
}

static void put_differences(struct visit *v, const struct import_plan *p)
{
    struct value *list = value_rows(v->page, "differences");
    for (size_t i = 0; i < p->n_changes && i < LISTED_MAX; i++) {
        const struct import_change *c = &p->changes[i];
        struct value *row = value_row(list);
        value_text(row, "place", place(v, c->sheet, c->cell));
        value_text(row, "field", import_column_word(c->column, c->field, v->lang));
        value_text(row, "before", c->before);
        value_text(row, "after", c->after);
    }
}

static void put_columns(struct visit *v, const struct import_plan *p)
{
    struct value *list = value_rows(v->page, "columns");
    for (size_t i = 0; i < p->n_columns; i++) {
        struct value *row = value_row(list);
        value_text(row, "place", place(v, p->columns[i].sheet, p->columns[i].cell));
        value_text(row, "heading", p->columns[i].heading);
        struct str word = import_column_word(p->columns[i].column, p->columns[i].field, v->lang);
        value_text(row, "field", word);
        value_bool(row, "known", word.len > 0);
    }
}

static void put_creates(struct visit *v, const struct import_plan *p)
{
    struct value *list = value_rows(v->page, "creates"), *items;
    const struct str *names[] = {p->units, p->people, &p->inspection_name};
    const size_t counts[] = {p->n_units, p->n_people, p->opens};
    const struct str words[] = {tr(v->lang, "单位"), tr(v->lang, "人员"), tr(v->lang, "巡视巡察")};
    for (size_t k = 0; k < 3; k++) {
        if (!counts[k])
            continue;
        struct value *row = value_row(list);
        value_text(row, "label", words[k]);
        items = value_rows(row, "items");
        for (size_t i = 0; i < counts[k]; i++)
            value_item(items, names[k][i]);
    }
}

static void put_samples(struct visit *v, const struct import_plan *p)
{
    struct value *list = value_rows(v->page, "sample");
    for (size_t i = 0; i < p->n_samples; i++) {
        struct value *row = value_row(list);
        value_text(row, "problem", p->samples[i].problem);
        value_text(row, "measure", p->samples[i].measure);
        value_text(row, "lead_unit", p->samples[i].lead_unit);
        value_text(row, "due", p->samples[i].due);
    }
}

static struct response *draw_preview(struct visit *v, const struct draft *d)
{
    struct inspection i = {0};
    bool named = d->into && !site_load(v, KIND_INSPECTION, d->into, &i);
    put_counts(v, &d->plan);
    put_notes(v, &d->plan);
    put_differences(v, &d->plan);
    put_columns(v, &d->plan);
    put_creates(v, &d->plan);
    put_samples(v, &d->plan);
    value_text(v->page, "file", d->name);
    value_text(v->page, "token", d->token);
    value_text(v->page, "into", d->into ? id_str(v, d->into) : STR(""));
    value_text(v->page, "round", named ? i.name : d->plan.inspection_name);
    value_bool(v->page, "may_confirm", !d->plan.errors && d->plan.count);
    value_bool(v->page, "nothing_new", !d->plan.errors && !d->plan.count);
    site_title(v, tr(v->lang, "导入"), "");
    return site_render(v, "import_preview");
}

static struct response *preview(struct visit *v, bool form)
{
    struct draft *d = arena_alloc(v->arena, sizeof *d);
    struct sentence why;
    enum err e = plan(v, form, d, &why);
    return e ? file_again(v, e == ERR_MISSING ? ERR_STALE : e, why) : draw_preview(v, d);
}

struct response *import_preview(struct visit *v) { return preview(v, false); }

/* ---- step three: entering it ----------------------------------------------------------------- */

/* Drawn when the core said no: the whole file is as it was, nothing entered. */
struct response *import_confirm_page(struct visit *v)
{
    const struct draft *d = v->own;
    if (d && v->answer)
        v->outcome.say = import_refused(v->arena, &d->plan, v->answer->failed, &v->answer->list[v->answer->failed]);
    return d ? draw_preview(v, d) : preview(v, true);
}

struct response *import_prepare(struct visit *v)
{
    struct draft *d = arena_alloc(v->arena, sizeof *d);
    struct sentence why;
    enum err e = plan(v, true, d, &why);
    if (e)
        return file_again(v, e == ERR_MISSING ? ERR_STALE : e, why);
    v->own = d;
    if (d->plan.errors || !d->plan.count)
        return draw_preview(v, d);
    struct submission *list = arena_alloc(v->arena, d->plan.count * sizeof *list);
    for (size_t i = 0; i < d->plan.count; i++)
        list[i] = d->plan.submissions[i];
    v->asking = (struct asking){.count = d->plan.count, .list = list};
    return NULL;
}

struct response *import_done(struct visit *v)
{
    const struct draft *d = v->own;
    const struct import_plan *p = &d->plan;
    unlink(str_z(v->arena, kept_path(v, d->token)));
    struct response *r = site_redirect(v, "/import?added=%zu&updated=%zu&unchanged=%zu", p->added, p->updated, p->unchanged);
    if (p->opens) /* look at what was just entered */
        response_cookie(v->request, r, "inspection", id_str(v, p->inspection), 0, v->site->secure);
    return r;
}
