/* bulletin_read.c: see bulletin_read.h. */
#include "paper/bulletin_read.h"

#include "base/time.h"
#include "text/dates.h"

enum { TITLE_LINES_MAX = 4,
       TITLE_CHARS_MAX = 60,
       HEADING_CHARS_MAX = 120,
       SIGNATURE_CHARS_MAX = 40,
       TAIL_LINES = 12,
       BREATH_CHARS_MAX = 60 }; /* between 方面 and 问题 told in one breath */

static size_t line_from(const struct chars *c, size_t line)
{
    size_t from = c->start[line - 1], to = c->start[line];
    return chars_skip_space(c, from, to);
}

static size_t line_to(const struct chars *c, size_t line)
{
    return c->n && c->start[line - 1] < c->n ? chars_line_end(c, c->start[line - 1]) : c->start[line - 1];
}

static bool blank(const struct chars *c, size_t line) { return line_from(c, line) >= line_to(c, line); }

/* ---- sections -------------------------------------------------------------------------------------- */

static bool small_number(const struct numeral *n, int *number)
{
    int64_t value;
    if (n->len > 3 || !str_int(numeral_digits(n), &value))
        return false;
    *number = (int)value;
    return true;
}

int section_number_at(const struct chars *c, size_t from, size_t to, int *number, size_t *end)
{
    struct numeral n;
    from = chars_skip_space(c, from, to);
    bool bracket = from < to && c->cp[from] == '(';
    size_t at = from + bracket;
    if (at >= to || !numeral_at(c, at, to, &n) || n.vague || n.end >= to || !small_number(&n, number))
        return 0;
    uint32_t mark = c->cp[n.end];
    *end = n.end + 1;
    if (bracket)
        return mark != ')' ? 0 : n.chinese ? 2
                                           : 4;
    if (n.chinese)
        return mark == 0x3001 ? 1 : 0; /* 、 */
    bool digit_next = *end < to && char_is_digit(c->cp[*end]);
    return (mark == '.' && !digit_next) || mark == 0x3001 ? 3 : 0;
}

static void add_section(struct arena *a, struct bulletin *b, size_t *cap, struct section s)
{
    if (b->section_count == SECTIONS_MAX) {
        b->sections_capped = true;
        return;
    }
    if (b->section_count == *cap) {
        *cap = *cap ? *cap * 2 : 64;
        struct section *more = arena_alloc(a, *cap * sizeof *more);
        for (size_t i = 0; i < b->section_count; i++)
            more[i] = b->sections[i];
        b->sections = more;
    }
    b->sections[b->section_count++] = s;
    b->level_count[s.level]++;
}

static void read_sections(struct arena *a, struct bulletin *b)
{
    const struct chars *c = &b->chars;
    size_t cap = 0, end = 0;
    for (size_t line = 1; line <= c->lines; line++) {
        size_t from = line_from(c, line), to = line_to(c, line);
        struct section s = {.line = line, .at = from, .end = c->n};
        s.level = section_number_at(c, from, to, &s.number, &end);
        if (!s.level)
            continue;
        size_t stop = chars_find(c, end, to, "。");
        stop = stop == SIZE_MAX ? to : stop;
        s.heading = utf8_clip(str_trim(chars_slice(c, end, stop)), HEADING_CHARS_MAX);
        if (b->section_count)
            b->sections[b->section_count - 1].end = from;
        add_section(a, b, &cap, s);
    }
}

/* ---- title, lead ------------------------------------------------------------------------------------ */

static bool title_like(const struct chars *c, size_t line)
{
    size_t from = line_from(c, line), to = line_to(c, line), end;
    int number;
    if (from >= to || to - from > TITLE_CHARS_MAX || section_number_at(c, from, to, &number, &end))
        return false;
    uint32_t last = c->cp[to - 1];
    if (last == 0x3002 || last == '.' || last == ':' || last == ';' || last == ',')
        return false;
    return chars_find(c, from, to, ",") == SIZE_MAX && chars_find(c, from, to, "。") == SIZE_MAX;
}

static bool titles(const struct chars *c, size_t from, size_t to)
{
    static const char *const words[] = {"通报", "公告", "情况", "报告", "公示", "整改", "关于", "通知", NULL};
    return chars_find_any(c, from, to, words);
}

static void read_title(struct arena *a, struct bulletin *b)
{
    const struct chars *c = &b->chars;
    struct buf title = buf_new(a, 4096);
    size_t line = 1, lines = 0;
    while (line <= c->lines && blank(c, line))
        line++;
    size_t first = line;
    for (; line <= c->lines && lines < TITLE_LINES_MAX && title_like(c, line); line++, lines++)
        buf_str(&title, chars_slice(c, line_from(c, line), line_to(c, line)));
    bool any = lines && lines < TITLE_LINES_MAX && titles(c, line_from(c, first), line_to(c, line - 1));
    b->title = any ? buf_view(&title) : STR("");
    b->title_line = any ? first : 0;
    line = any ? line : first;
    while (line <= c->lines && blank(c, line))
        line++;
    b->lead_line = line <= c->lines ? line : 0;
}

