/* colour.c: warning colour and report label, both computed at a date and never stored. */
#include "domain/measure.h"

#include "base/time.h"

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
                                {NULL, NULL, NULL}};

enum colour measure_colour(int64_t state, int64_t due_day, int64_t today)
{
    if (state == MEASURE_CLOSED || state == MEASURE_VOID)
        return COLOUR_DONE;
    if (!due_day || state < MEASURE_ISSUED)
        return COLOUR_NONE;
    if (today > due_day)
        return COLOUR_RED;
    if (due_day - today <= COLOUR_YELLOW_DAYS)
        return COLOUR_YELLOW;
    return due_day - today >= COLOUR_GREEN_DAYS ? COLOUR_GREEN : COLOUR_BLUE;
}

enum label measure_label(const struct measure *m, int64_t today)
{
    if (m->state == MEASURE_VOID)
        return LABEL_NONE;
    if (m->state == MEASURE_CLOSED)
        return LABEL_DONE;
    if (m->state < MEASURE_WORKING)
        return m->due_day && today > m->due_day && m->state == MEASURE_ISSUED ? LABEL_OVERDUE : LABEL_NOT_STARTED;
    if (m->due_day && today > m->due_day)
        return LABEL_OVERDUE;
    if (m->last_period < period_of(today) - 1 && period_of(day_of(m->signed_us)) < period_of(today) - 1)
        return LABEL_LAGGING;
    return m->type == TYPE_SUSTAINED ? LABEL_SUSTAINED : LABEL_WORKING;
}
