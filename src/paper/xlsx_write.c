/* xlsx_write.c: see xlsx_write.h. libxlsxwriter writes the XML; the look is here. */
#include "paper/sheet.h"
#include "paper/xlsx_write.h"

#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* libxlsxwriter 1.1.4 copies the formula of a list validation twice and frees it once: twenty bytes a
 * column of choices are lost, and the leak check is told so where it runs. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define CHECKS_LEAKS 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined CHECKS_LEAKS
#include <sanitizer/lsan_interface.h>
#define LEAKS_BEGIN __lsan_disable();
#define LEAKS_END __lsan_enable();
#else
#define LEAKS_BEGIN
#define LEAKS_END
#endif

enum {
    EXCEL_EPOCH_DAYS = 25569, /* serial of 1970-01-01 */
    ZIP_EPOCH = 315532800,    /* 1980-01-01: what the entries of the zip are dated too */
    WIDTH_DEFAULT = 10,
    PRINT_A4_CHARS = 160, /* columns that are wider together are printed on A3 */
    NAME_CHARS_MAX = 31
};
static const double LINE_POINTS = 15, ROW_POINTS_MIN = 21, ROW_POINTS_MAX = 409;

struct writer {
    struct arena *arena;
    lxw_workbook *book;
    lxw_worksheet *page;
    const struct sheet_out *sheet;
    lxw_row_t header; /* first row of the header */
    lxw_row_t body;   /* first row below it */
    struct buf z;     /* the text of one cell, NUL-terminated, for libxlsxwriter's API */
    lxw_format *formats[SHEET_KINDS][ALIGN_COUNT][2][FILL_COUNT];
    lxw_format *title, *note, *head;
    lxw_col_t n_lists; /* columns of the hidden sheet 选项 promised so far */
    double *heights;   /* points, one for each row of the body */
    lxw_error error;   /* the first */
    lxw_row_t error_row;
    lxw_col_t error_col;
};

static void note_error(struct writer *w, lxw_error e, lxw_row_t row, lxw_col_t col)
{
    if (e == LXW_NO_ERROR || w->error)
        return;
    w->error = e;
    w->error_row = row;
    w->error_col = col;
}

/* S as a C string XML can hold: without control characters, \r\n as \n. Lives until the next call.
 */
static const char *c_text(struct writer *w, struct str s)
{
    bool plain = true;
    w->z.len = 0;
    w->z.failed = false;
    for (size_t i = 0; i < s.len && plain; i++)
        plain = (unsigned char)s.ptr[i] >= ' ' && s.ptr[i] != '\xEF';
    if (plain && utf8_valid(s))
        buf_str(&w->z, s);
    else
        for (size_t at = 0; at < s.len;) {
            uint32_t c = utf8_next(s, &at);
            if ((c >= ' ' && c < 0xFFFE) || c > 0xFFFF || c == '\n' || c == '\t')
                utf8_put(&w->z, c);
        }
    buf_put(&w->z, "", 1);
    return w->z.failed ? NULL : w->z.ptr;
}

/* ---- formats -------------------------------------------------------------------------------- */

static lxw_format *base_format(struct writer *w, double points, uint8_t align)
{
    lxw_format *f = workbook_add_format(w->book);
    format_set_font_name(f, "宋体");
    format_set_font_family(f, 3); /* "auto number" families: 3 script, as Excel writes with 宋体 */
    format_set_font_size(f, points);
    format_set_align(f, align);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    return f;
}

static void common_formats(struct writer *w)
{
    w->title = base_format(w, 18, LXW_ALIGN_CENTER);
    format_set_bold(w->title);
    w->note = base_format(w, 11, LXW_ALIGN_LEFT);
    format_set_text_wrap(w->note);
    w->head = base_format(w, 11, LXW_ALIGN_CENTER);
    format_set_bold(w->head);
    format_set_text_wrap(w->head);
    format_set_border(w->head, LXW_BORDER_THIN);
    format_set_bg_color(w->head, 0xD9D9D9);
}

