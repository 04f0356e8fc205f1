/* changed_test.c: the same number is given only while the tables stand still. */
#include "view/changed.h"

#include "tests/test.h"
#include "view/figure.h"

#define MEASURES CHANGED_KIND(KIND_MEASURE)
#define UNITS CHANGED_KIND(KIND_UNIT)

TEST(changed_keys_follow_the_kinds_asked)
{
    static const struct hash last = {{1}};
    const struct db *db = (const struct db *)&last, *other = (const struct db *)&db;
    changed_note(db, 10, &last, 0, true);
    int64_t measures = changed_key(db, 10, MEASURES), units = changed_key(db, 10, UNITS);
    changed_note(db, 11, &last, UNITS, false);
    CHECK(changed_key(db, 11, MEASURES) == measures);
    CHECK(changed_key(db, 11, UNITS) != units && changed_key(db, 11, UNITS | MEASURES) != measures);
    CHECK(changed_key(db, 10, MEASURES) == 10 && changed_key(other, 11, MEASURES) == 11); /* nothing is known of these */
    CHECK(changed_key(db, 0, MEASURES) == 0);
    changed_note(db, 11, &last, 0, true); /* another log: nothing of before is given again */
    CHECK(changed_key(db, 11, MEASURES) != measures && changed_key(db, 11, UNITS) != units);
    struct hash known;
    CHECK(changed_until(db, &known) == 11 && hash_eq(&known, &last) && changed_until(other, &known) == 0);
}

TEST(changed_kinds_are_those_a_query_names)
{
    CHECK(changed_kinds(STR("SELECT id FROM measure m WHERE m.state = 8")) == MEASURES);
    CHECK(changed_kinds(STR("SELECT id FROM measure_words")) == 0);
    uint64_t links = changed_kinds(STR("SELECT owner FROM link"));
    CHECK(links & MEASURES && !(links & UNITS));
    for (size_t i = 0; i < figures_count; i++)
        CHECK(!figures[i].sql || changed_kinds(str_c(figures[i].sql)) & CHANGED_KIND(figures[i].kind));
}
