/* import_book_value.c: what a cell of a book says, by the type of its field. See import_book.h. */
#include "app/import_book.h"

#include "base/hash.h"
#include "text/names.h"
#include "text/normal.h"

#include <string.h>

enum { SHOWN_CHARS = 40,
       DIGITS_MAX = 17,
       POWER_FEN = 2, /* hundredths of a yuan, or of an indicator's unit */
       PREFIX_CHARS = 6 /* so much of a text, and no other begins so, names it */ };

static bool unread(struct importing *im, const struct given *g, const struct field *f, struct sentence expected)
{
    struct str shown = utf8_clip(g->text, SHOWN_CHARS);
    import_note(im, true, g,
                (struct sentence){str_f(im->a, "没有读懂“%s”里的“%.*s”；%.*s", f->zh, STR_ARG(shown), STR_ARG(expected.zh)),
                                  str_f(im->a, "\"%.*s\" in \"%s\" was not understood; %.*s", STR_ARG(shown), f->en, STR_ARG(expected.en))});
    return false;
}

/* ---- numbers --------------------------------------------------------------------------------------------- */

/* S times ten to POWER, exactly; false when it is no number or something would be lost. */
static bool exact(struct str s, int power, int64_t *out)
{
    bool minus = s.len && s.ptr[0] == '-', point = false;
    int64_t n = 0;
    int digits = 0, after = 0;
    s = str_sub(s, minus, s.len);
    if (str_find(s, STR(".")) != SIZE_MAX)
        while (s.len && s.ptr[s.len - 1] == '0')
            s.len--;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.' && !point && i) {
            point = true;
            continue;
        }
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || (digits += n > 0) >= DIGITS_MAX)
            return false;
        n = 10 * n + s.ptr[i] - '0';
        after += point;
    }
    for (; after < power && n < INT64_MAX / 10; after++)
        n *= 10;
    *out = minus ? -n : n;
    return s.len && after == power;
}

/* 12.5万元, 1,234.50: to the fen. Values of indicators go without a unit of money, with % if they are written so. */
static bool read_fen(struct importing *im, const struct book_column *c, const struct given *g, int64_t *out)
{
    static const struct {
        const char *word;
        int power;
    } units[] = {{"亿元", 10}, {"亿", 10}, {"百万元", 8}, {"万元", 6}, {"万", 6}, {"千元", 5}, {"元", POWER_FEN}};
    const struct field *f = c->field;
    bool money = f->min >= 0;
    int power = POWER_FEN;
    struct str s = str_trim(text_normal(im->a, g->text));
    if (money && s.len && s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9')
        s = str_f(im->a, "%.*s%.*s", STR_ARG(s), STR_ARG(c->money));
    for (size_t i = 0; money && i < sizeof units / sizeof *units; i++)
        if (str_ends(s, str_c(units[i].word))) {
            power = units[i].power;
            s = str_trim(str_sub(s, 0, s.len - strlen(units[i].word)));
            break;
        }
    if (!money && str_ends(s, STR("%")))
        s = str_trim(str_sub(s, 0, s.len - 1));
    if (import_ungrouped(im->a, s, &s) && exact(s, power, out) && *out >= f->min && *out <= f->max)
        return true;
    struct sentence say = money ? sentence_f(im->a, "应是不小于 0 的金额，如 1234.56、1,234.56 或 12.5万元，最多到分。", "write an amount not below 0 such as 1234.56, 1,234.56 or 12.5万元, to the fen at most.")
                                : sentence_f(im->a, "应是数字，最多两位小数，如 98.71。", "write a number with at most two decimals, such as 98.71.");
    return unread(im, g, f, say);
}

static bool read_int(struct importing *im, const struct field *f, const struct given *g, int64_t *out)
{
    static const char *const units[] = {"人次", "人", "名", "件", "次", "个"};
    struct str s = str_trim(text_normal(im->a, g->text));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_ends(s, str_c(units[i]))) {
            s = str_trim(str_sub(s, 0, s.len - strlen(units[i])));
            break;
        }
    if (str_int(s, out) && *out >= f->min && *out <= f->max)
        return true;
    return unread(im, g, f, sentence_f(im->a, "应是 %lld 到 %lld 的整数。", "write a whole number from %lld to %lld.", (long long)f->min, (long long)f->max));
}

/* ---- words ------------------------------------------------------------------------------------------------- */