static lxw_format *cell_format(struct writer *w, const struct column_out *c, enum sheet_fill fill,
                               bool text)
{
    static const char *const numbers[SHEET_KINDS] = {
        [SHEET_TEXT] = "@",
        [SHEET_INT] = "0",
        [SHEET_MONEY] = "#,##0.00",
        [SHEET_WAN] = "#,##0.00####",
        [SHEET_PERCENT] = "0.00%",
        [SHEET_DATE] = "yyyy-mm-dd",
    };
    static const uint8_t alignments[ALIGN_COUNT] = {[ALIGN_LEFT] = LXW_ALIGN_LEFT,
                                                    [ALIGN_CENTRE] = LXW_ALIGN_CENTER,
                                                    [ALIGN_RIGHT] = LXW_ALIGN_RIGHT};
    static const lxw_color_t colours[FILL_COUNT] = {0, 0xFFC7CE, 0xFFEB9C, 0xC6EFCE, 0xEDEDED};
    enum sheet_kind kind = text ? SHEET_TEXT : c->kind;
    enum sheet_align align = c->align;
    if (align == ALIGN_AUTO)
        align = c->kind == SHEET_DATE ? ALIGN_CENTRE
                : kind == SHEET_TEXT  ? ALIGN_LEFT
                                      : ALIGN_RIGHT;
    lxw_format **at = &w->formats[kind][align][c->wrap][fill];
    if (*at)
        return *at;
    *at = base_format(w, 11, alignments[align]);
    format_set_num_format(*at, numbers[kind]);
    format_set_border(*at, LXW_BORDER_THIN);
    if (c->wrap)
        format_set_text_wrap(*at);
    if (fill != FILL_NONE)
        format_set_bg_color(*at, colours[fill]);
    return *at;
}

/* ---- row heights ---------------------------------------------------------------------------- */

/* Half widths a character takes: East Asian ones, and the quotes and dashes that 宋体 draws wide.
 */
static unsigned half_widths(uint32_t c)
{
    bool wide = (c >= 0x1100 && c < 0x1160) || (c >= 0x2010 && c < 0x2050) ||
                (c >= 0x2100 && c < 0x2E00) || (c >= 0x2E80 && c < 0xD7B0) ||
                (c >= 0xF900 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE70) ||
                (c >= 0xFF00 && c < 0xFF61) || (c >= 0xFFE0 && c < 0xFFE7) || c >= 0x1F000;
    return wide ? 2 : 1;
}

unsigned xlsx_wrapped_lines(struct str text, double width)
{
    /* A column is 7 pixels a character and 5 of padding; a half width of 宋体 at 11 points is 7.4.
     */
    double room = (width * 7 - 2) / 7.4;
    unsigned lines = 1, used = 0, word = 0, most = room < 2 ? 2 : (unsigned)room;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        unsigned n = half_widths(c);
        word = n == 1 && c != ' ' ? word + 1 : 0;
        if (c == '\n') {
            lines++;
            used = word = 0;
        } else if (used + n >
                   most) { /* a Latin word goes to the next line whole, if it fits there */
            lines++;
            used = word < most ? word + (n == 2 ? 2u : 0u) : n;
        } else
            used += n;
    }
    return lines;
}

static double column_width(const struct column_out *c)
{
    return c->width > 0 ? c->width : WIDTH_DEFAULT;
}

static double height_of(const struct column_out *c, struct str text)
{
    double points =
        c->wrap ? xlsx_wrapped_lines(text, column_width(c)) * LINE_POINTS + 6 : ROW_POINTS_MIN;
    return points < ROW_POINTS_MIN   ? ROW_POINTS_MIN
           : points > ROW_POINTS_MAX ? ROW_POINTS_MAX
                                     : points;
}

/* ---- header --------------------------------------------------------------------------------- */

static void put_range(struct writer *w, lxw_row_t row, lxw_col_t col, lxw_row_t last_row,
                      lxw_col_t last_col, struct str text, lxw_format *f)
{
    lxw_error e =
        row == last_row && col == last_col
            ? worksheet_write_string(w->page, row, col, c_text(w, text), f)
            : worksheet_merge_range(w->page, row, col, last_row, last_col, c_text(w, text), f);
    note_error(w, e, row, col);
}

