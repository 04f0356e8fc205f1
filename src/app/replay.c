/* replay.c: see replay.h.
 *
 * Rebuilding keeps the things it has touched in memory and saves them every ROUND entries: one row written a
 * thing and round instead of one an event. */
#include "app/replay.h"

#include "base/time.h"
#include "domain/measure.h"
#include "view/table.h"

#include <assert.h>
#include <string.h>

enum { ROUND = 20000,
       SLOTS = 1 << 16 }; /* hash table of a round; ROUND * EVENTS things at most fit well */

struct slot {
    enum kind kind;
    struct thing *before, *now; /* NULL: empty slot */
};
struct fold {
    struct db *from, *to;
    struct arena arena; /* of this round */
    struct slot *slots;
    int64_t done, total, last_us;
    progress_fn *progress;
    void *progress_arg;
};

static enum err find(struct fold *f, enum kind kind, int64_t id, struct thing **out)
{
    size_t at = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15ULL >> 48) % SLOTS;
    while (f->slots[at].now && (f->slots[at].now->id != id || f->slots[at].kind != kind))
        at = (at + 1) % SLOTS;
    struct slot *s = &f->slots[at];
    if (!s->now) {
        size_t size = kinds[kind].record->size;
        s->kind = kind;
        s->now = arena_alloc(&f->arena, size);
        s->before = arena_alloc(&f->arena, size);
        enum err e = table_load(f->to, &f->arena, kind, id, s->now);
        if (e)
            return e;
        s->now->id = id;
        memcpy(s->before, s->now, size);
    }
    *out = s->now;
    return ERR_NONE;
}

static enum err flush(struct fold *f)
{
    enum err e = ERR_NONE;
    for (size_t i = 0; f->slots && i < SLOTS && !e; i++)
        if (f->slots[i].now && f->slots[i].now->head.len) /* else it was only asked for */
            e = table_save(f->to, &f->arena, f->slots[i].kind, f->slots[i].before, f->slots[i].now);
    arena_reset(&f->arena);
    f->slots = NULL;
    return e;
}

/* The event of an entry. *KNOWN is false for a kind or version a newer program wrote; a body of ours that cannot be
 * read is damage and not skipped. */
static enum err read_event(struct arena *a, const struct entry *entry, struct event *e, bool *known)
{
    enum event_type type;
    *known = event_find(entry->leaf.kind, entry->leaf.version, &type);
    if (!*known)
        return ERR_NONE;
    void *payload = arena_alloc(a, event_types[type].payload->size);
    struct str body = entry->erased_by >= 0 ? entry->leaf.open : entry->body;
    *e = (struct event){type, entry->leaf.subject, payload, entry->leaf.at_us, entry->leaf.actor, entry->leaf.seq};
    return record_from_json(event_types[type].payload, a, str_copy(a, body), payload);
}

/* What a newer program did to a thing is not understood here, but it is the thing's newest entry: the next one must
 * follow it in the log. "measure.sealed" is about a measure. */
static bool kind_of_unknown(const struct entry *entry, enum kind *kind)
{
    struct str rest = entry->leaf.kind, word;
    return str_cut(&rest, '.', &word) && kind_find(word, kind);
}

static void follow(struct arena *a, struct thing *t, const struct entry *entry)
{
    t->seq = entry->leaf.seq;
    t->head = hash_text(a, &entry->hash);
}

static void arrive(struct arena *a, struct thing *t, const struct entry *entry, const struct event *e)
{
    event_apply(a, t, e);
    follow(a, t, entry);
}

