/* import_book.c: which sheets are books, and what becomes of their rows. See import_book.h. */
#include "app/import_book.h"

#include "app/export_rows.h"
#include "base/hash.h"
#include "text/normal.h"
#include "view/table.h"

#include <string.h>

enum { HEADER_ROWS_SEARCHED = 40,
       COLUMNS_MAX = 64,
       NAME_CHARS = 40,
       LEDGER_COLUMNS_MAX = 2 /* from so many columns of measures on it is a ledger */ };

/* Indicators before their readings, which may name what the same file adds. */
static const struct book_kind books[] = {
    {KIND_INDICATOR, COMMAND_INDICATOR_SET, COMMAND_INDICATOR_CHANGE, "name target", "name", {{"name", "指标"}, {"measured_in", "单位"}, {"source", "来源"}, {"baseline", "基期 基线 基线值 基期数"}, {"baseline_day", "基期时间 基线日期 基期"}, {"target", "目标 整改目标值"}, {"target_day", "目标时间 完成时限"}, {"direction", "方向"}, {"problem", "问题编号 问题序号 问题 反馈问题"}, {"note", "备注"}}},
    {KIND_READING, COMMAND_READING_ENTER, COMMAND_COUNT, "indicator day value", "indicator day forecast", {{"indicator", "指标名称"}, {"day", "日期 时间 数据时间"}, {"value", "实际值 值 完成值"}, {"forecast", "是否预测"}, {"source", "来源"}, {"note", "备注"}}},
    {KIND_RECOVERY, COMMAND_RECOVERY_ADD, COMMAND_COUNT, "amount_fen day", "", {{"sort", "类别 类型 方式 追缴方式 挽回方式"}, {"amount_fen", "金额 金额万元 追缴金额 追缴金额元 追缴金额万元 挽回金额 挽回金额万元 追缴挽回金额 追缴挽回金额万元 追缴挽回金额元"}, {"day", "日期 时间 到账时间 追缴时间 追缴日期 入账日期"}, {"unit", "单位 上缴单位 涉及单位"}, {"document", "文号 凭证号 票据号"}, {"problem", "问题编号 问题序号 问题 反馈问题"}, {"measure", "措施编号"}, {"note", "备注"}}},
    {KIND_RULE, COMMAND_RULE_ADD, COMMAND_COUNT, "title day", "title action document", {{"title", "名称 文件名称 制度 制度文件名称"}, {"action", "类别 类型 新建修订 新建或修订 建立或修订 性质"}, {"document", "发文字号 文件号"}, {"day", "日期 时间 出台时间 印发时间 发文日期 发文时间"}, {"unit", "单位 印发单位 发文单位 责任单位"}, {"problem", "问题编号 问题序号 问题 反馈问题"}, {"problems", "其他问题"}}},
    {KIND_SANCTION, COMMAND_SANCTION_ADD, COMMAND_COUNT, "sort persons day", "", {{"sort", "种类 处理方式 处理类型 问责方式 问责种类 处分种类 处分类型 处分档次"}, {"persons", "人次 处理人数 问责人数"}, {"day", "日期 时间 处理时间 处分日期 处分时间 问责日期 问责时间"}, {"document", "处分文号 决定文号"}, {"problem", "问题编号 问题序号 问题 反馈问题"}, {"held", "姓名"}, {"cases", "件数"}, {"note", "备注"}}},
};
enum { BOOKS = sizeof books / sizeof *books };

/* ---- headings ------------------------------------------------------------------------------------------------ */

static bool listed(const char *words, struct str word)
{
    struct str rest = str_c(words), one;
    while (rest.len && str_cut(&rest, ' ', &one))
        if (str_eq(one, word))
            return true;
    return false;
}

static bool label_is(struct arena *a, const struct field *f, struct str key)
{
    return str_eq(text_key(a, str_c(f->zh)), key) || str_eq(text_key(a, str_c(f->en)), key);
}

static const struct field *labelled(struct arena *a, const struct record *r, struct str key)
{
    for (size_t i = 0; i < r->count; i++)
        if (label_is(a, &r->fields[i], key))
            return &r->fields[i];
    return NULL;
}

