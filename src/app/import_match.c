/* import_match.c: which row is which thing of the ledger, and what numbers new ones get. See import.h. */
#include "app/import_private.h"

#include "base/hash.h"
#include "text/normal.h"
#include "text/similar.h"

#include <string.h>

/* A row of the same number is the same problem only when its words are at least this alike. */
static const double alike = 0.4;

static struct str key_in(struct importing *im, int64_t parent, struct str text)
{
    return str_f(im->a, "%lld %.*s", (long long)parent, STR_ARG(text));
}

static struct str number_key(struct importing *im, int64_t parent, int64_t number)
{
    return str_f(im->a, "%lld#%lld", (long long)parent, (long long)number);
}

void import_match_begin(struct importing *im)
{
    const struct ledger *l = im->l;
    im->old_problem_by_code = index_new(im->a);
    im->old_measure_by_code = index_new(im->a);
    for (size_t i = l->n_problems; i-- > 0;)
        index_put(&im->old_problem_by_code, ledger_problem_code(l, &l->problems[i]), (int64_t)i);
    for (size_t i = l->n_measures; i-- > 0;) {
        const struct measure *m = &l->measures[i];
        index_put(&im->old_measure_by_code, ledger_measure_code(l, m), (int64_t)i);
        index_put(&im->old_measure_by_code, number_key(im, m->problem, m->number), (int64_t)i);
    }
}

const struct measure *import_old_measure(struct importing *im, const struct problem *p, struct str code)
{
    struct str key = str_trim(text_normal(im->a, code));
    int64_t n = 0, at = index_find(&im->old_measure_by_code, key);
    if (at != INDEX_ABSENT && (!p || im->l->measures[at].problem == p->id))
        return &im->l->measures[at];
    at = p && str_int(key, &n) ? index_find(&im->old_measure_by_code, number_key(im, p->id, n)) : INDEX_ABSENT;
    return at == INDEX_ABSENT ? NULL : &im->l->measures[at];
}

/* ---- numbers of new ones ------------------------------------------------------------------- */

enum { NUMBER_MAX = 99999 };

static bool usable(const struct index *used, struct str key, int64_t n)
{
    return n > 0 && n <= NUMBER_MAX && index_find(used, key) == INDEX_ABSENT;
}

static int64_t whole_number(struct str s)
{
    int64_t n = 0;
    return s.len && s.len < 6 && str_int(s, &n) && n > 0 ? n : 0;
}

/* ---- aspects ------------------------------------------------------------------------------- */

static void match_aspects(struct importing *im, struct index *used)
{
    const struct ledger *l = im->l;
    struct index by_title = index_new(im->a);
    for (size_t i = l->n_aspects; i-- > 0;) {
        index_put(&by_title, text_key(im->a, l->aspects[i].title), (int64_t)i);
        index_put(used, number_key(im, 0, l->aspects[i].number), (int64_t)i);
    }
    for (size_t i = 0; i < im->n_aspects; i++) {
        struct import_aspect *x = im->aspects[i];
        int64_t at = index_find(&by_title, text_key(im->a, x->raw));
        at = at != INDEX_ABSENT ? at : index_find(&by_title, text_key(im->a, x->title));
        int64_t same = index_find(used, number_key(im, 0, x->number ? x->number : (int64_t)i + 1));
        if (at == INDEX_ABSENT && same != INDEX_ABSENT && text_similarity(l->aspects[same].title, x->title) >= alike)
            at = same;
        x->old = at == INDEX_ABSENT ? NULL : &l->aspects[at];
    }
    int64_t next = l->n_aspects ? l->aspects[l->n_aspects - 1].number : 0;
    for (size_t i = 0; i < im->n_aspects; i++) {
        struct import_aspect *x = im->aspects[i];
        x->id = x->old ? x->old->id : import_id(im, "aspect", i);
        if (x->old) {
            x->number = x->old->number;
            continue;
        }
        if (!usable(used, number_key(im, 0, x->number), x->number))
            x->number = next + 1;
        while (!usable(used, number_key(im, 0, x->number), x->number) && x->number < NUMBER_MAX)
            x->number++;
        index_put(used, number_key(im, 0, x->number), 0);
        next = x->number > next ? x->number : next;
    }
}

/* ---- problems ------------------------------------------------------------------------------ */

