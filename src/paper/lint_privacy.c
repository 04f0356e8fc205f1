/* lint_privacy.c: what must not be published: people's numbers, and the five grounds (state secrets, trade
 * secrets, privacy, working secrets, safety and stability). Numbers are recognised by their own check
 * digits: GB 11643 (MOD 11-2) for identity numbers, Luhn for bank cards. A finding shows them masked. */
#include "paper/lint_rules.h"

#include "base/time.h"

enum { ID_DIGITS = 18,
       MOBILE_DIGITS = 11,
       RUN_MAX = 32 };

struct run {
    size_t at, end;     /* characters */
    int digit[RUN_MAX]; /* 10 for X */
    size_t count;
};

/* Digits from I on, single spaces and hyphens between groups allowed for cards; X only last. */
static struct run read_run(const struct chars *c, size_t i)
{
    struct run r = {.at = i, .end = i};
    for (; i < c->n && r.count < RUN_MAX; i++) {
        bool gap = (c->cp[i] == ' ' || c->cp[i] == '-') && r.count && i + 1 < c->n &&
                   char_is_digit(c->cp[i + 1]) && char_is_digit(c->cp[i - 1]);
        if (gap)
            continue;
        bool x = (c->cp[i] == 'X' || c->cp[i] == 'x') && r.count == ID_DIGITS - 1;
        if (!char_is_digit(c->cp[i]) && !x)
            break;
        r.digit[r.count++] = x ? 10 : (int)(c->cp[i] - '0');
        r.end = i + 1;
    }
    return r;
}

static int number_of(const struct run *r, size_t from, size_t n)
{
    int value = 0;
    for (size_t k = 0; k < n; k++)
        value = value * 10 + r->digit[from + k];
    return value;
}

static bool born_on_a_day(const struct run *r)
{
    return civil_valid(number_of(r, 6, 4), number_of(r, 10, 2), number_of(r, 12, 2)) &&
           number_of(r, 6, 4) < 2100 && r->digit[0] >= 1 && r->digit[0] <= 8;
}

static bool id_checks(const struct run *r)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static const int checks[] = {1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (size_t i = 0; i < ID_DIGITS - 1; i++)
        sum += weights[i] * r->digit[i];
    return checks[sum % 11] == r->digit[ID_DIGITS - 1];
}

static bool luhn(const struct run *r)
{
    int sum = 0;
    for (size_t i = 0; i < r->count; i++) {
        int d = r->digit[r->count - 1 - i];
        if (d > 9)
            return false;
        d = i % 2 ? 2 * d : d;
        sum += d > 9 ? d - 9 : d;
    }
    return sum % 10 == 0;
}

static struct str masked(struct lint *l, const struct run *r)
{
    struct str s = chars_folded(&l->bulletin.chars, r->at, r->end); /* digits, spaces and hyphens only */
    struct buf b = buf_new(l->arena, 128);
    for (size_t i = 0; i < s.len; i++)
        buf_put(&b, i < 3 || i + 2 >= s.len ? s.ptr + i : "*", 1);
    return buf_view(&b);
}

static void personal(struct lint *l, enum severity severity, const struct run *r, const char *zh, const char *en)
{
    struct str shown = masked(l, r);
    struct sentence s = {str_f(l->arena, "这里有%s（%.*s）：公开前请删去。", zh, STR_ARG(shown)), str_f(l->arena, "Here stands %s (%.*s): take it out before publishing.", en, STR_ARG(shown))};
    lint_point(l, "personal", severity, r->at, s, STR(""), shown);
}

/* 银行卡号：622…: named as such, whatever the check digit says: a warning. */
static bool named(const struct lint *l, const struct run *r, const char *const *words)
{
    const struct chars *c = &l->bulletin.chars;
    size_t from = r->at > 12 ? r->at - 12 : 0, line = c->start[chars_line(c, r->at) - 1];
    return chars_find_any(c, from > line ? from : line, r->at, words);
}

static bool in_contact(const struct lint *l, size_t at)
{
    const struct contact *k = &l->bulletin.contact;
    size_t line = chars_line(&l->bulletin.chars, at);
    return k->line_from && line >= k->line_from && line <= k->line_to;
}

