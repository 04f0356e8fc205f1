/* document_figure.c: how a figure's value is printed; see document.h. */
#include "paper/document.h"

/* ---- numbers -------------------------------------------------------------------------------- */

/* N hundredths as 98.71, 98.5, 100: no zeros at the end. */
static struct str hundredths(struct arena *a, int64_t n)
{
    const char *sign = n < 0 ? "-" : "";
    if (n < 0)
        n = -n;
    long long whole = n / 100, rest = n % 100;
    if (rest == 0)
        return str_f(a, "%s%lld", sign, whole);
    if (rest % 10 == 0)
        return str_f(a, "%s%lld.%lld", sign, whole, rest / 10);
    return str_f(a, "%s%lld.%02lld", sign, whole, rest);
}

static struct str ratio(struct arena *a, int64_t n, int64_t whole)
{
    if (whole <= 0 || n < 0)
        return STR("—");
    while (whole > 100000000000000 || n > 100000000000000) { /* keeps the product below in range */
        n /= 2;
        whole = whole / 2 ? whole / 2 : 1;
    }
    int64_t rest = n % whole;
    int64_t h = n / whole * 10000 + (rest * 20000 + whole) / (2 * whole);
    if (n < whole && h >= 10000)
        h = 9999; /* all but one is not all */
    return hundredths(a, h);
}

/* Every fen of it, trailing zeros left out. */
static struct str exactly(struct arena *a, int64_t fen, int64_t one, int zeros)
{
    int64_t size = fen < 0 ? -fen : fen;
    struct str s = str_f(a, "%s%lld.%0*lld", fen < 0 ? "-" : "", (long long)(size / one), zeros, (long long)(size % one));
    while (s.ptr[s.len - 1] == '0')
        s.len--;
    s.len -= s.ptr[s.len - 1] == '.';
    return s;
}

/* FEN in a unit of 10^zeros fen: 万元 exactly, as the figure's own page prints it; 亿元, which the writer asked for, to
 * two decimals. */
static struct str money(struct arena *a, int64_t fen, int zeros)
{
    int64_t one = 1;
    for (int i = 0; i < zeros; i++)
        one *= 10;
    if (zeros == 6)
        return exactly(a, fen, one, zeros);
    int64_t hundredth = one / 100, size = fen < 0 ? -fen : fen;
    int64_t h = size / hundredth + (size % hundredth * 2 >= hundredth);
    if (h || !size)
        return hundredths(a, fen < 0 ? -h : h);
    return exactly(a, fen, one, zeros); /* too small for two decimals: rather than as nothing */
}

static struct str yuan(struct arena *a, int64_t fen)
{
    struct str s = hundredths(a, fen);
    return fen % 100 && fen % 10 == 0 ? str_f(a, "%.*s0", STR_ARG(s)) : s; /* 3.50元, 3元 */
}

/* 0 to 9999, with the zeros said inside: 一千零三. LEADING: a part before it was said. */
static void chinese_part(struct buf *b, int64_t n, bool leading)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const places[] = {"千", "百", "十", ""};
    int64_t unit = 1000;
    bool gap = false, said = false;
    for (int i = 0; i < 4; i++, unit /= 10) {
        int64_t digit = n / unit % 10;
        if (digit == 0) {
            gap = true;
            continue;
        }
        if (gap && (said || leading))
            buf_c(b, "零");
        if (!(i == 2 && digit == 1 && !said && !leading)) /* 十二, not 一十二 */
            buf_c(b, digits[digit]);
        buf_c(b, places[i]);
        gap = false;
        said = true;
    }
}

static struct str chinese(struct arena *a, int64_t n)
{
    struct buf b = buf_new(a, 256);
    if (n == 0)
        return STR("零");
    if (n >= 10000) {
        chinese_part(&b, n / 10000, false);
        buf_c(&b, "万");
    }
    chinese_part(&b, n % 10000, n >= 10000);
    return buf_view(&b);
}

/* ---- filters -------------------------------------------------------------------------------- */

static struct sentence unfit(struct arena *a, const struct document_figure *f, struct str filter)
{
    const char *name = str_z(a, f->name), *written = str_z(a, filter);
    if (f->kind == DOCUMENT_RATIO)
        return sentence_f(a, "数字“%s”是比率，总是写作百分数，不能加“|%s”，请删去。",
                          "Figure \"%s\" is a ratio and always printed in percent; remove \"|%s\".",
                          name, written);
    if (f->kind == DOCUMENT_MONEY)
        return sentence_f(a, "数字“%s”是金额，不能加“|%s”，可以加“|元”“|万元”或“|亿元”。",
                          "Figure \"%s\" is money and does not take \"|%s\": write |元, |万元 or |亿元.",
                          name, written);
    if (f->unit.len == 0)
        return sentence_f(a, "数字“%s”是没有单位的个数，不能加“|%s”，只可以加“|汉字”。",
                          "Figure \"%s\" is a count without a unit and does not take \"|%s\", only |汉字.",
                          name, written);
    const char *unit = str_z(a, f->unit);
    return sentence_f(a, "数字“%s”的单位是“%s”，不能加“|%s”，可以加“|%s”或“|汉字”。",
                      "Figure \"%s\" is counted in %s and does not take \"|%s\": write |%s or |汉字.",
                      name, unit, written, unit);
}

struct printing {
    bool chinese; /* |汉字 */
    int zeros;    /* of the unit of money: fen in it, as a power of ten */
    struct str unit;
};

static bool filter_fits(const struct document_figure *f, struct str filter, struct printing *p)
{
    static const struct {
        const char *name;
        int zeros;
    } units[] = {{"元", 2}, {"万元", 6}, {"亿元", 10}};
    if (f->kind == DOCUMENT_COUNT && str_is(filter, "汉字") && !p->chinese)
        return p->chinese = true;
    if (p->unit.len || f->kind == DOCUMENT_RATIO)
        return f->kind == DOCUMENT_RATIO && str_is(filter, "%");
    if (f->kind == DOCUMENT_COUNT && filter.len && str_eq(filter, f->unit)) {
        p->unit = filter;
        return true;
    }
    for (size_t i = 0; f->kind == DOCUMENT_MONEY && i < 3; i++)
        if (str_is(filter, units[i].name)) {
            p->unit = filter;
            p->zeros = units[i].zeros;
            return true;
        }
    return false;
}

static struct str count(struct arena *a, int64_t n) { return str_f(a, "%lld", (long long)n); }

enum err document_figure_print(struct arena *a, struct document_figure *f, struct sentence *why)
{
    struct str rest = f->filters, filter;
    struct printing p = {.zeros = 6};
    while (rest.len && str_cut(&rest, '|', &filter))
        if (!filter_fits(f, str_trim(filter), &p)) {
            *why = unfit(a, f, str_trim(filter));
            return ERR_INPUT;
        }
    if (f->kind == DOCUMENT_RATIO) {
        f->value = ratio(a, f->number, f->whole);
        f->text = str_is(f->value, "—") ? f->value : str_f(a, "%.*s%%", STR_ARG(f->value));
        return ERR_NONE;
    }
    if (f->kind == DOCUMENT_MONEY)
        f->value = p.zeros == 2 ? yuan(a, f->number) : money(a, f->number, p.zeros);
    else
        f->value = count(a, f->number);
    bool spelled = p.chinese && f->number >= 0 && f->number < 100000000;
    struct str said = spelled ? chinese(a, f->number) : f->value;
    f->text = str_f(a, "%.*s%.*s", STR_ARG(said), STR_ARG(p.unit));
    return ERR_NONE;
}
