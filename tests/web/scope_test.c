/* scope_test.c: every door asks view/scope.h. Two organisations below one superior, a round each, seen by people of both:
 * lists, counts, figures, pages, files and JSON agree, and what is not theirs is not there. */
#include "base/hash.h"
#include "base/time.h"
#include "domain/all.h"
#include "tests/stores.h"
#include "tests/test.h"
#include "view/table.h"
#include "web/pages.h"

#include <string.h>

enum { SUPER = 1,
       ORG_A = 2,
       BUREAU_A = 3,
       OTHER_A = 4,
       ORG_B = 5,
       BUREAU_B = 6,
       ROUND_A = 100,
       ROUND_B = 200,
       CLUE_WORDS = 7 }; /* added to a round: its clue */
enum who { READER_SUPER, /* the order of the table below */
           OFFICE_A,
           CLERK_A,
           CLERK_OTHER_A,
           OFFICE_B,
           CLERK_B,
           OVERSEER_A,
           OVERSEER_TOO,
           LEADER_A,
           OFFICE_NOWHERE,
           AUDITOR,
           WHO_COUNT };
static const struct {
    int64_t unit, roles;
} people[WHO_COUNT] = {{SUPER, ROLE(READER)}, {ORG_A, ROLE(OFFICE)}, {BUREAU_A, ROLE(UNIT)}, {OTHER_A, ROLE(UNIT)}, {ORG_B, ROLE(OFFICE)}, {BUREAU_B, ROLE(UNIT)}, {ORG_A, ROLE(OVERSEER)}, {ORG_A, ROLE(OVERSEER)}, {ORG_A, ROLE(LEADER)}, {0, ROLE(OFFICE)}, {ORG_A, ROLE(AUDITOR)}};
#define SECRET "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define WORDS "举报人所述之事"

static struct arena a;
static struct site sites[4], *site; /* static: the connection to the core lives as long as the program */
static struct app app;

static int64_t person_id(int who) { return 10000 + who; }
static int64_t session_id(int who) { return 20000 + who; }

static void save(enum kind kind, void *state)
{
    ((struct thing *)state)->head = STR("00");
    ((struct thing *)state)->seq = ((struct thing *)state)->id % 1000;
    CHECK(!table_save(app.db, &a, kind, NULL, state));
}

static void put_people(void)
{
    struct hash h = hash_of(STR(SECRET));
    for (int i = 0; i < WHO_COUNT; i++) {
        save(KIND_PERSON, &(struct person){.id = person_id(i), .state = PERSON_ACTIVE, .name = STR("某人"), .login = str_f(&a, "p%d", i), .unit = people[i].unit, .roles = people[i].roles});
        save(KIND_SESSION, &(struct session){.id = session_id(i), .state = SESSION_ACTIVE, .person = person_id(i), .opened_us = time_now_us()});
        CHECK(!secret_put(app.db, session_id(i), STR("key"), hash_text(&a, &h)));
    }
}

/* Ids of a round's things are ROUND plus: 10 aspect, 20 and 21 problems, 30 to 33 measures, 40 report, 50 evidence,
 * 60 sanction of problem 20, 61 of none, 70 bulletin being drafted, 71 published. */
