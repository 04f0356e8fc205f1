/* do.c: `huiyin do DIR COMMAND key=value…`: any command of the table from the shell. */
#include "cli/cli.h"

#include "app/remote.h"
#include "base/hash.h"

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

/* The subject: --id, or a pair id=…, which is taken out of the pairs. */
static int read_subject(struct cli *c, struct pair *given, size_t *n, int64_t *id)
{
    struct str text = cli_option(c, "id");
    *id = 0;
    for (size_t i = 0; i < *n && !text.len; i++) {
        if (!str_is(given[i].key, "id"))
            continue;
        text = given[i].value;
        given[i] = given[--*n];
    }
    if (text.len && !id_read(text, id))
        return cli_fail_f(c, ERR_INPUT, "“id”应是十位编号，收到的是“%.*s”；用 huiyin show 查看编号。", "\"id\" must be an id of ten letters, but was \"%.*s\"; huiyin show lists ids.", STR_ARG(text));
    return 0;
}

static int answer(struct cli *c, enum err e, const struct outcome *o)
{
    struct str id = id_text(c->arena, o->subject);
    if (e)
        return cli_fail(c, e, o->say);
    if (!cli_flag(c, "json"))
        return cli_write(c, str_f(c->arena, "%.*s\n", STR_ARG(id)));
    return cli_write(c, str_f(c->arena, "{\"id\":\"%.*s\",\"position\":%lld,\"repeated\":%s}\n", STR_ARG(id), (long long)o->seq, o->repeated ? "true" : "false"));
}

static int read_command(struct cli *c, struct pair *given, struct submission *s)
{
    size_t n = 0;
    struct str drawn = cli_option(c, "drawn");
    if (!command_find(c->args[1], &s->type))
        return cli_fail_f(c, ERR_INPUT, "没有命令 %.*s；全部命令见 docs/generated/commands.md。", "There is no command %.*s; docs/generated/commands.md lists them.", STR_ARG(c->args[1]));
    int status = read_pairs(c, given, &n);
    if (!status)
        status = read_subject(c, given, &n, &s->id);
    if (!status && drawn.len && !str_int(drawn, &s->drawn_at))
        status = cli_fail_f(c, ERR_INPUT, "--drawn 应是日志位置。", "--drawn takes a log position.");
    s->pairs = given;
    s->count = n;
    return status;
}

int cli_do(struct cli *c)
{
    struct pair *given = arena_alloc(c->arena, CLI_ARGS_MAX * sizeof *given);
    struct submission s = {.command = cli_option(c, "command"), .drawn_at = -1};
    struct outcome out = {0};
    struct app app = {0};
    int64_t person;
    int status = read_command(c, given, &s);
    if (!status)
        status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_person(c, &app, &person);
    app_close(&app); /* also of one that did not open: its sentences live in it */
    if (status)
        return status;
    enum err e = remote_submit(c->arena, cli_arg(c, 0), person, &s, &out);
    return answer(c, e, &out);
}
