/* sample.c: see sample.h. */
#include "app/sample.h"

#include "app/bulletin.h"
#include "app/password.h"
#include "app/sample_plan.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"
#include "view/table.h"

#include <stdlib.h>
#include <string.h>

enum { GROUP = 200,       /* commands a transaction */
       LOGINS_A_ROLE = 3, /* accounts shown of each role */
       LOGINS_MAX = 16 * 1024 };

static int by_time(const void *a, const void *b)
{
    const struct sample_step *x = a, *y = b;
    if (x->at_us != y->at_us)
        return x->at_us < y->at_us ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static enum err read_tables(struct sample *s)
{
    enum err e = ERR_NONE;
#define X(name) \
    if (!e) \
        e = sample_table_read(s->arena, #name, s->today, &s->name, &s->app->say);
    SAMPLE_TABLES(X)
#undef X
    return e;
}

/* A refusal here is a fault of the tables: it names the step, so that it can be mended there. */
static enum err blame(struct sample *s, const struct sample_step *step, enum err e, const struct outcome *out)
{
    const char *wire = command_types[step->s.type].wire;
    struct str at = time_text(s->arena, step->at_us);
    s->app->say = (struct sentence){
        str_f(&s->app->arena, "样例数据第 %zu 步（%.*s，%s）没有办成：%.*s", step->order, STR_ARG(at), wire, STR_ARG(out->say.zh)),
        str_f(&s->app->arena, "Step %zu of the sample (%.*s, %s) failed: %.*s", step->order, STR_ARG(at), wire, STR_ARG(out->say.en))};
    return e;
}

static enum err run_step(struct sample *s, const struct sample_step *step)
{
    struct arena a = {0};
    struct outcome out = {0};
    struct ctx ctx = {.arena = &a, .app = s->app, .person = step->actor, .now_us = step->at_us};
    struct submission go = step->s;
    enum err e = ERR_NONE;
    if (go.type == COMMAND_NOTICE_ISSUE)
        e = sample_notice_issue(s, &a, step->at_us, &go, &out.say);
    else if (go.type == COMMAND_PACK_FREEZE)
        e = sample_pack_freeze(s, &a, step->at_us, &go, &out.say);
    if (!e)
        e = sample_mail_step(step) ? sample_mail_run(s, &ctx, go.type, &out) : app_step(&ctx, &go, &out);
    if (e)
        e = blame(s, step, e, &out);
    arena_reset(&a);
    return e;
}

static enum err run_group(struct sample *s, size_t from, size_t to)
{
    enum err e = db_begin(s->app->db);
    if (e)
        return e;
    for (size_t i = from; i < to && !e; i++)
        e = run_step(s, &s->steps[i]);
    if (e) {
        app_rollback(s->app);
        return e;
    }
    e = app_commit(s->app);
    return e ? e : app_checkpoint(s->app, false);
}

static enum err run_all(struct sample *s)
{
    enum err e = ERR_NONE;
    qsort(s->steps, s->count, sizeof *s->steps, by_time);
    for (size_t i = 0; i < s->count && !e; i += GROUP)
        e = run_group(s, i, i + GROUP < s->count ? i + GROUP : s->count);
    return e;
}

/* The bulletin goes out last: its figures are those of everything before it. */
static enum err publish(struct sample *s)
{
    struct arena *a = s->arena;
    struct bulletin b;
    struct bulletin_publish values;
    struct pair pairs[BULLETIN_PUBLISH_PAIRS];
    struct outcome out = {0};
    struct ctx ctx = {.arena = a, .app = s->app, .person = sample_holder(s, "publisher", 0), .now_us = s->now_us};
    struct submission go = {.type = COMMAND_BULLETIN_PUBLISH,
                            .id = s->bulletin_id,
                            .pairs = pairs,
                            .count = BULLETIN_PUBLISH_PAIRS,
                            .drawn_at = -1};
    enum err e = table_load(s->app->db, a, KIND_BULLETIN, s->bulletin_id, &b);
    if (!e)
        e = bulletin_publish_values(s->app, a, &b, s->today, &values, &out.say);
    if (e)
        return blame(s, &(struct sample_step){.s = go, .at_us = s->now_us, .order = s->count}, e, &out);
    bulletin_publish_pairs(a, &values, pairs);
    e = app_submit(&ctx, &go, &out);
    return e ? blame(s, &(struct sample_step){.s = go, .at_us = s->now_us, .order = s->count}, e, &out) : ERR_NONE;
}

/* ---- the accounts, for people to read -------------------------------------------------------------- */

static void put_role(struct sample *s, enum lang lang, const struct choice *role, struct buf *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < s->people.rows && shown < LOGINS_A_ROLE; i++) {
        if (!str_is(sample_cell(&s->people, i, "roles"), role->name))
            continue;
        struct str unit = sample_cell(&s->people, i, "unit"), login = sample_cell(&s->people, i, "login");
        struct str name = sample_cell(&s->people, i, "name"), post = sample_cell(&s->people, i, "post");
        struct str body = sample_cell(&s->units, sample_row(&s->units, "key", unit), "short_name");
        buf_f(out, "  %-14.*s %.*s  %.*s  %.*s", STR_ARG(login), STR_ARG(name), STR_ARG(body), STR_ARG(post));
        buf_f(out, lang == LANG_ZH ? "（%s）\n" : " (%s)\n", lang == LANG_ZH ? role->zh : role->en);
        shown++;
    }
}

static enum err tell_logins(struct sample *s, enum lang lang, struct buf *out)
{
    size_t from = out->len;
    buf_c(out, lang == LANG_ZH ? "样例账号（青澜县是编的；口令都是 " SAMPLE_PASSWORD "，只供试用）：\n"
                               : "Sample accounts (Qinglan is invented; every password is " SAMPLE_PASSWORD
                                 ", for trying only):\n");
    for (const struct choice *role = role_choices; role->name; role++)
        put_role(s, lang, role, out);
    if (out->failed)
        return ERR_LIMIT;
    return file_replace(app_path(s->app, s->arena, "sample-logins.txt"), str_sub(buf_view(out), from, out->len), 0600);
}

enum err sample_fill_at(struct app *app, struct arena *a, int64_t now_us, enum lang lang, struct buf *logins)
{
    struct sample *s = arena_alloc(a, sizeof *s);
    struct str hash;
    s->app = app;
    s->arena = a;
    s->now_us = now_us;
    s->today = day_of(s->now_us);
    s->steps = arena_alloc(a, SAMPLE_STEPS_MAX * sizeof *s->steps);
    enum err e = read_tables(s);
    /* Hashed once: 45 times would be seconds, and it is no secret. */
    if (!e)
        e = password_hash(a, STR(""), STR(SAMPLE_PASSWORD), &hash, &app->say);
    if (e)
        return e;
    sample_plan(s, hash);
    sample_plan_book(s);
    e = sample_plan_measures(s);
    if (!e)
        e = sample_plan_groups(s);
    if (!e)
        e = sample_plan_lookback(s);
    if (!e)
        e = sample_plan_question(s);
    sample_plan_regime(s);
    sample_plan_notice(s);
    sample_plan_pack(s);
    sample_plan_clue(s);
    sample_plan_mail(s);
    if (!e)
        e = run_all(s);
    if (!e)
        e = publish(s);
    if (!e)
        e = tell_logins(s, lang, logins);
    if (e && !app->say.zh.len)
        app->say = sentence_f(&app->arena, "没有装入样例县：%s（%s）", "The sample could not be filled in: %s (%s)", err_name(e), db_message(app->db));
    return e;
}

enum err sample_fill(struct app *app, struct arena *a, enum lang lang, struct buf *logins)
{
    return sample_fill_at(app, a, time_now_us(), lang, logins);
}
