/* bulletin_text.c: see bulletin_text.h. */
#include "app/bulletin_text.h"

#include "app/bulletin_facts.h"
#include "base/time.h"

#include <string.h>

enum { SIGNATURE_CHARS_MAX = 40,
       FILLED_BYTES_MAX = DOCUMENT_SOURCE_MAX,
       DRAFT_BYTES_MAX = 192 * 1024 }; /* sixty thousand characters: nobody corrects a longer text by hand */

struct filling {
    struct arena *arena;
    const struct moment *m; /* NULL for TEXT_CHECK */
    enum text_mode mode;
    struct bulletin_text *t;
    struct buf out;
    size_t line, column;         /* of the output's end, from 1 */
    size_t signature_at, day_at; /* bytes of the source where these lines begin, SIZE_MAX for none */
    const struct fact_item *aspect, *problem;
    size_t aspect_at, problem_at; /* from 1, in their loop */
    struct document_problem **problem_end;
    size_t problem_count;
    size_t lines, cap; /* byte offsets of the source's lines */
    size_t *starts;
    enum err failed;
};

/* ---- places ---------------------------------------------------------------------------------------- */

static void read_lines(struct filling *f)
{
    struct str s = f->t->source;
    f->cap = 1;
    for (size_t i = 0; i < s.len; i++)
        f->cap += s.ptr[i] == '\n';
    f->starts = arena_alloc(f->arena, f->cap * sizeof *f->starts);
    f->lines = 1;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\n')
            f->starts[f->lines++] = i + 1;
}

static void place_of(struct str source, size_t at, size_t *line, size_t *column)
{
    size_t from = 0;
    *line = 1;
    for (size_t i = 0; i < at && i < source.len; i++)
        if (source.ptr[i] == '\n') {
            ++*line;
            from = i + 1;
        }
    *column = utf8_length(str_sub(source, from, at - from)) + 1;
}

static void mark(struct filling *f, size_t source, bool fixed)
{
    struct bulletin_text *t = f->t;
    if (t->mark_count == t->mark_cap) {
        size_t cap = t->mark_cap ? 2 * t->mark_cap : 64;
        struct text_mark *more = arena_alloc(f->arena, cap * sizeof *more);
        if (t->mark_count)
            memcpy(more, t->marks, t->mark_count * sizeof *more);
        t->marks = more;
        t->mark_cap = cap;
    }
    t->marks[t->mark_count++] = (struct text_mark){f->line, f->column, source, fixed};
}

static void put(struct filling *f, struct str s)
{
    buf_str(&f->out, s);
    for (size_t i = 0; i < s.len; i++) {
        f->column += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
        if (s.ptr[i] == '\n') {
            f->line++;
            f->column = 1;
        }
    }
}

