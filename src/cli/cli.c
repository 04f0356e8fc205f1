/* cli.c: reads the command line against the table of sub-commands. See cli.h. */
#include "cli/cli.h"

#include "base/hash.h"
#include "domain/things.h"
#include "view/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
const struct sub_command sub_commands[] = {
    {"init",     cli_init,     1, 1, "DIR [--sample] [--store postgres://…] [--origin NAME]", "sample store= origin=", "新建数据目录；--sample 装入样例县", "Make a new data folder; --sample fills it with an invented county"},
    {"serve",    cli_serve,    1, 1, "DIR [--listen HOST:PORT] [--portal HOST:PORT] [--workers N]", "listen= portal= workers=", "打开办公页面；--portal 同时打开公众门户", "Serve the office's pages and, with --portal, the public's"},
    {"import",   cli_import,   2, 2, "DIR FILE [--inspection ID] [--dry-run] [--json] [--as USER]", "inspection= dry-run json as=", "导入台账或登记簿（问责、制度、追缴挽回、指标；.xlsx .csv .docx .txt）；--dry-run 只试读，不写入", "Import a ledger or a book (accountability, rules, recoveries, indicators; .xlsx .csv .docx .txt); --dry-run only reads it"},
    {"export",   cli_export,   2, 2, "DIR measures|ledger|problems|tasks|duties|lists|sanctions|accountability|rules|recoveries|indicators|KIND|plan|notice|notices|pack|halfmonth|log|receipt [--inspection ID] [--format F] [--id ID] [--period 2026-11-1] [--sort period|meeting] [--unit ID] [--leader ID] [--bodies] [-o FILE|FOLDER]", "inspection= format= o= id= bodies period= sort= unit= leader=", "导出台账、清单、账册和任何一本登记簿（KIND）；log 导出日志供人核验，receipt 导出回执。F：表格 xlsx csv json；方案、公文、汇编另有 docx pdf txt", "Export the ledger, its lists and books, any register (KIND); log and receipt are for whoever checks. F: xlsx, csv or json; of plans, notices and packs also docx, pdf, txt"},
    {"do",       cli_do,       2, CLI_ARGS_MAX, "DIR COMMAND key=value… [--as USER] [--id ID] [--json]", "as= id= json command= drawn=", "执行一条业务命令，如 measure.claim", "Run one command of the work, such as measure.claim"},
    {"show",     cli_show,     2, 3, "DIR KIND [ID] [--at N] [--json]", "at= json inspection=", "列出一类事项，或查看其中一项和它的经过", "List the things of a kind, or show one with its history"},
    {"plan",     cli_plan,     1, 1, "DIR [--inspection ID] [--json]", "inspection= json", "核对整改方案：遗漏的原文、问题、措施，可疑的时限和重复；有遗漏时退出状态为 1", "Check the plan: what is missing, and dates and texts that look wrong; exit status 1 when something is missing"},
    {"questions", cli_questions, 1, 1, "DIR [--inspection ID] [--json]", "inspection= json", "列出值得问一问的地方：只是提问，不是结论", "List what is worth asking about: questions, not conclusions"},
    {"figures",  cli_figures,  1, 1, "DIR [--inspection ID] [--at N] [--unit ID] [--list NAME] [--json]", "inspection= at= unit= list= json", "计算全部数字；--list 列出一个数字背后的记录，--unit 只算一个单位的份额", "Compute every figure; --list prints the records behind one, --unit counts one unit's share"},
    {"bulletin", cli_bulletin, 1, 1, "DIR --inspection ID [--at N] [--id ID] [--format txt|html|docx|pdf|json] [-o FILE]", "inspection= at= id= format= o=", "生成整改情况通报", "Write the bulletin"},
    {"lint",     cli_lint,     1, 1, "FILE [--ledger DIR --inspection ID] [--json]", "ledger= inspection= json", "校对任何一份通报；--ledger 再与台账逐数对照", "Check any bulletin for contradictions and, with --ledger, against the ledger"},
    {"verify",   cli_verify,   1, 1, "DIR|EXPORT [--since CHECKPOINT] [--receipts DIR] [--key FILE] [--replay] [--json]", "since= receipts= key= replay json", "验证日志；--since 与另存在别处的检查点比对", "Verify the log; --since compares it with a checkpoint kept elsewhere"},
    {"rebuild",  cli_rebuild,  1, 1, "DIR", "", "由日志重建所有表", "Make every table again from the log"},
    {"draw",     cli_draw,     0, 0, "--seed TEXT --take N|--percent N [--per-unit N] < IDS", "seed= take= percent= per-unit=", "按种子抽样：标准输入每行一个编号，可在空格后写单位", "Draw by a seed from ids on standard input, one a line, a unit after a space"},
    {"lookback", cli_lookback, 2, 2, "DIR ID [--json] [--population]", "json population", "由日志重做一次回头看的抽样，核对是否一致；--population 列出总体", "Do the draw of a look-back again from the log; --population lists what there was to draw from"},
    {"backup",   cli_backup,   2, 2, "DIR FILE", "", "把数据目录备份成一个文件", "Back the data folder up into one file"},
    {"restore",  cli_restore,  2, 2, "FILE DIR [--store postgres://…]", "store=", "由备份恢复到新目录", "Restore a backup into a new folder"},
    {"user",     cli_user,     2, 4, "DIR list|add|password|grant LOGIN [NAME] [--roles R,R] [--unit NAME] [--post P] [--password-file F]", "roles= unit= post= password-file= json", "列出、开通账号，重设口令，授予角色", "List and add accounts, set passwords, grant roles"},
    {"config",   cli_config,   1, 2, "DIR [NAME=VALUE]", "json", "查看或修改设置", "Show or change settings"},
    {"calendar", cli_calendar, 1, 2, "DIR [YEAR] [--load FILE] [--as USER] [-o FILE]", "load= as= o=", "列出各年放假安排，或打印一年的；--load 登记一份（.json 或 .txt）", "List the years' holiday notices or print one; --load enters one (.json or .txt)"},
    {"due",      cli_due,      0, 0, "--from DAY --count N --clock calendar|workday|month [--roll] [--pause DAY..DAY,…] [--dir DIR] [--json]", "from= count= clock= roll pause= dir= json", "推算时限届满日，并说明怎样算出", "Count a time limit and explain its last day"},
    {"remind",   cli_remind,   1, 1, "DIR [--dry-run [--day YYYY-MM-DD]] [--json]", "dry-run day= json", "在发送时间内发出今天的提醒和待投递的邮件；--dry-run 只看将发给谁", "Send today's reminders and waiting letters, in the sending hours; --dry-run shows who would get one"},
    {"docs",     cli_docs,     1, 1, "DIR", "", "由程序的表生成文档", "Generate the documents made from the program's tables"},
    {"version",  cli_version,  0, 0, "", "json", "显示版本", "Print the version"},
    {"help",     cli_help,     0, 1, "[COMMAND]", "", "显示本说明", "Print this help"},
    {NULL, NULL, 0, 0, NULL, NULL, NULL, NULL},
};
/* clang-format on */

