/* calendar.c: the workdays of a year as twelve months, and entering a year's notice by hand or from a file. */
#include "web/act_form.h"
#include "web/pages.h"

#include "base/time.h"
#include "log/file.h"
#include "view/table.h"

enum { NOTICE_MONTH = 11 }; /* the next year's notice comes out about now */

enum err site_calendar(struct visit *v, const struct calendar **out)
{
    return calendar_cached(&v->site->calendar, v->site->app.db, v->position, out);
}

/* ---- a year --------------------------------------------------------------------------------------------- */

static int64_t year_asked(struct visit *v)
{
    int64_t year;
    struct str given = request_query(v->request, "year");
    bool good = str_int(given, &year) && year >= CALENDAR_YEAR_MIN && year <= CALENDAR_YEAR_MAX;
    return good ? year : civil_from_day(v->today).year;
}

static const char *kind_of_day(const struct calendar *c, int64_t day, const struct calendar_day **special)
{
    int w = day_weekday(day);
    *special = calendar_special(c, day);
    if (*special)
        return (*special)->off ? "off" : "work";
    return w == 0 || w == 6 ? "rest" : "";
}

static void put_day(struct visit *v, struct value *week, const struct calendar *c, int64_t day)
{
    const struct calendar_day *s = NULL;
    struct value *row = value_row(week);
    const char *kind = day ? kind_of_day(c, day, &s) : "";
    value_text(row, "number", day ? str_f(v->arena, "%d", civil_from_day(day).day) : STR(""));
    value_c(row, "kind", kind);
    value_text(row, "mark", !s ? STR("") : tr(v->lang, s->off ? "休" : "班"));
    value_text(row, "name", s ? s->name : STR(""));
    value_bool(row, "today", day && day == v->today);
}

static void put_month(struct visit *v, struct value *months, const struct calendar *c, int year, int month)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    struct value *row = value_row(months), *weeks, *week = NULL;
    int64_t first = day_from_civil(year, month, 1), end = first + month_days(year, month);
    value_text(row, "label", v->lang == LANG_ZH ? str_f(v->arena, "%d月", month) : str_c(names[month - 1]));
    value_int(row, "workdays", calendar_workdays_to(c, end - 1) - calendar_workdays_to(c, first - 1));
    weeks = value_rows(row, "weeks");
    for (int64_t d = first - (day_weekday(first) + 6) % 7; d < end || day_weekday(d) != 1; d++) {
        if (day_weekday(d) == 1)
            week = value_rows(value_row(weeks), "days");
        put_day(v, week, c, d >= first && d < end ? d : 0);
    }
}

static void tile(struct visit *v, struct value *tiles, const char *label, int64_t count)
{
    struct value *row = value_row(tiles);
    value_int(row, "value", count);
    value_text(row, "label", tr(v->lang, label));
}

static void put_tiles(struct visit *v, const struct calendar *c, int year)
{
    struct value *tiles = value_rows(v->page, "tiles");
    int64_t first = day_from_civil(year, 1, 1), last = day_from_civil(year, 12, 31), off = 0, work = 0;
    for (size_t i = 0; i < c->day_count; i++) {
        const struct calendar_day *d = &c->days[i];
        off += d->day >= first && d->day <= last && d->off;
        work += d->day >= first && d->day <= last && !d->off;
    }
    tile(v, tiles, "全年工作日", calendar_workdays_to(c, last) - calendar_workdays_to(c, first - 1));
    tile(v, tiles, "节假日放假天数", off);
    tile(v, tiles, "调休上班天数", work);
}

/* A year looked at without its notice, and from November on the next one's. */
static void put_warnings(struct visit *v, const struct calendar *c, int64_t year)
{
    struct value *list = value_rows(v->page, "warnings");
    struct civil now = civil_from_day(v->today);
    for (int64_t y = year; y <= year + 1; y++) {
        struct str doubt = sentence_in(calendar_doubt(v->arena, c, y), v->lang);
        bool due = y == year || (year == now.year && now.month >= NOTICE_MONTH);
        if (doubt.len && due)
            value_item(list, str_f(v->arena, "%.*s%s", STR_ARG(doubt), v->lang == LANG_ZH ? "。" : "."));
    }
}

static struct str source_of(const struct calendar_enter *y)
{
    for (size_t i = 0; y && i < calendar_shipped_count; i++)
        if (calendar_shipped[i].year == y->year && str_is(y->notice, calendar_shipped[i].notice))
            return str_c(calendar_shipped[i].source);
    return STR("");
}

static void put_weekdays(struct visit *v)
{
    static const char *const names[][2] = {{"一", "Mo"}, {"二", "Tu"}, {"三", "We"}, {"四", "Th"}, {"五", "Fr"}, {"六", "Sa"}, {"日", "Su"}};
    struct value *list = value_rows(v->page, "weekdays");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        value_item(list, str_c(names[i][v->lang == LANG_EN]));
}

