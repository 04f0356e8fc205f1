/* work.c: what waits for the person who looks, and one inspection at a glance. Every number opens its list.
 * Over 600 lines because a third of it is the table of what waits. */
#include "domain/clue.h"
#include "base/time.h"
#include "view/figure.h"
#include "view/list.h"
#include "view/table.h"
#include "app/regime.h"
#include "web/matter.h"
#include "web/notice.h"
#include "web/pages.h"
#include "web/plan.h"
#include "web/question.h"
#include "web/reminders.h"

#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAX = 20, /* of one group; the number above opens the rest */
       DUE_SOON_MAX = 12,
       ROWS_MAX = 100 }; /* of the overview's lists of aspects, units and problems; the ledger has the rest */

/* ---- my work ------------------------------------------------------------------------------------ */

struct group {
    struct visit *v;
    struct value *items;
};

enum { CODE, /* the columns asked for, in the order of the table */
       PROBLEM,
       TEXT_,
       DUE,
       UNIT,
       STATE };
#define ITEM_COLUMNS "measure_code,problem,measure,due,lead_unit,state"

static enum err put_item(void *arg, const struct list_row *from)
{
    struct group *g = arg;
    struct arena *a = g->v->arena;
    struct str id = id_str(g->v, from->id), unit = from->cells[UNIT].text,
               problem = utf8_clip(from->cells[PROBLEM].text, 40);
    struct value *row = value_row(g->items);
    value_text(row, "text", str_f(a, "%.*s　%.*s", STR_ARG(from->cells[CODE].text), STR_ARG(utf8_clip(from->cells[TEXT_].text, 70))));
    value_text(row, "url", str_f(a, "/measure/%.*s", STR_ARG(id)));
    value_text(row, "about", str_f(a, "%.*s · %.*s", STR_ARG(unit), STR_ARG(problem)));
    value_text(row, "unit", str_copy(a, unit));
    value_text(row, "due", str_copy(a, from->cells[DUE].text));
    matter_colour(g->v, row, from->colour);
    if (from->colour == COLOUR_NONE || from->colour == COLOUR_BLUE)
        value_c(row, "colour_text", "");
    return ERR_NONE;
}

static struct list_query question(struct visit *v)
{
    return matter_question(v, v->inspection);
}

static void put_tile(struct visit *v, struct value *tiles, struct str label, int64_t n,
                     const char *unit, struct str url, const char *colour)
{
    struct value *tile = value_row(tiles);
    value_text(tile, "label", label);
    value_text(tile, "value", str_f(v->arena, "%lld", (long long)n));
    value_c(tile, "unit", unit);
    value_text(tile, "url", url);
    value_c(tile, "colour", colour);
}

static struct value *put_group(struct visit *v, struct value *groups, struct str title,
                               struct str hint, struct str url, int64_t count, struct str bulk)
{
    struct value *group = value_row(groups);
    value_text(group, "bulk_url", bulk);
    value_text(group, "title", title);
    value_text(group, "hint", hint);
    value_text(group, "more_url", count > ITEMS_MAX ? url : STR(""));
    value_text(group, "more", str_f(v->arena, v->lang == LANG_ZH ? "全部 %lld 条" : "All %lld", (long long)count));
    return value_rows(group, "items");
}

static enum err put_queue(struct visit *v, const struct list_queue *queue, struct value *tiles, struct value *groups)
{
    struct list_query q = question(v);
    bool zh = v->lang == LANG_ZH;
    int64_t count = 0;
    q.queue = queue;
    q.by_urgency = true;
    q.limit = ITEMS_MAX;
    list_take(&q, STR("columns"), STR(ITEM_COLUMNS));
    enum err e = list_count(v->site->app.db, v->arena, &q, &count);
    if (e)
        return e;
    struct str url = str_f(v->arena, "/ledger?queue=%s&sort=due", queue->name);
    put_tile(v, tiles, str_c(zh ? queue->zh : queue->en), count, "", url, count && queue->urgent ? "red" : "");
    if (!count)
        return ERR_NONE;
    struct group g = {v, put_group(v, groups, str_c(zh ? queue->zh : queue->en),
                                   str_c(zh ? queue->hint_zh : queue->hint_en), url, count,
                                   count > 1 ? bulk_url(v, queue->name) : STR(""))};
    return list_run(v->site->app.db, v->arena, &q, put_item, &g);
}

