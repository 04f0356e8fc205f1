/* fault_test.c: a refused or failed command leaves no trace, whichever call of the database fails. */
#include "tests/app/app_help.h"

struct trace { /* everything a command could have changed */
    struct hash tables, root;
    int64_t size, stored;
};

static struct trace trace_of(struct desk *d)
{
    struct trace t = {.tables = desk_digest(d->app.db), .root = log_root(d->app.log), .size = log_size(d->app.log)};
    CHECK(!log_length(d->app.db, &t.stored));
    return t;
}

static bool same(const struct trace *a, const struct trace *b)
{
    return hash_eq(&a->tables, &b->tables) && hash_eq(&a->root, &b->root) && a->size == b->size && a->stored == b->stored;
}

static const struct {
    int64_t state, who;
    enum command_type type;
    int64_t id;
    const char *text;
} rows[] = {
    {MEASURE_NONE, OFFICE_A, COMMAND_UNIT_CREATE, 901, "name=教育局|above=#1"},
    {MEASURE_NONE, OFFICE_A, COMMAND_MEASURE_DRAFT, 902, "problem=#120|number=9|" PLAN},
    {MEASURE_DRAFT, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, "text=清理挂账|leaders=#31,#41|assisting_units=#4,#5"},
    {MEASURE_WORKING, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=已清理三笔"},
    {MEASURE_WORKING, CLERK, COMMAND_EVIDENCE_ADD, 903, "measure=#130|name=清单|sha256=$1|proves_day=@0"},
    {MEASURE_CLOSED, OVERSEER_B, COMMAND_PROBLEM_CLOSE, PROBLEM_1, OPINION},
    {MEASURE_NONE, SYSADMIN_A, COMMAND_PERSON_ACCOUNT, CLERK, "login=newname|password_hash=y"}};

/* The 1st, 2nd, 3rd... call fails until the command gets through. */
static void fail_each_call(const char *path)
{
    static const enum err errors[] = {ERR_STORE, ERR_BUSY};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 2; k++) {
            struct desk d = desk_open(path);
            desk_measure(&d, rows[i].state);
            struct trace before = trace_of(&d), after;
            struct outcome out;
            bool unsure = false; /* whether the last refusal to save said that it may be there all the same */
            enum err e;
            int64_t at = 0;
            do {
                db_fault(++at, errors[k]);
                e = desk_try(&d, rows[i].who, rows[i].type, rows[i].id, rows[i].text, &out);
                db_fault(0, ERR_NONE);
                after = trace_of(&d);
                CHECK(!e || same(&before, &after));
                CHECK(!e || (out.say.zh.len && out.say.en.len));
                CHECK(!e || !unsure);
                unsure = e ? str_find(out.say.zh, STR("没有确认")) != SIZE_MAX : unsure;
                CHECK(at < 300);
            } while (e);
            CHECK(unsure == (errors[k] == ERR_STORE)); /* the last call is the commit: its answer may have been lost */
            CHECK(at > 5 && after.size > before.size && after.size == after.stored);
            struct replay_report report;
            CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &report) && report.bad_seq < 0 && report.bad_kind < 0);
            desk_close(&d);
            if (str_starts(str_c(path), STR("postgres://")))
                return; /* one store, one log: the first row stands for all */
        }
    }
}
TEST(a_failing_database_leaves_no_trace_of_a_command) { on_each_store(fail_each_call); }

TEST(a_refused_command_leaves_no_trace)
{
    static const struct {
        int64_t who;
        enum command_type type;
        int64_t id;
        const char *text;
    } refused[] = {{CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, "summary=挂账已全部清理并完成核对|done_day=@0"}, {OFFICE_A, COMMAND_MEASURE_DRAFT, 0, "problem=#120|number=3|text=措施"}, {CLERK, COMMAND_EVIDENCE_ADD, 0, "measure=#130|name=清单|sha256=$1|proves_day=@1"}, {OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION}, {SYSADMIN_A, COMMAND_PERSON_ACCOUNT, CLERK, "login=p11|password_hash=stolen"}, {OFFICE_A, COMMAND_UNIT_CHANGE, COUNTY, "name=某县|above=#3"}};
    struct desk d = desk_open("");
    struct str secret;
    desk_measure(&d, MEASURE_WORKING);
    struct trace before = trace_of(&d);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct outcome out;
        CHECK(desk_try(&d, refused[i].who, refused[i].type, refused[i].id, refused[i].text, &out) == ERR_REFUSED);
        struct trace after = trace_of(&d);
        CHECK(same(&before, &after) && out.refusal && str_eq(out.say.zh, refusals[out.refusal].zh));
    }
    CHECK(!secret_get(d.app.db, &d.arena, CLERK, STR("password_hash"), &secret));
    CHECK_STR(secret, STR("x"));
    desk_close(&d);
}
