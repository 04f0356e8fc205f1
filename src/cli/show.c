/* show.c: `huiyin show DIR KIND [ID] [--at N]`: a list, or one thing with its history. */
#include "cli/cli.h"

#include "app/export_rows.h"
#include "app/replay.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

struct showing {
    struct cli *c;
    struct app *app;
    struct db *db; /* of now, or of --at */
    struct buf out;
    enum kind kind;
    size_t rows;
    bool json;
    int64_t until; /* entries before this one */
};

/* What ID is called and the id itself; FALLBACK when there is no such thing. */
static struct str called(struct showing *s, enum kind kind, int64_t id, struct str fallback)
{
    struct thing_names names = {s->db, s->c->arena, s->c->lang};
    struct str name = id ? thing_name_of(&names, kind, id) : STR("");
    struct str text = id_text(s->c->arena, id);
    return name.len ? str_f(s->c->arena, "%.*s [%.*s]", STR_ARG(name), STR_ARG(text)) : fallback;
}

static enum err list_one(void *arg, const void *state)
{
    struct showing *s = arg;
    const struct thing *t = state;
    struct str id = id_text(s->c->arena, t->id),
               head = thing_name(s->c->arena, s->kind, state, s->c->lang, 40);
    if (s->json) {
        buf_c(&s->out, s->rows ? ",\n" : "");
        record_to_json(kinds[s->kind].record, state, 0, &s->out);
    } else {
        const struct choice *word = choice_of(kinds[s->kind].states, t->state);
        buf_f(&s->out, "%.*s  %s  %.*s\n", STR_ARG(id), word ? (s->c->lang == LANG_ZH ? word->zh : word->en) : "", STR_ARG(head));
    }
    s->rows++;
    return s->out.failed ? ERR_LIMIT : ERR_NONE;
}

static enum err history(void *arg, const struct entry *e)
{
    struct showing *s = arg;
    enum event_type type;
    bool zh = s->c->lang == LANG_ZH;
    if (e->leaf.seq >= s->until)
        return ERR_NONE;
    bool known = event_find(e->leaf.kind, e->leaf.version, &type);
    struct str at = s->json ? time_rfc3339(s->c->arena, e->leaf.at_us)
                            : time_text(s->c->arena, e->leaf.at_us),
               actor = id_text(s->c->arena, e->leaf.actor);
    if (s->json)
        buf_f(&s->out,
              "%s{\"position\":%lld,\"at\":\"%.*s\",\"event\":\"%.*s\",\"actor\":\"%.*s\",\"role\":"
              "\"%.*s\",\"erased\":%s,\"body\":%.*s}",
              s->rows ? ",\n" : "", (long long)e->leaf.seq, STR_ARG(at), STR_ARG(e->leaf.kind),
              STR_ARG(actor), STR_ARG(e->leaf.role), e->erased_by >= 0 ? "true" : "false",
              STR_ARG(e->erased_by >= 0 ? STR("{}") : e->body));
    else
        buf_f(&s->out, "#%lld  %.*s  %.*s %s\n    %.*s\n", (long long)e->leaf.seq, STR_ARG(at),
              STR_ARG(called(s, KIND_PERSON, e->leaf.actor, actor.len ? actor : STR("-"))),
              known ? (zh ? event_types[type].zh : event_types[type].en) : e->leaf.kind.ptr,
              STR_ARG(e->body));
    s->rows++;
    return s->out.failed ? ERR_LIMIT : ERR_NONE;
}

/* As a person reads it; things by their names. */
static struct str shown(struct showing *s, const struct field *f, const void *state)
{
    struct str v = field_show(s->c->arena, f, state, s->c->lang);
    if (f->refers <= 0 || (f->type != FIELD_ID && f->type != FIELD_IDS))
        return v;
    enum kind kind = (enum kind)(f->refers - 1);
    if (f->type == FIELD_ID)
        return called(s, kind, *field_int(f, state), v);
    const char *between = s->c->lang == LANG_ZH ? "、" : ", ";
    struct buf b = buf_new(s->c->arena, 65536);
    const struct ids *ids = field_ids(f, state);
    for (size_t i = 0; i < ids->count; i++) {
        buf_c(&b, i ? between : "");
        buf_str(&b, called(s, kind, ids->list[i], id_text(s->c->arena, ids->list[i])));
    }
    return b.failed ? v : buf_view(&b);
}

