/* import_rows.c: what a row is about: its aspect, problem and measures, new or told before. In the columns of
 * aspect and problem a blank cell says the same as the one above. */
#include "app/import_private.h"

#include "base/hash.h"
#include "text/normal.h"

#include <string.h>

/* ---- finding and making -------------------------------------------------------------------- */

struct import_aspect *import_aspect_of(struct importing *im, const struct given *g, struct str text)
{
    int64_t number;
    struct str title = import_unnumbered(text, &number), key = text_key(im->a, title);
    int64_t at = index_find(&im->aspect_by_title, key);
    if (at != INDEX_ABSENT)
        return im->aspects[at];
    struct import_aspect *x = arena_alloc(im->a, sizeof *x);
    *x = (struct import_aspect){.given = *g, .title = title, .raw = text, .number = number};
    index_put(&im->aspect_by_title, key, (int64_t)im->n_aspects);
    im->aspects = array_room(im->a, im->aspects, im->n_aspects, &im->cap_aspects, sizeof *im->aspects);
    im->aspects[im->n_aspects++] = x;
    return x;
}

/* Code and number are compared as they stand, full-width digits aside. */
static struct str code_key(struct importing *im, struct str code) { return str_trim(text_normal(im->a, code)); }

static struct str title_key(struct importing *im, const struct import_aspect *aspect, struct str title)
{
    struct str key = text_key(im->a, title);
    return str_f(im->a, "%p %.*s", (const void *)aspect, STR_ARG(key));
}

static struct import_problem *new_problem(struct importing *im, struct import_aspect *aspect,
                                          struct str code, struct str title)
{
    struct import_problem *p = arena_alloc(im->a, sizeof *p);
    int64_t number;
    p->aspect = aspect;
    p->code = code;
    p->raw = title;
    p->title = import_unnumbered(title, &number);
    if (code.len)
        index_put(&im->problem_by_code, code_key(im, code), (int64_t)im->n_problems);
    struct str anywhere = title_key(im, NULL, p->title); /* for tables that do not say the aspect */
    if (title.len && index_find(&im->problem_by_title, anywhere) == INDEX_ABSENT)
        index_put(&im->problem_by_title, anywhere, (int64_t)im->n_problems);
    if (title.len && aspect)
        index_put(&im->problem_by_title, title_key(im, aspect, p->title), (int64_t)im->n_problems);
    im->problems = array_room(im->a, im->problems, im->n_problems, &im->cap_problems, sizeof *im->problems);
    im->problems[im->n_problems++] = p;
    return p;
}

static const struct problem *old_by_code(struct importing *im, struct str code)
{
    int64_t at = index_find(&im->old_problem_by_code, code_key(im, code));
    return at == INDEX_ABSENT ? NULL : &im->l->problems[at];
}

static struct import_problem *find_problem(struct importing *im, const struct index *x, struct str key)
{
    int64_t at = index_find(x, key);
    return at == INDEX_ABSENT ? NULL : im->problems[at];
}

/* A problem the file only names and the ledger knows. */
static struct import_problem *known_problem(struct importing *im, const struct problem *old)
{
    struct str key = ledger_problem_code(im->l, old);
    struct import_problem *p = find_problem(im, &im->problem_by_code, key);
    if (!p) {
        p = new_problem(im, NULL, key, STR(""));
        p->old = old;
    }
    return p;
}

/* ---- the problem of a row ------------------------------------------------------------------ */

static void twice(struct sheet_reading *r, const char *what_zh, const char *what_en,
                  const struct given *now, const struct given *before)
{
    struct arena *a = r->im->a;
    struct str where = given_where(a, before), code = utf8_clip(now->text, 30);
    import_note(r->im, true, now,
                (struct sentence){
                    str_f(a, "%s“%.*s”在%.*s已经出现过，内容不同；请改成不同的编号，或把两处内容改成一致。", what_zh, STR_ARG(code), STR_ARG(where)),
                    str_f(a, "%s \"%.*s\" stands already at %.*s with other content; give it another number or make both say the same.", what_en, STR_ARG(code), STR_ARG(where))});
}

static bool same_text(struct importing *im, struct str a, struct str b)
{
    return str_eq(a, b) || str_eq(text_key(im->a, a), text_key(im->a, b));
}

/* A problem told in several rows, each with another 具体表现: it has them all. */
static void also(struct sheet_reading *r, struct given *kept, const struct given *now)
{
    struct str rest = kept->text, line;
    while (str_cut(&rest, '\n', &line))
        if (same_text(r->im, line, now->text))
            return;
    kept->text = str_f(r->im->a, "%.*s\n%.*s", STR_ARG(kept->text), STR_ARG(now->text));
}