#define TASKS_WAITING(state) "SELECT id, '', text, unit FROM task WHERE inspection = ?1 AND state = " state " ORDER BY due_day, seq"
#define NOTICES_WAITING(state) "SELECT id, CASE WHEN number > 0 THEN prefix || '〔' || CAST(year AS TEXT) || '〕' || CAST(number AS TEXT) || '号' ELSE '' END, title, unit FROM notice WHERE inspection = ?1 AND state = " state " ORDER BY seq"

/* What waits that is no measure: (id, number, title) of a kind with pages of its own. OF_UNIT: a fourth column names
 * the
 * unit whose people it waits for, or the person. */
static const struct {
    const char *kind;
    int64_t roles;
    const char *zh, *en, *hint_zh, *hint_en, *sql;
    bool of_unit;
} others[] = {
    /* kinds shown by their register are written r/KIND */
    {"problem", ROLE(OVERSEER), "可以销号的问题", "Problems ready to close", "全部措施已销号，等监督部门确认", "All measures are closed; the overseer confirms",
     "SELECT p.id, CASE WHEN p.code <> '' THEN p.code ELSE CAST(p.number AS TEXT) END, p.title FROM problem p WHERE p.inspection = ?1 AND p.state = 1"
     " AND EXISTS (SELECT 1 FROM measure m WHERE m.problem = p.id) AND NOT EXISTS (SELECT 1 FROM measure m WHERE m.problem = p.id AND m.state < 8) ORDER BY p.number",
     false},
    {"bulletin", ROLE(PUBLISHER), "待审核的通报", "Bulletins to review", "起草人不能审核自己的稿子", "Not by whoever drafted it", "SELECT id, '', title FROM bulletin WHERE inspection = ?1 AND state = 2 ORDER BY seq", false},
    {"bulletin", ROLE(PUBLISHER), "待发布的通报", "Bulletins to publish", "发布时由台账算出全部数字", "All figures are computed when it goes out", "SELECT id, '', title FROM bulletin WHERE inspection = ?1 AND state = 3 ORDER BY seq", false},
    {"bulletin", ROLE(OFFICE), "起草中的通报", "Bulletins being drafted", "写好后送审", "Send them for review when ready", "SELECT id, '', title FROM bulletin WHERE inspection = ?1 AND state = 1 ORDER BY seq", false},
    {"notice", WHO_UNIT, "待签收的公文", "Notices to sign for", "逾期不签收，会升级督办", "Unsigned after its day, a higher one follows", NOTICES_WAITING("2"), true},
    {"notice", WHO_UNIT, "待答复的公文", "Notices to answer", "按答复时限写明办理情况", "Say what was done, by the day to answer", NOTICES_WAITING("3"), true},
    {"notice", WHO_ISSUER, "待签发的公文", "Notices to issue", "起草或修改过的人不能签发", "Not by whoever drafted or changed it", NOTICES_WAITING("1"), false},
    {"notice", WHO_SUPERVISOR, "待审核的答复", "Answers to decide about", "答复过的人、承办单位的人员不能审核", "Not by whoever answered, nor by their unit", NOTICES_WAITING("4"), false},
    {"r/clue", ROLE(OVERSEER), "在办的问题线索", "Clues under way", "只有承办人看得到，按本步时限办理", "For those assigned only, by the day of the step",
     "SELECT c.id, '', '第' || CAST(c.number AS TEXT) || '号', l.target FROM clue c JOIN link l ON l.owner = c.id AND l.field = 'assigned' WHERE c.inspection = ?1 AND c.state < 5 ORDER BY c.due_day, c.number",
     true},
    {"r/task", WHO_UNIT, "待签收的任务", "Tasks to sign for", "会议议定或督办交办的事项", "Decided at a meeting or asked for by a notice", TASKS_WAITING("1"), true},
    {"r/task", WHO_UNIT, "办理中的任务", "Tasks in progress", "办完后报办结，由整改办确认", "Report them done; the office confirms", TASKS_WAITING("2"), true},
    {"r/task", ROLE(OFFICE), "待确认的任务", "Tasks to confirm", "签收或报办结的人不能确认", "Not by whoever signed for it or did it", TASKS_WAITING("3"), false},
    {"r/plan", ROLES_BUSINESS, "待提会审意见的方案", "Plans to give an opinion on", "每一轮会审提一次书面意见", "One opinion in writing each round of review",
     "SELECT p.id, '', p.title, l.target FROM plan p JOIN link l ON l.owner = p.id AND l.field = 'reviewers' WHERE p.inspection = ?1 AND p.state = 2"
     " AND NOT EXISTS (SELECT 1 FROM plan_opinion o WHERE o.plan = p.id AND o.round = p.round AND o.person = l.target) ORDER BY p.sort, p.seq",
     true},
    {"r/plan", ROLE(OVERSEER), "会审中的方案", "Plans in joint review", "意见齐了才能审定，也可以退回", "Approve when all opinions are in, or return", "SELECT id, '', title FROM plan WHERE inspection = ?1 AND state = 2 ORDER BY sort, seq", false},
    {"r/held", ROLE(OVERSEER), "待决定的删除申请", "Erasing to decide about", "申请人以外的人决定是否删除个人信息", "Decided by somebody else than who asked", "SELECT id, '', '第' || CAST(number AS TEXT) || '号' FROM held WHERE inspection = ?1 AND erase_us > 0 AND erased_us = 0 ORDER BY number", false},
    {"r/voice", ROLE(OVERSEER), "待决定的删除申请（群众反映）", "Voices to erase, to decide about", "申请人以外的人决定是否删除反映内容", "Decided by somebody else than who asked", "SELECT id, '', '群众反映' FROM voice WHERE inspection = ?1 AND erase_us > 0 AND erased_us = 0 ORDER BY seq", false},
    {"r/plan", ROLE(OFFICE), "起草中的方案", "Plans being drafted", "没有遗漏才能提交会审", "Submitted when nothing is missing", "SELECT id, '', title FROM plan WHERE inspection = ?1 AND state = 1 ORDER BY sort, seq", false},
};

