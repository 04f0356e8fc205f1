/* lookback.c: the page of a look-back beside what the register shows, and its record as a sheet. */
#include "web/lookback.h"

#include "app/lookback.h"
#include "base/time.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

bool lookback_voice_is_seen(const struct visit *v, const void *state)
{
    (void)state;
    return v->ctx.env.actor.roles & (ROLE(OFFICE) | ROLE(OVERSEER));
}

/* "反弹 · 80 分 · 重新立项" */
static struct str side_of(struct visit *v, const struct lookback_line *line)
{
    const struct lookback_check *c = &line->check;
    struct str hand = line->by_hand ? str_f(v->arena, " · %.*s", STR_ARG(tr(v->lang, "指定加查"))) : STR("");
    if (!c->head.len)
        return str_f(v->arena, "%.*s%.*s", STR_ARG(tr(v->lang, "未核查")), STR_ARG(hand));
    struct str verdict = choice_word(check_verdicts, c->verdict, v->lang),
               state = choice_word(lookback_check_states, c->state, v->lang);
    return str_f(v->arena,
                 v->lang == LANG_ZH ? "%.*s · %lld 分 · %.*s%.*s" : "%.*s · %lld points · %.*s%.*s",
                 STR_ARG(verdict), (long long)c->score, STR_ARG(state), STR_ARG(hand));
}

/* To its check; where there is none yet, to the form that records it. */
static struct str url_of(struct visit *v, const struct lookback *l, const struct lookback_line *line)
{
    bool measures = l->sort == POPULATION_MEASURES,
         checks = v->ctx.env.actor.roles & ROLE(OVERSEER) && l->state == LOOKBACK_DRAWN;
    struct str item = id_str(v, measures ? line->measure.id : line->problem.id);
    if (line->check.head.len)
        return str_f(v->arena, "/r/check/%.*s", STR_ARG(id_str(v, line->check.id)));
    if (checks)
        return str_f(v->arena, "/r/check/new?lookback=%.*s&%s=%.*s", STR_ARG(id_str(v, l->id)), measures ? "measure" : "problem", STR_ARG(item));
    return str_f(v->arena, "/%s/%.*s", measures ? "measure" : "problem", STR_ARG(item));
}

static void put_sample(struct visit *v, const struct lookback *l, const struct lookback_line *lines, size_t count)
{
    struct value *section = register_section(
        v, str_f(v->arena,
                 v->lang == LANG_ZH ? "样本与核查结果（随机 %lld，指定 %lld）"
                                    : "Sample and what was found (%lld drawn, %lld by hand)",
                 (long long)l->sampled, (long long)l->by_hand));
    for (size_t i = 0; i < count; i++) {
        const struct lookback_line *line = &lines[i];
        bool measure = line->measure.head.len > 0;
        struct str number = measure ? matter_measure_number(v, &line->measure, &line->problem)
                                    : matter_problem_number(v, &line->problem);
        struct str text = utf8_clip(measure ? line->measure.text : line->problem.title, 60);
        register_line(section, str_f(v->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(text)),
                      url_of(v, l, line), side_of(v, line));
    }
}

struct unit_score {
    int64_t unit, checks, score;
};

/* The mean of the checks of each lead unit. */
static void put_units(struct visit *v, const struct lookback_line *lines, size_t count)
{
    struct unit_score *units = arena_alloc(v->arena, (count + 1) * sizeof *units);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        if (!lines[i].check.head.len || !lines[i].measure.head.len)
            continue;
        while (k < n && units[k].unit != lines[i].measure.lead_unit)
            k++;
        n += k == n;
        units[k].unit = lines[i].measure.lead_unit;
        units[k].checks++;
        units[k].score += lines[i].check.score;
    }
    if (!n)
        return;
    struct value *section = register_section(v, tr(v->lang, "各单位平均得分"));
    for (size_t i = 0; i < n; i++) {
        int64_t mean = (units[i].score * 200 + units[i].checks) / (2 * units[i].checks);
        register_line(section, site_unit(v, units[i].unit), STR(""),
                      str_f(v->arena,
                            v->lang == LANG_ZH ? "%lld.%02lld 分（%lld 项）"
                                               : "%lld.%02lld points (%lld checks)",
                            (long long)(mean / 100), (long long)(mean % 100),
                            (long long)units[i].checks));
    }
}