bool cli_flag(const struct cli *c, const char *name) { return cli_option(c, name).len > 0; }

struct str cli_option(const struct cli *c, const char *name)
{
    for (size_t i = c->option_count; i-- > 0;)
        if (str_is(c->options[i].key, name))
            return c->options[i].value;
    return STR("");
}

const char *cli_arg(const struct cli *c, size_t at) { return at < c->count ? str_z(c->arena, c->args[at]) : ""; }

int cli_fail(const struct cli *c, enum err e, struct sentence say)
{
    struct str s = sentence_in(say, c->lang);
    fprintf(stderr, "huiyin: %.*s\n", STR_ARG(s.len ? s : str_c(err_name(e))));
    return err_exit_status(e);
}

int cli_fail_f(struct cli *c, enum err e, const char *zh, const char *en, ...)
{
    char text[2000];
    va_list args;
    va_start(args, en);
    vsnprintf(text, sizeof text, c->lang == LANG_ZH ? zh : en, args);
    va_end(args);
    return cli_fail(c, e, (struct sentence){str_c(text), str_c(text)});
}

int cli_write(struct cli *c, struct str out)
{
    struct str path = cli_option(c, "o");
    FILE *f = path.len ? fopen(str_z(c->arena, path), "wb") : stdout;
    bool ok = f && fwrite(out.ptr, 1, out.len, f) == out.len && fflush(f) == 0;
    if (f && path.len)
        ok = fclose(f) == 0 && ok;
    if (!ok)
        return cli_fail_f(c, ERR_IO, "不能写入 %.*s：%s。", "Cannot write %.*s: %s.", STR_ARG(path.len ? path : STR("-")), strerror(errno));
    return 0;
}

