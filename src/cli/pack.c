/* pack.c: `huiyin export DIR pack --period P` writes a pack as it stands now; `export DIR pack --id
 * ID` a frozen one, at its own position; `export DIR halfmonth` the sheet of the last period that is
 * over. */
#include "app/pack.h"

#include "base/hash.h"
#include "base/time.h"
#include "cli/cli.h"
#include "view/period.h"
#include "view/table.h"

#include <unistd.h>

bool cli_is_pack(const struct cli *c)
{
    bool asked = cli_option(c, "period").len || cli_option(c, "id").len || cli_option(c, "sort").len;
    return str_is(c->args[1], "halfmonth") || (str_is(c->args[1], "pack") && asked);
}

static struct str format_of(struct cli *c)
{
    struct str given = cli_option(c, "format");
    return given.len ? given : str_is(c->args[1], "halfmonth") ? STR("xlsx")
                                                               : STR("txt");
}

/* An id of KIND given as --OPTION; 0 when the option is not there. */
static int thing_given(struct cli *c, struct app *app, const char *option, enum kind kind, int64_t *id)
{
    struct str given = cli_option(c, option);
    struct thing *t = arena_alloc(c->arena, kinds[kind].record->size);
    *id = 0;
    if (!given.len)
        return 0;
    enum err e = id_read(given, id) ? table_load(app->db, c->arena, kind, *id, t) : ERR_NONE;
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    return t->head.len ? 0 : cli_fail_f(c, ERR_MISSING, "--%s：没有编号为 %.*s 的%s。", "--%s: there is no %.*s (%s).", option, STR_ARG(given), kinds[kind].zh);
}

static int period_given(struct cli *c, struct app *app, struct pack_freeze *ask)
{
    struct str given = cli_option(c, "period");
    if (given.len)
        return pack_period_read(given, &ask->rhythm, &ask->period)
                   ? 0
                   : cli_fail_f(c, ERR_INPUT, "--period 不认识“%.*s”：半月写 2026-11-1 或 2026-11-2，月写 2026-11，季度写 2026-Q4。", "--period: \"%.*s\" is no period; write 2026-11-1 or 2026-11-2 for a half-month, 2026-11 for a month, 2026-Q4 for a quarter.", STR_ARG(given));
    enum err e = period_rhythm(app->db, ask->inspection, &ask->rhythm);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    if (ask->sort == PACK_MEETING)
        ask->rhythm = RHYTHM_MONTH;
    ask->period = period_before_day(ask->rhythm, day_of(time_now_us())).period;
    return 0;
}

static int question(struct cli *c, struct app *app, struct pack_freeze *ask)
{
    struct str sort = cli_option(c, "sort");
    if (sort.len && !str_is(sort, "period") && !str_is(sort, "meeting"))
        return cli_fail_f(c, ERR_INPUT, "--sort 只能是 period（半月报汇总）或 meeting（月度会议材料），不能是“%.*s”。", "--sort is period or meeting, not \"%.*s\".", STR_ARG(sort));
    ask->sort = str_is(sort, "meeting") ? PACK_MEETING : PACK_PERIOD;
    int status = cli_inspection(c, app, &ask->inspection);
    if (!status)
        status = period_given(c, app, ask);
    if (!status)
        status = thing_given(c, app, "unit", KIND_UNIT, &ask->unit);
    if (!status)
        status = thing_given(c, app, "leader", KIND_PERSON, &ask->leader);
    if (!status && ask->unit && ask->leader)
        return cli_fail(c, ERR_INPUT, refusals[REFUSED_PACK_SCOPE]);
    return status;
}

/* A frozen pack is written with what it was frozen as; SAME is false when it computes to something else now. */
static int frozen(struct cli *c, struct app *app, struct str format, struct str *bytes, bool *same)
{
    struct pack p;
    struct moment m;
    struct sentence why = {0};
    int64_t id;
    int status = thing_given(c, app, "id", KIND_PACK, &id);
    enum err e = status ? ERR_NONE : table_load(app->db, c->arena, KIND_PACK, id, &p);
    if (status)
        return status;
    if (!e)
        e = pack_moment(app, c->arena, &p, &m, &why);
    if (e)
        return why.zh.len ? cli_fail(c, e, why) : cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    struct pack_freeze ask = pack_ask(&p);
    e = pack_write(c->arena, &m, &ask, format, c->lang, bytes, &why);
    if (!e)
        e = pack_same(c->arena, &m, &p, same, &why);
    moment_close(app, &m);
    return e ? cli_fail(c, e, why) : 0;
}

static int live(struct cli *c, struct app *app, struct str format, struct str *bytes)
{
    struct pack_freeze ask = {0};
    struct moment m;
    struct sentence why = {0};
    int status = question(c, app, &ask);
    if (status)
        return status;
    enum err e = moment_open(app, c->arena, ask.inspection, -1, day_of(time_now_us()), &m, &why);
    if (e)
        return cli_fail(c, e, why);
    e = pack_write(c->arena, &m, &ask, format, c->lang, bytes, &why);
    moment_close(app, &m);
    return e ? cli_fail(c, e, why) : 0;
}

static int write_pack(struct cli *c, struct app *app)
{
    struct str format = format_of(c), bytes = STR("");
    bool same = true, is_text = str_is(format, "txt") || str_is(format, "html") || str_is(format, "json");
    if (!is_text && !cli_option(c, "o").len && isatty(1))
        return cli_fail_f(c, ERR_INPUT, "%.*s 不能显示在屏幕上；请用 -o 指明文件名。", "A %.*s cannot be shown on a screen; name a file with -o.", STR_ARG(format));
    int status = cli_option(c, "id").len ? frozen(c, app, format, &bytes, &same) : live(c, app, format, &bytes);
    if (!status)
        status = cli_write(c, bytes);
    if (!status && !same)
        return cli_fail_f(c, ERR_CORRUPT, "重算的文本与定稿时登记的校验码不一致，请用 huiyin verify 验证日志。", "The text computed again does not have the digest it was frozen with; run huiyin verify.");
    return status;
}

int cli_pack(struct cli *c)
{
    struct app app;
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = write_pack(c, &app);
    app_close(&app);
    return status;
}
