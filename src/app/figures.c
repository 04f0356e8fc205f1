/* figures.c: see figures.h. */
#include "app/figures.h"

#include "app/replay.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/figure.h"

/* ---- the moment ---------------------------------------------------------------------------------- */

static enum err entry_time(void *arg, const struct entry *e)
{
    *(int64_t *)arg = e->leaf.at_us;
    return ERR_NONE;
}

/* The tables as they are, in one snapshot; AS_OF 0: the day of the newest entry. */
static enum err open_present(struct app *app, int64_t as_of, struct moment *out)
{
    int64_t size, last_us = 0;
    enum err e = db_begin(app->db);
    if (e)
        return e;
    e = log_length(app->db, &size);
    if (!e && !as_of && size)
        e = log_each(app->db, size - 1, size, entry_time, &last_us);
    if (e) {
        db_rollback(app->db);
        return e;
    }
    out->db = app->db;
    out->position = size;
    out->as_of_day = as_of ? as_of : last_us ? day_of(last_us)
                                             : 0;
    return ERR_NONE;
}

static enum err open_past(struct app *app, int64_t at, struct moment *out)
{
    int64_t last_us = 0;
    enum err e = app_at(app, at, &out->db, &last_us);
    if (e)
        return e;
    out->position = at;
    out->as_of_day = last_us ? day_of(last_us) : 0;
    return ERR_NONE;
}

enum err moment_open(struct app *app, struct arena *a, int64_t inspection, int64_t at, int64_t today,
                     struct moment *out, struct sentence *why)
{
    struct moment m = {.inspection = inspection};
    int64_t size;
    enum err e = log_length(app->db, &size);
    if (!e && at > size) {
        *why = sentence_f(a, "日志现在只有 %lld 条，没有位置 %lld；请给 0 到 %lld 之间的位置。", "The log has %lld entries and no position %lld; give one from 0 to %lld.", (long long)size, (long long)at, (long long)size);
        return ERR_INPUT;
    }
    if (!e)
        e = at < 0 ? open_present(app, today, &m) : at == size ? open_present(app, 0, &m)
                                                               : open_past(app, at, &m);
    if (!e && at >= 0 && m.position != at) { /* an entry arrived between the two looks */
        moment_close(app, &m);
        e = open_past(app, at, &m);
    }
    if (e) {
        *why = sentence_f(a, "读取台账时出错：%s", "Reading the ledger failed: %s", db_message(app->db));
        return e;
    }
    *out = m;
    return ERR_NONE;
}

void moment_close(struct app *app, struct moment *m)
{
    if (m->db && m->db == app->db)
        db_rollback(app->db);
    else if (m->db)
        db_close(m->db);
    m->db = NULL;
}

/* ---- scopes -------------------------------------------------------------------------------------- */

/* The numbers of aspect and problem a thing belongs to, by kind; NULL: belongs to none. */
static const char *const sql_belongs[KIND_COUNT] = {
    [KIND_PROBLEM] = "SELECT p.aspect_number, p.number FROM problem p WHERE p.id = ?1",
    [KIND_MEASURE] = "SELECT p.aspect_number, p.number FROM measure m JOIN problem p ON p.id = m.problem WHERE m.id = ?1",
    [KIND_SANCTION] = "SELECT p.aspect_number, p.number FROM sanction s JOIN problem p ON p.id = s.problem WHERE s.id = ?1",
    [KIND_RULE] = "SELECT p.aspect_number, p.number FROM rule r JOIN problem p ON p.id = r.problem OR p.id IN (SELECT l.target FROM link l WHERE l.owner = r.id AND l.field = 'problems') WHERE r.id = ?1",
    [KIND_RECOVERY] = "SELECT p.aspect_number, p.number FROM recovery r JOIN problem p ON p.id = r.problem WHERE r.id = ?1",
    [KIND_INDICATOR] = "SELECT p.aspect_number, p.number FROM indicator i JOIN problem p ON p.id = i.problem WHERE i.id = ?1",
    [KIND_REPORT] = "SELECT p.aspect_number, p.number FROM report r JOIN measure m ON m.id = r.measure JOIN problem p ON p.id = m.problem WHERE r.id = ?1",
    [KIND_EVIDENCE] = "SELECT p.aspect_number, p.number FROM evidence v JOIN measure m ON m.id = v.measure JOIN problem p ON p.id = m.problem WHERE v.id = ?1",
};

