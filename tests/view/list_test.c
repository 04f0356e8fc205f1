/* list_test.c: the ledger as a list, over rows put into the tables directly. */
#include "base/hash.h"
#include "base/time.h"
#include "tests/stores.h"
#include "view/list.h"
#include "view/table.h"

#include <string.h>

enum { TODAY = 20000,
       BUREAU = 11,
       WATER = 12,
       LEADER = 21,
       SECOND_LEADER = 22,
       MEASURES = 60 };

static const int64_t INSPECTION_ID = 302507684631281; /* ids have more than 32 bits */

static struct arena a;
static struct db *db;

static void save(enum kind kind, void *state)
{
    ((struct thing *)state)->head = STR("00");
    CHECK(!table_save(db, &a, kind, NULL, state));
}

static int64_t one_id[1] = {WATER}, two_leaders[2] = {LEADER, SECOND_LEADER};

/* Measure N of 1..MEASURES: state N % 8 + 1, due TODAY - 30 + N. */
static struct measure measure_of(int64_t n)
{
    struct measure m = {.id = 1000 + n,
                        .seq = n,
                        .state = n % 8 + 1,
                        .inspection = INSPECTION_ID,
                        .aspect = 31 + n % 2,
                        .problem = 41 + n % 3,
                        .ordinal = n,
                        .number = n,
                        .type = n % 3 + 1,
                        .due_day = n % 10 == 0 ? 0 : TODAY - 30 + n,
                        .start_day = n % 3 ? TODAY - 60 : 0,
                        .percent = n * 7 % 101,
                        .lead_unit = n % 2 ? BUREAU : WATER};
    m.text = str_f(&a, "第%lld项措施", (long long)n);
    m.goal = n == 5 ? STR("完成率 100%_全部") : STR("完成");
    m.leaders = (struct ids){two_leaders + n % 2, n % 2 ? 1 : 2};
    if (n == 7)
        m.assisting_units = (struct ids){one_id, 1};
    return m;
}

static void fill(const char *path, int64_t measures)
{
    CHECK(!db_open(path, DB_WRITE, &db));
    CHECK(!table_create_all(db));
    CHECK(!db_begin(db));
    save(KIND_UNIT, &(struct unit){.id = BUREAU, .seq = 1, .name = STR("财政局")});
    save(KIND_UNIT, &(struct unit){.id = WATER, .seq = 2, .name = STR("水务和湿地管理局"), .short_name = STR("水务局")});
    save(KIND_PERSON, &(struct person){.id = LEADER, .seq = 3, .state = PERSON_ACTIVE, .name = STR("甲某")});
    save(KIND_PERSON, &(struct person){.id = SECOND_LEADER, .seq = 4, .state = PERSON_ACTIVE, .name = STR("乙某")});
    for (int64_t i = 0; i < 2; i++)
        save(KIND_ASPECT, &(struct aspect){.id = 31 + i,
                                           .seq = 5,
                                           .inspection = INSPECTION_ID,
                                           .number = i + 1,
                                           .title = STR("某方面")});
    for (int64_t i = 0; i < 3; i++)
        save(KIND_PROBLEM, &(struct problem){.id = 41 + i,
                                             .seq = 6,
                                             .state = PROBLEM_OPEN,
                                             .inspection = INSPECTION_ID,
                                             .number = i + 1,
                                             .title = i == 2 ? STR("河道淤积") : STR("账目不清")});
    for (int64_t n = 1; n <= measures; n++) {
        struct measure m = measure_of(n);
        save(KIND_MEASURE, &m);
    }
    struct measure other = measure_of(3);
    other.id = 99;
    other.inspection = 2;
    save(KIND_MEASURE, &other);
    CHECK(!db_commit(db));
}

static void empty(void)
{
    db_close(db);
    arena_reset(&a);
}

static struct list_query query(const char *pairs)
{
    struct list_query q = {.inspection = INSPECTION_ID, .today = TODAY, .lang = LANG_ZH};
    struct str rest = str_c(pairs), pair, key;
    while (rest.len && str_cut(&rest, '&', &pair)) {
        str_cut(&pair, '=', &key);
        CHECK(list_take(&q, key, pair));
    }
    return q;
}

struct got {
    int64_t ids[200], count;
    struct str first_cells[LIST_COLUMNS_MAX];
    size_t columns;
};

