/* calendar.c: the days the notices name. See calendar.h; limit.c counts in them. */
#include "domain/calendar.h"

#include "base/time.h"

#include <string.h>

/* ---- records ----------------------------------------------------------------------------------- */

#define CALENDAR_FIELDS(s) \
    INT(s, year, CALENDAR_YEAR_MIN, CALENDAR_YEAR_MAX, FIELD_REQUIRED | FIELD_INDEX, "年份", "Year"), \
        TEXT(s, notice, 4, 200, FIELD_REQUIRED, "通知名称", "Notice"), \
        TEXT(s, off, 10, 4000, FIELD_REQUIRED | FIELD_LONG, "放假日期", "Days off"), \
        TEXT(s, work, 0, 4000, FIELD_LONG, "调休上班日期", "Make-up workdays")
static const struct field calendar_enter_fields[] = {CALENDAR_FIELDS(calendar_enter)};
static const struct field calendar_year_fields[] = {THING_FIELDS(calendar_year, no_states),
                                                    CALENDAR_FIELDS(calendar_year)};
const struct record calendar_enter_record = RECORD(calendar_enter, calendar_enter_fields);
const struct record calendar_year_record = RECORD(calendar_year, calendar_year_fields);

/* ---- reading a notice's days --------------------------------------------------------------------- */

struct reading { /* one text of a notice */
    struct arena *arena;
    int64_t year;
    bool off;
    struct calendar_day *out;
    size_t *count;
    struct sentence *why;
};

static enum err wrong(struct reading *r, struct sentence say)
{
    *r->why = say;
    return ERR_INPUT;
}

/* Cuts the next part off: between commas, semicolons and line ends, also Chinese ones. */
static bool next_part(struct str *rest, struct str *part)
{
    static const char *const ends[] = {",", "\n", ";", "，", "；"};
    size_t at = rest->len, skip = 0;
    if (!rest->len)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t found = str_find(*rest, str_c(ends[i]));
        if (found < at) {
            at = found;
            skip = strlen(ends[i]);
        }
    }
    *part = str_trim(str_sub(*rest, 0, at));
    *rest = str_sub(*rest, at + skip, rest->len);
    return true;
}

static enum err put(struct reading *r, struct str part, int64_t day, struct str name)
{
    struct civil c = civil_from_day(day);
    struct str text = day_text(r->arena, day);
    bool spill = (c.year == r->year - 1 && c.month == 12) || (c.year == r->year + 1 && c.month == 1);
    int weekday = day_weekday(day);
    if (c.year != r->year && !spill)
        return wrong(r, sentence_f(r->arena, "“%.*s”不属于%lld年：只能写当年、上一年12月或下一年1月的日期。", "\"%.*s\" does not belong to %lld: write days of the year, the December before or the January after.", STR_ARG(part), (long long)r->year));
    if (!r->off && weekday >= 1 && weekday <= 5)
        return wrong(r, sentence_f(r->arena, "“%.*s”中的%.*s不是周末，本来就上班，不用写在调休上班日期里；请核对。", "In \"%.*s\", %.*s is no weekend and worked anyway, so it is no make-up workday; check it.", STR_ARG(part), STR_ARG(text)));
    for (size_t i = 0; i < *r->count; i++)
        if (r->out[i].day == day)
            return wrong(r, sentence_f(r->arena, "“%.*s”中的%.*s写了两次，请删去一处。", "In \"%.*s\", %.*s is written twice; delete one.", STR_ARG(part), STR_ARG(text)));
    if (*r->count == CALENDAR_DAYS_MAX)
        return wrong(r, sentence_f(r->arena, "日期太多，一年最多 %d 天，请核对“%.*s”。", "Too many days: a year has at most %d; check \"%.*s\".", CALENDAR_DAYS_MAX, STR_ARG(part)));
    r->out[(*r->count)++] = (struct calendar_day){.day = day, .off = r->off, .year = r->year, .name = name};
    return ERR_NONE;
}

