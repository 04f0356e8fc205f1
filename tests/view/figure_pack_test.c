/* figure_pack_test.c: the figures of labels are measure_label, one measure at a time, and share out measures.total; those
 * of a period are what its reports and days say. Over random ledgers of every rhythm. */
#include "base/time.h"
#include "domain/all.h"
#include "tests/test.h"
#include "view/figure.h"
#include "view/period.h"
#include "view/table.h"

#include <string.h>

enum { DAY = 20263, /* 2025-06-24 */
       ROUND = 100,
       MEASURES = 160 };

static struct arena arena;
static uint64_t dice = 88172645463325252u;

static int64_t roll(int64_t n)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (int64_t)(dice % (uint64_t)n);
}

static const char *const label_figures[LABEL_COUNT] = {
    [LABEL_DONE] = "measures.label_done", [LABEL_NEARLY] = "measures.label_nearly", [LABEL_SUSTAINED] = "measures.label_sustained", [LABEL_WORKING] = "measures.label_working", [LABEL_LAGGING] = "measures.label_lagging", [LABEL_OVERDUE] = "measures.label_overdue", [LABEL_NOT_STARTED] = "measures.label_not_started"};

struct ledger { /* what was put in, and how often each was counted */
    struct measure list[MEASURES];
    bool reported[MEASURES], late[MEASURES]; /* for the last complete period */
    int64_t rhythm, day;
    int hits[MEASURES];
};

static void save(struct db *db, enum kind kind, void *state) { CHECK(!table_save(db, &arena, kind, NULL, state)); }

static void fill(struct db *db, struct ledger *l)
{
    struct period_bounds b = period_before_day(l->rhythm, l->day);
    struct inspection i = {.id = ROUND, .seq = 1, .head = STR("aa"), .state = INSPECTION_ACTIVE, .sort = INSPECTION_XUNSHI};
    struct regime r = *regime_builtin(INSPECTION_XUNSHI);
    r.id = 7;
    r.seq = 1;
    r.head = STR("aa");
    r.inspection = ROUND;
    r.rhythm = l->rhythm;
    save(db, KIND_INSPECTION, &i);
    save(db, KIND_REGIME, &r);
    for (int64_t k = 0; k < MEASURES; k++) {
        struct measure *m = &l->list[k];
        int64_t state = MEASURE_DRAFT + roll(MEASURE_VOID);
        *m = (struct measure){.id = 1000 + k, .seq = k, .head = STR("aa"), .state = state, .inspection = ROUND, .ordinal = k, .type = 1 + roll(3), .round = 1 + roll(2), .extensions = roll(2)};
        m->due_day = roll(5) ? l->day - 40 + roll(80) : 0;
        m->signed_us = state >= MEASURE_WORKING ? day_start_us(l->day - 70 + roll(71)) + roll(2) : 0;
        m->reopened_us = m->signed_us && m->round > 1 && roll(2) ? m->signed_us + roll(40 * 86400) * 1000000 : 0;
        m->closed_us = state == MEASURE_CLOSED ? day_start_us(l->day - 60 + roll(60)) : 0;
        m->routine_us = state == MEASURE_ROUTINE ? day_start_us(l->day - 60 + roll(60)) : 0;
        if (state >= MEASURE_WORKING && roll(2)) { /* the newest report: of the present period, the last, or the one before */
            int64_t period = roll(2) ? b.period : roll(2) ? regime_period(l->rhythm, l->day)
                                                          : regime_period_before(l->rhythm, b.period);
            struct report p = {.id = 5000 + k, .seq = k, .head = STR("aa"), .inspection = ROUND, .measure = m->id, .period = period, .unit = 1, .late = roll(2), .version = 1};
            m->last_period = period;
            l->reported[k] = period == b.period;
            l->late[k] = l->reported[k] && p.late;
            save(db, KIND_REPORT, &p);
        }
        save(db, KIND_MEASURE, m);
    }
}

struct tally {
    struct ledger *l;
    int64_t sum;
};

static enum err hit(void *arg, int64_t id, int64_t weight)
{
    struct tally *t = arg;
    CHECK(id >= 1000 && id < 1000 + MEASURES && weight == 1);
    t->l->hits[id - 1000]++;
    t->sum++;
    return ERR_NONE;
}

static int64_t value_of(struct db *db, const struct ledger *l, const char *name)
{
    struct figure_value v;
    const struct figure *f = figure_find(str_c(name));
    CHECK(f && !figure_compute(db, f, ROUND, l->day, &v));
    return v.value;
}

static void labels_share_out_all(struct db *db, struct ledger *l)
{
    int64_t total = 0;
    for (int label = LABEL_DONE; label < LABEL_COUNT; label++) {
        const struct figure *f = figure_find(str_c(label_figures[label]));
        struct tally t = {l, 0};
        memset(l->hits, 0, sizeof l->hits);
        CHECK(f && !figure_each(db, f, ROUND, l->day, hit, &t));
        for (int64_t k = 0; k < MEASURES; k++)
            if (l->hits[k] != (measure_label(&l->list[k], l->rhythm, l->day) == (enum label)label)) {
                fprintf(stderr, "%s: measure %lld in state %lld\n", f->name, (long long)k, (long long)l->list[k].state);
                CHECK(false);
            }
        CHECK(t.sum == value_of(db, l, f->name));
        total += t.sum;
    }
    CHECK(total == value_of(db, l, "measures.total"));
    CHECK(value_of(db, l, "measures.label_overdue") == value_of(db, l, "measures.overdue"));
    CHECK(value_of(db, l, "measures.done_or_nearly") == value_of(db, l, "measures.label_done") + value_of(db, l, "measures.label_nearly"));
    CHECK(value_of(db, l, "measures.done_rate") == rate_hundredths(value_of(db, l, "measures.label_done"), total));
    CHECK(value_of(db, l, "measures.done_or_nearly_rate") == rate_hundredths(value_of(db, l, "measures.done_or_nearly"), total));
}

