/* tables_plan.h: rows of the area "plan" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_PLAN_H
#define DOMAIN_TABLES_PLAN_H

/* clang-format off */
#define KINDS_PLAN(X) \
    X(SENTENCE, "feedback_sentence", feedback_sentence, "反馈原文句", "Sentence of the feedback") \
    X(PLAN, "plan", plan, "整改方案", "Plan") \
    X(PLAN_OPINION, "plan_opinion", plan_opinion, "会审意见", "Opinion on a plan") \
    X(GROUP, "working_group", working_group, "领导小组和工作组", "Group") \
    X(MEETING, "meeting", meeting, "会议与学习", "Meeting") \
    X(TASK, "task", task, "任务", "Task")

#define REFUSALS_PLAN(X) \
    X(REFUSED_PLAN_MAIN_TAKEN, "这一轮已经有总方案，不能再起草一份；请修改原方案，或选专项方案。", "This round has a main plan already; change that one, or choose a side plan.") \
    X(REFUSED_PLAN_NO_REVIEWERS, "方案还没有指定会审人，不能提交；请先修改方案，至少指定一人。", "The plan names no reviewers yet; change it and name at least one.") \
    X(REFUSED_PLAN_REVIEWER_WROTE, "会审人里有起草、修改或提交这份方案的人，请另选会审人，或换人提交。", "A reviewer wrote, changed or submits this plan; choose other reviewers or let another person submit it.") \
    X(REFUSED_PLAN_SENTENCES, "反馈原文还有句子没有对应到问题，也没有标明不是问题；请在“反馈原文”页逐句对应后再提交。", "Sentences of the feedback are neither mapped to a problem nor marked as none; map them on the feedback page, then submit.") \
    X(REFUSED_PLAN_NO_PROBLEMS, "这份方案名下还没有问题，不能提交；请先登记问题，专项方案要在问题里选定它。", "No problem belongs to this plan yet; enter problems first, and for a side plan name it in them.") \
    X(REFUSED_PLAN_UNCITED, "有的问题在反馈原文里找不到对应的句子，不能提交；请在“整改方案”页查看是哪些问题。", "Some problems are cited by no sentence of the feedback; the plan page lists them.") \
    X(REFUSED_PLAN_NO_MEASURES, "有的问题还没有整改措施，不能提交；请在“整改方案”页查看是哪些问题。", "Some problems have no measures yet; the plan page lists them.") \
    X(REFUSED_PLAN_MEASURES, "有的措施还缺责任领导、牵头单位、目标、类型或时限，不能提交；请在“整改方案”页查看是哪些措施。", "Some measures lack a leader, lead unit, goal, type or due date; the plan page lists them.") \
    X(REFUSED_PLAN_NOT_REVIEWER, "您不是这份方案的会审人，不能提会审意见。", "You are not a reviewer of this plan.") \
    X(REFUSED_PLAN_HEARD, "您在这一轮会审里已经提过意见，不能再提；方案退回重报后会再征求您的意见。", "You have given your opinion in this round of review; you are asked again when the plan comes back.") \
    X(REFUSED_PLAN_ROUND, "方案在您打开页面之后已经重新提交，请看过新的方案再提意见。", "The plan was submitted anew since you opened the page; read the new one, then give your opinion.") \
    X(REFUSED_PLAN_OPINIONS_MISSING, "还有会审人没有提出书面意见，不能审定；请等意见齐了再办。", "Some reviewers have not given their opinion in writing yet; approve when all have.") \
    X(REFUSED_PLAN_OBJECTION, "会审里有不同意见，审定时要写明对不同意见的答复，请填写。", "There are objections; the approval must answer them in writing.") \
    X(REFUSED_PLAN_OTHER_ROUND, "所选的方案、组、会议、公文或措施不属于这一轮巡视巡察，请重新选择。", "The plan, group, meeting, notice or measure belongs to another inspection; choose again.") \
    X(REFUSED_PLAN_IS_VOID, "所选的专项方案已经作废，请改选别的方案，或留空归入总方案。", "The side plan chosen is void; choose another, or none for the main plan.") \
    X(REFUSED_PLAN_HAS_PROBLEMS, "还有问题归在这份专项方案名下，不能作废；请先在这些问题里改选方案或留空。", "Problems still belong to this side plan, so it cannot be voided; choose another plan, or none, in them first.") \
    X(REFUSED_PLAN_IN_REVIEW, "这条措施所属的整改方案正在会审，审定或退回以前不能下达；立行立改的措施不受此限。", "The plan this measure belongs to is in joint review: it cannot be issued before the plan is approved or returned, unless it is an immediate one.") \
    X(REFUSED_GROUP_TWICE, "同一个人在一个组里只能有一个位置：组长、副组长、成员不能重复，请改正。", "One person holds one place in a group: head, deputies and members may not repeat; correct it.") \
    X(REFUSED_MEETING_STRUCK, "所选会议的登记已经撤销，不能由它交办任务。", "The entry of this meeting was struck; no task can follow from it.") \
    X(REFUSED_TASK_DUE, "办结时限不能早于今天，请改正。", "The due date cannot be earlier than today; correct it.") \
    X(REFUSED_TASK_UNIT, "这一步由任务的承办单位办理，您不在承办单位。", "This step belongs to the task's unit, which is not yours.")

