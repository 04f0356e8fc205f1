/* template.c: see template.h. Fills compiled pages. */
#include "web/template_code.h"

#include "base/asset.h"

#include <string.h>

static template_missing_fn *missing_hook;

void template_on_missing(template_missing_fn *fn) { missing_hook = fn; }

/* ---- compiling all ------------------------------------------------------------------------- */

enum err template_compile(struct arena *a, const struct template_source *sources, size_t n,
                          const struct words *words, struct template_set **out, struct sentence *why)
{
    struct template_job job = {a, sources, n, words, why};
    struct template_set *set = arena_alloc(a, sizeof *set);
    set->count = n;
    for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
        set->pages[lang] = arena_alloc(a, (n + 1) * sizeof *set->pages[lang]);
        for (size_t i = 0; i < n; i++) {
            enum err err = template_program(&job, i, lang, &set->pages[lang][i]);
            if (err)
                return err;
        }
    }
    *out = set;
    return ERR_NONE;
}

enum err template_load(struct arena *a, struct template_set **out, struct sentence *why)
{
    struct str name, bytes;
    size_t n = 0, total = 0;
    enum err err = words_load(why);
    if (err)
        return err;
    while (asset_at(total, &name, &bytes))
        total++;
    struct template_source *sources = arena_alloc(a, (total + 1) * sizeof *sources);
    for (size_t i = 0; asset_at(i, &name, &bytes); i++) {
        struct str prefix = STR("templates/"), suffix = STR(".html");
        if (str_starts(name, prefix) && str_ends(name, suffix))
            sources[n++] = (struct template_source){
                str_sub(name, prefix.len, name.len - prefix.len - suffix.len), bytes};
    }
    return template_compile(a, sources, n, words_own(), out, why);
}

/* ---- filling ------------------------------------------------------------------------------- */

struct scope {
    const struct scope *outer;
    const struct value *value;
};

struct filler {
    const struct program *program;
    enum lang lang;
    struct buf *out;
};

/* The first name of OP's path in the innermost row, where the last row had it. */
static const struct value *lookup_again(const struct op *op, const struct value *row)
{
    if (row->kind != VALUE_MAP || op->seen_at >= row->count || op->path.count != 1)
        return NULL;
    const struct value_item *item = row->items[op->seen_at];
    return item->name == op->seen && item->hash == op->path.hashes[0] ? &item->value : NULL;
}

static void remember(struct op *op, const struct value *row, const struct value *found)
{
    const struct value_item *item =
        (const struct value_item *)(const void *)((const char *)found -
                                                  offsetof(struct value_item, value));
    for (uint32_t i = 0; i < row->count; i++) {
        if (row->items[i] == item) {
            op->seen = item->name;
            op->seen_at = i;
        }
    }
}

static const struct value *lookup(struct op *op, const struct scope *scope)
{
    const struct path *p = &op->path;
    const struct value *v = p->count ? lookup_again(op, scope->value) : scope->value;
    if (v)
        return v;
    for (const struct scope *s = scope; s && !v; s = p->optional ? NULL : s->outer) {
        v = value_find(s->value, p->names[0], p->hashes[0]);
        if (v && s == scope)
            remember(op, s->value, v);
    }
    for (uint32_t i = 1; v && i < p->count; i++)
        v = value_find(v, p->names[i], p->hashes[i]);
    if (!v && !p->optional && missing_hook)
        missing_hook(op->file, op->line, p->whole);
    return v;
}

static inline void put(struct buf *out, const char *bytes, size_t len)
{
    if (out->cap - out->len > len && out->max - out->len >= len && !out->failed) {
        memcpy(out->ptr + out->len, bytes, len);
        out->len += len;
    } else {
        buf_put(out, bytes, len);
    }
}

/* buf_html, eight bytes at a time where nothing needs an escape, which is most of a page. */
static void escape(struct buf *out, struct str s)
{
    static const struct str names[256] = {['&'] = {"&amp;", 5}, ['<'] = {"&lt;", 4}, ['>'] = {"&gt;", 4}, ['"'] = {"&quot;", 6}, ['\''] = {"&#39;", 5}};
    static const bool special[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        uint64_t eight;
        for (; s.len - i >= sizeof eight; i += sizeof eight) {
            memcpy(&eight, s.ptr + i, sizeof eight);
            if (((eight | eight << 1) & 0x8080808080808080u) != 0x8080808080808080u)
                break; /* a byte below 0x40; letters and Chinese have none */
        }
        if (i == s.len)
            break;
        unsigned char c = (unsigned char)s.ptr[i];
        if (!special[c])
            continue;
        put(out, s.ptr + from, i - from);
        put(out, names[c].ptr, names[c].len);
        from = i + 1;
    }
    if (s.len > from)
        put(out, s.ptr + from, s.len - from);
}

static void show(const struct filler *f, const struct value *v)
{
    switch (v->kind) {
    case VALUE_TEXT: escape(f->out, v->text); break;
    case VALUE_SENTENCE: escape(f->out, sentence_in(*v->sentence, f->lang)); break;
    case VALUE_INT: buf_int(f->out, v->number); break;
    case VALUE_BOOL: buf_c(f->out, v->number ? "1" : "0"); break;
    case VALUE_MAP:
    case VALUE_LIST: break;
    }
}

static bool link_safe(struct str url)
{
    static const char *const starts[] = {"/", "?", "#", "http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(url, str_c(starts[i])))
            return true;
    return url.len == 0;
}

static void show_link(const struct filler *f, const struct value *v)
{
    if (v->kind == VALUE_TEXT && !link_safe(v->text))
        buf_c(f->out, "#");
    else
        show(f, v);
}

static void fill(const struct filler *f, size_t from, size_t to, const struct scope *scope)
{
    struct op *ops = f->program->ops;
    for (size_t i = from; i < to;) {
        struct op *op = &ops[i++];
        if (op->kind == OP_TEXT) {
            put(f->out, op->literal.ptr, op->literal.len);
            continue;
        }
        if (op->kind == OP_JUMP) {
            i = op->to;
            continue;
        }
        const struct value *v = lookup(op, scope);
        switch (op->kind) {
        case OP_HOLE:
            if (v)
                show(f, v);
            break;
        case OP_LINK:
            if (v)
                show_link(f, v);
            break;
        case OP_IF:
            if (!v || !value_true(v))
                i = op->to;
            break;
        case OP_EACH:
            for (uint32_t k = 0; v && v->kind == VALUE_LIST && k < v->count; k++)
                fill(f, i, op->last, &(struct scope){scope, &v->items[k]->value});
            /* the jump at `last` belongs to the body's end; past it stands the {{else}} part */
            i = v && v->kind == VALUE_LIST && v->count ? op->to : op->last + (op->last < op->to);
            break;
        case OP_TEXT:
        case OP_JUMP: break;
        }
    }
}

enum err template_render(const struct template_set *set, struct str name, enum lang lang,
                         const struct value *page, struct buf *out)
{
    for (size_t i = 0; i < set->count; i++) {
        struct program *p = &set->pages[lang][i];
        if (!str_eq(p->name, name))
            continue;
        if (!out->cap && p->bytes_last < out->max) { /* as large as last time: no growing, no copying */
            out->cap = p->bytes_last + p->bytes_last / 8 + 1;
            out->ptr = arena_alloc(out->arena, out->cap);
        }
        struct filler f = {p, lang, out};
        fill(&f, 0, p->count, &(struct scope){NULL, page});
        p->bytes_last = out->len;
        return out->failed ? ERR_LIMIT : ERR_NONE;
    }
    return ERR_MISSING;
}
