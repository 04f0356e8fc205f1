/* book_test.c: the books through the one door: persons, money, indicators; and the erasing of what is said about a
 * person, after which the log is still whole and the tables still follow from it. */
#include "domain/books.h"
#include "log/file.h"
#include "log/verify.h"
#include "tests/app/app_help.h"

enum { HELD_1 = 1500,
       HELD_2 = 1501,
       SANCTION_A = 1510,
       SANCTION_B = 1511,
       RECOVERY_1 = 1520,
       INDICATOR_1 = 1530,
       READING_1 = 1540,
       READING_2 = 1541,
       RULE_A = 1550 };

#define SOMEBODY "inspection=#100|name=林某某|post=某股股长|unit=#3|rank=subsection|party=1"
#define ENTRY(held) "inspection=#100|problem=#120|sort=admonition|persons=1|day=@-3|document=青纪诫〔2025〕1号|held=#" held
#define ASK "reason=影响期已满，本人申请|document=青纪发〔2025〕8号"

static void books(struct desk *d)
{
    desk_measure(d, MEASURE_WORKING);
    desk_must(d, OFFICE_A, COMMAND_HELD_ENTER, HELD_1, SOMEBODY);
    desk_must(d, OFFICE_A, COMMAND_HELD_ENTER, HELD_2, "inspection=#100|name=周某|rank=other");
    desk_must(d, OFFICE_A, COMMAND_SANCTION_ADD, SANCTION_A, ENTRY("1500"));
    desk_must(d, OFFICE_A, COMMAND_HELD_CHANGE, HELD_1, "name=林某某|post=某股副股长|unit=#3|rank=subsection|party=1");
    desk_must(d, OFFICE_A, COMMAND_RECOVERY_ADD, RECOVERY_1, "inspection=#100|measure=#130|sort=recovered|amount_fen=12345.67|day=@-2|unit=#2");
    desk_must(d, OFFICE_A, COMMAND_INDICATOR_SET, INDICATOR_1, "inspection=#100|problem=#120|name=清理率|measured_in=%|source=财政局月报|baseline=-0.5|baseline_day=@-90|target=95|direction=up");
    desk_must(d, OFFICE_A, COMMAND_READING_ENTER, READING_1, "indicator=#1530|day=@-9|value=0");
    desk_must(d, OFFICE_A, COMMAND_READING_ENTER, READING_2, "indicator=#1530|day=@-2|value=96.25");
    desk_must(d, OFFICE_A, COMMAND_READING_CORRECT, READING_2, "value=94.75|reason=原表抄错");
    desk_must(d, OFFICE_A, COMMAND_RULE_ADD, RULE_A, "inspection=#100|problem=#120|problems=#120|action=issued|title=往来款管理办法|document=青办〔2025〕3号|day=@-3");
}

static void erase(struct desk *d)
{
    desk_must(d, OFFICE_A, COMMAND_HELD_ASK_ERASE, HELD_1, ASK);
    desk_must(d, OVERSEER_A, COMMAND_HELD_ERASE, HELD_1, OPINION);
}

static struct held *held(struct desk *d, int64_t id)
{
    struct held *h = arena_alloc(&d->arena, sizeof *h);
    CHECK(!table_load(d->app.db, &d->arena, KIND_HELD, id, h));
    return h;
}

struct search {
    const char *words;
    int found, erased, orders;
};

static enum err look(void *arg, const struct entry *e)
{
    struct search *s = arg;
    s->found += str_find(e->body, str_c(s->words)) != SIZE_MAX || str_find(e->line, str_c(s->words)) != SIZE_MAX;
    s->erased += e->erased_by >= 0;
    s->orders += str_find(e->leaf.open, STR("\"erases\"")) != SIZE_MAX;
    return ERR_NONE;
}

static struct search search(struct desk *d, const char *words)
{
    struct search s = {.words = words};
    CHECK(!log_each(d->app.db, 0, log_size(d->app.log), look, &s));
    return s;
}

