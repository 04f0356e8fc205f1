/* chooser.c: see chooser.h. */
#include "web/chooser.h"

#include "app/export_rows.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/register.h"

#include <stdlib.h>
#include <string.h>

struct option {
    int64_t rank, major, minor, id; /* RANK_; problem and measure number, 0 for other kinds */
    struct str label;
};

enum { OPTIONS_MAX = 300 }; /* of a kind other than units and people; beyond, the id is typed */
enum { RANK_FITS,           /* everybody, where no leader is asked for */
       RANK_LEADS,
       RANK_OTHERS };

/* Things to choose from: units, people, the rounds they see, and of any other kind those of the round looked at. */
struct options {
    struct visit *v;
    enum kind kind;
    bool leaders;     /* a leader is asked for: those who lead stand first… */
    struct ids units; /* …and of them, those of the units the form names */
    struct option *all;
    size_t count, cap;
    struct problem *problems; /* of the measures met so far */
    size_t problem_count, problem_cap;
};

/* The problem a measure belongs to, loaded once for all its measures; NULL when it cannot be read. */
static const struct problem *problem_of(struct options *o, int64_t id)
{
    for (size_t i = o->problem_count; i-- > 0;)
        if (o->problems[i].id == id)
            return &o->problems[i];
    if (o->problem_count == o->problem_cap) {
        size_t cap = o->problem_cap ? 2 * o->problem_cap : 32;
        struct problem *more = arena_alloc(o->v->arena, cap * sizeof *more);
        if (o->problem_count)
            memcpy(more, o->problems, o->problem_count * sizeof *more);
        o->problems = more;
        o->problem_cap = cap;
    }
    struct problem *p = &o->problems[o->problem_count];
    enum err e = table_load(o->v->site->app.db, o->v->arena, KIND_PROBLEM, id, p);
    o->problem_count += !e;
    return e ? NULL : p;
}

/* "3-2 text", in the order of the ledger. */
static struct str measure_option(struct options *o, const struct measure *m, struct option *at)
{
    const struct problem *p = problem_of(o, m->problem);
    if (!p)
        return STR("");
    at->major = p->number;
    at->minor = m->number;
    struct str number = matter_measure_number(o->v, m, p), text = utf8_clip(m->text, 40);
    return str_f(o->v->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(text));
}

static struct str person_option(struct options *o, const struct person *p, struct option *at)
{
    bool leads = (p->roles & ROLE(LEADER)) != 0;
    if (p->state != PERSON_ACTIVE)
        return STR("");
    at->rank = !o->leaders                  ? RANK_FITS
               : !leads                     ? RANK_OTHERS
               : ids_has(o->units, p->unit) ? RANK_FITS
                                            : RANK_LEADS;
    return p->post.len ? str_f(o->v->arena, "%.*s（%.*s）", STR_ARG(p->name), STR_ARG(p->post)) : str_copy(o->v->arena, p->name);
}

/* What STATE is called in a list; empty when it cannot be chosen. Where it stands goes to AT. */
static struct str option_label(struct options *o, const void *state, struct option *at)
{
    struct arena *a = o->v->arena;
    const struct thing *t = state;
    if (o->kind == KIND_UNIT)
        return str_copy(a, ((const struct unit *)state)->name);
    if (o->kind == KIND_INSPECTION && (t->state != INSPECTION_ACTIVE || !register_may_see(o->v, o->kind, state)))
        return STR("");
    if (o->kind == KIND_INSPECTION)
        return str_copy(a, ((const struct inspection *)state)->name);
    if (o->kind == KIND_PERSON)
        return person_option(o, state, at);
    if (o->kind == KIND_MEASURE)
        return measure_option(o, state, at);
    if (o->kind == KIND_PROBLEM) {
        const struct problem *p = state;
        struct str code = matter_problem_number(o->v, p), title = utf8_clip(p->title, 40);
        at->major = p->number;
        return str_f(a, "%.*s %.*s", STR_ARG(code), STR_ARG(title));
    }
    struct str name = register_may_see(o->v, o->kind, state) ? thing_name(a, o->kind, state, o->v->lang, 40) : STR("");
    const struct field *code = record_field(kinds[o->kind].record, STR("code"));
    bool coded = name.len && code && field_str(code, state)->len && !str_eq(*field_str(code, state), name);
    return coded ? str_f(a, "%.*s %.*s", STR_ARG(*field_str(code, state)), STR_ARG(name)) : name;
}

