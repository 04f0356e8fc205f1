/* matter.c: see matter.h. */
#include "web/matter.h"

#include "app/regime.h"
#include "base/time.h"
#include "view/table.h"
#include "web/entries.h"
#include "web/moments.h"
#include "web/known.h"

#include <string.h>

const char *matter_chip(enum colour colour)
{
    static const char *const classes[] = {
        [COLOUR_NONE] = "none",
        [COLOUR_GREEN] = "green",
        [COLOUR_BLUE] = "wait",
        [COLOUR_YELLOW] = "yellow",
        [COLOUR_RED] = "red",
        [COLOUR_DONE] = "done",
    };
    return classes[colour];
}

void matter_colour(struct visit *v, struct value *row, enum colour colour)
{
    value_c(row, "colour", matter_chip(colour));
    value_text(row, "colour_text", choice_word(colours, (int64_t)colour, v->lang));
}

struct str matter_problem_number(struct visit *v, const struct problem *p)
{
    return p->code.len ? p->code : str_f(v->arena, "%lld", (long long)p->number);
}

struct str matter_measure_number(struct visit *v, const struct measure *m, const struct problem *p)
{
    return m->code.len ? m->code : str_f(v->arena, "%lld-%lld", (long long)p->number, (long long)m->number);
}

enum err matter_rules(struct visit *v, int64_t inspection, struct regime *regime, struct colour_rule *rule)
{
    struct db *db = v->site->app.db;
    enum err e = regime ? regime_load(db, v->arena, inspection, INSPECTION_XUNSHI, regime) : ERR_NONE;
    return e ? e : colour_rule_recall(db, inspection, v->today, v->position, rule);
}

struct list_query matter_question(struct visit *v, int64_t inspection)
{
    struct colour_rule *colours_now = arena_alloc(v->arena, sizeof *colours_now);
    struct regime r;
    if (matter_rules(v, inspection, &r, colours_now)) { /* the list itself meets the same database and says so */
        *colours_now = colour_rule_default(v->today);
        r = *regime_builtin(INSPECTION_XUNSHI);
    }
    return (struct list_query){.inspection = inspection,
                               .today = v->today,
                               .position = v->position,
                               .lang = v->lang,
                               .actor = &v->ctx.env.actor,
                               .scope = &v->scope,
                               .colours = colours_now,
                               .rhythm = r.rhythm};
}

struct str matter_due(struct visit *v, const struct measure *m)
{
    struct arena *a = v->arena;
    struct str day = day_text(a, m->due_day);
    long long left = (long long)(m->due_day - v->today);
    bool zh = v->lang == LANG_ZH;
    if (!m->due_day)
        return m->due_text.len ? m->due_text : tr(v->lang, "没有时限");
    if (m->state < MEASURE_ISSUED || m->state >= MEASURE_CLOSED)
        return day;
    if (left < 0)
        return str_f(a, zh ? "%.*s（已超期 %lld 天）" : "%.*s (%lld days past)", STR_ARG(day), -left);
    if (left == 0)
        return str_f(a, zh ? "%.*s（今天到期）" : "%.*s (today)", STR_ARG(day));
    return str_f(a, zh ? "%.*s（还有 %lld 天）" : "%.*s (%lld days left)", STR_ARG(day), left);
}

struct str matter_size(struct visit *v, int64_t bytes)
{
    if (bytes < 1024 * 1024)
        return str_f(v->arena, "%lld KB", (long long)(bytes + 1023) / 1024);
    return str_f(v->arena, "%lld.%lld MB", (long long)(bytes >> 20), (long long)((bytes & ((1 << 20) - 1)) * 10 >> 20));
}

struct str matter_people(struct visit *v, struct ids ids, bool units)
{
    struct buf b = buf_new(v->arena, 1 << 16);
    for (size_t i = 0; i < ids.count; i++) {
        buf_c(&b, i ? "、" : "");
        buf_str(&b, units ? site_unit(v, ids.list[i]) : site_person(v, ids.list[i]));
    }
    return buf_view(&b);
}

void matter_fact(struct visit *v, struct value *list, const char *label, struct str text, struct str url)
{
    visit_fact(list, tr(v->lang, label), text, url);
}

/* ---- history -------------------------------------------------------------------------------------- */

struct line { /* one entry, ready for the page */
    struct line *older;
    struct history_row row;
};
struct telling {
    struct visit *v;
    struct line *newest;
};

/* What somebody wrote: the first of these fields that holds words. */
static struct str words_of(const struct record *r, const void *payload)
{
    static const char *const names[] = {"opinion", "summary", "reason", "progress", "text", "title"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct field *f = record_field(r, str_c(names[i]));
        if (f && f->type == FIELD_TEXT && field_str(f, payload)->len)
            return *field_str(f, payload);
    }
    return STR("");
}

static struct str note_of(struct visit *v, enum event_type type, const void *payload)
{
    struct str words = words_of(event_types[type].payload, payload);
    if (type == EVENT_MEASURE_EVIDENCED || type == EVENT_MEASURE_UNEVIDENCED) {
        struct evidence e;
        if (!site_load(v, KIND_EVIDENCE, ((const struct measure_evidenced *)payload)->evidence, &e))
            return e.name;
    }
    if (type == EVENT_MEASURE_VOID_PROPOSED) {
        struct str document = ((const struct void_propose *)payload)->document;
        return str_f(v->arena, v->lang == LANG_ZH ? "%.*s（依据：%.*s）" : "%.*s (by: %.*s)", STR_ARG(words), STR_ARG(document));
    }
    if (type == EVENT_MEASURE_CLAIMED) {
        struct str day = day_text(v->arena, ((const struct measure_claim *)payload)->done_day);
        return str_f(v->arena, v->lang == LANG_ZH ? "%.*s（完成日期：%.*s）" : "%.*s (done on %.*s)", STR_ARG(words), STR_ARG(day));
    }
    return words;
}

