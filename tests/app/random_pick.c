/* random_pick.c: see random_pick.h. */
#include "tests/app/random_pick.h"

#include "domain/all.h"

uint64_t draw(struct random *r, uint64_t below)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (r->state * 2685821657736338717ULL >> 33) % below;
}

int64_t town_today(const struct town *t) { return day_of(t->d.now_us); }

int64_t town_some(struct town *t, int kind)
{
    if (kind < 0 || kind >= KIND_COUNT || !t->kept[kind] || draw(&t->random, 40) == 0)
        return (int64_t)draw(&t->random, 5000) + 5000; /* nobody knows this one */
    return t->ids[kind][draw(&t->random, t->kept[kind])];
}

void town_keep(struct town *t, enum kind kind, int64_t id)
{
    enum { CORE = 6 }; /* the first stay */
    for (size_t i = 0; i < t->kept[kind]; i++)
        if (t->ids[kind][i] == id)
            return;
    t->newest[kind] = id;
    if (t->kept[kind] < KEPT_MAX)
        t->ids[kind][t->kept[kind]++] = id;
    else if (kind != KIND_PERSON && kind != KIND_UNIT)
        t->ids[kind][CORE + draw(&t->random, KEPT_MAX - CORE)] = id;
}

/* ---- hints ------------------------------------------------------------------------------------------------------ */

/* VALUES are alternatives between /, each one of: words as they stand, "" for left out, @A..B a day so many days from
 * today, #N an id, =FIELD what the thing has there, ! something worked out below. A later row wins over "*". */
