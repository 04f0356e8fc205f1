/* entries.c: see entries.h. */
#include "web/entries.h"

#include "app/export_rows.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/calendar.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/register.h"

#include <string.h>

enum { TITLE_CHARS = 40 };

bool entries_may_read(const struct visit *v, enum kind kind)
{
    int64_t roles = v->person.roles;
    bool of_accounts = kind == KIND_PERSON || kind == KIND_SESSION;
    if (kind == KIND_UNIT || kind == KIND_CALENDAR)
        return true;
    const struct register_info *info = register_of(kind);
    if (info)
        return (roles & info->roles) != 0;
    if (of_accounts)
        return (roles & (ROLES_ADMIN | (kind == KIND_PERSON ? ROLE(OFFICE) : 0))) != 0;
    return (roles & ROLES_BUSINESS) != 0;
}

bool entries_may_read_about(struct visit *v, enum kind kind, int64_t id) { return register_may_see_id(v, kind, id); }

/* ---- what it is about ------------------------------------------------------------------------ */

/* "回头看核查（待核查）": what has no words of its own yet is told by its day, else by its state; never by its id. */
static struct str nameless(struct visit *v, enum kind kind, const void *state)
{
    const struct field *day = record_field(kinds[kind].record, STR("day"));
    bool zh = v->lang == LANG_ZH, dated = day && day->type == FIELD_DAY && *field_int(day, state);
    struct str word = str_c(zh ? kinds[kind].zh : kinds[kind].en);
    struct str more = STR("");
    if (dated)
        more = day_text(v->arena, *field_int(day, state));
    else if (kinds[kind].states != no_states)
        more = choice_word(kinds[kind].states, ((const struct thing *)state)->state, v->lang);
    return more.len ? str_f(v->arena, zh ? "%.*s（%.*s）" : "%.*s (%.*s)", STR_ARG(word), STR_ARG(more)) : word;
}

/* As the papers number a measure or a problem; "" for other kinds. */
static struct str numbered(struct visit *v, enum kind kind, const void *state)
{
    const struct measure *m = state;
    struct problem p;
    if (kind == KIND_PROBLEM)
        return matter_problem_number(v, state);
    if (kind != KIND_MEASURE || table_load(v->site->app.db, v->arena, KIND_PROBLEM, m->problem, &p))
        return STR("");
    return matter_measure_number(v, m, &p);
}

static struct str named(struct visit *v, enum kind kind, const void *state)
{
    struct str own = thing_name(v->arena, kind, state, v->lang, TITLE_CHARS), number = numbered(v, kind, state);
    if (own.len && number.len)
        return str_f(v->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(own));
    const struct field *person = record_field(kinds[kind].record, STR("person"));
    if (!own.len && person && person->type == FIELD_ID)
        own = site_person(v, *field_int(person, state));
    return own.len ? own : nameless(v, kind, state);
}

static struct str page_of(struct visit *v, enum kind kind, const void *state)
{
    const struct thing *t = state;
    const struct field *parent = NULL;
    const char *folder = kinds[kind].name;
    if (kind == KIND_REPORT || kind == KIND_EVIDENCE)
        parent = record_field(kinds[kind].record, STR("measure"));
    if (kind == KIND_MANIFESTATION)
        parent = record_field(kinds[kind].record, STR("problem"));
    if (kind == KIND_CALENDAR)
        return v->person.roles & (ROLES_BUSINESS | ROLE(SYSADMIN))
                   ? str_f(v->arena, "/calendar?year=%lld",
                           (long long)((const struct calendar_year *)state)->year)
                   : STR("");
    if (kind == KIND_PERSON || kind == KIND_UNIT) {
        bool unit = kind == KIND_UNIT;
        int64_t who = unit ? ROLE(OFFICE) | ROLE(SYSADMIN) : ROLE(OFFICE) | ROLES_ADMIN;
        folder = unit ? "units" : "accounts";
        return v->person.roles & who ? str_f(v->arena, "/%s/%.*s", folder, STR_ARG(id_str(v, t->id))) : STR("");
    }
    if (kind == KIND_ASPECT || kind == KIND_SESSION)
        return STR("");
    if (!parent && kind != KIND_MEASURE && kind != KIND_PROBLEM && kind != KIND_INSPECTION &&
        kind != KIND_BULLETIN && kind != KIND_NOTICE)
        return register_url(v, kind, state);
    struct str id = id_str(v, parent ? *field_int(parent, state) : t->id);
    if (parent)
        folder = kind == KIND_MANIFESTATION ? "problem" : "measure";
    return str_f(v->arena, "/%s/%.*s", folder, STR_ARG(id));
}

