/* books.c: persons held to account, recoveries, indicators and their readings. See books.h. */
#include "domain/books.h"

#include "domain/measure.h"

/* ---- persons held to account ------------------------------------------------------------------------- */

const struct choice held_states[] = {{"", "", ""}, {"listed", "在册", "Listed"}, {"struck", "已撤销", "Struck"}, {"erased", "个人信息已删除", "Personal words erased"}, {NULL, NULL, NULL}};
const struct choice held_ranks[] = {{"", "", ""},
                                    {"county", "县处级", "County level"},
                                    {"section", "乡科级", "Section level"},
                                    {"subsection", "股级", "Below section level"},
                                    {"other", "其他", "Other"},
                                    {NULL, NULL, NULL}};

#define ROUND_FIELD(s, flags) ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX | (flags), "巡视巡察", "Inspection")
#define HELD_NUMBER(s) INT(s, number, 0, 1000000, FIELD_OPEN, "序号", "Number")
#define HELD_FIELDS(s) \
    TEXT(s, name, 2, 40, FIELD_REQUIRED | FIELD_PERSONAL, "姓名", "Name"), \
        TEXT(s, post, 0, 60, FIELD_PERSONAL, "职务", "Post"), \
        ID(s, unit, KIND_UNIT, FIELD_PERSONAL, "单位", "Unit"), \
        ENUM(s, rank, held_ranks, FIELD_REQUIRED | FIELD_PERSONAL, "职级", "Rank"), \
        BOOL(s, party, FIELD_PERSONAL, "中共党员", "Party member")
static const struct field held_enter_fields[] = {ROUND_FIELD(held_enter, 0), HELD_FIELDS(held_enter)};
static const struct field held_entered_fields[] = {
    ROUND_FIELD(held_entered, FIELD_OPEN), HELD_NUMBER(held_entered), HELD_FIELDS(held_entered)};
static const struct field held_change_fields[] = {HELD_FIELDS(held_change)};
static const struct field held_fields[] = {THING_FIELDS(held, held_states), ERASABLE_FIELDS(held),
                                           ROUND_FIELD(held, 0), HELD_NUMBER(held),
                                           HELD_FIELDS(held)};
const struct record held_enter_record = RECORD(held_enter, held_enter_fields);
const struct record held_entered_record = RECORD(held_entered, held_entered_fields);
const struct record held_change_record = RECORD(held_change, held_change_fields);
const struct record held_record = RECORD(held, held_fields);

enum refusal held_enter(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct held_enter *p = cmd->payload;
    enum refusal no = book_enter(f, 0, 0, env);
    (void)now;
    if (!no && f->earlier)
        no = REFUSED_HELD_TWICE;
    if (no)
        return no;
    struct held_entered *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct held_entered){p->inspection, f->book->next_number, p->name, p->post, p->unit, p->rank, p->party};
    events_add(out, EVENT_HELD_ENTERED, cmd->id, e);
    return REFUSED_NOT;
}