static void check_run(struct lint *l, const struct run *r)
{
    static const char *const cards[] = {"银行卡", "卡号", "银行账号", "银行账户", "储蓄账户", NULL};
    if (r->count == ID_DIGITS && born_on_a_day(r)) {
        if (id_checks(r))
            personal(l, SEVERITY_ERROR, r, "身份证号码", "an identity card number");
        else
            personal(l, SEVERITY_WARNING, r, "像身份证号码的数字", "what looks like an identity card number");
    } else if (r->count >= 16 && r->count <= 19 && r->digit[0] >= 3 && r->digit[0] <= 6 && luhn(r)) {
        personal(l, SEVERITY_ERROR, r, "银行卡号", "a bank card number");
    } else if (r->count >= 16 && r->count <= 19 && named(l, r, cards)) {
        personal(l, SEVERITY_WARNING, r, "像银行卡号的数字", "what looks like a bank card number");
    } else if (r->count == MOBILE_DIGITS && r->digit[0] == 1 && r->digit[1] >= 3 && !in_contact(l, r->at)) {
        personal(l, SEVERITY_WARNING, r, "手机号码（不在联系方式中）", "a mobile number outside the contact block");
    }
}

void lint_check_personal(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    for (size_t i = 0; i < c->n; i++) {
        if (!char_is_digit(c->cp[i]))
            continue;
        struct run r = read_run(c, i);
        bool more = r.end < c->n && (char_is_digit(c->cp[r.end]) || char_is_latin(c->cp[r.end]) || c->cp[r.end] == '@');
        bool tail = i > 0 && (char_is_latin(c->cp[i - 1]) || c->cp[i - 1] == '.');
        if (!more && !tail)
            check_run(l, &r);
        i = r.end - 1;
        while (i + 1 < c->n && char_is_digit(c->cp[i + 1]))
            i++;
    }
}

/* ---- the five grounds ------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum severity severity;
    const char *zh, *en;
} grounds[] = {
    {"绝密★", SEVERITY_WARNING, "国家秘密", "a state secret"},
    {"机密★", SEVERITY_WARNING, "国家秘密", "a state secret"},
    {"秘密★", SEVERITY_WARNING, "国家秘密", "a state secret"},
    {"属于国家秘密", SEVERITY_WARNING, "国家秘密", "a state secret"},
    {"涉密文件", SEVERITY_INFO, "国家秘密", "a state secret"},
    {"商业秘密", SEVERITY_INFO, "商业秘密", "a trade secret"},
    {"技术秘密", SEVERITY_INFO, "商业秘密", "a trade secret"},
    {"个人隐私", SEVERITY_INFO, "个人隐私", "someone's privacy"},
    {"身份证号", SEVERITY_INFO, "个人隐私", "someone's privacy"},
    {"家庭住址", SEVERITY_INFO, "个人隐私", "someone's privacy"},
    {"病历", SEVERITY_INFO, "个人隐私", "someone's privacy"},
    {"举报人姓名", SEVERITY_WARNING, "个人隐私", "someone's privacy"},
    {"工作秘密", SEVERITY_INFO, "工作秘密", "a working secret"},
    {"内部资料", SEVERITY_WARNING, "工作秘密", "a working secret"},
    {"内部文件", SEVERITY_INFO, "工作秘密", "a working secret"},
    {"注意保存", SEVERITY_WARNING, "工作秘密", "a working secret"},
    {"不得外传", SEVERITY_WARNING, "工作秘密", "a working secret"},
    {"不得公开", SEVERITY_INFO, "工作秘密", "a working secret"},
    {"仅供内部", SEVERITY_WARNING, "工作秘密", "a working secret"},
    {"群体性事件", SEVERITY_INFO, "可能危害安全稳定的内容", "something that may harm safety or stability"},
    {"维稳方案", SEVERITY_INFO, "可能危害安全稳定的内容", "something that may harm safety or stability"},
    {"应急处突", SEVERITY_INFO, "可能危害安全稳定的内容", "something that may harm safety or stability"},
    {"安全漏洞", SEVERITY_INFO, "可能危害安全稳定的内容", "something that may harm safety or stability"},
};

static void hint(struct lint *l, size_t ground, size_t at, size_t len)
{
    struct str word = chars_slice(&l->bulletin.chars, at, at + len);
    struct sentence s = {str_f(l->arena, "“%.*s”提示可能涉及%s，属于不得公开的五种情形之一：请审核后再公开。", STR_ARG(word), grounds[ground].zh),
                         str_f(l->arena, "“%.*s” hints at %s, one of the five grounds against publishing: have it reviewed first.", STR_ARG(word), grounds[ground].en)};
    lint_point(l, "ground", grounds[ground].severity, at, s, STR(""), word);
}

void lint_check_grounds(struct lint *l)
{
    const struct chars *c = &l->bulletin.chars;
    for (size_t k = 0; k < sizeof grounds / sizeof *grounds; k++) {
        size_t len = utf8_length(str_c(grounds[k].word));
        for (size_t at = 0; (at = chars_find(c, at, c->n, grounds[k].word)) != SIZE_MAX && !l->capped; at += len)
            hint(l, k, at, len);
    }
}