/* Keeps what the row says about the problem or measure that has GIVEN; another sheet's other word is a clash. */
static void keep(struct sheet_reading *r, struct given *given, struct clash **clashes, enum column c)
{
    struct given *now = &r->given[c], *kept = &given[c];
    if (!now->sheet)
        return;
    if (!kept->sheet || (!has(kept) && has(now))) {
        *kept = *now;
        return;
    }
    if (!has(now) || same_text(r->im, now->text, kept->text))
        return;
    if (c == COLUMN_DETAIL && now->sheet == kept->sheet && !r->h.has[COLUMN_ID]) {
        also(r, kept, now);
        return;
    }
    struct clash *x = arena_alloc(r->im->a, sizeof *x);
    *x = (struct clash){c, *now, *clashes};
    *clashes = x;
}

static struct import_problem *problem_by_code(struct sheet_reading *r)
{
    struct importing *im = r->im;
    const struct given *code = &r->given[COLUMN_PROBLEM_CODE], *title = &r->given[COLUMN_PROBLEM];
    struct import_problem *p = find_problem(im, &im->problem_by_code, code_key(im, code->text));
    const struct sheet *before = p ? p->given[COLUMN_PROBLEM].sheet : NULL;
    int64_t number;
    bool other = p && has(title) && p->title.len && !same_text(im, import_unnumbered(title->text, &number), p->title);
    if (other && before == r->s) { /* another sheet's other words are a clash, see keep() */
        twice(r, "问题编号", "Problem code", code, &p->given[COLUMN_PROBLEM_CODE]);
        return p;
    }
    if (p)
        return p;
    if (has(title))
        return new_problem(im, r->aspect, code->text, title->text);
    const struct problem *old = old_by_code(im, code->text);
    if (old)
        return known_problem(im, old);
    struct str text = utf8_clip(code->text, 30);
    import_note(im, true, code, sentence_f(im->a, "问题编号“%.*s”没有对应的问题：本文件和台账里都没有；请核对编号，或补上问题。", "There is no problem \"%.*s\", neither in this file nor in the ledger; check the code or add the problem.", STR_ARG(text)));
    return NULL;
}

/* The problem the row is about, NULL when it says none. *BAD: something was noted. */
static struct import_problem *problem_of(struct sheet_reading *r, bool *bad)
{
    struct importing *im = r->im;
    const struct given *title = &r->given[COLUMN_PROBLEM];
    int64_t id, number;
    *bad = false;
    if (has(&r->given[COLUMN_ID]) && id_read(r->given[COLUMN_ID].text, &id)) {
        const struct measure *m = ledger_measure(im->l, id);
        const struct problem *p = ledger_problem(im->l, m ? m->problem : id);
        if (p && !has(title))
            return known_problem(im, p);
    }
    if (has(&r->given[COLUMN_PROBLEM_CODE])) {
        struct import_problem *p = problem_by_code(r);
        *bad = !p;
        return p;
    }
    if (!has(title))
        return r->problem;
    if (r->problem && r->problem->aspect == r->aspect &&
        same_text(im, import_unnumbered(title->text, &number), r->problem->title))
        return r->problem;
    struct import_problem *p =
        find_problem(im, &im->problem_by_title,
                     title_key(im, r->aspect, import_unnumbered(title->text, &number)));
    return p ? p : new_problem(im, r->aspect, STR(""), title->text);
}

void import_section_problem(struct sheet_reading *r, const struct given *g)
{
    struct importing *im = r->im;
    int64_t number;
    struct str key = title_key(im, r->aspect, import_unnumbered(g->text, &number));
    struct import_problem *p = find_problem(im, &im->problem_by_title, key);
    p = p ? p : new_problem(im, r->aspect, STR(""), g->text);
    if (!p->given[COLUMN_PROBLEM].sheet)
        p->given[COLUMN_PROBLEM] = *g;
    r->problem = p;
    r->measure = NULL;
}

/* ---- the measures of a row ----------------------------------------------------------------- */

/* "1" is the number within its problem; "1-2" stands for itself. */
static struct str measure_key(struct importing *im, const struct import_problem *p, struct str code)
{
    struct str key = code_key(im, code);
    return import_pure_number(key) ? str_f(im->a, "%p/%.*s", (const void *)p, STR_ARG(key)) : key;
}