static void clean_replay(struct desk *d)
{
    struct replay_report r;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &r));
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "%lld %d: %.*s\n", (long long)r.bad_seq, r.bad_kind, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0);
}

static void rebuilt_equals_live(struct desk *d)
{
    struct hash before = desk_digest(d->app.db), after;
    CHECK(!app_rebuild(&d->app, NULL, NULL));
    after = desk_digest(d->app.db);
    CHECK(hash_eq(&before, &after));
}

static void the_books_follow_from_the_log(const char *path)
{
    struct desk d = desk_open(path);
    books(&d);
    CHECK(held(&d, HELD_1)->number == 1 && held(&d, HELD_2)->number == 2);
    struct recovery r;
    struct indicator i;
    CHECK(!table_load(d.app.db, &d.arena, KIND_RECOVERY, RECOVERY_1, &r) && r.problem == PROBLEM_1 && r.amount_fen == 1234567);
    CHECK(!table_load(d.app.db, &d.arena, KIND_INDICATOR, INDICATOR_1, &i) && i.actual == 9475 && i.previous == 0 && i.baseline == -50);
    rebuilt_equals_live(&d);
    clean_replay(&d);
    desk_close(&d);
}
TEST(the_books_follow_from_the_log) { on_each_store(the_books_follow_from_the_log); }

static void erased_words_are_gone_and_the_log_is_whole(const char *path)
{
    struct desk d = desk_open(path);
    books(&d);
    int64_t before = log_size(d.app.log);
    CHECK(search(&d, "林某某").found == 2 && search(&d, "林某某").erased == 0);
    erase(&d);
    struct search s = search(&d, "林某某");
    CHECK(s.found == 0 && s.erased == 2 && s.orders == 1);
    struct held *h = held(&d, HELD_1);
    CHECK(h->state == HELD_ERASED && !h->name.len && !h->post.len && !h->unit && h->number == 1 && h->erased_seq == before + 1);
    CHECK(held(&d, HELD_2)->name.len);
    rebuilt_equals_live(&d);
    clean_replay(&d);
    /* life goes on, and what was said of the person by kind and number stands */
    struct outcome out;
    CHECK(desk_try(&d, OFFICE_A, COMMAND_SANCTION_ADD, SANCTION_B, ENTRY("1500"), &out) == ERR_REFUSED && out.refusal == REFUSED_HELD_UNFIT);
    desk_must(&d, OFFICE_A, COMMAND_HELD_ENTER, 1502, SOMEBODY);
    CHECK(held(&d, 1502)->number == 3);
    struct db *past;
    int64_t at;
    struct held old;
    CHECK(!app_at(&d.app, before, &past, &at));
    CHECK(!table_load(past, &d.arena, KIND_HELD, HELD_1, &old) && old.state == HELD_LISTED && !old.name.len && old.number == 1 && old.inspection == INSPECTION_1);
    db_close(past);
    rebuilt_equals_live(&d);
    clean_replay(&d);
    desk_close(&d);
}
TEST(erased_words_are_gone_and_the_log_is_whole) { on_each_store(erased_words_are_gone_and_the_log_is_whole); }

/* Not in the database's free pages nor in its write-ahead log once the folder is closed: a copy of the files tells nothing. */
TEST(erased_words_leave_no_bytes_in_the_files)
{
    struct desk d = desk_open("");
    struct str bytes;
    books(&d);
    const char *path = app_path(&d.app, &d.arena, "huiyin.db"), *wal = app_path(&d.app, &d.arena, "huiyin.db-wal");
    erase(&d);
    app_close(&d.app);
    CHECK(!file_read(&d.arena, path, 1 << 26, &bytes));
    CHECK(str_find(bytes, STR("往来款管理办法")) != SIZE_MAX); /* words are there as bytes */
    CHECK(str_find(bytes, STR("林某某")) == SIZE_MAX && str_find(bytes, STR("某股副股长")) == SIZE_MAX);
    CHECK(file_read(&d.arena, wal, 1 << 26, &bytes) || str_find(bytes, STR("林某某")) == SIZE_MAX);
    arena_reset(&d.arena);
}