enum refusal held_change(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    if (fields_same(&held_change_record, cmd->payload, &held_record, now, env->arena))
        return REFUSED_NOTHING_NEW;
    if (f->earlier)
        return REFUSED_HELD_TWICE;
    events_add(out, EVENT_HELD_CHANGED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

enum refusal held_may_strike(const void *now, const struct facts *f, const struct env *env)
{
    enum refusal no = inspection_is_open(now, f, env);
    return no ? no : f->book && f->book->entries ? REFUSED_HELD_HAS_ENTRIES
                                                 : REFUSED_NOT;
}

/* ---- recoveries -------------------------------------------------------------------------------------- */

const struct choice recovery_sorts[] = {
    {"", "", ""},
    {"recovered", "追缴", "Recovered"},
    {"returned", "清退", "Returned"},
    {"saved", "挽回损失", "Loss averted"},
    {"paid_in", "上缴财政", "Paid in to the treasury"},
    {"compensated", "退赔", "Compensated"},
    {"activated", "盘活资金资产", "Idle funds and assets put to use"},
    {NULL, NULL, NULL}};

#define RECOVERY_FIELDS(s) \
    ROUND_FIELD(s, 0), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), \
        ID(s, measure, KIND_MEASURE, FIELD_INDEX, "对应措施", "Measure"), \
        ENUM(s, sort, recovery_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "种类", "Kind"), \
        FEN(s, amount_fen, FIELD_REQUIRED | FIELD_OPEN, "金额（元）", "Amount (yuan)"), \
        DAY(s, day, FIELD_REQUIRED | FIELD_OPEN, "到账日期", "Day received"), \
        ID(s, unit, KIND_UNIT, 0, "缴款单位", "Paid by"), \
        TEXT(s, document, 0, 60, 0, "文号或凭证号", "Document or voucher"), \
        TEXT(s, note, 0, 500, FIELD_LONG, "说明", "Note")
static const struct field recovery_add_fields[] = {RECOVERY_FIELDS(recovery_add)};
static const struct field recovery_fields[] = {THING_FIELDS(recovery, book_states), RECOVERY_FIELDS(recovery)};
const struct record recovery_add_record = RECORD(recovery_add, recovery_add_fields);
const struct record recovery_record = RECORD(recovery, recovery_fields);

enum refusal recovery_add(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct recovery_add *p = cmd->payload;
    const struct measure *m = f->measure;
    enum refusal no = book_enter(f, p->problem, p->day, env);
    (void)now;
    if (!no && p->amount_fen <= 0)
        no = REFUSED_RECOVERY_NOTHING;
    if (!no && p->measure && (m->inspection != p->inspection || (p->problem && m->problem != p->problem)))
        no = REFUSED_RECOVERY_MEASURE;
    if (no)
        return no;
    struct recovery_add *e = arena_alloc(env->arena, sizeof *e);
    *e = *p;
    if (p->measure)
        e->problem = m->problem;
    events_add(out, EVENT_RECOVERY_ADDED, cmd->id, e);
    return REFUSED_NOT;
}

/* ---- indicators -------------------------------------------------------------------------------------- */

const struct choice indicator_directions[] = {{"", "", ""}, {"up", "不低于目标值", "At least the target"}, {"down", "不高于目标值", "At most the target"}, {NULL, NULL, NULL}};
const struct choice trends[] = {{"", "数据不足", "Too few readings"}, {"improving", "向好", "Improving"}, {"worsening", "变差", "Worsening"}, {"flat", "持平", "Flat"}, {NULL, NULL, NULL}};

#define VALUE(s, m, flags, zh, en) \
    { \
#m, FIELD_FEN, flags, offsetof(struct s, m), -100000000000000, 100000000000000, 0, NULL, zh, en \
    }
#define INDICATOR_FIELDS(s) \
    TEXT(s, name, 2, 60, FIELD_REQUIRED, "指标名称", "Name"), \
        TEXT(s, measured_in, 1, 12, FIELD_REQUIRED, "计量单位", "Measured in"), \
        TEXT(s, source, 2, 100, FIELD_REQUIRED, "数据来源", "Source"), \
        VALUE(s, baseline, FIELD_REQUIRED, "基期值", "Baseline"), \
        DAY(s, baseline_day, FIELD_REQUIRED, "基期日期", "Day of the baseline"), \
        VALUE(s, target, FIELD_REQUIRED, "目标值", "Target"), \
        DAY(s, target_day, 0, "目标日期", "Day of the target"), \
        ENUM(s, direction, indicator_directions, FIELD_REQUIRED, "达标方向", "Direction"), \
        TEXT(s, note, 0, 500, FIELD_LONG, "说明", "Note")
static const struct field indicator_set_fields[] = {
    ROUND_FIELD(indicator_set, 0),
    ID(indicator_set, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"),
    INDICATOR_FIELDS(indicator_set)};
static const struct field indicator_change_fields[] = {INDICATOR_FIELDS(indicator_change)};
static const struct field indicator_moved_fields[] = {
    ID(indicator_moved, reading, KIND_READING, 0, "数据", "Reading"),
    DAY(indicator_moved, moved_day, 0, "日期", "Day"),
    VALUE(indicator_moved, moved, 0, "实际值", "Actual value")};
static const struct field indicator_fields[] = {
    THING_FIELDS(indicator, book_states), ROUND_FIELD(indicator, 0),
    ID(indicator, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), INDICATOR_FIELDS(indicator),
    ID(indicator, latest, KIND_READING, 0, "最新数据", "Latest reading"),
    DAY(indicator, actual_day, 0, "最新日期", "Latest day"), VALUE(indicator, actual, 0, "最新实际值", "Latest actual value"),
    ID(indicator, prior, KIND_READING, 0, "上一次数据", "Reading before"),
    DAY(indicator, prior_day, 0, "上一次日期", "Day before"), VALUE(indicator, previous, 0, "上一次实际值", "Actual value before")};
const struct record indicator_set_record = RECORD(indicator_set, indicator_set_fields);
const struct record indicator_change_record = RECORD(indicator_change, indicator_change_fields);
const struct record indicator_moved_record = RECORD(indicator_moved, indicator_moved_fields);
const struct record indicator_record = RECORD(indicator, indicator_fields);

static enum refusal sensible(int64_t baseline, int64_t baseline_day, int64_t target,
                             int64_t target_day, int64_t direction, const struct env *env)
{
    if (direction == DIRECTION_UP ? target < baseline : target > baseline)
        return REFUSED_INDICATOR_DIRECTION;
    if (baseline_day > env->today)
        return REFUSED_DATE_FUTURE;
    return target_day && target_day < baseline_day ? REFUSED_TARGET_BEFORE_BASELINE : REFUSED_NOT;
}

enum refusal indicator_set(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct indicator_set *p = cmd->payload;
    enum refusal no = book_enter(f, p->problem, 0, env);
    (void)now;
    if (!no)
        no = sensible(p->baseline, p->baseline_day, p->target, p->target_day, p->direction, env);
    if (!no)
        events_add(out, EVENT_INDICATOR_SET, cmd->id, p);
    return no;
}

enum refusal indicator_change(const void *now, const struct command *cmd, const struct facts *f,
                              const struct env *env, struct events *out)
{
    const struct indicator_change *p = cmd->payload;
    (void)f;
    if (fields_same(&indicator_change_record, p, &indicator_record, now, env->arena))
        return REFUSED_NOTHING_NEW;
    enum refusal no = sensible(p->baseline, p->baseline_day, p->target, p->target_day, p->direction, env);
    if (!no)
        events_add(out, EVENT_INDICATOR_CHANGED, cmd->id, p);
    return no;
}

/* The last two by day: a later entry about an earlier day does not become the latest. */
void indicator_moved(struct arena *a, void *state, const struct event *e)
{
    struct indicator *i = state;
    const struct indicator_moved *p = e->payload;
    (void)a;
    if (p->reading == i->latest) {
        i->actual = p->moved;
    } else if (p->reading == i->prior) {
        i->previous = p->moved;
    } else if (!i->latest || p->moved_day > i->actual_day) {
        i->prior = i->latest;
        i->prior_day = i->actual_day;
        i->previous = i->actual;
        i->latest = p->reading;
        i->actual_day = p->moved_day;
        i->actual = p->moved;
    } else if (!i->prior || p->moved_day > i->prior_day) {
        i->prior = p->reading;
        i->prior_day = p->moved_day;
        i->previous = p->moved;
    }
}

enum trend indicator_trend(const struct indicator *i)
{
    if (!i->prior)
        return TREND_NONE;
    if (i->actual == i->previous)
        return TREND_FLAT;
    return (i->actual > i->previous) == (i->direction == DIRECTION_UP) ? TREND_IMPROVING : TREND_WORSENING;
}

bool indicator_reached(const struct indicator *i)
{
    return i->latest && (i->direction == DIRECTION_UP ? i->actual >= i->target : i->actual <= i->target);
}

struct str indicator_text(struct arena *a, int64_t hundredths)
{
    long long n = hundredths < 0 ? -hundredths : hundredths, part = n % 100;
    const char *sign = hundredths < 0 ? "-" : "";
    if (!part)
        return str_f(a, "%s%lld", sign, n / 100);
    return part % 10 ? str_f(a, "%s%lld.%02lld", sign, n / 100, part) : str_f(a, "%s%lld.%lld", sign, n / 100, part / 10);
}

/* ---- readings ---------------------------------------------------------------------------------------- */

#define READING_FIELDS(s) \
    ID(s, indicator, KIND_INDICATOR, FIELD_REQUIRED | FIELD_INDEX, "指标", "Indicator"), \
        DAY(s, day, FIELD_REQUIRED, "数据日期", "Day"), \
        VALUE(s, value, FIELD_REQUIRED, "数值", "Value"), \
        BOOL(s, forecast, 0, "预测", "Forecast"), \
        TEXT(s, source, 0, 100, 0, "数据来源", "Source"), \
        TEXT(s, note, 0, 500, FIELD_LONG, "说明", "Note")
static const struct field reading_enter_fields[] = {READING_FIELDS(reading_enter)};
static const struct field reading_entered_fields[] = {ROUND_FIELD(reading_entered, 0), READING_FIELDS(reading_entered)};
static const struct field reading_correct_fields[] = {
    VALUE(reading_correct, value, FIELD_REQUIRED, "更正后数值", "Corrected value"),
    TEXT(reading_correct, source, 0, 100, 0, "数据来源", "Source"),
    TEXT(reading_correct, reason, 4, 500, FIELD_REQUIRED | FIELD_LONG, "更正原因", "Reason")};
static const struct field reading_fields[] = {
    THING_FIELDS(reading, no_states), ROUND_FIELD(reading, 0), READING_FIELDS(reading),
    INT(reading, version, 0, INT64_MAX, 0, "版本", "Version")};
const struct record reading_enter_record = RECORD(reading_enter, reading_enter_fields);
const struct record reading_entered_record = RECORD(reading_entered, reading_entered_fields);
const struct record reading_correct_record = RECORD(reading_correct, reading_correct_fields);
const struct record reading_record = RECORD(reading, reading_fields);

/* What a reading does to its indicator: a forecast does nothing. */
static void move(struct events *out, const struct env *env, int64_t indicator, int64_t reading,
                 int64_t day, int64_t value, bool forecast)
{
    struct indicator_moved *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct indicator_moved){reading, day, value};
    if (!forecast)
        events_add(out, EVENT_INDICATOR_MOVED, indicator, e);
}

enum refusal reading_enter(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct reading_enter *p = cmd->payload;
    const struct indicator *i = f->book->indicator;
    enum refusal no = book_enter(f, 0, p->forecast ? 0 : p->day, env);
    (void)now;
    if (!no && i->state != BOOK_VALID)
        no = REFUSED_INDICATOR_STRUCK;
    if (!no && f->earlier)
        no = REFUSED_READING_TWICE;
    if (no)
        return no;
    struct reading_entered *e = arena_alloc(env->arena, sizeof *e);
    *e = (struct reading_entered){i->inspection, p->indicator, p->day, p->value, p->forecast, p->source, p->note};
    events_add(out, EVENT_READING_ENTERED, cmd->id, e);
    move(out, env, p->indicator, cmd->id, p->day, p->value, p->forecast);
    return REFUSED_NOT;
}

enum refusal reading_may_correct(const void *now, const struct facts *f, const struct env *env)
{
    enum refusal no = inspection_is_open(now, f, env);
    bool struck = f->book && f->book->indicator && f->book->indicator->state == BOOK_STRUCK;
    return no ? no : struck ? REFUSED_INDICATOR_STRUCK
                            : REFUSED_NOT;
}

enum refusal reading_correct(const void *now, const struct command *cmd, const struct facts *f,
                             const struct env *env, struct events *out)
{
    const struct reading *r = now;
    const struct reading_correct *p = cmd->payload;
    (void)f;
    if (p->value == r->value && str_eq(p->source, r->source))
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_READING_CORRECTED, cmd->id, p);
    move(out, env, r->indicator, r->id, r->day, p->value, r->forecast);
    return REFUSED_NOT;
}

void reading_entered(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    (void)e;
    ((struct reading *)state)->version = 1;
}

void reading_corrected(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    (void)e;
    ((struct reading *)state)->version++;
}
