/* sample_test.c: the sample county stands as sample/README.md says, and every step of it was allowed. */
#include "app/password.h"
#include "app/replay.h"
#include "app/sample.h"
#include "base/time.h"
#include "domain/measure.h"
#include "log/file.h"
#include "tests/test.h"
#include "view/figure.h"
#include "view/table.h"

#include <string.h>

static struct arena arena;
static struct buf logins;

static struct app *county(void)
{
    static struct app app;
    struct str dir = str_f(&arena, "%s/county", test_folder());
    CHECK(app_create(&app, str_z(&arena, dir), STR(""), STR("")) == ERR_NONE);
    logins = buf_new(&arena, 1 << 16);
    enum err e = sample_fill(&app, &arena, LANG_ZH, &logins);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(app.say.zh));
    CHECK(e == ERR_NONE);
    return &app;
}

static void end(struct app *app)
{
    app_close(app);
    arena_reset(&arena);
}

static int64_t number_of(struct app *app, const char *sql)
{
    struct stmt *s;
    bool row = false;
    CHECK(db_stmt(app->db, sql, &s) == ERR_NONE && stmt_step(s, &row) == ERR_NONE && row);
    int64_t n = stmt_get_int(s, 0);
    stmt_done(s);
    return n;
}

static int64_t figure_of(struct app *app, const char *name)
{
    struct figure_value v;
    const struct figure *f = figure_find(str_c(name));
    CHECK(f);
    int64_t inspection = number_of(app, "SELECT id FROM inspection WHERE state = 1");
    CHECK(figure_compute(app->db, f, inspection, day_of(time_now_us()), &v) == ERR_NONE);
    return v.value;
}

TEST(the_sample_has_the_figures_its_readme_promises)
{
    static const struct {
        const char *name;
        int64_t value;
    } rows[] = {
        {"aspects.total", 8}, {"problems.total", 27}, {"problems.closed", 3}, {"measures.total", 99}, {"measures.closed", 38}, {"measures.verifying", 6}, {"measures.claimed", 6}, {"measures.working", 38}, {"measures.overdue", 6}, {"measures.not_started", 8}, {"measures.returned", 7}, {"sanctions.party", 94}, {"sanctions.gov", 16}, {"sanctions.org", 2}, {"sanctions.admonition", 14}, {"sanctions.reminder", 97}, {"rules.total", 69}, {"evidence.total", 192}};
    struct app *app = county();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t got = figure_of(app, rows[i].name);
        if (got != rows[i].value)
            fprintf(stderr, "%s: %lld, expected %lld\n", rows[i].name, (long long)got, (long long)rows[i].value);
        CHECK(got == rows[i].value);
    }
    CHECK(number_of(app, "SELECT count(*) FROM evidence WHERE state = 2") == 5);
    CHECK(number_of(app, "SELECT count(*) FROM bulletin WHERE state = 4 AND publisher > 0 AND reviewer <> publisher") == 1);
    CHECK(number_of(app, "SELECT count(*) FROM person") == 45);
    CHECK(number_of(app, "SELECT count(*) FROM unit") == 34);
    /* Two reports of a period become versions of one when the half months fall so. */
    CHECK(figure_of(app, "reports.total") > 380);
    end(app);
}

TEST(the_sample_has_every_state_and_every_colour)
{
    static const int64_t states[] = {
        [MEASURE_DRAFT] = 2,
        [MEASURE_REVIEW] = 2,
        [MEASURE_ISSUED] = 4,
        [MEASURE_WORKING] = 38,
        [MEASURE_CLAIMED] = 6,
        [MEASURE_VERIFYING] = 6,
        [MEASURE_SUSTAINED] = 2,
        [MEASURE_CLOSED] = 38,
        [MEASURE_ROUTINE] = 1,
    };
    struct app *app = county();
    int64_t today = day_of(time_now_us()), have[MEASURE_VOID + 1] = {0}, coloured[COLOUR_DONE + 1] = {0};
    struct stmt *s;
    bool row;
    CHECK(db_stmt(app->db, "SELECT state, due_day FROM measure WHERE inspection = (SELECT id FROM inspection WHERE state = 1)", &s) == ERR_NONE);
    while (stmt_step(s, &row) == ERR_NONE && row) {
        int64_t state = stmt_get_int(s, 0);
        CHECK(state > 0 && state <= MEASURE_VOID);
        have[state]++;
        coloured[measure_colour(state, stmt_get_int(s, 1), today)]++;
    }
    stmt_done(s);
    for (int64_t i = 1; i < MEASURE_VOID; i++)
        CHECK(have[i] == states[i]);
    for (int i = 0; i <= COLOUR_DONE; i++)
        CHECK(coloured[i] > 0);
    end(app);
}

TEST(every_step_of_the_sample_was_allowed)
{
    struct app *app = county();
    struct replay_report r;
    CHECK(app_replay(app->db, &arena, NULL, NULL, &r) == ERR_NONE);
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.zh));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0 && r.entries == log_size(app->log) && r.entries > 2000);
    end(app);
}

