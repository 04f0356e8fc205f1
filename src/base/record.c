/* record.c: see record.h. */
#include "base/record_private.h"

#include "base/hash.h"
#include "base/time.h"

#include <assert.h>
#include <string.h>

bool ids_has(struct ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.list[i] == id)
            return true;
    return false;
}

struct ids ids_with(struct arena *a, struct ids ids, int64_t id)
{
    if (!id || ids_has(ids, id))
        return ids;
    int64_t *list = arena_alloc(a, (ids.count + 1) * sizeof *list);
    if (ids.count)
        memcpy(list, ids.list, ids.count * sizeof *list);
    list[ids.count] = id;
    return (struct ids){list, ids.count + 1};
}

struct str ids_text(struct arena *a, struct ids ids)
{
    if (!ids.count)
        return STR("");
    char *out = arena_alloc(a, ids.count * (ID_CHARS + 1));
    for (size_t i = 0; i < ids.count; i++) {
        id_write(ids.list[i], out + i * (ID_CHARS + 1));
        out[i * (ID_CHARS + 1) + ID_CHARS] = ',';
    }
    return (struct str){out, ids.count * (ID_CHARS + 1) - 1};
}

bool ids_read(struct arena *a, struct str text, struct ids *out)
{
    size_t max = (text.len + 1) / (ID_CHARS + 1) + 1, n = 0;
    struct str part;
    if (!text.len) {
        *out = (struct ids){NULL, 0};
        return true;
    }
    int64_t *list = arena_alloc(a, max * sizeof *list);
    while (str_cut(&text, ',', &part)) {
        int64_t id;
        if (!id_read(str_trim(part), &id))
            return false;
        if (!ids_has((struct ids){list, n}, id))
            list[n++] = id;
    }
    *out = (struct ids){list, n};
    return true;
}

const struct choice *choice_of(const struct choice *choices, int64_t at)
{
    for (int64_t i = 0; choices[i].name; i++)
        if (i == at)
            return &choices[i];
    return NULL;
}

struct str choice_word(const struct choice *choices, int64_t at, enum lang lang)
{
    const struct choice *c = choice_of(choices, at);
    return c ? str_c(lang == LANG_ZH ? c->zh : c->en) : STR("");
}

const struct field *record_field(const struct record *r, struct str name)
{
    for (size_t i = 0; i < r->count; i++)
        if (str_is(name, r->fields[i].name))
            return &r->fields[i];
    return NULL;
}

/* ---- one value in ------------------------------------------------------------------------ */

/* What a value of each type must look like, for the sentence a person reads. */
static const struct {
    const char *zh, *en;
} expected[] = {
    [FIELD_TEXT] = {"文字", "text"},
    [FIELD_INT] = {"整数", "a whole number"},
    [FIELD_ENUM] = {"下列之一：", "one of: "},
    [FIELD_FLAGS] = {"下列中的若干项：", "some of: "},
    [FIELD_BOOL] = {"0 或 1", "0 or 1"},
    [FIELD_DAY] = {"日期，写作 2025-06-10，年份在 1900 至 2199 之间", "a date written 2025-06-10, of the years 1900 to 2199"},
    [FIELD_TIME] = {"时间（微秒数）", "a time in microseconds"},
    [FIELD_FEN] = {"金额（元，最多两位小数）", "an amount in yuan with at most two decimals"},
    [FIELD_ID] = {"一个编号", "one id"},
    [FIELD_IDS] = {"编号，逗号分隔", "ids separated by commas"},
    [FIELD_HASH] = {"64 位十六进制校验码", "a checksum of 64 hex digits"},
};

static struct str choices_text(struct arena *a, const struct field *f, enum lang lang)
{
    struct buf b = buf_new(a, 2048);
    for (size_t i = 0; f->choices && f->choices[i].name; i++)
        if (f->choices[i].zh[0])
            buf_f(&b, "%s%s (%s)", i && b.len ? (lang == LANG_ZH ? "、" : ", ") : "",
                  lang == LANG_ZH ? f->choices[i].zh : f->choices[i].en, f->choices[i].name);
    return buf_view(&b);
}

