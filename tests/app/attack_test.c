/* attack_test.c: what somebody who wants to cheat would try at the one door. */
#include "tests/app/app_help.h"

#include "app/replay_verify.h"
#include "log/verify.h"

#include <unistd.h>

static enum verify_status verified(struct desk *d, enum verify_check_id check)
{
    static struct verify_report report;
    struct verify_options o = {.path = d->app.dir};
    verify_file_fn = replay_file;
    CHECK(!verify_run(&o, &d->arena, &report));
    return report.checks[check].status;
}

static void one_id_one_thing(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome out;
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, CLERK, "name=某局", &out) == ERR_REFUSED && out.refusal == REFUSED_EXISTS);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, -1, "name=某局", &out) == ERR_INPUT && out.say.zh.len);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CREATE, 1LL << 50, "name=某局", &out) == ERR_INPUT && out.say.zh.len);
    desk_must(&d, OFFICE_A, COMMAND_UNIT_CREATE, (1LL << 50) - 1, "name=某局");
    CHECK(verified(&d, CHECK_CHAIN) == VERIFY_OK);
    desk_close(&d);
}
TEST(an_id_of_another_kind_of_thing_is_refused) { on_each_store(one_id_one_thing); }

TEST(a_command_id_of_somebody_else_is_never_answered_as_done)
{
    struct desk d = desk_open("");
    struct outcome out;
    struct submission s = {.type = COMMAND_INSPECTION_OPEN, .drawn_at = -1, .command = STR("page-1")};
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out));
    int64_t id = out.subject;
    CHECK(desk_send(&d, OFFICE_B, &s, "name=第一轮巡察|sort=xuncha", &out) == ERR_INPUT && !out.repeated && !out.subject);
    CHECK(desk_send(&d, CLERK, &s, "", &out) == ERR_INPUT && !out.subject);
    s.type = COMMAND_UNIT_CREATE;
    CHECK(desk_send(&d, OFFICE_A, &s, "name=某局", &out) == ERR_INPUT && !out.repeated && out.say.en.len);
    s = (struct submission){.type = COMMAND_INSPECTION_OPEN, .id = id, .drawn_at = -1, .command = STR("page-1")};
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out) && out.repeated && out.subject == id);
    s.id = 999;
    CHECK(desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &out) == ERR_INPUT);
    static const struct str bad[] = {{"a\0b", 3}, {"a\nb", 3}, {"\xff", 1}, {"\x7f", 1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        s = (struct submission){.type = COMMAND_INSPECTION_OPEN, .drawn_at = -1, .command = bad[i]};
        CHECK(desk_send(&d, OFFICE_A, &s, "name=第二轮巡察|sort=xuncha", &out) == ERR_INPUT && out.say.zh.len);
    }
    desk_close(&d);
}

TEST(a_batch_cannot_hide_a_second_step_under_the_first_ones_id)
{
    struct desk d = desk_open("");
    struct pair one[] = {{STR("name"), STR("甲局")}}, two[] = {{STR("name"), STR("第一轮")}, {STR("sort"), STR("audit")}};
    struct submission list[] = {{.type = COMMAND_UNIT_CREATE, .pairs = one, .count = 1, .command = STR("b-1"), .drawn_at = -1},
                                {.type = COMMAND_INSPECTION_OPEN, .pairs = two, .count = 2, .command = STR("b-1"), .drawn_at = -1}};
    struct outcome out[2];
    size_t failed;
    int64_t size = log_size(d.app.log);
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    CHECK(app_submit_all(&ctx, list, 2, out, &failed) == ERR_INPUT && failed == 1 && log_size(d.app.log) == size);
    desk_close(&d);
}

