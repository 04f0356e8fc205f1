/* notice_paper.c: facts of a notice put into its text, and the paper made of it. See notice_paper.h. */
#include "app/notice_paper.h"

#include "app/calendar.h"
#include "base/asset.h"
#include "base/time.h"
#include "view/table.h"

#include <stdio.h>
#include <string.h>

enum { PAPER_BYTES_MAX = DOCUMENT_SOURCE_MAX };

struct str notice_template(int64_t sort)
{
    char name[64];
    struct str text = STR("");
    if (sort <= 0 || sort >= NOTICE_SORT_COUNT)
        return text;
    snprintf(name, sizeof name, "papers/notice-%s.txt", notice_sorts[sort].name);
    return asset_find(str_c(name), &text) ? text : STR("");
}

/* ---- what a text may name -------------------------------------------------------------------------- */

struct known { /* everything a notice's facts come from */
    struct notice n;
    struct problem problem;
    struct measure measure;
    struct unit unit;
    struct person leader;
    struct notice previous;
    struct str assisting;
};

static enum err names_of_units(struct db *db, struct arena *a, struct ids ids, struct str *out)
{
    struct buf b = buf_new(a, 64 * 1024);
    enum err e = ERR_NONE;
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct unit u;
        e = table_load(db, a, KIND_UNIT, ids.list[i], &u);
        buf_c(&b, i ? "、" : "");
        buf_str(&b, e ? STR("") : u.name);
    }
    *out = buf_view(&b);
    return e;
}

static enum err read_known(struct db *db, struct arena *a, const struct notice *n, struct known *k)
{
    *k = (struct known){.n = *n};
    enum err e = table_load(db, a, KIND_PROBLEM, n->problem, &k->problem);
    if (!e)
        e = table_load(db, a, KIND_MEASURE, n->measure, &k->measure);
    if (!e)
        e = table_load(db, a, KIND_UNIT, n->unit, &k->unit);
    if (!e)
        e = table_load(db, a, KIND_PERSON, n->leader, &k->leader);
    if (!e)
        e = table_load(db, a, KIND_NOTICE, n->previous, &k->previous);
    return e ? e : names_of_units(db, a, n->assisting_units, &k->assisting);
}

static struct str number_or_none(struct arena *a, int64_t n) { return n ? str_f(a, "%lld", (long long)n) : STR(""); }

static struct str measure_number(struct arena *a, const struct known *k)
{
    if (!k->measure.head.len || k->measure.code.len)
        return k->measure.code;
    return str_f(a, "%lld-%lld", (long long)k->problem.number, (long long)k->measure.number);
}

/* Sentences end a line of the text: a full stop of the fact's own would be a second one. */
static struct str without_stop(struct str s)
{
    s = str_trim(s);
    while (str_ends(s, STR("。")))
        s.len -= strlen("。");
    return s;
}

static struct str previous_number(struct arena *a, const struct known *k)
{
    struct str number = notice_number(a, &k->previous), sort = choice_word(notice_sorts, k->previous.sort, LANG_ZH);
    return number.len ? str_f(a, "%.*s（%.*s）", STR_ARG(sort), STR_ARG(number)) : STR("");
}

static int64_t previous_due(const struct notice *p) { return p->answer_due_day ? p->answer_due_day : p->sign_due_day; }

enum { MUST,
       MAY };
