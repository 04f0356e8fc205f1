/* world.c: see world.h. */
#include "domain/all.h"
#include "tests/domain/world.h"

#include "base/hash.h"
#include "base/time.h"

#include <string.h>

bool reached_refusal[REFUSAL_COUNT], reached_event[EVENT_COUNT];

enum { PAIRS_MAX = 48,
       MINUTE_US = 60000000 };
static const int64_t operator_roles = ROLE(OFFICE) | ROLE(SYSADMIN) | ROLE(SECADMIN);

void world_end(struct world *w) { arena_reset(&w->arena); }

void *world_get(struct world *w, enum kind kind, int64_t id)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->things[i].kind == kind && w->things[i].state->id == id)
            return w->things[i].state;
    return arena_alloc(&w->arena, kinds[kind].record->size);
}

void world_put(struct world *w, enum kind kind, int64_t id, struct thing *state)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->things[i].kind == kind && w->things[i].state->id == id)
            return;
    CHECK(w->count < WORLD_THINGS_MAX);
    w->things[w->count].kind = kind;
    w->things[w->count++].state = state;
}

/* ---- payloads from text ------------------------------------------------------------------------ */

/* #130 becomes the id's letters, @-3 a day, %-1 a half-month; several ids stand between commas. */
static struct str value(struct world *w, struct str s)
{
    struct buf b = buf_new(&w->arena, 1 << 20);
    struct str part;
    int64_t n;
    if (s.len > 1 && s.ptr[0] == '@' && str_int(str_sub(s, 1, s.len), &n))
        return day_text(&w->arena, w->today + n);
    if (s.len > 1 && s.ptr[0] == '%' && str_int(str_sub(s, 1, s.len), &n))
        return str_f(&w->arena, "%lld", (long long)(period_of(w->today) + n));
    if (!s.len || s.ptr[0] != '#')
        return s;
    while (str_cut(&s, ',', &part)) {
        CHECK(str_int(str_sub(part, 1, part.len), &n));
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, id_text(&w->arena, n));
    }
    return buf_view(&b);
}

static const void *payload_of(struct world *w, enum command_type type, const char *text)
{
    const struct record *r = command_types[type].payload;
    struct str rest = str_c(text), part, key;
    struct pair pairs[PAIRS_MAX];
    struct complaint why;
    void *payload = arena_alloc(&w->arena, r->size);
    size_t n = 0;
    while (rest.len && str_cut(&rest, '|', &part)) {
        CHECK(n < PAIRS_MAX && str_cut(&part, '=', &key));
        pairs[n++] = (struct pair){key, value(w, part)};
    }
    if (record_parse(r, &w->arena, pairs, n, payload, &why)) {
        fprintf(stderr, "%s: %.*s\n", command_types[type].wire, STR_ARG(why.say.en));
        exit(1);
    }
    return payload;
}

/* ---- facts, gathered here a second time --------------------------------------------------------- */

static struct ids above(struct world *w, int64_t unit)
{
    struct ids ids = {NULL, 0};
    for (; unit && !ids_has(ids, unit); unit = ((struct unit *)world_get(w, KIND_UNIT, unit))->above)
        ids = ids_with(&w->arena, ids, unit);
    return ids;
}

static void tally(struct world *w, int64_t id, struct facts *f)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct problem *p = (const void *)w->things[i].state;
        const struct measure *m = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_PROBLEM)
            f->problems_open += p->inspection == id && p->state == PROBLEM_OPEN;
        if (w->things[i].kind != KIND_MEASURE || m->problem != id)
            continue;
        f->measures_total++;
        f->measures_open += m->state < MEASURE_CLOSED;
        f->drafted_us = f->measures_total > 1 && f->drafted_us < m->drafted_us ? f->drafted_us : m->drafted_us;
        for (size_t k = 0; k < m->executors.count; k++)
            f->executors = ids_with(&w->arena, f->executors, m->executors.list[k]);
        for (size_t k = 0; k < m->approvers.count; k++)
            f->executors = ids_with(&w->arena, f->executors, m->approvers.list[k]);
        for (size_t k = 0; k < m->leaders.count; k++)
            f->executors = ids_with(&w->arena, f->executors, m->leaders.list[k]);
        f->units = ids_with(&w->arena, f->units, m->lead_unit);
        for (size_t k = 0; k < m->assisting_units.count; k++)
            f->units = ids_with(&w->arena, f->units, m->assisting_units.list[k]);
        for (size_t k = 0; k < m->former_units.count; k++)
            f->units = ids_with(&w->arena, f->units, m->former_units.list[k]);
    }
}