TEST(rebuilding_the_sample_gives_what_was_live)
{
    struct app *app = county();
    struct hash before[KIND_COUNT], after;
    int64_t rows, n;
    for (int k = 0; k < KIND_COUNT; k++)
        CHECK(table_digest(app->db, (enum kind)k, &before[k], &rows) == ERR_NONE);
    CHECK(app_rebuild(app, NULL, NULL) == ERR_NONE);
    for (int k = 0; k < KIND_COUNT; k++) {
        CHECK(table_digest(app->db, (enum kind)k, &after, &n) == ERR_NONE);
        CHECK(hash_eq(&before[k], &after));
    }
    end(app);
}

TEST(receipts_of_the_sample_end_today_and_never_lie_in_the_future)
{
    struct app *app = county();
    int64_t now = time_now_us(), first = number_of(app, "SELECT min(at_us) FROM log");
    CHECK(number_of(app, "SELECT max(at_us) FROM log") <= now);
    CHECK(day_of(now) - day_of(first) == 112);
    end(app);
}

/* The rules of half months are the only ones that look at the calendar: the first and last days of short and long
 * months, just after midnight and just before. SAMPLE_DAYS=n tries every day of n more. */
TEST(the_sample_can_be_made_on_any_day)
{
    static const struct civil days[] = {
        {2025, 3, 1},
        {2024, 3, 1},
        {2025, 3, 16},
        {2025, 5, 31},
        {2026, 1, 1},
        {2025, 6, 15},
    };
    size_t count = sizeof days / sizeof *days;
    const char *more = getenv("SAMPLE_DAYS");
    for (size_t i = 0; i < count + (size_t)(more ? atoi(more) : 0); i++) {
        int64_t day = i < count ? day_from_civil(days[i].year, days[i].month, days[i].day)
                                : day_from_civil(2025, 1, 1) + (int64_t)(i - count);
        int64_t at = i % 2 ? day_start_us(day) + 1 : day_start_us(day + 1) - 1;
        struct app app;
        struct buf out = buf_new(&arena, 1 << 16);
        CHECK(app_create(&app, str_z(&arena, str_f(&arena, "%s/day-%zu", test_folder(), i)), STR(""), STR("")) == ERR_NONE);
        enum err e = sample_fill_at(&app, &arena, at, LANG_EN, &out);
        if (e)
            fprintf(stderr, "%.*s: %.*s\n", STR_ARG(day_text(&arena, day)), STR_ARG(app.say.en));
        CHECK(e == ERR_NONE);
        CHECK(number_of(&app, "SELECT count(*) FROM measure WHERE state = 8 AND inspection IN (SELECT id FROM inspection WHERE state = 1)") == 38);
        CHECK(number_of(&app, "SELECT max(at_us) FROM log") <= at);
        app_close(&app);
        arena_reset(&arena);
    }
}

TEST(the_sample_was_reminded_in_working_hours_and_most_of_it_was_read)
{
    struct app *app = county();
    int64_t sent = number_of(app, "SELECT count(*) FROM nudge"), read = number_of(app, "SELECT count(*) FROM nudge WHERE read_us > 0");
    CHECK(number_of(app, "SELECT count(DISTINCT day) FROM nudge") >= 6 && sent > 40);
    CHECK(read > sent / 3 && read < sent);
    CHECK(number_of(app, "SELECT count(*) FROM nudge WHERE state = 2 AND delivered_us > 0 AND (text_en <> '' OR count = 1)") == sent);
    struct stmt *s;
    bool row = false;
    CHECK(db_stmt(app->db, "SELECT day, delivered_us FROM nudge", &s) == ERR_NONE);
    while (stmt_step(s, &row) == ERR_NONE && row) {
        int64_t hour = (stmt_get_int(s, 1) - day_start_us(stmt_get_int(s, 0))) / 3600000000LL;
        CHECK(hour >= 8 && hour < 20);
    }
    stmt_done(s);
    end(app);
}

TEST(no_overseer_verified_what_their_unit_did)
{
    struct app *app = county();
    CHECK(number_of(app, "SELECT count(*) FROM measure m JOIN person p ON p.id = m.verified_by"
                         " WHERE p.unit = m.lead_unit OR EXISTS (SELECT 1 FROM link l WHERE l.owner = m.id AND"
                         " l.field = 'assisting_units' AND l.target = p.unit)") == 0);
    CHECK(number_of(app, "SELECT count(*) FROM measure WHERE verified_by > 0 AND inspection IN (SELECT id FROM inspection WHERE state = 1)") == 38);
    CHECK(number_of(app, "SELECT count(*) FROM measure WHERE verified_by > 0 AND (approved_by = 0"
                         " OR verified_by = approved_by OR claimed_by = approved_by OR claimed_by = verified_by)") == 0);
    end(app);
}

TEST(sample_accounts_sign_in_with_the_password_that_is_told)
{
    struct app *app = county();
    struct str hash, file;
    CHECK(secret_get(app->db, &arena, number_of(app, "SELECT id FROM person WHERE login = 'guanyueping'"), STR("password_hash"), &hash) == ERR_NONE);
    CHECK(password_check(hash, STR(SAMPLE_PASSWORD)));
    CHECK(file_read(&arena, app_path(app, &arena, "sample-logins.txt"), 1 << 16, &file) == ERR_NONE);
    CHECK_STR(file, buf_view(&logins));
    for (const struct choice *role = role_choices; role->name; role++)
        CHECK(str_find(file, str_c(role->zh)) != SIZE_MAX);
    CHECK(str_find(file, STR(SAMPLE_PASSWORD)) != SIZE_MAX);
    end(app);
}
