/* pack_paper.c: a pack as a document and as a workbook; freezing it, and finding it again. See pack.h. */
#include "app/pack.h"

#include "app/bulletin_facts.h"
#include "base/hash.h"
#include "base/time.h"
#include "paper/xlsx_write.h"
#include "view/figure.h"

#include <string.h>

#define XLSX_MEDIA "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
enum { CELL_BYTES = 24 * 1024 }; /* of listed items in one cell; Excel takes 32,767 characters */

/* ---- the document ---------------------------------------------------------------------------------------- */

struct writing {
    struct arena *arena;
    struct document *d;
    const struct moment *m;
    const struct pack_freeze *ask;
    const struct pack_content *c;
    size_t chapter;
};

static void chapter(struct writing *w, struct str title)
{
    struct str number = fact_chinese_number(w->arena, ++w->chapter);
    document_heading(w->d, 1, str_f(w->arena, "%.*s、%.*s", STR_ARG(number), STR_ARG(title)));
}

/* "已完成12条": the number leads to its list where a figure says the same. */
static void put_count(struct writing *w, enum pack_count what, const char *before, const char *after)
{
    const struct pack_count_info *i = &pack_counts[what];
    bool same = what <= PACK_NOT_STARTED || what == PACK_EXTENDED || what == PACK_RETURNED; /* whatever the period */
    document_run(w->d, str_c(before));
    struct document_figure f = {.name = str_c(i->figure ? i->figure : ""),
                                .scope = pack_scope(w->arena, w->ask),
                                .version = 1,
                                .kind = DOCUMENT_COUNT,
                                .number = w->c->total.counts[what],
                                .position = w->c->position};
    if (i->figure && same) {
        f.href = told_href(w->arena, w->m, f.name, f.scope);
        document_run_figure(w->d, &f);
    } else {
        document_run(w->d, str_f(w->arena, "%lld", (long long)f.number));
    }
    document_run(w->d, str_c(after));
}

static void put_rate(struct writing *w, const char *before, int64_t part, const char *after)
{
    int64_t rate = rate_hundredths(part, w->c->total.counts[PACK_TOTAL]);
    document_run(w->d, str_f(w->arena, "%s%lld.%02lld%%%s", before, (long long)(rate / 100), (long long)(rate % 100), after));
}

static void put_totals(struct writing *w)
{
    const int64_t *n = w->c->total.counts;
    chapter(w, STR("总体情况"));
    document_paragraph(w->d, STR(""));
    put_count(w, PACK_TOTAL, "整改措施共", "条：");
    put_count(w, PACK_DONE, "已完成", "条，");
    put_count(w, PACK_NEARLY, "基本完成", "条，");
    put_count(w, PACK_SUSTAINED, "长期坚持", "条，");
    put_count(w, PACK_WORKING, "正在推进", "条，");
    put_count(w, PACK_LAGGING, "滞后", "条，");
    put_count(w, PACK_OVERDUE, "超期", "条，");
    put_count(w, PACK_NOT_STARTED, "未启动", "条。");
    put_rate(w, "已完成占", n[PACK_DONE], "（已销号、转常态，不含基本完成和长期坚持）；");
    put_rate(w, "含基本完成占", n[PACK_DONE] + n[PACK_NEARLY], "（自报完成、待核验且未超期的算基本完成）。");
    document_paragraph(w->d, STR(""));
    put_count(w, PACK_NEW_CLOSED, "本期新完成", "条，");
    put_count(w, PACK_NEXT_DUE, "下期到期", "条。");
    put_count(w, PACK_REPORTS_DUE, "本期应填报进展", "份，");
    put_count(w, PACK_REPORTS_FILED, "已填报", "份，");
    put_count(w, PACK_REPORTS_LATE, "其中逾期填报", "份，");
    put_count(w, PACK_REPORTS_MISSING, "未填报", "份。");
    put_count(w, PACK_EXTENDED, "已批准延期", "条，");
    put_count(w, PACK_ASKED, "申请延期待定", "条，");
    put_count(w, PACK_DECIDED, "本期决定延期申请", "条（同意和不同意都计入），");
    put_count(w, PACK_RETURNED, "曾被退回", "条。");
    put_count(w, PACK_NOTICES, "本期发出督办公文", "份，");
    put_count(w, PACK_NOTICES_LATE, "逾期未签收或未答复", "份。");
}