static bool number_taken(struct world *w, enum command_type type, const void *payload, const struct facts *f)
{
    for (size_t i = 0; i < w->count; i++) {
        const void *t = w->things[i].state;
        if (w->things[i].kind != command_types[type].kind)
            continue;
        if (type == COMMAND_ASPECT_ADD && ((const struct aspect *)t)->number == ((const struct aspect_add *)payload)->number)
            return true;
        if (type == COMMAND_PROBLEM_ADD && ((const struct problem *)t)->number == ((const struct problem_add *)payload)->number)
            return true;
        if (type == COMMAND_MANIFESTATION_ADD && ((const struct manifestation *)t)->number == ((const struct manifestation_add *)payload)->number)
            return true;
        if (type == COMMAND_SUBSTEP_ADD && ((const struct substep *)t)->measure == ((const struct substep_add *)payload)->measure && ((const struct substep *)t)->number == ((const struct substep_add *)payload)->number)
            return true;
        if (type == COMMAND_MEASURE_DRAFT && ((const struct measure *)t)->number == ((const struct measure_draft *)payload)->number && f->problem->id == ((const struct measure *)t)->problem)
            return true;
    }
    return false;
}

static int64_t named(const struct record *r, const void *obj, const char *name)
{
    const struct field *f = obj ? record_field(r, str_c(name)) : NULL;
    return f ? *field_int(f, obj) : 0;
}

static bool otherwise_taken(struct world *w, enum command_type type, int64_t id, const void *payload)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct person *p = (const void *)w->things[i].state;
        const struct evidence *v = (const void *)w->things[i].state;
        if (type == COMMAND_PERSON_ACCOUNT && w->things[i].kind == KIND_PERSON && p->id != id && str_eq(p->login, ((const struct person_account *)payload)->login))
            return true;
        if (type == COMMAND_EVIDENCE_ADD && w->things[i].kind == KIND_EVIDENCE && v->state == EVIDENCE_VALID && str_eq(v->sha256, ((const struct evidence_add *)payload)->sha256))
            return true;
    }
    return false;
}

/* What each area of the domain needs, gathered in its own tests/domain/world_AREA.c. */
static world_facts_fn *const areas[] = {clue_world, world_book, world_facts_lookback, world_plan, world_regime, world_notice, world_pack, NULL};

static const struct calendar *calendar_of(struct world *w)
{
    struct calendar *c = arena_alloc(&w->arena, sizeof *c);
    struct calendar_enter years[WORLD_THINGS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++) {
        const struct calendar_year *y = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_CALENDAR)
            years[n++] = (struct calendar_enter){y->year, y->notice, y->off, y->work};
    }
    calendar_build(&w->arena, years, n, c);
    return c;
}

static struct facts facts_of(struct world *w, int64_t who, enum command_type type, int64_t id, const void *state, const void *payload)
{
    const struct command_info *c = &command_types[type];
    const struct record *r = c->payload, *s = kinds[c->kind].record;
    struct facts f = {.file = !w->no_file, .log_size = WORLD_LOG_SIZE, .position_day = w->today - 1};
#define NAMED(name) (named(r, payload, name) ? named(r, payload, name) : named(s, state, name))
    f.problem = world_get(w, KIND_PROBLEM, NAMED("problem"));
    f.measure = world_get(w, KIND_MEASURE, NAMED("measure"));
    f.person = world_get(w, KIND_PERSON, NAMED("person"));
    f.aspect = world_get(w, KIND_ASPECT, NAMED("aspect"));
    f.inspection = world_get(w, KIND_INSPECTION, NAMED("inspection") ? NAMED("inspection") : f.aspect->inspection);
#undef NAMED
    tally(w, id, &f);
    f.reach = world_reach(w, who, type, state, payload, f.measure);
    if (c->needs & NEED_CALENDAR)
        f.calendar = calendar_of(w);
    if (payload) {
        f.taken = number_taken(w, type, payload, &f) || otherwise_taken(w, type, id, payload);
        f.above = above(w, named(r, payload, "above"));
    }
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
        if (areas[i])
            areas[i](w, type, id, state, payload, &f);
    return f;
}

