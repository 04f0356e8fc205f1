/* limit.c: counting time limits, and saying in words how a due day came about. See calendar.h.
 *
 * There is one measure, counted(), which grows with its end; the day a limit ends is the first where it reaches the
 * count. So adding and measuring cannot disagree. */
#include "domain/calendar.h"

#include "base/time.h"

enum { NAMES_MAX = 6, /* holidays named in a sentence */
       WORDS_MAX = 2000 };
static const int64_t day_max = 84005; /* 2199-12-31: no clock runs longer */

const struct choice clock_choices[] = {{"calendar", "天", "calendar days"},
                                       {"workday", "个工作日", "workdays"},
                                       {"month", "个月", "months"},
                                       {NULL, NULL, NULL}};

/* ---- counting ------------------------------------------------------------------------------------ */

static int64_t last_of(const struct pause *p) { return p->to ? p->to : day_max; }

static int64_t reading(const struct calendar *c, enum clock clock, int64_t day)
{
    return clock == CLOCK_WORKDAY ? calendar_workdays_to(c, day) : day;
}

/* The pause that ends after DAY and begins first; NULL for none. */
static const struct pause *next_pause(const struct pauses *p, int64_t day)
{
    const struct pause *first = NULL;
    for (size_t i = 0; p && i < p->count; i++)
        if (last_of(&p->list[i]) > day && last_of(&p->list[i]) >= p->list[i].from &&
            (!first || p->list[i].from < first->from))
            first = &p->list[i];
    return first;
}

static bool paused(const struct pauses *p, int64_t day)
{
    const struct pause *next = next_pause(p, day - 1);
    return next && next->from <= day;
}

/* Days of CLOCK after FROM up to and with TO that are not paused; TO is not before FROM. */
static int64_t counted(const struct calendar *c, enum clock clock, int64_t from, int64_t to, const struct pauses *p)
{
    int64_t sum = reading(c, clock, to) - reading(c, clock, from), at = from;
    const struct pause *next;
    while (at < to && (next = next_pause(p, at)) && next->from <= to) {
        int64_t begin = next->from - 1 > at ? next->from - 1 : at, end = last_of(next) < to ? last_of(next) : to;
        sum -= reading(c, clock, end) - reading(c, clock, begin);
        at = end;
    }
    return sum;
}

/* The first day where counted() is N; 0 when the clock never gets there. */
static int64_t reached(const struct calendar *c, enum clock clock, int64_t from, int64_t n, const struct pauses *p)
{
    int64_t lo = from, hi = from, step = n + 7;
    if (!n)
        return from;
    while (hi < day_max && counted(c, clock, from, hi, p) < n) {
        lo = hi;
        hi = hi + step < day_max ? hi + step : day_max;
        step *= 2;
    }
    if (counted(c, clock, from, hi, p) < n)
        return 0;
    while (lo + 1 < hi) { /* too few at LO, enough at HI */
        int64_t mid = (lo + hi) / 2;
        if (counted(c, clock, from, mid, p) < n)
            lo = mid;
        else
            hi = mid;
    }
    return hi;
}

static int64_t months_after(int64_t day, int64_t n, bool *clipped)
{
    struct civil c = civil_from_day(day);
    int64_t month = c.year * 12LL + c.month - 1 + n;
    int y = (int)(month / 12), m = (int)(month % 12) + 1, last = month_days(y, m);
    *clipped = c.day > last;
    return day_from_civil(y, m, *clipped ? last : c.day);
}

/* In December's last days a notice of the next year has given days off before: 29 December is the earliest. */
static bool december_end(int64_t day)
{
    struct civil c = civil_from_day(day);
    return c.month == 12 && c.day >= 29;
}

static void doubt(const struct calendar *c, int64_t from, int64_t to, struct limit_due *out)
{
    int last = civil_from_day(to).year + december_end(to);
    for (int y = civil_from_day(from).year; y <= last && out->doubts < LIMIT_DOUBTS_MAX; y++)
        if (!calendar_year(c, y))
            out->doubtful[out->doubts++] = y;
}

