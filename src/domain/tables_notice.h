/* tables_notice.h: rows of the area "notice" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_NOTICE_H
#define DOMAIN_TABLES_NOTICE_H

#define WHO_ISSUER (ROLE(LEADER) | ROLE(OVERSEER))
#define WHO_SUPERVISOR (ROLE(OFFICE) | ROLE(LEADER) | ROLE(OVERSEER))

/* clang-format off */
#define KINDS_NOTICE(X) \
    X(NOTICE_RULE, "notice_rule", notice_rule, "公文规定", "Rule of notices") \
    X(NOTICE, "notice", notice, "督办公文", "Notice")

#define REFUSALS_NOTICE(X) \
    X(REFUSED_TALK_BEFORE_ISSUE, "“约谈日期”不能早于这份公文的签发日期，请核对后改正。", "The field \"Day of the talk\" cannot come before the day the notice was issued; correct it.") \
    X(REFUSED_NOTICE_UNIT, "这一步由公文的承办单位办理，您不在承办单位。", "This step belongs to the unit the notice is addressed to, which is not yours.") \
    X(REFUSED_NOTICE_OWN, "起草或修改过这份公文的人不能签发，须换人签发。", "Whoever drafted or changed a notice may not issue it; another person must.") \
    X(REFUSED_NOTICE_OWN_ANSWER, "答复过这份公文的人不能审核答复，须换人审核。", "Whoever answered a notice may not decide about the answer; another person must.") \
    X(REFUSED_NOTICE_OWN_UNIT, "承办单位及其下属单位的人员不能审核本单位的答复，须由督办一方审核。", "People of the unit that answers, or of one below it, may not decide about the answer; the supervising side must.") \
    X(REFUSED_NOTICE_TEXT, "公文正文还是空的，或者有不认识的名称、待填的内容，请先改正再签发。", "The text of the notice is empty, or has unknown names or blanks; correct it before issuing.") \
    X(REFUSED_NOTICE_MOMENT, "公文数字的日志位置或日期不对：位置要包括公文的最后一次修改，日期要是今天；请重新打开签发页面再签发。", "The position or the day of the figures is wrong: the position includes the last change of the notice and the day is today. Open the page again and issue from it.") \
    X(REFUSED_NOTICE_MEASURE, "所选措施不属于这一轮，或不属于所选的问题，请另选措施。", "The measure does not belong to this round, or not to the chosen problem; choose another measure.") \
    X(REFUSED_NOTICE_EVIDENCE, "所选佐证材料不属于这一轮，或者已经撤回，请另选一份。", "The evidence does not belong to this round, or was withdrawn; choose another piece.") \
    X(REFUSED_NOTICE_DUE, "签收、答复时限不能早于签发当天，答复时限不能早于签收时限，请改正。", "The days to sign and to answer cannot be before the day of issue, nor the answer before the signing; correct them.") \
    X(REFUSED_NOTICE_DOCUMENT, "撤回已经签发的公文要写明依据的文号，请填写。", "Withdrawing an issued notice needs the number of the document it rests on; enter it.") \
    X(REFUSED_NOTICE_TALK, "约谈记录还没有登记，不能办结，请先登记约谈记录。", "The record of the talk is not entered yet; enter it before closing the notice.") \
    X(REFUSED_NOTICE_NO_TALK, "这种公文不安排约谈，不能登记约谈记录。", "This kind of notice has no talk, so no record of one can be entered.") \
    X(REFUSED_NOTICE_NOT_LATE, "前一份公文没有逾期，也没有被退回两次，还不能升级。", "The earlier notice is neither overdue nor returned twice, so no higher one can follow yet.") \
    X(REFUSED_NOTICE_FOLLOWED, "前一份公文已经升级过，请在升级后的那一份上继续。", "A higher notice follows the earlier one already; go on with that one.") \
    X(REFUSED_NOTICE_GRADE, "升级后的公文要比前一份级别高，请另选种类；最高一级不能再升级。", "The notice that follows must be of a higher grade; choose another kind. Nothing follows the highest one.") \
    X(REFUSED_NOTICE_RULE_TWICE, "这种公文的规定已经有一条，请修改原来的那一条。", "There is a rule for this kind of notice already; change that one.")

