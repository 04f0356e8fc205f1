/* work.c: what waits for the person who looks. Every number opens its list. */
#include "base/time.h"
#include "domain/clue.h"
#include "view/list.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/notice.h"
#include "web/pages.h"
#include "web/plan.h"
#include "web/reminders.h"

#include <string.h>

enum { ITEMS_MAX = 20 }; /* of one group; the number above opens the rest */

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
    struct list_query q = matter_question(v, v->inspection);
    bool zh = v->lang == LANG_ZH;
    int64_t count = 0;
    q.queue = queue;
    enum err e = list_count(v->site->app.db, v->arena, &q, &count);
    if (e)
        return e;
    struct str url = str_f(v->arena, "/ledger?queue=%s&sort=due", queue->name);
    put_tile(v, tiles, str_c(zh ? queue->zh : queue->en), count, "", url, count && queue->urgent ? "red" : "");
    if (!count)
        return ERR_NONE;
    struct value *items = put_group(v, groups, str_c(zh ? queue->zh : queue->en),
                                    str_c(zh ? queue->hint_zh : queue->hint_en), url, count,
                                    count > 1 ? bulk_url(v, queue->name) : STR(""));
    return matter_items(v, &q, ITEMS_MAX, items);
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
