/* register_test.c: every register, drawn from a folder that holds a thing of every kind in every state, for every role. New
 * kinds and commands are covered by being in the tables. Things are put into the tables as they are, not by commands:
 * what can come about is the domain's tests; here whatever may stand there must be shown. */
#include "base/hash.h"
#include "base/time.h"
#include "domain/all.h"
#include "tests/stores.h"
#include "tests/test.h"
#include "view/figure.h"
#include "view/table.h"
#include "web/pages.h"
#include "web/register.h"

#include <string.h>

enum { THINGS_OF_KIND = 100000, /* ids of a kind begin at (kind + 1) times this */
       MANY = 123 };
#define SECRET "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct arena a;
static struct site site; /* static: the connection to the core lives as long as the program */
static int missing;

static int64_t thing_id(enum kind kind, int64_t n) { return (int64_t)(kind + 1) * THINGS_OF_KIND + n; }

/* ---- a folder with everything in it ----------------------------------------------------------------- */

static int64_t an_enum(const struct choice *choices)
{
    for (int64_t i = 0; choices[i].name; i++)
        if (choices[i].zh[0])
            return i;
    return 0;
}

static int64_t a_number(const struct field *f, int64_t n)
{
    switch (f->type) {
    case FIELD_ENUM: return an_enum(f->choices);
    case FIELD_DAY: return day_of(time_now_us()) - n;
    case FIELD_TIME: return time_now_us() - n * 1000000;
    case FIELD_FEN: return 1234567 + n;
    case FIELD_ID: return thing_id(f->refers > 0 ? (enum kind)(f->refers - 1) : KIND_MEASURE, 0);
    case FIELD_INT: return !strcmp(f->name, "period") ? period_of(day_of(time_now_us())) : f->max > 0 && f->max < n + 3 ? f->max
                                                                                                                        : n + 3;
    default: return 1;
    }
}

static void fill(enum kind kind, int64_t n, int64_t state, void *out)
{
    const struct record *r = kinds[kind].record;
    struct thing *t = out;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->type == FIELD_HASH)
            *field_str(f, out) = STR(SECRET);
        else if (f->type == FIELD_TEXT)
            *field_str(f, out) = utf8_clip(str_f(&a, "第%lld项 <b>&\"'\n尾", (long long)n), f->max > 0 ? (size_t)f->max : 20);
        else if (f->type == FIELD_IDS)
            *field_ids(f, out) = ids_with(&a, (struct ids){NULL, 0}, thing_id(f->refers > 0 ? (enum kind)(f->refers - 1) : KIND_MEASURE, 0));
        else
            *field_int(f, out) = a_number(f, n);
    }
    t->id = thing_id(kind, n);
    t->seq = n + 1;
    t->state = state;
}

static void put(struct app *app, enum kind kind, int64_t n, int64_t state)
{
    void *now = arena_alloc(&a, kinds[kind].record->size);
    fill(kind, n, state, now);
    if (kind == KIND_PERSON) {
        ((struct person *)now)->roles = n < ROLE_COUNT ? (int64_t)1 << n : 0;
        ((struct person *)now)->since_us = 0;
        ((struct person *)now)->state = PERSON_ACTIVE;
    }
    if (kind == KIND_UNIT)
        ((struct unit *)now)->above = 0;
    if (kind == KIND_SESSION) {
        ((struct session *)now)->person = thing_id(KIND_PERSON, n);
        ((struct session *)now)->state = SESSION_ACTIVE;
        struct hash h = hash_of(STR(SECRET));
        CHECK(!secret_put(app->db, thing_id(kind, n), STR("key"), hash_text(&a, &h)));
    }
    CHECK(!table_save(app->db, &a, kind, NULL, now));
}

