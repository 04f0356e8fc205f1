/* import_changes.c: what differs from the ledger, and the submissions that make it so. */
#include "app/import_private.h"

#include "base/hash.h"
#include "base/time.h"

#include <string.h>

/* ---- which of two sheets counts ------------------------------------------------------------ */

static bool says_same(struct importing *im, enum column c, const struct given *g, const struct ledger_row *row)
{
    struct str kept = import_clean(im->a, ledger_text(im->l, c, row), true), flat = import_clean(im->a, kept, false);
    return str_eq(g->text, kept) || str_eq(g->text, flat);
}

static void clash(struct importing *im, enum column c, const struct given *now, const struct given *before)
{
    struct str where = given_where(im->a, before);
    import_note(im, true, now,
                (struct sentence){
                    str_f(im->a, "这里的“%s”与%.*s说的不一样；请改成一致后重新试读。", columns[c].zh, STR_ARG(where)),
                    str_f(im->a, "\"%s\" here differs from %.*s; make them agree and try again.", columns[c].en, STR_ARG(where))});
}

/* Of several cells about one thing the one that was edited counts; two that differ from each other and from the
 * ledger are an error. */
static void settle(struct importing *im, struct given *given, const struct clash *list,
                   const struct ledger_row *row, bool known)
{
    for (const struct clash *x = list; x; x = x->next) {
        struct given *kept = &given[x->column];
        if (columns[x->column].level == LEVEL_COMPUTED || x->column == COLUMN_ID || x->column == COLUMN_SEQUENCE)
            continue;
        if (str_eq(kept->text, x->given.text) || (known && says_same(im, x->column, &x->given, row)))
            continue;
        if (known && says_same(im, x->column, kept, row))
            *kept = x->given;
        else
            clash(im, x->column, &x->given, kept);
    }
}

/* ---- differences --------------------------------------------------------------------------- */

static void changed(struct importing *im, enum column c, const struct given *g,
                    const struct ledger_row *row, int64_t subject)
{
    im->changes = array_room(im->a, im->changes, im->n_changes, &im->cap_changes, sizeof *im->changes);
    im->changes[im->n_changes++] = (struct import_change){.sheet = g->sheet->name,
                                                          .cell = given_cell(im->a, g),
                                                          .column = c,
                                                          .subject = subject,
                                                          .before = ledger_text(im->l, c, row),
                                                          .after = g->text};
}

/* Columns the program computes: never read. A cell of our own export that says otherwise was edited, and is told; of
 * other papers the column is told once. */
static void check_computed(struct importing *im, const struct import_measure *m, const struct ledger_row *row)
{
    bool own = m->old && m->given[COLUMN_ID].text.len;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        const struct given *g = &m->given[c];
        if (columns[c].level != LEVEL_COMPUTED || !g->text.len || (!own && im->told[c]))
            continue;
        if (m->old && says_same(im, (enum column)c, g, row))
            continue;
        im->told[c] = true;
        const char *zh = own ? "这一格的改动没有读入" : "这一列没有读入";
        const char *en = own ? "what was edited here was not read" : "this column was not read";
        import_note(im, false, g,
                    (struct sentence){
                        str_f(im->a, "“%s”由系统根据登记的过程算出，不从表格导入；%s。", columns[c].zh, zh),
                        str_f(im->a, "\"%s\" is computed from what was entered step by step; %s.", columns[c].en, en)});
    }
}

/* ---- pairs --------------------------------------------------------------------------------- */

static struct pair *pairs_of(struct importing *im, const struct record *r, const void *obj, size_t *n)
{
    struct pair *out = arena_alloc(im->a, r->count * sizeof *out);
    *n = 0;
    for (size_t i = 0; i < r->count; i++)
        if (!field_empty(&r->fields[i], obj))
            out[(*n)++] = (struct pair){str_c(r->fields[i].name), field_wire(im->a, &r->fields[i], obj)};
    return out;
}