static enum err take_option(void *arg, const void *state)
{
    struct options *o = arg;
    struct option at = {.id = ((const struct thing *)state)->id};
    at.label = option_label(o, state, &at);
    if (!at.label.len)
        return ERR_NONE;
    if (o->count == o->cap) {
        size_t cap = o->cap ? 2 * o->cap : 64;
        struct option *more = arena_alloc(o->v->arena, cap * sizeof *more);
        if (o->count)
            memcpy(more, o->all, o->count * sizeof *more);
        o->all = more;
        o->cap = cap;
    }
    o->all[o->count++] = at;
    return ERR_NONE;
}

/* Problems and measures by number; units and people by their words, so that those of one place stand together. */
static int by_label(const void *a, const void *b)
{
    const struct option *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->major != y->major)
        return x->major < y->major ? -1 : 1;
    if (x->minor != y->minor)
        return x->minor < y->minor ? -1 : 1;
    int c = memcmp(x->label.ptr, y->label.ptr, x->label.len < y->label.len ? x->label.len : y->label.len);
    return c ? c : (x->label.len > y->label.len) - (x->label.len < y->label.len);
}

/* Whether there are more than can be offered, without reading or sorting 100,000 of them. */
static enum err too_many(struct visit *v, const struct options *o, bool *yes)
{
    const struct record *r = kinds[o->kind].record;
    bool rounds = record_field(r, STR("inspection")) != NULL, row = false;
    struct stmt *s;
    struct str sql = str_f(v->arena, "SELECT count(*) FROM (SELECT k.id FROM %s k WHERE %s ?1{%s k} LIMIT ?2) few", r->name, rounds ? "k.inspection =" : "0 <=", kinds[o->kind].name);
    enum err e = scope_stmt(v->site->app.db, &v->scope, sql, rounds ? v->inspection : 0, 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, OPTIONS_MAX + 1);
    e = stmt_step(s, &row);
    *yes = !e && row && stmt_get_int(s, 0) > OPTIONS_MAX;
    stmt_done(s);
    return e;
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

static void put_option(struct visit *v, struct value *list, const struct option *o, struct str chosen)
{
    struct value *c = value_row(list);
    struct str id = id_text(v->arena, o->id);
    value_text(c, "value", id);
    value_text(c, "label", o->label);
    value_bool(c, "selected", str_find(chosen, id) != SIZE_MAX);
}

/* Between those who lead and everybody else; nobody can choose it. */
static void put_line(struct visit *v, struct value *list)
{
    struct value *c = value_row(list);
    value_c(c, "value", "");
    value_text(c, "label", tr(v->lang, "—— 其他人员 ——"));
    value_bool(c, "selected", false);
    value_bool(c, "off", true);
}

void chooser_put(struct visit *v, struct value *row, struct value *list, const struct field *f, struct str chosen,
                 struct ids units)
{
    if ((f->type != FIELD_ID && f->type != FIELD_IDS) || f->refers <= 0)
        return;
    bool leaders = strcmp(f->name, "leader") == 0;
    struct options o = {.v = v, .kind = (enum kind)(f->refers - 1), .leaders = leaders, .units = units};
    bool whole = o.kind == KIND_UNIT || o.kind == KIND_PERSON || o.kind == KIND_INSPECTION;
    bool many = false;
    enum err e = whole ? ERR_NONE : too_many(v, &o, &many);
    if (!e && !many)
        e = whole ? table_each(v->site->app.db, o.kind, take_option, &o) : take_recent(v, &o);
    (void)e; /* a list that could not be read is short; the core checks what is sent */
    if (many) {
        put_typed(v, row);
        return;
    }
    if (o.count)
        qsort(o.all, o.count, sizeof *o.all, by_label);
    for (size_t i = 0; i < o.count; i++) {
        if (i && o.all[i].rank == RANK_OTHERS && o.all[i - 1].rank != RANK_OTHERS)
            put_line(v, list);
        put_option(v, list, &o.all[i], chosen);
    }
}