static void put_years(struct visit *v, const struct calendar *c, int64_t year)
{
    struct value *years = value_rows(v->page, "years");
    int64_t last = civil_from_day(v->today).year + 1, first = 0;
    for (size_t i = 0; i < c->year_count; i++) {
        first = first ? first : c->years[i].year;
        last = c->years[i].year > last ? c->years[i].year : last;
    }
    for (int64_t y = last; y >= first && years->count < 40; y--) {
        struct value *row = value_row(years);
        value_text(row, "label", str_f(v->arena, "%lld", (long long)y));
        value_text(row, "url", str_f(v->arena, "/calendar?year=%lld", (long long)y));
        value_c(row, "kind", y == year ? "here" : calendar_year(c, y) ? ""
                                                                      : "yellow");
    }
}

struct response *calendar_page(struct visit *v)
{
    const struct calendar *c;
    int64_t year = year_asked(v);
    enum err e = site_calendar(v, &c);
    if (e)
        return site_database_failed(v, e);
    const struct calendar_enter *notice = calendar_year(c, year);
    site_title(v, tr(v->lang, "放假安排"), "");
    value_text(v->page, "year", str_f(v->arena, "%lld", (long long)year));
    value_text(v->page, "notice", notice ? notice->notice : STR(""));
    value_text(v->page, "source_url", source_of(notice));
    value_bool(v->page, "may_enter", v->person.roles & WHO_REGISTRAR);
    value_text(v->page, "enter_url", str_f(v->arena, "/calendar/enter?year=%lld", (long long)year));
    put_warnings(v, c, year);
    put_years(v, c, year);
    put_tiles(v, c, (int)year);
    put_weekdays(v);
    struct value *months = value_rows(v->page, "months");
    for (int m = 1; m <= 12; m++)
        put_month(v, months, c, (int)year, m);
    site_form(v, NULL);
    return site_render(v, "calendar");
}

/* ---- entering ------------------------------------------------------------------------------------------- */

struct search {
    struct arena *arena;
    int64_t year;
    struct calendar_year *found;
};

static enum err match_year(void *arg, const void *state)
{
    struct search *s = arg;
    const struct calendar_year *y = state;
    if (y->year != s->year)
        return ERR_NONE;
    s->found = arena_alloc(s->arena, sizeof *s->found);
    *s->found = *y;
    s->found->head = str_copy(s->arena, y->head);
    return ERR_NONE;
}

struct response *calendar_form(struct visit *v)
{
    static const char *const rules[] = {"日期写成 2027-01-01，连续几天写成 2027-01-01..2027-01-03，后面可以空一格写节日名；各段用逗号隔开或另起一行。", "照通知原样填写；元旦假期落在上一年12月的日子，写在本年的安排里。", "再次登记同一年，就是更正；原来的登记仍在日志里。", NULL};
    const struct calendar *c;
    int64_t year = year_asked(v);
    struct calendar_enter fresh = {.year = year};
    struct search s = {v->arena, year, NULL};
    enum err e = site_calendar(v, &c);
    if (!e)
        e = table_each(v->site->app.db, KIND_CALENDAR, match_year, &s);
    if (e)
        return site_database_failed(v, e);
    const struct calendar_enter *known = calendar_year(c, year);
    if (!known)
        fresh.notice = str_f(v->arena, "国务院办公厅关于%lld年部分节假日安排的通知", (long long)year);
    site_fields(v, value_rows(v->page, "fields"), &calendar_enter_record, known ? known : &fresh, "");
    return act_form_page(v, &(struct act_form){.lead = tr(v->lang, "工作日时限按这里登记的放假和调休推算。"),
                                               .back = str_f(v->arena, "/calendar?year=%lld", (long long)year),
                                               .rules = rules,
                                               .drawn = s.found ? (const struct thing *)(const void *)s.found : NULL});
}

static struct response *again(struct visit *v, struct sentence why)
{
    v->err = ERR_INPUT;
    v->outcome = (struct outcome){.say = why};
    return calendar_page(v);
}

struct response *calendar_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct calendar_enter year;
    struct sentence why;
    struct str bytes;
    if (!r->file_count || !r->files[0].size)
        return again(v, tr_both("没有收到文件，或者文件是空的，请重新选择。"));
    if (r->files[0].size > CALENDAR_FILE_MAX ||
        file_read(v->arena, str_z(v->arena, r->files[0].path), CALENDAR_FILE_MAX, &bytes))
        return again(v, tr_both("文件太大，不是一年的放假安排，请核对后重新选择。"));
    if (calendar_file(v->arena, bytes, &year, &why))
        return again(v, why);
    struct pair pairs[CALENDAR_PAIRS];
    calendar_pairs(v->arena, &year, pairs);
    act_form_submit(v, COMMAND_CALENDAR_ENTER, 0, pairs, CALENDAR_PAIRS);
    return NULL;
}

struct response *calendar_done(struct visit *v)
{
    const struct submission *s = &v->asking.list[0];
    struct str year = STR("");
    for (size_t i = 0; i < s->count; i++)
        if (str_is(s->pairs[i].key, "year"))
            year = str_trim(s->pairs[i].value);
    return site_redirect(v, "/calendar?year=%.*s&done=calendar.enter", STR_ARG(year));
}
