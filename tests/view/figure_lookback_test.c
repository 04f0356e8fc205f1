/* figure_lookback_test.c: the numbers in the SQL of figures_lookback.h are the domain's, and each figure counts what its
 * definition says. */
#include "domain/lookback.h"
#include "tests/test.h"
#include "view/figure.h"
#include "view/table.h"

enum { DAY_OF_FIGURES = 20000,
       ROUND_1 = 100,
       ROUND_2 = 101 };

static struct arena memory;

static int64_t value_of(struct db *db, const char *name)
{
    struct figure_value v;
    const struct figure *f = figure_find(str_c(name));
    CHECK(f && !figure_compute(db, f, ROUND_1, DAY_OF_FIGURES, &v));
    return v.value;
}

static void put(struct db *db, enum kind kind, void *state) { CHECK(!table_save(db, &memory, kind, NULL, state)); }

static struct db *tables(void)
{
    struct db *db;
    CHECK(!db_open("", DB_MEMORY, &db));
    CHECK(!db_begin(db) && !table_create_all(db) && !db_commit(db));
    return db;
}

static void put_check(struct db *db, int64_t id, int64_t state, int64_t verdict, int64_t lookback)
{
    struct lookback_check c = {.id = id, .head = STR("00"), .state = state, .inspection = ROUND_1, .lookback = lookback, .verdict = verdict, .score = 80, .votes_valid = 4, .votes_satisfied = 1, .votes_basically = 2, .votes_unsatisfied = 1};
    put(db, KIND_CHECK, &c);
}

TEST(figures_of_looking_back_count_the_states_of_the_domain)
{
    struct db *db = tables();
    for (int64_t s = LOOKBACK_PLANNED; s <= LOOKBACK_VOID; s++) {
        struct lookback l = {.id = 10 + s, .head = STR("00"), .state = s, .inspection = ROUND_1, .population = 40, .sampled = 5, .by_hand = 2};
        put(db, KIND_LOOKBACK, &l);
    }
    CHECK(value_of(db, "lookbacks.total") == 2 && value_of(db, "lookbacks.population") == 80);
    CHECK(value_of(db, "lookbacks.sampled") == 10 && value_of(db, "lookbacks.directed") == 4 && value_of(db, "lookbacks.share") == 1250);
    put_check(db, 21, CHECK_OPEN, FOUND_NONE, 0);
    put_check(db, 22, CHECK_RECORDED, FOUND_TRUE, 10 + LOOKBACK_DRAWN);
    put_check(db, 23, CHECK_CONSOLIDATED, FOUND_PARTLY, 10 + LOOKBACK_FINISHED);
    put_check(db, 24, CHECK_REOPEN, FOUND_REBOUND, 0);
    put_check(db, 25, CHECK_RECORDED, FOUND_FALSE, 10 + LOOKBACK_DRAWN);
    put_check(db, 26, CHECK_RECORDED, FOUND_TRUE, 10 + LOOKBACK_VOID);
    CHECK(value_of(db, "checks.total") == 4 && value_of(db, "checks.true") == 1 && value_of(db, "checks.partly") == 1);
    CHECK(value_of(db, "checks.false") == 1 && value_of(db, "checks.rebound") == 1 && value_of(db, "checks.true_rate") == 2500);
    CHECK(value_of(db, "checks.consolidated") == 1 && value_of(db, "checks.reopen") == 1 && value_of(db, "checks.mismatched") == 0);
    CHECK(value_of(db, "checks.votes") == 16 && value_of(db, "checks.votes_satisfied") == 12 && value_of(db, "checks.satisfaction") == 7500);
    CHECK(value_of(db, "checks.score") == 320 && value_of(db, "checks.score_mean") == 8000 && SCORE_FULL == 100);
    for (int64_t s = VOICE_RECEIVED; s <= VOICE_ANSWERED; s++) {
        struct voice v = {.id = 30 + s, .head = STR("00"), .state = s, .inspection = ROUND_1, .received_day = 19990};
        put(db, KIND_VOICE, &v);
    }
    CHECK(value_of(db, "voices.total") == 3 && value_of(db, "voices.answered") == 1 && value_of(db, "voices.open") == 2);
    CHECK(value_of(db, "voices.answered_rate") == 3333);
    db_close(db);
    arena_reset(&memory);
}

TEST(a_problem_is_repeated_until_the_earlier_one_is_called_consolidated)
{
    struct db *db = tables();
    static const int64_t first[] = {51}, second[] = {52};
    struct problem marked = {.id = 41, .head = STR("00"), .inspection = ROUND_1, .number = 1, .repeated = 1};
    struct problem linked = {.id = 42, .head = STR("00"), .inspection = ROUND_1, .number = 2, .earlier = {first, 1}};
    struct problem other = {.id = 43, .head = STR("00"), .inspection = ROUND_1, .number = 3, .earlier = {second, 1}};
    struct problem fresh = {.id = 44, .head = STR("00"), .inspection = ROUND_1, .number = 4};
    struct problem elsewhere = {.id = 45, .head = STR("00"), .inspection = ROUND_2, .number = 1, .repeated = 1};
    put(db, KIND_PROBLEM, &marked), put(db, KIND_PROBLEM, &linked), put(db, KIND_PROBLEM, &other);
    put(db, KIND_PROBLEM, &fresh), put(db, KIND_PROBLEM, &elsewhere);
    CHECK(value_of(db, "problems.linked") == 2 && value_of(db, "problems.repeated") == 3);
    struct lookback_check good = {.id = 61, .head = STR("00"), .state = CHECK_CONSOLIDATED, .inspection = ROUND_2, .problem = 51};
    put(db, KIND_CHECK, &good);
    CHECK(value_of(db, "problems.repeated") == 2);
    struct lookback_check bad = {.id = 62, .head = STR("00"), .state = CHECK_REOPEN, .inspection = ROUND_2, .problem = 51};
    put(db, KIND_CHECK, &bad);
    CHECK(value_of(db, "problems.linked") == 2 && value_of(db, "problems.repeated") == 3);
    db_close(db);
    arena_reset(&memory);
}
