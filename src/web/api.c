/* api.c: the same rows as JSON (docs/api.md). Who may see a page may read its rows here; what a role may not see is
 * not there. Writing is naming a command of domain/tables.h; it goes through the one door like every form. */
#include "web/entries.h"
#include "web/pages.h"
#include "web/register.h"

#include "app/figures.h"
#include "base/time.h"
#include "view/table.h"

#include <jansson.h>
#include <string.h>

enum { LIST_ROWS = 200,
       LIST_ROWS_MAX = 1000,
       ANSWER_BYTES_MAX = 64 * 1024 * 1024 };

static struct response *none(struct visit *v)
{
    return site_json_error(v, 404, tr_both("没有这条记录，或者您无权查看。"), "");
}

static struct response *database_failed(struct visit *v)
{
    return site_json_error(v, 500, tr_both("读取数据时出错，请稍后再试；如一直如此，请告诉系统管理员。"), "");
}

static struct response *answer(struct visit *v, struct buf *b)
{
    return b->failed ? site_json_error(v, 413, tr_both("答复太大，请分页读取。"), "") : site_json(v, buf_view(b));
}

/* ---- reading --------------------------------------------------------------------------------- */

static void put_leaf(struct visit *v, struct buf *b, const struct entry *e, bool may)
{
    buf_f(b, "{\"seq\":%lld,\"at\":", (long long)e->leaf.seq);
    buf_json(b, time_rfc3339(v->arena, e->leaf.at_us));
    buf_c(b, ",\"event\":");
    buf_json(b, e->leaf.kind);
    buf_c(b, ",\"actor\":");
    buf_json(b, id_str(v, e->leaf.actor));
    buf_c(b, ",\"role\":");
    buf_json(b, e->leaf.role);
    buf_c(b, ",\"hash\":");
    buf_json(b, hash_text(v->arena, &e->hash));
    buf_c(b, ",\"body\":");
    buf_str(b, may && e->erased_by < 0 && e->body.len ? e->body : STR("null"));
    buf_c(b, "}");
}

struct history {
    struct visit *v;
    struct buf *out;
    bool may, any;
};

static enum err put_entry(void *arg, const struct entry *e)
{
    struct history *h = arg;
    buf_c(h->out, h->any ? "," : "");
    h->any = true;
    put_leaf(h->v, h->out, e, h->may);
    return ERR_NONE;
}

struct response *api_thing(struct visit *v)
{
    enum kind kind;
    struct buf b = buf_new(v->arena, ANSWER_BYTES_MAX);
    if (!kind_find(v->part[0], &kind) || !entries_may_read(v, kind))
        return none(v);
    void *state = arena_alloc(v->arena, kinds[kind].record->size);
    enum err e = site_load(v, kind, id_read(v->part[1], &v->id[1]) ? v->id[1] : 0, state);
    if (e)
        return e == ERR_MISSING ? none(v) : database_failed(v);
    if (!register_may_see(v, kind, state))
        return none(v);
    struct history h = {v, &b, true, false};
    buf_f(&b, "{\"kind\":\"%s\",\"position\":%lld,\"record\":", kinds[kind].name, (long long)v->position);
    record_to_json(kinds[kind].record, state, 0, &b);
    buf_c(&b, ",\"history\":[");
    e = log_of_subject(v->site->app.db, ((struct thing *)state)->id, put_entry, &h);
    buf_c(&b, "]}\n");
    return e ? database_failed(v) : answer(v, &b);
}

/* Rows of KIND after ?after=, in order of id; of one round with ?inspection= where the kind has one. */
static enum err put_rows(struct visit *v, enum kind kind, int64_t limit, struct buf *b, int64_t *last, bool *more)
{
    const struct record *r = kinds[kind].record;
    struct stmt *s;
    int64_t after = 0, inspection = 0, count = 0;
    bool row = false, any = false,
         by_round = id_read(request_query(v->request, "inspection"), &inspection) &&
                    record_field(r, STR("inspection"));
    if (!id_read(request_query(v->request, "after"), &after))
        after = 0;
    struct str sql = str_f(v->arena, "SELECT %s FROM %s k WHERE k.id > ?1%s{%s k} ORDER BY k.id LIMIT ?2", table_columns(kind, "k"), r->name, by_round ? " AND k.inspection = ?3" : "", kinds[kind].name);
    enum err e = scope_stmt(v->site->app.db, &v->scope, sql, by_round ? inspection : 0, by_round ? 4 : 3, &s);
    if (e)
        return e;
    stmt_int(s, 1, after);
    stmt_int(s, 2, limit + 1);
    if (by_round)
        stmt_int(s, 3, inspection);
    while (!(e = stmt_step(s, &row)) && row && count < limit) {
        void *state = arena_alloc(v->arena, r->size);
        e = table_read_row(v->arena, kind, s, 0, state);
        if (e)
            break;
        *last = ((struct thing *)state)->id;
        count++;
        if (!register_may_see(v, kind, state))
            continue;
        buf_c(b, any ? "," : "");
        record_to_json(r, state, 0, b);
        any = true;
    }
    *more = !e && row;
    stmt_done(s);
    return e;
}

