/* tree.c: the tree of organisations with their rounds, for the visitor's unit and all below it: sums of each
 * organisation and of everything under it, and for each round the figures, which open to their lists.
 *
 * Every number is a figure (view/figure.h) or a list (view/list.h) under the visitor's scope; a sum is a sum of
 * those. */
#include "app/app.h"
#include "view/list.h"
#include "view/table.h"
#include "web/known.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

enum { ROUNDS_MAX = 500, /* shown; the page says when there are more */
       DEPTH_MAX = 8 };

static const char sql_rounds[] = "SELECT k.id FROM inspection k WHERE 1 = 1{inspection k} ORDER BY k.seq DESC LIMIT 501";

enum { PROBLEMS,
       PROBLEMS_CLOSED,
       MEASURES,
       MEASURES_CLOSED,
       RED,
       YELLOW,
       BLUE,
       GREEN,
       SUMS };
/* Where each number comes from: a figure, or the ledger's rows of a colour. */
static const struct {
    const char *name, *figure, *colour, *chip;
} sums[SUMS] = {
    {"problems", "problems.total", NULL, NULL},
    {"problems_closed", "problems.closed", NULL, NULL},
    {"measures", "measures.total", NULL, NULL},
    {"measures_closed", "measures.closed", NULL, NULL},
    {"red", NULL, "red", "red"},
    {"yellow", NULL, "yellow", "yellow"},
    {"blue", NULL, "blue", "wait"},
    {"green", NULL, "green", "green"},
};

struct node { /* an organisation, or one above organisations; the first is "not registered" */
    int64_t unit;
    struct ids chain; /* the unit and all above it, nearest first */
    struct node *next;
    int64_t total[SUMS];
    bool shown;
};
struct round {
    int64_t id;
    struct inspection state;
    int64_t own[SUMS];
    struct node *node;
};
struct tree {
    struct visit *v;
    struct node *nodes, *last;
    struct round rounds[ROUNDS_MAX];
    size_t count;
    bool more;
};

/* ---- numbers ------------------------------------------------------------------------------------- */

static enum err count_round(struct visit *v, struct round *r)
{
    const struct list_query asked = matter_question(v, r->id); /* with the colours of this round's rules */
    enum err e = ERR_NONE;
    for (size_t i = 0; i < SUMS && !e; i++) {
        struct figure_value value = {0};
        struct list_query q = asked;
        if (sums[i].figure)
            e = figure_recall(v->site->app.db, figure_find(str_c(sums[i].figure)), &v->scope, r->id,
                              v->today, v->position, &value);
        else if (list_take(&q, STR("colour"), str_c(sums[i].colour)))
            e = list_count(v->site->app.db, v->arena, &q, &value.value);
        r->own[i] = value.value;
    }
    return e;
}

/* ---- the tree ------------------------------------------------------------------------------------ */

static enum err node_of(struct tree *t, int64_t unit, struct node **out)
{
    for (struct node *n = t->nodes; n; n = n->next)
        if (n->unit == unit) {
            *out = n;
            return ERR_NONE;
        }
    struct node *fresh = arena_alloc(t->v->arena, sizeof *fresh);
    *fresh = (struct node){.unit = unit};
    enum err e = units_above(t->v->site->app.db, t->v->arena, unit, &fresh->chain);
    *(t->last ? &t->last->next : &t->nodes) = fresh;
    t->last = fresh;
    *out = fresh;
    return e;
}

/* What a superior unit adds up: only where the visitor sees all that is below it. */
static bool may_add_up(const struct visit *v, int64_t unit)
{
    const struct actor *a = &v->ctx.env.actor;
    return a->everywhere || unit == a->unit || !ids_has(a->units, unit);
}

/* Adds the round's numbers to its organisation and to those above it. */
static enum err add_up(struct tree *t, struct round *r)
{
    struct node *own;
    enum err e = node_of(t, r->state.organisation, &own);
    r->node = own;
    own->shown = true;
    for (size_t i = 0; i < own->chain.count + !own->chain.count && !e; i++) {
        struct node *n = own;
        if (i && !may_add_up(t->v, own->chain.list[i]))
            break;
        if (i)
            e = node_of(t, own->chain.list[i], &n);
        for (size_t k = 0; k < SUMS && !e; k++)
            n->total[k] += r->own[k];
        n->shown = true;
    }
    return e;
}

static enum err read_rounds(struct tree *t)
{
    struct visit *v = t->v;
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_rounds), 0, 1, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        t->more = t->count == ROUNDS_MAX;
        if (t->more)
            break;
        t->rounds[t->count++].id = stmt_get_int(s, 0);
    }
    stmt_done(s);
    for (size_t i = 0; i < t->count && !e; i++) {
        e = table_load(v->site->app.db, v->arena, KIND_INSPECTION, t->rounds[i].id, &t->rounds[i].state);
        if (!e)
            e = count_round(v, &t->rounds[i]);
        if (!e)
            e = add_up(t, &t->rounds[i]);
    }
    return e;
}

