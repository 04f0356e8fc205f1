/* import_heading.c: which column a heading means, and where the header stands. Papers of different offices name the
 * same column differently: a new name is a word in the table. */
#include "app/import_private.h"

#include "base/hash.h"
#include "text/normal.h"

#include <string.h>

enum { HEADER_ROWS_SEARCHED = 40,
       HEADER_ROWS_MAX = 4,
       COLUMNS_READ_MAX = 512,
       HEADING_CHARS_MAX = 40 };

/* Compared without spaces and punctuation (text_key); the first is what our own papers use. */
static const struct {
    enum column column;
    const char *headings;
} variants[] = {
    {COLUMN_SEQUENCE, "序号 序列 序次 排序 no"},
    {COLUMN_ID, "编号 id 序列号"},
    {COLUMN_ASPECT, "方面 问题方面 反馈方面 所属方面 涉及方面 大类 问题大类 整改方面 方面类别 反馈意见类别 反馈类别 意见类别 反馈问题类别 反馈意见方面 反馈意见大类 一级问题 aspect"},
    {COLUMN_PROBLEM_CODE, "问题编号 问题序号 问题号 问题代码 问题编码 反馈问题编号 problemcode"},
    {COLUMN_PROBLEM, "反馈问题 问题 具体问题 问题表述 问题名称 问题概述 问题简述 问题点 二级问题 反馈内容 反馈意见内容 巡视反馈意见 巡察反馈意见 审计查出问题 存在问题 问题描述 反馈的问题 反馈的具体问题 问题内容 主要问题 问题事项 反馈意见 巡视反馈问题 巡察反馈问题 巡视反馈的问题 审计发现问题 发现问题 反馈问题具体表现 整改问题 整改事项 问题清单 整改内容 problem"},
    {COLUMN_DETAIL, "具体表现 表现 问题表现 主要表现 问题详情 详细情况 manifestations"},
    {COLUMN_CATEGORY, "问题类别 类别 类 问题分类 分类 问题类型 category"},
    {COLUMN_NATURE, "问题性质 性质 nature"},
    {COLUMN_SOURCE, "来源 问题来源 反馈来源 出处 source"},
    {COLUMN_AMOUNT, "涉及金额 涉及金额万元 涉及金额元 金额 金额万元 金额元 涉及资金 涉及资金万元 问题金额 问题金额万元 amount"},
    {COLUMN_REPEATED, "是否上轮未改到位 上轮未改到位 是否上轮问题 是否屡改屡犯 leftfromlastround"},
    {COLUMN_MEASURE_CODE, "措施编号 任务编号 措施序号 任务序号 措施号 措施编码 measurecode"},
    {COLUMN_GOAL, "整改目标 目标 整改的目标 目标任务 整改任务目标 工作目标 预期目标 goal"},
    {COLUMN_MEASURE, "整改措施 措施 具体措施 具体整改措施 整改具体措施 工作措施 主要措施 整改任务 整改举措 具体举措 整改措施内容 整改落实措施 措施内容 任务措施 整改任务及措施 整改任务措施 整改要求及措施 measure"},
    {COLUMN_TYPE, "整改类型 类型 整改方式 措施类型 整改类别 type"},
    {COLUMN_STANDARD, "完成标准 整改标准 验收标准 销号标准 标准 成果形式 standard"},
    {COLUMN_START, "起始时间 开始时间 启动时间 起始日期 开始日期 start"},
    {COLUMN_DUE, "整改时限 整改期限 完成时限 完成时间要求 时限 时限要求 完成期限 办理时限 整改完成时限 期限 计划完成时间 完成时限要求 整改时间 整改完成时间 整改完成日期 截止时间 截止日期 时间节点 完成节点 整改节点 完成时间节点 整改时间节点 时间安排 时间要求 完成要求时间 计划完成日期 预计完成时间 拟完成时间 要求完成时间 due"},
    {COLUMN_LEADERS, "责任领导 牵头领导 责任市领导 责任县领导 责任区领导 分管领导 市领导 县领导 牵头市领导 牵头县领导 责任领导同志 责任领导姓名 包案领导 leaders"},
    {COLUMN_LEAD_UNIT, "牵头单位 责任单位 主责单位 牵头部门 责任部门 主办单位 承办单位 牵头责任单位 主要责任单位 整改单位 整改责任单位 责任主体 单位 部门 责任牵头 leadunit"},
    {COLUMN_ASSISTING_UNITS, "协办单位 配合单位 协办配合单位 配合部门 协办部门 参与单位 协同单位 责任配合单位 配合责任单位 协同责任单位 协办责任单位 配合协办单位 协助单位 责任配合 责任协办 责任协同 assistingunits"},
    {COLUMN_DEPARTMENT, "责任科室 科室 责任处室 承办科室 department"},
    {COLUMN_CONTACT, "责任人 具体责任人 联系人 经办人 直接责任人 责任人员 personincharge"},
    {COLUMN_PHONE, "联系电话 电话 联系方式 办公电话 telephone"},
    {COLUMN_OVERSIGHT, "监督部门 监督单位 督促单位 督导部门 日常监督部门 监督责任单位 overseeingdepartment"},
    {COLUMN_NOTE, "备注 说明 备注说明 note"},
    {COLUMN_EXTENDED, "延期后时限 dueafterextension"},
    {COLUMN_STATE, "当前状态 状态 整改状态 完成状态 办理状态 是否完成 是否整改到位 是否完成整改 是否销号 state"},
    {COLUMN_COLOUR, "预警颜色 预警 三色预警 colour"},
    {COLUMN_LAST_REPORT, "本期进展 最新进展 newestprogress"},
    {COLUMN_REPORTS, "累计进展 整改进展 整改进展情况 整改落实情况 整改情况 进展情况 工作进展 目前进展 完成情况 整改完成情况 措施落实情况 落实情况 整改成效 allprogress"},
    {COLUMN_DONE, "完成时间 实际完成时间 实际完成日期 完成日期 doneon"},
    {COLUMN_EVIDENCE, "佐证材料 evidence"},
    {COLUMN_RULES, "制度成果 建章立制 rules"},
    {COLUMN_RECOVERED, "追缴挽回金额万元 追缴金额 recovered10000yuan"},
    {COLUMN_PERSONS, "处理人数 personsheldtoaccount"},
    {COLUMN_VERIFIED, "核验人及意见 核验意见 verifierandopinion"},
    {COLUMN_CLOSED, "销号时间 销号日期 销号情况 closed"},
};

