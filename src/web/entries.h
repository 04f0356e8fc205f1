/* entries.h: entries of the log as people read them: who may read their words, what they are about, what they say. */
#ifndef WEB_ENTRIES_H
#define WEB_ENTRIES_H

#include "web/site.h"

/* Whether the visitor may read what is said (the bodies) about things of KIND. The administrators and the log auditor
 * have no business rights (三员分立): of business matters they see who, what and when, never the words. */
bool entries_may_read(const struct visit *v, enum kind kind);
/* The same of one thing: a register may show its things to some only (register.h). */
bool entries_may_read_about(struct visit *v, enum kind kind, int64_t id);
/* What a thing is called, "" when there is none or the visitor may not read it; *URL its page, "" for none. */
struct str entries_title(struct visit *v, enum kind kind, int64_t id, struct str *url);
/* The person who did it, with the name of the program for 0. */
struct str entries_actor(struct visit *v, int64_t person);
/* What F names by ID, its id where it has no name for the visitor; *URL its page, "" for none. */
struct str entries_name(struct visit *v, const struct field *f, int64_t id, struct str *url);
/* A value as a person reads it, names instead of ids; measures and problems of a list by their numbers. */
struct str entries_value(struct visit *v, const struct field *f, const void *obj);
/* Adds {label, text} for each field BODY holds. ERR_CORRUPT when it cannot be read. */
MUST_CHECK enum err entries_fields(struct visit *v, struct value *list, const struct record *r, struct str body);
/* One row of the list "history" (templates/history.html). */
struct history_row {
    struct str when, who, unit, what, note;
    int64_t seq;
    bool late;
};
void entries_put(struct visit *v, struct value *list, const struct history_row *h);
/* Fills the list "history" of the page, newest first, as templates/history.html wants it. */
MUST_CHECK enum err entries_history(struct visit *v, int64_t subject);

#endif
