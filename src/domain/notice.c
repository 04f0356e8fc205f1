/* notice.c: the kinds of notices and the records. The rules are in notice_rules.c. See notice.h. */
#include "domain/notice.h"

const struct choice notice_sorts[] = {{"", "", ""},
#define X(name, wire, zh, en, ...) {wire, zh, en},
                                      NOTICE_SORT_TABLE(X)
#undef X
                                          {NULL, NULL, NULL}};
const struct choice notice_states[] = {{"", "", ""},
                                       {"draft", "起草", "Draft"},
                                       {"issued", "待签收", "Issued"},
                                       {"signed", "待答复", "Signed for"},
                                       {"answered", "待审核", "Answered"},
                                       {"closed", "已办结", "Closed"},
                                       {"withdrawn", "已撤回", "Withdrawn"},
                                       {NULL, NULL, NULL}};

static const struct notice_sort_info sorts[NOTICE_SORT_COUNT] = {
#define X(name, wire, zh, en, prefix, sign, answer, clock, grade, talk, next) \
    [NOTICE_SORT_##name] = {{{prefix, sizeof(prefix) - 1}, sign, answer, clock}, grade, NOTICE_SORT_##next, talk},
    NOTICE_SORT_TABLE(X)
#undef X
};

const struct notice_sort_info *notice_sort_of(int64_t sort)
{
    return &sorts[sort > 0 && sort < NOTICE_SORT_COUNT ? sort : NOTICE_SORT_NONE];
}

struct notice_limits notice_limits_of(int64_t sort, const struct notice_rule *rule)
{
    struct notice_limits l = notice_sort_of(sort)->limits;
    if (!rule || !rule->head.len)
        return l;
    l.prefix = rule->prefix.len ? rule->prefix : l.prefix;
    l.sign_days = rule->sign_days;
    l.answer_days = rule->answer_days;
    l.clock = rule->clock;
    return l;
}

/* ---- records ------------------------------------------------------------------------------------- */

enum { DAYS_MAX = 365,
       NUMBER_MAX = 99999,
       YEAR_MAX = 9999 };

#define RULE_FIELDS(s) \
    ENUM(s, sort, notice_sorts, FIELD_REQUIRED | FIELD_OPEN, "公文种类", "Kind of notice"), \
        TEXT(s, prefix, 0, 20, 0, "编号前缀（空：按缺省）", "Prefix of the number (empty: the default)"), \
        INT(s, sign_days, 1, DAYS_MAX, FIELD_REQUIRED | FIELD_OPEN, "签收时限（天）", "Days to sign for it"), \
        INT(s, answer_days, 0, DAYS_MAX, FIELD_OPEN, "答复时限（天，0 表示不要求答复）", "Days to answer (0: no answer)"), \
        ENUM(s, clock, clock_choices, FIELD_OPEN, "按什么计算", "Counted in"), \
        TEXT(s, basis, 0, 500, FIELD_LONG, "依据", "Basis")
static const struct field rule_set_fields[] = {RULE_FIELDS(notice_rule_set)};
static const struct field rule_fields[] = {THING_FIELDS(notice_rule, no_states), RULE_FIELDS(notice_rule)};
const struct record notice_rule_set_record = RECORD(notice_rule_set, rule_set_fields);
const struct record notice_rule_record = RECORD(notice_rule, rule_fields);

#define TITLE_FIELDS(s, need) \
    TEXT(s, title, 2, 120, need, "标题", "Title"), \
        TEXT(s, text, 0, NOTICE_TEXT_CHARS_MAX, FIELD_LONG, "正文", "Text")
#define REQUEST_FIELDS(s) \
    TEXT(s, request, 0, 2000, FIELD_LONG, "办理要求", "What is asked for"), \
        TEXT(s, basis, 0, 500, FIELD_LONG, "依据", "Basis")
#define PLAIN_FIELDS(s, index) \
    TITLE_FIELDS(s, FIELD_REQUIRED), \
        ID(s, problem, KIND_PROBLEM, index, "问题", "Problem"), \
        ID(s, measure, KIND_MEASURE, index, "措施", "Measure"), \
        ID(s, unit, KIND_UNIT, FIELD_REQUIRED | (index), "承办单位", "Unit addressed"), \
        IDS(s, assisting_units, KIND_UNIT, (index) ? FIELD_LINK : 0, "协办单位", "Assisting units"), \
        ID(s, leader, KIND_PERSON, 0, "责任领导", "Responsible leader"), \
        REQUEST_FIELDS(s), \
        DAY(s, sign_due_day, FIELD_OPEN, "签收时限", "To be signed for by"), \
        DAY(s, answer_due_day, FIELD_OPEN, "答复时限", "To be answered by")
#define PLACE_FIELDS(s, index) \
    ID(s, inspection, KIND_INSPECTION, FIELD_REQUIRED | (index), "巡视巡察", "Inspection"), \
        ENUM(s, sort, notice_sorts, FIELD_REQUIRED | FIELD_OPEN, "公文种类", "Kind of notice")
#define FOLLOW_FIELDS(s) \
    ID(s, previous, KIND_NOTICE, FIELD_INDEX, "接续的公文", "Follows"), \
        INT(s, times, 0, NUMBER_MAX, FIELD_OPEN, "第几次督办", "Time")
#define ISSUE_FIELDS(s) \
    INT(s, position, 0, INT64_MAX, FIELD_OPEN, "日志位置", "Position"), \
        DAY(s, as_of_day, FIELD_OPEN, "数据截至", "As of"), \
        HASH(s, digest, FIELD_OPEN, "文本校验码", "Digest of the text")
#define NUMBER_FIELDS(s) \
    INT(s, year, 0, YEAR_MAX, FIELD_OPEN, "年度", "Year"), \
        INT(s, number, 0, INT64_MAX, FIELD_OPEN, "序号", "Number"), \
        TEXT(s, prefix, 0, 20, 0, "编号前缀", "Prefix")
#define TALK_FIELDS(s, need) \
    DAY(s, talk_day, (need) | FIELD_OPEN, "约谈日期", "Day of the talk"), \
        TEXT(s, talk_people, 0, 500, FIELD_PERSONAL, "参加人员", "Who was there"), \
        TEXT(s, talk_record, (need) ? 2 : 0, 8000, (need) | FIELD_LONG | FIELD_PERSONAL, "约谈记录", "Record of the talk")
#define ANSWER_FIELDS(s, need) \
    TEXT(s, answer, (need) ? 2 : 0, 8000, (need) | FIELD_LONG, "办理情况", "What was done"), \
        ID(s, evidence, KIND_EVIDENCE, 0, "佐证材料", "Evidence")
#define WITHDRAW_FIELDS(s, need) \
    TEXT(s, reason, (need) ? 2 : 0, 1000, (need) | FIELD_LONG, "撤回原因", "Reason"), \
        TEXT(s, document, 0, 120, 0, "撤回依据的文号", "Document it rests on")

static const struct field draft_fields[] = {PLACE_FIELDS(notice_draft, 0), PLAIN_FIELDS(notice_draft, 0)};
static const struct field change_fields[] = {PLAIN_FIELDS(notice_change, 0)};
static const struct field escalate_fields[] = {
    ID(notice_escalate, previous, KIND_NOTICE, FIELD_REQUIRED, "前一份公文", "The earlier notice"),
    ENUM(notice_escalate, sort, notice_sorts, FIELD_OPEN, "升级为（空：按规定的下一级）", "Becomes (empty: the next grade)"),
    TITLE_FIELDS(notice_escalate, FIELD_REQUIRED), REQUEST_FIELDS(notice_escalate)};
static const struct field escalated_fields[] = {PLACE_FIELDS(notice_escalated, 0), PLAIN_FIELDS(notice_escalated, 0),
                                                FOLLOW_FIELDS(notice_escalated)};
static const struct field followed_fields[] = {ID(notice_followed, followed, KIND_NOTICE, 0, "升级后的公文", "Followed by")};
static const struct field issue_fields[] = {ISSUE_FIELDS(notice_issue)};
static const struct field issued_fields[] = {ISSUE_FIELDS(notice_issued), NUMBER_FIELDS(notice_issued),
                                             DAY(notice_issued, sign_due_day, FIELD_OPEN, "签收时限", "To be signed for by"),
                                             DAY(notice_issued, answer_due_day, FIELD_OPEN, "答复时限", "To be answered by")};
static const struct field talk_fields[] = {TALK_FIELDS(notice_talk, FIELD_REQUIRED)};
static const struct field answer_fields[] = {ANSWER_FIELDS(notice_answer, FIELD_REQUIRED)};
static const struct field withdraw_fields[] = {WITHDRAW_FIELDS(notice_withdraw, FIELD_REQUIRED)};
static const struct field notice_fields[] = {
    THING_FIELDS(notice, notice_states), PLACE_FIELDS(notice, FIELD_INDEX), PLAIN_FIELDS(notice, FIELD_INDEX),
    FOLLOW_FIELDS(notice), ID(notice, followed, KIND_NOTICE, 0, "升级后的公文", "Followed by"),
    IDS(notice, writers, KIND_PERSON, 0, "起草人", "Writers"), NUMBER_FIELDS(notice),
    ID(notice, issuer, KIND_PERSON, 0, "签发人", "Issued by"), TIME(notice, issued_us, 0, "签发时间", "Issued"),
    DAY(notice, issued_day, 0, "签发日期", "Day of issue"), ISSUE_FIELDS(notice),
    ID(notice, signer, KIND_PERSON, 0, "签收人", "Signed for by"), TIME(notice, signed_us, 0, "签收时间", "Signed for"),
    TALK_FIELDS(notice, 0), ANSWER_FIELDS(notice, 0), ID(notice, answerer, KIND_PERSON, 0, "答复人", "Answered by"),
    TIME(notice, answered_us, 0, "答复时间", "Answered"), IDS(notice, answerers, KIND_PERSON, 0, "历次答复人", "All who answered"),
    INT(notice, returns, 0, NUMBER_MAX, 0, "退回次数", "Times returned"),
    TEXT(notice, opinion, 0, 2000, FIELD_LONG, "审核意见", "Opinion"),
    ID(notice, decider, KIND_PERSON, 0, "审核人", "Decided by"), TIME(notice, closed_us, 0, "办结时间", "Closed"),
    WITHDRAW_FIELDS(notice, 0)};
const struct record notice_draft_record = RECORD(notice_draft, draft_fields);
const struct record notice_change_record = RECORD(notice_change, change_fields);
const struct record notice_escalate_record = RECORD(notice_escalate, escalate_fields);
const struct record notice_escalated_record = RECORD(notice_escalated, escalated_fields);
const struct record notice_followed_record = RECORD(notice_followed, followed_fields);
const struct record notice_issue_record = RECORD(notice_issue, issue_fields);
const struct record notice_issued_record = RECORD(notice_issued, issued_fields);
const struct record notice_talk_record = RECORD(notice_talk, talk_fields);
const struct record notice_answer_record = RECORD(notice_answer, answer_fields);
const struct record notice_withdraw_record = RECORD(notice_withdraw, withdraw_fields);
const struct record notice_record = RECORD(notice, notice_fields);
