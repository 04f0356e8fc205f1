/* register_form.c: the form of any command of a registered kind, and what it sends. See register.h. */
#include "web/register.h"

#include "app/store.h"
#include "base/hash.h"
#include "view/table.h"
#include "web/entries.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

enum { SKIP_BYTES_MAX = 4096,
       HIDDEN_MAX = 16 };

/* ---- which command -------------------------------------------------------------------------------------------- */

static struct str word_of(enum command_type type)
{
    struct str rest = str_c(command_types[type].wire), kind;
    str_cut(&rest, '.', &kind);
    return rest;
}

static bool has_word(const char *words, struct str word)
{
    struct str rest = str_c(words), part;
    while (words && rest.ptr && str_cut(&rest, ' ', &part))
        if (str_eq(part, word))
            return true;
    return false;
}

static bool holds_secret(const struct record *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->fields[i].flags & FIELD_SECRET)
            return true;
    return false;
}

/* Whether TYPE has a form here for this visitor. */
static bool offered(const struct visit *v, const struct register_info *info, enum command_type type, bool new_one)
{
    const struct command_info *c = &command_types[type];
    uint64_t from = new_one ? c->from & FROM_NEW : c->from & ~FROM_NEW;
    return c->kind == info->kind && from && v->ctx.env.actor.roles & c->roles && !holds_secret(c->payload) &&
           !has_word(info->elsewhere, word_of(type));
}

bool register_command(const struct visit *v, enum kind kind, struct str word, bool new_one, enum command_type *type)
{
    const struct register_info *info = register_of(kind);
    for (int t = 0; info && t < COMMAND_COUNT; t++) {
        if (!offered(v, info, (enum command_type)t, new_one) || !str_eq(word, word_of((enum command_type)t)))
            continue;
        *type = (enum command_type)t;
        return true;
    }
    return false;
}

static const struct register_word *words_for(enum command_type type)
{
    static const struct register_word none;
    for (size_t i = 0; i < register_words_count; i++)
        if (register_words[i].command == type)
            return &register_words[i];
    return &none;
}

/* ---- buttons ---------------------------------------------------------------------------------------------------- */

/* A thing that is not there yet, knowing what it will stand under, so that its facts can be fetched. */
static struct thing *seed(struct visit *v, enum kind kind, const struct field *under, int64_t parent,
                          int64_t inspection)
{
    const struct record *r = kinds[kind].record;
    const struct field *round = record_field(r, STR("inspection"));
    struct thing *t = arena_alloc(v->arena, r->size);
    if (round && round->type == FIELD_ID)
        *field_int(round, t) = inspection;
    if (under)
        *field_int(under, t) = parent;
    return t;
}

enum err register_new_acts(struct visit *v, const struct register_info *info, const struct field *field, int64_t parent,
                           int64_t inspection, struct value *acts)
{
    enum err e = ERR_NONE;
    for (int t = 0; t < COMMAND_COUNT && !e; t++) {
        enum command_type type = (enum command_type)t;
        if (!offered(v, info, type, true) || (field && !record_field(command_types[type].payload, str_c(field->name))))
            continue;
        struct str word = word_of(type), url = str_f(v->arena, "/r/%s/new?do=%.*s", kinds[info->kind].name, STR_ARG(word));
        if (field)
            url = str_f(v->arena, "%.*s&%s=%.*s", STR_ARG(url), field->name, STR_ARG(id_str(v, parent)));
        e = site_act(v, acts, type, 0, seed(v, info->kind, field, parent, inspection), url, !acts->count);
    }
    return e;
}

/* Steps that end or undo something are not what most people come for: never the main button. */
static bool undoes(enum command_type type)
{
    return has_word("void strike withdraw cancel abolish erase stop", word_of(type));
}

enum err register_do_acts(struct visit *v, const struct register_info *info, const void *state, struct value *acts)
{
    enum err e = ERR_NONE;
    struct str id = id_str(v, ((const struct thing *)state)->id);
    for (int t = 0; t < COMMAND_COUNT && !e; t++) {
        enum command_type type = (enum command_type)t;
        if (!offered(v, info, type, false))
            continue;
        struct str word = word_of(type);
        struct str url = str_f(v->arena, "/r/%s/%.*s/do/%.*s", kinds[info->kind].name, STR_ARG(id), STR_ARG(word));
        e = site_act(v, acts, type, ((const struct thing *)state)->id, state, url, !acts->count && !undoes(type));
    }
    return e;
}