/* The numbers the sheet itself gives the problems: their code, else 序号 where it counts problems. */
static int64_t own_number(const struct import_problem *p, bool by_sequence)
{
    int64_t n = whole_number(p->code);
    return n || p->code.len ? n : by_sequence ? whole_number(p->given[COLUMN_SEQUENCE].text)
                                              : 0;
}

/* 序号 counts problems when it is there for each, differs for each and rises. */
static bool sequence_counts(const struct importing *im)
{
    int64_t last = 0;
    for (size_t i = 0; i < im->n_problems; i++) {
        int64_t n = whole_number(im->problems[i]->given[COLUMN_SEQUENCE].text);
        if (n != last + 1)
            return false;
        last = n;
    }
    return true;
}

static const struct problem *old_problem(struct importing *im, struct import_problem *p,
                                         const struct index *by_title, size_t at)
{
    const struct ledger *l = im->l;
    struct str code = str_trim(text_normal(im->a, p->code));
    int64_t found = code.len ? index_find(&im->old_problem_by_code, code) : INDEX_ABSENT;
    if (found == INDEX_ABSENT && p->aspect && p->aspect->old) {
        found = index_find(by_title, key_in(im, p->aspect->old->id, text_key(im->a, p->raw)));
        found =
            found != INDEX_ABSENT
                ? found
                : index_find(by_title, key_in(im, p->aspect->old->id, text_key(im->a, p->title)));
    }
    if (found == INDEX_ABSENT && !code.len) {
        found = index_find(by_title, key_in(im, 0, text_key(im->a, p->raw)));
        found = found != INDEX_ABSENT ? found : index_find(by_title, key_in(im, 0, text_key(im->a, p->title)));
    }
    if (found == INDEX_ABSENT && !code.len && at < l->n_problems &&
        text_similarity(l->problems[at].title, p->title) >= alike)
        found = (int64_t)at;
    return found == INDEX_ABSENT ? NULL : &l->problems[found];
}

static void match_problems(struct importing *im)
{
    const struct ledger *l = im->l;
    struct index by_title = index_new(im->a), taken = index_new(im->a), used = index_new(im->a);
    for (size_t i = l->n_problems; i-- > 0;) {
        struct str key = text_key(im->a, l->problems[i].title);
        index_put(&by_title, key_in(im, l->problems[i].aspect, key), (int64_t)i);
        index_put(&by_title, key_in(im, 0, key), (int64_t)i);
        index_put(&used, number_key(im, 0, l->problems[i].number), (int64_t)i);
    }
    for (size_t i = 0; i < im->n_problems; i++) {
        struct import_problem *p = im->problems[i];
        const struct problem *old = p->old ? p->old : old_problem(im, p, &by_title, i);
        if (old && index_find_id(&taken, old->id) == INDEX_ABSENT)
            p->old = old;
        if (p->old)
            index_put_id(&taken, p->old->id, (int64_t)i);
    }
    bool sequence = sequence_counts(im);
    int64_t next = l->n_problems ? l->problems[l->n_problems - 1].number : 0;
    for (size_t i = 0; i < im->n_problems; i++) {
        struct import_problem *p = im->problems[i];
        p->id = p->old ? p->old->id : import_id(im, "problem", i);
        p->number = p->old ? p->old->number : own_number(p, sequence);
        if (p->old)
            continue;
        if (!usable(&used, number_key(im, 0, p->number), p->number))
            p->number = next + 1;
        while (!usable(&used, number_key(im, 0, p->number), p->number) && p->number < NUMBER_MAX)
            p->number++;
        index_put(&used, number_key(im, 0, p->number), 0);
        next = p->number > next ? p->number : next;
    }
}

/* ---- measures ------------------------------------------------------------------------------ */

struct matching {
    struct importing *im;
    struct index taken; /* ids of the ledger's measures that have their row */
    struct index by_text;
    struct index used;
    bool strange; /* an id of another ledger was said */
};

static void take(struct matching *x, struct import_measure *m, const struct measure *old)
{
    if (!old || m->old || index_find_id(&x->taken, old->id) != INDEX_ABSENT)
        return;
    m->old = old;
    index_put_id(&x->taken, old->id, 1);
}