#define COMMANDS_NOTICE(X) \
    X(NOTICE_RULE_SET, "notice_rule.set", NOTICE_RULE, WHO_OFFICE, FROM_NEW | FROM_ANY, NEED_NOTICE, notice_rule_set, NULL, notice_rule_set, NOTICE_RULE_ENTERED, "设定公文规定", "Set the rule of a kind of notice") \
    X(NOTICE_DRAFT, "notice.draft", NOTICE, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PROBLEM | NEED_MEASURE, notice_draft, NULL, notice_draft, NOTICE_DRAFTED, "起草公文", "Draft a notice") \
    X(NOTICE_CHANGE, "notice.change", NOTICE, WHO_OFFICE, FROM(NOTICE_DRAFT), NEED_INSPECTION | NEED_PROBLEM | NEED_MEASURE, notice_change, inspection_is_open, notice_change, NOTICE_CHANGED, "修改公文", "Change the draft") \
    X(NOTICE_ISSUE, "notice.issue", NOTICE, WHO_ISSUER, FROM(NOTICE_DRAFT), NEED_INSPECTION | NEED_LOG | NEED_CALENDAR | NEED_NOTICE, notice_issue, notice_may_issue, notice_issue, NOTICE_ISSUED, "签发", "Issue") \
    X(NOTICE_SIGN, "notice.sign", NOTICE, WHO_UNIT, FROM(NOTICE_ISSUED), NEED_INSPECTION, nothing, notice_by_unit, notice_sign, NOTICE_SIGNED, "签收", "Sign for it") \
    X(NOTICE_TALK, "notice.talk", NOTICE, WHO_SUPERVISOR, FROM(NOTICE_SIGNED) | FROM(NOTICE_ANSWERED), NEED_INSPECTION, notice_talk, notice_may_talk, notice_talk, NOTICE_TALKED, "登记约谈记录", "Enter the record of the talk") \
    X(NOTICE_ANSWER, "notice.answer", NOTICE, WHO_UNIT, FROM(NOTICE_SIGNED), NEED_INSPECTION | NEED_NOTICE, notice_answer, notice_by_unit, notice_answer, NOTICE_ANSWERED, "答复", "Answer") \
    X(NOTICE_ACCEPT, "notice.accept", NOTICE, WHO_SUPERVISOR, FROM(NOTICE_ANSWERED), NEED_INSPECTION, opinion, notice_may_decide, notice_accept, NOTICE_ACCEPTED, "审核通过并办结", "Accept and close") \
    X(NOTICE_RETURN, "notice.return", NOTICE, WHO_SUPERVISOR, FROM(NOTICE_ANSWERED), NEED_INSPECTION, opinion, notice_may_decide, NULL, NOTICE_RETURNED, "退回重新答复", "Return the answer") \
    X(NOTICE_WITHDRAW, "notice.withdraw", NOTICE, WHO_SUPERVISOR, FROM(NOTICE_DRAFT) | FROM(NOTICE_ISSUED) | FROM(NOTICE_SIGNED) | FROM(NOTICE_ANSWERED), NEED_INSPECTION, notice_withdraw, notice_may_withdraw, notice_withdraw, NOTICE_WITHDRAWN, "撤回公文", "Withdraw the notice") \
    X(NOTICE_ESCALATE, "notice.escalate", NOTICE, WHO_OFFICE, FROM_NEW, NEED_NOTICE, notice_escalate, NULL, notice_escalate, NOTICE_ESCALATED, "升级督办", "Follow it with a higher notice")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_NOTICE(X) \
    X(NOTICE_RULE_ENTERED, "notice_rule.entered", 1, NOTICE_RULE, TO_SAME, notice_rule_set, NULL, "设定了公文规定", "set the rule of notices") \
    X(NOTICE_DRAFTED, "notice.drafted", 1, NOTICE, NOTICE_DRAFT, notice_draft, notice_drafted, "起草了公文", "drafted the notice") \
    X(NOTICE_CHANGED, "notice.changed", 1, NOTICE, TO_SAME, notice_change, notice_changed, "修改了公文", "changed the draft") \
    X(NOTICE_ISSUED, "notice.issued", 1, NOTICE, NOTICE_ISSUED, notice_issued, notice_issued, "签发", "issued it") \
    X(NOTICE_SIGNED, "notice.signed", 1, NOTICE, NOTICE_SIGNED, nothing, notice_signed, "签收", "signed for it") \
    X(NOTICE_FILED, "notice.filed", 1, NOTICE, NOTICE_CLOSED, nothing, notice_filed, "不要求答复，签收即办结", "closed it: no answer was asked for") \
    X(NOTICE_TALKED, "notice.talked", 1, NOTICE, TO_SAME, notice_talk, NULL, "登记了约谈记录", "entered the record of the talk") \
    X(NOTICE_ANSWERED, "notice.answered", 1, NOTICE, NOTICE_ANSWERED, notice_answer, notice_answered, "答复", "answered it") \
    X(NOTICE_ACCEPTED, "notice.accepted", 1, NOTICE, NOTICE_CLOSED, opinion, notice_accepted, "审核通过并办结", "accepted the answer and closed it") \
    X(NOTICE_RETURNED, "notice.returned", 1, NOTICE, NOTICE_SIGNED, opinion, notice_returned, "退回重新答复", "returned the answer") \
    X(NOTICE_WITHDRAWN, "notice.withdrawn", 1, NOTICE, NOTICE_WITHDRAWN, notice_withdraw, NULL, "撤回了公文", "withdrew the notice") \
    X(NOTICE_ESCALATED, "notice.escalated", 1, NOTICE, NOTICE_DRAFT, notice_escalated, notice_drafted, "接着前一份升级起草", "drafted it to follow a lower one") \
    X(NOTICE_FOLLOWED, "notice.followed", 1, NOTICE, TO_SAME, notice_followed, NULL, "已升级督办", "was followed by a higher notice") \
    X(NOTICE_UNFOLLOWED, "notice.unfollowed", 1, NOTICE, TO_SAME, notice_followed, notice_unfollowed, "升级的公文已撤回", "lost the higher notice, which was withdrawn")
/* clang-format on */

#endif