static void submit(struct importing *im, enum command_type type, int64_t id, int64_t drawn_at,
                   const void *payload, const struct given *at)
{
    size_t n;
    struct pair *pairs = pairs_of(im, command_types[type].payload, payload, &n);
    import_submit(im, type, id, drawn_at, pairs, n, at);
}

/* ---- aspects ------------------------------------------------------------------------------- */

static void aspect_changes(struct importing *im, struct import_aspect *x)
{
    struct str title = x->title;
    if (!import_fits(im, &aspect_add_record, "title", &x->given, title))
        return;
    if (!x->old) {
        submit(im, COMMAND_ASPECT_ADD, x->id, -1,
               &(struct aspect_add){im->plan->inspection, x->number, title}, &x->given);
        return;
    }
    if (str_eq(x->raw, x->old->title) || str_eq(title, x->old->title))
        return;
    struct ledger_row row = {.aspect = x->old};
    changed(im, COLUMN_ASPECT, &x->given, &row, x->id);
    submit(im, COMMAND_ASPECT_CHANGE, x->id, x->old->seq, &(struct aspect_change){title}, &x->given);
}

/* ---- problems ------------------------------------------------------------------------------ */

static void text_from(struct importing *im, const struct record *r, const struct given *g,
                      enum column c, struct str *to)
{
    if (g->sheet && import_fits(im, r, columns[c].field, g, g->text))
        *to = g->text;
}

/* Fills P from the cells; what has no column stays as it is. */
static void problem_values(struct importing *im, const struct import_problem *p,
                           const struct ledger_row *row, struct problem_add *out)
{
    static const enum column texts[] = {COLUMN_DETAIL, COLUMN_CATEGORY, COLUMN_NATURE, COLUMN_SOURCE};
    struct str *to[] = {&out->detail, &out->category, &out->nature, &out->source};
    const struct given *title = &p->given[COLUMN_PROBLEM], *g;
    int64_t number;
    if (title->text.len && !(row->problem && says_same(im, COLUMN_PROBLEM, title, row))) {
        struct str text = import_unnumbered(title->text, &number);
        if (import_fits(im, &problem_add_record, "title", title, text))
            out->title = text;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!(row->problem && says_same(im, texts[i], &p->given[texts[i]], row)))
            text_from(im, &problem_add_record, &p->given[texts[i]], texts[i], to[i]);
    g = &p->given[COLUMN_AMOUNT];
    if (g->sheet)
        import_money(im, g, &out->amount_fen);
    g = &p->given[COLUMN_REPEATED];
    if (g->sheet)
        import_yes(im, g, &out->repeated);
}

static void list_problem_changes(struct importing *im, struct import_problem *p,
                                 const struct ledger_row *row, const struct problem_change *was,
                                 const struct problem_change *is)
{
    for (int c = 0; c < COLUMN_COUNT; c++) {
        const struct field *f = columns[c].level == LEVEL_PROBLEM
                                    ? record_field(&problem_change_record, str_c(columns[c].field))
                                    : NULL;
        if (!f || c == COLUMN_ASPECT || str_eq(field_wire(im->a, f, was), field_wire(im->a, f, is)))
            continue;
        const struct given *g = &p->given[c];
        changed(im, (enum column)c, g, row, p->id);
        p->changed = true;
        if (p->old->state != PROBLEM_OPEN)
            import_note(im, true, g, sentence_f(im->a, "这个问题已销号，不能再改；请改回原文，或删去这一格的改动。", "This problem is closed and cannot be changed; restore the cell."));
    }
}

