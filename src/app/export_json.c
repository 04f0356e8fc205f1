/* export_json.c: measures as JSON, the contract of DESIGN.md §7: order by ordinal; a text that is not there is "", a
 * day or type that is not there is null. */
#include "app/export.h"

#include "base/time.h"

enum { JSON_BYTES_MAX = 1 << 30 };

static void put_text(struct buf *b, const char *key, struct str value)
{
    buf_f(b, ",\"%s\":", key);
    buf_json(b, value);
}

/* "" becomes null. */
static void put_word(struct buf *b, const char *key, const char *value)
{
    buf_f(b, *value ? ",\"%s\":\"%s\"" : ",\"%s\":null", key, value);
}

static void put_names(struct buf *b, const struct ledger *l, const char *key, struct ids ids)
{
    buf_f(b, ",\"%s\":[", key);
    for (size_t i = 0; i < ids.count; i++) {
        const struct person *p = ledger_person(l, ids.list[i]);
        const struct unit *u = ledger_unit(l, ids.list[i]);
        buf_c(b, i ? "," : "");
        buf_json(b, p ? p->name : u ? u->name
                                    : STR(""));
    }
    buf_c(b, "]");
}

static void put_measure(struct buf *b, struct arena *a, const struct ledger *l, const struct measure *m)
{
    const struct problem *p = ledger_problem(l, m->problem);
    const struct aspect *s = ledger_aspect(l, m->aspect);
    const struct unit *lead = ledger_unit(l, m->lead_unit);
    struct str due = day_text(a, m->due_day);
    buf_f(b, "{\"aspect_number\":%lld", (long long)(s ? s->number : 0));
    put_text(b, "aspect", s ? s->title : STR(""));
    buf_f(b, ",\"problem_number\":%lld", (long long)(p ? p->number : 0));
    put_text(b, "problem", p ? p->title : STR(""));
    buf_f(b, ",\"number\":%lld", (long long)m->number);
    put_text(b, "measure", m->text);
    put_word(b, "type", measure_types[m->type].name);
    put_word(b, "due", str_z(a, due));
    put_text(b, "due_text", m->due_text);
    put_names(b, l, "leaders", m->leaders);
    put_text(b, "lead_unit", lead ? lead->name : STR(""));
    put_names(b, l, "assisting_units", m->assisting_units);
    put_word(b, "state", measure_states[m->state].name);
    put_word(b, "colour", colours[measure_colour_by(&l->colours, m->state, m->start_day, m->due_day, m->percent)].name);
    buf_f(b, ",\"round\":%lld}", (long long)m->round);
}

struct str export_measures_json(struct arena *a, const struct ledger *l)
{
    struct buf b = buf_new(a, JSON_BYTES_MAX);
    buf_c(&b, "[");
    for (size_t i = 0; i < l->n_measures; i++) {
        buf_c(&b, i ? ",\n" : "\n");
        put_measure(&b, a, l, &l->measures[i]);
    }
    buf_c(&b, "\n]\n");
    return b.failed ? (struct str){NULL, 0} : buf_view(&b);
}
