/* lint_told.c: what the bulletin tells of itself: announced aspects against those listed, the same figure
 * told twice, and units that cannot be. */
#include "paper/lint_rules.h"

enum { REPEATS_MAX = 4000 }; /* figures compared with each other; more are left alone */

/* ---- announced ------------------------------------------------------------------------------------------- */

/* Sections that treat one aspect each: 一、关于“…”问题的整改情况. Other sections (组织领导, 下一步工作) do not. */
static size_t aspects_listed(const struct bulletin *b, int level, size_t *line)
{
    size_t n = 0;
    for (size_t i = 0; i < b->section_count; i++) {
        const struct section *s = &b->sections[i];
        bool about = str_starts(s->heading, STR("关于")) || str_starts(s->heading, STR("针对")) ||
                     str_find(s->heading, STR("方面")) != SIZE_MAX;
        if (s->level != level || !about)
            continue;
        *line = n == 0 ? s->line : *line;
        n++;
    }
    return n;
}

/* Problems are never counted from headings: a heading may hold several. Only aspects are compared, and
 * not where the headings are as many as the problems. */
void lint_check_announced(struct lint *l)
{
    const struct bulletin *b = &l->bulletin;
    size_t line = 1, listed = aspects_listed(b, 1, &line);
    int level = 1;
    if (listed < 2) {
        listed = aspects_listed(b, 2, &line);
        level = 2;
    }
    int64_t told = b->announced.aspects;
    if (told < 0 || listed < 2 || (int64_t)listed == told || (int64_t)listed == b->announced.problems)
        return;
    if (level == 2 && b->level_count[1] > 2) /* （一）关于… under several parts are problems, not aspects */
        return;
    struct str expected = str_f(l->arena, "%lld", (long long)told), found = str_f(l->arena, "%zu", listed);
    struct sentence s = sentence_f(l->arena, "前文说有%.*s个方面，正文按方面列出的部分有%.*s个：请核对是否漏列或多列。",
                                   "%.*s aspects are announced, but %.*s are listed as sections: check whether one is missing or too many.", STR_ARG(expected), STR_ARG(found));
    lint_point(l, "announced", SEVERITY_WARNING, b->figures.items[b->announced.aspects_figure].at, s, expected, found);
}

/* ---- the same figure twice ---------------------------------------------------------------------------------- */

static void differs(struct lint *l, const struct figure *first, const struct figure *f, enum severity severity)
{
    struct sentence s =
        sentence_f(l->arena, "“%.*s”前面（第%zu行）写的是%.*s%.*s，这里写的是%.*s%.*s：请核对。",
                   "“%.*s” was given before (line %zu) as %.*s%.*s and here as %.*s%.*s: check "
                   "which is right.",
                   STR_ARG(lint_label(f)), first->line, STR_ARG(first->value), STR_ARG(first->unit),
                   STR_ARG(f->value), STR_ARG(f->unit));
    lint_point(l, "repeat", severity, f->at, s, first->value, f->value);
}

/* Words that say another round, another year or only a part is meant. */
static bool other_scope(const struct lint *l, size_t at)
{
    static const char *const words[] = {"上轮", "上一轮", "上次", "上一次", "其中", "已完成",
                                        "完成", "已整改", "上年", "去年", "同期", "层面",
                                        "级", "单位", "本级", "系统", "专项", "另",
                                        "选人用人", "意识形态", "尚", NULL};
    return chars_find_any(&l->bulletin.chars, lint_sentence_from(l, at), at, words);
}

static void compare(struct lint *l, int64_t first, int64_t now, size_t first_figure, size_t figure)
{
    if (first >= 0 && now >= 0 && first != now)
        differs(l, &l->bulletin.figures.items[first_figure], &l->bulletin.figures.items[figure], SEVERITY_ERROR);
}

static void check_announcements(struct lint *l)
{
    const struct announced *first = &l->bulletin.announced;
    struct announced now;
    for (size_t at = first->aspects_figure + 1; first->problems >= 0 && announced_next(&l->bulletin, &at, &now);) {
        if (now.problems < 0 || other_scope(l, l->bulletin.figures.items[now.aspects_figure].at))
            continue;
        compare(l, first->aspects, now.aspects, first->aspects_figure, now.aspects_figure);
        compare(l, first->problems, now.problems, first->problems_figure, now.problems_figure);
        compare(l, first->measures, now.measures, first->measures_figure, now.measures_figure);
    }
}

