/* document_pdf.c: a document as PDF by GB/T 9704-2012. Pango breaks paragraphs into lines; the pages
 * are ours: 22 lines of 28 characters, each line on the grid, so that no font's own line height can
 * move it. Lengths are points; y counts down from the top of the text block. */
#include "paper/document_faces.h"

#include "base/time.h"

#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define TOP (37 * MM)
#define LEFT (28 * MM)
#define WIDTH (156 * MM)
#define HEIGHT (225 * MM)
#define PITCH (HEIGHT / 22)
#define BODY_SIZE 16.0
#define SPACING (-212)                                        /* of body characters, in pango units: -0.207 pt */
#define CHARACTER (BODY_SIZE + SPACING / (double)PANGO_SCALE) /* 28 of them fill a line */
#define TITLE_SIZE 22.0
#define NUMBER_SIZE 14.0
#define CELL_SIZE 12.0
#define CELL_PITCH 20.0
#define CELL_PAD 4.0
#define SLACK 0.4 /* of a line, for rounding */

struct press {
    const struct pango *pango;
    struct arena *arena;
    struct faces faces;
    PangoFontMap *map;
    PangoContext *context;
    cairo_surface_t *surface;
    cairo_t *cr;
    struct buf out;
    int page;   /* from 1 */
    double y;   /* where the next line begins */
    int parent; /* the outline's last level 1 */
};

/* ---- text into lines ------------------------------------------------------------------------ */

struct span {
    size_t end; /* byte after it in the text */
    enum face_role role;
    bool bold;
    struct span *next;
};

/* A paragraph being put together, then broken into lines. */
struct setting {
    struct press *press;
    struct buf text;
    struct span *spans, **end;
    double size, width, indent; /* indent of the first line */
    bool justified;
    PangoLayout *layout; /* owned; setting_close */
    int lines;
};

static struct setting setting_new(struct press *p, double size, double width, double indent)
{
    return (struct setting){.press = p,
                            .text = buf_new(p->arena, DOCUMENT_OUT_MAX),
                            .size = size,
                            .width = width,
                            .indent = indent};
}

static void add_text(struct setting *s, struct str text, enum face_role role, bool bold)
{
    struct span *span = arena_alloc(s->press->arena, sizeof *span);
    buf_str(&s->text, text);
    *span = (struct span){s->text.len, role, bold, NULL};
    if (!s->end)
        s->end = &s->spans;
    *s->end = span;
    s->end = &span->next;
}

static void add_runs(struct setting *s, const struct document_run *r, enum face_role role)
{
    for (; r; r = r->next)
        add_text(s, r->text, role, r->kind == DOCUMENT_BOLD);
}

static void attribute(PangoAttrList *list, PangoAttribute *a, size_t from, size_t to, const struct pango *g)
{
    a->start_index = (guint)from;
    a->end_index = (guint)to;
    g->pango_attr_list_insert(list, a);
}

static void set_lines(struct setting *s)
{
    const struct pango *g = s->press->pango;
    PangoAttrList *list = g->pango_attr_list_new();
    size_t from = 0;
    for (const struct span *span = s->spans; span; from = span->end, span = span->next) {
        PangoFontDescription *d = faces_description(&s->press->faces, span->role, s->size, span->bold);
        attribute(list, g->pango_attr_font_desc_new(d), from, span->end, g);
        g->pango_font_description_free(d);
    }
    if (s->size == BODY_SIZE)
        attribute(list, g->pango_attr_letter_spacing_new(SPACING), 0, s->text.len, g);
    s->layout = g->pango_layout_new(s->press->context);
    g->pango_layout_set_auto_dir(s->layout, FALSE);
    g->pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
    g->pango_layout_set_width(s->layout, (int)((s->width + SLACK) * PANGO_SCALE));
    g->pango_layout_set_indent(s->layout, (int)(s->indent * PANGO_SCALE));
    g->pango_layout_set_attributes(s->layout, list);
    g->pango_layout_set_text(s->layout, buf_view(&s->text).ptr, (int)s->text.len);
    g->pango_attr_list_unref(list);
    s->lines = g->pango_layout_get_line_count(s->layout);
}

static void setting_close(struct setting *s)
{
    if (s->layout)
        s->press->pango->g_object_unref(s->layout);
    s->layout = NULL;
}

