/* figures.c: `huiyin figures DIR [--inspection ID] [--at N] [--unit ID] [--list NAME] [--json]`: every figure, now
 * or as it was,
 * of everything or of one unit's share (view/scope.h), or the records behind one. Clues are counted, never told. */
#include "cli/cli.h"

#include "app/figures.h"
#include "base/hash.h"
#include "base/time.h"
#include "paper/document.h"
#include "domain/things.h"
#include "view/scope.h"
#include "view/table.h"

enum { FIGURES_OUT_MAX = 4 << 20,
       VALUE_WIDTH = 8,
       NAME_WIDTH = 32,
       ROWS_WIDTH = 6 };

static void key(struct buf *b, const char *name, const char *value)
{
    buf_f(b, ",\"%s\":", name);
    buf_json(b, str_c(value));
}

/* The value is a number; of a rate, percent with two decimals. */
static void put_json(struct buf *b, struct arena *a, const struct moment *m, const struct told *t)
{
    buf_c(b, "{\"name\":");
    buf_json(b, t->name);
    buf_f(b, ",\"version\":%d,\"value\":", t->version);
    if (t->rate)
        buf_f(b, "%lld.%02lld", (long long)(t->value / 100), (long long)(t->value % 100));
    else
        buf_str(b, told_text(a, t)); /* of money in 万元, exactly */
    key(b, "unit", t->unit);
    key(b, "title", t->zh);
    key(b, "title_en", t->en);
    key(b, "definition", t->definition_zh);
    key(b, "definition_en", t->definition_en);
    buf_f(b, ",\"position\":%lld,\"rows\":%lld}", (long long)m->position, (long long)t->rows);
}

/* Han characters are two columns wide. */
static void pad(struct buf *b, struct str s, size_t width, bool right)
{
    size_t used = document_width(s);
    buf_str(b, right ? STR("") : s);
    for (; used < width; used++)
        buf_c(b, " ");
    buf_str(b, right ? s : STR(""));
}

static void put_line(struct buf *b, struct arena *a, const struct told *t, enum lang lang)
{
    pad(b, told_text(a, t), VALUE_WIDTH, true);
    buf_c(b, " ");
    pad(b, str_c(t->unit), 3, false);
    pad(b, t->name, NAME_WIDTH, false);
    pad(b, str_f(a, "%lld", (long long)t->rows), ROWS_WIDTH, true);
    buf_f(b, "  %s\n", lang == LANG_ZH ? t->zh : t->en);
}

static void put_head(struct buf *b, struct arena *a, const struct moment *m, enum lang lang)
{
    bool zh = lang == LANG_ZH;
    struct str day = day_text(a, m->as_of_day);
    buf_f(b, zh ? "日志位置 %lld，数据截至 %.*s\n" : "position %lld, as of %.*s\n", (long long)m->position, STR_ARG(day.len ? day : STR("-")));
    pad(b, zh ? STR("数值") : STR("value"), VALUE_WIDTH, true);
    buf_c(b, " ");
    pad(b, STR(""), 3, false);
    pad(b, zh ? STR("名称") : STR("name"), NAME_WIDTH, false);
    pad(b, zh ? STR("清单行") : STR("rows"), ROWS_WIDTH, true);
    buf_c(b, zh ? "  说明\n" : "  title\n");
}

static int print(struct cli *c, const struct moment *m)
{
    bool json = cli_flag(c, "json");
    struct buf b = buf_new(c->arena, FIGURES_OUT_MAX);
    struct sentence why = {0};
    struct told t;
    if (!json)
        put_head(&b, c->arena, m, c->lang);
    for (size_t i = 0; i < told_count(); i++) {
        enum err e = told_read(c->arena, m, told_name(i), STR(""), &t, &why);
        if (e)
            return cli_fail(c, e, why);
        if (json)
            buf_c(&b, i ? ",\n" : "[\n");
        if (json)
            put_json(&b, c->arena, m, &t);
        else
            put_line(&b, c->arena, &t, c->lang);
    }
    buf_c(&b, json ? "\n]\n" : "");
    return cli_write(c, buf_view(&b));
}

