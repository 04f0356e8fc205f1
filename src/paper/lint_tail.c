/* lint_tail.c: what stands at a bulletin's end: how the public reaches the office, who signs, and when. */
#include "paper/lint_rules.h"

static size_t digits_in(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len;)
        n += char_is_digit(char_fold(utf8_next(s, &i)));
    return n;
}

static size_t line_start(const struct lint *l, size_t line)
{
    const struct chars *c = &l->bulletin.chars;
    size_t i = c->start[line ? line - 1 : c->lines - 1];
    return chars_skip_space(c, i, c->n);
}

static void missing(struct lint *l, const struct contact *k)
{
    struct buf zh = buf_new(l->arena, 256), en = buf_new(l->arena, 256);
    const struct {
        bool there;
        const char *zh, *en;
    } parts[] = {
        {k->phone.len > 0, "联系电话", "telephone"},
        {k->address.len > 0, "邮政信箱（地址）", "post box or address"},
        {k->postcode.len > 0, "邮编", "post code"},
        {k->mail.len > 0, "电子邮箱", "mail address"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].there)
            continue;
        buf_f(&zh, "%s%s", zh.len ? "、" : "", parts[i].zh);
        buf_f(&en, "%s%s", en.len ? ", " : "", parts[i].en);
    }
    if (zh.len == 0)
        return;
    struct sentence s = sentence_f(l->arena, "%s：缺%.*s。", "%s: missing: %.*s.", k->line_from ? "联系方式不齐全" : "没有联系方式", STR_ARG(buf_view(&zh)));
    s.en = str_f(l->arena, "%s: missing: %.*s.", k->line_from ? "The contact block is incomplete" : "There is no contact block", STR_ARG(buf_view(&en)));
    lint_point(l, "contact", SEVERITY_WARNING, line_start(l, k->line_from), s, buf_view(&zh), STR(""));
}

static void odd(struct lint *l, struct str found, const char *zh, const char *en)
{
    struct sentence s = {str_f(l->arena, "“%.*s”%s", STR_ARG(found), zh), str_f(l->arena, "“%.*s” %s", STR_ARG(found), en)};
    const struct chars *c = &l->bulletin.chars;
    const struct contact *k = &l->bulletin.contact;
    size_t byte = (size_t)(found.ptr - c->text.ptr), i = c->start[k->line_from - 1];
    while (i < c->n && c->from[i] < byte)
        i++;
    lint_point(l, "contact", SEVERITY_WARNING, i, s, STR(""), found);
}

void lint_check_contact(struct lint *l)
{
    const struct contact *k = &l->bulletin.contact;
    missing(l, k);
    size_t phone = digits_in(k->phone), code = digits_in(k->postcode);
    if (k->phone.len && (phone < 5 || phone > 40)) /* 12388 is the shortest; several numbers may stand there */
        odd(l, k->phone, "不像完整的电话号码：请写区号和号码。", "is no complete telephone number: give area code and number.");
    if (k->postcode.len && code != 6)
        odd(l, k->postcode, "不是邮编：邮编是6位数字。", "is no post code: it has six digits.");
    if (k->mail.len && str_find(k->mail, STR(".")) == SIZE_MAX)
        odd(l, k->mail, "不像完整的电子邮箱：请核对@后面的部分。", "is no complete mail address: check what follows the @.");
}

void lint_check_signature(struct lint *l)
{
    const struct bulletin *b = &l->bulletin;
    size_t end = line_start(l, 0);
    if (!b->date_line)
        lint_point(l, "signature", SEVERITY_WARNING, end, sentence_f(l->arena, "没有成文日期：请在署名下一行写“2025年6月10日”这样的日期。", "There is no date: write one like 2025年6月10日 on the line below the signature."), STR("YYYY年M月D日"), STR(""));
    else if (!b->date_day)
        lint_point(l, "signature", SEVERITY_WARNING, b->date_at, sentence_f(l->arena, "成文日期不完整或不存在：要写到年、月、日。", "The bulletin's date is incomplete or does not exist: give year, month and day."), STR("YYYY年M月D日"), STR(""));
    else if (b->date_leading_zero)
        lint_point(l, "signature", SEVERITY_INFO, b->date_at, sentence_f(l->arena, "成文日期的月、日不加前导零（6月，不写06月；GB/T 9704）。", "Month and day are written without a leading zero (GB/T 9704)."), STR(""), STR(""));
    if (!b->signature.len)
        lint_point(
            l, "signature", SEVERITY_WARNING, b->date_line ? line_start(l, b->date_line) : end,
            sentence_f(l->arena, "没有署名：请在成文日期上一行写发文机关名称。",
                       "There is no signature: name the issuing body on the line above the date."),
            STR(""), STR(""));
}
