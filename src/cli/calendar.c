/* calendar.c: `huiyin calendar DIR [YEAR] [--load FILE]`, the workdays as they are known, and `huiyin due`, which
 * counts a limit and explains the day. */
#include "cli/cli.h"

#include "app/calendar.h"
#include "app/remote.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"

#include <stdio.h>

enum { OUT_MAX = 1 << 20 };

/* ---- calendar ------------------------------------------------------------------------------------------ */

static int64_t workdays(const struct calendar *cal, int64_t year)
{
    return calendar_workdays_to(cal, day_from_civil((int)year, 12, 31)) -
           calendar_workdays_to(cal, day_from_civil((int)year - 1, 12, 31));
}

static int print_years(struct cli *c, const struct calendar *cal)
{
    struct buf b = buf_new(c->arena, OUT_MAX);
    int this_year = civil_from_day(day_of(time_now_us())).year;
    bool zh = c->lang == LANG_ZH;
    for (size_t i = 0; i < cal->year_count; i++)
        buf_f(&b, zh ? "%lld  工作日 %lld 天  %.*s\n" : "%lld  %lld workdays  %.*s\n", (long long)cal->years[i].year,
              (long long)workdays(cal, cal->years[i].year), STR_ARG(cal->years[i].notice));
    for (int y = this_year; y <= this_year + 1; y++) {
        struct str doubt = sentence_in(calendar_doubt(c->arena, cal, y), c->lang);
        if (doubt.len)
            fprintf(stderr, zh ? "提醒：%.*s。\n" : "Warning: %.*s.\n", STR_ARG(doubt));
    }
    return cli_write(c, buf_view(&b));
}

static int print_year(struct cli *c, const struct calendar *cal, struct str given)
{
    int64_t year;
    if (!str_int(given, &year) || year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX)
        return cli_fail_f(c, ERR_INPUT, "年份应在 %d 到 %d 之间，收到的是“%.*s”。", "A year is from %d to %d, but was \"%.*s\".", CALENDAR_YEAR_MIN, CALENDAR_YEAR_MAX, STR_ARG(given));
    const struct calendar_enter *y = calendar_year(cal, year);
    struct sentence doubt = calendar_doubt(c->arena, cal, year);
    if (!y)
        return cli_fail_f(c, ERR_MISSING, "%.*s。", "There is nothing to print: %.*s.", STR_ARG(sentence_in(doubt, c->lang)));
    return cli_write(c, calendar_print(c->arena, y));
}

static int load(struct cli *c, struct app *app, struct str path)
{
    struct pair pairs[CALENDAR_PAIRS];
    struct submission s = {.type = COMMAND_CALENDAR_ENTER, .pairs = pairs, .count = CALENDAR_PAIRS, .drawn_at = -1};
    struct outcome out = {0};
    struct calendar_enter year;
    struct sentence why = {0};
    struct str bytes;
    int64_t person;
    enum err e = file_read(c->arena, str_z(c->arena, path), CALENDAR_FILE_MAX, &bytes);
    if (e)
        return cli_fail_f(c, e == ERR_LIMIT ? ERR_INPUT : e, "不能读取文件 %.*s：没有这个文件、无权读取，或超过 %d KB。", "Cannot read %.*s: it is not there, may not be read, or has more than %d KB.", STR_ARG(path), CALENDAR_FILE_MAX / 1024);
    e = calendar_file(c->arena, bytes, &year, &why);
    if (e)
        return cli_fail(c, e, why);
    int status = cli_person(c, app, &person);
    app_close(app); /* remote_submit opens it for writing when no server does */
    *app = (struct app){0};
    if (status)
        return status;
    calendar_pairs(c->arena, &year, pairs);
    e = remote_submit(c->arena, cli_arg(c, 0), person, &s, &out);
    if (e)
        return cli_fail(c, e, out.say);
    return cli_write(c, str_f(c->arena, c->lang == LANG_ZH ? "已登记%lld年的放假安排。\n" : "Entered the holiday notice for %lld.\n", (long long)year.year));
}

int cli_calendar(struct cli *c)
{
    struct app app = {0};
    struct calendar cal;
    struct str file = cli_option(c, "load");
    if (file.len && c->count > 1)
        return cli_fail_f(c, ERR_INPUT, "--load 不用写年份，年份在文件里。", "With --load the year stands in the file; leave it out.");
    int status = cli_open(c, &app, APP_READ);
    if (!status && file.len) {
        status = load(c, &app, file);
    } else if (!status) {
        enum err e = calendar_load(app.db, c->arena, &cal);
        status = e              ? cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app.db))
                 : c->count > 1 ? print_year(c, &cal, c->args[1])
                                : print_years(c, &cal);
    }
    app_close(&app);
    return status;
}