static enum err clue_put_item(struct visit *v, struct value *item, int64_t id)
{
    struct clue c;
    enum err e = site_load(v, KIND_CLUE, id, &c);
    if (e)
        return e;
    value_text(item, "due", day_text(v->arena, c.due_day));
    matter_colour(v, item, clue_colour(&c, v->today));
    return ERR_NONE;
}

static enum err put_other(struct visit *v, size_t at, struct value *tiles, struct value *groups)
{
    bool zh = v->lang == LANG_ZH, row = false;
    struct str title = str_c(zh ? others[at].zh : others[at].en);
    struct value *items = NULL;
    struct stmt *s;
    int64_t n = 0;
    const struct scope_ids *seen;
    enum kind kind = KIND_BULLETIN;
    if (!kind_find(str_c(others[at].kind + (others[at].kind[1] == '/' ? 2 : 0)), &kind))
        return ERR_CORRUPT;
    enum err e = scope_load(v->site->app.db, &v->scope, kind, v->inspection, &seen);
    if (!e)
        e = db_stmt(v->site->app.db, others[at].sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (!scope_has(seen, stmt_get_int(s, 0)) ||
            (others[at].of_unit && !ids_has(v->ctx.env.actor.units, stmt_get_int(s, 3)) &&
             stmt_get_int(s, 3) != v->ctx.person))
            continue;
        struct str id = id_str(v, stmt_get_int(s, 0)), code = stmt_get_str(s, 1), text = stmt_get_str(s, 2);
        if (!n++)
            items = put_group(v, groups, title, str_c(zh ? others[at].hint_zh : others[at].hint_en),
                              STR(""), 0, STR(""));
        struct value *item = value_row(items);
        value_text(item, "text", str_f(v->arena, "%.*s%s%.*s", STR_ARG(code), code.len ? "　" : "", STR_ARG(text)));
        value_text(item, "url", str_f(v->arena, "/%s/%.*s", others[at].kind, STR_ARG(id)));
        value_c(item, "about", zh ? others[at].hint_zh : others[at].hint_en);
        value_c(item, "due", "");
        value_c(item, "colour", "");
        value_c(item, "colour_text", "");
        if (kind == KIND_TASK && (e = task_put_item(v, item, stmt_get_int(s, 0))))
            break;
        if (kind == KIND_CLUE && (e = clue_put_item(v, item, stmt_get_int(s, 0))))
            break;
        if (kind == KIND_NOTICE && (e = notice_put_item(v, item, stmt_get_int(s, 0))))
            break;
    }
    stmt_done(s);
    if (!e && n)
        put_tile(v, tiles, title, n, "",
                 str_c(kind == KIND_PROBLEM  ? "/figure/problems.open"
                       : kind == KIND_NOTICE ? "/notices"
                       : kind == KIND_TASK   ? "/r/task"
                       : kind == KIND_CLUE   ? "/r/clue"
                       : kind == KIND_PLAN   ? "/plan"
                                             : "/bulletins"),
                 "");
    return e;
}

