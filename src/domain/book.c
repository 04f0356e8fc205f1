/* book.c: the books of accountability and of rules. See things.h and books.h. */
#include "domain/books.h"

const struct choice book_states[] = {{"", "", ""}, {"valid", "有效", "Valid"}, {"struck", "已撤销", "Struck"}, {NULL, NULL, NULL}};
/* The group says what each rests on (books.h). */
const struct choice sanction_sorts[] = {
    {"", "", ""},
#define X(name, wire, group, zh, en) {wire, zh, en},
    SANCTION_SORT_TABLE(X)
#undef X
        {NULL, NULL, NULL}};
const struct sanction_group_info sanction_groups[] = {
#define X(name, zh, en, basis) {zh, en, basis},
    SANCTION_GROUP_TABLE(X)
#undef X
};
const struct choice rule_actions[] = {{"", "", ""}, {"issued", "新建", "Issued"}, {"revised", "修订", "Revised"}, {"abolished", "废止", "Abolished"}, {NULL, NULL, NULL}};

enum sanction_group sanction_group_of(int64_t sort)
{
    static const enum sanction_group groups[] = {
        SANCTION_GROUP_PARTY, /* of SANCTION_NONE */
#define X(name, wire, group, zh, en) SANCTION_GROUP_##group,
        SANCTION_SORT_TABLE(X)
#undef X
    };
    return sort > 0 && sort < SANCTION_SORTS ? groups[sort] : SANCTION_GROUP_PARTY;
}

#define SANCTION_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), \
        ENUM(s, sort, sanction_sorts, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "处理种类", "Kind"), \
        INT(s, persons, 1, 10000, FIELD_REQUIRED | FIELD_OPEN, "人数", "Persons"), \
        DAY(s, day, FIELD_REQUIRED, "处理日期", "Day"), \
        TEXT(s, document, 0, 60, 0, "文号", "Document number"), \
        TEXT(s, note, 0, 500, FIELD_LONG | FIELD_PERSONAL, "说明", "Note"), \
        ID(s, held, KIND_HELD, FIELD_INDEX, "被问责人", "Person held to account"), \
        INT(s, cases, 0, 10000, 0, "立案件数", "Cases filed")
static const struct field sanction_add_fields[] = {SANCTION_FIELDS(sanction_add)};
static const struct field sanction_fields[] = {THING_FIELDS(sanction, book_states), SANCTION_FIELDS(sanction)};
const struct record sanction_add_record = RECORD(sanction_add, sanction_add_fields);
const struct record sanction_record = RECORD(sanction, sanction_fields);

#define RULE_FIELDS(s) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | FIELD_INDEX, "巡视巡察", "Inspection"), \
        ID(s, problem, KIND_PROBLEM, FIELD_INDEX, "对应问题", "Problem"), \
        ENUM(s, action, rule_actions, FIELD_REQUIRED | FIELD_OPEN, "新建、修订或废止", "Issued, revised or abolished"), \
        TEXT(s, title, 2, 200, FIELD_REQUIRED, "制度名称", "Title"), \
        TEXT(s, document, 0, 60, 0, "文号", "Document number"), \
        DAY(s, day, FIELD_REQUIRED, "印发日期", "Day"), \
        ID(s, unit, KIND_UNIT, 0, "制定单位", "Unit"), \
        IDS(s, problems, KIND_PROBLEM, FIELD_LINK, "其他对应问题", "Further problems")
static const struct field rule_add_fields[] = {RULE_FIELDS(rule_add)};
static const struct field rule_fields[] = {THING_FIELDS(rule, book_states), RULE_FIELDS(rule)};
const struct record rule_add_record = RECORD(rule_add, rule_add_fields);
const struct record rule_record = RECORD(rule, rule_fields);

enum refusal book_enter(const struct facts *f, int64_t problem, int64_t day, const struct env *env)
{
    if (!f->inspection || f->inspection->state != INSPECTION_ACTIVE)
        return REFUSED_INSPECTION_CLOSED;
    if (problem && (!f->problem || f->problem->inspection != f->inspection->id))
        return REFUSED_OTHER_INSPECTION;
    return day > env->today ? REFUSED_DATE_FUTURE : REFUSED_NOT;
}

/* An entry about one person: that person is listed in this round, and nothing is entered twice. */
static enum refusal about_one(const struct sanction_add *p, const struct facts *f)
{
    const struct held *h = f->book->held;
    if (h->state != HELD_LISTED || h->inspection != p->inspection)
        return REFUSED_HELD_UNFIT;
    if (p->persons != 1 || sanction_group_of(p->sort) == SANCTION_GROUP_BODY)
        return REFUSED_HELD_ONE;
    return f->earlier ? REFUSED_SANCTION_TWICE : REFUSED_NOT;
}

enum refusal sanction_add(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct sanction_add *p = cmd->payload;
    enum refusal no = book_enter(f, p->problem, p->day, env);
    (void)now;
    if (!no && (p->sort == SANCTION_CASE_FILED) != (p->cases > 0))
        no = REFUSED_SANCTION_CASES;
    if (!no && p->held)
        no = about_one(p, f);
    if (!no)
        events_add(out, EVENT_SANCTION_ADDED, cmd->id, cmd->payload);
    return no;
}

enum refusal rule_add(const void *now, const struct command *cmd, const struct facts *f,
                      const struct env *env, struct events *out)
{
    const struct rule_add *p = cmd->payload;
    enum refusal no = book_enter(f, p->problem, p->day, env);
    (void)now;
    if (!no && f->book->elsewhere)
        no = REFUSED_OTHER_INSPECTION;
    if (!no && f->earlier)
        no = REFUSED_RULE_TWICE;
    if (!no)
        events_add(out, EVENT_RULE_ADDED, cmd->id, cmd->payload);
    return no;
}
