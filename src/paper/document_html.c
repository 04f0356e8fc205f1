/* document_html.c: a document as a fragment of a page. Figures are links to the list behind them. */
#include "paper/document.h"

/* A figure's address comes from whoever answers it; javascript: and //elsewhere must not pass. */
static bool address_is_safe(struct str href)
{
    bool here = str_starts(href, STR("/")) && !str_starts(href, STR("//")) &&
                !str_starts(href, STR("/\\"));
    return here || str_starts(href, STR("https://")) || str_starts(href, STR("http://"));
}

static void figure(struct buf *out, const struct document_run *r)
{
    const struct document_figure *f = r->figure;
    bool link = address_is_safe(f->href);
    buf_c(out, link ? "<a class=\"figure\" href=\"" : "<span class=\"figure\"");
    if (link) {
        buf_html(out, f->href);
        buf_c(out, "\"");
    }
    buf_c(out, " data-name=\"");
    buf_html(out, f->name);
    if (f->scope.len) {
        buf_c(out, "\" data-scope=\"");
        buf_html(out, f->scope);
    }
    buf_f(out, "\" data-version=\"%d\" data-position=\"%lld\">", f->version, (long long)f->position);
    buf_html(out, r->text);
    buf_c(out, link ? "</a>" : "</span>");
}

static void runs(struct buf *out, const struct document_run *r)
{
    for (; r; r = r->next) {
        if (r->kind == DOCUMENT_FIGURE) {
            figure(out, r);
            continue;
        }
        buf_c(out, r->kind == DOCUMENT_BOLD ? "<strong>" : "");
        buf_html(out, r->text);
        buf_c(out, r->kind == DOCUMENT_BOLD ? "</strong>" : "");
    }
}

static void table(struct buf *out, const struct document_block *b)
{
    buf_c(out, "<table>\n");
    for (const struct document_row *r = b->rows; r; r = r->next) {
        bool head = r == b->rows;
        buf_c(out, head ? "<thead><tr>" : "<tr>");
        for (const struct document_cell *c = r->cells; c; c = c->next) {
            buf_c(out, head ? "<th scope=\"col\">" : "<td>");
            runs(out, c->runs);
            buf_c(out, head ? "</th>" : "</td>");
        }
        buf_c(out, head ? "</tr></thead>\n<tbody>\n" : "</tr>\n");
    }
    buf_c(out, "</tbody></table>\n");
}

static void element(struct buf *out, const struct document_block *b, const char *name, const char *class)
{
    buf_f(out, class ? "<%s class=\"%s\">" : "<%s>", name, class);
    if (b->kind == DOCUMENT_CONTACT) {
        buf_c(out, "<span class=\"label\">");
        buf_html(out, b->label);
        buf_c(out, "：</span>");
    }
    runs(out, b->runs);
    buf_f(out, "</%s>\n", name);
}

static void block(struct buf *out, const struct document_block *b)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5"};
    switch (b->kind) {
    case DOCUMENT_HEADING: element(out, b, headings[b->level], NULL); break;
    case DOCUMENT_PARAGRAPH: element(out, b, "p", NULL); break;
    case DOCUMENT_TABLE: table(out, b); break;
    case DOCUMENT_SIGNATURE: element(out, b, "p", "signature"); break;
    case DOCUMENT_DATE: element(out, b, "p", "date"); break;
    case DOCUMENT_CONTACT: element(out, b, "p", "contact"); break;
    }
}

void document_html(const struct document *d, struct buf *out)
{
    buf_c(out, "<article class=\"document\">\n<h1>");
    buf_html(out, d->title);
    buf_c(out, "</h1>\n");
    bool led = false;
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        bool leads = document_leads(b);
        if (document_block_empty(b))
            continue;
        buf_c(out, leads ? "<div class=\"run-in\">\n" : "");
        block(out, b);
        buf_c(out, led ? "</div>\n" : "");
        led = leads;
    }
    buf_c(out, "</article>\n");
}
