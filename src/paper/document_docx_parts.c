/* document_docx_parts.c: see document_docx_parts.h. */
#include "paper/document_docx_parts.h"

/* The formatter would push these strings off the page. */
/* clang-format off */

#define WORDML "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OVERRIDE(part, type) "<Override PartName=\"" part "\" ContentType=\"" type "\"/>"
#define CONTENT_TYPES \
    DOCX_XML "<Types xmlns=\"" DOCX_PACKAGE "content-types\">" \
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" \
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" \
    OVERRIDE("/word/document.xml", WORDML "document.main+xml") \
    OVERRIDE("/word/styles.xml", WORDML "styles+xml") \
    OVERRIDE("/word/settings.xml", WORDML "settings+xml") \
    OVERRIDE("/word/fontTable.xml", WORDML "fontTable+xml") \
    OVERRIDE("/word/footer1.xml", WORDML "footer+xml") \
    OVERRIDE("/word/footer2.xml", WORDML "footer+xml") \
    OVERRIDE("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") \
    "</Types>"

#define RELATIONSHIP(id, type, target) \
    "<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"
#define PACKAGE_RELS \
    DOCX_XML "<Relationships xmlns=\"" DOCX_PACKAGE "relationships\">" \
    RELATIONSHIP("rId1", DOCX_OFFICE "relationships/officeDocument", "word/document.xml") \
    RELATIONSHIP("rId2", DOCX_PACKAGE "relationships/metadata/core-properties", "docProps/core.xml") \
    "</Relationships>"
#define BODY_RELS \
    DOCX_XML "<Relationships xmlns=\"" DOCX_PACKAGE "relationships\">" \
    RELATIONSHIP("rId1", DOCX_OFFICE "relationships/styles", "styles.xml") \
    RELATIONSHIP("rId2", DOCX_OFFICE "relationships/settings", "settings.xml") \
    RELATIONSHIP("rId3", DOCX_OFFICE "relationships/fontTable", "fontTable.xml") \
    RELATIONSHIP("rId4", DOCX_OFFICE "relationships/footer", "footer1.xml") \
    RELATIONSHIP("rId5", DOCX_OFFICE "relationships/footer", "footer2.xml") \
    "</Relationships>"

#define SETTINGS \
    DOCX_XML "<w:settings xmlns:w=\"" DOCX_WORD "\"><w:evenAndOddHeaders/>" \
    "<w:characterSpacingControl w:val=\"doNotCompress\"/>" \
    "<w:compat><w:useFELayout/><w:compatSetting w:name=\"compatibilityMode\" " \
    "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>" \
    "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"

/* A machine without the first name takes the other. */
#define FONT(name, other, family, pitch) \
    "<w:font w:name=\"" name "\"><w:altName w:val=\"" other "\"/><w:charset w:val=\"86\"/>" \
    "<w:family w:val=\"" family "\"/><w:pitch w:val=\"" pitch "\"/></w:font>"
#define FONT_TABLE \
    DOCX_XML "<w:fonts xmlns:w=\"" DOCX_WORD "\">" \
    FONT("仿宋_GB2312", "仿宋", "modern", "fixed") \
    FONT("楷体_GB2312", "楷体", "modern", "fixed") \
    FONT("黑体", "SimHei", "modern", "fixed") \
    FONT("方正小标宋简体", "方正小标宋_GBK", "auto", "variable") \
    FONT("宋体", "SimSun", "auto", "variable") \
    "</w:fonts>"

/* ---- styles --------------------------------------------------------------------------------- */

#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define SPACED(twentieths) "<w:spacing w:val=\"" twentieths "\"/>"
#define LINES(before, after, line) \
    "<w:spacing w:before=\"" before "\" w:after=\"" after "\" w:line=\"" line "\" w:lineRule=\"exact\"/>"
#define FIRST_LINE(indent) "<w:ind w:firstLine=\"" indent "\"/>"
#define JUSTIFY(how) "<w:jc w:val=\"" how "\"/>"
#define OFF_GRID "<w:snapToGrid w:val=\"0\"/>"
/* No hanging punctuation and no space between Chinese and digits: both would break the 28. */
#define PLAIN_LINES \
    "<w:widowControl w:val=\"0\"/><w:overflowPunct w:val=\"0\"/>" \
    "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"
