/* text_read.c: .txt into lines. */
#include "paper/sheet.h"
#include "text/encoding.h"

enum err txt_read(struct arena *a, struct str bytes, struct doc_text *out, struct sentence *why)
{
    struct str text;
    struct doc_line *lines = NULL;
    size_t n = 0, cap = 0;
    enum err e = text_decode(a, bytes, &text, why);
    if (e)
        return e;
    for (size_t at = 0, from = 0; at <= text.len; at++) {
        if (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
            continue;
        if (n >= PAPER_LINES_MAX) {
            *why = sentence_f(a, "文件超过 %d 行，请拆成几个文件。",
                              "The file has more than %d lines; split it.", PAPER_LINES_MAX);
            return ERR_LIMIT;
        }
        if (at < text.len || from < at) { /* nothing after the last line break is no line */
            lines = array_room(a, lines, n, &cap, sizeof *lines);
            lines[n++] = (struct doc_line){.text = str_copy(a, str_sub(text, from, at - from))};
        }
        at += at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n';
        from = at + 1;
    }
    *out = (struct doc_text){lines, n};
    return ERR_NONE;
}
