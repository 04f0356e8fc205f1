/* lookback.c: `huiyin draw`: picks ids read from standard input by a seed, as a look-back does; `huiyin lookback DIR
 * ID`:
 * does the draw of a look-back again from the log and says whether it agrees. See docs/look-back-draw.md. */
#include "cli/cli.h"

#include "app/lookback.h"
#include "view/table.h"

#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 1 << 20,
       LINE_BYTES_MAX = 256,
       OUT_MAX = 1 << 26 };

static int not_a_number(struct cli *c, const char *name, struct str given, int64_t least, int64_t most)
{
    return cli_fail_f(c, ERR_INPUT, "--%s 应是 %lld 到 %lld 的整数，收到的是“%.*s”。", "--%s takes a number from %lld to %lld, but was \"%.*s\".", name, (long long)least, (long long)most, STR_ARG(given));
}

static bool in_range(struct str s, int64_t least, int64_t most, int64_t *out)
{
    return str_int(s, out) && *out >= least && *out <= most;
}

/* A unit may be told by any word: its number here is made from the word's hash. */
static int64_t unit_of(struct str word)
{
    int64_t id = 0;
    struct hash h = hash_of(word);
    for (size_t i = 0; word.len && i < 7; i++)
        id = id << 8 | h.bytes[i];
    return id;
}

static bool seen_before(const struct draw_item *items, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].id == id)
            return true;
    return false;
}

/* Lines "ID" or "ID UNIT"; empty ones are passed over. */
static int read_items(struct cli *c, struct draw_item **out, size_t *count)
{
    size_t cap = 1024, line = 0;
    struct draw_item *items = arena_alloc(c->arena, cap * sizeof *items);
    char bytes[LINE_BYTES_MAX];
    *count = 0;
    while (fgets(bytes, sizeof bytes, stdin)) {
        struct str rest = str_trim(str_c(bytes)), word;
        line++;
        if (!rest.len)
            continue;
        str_cut(&rest, ' ', &word);
        struct draw_item item = {0, unit_of(str_copy(c->arena, str_trim(rest)))};
        if (!id_read(word, &item.id))
            return cli_fail_f(c, ERR_INPUT, "标准输入第 %zu 行应是十个字符的编号，后面可以空一格写单位，收到的是“%.*s”。", "Line %zu of standard input must be an id of ten letters, and may name a unit after a space; it was \"%.*s\".", line, STR_ARG(word));
        if (*count < 10000 && seen_before(items, *count, item.id))
            return cli_fail_f(c, ERR_INPUT, "标准输入第 %zu 行的编号 %.*s 前面已经有了，请去掉重复。", "Line %zu of standard input repeats the id %.*s; remove it.", line, STR_ARG(word));
        if (*count == cap) {
            struct draw_item *more = arena_alloc(c->arena, 2 * cap * sizeof *more);
            memcpy(more, items, cap * sizeof *more);
            items = more;
            cap *= 2;
        }
        if (*count == LINES_MAX)
            return cli_fail_f(c, ERR_LIMIT, "标准输入最多 %d 行。", "Standard input has at most %d lines.", LINES_MAX);
        items[(*count)++] = item;
    }
    *out = items;
    return *count ? 0 : cli_fail_f(c, ERR_INPUT, "标准输入里没有编号；请每行给一个。", "There are no ids on standard input; give one a line.");
}

int cli_draw(struct cli *c)
{
    struct str seed = cli_option(c, "seed"), take = cli_option(c, "take"), percent = cli_option(c, "percent"), per = cli_option(c, "per-unit");
    struct draw_rule rule = {.seed = seed, .by = percent.len ? DRAW_BY_PERCENT : DRAW_BY_COUNT};
    struct draw_item *items = NULL;
    struct buf b = buf_new(c->arena, OUT_MAX);
    size_t count;
    if (!seed.len)
        return cli_fail_f(c, ERR_INPUT, "请用 --seed 给出种子。", "Give the seed with --seed.");
    if (take.len && percent.len)
        return cli_fail_f(c, ERR_INPUT, "--take 和 --percent 只用一个。", "Use one of --take and --percent.");
    if (percent.len ? !in_range(percent, 1, 100, &rule.take) : !in_range(take, 1, LINES_MAX, &rule.take))
        return percent.len ? not_a_number(c, "percent", percent, 1, 100) : not_a_number(c, "take", take, 1, LINES_MAX);
    if (per.len && !in_range(per, 0, LINES_MAX, &rule.per_unit))
        return not_a_number(c, "per-unit", per, 0, LINES_MAX);
    int status = read_items(c, &items, &count);
    if (status)
        return status;
    struct ids drawn = draw_pick(c->arena, &rule, items, count);
    for (size_t i = 0; i < drawn.count; i++)
        buf_f(&b, "%.*s %.*s\n", STR_ARG(draw_rank(c->arena, seed, drawn.list[i])), STR_ARG(id_text(c->arena, drawn.list[i])));
    return cli_write(c, buf_view(&b));
}

