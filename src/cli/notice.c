/* notice.c: `huiyin export DIR notice --id ID [--format F]` writes the paper of one notice, or with xlsx, form.docx and
 * form.pdf the form that goes with it; `huiyin export DIR notices` writes the register of issued notices. */
#include "app/notice_paper.h"
#include "base/hash.h"
#include "base/time.h"
#include "cli/cli.h"
#include "view/table.h"

bool cli_is_notice(const struct cli *c)
{
    bool paper = str_is(c->args[1], "notice") && cli_option(c, "id").len;
    return paper || str_is(c->args[1], "notices");
}

static int failed(struct cli *c, struct app *app, enum err e)
{
    return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
}

static int find(struct cli *c, struct app *app, struct notice *n)
{
    struct str given = cli_option(c, "id");
    int64_t id;
    enum err e = id_read(given, &id) ? table_load(app->db, c->arena, KIND_NOTICE, id, n) : ERR_MISSING;
    if (e && e != ERR_MISSING)
        return failed(c, app, e);
    if (e || !n->head.len)
        return cli_fail_f(c, ERR_MISSING, "没有编号为 %.*s 的公文；用 huiyin show 目录 notice 查看编号。", "There is no notice %.*s; huiyin show DIR notice lists them.", STR_ARG(given));
    return 0;
}

static int write_paper(struct cli *c, struct app *app, const struct notice *n, enum bulletin_format f)
{
    struct moment m = {0};
    struct bulletin_page page = {0};
    struct sentence why = {0};
    struct str bytes = STR("");
    bool same = true;
    enum err e = notice_moment(app, c->arena, n, day_of(time_now_us()), &m, &why);
    if (e)
        return cli_fail(c, e, why);
    e = notice_render(c->arena, &m, n, NULL, true, &page, &why);
    if (e == ERR_INPUT && page.problem_count)
        why = page.problems->what;
    if (!e)
        e = bulletin_write(page.document, c->arena, f, m.as_of_day, &bytes, &why);
    if (!e && n->number)
        e = notice_same(c->arena, &m, n, &same, &why);
    moment_close(app, &m);
    if (e)
        return cli_fail(c, e, why);
    int status = cli_write(c, bytes);
    if (!status && !same)
        return cli_fail_f(c, ERR_CORRUPT, "重算的文本与签发时登记的校验码不一致，请用 huiyin verify 验证日志。", "The text computed again does not have the digest it was issued with; run huiyin verify.");
    return status;
}

static int write_form(struct cli *c, struct app *app, const struct notice *n, enum bulletin_format f)
{
    struct document *d;
    struct sentence why = {0};
    struct str bytes = STR("");
    enum err e = notice_form(app->db, c->arena, n, &d, &why);
    if (!e)
        e = bulletin_write(d, c->arena, f, day_of(time_now_us()), &bytes, &why);
    return e ? cli_fail(c, e, why) : cli_write(c, bytes);
}

static int write_sheet(struct cli *c, struct app *app, const struct notice *n)
{
    struct sentence why = {0};
    struct str bytes = STR("");
    int64_t inspection = 0;
    int status = n ? 0 : cli_inspection(c, app, &inspection);
    if (status)
        return status;
    enum err e = notice_sheet(app->db, c->arena, n, inspection, c->lang, &bytes, &why);
    return e ? cli_fail(c, e, why) : cli_write(c, bytes);
}

static int one(struct cli *c, struct app *app)
{
    struct notice n;
    enum bulletin_format f = BULLETIN_TXT;
    struct str format = cli_option(c, "format");
    int status = find(c, app, &n);
    if (status)
        return status;
    if (str_is(format, "xlsx"))
        return write_sheet(c, app, &n);
    if (str_starts(format, STR("form.")) && bulletin_format_find(str_sub(format, 5, format.len), &f))
        return write_form(c, app, &n, f);
    if (format.len && !bulletin_format_find(format, &f))
        return cli_fail_f(c, ERR_INPUT, "没有“%.*s”这种格式；可以是 txt、html、docx、pdf、json、xlsx、form.docx、form.pdf。", "There is no format \"%.*s\"; there are txt, html, docx, pdf, json, xlsx, form.docx and form.pdf.", STR_ARG(format));
    return write_paper(c, app, &n, f);
}

int cli_notice(struct cli *c)
{
    struct app app;
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = str_is(c->args[1], "notices") ? write_sheet(c, &app, NULL) : one(c, &app);
    app_close(&app);
    return status;
}
