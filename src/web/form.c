/* form.c: buttons and forms drawn from the tables of commands and records. See site.h. */
#include "web/site.h"

#include "web/chooser.h"

#include <string.h>

enum { LIMIT_SAID_MAX = 200 }; /* characters: longer limits of one line are met by nobody */

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

/* The units a form begins with, in fields of these names. */
static struct ids units_of(struct visit *v, const struct record *r, const void *from)
{
    static const char *const names[] = {"unit", "lead_unit", "assisting_units"};
    struct ids all = {NULL, 0};
    for (size_t i = 0; from && i < sizeof names / sizeof *names; i++) {
        const struct field *f = record_field(r, str_c(names[i]));
        if (f && f->type == FIELD_ID)
            all = ids_with(v->arena, all, *field_int(f, from));
        for (size_t k = 0; f && f->type == FIELD_IDS && k < field_ids(f, from)->count; k++)
            all = ids_with(v->arena, all, field_ids(f, from)->list[k]);
    }
    return all;
}

static bool left_out(struct visit *v, const struct field *f)
{
    return f->flags & FIELD_REQUIRED && !str_trim(typed_value(v, f)).len;
}

struct str site_field_error(struct visit *v, const struct field *f)
{
    const struct field *at = v->err ? v->outcome.field : NULL;
    if (!at)
        return STR("");
    /* the sentence above names all that were left out (record_parse): each is marked */
    if (v->err == ERR_INPUT && left_out(v, at))
        return left_out(v, f) ? tr(v->lang, "请填写这一项。") : STR("");
    return strcmp(at->name, f->name) == 0 ? sentence_in(v->outcome.say, v->lang) : STR("");
}

/* How long a text may be, said beforehand where one could run into it. No maxlength: it would cut off in silence what
 * somebody pastes. */
static struct str limit_said(struct visit *v, const struct field *f)
{
    bool zh = v->lang == LANG_ZH;
    bool said = f->type == FIELD_TEXT && f->max && (f->flags & FIELD_LONG || f->max <= LIMIT_SAID_MAX);
    if (!said)
        return STR("");
    if (f->min > 1)
        return str_f(v->arena, zh ? "（%lld 至 %lld 字）" : " (%lld to %lld characters)", (long long)f->min, (long long)f->max);
    return str_f(v->arena, zh ? "（不超过 %lld 字）" : " (at most %lld characters)", (long long)f->max);
}

/* UNITS: those the form names so far. */
static void put_field(struct visit *v, struct value *list, const struct field *f, struct str value, struct ids units)
{
    struct value *row = value_row(list);
    value_c(row, "name", f->name);
    value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
    value_text(row, "value", f->type == FIELD_BOOL && str_is(value, "0") ? STR("") : value);
    value_text(row, "limit", limit_said(v, f));
    value_text(row, "error", site_field_error(v, f));
    put_kind(row, f);
    put_none(row, f);
    if (f->choices)
        put_choices(v, row, f, value);
    else
        chooser_put(v, row, value_options(row), f, value, units);
}

void site_fields(struct visit *v, struct value *list, const struct record *r, const void *from, const char *skip)
{
    struct ids units = units_of(v, r, from);
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        bool typed = v->err && request_has_form(v->request, f->name);
        if (f->flags & FIELD_SECRET || skipped(skip, f->name))
            continue;
        bool nought = (f->type == FIELD_INT || f->type == FIELD_FEN) && from && field_empty(f, from); /* nothing yet */
        put_field(v, list, f,
                  typed             ? typed_value(v, f)
                  : from && !nought ? field_wire(v->arena, f, from)
                                    : STR(""),
                  units);
    }
}

void site_form(struct visit *v, const struct thing *drawn)
{
    struct str kept = request_form(v->request, "_command"), fresh = id_str(v, id_random());
    value_text(v->page, "command", v->err && kept.len ? kept : str_f(v->arena, "w-%.*s", STR_ARG(fresh)));
    value_text(v->page, "version", str_f(v->arena, "%lld", drawn && drawn->head.len ? (long long)drawn->seq : -1LL));
}
