/* import.c: `huiyin import DIR FILE`: what was understood, then all of it or nothing. */
#include "cli/cli.h"

#include "app/import.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"

#include <stdio.h>

static void progress(struct cli *c, const char *zh, const char *en)
{
    fprintf(stderr, "%s\n", c->lang == LANG_ZH ? zh : en);
}

static const char *w(const struct cli *c, const char *zh, const char *en) { return c->lang == LANG_ZH ? zh : en; }

static void put_names(struct cli *c, struct buf *b, const char *label, const struct str *list, size_t n)
{
    if (!n)
        return;
    buf_f(b, "%s (%zu):", label, n);
    for (size_t i = 0; i < n; i++)
        buf_f(b, "%s%.*s", i ? w(c, "、", ", ") : " ", STR_ARG(list[i]));
    buf_c(b, "\n");
}

static void put_columns(struct cli *c, struct buf *b, const struct import_plan *p)
{
    buf_c(b, w(c, "表头认作：\n", "Columns:\n"));
    for (size_t i = 0; i < p->n_columns; i++) {
        const struct import_column *x = &p->columns[i];
        struct str word = import_column_word(x->column, x->field, c->lang);
        buf_f(b, "  「%.*s」%.*s %.*s → %.*s\n", STR_ARG(x->sheet), STR_ARG(x->cell), STR_ARG(x->heading),
              STR_ARG(word.len ? word : str_c(w(c, "（不认识，不导入）", "(not known, not imported)"))));
    }
}

static void put_changes(struct cli *c, struct buf *b, const struct import_plan *p)
{
    if (p->n_changes)
        buf_c(b, w(c, "与台账不同：\n", "Differences:\n"));
    for (size_t i = 0; i < p->n_changes; i++) {
        const struct import_change *x = &p->changes[i];
        struct str word = import_column_word(x->column, x->field, c->lang);
        buf_f(b, "  「%.*s」%.*s %.*s: %.*s → %.*s\n", STR_ARG(x->sheet), STR_ARG(x->cell), STR_ARG(word),
              STR_ARG(x->before), STR_ARG(x->after));
    }
}

static struct str report(struct cli *c, const struct import_plan *p)
{
    struct buf b = buf_new(c->arena, 1 << 28);
    struct sentence counts = sentence_f(
        c->arena, "方面 %zu 个，问题 %zu 个，措施 %zu 条；新增 %zu，更新 %zu，不变 %zu\n",
        "%zu aspects, %zu problems, %zu measures; new %zu, updated %zu, unchanged %zu\n",
        p->aspects, p->problems, p->measures, p->added, p->updated, p->unchanged);
    if (p->entries)
        counts = sentence_f(c->arena, "登记簿 %zu 行；新增 %zu，更新 %zu，不变 %zu\n", "%zu rows of books; new %zu, updated %zu, unchanged %zu\n", p->entries, p->added, p->updated, p->unchanged);
    buf_str(&b, sentence_in(counts, c->lang));
    if (p->opens)
        buf_f(&b, "%s%.*s\n", w(c, "新建一轮：", "New inspection: "), STR_ARG(p->inspection_name));
    put_columns(c, &b, p);
    put_names(c, &b, w(c, "将登记的单位", "Units to be registered"), p->units, p->n_units);
    put_names(c, &b, w(c, "将登记的人员", "People to be registered"), p->people, p->n_people);
    put_changes(c, &b, p);
    for (size_t i = 0; i < p->n_notes; i++) {
        struct str say = sentence_in(p->notes[i].say, c->lang);
        buf_f(&b, "%s ", p->notes[i].error ? w(c, "错误", "error") : w(c, "疑问", "doubt"));
        if (p->notes[i].sheet.len)
            buf_f(&b, "「%.*s」%.*s ", STR_ARG(p->notes[i].sheet), STR_ARG(p->notes[i].cell));
        buf_f(&b, "%.*s\n", STR_ARG(say));
    }
    counts = sentence_f(c->arena, "错误 %zu 处，疑问 %zu 处\n", "%zu errors, %zu doubts\n", p->errors, p->doubts);
    buf_str(&b, sentence_in(counts, c->lang));
    return buf_view(&b);
}

static int read_file(struct cli *c, struct import_file *file)
{
    struct str bytes;
    struct sentence why;
    const char *path = cli_arg(c, 1);
    enum err e = file_read(c->arena, path, PAPER_FILE_BYTES_MAX, &bytes);
    if (e == ERR_LIMIT)
        return cli_fail_f(c, e, "文件“%s”超过 %d MB，请拆分后导入。", "The file \"%s\" exceeds %d MB; split it.", path, PAPER_FILE_BYTES_MAX >> 20);
    if (e)
        return cli_fail_f(c, e == ERR_MISSING ? ERR_MISSING : ERR_INPUT, "不能读取文件“%s”；请核对路径和权限。", "Cannot read the file \"%s\"; check path and permissions.", path);
    progress(c, "正在读取文件…", "Reading the file…");
    e = import_read(c->arena, bytes, str_c(path), file, &why);
    return e ? cli_fail(c, e, why) : 0;
}

static int make_plan(struct cli *c, const struct import_file *file, int64_t *person, struct import_plan *plan)
{
    struct app app;
    int64_t inspection;
    struct sentence why;
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_person(c, &app, person);
    if (!status)
        status = cli_inspection(c, &app, &inspection);
    if (!status) {
        progress(c, "正在与台账核对…", "Comparing with the ledger…");
        enum err e = db_begin(app.db);
        if (!e)
            e = import_plan(c->arena, app.db, file, inspection, day_of(time_now_us()), plan, &why);
        else
            why = sentence_f(c->arena, "数据库出错：%s", "The database failed: %s", db_message(app.db));
        db_rollback(app.db);
        status = e ? cli_fail(c, e, why) : 0;
    }
    app_close(&app);
    return status;
}

int cli_import(struct cli *c)
{
    struct import_file file;
    struct import_plan plan;
    struct sentence why;
    int64_t person, seq;
    int status = read_file(c, &file);
    if (!status)
        status = make_plan(c, &file, &person, &plan);
    if (status)
        return status;
    bool enter = !plan.errors && !cli_flag(c, "dry-run");
    if (enter && plan.count)
        fprintf(stderr, c->lang == LANG_ZH ? "正在登记 %zu 项…\n" : "Entering %zu items…\n", plan.count);
    /* Entered before it is told: a reader of our output who leaves early stops nothing. */
    enum err e = enter ? import_apply(c->arena, cli_arg(c, 0), person, &plan, &seq, &why) : ERR_NONE;
    status = cli_write(c, cli_flag(c, "json") ? import_json(c->arena, &plan) : report(c, &plan));
    if (e)
        return cli_fail(c, e, why);
    if (status)
        return status;
    if (plan.errors)
        return cli_fail_f(c, ERR_INPUT, "有 %zu 处错误，没有导入；请在表格里改正后重新导入。", "There are %zu errors; nothing was imported; correct the sheet and import again.", plan.errors);
    if (!enter)
        return 0;
    progress(c, plan.count ? "已导入。" : "没有不同，没有登记。", plan.count ? "Imported." : "Nothing differs; nothing was entered.");
    return 0;
}