/* "2027-01-01", "2027-01-01..2027-01-03", either with a name behind it. */
static enum err read_part(struct reading *r, struct str part)
{
    struct str name = str_trim(str_sub(part, 10, part.len));
    int64_t from, to;
    enum err e = ERR_NONE;
    bool good = day_parse(str_sub(part, 0, 10), &from);
    to = good ? from : 0;
    if (good && str_starts(name, STR(".."))) {
        good = day_parse(str_sub(name, 2, 10), &to);
        name = str_sub(name, 12, name.len);
    }
    /* a name stands apart from the day: 2027-01-011 is a slip */
    good = good && (!name.len || name.ptr[0] == ' ' || part.ptr[name.ptr - part.ptr - 1] == ' ');
    name = str_trim(name);
    if (!good)
        return wrong(r, sentence_f(r->arena, "看不懂“%.*s”：日期要写成 2027-01-01，连续几天写成 2027-01-01..2027-01-03，后面可以空一格写节日名，各段用逗号隔开。", "\"%.*s\" is not understood: write days as 2027-01-01, several as 2027-01-01..2027-01-03, with a space and the holiday's name behind if wanted, and commas between.", STR_ARG(utf8_clip(part, 40))));
    if (to < from || to - from >= CALENDAR_RANGE_MAX)
        return wrong(r, sentence_f(r->arena, "“%.*s”的起止不对：后一天不能早于前一天，一段最多 %d 天。", "The ends of \"%.*s\" are wrong: the last day is not before the first, and a range has at most %d days.", STR_ARG(part), CALENDAR_RANGE_MAX));
    if (utf8_length(name) > CALENDAR_NAME_CHARS)
        return wrong(r, sentence_f(r->arena, "“%.*s”的节日名太长，最多 %d 个字。", "The holiday's name in \"%.*s\" is too long; it has at most %d characters.", STR_ARG(utf8_clip(part, 40)), CALENDAR_NAME_CHARS));
    for (int64_t day = from; day <= to && !e; day++)
        e = put(r, part, day, name);
    return e;
}

enum err calendar_days(struct arena *a, int64_t year, struct str text, bool off,
                       struct calendar_day *out, size_t *count, struct sentence *why)
{
    struct reading r = {a, year, off, out, count, why};
    struct str part;
    enum err e = ERR_NONE;
    *count = 0;
    while (!e && next_part(&text, &part))
        if (part.len)
            e = read_part(&r, part);
    return e;
}

/* ---- entering ------------------------------------------------------------------------------------ */

static enum err complain(struct arena *a, const char *field, struct sentence say, struct complaint *why)
{
    const struct field *f = record_field(&calendar_enter_record, str_c(field));
    why->field = f;
    why->say = (struct sentence){str_f(a, "%s：%.*s", f->zh, STR_ARG(say.zh)), str_f(a, "%s: %.*s", f->en, STR_ARG(say.en))};
    return ERR_INPUT;
}

enum err calendar_check(struct arena *a, const void *payload, struct complaint *why)
{
    const struct calendar_enter *p = payload;
    struct calendar_day off[CALENDAR_DAYS_MAX], work[CALENDAR_DAYS_MAX];
    struct sentence say = {0};
    size_t n_off, n_work;
    if (calendar_days(a, p->year, p->off, true, off, &n_off, &say))
        return complain(a, "off", say, why);
    if (!n_off)
        return complain(a, "off", sentence_f(a, "一天也没有写；请照通知填写，例如 %lld-01-01 元旦。", "No day is given; write what the notice says, such as %lld-01-01.", (long long)p->year), why);
    if (calendar_days(a, p->year, p->work, false, work, &n_work, &say))
        return complain(a, "work", say, why);
    for (size_t i = 0; i < n_work; i++)
        for (size_t k = 0; k < n_off; k++)
            if (work[i].day == off[k].day)
                return complain(a, "work", sentence_f(a, "%.*s也写在放假日期里，一天不能既放假又上班，请删去一处。", "%.*s is a day off too; a day cannot be both, so delete one.", STR_ARG(day_text(a, work[i].day))), why);
    return ERR_NONE;
}

static bool same_days(struct arena *a, int64_t year, struct str one, struct str two, bool off)
{
    struct calendar_day x[CALENDAR_DAYS_MAX], y[CALENDAR_DAYS_MAX];
    struct sentence why;
    size_t n, m;
    if (calendar_days(a, year, one, off, x, &n, &why) || calendar_days(a, year, two, off, y, &m, &why) || n != m)
        return false;
    for (size_t i = 0; i < n; i++)
        if (x[i].day != y[i].day || !str_eq(x[i].name, y[i].name))
            return false;
    return true;
}

