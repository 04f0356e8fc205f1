/* verify_main.c: huiyin-verify, the program that only reads. See log/verify.h. */
#include "app/replay_verify.h"

#include <stdio.h>
#include <string.h>

static const char usage_zh[] =
    "用法：huiyin-verify 目录 [--since 检查点] [--receipts 目录] [--key 公钥文件] [--replay] [--json] [--lang zh|en]\n"
    "检查数据目录或导出的日志；只读。\n"
    "  --since 检查点   与另存在别处的检查点比对\n"
    "  --receipts 目录  核对目录里的 .tlog-proof 回执\n"
    "  --key 公钥文件   用别处得来的公钥，不用目录里的\n"
    "  --replay         重放全部事项，与各表比对\n"
    "  --json           输出 JSON\n"
    "退出码：0 通过，1 有不符，2 无法检查\n";
static const char usage_en[] =
    "usage: huiyin-verify FOLDER [--since CHECKPOINT] [--receipts FOLDER] [--key FILE] [--replay] [--json] [--lang zh|en]\n"
    "Checks a data folder or an exported log; reads only.\n"
    "  --since CHECKPOINT  compare with a checkpoint kept elsewhere\n"
    "  --receipts FOLDER   check the .tlog-proof receipts in it\n"
    "  --key FILE          use a public key from elsewhere, not the folder's\n"
    "  --replay            replay every entry and compare the tables\n"
    "  --json              print JSON\n"
    "exit status: 0 all well, 1 something does not hold, 2 could not check\n";

struct arguments {
    struct verify_options options;
    bool json, help;
    enum lang lang;
};

static bool takes_value(const char *arg, const char *name, int *i, char **argv, const char **out)
{
    if (strcmp(arg, name) != 0 || !argv[*i + 1])
        return false;
    *out = argv[++*i];
    return true;
}

static bool parse(char **argv, struct arguments *out)
{
    struct verify_options *o = &out->options;
    const char *lang = "zh";
    bool good = true;
    for (int i = 1; argv[i] && good; i++) {
        const char *arg = argv[i];
        if (takes_value(arg, "--since", &i, argv, &o->since) || takes_value(arg, "--receipts", &i, argv, &o->receipts) ||
            takes_value(arg, "--key", &i, argv, &o->key) || takes_value(arg, "--lang", &i, argv, &lang))
            continue;
        if (strcmp(arg, "--json") == 0)
            out->json = true;
        else if (strcmp(arg, "--replay") == 0)
            o->replay = true;
        else if (strcmp(arg, "--alone") == 0) /* for measuring */
            o->alone = true;
        else if (strcmp(arg, "--help") == 0)
            out->help = true;
        else if (arg[0] != '-' && !o->path)
            o->path = arg;
        else
            good = false;
    }
    out->lang = strcmp(lang, "en") == 0 ? LANG_EN : LANG_ZH;
    return good && (strcmp(lang, "en") == 0 || strcmp(lang, "zh") == 0) && (o->path || out->help);
}

int main(int argc, char **argv)
{
    struct arguments args = {.lang = LANG_ZH};
    struct arena a = {0};
    static struct verify_report report;
    (void)argc;
    verify_replay_fn = replay_verify;
    verify_file_fn = replay_file;
    args.options.progress = verify_show_progress;
    bool good = parse(argv, &args);
    if (!good || args.help) {
        fputs(args.lang == LANG_ZH ? usage_zh : usage_en, good ? stdout : stderr);
        return good ? 0 : 2;
    }
    enum err e = verify_run(&args.options, &a, &report);
    if (args.json)
        verify_print_json(&report, stdout);
    else
        verify_print(&report, args.lang, e ? stderr : stdout);
    int status = verify_exit_status(&report);
    arena_reset(&a);
    return status;
}
