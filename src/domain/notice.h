/* notice.h: supervision papers (督办单, 提醒函, 告诫书 …; DOMAIN.md §3): kinds as data, numbered per kind and year without
 * gaps, signed for, answered, overdue themselves, followed by one of a higher grade.
 *
 * draft 起草 → issued 已签发 → signed 已签收 → answered 已答复 → closed 已办结, or withdrawn 已撤回. A notice that asks for no
 * answer is closed by signing for it. A returned answer leads back to signed, with the day it had. The text is
 * bulletin text (app/notice_paper.h); it and every other word stand still once the notice is issued.
 *
 * The office drafts; a leader or the overseer who did not draft issues. Only issuing gives a number: one more than the
 * largest of its kind and year, asked in the same transaction, so that numbers have no gaps; a withdrawn notice keeps
 * its own. The year is that of issue in China. Nobody accepts or returns an answer of their own or of their unit's. */
#ifndef DOMAIN_NOTICE_H
#define DOMAIN_NOTICE_H

#include "domain/calendar.h"
#include "domain/measure.h"

/* ---- kinds of notices -------------------------------------------------------------------------
 * constant, wire name, zh, en, prefix of the number, days to sign for it, days to answer (0: no answer is asked for),
 * clock of both, grade 1 to 5, a talk 约谈 with a record (0, 1), the kind of the next grade (NONE: there is none). Limits
 * and prefix are our defaults; the office's notice_rule for the kind replaces them. */
#define NOTICE_SORT_TABLE(X) \
    X(REMIND, "remind", "提醒函", "Reminder letter", "提醒函", 2, 10, CLOCK_CALENDAR, 1, 0, SUPERVISE) \
    X(FEEDBACK, "feedback", "反馈函", "Feedback letter", "反馈函", 3, 15, CLOCK_CALENDAR, 1, 0, SUPERVISE) \
    X(SUPERVISE, "supervise", "督办单", "Supervision order", "督办", 1, 7, CLOCK_WORKDAY, 2, 0, ORDER) \
    X(OPINION, "opinion", "整改意见书", "Rectification opinion", "整改意见", 2, 15, CLOCK_WORKDAY, 2, 0, ORDER) \
    X(ORDER, "order", "责令整改通知书", "Order to rectify", "责改", 1, 10, CLOCK_WORKDAY, 3, 0, WARN) \
    X(WARN, "warn", "告诫书", "Written warning", "告诫", 1, 5, CLOCK_WORKDAY, 4, 0, CIRCULAR) \
    X(TALK, "talk", "约谈通知书", "Summons to a talk", "约谈", 1, 5, CLOCK_WORKDAY, 4, 1, CIRCULAR) \
    X(CIRCULAR, "circular", "通报", "Circular of criticism", "督通", 3, 0, CLOCK_CALENDAR, 5, 0, NONE)
enum notice_sort {
    NOTICE_SORT_NONE,
#define X(name, ...) NOTICE_SORT_##name,
    NOTICE_SORT_TABLE(X)
#undef X
        NOTICE_SORT_COUNT
};
extern const struct choice notice_sorts[];
struct notice_limits {
    struct str prefix;              /* 督办 in 督办〔2026〕3号 */
    int64_t sign_days, answer_days; /* after the day of issue */
    int64_t clock;                  /* enum clock */
};
struct notice_sort_info {
    struct notice_limits limits; /* by default */
    int64_t grade, next;         /* next: enum notice_sort */
    bool talk;
};
const struct notice_sort_info *notice_sort_of(int64_t sort); /* of an unknown one all zero */

/* ---- notice_rule: what the office sets instead, one a kind ------------------------------------ */
#define NOTICE_RULE_PLAIN \
    int64_t sort; \
    struct str prefix; /* empty: the default */ \
    int64_t sign_days, answer_days, clock; \
    struct str basis
struct notice_rule_set {
    NOTICE_RULE_PLAIN;
};
struct notice_rule {
    THING;
    NOTICE_RULE_PLAIN;
};
extern const struct record notice_rule_set_record, notice_rule_record;
#define notice_rule_states no_states
decide_fn notice_rule_set;
/* The limits of SORT: those of RULE, or the default when it is NULL or empty. */
struct notice_limits notice_limits_of(int64_t sort, const struct notice_rule *rule);

/* ---- notice ------------------------------------------------------------------------------------ */
enum { NOTICE_NONE,
       NOTICE_DRAFT,
       NOTICE_ISSUED,
       NOTICE_SIGNED,
       NOTICE_ANSWERED,
       NOTICE_CLOSED,
       NOTICE_WITHDRAWN };
