/* remind.c: `huiyin remind`: what the courier of `serve` does, for cron; --dry-run shows it before anything goes. */
#include "cli/cli.h"

#include "app/calendar.h"
#include "app/courier.h"
#include "base/hash.h"
#include "base/time.h"

#include <stdio.h>

/* The day to show: --day, else that of the next sending. */
static int day_of_plan(struct cli *c, struct app *app, const struct settings *s, int64_t *day)
{
    struct str given = cli_option(c, "day");
    struct calendar calendar;
    int64_t next_us;
    if (given.len && !day_parse(given, day))
        return cli_fail_f(c, ERR_INPUT, "--day 应写作 2026-11-24，收到的是“%.*s”。", "--day takes a date as 2026-11-24, but was \"%.*s\".", STR_ARG(given));
    if (given.len)
        return 0;
    enum err e = calendar_load(app->db, c->arena, &calendar);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    reminders_open(&calendar, s, time_now_us(), &next_us);
    *day = day_of(next_us);
    return 0;
}

static void put_digest(struct cli *c, const struct reminders *r, const struct remind_digest *d,
                       struct buf *b, bool json, bool first)
{
    const struct remind_name *n = &r->names[d->person];
    struct str sort = choice_word(nudge_sorts, remind_sort(d), c->lang),
               summary = reminders_summary(c->arena, d, c->lang);
    int64_t channel = reminders_channel(r, d);
    if (!json) {
        struct str by = choice_word(nudge_channels, channel, c->lang);
        buf_f(b, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(n->name), STR_ARG(n->unit), STR_ARG(sort), STR_ARG(summary), STR_ARG(by));
        return;
    }
    struct str id = id_text(c->arena, r->about.people[d->person].actor.id);
    buf_f(b, "%s{\"person\":\"%.*s\",\"name\":", first ? "" : ",\n ", STR_ARG(id));
    buf_json(b, n->name);
    buf_f(b, ",\"sort\":\"%s\",\"count\":%zu,\"summary\":", nudge_sorts[remind_sort(d)].name, d->count);
    buf_json(b, summary);
    buf_f(b, ",\"channel\":\"%s\"}", nudge_channels[channel].name);
}

static int print_plan(struct cli *c, const struct reminders *r)
{
    bool json = cli_flag(c, "json"), zh = c->lang == LANG_ZH, first = true;
    struct buf b = buf_new(c->arena, 16 << 20);
    struct str day = day_text(c->arena, r->day);
    if (json)
        buf_f(&b, "{\"day\":\"%.*s\",\"workday\":%s,\"unheard\":%zu,\"to\":[", STR_ARG(day),
              calendar_workday(&r->calendar, r->day) ? "true" : "false", r->plan.unheard_count);
    else if (!calendar_workday(&r->calendar, r->day))
        buf_f(&b, zh ? "%.*s 不是工作日，不发提醒。\n" : "%.*s is no workday; nothing is sent.\n", STR_ARG(day));
    else
        buf_f(&b, zh ? "%.*s 将发给 %zu 人：\n" : "On %.*s to %zu people:\n", STR_ARG(day), r->plan.to_send);
    for (size_t i = 0; i < r->plan.count; i++) {
        const struct remind_digest *d = &r->plan.digests[i];
        if (!d->due || d->sent)
            continue;
        put_digest(c, r, d, &b, json, first);
        first = false;
    }
    if (json)
        buf_c(&b, "]}\n");
    else if (r->plan.unheard_count)
        buf_f(&b, zh ? "另有 %zu 项找不到可以提醒的人：牵头单位没有能登录的经办人，也没有责任领导的账号。\n" : "%zu things reach nobody: their lead unit has no account, nor has their leader.\n", r->plan.unheard_count);
    return cli_write(c, buf_view(&b));
}

static int dry_run(struct cli *c)
{
    struct app app;
    struct settings s;
    struct sentence why = {0};
    struct reminders r;
    int64_t day = 0;
    int status = cli_open(c, &app, APP_READ);
    enum err e = status ? ERR_NONE : settings_load(c->arena, cli_arg(c, 0), &s, &why);
    if (e)
        status = cli_fail(c, e, why);
    if (!status)
        status = day_of_plan(c, &app, &s, &day);
    if (!status && (e = reminders_plan(app.db, c->arena, &s, day, &r)))
        status = cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app.db));
    if (!status)
        status = print_plan(c, &r);
    app_close(&app);
    return status;
}

static int print_round(struct cli *c, const struct courier_round *r)
{
    bool zh = c->lang == LANG_ZH;
    struct str next = time_text(c->arena, r->next_us);
    if (cli_flag(c, "json"))
        return cli_write(
            c,
            str_f(c->arena,
                  "{\"open\":%s,\"told\":%lld,\"letters\":%lld,\"failed\":%lld,\"waiting\":%lld}\n",
                  r->open ? "true" : "false", (long long)r->told, (long long)r->letters,
                  (long long)r->failed, (long long)r->waiting));
    if (!r->open) {
        printf(zh ? "现在不是发送时间，没有发出；下一次：%.*s。\n" : "These are no sending hours, so nothing went out; the next: %.*s.\n", STR_ARG(next));
        return 0;
    }
    printf(zh ? "已提醒 %lld 人；邮件送出 %lld 封，没有送成 %lld 封，待投递 %lld 封。\n"
              : "Reminded %lld people; %lld letters went out, %lld failed, %lld wait.\n",
           (long long)r->told, (long long)r->letters, (long long)r->failed, (long long)r->waiting);
    if (!r->trouble.zh.len)
        return 0;
    return cli_fail(c, ERR_IO, r->trouble);
}

int cli_remind(struct cli *c)
{
    struct courier_round r;
    struct sentence why = {STR(""), STR("")};
    struct app app;
    if (cli_flag(c, "dry-run"))
        return dry_run(c);
    if (cli_option(c, "day").len)
        return cli_fail_f(c, ERR_INPUT, "--day 只能和 --dry-run 一起用：提醒只在当天发出。", "--day goes with --dry-run: reminders go out on their own day only.");
    int status = cli_open(c, &app, APP_READ); /* says what is wrong with the folder */
    app_close(&app);
    if (status)
        return status;
    enum err e = courier_run(c->arena, cli_arg(c, 0), true, &r, &why);
    return e ? cli_fail(c, e, why) : print_round(c, &r);
}
