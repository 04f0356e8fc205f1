/* erase.c: see erase.h. Every erasable state begins like struct erasable, so one set of functions serves every kind. */
#include "domain/erase.h"

#include "domain/things.h"

static const struct field erase_ask_fields[] = {
    TEXT(erase_ask, reason, 4, 500, FIELD_REQUIRED | FIELD_LONG, "删除理由", "Reason"),
    TEXT(erase_ask, document, 2, 60, FIELD_REQUIRED, "依据文号", "Document number")};
static const struct field words_erased_fields[] = {
    TEXT(words_erased, opinion, 2, 2000, FIELD_REQUIRED | FIELD_LONG, "意见", "Opinion"),
    TEXT(words_erased, erases, 1, 2000, FIELD_OPEN, "删除的条目", "Entries erased")};
const struct record erase_ask_record = RECORD(erase_ask, erase_ask_fields);
const struct record words_erased_record = RECORD(words_erased, words_erased_fields);

/* ---- the rules ------------------------------------------------------------------------------------ */

enum refusal erase_may_ask(const void *now, const struct facts *f, const struct env *env)
{
    const struct erasable *t = now;
    (void)f;
    (void)env;
    if (t->erased_us)
        return REFUSED_STATE;
    return t->erase_us ? REFUSED_ERASE_ASKED : REFUSED_NOT;
}

enum refusal erase_may_decide(const void *now, const struct facts *f, const struct env *env)
{
    const struct erasable *t = now;
    (void)f;
    if (!t->erase_us)
        return REFUSED_ERASE_NONE;
    return t->erase_by == env->actor.id || !env->actor.id ? REFUSED_ERASE_ASKER
                                                          : REFUSED_NOT; /* a person, with a name */
}

enum refusal erase_decide(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct erasable *t = now;
    const struct opinion *p = cmd->payload;
    struct words_erased *e = arena_alloc(env->arena, sizeof *e);
    (void)f;
    *e = (struct words_erased){p->opinion, t->words_at};
    events_add(out, command_types[cmd->type].event, cmd->id, e);
    return REFUSED_NOT;
}

/* ---- what happened -------------------------------------------------------------------------------- */

void erase_asked(struct arena *a, void *state, const struct event *e)
{
    struct erasable *t = state;
    (void)a;
    t->erase_by = e->actor;
    t->erase_us = e->at_us;
}

void erase_declined(struct arena *a, void *state, const struct event *e)
{
    struct erasable *t = state;
    (void)a;
    (void)e;
    t->erase_by = t->erase_us = 0;
}

static void empty(const struct field *f, void *state)
{
    if (f->type == FIELD_IDS)
        *field_ids(f, state) = (struct ids){NULL, 0};
    else if (field_is_text(f))
        *field_str(f, state) = STR("");
    else
        *field_int(f, state) = 0;
}

void words_erased(struct arena *a, void *state, const struct event *e)
{
    const struct record *r = kinds[event_types[e->type].kind].record;
    struct erasable *t = state;
    (void)a;
    for (size_t i = 0; i < r->count; i++)
        if (r->fields[i].flags & FIELD_PERSONAL)
            empty(&r->fields[i], state);
    t->words_at = STR("");
    t->erase_by = t->erase_us = 0;
    t->erased_seq = e->seq;
    t->erased_us = e->at_us;
}

bool erase_holds_words(const struct event_info *info)
{
    const struct field *f = record_field(kinds[info->kind].record, STR("words_at"));
    bool personal = false;
    for (size_t i = 0; f && i < info->payload->count && !personal; i++)
        personal = (info->payload->fields[i].flags & FIELD_PERSONAL) != 0;
    return personal;
}

void erase_note(struct arena *a, void *state, const struct event *e)
{
    struct erasable *t = state;
    if (erase_holds_words(&event_types[e->type]))
        t->words_at = str_f(a, "%.*s%s%lld", STR_ARG(t->words_at), t->words_at.len ? "," : "", (long long)e->seq);
}
