/* bulletin.c: `huiyin bulletin DIR --inspection ID [--at N] [--id ID] [--format F] [-o FILE]`.
 *
 * Which text: --id, else the newest published bulletin (with --at, of those computed at N or earlier), else the
 * newest of any state, else the default text. Which moment: --at; else a published one's own position and day, else
 * now. A published one computed at its own position must give the digest it was published with. */
#include "cli/cli.h"

#include "app/bulletin.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

struct printing {
    struct cli *c;
    struct app app;
    int64_t inspection, at; /* at: -1 when not given */
    struct bulletin b;      /* head empty: the default text */
    struct moment m;
    enum bulletin_format format;
};

static int failed(struct printing *p, enum err e)
{
    return cli_fail_f(p->c, e, "数据库出错：%s", "The database failed: %s", db_message(p->app.db));
}

static int read_options(struct printing *p)
{
    struct str at = cli_option(p->c, "at"), format = cli_option(p->c, "format");
    p->at = -1;
    if (at.len && (!str_int(at, &p->at) || p->at < 0))
        return cli_fail_f(p->c, ERR_INPUT, "--at 应是日志位置（0 或正整数），收到的是“%.*s”。", "--at takes a log position (0 or more), but was \"%.*s\".", STR_ARG(at));
    if (format.len && !bulletin_format_find(format, &p->format))
        return cli_fail_f(p->c, ERR_INPUT, "没有“%.*s”这种格式；可以是 txt、html、docx、pdf、json。", "There is no format \"%.*s\"; there are txt, html, docx, pdf and json.", STR_ARG(format));
    return 0;
}

static int choose_bulletin(struct printing *p)
{
    struct str given = cli_option(p->c, "id");
    int64_t id;
    if (!given.len) {
        enum err e = bulletin_newest(p->app.db, p->c->arena, p->inspection, p->at, &p->b);
        return e ? failed(p, e) : 0;
    }
    enum err e = id_read(given, &id) ? table_load(p->app.db, p->c->arena, KIND_BULLETIN, id, &p->b) : ERR_MISSING;
    if (e && e != ERR_MISSING)
        return failed(p, e);
    if (e || !p->b.head.len || (cli_option(p->c, "inspection").len && p->b.inspection != p->inspection))
        return cli_fail_f(p->c, ERR_MISSING, "没有编号为 %.*s 的通报；用 huiyin show 目录 bulletin 查看编号。", "There is no bulletin %.*s; huiyin show DIR bulletin lists them.", STR_ARG(given));
    p->inspection = p->b.inspection;
    return 0;
}

static bool own_moment(const struct printing *p)
{
    return p->b.state == BULLETIN_OUT && (p->at < 0 || p->at == p->b.position);
}

static int open_moment(struct printing *p)
{
    struct sentence why = {0};
    int64_t at = own_moment(p) ? p->b.position : p->at;
    enum err e = moment_open(&p->app, p->c->arena, p->inspection, at, day_of(time_now_us()), &p->m, &why);
    if (e)
        return cli_fail(p->c, e, why);
    if (own_moment(p))
        p->m.as_of_day = p->b.as_of_day;
    return 0;
}

/* The problems one by one, then the status. */
static int say_problems(struct printing *p, const struct bulletin_page *page)
{
    int status = 0;
    for (const struct document_problem *x = page->problems; x; x = x->next) {
        struct str what = sentence_in(x->what, p->c->lang);
        status = cli_fail_f(p->c, ERR_INPUT, "第%zu行第%zu字：%.*s", "line %zu, column %zu: %.*s", x->line, x->column, STR_ARG(what));
    }
    return status;
}

static int write(struct printing *p)
{
    struct bulletin_page page = {0};
    struct sentence why = {0};
    struct str text = p->b.text, bytes = STR("");
    enum err e = p->b.head.len ? ERR_NONE : bulletin_default_text(p->c->arena, &p->m, &text, &why);
    if (!e)
        e = bulletin_render(p->c->arena, &p->m, text, &page, &why);
    if (e == ERR_INPUT && page.problem_count)
        return say_problems(p, &page);
    if (!e)
        e = bulletin_write(page.document, p->c->arena, p->format, p->m.as_of_day, &bytes, &why);
    if (e)
        return cli_fail(p->c, e, why);
    int status = cli_write(p->c, bytes);
    if (!status && own_moment(p) && !str_eq(bulletin_digest(p->c->arena, page.document), p->b.digest))
        return cli_fail_f(p->c, ERR_CORRUPT, "重算的文本与发布时登记的校验码不一致，请用 huiyin verify 验证日志。", "The text computed again does not have the digest it was published with; run huiyin verify.");
    return status;
}

int cli_bulletin(struct cli *c)
{
    struct printing p = {.c = c};
    int status = read_options(&p);
    if (status)
        return status;
    status = cli_open(c, &p.app, APP_READ);
    if (!status && !(cli_option(c, "id").len && !cli_option(c, "inspection").len))
        status = cli_inspection(c, &p.app, &p.inspection);
    if (!status)
        status = choose_bulletin(&p);
    if (!status)
        status = open_moment(&p);
    if (!status)
        status = write(&p);
    moment_close(&p.app, &p.m);
    app_close(&p.app);
    return status;
}