struct str entries_title(struct visit *v, enum kind kind, int64_t id, struct str *url)
{
    void *state = arena_alloc(v->arena, kinds[kind].record->size);
    *url = STR("");
    if (!entries_may_read(v, kind) || site_load(v, kind, id, state) || !register_may_see(v, kind, state))
        return STR("");
    *url = page_of(v, kind, state);
    return named(v, kind, state);
}

struct str entries_actor(struct visit *v, int64_t person)
{
    struct str name = site_person(v, person);
    return person ? name : tr(v->lang, "本机操作员");
}

/* ---- what it says ---------------------------------------------------------------------------- */

static enum err take_kind(void *arg, const struct entry *e)
{
    enum event_type type;
    if (event_find(e->leaf.kind, e->leaf.version, &type))
        *(int *)arg = (int)event_types[type].kind;
    return ERR_NONE;
}

/* The kind F says its ids are of; where it says none, that of the newest entry about ID. -1: not known. */
static int kind_of(struct visit *v, const struct field *f, int64_t id)
{
    struct hash hash;
    int64_t seq;
    bool found = false;
    int kind = -1;
    if (f->refers > 0)
        return f->refers - 1;
    enum err e = log_subject_last(v->site->app.db, id, &hash, &seq, &found);
    if (!e && found)
        e = log_each(v->site->app.db, seq, seq + 1, take_kind, &kind);
    return e ? -1 : kind;
}

struct str entries_name(struct visit *v, const struct field *f, int64_t id, struct str *url)
{
    int kind = id ? kind_of(v, f, id) : -1;
    struct str name = kind < 0 ? STR("") : entries_title(v, (enum kind)kind, id, url);
    if (kind < 0)
        *url = STR("");
    if (kind == (int)KIND_PERSON)
        name = site_person(v, id);
    return name.len ? name : id_str(v, id);
}

/* One of several: by its number alone, where the papers number it. */
static struct str short_name(struct visit *v, const struct field *f, int64_t id)
{
    int kind = kind_of(v, f, id);
    struct str number = STR(""), url;
    if (kind == (int)KIND_MEASURE || kind == (int)KIND_PROBLEM) {
        void *state = arena_alloc(v->arena, kinds[kind].record->size);
        if (entries_may_read(v, (enum kind)kind) && !site_load(v, (enum kind)kind, id, state))
            number = numbered(v, (enum kind)kind, state);
    }
    return number.len ? number : entries_name(v, f, id, &url);
}

struct str entries_value(struct visit *v, const struct field *f, const void *obj)
{
    struct buf all = buf_new(v->arena, BODY_MAX);
    struct str url;
    if (f->type == FIELD_ID)
        return entries_name(v, f, *field_int(f, obj), &url);
    if (f->type == FIELD_TIME)
        return time_text(v->arena, *field_int(f, obj));
    if (f->type == FIELD_INT && !strcmp(f->name, "period") && *field_int(f, obj))
        return sentence_in(period_text(v->arena, *field_int(f, obj)), v->lang);
    if (f->type != FIELD_IDS)
        return field_show(v->arena, f, obj, v->lang);
    for (size_t i = 0; i < field_ids(f, obj)->count; i++) {
        buf_c(&all, i ? v->lang == LANG_ZH ? "、" : ", " : "");
        buf_str(&all, short_name(v, f, field_ids(f, obj)->list[i]));
    }
    return buf_view(&all);
}