static bool in_files(struct desk *d, struct str words)
{
    static const char *const files[] = {"huiyin.db", "huiyin.db-wal", "huiyin.db-shm"};
    bool found = false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct str bytes;
        if (!file_read(&d->arena, app_path(&d->app, &d->arena, files[i]), 1 << 26, &bytes))
            found = found || str_find(bytes, words) != SIZE_MAX;
    }
    return found;
}

/* While the program runs, with a worker's connection open: at once, or as soon as whoever reads an older state is done. */
TEST(erased_words_leave_no_bytes_while_the_folder_is_open)
{
    struct desk d = desk_open("");
    struct db *worker;
    struct stmt *s;
    bool row;
    books(&d);
    CHECK(!db_open(app_path(&d.app, &d.arena, "huiyin.db"), DB_READ, &worker));
    CHECK(in_files(&d, STR("林某某")));
    CHECK(!db_begin(worker) && !db_stmt(worker, "SELECT count(*) FROM held", &s) && !stmt_step(s, &row) && row);
    stmt_done(s);
    erase(&d);
    CHECK(d.app.unscrubbed && in_files(&d, STR("林某某")));
    db_rollback(worker);
    CHECK(!app_checkpoint(&d.app, false) && !d.app.unscrubbed);
    CHECK(!in_files(&d, STR("林某某")) && !in_files(&d, STR("某股副股长")) && in_files(&d, STR("往来款管理办法")));
    db_close(worker);
    desk_close(&d);
    d = desk_open("");
    books(&d);
    CHECK(!db_open(app_path(&d.app, &d.arena, "huiyin.db"), DB_READ, &worker));
    erase(&d); /* nobody reads: gone when the answer comes */
    CHECK(!d.app.unscrubbed && !in_files(&d, STR("林某某")) && in_files(&d, STR("往来款管理办法")));
    db_close(worker);
    desk_close(&d);
}

TEST(a_verifier_knows_who_ordered_the_erasing)
{
    struct desk d = desk_open("");
    struct verify_report report;
    books(&d);
    erase(&d);
    CHECK(!app_checkpoint(&d.app, true));
    const char *dir = str_z(&d.arena, str_c(d.app.dir));
    CHECK(!verify_run(&(struct verify_options){.path = dir, .alone = true}, &d.arena, &report));
    CHECK(report.erased == 2 && report.checks[CHECK_BODY].status == VERIFY_OK && report.checks[CHECK_ROOT].status == VERIFY_OK);
    desk_close(&d);
}

static void a_refused_or_failed_erasing_erases_nothing(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome out;
    books(&d);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_HELD_ERASE, HELD_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_ERASE_NONE);
    desk_must(&d, EVERYTHING, COMMAND_HELD_ASK_ERASE, HELD_1, ASK);
    CHECK(desk_try(&d, EVERYTHING, COMMAND_HELD_ERASE, HELD_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_ERASE_ASKER);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_HELD_ERASE, HELD_1, "opinion=|", &out) == ERR_INPUT);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_HELD_ERASE, HELD_1, OPINION, &out) == ERR_REFUSED && out.refusal == REFUSED_ROLE);
    desk_must(&d, OVERSEER_A, COMMAND_HELD_DECLINE_ERASE, HELD_1, OPINION);
    CHECK(search(&d, "林某某").erased == 0 && held(&d, HELD_1)->name.len);
    rebuilt_equals_live(&d);
    clean_replay(&d);
    desk_close(&d);
}
TEST(a_refused_or_failed_erasing_erases_nothing) { on_each_store(a_refused_or_failed_erasing_erases_nothing); }