static enum err keep(void *arg, const struct list_row *row)
{
    struct got *g = arg;
    for (size_t i = 0; i < g->columns && g->count == 0; i++)
        g->first_cells[i] = str_copy(&a, row->cells[i].text);
    if (g->count < 200)
        g->ids[g->count] = row->id - 1000;
    g->count++;
    return ERR_NONE;
}

static struct got run_query(const struct list_query *q)
{
    struct got g = {0};
    const struct list_column *shown[LIST_COLUMNS_MAX];
    int64_t count;
    g.columns = list_chosen(q, shown);
    CHECK(!list_run(db, &a, q, keep, &g));
    CHECK(!list_count(db, &a, q, &count));
    CHECK(q->limit || q->offset || count == g.count);
    return g;
}

static struct got run(const char *pairs)
{
    struct list_query q = query(pairs);
    return run_query(&q);
}

/* How many of the made measures PREDICATE holds for. */
#define EXPECT(pairs, predicate) \
    do { \
        struct got g = run(pairs); \
        int64_t want = 0; \
        for (int64_t n = 1; n <= MEASURES; n++) { \
            struct measure m = measure_of(n); \
            want += m.id && (predicate) ? 1 : 0; \
        } \
        CHECK(want > 0 && g.count == want); \
    } while (0)

static void filters(const char *path)
{
    struct str unit = id_text(&a, WATER), leader = id_text(&a, LEADER), problem = id_text(&a, 43);
    fill(path, MEASURES);
    EXPECT("", n > 0);
    EXPECT("state=working", m.state == MEASURE_WORKING);
    EXPECT("type=phased&state=working", m.type == TYPE_PHASED && m.state == MEASURE_WORKING);
    EXPECT(str_z(&a, str_f(&a, "lead_unit=%.*s", STR_ARG(unit))), m.lead_unit == WATER);
    EXPECT(str_z(&a, str_f(&a, "unit=%.*s", STR_ARG(unit))), m.lead_unit == WATER || n == 7);
    EXPECT(str_z(&a, str_f(&a, "leader=%.*s", STR_ARG(leader))), m.leaders.list[0] == LEADER);
    EXPECT(str_z(&a, str_f(&a, "problem=%.*s", STR_ARG(problem))), m.problem == 43);
    EXPECT("state=nonsense", n > 0);
    EXPECT("lead_unit=nonsense", n > 0);
    empty();
}

static void colours_agree(const char *path)
{
    fill(path, MEASURES);
    for (int c = 0; colours[c].name; c++)
        EXPECT(str_z(&a, str_f(&a, "colour=%s", colours[c].name)), (int)measure_colour(m.state, m.due_day, TODAY) == c);
    empty();
}

/* The colours of a round as its office set them: the list filters by them, and each row has its own. */
static void set_colours_agree(const char *path)
{
    static const struct colour_rule rules[] = {{TODAY, TODAY + 14, TODAY + 28, 0, 0}, {TODAY, TODAY + 14, TODAY + 28, 20, 40}, {TODAY, TODAY - 1, TODAY, 0, 30}, {TODAY, TODAY + 3, TODAY + 5, 10, 0}};
    fill(path, MEASURES);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (int c = 0; colours[c].name; c++) {
            struct list_query q = query(str_z(&a, str_f(&a, "colour=%s", colours[c].name)));
            q.colours = &rules[i];
            q.position = 0;
            struct got g = run_query(&q);
            int64_t want = 0;
            for (int64_t n = 1; n <= MEASURES; n++) {
                struct measure m = measure_of(n);
                want += (int)measure_colour_by(&rules[i], m.state, m.start_day, m.due_day, m.percent) == c;
            }
            CHECK(g.count == want);
        }
    empty();
}

static void search(const char *path)
{
    fill(path, MEASURES);
    CHECK(run("q=100%").count == 1 && run("q=100%").ids[0] == 5);
    CHECK(run("q=%_").count == 1);
    CHECK(run("q=0_全").count == 0);
    CHECK(run("q=\\").count == 0);
    CHECK(run("q=%").count == 1);
    CHECK(run("q=_").count == 1);
    CHECK(run("q=第12项").count == 1);
    EXPECT("q=淤积", m.problem == 43);
    EXPECT("q=湿地", m.lead_unit == WATER);
    CHECK(run("q=' OR 1=1 --").count == 0);
    EXPECT("q=  ", n > 0);
    empty();
}