static const struct hint {
    const char *command, *field, *values;
} hints[] = {
    {"*", "lead_unit", "#2/#2/#4/#3/#5"}, {"*", "assisting_units", "#4/#3//"}, {"*", "leaders", "#31/#47/#1701/#1702/#1703,#31/#31,#47"}, {"*", "organisation", "=organisation"}, {"*", "above", "=above"}, {"*", "inspection", "!inspection"}, {"*", "problem", "!problem"}, {"*", "measure", "!measure"}, {"*", "aspect", "!some"}, {"*", "plan", "!plan/"}, {"*", "number", "!new"}, {"*", "code", "/!new"}, {"*", "login", "!login"}, {"*", "position", "!size/!size/1"}, {"*", "as_of_day", "@0..0"}, {"*", "period", "!period"}, {"*", "day", "@-20..0"}, {"*", "fact_day", "@0..0/@-2..0"}, {"*", "done_day", "@-3..0"}, {"*", "proves_day", "@-9..0"}, {"*", "received_day", "@-1..0"}, {"*", "told_day", "@0..0"}, {"*", "talk_day", "@0..0"}, {"*", "review_day", "@10..90"}, {"*", "start_day", "@-40..-5/"}, {"*", "due_day", "@5..60"}, {"*", "sign_due_day", "/@-1..9"}, {"*", "answer_due_day", "@9..20/@9..20/"}, {"*", "from_day", ""}, {"*", "to_day", ""}, {"measure.draft", "problem", "!newest/!some"}, {"*", "type", "immediate/phased/sustained"}, {"*", "goal", "账实相符"}, {"*", "reviewers", "#47/#1702/#1703/#31,#51"}, {"*", "held", "/!some"}, {"*", "persons", "1"}, {"*", "cases", ""}, {"*", "document", "某发〔2025〕3号"}, {"*", "evidence", "/!some"}, {"person.grant", "roles", "office/unit/leader/overseer/publisher/office,unit,leader,overseer/unit,overseer/leader,overseer/office,overseer,publisher/sysadmin/office,sysadmin"}, {"person.create", "unit", "#1/#2/#3/#4/#5/#1706"}, {"person.change", "unit", "#1/#2/#3/#4/#5/#5"}, {"session.open", "person", "!item"}, {"unit.create", "above", "#1/#2/#1705/"}, {"inspection.open", "organisation", "#1/#1/#1705/"}, {"inspection.open", "feedback_day", "@-90..-1/"}, {"inspection.open", "end_day", ""}, {"inspection.open", "start_day", "@-200..-100/"}, {"inspection.change", "end_day", ""}, {"inspection.change", "start_day", "@-900..-700"}, {"inspection.change", "feedback_day", "=feedback_day"}, {"inspection.change", "sort", "=sort"}, {"*", "previous", ""}, {"measure.ask_extension", "until_day", "!later/!later/@-5..40"}, {"measure.reopen", "check", "/!check"}, {"measure.reopen", "voice", "!voice"}, {"measure.reopen", "fact_day", "@0..0"}, {"calendar.enter", "year", "2027"}, {"calendar.enter", "off", "2027-01-01..2027-01-03 元旦/2027-01-01..2027-01-02 元旦"}, {"calendar.enter", "work", ""}, {"calendar.enter", "notice", "放假安排通知"}, {"regime.set", "inspection", ""}, {"regime.set", "levels", "aspect,problem,measure,manifestation,step/aspect,problem,measure"}, {"regime.set", "evidence_immediate", "1"}, {"regime.set", "evidence_phased", "1/2"}, {"regime.set", "evidence_sustained", "1"}, {"regime.set", "rhythm", "half_month"}, {"regime.set", "extensions_max", "1/3/9"}, {"regime.set", "extension_days_max", "60/120"}, {"regime.set", "phased_days_min", "0/5"}, {"regime.set", "phased_days_max", "900"}, {"regime.set", "plan_count", "30"}, {"warning.set", "inspection", ""}, {"warning.set", "clock", "calendar/workday"}, {"warning.set", "green_days", "20/30"}, {"warning.set", "yellow_days", "10"}, {"warning.set", "red_days", "40"}, {"sentence.add", "inspection", "#100"}, {"plan.draft", "sort", "main/personnel/ideology/special"}, {"plan.draft", "inspection", "!some"}, {"plan.change", "sort", "=sort"}, {"problem.change", "plan", "!plan//=plan"}, {"plan.opine", "plan", "!item"}, {"plan.opine", "round", "!round"}, {"plan.approve", "answer", "已逐条采纳"}, {"substep.add", "due_day", "@1..4"}, {"meeting.enter", "working_group", "/!some"}, {"task.assign", "meeting", "/!some"}, {"task.assign", "notice", ""}, {"task.assign", "unit", "#2/#3/#4"}, {"task.assign", "due_day", "@0..30"}, {"notice.draft", "unit", "#2/#3/#4"}, {"notice.change", "unit", "#2/#3/#4"}, {"notice.escalate", "sort", ""}, {"notice.escalate", "previous", "!late"}, {"notice.withdraw", "document", "某办〔2025〕4号"}, {"notice.draft", "sort", "!choice/supervise/talk/talk"}, {"lookback.plan", "draw_by", "count/percent"}, {"lookback.plan", "take", "1/1/2/100"}, {"lookback.plan", "per_unit", "/1"}, {"lookback.plan", "seed_day", "@0..1/@1..1"}, {"lookback.plan", "inspection", "#100/!some"}, {"lookback.add_directed", "measure", "!item_measure"}, {"lookback.add_directed", "problem", "!item_problem"}, {"check.record", "lookback", "!lookback"}, {"check.record", "measure", "!item_measure"}, {"check.record", "problem", "!item_problem"}, {"check.record", "persons", "///!some"}, {"check.record", "day", "@0..0"}, {"check.record", "deductions", ""}, {"check.record", "votes_valid", ""}, {"check.record", "votes_satisfied", ""}, {"check.record", "votes_basically", ""}, {"check.record", "votes_unsatisfied", ""}, {"score_rule.set", "code", "!new"}, {"problem.link_earlier", "earlier", "#1712/"}, {"voice.enter", "fact_day", "@-1..0"}, {"recovery.add", "amount_fen", "1234.56"}, {"indicator.set", "direction", "up"}, {"indicator.change", "direction", "up"}, {"*", "baseline", "40"}, {"*", "target", "95.5/80"}, {"*", "baseline_day", "@-90..-30"}, {"*", "target_day", "@30..90/"}, {"reading.enter", "indicator", "!some"}, {"clue.assign", "assigned", "#41,#46,#1701/#41,#46/#46,#1701,#1702"}, {"pack.freeze", "period", "!last_period"}, {"pack.freeze", "rhythm", "half_month"}, {"pack.freeze", "unit", "/#2/#4"}, {"pack.freeze", "leader", ""}, {"nudge.send", "day", "@0..0"}, {"nudge.send", "items", ""}, {"person.notify", "mail", "a@example.org/b@example.org/"}, {"question.settle", "unit", "!unit_instead"}, {"question.settle", "newest_us", "!now"}, {"question.settle", "measure", "!measure_instead"}, {"report.file", "period", "!period/!period/1"}};