static void known_problem_changes(struct importing *im, struct import_problem *p)
{
    const struct problem *o = p->old;
    struct ledger_row row = {ledger_aspect(im->l, o->aspect), o, NULL, 0};
    settle(im, p->given, p->clashes, &row, true);
    struct problem_change was = {o->title, o->detail, o->category, o->nature, o->source,
                                 o->amount_fen, o->repeated, o->first_person, o->plan};
    struct problem_add now = {.title = o->title,
                              .detail = o->detail,
                              .category = o->category,
                              .nature = o->nature,
                              .source = o->source,
                              .amount_fen = o->amount_fen,
                              .repeated = o->repeated,
                              .first_person = o->first_person,
                              .plan = o->plan};
    problem_values(im, p, &row, &now);
    struct problem_change is = {now.title, now.detail, now.category, now.nature,
                                now.source, now.amount_fen, now.repeated, now.first_person, now.plan};
    list_problem_changes(im, p, &row, &was, &is);
    if (p->aspect && p->aspect->id != o->aspect && p->given[COLUMN_ASPECT].sheet)
        import_note(im, false, &p->given[COLUMN_ASPECT], sentence_f(im->a, "问题登记后不能换方面，这一格没有读入。", "A registered problem cannot move to another aspect; this cell was not read."));
    if (p->changed)
        submit(im, COMMAND_PROBLEM_CHANGE, p->id, o->seq, &is, &p->given[COLUMN_PROBLEM]);
}

/* The aspect of sheets that have none: one for all. */
static struct import_aspect *only_aspect(struct importing *im, const struct import_problem *p)
{
    struct import_aspect *x = arena_alloc(im->a, sizeof *x);
    *x = (struct import_aspect){.given = p->given[COLUMN_PROBLEM], .title = STR("反馈问题"), .raw = STR("反馈问题"), .number = 1};
    for (size_t i = 0; i < im->l->n_aspects; i++) {
        x->number = im->l->aspects[i].number + 1;
        if (str_eq(im->l->aspects[i].title, x->title))
            x->old = &im->l->aspects[i];
    }
    x->id = x->old ? x->old->id : import_id(im, "aspect", im->n_aspects);
    im->aspects = array_room(im->a, im->aspects, im->n_aspects, &im->cap_aspects, sizeof *im->aspects);
    im->aspects[im->n_aspects++] = x;
    import_note(im, false, &x->given, sentence_f(im->a, "没有“方面”一列，也没有“一、关于…”这样的分节行，问题都归入“反馈问题”。", "There is neither a column of aspects nor section rows; the problems were put under one aspect, 反馈问题."));
    return x;
}

static void problem_aspects(struct importing *im)
{
    struct import_aspect *only = NULL;
    for (size_t i = 0; i < im->n_problems; i++) {
        struct import_problem *p = im->problems[i];
        if (p->old || p->aspect)
            continue;
        only = only ? only : only_aspect(im, p);
        p->aspect = only;
    }
}

static void problem_changes(struct importing *im, struct import_problem *p)
{
    if (p->old) {
        known_problem_changes(im, p);
        return;
    }
    struct ledger_row row = {0};
    struct problem_add add = {.aspect = p->aspect->id, .number = p->number};
    settle(im, p->given, p->clashes, &row, false);
    problem_values(im, p, &row, &add);
    struct str number = str_f(im->a, "%lld", (long long)p->number);
    if (!str_eq(p->code, number) && import_fits(im, &problem_add_record, "code", &p->given[COLUMN_PROBLEM_CODE], p->code))
        add.code = p->code;
    submit(im, COMMAND_PROBLEM_ADD, p->id, -1, &add, &p->given[COLUMN_PROBLEM]);
}

/* ---- measures ------------------------------------------------------------------------------ */

static struct ids ids_without(struct importing *im, struct ids ids, int64_t id)
{
    struct ids out = {NULL, 0};
    for (size_t i = 0; i < ids.count; i++)
        if (ids.list[i] != id)
            out = ids_with(im->a, out, ids.list[i]);
    return out;
}