struct response *api_list(struct visit *v)
{
    enum kind kind;
    int64_t limit, last = 0;
    bool more = false;
    struct buf b = buf_new(v->arena, ANSWER_BYTES_MAX);
    if (!kind_find(v->part[0], &kind) || !entries_may_read(v, kind))
        return none(v);
    if (!str_int(request_query(v->request, "limit"), &limit) || limit < 1)
        limit = LIST_ROWS;
    buf_f(&b, "{\"kind\":\"%s\",\"position\":%lld,\"list\":[", kinds[kind].name, (long long)v->position);
    enum err e = put_rows(v, kind, limit < LIST_ROWS_MAX ? limit : LIST_ROWS_MAX, &b, &last, &more);
    buf_c(&b, "],\"next\":");
    if (more)
        buf_json(&b, id_str(v, last));
    else
        buf_c(&b, "null");
    buf_c(&b, "}\n");
    return e ? database_failed(v) : answer(v, &b);
}

static void put_figure(struct visit *v, struct buf *b, const struct moment *m, const struct told *t)
{
    buf_c(b, "{\"name\":");
    buf_json(b, t->name);
    buf_f(b, ",\"version\":%d,\"value\":", t->version);
    buf_str(b, told_text(v->arena, t));
    buf_c(b, ",\"unit\":");
    buf_json(b, str_c(t->unit));
    buf_c(b, ",\"title\":");
    buf_json(b, str_c(t->zh));
    buf_c(b, ",\"title_en\":");
    buf_json(b, str_c(t->en));
    buf_c(b, ",\"definition\":");
    buf_json(b, str_c(t->definition_zh));
    buf_c(b, ",\"definition_en\":");
    buf_json(b, str_c(t->definition_en));
    buf_f(b, ",\"position\":%lld,\"rows\":%lld,\"url\":", (long long)m->position, (long long)t->rows);
    buf_json(b, told_href(v->arena, m, t->name, STR("")));
    buf_c(b, "}");
}

struct response *api_figures(struct visit *v)
{
    struct moment m;
    struct sentence why;
    struct buf b = buf_new(v->arena, ANSWER_BYTES_MAX);
    enum err e = moment_open(&v->site->app, v->arena, v->inspection, -1, v->today, &m, &why);
    if (e)
        return database_failed(v);
    m.scope = &v->scope;
    m.recalls = true;
    buf_c(&b, "[");
    for (size_t i = 0; i < told_count() && !e; i++) {
        struct told t;
        e = told_read(v->arena, &m, told_name(i), STR(""), &t, &why);
        if (e)
            break;
        buf_c(&b, i ? "," : "");
        put_figure(v, &b, &m, &t);
    }
    buf_c(&b, "]\n");
    moment_close(&v->site->app, &m);
    return e ? database_failed(v) : answer(v, &b);
}

struct response *api_missing(struct visit *v) { return none(v); }

/* ---- writing --------------------------------------------------------------------------------- */

struct given { /* what was sent, as pairs */
    struct visit *v;
    struct pair *list;
    size_t count;
    struct response *instead; /* what is wrong with it */
};

static void give(struct given *g, struct str key, struct str value)
{
    if (g->count < WIRE_PAIRS_MAX)
        g->list[g->count++] = (struct pair){key, value};
    else if (!g->instead)
        g->instead = site_json_error(g->v, 400, tr_both("项数太多，最多 1000 项。"), "");
}

static void give_json(struct given *g, struct str key, const json_t *value, bool inside)
{
    struct arena *a = g->v->arena;
    size_t at;
    json_t *one;
    switch (json_typeof(value)) {
    case JSON_STRING:
        give(g, key,
             str_copy(a, (struct str){json_string_value(value), json_string_length(value)}));
        return;
    case JSON_INTEGER: give(g, key, str_f(a, "%lld", (long long)json_integer_value(value))); return;
    case JSON_TRUE: give(g, key, STR("1")); return;
    case JSON_FALSE: give(g, key, STR("0")); return;
    case JSON_NULL: return;
    case JSON_ARRAY:
        if (inside)
            break;
        json_array_foreach(value, at, one)
            give_json(g, key, one, true);
        return;
    case JSON_OBJECT:
    case JSON_REAL: break;
    }
    if (!g->instead)
        g->instead = site_json_error(g->v, 400,
                                     sentence_f(a, "“%.*s”应是文字、整数、真假值或文字的列表；带小数的金额请写成文字，如 \"12.50\"。",
                                                "\"%.*s\" takes a text, an integer, true or false, or a list of texts; write money with decimals as a text, \"12.50\".", STR_ARG(key)),
                                     str_z(a, key));
}

