/* paper_read.c: which reader a file belongs to. */
#include "paper/sheet.h"

#include <strings.h>

enum paper_kind paper_kind_of(struct str file_name, struct str bytes)
{
    /* Old formats go to the reader that can say what to save them as. */
    static const struct {
        const char *ending;
        enum paper_kind kind;
    } endings[] = {
        {".xlsx", PAPER_XLSX},
        {".xlsm", PAPER_XLSX},
        {".xls", PAPER_XLSX},
        {".et", PAPER_XLSX},
        {".csv", PAPER_CSV},
        {".tsv", PAPER_CSV},
        {".docx", PAPER_DOCX},
        {".docm", PAPER_DOCX},
        {".doc", PAPER_DOCX},
        {".wps", PAPER_DOCX},
        {".txt", PAPER_TXT},
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str e = str_c(endings[i].ending);
        if (file_name.len >= e.len &&
            strncasecmp(file_name.ptr + file_name.len - e.len, e.ptr, e.len) == 0)
            return endings[i].kind;
    }
    if (str_starts(bytes, STR("PK\3\4")))
        return str_find(bytes, STR("word/document.xml")) != SIZE_MAX ? PAPER_DOCX : PAPER_XLSX;
    if (str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return PAPER_XLSX;
    return PAPER_UNKNOWN;
}

enum err paper_read(struct arena *a, struct str bytes, enum paper_kind kind, struct paper *out,
                    struct sentence *why)
{
    struct paper p = {.kind = kind ? kind : paper_kind_of(STR(""), bytes)};
    enum err e = ERR_INPUT;
    if (bytes.len > PAPER_FILE_BYTES_MAX) {
        *why = sentence_f(a, "文件超过 %d MB，请拆成几个文件。",
                          "The file is larger than %d MB; split it.", PAPER_FILE_BYTES_MAX >> 20);
        return ERR_LIMIT;
    }
    switch (p.kind) {
    case PAPER_XLSX: e = xlsx_read(a, bytes, &p.book, why); break;
    case PAPER_CSV: e = csv_read(a, bytes, &p.book, why); break;
    case PAPER_DOCX: e = docx_read(a, bytes, &p, why); break;
    case PAPER_TXT: e = txt_read(a, bytes, &p.text, why); break;
    default:
        *why =
            sentence_f(a, "认不出文件的种类；只能读 .xlsx、.csv、.docx、.txt。",
                       "The kind of this file is unknown; .xlsx, .csv, .docx and .txt can be read.");
    }
    if (!e)
        *out = p;
    return e;
}