/* The states a thing of KIND can be in; how many. */
static size_t states_of(enum kind kind, int64_t *out)
{
    const struct choice *states = kinds[kind].states;
    size_t n = 0;
    for (int64_t i = 0; states && states[i].name && n < STATES_MAX; i++)
        if (states[i].zh[0])
            out[n++] = i;
    if (!n)
        out[n++] = 0;
    return n;
}

static void put_everything(struct app *app)
{
    int64_t states[STATES_MAX];
    CHECK(!db_begin(app->db));
    for (int k = 0; k < KIND_COUNT; k++) {
        enum kind kind = (enum kind)k;
        size_t n = states_of(kind, states), count = kind == KIND_PERSON || kind == KIND_SESSION ? ROLE_COUNT : n;
        for (size_t i = 0; i < count; i++)
            put(app, kind, (int64_t)i, states[i < n ? i : 0]);
    }
    for (int64_t i = 0; i < MANY; i++)
        put(app, KIND_RULE, 50 + i, BOOK_VALID);
    CHECK(!db_commit(app->db));
}

static void note_missing(struct str file, int line, struct str name)
{
    fprintf(stderr, "%.*s.html:%d: no value for %.*s\n", STR_ARG(file), line, STR_ARG(name));
    missing++;
}

static void open_site(const char *path)
{
    static int made;
    struct app app;
    struct sentence why;
    bool server = str_starts(str_c(path), STR("postgres://"));
    const char *dir = str_z(&a, str_f(&a, "%s/register-%d", test_folder(), ++made));
    enum err e = app_create(&app, dir, server ? str_c(path) : STR(""), STR("test.example/log"));
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(app.say.en));
    CHECK(!e);
    put_everything(&app);
    app_close(&app);
    site = (struct site){0};
    e = site_open(&site, dir, false, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.en));
    CHECK(!e);
    template_on_missing(note_missing);
}

/* ---- asking ------------------------------------------------------------------------------------------ */

static enum lang asked_in = LANG_ZH;

static struct request *request_of(int role, const char *method, const char *target)
{
    struct request *r = arena_alloc(&a, sizeof *r);
    struct str rest = str_c(target), part, key;
    *r = (struct request){.arena = &a, .method = str_c(method), .target = str_c(target), .lang = asked_in};
    r->query = arena_alloc(&a, 16 * sizeof *r->query);
    r->cookies = arena_alloc(&a, 2 * sizeof *r->cookies);
    r->cookies[r->cookie_count++] = (struct pair){STR("inspection"), id_text(&a, thing_id(KIND_INSPECTION, 0))};
    r->form = arena_alloc(&a, 32 * sizeof *r->form);
    str_cut(&rest, '?', &r->path);
    while (rest.len && str_cut(&rest, '&', &part)) {
        str_cut(&part, '=', &key);
        r->query[r->query_count++] = (struct pair){key, part};
    }
    struct str session = id_text(&a, thing_id(KIND_SESSION, role));
    if (role >= 0)
        r->cookies[r->cookie_count++] = (struct pair){STR("huiyin"), str_f(&a, "%.*s." SECRET, STR_ARG(session))};
    return r;
}

static struct response *get(int role, const char *target)
{
    missing = 0;
    struct response *answer = site_handle(&site, request_of(role, "GET", target));
    CHECK(answer);
    if (missing || answer->status >= 500)
        fprintf(stderr, "%s by %s: %d\n%.*s\n", target, role < 0 ? "nobody" : role_choices[role].name, answer->status, STR_ARG(str_sub(answer->body, 0, 400)));
    CHECK(!missing && answer->status < 500);
    return answer;
}

static bool holds(const struct response *r, const char *text) { return str_find(r->body, str_c(text)) != SIZE_MAX; }

/* BEFORE, the kind, AFTER and, unless it is 0, the id. */
static const char *address(const char *before, enum kind kind, const char *after, int64_t id)
{
    struct str text = id ? id_text(&a, id) : STR("");
    return str_z(&a, str_f(&a, "%s%s%s%.*s", before, kinds[kind].name, after, STR_ARG(text)));
}
#define ADDRESS(...) str_z(&a, str_f(&a, __VA_ARGS__))

