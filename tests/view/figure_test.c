/* figure_test.c: the numbers in the SQL are the domain's, a figure is its list, and rates round as people check them. */
#include "view/figure.h"
#include "domain/all.h"
#include "tests/test.h"
#include "view/table.h"

#include <string.h>

enum { DAY = 20000,
       ROUND_1 = 100,
       ROUND_2 = 101 };

static struct arena arena;

static struct db *empty_tables(void)
{
    struct db *db;
    CHECK(!db_open("", DB_MEMORY, &db));
    CHECK(!db_begin(db) && !table_create_all(db) && !db_commit(db));
    return db;
}

/* Puts a row of KIND whose fields are given as name and number, ended by NULL. */
struct cell {
    const char *name;
    int64_t value;
};
static void row(struct db *db, enum kind kind, int64_t id, const struct cell *cells)
{
    const struct record *r = kinds[kind].record;
    void *state = arena_alloc(&arena, r->size);
    *(struct thing *)state = (struct thing){id, id, STR("00"), 0};
    for (; cells->name; cells++) {
        const struct field *f = record_field(r, str_c(cells->name));
        CHECK(f);
        *field_int(f, state) = cells->value;
    }
    CHECK(!table_save(db, &arena, kind, NULL, state));
}
#define ROW(db, kind, id, ...) row(db, KIND_##kind, id, (const struct cell[]){{"inspection", ROUND_1}, __VA_ARGS__, {NULL, 0}})

static int64_t value_of(struct db *db, const char *name)
{
    struct figure_value v;
    const struct figure *f = figure_find(str_c(name));
    CHECK(f && !figure_compute(db, f, ROUND_1, DAY, &v));
    return v.value;
}

/* One measure in each state, each of the three types, due yesterday, today, in ten and eleven days. */
static void fill_measures(struct db *db)
{
    int64_t id = 1000;
    static const int64_t dues[] = {DAY - 1, DAY, DAY + 10, DAY + 11, 0};
    for (int64_t state = MEASURE_DRAFT; state <= MEASURE_VOID; state++)
        for (int64_t type = TYPE_IMMEDIATE; type <= TYPE_SUSTAINED; type++)
            for (size_t k = 0; k < sizeof dues / sizeof *dues; k++, id++)
                ROW(db, MEASURE, id, {"state", state}, {"type", type}, {"due_day", dues[k]}, {"lead_unit", 1 + (int64_t)k % 2}, {"ordinal", id});
    ROW(db, MEASURE, id, {"inspection", ROUND_2}, {"state", MEASURE_CLOSED}, {"type", TYPE_IMMEDIATE});
}

enum { EACH = 15 }; /* measures fill_measures makes in a state */

TEST(figures_of_measures_count_the_states_of_the_domain)
{
    struct db *db = empty_tables();
    fill_measures(db);
    CHECK(value_of(db, "measures.total") == EACH * (MEASURE_VOID - MEASURE_DRAFT));
    CHECK(value_of(db, "measures.closed") == EACH && value_of(db, "measures.void") == EACH);
    CHECK(value_of(db, "measures.working") == EACH && value_of(db, "measures.claimed") == EACH);
    CHECK(value_of(db, "measures.verifying") == EACH);
    CHECK(value_of(db, "measures.open") == EACH * (MEASURE_CLOSED - MEASURE_DRAFT));
    CHECK(value_of(db, "measures.not_started") == EACH * (MEASURE_WORKING - MEASURE_DRAFT));
    CHECK(value_of(db, "measures.immediate") == EACH / 3 * (MEASURE_VOID - MEASURE_DRAFT));
    CHECK(value_of(db, "measures.phased") == value_of(db, "measures.immediate"));
    CHECK(value_of(db, "measures.sustained") == value_of(db, "measures.immediate"));
    db_close(db);
}

TEST(overdue_and_due_soon_are_what_the_colours_say)
{
    struct db *db = empty_tables();
    int64_t red = 0, yellow = 0;
    static const int64_t dues[] = {DAY - 1, DAY, DAY + 10, DAY + 11, 0};
    fill_measures(db);
    for (int64_t state = MEASURE_DRAFT; state <= MEASURE_VOID; state++)
        for (size_t k = 0; k < sizeof dues / sizeof *dues; k++) {
            red += 3 * (measure_colour(state, dues[k], DAY) == COLOUR_RED);
            yellow += 3 * (measure_colour(state, dues[k], DAY) == COLOUR_YELLOW);
        }
    CHECK(red > 0 && value_of(db, "measures.overdue") == red);
    CHECK(yellow > 0 && value_of(db, "measures.due_soon") == yellow);
    CHECK(COLOUR_YELLOW_DAYS == 10); /* stands in the SQL and in the definition */
    db_close(db);
}

