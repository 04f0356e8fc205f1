/* pango_load.h: pango, cairo and fontconfig, loaded when the first PDF is asked for. Linked, their 33
 * libraries would add some 4 ms to the 6 ms each start of the program takes (measured 2 cores,
 * Debian 12); the hot commands draw nothing. The headers are needed to build, the libraries only to
 * draw. */
#ifndef PAPER_PANGO_LOAD_H
#define PAPER_PANGO_LOAD_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#define PANGO_FUNCTIONS(X) \
    X(FcConfigAppFontAddDir) \
    X(FcConfigDestroy) \
    X(FcConfigGetFonts) \
    X(FcInitLoadConfigAndFonts) \
    X(FcPatternGetString) \
    X(cairo_create) \
    X(cairo_destroy) \
    X(cairo_font_options_create) \
    X(cairo_font_options_destroy) \
    X(cairo_font_options_set_hint_metrics) \
    X(cairo_font_options_set_hint_style) \
    X(cairo_line_to) \
    X(cairo_move_to) \
    X(cairo_pdf_surface_add_outline) \
    X(cairo_pdf_surface_create_for_stream) \
    X(cairo_pdf_surface_set_metadata) \
    X(cairo_set_line_width) \
    X(cairo_show_page) \
    X(cairo_status) \
    X(cairo_stroke) \
    X(cairo_surface_destroy) \
    X(cairo_surface_finish) \
    X(cairo_surface_status) \
    X(g_object_unref) \
    X(pango_attr_font_desc_new) \
    X(pango_attr_letter_spacing_new) \
    X(pango_attr_list_insert) \
    X(pango_attr_list_new) \
    X(pango_attr_list_unref) \
    X(pango_cairo_context_set_font_options) \
    X(pango_cairo_font_map_new_for_font_type) \
    X(pango_cairo_font_map_set_resolution) \
    X(pango_cairo_show_layout_line) \
    X(pango_context_set_language) \
    X(pango_context_set_round_glyph_positions) \
    X(pango_fc_font_map_set_config) \
    X(pango_font_describe) \
    X(pango_font_description_free) \
    X(pango_font_description_get_family) \
    X(pango_font_description_new) \
    X(pango_font_description_set_absolute_size) \
    X(pango_font_description_set_family) \
    X(pango_font_description_set_weight) \
    X(pango_font_map_create_context) \
    X(pango_language_from_string) \
    X(pango_layout_get_line) \
    X(pango_layout_get_line_count) \
    X(pango_layout_line_get_extents) \
    X(pango_layout_new) \
    X(pango_layout_set_attributes) \
    X(pango_layout_set_auto_dir) \
    X(pango_layout_set_indent) \
    X(pango_layout_set_text) \
    X(pango_layout_set_width) \
    X(pango_layout_set_wrap)

struct pango {
#define X(name) __typeof__(name) *name;
    PANGO_FUNCTIONS(X)
#undef X
};

/* The functions by their own names; they live as long as the program. NULL when the library cannot be
 * loaded; *WHY is then the loader's reason, until the next call. */
const struct pango *pango_load(const char **why);

#endif
