/* template_compile.c: reads templates and makes lists of steps of them. See template.h for the language. */
#include "web/template_code.h"

#include "web/assets.h"

#include <string.h>

/* Where in HTML the text stands: decides whether a hole may stand there. */
enum html { HTML_TEXT,
            HTML_TAG,
            HTML_QUOTED };

struct block {
    enum op_kind kind;
    size_t op, other; /* index of the opening op; of the jump at {{else}}, 0 for none */
    struct str file;
    int line;
};

struct compiler {
    const struct template_job *job;
    enum lang lang;
    struct program *out;
    struct str file;
    int line;
    enum html html;
    int partials; /* depth */
    struct block blocks[TEMPLATE_DEPTH_MAX];
    int open;
};

static enum err compile_text(struct compiler *c, struct str text, bool words);

/* ---- complaints ---------------------------------------------------------------------------- */

static enum err complain(const struct compiler *c, const char *zh, const char *en, struct str what)
{
    struct arena *a = c->job->arena;
    struct sentence s = {str_f(a, "模板 %.*s.html 第 %d 行：%s", STR_ARG(c->file), c->line, zh),
                         str_f(a, "Template %.*s.html, line %d: %s", STR_ARG(c->file), c->line, en)};
    if (what.len) {
        s.zh = str_f(a, "%.*s：%.*s", STR_ARG(s.zh), STR_ARG(what));
        s.en = str_f(a, "%.*s: %.*s", STR_ARG(s.en), STR_ARG(what));
    }
    *c->job->why = s;
    return ERR_INPUT;
}

/* ---- literals ------------------------------------------------------------------------------ */

static struct op *emit(struct compiler *c, enum op_kind kind)
{
    struct program *p = c->out;
    if (p->count == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 64;
        struct op *ops = arena_alloc(c->job->arena, cap * sizeof *ops);
        if (p->count)
            memcpy(ops, p->ops, p->count * sizeof *ops);
        p->ops = ops;
        p->cap = cap;
    }
    struct op *op = &p->ops[p->count++];
    *op = (struct op){.kind = kind, .line = c->line, .file = c->file};
    return op;
}

static bool html_step(struct compiler *c, char ch, char next)
{
    switch (c->html) {
    case HTML_TEXT:
        if (ch == '<' && ((next | 0x20) >= 'a' ? (next | 0x20) <= 'z' : next == '/' || next == '!'))
            c->html = HTML_TAG;
        break;
    case HTML_TAG:
        if (ch == '\'')
            return false;
        if (ch == '"')
            c->html = HTML_QUOTED;
        else if (ch == '>')
            c->html = HTML_TEXT;
        break;
    case HTML_QUOTED:
        if (ch == '"')
            c->html = HTML_TAG;
        break;
    }
    return true;
}

/* Adds TEXT as it is, without the indentation of its lines, which a browser would not show either. */
static enum err literal(struct compiler *c, struct str text)
{
    struct buf b = buf_new(c->job->arena, PAGE_BYTES_MAX);
    bool line_start = false;
    for (size_t i = 0; i < text.len; i++) {
        char ch = text.ptr[i];
        c->line += ch == '\n';
        if (!html_step(c, ch, i + 1 < text.len ? text.ptr[i + 1] : '\0'))
            return complain(c, "标签里的值请用双引号", "quote values inside a tag with double quotes", STR(""));
        if (str_starts(str_sub(text, i, 4), STR("<!--")))
            return complain(c, "注释请写成 {{! }}", "write comments as {{! }}", STR(""));
        if (line_start && (ch == ' ' || ch == '\n'))
            continue;
        line_start = ch == '\n';
        buf_put(&b, &ch, 1);
    }
    if (b.len)
        emit(c, OP_TEXT)->literal = buf_view(&b);
    return ERR_NONE;
}

/* ---- holes --------------------------------------------------------------------------------- */

static bool name_valid(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char ch = s.ptr[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_'))
            return false;
    }
    return s.len > 0;
}

