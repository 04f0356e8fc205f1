/* import_heading.c: which column a heading means, and where the header stands. Papers of different offices name the
 * same column differently: a new name is a word in the table. */
#include "app/import_private.h"

#include "base/hash.h"
#include "text/normal.h"

#include <string.h>

enum { HEADER_ROWS_SEARCHED = 40,
       HEADING_CHARS_MAX = 40 };

/* Compared without spaces and punctuation (text_key); the first is what our own papers use. */
static const struct {
    enum column column;
    const char *headings;
} variants[] = {
    {COLUMN_SEQUENCE, "序号 序列 序次 排序 no"},
    {COLUMN_ID, "编号 id 序列号"},
    {COLUMN_ASPECT, "方面 问题方面 反馈方面 所属方面 大类 整改方面 aspect"},
    {COLUMN_PROBLEM_CODE, "问题编号 问题序号 问题号 问题代码 problemcode"},
    {COLUMN_PROBLEM, "反馈问题 问题 具体问题 存在问题 问题描述 反馈的问题 反馈的具体问题 问题内容 主要问题 问题事项 反馈意见 巡视反馈问题 巡察反馈问题 巡视反馈的问题 审计发现问题 发现问题 反馈问题具体表现 整改问题 整改事项 问题清单 整改内容 problem"},
    {COLUMN_DETAIL, "具体表现 表现 问题表现 主要表现 问题详情 详细情况 manifestations"},
    {COLUMN_CATEGORY, "问题类别 类别 类 问题分类 分类 问题类型 category"},
    {COLUMN_NATURE, "问题性质 性质 nature"},
    {COLUMN_SOURCE, "来源 问题来源 反馈来源 出处 source"},
    {COLUMN_AMOUNT, "涉及金额 涉及金额万元 涉及金额元 金额 金额万元 金额元 涉及资金 涉及资金万元 问题金额 问题金额万元 amount"},
    {COLUMN_REPEATED, "是否上轮未改到位 上轮未改到位 是否上轮问题 是否屡改屡犯 leftfromlastround"},
    {COLUMN_MEASURE_CODE, "措施编号 任务编号 措施序号 措施号 measurecode"},
    {COLUMN_GOAL, "整改目标 目标 目标任务 整改任务目标 工作目标 预期目标 goal"},
    {COLUMN_MEASURE, "整改措施 措施 具体措施 具体整改措施 整改具体措施 工作措施 主要措施 整改任务 整改举措 具体举措 整改措施内容 measure"},
    {COLUMN_TYPE, "整改类型 类型 整改方式 措施类型 整改类别 type"},
    {COLUMN_STANDARD, "完成标准 整改标准 验收标准 销号标准 标准 成果形式 standard"},
    {COLUMN_START, "起始时间 开始时间 启动时间 起始日期 开始日期 start"},
    {COLUMN_DUE, "整改时限 整改期限 完成时限 完成时间要求 时限 时限要求 完成期限 办理时限 整改完成时限 期限 计划完成时间 完成时限要求 整改时间 整改完成时间 截止时间 due"},
    {COLUMN_LEADERS, "责任领导 牵头领导 责任市领导 责任县领导 责任区领导 分管领导 市领导 县领导 牵头市领导 牵头县领导 责任领导同志 包案领导 leaders"},
    {COLUMN_LEAD_UNIT, "牵头单位 责任单位 主责单位 牵头部门 责任部门 主办单位 承办单位 牵头责任单位 主要责任单位 整改单位 整改责任单位 leadunit"},
    {COLUMN_ASSISTING_UNITS, "协办单位 配合单位 协办配合单位 配合部门 协办部门 参与单位 协同单位 责任配合单位 配合协办单位 assistingunits"},
    {COLUMN_DEPARTMENT, "责任科室 科室 责任处室 承办科室 department"},
    {COLUMN_CONTACT, "责任人 具体责任人 联系人 经办人 直接责任人 责任人员 personincharge"},
    {COLUMN_PHONE, "联系电话 电话 联系方式 办公电话 telephone"},
    {COLUMN_OVERSIGHT, "监督部门 监督单位 督促单位 督导部门 日常监督部门 监督责任单位 overseeingdepartment"},
    {COLUMN_NOTE, "备注 说明 note"},
    {COLUMN_EXTENDED, "延期后时限 dueafterextension"},
    {COLUMN_STATE, "当前状态 状态 整改状态 state"},
    {COLUMN_COLOUR, "预警颜色 预警 三色预警 colour"},
    {COLUMN_LAST_REPORT, "本期进展 最新进展 newestprogress"},
    {COLUMN_REPORTS, "累计进展 整改进展 整改进展情况 整改落实情况 整改情况 进展情况 工作进展 整改成效 allprogress"},
    {COLUMN_DONE, "完成时间 实际完成时间 完成日期 doneon"},
    {COLUMN_EVIDENCE, "佐证材料 evidence"},
    {COLUMN_RULES, "制度成果 建章立制 rules"},
    {COLUMN_RECOVERED, "追缴挽回金额万元 追缴金额 recovered10000yuan"},
    {COLUMN_PERSONS, "处理人数 personsheldtoaccount"},
    {COLUMN_VERIFIED, "核验人及意见 核验意见 verifierandopinion"},
    {COLUMN_CLOSED, "销号时间 销号日期 销号情况 closed"},
};

