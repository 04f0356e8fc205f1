/* norms.c: see norms.h. */
#include "domain/norms.h"

const struct relation_info relations[RELATION_COUNT] = {
#define X(name, about, zh, en) {#name, about, zh, en},
    RELATION_TABLE(X)
#undef X
};

/* clang-format off */
/* ---- who they are to the thing ----------------------------------------------------------------------------- */
#define EXECUTED(no) \
    [RELATION_DRAFTED] = no, [RELATION_REPORTED] = no, [RELATION_EVIDENCED] = no, \
    [RELATION_CLAIMED] = no, [RELATION_ASKED] = no, [RELATION_PROPOSED_VOID] = no, \
    [RELATION_HANDED_OVER] = no, [RELATION_EXECUTOR_LEFT] = no, [RELATION_EXECUTOR_EARLIER] = no
#define OF_UNITS(no) \
    [RELATION_LEAD_UNIT] = no, [RELATION_BELOW_LEAD] = no, [RELATION_ASSISTING] = no, \
    [RELATION_FORMER_UNIT] = no, [RELATION_BELOW_FORMER] = no
#define MOVED(no) \
    [RELATION_MOVED_OUT] = no, [RELATION_MOVED_THROUGH] = no
#define LEADING(no) \
    [RELATION_LEADER] = no, [RELATION_DELEGATE] = no, [RELATION_APPROVED] = no, \
    [RELATION_APPROVED_EARLIER] = no
#define ELSEWHERE(no) \
    [RELATION_STRANGER] = no, [RELATION_DRAFTED] = no, [RELATION_PROPOSED_VOID] = no, \
    [RELATION_HANDED_OVER] = no, [RELATION_EXECUTOR_LEFT] = no, [RELATION_EXECUTOR_EARLIER] = no, \
    [RELATION_ABOVE_LEAD] = no, [RELATION_ASSISTING] = no, [RELATION_FORMER_UNIT] = no, \
    [RELATION_BELOW_FORMER] = no, [RELATION_VERIFIED] = no, MOVED(no), [RELATION_MOVED_BEFORE] = no

static const struct norm_answers plan_of_measure = {
    .about = ABOUT_MEASURE,
    .zh = "谁为落实拟定、填报、佐证、自报、申请、移交或申请作废，谁就不能审（R1）。",
    .en = "Who had a hand in carrying it out does not review it (R1).",
    .to = {EXECUTED(REFUSED_SAME_PERSON)}};
static const struct norm_answers lead_unit = {
    .about = ABOUT_MEASURE,
    .zh = "由牵头单位及其下属单位的人办理。",
    .en = "For the people of the lead unit and of units below it.",
    .to = {ELSEWHERE(REFUSED_NOT_LEAD_UNIT), LEADING(REFUSED_NOT_LEAD_UNIT)}};
static const struct norm_answers signing = {
    .about = ABOUT_MEASURE,
    .zh = "由责任领导本人审签，他不能办理过这一项（R1）；代行者须先经移交排在第一。",
    .en = "For the responsible leader in person, unless they had a hand in it (R1); a delegate only once a hand-over names them first.",
    .to = {EXECUTED(REFUSED_SAME_PERSON), OF_UNITS(REFUSED_NOT_ITS_LEADER), MOVED(REFUSED_NOT_ITS_LEADER), [RELATION_MOVED_BEFORE] = REFUSED_NOT_ITS_LEADER, [RELATION_STRANGER] = REFUSED_NOT_ITS_LEADER, [RELATION_ABOVE_LEAD] = REFUSED_NOT_ITS_LEADER, [RELATION_DELEGATE] = REFUSED_NOT_ITS_LEADER, [RELATION_APPROVED_EARLIER] = REFUSED_NOT_ITS_LEADER, [RELATION_VERIFIED] = REFUSED_NOT_ITS_LEADER}};
static const struct norm_answers verifying = {
    .about = ABOUT_MEASURE,
    .zh = "由没有办理、审签过这一项、也不是其责任领导的人决定（R1），其单位（含此后调离的单位）不是也不曾是责任单位，也不在其下（R2）。",
    .en = "For somebody who neither carried it out nor approved it nor leads it (R1), and whose unit, like any they have left since, neither is nor was responsible nor stands below one (R2).",
    .to = {EXECUTED(REFUSED_SAME_PERSON), LEADING(REFUSED_SAME_PERSON), OF_UNITS(REFUSED_SAME_UNIT), MOVED(REFUSED_SAME_UNIT)}};