/* The payload's field a heading means; *GIVEN false: one of the kind that is computed or kept by the program. */
static const struct field *field_of(struct arena *a, const struct book_kind *b, struct str heading, bool *given)
{
    const struct record *r = command_types[b->add].payload;
    struct str key = text_key(a, heading);
    const struct field *f = key.len ? labelled(a, r, key) : NULL;
    *given = true;
    if (f || !key.len)
        return f && strcmp(f->name, "inspection") ? f : NULL;
    *given = false;
    f = labelled(a, kinds[b->kind].record, key);
    for (size_t i = 0; !f && i < BOOK_HEADINGS_MAX && b->headings[i].field; i++)
        if (listed(b->headings[i].also, key)) {
            *given = true;
            return record_field(r, str_c(b->headings[i].field));
        }
    return f;
}

static bool has_column(const struct book_sheet *b, const struct field *f)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->columns[i].given && b->columns[i].field == f)
            return true;
    return false;
}

static bool is_ledger_column(enum column c)
{
    return c == COLUMN_GOAL || c == COLUMN_LEADERS || c == COLUMN_ASSISTING_UNITS || c == COLUMN_DUE ||
           c == COLUMN_STANDARD || c == COLUMN_ASPECT || c == COLUMN_LEAD_UNIT;
}

/* The row as the header of the book B; false when a column it is known by is missing, or it is a ledger's. */
static bool header_of(struct arena *a, const struct sheet *s, uint32_t row, const struct book_kind *b,
                      struct book_sheet *out)
{
    size_t n, ledger = 0;
    const struct cell *c = sheet_row(s, row, &n);
    *out = (struct book_sheet){.book = b,
                               .sheet = s,
                               .header = row,
                               .id_col = UINT32_MAX,
                               .columns = arena_alloc(a, (n + 1) * sizeof *out->columns)};
    for (size_t i = 0; i < n && out->count < COLUMNS_MAX; i++) {
        struct book_column x = {.col = c[i].col, .heading = str_trim(c[i].text)};
        if (c[i].kind != CELL_TEXT || c[i].merged || !x.heading.len)
            continue;
        x.field = field_of(a, b, x.heading, &x.given);
        if (x.field && x.given && has_column(out, x.field))
            x = (struct book_column){.col = c[i].col, .heading = x.heading};
        if (x.field && x.given && x.field->type == FIELD_FEN)
            x.money = import_money_unit(a, s, row, x.heading);
        if (x.field && !x.given && !strcmp(x.field->name, "id"))
            out->id_col = x.col;
        ledger += !x.field && is_ledger_column(import_heading(a, x.heading));
        out->known += x.field && x.given;
        out->columns[out->count++] = x;
    }
    struct str rest = str_c(b->known_by), name;
    while (rest.len && str_cut(&rest, ' ', &name))
        if (!has_column(out, record_field(command_types[b->add].payload, name)))
            return false;
    return ledger < LEDGER_COLUMNS_MAX;
}

bool import_book_sheet(struct arena *a, const struct sheet *s, struct book_sheet *out)
{
    struct book_sheet b;
    *out = (struct book_sheet){0};
    for (uint32_t row = 0; row < HEADER_ROWS_SEARCHED && row < s->rows && !out->book; row++)
        for (size_t i = 0; i < BOOKS; i++)
            if (header_of(a, s, row, &books[i], &b) && b.known > out->known)
                *out = b;
    return out->book != NULL;
}

bool import_is_books(struct arena *a, const struct workbook *b)
{
    struct book_sheet one;
    size_t found = 0;
    for (size_t i = 0; i < b->n_sheets; i++) {
        bool book = !b->sheets[i].hidden && import_book_sheet(a, &b->sheets[i], &one);
        if (!book && !b->sheets[i].hidden && import_has_header(a, &b->sheets[i]))
            return false;
        found += book;
    }
    return found > 0;
}

/* ---- what the round has -------------------------------------------------------------------------------------- */