static void put_units(struct writing *w)
{
    static const enum pack_count shown[] = {PACK_TOTAL, PACK_DONE, PACK_NEARLY,
                                            PACK_SUSTAINED, PACK_WORKING, PACK_LAGGING,
                                            PACK_OVERDUE, PACK_NOT_STARTED, PACK_REPORTS_MISSING};
    enum { SHOWN = sizeof shown / sizeof *shown };
    chapter(w, STR("各单位情况"));
    document_table(w->d, SHOWN + 1);
    document_row(w->d);
    document_cell(w->d, STR("牵头单位"));
    for (size_t i = 0; i < SHOWN; i++)
        document_cell(w->d, str_c(pack_counts[shown[i]].zh));
    for (size_t r = 0; r <= w->c->row_count; r++) {
        const struct pack_row *row = r < w->c->row_count ? &w->c->rows[r] : &w->c->total;
        document_row(w->d);
        document_cell(w->d, row->name);
        for (size_t i = 0; i < SHOWN; i++)
            document_cell(w->d, str_f(w->arena, "%lld", (long long)row->counts[shown[i]]));
    }
}

/* What each list shows beside the number: headings of the columns, NULL for those it has not. */
static const struct {
    const char *unit, *leader, *what, *day, *text;
    const char *none; /* said instead of an empty list; NULL: the chapter is left out */
} columns[PACK_LISTS] = {
    [PACK_LIST_CLOSED] = {"牵头单位", NULL, "整改措施", "完成日期", NULL, "本期没有新完成的措施。"},
    [PACK_LIST_NEXT] = {"牵头单位", "责任领导", "整改措施", "时限", NULL, "下期没有到期的措施。"},
    [PACK_LIST_OVERDUE] = {"牵头单位", "责任领导", "整改措施", "时限", "原因（最近一次填报的困难）", "没有超期的措施。"},
    [PACK_LIST_LATE] = {"牵头单位", NULL, "整改措施", "填报日期", "期次", "没有逾期填报。"},
    [PACK_LIST_MISSING] = {"牵头单位", "责任领导", "整改措施", NULL, "期次", "没有未填报的措施。"},
    [PACK_LIST_TROUBLE] = {"牵头单位", NULL, NULL, NULL, "困难和建议", "本期没有填报困难和建议。"},
    [PACK_LIST_STEPS] = {"牵头单位", NULL, NULL, NULL, "下步安排", "本期没有填报下步安排。"},
    [PACK_LIST_EXTENDED] = {"牵头单位", NULL, "整改措施", "延期后时限", "原时限", NULL},
    [PACK_LIST_ASKED] = {"牵头单位", "责任领导", "整改措施", "申请延至", "理由", NULL},
    [PACK_LIST_RETURNED] = {"牵头单位", NULL, "整改措施", NULL, "退回意见", NULL},
    [PACK_LIST_NOTICES] = {"承办单位", NULL, "公文", "时限", "状态", NULL},
};

static void cell(struct document *d, const char *heading, struct str text)
{
    if (heading)
        document_cell(d, text.len ? text : STR("—"));
}

static void put_list(struct writing *w, enum pack_list at)
{
    const size_t n = w->c->lists[at].count;
    struct document *d = w->d;
    if (!n && !columns[at].none)
        return;
    chapter(w, str_f(w->arena, "%.*s（%zu条）", STR_ARG(pack_list_names[at].zh), n));
    if (!n) {
        document_paragraph(d, str_c(columns[at].none));
        return;
    }
    const char *const headings[] = {columns[at].unit, columns[at].leader, columns[at].what,
                                    columns[at].day, columns[at].text};
    size_t width = 1;
    for (size_t i = 0; i < 5; i++)
        width += headings[i] != NULL;
    document_table(d, width);
    document_row(d);
    document_cell(d, at == PACK_LIST_NOTICES ? STR("文号") : STR("措施编号"));
    for (size_t i = 0; i < 5; i++)
        if (headings[i])
            document_cell(d, str_c(headings[i]));
    for (size_t i = 0; i < n; i++) {
        const struct pack_item *x = &w->c->lists[at].items[i];
        document_row(d);
        document_cell(d, x->number);
        cell(d, columns[at].unit, x->unit_name);
        cell(d, columns[at].leader, x->leader_name);
        cell(d, columns[at].what, x->what);
        cell(d, columns[at].day, day_text(w->arena, x->day));
        cell(d, columns[at].text, x->text);
    }
}