/* A report about a half-month that was already over. */
static bool is_late(enum event_type type, const void *payload, int64_t at_us)
{
    return type == EVENT_MEASURE_REPORTED &&
           ((const struct measure_reported *)payload)->period < period_of(day_of(at_us));
}

static enum err tell(void *arg, const struct entry *e)
{
    struct telling *t = arg;
    struct visit *v = t->v;
    enum event_type type;
    const struct person *p;
    if (!event_find(e->leaf.kind, e->leaf.version, &type))
        return ERR_NONE;
    void *payload = arena_alloc(v->arena, event_types[type].payload->size);
    struct line *line = arena_alloc(v->arena, sizeof *line);
    *line = (struct line){.older = t->newest, .row = {.seq = e->leaf.seq, .when = time_text(v->arena, e->leaf.at_us)}};
    t->newest = line;
    line->row.what = str_c(v->lang == LANG_ZH ? event_types[type].zh : event_types[type].en);
    if (e->leaf.actor && (p = known(v, KIND_PERSON, e->leaf.actor)) && p->head.len) {
        line->row.who = str_copy(v->arena, p->name);
        line->row.unit = site_unit(v, p->unit);
    } else {
        line->row.who = tr(v->lang, "系统");
    }
    if (e->erased_by >= 0) {
        line->row.note = str_f(v->arena, v->lang == LANG_ZH ? "内容已依规删除（第 %lld 条）" : "erased by entry %lld", (long long)e->erased_by);
        return ERR_NONE;
    }
    if (record_from_json(event_types[type].payload, v->arena, str_copy(v->arena, e->body), payload))
        return ERR_NONE; /* what happened is shown, its words cannot be read */
    line->row.note = note_of(v, type, payload);
    line->row.late = is_late(type, payload, e->leaf.at_us);
    return ERR_NONE;
}

enum err matter_history(struct visit *v, int64_t subject)
{
    struct telling t = {v, NULL};
    struct value *list = value_rows(v->page, "history");
    enum err e = log_of_subject(v->site->app.db, subject, tell, &t);
    for (struct line *line = t.newest; line && !e; line = line->older)
        entries_put(v, list, &line->row);
    return e;
}

/* ---- addresses -------------------------------------------------------------------------------------- */

static void put_percent(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
            c == '_' || c == '.' || c == ',')
            buf_put(b, &s.ptr[i], 1);
        else
            buf_f(b, "%%%02X", c);
    }
}

struct str matter_url(struct visit *v, const char *path, const char *name, struct str value)
{
    struct buf b = buf_new(v->arena, TARGET_BYTES_MAX * 4);
    const char *sep = "?";
    buf_c(&b, path);
    for (size_t i = 0; i < v->request->query_count; i++) {
        struct pair *p = &v->request->query[i];
        if (str_is(p->key, name) || str_is(p->key, "from") || str_is(p->key, "done") || !p->value.len)
            continue;
        buf_c(&b, sep);
        put_percent(&b, p->key);
        buf_c(&b, "=");
        put_percent(&b, p->value);
        sep = "&";
    }
    if (value.len) {
        buf_f(&b, "%s%s=", sep, name);
        put_percent(&b, value);
    }
    return buf_view(&b);
}

/* ---- measures as items of a list (templates of my work and the overview) ---- */

struct items {
    struct visit *v;
    struct value *list;
};

enum { CODE, /* the columns asked for, in the order of the table */
       PROBLEM,
       TEXT_,
       DUE,
       UNIT,
       STATE };
#define ITEM_COLUMNS "measure_code,problem,measure,due,lead_unit,state"

static enum err put_item(void *arg, const struct list_row *from)
{
    struct items *g = arg;
    struct arena *a = g->v->arena;
    struct str id = id_str(g->v, from->id), unit = from->cells[UNIT].text,
               problem = utf8_clip(from->cells[PROBLEM].text, 40);
    struct value *row = value_row(g->list);
    value_text(row, "text", str_f(a, "%.*s　%.*s", STR_ARG(from->cells[CODE].text), STR_ARG(utf8_clip(from->cells[TEXT_].text, 70))));
    value_text(row, "url", str_f(a, "/measure/%.*s", STR_ARG(id)));
    value_text(row, "about", str_f(a, "%.*s · %.*s", STR_ARG(unit), STR_ARG(problem)));
    value_text(row, "unit", str_copy(a, unit));
    value_text(row, "due", str_copy(a, from->cells[DUE].text));
    matter_colour(g->v, row, from->colour);
    if (from->colour == COLOUR_NONE || from->colour == COLOUR_BLUE)
        value_c(row, "colour_text", "");
    return ERR_NONE;
}

enum err matter_items(struct visit *v, struct list_query *q, int64_t limit, struct value *list)
{
    struct items g = {v, list};
    list_take(q, STR("columns"), STR(ITEM_COLUMNS));
    q->by_urgency = true;
    q->limit = limit;
    return list_run(v->site->app.db, v->arena, q, put_item, &g);
}