/* ---- acting ------------------------------------------------------------------------------------- */

static void stood_below(struct world *w, int64_t unit, struct actor *a)
{
    const struct unit *u = world_get(w, KIND_UNIT, unit);
    if (!unit || ids_has(a->former_units, unit))
        return;
    a->former_units = ids_with(&w->arena, a->former_units, unit);
    a->moved_us = u->moved_us > a->moved_us ? u->moved_us : a->moved_us;
    stood_below(w, u->above, a);
    for (size_t i = 0; i < u->former_above.count; i++)
        stood_below(w, u->former_above.list[i], a);
}

struct env world_env(struct world *w, int64_t who)
{
    const struct person *p = world_get(w, KIND_PERSON, who);
    struct env env = {.now_us = w->now_us, .today = w->today, .arena = &w->arena};
    env.actor = (struct actor){.id = who, .roles = who ? p->roles : operator_roles, .unit = p->unit, .units = above(w, p->unit), .moved_us = p->moved_us};
    stood_below(w, p->unit, &env.actor);
    for (size_t i = 0; i < p->former_units.count && p->moved_us; i++)
        stood_below(w, p->former_units.list[i], &env.actor);
    env.actor.everywhere = world_everywhere(w, &env.actor);
    return env;
}

enum refusal world_may(struct world *w, int64_t who, enum command_type type, int64_t id)
{
    const void *state = world_get(w, command_types[type].kind, id);
    struct facts f = facts_of(w, who, type, id, state, NULL);
    struct env env = world_env(w, who);
    return command_may(type, state, &f, &env);
}

static void happen(struct world *w, const struct event *e)
{
    enum kind kind = event_types[e->type].kind;
    struct thing *t = world_get(w, kind, e->id);
    event_apply(&w->arena, t, e);
    t->seq = w->now_us / MINUTE_US;
    t->head = STR("ab");
    world_put(w, kind, e->id, t);
}

enum refusal world_do(struct world *w, int64_t who, enum command_type type, int64_t id, const char *payload, enum event_type *first)
{
    const void *state = world_get(w, command_types[type].kind, id), *p = payload_of(w, type, payload);
    struct facts f = facts_of(w, who, type, id, state, p);
    struct env env = world_env(w, who);
    struct events out = {0};
    struct command cmd = {type, id, p};
    enum refusal no = command_decide(&cmd, state, &f, &env, &out);
    w->now_us += MINUTE_US;
    if (no)
        return no;
    CHECK(out.count > 0);
    if (first)
        *first = out.list[0].type;
    for (size_t i = 0; i < out.count; i++) {
        out.list[i].at_us = w->now_us;
        out.list[i].actor = who;
        happen(w, &out.list[i]);
        reached_event[out.list[i].type] = true;
    }
    return REFUSED_NOT;
}

void world_must(struct world *w, int64_t who, enum command_type type, int64_t id, const char *payload)
{
    enum refusal no = world_do(w, who, type, id, payload, NULL);
    if (no) {
        fprintf(stderr, "%s by %lld: %.*s\n", command_types[type].wire, (long long)who, STR_ARG(refusals[no].en));
        exit(1);
    }
}

struct str world_json(struct world *w, enum kind kind, int64_t id)
{
    struct buf b = buf_new(&w->arena, 1 << 20);
    record_to_json(kinds[kind].record, world_get(w, kind, id), 0, &b);
    return buf_view(&b);
}

/* ---- the county ---------------------------------------------------------------------------------- */