/* What an unknown heading must end with, may hold (one of) and must not hold; the first that fits counts. Only for
 * headings of a few characters: a sentence in the table may end the same way. */
enum { TAIL_CHARS_MAX = 12 };
static const struct {
    enum column column;
    const char *ends, *holds, *never;
} tails[] = {
    {COLUMN_ASSISTING_UNITS, "单位 部门 科室 处室 学院 部室", "配合 协办 协同 协助 参与", "牵头"},
    {COLUMN_OVERSIGHT, "单位 部门", "监督 督导 督办 督促 核验 验收", ""},
    {COLUMN_LEAD_UNIT, "单位 部门 科室 处室 学院 部室 主体", "牵头 责任 主责 主办 承办", "配合 监督"},
    {COLUMN_LEADERS, "领导 领导及职务 领导职务", "", "小组 意见 签字 批示 审核"},
    {COLUMN_MEASURE, "措施 举措", "", "保障 进展 情况 存在"},
    {COLUMN_GOAL, "目标", "", "情况"},
    {COLUMN_DUE, "时限 期限", "", "延期 延长 延后 超期 实际"},
    {COLUMN_ASPECT, "方面 大类", "", ""},
    {COLUMN_PROBLEM, "问题", "反馈 指出 发现 整改 具体 查出 突出 巡视 巡察 审计 主要", "困难 协调 其他 类 说明 建议"},
};

static bool one_of(struct str s, const char *words, bool at_end)
{
    struct str rest = str_c(words), word;
    while (str_cut(&rest, ' ', &word))
        if (word.len && (at_end ? str_ends(s, word) : str_find(s, word) != SIZE_MAX))
            return true;
    return false;
}

