/* import_value.c: what a cell says. What cannot be read is noted by cell with what was expected. */
#include "app/import_private.h"

#include "base/time.h"
#include "text/due.h"
#include "text/normal.h"

#include <string.h>

enum { SERIAL_FIRST = 20000, /* 1954, 2119: a number in a date column between them is a date without its format */
       SERIAL_LAST = 80000,
       SERIAL_EPOCH = 25569, /* serial of 1970-01-01 */
       SHOWN_CHARS = 40 };

static bool is_han(uint32_t cp) { return cp >= 0x2E80; }

/* Line breaks inside a word are the cell's layout: 整改\n措施. Between Latin words they are a space. */
static void put_break(struct buf *b, struct str s, size_t before, size_t after)
{
    size_t at = after;
    bool wide = (before && (unsigned char)s.ptr[before - 1] >= 0x80) || (after < s.len && is_han(utf8_next(s, &at)));
    buf_c(b, wide ? "" : " ");
}

struct str import_clean(struct arena *a, struct str s, bool lines)
{
    bool plain = utf8_valid(s);
    for (size_t i = 0; i < s.len && plain; i++)
        plain = (unsigned char)s.ptr[i] >= 0x20 && s.ptr[i] != 0x7F;
    if (plain)
        return str_trim(s);
    struct buf b = buf_new(a, s.len * 3 + 1);
    for (size_t at = 0; at < s.len;) {
        size_t before = at;
        uint32_t cp = utf8_next(s, &at);
        if (cp == '\r')
            cp = at < s.len && s.ptr[at] == '\n' ? 0 : '\n';
        if (cp == '\n' && !lines)
            put_break(&b, s, before, at);
        else if (cp == '\n')
            buf_c(&b, "\n");
        else if (cp == '\t')
            buf_c(&b, " ");
        else if (cp >= 0x20 && cp != 0x7F)
            utf8_put(&b, cp);
    }
    return str_trim(buf_view(&b));
}

bool import_fits(struct importing *im, const struct record *r, const char *field,
                 const struct given *g, struct str text)
{
    const struct field *f = record_field(r, str_c(field));
    size_t n = utf8_length(text);
    if (!f || f->type != FIELD_TEXT || !n || ((int64_t)n >= f->min && (int64_t)n <= f->max))
        return true;
    import_note(im, true, g,
                (struct sentence){
                    str_f(im->a, "“%s”应为 %lld 至 %lld 个字，这一格有 %zu 个字；请改短或改长。", f->zh, (long long)f->min, (long long)f->max, n),
                    str_f(im->a, "\"%s\" must be %lld to %lld characters long; this cell has %zu; change its length.", f->en, (long long)f->min, (long long)f->max, n)});
    return false;
}

/* ---- days ---------------------------------------------------------------------------------- */

/* A number in a date column. */
static bool serial(struct importing *im, const struct given *g, int64_t *day)
{
    int64_t n; /* CELL_NUMBER in a workbook, digits in a CSV */
    if (!str_int(g->text, &n) || n < SERIAL_FIRST || n > SERIAL_LAST)
        return false;
    *day = n - SERIAL_EPOCH;
    struct str text = day_text(im->a, *day);
    import_note(im, false, g, sentence_f(im->a, "这一格是数字，按日期 %.*s 理解；如不对，请设成日期格式。", "This cell is a number; it was taken for the date %.*s; give it a date format if that is wrong.", STR_ARG(text)));
    return true;
}

static bool dated_cell(struct importing *im, const struct given *g, bool last_of_month, int64_t *day)
{
    if (g->cell && g->cell->kind == CELL_DATE) {
        struct civil c = civil_from_day(g->cell->day);
        bool month = g->cell->hint == HINT_MONTH && last_of_month;
        *day = month ? day_from_civil(c.year, c.month, month_days(c.year, c.month)) : g->cell->day;
        return true;
    }
    return serial(im, g, day);
}

static bool in_range(struct importing *im, const struct given *g, int64_t day)
{
    struct civil c = civil_from_day(day);
    if (!day || civil_valid(c.year, c.month, c.day))
        return true;
    import_note(im, true, g, sentence_f(im->a, "日期应在 1900 年到 2199 年之间，这一格是 %d 年；请核对。", "A date lies between 1900 and 2199; this cell says %d; check it.", c.year));
    return false;
}

static bool read_words(struct importing *im, const struct given *g, struct due *due)
{
    struct sentence why;
    struct due bare;
    if (due_read(im->a, g->text, im->reference_year, due, &why)) {
        import_note(im, true, g, why);
        return false;
    }
    bool year = !due->day || (!due_read(im->a, g->text, 0, &bare, &why) && bare.day);
    if (!year)
        import_note(im, false, g, sentence_f(im->a, "没有写年份，按 %d 年理解；请核对。", "No year is written; %d was assumed; check it.", im->reference_year));
    return true;
}

