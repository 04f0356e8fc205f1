/* form.c: buttons and forms drawn from the tables of commands and records. See site.h. */
#include "web/site.h"

#include "app/export_rows.h"
#include "view/table.h"
#include "web/register.h"

#include <stdlib.h>
#include <string.h>

enum err site_act(struct visit *v, struct value *acts, enum command_type type, int64_t id,
                  const void *state, struct str url, bool main)
{
    const struct command_info *c = &command_types[type];
    struct facts facts;
    if (!(v->ctx.env.actor.roles & c->roles)) /* not this person's work: no button at all */
        return ERR_NONE;
    enum err e = facts_for(&v->ctx, type, id, state, &facts);
    if (e)
        return e;
    enum refusal no = command_may(type, state, &facts, &v->ctx.env);
    if (no == REFUSED_STATE || no == REFUSED_VOID_NONE || no == REFUSED_ASK_NONE)
        return ERR_NONE;
    struct value *row = value_row(acts);
    value_c(row, "label", v->lang == LANG_ZH ? c->zh : c->en);
    value_text(row, "url", url);
    value_bool(row, "main", main);
    value_text(row, "reason", sentence_in(refusals[no], v->lang));
    return ERR_NONE;
}

static bool chosen(struct visit *v, const struct field *f, struct str value, int64_t at)
{
    struct str part, rest = value;
    const struct choice *c = choice_of(f->choices, at);
    while (rest.ptr && str_cut(&rest, ',', &part))
        if (str_is(part, c->name))
            return true;
    (void)v;
    return false;
}

/* The list put_none began. */
static struct value *value_options(struct value *row)
{
    return (struct value *)(uintptr_t)value_find(row, STR("options"), value_hash(STR("options")));
}

static void put_choices(struct visit *v, struct value *row, const struct field *f, struct str value)
{
    struct value *choices = value_options(row);
    for (int64_t i = 0; f->choices && f->choices[i].name; i++) {
        if (!f->choices[i].zh[0])
            continue;
        struct value *c = value_row(choices);
        value_c(c, "value", f->choices[i].name);
        value_c(c, "label", v->lang == LANG_ZH ? f->choices[i].zh : f->choices[i].en);
        value_bool(c, "selected", chosen(v, f, value, i));
    }
}

struct option {
    int64_t number, id; /* number: of a problem, else 0 */
    struct str label;
};

enum { OPTIONS_MAX = 300 }; /* of a kind other than units and people; beyond, the id is typed */

/* Things to choose from: units, people, rounds, and of any other kind those of the round looked at. */
struct options {
    struct visit *v;
    enum kind kind;
    struct option *all;
    size_t count, cap;
};

/* What STATE is called in a list; empty when it cannot be chosen. */
static struct str option_label(struct options *o, const void *state)
{
    struct arena *a = o->v->arena;
    const struct thing *t = state;
    if (o->kind == KIND_UNIT)
        return str_copy(a, ((const struct unit *)state)->name);
    if (o->kind == KIND_INSPECTION)
        return t->state == INSPECTION_ACTIVE ? str_copy(a, ((const struct inspection *)state)->name) : STR("");
    if (o->kind == KIND_PROBLEM) {
        const struct problem *p = state;
        struct str code = p->code.len ? p->code : str_f(a, "%lld", (long long)p->number);
        struct str title = utf8_clip(p->title, 40);
        return str_f(a, "%.*s %.*s", STR_ARG(code), STR_ARG(title));
    }
    if (o->kind != KIND_PERSON) {
        struct str name = register_may_see(o->v, o->kind, state) ? thing_name(a, o->kind, state,
                                                                              o->v->lang, 40)
                                                                 : STR("");
        const struct field *code = record_field(kinds[o->kind].record, STR("code"));
        bool coded = name.len && code && field_str(code, state)->len && !str_eq(*field_str(code, state), name);
        return coded ? str_f(a, "%.*s %.*s", STR_ARG(*field_str(code, state)), STR_ARG(name)) : name;
    }
    const struct person *p = state;
    if (t->state != PERSON_ACTIVE)
        return STR("");
    return p->post.len ? str_f(a, "%.*s（%.*s）", STR_ARG(p->name), STR_ARG(p->post)) : str_copy(a, p->name);
}

