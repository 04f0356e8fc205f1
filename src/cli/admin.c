/* admin.c: making a folder, rebuilding it, its accounts, the version. */
#include "cli/cli.h"

#include "app/docs.h"
#include "app/password.h"
#include "app/remote.h"
#include "app/replay.h"
#include "app/sample.h"
#include "base/hash.h"
#include "domain/things.h"
#include "log/verify.h"
#include "view/table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HUIYIN_VERSION "0.1.0"

int cli_version(struct cli *c)
{
    return cli_write(c, cli_flag(c, "json") ? STR("{\"version\":\"" HUIYIN_VERSION
                                                  "\",\"rules\":\"" RULES_ID "\"}\n")
                                            : STR("huiyin " HUIYIN_VERSION " (" RULES_ID ")\n"));
}

int cli_init(struct cli *c)
{
    struct app app;
    struct buf logins = buf_new(c->arena, 1 << 16);
    enum err e = app_create(&app, cli_arg(c, 0), cli_option(c, "store"), cli_option(c, "origin"));
    if (!e && cli_flag(c, "sample"))
        e = sample_fill(&app, c->arena, c->lang, &logins);
    int status = e ? cli_fail(c, e, app.say) : 0;
    app_close(&app);
    if (status)
        return status;
    printf(c->lang == LANG_ZH ? "已新建数据目录 %s。\n启动：huiyin serve %s\n" : "Made the data folder %s.\nStart it with: huiyin serve %s\n", cli_arg(c, 0), cli_arg(c, 0));
    return logins.len ? cli_write(c, buf_view(&logins)) : 0;
}

int cli_rebuild(struct cli *c)
{
    struct app app;
    int status = cli_open(c, &app, APP_REBUILD);
    if (!status) {
        enum err e = app_rebuild(&app, verify_show_progress, NULL);
        status = e ? cli_fail_f(c, e, "没有重建：%s；原来的表没有改动。", "Nothing was rebuilt: %s; the tables are as they were.", db_message(app.db)) : 0;
        if (!status)
            printf(c->lang == LANG_ZH ? "已由 %lld 条日志重建所有表。\n" : "Made every table again from %lld entries.\n", (long long)log_size(app.log));
    }
    app_close(&app);
    return status;
}

int cli_docs(struct cli *c)
{
    enum err e = docs_write(c->arena, cli_arg(c, 0));
    return e ? cli_fail_f(c, e, "不能写入目录 %s：%s。", "Cannot write into %s: %s.", cli_arg(c, 0), strerror(errno)) : 0;
}

/* ---- accounts ------------------------------------------------------------------------------------ */

static enum err list_person(void *arg, const void *state)
{
    struct cli *c = arg;
    const struct person *p = state;
    struct arena a = {0};
    struct str roles = field_show(&a, record_field(&person_record, STR("roles")), p, c->lang);
    if (p->login.len)
        printf("%-16.*s %.*s  %.*s%s\n", STR_ARG(p->login), STR_ARG(p->name), STR_ARG(roles),
               p->state == PERSON_GONE ? (c->lang == LANG_ZH ? "（停用）" : " (closed)") : "");
    arena_reset(&a);
    return ERR_NONE;
}

/* One line of --password-file, or of standard input. */
static int read_password(struct cli *c, struct str *out)
{
    char line[1024];
    struct str path = cli_option(c, "password-file");
    FILE *f = path.len && !str_is(path, "-") ? fopen(str_z(c->arena, path), "r") : stdin;
    if (f == stdin)
        fputs(c->lang == LANG_ZH ? "口令：" : "Password: ", stderr);
    bool ok = f && fgets(line, sizeof line, f);
    if (f && f != stdin)
        fclose(f);
    if (!ok)
        return cli_fail_f(c, ERR_INPUT, "没有读到口令：请从标准输入或 --password-file 给出一行。", "No password: give one line on standard input or with --password-file.");
    line[strcspn(line, "\r\n")] = 0;
    *out = str_copy(c->arena, str_c(line));
    return 0;
}