struct booking { /* one book of the file, all its sheets */
    struct importing *im;
    const struct book_kind *book;
    struct book_refs *refs;
    const void **old; /* entries of the round */
    size_t n_old, cap_old;
    bool *taken;
    struct index by_id;
    struct index by_key; /* of the sheet under way: by what tells entries apart, the first; `next` has the others */
    size_t *next;
    struct index fresh; /* rows of the file that are new, by the same */
};

static void *kept(struct arena *a, const struct record *r, const void *state)
{
    void *copy = arena_alloc(a, r->size);
    for (size_t i = 0; i < r->count; i++)
        field_copy(a, &r->fields[i], state, copy);
    return copy;
}

static enum err keep_old(void *arg, const void *state)
{
    struct booking *b = arg;
    const struct record *r = kinds[b->book->kind].record;
    if (*field_int(record_field(r, STR("inspection")), state) != b->im->plan->inspection)
        return ERR_NONE;
    b->old = array_room(b->im->a, b->old, b->n_old, &b->cap_old, sizeof *b->old);
    b->old[b->n_old++] = kept(b->im->a, r, state);
    return ERR_NONE;
}

static enum err load_old(struct booking *b, struct db *db)
{
    enum err e = table_each(db, b->book->kind, keep_old, b);
    b->taken = arena_alloc(b->im->a, (b->n_old + 1) * sizeof *b->taken);
    b->next = arena_alloc(b->im->a, (b->n_old + 1) * sizeof *b->next);
    b->by_id = index_new(b->im->a);
    b->fresh = index_new(b->im->a);
    for (size_t i = 0; i < b->n_old; i++)
        index_put_id(&b->by_id, ((const struct thing *)b->old[i])->id, (int64_t)i);
    return e;
}

static void name_thing(struct importing *im, struct book_names *n, struct str name, int64_t id, const void *state)
{
    n->list = array_room(im->a, n->list, n->count, &n->cap, sizeof *n->list);
    n->list[n->count++] = (struct book_name){text_key(im->a, name), id, state};
}

static const void *named(const struct book_names *n, int64_t id)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->list[i].id == id)
            return n->list[i].state;
    return NULL;
}

struct naming {
    struct importing *im;
    struct book_refs *refs;
};

static enum err name_held(void *arg, const void *state)
{
    struct naming *n = arg;
    struct importing *im = n->im;
    const struct held *h = kept(im->a, &held_record, state);
    for (int lang = LANG_ZH; lang <= LANG_EN && h->inspection == im->plan->inspection; lang++)
        /* the words of some are erased: our sheets call them by number */
        name_thing(im, &n->refs->held, thing_name(im->a, KIND_HELD, h, (enum lang)lang, NAME_CHARS), h->id, h);
    return ERR_NONE;
}