static double total_width(const struct sheet_out *s)
{
    double all = 0;
    for (size_t i = 0; i < s->n_columns; i++)
        all += column_width(&s->columns[i]);
    return all;
}

static bool grouped(const struct sheet_out *s)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].group.len)
            return true;
    return false;
}

static void put_headings(struct writer *w, bool two_rows)
{
    const struct sheet_out *s = w->sheet;
    lxw_row_t low = w->header + two_rows;
    double tallest = 0;
    for (size_t i = 0, next; i < s->n_columns; i = next) {
        struct str group = s->columns[i].group;
        for (next = i + 1;
             group.len && next < s->n_columns && str_eq(s->columns[next].group, group);)
            next++;
        if (group.len)
            put_range(w, w->header, (lxw_col_t)i, w->header, (lxw_col_t)(next - 1), group, w->head);
        for (size_t k = i; k < next; k++)
            put_range(w, group.len ? low : w->header, (lxw_col_t)k, low, (lxw_col_t)k,
                      s->columns[k].heading, w->head);
    }
    for (size_t i = 0; i < s->n_columns; i++) {
        double h = xlsx_wrapped_lines(s->columns[i].heading, column_width(&s->columns[i]) - 1) *
                       LINE_POINTS +
                   8;
        tallest = h > tallest ? h : tallest;
    }
    tallest = tallest > ROW_POINTS_MAX ? ROW_POINTS_MAX : tallest;
    for (lxw_row_t row = w->header; row < low; row++)
        worksheet_set_row(w->page, row, ROW_POINTS_MIN, NULL);
    worksheet_set_row(w->page, low, tallest < ROW_POINTS_MIN ? ROW_POINTS_MIN : tallest, NULL);
}

static void put_top(struct writer *w)
{
    const struct sheet_out *s = w->sheet;
    lxw_col_t last = (lxw_col_t)(s->n_columns - 1);
    lxw_row_t row = 0;
    if (s->title.len) {
        put_range(w, row, 0, row, last, s->title, w->title);
        worksheet_set_row(w->page, row++, 36, NULL);
    }
    if (s->note.len) {
        put_range(w, row, 0, row, last, s->note, w->note);
        double h = xlsx_wrapped_lines(s->note, total_width(s)) * LINE_POINTS + 6;
        worksheet_set_row(w->page, row++, h > ROW_POINTS_MAX ? ROW_POINTS_MAX : h, NULL);
    }
    w->header = row;
    w->body = row + 1 + grouped(s);
    put_headings(w, grouped(s));
}

/* ---- body ----------------------------------------------------------------------------------- */

static enum sheet_fill fill_of(const struct row_out *row, const struct cell_out *cell)
{
    enum sheet_fill f = cell->fill ? cell->fill : row->fill;
    return f < FILL_COUNT ? f : FILL_NONE;
}

static double number_of(const struct column_out *c, int64_t value)
{
    switch (c->kind) {
    case SHEET_MONEY: return (double)value / 100;
    case SHEET_WAN: return (double)value / 1000000;
    case SHEET_PERCENT: return (double)value / 10000;
    case SHEET_DATE: return (double)(value + EXCEL_EPOCH_DAYS);
    default: return (double)value;
    }
}

static void put_cell(struct writer *w, lxw_row_t at, lxw_col_t col, const struct row_out *row)
{
    const struct column_out *c = &w->sheet->columns[col];
    const struct cell_out *cell = &row->cells[col];
    bool text = cell->text.len || c->kind == SHEET_TEXT;
    lxw_format *f = cell_format(w, c, fill_of(row, cell), text);
    lxw_error e;
    if (cell->text.len) {
        const char *z = c_text(w, cell->text);
        e = z ? worksheet_write_string(w->page, at, col, z, f)
              : LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
    } else if (text || cell->none || (c->kind == SHEET_DATE && cell->value == 0))
        e = worksheet_write_blank(w->page, at, col, f);
    else
        e = worksheet_write_number(w->page, at, col, number_of(c, cell->value), f);
    note_error(w, e, at, col);
}

