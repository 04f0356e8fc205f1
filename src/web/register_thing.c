/* register_thing.c: one thing of a register: what it says, what may be done, what stands under it, its history. See
 * register.h. */
#include "web/register.h"

#include "app/store.h"
#include "base/hash.h"
#include "base/time.h"
#include "web/entries.h"
#include "web/pages.h"

#include <string.h>

enum { CHILDREN_SHOWN = 20 };

/* ---- for `extra` functions ---------------------------------------------------------------------------------- */

static struct value *list_of(struct visit *v, const char *name)
{
    const struct value *there = value_find(v->page, str_c(name), value_hash(str_c(name)));
    return there ? (struct value *)(uintptr_t)there : value_rows(v->page, name);
}

struct value *register_section(struct visit *v, struct str title)
{
    struct value *section = value_row(list_of(v, "sections"));
    value_text(section, "title", title);
    return value_rows(section, "lines");
}

void register_line(struct value *section, struct str text, struct str url, struct str side)
{
    struct value *row = value_row(section);
    value_text(row, "text", text);
    value_text(row, "url", url);
    value_text(row, "side", side);
}

void register_link(struct visit *v, struct str label, struct str url)
{
    struct value *row = value_row(list_of(v, "links"));
    value_text(row, "label", label);
    value_text(row, "url", url);
}

void register_fact(struct visit *v, struct str label, struct str text, struct str url)
{
    struct value *row = value_row(list_of(v, "facts"));
    value_text(row, "label", label);
    value_text(row, "text", text);
    value_text(row, "url", url);
}

void register_crumb(struct visit *v, struct str label, struct str url)
{
    struct value *row = value_row(list_of(v, "crumbs"));
    value_text(row, "label", label);
    value_text(row, "url", url);
}

/* ---- what stands under it ------------------------------------------------------------------------------------- */

struct drawing {
    struct visit *v;
    struct register_table t;
    struct value *rows;
};

static enum err draw_row(void *arg, const void *state)
{
    struct drawing *d = arg;
    register_row_put(d->v, &d->t, d->rows, state);
    return ERR_NONE;
}

static void put_heads(struct visit *v, const struct register_table *t, struct value *heads)
{
    for (size_t i = 0; i < t->count; i++)
        value_item(heads, str_c(v->lang == LANG_ZH ? t->columns[i]->zh : t->columns[i]->en));
    if (t->states)
        value_item(heads, tr(v->lang, "状态"));
}

/* One section; none where there is nothing and nothing may be added. */
static enum err put_child(struct visit *v, const struct register_info *info, const struct field *f,
                          int64_t id, int64_t round)
{
    struct register_query q = register_query_plain(info, 0);
    struct value *spare = value_map(v->arena), *acts = value_rows(spare, "acts");
    int64_t total;
    q.under = f;
    q.parent = id;
    q.limit = CHILDREN_SHOWN;
    enum err e = register_count(v, &q, &total, NULL);
    if (!e)
        e = register_new_acts(v, info, f, id, round, acts);
    if (e || (!total && !acts->count))
        return e;
    struct value *section = value_row(list_of(v, "children"));
    struct drawing d = {v, register_table_of(info, f), NULL};
    struct str all = str_f(v->arena, "/r/%s?%s=%.*s", kinds[info->kind].name, f->name, STR_ARG(id_str(v, id)));
    value_text(section, "title", register_title(info, v->lang));
    value_text(section, "total", str_f(v->arena, "%lld", (long long)total));
    value_text(section, "all_url", total > CHILDREN_SHOWN ? all : STR(""));
    value_list(section, "acts", acts);
    put_heads(v, &d.t, value_rows(section, "heads"));
    d.rows = value_rows(section, "rows");
    return register_each(v, &q, draw_row, &d);
}

enum err register_children(struct visit *v, enum kind kind, const void *state)
{
    int64_t id = ((const struct thing *)state)->id, round = register_round(kind, state);
    enum err e = ERR_NONE;
    list_of(v, "children");
    for (size_t i = 0; i < registers_count && !e; i++) {
        const struct register_info *info = &registers[i];
        struct str rest = str_c(info->parents), part;
        while (!e && info->parents && rest.ptr && str_cut(&rest, ' ', &part)) {
            const struct field *f = record_field(kinds[info->kind].record, part);
            if (f && f->type == FIELD_ID && f->refers == 1 + (int)kind && entries_may_read(v, info->kind))
                e = put_child(v, info, f, id, round);
        }
    }
    return e;
}

/* ---- the thing --------------------------------------------------------------------------------------------------- */

/* Things of a list, each with its page; units and people are told in one line. */
static bool is_list(const struct field *f)
{
    return f->type == FIELD_IDS && f->refers != 1 + KIND_UNIT && f->refers != 1 + KIND_PERSON;
}

static void put_list(struct visit *v, struct str label, const struct field *f, const void *state)
{
    struct value *row = value_row(list_of(v, "facts")), *items = value_rows(row, "items");
    value_text(row, "label", label);
    value_c(row, "text", "");
    value_c(row, "url", "");
    size_t count = field_ids(f, state)->count;
    value_text(row, "more", count > CHILDREN_SHOWN ? str_f(v->arena, v->lang == LANG_ZH ? "…共 %zu 项" : "… %zu in all", count) : STR(""));
    for (size_t i = 0; i < count && i < CHILDREN_SHOWN; i++) {
        struct value *item = value_row(items);
        struct str url;
        value_text(item, "text", entries_name(v, f, field_ids(f, state)->list[i], &url));
        value_text(item, "url", url);
    }
}