/* ---- what a form is about
 * ----------------------------------------------------------------------------------------- */

/* One visit of a form, by GET or by POST: which command, about what, and which fields are not asked for. */
struct form {
    const struct register_info *info;
    enum command_type type;
    const struct command_info *command;
    struct thing *state;        /* the thing it changes, or the seed of a new one */
    void *payload;              /* what the form begins with */
    const struct thing *parent; /* what a new thing stands under; NULL for none */
    enum kind parent_kind;
    const struct field *hidden[HIDDEN_MAX]; /* of the payload: said by the address, not by the form */
    size_t hidden_count;
};

static void hide(struct form *f, const struct field *field)
{
    if (f->hidden_count < HIDDEN_MAX)
        f->hidden[f->hidden_count++] = field;
}

static bool is_hidden(const struct form *f, struct str name)
{
    for (size_t i = 0; i < f->hidden_count; i++)
        if (str_is(name, f->hidden[i]->name))
            return true;
    return false;
}

static bool is_file(const struct field *f) { return f->type == FIELD_HASH && !strcmp(f->name, "sha256"); }

static bool has_file(const struct record *r)
{
    const struct field *f = record_field(r, STR("sha256"));
    return f && is_file(f);
}

/* A thing the address names; NULL when this visitor may not see it or there is none. */
static struct thing *named(struct visit *v, enum kind kind, int64_t id)
{
    struct thing *t = arena_alloc(v->arena, kinds[kind].record->size);
    return site_load(v, kind, id, t) || !register_may_see(v, kind, t) ? NULL : t;
}

/* What ?PARENT=ID and ?FIELD=VALUE say of a new thing; false when it names what is not there. */
static bool take_address(struct visit *v, struct form *f)
{
    const struct record *r = f->command->payload, *own = kinds[f->info->kind].record;
    for (size_t i = 0; i < v->request->query_count; i++) {
        const struct pair *p = &v->request->query[i];
        const struct field *field = record_field(r, p->key);
        int64_t id;
        if (!field || str_is(p->key, "inspection") || field->flags & FIELD_SECRET || !p->value.len)
            continue;
        if (field->type != FIELD_ID) {
            if (!field_read(field, v->arena, p->value, f->payload))
                return false;
            continue;
        }
        struct thing *t = id_read(p->value, &id) && field->refers > 0 ? named(v,
                                                                              (enum kind)(field->refers - 1), id)
                                                                      : NULL;
        if (!t)
            return false;
        const struct field *same = record_field(own, p->key);
        *field_int(field, f->payload) = id;
        if (same && same->type == FIELD_ID)
            *field_int(same, f->state) = id;
        hide(f, field);
        f->parent = t;
        f->parent_kind = (enum kind)(field->refers - 1);
        int64_t round = register_round(f->parent_kind, t);
        if (round)
            v->inspection = round;
    }
    return true;
}

/* The round is the one looked at, or that of the thing. */
static void take_round(struct visit *v, struct form *f, bool new_one)
{
    const struct field *to = record_field(f->command->payload, STR("inspection")),
                       *from = record_field(kinds[f->info->kind].record, STR("inspection"));
    int64_t round = new_one || !from ? v->inspection : *field_int(from, f->state);
    if (new_one && from && from->type == FIELD_ID)
        *field_int(from, f->state) = v->inspection;
    if (!to || to->type != FIELD_ID || !round)
        return;
    *field_int(to, f->payload) = round;
    hide(f, to);
}