static void units(struct importing *im, const struct import_measure *m,
                  const struct ledger_row *row, struct measure_change *out)
{
    const struct given *lead = &m->given[COLUMN_LEAD_UNIT], *help = &m->given[COLUMN_ASSISTING_UNITS];
    struct ids leads = {NULL, 0}, helps = {NULL, 0};
    bool same_help = row->measure && (!help->sheet || says_same(im, COLUMN_ASSISTING_UNITS, help, row));
    if (same_help)
        helps = out->assisting_units;
    else if (help->sheet)
        import_units(im, help, &helps);
    for (const struct more *x = m->more; x; x = x->next)
        if (x->column == COLUMN_ASSISTING_UNITS)
            import_units(im, &x->given, &helps);
    if (lead->sheet && !(row->measure && says_same(im, COLUMN_LEAD_UNIT, lead, row))) {
        import_units(im, lead, &leads);
        out->lead_unit = leads.count ? leads.list[0] : 0;
        if (leads.count > 1)
            import_note(im, false, lead, sentence_f(im->a, "牵头单位只能有一个：第一个作牵头单位，其余 %zu 个作协办单位。", "There is one lead unit: the first was taken, the other %zu as assisting units.", leads.count - 1));
    }
    struct ids all = {NULL, 0};
    for (size_t i = 1; i < leads.count; i++)
        all = ids_with(im->a, all, leads.list[i]);
    for (size_t i = 0; i < helps.count; i++)
        all = ids_with(im->a, all, helps.list[i]);
    out->assisting_units = out->lead_unit ? ids_without(im, all, out->lead_unit) : all;
}

static void people(struct importing *im, const struct import_measure *m,
                   const struct ledger_row *row, struct measure_change *out)
{
    const struct given *g = &m->given[COLUMN_LEADERS];
    struct ids ids = {NULL, 0};
    if (!g->sheet || (row->measure && says_same(im, COLUMN_LEADERS, g, row)))
        ids = out->leaders;
    else
        import_people(im, g, &ids);
    for (const struct more *x = m->more; x; x = x->next)
        if (x->column == COLUMN_LEADERS)
            import_people(im, &x->given, &ids);
    out->leaders = ids;
}

/* Type: as the column says, else as the time limit tells, else phased when there is a day. A blank cell leaves the
 * type of a known measure as it was told then. */
static void dates(struct importing *im, const struct import_measure *m,
                  const struct ledger_row *row, struct measure_change *out)
{
    const struct given *due = &m->given[COLUMN_DUE], *start = &m->given[COLUMN_START], *type = &m->given[COLUMN_TYPE];
    int64_t told = 0, day = 0;
    struct str text = STR("");
    bool same = row->measure && (!due->sheet || says_same(im, COLUMN_DUE, due, row));
    if (due->sheet && !same && import_due(im, due, &day, &text, &told)) {
        bool keeps_words = row->measure && day && day == out->due_day && (!text.len || import_plain_date(text));
        out->due_text = keeps_words ? out->due_text : text;
        out->due_day = day;
    }
    if (start->sheet && !(row->measure && says_same(im, COLUMN_START, start, row)))
        import_day(im, start, &out->start_day);
    if (type->sheet && type->text.len)
        import_type(im, type, &out->type);
    if (!out->type && !row->measure)
        out->type = told ? told : out->due_day ? TYPE_PHASED
                                               : TYPE_NONE;
    if (out->due_day && out->start_day && out->due_day < out->start_day)
        import_note(im, true, due->sheet ? due : start, sentence_f(im->a, "整改时限早于起始时间；请核对这两个日期。", "The due day is before the start; check the two dates."));
    int64_t feedback = im->l->inspection.feedback_day;
    if (!same && out->due_day && feedback && out->due_day < feedback)
        import_note(im, false, due, sentence_f(im->a, "整改时限早于反馈日期；请核对年份。", "The due day is before the feedback; check the year."));
}