static void put_round(int64_t round, int64_t organisation, int64_t one, int64_t two, const char *mark)
{
    int64_t today = day_of(time_now_us());
    struct ids none = {NULL, 0}, assigned = ids_with(&a, none, person_id(OVERSEER_A));
    save(KIND_INSPECTION, &(struct inspection){.id = round, .state = INSPECTION_ACTIVE, .name = str_f(&a, "%s轮", mark), .organisation = organisation, .sort = 1});
    save(KIND_ASPECT, &(struct aspect){.id = round + 10, .inspection = round, .number = 1, .title = str_f(&a, "%s方面", mark)});
    for (int64_t i = 0; i < 2; i++)
        save(KIND_PROBLEM, &(struct problem){.id = round + 20 + i, .state = PROBLEM_OPEN, .inspection = round, .aspect = round + 10, .aspect_number = 1, .number = i + 1, .title = str_f(&a, "%s问题%s", mark, i ? "乙" : "甲")});
    for (int64_t i = 0; i < 4; i++)
        save(KIND_MEASURE, &(struct measure){.id = round + 30 + i, .state = MEASURE_WORKING, .inspection = round, .aspect = round + 10, .problem = round + 20 + i / 2, .ordinal = i + 1, .number = i + 1, .text = str_f(&a, "%s措施%lld", mark, (long long)i), .type = TYPE_PHASED, .due_day = today - 1, .lead_unit = i / 2 ? two : one});
    save(KIND_REPORT, &(struct report){.id = round + 40, .inspection = round, .measure = round + 30, .unit = one, .period = period_of(today), .text = str_f(&a, "%s进展", mark), .version = 1});
    save(KIND_EVIDENCE, &(struct evidence){.id = round + 50, .state = EVIDENCE_VALID, .inspection = round, .measure = round + 32, .name = str_f(&a, "%s材料", mark)});
    save(KIND_SANCTION, &(struct sanction){.id = round + 60, .state = BOOK_VALID, .inspection = round, .problem = round + 20, .sort = 15, .persons = 2, .day = today});
    save(KIND_SANCTION, &(struct sanction){.id = round + 61, .state = BOOK_VALID, .inspection = round, .sort = 15, .persons = 5, .day = today});
    for (int64_t i = 0; i < 2; i++)
        save(KIND_BULLETIN, &(struct bulletin){.id = round + 70 + i, .state = i ? BULLETIN_OUT : BULLETIN_DRAFTING, .inspection = round, .title = str_f(&a, "%s通报%s", mark, i ? "定稿" : "草稿"), .text = STR("共 {{measures.total}} 条。"), .published_us = i ? 1 : 0, .as_of_day = i ? today : 0});
    save(KIND_CLUE, &(struct clue){.id = round + CLUE_WORDS, .state = CLUE_ASSESSED, .inspection = round, .number = 1, .received_day = today - 80, .due_day = today - 3, .sort = 3, .source = str_f(&a, WORDS "%s来源", mark), .summary = str_f(&a, WORDS "%s内容", mark), .receiver = person_id(OVERSEER_A), .assigned = assigned});
}

static void open_site(const char *path)
{
    static int made;
    struct sentence why;
    static const int64_t above[] = {0, 0, SUPER, ORG_A, ORG_A, SUPER, ORG_B};
    bool server = str_starts(str_c(path), STR("postgres://"));
    const char *dir = str_z(&a, str_f(&a, "%s/scope-%d", test_folder(), ++made));
    CHECK(!app_create(&app, dir, server ? str_c(path) : STR(""), STR("test.example/log")));
    CHECK(!db_begin(app.db));
    for (int64_t u = 1; u <= BUREAU_B; u++)
        save(KIND_UNIT, &(struct unit){.id = u, .name = str_f(&a, "单位%lld", (long long)u), .above = above[u]});
    put_people();
    put_round(ROUND_A, ORG_A, BUREAU_A, OTHER_A, "甲");
    put_round(ROUND_B, ORG_B, BUREAU_B, BUREAU_B, "乙");
    CHECK(!db_commit(app.db));
    app_close(&app);
    site = &sites[made % 4];
    CHECK(!site_open(site, dir, false, &why));
}

static void close_site(void)
{
    site_close(site);
    arena_reset(&a);
}

/* ---- asking ------------------------------------------------------------------------------------------ */

static struct response *get(int who, struct str target)
{
    struct request *r = arena_alloc(&a, sizeof *r);
    struct str rest = target, part, key;
    *r = (struct request){.arena = &a, .method = STR("GET"), .target = target, .lang = LANG_ZH};
    r->query = arena_alloc(&a, 16 * sizeof *r->query);
    r->cookies = arena_alloc(&a, sizeof *r->cookies);
    str_cut(&rest, '?', &r->path);
    while (rest.len && str_cut(&rest, '&', &part)) {
        str_cut(&part, '=', &key);
        r->query[r->query_count++] = (struct pair){key, part};
    }
    struct str session = id_text(&a, session_id(who));
    r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(&a, "%.*s." SECRET, STR_ARG(session))};
    struct response *answer = site_handle(site, r);
    CHECK(answer && answer->status < 500);
    return answer;
}
#define GET(who, ...) get(who, str_f(&a, __VA_ARGS__))

static bool holds(const struct response *r, const char *text)
{
    return str_find(r->body, str_c(text)) != SIZE_MAX;
}
static const char *letters(int64_t id) { return str_z(&a, id_text(&a, id)); }

/* ---- who sees which things ------------------------------------------------------------------------------ */

