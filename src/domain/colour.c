/* colour.c: warning colour and report label, both computed at a date and never stored. */
#include "domain/measure.h"

#include "base/time.h"
#include "domain/regime.h"

const struct choice colours[] = {{"none", "不预警", "No warning"},
                                 {"green", "绿", "Green"},
                                 {"blue", "正常", "On course"},
                                 {"yellow", "黄", "Yellow"},
                                 {"red", "红", "Red"},
                                 {"done", "已办结", "Done"},
                                 {NULL, NULL, NULL}};
const struct choice labels[] = {{"", "", ""},
                                {"done", "已完成", "Done"},
                                {"sustained", "长期坚持", "Sustained"},
                                {"working", "正在推进", "In progress"},
                                {"lagging", "滞后", "Lagging"},
                                {"overdue", "超期", "Overdue"},
                                {"not_started", "未启动", "Not started"},
                                {"nearly", "基本完成", "Nearly done"},
                                {NULL, NULL, NULL}};

struct colour_rule colour_rule_default(int64_t today)
{
    return (struct colour_rule){today, today + COLOUR_YELLOW_DAYS, today + COLOUR_GREEN_DAYS, 0, 0};
}

/* Percent the work is behind the share of its time that has gone, 0 when it is not. */
static int64_t percent_behind(const struct colour_rule *r, int64_t start_day, int64_t due_day, int64_t percent)
{
    if (!start_day || due_day <= start_day || r->today <= start_day)
        return 0;
    int64_t gone = r->today >= due_day ? 100 : (r->today - start_day) * 100 / (due_day - start_day);
    return gone > percent ? gone - percent : 0;
}

enum colour measure_colour_by(const struct colour_rule *r, int64_t state, int64_t start_day, int64_t due_day,
                              int64_t percent)
{
    if (state >= MEASURE_CLOSED)
        return COLOUR_DONE;
    if (!due_day || state < MEASURE_ISSUED)
        return COLOUR_NONE;
    int64_t behind = percent_behind(r, start_day, due_day, percent);
    if (r->today > due_day || (r->lag_red && behind >= r->lag_red))
        return COLOUR_RED;
    if (due_day <= r->yellow_until || (r->lag_yellow && behind >= r->lag_yellow))
        return COLOUR_YELLOW;
    return due_day >= r->green_from ? COLOUR_GREEN : COLOUR_BLUE;
}

enum colour measure_colour(int64_t state, int64_t due_day, int64_t today)
{
    struct colour_rule r = colour_rule_default(today);
    return measure_colour_by(&r, state, 0, due_day, 0);
}

enum label measure_label(const struct measure *m, int64_t rhythm, int64_t today)
{
    int64_t last = regime_period_before(rhythm, regime_period(rhythm, today));
    if (m->state == MEASURE_VOID)
        return LABEL_NONE;
    if (m->state == MEASURE_CLOSED || m->state == MEASURE_ROUTINE)
        return LABEL_DONE;
    if (m->state < MEASURE_WORKING)
        return m->due_day && today > m->due_day && m->state == MEASURE_ISSUED ? LABEL_OVERDUE : LABEL_NOT_STARTED;
    if (m->due_day && today > m->due_day)
        return LABEL_OVERDUE;
    if (m->state == MEASURE_CLAIMED || m->state == MEASURE_VERIFYING)
        return LABEL_NEARLY;
    int64_t begun_us = m->reopened_us > m->signed_us ? m->reopened_us : m->signed_us;
    if (m->last_period < last && regime_period(rhythm, day_of(begun_us)) < last)
        return LABEL_LAGGING;
    return m->state == MEASURE_SUSTAINED || m->type == TYPE_SUSTAINED ? LABEL_SUSTAINED : LABEL_WORKING;
}