/* ---- the tables ---------------------------------------------------------------------------------------- */

static void check_names(const struct record *r, const char *list, const char *what)
{
    struct str rest = str_c(list), part;
    while (list && rest.ptr && str_cut(&rest, ' ', &part)) {
        struct str name = part.len && part.ptr[0] == '-' ? str_sub(part, 1, part.len) : part;
        if (!record_field(r, name))
            fprintf(stderr, "%s: %s names no field: %.*s\n", r->name, what, STR_ARG(part));
        CHECK(record_field(r, name));
    }
}

TEST(every_register_names_what_is_there)
{
    for (size_t i = 0; i < registers_count; i++) {
        const struct register_info *info = &registers[i];
        const struct record *r = kinds[info->kind].record;
        struct str rest = str_c(info->figures), part;
        check_names(r, info->columns, "columns");
        check_names(r, info->order, "order");
        check_names(r, info->parents, "parents");
        CHECK(info->roles && info->group < GROUP_COUNT && register_of(info->kind) == info);
        CHECK(!info->zh == !info->en && info->about_zh && info->about_en);
        while (info->figures && rest.ptr && str_cut(&rest, ' ', &part)) {
            if (!figure_find(part))
                fprintf(stderr, "%s: there is no figure %.*s\n", r->name, STR_ARG(part));
            CHECK(figure_find(part));
        }
        const struct field *columns[REGISTER_COLUMNS_MAX];
        CHECK(register_columns(info, columns) > 0);
        for (int s = 0; kinds[info->kind].states && kinds[info->kind].states[s].name; s++)
            CHECK(s < STATES_MAX);
    }
    for (size_t i = 0; i < register_words_count; i++) {
        const struct register_word *w = &register_words[i];
        CHECK(register_of(command_types[w->command].kind));
        CHECK(!w->lead_zh == !w->lead_en && !w->rules_zh == !w->rules_en && !w->confirm_zh == !w->confirm_en);
    }
}

/* ---- pages --------------------------------------------------------------------------------------------- */

static void check_pages(const struct register_info *info, int role)
{
    int64_t states[STATES_MAX];
    enum kind kind = info->kind;
    bool may = (info->roles >> role & 1) != 0;
    struct response *list = get(role, address("/r/", kind, "", 0));
    CHECK(list->status == (may ? 200 : 404));
    CHECK(get(role, address("/api/", kind, "", 0))->status == list->status);
    for (int f = 0; f < 3; f++) {
        static const char *const formats[] = {".xlsx", ".csv", ".json"};
        CHECK(get(role, address("/r/", kind, formats[f], 0))->status == list->status);
    }
    for (size_t i = 0, n = states_of(kind, states); i < n; i++) {
        int64_t id = thing_id(kind, (int64_t)i);
        struct response *thing = get(role, address("/r/", kind, "/", id));
        bool narrow = info->visible || kind == KIND_CLUE; /* open to some whatever their role */
        CHECK(thing->status == 200 || thing->status == 404);
        CHECK(may || thing->status == 404);
        CHECK(!may || narrow || role != ROLE_OFFICE || thing->status == 200);
        CHECK(get(role, address("/api/", kind, "/", id))->status == thing->status);
        struct response *json = get(role, address("/api/", kind, "?limit=1000", 0));
        bool listed = holds(json, ADDRESS("\"id\":\"%s\"", str_z(&a, id_text(&a, id)))); /* not: named by another */
        if (listed != (thing->status == 200))
            fprintf(stderr, "%s %zu by %s: %d, listed %d\n", kinds[kind].name, i, role_choices[role].name, thing->status, listed);
        CHECK(listed == (thing->status == 200));
    }
    CHECK(get(role, address("/r/", kind, "/", thing_id(kind, 99999)))->status == 404);
    CHECK(get(role, address("/r/", kind, "/nonsense", 0))->status == 404);
}