/* name, must or may be there, label zh, value. */
#define FACT_TABLE(X) \
    X("sort", MUST, "公文种类", choice_word(notice_sorts, k->n.sort, LANG_ZH)) \
    X("title", MUST, "标题", k->n.title) \
    X("unit", MUST, "承办单位", k->unit.name) \
    X("times", MUST, "第几次督办", str_f(a, "%lld", (long long)(k->n.times ? k->n.times : 1))) \
    X("request", MUST, "办理要求", str_trim(k->n.request)) \
    X("sign_due", MUST, "签收时限", day_chinese(a, k->n.sign_due_day)) \
    X("answer_due", MAY, "答复时限", day_chinese(a, k->n.answer_due_day)) \
    X("problem", MAY, "问题", without_stop(k->problem.title)) \
    X("problem_number", MAY, "问题序号", number_or_none(a, k->problem.number)) \
    X("measure", MAY, "措施", without_stop(k->measure.text)) \
    X("measure_number", MAY, "措施编号", measure_number(a, k)) \
    X("measure_due", MAY, "整改时限", day_chinese(a, k->measure.due_day)) \
    X("leader", MAY, "责任领导", k->leader.name) \
    X("assisting", MAY, "协办单位", k->assisting) \
    X("basis", MAY, "依据", without_stop(k->n.basis)) \
    X("previous", MAY, "前一份公文", previous_number(a, k)) \
    X("previous_day", MAY, "前一份公文的日期", day_chinese(a, k->previous.issued_day)) \
    X("previous_due", MAY, "前一份公文的时限", day_chinese(a, previous_due(&k->previous)))

/* False: no such fact. *LABEL is NULL for one that may be absent. */
static bool fact(struct arena *a, const struct known *k, struct str name, struct str *value, const char **label)
{
#define X(word, must, zh, given) \
    if (str_is(name, word)) { \
        *value = given; \
        *label = (must) == MUST ? zh : NULL; \
        return true; \
    }
    FACT_TABLE(X)
#undef X
    return false;
}

/* ---- the text ----------------------------------------------------------------------------------------- */

static void put_value(struct buf *b, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        buf_c(b, memchr("\\{}*|", c, 5) ? "\\" : "");
        buf_put(b, &c, 1);
    }
}

/* One line of the source. False: it names a fact this notice does not have. What is unknown stays as it is: reading
 * the text will say so. */
static bool fill_line(struct arena *a, const struct known *k, struct str line, struct buf *out)
{
    for (size_t at = 0; at < line.len;) {
        struct str rest = str_sub(line, at, line.len - at), value, name;
        const char *label = NULL;
        size_t end = str_find(rest, STR("}}"));
        if (line.ptr[at] == '\\' || !str_starts(rest, STR("{{notice.")) || end == SIZE_MAX ||
            !fact(a, k, (name = str_trim(str_sub(rest, strlen("{{notice."), end - strlen("{{notice.")))), &value, &label)) {
            size_t n = line.ptr[at] == '\\' && at + 1 < line.len ? 2 : 1;
            buf_put(out, rest.ptr, n);
            at += n;
            continue;
        }
        if (!value.len && !label)
            return false;
        put_value(out, value.len ? value : str_f(a, "〔待填：%s〕", label));
        at += end + 2;
    }
    return true;
}

/* The filled text; below its first line the number, when WITH_NUMBER and there is one. Lines left out stay as empty
 * ones, so that problems name the line the writer sees. */
static struct str fill(struct arena *a, const struct known *k, struct str source, bool with_number)
{
    struct buf out = buf_new(a, PAPER_BYTES_MAX);
    struct str rest = source, line, number = with_number ? notice_number(a, &k->n) : STR("");
    while (str_cut(&rest, '\n', &line)) {
        struct buf one = buf_new(a, PAPER_BYTES_MAX);
        if (fill_line(a, k, line, &one))
            buf_str(&out, buf_view(&one));
        if (number.len && str_trim(line).len) {
            buf_f(&out, "\n编号：%.*s", STR_ARG(number));
            number = STR("");
        }
        buf_c(&out, "\n");
    }
    return buf_view(&out);
}

/* ---- rendering ------------------------------------------------------------------------------------------- */