static enum err take_option(void *arg, const void *state)
{
    struct options *o = arg;
    struct str label = option_label(o, state);
    if (!label.len)
        return ERR_NONE;
    if (o->count == o->cap) {
        size_t cap = o->cap ? 2 * o->cap : 64;
        struct option *more = arena_alloc(o->v->arena, cap * sizeof *more);
        if (o->count)
            memcpy(more, o->all, o->count * sizeof *more);
        o->all = more;
        o->cap = cap;
    }
    int64_t number = o->kind == KIND_PROBLEM ? ((const struct problem *)state)->number : 0;
    o->all[o->count++] = (struct option){number, ((const struct thing *)state)->id, label};
    return ERR_NONE;
}

/* Problems by number; units and people by their words, so that those of one place stand together. */
static int by_label(const void *a, const void *b)
{
    const struct option *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    int c = memcmp(x->label.ptr, y->label.ptr, x->label.len < y->label.len ? x->label.len : y->label.len);
    return c ? c : (x->label.len > y->label.len) - (x->label.len < y->label.len);
}

/* Newest first, of the round looked at where the kind belongs to one; one more than may be shown tells that there are
 * more. */
static enum err take_recent(struct visit *v, struct options *o)
{
    const struct record *r = kinds[o->kind].record;
    bool rounds = record_field(r, STR("inspection")) != NULL, row = false;
    struct stmt *s;
    struct str sql = str_f(v->arena, "SELECT %s FROM %s k WHERE %s ?1{%s k} ORDER BY k.seq DESC LIMIT ?2", table_columns(o->kind, "k"), r->name, rounds ? "k.inspection =" : "0 <=", kinds[o->kind].name);
    enum err e = scope_stmt(v->site->app.db, &v->scope, sql, rounds ? v->inspection : 0, 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, OPTIONS_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row) {
        void *state = arena_alloc(v->arena, r->size);
        e = table_read_row(v->arena, o->kind, s, 0, state);
        if (!e)
            e = take_option(o, state);
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

/* Too many to choose from: the id is typed, as the thing's own page shows it. */
static void put_typed(struct visit *v, struct value *row)
{
    value_bool(row, "is_select", false);
    value_bool(row, "is_many", false);
    value_bool(row, "is_text", true);
    value_text(row, "hint", tr(v->lang, "可选的太多，请填写编号（十个字符，在它自己的页面上；多个用逗号分开）。"));
}

static void put_references(struct visit *v, struct value *row, const struct field *f, struct str value)
{
    if ((f->type != FIELD_ID && f->type != FIELD_IDS) || f->refers <= 0)
        return;
    struct options o = {.v = v, .kind = (enum kind)(f->refers - 1)};
    struct value *list = value_options(row);
    bool whole = o.kind == KIND_UNIT || o.kind == KIND_PERSON || o.kind == KIND_INSPECTION;
    enum err e = whole ? table_each(v->site->app.db, o.kind, take_option, &o) : take_recent(v, &o);
    (void)e; /* a list that could not be read is short; the core checks what is sent */
    if (!whole && o.count > OPTIONS_MAX) {
        put_typed(v, row);
        return;
    }
    if (o.count)
        qsort(o.all, o.count, sizeof *o.all, by_label);
    for (size_t i = 0; i < o.count; i++) {
        struct value *c = value_row(list);
        struct str id = id_text(v->arena, o.all[i].id);
        value_text(c, "value", id);
        value_text(c, "label", o.all[i].label);
        value_bool(c, "selected", str_find(value, id) != SIZE_MAX);
    }
}

/* A file to upload: its hash is the field's value (register.h). */
static bool is_file(const struct field *f) { return f->type == FIELD_HASH && !strcmp(f->name, "sha256"); }

static void put_kind(struct value *row, const struct field *f)
{
    bool checks = f->type == FIELD_FLAGS, many = f->type == FIELD_IDS;
    bool refers = (f->type == FIELD_ID || f->type == FIELD_IDS) && f->refers > 0;
    bool listed = f->type == FIELD_ENUM || f->type == FIELD_FLAGS || refers, is_long = (f->flags & FIELD_LONG) != 0;
    value_bool(row, "required", (f->flags & FIELD_REQUIRED) != 0);
    value_bool(row, "is_area", is_long);
    value_bool(row, "is_select", listed && !many && !checks);
    value_bool(row, "is_many", listed && many);
    value_bool(row, "is_checks", checks);
    value_bool(row, "is_date", f->type == FIELD_DAY);
    value_bool(row, "is_check", f->type == FIELD_BOOL);
    value_bool(row, "is_one_file", is_file(f));
    value_bool(row, "is_text", !is_file(f) && !listed && !is_long && f->type != FIELD_BOOL && f->type != FIELD_DAY);
}

static bool skipped(const char *skip, const char *name)
{
    struct str rest = str_c(skip), part;
    while (rest.ptr && str_cut(&rest, ' ', &part))
        if (str_is(part, name))
            return true;
    return false;
}

/* A list to choose one from begins with a line that chooses none. */
static void put_none(struct value *row, const struct field *f)
{
    struct value *list = value_rows(row, "options");
    if (f->type != FIELD_ENUM && f->type != FIELD_ID)
        return;
    struct value *none = value_row(list);
    value_c(none, "value", "");
    value_c(none, "label", "—");
    value_bool(none, "selected", false);
}

static void put_field(struct visit *v, struct value *list, const struct field *f, struct str value)
{
    struct value *row = value_row(list);
    bool wrong = v->err && v->outcome.field && str_is(str_c(f->name), v->outcome.field->name);
    value_c(row, "name", f->name);
    value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
    value_text(row, "value", f->type == FIELD_BOOL && str_is(value, "0") ? STR("") : value);
    value_text(row, "error", wrong ? sentence_in(v->outcome.say, v->lang) : STR(""));
    put_kind(row, f);
    put_none(row, f);
    if (f->choices)
        put_choices(v, row, f, value);
    else
        put_references(v, row, f, value);
}

/* What was typed; all of it where several may be chosen. */
static struct str typed_value(struct visit *v, const struct field *f)
{
    struct buf all = buf_new(v->arena, FORM_BYTES_MAX);
    if (f->type != FIELD_FLAGS && f->type != FIELD_IDS)
        return request_form(v->request, f->name);
    for (size_t i = 0; i < v->request->form_count; i++)
        if (str_is(v->request->form[i].key, f->name)) {
            buf_c(&all, all.len ? "," : "");
            buf_str(&all, v->request->form[i].value);
        }
    return buf_view(&all);
}

void site_fields(struct visit *v, struct value *list, const struct record *r, const void *from, const char *skip)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        bool typed = v->err && request_has_form(v->request, f->name);
        if (f->flags & FIELD_SECRET || skipped(skip, f->name))
            continue;
        bool nought = (f->type == FIELD_INT || f->type == FIELD_FEN) && from && field_empty(f, from); /* nothing yet */
        put_field(v, list, f,
                  typed             ? typed_value(v, f)
                  : from && !nought ? field_wire(v->arena, f, from)
                                    : STR(""));
    }
}

void site_form(struct visit *v, const struct thing *drawn)
{
    struct str kept = request_form(v->request, "_command"), fresh = id_str(v, id_random());
    value_text(v->page, "command", v->err && kept.len ? kept : str_f(v->arena, "w-%.*s", STR_ARG(fresh)));
    value_text(v->page, "version", str_f(v->arena, "%lld", drawn && drawn->head.len ? (long long)drawn->seq : -1LL));
}