static enum err name_indicator(void *arg, const void *state)
{
    struct naming *n = arg;
    const struct indicator *i = state;
    if (i->inspection == n->im->plan->inspection && i->state == BOOK_VALID)
        name_thing(n->im, &n->refs->indicators, str_copy(n->im->a, i->name), i->id,
                   kept(n->im->a, &indicator_record, state));
    return ERR_NONE;
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

struct book_row { /* one row */
    struct book_sheet *at;
    uint32_t row;
    struct given first; /* where it is said to stand: its first cell that is read */
    void *payload;
};

static struct given given_at(struct importing *im, const struct book_sheet *s, uint32_t row, uint32_t col, bool lines)
{
    const struct cell *c = sheet_cell(s->sheet, row, col);
    bool empty = c->kind == CELL_EMPTY;
    return (struct given){s->sheet, empty ? NULL : c, row, col, empty ? STR("") : import_clean(im->a, c->text, lines)};
}

static bool read_entry(struct booking *b, struct book_row *x)
{
    struct importing *im = b->im;
    const struct record *r = command_types[b->book->add].payload;
    const struct field *round = record_field(r, STR("inspection"));
    bool ok = true;
    x->payload = arena_alloc(im->a, r->size);
    if (round)
        *field_int(round, x->payload) = im->plan->inspection;
    for (size_t i = 0; i < x->at->count; i++) {
        const struct book_column *c = &x->at->columns[i];
        if (!c->field || !c->given)
            continue;
        struct given g = given_at(im, x->at, x->row, c->col, c->field->flags & FIELD_LONG);
        if (!x->first.sheet)
            x->first = g;
        if (g.cell && g.cell->kind == CELL_ERROR) {
            import_note(im, true, &g, sentence_f(im->a, "这一格是公式错误“%.*s”，不是内容；请改成文字或数值。", "This cell is the formula error \"%.*s\", not a value; replace it.", STR_ARG(g.text)));
            ok = false;
        } else if (!import_book_value(im, b->refs, c, &g, x->payload)) {
            ok = false;
        }
    }
    if (b->book->kind == KIND_RECOVERY && ok) {
        struct recovery_add *p = x->payload;
        const struct measure *m = p->measure ? ledger_measure(im->l, p->measure) : NULL;
        p->problem = m && !p->problem ? m->problem : p->problem;
    }
    return ok;
}

/* What tells entries apart, of a payload or of a state: OF is its record. */
static struct str key_of(struct booking *b, const struct book_sheet *s, const struct record *of, const void *obj)
{
    const struct record *r = command_types[b->book->add].payload;
    struct buf key = buf_new(b->im->a, 1 << 16);
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i], *its = record_field(of, str_c(f->name));
        bool counts = b->book->unique[0] ? listed(b->book->unique, str_c(f->name)) : has_column(s, f);
        struct str wire = counts && its ? field_wire(b->im->a, its, obj) : STR("");
        buf_f(&key, "%.*s\n", STR_ARG(wire));
    }
    return buf_view(&key);
}

/* The fields of the row's columns that differ from OLD. */
static size_t differences(struct booking *b, const struct book_row *x, const void *old, bool tell)
{
    const struct record *r = kinds[b->book->kind].record;
    size_t n = 0;
    for (size_t i = 0; i < x->at->count; i++) {
        const struct book_column *c = &x->at->columns[i];
        const struct field *its = c->field && c->given ? record_field(r, str_c(c->field->name)) : NULL;
        if (!its || str_eq(field_wire(b->im->a, c->field, x->payload), field_wire(b->im->a, its, old)))
            continue;
        n++;
        if (!tell)
            continue;
        struct importing *im = b->im;
        struct given g = given_at(im, x->at, x->row, c->col, false);
        im->changes = array_room(im->a, im->changes, im->n_changes, &im->cap_changes, sizeof *im->changes);
        im->changes[im->n_changes++] =
            (struct import_change){x->at->sheet->name,
                                   given_cell(im->a, &g),
                                   COLUMN_COUNT,
                                   c->field,
                                   ((const struct thing *)old)->id,
                                   field_show(im->a, its, old, LANG_ZH),
                                   field_show(im->a, c->field, x->payload, LANG_ZH)};
    }
    return n;
}

/* The place in b->old of the entry this row is, SIZE_MAX for none: one that no row above was, as long as there is
 * one. */
static size_t match(struct booking *b, const struct book_row *x, struct str key)
{
    struct given g = {0};
    int64_t id = 0, there = INDEX_ABSENT;
    if (x->at->id_col != UINT32_MAX)
        g = given_at(b->im, x->at, x->row, x->at->id_col, false);
    if (id_read(g.text, &id))
        there = index_find_id(&b->by_id, id);
    if (there != INDEX_ABSENT)
        return (size_t)there;
    if (id && !x->at->strange)
        import_note(b->im, false, &g, sentence_f(b->im->a, "编号“%.*s”不在这一轮的这本登记簿里，这样的行按编号以外的内容核对；请确认导入到了对的一轮。", "The id \"%.*s\" is not in this book of this inspection; such rows are matched by what else they say. Make sure this is the right inspection.", STR_ARG(g.text)));
    x->at->strange = x->at->strange || id;
    int64_t first = index_find(&b->by_key, key), at = first;
    while (at != INDEX_ABSENT && at < (int64_t)b->n_old && b->taken[at])
        at = (int64_t)b->next[at];
    if (first != INDEX_ABSENT && at == (int64_t)b->n_old && b->book->unique[0])
        return (size_t)first;
    return at == INDEX_ABSENT || at >= (int64_t)b->n_old ? SIZE_MAX : (size_t)at;
}

