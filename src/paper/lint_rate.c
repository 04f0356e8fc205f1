/* lint_rate.c: rates that can be recomputed from figures printed beside them.
 *
 *     完成率96.3%（26/27）                      the fraction is printed
 *     反馈27个问题已完成26个，完成率96.3%         both figures stand in the sentence before it
 *     已销号24个，占88.9%                       the whole is what the bulletin announced
 *
 * A rate is n/N in per cent, half up at the printed number of decimals, and never 100 % while n < N
 * (then the largest rate below it is expected: 99.9). Where more than one pair of figures could be
 * meant, any that fits is enough. */
#include "paper/lint_rules.h"

enum { SHARE_FIGURES_MAX = 12,
       FRACTION_CHARS = 12,
       DECIMALS_MAX = 4 };

struct fraction {
    int64_t part, whole;
};

static int64_t power_of_ten(size_t n)
{
    int64_t p = 1;
    while (n--)
        p *= 10;
    return p;
}

/* The rate's digits without the point: 98.71 with two decimals is 9871. -1 when it cannot be. */
static int64_t rate_of(struct fraction f, size_t decimals)
{
    int64_t scale = 100 * power_of_ten(decimals);
    if (f.whole <= 0 || f.part < 0 || f.part > INT64_MAX / (2 * scale) - f.whole || f.whole > INT64_MAX / 4)
        return -1;
    int64_t rate = (2 * f.part * scale + f.whole) / (2 * f.whole);
    return f.part < f.whole && rate >= scale ? scale - 1 : rate;
}

static bool printed_rate(const struct figure *f, int64_t *rate, size_t *decimals)
{
    size_t point = str_find(f->value, STR("."));
    *decimals = point == SIZE_MAX ? 0 : f->value.len - point - 1;
    int64_t amount;
    if (*decimals > DECIMALS_MAX || !figure_amount(f, &amount))
        return false;
    *rate = amount / power_of_ten(6 - *decimals);
    return true;
}

static struct str rate_text(struct arena *a, int64_t rate, size_t decimals)
{
    int64_t scale = power_of_ten(decimals);
    if (decimals == 0)
        return str_f(a, "%lld", (long long)rate);
    return str_f(a, "%lld.%0*lld", (long long)(rate / scale), (int)decimals, (long long)(rate % scale));
}

static void wrong(struct lint *l, enum severity severity, const struct figure *f, struct fraction n,
                  int64_t rate, size_t decimals)
{
    struct str expected = rate_text(l->arena, rate, decimals);
    struct sentence s = sentence_f(
        l->arena,
        "“%.*s”写的是%.*s%%，按%lld/%lld计算应是%.*s%%（四舍五入；未全部完成不能写100%%）。",
        "“%.*s” is given as %.*s %%; %lld/%lld makes %.*s %% (half up; never 100 %% before all is "
        "done).",
        STR_ARG(lint_label(f)), STR_ARG(f->value), (long long)n.part, (long long)n.whole,
        STR_ARG(expected));
    lint_point(l, "rate", severity, f->at, s, expected, f->value);
}

/* ---- a fraction beside the rate --------------------------------------------------------------------------- */

static bool integer_at(const struct chars *c, size_t *i, size_t to, int64_t *value)
{
    struct numeral n;
    size_t at = chars_skip_space(c, *i, to);
    if (at >= to || !char_is_digit(c->cp[at]) || !numeral_at(c, at, to, &n) || !str_int(numeral_digits(&n), value))
        return false;
    *i = chars_skip_space(c, n.end, to);
    return true;
}

static bool fraction_at(const struct chars *c, size_t i, size_t to, struct fraction *f)
{
    if (!integer_at(c, &i, to, &f->part) || i >= to || c->cp[i] != '/')
        return false;
    i++;
    return integer_at(c, &i, to, &f->whole) && f->whole > 0;
}

/* (26/27) behind the rate, or 26/27 not far before it. */
static bool fraction_near(const struct lint *l, const struct figure *f, struct fraction *n)
{
    const struct chars *c = &l->bulletin.chars;
    size_t line_to = chars_line_end(c, f->at), at = f->end;
    if (at < line_to && (c->cp[at] == '(' || c->cp[at] == ','))
        at++;
    if (fraction_at(c, at, line_to, n))
        return true;
    size_t from = lint_sentence_from(l, f->at);
    from = f->at - from > FRACTION_CHARS ? f->at - FRACTION_CHARS : from;
    for (size_t i = from; i < f->at; i++)
        if (char_is_digit(c->cp[i]) &&
            (i == 0 || (!char_is_digit(c->cp[i - 1]) && c->cp[i - 1] != '/')) &&
            fraction_at(c, i, f->at, n))
            return true;
    return false;
}