#define STYLE(id, name, paragraph, run) \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" \
    "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>" \
    "<w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define HEADING(n, outline, face) \
    STYLE("Heading" n, "heading " n, "<w:keepNext/><w:outlineLvl w:val=\"" outline "\"/>", DOCX_FACE(face))

#define STYLES \
    DOCX_XML "<w:styles xmlns:w=\"" DOCX_WORD "\">" \
    "<w:docDefaults><w:rPrDefault><w:rPr>" DOCX_FACE("仿宋_GB2312") \
    SPACED("-5") "<w:kern w:val=\"0\"/>" SIZE("32") \
    "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>" \
    "<w:pPrDefault><w:pPr>" PLAIN_LINES "</w:pPr></w:pPrDefault></w:docDefaults>" \
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>" \
    "<w:qFormat/><w:pPr>" PLAIN_LINES LINES("0", "0", "579") FIRST_LINE("630") JUSTIFY("both") \
    "</w:pPr></w:style>" \
    STYLE("Title", "Title", "<w:keepNext/>" OFF_GRID LINES("0", "579", "579") FIRST_LINE("0") JUSTIFY("center"), \
          DOCX_FACE("方正小标宋简体") SPACED("0") SIZE("44")) \
    HEADING("1", "0", "黑体") HEADING("2", "1", "楷体_GB2312") \
    HEADING("3", "2", "仿宋_GB2312") HEADING("4", "3", "仿宋_GB2312") \
    STYLE("Closing", "Closing", "<w:keepLines/>" FIRST_LINE("0") JUSTIFY("right"), "") \
    STYLE("TableText", "Table Text", OFF_GRID LINES("0", "0", "400") FIRST_LINE("0") JUSTIFY("left"), \
          SPACED("0") SIZE("24")) \
    STYLE("Footer", "footer", OFF_GRID LINES("0", "0", "280") FIRST_LINE("0"), \
          DOCX_FACE("宋体") SPACED("0") SIZE("28")) \
    "</w:styles>"

/* ---- page numbers ---------------------------------------------------------------------------- */

/* 4号 — 1 —, one character (14 pt) in from the outer edge. */
#define FOOTER(side) \
    DOCX_XML "<w:ftr xmlns:w=\"" DOCX_WORD "\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>" \
    "<w:ind w:" side "=\"280\" w:firstLine=\"0\"/><w:jc w:val=\"" side "\"/></w:pPr>" \
    "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>" \
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" \
    "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>" \
    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>" \
    "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" \
    "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"

/* The number's dash stands 7 mm below the text block, 28 mm above the paper's edge; w:footer counts
 * to the bottom of its 280 high line. */
const char docx_section[] =
    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
    "<w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
    "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" "
    "w:footer=\"1447\" w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>";

#define PART(name, text) {name, {text, sizeof(text) - 1}}
const struct docx_part docx_parts[DOCX_PARTS] = {
    [DOCX_CONTENT_TYPES] = PART("[Content_Types].xml", CONTENT_TYPES),
    [DOCX_PACKAGE_RELS] = PART("_rels/.rels", PACKAGE_RELS),
    [DOCX_BODY] = {"word/document.xml", {0}},
    [DOCX_BODY_RELS] = PART("word/_rels/document.xml.rels", BODY_RELS),
    [DOCX_STYLES] = PART("word/styles.xml", STYLES),
    [DOCX_SETTINGS] = PART("word/settings.xml", SETTINGS),
    [DOCX_FONTS] = PART("word/fontTable.xml", FONT_TABLE),
    [DOCX_FOOTER_ODD] = PART("word/footer1.xml", FOOTER("right")),
    [DOCX_FOOTER_EVEN] = PART("word/footer2.xml", FOOTER("left")),
    [DOCX_CORE] = {"docProps/core.xml", {0}},
};