static struct import_measure *new_measure(struct importing *im, struct import_problem *p, struct str text)
{
    struct import_measure *m = arena_alloc(im->a, sizeof *m);
    m->problem = p;
    m->text = text;
    p->measures++;
    im->measures = array_room(im->a, im->measures, im->n_measures, &im->cap_measures, sizeof *im->measures);
    im->measures[im->n_measures++] = m;
    return m;
}

static void fill(struct sheet_reading *r, struct import_measure *m)
{
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (columns[c].level != LEVEL_PROBLEM && c != COLUMN_SEQUENCE)
            keep(r, m->given, &m->clashes, (enum column)c);
    if (!m->code.len && has(&r->given[COLUMN_MEASURE_CODE]))
        m->code = r->given[COLUMN_MEASURE_CODE].text;
    r->measure = m;
}

/* The measure the row's 编号 or 措施编号 names, read before; NULL when there is none. */
static struct import_measure *named_measure(struct sheet_reading *r, const struct import_problem *p)
{
    struct importing *im = r->im;
    int64_t id, at = INDEX_ABSENT;
    if (has(&r->given[COLUMN_ID]) && id_read(r->given[COLUMN_ID].text, &id))
        at = index_find_id(&im->measure_by_id, id);
    if (at == INDEX_ABSENT && has(&r->given[COLUMN_MEASURE_CODE]))
        at = index_find(&im->measure_by_code, measure_key(im, p, r->given[COLUMN_MEASURE_CODE].text));
    return at == INDEX_ABSENT ? NULL : im->measures[at];
}

static void remember(struct sheet_reading *r, struct import_measure *m)
{
    struct importing *im = r->im;
    int64_t id, at = (int64_t)im->n_measures - 1;
    if (has(&r->given[COLUMN_ID]) && id_read(r->given[COLUMN_ID].text, &id))
        index_put_id(&im->measure_by_id, id, at);
    if (has(&r->given[COLUMN_MEASURE_CODE]))
        index_put(&im->measure_by_code, measure_key(im, m->problem, r->given[COLUMN_MEASURE_CODE].text), at);
}

/* Names in a row that goes on below a merged measure cell. */
static void go_on(struct sheet_reading *r)
{
    static const enum column lists[] = {COLUMN_LEADERS, COLUMN_LEAD_UNIT, COLUMN_ASSISTING_UNITS};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct given *g = &r->given[lists[i]];
        if (!has(g) || g->row != r->row) /* merged too: said already */
            continue;
        struct more *x = arena_alloc(r->im->a, sizeof *x);
        *x = (struct more){lists[i] == COLUMN_LEAD_UNIT ? COLUMN_ASSISTING_UNITS : lists[i], *g, r->measure->more};
        r->measure->more = x;
    }
}

/* The measure of the same text that another sheet gave the problem. */
static struct import_measure *told_elsewhere(struct sheet_reading *r, const struct import_problem *p, struct str text)
{
    struct importing *im = r->im;
    struct str key = text_key(im->a, text);
    key = str_f(im->a, "%p %.*s", (const void *)p, STR_ARG(key));
    int64_t at = index_find(&im->measure_by_text, key);
    index_put(&im->measure_by_text, key, (int64_t)im->n_measures);
    if (at == INDEX_ABSENT)
        return NULL;
    struct import_measure *m = im->measures[at];
    if (m->given[COLUMN_MEASURE].sheet != r->s) {
        index_put(&im->measure_by_text, key, at);
        return m;
    }
    struct str where = given_where(im->a, &m->given[COLUMN_MEASURE]);
    import_note(im, false, &r->given[COLUMN_MEASURE], sentence_f(im->a, "与%.*s的措施文字相同，仍作为两条登记；如是重复行请删去一行。", "The same words as the measure at %.*s; entered as two; delete one if it is a repetition.", STR_ARG(where)));
    return NULL;
}

/* Where a cell holds N measures, a cell beside it that holds N numbered items (a time limit also N lines) has one for
 * each; any other counts for all. */
static const enum column shared_columns[] = {COLUMN_GOAL, COLUMN_TYPE, COLUMN_STANDARD, COLUMN_DUE,
                                             COLUMN_LEADERS, COLUMN_LEAD_UNIT, COLUMN_ASSISTING_UNITS};
struct shared {
    struct str *items; /* NULL: the cell counts for all */
};