/* ---- figures in the sentence --------------------------------------------------------------------------------- */

static bool share_of_work(const struct lint *l, const struct figure *f, bool *adjacent)
{
    static const char *const rates[] = {"完成率", "整改率", "销号率", "办结率", "完成比例", "办结比例", "整改比例", "按期率", "办理率"};
    size_t from = f->at, len;
    const struct chars *c = &l->bulletin.chars;
    while (from > 0 && word_before(c, 0, from, &len) == BEFORE_COPULA)
        from -= len;
    *adjacent = chars_any_before(c, 0, from, (const char *const[]){"占", "占比", "占总数的", "占总数", "占全部的", "占问题总数的", "占全部问题的", NULL}) > 0;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (str_ends(f->label, str_c(rates[i])))
            return true;
    return *adjacent;
}

static bool is_whole_number(const struct figure *f, int64_t *value)
{
    bool counted = f->unit.len && !str_is(f->unit, "%") && str_eq(figure_unit_base(f), f->unit);
    return counted && !f->inexact && str_int(f->value, value);
}

struct candidates {
    int64_t values[SHARE_FIGURES_MAX + 2];
    size_t count, told; /* TOLD: how many stand in the sentence itself */
};

static void add_announced(struct candidates *k, int64_t value)
{
    for (size_t i = 0; i < k->count; i++)
        if (k->values[i] == value)
            return;
    if (value >= 0)
        k->values[k->count++] = value;
}

static struct candidates figures_before(const struct lint *l, size_t rate_index)
{
    const struct figure *all = l->bulletin.figures.items, *f = &all[rate_index];
    const struct chars *c = &l->bulletin.chars;
    struct candidates found = {.count = 0};
    size_t from = lint_sentence_from(l, f->at);
    if (from > 0 && c->cp[from - 1] == ';') /* 受理697件；办结688件，办结率98.71% */
        from = lint_sentence_from(l, from - 1);
    struct str unit = STR("");
    for (size_t i = rate_index; i-- > 0 && all[i].at >= from && found.count < SHARE_FIGURES_MAX;) {
        int64_t value;
        if (!is_whole_number(&all[i], &value) || (unit.len && !str_eq(unit, all[i].unit)))
            continue;
        unit = all[i].unit;
        found.values[found.count++] = value;
    }
    found.told = found.count;
    if (found.count && !str_is(unit, "件") && !str_is(unit, "人"))
        add_announced(&found, l->bulletin.announced.problems);
    if (found.count && (str_is(unit, "条") || str_is(unit, "项")))
        add_announced(&found, l->bulletin.announced.measures);
    return found;
}

/* Whether some pair of the candidates makes the rate; *NEAREST is the pair to show when none does. */
static bool some_pair_fits(const struct candidates *k, int64_t rate, size_t decimals, struct fraction *nearest)
{
    bool any = false;
    for (size_t i = 0; i < k->told; i++)
        for (size_t j = 0; j < k->count; j++) {
            struct fraction n = {k->values[i], k->values[j]};
            if (i == j || n.part > n.whole)
                continue;
            if (rate_of(n, decimals) == rate)
                return true;
            if (!any)
                *nearest = n;
            any = true;
        }
    if (!any)
        nearest->whole = 0;
    return false;
}

static void check_rate(struct lint *l, size_t index)
{
    const struct figure *f = &l->bulletin.figures.items[index];
    struct fraction n = {0, 0};
    int64_t rate;
    size_t decimals;
    bool adjacent;
    if (f->inexact || !printed_rate(f, &rate, &decimals))
        return;
    if (fraction_near(l, f, &n)) {
        int64_t right = n.part <= n.whole ? rate_of(n, decimals) : -1;
        if (right >= 0 && right != rate)
            wrong(l, SEVERITY_ERROR, f, n, right, decimals);
        return;
    }
    if (!share_of_work(l, f, &adjacent))
        return;
    struct candidates k = figures_before(l, index);
    if (some_pair_fits(&k, rate, decimals, &n) || n.whole == 0)
        return;
    /* Two figures in the sentence, or one and the announced number, leave no doubt about what is meant. */
    wrong(l, k.count == 2 ? SEVERITY_ERROR : SEVERITY_WARNING, f, n, rate_of(n, decimals), decimals);
}

void lint_check_rates(struct lint *l)
{
    for (size_t i = 0; i < l->bulletin.figures.count; i++)
        if (str_is(l->bulletin.figures.items[i].unit, "%"))
            check_rate(l, i);
}
