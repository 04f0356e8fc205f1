/* document.c: bulletin text with whatever bytes. It must be read or refused, and a text that was read
 * without a problem, written and read again must be written the same. */
#include "paper/document.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static enum err find(void *ctx, struct arena *a, struct document_figure *out, struct sentence *why)
{
    (void)ctx, (void)a, (void)why;
    out->kind = (enum document_value)(out->name.len % 3);
    out->number = 12345;
    out->whole = 23456;
    out->unit = STR("个");
    out->href = out->name;
    return out->name.ptr[0] == 'z' ? ERR_MISSING : ERR_NONE;
}

static struct str written(const struct document *d, struct arena *a)
{
    struct buf b = buf_new(a, DOCUMENT_OUT_MAX);
    document_source(d, &b);
    return buf_view(&b);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena a = {0};
    struct document_figures figures = {find, NULL};
    struct document *d, *again;
    struct sentence why;
    struct buf out = buf_new(&a, DOCUMENT_OUT_MAX);
    enum err e = document_read(&a, (struct str){(const char *)data, size}, &figures, &d, &why);
    if (e == ERR_NONE || e == ERR_INPUT) {
        document_html(d, &out);
        document_txt(d, &out);
        document_json(d, &out);
        if (!utf8_valid(buf_view(&out)))
            abort();
    }
    if (e == ERR_NONE) {
        struct str source = written(d, &a);
        if (document_read(&a, source, &figures, &again, &why) || !str_eq(source, written(again, &a)))
            abort();
    }
    arena_reset(&a);
    return 0;
}
