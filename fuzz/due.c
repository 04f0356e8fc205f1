/* due.c: any bytes as a time limit, a list of names, a number and a spelling. */
#include "text/due.h"
#include "text/names.h"
#include "text/normal.h"
#include "text/numerals.h"
#include "text/similar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct due due;
    struct sentence why = {STR(""), STR("")};
    struct str *names, text = str_copy(&a, (struct str){(const char *)data, size});
    int64_t n;
    if (due_read(&a, text, 2024, &due, &why) != ERR_NONE && why.zh.len == 0)
        abort();
    if (text_split_names(&a, text, &names) > NAMES_MAX)
        abort();
    if (numeral_whole(text, &n) && n < 0)
        abort();
    struct str normal = text_normal(&a, text);
    if (!utf8_valid(normal) || !str_eq(normal, text_normal(&a, normal)))
        abort();
    double alike = text_similarity(text, normal);
    if (alike < 0 || alike > 1)
        abort();
    arena_reset(&a);
    return 0;
}