static void order_and_pages(const char *path)
{
    fill(path, MEASURES);
    struct got g = run("down=1");
    CHECK(g.ids[0] == MEASURES && g.ids[MEASURES - 1] == 1);
    g = run("sort=due");
    CHECK(g.ids[0] == 1 && g.ids[MEASURES - 1] == 60); /* without a day: last */
    g = run("sort=due&down=1");
    CHECK(g.ids[0] == 10 && g.ids[MEASURES - 1] == 1);
    g = run("sort=state&column=nothing");
    CHECK(g.ids[0] == 8 && g.ids[1] == 16); /* the order of the ledger within */
    struct list_query q = query("from=50");
    q.limit = LIST_PAGE;
    g = run_query(&q);
    CHECK(g.count == MEASURES - 50 && g.ids[0] == 51);
    q = query("from=1000000");
    q.limit = LIST_PAGE;
    CHECK(run_query(&q).count == 0);
    q = query("from=-4");
    CHECK(q.offset == 0);
    CHECK(run("state=draft&colour=red").count == 0);
    empty();
}

static void cells(const char *path)
{
    fill(path, 3);
    struct got g = run("columns=colour,leaders,lead_unit,measure_code,state,nonsense,due,problem");
    static const char *const want[] = {"1-1", "账目不清", "1994-09-05", "乙某", "财政局", "待审", "不预警"};
    struct measure m = measure_of(1);
    CHECK(g.columns == 7 && g.count == 3 && m.problem == 42);
    CHECK_STR(g.first_cells[0], STR("2-1"));
    for (size_t i = 1; i < 7; i++)
        if (i != 2)
            CHECK_STR(g.first_cells[i], str_c(want[i]));
    CHECK_STR(g.first_cells[2], day_text(&a, TODAY - 29));
    empty();
}

static void a_figure_opens_its_list(const char *path)
{
    fill(path, MEASURES);
    size_t tried = 0;
    for (size_t i = 0; i < figures_count; i++) {
        struct figure_value v;
        const struct figure *f = &figures[i];
        struct list_query q = query(str_z(&a, str_f(&a, "figure=%s", f->name)));
        if (f->kind != KIND_MEASURE) {
            CHECK(!q.figure);
            continue;
        }
        CHECK(!figure_compute(db, f, INSPECTION_ID, TODAY, &v));
        CHECK(run_query(&q).count == v.rows);
        tried++;
    }
    CHECK(tried > 10);
    EXPECT("figure=measures.overdue", measure_colour(m.state, m.due_day, TODAY) == COLOUR_RED);
    CHECK(!query("figure=nonsense").figure);
    empty();
}

static struct list_query queue(const char *name, const struct actor *actor)
{
    struct list_query q = query("");
    q.queue = list_queue_find(str_c(name));
    q.actor = actor;
    CHECK(q.queue);
    return q;
}

static int64_t waiting(const char *name, const struct actor *actor)
{
    struct list_query q = queue(name, actor);
    return run_query(&q).count;
}

static void queues(const char *path)
{
    static const int64_t units[] = {WATER, 5};
    struct actor clerk = {.id = 50, .roles = ROLE(UNIT), .units = {units, 2}},
                 leader = {.id = LEADER}, nobody = {.id = 60};
    fill(path, MEASURES);
    struct got signs = run("state=issued"), claims = run("state=claimed");
    CHECK(waiting("to_sign", &clerk) + waiting("to_sign", &nobody) <= signs.count);
    CHECK(waiting("to_sign", &nobody) == 0 && waiting("to_report", &nobody) == 0);
    int64_t mine = 0, ours = 0, overdue = 0;
    for (int64_t n = 1; n <= MEASURES; n++) {
        struct measure m = measure_of(n);
        mine += m.state == MEASURE_ISSUED && m.lead_unit == WATER;
        ours += (m.state == MEASURE_WORKING || m.state == MEASURE_SUSTAINED) && (m.lead_unit == WATER || n == 7);
        overdue += m.lead_unit == WATER && measure_colour(m.state, m.due_day, TODAY) == COLOUR_RED;
    }
    CHECK(waiting("to_sign", &clerk) == mine && waiting("overdue", &clerk) == overdue);
    CHECK(waiting("to_report", &clerk) == ours);
    CHECK(waiting("to_approve", &leader) + waiting("to_approve", &(struct actor){.id = SECOND_LEADER}) == claims.count);
    struct list_query q = queue("to_sign", NULL);
    CHECK(run_query(&q).count == 0);
    for (size_t i = 0; i < list_queues_count; i++)
        waiting(list_queues[i].name, &clerk);
    empty();
}