TEST(figures_of_problems_and_evidence_count_the_states_of_the_domain)
{
    struct db *db = empty_tables();
    ROW(db, PROBLEM, 1, {"state", PROBLEM_OPEN}, {"number", 1});
    ROW(db, PROBLEM, 2, {"state", PROBLEM_OPEN}, {"number", 2});
    ROW(db, PROBLEM, 3, {"state", PROBLEM_DONE}, {"number", 3});
    ROW(db, EVIDENCE, 4, {"state", EVIDENCE_VALID});
    ROW(db, EVIDENCE, 5, {"state", EVIDENCE_GONE});
    ROW(db, REPORT, 6, {"version", 3});
    CHECK(value_of(db, "problems.total") == 3 && value_of(db, "problems.open") == 2 && value_of(db, "problems.closed") == 1);
    CHECK(value_of(db, "problems.closed_rate") == 3333);
    CHECK(value_of(db, "evidence.total") == 1 && value_of(db, "reports.total") == 1);
    db_close(db);
}

/* The sort of a sanction whose wire name is NAME's last part. */
static int64_t sort_named(const char *name)
{
    for (int64_t i = 1; sanction_sorts[i].name; i++)
        if (!strcmp(sanction_sorts[i].name, name))
            return i;
    return 0;
}

TEST(each_sanction_is_counted_under_its_own_name_and_its_sum)
{
    struct db *db = empty_tables();
    int64_t weight = 1, party = 0, gov = 0, org = 0;
    for (int64_t sort = 1; sanction_sorts[sort].name; sort++, weight *= 2) {
        const char *name = sanction_sorts[sort].name;
        ROW(db, SANCTION, 10 * sort, {"state", BOOK_VALID}, {"sort", sort}, {"persons", weight});
        ROW(db, SANCTION, 10 * sort + 1, {"state", BOOK_STRUCK}, {"sort", sort}, {"persons", 1000000});
        party += strncmp(name, "party_", 6) ? 0 : weight;
        gov += strncmp(name, "gov_", 4) ? 0 : weight;
        org += strncmp(name, "org_", 4) ? 0 : weight;
    }
    CHECK(value_of(db, "sanctions.party") == party && value_of(db, "sanctions.gov") == gov && value_of(db, "sanctions.org") == org);
    for (int64_t sort = 1; sanction_sorts[sort].name; sort++) {
        const char *name = str_z(&arena, str_f(&arena, "sanctions.%s", sanction_sorts[sort].name));
        CHECK(figure_find(str_c(name)) && sort_named(sanction_sorts[sort].name) == sort);
        CHECK(value_of(db, name) == 1LL << (sort - 1));
    }
    db_close(db);
}

TEST(rules_are_counted_by_what_was_done)
{
    struct db *db = empty_tables();
    int64_t issued = strcmp(rule_actions[1].name, "issued") ? 2 : 1;
    CHECK(!strcmp(rule_actions[issued].name, "issued") && !strcmp(rule_actions[3 - issued].name, "revised"));
    ROW(db, RULE, 1, {"state", BOOK_VALID}, {"action", issued});
    ROW(db, RULE, 2, {"state", BOOK_VALID}, {"action", 3 - issued});
    ROW(db, RULE, 3, {"state", BOOK_VALID}, {"action", 3 - issued});
    ROW(db, RULE, 4, {"state", BOOK_STRUCK}, {"action", issued});
    CHECK(value_of(db, "rules.total") == 3 && value_of(db, "rules.issued") == 1 && value_of(db, "rules.revised") == 2);
    db_close(db);
}

static enum err count(void *arg, int64_t id, int64_t weight)
{
    int64_t *sum = arg;
    CHECK(id != 0);
    sum[0] += weight;
    sum[1]++;
    return ERR_NONE;
}

