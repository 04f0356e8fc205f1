/* erasing.c: where somebody asked that words about a person be erased, and the second person decides (domain/erase.h).
 * The security administrator, who has no business rights, sees which entry it is about, who asked and when, never a
 * word of what would go. */
#include "domain/erase.h"

#include "base/time.h"
#include "view/table.h"
#include "web/act_form.h"
#include "web/entries.h"
#include "web/known.h"
#include "web/matter.h"
#include "web/pages.h"
#include "web/register.h"

#include <string.h>

enum { ROWS_MAX = 200 }; /* the oldest first; the page says when there may be more */

/* KIND.WORD, when it is a decision about an erasing and of this person's roles. */
static bool decision(const struct visit *v, enum kind kind, const char *word, enum command_type *type)
{
    const struct command_info *c;
    if (!command_find(str_f(v->arena, "%s.%s", kinds[kind].name, word), type))
        return false;
    c = &command_types[*type];
    return c->kind == kind && c->payload == &opinion_record && v->ctx.env.actor.roles & c->roles &&
           (strcmp(word, "erase") == 0 || strcmp(word, "decline_erase") == 0);
}

/* "被问责人 第3号"; without a number, by the day it came. */
static struct str name_of(struct visit *v, enum kind kind, const void *state)
{
    const struct record *r = kinds[kind].record;
    const struct field *number = record_field(r, STR("number")), *day = record_field(r, STR("received_day"));
    bool zh = v->lang == LANG_ZH;
    const char *word = zh ? kinds[kind].zh : kinds[kind].en;
    if (number && number->type == FIELD_INT)
        return str_f(v->arena, zh ? "%s第 %lld 号" : "%s no. %lld", word, (long long)*field_int(number, state));
    struct str text = day && day->type == FIELD_DAY ? day_text(v->arena, *field_int(day, state)) : STR("");
    return text.len ? str_f(v->arena, zh ? "%s（%.*s 收到）" : "%s (received %.*s)", word, STR_ARG(text)) : str_c(word);
}

/* ---- the list --------------------------------------------------------------------------------------- */

static void put_entries(struct visit *v, struct value *row, struct str seqs)
{
    struct value *list = value_rows(row, "entries");
    struct str part;
    while (seqs.len && str_cut(&seqs, ',', &part)) {
        struct value *entry = value_row(list);
        value_text(entry, "text", str_f(v->arena, "#%.*s", STR_ARG(part)));
        value_text(entry, "url", str_f(v->arena, "/log/%.*s", STR_ARG(part)));
    }
}

static enum err put_request(struct visit *v, struct value *list, enum kind kind, const struct erasable *t)
{
    const struct field *round = record_field(kinds[kind].record, STR("inspection"));
    const struct inspection *i = round ? known(v, KIND_INSPECTION, *field_int(round, t)) : NULL;
    struct str id = id_str(v, t->id);
    struct value *row = value_row(list), *acts = value_rows(row, "acts");
    enum command_type type;
    enum err e = ERR_NONE;
    value_text(row, "name", name_of(v, kind, t));
    value_text(row, "url", register_may_see(v, kind, t) ? register_url(v, kind, t) : STR(""));
    value_text(row, "round", i ? i->name : STR(""));
    value_text(row, "who", entries_actor(v, t->erase_by));
    value_text(row, "when", time_text(v->arena, t->erase_us));
    put_entries(v, row, t->words_at);
    for (int k = 0; k < 2 && !e; k++) {
        const char *word = k ? "decline_erase" : "erase";
        struct str url = str_f(v->arena, "/erasing/%s/%.*s/%s", kinds[kind].name, STR_ARG(id), word);
        if (decision(v, kind, word, &type))
            e = site_act(v, acts, type, t->id, t, url, !k);
    }
    return e;
}

