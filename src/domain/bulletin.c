/* bulletin.c: drafted, reviewed by somebody else, published by somebody who did not write it. */
#include "domain/things.h"

const struct choice bulletin_states[] = {{"", "", ""},
                                         {"draft", "起草", "Draft"},
                                         {"review", "审核中", "In review"},
                                         {"reviewed", "审核通过", "Reviewed"},
                                         {"published", "已发布", "Published"},
                                         {NULL, NULL, NULL}};
enum { BULLETIN_CHARS_MAX = 60000 };

#define BULLETIN_FIELDS(s) \
    TEXT(s, title, 2, 120, FIELD_REQUIRED, "标题", "Title"), \
        TEXT(s, text, 10, BULLETIN_CHARS_MAX, FIELD_REQUIRED | FIELD_LONG, "正文", "Text")
static const struct field draft_fields[] = {
    ID(bulletin_draft, inspection, KIND_INSPECTION, FIELD_REQUIRED, "巡视巡察", "Inspection"), BULLETIN_FIELDS(bulletin_draft)};
static const struct field edit_fields[] = {BULLETIN_FIELDS(bulletin_edit)};
#define PUBLISH_FIELDS(s) \
    INT(s, position, 0, INT64_MAX, FIELD_OPEN, "日志位置", "Position"), \
        DAY(s, as_of_day, FIELD_OPEN, "数据截至", "As of"), \
        HASH(s, digest, FIELD_OPEN, "文本校验码", "Digest of the text")
static const struct field publish_fields[] = {PUBLISH_FIELDS(bulletin_publish)};
static const struct field bulletin_fields[] = {
    THING_FIELDS(bulletin, bulletin_states),
    ID(bulletin, inspection, KIND_INSPECTION, FIELD_INDEX, "巡视巡察", "Inspection"), BULLETIN_FIELDS(bulletin),
    IDS(bulletin, writers, KIND_PERSON, 0, "起草人", "Writers"),
    ID(bulletin, reviewer, KIND_PERSON, 0, "审核人", "Reviewer"),
    ID(bulletin, publisher, KIND_PERSON, 0, "发布人", "Publisher"),
    TEXT(bulletin, opinion, 0, 2000, FIELD_LONG, "审核意见", "Opinion"), PUBLISH_FIELDS(bulletin),
    TIME(bulletin, published_us, 0, "发布时间", "Published")};
const struct record bulletin_draft_record = RECORD(bulletin_draft, draft_fields);
const struct record bulletin_edit_record = RECORD(bulletin_edit, edit_fields);
const struct record bulletin_publish_record = RECORD(bulletin_publish, publish_fields);
const struct record bulletin_record = RECORD(bulletin, bulletin_fields);

enum refusal bulletin_may_review(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    if (!env->actor.id) /* the operator has no name: nobody could tell that somebody else wrote it */
        return REFUSED_OWN_BULLETIN;
    return ids_has(((const struct bulletin *)now)->writers, env->actor.id) ? REFUSED_OWN_BULLETIN : REFUSED_NOT;
}

/* The digest was computed by app/ before, of a text without an error: only who has the past ledger can repeat that.
 * Position and day are checked here: nobody publishes figures of a moment that has not been. */
enum refusal bulletin_publish(const void *now, const struct command *cmd, const struct facts *f,
                              const struct env *env, struct events *out)
{
    const struct bulletin_publish *p = cmd->payload;
    (void)now;
    if (!p->digest.len)
        return REFUSED_BULLETIN_TEXT;
    if (p->position < 1 || p->position > f->log_size || p->as_of_day < f->position_day || p->as_of_day > env->today)
        return REFUSED_BULLETIN_MOMENT;
    events_add(out, EVENT_BULLETIN_PUBLISHED, cmd->id, p);
    return REFUSED_NOT;
}

static void wrote(struct arena *a, struct bulletin *b, const struct event *e)
{
    b->writers = ids_with(a, b->writers, e->actor);
    b->reviewer = 0;
}
void bulletin_drafted(struct arena *a, void *state, const struct event *e) { wrote(a, state, e); }
void bulletin_edited(struct arena *a, void *state, const struct event *e) { wrote(a, state, e); }

void bulletin_reviewed(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct bulletin *)state)->reviewer = e->actor;
}

void bulletin_returned(struct arena *a, void *state, const struct event *e)
{
    (void)a, (void)e;
    ((struct bulletin *)state)->reviewer = 0;
}

void bulletin_published(struct arena *a, void *state, const struct event *e)
{
    struct bulletin *b = state;
    (void)a;
    b->publisher = e->actor;
    b->published_us = e->at_us;
}