static void a_report_ends_the_wait(const char *path)
{
    static const int64_t units[] = {BUREAU};
    struct actor clerk = {.units = {units, 1}};
    fill(path, MEASURES);
    struct list_query q = queue("to_report", &clerk);
    struct got before = run_query(&q);
    CHECK(before.count > 0);
    save(KIND_REPORT,
         &(struct report){
             .id = 7, .measure = before.ids[0] + 1000, .unit = BUREAU, .period = period_of(TODAY)});
    q.position = 1;
    CHECK(run_query(&q).count == before.count - 1);
    save(KIND_REPORT,
         &(struct report){
             .id = 8, .measure = before.ids[1] + 1000, .unit = WATER, .period = period_of(TODAY)});
    q.position = 2;
    CHECK(before.count < 2 || run_query(&q).count == before.count - 1); /* another unit's report is not ours */
    empty();
}

static void counts_kept(const char *path)
{
    fill(path, 3);
    struct list_query q = query("");
    int64_t n;
    q.position = 1; /* 0 keeps nothing */
    CHECK(!list_count(db, &a, &q, &n) && n == 3);
    struct measure m = measure_of(4);
    save(KIND_MEASURE, &m);
    CHECK(!list_count(db, &a, &q, &n) && n == 3); /* the same position: the kept one */
    q.position++;
    CHECK(!list_count(db, &a, &q, &n) && n == 4);
    empty();
}

/* What stands on the pages of a search, one after the other, is what it finds as a whole. */
static void search_in_pages(const char *path)
{
    fill(path, 60);
    struct list_query q = query("");
    int64_t n, at = 0;
    q.text = STR("1");
    q.position = 1;
    struct got all = run_query(&q);
    CHECK(!list_count(db, &a, &q, &n) && n == all.count && n > 10);
    for (q.limit = 7; q.offset < n; q.offset += q.limit) {
        struct got page = run_query(&q);
        for (int64_t i = 0; i < page.count; i++)
            CHECK(page.ids[i] == all.ids[at + i]);
        at += page.count;
        CHECK(!list_count(db, &a, &q, &n) && n == all.count);
    }
    CHECK(at == n && run_query(&q).count == 0); /* behind the end */
    struct measure m = measure_of(61);
    m.text = STR("SO 1 IT IS");
    save(KIND_MEASURE, &m);
    q.text = STR("so 1 it");
    q.offset = 0;
    CHECK(!list_count(db, &a, &q, &n) && n == 1 && run_query(&q).count == 1);
    q.text = STR("S_ 1 it"); /* no wildcard */
    CHECK(!list_count(db, &a, &q, &n) && n == 0 && run_query(&q).count == 0);
    empty();
}

/* The number a row is shown by finds this row alone. */
static void numbers(const char *path)
{
    static const struct {
        const char *text;
        int64_t rows;
    } rows[] = {{"2-7", 1}, {" 2-7 ", 1}, {"1-7", 0}, {"2-", 0}, {"-7", 0}, {"2-7-1", 0}, {"2-0", 0}, {"9-99999999999999999999", 0}};
    fill(path, 12);
    struct list_query q = query("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        q.text = str_c(rows[i].text);
        struct got found = run_query(&q);
        if (found.count != rows[i].rows)
            fprintf(stderr, "%s: %lld rows\n", rows[i].text, (long long)found.count);
        CHECK(found.count == rows[i].rows && (!found.count || found.ids[0] == 7));
    }
    empty();
}

static enum err count_option(void *arg, int64_t id, struct str name)
{
    CHECK(id > 0 && name.len);
    ++*(int64_t *)arg;
    return ERR_NONE;
}