static const struct norm_answers reopening = {
    .about = ABOUT_MEASURE,
    .zh = "由没有办理过这一项的人决定（R1），其单位（含此后调离的单位）不是也不曾是责任单位，也不在其下（R2）；审签、核验过的人可以纠正自己。",
    .en = "For somebody who did not carry it out (R1) and whose unit, like any they have left since, neither is nor was responsible nor stands below one (R2); who approved or verified it may correct themselves.",
    .to = {EXECUTED(REFUSED_SAME_PERSON), OF_UNITS(REFUSED_SAME_UNIT), MOVED(REFUSED_SAME_UNIT)}};
static const struct norm_answers checking = {
    .about = ABOUT_CHECK,
    .zh = "回头看由没有办理、审签、核验过这一项的人核查（R1），其单位（含此后调离的单位）不是也不曾是责任单位（R2）。",
    .en = "Looked back on by somebody who neither carried out, approved nor verified it (R1) and whose unit, like any they have left since, neither is nor was responsible (R2).",
    .to = {EXECUTED(REFUSED_SAME_PERSON), LEADING(REFUSED_SAME_PERSON), OF_UNITS(REFUSED_SAME_UNIT), MOVED(REFUSED_SAME_UNIT), [RELATION_VERIFIED] = REFUSED_LOOKBACK_VERIFIER}};
static const struct norm_answers deciding_check = {
    .about = ABOUT_CHECK,
    .zh = "认定人不是核查人，也没有办理、审签、核验过这一项（R1），其单位（含此后调离的单位）不是也不曾是责任单位（R2）。",
    .en = "Decided by somebody who did not check it, neither carried it out nor approved nor verified it (R1) and whose unit, like any they have left since, neither is nor was responsible (R2).",
    .to = {EXECUTED(REFUSED_SAME_PERSON), LEADING(REFUSED_SAME_PERSON), OF_UNITS(REFUSED_SAME_UNIT), MOVED(REFUSED_SAME_UNIT), [RELATION_RECORDED] = REFUSED_CHECK_DECIDER, [RELATION_HELPED] = REFUSED_CHECK_DECIDER, [RELATION_VERIFIED] = REFUSED_LOOKBACK_VERIFIER}};
static const struct norm_answers submitting_plan = {
    .about = ABOUT_PLAN,
    .zh = "会审人不能自己提交所会审的方案。",
    .en = "Not for one of its reviewers.",
    .to = {[RELATION_OPINED] = REFUSED_PLAN_REVIEWER_WROTE}};
static const struct norm_answers deciding_plan = {
    .about = ABOUT_PLAN,
    .zh = "方案由没有起草它、没有对应原文、也没有拟定其中措施的人审定（R1）。",
    .en = "Decided by somebody who wrote no part of the plan, mapped no sentence for it and drafted none of its measures (R1).",
    .to = {[RELATION_WROTE] = REFUSED_SAME_PERSON, [RELATION_MAPPED] = REFUSED_SAME_PERSON, [RELATION_PREPARED] = REFUSED_SAME_PERSON}};
static const struct norm_answers reviewing_bulletin = {
    .about = ABOUT_PAPER,
    .zh = "起草、修改过的人不能审核、发布。",
    .en = "Not for whoever drafted or edited it.",
    .to = {[RELATION_WROTE] = REFUSED_OWN_BULLETIN}};
static const struct norm_answers reviewing_pack = {
    .about = ABOUT_PAPER,
    .zh = "定稿的人不能审核。",
    .en = "Not for whoever froze it.",
    .to = {[RELATION_WROTE] = REFUSED_PACK_OWN}};
static const struct norm_answers issuing = {
    .about = ABOUT_NOTICE,
    .zh = "起草、修改过的人不能签发。",
    .en = "Not for whoever drafted or changed it.",
    .to = {[RELATION_WROTE] = REFUSED_NOTICE_OWN}};
static const struct norm_answers answering = {
    .about = ABOUT_NOTICE,
    .zh = "由承办单位及其下属单位的人办理。",
    .en = "For the people of the unit it went to and of units below it.",
    .to = {[RELATION_STRANGER] = REFUSED_NOTICE_UNIT, [RELATION_WROTE] = REFUSED_NOTICE_UNIT, [RELATION_ISSUED] = REFUSED_NOTICE_UNIT, [RELATION_ANSWERED] = REFUSED_NOTICE_UNIT, [RELATION_MOVED_OUT] = REFUSED_NOTICE_UNIT}};
