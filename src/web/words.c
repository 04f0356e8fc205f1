/* words.c: see words.h. */
#include "web/words.h"

#include "base/asset.h"
#include "web/value.h"

#include <string.h>

enum { TEXT_MAX = 4096, /* bytes of one entry */
       PO_MAX = 4 << 20 };

struct word {
    struct str zh, en;
};

struct words {
    struct word *slots; /* open addressing, a power of two, at most half full */
    size_t size, count;
};

static size_t slot_of(const struct words *w, struct str zh)
{
    size_t at = value_hash(zh) & (w->size - 1);
    while (w->slots[at].zh.len && !str_eq(w->slots[at].zh, zh))
        at = (at + 1) & (w->size - 1);
    return at;
}

static void put(struct arena *a, struct words *w, struct word word)
{
    if (w->count * 2 >= w->size) {
        struct words bigger = {.size = w->size ? w->size * 2 : 256};
        bigger.slots = arena_alloc(a, bigger.size * sizeof *bigger.slots);
        for (size_t i = 0; i < w->size; i++)
            if (w->slots[i].zh.len)
                bigger.slots[slot_of(&bigger, w->slots[i].zh)] = w->slots[i];
        bigger.count = w->count;
        *w = bigger;
    }
    size_t at = slot_of(w, word.zh);
    w->count += w->slots[at].zh.len == 0;
    w->slots[at] = word;
}

bool words_find(const struct words *w, struct str zh, struct str *en)
{
    if (!w || !w->size || !zh.len)
        return false;
    const struct word *found = &w->slots[slot_of(w, zh)];
    if (!found->en.len)
        return false;
    *en = found->en;
    return true;
}

size_t words_count(const struct words *w) { return w->count; }

/* ---- reading ------------------------------------------------------------------------------ */

struct reader {
    struct arena *arena;
    struct words *words;
    struct buf id, text; /* of the entry being read */
    struct buf *open;    /* which of the two a continued line belongs to, NULL before the first */
    bool fuzzy;
};

/* Adds the text of a quoted string to TO; false when it is malformed. */
static bool quoted(struct str s, struct buf *to)
{
    s = str_trim(s);
    if (s.len < 2 || s.ptr[0] != '"' || s.ptr[s.len - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < s.len; i++) {
        char c = s.ptr[i];
        if (c == '"')
            return false;
        if (c == '\\') {
            if (++i + 1 >= s.len)
                return false;
            c = s.ptr[i];
            if (c != 'n' && c != 't' && c != '"' && c != '\\')
                return false;
            c = c == 'n' ? '\n' : c == 't' ? '\t'
                                           : c;
        }
        buf_put(to, &c, 1);
    }
    return !to->failed;
}

static void finish(struct reader *r)
{
    struct word word = {buf_view(&r->id), buf_view(&r->text)};
    if (word.zh.len && word.en.len && !r->fuzzy)
        put(r->arena, r->words, word);
    r->id = buf_new(r->arena, TEXT_MAX);
    r->text = buf_new(r->arena, TEXT_MAX);
    r->open = NULL;
    r->fuzzy = false;
}

static bool line_read(struct reader *r, struct str line)
{
    if (!line.len)
        return true;
    if (line.ptr[0] == '#') {
        if (r->open == &r->text)
            finish(r);
        if (str_starts(line, STR("#,")) && str_find(line, STR("fuzzy")) != SIZE_MAX)
            r->fuzzy = true;
        return true;
    }
    if (str_starts(line, STR("msgid "))) {
        if (r->open == &r->text)
            finish(r);
        r->open = &r->id;
        return r->id.len == 0 && quoted(str_sub(line, 6, line.len), &r->id);
    }
    if (str_starts(line, STR("msgstr "))) {
        if (r->open != &r->id)
            return false;
        r->open = &r->text;
        return quoted(str_sub(line, 7, line.len), &r->text);
    }
    return r->open && quoted(line, r->open);
}

enum err words_read(struct arena *a, struct str po, struct words **out, struct sentence *why)
{
    struct words *w = arena_alloc(a, sizeof *w);
    struct reader r = {.arena = a, .words = w};
    struct str line;
    finish(&r);
    for (int at = 1; str_cut(&po, '\n', &line); at++) {
        if (utf8_valid(line) && line_read(&r, str_trim(line)))
            continue;
        *why = sentence_f(a, "词句文件第 %d 行读不懂：应为 msgid 或 msgstr 加双引号文字。",
                          "Line %d of the file of words cannot be read: expected msgid or msgstr and a text in double quotes.", at);
        return ERR_INPUT;
    }
    finish(&r);
    *out = w;
    return ERR_NONE;
}

/* ---- the program's own -------------------------------------------------------------------- */

static struct arena own_arena;
static struct words *own;

enum err words_load(struct sentence *why)
{
    struct buf all = buf_new(&own_arena, PO_MAX);
    struct str name, po;
    if (own)
        return ERR_NONE;
    for (size_t at = 0; asset_at(at, &name, &po); at++) {
        if (!str_starts(name, STR("po/en")) || !str_ends(name, STR(".po")))
            continue;
        buf_str(&all, po);
        buf_c(&all, "\n");
    }
    return words_read(&own_arena, buf_view(&all), &own, why);
}

const struct words *words_own(void) { return own; }

struct str tr(enum lang lang, const char *zh)
{
    struct str en;
    if (lang == LANG_EN && words_find(own, str_c(zh), &en))
        return en;
    return str_c(zh);
}

struct sentence tr_both(const char *zh)
{
    return (struct sentence){str_c(zh), tr(LANG_EN, zh)};
}