/* The days a draft would have, issued on the day of M. */
static enum err with_days(struct arena *a, const struct moment *m, struct notice *n)
{
    struct calendar c;
    struct notice_rule rule;
    if (n->state != NOTICE_DRAFT && n->state != NOTICE_NONE)
        return ERR_NONE;
    enum err e = notice_rule_load(m->db, a, n->sort, &rule);
    if (!e)
        e = calendar_load(m->db, a, &c);
    struct notice_limits l = notice_limits_of(n->sort, &rule);
    if (!e)
        notice_days(n, &l, &c, m->as_of_day, &n->sign_due_day, &n->answer_due_day);
    return e;
}

enum err notice_render(struct arena *a, const struct moment *m, const struct notice *n, const struct str *text,
                       bool with_number, struct bulletin_page *out, struct sentence *why)
{
    struct known k;
    struct notice with = *n;
    enum err e = with_days(a, m, &with);
    if (!e)
        e = read_known(m->db, a, &with, &k);
    if (e) {
        *why = sentence_f(a, "数据库出错：%s", "The database failed: %s", db_message(m->db));
        return e;
    }
    return bulletin_render(a, m, fill(a, &k, text ? *text : n->text, with_number), out, why);
}

enum err notice_facts_of(struct arena *a, const struct moment *m, const struct notice *n,
                         struct notice_fact out[NOTICE_FACTS_MAX], size_t *count)
{
    struct known known, *k = &known;
    struct notice with = *n;
    enum err e = with_days(a, m, &with);
    if (!e)
        e = read_known(m->db, a, &with, k);
    *count = 0;
    if (e)
        return e;
#define X(word, must, zh, given) out[(*count)++] = (struct notice_fact){word, zh, given};
    FACT_TABLE(X)
#undef X
    return ERR_NONE;
}

enum err notice_moment(struct app *app, struct arena *a, const struct notice *n, int64_t today, struct moment *out,
                       struct sentence *why)
{
    enum err e = moment_open(app, a, n->inspection, n->number ? n->position : -1, today, out, why);
    if (!e && n->number)
        out->as_of_day = n->as_of_day;
    return e;
}

enum err notice_same(struct arena *a, const struct moment *m, const struct notice *n, bool *same, struct sentence *why)
{
    struct bulletin_page page = {0};
    enum err e = notice_render(a, m, n, NULL, false, &page, why);
    *same = !e && str_eq(bulletin_digest(a, page.document), n->digest);
    return e == ERR_INPUT ? ERR_NONE : e;
}

/* ERR_INPUT with WHY when the paper may not go out. */
static enum err ready(struct arena *a, enum err rendered, const struct bulletin_page *page, struct sentence *why)
{
    const struct document_problem *p = page->problems;
    if (rendered == ERR_INPUT && p)
        *why = (struct sentence){str_f(a, "公文正文第%zu行第%zu字：%.*s", p->line, p->column, STR_ARG(p->what.zh)),
                                 str_f(a, "Line %zu, column %zu of the notice: %.*s", p->line, p->column, STR_ARG(p->what.en))};
    if (rendered || !page->blanks)
        return rendered;
    *why = sentence_f(a, "公文正文里还有 %zu 处“〔待填：…〕”，请先补充办理要求等内容，再签发。", "The text of the notice still has %zu blanks (〔待填：…〕); fill them in, then issue it.", page->blanks);
    return ERR_INPUT;
}

enum err notice_issue_at(struct arena *a, const struct moment *m, const struct notice *n, struct notice_issue *out,
                         struct sentence *why)
{
    struct bulletin_page page = {0};
    if (!n->text.len) {
        *why = refusals[REFUSED_NOTICE_TEXT];
        return ERR_INPUT;
    }
    enum err e = ready(a, notice_render(a, m, n, NULL, false, &page, why), &page, why);
    if (!e)
        *out = (struct notice_issue){m->position, m->as_of_day, bulletin_digest(a, page.document)};
    return e;
}

enum err notice_issue_values(struct app *app, struct arena *a, const struct notice *n, int64_t today,
                             struct notice_issue *out, struct sentence *why)
{
    struct moment m;
    enum err e = moment_open(app, a, n->inspection, -1, today, &m, why);
    if (e)
        return e;
    e = notice_issue_at(a, &m, n, out, why);
    moment_close(app, &m);
    return e;
}