/* ---- announced counts --------------------------------------------------------------------------------- */

static bool label_has(const struct figure *f, const char *word) { return str_find(f->label, str_c(word)) != SIZE_MAX; }

static bool counts(const struct figure *f, int64_t *value)
{
    return !f->inexact && str_int(f->value, value);
}

static bool is_aspect(const struct figure *f)
{
    if (str_is(f->unit, "方面"))
        return true;
    bool kind = str_is(f->unit, "大类") || str_is(f->unit, "类");
    return f->label_after
               ? str_starts(f->label, STR("方面")) || str_starts(f->label, STR("大方面")) ||
                     (kind && label_has(f, "问题"))
               : kind && !f->label.len;
}

static bool is_problem(const struct figure *f)
{
    return f->label_after && label_has(f, "问题") && !str_is(f->unit, "类") &&
           !str_is(f->unit, "大类");
}
static bool is_measure(const struct figure *f)
{
    return f->label_after &&
           (label_has(f, "措施") || label_has(f, "整改任务") || label_has(f, "举措"));
}

static bool one_sentence(const struct chars *c, size_t from, size_t to, size_t most)
{
    return to - from <= most && chars_find(c, from, to, "。") == SIZE_MAX && chars_find(c, from, to, "\n") == SIZE_MAX;
}

bool announced_next(const struct bulletin *b, size_t *at, struct announced *out)
{
    const struct figure *f = b->figures.items;
    struct announced n = {-1, -1, -1, 0, 0, 0};
    for (size_t i = *at; i < b->figures.count; i++) {
        /* 4个方面、11类、36个问题: the classes divide the aspects. */
        bool divides = i > 0 && is_aspect(&f[i - 1]) && one_sentence(&b->chars, f[i - 1].at, f[i].at, 12);
        if (divides || !is_aspect(&f[i]) || !counts(&f[i], &n.aspects))
            continue;
        n.aspects_figure = i;
        for (size_t k = i + 1; k < b->figures.count && k <= i + 4 && n.problems < 0 &&
                               one_sentence(&b->chars, f[i].at, f[k].at, BREATH_CHARS_MAX);
             k++)
            if (is_problem(&f[k]) && counts(&f[k], &n.problems))
                n.problems_figure = k;
        size_t from = n.problems >= 0 ? n.problems_figure : i;
        for (size_t k = from + 1; k < b->figures.count && k <= from + 4 && n.measures < 0 &&
                                  one_sentence(&b->chars, f[i].at, f[k].at, 3 * BREATH_CHARS_MAX);
             k++)
            if (is_measure(&f[k]) && counts(&f[k], &n.measures))
                n.measures_figure = k;
        *at = i + 1;
        *out = n;
        return true;
    }
    return false;
}

static void read_announced(struct bulletin *b)
{
    struct announced n = {-1, -1, -1, 0, 0, 0}, next;
    bool first = true;
    for (size_t at = 0; announced_next(b, &at, &next) && (first || n.problems < 0);) {
        if (first || next.problems >= 0)
            n = next;
        first = false;
    }
    /* Told apart: 反馈的27个问题 … 制定措施99条, before the first section. */
    size_t lead = b->section_count ? b->sections[0].at : b->chars.n;
    for (size_t i = 0; i < b->figures.count && b->figures.items[i].at < lead; i++) {
        const struct figure *f = &b->figures.items[i];
        bool told = chars_find_any(&b->chars, f->at > 20 ? f->at - 20 : 0, f->at,
                                   (const char *const[]){"反馈", "指出", "涉及", NULL});
        if (n.problems < 0 && is_problem(f) && told && counts(f, &n.problems))
            n.problems_figure = i;
        bool behind = !f->label_after && (label_has(f, "整改措施") || str_ends(f->label, STR("措施")));
        if (n.measures < 0 && (is_measure(f) || behind) && counts(f, &n.measures))
            n.measures_figure = i;
    }
    b->announced = n;
}

/* ---- contact ------------------------------------------------------------------------------------------- */

static struct str value_behind(const struct chars *c, size_t from, size_t to, const char *const *names)
{
    for (size_t i = from; i < to; i++) {
        size_t n = chars_any(c, i, names);
        if (!n)
            continue;
        size_t at = chars_skip_space(c, i + n, to);
        if (at >= to || (c->cp[at] != ':' && c->cp[at] != 0x4E3A)) /* 为 */
            continue;
        at = chars_skip_space(c, at + 1, to);
        size_t end = at;
        while (end < to && c->cp[end] != ';' && c->cp[end] != 0x3002 && c->cp[end] != ',' &&
               c->cp[end] != ')' && c->cp[end] != '(')
            end++;
        return str_trim(chars_slice(c, at, end));
    }
    return STR("");
}