static enum err fold_entry(void *arg, const struct entry *entry)
{
    struct fold *f = arg;
    struct event e;
    struct thing *t = NULL;
    enum kind kind;
    bool known;
    if (!f->slots)
        f->slots = arena_alloc(&f->arena, SLOTS * sizeof *f->slots);
    f->done++;
    f->last_us = entry->leaf.at_us;
    enum err err = read_event(&f->arena, entry, &e, &known);
    if (!err && known)
        kind = event_types[e.type].kind;
    if (!err && (known || kind_of_unknown(entry, &kind)))
        err = find(f, kind, entry->leaf.subject, &t);
    if (err)
        return err;
    if (known)
        arrive(&f->arena, t, entry, &e);
    else if (t && t->head.len)
        follow(&f->arena, t, entry);
    if (f->done % ROUND)
        return ERR_NONE;
    if (f->progress)
        f->progress(f->progress_arg, f->done, f->total);
    return flush(f);
}

static enum err fold_all(struct fold *f, int64_t size)
{
    f->total = size;
    enum err e = log_each(f->from, 0, size, fold_entry, f);
    enum err e2 = flush(f);
    if (!e && !e2 && f->progress)
        f->progress(f->progress_arg, size, size);
    return e ? e : e2;
}

enum err app_rebuild(struct app *app, progress_fn *progress, void *arg)
{
    struct fold f = {.from = app->db, .to = app->db, .progress = progress, .progress_arg = arg};
    enum err e = db_begin(app->db);
    if (e)
        return e;
    e = table_drop_all(app->db);
    if (!e)
        e = table_create_all(app->db);
    if (!e)
        e = fold_all(&f, log_size(app->log));
    if (!e)
        e = db_commit(app->db);
    if (e)
        db_rollback(app->db);
    return e;
}

enum err app_at(struct app *app, int64_t size, struct db **out, int64_t *as_of_us)
{
    struct db *db;
    enum err e = db_open("", DB_MEMORY, &db);
    if (e)
        return e;
    struct fold f = {.from = app->db, .to = db};
    e = db_begin(db);
    if (!e)
        e = table_create_all(db);
    if (!e)
        e = fold_all(&f, size);
    if (!e)
        e = db_commit(db);
    if (e) {
        db_close(db);
        return e;
    }
    *as_of_us = f.last_us;
    *out = db;
    return ERR_NONE;
}

/* ---- was every event allowed? ------------------------------------------------------------------- */

struct trial {
    struct app app;      /* only db and dir are used */
    struct db *log;      /* where the entries come from */
    struct arena *arena; /* the caller's, for sentences */
    struct replay_report *report;
    struct str command, role; /* of the events expected next */
    int64_t actor;
    bool unchecked; /* its first event's words are erased, so it cannot be decided again */
    struct events expected;
    struct arena held; /* what the expected events borrow */
    size_t at;
    int64_t total;
    progress_fn *progress;
    void *progress_arg;
};

static enum err blame(struct trial *t, const struct entry *entry, struct sentence why)
{
    t->report->bad_seq = entry->leaf.seq;
    t->report->why = why;
    return ERR_REFUSED; /* stops log_each; app_replay turns it back */
}

/* The command whose first event is TYPE, its payload filled from the event's fields of the same name. */
static bool command_behind(struct arena *a, const struct event *e, struct command *cmd)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (command_types[i].event != e->type)
            continue;
        const struct record *to = command_types[i].payload, *from = event_types[e->type].payload;
        void *payload = arena_alloc(a, to->size);
        for (size_t k = 0; k < to->count; k++) {
            const struct field *g = record_field(from, str_c(to->fields[k].name));
            if (!g)
                continue;
            if (field_is_text(g))
                *field_str(&to->fields[k], payload) = *field_str(g, e->payload);
            else if (g->type == FIELD_IDS)
                *field_ids(&to->fields[k], payload) = *field_ids(g, e->payload);
            else
                *field_int(&to->fields[k], payload) = *field_int(g, e->payload);
        }
        *cmd = (struct command){(enum command_type)i, e->id, payload};
        return true;
    }
    return false;
}

