/* template.c: a template and a file of words with whatever bytes, split at the first 0xff. What compiles must
 * fill, and what it fills from may not come out as markup. */
#include "web/template.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static struct value *values(struct arena *a)
{
    struct value *page = value_map(a);
    value_c(page, "a", "<script>\"'&");
    value_c(page, "b", "javascript:x");
    value_int(page, "n", -1);
    value_bool(page, "t", true);
    struct value *rows = value_rows(page, "r");
    for (int i = 0; i < 2; i++)
        value_int(value_row(rows), "n", i);
    value_item(value_rows(page, "l"), STR("<"));
    return page;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena a = {0};
    struct words *words = NULL;
    struct template_set *set;
    struct sentence why = {.zh = STR("")};
    struct str rest = {size ? (const char *)data : "", size}, text;
    str_cut(&rest, '\xff', &text);
    struct template_source sources[] = {{STR("page"), text}, {STR("part"), STR("{{a}}")}};
    if (rest.ptr && words_read(&a, rest, &words, &why) && !why.en.len)
        abort();
    if (template_compile(&a, sources, 2, words, &set, &why) == ERR_NONE) {
        for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
            struct buf out = buf_new(&a, 1 << 20);
            if (template_render(set, STR("page"), lang, values(&a), &out) == ERR_NONE &&
                str_find(text, STR("<script>")) == SIZE_MAX && str_find(buf_view(&out), STR("<script>\"'")) != SIZE_MAX)
                abort();
        }
    } else if (!why.en.len || !why.zh.len) {
        abort();
    }
    arena_reset(&a);
    return 0;
}