/* Row AT says the same as the row above in COL and in every merging column left of it. */
static bool goes_on(const struct sheet_out *s, size_t at, size_t col)
{
    for (size_t i = 0; i <= col; i++) {
        if (!s->columns[i].merge_equal)
            continue;
        struct str here = s->rows[at].cells[i].text, above = s->rows[at - 1].cells[i].text;
        if (!here.len || !str_eq(here, above))
            return false;
    }
    return true;
}

/* Rows FROM..LAST of the body become one cell; taller together when its text needs it. */
static void merge_rows(struct writer *w, size_t from, size_t last, lxw_col_t col)
{
    const struct row_out *first = &w->sheet->rows[from];
    const struct column_out *c = &w->sheet->columns[col];
    lxw_format *f = cell_format(w, c, fill_of(first, &first->cells[col]), true);
    double have = 0, need = height_of(c, first->cells[col].text), n = (double)(last - from + 1);
    put_range(w, w->body + (lxw_row_t)from, col, w->body + (lxw_row_t)last, col,
              first->cells[col].text, f);
    for (size_t i = from; i <= last; i++)
        have += w->heights[i];
    for (size_t i = from; i <= last && have < need; i++)
        w->heights[i] += (need - have) / n;
    const char *z = c_text(w, first->cells[col].text);
    for (size_t i = from + 1; i <= last && z; i++) /* the value stays under the merge */
        note_error(w, worksheet_write_string(w->page, w->body + (lxw_row_t)i, col, z, f),
                   w->body + (lxw_row_t)i, col);
}

static void merge_column(struct writer *w, size_t col)
{
    const struct sheet_out *s = w->sheet;
    for (size_t from = 0, next; from < s->n_rows; from = next) {
        for (next = from + 1; next < s->n_rows && goes_on(s, next, col);)
            next++;
        if (next - from > 1)
            merge_rows(w, from, next - 1, (lxw_col_t)col);
    }
}

static bool merges_here(const struct sheet_out *s, size_t at, size_t col)
{
    return s->columns[col].merge_equal &&
           ((at > 0 && goes_on(s, at, col)) || (at + 1 < s->n_rows && goes_on(s, at + 1, col)));
}

static void put_body(struct writer *w)
{
    const struct sheet_out *s = w->sheet;
    size_t all = s->n_rows + s->blank_rows;
    w->heights = arena_alloc(w->arena, (all + 1) * sizeof *w->heights);
    struct cell_out *nothing = arena_alloc(w->arena, s->n_columns * sizeof *nothing);
    for (size_t i = 0; i < s->n_columns; i++)
        nothing[i].none = true;
    for (size_t at = 0; at < all && !w->error; at++) {
        const struct row_out *row =
            at < s->n_rows ? &s->rows[at] : &(struct row_out){.cells = nothing};
        w->heights[at] = ROW_POINTS_MIN;
        for (size_t col = 0; col < s->n_columns; col++) {
            put_cell(w, w->body + (lxw_row_t)at, (lxw_col_t)col, row);
            double h = at < s->n_rows && merges_here(s, at, col)
                           ? 0
                           : height_of(&s->columns[col], row->cells[col].text);
            w->heights[at] = h > w->heights[at] ? h : w->heights[at];
        }
    }
    for (size_t col = 0; col < s->n_columns && !w->error; col++)
        if (s->columns[col].merge_equal)
            merge_column(w, col);
    for (size_t at = 0; at < all; at++)
        worksheet_set_row(w->page, w->body + (lxw_row_t)at,
                          w->heights[at] > ROW_POINTS_MAX ? ROW_POINTS_MAX : w->heights[at], NULL);
}

/* ---- choices, screen and paper -------------------------------------------------------------- */

static bool has_choices(const struct sheet_out *s, const struct column_out *c)
{
    return c->n_choices && s->n_rows + s->blank_rows;
}

