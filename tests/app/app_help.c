/* app_help.c: see app_help.h. */
#include "tests/app/app_help.h"

enum { PAIRS_MAX = 48,
       MINUTE_US = 60000000 };

struct str desk_texts(struct desk *d, struct str s)
{
    struct buf b = buf_new(&d->arena, 1 << 16);
    struct str part;
    int64_t n;
    if (s.len > 1 && s.ptr[0] == '@' && str_int(str_sub(s, 1, s.len), &n))
        return day_text(&d->arena, TODAY + n);
    if (s.len > 1 && s.ptr[0] == '%' && str_int(str_sub(s, 1, s.len), &n))
        return str_f(&d->arena, "%lld", (long long)(period_of(TODAY) + n));
    if (s.len == 2 && s.ptr[0] == '$')
        return d->sha[s.ptr[1] - '0'];
    if (!s.len || s.ptr[0] != '#')
        return s;
    while (str_cut(&s, ',', &part)) {
        CHECK(str_int(str_sub(part, 1, part.len), &n));
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, id_text(&d->arena, n));
    }
    return buf_view(&b);
}

enum err desk_send(struct desk *d, int64_t who, struct submission *s, const char *text, struct outcome *out)
{
    struct str rest = str_c(text), part, key;
    struct pair *pairs = arena_alloc(&d->arena, PAIRS_MAX * sizeof *pairs);
    s->pairs = pairs;
    s->count = 0;
    while (rest.len && str_cut(&rest, '|', &part)) {
        CHECK(s->count < PAIRS_MAX && str_cut(&part, '=', &key));
        pairs[s->count++] = (struct pair){key, desk_texts(d, part)};
    }
    d->now_us += MINUTE_US;
    struct ctx ctx = {.arena = &d->arena, .app = &d->app, .person = who, .now_us = d->now_us};
    return app_submit(&ctx, s, out);
}

enum err desk_try(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, struct outcome *out)
{
    struct submission s = {.type = type, .id = id, .drawn_at = -1};
    return desk_send(d, who, &s, text, out);
}

void desk_must(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text)
{
    struct outcome out;
    enum err e = desk_try(d, who, type, id, text, &out);
    if (e)
        fprintf(stderr, "%s by %lld: %s: %.*s\n", command_types[type].wire, (long long)who, err_name(e), STR_ARG(out.say.en));
    CHECK(!e);
}

static void people(struct desk *d)
{
    static const struct {
        int64_t id, unit;
        const char *roles;
    } rows[] = {{OFFICE_A, COUNTY, "office"}, {OFFICE_B, COUNTY, "office"}, {CLERK, BUREAU, "unit"}, {HELPER, ASSISTING, "unit"}, {LEADER_A, BUREAU, "leader"}, {OVERSEER_A, WATCH, "overseer"}, {OVERSEER_B, WATCH, "overseer"}, {EVERYTHING, BUREAU, "office,unit,leader,overseer"}, {PUBLISHER_A, COUNTY, "publisher"}, {SYSADMIN_A, COUNTY, "sysadmin"}, {SECADMIN_A, COUNTY, "secadmin"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        desk_must(d, 0, COMMAND_PERSON_CREATE, rows[i].id, str_z(&d->arena, str_f(&d->arena, "name=某%lld|unit=#%lld", (long long)rows[i].id, (long long)rows[i].unit)));
        desk_must(d, 0, COMMAND_PERSON_ACCOUNT, rows[i].id, str_z(&d->arena, str_f(&d->arena, "login=p%lld|password_hash=x", (long long)rows[i].id)));
        desk_must(d, 0, COMMAND_PERSON_GRANT, rows[i].id, str_z(&d->arena, str_f(&d->arena, "roles=%s", rows[i].roles)));
    }
}

struct desk desk_open(const char *path)
{
    static int made;
    struct desk d = {.now_us = day_start_us(TODAY) + 60LL * MINUTE_US};
    bool server = str_starts(str_c(path), STR("postgres://"));
    const char *dir = str_z(&d.arena, str_f(&d.arena, "%s/data-%d", test_folder(), ++made));
    enum err e = app_create(&d.app, dir, server ? str_c(path) : STR(""), STR("test.example/log"));
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(d.app.say.en));
    CHECK(!e);
    for (size_t i = 0; i < sizeof d.sha / sizeof *d.sha; i++)
        CHECK(!store_put(&d.arena, dir, str_f(&d.arena, "佐证内容 %zu", i), &d.sha[i]));
    desk_must(&d, 0, COMMAND_UNIT_CREATE, COUNTY, "name=某县");
    desk_must(&d, 0, COMMAND_UNIT_CREATE, BUREAU, "name=财政局|above=#1");
    desk_must(&d, 0, COMMAND_UNIT_CREATE, SECTION, "name=财政局会计股|above=#2");
    desk_must(&d, 0, COMMAND_UNIT_CREATE, ASSISTING, "name=审计局|above=#1");
    desk_must(&d, 0, COMMAND_UNIT_CREATE, WATCH, "name=纪委监委|above=#1");
    people(&d);
    return d;
}