static bool is_total(const struct figure *f)
{
    static const char *const totals[] = {"党纪处分", "政务处分", "组织处理", "党纪政务处分", "诫勉", "教育提醒", "批评教育", "移送司法机关", "问责", "提醒谈话"};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (str_is(f->label, totals[i]))
            return !f->inexact && !f->each;
    return false;
}

/* Totals belong to the whole only before the first section and in the closing paragraphs. */
static bool in_frame(const struct lint *l, const struct figure *f)
{
    static const char *const closing[] = {"下一步", "截至", "截止", "总的", "总之", "综上", "通过整改", "整改以来", "巡视整改以来", "全市共", "全县共", "全区共", NULL};
    const struct bulletin *b = &l->bulletin;
    if (!b->section_count || f->at < b->sections[0].at)
        return true;
    size_t start = chars_skip_space(&b->chars, b->chars.start[f->line - 1], b->chars.n);
    return chars_any(&b->chars, start, closing) > 0;
}

static bool bracketed(const struct lint *l, size_t at)
{
    const struct chars *c = &l->bulletin.chars;
    for (size_t i = at; i > 0 && at - i < 200 && c->cp[i - 1] != '\n' && c->cp[i - 1] != ')'; i--)
        if (c->cp[i - 1] == '(')
            return true;
    return false;
}

static void check_totals(struct lint *l)
{
    const struct figures *all = &l->bulletin.figures;
    const struct figure **seen = arena_alloc(l->arena, REPEATS_MAX * sizeof *seen);
    size_t n = 0;
    for (size_t i = 0; i < all->count && n < REPEATS_MAX; i++) {
        const struct figure *f = &all->items[i], *first = NULL;
        if (!is_total(f) || !in_frame(l, f) || bracketed(l, f->at) || other_scope(l, f->at))
            continue;
        /* The table of totals is short, so is the list of those seen first. */
        for (size_t k = 0; k < n && !first; k++)
            if (str_eq(seen[k]->label, f->label) && str_eq(seen[k]->unit, f->unit))
                first = seen[k];
        if (first && !str_eq(first->value, f->value))
            differs(l, first, f, SEVERITY_ERROR);
        else if (!first)
            seen[n++] = f;
    }
}

/* 全市共追缴资金N万元; 截至目前，累计追缴资金N万元: said of the whole wherever it stands. What is counted, 追缴资金, or
 * empty. The label alone (资金) would not tell 追缴 from 投入. */
static struct str told_of_whole(const struct lint *l, const struct figure *f)
{
    static const char *const words[] = {"全市共", "全县共", "全区共", "全校共", "全局共", "全院共", "全市累计", "全县累计", "全区累计", "全校累计", "全局累计", "截至目前,共", "截至目前,累计", "截至目前累计", "截至目前共", "整改以来,共", "整改以来,累计", NULL};
    static const char *const stops[] = {",", "、", "(", ":", NULL};
    const struct chars *c = &l->bulletin.chars;
    struct str none = {NULL, 0};
    if (f->inexact || f->each || !f->unit.len || str_is(f->unit, "%") || f->label_after)
        return none;
    for (size_t at = lint_sentence_from(l, f->at); at < f->at; at++) {
        size_t n = chars_any(c, at, words), from = at + n;
        if (!n || from + 3 > f->at)
            continue;
        return chars_find_any(c, from, f->at, stops) ? none : str_trim(chars_folded(c, from, f->at));
    }
    return none;
}

/* The same total of the whole told with another number; it may be of another day, so a warning. */
static void check_sweeping(struct lint *l)
{
    const struct figures *all = &l->bulletin.figures;
    struct told {
        const struct figure *f;
        struct str what;
    } *seen = arena_alloc(l->arena, REPEATS_MAX * sizeof *seen);
    size_t n = 0;
    for (size_t i = 0; i < all->count && n < REPEATS_MAX; i++) {
        const struct figure *f = &all->items[i], *first = NULL;
        struct str what = told_of_whole(l, f);
        if (!what.len || is_total(f) || bracketed(l, f->at))
            continue;
        for (size_t k = 0; k < n && !first; k++)
            if (str_eq(seen[k].what, what) && str_eq(seen[k].f->unit, f->unit))
                first = seen[k].f;
        if (!first)
            seen[n++] = (struct told){f, what};
        else if (first->line != f->line && !str_eq(first->value, f->value))
            differs(l, first, f, SEVERITY_WARNING);
    }
}

void lint_check_repeats(struct lint *l)
{
    check_announcements(l);
    check_totals(l);
    check_sweeping(l);
}

/* ---- units ------------------------------------------------------------------------------------------------------ */

