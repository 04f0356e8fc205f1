/* xml.c: see package.h. The XML half: expat with DOCTYPE refused, depth limited, every failure said
 * with part and line; and the .rels files that tie parts together. */
#include "paper/package.h"
#include "paper/sheet.h"

#include <expat.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

struct xml_state {
    XML_Parser parser;
    const struct xml_reader *reader;
    enum err err;
    struct sentence why;
};

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

unsigned long xml_line(const struct xml *x) { return XML_GetCurrentLineNumber(x->state->parser); }

void xml_fail(struct xml *x, enum err e, struct sentence why)
{
    if (x->state->err)
        return;
    x->state->err = e;
    x->state->why = why;
    XML_StopParser(x->state->parser, XML_FALSE);
}

static void XMLCALL on_start(void *arg, const char *name, const char **atts)
{
    struct xml *x = arg;
    if (x->state->err)
        return;
    if (++x->depth > PAPER_DEPTH_MAX) {
        xml_fail(x, ERR_LIMIT,
                 sentence_f(x->arena, "%.*s 第 %lu 行：元素嵌套超过 %d 层，拒绝读取。",
                            "%.*s line %lu: elements are nested more than %d deep; refused.",
                            STR_ARG(x->part), xml_line(x), PAPER_DEPTH_MAX));
        return;
    }
    if (x->state->reader->start)
        x->state->reader->start(x, local(name), atts);
}

static void XMLCALL on_end(void *arg, const char *name)
{
    struct xml *x = arg;
    if (x->state->err)
        return;
    if (x->state->reader->end)
        x->state->reader->end(x, local(name));
    x->depth--;
}

static void XMLCALL on_text(void *arg, const char *text, int len)
{
    struct xml *x = arg;
    if (!x->state->err && x->state->reader->text)
        x->state->reader->text(x, (struct str){text, (size_t)len});
}

static void XMLCALL on_doctype(void *arg, const char *name, const char *system, const char *public,
                               int internal)
{
    struct xml *x = arg;
    (void)name, (void)system, (void)public, (void)internal;
    xml_fail(x, ERR_INPUT,
             sentence_f(x->arena, "%.*s 第 %lu 行：含有 DOCTYPE 声明，Office 文件不应有，拒绝读取。",
                        "%.*s line %lu: holds a DOCTYPE, which no Office file does; refused.",
                        STR_ARG(x->part), xml_line(x)));
}

static void free_parser(void *p) { XML_ParserFree(p); }

static XML_Parser make_parser(struct xml *x)
{
    XML_Parser p = XML_ParserCreate(NULL);
    if (!p)
        return NULL;
    XML_SetUserData(p, x);
    XML_SetStartDoctypeDeclHandler(p, on_doctype);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetCharacterDataHandler(p, on_text);
    return p;
}

static void malformed(struct xml *x)
{
    XML_Parser p = x->state->parser;
    unsigned long column = XML_GetCurrentColumnNumber(p) + 1;
    xml_fail(
        x, ERR_INPUT,
        sentence_f(x->arena,
                   "%.*s 第 %lu 行第 %lu 列：XML 有误（%s）；请用 Excel 或 Word 打开后重新保存。",
                   "%.*s line %lu column %lu: malformed XML (%s); open the file in Excel or Word "
                   "and save it again.",
                   STR_ARG(x->part), xml_line(x), column, XML_ErrorString(XML_GetErrorCode(p))));
}

static enum err feed(struct xml *x, struct part *part)
{
    struct xml_state *s = x->state;
    for (size_t got = 1; got && !s->err;) {
        void *to = XML_GetBuffer(s->parser, CHUNK);
        if (!to) {
            xml_fail(x, ERR_LIMIT,
                     sentence_f(x->arena, "内存不足，无法读取 %.*s。", "Out of memory reading %.*s.",
                                STR_ARG(x->part)));
            break;
        }
        struct sentence why;
        enum err e = part_read(part, to, CHUNK, &got, &why);
        if (e)
            xml_fail(x, e, why);
        else if (XML_ParseBuffer(s->parser, (int)got, got == 0) != XML_STATUS_OK)
            malformed(x); /* keeps the first failure, when a handler stopped it */
    }
    return s->err;
}

