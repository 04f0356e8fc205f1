/* bulk.c: the same step on many measures at once, for steps where nobody must look into each file: submitting a plan,
 * approving plans with one opinion, signing for them. Everything chosen is done, or, when one is refused, nothing.
 * Approving a claim and verifying are never done in bulk: each has its evidence to be looked at. */
#include "view/list.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

enum { BULK_MAX = 200 }; /* measures on one page */

static const struct {
    const char *queue;
    enum command_type command;
} steps[] = {
    {"drafts", COMMAND_MEASURE_SUBMIT},
    {"plans_returned", COMMAND_MEASURE_SUBMIT},
    {"to_review", COMMAND_MEASURE_APPROVE_PLAN},
    {"to_sign", COMMAND_MEASURE_SIGN},
};

/* The step of the queue in the path, for somebody whose queue it is. */
static bool step_of(struct visit *v, struct str queue, enum command_type *command)
{
    const struct list_queue *q = list_queue_find(queue);
    for (size_t i = 0; q && i < sizeof steps / sizeof *steps; i++) {
        if (!str_is(queue, steps[i].queue) || !(v->ctx.env.actor.roles & q->roles))
            continue;
        *command = steps[i].command;
        return true;
    }
    return false;
}

struct str bulk_url(struct visit *v, const char *queue)
{
    enum command_type command;
    return step_of(v, str_c(queue), &command) ? str_f(v->arena, "/queue/%s", queue) : STR("");
}

static bool picked(struct visit *v, struct str id)
{
    bool any = false;
    for (size_t i = 0; i < v->request->form_count; i++) {
        any = any || str_is(v->request->form[i].key, "pick");
        if (str_is(v->request->form[i].key, "pick") && str_eq(v->request->form[i].value, id))
            return true;
    }
    return !any; /* first drawn: everything */
}

struct drawing {
    struct visit *v;
    struct value *list;
};

static enum err put_measure(void *arg, const struct list_row *row)
{
    struct drawing *d = arg;
    struct str id = id_str(d->v, row->id);
    struct value *item = value_row(d->list);
    value_text(item, "id", id);
    value_text(item, "number", str_copy(d->v->arena, row->cells[0].text));
    value_text(item, "problem", str_copy(d->v->arena, row->cells[1].text));
    value_text(item, "text", str_copy(d->v->arena, row->cells[2].text));
    value_text(item, "due", str_copy(d->v->arena, row->cells[3].text));
    value_text(item, "unit", str_copy(d->v->arena, row->cells[4].text));
    value_text(item, "url", str_f(d->v->arena, "/measure/%.*s", STR_ARG(id)));
    value_bool(item, "picked", picked(d->v, id));
    return ERR_NONE;
}

struct response *bulk_page(struct visit *v)
{
    enum command_type command;
    if (!step_of(v, v->part[0], &command))
        return site_missing(v);
    const struct list_queue *queue = list_queue_find(v->part[0]);
    const struct command_info *c = &command_types[command];
    struct list_query q = matter_question(v, v->inspection);
    q.queue = queue;
    q.limit = BULK_MAX;
    struct drawing d = {v, value_rows(v->page, "items")};
    list_take(&q, STR("columns"), STR("measure_code,problem,measure,due,lead_unit"));
    enum err e = list_run(v->site->app.db, v->arena, &q, put_measure, &d);
    if (e)
        return site_database_failed(v, e);
    bool zh = v->lang == LANG_ZH;
    site_title(v, str_c(zh ? queue->zh : queue->en), "");
    value_c(v->page, "heading", zh ? queue->zh : queue->en);
    value_c(v->page, "lead", zh ? queue->hint_zh : queue->hint_en);
    value_c(v->page, "submit", zh ? c->zh : c->en);
    value_text(v->page, "action", str_f(v->arena, "/queue/%s", queue->name));
    site_fields(v, value_rows(v->page, "fields"), c->payload, NULL, "none");
    site_form(v, NULL);
    return site_render(v, "bulk");
}

/* One submission for each box that is ticked; the pairs are the same for all. */
struct response *bulk_prepare(struct visit *v)
{
    struct request *r = v->request;
    enum command_type command;
    struct str key = request_form(r, "_command");
    struct pair *pairs = arena_alloc(v->arena, (r->form_count + 1) * sizeof *pairs);
    struct submission *list = arena_alloc(v->arena, (r->form_count + 1) * sizeof *list);
    size_t n = 0, count = 0;
    if (!step_of(v, v->part[0], &command))
        return site_missing(v);
    for (size_t i = 0; i < r->form_count; i++)
        if (r->form[i].key.len && r->form[i].key.ptr[0] != '_' && !str_is(r->form[i].key, "pick"))
            pairs[n++] = r->form[i];
    for (size_t i = 0; i < r->form_count && count < BULK_MAX; i++) {
        int64_t id;
        if (!str_is(r->form[i].key, "pick") || !id_read(r->form[i].value, &id))
            continue;
        struct str each = key.len ? str_f(v->arena, "%.*s-%zu", STR_ARG(utf8_clip(key, 40)), count) : STR("");
        list[count++] = (struct submission){
            .type = command, .id = id, .pairs = pairs, .count = n, .command = each, .drawn_at = -1};
    }
    v->asking = (struct asking){.count = count, .list = list};
    if (count)
        return NULL;
    v->err = ERR_INPUT;
    v->outcome.say = tr_both("没有勾选任何一条，请先勾选要办理的措施。");
    return bulk_page(v);
}

struct response *bulk_done(struct visit *v)
{
    return site_redirect(v, "/?done=%s", command_types[v->asking.list[0].type].wire);
}

/* Refused: which measure it was, since all were sent together. */
struct response *bulk_again(struct visit *v)
{
    struct measure m;
    size_t at = v->answer ? v->answer->failed : 0;
    if (v->answer && at < v->asking.count && !site_load(v, KIND_MEASURE, v->asking.list[at].id, &m)) {
        struct str text = utf8_clip(m.text, 30), zh = v->outcome.say.zh, en = v->outcome.say.en;
        v->outcome.say = (struct sentence){
            str_f(v->arena, "“%.*s…”：%.*s这一批都没有办理。", STR_ARG(text), STR_ARG(zh)),
            str_f(v->arena, "\"%.*s…\": %.*s Nothing of this batch was done.", STR_ARG(text), STR_ARG(en)),
        };
    }
    return bulk_page(v);
}