static const struct hint *hint_for(const struct town *t, const struct field *f)
{
    const struct hint *general = NULL;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (strcmp(hints[i].field, f->name))
            continue;
        if (!strcmp(hints[i].command, command_types[t->type].wire))
            return &hints[i];
        if (!strcmp(hints[i].command, "*"))
            general = &hints[i];
    }
    return general;
}

/* A thing of KIND for which FITS says yes, or 0. */
static int64_t one_that(struct town *t, enum kind kind, bool (*fits)(struct town *, const void *))
{
    enum { TRIES = 60 }; /* few of many are closed, and few of these in one round */
    for (int tries = 0; tries < TRIES; tries++) {
        int64_t id = town_some(t, kind);
        void *state = arena_alloc(&t->step, kinds[kind].record->size);
        CHECK(!table_load(t->d.app.db, &t->step, kind, id, state));
        if (fits(t, state))
            return id;
    }
    return 0;
}

static bool voice_about(struct town *t, const void *state)
{
    const struct voice *v = state;
    const struct measure *m = t->state;
    return v->measure == m->id || (!v->measure && v->problem == m->problem);
}
static bool check_about(struct town *t, const void *state)
{
    const struct lookback_check *c = state;
    const struct measure *m = t->state;
    return c->state == CHECK_REOPEN && (c->measure == m->id || (!c->measure && c->problem == m->problem));
}
static bool in_review(struct town *t, const void *state)
{
    (void)t;
    return ((const struct plan *)state)->state == PLAN_REVIEWING;
}
static bool late(struct town *t, const void *state)
{
    const struct notice *n = state;
    return !notice_may_follow(n, town_today(t));
}
static bool drawn(struct town *t, const void *state)
{
    (void)t;
    return ((const struct lookback *)state)->state == LOOKBACK_DRAWN;
}
static bool plan_in(struct town *t, const void *state)
{
    const struct plan *p = state;
    return p->state == PLAN_DRAFTING && p->sort != PLAN_SORT_MAIN && p->inspection == (t->inspection ? t->inspection : p->inspection);
}
/* Of what is closed in the round of a look-back and not in it yet, one by chance: what the story still goes on with may have
 * none of it. */
struct remaining {
    struct town *t;
    const struct lookback *l;
    uint64_t seen;
    int64_t id;
};
static enum err see_remaining(void *arg, const void *state)
{
    struct remaining *r = arg;
    const struct thing *thing = state;
    bool measures = r->l->sort == POPULATION_MEASURES;
    int64_t round = measures ? ((const struct measure *)state)->inspection : ((const struct problem *)state)->inspection;
    if (round != r->l->inspection || thing->state != (measures ? MEASURE_CLOSED : PROBLEM_DONE) || lookback_holds(r->l, thing->id))
        return ERR_NONE;
    if (!draw(&r->t->random, ++r->seen))
        r->id = thing->id;
    return ERR_NONE;
}
static int64_t remaining(struct town *t, const struct lookback *l)
{
    struct remaining r = {t, l, 0, 0};
    CHECK(!table_each(t->d.app.db, l->sort == POPULATION_MEASURES ? KIND_MEASURE : KIND_PROBLEM, see_remaining, &r));
    return r.id;
}

static bool done(struct town *t, const void *state)
{
    (void)t;
    return ((const struct measure *)state)->state >= MEASURE_CLOSED;
}

static void load_measure(struct town *t, int64_t id)
{
    CHECK(!table_load(t->d.app.db, &t->step, KIND_MEASURE, id, &t->measure));
    t->problem = t->measure.problem;
    t->inspection = t->measure.inspection;
}

int64_t town_reviewer(struct town *t)
{
    struct plan p = {0};
    CHECK(!table_load(t->d.app.db, &t->step, KIND_PLAN, t->item, &p));
    return p.reviewers.count ? p.reviewers.list[draw(&t->random, p.reviewers.count)] : 0;
}

int64_t town_done_problem(struct town *t)
{
    struct measure m = {0};
    int64_t id = one_that(t, KIND_MEASURE, done);
    CHECK(!table_load(t->d.app.db, &t->step, KIND_MEASURE, id, &m));
    return m.problem;
}