/* The entries that count, by what tells them apart in the columns of S; those of one key in their order. */
static void index_old(struct booking *b, const struct book_sheet *s)
{
    b->by_key = index_new(b->im->a);
    for (size_t i = b->n_old; i-- > 0;) {
        if (((const struct thing *)b->old[i])->state == BOOK_STRUCK)
            continue;
        struct str key = key_of(b, s, kinds[b->book->kind].record, b->old[i]);
        int64_t after = index_find(&b->by_key, key);
        b->next[i] = after == INDEX_ABSENT ? b->n_old : (size_t)after;
        index_put(&b->by_key, key, (int64_t)i);
    }
}

/* One value from a record to another that has a field of the same name and type. */
static void copy_value(const struct field *f, const void *from, const struct field *g, void *to)
{
    size_t size = field_is_text(f) ? sizeof(struct str) : f->type == FIELD_IDS ? sizeof(struct ids)
                                                                               : sizeof(int64_t);
    memcpy((char *)to + g->offset, (const char *)from + f->offset, size);
}

/* What the rule of TYPE says of it here and now; whoever sends it is asked about again at the door. */
static enum refusal refused(struct booking *b, enum command_type type, const void *payload, const void *now, int64_t id)
{
    struct importing *im = b->im;
    const struct record *r = command_types[type].payload;
    const struct field *problem = record_field(r, STR("problem")), *measure = record_field(r, STR("measure"));
    static const struct held nobody;
    struct book_facts book = {0};
    if (type == COMMAND_READING_ENTER)
        book.indicator = named(&b->refs->indicators, ((const struct reading_enter *)payload)->indicator);
    if (type == COMMAND_SANCTION_ADD)
        book.held = named(&b->refs->held, ((const struct sanction_add *)payload)->held);
    book.held = book.held ? book.held : &nobody;
    struct facts f = {.inspection = &im->l->inspection,
                      .book = &book,
                      .problem = problem ? ledger_problem(im->l, *field_int(problem, payload)) : NULL,
                      .measure = measure ? ledger_measure(im->l, *field_int(measure, payload)) : NULL};
    struct env env = {.today = im->l->today, .arena = im->a};
    struct events out = {0};
    return command_types[type].decide(now, &(struct command){type, id, payload}, &f, &env, &out);
}

/* False when the rules say no, which is noted. */
static bool submit(struct booking *b, const struct book_row *x, enum command_type type,
                   const struct thing *now, int64_t id)
{
    struct importing *im = b->im;
    const struct record *r = command_types[type].payload, *of = command_types[b->book->add].payload;
    struct pair *pairs = arena_alloc(im->a, r->count * sizeof *pairs);
    void *payload = arena_alloc(im->a, r->size);
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = record_field(of, str_c(r->fields[i].name));
        struct str wire = f ? field_wire(im->a, f, x->payload) : STR("");
        if (f)
            copy_value(f, x->payload, &r->fields[i], payload);
        if (wire.len || (f && f->type == FIELD_FEN))
            pairs[n++] = (struct pair){str_c(f->name), wire.len ? wire : STR("0")};
    }
    enum refusal no = refused(b, type, payload, now, id);
    if (no)
        import_note(im, true, &x->first, refusals[no]);
    else
        import_submit(im, type, id, now->seq ? now->seq : -1, pairs, n, &x->first);
    return !no;
}

/* What has no column stays as it is. */
static void keep_rest(struct booking *b, struct book_row *x, const void *old)
{
    const struct record *r = command_types[b->book->add].payload;
    for (size_t i = 0; i < r->count; i++) {
        const struct field *its = record_field(kinds[b->book->kind].record, str_c(r->fields[i].name));
        if (its && !has_column(x->at, &r->fields[i]))
            copy_value(its, old, &r->fields[i], x->payload);
    }
}