/* Administrators have no business here: their pages, and of erasing how many wait. */
static enum err put_pages(struct visit *v)
{
    size_t waiting = 0;
    enum err e = v->person.roles & ROLE(SECADMIN) ? erasing_count(v, &waiting) : ERR_NONE;
    static const struct {
        int64_t roles;
        const char *url, *label, *hint;
    } pages[] = {{ROLE(SYSADMIN), "/accounts", "单位和人员", "先登记单位和人员，再给要登录的人开通账号；角色由安全管理员授予。"},
                 {ROLE(SECADMIN), "/accounts", "单位和人员", "系统管理员开通账号以后，在这里授予角色；没有角色的人什么也办不了。"},
                 {ROLE(SECADMIN), "/erasing", "待确认的删除申请", "删除个人信息要两个人：有人申请以后，由您或监督部门确认。"},
                 {ROLE(SYSADMIN), "/settings", "设置", "网页地址、页面名称、联系方式。"},
                 {ROLES_ANY, "/log", "日志", "谁在什么时候办了什么；下载检查点，自己留一份。"},
                 {ROLES_ANY, "/me", "我的账号", "修改口令，设置动态口令。"}};
    struct value *list = value_rows(v->page, "pages");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (!(v->person.roles & pages[i].roles))
            continue;
        struct value *row = value_row(list);
        value_c(row, "url", pages[i].url);
        bool counts = waiting && strcmp(pages[i].url, "/erasing") == 0;
        struct str label = tr(v->lang, pages[i].label);
        value_text(row, "label", counts ? str_f(v->arena, v->lang == LANG_ZH ? "%.*s：%zu 件" : "%.*s: %zu", STR_ARG(label), waiting) : label);
        value_text(row, "hint", tr(v->lang, pages[i].hint));
    }
    return e;
}

/* The round these queues are of: opening a new one moves everybody to it, and an empty desk must not look finished. */
enum { OTHER_ROUNDS_MAX = 12 };
static const char sql_other_rounds[] = "SELECT k.id FROM inspection k WHERE k.state = 1 AND k.id <> ?1{inspection k} ORDER BY k.feedback_day DESC, k.seq DESC";

static enum err put_round(struct visit *v)
{
    struct inspection i = {0};
    enum err e = v->inspection ? table_load(v->site->app.db, v->arena, KIND_INSPECTION, v->inspection, &i) : ERR_NONE;
    value_text(v->page, "round", i.name);
    return e;
}

/* What waits in another round, whatever queue it is in. */
static enum err waiting_in(struct visit *v, int64_t inspection, int64_t *count)
{
    struct list_query q = matter_question(v, inspection);
    enum err e = ERR_NONE;
    *count = 0;
    for (size_t i = 0; i < list_queues_count && !e; i++) {
        int64_t n = 0;
        q.queue = &list_queues[i];
        if (v->ctx.env.actor.roles & q.queue->roles)
            e = list_count(v->site->app.db, v->arena, &q, &n);
        *count += n;
    }
    return e;
}