static struct sentence wrong(struct arena *a, const struct field *f, struct str value)
{
    struct str v = utf8_clip(value, 40), cz = choices_text(a, f, LANG_ZH), ce = choices_text(a, f, LANG_EN);
    bool value_of_any_kind = f->type == FIELD_FEN && f->min < 0;
    const char *zh = value_of_any_kind ? "数值（最多两位小数，可以为负）" : expected[f->type].zh,
               *en = value_of_any_kind ? "a number with at most two decimals, which may be negative" : expected[f->type].en;
    return (struct sentence){
        str_f(a, "“%s”（%s）应填%s%.*s，收到的是“%.*s”，请改正后重新提交。", f->zh, f->name, zh, STR_ARG(cz), STR_ARG(v)),
        str_f(a, "\"%s\" (%s) must be %s%.*s, but was \"%.*s\"; correct it and send it again.", f->en, f->name, en, STR_ARG(ce), STR_ARG(v)),
    };
}

static bool read_choice(const struct field *f, struct str value, int64_t *out)
{
    for (int64_t i = 0; f->choices[i].name; i++) {
        if (str_is(value, f->choices[i].name) || (f->choices[i].zh[0] && str_is(value, f->choices[i].zh))) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool read_flags(const struct field *f, struct str value, int64_t *out)
{
    struct str part;
    int64_t bit, set = 0;
    while (value.len && str_cut(&value, ',', &part)) {
        if (!read_choice(f, str_trim(part), &bit))
            return false;
        set |= 1LL << bit;
    }
    *out |= set;
    return true;
}

/* 1234, 1234.5 or 1,234.56 yuan → fen. */
static bool read_yuan(struct str s, int64_t *fen)
{
    int64_t yuan = 0, part = 0;
    char digits[24];
    size_t n = 0;
    struct str whole, rest = s;
    if (!str_cut(&rest, '.', &whole) || whole.len > 22)
        return false;
    for (size_t i = 0; i < whole.len; i++)
        if (whole.ptr[i] != ',')
            digits[n++] = whole.ptr[i];
    if (!str_int((struct str){digits, n}, &yuan) || yuan < 0 || yuan > 1000000000000)
        return false;
    if (rest.ptr && (rest.len > 2 || !str_int(rest, &part) || part < 0))
        return false;
    *fen = yuan * 100 + (rest.len == 1 ? part * 10 : part);
    return true;
}

/* A value in hundredths; below zero only where the field's limits allow it. */
static bool read_hundredths(const struct field *f, struct str s, int64_t *n)
{
    bool below = f->min < 0 && s.len > 1 && s.ptr[0] == '-';
    if (!read_yuan(below ? str_sub(s, 1, s.len) : s, n))
        return false;
    *n = below ? -*n : *n;
    return true;
}

/* Controls beyond ASCII's: those that show a text in another order than it was written, that break a line unseen, or
 * that nobody sees at all. */
static bool turns_text(uint32_t c)
{
    return (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
           c == 0x2029 || c == 0xfeff;
}

static bool clean_text(const struct field *f, struct str s)
{
    if (!utf8_valid(s))
        return false;
    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        bool layout = c == '\n' || c == '\t' || c == '\r';
        if ((c < 0x20 && !(layout && f->flags & FIELD_LONG)) || turns_text(c))
            return false;
    }
    return true;
}

static bool is_hash(struct str s)
{
    unsigned char bytes[HASH_BYTES];
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'A' && s.ptr[i] <= 'F')
            return false;
    return s.len == 0 || hex_read(s, bytes, sizeof bytes);
}

bool field_set(const struct field *f, struct arena *a, struct str value, bool json, void *obj)
{
    int64_t *n = field_int(f, obj);
    switch (f->type) {
    case FIELD_TEXT: *field_str(f, obj) = value; return true;
    case FIELD_HASH: *field_str(f, obj) = value; return is_hash(value);
    case FIELD_ENUM: return value.len == 0 || read_choice(f, value, n);
    case FIELD_FLAGS: return read_flags(f, value, n);
    case FIELD_DAY: return value.len == 0 || day_parse(value, n);
    case FIELD_ID: return value.len == 0 || id_read(value, n);
    case FIELD_IDS: return ids_read(a, value, field_ids(f, obj));
    case FIELD_FEN: return value.len == 0 || (json ? str_int(value, n) : read_hundredths(f, value, n));
    case FIELD_BOOL:
        *n = str_is(value, "1") || str_is(value, "true") || str_is(value, "on");
        return *n || value.len == 0 || str_is(value, "0") || str_is(value, "false");
    case FIELD_INT:
    case FIELD_TIME: return value.len == 0 || str_int(value, n);
    }
    return false;
}

bool field_read(const struct field *f, struct arena *a, struct str wire, void *obj)
{
    return field_set(f, a, wire, false, obj);
}

bool field_empty(const struct field *f, const void *obj)
{
    if (field_is_text(f))
        return field_str(f, obj)->len == 0;
    return f->type == FIELD_IDS ? field_ids(f, obj)->count == 0 : *field_int(f, obj) == 0;
}

/* NULL-field when the stored value is within the limits for input. */
/* GIVEN: something was written, so that a 0 is out of range rather than absent. */
static enum err check_limits(const struct field *f, struct arena *a, bool given, const void *obj, struct complaint *why)
{
    *why = (struct complaint){.field = f};
    bool zero = given && (f->type == FIELD_INT || f->type == FIELD_FEN);
    if (f->flags & FIELD_REQUIRED && field_empty(f, obj) && !zero) {
        why->missing = true;
        why->say = (struct sentence){str_f(a, "“%s”没有填，请填写后重新提交。", f->zh), str_f(a, "\"%s\" is empty; fill it in and send it again.", f->en)};
        return ERR_INPUT;
    }
    if (f->type == FIELD_TEXT) {
        size_t len = utf8_length(*field_str(f, obj));
        if (len && ((int64_t)len < f->min || (int64_t)len > f->max)) {
            why->say = (struct sentence){str_f(a, "“%s”应为 %lld 至 %lld 个字，现在是 %zu 个字，请修改。", f->zh, (long long)f->min, (long long)f->max, len),
                                         str_f(a, "\"%s\" must be %lld to %lld characters long, but has %zu; change it.", f->en, (long long)f->min, (long long)f->max, len)};
            return ERR_INPUT;
        }
        if (!clean_text(f, *field_str(f, obj))) {
            why->say = (struct sentence){str_f(a, "“%s”里有看不见的控制字符，或不是 UTF-8 文字；请删去后重新输入。", f->zh), str_f(a, "\"%s\" holds control characters or is not UTF-8; type it again without them.", f->en)};
            return ERR_INPUT;
        }
    }
    bool number = f->type == FIELD_INT || f->type == FIELD_FEN;
    int64_t n = f->type == FIELD_IDS ? (int64_t)field_ids(f, obj)->count : *field_int(f, obj);
    if ((number && (n < f->min || n > f->max)) || (f->type == FIELD_IDS && n > f->max)) {
        why->say = (struct sentence){str_f(a, "“%s”应在 %lld 与 %lld 之间，现在是 %lld，请修改。", f->zh, (long long)f->min, (long long)f->max, (long long)n),
                                     str_f(a, "\"%s\" must lie between %lld and %lld, but is %lld; change it.", f->en, (long long)f->min, (long long)f->max, (long long)n)};
        return ERR_INPUT;
    }
    why->field = NULL;
    return ERR_NONE;
}

static bool collects(const struct field *f) { return f->type == FIELD_IDS || f->type == FIELD_FLAGS; }

/* What the pairs say of a field that collects, as one list, and how many parts it has. */
static struct str collect(const struct field *f, struct arena *a, const struct pair *pairs, size_t n, int64_t *parts)
{
    size_t bytes = 0;
    *parts = 0;
    for (size_t k = 0; k < n; k++)
        bytes += str_is(pairs[k].key, f->name) ? pairs[k].value.len + 1 : 0;
    struct buf b = buf_new(a, bytes + 1);
    for (size_t k = 0; k < n; k++) {
        if (!str_is(pairs[k].key, f->name) || !pairs[k].value.len)
            continue;
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, pairs[k].value);
        for (size_t i = 0; i < pairs[k].value.len; i++)
            *parts += pairs[k].value.ptr[i] == ',';
        ++*parts;
    }
    return buf_view(&b);
}