static void options(const char *path)
{
    fill(path, MEASURES);
    for (size_t i = 0; i < list_filters_count; i++) {
        int64_t n = 0, want = 0;
        CHECK(!list_options(db, &list_filters[i], INSPECTION_ID, 0, 0, count_option, &n));
        switch (list_filters[i].choices ? -1 : list_filters[i].kind) {
        case KIND_PROBLEM: want = 3; break;
        case -1: want = 0; break;
        default: want = 2;
        }
        CHECK(n == want);
    }
    empty();
}

/* More than anybody reads: only the chosen one is offered. */
static void many_options(const char *path)
{
    enum { MANY = LIST_OPTIONS_MAX + 50 };
    fill(path, 0);
    for (int64_t i = 3; i < MANY; i++)
        save(KIND_PROBLEM, &(struct problem){.id = 5000 + i, .inspection = INSPECTION_ID, .number = i + 1, .title = STR("某问题")});
    for (size_t i = 0; i < list_filters_count; i++) {
        int64_t none = 0, early = 0, late = 0;
        if (list_filters[i].choices || list_filters[i].kind != KIND_PROBLEM)
            continue;
        CHECK(!list_options(db, &list_filters[i], INSPECTION_ID, 0, 0, count_option, &none));
        CHECK(!list_options(db, &list_filters[i], INSPECTION_ID, 0, 42, count_option, &early));
        CHECK(!list_options(db, &list_filters[i], INSPECTION_ID, 0, 5000 + MANY - 1, count_option, &late));
        CHECK(none == 0 && early == 1 && late == 1);
    }
    empty();
}

TEST(list_filters_choose_rows) { on_each_store(filters); }
TEST(list_colours_agree_with_measure_colour) { on_each_store(colours_agree); }
TEST(list_colours_agree_with_what_the_office_set) { on_each_store(set_colours_agree); }
TEST(list_searches_for_wildcards_as_they_are) { on_each_store(search); }
TEST(list_sorts_and_turns_pages) { on_each_store(order_and_pages); }
TEST(list_cells_read_as_printed) { on_each_store(cells); }
TEST(list_of_a_figure_has_its_rows) { on_each_store(a_figure_opens_its_list); }
TEST(list_queues_hold_what_waits_for_a_person) { on_each_store(queues); }
TEST(list_of_reports_due_ends_with_the_report) { on_each_store(a_report_ends_the_wait); }
TEST(list_counts_are_kept_by_position) { on_each_store(counts_kept); }
TEST(list_pages_of_a_search_are_the_search) { on_each_store(search_in_pages); }
TEST(list_is_searched_by_the_number_of_a_measure) { on_each_store(numbers); }
TEST(list_options_are_named) { on_each_store(options); }
TEST(list_offers_only_so_many_options) { on_each_store(many_options); }

TEST(list_numbers_in_queues_are_the_states)
{
    CHECK(MEASURE_DRAFT == 1 && MEASURE_REVIEW == 2 && MEASURE_ISSUED == 3 && MEASURE_WORKING == 4);
    CHECK(MEASURE_CLAIMED == 5 && MEASURE_VERIFYING == 6 && MEASURE_SUSTAINED == 7 && MEASURE_CLOSED == 8);
    CHECK(COLOUR_GREEN_DAYS == 20 && COLOUR_YELLOW_DAYS == 10);
}

/* The default page of a big ledger walks an index in order and sorts nothing. */
TEST(list_of_20000_rows_is_not_sorted)
{
    char path[1024];
    struct stmt *s;
    bool row;
    snprintf(path, sizeof path, "%s/big.db", test_folder());
    fill(path, 20000);
    struct list_query q = query("from=19000");
    q.limit = LIST_PAGE;
    struct str sql = list_sql(&a, &q);
    CHECK(!db_stmt_text(db, str_f(&a, "EXPLAIN QUERY PLAN %.*s", STR_ARG(sql)), &s));
    struct buf plan = buf_new(&a, 1 << 16);
    while (!stmt_step(s, &row) && row) {
        buf_str(&plan, stmt_get_str(s, 3));
        buf_c(&plan, "\n");
    }
    stmt_done(s);
    CHECK(str_find(buf_view(&plan), STR("measure_in_order")) != SIZE_MAX);
    CHECK(str_find(buf_view(&plan), STR("TEMP B-TREE")) == SIZE_MAX);
    struct got g = run_query(&q);
    CHECK(g.count == LIST_PAGE && g.ids[0] == 19001);
    empty();
}