static int64_t seen[5]; /* over all ledgers: nothing is compared only as zero */

static void periods_are_counted(struct db *db, struct ledger *l)
{
    struct period_bounds b = period_before_day(l->rhythm, l->day);
    int64_t due = 0, filed = 0, late = 0, closed = 0, next = 0, routine = 0, kept = 0, extended = 0, again = 0;
    for (int64_t k = 0; k < MEASURES; k++) {
        const struct measure *m = &l->list[k];
        int64_t done_day = day_of(m->state == MEASURE_CLOSED ? m->closed_us : m->routine_us), begun = day_of(m->reopened_us > m->signed_us ? m->reopened_us : m->signed_us);
        bool live = m->state != MEASURE_VOID, works = m->state == MEASURE_WORKING || m->state == MEASURE_SUSTAINED;
        bool done = m->state == MEASURE_CLOSED || m->state == MEASURE_ROUTINE;
        filed += live && l->reported[k];
        due += live && (l->reported[k] || (works && begun < b.first_day));
        late += live && l->late[k];
        closed += done && done_day >= b.first_day && done_day < b.next_first_day;
        next += m->state >= MEASURE_ISSUED && m->state <= MEASURE_SUSTAINED && m->due_day >= b.next_first_day && m->due_day <= b.next_last_day;
        routine += m->state == MEASURE_ROUTINE;
        kept += m->state == MEASURE_SUSTAINED;
        extended += live && m->extensions;
        again += live && m->round > 1;
    }
    const int64_t counts[5] = {due - filed, filed - late, late, closed, next};
    for (int i = 0; i < 5; i++)
        seen[i] += counts[i];
    CHECK(value_of(db, l, "reports.due") == due && value_of(db, l, "reports.filed") == filed);
    CHECK(value_of(db, l, "reports.missing") == due - filed && value_of(db, l, "reports.late") == late);
    CHECK(value_of(db, l, "measures.new_closed") == closed && value_of(db, l, "measures.next_due") == next);
    CHECK(value_of(db, l, "measures.routine") == routine && value_of(db, l, "measures.sustained_now") == kept);
    CHECK(value_of(db, l, "measures.extended") == extended && value_of(db, l, "measures.reopened") == again);
}

TEST(labels_share_out_the_measures_and_periods_hold_what_fell_into_them)
{
    static const int64_t days[] = {DAY, DAY - 9, DAY - 8, DAY + 6, DAY + 7}; /* within, first and last days of half-months */
    for (int64_t rhythm = RHYTHM_HALF_MONTH; rhythm <= RHYTHM_QUARTER; rhythm++)
        for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
            struct ledger *l = arena_alloc(&arena, sizeof *l);
            struct db *db;
            CHECK(!db_open("", DB_MEMORY, &db));
            CHECK(!db_begin(db) && !table_create_all(db) && !db_commit(db));
            l->rhythm = rhythm;
            l->day = days[i];
            fill(db, l);
            labels_share_out_all(db, l);
            periods_are_counted(db, l);
            db_close(db);
        }
    for (int i = 0; i < 5; i++)
        CHECK(seen[i] > 0);
}

TEST(the_rhythm_is_that_of_the_round_else_of_its_kind)
{
    struct db *db;
    int64_t rhythm;
    struct inspection i = {.id = ROUND, .seq = 1, .head = STR("aa"), .state = INSPECTION_ACTIVE, .sort = INSPECTION_AUDIT};
    struct regime r = *regime_builtin(INSPECTION_AUDIT);
    CHECK(!db_open("", DB_MEMORY, &db));
    CHECK(!db_begin(db) && !table_create_all(db) && !db_commit(db));
    CHECK(!period_rhythm(db, ROUND, &rhythm) && rhythm == RHYTHM_HALF_MONTH); /* no such round */
    save(db, KIND_INSPECTION, &i);
    CHECK(!period_rhythm(db, ROUND, &rhythm) && rhythm == RHYTHM_MONTH);
    r.id = 7;
    r.seq = 1;
    r.head = STR("aa");
    r.rhythm = RHYTHM_QUARTER;
    save(db, KIND_REGIME, &r);
    CHECK(!period_rhythm(db, ROUND, &rhythm) && rhythm == RHYTHM_QUARTER);
    r.id = 8;
    r.inspection = ROUND;
    r.rhythm = RHYTHM_HALF_MONTH;
    save(db, KIND_REGIME, &r);
    CHECK(!period_rhythm(db, ROUND, &rhythm) && rhythm == RHYTHM_HALF_MONTH);
    db_close(db);
}

TEST(bounds_of_periods_meet)
{
    struct period_bounds b = period_before_day(RHYTHM_HALF_MONTH, day_from_civil(2025, 7, 1));
    CHECK(b.first_day == day_from_civil(2025, 6, 16) && b.next_first_day == day_from_civil(2025, 7, 1) && b.next_last_day == day_from_civil(2025, 7, 15));
    b = period_before_day(RHYTHM_MONTH, day_from_civil(2025, 6, 30));
    CHECK(b.first_day == day_from_civil(2025, 5, 1) && b.next_first_day == day_from_civil(2025, 6, 1) && b.next_last_day == day_from_civil(2025, 6, 30));
    b = period_bounds_of(RHYTHM_QUARTER, regime_period(RHYTHM_QUARTER, day_from_civil(2025, 12, 31)));
    CHECK(b.first_day == day_from_civil(2025, 10, 1) && b.next_first_day == day_from_civil(2026, 1, 1) && b.next_last_day == day_from_civil(2026, 3, 31));
}
