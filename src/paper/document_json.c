/* document_json.c: a document's structure and figures for programs:
 *
 *   {"title":…,"blocks":[
 *      {"kind":"heading","level":1,"number":1,"text":…,"runs":[{"text":…},{"text":…,"bold":true},
 *       {"text":…,"figure":0}]},                         figure: the index into "figures"
 *      {"kind":"paragraph","run_in":true,…},{"kind":"contact","label":…,…},
 *      {"kind":"signature",…},{"kind":"date",…},
 *      {"kind":"table","rows":[[{"text":…,"runs":[…]},…],…]}],
 *    "figures":[{"name":…,"scope":…,"version":1,"value":"98.71","unit":"%","text":"98.71%",
 *       "position":1234,"href":…}]}
 *
 * Values are decimal strings, so that no reader rounds them. */
#include "paper/document.h"

struct writer {
    struct arena *arena;
    struct buf *out;
    size_t figures; /* printed so far; runs and figures come in the same order */
};

static void key(struct buf *out, const char *name, struct str value)
{
    buf_f(out, "\"%s\":", name);
    buf_json(out, value);
}

static void runs(struct writer *w, const struct document_run *first)
{
    key(w->out, "text", document_runs_text(w->arena, first));
    buf_c(w->out, ",\"runs\":[");
    for (const struct document_run *r = first; r; r = r->next) {
        buf_c(w->out, r == first ? "{" : ",{");
        key(w->out, "text", r->text);
        if (r->kind == DOCUMENT_FIGURE)
            buf_f(w->out, ",\"figure\":%zu", w->figures++);
        buf_c(w->out, r->kind == DOCUMENT_BOLD ? ",\"bold\":true}" : "}");
    }
    buf_c(w->out, "]");
}

static void table(struct writer *w, const struct document_block *b)
{
    buf_c(w->out, ",\"rows\":[");
    for (const struct document_row *r = b->rows; r; r = r->next) {
        buf_c(w->out, r == b->rows ? "[" : ",[");
        for (const struct document_cell *c = r->cells; c; c = c->next) {
            buf_c(w->out, "{");
            runs(w, c->runs);
            buf_c(w->out, c->next ? "}," : "}");
        }
        buf_c(w->out, "]");
    }
    buf_c(w->out, "]");
}

static void block(struct writer *w, const struct document_block *b)
{
    static const char *const kinds[] = {"heading", "paragraph", "table", "signature", "date", "contact"};
    buf_f(w->out, "{\"kind\":\"%s\"", kinds[b->kind]);
    if (b->kind == DOCUMENT_HEADING)
        buf_f(w->out, ",\"level\":%d,\"number\":%d", b->level, b->number);
    if (b->run_in)
        buf_c(w->out, ",\"run_in\":true");
    if (b->kind == DOCUMENT_CONTACT) {
        buf_c(w->out, ",");
        key(w->out, "label", b->label);
    }
    if (b->kind == DOCUMENT_TABLE) {
        table(w, b);
    } else {
        buf_c(w->out, ",");
        runs(w, b->runs);
    }
    buf_c(w->out, "}");
}

static struct str unit(const struct document_figure *f)
{
    if (f->kind == DOCUMENT_RATIO)
        return STR("%");
    if (f->kind == DOCUMENT_COUNT)
        return f->unit;
    return str_is(f->filters, "元") ? STR("元") : str_is(f->filters, "亿元") ? STR("亿元")
                                                                             : STR("万元");
}

static void figure(struct buf *out, const struct document_figure *f)
{
    buf_c(out, "{");
    key(out, "name", f->name);
    buf_c(out, ",");
    key(out, "scope", f->scope);
    buf_f(out, ",\"version\":%d,", f->version);
    key(out, "value", f->value);
    buf_c(out, ",");
    key(out, "unit", unit(f));
    buf_c(out, ",");
    key(out, "text", f->text);
    buf_f(out, ",\"position\":%lld,", (long long)f->position);
    key(out, "href", f->href);
    buf_c(out, "}");
}

void document_json(const struct document *d, struct buf *out)
{
    struct writer w = {d->arena, out, 0};
    bool first = true;
    buf_c(out, "{");
    key(out, "title", d->title);
    buf_c(out, ",\"blocks\":[");
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        if (document_block_empty(b))
            continue;
        buf_c(out, first ? "\n" : ",\n");
        block(&w, b);
        first = false;
    }
    buf_c(out, "],\n\"figures\":[");
    for (const struct document_figure *f = d->figures; f; f = f->next) {
        buf_c(out, f == d->figures ? "\n" : ",\n");
        figure(out, f);
    }
    buf_c(out, "]}\n");
}