static enum column by_tail(struct str key)
{
    for (size_t i = 0; i < sizeof tails / sizeof *tails && utf8_length(key) <= TAIL_CHARS_MAX; i++)
        if (one_of(key, tails[i].ends, true) && (!*tails[i].holds || one_of(key, tails[i].holds, false)) &&
            !one_of(key, tails[i].never, false))
            return tails[i].column;
    return COLUMN_COUNT;
}

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
    if (c == COLUMN_COUNT && start.len && start.len < heading.len)
        c = find(text_key(a, start));
    if (c == COLUMN_COUNT)
        c = by_tail(text_key(a, heading));
    return c != COLUMN_COUNT || !start.len ? c : by_tail(text_key(a, start));
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

/* ---- up to four rows ----------------------------------------------------------------------- */

static struct str text_at(const struct sheet *s, uint32_t row, uint32_t col)
{
    const struct cell *c = sheet_cell(s, row, col);
    return c->kind == CELL_EMPTY ? STR("") : c->text;
}

/* 责任单位 over 牵头: 责任单位牵头 or 牵头责任单位. */
static enum column joined(struct arena *a, struct str up, struct str low)
{
    enum column c = import_heading(a, str_f(a, "%.*s%.*s", STR_ARG(up), STR_ARG(low)));
    return c != COLUMN_COUNT ? c : import_heading(a, str_f(a, "%.*s%.*s", STR_ARG(low), STR_ARG(up)));
}

/* The column that the rows from ROW to LAST name at COL: the lowest text that says it, alone or with what stands
 * above it. What is merged over several columns names none of them alone. */
static enum column named(struct arena *a, const struct sheet *s, uint32_t row, uint32_t last, uint32_t col)
{
    struct str low = text_at(s, last, col);
    enum column c = low.len ? import_heading(a, low) : COLUMN_COUNT;
    if (last == row)
        return c;
    for (uint32_t r = last; r-- > row && c == COLUMN_COUNT;) {
        struct str up = text_at(s, r, col);
        if (low.len && up.len && !str_eq(low, up))
            c = joined(a, up, low);
    }
    if (c != COLUMN_COUNT)
        return c;
    const struct cell *cell = sheet_cell(s, last - 1, col);
    bool spread = low.len && cell->merged && cell->from_col < col;
    return spread ? COLUMN_COUNT : named(a, s, row, last - 1, col);
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

/* A cell of ROW or above, from FIRST on, that is merged into the row below: the header goes on there. */
static bool goes_on(const struct sheet *s, uint32_t first, uint32_t row)
{
    size_t n;
    const struct cell *c = sheet_row(s, row + 1, &n);
    for (size_t i = 0; i < n; i++)
        if (c[i].merged && c[i].from_row >= first && c[i].from_row <= row && c[i].kind == CELL_TEXT)
            return true;
    return false;
}

static uint32_t last_of(struct arena *a, const struct sheet *s, uint32_t row, uint32_t cols, size_t *n)
{
    uint32_t last = row;
    while (last - row < HEADER_ROWS_MAX - 1 && last + 1 < s->rows && goes_on(s, row, last)) {
        size_t more = score(a, s, row, last + 1, cols);
        if (more < *n)
            break;
        *n = more;
        last++;
    }
    if (last > row || row + 1 >= s->rows)
        return last;
    size_t two = score(a, s, row, row + 1, cols), below = score(a, s, row + 1, row + 1, cols);
    if (two <= *n || two <= below)
        return row;
    *n = two;
    return row + 1;
}

/* Every cell short and nearly all of them headings: a row of a table's data is not. */
static bool is_plain_header(struct arena *a, const struct sheet *s, uint32_t row)
{
    size_t n, known = 0, told = 0;
    const struct cell *c = sheet_row(s, row, &n);
    for (size_t i = 0; i < n; i++)
        if (c[i].kind != CELL_EMPTY && (c[i].kind != CELL_TEXT || utf8_length(c[i].text) > TAIL_CHARS_MAX))
            return false;
    for (size_t i = 0; i < n; i++) {
        told += c[i].kind != CELL_EMPTY;
        known += c[i].kind != CELL_EMPTY && import_heading(a, c[i].text) != COLUMN_COUNT;
    }
    return known >= 3 && known * 5 >= told * 4;
}

/* The first plain header, else the row (or rows) that names most. */
static bool find_rows(struct arena *a, const struct sheet *s, uint32_t cols, struct header *h)
{
    size_t best = 1, n_cells;
    uint32_t until = s->rows < HEADER_ROWS_SEARCHED ? s->rows : HEADER_ROWS_SEARCHED;
    for (uint32_t row = 0; row < until; row++) {
        sheet_row(s, row, &n_cells);
        size_t n = n_cells ? score(a, s, row, row, cols) : 0;
        if (!n)
            continue;
        uint32_t last = last_of(a, s, row, cols, &n);
        if (n <= best)
            continue;
        best = n;
        h->row = row;
        h->last_row = last;
        if (is_plain_header(a, s, row))
            break;
    }
    return best > 1;
}

/* A plain header at ROW that is not H once more. */
static bool opens_table(struct arena *a, const struct sheet *s, uint32_t row, const struct header *h)
{
    size_t same = 0;
    if (!is_plain_header(a, s, row) || score(a, s, row, row, h->cols) < 3)
        return false;
    for (uint32_t col = 0; col < h->cols; col++) {
        struct str text = text_at(s, row, col);
        same += text.len && str_eq(import_clean(a, text, false), h->said[col]);
    }
    return same < 3 || same + 1 < score(a, s, row, row, h->cols);
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
        bool limit = !h->has[COLUMN_DUE] && h->has[COLUMN_MEASURE] && !h->has[COLUMN_ID];
        if (h->of[col] == COLUMN_DONE && limit && !one_of(h->said[col], "实际 Done", false)) {
            h->of[col] = COLUMN_DUE; /* 完成时间 where no other column has a day: when it is to be done */
            h->has[COLUMN_DUE] = true;
            h->has[COLUMN_DONE] = false;
        }
        if (h->of[col] == COLUMN_DETAIL && !h->has[COLUMN_PROBLEM]) { /* 具体表现 alone is the problem */
            h->of[col] = COLUMN_PROBLEM;
            h->has[COLUMN_PROBLEM] = true;
            h->has[COLUMN_DETAIL] = false;
        }
    }
}

