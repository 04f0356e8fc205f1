/* export.c: `huiyin export DIR WHAT`: papers, registers, and the log with its receipts for whoever checks it. */
#include "cli/cli.h"

#include "app/export_rows.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"
#include "log/proof.h"
#include "log/tiles.h"
#include "web/register.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES_MAX = 64 * 1024 };

static int unknown(struct cli *c)
{
    struct buf b = buf_new(c->arena, 4000);
    for (const struct export_what *x = export_whats; x->name; x++)
        buf_f(&b, "%s ", x->name);
    for (size_t i = 0; i < registers_count; i++)
        buf_f(&b, "%s ", kinds[registers[i].kind].name);
    buf_c(&b, "halfmonth log receipt");
    return cli_fail_f(c, ERR_INPUT, "没有“%.*s”可以导出；可以是：%.*s。", "There is no \"%.*s\" to export; there are: %.*s.", STR_ARG(c->args[1]), STR_ARG(buf_view(&b)));
}

/* ---- papers ------------------------------------------------------------------------------------------------ */

static int chosen_format(struct cli *c, enum export_format *format)
{
    struct str given = cli_option(c, "format"), path = cli_option(c, "o");
    *format = EXPORT_XLSX;
    for (int i = 0; !given.len && i < EXPORT_FORMATS; i++)
        if (str_ends(path, str_f(c->arena, ".%s", export_formats[i])))
            *format = (enum export_format)i;
    if (given.len && !export_format_find(given, format))
        return cli_fail_f(c, ERR_INPUT, "没有格式“%.*s”；可以是 xlsx、csv、json。", "There is no format \"%.*s\"; there are xlsx, csv, json.", STR_ARG(given));
    if (*format == EXPORT_XLSX && !path.len && isatty(1))
        return cli_fail_f(c, ERR_INPUT, "xlsx 不能显示在屏幕上；请用 -o 指明文件名。", "An xlsx cannot be shown on a screen; name a file with -o.");
    return 0;
}

static int paper(struct cli *c, struct app *app, const struct export_what *what)
{
    enum export_format format;
    struct ledger l;
    struct str out;
    struct sentence why;
    int64_t inspection;
    int status = chosen_format(c, &format);
    if (!status)
        status = cli_inspection(c, app, &inspection);
    if (status)
        return status;
    enum err e = db_begin(app->db);
    if (!e)
        e = ledger_load(app->db, c->arena, inspection, day_of(time_now_us()), &l);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    db_rollback(app->db);
    e = export_bytes(c->arena, &l, what, format, c->lang, &out, &why);
    return e ? cli_fail(c, e, why) : cli_write(c, out);
}

/* ---- registers: any kind of web/register_table.c, with its columns
 * ------------------------------------------------ */

static int register_file_of(struct cli *c, struct app *app, const struct register_info *info)
{
    enum export_format format;
    struct register_table t = register_table_of(info, NULL);
    struct register_rows g = {.arena = c->arena};
    struct thing_names names = {app->db, c->arena, c->lang};
    struct str out, day = day_text(c->arena, day_of(time_now_us()));
    struct sentence why;
    int64_t inspection = 0, position = 0;
    int status = chosen_format(c, &format);
    if (!status && record_field(kinds[info->kind].record, STR("inspection")))
        status = cli_inspection(c, app, &inspection);
    if (status)
        return status;
    struct register_query q = register_query_plain(info, inspection);
    enum err e = db_begin(app->db);
    if (!e)
        e = log_length(app->db, &position);
    if (!e)
        e = register_each_local(app->db, c->arena, &q, register_gather, &g);
    struct export_rows x = {.lang = c->lang,
                            .kind = info->kind,
                            .title = register_title(info, c->lang),
                            .note = str_f(c->arena, c->lang == LANG_ZH ? "截至 %.*s，日志第 %lld 条" : "as of %.*s, log position %lld", STR_ARG(day), (long long)position),
                            .fields = t.columns,
                            .n_fields = t.count,
                            .states = t.states,
                            .rows = g.list,
                            .n_rows = g.count,
                            .name = thing_name_of,
                            .arg = &names};
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    e = export_rows(c->arena, &x, format, &out, &why);
    db_rollback(app->db);
    return e ? cli_fail(c, e, why) : cli_write(c, out);
}

/* ---- the log --------------------------------------------------------------------------------------------------- */