/* - or 无 in a column of dates. */
static bool says_nothing(struct str s)
{
    static const char *const words[] = {"", "-", "—", "——", "/", "\\", "无", "／", "－", "*"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(s, words[i]))
            return true;
    return false;
}

bool import_due(struct importing *im, const struct given *g, int64_t *day, struct str *text, int64_t *type)
{
    struct due due = {0};
    *day = *type = 0;
    *text = STR("");
    if (says_nothing(g->text))
        return true;
    if (dated_cell(im, g, true, day))
        return in_range(im, g, *day);
    if (!read_words(im, g, &due) || !in_range(im, g, due.day))
        return false;
    *day = due.day;
    *text = import_clean(im->a, g->text, false);
    *type = due.type; /* both are 0, immediate, phased, sustained */
    if (due.type == DUE_UNKNOWN) {
        struct str shown = utf8_clip(g->text, SHOWN_CHARS);
        import_note(im, false, g, sentence_f(im->a, "没有读懂时限“%.*s”，只保存原文；请写成“2024年12月31日”“2024年12月底前”“立行立改”“长期坚持”之一。", "The time limit \"%.*s\" was not understood; only its words are kept. Write 2024年12月31日, 2024年12月底前, 立行立改 or 长期坚持.", STR_ARG(shown)));
    }
    if (due.type == DUE_PHASED && !due.day && (str_find(g->text, STR("年")) != SIZE_MAX || str_ends(g->text, STR("前")))) {
        struct str shown = utf8_clip(g->text, SHOWN_CHARS);
        import_note(im, false, g, sentence_f(im->a, "没有读懂“%.*s”是哪一天，只保存原文；请写成“2024年9月30日前”这样的日期。", "Which day \"%.*s\" is was not understood; only its words are kept; write a date such as 2024年9月30日前.", STR_ARG(shown)));
    }
    return import_fits(im, &measure_draft_record, "due_text", g, *text);
}

bool import_plain_date(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = utf8_next(s, &at);
        bool digit = (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
        if (!digit && cp != '.' && cp != '-' && cp != '/' && cp != ' ' && cp != ':' && cp != 0x5E74 && cp != 0x6708 &&
            cp != 0x65E5)
            return false;
    }
    return true;
}

bool import_day(struct importing *im, const struct given *g, int64_t *day)
{
    struct due due = {0};
    *day = 0;
    if (says_nothing(g->text))
        return true;
    if (dated_cell(im, g, false, day))
        return in_range(im, g, *day);
    if (!read_words(im, g, &due) || !in_range(im, g, due.day))
        return false;
    *day = due.day;
    bool month = str_find(g->text, STR("日")) == SIZE_MAX && str_find(g->text, STR("底")) == SIZE_MAX &&
                 str_find(g->text, STR("末")) == SIZE_MAX && str_ends(g->text, STR("月"));
    struct civil c = civil_from_day(due.day);
    if (month) /* a beginning is the first of its month */
        *day = day_from_civil(c.year, c.month, 1);
    if (!due.day)
        import_note(im, false, g, sentence_f(im->a, "没有读懂这个日期，没有导入；请写成“2024年3月1日”。", "This date was not understood and not read; write 2024年3月1日."));
    return true;
}

/* ---- words --------------------------------------------------------------------------------- */

bool import_type(struct importing *im, const struct given *g, int64_t *type)
{
    static const char *const phased[] = {"阶段", "限期", "短期", "中期", "按期", "近期", "phased", NULL};
    static const char *const sustained[] = {"长期", "常态", "sustained", NULL};
    struct due due = {0};
    struct sentence why;
    struct str key = text_key(im->a, g->text);
    *type = TYPE_NONE;
    if (!key.len)
        return true;
    for (int t = TYPE_IMMEDIATE; t <= TYPE_SUSTAINED; t++)
        if (str_is(key, measure_types[t].name) || str_is(key, measure_types[t].zh))
            *type = t;
    for (int i = 0; !*type && sustained[i]; i++)
        if (str_find(key, str_c(sustained[i])) != SIZE_MAX)
            *type = TYPE_SUSTAINED;
    for (int i = 0; !*type && phased[i]; i++)
        if (str_find(key, str_c(phased[i])) != SIZE_MAX)
            *type = TYPE_PHASED;
    if (!*type && !due_read(im->a, g->text, 0, &due, &why))
        *type = due.type;
    if (!*type) {
        struct str shown = utf8_clip(g->text, SHOWN_CHARS);
        import_note(im, false, g, sentence_f(im->a, "没有读懂整改类型“%.*s”；应是立行立改、分阶段、长期坚持之一，这里按时限判断。", "The type \"%.*s\" was not understood; it should be 立行立改, 分阶段 or 长期坚持; here it was told from the time limit.", STR_ARG(shown)));
    }
    return true;
}

