/* score.c: see score.h. */
#include "domain/score.h"

#include "domain/lookback.h"

enum { TIMES_MAX = 100,
       RULES_MAX = 256 };

const struct choice score_rule_states[] = {{"", "", ""}, {"valid", "有效", "Valid"}, {"void", "停用", "No longer used"}, {NULL, NULL, NULL}};
#define RULE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_INDEX | FIELD_OPEN, "适用轮次", "Round it applies to"), \
        TEXT(s, code, 1, 10, FIELD_REQUIRED, "扣分代码", "Code"), \
        TEXT(s, name, 2, 120, FIELD_REQUIRED, "扣分情形", "What is deducted for"), \
        INT(s, points, 0, SCORE_FULL, FIELD_OPEN, "每次扣分", "Points each time"), \
        INT(s, max, 0, SCORE_FULL, FIELD_OPEN, "最多扣分", "Points at most"), \
        BOOL(s, veto, FIELD_OPEN, "一票否决", "Veto")
static const struct field set_fields[] = {RULE_FIELDS(score_rule_set)};
static const struct field rule_fields[] = {THING_FIELDS(score_rule, score_rule_states), RULE_FIELDS(score_rule)};
const struct record score_rule_set_record = RECORD(score_rule_set, set_fields);
const struct record score_rule_record = RECORD(score_rule, rule_fields);

/* Between deductions: spaces, line feeds and the separators people type. */
static bool is_gap(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == ',' || c == ';' || c == 0x3001 ||
           c == 0xff0c || c == 0xff1b || c == 0x3000;
}
static bool is_times(uint32_t c) { return c == '*' || c == 0xd7; }

static bool code_good(struct str code)
{
    for (size_t at = 0; at < code.len;) {
        uint32_t c = utf8_next(code, &at);
        if (is_gap(c) || is_times(c))
            return false;
    }
    return true;
}

static bool round_open(const struct facts *f, int64_t inspection)
{
    return !inspection || (f->inspection && f->inspection->state == INSPECTION_ACTIVE);
}

enum refusal score_rule_may_void(const void *now, const struct facts *f, const struct env *env)
{
    (void)env;
    return round_open(f, ((const struct score_rule *)now)->inspection) ? REFUSED_NOT : REFUSED_INSPECTION_CLOSED;
}

enum refusal score_rule_set(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    const struct score_rule_set *p = cmd->payload;
    (void)now, (void)env;
    if (!round_open(f, p->inspection))
        return REFUSED_INSPECTION_CLOSED;
    if (!code_good(p->code))
        return REFUSED_SCORE_SHAPE;
    if (f->lookback->code_taken)
        return REFUSED_NUMBER_TAKEN;
    if ((!p->points && !p->veto) || (p->max && p->max < p->points))
        return REFUSED_SCORE_POINTS;
    events_add(out, EVENT_SCORE_RULE_SET, cmd->id, p);
    return REFUSED_NOT;
}

/* ---- the score ------------------------------------------------------------------------------------- */

/* Cuts the next deduction off *REST; false when there is none. */
static bool next_deduction(struct str *rest, struct str *code, struct str *times)
{
    size_t from = 0, at = 0, end, mark = SIZE_MAX, after = 0;
    while (from < rest->len && is_gap(utf8_next(*rest, &at)))
        from = at;
    if (from >= rest->len)
        return false;
    for (at = end = from; at < rest->len; end = at) {
        uint32_t c = utf8_next(*rest, &at);
        if (is_gap(c))
            break;
        if (is_times(c) && mark == SIZE_MAX) {
            mark = end;
            after = at;
        }
    }
    *code = str_sub(*rest, from, (mark == SIZE_MAX ? end : mark) - from);
    *times = mark == SIZE_MAX ? STR("1") : str_sub(*rest, after, end - after);
    *rest = str_sub(*rest, end, rest->len);
    return true;
}

bool score_of(struct str deductions, const struct score_rule *rules, size_t count, int64_t *score)
{
    int64_t times_of[RULES_MAX] = {0}, left = SCORE_FULL, n;
    struct str code, times;
    while (next_deduction(&deductions, &code, &times)) {
        size_t i = 0;
        while (i < count && i < RULES_MAX && !str_eq(rules[i].code, code))
            i++;
        if (i >= count || i >= RULES_MAX || !str_int(times, &n) || n < 1 || n > TIMES_MAX)
            return false;
        times_of[i] += n;
    }
    for (size_t i = 0; i < count && i < RULES_MAX; i++) {
        int64_t off = rules[i].points * times_of[i];
        if (rules[i].max && off > rules[i].max)
            off = rules[i].max;
        left -= rules[i].veto && times_of[i] ? SCORE_FULL : off;
    }
    *score = left > 0 ? left : 0;
    return true;
}