static enum column find(struct str key)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct str rest = str_c(variants[i].headings), word;
        while (str_cut(&rest, ' ', &word))
            if (str_eq(word, key))
                return variants[i].column;
    }
    return COLUMN_COUNT;
}

/* Without what stands in brackets: 整改时限（完成时间） is 整改时限. */
static struct str before_bracket(struct str s)
{
    size_t wide = str_find(s, STR("（")), narrow = str_find(s, STR("("));
    size_t at = wide < narrow ? wide : narrow;
    return at == SIZE_MAX ? s : str_sub(s, 0, at);
}

enum column import_heading(struct arena *a, struct str heading)
{
    if (!heading.len || utf8_length(heading) > HEADING_CHARS_MAX)
        return COLUMN_COUNT;
    enum column c = find(text_key(a, heading));
    struct str start = str_trim(before_bracket(heading));
    return c != COLUMN_COUNT || !start.len ? c : find(text_key(a, start));
}

struct str import_headings(struct arena *a, enum column c)
{
    struct buf b = buf_new(a, 2000);
    size_t n = 0;
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct str rest = str_c(variants[i].headings), word;
        while (variants[i].column == c && str_cut(&rest, ' ', &word))
            if ((unsigned char)word.ptr[0] >= 0x80 && n++ < HEADINGS_TOLD)
                buf_f(&b, "%s%.*s", b.len ? "、" : "", STR_ARG(word));
    }
    return buf_view(&b);
}

/* ---- one or two rows ----------------------------------------------------------------------- */

static struct str text_at(const struct sheet *s, uint32_t row, uint32_t col)
{
    const struct cell *c = sheet_cell(s, row, col);
    return c->kind == CELL_EMPTY ? STR("") : c->text;
}

/* The column that ROW (and, when LAST is below it, LAST) names at COL. */
static enum column named(struct arena *a, const struct sheet *s, uint32_t row, uint32_t last, uint32_t col)
{
    struct str up = text_at(s, row, col), low = last > row ? text_at(s, last, col) : STR("");
    enum column c = low.len ? import_heading(a, low) : COLUMN_COUNT;
    if (c != COLUMN_COUNT || !up.len)
        return c;
    if (low.len && !str_eq(low, up)) {
        c = import_heading(a, str_f(a, "%.*s%.*s", STR_ARG(up), STR_ARG(low)));
        if (c != COLUMN_COUNT || sheet_cell(s, row, col)->merged)
            return c;
    }
    return import_heading(a, up);
}

/* How many different columns it names; a title merged over the row names none. */
static size_t score(struct arena *a, const struct sheet *s, uint32_t row, uint32_t last, uint32_t cols)
{
    bool seen[COLUMN_COUNT] = {false};
    size_t n = 0;
    for (uint32_t col = 0; col < cols; col++) {
        enum column c = named(a, s, row, last, col);
        n += c != COLUMN_COUNT && !seen[c];
        if (c != COLUMN_COUNT)
            seen[c] = true;
    }
    bool subject = seen[COLUMN_PROBLEM] || seen[COLUMN_MEASURE] || seen[COLUMN_MEASURE_CODE] ||
                   seen[COLUMN_PROBLEM_CODE] || (seen[COLUMN_ID] && n > 2);
    return subject ? n : 0;
}

static bool find_rows(struct arena *a, const struct sheet *s, uint32_t cols, struct header *h)
{
    size_t best = 1, n_cells;
    uint32_t until = s->rows < HEADER_ROWS_SEARCHED ? s->rows : HEADER_ROWS_SEARCHED;
    for (uint32_t row = 0; row < until; row++) {
        sheet_row(s, row, &n_cells);
        size_t one = n_cells ? score(a, s, row, row, cols) : 0;
        if (!one)
            continue;
        size_t two = row + 1 < s->rows ? score(a, s, row, row + 1, cols) : 0;
        size_t below = row + 1 < s->rows ? score(a, s, row + 1, row + 1, cols) : 0;
        bool both = two > one && two > below;
        size_t n = both ? two : one;
        if (n <= best)
            continue;
        best = n;
        h->row = row;
        h->last_row = row + both;
    }
    return best > 1;
}

/* ---- what is ambiguous in one sheet -------------------------------------------------------- */

/* 编号 of our own export holds ids; anyone else's is the number of the problem, or else of the measure. */
static bool holds_ids(const struct sheet *s, const struct header *h, uint32_t col)
{
    bool any = false;
    for (uint32_t row = h->last_row + 1, tried = 0; row < s->rows && tried < 20; row++, tried++) {
        int64_t id;
        struct str t = str_trim(text_at(s, row, col));
        if (t.len && !id_read(t, &id))
            return false;
        any = any || t.len;
    }
    return any;
}