/* What people write for a choice besides its own words. */
static const struct {
    const struct choice *choices;
    const char *name, *also;
} spellings[] = {
    {recovery_sorts, "recovered", "追回 收缴 追缴资金 收回"},
    {recovery_sorts, "returned", "退还 清退资金 退款"},
    {recovery_sorts, "saved", "挽回 挽回经济损失 避免损失 挽损"},
    {recovery_sorts, "paid_in", "上缴 上缴国库 缴入国库"},
    {recovery_sorts, "compensated", "赔偿 退赔资金"},
    {recovery_sorts, "activated", "盘活 盘活资产 盘活资金"},
    {rule_actions, "issued", "新制定 制定 出台 新出台 建立 新建立"},
    {rule_actions, "revised", "修改 完善 修订完善 修订"},
    {rule_actions, "abolished", "废除 停止执行"},
    {indicator_directions, "up", "不低于 上升 提高 增长 越高越好"},
    {indicator_directions, "down", "不高于 下降 降低 减少 越低越好"},
    {sanction_sorts, "party_warning", "警告党纪 党纪警告"},
    {sanction_sorts, "party_serious_warning", "严重警告"},
    {sanction_sorts, "gov_demerit", "记过"},
    {sanction_sorts, "gov_major_demerit", "记大过"},
    {sanction_sorts, "gov_demotion", "降级"},
    {sanction_sorts, "gov_removal", "撤职"},
    {sanction_sorts, "gov_dismissal", "开除公职"},
    {sanction_sorts, "admonition", "诫勉谈话"},
    {sanction_sorts, "reminder", "提醒 提醒教育"},
};

static bool listed(const char *words, struct str key)
{
    struct str rest = str_c(words), word;
    while (rest.len && str_cut(&rest, ' ', &word))
        if (str_eq(word, key))
            return true;
    return false;
}

static bool read_choice(struct importing *im, const struct field *f, const struct given *g, int64_t *out)
{
    struct str key = text_key(im->a, g->text);
    struct buf zh = buf_new(im->a, 2000), en = buf_new(im->a, 4000);
    for (int64_t i = 1; f->choices[i].name; i++) {
        const struct choice *c = &f->choices[i];
        *out = i;
        if (str_is(key, c->name) || str_eq(key, text_key(im->a, str_c(c->zh))) ||
            str_eq(key, text_key(im->a, str_c(c->en))))
            return true;
        for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++)
            if (spellings[k].choices == f->choices && !strcmp(spellings[k].name, c->name) &&
                listed(spellings[k].also, key))
                return true;
        buf_f(&zh, "%s%s", zh.len ? "、" : "", c->zh);
        buf_f(&en, "%s%s", en.len ? ", " : "", c->en);
    }
    *out = 0;
    return unread(im, g, f,
                  (struct sentence){str_f(im->a, "应是其中之一：%.*s。", STR_ARG(buf_view(&zh))),
                                    str_f(im->a, "write one of: %.*s.", STR_ARG(buf_view(&en)))});
}

static bool read_text(struct importing *im, const struct field *f, const struct given *g, struct str *out)
{
    const long long n = (long long)utf8_length(g->text);
    *out = g->text;
    if (n >= f->min && n <= f->max)
        return true;
    import_note(
        im, true, g,
        (struct sentence){
            str_f(im->a, "“%s”应为 %lld 至 %lld 个字，这一格有 %lld 个字；请改短或改长。", f->zh,
                  (long long)f->min, (long long)f->max, n),
            str_f(
                im->a,
                "\"%s\" must be %lld to %lld characters long; this cell has %lld; change its length.",
                f->en, (long long)f->min, (long long)f->max, n)});
    return false;
}

static bool read_yes(struct importing *im, const struct field *f, const struct given *g, int64_t *out)
{
    static const char *const yes[] = {"是", "1", "yes", "y", "true", "预测"}, *const no[] = {"否", "0", "no", "n", "false", "无"};
    struct str key = text_key(im->a, g->text);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (str_is(key, yes[i]) || str_is(key, no[i])) {
            *out = str_is(key, yes[i]);
            return true;
        }
    return unread(im, g, f, sentence_f(im->a, "应填“是”或“否”。", "write 是 or 否."));
}

/* ---- other things ------------------------------------------------------------------------------------------ */

/* TEXT calls what has this CODE and these WORDS: by either, or as our sheets do, code and beginning of the words. */
static bool calls(struct importing *im, struct str text, struct str code, struct str words)
{
    size_t space = str_find(text, STR(" "));
    if (str_ends(text, STR("…")))
        text.len -= STR("…").len;
    if (str_eq(text, code) || str_eq(text_key(im->a, text), text_key(im->a, words)))
        return true;
    if (space != SIZE_MAX && str_eq(str_sub(text, 0, space), code) &&
        str_starts(words, str_trim(str_sub(text, space, text.len))))
        return true;
    return utf8_length(text) >= PREFIX_CHARS && str_starts(words, text);
}

struct found {
    int64_t id;
    size_t count;
};

static void note_found(struct found *x, bool is, int64_t id)
{
    if (!is)
        return;
    x->count += x->id != id;
    x->id = id;
}

