/* calendar.h: which days people work, and counting time limits in them (DOMAIN.md §4).
 *
 * Workdays follow the State Council's yearly notices: days off, and weekends worked to make up for them. The notices
 * of 2007 to 2026 come with the program (calendar_data.c); later ones are entered, a thing of kind "calendar" a year,
 * and an entered year replaces the one that came. A day two notices name follows the later year's: that one is
 * younger. In a year without a notice only weekends are known, and every answer that leaned on such a year names it.
 *
 * Adding is searching with the measuring function, so limit_measure(a, limit_add(a, n)) == n. Everything is pure;
 * counting over a span costs a binary search, not a walk. */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "domain/domain.h"

/* ---- a year's notice ------------------------------------------------------------------------ */

enum { CALENDAR_YEAR_MIN = 2000,
       CALENDAR_YEAR_MAX = 2150,
       CALENDAR_DAYS_MAX = 160,   /* a year's notice names at most */
       CALENDAR_NAME_CHARS = 20,  /* of a holiday */
       CALENDAR_RANGE_MAX = 31 }; /* days from the first to the last of a range */

/* OFF and WORK hold days or ranges between commas, semicolons or line ends, each with the holiday's name if wanted:
 * "2027-01-01..2027-01-03 元旦, 2027-02-05..2027-02-11 春节". Days lie in the year, the December before or the January
 * after. Make-up workdays are Saturdays and Sundays: a weekday is one anyway, so naming it is a slip. */
#define CALENDAR_PLAIN \
    int64_t year; \
    struct str notice; /* its title */ \
    struct str off, work
struct calendar_enter {
    CALENDAR_PLAIN;
};
struct calendar_year {
    THING;
    CALENDAR_PLAIN;
};
extern const struct record calendar_enter_record, calendar_year_record;
#define calendar_year_states no_states
decide_fn calendar_enter;
/* What is wrong with OFF or WORK, naming the field and the part; ERR_INPUT with *WHY. The door asks it before the
 * rules (app/submit.c), because a refusal could not say where; calendar_enter asks again. */
MUST_CHECK enum err calendar_check(struct arena *a, const void *payload, struct complaint *why);

struct calendar_shipped { /* a row of calendar_data.c */
    int year;
    const char *notice, *off, *work, *source; /* SOURCE: the notice's address */
};
extern const struct calendar_shipped calendar_shipped[];
extern const size_t calendar_shipped_count;

/* ---- the calendar --------------------------------------------------------------------------- */

struct calendar_day { /* a day some notice names */
    int64_t day;
    bool off;        /* else a make-up workday */
    int64_t gained;  /* workdays more than the weekdays tell, up to and with this day; negative: fewer */
    int64_t year;    /* whose notice */
    struct str name; /* of the holiday, may be empty */
};
struct calendar {
    const struct calendar_day *days;    /* by day */
    const struct calendar_enter *years; /* in force, by year */
    size_t day_count, year_count;
};

/* From the shipped years and N entered ones. OUT lies in A and borrows the texts of ENTERED. */
void calendar_build(struct arena *a, const struct calendar_enter *entered, size_t n, struct calendar *out);
const struct calendar_enter *calendar_year(const struct calendar *c, int64_t year); /* NULL: no notice */
const struct calendar_day *calendar_special(const struct calendar *c, int64_t day); /* NULL: an ordinary day */
/* Workdays up to and with DAY since a Monday long ago: only differences mean something. */
int64_t calendar_workdays_to(const struct calendar *c, int64_t day);
bool calendar_workday(const struct calendar *c, int64_t day);
/* DAY itself, or the first after it. */
int64_t calendar_next_workday(const struct calendar *c, int64_t day);
/* "2027年的放假安排尚未登记，按周末推算", without a full stop; empty when there is a notice. */
struct sentence calendar_doubt(struct arena *a, const struct calendar *c, int64_t year);
/* The days of one text of a notice, in the order written; at most CALENDAR_DAYS_MAX. ERR_INPUT with *WHY. */
MUST_CHECK enum err calendar_days(struct arena *a, int64_t year, struct str text, bool off, struct calendar_day *out,
                                  size_t *count, struct sentence *why);

/* ---- time limits ---------------------------------------------------------------------------- */

/* Every day; workdays; months, to the day of the same number or the month's end (Civil Code, article 202). */
enum clock { CLOCK_CALENDAR,
             CLOCK_WORKDAY,
             CLOCK_MONTH };
extern const struct choice clock_choices[]; /* day, workday, month: for fields of records */

enum { LIMIT_COUNT_MAX = 10000, /* more counts as this many; fewer than 0 as 0 */
       LIMIT_DOUBTS_MAX = 8 };
struct limit {
    int64_t count;
    enum clock clock;
    bool roll; /* a last day off is moved to the next workday (Civil Code, article 203); a workday never needs it */
};
struct pause {        /* days that do not count, both ends with */
    int64_t from, to; /* TO 0: still paused */
};
struct pauses {
    const struct pause *list; /* in any order, may overlap */
    size_t count;
};
struct limit_due {
    int64_t day;         /* the last day in time; 0: it cannot be told while the clock stands still */
    int64_t last_day;    /* the same before rolling */
    int64_t paused_days; /* calendar days between that were paused */
    bool clipped;        /* the month had no day of that number */
    size_t doubts;       /* years without a notice it leans on, at most LIMIT_DOUBTS_MAX */
    int64_t doubtful[LIMIT_DOUBTS_MAX];
};

/* When N days, workdays or months have passed after FROM_DAY, the day of receipt, which does not count itself. N 0 is
 * FROM_DAY. Months run without pauses first; the paused days until then are added at the end. A rolled day is a
 * workday that is not paused. P may be NULL. In the last three days of December the next year's notice is needed
 * too: it has given days there before. */
struct limit_due limit_add(const struct calendar *c, int64_t from_day, const struct limit *l, const struct pauses *p);
/* How much of the clock ran after FROM_DAY, up to and with TO_DAY: the days, workdays or whole months that are not
 * paused. Negative when TO_DAY is earlier. limit_measure(c, a, limit_add(c, a, l, p).last_day, l.clock, p) is l.count,
 * of a due day that was not rolled, that is. */
int64_t limit_measure(const struct calendar *c, int64_t from_day, int64_t to_day, enum clock clock,
                      const struct pauses *p);
/* What is left on TODAY until DUE_DAY: 0 on the day itself, negative once it is overdue. Months are told in days. */
int64_t limit_left(const struct calendar *c, int64_t today, int64_t due_day, enum clock clock,
                   const struct pauses *p);

/* ---- in words ------------------------------------------------------------------------------- */

struct sentence limit_text(struct arena *a, const struct limit *l); /* 15个工作日 / 15 workdays */
/* One sentence: 自2025年6月10日收到次日起算15个工作日（…），于2025年7月1日届满。 EVENT is the word for what happened on
 * FROM_DAY (收到 / receipt); NULL for that. Years it leans on without a notice are named. */
struct sentence limit_explain(struct arena *a, const struct calendar *c, int64_t from_day,
                              const struct sentence *event, const struct limit *l,
                              const struct pauses *p);
/* The same for a day that no rule made: given by the plan, extended so many times. 0 for no day at all. */
struct sentence due_explain(struct arena *a, int64_t original_day, int64_t due_day, int64_t extensions);

#endif