/* Those of one kind that wait, and that this visitor may decide about or at least see. LIST NULL: they are counted. */
static enum err put_kind(struct visit *v, struct value *list, enum kind kind, size_t *count)
{
    bool business = v->ctx.env.actor.roles & ROLES_BUSINESS, row = false;
    const struct record *r = kinds[kind].record;
    struct stmt *s;
    struct str sql = str_f(v->arena, "SELECT %s FROM %s k WHERE k.erase_us > 0 AND k.erased_us = 0{%s k} ORDER BY k.erase_us, k.id",
                           table_columns(kind, "k"), r->name, kinds[kind].name);
    enum err e = scope_stmt(v->site->app.db, &v->scope, sql, 0, 1, &s);
    if (e)
        return e;
    while (*count < ROWS_MAX && !(e = stmt_step(s, &row)) && row) {
        void *state = arena_alloc(v->arena, r->size);
        e = table_read_row(v->arena, kind, s, 0, state);
        if (!e && (!business || register_may_see(v, kind, state))) {
            e = list ? put_request(v, list, kind, state) : ERR_NONE;
            ++*count;
        }
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

static enum err put_kinds(struct visit *v, struct value *list, size_t *count)
{
    enum command_type type;
    enum err e = ERR_NONE;
    *count = 0;
    for (int k = 0; k < KIND_COUNT && !e; k++)
        if (decision(v, (enum kind)k, "erase", &type))
            e = put_kind(v, list, (enum kind)k, count);
    return e;
}

enum err erasing_count(struct visit *v, size_t *count) { return put_kinds(v, NULL, count); }

struct response *erasing_page(struct visit *v)
{
    size_t count;
    enum err e = put_kinds(v, value_rows(v->page, "rows"), &count);
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "待确认的删除申请"), "");
    value_bool(v->page, "blind", !(v->ctx.env.actor.roles & ROLES_BUSINESS));
    value_bool(v->page, "full", count == ROWS_MAX);
    return site_render(v, "erasing");
}

/* ---- the decision ------------------------------------------------------------------------------------- */

/* What the address names: the thing, when somebody asked to erase its words. NULL: an answer in *NO. */
static const struct erasable *asked(struct visit *v, enum command_type *type, enum kind *kind, struct response **no)
{
    const char *word = str_z(v->arena, v->part[2]);
    *no = NULL;
    if (!kind_find(v->part[0], kind) || !decision(v, *kind, word, type)) {
        *no = site_missing(v);
        return NULL;
    }
    struct erasable *t = arena_alloc(v->arena, kinds[*kind].record->size);
    enum err e = site_load(v, *kind, v->id[1], t);
    bool business = v->ctx.env.actor.roles & ROLES_BUSINESS;
    if (e || !t->erase_us || (business && !register_may_see(v, *kind, t))) {
        *no = e && e != ERR_MISSING ? site_database_failed(v, e) : site_missing(v);
        return NULL;
    }
    return t;
}

struct response *erasing_form(struct visit *v)
{
    enum command_type type;
    enum kind kind;
    struct response *no;
    const struct erasable *t = asked(v, &type, &kind, &no);
    if (!t)
        return no;
    no = action_refused(v, type, t->id, t, STR("/erasing"));
    if (no)
        return no;
    const struct command_info *c = &command_types[type];
    bool erases = strcmp(str_z(v->arena, v->part[2]), "erase") == 0;
    struct str word = str_c(v->lang == LANG_ZH ? c->zh : c->en);
    struct str who = entries_actor(v, t->erase_by), when = time_text(v->arena, t->erase_us);
    struct value *about = value_sub(v->page, "subject"), *rules = value_rows(v->page, "rules");
    value_c(about, "label", v->lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en);
    value_text(about, "text", name_of(v, kind, t));
    value_c(about, "url", "/erasing");
    value_item(rules, tr(v->lang, "申请删除的人不能确认（双人办理）。"));
    value_item(rules, tr(v->lang, "确认前请向申请人核对依据文件；删除以后不能恢复，条目、时间和数字保留。"));
    site_fields(v, value_rows(v->page, "fields"), c->payload, NULL, "none");
    site_title(v, word, "narrow");
    site_form(v, (const struct thing *)t);
    value_text(v->page, "heading", word);
    value_text(v->page, "lead", str_f(v->arena, v->lang == LANG_ZH ? "%.*s于 %.*s 申请。" : "Asked by %.*s at %.*s.", STR_ARG(who), STR_ARG(when)));
    value_text(v->page, "action", v->request->path);
    value_text(v->page, "submit", word);
    value_c(v->page, "back_url", "/erasing");
    value_text(v->page, "confirm", erases ? tr(v->lang, "删除以后不能恢复，确定删除吗？") : STR(""));
    value_bool(v->page, "files", false);
    return site_render(v, "action");
}

struct response *erasing_prepare(struct visit *v)
{
    enum command_type type;
    enum kind kind;
    struct response *no;
    const struct erasable *t = asked(v, &type, &kind, &no);
    if (t)
        act_form_submit(v, type, t->id, v->request->form, v->request->form_count);
    return no;
}

struct response *erasing_done(struct visit *v)
{
    return site_redirect(v, "/erasing?done=%s", command_types[v->asking.list[0].type].wire);
}