/* The page of what is named; the file a SHA-256 names, where its own register keeps one. */
static struct str fact_url(struct visit *v, enum kind kind, const struct field *f, const void *state)
{
    struct str url = STR(""), id = id_str(v, ((const struct thing *)state)->id);
    if (f->type == FIELD_ID && f->refers > 0)
        entries_title(v, (enum kind)(f->refers - 1), *field_int(f, state), &url);
    if (f->type == FIELD_HASH && !strcmp(f->name, "sha256"))
        return str_f(v->arena, "/r/%s/%.*s/file", kinds[kind].name, STR_ARG(id));
    return url;
}

static void put_facts(struct visit *v, enum kind kind, const void *state)
{
    const struct record *r = kinds[kind].record;
    struct value *texts = list_of(v, "texts");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        bool own = !strcmp(f->name, "id") || !strcmp(f->name, "seq") || !strcmp(f->name, "head") || !strcmp(f->name, "state");
        if (own || field_empty(f, state) || f->flags & FIELD_SECRET)
            continue;
        struct str label = str_c(v->lang == LANG_ZH ? f->zh : f->en);
        if (is_list(f)) {
            put_list(v, label, f, state);
            continue;
        }
        struct str text = entries_value(v, f, state);
        if (f->type == FIELD_TEXT && f->flags & FIELD_LONG) {
            struct value *row = value_row(texts);
            value_text(row, "label", label);
            value_text(row, "text", text);
        } else {
            register_fact(v, label, text, fact_url(v, kind, f, state));
        }
    }
}

static void put_title(struct visit *v, const struct register_info *info, const struct thing *t)
{
    const struct choice *states = kinds[info->kind].states;
    struct str url, title = entries_title(v, info->kind, t->id, &url), kind = register_title(info, v->lang);
    register_crumb(v, tr(v->lang, "登记簿"), STR("/registers"));
    register_crumb(v, kind, str_f(v->arena, "/r/%s", kinds[info->kind].name));
    register_crumb(v, title.len ? title : id_str(v, t->id), STR(""));
    site_title(v, title.len ? title : kind, "");
    value_text(v->page, "heading", title.len ? title : str_f(v->arena, "%.*s %.*s", STR_ARG(kind), STR_ARG(id_str(v, t->id))));
    value_text(v->page, "kind", kind);
    value_text(v->page, "id", id_str(v, t->id));
    value_text(v->page, "state", states && states != no_states ? choice_word(states, t->state, v->lang) : STR(""));
    value_text(v->page, "receipt_url", str_f(v->arena, "/log/%lld/receipt", (long long)t->seq));
}

static struct response *draw(struct visit *v, const struct register_info *info, const struct thing *t)
{
    struct value *acts = value_rows(v->page, "acts");
    list_of(v, "facts");
    list_of(v, "sections");
    list_of(v, "links");
    put_title(v, info, t);
    put_facts(v, info->kind, t);
    enum err e = register_do_acts(v, info, t, acts);
    if (!e && info->extra)
        e = info->extra(v, t);
    if (!e)
        e = register_children(v, info->kind, t);
    if (!e)
        e = entries_history(v, t->id);
    return e ? site_database_failed(v, e) : site_render(v, "register_thing");
}

/* The row of /r/KIND/ID and its thing; an answer to give instead, or NULL. */
static struct response *find(struct visit *v, const struct register_info **info, struct thing **t)
{
    enum kind kind;
    *info = kind_find(v->part[0], &kind) ? register_of(kind) : NULL;
    if (!*info || !entries_may_read(v, kind))
        return site_missing(v);
    *t = arena_alloc(v->arena, kinds[kind].record->size);
    enum err e = site_load(v, kind, v->id[1], *t);
    if (e && e != ERR_MISSING)
        return site_database_failed(v, e);
    return e || !register_may_see(v, kind, *t) ? site_missing(v) : NULL;
}

struct response *register_thing(struct visit *v)
{
    const struct register_info *info;
    struct thing *t;
    struct response *no = find(v, &info, &t);
    return no ? no : draw(v, info, t);
}

struct response *register_file(struct visit *v)
{
    const struct register_info *info;
    struct thing *t;
    struct response *no = find(v, &info, &t);
    if (no)
        return no;
    const struct record *r = kinds[info->kind].record;
    const struct field *sha = record_field(r, STR("sha256")), *name = record_field(r, STR("name"));
    if (!sha || sha->type != FIELD_HASH || !field_str(sha, t)->len || !store_has(v->site->app.dir, *field_str(sha, t)))
        return site_missing(v);
    struct str path = str_c(store_path(v->arena, v->site->app.dir, *field_str(sha, t)));
    struct str filename = name && name->type == FIELD_TEXT && field_str(name, t)->len ? *field_str(name,
                                                                                                   t)
                                                                                      : id_str(v, t->id);
    return response_file(v->request, path, "application/octet-stream", filename);
}
