/* backup.c: `huiyin backup` and `huiyin restore`. See app/backup.h. */
#include "cli/cli.h"

#include "app/backup.h"
#include "base/time.h"

#include <stdio.h>

static void tell_damaged(struct cli *c, const struct backup_report *r)
{
    if (r->damaged)
        fprintf(stderr, c->lang == LANG_ZH ? "注意：%lld 份佐证文件的内容与校验码不符，已照原样保留；用 huiyin verify 查看是哪些。\n" : "Note: %lld evidence files are not what their hashes say and were kept as they are; huiyin verify lists them.\n", (long long)r->damaged);
    if (r->missing)
        fprintf(stderr, c->lang == LANG_ZH ? "注意：有 %lld 条登记所指的佐证文件不在备份里，登记和校验码仍在；用 huiyin verify 查看是哪些，找到原件后放回 files 目录。\n" : "Note: the evidence files of %lld entries are not in the backup, their entries and hashes are; huiyin verify lists them. Put the originals back into files when found.\n", (long long)r->missing);
}

int cli_backup(struct cli *c)
{
    struct app app;
    struct backup_report r;
    int status = cli_open(c, &app, APP_READ);
    if (!status) {
        enum err e = backup_write(&app, cli_arg(c, 1), &r);
        status = e ? cli_fail(c, e, app.say) : 0;
    }
    if (!status) {
        printf(c->lang == LANG_ZH
                   ? "已备份 %lld 条日志、%lld 份佐证文件到 %s（%lld "
                     "字节）。备份里有签名私钥和口令散列，请像数据目录一样保管。\n"
                   : "Backed up %lld entries and %lld evidence files to %s (%lld bytes). It holds "
                     "the signing key and password hashes: keep it as you keep the folder.\n",
               (long long)r.entries, (long long)r.files, cli_arg(c, 1), (long long)r.bytes);
        tell_damaged(c, &r);
    }
    app_close(&app);
    return status;
}

int cli_restore(struct cli *c)
{
    struct backup_report r;
    struct sentence say;
    enum err e = backup_restore(c->arena, cli_arg(c, 0), cli_arg(c, 1), cli_option(c, "store"), &r, &say);
    if (e)
        return cli_fail(c, e, say);
    struct str at = time_text(c->arena, r.last_us);
    printf(c->lang == LANG_ZH ? "已恢复 %lld 条日志、%lld 份佐证文件，最后一条收于 %.*s，日志验证通过。此后的登记不在这份备份里。\n" : "Restored %lld entries and %lld evidence files; the last was received at %.*s and the log verifies. What was entered later is not in this backup.\n", (long long)r.entries, (long long)r.files, STR_ARG(at));
    tell_damaged(c, &r);
    return 0;
}