static void people(struct world *w)
{
    static const struct {
        int64_t id, unit;
        const char *roles;
    } rows[] = {
        {OFFICE_A, COUNTY, "office"}, {OFFICE_B, COUNTY, "office"}, {CLERK, BUREAU, "unit"}, {SECTION_CLERK, SECTION, "unit"}, {HELPER, ASSISTING, "unit"}, {LEADER_A, BUREAU, "leader"}, {LEADER_B, BUREAU, "leader"}, {OVERSEER_A, WATCH, "overseer"}, {OVERSEER_LEAD, BUREAU, "overseer"}, {OVERSEER_BELOW, SECTION, "overseer"}, {OVERSEER_ABOVE, COUNTY, "overseer"}, {OVERSEER_HELP, ASSISTING, "overseer"}, {OVERSEER_B, WATCH, "overseer"}, {EVERYTHING, BUREAU, "office,unit,leader,overseer"}, {PUBLISHER_A, COUNTY, "publisher"}, {PUBLISHER_OFFICE, COUNTY, "office,publisher"}, {READER_A, COUNTY, "reader"}, {SYSADMIN_A, COUNTY, "sysadmin"}, {SECADMIN_A, COUNTY, "secadmin"}, {AUDITOR_A, COUNTY, "auditor"}, {SECADMIN_B, COUNTY, "secadmin"}, {NOBODY, 0, NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str unit = rows[i].unit ? str_f(&w->arena, "#%lld", (long long)rows[i].unit) : STR("");
        world_must(w, OPERATOR, COMMAND_PERSON_CREATE, rows[i].id, str_z(&w->arena, str_f(&w->arena, "name=某%lld|unit=%.*s", (long long)rows[i].id, STR_ARG(unit))));
        if (!rows[i].roles)
            continue;
        world_must(w, OPERATOR, COMMAND_PERSON_ACCOUNT, rows[i].id, str_z(&w->arena, str_f(&w->arena, "login=p%lld|password_hash=x", (long long)rows[i].id)));
        world_must(w, OPERATOR, COMMAND_PERSON_GRANT, rows[i].id, str_z(&w->arena, str_f(&w->arena, "roles=%s", rows[i].roles)));
    }
}

#define SHA "00000000000000000000000000000000000000000000000000000000000000aa"
#define PLAN "text=清理超期挂账|goal=账实相符|type=phased|start_day=@-60|due_day=@30|leaders=#31,#32|lead_unit=#2|assisting_units=#4"
static const struct {
    enum stage stage;
    struct step step;
} path[] = {
    {STAGE_INSPECTION, {OFFICE_A, COMMAND_INSPECTION_OPEN, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90"}},
    {STAGE_PROBLEM, {OFFICE_A, COMMAND_ASPECT_ADD, ASPECT_1, "inspection=#100|number=1|title=财务管理方面"}},
    {STAGE_PROBLEM, {OFFICE_A, COMMAND_PROBLEM_ADD, PROBLEM_1, "aspect=#110|number=2|title=往来款长期挂账"}},
    {STAGE_DRAFT, {OFFICE_A, COMMAND_MEASURE_DRAFT, MEASURE_1, "problem=#120|number=3|" PLAN}},
    {STAGE_REVIEW, {OFFICE_A, COMMAND_MEASURE_SUBMIT, MEASURE_1, ""}},
    {STAGE_ISSUED, {OVERSEER_A, COMMAND_MEASURE_APPROVE_PLAN, MEASURE_1, "opinion=同意下达"}},
    {STAGE_WORKING, {CLERK, COMMAND_MEASURE_SIGN, MEASURE_1, ""}},
    {STAGE_REPORTED, {CLERK, COMMAND_REPORT_FILE, REPORT_1, "measure=#130|period=%0|text=已清理三笔往来款"}},
    {STAGE_EVIDENCED, {CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, "measure=#130|name=清单.xlsx|sha256=" SHA "|proves_day=@-2"}},
    {STAGE_CLAIMED, {CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, "summary=挂账已全部清理并完成核对|done_day=@-1"}},
    {STAGE_VERIFYING, {LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, "opinion=情况属实"}},
    {STAGE_CLOSED, {OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, "opinion=同意销号"}},
    {STAGE_SOLVED, {OVERSEER_A, COMMAND_PROBLEM_CLOSE, PROBLEM_1, "opinion=措施均已销号"}},
    {STAGE_ARCHIVED, {OFFICE_A, COMMAND_INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改全部完成"}},
    {STAGE_BOOKS, {OFFICE_A, COMMAND_SANCTION_ADD, SANCTION_1, "inspection=#100|sort=admonition|persons=2|day=@-5"}},
    {STAGE_BOOKS, {OFFICE_A, COMMAND_RULE_ADD, RULE_1, "inspection=#100|action=issued|title=往来款管理办法|day=@-5"}},
    {STAGE_BULLETIN, {OFFICE_A, COMMAND_BULLETIN_DRAFT, BULLETIN_1, "inspection=#100|title=整改情况通报|text=现将整改情况公布如下，请监督。"}},
    {STAGE_BULLETIN_REVIEW, {OFFICE_A, COMMAND_BULLETIN_SUBMIT, BULLETIN_1, ""}},
    {STAGE_BULLETIN_PASSED, {OFFICE_B, COMMAND_BULLETIN_REVIEW, BULLETIN_1, "opinion=同意发布"}},
    {STAGE_BULLETIN_OUT, {PUBLISHER_A, COMMAND_BULLETIN_PUBLISH, BULLETIN_1, "position=9|as_of_day=@0|digest=" SHA}}};

/* The books and bulletins branch off where problems are entered; the rest is one road. */
static bool on_the_way(enum stage step, enum stage to)
{
    if (step > to)
        return false;
    return to < STAGE_BOOKS || step <= STAGE_PROBLEM || step >= STAGE_BOOKS;
}

struct world world_at(enum stage stage)
{
    struct world w = {.today = TODAY, .now_us = day_start_us(TODAY) + 60LL * MINUTE_US};
    world_must(&w, OPERATOR, COMMAND_UNIT_CREATE, COUNTY, "name=某县");
    world_must(&w, OPERATOR, COMMAND_UNIT_CREATE, BUREAU, "name=财政局|above=#1");
    world_must(&w, OPERATOR, COMMAND_UNIT_CREATE, SECTION, "name=财政局会计股|above=#2");
    world_must(&w, OPERATOR, COMMAND_UNIT_CREATE, ASSISTING, "name=审计局|above=#1");
    world_must(&w, OPERATOR, COMMAND_UNIT_CREATE, WATCH, "name=纪委监委|above=#1");
    people(&w);
    for (size_t i = 0; i < sizeof path / sizeof *path; i++)
        if (on_the_way(path[i].stage, stage))
            world_must(&w, path[i].step.who, path[i].step.type, path[i].step.id, path[i].step.payload);
    return w;
}

/* ---- tables of rules ----------------------------------------------------------------------------- */

static bool row_holds(struct world *w, const struct rule_row *r)
{
    enum event_type first = EVENT_COUNT;
    for (const struct step *s = r->before; s && s->payload; s++)
        world_must(w, s->who, s->type, s->id, s->payload);
    enum refusal got = world_do(w, r->step.who, r->step.type, r->step.id, r->step.payload, &first);
    reached_refusal[got] = true;
    if (got == r->refusal && (got || first == r->event))
        return true;
    fprintf(stderr, "%s by %lld at stage %d: got \"%.*s\" %s, want \"%.*s\"\n", command_types[r->step.type].wire, (long long)r->step.who, r->stage, STR_ARG(refusals[got].en), got ? "" : event_types[first].wire, STR_ARG(refusals[r->refusal].en));
    return false;
}

void rules_hold(const char *file, const struct rule_row *rows, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct world w = world_at(rows[i].stage);
        if (!row_holds(&w, &rows[i])) {
            fprintf(stderr, "%s: row %zu does not hold\n", file, i);
            wrong++;
        }
        world_end(&w);
    }
    CHECK(wrong == 0);
}
