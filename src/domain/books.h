/* books.h: the books beside the ledger: persons held to account, money recovered, indicators and their readings. The
 * older two, accountability entries and rules, are in things.h; book.c has the rules of those, books.c of these.
 *
 * *_day are day numbers, *_fen money. Values of indicators are hundredths of the indicator's own unit (FIELD_FEN with
 * a negative minimum: written 12.5 or -0.25 in forms, hundredths in JSON). */
#ifndef DOMAIN_BOOKS_H
#define DOMAIN_BOOKS_H

#include "domain/erase.h"
#include "domain/things.h"

/* Groups of accountability and what each rests on. name, zh, en, what it rests on. */
#define SANCTION_GROUP_TABLE(X) \
    X(PARTY, "党纪处分", "Party sanctions", "《中国共产党纪律处分条例》第八条") \
    X(GOV, "政务处分", "Governmental sanctions", "《中华人民共和国公职人员政务处分法》第七条") \
    X(ORG, "组织处理", "Organisational measures", "《中国共产党组织处理规定（试行）》第三条") \
    X(ADMONITION, "诫勉", "Admonition", "《中国共产党问责条例》第八条") \
    X(WARNED, "教育提醒", "Reminders and criticism", "《中国共产党党内监督条例》第七条（第一种形态）") \
    X(CASE, "立案和移送", "Cases filed and handed over", "《中国共产党纪律检查机关监督执纪工作规则》《中华人民共和国监察法》") \
    X(BODY, "问责单位", "Bodies held to account", "《中国共产党问责条例》第八条")
enum sanction_group {
#define X(name, zh, en, basis) SANCTION_GROUP_##name,
    SANCTION_GROUP_TABLE(X)
#undef X
        SANCTION_GROUPS
};
struct sanction_group_info {
    const char *zh, *en, *basis;
};
extern const struct sanction_group_info sanction_groups[SANCTION_GROUPS];

/* Kinds of accountability, in the order of their numbers, which stand in SQL and in logs: add at the end only. */
#define SANCTION_SORT_TABLE(X) \
    X(PARTY_WARNING, "party_warning", PARTY, "党内警告", "Party warning") \
    X(PARTY_SERIOUS_WARNING, "party_serious_warning", PARTY, "党内严重警告", "Serious Party warning") \
    X(PARTY_REMOVAL, "party_removal", PARTY, "撤销党内职务", "Removal from Party posts") \
    X(PARTY_PROBATION, "party_probation", PARTY, "留党察看", "Probation within the Party") \
    X(PARTY_EXPULSION, "party_expulsion", PARTY, "开除党籍", "Expulsion from the Party") \
    X(GOV_WARNING, "gov_warning", GOV, "政务警告", "Governmental warning") \
    X(GOV_DEMERIT, "gov_demerit", GOV, "政务记过", "Demerit") \
    X(GOV_MAJOR_DEMERIT, "gov_major_demerit", GOV, "政务记大过", "Major demerit") \
    X(GOV_DEMOTION, "gov_demotion", GOV, "政务降级", "Demotion") \
    X(GOV_REMOVAL, "gov_removal", GOV, "政务撤职", "Removal from office") \
    X(GOV_DISMISSAL, "gov_dismissal", GOV, "政务开除", "Dismissal") \
    X(ORG_TRANSFER, "org_transfer", ORG, "调离岗位", "Transfer") \
    X(ORG_REMOVAL, "org_removal", ORG, "免职", "Relieved of post") \
    X(ORG_OTHER, "org_other", ORG, "其他组织处理", "Other organisational measure") \
    X(ADMONITION, "admonition", ADMONITION, "诫勉", "Admonition") \
    X(REMINDER, "reminder", WARNED, "教育提醒", "Reminder") \
    X(CRITICISM, "criticism", WARNED, "批评教育", "Criticism") \
    X(ORG_SUSPENSION, "org_suspension", ORG, "停职检查", "Suspension") \
    X(ORG_ADJUSTMENT, "org_adjustment", ORG, "调整职务", "Change of post") \
    X(ORG_RESIGNATION, "org_resignation", ORG, "责令辞职", "Resignation ordered") \
    X(ORG_DEMOTION, "org_demotion", ORG, "降职", "Lowered in post") \
    X(TALK, "talk", WARNED, "谈话提醒", "Talk") \
    X(SUMMONS, "summons", WARNED, "约谈", "Summoned for a talk") \
    X(SELF_REVIEW, "self_review", WARNED, "责令书面检查", "Written self-review") \
    X(CIRCULAR, "circular", WARNED, "通报批评", "Criticised in a circular") \
    X(CASE_FILED, "case_filed", CASE, "立案", "Case filed") \
    X(HANDED_OVER, "handed_over", CASE, "移送司法机关", "Handed over to the judiciary") \
    X(BODY_REVIEW, "body_review", BODY, "责令单位检查", "Body ordered to review itself") \
    X(BODY_CIRCULAR, "body_circular", BODY, "通报单位", "Body named in a circular") \
    X(BODY_REORGANISED, "body_reorganised", BODY, "改组", "Body reorganised")
