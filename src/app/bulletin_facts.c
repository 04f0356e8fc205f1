/* bulletin_facts.c: see bulletin_facts.h. */
#include "app/bulletin_facts.h"

#include "base/time.h"
#include "domain/measure.h"
#include "view/table.h"

static const char sql_aspects[] = "SELECT id, number, title FROM aspect WHERE inspection = ?1 ORDER BY number";
static const char sql_problems[] = "SELECT id, number, title FROM problem WHERE inspection = ?1 AND (aspect = ?2 OR ?2 = 0) ORDER BY number";
static const char sql_measures[] = "SELECT state, claim_summary, last_period, last_report FROM measure WHERE problem = ?1 AND state <> ?2 ORDER BY ordinal";

/* ---- the inspection ------------------------------------------------------------------------------ */

/* The name of the organisation's unit; it stands in another table. */
static enum err organisation(struct arena *a, const struct moment *m, int64_t unit, struct str *out)
{
    struct unit u = {0};
    enum err e = unit ? table_load(m->db, a, KIND_UNIT, unit, &u) : ERR_NONE;
    *out = u.name;
    return e;
}

static bool is_told(struct str name)
{
    static const char *const names[] = {"name", "organisation", "body", "start_day", "end_day", "feedback_day", "feedback_number", "phone", "post_box", "mail"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

enum err fact_inspection(struct arena *a, const struct moment *m, struct str name, struct str *value,
                         struct sentence *label, bool *known)
{
    struct inspection i = {0};
    const struct field *f = record_field(&inspection_record, name);
    *known = f && is_told(name);
    if (!*known)
        return ERR_NONE;
    *label = (struct sentence){str_c(f->zh), str_c(f->en)};
    *value = STR("某");
    if (!m)
        return ERR_NONE;
    enum err e = m->inspection ? table_load(m->db, a, KIND_INSPECTION, m->inspection, &i) : ERR_NONE;
    if (e)
        return e;
    if (f->type == FIELD_ID)
        return organisation(a, m, i.organisation, value);
    *value = f->type == FIELD_DAY ? day_chinese(a, *field_int(f, &i)) : *field_str(f, &i);
    return ERR_NONE;
}

/* ---- aspects and problems -------------------------------------------------------------------------- */

static enum err read_items(struct arena *a, struct stmt *s, struct fact_items *out)
{
    size_t cap = 0;
    bool row = false;
    enum err e;
    *out = (struct fact_items){0};
    while (!(e = stmt_step(s, &row)) && row) {
        if (out->count == cap) {
            struct fact_item *more = arena_alloc(a, (cap = cap ? 2 * cap : 32) * sizeof *more);
            for (size_t i = 0; i < out->count; i++)
                more[i] = out->list[i];
            out->list = more;
        }
        out->list[out->count++] = (struct fact_item){stmt_get_int(s, 0), stmt_get_int(s, 1),
                                                     str_copy(a, stmt_get_str(s, 2))};
    }
    stmt_done(s);
    return e;
}

enum err fact_aspects(struct arena *a, const struct moment *m, struct fact_items *out)
{
    struct stmt *s;
    enum err e = db_stmt(m->db, sql_aspects, &s);
    if (e)
        return e;
    stmt_int(s, 1, m->inspection);
    return read_items(a, s, out);
}

enum err fact_problems(struct arena *a, const struct moment *m, int64_t aspect, struct fact_items *out)
{
    struct stmt *s;
    enum err e = db_stmt(m->db, sql_problems, &s);
    if (e)
        return e;
    stmt_int(s, 1, m->inspection);
    stmt_int(s, 2, aspect);
    return read_items(a, s, out);
}

/* ---- summaries ------------------------------------------------------------------------------------- */

struct summary {
    struct arena *arena;
    struct buf done;   /* claims of closed measures */
    struct str latest; /* newest progress of the others */
    int64_t period;
    size_t measures, left_out;
};

/* One line, ended by a full stop. */
static void add_sentence(struct buf *b, struct str s)
{
    static const char *const stops[] = {"。", "！", "？", "!", "?"}, *const pauses[] = {"；", "，", "、", ";", ",", "."};
    bool stopped = false;
    s = str_trim(s);
    for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++)
        if (str_ends(s, str_c(pauses[i])))
            s.len -= str_c(pauses[i]).len;
    for (size_t i = 0; i < s.len; i++)
        buf_put(b, s.ptr[i] == '\n' || s.ptr[i] == '\t' ? " " : s.ptr + i, 1);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        stopped = stopped || str_ends(s, str_c(stops[i]));
    buf_c(b, stopped || !s.len ? "" : "。");
}

static void add_measure(struct summary *u, struct stmt *s)
{
    struct str claim = stmt_get_str(s, 1), report = stmt_get_str(s, 3);
    u->measures++;
    if (stmt_get_int(s, 0) == MEASURE_CLOSED && claim.len) {
        if (utf8_length(buf_view(&u->done)) + utf8_length(claim) > SUMMARY_CHARS_MAX)
            u->left_out++;
        else
            add_sentence(&u->done, claim);
    } else if (report.len && stmt_get_int(s, 2) > u->period) {
        u->period = stmt_get_int(s, 2);
        u->latest = str_copy(u->arena, report);
    }
}

static struct str conclude(struct summary *u)
{
    struct buf b = buf_new(u->arena, 1 << 18);
    if (u->done.len)
        buf_str(&b, buf_view(&u->done));
    else if (u->latest.len)
        add_sentence(&b, u->latest);
    else
        buf_c(&b, u->measures ? "整改措施已经明确，尚无进展报告。" : "尚未制定整改措施。");
    buf_c(&b, u->left_out ? "其余措施的完成情况从略。" : "");
    return buf_view(&b);
}

enum err fact_summary(struct arena *a, const struct moment *m, int64_t problem, struct str *out)
{
    struct summary u = {.arena = a, .done = buf_new(a, 1 << 18)};
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(m->db, sql_measures, &s);
    if (e)
        return e;
    stmt_int(s, 1, problem);
    stmt_int(s, 2, MEASURE_VOID);
    while (!(e = stmt_step(s, &row)) && row)
        add_measure(&u, s);
    stmt_done(s);
    *out = conclude(&u);
    return e;
}

struct str fact_chinese_number(struct arena *a, size_t n)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (n == 0 || n > 99)
        return str_f(a, "%zu", n);
    return str_f(a, "%s%s%s", n < 20 ? "" : digits[n / 10], n < 10 ? "" : "十", digits[n % 10]);
}
