/* act_form.c: see act_form.h. */
#include "web/act_form.h"

#include <assert.h>
#include <string.h>

enum command_type act_form_command(const struct visit *v)
{
    size_t i = 0;
    if (v->route->command != NO_COMMAND)
        return (enum command_type)v->route->command;
    while (i < routes_count && (routes[i].command == NO_COMMAND || strcmp(routes[i].path, v->route->path) != 0))
        i++;
    assert(i < routes_count);
    return (enum command_type)routes[i].command;
}

const void *act_form_values(struct visit *v, enum kind kind, const void *state)
{
    const struct record *to = command_types[act_form_command(v)].payload, *from = kinds[kind].record;
    void *payload = arena_alloc(v->arena, to->size);
    for (size_t i = 0; i < to->count; i++) {
        const struct field *dst = &to->fields[i], *src = record_field(from, str_c(dst->name));
        if (!src || src->type != dst->type)
            continue;
        if (dst->type == FIELD_IDS)
            *field_ids(dst, payload) = *field_ids(src, state);
        else if (field_is_text(dst))
            *field_str(dst, payload) = *field_str(src, state);
        else
            *field_int(dst, payload) = *field_int(src, state);
    }
    return payload;
}

struct response *act_form_page(struct visit *v, const struct act_form *f)
{
    const struct command_info *c = &command_types[act_form_command(v)];
    struct str word = str_c(v->lang == LANG_ZH ? c->zh : c->en);
    site_title(v, f->heading.len ? f->heading : word, "narrow");
    value_text(v->page, "heading", f->heading.len ? f->heading : word);
    value_text(v->page, "lead", f->lead);
    value_text(v->page, "action", v->request->path);
    value_text(v->page, "submit", word);
    value_text(v->page, "back_url", f->back);
    value_text(v->page, "confirm", f->confirm);
    value_bool(v->page, "files", false);
    if (f->subject.len) {
        struct value *about = value_sub(v->page, "subject");
        value_text(about, "label", f->about);
        value_text(about, "text", f->subject);
        value_text(about, "url", f->url);
    }
    struct value *rules = value_rows(v->page, "rules");
    for (size_t i = 0; f->rules && f->rules[i]; i++)
        value_item(rules, tr(v->lang, f->rules[i]));
    site_form(v, f->drawn);
    return site_render(v, "action");
}

struct response *act_form_again(struct visit *v, const char *field, struct sentence why)
{
    const struct record *r = command_types[act_form_command(v)].payload;
    v->err = ERR_INPUT;
    v->outcome = (struct outcome){.field = field ? record_field(r, str_c(field)) : NULL, .say = why};
    return v->route->show(v);
}

void act_form_submit(struct visit *v, enum command_type type, int64_t id, const struct pair *pairs, size_t count)
{
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct pair *kept = arena_alloc(v->arena, (count + 1) * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = pairs[i];
    *s = (struct submission){.type = type,
                             .id = id,
                             .pairs = kept,
                             .count = count,
                             .command = request_form(v->request, "_command"),
                             .drawn_at = -1};
    if (!str_int(request_form(v->request, "_drawn"), &s->drawn_at))
        s->drawn_at = -1;
    v->asking = (struct asking){.count = 1, .list = s};
}

struct value *input_add(struct visit *v, struct value *fields, enum input sort, const char *name, struct str label)
{
    struct value *row = value_row(fields);
    value_c(row, "name", name);
    value_text(row, "label", label);
    value_bool(row, "required", true);
    value_bool(row, "is_text", sort == INPUT_TEXT);
    value_bool(row, "is_secret", sort == INPUT_SECRET);
    value_bool(row, "is_new_secret", sort == INPUT_NEW_SECRET);
    value_bool(row, "is_code", sort == INPUT_CODE);
    value_text(row, "value", sort == INPUT_TEXT ? request_form(v->request, name) : STR(""));
    return row;
}