enum refusal calendar_enter(const void *now, const struct command *cmd, const struct facts *f, const struct env *env,
                            struct events *out)
{
    const struct calendar_enter *p = cmd->payload;
    const struct calendar_year *y = now;
    const struct calendar_enter *known = calendar_year(f->calendar, p->year);
    struct complaint why;
    if (y->head.len && y->year != p->year)
        return REFUSED_CALENDAR_YEAR;
    if (calendar_check(env->arena, p, &why))
        return REFUSED_CALENDAR_DAYS;
    if (known && str_eq(known->notice, p->notice) && same_days(env->arena, p->year, known->off, p->off, true) &&
        same_days(env->arena, p->year, known->work, p->work, false))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_CALENDAR_ENTERED, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- the calendar -------------------------------------------------------------------------------- */

static void put_year(struct calendar_enter *years, size_t *n, struct calendar_enter y)
{
    size_t at = *n;
    while (at && years[at - 1].year > y.year)
        at--;
    if (at && years[at - 1].year == y.year) {
        years[at - 1] = y;
        return;
    }
    memmove(years + at + 1, years + at, (*n - at) * sizeof *years);
    years[at] = y;
    ++*n;
}

/* Years come in order, so what is there already is of an older notice. */
static void put_day(struct calendar_day *days, size_t *n, const struct calendar_day *d)
{
    size_t at = *n;
    while (at && days[at - 1].day > d->day)
        at--;
    if (at && days[at - 1].day == d->day) {
        days[at - 1] = *d;
        return;
    }
    memmove(days + at + 1, days + at, (*n - at) * sizeof *days);
    days[at] = *d;
    ++*n;
}

static bool weekend(int64_t day) { return day_weekday(day) == 0 || day_weekday(day) == 6; }

void calendar_build(struct arena *a, const struct calendar_enter *entered, size_t n, struct calendar *out)
{
    struct calendar_enter *years = arena_alloc(a, (calendar_shipped_count + n) * sizeof *years);
    size_t n_years = 0, n_days = 0, count;
    struct sentence why;
    for (size_t i = 0; i < calendar_shipped_count; i++) {
        const struct calendar_shipped *s = &calendar_shipped[i];
        put_year(years, &n_years, (struct calendar_enter){s->year, str_c(s->notice), str_c(s->off), str_c(s->work)});
    }
    for (size_t i = 0; i < n; i++)
        put_year(years, &n_years, entered[i]);
    struct calendar_day *days = arena_alloc(a, 2 * n_years * CALENDAR_DAYS_MAX * sizeof *days);
    struct calendar_day part[CALENDAR_DAYS_MAX];
    for (size_t i = 0; i < 2 * n_years; i++) {
        const struct calendar_enter *y = &years[i / 2];
        enum err e = calendar_days(a, y->year, i % 2 ? y->work : y->off, i % 2 == 0, part, &count, &why);
        for (size_t k = 0; !e && k < count; k++)
            put_day(days, &n_days, &part[k]);
    }
    int64_t gained = 0;
    for (size_t i = 0; i < n_days; i++) {
        gained += days[i].off ? -!weekend(days[i].day) : weekend(days[i].day);
        days[i].gained = gained;
    }
    *out = (struct calendar){days, years, n_days, n_years};
}

const struct calendar_enter *calendar_year(const struct calendar *c, int64_t year)
{
    for (size_t i = 0; c && i < c->year_count; i++)
        if (c->years[i].year == year)
            return &c->years[i];
    return NULL;
}

/* How many of the special days are not after DAY. */
static size_t up_to(const struct calendar *c, int64_t day)
{
    size_t lo = 0, hi = c->day_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c->days[mid].day <= day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct calendar_day *calendar_special(const struct calendar *c, int64_t day)
{
    size_t n = up_to(c, day);
    return n && c->days[n - 1].day == day ? &c->days[n - 1] : NULL;
}

int64_t calendar_workdays_to(const struct calendar *c, int64_t day)
{
    size_t n = up_to(c, day);
    int64_t since = day + 3, weeks = since / 7 - (since % 7 < 0), rest = since - weeks * 7; /* from a Monday */
    return weeks * 5 + (rest < 4 ? rest + 1 : 5) + (n ? c->days[n - 1].gained : 0);
}

bool calendar_workday(const struct calendar *c, int64_t day)
{
    return calendar_workdays_to(c, day) > calendar_workdays_to(c, day - 1);
}

int64_t calendar_next_workday(const struct calendar *c, int64_t day)
{
    while (!calendar_workday(c, day))
        day++;
    return day;
}

struct sentence calendar_doubt(struct arena *a, const struct calendar *c, int64_t year)
{
    if (calendar_year(c, year))
        return (struct sentence){STR(""), STR("")};
    return sentence_f(a, "%lld年的放假安排尚未登记，按周末推算", "the holiday notice for %lld is not entered yet, so only weekends are taken off", (long long)year);
}
