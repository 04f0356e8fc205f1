/* document_faces.c: see document_faces.h. */
#include "paper/document_faces.h"

#include <string.h>
#include <strings.h>

enum { WANTED_MAX = 8 };

static const struct {
    const char *name;
    const char *wanted[WANTED_MAX]; /* faces of this kind, the standard's first */
    const char *stand_in[3];
    bool stand_in_bold;
} roles[FACE_COUNT] = {
    [FACE_BODY] = {"仿宋", {"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "FandolFang", "FandolFang R", "STFangsong"}, {"Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"}, false},
    [FACE_TITLE] = {"小标宋", {"方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"}, {"Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"}, true},
    [FACE_HEI] = {"黑体", {"黑体", "SimHei", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"}, {"sans"}, false},
    [FACE_KAI] = {"楷体", {"楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "FandolKai", "STKaiti", "LXGW WenKai", "AR PL UKai CN"}, {"Noto Serif CJK SC"}, false},
    [FACE_SONG] = {"宋体", {"宋体", "SimSun", "NSimSun", "FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"}, {"serif"}, false},
};

/* The first family name, as pango describes it, of the face in SET that is also called NAME. */
static const char *family_in(const struct pango *p, const FcFontSet *set, const char *name)
{
    FcChar8 *family, *first;
    for (int i = 0; set && i < set->nfont; i++)
        for (int n = 0; p->FcPatternGetString(set->fonts[i], FC_FAMILY, n, &family) == FcResultMatch; n++)
            if (strcasecmp((const char *)family, name) == 0 &&
                p->FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &first) == FcResultMatch)
                return (const char *)first;
    return NULL;
}

static const char *find(const struct faces *f, const char *const *names, size_t n)
{
    const FcSetName sets[] = {FcSetApplication, FcSetSystem};
    for (size_t s = 0; s < 2; s++) {
        const FcFontSet *set = f->pango->FcConfigGetFonts(f->config, sets[s]);
        for (size_t i = 0; i < n && names[i]; i++) {
            const char *family = family_in(f->pango, set, names[i]);
            if (family)
                return str_z(f->arena, str_c(family));
        }
    }
    return NULL;
}

static struct document_fallback *add_fallback(struct faces *f, enum face_role role, const char *family)
{
    struct document_fallback *b = arena_alloc(f->arena, sizeof *b);
    b->role = str_c(roles[role].name);
    b->face = str_copy(f->arena, str_c(family));
    *f->end = b;
    f->end = &b->next;
    return b;
}

bool faces_open(struct faces *f, struct arena *a, const struct pango *p, const char *fonts_folder)
{
    *f = (struct faces){.arena = a, .pango = p};
    f->end = &f->fallbacks;
    f->config = p->FcInitLoadConfigAndFonts();
    if (!f->config)
        return false;
    if (fonts_folder)
        (void)p->FcConfigAppFontAddDir(f->config, (const FcChar8 *)fonts_folder); /* may be empty or absent */
    for (enum face_role role = 0; role < FACE_COUNT; role++) {
        f->family[role] = find(f, roles[role].wanted, WANTED_MAX);
        if (f->family[role])
            continue;
        f->family[role] = find(f, roles[role].stand_in, 3);
        f->bold[role] = roles[role].stand_in_bold;
        if (!f->family[role])
            f->family[role] = "serif"; /* whatever fontconfig takes for it */
        add_fallback(f, role, f->family[role]);
    }
    return true;
}

void faces_close(struct faces *f)
{
    if (f->config)
        f->pango->FcConfigDestroy(f->config);
    f->config = NULL;
}

/* The families after the first are where a glyph it lacks is looked for: simplified forms before
 * whatever the language would give. */
PangoFontDescription *faces_description(const struct faces *f, enum face_role role, double size, bool bold)
{
    const struct pango *p = f->pango;
    PangoFontDescription *d = p->pango_font_description_new();
    const char *second = role == FACE_HEI ? "Noto Sans CJK SC" : "Noto Serif CJK SC";
    p->pango_font_description_set_family(d, str_f(f->arena, "%s,%s", f->family[role], second).ptr);
    p->pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
    p->pango_font_description_set_weight(d, bold || f->bold[role] ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return d;
}

void faces_note(struct faces *f, enum face_role role, const char *family, uint32_t cp)
{
    enum { LISTED = 200 * 4 };
    struct document_fallback *b = f->fallbacks;
    struct buf c = buf_new(f->arena, 4);
    utf8_put(&c, cp);
    while (b && !(b->chars.len && str_is(b->role, roles[role].name) && str_is(b->face, family ? family : "")))
        b = b->next;
    if (b && (str_find(b->chars, buf_view(&c)) != SIZE_MAX || b->chars.len > LISTED))
        return;
    if (!b)
        b = add_fallback(f, role, family ? family : "");
    b->chars = str_f(f->arena, "%.*s%.*s", STR_ARG(b->chars), STR_ARG(buf_view(&c)));
}

struct sentence document_fallback_text(struct arena *a, const struct document_fallback *f)
{
    if (!f->chars.len)
        return sentence_f(a, "没有找到%.*s字体，已用“%.*s”代替；把字体文件放进数据目录的 fonts 里即可。",
                          "No %.*s font was found; \"%.*s\" stands in. Put the font into the data folder's fonts/.",
                          STR_ARG(f->role), STR_ARG(f->face));
    if (!f->face.len)
        return sentence_f(a, "%.*s和其他字体里都没有这些字，印成了方框：%.*s。",
                          "Neither the %.*s font nor any other has these characters; boxes are printed: %.*s.",
                          STR_ARG(f->role), STR_ARG(f->chars));
    return sentence_f(a, "%.*s字体里没有这些字，已用“%.*s”代替：%.*s。",
                      "The %.*s font lacks these characters, \"%.*s\" stands in: %.*s.", STR_ARG(f->role),
                      STR_ARG(f->face), STR_ARG(f->chars));
}
