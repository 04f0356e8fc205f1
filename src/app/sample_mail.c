/* sample_mail.c: the reminders of the sample, one sending a week, as the program would have sent them: planned from the
 * ledger of that morning and entered through the one door; most were read the same day. See sample_plan.h. */
#include "app/remind.h"
#include "app/sample_plan.h"
#include "base/time.h"
#include "domain/calendar.h"

enum { SENDINGS = 8,
       WORKDAYS_BETWEEN = 5,
       SEND_MINUTE = 75, /* after 08:30: inside the sending hours */
       READ_MINUTE = 85,
       READ_EVERY = 3 /* one in so many leaves it unread */ };

static const char sql_unread[] = "SELECT id FROM nudge WHERE person = ?1 AND day = ?2 AND read_us = 0"; /* READ */

static void plan_sending(struct sample *s, int64_t offset)
{
    sample_add(s, offset, SEND_MINUTE, 0, COMMAND_NUDGE_SEND, 0, NULL, 0);
    for (size_t i = 0; i < s->people.rows; i++)
        if ((i + (size_t)-offset) % READ_EVERY)
            sample_add(s, offset, READ_MINUTE + 7 * (int64_t)i, s->person_ids[i], COMMAND_NUDGE_MARK_READ, 0, NULL, 0);
}

void sample_plan_mail(struct sample *s)
{
    struct calendar c;
    int64_t day = s->today;
    calendar_build(s->arena, NULL, 0, &c);
    for (int i = 0; i < SENDINGS; i++) {
        for (int workdays = i ? WORKDAYS_BETWEEN : 1; workdays > 0; workdays -= calendar_workday(&c, day))
            day--;
        plan_sending(s, day - s->today);
    }
}

bool sample_mail_step(const struct sample_step *step)
{
    return (step->s.type == COMMAND_NUDGE_SEND || step->s.type == COMMAND_NUDGE_MARK_READ) &&
           !step->s.count && !step->s.id;
}

static enum err send(struct sample *s, struct ctx *ctx, struct outcome *out)
{
    struct settings settings;
    struct reminders r;
    struct submission *list;
    size_t n = 0;
    enum err e = settings_load(ctx->arena, s->app->dir, &settings, &out->say);
    if (!e)
        e = reminders_plan(s->app->db, ctx->arena, &settings, day_of(ctx->now_us), &r);
    if (!e)
        e = reminders_submissions(s->app->db, ctx->arena, &r, &list, &n);
    for (size_t i = 0; i < n && !e; i++)
        e = app_step(ctx, &list[i], out);
    return e;
}

/* What this person was reminded of today, if anything. */
static enum err mark_read(struct sample *s, struct ctx *ctx, struct outcome *out)
{
    struct submission go = {.type = COMMAND_NUDGE_MARK_READ, .drawn_at = -1};
    struct stmt *find;
    bool row = false;
    enum err e = db_stmt(s->app->db, sql_unread, &find);
    if (e)
        return e;
    stmt_int(find, 1, ctx->person);
    stmt_int(find, 2, day_of(ctx->now_us));
    e = stmt_step(find, &row);
    go.id = !e && row ? stmt_get_int(find, 0) : 0;
    stmt_done(find);
    return go.id ? app_step(ctx, &go, out) : e;
}

enum err sample_mail_run(struct sample *s, struct ctx *ctx, enum command_type type, struct outcome *out)
{
    return type == COMMAND_NUDGE_SEND ? send(s, ctx, out) : mark_read(s, ctx, out);
}