enum err package_parse(struct package *p, struct str name, const struct xml_reader *r, void *ctx,
                       struct sentence *why)
{
    struct part *part;
    struct arena *a = package_arena(p);
    enum err e = part_open(p, name, &part, why);
    if (e)
        return e;
    struct xml_state *s = arena_alloc(a, sizeof *s);
    struct xml *x = arena_alloc(a, sizeof *x);
    *s = (struct xml_state){.reader = r};
    *x = (struct xml){.ctx = ctx, .arena = a, .part = name, .state = s};
    s->parser = make_parser(x);
    if (!s->parser) {
        *why =
            sentence_f(a, "内存不足，无法读取 %.*s。", "Out of memory reading %.*s.", STR_ARG(name));
        return ERR_LIMIT;
    }
    arena_defer(a, free_parser, s->parser);
    e = feed(x, part);
    if (e)
        *why = s->why;
    part_close(part);
    return e;
}

struct str xml_attr(const char **atts, const char *name)
{
    for (; *atts; atts += 2)
        if (strcmp(local(atts[0]), name) == 0 && strncmp(atts[0], "xmlns", 5) != 0)
            return str_c(atts[1]);
    return (struct str){NULL, 0};
}

bool xml_attr_on(const char **atts, const char *name, bool absent)
{
    struct str v = xml_attr(atts, name);
    return v.ptr ? str_is(v, "1") || str_is(v, "true") || str_is(v, "on") : absent;
}

int64_t xml_attr_int(const char **atts, const char *name, int64_t absent)
{
    int64_t n;
    struct str v = xml_attr(atts, name);
    return v.ptr && str_int(v, &n) ? n : absent;
}

/* ---- relations ------------------------------------------------------------------------------ */

struct relations_reading {
    struct relation *at;
    size_t n, cap;
    struct str folder; /* of the part they belong to, with its slash */
};

static struct str last_word(struct str s, char sep)
{
    size_t from = s.len;
    if (!s.len)
        return STR("");
    while (from && s.ptr[from - 1] != sep)
        from--;
    return str_sub(s, from, s.len);
}

/* "/xl/a.xml", "a.xml" and "../xl/a.xml" beside xl/workbook.xml are all xl/a.xml. */
static struct str resolve(struct arena *a, struct str folder, struct str target)
{
    struct buf b = buf_new(a, 1024);
    if (!str_starts(target, STR("/")))
        buf_str(&b, folder);
    struct str rest = target, piece;
    while (str_cut(&rest, '/', &piece)) {
        if (piece.len == 0 || str_is(piece, "."))
            continue;
        if (str_is(piece, "..")) {
            while (b.len && b.ptr[b.len - 1] == '/')
                b.len--;
            while (b.len && b.ptr[b.len - 1] != '/')
                b.len--;
            continue;
        }
        if (b.len && b.ptr[b.len - 1] != '/')
            buf_c(&b, "/");
        buf_str(&b, piece);
    }
    return b.failed ? STR("") : buf_view(&b);
}

static void relation_start(struct xml *x, const char *name, const char **atts)
{
    struct relations_reading *r = x->ctx;
    struct str target = xml_attr(atts, "Target");
    if (strcmp(name, "Relationship") != 0 || !target.ptr ||
        str_is(xml_attr(atts, "TargetMode"), "External"))
        return;
    r->at = array_room(x->arena, r->at, r->n, &r->cap, sizeof *r->at);
    r->at[r->n++] = (struct relation){
        str_copy(x->arena, xml_attr(atts, "Id")),
        str_copy(x->arena, last_word(xml_attr(atts, "Type"), '/')),
        resolve(x->arena, r->folder, target),
    };
}

enum err package_relations(struct package *p, struct str part, struct relations *out,
                           struct sentence *why)
{
    static const struct xml_reader reader = {.start = relation_start};
    struct arena *a = package_arena(p);
    struct str file = last_word(part, '/');
    struct relations_reading r = {.folder = str_sub(part, 0, part.len - file.len)};
    struct str rels = str_f(a, "%.*s_rels/%.*s.rels", STR_ARG(r.folder), STR_ARG(file));
    enum err e = package_parse(p, rels, &reader, &r, why);
    if (e && e != ERR_MISSING)
        return e;
    *out = (struct relations){r.at, r.n};
    return ERR_NONE;
}

struct str relation_by_type(struct relations r, const char *type)
{
    for (size_t i = 0; i < r.n; i++)
        if (str_is(r.at[i].type, type))
            return r.at[i].target;
    return STR("");
}

struct str relation_by_id(struct relations r, struct str id)
{
    for (size_t i = 0; i < r.n; i++)
        if (id.len && str_eq(r.at[i].id, id))
            return r.at[i].target;
    return STR("");
}