static enum err run(struct cli *c, enum command_type type, int64_t id, struct pair *pairs, size_t n,
                    struct outcome *out)
{
    struct submission s = {.type = type, .id = id, .pairs = pairs, .count = n, .drawn_at = -1};
    return remote_submit(c->arena, cli_arg(c, 0), 0, &s, out);
}

static int set_account(struct cli *c, int64_t id, struct str login, bool create)
{
    struct str password, hash;
    struct sentence why;
    struct outcome out = {0};
    int status = read_password(c, &password);
    if (status)
        return status;
    enum err e = password_hash(c->arena, login, password, &hash, &why);
    if (e)
        return cli_fail(c, e, why);
    struct pair pairs[] = {{STR("password_hash"), hash}, {STR("login"), login}};
    e = run(c, create ? COMMAND_PERSON_ACCOUNT : COMMAND_PERSON_PASSWORD, id, pairs, create ? 2 : 1, &out);
    return e ? cli_fail(c, e, out.say) : 0;
}

static int grant(struct cli *c, int64_t id)
{
    struct outcome out = {0};
    struct pair pairs[] = {{STR("roles"), cli_option(c, "roles")}};
    enum err e = pairs[0].value.len ? run(c, COMMAND_PERSON_GRANT, id, pairs, 1, &out) : ERR_NONE;
    return e ? cli_fail(c, e, out.say) : 0;
}

static const char sql_unit[] = "SELECT id FROM unit WHERE name = ?1 OR short_name = ?1 ORDER BY seq LIMIT 1";

static int find_unit(struct cli *c, struct str *unit)
{
    struct app app;
    struct stmt *s;
    struct str name = cli_option(c, "unit");
    bool row = false;
    *unit = STR("");
    if (!name.len)
        return 0;
    int status = cli_open(c, &app, APP_READ);
    enum err e = status ? ERR_NONE : db_stmt(app.db, sql_unit, &s);
    if (!status && !e) {
        stmt_str(s, 1, name);
        e = stmt_step(s, &row);
        if (!e && row)
            *unit = id_text(c->arena, stmt_get_int(s, 0));
        stmt_done(s);
    }
    app_close(&app);
    if (!status && !unit->len)
        status = cli_fail_f(c, ERR_MISSING, "没有名为“%.*s”的单位；先用 huiyin do 目录 unit.create name=… 登记。", "There is no unit \"%.*s\"; register it with huiyin do DIR unit.create name=….", STR_ARG(name));
    return status;
}

static int add_user(struct cli *c)
{
    struct outcome out = {0};
    struct str unit, login = c->args[2], name = c->count > 3 ? c->args[3] : login;
    int status = find_unit(c, &unit);
    if (status)
        return status;
    struct pair pairs[] = {{STR("name"), name}, {STR("post"), cli_option(c, "post")}, {STR("unit"), unit}};
    enum err e = run(c, COMMAND_PERSON_CREATE, 0, pairs, 3, &out);
    if (e)
        return cli_fail(c, e, out.say);
    status = set_account(c, out.subject, login, true);
    return status ? status : grant(c, out.subject);
}

int cli_user(struct cli *c)
{
    struct app app;
    struct str what = c->args[1];
    if (str_is(what, "list")) {
        int status = cli_open(c, &app, APP_READ);
        enum err e = status ? ERR_NONE : table_each(app.db, KIND_PERSON, list_person, c);
        status = e ? cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app.db)) : status;
        app_close(&app);
        return status;
    }
    bool known = str_is(what, "add") || str_is(what, "password") || str_is(what, "grant");
    if (!known || c->count < 3)
        return cli_fail_f(c, ERR_INPUT, "用法：huiyin user %s", "Usage: huiyin user %s", c->row->usage);
    if (str_is(what, "add"))
        return add_user(c);
    int64_t id = 0;
    c->options[c->option_count++] = (struct pair){STR("as"), c->args[2]};
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_person(c, &app, &id);
    app_close(&app);
    if (status)
        return status;
    return str_is(what, "grant") ? grant(c, id) : set_account(c, id, c->args[2], false);
}