void town_topic(struct town *t)
{
    t->lookback = t->item = 0;
    load_measure(t, town_some(t, KIND_MEASURE));
    if (t->type == COMMAND_CHECK_RECORD) {
        struct lookback l = {0};
        t->lookback = one_that(t, KIND_LOOKBACK, drawn);
        CHECK(!table_load(t->d.app.db, &t->step, KIND_LOOKBACK, t->lookback, &l));
        struct ids from = l.directed.count && draw(&t->random, 2) ? l.directed : l.drawn;
        t->item = from.count ? from.list[draw(&t->random, from.count)] : 0;
    }
    if (t->type == COMMAND_PLAN_OPINE)
        t->item = one_that(t, KIND_PLAN, in_review);
    if (t->type == COMMAND_LOOKBACK_DIRECT)
        t->item = remaining(t, t->state);
    if (!draw(&t->random, 6)) {
        t->problem = town_some(t, KIND_PROBLEM);
        t->measure.id = draw(&t->random, 2) ? 0 : t->measure.id;
    }
    const struct field *own = record_field(kinds[command_types[t->type].kind].record, STR("inspection"));
    if (own && ((const struct thing *)t->state)->head.len)
        t->inspection = *field_int(own, t->state);
}

static struct str some_choice(struct town *t, const struct choice *choices)
{
    size_t n = 0, first = *choices[0].name ? 0 : 1;
    while (choices[n].name)
        n++;
    return str_c(choices[first + draw(&t->random, n - first)].name);
}

static struct str id_or_none(struct town *t, int64_t id) { return id ? id_text(&t->step, id) : STR(""); }

/* Worked out from the step: see the hints. */
static struct str special(struct town *t, const struct field *f, struct str name)
{
    struct arena *a = &t->step;
    bool measures = t->item != t->problem;
    if (str_is(name, "inspection"))
        return id_or_none(t, t->inspection);
    if (str_is(name, "problem"))
        return id_or_none(t, t->problem);
    if (str_is(name, "measure"))
        return id_or_none(t, t->measure.id);
    if (str_is(name, "some"))
        return id_text(a, town_some(t, f->refers - 1));
    if (str_is(name, "choice"))
        return some_choice(t, f->choices);
    if (str_is(name, "plan"))
        return id_or_none(t, one_that(t, KIND_PLAN, plan_in));
    if (str_is(name, "item"))
        return id_or_none(t, t->item);
    if (str_is(name, "newest"))
        return id_or_none(t, t->newest[f->refers - 1]);
    if (str_is(name, "late"))
        return id_or_none(t, one_that(t, KIND_NOTICE, late));
    if (str_is(name, "round")) {
        struct plan p = {0};
        CHECK(!table_load(t->d.app.db, a, KIND_PLAN, t->item, &p));
        return str_f(a, "%lld", (long long)p.round);
    }
    if (str_is(name, "new"))
        return str_f(a, "%lld", (long long)++t->made);
    if (str_is(name, "login"))
        return str_f(a, "u%lld", (long long)(draw(&t->random, 4) ? ++t->made : 1));
    if (str_is(name, "size"))
        return str_f(a, "%lld", (long long)log_size(t->d.app.log));
    if (str_is(name, "period"))
        return str_f(a, "%lld", (long long)(period_of(town_today(t)) - (int64_t)draw(&t->random, 2)));
    if (str_is(name, "last_period"))
        return str_f(a, "%lld", (long long)(period_of(town_today(t)) - 1 - (int64_t)draw(&t->random, 3)));
    if (str_is(name, "later")) {
        int64_t due = ((const struct measure *)t->state)->due_day, today = town_today(t);
        return day_text(a, (due > today ? due : today) + 1 + (int64_t)draw(&t->random, 30));
    }
    if (str_is(name, "voice"))
        return id_or_none(t, one_that(t, KIND_VOICE, voice_about));
    if (str_is(name, "check"))
        return id_or_none(t, one_that(t, KIND_CHECK, check_about));
    if (str_is(name, "lookback"))
        return id_or_none(t, t->lookback);
    if (str_is(name, "item_measure") || str_is(name, "item_problem")) {
        struct measure m = {0};
        CHECK(!table_load(t->d.app.db, a, KIND_MEASURE, t->item, &m));
        measures = m.head.len;
        return measures == (str_is(name, "item_measure")) ? id_or_none(t, t->item) : STR("");
    }
    if (str_is(name, "unit_instead"))
        return t->made % 2 ? id_text(a, BUREAU) : STR("");
    if (str_is(name, "measure_instead"))
        return t->made % 2 ? STR("") : id_or_none(t, t->measure.id);
    if (str_is(name, "now"))
        return str_f(a, "%lld", (long long)(t->d.now_us - 1000000));
    return STR("");
}