static size_t lines(struct arena *a, struct str s, struct str **out)
{
    size_t n = 0, most = 1;
    for (size_t i = 0; i < s.len; i++)
        most += s.ptr[i] == '\n';
    *out = arena_alloc(a, most * sizeof **out);
    for (struct str line; str_cut(&s, '\n', &line);)
        if (str_trim(line).len)
            (*out)[n++] = str_trim(line);
    return n;
}

static void share(const struct sheet_reading *r, size_t n, struct shared *out)
{
    for (size_t i = 0; i < sizeof shared_columns / sizeof *shared_columns; i++) {
        const struct given *g = &r->given[shared_columns[i]];
        bool unclear, days = shared_columns[i] == COLUMN_DUE;
        struct str text = g->cell && days ? import_clean(r->im->a, g->cell->text, true) : g->text;
        out[i].items = NULL;
        if (n < 2 || !has(g))
            continue;
        if (import_split_measures(r->im->a, text, &out[i].items, &unclear) != n &&
            !(days && lines(r->im->a, text, &out[i].items) == n))
            out[i].items = NULL;
    }
}

static void hand_out(struct sheet_reading *r, const struct shared *shared, size_t at)
{
    for (size_t i = 0; i < sizeof shared_columns / sizeof *shared_columns; i++)
        if (shared[i].items)
            r->given[shared_columns[i]].text = shared[i].items[at];
}

static void new_measures(struct sheet_reading *r, struct import_problem *p)
{
    struct importing *im = r->im;
    struct given *g = &r->given[COLUMN_MEASURE];
    struct str *texts = &g->text;
    bool unclear = false, single = has(&r->given[COLUMN_ID]);
    size_t n = single ? 1 : import_split_measures(im->a, g->text, &texts, &unclear);
    struct shared shared[sizeof shared_columns / sizeof *shared_columns];
    share(r, n, shared);
    if (unclear)
        import_note(im, false, g, sentence_f(im->a, "这一格像有几条带序号的措施，但序号不连贯，按一条登记；如是几条，请每条一行。", "This cell seems to hold several numbered measures, but the numbers do not run on; entered as one. Write one a row if they are several."));
    for (size_t i = 0; i < n; i++) {
        struct import_measure *m = told_elsewhere(r, p, texts[i]);
        hand_out(r, shared, i);
        if (!m) {
            m = new_measure(im, p, texts[i]);
            if (n == 1 || i == 0)
                remember(r, m);
        }
        fill(r, m);
        if (n > 1)
            m->code = STR(""); /* one code cannot name several */
    }
}

static void measure_row(struct sheet_reading *r, struct import_problem *p)
{
    const struct given *g = &r->given[COLUMN_MEASURE];
    struct import_measure *m = named_measure(r, p);
    if (g->cell && g->row < r->row && r->measure && r->measure->problem == p) {
        go_on(r);
        return;
    }
    if (!m) {
        new_measures(r, p);
        return;
    }
    if (!same_text(r->im, m->given[COLUMN_MEASURE].text, g->text) && m->given[COLUMN_MEASURE].sheet == r->s) {
        const struct given *code = has(&r->given[COLUMN_ID]) ? &r->given[COLUMN_ID] : &r->given[COLUMN_MEASURE_CODE];
        twice(r, code == &r->given[COLUMN_ID] ? "编号" : "措施编号",
              code == &r->given[COLUMN_ID] ? "Id" : "Measure code", code,
              &m->given[COLUMN_MEASURE]);
        return;
    }
    if (m->given[COLUMN_MEASURE].sheet == r->s) {
        struct str where = given_where(r->im->a, &m->given[COLUMN_MEASURE]);
        import_note(r->im, false, g, sentence_f(r->im->a, "这一行与%.*s是同一条措施，只登记一次。", "This row and %.*s are one measure; entered once.", STR_ARG(where)));
    }
    if (!m->text.len)
        m->text = g->text;
    fill(r, m);
}

/* ---- 责任清单: measures named, not told -------------------------------------------------------- */

static void known_measure(struct sheet_reading *r, const struct measure *old)
{
    struct importing *im = r->im;
    struct import_problem *p = known_problem(im, ledger_problem(im->l, old->problem));
    int64_t at = index_find_id(&im->measure_by_id, old->id);
    struct import_measure *m = at == INDEX_ABSENT ? new_measure(im, p, STR("")) : im->measures[at];
    if (at == INDEX_ABSENT)
        index_put_id(&im->measure_by_id, old->id, (int64_t)im->n_measures - 1);
    m->old = old;
    fill(r, m);
}