/* The lead unit and the leaders a thing is the matter of. */
static const char *const sql_matter[KIND_COUNT] = {
    [KIND_MEASURE] = "SELECT m.lead_unit, m.leaders FROM measure m WHERE m.id = ?1",
    [KIND_REPORT] = "SELECT m.lead_unit, m.leaders FROM report r JOIN measure m ON m.id = r.measure WHERE r.id = ?1",
    [KIND_EVIDENCE] = "SELECT m.lead_unit, m.leaders FROM evidence v JOIN measure m ON m.id = v.measure WHERE v.id = ?1",
};

struct narrowing {
    struct db *db;
    enum kind kind;
    int64_t aspect, problem; /* the number wanted, 0 for any */
    int64_t unit, leader;    /* the id wanted: of the lead unit, of the first leader; 0 for any */
    told_row_fn *fn;
    void *arg;
};

static bool read_scope(struct str scope, struct narrowing *n)
{
    struct str rest = scope, word;
    int64_t number;
    if (!str_cut(&rest, ':', &word))
        return false;
    if (str_is(word, "unit"))
        return id_read(rest, &n->unit) && n->unit;
    if (str_is(word, "leader"))
        return id_read(rest, &n->leader) && n->leader;
    if (!str_int(rest, &number) || number < 1)
        return false;
    if (str_is(word, "aspect"))
        n->aspect = number;
    else if (str_is(word, "problem"))
        n->problem = number;
    else
        return false;
    return true;
}

/* Whether things of KIND can be narrowed so. */
static bool narrows(const struct narrowing *n, enum kind kind)
{
    return (n->unit || n->leader ? sql_matter[kind] : sql_belongs[kind]) != NULL;
}