void notice_issue_pairs(struct arena *a, const struct notice_issue *p, struct pair out[NOTICE_ISSUE_PAIRS])
{
    out[0] = (struct pair){STR("position"), str_f(a, "%lld", (long long)p->position)};
    out[1] = (struct pair){STR("as_of_day"), day_text(a, p->as_of_day)};
    out[2] = (struct pair){STR("digest"), p->digest};
}

/* ---- the form ---------------------------------------------------------------------------------------------- */

const struct sentence notice_headings[NOTICE_CELLS] = {
#define H(zh, en) \
    { \
        {zh, sizeof(zh) - 1}, { en, sizeof(en) - 1 } \
    }
    H("编号", "Number"), H("级别", "Grade"), H("第几次督办", "Time"), H("督办事项", "Matter"), H("依据（问题编号）", "Basis (problem)"), H("承办、协办单位", "Units"), H("责任领导", "Leader"), H("办理要求", "What is asked for"), H("办结时限", "Due"), H("交办时间", "Issued"), H("签收人、签收时间", "Signed for"), H("办理情况", "What was done"), H("承办单位负责人签字", "Signature of the unit's head"), H("督办部门审核意见", "Opinion of the supervisor")};

static struct str named_person(struct db *db, struct arena *a, int64_t id)
{
    struct person p = {0};
    return id && !table_load(db, a, KIND_PERSON, id, &p) ? p.name : STR("");
}

static struct str joined(struct arena *a, struct str one, const char *between, struct str two)
{
    return one.len && two.len ? str_f(a, "%.*s%s%.*s", STR_ARG(one), between, STR_ARG(two)) : one.len ? one
                                                                                                      : two;
}

enum err notice_cells(struct db *db, struct arena *a, const struct notice *n, enum lang lang,
                      struct str out[NOTICE_CELLS])
{
    struct known k;
    enum err e = read_known(db, a, n, &k);
    if (e)
        return e;
    struct str grade = str_f(a, lang == LANG_ZH ? "%.*s（%lld级）" : "%.*s (grade %lld)",
                             STR_ARG(choice_word(notice_sorts, n->sort, lang)),
                             (long long)notice_sort_of(n->sort)->grade);
    struct str problem = k.problem.code.len ? k.problem.code : number_or_none(a, k.problem.number);
    out[0] = notice_number(a, n);
    out[1] = grade;
    out[2] = number_or_none(a, n->times ? n->times : 1);
    out[3] = joined(a, n->title, "：", k.measure.text.len ? k.measure.text : k.problem.title);
    out[4] = joined(a, n->basis, "；", problem);
    out[5] = joined(a, k.unit.name, "；", k.assisting);
    out[6] = k.leader.name;
    out[7] = n->request;
    out[8] = day_text(a, n->answer_due_day ? n->answer_due_day : n->sign_due_day);
    out[9] = day_text(a, n->issued_day);
    out[10] = joined(a, named_person(db, a, n->signer), " ", time_text(a, n->signed_us));
    out[11] = n->answer;
    out[12] = STR("");
    out[13] = n->opinion;
    return ERR_NONE;
}

enum err notice_form(struct db *db, struct arena *a, const struct notice *n, struct document **out,
                     struct sentence *why)
{
    struct str cells[NOTICE_CELLS];
    enum err e = notice_cells(db, a, n, LANG_ZH, cells);
    if (e) {
        *why = sentence_f(a, "数据库出错：%s", "The database failed: %s", db_message(db));
        return e;
    }
    struct document *d = document_new(a, str_f(a, "%.*s办理单", STR_ARG(choice_word(notice_sorts, n->sort, LANG_ZH))));
    document_table(d, 2);
    document_row(d);
    document_cell(d, STR("项目"));
    document_cell(d, STR("内容"));
    for (size_t i = 0; i < NOTICE_CELLS; i++) {
        document_row(d);
        document_cell(d, notice_headings[i].zh);
        document_cell(d, cells[i]);
    }
    *out = d;
    return ERR_NONE;
}