static void measure_values(struct importing *im, const struct import_measure *m,
                           const struct ledger_row *row, struct measure_change *out)
{
    static const enum column texts[] = {COLUMN_GOAL, COLUMN_STANDARD, COLUMN_DEPARTMENT,
                                        COLUMN_CONTACT, COLUMN_PHONE, COLUMN_OVERSIGHT,
                                        COLUMN_NOTE};
    struct str *to[] = {&out->goal, &out->standard, &out->department, &out->contact,
                        &out->phone, &out->oversight, &out->note};
    const struct given *g = &m->given[COLUMN_MEASURE];
    if (m->text.len && !(row->measure && says_same(im, COLUMN_MEASURE, g, row)) &&
        import_fits(im, &measure_draft_record, "text", g, m->text))
        out->text = m->text;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!(row->measure && says_same(im, texts[i], &m->given[texts[i]], row)))
            text_from(im, &measure_draft_record, &m->given[texts[i]], texts[i], to[i]);
    dates(im, m, row, out);
    people(im, m, row, out);
    units(im, m, row, out);
}

static struct measure_change plan_of(const struct measure *m)
{
    return (struct measure_change){
        m->text, m->goal, m->type, m->standard, m->start_day,
        m->due_day, m->due_text, m->leaders, m->lead_unit, m->assisting_units,
        m->department, m->contact, m->phone, m->oversight, m->note};
}

static bool differs(struct importing *im, const char *field, const struct measure_change *was,
                    const struct measure_change *is)
{
    const struct field *f = record_field(&measure_change_record, str_c(field));
    return f && !str_eq(field_wire(im->a, f, was), field_wire(im->a, f, is));
}

static void issued(struct importing *im, const struct import_measure *m, const struct given *g, enum column c)
{
    struct str code = ledger_measure_code(im->l, m->old);
    const char *zh = measure_states[m->old->state].zh, *en = measure_states[m->old->state].en;
    import_note(im, true, g,
                (struct sentence){
                    str_f(im->a, "措施 %.*s 现为“%s”，已提交或已下达的方案不能用表格改“%s”；请改回原文，确需修改按程序办理。", STR_ARG(code), zh, columns[c].zh),
                    str_f(im->a, "Measure %.*s is \"%s\": the plan is submitted or issued, so a sheet cannot change \"%s\"; restore the cell.", STR_ARG(code), en, columns[c].en)});
}

/* *PLAN and *NOTES: whether anything of the plan, of the contact and note, differs. */
static void list_measure_changes(struct importing *im, const struct import_measure *m,
                                 const struct ledger_row *row, const struct measure_change *was,
                                 const struct measure_change *is, bool *plan, bool *notes)
{
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (columns[c].level != LEVEL_MEASURE || !m->given[c].sheet)
            continue;
        bool words = c == COLUMN_DUE && differs(im, "due_text", was, is);
        if (!differs(im, columns[c].field, was, is) && !words)
            continue;
        bool note = record_field(&measure_note_record, str_c(columns[c].field)) != NULL;
        changed(im, (enum column)c, &m->given[c], row, m->id);
        *(note ? notes : plan) = true;
        if (!note && m->old->state != MEASURE_DRAFT)
            issued(im, m, &m->given[c], (enum column)c);
    }
    for (const struct more *x = m->more; x && !*plan; x = x->next)
        *plan = differs(im, "leaders", was, is) || differs(im, "assisting_units", was, is);
}

static bool known_measure_changes(struct importing *im, struct import_measure *m)
{
    const struct measure *o = m->old;
    const struct problem *p = ledger_problem(im->l, o->problem);
    struct ledger_row row = {ledger_aspect(im->l, o->aspect), p, o, 0};
    struct measure_change was = plan_of(o), is = was;
    bool plan = false, notes = false;
    settle(im, m->given, m->clashes, &row, true);
    for (const struct clash *x = m->clashes; x; x = x->next)
        if (x->column == COLUMN_MEASURE)
            m->text = m->given[COLUMN_MEASURE].text;
    measure_values(im, m, &row, &is);
    list_measure_changes(im, m, &row, &was, &is, &plan, &notes);
    check_computed(im, m, &row);
    if (plan)
        submit(im, COMMAND_MEASURE_CHANGE, m->id, o->seq, &is, &m->given[COLUMN_MEASURE]);
    else if (notes)
        submit(im, COMMAND_MEASURE_NOTE, m->id, o->seq,
               &(struct measure_note){is.department, is.contact, is.phone, is.oversight, is.note},
               &m->given[COLUMN_MEASURE]);
    return plan || notes;
}