static enum err path_read(struct compiler *c, struct str text, struct path *out)
{
    struct path p = {.whole = text};
    struct str part, rest = text;
    if (str_is(text, ".")) {
        *out = p;
        return ERR_NONE;
    }
    if (str_ends(rest, STR("?"))) {
        p.optional = true;
        rest.len--;
    }
    while (str_cut(&rest, '.', &part)) {
        if (p.count == PATH_NAMES_MAX || !name_valid(part))
            return complain(c, "这不是一个名称（小写字母、数字、下划线，用点相连）",
                            "this is no name (lower case letters, digits, underscores, joined by dots)", text);
        p.hashes[p.count] = value_hash(part);
        p.names[p.count++] = part;
    }
    *out = p;
    return ERR_NONE;
}

/* Whether BEFORE, the text in front of a hole, ends with the beginning of an address. */
static bool begins_link(struct str before)
{
    static const char *const starts[] = {"href=\"", "src=\"", "action=\""};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_ends(before, str_c(starts[i])))
            return true;
    return false;
}

static enum err hole(struct compiler *c, struct str name, struct str before)
{
    struct path path;
    if (c->html == HTML_TAG)
        return complain(c, "标签里的值请用双引号", "quote values inside a tag with double quotes", name);
    enum err err = path_read(c, name, &path);
    if (!err)
        emit(c, begins_link(before) ? OP_LINK : OP_HOLE)->path = path;
    return err;
}

/* ---- blocks -------------------------------------------------------------------------------- */

static enum err block_open(struct compiler *c, enum op_kind kind, struct str name)
{
    struct path path;
    if (c->open == TEMPLATE_DEPTH_MAX)
        return complain(c, "层次太多", "too many blocks within blocks", name);
    enum err err = path_read(c, str_trim(name), &path);
    if (err)
        return err;
    c->blocks[c->open++] = (struct block){kind, c->out->count, 0, c->file, c->line};
    emit(c, kind)->path = path;
    return ERR_NONE;
}

static enum err block_else(struct compiler *c)
{
    struct block *b = c->open ? &c->blocks[c->open - 1] : NULL;
    if (!b || b->other || !str_eq(b->file, c->file))
        return complain(c, "多余的 {{else}}", "an {{else}} without its {{#if}} or {{#each}}", STR(""));
    b->other = c->out->count;
    emit(c, OP_JUMP);
    return ERR_NONE;
}

static enum err block_close(struct compiler *c, enum op_kind kind, struct str what)
{
    struct block *b = c->open ? &c->blocks[c->open - 1] : NULL;
    if (!b || b->kind != kind || !str_eq(b->file, c->file))
        return complain(c, "没有与之对应的开头", "a block is closed that was not opened", what);
    struct op *opening = &c->out->ops[b->op];
    size_t end = c->out->count;
    if (kind == OP_IF) {
        opening->to = b->other ? b->other + 1 : end;
    } else {
        opening->last = b->other ? b->other : end; /* past the body */
        opening->to = end;
    }
    if (b->other)
        c->out->ops[b->other].to = end;
    c->open--;
    return ERR_NONE;
}

static enum err partial(struct compiler *c, struct str name)
{
    if (c->partials == TEMPLATE_DEPTH_MAX)
        return complain(c, "模板互相包含", "templates include each other", name);
    for (size_t i = 0; i < c->job->count; i++) {
        if (!str_eq(c->job->sources[i].name, name))
            continue;
        struct str file = c->file;
        int line = c->line, open = c->open;
        c->file = name;
        c->line = 1;
        c->partials++;
        enum err err = compile_text(c, c->job->sources[i].text, false);
        if (!err && c->open != open) {
            c->line = c->blocks[c->open - 1].line;
            err = complain(c, "没有结尾", "a block is not closed", STR(""));
        }
        if (err)
            return err;
        c->partials--;
        c->file = file;
        c->line = line;
        return ERR_NONE;
    }
    return complain(c, "没有这个模板", "there is no such template", name);
}

static enum err asset(struct compiler *c, struct str name)
{
    struct str url = asset_url(name);
    if (!url.len)
        return complain(c, "static/ 里没有这个文件", "there is no such file in static/", name);
    emit(c, OP_TEXT)->literal = url;
    return ERR_NONE;
}