/* The next free number of the round, for kinds that count. */
static enum err take_number(struct visit *v, struct form *f)
{
    const struct record *own = kinds[f->info->kind].record;
    const struct field *to = record_field(f->command->payload, STR("number")), *from = record_field(own, STR("number"));
    bool rounds = record_field(own, STR("inspection")) != NULL, row = false;
    struct stmt *s;
    if (!to || !from || to->type != FIELD_INT || from->type != FIELD_INT || *field_int(to, f->payload))
        return ERR_NONE;
    struct str sql = str_f(v->arena, "SELECT coalesce(max(k.number), 0) + 1 FROM %s k WHERE %s ?1", own->name, rounds ? "k.inspection =" : "0 <=");
    enum err e = db_stmt_text(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    e = stmt_step(s, &row);
    if (!e && row)
        *field_int(to, f->payload) = stmt_get_int(s, 0);
    stmt_done(s);
    return e;
}

static bool prefills(enum command_type type)
{
    return words_for(type)->prefill || has_word("change edit note correct", word_of(type));
}

static enum err begin_with(struct visit *v, struct form *f)
{
    const struct record *to = f->command->payload, *from = kinds[f->info->kind].record;
    for (size_t i = 0; i < to->count && prefills(f->type); i++) {
        const struct field *dst = &to->fields[i], *src = record_field(from, str_c(dst->name));
        bool same = src && src->type == dst->type;
        if (same && !field_read(dst, v->arena, field_wire(v->arena, src, f->state), f->payload))
            return ERR_CORRUPT;
    }
    return ERR_NONE;
}

/* Finds out what the visited address asks for. Returns an answer to give instead, or NULL. */
static struct response *find(struct visit *v, bool new_one, struct form *f)
{
    enum kind kind;
    *f = (struct form){.info = kind_find(v->part[0], &kind) ? register_of(kind) : NULL};
    struct str word = new_one ? request_query(v->request, "do") : v->part[2];
    if (!f->info || !entries_may_read(v, kind) || !register_command(v, kind, word, new_one, &f->type))
        return site_missing(v);
    f->command = &command_types[f->type];
    f->state = new_one ? seed(v, kind, NULL, 0, 0) : named(v, kind, v->id[1]);
    f->payload = arena_alloc(v->arena, f->command->payload->size);
    if (!f->state || (new_one && !take_address(v, f)))
        return site_missing(v);
    enum err e = begin_with(v, f);
    take_round(v, f, new_one);
    if (!e && new_one)
        e = take_number(v, f);
    return e ? site_database_failed(v, e) : NULL;
}

/* ---- the form
 * -------------------------------------------------------------------------------------------------------- */

static void put_lines(struct value *list, const char *lines)
{
    struct str rest = str_c(lines), line;
    while (lines && rest.ptr && str_cut(&rest, '\n', &line))
        value_item(list, line);
}

/* What the form is about: the thing, or what a new one stands under. */
static void put_subject(struct visit *v, const struct form *f, bool new_one, struct str *back)
{
    enum kind kind = new_one ? f->parent_kind : f->info->kind;
    const struct thing *t = new_one ? f->parent : f->state;
    struct str url = STR("");
    *back = str_f(v->arena, "/r/%s", kinds[f->info->kind].name);
    if (!t)
        return;
    struct str title = entries_title(v, kind, t->id, &url);
    if (url.len)
        *back = url;
    struct value *map = value_sub(v->page, "subject");
    value_c(map, "label", v->lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en);
    value_text(map, "text", title.len ? title : id_str(v, t->id));
    value_text(map, "url", url.len ? url : *back);
}

static void put_fields(struct visit *v, const struct form *f)
{
    struct buf skip = buf_new(v->arena, SKIP_BYTES_MAX);
    buf_c(&skip, "none");
    for (size_t i = 0; i < f->hidden_count; i++)
        buf_f(&skip, " %s", f->hidden[i]->name);
    buf_c(&skip, has_file(f->command->payload) ? " size media" : "");
    site_fields(v, value_rows(v->page, "fields"), f->command->payload, f->payload, str_z(v->arena, buf_view(&skip)));
}

static struct response *draw(struct visit *v, const struct form *f, bool new_one)
{
    const struct register_word *w = words_for(f->type);
    bool zh = v->lang == LANG_ZH;
    struct str back, heading = str_c(zh ? f->command->zh : f->command->en);
    const char *path = str_z(v->arena, v->request->path);
    put_subject(v, f, new_one, &back);
    struct response *no = action_refused(v, f->type, new_one ? 0 : f->state->id, f->state, back);
    if (no)
        return no;
    put_fields(v, f);
    site_title(v, heading, "narrow");
    site_form(v, new_one ? NULL : f->state);
    value_text(v->page, "heading", heading);
    value_c(v->page, "lead", zh ? w->lead_zh : w->lead_en);
    value_text(v->page, "action", new_one && v->inspection ? matter_url(v, path, "inspection", id_str(v, v->inspection)) : str_c(path));
    value_text(v->page, "next", new_one && f->parent && f->parent_kind != KIND_INSPECTION ? back : STR(""));
    put_lines(value_rows(v->page, "rules"), zh ? w->rules_zh : w->rules_en);
    value_text(v->page, "submit", heading);
    value_text(v->page, "back_url", back);
    value_c(v->page, "confirm", zh ? w->confirm_zh : w->confirm_en);
    value_bool(v->page, "files", has_file(f->command->payload));
    return site_render(v, "action");
}

/* Several ways to begin: which one? */
static struct response *choose(struct visit *v, const struct register_info *info)
{
    struct value *acts = value_rows(v->page, "acts");
    enum err e = register_new_acts(v, info, NULL, 0, v->inspection, acts);
    if (e)
        return site_database_failed(v, e);
    if (!acts->count)
        return site_missing(v);
    site_title(v, register_title(info, v->lang), "narrow");
    value_text(v->page, "heading", register_title(info, v->lang));
    value_c(v->page, "lead", v->lang == LANG_ZH ? info->about_zh : info->about_en);
    value_text(v->page, "back_url", str_f(v->arena, "/r/%s", kinds[info->kind].name));
    return site_render(v, "register_new");
}

/* The only creating command, so that /r/KIND/new is enough; false where there are several or none. */
static bool only_command(struct visit *v, const struct register_info *info, enum command_type *type)
{
    int n = 0;
    for (int t = 0; t < COMMAND_COUNT; t++)
        if (offered(v, info, (enum command_type)t, true)) {
            *type = (enum command_type)t;
            n++;
        }
    return n == 1;
}

struct response *register_new_form(struct visit *v)
{
    enum kind kind;
    enum command_type type;
    struct form f;
    const struct register_info *info = kind_find(v->part[0], &kind) ? register_of(kind) : NULL;
    if (!info || !entries_may_read(v, kind))
        return site_missing(v);
    if (!request_query(v->request, "do").len) {
        if (!only_command(v, info, &type))
            return choose(v, info);
        return site_redirect(v, "%.*s", STR_ARG(matter_url(v, str_z(v->arena, v->request->path), "do", word_of(type))));
    }
    struct response *instead = find(v, true, &f);
    return instead ? instead : draw(v, &f, true);
}

struct response *register_act_form(struct visit *v)
{
    struct form f;
    struct response *instead = find(v, false, &f);
    return instead ? instead : draw(v, &f, false);
}

/* ---- what is sent
 * ------------------------------------------------------------------------------------------------------ */

struct sending {
    struct pair *list;
    size_t count;
};

static void put_pair(struct sending *s, const char *key,
                     struct str value) { s->list[s->count++] = (struct pair){str_c(key), value}; }

static struct response *again(struct visit *v, struct sentence say, enum err e)
{
    v->err = e;
    v->outcome = (struct outcome){.say = say};
    return v->route->show(v);
}

/* The name a browser gave, without folders and control characters. */
static struct str clean_name(struct visit *v, struct str name)
{
    struct buf b = buf_new(v->arena, 4096);
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\') {
            name = str_sub(name, i + 1, name.len);
            break;
        }
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] >= 0x20 && name.ptr[i] != 0x7f)
            buf_put(&b, name.ptr + i, 1);
    return b.len ? utf8_clip(buf_view(&b), 100) : STR("file");
}