bool import_yes(struct importing *im, const struct given *g, int64_t *yes)
{
    static const char *const words_yes[] = {"是", "有", "1", "√", "yes", "y", "true", NULL};
    static const char *const words_no[] = {"否", "无", "不是", "0", "×", "no", "n", "false", "", NULL};
    struct str key = str_trim(text_normal(im->a, g->text));
    for (int i = 0; words_yes[i]; i++)
        if (str_is(key, words_yes[i])) {
            *yes = 1;
            return true;
        }
    *yes = 0;
    for (int i = 0; words_no[i]; i++)
        if (str_is(key, words_no[i]))
            return true;
    import_note(im, false, g, sentence_f(im->a, "这里应填“是”或“否”，按“否”登记。", "This should be 是 or 否; it was entered as 否."));
    return true;
}

/* ---- money --------------------------------------------------------------------------------- */

/* The bytes of a comma that begins S, 0 for none. */
static size_t comma(struct str s)
{
    return str_starts(s, STR(",")) ? 1 : str_starts(s, STR("，")) ? STR("，").len
                                                                  : 0;
}

bool import_ungrouped(struct arena *a, struct str s, struct str *out)
{
    struct buf b = buf_new(a, s.len + 1);
    size_t digits = 0; /* in a row, since the newest comma */
    bool grouped = false, point = false, good = true;
    while (s.len) {
        size_t skip = comma(s);
        bool digit = s.ptr[0] >= '0' && s.ptr[0] <= '9';
        if (skip) {
            good = good && !point && digits && (grouped ? digits == 3 : digits <= 3);
            grouped = true;
            digits = 0;
        } else {
            good = good && (digit || !grouped || digits == 3);
            grouped = grouped && digit;
            point = point || s.ptr[0] == '.';
            digits = digit ? digits + 1 : 0;
            buf_put(&b, s.ptr, 1);
        }
        s = str_sub(s, skip ? skip : 1, s.len);
    }
    *out = buf_view(&b);
    return good && (!grouped || digits == 3);
}

/* The decimal number at the beginning of S in hundredths of a fen; *REST is what follows. */
static bool decimal(struct str s, int64_t *out, struct str *rest)
{
    int64_t whole = 0, part = 0, scale = 10000;
    size_t i = 0, digits = 0;
    for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++) {
        whole = whole * 10 + s.ptr[i] - '0';
        if (++digits > 12)
            return false;
    }
    if (i < s.len && s.ptr[i] == '.')
        for (i++; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++) {
            scale /= 10;
            part += scale ? (s.ptr[i] - '0') * scale : 0;
        }
    *out = whole * 10000 + part;
    *rest = str_trim(str_sub(s, i, s.len));
    return digits > 0;
}

bool import_money(struct importing *im, const struct given *g, int64_t *fen)
{
    static const struct {
        const char *unit;
        int64_t yuan;
    } units[] = {
        {"", 1},
        {"元", 1},
        {"千元", 1000},
        {"百万元", 1000000},
        {"万元", 10000},
        {"万", 10000},
        {"亿元", 100000000},
        {"亿", 100000000},
    };
    struct str s = str_trim(text_normal(im->a, g->text)), rest;
    int64_t n = 0;
    *fen = 0;
    if (!s.len || str_is(s, "无") || str_is(s, "/") || str_is(s, "—") || str_is(s, "-"))
        return true;
    bool ok = import_ungrouped(im->a, s, &s) && decimal(s, &n, &rest);
    for (size_t i = 0; ok && i < sizeof units / sizeof *units; i++) {
        if (!str_is(rest, units[i].unit) || (n && units[i].yuan > INT64_MAX / n))
            continue;
        *fen = (n * units[i].yuan + 50) / 100;
        const struct field *f = record_field(&problem_add_record, STR("amount_fen"));
        if (*fen <= f->max)
            return true;
    }
    struct str shown = utf8_clip(g->text, SHOWN_CHARS);
    import_note(im, true, g, sentence_f(im->a, "“%.*s”不是金额；应是数字，可带“元”“万元”“亿元”。", "\"%.*s\" is no amount; write a number, with 元, 万元 or 亿元 if you like.", STR_ARG(shown)));
    return false;
}