/* The page lists one round; whoever has work in another must not be told there is none. */
static enum err put_other_rounds(struct visit *v)
{
    struct value *list = value_rows(v->page, "other_rounds");
    int64_t ids[OTHER_ROUNDS_MAX], count;
    size_t n = 0;
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_other_rounds), 0, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (n < OTHER_ROUNDS_MAX && !(e = stmt_step(s, &row)) && row)
        ids[n++] = stmt_get_int(s, 0);
    stmt_done(s);
    for (size_t i = 0; i < n && !e; i++) {
        struct inspection r;
        e = waiting_in(v, ids[i], &count);
        if (!e)
            e = table_load(v->site->app.db, v->arena, KIND_INSPECTION, ids[i], &r);
        if (e || !count)
            continue;
        struct value *item = value_row(list);
        value_text(item, "name", r.name);
        value_text(item, "count", str_f(v->arena, "%lld", (long long)count));
        value_text(item, "url", str_f(v->arena, "/?inspection=%.*s", STR_ARG(id_str(v, ids[i]))));
    }
    return e;
}

struct response *home_page(struct visit *v)
{
    struct value *tiles = value_rows(v->page, "counts"), *groups = value_rows(v->page, "groups");
    int64_t roles = v->ctx.env.actor.roles;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < list_queues_count && !e; i++)
        if (roles & list_queues[i].roles)
            e = put_queue(v, &list_queues[i], tiles, groups);
    for (size_t i = 0; i < sizeof others / sizeof *others && !e; i++)
        if (roles & others[i].roles)
            e = put_other(v, i, tiles, groups);
    if (!e)
        e = reminders_unread(v);
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "我的工作"), "");
    e = put_round(v);
    if (!e && roles & ROLES_BUSINESS)
        e = put_other_rounds(v);
    if (e)
        return site_database_failed(v, e);
    if (!(roles & ROLES_BUSINESS) && (e = put_pages(v)))
        return site_database_failed(v, e);
    value_bool(v->page, "business", roles & ROLES_BUSINESS);
    return site_render(v, "work");
}

/* ---- the overview -------------------------------------------------------------------------------- */

/* The figures of the first row. */
static const struct {
    const char *figure, *colour;
} tiles_of[] = {{"problems.total", ""}, {"problems.closed", "green"}, {"measures.total", ""}, {"measures.closed", "green"}, {"measures.closed_rate", "green"}, {"measures.due_soon", "yellow"}, {"measures.overdue", "red"}, {"sanctions.party", ""}, {"rules.total", ""}};

static enum err put_figures(struct visit *v)
{
    struct value *list = value_rows(v->page, "figures");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof tiles_of / sizeof *tiles_of && !e; i++) {
        const struct figure *f = figure_find(str_c(tiles_of[i].figure));
        struct figure_value value;
        e = figure_recall(v->site->app.db, f, &v->scope, v->inspection, v->today, v->position, &value);
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "value", figure_text(v->arena, f, &value));
        value_c(row, "unit", v->lang == LANG_ZH || strcmp(f->unit, "%") == 0 ? f->unit : "");
        value_text(row, "url", str_f(v->arena, "/figure/%s", f->name));
        value_c(row, "colour", value.value ? tiles_of[i].colour : "");
    }
    return e;
}

/* Braces: view/scope.h, scope_stmt. */
static const char sql_states[] = "SELECT state, count(*) FROM measure m WHERE inspection = ?1{measure m} GROUP BY state ORDER BY state DESC";
#define RUNNING "state BETWEEN 3 AND 7 AND due_day > 0"
#define RED "(due_day < ?2 OR " LIST_BEHIND("?2") " >= ?4)"
static const char sql_sums[] =
    "SELECT %s, count(*), sum(CASE WHEN state = 8 THEN 1 ELSE 0 END),"
    " sum(CASE WHEN " RUNNING " AND " RED " THEN 1 ELSE 0 END),"
    " sum(CASE WHEN " RUNNING " AND NOT " RED " AND (due_day <= ?3 OR " LIST_BEHIND("?2") " >= ?5) THEN 1 ELSE 0 END)"
                                                                                          " FROM measure m WHERE inspection = ?1 AND state <> 10{measure m} GROUP BY %s";

