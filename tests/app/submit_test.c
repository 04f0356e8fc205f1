/* submit_test.c: the one door: what it lets in, what it refuses, and what it answers. */
#include "tests/app/app_help.h"

static void check_field(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, const char *field)
{
    struct outcome out;
    int64_t size = log_size(d->app.log);
    CHECK(desk_try(d, who, type, id, text, &out) == ERR_INPUT);
    if (!out.field || !str_is(str_c(out.field->name), field))
        fprintf(stderr, "%s %s: %.*s\n", command_types[type].wire, text, STR_ARG(out.say.en));
    CHECK(out.field && str_is(str_c(out.field->name), field));
    CHECK(str_find(out.say.zh, str_c(out.field->zh)) != SIZE_MAX && str_find(out.say.en, str_c(out.field->en)) != SIZE_MAX);
    CHECK(log_size(d->app.log) == size);
}

TEST(unknown_ids_name_the_field)
{
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_DRAFT);
    check_field(&d, OFFICE_A, COMMAND_UNIT_CREATE, 0, "name=教育局|above=#777", "above");
    check_field(&d, OFFICE_A, COMMAND_UNIT_CREATE, 0, "name=教育局|above=#11", "above"); /* a person */
    check_field(&d, OFFICE_A, COMMAND_PERSON_CREATE, 0, "name=某人|unit=#777", "unit");
    check_field(&d, OFFICE_A, COMMAND_ASPECT_ADD, 0, "inspection=#777|number=2|title=方面", "inspection");
    check_field(&d, OFFICE_A, COMMAND_ASPECT_ADD, 0, "number=2|title=方面", "inspection");
    check_field(&d, OFFICE_A, COMMAND_PROBLEM_ADD, 0, "aspect=#100|number=3|title=问题", "aspect");
    check_field(&d, OFFICE_A, COMMAND_MEASURE_DRAFT, 0, "problem=#777|number=4|text=措施", "problem");
    check_field(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, "text=措施|leaders=#31,#777", "leaders");
    check_field(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, "text=措施|lead_unit=#777", "lead_unit");
    check_field(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, "text=措施|assisting_units=#4,#31", "assisting_units");
    check_field(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#777|period=%0|text=已清理三笔", "measure");
    check_field(&d, CLERK, COMMAND_EVIDENCE_ADD, 0, "measure=#777|name=清单|sha256=$0|proves_day=@0", "measure");
    check_field(&d, OFFICE_A, COMMAND_SANCTION_ADD, 0, "inspection=#100|problem=#777|sort=reminder|persons=1|day=@0", "problem");
    check_field(&d, OFFICE_A, COMMAND_BULLETIN_DRAFT, 0, "inspection=#110|title=通报|text=现将整改情况公布，请监督。", "inspection");
    desk_close(&d);
}