/* What a meeting is asked to look at: nothing that is not in the lists below. */
static void put_agenda(struct writing *w)
{
    static const enum pack_list asked[] = {PACK_LIST_OVERDUE, PACK_LIST_ASKED, PACK_LIST_RETURNED, PACK_LIST_NOTICES};
    size_t number = 0;
    chapter(w, STR("请会议研究的事项"));
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        size_t n = w->c->lists[asked[i]].count;
        if (n)
            document_paragraph(w->d, str_f(w->arena, "%zu. %.*s%zu条，逐条情况见“%.*s”。", ++number,
                                           STR_ARG(pack_list_names[asked[i]].zh), n,
                                           STR_ARG(pack_list_names[asked[i]].zh)));
    }
    if (!number)
        document_paragraph(w->d, STR("本期没有需要提请研究的事项。"));
}

struct document *pack_document(struct arena *a, const struct moment *m, const struct pack_freeze *ask,
                               const struct pack_content *c)
{
    static const enum pack_list order[] = {
        PACK_LIST_CLOSED, PACK_LIST_NEXT, PACK_LIST_OVERDUE, PACK_LIST_LATE,
        PACK_LIST_MISSING, PACK_LIST_TROUBLE, PACK_LIST_STEPS, PACK_LIST_EXTENDED,
        PACK_LIST_ASKED, PACK_LIST_RETURNED, PACK_LIST_NOTICES};
    struct writing w = {.arena = a, .d = document_new(a, ask->title), .m = m, .ask = ask, .c = c};
    struct str first = day_chinese(a, c->first_day), last = day_chinese(a, c->last_day),
               as_of = day_chinese(a, c->as_of_day);
    document_paragraph(w.d, str_f(a, "期次：%.*s（%.*s至%.*s）；数据截至%.*s；范围：%.*s。",
                                  STR_ARG(c->period), STR_ARG(first), STR_ARG(last), STR_ARG(as_of),
                                  STR_ARG(c->scope)));
    put_totals(&w);
    if (ask->sort == PACK_MEETING)
        put_agenda(&w);
    if (!ask->unit)
        put_units(&w);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        put_list(&w, order[i]);
    if (ask->note.len) {
        struct str rest = ask->note, line;
        chapter(&w, STR("说明"));
        while (rest.len && str_cut(&rest, '\n', &line))
            document_paragraph(w.d, line);
    }
    document_date(w.d, as_of);
    return w.d;
}

/* ---- the workbook ------------------------------------------------------------------------------------------- */

/* DOMAIN.md §7, 半月报: words before the counts, counts, words after them. */
static const enum pack_list told_lists[] = {PACK_LIST_CLOSED, PACK_LIST_NEXT, PACK_LIST_OVERDUE,
                                            PACK_LIST_TROUBLE, PACK_LIST_STEPS};
enum { BEFORE = 3, /* unit, period, as of */
       TOLD = sizeof told_lists / sizeof *told_lists,
       REPORTER = BEFORE + PACK_COUNTS + TOLD,
       SHEET_COLUMNS = REPORTER + 2 };

