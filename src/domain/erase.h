/* erase.h: words about a person that may have to go while the log stays whole (docs/log-format.md, "Body and erasure").
 *
 * To make a kind erasable: let its state begin THING; ERASABLE; and its record THING_FIELDS, ERASABLE_FIELDS; mark
 * every field about a person FIELD_PERSONAL, and every other field FIELD_OPEN in the events that bring such words,
 * because of an erased entry only the open fields are left (a test holds you to it). Then add three rows each to the
 * tables of commands and events, as KIND_HELD has them:
 *
 *     ask      one person asks, with reason and document     erase_ask   may erase_may_ask     apply erase_asked
 *     erase    ANOTHER person confirms                       opinion     may erase_may_decide  decide erase_decide
 *                                                            event words_erased, apply words_erased
 *     decline  or does not                                   opinion     may erase_may_decide  apply erase_declined
 *
 * Everything else follows: event_apply keeps in `words_at` which entries hold such words, erase_decide names them in
 * the open field `erases`, the one door (app/submit.c) deletes their salts and bodies in the same transaction, and
 * words_erased empties the fields of the row. Copies made earlier (backups, exports with bodies) are not reached. */
#ifndef DOMAIN_ERASE_H
#define DOMAIN_ERASE_H

#include "domain/domain.h"

#define ERASABLE \
    struct str words_at;          /* entries that hold words about the person, "12,15"; empty once erased */ \
    int64_t erase_by, erase_us;   /* who asked to erase them, and when; 0 while nobody has */ \
    int64_t erased_seq, erased_us /* the entry that ordered it, and when; 0 while the words are there */
#define ERASABLE_FIELDS(s) \
    TEXT(s, words_at, 0, 2000, 0, "写有个人信息的日志条目", "Log entries with personal words"), \
        ID(s, erase_by, KIND_PERSON, 0, "申请删除人", "Asked to erase by"), \
        TIME(s, erase_us, 0, "申请删除时间", "Asked to erase at"), \
        INT(s, erased_seq, 0, INT64_MAX, 0, "删除指令条目", "Erased by entry"), \
        TIME(s, erased_us, 0, "个人信息删除时间", "Erased at")

struct erasable { /* how every erasable state begins */
    THING;
    ERASABLE;
};

struct erase_ask {
    struct str reason, document;
};
struct words_erased {
    struct str opinion;
    struct str erases; /* what the log calls it: "12,15" */
};
extern const struct record erase_ask_record, words_erased_record;
may_fn erase_may_ask, erase_may_decide;
decide_fn erase_decide; /* emits the command's own event */
apply_fn erase_asked, erase_declined, words_erased;

/* Called by event_apply: notes E in `words_at` when its kind is erasable and E can hold words about a person. */
void erase_note(struct arena *a, void *state, const struct event *e);
bool erase_holds_words(const struct event_info *info);

#endif