/* ---- drawing --------------------------------------------------------------------------------------- */

static struct str rate_text(struct visit *v, const int64_t n[SUMS])
{
    int64_t rate = rate_hundredths(n[MEASURES_CLOSED], n[MEASURES]);
    return str_f(v->arena, "%lld.%02lld", (long long)rate / 100, (long long)rate % 100);
}

static void put_sums(struct visit *v, struct value *cells, const int64_t n[SUMS], int64_t inspection)
{
    struct str id = inspection ? id_str(v, inspection) : STR("");
    for (size_t i = 0; i < SUMS; i++) {
        struct value *cell = value_row(cells);
        value_text(cell, "text", str_f(v->arena, "%lld", (long long)n[i]));
        value_c(cell, "name", sums[i].name);
        value_c(cell, "colour", n[i] && sums[i].colour ? sums[i].chip : "");
        value_text(cell, "url",
                   !inspection ? STR("")
                   : sums[i].figure
                       ? str_f(v->arena, "/figure/%s?inspection=%.*s", sums[i].figure, STR_ARG(id))
                       : str_f(v->arena, "/ledger?inspection=%.*s&colour=%s", STR_ARG(id),
                               sums[i].colour));
    }
}

static void put_round(struct visit *v, struct value *list, const struct round *r, size_t depth)
{
    struct value *row = value_row(list);
    struct str id = id_str(v, r->id);
    value_bool(row, "unit", false);
    value_bool(row, "here", r->id == v->inspection);
    value_text(row, "indent", str_f(v->arena, "%zu", depth < DEPTH_MAX ? depth : DEPTH_MAX));
    value_text(row, "name", r->state.name);
    value_text(row, "url", str_f(v->arena, "/inspection/%.*s", STR_ARG(id)));
    value_text(row, "look_url", str_f(v->arena, "/inspection/%.*s/look", STR_ARG(id)));
    value_text(row, "state", choice_word(inspection_states, r->state.state, v->lang));
    put_sums(v, value_rows(row, "cells"), r->own, r->id);
    value_text(row, "rate", rate_text(v, r->own));
}

/* N, its rounds, then what stands below it. */
static void put_node(struct tree *t, struct value *list, const struct node *n, size_t depth)
{
    struct visit *v = t->v;
    struct value *row = value_row(list);
    const struct unit *u = n->unit ? known(v, KIND_UNIT, n->unit) : NULL;
    value_bool(row, "unit", true);
    value_bool(row, "here", false);
    value_text(row, "indent", str_f(v->arena, "%zu", depth < DEPTH_MAX ? depth : DEPTH_MAX));
    value_text(row, "name", u ? u->name : tr(v->lang, "未登记组织的轮次"));
    value_text(row, "url", STR(""));
    value_text(row, "look_url", STR(""));
    value_text(row, "state", STR(""));
    put_sums(v, value_rows(row, "cells"), n->total, 0);
    value_text(row, "rate", rate_text(v, n->total));
    for (size_t i = 0; i < t->count; i++)
        if (t->rounds[i].node == n)
            put_round(v, list, &t->rounds[i], depth + 1);
    for (const struct node *below = t->nodes; below && n->unit; below = below->next)
        if (below->shown && below->chain.count > 1 && below->chain.list[1] == n->unit)
            put_node(t, list, below, depth + 1);
}

static bool is_top(const struct tree *t, const struct node *n)
{
    for (const struct node *other = t->nodes; other; other = other->next)
        if (other->shown && n->chain.count > 1 && other->unit == n->chain.list[1])
            return false;
    return n->shown;
}

struct response *tree_page(struct visit *v)
{
    struct tree *t = arena_alloc(v->arena, sizeof *t);
    struct value *list = value_rows(v->page, "rows");
    int64_t all[SUMS] = {0};
    t->v = v;
    enum err e = read_rounds(t);
    if (e)
        return site_database_failed(v, e);
    for (const struct node *n = t->nodes; n; n = n->next)
        if (is_top(t, n))
            put_node(t, list, n, 0);
    for (size_t i = 0; i < t->count; i++)
        for (size_t k = 0; k < SUMS; k++)
            all[k] += t->rounds[i].own[k];
    site_title(v, tr(v->lang, "组织和轮次"), "");
    value_text(v->page, "count", str_f(v->arena, "%zu", t->count));
    value_bool(v->page, "more", t->more);
    put_sums(v, value_rows(v->page, "total_cells"), all, 0);
    value_text(v->page, "total_rate", rate_text(v, all));
    return site_render(v, "tree");
}