/* ---- the records behind a figure ------------------------------------------------------------------- */

struct listing {
    struct cli *c;
    const struct moment *m;
    const struct told *t;
    struct buf out;
    size_t rows;
};

/* A clue is open to those assigned to it, and the operator is none of them. */
static struct str headline(const struct listing *l, const void *state)
{
    return l->t->kind == KIND_CLUE ? STR("") : told_headline(l->t, state, 40);
}

static enum err list_row(void *arg, int64_t id, int64_t weight)
{
    struct listing *l = arg;
    struct str text = id_text(l->c->arena, id);
    void *state = arena_alloc(l->c->arena, kinds[l->t->kind].record->size);
    enum err e = table_load(l->m->db, l->c->arena, l->t->kind, id, state);
    if (e)
        return e;
    if (cli_flag(l->c, "json")) {
        buf_f(&l->out, "%s{\"kind\":\"%s\",\"id\":\"%.*s\",\"weight\":%lld,\"text\":", l->rows ? ",\n" : "", kinds[l->t->kind].name, STR_ARG(text), (long long)weight);
        buf_json(&l->out, headline(l, state));
        buf_c(&l->out, "}");
    } else {
        buf_f(&l->out, "%.*s  %lld  %.*s\n", STR_ARG(text), (long long)weight, STR_ARG(headline(l, state)));
    }
    l->rows++;
    return l->out.failed ? ERR_LIMIT : ERR_NONE;
}

static int list(struct cli *c, const struct moment *m, struct str name)
{
    struct sentence why = {0};
    struct told t;
    struct listing l = {.c = c, .m = m, .t = &t, .out = buf_new(c->arena, FIGURES_OUT_MAX * 16)};
    bool json = cli_flag(c, "json");
    enum err e = told_read(c->arena, m, name, STR(""), &t, &why);
    if (e)
        return cli_fail(c, e, why);
    buf_c(&l.out, json ? "[\n" : "");
    e = told_rows(m, &t, list_row, &l);
    buf_c(&l.out, json ? "\n]\n" : "");
    if (e)
        return cli_fail_f(c, e, "读取清单时出错：%s", "Reading the list failed: %s", db_message(m->db));
    return cli_write(c, buf_view(&l.out));
}

/* What --unit narrows to; *NARROW is false where nothing was given. */
static int unit_scope(struct cli *c, struct app *app, struct scope *out, bool *narrow)
{
    struct str given = cli_option(c, "unit");
    struct unit u = {0};
    int64_t id = 0;
    *narrow = given.len > 0;
    enum err e = id_read(given, &id) ? table_load(app->db, c->arena, KIND_UNIT, id, &u) : ERR_NONE;
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    if (*narrow && !u.head.len)
        return cli_fail_f(c, ERR_INPUT, "没有编号为“%.*s”的单位；编号见 huiyin show DIR unit。", "There is no unit \"%.*s\"; huiyin show DIR unit lists the ids.", STR_ARG(given));
    *out = scope_of_unit(c->arena, id);
    return 0;
}

int cli_figures(struct cli *c)
{
    struct app app;
    struct moment m = {0};
    struct sentence why = {0};
    int64_t inspection = 0, at = -1;
    struct scope scope;
    bool narrow = false;
    struct str given = cli_option(c, "at"), name = cli_option(c, "list");
    if (given.len && (!str_int(given, &at) || at < 0))
        return cli_fail_f(c, ERR_INPUT, "--at 应是日志位置（0 或正整数），收到的是“%.*s”。", "--at takes a log position (0 or more), but was \"%.*s\".", STR_ARG(given));
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_inspection(c, &app, &inspection);
    if (!status)
        status = unit_scope(c, &app, &scope, &narrow);
    if (!status) {
        enum err e = moment_open(&app, c->arena, inspection, at, day_of(time_now_us()), &m, &why);
        m.scope = narrow ? &scope : NULL;
        status = e ? cli_fail(c, e, why) : name.len ? list(c, &m, name)
                                                    : print(c, &m);
    }
    moment_close(&app, &m);
    app_close(&app);
    return status;
}
