/* remind_test.c: reminders gathered from a data folder and sent through the one door, on each database. */
#include "app/remind.h"
#include "tests/app/app_help.h"

#define HOUR_US 3600000000LL

static struct settings settings_with(struct arena *a, const char *url)
{
    struct settings s;
    struct sentence why;
    CHECK(settings_load(a, "/nonexistent", &s, &why) == ERR_NONE);
    s.values[SETTING_MAIL_URL] = str_c(url);
    s.values[SETTING_MAIL_FROM] = STR("office@county.example");
    return s;
}

static const struct remind_digest *digest_of(const struct reminders *r, int64_t person)
{
    for (size_t i = 0; i < r->plan.count; i++)
        if (r->about.people[r->plan.digests[i].person].actor.id == person)
            return &r->plan.digests[i];
    return NULL;
}

/* Ten in the morning, DAYS after TODAY. */
static struct reminders plan_at(struct desk *d, int64_t days, const char *url)
{
    struct settings s = settings_with(&d->arena, url);
    struct reminders r;
    d->now_us = day_start_us(TODAY + days) + 10 * HOUR_US;
    CHECK(!reminders_plan(d->app.db, &d->arena, &s, TODAY + days, &r));
    return r;
}

static void send_all(struct desk *d, struct reminders *r)
{
    struct submission *list;
    size_t n, failed;
    CHECK(!reminders_submissions(d->app.db, &d->arena, r, &list, &n) && n == r->plan.to_send);
    struct outcome *out = arena_alloc(&d->arena, (n + 1) * sizeof *out);
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .now_us = d->now_us};
    enum err e = app_submit_all(&ctx, list, n, out, &failed);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(out[failed].say.en));
    CHECK(!e);
}

static void a_plan_is_sent_once_and_kept(const char *path)
{
    struct desk d = desk_open(path);
    struct sentence text, title;
    desk_measure(&d, MEASURE_WORKING); /* due on TODAY + 30, a Thursday */
    desk_must(&d, CLERK, COMMAND_PERSON_NOTIFY, CLERK, "mail=clerk@county.example|by_mail=1");
    struct reminders r = plan_at(&d, 27, "smtp://127.0.0.1"); /* a Monday, three days left */
    CHECK(r.plan.to_send == 3 && digest_of(&r, CLERK) && digest_of(&r, LEADER_A) && digest_of(&r, EVERYTHING));
    CHECK(reminders_channel(&r, digest_of(&r, CLERK)) == NUDGE_MAIL && reminders_channel(&r, digest_of(&r, LEADER_A)) == NUDGE_IN_APP);
    CHECK(!reminders_text(d.app.db, &d.arena, &r, digest_of(&r, CLERK), &text));
    CHECK(str_find(text.zh, STR("1. 措施 2-3 清理超期挂账（时限2025年7月24日，还有 3 天）")) != SIZE_MAX && str_find(text.zh, STR("即将到期（1 项）")) != SIZE_MAX);
    CHECK(str_find(text.en, STR("1 due soon\n1. Measure 2-3 清理超期挂账 (due 2025-07-24, 3 days left)")) != SIZE_MAX && str_starts(text.en, STR("As of 2025-07-21, ")));
    title = reminders_title(&d.arena, &r, digest_of(&r, CLERK));
    CHECK_STR(title.zh, STR("整改提醒：即将到期 1 项（7月21日）"));
    CHECK_STR(title.en, STR("Rectification reminder: 1 due soon (21 July)"));
    send_all(&d, &r);
    r = plan_at(&d, 27, "");
    CHECK(r.plan.to_send == 0 && digest_of(&r, CLERK)->sent);
    r = plan_at(&d, 28, "");
    CHECK(r.plan.to_send == 0); /* told yesterday */
    r = plan_at(&d, 31, "");    /* the day after it was due */
    CHECK(digest_of(&r, CLERK)->overdue == 1 && digest_of(&r, CLERK)->due && !digest_of(&r, OVERSEER_A));
    CHECK(!reminders_text(d.app.db, &d.arena, &r, digest_of(&r, CLERK), &text) && str_find(text.zh, STR("已超期 1 天")) != SIZE_MAX && str_find(text.en, STR("1 day overdue")) != SIZE_MAX);
    CHECK(plan_at(&d, 32, "").plan.count == 0); /* a Saturday */
    struct hash before = desk_digest(d.app.db), after;
    CHECK(!app_rebuild(&d.app, NULL, NULL));
    after = desk_digest(d.app.db);
    CHECK(hash_eq(&before, &after));
    struct replay_report report;
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &report));
    if (report.bad_seq >= 0 || report.bad_kind >= 0)
        fprintf(stderr, "entry %lld, kind %d: %.*s\n", (long long)report.bad_seq, report.bad_kind, STR_ARG(report.why.en));
    CHECK(report.bad_seq < 0 && report.bad_kind < 0);
    desk_close(&d);
}
TEST(a_plan_of_reminders_is_sent_once_and_kept) { on_each_store(a_plan_is_sent_once_and_kept); }

