/* tables_regime.h: rows of the area "regime" in the tables of domain.h and tables.h, which explain the columns: kinds of
 * inspection, warning rules and steps as data, and the later life of a measure. */
#ifndef DOMAIN_TABLES_REGIME_H
#define DOMAIN_TABLES_REGIME_H

/* clang-format off */
#define KINDS_REGIME(X) \
    X(REGIME, "regime", regime, "检查类别规则", "Rules of a kind of inspection") \
    X(WARNING, "warning", warning, "预警规则", "Warning rule") \
    X(SUBSTEP, "substep", substep, "细化步骤", "Step")

#define REFUSALS_REGIME(X) \
    X(REFUSED_ASK_PENDING, "已有一项申请在等监督部门决定，请等决定或先撤回再申请。", "Something asked already waits for the overseer; wait for the decision or take it back first.") \
    X(REFUSED_ASK_NONE, "没有待决定的这类申请，可能已经办过或撤回；请刷新页面查看。", "Nothing of the kind waits for a decision; it may have been decided or taken back. Reload the page.") \
    X(REFUSED_EXTENSIONS_USED, "延期次数已到这类检查规定的上限，不能再申请延期。", "The extensions this kind of inspection allows are used up.") \
    X(REFUSED_EXTENSION_EARLIER, "申请延至的日期要晚于现在的时限，也要晚于今天，请改正。", "The new date must be later than the present due day and than today; correct it.") \
    X(REFUSED_EXTENSION_LONG, "申请延期的天数超过这类检查规定的每次上限，请缩短。", "The extension is longer than this kind of inspection allows at a time; shorten it.") \
    X(REFUSED_REVIEW_PAST, "下次复核日期或新的时限要晚于今天，请改正。", "The next review or the new due day must be later than today; correct it.") \
    X(REFUSED_REOPEN_GROUNDLESS, "重新立项要有依据，请选认定这一项须重新立项的回头看核查，或反映这一项的群众反映。", "Reopening rests on something: choose the look-back check that decided on it, or a contrary voice about it.") \
    X(REFUSED_REOPEN_OLD_FACT, "重新立项所依据的事实要发生在销号之后；销号前的事实不能作为依据。", "Reopening rests on a fact dated after the closure; what happened before cannot be its ground.") \
    X(REFUSED_REGIME_SORT, "所选的这一轮不是这个检查类别，请改选类别或轮次。", "The round chosen is not of this kind of inspection; choose another kind or round.") \
    X(REFUSED_REGIME_LEVELS, "分解层级要有 3 至 6 级，方面、问题、措施三级不能缺。", "There are 3 to 6 levels; aspect, problem and measure cannot be left out.") \
    X(REFUSED_REGIME_LIMITS, "最短天数不能大于最长天数，请改正。", "The least days cannot be more than the most; correct them.") \
    X(REFUSED_WARNING_ORDER, "绿色的剩余天数要大于黄色的；按进度预警时红色的落后百分点要大于黄色的，请改正。", "Green needs more days left than yellow; by progress, red needs to be further behind than yellow. Correct them.") \
    X(REFUSED_WARNING_CLOCK, "预警的天数只按自然日或工作日计，不能按月。", "Warnings count calendar days or workdays, not months.") \
    X(REFUSED_LEVEL, "这类检查的分解层级里没有这一级；如确需要，请先在类别规则里加上。", "This kind of inspection is not broken down to this level; add the level to its rules first if you need it.") \
    X(REFUSED_STEP_AFTER_MEASURE, "细化步骤的时限不能晚于措施的整改时限，请改正。", "A step cannot be due after its measure; correct the date.")

#define MEASURE_DONE_STATES (FROM(MEASURE_CLOSED) | FROM(MEASURE_ROUTINE))
#define MEASURE_HANDED_STATES \
    (FROM(MEASURE_ISSUED) | FROM(MEASURE_WORKING) | FROM(MEASURE_CLAIMED) | FROM(MEASURE_VERIFYING) | \
     FROM(MEASURE_SUSTAINED))