static struct str by_hint(struct town *t, const struct field *f, const struct hint *h)
{
    struct arena *a = &t->step;
    struct str rest = str_c(h->values), part = STR("");
    uint64_t n = 1;
    for (const char *c = h->values; *c; c++)
        n += *c == '/';
    for (uint64_t k = draw(&t->random, n) + 1; k; k--)
        if (!str_cut(&rest, '/', &part))
            part = STR("");
    if (!part.len)
        return part;
    struct str tail = str_sub(part, 1, part.len);
    if (part.ptr[0] == '!')
        return special(t, f, tail);
    if (part.ptr[0] == '=') {
        const struct field *own = record_field(kinds[command_types[t->type].kind].record, tail);
        return own ? field_wire(a, own, t->state) : STR("");
    }
    if (part.ptr[0] == '@') {
        int from = 0, to = 0;
        CHECK(sscanf(str_z(a, tail), "%d..%d", &from, &to) == 2);
        return day_text(a, town_today(t) + from + (int64_t)draw(&t->random, (uint64_t)(to - from + 1)));
    }
    if (part.ptr[0] != '#')
        return part;
    struct buf b = buf_new(a, 1000);
    int64_t id;
    while (str_cut(&part, ',', &tail)) {
        CHECK(str_int(str_sub(tail, 1, tail.len), &id));
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, id_text(a, id));
    }
    return buf_view(&b);
}

/* ---- without a hint --------------------------------------------------------------------------------------------- */

static struct str some_words(struct town *t, const struct field *f)
{
    static const char *const words[] = {"整改", "核对", "往来款", "已完成", "\"引号\"", "a<b>&c", "补充材料", "𠮷野"};
    struct buf b = buf_new(&t->step, 4096);
    size_t wanted = (size_t)f->min + draw(&t->random, 8);
    if (draw(&t->random, 200) == 0)
        return STR("\x02");
    while (utf8_length(buf_view(&b)) < wanted)
        buf_c(&b, words[draw(&t->random, 8)]);
    return utf8_clip(buf_view(&b), (size_t)f->max);
}

static struct str value(struct town *t, const struct field *f)
{
    struct random *r = &t->random;
    const struct hint *h = hint_for(t, f);
    if (h && draw(r, 25))
        return by_hint(t, f, h);
    switch (f->type) {
    case FIELD_TEXT: return some_words(t, f);
    case FIELD_HASH: return t->files[draw(r, FILES)];
    case FIELD_ENUM: return some_choice(t, f->choices);
    case FIELD_FLAGS: return some_choice(t, f->choices);
    case FIELD_BOOL: return draw(r, 2) ? STR("on") : STR("");
    case FIELD_DAY: return day_text(&t->step, town_today(t) + (int64_t)draw(r, 60) - (draw(r, 3) ? 58 : 5));
    case FIELD_ID:
    case FIELD_IDS: return id_text(&t->step, town_some(t, f->refers - 1));
    case FIELD_FEN: return str_f(&t->step, "%d.%02d", (int)draw(r, 1000), (int)draw(r, 100));
    case FIELD_INT:
    case FIELD_TIME: break;
    }
    int64_t top = f->max < 12 ? f->max : 12;
    return str_f(&t->step, "%lld", (long long)(f->min + (top > f->min ? (int64_t)draw(r, (uint64_t)(top - f->min)) : 0)));
}

size_t town_fill(struct town *t, struct pair *pairs)
{
    const struct record *r = command_types[t->type].payload;
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++) {
        bool leave_out = !(r->fields[i].flags & FIELD_REQUIRED) && !hint_for(t, &r->fields[i]) && !draw(&t->random, 3);
        if (leave_out || !draw(&t->random, 150))
            continue;
        pairs[n++] = (struct pair){str_c(r->fields[i].name), value(t, &r->fields[i])};
    }
    return n;
}
