/* verify.c: `huiyin verify`, the same checks as the separate huiyin-verify. Exit status as in log/verify.h: 0 all
 * well, 1 something does not hold, 2 could not check. */
#include "cli/cli.h"

#include "app/replay_verify.h"

#include <stdio.h>

static const char *given(struct cli *c, const char *name)
{
    struct str value = cli_option(c, name);
    return value.len ? str_z(c->arena, value) : NULL;
}

int cli_verify(struct cli *c)
{
    struct verify_options o = {.path = cli_arg(c, 0),
                               .key = given(c, "key"),
                               .since = given(c, "since"),
                               .receipts = given(c, "receipts"),
                               .replay = cli_flag(c, "replay"),
                               .progress = verify_show_progress};
    struct verify_report *report = arena_alloc(c->arena, sizeof *report);
    verify_replay_fn = replay_verify;
    verify_file_fn = replay_file;
    enum err e = verify_run(&o, c->arena, report);
    bool json = cli_flag(c, "json");
    if (json)
        verify_print_json(report, stdout);
    else
        verify_print(report, c->lang, e ? stderr : stdout);
    return verify_exit_status(report);
}