/* The file a form carries: kept in the store, its SHA-256 and what is known of it become fields. Only after the rules
 * said that this person may take the step: who may not leaves no file behind. */
static struct response *take_file(struct visit *v, const struct form *f, struct sending *s)
{
    const struct record *r = f->command->payload;
    const struct upload *u = &v->request->files[0];
    struct facts facts;
    if (!has_file(r) || !v->request->file_count || !u->size)
        return NULL;
    if (v->request->file_count > 1)
        return again(v, tr_both("一次只能选一个文件，请重新选择。"), ERR_INPUT);
    enum err e = facts_for(&v->ctx, f->type, f->state->head.len ? f->state->id : 0, f->state, &facts);
    if (e)
        return site_database_failed(v, e);
    enum refusal no = command_may(f->type, f->state, &facts, &v->ctx.env);
    if (no)
        return site_error(v, ERR_REFUSED, refusals[no]);
    struct str sha = hash_text(v->arena, &u->hash);
    if (store_take(v->arena, v->site->app.dir, u->path.ptr, sha))
        return again(v, tr_both("服务器没能保存文件，可能是磁盘已满；没有登记，请告诉系统管理员。"), ERR_IO);
    put_pair(s, "sha256", sha);
    const struct field *name = record_field(r, STR("name"));
    if (name && name->type == FIELD_TEXT && !str_trim(request_form(v->request, "name")).len)
        put_pair(s, "name", clean_name(v, u->filename));
    if (record_field(r, STR("size")))
        put_pair(s, "size", str_f(v->arena, "%lld", (long long)u->size));
    if (record_field(r, STR("media")))
        put_pair(s, "media", STR("application/octet-stream"));
    return NULL;
}