static enum err put_states(struct visit *v)
{
    static const char *const kinds_of[] = {"none", "none", "none", "yellow", "yellow", "green", "green", "green", "done", "done", "none"};
    struct value *list = value_rows(v->page, "states");
    struct stmt *s;
    struct {
        int64_t state, count;
    } got[MEASURE_VOID + 1];
    size_t n = 0;
    int64_t total = 0, before = 0;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_states), v->inspection, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row && n <= MEASURE_VOID) {
        got[n].state = stmt_get_int(s, 0);
        got[n].count = stmt_get_int(s, 1);
        total += got[n].state == MEASURE_VOID ? 0 : got[n].count;
        n++;
    }
    stmt_done(s);
    for (size_t i = 0; i < n; i++) {
        int64_t count = got[i].count, w = got[i].state == MEASURE_VOID || !total ? 0 : count * 10000 / total;
        struct value *item = value_row(list);
        value_text(item, "label", choice_word(measure_states, got[i].state, v->lang));
        value_text(item, "value", str_f(v->arena, "%lld", (long long)count));
        value_text(item, "url", str_f(v->arena, "/ledger?state=%s", measure_states[got[i].state].name));
        value_text(item, "x", str_f(v->arena, "%lld.%02lld", (long long)before / 100, (long long)before % 100));
        value_text(item, "w", str_f(v->arena, "%lld.%02lld", (long long)w / 100, (long long)w % 100));
        value_c(item, "kind", kinds_of[got[i].state]);
        before += w;
    }
    return e;
}

struct sums {
    int64_t id, total, done, red, yellow;
};

/* Sums by one column of measure, into A. */
static enum err compute_sums(struct visit *v, struct arena *a, const char *column, struct sums **out, size_t *n)
{
    struct stmt *s;
    bool row = false;
    size_t cap = 0;
    *n = 0;
    *out = NULL;
    struct str sql = str_c(sql_sums), part;
    struct buf b = buf_new(a, 4096);
    for (int i = 0; sql.ptr && i < 3 && str_cut(&sql, '%', &part); i++) {
        buf_str(&b, i ? str_sub(part, 1, part.len) : part);
        buf_c(&b, i < 2 ? column : "");
    }
    struct colour_rule rule;
    enum err e = colour_rule_recall(v->site->app.db, v->inspection, v->today, v->position, &rule);
    if (!e)
        e = scope_stmt(v->site->app.db, &v->scope, buf_view(&b), v->inspection, 6, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, v->today);
    stmt_int(s, 3, rule.yellow_until);
    stmt_int(s, 4, rule.lag_red ? rule.lag_red : LAG_NEVER);
    stmt_int(s, 5, rule.lag_yellow ? rule.lag_yellow : LAG_NEVER);
    while (!(e = stmt_step(s, &row)) && row) {
        if (*n == cap) {
            cap = cap ? cap * 2 : 64;
            struct sums *more = arena_alloc(a, cap * sizeof *more);
            if (*n)
                memcpy(more, *out, *n * sizeof *more);
            *out = more;
        }
        (*out)[(*n)++] = (struct sums){stmt_get_int(s, 0), stmt_get_int(s, 1), stmt_get_int(s, 2), stmt_get_int(s, 3), stmt_get_int(s, 4)};
    }
    stmt_done(s);
    return e;
}

/* The same, remembered by this worker for one column, inspection, day and log position. */
static enum err read_sums(struct visit *v, const char *column, struct sums **out, size_t *n)
{
    static struct kept {
        const char *column;
        int64_t inspection, today, position;
        struct arena arena;
        struct sums *list;
        size_t count;
    } kept[2];
    struct kept *k = kept[0].column && strcmp(kept[0].column, column) ? &kept[1] : &kept[0];
    bool same = k->column && strcmp(k->column, column) == 0 && k->inspection == v->inspection &&
                k->today == v->today && k->position == v->position;
    enum err e = ERR_NONE;
    if (!scope_is_whole(&v->scope, v->inspection))
        return compute_sums(v, v->arena, column, out, n);
    if (!same) {
        arena_reset(&k->arena);
        k->column = NULL;
        e = compute_sums(v, &k->arena, column, &k->list, &k->count);
    }
    if (!same && !e) {
        k->column = column;
        k->inspection = v->inspection;
        k->today = v->today;
        k->position = v->position;
    }
    *out = k->list;
    *n = e ? 0 : k->count;
    return e;
}