/* ---- due ------------------------------------------------------------------------------------------------- */

/* "2025-06-12..2025-06-20", "2025-06-12.." for one still open; several between commas. */
static int read_pauses(struct cli *c, struct pause *list, size_t max, struct pauses *out)
{
    struct str rest = cli_option(c, "pause"), part;
    while (rest.len && str_cut(&rest, ',', &part)) {
        struct pause p = {0, 0};
        bool good = out->count < max && day_parse(str_sub(part, 0, 10), &p.from) &&
                    str_starts(str_sub(part, 10, part.len), STR("..")) &&
                    (part.len == 12 || (day_parse(str_sub(part, 12, part.len), &p.to) && p.to >= p.from));
        if (!good)
            return cli_fail_f(c, ERR_INPUT, "--pause 应写成 2025-06-12..2025-06-20，还没有恢复的写成 2025-06-12..，收到的是“%.*s”。", "--pause is written 2025-06-12..2025-06-20, or 2025-06-12.. while it lasts, but was \"%.*s\".", STR_ARG(part));
        list[out->count++] = p;
    }
    out->list = list;
    return 0;
}

static int read_limit(struct cli *c, int64_t *from, struct limit *l)
{
    struct str day = cli_option(c, "from"), count = cli_option(c, "count"), clock = cli_option(c, "clock");
    int k = 0;
    while (clock_choices[k].name && !str_is(clock, clock_choices[k].name))
        k++;
    if (!day_parse(day, from))
        return cli_fail_f(c, ERR_INPUT, "--from 应是收到的日期，如 2025-06-10，收到的是“%.*s”。", "--from takes the day of receipt, such as 2025-06-10, but was \"%.*s\".", STR_ARG(day));
    if (!str_int(count, &l->count) || l->count < 0 || l->count > LIMIT_COUNT_MAX)
        return cli_fail_f(c, ERR_INPUT, "--count 应是 0 到 %d 的整数，收到的是“%.*s”。", "--count takes a whole number from 0 to %d, but was \"%.*s\".", LIMIT_COUNT_MAX, STR_ARG(count));
    if (!clock_choices[k].name)
        return cli_fail_f(c, ERR_INPUT, "--clock 应是 calendar（自然日）、workday（工作日）或 month（月），收到的是“%.*s”。", "--clock takes calendar, workday or month, but was \"%.*s\".", STR_ARG(clock));
    l->clock = (enum clock)k;
    l->roll = cli_flag(c, "roll");
    return 0;
}

static int answer(struct cli *c, const struct calendar *cal, int64_t from, const struct limit *l,
                  const struct pauses *p)
{
    struct limit_due due = limit_add(cal, from, l, p);
    struct sentence said = limit_explain(c->arena, cal, from, NULL, l, p);
    struct str day = day_text(c->arena, due.day), say = sentence_in(said, c->lang);
    struct buf b = buf_new(c->arena, OUT_MAX);
    if (!cli_flag(c, "json"))
        return cli_write(c, str_f(c->arena, "%.*s\n%.*s\n", STR_ARG(day.len ? day : STR("-")), STR_ARG(say)));
    buf_c(&b, "{\"due\":");
    buf_json(&b, day);
    buf_c(&b, ",\"explained\":");
    buf_json(&b, said.zh);
    buf_c(&b, ",\"explained_en\":");
    buf_json(&b, said.en);
    buf_c(&b, ",\"doubtful\":[");
    for (size_t i = 0; i < due.doubts; i++)
        buf_f(&b, "%s%lld", i ? "," : "", (long long)due.doubtful[i]);
    buf_c(&b, "]}\n");
    return cli_write(c, buf_view(&b));
}

int cli_due(struct cli *c)
{
    struct pause list[CLI_ARGS_MAX];
    struct pauses pauses = {0};
    struct calendar cal;
    struct limit l = {0};
    struct str dir = cli_option(c, "dir");
    int64_t from;
    int status = read_limit(c, &from, &l);
    if (!status)
        status = read_pauses(c, list, CLI_ARGS_MAX, &pauses);
    if (status)
        return status;
    if (!dir.len) { /* what came with the program */
        calendar_build(c->arena, NULL, 0, &cal);
        return answer(c, &cal, from, &l, &pauses);
    }
    struct app app = {0};
    enum err e = app_open(&app, str_z(c->arena, dir), APP_READ);
    if (e)
        status = cli_fail(c, e, app.say);
    if (!e && (e = calendar_load(app.db, c->arena, &cal)))
        status = cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app.db));
    app_close(&app);
    return status ? status : answer(c, &cal, from, &l, &pauses);
}