/* ---- the draw of a look-back, again ------------------------------------------------------------------------ */

static void put_json(struct buf *b, struct arena *a, const struct lookback *l, const struct lookback_again *again)
{
    buf_c(b, "{\"name\":");
    buf_json(b, l->name);
    buf_f(b, ",\"position\":%lld,\"population\":%zu,\"population_hash\":\"%.*s\",\"seed\":", (long long)l->position, again->count, STR_ARG(again->hash));
    buf_json(b, l->seed);
    buf_f(b,
          ",\"by\":\"%s\",\"take\":%lld,\"per_unit\":%lld,\"nth\":%lld,\"agrees\":%s,\"drawn\":[",
          lookback_draws[l->draw_by].name, (long long)l->take, (long long)l->per_unit,
          (long long)l->nth, again->agrees ? "true" : "false");
    for (size_t i = 0; i < again->drawn.count; i++)
        buf_f(b, "%s\"%.*s\"", i ? "," : "", STR_ARG(id_text(a, again->drawn.list[i])));
    buf_c(b, "]}\n");
}

static void put_text(struct buf *b, const struct cli *c, const struct lookback *l, const struct lookback_again *again)
{
    bool zh = c->lang == LANG_ZH;
    buf_f(
        b,
        zh ? "%.*s\n抽样时日志位置 %lld，总体 %zu 项\n总体校验码 %.*s\n种子 %.*s\n"
           : "%.*s\nposition of the draw %lld, population %zu\nhash of the population %.*s\nseed %.*s\n",
        STR_ARG(l->name), (long long)l->position, again->count, STR_ARG(again->hash),
        STR_ARG(l->seed));
    for (size_t i = 0; i < again->drawn.count; i++)
        buf_f(b, "%.*s %.*s\n", STR_ARG(draw_rank(c->arena, l->seed, again->drawn.list[i])),
              STR_ARG(id_text(c->arena, again->drawn.list[i])));
    if (l->nth > 1)
        buf_f(b, zh ? "注意：这是本轮对同一类总体的第 %lld 次抽样方案。\n" : "Note: this is plan %lld over the same sort of things in this round.\n", (long long)l->nth);
    buf_c(b, again->agrees ? (zh ? "一致：按日志重做的结果与登记的样本相同。\n" : "Agrees: the draw done again gives the sample in the log.\n")
                           : (zh ? "不一致：按日志重做的结果与登记的样本不同。\n" : "Does not agree: the draw done again gives another sample.\n"));
}

static void put_population(struct buf *b, struct arena *a, const struct lookback_again *again)
{
    for (size_t i = 0; i < again->count; i++)
        buf_f(b, "%.*s %.*s\n", STR_ARG(id_text(a, again->population[i].id)), STR_ARG(id_text(a, again->population[i].unit)));
}

static int redo(struct cli *c, struct app *app)
{
    struct buf b = buf_new(c->arena, OUT_MAX);
    struct lookback_again again;
    struct lookback l;
    int64_t id;
    enum err e = id_read(c->args[1], &id) ? table_load(app->db, c->arena, KIND_LOOKBACK, id, &l) : ERR_MISSING;
    if (e == ERR_MISSING || (!e && !l.head.len))
        return cli_fail_f(c, ERR_MISSING, "没有编号为 %.*s 的回头看；用 huiyin show 目录 lookback 查看编号。", "There is no look-back %.*s; huiyin show DIR lookback lists them.", STR_ARG(c->args[1]));
    if (!e && !l.position)
        return cli_fail_f(c, ERR_INPUT, "这次回头看还没有抽样。", "This look-back is not drawn yet.");
    if (!e)
        e = lookback_redo(app, c->arena, &l, &again);
    if (e)
        return cli_fail_f(c, e, "读取日志时出错：%s", "Reading the log failed: %s", db_message(app->db));
    if (cli_flag(c, "population"))
        put_population(&b, c->arena, &again);
    else if (cli_flag(c, "json"))
        put_json(&b, c->arena, &l, &again);
    else
        put_text(&b, c, &l, &again);
    int status = cli_write(c, buf_view(&b));
    return status || again.agrees ? status : err_exit_status(ERR_REFUSED);
}

int cli_lookback(struct cli *c)
{
    struct app app;
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = redo(c, &app);
    app_close(&app);
    return status;
}