/* Before a list is read, which takes time by the square of its length. */
static enum err check_parts(const struct field *f, struct arena *a, int64_t parts, struct complaint *why)
{
    if (parts <= IDS_MAX)
        return ERR_NONE;
    *why = (struct complaint){
        f,
        {str_f(a, "“%s”最多 %d 个，现在是 %lld 个，请减少。", f->zh, IDS_MAX, (long long)parts),
         str_f(a, "\"%s\" takes at most %d, but there are %lld; leave some out.", f->en, IDS_MAX,
               (long long)parts)},
        false};
    return ERR_INPUT;
}

/* What the pairs say of one field; PARTS as above. */
static struct str given(const struct field *f, struct arena *a, const struct pair *pairs, size_t n, int64_t *parts)
{
    struct str value = STR("");
    *parts = 0;
    if (collects(f))
        return collect(f, a, pairs, n, parts);
    for (size_t k = 0; k < n; k++)
        if (str_is(pairs[k].key, f->name))
            value = pairs[k].value;
    return value;
}

static enum err parse_field(const struct field *f, struct arena *a, const struct pair *pairs,
                            size_t n, void *obj, struct complaint *why)
{
    int64_t parts;
    struct str value = given(f, a, pairs, n, &parts);
    if (check_parts(f, a, parts, why))
        return ERR_INPUT;
    if (f->type != FIELD_TEXT || !(f->flags & FIELD_SECRET))
        value = str_trim(value);
    if (!field_set(f, a, value, false, obj)) {
        *why = (struct complaint){f, wrong(a, f, value), false};
        return ERR_INPUT;
    }
    return check_limits(f, a, value.len > 0, obj, why);
}