static void put_sums(struct visit *v, struct value *row, const struct sums *s)
{
    value_text(row, "total", str_f(v->arena, "%lld", (long long)s->total));
    value_text(row, "done", str_f(v->arena, "%lld", (long long)s->done));
    value_text(row, "percent", str_f(v->arena, "%lld", (long long)(s->total ? s->done * 100 / s->total : 0)));
    value_text(row, "red", str_f(v->arena, "%lld", (long long)s->red));
    value_text(row, "yellow", str_f(v->arena, "%lld", (long long)s->yellow));
}

/* A list ends at ROWS_MAX; the page says so under NAME. */
static bool more_than_listed(struct visit *v, const struct value *list, const char *name)
{
    if (list->count < ROWS_MAX)
        return false;
    value_bool(v->page, name, true);
    return true;
}

static const char sql_aspects[] = "SELECT id, number, title FROM aspect a WHERE inspection = ?1{aspect a} ORDER BY number";

static enum err put_aspects(struct visit *v)
{
    struct value *list = value_rows(v->page, "aspects");
    struct sums *sums;
    struct stmt *s;
    size_t n;
    bool row = false;
    enum err e = read_sums(v, "aspect", &sums, &n);
    if (!e)
        e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_aspects), v->inspection, 2, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        struct sums none = {0}, *mine = &none;
        if (more_than_listed(v, list, "more_aspects"))
            break;
        struct str id = id_str(v, stmt_get_int(s, 0));
        for (size_t i = 0; i < n; i++)
            if (sums[i].id == stmt_get_int(s, 0))
                mine = &sums[i];
        struct value *item = value_row(list);
        value_text(item, "number", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 1)));
        value_text(item, "name", str_copy(v->arena, stmt_get_str(s, 2)));
        value_text(item, "url", str_f(v->arena, "/ledger?aspect=%.*s", STR_ARG(id)));
        value_text(item, "red_url", str_f(v->arena, "/ledger?aspect=%.*s&colour=red", STR_ARG(id)));
        value_text(item, "done_url", str_f(v->arena, "/ledger?aspect=%.*s&state=closed", STR_ARG(id)));
        value_text(item, "add_url", str_f(v->arena, "/aspect/%.*s/add/problem", STR_ARG(id)));
        value_text(item, "change_url", str_f(v->arena, "/aspect/%.*s/do/change", STR_ARG(id)));
        put_sums(v, item, mine);
    }
    stmt_done(s);
    return e;
}

static int by_total(const void *a, const void *b)
{
    const struct sums *x = a, *y = b;
    return x->red != y->red ? (x->red < y->red ? 1 : -1) : x->total != y->total ? (x->total < y->total ? 1 : -1)
                                                                                : 0;
}

static enum err put_units(struct visit *v)
{
    struct value *list = value_rows(v->page, "units");
    struct sums *sums;
    size_t n;
    enum err e = read_sums(v, "lead_unit", &sums, &n);
    if (!e && n)
        qsort(sums, n, sizeof *sums, by_total);
    for (size_t i = 0; i < n && !e; i++) {
        struct str id = id_str(v, sums[i].id);
        if (!sums[i].id) /* drafts that name no unit yet */
            continue;
        if (more_than_listed(v, list, "more_units"))
            break;
        struct value *row = value_row(list);
        value_text(row, "name", site_unit(v, sums[i].id));
        value_text(row, "url", str_f(v->arena, "/ledger?lead_unit=%.*s", STR_ARG(id)));
        value_text(row, "red_url", str_f(v->arena, "/ledger?lead_unit=%.*s&colour=red", STR_ARG(id)));
        value_text(row, "yellow_url", str_f(v->arena, "/ledger?lead_unit=%.*s&colour=yellow", STR_ARG(id)));
        value_text(row, "done_url", str_f(v->arena, "/ledger?lead_unit=%.*s&state=closed", STR_ARG(id)));
        put_sums(v, row, &sums[i]);
    }
    return e;
}