/* The form's pairs; what the address says is not taken from the form. */
static struct response *prepare(struct visit *v, bool new_one)
{
    struct form f;
    struct request *r = v->request;
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct sending send = {.list = arena_alloc(v->arena, (r->form_count + HIDDEN_MAX + 4) * sizeof *send.list)};
    struct response *instead = find(v, new_one, &f);
    if (instead)
        return instead;
    for (size_t i = 0; i < r->form_count; i++) {
        struct str key = r->form[i].key;
        bool file = has_file(f.command->payload) && (str_is(key, "sha256") || str_is(key, "size") || str_is(key, "media"));
        if (key.len && key.ptr[0] != '_' && !is_hidden(&f, key) && !file)
            send.list[send.count++] = r->form[i];
    }
    for (size_t i = 0; i < f.hidden_count; i++)
        put_pair(&send, f.hidden[i]->name, field_wire(v->arena, f.hidden[i], f.payload));
    instead = take_file(v, &f, &send);
    if (instead)
        return instead;
    *s = (struct submission){.type = f.type,
                             .id = new_one ? 0 : f.state->id,
                             .pairs = send.list,
                             .count = send.count,
                             .command = request_form(r, "_command"),
                             .drawn_at = -1};
    if (new_one || !str_int(request_form(r, "_drawn"), &s->drawn_at))
        s->drawn_at = -1;
    v->asking = (struct asking){.count = 1, .list = s};
    return NULL;
}

struct response *register_new_prepare(struct visit *v) { return prepare(v, true); }
struct response *register_act_prepare(struct visit *v) { return prepare(v, false); }

/* To where the form says, else to the thing; to a page they may see when that is not for them. */
struct response *register_done(struct visit *v)
{
    const struct command_info *c = &command_types[v->asking.list[0].type];
    struct str next = request_form(v->request, "_next");
    struct thing *t = named(v, c->kind, v->answer->list[0].subject);
    if (path_is_ours(next) && str_find(next, STR("\n")) == SIZE_MAX && str_find(next, STR("\r")) == SIZE_MAX)
        return site_redirect(v, "%.*s%sdone=%s", STR_ARG(next), memchr(next.ptr, '?', next.len) ? "&" : "?", c->wire);
    if (t && register_of(c->kind))
        return site_redirect(v, "%.*s?done=%s", STR_ARG(register_url(v, c->kind, t)), c->wire);
    struct str list = str_f(v->arena, "/r/%s", kinds[c->kind].name);
    return site_redirect(v, "%s?done=%s", entries_may_read(v, c->kind) ? str_z(v->arena, list) : "/", c->wire);
}
