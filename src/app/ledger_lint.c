/* ledger_lint.c: see ledger_lint.h. The table is the whole of what is compared. */
#include "app/ledger_lint.h"

#include "base/hash.h"
#include "base/time.h"

enum { MILLION = 1000000 };

/* A label as lint reads it, the unit printed behind it, and the figure it tells; where a paper may mean either of
 * two, the second is tried as well. */
static const struct {
    const char *label, *unit, *name, *other;
} labels[] = {
    {"销号", "条", "measures.closed", NULL},
    {"已销号", "条", "measures.closed", NULL},
    {"完成", "条", "measures.closed", NULL},
    {"已完成", "条", "measures.closed", NULL},
    {"销号", "个", "problems.closed", NULL},
    {"已销号", "个", "problems.closed", NULL},
    {"完成", "个", "problems.closed", NULL},
    {"已完成", "个", "problems.closed", NULL},
    {"销号率", "%", "measures.closed_rate", "problems.closed_rate"},
    {"完成率", "%", "measures.closed_rate", "problems.closed_rate"},
    {"措施销号率", "%", "measures.closed_rate", NULL},
    {"措施完成率", "%", "measures.closed_rate", NULL},
    {"问题销号率", "%", "problems.closed_rate", NULL},
    {"问题完成率", "%", "problems.closed_rate", NULL},
    {"正在推进", "条", "measures.working", NULL},
    {"超期", "条", "measures.overdue", NULL},
    {"党纪处分", "人", "sanctions.party", NULL},
    {"党内警告", "人", "sanctions.party_warning", NULL},
    {"严重警告", "人", "sanctions.party_serious_warning", NULL},
    {"党内严重警告", "人", "sanctions.party_serious_warning", NULL},
    {"撤销党内职务", "人", "sanctions.party_removal", NULL},
    {"留党察看", "人", "sanctions.party_probation", NULL},
    {"开除党籍", "人", "sanctions.party_expulsion", NULL},
    {"政务处分", "人", "sanctions.gov", NULL},
    {"警告", "人", "sanctions.gov_warning", NULL},
    {"政务警告", "人", "sanctions.gov_warning", NULL},
    {"记过", "人", "sanctions.gov_demerit", NULL},
    {"记大过", "人", "sanctions.gov_major_demerit", NULL},
    {"降级", "人", "sanctions.gov_demotion", NULL},
    {"撤职", "人", "sanctions.gov_removal", NULL},
    {"开除", "人", "sanctions.gov_dismissal", NULL},
    {"组织处理", "人", "sanctions.org", NULL},
    {"调离岗位", "人", "sanctions.org_transfer", NULL},
    {"免职", "人", "sanctions.org_removal", NULL},
    {"诫勉", "人", "sanctions.admonition", NULL},
    {"教育提醒", "人", "sanctions.reminder", NULL},
    {"批评教育", "人", "sanctions.criticism", NULL},
    {"谈话提醒", "人", "sanctions.talk", NULL},
    {"约谈", "人", "sanctions.summons", NULL},
    {"通报批评", "人", "sanctions.circular", NULL},
    {"立案", "人", "sanctions.case_filed", NULL},
    {"立案", "件", "sanctions.cases", NULL},
    {"移送司法机关", "人", "sanctions.handed_over", NULL},
    {"追缴", "万元", "recoveries.recovered", "recoveries.total"},
    {"清退", "万元", "recoveries.returned", NULL},
    {"挽回", "万元", "recoveries.saved", "recoveries.total"},
    {"挽回损失", "万元", "recoveries.saved", "recoveries.total"},
    {"追缴挽回", "万元", "recoveries.total", NULL},
    {"上缴", "万元", "recoveries.paid_in", NULL},
    {"退赔", "万元", "recoveries.compensated", NULL},
    {"盘活", "万元", "recoveries.activated", NULL},
    {"废止", "项", "rules.abolished", NULL},
    {"废止制度", "项", "rules.abolished", NULL},
    {"制度", "项", "rules.total", NULL},
    {"新建", "项", "rules.issued", NULL},
    {"新建制度", "项", "rules.issued", NULL},
    {"修订", "项", "rules.revised", NULL},
    {"修订制度", "项", "rules.revised", NULL},
};

struct comparison {
    struct lint *lint;
    const struct moment *m;
    struct str command;
    struct sentence *why;
};