static enum err put_due(struct visit *v)
{
    struct group g = {v, value_rows(v->page, "due")};
    static const char *const names[] = {"red", "yellow"};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < 2 && !e; i++) {
        struct list_query q = question(v);
        list_take(&q, STR("colour"), str_c(names[i]));
        list_take(&q, STR("columns"), STR(ITEM_COLUMNS));
        q.by_urgency = true;
        q.limit = DUE_SOON_MAX / 2;
        e = list_run(v->site->app.db, v->arena, &q, put_item, &g);
    }
    return e;
}

static const char sql_problems[] = "SELECT id, CASE WHEN code <> '' THEN code ELSE CAST(number AS TEXT) END, title, state,"
                                   " (SELECT count(*) FROM measure m WHERE problem = p.id AND state <> 10{measure m}),"
                                   " (SELECT count(*) FROM measure m WHERE problem = p.id AND state = 8{measure m})"
                                   " FROM problem p WHERE inspection = ?1{problem p} ORDER BY number LIMIT ?2";

static enum err put_problems(struct visit *v)
{
    struct value *list = value_rows(v->page, "problems");
    struct stmt *s;
    bool row = false;
    enum err e = scope_stmt(v->site->app.db, &v->scope, str_c(sql_problems), v->inspection, 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, v->inspection);
    stmt_int(s, 2, ROWS_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row && !more_than_listed(v, list, "more_problems")) {
        struct str id = id_str(v, stmt_get_int(s, 0));
        struct value *item = value_row(list);
        value_text(item, "number", str_copy(v->arena, stmt_get_str(s, 1)));
        value_text(item, "name", str_copy(v->arena, stmt_get_str(s, 2)));
        value_text(item, "url", str_f(v->arena, "/problem/%.*s", STR_ARG(id)));
        value_text(item, "state", choice_word(problem_states, stmt_get_int(s, 3), v->lang));
        value_c(item, "kind", stmt_get_int(s, 3) == PROBLEM_DONE ? "done" : "");
        value_text(item, "total", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 4)));
        value_text(item, "done", str_f(v->arena, "%lld", (long long)stmt_get_int(s, 5)));
    }
    stmt_done(s);
    return e;
}

static enum err put_inspection(struct visit *v)
{
    struct inspection i = {0};
    enum err e = v->inspection ? table_load(v->site->app.db, v->arena, KIND_INSPECTION, v->inspection, &i) : ERR_NONE;
    struct str day = day_text(v->arena, i.feedback_day), id = id_str(v, v->inspection);
    bool zh = v->lang == LANG_ZH, office = v->ctx.env.actor.roles & ROLE(OFFICE);
    value_text(v->page, "heading", i.head.len ? i.name : tr(v->lang, "还没有登记巡视巡察"));
    value_text(v->page, "lead", i.feedback_day ? str_f(v->arena, zh ? "%.*s，反馈日期 %.*s" : "%.*s, feedback of %.*s", STR_ARG(i.body), STR_ARG(day)) : i.body);
    value_bool(v->page, "may_add", office && i.state == INSPECTION_ACTIVE);
    if (office && !i.head.len)
        value_c(v->page, "first_url", "/inspections/new");
    value_text(v->page, "add_aspect_url", str_f(v->arena, "/inspection/%.*s/add/aspect", STR_ARG(id)));
    return e;
}

struct response *overview_page(struct visit *v)
{
    enum err (*const parts[])(struct visit *) = {
        put_inspection, question_put_line, put_figures, put_states, put_aspects, put_units, put_due, put_problems};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !e; i++)
        e = parts[i](v);
    if (e)
        return site_database_failed(v, e);
    site_title(v, tr(v->lang, "总览"), "");
    return site_render(v, "overview");
}