static void put_choices(struct writer *w, size_t col)
{
    const struct column_out *c = &w->sheet->columns[col];
    size_t all = w->sheet->n_rows + w->sheet->blank_rows;
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                             .ignore_blank = LXW_VALIDATION_ON,
                             .dropdown = LXW_VALIDATION_ON,
                             .show_input = LXW_VALIDATION_ON,
                             .show_error = LXW_VALIDATION_ON,
                             .error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
                             .error_title = "不在选项之内",
                             .error_message = "请从下拉列表中选择一项。"};
    if (!has_choices(w->sheet, c))
        return;
    struct str column = cell_address(w->arena, 0, w->n_lists++);
    column.len--; /* the letters of it, without the 1 */
    struct str formula = str_f(w->arena, "='选项'!$%.*s$1:$%.*s$%zu", STR_ARG(column),
                               STR_ARG(column), c->n_choices);
    v.value_formula = (char *)(uintptr_t)formula.ptr; /* libxlsxwriter copies it */
    LEAKS_BEGIN
    lxw_error e = worksheet_data_validation_range(w->page, w->body, (lxw_col_t)col,
                                                  w->body + (lxw_row_t)all - 1, (lxw_col_t)col, &v);
    LEAKS_END
    note_error(w, e, w->body, (lxw_col_t)col);
}

static void set_up(struct writer *w)
{
    const struct sheet_out *s = w->sheet;
    lxw_col_t last = (lxw_col_t)(s->n_columns - 1);
    lxw_row_t bottom = w->body + (lxw_row_t)(s->n_rows + s->blank_rows);
    double total = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        lxw_row_col_options shown = {.hidden = s->columns[i].hidden};
        total += s->columns[i].hidden ? 0 : column_width(&s->columns[i]);
        worksheet_set_column_opt(w->page, (lxw_col_t)i, (lxw_col_t)i,
                                 column_width(&s->columns[i]), NULL, &shown);
    }
    worksheet_freeze_panes(w->page, w->body, (lxw_col_t)s->freeze_columns);
    worksheet_autofilter(w->page, w->body - 1, 0, bottom > w->body ? bottom - 1 : w->body - 1,
                         last);
    worksheet_set_paper(w->page, total > PRINT_A4_CHARS ? 8 : 9); /* A3: wide ledgers would be unreadable on A4 */
    if (!s->portrait)
        worksheet_set_landscape(w->page);
    worksheet_fit_to_pages(w->page, 1, 0);
    worksheet_repeat_rows(w->page, w->header, w->body - 1);
    worksheet_set_margins(w->page, 0.5, 0.5, 0.6, 0.7);
    worksheet_center_horizontally(w->page);
    worksheet_set_footer(w->page, "&C第 &P 页 共 &N 页");
    worksheet_ignore_errors(w->page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    if (s->hidden)
        worksheet_hide(w->page);
    for (size_t i = 0; i < s->n_columns; i++)
        put_choices(w, i);
}

/* ---- the workbook --------------------------------------------------------------------------- */

/* What Excel takes for a tab: no []:*?/\, no ' at the ends, 31 characters, none twice, never 选项.
 */
static const char *tab_name(struct writer *w, struct str name, size_t at)
{
    struct buf b = buf_new(w->arena, 4096);
    struct str clean = str_trim(str_c(c_text(w, utf8_clip(name, 200))));
    for (size_t i = 0; i < clean.len; i++)
        buf_put(&b, strchr("[]:*?/\\'\n\t", clean.ptr[i]) ? "-" : &clean.ptr[i], 1);
    struct str base = utf8_clip(buf_view(&b), NAME_CHARS_MAX);
    const char *z = str_z(w->arena, base.len ? base : str_f(w->arena, "表%zu", at + 1));
    for (unsigned i = 2;
         workbook_validate_sheet_name(w->book, z) != LXW_NO_ERROR || strcmp(z, "选项") == 0; i++)
        z = str_f(w->arena, "%.*s(%u)", STR_ARG(utf8_clip(base, NAME_CHARS_MAX - 8)), i).ptr;
    return z;
}

static void properties(struct writer *w, const struct book_out *book)
{
    lxw_doc_properties p = {.created = book->created_us ? book->created_us / 1000000 : ZIP_EPOCH};
    p.title = (char *)(uintptr_t)str_z(w->arena, book->n_sheets ? book->sheets[0].title : STR(""));
    p.author = (char *)(uintptr_t)str_z(w->arena, book->author);
    workbook_set_properties(w->book, &p);
}