TEST(naming_somebody_who_left_is_refused)
{
    struct desk d = desk_open("");
    struct outcome out;
    desk_measure(&d, MEASURE_DRAFT);
    desk_must(&d, SYSADMIN_A, COMMAND_PERSON_LEAVE, LEADER_A, "reason=退休");
    CHECK(desk_try(&d, OFFICE_A, COMMAND_MEASURE_CHANGE, MEASURE_1, PLAN, &out) == ERR_INPUT);
    CHECK(str_is(str_c(out.field->name), "leaders"));
    CHECK_STR(out.say.zh, refusals[REFUSED_PERSON_LEFT].zh);
    CHECK(desk_try(&d, LEADER_A, COMMAND_SESSION_OPEN, 0, "person=#31|key=$0", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_ROLE);
    desk_close(&d);
}

static int64_t able(enum command_type type)
{
    static const struct {
        int64_t role, who;
    } rows[] = {{ROLE(OFFICE), OFFICE_A}, {ROLE(UNIT), CLERK}, {ROLE(LEADER), LEADER_A}, {ROLE(OVERSEER), OVERSEER_A}, {ROLE(PUBLISHER), PUBLISHER_A}, {ROLE(SYSADMIN), SYSADMIN_A}, {ROLE(SECADMIN), SECADMIN_A}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (command_types[type].roles & rows[i].role)
            return rows[i].who;
    return 0;
}

/* One field of a command is given a value that cannot be; everything else is left out. */
static void try_bad(struct desk *d, enum command_type type, const struct field *f, struct str value)
{
    struct pair pair = {str_c(f->name), value};
    struct submission s = {.type = type, .id = MEASURE_1, .pairs = &pair, .count = 1, .drawn_at = -1};
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = able(type), .now_us = d->now_us};
    struct outcome out;
    int64_t size = log_size(d->app.log);
    enum err e = app_submit(&ctx, &s, &out);
    if (e != ERR_INPUT)
        fprintf(stderr, "%s %s: %s\n", command_types[type].wire, f->name, err_name(e));
    CHECK(e == ERR_INPUT && out.field && out.say.zh.len && out.say.en.len);
    CHECK(out.field == f || out.field->flags & FIELD_REQUIRED);
    CHECK(log_size(d->app.log) == size);
}

TEST(values_that_cannot_be_are_refused_for_every_field_of_every_command)
{
    static char longer[1 << 19];
    struct desk d = desk_open("");
    desk_measure(&d, MEASURE_DRAFT);
    struct hash before = desk_digest(d.app.db), after;
    memset(longer, 'x', sizeof longer);
    for (int c = 0; c < COMMAND_COUNT; c++) {
        const struct record *r = command_types[c].payload;
        for (size_t i = 0; i < r->count; i++) {
            const struct field *f = &r->fields[i];
            bool text = f->type == FIELD_TEXT;
            struct str over = {longer, text ? (size_t)f->max + 1 : 5000};
            try_bad(&d, (enum command_type)c, f, over);
            try_bad(&d, (enum command_type)c, f, STR("控制\x01字符很长很长很长"));
            try_bad(&d, (enum command_type)c, f, STR("\xc3\x28 not utf-8 at all"));
            if (!text)
                try_bad(&d, (enum command_type)c, f, STR("no such thing"));
        }
        struct field stranger = {.name = "stranger"};
        struct pair pair = {STR("stranger"), STR("1")};
        struct submission s = {.type = (enum command_type)c, .pairs = &pair, .count = 1, .drawn_at = -1};
        struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = able((enum command_type)c), .now_us = d.now_us};
        struct outcome out;
        (void)stranger;
        CHECK(app_submit(&ctx, &s, &out) == ERR_INPUT && str_find(out.say.en, STR("stranger")) != SIZE_MAX);
    }
    after = desk_digest(d.app.db);
    CHECK(hash_eq(&before, &after));
    desk_close(&d);
}

static void repeated_command(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome first, again, other;
    struct submission s = {.type = COMMAND_INSPECTION_OPEN, .drawn_at = -1, .command = STR("page-7")};
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &first) && !first.repeated && first.subject);
    int64_t size = log_size(d.app.log);
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &again) && again.repeated);
    CHECK(again.subject == first.subject && again.seq == first.seq && log_size(d.app.log) == size);
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=又一轮|sort=audit", &again) && again.repeated && again.subject == first.subject);
    s.command = STR("page-8");
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第一轮巡察|sort=xuncha", &other) && other.subject != first.subject);
    s.command = STR("page-9"); /* a refused command may be sent again under its number */
    CHECK(desk_send(&d, CLERK, &s, "name=第二轮巡察|sort=xuncha", &again) == ERR_REFUSED);
    CHECK(!desk_send(&d, OFFICE_A, &s, "name=第二轮巡察|sort=xuncha", &again) && !again.repeated);
    s.command = STR("12345678901234567890123456789012345678901234567890123456789012345");
    CHECK(desk_send(&d, OFFICE_A, &s, "name=第三轮巡察|sort=xuncha", &again) == ERR_INPUT);
    desk_close(&d);
}
TEST(a_command_sent_twice_answers_its_first_result) { on_each_store(repeated_command); }