int cli_open(struct cli *c, struct app *app, enum app_mode mode)
{
    enum err e = app_open(app, cli_arg(c, 0), mode);
    return e ? cli_fail(c, e, app->say) : 0;
}

/* ---- who and which ---------------------------------------------------------------------------- */

static const char sql_inspections[] = "SELECT id, state FROM inspection ORDER BY state, seq LIMIT 2";
static const char sql_login[] = "SELECT id FROM person WHERE login = ?1 AND state = 1";

static int database_failed(struct cli *c, struct app *app, enum err e)
{
    return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
}

int cli_inspection(struct cli *c, struct app *app, int64_t *id)
{
    struct str given = cli_option(c, "inspection");
    struct stmt *s;
    bool row = false;
    int64_t found[2] = {0, 0}, state[2] = {0, 0};
    size_t n = 0;
    *id = 0;
    if (given.len) {
        struct thing *t = arena_alloc(c->arena, kinds[KIND_INSPECTION].record->size);
        enum err e = id_read(given, id) ? table_load(app->db, c->arena, KIND_INSPECTION, *id, t) : ERR_MISSING;
        if (!e && t->head.len)
            return 0;
        return cli_fail_f(c, ERR_MISSING, "没有编号为 %.*s 的巡视巡察；用 huiyin show 目录 inspection 查看编号。", "There is no inspection %.*s; huiyin show DIR inspection lists them.", STR_ARG(given));
    }
    enum err e = db_stmt(app->db, sql_inspections, &s);
    if (e)
        return database_failed(c, app, e);
    while (n < 2 && !(e = stmt_step(s, &row)) && row) {
        found[n] = stmt_get_int(s, 0);
        state[n++] = stmt_get_int(s, 1);
    }
    stmt_done(s);
    if (e)
        return database_failed(c, app, e);
    if (n == 2 && (state[0] != INSPECTION_ACTIVE || state[1] == INSPECTION_ACTIVE))
        return cli_fail_f(c, ERR_INPUT, "这里有多轮巡视巡察，请用 --inspection 指明哪一轮。", "There are several inspections; say which with --inspection.");
    *id = found[0];
    return 0;
}

int cli_person(struct cli *c, struct app *app, int64_t *person)
{
    struct str given = cli_option(c, "as");
    struct stmt *s;
    bool row = false;
    *person = 0;
    if (!given.len)
        return 0;
    enum err e = db_stmt(app->db, sql_login, &s);
    if (e)
        return database_failed(c, app, e);
    stmt_str(s, 1, given);
    e = stmt_step(s, &row);
    if (!e && row)
        *person = stmt_get_int(s, 0);
    stmt_done(s);
    if (*person || id_read(given, person))
        return 0;
    return cli_fail_f(c, ERR_MISSING, "没有登录名为 %.*s 的在任人员；用 huiyin user 目录 list 查看登录名。", "There is no active person with the login name %.*s; huiyin user DIR list lists them.", STR_ARG(given));
}

/* ---- reading the line -------------------------------------------------------------------------- */

/* 2: takes a value, 1: a flag, 0: unknown. */
static int known_option(const struct sub_command *row, struct str name)
{
    struct str rest = str_c(row->options), part;
    while (str_cut(&rest, ' ', &part)) {
        bool value = str_ends(part, STR("="));
        part.len -= value;
        if (part.len && str_eq(part, name))
            return 1 + value;
    }
    return str_is(name, "lang") ? 2 : 0;
}

/* The option at argv[*AT]; moves *AT over its value. */
static int read_option(struct cli *c, int argc, char **argv, int *at)
{
    struct str a = str_c(argv[*at]), name, value = STR("1");
    struct str rest = str_sub(a, a.ptr[1] == '-' ? 2 : 1, a.len);
    str_cut(&rest, '=', &name);
    int known = known_option(c->row, name);
    if (!known)
        return cli_fail_f(c, ERR_INPUT, "%s 没有选项 %.*s；用法：huiyin %s %s", "%s has no option %.*s; usage: huiyin %s %s", c->row->name, STR_ARG(a), c->row->name, c->row->usage);
    if (known == 2) {
        value = rest.ptr ? rest : *at + 1 < argc ? str_c(argv[++*at])
                                                 : STR("");
        if (!value.len)
            return cli_fail_f(c, ERR_INPUT, "选项 %.*s 后面要有值。", "Option %.*s needs a value.", STR_ARG(a));
    }
    c->options[c->option_count++] = (struct pair){name, value};
    return 0;
}