static void new_measure(struct importing *im, struct import_measure *m)
{
    struct ledger_row row = {0};
    struct measure_change c = {0};
    settle(im, m->given, m->clashes, &row, false);
    measure_values(im, m, &row, &c);
    check_computed(im, m, &row);
    struct measure_draft d = {.problem = m->problem->id,
                              .number = m->number,
                              .text = c.text,
                              .goal = c.goal,
                              .type = c.type,
                              .standard = c.standard,
                              .start_day = c.start_day,
                              .due_day = c.due_day,
                              .due_text = c.due_text,
                              .leaders = c.leaders,
                              .lead_unit = c.lead_unit,
                              .assisting_units = c.assisting_units,
                              .department = c.department,
                              .contact = c.contact,
                              .phone = c.phone,
                              .oversight = c.oversight,
                              .note = c.note};
    struct str number = str_f(im->a, "%lld", (long long)m->number), code = m->problem->code;
    code = code.len ? code : str_f(im->a, "%lld", (long long)m->problem->number);
    struct str usual = str_f(im->a, "%.*s-%.*s", STR_ARG(code), STR_ARG(number));
    if (!str_eq(m->code, number) && !str_eq(m->code, usual) &&
        import_fits(im, &measure_draft_record, "code", &m->given[COLUMN_MEASURE_CODE], m->code))
        d.code = m->code;
    if (m->problem->old && m->problem->old->state != PROBLEM_OPEN)
        import_note(im, true, &m->given[COLUMN_MEASURE], sentence_f(im->a, "这个问题已销号，不能再加措施；请删去这一行。", "This problem is closed; no measure can be added; delete the row."));
    submit(im, COMMAND_MEASURE_DRAFT, m->id, -1, &d, &m->given[COLUMN_MEASURE]);
}

static void sample(struct importing *im, const struct import_measure *m)
{
    struct import_plan *p = im->plan;
    if (p->n_samples < IMPORT_SAMPLES)
        p->samples[p->n_samples++] = (struct import_sample){
            m->problem->title.len || !m->problem->old ? m->problem->title : m->problem->old->title,
            m->text, m->given[COLUMN_LEAD_UNIT].text, m->given[COLUMN_DUE].text};
}

/* ---- all ----------------------------------------------------------------------------------- */

static void lacks_measures(struct importing *im, const struct import_problem *p, bool any_column)
{
    if (p->measures || p->old || !any_column)
        return;
    import_note(im, false, &p->given[COLUMN_PROBLEM], sentence_f(im->a, "这个问题还没有措施。", "This problem has no measures yet."));
}

void import_changes(struct importing *im)
{
    struct import_plan *plan = im->plan;
    problem_aspects(im);
    for (size_t i = 0; i < im->n_aspects; i++)
        aspect_changes(im, im->aspects[i]);
    for (size_t i = 0; i < im->n_problems; i++) {
        struct import_problem *p = im->problems[i];
        problem_changes(im, p);
        lacks_measures(im, p, im->n_measures > 0);
        if (p->measures)
            continue;
        *(!p->old ? &plan->added : p->changed ? &plan->updated
                                              : &plan->unchanged) += 1;
    }
    for (size_t i = 0; i < im->n_measures; i++) {
        struct import_measure *m = im->measures[i];
        bool known = m->old != NULL, updated = known && known_measure_changes(im, m);
        if (!known)
            new_measure(im, m);
        if (known && m->problem->changed) { /* a changed problem shows in its first row */
            updated = true;
            m->problem->changed = false;
        }
        *(!known ? &plan->added : updated ? &plan->updated
                                          : &plan->unchanged) += 1;
        sample(im, m);
    }
}
