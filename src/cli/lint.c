/* lint.c: `huiyin lint FILE [--ledger DIR --inspection ID] [--json]`: exit 0 without a contradiction, 1 with one, 2
 * when the file cannot be read. Warnings and remarks alone are no contradiction. */
#include "cli/cli.h"

#include "app/ledger_lint.h"
#include "base/time.h"
#include "paper/reader.h"

enum { CONTRADICTION = 1 };

/* Lines as the reader gives them, joined: line numbers are those of the file's paragraphs. */
static struct str joined(struct arena *a, const struct doc_text *t)
{
    struct buf b = buf_new(a, CHARS_BYTES_MAX + 1);
    for (size_t i = 0; i < t->n_lines; i++) {
        buf_str(&b, t->lines[i].text);
        buf_c(&b, "\n");
    }
    return b.failed ? STR("") : buf_view(&b);
}

static int read_text(struct cli *c, struct str *out)
{
    struct paper *p = arena_alloc(c->arena, sizeof *p);
    struct sentence why = {0};
    enum err e = paper_read_file(c->arena, cli_arg(c, 0), PAPER_UNKNOWN, p, &why);
    if (e)
        return cli_fail(c, e == ERR_IO ? ERR_IO : ERR_INPUT, why);
    if (p->kind != PAPER_TXT && p->kind != PAPER_DOCX)
        return cli_fail_f(c, ERR_INPUT, "“%s”是表格，不是通报；lint 读 .txt 和 .docx。", "\"%s\" is a spreadsheet, not a bulletin; lint reads .txt and .docx.", cli_arg(c, 0));
    *out = joined(c->arena, &p->text);
    if (!out->len)
        return cli_fail_f(c, ERR_INPUT, "“%s”里没有文字，或者太长。", "\"%s\" holds no text, or too much.", cli_arg(c, 0));
    return 0;
}

static int compare(struct cli *c, struct lint *l)
{
    struct str dir = cli_option(c, "ledger");
    struct sentence why = {0};
    struct moment m = {0};
    struct app app;
    int64_t inspection = 0;
    if (!dir.len)
        return cli_option(c, "inspection").len ? cli_fail_f(c, ERR_INPUT, "--inspection 要与 --ledger 目录 一起用。", "--inspection goes with --ledger DIR.") : 0;
    enum err e = app_open(&app, str_z(c->arena, dir), APP_READ);
    int status = e ? cli_fail(c, e, app.say) : cli_inspection(c, &app, &inspection);
    if (!status && !inspection)
        status = cli_fail_f(c, ERR_MISSING, "“%.*s”里还没有登记巡视巡察，无从比对。", "\"%.*s\" has no inspection to compare with.", STR_ARG(dir));
    if (!status) {
        e = moment_open(&app, c->arena, inspection, -1, day_of(time_now_us()), &m, &why);
        if (!e)
            e = ledger_lint(l, &m, dir, &why);
        status = e ? cli_fail(c, e, why) : 0;
    }
    moment_close(&app, &m);
    app_close(&app);
    return status;
}

int cli_lint(struct cli *c)
{
    struct buf b = buf_new(c->arena, LINT_JSON_BYTES_MAX);
    struct sentence why = {0};
    struct lint l;
    struct str text;
    int status = read_text(c, &text);
    if (status)
        return status;
    enum err e = lint_run(c->arena, text, &l, &why);
    if (e)
        return cli_fail(c, e, why);
    status = compare(c, &l);
    if (status)
        return status;
    if (cli_flag(c, "json"))
        lint_json(&l, &b);
    else
        lint_text(&l, c->lang, &b);
    buf_c(&b, cli_flag(c, "json") ? "\n" : "");
    status = cli_write(c, buf_view(&b));
    return status ? status : lint_contradicts(&l) ? CONTRADICTION
                                                  : 0;
}
