/* plan.c: `huiyin plan DIR [--inspection ID] [--json]`: what a round's plan still lacks, and what in it looks wrong;
 * and the plan as a paper for `huiyin export DIR plan`. */
#include "cli/cli.h"

#include "app/plan_check.h"
#include "app/plan_paper.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

#include <unistd.h>

enum { OUT_MAX = 16 << 20 };

static void put_json(struct cli *c, const struct plan_check *p, struct buf *b)
{
    buf_f(b, "{\"complete\":%s,\"sentences\":%lld,\"problems\":%lld,\"measures\":%lld,\"counts\":{", plan_complete(p) ? "true" : "false", (long long)p->sentences, (long long)p->problems, (long long)p->measures);
    for (int i = 0; i < PLAN_RULES; i++)
        buf_f(b, "%s\"%s\":%lld", i ? "," : "", plan_rules_words[i].name, (long long)p->counts[i]);
    buf_c(b, "},\"findings\":[");
    for (size_t i = 0; i < p->count; i++) {
        const struct plan_finding *f = &p->findings[i];
        struct str id = f->id ? id_text(c->arena, f->id) : STR("");
        buf_f(b, "%s\n{\"rule\":\"%s\",\"missing\":%s,\"kind\":\"%s\",\"id\":\"%.*s\",\"text\":",
              i ? "," : "", plan_rules_words[f->rule].name,
              f->rule < PLAN_PROOF_RULES ? "true" : "false", kinds[f->kind].name, STR_ARG(id));
        buf_json(b, f->say.zh);
        buf_c(b, ",\"text_en\":");
        buf_json(b, f->say.en);
        buf_c(b, "}");
    }
    buf_c(b, "]}\n");
}

static void put_text(struct cli *c, const struct plan_check *p, struct buf *b)
{
    bool zh = c->lang == LANG_ZH;
    buf_f(b, zh ? "原文 %lld 句，问题 %lld 个，措施 %lld 条\n" : "%lld sentences, %lld problems, %lld measures\n", (long long)p->sentences, (long long)p->problems, (long long)p->measures);
    for (int i = 0; i < PLAN_RULES; i++) {
        struct str word = choice_word(plan_rules_words, i, c->lang);
        if (i < PLAN_PROOF_RULES || p->counts[i])
            buf_f(b, "%6lld  %.*s\n", (long long)p->counts[i], STR_ARG(word));
    }
    for (size_t i = 0; i < p->count; i++) {
        struct str say = sentence_in(p->findings[i].say, c->lang);
        const char *mark = p->findings[i].rule < PLAN_PROOF_RULES ? (zh ? "缺" : "missing") : (zh ? "请看" : "look");
        buf_f(b, "%s: %.*s\n", mark, STR_ARG(say));
    }
    if (!p->sentences)
        buf_c(b, zh ? "还没有录入反馈原文，问题有没有出处没有核对。\n" : "The feedback was not entered: whether problems are cited was not checked.\n");
    buf_c(b, plan_complete(p) ? (zh ? "没有遗漏。\n" : "Nothing is missing.\n") : (zh ? "还有遗漏，方案不能提交会审。\n" : "Something is missing: the plan cannot be submitted.\n"));
}

static int snapshot(struct cli *c, struct app *app, enum err e)
{
    return e ? cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db)) : 0;
}

int cli_plan(struct cli *c)
{
    struct app app;
    struct plan_check check;
    int64_t inspection = 0;
    struct buf b = buf_new(c->arena, OUT_MAX);
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_inspection(c, &app, &inspection);
    if (!status && !inspection)
        status = cli_fail_f(c, ERR_MISSING, "还没有登记巡视巡察，没有方案可核对。", "There is no inspection yet, so there is no plan to check.");
    if (!status)
        status = snapshot(c, &app, plan_check_round(app.db, c->arena, inspection, &check));
    if (!status) {
        if (cli_flag(c, "json"))
            put_json(c, &check, &b);
        else
            put_text(c, &check, &b);
        status = b.failed ? cli_fail_f(c, ERR_LIMIT, "结果太长，写不出来。", "There is too much to print.") : cli_write(c, buf_view(&b));
    }
    if (!status && !plan_complete(&check))
        status = 1;
    app_close(&app);
    return status;
}

/* ---- the paper ---------------------------------------------------------------------------------------- */

/* --id names a plan; else it is the main one, or, where none was drafted, the whole ledger as one. */
static int chosen_plan(struct cli *c, struct app *app, int64_t inspection, struct plan *out)
{
    struct str given = cli_option(c, "id");
    int64_t id = 0;
    if (given.len && !id_read(given, &id))
        return cli_fail_f(c, ERR_INPUT, "--id 应是方案的十位编号。", "--id takes the id of a plan, ten letters.");
    enum err e = id ? table_load(app->db, c->arena, KIND_PLAN, id, out) : plan_main(app->db, c->arena, inspection, out);
    if (!e && id && (!out->head.len || out->inspection != inspection))
        return cli_fail_f(c, ERR_MISSING, "这一轮没有编号为 %.*s 的方案。", "There is no plan %.*s in this inspection.", STR_ARG(given));
    return snapshot(c, app, e);
}

int cli_export_plan(struct cli *c, struct app *app)
{
    struct plan plan = {0};
    struct ledger l;
    struct sentence why = {0};
    struct str bytes, format = cli_option(c, "format"), path = cli_option(c, "o");
    int64_t inspection = 0;
    if (!format.len)
        format = str_ends(path, STR(".pdf")) ? STR("pdf") : str_ends(path, STR(".xlsx")) ? STR("xlsx")
                                                        : str_ends(path, STR(".docx"))   ? STR("docx")
                                                                                         : STR("txt");
    bool printed = str_is(format, "txt") || str_is(format, "json") || str_is(format, "html");
    if (!printed && !path.len && isatty(1))
        return cli_fail_f(c, ERR_INPUT, "这种格式不能显示在屏幕上；请用 -o 指明文件名。", "This format cannot be shown on a screen; name a file with -o.");
    int status = cli_inspection(c, app, &inspection);
    if (!status && !inspection)
        status = cli_fail_f(c, ERR_MISSING, "还没有登记巡视巡察，没有方案可导出。", "There is no inspection yet, so there is no plan to export.");
    if (!status)
        status = chosen_plan(c, app, inspection, &plan);
    if (!status)
        status = snapshot(c, app, ledger_load(app->db, c->arena, inspection, day_of(time_now_us()), &l));
    if (status)
        return status;
    enum err e = plan_paper(&l, plan.head.len ? &plan : NULL, format, &bytes, &why);
    return e ? cli_fail(c, e, why) : cli_write(c, bytes);
}