static void duty_of_problem(struct sheet_reading *r, const struct import_problem *p)
{
    size_t n = 0;
    for (size_t i = 0; i < r->im->n_measures; i++) {
        if (r->im->measures[i]->problem != p)
            continue;
        fill(r, r->im->measures[i]);
        n++;
    }
    for (size_t i = 0; !n && p->old && i < r->im->l->n_measures; i++)
        if (r->im->l->measures[i].problem == p->old->id) {
            known_measure(r, &r->im->l->measures[i]);
            n++;
        }
    if (!n)
        import_note_row(r->im, true, r->s, r->row, sentence_f(r->im->a, "这一行的问题还没有措施，责任无处登记；请先填整改措施，那一列的列名写作“整改措施”。", "The problem of this row has no measures yet, so there is nothing to be responsible for; add the measures first, in a column called 整改措施 or Measure."));
}

static void duty_row(struct sheet_reading *r, struct import_problem *p)
{
    struct importing *im = r->im;
    struct import_measure *m = named_measure(r, p);
    const struct given *code = &r->given[COLUMN_MEASURE_CODE];
    int64_t id;
    const struct measure *old = has(&r->given[COLUMN_ID]) && id_read(r->given[COLUMN_ID].text, &id)
                                    ? ledger_measure(im->l, id)
                                    : NULL;
    if (!m && !old && has(code))
        old = import_old_measure(im, p ? p->old : NULL, code->text);
    if (m)
        fill(r, m);
    else if (old)
        known_measure(r, old);
    else if (p && !has(code))
        duty_of_problem(r, p);
    else {
        struct str text = utf8_clip(code->text, 30);
        import_note(im, true, code, sentence_f(im->a, "措施编号“%.*s”没有对应的措施：本文件和台账里都没有；请核对编号。", "There is no measure \"%.*s\", neither in this file nor in the ledger; check the code.", STR_ARG(text)));
    }
}

/* ---- a row --------------------------------------------------------------------------------- */

static bool any(const struct sheet_reading *r, enum column_level level)
{
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (columns[c].level == level && c != COLUMN_ASPECT && has(&r->given[c]) && r->given[c].row == r->row)
            return true;
    return false;
}

static void lacks_measure(struct sheet_reading *r)
{
    struct given at = {.sheet = r->s, .row = r->row};
    for (uint32_t col = 0; col < r->h.cols; col++)
        if (r->h.of[col] == COLUMN_MEASURE)
            at.col = col;
    if (sheet_cell(r->s, r->row, at.col)->kind == CELL_ERROR) /* said already */
        return;
    import_note(r->im, true, &at, sentence_f(r->im->a, "这一行填了时限、单位等，但没有整改措施；请填写措施，或删去这一行。", "This row has a date or units but no measure; write the measure or delete the row."));
}

void import_take_row(struct sheet_reading *r)
{
    struct importing *im = r->im;
    bool bad;
    if (has(&r->given[COLUMN_ASPECT]))
        r->aspect = import_aspect_of(im, &r->given[COLUMN_ASPECT], r->given[COLUMN_ASPECT].text);
    struct import_problem *p = problem_of(r, &bad);
    if (p && p != r->problem)
        r->measure = NULL;
    if (p) {
        for (int c = 0; c < COLUMN_COUNT; c++)
            if (columns[c].level == LEVEL_PROBLEM)
                keep(r, p->given, &p->clashes, (enum column)c);
        if (!p->title.len && has(&r->given[COLUMN_PROBLEM])) {
            int64_t number;
            p->raw = r->given[COLUMN_PROBLEM].text;
            p->title = import_unnumbered(p->raw, &number);
        }
        if (!p->aspect)
            p->aspect = r->aspect;
        if (!p->given[COLUMN_SEQUENCE].sheet)
            p->given[COLUMN_SEQUENCE] = r->given[COLUMN_SEQUENCE];
        r->problem = p;
    }
    if (bad)
        return;
    if (!r->h.has[COLUMN_MEASURE]) {
        if (any(r, LEVEL_MEASURE))
            duty_row(r, p);
    } else if (has(&r->given[COLUMN_MEASURE])) {
        struct given at = {.sheet = r->s, .row = r->row, .col = r->given[COLUMN_MEASURE].col};
        if (p)
            measure_row(r, p);
        else
            import_note(im, true, &at, sentence_f(im->a, "这条措施上面没有问题；请在“问题”列填写它属于哪个问题。", "There is no problem above this measure; say in the problem column which one it belongs to."));
    } else if (any(r, LEVEL_MEASURE)) {
        lacks_measure(r);
    }
}