enum { NOTICE_TEXT_CHARS_MAX = 20000,
       NOTICE_RETURNS_MAX = 2, /* returned so often, it may be followed by a higher one */
       NOTICE_YELLOW_DAYS = 2 };

#define NOTICE_PLAIN \
    struct str title, text; \
    int64_t problem, measure; \
    int64_t unit; /* 承办单位 */ \
    struct ids assisting_units; \
    int64_t leader; \
    struct str request; /* 办理要求 */ \
    struct str basis; \
    int64_t sign_due_day, answer_due_day /* 0 in a draft: counted from the day of issue by the kind's limits */
struct notice_draft {
    int64_t inspection, sort;
    NOTICE_PLAIN;
};
struct notice_change { /* the kind stays: a notice of another kind is another notice */
    NOTICE_PLAIN;
};
struct notice_escalate {
    int64_t previous;
    int64_t sort;                           /* 0: the next of previous's */
    struct str title, text, request, basis; /* request, basis: empty: as before */
};
struct notice_escalated {
    int64_t inspection, sort;
    NOTICE_PLAIN;
    int64_t previous, times;
};
struct notice_followed {
    int64_t followed; /* the notice that follows, or that did and was withdrawn */
};
struct notice_issue {
    int64_t position; /* log size its figures are computed at */
    int64_t as_of_day;
    struct str digest; /* SHA-256 of the text rendering, without the number, which is not known before */
};
struct notice_issued {
    int64_t position, as_of_day;
    struct str digest;
    int64_t year, number;
    struct str prefix;
    int64_t sign_due_day, answer_due_day;
};
struct notice_talk {
    int64_t talk_day;
    struct str talk_people, talk_record;
};
struct notice_answer {
    struct str answer;
    int64_t evidence; /* 0 for none */
};
struct notice_withdraw {
    struct str reason, document;
};
struct notice {
    THING;
    int64_t inspection, sort;
    NOTICE_PLAIN;
    int64_t previous; /* the notice this one follows, 0 for none */
    int64_t followed; /* the one that follows it */
    int64_t times;    /* 第N次 */
    struct ids writers;
    int64_t year, number; /* 0 until issued */
    struct str prefix;
    int64_t issuer, issued_us, issued_day;
    int64_t position, as_of_day;
    struct str digest;
    int64_t signer, signed_us;
    int64_t talk_day;
    struct str talk_people, talk_record;
    struct str answer;
    int64_t evidence, answerer, answered_us;
    struct ids answerers; /* everyone who ever answered: none of them decides */
    int64_t returns;
    struct str opinion; /* of the newest decision */
    int64_t decider, closed_us;
    struct str reason, document; /* of withdrawing it */
};
extern const struct record notice_draft_record, notice_change_record, notice_escalate_record, notice_escalated_record,
    notice_followed_record, notice_issue_record, notice_issued_record, notice_talk_record, notice_answer_record,
    notice_withdraw_record, notice_record;
extern const struct choice notice_states[];
may_fn notice_may_issue, notice_by_unit, notice_may_talk, notice_may_decide, notice_may_withdraw;
decide_fn notice_draft, notice_change, notice_issue, notice_sign, notice_talk, notice_answer, notice_accept,
    notice_withdraw, notice_escalate;
apply_fn notice_drafted, notice_changed, notice_issued, notice_signed, notice_filed, notice_answered, notice_accepted,
    notice_returned, notice_unfollowed;

/* Facts (NEED_NOTICE). */
struct notice_facts {
    struct notice_rule rule;  /* for the notice's kind; head empty: none is set */
    int64_t last_number;      /* the largest of its kind in this year, 0 for none */
    int64_t newest;           /* log size right after the notice's own newest entry */
    struct notice previous;   /* the one the payload names; head empty: none */
    struct evidence evidence; /* the one the payload names */
};

/* ---- asked by pages ----------------------------------------------------------------------------- */
/* Past its day: unsigned after the day to sign, unanswered after the day to answer. On the day it is not. */
bool notice_late(const struct notice *n, int64_t today);
int64_t notice_next_day(const struct notice *n); /* the day that counts now, 0 for none */
/* Red past the day, yellow at most NOTICE_YELLOW_DAYS before it, else green; blue while the answer waits. */
enum colour notice_colour(const struct notice *n, int64_t today);
/* May a higher one follow N? */
enum refusal notice_may_follow(const struct notice *n, int64_t today);
/* The days N would have, issued TODAY. C may be NULL: calendar days. */
void notice_days(const struct notice *n, const struct notice_limits *l, const struct calendar *c, int64_t today,
                 int64_t *sign_due_day, int64_t *answer_due_day);
struct str notice_number(struct arena *a, const struct notice *n); /* 督办〔2026〕3号, empty before issue */

#endif
