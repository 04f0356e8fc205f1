/* things.h: the state of every kind of thing but the measure, and what its commands and events carry.
 * Units of fields: *_day are day numbers, *_us instants, *_fen money (base/time.h, base/record.h). */
#ifndef DOMAIN_THINGS_H
#define DOMAIN_THINGS_H

#include "domain/domain.h"

/* ---- payloads several commands share ------------------------------------------------------ */
struct nothing {
    int64_t none;
};
struct opinion { /* what the decider writes; part of the record for ever */
    struct str opinion;
};
struct reason {
    struct str reason;
};
extern const struct record nothing_record, opinion_record, reason_record;

/* ---- unit: a body of the organisation tree -------------------------------------------------- */
#define UNIT_PLAIN \
    struct str name, short_name; \
    int64_t above; /* the unit above, 0 at the root */ \
    int64_t sort   /* enum of unit_sorts */
struct unit_create {
    UNIT_PLAIN;
};
struct unit {
    THING;
    UNIT_PLAIN;
    struct ids former_above; /* every unit ever above it, the newest last: rule R2 remembers them */
    int64_t moved_us;        /* when it last left one, 0 for never */
};
extern const struct record unit_create_record, unit_record;
extern const struct choice unit_sorts[];
decide_fn unit_change;
apply_fn unit_placed;

/* ---- person: somebody the papers name; an account once a login is given ------------------- */
enum { PERSON_NONE,
       PERSON_ACTIVE,
       PERSON_GONE };
#define PERSON_PLAIN \
    struct str name, post, phone; \
    int64_t unit
struct person_create {
    PERSON_PLAIN;
};
struct person_account {
    struct str login;
    struct str password_hash; /* Argon2id, from libsodium; a secret */
};
struct person_grant {
    int64_t roles;
};
struct person_password {
    struct str password_hash;
};
struct person_totp {
    struct str totp_secret; /* base32; a secret */
    int64_t totp;           /* 1 asks for a code at sign-in */
};
struct person_leave {
    struct str reason;
};
struct person {
    THING;
    PERSON_PLAIN;
    struct str login; /* empty: cannot sign in */
    int64_t roles, totp;
    int64_t since_us;        /* sessions opened earlier are over: set by a new password */
    struct str mail;         /* where letters go, empty for nowhere; domain/nudge.h */
    int64_t by_mail;         /* 1: wants its reminders by mail too */
    struct ids former_units; /* every unit they ever stood in, the newest last: rule R2 remembers them */
    int64_t moved_us;        /* when they last left one, 0 for never */
    int64_t mail_lang;       /* of those letters */
};
enum { LETTERS_UNCHOSEN, /* as LETTERS_ZH */
       LETTERS_ZH,
       LETTERS_EN,
       LETTERS_BOTH /* Chinese first */ };
extern const struct choice letter_languages[];
extern const struct record person_create_record, person_account_record, person_grant_record,
    person_password_record, person_totp_record, person_leave_record, person_record;
extern const struct choice person_states[];
may_fn person_may_grant, person_is_self, person_may_leave;
decide_fn person_change, person_account, person_grant;
/* Asked before a password is hashed: at least PASSWORD_CHARS_MIN characters, and not the login name. */
enum { PASSWORD_CHARS_MIN = 10 };
enum refusal password_weak(struct str login, struct str password);
apply_fn person_placed, person_account_set, person_password_set, person_left;

/* ---- session: a sign-in. Its id is random and is not the cookie (web/session.c) ------------- */
enum { SESSION_NONE,
       SESSION_ACTIVE,
       SESSION_OVER };
struct session_open {
    int64_t person;
    struct str key; /* SHA-256 of the cookie's secret */
};
struct session_close {
    int64_t none;
};
struct session {
    THING;
    int64_t person;
    int64_t opened_us;
};
extern const struct record session_open_record, session_close_record, session_record;
extern const struct choice session_states[];
may_fn session_may_open, session_is_own;
apply_fn session_opened;

/* ---- inspection: one round of one body over one organisation --------------------------------- */
enum { INSPECTION_NONE,
       INSPECTION_ACTIVE,
       INSPECTION_ARCHIVED };
enum { INSPECTION_XUNSHI = 1, /* inspection_sorts */
       INSPECTION_XUNCHA,
       INSPECTION_AUDIT,
       INSPECTION_SUPERVISION,
       INSPECTION_ECO };
#define INSPECTION_PLAIN \
    struct str name; \
    int64_t sort;         /* INSPECTION_XUNSHI…; domain/regime.h says what is true of each */ \
    struct str body;      /* who inspected */ \
    int64_t organisation; /* unit, 0 when not registered */ \
    int64_t start_day, end_day, feedback_day, plan_day; \
    struct str feedback_number;       /* document number of the feedback */ \
    struct str phone, post_box, mail; /* for the public, printed in the bulletin; empty, or of the shape below */ \
    struct str note; \
    int64_t previous /* the round before it of the same organisation, 0 for none known */
struct inspection_open {
    INSPECTION_PLAIN;
};
struct inspection {
    THING;
    INSPECTION_PLAIN;
};
extern const struct record inspection_open_record, inspection_record;
extern const struct choice inspection_states[], inspection_sorts[];
may_fn inspection_may_archive;
may_fn inspection_is_open; /* for what belongs to a round: an archived one stays as it is */
decide_fn inspection_open, inspection_change;
/* A telephone number for the public: 5 to 30 characters, digits with spaces, + - and brackets between them; before an
 * extension ext., 转 or 分机. An address: one @ with something before it, a dot inside the domain, no blanks. */