/* For each, the ids after the round's, of round A and of round B; NULL: not even the round. */
#define ALL_THINGS "10 20 21 30 31 32 33 40 50 60 61 70 71"
static const struct {
    enum who who;
    const char *in_a, *in_b;
} sights[] = {
    {READER_SUPER, ALL_THINGS, ALL_THINGS},
    {OFFICE_NOWHERE, ALL_THINGS, ALL_THINGS},
    {OFFICE_A, ALL_THINGS, NULL},
    {OVERSEER_A, ALL_THINGS, NULL},
    {LEADER_A, ALL_THINGS, NULL},
    {OFFICE_B, NULL, ALL_THINGS},
    {CLERK_A, "10 20 30 31 40 60 71", NULL},
    {CLERK_OTHER_A, "10 21 32 33 50 71", NULL},
    {CLERK_B, NULL, ALL_THINGS}, /* but for what is the round's own: below */
};
static const struct {
    int64_t after;
    enum kind kind;
    const char *page; /* before the id; NULL: no page of its own */
} kinds_of[] = {{10, KIND_ASPECT, NULL}, {20, KIND_PROBLEM, "/problem/"}, {21, KIND_PROBLEM, "/problem/"}, {30, KIND_MEASURE, "/measure/"}, {31, KIND_MEASURE, "/measure/"}, {32, KIND_MEASURE, "/measure/"}, {33, KIND_MEASURE, "/measure/"}, {40, KIND_REPORT, "/r/report/"}, {50, KIND_EVIDENCE, "/r/evidence/"}, {60, KIND_SANCTION, "/r/sanction/"}, {61, KIND_SANCTION, "/r/sanction/"}, {70, KIND_BULLETIN, "/bulletin/"}, {71, KIND_BULLETIN, NULL}};

static bool expected(size_t sight, int64_t round, int64_t after)
{
    const char *list = round == ROUND_A ? sights[sight].in_a : sights[sight].in_b;
    struct str rest = str_c(list), part;
    bool rounds_own = after == 61 || after == 70; /* an entry of no problem, a draft */
    if (sights[sight].who == CLERK_B && rounds_own)
        return false;
    while (list && rest.len && str_cut(&rest, ' ', &part))
        if (str_eq(part, str_f(&a, "%lld", (long long)after)))
            return true;
    return false;
}

static void check_thing(size_t sight, int64_t round, size_t k)
{
    enum who who = sights[sight].who;
    bool want = expected(sight, round, kinds_of[k].after);
    const char *id = letters(round + kinds_of[k].after), *name = kinds[kinds_of[k].kind].name;
    int status = want ? 200 : 404, got = GET(who, "/api/%s/%s", name, id)->status;
    if (got != status)
        fprintf(stderr, "%d: /api/%s/%s (%lld): %d\n", (int)who, name, id, (long long)(round + kinds_of[k].after), got);
    CHECK(got == status);
    CHECK(holds(GET(who, "/api/%s", name), str_z(&a, str_f(&a, "\"id\":\"%s\"", id))) == want);
    if (kinds_of[k].page) {
        got = GET(who, "%s%s", kinds_of[k].page, id)->status;
        if (got != status)
            fprintf(stderr, "%d: %s%s: %d\n", (int)who, kinds_of[k].page, id, got);
        CHECK(got == status);
    }
}

static void every_thing(const char *path)
{
    open_site(path);
    for (size_t i = 0; i < sizeof sights / sizeof *sights; i++)
        for (int64_t round = ROUND_A; round <= ROUND_B; round += ROUND_B - ROUND_A) {
            bool there = (round == ROUND_A ? sights[i].in_a : sights[i].in_b) != NULL;
            const char *mark = round == ROUND_A ? "甲轮" : "乙轮";
            CHECK(GET(sights[i].who, "/inspection/%s", letters(round))->status == (there ? 200 : 404));
            CHECK(holds(GET(sights[i].who, "/inspections"), mark) == there);
            CHECK(holds(GET(sights[i].who, "/tree"), mark) == there);
            for (size_t k = 0; k < sizeof kinds_of / sizeof *kinds_of; k++)
                check_thing(i, round, k);
        }
    close_site();
}

TEST(pages_and_answers_hold_what_each_person_may_see) { on_each_store(every_thing); }

/* ---- lists, counts and figures agree ---------------------------------------------------------------------- */

