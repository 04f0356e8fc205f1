/* sentences.c: see sentences.h. Walks the text by characters; a part is a slice of it. */
#include "text/sentences.h"

#include "text/chars.h"

#include <string.h>

static const uint32_t opening[] = {0x300A, 0x201C, 0x2018, 0xFF08, '(', 0x300C, 0x300E, 0x3010, '['};
static const uint32_t closing[] = {0x300B, 0x201D, 0x2019, 0xFF09, ')', 0x300D, 0x300F, 0x3011, ']'};
enum { BRACKETS = sizeof opening / sizeof *opening,
       DEPTH_MAX = 8,
       QUOTE_CHARS_MAX = 500 /* what is not closed by then was never meant to be: keeps this linear */ };

struct walk {
    struct arena *a;
    struct sentence_part *list;
    size_t count;
};

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == 0x3000 || cp == 0xA0 || cp == 0xFEFF;
}
static bool is_break(uint32_t cp) { return cp == '\n' || cp == '\r'; }
static bool is_stop(uint32_t cp)
{
    return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B || cp == '!' || cp == '?' || cp == ';';
}
static bool is_pause(uint32_t cp) { return cp == 0xFF0C || cp == ',' || cp == 0x3001 || cp == 0xFF1A || cp == ':'; }

/* The place of CP in TABLE, or BRACKETS. */
static size_t bracket(const uint32_t *table, uint32_t cp)
{
    size_t i = 0;
    while (i < BRACKETS && table[i] != cp)
        i++;
    return i;
}

static struct str trimmed(struct str s)
{
    size_t from = 0, to = s.len, last = 0;
    for (size_t at = 0; at < s.len;) {
        size_t before = at;
        if (is_blank(utf8_next(s, &at))) {
            if (from == before)
                from = at;
        } else {
            last = at;
        }
    }
    to = last > from ? last : from;
    return str_sub(s, from, to - from);
}

/* ---- headings ------------------------------------------------------------------------------------ */

static bool is_numeral(uint32_t cp)
{
    static const uint32_t list[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03,
                                    0x516B, 0x4E5D, 0x5341, 0x767E, 0x3007, 0x96F6};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i] == cp)
            return true;
    return false;
}

/* Numerals of one sort from *AT on; 'c' Chinese, 'd' digits, 0 for none. *CP is the character behind them. */
static char numerals(struct str s, size_t *at, uint32_t *cp)
{
    char sort = 0;
    for (*cp = 0; *at < s.len;) {
        size_t next = *at;
        uint32_t c = char_fold(utf8_next(s, &next));
        char here = is_numeral(c) ? 'c' : c >= '0' && c <= '9' ? 'd'
                                                               : 0;
        *cp = c;
        if (!here || (sort && here != sort))
            break;
        sort = here;
        *at = next;
        *cp = 0;
    }
    return sort;
}

bool sentence_is_heading(struct str line)
{
    size_t at = 0, next = 0;
    uint32_t cp = line.len ? char_fold(utf8_next(line, &next)) : 0, behind;
    if (cp >= 0x2460 && cp <= 0x2473) /* ① to ⑳ */
        return true;
    bool inside = cp == '(', nth = cp == 0x7B2C; /* 第 */
    if (inside || nth)
        at = next;
    char sort = numerals(line, &at, &behind);
    if (!sort || at >= line.len)
        return false;
    utf8_next(line, &at);
    size_t after = at;
    uint32_t then = at < line.len ? utf8_next(line, &after) : 0;
    if (inside)
        return behind == ')';
    if (nth)
        return behind == ',' || behind == 0x3001;
    if (sort == 'c')
        return behind == 0x3001;
    return behind == 0x3001 || (behind == '.' && !(then >= '0' && then <= '9'));
}

/* ---- cutting ------------------------------------------------------------------------------------- */

/* Where to cut a text that is too long: behind the last comma before the limit. */
static size_t shorter(struct str s)
{
    size_t at = 0, pause = 0;
    for (size_t n = 0; n < SENTENCE_CUT_CHARS && at < s.len; n++)
        if (is_pause(utf8_next(s, &at)))
            pause = at;
    return pause ? pause : at;
}

static bool put(struct walk *w, struct str text, bool heading)
{
    text = trimmed(text);
    while (text.len) {
        size_t len = utf8_length(text) > SENTENCE_CUT_CHARS ? shorter(text) : text.len;
        struct str head = trimmed(str_sub(text, 0, len));
        if (w->count == SENTENCES_MAX)
            return false;
        if (head.len)
            w->list[w->count++] = (struct sentence_part){head, heading};
        text = trimmed(str_sub(text, len, text.len));
    }
    return true;
}

/* Whether what opens at FROM (place SORT) is closed on its line; stops within it then end no sentence. */
static bool closed(struct str line, size_t from, size_t sort)
{
    size_t depth = 1;
    for (size_t n = 0; n < QUOTE_CHARS_MAX && from < line.len && depth; n++) {
        uint32_t cp = utf8_next(line, &from);
        depth += cp == opening[sort];
        depth -= cp == closing[sort];
    }
    return !depth;
}

/* Past what closes or stops again right behind a full stop: ”）！。 */
static size_t tail(struct str line, size_t at)
{
    while (at < line.len) {
        size_t next = at;
        uint32_t cp = utf8_next(line, &next);
        if (!is_stop(cp) && bracket(closing, cp) == BRACKETS)
            break;
        at = next;
    }
    return at;
}

static bool cut_line(struct walk *w, struct str line)
{
    size_t begin = 0, depth = 0, open[DEPTH_MAX];
    bool first = true;
    line = trimmed(line);
    for (size_t at = 0; at < line.len;) {
        uint32_t cp = utf8_next(line, &at);
        size_t opens = bracket(opening, cp), closes = bracket(closing, cp);
        if (opens < BRACKETS && depth < DEPTH_MAX && closed(line, at, opens))
            open[depth++] = opens;
        else if (closes < BRACKETS && depth && open[depth - 1] == closes)
            depth--;
        else if (is_stop(cp) && !depth) {
            at = tail(line, at);
            if (!put(w, str_sub(line, begin, at - begin), false))
                return false;
            begin = at;
            first = false;
        }
    }
    return put(w, str_sub(line, begin, line.len - begin), first && sentence_is_heading(line));
}

enum err sentences_cut(struct arena *a, struct str text, struct sentence_part **out, size_t *count,
                       struct sentence *why)
{
    struct walk w = {a, arena_alloc(a, SENTENCES_MAX * sizeof *w.list), 0};
    for (size_t at = 0, begin = 0; begin < text.len; begin = at) {
        size_t end = begin;
        for (at = begin; at < text.len;) {
            size_t before = at;
            bool over = is_break(utf8_next(text, &at));
            end = over ? before : at;
            if (over)
                break;
        }
        if (!cut_line(&w, str_sub(text, begin, end - begin))) {
            *why = sentence_f(a, "一次最多拆 %d 句，这一份超过了；请分几次粘贴。", "At most %d sentences are cut at once and this text has more; paste it in parts.", (int)SENTENCES_MAX);
            return ERR_LIMIT;
        }
    }
    *out = w.list;
    *count = w.count;
    return ERR_NONE;
}