TEST(every_figure_is_the_sum_of_its_list)
{
    struct db *db = empty_tables();
    fill_measures(db);
    for (int64_t i = 1; i < 18; i++)
        ROW(db, SANCTION, 5000 + i, {"state", BOOK_VALID}, {"sort", i}, {"persons", i});
    for (size_t i = 0; i < figures_count; i++) {
        struct figure_value v;
        int64_t sum[2] = {0, 0};
        CHECK(!figure_compute(db, &figures[i], ROUND_1, DAY, &v) && !figure_each(db, &figures[i], ROUND_1, DAY, count, sum));
        CHECK(sum[1] == v.rows && sum[0] == (figures[i].sql ? v.value : v.part));
        CHECK(figures[i].sql || (figure_find(str_c(figures[i].part)) && figure_find(str_c(figures[i].whole))));
    }
    db_close(db);
}

TEST(the_table_of_figures_is_complete_and_its_names_are_unique)
{
    CHECK(figures_count <= FIGURES_MAX);
    for (size_t i = 0; i < figures_count; i++) {
        const struct figure *f = &figures[i];
        CHECK(f->name && f->version >= 1 && f->unit[0] && f->zh[0] && f->en[0] && f->definition_zh[0] && f->definition_en[0]);
        CHECK(!f->sql == (f->part && f->whole) && (f->sql != NULL) == (strcmp(f->unit, "%") != 0));
        CHECK(figure_find(str_c(f->name)) == f);
    }
    CHECK(!figure_find(STR("")) && !figure_find(STR("measures")));
}

TEST(figures_of_notices_count_the_states_and_kinds_of_the_domain)
{
    struct db *db = empty_tables();
    int64_t id = 7000, late = 0;
    static const int64_t days[] = {DAY - 1, DAY, 0};
    for (int64_t state = NOTICE_DRAFT; state <= NOTICE_WITHDRAWN; state++)
        for (int64_t sort = 1; sort < NOTICE_SORT_COUNT; sort++)
            for (size_t k = 0; k < sizeof days / sizeof *days; k++, id++) {
                struct notice n = {.state = state, .sign_due_day = DAY - 1, .answer_due_day = days[k]};
                ROW(db, NOTICE, id, {"state", state}, {"sort", sort}, {"number", state != NOTICE_DRAFT}, {"sign_due_day", DAY - 1}, {"answer_due_day", days[k]}, {"times", 1 + (int64_t)k}, {"talk_day", state == NOTICE_CLOSED});
                late += state != NOTICE_DRAFT && notice_late(&n, DAY);
            }
    int64_t each = 3 * (NOTICE_SORT_COUNT - 1);
    CHECK(value_of(db, "notices.issued") == 4 * each && value_of(db, "notices.letters") == 4 * (each - 3));
    for (int64_t sort = 1; sort < NOTICE_SORT_COUNT; sort++)
        CHECK(value_of(db, str_z(&arena, str_f(&arena, "notices.%s", notice_sorts[sort].name))) == 12);
    CHECK(value_of(db, "notices.open") == 3 * each && value_of(db, "notices.closed") == each && value_of(db, "notices.withdrawn") == each);
    CHECK(value_of(db, "notices.asked") == 4 * each / 3 * 2 && value_of(db, "notices.answered") == 2 * each / 3 * 2);
    CHECK(value_of(db, "notices.answered_rate") == 5000 && value_of(db, "notices.talked") == each);
    CHECK(value_of(db, "notices.escalated") == 4 * each / 3 * 2);
    CHECK(late > 0 && value_of(db, "notices.overdue") == late);
    db_close(db);
}