bool public_phone_good(struct str phone);
bool public_mail_good(struct str mail);

/* ---- aspect, problem, manifestation ---------------------------------------------------------- */
struct aspect_add {
    int64_t inspection, number;
    struct str title;
};
struct aspect_change {
    struct str title;
};
struct aspect {
    THING;
    int64_t inspection, number;
    struct str title;
};
enum { PROBLEM_NONE,
       PROBLEM_OPEN,
       PROBLEM_DONE };
#define PROBLEM_PLAIN \
    struct str title, detail; \
    struct str category, nature, source; \
    int64_t amount_fen; \
    int64_t repeated;     /* 1: not rectified in the last round */ \
    int64_t first_person; /* 1: the first-responsible person took it on (第一责任人领办) */ \
    int64_t plan          /* the side plan it belongs to; 0: the main one */
struct problem_add {
    int64_t aspect, number; /* number: unique within the inspection, never changed */
    struct str code;        /* as the people's papers number it, "1-2" */
    PROBLEM_PLAIN;
};
struct problem_added {
    int64_t inspection, aspect, aspect_number, number;
    struct str code;
    PROBLEM_PLAIN;
};
struct problem_change {
    PROBLEM_PLAIN;
};
struct problem {
    THING;
    int64_t inspection, aspect, aspect_number, number;
    struct str code;
    PROBLEM_PLAIN;
    int64_t closed_us, closed_by;
    struct str opinion;
    struct ids earlier;           /* problems of earlier rounds it is again; domain/lookback.h */
    int64_t reopens, reopened_us; /* times taken up again after closing */
};
struct problem_reopened {
    int64_t measure, fact_day; /* the measure that was reopened, and the day of the fact it rests on */
};
struct manifestation_add {
    int64_t problem, number;
    struct str text;
};
struct manifestation_added {
    int64_t inspection, problem, number;
    struct str text;
};
struct manifestation {
    THING;
    int64_t inspection, problem, number;
    struct str text;
};
extern const struct record problem_reopened_record, aspect_add_record, aspect_change_record,
    aspect_record, problem_add_record, problem_added_record, problem_change_record, problem_record,
    manifestation_add_record, manifestation_added_record, manifestation_record;
extern const struct choice problem_states[];
decide_fn aspect_add, problem_add, problem_change, manifestation_add;
may_fn problem_may_close;
apply_fn problem_closed, problem_reopened;

/* ---- books: accountability and rules --------------------------------------------------------- */
enum { BOOK_NONE,
       BOOK_VALID,
       BOOK_STRUCK };
struct sanction_add { /* one decision about one person, or a batch of the same kind; no names */
    int64_t inspection, problem;
    int64_t sort;    /* enum sanction_sort (books.h) */
    int64_t persons; /* of a body held to account: bodies */
    int64_t day;
    struct str document, note;
    int64_t held;  /* the person (books.h), then persons is 1; 0 for a batch without names */
    int64_t cases; /* only of cases filed: how many */
};
struct sanction {
    THING;
    int64_t inspection, problem, sort, persons, day;
    struct str document, note;
    int64_t held, cases;
};
enum { RULE_ISSUED = 1, /* rule_actions */
       RULE_REVISED,
       RULE_ABOLISHED };
struct rule_add {
    int64_t inspection, problem;
    int64_t action; /* issued, revised, abolished */
    struct str title, document;
    int64_t day, unit;
    struct ids problems; /* further problems that caused it */
};
struct rule {
    THING;
    int64_t inspection, problem, action;
    struct str title, document;
    int64_t day, unit;
    struct ids problems;
};
extern const struct record sanction_add_record, sanction_record, rule_add_record, rule_record;
extern const struct choice book_states[], sanction_sorts[], rule_actions[];
decide_fn sanction_add, rule_add;

/* ---- bulletin -------------------------------------------------------------------------------- */
enum { BULLETIN_NONE,
       BULLETIN_DRAFTING,
       BULLETIN_REVIEWING,
       BULLETIN_PASSED,
       BULLETIN_OUT };
struct bulletin_draft {
    int64_t inspection;
    struct str title, text; /* text: docs/bulletin-format.md */
};
struct bulletin_edit {
    struct str title, text;
};
struct bulletin_publish {
    int64_t position;  /* log size the figures are computed at */
    int64_t as_of_day; /* the day colours and overdue counts are computed at */
    struct str digest; /* SHA-256 of the text rendering */
};
struct bulletin {
    THING;
    int64_t inspection;
    struct str title, text;
    struct ids writers; /* drafted or edited it */
    int64_t reviewer, publisher;
    struct str opinion;
    int64_t position, as_of_day;
    struct str digest;
    int64_t published_us;
};
extern const struct record bulletin_draft_record, bulletin_edit_record, bulletin_publish_record, bulletin_record;
extern const struct choice bulletin_states[];
may_fn bulletin_may_review;
decide_fn bulletin_publish;
apply_fn bulletin_drafted, bulletin_edited, bulletin_reviewed, bulletin_returned, bulletin_published;

#endif