/* What stands between {{ and }}. BEFORE is the text in front of it. */
static enum err tag(struct compiler *c, struct str tag_text, struct str before)
{
    struct str t = str_trim(tag_text);
    if (str_starts(t, STR("!"))) {
        for (size_t i = 0; i < t.len; i++)
            c->line += t.ptr[i] == '\n';
        return ERR_NONE;
    }
    if (str_starts(t, STR("#if ")))
        return block_open(c, OP_IF, str_sub(t, 4, t.len));
    if (str_starts(t, STR("#each ")))
        return block_open(c, OP_EACH, str_sub(t, 6, t.len));
    if (str_is(t, "else"))
        return block_else(c);
    if (str_is(t, "/if"))
        return block_close(c, OP_IF, t);
    if (str_is(t, "/each"))
        return block_close(c, OP_EACH, t);
    if (str_starts(t, STR(">")))
        return partial(c, str_trim(str_sub(t, 1, t.len)));
    if (str_starts(t, STR("@")))
        return asset(c, str_sub(t, 1, t.len));
    return hole(c, t, before);
}

/* ---- words --------------------------------------------------------------------------------- */

/* Adds words, which are plain text with holes. */
static enum err words_text(struct compiler *c, struct str text)
{
    struct buf b = buf_new(c->job->arena, PAGE_BYTES_MAX);
    buf_html(&b, text);
    if (b.len)
        emit(c, OP_TEXT)->literal = buf_view(&b);
    return ERR_NONE;
}

static enum err words(struct compiler *c, struct str zh)
{
    struct str text = zh;
    if (c->html == HTML_TAG)
        return complain(c, "标签里的词句请用双引号", "quote words inside a tag with double quotes", zh);
    if (c->lang == LANG_EN && !words_find(c->job->words, zh, &text))
        text = zh;
    return compile_text(c, text, true);
}

/* ---- the whole ----------------------------------------------------------------------------- */

static size_t next_mark(struct str rest, bool in_words)
{
    for (size_t i = 0; i + 1 < rest.len; i++) {
        char a = rest.ptr[i];
        if (a == rest.ptr[i + 1] && (a == '{' || (a == '[' && !in_words)))
            return i;
    }
    return rest.len;
}

static enum err compile_text(struct compiler *c, struct str text, bool in_words)
{
    struct str rest = text;
    enum err err = ERR_NONE;
    while (!err && rest.len) {
        size_t at = next_mark(rest, in_words);
        struct str before = str_sub(rest, 0, at);
        err = in_words ? words_text(c, before) : literal(c, before);
        if (err || at == rest.len)
            return err;
        bool is_words = rest.ptr[at] == '[';
        rest = str_sub(rest, at + 2, rest.len);
        size_t end = str_find(rest, is_words ? STR("]]") : STR("}}"));
        if (end == SIZE_MAX)
            return complain(c, "标记没有收尾", "a mark is not closed", utf8_clip(rest, 20));
        struct str inner = str_sub(rest, 0, end);
        if (is_words)
            err = words(c, inner);
        else if (in_words && !name_valid(inner))
            err = complain(c, "词句里只能有 {{名称}}", "words may hold only {{name}}", inner);
        else
            err = tag(c, inner, before);
        rest = str_sub(rest, end + 2, rest.len);
        if (!is_words && str_starts(inner, STR("!")) && str_starts(rest, STR("\n"))) {
            rest = str_sub(rest, 1, rest.len); /* a comment takes its line with it */
            c->line++;
        }
    }
    return err;
}

enum err template_program(const struct template_job *job, size_t at, enum lang lang, struct program *out)
{
    struct compiler c = {.job = job, .lang = lang, .out = out, .file = job->sources[at].name, .line = 1};
    *out = (struct program){.name = c.file};
    enum err err = compile_text(&c, job->sources[at].text, false);
    if (!err && c.open) {
        c.line = c.blocks[c.open - 1].line;
        return complain(&c, "没有结尾", "a block is not closed", STR(""));
    }
    return err;
}