static int64_t rolled(const struct calendar *c, int64_t day, const struct pauses *p)
{
    while (day <= day_max && (!calendar_workday(c, day) || paused(p, day)))
        day++;
    return day > day_max ? 0 : day;
}

struct limit_due limit_add(const struct calendar *c, int64_t from_day, const struct limit *l, const struct pauses *p)
{
    struct limit_due due = {0};
    int64_t n = l->count < 0 ? 0 : l->count > LIMIT_COUNT_MAX ? LIMIT_COUNT_MAX
                                                              : l->count;
    if (l->clock == CLOCK_MONTH)
        n = months_after(from_day, n, &due.clipped) - from_day;
    due.last_day = due.day = reached(c, l->clock == CLOCK_WORKDAY ? CLOCK_WORKDAY : CLOCK_CALENDAR, from_day, n, p);
    if (!due.day)
        return due;
    if (l->roll)
        due.day = rolled(c, due.last_day, p);
    due.paused_days = due.last_day - from_day - counted(c, CLOCK_CALENDAR, from_day, due.last_day, p);
    if (l->clock == CLOCK_WORKDAY)
        doubt(c, due.last_day > from_day ? from_day + 1 : from_day, due.day ? due.day : due.last_day, &due);
    else if (l->roll)
        doubt(c, due.last_day, due.day ? due.day : due.last_day, &due);
    return due;
}

int64_t limit_measure(const struct calendar *c, int64_t from_day, int64_t to_day, enum clock clock,
                      const struct pauses *p)
{
    bool clipped;
    if (to_day < from_day)
        return -limit_measure(c, to_day, from_day, clock, p);
    int64_t ran = counted(c, clock == CLOCK_WORKDAY ? CLOCK_WORKDAY : CLOCK_CALENDAR, from_day, to_day, p);
    if (clock != CLOCK_MONTH)
        return ran;
    struct civil a = civil_from_day(from_day), b = civil_from_day(from_day + ran);
    int64_t n = (b.year - a.year) * 12 + b.month - a.month;
    return n - (n > 0 && months_after(from_day, n, &clipped) > from_day + ran);
}

int64_t limit_left(const struct calendar *c, int64_t today, int64_t due_day, enum clock clock, const struct pauses *p)
{
    return limit_measure(c, today, due_day, clock == CLOCK_MONTH ? CLOCK_CALENDAR : clock, p);
}

/* ---- in words ------------------------------------------------------------------------------------ */

struct both { /* the same words in both languages */
    struct arena *arena;
    struct buf zh, en;
    bool open; /* inside brackets */
};

static struct both words(struct arena *a)
{
    return (struct both){a, buf_new(a, WORDS_MAX), buf_new(a, WORDS_MAX), false};
}

static void say(struct both *b, struct sentence s)
{
    buf_str(&b->zh, s.zh);
    buf_str(&b->en, s.en);
}

/* One remark between brackets. */
static void remark(struct both *b, struct sentence s)
{
    buf_c(&b->zh, b->open ? "，" : "（");
    buf_c(&b->en, b->open ? "; " : " (");
    b->open = true;
    say(b, s);
}

struct sentence limit_text(struct arena *a, const struct limit *l)
{
    const struct choice *w = &clock_choices[l->clock];
    size_t en = str_c(w->en).len - (l->count == 1);
    return (struct sentence){str_f(a, "%lld%s", (long long)l->count, w->zh),
                             str_f(a, "%lld %.*s", (long long)l->count, (int)en, w->en)};
}

static const char *english(struct str name)
{
    static const char *const names[][2] = {{"元旦", "New Year"},
                                           {"春节", "Spring Festival"},
                                           {"清明节", "Qingming"},
                                           {"劳动节", "Labour Day"},
                                           {"端午节", "Dragon Boat Festival"},
                                           {"国庆节、中秋节", "National Day and Mid-Autumn"},
                                           {"中秋节", "Mid-Autumn Festival"},
                                           {"国庆节", "National Day"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i][0]))
            return names[i][1];
    return "a holiday";
}