static void decide_id(struct header *h, const struct sheet *s, uint32_t col)
{
    if (holds_ids(s, h, col))
        return;
    enum column to = !h->has[COLUMN_PROBLEM_CODE]                             ? COLUMN_PROBLEM_CODE
                     : h->has[COLUMN_MEASURE] && !h->has[COLUMN_MEASURE_CODE] ? COLUMN_MEASURE_CODE
                                                                              : COLUMN_COUNT;
    h->has[COLUMN_ID] = false;
    h->of[col] = to;
    if (to != COLUMN_COUNT)
        h->has[to] = true;
}

static void decide(struct header *h, const struct sheet *s)
{
    for (uint32_t col = 0; col < h->cols; col++) {
        if (h->of[col] == COLUMN_ID)
            decide_id(h, s, col);
        if (h->of[col] == COLUMN_CATEGORY && !h->has[COLUMN_ASPECT]) { /* 类别 alone is the aspect */
            h->of[col] = COLUMN_ASPECT;
            h->has[COLUMN_ASPECT] = true;
            h->has[COLUMN_CATEGORY] = false;
        }
        if (h->of[col] == COLUMN_DETAIL && !h->has[COLUMN_PROBLEM]) { /* 具体表现 alone is the problem */
            h->of[col] = COLUMN_PROBLEM;
            h->has[COLUMN_PROBLEM] = true;
            h->has[COLUMN_DETAIL] = false;
        }
    }
}

/* A column named twice: the second 具体问题 beside 反馈问题 are its details; others are not read, and said. */
static enum column twice(struct importing *im, struct header *h, const struct sheet *s, enum column c, uint32_t col)
{
    const struct cell *cell = sheet_cell(s, h->last_row, col);
    if (c == COLUMN_PROBLEM && !h->has[COLUMN_DETAIL])
        return COLUMN_DETAIL;
    if (!(cell->merged && cell->from_col < col)) {
        struct given at = {.sheet = s, .row = h->last_row, .col = col};
        struct str text = utf8_clip(text_at(s, h->last_row, col), HEADING_CHARS_MAX);
        if (!text.len)
            text = utf8_clip(text_at(s, h->row, col), HEADING_CHARS_MAX);
        import_note(im, false, &at,
                    (struct sentence){
                        str_f(im->a, "“%.*s”与前面的一列都像“%s”，只读了前一列；如需读这一列，请改一个列名。", STR_ARG(text), columns[c].zh),
                        str_f(im->a, "\"%.*s\" and an earlier column both look like \"%s\"; only the earlier was read; rename this one to have it read.", STR_ARG(text), columns[c].en)});
    }
    return COLUMN_COUNT;
}

static struct str title_above(const struct sheet *s, uint32_t row)
{
    for (uint32_t r = 0; r < row; r++) {
        size_t n;
        const struct cell *c = sheet_row(s, r, &n);
        if (n && c[0].kind == CELL_TEXT && utf8_length(c[0].text) >= 4)
            return str_trim(c[0].text);
    }
    return STR("");
}

static void note_columns(struct importing *im, const struct sheet *s, const struct header *h)
{
    for (uint32_t col = 0; col < h->cols; col++) {
        struct str low = text_at(s, h->last_row, col), up = text_at(s, h->row, col), text = low.len ? low : up;
        const struct cell *c = sheet_cell(s, h->last_row, col);
        if (!text.len || (c->merged && c->from_col < col && h->of[col] == COLUMN_COUNT))
            continue;
        im->columns = array_room(im->a, im->columns, im->n_columns, &im->cap_columns, sizeof *im->columns);
        uint32_t row = low.len && !(c->merged && c->from_row < h->last_row) ? h->last_row : h->row;
        im->columns[im->n_columns++] = (struct import_column){
            s->name, cell_address(im->a, row, col), import_clean(im->a, text, false), h->of[col]};
    }
}

bool import_header(struct importing *im, const struct sheet *s, struct header *out)
{
    struct header h = {.cols = s->cols < 512 ? s->cols : 512};
    if (!find_rows(im->a, s, h.cols, &h))
        return false;
    h.of = arena_alloc(im->a, (h.cols + 1) * sizeof *h.of);
    h.said = arena_alloc(im->a, (h.cols + 1) * sizeof *h.said);
    for (uint32_t col = 0; col < h.cols; col++) {
        enum column c = named(im->a, s, h.row, h.last_row, col);
        if (c != COLUMN_COUNT && h.has[c])
            c = twice(im, &h, s, c, col);
        h.of[col] = c;
        h.said[col] = import_clean(im->a, text_at(s, h.last_row, col), false);
        if (c == COLUMN_AMOUNT)
            h.wan = str_find(text_at(s, h.last_row, col), STR("万")) != SIZE_MAX;
        if (c != COLUMN_COUNT)
            h.has[c] = true;
    }
    decide(&h, s);
    h.title = title_above(s, h.row);
    note_columns(im, s, &h);
    *out = h;
    return true;
}
