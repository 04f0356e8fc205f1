/* lint.c: any bytes through the bulletin reader, every rule and both printers. */
#include "paper/lint.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct lint l;
    struct sentence why;
    struct str text = str_copy(&a, (struct str){(const char *)data, size});
    if (lint_run(&a, text, &l, &why) == ERR_NONE) {
        struct buf out = buf_new(&a, LINT_JSON_BYTES_MAX);
        lint_json(&l, &out);
        if (!utf8_valid(buf_view(&out)) || out.failed)
            abort();
        lint_text(&l, LANG_ZH, &out);
        lint_text(&l, LANG_EN, &out);
        for (size_t i = 0; i < l.count; i++)
            if (!l.findings[i].line || l.findings[i].line > l.bulletin.chars.lines || !l.findings[i].column)
                abort();
    }
    arena_reset(&a);
    return 0;
}