TEST(figures_of_plans_meetings_and_tasks_count_the_states_of_the_domain)
{
    struct db *db = empty_tables();
    int64_t id = 9000, late = 0;
    static const int64_t days[] = {DAY - 1, DAY, DAY + 1};
    for (int64_t state = SENTENCE_UNMAPPED; state <= SENTENCE_NOT_PROBLEM; state++, id++)
        ROW(db, SENTENCE, id, {"state", state}, {"problem", state == SENTENCE_PROBLEM ? 1 : 0}, {"number", id});
    ROW(db, PROBLEM, 1, {"state", PROBLEM_OPEN}, {"number", 1}, {"first_person", 1});
    ROW(db, PROBLEM, 2, {"state", PROBLEM_OPEN}, {"number", 2}, {"plan", PLAN_SORT_PERSONNEL});
    ROW(db, PROBLEM, 3, {"state", PROBLEM_OPEN}, {"number", 3}, {"plan", PLAN_SORT_IDEOLOGY});
    ROW(db, PROBLEM, 4, {"state", PROBLEM_OPEN}, {"number", 4}, {"plan", PLAN_SORT_SPECIAL});
    ROW(db, MEASURE, 50, {"problem", 1}, {"state", MEASURE_VOID}, {"ordinal", 1});
    ROW(db, MEASURE, 51, {"problem", 2}, {"state", MEASURE_DRAFT}, {"ordinal", 2});
    ROW(db, MEASURE, 52, {"problem", 3}, {"state", MEASURE_CLOSED}, {"type", TYPE_SUSTAINED}, {"lead_unit", 5}, {"ordinal", 3});
    for (int64_t sort = PLAN_SORT_MAIN; sort <= PLAN_SORT_SPECIAL; sort++)
        ROW(db, PLAN, sort, {"state", PLAN_DRAFTING + sort % 3}, {"sort", sort}), ROW(db, PLAN, 90 + sort, {"state", PLAN_VOID}, {"sort", sort});
    for (int64_t state = GROUP_ACTIVE; state <= GROUP_DISSOLVED; state++, id++)
        ROW(db, GROUP, id, {"state", state}, {"sort", 3});
    for (int64_t sort = MEETING_SORT_LEADING_GROUP; sort <= MEETING_SORT_OTHER; sort++, id += 2) {
        ROW(db, MEETING, id, {"state", BOOK_VALID}, {"sort", sort});
        ROW(db, MEETING, id + 1, {"state", BOOK_STRUCK}, {"sort", sort});
    }
    for (int64_t state = TASK_ASSIGNED; state <= TASK_VOID; state++)
        for (size_t k = 0; k < sizeof days / sizeof *days; k++, id++) {
            ROW(db, TASK, id, {"state", state}, {"due_day", days[k]});
            late += task_colour(state, days[k], DAY) == COLOUR_RED;
        }
    CHECK(value_of(db, "plan.sentences") == 3 && value_of(db, "plan.sentences_unmapped") == 1);
    CHECK(value_of(db, "plan.sentences_mapped") == 1 && value_of(db, "plan.sentences_not_problem") == 1);
    CHECK(value_of(db, "plan.problems_uncited") == 3 && value_of(db, "plan.problems_without_measure") == 2);
    CHECK(value_of(db, "plan.measures_incomplete") == 2 && value_of(db, "problems.first_person") == 1);
    CHECK(value_of(db, "problems.personnel") == 1 && value_of(db, "problems.ideology") == 1 && value_of(db, "problems.special") == 1);
    CHECK(value_of(db, "plans.total") == 4 && value_of(db, "plans.side") == 3 && value_of(db, "plans.approved") == 1);
    CHECK(value_of(db, "groups.total") == 1 && value_of(db, "groups.working") == 1 && !strcmp(group_sorts[3].name, "working"));
    CHECK(value_of(db, "meetings.total") == MEETING_SORT_OTHER);
    for (int64_t sort = MEETING_SORT_LEADING_GROUP; sort < MEETING_SORT_OTHER; sort++)
        CHECK(value_of(db, str_z(&arena, str_f(&arena, "meetings.%s", meeting_sorts[sort].name))) == 1);
    CHECK(value_of(db, "tasks.total") == 12 && value_of(db, "tasks.open") == 9 && value_of(db, "tasks.confirmed") == 3);
    CHECK(late == 3 && value_of(db, "tasks.overdue") == late);
    db_close(db);
}

TEST(nothing_is_printed_as_zero)
{
    struct db *db = empty_tables();
    for (size_t i = 0; i < figures_count; i++) {
        struct figure_value v;
        CHECK(!figure_compute(db, &figures[i], ROUND_1, DAY, &v) && v.value == 0 && v.rows == 0);
        CHECK_STR(figure_text(&arena, &figures[i], &v), STR("0"));
    }
    db_close(db);
}

TEST(rates_round_half_up_and_are_whole_only_when_all_is_done)
{
    static const struct {
        int64_t part, whole, hundredths;
    } rows[] = {{688, 697, 9871}, {26, 27, 9630}, {1, 3, 3333}, {2, 3, 6667}, {1, 8, 1250}, {1, 800, 13}, {1, 20000, 1}, {1, 20001, 0}, {99999, 100000, 9999}, {100000, 100000, 10000}, {0, 5, 0}, {0, 0, 0}, {5, 0, 0}, {38, 99, 3838}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(rate_hundredths(rows[i].part, rows[i].whole) == rows[i].hundredths);
}
