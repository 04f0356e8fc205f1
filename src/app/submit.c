/* submit.c: the one door. See app.h. */
#include "app/app.h"
#include "app/facts.h"
#include "app/submit_own.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/measure.h"
#include "view/table.h"

#include <string.h>

static enum err say(struct outcome *out, enum err e, struct sentence s)
{
    out->say = s;
    return e;
}

/* The failing world: what the database said, in a sentence. */
static enum err world(struct ctx *ctx, struct outcome *out, enum err e)
{
    if (out->say.zh.len)
        return e;
    out->say = app_not_saved(ctx->arena, ctx->app, e);
    return e;
}

enum err ctx_actor(struct ctx *ctx)
{
    struct env *env = &ctx->env;
    int64_t now = ctx->now_us ? ctx->now_us : time_now_us(), last = ctx->app->log ? log_last_us(ctx->app->log) : 0;
    /* Later than the newest entry even when the clock went back: a session opened before a password was set must
     * not look as if it came after. */
    env->now_us = now >= last ? now : last + 1;
    env->today = day_of(env->now_us);
    env->arena = ctx->arena;
    if (ctx->ready)
        return ERR_NONE;
    env->actor = (struct actor){.id = ctx->person, .roles = ROLES_OPERATOR};
    if (ctx->person) {
        struct person p;
        enum err e = table_load(ctx->app->db, ctx->arena, KIND_PERSON, ctx->person, &p);
        if (e)
            return e;
        env->actor.roles = p.state == PERSON_ACTIVE ? p.roles : 0;
        env->actor.unit = p.unit;
        env->actor.moved_us = p.moved_us;
        e = actor_units(ctx->app->db, ctx->arena, p.former_units, &env->actor);
        if (!e)
            e = actor_place(ctx->app->db, &env->actor);
        if (e)
            return e;
    }
    ctx->ready = true;
    return ERR_NONE;
}

/* ---- references -------------------------------------------------------------------------------- */

static enum err check_one(struct ctx *ctx, const struct field *f, int64_t id, struct outcome *out)
{
    enum kind kind = (enum kind)(f->refers - 1);
    struct thing *t = arena_alloc(ctx->arena, kinds[kind].record->size);
    enum err e = table_load(ctx->app->db, ctx->arena, kind, id, t);
    if (e)
        return e;
    if (!t->head.len) {
        struct str text = id_text(ctx->arena, id);
        out->field = f;
        return say(out, ERR_INPUT,
                   (struct sentence){str_f(ctx->arena, "“%s”：没有编号为 %.*s 的%s，请核对。",
                                           f->zh, STR_ARG(text), kinds[kind].zh),
                                     str_f(ctx->arena, "\"%s\": there is no %s %.*s; check the id.",
                                           f->en, kinds[kind].name, STR_ARG(text))});
    }
    if (kind == KIND_PERSON && t->state == PERSON_GONE) {
        out->field = f;
        return say(out, ERR_INPUT, refusals[REFUSED_PERSON_LEFT]);
    }
    return ERR_NONE;
}

/* Every id in the payload names a thing that is there. */
static enum err check_references(struct ctx *ctx, const struct record *r, const void *payload, struct outcome *out)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; i < r->count && !e; i++) {
        const struct field *f = &r->fields[i];
        if (f->refers <= 0)
            continue;
        if (f->type == FIELD_ID && *field_int(f, payload))
            e = check_one(ctx, f, *field_int(f, payload), out);
        for (size_t k = 0; f->type == FIELD_IDS && k < field_ids(f, payload)->count && !e; k++)
            e = check_one(ctx, f, field_ids(f, payload)->list[k], out);
    }
    return e;
}

/* ---- one event ----------------------------------------------------------------------------------- */

static enum err keep_secrets(struct ctx *ctx, const struct event *e)
{
    const struct record *r = event_types[e->type].payload;
    enum err err = ERR_NONE;
    for (size_t i = 0; i < r->count && !err; i++)
        if (r->fields[i].flags & FIELD_SECRET && field_str(&r->fields[i], e->payload)->len)
            err = secret_put(ctx->app->db, e->id, str_c(r->fields[i].name), *field_str(&r->fields[i], e->payload));
    return err;
}

/* Deletes the bodies the entry BY orders to be erased (domain/erase.h). A wrong order is our own fault: nothing of the
 * command may stay. */
static enum err erase_ordered(struct ctx *ctx, const struct event *e, int64_t by)
{
    const struct field *f = record_field(event_types[e->type].payload, STR("erases"));
    struct str rest = f ? *field_str(f, e->payload) : STR(""), part;
    enum err err = ERR_NONE;
    int64_t seq;
    while (rest.len && !err && str_cut(&rest, ',', &part))
        err = str_int(part, &seq) ? log_erase(ctx->app->db, seq, by) : ERR_INPUT;
    ctx->app->unscrubbed |= f != NULL;
    return err == ERR_INPUT || err == ERR_MISSING || err == ERR_REFUSED ? ERR_CORRUPT : err;
}