static int read_args(struct cli *c, int argc, char **argv)
{
    bool only_args = false;
    int status = 0;
    for (int i = 2; i < argc && !status; i++) {
        struct str a = str_c(argv[i]);
        if (c->count + 1 >= CLI_ARGS_MAX || c->option_count + 1 >= CLI_ARGS_MAX)
            return cli_fail_f(c, ERR_INPUT, "参数太多。", "Too many arguments.");
        if (!only_args && str_is(a, "--"))
            only_args = true;
        else if (only_args || a.len < 2 || a.ptr[0] != '-')
            c->args[c->count++] = a;
        else
            status = read_option(c, argc, argv, &i);
    }
    return status;
}

static enum lang language(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--lang=en") || (!strcmp(argv[i], "--lang") && i + 1 < argc && !strcmp(argv[i + 1], "en")))
            return LANG_EN;
    return LANG_ZH;
}

static const struct sub_command *command_named(const char *name)
{
    for (const struct sub_command *s = sub_commands; s->name; s++)
        if (!strcmp(s->name, name))
            return s;
    return NULL;
}

static int no_command(struct cli *c, const char *name)
{
    return cli_fail_f(c, ERR_INPUT, "没有命令 %s；huiyin help 列出全部命令。", "There is no command %s; huiyin help lists them.", name);
}

static bool asks_help(const char *arg) { return !strcmp(arg, "--help") || !strcmp(arg, "-h"); }

int cli_help(struct cli *c)
{
    bool zh = c->lang == LANG_ZH;
    if (c->count && !command_named(cli_arg(c, 0)))
        return no_command(c, cli_arg(c, 0));
    printf("%s\n\n", zh ? "回音 huiyin：件件有着落，事事有回音。用法：huiyin 命令 …" : "Huiyin: every item lands somewhere, every voice gets an answer. Usage: huiyin COMMAND …");
    for (const struct sub_command *s = sub_commands; s->name; s++)
        if (!c->count || str_is(c->args[0], s->name))
            printf("  %-9s %s\n            %s\n", s->name, s->usage, zh ? s->zh : s->en);
    printf("\n%s\n", zh ? "选项 --lang en 改用英文。退出码：0 完成，1 按规则不予办理，2 输入不可用，3 环境出错。" : "--lang en answers in English. Exit status: 0 done, 1 refused by a rule, 2 unusable input, 3 a failing world.");
    return 0;
}

static int run(struct cli *c, int argc, char **argv)
{
    int status = read_args(c, argc, argv);
    if (status)
        return status;
    if (c->count < c->row->args_min || c->count > c->row->args_max)
        return cli_fail_f(c, ERR_INPUT, "参数个数不对；用法：huiyin %s %s", "Wrong number of arguments; usage: huiyin %s %s", c->row->name, c->row->usage);
    return c->row->run(c);
}

int cli_main(int argc, char **argv)
{
    struct arena arena = {0};
    struct cli *c = arena_alloc(&arena, sizeof *c);
    int status;
    c->arena = &arena;
    c->lang = language(argc, argv);
    if (argc > 2 && !strcmp(argv[1], "--lang")) { /* may also stand first */
        argc -= 2;
        argv += 2;
    } else if (argc > 1 && !strncmp(argv[1], "--lang=", 7)) {
        argc--;
        argv++;
    }
    const char *name = argc < 2 || asks_help(argv[1])  ? "help"
                       : !strcmp(argv[1], "--version") ? "version"
                                                       : argv[1];
    c->row = command_named(name);
    if (!c->row)
        status = no_command(c, name);
    else if (argc > 2 && asks_help(argv[2])) { /* huiyin lint --help */
        c->args[c->count++] = str_c(name);
        status = cli_help(c);
    } else
        status = run(c, argc, argv);
    if (fflush(stdout) && !status)
        status = cli_fail_f(c, ERR_IO, "不能写出结果。", "Cannot write the result.");
    arena_reset(&arena);
    return status;
}