/* The holidays that took weekdays after FROM up to and with TO, and the weekends worked. */
static void put_holidays(struct both *b, const struct calendar *c, int64_t from, int64_t to)
{
    struct both names = words(b->arena);
    struct str last = STR("");
    int64_t off = 0, work = 0;
    size_t named = 0;
    for (size_t i = 0; i < c->day_count; i++) {
        const struct calendar_day *d = &c->days[i];
        bool weekend = day_weekday(d->day) == 0 || day_weekday(d->day) == 6;
        if (d->day <= from || d->day > to || d->off == weekend)
            continue;
        work += !d->off;
        off += d->off;
        if (!d->off || !d->name.len || str_eq(d->name, last) || named++ >= NAMES_MAX)
            continue;
        buf_f(&names.zh, "%s%.*s", names.zh.len ? "、" : "", STR_ARG(d->name));
        buf_f(&names.en, "%s%s", names.en.len ? ", " : "", english(d->name));
        last = d->name;
    }
    struct str zh = named ? buf_view(&names.zh) : STR("节假日"), en = named ? buf_view(&names.en) : STR("holidays");
    const char *more = named > NAMES_MAX ? "等" : "", *more_en = named > NAMES_MAX ? " and others" : "";
    if (off)
        remark(b, (struct sentence){str_f(b->arena, "扣除%.*s%s放假%lld个工作日", STR_ARG(zh), more,
                                          (long long)off),
                                    str_f(b->arena, "%lld off for %.*s%s not counted",
                                          (long long)off, STR_ARG(en), more_en)});
    if (work)
        remark(b, sentence_f(b->arena, "计入调休上班%lld天", "make-up workdays counted: %lld", (long long)work));
}

static void put_remarks(struct both *b, const struct calendar *c, int64_t from,
                        const struct limit *l, const struct limit_due *due, const struct pauses *p)
{
    if (l->clock == CLOCK_WORKDAY && due->last_day)
        put_holidays(b, c, from, due->last_day);
    if (due->clipped)
        remark(b, sentence_f(b->arena, "到期月没有%d日，以月末为准", "the last month has no day %d, so it ends with the month", civil_from_day(from).day));
    if (due->paused_days)
        remark(b, sentence_f(b->arena, "扣除暂停计时%lld天", "paused days not counted: %lld", (long long)due->paused_days));
    if (b->open) {
        buf_c(&b->zh, "）");
        buf_c(&b->en, ")");
    }
    (void)p;
}

static struct sentence why_off(struct arena *a, const struct calendar *c, int64_t day)
{
    static const char *const zh[] = {"周日", "", "", "", "", "", "周六"}, *const en[] = {"a Sunday", "", "", "", "", "", "a Saturday"};
    const struct calendar_day *d = calendar_special(c, day);
    int w = day_weekday(day);
    if (d && d->off && d->name.len)
        return (struct sentence){str_f(a, "%.*s放假", STR_ARG(d->name)), str_f(a, "off for %s", english(d->name))};
    if (zh[w][0])
        return (struct sentence){str_c(zh[w]), str_c(en[w])};
    return (struct sentence){STR("放假"), STR("a day off")};
}