static void draw_everything(const char *path)
{
    open_site(path);
    for (int role = 0; role < ROLE_COUNT; role++) {
        CHECK(get(role, "/registers")->status == 200);
        for (size_t i = 0; i < registers_count; i++)
            check_pages(&registers[i], role);
    }
    asked_in = LANG_EN;
    for (size_t i = 0; i < registers_count; i++)
        check_pages(&registers[i], ROLE_OFFICE);
    asked_in = LANG_ZH;
    CHECK(get(-1, "/registers")->status == 303 && get(-1, "/r/rule")->status == 303);
    CHECK(get(ROLE_OFFICE, "/r/person")->status == 404 && get(ROLE_OFFICE, "/r/nothing")->status == 404);
    CHECK(get(ROLE_OFFICE, "/r/rule.exe")->status == 404);
    site_close(&site);
}

TEST(every_register_is_drawn_for_every_role) { on_each_store(draw_everything); }

static void check_form(const struct register_info *info, const struct command_info *c, int role, bool new_one, int64_t id)
{
    struct str word = str_c(strchr(c->wire, '.') + 1);
    const char *at = new_one ? ADDRESS("/r/%s/new?do=%.*s", kinds[info->kind].name, STR_ARG(word))
                             : ADDRESS("/r/%s/%s/do/%.*s", kinds[info->kind].name, str_z(&a, id_text(&a, id)), STR_ARG(word));
    struct response *form = get(role, at);
    bool may = (c->roles >> role & 1) && (info->roles >> role & 1);
    if (!may)
        CHECK(form->status == 404);
    if (form->status == 200)
        CHECK(holds(form, "<form method=\"post\"") && holds(form, "name=\"_command\""));
    CHECK(form->status == 200 || form->status == 404 || form->status == 409);
}

TEST(every_command_of_a_register_has_a_form_or_a_reason)
{
    int64_t states[STATES_MAX];
    open_site("");
    for (int role = 0; role < ROLE_COUNT; role++) {
        for (size_t i = 0; i < registers_count; i++) {
            const struct register_info *info = &registers[i];
            size_t n = states_of(info->kind, states);
            struct response *begin = get(role, address("/r/", info->kind, "/new", 0));
            CHECK(begin->status == 200 || begin->status == 303 || begin->status == 404);
            for (int c = 0; c < COMMAND_COUNT; c++) {
                if (command_types[c].kind != info->kind)
                    continue;
                check_form(info, &command_types[c], role, true, 0);
                for (size_t s = 0; s < n; s++)
                    check_form(info, &command_types[c], role, false, thing_id(info->kind, (int64_t)s));
            }
        }
    }
    site_close(&site);
}

TEST(pages_of_problems_measures_and_rounds_show_what_stands_under_them)
{
    open_site("");
    static const enum kind own[] = {KIND_PROBLEM, KIND_MEASURE, KIND_INSPECTION};
    for (int role = 0; role < ROLE_SYSADMIN; role++)
        for (size_t i = 0; i < 3; i++)
            CHECK(get(role, address("/", own[i], "/", thing_id(own[i], 0)))->status == 200);
    struct response *page = get(ROLE_OFFICE, address("/", KIND_PROBLEM, "/", thing_id(KIND_PROBLEM, 0)));
    CHECK(holds(page, ADDRESS("/r/rule/new?do=add&amp;problem=%s", str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 0))))));
    CHECK(holds(page, ADDRESS("/r/rule?problem=%s", str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 0)))))); /* more than shown */
    site_close(&site);
}

/* ---- lists and files -------------------------------------------------------------------------------------- */

static size_t count_of(struct str text, const char *what)
{
    size_t n = 0;
    for (size_t at; (at = str_find(text, str_c(what))) != SIZE_MAX; n++)
        text = str_sub(text, at + strlen(what), text.len);
    return n;
}

