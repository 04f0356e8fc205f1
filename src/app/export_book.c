/* export_book.c: see export_book.h. */
#include "app/export_book.h"

#include "domain/books.h"

enum { COLUMNS = 6,
       ROWS_MAX = SANCTION_SORTS + SANCTION_GROUPS + 4 };

struct tally {
    int64_t times, persons; /* of bodies: bodies */
    int64_t cases;
    struct ids named;
};
struct filling {
    struct arena *a;
    enum lang lang;
    struct row_out *rows;
    size_t count;
};

static struct str word(enum lang lang, const char *zh, const char *en) { return str_c(lang == LANG_ZH ? zh : en); }

static void count(struct arena *a, struct tally *t, const struct sanction *s)
{
    bool again = s->held && ids_has(t->named, s->held);
    t->times += s->persons;
    t->cases += s->cases;
    t->persons += again ? 0 : s->persons;
    if (s->held)
        t->named = ids_with(a, t->named, s->held);
}

static bool handled(int64_t sort)
{
    enum sanction_group g = sanction_group_of(sort);
    return g != SANCTION_GROUP_CASE && g != SANCTION_GROUP_BODY;
}

static void put(struct filling *f, struct str group, struct str kind, const char *basis,
                const struct tally *t, bool sum)
{
    struct cell_out *c = arena_alloc(f->a, COLUMNS * sizeof *c);
    c[0] = (struct cell_out){.text = group, .none = !group.len};
    c[1] = (struct cell_out){.text = kind, .none = !kind.len};
    c[2] = (struct cell_out){.text = str_c(basis), .none = !basis[0]};
    c[3] = (struct cell_out){.value = t->times};
    c[4] = (struct cell_out){.value = t->persons};
    c[5] = (struct cell_out){.value = (int64_t)t->named.count};
    f->rows[f->count++] = (struct row_out){c, sum ? FILL_GREY : FILL_NONE};
}

/* The kinds of one group, then their sum; a case is told by its number too. */
static void put_group(struct filling *f, const struct ledger *l, enum sanction_group g)
{
    struct tally sum = {0};
    struct str group = word(f->lang, sanction_groups[g].zh, sanction_groups[g].en);
    for (int64_t sort = 1; sort < SANCTION_SORTS; sort++) {
        struct tally t = {0};
        if (sanction_group_of(sort) != g)
            continue;
        for (size_t i = 0; i < l->n_sanctions; i++)
            if (l->sanctions[i].sort == sort) {
                count(f->a, &t, &l->sanctions[i]);
                count(f->a, &sum, &l->sanctions[i]);
            }
        struct str kind = choice_word(sanction_sorts, sort, f->lang);
        if (sort == SANCTION_CASE_FILED)
            kind = str_f(f->a, f->lang == LANG_ZH ? "%.*s（%lld 件）" : "%.*s (%lld cases)", STR_ARG(kind), (long long)t.cases);
        put(f, group, kind, sanction_groups[g].basis, &t, false);
    }
    if (g != SANCTION_GROUP_CASE && g != SANCTION_GROUP_ADMONITION)
        put(f, group, word(f->lang, "小计", "Sum"), "", &sum, true);
}

/* Persons listed by name whose entries are of two or more kinds. */
static struct tally several(struct arena *a, const struct ledger *l)
{
    struct tally t = {0};
    for (size_t i = 0; i < l->n_sanctions; i++)
        for (size_t k = 0; k < i; k++) {
            const struct sanction *x = &l->sanctions[i], *y = &l->sanctions[k];
            if (x->held && x->held == y->held && x->sort != y->sort && handled(x->sort) && handled(y->sort))
                t.named = ids_with(a, t.named, x->held);
        }
    t.persons = (int64_t)t.named.count;
    for (size_t i = 0; i < l->n_sanctions; i++)
        t.times += handled(l->sanctions[i].sort) && l->sanctions[i].held && ids_has(t.named, l->sanctions[i].held);
    return t;
}

static void head(enum lang lang, struct column_out *c)
{
    static const struct {
        const char *zh, *en;
        enum sheet_kind kind;
        double width;
    } columns_[COLUMNS] = {{"类别", "Group", SHEET_TEXT, 14},
                           {"处理种类", "Kind", SHEET_TEXT, 20},
                           {"依据", "Rests on", SHEET_TEXT, 44},
                           {"人次（单位类为单位数）", "Person-times (bodies)", SHEET_INT, 12},
                           {"人数（单位类为单位数）", "Persons (bodies)", SHEET_INT, 12},
                           {"其中登记到人", "Of these named", SHEET_INT, 12}};
    for (size_t i = 0; i < COLUMNS; i++)
        c[i] = (struct column_out){.heading = word(lang, columns_[i].zh, columns_[i].en),
                                   .kind = columns_[i].kind,
                                   .width = columns_[i].width,
                                   .wrap = columns_[i].kind == SHEET_TEXT,
                                   .merge_equal = i == 0};
}

void accountability_sheet(struct arena *a, const struct ledger *l, enum lang lang, struct sheet_out *out)
{
    struct column_out *columns_ = arena_alloc(a, COLUMNS * sizeof *columns_);
    struct filling f = {a, lang, arena_alloc(a, ROWS_MAX * sizeof *f.rows), 0};
    struct tally total = {0}, more = several(a, l);
    head(lang, columns_);
    for (int g = 0; g < SANCTION_GROUPS; g++)
        put_group(&f, l, (enum sanction_group)g);
    for (size_t i = 0; i < l->n_sanctions; i++)
        if (handled(l->sanctions[i].sort))
            count(a, &total, &l->sanctions[i]);
    put(&f, word(lang, "合计", "Total"), word(lang, "不含立案、移送和对单位的问责", "Without cases, handing over and bodies"), "", &total, true);
    put(&f, word(lang, "其中", "Of these"), word(lang, "受两种以上处理", "In two or more kinds"), "", &more, false);
    out->columns = columns_;
    out->n_columns = COLUMNS;
    out->rows = f.rows;
    out->n_rows = f.count;
}