TEST(the_verifiers_unit_is_found_below_however_deep_it_lies)
{
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_VERIFYING);
    for (int64_t i = 0; i < 60; i++)
        desk_must(&d, OFFICE_A, COMMAND_UNIT_CREATE, 2000 + i, str_z(&d.arena, str_f(&d.arena, "name=下属股室|above=#%lld", (long long)(i ? 1999 + i : BUREAU))));
    desk_must(&d, OFFICE_A, COMMAND_PERSON_CHANGE, OVERSEER_B, "name=某监督|unit=#2059");
    CHECK(desk_try(&d, OVERSEER_B, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION, &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_SAME_UNIT);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_UNIT_CHANGE, BUREAU, "name=财政局|above=#2059", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_UNIT_CYCLE);
    desk_close(&d);
}

TEST(too_long_a_body_is_told_and_harms_nobody_in_its_group)
{
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_WORKING);
    char *text = arena_alloc(&d.arena, 240000);
    for (size_t i = 0; i < 240000; i += 4)
        memcpy(text + i, "\xf0\xa0\x80\x80", 4);
    for (size_t i = 4; i < 80000; i += 4)
        memcpy(text + i, "\"\n\t\"", 4); /* each is twice as long in JSON */
    struct pair pairs[] = {{STR("inspection"), desk_texts(&d, STR("#100"))}, {STR("title"), STR("通报")}, {STR("text"), {text, 160000}}};
    struct submission s = {.type = COMMAND_BULLETIN_DRAFT, .pairs = pairs, .count = 3, .drawn_at = -1};
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    CHECK(!db_begin(d.app.db));
    enum err e = app_step(&ctx, &s, &out);
    CHECK(e == ERR_INPUT && out.say.zh.len && out.say.en.len);
    pairs[2].value = STR("现将整改情况公布，请监督。");
    CHECK(!app_step(&ctx, &s, &out) && !app_commit(&d.app));
    desk_close(&d);
}

TEST(time_goes_on_even_when_the_clock_goes_back)
{
    struct desk d = desk_open("");
    struct person p;
    struct session s;
    struct outcome out;
    d.now_us -= 86400LL * 1000000;
    CHECK(!desk_try(&d, CLERK, COMMAND_SESSION_OPEN, 0, "person=#21|key="
                                                        "0000000000000000000000000000000000000000000000000000000000000000",
                    &out));
    desk_must(&d, CLERK, COMMAND_PERSON_PASSWORD, CLERK, "password_hash=y");
    CHECK(!table_load(d.app.db, &d.arena, KIND_PERSON, CLERK, &p));
    CHECK(!table_load(d.app.db, &d.arena, KIND_SESSION, out.subject, &s));
    CHECK(s.opened_us < p.since_us); /* a stolen session does not outlive the password */
    CHECK(verified(&d, CHECK_TIME) == VERIFY_OK);
    desk_close(&d);
}

TEST(an_evidence_file_that_was_taken_away_or_replaced_is_missed)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_CLAIMED);
    CHECK(verified(&d, CHECK_FILE) == VERIFY_OK);
    const char *path = store_path(&d.arena, d.app.dir, d.sha[0]), *away = str_z(&d.arena, str_f(&d.arena, "%s/away", d.app.dir));
    CHECK(!rename(path, away));
    CHECK(verified(&d, CHECK_FILE) == VERIFY_FAILED);
    CHECK(!link(store_path(&d.arena, d.app.dir, d.sha[1]), path)); /* another content under its name */
    CHECK(verified(&d, CHECK_FILE) == VERIFY_FAILED);
    CHECK(!rename(away, path) && verified(&d, CHECK_FILE) == VERIFY_OK);
    desk_close(&d);
}

static void append_newer(struct desk *d, const char *kind, int64_t subject)
{
    struct leaf leaf = {.at_us = d->now_us += 1000, .kind = str_c(kind), .version = 1, .subject = subject, .actor = OFFICE_A, .role = STR("office"), .command = str_c(kind), .open = STR("{}"), .rules = STR("2031.1")};
    struct hash hash;
    int64_t seq;
    bool found;
    CHECK(!log_subject_last(d->app.db, subject, &leaf.prev, &seq, &found) && !db_begin(d->app.db));
    CHECK(!log_append(d->app.log, &d->arena, &leaf, STR("{\"seal\":7}"), &hash) && !app_commit(&d->app));
}