/* Appends E, the PART-th of the command, to the log and brings STATE forward. */
static enum err append(struct ctx *ctx, const struct submission *s, struct event *e,
                       size_t part, struct thing *state)
{
    const struct event_info *info = &event_types[e->type];
    struct buf body = buf_new(ctx->arena, BODY_MAX), open = buf_new(ctx->arena, LEAF_MAX);
    struct hash hash, prev = {{0}};
    record_to_json(info->payload, e->payload, 0, &body);
    record_to_json(info->payload, e->payload, FIELD_OPEN, &open);
    if (body.failed || open.failed)
        return ERR_LIMIT;
    if (state->head.len && !hex_read(state->head, prev.bytes, HASH_BYTES))
        return ERR_CORRUPT;
    struct leaf leaf = {
        .at_us = e->at_us, .kind = str_c(info->wire), .version = info->version, .subject = e->id, .actor = e->actor, .role = str_c(role_used(s->type, &ctx->env.actor)), .command = s->command, .part = (int64_t)part, .prev = prev, .open = buf_view(&open), .rules = STR(RULES_ID)};
    enum err err = log_append(ctx->app->log, ctx->arena, &leaf, buf_view(&body), &hash);
    if (!err)
        err = erase_ordered(ctx, e, leaf.seq);
    if (err)
        return err;
    e->seq = leaf.seq;
    event_apply(ctx->arena, state, e);
    state->seq = leaf.seq;
    state->head = hash_text(ctx->arena, &hash);
    return keep_secrets(ctx, e);
}

/* Before anything is written: a refusal half way through a command could not be taken back alone. */
static enum err check_sizes(struct ctx *ctx, const struct events *events, struct outcome *out)
{
    for (size_t i = 0; i < events->count; i++) {
        struct buf body = buf_new(ctx->arena, BODY_MAX);
        record_to_json(event_types[events->list[i].type].payload, events->list[i].payload, 0, &body);
        if (body.failed)
            return say(out, ERR_INPUT, sentence_f(ctx->arena, "内容太长，一条记录最多 %d KB，请缩短后重新提交。", "This is too long: an entry holds at most %d KB; shorten it and send it again.", BODY_MAX / 1024));
    }
    return ERR_NONE;
}

/* An id names one thing, whatever its kind: entries about it are one chain in the log. */
static enum err check_fresh(struct ctx *ctx, const struct thing *state, int64_t id, struct outcome *out)
{
    struct hash hash;
    int64_t seq;
    bool found = false;
    if (id <= 0 || id >> SUBJECT_BITS)
        return say(out, ERR_INPUT, sentence_f(ctx->arena, "编号不在范围内，请核对。", "The id is out of range; check it."));
    enum err e = state->head.len ? ERR_NONE : log_subject_last(ctx->app->db, id, &hash, &seq, &found);
    if (e || !found)
        return e;
    out->refusal = REFUSED_EXISTS;
    return say(out, ERR_REFUSED, refusals[REFUSED_EXISTS]);
}

static enum err happen(struct ctx *ctx, const struct submission *s, enum kind kind, void *state,
                       struct events *events, struct outcome *out)
{
    for (size_t i = 0; i < events->count; i++) {
        struct event *e = &events->list[i];
        enum kind k = event_types[e->type].kind;
        void *target = state, *before = arena_alloc(ctx->arena, kinds[k].record->size);
        e->at_us = ctx->env.now_us;
        e->actor = ctx->env.actor.id;
        enum err err = ERR_NONE;
        if (e->id != s->id || k != kind) {
            target = arena_alloc(ctx->arena, kinds[k].record->size);
            err = table_load(ctx->app->db, ctx->arena, k, e->id, target);
        }
        memcpy(before, target, kinds[k].record->size);
        if (!err)
            err = append(ctx, s, e, i, target);
        if (!err)
            err = table_save(ctx->app->db, ctx->arena, k, before, target);
        if (err)
            return err;
        if (i == 0)
            out->seq = ((struct thing *)target)->seq;
    }
    return ERR_NONE;
}

/* ---- one submission ------------------------------------------------------------------------------- */

struct changes { /* what happened to a thing since a form was drawn */
    struct ctx *ctx;
    int64_t after;
    struct buf zh, en;
};