static void by_id(struct matching *x, struct import_measure *m)
{
    const struct given *g = &m->given[COLUMN_ID];
    int64_t id;
    if (m->old) {
        index_put_id(&x->taken, m->old->id, 1);
        return;
    }
    if (!g->text.len || !id_read(g->text, &id))
        return;
    take(x, m, ledger_measure(x->im->l, id));
    if (!m->old && !ledger_problem(x->im->l, id) && !x->strange) {
        x->strange = true;
        import_note(x->im, false, g, sentence_f(x->im->a, "编号“%.*s”不在这一轮的台账里，这样的行按编号以外的内容核对；请确认导入到了对的一轮。", "The id \"%.*s\" is not in this inspection; such rows are matched by what else they say. Make sure this is the right inspection.", STR_ARG(g->text)));
    }
    if (m->old && !m->problem->old)
        m->problem->old = ledger_problem(x->im->l, m->old->problem);
}

static void by_code(struct matching *x, struct import_measure *m)
{
    if (!m->old && m->code.len)
        take(x, m, import_old_measure(x->im, m->problem->old, m->code));
}

static void by_words(struct matching *x, struct import_measure *m)
{
    if (m->old || !m->problem->old)
        return;
    int64_t at = index_find(&x->by_text, key_in(x->im, m->problem->old->id, text_key(x->im->a, m->text)));
    if (at != INDEX_ABSENT)
        take(x, m, &x->im->l->measures[at]);
}

static void by_number(struct matching *x, struct import_measure *m, int64_t place)
{
    if (m->old || !m->problem->old)
        return;
    int64_t at = index_find(&x->im->old_measure_by_code, number_key(x->im, m->problem->old->id, place));
    if (at != INDEX_ABSENT && text_similarity(x->im->l->measures[at].text, m->text) >= alike)
        take(x, m, &x->im->l->measures[at]);
}

/* "2" or the end of "3-2". */
static int64_t own_measure_number(struct importing *im, const struct import_measure *m)
{
    struct str code = str_trim(text_normal(im->a, m->code)), part;
    while (str_cut(&code, '-', &part))
        if (!code.len)
            return whole_number(part);
    return 0;
}

static void number_new(struct matching *x)
{
    struct importing *im = x->im;
    const struct ledger *l = im->l;
    struct index next = index_new(im->a);
    for (size_t i = 0; i < l->n_measures; i++) {
        index_put(&x->used, number_key(im, l->measures[i].problem, l->measures[i].number), 1);
        int64_t most = index_find_id(&next, l->measures[i].problem), n = l->measures[i].number;
        index_put_id(&next, l->measures[i].problem, n > most ? n : most);
    }
    for (size_t i = 0; i < im->n_measures; i++) {
        struct import_measure *m = im->measures[i];
        int64_t problem = m->problem->id, n = own_measure_number(im, m), most = index_find_id(&next, problem);
        m->id = m->old ? m->old->id : import_id(im, "measure", i);
        if (m->old)
            continue;
        if (!usable(&x->used, number_key(im, problem, n), n))
            n = most == INDEX_ABSENT ? 1 : most + 1;
        while (!usable(&x->used, number_key(im, problem, n), n) && n < NUMBER_MAX)
            n++;
        m->number = n;
        index_put(&x->used, number_key(im, problem, n), 1);
        index_put_id(&next, problem, n > most ? n : most);
    }
}

void import_match(struct importing *im)
{
    struct matching x = {.im = im, .taken = index_new(im->a), .by_text = index_new(im->a), .used = index_new(im->a)};
    struct index place = index_new(im->a), aspect_numbers = index_new(im->a);
    const struct ledger *l = im->l;
    for (size_t i = l->n_measures; i-- > 0;)
        index_put(&x.by_text, key_in(im, l->measures[i].problem, text_key(im->a, l->measures[i].text)), (int64_t)i);
    for (size_t i = 0; i < im->n_measures; i++)
        by_id(&x, im->measures[i]);
    match_aspects(im, &aspect_numbers);
    match_problems(im);
    for (size_t i = 0; i < im->n_measures; i++)
        by_code(&x, im->measures[i]);
    for (size_t i = 0; i < im->n_measures; i++)
        by_words(&x, im->measures[i]);
    for (size_t i = 0; i < im->n_measures; i++) {
        int64_t n = index_find_id(&place, im->measures[i]->problem->id);
        n = n == INDEX_ABSENT ? 1 : n + 1;
        index_put_id(&place, im->measures[i]->problem->id, n);
        by_number(&x, im->measures[i], n);
    }
    number_new(&x);
}