/* ---- the sheet ------------------------------------------------------------------------------------------------ */

static const char sql_issued[] = "SELECT id FROM notice WHERE inspection = ?1 AND number > 0 ORDER BY sort, year, number";

struct rows {
    struct arena *arena;
    struct row_out *list;
    size_t count, cap;
};

static enum err add_row(struct db *db, struct rows *r, const struct notice *n, enum lang lang)
{
    struct cell_out *cells = arena_alloc(r->arena, NOTICE_CELLS * sizeof *cells);
    struct str text[NOTICE_CELLS];
    enum err e = notice_cells(db, r->arena, n, lang, text);
    if (e)
        return e;
    if (r->count == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        struct row_out *more = arena_alloc(r->arena, cap * sizeof *more);
        if (r->count)
            memcpy(more, r->list, r->count * sizeof *more);
        r->list = more;
        r->cap = cap;
    }
    for (size_t i = 0; i < NOTICE_CELLS; i++)
        cells[i] = (struct cell_out){.text = text[i], .none = !text[i].len};
    r->list[r->count++] = (struct row_out){.cells = cells};
    return ERR_NONE;
}

static enum err add_issued(struct db *db, struct rows *r, int64_t inspection, enum lang lang)
{
    struct stmt *s;
    bool row = false;
    struct fact_ids {
        int64_t *list;
        size_t count, cap;
    } ids = {0};
    enum err e = db_stmt(db, sql_issued, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (ids.count == ids.cap) {
            size_t cap = ids.cap ? 2 * ids.cap : 64;
            int64_t *more = arena_alloc(r->arena, cap * sizeof *more);
            if (ids.count)
                memcpy(more, ids.list, ids.count * sizeof *more);
            ids.list = more;
            ids.cap = cap;
        }
        ids.list[ids.count++] = stmt_get_int(s, 0);
    }
    stmt_done(s);
    for (size_t i = 0; i < ids.count && !e; i++) {
        struct notice n;
        e = table_load(db, r->arena, KIND_NOTICE, ids.list[i], &n);
        if (!e)
            e = add_row(db, r, &n, lang);
    }
    return e;
}

enum err notice_sheet(struct db *db, struct arena *a, const struct notice *n, int64_t inspection, enum lang lang,
                      struct str *bytes, struct sentence *why)
{
    static const double widths[NOTICE_CELLS] = {20, 18, 8, 40, 20, 24, 12, 36, 12, 12, 22, 40, 16, 30};
    struct column_out columns[NOTICE_CELLS] = {0};
    struct rows rows = {.arena = a};
    enum err e = n ? add_row(db, &rows, n, lang) : add_issued(db, &rows, inspection, lang);
    if (e) {
        *why = sentence_f(a, "数据库出错：%s", "The database failed: %s", db_message(db));
        return e;
    }
    for (size_t i = 0; i < NOTICE_CELLS; i++)
        columns[i] = (struct column_out){
            .heading = sentence_in(notice_headings[i], lang), .width = widths[i], .wrap = true};
    struct sentence title = sentence_f(a, "督办公文登记簿", "Register of notices"),
                    note = sentence_f(a, "共 %zu 份", "%zu notices", rows.count);
    struct sheet_out sheet = {.name = sentence_in(title, lang),
                              .title = sentence_in(title, lang),
                              .note = sentence_in(note, lang),
                              .columns = columns,
                              .n_columns = NOTICE_CELLS,
                              .rows = rows.list,
                              .n_rows = rows.count,
                              .freeze_columns = 1};
    return xlsx_bytes(a, &(struct book_out){.sheets = &sheet, .n_sheets = 1}, bytes, why);
}