/* 牵头单位 beside 责任单位: the one leads, the others are responsible with it. Not where 协办单位 has a column too.
 * Gives what the column at COL is, and sets the earlier one right; COLUMN_COUNT where neither says that it leads. */
static enum column lead_beside_responsible(struct arena *a, struct header *h, const struct sheet *s, uint32_t col)
{
    struct str lead = STR("牵头");
    uint32_t first = 0;
    for (uint32_t i = 0; i < h->cols; i++)
        if (named(a, s, h->row, h->last_row, i) == COLUMN_ASSISTING_UNITS)
            return COLUMN_COUNT;
    while (first < col && h->of[first] != COLUMN_LEAD_UNIT)
        first++;
    bool leads_now = str_find(text_at(s, h->last_row, col), lead) != SIZE_MAX;
    bool leads_then = str_find(h->said[first], lead) != SIZE_MAX;
    if (leads_now == leads_then)
        return COLUMN_COUNT;
    if (leads_then)
        return COLUMN_ASSISTING_UNITS;
    h->of[first] = COLUMN_ASSISTING_UNITS;
    h->has[COLUMN_ASSISTING_UNITS] = true;
    return COLUMN_LEAD_UNIT;
}

/* 类别 beside 方面, in either order: the one that says 方面 is the aspect. */
static enum column aspect_and_category(struct header *h, const struct sheet *s, uint32_t col)
{
    uint32_t first = 0;
    while (h->of[first] != COLUMN_ASPECT)
        first++;
    if (str_find(text_at(s, h->last_row, col), STR("方面")) == SIZE_MAX)
        return COLUMN_CATEGORY;
    h->of[first] = COLUMN_CATEGORY;
    h->has[COLUMN_CATEGORY] = true;
    return COLUMN_ASPECT;
}