static bool same_payload(struct arena *a, const struct event *x, const struct event *y)
{
    struct buf one = buf_new(a, BODY_MAX), two = buf_new(a, BODY_MAX);
    if (x->type != y->type || x->id != y->id)
        return false;
    record_to_json(event_types[x->type].payload, x->payload, 0, &one);
    record_to_json(event_types[y->type].payload, y->payload, 0, &two);
    return str_eq(buf_view(&one), buf_view(&two));
}

/* Decides the command behind the first event of a command again, into t->expected. */
static enum err retry(struct trial *t, const struct entry *entry, const struct event *e)
{
    struct arena *a = &t->held;
    struct command cmd;
    struct facts facts;
    struct ctx ctx = {.arena = a, .app = &t->app, .person = e->actor, .now_us = e->at_us};
    if (!command_behind(a, e, &cmd))
        return blame(t, entry, sentence_f(t->arena, "没有产生这种事件的命令", "no command makes an event of this kind"));
    void *state = arena_alloc(a, kinds[command_types[cmd.type].kind].record->size);
    struct submission s = {.type = cmd.type, .id = cmd.id, .drawn_at = -1};
    enum err err = ctx_actor(&ctx);
    if (!err)
        err = table_load(t->app.db, a, command_types[cmd.type].kind, cmd.id, state);
    if (!err)
        err = facts_load(&ctx, &s, state, cmd.payload, &facts);
    if (!err && command_types[cmd.type].needs & NEED_LOG)
        err = facts_log(t->log, entry->leaf.seq, command_types[cmd.type].payload, cmd.payload, &facts);
    if (err)
        return err;
    t->role = str_c(role_used(cmd.type, &ctx.env.actor));
    facts.file = true; /* whether the file is there is another check */
    enum refusal no = command_decide(&cmd, state, &facts, &ctx.env, &t->expected);
    if (no) {
        struct sentence r = refusals[no];
        return blame(
            t, entry,
            (struct sentence){str_f(t->arena, "规则不允许：%.*s", STR_ARG(r.zh)),
                              str_f(t->arena, "the rules do not allow it: %.*s", STR_ARG(r.en))});
    }
    return ERR_NONE;
}

/* E is NULL for an event a newer program wrote. */
static enum err apply_saved(struct trial *t, struct arena *a, const struct entry *entry, const struct event *e)
{
    enum kind kind;
    if (e)
        kind = event_types[e->type].kind;
    else if (!kind_of_unknown(entry, &kind))
        return ERR_NONE;
    void *state = arena_alloc(a, kinds[kind].record->size), *before = arena_alloc(a, kinds[kind].record->size);
    enum err err = table_load(t->app.db, a, kind, entry->leaf.subject, state);
    if (err || (!e && !((struct thing *)state)->head.len))
        return err;
    memcpy(before, state, kinds[kind].record->size);
    if (e)
        arrive(a, state, entry, e);
    else
        follow(a, state, entry);
    return table_save(t->app.db, a, kind, before, state);
}

/* A command is over: it made all it should have. */
static enum err complete(struct trial *t, const struct entry *entry)
{
    bool whole = t->unchecked || t->at >= t->expected.count;
    return whole ? ERR_NONE : blame(t, entry, sentence_f(t->arena, "上一条命令的事件不全", "the command before it lacks an event"));
}

/* E must be what the command makes as its next event, by the command's own number. */
static enum err expect(struct trial *t, struct arena *a, const struct entry *entry, const struct event *e)
{
    const struct leaf *leaf = &entry->leaf;
    struct buf open = buf_new(a, BODY_MAX);
    if (leaf->part != (int64_t)t->at || !str_eq(leaf->command, t->command))
        return blame(t, entry, sentence_f(t->arena, "不在它所属命令的次序上", "it is out of its command's order"));
    if (t->unchecked || entry->erased_by >= 0)
        return ERR_NONE;
    record_to_json(event_types[e->type].payload, e->payload, FIELD_OPEN, &open);
    if (t->at >= t->expected.count || !same_payload(a, &t->expected.list[t->at], e) || leaf->actor != t->actor ||
        !str_eq(leaf->role, t->role) || !str_eq(leaf->open, buf_view(&open)))
        return blame(t, entry, sentence_f(t->arena, "内容不是该命令应产生的", "it is not what its command makes"));
    return ERR_NONE;
}

