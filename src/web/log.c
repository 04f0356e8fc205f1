/* log.c: the append-only log as pages: newest entries first, one entry with its receipt, the newest checkpoint, the
 * public key, and how a stranger checks all of it. */
#include "web/entries.h"
#include "web/moments.h"
#include "web/pages.h"

#include "base/time.h"
#include "log/proof.h"

#include <stdio.h>

enum { ENTRIES_SHOWN = 50 };

/* The text of keys/log.pub without its newline; empty when it cannot be read. */
static struct str public_key(struct visit *v)
{
    char line[1024];
    FILE *f = fopen(app_path(&v->site->app, v->arena, "keys/log.pub"), "r");
    bool ok = f && fgets(line, sizeof line, f);
    if (f)
        fclose(f);
    return ok ? str_copy(v->arena, str_trim(str_c(line))) : STR("");
}

/* The newest checkpoint, empty when there is none. */
static enum err newest_note(struct visit *v, struct str *note)
{
    bool found;
    enum err e = checkpoint_latest(v->site->app.db, v->arena, 0, note, &found);
    if (!e && !found)
        *note = STR("");
    return e;
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum err put_signature(struct visit *v)
{
    struct str key = public_key(v), note;
    struct note_key read;
    struct checkpoint c = {.size = 0};
    int64_t at_us = 0;
    enum err e = newest_note(v, &note);
    bool holds = !e && note.len && !note_key_read(v->arena, key, &read) &&
                 !checkpoint_open(v->arena, note, &read, 1, &c);
    if (!e && holds)
        e = visit_signed_at(v, c.size, &at_us);
    struct str root = {(const char *)c.root.bytes, HASH_BYTES};
    value_text(v->page, "key", key);
    value_bool(v->page, "signed", holds);
    value_bool(v->page, "broken", !holds && note.len);
    value_text(v->page, "signed_size", str_f(v->arena, "%lld", (long long)c.size));
    value_text(v->page, "signed_at", time_text(v->arena, at_us));
    value_text(v->page, "root", holds ? base64_text(v->arena, root) : STR(""));
    return e;
}

struct line { /* what a row of the list needs of an entry */
    int64_t seq, at_us, subject, actor;
    struct str kind;
    int64_t version;
    struct hash hash;
};
struct lines {
    struct visit *v;
    size_t count;
    struct line list[ENTRIES_SHOWN];
};

static enum err keep_line(void *arg, const struct entry *e)
{
    struct lines *l = arg;
    l->list[l->count++] = (struct line){e->leaf.seq,
                                        e->leaf.at_us,
                                        e->leaf.subject,
                                        e->leaf.actor,
                                        str_copy(l->v->arena, e->leaf.kind),
                                        e->leaf.version,
                                        e->hash};
    return ERR_NONE;
}

static void put_line(struct visit *v, struct value *list, const struct line *l)
{
    struct value *row = value_row(list);
    enum event_type type;
    struct str url = STR(""), title = STR(""), what = l->kind;
    if (event_find(l->kind, l->version, &type)) {
        enum kind kind = event_types[type].kind;
        what = str_c(v->lang == LANG_ZH ? event_types[type].zh : event_types[type].en);
        title = entries_title(v, kind, l->subject, &url);
        if (!title.len)
            title = str_f(v->arena, "%s %.*s", v->lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en,
                          STR_ARG(id_str(v, l->subject)));
    }
    value_text(row, "seq", str_f(v->arena, "%lld", (long long)l->seq));
    value_text(row, "entry_url", str_f(v->arena, "/log/%lld", (long long)l->seq));
    value_text(row, "when", time_text(v->arena, l->at_us));
    value_text(row, "what", what);
    value_text(row, "subject", title);
    value_text(row, "url", url);
    value_text(row, "actor", entries_actor(v, l->actor));
    value_text(row, "hash", str_sub(hash_text(v->arena, &l->hash), 0, 12));
}

/* A page of entries below ?before=, newest first. */
static enum err put_lines(struct visit *v)
{
    struct value *list = value_rows(v->page, "entries");
    struct lines l = {.v = v};
    int64_t before;
    if (!str_int(request_query(v->request, "before"), &before) || before < 0 || before > v->position)
        before = v->position;
    int64_t from = before > ENTRIES_SHOWN ? before - ENTRIES_SHOWN : 0, newer = before + ENTRIES_SHOWN;
    enum err e = log_each(v->site->app.db, from, before, keep_line, &l);
    for (size_t i = l.count; i-- > 0 && !e;)
        put_line(v, list, &l.list[i]);
    value_text(v->page, "next_url", from > 0 ? str_f(v->arena, "/log?before=%lld", (long long)from) : STR(""));
    value_text(v->page, "prev_url",
               before >= v->position  ? STR("")
               : newer >= v->position ? STR("/log")
                                      : str_f(v->arena, "/log?before=%lld", (long long)newer));
    return e;
}

struct response *log_page(struct visit *v)
{
    site_title(v, tr(v->lang, "日志"), "");
    value_text(v->page, "size", str_f(v->arena, "%lld", (long long)v->position));
    value_bool(v->page, "auditor", !(v->person.roles & ROLES_BUSINESS));
    enum err e = put_signature(v);
    if (!e)
        e = put_lines(v);
    return e ? site_database_failed(v, e) : site_render(v, "log");
}

/* ---- one entry ------------------------------------------------------------------------------- */

struct one { /* an entry, kept after it was read */
    struct visit *v;
    bool found;
    struct entry entry;
};

static enum err keep_one(void *arg, const struct entry *e)
{
    struct one *o = arg;
    struct arena *a = o->v->arena;
    o->found = true;
    o->entry = *e;
    o->entry.line = str_copy(a, e->line);
    o->entry.body = str_copy(a, e->body);
    o->entry.leaf.kind = str_copy(a, e->leaf.kind);
    o->entry.leaf.role = str_copy(a, e->leaf.role);
    return ERR_NONE;
}

static enum err read_one(struct visit *v, struct one *o)
{
    int64_t seq;
    *o = (struct one){.v = v};
    if (!str_int(v->part[0], &seq) || seq < 0 || seq >= v->position)
        return ERR_MISSING;
    enum err e = log_each(v->site->app.db, seq, seq + 1, keep_one, o);
    return e ? e : o->found ? ERR_NONE
                            : ERR_MISSING;
}

static struct str role_word(struct visit *v, struct str role)
{
    for (size_t i = 0; role_choices[i].name; i++)
        if (str_is(role, role_choices[i].name))
            return choice_word(role_choices, (int64_t)i, v->lang);
    return role;
}

static void fact(struct value *list, struct str label, struct str text, struct str url)
{
    struct value *row = value_row(list);
    value_text(row, "label", label);
    value_text(row, "text", text);
    value_text(row, "url", url);
}

/* What the entry says, for those who may read it. */
static enum err put_words(struct visit *v, const struct entry *entry, bool known, enum event_type type)
{
    struct value *words = value_rows(v->page, "words");
    bool may = known && entries_may_read_about(v, event_types[type].kind, entry->leaf.subject),
         there = entry->erased_by < 0;
    value_bool(v->page, "may_read", may);
    value_bool(v->page, "erased", !there);
    value_text(v->page, "erased_by", str_f(v->arena, "%lld", (long long)entry->erased_by));
    return may && there ? entries_fields(v, words, event_types[type].payload, entry->body) : ERR_NONE;
}

struct response *log_entry_page(struct visit *v)
{
    struct one o;
    enum event_type type = 0;
    enum err e = read_one(v, &o);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    const struct entry *entry = &o.entry;
    bool known = event_find(entry->leaf.kind, entry->leaf.version, &type);
    struct value *facts = value_rows(v->page, "facts");
    struct str url = STR(""),
               title = known ? entries_title(v, event_types[type].kind, entry->leaf.subject, &url)
                             : STR("");
    struct str id = id_str(v, entry->leaf.subject), seq = str_f(v->arena, "%lld", (long long)entry->leaf.seq);
    struct str what = known
                          ? str_c(v->lang == LANG_ZH ? event_types[type].zh : event_types[type].en)
                          : entry->leaf.kind;
    fact(facts, tr(v->lang, "时间"), time_rfc3339(v->arena, entry->leaf.at_us), STR(""));
    fact(facts, tr(v->lang, "事件"), what, STR(""));
    fact(facts, tr(v->lang, "对象"), title.len ? title : id, url);
    fact(facts, tr(v->lang, "办理人"), entries_actor(v, entry->leaf.actor), STR(""));
    fact(facts, tr(v->lang, "办理角色"), role_word(v, entry->leaf.role), STR(""));
    e = put_words(v, entry, known, type);
    if (e)
        return site_database_failed(v, e);
    site_title(v, str_f(v->arena, "#%.*s", STR_ARG(seq)), "narrow");
    value_text(v->page, "seq", seq);
    value_text(v->page, "line", entry->line);
    value_text(v->page, "hash", hash_text(v->arena, &entry->hash));
    value_text(v->page, "receipt_url", str_f(v->arena, "/log/%.*s/receipt", STR_ARG(seq)));
    return site_render(v, "log_entry");
}

/* ---- what is carried away -------------------------------------------------------------------- */

static struct response *download(struct visit *v, struct str text, struct str name)
{
    struct response *r = response_new(v->request, 200, "text/plain; charset=utf-8", text);
    response_header(v->request, r, "Content-Disposition", str_f(v->arena, "attachment; filename=\"%.*s\"", STR_ARG(name)));
    return r;
}

static struct response *not_signed(struct visit *v)
{
    return site_error(v, ERR_BUSY, tr_both("这一条还没有签名（约每 30 秒签一次），请过半分钟再试。"));
}

struct response *log_receipt(struct visit *v)
{
    struct one o;
    struct str text;
    enum err e = read_one(v, &o);
    if (!e) {
        e = receipt_make(v->site->app.db, v->arena, o.entry.leaf.seq, &text);
        if (e == ERR_MISSING)
            return not_signed(v);
    }
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    return download(v, text, str_f(v->arena, "huiyin-%lld.tlog-proof", (long long)o.entry.leaf.seq));
}

struct response *log_checkpoint(struct visit *v)
{
    struct str note;
    enum err e = newest_note(v, &note);
    if (e)
        return site_database_failed(v, e);
    return note.len ? download(v, note, STR("checkpoint")) : not_signed(v);
}

struct response *log_key(struct visit *v)
{
    struct str key = public_key(v);
    if (!key.len)
        return site_error(v, ERR_IO, tr_both("读不到公钥文件 keys/log.pub，请告诉系统管理员。"));
    return download(v, str_f(v->arena, "%.*s\n", STR_ARG(key)), STR("log.pub"));
}