/* The items of one unit, a line each; too many for a cell: where they stand. */
static struct str told_items(struct arena *a, const struct pack_content *c, enum pack_list at,
                             int64_t unit, enum lang lang)
{
    struct buf b = buf_new(a, CELL_BYTES);
    size_t n = 0;
    for (size_t i = 0; i < c->lists[at].count; i++) {
        const struct pack_item *x = &c->lists[at].items[i];
        struct str say = x->text.len ? x->text : x->what;
        if (x->unit == unit)
            buf_f(&b, "%s%.*s：%.*s", n++ ? "\n" : "", STR_ARG(x->number), STR_ARG(say));
    }
    return !b.failed ? buf_view(&b) : str_f(a, lang == LANG_ZH ? "共%zu条，见“清单”表" : "%zu items, see the sheet Items", n);
}

static struct cell_out text_cell(struct str s) { return (struct cell_out){.text = s, .none = !s.len}; }

static struct row_out unit_row(struct arena *a, const struct pack_content *c,
                               const struct pack_row *row, bool total, enum lang lang)
{
    struct cell_out *cells = arena_alloc(a, SHEET_COLUMNS * sizeof *cells);
    cells[0] = text_cell(total && lang == LANG_EN ? STR("Total") : row->name);
    cells[1] = text_cell(c->period);
    cells[2] = (struct cell_out){.value = c->as_of_day};
    for (size_t i = 0; i < PACK_COUNTS; i++)
        cells[BEFORE + i] = (struct cell_out){.value = row->counts[i]};
    for (size_t i = 0; i < TOLD; i++)
        cells[BEFORE + PACK_COUNTS + i] = text_cell(total ? STR("") : told_items(a, c, told_lists[i], row->unit, lang));
    cells[REPORTER] = text_cell(row->reporters);
    cells[REPORTER + 1] = text_cell(STR("")); /* to be signed by hand */
    return (struct row_out){.cells = cells, .fill = total ? FILL_GREY : FILL_NONE};
}

static void name_columns(struct column_out out[SHEET_COLUMNS], enum lang lang)
{
    bool zh = lang == LANG_ZH;
    out[0] = (struct column_out){.heading = str_c(zh ? "牵头单位" : "Lead unit"), .width = 16, .wrap = true};
    out[1] = (struct column_out){.heading = str_c(zh ? "期次" : "Period"), .width = 16, .wrap = true};
    out[2] = (struct column_out){.heading = str_c(zh ? "截至日期" : "As of"), .width = 12, .kind = SHEET_DATE};
    for (size_t i = 0; i < PACK_COUNTS; i++)
        out[BEFORE + i] =
            (struct column_out){.heading = str_c(zh ? pack_counts[i].zh : pack_counts[i].en),
                                .width = 8,
                                .kind = SHEET_INT,
                                .wrap = true};
    for (size_t i = 0; i < TOLD; i++)
        out[BEFORE + PACK_COUNTS + i] =
            (struct column_out){.heading = sentence_in(pack_list_names[told_lists[i]], lang),
                                .width = 36,
                                .wrap = true};
    out[REPORTER] = (struct column_out){.heading = str_c(zh ? "填报人" : "Reported by"), .width = 14, .wrap = true};
    out[REPORTER + 1] = (struct column_out){.heading = str_c(zh ? "审核人" : "Reviewed by"), .width = 10};
}

enum { ITEM_COLUMNS = 7 };