/* Required fields with nothing in them: all are told at once, so that nobody has to send a form once for each. */
enum { MISSING_BYTES_MAX = 4096 };
struct missing {
    struct complaint first;
    struct buf zh, en;
    int count;
};

static void miss(struct missing *m, const struct complaint *one)
{
    m->first = m->count ? m->first : *one;
    buf_f(&m->zh, "%s%s", m->count ? "、" : "", one->field->zh);
    buf_f(&m->en, "%s%s", m->count ? ", " : "", one->field->en);
    m->count++;
}

/* A single one is told by its own sentence. The field named is the first. */
static struct complaint missing_say(struct arena *a, const struct missing *m)
{
    struct str zh = buf_view(&m->zh), en = buf_view(&m->en);
    if (m->count == 1)
        return m->first;
    return (struct complaint){m->first.field,
                              {str_f(a, "请填写：%.*s。", STR_ARG(zh)), str_f(a, "Fill in: %.*s.", STR_ARG(en))},
                              true};
}

enum err record_parse(const struct record *r, struct arena *a, const struct pair *pairs, size_t n,
                      void *obj, struct complaint *why)
{
    memset(obj, 0, r->size);
    *why = (struct complaint){0};
    for (size_t k = 0; k < n; k++) {
        if (record_field(r, pairs[k].key) || str_starts(pairs[k].key, STR("_")))
            continue;
        struct str key = utf8_clip(pairs[k].key, 40);
        why->say = sentence_f(a, "没有名为“%.*s”的项，请检查拼写。", "There is no field named \"%.*s\"; check the spelling.", STR_ARG(key));
        return ERR_INPUT;
    }
    struct missing missing = {.zh = buf_new(a, MISSING_BYTES_MAX), .en = buf_new(a, MISSING_BYTES_MAX)};
    struct complaint first = {0};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        struct complaint one = {0};
        enum err bad = parse_field(f, a, pairs, n, obj, &one);
        if (bad && one.missing)
            miss(&missing, &one);
        else if (bad && !first.field)
            first = one;
        e = bad ? bad : e;
    }
    *why = missing.count ? missing_say(a, &missing) : first;
    return e;
}