TEST(whoever_asks_first_sends_and_nobody_twice)
{
    struct desk d = desk_open("");
    struct outcome out;
    const char *send = "person=#21|day=@27|sort=reminder|count=1|channel=in_app|title=提醒|text=一项";
    desk_measure(&d, MEASURE_WORKING);
    d.now_us = day_start_us(TODAY + 27) + 10 * HOUR_US;
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_NUDGE_SEND, 0, send, &out));
    CHECK(desk_try(&d, OFFICE_B, COMMAND_NUDGE_SEND, 0, send, &out) == ERR_REFUSED && out.refusal == REFUSED_EXISTS);
    CHECK(desk_try(&d, OFFICE_B, COMMAND_NUDGE_SEND, 4711, send, &out) == ERR_INPUT); /* not even under another id */
    CHECK(desk_try(&d, OFFICE_B, COMMAND_NUDGE_SEND, 0, "person=#4711|day=@27|sort=reminder|count=1|channel=in_app|title=提醒|text=一项", &out) == ERR_INPUT);
    CHECK(desk_try(&d, OFFICE_B, COMMAND_NUDGE_SEND, 0, "person=#23|day=@27|sort=reminder|count=0|channel=in_app|title=提醒|text=一项", &out) == ERR_INPUT);
    desk_close(&d);
}

TEST(reports_and_reach_are_in_the_plan)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_WORKING);
    struct reminders r = plan_at(&d, 6, ""); /* 30 June, the last day of the period */
    CHECK(digest_of(&r, CLERK) && digest_of(&r, CLERK)->reports == 1);
    struct sentence text;
    CHECK(!reminders_text(d.app.db, &d.arena, &r, digest_of(&r, CLERK), &text) && str_find(text.zh, STR("1 条措施没有填报")) != SIZE_MAX);
    CHECK(str_find(text.en, STR("1 measure has no report of this period yet, which ends on 2025-06-30")) != SIZE_MAX);
    struct actor office = {.id = OFFICE_A, .roles = ROLE(OFFICE), .everywhere = true};
    size_t all = r.plan.count;
    reminders_narrow(&d.arena, &r, &office, REACH_OWN);
    CHECK(r.plan.count == all);
    desk_close(&d);
}

/* More than is listed is said. */
TEST(a_long_digest_says_how_much_it_leaves_out)
{
    struct desk d = desk_open("");
    struct sentence text;
    desk_measure(&d, MEASURE_WORKING);
    struct reminders r = plan_at(&d, 27, "");
    struct remind_line lines[REMINDERS_LINES + 5];
    for (size_t i = 0; i < REMINDERS_LINES + 5; i++)
        lines[i] = digest_of(&r, CLERK)->lines[0];
    struct remind_digest g = {.person = digest_of(&r, CLERK)->person, .lines = lines, .count = REMINDERS_LINES + 5, .soon = REMINDERS_LINES + 5, .due = true};
    CHECK(!reminders_text(d.app.db, &d.arena, &r, &g, &text));
    CHECK(str_find(text.zh, STR("另有 5 项没有列出")) != SIZE_MAX && str_find(text.zh, STR("\n21. ")) == SIZE_MAX);
    CHECK(str_find(text.en, STR("5 more are not listed")) != SIZE_MAX && str_find(text.en, STR("\n21. ")) == SIZE_MAX);
    desk_close(&d);
}
