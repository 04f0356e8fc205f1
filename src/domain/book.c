/* book.c: the books of accountability and of rules. See things.h. */
#include "domain/things.h"

const struct choice book_states[] = {{"", "", ""}, {"valid", "有效", "Valid"}, {"struck", "已撤销", "Struck"}, {NULL, NULL, NULL}};
/* Grades: 中国共产党纪律处分条例 art. 8; 公职人员政务处分法 art. 7. The prefix names the group. */
const struct choice sanction_sorts[] = {
    {"", "", ""}, {"party_warning", "党内警告", "Party warning"}, {"party_serious_warning", "党内严重警告", "Serious Party warning"}, {"party_removal", "撤销党内职务", "Removal from Party posts"}, {"party_probation", "留党察看", "Probation within the Party"}, {"party_expulsion", "开除党籍", "Expulsion from the Party"}, {"gov_warning", "政务警告", "Governmental warning"}, {"gov_demerit", "政务记过", "Demerit"}, {"gov_major_demerit", "政务记大过", "Major demerit"}, {"gov_demotion", "政务降级", "Demotion"}, {"gov_removal", "政务撤职", "Removal from office"}, {"gov_dismissal", "政务开除", "Dismissal"}, {"org_transfer", "调离岗位", "Transfer"}, {"org_removal", "免职", "Relieved of post"}, {"org_other", "其他组织处理", "Other organisational measure"}, {"admonition", "诫勉", "Admonition"}, {"reminder", "教育提醒", "Reminder"}, {"criticism", "批评教育", "Criticism"}, {NULL, NULL, NULL}};
const struct choice rule_actions[] = {{"", "", ""}, {"issued", "新建", "Issued"}, {"revised", "修订", "Revised"}, {NULL, NULL, NULL}};

#define SANCTION_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), \
        ENUM(s, sort, sanction_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "处理种类", "Kind"), \
        INT(s, persons, 1, 10000, FIELD_REQUIRED | FIELD_OPEN, "人数", "Persons"), \
        DAY(s, day, FIELD_REQUIRED, "处理日期", "Day"), \
        TEXT(s, document, 0, 60, 0, "文号", "Document number"), \
        TEXT(s, note, 0, 500, FIELD_LONG | FIELD_PERSONAL, "说明", "Note")
static const struct field sanction_add_fields[] = {SANCTION_FIELDS(sanction_add)};
static const struct field sanction_fields[] = {THING_FIELDS(sanction, book_states), SANCTION_FIELDS(sanction)};
const struct record sanction_add_record = RECORD(sanction_add, sanction_add_fields);
const struct record sanction_record = RECORD(sanction, sanction_fields);

#define RULE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), \
        ENUM(s, action, rule_actions, FIELD_REQUIRED | FIELD_OPEN, "新建或修订", "Issued or revised"), \
        TEXT(s, title, 2, 200, FIELD_REQUIRED, "制度名称", "Title"), \
        TEXT(s, document, 0, 60, 0, "文号", "Document number"), \
        DAY(s, day, FIELD_REQUIRED, "印发日期", "Day"), \
        ID(s, unit, KIND_UNIT, 0, "制定单位", "Unit")
static const struct field rule_add_fields[] = {RULE_FIELDS(rule_add)};
static const struct field rule_fields[] = {THING_FIELDS(rule, book_states), RULE_FIELDS(rule)};
const struct record rule_add_record = RECORD(rule_add, rule_add_fields);
const struct record rule_record = RECORD(rule, rule_fields);

/* PROBLEM: the one named, 0 for none. */
static enum refusal enter(const struct facts *f, int64_t problem, int64_t day, const struct env *env)
{
    if (!f->inspection || f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (problem && (!f->problem || f->problem->inspection != f->inspection->id))
        return REFUSED_OTHER_INSPECTION;
    return day > env->today ? REFUSED_DATE_FUTURE : REFUSED_NOT;
}

enum refusal sanction_add(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct sanction_add *p = cmd->payload;
    enum refusal no = enter(f, p->problem, p->day, env);
    (void)now;
    if (!no)
        events_add(out, EVENT_SANCTION_ADDED, cmd->id, cmd->payload);
    return no;
}

enum refusal rule_add(const void *now, const struct command *cmd, const struct facts *f,
                      const struct env *env, struct events *out)
{
    const struct rule_add *p = cmd->payload;
    enum refusal no = enter(f, p->problem, p->day, env);
    (void)now;
    if (!no)
        events_add(out, EVENT_RULE_ADDED, cmd->id, cmd->payload);
    return no;
}