static void check_rows(const char *query, size_t want)
{
    struct response *page = get(ROLE_OFFICE, ADDRESS("/r/rule%s", query)), *json = get(ROLE_OFFICE, ADDRESS("/r/rule.json%s", query)),
                    *csv = get(ROLE_OFFICE, ADDRESS("/r/rule.csv%s", query));
    CHECK(holds(page, ADDRESS("共 %zu 行", want)));
    CHECK(count_of(page->body, "<tr><td class=\"") == (want > REGISTER_PAGE ? REGISTER_PAGE : want ? want
                                                                                                   : 1));
    CHECK(count_of(json->body, "\n{") == want && count_of(csv->body, "\r\n") == want + 1);
}

static void files_hold_what_the_list_shows(const char *path)
{
    open_site(path);
    size_t rules = MANY;
    int64_t states[STATES_MAX];
    rules += states_of(KIND_RULE, states);
    check_rows("", rules);
    check_rows("?state=valid", MANY + 1);
    check_rows("?state=struck", rules - MANY - 1);
    check_rows("?q=第60项", 1);
    check_rows("?q=%", 0); /* a wildcard of LIKE is a character like others: nothing holds it */
    check_rows("?q=没有这样的字", 0);
    check_rows("?order=title", rules);
    check_rows("?order=-title", rules);
    check_rows("?order=nonsense", rules);
    check_rows(ADDRESS("?q=%s", str_z(&a, id_text(&a, thing_id(KIND_RULE, 60)))), 1);
    check_rows(ADDRESS("?problem=%s", str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 0)))), rules);
    check_rows(ADDRESS("?problem=%s", str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 5)))), 0);
    struct response *last = get(ROLE_OFFICE, "/r/rule?from=100"), *past = get(ROLE_OFFICE, "/r/rule?from=999999");
    CHECK(holds(last, ADDRESS("第 101–%zu 行", rules)) && holds(past, ADDRESS("第 101–%zu 行", rules)));
    struct response *csv = get(ROLE_OFFICE, "/r/rule.csv?q=第60项");
    CHECK(holds(csv, "\"第60项") && holds(csv, "编号"));
    site_close(&site);
}

TEST(a_file_holds_every_row_of_the_list) { on_each_store(files_hold_what_the_list_shows); }

/* ---- forms ------------------------------------------------------------------------------------------------- */

TEST(a_form_under_a_thing_does_not_ask_what_it_stands_under)
{
    open_site("");
    const char *problem = str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 0)));
    struct response *form = get(ROLE_OFFICE, ADDRESS("/r/sanction/new?do=add&problem=%s&persons=7", problem));
    CHECK(form->status == 200 && !holds(form, "name=\"problem\"") && !holds(form, "name=\"inspection\""));
    CHECK(holds(form, ADDRESS("problem=%s", problem)) && holds(form, "value=\"7\""));
    form = get(ROLE_OFFICE, "/r/sanction/new?do=add");
    CHECK(form->status == 200 && holds(form, "name=\"problem\"") && !holds(form, "name=\"inspection\""));
    CHECK(holds(form, "name=\"persons\" value=\"\"")); /* nothing yet, not nought */
    CHECK(get(ROLE_OFFICE, "/r/sanction/new")->status == 303);
    CHECK(get(ROLE_OFFICE, ADDRESS("/r/sanction/new?do=add&problem=%s", str_z(&a, id_text(&a, 77))))->status == 404);
    CHECK(get(ROLE_OFFICE, "/r/sanction/new?do=add&problem=nonsense")->status == 404);
    CHECK(get(ROLE_OFFICE, "/r/sanction/new?do=add&persons=many")->status == 404);
    CHECK(get(ROLE_OFFICE, "/r/sanction/new?do=void")->status == 404);
    CHECK(get(ROLE_READER, "/r/sanction/new?do=add")->status == 404);
    site_close(&site);
}