enum err entries_fields(struct visit *v, struct value *list, const struct record *r, struct str body)
{
    void *obj = arena_alloc(v->arena, r->size);
    enum err e = record_from_json(r, v->arena, body, obj);
    for (size_t i = 0; i < r->count && !e; i++) {
        const struct field *f = &r->fields[i];
        if (field_empty(f, obj) || f->flags & FIELD_SECRET)
            continue;
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "text", entries_value(v, f, obj));
    }
    return e ? ERR_CORRUPT : ERR_NONE;
}

/* ---- the history of one thing ---------------------------------------------------------------- */

struct told { /* one entry, kept until all have been read */
    struct told *older;
    int64_t seq, at_us, actor, erased_by;
    enum event_type type;
    struct str body;
};
struct telling {
    struct visit *v;
    struct told *newest;
};

static enum err keep(void *arg, const struct entry *e)
{
    struct telling *t = arg;
    struct told *one = arena_alloc(t->v->arena, sizeof *one);
    if (!event_find(e->leaf.kind, e->leaf.version, &one->type))
        return ERR_NONE;
    *one = (struct told){t->newest, e->leaf.seq, e->leaf.at_us,
                         e->leaf.actor, e->erased_by, one->type, str_copy(t->v->arena, e->body)};
    t->newest = one;
    return ERR_NONE;
}

/* What the body says, in one line: "label: value; label: value". */
static struct str words_of(struct visit *v, const struct told *t)
{
    const struct record *r = event_types[t->type].payload;
    void *obj = arena_alloc(v->arena, r->size);
    struct buf all = buf_new(v->arena, BODY_MAX);
    if (t->erased_by >= 0)
        return str_f(v->arena, v->lang == LANG_ZH ? "内容已依规删除（#%lld）" : "erased by entry #%lld", (long long)t->erased_by);
    if (!t->body.len || !entries_may_read(v, event_types[t->type].kind) || record_from_json(r, v->arena, t->body, obj))
        return STR("");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (field_empty(f, obj) || f->flags & FIELD_SECRET)
            continue;
        buf_c(&all, !all.len ? "" : v->lang == LANG_ZH ? "；"
                                                       : "; ");
        buf_c(&all, v->lang == LANG_ZH ? f->zh : f->en);
        buf_c(&all, v->lang == LANG_ZH ? "：" : ": ");
        buf_str(&all, entries_value(v, f, obj));
    }
    return buf_view(&all);
}

void entries_put(struct visit *v, struct value *list, const struct history_row *h)
{
    struct value *row = value_row(list);
    value_text(row, "when", h->when);
    value_text(row, "who", h->who);
    value_text(row, "unit", h->unit);
    value_text(row, "what", h->what);
    value_text(row, "note", h->note);
    value_bool(row, "late", h->late);
    value_text(row, "entry", str_f(v->arena, "#%lld", (long long)h->seq));
    value_text(row, "entry_url", str_f(v->arena, "/log/%lld", (long long)h->seq));
}

static void put(struct visit *v, struct value *list, const struct told *t)
{
    struct person p = {0};
    bool known = t->actor && !site_load(v, KIND_PERSON, t->actor, &p);
    entries_put(v, list,
                &(struct history_row){.when = time_text(v->arena, t->at_us),
                                      .who = entries_actor(v, t->actor),
                                      .unit = known ? site_unit(v, p.unit) : STR(""),
                                      .what = str_c(v->lang == LANG_ZH ? event_types[t->type].zh
                                                                       : event_types[t->type].en),
                                      .note = words_of(v, t),
                                      .seq = t->seq});
}

enum err entries_history(struct visit *v, int64_t subject)
{
    struct telling t = {.v = v};
    struct value *list = value_rows(v->page, "history");
    enum err e = log_of_subject(v->site->app.db, subject, keep, &t);
    for (struct told *one = t.newest; one && !e; one = one->older)
        put(v, list, one);
    return e;
}