static enum err show_fields(struct showing *s, const void *state)
{
    const struct record *r = kinds[s->kind].record;
    if (s->json) {
        buf_c(&s->out, "{\"state\":");
        record_to_json(r, state, 0, &s->out);
        buf_c(&s->out, ",\"history\":[\n");
        return ERR_NONE;
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        struct str v = shown(s, f, state);
        if (!field_empty(f, state))
            buf_f(&s->out, "%s: %.*s\n", s->c->lang == LANG_ZH ? f->zh : f->en, STR_ARG(v));
    }
    buf_c(&s->out, "\n");
    return ERR_NONE;
}

static int one(struct showing *s)
{
    struct cli *c = s->c;
    int64_t id;
    struct thing *t = arena_alloc(c->arena, kinds[s->kind].record->size);
    enum err e = id_read(c->args[2], &id) ? table_load(s->db, c->arena, s->kind, id, t) : ERR_MISSING;
    if (e == ERR_MISSING || (!e && !t->head.len))
        return cli_fail_f(c, ERR_MISSING, "没有编号为 %.*s 的%s。", "%.*s is not the id of any %s.",
                          STR_ARG(c->args[2]),
                          c->lang == LANG_ZH ? kinds[s->kind].zh : kinds[s->kind].name);
    if (!e)
        e = show_fields(s, t);
    if (!e)
        e = log_of_subject(s->app->db, id, history, s);
    buf_c(&s->out, s->json ? "\n]}\n" : "");
    return e ? cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(s->db)) : 0;
}

static int all(struct showing *s)
{
    buf_c(&s->out, s->json ? "[\n" : "");
    enum err e = table_each(s->db, s->kind, list_one, s);
    buf_c(&s->out, s->json ? "\n]\n" : "");
    return e ? cli_fail_f(s->c, e, "数据库出错：%s", "The database failed: %s", db_message(s->db)) : 0;
}

/* Points s->db at the past of --at, or at the present. */
static int choose_time(struct showing *s)
{
    struct str at = cli_option(s->c, "at");
    int64_t size, as_of, length;
    s->db = s->app->db;
    s->until = INT64_MAX;
    if (!at.len)
        return 0;
    enum err e = log_length(s->app->db, &length);
    if (e || !str_int(at, &size) || size < 0 || size > length)
        return cli_fail_f(s->c, ERR_INPUT, "--at 应是 0 到 %lld 之间的日志位置。", "--at takes a log position from 0 to %lld.", (long long)(e ? 0 : length));
    s->until = size;
    e = app_at(s->app, size, &s->db, &as_of);
    return e ? cli_fail_f(s->c, e, "不能重算第 %lld 条时的情况：%s", "Cannot compute the state at %lld: %s", (long long)size, db_message(s->app->db)) : 0;
}

int cli_show(struct cli *c)
{
    struct app app;
    struct showing s = {.c = c, .app = &app, .json = cli_flag(c, "json"), .out = buf_new(c->arena, 1 << 30)};
    if (!kind_find(c->args[1], &s.kind)) {
        struct buf b = buf_new(c->arena, 1000);
        for (int k = 0; k < KIND_COUNT; k++)
            buf_f(&b, "%s%s", k ? " " : "", kinds[k].name);
        buf_c(&b, "");
        return cli_fail_f(c, ERR_INPUT, "没有“%.*s”这种记录；可以是：%.*s。", "There is no kind \"%.*s\"; there are: %.*s.", STR_ARG(c->args[1]), STR_ARG(buf_view(&b)));
    }
    if (s.kind == KIND_CLUE) /* domain/clue.h: nobody by role, and not the operator */
        return cli_fail_f(c, ERR_DENIED, "问题线索只有受理人和承办人看得到，请用他们的账号在网页上查看；数字见 huiyin figures。", "Clues are open to those assigned to them only; look at them with such an account in a browser. huiyin figures counts them.");
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = choose_time(&s);
    if (!status)
        status = c->count > 2 ? one(&s) : all(&s);
    if (!status)
        status = cli_write(c, buf_view(&s.out));
    if (s.db && s.db != app.db)
        db_close(s.db);
    app_close(&app);
    return status;
}