static int log_folder(struct cli *c, struct app *app)
{
    struct str folder = cli_option(c, "o"), key;
    struct sentence why;
    if (!folder.len)
        return cli_fail_f(c, ERR_INPUT, "导出日志要用 -o 指明一个新目录。", "To export the log, name a new folder with -o.");
    enum err e = file_read(c->arena, app_path(app, c->arena, "keys/log.pub"), KEY_BYTES_MAX, &key);
    if (e)
        return cli_fail_f(c, ERR_IO, "不能读取公钥 keys/log.pub。", "Cannot read the public key keys/log.pub.");
    e = tiles_export(app->db, c->arena, str_z(c->arena, folder), key, cli_flag(c, "bodies"), &why);
    return e ? cli_fail(c, e, why) : 0;
}

/* ---- receipts ---------------------------------------------------------------------------------------------------- */

struct entries {
    int64_t *list;
    size_t count, cap;
    struct arena *a;
};

static enum err note_entry(void *arg, const struct entry *e)
{
    struct entries *x = arg;
    if (x->count == x->cap) {
        size_t cap = x->cap ? 2 * x->cap : 16;
        int64_t *more = arena_alloc(x->a, cap * sizeof *more);
        if (x->count)
            memcpy(more, x->list, x->count * sizeof *more);
        x->list = more;
        x->cap = cap;
    }
    x->list[x->count++] = e->leaf.seq;
    return ERR_NONE;
}

static int one_receipt(struct cli *c, struct app *app, int64_t seq, struct str *text)
{
    enum err e = receipt_make(app->db, c->arena, seq, text);
    if (e == ERR_MISSING)
        return cli_fail_f(c, e, "第 %lld 条还没有回执：没有这一条，或签名还没有覆盖到它；请稍候再试。", "There is no receipt for entry %lld yet: no such entry, or no checkpoint covers it; try again shortly.", (long long)seq);
    return e ? cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db)) : 0;
}

static int receipt_files(struct cli *c, struct app *app, const struct entries *x)
{
    struct str folder = cli_option(c, "o");
    int status = 0;
    if (!folder.len)
        return cli_fail_f(c, ERR_INPUT, "这一项有 %zu 条记录，请用 -o 指明一个目录存放回执。", "This has %zu entries; name a folder for their receipts with -o.", x->count);
    if (mkdir(str_z(c->arena, folder), 0755) && errno != EEXIST)
        return cli_fail_f(c, ERR_IO, "不能新建目录 %.*s：%s。", "Cannot make the folder %.*s: %s.", STR_ARG(folder), strerror(errno));
    for (size_t i = 0; i < x->count && !status; i++) {
        struct str text, path = str_f(c->arena, "%.*s/%lld.tlog-proof", STR_ARG(folder), (long long)x->list[i]);
        status = one_receipt(c, app, x->list[i], &text);
        if (!status && file_replace(str_z(c->arena, path), text, 0644))
            status = cli_fail_f(c, ERR_IO, "不能写入 %.*s。", "Cannot write %.*s.", STR_ARG(path));
    }
    return status;
}

/* --id: a log position, or the id of a thing: then all its entries. */
static int receipts(struct cli *c, struct app *app)
{
    struct str id = cli_option(c, "id"), text;
    int64_t n;
    struct entries x = {.a = c->arena};
    if (id.len < ID_CHARS && str_int(id, &n)) {
        int status = one_receipt(c, app, n, &text);
        return status ? status : cli_write(c, text);
    }
    if (!id_read(id, &n))
        return cli_fail_f(c, ERR_INPUT, "--id 应是日志位置，或一项记录的十位编号。", "--id takes a log position or the id of a thing, ten letters.");
    enum err e = log_of_subject(app->db, n, note_entry, &x);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    if (!x.count)
        return cli_fail_f(c, ERR_MISSING, "没有编号为 %.*s 的记录。", "There is nothing with the id %.*s.", STR_ARG(id));
    return receipt_files(c, app, &x);
}

int cli_export(struct cli *c)
{
    const struct export_what *what = export_find(c->args[1]);
    bool log = str_is(c->args[1], "log"), receipt = str_is(c->args[1], "receipt");
    enum kind kind;
    const struct register_info *info = !what && kind_find(c->args[1], &kind) ? register_of(kind) : NULL;
    bool plan = str_is(c->args[1], "plan"); /* the paper; its register is a page */
    struct app app;
    if (cli_is_notice(c))
        return cli_notice(c);
    if (cli_is_pack(c))
        return cli_pack(c);
    if (!what && !info && !log && !receipt)
        return unknown(c);
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = plan ? cli_export_plan(c, &app) : log   ? log_folder(c, &app)
                                               : receipt ? receipts(c, &app)
                                               : info    ? register_file_of(c, &app, info)
                                                         : paper(c, &app, what);
    app_close(&app);
    return status;
}