static void same_or_changed(struct booking *b, struct book_row *x, size_t at)
{
    struct importing *im = b->im;
    const struct thing *old = b->old[at];
    if (b->taken[at]) {
        import_note(im, true, &x->first, sentence_f(im->a, "这一行与前面的一行是同一条登记，请只留一行。", "A row above is the same entry as this one; keep one of them."));
        return;
    }
    b->taken[at] = true;
    if (old->state == BOOK_STRUCK || !differences(b, x, old, false)) {
        im->plan->unchanged++;
        return;
    }
    if (b->book->change == COMMAND_COUNT) {
        import_note(
            im, true, &x->first,
            b->book->kind == KIND_READING
                ? sentence_f(
                      im->a,
                      "这个指标这一天已有数据，内容不同；请在数据的页面办理更正并写明原因，或者改回原来的内容。",
                      "The indicator has another reading of this day; correct it on its page with a reason, or write here what stands there.")
                : sentence_f(
                      im->a,
                      "这一条已经登记，内容不同；已登记的不能用表格改，请先在登记簿里撤销并写明原因，或者改回原来的内容。",
                      "This is entered already and differs; a sheet cannot change it: strike it in its register with a reason, or write here what stands there."));
        return;
    }
    keep_rest(b, x, old);
    differences(b, x, old, true);
    im->plan->updated += submit(b, x, b->book->change, old, old->id);
}

/* Columns a new entry cannot do without; said once a sheet. */
static bool is_complete(struct importing *im, struct book_sheet *s)
{
    const struct record *r = command_types[s->book->add].payload;
    struct buf zh = buf_new(im->a, 1000), en = buf_new(im->a, 1000);
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (!(f->flags & FIELD_REQUIRED) || !strcmp(f->name, "inspection") || has_column(s, f))
            continue;
        buf_f(&zh, "%s“%s”", zh.len ? "、" : "", f->zh);
        buf_f(&en, "%s\"%s\"", en.len ? ", " : "", f->en);
    }
    if (zh.len && !s->told)
        import_note_row(
            im, true, s->sheet, s->header,
            (struct sentence){
                str_f(im->a, "这张表是“%s”，缺少这些列：%.*s；请补上再导入。",
                      kinds[s->book->kind].zh, STR_ARG(buf_view(&zh))),
                str_f(im->a,
                      "This sheet is \"%s\" and lacks the columns %.*s; add them and import again.",
                      kinds[s->book->kind].en, STR_ARG(buf_view(&en)))});
    s->told = true;
    return !zh.len;
}

static void new_one(struct booking *b, struct book_row *x, struct str key)
{
    struct importing *im = b->im;
    int64_t before = b->book->unique[0] ? index_find(&b->fresh, key) : INDEX_ABSENT;
    if (!is_complete(im, x->at))
        return;
    if (before != INDEX_ABSENT) {
        struct str other = cell_address(im->a, (uint32_t)before, x->first.col);
        import_note(im, true, &x->first, sentence_f(im->a, "与 %.*s 那一行是同一条，请只留一行。", "The row of %.*s is the same entry; keep one of them.", STR_ARG(other)));
        return;
    }
    index_put(&b->fresh, key, x->row);
    struct indicator *fresh = arena_alloc(im->a, kinds[b->book->kind].record->size); /* or whatever it is, all zero */
    int64_t id = import_id(im, kinds[b->book->kind].name, im->count);
    im->plan->added += submit(b, x, b->book->add, (const struct thing *)fresh, id);
    if (b->book->kind != KIND_INDICATOR)
        return;
    fresh->inspection = im->plan->inspection;
    fresh->state = BOOK_VALID;
    name_thing(im, &b->refs->indicators, ((const struct indicator_set *)x->payload)->name, id, fresh);
}