void bulletin_text_place(const struct bulletin_text *t, size_t *line, size_t *column)
{
    const struct text_mark *m = NULL;
    for (size_t low = 0, high = t->mark_count; low < high;) {
        size_t mid = (low + high) / 2;
        const struct text_mark *x = &t->marks[mid];
        if (x->line < *line || (x->line == *line && x->column <= *column)) {
            m = x;
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    if (!m)
        return;
    size_t at = m->source, down = *line - m->line, right = down ? *column - 1 : *column - m->column;
    for (; !m->fixed && down && at < t->source.len; at++)
        down -= t->source.ptr[at] == '\n';
    for (; !m->fixed && right && at < t->source.len && t->source.ptr[at] != '\n'; right--)
        utf8_next(t->source, &at);
    place_of(t->source, at, line, column);
}

static void problem(struct filling *f, size_t at, struct sentence what)
{
    if (f->problem_count++ >= DOCUMENT_PROBLEMS_MAX)
        return;
    struct document_problem *p = arena_alloc(f->arena, sizeof *p);
    p->what = what;
    place_of(f->t->source, at, &p->line, &p->column);
    *f->problem_end = p;
    f->problem_end = &p->next;
}

/* ---- values ---------------------------------------------------------------------------------------- */

/* VALUE as characters of a paragraph: no marks of the format, one line. */
static void put_value(struct filling *f, struct str value, size_t at)
{
    struct buf b = buf_new(f->arena, FILLED_BYTES_MAX);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        buf_c(&b, memchr("\\{}*|", c, 5) ? "\\" : "");
        buf_put(&b, &c, 1);
    }
    mark(f, at, true);
    put(f, buf_view(&b));
}

static void put_blank(struct filling *f, struct sentence label, size_t at)
{
    if (!f->t->blanks++)
        f->t->blank = (struct sentence){
            str_f(f->arena, "“%.*s”还没有登记，通报里要用到它：请先在巡视巡察的基本情况里填写。", STR_ARG(label.zh)),
            str_f(f->arena, "\"%.*s\" is not known, and the bulletin prints it: enter it with the inspection first.", STR_ARG(label.en))};
    put_value(f, str_f(f->arena, "〔待填：%.*s〕", STR_ARG(label.zh)), at);
}

static bool put_inspection(struct filling *f, struct str name, size_t at)
{
    struct str value = STR("");
    struct sentence label = {0};
    bool known = false;
    enum err e = fact_inspection(f->arena, f->m, name, &value, &label, &known);
    f->failed = f->failed ? f->failed : e;
    if (known && value.len)
        put_value(f, value, at);
    else if (known && f->mode != TEXT_DRAFT)
        put_blank(f, label, at);
    else if (known) /* stays a name in a draft: entered later, it is printed */
        put(f, str_f(f->arena, "{{inspection.%.*s}}", STR_ARG(name)));
    return known;
}

/* number, number_chinese, title of the item the loop stands at. */
static bool put_item(struct filling *f, const struct fact_item *item, size_t nth, struct str name, size_t at)
{
    static const struct fact_item stand_in = {0, 1, {"某", 3}};
    if (!f->m)
        item = &stand_in;
    if (str_is(name, "number"))
        put_value(f, str_f(f->arena, "%lld", (long long)item->number), at);
    else if (str_is(name, "number_chinese"))
        put_value(f, fact_chinese_number(f->arena, nth), at);
    else if (str_is(name, "title"))
        put_value(f, str_ends(item->title, STR("。")) ? str_sub(item->title, 0, item->title.len - 3) : item->title, at);
    else
        return false;
    return true;
}

static void put_summary(struct filling *f, size_t at)
{
    struct str summary = STR("某。");
    enum err e = f->m ? fact_summary(f->arena, f->m, f->problem->id, &summary) : ERR_NONE;
    f->failed = f->failed ? f->failed : e;
    put_value(f, summary, at);
}

static bool put_day(struct filling *f, size_t at)
{
    if (f->mode == TEXT_DRAFT)
        return false;
    put_value(f, day_chinese(f->arena, f->m && f->m->as_of_day ? f->m->as_of_day : 1), at);
    return true;
}

static bool after(struct str token, const char *prefix, struct str *rest)
{
    if (!str_starts(token, str_c(prefix)))
        return false;
    *rest = str_sub(token, strlen(prefix), token.len);
    return true;
}

static void unknown(struct filling *f, struct str token, size_t at)
{
    problem(f, at, sentence_f(f->arena, "没有名为“%.*s”的内容，请核对名称；可用的名称见通报正文的写法。", "There is nothing named \"%.*s\"; check the name against the manual of bulletin texts.", STR_ARG(token)));
}

static void outside(struct filling *f, struct str token, const char *loop, size_t at)
{
    problem(f, at, sentence_f(f->arena, "“%.*s”只能写在 {{#%s}} 与 {{/%s}} 之间。", "\"%.*s\" belongs between {{#%s}} and {{/%s}}.", STR_ARG(token), loop, loop));
}

/* A token that is not a loop's. False: a figure, or for a later reading; it is to be copied. */
static bool put_token(struct filling *f, struct str token, size_t at)
{
    struct str name;
    if (str_is(token, "bulletin.day"))
        return put_day(f, at);
    if (after(token, "inspection.", &name)) {
        if (!put_inspection(f, name, at))
            unknown(f, token, at);
    } else if (after(token, "aspect.", &name)) {
        if (!f->aspect)
            outside(f, token, "aspects", at);
        else if (!put_item(f, f->aspect, f->aspect_at, name, at))
            unknown(f, token, at);
    } else if (after(token, "problem.", &name)) {
        if (!f->problem)
            outside(f, token, "problems", at);
        else if (str_is(name, "summary"))
            put_summary(f, at);
        else if (!put_item(f, f->problem, f->problem_at, name, at))
            unknown(f, token, at);
    } else {
        return false;
    }
    return true;
}

/* ---- loops ----------------------------------------------------------------------------------------- */

static void fill(struct filling *f, size_t from, size_t to);

/* {{TOKEN}} at AT: its end, 0 when the braces do not close on the line. */
static size_t token_at(struct str s, size_t at, size_t to, struct str *token)
{
    struct str rest = str_sub(s, at + 2, to - at - 2);
    size_t end = str_find(rest, STR("}}")), line = str_find(rest, STR("\n"));
    if (end == SIZE_MAX || line < end)
        return 0;
    *token = str_trim(str_sub(rest, 0, end));
    return at + 2 + end + 2;
}

/* When [*FROM, *TO) stands alone on its line, widens it to the whole line. */
static void whole_line(struct str s, size_t *from, size_t *to)
{
    size_t a = *from, b = *to;
    while (a > 0 && (s.ptr[a - 1] == ' ' || s.ptr[a - 1] == '\t'))
        a--;
    while (b < s.len && (s.ptr[b] == ' ' || s.ptr[b] == '\t' || s.ptr[b] == '\r'))
        b++;
    if ((a > 0 && s.ptr[a - 1] != '\n') || (b < s.len && s.ptr[b] != '\n'))
        return;
    *from = a;
    *to = b < s.len ? b + 1 : b;
}

/* The {{/NAME}} that closes the loop whose body begins at AT; false when there is none before TO. */
static bool find_close(struct str s, size_t at, size_t to, struct str name, size_t *from, size_t *end)
{
    int depth = 1;
    while (at + 2 <= to) {
        struct str token, word;
        size_t next = str_starts(str_sub(s, at, to - at), STR("{{")) ? token_at(s, at, to, &token) : 0;
        if (!next) {
            at += s.ptr[at] == '\\' ? 2 : 1;
            continue;
        }
        if (after(token, "#", &word) && str_eq(word, name))
            depth++;
        if (after(token, "/", &word) && str_eq(word, name) && --depth == 0) {
            *from = at;
            *end = next;
            return true;
        }
        at = next;
    }
    return false;
}

static enum err items_of(struct filling *f, bool aspects, struct fact_items *out)
{
    static struct fact_item stand_in = {0, 1, {"某", 3}};
    *out = (struct fact_items){&stand_in, 1};
    if (!f->m)
        return ERR_NONE;
    return aspects ? fact_aspects(f->arena, f->m, out)
                   : fact_problems(f->arena, f->m, f->aspect ? f->aspect->id : 0, out);
}

static void loop(struct filling *f, bool aspects, size_t from, size_t to)
{
    const struct fact_item **item = aspects ? &f->aspect : &f->problem;
    size_t *at = aspects ? &f->aspect_at : &f->problem_at;
    struct fact_items items;
    enum err e = items_of(f, aspects, &items);
    if (e) {
        f->failed = e;
        return;
    }
    for (size_t i = 0; i < items.count && !f->failed && !f->out.failed; i++) {
        *item = &items.list[i];
        *at = i + 1;
        fill(f, from, to);
    }
    *item = NULL;
}

/* {{#NAME}} or {{/NAME}} at [FROM, END); returns where to go on. */
static size_t read_loop(struct filling *f, struct str token, size_t from, size_t end, size_t to)
{
    struct str s = f->t->source, name = str_sub(token, 1, token.len);
    size_t at = from, close, close_end;
    bool aspects = str_is(name, "aspects"), known = aspects || str_is(name, "problems");
    if (token.ptr[0] == '/' || !known || (aspects ? f->aspect || f->problem : f->problem != NULL)) {
        problem(
            f, at,
            token.ptr[0] == '/'
                ? sentence_f(f->arena, "多了“{{%.*s}}”：前面没有与它成对的开头。",
                             "A \"{{%.*s}}\" without its beginning.", STR_ARG(token))
            : known
                ? sentence_f(
                      f->arena,
                      "“{{%.*s}}”不能套在这里：问题可以写在方面里，不能反过来，也不能自己套自己。",
                      "\"{{%.*s}}\" cannot stand here: problems go into aspects, not the other way, and none into itself.",
                      STR_ARG(token))
                : sentence_f(
                      f->arena,
                      "没有“{{%.*s}}”这种列举；可以列举 {{#aspects}} 方面和 {{#problems}} 问题。",
                      "There is no list \"{{%.*s}}\"; there are {{#aspects}} and {{#problems}}.",
                      STR_ARG(token)));
        whole_line(s, &from, &end);
        return end;
    }
    if (!find_close(s, end, to, name, &close, &close_end)) {
        problem(f, at, sentence_f(f->arena, "“{{%.*s}}”没有合上：后面要有“{{/%.*s}}”。", "\"{{%.*s}}\" is not closed: \"{{/%.*s}}\" must follow.", STR_ARG(token), STR_ARG(name)));
        whole_line(s, &from, &end);
        return end;
    }
    whole_line(s, &from, &end);
    whole_line(s, &close, &close_end);
    loop(f, aspects, end, close > end ? close : end);
    return close_end;
}

/* ---- the text -------------------------------------------------------------------------------------- */

/* After a rate's token at END: the bytes of a percent sign, which the figure prints itself. */
static size_t percent_sign(struct str s, struct str token, size_t end)
{
    struct told t;
    size_t cut = str_find(token, STR("|")), scope = str_find(token, STR("@"));
    struct str rest = str_sub(s, end, s.len), name = str_trim(str_sub(token, 0, scope < cut ? scope : cut));
    if (!told_find(name, &t) || !t.rate)
        return 0;
    return str_starts(rest, STR("%")) ? 1 : str_starts(rest, STR("％")) ? 3
                                                                        : 0;
}

static void line_begins(struct filling *f, size_t at)
{
    if (at != f->signature_at && at != f->day_at)
        return;
    mark(f, at, true);
    put(f, at == f->day_at ? STR("日期：") : STR("署名："));
    mark(f, at, false);
}

/* The token at AT, up to END; returns where to go on. */
static size_t one_token(struct filling *f, struct str token, size_t at, size_t end, size_t to)
{
    struct str s = f->t->source;
    if (token.len && (token.ptr[0] == '#' || token.ptr[0] == '/')) {
        end = read_loop(f, token, at, end, to);
    } else if (!put_token(f, token, at)) {
        mark(f, at, false);
        put(f, str_sub(s, at, end - at));
        end += percent_sign(s, token, end);
    }
    mark(f, end, false);
    return end;
}

static void fill(struct filling *f, size_t from, size_t to)
{
    struct str s = f->t->source, token;
    mark(f, from, false);
    while (from < to && !f->failed && !f->out.failed) {
        if (from == 0 || s.ptr[from - 1] == '\n')
            line_begins(f, from);
        size_t next = str_starts(str_sub(s, from, to - from), STR("{{")) ? token_at(s, from, to, &token) : 0;
        if (next) {
            from = one_token(f, token, from, next, to);
            continue;
        }
        size_t n = s.ptr[from] == '\\' && from + 1 < to && s.ptr[from + 1] != '\n' ? 2 : 1;
        put(f, str_sub(s, from, n));
        from += n;
    }
}

/* A line that is only the day of the bulletin is the date; the short line before it, without a stop, who signs. */
static void find_closing(struct filling *f)
{
    struct str s = f->t->source;
    int number;
    f->signature_at = f->day_at = SIZE_MAX;
    for (size_t i = 1; i < f->lines; i++) {
        struct str line = str_trim(
            str_sub(s, f->starts[i], (i + 1 < f->lines ? f->starts[i + 1] : s.len) - f->starts[i]));
        if (str_is(line, "{{bulletin.day}}"))
            f->day_at = f->starts[i];
    }
    for (size_t i = f->lines; i-- > 1 && f->day_at != SIZE_MAX;) {
        struct str line = str_trim(
            str_sub(s, f->starts[i], (i + 1 < f->lines ? f->starts[i + 1] : s.len) - f->starts[i]));
        if (f->starts[i] >= f->day_at || !line.len)
            continue;
        bool plain = str_find(line, STR("。")) == SIZE_MAX &&
                     str_find(line, STR("：")) == SIZE_MAX && line.ptr[0] != '|' &&
                     line.ptr[0] != '\\' && !str_starts(line, STR("{{/")) &&
                     !document_heading_level(line, &number);
        if (plain && utf8_length(line) <= SIGNATURE_CHARS_MAX)
            f->signature_at = f->starts[i];
        return;
    }
}

enum err bulletin_text_fill(struct arena *a, const struct moment *m, struct str source, enum text_mode mode,
                            struct bulletin_text *out, struct sentence *why)
{
    *out = (struct bulletin_text){.source = source};
    struct filling f = {.arena = a,
                        .m = mode == TEXT_CHECK ? NULL : m,
                        .mode = mode,
                        .t = out,
                        .out = buf_new(a, mode == TEXT_DRAFT ? DRAFT_BYTES_MAX : FILLED_BYTES_MAX),
                        .line = 1,
                        .column = 1,
                        .problem_end = &out->problems};
    read_lines(&f);
    find_closing(&f);
    fill(&f, 0, source.len);
    if (f.failed) {
        *why = sentence_f(a, "读取台账时出错：%s", "Reading the ledger failed: %s", m && m->db ? db_message(m->db) : err_name(f.failed));
        return f.failed;
    }
    if (f.out.failed && mode == TEXT_DRAFT) {
        *why = sentence_f(a, "台账里的问题太多，逐项列出来超过 %d 字节，没有预先填好；请在正文里删去或改短 {{#…}} 的列举。", "The ledger has too many problems: written out they take more than %d bytes, so nothing was filled in; take the {{#…}} lists out or shorten them.", (int)DRAFT_BYTES_MAX);
        return ERR_LIMIT;
    }
    if (f.out.failed) {
        *why = sentence_f(a, "通报正文太长：填入台账内容后超过 %d 字节，请把列举改短。", "The bulletin is too long: with the ledger filled in it is over %d bytes; shorten its lists.", (int)FILLED_BYTES_MAX);
        return ERR_LIMIT;
    }
    if (mode == TEXT_FILL && !out->blanks && str_find(source, STR("〔待填")) != SIZE_MAX) {
        out->blanks = 1; /* typed, or left by hand: nobody may publish it */
        out->blank = sentence_f(a, "正文里还写着〔待填…〕，请写上内容或删去。", "The text itself says 〔待填…〕; write what belongs there or take it out.");
    }
    out->text = buf_view(&f.out);
    return ERR_NONE;
}