static void find_named(struct importing *im, const struct book_refs *refs, enum kind kind,
                       struct str text, struct found *x)
{
    const struct book_names *names = kind == KIND_HELD ? &refs->held : &refs->indicators;
    struct str key = text_key(im->a, text);
    int64_t id = 0;
    for (size_t i = 0; i < names->count; i++)
        note_found(
            x, str_eq(names->list[i].key, key) || (id_read(text, &id) && id == names->list[i].id),
            names->list[i].id);
}

static struct found find(struct importing *im, const struct book_refs *refs, enum kind kind, struct str text)
{
    const struct ledger *l = im->l;
    struct found x = {0, 0};
    int64_t id = 0;
    bool is_id = id_read(text, &id);
    text = str_trim(text_normal(im->a, text));
    for (size_t i = 0; kind == KIND_PROBLEM && i < l->n_problems; i++) {
        const struct problem *p = &l->problems[i];
        note_found(&x, (is_id && p->id == id) || calls(im, text, ledger_problem_code(l, p), p->title), p->id);
    }
    for (size_t i = 0; kind == KIND_MEASURE && i < l->n_measures; i++) {
        const struct measure *m = &l->measures[i];
        note_found(&x, (is_id && m->id == id) || calls(im, text, ledger_measure_code(l, m), m->text), m->id);
    }
    if (kind == KIND_HELD || kind == KIND_INDICATOR)
        find_named(im, refs, kind, text, &x);
    return x;
}

static bool read_thing(struct importing *im, const struct book_refs *refs, const struct field *f,
                       const struct given *g, struct str text, int64_t *out)
{
    enum kind kind = (enum kind)(f->refers - 1);
    struct found x = find(im, refs, kind, text);
    *out = x.id;
    if (x.count == 1)
        return true;
    if (x.count)
        return unread(im, g, f, sentence_f(im->a, "这一轮有 %zu 个都可以这样叫，请写编号。", "%zu of this round could be meant; write the number.", x.count));
    return unread(
        im, g, f,
        kind == KIND_PROBLEM || kind == KIND_MEASURE
            ? sentence_f(im->a, "这一轮没有，应写编号或原文。",
                         "this round has none; write its number or its words.")
            : sentence_f(
                  im->a, "这一轮还没有登记，请先登记，名称写得一样。",
                  "it is not entered in this round yet; enter it first and write the same name."));
}

static bool read_unit(struct importing *im, const struct field *f, const struct given *g, int64_t *out)
{
    struct ids ids = {NULL, 0};
    if (!import_units(im, g, &ids))
        return false;
    *out = ids.count ? ids.list[0] : 0;
    return ids.count < 2 || unread(im, g, f, sentence_f(im->a, "这里只能写一个单位。", "only one unit can stand here."));
}

static bool read_things(struct importing *im, const struct book_refs *refs, const struct field *f,
                        const struct given *g, struct ids *out)
{
    struct str *names;
    size_t n = text_split_names(im->a, g->text, &names);
    for (size_t i = 0; i < n; i++) {
        int64_t id;
        if (!read_thing(im, refs, f, g, names[i], &id))
            return false;
        *out = ids_with(im->a, *out, id);
    }
    return true;
}

/* ---- any ----------------------------------------------------------------------------------------------------- */

bool import_book_value(struct importing *im, const struct book_refs *refs, const struct book_column *c,
                       const struct given *g, void *obj)
{
    const struct field *f = c->field;
    bool nothing = !g->text.len || str_is(g->text, "—") || str_is(g->text, "/");
    if (nothing && f->flags & FIELD_REQUIRED) {
        import_note(im, true, g, (struct sentence){str_f(im->a, "“%s”不能空着，请填写。", f->zh), str_f(im->a, "\"%s\" is empty; fill it in.", f->en)});
        return false;
    }
    if (nothing)
        return true;
    switch (f->type) {
    case FIELD_FEN: return read_fen(im, c, g, field_int(f, obj));
    case FIELD_INT: return read_int(im, f, g, field_int(f, obj));
    case FIELD_ENUM: return read_choice(im, f, g, field_int(f, obj));
    case FIELD_BOOL: return read_yes(im, f, g, field_int(f, obj));
    case FIELD_IDS: return read_things(im, refs, f, g, field_ids(f, obj));
    case FIELD_TEXT: return read_text(im, f, g, field_str(f, obj));
    case FIELD_ID:
        return f->refers == 1 + KIND_UNIT ? read_unit(im, f, g, field_int(f, obj))
                                          : read_thing(im, refs, f, g, g->text, field_int(f, obj));
    case FIELD_DAY:
        return import_day(im, g, field_int(f, obj)) &&
               (*field_int(f, obj) || unread(im, g, f, sentence_f(im->a, "应是日期，如 2024年3月1日。", "write a date such as 2024年3月1日.")));
    default: return true;
    }
}