/* The number the JSON of figures tells of NAME. */
static int64_t told(struct response *figures, const char *name)
{
    struct str key = str_f(&a, "{\"name\":\"%s\",\"version\":1,\"value\":", name), digits;
    size_t at = str_find(figures->body, key);
    int64_t value = -1;
    CHECK(at != SIZE_MAX);
    struct str rest = str_sub(figures->body, at + key.len, 20);
    CHECK(str_cut(&rest, ',', &digits) && str_int(digits, &value));
    return value;
}

static int64_t lines(struct str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == '\n';
    return n;
}

static void agree(enum who who, int64_t round, int64_t problems, int64_t measures, int64_t persons)
{
    const char *id = letters(round);
    struct response *figures = GET(who, "/api/figures?inspection=%s", id);
    CHECK(told(figures, "problems.total") == problems && told(figures, "measures.total") == measures);
    CHECK(told(figures, "measures.overdue") == measures && told(figures, "sanctions.admonition") == persons);
    CHECK(lines(GET(who, "/ledger.csv?inspection=%s", id)->body) == 1 + measures);
    CHECK(lines(GET(who, "/ledger.csv?inspection=%s&figure=measures.overdue", id)->body) == 1 + measures);
    struct response *ledger = GET(who, "/ledger?inspection=%s", id), *figure = GET(who, "/figure/measures.total?inspection=%s", id);
    struct response *overview = GET(who, "/overview?inspection=%s", id);
    int64_t rows = 0, listed = 0, shown = 0;
    for (int64_t i = 0; i < 4; i++) {
        const char *measure = str_z(&a, str_f(&a, "/measure/%s", letters(round + 30 + i)));
        rows += holds(ledger, measure);
        listed += holds(figure, measure);
        shown += holds(overview, measure);
    }
    CHECK(rows == measures && listed == measures && shown == measures); /* all are overdue */
    CHECK(holds(GET(who, "/r/sanction?inspection=%s", id), letters(round + 61)) == (persons == 7));
}

static void every_count(const char *path)
{
    open_site(path);
    agree(READER_SUPER, ROUND_A, 2, 4, 7);
    agree(READER_SUPER, ROUND_B, 2, 4, 7);
    agree(OFFICE_A, ROUND_A, 2, 4, 7);
    agree(CLERK_A, ROUND_A, 1, 2, 2);
    agree(CLERK_OTHER_A, ROUND_A, 1, 2, 0);
    agree(OFFICE_B, ROUND_B, 2, 4, 7);
    agree(CLERK_B, ROUND_B, 2, 4, 2);
    agree(OFFICE_A, ROUND_A, 2, 4, 7); /* what was kept for others is not shown */
    /* a round that is not there for them is not looked at: they get their own */
    struct response *other = GET(CLERK_A, "/ledger.csv?inspection=%s", letters(ROUND_B));
    CHECK(lines(other->body) == 3 && !holds(other, "乙措施"));
    CHECK(!holds(GET(OFFICE_B, "/overview?inspection=%s", letters(ROUND_A)), "甲问题"));
    CHECK(!holds(GET(CLERK_A, "/ledger?q=%%E6%%8E%%AA"), "甲措施2"));
    CHECK(!holds(GET(CLERK_A, "/ledger"), "甲问题乙")); /* nor among what a filter offers */
    CHECK(!holds(GET(CLERK_A, "/"), "甲措施2") && !holds(GET(CLERK_A, "/problem/%s", letters(ROUND_A + 20)), "甲措施2"));
    close_site();
}

TEST(lists_counts_and_figures_agree_for_each_person) { on_each_store(every_count); }

/* A round of others is not offered, not even by name. */
static void every_choice(const char *path)
{
    static const char *const forms[] = {"/import", "/inspections/new", "/books/rule/new", "/books/sanction/new"};
    open_site(path);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct response *of_a = GET(OFFICE_A, "%s", forms[i]), *of_b = GET(OFFICE_B, "%s", forms[i]);
        CHECK(of_a->status == 200 && holds(of_a, "甲轮") && !holds(of_a, "乙轮"));
        CHECK(of_b->status == 200 && holds(of_b, "乙轮") && !holds(of_b, "甲轮"));
    }
    close_site();
}

TEST(forms_offer_no_round_of_others) { on_each_store(every_choice); }