static struct str told_json(struct arena *a, const struct told *t)
{
    if (t->scale > 1)
        return told_text(a, t);
    return t->rate
               ? str_f(a, "%lld.%02lld", (long long)(t->value / 100), (long long)(t->value % 100))
               : str_f(a, "%lld", (long long)t->value);
}

static int64_t millionths(const struct told *t)
{
    return t->rate ? t->value * (MILLION / 100) : t->value * (MILLION / t->scale);
}

static void differs(struct comparison *c, const struct figure *f, const struct told *t)
{
    struct arena *a = c->lint->arena;
    struct str label = f->label.len ? f->label : f->text, value = told_json(a, t), day = day_text(a, c->m->as_of_day);
    struct str id = id_text(a, c->m->inspection);
    struct str list = str_f(a, "huiyin figures %.*s --inspection %.*s --at %lld --list %.*s", STR_ARG(c->command), STR_ARG(id), (long long)c->m->position, STR_ARG(t->name));
    struct sentence say = {
        str_f(a, "“%.*s”写的是%.*s%.*s，台账（截至%.*s）是%.*s%s；清单：%.*s", STR_ARG(label),
              STR_ARG(f->value), STR_ARG(f->unit), STR_ARG(day), STR_ARG(value), t->unit,
              STR_ARG(list)),
        str_f(
            a,
            "\"%.*s\" is given as %.*s%.*s, the ledger (as of %.*s) has %.*s%s; the records: %.*s",
            STR_ARG(label), STR_ARG(f->value), STR_ARG(f->unit), STR_ARG(day), STR_ARG(value),
            t->unit, STR_ARG(list))};
    lint_add(c->lint, (struct finding){"ledger", SEVERITY_ERROR, f->line, f->column, say, value, f->value});
}

/* NAME's value against F's; OTHER (may be NULL) may agree instead. */
static enum err compare(struct comparison *c, const struct figure *f, const char *name, const char *other)
{
    struct told first, second;
    int64_t printed;
    if (f->inexact || f->each || !figure_amount(f, &printed))
        return ERR_NONE;
    enum err e = told_read(c->lint->arena, c->m, str_c(name), STR(""), &first, c->why);
    if (e || millionths(&first) == printed)
        return e;
    if (other) {
        e = told_read(c->lint->arena, c->m, str_c(other), STR(""), &second, c->why);
        if (e || millionths(&second) == printed)
            return e;
    }
    differs(c, f, &first);
    return ERR_NONE;
}

/* 预测, 同比 and the like tell another figure. */
static bool another(const struct figure *f)
{
    static const char *const words[] = {"预测", "预计", "同比", "环比", "计划", "拟"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(f->qualifier, str_c(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static enum err compare_announced(struct comparison *c)
{
    const struct announced *n = &c->lint->bulletin.announced;
    const struct figure *items = c->lint->bulletin.figures.items;
    enum err e = n->aspects < 0 ? ERR_NONE : compare(c, &items[n->aspects_figure], "aspects.total", NULL);
    if (!e && n->problems >= 0)
        e = compare(c, &items[n->problems_figure], "problems.total", NULL);
    if (!e && n->measures >= 0)
        e = compare(c, &items[n->measures_figure], "measures.total", NULL);
    return e;
}

/* The line of the first part; totals are told before it. */
static size_t totals_end(const struct bulletin *b)
{
    for (size_t i = 0; i < b->section_count; i++)
        if (b->sections[i].level == 1)
            return b->sections[i].line;
    return SIZE_MAX;
}

enum err ledger_lint(struct lint *l, const struct moment *m, struct str command, struct sentence *why)
{
    struct comparison c = {l, m, command, why};
    const struct figures *all = &l->bulletin.figures;
    size_t end = totals_end(&l->bulletin);
    enum err e = compare_announced(&c);
    for (size_t i = 0; i < all->count && !e && all->items[i].line < end; i++) {
        const struct figure *f = &all->items[i];
        for (size_t k = 0; k < sizeof labels / sizeof *labels && !e && !another(f); k++)
            if (str_is(f->label, labels[k].label) && str_is(f->unit, labels[k].unit)) {
                e = compare(&c, f, labels[k].name, labels[k].other);
                break;
            }
    }
    lint_sort(l);
    return e;
}