static enum err note_change(void *arg, const struct entry *e)
{
    struct changes *c = arg;
    enum event_type type;
    if (e->leaf.seq <= c->after || !event_find(e->leaf.kind, e->leaf.version, &type))
        return ERR_NONE;
    struct str at = time_text(c->ctx->arena, e->leaf.at_us);
    buf_f(&c->zh, "%s%.*s %s", c->zh.len ? "；" : "", STR_ARG(at), event_types[type].zh);
    buf_f(&c->en, "%s%.*s %s", c->en.len ? "; " : "", STR_ARG(at), event_types[type].en);
    return ERR_NONE;
}

/* SUBJECT has changed since the form of S was drawn. */
static enum err stale(struct ctx *ctx, const struct submission *s, int64_t subject, struct outcome *out)
{
    struct changes c = {ctx, s->drawn_at, buf_new(ctx->arena, 2000), buf_new(ctx->arena, 2000)};
    enum err e = log_of_subject(ctx->app->db, subject, note_change, &c);
    if (e)
        return e;
    struct str zh = buf_view(&c.zh), en = buf_view(&c.en);
    return say(
        out, ERR_STALE,
        (struct sentence){
            str_f(ctx->arena,
                  "您打开页面之后这一项已有变化（%.*s），本次没有保存。请看过最新情况后再提交。",
                  STR_ARG(zh)),
            str_f(ctx->arena,
                  "This item has changed since you opened the page (%.*s); nothing was saved. Look "
                  "at it again, then send.",
                  STR_ARG(en))});
}

struct earlier { /* the entry a command id stands for already, and who asks now */
    const struct submission *s;
    int64_t actor;
    bool same; /* the same person asked for the same step on the same thing */
};

static enum err compare_earlier(void *arg, const struct entry *e)
{
    struct earlier *x = arg;
    enum event_type type;
    x->same = e->leaf.actor == x->actor && (!x->s->id || x->s->id == e->leaf.subject) &&
              event_find(e->leaf.kind, e->leaf.version, &type) && type == command_types[x->s->type].event;
    return ERR_NONE;
}

/* An id that was accepted before answers its first result; under another person, command or subject it would say
 * "done" of something that never happened. */
static enum err repeated(struct ctx *ctx, const struct submission *s, struct outcome *out)
{
    struct earlier x = {s, ctx->env.actor.id, false};
    int64_t count, seq, subject;
    bool found = false;
    if (!s->command.len)
        return ERR_NONE;
    enum err e = log_command(ctx->app->db, s->command, &seq, &subject, &count, &found);
    if (!e && found)
        e = log_each(ctx->app->db, seq, seq + 1, compare_earlier, &x);
    if (e || !found)
        return e;
    if (!x.same)
        return say(out, ERR_INPUT, sentence_f(ctx->arena, "这个命令编号已用于另一次办理，本次没有保存；请刷新页面后重新提交。", "This command id stands for something else that was done already; nothing was saved. Reload the page and send it again."));
    out->repeated = true;
    out->seq = seq;
    out->subject = subject;
    return ERR_NONE;
}

static enum err check_command_id(struct ctx *ctx, struct str command, struct outcome *out)
{
    bool good = command.len <= COMMAND_ID_MAX && utf8_valid(command);
    for (size_t i = 0; i < command.len && good; i++)
        good = (unsigned char)command.ptr[i] >= 0x20 && command.ptr[i] != 0x7f;
    return good ? ERR_NONE : say(out, ERR_INPUT, sentence_f(ctx->arena, "命令编号不能超过 %d 个字节，不能有控制字符。", "A command id has at most %d bytes and no control characters.", COMMAND_ID_MAX));
}

/* A report and a piece of evidence are new, or of one period: what a form of theirs showed is the measure. */
static bool about_measure(enum command_type type)
{
    return type == COMMAND_REPORT_FILE || type == COMMAND_EVIDENCE_ADD;
}

/* The refusal in words, with the id of the entry that already says the same. */
static struct sentence refused(struct ctx *ctx, enum refusal no, const struct facts *f)
{
    struct sentence r = refusals[no];
    struct str id = id_text(ctx->arena, f->earlier);
    if (!f->earlier)
        return r;
    return (struct sentence){str_f(ctx->arena, "%.*s已有的编号：%.*s。", STR_ARG(r.zh), STR_ARG(id)),
                             str_f(ctx->arena, "%.*s Its id: %.*s.", STR_ARG(r.en), STR_ARG(id))};
}

