/* document_txt.c: a document as plain text. One paragraph a line, indented by two ideographic spaces;
 * table cells are separated by tabs. What it prints can be read again as bulletin text. */
#include "paper/document.h"

static void runs(struct buf *out, const struct document_run *r)
{
    for (; r; r = r->next)
        buf_str(out, r->text);
}

static void table(struct buf *out, const struct document_block *b)
{
    for (const struct document_row *r = b->rows; r; r = r->next) {
        for (const struct document_cell *c = r->cells; c; c = c->next) {
            runs(out, c->runs);
            buf_c(out, c->next ? "\t" : "\n");
        }
    }
}

static void block(struct buf *out, const struct document_block *b, bool led)
{
    bool indented = b->kind == DOCUMENT_HEADING || b->kind == DOCUMENT_PARAGRAPH ||
                    b->kind == DOCUMENT_CONTACT;
    buf_c(out, indented && !led ? "　　" : "");
    if (b->kind == DOCUMENT_CONTACT) {
        buf_str(out, b->label);
        buf_c(out, "：");
    }
    runs(out, b->runs);
    buf_c(out, document_leads(b) ? "" : "\n");
}

void document_txt(const struct document *d, struct buf *out)
{
    buf_str(out, d->title);
    buf_c(out, "\n\n");
    bool led = false;
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        if (document_block_empty(b))
            continue;
        if (b->kind == DOCUMENT_TABLE)
            table(out, b);
        else
            block(out, b, led);
        led = document_leads(b);
    }
}