static void stale_form(const char *path)
{
    struct desk d = desk_open(path);
    struct measure m;
    struct outcome out;
    desk_measure(&d, MEASURE_DRAFT);
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, MEASURE_1, &m));
    struct submission s = {.type = COMMAND_MEASURE_NOTE, .id = MEASURE_1, .drawn_at = m.seq};
    desk_must(&d, OFFICE_B, COMMAND_MEASURE_SUBMIT, MEASURE_1, "");
    int64_t size = log_size(d.app.log);
    CHECK(desk_send(&d, OFFICE_A, &s, "note=已联系", &out) == ERR_STALE);
    CHECK(str_find(out.say.zh, STR("提交审核")) != SIZE_MAX && str_find(out.say.en, STR("submitted the plan")) != SIZE_MAX);
    CHECK(str_find(out.say.en, STR("drafted")) == SIZE_MAX); /* what they had seen is not told again */
    CHECK(log_size(d.app.log) == size);
    s.drawn_at = size - 1;
    CHECK(!desk_send(&d, OFFICE_A, &s, "note=已联系", &out));
    desk_close(&d);
}
TEST(a_stale_form_is_told_what_changed) { on_each_store(stale_form); }

/* What a form of a report or of evidence showed is the measure: its changes make the form stale, not the new thing's. */
static void stale_about(const char *path)
{
    struct desk d = desk_open(path);
    struct measure m;
    struct outcome out;
    desk_measure(&d, MEASURE_WORKING);
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, MEASURE_1, &m));
    struct submission report = {.type = COMMAND_REPORT_FILE, .drawn_at = m.seq}, file = {.type = COMMAND_EVIDENCE_ADD, .drawn_at = m.seq};
    desk_must(&d, OFFICE_B, COMMAND_MEASURE_NOTE, MEASURE_1, "note=已换联系人");
    int64_t size = log_size(d.app.log);
    CHECK(desk_send(&d, CLERK, &report, "measure=#130|period=%0|text=已清理三笔", &out) == ERR_STALE);
    CHECK(str_find(out.say.zh, STR("修改了联系与备注")) != SIZE_MAX);
    CHECK(desk_send(&d, CLERK, &file, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-2", &out) == ERR_STALE);
    CHECK(log_size(d.app.log) == size);
    report.id = 0, report.drawn_at = size - 1;
    CHECK(!desk_send(&d, CLERK, &report, "measure=#130|period=%0|text=已清理三笔", &out));
    report.id = 0; /* the same form sent again: the report has changed meanwhile, by their own hand */
    CHECK(desk_send(&d, CLERK, &report, "measure=#130|period=%0|text=已清理四笔", &out) == ERR_STALE);
    file.id = 0, file.drawn_at = log_size(d.app.log) - 1;
    CHECK(!desk_send(&d, CLERK, &file, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-2", &out));
    desk_close(&d);
}
TEST(a_stale_form_of_a_report_is_told_what_happened_to_its_measure) { on_each_store(stale_about); }

static void other_inspection(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome out;
    desk_measure(&d, MEASURE_DRAFT);
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_OPEN, 101, "name=第二轮巡察|sort=xuncha");
    CHECK(desk_try(&d, OFFICE_A, COMMAND_SANCTION_ADD, 0, "inspection=#101|problem=#120|sort=reminder|persons=3|day=@0", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_OTHER_INSPECTION);
    CHECK(desk_try(&d, OFFICE_A, COMMAND_RULE_ADD, 0, "inspection=#101|problem=#120|action=issued|title=接待管理办法|day=@0", &out) == ERR_REFUSED);
    CHECK(out.refusal == REFUSED_OTHER_INSPECTION);
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_SANCTION_ADD, 0, "inspection=#100|problem=#120|sort=reminder|persons=3|day=@0", &out));
    CHECK(!desk_try(&d, OFFICE_A, COMMAND_SANCTION_ADD, 0, "inspection=#101|sort=reminder|persons=3|day=@0", &out));
    desk_close(&d);
}
TEST(what_is_entered_about_a_problem_stays_in_its_inspection) { on_each_store(other_inspection); }

/* Two overseers decide from the same page: one alone is heard, in one group of commands or in two. */
static void two_at_once(const char *path)
{
    struct desk d = desk_open(path);
    struct measure m;
    struct outcome out;
    desk_measure(&d, MEASURE_VERIFYING);
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, MEASURE_1, &m));
    struct pair words = {STR("opinion"), STR("已经核对")};
    struct submission yes = {.type = COMMAND_MEASURE_VERIFY, .id = MEASURE_1, .pairs = &words, .count = 1, .drawn_at = m.seq};
    struct submission no = {.type = COMMAND_MEASURE_RETURN, .id = MEASURE_1, .pairs = &words, .count = 1, .drawn_at = m.seq};
    struct ctx one = {.arena = &d.arena, .app = &d.app, .person = OVERSEER_A, .now_us = d.now_us};
    struct ctx two = {.arena = &d.arena, .app = &d.app, .person = OVERSEER_B, .now_us = d.now_us};
    CHECK(!db_begin(d.app.db));
    CHECK(!app_step(&one, &yes, &out));
    CHECK(app_step(&two, &no, &out) == ERR_STALE);
    CHECK(!app_commit(&d.app));
    no.drawn_at = -1;
    CHECK(app_submit(&two, &no, &out) == ERR_REFUSED && out.refusal == REFUSED_STATE);
    CHECK(!table_load(d.app.db, &d.arena, KIND_MEASURE, MEASURE_1, &m));
    CHECK(m.state == MEASURE_CLOSED && m.verified_by == OVERSEER_A);
    desk_close(&d);
}
TEST(of_two_who_decide_at_once_one_is_heard) { on_each_store(two_at_once); }