static void what_is_entered_twice_names_the_earlier_entry(const char *path)
{
    static const struct {
        enum command_type type;
        const char *text;
        enum refusal refusal;
        int64_t earlier;
    } rows[] = {
        {COMMAND_SANCTION_ADD, ENTRY("1500"), REFUSED_SANCTION_TWICE, SANCTION_A},
        {COMMAND_RULE_ADD, "inspection=#100|action=issued|title=往来款管理办法|document=青办〔2025〕3号|day=@-1", REFUSED_RULE_TWICE, RULE_A},
        {COMMAND_READING_ENTER, "indicator=#1530|day=@-2|value=1", REFUSED_READING_TWICE, READING_2},
        {COMMAND_HELD_ENTER, SOMEBODY, REFUSED_HELD_TWICE, HELD_1}};
    struct desk d = desk_open(path);
    struct outcome out;
    books(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(desk_try(&d, OFFICE_B, rows[i].type, 0, rows[i].text, &out) == ERR_REFUSED && out.refusal == rows[i].refusal);
        CHECK(str_find(out.say.zh, id_text(&d.arena, rows[i].earlier)) != SIZE_MAX && str_find(out.say.en, id_text(&d.arena, rows[i].earlier)) != SIZE_MAX);
        CHECK(str_ends(out.say.zh, STR("。")) && str_ends(out.say.en, STR(".")));
    }
    desk_close(&d);
}
TEST(what_is_entered_twice_names_the_earlier_entry) { on_each_store(what_is_entered_twice_names_the_earlier_entry); }

TEST(bad_input_to_the_books_is_told_by_its_field)
{
    static const struct {
        enum command_type type;
        const char *text, *field;
    } rows[] = {
        {COMMAND_HELD_ENTER, "inspection=#100|name=林某某", "rank"},
        {COMMAND_HELD_ENTER, "inspection=#100|name=林|rank=other", "name"},
        {COMMAND_HELD_ENTER, "inspection=#100|name=林某某|rank=minister", "rank"},
        {COMMAND_HELD_ENTER, "inspection=#4444|name=林某某|rank=other", "inspection"},
        {COMMAND_SANCTION_ADD, "inspection=#100|sort=talk|persons=1|day=@-1|held=#4444", "held"},
        {COMMAND_RECOVERY_ADD, "inspection=#100|sort=saved|day=@-1", "amount_fen"},
        {COMMAND_RECOVERY_ADD, "inspection=#100|sort=saved|day=@-1|amount_fen=-5", "amount_fen"},
        {COMMAND_RECOVERY_ADD, "inspection=#100|sort=saved|day=@-1|amount_fen=1.234", "amount_fen"},
        {COMMAND_RECOVERY_ADD, "inspection=#100|sort=stolen|day=@-1|amount_fen=5", "sort"},
        {COMMAND_INDICATOR_SET, "inspection=#100|name=清理率|measured_in=%|source=月报|baseline=1|baseline_day=@-90|direction=up", "target"},
        {COMMAND_READING_ENTER, "indicator=#1530|day=@-1", "value"},
        {COMMAND_READING_ENTER, "indicator=#1530|day=@-1|value=--1", "value"},
        {COMMAND_READING_ENTER, "indicator=#1530|day=@-1|value=1.2.3", "value"},
        {COMMAND_READING_ENTER, "indicator=#1530|day=2025-02-30|value=1", "day"},
        {COMMAND_RULE_ADD, "inspection=#100|problems=#120,#4444|action=issued|title=办法|day=@-1", "problems"}};
    struct desk d = desk_open("");
    struct outcome out;
    books(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum err e = desk_try(&d, OFFICE_A, rows[i].type, 0, rows[i].text, &out);
        if (e != ERR_INPUT || !out.field || strcmp(out.field->name, rows[i].field))
            fprintf(stderr, "%s: %s %.*s\n", rows[i].text, err_name(e), STR_ARG(out.say.en));
        CHECK(e == ERR_INPUT && out.field && !strcmp(out.field->name, rows[i].field));
        CHECK(out.say.zh.len && out.say.en.len);
    }
    desk_close(&d);
}