static void put_items(struct arena *a, const struct pack_content *c, enum lang lang, struct sheet_out *out)
{
    static const char *const zh[ITEM_COLUMNS] = {"类别", "编号", "事项", "牵头单位", "责任领导", "日期", "内容"},
                             *const en[ITEM_COLUMNS] = {"List", "Number", "Matter", "Lead unit", "Leader", "Day", "Words"};
    static const double widths[ITEM_COLUMNS] = {14, 12, 40, 14, 12, 12, 50};
    struct column_out *columns_out = arena_alloc(a, ITEM_COLUMNS * sizeof *columns_out);
    size_t n = 0;
    for (size_t i = 0; i < ITEM_COLUMNS; i++)
        columns_out[i] = (struct column_out){.heading = str_c(lang == LANG_ZH ? zh[i] : en[i]),
                                             .width = widths[i],
                                             .kind = i == 5 ? SHEET_DATE : SHEET_TEXT,
                                             .wrap = true};
    for (size_t k = 0; k < PACK_LISTS; k++)
        n += c->lists[k].count;
    struct row_out *rows = arena_alloc(a, (n + 1) * sizeof *rows);
    n = 0;
    for (size_t k = 0; k < PACK_LISTS; k++)
        for (size_t i = 0; i < c->lists[k].count; i++) {
            const struct pack_item *x = &c->lists[k].items[i];
            struct cell_out *cells = arena_alloc(a, ITEM_COLUMNS * sizeof *cells);
            const struct str texts[ITEM_COLUMNS] = {sentence_in(pack_list_names[k], lang),
                                                    x->number,
                                                    x->what,
                                                    x->unit_name,
                                                    x->leader_name,
                                                    STR(""),
                                                    x->text};
            for (size_t t = 0; t < ITEM_COLUMNS; t++)
                cells[t] = text_cell(texts[t]);
            cells[5] = (struct cell_out){.value = x->day, .none = !x->day};
            rows[n++] = (struct row_out){.cells = cells};
        }
    *out = (struct sheet_out){.name = str_c(lang == LANG_ZH ? "清单" : "Items"),
                              .columns = columns_out,
                              .n_columns = ITEM_COLUMNS,
                              .rows = rows,
                              .n_rows = n,
                              .freeze_columns = 2};
}

enum err pack_sheet(struct arena *a, const struct pack_freeze *ask, const struct pack_content *c, enum lang lang,
                    struct str *bytes, struct sentence *why)
{
    struct column_out columns_out[SHEET_COLUMNS];
    struct row_out *rows = arena_alloc(a, (c->row_count + 1) * sizeof *rows);
    struct str day = day_text(a, c->as_of_day);
    name_columns(columns_out, lang);
    for (size_t i = 0; i < c->row_count; i++)
        rows[i] = unit_row(a, c, &c->rows[i], false, lang);
    rows[c->row_count] = unit_row(a, c, &c->total, true, lang);
    struct sentence note = sentence_f(a, "数据截至 %.*s，日志第 %lld 条；共 %zu 个单位", "as of %.*s, log position %lld; %zu units", STR_ARG(day), (long long)c->position, c->row_count);
    struct sheet_out sheets[2] = {{.name = str_c(lang == LANG_ZH ? "半月报" : "Report"),
                                   .title = ask->title,
                                   .note = sentence_in(note, lang),
                                   .columns = columns_out,
                                   .n_columns = SHEET_COLUMNS,
                                   .rows = rows,
                                   .n_rows = c->row_count + 1,
                                   .freeze_columns = 1}};
    put_items(a, c, lang, &sheets[1]);
    return xlsx_bytes(a,
                      &(struct book_out){.sheets = sheets,
                                         .n_sheets = 2,
                                         .created_us = day_start_us(c->as_of_day)},
                      bytes, why);
}

/* ---- formats ---------------------------------------------------------------------------------------------------- */

const char *pack_media(struct str format)
{
    enum bulletin_format f;
    if (str_is(format, "xlsx"))
        return XLSX_MEDIA;
    return bulletin_format_find(format, &f) ? bulletin_media[f] : NULL;
}

enum err pack_write(struct arena *a, const struct moment *m, const struct pack_freeze *ask, struct str format,
                    enum lang lang, struct str *bytes, struct sentence *why)
{
    struct pack_content c;
    enum bulletin_format f = BULLETIN_FORMATS;
    struct pack_freeze titled = *ask;
    bool sheet = str_is(format, "xlsx");
    if (!sheet && !bulletin_format_find(format, &f)) {
        *why = sentence_f(a, "没有格式“%.*s”；可以是 docx、pdf、xlsx、txt、html、json。", "There is no format \"%.*s\"; there are docx, pdf, xlsx, txt, html and json.", STR_ARG(format));
        return ERR_INPUT;
    }
    enum err e = titled.title.len ? ERR_NONE : pack_title(a, m, ask, &titled.title, why);
    if (!e)
        e = pack_compute(a, m, &titled, &c, why);
    if (e)
        return e;
    return sheet ? pack_sheet(a, &titled, &c, lang, bytes, why)
                 : bulletin_write(pack_document(a, m, &titled, &c), a, f, m->as_of_day, bytes, why);
}