static enum err narrow_by_matter(void *arg, int64_t id, int64_t weight)
{
    struct narrowing *n = arg;
    struct arena a = {0};
    struct ids leaders = {0};
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(n->db, sql_matter[n->kind], &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    e = stmt_step(s, &row);
    bool in = !e && row && (!n->unit || stmt_get_int(s, 0) == n->unit);
    if (in && n->leader)
        in = ids_read(&a, stmt_get_str(s, 1), &leaders) && leaders.count && leaders.list[0] == n->leader;
    stmt_done(s);
    arena_reset(&a);
    return e || !in ? e : n->fn(n->arg, id, weight);
}

static enum err narrow(void *arg, int64_t id, int64_t weight)
{
    struct narrowing *n = arg;
    struct stmt *s;
    bool row = false, in = false;
    enum err e = db_stmt(n->db, sql_belongs[n->kind], &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    while (!in && !(e = stmt_step(s, &row)) && row) /* a rule may belong to several problems */
        in = (!n->aspect || stmt_get_int(s, 0) == n->aspect) && (!n->problem || stmt_get_int(s, 1) == n->problem);
    stmt_done(s);
    return e || !in ? e : n->fn(n->arg, id, weight);
}

static enum err scoped_each(const struct moment *m, const struct figure *f, struct str scope,
                            told_row_fn *fn, void *arg)
{
    struct narrowing n = {.db = m->db, .kind = f->kind, .fn = fn, .arg = arg};
    if (!scope.len)
        return figure_each_seen(m->db, f, m->scope, m->inspection, m->as_of_day, fn, arg);
    if (!read_scope(scope, &n) || !narrows(&n, f->kind))
        return ERR_INPUT;
    return figure_each_seen(m->db, f, m->scope, m->inspection, m->as_of_day,
                            n.unit || n.leader ? narrow_by_matter : narrow, &n);
}

/* ---- figures ------------------------------------------------------------------------------------- */

size_t told_count(void) { return figures_count; }

struct str told_name(size_t at) { return at < figures_count ? str_c(figures[at].name) : STR(""); }

bool told_find(struct str name, struct told *out)
{
    const struct figure *f = figure_find(name);
    if (!f)
        return false;
    *out = (struct told){.name = str_c(f->name),
                         .version = f->version,
                         .unit = f->unit,
                         .zh = f->zh,
                         .en = f->en,
                         .definition_zh = f->definition_zh,
                         .definition_en = f->definition_en,
                         .kind = f->kind,
                         .scale = figure_scale(f),
                         .rate = !f->sql};
    return true;
}

struct sum {
    int64_t value, rows;
};

static enum err add(void *arg, int64_t id, int64_t weight)
{
    struct sum *s = arg;
    (void)id;
    s->value += weight;
    s->rows++;
    return ERR_NONE;
}

/* Of the whole round: summed by the database, rows need not travel to be counted. */
static enum err compute_whole(const struct moment *m, const struct figure *f, struct told *t)
{
    struct figure_value v;
    enum err e = m->recalls ? figure_recall(m->db, f, m->scope, m->inspection, m->as_of_day, m->position, &v)
                            : figure_seen(m->db, f, m->scope, m->inspection, m->as_of_day, &v);
    t->value = v.value;
    t->rows = v.rows;
    t->part = v.part;
    t->whole = v.whole;
    return e;
}

static enum err compute(const struct moment *m, const struct figure *f, struct told *t)
{
    struct sum part = {0}, whole = {0};
    if (!t->scope.len)
        return compute_whole(m, f, t);
    enum err e = scoped_each(m, f->sql ? f : figure_find(str_c(f->part)), t->scope, add, &part);
    if (!e && t->rate)
        e = scoped_each(m, figure_find(str_c(f->whole)), t->scope, add, &whole);
    t->rows = part.rows;
    t->part = t->rate ? part.value : 0;
    t->whole = whole.value;
    t->value = t->rate ? rate_hundredths(part.value, whole.value) : part.value;
    return e;
}

enum err told_read(struct arena *a, const struct moment *m, struct str name, struct str scope,
                   struct told *out, struct sentence *why)
{
    struct told t;
    struct narrowing n = {0};
    if (!told_find(name, &t)) {
        *why = sentence_f(a, "没有名为“%.*s”的数字，请从数字表里选取名称。", "There is no figure named \"%.*s\"; take the name from the table of figures.", STR_ARG(name));
        return ERR_MISSING;
    }
    if (scope.len && (!read_scope(scope, &n) || !narrows(&n, t.kind))) {
        *why = sentence_f(a, "“%.*s”不能限定为“%.*s”：可以写 @aspect:3（第3方面）或 @problem:7（第7个问题），措施和报告还可以写 @unit:编号（牵头单位）、@leader:编号（责任领导）；单位和方面的数不能限定。", "\"%.*s\" cannot be narrowed to \"%.*s\": write @aspect:3 or @problem:7, for measures and reports also @unit:ID or @leader:ID; counts of units and aspects take no scope.", STR_ARG(name), STR_ARG(scope));
        return ERR_INPUT;
    }
    t.scope = str_copy(a, scope);
    enum err e = compute(m, figure_find(name), &t);
    if (e) {
        *why = sentence_f(a, "计算“%.*s”时数据库出错：%s", "The database failed while computing %.*s: %s", STR_ARG(name), db_message(m->db));
        return e;
    }
    *out = t;
    return ERR_NONE;
}

struct str told_text(struct arena *a, const struct told *t)
{
    struct figure_value v = {t->value, t->rows, t->part, t->whole};
    return figure_text(a, figure_find(t->name), &v);
}

enum err told_rows(const struct moment *m, const struct told *t, told_row_fn *fn, void *arg)
{
    const struct figure *f = figure_find(t->name);
    return scoped_each(m, f->sql ? f : figure_find(str_c(f->part)), t->scope, fn, arg);
}

struct str told_headline(const struct told *t, const void *state, size_t chars)
{
    static const char *const names[] = {"title", "name", "text", "document"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct field *f = record_field(kinds[t->kind].record, str_c(names[i]));
        if (f && field_is_text(f) && field_str(f, state)->len)
            return utf8_clip(*field_str(f, state), chars);
    }
    return STR("");
}

struct str told_href(struct arena *a, const struct moment *m, struct str name, struct str scope)
{
    struct str id = id_text(a, m->inspection), day = day_text(a, m->as_of_day);
    return str_f(a, "/figure/%.*s?inspection=%.*s&position=%lld&day=%.*s%s%.*s", STR_ARG(name),
                 STR_ARG(id), (long long)m->position, STR_ARG(day), scope.len ? "&scope=" : "",
                 STR_ARG(scope));
}
