/* import_help.c: see import_help.h. */
#include "tests/app/import_help.h"

#include <zip.h>

struct import_plan plan_of(struct desk *d, struct str bytes, const char *name, int64_t inspection)
{
    struct import_file file;
    struct import_plan plan;
    struct sentence why = {0};
    enum err e = import_read(&d->arena, bytes, str_c(name), &file, &why);
    if (!e)
        e = import_plan(&d->arena, d->app.db, &file, inspection, TODAY, &plan, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.zh));
    CHECK(!e);
    return plan;
}

struct import_plan plan_csv(struct desk *d, const char *text, int64_t inspection)
{
    return plan_of(d, str_c(text), "台账.csv", inspection);
}

void enter(struct desk *d, const struct import_plan *p)
{
    size_t failed;
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .now_us = d->now_us += 60000000};
    struct outcome *out = arena_alloc(&d->arena, (p->count + 1) * sizeof *out);
    if (p->errors)
        show_notes(p);
    CHECK(!p->errors);
    enum err e = app_submit_all(&ctx, p->submissions, p->count, out, &failed);
    if (e)
        fprintf(stderr, "%.*s %s: %.*s\n", STR_ARG(p->places[failed]),
                command_types[p->submissions[failed].type].wire, STR_ARG(out[failed].say.zh));
    CHECK(!e);
}

int64_t only_inspection(struct desk *d)
{
    struct stmt *s;
    bool row = false;
    CHECK(!db_stmt(d->app.db, "SELECT id FROM inspection", &s));
    CHECK(!stmt_step(s, &row) && row);
    int64_t id = stmt_get_int(s, 0);
    CHECK(!stmt_step(s, &row) && !row);
    stmt_done(s);
    return id;
}

struct ledger ledger_of(struct desk *d, int64_t inspection)
{
    struct ledger l;
    CHECK(!ledger_load(d->app.db, &d->arena, inspection, TODAY, &l));
    return l;
}

const struct import_note *note_at(const struct import_plan *p, const char *cell, const char *words)
{
    for (size_t i = 0; i < p->n_notes; i++) {
        const struct import_note *n = &p->notes[i];
        if ((!cell || str_is(n->cell, cell)) && str_find(n->say.zh, str_c(words)) != SIZE_MAX && n->say.en.len)
            return n;
    }
    return NULL;
}

void show_notes(const struct import_plan *p)
{
    for (size_t i = 0; i < p->n_notes; i++)
        fprintf(stderr, "%s %.*s %.*s\n", p->notes[i].error ? "error" : "doubt", STR_ARG(p->notes[i].cell), STR_ARG(p->notes[i].say.zh));
}

static void add(zip_t *zip, const char *name, struct str text)
{
    zip_source_t *s = zip_source_buffer(zip, text.ptr, text.len, 0);
    CHECK(s && zip_file_add(zip, name, s, ZIP_FL_ENC_UTF_8) >= 0);
}

static struct str book(struct arena *a, const char *rows, const char *after, const char *other, bool hidden)
{
    static const char second[] = "<Relationship Id=\"rId8\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet2.xml\"/>";
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    CHECK(zip);
    zip_source_keep(to);
    struct str sheet = !other ? STR("") : str_f(a, "<sheet name=\"旧版\" sheetId=\"2\"%s r:id=\"rId8\"/>", hidden ? " state=\"hidden\"" : "");
    add(zip, "_rels/.rels", STR("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
    add(zip, "xl/workbook.xml", str_f(a, "<workbook xmlns:r=\"r\"><sheets><sheet name=\"清单\" sheetId=\"1\" r:id=\"rId7\"/>%.*s</sheets></workbook>", STR_ARG(sheet)));
    add(zip, "xl/_rels/workbook.xml.rels", str_f(a, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>%s</Relationships>", other ? second : ""));
    add(zip, "xl/worksheets/sheet1.xml", str_f(a, "<worksheet><sheetData>%s</sheetData>%s</worksheet>", rows, after));
    if (other)
        add(zip, "xl/worksheets/sheet2.xml", str_f(a, "<worksheet><sheetData>%s</sheetData></worksheet>", other));
    CHECK(zip_close(zip) == 0);
    zip_stat_t st;
    CHECK(zip_source_open(to) == 0 && zip_source_stat(to, &st) == 0);
    char *p = arena_alloc(a, st.size + 1);
    CHECK(zip_source_read(to, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(to);
    zip_source_free(to);
    return (struct str){p, st.size};
}

struct str book_by_hand(struct arena *a, const char *rows, const char *after)
{
    return book(a, rows, after, NULL, false);
}

struct str books_by_hand(struct arena *a, const char *rows, const char *other, bool hidden)
{
    return book(a, rows, "", other, hidden);
}