static void put_sheet(struct writer *w, size_t at)
{
    w->page = workbook_add_worksheet(w->book, tab_name(w, w->sheet->name, at));
    put_top(w);
    put_body(w);
    if (!w->error)
        set_up(w);
}

static bool any_choices(const struct book_out *book)
{
    for (size_t i = 0; i < book->n_sheets; i++)
        for (size_t k = 0; k < book->sheets[i].n_columns; k++)
            if (book->sheets[i].columns[k].n_choices)
                return true;
    return false;
}

/* The sheet the validations point at: a list each column, in the order they were promised. */
static void put_lists(struct writer *w, const struct book_out *book)
{
    lxw_col_t list = 0;
    w->page = workbook_add_worksheet(w->book, "选项");
    worksheet_hide(w->page);
    for (size_t i = 0; i < book->n_sheets; i++)
        for (size_t k = 0; k < book->sheets[i].n_columns; k++) {
            const struct column_out *c = &book->sheets[i].columns[k];
            if (!has_choices(&book->sheets[i], c))
                continue;
            for (size_t n = 0; n < c->n_choices; n++)
                note_error(w,
                           worksheet_write_string(w->page, (lxw_row_t)n, list,
                                                  c_text(w, c->choices[n]), NULL),
                           (lxw_row_t)n, list);
            list++;
        }
}

static enum err check(struct arena *a, const struct book_out *book, struct sentence *why)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        const struct sheet_out *s = &book->sheets[i];
        if (s->n_columns >= 1 && s->n_columns <= PAPER_COLS_MAX &&
            s->n_rows + s->blank_rows <= PAPER_ROWS_MAX - 4)
            continue;
        *why =
            sentence_f(a, "表格「%.*s」有 %zu 行、%zu 列，Excel 最多 %d 行、%d 列",
                       "Table “%.*s” has %zu rows and %zu columns; Excel takes at most %d and %d",
                       STR_ARG(s->name), s->n_rows + s->blank_rows, s->n_columns,
                       PAPER_ROWS_MAX - 4, PAPER_COLS_MAX);
        return ERR_LIMIT;
    }
    return ERR_NONE;
}

static enum err failure(struct writer *w, lxw_error closed, const char *path, struct sentence *why)
{
    if (w->error) {
        struct str where = cell_address(w->arena, w->error_row, w->error_col);
        *why = sentence_f(
            w->arena, "表格「%.*s」的 %.*s 写不进 Excel：%s（一格最多 %d 个字）",
            "Table “%.*s”, cell %.*s does not fit Excel: %s (at most %d characters a cell)",
            STR_ARG(w->sheet->name), STR_ARG(where), lxw_strerror(w->error), PAPER_TEXT_CHARS_MAX);
        return ERR_LIMIT;
    }
    if (closed) {
        *why = sentence_f(w->arena, "写不了文件 %s：%s；请检查磁盘空间和权限",
                          "Cannot write the file %s: %s; check disk space and permissions", path,
                          lxw_strerror(closed));
        return ERR_IO;
    }
    return ERR_NONE;
}

enum err xlsx_write(struct arena *a, const struct book_out *book, const char *path,
                    struct sentence *why)
{
    enum err e = check(a, book, why);
    if (e)
        return e;
    struct writer *w = arena_alloc(a, sizeof *w);
    *w = (struct writer){.arena = a, .z = buf_new(a, (size_t)PAPER_TEXT_CHARS_MAX * 4 + 64)};
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .use_zip64 = LXW_FALSE};
    w->book = workbook_new_opt(path, &options);
    if (!w->book)
        return failure(w, LXW_ERROR_CREATING_XLSX_FILE, path, why);
    properties(w, book);
    common_formats(w);
    for (size_t i = 0; i < book->n_sheets && !w->error; i++) {
        w->sheet = &book->sheets[i];
        put_sheet(w, i);
    }
    if (any_choices(book) && !w->error)
        put_lists(w, book);
    lxw_error closed = workbook_close(w->book);
    e = failure(w, closed, path, why);
    if (e)
        unlink(path);
    return e;
}