/* Below the header: a total, a remark, the numbers of the columns. */
static bool no_entry(struct importing *im, const struct cell *c, size_t n)
{
    struct str first = str_trim(c[0].text);
    size_t told = 0;
    for (size_t i = 0; i < n; i++)
        told += c[i].kind != CELL_EMPTY && !c[i].merged;
    return import_is_total(im->a, first) || (told == 1 && import_is_remark(first));
}

static void take_row(struct booking *b, struct book_sheet *s, uint32_t row, const struct cell *c, size_t n)
{
    struct book_row x = {.at = s, .row = row};
    bool any = false;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s->count && !any; k++)
            any = s->columns[k].given && s->columns[k].field && c[i].col == s->columns[k].col &&
                  str_trim(c[i].text).len;
    if (!any)
        return;
    if (no_entry(b->im, c, n)) {
        import_note_row(b->im, false, s->sheet, row, sentence_f(b->im->a, "这一行像是合计或说明，没有读入。", "This row looks like a total or a remark; it was not read."));
        return;
    }
    b->im->plan->entries++;
    if (!read_entry(b, &x))
        return;
    struct str key = key_of(b, s, command_types[b->book->add].payload, x.payload);
    size_t at = match(b, &x, key);
    if (at == SIZE_MAX)
        new_one(b, &x, key);
    else
        same_or_changed(b, &x, at);
}

/* ---- sheets ---------------------------------------------------------------------------------------------------- */

static void tell_columns(struct importing *im, const struct book_sheet *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct book_column *c = &s->columns[i];
        im->columns = array_room(im->a, im->columns, im->n_columns, &im->cap_columns, sizeof *im->columns);
        im->columns[im->n_columns++] =
            (struct import_column){s->sheet->name, cell_address(im->a, s->header, c->col),
                                   c->heading, COLUMN_COUNT, c->field};
    }
}

static void take_sheet(struct booking *b, struct book_sheet *s)
{
    tell_columns(b->im, s);
    index_old(b, s);
    for (size_t i = 0; i < s->sheet->n_cells;) {
        size_t from = i;
        uint32_t row = s->sheet->cells[i].row;
        while (i < s->sheet->n_cells && s->sheet->cells[i].row == row)
            i++;
        if (row > s->header)
            take_row(b, s, row, s->sheet->cells + from, i - from);
    }
}

static enum err take_book(struct importing *im, struct db *db, const struct book_kind *book, struct book_refs *refs)
{
    const struct workbook *w = &im->file->paper.book;
    struct booking b = {.im = im, .book = book, .refs = refs};
    struct book_sheet s;
    bool loaded = false;
    for (size_t i = 0; i < w->n_sheets; i++) {
        if (w->sheets[i].hidden || !import_book_sheet(im->a, &w->sheets[i], &s) || s.book != book)
            continue;
        enum err e = loaded ? ERR_NONE : load_old(&b, db);
        if (e)
            return e;
        loaded = true;
        take_sheet(&b, &s);
    }
    return ERR_NONE;
}

enum err import_books(struct importing *im, struct db *db, struct sentence *why)
{
    struct book_refs refs = {0};
    struct naming names = {im, &refs};
    if (!im->l->inspection.id) {
        *why = sentence_f(im->a, "登记簿（问责、制度、追缴挽回、指标）要导入到已有的一轮，请先选定是哪一轮。", "Books (accountability, rules, recoveries, indicators) are imported into a round that is there; choose which.");
        return ERR_INPUT;
    }
    enum err e = table_each(db, KIND_HELD, name_held, &names);
    if (!e)
        e = table_each(db, KIND_INDICATOR, name_indicator, &names);
    for (size_t i = 0; i < BOOKS && !e; i++)
        e = take_book(im, db, &books[i], &refs);
    if (e)
        *why = sentence_f(im->a, "不能读取台账：%s", "Cannot read the ledger: %s", db_message(db));
    else if (!im->plan->entries && !im->plan->errors)
        import_note_at(im, true, STR(""), STR(""), sentence_f(im->a, "表头下面没有任何一条登记，没有可导入的内容。", "There is no entry below the header; nothing can be imported."));
    return e;
}