static void read_json(struct given *g, struct str body)
{
    json_error_t wrong;
    const char *key;
    json_t *value, *root = json_loadb(body.ptr ? body.ptr : "", body.len, JSON_REJECT_DUPLICATES, &wrong);
    if (!json_is_object(root))
        g->instead = site_json_error(g->v, 400,
                                     root ? tr_both("应提交一个 JSON 对象，各项为名称和值。")
                                          : sentence_f(g->v->arena, "第 %d 行第 %d 列起不是 JSON，请核对引号、逗号和括号。", "Not JSON from line %d, column %d on; check quotes, commas and braces.", wrong.line, wrong.column),
                                     "");
    else
        json_object_foreach(root, key, value)
            give_json(g, str_copy(g->v->arena, str_c(key)), value, false);
    json_decref(root);
}

/* One key or value of a form as browsers and curl encode it. */
static bool decode(struct arena *a, struct str s, struct str *out)
{
    struct buf b = buf_new(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if (byte == '+')
            byte = ' ';
        if (byte == '%') {
            if (!hex_read(str_sub(s, i + 1, 2), &byte, 1))
                return false;
            i += 2;
        }
        buf_put(&b, &byte, 1);
    }
    *out = buf_view(&b);
    return utf8_valid(*out) && !memchr(out->ptr ? out->ptr : "", 0, out->len);
}

static void read_form(struct given *g, struct str body)
{
    struct str part, key, value;
    while (body.ptr && str_cut(&body, '&', &part)) {
        if (!part.len)
            continue;
        struct str rest = part;
        str_cut(&rest, '=', &key);
        if (!decode(g->v->arena, key, &key) || !decode(g->v->arena, rest, &value)) {
            g->instead = site_json_error(g->v, 400, tr_both("表单里有不是 UTF-8 的文字。"), "");
            return;
        }
        give(g, key, value);
    }
}

/* A command whose payload holds a credential is for the pages, which ask for the old password first and never let one
 * in clear pass. */
static bool holds_secret(const struct record *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->fields[i].flags & FIELD_SECRET)
            return true;
    return false;
}

/* A checksum that was given. They stand in the public log: whoever could name a file by its checksum alone would get to
 * read it; and that of a paper says what was signed, so nobody but us computes it. Pages have the bytes sent. */
static const struct field *given_hash(const struct given *g, const struct record *r)
{
    for (size_t i = 0; i < g->count; i++) {
        const struct field *f = record_field(r, g->list[i].key);
        if (f && f->type == FIELD_HASH && g->list[i].value.len)
            return f;
    }
    return NULL;
}

/* Takes the keys that begin with '_' out of the pairs, into S. */
static struct response *take_own(struct given *g, struct submission *s)
{
    size_t n = 0;
    for (size_t i = 0; i < g->count; i++) {
        struct pair p = g->list[i];
        bool good = true;
        if (!str_starts(p.key, STR("_")))
            g->list[n++] = p;
        else if (str_is(p.key, "_id"))
            good = !p.value.len || id_read(p.value, &s->id);
        else if (str_is(p.key, "_drawn"))
            good = str_int(p.value, &s->drawn_at);
        else if (str_is(p.key, "_command"))
            s->command = p.value;
        else
            good = false;
        if (!good)
            return site_json_error(
                g->v, 400,
                sentence_f(
                    g->v->arena,
                    "“%.*s”的写法不对：_id 是十个字符的编号，_drawn 是整数，_command 是文字，没有别的下划线项。",
                    "\"%.*s\" is not right: _id is an id of ten characters, _drawn an integer, _command a text; there are no others with an underscore.",
                    STR_ARG(p.key)),
                str_z(g->v->arena, p.key));
    }
    s->pairs = g->list;
    s->count = n;
    return NULL;
}

struct response *api_prepare(struct visit *v)
{
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct given g = {.v = v, .list = arena_alloc(v->arena, WIRE_PAIRS_MAX * sizeof *g.list)};
    *s = (struct submission){.drawn_at = -1};
    if (!command_find(v->part[0], &s->type))
        return site_json_error(v, 404, tr_both("没有这条命令；全部命令见 docs/api.md。"), "");
    if (holds_secret(command_types[s->type].payload))
        return site_json_error(v, 403, tr_both("口令、动态口令和登录只能在网页上办理。"), "");
    if (str_starts(request_header(v->request, "content-type"), STR("application/x-www-form-urlencoded")))
        read_form(&g, v->request->body);
    else
        read_json(&g, v->request->body);
    const struct field *hash = g.instead ? NULL : given_hash(&g, command_types[s->type].payload);
    if (hash)
        g.instead = site_json_error(v, 403, tr_both("校验码由系统从文件或正文算出，不能自己填报；请在网页上办理这一步。"), hash->name);
    if (!g.instead)
        g.instead = take_own(&g, s);
    v->asking = (struct asking){.count = 1, .list = s};
    return g.instead;
}