static const struct norm_answers accepting = {
    .about = ABOUT_NOTICE,
    .zh = "答复由没有参与答复、也不属于、此后也没有调离承办单位及其下属单位的人审核（R1、R2）。",
    .en = "Decided by somebody who gave no answer and neither is of the unit it went to or one below nor has left one since (R1, R2).",
    .to = {[RELATION_ANSWERED] = REFUSED_NOTICE_OWN_ANSWER, [RELATION_ADDRESSED] = REFUSED_NOTICE_OWN_UNIT, [RELATION_BELOW_ADDRESSED] = REFUSED_NOTICE_OWN_UNIT, [RELATION_MOVED_OUT] = REFUSED_NOTICE_OWN_UNIT}};
static const struct norm_answers withdrawing = {
    .about = ABOUT_NOTICE,
    .zh = "承办单位及其下属单位的人不能撤回发给自己单位的公文（R2）。",
    .en = "Nobody takes back what went to their own unit or one above it (R2).",
    .to = {[RELATION_ADDRESSED] = REFUSED_NOTICE_OWN_UNIT, [RELATION_BELOW_ADDRESSED] = REFUSED_NOTICE_OWN_UNIT, [RELATION_MOVED_OUT] = REFUSED_NOTICE_OWN_UNIT, [RELATION_ANSWERED] = REFUSED_NOTICE_OWN_UNIT}};
static const struct norm_answers doing_task = {
    .about = ABOUT_TASK,
    .zh = "由承办单位及其下属单位的人办理。",
    .en = "For the people of the unit it went to and of units below it.",
    .to = {[RELATION_STRANGER] = REFUSED_TASK_UNIT, [RELATION_ANSWERED] = REFUSED_TASK_UNIT}};
static const struct norm_answers confirming_task = {
    .about = ABOUT_TASK,
    .zh = "签收、办理过的人不能确认（R1）。",
    .en = "Not for whoever signed for it or did it (R1).",
    .to = {[RELATION_ANSWERED] = REFUSED_SAME_PERSON}};
static const struct norm_answers steering_clue = {
    .about = ABOUT_CLUE,
    .zh = "只有受理人和承办人知道、能办理线索。",
    .en = "Only who received it and who is assigned to it know of it.",
    .to = {[RELATION_STRANGER] = REFUSED_NOT_ASSIGNED}};
static const struct norm_answers working_clue = {
    .about = ABOUT_CLUE,
    .zh = "只由被指定的承办人办理。",
    .en = "For those assigned to it.",
    .to = {[RELATION_STRANGER] = REFUSED_NOT_ASSIGNED, [RELATION_RECEIVED] = REFUSED_NOT_ASSIGNED}};
static const struct norm_answers deciding_clue = {
    .about = ABOUT_CLUE,
    .zh = "由没有办理过它的承办人决定（R1）。",
    .en = "For somebody assigned to it who never handled it (R1).",
    .to = {[RELATION_STRANGER] = REFUSED_NOT_ASSIGNED, [RELATION_RECEIVED] = REFUSED_NOT_ASSIGNED, [RELATION_HANDLED] = REFUSED_CLUE_HANDLER, [RELATION_HANDLED_EARLIER] = REFUSED_CLUE_HANDLER}};
static const struct norm_answers erasing_clue = {
    .about = ABOUT_CLUE,
    .zh = "由知道这条线索、又不是申请人的人决定。",
    .en = "For somebody who may know of it and did not ask for it.",
    .to = {[RELATION_STRANGER] = REFUSED_NOT_ASSIGNED, [RELATION_ERASE_ASKER] = REFUSED_ERASE_ASKER}};
static const struct norm_answers erasing = {
    .about = ABOUT_WORDS,
    .zh = "申请删除的人不能自己确认。",
    .en = "Not for whoever asked for it.",
    .to = {[RELATION_ERASE_ASKER] = REFUSED_ERASE_ASKER}};