static void all_or_nothing(const char *path)
{
    struct desk d = desk_open(path);
    struct pair good = {STR("name"), STR("教育局")}, bad = {STR("name"), STR("")};
    struct submission s[3] = {{.type = COMMAND_UNIT_CREATE, .pairs = &good, .count = 1, .drawn_at = -1}, {.type = COMMAND_UNIT_CREATE, .pairs = &good, .count = 1, .drawn_at = -1}, {.type = COMMAND_UNIT_CREATE, .pairs = &bad, .count = 1, .drawn_at = -1}};
    struct ctx ctx = {.arena = &d.arena, .app = &d.app, .person = OFFICE_A, .now_us = d.now_us};
    struct outcome out[3];
    size_t failed = 9;
    struct hash before = desk_digest(d.app.db), after;
    struct hash root = log_root(d.app.log), root2;
    CHECK(app_submit_all(&ctx, s, 3, out, &failed) == ERR_INPUT && failed == 2);
    after = desk_digest(d.app.db), root2 = log_root(d.app.log);
    CHECK(hash_eq(&before, &after) && hash_eq(&root, &root2));
    CHECK(!app_submit_all(&ctx, s, 2, out, &failed));
    desk_close(&d);
}
TEST(a_group_happens_whole_or_not_at_all) { on_each_store(all_or_nothing); }

TEST(a_second_report_of_a_period_is_a_new_version)
{
    struct desk d = desk_open("");
    struct outcome one, two, three;
    struct report r;
    desk_measure(&d, MEASURE_WORKING);
    CHECK(!desk_try(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=已清理三笔", &one));
    CHECK(!desk_try(&d, CLERK, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=已清理四笔", &two));
    CHECK(!desk_try(&d, HELPER, COMMAND_REPORT_FILE, 0, "measure=#130|period=%0|text=协助清理往来款", &three));
    CHECK(one.subject == two.subject && two.subject != three.subject);
    CHECK(!table_load(d.app.db, &d.arena, KIND_REPORT, one.subject, &r) && r.version == 2);
    CHECK(desk_try(&d, CLERK, COMMAND_REPORT_FILE, 4711, "measure=#130|period=%0|text=另立一份", &two) == ERR_INPUT);
    CHECK(desk_try(&d, CLERK, COMMAND_REPORT_FILE, three.subject, "measure=#130|period=%0|text=改别人的报告", &two) == ERR_REFUSED);
    CHECK(two.refusal == REFUSED_EXISTS);
    desk_close(&d);
}

TEST(secrets_are_kept_beside_the_log_and_never_in_it)
{
    struct desk d = desk_open("");
    struct str hash;
    CHECK(!secret_get(d.app.db, &d.arena, CLERK, STR("password_hash"), &hash));
    CHECK_STR(hash, STR("x"));
    struct outcome out;
    desk_must(&d, CLERK, COMMAND_PERSON_PASSWORD, CLERK, "password_hash=new-hash-42");
    CHECK(desk_try(&d, HELPER, COMMAND_PERSON_PASSWORD, CLERK, "password_hash=stolen", &out) == ERR_REFUSED);
    CHECK(!secret_get(d.app.db, &d.arena, CLERK, STR("password_hash"), &hash));
    CHECK_STR(hash, STR("new-hash-42"));
    desk_close(&d);
}