enum sanction_sort {
    SANCTION_NONE,
#define X(name, wire, group, zh, en) SANCTION_##name,
    SANCTION_SORT_TABLE(X)
#undef X
        SANCTION_SORTS
};
/* Of SORT, from 1; a sort out of range is of the first group. */
enum sanction_group sanction_group_of(int64_t sort);

/* What the rules of both books ask besides their state. */
struct book_facts {
    const struct held *held;           /* the one the payload names, all zero for none */
    const struct indicator *indicator; /* of a reading */
    int64_t next_number;               /* of a person held to account in the round */
    int64_t entries;                   /* valid accountability entries about this person */
    bool elsewhere;                    /* one of the payload's `problems` belongs to another round */
};

/* ---- held: a person held to account, once a round. Only the office and the overseer see it. -------------- */
enum { HELD_NONE,
       HELD_LISTED,
       HELD_STRUCK,
       HELD_ERASED };
#define HELD_PLAIN \
    struct str name, post; \
    int64_t unit; /* 0 when not registered */ \
    int64_t rank; /* enum of held_ranks */ \
    int64_t party /* 1: a Party member */
struct held_enter {
    int64_t inspection;
    HELD_PLAIN;
};
struct held_entered {
    int64_t inspection, number;
    HELD_PLAIN;
};
struct held_change {
    HELD_PLAIN;
};
struct held {
    THING;
    ERASABLE;
    int64_t inspection, number; /* running in the round; both stay when the words are erased */
    HELD_PLAIN;
};
extern const struct record held_enter_record, held_entered_record, held_change_record, held_record;
extern const struct choice held_states[], held_ranks[];
may_fn held_may_strike;
decide_fn held_enter, held_change;

/* ---- recovery: money brought back ------------------------------------------------------------------- */
struct recovery_add {
    int64_t inspection, problem, measure; /* problem follows from the measure when only that is given */
    int64_t sort;                         /* enum of recovery_sorts */
    int64_t amount_fen;                   /* above 0 */
    int64_t day, unit;                    /* unit: who paid, 0 when not registered */
    struct str document, note;
};
struct recovery {
    THING;
    int64_t inspection, problem, measure, sort, amount_fen, day, unit;
    struct str document, note;
};
extern const struct record recovery_add_record, recovery_record;
extern const struct choice recovery_sorts[];
#define recovery_states book_states
decide_fn recovery_add;

/* ---- indicator and reading --------------------------------------------------------------------------- */
enum { DIRECTION_NONE,
       DIRECTION_UP,
       DIRECTION_DOWN };
#define INDICATOR_PLAIN \
    struct str name, measured_in; /* 计量单位 as printed: %, 件, 天 */ \
    struct str source;            /* who counts, and where it is published */ \
    int64_t baseline, baseline_day; \
    int64_t target, target_day; \
    int64_t direction; /* up: at least the target is reached; down: at most */ \
    struct str note
struct indicator_set {
    int64_t inspection, problem;
    INDICATOR_PLAIN;
};
struct indicator_change {
    INDICATOR_PLAIN;
};
struct indicator_moved { /* an actual reading came in or was corrected */
    int64_t reading, moved_day, moved;
};
struct indicator {
    THING;
    int64_t inspection, problem;
    INDICATOR_PLAIN;
    int64_t latest, actual_day, actual; /* the actual reading of the latest day; latest 0: none yet */
    int64_t prior, prior_day, previous; /* the one of the day before that */
};
struct reading_enter {
    int64_t indicator, day, value;
    int64_t forecast; /* 1: 预测; a forecast never counts as actual */
    struct str source, note;
};
struct reading_entered {
    int64_t inspection, indicator, day, value, forecast;
    struct str source, note;
};
struct reading_correct {
    int64_t value;
    struct str source, reason;
};
struct reading {
    THING;
    int64_t inspection, indicator, day, value, forecast;
    struct str source, note;
    int64_t version; /* 1, more after corrections; the earlier ones stay in the log */
};
extern const struct record indicator_set_record, indicator_change_record, indicator_moved_record, indicator_record,
    reading_enter_record, reading_entered_record, reading_correct_record, reading_record;
extern const struct choice indicator_directions[], trends[];
#define indicator_states book_states
#define reading_states no_states
may_fn reading_may_correct;
decide_fn indicator_set, indicator_change, reading_enter, reading_correct;
apply_fn indicator_moved, reading_entered, reading_corrected;

/* From the last two actual readings, against the direction; TREND_NONE with fewer than two. Never stored. */
enum trend { TREND_NONE,
             TREND_IMPROVING,
             TREND_WORSENING,
             TREND_FLAT };
enum trend indicator_trend(const struct indicator *i);
bool indicator_reached(const struct indicator *i); /* by the latest actual reading */
/* "12.5", "-0.25", "3": a value as printed. */
struct str indicator_text(struct arena *a, int64_t hundredths);

/* Shared by book.c and books.c: the round is open, PROBLEM (0 for none) is of it, DAY is not in the future. */
enum refusal book_enter(const struct facts *f, int64_t problem, int64_t day, const struct env *env);

#endif