TEST(what_a_newer_program_wrote_is_passed_over_and_followed)
{
    struct desk d = desk_open("");
    struct measure m;
    struct replay_report r;
    desk_measure(&d, MEASURE_DRAFT);
    append_newer(&d, "measure.sealed", MEASURE_1);
    append_newer(&d, "measure.foreseen", 777); /* about a thing only the newer one knows */
    append_newer(&d, "petition.filed", 778);
    CHECK(!app_rebuild(&d.app, NULL, NULL));
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, MEASURE_1, &m) && m.seq == log_size(d.app.log) - 3);
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, 777, &m) && !m.head.len && !m.id);
    desk_must(&d, OFFICE_A, COMMAND_MEASURE_SUBMIT, MEASURE_1, "");
    CHECK(verified(&d, CHECK_CHAIN) == VERIFY_OK);
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &r) && r.bad_seq < 0 && r.bad_kind < 0);
    desk_close(&d);
}

TEST(a_damaged_body_stops_a_rebuild_and_changes_nothing)
{
    struct desk d = desk_open("");
    struct replay_report r;
    struct db *past;
    int64_t us;
    desk_measure(&d, MEASURE_WORKING);
    struct hash before = desk_digest(d.app.db);
    CHECK(!db_script(d.app.db, "DROP TRIGGER log_no_update"));
    CHECK(!db_script(d.app.db, "UPDATE log SET body = x'7b' WHERE seq = (SELECT max(seq) FROM log)"));
    CHECK(app_rebuild(&d.app, NULL, NULL) == ERR_CORRUPT);
    struct hash after = desk_digest(d.app.db);
    CHECK(hash_eq(&before, &after));
    CHECK(app_at(&d.app, log_size(d.app.log), &past, &us) == ERR_CORRUPT);
    CHECK(!app_replay(d.app.db, &d.arena, NULL, NULL, &r) && r.bad_seq == log_size(d.app.log) - 1 && r.why.zh.len);
    CHECK(verified(&d, CHECK_BODY) == VERIFY_FAILED);
    desk_close(&d);
}

TEST(the_past_can_be_seen_at_every_position)
{
    static const struct {
        int64_t who, id;
        enum command_type type;
        const char *text;
    } rows[] = {{CLERK, 0, COMMAND_REPORT_FILE, "measure=#130|period=%0|text=已清理三笔往来款"}, {HELPER, 0, COMMAND_REPORT_FILE, "measure=#130|period=%0|text=配合核对两笔账目"}, {CLERK, 0, COMMAND_REPORT_FILE, "measure=#130|period=%0|text=又清理两笔往来款"}, {CLERK, 901, COMMAND_EVIDENCE_ADD, "measure=#130|name=甲.pdf|sha256=$1|proves_day=@-2"}, {HELPER, 901, COMMAND_EVIDENCE_WITHDRAW, "reason=传错了"}, {CLERK, 902, COMMAND_EVIDENCE_ADD, "measure=#130|name=甲.pdf|sha256=$1|proves_day=@-2"}, {CLERK, MEASURE_1, COMMAND_MEASURE_CLAIM, "summary=挂账已全部清理并完成核对|done_day=@-1"}, {LEADER_A, MEASURE_1, COMMAND_MEASURE_REJECT, OPINION}, {OFFICE_A, MEASURE_1, COMMAND_MEASURE_NOTE, "contact=某科长"}, {OFFICE_A, COUNTY, COMMAND_UNIT_CHANGE, "name=新县"}};
    enum { ROWS = sizeof rows / sizeof *rows };
    struct desk d = desk_open("");
    struct hash live[ROWS];
    int64_t size[ROWS], us, last_us = 0;
    desk_measure(&d, MEASURE_WORKING);
    for (size_t i = 0; i < ROWS; i++) {
        desk_must(&d, rows[i].who, rows[i].type, rows[i].id, rows[i].text);
        live[i] = desk_digest(d.app.db);
        size[i] = log_size(d.app.log);
    }
    for (int64_t n = 0; n <= log_size(d.app.log); n++) { /* also between the events of one command */
        struct db *past;
        CHECK(!app_at(&d.app, n, &past, &us) && us >= last_us);
        last_us = us;
        struct hash then = desk_digest(past);
        for (size_t i = 0; i < ROWS; i++)
            CHECK((size[i] == n) == hash_eq(&live[i], &then));
        db_close(past);
    }
    desk_close(&d);
}