static enum err decide(struct ctx *ctx, const struct submission *s, const void *payload, struct outcome *out)
{
    const struct command_info *info = &command_types[s->type];
    void *state = arena_alloc(ctx->arena, kinds[info->kind].record->size);
    struct events events = {0};
    struct facts facts;
    enum err e = table_load(ctx->app->db, ctx->arena, info->kind, s->id, state);
    if (e)
        return e;
    if (s->drawn_at >= 0 && ((struct thing *)state)->head.len && ((struct thing *)state)->seq > s->drawn_at)
        return stale(ctx, s, s->id, out);
    e = facts_load(ctx, s, state, payload, &facts);
    if (e)
        return e;
    if (s->drawn_at >= 0 && about_measure(s->type) && facts.measure->seq > s->drawn_at)
        return stale(ctx, s, facts.measure->id, out);
    struct command cmd = {s->type, s->id, payload};
    out->refusal = command_decide(&cmd, state, &facts, &ctx->env, &events);
    if (out->refusal)
        return say(out, ERR_REFUSED, refused(ctx, out->refusal, &facts));
    e = check_fresh(ctx, state, s->id, out);
    if (!e)
        e = check_sizes(ctx, &events, out);
    if (e)
        return e;
    out->subject = s->id;
    return happen(ctx, s, info->kind, state, &events, out);
}

enum err app_step(struct ctx *ctx, const struct submission *given, struct outcome *out)
{
    struct submission s = *given;
    const struct record *r = command_types[s.type].payload;
    void *payload = arena_alloc(ctx->arena, r->size);
    struct complaint why;
    *out = (struct outcome){.subject = s.id};
    enum err e = check_command_id(ctx, s.command, out);
    if (!e)
        e = ctx_actor(ctx);
    if (!e)
        e = repeated(ctx, &s, out);
    if (e || out->repeated)
        return e ? world(ctx, out, e) : ERR_NONE;
    if (!(ctx->env.actor.roles & command_types[s.type].roles)) { /* before the payload: say nothing about it */
        out->refusal = REFUSED_ROLE;
        return say(out, ERR_REFUSED, refusals[REFUSED_ROLE]);
    }
    e = record_parse(r, ctx->arena, s.pairs, s.count, payload, &why);
    if (e) {
        out->field = why.field;
        return say(out, e, why.say);
    }
    if (!s.command.len)
        s.command = id_text(ctx->arena, id_random());
    e = check_references(ctx, r, payload, out);
    if (!e)
        e = submit_check(ctx, &s, payload, out);
    if (!e)
        e = submit_id(ctx, &s, payload, out);
    if (!e)
        e = decide(ctx, &s, payload, out);
    return e ? world(ctx, out, e) : ERR_NONE;
}

enum err app_commit(struct app *app)
{
    enum err e = db_commit(app->db);
    if (e) {
        app_rollback(app);
        return e;
    }
    log_committed(app->log);
    if (app->unscrubbed)
        app->unscrubbed = !db_scrub(app->db);
    return ERR_NONE;
}

struct sentence app_not_saved(struct arena *a, const struct app *app, enum err e)
{
    const char *why = db_message(app->db);
    if (e == ERR_BUSY)
        return sentence_f(a, "数据正被占用，请稍后重试（%s）。", "The data is in use; try again shortly (%s).", why);
    return sentence_f(a, "没有保存：数据库出错（%s）。数据没有改动，请检查磁盘空间和数据库服务后重试。", "Nothing was saved: the database failed (%s). Check the disk and the database server, then try again.", why);
}

struct sentence app_commit_failed(struct arena *a, const struct app *app, enum err e)
{
    if (e == ERR_BUSY) /* the database undid it and said so */
        return app_not_saved(a, app, e);
    const char *why = db_message(app->db);
    return sentence_f(a, "数据库没有确认保存（%s），不能确定这一步是否已记下。请过一会儿刷新页面核对，没有记下再提交一次。", "The database did not confirm the save (%s), so this may or may not be recorded. Reload in a moment; if it is not there, submit it again.", why);
}

void app_rollback(struct app *app)
{
    db_rollback(app->db);
    enum err e = log_rolled_back(app->log);
    (void)e; /* a log that cannot be read again fails at the next append */
}

enum err app_submit_all(struct ctx *ctx, const struct submission *s, size_t count, struct outcome *out, size_t *failed)
{
    *failed = 0;
    enum err e = db_begin(ctx->app->db);
    if (e && count)
        out[0] = (struct outcome){.say = app_not_saved(ctx->arena, ctx->app, e)};
    if (e)
        return e;
    for (size_t i = 0; i < count && !e; i++) {
        *failed = i;
        e = app_step(ctx, &s[i], &out[i]);
    }
    if (e) {
        app_rollback(ctx->app);
        return e;
    }
    e = app_commit(ctx->app);
    if (e && count)
        out[*failed].say = app_commit_failed(ctx->arena, ctx->app, e);
    return e;
}

enum err app_submit(struct ctx *ctx, const struct submission *s, struct outcome *out)
{
    size_t failed;
    return app_submit_all(ctx, s, 1, out, &failed);
}