/* ---- the table ----------------------------------------------------------------------------------------------- */
#define ANY NORM_ROLES
#define OPEN_MEASURE "draft review issued working claimed verifying sustained"
#define OPEN_CLUE "received assessed handled decided"
const struct norm norms[] = {
    /* people, rounds, problems, measures, bulletins */
    {COMMAND_UNIT_CREATE, "OS", "-", NULL},
    {COMMAND_UNIT_CHANGE, "OS", "*", NULL},
    {COMMAND_PERSON_CREATE, "OS", "-", NULL},
    {COMMAND_PERSON_CHANGE, "OS", "active", NULL},
    {COMMAND_PERSON_ACCOUNT, "S", "active", NULL},
    {COMMAND_PERSON_GRANT, "C", "active", NULL},
    {COMMAND_PERSON_PASSWORD, ANY, "active", NULL},
    {COMMAND_PERSON_TOTP, ANY, "active", NULL},
    {COMMAND_PERSON_LEAVE, "S", "active", NULL},
    {COMMAND_SESSION_OPEN, ANY, "-", NULL},
    {COMMAND_SESSION_CLOSE, ANY, "active", NULL},
    {COMMAND_INSPECTION_OPEN, "O", "-", NULL},
    {COMMAND_INSPECTION_CHANGE, "O", "active", NULL},
    {COMMAND_INSPECTION_ARCHIVE, "O", "active", NULL},
    {COMMAND_ASPECT_ADD, "O", "-", NULL},
    {COMMAND_ASPECT_CHANGE, "O", "*", NULL},
    {COMMAND_PROBLEM_ADD, "O", "-", NULL},
    {COMMAND_PROBLEM_CHANGE, "O", "open", NULL},
    {COMMAND_PROBLEM_CLOSE, "V", "open", &verifying},
    {COMMAND_MANIFESTATION_ADD, "O", "-", NULL},
    {COMMAND_MEASURE_DRAFT, "O", "-", NULL},
    {COMMAND_MEASURE_CHANGE, "O", "draft", NULL},
    {COMMAND_MEASURE_NOTE, "O", OPEN_MEASURE " closed routine void", NULL},
    {COMMAND_MEASURE_SUBMIT, "O", "draft", NULL},
    {COMMAND_MEASURE_APPROVE_PLAN, "V", "review", &plan_of_measure},
    {COMMAND_MEASURE_RETURN_PLAN, "V", "review", &plan_of_measure},
    {COMMAND_MEASURE_SIGN, "U", "issued", &lead_unit},
    {COMMAND_REPORT_FILE, "U", "- *", NULL},
    {COMMAND_EVIDENCE_ADD, "U", "-", NULL},
    {COMMAND_EVIDENCE_WITHDRAW, "U", "valid", NULL},
    {COMMAND_MEASURE_CLAIM, "U", "working sustained", &lead_unit},
    {COMMAND_MEASURE_APPROVE, "L", "claimed", &signing},
    {COMMAND_MEASURE_REJECT, "L", "claimed", &signing},
    {COMMAND_MEASURE_VERIFY, "V", "verifying", &verifying},
    {COMMAND_MEASURE_RETURN, "V", "verifying", &verifying},
    {COMMAND_MEASURE_PROPOSE_VOID, "O", OPEN_MEASURE, NULL},
    {COMMAND_MEASURE_VOID, "V", OPEN_MEASURE, &verifying},
    {COMMAND_MEASURE_DECLINE_VOID, "V", OPEN_MEASURE, &verifying},
    {COMMAND_SANCTION_ADD, "O", "-", NULL},
    {COMMAND_SANCTION_VOID, "O", "valid", NULL},
    {COMMAND_RULE_ADD, "O", "-", NULL},
    {COMMAND_RULE_VOID, "O", "valid", NULL},
    {COMMAND_BULLETIN_DRAFT, "O", "-", NULL},
    {COMMAND_BULLETIN_EDIT, "O", "draft", NULL},
    {COMMAND_BULLETIN_SUBMIT, "O", "draft", NULL},
    {COMMAND_BULLETIN_REVIEW, "OP", "review", &reviewing_bulletin},
    {COMMAND_BULLETIN_RETURN, "OP", "review reviewed", &reviewing_bulletin},
    {COMMAND_BULLETIN_PUBLISH, "P", "reviewed", &reviewing_bulletin},
    /* calendar */
    {COMMAND_CALENDAR_ENTER, "OS", "- *", NULL},
    /* kinds of inspection, the later life of a measure */
    {COMMAND_MEASURE_ASK_EXTENSION, "U", "issued working", &lead_unit},
    {COMMAND_MEASURE_EXTEND, "V", "issued working", &verifying},
    {COMMAND_MEASURE_ASK_SUSTAIN, "U", "working", &lead_unit},
    {COMMAND_MEASURE_SUSTAIN, "V", "working", &verifying},
    {COMMAND_MEASURE_REVIEW_SUSTAINED, "V", "sustained", &verifying},
    {COMMAND_MEASURE_ASK_ROUTINE, "U", "sustained", &lead_unit},
    {COMMAND_MEASURE_HAND_TO_ROUTINE, "V", "sustained", &verifying},
    {COMMAND_MEASURE_DECLINE_ASK, "V", OPEN_MEASURE, &verifying},
    {COMMAND_MEASURE_WITHDRAW_ASK, "U", OPEN_MEASURE, &lead_unit},
    {COMMAND_MEASURE_HAND_OVER, "O", "issued working claimed verifying sustained", NULL},
    {COMMAND_MEASURE_REOPEN, "V", "closed routine", &reopening},
    {COMMAND_REGIME_SET, "O", "- *", NULL},
    {COMMAND_WARNING_SET, "O", "- *", NULL},
    {COMMAND_SUBSTEP_ADD, "OU", "-", NULL},
    {COMMAND_SUBSTEP_FINISH, "U", "open", NULL},
    {COMMAND_SUBSTEP_CANCEL, "OU", "open", NULL},
    /* feedback, plans, groups, meetings, tasks */
    {COMMAND_SENTENCE_ADD, "O", "-", NULL},
    {COMMAND_SENTENCE_MAP, "O", "unmapped problem not_problem", NULL},
    {COMMAND_SENTENCE_NOT_PROBLEM, "O", "unmapped problem not_problem", NULL},
    {COMMAND_SENTENCE_UNMAP, "O", "problem not_problem", NULL},
    {COMMAND_PLAN_DRAFT, "O", "-", NULL},
    {COMMAND_PLAN_CHANGE, "O", "draft", NULL},
    {COMMAND_PLAN_SUBMIT, "O", "draft", &submitting_plan},
    {COMMAND_PLAN_OPINE, "OULVPR", "-", NULL},
    {COMMAND_PLAN_VOID, "O", "draft", NULL},
    {COMMAND_PLAN_RETURN, "V", "review", &deciding_plan},
    {COMMAND_PLAN_APPROVE, "V", "review", &deciding_plan},
    {COMMAND_GROUP_FORM, "O", "-", NULL},
    {COMMAND_GROUP_CHANGE, "O", "active", NULL},
    {COMMAND_GROUP_DISSOLVE, "O", "active", NULL},
    {COMMAND_MEETING_ENTER, "O", "-", NULL},
    {COMMAND_MEETING_VOID, "O", "valid", NULL},
    {COMMAND_TASK_ASSIGN, "O", "-", NULL},
    {COMMAND_TASK_SIGN, "U", "assigned", &doing_task},
    {COMMAND_TASK_DONE, "U", "working", &doing_task},
    {COMMAND_TASK_CONFIRM, "O", "done", &confirming_task},
    {COMMAND_TASK_RETURN, "O", "done", &confirming_task},
    {COMMAND_TASK_VOID, "O", "assigned working done", NULL},
    /* notices */
    {COMMAND_NOTICE_RULE_SET, "O", "- *", NULL},
    {COMMAND_NOTICE_DRAFT, "O", "-", NULL},
    {COMMAND_NOTICE_CHANGE, "O", "draft", NULL},
    {COMMAND_NOTICE_ISSUE, "LV", "draft", &issuing},
    {COMMAND_NOTICE_SIGN, "U", "issued", &answering},
    {COMMAND_NOTICE_TALK, "OLV", "signed answered", NULL},
    {COMMAND_NOTICE_ANSWER, "U", "signed", &answering},
    {COMMAND_NOTICE_ACCEPT, "OLV", "answered", &accepting},
    {COMMAND_NOTICE_RETURN, "OLV", "answered", &accepting},
    {COMMAND_NOTICE_WITHDRAW, "OLV", "draft issued signed answered", &withdrawing},
    {COMMAND_NOTICE_ESCALATE, "O", "-", NULL},
    /* look-backs, voices */
    {COMMAND_LOOKBACK_PLAN, "V", "-", NULL},
    {COMMAND_LOOKBACK_DRAW, "V", "planned", NULL},
    {COMMAND_LOOKBACK_DIRECT, "V", "drawn", NULL},
    {COMMAND_LOOKBACK_FINISH, "V", "drawn", NULL},
    {COMMAND_LOOKBACK_VOID, "V", "planned drawn", NULL},
    {COMMAND_CHECK_RECORD, "V", "- open", &checking},
    {COMMAND_CHECK_CONSOLIDATE, "V", "recorded", &deciding_check},
    {COMMAND_CHECK_REOPEN, "V", "recorded", &deciding_check},
    {COMMAND_VOICE_ENTER, "OV", "-", NULL},
    {COMMAND_VOICE_ANSWER, "OV", "received checking", NULL},
    {COMMAND_SCORE_RULE_SET, "V", "- valid", NULL},
    {COMMAND_SCORE_RULE_VOID, "V", "valid", NULL},
    {COMMAND_PROBLEM_LINK, "O", "open closed", NULL},
    {COMMAND_VOICE_ASK_ERASE, "O", "received checking answered", NULL},
    {COMMAND_VOICE_ERASE, "VC", "received checking answered", &erasing},
    {COMMAND_VOICE_DECLINE_ERASE, "VC", "received checking answered", &erasing},
    /* books */
    {COMMAND_HELD_ENTER, "O", "-", NULL},
    {COMMAND_HELD_CHANGE, "O", "listed", NULL},
    {COMMAND_HELD_STRIKE, "O", "listed", NULL},
    {COMMAND_HELD_ASK_ERASE, "O", "listed struck", NULL},
    {COMMAND_HELD_ERASE, "VC", "listed struck", &erasing},
    {COMMAND_HELD_DECLINE_ERASE, "VC", "listed struck", &erasing},
    {COMMAND_RECOVERY_ADD, "O", "-", NULL},
    {COMMAND_RECOVERY_STRIKE, "O", "valid", NULL},
    {COMMAND_INDICATOR_SET, "O", "-", NULL},
    {COMMAND_INDICATOR_CHANGE, "O", "valid", NULL},
    {COMMAND_INDICATOR_STRIKE, "O", "valid", NULL},
    {COMMAND_READING_ENTER, "O", "-", NULL},
    {COMMAND_READING_CORRECT, "O", "*", NULL},
    /* clues */
    {COMMAND_CLUE_RECEIVE, "V", "-", NULL},
    {COMMAND_CLUE_ASSIGN, "V", OPEN_CLUE, &steering_clue},
    {COMMAND_CLUE_ASSESS, "V", "received", &working_clue},
    {COMMAND_CLUE_HANDLE, "V", "assessed", &working_clue},
    {COMMAND_CLUE_DECIDE, "V", "handled", &deciding_clue},
    {COMMAND_CLUE_RETURN, "V", "handled", &deciding_clue},
    {COMMAND_CLUE_FEED_BACK, "V", "decided", &working_clue},
    {COMMAND_CLUE_VOID, "V", OPEN_CLUE, &steering_clue},
    {COMMAND_CLUE_ASK_ERASE, "V", OPEN_CLUE " fed_back void", &steering_clue},
    {COMMAND_CLUE_ERASE, "V", OPEN_CLUE " fed_back void", &erasing_clue},
    {COMMAND_CLUE_DECLINE_ERASE, "V", OPEN_CLUE " fed_back void", &erasing_clue},
    /* packs */
    {COMMAND_PACK_FREEZE, "O", "-", NULL},
    {COMMAND_PACK_REVIEW, "OLV", "frozen", &reviewing_pack},
    {COMMAND_PACK_WITHDRAW, "O", "frozen reviewed", NULL},
    /* reminders: what the courier did, no person may record */
    {COMMAND_PERSON_NOTIFY, "S", "active", NULL},
    {COMMAND_NUDGE_SEND, "O", "-", NULL},
    {COMMAND_NUDGE_DELIVER, "", "waiting", NULL},
    {COMMAND_NUDGE_FAIL, "", "waiting", NULL},
    {COMMAND_NUDGE_MARK_READ, "", "waiting out lost", NULL},
    /* questions */
    {COMMAND_QUESTION_SETTLE, "OV", "-", NULL},
};
/* clang-format on */
const size_t norm_count = sizeof norms / sizeof *norms;

const struct norm *norm_of(enum command_type type)
{
    for (size_t i = 0; i < norm_count; i++)
        if (norms[i].type == type)
            return &norms[i];
    return NULL;
}
