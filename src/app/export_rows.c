/* export_rows.c: see export_rows.h. */
#include "app/export_rows.h"

#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

#include <string.h>

enum { NAME_CHARS = 40,
       LIST_BYTES_MAX = 1 << 20 };

/* ---- what things are called ---------------------------------------------------------------------------- */

/* The first of its texts that are words of its own and not a date or an opinion about it. */
static struct str first_text(const struct record *r, const void *state)
{
    static const char *const names[] = {"name", "title", "subject", "text", "matter", "content", "code", "document", "notice"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct field *f = record_field(r, str_c(names[i]));
        if (f && f->type == FIELD_TEXT && !(f->flags & FIELD_SECRET) && field_str(f, state)->len)
            return *field_str(f, state);
    }
    return STR("");
}

struct str thing_name(struct arena *a, enum kind kind, const void *state, enum lang lang, size_t chars)
{
    const struct record *r = kinds[kind].record;
    struct str text = first_text(r, state), rest = text, line;
    const struct field *number = record_field(r, STR("number"));
    if (text.len && str_cut(&rest, '\n', &line))
        return utf8_clip(str_trim(line), chars);
    for (size_t i = 0; i < r->count; i++) { /* "警告（2025-06-10）" */
        const struct field *f = &r->fields[i], *day = record_field(r, STR("day"));
        if (f->type != FIELD_ENUM || !strcmp(f->name, "state") || field_empty(f, state))
            continue;
        struct str word = field_show(a, f, state, lang);
        bool dated = day && day->type == FIELD_DAY && *field_int(day, state);
        return dated ? str_f(a, lang == LANG_ZH ? "%.*s（%.*s）" : "%.*s (%.*s)", STR_ARG(word),
                             STR_ARG(day_text(a, *field_int(day, state))))
                     : word;
    }
    return number && number->type == FIELD_INT && *field_int(number, state)
               ? str_f(a, "%s %lld", lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en, (long long)*field_int(number, state))
               : STR("");
}

struct str thing_name_of(void *arg, enum kind kind, int64_t id)
{
    struct thing_names *n = arg;
    struct thing *t = arena_alloc(n->arena, kinds[kind].record->size);
    if (!id || table_load(n->db, n->arena, kind, id, t) || !t->head.len)
        return STR("");
    return thing_name(n->arena, kind, t, n->lang, NAME_CHARS);
}

/* ---- the sheet -------------------------------------------------------------------------------------------- */

struct making {
    struct arena *a;
    const struct export_rows *x;
};

static struct str word(const struct making *m, const char *zh, const char *en)
{
    return str_c(m->x->lang == LANG_ZH ? zh : en);
}

static struct str name_text(const struct making *m, const struct field *f, int64_t id)
{
    struct str name = id && f->refers > 0 ? m->x->name(m->x->arg, (enum kind)(f->refers - 1), id) : STR("");
    return name.len ? name : id_text(m->a, id);
}

static struct str value_text_of(const struct making *m, const struct field *f, const void *state)
{
    struct buf all = buf_new(m->a, LIST_BYTES_MAX);
    if (f->type == FIELD_ID)
        return name_text(m, f, *field_int(f, state));
    if (f->type == FIELD_TIME)
        return time_text(m->a, *field_int(f, state));
    if (f->type == FIELD_INT) /* a half-month */
        return *field_int(f, state) ? sentence_in(period_text(m->a, *field_int(f, state)), m->x->lang) : STR("");
    if (f->type != FIELD_IDS)
        return field_show(m->a, f, state, m->x->lang);
    for (size_t i = 0; i < field_ids(f, state)->count; i++) {
        buf_c(&all, i ? "、" : "");
        buf_str(&all, name_text(m, f, field_ids(f, state)->list[i]));
    }
    return buf_view(&all);
}

static enum sheet_kind sheet_kind_of(const struct field *f)
{
    return f->type == FIELD_DAY                                ? SHEET_DATE
           : f->type == FIELD_FEN                              ? SHEET_MONEY
           : f->type == FIELD_INT && strcmp(f->name, "period") ? SHEET_INT
                                                               : SHEET_TEXT;
}

static struct cell_out cell_of(const struct making *m, const struct field *f, const void *state)
{
    if (sheet_kind_of(f) != SHEET_TEXT)
        return (struct cell_out){.value = *field_int(f, state), .none = f->type == FIELD_DAY && !*field_int(f, state)};
    struct str text = field_empty(f, state) && f->type != FIELD_BOOL ? STR("") : value_text_of(m, f, state);
    return (struct cell_out){.text = text, .none = !text.len};
}

static double width_of(const struct field *f)
{
    switch (f->type) {
    case FIELD_TEXT: return f->flags & FIELD_LONG ? 44 : f->max > 60 ? 32
                                                                     : 18;
    case FIELD_IDS: return 28;
    case FIELD_TIME: return 18;
    case FIELD_HASH: return 66;
    case FIELD_INT: return 10;
    case FIELD_ID: return 24;
    default: return 14;
    }
}

static void put_head(const struct making *m, struct sheet_out *s)
{
    const struct export_rows *x = m->x;
    struct column_out *head = arena_alloc(m->a, (x->n_fields + 2) * sizeof *head);
    size_t n = 0;
    for (size_t k = 0; k < x->n_fields; k++) {
        const struct field *f = x->fields[k];
        head[n++] = (struct column_out){.heading = word(m, f->zh, f->en),
                                        .width = width_of(f),
                                        .kind = sheet_kind_of(f),
                                        .wrap = f->type == FIELD_TEXT || f->type == FIELD_IDS};
    }
    if (x->states)
        head[n++] = (struct column_out){.heading = word(m, "状态", "State"), .width = 12};
    head[n++] = (struct column_out){.heading = word(m, "编号", "Id"), .width = 14, .hidden = true};
    s->columns = head;
    s->n_columns = n;
}

static void put_rows(const struct making *m, struct sheet_out *s)
{
    const struct export_rows *x = m->x;
    struct row_out *rows = arena_alloc(m->a, (x->n_rows + 1) * sizeof *rows);
    for (size_t i = 0; i < x->n_rows; i++) {
        struct cell_out *cells = arena_alloc(m->a, s->n_columns * sizeof *cells);
        const struct thing *t = x->rows[i];
        size_t n = 0;
        for (size_t k = 0; k < x->n_fields; k++)
            cells[n++] = cell_of(m, x->fields[k], t);
        if (x->states)
            cells[n++].text = choice_word(kinds[x->kind].states, t->state, x->lang);
        cells[n++].text = id_text(m->a, t->id);
        rows[i].cells = cells;
    }
    s->rows = rows;
    s->n_rows = x->n_rows;
}

enum err export_rows(struct arena *a, const struct export_rows *x, enum export_format format, struct str *out,
                     struct sentence *why)
{
    struct making m = {a, x};
    struct sheet_out s = {.name = x->title, .title = x->title, .freeze_columns = 1};
    const char *sep = x->note.len ? x->lang == LANG_ZH ? "；" : "; " : "";
    s.note = str_f(a, x->lang == LANG_ZH ? "共 %zu 行%s%.*s" : "%zu rows%s%.*s", x->n_rows, sep, STR_ARG(x->note));
    put_head(&m, &s);
    put_rows(&m, &s);
    return export_sheet(a, &s, format, out, why);
}