/* ---- one value out ----------------------------------------------------------------------- */

static struct str flags_words(struct arena *a, const struct field *f, int64_t set, int which)
{
    struct buf b = buf_new(a, 2048);
    for (int64_t i = 0; f->choices[i].name; i++) {
        if (!(set >> i & 1))
            continue;
        const struct choice *c = &f->choices[i];
        buf_f(&b, "%s%s",
              b.len ? (which == 0   ? "、"
                       : which == 1 ? ", "
                                    : ",")
                    : "",
              which == 0   ? c->zh
              : which == 1 ? c->en
                           : c->name);
    }
    return buf_view(&b);
}

static struct str yuan_text(struct arena *a, int64_t fen)
{
    long long n = fen < 0 ? -fen : fen;
    const char *sign = fen < 0 ? "-" : "";
    return n % 100 ? str_f(a, "%s%lld.%02lld", sign, n / 100, n % 100) : str_f(a, "%s%lld", sign, n / 100);
}

struct str field_wire(struct arena *a, const struct field *f, const void *obj)
{
    int64_t n = *field_int(f, obj);
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_HASH: return *field_str(f, obj);
    case FIELD_ENUM: return str_c(choice_of(f->choices, n) ? choice_of(f->choices, n)->name : "");
    case FIELD_FLAGS: return flags_words(a, f, n, 2);
    case FIELD_DAY: return day_text(a, n);
    case FIELD_ID: return id_text(a, n);
    case FIELD_IDS: return ids_text(a, *field_ids(f, obj));
    case FIELD_FEN: return n || f->min < 0 ? yuan_text(a, n) : STR("");
    case FIELD_INT:
    case FIELD_BOOL:
    case FIELD_TIME: return str_f(a, "%lld", (long long)n);
    }
    return STR("");
}

struct str field_show(struct arena *a, const struct field *f, const void *obj, enum lang lang)
{
    int64_t n = *field_int(f, obj);
    switch (f->type) {
    case FIELD_ENUM: return choice_word(f->choices, n, lang);
    case FIELD_FLAGS: return flags_words(a, f, n, lang == LANG_ZH ? 0 : 1);
    case FIELD_BOOL: return str_c(lang == LANG_ZH ? (n ? "是" : "否") : (n ? "yes" : "no"));
    case FIELD_TIME: return time_text(a, n);
    default: return field_wire(a, f, obj);
    }
}

void field_copy(struct arena *a, const struct field *f, const void *from, void *to)
{
    if (field_is_text(f)) {
        *field_str(f, to) = str_copy(a, *field_str(f, from));
    } else if (f->type == FIELD_IDS) {
        struct ids ids = *field_ids(f, from);
        int64_t *list = arena_alloc(a, (ids.count + 1) * sizeof *list);
        if (ids.count)
            memcpy(list, ids.list, ids.count * sizeof *list);
        *field_ids(f, to) = (struct ids){list, ids.count};
    } else {
        *field_int(f, to) = *field_int(f, from);
    }
}
