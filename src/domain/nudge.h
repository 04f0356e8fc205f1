/* nudge.h: a recorded sending: what somebody was reminded of on one day, over which channel, and what became of it.
 *
 * One a person and day, whoever asks: its id follows from both (app/submit.c), so nobody is reminded twice. What it
 * says was planned beforehand (remind.h) and shown to the office. In the application it is there at once; a letter
 * waits until the courier (app/courier.h) has handed it to the mail server, and every try is recorded. */
#ifndef DOMAIN_NUDGE_H
#define DOMAIN_NUDGE_H

#include "domain/things.h"

enum { NUDGE_NONE,
       NUDGE_WAITING, /* a letter not handed over yet */
       NUDGE_OUT,
       NUDGE_LOST /* given up; it stays readable in the application */ };
enum { NUDGE_REMINDER = 1,
       NUDGE_ESCALATION,
       NUDGE_DIGEST /* both in one */ };
enum { NUDGE_IN_APP = 1,
       NUDGE_MAIL };
enum { NUDGE_TRIES_MAX = 3,
       NUDGE_RETRY_MINUTES = 10, /* at least, after a try that failed */
       /* The earliest and latest hour in China at which anything is sent, whatever an installation chooses
        * (DOMAIN.md §4: only in working hours on workdays). */
       NUDGE_HOUR_FIRST = 8,
       NUDGE_HOUR_LAST = 20 };

#define NUDGE_PLAIN \
    int64_t person, day; \
    int64_t sort;     /* reminder, escalation, digest */ \
    int64_t count;    /* things it is about */ \
    struct ids items; /* the first of them, the most urgent first; of any kind */ \
    int64_t channel; \
    struct str title, text; \
    struct str title_en, text_en /* the same in English; empty in entries older than these fields */
struct nudge_send {
    NUDGE_PLAIN;
};
struct nudge_fail {
    struct str why, why_en; /* what the mail server said */
    int64_t final;          /* 1: trying again would not help, as with an address nobody has */
};
struct nudge {
    THING;
    NUDGE_PLAIN;
    int64_t tries, tried_us; /* letters that did not go out, and when the last was tried */
    struct str why, why_en;
    int64_t delivered_us, read_us;
};
extern const struct record nudge_send_record, nudge_fail_record, nudge_record;
extern const struct choice nudge_states[], nudge_sorts[], nudge_channels[];
may_fn nudge_by_program, nudge_may_read;
decide_fn nudge_send;
apply_fn nudge_sent, nudge_delivered, nudge_failed, nudge_read;

/* A person's own choice: where letters go, in which language, and whether any do. In the application a reminder is
 * told in the language of whoever reads it. */
struct person_notify {
    struct str mail;
    int64_t by_mail;   /* 1: the digest also comes by mail; 0: in the application only */
    int64_t mail_lang; /* LETTERS_… */
};
extern const struct record person_notify_record;
decide_fn person_notify;

/* local@domain in ASCII, each part of the domain letters, digits and hyphens; at most MAIL_CHARS_MAX characters.
 * Narrower than RFC 5321: no quotes, no comments, no address literals, so it can stand in a header as it is. */
enum { MAIL_CHARS_MAX = 254 };
bool mail_address_good(struct str address);

#endif