void desk_close(struct desk *d)
{
    app_close(&d->app);
    arena_reset(&d->arena);
}

void desk_measure(struct desk *d, int64_t state)
{
    static const struct {
        int64_t state, who;
        enum command_type type;
        int64_t id;
        const char *text;
    } path[] = {{MEASURE_NONE, OFFICE_A, COMMAND_INSPECTION_OPEN, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90"}, {MEASURE_NONE, OFFICE_A, COMMAND_ASPECT_ADD, ASPECT_1, "inspection=#100|number=1|title=财务管理方面"}, {MEASURE_NONE, OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_1, "aspect=#110|number=2|title=往来款长期挂账"}, {MEASURE_DRAFT, OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_1, "problem=#120|number=3|" PLAN}, {MEASURE_REVIEW, OFFICE_A, COMMAND_MEASURE_SUBMIT, MEASURE_1, ""}, {MEASURE_ISSUED, OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, OPINION}, {MEASURE_WORKING, CLERK, COMMAND_MEASURE_SIGN, MEASURE_1, ""}, {MEASURE_CLAIMED, CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-2"}, {MEASURE_CLAIMED, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, "summary=挂账已全部清理并完成核对|done_day=@-1"}, {MEASURE_VERIFYING, LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, OPINION}, {MEASURE_CLOSED, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION}};
    for (size_t i = 0; i < sizeof path / sizeof *path; i++)
        if (path[i].state <= state)
            desk_must(d, path[i].who, path[i].type, path[i].id, path[i].text);
}

struct hash desk_digest(struct db *db)
{
    struct str parts[KIND_COUNT];
    struct hash each[KIND_COUNT];
    int64_t rows;
    for (int k = 0; k < KIND_COUNT; k++) {
        CHECK(!table_digest(db, (enum kind)k, &each[k], &rows));
        parts[k] = (struct str){(const char *)each[k].bytes, HASH_BYTES};
    }
    return hash_parts(parts, KIND_COUNT);
}

void desk_same_twice(struct desk *d)
{
    struct replay_report r;
    struct hash live = desk_digest(d->app.db), again;
    CHECK(app_rebuild(&d->app, NULL, NULL) == ERR_NONE);
    again = desk_digest(d->app.db);
    CHECK(hash_eq(&live, &again));
    CHECK(app_replay(d->app.db, &d->arena, NULL, NULL, &r) == ERR_NONE);
    if (r.bad_seq >= 0 || r.bad_kind >= 0)
        fprintf(stderr, "%lld: %.*s\n", (long long)r.bad_seq, STR_ARG(r.why.en));
    CHECK(r.bad_seq < 0 && r.bad_kind < 0);
}
