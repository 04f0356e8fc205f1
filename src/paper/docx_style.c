/* docx_style.c: the paragraph styles of a .docx: headings, and numbers that come with a style. */
#include "paper/docx_read.h"
#include "paper/package.h"

#include <string.h>

enum { STYLES_MAX = 5000,
       CHAIN_MAX = 16 };

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

static void style_start(struct xml *x, const char *name, const char **atts)
{
    struct doc_styles *s = x->ctx;
    struct str val = xml_attr(atts, "val");
    struct doc_style *o = s->open;
    if (is(name, "style") && s->n < STYLES_MAX) {
        s->at = array_room(x->arena, s->at, s->n, &s->cap, sizeof *s->at);
        s->open = &s->at[s->n++];
        *s->open = (struct doc_style){.id = str_copy(x->arena, xml_attr(atts, "styleId")),
                                      .num_id = -1,
                                      .num_level = -1,
                                      .outline = -1,
                                      .centred = -1};
    } else if (!o)
        return;
    else if (is(name, "name"))
        o->name = str_copy(x->arena, val);
    else if (is(name, "basedOn"))
        o->based_on = str_copy(x->arena, val);
    else if (is(name, "numId"))
        o->num_id = xml_attr_int(atts, "val", -1);
    else if (is(name, "ilvl"))
        o->num_level = xml_attr_int(atts, "val", -1);
    else if (is(name, "outlineLvl"))
        o->outline = (int)xml_attr_int(atts, "val", -1) & 15;
    else if (is(name, "jc"))
        o->centred = str_is(val, "center");
}

static void style_end(struct xml *x, const char *name)
{
    struct doc_styles *s = x->ctx;
    if (is(name, "style"))
        s->open = NULL;
}

enum err doc_styles_read(struct package *p, struct str part, struct doc_styles *out,
                         struct sentence *why)
{
    static const struct xml_reader reader = {style_start, style_end, NULL};
    enum err e = package_parse(p, part, &reader, out, why);
    return e == ERR_MISSING ? ERR_NONE : e;
}

const struct doc_style *doc_style_find(const struct doc_styles *s, struct str id)
{
    for (size_t i = 0; i < s->n && id.len; i++)
        if (str_eq(s->at[i].id, id))
            return &s->at[i];
    return NULL;
}

struct doc_style doc_style_whole(const struct doc_styles *s, struct str id)
{
    struct doc_style whole = {
        .id = id, .num_id = -1, .num_level = -1, .outline = -1, .centred = -1};
    for (int i = 0; i < CHAIN_MAX; i++) { /* a chain that bites its tail ends too */
        const struct doc_style *at = doc_style_find(s, id);
        if (!at)
            break;
        if (i == 0)
            whole.name = at->name;
        if (whole.num_id < 0)
            whole.num_id = at->num_id;
        if (whole.num_level < 0)
            whole.num_level = at->num_level;
        if (whole.outline < 0) {
            struct str n = at->name;
            bool heading =
                n.len == 9 && (str_starts(n, STR("heading ")) || str_starts(n, STR("Heading ")));
            whole.outline = at->outline < 0 && heading && n.ptr[8] >= '1' && n.ptr[8] <= '9'
                                ? n.ptr[8] - '1'
                                : at->outline;
        }
        if (whole.centred < 0)
            whole.centred = at->centred;
        id = at->based_on;
    }
    return whole;
}

uint32_t doc_style_level(const struct doc_style *whole)
{
    return whole->outline >= 0 && whole->outline <= 8 ? (uint32_t)whole->outline + 1 : 0;
}