/* A visit as site_handle makes it, for asking a prepare function without a core. */
static struct visit *visit_of(int role, const char *target, struct str one, struct str two, struct str three)
{
    struct visit *v = arena_alloc(&a, sizeof *v);
    *v = (struct visit){.site = &site, .request = request_of(role, "POST", target), .arena = &a, .lang = LANG_ZH, .part = {one, two, three}};
    v->page = value_map(&a);
    v->ctx = (struct ctx){.arena = &a, .app = &site.app};
    for (int i = 0; i < 3; i++)
        if (!id_read(v->part[i], &v->id[i]))
            v->id[i] = 0;
    CHECK(!session_find(v) && !ctx_actor(&v->ctx));
    v->scope = scope_of(&a, &v->ctx.env.actor);
    v->today = v->ctx.env.today = day_of(time_now_us());
    v->ctx.env.arena = &a;
    v->inspection = thing_id(KIND_INSPECTION, 0);
    return v;
}

static struct str sent(const struct visit *v, const char *key)
{
    struct str last = STR("");
    for (size_t i = 0; v->asking.count && i < v->asking.list[0].count; i++)
        if (str_is(v->asking.list[0].pairs[i].key, key))
            last = v->asking.list[0].pairs[i].value;
    return last;
}

TEST(what_the_address_says_is_not_taken_from_the_form)
{
    open_site("");
    const char *problem = str_z(&a, id_text(&a, thing_id(KIND_PROBLEM, 0)));
    struct visit *v = visit_of(ROLE_OFFICE, ADDRESS("/r/sanction/new?do=add&problem=%s", problem), STR("sanction"), STR(""), STR(""));
    struct request *r = v->request;
    r->form[r->form_count++] = (struct pair){STR("_command"), STR("w-1")};
    r->form[r->form_count++] = (struct pair){STR("problem"), STR("elsewhere")};
    r->form[r->form_count++] = (struct pair){STR("inspection"), STR("elsewhere")};
    r->form[r->form_count++] = (struct pair){STR("persons"), STR("3")};
    CHECK(!register_new_prepare(v) && v->asking.count == 1);
    CHECK(v->asking.list[0].type == COMMAND_SANCTION_ADD && !v->asking.list[0].id && v->asking.list[0].drawn_at == -1);
    CHECK_STR(v->asking.list[0].command, STR("w-1"));
    CHECK_STR(sent(v, "problem"), str_c(problem));
    CHECK_STR(sent(v, "inspection"), id_text(&a, thing_id(KIND_INSPECTION, 0)));
    CHECK_STR(sent(v, "persons"), STR("3"));
    CHECK(!sent(v, "_command").len);

    struct str id = id_text(&a, thing_id(KIND_SANCTION, 0));
    v = visit_of(ROLE_OFFICE, ADDRESS("/r/sanction/%.*s/do/void", STR_ARG(id)), STR("sanction"), id, STR("void"));
    v->request->form[v->request->form_count++] = (struct pair){STR("_drawn"), STR("1")};
    CHECK(!register_act_prepare(v) && v->asking.list[0].type == COMMAND_SANCTION_VOID);
    CHECK(v->asking.list[0].id == thing_id(KIND_SANCTION, 0) && v->asking.list[0].drawn_at == 1);

    v = visit_of(ROLE_READER, ADDRESS("/r/sanction/%.*s/do/void", STR_ARG(id)), STR("sanction"), id, STR("void"));
    struct response *no = register_act_prepare(v);
    CHECK(no && no->status == 404 && !v->asking.count);
    v = visit_of(ROLE_OFFICE, "/r/person/new?do=create", STR("person"), STR(""), STR(""));
    no = register_new_prepare(v);
    CHECK(no && no->status == 404);
    site_close(&site);
}