static struct str mail_in(const struct chars *c, size_t from, size_t to)
{
    size_t at = chars_find(c, from, to, "@");
    if (at == SIZE_MAX)
        return STR("");
    size_t i = at, k = at + 1;
    while (i > from && (char_is_digit(c->cp[i - 1]) || char_is_latin(c->cp[i - 1]) ||
                        c->cp[i - 1] == '.' || c->cp[i - 1] == '_' || c->cp[i - 1] == '-'))
        i--;
    while (k < to && (char_is_digit(c->cp[k]) || char_is_latin(c->cp[k]) || c->cp[k] == '.' || c->cp[k] == '-'))
        k++;
    return i < at && k > at + 1 ? chars_slice(c, i, k) : STR("");
}

static void keep(struct str *kept, struct str found)
{
    if (!kept->len)
        *kept = found;
}

static void read_contact(struct bulletin *b)
{
    static const char *const phones[] = {"联系电话", "监督电话", "举报电话", "电话", "咨询电话", "电话号码", "联系方式", NULL};
    static const char *const codes[] = {"邮编", "邮政编码", NULL};
    static const char *const places[] = {"邮政信箱", "信箱", "通讯地址", "通信地址", "联系地址", "邮寄地址", "地址", "来信地址", "来信来访地址", NULL};
    static const char *const mails[] = {"电子邮箱", "电子邮件", "邮箱", "电子信箱", "E-mail", "Email", "email", NULL};
    const struct chars *c = &b->chars;
    struct contact *k = &b->contact;
    for (size_t line = c->lines > 30 ? c->lines - 30 : 1; line <= c->lines; line++) {
        size_t from = line_from(c, line), to = line_to(c, line);
        struct str phone = value_behind(c, from, to, phones), code = value_behind(c, from, to, codes);
        struct str place = value_behind(c, from, to, places), mail = value_behind(c, from, to, mails);
        if (!phone.len && !code.len && !place.len && !mail.len)
            continue;
        keep(&k->phone, str_trim(str_starts(phone, STR("电话")) ? str_sub(phone, 6, phone.len) : phone));
        keep(&k->postcode, code);
        keep(&k->address, str_find(place, STR("@")) == SIZE_MAX ? place : STR(""));
        keep(&k->mail, mail_in(c, from, to));
        k->line_from = k->line_from ? k->line_from : line;
        k->line_to = line;
    }
}

/* ---- signature and date ------------------------------------------------------------------------------------ */

static bool date_line(const struct chars *c, size_t line, struct date_phrase *d)
{
    size_t from = line_from(c, line), to = line_to(c, line);
    if (from >= to || !date_at(c, from, to, d) || !d->year || !d->month)
        return false;
    return chars_skip_space(c, d->to, to) == to;
}

static void read_signature(struct bulletin *b)
{
    const struct chars *c = &b->chars;
    struct date_phrase d;
    size_t line = c->lines, least = c->lines > TAIL_LINES ? c->lines - TAIL_LINES : 0;
    while (line > least && !date_line(c, line, &d))
        line--;
    if (line > least) {
        bool full = d.day && date_is_real(&d);
        b->date_day = full ? day_from_civil(d.year, d.month, d.day) : 0;
        b->date_line = line;
        b->date_at = d.from;
        b->date_leading_zero = d.leading_zero;
    } else {
        line = c->lines + 1;
    }
    for (line--; line > 0 && blank(c, line);)
        line--;
    size_t end;
    int number;
    size_t from = line ? line_from(c, line) : 0, to = line ? line_to(c, line) : 0;
    if (!line || to - from > SIGNATURE_CHARS_MAX || line == b->lead_line || (b->title_line && line < b->lead_line))
        return;
    if (chars_find_any(c, from, to,
                       (const char *const[]){"。", ";", ":", "!", "?", "@", ",", NULL}) ||
        section_number_at(c, from, to, &number, &end))
        return;
    b->signature = chars_slice(c, from, to);
    b->signature_line = line;
}

enum err bulletin_read(struct arena *a, struct str text, struct bulletin *out, struct sentence *why)
{
    struct bulletin b = {0};
    if (str_trim(text).len == 0) {
        *why = sentence_f(a, "文件里没有文字：请换一份有内容的通报。", "The file holds no text: choose a bulletin that has some.");
        return ERR_INPUT;
    }
    enum err e = chars_read(a, text, &b.chars, why);
    if (e)
        return e;
    if (str_find(text, (struct str){"", 1}) != SIZE_MAX || b.chars.bad > b.chars.n / 10) {
        *why = sentence_f(a, "这不是 UTF-8 文本（第 %zu 行起有无法识别的字节）：请另存为 UTF-8 的 .txt，或用 .docx。",
                          "This is not UTF-8 text (unreadable bytes from line %zu on): save it as UTF-8 .txt, or use .docx.",
                          chars_line(&b.chars, b.chars.bad_at));
        return ERR_INPUT;
    }
    b.figures = figures_of(a, &b.chars);
    read_title(a, &b);
    read_sections(a, &b);
    read_announced(&b);
    read_contact(&b);
    read_signature(&b);
    *out = b;
    return ERR_NONE;
}