#define COMMANDS_REGIME(X) \
    X(MEASURE_ASK_EXTENSION, "measure.ask_extension", MEASURE, WHO_UNIT, FROM(MEASURE_ISSUED) | FROM(MEASURE_WORKING), NEED_REGIME, extension_ask, measure_may_ask_extension, measure_ask_extension, MEASURE_EXTENSION_ASKED, "申请延期", "Ask to extend") \
    X(MEASURE_EXTEND, "measure.extend", MEASURE, WHO_OVERSEER, FROM(MEASURE_ISSUED) | FROM(MEASURE_WORKING), 0, opinion, measure_may_extend, measure_extend, MEASURE_EXTENDED, "同意延期", "Approve the extension") \
    X(MEASURE_ASK_SUSTAIN, "measure.ask_sustain", MEASURE, WHO_UNIT, FROM(MEASURE_WORKING), 0, sustain_ask, measure_may_ask, measure_ask_sustain, MEASURE_SUSTAIN_ASKED, "申请长期坚持", "Ask to sustain") \
    X(MEASURE_SUSTAIN, "measure.sustain", MEASURE, WHO_OVERSEER, FROM(MEASURE_WORKING), 0, opinion, measure_may_sustain, measure_sustain, MEASURE_SUSTAINED, "同意长期坚持", "Agree to sustain") \
    X(MEASURE_REVIEW_SUSTAINED, "measure.review_sustained", MEASURE, WHO_OVERSEER, FROM(MEASURE_SUSTAINED), 0, sustained_review, measure_may_verify, measure_review_sustained, MEASURE_SUSTAINED_REVIEWED, "复核长期坚持", "Review what is sustained") \
    X(MEASURE_ASK_ROUTINE, "measure.ask_routine", MEASURE, WHO_UNIT, FROM(MEASURE_SUSTAINED), NEED_REGIME, routine_ask, measure_may_ask_routine, measure_ask_routine, MEASURE_ROUTINE_ASKED, "申请转常态", "Ask to hand to routine") \
    X(MEASURE_HAND_TO_ROUTINE, "measure.hand_to_routine", MEASURE, WHO_OVERSEER, FROM(MEASURE_SUSTAINED), NEED_REGIME, opinion, measure_may_hand_to_routine, measure_hand_to_routine, MEASURE_TO_ROUTINE, "同意转常态", "Hand to routine") \
    X(MEASURE_DECLINE_ASK, "measure.decline_ask", MEASURE, WHO_OVERSEER, MEASURE_OPEN_STATES, 0, opinion, measure_may_decline, NULL, MEASURE_ASK_DECLINED, "不同意申请", "Decline what is asked") \
    X(MEASURE_WITHDRAW_ASK, "measure.withdraw_ask", MEASURE, WHO_UNIT, MEASURE_OPEN_STATES, 0, reason, measure_may_withdraw_ask, NULL, MEASURE_ASK_WITHDRAWN, "撤回申请", "Take back what is asked") \
    X(MEASURE_HAND_OVER, "measure.hand_over", MEASURE, WHO_OFFICE, MEASURE_HANDED_STATES, NEED_INSPECTION, hand_over, inspection_is_open, measure_hand_over, MEASURE_HANDED_OVER, "移交责任", "Hand over") \
    X(MEASURE_REOPEN, "measure.reopen", MEASURE, WHO_OVERSEER, MEASURE_DONE_STATES, NEED_PROBLEM | NEED_REGIME, measure_reopen, measure_may_reopen, measure_reopen, MEASURE_REOPENED, "重新立项", "Reopen") \
    X(REGIME_SET, "regime.set", REGIME, WHO_OFFICE, FROM_NEW | FROM_ANY, NEED_INSPECTION, regime_set, NULL, regime_set, REGIME_SET, "修改类别规则", "Change the rules of a kind") \
    X(WARNING_SET, "warning.set", WARNING, WHO_OFFICE, FROM_NEW | FROM_ANY, NEED_INSPECTION, warning_set, NULL, warning_set, WARNING_SET, "修改预警规则", "Change a warning rule") \
    X(SUBSTEP_ADD, "substep.add", SUBSTEP, WHO_OFFICE | WHO_UNIT, FROM_NEW, NEED_MEASURE | NEED_NUMBER | NEED_REGIME, substep_add, substep_may_add, substep_add, SUBSTEP_ADDED, "添加细化步骤", "Add a step") \
    X(SUBSTEP_FINISH, "substep.finish", SUBSTEP, WHO_UNIT, FROM(SUBSTEP_OPEN), NEED_MEASURE, substep_finish, substep_may_change, substep_finish, SUBSTEP_FINISHED, "完成步骤", "Finish the step") \
    X(SUBSTEP_CANCEL, "substep.cancel", SUBSTEP, WHO_OFFICE | WHO_UNIT, FROM(SUBSTEP_OPEN), NEED_MEASURE, reason, substep_may_change, NULL, SUBSTEP_CANCELLED, "取消步骤", "Cancel the step")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_REGIME(X) \
    X(MEASURE_EXTENSION_ASKED, "measure.extension_asked", 1, MEASURE, TO_SAME, extension_ask, measure_extension_asked, "申请延期", "asked to extend it") \
    X(MEASURE_EXTENDED, "measure.extended", 1, MEASURE, TO_SAME, measure_extended, measure_extended, "同意延期", "approved the extension") \
    X(MEASURE_SUSTAIN_ASKED, "measure.sustain_asked", 1, MEASURE, TO_SAME, sustain_ask, measure_sustain_asked, "申请长期坚持", "asked to sustain it") \
    X(MEASURE_SUSTAINED, "measure.sustained", 1, MEASURE, MEASURE_SUSTAINED, measure_sustained, measure_sustained, "同意长期坚持", "agreed to sustain it") \
    X(MEASURE_SUSTAINED_REVIEWED, "measure.sustained_reviewed", 1, MEASURE, TO_SAME, sustained_reviewed, NULL, "复核了长期坚持", "reviewed what is sustained") \
    X(MEASURE_ROUTINE_ASKED, "measure.routine_asked", 1, MEASURE, TO_SAME, routine_ask, measure_routine_asked, "申请转常态", "asked to hand it to routine") \
    X(MEASURE_TO_ROUTINE, "measure.to_routine", 1, MEASURE, MEASURE_ROUTINE, measure_to_routine, measure_to_routine, "同意转常态", "handed it to routine") \
    X(MEASURE_ASK_DECLINED, "measure.ask_declined", 1, MEASURE, TO_SAME, opinion, measure_ask_declined, "不同意申请", "declined what was asked") \
    X(MEASURE_ASK_WITHDRAWN, "measure.ask_withdrawn", 1, MEASURE, TO_SAME, reason, measure_ask_over, "撤回了申请", "took back what was asked") \
    X(MEASURE_HANDED_OVER, "measure.handed_over", 1, MEASURE, TO_SAME, measure_handed_over, measure_handed_over, "移交了责任", "handed it over") \
    X(MEASURE_REOPENED, "measure.reopened", 1, MEASURE, MEASURE_WORKING, measure_reopened, measure_reopened, "重新立项", "reopened it") \
    X(PROBLEM_REOPENED, "problem.reopened", 1, PROBLEM, PROBLEM_OPEN, problem_reopened, problem_reopened, "问题重新立项", "reopened the problem") \
    X(REGIME_SET, "regime.was_set", 1, REGIME, TO_SAME, regime_set, NULL, "修改了类别规则", "changed the rules") \
    X(WARNING_SET, "warning.was_set", 1, WARNING, TO_SAME, warning_set, NULL, "修改了预警规则", "changed the warning rule") \
    X(MEASURE_STEPPED, "measure.stepped", 1, MEASURE, TO_SAME, measure_stepped, measure_stepped, "办理了细化步骤", "worked on a step") \
    X(SUBSTEP_ADDED, "substep.added", 1, SUBSTEP, SUBSTEP_OPEN, substep_added, NULL, "添加了细化步骤", "added the step") \
    X(SUBSTEP_FINISHED, "substep.finished", 1, SUBSTEP, SUBSTEP_DONE, substep_finish, NULL, "完成了步骤", "finished the step") \
    X(SUBSTEP_CANCELLED, "substep.cancelled", 1, SUBSTEP, SUBSTEP_VOID, reason, NULL, "取消了步骤", "cancelled the step")
/* clang-format on */

#endif
