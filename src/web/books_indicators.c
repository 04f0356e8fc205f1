/* books_indicators.c: indicators as people read them: target, latest value, trend, and a small line of all readings
 * drawn as SVG (attributes only: the pages allow no inline style). */
#include "web/books.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/books.h"
#include "view/table.h"
#include "web/pages.h"

enum { READINGS_MAX = 400, /* of one indicator, in its line; the register shows all */
       POINTS_BYTES_MAX = 16 * 1024,
       SPARK_WIDTH = 120, /* templates/books.html */
       SPARK_HEIGHT = 32,
       SPARK_EDGE = 4 };

struct line { /* of one indicator: where its points lie */
    struct reading list[READINGS_MAX];
    size_t count;
    int64_t low, high, from, to; /* values and days */
};

static void widen(struct line *l, int64_t value, int64_t day)
{
    l->low = value < l->low ? value : l->low;
    l->high = value > l->high ? value : l->high;
    l->from = day && day < l->from ? day : l->from;
    l->to = day > l->to ? day : l->to;
}

static long long x_of(const struct line *l, int64_t day)
{
    int64_t span = l->to > l->from ? l->to - l->from : 1;
    return (long long)(SPARK_EDGE + (day - l->from) * (SPARK_WIDTH - 2 * SPARK_EDGE) / span);
}

static long long y_of(const struct line *l, int64_t value)
{
    int64_t span = l->high > l->low ? l->high - l->low : 1;
    return (long long)(SPARK_HEIGHT - SPARK_EDGE - (value - l->low) * (SPARK_HEIGHT - 2 * SPARK_EDGE) / span);
}

static enum err read_line(struct visit *v, const struct indicator *i, struct line *l)
{
    struct stmt *s;
    bool row = false;
    struct str sql = str_f(v->arena, "SELECT %s FROM reading k WHERE k.indicator = ?1 ORDER BY k.day, k.forecast, k.seq", table_columns(KIND_READING, "k"));
    *l = (struct line){.low = i->baseline, .high = i->baseline, .from = i->baseline_day, .to = i->baseline_day};
    widen(l, i->target, 0);
    enum err e = db_stmt_text(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, i->id);
    while (!(e = stmt_step(s, &row)) && row && l->count < READINGS_MAX) {
        struct reading *r = &l->list[l->count];
        e = table_read_row(v->arena, KIND_READING, s, 0, r);
        if (e)
            break;
        widen(l, r->value, r->day);
        l->count++;
    }
    stmt_done(s);
    return e;
}

/* The line goes through the actual readings; forecasts are open circles beside it. */
static void put_spark(struct visit *v, struct value *row, const struct indicator *i, const struct line *l)
{
    struct buf points = buf_new(v->arena, POINTS_BYTES_MAX);
    struct value *forecasts = value_rows(row, "forecasts");
    buf_f(&points, "%lld,%lld", x_of(l, i->baseline_day), y_of(l, i->baseline));
    for (size_t k = 0; k < l->count; k++) {
        const struct reading *r = &l->list[k];
        if (!r->forecast) {
            buf_f(&points, " %lld,%lld", x_of(l, r->day), y_of(l, r->value));
            continue;
        }
        struct value *dot = value_row(forecasts);
        value_int(dot, "x", x_of(l, r->day));
        value_int(dot, "y", y_of(l, r->value));
        value_text(dot, "text",
                   str_f(v->arena, v->lang == LANG_ZH ? "预测 %.*s：%.*s" : "forecast %.*s: %.*s",
                         STR_ARG(day_text(v->arena, r->day)),
                         STR_ARG(indicator_text(v->arena, r->value))));
    }
    value_text(row, "points", buf_view(&points));
    value_int(row, "target_y", y_of(l, i->target));
}

static struct str with_unit(struct visit *v, int64_t value, const struct indicator *i)
{
    return str_f(v->arena, "%.*s %.*s", STR_ARG(indicator_text(v->arena, value)), STR_ARG(i->measured_in));
}

static const char *chip_of(enum trend t)
{
    return t == TREND_IMPROVING ? "green" : t == TREND_WORSENING ? "red"
                                                                 : "none";
}

static void put_indicator(struct visit *v, struct value *list, const struct indicator *i, const struct line *l)
{
    struct value *row = value_row(list);
    enum trend t = indicator_trend(i);
    value_text(row, "name", i->name);
    value_text(row, "url", register_url(v, KIND_INDICATOR, i));
    value_text(row, "baseline", with_unit(v, i->baseline, i));
    value_text(row, "target",
               str_f(v->arena, "%s %.*s", i->direction == DIRECTION_UP ? "≥" : "≤",
                     STR_ARG(with_unit(v, i->target, i))));
    value_text(row, "actual", i->latest ? with_unit(v, i->actual, i) : tr(v->lang, "还没有数据"));
    value_text(row, "day", day_text(v->arena, i->actual_day));
    value_text(row, "source", i->source);
    value_text(row, "trend", choice_word(trends, (int64_t)t, v->lang));
    value_c(row, "colour", chip_of(t));
    value_bool(row, "reached", indicator_reached(i));
    put_spark(v, row, i, l);
}

enum err books_put_indicators(struct visit *v)
{
    struct value *list = value_rows(v->page, "indicators");
    struct line *l = arena_alloc(v->arena, sizeof *l);
    struct stmt *s;
    bool row = false;
    struct str sql = str_f(v->arena, "SELECT %s FROM indicator k WHERE k.inspection = ?1 AND k.state = ?2 ORDER BY k.seq, k.id", table_columns(KIND_INDICATOR, "k"));
    enum err e = db_stmt_text(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, BOOK_VALID);
    while (!(e = stmt_step(s, &row)) && row) {
        struct indicator *i = arena_alloc(v->arena, sizeof *i);
        e = table_read_row(v->arena, KIND_INDICATOR, s, 0, i);
        if (!e && !register_may_see(v, KIND_INDICATOR, i))
            continue;
        if (!e)
            e = read_line(v, i, l);
        if (e)
            break;
        put_indicator(v, list, i, l);
    }
    stmt_done(s);
    return e;
}

/* ---- on the registers' pages --------------------------------------------------------------------------- */

enum err indicator_register_extra(struct visit *v, const void *state)
{
    const struct indicator *i = state;
    register_fact(v, tr(v->lang, "趋势"), choice_word(trends, (int64_t)indicator_trend(i), v->lang), STR(""));
    register_fact(v, tr(v->lang, "是否达标"), tr(v->lang, indicator_reached(i) ? "已达标" : "未达标"), STR(""));
    return ERR_NONE;
}

enum err held_register_extra(struct visit *v, const void *state)
{
    const struct held *h = state;
    bool zh = v->lang == LANG_ZH;
    struct str day = day_text(v->arena, day_of(h->erased_us ? h->erased_us : h->erase_us));
    if (h->erased_us)
        register_fact(v, tr(v->lang, "个人信息"),
                      str_f(v->arena,
                            zh ? "个人信息已于 %.*s 删除（#%lld）" : "erased on %.*s (#%lld)",
                            STR_ARG(day), (long long)h->erased_seq),
                      str_f(v->arena, "/log/%lld", (long long)h->erased_seq));
    else if (h->erase_us)
        register_fact(v, tr(v->lang, "个人信息"), str_f(v->arena, zh ? "%.*s 申请删除，等另一人确认" : "erasing asked for on %.*s, waiting for another person", STR_ARG(day)), STR(""));
    return ERR_NONE;
}
