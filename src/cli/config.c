/* config.c: `huiyin config`: shows every setting, or sets one; mail.password=- reads it from standard input. See
 * app/setting.h. */
#include "cli/cli.h"

#include "app/setting.h"

#include <stdio.h>

/* What is shown of a value: of a credential only that there is one. */
static struct str shown(const struct settings *now, int at, const char *there)
{
    return setting_rows[at].type == SETTING_SECRET && now->values[at].len ? str_c(there) : now->values[at];
}

static int show_json(struct cli *c, const struct settings *now)
{
    struct buf b = buf_new(c->arena, 1 << 20);
    for (int i = 0; i < SETTING_COUNT; i++) {
        buf_f(&b, "%s{\"name\":\"%s\",\"value\":", i ? ",\n " : "[", setting_rows[i].name);
        buf_json(&b, shown(now, i, "***"));
        buf_c(&b, ",\"default\":");
        buf_json(&b, str_c(setting_rows[i].standard));
        buf_c(&b, "}");
    }
    buf_c(&b, "]\n");
    return cli_write(c, buf_view(&b));
}

static int show(struct cli *c, const struct settings *now)
{
    bool zh = c->lang == LANG_ZH;
    struct buf b = buf_new(c->arena, 1 << 20);
    for (int i = 0; i < SETTING_COUNT; i++) {
        const struct setting_row *r = &setting_rows[i];
        buf_f(&b, "# %s%s%s", zh ? r->zh : r->en, zh ? "：" : ": ", zh ? r->help_zh : r->help_en);
        if (*r->standard)
            buf_f(&b, zh ? "默认 %s。" : " Default %s.", r->standard);
        buf_f(&b, "\n%s=%.*s\n", r->name, STR_ARG(shown(now, i, "***")));
    }
    return cli_write(c, buf_view(&b));
}

/* One line of standard input in place of "-": other users of the machine can read a command line. */
static struct str from_input(struct cli *c, enum setting s, struct str value)
{
    char line[1000];
    if (setting_rows[s].type != SETTING_SECRET || !str_is(value, "-") || !fgets(line, sizeof line, stdin))
        return value;
    return str_trim(str_copy(c->arena, str_c(line)));
}

static int set(struct cli *c, struct str given)
{
    enum setting s;
    struct sentence why = {0};
    struct str name, value = given;
    bool equals = str_find(given, STR("=")) != SIZE_MAX;
    str_cut(&value, '=', &name);
    if (!equals || !setting_find(str_trim(name), &s))
        return cli_fail_f(c, ERR_INPUT, "没有设置“%.*s”；写作 名称=值，huiyin config 目录 列出全部名称。", "There is no setting \"%.*s\"; write NAME=VALUE; huiyin config DIR lists the names.", STR_ARG(name));
    enum err e = setting_save(c->arena, cli_arg(c, 0), s, from_input(c, s, str_trim(value)), &why);
    if (e)
        return cli_fail(c, e, why);
    printf(c->lang == LANG_ZH ? "已保存；重新启动 huiyin serve 后生效。\n" : "Saved; it takes effect when huiyin serve is started again.\n");
    return 0;
}

int cli_config(struct cli *c)
{
    struct app app;
    struct settings now;
    struct sentence why = {0};
    int status = cli_open(c, &app, APP_READ); /* only of a data folder */
    app_close(&app);
    if (status)
        return status;
    if (c->count > 1)
        return set(c, c->args[1]);
    enum err e = settings_load(c->arena, cli_arg(c, 0), &now, &why);
    if (e)
        return cli_fail(c, e, why);
    return cli_flag(c, "json") ? show_json(c, &now) : show(c, &now);
}