/* A column named twice: the second 具体问题 beside 反馈问题 are its details; others are not read, and said. */
static enum column twice(struct importing *im, struct header *h, const struct sheet *s, enum column c, uint32_t col)
{
    const struct cell *cell = sheet_cell(s, h->last_row, col);
    if (c == COLUMN_PROBLEM && !h->has[COLUMN_DETAIL])
        return COLUMN_DETAIL;
    if (c == COLUMN_ASPECT && !h->has[COLUMN_CATEGORY])
        return aspect_and_category(h, s, col);
    if (columns[c].level == LEVEL_COMPUTED || c == COLUMN_SEQUENCE) /* neither would be read */
        return columns[c].level == LEVEL_COMPUTED ? c : COLUMN_COUNT;
    if (c == COLUMN_LEAD_UNIT && !h->has[COLUMN_ASSISTING_UNITS] && text_at(s, h->last_row, col).len) {
        enum column is = lead_beside_responsible(im->a, h, s, col);
        if (is != COLUMN_COUNT)
            return is;
    }
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

/* The first of these that S holds (or begins with, where it is at the BEGINNING); "" for none. */
static struct str money_word(struct str s, bool beginning)
{
    static const char *const words[] = {"亿元", "百万元", "万元", "千元", "元", "亿", "万"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (beginning ? strstr(words[i], "元") && str_starts(s, str_c(words[i]))
                      : str_find(s, str_c(words[i])) != SIZE_MAX)
            return str_c(words[i]);
    return STR("");
}

struct str import_money_unit(struct arena *a, const struct sheet *s, uint32_t row, struct str heading)
{
    const struct str mark = STR("单位");
    struct str unit = money_word(heading, false);
    for (size_t i = 0; i < s->n_cells && s->cells[i].row < row && !unit.len; i++) {
        struct str key = text_key(a, s->cells[i].text);
        for (size_t at = str_find(key, mark); at != SIZE_MAX && !unit.len; at = str_find(key, mark)) {
            key = str_sub(key, at + mark.len, key.len);
            unit = money_word(key, true);
        }
    }
    return unit;
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
            s->name, cell_address(im->a, row, col), import_clean(im->a, text, false), h->of[col], NULL};
    }
}

static uint32_t cols_read(const struct sheet *s) { return s->cols < COLUMNS_READ_MAX ? s->cols : COLUMNS_READ_MAX; }

bool import_has_header(struct arena *a, const struct sheet *s)
{
    struct header h;
    return find_rows(a, s, cols_read(s), &h);
}

/* What the columns of the header in the rows of H mean. */
static void read_header(struct importing *im, const struct sheet *s, struct header *h)
{
    h->of = arena_alloc(im->a, (h->cols + 1) * sizeof *h->of);
    h->said = arena_alloc(im->a, (h->cols + 1) * sizeof *h->said);
    for (uint32_t col = 0; col < h->cols; col++) {
        enum column c = named(im->a, s, h->row, h->last_row, col);
        if (c != COLUMN_COUNT && h->has[c])
            c = twice(im, h, s, c, col);
        h->of[col] = c;
        h->said[col] = import_clean(im->a, text_at(s, h->last_row, col), false);
        if (c == COLUMN_AMOUNT)
            h->money = import_money_unit(im->a, s, h->row, text_at(s, h->last_row, col));
        if (c != COLUMN_COUNT)
            h->has[c] = true;
    }
    decide(h, s);
    h->title = title_above(s, h->row);
    note_columns(im, s, h);
}

bool import_header(struct importing *im, const struct sheet *s, struct header *out)
{
    struct header h = {.cols = cols_read(s)};
    if (!find_rows(im->a, s, h.cols, &h))
        return false;
    read_header(im, s, &h);
    *out = h;
    return true;
}

bool import_next_header(struct importing *im, const struct sheet *s, const struct header *before, struct header *out)
{
    uint32_t row = before->last_row;
    for (size_t i = 0; i < s->n_cells; i++) {
        if (s->cells[i].row <= row)
            continue;
        row = s->cells[i].row;
        if (!opens_table(im->a, s, row, before))
            continue;
        struct header h = {.cols = cols_read(s), .row = row};
        size_t n = score(im->a, s, row, row, h.cols);
        h.last_row = last_of(im->a, s, row, h.cols, &n);
        read_header(im, s, &h);
        *out = h;
        return true;
    }
    return false;
}