static void put_end(struct both *b, const struct calendar *c, const struct limit_due *due, const struct pauses *p)
{
    struct arena *a = b->arena;
    if (!due->day) {
        int64_t since = 0;
        for (size_t i = 0; p && i < p->count; i++)
            if (!p->list[i].to && (!since || p->list[i].from < since))
                since = p->list[i].from;
        struct str zh = day_chinese(a, since), en = day_text(a, since);
        if (since)
            say(b, (struct sentence){str_f(a, "，自%.*s起暂停计时，恢复后才能确定届满日", STR_ARG(zh)), str_f(a, "; the clock stands still since %.*s, so the last day is not known yet", STR_ARG(en))});
        else
            say(b, (struct sentence){STR("，届满日超出可以推算的范围"), STR("; the last day is too far away to be told")});
        return;
    }
    struct str zh = day_chinese(a, due->day), en = day_text(a, due->day);
    struct str last_zh = day_chinese(a, due->last_day), last_en = day_text(a, due->last_day);
    struct sentence off = why_off(a, c, due->last_day);
    if (due->day == due->last_day)
        say(b, (struct sentence){str_f(a, "，于%.*s届满", STR_ARG(zh)), str_f(a, ": the last day is %.*s", STR_ARG(en))});
    else
        say(b, (struct sentence){str_f(a, "，本应于%.*s届满，当日%.*s，顺延至%.*s",
                                       STR_ARG(last_zh), STR_ARG(off.zh), STR_ARG(zh)),
                                 str_f(a, ": the last day would be %.*s, %.*s, so it is %.*s",
                                       STR_ARG(last_en), STR_ARG(off.en), STR_ARG(en))});
}

static void put_doubts(struct both *b, const struct limit_due *due)
{
    for (size_t i = 0; i < due->doubts; i++) {
        buf_f(&b->zh, "%s%lld年", i ? "、" : "；", (long long)due->doubtful[i]);
        buf_f(&b->en, "%s%lld", i ? ", " : "; the holiday notice for ", (long long)due->doubtful[i]);
    }
    if (due->doubts)
        say(b, (struct sentence){str_c(due->doubts == LIMIT_DOUBTS_MAX ? "等年份的放假安排尚未登记，按周末推算" : "的放假安排尚未登记，按周末推算"), str_c(" is not entered yet, so only weekends are taken off there")});
}

struct sentence limit_explain(struct arena *a, const struct calendar *c, int64_t from_day,
                              const struct sentence *event, const struct limit *l,
                              const struct pauses *p)
{
    struct limit_due due = limit_add(c, from_day, l, p);
    struct sentence many = limit_text(a, l), what = event ? *event : (struct sentence){STR("收到"), STR("receipt")};
    struct str zh = day_chinese(a, from_day), en = day_text(a, from_day);
    struct both b = words(a);
    say(&b, (struct sentence){
                str_f(a, "自%.*s%.*s次日起算%.*s", STR_ARG(zh), STR_ARG(what.zh), STR_ARG(many.zh)),
                str_f(a, "Counted from the day after %.*s on %.*s, %.*s", STR_ARG(what.en),
                      STR_ARG(en), STR_ARG(many.en))});
    put_remarks(&b, c, from_day, l, &due, p);
    put_end(&b, c, &due, p);
    put_doubts(&b, &due);
    say(&b, (struct sentence){STR("。"), STR(".")});
    return (struct sentence){buf_view(&b.zh), buf_view(&b.en)};
}

struct sentence due_explain(struct arena *a, int64_t original_day, int64_t due_day, int64_t extensions)
{
    struct str zh = day_chinese(a, due_day), was_zh = day_chinese(a, original_day);
    struct str en = day_text(a, due_day), was_en = day_text(a, original_day);
    if (!due_day)
        return (struct sentence){STR("没有规定具体时限。"), STR("No due date is set.")};
    if (!extensions || !original_day || original_day == due_day)
        return (struct sentence){str_f(a, "整改方案确定的时限为%.*s。", STR_ARG(zh)), str_f(a, "The plan sets the due date %.*s.", STR_ARG(en))};
    return (struct sentence){
        str_f(a, "整改方案原定时限为%.*s，经批准延期%lld次，现为%.*s。", STR_ARG(was_zh), (long long)extensions, STR_ARG(zh)),
        str_f(a, "The plan set the due date %.*s; it was extended %lld time%s with approval and is now %.*s.", STR_ARG(was_en), (long long)extensions, extensions == 1 ? "" : "s", STR_ARG(en))};
}
