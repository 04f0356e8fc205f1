/* lint.c: see lint.h. The table of rules and what they share. */
#include "paper/lint.h"

#include "paper/lint_rules.h"

#include <stdlib.h>
#include <string.h>

enum { SENTENCE_CHARS_MAX = 400,
       LABEL_CHARS_SHOWN = 24 };

const struct lint_rule lint_rules[] = {
    {"encoding", SEVERITY_WARNING, lint_check_encoding, "文字编码完好", "the text's bytes are whole"},
    {"sum", SEVERITY_ERROR, lint_check_sums, "分项之和等于总数，其中项不超过总数", "parts sum to their whole; 其中 parts do not exceed it"},
    {"announced", SEVERITY_WARNING, lint_check_announced, "所述方面数与所列部分一致", "the announced aspects are those listed"},
    {"repeat", SEVERITY_ERROR, lint_check_repeats, "同一数字前后一致", "the same figure told twice is the same"},
    {"unit", SEVERITY_ERROR, lint_check_units, "单位合理，比例不超过100%", "units are plausible and shares at most 100 %"},
    {"rate", SEVERITY_ERROR, lint_check_rates, "比率可由分子分母复算（四舍五入；未全部完成不写100%）", "rates recompute, half up, and never reach 100 % early"},
    {"date", SEVERITY_ERROR, lint_check_dates, "日期存在且先后有序", "dates exist and are in order"},
    {"lost-digits", SEVERITY_ERROR, lint_check_lost_digits, "日期没有因复制丢字", "no date lost characters by copying"},
    {"numbering", SEVERITY_ERROR, lint_check_numbering, "序号 一、（一）1.（1）连续", "numbering runs without gaps"},
    {"balance", SEVERITY_ERROR, lint_check_balance, "括号、书名号、引号成对", "brackets, title marks and quotation marks are paired"},
    {"contact", SEVERITY_WARNING, lint_check_contact, "联系方式齐全（电话、信箱、邮编、电子邮箱）", "the contact block is complete"},
    {"signature", SEVERITY_WARNING, lint_check_signature, "有署名和成文日期", "signature and date are there"},
    {"personal", SEVERITY_ERROR, lint_check_personal, "没有身份证号、手机号、银行卡号", "no ID, mobile or bank card numbers"},
    {"ground", SEVERITY_WARNING, lint_check_grounds, "没有不得公开的内容（五类）", "none of the five grounds against publishing"},
    {NULL, SEVERITY_INFO, NULL, NULL, NULL},
};

const char *severity_name(enum severity s)
{
    static const char *const names[] = {"error", "warning", "info"};
    return names[s];
}

bool lint_contradicts(const struct lint *l) { return l->by_severity[SEVERITY_ERROR] > 0; }

static void keep(struct lint *l, struct finding f)
{
    if (l->count == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 32;
        struct finding *more = arena_alloc(l->arena, l->cap * sizeof *more);
        for (size_t i = 0; i < l->count; i++)
            more[i] = l->findings[i];
        l->findings = more;
    }
    l->findings[l->count++] = f;
    l->by_severity[f.severity]++;
}

void lint_add(struct lint *l, struct finding f)
{
    if (l->count < FINDINGS_MAX)
        keep(l, f);
    else
        l->capped = true;
}

/* By place; at one place errors first, then by rule, so that the order never depends on the sort. */
static int by_place(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity < b->severity ? -1 : 1;
    int rule = strcmp(a->rule, b->rule);
    return rule ? rule : str_cmp(a->message.zh, b->message.zh);
}

void lint_sort(struct lint *l)
{
    if (l->count)
        qsort(l->findings, l->count, sizeof *l->findings, by_place);
}

void lint_point(struct lint *l, const char *rule, enum severity severity, size_t at, struct sentence message,
                struct str expected, struct str found)
{
    const struct chars *c = &l->bulletin.chars;
    lint_add(l, (struct finding){rule, severity, chars_line(c, at), chars_column(c, at), message, expected, found});
}

size_t lint_figure_from(const struct lint *l, size_t at)
{
    size_t low = 0, high = l->bulletin.figures.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (l->bulletin.figures.items[mid].at < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool ends_sentence(uint32_t cp)
{
    return cp == 0x3002 || cp == ';' || cp == '!' || cp == '?' || cp == '\n' || cp == '\r';
}

size_t lint_sentence_from(const struct lint *l, size_t at)
{
    size_t i = at;
    while (i > 0 && at - i < SENTENCE_CHARS_MAX && !ends_sentence(l->bulletin.chars.cp[i - 1]))
        i--;
    return i;
}

size_t lint_sentence_to(const struct lint *l, size_t at)
{
    size_t i = at;
    while (i < l->bulletin.chars.n && i - at < SENTENCE_CHARS_MAX && !ends_sentence(l->bulletin.chars.cp[i]))
        i++;
    return i;
}

struct str lint_amount_text(struct arena *a, int64_t millionths)
{
    struct str s = str_f(a, "%lld.%06lld", (long long)(millionths / 1000000), (long long)(millionths % 1000000));
    while (s.ptr[s.len - 1] == '0')
        s.len--;
    return s.ptr[s.len - 1] == '.' ? str_sub(s, 0, s.len - 1) : s;
}

struct str lint_label(const struct figure *f)
{
    struct str s = utf8_clip(f->label, LABEL_CHARS_SHOWN);
    return s.len ? s : f->text;
}

static void say_what_was_left(struct lint *l)
{
    if (l->bulletin.figures.capped || l->bulletin.sections_capped)
        keep(l, (struct finding){"limit", SEVERITY_INFO, 1, 1,
                                 sentence_f(l->arena,
                                            "全文数字或标题过多，只读了前 %d 个数字、%d 个标题。",
                                            "Too many figures or headings: only the first %d "
                                            "figures and %d headings were read.",
                                            (int)FIGURES_MAX, (int)SECTIONS_MAX),
                                 STR(""), STR("")});
    if (l->capped)
        keep(l, (struct finding){
                    "limit", SEVERITY_INFO, l->bulletin.chars.lines, 1,
                    sentence_f(
                        l->arena, "问题太多，只列出 %d 条：改过之后请再查一遍。",
                        "Too many findings: only %d are listed; check again after mending them.",
                        (int)FINDINGS_MAX),
                    STR(""), STR("")});
}

enum err lint_run(struct arena *a, struct str text, struct lint *out, struct sentence *why)
{
    struct lint l = {.arena = a};
    enum err e = bulletin_read(a, text, &l.bulletin, why);
    if (e)
        return e;
    for (const struct lint_rule *r = lint_rules; r->id; r++)
        r->check(&l);
    say_what_was_left(&l);
    lint_sort(&l);
    *out = l;
    return ERR_NONE;
}
