/* figure_book_test.c: the figures of the books: persons and person-times, rules, money in 万元, indicators. */
#include "domain/books.h"
#include "tests/test.h"
#include "view/figure.h"
#include "view/table.h"

enum { DAY = 20000,
       ROUND_1 = 100 };

static struct arena arena;

static struct db *tables(void)
{
    struct db *db;
    CHECK(!db_open("", DB_MEMORY, &db));
    CHECK(!db_begin(db) && !table_create_all(db) && !db_commit(db));
    return db;
}

static void save(struct db *db, enum kind kind, int64_t id, int64_t state, void *thing)
{
    struct thing *t = thing;
    t->id = t->seq = id;
    t->head = STR("00");
    t->state = state;
    CHECK(!table_save(db, &arena, kind, NULL, thing));
}

static void sanction(struct db *db, int64_t id, int64_t state, int64_t held, int64_t sort, int64_t persons)
{
    struct sanction s = {.inspection = ROUND_1, .held = held, .sort = sort, .persons = persons, .cases = sort == SANCTION_CASE_FILED ? persons + 1 : 0, .day = 1};
    save(db, KIND_SANCTION, id, state, &s);
}

static int64_t value(struct db *db, const char *name)
{
    struct figure_value v;
    const struct figure *f = figure_find(str_c(name));
    CHECK(f && !figure_compute(db, f, ROUND_1, DAY, &v));
    return v.value;
}

TEST(persons_count_once_and_person_times_each_time)
{
    struct db *db = tables();
    sanction(db, 1, BOOK_VALID, 0, SANCTION_PARTY_WARNING, 5); /* a batch without names */
    sanction(db, 2, BOOK_VALID, 71, SANCTION_PARTY_EXPULSION, 1);
    sanction(db, 3, BOOK_VALID, 71, SANCTION_GOV_DISMISSAL, 1);
    sanction(db, 4, BOOK_STRUCK, 72, SANCTION_TALK, 1);
    sanction(db, 5, BOOK_VALID, 72, SANCTION_TALK, 1);
    sanction(db, 6, BOOK_VALID, 72, SANCTION_TALK, 1); /* twice the same kind */
    sanction(db, 7, BOOK_VALID, 0, SANCTION_CASE_FILED, 3);
    sanction(db, 8, BOOK_VALID, 71, SANCTION_CASE_FILED, 1);
    sanction(db, 9, BOOK_VALID, 0, SANCTION_HANDED_OVER, 1);
    sanction(db, 10, BOOK_VALID, 0, SANCTION_BODY_CIRCULAR, 4);
    sanction(db, 11, BOOK_VALID, 0, SANCTION_BODY_REVIEW, 2);
    sanction(db, 12, BOOK_STRUCK, 71, SANCTION_TALK, 1);
    CHECK(value(db, "sanctions.person_times") == 9);
    CHECK(value(db, "sanctions.persons") == 7 && value(db, "sanctions.named") == 2);
    CHECK(value(db, "sanctions.several_kinds") == 1);
    CHECK(value(db, "sanctions.case_filed") == 4 && value(db, "sanctions.cases") == 6 && value(db, "sanctions.handed_over") == 1);
    CHECK(value(db, "sanctions.bodies") == 6 && value(db, "sanctions.body_circular") == 4 && value(db, "sanctions.body_reorganised") == 0);
    db_close(db);
}

/* The range that counts in persons ends where cases begin. */
TEST(what_counts_as_handled_is_what_the_groups_say)
{
    for (int64_t i = 1; i < SANCTION_SORTS; i++) {
        struct db *db = tables();
        enum sanction_group group = sanction_group_of(i);
        sanction(db, 1, BOOK_VALID, 0, i, 1);
        CHECK(value(db, "sanctions.person_times") == (group != SANCTION_GROUP_CASE && group != SANCTION_GROUP_BODY));
        CHECK(value(db, "sanctions.bodies") == (group == SANCTION_GROUP_BODY));
        db_close(db);
    }
}

TEST(no_figure_lists_persons_held_to_account)
{
    for (size_t i = 0; i < figures_count; i++)
        CHECK(figures[i].kind != KIND_HELD);
}

TEST(abolished_rules_are_not_among_those_written)
{
    struct db *db = tables();
    for (int64_t action = 1; rule_actions[action].name; action++) {
        struct rule r = {.inspection = ROUND_1, .action = action, .day = 1};
        save(db, KIND_RULE, action, BOOK_VALID, &r);
    }
    CHECK_STR(str_c(rule_actions[3].name), STR("abolished"));
    CHECK(value(db, "rules.total") == 2 && value(db, "rules.abolished") == 1);
    db_close(db);
}

TEST(money_is_summed_in_fen_and_printed_in_wan_to_the_last_fen)
{
    static const struct {
        int64_t fen;
        const char *text;
    } texts[] = {{0, "0"}, {1, "0.000001"}, {1234567, "1.234567"}, {1000000, "1"}, {386000000, "386"}, {1230000, "1.23"}, {100000000000001, "100000000.000001"}};
    struct db *db = tables();
    int64_t sum = 0;
    const struct figure *f = figure_find(STR("recoveries.total"));
    for (int64_t sort = 1; recovery_sorts[sort].name; sort++) {
        struct recovery r = {.inspection = ROUND_1, .sort = sort, .amount_fen = 1 << sort, .day = 1};
        save(db, KIND_RECOVERY, 2 * sort, BOOK_VALID, &r);
        save(db, KIND_RECOVERY, 2 * sort + 1, BOOK_STRUCK, &r);
        sum += 1 << sort;
        CHECK(value(db, str_z(&arena, str_f(&arena, "recoveries.%s", recovery_sorts[sort].name))) == 1 << sort);
    }
    CHECK(value(db, "recoveries.total") == sum && figure_scale(f) == 1000000);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STR(figure_text(&arena, f, &(struct figure_value){.value = texts[i].fen}), str_c(texts[i].text));
    CHECK(figure_scale(figure_find(STR("rules.total"))) == 1);
    db_close(db);
}

TEST(reached_in_the_figures_is_reached_in_the_rules)
{
    struct db *db = tables();
    int64_t id = 1, reached = 0, total = 0;
    for (int64_t direction = DIRECTION_UP; direction <= DIRECTION_DOWN; direction++)
        for (int64_t actual = -1; actual <= 1; actual++)
            for (int64_t latest = 0; latest <= 1; latest++, id++, total++) {
                struct indicator i = {.inspection = ROUND_1, .direction = direction, .actual = actual, .latest = latest};
                reached += indicator_reached(&i);
                save(db, KIND_INDICATOR, 2 * id, BOOK_VALID, &i);
                save(db, KIND_INDICATOR, 2 * id + 1, BOOK_STRUCK, &i);
            }
    CHECK(reached == 4 && value(db, "indicators.reached") == reached);
    CHECK(value(db, "indicators.total") == total && value(db, "indicators.not_reached") == total - reached);
    db_close(db);
}
