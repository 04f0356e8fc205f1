/* cli.h: the sub-commands. One row of a table each; help, options and exit status are in the row or here, so they
 * cannot be missing. Exit status: 0 done, 1 refused, 2 unusable input, 3 a failing world (base.h). */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/app.h"

enum { CLI_ARGS_MAX = 512 };

struct cli {
    struct arena *arena;
    enum lang lang;
    const struct sub_command *row;
    struct str args[CLI_ARGS_MAX]; /* what is not an option, in order, the sub-command left out */
    size_t count;
    struct pair options[CLI_ARGS_MAX]; /* key without dashes; a flag's value is "1" */
    size_t option_count;
};

struct sub_command {
    const char *name;
    int (*run)(struct cli *c);
    size_t args_min, args_max;
    const char *usage;   /* after the name, as in DESIGN.md §7 */
    const char *options; /* names, separated by spaces; one that takes a value ends with '=' */
    const char *zh, *en; /* what it is for */
};
extern const struct sub_command sub_commands[];

bool cli_flag(const struct cli *c, const char *name);
struct str cli_option(const struct cli *c, const char *name); /* empty when not given */
const char *cli_arg(const struct cli *c, size_t at);          /* as a C string; "" past the last */

/* Prints SAY on stderr in the chosen language and returns the exit status of E. */
int cli_fail(const struct cli *c, enum err e, struct sentence say);
int cli_fail_f(struct cli *c, enum err e, const char *zh, const char *en, ...) PRINTF_LIKE(3, 5) PRINTF_LIKE(4, 5);
/* Writes OUT to the file of -o, or to standard output; failing to write is a failing world. */
int cli_write(struct cli *c, struct str out);
/* Opens the data folder of the first argument. On failure prints why and returns the status; else 0. */
int cli_open(struct cli *c, struct app *app, enum app_mode mode);
/* The inspection of --inspection (id), or the only one that is not archived, or the only one there is. *ID is 0 when
 * there
 * is none at all and none was named; several and none named is an error. Returns 0 or the exit status. */
int cli_inspection(struct cli *c, struct app *app, int64_t *id);
/* The person of --as (login or id); 0 when not given. */
int cli_person(struct cli *c, struct app *app, int64_t *person);

/* Names given to `do` in place of ids, of the fields of S and of its subject (ID, as given), become ids. */
int cli_named(struct cli *c, struct app *app, struct str id, struct pair *given, struct submission *s);

int cli_init(struct cli *c), cli_serve(struct cli *c), cli_import(struct cli *c),
    cli_export(struct cli *c), cli_do(struct cli *c), cli_show(struct cli *c),
    cli_figures(struct cli *c), cli_bulletin(struct cli *c), cli_lint(struct cli *c),
    cli_verify(struct cli *c), cli_rebuild(struct cli *c), cli_backup(struct cli *c),
    cli_restore(struct cli *c), cli_user(struct cli *c), cli_config(struct cli *c),
    cli_remind(struct cli *c), cli_docs(struct cli *c), cli_draw(struct cli *c),
    cli_lookback(struct cli *c), cli_version(struct cli *c), cli_help(struct cli *c),
    cli_calendar(struct cli *c), cli_due(struct cli *c);
/* notice.c: the papers of notices, asked for through `export`. */
bool cli_is_notice(const struct cli *c);
int cli_notice(struct cli *c);
int cli_plan(struct cli *c);
/* pack.c: reports of a period and packs, asked for through `export`. */
bool cli_is_pack(const struct cli *c);
int cli_pack(struct cli *c);
int cli_questions(struct cli *c);
/* `export DIR plan`: the plan as a paper. */
int cli_export_plan(struct cli *c, struct app *app);
int cli_main(int argc, char **argv);

#endif