/* The sums of the tree are those of the lists it opens to. */
static void tree_sums(const char *path)
{
    open_site(path);
    struct response *tree = GET(READER_SUPER, "/tree"), *office = GET(OFFICE_A, "/tree"), *clerk = GET(CLERK_A, "/tree");
    CHECK(holds(tree, "甲轮") && holds(tree, "乙轮") && holds(tree, "单位1") && holds(tree, "单位2") && holds(tree, "单位5"));
    CHECK(holds(tree, "<td class=\"num\">8</td>")); /* measures of both, at the superior and at the foot */
    CHECK(holds(office, "单位2") && !holds(office, "单位1<") && !holds(office, "乙轮") && !holds(office, ">8<"));
    CHECK(holds(clerk, "甲轮") && holds(clerk, "<td class=\"num\">2</td>") && !holds(clerk, "<td class=\"num\">4</td>"));
    CHECK(holds(tree, str_z(&a, str_f(&a, "/figure/measures.total?inspection=%s", letters(ROUND_B)))));
    CHECK(GET(AUDITOR, "/tree")->status == 404);
    close_site();
}

TEST(the_tree_adds_up_what_its_lists_hold) { on_each_store(tree_sums); }

/* ---- clues ------------------------------------------------------------------------------------------------- */

static void clue_doors(const char *path)
{
    open_site(path);
    const char *id = letters(ROUND_A + CLUE_WORDS);
    for (int who = 0; who < WHO_COUNT; who++) {
        bool may = who == OVERSEER_A;
        const char *const targets[] = {"/r/clue/%s", "/api/clue/%s"};
        for (size_t i = 0; i < 2; i++) {
            struct response *r = get(who, str_f(&a, i ? "/api/clue/%s" : "/r/clue/%s", id));
            CHECK(r->status == (may ? 200 : 404) && holds(r, WORDS "甲内容") == may);
            (void)targets;
        }
        static const char *const lists[] = {"/r/clue", "/r/clue?q=%%E5%%86%%85", "/r/clue.csv", "/r/clue.json", "/api/clue", "/api/clue?limit=1000"};
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
            struct response *r = get(who, str_c(lists[i]));
            CHECK(may || (!holds(r, WORDS) && !holds(r, id)));
        }
        struct response *figure = GET(who, "/figure/clues.overdue?inspection=%s", letters(ROUND_A));
        CHECK(!holds(figure, WORDS) && (may || !holds(figure, id)));
        CHECK(!holds(GET(who, "/figures"), WORDS) && !holds(GET(who, "/log"), WORDS) && !holds(GET(who, "/"), WORDS));
    }
    /* counted for the office and the leader all the same, with number, state and days, without a link */
    struct response *figure = GET(LEADER_A, "/figure/clues.overdue?inspection=%s", letters(ROUND_A));
    CHECK(figure->status == 200 && holds(figure, "第 1 号（已超期 3 天）") && holds(figure, "已研判") && !holds(figure, "作风"));
    CHECK(told(GET(OFFICE_A, "/api/figures?inspection=%s", letters(ROUND_A)), "clues.total") == 1);
    CHECK(told(GET(CLERK_A, "/api/figures?inspection=%s", letters(ROUND_A)), "clues.total") == 0);
    CHECK(holds(GET(OVERSEER_A, "/r/clue.csv"), "违") || GET(OVERSEER_A, "/r/clue.csv")->status == 200);
    close_site();
}

TEST(clues_are_open_to_those_assigned_and_to_nobody_else) { on_each_store(clue_doors); }

/* Checksums stand in the public log: naming one must neither give a file away nor vouch for a paper. */
TEST(no_checksum_is_taken_on_trust)
{
    static const struct {
        enum who who;
        const char *command, *field;
    } rows[] = {{CLERK_A, "evidence.add", "sha256"}, {LEADER_A, "notice.issue", "digest"}, {OFFICE_A, "bulletin.publish", "digest"}, {OFFICE_A, "pack.freeze", "digest"}};
    open_site("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct request *r = arena_alloc(&a, sizeof *r);
        *r = (struct request){.arena = &a, .method = STR("POST"), .lang = LANG_ZH};
        r->path = r->target = str_f(&a, "/api/do/%s", rows[i].command);
        r->body = str_f(&a, "{\"%s\":\"" SECRET "\"}", rows[i].field);
        r->cookies = arena_alloc(&a, sizeof *r->cookies);
        r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(&a, "%s." SECRET, letters(session_id(rows[i].who)))};
        struct response *answer = site_handle(site, r);
        CHECK(answer && answer->status == 403 && holds(answer, "不能自己填报") && holds(answer, rows[i].field));
    }
    close_site();
}