static void put_how(struct visit *v, const struct lookback *l)
{
    struct value *section = register_section(v, tr(v->lang, "怎样重做这次抽样"));
    struct str id = id_str(v, l->id), none = STR("");
    register_line(section, tr(v->lang, "排序值 = SHA-256（种子、换行、十位编号），从小到大取；有每单位下限的先取各单位最小的。"), none, none);
    register_line(section, tr(v->lang, "总体 = 抽样时日志位置上本轮已销号的事项；总体校验码 = 全部编号排序、每个后加换行的 SHA-256。"), none, none);
    register_line(section, str_f(v->arena, "huiyin lookback DIR %.*s", STR_ARG(id)), none, tr(v->lang, "由日志重做并核对"));
    register_line(section, str_f(v->arena, "huiyin lookback DIR %.*s --population", STR_ARG(id)), none, tr(v->lang, "列出总体"));
    struct str least = l->per_unit ? str_f(v->arena, " --per-unit %lld", (long long)l->per_unit) : none;
    register_line(section,
                  str_f(v->arena, "huiyin draw --seed '%.*s' --%s %lld%.*s < ids", STR_ARG(l->seed),
                        l->draw_by == DRAW_BY_PERCENT ? "percent" : "take", (long long)l->take,
                        STR_ARG(least)),
                  none, tr(v->lang, "由任意名单重做"));
    register_line(section, tr(v->lang, "不用本程序、只用 sha256sum 和 sort 的办法见 docs/look-back-draw.md。"), none, none);
}

enum err lookback_register_extra(struct visit *v, const void *state)
{
    const struct lookback *l = state;
    const struct lookback_line *lines;
    size_t count;
    if (l->nth > 1)
        register_fact(v, tr(v->lang, "注意"), str_f(v->arena, v->lang == LANG_ZH ? "这是本轮对同一类总体的第 %lld 次抽样方案" : "plan %lld over the same sort of things in this round", (long long)l->nth), STR(""));
    if (!l->position)
        return ERR_NONE;
    enum err e = lookback_lines(v->site->app.db, v->arena, l, &lines, &count);
    if (e)
        return e;
    put_sample(v, l, lines, count);
    put_units(v, lines, count);
    put_how(v, l);
    register_link(v, tr(v->lang, "导出回头看记录"), str_f(v->arena, "/lookback/%.*s/record", STR_ARG(id_str(v, l->id))));
    return ERR_NONE;
}

enum err lookback_check_register_extra(struct visit *v, const void *state)
{
    const struct lookback_check *c = state;
    bool may = c->state == CHECK_REOPEN && v->ctx.env.actor.roles & ROLE(OVERSEER);
    struct str item = id_str(v, c->measure ? c->measure : c->problem);
    if (may)
        register_link(v, tr(v->lang, "去重新立项"), str_f(v->arena, "/%s/%.*s", c->measure ? "measure" : "problem", STR_ARG(item)));
    return ERR_NONE;
}

struct response *lookback_record_file(struct visit *v)
{
    struct lookback l;
    struct str bytes;
    struct sentence why = {STR(""), STR("")};
    enum err e = site_load(v, KIND_LOOKBACK, v->id[0], &l);
    if (e == ERR_MISSING || (!e && (!l.position || !register_may_see(v, KIND_LOOKBACK, &l))))
        return site_missing(v);
    if (!e)
        e = lookback_record_sheet(v->site->app.db, v->arena, &l, v->lang, &bytes, &why);
    if (e)
        return why.zh.len ? site_error(v, e, why) : site_database_failed(v, e);
    struct response *r = response_new(v->request, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"lookback-%.*s.xlsx\"", STR_ARG(id_str(v, l.id))));
    return r;
}