/* ---- freezing --------------------------------------------------------------------------------------------------- */

static enum err digest_at(struct arena *a, const struct moment *m, const struct pack_freeze *ask, struct str *digest,
                          struct sentence *why)
{
    struct pack_content c;
    enum err e = pack_compute(a, m, ask, &c, why);
    if (!e)
        *digest = bulletin_digest(a, pack_document(a, m, ask, &c));
    return e;
}

enum err pack_freeze_at(struct arena *a, const struct moment *m, struct pack_freeze *ask, struct sentence *why)
{
    enum err e = ask->title.len ? ERR_NONE : pack_title(a, m, ask, &ask->title, why);
    ask->inspection = m->inspection;
    ask->position = m->position;
    ask->as_of_day = m->as_of_day;
    return e ? e : digest_at(a, m, ask, &ask->digest, why);
}

void pack_pairs(struct arena *a, const struct pack_freeze *p, struct pair out[PACK_PAIRS])
{
    for (size_t i = 0; i < PACK_PAIRS; i++) {
        const struct field *f = &pack_freeze_record.fields[i];
        out[i] = (struct pair){str_c(f->name), field_wire(a, f, p)};
    }
}

struct pack_freeze pack_ask(const struct pack *p)
{
    return (struct pack_freeze){.inspection = p->inspection,
                                .sort = p->sort,
                                .rhythm = p->rhythm,
                                .period = p->period,
                                .unit = p->unit,
                                .leader = p->leader,
                                .title = p->title,
                                .note = p->note,
                                .position = p->position,
                                .as_of_day = p->as_of_day,
                                .digest = p->digest};
}

enum err pack_same(struct arena *a, const struct moment *m, const struct pack *p, bool *same, struct sentence *why)
{
    struct pack_freeze ask = pack_ask(p);
    struct str digest = STR("");
    enum err e = digest_at(a, m, &ask, &digest, why);
    *same = !e && str_eq(digest, p->digest);
    return e;
}

enum err pack_moment(struct app *app, struct arena *a, const struct pack *p, struct moment *out, struct sentence *why)
{
    enum err e = moment_open(app, a, p->inspection, p->position, 0, out, why);
    if (!e)
        out->as_of_day = p->as_of_day;
    return e;
}

/* ---- periods as people write them ------------------------------------------------------------------------------- */

bool pack_period_read(struct str text, int64_t *rhythm, int64_t *period)
{
    struct str rest = text, part[3] = {STR(""), STR(""), STR("")};
    int64_t year, month, half = 0;
    size_t n = 0;
    while (n < 3 && rest.ptr && str_cut(&rest, '-', &part[n]))
        n++;
    if (n < 2 || rest.len || part[0].len != 4 || !str_int(part[0], &year) || year < 1900 || year > 2199)
        return false;
    bool quarter = n == 2 && part[1].len == 2 && part[1].ptr[0] == 'Q';
    if (!str_int(quarter ? str_sub(part[1], 1, 1) : part[1], &month) || month < 1 ||
        month > (quarter ? 4 : 12) || part[1].len > 2)
        return false;
    if (n == 3 && (part[2].len != 1 || !str_int(part[2], &half) || half < 1 || half > 2))
        return false;
    *rhythm = quarter ? RHYTHM_QUARTER : n == 2 ? RHYTHM_MONTH
                                                : RHYTHM_HALF_MONTH;
    *period = regime_period(*rhythm, day_from_civil((int)year, (int)(quarter ? month * 3 : month), half == 2 ? 16 : 1));
    return true;
}

struct str pack_period_write(struct arena *a, int64_t rhythm, int64_t period)
{
    struct civil c = civil_from_day(period_first_day(period));
    if (rhythm == RHYTHM_QUARTER)
        return str_f(a, "%d-Q%d", c.year, (c.month + 2) / 3);
    return rhythm == RHYTHM_MONTH ? str_f(a, "%d-%02d", c.year, c.month)
                                  : str_f(a, "%d-%02d-%d", c.year, c.month, c.day > 15 ? 2 : 1);
}
