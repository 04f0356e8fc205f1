/* do.c: `huiyin do DIR COMMAND key=value…`: any command of the table from the shell. */
#include "cli/cli.h"

#include "app/bulletin.h"
#include "app/remote.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

#include <stdio.h>

static int read_pairs(struct cli *c, struct pair *out, size_t *n)
{
    for (size_t i = 2; i < c->count; i++) {
        struct str rest = c->args[i], key;
        str_cut(&rest, '=', &key);
        if (!rest.ptr || !key.len)
            return cli_fail_f(c, ERR_INPUT, "“%.*s”应写作 名称=值。", "\"%.*s\" should be written name=value.", STR_ARG(c->args[i]));
        out[(*n)++] = (struct pair){key, rest};
    }
    return 0;
}

/* The subject as given: --id, or a pair id=…, which is taken out of the pairs. */
static struct str given_subject(struct cli *c, struct pair *given, size_t *n)
{
    struct str text = cli_option(c, "id");
    for (size_t i = 0; i < *n && !text.len; i++) {
        if (!str_is(given[i].key, "id"))
            continue;
        text = given[i].value;
        given[i] = given[--*n];
    }
    return text;
}

static int answer(struct cli *c, enum err e, const struct outcome *o)
{
    struct str id = id_text(c->arena, o->subject);
    if (e)
        return cli_fail(c, e, o->say);
    if (o->repeated)
        fputs(c->lang == LANG_ZH ? "这是重复提交，已按第一次的内容登记；这一次没有另行登记。\n" : "This was sent before: what was entered is what came first; nothing was entered now.\n", stderr);
    if (!cli_flag(c, "json"))
        return cli_write(c, str_f(c->arena, "%.*s\n", STR_ARG(id)));
    return cli_write(c, str_f(c->arena, "{\"id\":\"%.*s\",\"position\":%lld,\"repeated\":%s}\n", STR_ARG(id), (long long)o->seq, o->repeated ? "true" : "false"));
}

static int read_command(struct cli *c, struct pair *given, struct submission *s, struct str *subject)
{
    size_t n = 0;
    struct str drawn = cli_option(c, "drawn");
    if (!command_find(c->args[1], &s->type))
        return cli_fail_f(c, ERR_INPUT, "没有命令 %.*s；全部命令见 docs/generated/commands.md。", "There is no command %.*s; docs/generated/commands.md lists them.", STR_ARG(c->args[1]));
    int status = read_pairs(c, given, &n);
    if (!status)
        *subject = given_subject(c, given, &n);
    if (!status && drawn.len && !str_int(drawn, &s->drawn_at))
        status = cli_fail_f(c, ERR_INPUT, "--drawn 应是日志位置。", "--drawn takes a log position.");
    s->pairs = given;
    s->count = n;
    return status;
}

/* A bulletin published without a position goes out as of now, computed as its page does. */
static int compute_moment(struct cli *c, struct app *app, struct pair *given, struct submission *s)
{
    struct bulletin b;
    struct bulletin_publish values;
    struct sentence why = {0};
    for (size_t i = 0; i < s->count; i++)
        if (str_is(given[i].key, "position"))
            return 0;
    if (s->type != COMMAND_BULLETIN_PUBLISH || s->count + BULLETIN_PUBLISH_PAIRS > CLI_ARGS_MAX)
        return 0;
    enum err e = table_load(app->db, c->arena, KIND_BULLETIN, s->id, &b);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    if (!b.head.len)
        return 0; /* the rules say so */
    e = bulletin_publish_values(app, c->arena, &b, day_of(time_now_us()), &values, &why);
    if (e)
        return cli_fail(c, e, why);
    bulletin_publish_pairs(c->arena, &values, given + s->count);
    s->count += BULLETIN_PUBLISH_PAIRS;
    return 0;
}

int cli_do(struct cli *c)
{
    struct pair *given = arena_alloc(c->arena, CLI_ARGS_MAX * sizeof *given);
    struct submission s = {.command = cli_option(c, "command"), .drawn_at = -1};
    struct outcome out = {0};
    struct app app = {0};
    struct str subject = {0};
    int64_t person;
    int status = read_command(c, given, &s, &subject);
    if (!status)
        status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_person(c, &app, &person);
    if (!status)
        status = cli_named(c, &app, subject, given, &s);
    if (!status)
        status = compute_moment(c, &app, given, &s);
    app_close(&app); /* also of one that did not open: its sentences live in it */
    if (status)
        return status;
    enum err e = remote_submit(c->arena, cli_arg(c, 0), person, &s, &out);
    return answer(c, e, &out);
}