/* ---- every record, whatever its content, is one text and back -------------------------------------------- */

static uint64_t dice(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return *state >> 33;
}

static struct str any_text(struct arena *a, uint64_t *state)
{
    static const uint32_t odd[] = {0x01, 0x08, 0x0a, 0x1f, 0x22, 0x5c, 0x2f, 0x7f, 0x80, 0x9f, 0x7ff, 0x800, 0x2028, 0x2029, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x20bb7, 0x10ffff, 0x6574};
    struct buf b = buf_new(a, 4096);
    for (uint64_t n = dice(state) % 12; n; n--)
        utf8_put(&b, odd[dice(state) % (sizeof odd / sizeof *odd)]);
    return buf_view(&b);
}

static void fill_field(struct arena *a, uint64_t *state, const struct field *f, void *obj)
{
    int64_t n = 0;
    struct ids ids = {NULL, 0};
    switch (f->type) {
    case FIELD_TEXT: *field_str(f, obj) = any_text(a, state); return;
    case FIELD_HASH: *field_str(f, obj) = dice(state) % 2 ? STR("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff") : STR(""); return;
    case FIELD_ENUM:
        while (f->choices[n].name)
            n++;
        *field_int(f, obj) = (int64_t)dice(state) % n;
        return;
    case FIELD_FLAGS:
        while (f->choices[n].name)
            n++;
        *field_int(f, obj) = (int64_t)(dice(state) & ((1ULL << n) - 1));
        return;
    case FIELD_BOOL: *field_int(f, obj) = (int64_t)dice(state) % 2; return;
    case FIELD_DAY: *field_int(f, obj) = (int64_t)dice(state) % 100000 - 25000; return;
    case FIELD_ID: *field_int(f, obj) = (int64_t)((dice(state) << 20 | dice(state) % 1000) & ((1ULL << 50) - 1)); return;
    case FIELD_IDS:
        for (n = (int64_t)dice(state) % 5; n; n--)
            ids = ids_with(a, ids, (int64_t)dice(state) + 1);
        *field_ids(f, obj) = ids;
        return;
    case FIELD_INT:
    case FIELD_TIME:
    case FIELD_FEN: *field_int(f, obj) = (int64_t)(dice(state) << 20 | dice(state)); return;
    }
}

static void round_trip(const struct record *r, uint64_t *state)
{
    struct arena a = {0};
    void *one = arena_alloc(&a, r->size), *two = arena_alloc(&a, r->size);
    struct buf first = buf_new(&a, 1 << 16), second = buf_new(&a, 1 << 16);
    for (size_t i = 0; i < r->count; i++)
        fill_field(&a, state, &r->fields[i], one);
    record_to_json(r, one, 0, &first);
    CHECK(!first.failed && !record_from_json(r, &a, buf_view(&first), two));
    record_to_json(r, two, 0, &second);
    CHECK_STR(buf_view(&second), buf_view(&first));
    for (size_t i = 0; i < r->count; i++)
        if (!(r->fields[i].flags & FIELD_SECRET))
            CHECK_STR(field_wire(&a, &r->fields[i], two), field_wire(&a, &r->fields[i], one));
    arena_reset(&a);
}

TEST(every_record_is_one_text_and_back_whatever_it_holds)
{
    uint64_t state = 7;
    for (int n = 0; n < 60; n++) {
        for (int k = 0; k < KIND_COUNT; k++)
            round_trip(kinds[k].record, &state);
        for (int c = 0; c < COMMAND_COUNT; c++)
            round_trip(command_types[c].payload, &state);
        for (int e = 0; e < EVENT_COUNT; e++)
            round_trip(event_types[e].payload, &state);
    }
}