static bool unit_in(const struct figure *f, const char *const *units)
{
    for (; *units; units++)
        if (str_is(f->unit, *units))
            return true;
    return false;
}

static const struct {
    const char *label, *const units[10];
} fitting[] = {
    {"党纪处分", {"人", "人次", "名", "件", NULL}},
    {"政务处分", {"人", "人次", "名", "件", NULL}},
    {"党内警告", {"人", "人次", "名", NULL}},
    {"严重警告", {"人", "人次", "名", NULL}},
    {"留党察看", {"人", "人次", "名", NULL}},
    {"开除党籍", {"人", "人次", "名", NULL}},
    {"撤销党内职务", {"人", "人次", "名", NULL}},
    {"组织处理", {"人", "人次", "名", "件", NULL}},
    {"诫勉", {"人", "人次", "名", NULL}},
    {"教育提醒", {"人", "人次", "名", NULL}},
    {"批评教育", {"人", "人次", "名", NULL}},
    {"党内职务", {"人", "人次", "名", NULL}},
    {"移送司法机关", {"人", "人次", "名", "件", "起", NULL}},
};

static void odd_unit(struct lint *l, const struct figure *f, struct str expected)
{
    struct sentence s = sentence_f(l->arena, "“%.*s”的单位写的是“%.*s”，一般用“%.*s”：请核对。", "“%.*s” is counted in “%.*s”; “%.*s” is usual: check it.", STR_ARG(lint_label(f)), STR_ARG(f->unit), STR_ARG(expected));
    lint_point(l, "unit", SEVERITY_WARNING, f->at, s, expected, f->unit);
}

/* Shares of a whole stay at or below 100 %; growth and yields do not. */
static bool is_share(const struct figure *f)
{
    static const char *const shares[] = {"完成率", "整改率", "销号率", "办结率", "覆盖率", "满意率", "合格率", "入驻率", "回复率", "答复率", "到位率", "占比", "参与率", "知晓率", "签收率", "反馈率", "好评率"};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (str_find(f->label, str_c(shares[i])) != SIZE_MAX)
            return true;
    return str_is(f->label, "占");
}

static bool changes(const struct figure *f)
{
    static const char *const words[] = {"增长", "提高", "提升", "增加", "上升", "增", "超", "下降"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(f->label, str_c(words[i])) != SIZE_MAX)
            return true;
    return str_find(f->qualifier, STR("比")) != SIZE_MAX;
}

static void check_share(struct lint *l, const struct figure *f)
{
    int64_t amount;
    if (!is_share(f) || changes(f) || !figure_amount(f, &amount) || amount <= 100 * 1000000)
        return;
    struct sentence s = sentence_f(l->arena, "“%.*s”是%.*s%%，超过了100%%：请核对。", "“%.*s” is %.*s %%, which is more than 100 %%: check it.", STR_ARG(lint_label(f)), STR_ARG(f->value));
    lint_point(l, "unit", SEVERITY_ERROR, f->at, s, STR("100"), f->value);
}

static void check_fraction(struct lint *l, const struct figure *f)
{
    static const char *const whole[] = {"人", "名", "人次", "个", "件", "家", "户", "项", "条", "份", "起", NULL};
    static const char *const average[] = {"每", "平均", "人均", "均", "比", "指数", NULL};
    const struct chars *c = &l->bulletin.chars;
    if (str_find(f->value, STR(".")) == SIZE_MAX || !unit_in(f, whole))
        return;
    if (chars_find_any(c, lint_sentence_from(l, f->at), f->at, average))
        return;
    struct sentence s = sentence_f(l->arena, "“%.*s”以“%.*s”计，却不是整数（%.*s）：请核对，平均数要写明“平均”。", "“%.*s” is counted in “%.*s” but is not whole (%.*s): check it, and say 平均 for an average.", STR_ARG(lint_label(f)), STR_ARG(f->unit), STR_ARG(f->value));
    lint_point(l, "unit", SEVERITY_WARNING, f->at, s, STR(""), f->value);
}

void lint_check_units(struct lint *l)
{
    for (size_t i = 0; i < l->bulletin.figures.count; i++) {
        const struct figure *f = &l->bulletin.figures.items[i];
        for (size_t k = 0; k < sizeof fitting / sizeof *fitting; k++)
            if (f->unit.len && str_is(f->label, fitting[k].label) && !f->label_after &&
                !str_is(f->unit, "%") && !unit_in(f, fitting[k].units))
                odd_unit(l, f, str_c(fitting[k].units[0]));
        if (str_is(f->unit, "%"))
            check_share(l, f);
        check_fraction(l, f);
    }
}
