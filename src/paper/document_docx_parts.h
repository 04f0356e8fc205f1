/* document_docx_parts.h: the parts of a docx that are always the same: styles, settings, footers. They
 * are where GB/T 9704-2012 is written down for Word.
 *
 * Lengths are twips (1/20 pt). The text block is 156 x 225 mm = 8844 x 12756; a line is 579 (580
 * would make 21 lines of 22). 16 pt characters are set 0.25 pt closer (w:spacing -5), so that 28 of
 * them fit; the document grid is of lines only, because LibreOffice breaks one of characters. */
#ifndef PAPER_DOCUMENT_DOCX_PARTS_H
#define PAPER_DOCUMENT_DOCX_PARTS_H

#include "base/base.h"

enum { DOCX_TEXT_WIDTH = 8844,
       DOCX_TABLE_WIDTH = DOCX_TEXT_WIDTH - 4,
       DOCX_CHARACTER = 315 /* 16 pt less 0.25 pt */ };

#define DOCX_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DOCX_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define DOCX_PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define DOCX_WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
/* One face for every script: the standard has digits and letters in 仿宋 as well. */
#define DOCX_FACE(name) \
    "<w:rFonts w:ascii=\"" name "\" w:hAnsi=\"" name "\" w:eastAsia=\"" name "\" w:cs=\"" name "\"/>"

/* In the order they stand in the zip; the bytes of BODY and CORE are the document's. */
enum { DOCX_CONTENT_TYPES,
       DOCX_PACKAGE_RELS,
       DOCX_BODY,
       DOCX_BODY_RELS,
       DOCX_STYLES,
       DOCX_SETTINGS,
       DOCX_FONTS,
       DOCX_FOOTER_ODD,
       DOCX_FOOTER_EVEN,
       DOCX_CORE,
       DOCX_PARTS };

struct docx_part {
    const char *name;
    struct str bytes;
};
extern const struct docx_part docx_parts[DOCX_PARTS];
extern const char docx_section[]; /* the end of the body: paper, margins, grid, footers */

#endif
