/* serve.c: `huiyin serve`: the core, the web workers, the portal and the courier, each a process of its own under
 * one parent. */
#include "cli/cli.h"

#include "app/core.h"
#include "app/courier.h"
#include "app/setting.h"
#include "base/time.h"
#include "web/site.h"
#include "web/supervise.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WORKERS_MAX = 16,
       CORE_WAIT_TRIES = 200,
       CORE_WAIT_US = 25000,
       COURIER_SECONDS = 60 };

struct serving {
    struct cli *cli;
    const char *dir;
    struct str listen, portal;
    int web_fd, portal_fd;
    bool secure;
    int64_t started_us; /* one for all workers, also for those that take another's place */
};

static int complain(struct serving *s, enum err e, struct sentence why) { return cli_fail(s->cli, e, why); }

/* The only writer. A commit that fails ends it: nothing may be acknowledged after that; the parent starts it anew. */
static int run_core(void *arg, int index)
{
    struct serving *s = arg;
    struct app app;
    int fd;
    (void)index;
    enum err e = app_open(&app, s->dir, APP_WRITE);
    if (!e)
        e = core_listen(&app, &fd);
    if (!e)
        e = core_run(&app, fd);
    struct sentence why = app.say.zh.len
                              ? app.say
                              : sentence_f(s->cli->arena, "写入服务出错：%s", "The core failed: %s",
                                           app.db ? db_message(app.db) : db_open_message());
    int status = e ? complain(s, e, why) : 0;
    app_close(&app);
    return status;
}

static int run_pages(struct serving *s, int fd, bool portal)
{
    struct site *site = arena_alloc(s->cli->arena, sizeof *site);
    struct sentence why = {STR(""), STR("")};
    enum err e = site_open(site, s->dir, portal, &why);
    if (e)
        return complain(s, e, why);
    site->secure = s->secure;
    site->started_us = s->started_us;
    site->portal_url = s->portal.len ? str_z(s->cli->arena, str_f(s->cli->arena, "http://%.*s/", STR_ARG(s->portal))) : "";
    struct http_config config = {.listen_fd = fd,
                                 .upload_folder = app_path(&site->app, &site->arena, "tmp"),
                                 .body = site_body,
                                 .handle = site_handle,
                                 .fail = site_fail,
                                 .arg = site};
    e = http_open(&config, &site->http);
    if (!e)
        e = http_run(site->http);
    http_close(site->http);
    site_close(site);
    return err_exit_status(e);
}

static int run_web(void *arg, int index)
{
    struct serving *s = arg;
    (void)index;
    return run_pages(s, s->web_fd, false);
}

static int run_portal(void *arg, int index)
{
    struct serving *s = arg;
    (void)index;
    return run_pages(s, s->portal_fd, true);
}

static void wait_for_core(struct serving *s)
{
    const char *path = str_z(s->cli->arena, str_f(s->cli->arena, "%s/core.sock", s->dir));
    for (int i = 0; i < CORE_WAIT_TRIES && access(path, F_OK); i++)
        usleep(CORE_WAIT_US);
}

/* Once a minute: today's reminders, once a day and only where the setting asks for them, and the letters that wait.
 * What the office changes in the settings holds from the next minute on. The same trouble is told once. */
static int run_courier(void *arg, int index)
{
    struct serving *s = arg;
    int64_t planned_day = 0, told_trouble = 0;
    (void)index;
    wait_for_core(s);
    for (;; sleep(COURIER_SECONDS)) {
        struct arena a = {0};
        struct settings now;
        struct courier_round round;
        struct sentence why = {STR(""), STR("")};
        int64_t today = day_of(time_now_us());
        enum err e = settings_load(&a, s->dir, &now, &why);
        bool plan = !e && setting_yes(&now, SETTING_REMIND_AUTO) && planned_day != today;
        if (!e)
            e = courier_run(&a, s->dir, plan, &round, &why);
        if (!e && plan && round.open)
            planned_day = today;
        why = e ? why : round.trouble;
        if (why.zh.len && e != ERR_BUSY && told_trouble != today)
            (void)complain(s, ERR_IO, why);
        told_trouble = why.zh.len ? today : 0;
        arena_reset(&a);
    }
    return 0;
}

static void ready(void *arg)
{
    struct serving *s = arg;
    bool zh = s->cli->lang == LANG_ZH;
    wait_for_core(s);
    printf(zh ? "回音已启动：http://%.*s/\n" : "Huiyin is serving: http://%.*s/\n", STR_ARG(s->listen));
    if (s->portal.len)
        printf(zh ? "公众门户：http://%.*s/\n" : "Public portal: http://%.*s/\n", STR_ARG(s->portal));
    FILE *f = fopen(str_z(s->cli->arena, str_f(s->cli->arena, "%s/sample-logins.txt", s->dir)), "r");
    char line[400];
    while (f && fgets(line, sizeof line, f))
        fputs(line, stdout);
    if (f)
        fclose(f);
    fflush(stdout);
}

static int listen_on(struct serving *s, struct str at, int *fd)
{
    struct sentence why;
    enum err e = http_listen(s->cli->arena, at, fd, &why);
    return e ? complain(s, e, why) : 0;
}

/* What the command line leaves open, the settings say (app/setting.h). */
static int choose(struct serving *s, int64_t *workers)
{
    struct cli *c = s->cli;
    struct settings now;
    struct sentence why = {0};
    struct str given = cli_option(c, "workers");
    enum err e = settings_load(c->arena, s->dir, &now, &why);
    if (e)
        return complain(s, e, why);
    *workers = setting_number(&now, SETTING_WORKERS);
    if (given.len && (!str_int(given, workers) || *workers < 1 || *workers > WORKERS_MAX))
        return cli_fail_f(c, ERR_INPUT, "--workers 应是 1 到 %d。", "--workers takes 1 to %d.", WORKERS_MAX);
    s->listen = s->listen.len ? s->listen : now.values[SETTING_LISTEN];
    s->portal = s->portal.len ? s->portal : now.values[SETTING_PORTAL];
    s->secure = setting_yes(&now, SETTING_SECURE);
    return 0;
}

int cli_serve(struct cli *c)
{
    struct serving s = {.cli = c, .dir = cli_arg(c, 0), .listen = cli_option(c, "listen"), .portal = cli_option(c, "portal")};
    struct supervised rows[WORKERS_MAX + 3] = {0};
    struct app app;
    int64_t workers = 0;
    size_t n = 0;
    s.started_us = time_now_us();
    int status = cli_open(c, &app, APP_WRITE); /* refuses at once when another server is there */
    app_close(&app);
    if (!status)
        status = choose(&s, &workers);
    if (!status)
        status = listen_on(&s, s.listen, &s.web_fd);
    if (!status && s.portal.len)
        status = listen_on(&s, s.portal, &s.portal_fd);
    if (status)
        return status;
    rows[n++] = (struct supervised){.name = "core", .run = run_core, .arg = &s};
    for (int64_t i = 0; i < workers; i++)
        rows[n++] = (struct supervised){.name = "web", .run = run_web, .arg = &s, .index = (int)i};
    if (s.portal.len)
        rows[n++] = (struct supervised){.name = "portal", .run = run_portal, .arg = &s};
    rows[n++] = (struct supervised){.name = "courier", .run = run_courier, .arg = &s};
    return supervise(rows, n, ready, &s);
}
