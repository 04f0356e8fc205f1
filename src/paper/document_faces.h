/* document_faces.h: which font faces a PDF is set in. Each role of GB/T 9704 has a list of faces, the
 * customer's fonts first, then the machine's; a face that is none of the wanted ones stands in and
 * is reported. */
#ifndef PAPER_DOCUMENT_FACES_H
#define PAPER_DOCUMENT_FACES_H

#include "paper/document.h"
#include "paper/pango_load.h"

enum face_role { FACE_BODY,  /* 仿宋 */
                 FACE_TITLE, /* 小标宋 */
                 FACE_HEI,   /* 黑体 */
                 FACE_KAI,   /* 楷体 */
                 FACE_SONG,  /* 宋体 */
                 FACE_COUNT };

struct faces {
    struct arena *arena;
    const struct pango *pango;
    FcConfig *config; /* owned */
    const char *family[FACE_COUNT];
    bool bold[FACE_COUNT]; /* a stand-in for 小标宋 is a bold 宋体 */
    struct document_fallback *fallbacks;
    struct document_fallback **end;
};

/* False when fontconfig has no usable configuration. Close in any case. */
bool faces_open(struct faces *f, struct arena *a, const struct pango *p, const char *fonts_folder);
void faces_close(struct faces *f);
/* SIZE in points; the caller frees it. */
PangoFontDescription *faces_description(const struct faces *f, enum face_role role, double size, bool bold);
/* Notes that CP, wanted in ROLE, came from FAMILY, NULL for a box. */
void faces_note(struct faces *f, enum face_role role, const char *family, uint32_t cp);

#endif
