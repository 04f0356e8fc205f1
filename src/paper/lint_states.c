/* lint_states.c: items counted by how far they are: 梳理问题26个，已整改到位24个，正在推进2个. Each item is in one state, so the
 * states together never exceed the whole; and where the last of them is what is left (正在推进, 未完成), they reach it.
 *
 * And 甲12份、乙15份，合计27份: the total behind a list is its sum.
 *
 * Only the figures that follow the whole in its sentence, in its unit, each begun by a state's word; shares (占92.3%)
 * among them are passed over. 长期坚持 may be said of what is completed as well: beside it, too many are a warning. */
#include "paper/lint_rules.h"

struct states {
    int64_t sum;
    size_t count;
    bool rest, lasting; /* 正在推进 ended it; 长期坚持 is among them */
};

static bool is_item(const struct figure *f)
{
    static const char *const units[] = {"个", "项", "条", "件", "宗", "起", "处"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_is(f->unit, units[i]))
            return !f->inexact && !f->each;
    return false;
}

static bool follows_on(const struct chars *c, size_t from, size_t to)
{
    static const char *const stops[] = {"其中", ";", "(", ":", NULL};
    return !chars_find_any(c, from, to, stops);
}

/* The state that a clause behind the last comma before F begins with. */
static bool take_state(const struct lint *l, const struct figure *f, size_t from, struct states *s)
{
    static const char *const done[] = {"已完成", "完成整改", "已整改", "整改到位", "已办结", "基本完成", "已整改到位", "已完成整改", NULL};
    static const char *const lasting[] = {"长期坚持", "长期整改", "需长期坚持", NULL};
    static const char *const rest[] = {"正在推进", "正在整改", "正在办理", "正在持续推进", "未完成", "尚未完成", "未整改", "尚未整改", "持续推进", "未办结", NULL};
    const struct chars *c = &l->bulletin.chars;
    int64_t amount;
    size_t at = f->at;
    while (at > from && c->cp[at - 1] != ',' && c->cp[at - 1] != 0x3001)
        at--;
    at = chars_skip_space(c, at, f->at);
    size_t n = chars_any(c, at, done), lasts = chars_any(c, at, lasting), left = chars_any(c, at, rest);
    n += lasts + left;
    if (!n || at + n + 3 < f->at || !figure_amount(f, &amount) || amount > INT64_MAX / 4) /* 已完成整改的24个 */
        return false;
    s->sum += amount;
    s->count++;
    s->rest = left > 0;
    s->lasting |= lasts > 0;
    return true;
}

static struct states states_of(const struct lint *l, size_t whole)
{
    const struct figures *all = &l->bulletin.figures;
    const struct figure *w = &all->items[whole];
    struct states s = {0};
    size_t to = lint_sentence_to(l, w->at), from = w->end;
    for (size_t i = whole + 1; i < all->count && all->items[i].at < to && s.count < 20; i++) {
        const struct figure *f = &all->items[i];
        if (!follows_on(&l->bulletin.chars, w->end, f->at))
            break;
        if (str_is(f->unit, "%"))
            continue;
        if (s.rest || !str_eq(f->unit, w->unit) || !is_item(f) || !take_state(l, f, from, &s))
            break;
        from = f->end;
    }
    return s;
}

static void complain(struct lint *l, const struct figure *whole, const struct states *s, enum severity severity)
{
    struct str sum = lint_amount_text(l->arena, s->sum), label = lint_label(whole);
    struct sentence say = sentence_f(
        l->arena, "“%.*s”写的是%.*s%.*s，分别写的各项相加是%.*s%.*s：请核对。",
        "“%.*s” is given as %.*s%.*s, but what is listed of it adds up to %.*s%.*s: check them.",
        STR_ARG(label), STR_ARG(whole->value), STR_ARG(whole->unit), STR_ARG(sum), STR_ARG(whole->unit));
    lint_point(l, "sum", severity, whole->at, say, sum, whole->value);
}

/* ---- 甲12份、乙15份，合计27份 -------------------------------------------------------------------- */

enum { LISTED_MAX = 40 };

/* The clause of F is nothing but 合计N份; *FROM is where it begins. */
static bool is_closing_total(const struct lint *l, const struct figure *f, size_t *from)
{
    static const char *const words[] = {"合计", "共计", "总计", "合计为", "共计为", NULL};
    const struct chars *c = &l->bulletin.chars;
    size_t n = chars_any_before(c, lint_sentence_from(l, f->at), f->at, words);
    *from = f->at - n;
    return n && *from > 0 && c->cp[*from - 1] == ',' && !f->inexact && f->unit.len && !str_is(f->unit, "%");
}

/* The listed figures before it, nearest first: one a clause, of its unit, to the first that is otherwise. Any two
 * or more of them next to the total may be what it sums. */
static void check_closing_total(struct lint *l, size_t total)
{
    static const char *const stops[] = {";", "(", ")", "其中", NULL};
    const struct figures *all = &l->bulletin.figures;
    const struct chars *c = &l->bulletin.chars;
    const struct figure *t = &all->items[total];
    struct states s = {0};
    size_t from, first = lint_sentence_from(l, t->at);
    int64_t part, wanted;
    if (!is_closing_total(l, t, &from) || !figure_amount(t, &wanted))
        return;
    for (size_t i = total; i-- > 0 && all->items[i].at >= first && s.count < LISTED_MAX;) {
        const struct figure *f = &all->items[i];
        size_t gap = from - 1; /* the separator behind F */
        bool ends = f->end == gap && (c->cp[gap] == ',' || c->cp[gap] == 0x3001);
        if (!ends || !str_eq(f->unit, t->unit) || f->inexact || f->each ||
            !figure_amount(f, &part) || part > INT64_MAX / 64)
            break;
        s.sum += part;
        s.count++;
        if (s.count >= 2 && s.sum == wanted)
            return;
        for (from = f->at; from > first && c->cp[from - 1] != ',' && c->cp[from - 1] != 0x3001;)
            from--;
        if (from == first || chars_find_any(c, from, t->at, stops))
            break;
    }
    if (s.count >= 2) /* no run of them comes to the total */
        complain(l, t, &s, SEVERITY_ERROR);
}

void lint_check_states(struct lint *l)
{
    for (size_t i = 0; i < l->bulletin.figures.count; i++) {
        const struct figure *whole = &l->bulletin.figures.items[i];
        struct states own = {0};
        int64_t amount;
        check_closing_total(l, i);
        if (!is_item(whole) || !figure_amount(whole, &amount) ||
            take_state(l, whole, lint_sentence_from(l, whole->at), &own))
            continue;
        struct states s = states_of(l, i);
        if (s.count < 2 || s.sum == amount)
            continue;
        if (s.sum > amount)
            complain(l, whole, &s, s.lasting ? SEVERITY_WARNING : SEVERITY_ERROR);
        else if (s.rest)
            complain(l, whole, &s, SEVERITY_WARNING);
    }
}
