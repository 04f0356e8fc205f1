/* tables_clue.h: rows of the area "clue" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_CLUE_H
#define DOMAIN_TABLES_CLUE_H

/* clang-format off */
#define KINDS_CLUE(X) \
    X(CLUE, "clue", clue, "问题线索", "Clue")

#define REFUSALS_CLUE(X) \
    X(REFUSED_SCOPE, "这一轮不属于您的单位：本单位和下级的轮次才能办理，下级单位的轮次只能查看（监督核验除外）。如确需办理，请联系该轮次所在单位。", "This round is not your organisation's: you may act in rounds of your own organisation; those of organisations below you are for reading, except to verify as an overseer. Ask the organisation the round belongs to.") \
    X(REFUSED_DIRECTORY, "这个单位或人员不属于您的单位和下级，或将被移出您的单位；这样的调整请系统管理员办理。", "This unit or person is not of your organisation or below it, or would be moved out of it; ask the system administrator to make this change.") \
    X(REFUSED_GENERAL_RULE, "这条规则对每一轮都生效，其中有不属于您单位的轮次；请只对本单位的一轮设定，或请上级整改办设定。", "This rule holds for every round, and some of them are not your organisation's; set it for one round of yours, or ask the office above you.") \
    X(REFUSED_NOT_ASSIGNED, "这一步由受理人指定的承办人办理，您不在其中。", "This step belongs to the people assigned to it, and you are not one of them.") \
    X(REFUSED_CLUE_HANDLER, "办理人不能对自己办理的线索作决定，也不能退回，须由另一名承办人办理。", "Whoever handled a clue may not decide about it or return it; another person assigned to it must.") \
    X(REFUSED_CLUE_NOT_OVERSEER, "承办人只能从日常监督人员中指定，请核对所选人员的角色和账号。", "Only overseers can be assigned; check the roles and accounts of the people chosen.") \
    X(REFUSED_CLUE_TOLD_EARLY, "反馈日期不能早于收到线索的日期，请改正。", "The day of feeding back cannot be before the day the clue was received; correct it.")

#define COMMANDS_CLUE(X) \
    X(CLUE_RECEIVE, "clue.receive", CLUE, WHO_OVERSEER, FROM_NEW, NEED_INSPECTION | NEED_REGIME | NEED_CLUE, clue_receive, NULL, clue_receive, CLUE_RECEIVED, "受理线索", "Receive a clue") \
    X(CLUE_ASSIGN, "clue.assign", CLUE, WHO_OVERSEER, CLUE_OPEN_STATES, NEED_INSPECTION | NEED_CLUE, clue_assign, clue_may_assign, clue_assign, CLUE_ASSIGNED, "指定承办人", "Assign it") \
    X(CLUE_ASSESS, "clue.assess", CLUE, WHO_OVERSEER, FROM(CLUE_RECEIVED), NEED_INSPECTION | NEED_REGIME, clue_assess, clue_may_work, clue_assess, CLUE_ASSESSED, "研判处置", "Assess it") \
    X(CLUE_HANDLE, "clue.handle", CLUE, WHO_OVERSEER, FROM(CLUE_ASSESSED), NEED_INSPECTION | NEED_REGIME, clue_handle, clue_may_work, clue_handle, CLUE_HANDLED, "登记办理情况", "Enter how it was handled") \
    X(CLUE_DECIDE, "clue.decide", CLUE, WHO_OVERSEER, FROM(CLUE_HANDLED), NEED_INSPECTION | NEED_REGIME, clue_decide, clue_may_decide, clue_decide, CLUE_DECIDED, "作出决定", "Decide") \
    X(CLUE_RETURN, "clue.return", CLUE, WHO_OVERSEER, FROM(CLUE_HANDLED), NEED_INSPECTION | NEED_REGIME, clue_return, clue_may_decide, clue_return, CLUE_RETURNED, "退回重新办理", "Return it to be handled again") \
    X(CLUE_FEED_BACK, "clue.feed_back", CLUE, WHO_OVERSEER, FROM(CLUE_DECIDED), NEED_INSPECTION, clue_feed_back, clue_may_work, clue_feed_back, CLUE_FED_BACK, "反馈结果", "Feed back") \
    X(CLUE_VOID, "clue.void", CLUE, WHO_OVERSEER, CLUE_OPEN_STATES, NEED_INSPECTION, clue_void, clue_may_assign, NULL, CLUE_VOIDED, "作废线索", "Void the clue") \
    X(CLUE_ASK_ERASE, "clue.ask_erase", CLUE, WHO_OVERSEER, CLUE_STATES, 0, erase_ask, clue_may_ask_erase, NULL, CLUE_ERASE_ASKED, "申请删除线索内容", "Ask to erase its words") \
    X(CLUE_ERASE, "clue.erase", CLUE, WHO_OVERSEER, CLUE_STATES, 0, opinion, clue_may_decide_erase, erase_decide, CLUE_ERASED, "确认删除线索内容", "Erase its words") \
    X(CLUE_DECLINE_ERASE, "clue.decline_erase", CLUE, WHO_OVERSEER, CLUE_STATES, 0, opinion, clue_may_decide_erase, NULL, CLUE_ERASE_DECLINED, "不同意删除线索内容", "Decline the erasing")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_CLUE(X) \
    X(CLUE_RECEIVED, "clue.received", 1, CLUE, CLUE_RECEIVED, clue_received, clue_received, "受理了线索", "received the clue") \
    X(CLUE_ASSIGNED, "clue.assigned", 1, CLUE, TO_SAME, clue_assign, NULL, "指定了承办人", "assigned it") \
    X(CLUE_ASSESSED, "clue.assessed", 1, CLUE, CLUE_ASSESSED, clue_assessed, NULL, "研判处置", "assessed it") \
    X(CLUE_HANDLED, "clue.handled", 1, CLUE, CLUE_HANDLED, clue_handled, clue_handled, "登记了办理情况", "handled it") \
    X(CLUE_DECIDED, "clue.decided", 1, CLUE, CLUE_DECIDED, clue_decided, clue_decided, "作出了决定", "decided") \
    X(CLUE_RETURNED, "clue.returned", 1, CLUE, CLUE_ASSESSED, clue_returned, clue_returned, "退回重新办理", "returned it to be handled again") \
    X(CLUE_FED_BACK, "clue.fed_back", 1, CLUE, CLUE_FED_BACK, clue_feed_back, clue_fed_back, "反馈了结果", "fed back") \
    X(CLUE_VOIDED, "clue.voided", 1, CLUE, CLUE_VOID, clue_void, clue_voided, "作废了线索", "voided the clue") \
    X(CLUE_ERASE_ASKED, "clue.erase_asked", 1, CLUE, TO_SAME, erase_ask, erase_asked, "申请删除线索内容", "asked to erase its words") \
    X(CLUE_ERASED, "clue.erased", 1, CLUE, TO_SAME, words_erased, words_erased, "确认删除了线索内容", "erased its words") \
    X(CLUE_ERASE_DECLINED, "clue.erase_declined", 1, CLUE, TO_SAME, opinion, erase_declined, "不同意删除线索内容", "declined to erase its words")
/* clang-format on */

#endif
