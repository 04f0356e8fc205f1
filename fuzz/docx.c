/* docx.c: the .docx reader on anything. What it accepts must pack and unpack to the same answer. */
#include "paper/reader.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void collect(void *ctx, const void *part, size_t n) { buf_put(ctx, part, n); }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena a = {0};
    struct paper paper, again;
    struct sentence why = {0};
    struct buf packed = buf_new(&a, READER_ANSWER_BYTES_MAX);
    enum err e = paper_read(&a, (struct str){(const char *)bytes, len}, PAPER_DOCX, &paper, &why);
    assert(!e || (why.zh.len && why.en.len));
    if (!e) {
        paper_pack(&(struct wire){collect, &packed}, e, why, &paper);
        enum err unpacked = paper_unpack(&a, buf_view(&packed), &e, &why, &again);
        assert(packed.failed || (unpacked == ERR_NONE && e == ERR_NONE));
    }
    arena_reset(&a);
    return 0;
}