/* The first event of a command: what should follow is decided again, unless the words are erased or not understood. */
static enum err begin(struct trial *t, const struct entry *entry, bool known)
{
    enum err err = complete(t, entry);
    arena_reset(&t->held);
    t->command = str_copy(&t->held, entry->leaf.command);
    t->actor = entry->leaf.actor;
    t->expected.count = t->at = 0;
    t->unchecked = entry->erased_by >= 0 || !known;
    if (err || t->unchecked)
        return err;
    struct event held; /* what is expected borrows from it, and outlives this entry */
    err = read_event(&t->held, entry, &held, &known);
    return err ? err : retry(t, entry, &held);
}

static enum err try_entry(void *arg, const struct entry *entry)
{
    struct trial *t = arg;
    struct arena a = {0};
    struct event e;
    enum err err = ERR_NONE;
    bool known;
    t->report->entries++;
    if (t->progress && t->report->entries % ROUND == 0)
        t->progress(t->progress_arg, t->report->entries, t->total);
    if (read_event(&a, entry, &e, &known))
        err = blame(t, entry, sentence_f(t->arena, "正文读不出来", "its body cannot be read"));
    if (!err && entry->leaf.part == 0)
        err = begin(t, entry, known);
    if (!err && known)
        err = expect(t, &a, entry, &e);
    t->at++;
    if (!err)
        err = apply_saved(t, &a, entry, known ? &e : NULL);
    arena_reset(&a);
    return err;
}

static enum err compare_tables(struct trial *t, struct db *live)
{
    for (int k = 0; k < KIND_COUNT; k++) {
        struct hash one, two;
        int64_t rows_live, rows_made;
        enum err e = table_digest(live, (enum kind)k, &one, &rows_live);
        if (!e)
            e = table_digest(t->app.db, (enum kind)k, &two, &rows_made);
        if (e)
            return e;
        if (hash_eq(&one, &two))
            continue;
        t->report->bad_kind = k;
        t->report->why = (struct sentence){
            str_f(t->arena, "“%s”表有 %lld 行，与由日志推出的 %lld 行不一致", kinds[k].zh,
                  (long long)rows_live, (long long)rows_made),
            str_f(t->arena, "the table of %s has %lld rows that are not the %lld the log makes",
                  kinds[k].name, (long long)rows_live, (long long)rows_made)};
        return ERR_NONE;
    }
    return ERR_NONE;
}

enum err app_replay(struct db *db, struct arena *a, progress_fn *progress, void *arg, struct replay_report *out)
{
    int64_t size;
    *out = (struct replay_report){.bad_seq = -1, .bad_kind = -1};
    struct trial t = {.log = db, .arena = a, .report = out, .progress = progress, .progress_arg = arg};
    enum err e = db_open("", DB_MEMORY, &t.app.db);
    if (e)
        return e;
    t.app.dir = "";
    e = db_begin(t.app.db);
    if (!e)
        e = table_create_all(t.app.db);
    if (!e)
        e = log_length(db, &size);
    t.total = e ? 0 : size;
    if (!e)
        e = log_each(db, 0, size, try_entry, &t);
    if (!e && progress)
        progress(arg, size, size);
    if (!e)
        e = complete(&t, &(struct entry){.leaf = {.seq = size - 1}});
    if (e == ERR_REFUSED && out->bad_seq >= 0)
        e = ERR_NONE;
    else if (!e)
        e = compare_tables(&t, db);
    arena_reset(&t.held);
    db_rollback(t.app.db);
    db_close(t.app.db);
    return e;
}