static double line_width(const struct setting *s, PangoLayoutLine *line)
{
    PangoRectangle logical;
    s->press->pango->pango_layout_line_get_extents(line, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

/* ---- one line -------------------------------------------------------------------------------- */

static uint32_t character_at(const struct setting *s, int byte)
{
    size_t at = (size_t)byte;
    return at < s->text.len ? utf8_next(buf_view(&s->text), &at) : 0;
}

/* Space may go between two characters unless both belong to a Western word or number. */
static bool stretches(uint32_t before, uint32_t after) { return before >= 0x2E80 || after >= 0x2E80; }

/* Widens the gaps of LINE by DELTA each, or counts them when DELTA is 0. */
static int each_gap(const struct setting *s, PangoLayoutLine *line, int delta)
{
    int gaps = 0, stop = line->start_index + line->length;
    for (GSList *l = line->runs; l; l = l->next) {
        PangoGlyphItem *run = l->data;
        PangoGlyphString *g = run->glyphs;
        for (int i = 0; i < g->num_glyphs && run->item->analysis.level % 2 == 0; i++) {
            bool last = i + 1 == g->num_glyphs;
            int next = run->item->offset + (last ? run->item->length : g->log_clusters[i + 1]);
            if ((!last && !g->glyphs[i + 1].attr.is_cluster_start) || next >= stop)
                continue;
            if (!stretches(character_at(s, run->item->offset + g->log_clusters[i]), character_at(s, next)))
                continue;
            gaps++;
            g->glyphs[i].geometry.width += delta;
        }
    }
    return gaps;
}

/* Lines cut short by a long word or by punctuation that may not begin the next one are spread to the
 * edge, as typesetters do, unless that would tear them apart. Pango's own justification would put all
 * of it into the few Western spaces. */
static void justify(const struct setting *s, PangoLayoutLine *line, double width)
{
    double lacks = width - line_width(s, line);
    int gaps = each_gap(s, line, 0);
    if (lacks > 0.01 && gaps > 0 && lacks <= gaps * s->size / 3)
        each_gap(s, line, (int)(lacks * PANGO_SCALE / gaps));
}

static enum face_role role_at(const struct setting *s, size_t byte)
{
    const struct span *span = s->spans;
    while (span->next && span->end <= byte)
        span = span->next;
    return span->role;
}

/* Tells the caller of each character that did not come from its role's face. */
static void note_faces(const struct setting *s, PangoLayoutLine *line)
{
    const struct pango *g = s->press->pango;
    struct faces *faces = &s->press->faces;
    for (GSList *l = line->runs; l; l = l->next) {
        const PangoGlyphItem *run = l->data;
        PangoFontDescription *d = g->pango_font_describe(run->item->analysis.font);
        const char *family = g->pango_font_description_get_family(d);
        for (int i = 0; i < run->glyphs->num_glyphs; i++) {
            int byte = run->item->offset + run->glyphs->log_clusters[i];
            enum face_role role = role_at(s, (size_t)byte);
            uint32_t cp = character_at(s, byte);
            if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                faces_note(faces, role, NULL, cp);
            else if (cp > ' ' && !str_is(str_c(family), faces->family[role]) &&
                     !str_is(str_c(faces->family[role]), "serif"))
                faces_note(faces, role, family, cp);
        }
        g->pango_font_description_free(d);
    }
}

/* Draws line AT of S with its left edge at X (0: the block's edge; the indent is added) and the middle
 * of its characters at Y. */
static void draw_line(struct setting *s, int at, double x, double y)
{
    const struct pango *g = s->press->pango;
    PangoLayoutLine *line = g->pango_layout_get_line(s->layout, at);
    double indent = at == 0 ? s->indent : 0;
    note_faces(s, line);
    if (s->justified && at + 1 < s->lines)
        justify(s, line, s->width - indent);
    g->cairo_move_to(s->press->cr, LEFT + x + indent, TOP + y + 0.38 * s->size);
    g->pango_cairo_show_layout_line(s->press->cr, line);
}

/* ---- pages ----------------------------------------------------------------------------------- */

/* 4号 — 1 —, 7 mm below the block, one character in: odd pages right, even left. */
static void page_number(struct press *p)
{
    struct setting s = setting_new(p, NUMBER_SIZE, WIDTH, 0);
    add_text(&s, str_f(p->arena, "— %d —", p->page), FACE_SONG, false);
    set_lines(&s);
    double width = line_width(&s, p->pango->pango_layout_get_line(s.layout, 0));
    draw_line(&s, 0, p->page % 2 ? WIDTH - NUMBER_SIZE - width : NUMBER_SIZE, HEIGHT + 7 * MM);
    setting_close(&s);
}

static void end_page(struct press *p)
{
    page_number(p);
    p->pango->cairo_show_page(p->cr);
}

static bool fits(const struct press *p, double height) { return p->y + height <= HEIGHT + 0.01; }

/* A new page unless HEIGHT more fits on this one. */
static void need(struct press *p, double height)
{
    if (fits(p, height) || p->y == 0)
        return;
    end_page(p);
    p->page++;
    p->y = 0;
}

enum alignment { ALIGN_LEFT,
                 ALIGN_CENTRE,
                 ALIGN_RIGHT };

static void put_lines(struct setting *s, enum alignment alignment)
{
    struct press *p = s->press;
    for (int i = 0; i < s->lines; i++) {
        double rest = 0;
        if (alignment != ALIGN_LEFT)
            rest = s->width - line_width(s, p->pango->pango_layout_get_line(s->layout, i));
        need(p, PITCH);
        draw_line(s, i, alignment == ALIGN_CENTRE ? rest / 2 : rest, p->y + PITCH / 2);
        p->y += PITCH;
    }
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static const enum face_role heading_faces[] = {FACE_BODY, FACE_HEI, FACE_KAI, FACE_BODY, FACE_BODY};

/* A title of several lines is broken into lines of about the same length. */
static void put_title(struct press *p, struct str title)
{
    struct setting s = setting_new(p, TITLE_SIZE, WIDTH, 0);
    add_text(&s, title, FACE_TITLE, false);
    set_lines(&s);
    int lines = s.lines;
    for (double width = WIDTH / 2; lines > 1 && lines < 6 && width < WIDTH; width += TITLE_SIZE) {
        p->pango->pango_layout_set_width(s.layout, (int)(width * PANGO_SCALE));
        s.lines = p->pango->pango_layout_get_line_count(s.layout);
        if (s.lines == lines)
            break;
        p->pango->pango_layout_set_width(s.layout, (int)((WIDTH + SLACK) * PANGO_SCALE));
        s.lines = lines;
    }
    put_lines(&s, ALIGN_CENTRE);
    setting_close(&s);
    p->y += PITCH;
}

static void outline(struct press *p, const struct document_block *b)
{
    if (b->level > 2)
        return;
    const char *text = str_z(p->arena, document_runs_text(p->arena, b->runs));
    struct str place = str_f(p->arena, "page=%d pos=[%.1f %.1f]", p->page, LEFT, TOP + p->y);
    int parent = b->level == 1 ? CAIRO_PDF_OUTLINE_ROOT : p->parent;
    int id = p->pango->cairo_pdf_surface_add_outline(p->surface, parent, text, place.ptr, 0);
    if (b->level == 1)
        p->parent = id;
}

static void put_text(struct press *p, const struct document_block *b)
{
    struct setting s = setting_new(p, BODY_SIZE, WIDTH, 2 * CHARACTER);
    s.justified = true;
    if (b->kind == DOCUMENT_CONTACT)
        add_text(&s, str_f(p->arena, "%.*s：", STR_ARG(b->label)), FACE_BODY, false);
    add_runs(&s, b->runs, b->kind == DOCUMENT_HEADING ? heading_faces[b->level] : FACE_BODY);
    bool leads = document_leads(b);
    if (leads)
        add_runs(&s, b->next->runs, FACE_BODY);
    set_lines(&s);
    if (b->kind == DOCUMENT_HEADING) {
        int kept = leads ? 1 : s.lines + (b->next != NULL); /* never the last line of its page */
        need(p, (kept < 22 ? kept : 1) * PITCH);
        outline(p, b);
    }
    put_lines(&s, ALIGN_LEFT);
    setting_close(&s);
}

/* One line free, then the signatures and the date, on one page. Returns the last of them. */
static const struct document_block *put_closings(struct press *p, const struct document_block *first)
{
    const struct document_block *last = document_closing_last(first);
    int lines = 1;
    for (const struct document_block *b = first;; b = b->next, lines++)
        if (b == last)
            break;
    need(p, (lines + 1 < 22 ? lines + 1 : 1) * PITCH);
    p->y += p->y > 0 ? PITCH : 0;
    for (const struct document_block *b = first;; b = b->next) {
        double indent = (double)document_closing_indent(p->arena, first, b) * CHARACTER / 2;
        struct setting s = setting_new(p, BODY_SIZE, WIDTH - indent, 0);
        add_runs(&s, b->runs, FACE_BODY);
        if (s.spans) {
            set_lines(&s);
            put_lines(&s, ALIGN_RIGHT);
        }
        setting_close(&s);
        if (b == last)
            return last;
    }
}

/* ---- tables ---------------------------------------------------------------------------------- */

struct table {
    struct press *press;
    const struct document_block *block;
    double widths[DOCUMENT_COLUMNS_MAX];
};

static void vertical(struct press *p, double x, double from, double to)
{
    p->pango->cairo_move_to(p->cr, LEFT + x, TOP + from);
    p->pango->cairo_line_to(p->cr, LEFT + x, TOP + to);
}

static void horizontal(struct press *p, double y)
{
    p->pango->cairo_move_to(p->cr, LEFT, TOP + y);
    p->pango->cairo_line_to(p->cr, LEFT + WIDTH, TOP + y);
}

/* Draws lines FROM up to TO of a row's cells and its box. */
static void draw_row(struct table *t, const struct document_row *row, struct setting *cells, int from, int to)
{
    struct press *p = t->press;
    double x = 0, height = (to - from) * CELL_PITCH;
    for (size_t i = 0; i < t->block->columns; i++) {
        struct setting *s = &cells[i];
        bool centred = row == t->block->rows || document_column_is_short(t->block, i);
        vertical(p, x, p->y, p->y + height);
        double middle = from == 0 && s->lines < to ? (to - s->lines) * CELL_PITCH / 2 : 0;
        for (int line = from; line < to && line < s->lines; line++) {
            double rest = s->width - line_width(s, p->pango->pango_layout_get_line(s->layout, line));
            double y = p->y + middle + (line - from + 0.5) * CELL_PITCH;
            draw_line(s, line, x + CELL_PAD + (centred ? rest / 2 : 0), y);
        }
        x += t->widths[i];
    }
    vertical(p, WIDTH, p->y, p->y + height);
    horizontal(p, p->y);
    p->y += height;
    horizontal(p, p->y);
    p->pango->cairo_stroke(p->cr);
}

static int set_row(struct table *t, const struct document_row *row, struct setting *cells)
{
    int most = 1;
    size_t i = 0;
    bool head = row == t->block->rows;
    for (const struct document_cell *c = row->cells; c; c = c->next, i++) {
        cells[i] = setting_new(t->press, CELL_SIZE, t->widths[i] - 2 * CELL_PAD, 0);
        cells[i].justified = !head;
        add_runs(&cells[i], c->runs, head ? FACE_HEI : FACE_BODY);
        if (cells[i].spans)
            set_lines(&cells[i]);
        most = cells[i].lines > most ? cells[i].lines : most;
    }
    return most;
}

static void close_row(const struct table *t, struct setting *cells)
{
    for (size_t i = 0; i < t->block->columns; i++)
        setting_close(&cells[i]);
}

static void put_head(struct table *t)
{
    struct setting cells[DOCUMENT_COLUMNS_MAX];
    int lines = set_row(t, t->block->rows, cells);
    if (lines < 10) /* a taller one would leave no room for what it heads */
        draw_row(t, t->block->rows, cells, 0, lines);
    close_row(t, cells);
}

/* A row goes to the next page whole when it would fit there, else it is continued. */
static void put_row(struct table *t, const struct document_row *row)
{
    struct press *p = t->press;
    struct setting cells[DOCUMENT_COLUMNS_MAX];
    int lines = set_row(t, row, cells), from = 0, page_lines = (int)(HEIGHT / 2 / CELL_PITCH);
    while (from < lines) {
        int left = lines - from, room = (int)((HEIGHT + 0.01 - p->y) / CELL_PITCH);
        if (room < 1 || (left > room && left <= page_lines)) {
            need(p, HEIGHT);
            if (row != t->block->rows)
                put_head(t);
            room = (int)((HEIGHT + 0.01 - p->y) / CELL_PITCH);
        }
        int to = left > room ? from + room : lines;
        draw_row(t, row, cells, from, to);
        from = to;
    }
    close_row(t, cells);
}

static void put_table(struct press *p, const struct document_block *b)
{
    struct table t = {.press = p, .block = b};
    document_column_widths(b, WIDTH, t.widths);
    need(p, 3 * PITCH);
    for (const struct document_row *r = b->rows; r; r = r->next)
        put_row(&t, r);
    /* Back to the grid, at least a third of a line below. */
    int lines = (int)((p->y + PITCH / 3) / PITCH) + 1;
    p->y = lines * PITCH;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void put_blocks(struct press *p, const struct document *d)
{
    bool led = false;
    put_title(p, d->title);
    for (const struct document_block *b = d->blocks; b; b = b->next) {
        if (document_block_empty(b))
            continue;
        if (b->kind == DOCUMENT_TABLE)
            put_table(p, b);
        else if (b->kind == DOCUMENT_SIGNATURE || b->kind == DOCUMENT_DATE)
            b = put_closings(p, b);
        else if (!led)
            put_text(p, b);
        led = document_leads(b);
    }
    end_page(p);
}

static cairo_status_t write_bytes(void *closure, const unsigned char *bytes, unsigned int len)
{
    struct buf *b = closure;
    buf_put(b, bytes, len);
    return b->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool press_open(struct press *p, struct arena *a, const struct document_pdf_options *o)
{
    const struct pango *g = p->pango;
    if (!faces_open(&p->faces, a, g, o->fonts_folder))
        return false;
    p->map = g->pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!p->map)
        return false;
    g->pango_fc_font_map_set_config((PangoFcFontMap *)p->map, p->faces.config);
    g->pango_cairo_font_map_set_resolution((PangoCairoFontMap *)p->map, 72);
    p->context = g->pango_font_map_create_context(p->map);
    g->pango_context_set_language(p->context, g->pango_language_from_string("zh-cn"));
    g->pango_context_set_round_glyph_positions(p->context, FALSE);
    cairo_font_options_t *unhinted = g->cairo_font_options_create();
    g->cairo_font_options_set_hint_style(unhinted, CAIRO_HINT_STYLE_NONE);
    g->cairo_font_options_set_hint_metrics(unhinted, CAIRO_HINT_METRICS_OFF);
    g->pango_cairo_context_set_font_options(p->context, unhinted);
    g->cairo_font_options_destroy(unhinted);
    p->surface = g->cairo_pdf_surface_create_for_stream(write_bytes, &p->out, PAGE_WIDTH, PAGE_HEIGHT);
    p->cr = g->cairo_create(p->surface);
    g->cairo_set_line_width(p->cr, 0.5);
    return true;
}

static void press_close(struct press *p)
{
    const struct pango *g = p->pango;
    if (p->cr)
        g->cairo_destroy(p->cr);
    if (p->surface)
        g->cairo_surface_destroy(p->surface);
    if (p->context)
        g->g_object_unref(p->context);
    if (p->map)
        g->g_object_unref(p->map);
    faces_close(&p->faces);
}

static void describe(struct press *p, const struct document *d, int64_t made_us)
{
    int64_t us = made_us ? made_us : 946684800000000; /* 2000-01-01; cairo would take the clock */
    struct str made = time_rfc3339(p->arena, us);
    made = str_f(p->arena, "%.*sZ", STR_ARG(str_sub(made, 0, 19)));
    p->pango->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, str_z(p->arena, d->title));
    p->pango->cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, made.ptr);
}

enum err document_pdf(const struct document *d, struct arena *a, const struct document_pdf_options *options,
                      struct str *bytes, struct document_fallback **fallbacks, struct sentence *why)
{
    const char *reason = "";
    struct press p = {.pango = pango_load(&reason), .arena = a, .out = buf_new(a, DOCUMENT_OUT_MAX), .page = 1};
    if (!p.pango) {
        *why = sentence_f(a, "这台机器不能生成 PDF：缺少 pango（%s）。请安装 libpangocairo-1.0-0，或改用 docx。",
                          "This machine cannot make PDFs: pango is missing (%s). Install libpangocairo-1.0-0 or take docx.",
                          reason);
        return ERR_IO;
    }
    bool drawn = press_open(&p, a, options);
    if (drawn) {
        describe(&p, d, options->made_us);
        put_blocks(&p, d);
        drawn = p.pango->cairo_status(p.cr) == CAIRO_STATUS_SUCCESS;
        p.pango->cairo_surface_finish(p.surface);
        drawn = drawn && p.pango->cairo_surface_status(p.surface) == CAIRO_STATUS_SUCCESS && !p.out.failed;
    }
    press_close(&p);
    if (!drawn) {
        *why = sentence_f(a, "PDF 没有生成：字体或画图失败。请检查本机的字体，或改用 docx。",
                          "The PDF could not be drawn: fonts or drawing failed. Check the fonts, or take docx.");
        return ERR_IO;
    }
    *bytes = buf_view(&p.out);
    *fallbacks = p.faces.fallbacks;
    return ERR_NONE;
}