#define COMMANDS_PLAN(X) \
    X(SENTENCE_ADD, "sentence.add", SENTENCE, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PLAN, sentence_add, NULL, sentence_add, SENTENCE_ADDED, "录入反馈原文", "Enter a sentence") \
    X(SENTENCE_MAP, "sentence.map", SENTENCE, WHO_OFFICE, FROM_ANY, NEED_INSPECTION | NEED_PROBLEM, sentence_map, inspection_is_open, sentence_map, SENTENCE_MAPPED, "对应到问题", "Map to a problem") \
    X(SENTENCE_NOT_PROBLEM, "sentence.not_problem", SENTENCE, WHO_OFFICE, FROM_ANY, NEED_INSPECTION, reason, inspection_is_open, NULL, SENTENCE_SET_ASIDE, "标为不是问题", "Mark as no problem") \
    X(SENTENCE_UNMAP, "sentence.unmap", SENTENCE, WHO_OFFICE, FROM(SENTENCE_PROBLEM) | FROM(SENTENCE_NOT_PROBLEM), NEED_INSPECTION, nothing, inspection_is_open, NULL, SENTENCE_UNMAPPED, "取消对应", "Undo the mapping") \
    X(PLAN_DRAFT, "plan.draft", PLAN, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PLAN, plan_draft, NULL, plan_draft, PLAN_DRAFTED, "起草方案", "Draft a plan") \
    X(PLAN_CHANGE, "plan.change", PLAN, WHO_OFFICE, FROM(PLAN_DRAFTING), NEED_INSPECTION | NEED_PLAN, plan_change, inspection_is_open, plan_change, PLAN_CHANGED, "修改方案", "Change the plan") \
    X(PLAN_SUBMIT, "plan.submit", PLAN, WHO_OFFICE, FROM(PLAN_DRAFTING), NEED_INSPECTION | NEED_PLAN, nothing, plan_may_submit, plan_submit, PLAN_SUBMITTED, "提交会审", "Submit for joint review") \
    X(PLAN_OPINE, "plan.opine", PLAN_OPINION, ROLES_BUSINESS, FROM_NEW, NEED_PLAN, plan_opine, NULL, plan_opine, PLAN_OPINED, "提会审意见", "Give an opinion") \
    X(PLAN_RETURN, "plan.return", PLAN, WHO_OVERSEER, FROM(PLAN_REVIEWING), NEED_INSPECTION | NEED_PLAN, opinion, plan_may_decide, NULL, PLAN_RETURNED, "退回方案", "Return the plan") \
    X(PLAN_APPROVE, "plan.approve", PLAN, WHO_OVERSEER, FROM(PLAN_REVIEWING), NEED_INSPECTION | NEED_PLAN, plan_approve, plan_may_approve, plan_approve, PLAN_APPROVED, "审定方案", "Approve the plan") \
    X(PLAN_VOID, "plan.void", PLAN, WHO_OFFICE, FROM(PLAN_DRAFTING), NEED_INSPECTION | NEED_PLAN, reason, plan_may_void, NULL, PLAN_VOIDED, "作废方案", "Void the plan") \
    X(GROUP_FORM, "group.form", GROUP, WHO_OFFICE, FROM_NEW, NEED_INSPECTION, group_form, NULL, group_form, GROUP_FORMED, "成立组", "Form a group") \
    X(GROUP_CHANGE, "group.change", GROUP, WHO_OFFICE, FROM(GROUP_ACTIVE), NEED_INSPECTION, group_change, inspection_is_open, group_change, GROUP_CHANGED, "调整组", "Change the group") \
    X(GROUP_DISSOLVE, "group.dissolve", GROUP, WHO_OFFICE, FROM(GROUP_ACTIVE), NEED_INSPECTION, reason, inspection_is_open, NULL, GROUP_DISSOLVED, "撤销组", "Dissolve the group") \
    X(MEETING_ENTER, "meeting.enter", MEETING, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PLAN, meeting_enter, NULL, meeting_enter, MEETING_ENTERED, "登记会议或学习", "Enter a meeting") \
    X(MEETING_VOID, "meeting.void", MEETING, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, reason, inspection_is_open, NULL, MEETING_VOIDED, "撤销会议登记", "Strike the meeting") \
    X(TASK_ASSIGN, "task.assign", TASK, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_MEASURE | NEED_PLAN, task_assign, NULL, task_assign, TASK_ASSIGNED, "交办任务", "Assign a task") \
    X(TASK_SIGN, "task.sign", TASK, WHO_UNIT, FROM(TASK_ASSIGNED), NEED_INSPECTION, nothing, task_by_unit, NULL, TASK_SIGNED, "签收任务", "Sign for the task") \
    X(TASK_DONE, "task.done", TASK, WHO_UNIT, FROM(TASK_WORKING), NEED_INSPECTION, task_done, task_by_unit, NULL, TASK_DONE, "报办结", "Report it done") \
    X(TASK_CONFIRM, "task.confirm", TASK, WHO_OFFICE, FROM(TASK_DONE), NEED_INSPECTION, opinion, task_may_confirm, NULL, TASK_CONFIRMED, "确认办结", "Confirm it") \
    X(TASK_RETURN, "task.return", TASK, WHO_OFFICE, FROM(TASK_DONE), NEED_INSPECTION, opinion, task_may_confirm, NULL, TASK_RETURNED, "退回任务", "Return the task") \
    X(TASK_VOID, "task.void", TASK, WHO_OFFICE, TASK_OPEN_STATES, NEED_INSPECTION, reason, inspection_is_open, NULL, TASK_VOIDED, "撤销任务", "Void the task")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_PLAN(X) \
    X(SENTENCE_ADDED, "sentence.added", 1, SENTENCE, SENTENCE_UNMAPPED, sentence_add, NULL, "录入了反馈原文", "entered the sentence") \
    X(SENTENCE_MAPPED, "sentence.mapped", 1, SENTENCE, SENTENCE_PROBLEM, sentence_map, sentence_mapped, "对应到问题", "mapped it to a problem") \
    X(SENTENCE_SET_ASIDE, "sentence.set_aside", 1, SENTENCE, SENTENCE_NOT_PROBLEM, reason, sentence_set_aside, "标为不是问题", "marked it as no problem") \
    X(SENTENCE_UNMAPPED, "sentence.unmapped", 1, SENTENCE, SENTENCE_UNMAPPED, nothing, sentence_unmapped, "取消了对应", "undid the mapping") \
    X(PLAN_DRAFTED, "plan.drafted", 1, PLAN, PLAN_DRAFTING, plan_draft, plan_written, "起草了方案", "drafted the plan") \
    X(PLAN_CHANGED, "plan.changed", 1, PLAN, TO_SAME, plan_change, plan_written, "修改了方案", "changed the plan") \
    X(PLAN_SUBMITTED, "plan.submitted", 1, PLAN, PLAN_REVIEWING, plan_submitted, plan_was_submitted, "提交会审", "submitted it for joint review") \
    X(PLAN_OPINED, "plan.opined", 1, PLAN_OPINION, TO_SAME, plan_opined, plan_opined, "提出会审意见", "gave an opinion") \
    X(PLAN_HEARD, "plan.heard", 1, PLAN, TO_SAME, plan_hear, plan_heard, "收到会审意见", "received an opinion") \
    X(PLAN_RETURNED, "plan.returned", 1, PLAN, PLAN_DRAFTING, opinion, plan_was_returned, "退回方案", "returned the plan") \
    X(PLAN_APPROVED, "plan.approved", 1, PLAN, PLAN_APPROVED, plan_approve, plan_was_approved, "审定方案", "approved the plan") \
    X(PLAN_VOIDED, "plan.voided", 1, PLAN, PLAN_VOID, reason, NULL, "作废了方案", "voided the plan") \
    X(GROUP_FORMED, "group.formed", 1, GROUP, GROUP_ACTIVE, group_form, NULL, "成立了组", "formed the group") \
    X(GROUP_CHANGED, "group.changed", 1, GROUP, TO_SAME, group_change, NULL, "调整了组", "changed the group") \
    X(GROUP_DISSOLVED, "group.dissolved", 1, GROUP, GROUP_DISSOLVED, reason, NULL, "撤销了组", "dissolved the group") \
    X(MEETING_ENTERED, "meeting.entered", 1, MEETING, BOOK_VALID, meeting_enter, NULL, "登记了会议或学习", "entered the meeting") \
    X(MEETING_VOIDED, "meeting.voided", 1, MEETING, BOOK_STRUCK, reason, NULL, "撤销了会议登记", "struck the meeting") \
    X(TASK_ASSIGNED, "task.assigned", 1, TASK, TASK_ASSIGNED, task_assign, task_assigned, "交办了任务", "assigned the task") \
    X(TASK_SIGNED, "task.signed", 1, TASK, TASK_WORKING, nothing, task_signed, "签收了任务", "signed for the task") \
    X(TASK_DONE, "task.done", 1, TASK, TASK_DONE, task_done, task_was_done, "报办结", "reported it done") \
    X(TASK_CONFIRMED, "task.confirmed", 1, TASK, TASK_CONFIRMED, opinion, task_was_confirmed, "确认办结", "confirmed it") \
    X(TASK_RETURNED, "task.returned", 1, TASK, TASK_WORKING, opinion, task_was_returned, "退回任务", "returned the task") \
    X(TASK_VOIDED, "task.voided", 1, TASK, TASK_VOID, reason, NULL, "撤销了任务", "voided the task")
/* clang-format on */

#define meeting_states book_states
#define plan_opinion_states no_states

#endif
